/* SPDX-License-Identifier: Apache-2.0 */
/* context.h - a context of the library for one fuzz target, made anew only now and then: what is added to it stays. */
#ifndef TESTS_FUZZ_CONTEXT_H
#define TESTS_FUZZ_CONTEXT_H

#include "inside.h"
#include "smimelint.h"

/* So many inputs share one. */
#define CONTEXT_INPUTS 256

static inline smimelint_ctx *
context(void)
{
	static smimelint_ctx *ctx;
	static unsigned used;

	if (used++ % CONTEXT_INPUTS == 0) {
		smimelint_ctx_free(ctx);
		must(smimelint_ctx_new(&ctx) == SMIMELINT_OK);
	}
	return ctx;
}

#endif
