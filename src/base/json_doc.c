/* SPDX-License-Identifier: Apache-2.0 */
#include "base/json_doc.h"

/* Documents may be large: what is too large, their readers refuse by its octets. */
static const struct json_limits limits = { 0, UINT32_MAX, false, false };

/* The words, unless memory is out. */
static void
set_error(struct json_doc *d, const char *words)
{
	d->error = d->arena->failed ? NULL : words;
}

const struct json_value *
json_doc_try(struct json_doc *d, struct span part, struct json_fault *fault)
{
	return json_read(d->arena, part, &limits, fault);
}

const struct json_value *
json_doc_value(struct json_doc *d, struct span part)
{
	struct json_fault fault;
	const struct json_value *v = json_doc_try(d, part, &fault);
	uint64_t line, column;

	d->error = NULL;
	if (v != NULL || fault.what == NULL)
		return v;
	json_place(d->text, (size_t)(part.p - d->text.p) + fault.offset, &line, &column);
	set_error(d, arena_printf(d->arena, "%llu: column %llu: this is not JSON: %s", (unsigned long long)(d->before + line),
	    (unsigned long long)column, fault.what));
	return NULL;
}

bool
json_doc_refuse(struct json_doc *d, const struct json_value *v, const char *member, const char *fmt, ...)
{
	const char *pointer = json_pointer(d->arena, v, member), *what;
	uint64_t line, column;
	va_list ap;

	va_start(ap, fmt);
	what = arena_vprintf(d->arena, fmt, ap);
	va_end(ap);
	json_place(d->text, (size_t)(v->raw.p - d->text.p), &line, &column);
	set_error(d, arena_printf(d->arena, "%llu: %s%s: %s", (unsigned long long)(d->before + line), pointer,
	    *pointer != '\0' ? "" : "/", what));
	return false;
}

bool
json_doc_members(struct json_doc *d, const struct json_value *object, const struct json_doc_member *list)
{
	if (object->type != JSON_OBJECT)
		return json_doc_refuse(d, object, NULL, "an object is expected");
	for (const struct json_value *v = object->child; v != NULL; v = v->next) {
		const struct json_doc_member *m = list;

		while (m->name != NULL && !span_is(v->key, m->name))
			m++;
		if (m->name == NULL)
			return json_doc_refuse(d, v, NULL, "there is no such member");
		if (m->value != NULL)
			*m->value = v;
	}
	return true;
}

const char *
json_doc_text(struct json_doc *d, const struct json_value *v)
{
	char *text;

	if (v->type != JSON_STRING || v->text.n == 0) {
		json_doc_refuse(d, v, NULL, "a text that is not empty is expected");
		return NULL;
	}
	if ((text = arena_take(d->arena, v->text.n + 1)) == NULL) {
		d->error = NULL;
		return NULL;
	}
	memcpy(text, v->text.p, v->text.n);
	return text;
}
