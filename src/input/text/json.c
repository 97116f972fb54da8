/* SPDX-License-Identifier: Apache-2.0 */
/* json.c - certificates in JSON: objects one on each line, and documents of any nesting. */
#include <inttypes.h>
#include <strings.h>

#include "base/json.h"
#include "input/once.h"
#include "input/text/csv.h"
#include "input/text/held.h"
#include "input/text/json_lines.h"
#include "input/text/run.h"

#define USUAL "certificate, cert, pem, der or raw"
/* A text in the place of a certificate that is so long cannot be another thing's name. */
#define PLACE_OCTETS 64
/* Characters of base64 that a certificate has, no fewer. */
#define CONTENT_OCTETS 400
/* Octets of a list of numbers that are certificates, no fewer. */
#define LIST_OCTETS 64
/* The first line of a list of lines is seen in so many. */
#define LINES_BEGIN 512

/* One value at a time: a line of NDJSON, a document, or an element of one that is a list. */
struct record {
	struct input *in;
	const char *format;
	uint64_t line;			/* of its beginning */
	const struct json_value *root;
	uint64_t element;		/* its place in the list; UINT64_MAX: in none */
	uint64_t items;			/* handed on before it */
	uint64_t places;		/* members whose names say that they hold certificates */
	struct out list;		/* octets of a list of numbers */
	struct out block;		/* lines of PEM out of a log, one in each object */
	char member[64];		/* that holds them */
	const struct json_value *held;	/* the one of this object, which the block has */
	uint64_t block_line;		/* of its first */
	uint64_t block_lines;		/* it has so many */
	uint64_t block_items;		/* handed on or skipped before it */
	enum json_line block_last;	/* its line at hand */
	char content[64];		/* the member in which a certificate stood alone, whatever its name; "": none was met */
	bool block_known;		/* an element began in it, or it came to its END */
};

/* ---- --field ---- */

/* One step of a JSON Pointer (RFC 6901 4): its next token, without escapes; false: longer than any name. */
static bool
next_token(const char **pointer, char name[256])
{
	size_t n = 0;

	for (++*pointer; **pointer != '\0' && **pointer != '/'; ++*pointer) {
		char c = **pointer;

		if (c == '~' && ((*pointer)[1] == '0' || (*pointer)[1] == '1'))
			c = *++*pointer == '0' ? '~' : '/';
		if (n + 1 == 256)
			return false;
		name[n++] = c;
	}
	name[n] = '\0';
	return true;
}

/* The number that a token is; UINT64_MAX: it is none. */
static uint64_t
token_index(const char *name)
{
	uint64_t n = 0;

	for (const char *c = name; *c != '\0'; c++) {
		if (*c < '0' || *c > '9' || n > UINT32_MAX)
			return UINT64_MAX;
		n = n * 10 + (uint64_t)(*c - '0');
	}
	return name[0] != '\0' ? n : UINT64_MAX;
}

static const struct json_value *
element_at(const struct json_value *list, uint64_t i)
{
	const struct json_value *v = list->child;

	while (v != NULL && v->index < i)
		v = v->next;
	return v;
}

/* What a pointer leads to from here. */
static const struct json_value *
json_at(const struct json_value *v, const char *pointer)
{
	char name[256];

	while (v != NULL && *pointer != '\0') {
		if (!next_token(&pointer, name))
			return NULL;
		v = v->type == JSON_ARRAY ? element_at(v, token_index(name)) : json_find(v, name);
	}
	return v;
}

/* The next value of a tree after v, in the order of the text. */
static const struct json_value *
after(const struct json_value *root, const struct json_value *v)
{
	if (v->child != NULL)
		return v->child;
	while (v != root && v->next == NULL)
		v = v->parent;
	return v != root ? v->next : NULL;
}

static bool
is_called(const struct json_value *v, const char *name)
{
	return v->key.p != NULL && v->key.n == strlen(name) && strncasecmp((const char *)v->key.p, name, v->key.n) == 0;
}

