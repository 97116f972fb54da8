/* SPDX-License-Identifier: Apache-2.0 */
/* json.c - JSON as a stream of values: objects one on each line, and documents of any nesting. */
#include "base/ascii.h"
#include "input/data/held.h"
#include "input/data/json_log.h"
#include "input/written/dump.h"

/* The first line of a list of lines is seen in so many. */
#define LINES_BEGIN 512

/* ---- one on each line ---- */

/* The value of a line, or several: programs that write them at the same time may leave out the line end. */
static int
read_values(struct json_record *r, struct arena *a, struct span line)
{
	size_t behind;
	int ret;

	do {
		behind = 0;
		ret = json_record_read(r, a, line, &behind);
		line = span_sub(line, line.n - behind, behind);
	} while (ret == 0 && behind > 0);
	return ret;
}

/* A line of a list with one octet in decimal on each: so many of them are no values. */
#define OCTET_LINES 3
/* Characters of such a line, no more. */
#define OCTET_LINE 8

static bool
is_octet(struct span line)
{
	size_t n = 0;

	line = span_trimmed(span_without_ends(line));
	if (line.n > 0 && line.p[0] == '-')
		line = span_from(line, 1);
	while (n < line.n && is_digit(line.p[n]))
		n++;
	return n > 0 && n == line.n && n < 4;
}

static bool
begins_octets(struct span line, struct stream *behind)
{
	struct span s;

	if (!is_octet(line))
		return false;
	s = stream_window(behind, OCTET_LINES * OCTET_LINE);
	for (unsigned i = 1; i < OCTET_LINES; i++)
		if (!is_octet(sniff_line(&s)))
			return false;
	return true;
}

/* Octets of three lines of a dump, no more. */
#define DUMP_LINES 512

/* Does a dump begin with this line, whose addresses are numbers? */
static bool
begins_dump(struct span line, struct stream *behind)
{
	uint8_t room[DUMP_LINES];
	struct span s;
	size_t n;

	if (line.n == 0 || line.n >= sizeof room || hex_digit(line.p[0]) < 0 || !dump_address(line))
		return false;
	memcpy(room, line.p, line.n);
	s = stream_window(behind, sizeof room - line.n);
	n = s.n < sizeof room - line.n ? s.n : sizeof room - line.n;
	if (n > 0)
		memcpy(room + line.n, s.p, n);
	return dump_begins((struct span){ room, line.n + n });
}

/* A line behind the values, in which a certificate begins. */
static bool
is_no_value(struct span line)
{
	line = span_behind_space(line);
	return line.n > 0 && line.p[0] != '{' && line.p[0] != '[' && held_other_text(line);
}

/* A document whose first line is longer than what was seen of it: the first line with a value does not close. */
static bool
is_document(const struct input *in, const struct held *lines, struct span line)
{
	return lines->number == in->lines + 1 && !lines->over && sniff_json_goes_on(line, stream_fill(lines->r));
}

int
input_ndjson(struct input *in, struct stream *s)
{
	struct held lines = { .in = in, .r = s, .number = in->lines };
	struct json_record r = { .in = in, .format = "ndjson", .element = UINT64_MAX };
	struct arena a;
	struct span line;
	int ret = 0;

	arena_init(&a);
	while (ret == 0 && (line = held_line(&lines)).p != NULL && !lines.cut) {
		r.line = lines.number;
		if (held_other_form(line) || is_no_value(line) || begins_octets(line, s) || begins_dump(line, s)) {
			ret = json_log_ends(&r);
			ret = ret != 0 ? ret : held_rest(&lines, line);
			break;
		}
		if (is_document(in, &lines, line)) {
			ret = held_as(&lines, line, input_json);
			break;
		}
		if (lines.over)
			ret = input_item(in, "ndjson", lines.number, SPAN_NONE, arena_printf(&in->arena,
			    "a line longer than the limit of %zu octets (--max-container)", input_whole(in)));
		else if (!held_is_empty(line))
			ret = read_values(&r, &a, line);
		held_forget(&lines);
	}
	if (ret == 0 && lines.cut)
		ret = held_broken_off(in, s, "ndjson", lines.number, line);
	if (ret == 0 && !stream_broken(s))
		ret = json_log_ends(&r);
	if (ret == 0)
		ret = json_record_ends(&r);
	if (!json_record_free(&r) || lines.text.failed)
		ret = input_no_memory(in);
	out_free(&lines.text);
	arena_free(&a);
	return ret;
}

