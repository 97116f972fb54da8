/* SPDX-License-Identifier: Apache-2.0 */
/*
 * judge.c - an issuing CA's certificate, linted whole for those that it issued
 * (SBR Appendix B): by its own date, with no option of the caller's, once.
 */
#include "engine/issuer_pool.h"

#include <stdlib.h>

#include "engine/engine.h"

/* Deviations that the definition of an Extant S/MIME CA accepts (SBR 1.6.1, item 3). */
static const char *const accepted_of_extant[] = { "rfc5280.certificate-policies.explicit-text-type",
	"rfc5280.name-constraints.not-critical" };

static bool
is_accepted(const struct smimelint_rule *r)
{
	for (size_t i = 0; i < sizeof accepted_of_extant / sizeof *accepted_of_extant; i++)
		if (strcmp(r->id, accepted_of_extant[i]) == 0)
			return true;
	return false;
}

/* The worker's own context and run for this, made when they are first needed. */
static bool
judge_open(struct smimelint_run *run)
{
	if (run->judge != NULL)
		return true;
	if (smimelint_ctx_new(&run->judge_ctx) != SMIMELINT_OK)
		return false;
	run->judge_ctx->scope_all = true;
	run->judge_ctx->max_certificate = SIZE_MAX;
	return smimelint_run_new(&run->judge, run->judge_ctx) == SMIMELINT_OK;
}

/* The rules that it breaks, each once, in the order of its findings. */
static struct issuer_errors *
collect(const struct smimelint_run *judge, bool extant)
{
	struct issuer_errors *e = calloc(1, sizeof *e + (judge->n_finding + 1) * sizeof *e->rule);

	for (size_t i = 0; e != NULL && i < judge->n_finding; i++) {
		const struct finding *f = &judge->finding[i];
		bool known = f->severity != SMIMELINT_ERROR || (extant && is_accepted(f->rule));

		for (size_t k = 0; !known && k < e->n; k++)
			known = e->rule[k] == f->rule;
		if (!known)
			e->rule[e->n++] = f->rule;
	}
	return e;
}

/* One from before the SBR is judged by their first day: Appendix B asks of it what they ask of new ones. */
static struct issuer_errors *
judge(struct smimelint_run *run, const struct candidate *issuer)
{
	const struct cert_view *ca = issuer->ca.cert;
	bool extant = ca->not_before.ok && day_from_seconds(ca->not_before.seconds) < SBR_DAY;
	bool no_memory = false, cross = issuers_has_root_like(&run->ctx->issuers, ca, run->key, &no_memory);
	smimelint_status st;

	if (no_memory || !judge_open(run))
		return NULL;
	run->judge_ctx->kind = cross ? KIND_CROSS : KIND_SUBCA;
	run->judge_ctx->at = extant ? SBR_DAY : DAY_NEVER;
	st = smimelint_lint(run->judge, ca->der.p, ca->der.n);
	return st == SMIMELINT_OK || st == SMIMELINT_ERR_INPUT ? collect(run->judge, extant) : NULL;
}

/* Two workers may judge it at the same time; what the first one found stays. */
const struct issuer_errors *
issuer_judge(struct smimelint_run *run, const struct candidate *issuer)
{
	struct issuer *is = issuer->ca.pooled;
	struct issuer_errors *e = atomic_load(&is->errors), *none = NULL;

	if (e != NULL)
		return e;
	if ((e = judge(run, issuer)) == NULL) {
		run->arena.failed = true;
		return NULL;
	}
	if (atomic_compare_exchange_strong(&is->errors, &none, e))
		return e;
	free(e);
	return none;
}
