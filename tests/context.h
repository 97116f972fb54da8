/* SPDX-License-Identifier: Apache-2.0 */
/* context.h - the context that each test of a program has for itself, and its run once there is one. */
#ifndef TESTS_CONTEXT_H
#define TESTS_CONTEXT_H

#include "smimelint.h"

static smimelint_ctx *ctx;
static smimelint_run *run;

static inline int
context_open(void **state)
{
	(void)state;
	return smimelint_ctx_new(&ctx) == SMIMELINT_OK ? 0 : -1;
}

static inline int
context_close(void **state)
{
	(void)state;
	smimelint_run_free(run);
	run = NULL;
	smimelint_ctx_free(ctx);
	return 0;
}

#endif