/* What --field names in this record: a pointer from its root or that of the document, or a member wherever it is. */
static const struct json_value *
field_of(const struct record *r)
{
	const char *field = r->in->field, *rest = field;
	const struct json_value *v;
	char name[256];

	if (field[0] == '/') {
		v = json_at(r->root, field);
		if (v == NULL && r->element != UINT64_MAX && next_token(&rest, name) && token_index(name) == r->element)
			v = json_at(r->root, rest);
		return v;
	}
	if ((v = json_find(r->root, field)) != NULL)
		return v;
	for (v = r->root; v != NULL; v = after(r->root, v))
		if (is_called(v, field))
			return v;
	return NULL;
}

/* ---- values ---- */

/* The octets of a list of numbers, as Node and Java write them; false: it is none. */
static bool
list_octets(struct record *r, const struct json_value *list)
{
	int64_t number;

	out_clear(&r->list);
	if (list->n < LIST_OCTETS)
		return false;
	for (const struct json_value *v = list->child; v != NULL; v = v->next) {
		if (!json_int64(v, &number) || number < -128 || number > 255)
			return false;
		out_char(&r->list, (char)number);
	}
	return !r->list.failed;
}

/* A list that begins as an element of DER does, or is named so, stands in the place of a certificate; others hold one or not. */
static int
take_list(struct record *r, bool place)
{
	struct input *in = r->in;
	struct input_place before = input_place(in);
	struct span octets = out_span(&r->list);
	int ret;

	place |= octets.p[0] == 0x30;
	if (!place && !input_may_hold(octets))
		return 0;
	in->format = r->format;
	in->line = r->line;
	in->any = in->passing = !place;
	ret = input_octets_of(in, out_span(&r->list));
	input_place_back(in, before);
	return ret;
}

/* Does the name of this member, or of the list that it stands in, say that it is a certificate? */
static bool
is_place(const struct json_value *v)
{
	while (v->key.p == NULL && v->parent != NULL && v->parent->type == JSON_ARRAY)
		v = v->parent;
	return v->key.p != NULL && csv_says_certificate(v->key);
}

/* A value that was named, or stands where certificates do. */
static int
take_place(struct record *r, const struct json_value *v)
{
	struct input *in = r->in;

	r->places++;
	if (v->type == JSON_NULL || (v->type == JSON_STRING && held_is_empty(v->text)))
		return input_skip(in, r->format, r->line, "a member for a certificate that is empty");
	if (v->type == JSON_STRING)
		return input_value(in, r->format, r->line, v->text);
	if (v->type == JSON_ARRAY && list_octets(r, v))
		return take_list(r, true);
	return input_item(in, r->format, r->line, SPAN_NONE, arena_printf(&in->arena,
	    "a certificate that is no text, but of type %s", json_type_name(v)));
}

/* A list whose items are the lines of one text. */
static int
take_lines(struct record *r, const struct json_value *list, bool place)
{
	json_lines_join(list, &r->list);
	if (r->list.failed)
		return input_no_memory(r->in);
	r->places += place;
	return place ? input_value(r->in, r->format, r->line, out_span(&r->list)) :
	    input_other_value(r->in, r->format, r->line, out_span(&r->list));
}

/* Keeps the name of a member that holds a certificate, and nothing else: those of the next objects are places of others. */
static void
note_content(struct record *r, const struct json_value *v)
{
	if (v->parent == r->root && v->key.n > 0 && v->key.n < sizeof r->content && input_is_base64(v->text)) {
		memcpy(r->content, v->key.p, v->key.n);
		r->content[v->key.n] = '\0';
	}
}

/* A text that is no member of a name that says so: what stands in it. */
static int
take_other(struct record *r, const struct json_value *v)
{
	struct input *in = r->in;
	uint64_t before = in->items - in->faults;
	int ret = input_other_value(in, r->format, r->line, v->text);

	if (ret == 0 && in->items - in->faults > before)
		note_content(r, v);
	return ret;
}

