/* SPDX-License-Identifier: Apache-2.0 */
/* build.h - a case becomes a certificate or a CRL. */
#ifndef TESTS_RECIPE_BUILD_H
#define TESTS_RECIPE_BUILD_H

#include "tests/recipe/spec.h"

struct built {
	struct span der;		/* in world.arena */
	bool tbs_only;
	const char *label;		/* of its PEM block */
};

/*
 * Builds the certificate of a case.  `known` is the same certificate from an
 * earlier run, or empty: its signature is taken over where it is still good.
 * False, with the error, when the recipe is wrong.
 */
bool build_case(struct world *, const struct recipe *, const struct recipe_case *,
    struct span known, struct built *out);

#endif
