/* table.c - tables with a certificate in each row: CSV (RFC 4180), and JSON objects, one on each line. */
#include <inttypes.h>

#include "base/json.h"
#include "input/form.h"
#include "input/text/csv.h"

#define USUAL "certificate, cert, pem, der or raw"

/* ---- lines held whole ---- */

/* The lines from where a record began; they are read again when it turns out to be none. */
struct held {
	struct input *in;
	struct stream *r;
	struct out text;
	size_t pos;			/* of the line that comes next */
	uint64_t number;		/* of the line taken last */
	bool over;			/* it was longer than what is held, and only its beginning is */
	bool cut;			/* it is one that a broken stream ends in */
};

/* Reads one line more behind the text; false at the end. */
static bool
held_read(struct held *h)
{
	size_t limit = input_whole(h->in), from = h->text.n;
	bool ends = false, any = false;
	struct span piece;

	while (!ends && (piece = stream_raw_line(h->r, &ends)).p != NULL) {
		size_t room = limit - (h->text.n - from);

		any = true;
		h->over |= piece.n > room;
		out_mem(&h->text, piece.p, piece.n < room ? piece.n : room);
	}
	if (h->over)
		out_char(&h->text, '\n');
	h->cut = any && stream_cuts_line(h->r);
	return any;
}

/* The next line with its end, valid until the next call; p == NULL at the end. */
static struct span
held_line(struct held *h)
{
	struct span rest, line;
	const uint8_t *lf;

	h->over = false;
	if (h->pos == h->text.n && !held_read(h))
		return SPAN_NONE;
	if (h->text.failed)
		return SPAN_NONE;
	rest = (struct span){ (const uint8_t *)h->text.p + h->pos, h->text.n - h->pos };
	lf = memchr(rest.p, '\n', rest.n);
	line = span_sub(rest, 0, lf != NULL ? (size_t)(lf - rest.p) + 1 : rest.n);
	h->pos += line.n;
	h->number++;
	return line;
}

/* What lies before the next line is not needed any more. */
static void
held_forget(struct held *h)
{
	if (h->pos < h->text.n)
		return;
	out_clear(&h->text);
	h->pos = 0;
}

static bool
is_empty(struct span line)
{
	for (size_t i = 0; i < line.n; i++)
		if (memchr(" \t\r\n", line.p[i], 4) == NULL)
			return false;
	return true;
}

/* ---- CSV ---- */

struct table {
	struct held lines;
	struct csv csv;
	struct csv_head head;
	bool lost;			/* behind damage: rows are looked for that have as many fields as the head */
};

enum row { ROW_WHOLE, ROW_EMPTY, ROW_BAD, ROW_OVER, ROW_END };

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
			return *first == 0 || stream_broken(t->lines.r) ? ROW_END : ROW_BAD;
		if (*first == 0 && is_empty(line))
			return ROW_EMPTY;
		if (t->lines.over || t->lines.pos - from > input_whole(t->lines.in)) {
			*first = *first > 0 ? *first : line.n;
			return ROW_OVER;
		}
		status = csv_line(&t->csv, line);
	}
	return status == CSV_WHOLE ? ROW_WHOLE : ROW_BAD;
}

/* A row that is none: said once, and what comes behind its first line is read again. */
static int
damaged_row(struct table *t, uint64_t line, size_t from, size_t first, const char *what)
{
	bool said = t->lost;

	/* When it ends where its first line does, the next row is where the next line is. */
	t->lost |= t->lines.pos > from + first;
	t->lines.pos = from + first;
	t->lines.number = line;
	return said ? 0 : input_item(t->lines.in, "csv", line, SPAN_NONE, what);
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
	*end = row == ROW_END;
	if (t->lines.text.failed || t->csv.value.failed)
		return input_no_memory(in);
	if (row == ROW_BAD)
		return damaged_row(t, line, from, first, "a quoted field that does not end before a separator");
	if (row == ROW_OVER)
		return damaged_row(t, line, from, first, arena_printf(&in->arena,
		    "a row longer than the limit of %zu octets", input_whole(in)));
	if (row != ROW_WHOLE)
		return 0;
	if (t->csv.fields != t->head.columns && t->lost)
		return 0;
	t->lost = false;
	if (t->csv.fields != t->head.columns)
		return input_item(in, "csv", line, SPAN_NONE, arena_printf(&in->arena,
		    "a row of %zu fields where the first has %zu", t->csv.fields, t->head.columns));
	return input_value(in, "csv", line, (struct span){ (const uint8_t *)t->csv.value.p, t->csv.value.n });
}

