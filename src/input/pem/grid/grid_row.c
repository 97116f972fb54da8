/* SPDX-License-Identifier: Apache-2.0 */
/* Reads a row of a table whose cells go over many lines. */
#include "base/ascii.h"
#include "input/der/again.h"
#include "input/form.h"
#include "input/pem/grid/grid_address.h"
#include "input/pem/grid/grid_cell.h"
#include "input/pem/grid/grid_line.h"
#include "input/pem/grid/grid_record.h"
#include "input/pem/line/armour.h"
#include "input/pem/line/frame.h"
#include "input/written/dump.h"
#include "input/written/run.h"

/* Octets of a sign that closes each line of a list, as ";" and " \" do, with the blanks in front of it; no more. */
#define CLOSING 6
/* Digits that tell a certificate. */
#define CERTIFICATE (2 * AGAIN_OCTETS)

struct value {
	struct grid_cell cell;
	struct out text;		/* its lines */
	uint64_t taken;			/* characters of them */
	uint64_t next;			/* the address of the next, if they have any */
	bool certificate;		/* it begins as one, not as a container of them */
	bool ended, over;
	uint8_t close[CLOSING];		/* what stands behind its first line, be it of a list and no column: a line that is shorter has it at its own end */
	size_t n_close;
	bool parted;			/* lines of it in front of the last are shorter: it has line ends of its own */
	bool last;			/* its last line was shorter than all others, or is closed in front of the column's edge: what is below is none of it */
	bool closing;			/* its END is folded behind the word */
	bool mixed;			/* one has more than it: what is beside it is no column */
	bool surplus;			/* there are more lines, so that some are none of it */
	bool padded;			/* its base64 has ended with padding */
	bool trails;			/* lines behind its end are its own: what they have trails it */
};

struct row {
	struct input *in;
	struct grid grid;
	struct value value[GRID_MOST_CELLS];
	struct grid_record record;
	bool own, barred;		/* the line at hand is certainly one of it; bars show so */
	uint8_t edge;			/* the octet that begins the first line */
	uint64_t lines, others;		/* lines that were taken, and what begins beside the cells in those behind the first */
};

/* Does the END of armour stand in the part, or what is left of one that is folded?  It may be folded itself behind the last line. */
static bool
is_end(struct value *v, struct span part)
{
	const uint8_t *dash = memchr(part.p, '-', part.n);
	struct span end = dash != NULL ? span_from(part, (size_t)(dash - part.p)) : SPAN_NONE;
	bool closed = v->closing;
	struct armour a;

	if (end.n > 0 && armour_at(end, &a) && a.end)
		return true;
	v->closing = span_starts(end, SPAN_LIT("-----END"));
	return closed;
}

/* What stands behind the last value of the first line, if that is a sign, or an escape as "\n", and none of its characters. */
static void
note_close(struct row *r, struct span line)
{
	struct span behind = grid_beside(&r->grid, line, r->grid.n), sign = span_trimmed(behind);
	struct value *v = &r->value[r->grid.n - 1];
	size_t n = (size_t)(sign.p - behind.p) + sign.n;

	if (sign.n == 0 || n > sizeof v->close || v->cell.armour || (sign.p[0] != '\\' && grid_has_word(sign)) ||
	    (v->cell.text == GRID_BASE64 && base64_char(behind.p[0])))
		return;
	memcpy(v->close, behind.p, n);
	v->n_close = n;
}

/* What a line has in the value's column: is it closed there, and shorter than the others? */
static bool
is_closed(const struct value *v, struct span part)
{
	return v->n_close > 0 && part.n > v->n_close && memcmp(part.p + part.n - v->n_close, v->close, v->n_close) == 0;
}

/* What the line has of the value's column, without what closes it there. */
static bool
part_of(const struct value *v, struct span line, struct span *part)
{
	bool column = grid_part(&v->cell, line, part);

	if (is_closed(v, *part))
		*part = span_trimmed(span_sub(*part, 0, part->n - v->n_close));
	return column;
}

/*
 * Has a line behind the end of a value one more of it, as long as they are?  Behind one that runs past the length of the element, any is:
 * octets that trail end with their line.
 */
