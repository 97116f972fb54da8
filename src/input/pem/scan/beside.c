/* SPDX-License-Identifier: Apache-2.0 */
#include "input/pem/scan/beside.h"

#include "input/pem/line/body.h"
#include "input/pem/line/frame.h"
#include "input/pem/scan/pem_text.h"

/* Characters of base64 come in groups of so many. */
#define GROUP 4
/* Pieces of one line that are told apart: one more than there may be. */
#define PIECES (BESIDE_COLUMNS + 1)

/* What stands in a line: armour, or base64. */
struct piece {
	size_t at;
	struct span text;
	bool is_armour;
	struct armour armour;
};

/* The pieces of a line, PIECES at the most; what is no whole group of base64 stands between them. */
static unsigned
pieces_of(struct span line, struct piece to[PIECES])
{
	unsigned n = 0;

	for (size_t at = 0, k; at < line.n && n < PIECES; at += k) {
		struct span here = span_from(line, at);
		struct piece *piece = &to[n];
		bool dash = here.p[0] == '-' || here.p[0] == 0xe2;

		piece->at = at;
		piece->is_armour = dash && armour_at(here, &piece->armour);
		if (piece->is_armour) {
			k = piece->armour.n;
			n++;
			continue;
		}
		k = dash ? armour_none(here) : base64_run(here);
		piece->text = span_sub(here, 0, k);
		n += !dash && k >= GROUP && k % GROUP == 0;
		k += k == 0;
	}
	return n;
}

/* ---- where they begin ---- */

static void
open_column(const struct pem *p, struct beside_column *c, const char label[PEM_LABEL])
{
	struct out octets = c->octets;

	out_clear(&octets);
	*c = (struct beside_column){ .state = BESIDE_OPEN, .octets = octets, .line = p->line };
	memcpy(c->label, label, sizeof c->label);
}

/* Has the next line that is not blank base64 as long as a line of a block? */
static bool
body_follows(struct span s)
{
	size_t n, line;

	(void)frame_line(s, &n);
	s = span_from(s, n);
	return n > 0 && frame_has_base64(frame_next_line(s, &line));
}

bool
beside_begins(struct pem *p)
{
	struct span s = pem_window(p), line;
	struct piece pieces[PIECES];
	unsigned n, columns = 1;
	size_t end;

	/* Something stands between them: armour glued to armour is on one line with it. */
	if (s.n == 0 || s.p[0] == '\n' || s.p[0] == '\r' || s.p[0] == '-')
		return false;
	line = frame_line(pem_first_line(s), &end);
	if (end == 0 || frame_has_base64(line))
		return false;
	n = pieces_of(line, pieces);
	for (unsigned i = 0; i < n; i++) {
		if (!pieces[i].is_armour)
			continue;
		if (pieces[i].armour.end || columns == BESIDE_COLUMNS)
			return false;
		open_column(p, &p->beside.column[columns++], pieces[i].armour.label);
	}
	if (columns == 1 || !body_follows(s))
		return false;
	open_column(p, &p->beside.column[0], p->label);
	p->beside.n = columns;
	pem_take(p, s, end);
	return true;
}

/* ---- their lines ---- */

static void
column_fault(struct beside_column *c, const char *words, uint64_t line)
{
	if (c->fault == NULL) {
		c->fault = words;
		c->fault_line = line;
	}
}

/* What is wrong with all that are open. */
static void
fault_of_all(struct beside *b, const char *words, uint64_t line, bool ends_text)
{
	for (unsigned i = 0; i < b->n; i++)
		if (b->column[i].state == BESIDE_OPEN) {
			column_fault(&b->column[i], words, line);
			b->column[i].ends_text = ends_text;
		}
}

static void
end_all(struct beside *b)
{
	for (unsigned i = 0; i < b->n; i++)
		if (b->column[i].state == BESIDE_OPEN)
			b->column[i].state = BESIDE_DONE;
}

/* END of a block: its octets are an element, and no more. */
static void
end_column(struct beside_column *c, uint64_t line)
{
	enum pem_content content = pem_content_of(c->label);

	c->state = BESIDE_DONE;
	if (c->over_limit || c->fault != NULL)
		return;
	if (!base64_end(&c->base64, &c->octets))
		column_fault(c, "base64 that stops inside an octet", line);
	else if (content != PEM_IS_OTHER && !body_is_exact(out_span(&c->octets)))
		column_fault(c, "blocks beside one another, whose lines cannot be told apart", line);
}

/* A line of the body. */
static void
body_line(struct pem *p, struct beside_column *c, const struct piece *piece)
{
	size_t limit = pem_limit(p, c->label);

	if (c->width == 0) {
		c->width = piece->text.n;
		c->at = piece->at;
	}
	if (piece->text.n > c->width || c->last)
		column_fault(c, "a line that is not as long as the others", p->line);
	c->last |= piece->text.n < c->width;
	if (c->fault != NULL || c->over_limit)
		return;
	if (base64_feed(&c->base64, piece->text, &c->octets) != NULL)
		column_fault(c, "a character that base64 does not have", p->line);
	if (c->octets.n > limit) {
		c->over_limit = true;
		c->octets.n = limit + 1;
	}
}

