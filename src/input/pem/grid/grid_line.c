/* SPDX-License-Identifier: Apache-2.0 */
#include "input/pem/grid/grid_line.h"

#include "base/ascii.h"
#include "base/base64.h"

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

bool
grid_is_edge(uint8_t c)
{
	return is_blank(c) || c == '|' || c == '+' || c == '*' || c == ':' || c == '.' || c == ';' || c >= 0x80;
}

bool
grid_part(const struct grid_cell *c, struct span line, struct span *part)
{
	size_t from = grid_octets_of(line, c->at), n = grid_octets_of(span_from(line, from), c->width);

	*part = span_trimmed(span_sub(line, from, n));
	return (from == 0 || grid_is_edge(line.p[from - 1])) && (from + n == line.n || grid_is_edge(line.p[from + n]) || part->n == 0);
}

size_t
grid_prefix(struct span s)
{
	return span_starts(s, SPAN_LIT("\\x")) || span_starts(s, SPAN_LIT("0x")) ? 2 : 0;
}

/* What parts two octets of spaced hexadecimal, or ends a line of them; 0: nothing. */
static size_t
spacing(struct span s)
{
	size_t n = s.n > 0 && (s.p[0] == ':' || s.p[0] == ',');
	bool blank = n < s.n && is_blank(s.p[n]) && s.p[0] != ':';

	if (n + blank < s.n && hex_digit(s.p[n + blank]) >= 0)
		return n + blank;
	return n;
}

/* Its characters at the front, from the middle of an octet on where the line before ends in it. */
static size_t
spaced_run(struct span s)
{
	size_t n = 0, k;

	do {
		for (; n < s.n && (hex_digit(s.p[n]) >= 0 || ((s.p[n] | 0x20) == 'x' && (n == 0 || s.p[n - 1] == '0'))); n++)
			;
		k = spacing(span_from(s, n));
		n += k;
	} while (k > 0 && n < s.n && hex_digit(s.p[n]) >= 0);
	return n;
}

size_t
grid_value_run(struct span s, enum grid_text text)
{
	size_t n = 0;

	if (text == GRID_SPACED)
		return spaced_run(s);
	if (text == GRID_BASE64) {
		n = base64_run(s);
		/* The sign that a cell goes on is a character of base64. */
		return n > 1 && s.p[n - 1] == '+' && (n == s.n || is_blank(s.p[n]) || s.p[n] == '|') && n % 4 == 1 ? n - 1 : n;
	}
	n = grid_prefix(s);
	while (n < s.n && hex_digit(s.p[n]) >= 0)
		n++;
	return n;
}

void
grid_put(struct out *o, enum grid_text text, struct span part)
{
	if (text != GRID_SPACED) {
		out_mem(o, (const char *)part.p, part.n);
		return;
	}
	for (size_t i = 0; i < part.n; i++)
		if (hex_digit(part.p[i]) >= 0)
			out_char(o, (char)part.p[i]);
		else if ((part.p[i] | 0x20) == 'x' && o->n > 0)
			o->n--;		/* "0x" stands in front of each octet, be its zero on the line before. */
}

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
