/* SPDX-License-Identifier: Apache-2.0 */
#include "input/data/csv_lines.h"

#include "base/ascii.h"
#include "base/base64.h"
#include "input/pem/line/armour.h"
#include "input/sniff.h"
#include "input/written/run.h"

/* The longest line of wrapped base64 (RFC 2045 6.8): a longer one is a cell, and cut where it is too short. */
#define WRAPPED 76

/* Is it a BEGIN or END line, and nothing else?  `end` says which. */
static bool
is_armour(struct span s, bool end)
{
	struct armour a;

	return s.n > 0 && armour_at(s, &a) && a.end == end && a.n == s.n;
}

/* How many characters of base64 stand for so many octets, with what pads them. */
static uint64_t
characters_of(uint64_t octets)
{
	return (octets + 2) / 3 * 4;
}

/* A line of base64, and no other, less than what is missing. */
static bool
take_base64(struct csv_lines *l, struct span s)
{
	size_t n = base64_run(s);

	if (n == 0 || n != s.n || n > l->left)
		return false;
	l->left -= n;
	if (l->left == 0)
		l->open = CSV_CELL_NONE;
	return true;
}

/* A line of a block: END, a header, or base64. */
static bool
take_pem(struct csv_lines *l, struct span s)
{
	if (is_armour(s, true)) {
		l->open = CSV_CELL_NONE;
		return true;
	}
	return s.n == 0 || base64_run(s) == s.n || memchr(s.p, ':', s.n) != NULL;
}

/* What is no cell so far may begin one. */
static void
begin(struct csv_lines *l, struct span s)
{
	uint64_t total;

	if (is_armour(s, false)) {
		l->open = CSV_CELL_PEM;
	} else if (s.n > 0 && s.n <= WRAPPED && run_begins(s, '\n', &total) == RUN_BASE64 && total < UINT32_MAX && base64_run(s) == s.n &&
	    characters_of(total) > s.n) {
		l->open = CSV_CELL_BASE64;
		l->left = characters_of(total) - s.n;
	}
	l->any |= l->open != CSV_CELL_NONE;
	l->behind = l->open != CSV_CELL_NONE ? 0 : l->behind + 1;
}

bool
csv_lines_take(struct csv_lines *l, struct span s)
{
	s = span_trimmed(span_without_ends(s));
	if (l->open == CSV_CELL_PEM)
		return take_pem(l, s);
	if (l->open == CSV_CELL_BASE64)
		return take_base64(l, s);
	begin(l, s);
	return l->behind <= CSV_LINES_BEHIND;
}

bool
csv_lines_go_on(const struct csv_lines *l, size_t fields, size_t columns)
{
	return l->open != CSV_CELL_NONE || (l->any && fields > 1 && fields < columns);
}

bool
csv_lines_begin(struct span text, char separator)
{
	while (text.n > 0) {
		struct span line = span_trimmed(sniff_line(&text)), cell = line;

		/* The last line may go on behind what is seen. */
		if (text.n == 0)
			return false;
		for (size_t i = 0; i < line.n; i++)
			if (line.p[i] == (uint8_t)separator)
				cell = span_from(line, i + 1);
		if (cell.n < line.n && is_armour(cell, false))
			return true;
	}
	return false;
}

bool
csv_is_count(struct span line)
{
	struct span s = span_trimmed(span_without_ends(line));
	size_t n = 1;

	if (s.n < 2 || s.p[0] != '(')
		return false;
	while (n < s.n && is_digit(s.p[n]))
		n++;
	return n > 1 && (span_is(span_from(s, n), " rows)") || span_is(span_from(s, n), " row)"));
}
