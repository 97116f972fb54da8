/* SPDX-License-Identifier: Apache-2.0 */
/* place.c - a member of a record by its place: what it is called, and what it means. */
#include "evidence/record/shape.h"

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

const struct ev_field *
ev_field_at(const char *place)
{
	const struct ev_shape *shape = &ev_record_shape;
	const struct ev_field *f = NULL;

	while (shape != NULL) {
		size_t n = strcspn(place, ".[");
		bool element;

		if ((f = find_field(shape, (struct span){ (const uint8_t *)place, n })) == NULL)
			return NULL;
		shape = f->shape;
		place += n;
		element = f->type == EV_OBJECTS && strncmp(place, "[]", 2) == 0;
		place += element ? 2 : 0;
		if (*place == '\0')
			return f;
		/* Members are those of an element, not of the list. */
		if (*place++ != '.' || (f->type == EV_OBJECTS && !element))
			return NULL;
	}
	return NULL;
}

const char *
ev_type_word(const struct ev_field *f)
{
	static const char *const names[] = {
		[EV_TEXT] = "text", [EV_RAW] = "text", [EV_TAG] = "text", [EV_COUNTRY] = "country", [EV_CLAIM] = "n/m",
		[EV_WORD] = "text", [EV_SERIAL] = "text", [EV_HASH] = "hash", [EV_TIME] = "time", [EV_DATE] = "date", [EV_BOOL] = "true or false",
		[EV_INT] = "integer", [EV_NUMBER] = "number", [EV_ENUM] = "one of", [EV_RIR] = "RIR", [EV_TEXTS] = "list of texts",
		[EV_OBJECT] = "object", [EV_OBJECT_OR_TEXT] = "object or text", [EV_THINGS] = "texts or objects", [EV_OBJECTS] = "list of objects", [EV_MAP] = "objects by code", [EV_ANY] = "anything",
	};

	return names[f->type];
}
