/* SPDX-License-Identifier: Apache-2.0 */
/* issuing.c - who issued what is at hand: itself, a CA of the pool, or nobody who is known. */
#include "engine/engine.h"

/* Of a CRL whose two AlgorithmIdentifiers differ nobody knows with which it was signed: that they differ is the fault. */
static bool
has_one_algorithm(const struct artifact *a)
{
	return a->kind != ARTIFACT_CRL || span_eq(a->signature.raw, a->signature_algorithm.raw);
}

/* What is unsigned, or says so, has no signature to try. */
static bool
is_signed(const struct smimelint_run *run)
{
	return !run->ctx->tbs && has_one_algorithm(run->artifact) && artifact_ok(run->artifact, PART_SIGNATURE_VALUE) &&
	    !key_signature_is_filler(run->artifact->signature_bits);
}

/* Did a key that linters are known to sign with make the signature?  Asked of signatures that are not the issuer's. */
static bool
is_dummy(struct smimelint_run *run)
{
	const struct artifact *a = run->artifact;

	return is_signed(run) &&
	    key_signature_is_dummy(run->key, &a->signature_algorithm, artifact_part_span(a, PART_TBS), a->signature_bits);
}

enum self_issued
issuer_ask_self(struct smimelint_run *run)
{
	const struct cert_view *cv = &run->cert;
	enum self_issued self;
	bool no_memory = false;

	if (!cert_self_issued(cv) || !cert_has(cv, PART_SPKI))
		return SELF_NOT;
	if (run->own_key == NULL)
		run->own = run->own_key = key_issuer_new(run->ctx->lib, cv->field[PART_SPKI].raw, &no_memory);
	else if (key_issuer_read(run->own_key, run->ctx->lib, cv->field[PART_SPKI].raw, &no_memory))
		run->own = run->own_key;
	run->arena.failed |= no_memory;
	self = self_issued(cv, run->own, run->key, is_signed(run));
	return self == SELF_DOUBTFUL && is_dummy(run) ? self_issued(cv, run->own, run->key, false) : self;
}

bool
issuer_has_root_like(struct smimelint_run *run)
{
	bool no_memory = false, has = issuers_has_root_like(&run->ctx->issuers, &run->cert, run->key, &no_memory);

	run->arena.failed |= no_memory;
	return has;
}

/* Are there candidates, and none whose key made the signature? */
static bool
is_refuted(const struct issuer_search *s)
{
	return s->best != NULL ? s->best->verdict == KEY_WRONG || s->best->verdict == KEY_MISFIT : s->n_tried > 0;
}

void
issuer_find(struct smimelint_run *run)
{
	struct ca own = { &run->cert, run->own, true, NULL };
	struct issued of = { run->artifact, is_signed(run), run->profile.rollover, NULL };

	if (run->profile.self_signed)
		of.self = &own;
	else if (run->ctx->issuers.n == 0 && !run->ctx->issuers_sought)
		return;
	issuers_find(&run->ctx->issuers, &of, run->key, &run->arena, &run->issuer);
	if (is_refuted(&run->issuer) && is_dummy(run)) {
		of.verify = false;
		issuers_find(&run->ctx->issuers, &of, run->key, &run->arena, &run->issuer);
	}
	run->issuer_state = run->issuer.best != NULL ? ISSUER_FOUND : ISSUER_NOT_FOUND;
	run->arena.failed |= run->issuer.no_memory;
}
