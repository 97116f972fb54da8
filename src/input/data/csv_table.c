/* SPDX-License-Identifier: Apache-2.0 */
/* csv_table.c - tables with a certificate in each row: CSV (RFC 4180) with its names, separators and titles. */
#include <inttypes.h>

#include "base/ascii.h"
#include "base/base64.h"
#include "input/data/around.h"
#include "input/data/csv.h"
#include "input/data/csv_lines.h"
#include "input/data/held.h"
#include "input/data/status_value.h"
#include "input/lost/lost.h"
#include "input/once.h"
#include "input/pem/line/armour.h"
#include "input/pem/line/frame.h"
#include "input/written/run.h"

/* A text in the place of a certificate that is so long cannot be another thing's name. */
#define PLACE_OCTETS 64
/* Characters of base64 in a line that are of a body: fewer may be a word. */
#define BODY_LINE 20

struct table {
	struct held lines;
	struct csv csv;
	struct csv_head head;
	bool content[CSV_COLUMNS];	/* columns of any name in which a certificate stood */
	bool by_content;		/* no column has a name that says so: what is no row is text */
	bool begun;			/* a row was read */
	struct out names;		/* the line that it is read from */
	struct out once;		/* of the row at hand */
	bool over_lines;		/* cells without quotes go over many lines */
	bool noted;			/* the last cell of the row before has words, and may go on in lines of their own */
	bool torn;			/* the line before is of a cell whose first lines are gone, and was told of */
	bool lost;			/* behind damage: rows are looked for that have as many fields as the head */
};

enum row { ROW_WHOLE, ROW_EMPTY, ROW_BAD, ROW_OVER, ROW_OPEN, ROW_SHORT, ROW_REST, ROW_END };

/* What the line that has ended has of the cell that was the last of the lines before it, of `octets`, and of the last; false: it is none of a row. */
static bool
take_cells(struct table *t, struct csv_lines *l, size_t fields, size_t octets)
{
	struct span all = out_span(&t->csv.value), last = csv_field(&t->csv, t->csv.fields - 1);

	if (fields > 0 && fields < t->csv.fields) {
		const uint8_t *end = csv_field(&t->csv, fields).p;

		if (!csv_lines_take(l, span_sub(all, octets, (size_t)(end - all.p) - octets)) || l->open != CSV_CELL_NONE)
			return false;
	}
	if (fields == t->csv.fields)
		last = span_from(all, octets);
	return csv_lines_take(l, last);
}

/* Takes the lines behind the first of a row whose cells go over many; ROW_OPEN: they make none; ROW_SHORT: they are the next row. */
static enum row
take_lines(struct table *t, size_t from)
{
	struct csv_lines l = { .any = t->over_lines };
	struct csv *c = &t->csv;
	size_t fields = 0, octets = 0, first = c->fields;

	for (;;) {
		struct span line;

		if (!take_cells(t, &l, fields, octets))
			return ROW_OPEN;
		if (!csv_lines_go_on(&l, c->fields, t->head.columns))
			break;
		csv_goes_on(c);
		fields = c->fields;
		octets = c->value.n;
		line = held_line(&t->lines);
		if (line.p == NULL || t->lines.cut || t->lines.over || t->lines.pos - from > input_whole(t->lines.in) ||
		    csv_line(c, line) != CSV_WHOLE)
			return ROW_OPEN;
	}
	t->over_lines |= l.any;
	if (!l.any || c->fields == t->head.columns || c->fields == 1)
		return ROW_WHOLE;
	return first < t->head.columns && c->fields - first + 1 == t->head.columns ? ROW_SHORT : ROW_OPEN;
}

/* Takes the lines of one record; *first is the length of the first of them. */
static enum row
take_row(struct table *t, size_t *first)
{
	enum csv_status status = CSV_OPEN;
	size_t from = t->lines.pos;
	struct span line;

	csv_begin(&t->csv);
	for (*first = 0; status == CSV_OPEN; *first = *first > 0 ? *first : line.n) {
		line = held_line(&t->lines);
		if (line.p == NULL || t->lines.cut)
			return *first == 0 ? ROW_END : ROW_BAD;
		if (*first == 0 && held_is_empty(line))
			return ROW_EMPTY;
		if (*first == 0 && held_other_form(line)) {
			*first = line.n;
			return ROW_REST;
		}
		if (t->lines.over || t->lines.pos - from > input_whole(t->lines.in)) {
			*first = *first > 0 ? *first : line.n;
			return ROW_OVER;
		}
		status = csv_line(&t->csv, line);
	}
	if (status != CSV_WHOLE)
		return ROW_BAD;
	return t->by_content || t->csv.state == CSV_QUOTE ? ROW_WHOLE : take_lines(t, from);
}

