/* SPDX-License-Identifier: Apache-2.0 */
#include "input/data/json_record.h"

#include "base/ascii.h"
#include "base/base64.h"
#include "input/data/csv.h"
#include "input/data/held.h"
#include "input/data/json_field.h"
#include "input/data/json_log.h"
#include "input/data/json_octets.h"
#include "input/data/json_shell.h"
#include "input/data/json_take.h"
#include "input/data/json_walk.h"
#include "input/data/status_value.h"
#include "input/lost/lost.h"
#include "input/once.h"
#include "input/written/run.h"

#define USUAL "certificate, cert, pem, der or raw"
/* A text in the place of a certificate that is so long cannot be another thing's name. */
#define PLACE_OCTETS 64

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
	uint64_t sound = in->items - in->faults + in->copies, before = in->items + in->skipped + in->holding;
	int ret = input_other_value(in, r->format, r->line, v->text);

	if (ret == 0 && in->items + in->skipped + in->holding > before)
		note_content(r, v, in->items - in->faults + in->copies > sound);
	return ret;
}

/* The values that stand directly in an object or list, and hold certificates. */
static int
take_values(struct json_record *r, const struct json_value *around)
{
	int ret = 0;

	if (json_lines(around))
		return json_take_lines(r, around, json_is_place(r, around));
	for (const struct json_value *v = around->child; ret == 0 && v != NULL; v = v->next) {
		if (v == r->held || v == r->remains)
			continue;
		if (v->key.p != NULL && run_may_stand_in(v->key))
			ret = input_other_value(r->in, r->format, r->line, v->key);
		if (ret == 0 && v->type == JSON_STRING && json_characters(v->text, &r->list))
			ret = json_take_list(r, json_is_place(r, v));
		else if (ret == 0 && v->type == JSON_STRING && run_may_stand_in(v->text))
			ret = json_is_place(r, v) ? json_take_place(r, v) : take_other(r, v);
		else if (ret == 0 && json_octets(v, &r->list))
			ret = json_take_list(r, json_is_place(r, v));
	}
	return ret;
}

/* An object that is open, and where in what is remembered its own certificates begin. */
struct open_object {
	const uint8_t *end;		/* of its text */
	size_t from;
};

/* Goes on to this list or object: what those had that have ended before it is forgotten. */
static void
open_objects(struct out *objects, struct once *once, const struct json_value *v)
{
	struct open_object o;

	while (objects->n > 0) {
		memcpy(&o, objects->p + objects->n - sizeof o, sizeof o);
		if (v->raw.p < o.end)
			break;
		objects->n -= sizeof o;
		once->octets.n = o.from;
	}
	if (v->type != JSON_OBJECT)
		return;
	o = (struct open_object){ v->raw.p + v->raw.n, once->octets.n };
	out_mem(objects, &o, sizeof o);
}

/*
 * All values below one, an object or list at a time: an object has each certificate once, in whatever member or list, and what it has
 * itself is the same in those inside it.  Objects beside one another are records of their own.
 */
static int
take_tree(struct json_record *r, const struct json_value *top)
{
	struct once once = { { NULL, 0, 0, false } }, *outer = r->in->once;
	uint64_t items;
	int ret = 0;

	out_clear(&r->holders);
	out_clear(&r->objects);
	for (const struct json_value *v = top; ret == 0 && v != NULL; v = json_after(top, v)) {
		if (v->child == NULL)
			continue;
		open_objects(&r->objects, &once, v);
		r->in->once = r->objects.n > 0 ? &once : outer;
		items = r->in->items + r->in->copies;
		ret = r->objects.failed ? input_no_memory(r->in) : take_values(r, v);
		if (r->in->items + r->in->copies > items)
			out_mem(&r->holders, &v->raw.p, sizeof v->raw.p);
	}
	r->in->once = outer;
	out_free(&once.octets);
	return ret;
}

/* Where in the text the first list or object begins, at this place or behind it, in which something was found; NULL: none does. */
static const uint8_t *
holder_behind(const struct json_record *r, const uint8_t *place)
{
	size_t low = 0, high = r->holders.n / sizeof place;
	const uint8_t *at = NULL;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		memcpy(&at, r->holders.p + middle * sizeof at, sizeof at);
		if (at < place)
			low = middle + 1;
		else
			high = middle;
	}
	if (low == r->holders.n / sizeof place)
		return NULL;
	memcpy(&at, r->holders.p + low * sizeof at, sizeof at);
	return at;
}

/* Was something found in this list or object, however deep? */
static bool
has_found(const struct json_record *r, const struct json_value *v)
{
	const uint8_t *at = holder_behind(r, v->raw.p);

	return at != NULL && at < v->raw.p + v->raw.n;
}

