/* SPDX-License-Identifier: Apache-2.0 */
#include "input/pem/grid/cell.h"

#include <stdlib.h>
#include <string.h>

#include "base/ascii.h"
#include "base/base64.h"
#include "input/form.h"
#include "input/pem/grid/grid_line.h"
#include "input/pem/grid/grid_record.h"
#include "input/pem/line/frame.h"
#include "input/written/run.h"

/* Characters of a line, no fewer, in groups of so many. */
#define LINE 32
#define GROUP 4

/* May this stand behind a value, or behind the sign that it goes on: nothing, a blank, or the edge of the next column? */
static bool
is_edge(struct span s)
{
	return s.n == 0 || is_space(s.p[0]) || s.p[0] == '|' || s.p[0] == 0xe2;
}

/* Octets of the sign at the front, "+" or U+21B5; 0: there is none. */
static size_t
sign(struct span s)
{
	size_t n = span_starts(s, SPAN_LIT("\xe2\x86\xb5")) ? 3 : s.n > 0 && s.p[0] == '+' ? 1 : 0;

	return n > 0 && is_edge(span_from(s, n)) ? n : 0;
}

/*
 * What the line has of the value at line.p[at]; *behind: octets up to what stands behind it.  False: it is no part of one.  *goes_on: the sign
 * stands there, behind blanks where the column is wider.
 */
static bool
part_of(struct span line, size_t at, struct span *part, size_t *behind, bool *goes_on)
{
	struct span s = at < line.n ? span_from(line, at) : span_sub(line, line.n, 0);
	size_t n = base64_run(s), blanks, k;

	n -= n % GROUP == 1 && sign(span_from(s, n - 1)) > 0 ? 1 : 0;
	blanks = blanks_before(span_from(s, n));
	k = sign(span_from(s, n + blanks));
	*part = span_sub(s, 0, n);
	*goes_on = k > 0;
	*behind = line.n - s.n + (k > 0 ? n + blanks + k : n);
	return n % GROUP == 0 && is_edge(span_from(line, *behind));
}

/* Has the line a whole one of so many characters (0: of any number), with the sign behind it, at line.p[at]? */
static bool
whole_at(struct span line, size_t at, size_t width, size_t *n)
{
	struct span part;
	bool goes_on;
	size_t behind;

	if ((at > 0 && base64_char(line.p[at - 1])) || !part_of(line, at, &part, &behind, &goes_on) || !goes_on)
		return false;
	*n = part.n;
	return width > 0 ? part.n == width : part.n >= LINE;
}

/* Does a sign that begins with this octet stand behind base64, or behind blanks? */
static bool
has_sign_of(struct span line, uint8_t octet)
{
	struct span rest = line.n > LINE ? span_from(line, LINE) : SPAN_NONE;
	const uint8_t *p;

	while (rest.n > 0 && (p = memchr(rest.p, octet, rest.n)) != NULL) {
		rest = span_from(rest, (size_t)(p - rest.p));
		if (sign(rest) > 0)
			return true;
		rest = span_from(rest, 1);
	}
	return false;
}

/* A quick look: most lines have none. */
static bool
has_sign(struct span line)
{
	return has_sign_of(line, '+') || has_sign_of(line, 0xe2);
}

/* Where a value begins in the line; line.n: nowhere. */
static size_t
begins_at(struct span line, size_t *width)
{
	uint64_t total;

	if (!has_sign(line))
		return line.n;
	for (size_t i = 0; i + LINE < line.n && i <= FRAME_OCTETS; i++) {
		enum run run;

		if (!run_word(line.p[i], i > 0 ? line.p[i - 1] : '\n') || !whole_at(line, i, 0, width))
			continue;
		run = run_begins(span_sub(line, i, *width), '\n', &total);
		if (run == RUN_BASE64 || run == RUN_BASE64_FORM)
			return i;
	}
	return line.n;
}

/* The next line of those that are looked at, with its end; empty: that is not there. */
static struct span
next_line(struct span *text)
{
	size_t n;
	struct span line = frame_line(*text, &n);

	*text = span_from(*text, n);
	return n > 0 ? line : SPAN_NONE;
}

/* Where a whole line of the value stands in this one; line.n: nowhere. */
static size_t
whole_in(struct span line, size_t width)
{
	size_t at = 0, n;

	while (at < line.n && !whole_at(line, at, width, &n))
		at++;
	return at;
}

/* What a line has of the value, be it damaged: where its sign stands, it is part of it. */
static bool
takes(const struct cell *c, struct span line, size_t at, struct span *part, size_t *behind, bool *goes_on)
{
	size_t n = at + c->width;

	if (part_of(line, at, part, behind, goes_on) && (*goes_on ? part->n == c->width : part->n <= c->width))
		return true;
	*goes_on = line.n > n && sign(span_from(line, n)) > 0;
	*part = span_sub(line, at < line.n ? at : 0, *goes_on ? c->width : 0);
	*behind = *goes_on ? n + sign(span_from(line, n)) : 0;
	return *goes_on;
}

