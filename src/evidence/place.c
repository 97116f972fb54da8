/* SPDX-License-Identifier: Apache-2.0 */
/* place.c - a member of a record by its place: what it is called, and what it means. */
#include "evidence/shape.h"

#include "base/text.h"

const char *
ev_place_text(struct arena *a, const struct json_value *at, const char *member)
{
	const char *text = member;

	for (; at != NULL && at->parent != NULL; at = at->parent) {
		bool element = at->key.p == NULL;
		const char *name;

		if (element && at->parent->key.p == NULL)
			continue;
		if (element)
			at = at->parent;
		name = text_show(a, at->key, 60);
		text = text != NULL ? arena_printf(a, "%s%s.%s", name, element ? "[]" : "", text) :
		    arena_printf(a, "%s%s", name, element ? "[]" : "");
	}
	return text != NULL ? text : "the record";
}

static const struct ev_field *
find_field(const struct ev_shape *shape, struct span name)
{
	for (size_t i = 0; shape != NULL && i < shape->n; i++)
		if (span_is(name, shape->field[i].name))
			return &shape->field[i];
	return NULL;
}

const char *
ev_place_doc(const struct json_value *at, const char *member)
{
	/* A record is read to this depth. */
	const struct json_value *way[JSON_DEPTH];
	const struct ev_shape *shape = &ev_record_shape;
	const struct ev_field *f = NULL;
	unsigned n = 0;
	bool code = false;

	for (; at != NULL && at->parent != NULL && n < JSON_DEPTH; at = at->parent)
		way[n++] = at;
	while (n-- > 0) {
		/* An element has the shape of its list, a code in a map that of its entries. */
		if (way[n]->key.p == NULL || code) {
			code = false;
			continue;
		}
		if ((f = find_field(shape, way[n]->key)) == NULL)
			return NULL;
		shape = f->shape;
		code = f->type == EV_MAP;
	}
	if (member == NULL)
		return f != NULL ? f->doc : NULL;
	f = find_field(shape, span_of(member));
	return f != NULL ? f->doc : NULL;
}
