/* SPDX-License-Identifier: Apache-2.0 */
/*
 * ocsp_ties.c - what ties the signer of an OCSP response to a CA: that CA's key,
 * a certificate from it, or another key of the same CA; and for which of the CAs
 * that are asked about it may answer.
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

/* What this key says of a certificate's signature. */
static enum key_verdict
try_certificate(struct smimelint_run *run, const struct cert_view *cert, const struct key_issuer *key)
{
	return key == NULL || !cert_ok(cert, PART_SIGNATURE_VALUE) ? KEY_UNTRIED :
	    key_verify(run->key, key, &cert->signature_algorithm, cert->field[PART_TBS].raw, cert->signature_bits);
}

static bool
is_refuted(enum key_verdict verdict)
{
	return verdict == KEY_WRONG || verdict == KEY_MISFIT;
}

bool
ocsp_is_issued_by(struct smimelint_run *run, const struct cert_view *cert, const struct ca *ca)
{
	return name_alike(&cert->issuer, &ca->cert->subject) && !is_refuted(try_certificate(run, cert, ca->key));
}

/* Is the key that this CA certificate names as its issuer's at hand, and did not sign it? */
static bool
is_denied(struct smimelint_run *run, const struct cert_view *ca)
{
	const struct issued of = { .artifact = &ca->artifact, .verify = cert_ok(ca, PART_SIGNATURE_VALUE), .for_path = true };
	bool no_memory, denied = issuers_deny(&run->ctx->issuers, &of, run->key, &run->arena, NULL, &no_memory);

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
	return name_alike(&cert->issuer, &other->cert->subject) && try_certificate(run, cert, other->key) == KEY_VERIFIED ? TIE_ISSUED_BY_OTHER_KEY :
	    TIE_NONE;
}

/*
 * By the CA's own key.  A CA certificate of its name, which that key signed, is
 * the CA's for a new key; what cannot be tried speaks for the signer.
 */
static enum ocsp_tie
tie_by_key(struct smimelint_run *run, const struct cert_view *signer, const struct ca *ca)
{
	enum key_verdict verdict;

	if (has_key(signer, ca->cert))
		return TIE_CA;
	if (!name_alike(&signer->issuer, &ca->cert->subject))
		return TIE_NONE;
	verdict = try_certificate(run, signer, ca->key);
	if (verdict == KEY_VERIFIED && is_ca(signer) && name_alike(&signer->subject, &ca->cert->subject))
		return TIE_OTHER_KEY;
	return is_refuted(verdict) ? TIE_NONE : TIE_ISSUED;
}

struct ocsp_tied {
	struct ocsp_tied *next;
	const struct cert_view *ca;
	enum ocsp_tie tie;
};

enum ocsp_tie
ocsp_tie_of(struct smimelint_run *run, const struct cert_view *cert, const struct ca *ca)
{
	enum ocsp_tie tie = tie_by_key(run, cert, ca);

	return tie != TIE_NONE ? tie : (enum ocsp_tie)ocsp_ask_other_keys(run, ca, tie_to_other, cert);
}

/* Once for each CA of the response: which of them answers, who signed and for whom is asked one by one. */
enum ocsp_tie
ocsp_tie(struct smimelint_run *run, const struct ca *ca)
{
	struct ocsp_tied *t = run->ties;

	while (t != NULL && t->ca != ca->cert)
		t = t->next;
	if (t != NULL)
		return t->tie;
	if ((t = arena_take(&run->arena, sizeof *t)) == NULL)
		return TIE_NONE;
	t->ca = ca->cert;
	t->tie = ocsp_tie_of(run, run->signer->cert, ca);
	t->next = run->ties;
	run->ties = t;
	return t->tie;
}

/* ---- who may answer ---- */

void
ocsp_mark_needed(struct smimelint_run *run, const struct cert_view *cert)
{
	for (unsigned i = 0; i < run->ocsp.n_cert && i < 32; i++)
		if (&run->ocsp.cert[i] == cert)
			run->signer->needed |= UINT32_C(1) << i;
}

/* Is one of the signer's twins tied to it, so much or more? */
static bool
twin_of_ca(struct smimelint_run *run, const struct ca *ca, enum ocsp_tie least)
{
	const struct ocsp_signer *s = run->signer;
	size_t i = 0;

	while (i < s->n_twin && ocsp_tie_of(run, s->twin[i], ca) < least)
		i++;
	if (i < s->n_twin)
		ocsp_mark_needed(run, s->twin[i]);
	return i < s->n_twin;
}

/* The CA itself may answer, or who has a certificate for OCSP of it (RFC 6960 4.2.2.2); with the key that is asked about, or with another. */
static enum ocsp_answerer
answerer_for(struct smimelint_run *run, const struct ca *ca)
{
	enum ocsp_tie tie = ocsp_tie(run, ca);
	bool may = tie == TIE_CA || tie == TIE_OTHER_KEY || (tie != TIE_NONE && cert_has_eku(run->signer->cert, OID_EKU_OCSP_SIGNING));

	if ((may && tie >= TIE_ISSUED) || twin_of_ca(run, ca, TIE_ISSUED))
		return ANSWERED_BY_CA;
	return may || twin_of_ca(run, ca, TIE_ISSUED_BY_OTHER_KEY) ? ANSWERED_BY_OTHER_KEY : ANSWERED_BY_OTHER;
}

void
ocsp_ask_signer(struct smimelint_run *run)
{
	struct ocsp_about *about = run->about;

	if (run->signer == NULL || run->issuer.best == NULL || about == NULL)
		return;
	for (unsigned k = 0; k < run->n_other_ca; k++) {
		const struct ca *ca = &run->other_ca[k].found.best->ca;
		enum ocsp_answerer answerer = answerer_for(run, ca);

		for (unsigned i = 0; i < run->ocsp.n_single; i++)
			if (about[i].ca != NULL && about[i].ca->cert == ca->cert)
				about[i].answerer = answerer;
	}
}
