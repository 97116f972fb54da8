/* SPDX-License-Identifier: Apache-2.0 */
#include "input/data/json_record.h"

#include <strings.h>

#include "base/ascii.h"
#include "base/base64.h"
#include "input/data/csv.h"
#include "input/data/held.h"
#include "input/data/json_log.h"
#include "input/data/json_shell.h"
#include "input/data/status_value.h"
#include "input/once.h"
#include "input/pem/lost.h"
#include "input/pem/run.h"

#define USUAL "certificate, cert, pem, der or raw"
/* A text in the place of a certificate that is so long cannot be another thing's name. */
#define PLACE_OCTETS 64
/* Octets of a list of numbers that are certificates, no fewer. */
#define LIST_OCTETS 64

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
field_of(const struct json_record *r)
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
list_octets(struct json_record *r, const struct json_value *list)
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

/* Do they show a certificate whose beginning is gone? */
static bool
remains(struct span octets)
{
	struct lost l = { .told = 0 };

	for (size_t i = 0; i < octets.n; i++)
		if (lost_raw(&l, octets.p[i]))
			return true;
	return false;
}

/* A list that begins as an element of DER does, or is named so, stands in the place of a certificate; others hold one or not. */
static int
take_list(struct json_record *r, bool place)
{
	struct input *in = r->in;
	struct input_place before = input_place(in);
	struct span octets = out_span(&r->list);
	int ret;

	place |= octets.p[0] == 0x30;
	if (!place && !input_may_hold(octets))
		return remains(octets) ? input_item(in, r->format, r->line, SPAN_NONE, "octets of a certificate whose beginning is gone") : 0;
	in->format = r->format;
	in->line = r->line;
	in->any = in->passing = !place;
	ret = input_octets_of(in, out_span(&r->list));
	input_place_back(in, before);
	return ret;
}

/* The name of this member, or of the list that it stands in. */
static struct span
name_of(const struct json_value *v)
{
	while (v->key.p == NULL && v->parent != NULL && v->parent->type == JSON_ARRAY)
		v = v->parent;
	return v->key;
}

/* Does it say that this is a CRL or an OCSP response? */
static enum item_place
place_of(const struct json_record *r, const struct json_value *v)
{
	struct span name = r->in->crls ? name_of(v) : SPAN_NONE;

	return name.p != NULL ? status_place(name) : PLACE_OF_CERTIFICATE;
}

/* … and is it one, be it as short as an error is? */
static bool
is_status(const struct json_record *r, const struct json_value *v)
{
	return v->type == JSON_STRING && place_of(r, v) != PLACE_OF_CERTIFICATE && status_value(v->text);
}

/* Does the name say that this is a certificate, or that it is one of them? */
static bool
is_place(const struct json_record *r, const struct json_value *v)
{
	struct span name = name_of(v);

	return (name.p != NULL && csv_says_certificate(name)) || is_status(r, v);
}

static int
take_text(struct json_record *r, const struct json_value *v)
{
	struct input *in = r->in;
	struct input_place before = input_place(in);
	int ret;

	in->place = place_of(r, v);
	ret = input_value(in, r->format, r->line, v->text);
	input_place_back(in, before);
	return ret;
}

/* A value that was named, or stands where certificates do. */
static int
take_place(struct json_record *r, const struct json_value *v)
{
	struct input *in = r->in;

	r->places++;
	if (v->type == JSON_NULL || (v->type == JSON_STRING && held_is_empty(v->text)))
		return input_skip(in, r->format, r->line, "a member for a certificate that is empty");
	if (v->type == JSON_STRING)
		return take_text(r, v);
	if (v->type == JSON_ARRAY && list_octets(r, v))
		return take_list(r, true);
	return input_item(in, r->format, r->line, SPAN_NONE, arena_printf(&in->arena,
	    "a certificate that is no text, but of type %s", json_type_name(v)));
}

/* A list whose items are the lines of one text. */
static int
take_lines(struct json_record *r, const struct json_value *list, bool place)
{
	json_lines_join(list, &r->list);
	if (r->list.failed)
		return input_no_memory(r->in);
	r->places += place;
	return place ? input_value(r->in, r->format, r->line, out_span(&r->list)) :
	    input_other_value(r->in, r->format, r->line, out_span(&r->list));
}

/* What is known of the members of this name, among the others of the outermost object; NULL: nothing. */
static struct json_content *
content_of(struct json_record *r, const struct json_value *v)
{
	for (size_t i = 0; i < r->n_contents; i++)
		if (span_is(v->key, r->contents[i].name))
			return &r->contents[i];
	return NULL;
}

/* The same, new where nothing is known: one that is sound takes the place of one that is not.  NULL: there is no room. */
static struct json_content *
content_for(struct json_record *r, const struct json_value *v, bool sound)
{
	struct json_content *c = content_of(r, v);

	if (c != NULL || v->parent != r->root || v->key.n == 0 || v->key.n >= sizeof c->name)
		return c;
	if (r->n_contents < JSON_MOST_CONTENTS)
		c = &r->contents[r->n_contents++];
	for (size_t i = 0; sound && c == NULL && i < JSON_MOST_CONTENTS; i++)
		c = r->contents[i].sound ? NULL : &r->contents[i];
	if (c == NULL)
		return NULL;
	*c = (struct json_content){ .line = 0 };
	memcpy(c->name, v->key.p, v->key.n);
	return c;
}