/* … in the object that a value is of, in which it may name something? */
static bool
is_beside(const struct json_record *r, const struct json_value *v)
{
	const struct json_value *around = v->parent;

	while (around != NULL && around->type != JSON_OBJECT && around != r->root)
		around = around->parent;
	return around == NULL || has_found(r, around);
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

/* json_after() where the walk goes on, or json_behind(). */
static const struct json_value *
walk_on(struct walk *w, const struct json_value *v, bool enter)
{
	if (enter && v->child != NULL) {
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

/* A short text beside a certificate names something, but where only certificates stand; elsewhere a file or an address. */
static bool
is_name(const struct json_record *r, const struct json_value *v, struct walk *w)
{
	if (v->text.n >= PLACE_OCTETS || lost_is_part(v->text))
		return false;
	if (!is_beside(r, v))
		return !held_is_empty(v->text) && names_something(v->text);
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

/* An object or list in such a place, with nothing in it that is told of by itself. */
static bool
is_idle(const struct json_record *r, const struct json_value *v)
{
	for (const struct json_value *e = v->child; e != NULL; e = e->next)
		if (e->child != NULL || ((e->type == JSON_STRING || v->type == JSON_OBJECT) && json_is_place(r, e)))
			return false;
	return true;
}

/* A value that is no text in such a place, in a record with a certificate: beside one it says something of it, and may elsewhere. */
static int
take_no_text(struct json_record *r, const struct json_value *v)
{
	struct input *in = r->in;

	if (is_beside(r, v))
		return 0;
	if (v->parent->parent != NULL && v->parent->parent->type == JSON_ARRAY && v->type != JSON_ARRAY && v->type != JSON_OBJECT)
		return json_take_place(r, v);
	return input_skip(in, r->format, r->line, arena_printf(&in->arena, "a member for a certificate that is of type %s", json_type_name(v)));
}

/* A value in which no certificate was found. */
static int
take_without(struct json_record *r, const struct json_value *v, bool found, struct walk *walk)
{
	if (!found && json_is_lost_status(r, v))
		return json_take_place(r, v);
	if ((!json_is_place(r, v) && !(found && is_cut_item(v, walk))) || is_line(walk, v))
		return 0;
	if (v->type == JSON_STRING)
		return found && !json_is_status(r, v) && is_name(r, v, walk) ? 0 : json_take_place(r, v);
	/* A list is told of as one. */
	if (v->key.p == NULL || (v->child != NULL && (!found || !is_idle(r, v))))
		return 0;
	return v->type == JSON_NULL || !found ? json_take_place(r, v) : take_no_text(r, v);
}

/* Members whose names say that they hold certificates, and that hold none. */
static int
take_places(struct json_record *r)
{
	bool found = r->in->items > r->items, octets;
	struct walk walk;
	int ret = 0;

	walk_begins(&walk, r->root);
	for (const struct json_value *v = r->root; ret == 0 && v != NULL; v = walk_on(&walk, v, !octets)) {
		octets = v->child != NULL && json_is_place(r, v) && json_octets(v, &r->list);
		if (!octets && v != r->held && v != r->remains &&
		    (v->type != JSON_STRING || (!run_may_stand_in(v->text) && !json_characters(v->text, &r->list))))
			ret = take_without(r, v, found, &walk);
	}
	return ret;
}

/* Base64 that is no certificate, in a member that held some before, or may hold some later. */
static int
take_content(struct json_record *r, const struct json_value *v)
{
	struct json_content *c = content_of(r, v);

	if ((c != NULL && (c->read || (!c->sound && c->line > 0))) || json_is_place(r, v) || !lost_is_part(v->text))
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
	for (size_t i = 0; i < r->n_contents; i++)
		r->contents[i].read = false;
	if (in->field != NULL)
		return json_take_field(r);
	if (json_octets(r->root, &r->list) && (ret = json_take_list(r, false)) != 0)
		return ret;
	if (r->root->type == JSON_STRING && json_characters(r->root->text, &r->list))
		return json_take_list(r, false);
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

/* Nothing but numbers in brackets, of whatever notation and be they damaged, and what stands between them, as programs print octets. */
static bool
is_list_of_octets(struct span s)
{
	s = span_trimmed(span_without_ends(span_behind_space(s)));
	if (s.n < 2 || s.p[0] != '[' || s.p[s.n - 1] != ']')
		return false;
	for (size_t i = 1; i + 1 < s.n; i++)
		if (!is_alnum(s.p[i]) && !is_space(s.p[i]) && s.p[i] != ',' && s.p[i] != '-')
			return false;
	return true;
}

/*
 * No JSON: what stands whole in it is read all the same.  A list of octets that JSON does not write so is then no fault of its own, nor
 * is damage in it one more.
 */
static int
take_no_json(struct json_record *r, struct span text, const struct json_fault *bad)
{
	struct input *in = r->in;
	uint64_t items = in->items + in->copies;
	int ret = json_log_ends(r);

	if (ret == 0 && run_may_stand_in(text))
		ret = input_other_value(in, r->format, r->line, text);
	if (ret != 0 || (in->items + in->copies > items && is_list_of_octets(text)))
		return ret;
	return input_item(in, r->format, r->line, SPAN_NONE, arena_printf(&in->arena,
	    "no JSON: %s, at octet %zu of the %s", bad->what, bad->offset, strcmp(r->format, "ndjson") == 0 ? "line" : "value"));
}

int
json_record_read(struct json_record *r, struct arena *a, struct span text, size_t *behind)
{
	static const struct json_limits limits = { JSON_RECORD_DEPTH, 8 * JSON_VALUES, true, false };
	struct input *in = r->in;
	struct json_fault bad;

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
	return take_no_json(r, text, &bad);
}

bool
json_record_free(struct json_record *r)
{
	bool whole = !r->list.failed && !r->shell.failed && !r->block.failed && !r->holders.failed && !r->objects.failed;

	out_free(&r->list);
	out_free(&r->shell);
	out_free(&r->block);
	out_free(&r->holders);
	out_free(&r->objects);
	return whole;
}