static void
put_piece(struct pem *p, struct beside_column *c, const struct piece *piece)
{
	if (!piece->is_armour)
		body_line(p, c, piece);
	else if (piece->armour.end)
		end_column(c, p->line);
	else
		open_column(p, c, piece->armour.label);
}

static unsigned
open_columns(const struct beside *b)
{
	unsigned n = 0;

	for (unsigned i = 0; i < b->n; i++)
		n += b->column[i].state == BESIDE_OPEN;
	return n;
}

/* The column of piece i of n; NULL: it cannot be told.  Where one has nothing in this line, the place tells. */
static struct beside_column *
column_of(struct beside *b, const struct piece *pieces, unsigned i, unsigned n, unsigned open)
{
	unsigned k = 0;

	if (n == b->n)
		return &b->column[i];
	if (n == open) {
		for (; b->column[k].state != BESIDE_OPEN || i > 0; k++)
			i -= b->column[k].state == BESIDE_OPEN;
		return &b->column[k];
	}
	if (b->n != 2 || n != 1)
		return NULL;
	return &b->column[pieces[0].at == b->column[0].at ? 0 : 1];
}

/* Does each piece go on with what its column has? */
static bool
goes_on(struct beside *b, const struct piece *pieces, unsigned n, unsigned open, struct beside_column *to[PIECES])
{
	if (n > b->n)
		return false;
	for (unsigned i = 0; i < n; i++) {
		to[i] = column_of(b, pieces, i, n, open);
		if (to[i] == NULL || (to[i]->state == BESIDE_OPEN) == (pieces[i].is_armour && !pieces[i].armour.end))
			return false;
	}
	return true;
}

static bool
has_begin(const struct piece *pieces, unsigned n)
{
	for (unsigned i = 0; i < n; i++)
		if (pieces[i].is_armour && !pieces[i].armour.end)
			return true;
	return false;
}

/* A line that does not go on with them: its END lines end blocks all the same. */
static void
odd_line(struct pem *p, const struct piece *pieces, unsigned n)
{
	struct beside *b = &p->beside;
	unsigned k = 0;

	fault_of_all(b, "blocks beside one another, whose lines cannot be told apart", p->line, false);
	for (unsigned i = 0; i < n; i++) {
		if (!pieces[i].is_armour)
			continue;
		while (k < b->n && b->column[k].state != BESIDE_OPEN)
			k++;
		if (k < b->n)
			b->column[k].state = BESIDE_DONE;
	}
}

/* One line more; false: it is none of theirs. */
static bool
take_line(struct pem *p, struct span line)
{
	struct beside_column *to[PIECES];
	struct piece pieces[PIECES];
	unsigned n, open = open_columns(&p->beside);
	size_t before;

	if (!frame_before(&p->frame, line, &before))
		before = 0;
	n = pieces_of(span_from(line, before), pieces);
	if (goes_on(&p->beside, pieces, n, open, to)) {
		for (unsigned i = 0; i < n; i++)
			put_piece(p, to[i], &pieces[i]);
		return true;
	}
	if (has_begin(pieces, n)) {
		fault_of_all(&p->beside, "another BEGIN line comes before the END line", p->line, false);
		end_all(&p->beside);
		return false;
	}
	odd_line(p, pieces, n);
	return true;
}

/* The line ahead, of which FRAME_LINE octets are seen, is taken, and what it says with it. */
static void
next_line(struct pem *p)
{
	struct span s = stream_window(p->in, FRAME_LINE), line;
	size_t n;

	if (s.n == 0) {
		fault_of_all(&p->beside, "the text ends before the END line", pem_last_line(p), true);
		end_all(&p->beside);
		return;
	}
	s.n = s.n < FRAME_LINE ? s.n : FRAME_LINE;
	line = frame_line(s, &n);
	if (take_line(p, line))
		pem_take(p, s, n > 0 ? n : line.n);
}

static void
hand_out(struct pem *p, struct beside_column *c, struct pem_block *b)
{
	c->state = BESIDE_NONE;
	b->label = c->label;
	b->line = c->line;
	b->fault = c->fault;
	b->fault_line = c->fault_line;
	b->ends_text = c->ends_text;
	b->over_limit = c->over_limit;
	b->pieced = true;
	b->octets = out_span(&c->octets);
	p->octets.failed |= c->octets.failed;
}

bool
beside_next(struct pem *p, struct pem_block *b)
{
	struct beside *t = &p->beside;

	while (t->n > 0) {
		for (unsigned i = 0; i < t->n; i++)
			if (t->column[i].state == BESIDE_DONE) {
				hand_out(p, &t->column[i], b);
				return true;
			}
		if (open_columns(t) == 0)
			t->n = 0;
		else
			next_line(p);
	}
	return false;
}

void
beside_free(struct beside *b)
{
	for (unsigned i = 0; i < BESIDE_COLUMNS; i++)
		out_free(&b->column[i].octets);
}
