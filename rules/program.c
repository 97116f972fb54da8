/* program.c - what the rules of several root programs ask. */
#include "rules/program.h"

static uint32_t
family_of(const struct cert_spki *k)
{
	switch (k->id) {
	case OID_EC:
		return k->curve == OID_P521 ? FAMILY_EC | FAMILY_P521 : FAMILY_EC;
	case OID_ED25519: case OID_ED448: case OID_X25519: case OID_X448:
		return FAMILY_EDWARDS;
	default:
		return key_pq_length(k->id) != 0 ? FAMILY_PQ : 0;
	}
}

void
program_key_family(struct check *c)
{
	const struct cert_spki *k = &c->cert->spki;

	if ((family_of(k) & c->rule->arg) != 0)
		report(c, k->algorithm, "%s", oid_name(k->id == OID_EC && k->curve != OID_UNKNOWN ? k->curve : k->id));
}

static bool
is_weak(enum oid id)
{
	return id == OID_MD5_RSA || id == OID_SHA1_RSA || id == OID_OIW_SHA1_RSA || id == OID_DSA_SHA1 ||
	    id == OID_ECDSA_SHA1;
}

/* One finding for both fields: that they differ is RFC 5280's. */
void
program_sha1(struct check *c)
{
	const struct cert_view *cv = c->cert;
	const struct cert_algorithm *a = is_weak(cv->signature.id) ? &cv->signature : &cv->signature_algorithm;

	if (c->profile->kind == KIND_SUBSCRIBER && !cert_has_eku(cv, OID_EKU_EMAIL))
		return;
	if (is_weak(a->id))
		report(c, a->oid, "%s", oid_name(a->id));
}

/* Usages that each have a purpose of their own in every program. */
static bool
is_other_purpose(enum oid id)
{
	return id == OID_EKU_SERVER_AUTH || id == OID_EKU_CODE_SIGNING || id == OID_EKU_TIME_STAMPING;
}

void
program_sub_ca_mixed(struct check *c)
{
	const struct oid_items *eku = &c->cert->eku;

	if (!cert_has_eku(c->cert, OID_EKU_EMAIL))
		return;
	for (unsigned i = 0; i < eku->n; i++) {
		enum oid id = eku->v[i].id;

		if (is_other_purpose(id) || (c->rule->arg != 0 && id != OID_EKU_EMAIL && id != OID_EKU_CLIENT_AUTH))
			report(c, eku->v[i].oid, "%s", oid_show(c->arena, eku->v[i].oid));
	}
}
