/* SPDX-License-Identifier: Apache-2.0 */
/* again.c - one certificate again and again with another record, without a new context for each. */
#include "engine/engine.h"
#include "tests/rules/again.h"

bool
lint_again(smimelint_ctx *ctx, smimelint_run *run, const char *text, size_t n, struct span der)
{
	unsigned runs = atomic_exchange(&ctx->runs, 0);	/* none of them lints */
	bool added;

	ev_store_free(&ctx->records);
	added = smimelint_ctx_add_evidence(ctx, "record", text, n) == SMIMELINT_OK;
	atomic_store(&ctx->runs, runs);
	return added && smimelint_lint(run, der.p, der.n) == SMIMELINT_OK;
}
