/* SPDX-License-Identifier: Apache-2.0 */
/* signature.c - who signed an artifact and with what, as the rows of several kinds ask. */
#include "rules/common/signature.h"

#include "rules/common/issuer.h"

const struct cert_view *
signing_certificate(const struct check *c)
{
	if (c->ocsp == NULL)
		return c->issuer;
	return c->signer != NULL ? c->signer->cert : NULL;
}

enum key_verdict
signing_verdict(const struct check *c)
{
	if (c->ocsp == NULL)
		return c->issuer_verdict;
	return c->signer != NULL ? c->signer->verdict : KEY_UNTRIED;
}

void
tell_certs_beyond(struct check *c)
{
	beyond_limit(c, at_part(c, PART_CERTS), "more than 16 certificates");
}

bool
signer_is_beyond(struct check *c)
{
	if (c->ocsp == NULL || c->signer != NULL || c->ocsp->n_cert_more == 0)
		return false;
	tell_certs_beyond(c);
	return true;
}

void
lacks_signer(struct check *c)
{
	if (!signer_is_beyond(c))
		not_evaluated(c, "the responder's certificate is not at hand");
}

bool
comes_with_response(const struct check *c, const struct cert_view *cert)
{
	for (unsigned i = 0; i < c->ocsp->n_cert; i++)
		if (&c->ocsp->cert[i] == cert)
			return true;
	return false;
}

bool
signer_cannot_be_read(struct check *c, enum artifact_part part)
{
	const struct cert_view *by = c->signer->cert;

	if (!rule_is_unread(by, part))
		return false;
	if (comes_with_response(c, by))
		not_evaluated(c, "a part of the responder's certificate cannot be read");
	else
		rule_tell_unread(c, by, part);
	return true;
}

bool
algorithm_is_sha1(enum oid id)
{
	return id == OID_SHA1_RSA || id == OID_OIW_SHA1_RSA || id == OID_DSA_SHA1 || id == OID_ECDSA_SHA1;
}

void
rule_algorithm_mismatch(struct check *c)
{
	const struct artifact *a = c->artifact;

	if (!span_eq(a->signature.raw, a->signature_algorithm.raw))
		report(c, a->signature_algorithm.raw, "%s, %s: %s", oid_show(c->arena, a->signature_algorithm.oid),
		    artifact_part_path((enum artifact_kind)a->kind, PART_TBS), oid_show(c->arena, a->signature.oid));
}

void
rule_issuer_empty(struct check *c)
{
	if (c->artifact->issuer.n_rdn == 0)
		report(c, at_part(c, PART_ISSUER), NULL);
}

/* With --tbs there is no signature, or one that means nothing. */
static bool
has_signature(struct check *c)
{
	if (!c->options->unsigned_input && !c->artifact->bare_tbs)
		return true;
	not_applicable(c, "the input is not signed");
	return false;
}

bool
signature_is_there(struct check *c)
{
	const struct span octets = c->artifact->signature_bits;

	if (!has_signature(c))
		return false;
	if (octets.n > 0 && !key_signature_is_filler(octets))
		return true;
	not_applicable(c, "the signature is a dummy");
	return false;
}

void
rule_signature_empty(struct check *c)
{
	if (has_signature(c) && c->artifact->signature_bits.n == 0)
		report(c, at_part(c, PART_SIGNATURE_VALUE), NULL);
}

/* Unused bits of a BIT STRING's content as DER has them; 0 where the count or the bits are a fault of encoding. */
unsigned
unused_bits(struct span v)
{
	return v.n > 1 && der_check_primitive(DER_BIT_STRING, v) == 0 ? v.p[0] : 0;
}

void
rule_signature_unused_bits(struct check *c)
{
	unsigned n = unused_bits(c->artifact->field[PART_SIGNATURE_VALUE].val);

	if (has_signature(c) && n > 0)
		report(c, at_part(c, PART_SIGNATURE_VALUE), "%s", show_count(c, n, "bit"));
}