/* A row that is none: said once, and what comes behind its first line is read again. */
static int
damaged_row(struct table *t, uint64_t line, size_t from, size_t first, const char *what)
{
	bool said = t->lost;

	t->noted = t->torn = false;
	/* When it ends where its first line does, the next row is where the next line is. */
	t->lost |= t->lines.pos > from + first;
	t->lines.pos = from + first;
	t->lines.number = line;
	return said ? 0 : input_item(t->lines.in, "csv", line, SPAN_NONE, what);
}

/* A cell of a column whose name says that it holds certificates, and in which none was found. */
static int
without(struct input *in, struct span cell, uint64_t line, bool row_has)
{
	if (held_is_empty(cell))
		return row_has ? 0 : input_skip(in, "csv", line, "an empty cell");
	/* A short text beside a certificate names something. */
	return row_has && cell.n < PLACE_OCTETS && !lost_is_part(cell) ? 0 : input_value(in, "csv", line, cell);
}

static bool
is_status(const struct table *t, size_t i)
{
	return t->lines.in->crls && i < CSV_COLUMNS && t->head.status[i] != PLACE_OF_CERTIFICATE && status_value(csv_field(&t->csv, i));
}

/* Of a column for CRLs or responses, in a row in which nothing was found. */
static bool
is_lost_status(const struct table *t, size_t i)
{
	return t->lines.in->crls && i < CSV_COLUMNS && t->head.status[i] != PLACE_OF_CERTIFICATE && status_is_lost(csv_field(&t->csv, i));
}

static bool
is_place(const struct table *t, size_t i)
{
	return i < CSV_COLUMNS && (t->head.named[i] || is_status(t, i));
}

/* A cell in such a place. */
static int
place(struct table *t, size_t i, uint64_t line)
{
	struct input *in = t->lines.in;
	struct input_place before = input_place(in);
	int ret;

	if (is_status(t, i) || is_lost_status(t, i) || (i < CSV_COLUMNS && in->crls && !t->head.named[i]))
		in->place = (enum item_place)t->head.status[i];
	ret = input_value(in, "csv", line, csv_field(&t->csv, i));
	input_place_back(in, before);
	return ret;
}

/* A row in which nothing was found: a word that stands for a CRL or a response is none, and is skipped by name. */
static int
other_status(struct table *t, uint64_t line)
{
	for (size_t i = 0; i < t->csv.fields && i < CSV_COLUMNS; i++)
		if (t->lines.in->crls && t->head.status[i] != PLACE_OF_CERTIFICATE && !held_is_empty(csv_field(&t->csv, i)))
			return input_skip(t->lines.in, "csv", line, "a row whose column for CRLs or OCSP responses has none");
	return 0;
}

/* A cell of a column that is named otherwise.  Where others of the column hold certificates, base64 that is none is damaged. */
static int
other_cell(struct table *t, size_t i, uint64_t line)
{
	struct input *in = t->lines.in;
	struct span cell = csv_field(&t->csv, i);
	uint64_t sound = in->items - in->faults + in->copies, before = in->items + in->skipped + in->holding;
	int ret = run_may_stand_in(cell) ? input_other_value(in, "csv", line, cell) : 0;

	if (ret != 0 || i >= CSV_COLUMNS)
		return ret;
	t->content[i] |= in->items - in->faults + in->copies > sound && base64_text(cell);
	return t->content[i] && in->items + in->skipped + in->holding == before && lost_is_part(cell) ? input_value(in, "csv", line, cell) : 0;
}

/* The certificates of a whole row, in whatever columns they stand. */
static int
cells(struct table *t, uint64_t line)
{
	struct input *in = t->lines.in;
	uint64_t before = in->items, skipped = in->skipped + in->holding, copies = in->copies;
	int ret = 0;

	for (size_t i = 0; ret == 0 && i < t->csv.fields; i++) {
		struct span cell = csv_field(&t->csv, i);

		if (!run_may_stand_in(cell) && (i >= CSV_COLUMNS || !t->content[i]))
			continue;
		if (is_place(t, i))
			ret = place(t, i, line);
		else if (in->field == NULL)
			ret = other_cell(t, i, line);
		else
			ret = input_skip(in, "csv", line, "a certificate outside the column of --field");
	}
	for (size_t i = 0; ret == 0 && i < t->csv.fields; i++)
		if (is_place(t, i) && !run_may_stand_in(csv_field(&t->csv, i)))
			ret = !is_status(t, i) ? without(in, csv_field(&t->csv, i), line, in->items > before) :
			    !t->content[i] ? place(t, i, line) : 0;
	for (size_t i = 0; ret == 0 && in->items == before && i < t->csv.fields; i++)
		if (!is_place(t, i) && is_lost_status(t, i))
			ret = place(t, i, line);
	if (ret != 0 || in->items > before || in->copies > copies || in->skipped + in->holding > skipped)
		return ret;
	return other_status(t, line);
}

