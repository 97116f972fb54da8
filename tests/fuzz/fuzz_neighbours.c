/* SPDX-License-Identifier: Apache-2.0 */
/*
 * fuzz_neighbours.c - a CRL or an OCSP response from any octets, beside others:
 * certificates whose status it may tell, CRLs and responses of before,
 * responders and issuers.
 */
#include "context.h"
#include "elements.h"
#include "safe_text.h"

/* Each is whatever it can be. */
static void
add(smimelint_ctx *ctx, struct span s)
{
	(void)smimelint_ctx_add_certificate(ctx, s.p, s.n);
	(void)smimelint_ctx_add_previous(ctx, s.p, s.n);
	(void)smimelint_ctx_add_responder(ctx, s.p, s.n);
	(void)smimelint_ctx_add_issuer(ctx, s.p, s.n);
}

static void
check_result(smimelint_run *run)
{
	static const char *const facts[] = { "issuer", "covers", "reasons", "responder", "number" };

	for (size_t i = 0; i < sizeof facts / sizeof *facts; i++)
		check_text(smimelint_fact(run, facts[i]));
	for (size_t i = 0; i < smimelint_finding_count(run); i++) {
		smimelint_finding f = { .size = sizeof f };

		must(smimelint_finding_get(run, i, &f) == SMIMELINT_OK);
		check_text(f.value);
		check_text(f.path);
	}
	must(smimelint_result_json(run, 0, NULL) != NULL);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct span element[MOST];
	size_t n = split((struct span){ data, size }, element);
	smimelint_ctx *ctx;
	smimelint_run *run;
	smimelint_status st;

	if (n == 0)
		return 0;
	must(smimelint_ctx_new(&ctx) == SMIMELINT_OK);
	must(smimelint_ctx_set(ctx, "scope", "all") == SMIMELINT_OK);
	must(smimelint_ctx_set(ctx, "max-entries-held", "100") == SMIMELINT_OK);
	for (size_t i = 1; i < n; i++)
		add(ctx, element[i]);
	must(smimelint_run_new(&run, ctx) == SMIMELINT_OK);
	st = smimelint_lint(run, element[0].p, element[0].n);
	must(st == SMIMELINT_OK || st == SMIMELINT_ERR_INPUT || st == SMIMELINT_ERR_LIMIT);
	check_result(run);
	smimelint_run_free(run);
	smimelint_ctx_free(ctx);
	return 0;
}