bool
cell_begins(struct cell *c, struct span text)
{
	struct span first, second, third, part;
	size_t behind;
	bool goes_on;

	/* Shorter lines are none of a value. */
	if (text.n <= LINE || memchr(text.p, '\n', LINE) != NULL)
		return false;
	text = text.n > CELL_OCTETS ? span_sub(text, 0, CELL_OCTETS) : text;
	first = next_line(&text);
	if (first.n == 0 || (c->first = begins_at(first, &c->width)) == first.n)
		return false;
	/* Other columns may have had more octets in the first line than blanks in the others. */
	second = next_line(&text);
	third = next_line(&text);
	if ((c->at = whole_in(second, c->width)) < second.n)
		/* The third may be farther than is looked. */
		return third.p == NULL || takes(c, third, c->at, &part, &behind, &goes_on);
	c->at = whole_in(third, c->width);
	return c->at < third.n && takes(c, second, c->at, &part, &behind, &goes_on) && goes_on;
}

/* ---- the value alone ---- */

struct value {
	struct stream *from;
	struct cell cell;
	struct grid grid;		/* it, as the only cell */
	struct grid_record record;
	struct out line;		/* of the value */
	struct span left;		/* … what is not handed on */
	uint64_t lines, others;		/* lines that were taken; others that begin beside it in them */
	bool ended;
};

/* Does something begin in what stands beside the value? */
static bool
other_begins(struct span s)
{
	size_t at;

	return run_inside(s) || frame_armour(s, &at);
}

/* Does another record begin in this line, though the sign says that the value goes on?  Else the line is one of its own. */
static bool
ends_record(struct value *v, struct span line)
{
	if (v->lines == 0) {
		v->grid = (struct grid){ .cell = { { .at = grid_characters_of(span_sub(line, 0, v->cell.first)), .width = v->cell.width } }, .n = 1 };
		grid_record_begins(&v->record, &v->grid, line);
		return false;
	}
	if (grid_record_ends(&v->record, line))
		return true;
	grid_record_goes_on(&v->record, line);
	return false;
}

static void
next_part(struct value *v)
{
	struct span line, part, whole = stream_window(v->from, FRAME_LINE);
	size_t n, behind, at = v->lines == 0 ? v->cell.first : v->cell.at;
	bool goes_on = false;

	whole = whole.n > FRAME_LINE ? span_sub(whole, 0, FRAME_LINE) : whole;
	line = frame_line(whole, &n);
	v->ended = whole.n == 0 || (n == 0 && whole.n == FRAME_LINE) || !takes(&v->cell, line, at, &part, &behind, &goes_on) || ends_record(v, line);
	out_clear(&v->line);
	v->left = SPAN_NONE;
	if (v->ended)
		return;
	v->others += other_begins(span_sub(line, 0, at < line.n ? at : line.n));
	v->others += other_begins(span_from(line, behind));
	out_mem(&v->line, part.p, part.n);
	out_char(&v->line, '\n');
	v->left = out_span(&v->line);
	v->lines++;
	v->ended = !goes_on;
	stream_skip(v->from, n > 0 ? n : line.n);
}

static size_t
read_value(struct stream *r, uint8_t *to, size_t n)
{
	struct value *v = r->arg;

	if (v->left.n == 0 && !v->ended)
		next_part(v);
	return stream_hand_on(r, v->from, &v->left, to, n);
}

int
input_cell(struct input *in, struct stream *r)
{
	struct value v = { .from = r };
	struct stream s = { .read = read_value, .arg = &v, .until = r->until, .buf = input_buffer(in) };
	struct input_place before = input_place(in);
	uint64_t lines = in->lines;
	int ret;

	if (s.buf == NULL)
		return -1;
	if (!cell_begins(&v.cell, stream_window(r, CELL_OCTETS))) {
		free(s.buf);
		return 0;
	}
	in->line = in->line > 0 ? in->line : lines + 1;
	in->lines_were = in->lines_were == LINES_PLAIN ? LINES_ENDED : in->lines_were;
	ret = input_stream(in, &s);
	while (ret == 0 && stream_take(&s).n > 0)
		;
	for (; ret == 0 && v.others > 0; v.others--)
		ret = input_item(in, "base64", in->line, SPAN_NONE, "a value of a table beside another, whose lines cannot be told apart");
	input_place_back(in, before);
	in->lines = lines + v.lines;
	ret = ret == 0 && v.line.failed ? input_no_memory(in) : ret;
	out_free(&v.line);
	free(s.buf);
	return ret;
}
