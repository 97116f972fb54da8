/* SPDX-License-Identifier: Apache-2.0 */
/* ways.h - the contexts under which random artifacts are judged, and the loop that makes one after another. */
#ifndef TESTS_GUARD_WAYS_H
#define TESTS_GUARD_WAYS_H

#include <stdio.h>

#include "smimelint.h"
#include "tests/guard/chance.h"
#include "tests/recipe/bundle.h"

struct way {
	smimelint_ctx *ctx;
	smimelint_run *run;
};

/* What a guard of random artifacts has of its own; both functions are false where something failed. */
struct ways_of {
	unsigned n;
	bool (*set)(struct world *, smimelint_ctx *, unsigned way);
	bool (*try_one)(struct world *, const struct way *, unsigned long number);	/* in an arena of its own */
};

/* The certificate of a base, as an issuer. */
static inline bool
ways_add_issuer(struct world *w, smimelint_ctx *ctx, const char *base)
{
	struct recipe *r = recipe_parse(&w->tool, "issuer.recipe", arena_printf(&w->arena, "case issuer\n  base %s\n", base));
	struct built b;

	return r != NULL && build_case(w, r, r->first, SPAN_NONE, &b) && smimelint_ctx_add_issuer(ctx, b.der.p, b.der.n) == SMIMELINT_OK;
}

static inline bool
ways_open(struct world *w, const struct ways_of *of, struct way *ways)
{
	for (unsigned i = 0; i < of->n; i++)
		if (smimelint_ctx_new(&ways[i].ctx) != SMIMELINT_OK || smimelint_ctx_set(ways[i].ctx, "tbs", "yes") != SMIMELINT_OK ||
		    !of->set(w, ways[i].ctx, i) || smimelint_run_new(&ways[i].run, ways[i].ctx) != SMIMELINT_OK)
			return false;
	return true;
}

/* The first case of a recipe, built and linted. */
static inline bool
ways_lint(struct world *w, smimelint_run *run, const char *text)
{
	struct recipe *r = recipe_parse(&w->tool, "random.recipe", text);
	struct built b;

	if (r != NULL && build_case(w, r, r->first, SPAN_NONE, &b))
		return smimelint_lint(run, b.der.p, b.der.n) == SMIMELINT_OK;
	printf("%s\n", w->tool.error);
	w->tool.error[0] = '\0';
	return false;
}

static inline bool
ways_try(struct world *w, const struct ways_of *of, const struct way *ways, struct arena *arena, unsigned long number)
{
	struct arena own = w->arena;
	bool ok;

	arena_reset(arena);
	w->arena = *arena;
	ok = of->try_one(w, ways, number);
	*arena = w->arena;
	w->arena = own;
	return ok;
}

/* The guard's main function; `ways` has room for all of them. */
static inline int
ways_run(int argc, char **argv, const struct ways_of *of, struct way *ways)
{
	struct world w;
	struct arena arena, keys;
	unsigned long seed = 1, number = 2000, failed = 0;

	chance_begin(argc, argv, &seed, &number);
	arena_init(&arena);
	arena_init(&keys);
	if (!world_open(&w, "testdata"))
		return 2;
	w.keys.arena = &keys;
	if (!ways_open(&w, of, ways))
		return 2;
	for (unsigned long i = 0; i < number; i++)
		failed += !ways_try(&w, of, ways, &arena, i);
	printf("seed %lu\n%lu passed, %lu failed\n", seed, number - failed, failed);
	for (unsigned i = 0; i < of->n; i++) {
		smimelint_run_free(ways[i].run);
		smimelint_ctx_free(ways[i].ctx);
	}
	world_close(&w);
	arena_free(&arena);
	arena_free(&keys);
	return failed > 0 || number == 0;
}

#endif
