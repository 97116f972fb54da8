/* SPDX-License-Identifier: Apache-2.0 */
/* decimal.c - strings in which a number behind a backslash is decimal: Lua's (Reference Manual 5.4, 3.1), and Haskell's (Report 2010, 2.6). */
#include <string.h>

#include "base/ascii.h"
#include "input/lost/spelt.h"
#include "input/written/escaped.h"

/* The names of ASCII that Haskell has, each in front of those that begin it. */
static const struct {
	const char name[4];
	uint8_t octet;
} names[] = {
	{ "NUL", 0 }, { "SOH", 1 }, { "STX", 2 }, { "ETX", 3 }, { "EOT", 4 }, { "ENQ", 5 }, { "ACK", 6 }, { "BEL", 7 }, { "BS", 8 }, { "HT", 9 },
	{ "LF", 10 }, { "VT", 11 }, { "FF", 12 }, { "CR", 13 }, { "SO", 14 }, { "SI", 15 }, { "DLE", 16 }, { "DC1", 17 }, { "DC2", 18 },
	{ "DC3", 19 }, { "DC4", 20 }, { "NAK", 21 }, { "SYN", 22 }, { "ETB", 23 }, { "CAN", 24 }, { "EM", 25 }, { "SUB", 26 }, { "ESC", 27 },
	{ "FS", 28 }, { "GS", 29 }, { "RS", 30 }, { "US", 31 }, { "SP", 32 }, { "DEL", 127 },
};

/* What stands behind a backslash. */
static int
escape(struct span s, size_t *n)
{
	int c = 0;

	for (*n = 0; *n < 3 && *n < s.n && is_digit(s.p[*n]); ++*n)
		c = 10 * c + (s.p[*n] - '0');
	if (*n > 0)
		return c > 0xff ? -1 : c;
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (span_starts(s, (struct span){ (const uint8_t *)names[i].name, strlen(names[i].name) })) {
			*n = strlen(names[i].name);
			return names[i].octet;
		}
	*n = 1;
	return s.n > 0 ? spelt_letter(s.p[0]) : -1;
}

int
escaped_decimal(struct span s, size_t *n)
{
	/* Haskell parts an octet from a digit so. */
	size_t at = span_starts(s, SPAN_LIT("\\&")) ? 2 : 0, k;
	int c;

	*n = at + 1;
	if (at >= s.n || s.p[at] < ' ' || s.p[at] > '~' || s.p[at] == '"')
		return -1;
	if (s.p[at] != '\\')
		return s.p[at];
	c = escape(span_from(s, at + 1), &k);
	*n = at + 1 + k;
	return c;
}