int
input_csv(struct input *in, struct stream *r)
{
	struct table t = { .lines = { .in = in, .r = r } };
	struct span line = held_line(&t.lines);
	bool end = false;
	int ret = 0;

	if (t.lines.text.failed) {
		ret = input_no_memory(in);
	} else if (t.lines.over || !csv_head_read(&t.head, sniff_after_mark(line), in->field) || t.head.column == SIZE_MAX) {
		ret = input_nothing(in, "csv", "a table whose first line is longer than the limit of a container");
	} else if (t.head.several && in->field == NULL) {
		ret = input_nothing(in, "csv", "a table with several columns that may hold the certificate: name one with --field");
	} else {
		t.csv.separator = t.head.separator;
		t.csv.want = t.head.column;
		while (ret == 0 && !end)
			ret = row(&t, &end);
	}
	csv_free(&t.csv);
	out_free(&t.lines.text);
	return ret;
}

/* ---- JSON ---- */

/* One step of a JSON Pointer (RFC 6901 4): the member that its next token names. */
static const struct json_value *
json_step(const struct json_value *v, const char **pointer)
{
	char name[256];
	size_t n = 0;

	for (++*pointer; **pointer != '\0' && **pointer != '/'; ++*pointer) {
		char c = **pointer;

		if (c == '~' && ((*pointer)[1] == '0' || (*pointer)[1] == '1'))
			c = *++*pointer == '0' ? '~' : '/';
		if (n + 1 == sizeof name)
			return NULL;
		name[n++] = c;
	}
	name[n] = '\0';
	return json_find(v, name);
}

/* The member of this name, or at the end of this JSON Pointer. */
static const struct json_value *
json_at(const struct json_value *v, const char *field)
{
	if (field[0] != '/')
		return json_find(v, field);
	while (v != NULL && *field != '\0')
		v = json_step(v, &field);
	return v;
}

/* The member that holds the certificate; NULL, and what is wrong in *fault. */
static const struct json_value *
json_member_of(const struct input *in, const struct json_value *object, const char **fault)
{
	static const char *const names[] = { "certificate", "cert", "pem", "der", "raw" };
	const struct json_value *found = NULL, *absent = NULL, *v;

	*fault = in->field == NULL ? "an object without a member " USUAL " that is text: name one with --field" :
	    "an object without the member of --field";
	if (in->field != NULL)
		return json_at(object, in->field);
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		v = json_find(object, names[i]);
		if (v != NULL && v->type == JSON_NULL)
			absent = v;
		if (v == NULL || v->type != JSON_STRING)
			continue;
		if (found != NULL) {
			*fault = "an object with several members that may hold the certificate: name one with --field";
			return NULL;
		}
		found = v;
	}
	return found != NULL ? found : absent;
}

/* *none: it is the first object and has no such member; then no other has, and one word about the file is enough. */
static int
json_object(struct input *in, struct arena *a, struct span line, uint64_t number, bool *none)
{
	static const struct json_limits limits = { 0, 65536 };
	const struct json_value *v;
	struct json_fault bad;
	const char *fault;

	arena_reset(a);
	v = json_read(a, line, &limits, &bad);
	if (v == NULL && bad.what == NULL)
		return input_no_memory(in);
	*none = *none && v != NULL;
	if (v == NULL)
		return input_item(in, "ndjson", number, SPAN_NONE, arena_printf(&in->arena,
		    "no JSON: %s, at octet %zu of the line", bad.what, bad.offset));
	v = json_member_of(in, v, &fault);
	if (v == NULL && *none)
		return input_nothing(in, "ndjson", fault);
	*none = false;
	if (v == NULL)
		return input_item(in, "ndjson", number, SPAN_NONE, fault);
	if (v->type == JSON_NULL) {
		in->skipped++;
		return 0;
	}
	if (v->type != JSON_STRING)
		return input_item(in, "ndjson", number, SPAN_NONE, arena_printf(&in->arena,
		    "a certificate that is no text, but of type %s", json_type_name(v)));
	return input_value(in, "ndjson", number, v->text);
}

int
input_ndjson(struct input *in, struct stream *r)
{
	struct held lines = { .in = in, .r = r };
	struct arena a;
	struct span line;
	bool first = true, none = false;
	int ret = 0;

	arena_init(&a);
	while (ret == 0 && !none && (line = held_line(&lines)).p != NULL && !lines.cut) {
		if (first)
			line = sniff_after_mark(line);
		none = first && !is_empty(line);
		none = none && !lines.over;
		if (lines.over)
			ret = input_item(in, "ndjson", lines.number, SPAN_NONE, arena_printf(&in->arena,
			    "a line longer than the limit of %zu octets", input_whole(in)));
		else if (!is_empty(line))
			ret = json_object(in, &a, line, lines.number, &none);
		held_forget(&lines);
		first = first && is_empty(line);
	}
	if (lines.text.failed)
		ret = input_no_memory(in);
	out_free(&lines.text);
	arena_free(&a);
	return ret;
}
