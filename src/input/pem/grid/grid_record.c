/* SPDX-License-Identifier: Apache-2.0 */
#include "input/pem/grid/grid_record.h"

#include "base/ascii.h"
#include "input/pem/grid/grid_line.h"

/* What the lines behind the first had in a column: text in any of them; nothing in the last; in any other text than the first has. */
enum { TEXT = 1, EMPTY = 2, OTHER = 4 };

/* Octets of a bar between two columns, drawn or not; 0: there is none. */
static size_t
bar(struct span s)
{
	if (s.n > 0 && s.p[0] == '|')
		return 1;
	/* U+2500 to U+257F. */
	return s.n > 2 && s.p[0] == 0xe2 && (s.p[1] == 0x94 || s.p[1] == 0x95) ? 3 : 0;
}

/* The columns beside the cells, one after the other: what the first line has in each, and the line at hand. */
struct columns {
	const struct grid_record *record;
	struct span line;
	unsigned beside;		/* in front of this cell, or behind the last */
	struct span first_left, left;	/* what is left there */
	struct span first, now;		/* the column at hand */
	bool same_bars;			/* the bars of both stood at the same places */
};

static void
look_beside(struct columns *c, unsigned i)
{
	const struct grid_record *r = c->record;
	struct span front = { r->first, i == 0 ? r->front : 0 };

	c->beside = i;
	c->first_left = span_from(grid_beside(r->grid, (struct span){ r->first, r->n }, i), front.n);
	c->left = grid_beside(r->grid, c->line, i);
	c->left = span_from(c->left, grid_octets_of(c->left, grid_characters_of(front)));
}

static struct columns
columns_of(const struct grid_record *r, struct span line)
{
	struct columns c = { .record = r, .line = line, .same_bars = true };

	look_beside(&c, 0);
	return c;
}

/* Where the column ends in the first line: at a bar, or at two blanks where there are none; *parts: octets of what parts it from the next. */
static size_t
column_ends(const struct grid_record *r, struct span s, size_t *parts)
{
	for (size_t n = 0; n < s.n; n++) {
		size_t blanks = r->barred ? 0 : blanks_before(span_from(s, n));

		*parts = r->barred ? bar(span_from(s, n)) : blanks > 1 ? blanks : 0;
		if (*parts > 0)
			return n;
	}
	*parts = 0;
	return s.n;
}

/* The next column; false: there is none. */
static bool
next_column(struct columns *c)
{
	const struct grid_record *r = c->record;
	size_t n, parts, own;

	while (c->first_left.n == 0) {
		if (c->beside == r->grid->n)
			return false;
		look_beside(c, c->beside + 1);
	}
	n = column_ends(r, c->first_left, &parts);
	c->first = span_sub(c->first_left, 0, n);
	/* No other is behind the last. */
	own = n == c->first_left.n && c->beside == r->grid->n ? c->left.n : grid_octets_of(c->left, grid_characters_of(c->first));
	c->now = span_sub(c->left, 0, own);
	c->left = span_from(c->left, own);
	if (r->barred && parts > 0)
		c->same_bars &= bar(c->left) > 0;
	own = grid_octets_of(c->left, grid_characters_of(span_sub(c->first_left, n, parts)));
	c->first_left = span_from(c->first_left, n + parts);
	c->left = span_from(c->left, own);
	return true;
}

/* What was seen in the column, of which the first line has text. */
static uint8_t
seen_in(const struct columns *c)
{
	return c->record->seen[c->first.p - c->record->first];
}

void
grid_record_begins(struct grid_record *r, const struct grid *g, struct span line)
{
	r->grid = g;
	r->n = line.n < sizeof r->first ? line.n : sizeof r->first;
	memcpy(r->first, line.p, r->n);
	memset(r->seen, 0, r->n);
	r->behind = r->front = 0;
	r->barred = false;
	for (unsigned i = 0; i <= g->n; i++)
		for (struct span s = grid_beside(g, line, i); s.n > 0; s = span_from(s, 1))
			r->barred |= bar(s) > 0;
}

/* What the first column begins with, where the line behind has that alone there: the column is what comes behind it. */
static size_t
front_of(const struct grid_record *r, struct span line)
{
	struct columns c = columns_of(r, line);
	struct span now;
	size_t n;

	do {
		if (!next_column(&c) || c.beside > 0)
			return 0;
	} while (span_trimmed(c.first).n == 0);
	now = span_trimmed(c.now);
	n = (size_t)(now.p - c.now.p) + now.n;
	if (now.n == 0 || n >= c.first.n || !is_blank(c.first.p[n]) || span_trimmed(span_from(c.first, n)).n == 0)
		return 0;
	for (size_t i = 0; i < n; i++)
		if (c.first.p[i] != c.now.p[i] && !(is_digit(c.first.p[i]) && is_digit(c.now.p[i])))
			return 0;
	return (size_t)(c.first.p - r->first) + n;
}

/* Have both the same text but for digits, as what stands in front of each line has? */
static bool
is_same(struct span a, struct span b)
{
	a = span_trimmed(a);
	b = span_trimmed(b);
	for (size_t i = 0; a.n == b.n && i < a.n; i++)
		if (a.p[i] != b.p[i] && !(is_digit(a.p[i]) && is_digit(b.p[i])))
			return false;
	return a.n == b.n;
}

void
grid_record_goes_on(struct grid_record *r, struct span line)
{
	struct columns c;

	if (r->behind == 0)
		r->front = front_of(r, line);
	c = columns_of(r, line);
	while (next_column(&c)) {
		uint8_t *seen = &r->seen[c.first.p - r->first];

		if (c.first.n > 0 && span_trimmed(c.now).n > 0)
			*seen = TEXT | (is_same(c.first, c.now) ? *seen & OTHER : OTHER);
		else if (c.first.n > 0)
			*seen = (*seen & (TEXT | OTHER)) | EMPTY;
	}
	r->behind++;
}

bool
grid_record_ends(const struct grid_record *r, struct span line)
{
	struct columns c = columns_of(r, line);
	bool all = true, again = false, alone = false;

	if (r->behind == 0)
		return false;
	while (next_column(&c)) {
		bool text = grid_has_word(c.now);

		if (!grid_has_word(c.first))
			continue;
		/* A number, or a name on one line. */
		alone |= text && seen_in(&c) == EMPTY;
		/* Text of several lines, which has ended.  It may have an empty one; then another column has nothing. */
		all &= text;
		again |= text && (seen_in(&c) & EMPTY) != 0;
	}
	/* A line without the bars is damaged, or none of the table. */
	return c.same_bars && (alone || (all && again));
}

bool
grid_record_holds(const struct grid_record *r, struct span line, bool *barred)
{
	struct columns c = columns_of(r, line);
	bool shows = false;

	while (next_column(&c)) {
		if (!grid_has_word(c.first))
			continue;
		if (seen_in(&c) == EMPTY && span_trimmed(c.now).n > 0)
			return false;
		/* What stands in front of each line stands in front of this one. */
		if (seen_in(&c) == TEXT && !is_same(c.first, c.now))
			return false;
		shows |= seen_in(&c) == EMPTY;
	}
	*barred = r->barred && c.same_bars;
	return shows && c.same_bars;
}
