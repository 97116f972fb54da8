/* SPDX-License-Identifier: Apache-2.0 */
/*
 * reused.c - another certificate of --certificates with the issuer and the
 * serial number of the one at hand, which both have to have alone (RFC 5280
 * 4.1.2.2).
 */
#include "engine/engine.h"

/* The final certificate has the SCTs that a precertificate, or what is yet to be signed, brought (RFC 6962 3.3). */
static bool
is_one_of_pair(const struct cert_view *cv, const struct cert_view *other)
{
	return cert_has(cv, PART_EXT_POISON) != cert_has(other, PART_EXT_POISON) ||
	    (cv->artifact.bare_tbs && !cert_has(cv, PART_EXT_SCT) && cert_has(other, PART_EXT_SCT));
}

/* The same octets that were signed, or one signature, under whose octets others would not do: then it is written in another way. */
static bool
is_copy(const struct artifact *a, const struct artifact *other)
{
	return span_eq(a->field[PART_TBS].raw, other->field[PART_TBS].raw) ||
	    (a->signature_bits.n > 0 && !key_signature_is_filler(a->signature_bits) && span_eq(a->signature_bits, other->signature_bits));
}

/* Of two keys that are named there are two issuers, or one who has shown nobody that both are his. */
static bool
names_other_key(const struct artifact *a, const struct artifact *other)
{
	return a->aki.key_id.p != NULL && other->aki.key_id.p != NULL && !span_eq(a->aki.key_id, other->aki.key_id);
}

static bool
is_another(smimelint_run *run, const struct known_cert *k)
{
	struct cert_view *other = arena_take(&run->arena, sizeof *other);

	return other != NULL && cert_view_read(other, k->der, CERT_INPUT_AUTO, &run->arena) && !is_copy(run->artifact, &other->artifact) &&
	    !is_one_of_pair(&run->cert, other) && !names_other_key(run->artifact, &other->artifact);
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