/* ---- documents ---- */

struct document {
	struct json_record record;
	struct arena arena;
	struct out text;		/* of the value at hand */
	size_t limit;
	uint64_t line;			/* of the octet that comes next */
	unsigned depth;			/* brackets that are open around it */
	unsigned list;			/* 1: the document is a list, and each of its elements a value of its own */
	bool whole;			/* the document is a list, and one value all the same */
	bool string, escape, begun, over;
};

static int
value_ends(struct document *d)
{
	struct input *in = d->record.in;
	int ret = 0;

	if (d->begun && d->over)
		ret = input_item(in, "json", d->record.line, SPAN_NONE, arena_printf(&in->arena,
		    "a value longer than the limit of %zu octets (--max-container)", d->limit));
	else if (d->begun)
		ret = json_record_read(&d->record, &d->arena, out_span(&d->text), NULL);
	d->record.element += d->begun && d->list > 0;
	d->begun = d->over = d->string = false;
	out_clear(&d->text);
	return ret;
}

static void
keep(struct document *d, uint8_t c)
{
	if (d->text.n < d->limit)
		out_char(&d->text, (char)c);
	else
		d->over = true;
}

static void
begin_value(struct document *d)
{
	if (!d->begun)
		d->record.line = d->line;
	d->begun = true;
}

/* One octet outside of strings. */
static int
structure(struct document *d, uint8_t c)
{
	bool opens = c == '{' || c == '[', closes = c == '}' || c == ']';

	if (is_space(c) && d->depth == d->list)
		return d->depth == 0 || d->text.n == 0 ? 0 : (keep(d, c), 0);
	if (c == '[' && d->depth == 0 && !d->whole) {
		d->depth = d->list = 1;
		d->record.element = 0;
		return 0;
	}
	if (d->depth == d->list && (c == ',' || (closes && d->list > 0))) {
		int ret = value_ends(d);

		if (closes)
			d->depth = d->list = 0;
		return ret;
	}
	begin_value(d);
	/* A list of numbers is one value: octets, perhaps. */
	if (d->list > 0 && d->record.element == 0 && d->text.n == 0 && d->depth == 1 && (c == '-' || (c >= '0' && c <= '9'))) {
		d->list = 0;
		d->record.element = UINT64_MAX;
		keep(d, '[');
	}
	keep(d, c);
	d->string = c == '"';
	d->depth += opens;
	if (closes && d->depth > d->list && --d->depth == d->list)
		return value_ends(d);
	return 0;
}

/* What the document has of these octets; *ends: another form begins behind them. */
static int
feed(struct document *d, struct span s, size_t *taken, bool *ends)
{
	int ret = 0;
	size_t i = 0;

	for (; i < s.n && ret == 0 && !d->text.failed; i++) {
		uint8_t c = s.p[i];

		if (d->depth == 0 && !d->begun && memchr("{[, \t\r\n", c, 7) == NULL) {
			*ends = true;
			break;
		}
		if (!d->string) {
			ret = structure(d, c);
		} else {
			keep(d, c);
			d->string = d->escape || c != '"';
			d->escape = !d->escape && c == '\\';
		}
		d->line += c == '\n';
	}
	*taken = i;
	return ret;
}

int
input_json(struct input *in, struct stream *s)
{
	struct document d = {
		.record = { .in = in, .format = "json", .element = UINT64_MAX }, .limit = input_whole(in), .line = in->lines + 1
	};
	struct span ahead;
	bool ends = false;
	size_t taken;
	int ret = 0;

	arena_init(&d.arena);
	/* The lines of one text are one value. */
	ahead = stream_window(s, LINES_BEGIN);
	d.whole = ahead.n > 0 && ahead.p[0] == '[' && json_lines_begin(ahead);
	while (ret == 0 && !ends && !d.text.failed && (ahead = stream_ahead(s)).n > 0) {
		ret = feed(&d, ahead, &taken, &ends);
		stream_skip(s, taken);
	}
	in->lines = d.line - 1;
	if (ret == 0)
		ret = stream_broken(s) ? held_broken_off(in, s, "json", d.record.line, out_span(&d.text)) : value_ends(&d);
	if (ret == 0)
		ret = json_record_ends(&d.record);
	if (!json_record_free(&d.record) || d.text.failed)
		ret = input_no_memory(in);
	out_free(&d.text);
	arena_free(&d.arena);
	return ret;
}