/* The values that stand directly in an object or list, and hold certificates. */
static int
take_values(struct record *r, const struct json_value *around)
{
	int ret = 0;

	if (json_lines(around))
		return take_lines(r, around, is_place(around));
	for (const struct json_value *v = around->child; ret == 0 && v != NULL; v = v->next)
		if (v == r->held)
			continue;
		else if (v->type == JSON_STRING && run_may_stand_in(v->text))
			ret = is_place(v) ? take_place(r, v) : take_other(r, v);
		else if (v->type == JSON_ARRAY && list_octets(r, v))
			ret = take_list(r, false);
	return ret;
}

/* All values below one, an object or list at a time: an object has each certificate once. */
static int
take_tree(struct record *r, const struct json_value *top)
{
	struct once once = { { NULL, 0, 0, false } }, *outer = r->in->once;
	int ret = 0;

	for (const struct json_value *v = top; ret == 0 && v != NULL; v = after(top, v)) {
		if (v->child == NULL)
			continue;
		out_clear(&once.octets);
		r->in->once = v->type == JSON_OBJECT ? &once : outer;
		ret = take_values(r, v);
	}
	r->in->once = outer;
	out_free(&once.octets);
	return ret;
}

/* Does a list hold a text with a certificate?  Then its other texts stand where certificates do. */
static bool
list_has(const struct json_value *list)
{
	for (const struct json_value *v = list->child; v != NULL; v = v->next)
		if (v->type == JSON_STRING && run_may_stand_in(v->text))
			return true;
	return false;
}

/* Does a short text name something: a file, an address, nothing at all? */
static bool
names_something(struct span text)
{
	for (size_t i = 0; i < text.n; i++)
		if (memchr("./:\\", text.p[i], 4) != NULL)
			return true;
	return held_is_empty(text);
}

/* A short text beside a certificate names something, but where only certificates stand.  *list: the list looked at last, which *has one. */
static bool
is_name(const struct json_value *v, const struct json_value **list, bool *has)
{
	if (v->text.n >= PLACE_OCTETS)
		return false;
	if (v->key.p != NULL || v->parent == NULL)
		return !csv_says_encoding(v->key) || names_something(v->text);
	if (v->parent != *list)
		*has = list_has(v->parent);
	*list = v->parent;
	return !*has || held_is_empty(v->text);
}

/* Members whose names say that they hold certificates, and that hold none. */
static int
take_places(struct record *r)
{
	bool found = r->in->items > r->items, has = false;
	const struct json_value *list = NULL;
	int ret = 0;

	for (const struct json_value *v = r->root; ret == 0 && v != NULL; v = after(r->root, v)) {
		if (v->child != NULL || v == r->held || !is_place(v) || (v->type != JSON_STRING && v->key.p == NULL) ||
		    (v->type == JSON_STRING && (run_may_stand_in(v->text) || (found && is_name(v, &list, &has)))))
			continue;
		if (v->type == JSON_STRING || v->type == JSON_NULL || !found)
			ret = take_place(r, v);
	}
	return ret;
}

/* The list, object or text that --field names. */
static int
take_field(struct record *r)
{
	const struct json_value *v = field_of(r);
	int ret = 0;

	if (v == NULL)
		return input_item(r->in, r->format, r->line, SPAN_NONE, "an object without the member of --field");
	if (v->child == NULL || (v->type == JSON_ARRAY && list_octets(r, v)))
		return take_place(r, v);
	if (json_lines(v))
		return take_lines(r, v, true);
	for (const struct json_value *e = v; ret == 0 && e != NULL; e = after(v, e))
		if (e->type == JSON_STRING && (v->type == JSON_ARRAY || run_may_stand_in(e->text)))
			ret = take_place(r, e);
	return ret;
}

/* Has an object without a certificate base64 as long as one, in the member that held one before? */
static bool
is_content(const struct record *r, const struct json_value **v)
{
	*v = r->content[0] != '\0' && r->root->type == JSON_OBJECT ? json_find(r->root, r->content) : NULL;
	return *v != NULL && (*v)->type == JSON_STRING && (*v)->text.n >= CONTENT_OCTETS && input_is_base64((*v)->text);
}