/* A line that is no row of a table whose names say nothing. */
static int
other_line(struct table *t, uint64_t number, size_t from, size_t n)
{
	struct span line = { (const uint8_t *)t->lines.text.p + from, n };

	t->lines.pos = from + n;
	t->lines.number = number;
	return run_may_stand_in(line) ? input_other_value(t->lines.in, "csv", number, line) : 0;
}

/* Is the row that was read a line of a cell that goes over many, without its first? */
static bool
is_of_body(const struct table *t)
{
	struct span line = span_trimmed(csv_field(&t->csv, 0));
	struct armour a;

	if (!t->over_lines)
		return false;
	if (t->csv.fields == 1 && base64_run(line) == line.n && (line.n >= BODY_LINE || (t->torn && lost_is_end(line))))
		return true;
	return t->torn && line.n > 0 && armour_at(line, &a) && a.end;
}

/* A row that has not the fields of the first: the lines of one cell are told of once. */
static int
wrong_row(struct table *t, uint64_t line)
{
	struct input *in = t->lines.in;
	bool said = t->torn;

	t->torn = is_of_body(t);
	t->noted = false;
	return said && t->torn ? 0 : input_item(in, "csv", line, SPAN_NONE, arena_printf(&in->arena,
	    "a row of %zu fields where the first has %zu", t->csv.fields, t->head.columns));
}

/* Has the row words in its last cell, more than one? */
static bool
ends_in_words(const struct table *t)
{
	struct span cell = span_trimmed(csv_field(&t->csv, t->csv.fields - 1));

	return !is_place(t, t->csv.fields - 1) && !run_may_stand_in(cell) && memchr(cell.p, ' ', cell.n) != NULL;
}

static int
whole_row(struct table *t, uint64_t line)
{
	struct input *in = t->lines.in;
	struct once once = { .octets = t->once }, *outer = in->once;
	int ret;

	if (t->csv.fields != t->head.columns && t->lost)
		return 0;
	t->lost = false;
	if (t->csv.fields != t->head.columns)
		return wrong_row(t, line);
	t->torn = false;
	t->noted = t->over_lines && ends_in_words(t);
	out_clear(&once.octets);
	in->once = &once;
	ret = cells(t, line);
	in->once = outer;
	t->once = once.octets;
	return ret;
}

/* A line behind the table, which has not its fields and in which a certificate begins. */
static bool
is_no_row(const struct table *t, struct span line)
{
	uint64_t total;

	return t->csv.fields != t->head.columns && (t->csv.fields == 1 || run_begins(line, 0, &total) == RUN_HEX) &&
	    held_other_text(line);
}

/* Where nothing but content made it a table, a BEGIN line alone in a cell, before lines of a body, begins a block behind the table. */
static bool
begins_block(const struct table *t)
{
	const struct held *h = &t->lines;
	struct frame frame;
	struct armour a;

	for (size_t i = 0; t->by_content && i < t->csv.fields; i++) {
		struct span cell = span_trimmed(csv_field(&t->csv, i));

		if (cell.n > 0 && armour_at(cell, &a) && !a.end && a.n == cell.n)
			return frame_begins(&frame, h->pos < h->text.n ? span_from(out_span(&h->text), h->pos) : stream_window(h->r, FRAME_LINE));
	}
	return false;
}

/*
 * Is it the rest of a note that has begun in the row before?  An error is in the place of a row, and a number alone begins one that is cut.
 */
static bool
is_rest_of_note(const struct table *t, struct span line)
{
	size_t digits = 0;

	line = span_trimmed(span_without_ends(line));
	while (digits < line.n && is_digit(line.p[digits]))
		digits++;
	return t->noted && digits < line.n && !run_may_stand_in(line) && !around_tells_of_missing(line);
}

/* Tables that were joined have their names again, psql counts its rows, and the rest of a note may stand in a line of its own. */
static bool
is_beside_rows(const struct table *t, struct span line)
{
	return span_eq(span_without_ends(line), out_span(&t->names)) || (t->csv.fields == 1 && t->head.columns > 1 &&
	    (csv_is_count(line) || is_rest_of_note(t, line)));
}

