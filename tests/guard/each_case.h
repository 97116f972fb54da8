/* SPDX-License-Identifier: Apache-2.0 */
/* each_case.h - a guard over the artifacts of recipes, one after the other: GUARD [--every N] RECIPE... */
#ifndef TESTS_GUARD_EACH_CASE_H
#define TESTS_GUARD_EACH_CASE_H

#include <stdlib.h>
#include <string.h>

#include "tests/guard/linter.h"
#include "tests/recipe/bundle.h"
#include "tests/rules/excuse.h"

/* `where`: recipe and case; chosen: it is one of every N. */
typedef void case_fn(void *arg, const char *where, struct span der, bool chosen);

/* N, which is taken from the arguments; 1: all are chosen, 0: it is no number. */
static size_t
every_given(int *argc, char ***argv)
{
	if (*argc < 3 || strcmp((*argv)[1], "--every") != 0)
		return 1;
	*argc -= 2;
	*argv += 2;
	return strtoul((*argv)[0], NULL, 10);
}

/* Hands on each artifact that was made; returns how many recipes cannot be read. */
static unsigned
each_case(struct world *w, int argc, char **argv, size_t every, case_fn *fn, void *arg)
{
	struct tool *t = &w->tool;
	unsigned unread = 0;
	size_t n = 0;

	for (int i = 1; i < argc; i++) {
		struct recipe *r;
		const char *bundle = bundle_read(t, argv[i], &r);

		unread += bundle == NULL;
		for (const struct recipe_case *c = bundle != NULL ? r->first : NULL; c != NULL; c = c->next) {
			struct span der = bundle_find(t, bundle, c->name);

			t->error[0] = '\0';
			if (der.n > 0)
				fn(arg, arena_printf(&w->arena, "%s/%s", r->id, c->name), der, n++ % every == 0);
		}
	}
	return unread;
}

/* What each such guard has. */
struct cases {
	struct world world;
	struct arena scratch;		/* of one element */
	smimelint_ctx *ctx;
	smimelint_run *run;
	unsigned passed, failed;
};

/*
 * The guard from its arguments to its exit code: it tries each case, and has a
 * run with these options.  Where all cases are chosen, every excuse has to be
 * needed; excuses may be NULL.
 */
static int
cases_run(struct cases *c, int argc, char **argv, const char *const *options, case_fn *fn, void *arg, const struct excuse *excuses, size_t n)
{
	size_t every = every_given(&argc, &argv);

	if (every == 0 || !world_open(&c->world, "testdata") || !linter_open(&c->ctx, &c->run, options))
		return 2;
	c->failed += each_case(&c->world, argc, argv, every, fn, arg);
	if (every == 1)
		c->failed += print_unused(excuses, n, "excuses");
	linter_close(c->ctx, c->run);
	arena_free(&c->scratch);
	world_close(&c->world);
	return linter_verdict(c->passed, c->failed);
}

#endif