static int
take_record(struct record *r)
{
	struct input *in = r->in;
	const struct json_value *v;
	uint64_t before = in->skipped + in->holding;
	int ret;

	r->items = in->items;
	r->places = 0;
	if (in->field != NULL)
		return take_field(r);
	if (r->root->type == JSON_ARRAY && list_octets(r, r->root) && (ret = take_list(r, false)) != 0)
		return ret;
	if (r->root->type == JSON_STRING)
		return run_may_stand_in(r->root->text) ? input_other_value(in, r->format, r->line, r->root->text) :
		    input_skip(in, r->format, r->line, "a text without a certificate");
	ret = take_tree(r, r->root);
	if (ret == 0)
		ret = take_places(r);
	if (ret == 0 && r->held == NULL && in->items == r->items && is_content(r, &v))
		return input_value(in, r->format, r->line, v->text);
	if (ret != 0 || r->held != NULL || in->passing || in->items > r->items || in->skipped + in->holding > before)
		return ret;
	return input_skip(in, r->format, r->line, "an object without a member " USUAL " that is text: name one with --field");
}

/* ---- a log, one line of a block in each object ---- */

/* What was handed on or skipped so far. */
static uint64_t
told(const struct input *in)
{
	return in->items + in->skipped + in->holding;
}

/* Lines that are no block are read each for itself, as they are in other objects. */
static int
each_line(struct record *r)
{
	struct span rest = out_span(&r->block);
	uint64_t number = r->block_line;
	int ret = 0;

	for (; ret == 0 && rest.n > 0; number++) {
		struct span line = sniff_line(&rest);

		if (run_may_stand_in(line))
			ret = input_other_value(r->in, r->format, number, line);
	}
	if (ret != 0 || told(r->in) > r->block_items)
		return ret;
	return input_skip(r->in, r->format, r->block_line, "words about a PEM block");
}

static int
block_ends(struct record *r)
{
	int ret = 0;

	if (r->block.n > 0)
		ret = r->block_known ? input_other_value(r->in, r->format, r->block_line, out_span(&r->block)) : each_line(r);
	out_clear(&r->block);
	return ret;
}

/* The lines of the file between two of the block are empty ones of it, so that each keeps its number. */
static void
hold_line(struct record *r, const struct json_value *v, enum json_line what)
{
	struct span text = v->text;

	while (text.n > 0 && (text.p[text.n - 1] == '\n' || text.p[text.n - 1] == '\r'))
		text.n--;
	if (r->block.n == 0) {
		r->block_line = r->line;
		r->block_lines = 0;
		r->block_items = told(r->in);
		r->block_known = false;
	}
	for (; r->block_lines < r->line - r->block_line; r->block_lines++)
		out_char(&r->block, '\n');
	if (text.n > 0)
		out_mem(&r->block, text.p, text.n);
	out_char(&r->block, '\n');
	r->block_lines++;
	r->block_last = what;
	r->block_known |= what == JSON_LINE_FIRST || what == JSON_LINE_END;
	r->held = v;
}

/* Is there room for one more line of the block? */
static bool
has_room(const struct record *r, struct span text)
{
	return r->block.n + (r->line - r->block_line) + text.n < input_whole(r->in);
}

/* A log as objects has a block line by line, each in the same member of another object: that of this one is held. */
static int
take_log_line(struct record *r)
{
	const struct json_value *v;
	struct span block = out_span(&r->block), begin = sniff_line(&block);
	enum json_line what = JSON_LINE_OTHER;
	int ret;

	if (begin.n > 0) {
		v = json_find(r->root, r->member);
		if (v != NULL && v->type == JSON_STRING && has_room(r, v->text))
			what = json_line_behind(begin, r->block_last, v->text);
		if (what != JSON_LINE_OTHER)
			hold_line(r, v, what);
		ret = what == JSON_LINE_OTHER || what == JSON_LINE_END ? block_ends(r) : 0;
		if (ret != 0 || what != JSON_LINE_OTHER)
			return ret;
	}
	for (v = r->root->type == JSON_OBJECT ? r->root->child : NULL; v != NULL && r->held == NULL; v = v->next)
		if (v->type == JSON_STRING && v->key.n < sizeof r->member && json_line_begins(v->text)) {
			memcpy(r->member, v->key.p, v->key.n);
			r->member[v->key.n] = '\0';
			hold_line(r, v, JSON_LINE_BEGIN);
		}
	return 0;
}