/* Keeps the name of a member that holds a certificate, and nothing else: those of the other objects are places of others. */
static void
note_content(struct json_record *r, const struct json_value *v, bool sound)
{
	struct json_content *c = content_for(r, v, sound && base64_text(v->text));

	if (c == NULL || v->parent != r->root)
		return;
	c->sound |= sound && base64_text(v->text);
	c->read = true;
}

/* A text that is no member of a name that says so: what stands in it. */
static int
take_other(struct json_record *r, const struct json_value *v)
{
	struct input *in = r->in;
	uint64_t sound = in->items - in->faults, before = in->items + in->skipped + in->holding;
	int ret = input_other_value(in, r->format, r->line, v->text);

	if (ret == 0 && in->items + in->skipped + in->holding > before)
		note_content(r, v, in->items - in->faults > sound);
	return ret;
}

/* The values that stand directly in an object or list, and hold certificates. */
static int
take_values(struct json_record *r, const struct json_value *around)
{
	int ret = 0;

	if (json_lines(around))
		return take_lines(r, around, is_place(r, around));
	for (const struct json_value *v = around->child; ret == 0 && v != NULL; v = v->next)
		if (v == r->held || v == r->remains)
			continue;
		else if (v->type == JSON_STRING && run_may_stand_in(v->text))
			ret = is_place(r, v) ? take_place(r, v) : take_other(r, v);
		else if (v->type == JSON_ARRAY && list_octets(r, v))
			ret = take_list(r, false);
	return ret;
}

/* All values below one, an object or list at a time: an object has each certificate once. */
static int
take_tree(struct json_record *r, const struct json_value *top)
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

/* The values of a record in the order of the text, and what was found out of the lists around the one at hand: each is looked at once. */
struct walk {
	const struct json_value *root;
	unsigned depth;			/* so many lists and objects are around it */
	uint8_t lists[JSON_RECORD_DEPTH + 1];	/* list_has() of the one around it, at each depth: */
#define LIST_UNKNOWN 0
#define LIST_HAS_NONE 1
#define LIST_HAS 2
	uint8_t lines[JSON_RECORD_DEPTH + 1];	/* the same of json_lines() */
};

/* The places of the lists are set on the way to them: each record would else pay for all. */
static void
walk_begins(struct walk *w, const struct json_value *root)
{
	w->root = root;
	w->depth = 0;
	w->lists[0] = w->lines[0] = LIST_HAS_NONE;
}

/* after(), where the walk goes on. */
static const struct json_value *
walk_on(struct walk *w, const struct json_value *v)
{
	if (v->child != NULL) {
		w->depth++;
		w->lists[w->depth] = w->lines[w->depth] = LIST_UNKNOWN;
		return v->child;
	}
	for (; v != w->root && v->next == NULL; w->depth--)
		v = v->parent;
	return v != w->root ? v->next : NULL;
}

/* Stands the value at hand in a list in which certificates do? */
static bool
beside_certificates(struct walk *w, const struct json_value *v)
{
	if (w->lists[w->depth] == LIST_UNKNOWN)
		w->lists[w->depth] = list_has(v->parent) ? LIST_HAS : LIST_HAS_NONE;
	return w->lists[w->depth] == LIST_HAS;
}

/* Is the value at hand one line of a text, which was read as a whole? */
static bool
is_line(struct walk *w, const struct json_value *v)
{
	if (w->lines[w->depth] == LIST_UNKNOWN)
		w->lines[w->depth] = json_lines(v->parent) ? LIST_HAS : LIST_HAS_NONE;
	return w->lines[w->depth] == LIST_HAS;
}

/* A short text beside a certificate names something, but where only certificates stand. */
static bool
is_name(const struct json_value *v, struct walk *w)
{
	if (v->text.n >= PLACE_OCTETS || lost_is_part(v->text))
		return false;
	if (v->key.p != NULL || v->parent == NULL)
		return !csv_says_encoding(v->key) || names_something(v->text);
	return !beside_certificates(w, v) || held_is_empty(v->text);
}

/* Does a text in a list of whatever name stand for the first octets of a certificate, no more, beside one that is whole? */
static bool
is_cut_item(const struct json_value *v, struct walk *w)
{
	return v->type == JSON_STRING && v->key.p == NULL && v->parent != NULL && sniff_base64(v->text) && beside_certificates(w, v);
}

