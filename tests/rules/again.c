/* SPDX-License-Identifier: Apache-2.0 */
/* again.c - one certificate again and again with another record, without a new context for each. */
#include "engine/engine.h"
#include "tests/rules/again.h"

bool
lint_again(smimelint_ctx *ctx, smimelint_run *run, const char *text, size_t n, const struct together *beside, struct span der)
{
	unsigned runs = atomic_exchange(&ctx->runs, 0);	/* none of them lints */
	bool added = true, together = beside != NULL;

	ev_store_free(&ctx->records);
	for (; beside != NULL; beside = beside->next)
		added = added && smimelint_ctx_add_evidence(ctx, "beside", beside->text, strlen(beside->text)) == SMIMELINT_OK;
	added = added && smimelint_ctx_add_evidence(ctx, "record", text, n) == SMIMELINT_OK;
	/* What is none is told where its file is read, with or without others. */
	added = added && (!together || (ctx->records.n_entry > 0 && ctx->records.entry[ctx->records.n_entry - 1].unusable == NULL));
	atomic_store(&ctx->runs, runs);
	return added && smimelint_lint(run, der.p, der.n) == SMIMELINT_OK;
}