/* One text that should be a value.  *behind: octets behind the one it is, where another begins; NULL: none may. */
static int
read_record(struct record *r, struct arena *a, struct span text, size_t *behind)
{
	static const struct json_limits limits = { 1000, 8 * JSON_VALUES, true };
	struct input *in = r->in;
	struct json_fault bad;
	int ret = 0;

	arena_reset(a);
	r->held = NULL;
	r->root = json_read(a, text, &limits, &bad);
	if (r->root == NULL && behind != NULL && bad.what == json_more && (text.p[bad.offset] == '{' || text.p[bad.offset] == '[')) {
		*behind = text.n - bad.offset;
		arena_reset(a);
		r->root = json_read(a, span_sub(text, 0, bad.offset), &limits, &bad);
	}
	if (r->root != NULL && strcmp(r->format, "ndjson") == 0 && in->field == NULL)
		ret = take_log_line(r);
	if (r->root != NULL)
		return ret != 0 ? ret : take_record(r);
	if (bad.what == NULL)
		return input_no_memory(in);
	ret = block_ends(r);
	/* What stands whole in it is read all the same. */
	if (ret == 0 && run_may_stand_in(text))
		ret = input_other_value(in, r->format, r->line, text);
	if (ret != 0)
		return ret;
	return input_item(in, r->format, r->line, SPAN_NONE, arena_printf(&in->arena,
	    "no JSON: %s, at octet %zu of the %s", bad.what, bad.offset, strcmp(r->format, "ndjson") == 0 ? "line" : "value"));
}

/* ---- one on each line ---- */

/* The value of a line, or several: programs that write them at the same time may leave out the line end. */
static int
read_values(struct record *r, struct arena *a, struct span line)
{
	size_t behind;
	int ret;

	do {
		behind = 0;
		ret = read_record(r, a, line, &behind);
		line = span_sub(line, line.n - behind, behind);
	} while (ret == 0 && behind > 0);
	return ret;
}

/* A line behind the values, in which a certificate begins. */
static bool
is_no_value(struct span line)
{
	while (line.n > 0 && memchr(" \t\r\n", line.p[0], 4) != NULL)
		line = span_sub(line, 1, line.n - 1);
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
	struct record r = { .in = in, .format = "ndjson", .element = UINT64_MAX };
	struct arena a;
	struct span line;
	int ret = 0;

	arena_init(&a);
	while (ret == 0 && (line = held_line(&lines)).p != NULL && !lines.cut) {
		r.line = lines.number;
		if (held_other_form(line) || is_no_value(line)) {
			ret = block_ends(&r);
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
	if (ret == 0 && !stream_broken(s))
		ret = block_ends(&r);
	if (lines.text.failed || r.list.failed || r.block.failed)
		ret = input_no_memory(in);
	out_free(&lines.text);
	out_free(&r.list);
	out_free(&r.block);
	arena_free(&a);
	return ret;
}

/* ---- documents ---- */

struct document {
	struct record record;
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
		ret = read_record(&d->record, &d->arena, out_span(&d->text), NULL);
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

	if (memchr(" \t\r\n", c, 4) != NULL && d->depth == d->list)
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
	while (ret == 0 && !ends && (ahead = stream_ahead(s)).n > 0) {
		ret = feed(&d, ahead, &taken, &ends);
		stream_skip(s, taken);
	}
	in->lines = d.line - 1;
	if (ret == 0 && !stream_broken(s))
		ret = value_ends(&d);
	if (d.text.failed || d.record.list.failed)
		ret = input_no_memory(in);
	out_free(&d.text);
	out_free(&d.record.list);
	arena_free(&d.arena);
	return ret;
}
