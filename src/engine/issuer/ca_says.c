/* SPDX-License-Identifier: Apache-2.0 */
/*
 * ca_says.c - what the certificates of one CA say of it together.
 *
 * Neither their order nor their age decides.  What one of them lets the CA do it
 * may do; of what they disagree on the stricter holds, or nobody knows.  One that
 * is forged says nothing of the CA whose name and key it has.
 */
#include "engine/issuer/issuer_pool.h"

#include "engine/engine.h"

/* May a CA with this certificate issue S/MIME certificates?  What cannot be read does not deny it, nor one that is no CA's. */
static bool
is_for_smime(const struct cert_view *ca)
{
	if (!profile_shows_ca(ca) || !cert_ok(ca, PART_EXT_EKU) || cert_has_eku(ca, OID_EKU_EMAIL) || cert_has_eku(ca, OID_EKU_ANY))
		return true;
	for (unsigned i = 0; i < ca->policies.n; i++)
		if (oid_is_sbr(ca->policies.v[i].id))
			return true;
	return false;
}

static bool
is_strict(enum oid id)
{
	return id == OID_SBR_MV_STRICT || id == OID_SBR_OV_STRICT || id == OID_SBR_SV_STRICT || id == OID_SBR_IV_STRICT;
}

/* Its reserved policies say it: all of them Strict ones, or none, and one at least. */
static bool
is_for_these_only(const struct cert_view *ca, bool strict)
{
	bool any = false;

	for (unsigned i = 0; i < ca->policies.n; i++) {
		enum oid id = ca->policies.v[i].id;

		if (id == OID_ANY_POLICY)
			return false;
		if (!oid_is_sbr(id))
			continue;
		if (is_strict(id) != strict)
			return false;
		any = true;
	}
	return any && cert_ok(ca, PART_EXT_CP);
}

/* Is it a root by what it says, which its own key did not sign? */
static bool
is_damaged(struct smimelint_run *run, const struct ca *ca)
{
	const struct issuer_view *v = ca->pooled != NULL ? issuer_view(&run->ctx->issuers, ca->pooled) : NULL;

	return v != NULL && issuer_is_damaged_root(ca->pooled, v, run->key);
}

/*
 * A root issues certificates of CAs, infrastructure and OCSP responders only
 * (SBR 6.1.7), whatever its cross certificates leave open.  One that says that
 * its own key signed it, which did not, is no root here.  With
 * pathLenConstraint 0 a CA issues those of subscribers only, else it may issue both.
 */
static uint8_t
covers_of(struct smimelint_run *run, const struct issuer_search *s)
{
	bool root = false, subscribers_only = false, both = false;

	for (size_t i = 0; i < s->n_same; i++) {
		const struct ca *ca = &s->twin[i].ca;
		bool is_last = ca->cert->bc.has_path_len && ca->cert->bc.path_len == 0, is_root;

		if (!issuers_counts(s, &s->twin[i]))
			continue;
		is_root = ca->is_root && !is_damaged(run, ca);
		root |= is_root;
		subscribers_only |= !is_root && is_last;
		both |= !is_root && !is_last;
	}
	return (uint8_t)((subscribers_only || (both && !root) ? COVERS_SUBSCRIBER : 0) | (root || both ? COVERS_CA : 0));
}

struct ca_says
ca_say_together(struct smimelint_run *run, const struct issuer_search *s)
{
	struct ca_says says = { covers_of(run, s), false, true, true };

	for (size_t i = 0; i < s->n_same; i++)
		if (issuers_counts(s, &s->twin[i])) {
			says.smime |= is_for_smime(s->twin[i].ca.cert);
			says.strict_only &= is_for_these_only(s->twin[i].ca.cert, true);
			says.none_strict &= is_for_these_only(s->twin[i].ca.cert, false);
		}
	return says;
}
