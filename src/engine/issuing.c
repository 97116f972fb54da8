/* issuing.c - who issued the certificate at hand: itself, a CA of the pool, or nobody who is known. */
#include "engine/engine.h"

/* What is unsigned, or says so, has no signature to try. */
static bool
is_signed(const struct smimelint_run *run)
{
	return !run->ctx->tbs && cert_ok(&run->cert, PART_SIGNATURE_VALUE);
}

enum self_issued
issuer_ask_self(struct smimelint_run *run, bool *no_memory)
{
	const struct cert_view *cv = &run->cert;

	if (!cert_self_issued(cv) || !cert_has(cv, PART_SPKI))
		return SELF_NOT;
	if (run->own_key == NULL)
		run->own_key = key_issuer_new(cv->field[PART_SPKI].raw, no_memory);
	else if (!key_issuer_read(run->own_key, cv->field[PART_SPKI].raw, no_memory))
		return self_issued(cv, NULL, run->key, is_signed(run));
	run->own = run->own_key;
	return *no_memory ? SELF_NOT : self_issued(cv, run->own, run->key, is_signed(run));
}

bool
issuer_find(struct smimelint_run *run)
{
	const struct smimelint_ctx *ctx = run->ctx;
	struct ca own = { &run->cert, run->own, true, NULL };
	struct issued of = issued_of(&run->cert, is_signed(run));

	run->issuer_state = ISSUER_NOT_ASKED;
	of.in_doubt = run->profile.rollover;
	if (run->profile.self_signed)
		of.self = &own;
	else if (ctx->issuers.n == 0)
		return true;
	issuers_find(&ctx->issuers, &of, run->key, &run->arena, &run->issuer);
	run->issuer_state = run->issuer.best != NULL ? ISSUER_FOUND : ISSUER_NOT_FOUND;
	return !run->issuer.no_memory;
}
