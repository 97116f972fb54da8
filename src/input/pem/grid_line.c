/* SPDX-License-Identifier: Apache-2.0 */
#include "input/pem/grid_line.h"

#include "base/ascii.h"
#include "base/base64.h"

/* Octets of so many characters at the front, or of those that there are. */
size_t
grid_octets_of(struct span line, size_t characters)
{
	size_t n = 0;

	for (; n < line.n && characters > 0; characters--)
		for (n++; n < line.n && (line.p[n] & 0xc0) == 0x80; n++)
			;
	return n;
}

size_t
grid_characters_of(struct span s)
{
	size_t n = 0;

	for (size_t i = 0; i < s.n; i++)
		n += (s.p[i] & 0xc0) != 0x80;
	return n;
}

/* Is this the edge of a column: a blank, a bar of any kind, a sign that the cell goes on? */
bool
grid_is_edge(uint8_t c)
{
	return is_blank(c) || c == '|' || c == '+' || c == '*' || c == ':' || c >= 0x80;
}

/* What the line has in the column, blanks apart; false: it has something else there, which the edges cut. */
bool
grid_part(const struct grid_cell *c, struct span line, struct span *part)
{
	size_t from = grid_octets_of(line, c->at), n = grid_octets_of(span_from(line, from), c->width);

	*part = span_trimmed(span_sub(line, from, n));
	return (from == 0 || grid_is_edge(line.p[from - 1])) && (from + n == line.n || grid_is_edge(line.p[from + n]) || part->n == 0);
}

/* What stands in front of hexadecimal. */
size_t
grid_prefix(struct span s)
{
	return span_starts(s, SPAN_LIT("\\x")) || span_starts(s, SPAN_LIT("0x")) ? 2 : 0;
}

/* Characters of a value at the front. */
size_t
grid_value_run(struct span s, bool hex)
{
	size_t n = 0;

	if (!hex) {
		n = base64_run(s);
		/* The sign that a cell goes on is a character of base64. */
		return n > 1 && s.p[n - 1] == '+' && (n == s.n || is_blank(s.p[n]) || s.p[n] == '|') && n % 4 == 1 ? n - 1 : n;
	}
	n = grid_prefix(s);
	while (n < s.n && hex_digit(s.p[n]) >= 0)
		n++;
	return n;
}

/* What stands beside the cells in a line, in front of cell i, or behind the last. */
struct span
grid_beside(const struct grid *g, struct span line, unsigned i)
{
	size_t from = i > 0 ? grid_octets_of(line, g->cell[i - 1].at + g->cell[i - 1].width) : 0;
	size_t to = i < g->n ? grid_octets_of(line, g->cell[i].at) : line.n;

	return span_sub(line, from, to > from ? to - from : 0);
}

bool
grid_has_word(struct span s)
{
	for (size_t i = 0; i < s.n; i++)
		if (is_alnum(s.p[i]))
			return true;
	return false;
}
