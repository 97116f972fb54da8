/* SPDX-License-Identifier: Apache-2.0 */
/* program.c - what the rules of several root programs ask. */
#include "rules/program/program.h"

static uint32_t
family_of(const struct cert_spki *k)
{
	switch (k->id) {
	case OID_RSA: case OID_RSA_PSS: case OID_RSA_OAEP:
		return 0;
	case OID_EC:
		return k->curve == OID_P521 ? FAMILY_NIST | FAMILY_P521 :
		    k->curve == OID_P256 || k->curve == OID_P384 ? FAMILY_NIST : FAMILY_OTHER;
	case OID_ED25519: case OID_ED448: case OID_X25519: case OID_X448:
		return FAMILY_EDWARDS;
	default:
		return key_pq_length(k->id) != 0 ? FAMILY_PQ : FAMILY_OTHER;
	}
}

void
program_key_family(struct check *c)
{
	const struct cert_spki *k = &c->cert->spki;

	if ((family_of(k) & c->rule->arg) != 0)
		report(c, k->algorithm, "%s", k->curve != OID_UNKNOWN ? oid_name(k->curve) : oid_show(c->arena, k->oid));
}

void
program_eku_any(struct check *c)
{
	for (unsigned i = 0; i < c->cert->eku.n; i++)
		if (c->cert->eku.v[i].id == OID_EKU_ANY)
			report(c, c->cert->eku.v[i].oid, NULL);
}
