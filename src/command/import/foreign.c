/* SPDX-License-Identifier: Apache-2.0 */
/* foreign.c - JSON of other systems, read leniently by libcjson, which is loaded for it alone. */
#include <dlfcn.h>
#include <stdlib.h>
#include <string.h>

#include "base/ascii.h"
#include "base/json.h"
#include "command/import/import.h"
#include "option/opt.h"

#define LIBRARY "libcjson.so.1"

static struct {
	cJSON *(*parse)(const char *, size_t, const char **, cJSON_bool);
	void (*discard)(cJSON *);
	cJSON *(*find)(const cJSON *, const char *);
} lib;

/* A function of the library: POSIX has dlsym() give it as an object. */
static void *
symbol(void *handle, const char *name)
{
	return handle != NULL ? dlsym(handle, name) : NULL;
}

bool
foreign_open(void)
{
	void *handle = dlopen(LIBRARY, RTLD_NOW | RTLD_LOCAL);

	*(void **)&lib.parse = symbol(handle, "cJSON_ParseWithLengthOpts");
	*(void **)&lib.discard = symbol(handle, "cJSON_Delete");
	*(void **)&lib.find = symbol(handle, "cJSON_GetObjectItemCaseSensitive");
	if (lib.parse != NULL && lib.discard != NULL && lib.find != NULL)
		return true;
	complain("evidence import needs %s, which cannot be loaded (Debian: libcjson1)", LIBRARY);
	return false;
}

/* The next escape of a NUL in a value; NULL: there is none. */
static const char *
find_nul(const char *at, const char *end)
{
	while ((at = memchr(at, '\\', (size_t)(end - at))) != NULL && end - at >= 6) {
		if (memcmp(at, "\\u0000", 6) == 0)
			return at;
		at += 2;
	}
	return NULL;
}

/* With the escape of U+FFFD, which is as long, for each NUL: at one libcjson's texts would end. */
static cJSON *
read_without_nul(const char *text, size_t n)
{
	char *copy = malloc(n);
	const char *end;
	cJSON *v;

	if (copy == NULL)
		return NULL;
	memcpy(copy, text, n);
	for (const char *at = copy; (at = find_nul(at, copy + n)) != NULL;)
		memcpy(copy + (at - copy), "\\ufffd", 6);
	v = lib.parse(copy, n, &end, false);
	free(copy);
	return v;
}

cJSON *
foreign_read(const char *text, size_t n, const char **end)
{
	cJSON *v = lib.parse(text, n, end, false);

	if (v == NULL || find_nul(text, *end) == NULL)
		return v;
	lib.discard(v);
	return read_without_nul(text, (size_t)(*end - text));
}

static int
by_name(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Of the members of one object. */
static const char *
name_twice(const cJSON *object, size_t n)
{
	const char **name = malloc(n * sizeof *name), *twice = NULL;
	size_t i = 0;

	if (name == NULL)
		return object->child->string;
	for (const cJSON *m = object->child; m != NULL; m = m->next)
		name[i++] = m->string;
	qsort(name, n, sizeof *name, by_name);
	for (i = 1; twice == NULL && i < n; i++)
		if (strcmp(name[i - 1], name[i]) == 0)
			twice = name[i];
	free(name);
	return twice;
}

/* libcjson nests values a thousand deep at the most. */
const char *
foreign_twice(const cJSON *v)
{
	const char *twice = NULL;
	size_t n = 0;

	for (const cJSON *c = v->child; twice == NULL && c != NULL; c = c->next, n++)
		twice = foreign_twice(c);
	return twice == NULL && n > 1 && (v->type & 0xff) == cJSON_Object ? name_twice(v, n) : twice;
}

void
foreign_free(cJSON *v)
{
	lib.discard(v);
}

const cJSON *
foreign_find(const cJSON *v, const char *member)
{
	return lib.find(v, member);
}

const char *
json_as_line(struct events *e, const char *text, size_t n)
{
	char *out = arena_take(&e->arena, n + 1);
	const struct json_limits limits = { 0, 0, true, false };
	struct json_fault fault;
	struct arena a;
	bool inside = false, good;
	size_t to = 0;

	for (size_t i = 0; out != NULL && i < n; i++) {
		if (text[i] == '"' && (i == 0 || !inside || text[i - 1] != '\\' || (i > 1 && text[i - 2] == '\\')))
			inside = !inside;
		if (inside || !is_space((uint8_t)text[i]))
			out[to++] = text[i];
	}
	arena_init(&a);
	good = out != NULL && json_read(&a, (struct span){ (const uint8_t *)out, to }, &limits, &fault) != NULL;
	e->failed |= a.failed;
	arena_free(&a);
	return good ? out : NULL;
}
