/* SPDX-License-Identifier: Apache-2.0 */
/*
 * ocsp_ties.c - what ties the signer of an OCSP response to a CA: that CA's key,
 * a certificate from it, or another key of the same CA.
 *
 * The SBR ask for the CA that issued the certificate (4.9.9), which is its
 * subject with any current or previous key (4.9.10).
 */
#include "engine/issuer/issuer_pool.h"
#include "engine/revocation/ocsp_cas.h"

static bool
has_key(const struct cert_view *a, const struct cert_view *b)
{
	return span_eq(a->field[PART_SPKI].raw, b->field[PART_SPKI].raw);
}

static bool
is_ca(const struct cert_view *cert)
{
	return cert_ok(cert, PART_EXT_BC) && cert->bc.ca;
}

static bool
is_verified(struct smimelint_run *run, const struct cert_view *cert, const struct key_issuer *key)
{
	return key != NULL && cert_ok(cert, PART_SIGNATURE_VALUE) &&
	    key_verify(run->key, key, &cert->signature_algorithm, cert->field[PART_TBS].raw, cert->signature_bits) == KEY_VERIFIED;
}

bool
ocsp_is_issued_by(struct smimelint_run *run, const struct cert_view *cert, const struct ca *ca)
{
	enum key_verdict verdict = KEY_UNTRIED;

	if (!name_alike(&cert->issuer, &ca->cert->subject))
		return false;
	if (ca->key != NULL && cert_ok(cert, PART_SIGNATURE_VALUE))
		verdict = key_verify(run->key, ca->key, &cert->signature_algorithm, cert->field[PART_TBS].raw,
		    cert->signature_bits);
	return verdict != KEY_WRONG && verdict != KEY_MISFIT;
}

/* Is the key that this CA certificate names as its issuer's at hand, and did not sign it? */
static bool
is_denied(struct smimelint_run *run, const struct cert_view *ca)
{
	const struct issued of = { .artifact = &ca->artifact, .verify = cert_ok(ca, PART_SIGNATURE_VALUE), .for_path = true };
	bool no_memory, denied = issuers_deny(&run->ctx->issuers, &of, run->key, &run->arena, &no_memory);

	run->arena.failed |= no_memory;
	return denied;
}

int
ocsp_ask_other_keys(struct smimelint_run *run, const struct ca *ca, ocsp_other_key_fn *fn, const void *arg)
{
	const struct issuers *pool = &run->ctx->issuers;
	uint32_t like = name_alike_hash(&ca->cert->subject);
	int best = 0, got;

	for (struct issuer *is = issuers_first(pool, ISSUERS_BY_LIKENESS, like); is != NULL; is = is->next[ISSUERS_BY_LIKENESS]) {
		const struct issuer_view *v = is->hash[ISSUERS_BY_LIKENESS] == like && !is->only_signed ? issuer_view(pool, is) : NULL;

		if (v == NULL || !is_ca(&v->cert) || has_key(&v->cert, ca->cert) || !name_alike(&v->cert.subject, &ca->cert->subject))
			continue;
		got = fn(run, &(struct ca){ .cert = &v->cert, .key = v->key, .pooled = is }, arg);
		if (got > best && !is_denied(run, &v->cert))
			best = got;
	}
	return best;
}

/* Is the signer's certificate, or the CA's that issued it, this one? */
static int
tie_to_other(struct smimelint_run *run, const struct ca *other, const void *signer)
{
	const struct cert_view *cert = signer;

	if (has_key(cert, other->cert))
		return TIE_OTHER_KEY;
	return name_alike(&cert->issuer, &other->cert->subject) && is_verified(run, cert, other->key) ? TIE_ISSUED_BY_OTHER_KEY : TIE_NONE;
}

/* The CA's certificate for a new key of its own, which it signed with the old one. */
static bool
is_of_rollover(struct smimelint_run *run, const struct cert_view *signer, const struct ca *ca)
{
	return is_ca(signer) && name_alike(&signer->subject, &ca->cert->subject) && name_alike(&signer->issuer, &ca->cert->subject) &&
	    is_verified(run, signer, ca->key);
}

enum ocsp_tie
ocsp_tie(struct smimelint_run *run, const struct cert_view *signer, const struct ca *ca)
{
	if (has_key(signer, ca->cert))
		return TIE_CA;
	if (is_of_rollover(run, signer, ca))
		return TIE_OTHER_KEY;
	return ocsp_is_issued_by(run, signer, ca) ? TIE_ISSUED : (enum ocsp_tie)ocsp_ask_other_keys(run, ca, tie_to_other, signer);
}
