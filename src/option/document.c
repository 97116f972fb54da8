#include "option/document.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/text.h"
#include "option/opt.h"

/* Reports may be large; what is too large is refused by its octets. */
static const struct json_limits limits = { 0, UINT32_MAX };

/* All octets of the stream, and whether there are more than `most`. */
static uint8_t *
read_all(FILE *f, size_t most, size_t *n)
{
	uint8_t *text = NULL, *more;
	size_t cap = 16 * 1024;

	for (*n = 0; (more = realloc(text, cap)) != NULL; cap *= 2) {
		text = more;
		*n += fread(text + *n, 1, cap - *n, f);
		if (*n < cap || *n > most)
			return text;
	}
	free(text);
	return NULL;
}

bool
document_open(struct document *d, const char *path, size_t most)
{
	FILE *f = fopen(path, "rb");
	uint8_t *text = NULL;
	bool ok = false;
	size_t n;

	*d = (struct document){ .path = path };
	arena_init(&d->arena);
	if (f == NULL)
		complain("%s: %s", path, strerror(errno));
	else if ((text = read_all(f, most, &n)) == NULL)
		complain_memory();
	else if (ferror(f))
		complain("%s: cannot be read", path);
	else if (n > most)
		complain("%s: larger than %zu MiB", path, most >> 20);
	else
		ok = true;
	if (ok)
		d->text = (struct span){ text, n };
	else
		free(text);
	if (f != NULL)
		fclose(f);
	return ok;
}

void
document_close(struct document *d)
{
	arena_free(&d->arena);
	/* Ours since document_open(). */
	free((void *)(uintptr_t)d->text.p);
	*d = (struct document){ .path = NULL };
}

const struct json_value *
document_try(struct document *d, struct span part, struct json_fault *fault)
{
	return json_read(&d->arena, part, &limits, fault);
}

const struct json_value *
document_value(struct document *d, struct span part)
{
	struct json_fault fault;
	const struct json_value *v = document_try(d, part, &fault);
	uint64_t line, column;

	if (v != NULL)
		return v;
	if (fault.what == NULL) {
		complain_memory();
		return NULL;
	}
	json_place(d->text, (size_t)(part.p - d->text.p) + fault.offset, &line, &column);
	complain("%s:%llu: column %llu: this is not JSON: %s", d->path, (unsigned long long)line,
	    (unsigned long long)column, fault.what);
	return NULL;
}

bool
document_refuse(struct document *d, const struct json_value *v, const char *member, const char *fmt, ...)
{
	const char *pointer = json_pointer(&d->arena, v, member), *what;
	uint64_t line, column;
	va_list ap;

	va_start(ap, fmt);
	what = arena_vprintf(&d->arena, fmt, ap);
	va_end(ap);
	json_place(d->text, (size_t)(v->raw.p - d->text.p), &line, &column);
	if (d->arena.failed)
		complain_memory();
	else
		complain("%s:%llu: %s%s: %s", d->path, (unsigned long long)line, pointer, *pointer != '\0' ? "" : "/", what);
	return false;
}

bool
document_members(struct document *d, const struct json_value *object, const struct document_member *list)
{
	if (object->type != JSON_OBJECT)
		return document_refuse(d, object, NULL, "an object is expected");
	for (const struct json_value *v = object->child; v != NULL; v = v->next) {
		const struct document_member *m = list;

		while (m->name != NULL && !span_is(v->key, m->name))
			m++;
		if (m->name == NULL)
			return document_refuse(d, v, NULL, "there is no such member");
		if (m->value != NULL)
			*m->value = v;
	}
	return true;
}

const char *
document_text(struct document *d, const struct json_value *v)
{
	char *text;

	if (v->type != JSON_STRING || v->text.n == 0) {
		document_refuse(d, v, NULL, "a text that is not empty is expected");
		return NULL;
	}
	if ((text = arena_take(&d->arena, v->text.n + 1)) == NULL) {
		complain_memory();
		return NULL;
	}
	memcpy(text, v->text.p, v->text.n);
	return text;
}
