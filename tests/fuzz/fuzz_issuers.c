/* SPDX-License-Identifier: Apache-2.0 */
/* fuzz_issuers.c - certificates of issuing CAs from any octets, and the certificates that they issue: each is looked for among them. */
#include "context.h"
#include "elements.h"
#include "safe_text.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct span certificate[MOST];
	size_t n = split((struct span){ data, size }, certificate);
	smimelint_ctx *ctx = context();
	smimelint_run *run;

	for (size_t i = 0; i < n; i++)
		(void)smimelint_ctx_add_issuer(ctx, certificate[i].p, certificate[i].n);
	must(smimelint_run_new(&run, ctx) == SMIMELINT_OK);
	for (size_t i = 0; i < n && i < 2; i++) {
		smimelint_status st = smimelint_lint(run, certificate[i].p, certificate[i].n);

		must(st == SMIMELINT_OK || st == SMIMELINT_ERR_INPUT);
		check_text(smimelint_fact(run, "issuer"));
	}
	smimelint_run_free(run);
	return 0;
}
