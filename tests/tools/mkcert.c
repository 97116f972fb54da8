/* SPDX-License-Identifier: Apache-2.0 */
/*
 * mkcert.c - writes the PEM bundle of each recipe; see testdata/README.md.
 *
 *	mkcert [--check] RECIPE...	write (or compare) RECIPE's bundle
 *	mkcert --case NAME RECIPE	one certificate to standard output
 *
 * Run in the top folder of the tree: it reads testdata/base and testdata/keys.
 */
#include <stdio.h>

#include "tests/recipe/bundle.h"

static bool
write_one(struct world *w, const char *path, const char *name)
{
	struct octets out = OCTETS(&w->tool);
	struct recipe *r = recipe_read(&w->tool, path);
	struct recipe_case *c = r != NULL ? recipe_find(r, name) : NULL;
	struct built b;

	if (r != NULL && c == NULL)
		tool_fail(&w->tool, "%s: no case %s", path, name);
	if (c == NULL || !build_case(w, r, c, SPAN_NONE, &b))
		return false;
	bundle_put(&out, name, &b);
	return fwrite(out.p, 1, out.n, stdout) == out.n;
}

static bool
write_bundle(struct world *w, const char *path, bool check)
{
	struct octets out = OCTETS(&w->tool);
	const char *to = bundle_path(&w->tool, path), *old;
	struct recipe *r = recipe_read(&w->tool, path);
	struct built b;
	size_t n = 0;

	if (r == NULL)
		return false;
	if ((old = file_read(&w->tool, to, &n)) == NULL)
		old = "";
	bundle_put_head(&out, r);
	for (const struct recipe_case *c = r->first; c != NULL; c = c->next) {
		if (!build_case(w, r, c, bundle_find(&w->tool, old, c->name), &b))
			return false;
		bundle_put(&out, c->name, &b);
	}
	if (!tool_ok(&w->tool))
		return false;
	if (n == out.n && memcmp(old, out.p, n) == 0)
		return true;
	if (!check)
		return file_write(&w->tool, to, octets_as_span(&out));
	tool_fail(&w->tool, "%s: not what its recipe makes", to);
	return false;
}

int
main(int argc, char **argv)
{
	bool check = argc > 1 && strcmp(argv[1], "--check") == 0;
	bool one = argc == 4 && strcmp(argv[1], "--case") == 0;
	struct world w;
	int failed = 0;

	if (argc < 2 || (!one && argv[1][0] == '-' && !check)) {
		fputs("usage: mkcert [--check] RECIPE... | mkcert --case NAME RECIPE\n", stderr);
		return 2;
	}
	if (!world_open(&w, "testdata") || (one && !write_one(&w, argv[3], argv[2]))) {
		fprintf(stderr, "%s\n", w.tool.error);
		failed = 1;
	}
	for (int i = 1 + check; !one && !failed && i < argc; i++)
		if (!write_bundle(&w, argv[i], check)) {
			fprintf(stderr, "%s\n", w.tool.error);
			w.tool.error[0] = '\0';
			failed++;
		}
	world_close(&w);
	return failed > 0;
}
