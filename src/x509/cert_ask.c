/* SPDX-License-Identifier: Apache-2.0 */
/* cert_ask.c - questions to a certificate's view that several rules ask. */
#include "x509/cert.h"

static bool
has_utf8_mailbox(const struct general_names *names)
{
	for (unsigned i = 0; i < names->n; i++)
		if (names->v[i].form == GN_OTHER_NAME && names->v[i].other_type == OID_ON_SMTP_UTF8)
			return true;
	return false;
}

static uint32_t
key_sight(enum oid id)
{
	switch (id) {
	case OID_RSA:
		return SHOWS_RSA_KEY;
	case OID_EC:
		return SHOWS_EC_KEY;
	case OID_ED25519:
	case OID_ED448:
		return SHOWS_EDWARDS_KEY;
	case OID_ML_DSA_44:
	case OID_ML_DSA_65:
	case OID_ML_DSA_87:
		return SHOWS_ML_DSA_KEY;
	case OID_ML_KEM_512:
	case OID_ML_KEM_768:
	case OID_ML_KEM_1024:
		return SHOWS_ML_KEM_KEY;
	default:
		return SHOWS_OTHER_KEY;
	}
}

static uint32_t
signature_sight(enum oid id)
{
	switch (id) {
	case OID_SHA256_RSA:
	case OID_SHA384_RSA:
	case OID_SHA512_RSA:
		return SHOWS_RSA_SIGNATURE;
	case OID_ECDSA_SHA256:
	case OID_ECDSA_SHA384:
	case OID_ECDSA_SHA512:
		return SHOWS_ECDSA_SIGNATURE;
	default:
		return SHOWS_OTHER_SIGNATURE;
	}
}

static bool
has_org_identifier(const struct cert_name *name)
{
	return name_attr(name, OID_ORG_IDENTIFIER, 0) != NULL;
}

uint32_t
cert_shows(const struct cert_view *cv)
{
	uint32_t sights = cv->subject.traits | key_sight(cv->spki.id) | signature_sight(cv->signature.id) |
	    signature_sight(cv->signature_algorithm.id), longest = cv->subject.longest;
	bool unusual = cv->issuer.unusual || cv->subject.unusual, org_identifier = has_org_identifier(&cv->subject);

	if (cv->n_fault > 0 || cv->too_deep)
		sights |= SHOWS_FAULT;
	if (cv->no_rev_avail)
		sights |= SHOWS_NO_REV_AVAIL;
	if (has_utf8_mailbox(&cv->san) || has_utf8_mailbox(&cv->ian))
		sights |= SHOWS_UTF8_MAILBOX;
	for (const struct general_name *n = cv->san.first_directory; n != NULL; n = n->next) {
		sights |= n->directory->traits | SHOWS_DIRECTORY_NAME;
		org_identifier = org_identifier || has_org_identifier(n->directory);
	}
	for (const struct cert_name *name = cv->ext_name; name != NULL; name = name->next) {
		unusual = unusual || name->unusual;
		longest = name->longest > longest ? name->longest : longest;
	}
	if (org_identifier)
		sights |= SHOWS_ORG_IDENTIFIER;
	if (unusual)
		sights |= SHOWS_UNUSUAL_STRING;
	if (longest > LONG_VALUE || cv->issuer.longest > LONG_VALUE)
		sights |= SHOWS_LONG_VALUE;
	return sights;
}

bool
cert_recognise(struct span der)
{
	struct span in, tbs;
	struct der_tlv t;

	if (!der_enter_sequence(der, &in))
		return false;
	if (!der_peek(in, DER_CTX_CONS(0)) && !der_enter_sequence(in, &tbs))
		return false;
	in = der_peek(in, DER_CTX_CONS(0)) ? in : tbs;
	return der_take(&in, DER_CTX_CONS(0), &t) && der_peek(t.val, DER_INTEGER) && der_take(&in, DER_INTEGER, &t) &&
	    der_take(&in, DER_SEQUENCE, &t) && der_peek(t.val, DER_OID);
}

bool
cert_has_eku(const struct cert_view *cv, enum oid id)
{
	for (unsigned i = 0; i < cv->eku.n; i++)
		if (cv->eku.v[i].id == id)
			return true;
	return false;
}

bool
cert_has_policy(const struct cert_view *cv, enum oid id)
{
	for (unsigned i = 0; i < cv->policies.n; i++)
		if (cv->policies.v[i].id == id)
			return true;
	return false;
}

bool
cert_self_issued(const struct cert_view *cv)
{
	return cv->issuer.raw.p != NULL && cv->subject.raw.p != NULL && span_eq(cv->issuer.raw, cv->subject.raw);
}

bool
cert_valid_at(const struct cert_view *cv, struct artifact_time when)
{
	return when.ok && cv->not_before.ok && cv->not_after.ok &&
	    cv->not_before.seconds <= when.seconds && when.seconds <= cv->not_after.seconds;
}

bool
cert_self_signed(const struct cert_view *cv)
{
	return cert_self_issued(cv) &&
	    (cv->aki.key_id.p == NULL || cv->ski.p == NULL || span_eq(cv->aki.key_id, cv->ski));
}
