/* SPDX-License-Identifier: Apache-2.0 */
#include "input/data/json_field.h"

#include <inttypes.h>
#include <strings.h>

#include "base/ascii.h"
#include "input/data/json_octets.h"
#include "input/data/json_take.h"
#include "input/data/json_walk.h"
#include "input/written/run.h"

/* ---- what it names ---- */

struct json_field {
	const char *name;		/* of members, wherever they are; NULL: a pointer */
	const struct json_value *at;	/* what that leads to; NULL: nowhere */
};

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
		v = v->type == JSON_ARRAY ? element_at(v, digits_number(span_of(name))) : json_find(v, name);
	}
	return v;
}

/* A pointer may begin at the document, of which the value is an element (UINT64_MAX: of none), or at the value. */
static struct json_field
field_of(const char *field, const struct json_value *root, uint64_t element)
{
	struct json_field f = { .name = field[0] != '/' ? field : NULL };
	const char *rest = field;
	char name[256];

	if (f.name != NULL)
		return f;
	f.at = json_at(root, field);
	if (f.at == NULL && element != UINT64_MAX && next_token(&rest, name) && digits_number(span_of(name)) == element)
		f.at = json_at(root, rest);
	return f;
}

static bool
is_named(const struct json_field *f, const struct json_value *v)
{
	if (f->name == NULL)
		return v == f->at;
	return v->key.p != NULL && v->key.n == strlen(f->name) && strncasecmp((const char *)v->key.p, f->name, v->key.n) == 0;
}

/* Does it name a value in this tree? */
static bool
names_any(const struct json_field *f, const struct json_value *root)
{
	for (const struct json_value *v = root; v != NULL; v = json_after(root, v))
		if (is_named(f, v))
			return true;
	return false;
}

/* ---- what is read ---- */

#define OUTSIDE "a certificate outside the member of --field"

/* One value that it names, or a list or an object of them. */
static int
take_named(struct json_record *r, const struct json_value *top)
{
	struct input *in = r->in;
	uint64_t before = in->items + in->skipped + in->holding, others = 0;
	const struct json_value *v = top, *next;
	int ret = 0;

	for (; ret == 0 && v != NULL; v = next) {
		bool lines = v->child != NULL && json_lines(v), octets = !lines && json_octets(v, &r->list);

		next = lines || octets ? json_behind(top, v) : json_after(top, v);
		if (lines)
			ret = json_take_lines(r, v, true);
		else if (octets)
			ret = json_take_list(r, true);
		else if (v == top ? v->child == NULL : v->type == JSON_STRING && (top->type == JSON_ARRAY || run_may_stand_in(v->text)))
			ret = json_take_place(r, v);
		else
			others += v->key.p == NULL && v->child == NULL && v->type != JSON_NULL && v->type != JSON_STRING;
	}
	if (ret == 0 && in->items + in->skipped + in->holding == before)
		return json_take_place(r, top);
	return ret != 0 || others == 0 ? ret : input_item(in, r->format, r->line, SPAN_NONE, arena_printf(&in->arena,
	    "a list with %" PRIu64 " items that are no text in the place of certificates", others));
}

static int
note_sound(void *arg, const struct item *item)
{
	bool *sound = arg;

	*sound |= item->fault == NULL;
	return *sound;
}

/* Does a value hold a certificate?  It is read as any other, and handed to nobody. */
static int
probe(struct json_record *r, const struct json_value *v, struct span text, bool *sound)
{
	struct input *in = r->in, before = *in;
	int ret;

	*sound = false;
	in->fn = note_sound;
	in->arg = sound;
	in->skip = NULL;
	in->holding = in->strict = false;
	in->others = true;
	in->once = NULL;
	if (text.n > 0)
		ret = input_other_value(in, r->format, r->line, text);
	else
		ret = json_lines(v) ? json_take_lines(r, v, false) : json_take_list(r, false);
	in->fn = before.fn;
	in->arg = before.arg;
	in->skip = before.skip;
	in->skipped = before.skipped;
	in->holding = before.holding;
	in->strict = before.strict;
	in->others = before.others;
	in->once = before.once;
	in->index = before.index;
	in->items = before.items;
	in->faults = before.faults;
	return *sound ? 0 : ret;
}

/* A value that it does not name, and its own name: certificates in them are counted. */
static int
take_outside(struct json_record *r, const struct json_value *v, bool *whole)
{
	bool sound = false, named;
	int ret = 0;

	*whole = v->child != NULL && (json_lines(v) || json_octets(v, &r->list));
	if (*whole || (v->type == JSON_STRING && run_may_stand_in(v->text)))
		ret = probe(r, v, v->type == JSON_STRING ? v->text : SPAN_NONE, &sound);
	if (ret == 0 && sound)
		ret = input_skip(r->in, r->format, r->line, OUTSIDE);
	if (ret != 0 || v->key.p == NULL || !run_may_stand_in(v->key))
		return ret;
	ret = probe(r, v, v->key, &named);
	return ret != 0 || !named ? ret : input_skip(r->in, r->format, r->line, OUTSIDE);
}

int
json_take_field(struct json_record *r)
{
	struct json_field field = field_of(r->in->field, r->root, r->element);
	bool whole;
	int ret = 0;

	if (!names_any(&field, r->root))
		return input_item(r->in, r->format, r->line, SPAN_NONE, "an object without the member of --field");
	for (const struct json_value *v = r->root; ret == 0 && v != NULL; v = whole ? json_behind(r->root, v) : json_after(r->root, v)) {
		whole = is_named(&field, v);
		ret = whole ? take_named(r, v) : take_outside(r, v, &whole);
	}
	return ret;
}