static bool
is_surplus(const struct value *v, struct span line)
{
	/* Spaced hexadecimal may have a blank at either end of its lines. */
	size_t blanks = v->cell.text == GRID_SPACED ? 2 : 0;
	struct span part;

	if (v->cell.armour || v->last || v->taken < v->cell.total || !part_of(v, line, &part) || part.n == 0 || part.p[0] == '=')
		return false;
	return (grid_characters_of(part) + blanks >= v->cell.width || v->taken > v->cell.total) && grid_value_run(part, v->cell.text) == part.n;
}

/* What the line has of a value that goes on; false: nothing, or its address is not the next. */
static bool
goes_on(const struct value *v, struct span line, struct span *part)
{
	if (!part_of(v, line, part) || part->n == 0)
		return false;
	return v->cell.radix == 0 || v->taken == 0 || grid_address(&v->cell, line) == v->next;
}

/*
 * Has a line behind the end of a value, which is certainly one of its record, more of it?  It may be short where bars part the columns: what
 * stands below one of another table could be a word.
 */
static bool
is_trailing(const struct row *r, const struct value *v, struct span line, struct span *part)
{
	/* Behind padding nothing is of the same base64. */
	if (!r->own || v->cell.armour || v->last || v->surplus || v->padded || v->taken < v->cell.total || !goes_on(v, line, part) || run_certificate(*part))
		return false;
	/* "\\x" begins another value. */
	if (grid_value_run(*part, v->cell.text) != part->n || (v->cell.text == GRID_HEX && grid_prefix(*part) > 0))
		return false;
	return r->barred || is_surplus(v, line);
}

/* Puts what a line has of a value behind what those before it had. */
static void
put_part(struct row *r, struct value *v, struct span line, struct span part)
{
	size_t before = v->text.n;

	if (v->cell.radix > 0)
		v->next = grid_address(&v->cell, line) + grid_address_step(&v->cell, part);
	v->over |= v->text.n / GRID_SHORTEST > input_whole(r->in);
	if (!v->over)
		grid_put(&v->text, v->cell.text, part);
	v->taken += v->cell.text == GRID_SPACED && !v->over ? v->text.n - before : part.n;
	if (v->cell.text != GRID_BASE64)
		return;
	/* The two digits of an octet may stand on two lines, and are not parted. */
	if (!v->over)
		out_char(&v->text, v->closing ? ' ' : '\n');
	/* Padding is none of the characters that are counted. */
	for (; part.n > 0 && part.p[part.n - 1] == '='; part.n--) {
		v->taken--;
		v->padded = true;
	}
}

/* What a line has behind the end of a value. */
static void
take_behind(struct row *r, struct value *v, struct span line)
{
	struct span part;

	if (is_trailing(r, v, line, &part)) {
		v->trails = true;
		put_part(r, v, line, part);
	} else {
		v->surplus |= is_surplus(v, line);
	}
}

/* Is this line of a value its last?  Spaced hexadecimal that is wrapped between its words has lines of any width. */
static void
note_width(struct value *v, struct span line, struct span part)
{
	bool narrow = v->cell.text != GRID_SPACED && grid_characters_of(part) < v->cell.width;
	struct span column;

	(void)grid_part(&v->cell, line, &column);
	v->ended |= is_closed(v, column) || (!v->cell.armour && v->taken >= v->cell.total);
	v->last = v->ended && (is_closed(v, column) || (narrow && !v->parted));
	v->parted |= narrow;
}

/* What a line has of a value. */
static void
take_part(struct row *r, struct value *v, struct span line)
{
	struct span part;
	size_t before;

	if (v->ended) {
		take_behind(r, v, line);
		return;
	}
	/* Only the line of a cell that goes on has another below it. */
	v->ended = !goes_on(v, line, &part);
	if (v->ended)
		return;
	/* No container has more, with a line end behind each octet. */
	v->certificate |= v->taken == 0 && run_certificate(part);
	v->ended = v->cell.armour && is_end(v, part);
	/* Of spaced hexadecimal, the digits alone are handed on. */
	v->surplus |= v->cell.text == GRID_SPACED && grid_value_run(part, GRID_SPACED) != part.n;
	v->mixed |= !v->cell.armour && memchr(part.p, ' ', part.n) != NULL && v->cell.text != GRID_SPACED;
	before = v->text.n;
	put_part(r, v, line, part);
	/* Lines that are short have its first octets together. */
	if (v->cell.text == GRID_SPACED && before > 0 && before < CERTIFICATE && v->text.n >= CERTIFICATE)
		v->certificate |= run_certificate(out_span(&v->text));
	note_width(v, line, part);
}