/* From this line on, which has so many octets, it is no table: text, or whatever comes. */
static int
rest(struct table *t, uint64_t number, size_t from, size_t n, bool text)
{
	struct span line = { (const uint8_t *)t->lines.text.p + from, n };

	t->lines.number = number;
	return text ? held_as(&t->lines, line, input_text) : held_rest(&t->lines, line);
}

static int
row(struct table *t, bool *end)
{
	struct input *in = t->lines.in;
	uint64_t line = t->lines.number + 1;
	size_t from, first;
	enum row row;

	held_forget(&t->lines);
	from = t->lines.pos;
	row = take_row(t, &first);
	*end = row == ROW_END || row == ROW_REST;
	t->begun |= row != ROW_REST;
	if (t->lines.text.failed || t->csv.value.failed || t->csv.starts.failed || t->names.failed)
		return input_no_memory(in);
	if (row == ROW_END && stream_broken(t->lines.r))
		return held_broken_off(in, t->lines.r, "csv", line, span_from(out_span(&t->lines.text), from));
	if (row == ROW_SHORT && run_may_stand_in((struct span){ (const uint8_t *)t->lines.text.p + from, first }))
		row = ROW_OPEN;
	if (row == ROW_OPEN || (row == ROW_WHOLE && begins_block(t))) {
		*end = true;
		return rest(t, line, from, first, true);
	}
	if (t->by_content && (row == ROW_BAD || row == ROW_OVER || (row == ROW_WHOLE && t->csv.fields != t->head.columns)) &&
	    !is_no_row(t, (struct span){ (const uint8_t *)t->lines.text.p + from, first }))
		return other_line(t, line, from, first);
	switch (row) {
	case ROW_BAD:
		return damaged_row(t, line, from, first, "a quoted field that does not end before a separator");
	case ROW_OVER:
		return damaged_row(t, line, from, first, arena_printf(&in->arena,
		    "a row longer than the limit of %zu octets (--max-container)", input_whole(in)));
	case ROW_SHORT:
		t->lost |= t->torn && is_of_body(t);
		return damaged_row(t, line, from, first, arena_printf(&in->arena, "a row with fewer fields than the %zu of the first", t->head.columns));
	case ROW_REST:
		/* No row was before it: as another form it would be such a table again. */
		return rest(t, line, from, first, t->by_content && !t->begun);
	case ROW_WHOLE:
		if (is_no_row(t, (struct span){ (const uint8_t *)t->lines.text.p + from, first })) {
			*end = true;
			return rest(t, line, from, first, false);
		}
		if (is_beside_rows(t, (struct span){ (const uint8_t *)t->lines.text.p + from, first }))
			return 0;
		return whole_row(t, line);
	default:
		return 0;
	}
}

/* The names of the columns, behind titles and a line "sep=;"; false: there are none, or memory is out. */
static bool
head(struct table *t, int *ret)
{
	for (unsigned i = 0; *ret == 0 && i < CSV_TITLES; i++) {
		struct span line = held_line(&t->lines);

		if (line.p == NULL || t->lines.over)
			return false;
		if (csv_head_read(&t->head, line, t->lines.in->field) && t->head.column != SIZE_MAX) {
			line = span_without_ends(line);
			out_mem(&t->names, line.p, line.n);
			return true;
		}
		/* A title may hold a certificate. */
		if (run_may_stand_in(line))
			*ret = input_other_value(t->lines.in, "csv", t->lines.number, line);
		held_forget(&t->lines);
	}
	return false;
}

int
input_csv(struct input *in, struct stream *r)
{
	struct table t = { .lines = { .in = in, .r = r, .number = in->lines } };
	bool end = false;
	int ret = 0;

	t.by_content = in->field == NULL && csv_head_by_content(&t.head, stream_fill(r));
	if (t.by_content)
		t.content[t.head.column] = true;
	if (t.by_content || head(&t, &ret)) {
		t.csv.separator = t.head.separator;
		t.over_lines = !t.by_content && csv_lines_begin(stream_fill(r), t.head.separator);
		while (ret == 0 && !end)
			ret = row(&t, &end);
	} else if (ret == 0) {
		ret = t.lines.text.failed ? input_no_memory(in) :
		    input_nothing(in, "csv", "a table whose first line is longer than the limit of a container (--max-container)");
	}
	csv_free(&t.csv);
	out_free(&t.once);
	out_free(&t.names);
	out_free(&t.lines.text);
	return ret;
}