/* Members whose names say that they hold certificates, and that hold none. */
static int
take_places(struct json_record *r)
{
	bool found = r->in->items > r->items;
	struct walk walk;
	int ret = 0;

	walk_begins(&walk, r->root);
	for (const struct json_value *v = r->root; ret == 0 && v != NULL; v = walk_on(&walk, v)) {
		if (v->child != NULL || v == r->held || v == r->remains || (v->type == JSON_STRING && run_may_stand_in(v->text)) ||
		    (!is_place(r, v) && !(found && is_cut_item(v, &walk))))
			continue;
		if (is_line(&walk, v))
			continue;
		if ((v->type != JSON_STRING && v->key.p == NULL) || (v->type == JSON_STRING && found && !is_status(r, v) && is_name(v, &walk)))
			continue;
		if (v->type == JSON_STRING || v->type == JSON_NULL || !found)
			ret = take_place(r, v);
	}
	return ret;
}

/* The list, object or text that --field names. */
static int
take_field(struct json_record *r)
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

/* Base64 that is no certificate, in a member that held some before, or may hold some later. */
static int
take_content(struct json_record *r, const struct json_value *v)
{
	struct json_content *c = content_of(r, v);

	if ((c != NULL && (c->read || (!c->sound && c->line > 0))) || is_place(r, v) || !lost_is_part(v->text))
		return 0;
	if (c != NULL && c->sound)
		return input_value(r->in, r->format, r->line, v->text);
	if ((c = content_for(r, v, false)) != NULL)
		c->line = r->line;
	return 0;
}

static int
take_contents(struct json_record *r)
{
	int ret = 0;

	if (r->root->type != JSON_OBJECT)
		return 0;
	for (const struct json_value *v = r->root->child; ret == 0 && v != NULL; v = v->next)
		if (v != r->held && v != r->remains && v->type == JSON_STRING)
			ret = take_content(r, v);
	return ret;
}

int
json_record_ends(struct json_record *r)
{
	int ret = 0;

	for (size_t i = 0; ret == 0 && i < r->n_contents; i++)
		if (r->contents[i].sound && r->contents[i].line > 0)
			ret = input_item(r->in, r->format, r->contents[i].line, SPAN_NONE, "base64 of no certificate, in a member that holds certificates in other objects");
	return ret;
}

static int
take_record(struct json_record *r)
{
	struct input *in = r->in;
	uint64_t before = in->skipped + in->holding;
	int ret;

	r->items = in->items;
	r->places = 0;
	for (size_t i = 0; i < r->n_contents; i++)
		r->contents[i].read = false;
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
	if (ret == 0)
		ret = take_contents(r);
	if (ret != 0 || r->held != NULL || r->remains != NULL || in->passing || in->items > r->items || in->skipped + in->holding > before)
		return ret;
	return input_skip(in, r->format, r->line, "an object without a member " USUAL " that is text: name one with --field");
}

/* The same where it may be a line of a log: what is told of one is told of those that go on with it. */
static int
take_line(struct json_record *r)
{
	uint64_t faults = r->in->faults;
	int ret = json_log_line(r);

	if (ret == 0 && r->in->faults > faults)
		lost_is_told(&r->lost, true);
	if (ret == 0)
		ret = json_log_remains(r);
	faults = r->in->faults;
	if (ret == 0)
		ret = take_record(r);
	if (ret == 0 && r->in->faults > faults)
		lost_is_told(&r->lost, true);
	return ret;
}

/* ---- one text ---- */

int
json_record_read(struct json_record *r, struct arena *a, struct span text, size_t *behind)
{
	static const struct json_limits limits = { JSON_RECORD_DEPTH, 8 * JSON_VALUES, true };
	struct input *in = r->in;
	struct json_fault bad;
	int ret = 0;

	arena_reset(a);
	r->held = r->remains = NULL;
	r->root = json_read(a, text, &limits, &bad);
	if (r->root == NULL && behind != NULL && bad.what == json_more && (text.p[bad.offset] == '{' || text.p[bad.offset] == '[')) {
		*behind = text.n - bad.offset;
		arena_reset(a);
		r->root = json_read(a, span_sub(text, 0, bad.offset), &limits, &bad);
	}
	if (r->root == NULL && bad.what != NULL && bad.offset < text.n && is_letter(text.p[bad.offset]) && json_shell(text, &r->shell)) {
		struct json_fault other;

		arena_reset(a);
		r->root = json_read(a, out_span(&r->shell), &limits, &other);
	}
	if (r->root != NULL)
		return strcmp(r->format, "ndjson") == 0 && in->field == NULL ? take_line(r) : take_record(r);
	if (bad.what == NULL)
		return input_no_memory(in);
	ret = json_log_ends(r);
	/* What stands whole in it is read all the same. */
	if (ret == 0 && run_may_stand_in(text))
		ret = input_other_value(in, r->format, r->line, text);
	if (ret != 0)
		return ret;
	return input_item(in, r->format, r->line, SPAN_NONE, arena_printf(&in->arena,
	    "no JSON: %s, at octet %zu of the %s", bad.what, bad.offset, strcmp(r->format, "ndjson") == 0 ? "line" : "value"));
}

bool
json_record_free(struct json_record *r)
{
	bool whole = !r->list.failed && !r->shell.failed && !r->block.failed;

	out_free(&r->list);
	out_free(&r->shell);
	out_free(&r->block);
	return whole;
}