static bool
has_ended(const struct row *r)
{
	for (unsigned i = 0; i < r->grid.n; i++)
		if (!r->value[i].ended)
			return false;
	return true;
}

/* Where a column ends that is none of the cells: at a bar or at two blanks. */
static size_t
column_ends(struct span s)
{
	size_t n = 0;

	while (n < s.n && s.p[n] != '|' && s.p[n] < 0x80 && !(is_blank(s.p[n]) && n + 1 < s.n && is_blank(s.p[n + 1])))
		n++;
	return n;
}

/* In how many columns of the line beside the cells does something begin? */
static unsigned
others_in(const struct row *r, struct span line)
{
	unsigned others = 0;
	size_t at, n;

	for (unsigned i = 0; i <= r->grid.n; i++)
		for (struct span part = grid_beside(&r->grid, line, i); part.n > 0; part = span_from(part, n < part.n ? n + 1 : n)) {
			struct span column;

			n = column_ends(part);
			column = span_sub(part, 0, n);
			others += run_inside(column) || frame_armour(column, &at) || (r->lines == 0 && grid_may_begin_spaced(span_trimmed(column)));
		}
	return others;
}

/* Has the column a value in this line, be it one of the URL-safe alphabet, and no rule? */
static bool
is_value(const struct grid_cell *c, struct span part)
{
	size_t n = grid_value_run(part, c->text);

	/* Words of another column may stand there, and blanks at its edges. */
	if (c->text == GRID_SPACED)
		return n > 1 || (n == 1 && n == part.n);
	return part.n > 0 && part.p[0] < 0x80 && (c->armour || !span_starts(part, SPAN_LIT("---")));
}

/* Does a dump begin, whose addresses have another edge in front than the lines of the row?  Its numbers may stand below a value of the row. */
static bool
is_dump(const struct row *r, struct span text)
{
	return text.n > 0 && text.p[0] != r->edge && dump_begins(text);
}

/* A rule, or a line in which another record or a dump begins, is none of this one. */
static bool
is_behind(const struct row *r, struct span text)
{
	struct span line, part;
	bool any = false;
	size_t n;

	line = frame_line(text, &n);
	if (is_dump(r, text) || grid_record_ends(&r->record, line))
		return true;
	for (unsigned i = 0; i < r->grid.n; i++) {
		const struct value *v = &r->value[i];

		if (v->ended || !goes_on(v, line, &part))
			continue;
		if (grid_begins_row(&v->cell, v->certificate, line, part) || grid_begins_spaced_row(&v->cell, text))
			return true;
		any |= is_value(&v->cell, part);
	}
	return !any;
}

/* The line at hand among those of its record. */
static void
look_at(struct row *r, struct span line)
{
	r->own = false;
	if (r->lines == 0) {
		grid_record_begins(&r->record, &r->grid, line);
		return;
	}
	r->own = grid_record_holds(&r->record, line, &r->barred);
	grid_record_goes_on(&r->record, line);
}

static void
take_lines(struct row *r, struct stream *s)
{
	while (!has_ended(r)) {
		struct span window = stream_window(s, GRID_OCTETS), line;
		size_t n;

		window = window.n > GRID_OCTETS ? span_sub(window, 0, GRID_OCTETS) : window;
		line = frame_line(window, &n);
		if (window.n == 0 || (n == 0 && window.n == GRID_OCTETS) || (r->lines > 0 && is_behind(r, window)))
			break;
		r->others += others_in(r, line);
		look_at(r, line);
		for (unsigned i = 0; i < r->grid.n; i++)
			take_part(r, &r->value[i], line);
		r->lines++;
		stream_skip(s, n > 0 ? n : line.n);
	}
}

