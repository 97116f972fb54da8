/* SPDX-License-Identifier: Apache-2.0 */
/* run_string.c - an element of DER in a string: of a programming language, of SQL, of a URL, or with the number of each octet before it. */
#include <string.h>

#include "base/ascii.h"
#include "input/der/begins.h"
#include "input/sniff.h"
#include "input/written/escaped.h"
#include "input/written/number.h"
#include "input/written/run.h"

/* ---- in the string of a programming language ---- */

size_t
run_string(struct span text, uint8_t before)
{
	/* The first octet of an element is the digit 0, or all are escaped and its backslash stands before it. */
	if (before == '\\')
		return span_starts(text, SPAN_LIT("060\\20")) ? 3 : span_starts(text, SPAN_LIT("u0030\\u008")) ? 5 : 0;
	if (text.n < 5 || text.p[0] != '0' || text.p[1] != '\\' || escaped_quote(before) == 0)
		return 0;
	/* The backslash may be escaped itself; in octal it is one of bytea. */
	return is_char_of(text.p[2], "x2u") || (text.p[2] == '\\' && is_char_of(text.p[3], "xu")) ? 1 : 0;
}

/* Does an element begin in the string, if it is written so?  *differ: the ways beside these in which its characters may stand for others. */
static bool
element_in(struct span text, uint8_t quote, unsigned ways, unsigned *differ)
{
	uint8_t octets[RUN_FIRST + ESCAPED_ROOM] = { 0x30 };
	struct span der = { octets, 1 }, rest = text;
	size_t n, made, seen;

	*differ = ESCAPED_TWICE;
	while (der.n < RUN_FIRST && (made = escaped_octets(rest, &quote, ways, octets + der.n, &n)) > 0) {
		/* Characters beyond ASCII alone differ. */
		if (made > 1 || rest.p[n - 1] >= 0x80)
			*differ |= ESCAPED_LATIN;
		der.n += made;
		rest = span_from(rest, n);
		/* Most begin nothing: so much tells it. */
		if (!run_long_form(octets[1]))
			break;
	}
	/* One quote may stand behind the character with which the string ends. */
	seen = text.n - rest.n + n + 2;
	if (memchr(text.p, '"', seen < text.n ? seen : text.n) != NULL)
		*differ |= ESCAPED_DOUBLED;
	return element_begins(der);
}

/* Is the text the same in these ways as in others that were tried?  *differ: as of those. */
static bool
is_tried(unsigned ways, unsigned differ[ESCAPED_WAYS])
{
	for (unsigned way = ESCAPED_LATIN; way <= ESCAPED_DOUBLED; way <<= 1)
		if ((ways & way) != 0 && (differ[ways & ~way] & way) == 0) {
			differ[ways] = differ[ways & ~way];
			return true;
		}
	return false;
}

unsigned
run_string_ways(struct span text, uint8_t before)
{
	size_t n = run_string(text, before);
	unsigned ways = 0, differ[ESCAPED_WAYS];

	if (n == 0)
		return ESCAPED_WAYS;
	while (ways < ESCAPED_WAYS && (is_tried(ways, differ) || !element_in(span_from(text, n), escaped_quote(before), ways, &differ[ways])))
		ways++;
	return ways;
}

/* ---- of SQL ---- */

/* Octets of DER in quotes or in a cell, of which some are escaped. */
static enum run
sql_begins(struct span text, uint8_t before, uint64_t *total)
{
	uint8_t octets[RUN_FIRST];
	struct span der = { octets, 0 }, rest = text;
	size_t n;
	int c;

	if (before != '\'' && before != '"' && before != '\t' && before != '\n')
		return RUN_NONE;
	/* Rows have no NUL that is not escaped, and DER has one soon. */
	if (!run_long_form(text.p[1]) || !escaped_sql_shows(text, before) || (is_space(before) && memchr(text.p, 0, text.n) != NULL))
		return RUN_NONE;
	while (der.n < RUN_FIRST && (c = escaped_sql(rest, before, &n)) >= 0) {
		octets[der.n++] = (uint8_t)c;
		rest = span_from(rest, n);
	}
	*total = sniff_length(der);
	return element_begins(der) ? RUN_SQL : RUN_NONE;
}

