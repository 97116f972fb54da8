/* SPDX-License-Identifier: Apache-2.0 */
/* builder.h - what a guard has that builds certificates, CRLs and responses of its own and lints each of them. */
#ifndef TESTS_GUARD_BUILDER_H
#define TESTS_GUARD_BUILDER_H

#include <string.h>

#include "base/text.h"
#include "tests/guard/linter.h"
#include "tests/recipe/bundle.h"

struct builder {
	struct world world;
	struct recipe made;		/* what built cases belong to */
	smimelint_ctx *ctx;
	smimelint_run *run;
	unsigned passed, failed;
};

/* Lints with all rules; `path` and `id` are those of what is built, in what is said of it. */
static inline bool
builder_open(struct builder *g, const char *path, const char *id)
{
	static const char *const options[] = { "scope", "all", NULL };

	*g = (struct builder){ .made = { .path = path, .id = id } };
	return world_open(&g->world, "testdata") && linter_open(&g->ctx, &g->run, options);
}

static inline bool
builder_lint(struct builder *g, const struct recipe_case *c)
{
	struct built built;

	return build_case(&g->world, &g->made, c, SPAN_NONE, &built) && smimelint_lint(g->run, built.der.p, built.der.n) == SMIMELINT_OK;
}

/* The text with this in the place of its first %s. */
static inline const char *
builder_filled(struct builder *g, const char *text, const char *with)
{
	const char *at = strstr(text, "%s");

	return arena_printf(&g->world.arena, "%.*s%s%s", (int)(at - text), text, with, at + 2);
}

/* One more that failed: ends the line that says so with the reason why it was not built, where there is one. */
static inline void
builder_fail(struct builder *g)
{
	g->failed++;
	printf("%s%s\n", g->world.tool.error[0] != '\0' ? ": " : "", g->world.tool.error);
	g->world.tool.error[0] = '\0';
}

/* The exit code. */
static inline int
builder_close(struct builder *g)
{
	linter_close(g->ctx, g->run);
	world_close(&g->world);
	return linter_verdict(g->passed, g->failed);
}

#endif
