/* SPDX-License-Identifier: Apache-2.0 */
/* foreign.c - JSON of other systems, read leniently by libcjson, which is loaded for it alone. */
#include <dlfcn.h>
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

cJSON *
foreign_read(const char *text, size_t n, const char **end)
{
	return lib.parse(text, n, end, false);
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
	good = out != NULL && json_read(&a, (struct span){ (const uint8_t *)out, to }, NULL, &fault) != NULL;
	e->failed |= a.failed;
	arena_free(&a);
	return good ? out : NULL;
}
