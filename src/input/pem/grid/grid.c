/* SPDX-License-Identifier: Apache-2.0 */
#include "input/pem/grid/grid.h"

#include "base/ascii.h"
#include "input/pem/grid/grid_address.h"
#include "input/pem/grid/grid_cell.h"
#include "input/pem/grid/grid_line.h"
#include "input/pem/line/armour.h"
#include "input/pem/line/frame.h"

/* Lines in front of the first row; and octets of a line that are looked at for its end before it is told by them. */
#define NAMES 8
#define MARKS 4

/* Do two such parts differ in more than numbers, which count lines and time? */
static bool
differ(struct span a, struct span b)
{
	if (a.n != b.n)
		return true;
	for (size_t i = 0; i < a.n; i++)
		if (a.p[i] != b.p[i] && !(is_digit(a.p[i]) && is_digit(b.p[i])))
			return true;
	return false;
}

/*
 * Are the lines of a table, which those of a value alone are not?  Words stand beside the cells that are not the same in each line; what is,
 * or stands in front of a single one, is the business of frames.
 */
static bool
has_words_beside(const struct grid *g, const struct grid_lines *l)
{
	for (unsigned k = 1; k < l->n; k++)
		for (unsigned i = 0; i <= g->n; i++) {
			struct span one = grid_beside(g, l->line[k - 1], i), next = grid_beside(g, l->line[k], i);

			if (i > 0) {
				one = span_trimmed(one);
				next = span_trimmed(next);
			}
			if ((i > 0 || g->n > 1) && differ(one, next) && (grid_has_word(next) || grid_has_word(one)))
				return true;
		}
	return false;
}

/* The same of values without armour: what stands behind them is enough, be it a bar, and lines that part the two digits of an octet. */
static bool
is_table(const struct grid *g, const struct grid_lines *l, bool sure)
{
	struct span behind = span_trimmed(grid_beside(g, l->line[0], g->n));

	/* Armour whose columns no bar closes is told apart otherwise. */
	if (!sure && (behind.n == 0 || (behind.p[0] != '|' && behind.p[0] < 0x80)))
		return false;
	if (has_words_beside(g, l))
		return true;
	if (!sure || g->n > 1 || (g->cell[0].text == GRID_HEX && g->cell[0].width % 2 != 0))
		return sure;
	for (unsigned i = 0; i < l->n; i++)
		if (span_trimmed(grid_beside(g, l->line[i], g->n)).n > 0)
			return true;
	return false;
}

bool
grid_begins(struct grid *g, struct span text)
{
	struct grid_lines l = { .n = 0 };
	struct span line;
	bool sure = false, own;
	size_t n;

	g->n = 0;
	/* Quick looks at the short lines of quoted mail. */
	if (text.n <= GRID_NARROWEST)
		return false;
	for (n = 0; n < MARKS; n++)
		if (text.p[n] == '\n')
			return false;
	text = text.n > GRID_OCTETS ? span_sub(text, 0, GRID_OCTETS) : text;
	line = frame_line(text, &n);
	if (n == 0 || line.n <= GRID_NARROWEST)
		return false;
	for (size_t at = grid_cell_next(line, 0); at < line.n && g->n < GRID_MOST_CELLS; at = grid_cell_next(line, at)) {
		struct grid_cell *c = &g->cell[g->n];

		if (l.n == 0)
			l = grid_lines_of(text);
		if (l.n < 2)
			return false;
		if (grid_cell_at(&l, at, c, &own)) {
			sure |= own;
			at = grid_octets_of(line, c->at + c->width);
			g->n++;
		} else {
			at += line.p[at] == '-' ? armour_none(span_from(line, at)) : 1;
		}
	}
	return g->n > 0 && is_table(g, &l, sure) && !(g->n == 1 && grid_address_is_framed(&g->cell[0], text));
}

bool
grid_ahead(struct span text)
{
	struct grid g;
	size_t n;

	for (unsigned i = 0; i < NAMES && text.n > 0; i++) {
		if (grid_begins(&g, text))
			return true;
		(void)frame_line(text, &n);
		if (n == 0)
			return false;
		text = span_from(text, n);
	}
	return false;
}
