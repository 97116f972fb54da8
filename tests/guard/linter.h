/* SPDX-License-Identifier: Apache-2.0 */
/* linter.h - the run of the library that a guard lints with, and what a guard says at its end. */
#ifndef TESTS_GUARD_LINTER_H
#define TESTS_GUARD_LINTER_H

#include <stdbool.h>
#include <stdio.h>

#include "smimelint.h"

/* A run with these options, each behind its name, NULL at the end.  False: memory is out, or one is refused. */
static inline bool
linter_open(smimelint_ctx **ctx, smimelint_run **run, const char *const *options)
{
	if (smimelint_ctx_new(ctx) != SMIMELINT_OK)
		return false;
	for (; *options != NULL; options += 2)
		if (smimelint_ctx_set(*ctx, options[0], options[1]) != SMIMELINT_OK)
			return false;
	return smimelint_run_new(run, *ctx) == SMIMELINT_OK;
}

static inline void
linter_close(smimelint_ctx *ctx, smimelint_run *run)
{
	smimelint_run_free(run);
	smimelint_ctx_free(ctx);
}

/* The exit code of a guard, which says how many passed: none is a failure. */
static inline int
linter_verdict(unsigned passed, unsigned failed)
{
	printf("%u passed, %u failed\n", passed, failed);
	return failed > 0 || passed == 0;
}

#endif
