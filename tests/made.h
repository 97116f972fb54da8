/* SPDX-License-Identifier: Apache-2.0 */
/*
 * made.h - certificates for unit tests, made of a recipe's text.  The test
 * runs in the top folder of the tree (testdata/base, testdata/keys).
 */
#ifndef TESTS_MADE_H
#define TESTS_MADE_H

#include "tests/recipe/bundle.h"
#include "tests/recipe/spec.h"

static struct world made_world;

static inline int
made_open(void **state)
{
	(void)state;
	return world_open(&made_world, "testdata") ? 0 : -1;
}

static inline int
made_close(void **state)
{
	(void)state;
	world_close(&made_world);
	return 0;
}

/* The certificate of `name`: a base, or a case of `text`, which may be NULL. */
static inline struct span
made(const char *text, const char *name)
{
	const struct recipe *recipe = recipe_parse(&made_world.tool, "testdata/x/made.recipe",
	    text != NULL ? text : "case none\n  base root\n");
	const struct recipe *where;
	const struct recipe_case *c;
	struct built b = { .tbs_only = false };

	assert_non_null(recipe);
	c = world_find(&made_world, recipe, name, &where);
	assert_non_null(c);
	assert_true(build_case(&made_world, where, c, SPAN_NONE, &b));
	return b.der;
}

#endif
