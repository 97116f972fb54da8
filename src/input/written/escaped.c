/* SPDX-License-Identifier: Apache-2.0 */
#include "input/written/escaped.h"

#include "base/ascii.h"
#include "input/lost/spelt.h"

/* Blanks, signs and line ends between two strings, no more. */
#define BETWEEN 64

static bool
is_octal(uint8_t c)
{
	return c >= '0' && c <= '7';
}

uint8_t
escaped_quote(uint8_t before)
{
	return spelt_quote(before);
}

/* Digits in hexadecimal, so many of them; -1: there are others. */
static int
hex_number(struct span s, size_t digits)
{
	int c = 0;

	if (s.n < digits)
		return -1;
	for (size_t i = 0; i < digits && c >= 0; i++)
		c = hex_digit(s.p[i]) < 0 ? -1 : c << 4 | hex_digit(s.p[i]);
	return c > 0xff ? -1 : c;
}

/* What stands behind a backslash. */
static int
escape(struct span s, size_t *n)
{
	int c = 0;

	*n = 0;
	if (s.n == 0)
		return -1;
	if (s.p[0] == 'x' || s.p[0] == 'u') {
		size_t digits = s.p[0] == 'x' ? 2 : 4;

		*n = 1 + digits;
		return hex_number(span_sub(s, 1, s.n - 1), digits);
	}
	for (; *n < 3 && *n < s.n && is_octal(s.p[*n]); ++*n)
		c = c << 3 | (s.p[*n] - '0');
	if (*n > 0)
		return c > 0xff ? -1 : c;
	*n = 1;
	return spelt_letter(s.p[0]);
}

/* Behind the end of a string and the beginning of the next; `at`: no other begins. */
static size_t
next_string(struct span s, size_t at)
{
	size_t n = at + 1;

	while (n < s.n && n - at < BETWEEN && is_char_of(s.p[n], SPELT_JOINTS))
		n++;
	return n < s.n && s.p[n] == s.p[at] ? n + 1 : at;
}

/* Behind what stands between two octets. */
static size_t
between(struct span s, uint8_t quote)
{
	size_t at = 0, next = 0;

	do {
		at = next;
		if (at >= s.n)
			break;
		if (s.p[at] == '\\' && at + 1 < s.n && (s.p[at + 1] == '\n' || s.p[at + 1] == '\r'))
			next = at + 2 + (s.p[at + 1] == '\r' && at + 2 < s.n && s.p[at + 2] == '\n');
		else if (quote == 0 && is_space(s.p[at]))
			next = at + 1;
		else if (quote != 0 ? s.p[at] == quote : escaped_quote(s.p[at]) != 0)
			next = next_string(s, at);
	} while (next > at);
	return at;
}

int
escaped_octet(struct span s, uint8_t quote, size_t *n)
{
	size_t at = between(s, quote), k = 0;
	int c;

	*n = at;
	if (at >= s.n)
		return -1;
	if (s.p[at] == '\\') {
		c = escape(span_sub(s, at + 1, s.n - at - 1), &k);
		*n = at + 1 + k;
		return c;
	}
	*n = at + 1;
	return quote == 0 || s.p[at] == quote || s.p[at] < ' ' || s.p[at] > '~' ? -1 : s.p[at];
}

/* ---- URLs ---- */

int
escaped_percent(struct span s, size_t *n)
{
	*n = 3;
	if (s.n > 2 && s.p[0] == '%')
		return hex_number(span_from(s, 1), 2);
	*n = 1;
	return s.n > 0 && (is_alnum(s.p[0]) || is_char_of(s.p[0], SPELT_IN_URL)) ? s.p[0] : -1;
}

/* ---- SQL ---- */

int
escaped_octal(struct span s, size_t *n)
{
	size_t slashes = 0, digits = 0;
	int c = 0;

	while (slashes < 4 && slashes < s.n && s.p[slashes] == '\\')
		slashes++;
	*n = 1;
	if (slashes == 0)
		return s.n > 0 && s.p[0] >= ' ' && s.p[0] <= '~' && s.p[0] != '\'' ? s.p[0] : -1;
	for (; digits < 3 && slashes + digits < s.n && is_octal(s.p[slashes + digits]); digits++)
		c = c << 3 | (s.p[slashes + digits] - '0');
	*n = slashes + digits;
	if (slashes < 3 && digits == 3)
		return c > 0xff ? -1 : c;
	/* A backslash is two, which are four where each is escaped. */
	*n = slashes;
	return slashes == 2 || slashes == 4 ? '\\' : -1;
}

int
escaped_sql(struct span s, uint8_t quote, size_t *n)
{
	static const char letters[] = "0nrtbZ", values[] = "\0\n\r\t\b\x1a";
	const char *letter;

	*n = 2;
	if (s.n > 1 && s.p[0] == '\\') {
		letter = s.p[1] > 0 ? strchr(letters, s.p[1]) : NULL;
		return letter != NULL ? values[letter - letters] : s.p[1];
	}
	if (s.n > 1 && s.p[0] == quote && s.p[1] == quote)
		return quote;
	*n = 1;
	return s.n == 0 || s.p[0] == quote ? -1 : s.p[0];
}

bool
escaped_sql_shows(struct span s)
{
	/* The length of an AlgorithmIdentifier of RSA and of one of ECDSA, an octet of rsadsi (1.2.840.113549), and the status of a response. */
	static const struct span signs[] = {
		SPAN_CONST("0\\r\x06\x09*\x86H"), SPAN_CONST("0\\n\x06\x08*\x86H"), SPAN_CONST("*\x86H\x86\xf7\\r"),
		SPAN_CONST("\\n\x01\\0\xa0"),
	};

	for (size_t i = 0; i < s.n; i++)
		for (size_t k = 0; k < sizeof signs / sizeof *signs; k++)
			if (span_starts(span_from(s, i), signs[k]))
				return true;
	return false;
}
