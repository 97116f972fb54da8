/* SPDX-License-Identifier: Apache-2.0 */
/*
 * reused.c - another certificate of --certificates with the issuer and the
 * serial number of the one at hand, which both have to have alone (RFC 5280
 * 4.1.2.2).
 */
#include "der/der.h"
#include "engine/engine.h"

static struct span
tbs_of(struct span der)
{
	struct der_tlv whole, tbs;

	return der_take(&der, DER_SEQUENCE, &whole) && der_take(&whole.val, DER_SEQUENCE, &tbs) ? tbs.raw : SPAN_NONE;
}

static bool
is_precertificate(smimelint_run *run, const struct known_cert *k)
{
	struct cert_view *cv = arena_take(&run->arena, sizeof *cv);

	return cv != NULL && cert_view_read(cv, k->der, CERT_INPUT_AUTO, &run->arena) && cert_has(cv, PART_EXT_POISON);
}

/* A precertificate has the serial number of the certificate that follows it (RFC 6962 3.1). */
static bool
is_another(smimelint_run *run, const struct known_cert *k)
{
	return !span_eq(tbs_of(k->der), artifact_part_span(run->artifact, PART_TBS)) && cert_has(&run->cert, PART_EXT_POISON) == is_precertificate(run, k);
}

void
known_find_same_serial(smimelint_run *run)
{
	const struct cert_view *cv = &run->cert;
	const struct crl_entry serial = { .serial = cv->serial };
	struct known_asked q = { .known = &run->ctx->known, .issuer = &cv->issuer, .vouched = vouch_silently, .arg = run };

	run->same_serial = NULL;
	if (!cert_ok(cv, PART_SERIAL) || !cert_ok(cv, PART_ISSUER) || !known_has_serial(q.known, cv->serial))
		return;
	q.alike = name_alike_hash(&cv->issuer);
	for (const struct known_cert *k = NULL; (k = known_of_entry(&q, &serial, k)) != NULL;)
		if (is_another(run, k) && known_counts(&q, k)) {
			run->same_serial = k;
			return;
		}
}
