/* SPDX-License-Identifier: Apache-2.0 */
/* bundle.c - recipe files on disk and the PEM bundles beside them. */
#include "tests/recipe/bundle.h"

#include <glob.h>
#include <openssl/evp.h>
#include <stdio.h>

#include "tests/recipe/lex.h"

#define LINE 64

char *
file_read(struct tool *t, const char *path, size_t *n)
{
	FILE *f = fopen(path, "rb");
	char *text = NULL;
	long size;

	if (f == NULL)
		return NULL;
	if (fseek(f, 0, SEEK_END) == 0 && (size = ftell(f)) >= 0 && fseek(f, 0, SEEK_SET) == 0 &&
	    (text = arena_take(t->arena, (size_t)size + 1)) != NULL) {
		*n = fread(text, 1, (size_t)size, f);
		if (*n != (size_t)size)
			text = NULL;
	}
	fclose(f);
	return text;
}

bool
file_write(struct tool *t, const char *path, struct span s)
{
	FILE *f = fopen(path, "wb");
	bool ok = f != NULL && fwrite(s.p, 1, s.n, f) == s.n;

	if (f != NULL && fclose(f) != 0)
		ok = false;
	if (!ok)
		tool_fail(t, "cannot write %s", path);
	return ok;
}

struct recipe *
recipe_read(struct tool *t, const char *path)
{
	size_t n = 0;
	const char *text = file_read(t, path, &n);

	if (text == NULL) {
		tool_fail(t, "cannot read %s", path);
		return NULL;
	}
	if (strlen(text) != n) {
		tool_fail(t, "%s: NUL in a recipe", path);
		return NULL;
	}
	return recipe_parse(t, path, text);
}

bool
world_open(struct world *w, const char *testdata)
{
	struct recipe **link = &w->bases;
	const char *pattern;
	glob_t found;

	memset(w, 0, sizeof *w);
	arena_init(&w->arena);
	arena_init(&w->scratch);
	w->tool.arena = &w->arena;
	w->keys.tool = &w->tool;
	w->keys.arena = &w->arena;
	w->keys.dir = arena_printf(&w->arena, "%s/keys", testdata);
	pattern = arena_printf(&w->arena, "%s/base/*.recipe", testdata);
	if (glob(pattern, 0, NULL, &found) != 0) {
		tool_fail(&w->tool, "no bases: %s", pattern);
		return false;
	}
	for (size_t i = 0; i < found.gl_pathc && tool_ok(&w->tool); i++) {
		const char *path = arena_printf(&w->arena, "%s", found.gl_pathv[i]);

		if ((*link = recipe_read(&w->tool, path)) != NULL)
			link = &(*link)->next;
	}
	globfree(&found);
	return tool_ok(&w->tool);
}

void
world_close(struct world *w)
{
	keyring_free(&w->keys);
	arena_free(&w->scratch);
	arena_free(&w->arena);
}

const char *
bundle_path(struct tool *t, const char *recipe_path)
{
	const char *dot = strrchr(recipe_path, '.');

	return arena_printf(t->arena, "%.*s.pem",
	    dot != NULL ? (int)(dot - recipe_path) : (int)strlen(recipe_path), recipe_path);
}

/* Where "\n# NAME\n-----BEGIN" stands, or NULL. */
static const char *
find_block(struct tool *t, const char *bundle, const char *name)
{
	const char *head = arena_printf(t->arena, "\n# %s\n-----BEGIN ", name);
	const char *s = strstr(bundle, head);

	return s != NULL ? strchr(s + strlen(head), '\n') : NULL;
}

const char *
bundle_read(struct tool *t, const char *recipe_path, struct recipe **r)
{
	const char *bundle;
	size_t size;

	*r = recipe_read(t, recipe_path);
	bundle = *r != NULL ? file_read(t, bundle_path(t, recipe_path), &size) : NULL;
	if (bundle == NULL) {
		printf("%s\n", t->error);
		t->error[0] = '\0';
	}
	return bundle;
}

struct span
bundle_find(struct tool *t, const char *bundle, const char *name)
{
	const char *s = find_block(t, bundle, name), *end = s != NULL ? strstr(s, "\n-----END ") : NULL;
	struct octets text = OCTETS(t);
	uint8_t *der;
	size_t pad = 0;
	int n;

	if (end == NULL)
		return SPAN_NONE;
	for (; s < end; s++)
		if (*s != '\n') {
			octets_byte(&text, (unsigned char)*s);
			pad += *s == '=';
		}
	if ((der = arena_take(t->arena, text.n)) == NULL || text.n == 0)
		return SPAN_NONE;
	n = EVP_DecodeBlock(der, text.p, (int)text.n);
	if (n < 0 || (size_t)n < pad || pad > 2)
		return SPAN_NONE;
	return (struct span){ der, (size_t)n - pad };
}

static void
put_line(struct octets *o, const char *text)
{
	octets_put(o, text, strlen(text));
	octets_byte(o, '\n');
}

void
bundle_put_head(struct octets *o, const struct recipe *r)
{
	const char *slash = strrchr(r->path, '/');

	put_line(o, arena_printf(o->tool->arena, "# made from %s by make testdata: do not edit",
	    slash != NULL ? slash + 1 : r->path));
}

void
bundle_put(struct octets *o, const char *name, const struct built *b)
{
	const char *label = b->label;
	size_t n = 4 * ((b->der.n + 2) / 3);
	uint8_t *text;

	if (b->der.n > BUNDLE_KEEPS)
		return;
	if ((text = arena_take(o->tool->arena, n + 1)) == NULL) {
		tool_fail(o->tool, "out of memory");
		return;
	}
	EVP_EncodeBlock(text, b->der.p, (int)b->der.n);
	put_line(o, arena_printf(o->tool->arena, "# %s", name));
	put_line(o, arena_printf(o->tool->arena, "-----BEGIN %s-----", label));
	for (size_t at = 0; at < n; at += LINE) {
		octets_put(o, text + at, n - at < LINE ? n - at : LINE);
		octets_byte(o, '\n');
	}
	put_line(o, arena_printf(o->tool->arena, "-----END %s-----", label));
}
