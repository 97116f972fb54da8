/* SPDX-License-Identifier: Apache-2.0 */
#include "input/lost/spelt.h"

#include <string.h>

#include "base/ascii.h"

/* Names and addresses of a certificate have no escaped octets: so many characters more end the string. */
#define IDLE 256
/* The first octets of anything that is known have no more before one that no text has. */
#define FRONT 8

uint8_t
spelt_letter(uint8_t c)
{
	static const char letters[] = "abtnvfre", values[] = "\a\b\t\n\v\f\r\33";
	const char *letter = c > 0 ? strchr(letters, c) : NULL;

	return letter != NULL ? (uint8_t)values[letter - letters] : c;
}

/* Does a string begin with this character, whose first octet stands for itself? */
static unsigned
begins(struct spelt *s, uint8_t c, uint8_t before, uint8_t *to)
{
	if (c != SPELT_FRONT || is_alnum(before))
		return 0;
	s->front = 1;
	s->quote = spelt_quote(before);
	*to = c;
	return 1;
}

/* The string has ended before this character. */
static unsigned
ends(struct spelt *s, uint8_t c, uint8_t before, uint8_t *to)
{
	*s = (struct spelt){ .ended = true };
	return begins(s, c, before, to);
}

/* An octet that was escaped by its number. */
static unsigned
put_number(struct spelt *s, uint8_t *to)
{
	unsigned n = 0;

	s->state = SPELT_PLAIN;
	if (s->idle == 0 && s->front == 0) {
		s->quote = spelt_quote(s->before);
		if (s->before == SPELT_FRONT)
			to[n++] = SPELT_FRONT;
	}
	s->idle = 1;
	s->place = SPELT_INSIDE;
	to[n++] = s->value & 0xff;
	return n;
}

/* Is this a character of a string in a URL?  A form has "+" for a blank. */
static bool
is_in_url(const struct spelt *s, uint8_t c)
{
	return c != s->quote && (is_alnum(c) || c == '+' || c == '\'' || is_char_of(c, SPELT_IN_URL));
}

/* A character behind the end of a string, or of its line: the next may go on with it. */
static unsigned
between(struct spelt *s, uint8_t c, uint8_t before, uint8_t *to)
{
	if (s->place == SPELT_BEHIND_QUOTE && spelt_quote(c) != 0) {
		s->place = SPELT_INSIDE;
		s->quote = c;
		return 0;
	}
	if (s->place == SPELT_BEHIND_QUOTE ? is_char_of(c, SPELT_JOINTS) : is_space(c))
		return 0;
	return ends(s, c, before, to);
}

/* A character that stands for itself. */
static unsigned
plain(struct spelt *s, uint8_t mark, uint8_t c, uint8_t before, uint8_t *to)
{
	bool quote = s->quote != 0 && c == s->quote, inside = s->idle > 0;

	if (c == mark && s->place != SPELT_BEHIND_QUOTE) {
		s->state = c == '%' ? SPELT_HEX : SPELT_ESCAPE;
		s->value = 0;
		s->digits = 2;
		s->before = before;
		return 0;
	}
	if (!inside && s->front == 0)
		return begins(s, c, before, to);
	if (inside ? ++s->idle > IDLE : ++s->front > FRONT || quote || c < ' ')
		return ends(s, c, before, to);
	if (mark == '%' && !is_in_url(s, c))
		return ends(s, c, before, to);
	if (s->place != SPELT_INSIDE)
		return between(s, c, before, to);
	if (quote || c < ' ') {
		s->place = quote ? SPELT_BEHIND_QUOTE : SPELT_BEHIND_LINE;
		return 0;
	}
	*to = c;
	return 1;
}

/* What stands behind a backslash; it may be escaped itself. */
static unsigned
escape(struct spelt *s, uint8_t c, uint8_t *to)
{
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
	} else if ((s->idle > 0 || s->front > 0) && c != '\n' && c != '\r') {
		s->place = SPELT_INSIDE;
		*to = spelt_letter(c);
		return 1;
	}
	return 0;
}

unsigned
spelt_character(struct spelt *s, uint8_t mark, uint8_t c, uint8_t before, uint8_t to[SPELT_ROOM])
{
	unsigned made;

	s->ended = false;
	switch (s->state) {
	case SPELT_ESCAPE:
		return escape(s, c, to);
	case SPELT_HEX:
		if (hex_digit(c) < 0) {
			s->state = SPELT_PLAIN;
			return plain(s, mark, c, before, to);
		}
		s->value = s->value << 4 | (unsigned)hex_digit(c);
		return --s->digits == 0 ? put_number(s, to) : 0;
	case SPELT_OCTAL:
		if (c < '0' || c > '7') {
			made = put_number(s, to);
			return made + plain(s, mark, c, before, to + made);
		}
		s->value = s->value << 3 | (unsigned)(c - '0');
		return ++s->digits == 3 ? put_number(s, to) : 0;
	default:
		return plain(s, mark, c, before, to);
	}
}
