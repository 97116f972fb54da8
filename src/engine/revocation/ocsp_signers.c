/* SPDX-License-Identifier: Apache-2.0 */
/*
 * ocsp_signers.c - several certificates of the key that signed an OCSP response:
 * that of last year beside that of this one, or one of each CA that is asked about.
 *
 * A client takes the one that is good for its question (RFC 6960 4.2.2.2, SBR
 * 4.9.9: a responder "whose Certificate is signed by the CA that issued" the
 * certificate), so that there is a fault only where each of them has one.
 */
#include "engine/revocation/ocsp_cas.h"

/* What is asked of the certificate alone. */
static unsigned
own_faults(const struct smimelint_run *run, const struct cert_view *cert)
{
	const struct artifact_time *at = &run->ocsp.produced_at;
	bool valid = !at->ok || ((!cert->not_before.ok || at->seconds >= cert->not_before.seconds) &&
	    (!cert->not_after.ok || at->seconds <= cert->not_after.seconds));

	return (unsigned)!valid + !cert_has_eku(cert, OID_EKU_OCSP_SIGNING) + !cert_has(cert, PART_EXT_OCSP_NOCHECK);
}

/* The most that ties it to one of the CAs that the response is about, as far as they are at hand. */
static enum ocsp_tie
best_tie(struct smimelint_run *run, const struct cert_view *cert)
{
	enum ocsp_tie best = run->issuer.best != NULL ? ocsp_tie_of(run, cert, &run->issuer.best->ca) : TIE_NONE;

	for (unsigned k = 0; k < run->n_other_ca && best != TIE_ISSUED; k++) {
		enum ocsp_tie tie = ocsp_tie_of(run, cert, &run->other_ca[k].found.best->ca);

		best = tie > best ? tie : best;
	}
	return best;
}

static bool
is_of_one_asked_about(struct smimelint_run *run, const struct cert_view *cert)
{
	const struct ocsp_view *o = &run->ocsp;
	unsigned i = 0;

	while (i < o->n_single && !ocsp_names_ca(run, &o->single[i], cert))
		i++;
	return o->n_single == 0 || i < o->n_single;
}

/* Fewer are better.  That another key of the CA signed it is less than a fault. */
static unsigned
faults_of(struct smimelint_run *run, const struct cert_view *cert)
{
	unsigned n = 2 * own_faults(run, cert);
	enum ocsp_tie tie;

	if (run->issuer.best == NULL && run->n_other_ca == 0)
		return n + (is_of_one_asked_about(run, cert) ? 0 : 2);
	tie = best_tie(run, cert);
	return n + (tie == TIE_NONE ? 2 : tie == TIE_ISSUED_BY_OTHER_KEY);
}

static bool
is_ca(const struct cert_view *cert)
{
	return cert_ok(cert, PART_EXT_BC) && cert->bc.ca;
}

/* Is it another certificate of the signer's key and, where the name leads to it, its name? */
static bool
is_twin(struct smimelint_run *run, const struct cert_view *cert)
{
	const struct ocsp_signer *s = run->signer;

	return cert != s->cert && cert_readable(cert) && cert_has(cert, PART_SPKI) && !is_ca(cert) &&
	    span_eq(cert->field[PART_SPKI].raw, s->cert->field[PART_SPKI].raw) && ocsp_is_responder(run, cert) == !s->is_other;
}

/* Those that came with the response, in their order, then those that were given. */
static size_t
find_twins(struct smimelint_run *run, const struct cert_view ***twin)
{
	const struct ocsp_view *o = &run->ocsp;
	size_t n = 0, room = 0;
	const struct cert_view **v = NULL;
	const struct responder *r = run->ctx->responders;

	for (unsigned i = 0; i < o->n_cert || r != NULL; i++) {
		const struct cert_view *cert = i < o->n_cert ? &o->cert[i] : &r->cert;

		r = i < o->n_cert ? r : r->next;
		if (!is_twin(run, cert))
			continue;
		if ((v = arena_grow(&run->arena, v, n, &room, sizeof *v)) == NULL)
			return 0;
		v[n++] = cert;
	}
	*twin = v;
	return n;
}

static bool
came_with_it(const struct ocsp_view *o, const struct cert_view *cert)
{
	unsigned i = 0;

	while (i < o->n_cert && &o->cert[i] != cert)
		i++;
	return i < o->n_cert;
}

/* Of equal ones that were given the first by their octets. */
static bool
is_better(const struct ocsp_view *o, const struct cert_view *a, unsigned faults, const struct cert_view *b, unsigned faults_of_b)
{
	return faults < faults_of_b || (faults == faults_of_b && !came_with_it(o, b) && span_order(a->der, b->der) < 0);
}

void
ocsp_prefer_signer(struct smimelint_run *run)
{
	struct ocsp_signer *s = run->signer;
	const struct cert_view **v = NULL;
	unsigned least;
	size_t n;

	if (s == NULL || is_ca(s->cert) || (n = find_twins(run, &v)) == 0)
		return;
	least = faults_of(run, s->cert);
	for (size_t i = 0; i < n; i++) {
		const struct cert_view *cert = v[i];
		unsigned faults = faults_of(run, cert);

		if (!is_better(&run->ocsp, cert, faults, s->cert, least))
			continue;
		v[i] = s->cert;
		s->cert = cert;
		s->is_own_issuer = cert_self_signed(cert) &&
		    ocsp_is_issued_by(run, cert, &(const struct ca){ .cert = cert, .key = ocsp_key_of(run, cert) });
		least = faults;
	}
	for (size_t i = 0; i < n; i++)
		if (own_faults(run, v[i]) == 0)
			v[s->n_twin++] = v[i];
	s->twin = v;
}