/* ---- octets with others that stand for themselves, in a table or a URL ---- */

/* Octets that tell an element, and those that tell most that are none. */
#define FIRST 24
#define FIRST_LOOK 16

/* The element that octets of this kind are the first of. */
static bool
element_of(struct span text, int (*next)(struct span, size_t *), uint64_t *total)
{
	uint8_t octets[FIRST];
	struct span der = { octets, 0 };
	size_t n;
	int c;

	while (der.n < FIRST && (c = next(text, &n)) >= 0) {
		octets[der.n++] = (uint8_t)c;
		text = span_from(text, n);
		/* Most begin nothing: so much tells it. */
		if ((der.n == 2 && (octets[0] != 0x30 || !run_long_form(octets[1]))) || (der.n == FIRST_LOOK && !element_begins(der)))
			return false;
	}
	*total = sniff_length(der);
	return der.n == FIRST && element_begins(der);
}

size_t
run_decimal_front(struct span text, uint8_t before)
{
	if (before != '\\')
		return 0;
	return span_starts(text, SPAN_LIT("048\\1")) ? 3 : span_starts(text, SPAN_LIT("48\\1")) ? 2 : 0;
}

/* The same, or "0\130" behind a quote; in octal it is no length. */
static bool
decimal_begins(struct span text, uint8_t before, uint64_t *total)
{
	char first[FIRST * 4];
	size_t n = run_decimal_front(text, before), most;

	if (n == 0)
		return escaped_quote(before) != 0 && (span_starts(text, SPAN_LIT("0\\13")) || span_starts(text, SPAN_LIT("0\\129"))) &&
		    element_of(text, escaped_decimal, total);
	/* The first octet as the character that it is. */
	text = span_from(text, n);
	most = text.n < sizeof first - 1 ? text.n : sizeof first - 1;
	first[0] = '0';
	memcpy(first + 1, text.p, most);
	return element_of((struct span){ (const uint8_t *)first, most + 1 }, escaped_decimal, total);
}

/* "0%82", "0\\202", "0\x82", and "0":48, behind a quote. */
static enum run
bare_begins(struct span text, uint8_t before, uint64_t *total)
{
	uint64_t n;

	if (span_starts(text, SPAN_LIT("0%8")))
		return element_of(text, escaped_percent, total) ? RUN_PERCENT : RUN_NONE;
	if (decimal_begins(text, before, total))
		return *total != UINT64_MAX ? RUN_DECIMAL : RUN_NONE;
	if (span_starts(text, SPAN_LIT("0\\\\20")) || (escaped_quote(before) == 0 && span_starts(text, SPAN_LIT("0\\20"))))
		return element_of(text, escaped_octal, total) ? RUN_BYTEA : RUN_NONE;
	if (escaped_quote(before) == 0 && (span_starts(text, SPAN_LIT("0\\x8")) || span_starts(text, SPAN_LIT("0\\u008"))))
		return element_of(text, escaped_bare, total) ? RUN_BARE : RUN_NONE;
	if (escaped_quote(before) == 0 || text.p[1] != before || !element_of(text, number_indexed, &n))
		return RUN_NONE;
	*total = UINT64_MAX;
	return RUN_INDEXED;
}

enum run
run_string_begins(struct span text, uint8_t before, uint64_t *total)
{
	struct span near = text.n > RUN_OCTETS ? span_sub(text, 0, RUN_OCTETS) : text;
	enum run run = run_string_ways(near, before) < ESCAPED_WAYS ? RUN_STRING : RUN_NONE;

	if (run == RUN_NONE)
		run = sql_begins(near, before, total);
	return run == RUN_NONE ? bare_begins(text, before, total) : run;
}