/*
 * Takes what the line behind a row, in which no other begins, has more of its values; false: nothing.  Where nothing else tells it, it has no
 * words in front.
 */
static bool
take_more(struct row *r, struct span line)
{
	bool any = false;

	if (grid_record_ends(&r->record, line))
		return false;
	look_at(r, line);
	if (!r->own && grid_has_word(grid_beside(&r->grid, line, 0)))
		return false;
	for (unsigned i = 0; i < r->grid.n; i++) {
		struct value *v = &r->value[i];
		uint64_t taken = v->taken;
		struct span part;

		if (part_of(v, line, &part) && run_certificate(part))
			continue;
		take_behind(r, v, line);
		/* What follows it is of the same, be it shorter. */
		v->taken += v->taken == taken && is_surplus(v, line) ? part.n : 0;
		any |= v->taken > taken;
	}
	return any;
}

/* Takes what is left over, so that it does not go on into the next row. */
static void
take_left_over(struct row *r, struct stream *s)
{
	for (;;) {
		struct span window = stream_window(s, GRID_OCTETS), line;
		struct grid next;
		size_t n;

		if (window.n == 0 || grid_begins(&next, window))
			return;
		window = window.n > GRID_OCTETS ? span_sub(window, 0, GRID_OCTETS) : window;
		line = frame_line(window, &n);
		if ((n == 0 && window.n == GRID_OCTETS) || !take_more(r, line))
			return;
		r->lines++;
		stream_skip(s, n > 0 ? n : line.n);
	}
}

/* Its lines as one: those that have what trails it are none of its body. */
static void
join_lines(struct out *text)
{
	size_t n = 0;

	for (size_t i = 0; i < text->n; i++)
		if (text->p[i] != '\n')
			text->p[n++] = text->p[i];
	text->n = n;
}

static int
hand_on(struct row *r, struct value *v)
{
	struct input *in = r->in;
	uint64_t before = in->items + in->skipped + in->holding + in->copies;
	int ret;

	if (v->trails)
		join_lines(&v->text);
	in->lines_were = v->mixed ? LINES_PIECED : in->lines_were;
	if (v->text.failed)
		return input_no_memory(in);
	if (v->over)
		return input_item(in, "base64", in->line, SPAN_NONE, input_over_limit(in, out_span(&v->text)));
	if (v->surplus)
		return input_item(in, v->cell.text == GRID_BASE64 ? "base64" : "hex", in->line, SPAN_NONE, "lines of which some are none of the certificate");
	ret = input_octets_of(in, out_span(&v->text));
	return ret != 0 || in->items + in->skipped + in->holding + in->copies > before ? ret :
	    input_item(in, "base64", in->line, SPAN_NONE, "a cell of a table that begins as a certificate does and is none");
}

int
input_grid(struct input *in, struct stream *s)
{
	struct row r = { .in = in };
	struct input_place before = input_place(in);
	uint64_t lines = in->lines;
	struct span window = stream_window(s, GRID_OCTETS);
	size_t n;
	int ret = 0;

	if (!grid_begins(&r.grid, window))
		return 0;
	for (unsigned i = 0; i < r.grid.n; i++)
		r.value[i].cell = r.grid.cell[i];
	r.edge = window.p[0];
	note_close(&r, frame_line(window, &n));
	take_lines(&r, s);
	take_left_over(&r, s);
	in->line = in->line > 0 ? in->line : lines + 1;
	/* Of one column nothing can be another's. */
	if (in->lines_were == LINES_PLAIN)
		in->lines_were = r.grid.n > 1 ? LINES_IN_CELLS : LINES_ENDED;
	for (unsigned i = 0; i < r.grid.n; i++) {
		ret = ret == 0 ? hand_on(&r, &r.value[i]) : ret;
		out_free(&r.value[i].text);
	}
	for (; ret == 0 && r.others > 0; r.others--)
		ret = input_item(in, "base64", in->line, SPAN_NONE, "a value of a table beside another, whose lines cannot be told apart");
	input_place_back(in, before);
	in->lines = lines + r.lines;
	return ret;
}
