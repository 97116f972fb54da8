/* SPDX-License-Identifier: Apache-2.0 */
#include "input/lost/spelt.h"

#include <string.h>

#include "base/ascii.h"

/* Names and addresses of a certificate have no escaped octets: so many characters more end the string. */
#define IDLE 256

static unsigned
put(struct spelt *s, unsigned octet)
{
	s->octets = s->octets << 8 | (octet & 0xff);
	if (s->n < SPELT_FIRST)
		s->first[s->n] = octet & 0xff;
	s->n++;
	return 1;
}

/* An octet that was escaped by its number.  One in front of the first stands for itself. */
static unsigned
put_number(struct spelt *s)
{
	s->state = SPELT_PLAIN;
	if (s->idle == 0) {
		s->n = 0;
		s->told = false;
		if (s->before > ' ' && memchr("\"'`", s->before, 3) == NULL)
			(void)put(s, s->before);
	}
	s->idle = 1;
	s->between = false;
	return put(s, s->value);
}

/* A character that stands for itself. */
static unsigned
plain(struct spelt *s, uint8_t c)
{
	static const char letters[] = "\"'`\r\n";

	if (c == '\\' || c == '%') {
		s->state = c == '\\' ? SPELT_ESCAPE : SPELT_HEX;
		s->value = 0;
		s->digits = 2;
		return 0;
	}
	if (s->idle > 0 && ++s->idle > IDLE)
		s->idle = 0;
	if (s->idle == 0)
		return 0;
	if (memchr(letters, c, 5) != NULL)
		s->between = true;
	else if (!s->between || memchr(" \t+.,&b", c, 7) == NULL) {
		s->between = false;
		return put(s, c);
	}
	return 0;
}

/* What stands behind a backslash; it may be escaped itself. */
static unsigned
escape(struct spelt *s, uint8_t c)
{
	static const char names[] = "0abtnvfre", values[] = "\0\a\b\t\n\v\f\r\33";
	const char *name;

	if (c == '\\')
		return 0;
	s->state = SPELT_PLAIN;
	if (c == 'x' || c == 'u') {
		s->state = SPELT_HEX;
		s->digits = c == 'x' ? 2 : 4;
	} else if (c >= '0' && c <= '7') {
		s->state = SPELT_OCTAL;
		s->value = (unsigned)(c - '0');
		s->digits = 1;
	} else if (s->idle > 0 && c != '\n' && c != '\r') {
		s->between = false;
		name = c > 0 ? strchr(names, c) : NULL;
		return put(s, name != NULL ? (uint8_t)values[name - names] : c);
	}
	return 0;
}

unsigned
spelt_character(struct spelt *s, uint8_t c)
{
	unsigned made = 0;

	switch (s->state) {
	case SPELT_ESCAPE:
		return escape(s, c);
	case SPELT_HEX:
		if (hex_digit(c) < 0) {
			s->state = SPELT_PLAIN;
			return plain(s, c);
		}
		s->value = s->value << 4 | (unsigned)hex_digit(c);
		return --s->digits == 0 ? put_number(s) : 0;
	case SPELT_OCTAL:
		if (c < '0' || c > '7') {
			made = put_number(s);
			return made + plain(s, c);
		}
		s->value = s->value << 3 | (unsigned)(c - '0');
		return ++s->digits == 3 ? put_number(s) : 0;
	default:
		return plain(s, c);
	}
}
