/* SPDX-License-Identifier: Apache-2.0 */
/* profile.c - the CA's own limits on the certificate as a whole: profile, issuer, validity, key, signature, depth. */
#include "rules/cps/cps.h"
#include "rules/tables.h"

static void
no_match(struct check *c)
{
	if (c->ca_profile == NULL)
		report(c, c->cert->der, NULL);
}

static void
issuer_not_allowed(struct check *c)
{
	const struct ca_profile *p = ca_limits(c);
	const char *issuer;

	if (p == NULL || !is_limited(c, p->issuers.given))
		return;
	issuer = name_show(c->arena, &c->cert->issuer);
	if (!ca_texts_fit(&p->issuers, span_of(issuer)))
		report_limit(c, at_part(c, PART_ISSUER), issuer);
}

/* Both ends belong to the period (RFC 5280 4.1.2.5). */
static void
too_long(struct check *c)
{
	const struct ca_profile *p = ca_limits(c);
	int64_t seconds;

	if (p == NULL || !is_limited(c, p->max_days != CA_NO_LIMIT) || !c->cert->not_before.ok || !c->cert->not_after.ok)
		return;
	seconds = c->cert->not_after.seconds - c->cert->not_before.seconds + 1;
	if (seconds > p->max_days * SECONDS_PER_DAY)
		report_limit(c, at_part(c, PART_VALIDITY), arena_printf(c->arena, "%lld days, at most %u",
		    (long long)((seconds + SECONDS_PER_DAY - 1) / SECONDS_PER_DAY), (unsigned)p->max_days));
}

static void
backdated(struct check *c)
{
	const struct ca_profile *p = ca_limits(c);
	int64_t days;

	if (p == NULL || !is_limited(c, p->max_backdating != CA_NO_LIMIT))
		return;
	if (!c->options->unsigned_input || !c->options->day_given) {
		not_evaluated(c, "the day of issuance is not known (--tbs with --at)");
		return;
	}
	if (!c->cert->not_before.ok)
		return;
	days = (int64_t)c->profile->day - day_from_seconds(c->cert->not_before.seconds);
	if (days > (int64_t)p->max_backdating)
		report_limit(c, at_part(c, PART_NOT_BEFORE), arena_printf(c->arena, "%lld days, at most %u",
		    (long long)days, (unsigned)p->max_backdating));
}

static enum oid
key_type(const struct cert_spki *k)
{
	return k->id == OID_EC ? k->curve : k->id;
}

/* Is the type of the key in the list at all? */
static bool
has_type(const struct ca_profile *p, enum oid type)
{
	for (unsigned i = 0; i < p->n_key; i++)
		if (type != OID_UNKNOWN && p->key[i].id == type)
			return true;
	return false;
}

static void
key_not_allowed(struct check *c)
{
	const struct ca_profile *p = ca_limits(c);
	const struct cert_spki *k = &c->cert->spki;

	if (p == NULL || !is_limited(c, p->key != NULL) || has_type(p, key_type(k)))
		return;
	report_limit(c, k->algorithm, key_type(k) != OID_UNKNOWN ? oid_name(key_type(k)) : oid_show(c->arena, k->oid));
}

static void
key_size(struct check *c)
{
	const struct ca_profile *p = ca_limits(c);
	const struct cert_spki *k = &c->cert->spki;
	size_t bits = der_bit_length(k->modulus);

	if (p == NULL || !is_limited(c, has_type(p, OID_RSA) && k->id == OID_RSA) || k->modulus.p == NULL)
		return;
	for (unsigned i = 0; i < p->n_key; i++)
		if (p->key[i].id == OID_RSA && bits >= p->key[i].min_bits && bits <= p->key[i].max_bits)
			return;
	report_limit(c, k->modulus, show_count(c, bits, "bit"));
}

static void
signature_not_allowed(struct check *c)
{
	const struct ca_profile *p = ca_limits(c);
	struct span oid = c->cert->signature.oid;

	if (p == NULL || !is_limited(c, p->signatures.given))
		return;
	if (!ca_items_have(&p->signatures, (struct ca_item){ oid, 0 }))
		report_limit(c, oid, oid_show(c->arena, oid));
}

static void
path_length(struct check *c)
{
	const struct ca_profile *p = ca_limits(c);
	const struct ext_bc *bc = &c->cert->bc;

	if (p == NULL || !is_limited(c, p->max_path_len != CA_NO_LIMIT && bc->ca))
		return;
	if (!bc->has_path_len)
		report_limit(c, at_part(c, PART_EXT_BC), "none");
	else if (bc->path_len_negative || bc->path_len > p->max_path_len)
		report_limit(c, bc->path_len_at, bc->path_len == UINT32_MAX ? "too large to be read" :
		    arena_printf(c->arena, "%u", (unsigned)bc->path_len));
}

static const struct smimelint_rule rules[] = {
	{
		.id = "cps.profile.no-match",
		.section = "7.1",
		.title = "certificate is of none of the CA's profiles",
		.requires = "A certificate follows one of the profiles that the CA describes in its CP/CPS.",
		.explanation = "None of the profiles in the CA profile file matches its kind, policies, issuer and day, so none of the "
		    "CA's limits could be applied. Either the CA issues what it does not describe, or the file is not complete.",
		.remedy = "Issue by a described profile, or describe this one; leave the rule out (--skip) where other CAs' certificates "
		    "are linted too.",
		.schedule = CPS_SHALL, .fn = no_match, .scope = SCOPE_ALL,
	},
	{
		.id = "cps.issuer.not-allowed",
		.section = "7.1.4",
		.title = "issuer is not one from which the CA issues this profile",
		.requires = "A profile is issued by the issuing CAs that the CP/CPS names for it.",
		.explanation = "A CA keeps profiles apart by its issuing CAs; a certificate from another one breaks its own CP/CPS even "
		    "where it is otherwise right.",
		.remedy = "Issue from the CA certificate that the CP/CPS names.",
		.schedule = CPS_SHALL, .fn = issuer_not_allowed, .needs = PARTS1(PART_ISSUER), .scope = SCOPE_ALL,
	},
	{
		.id = "cps.validity.too-long",
		.section = "6.3.2",
		.title = "validity period is longer than the CA's own limit",
		.requires = "The validity period is at most as long as the CP/CPS says for the profile.",
		.explanation = "The CA may promise less than the SBR allow; the promise binds it all the same. Both ends belong to the "
		    "period.",
		.remedy = "Shorten the period, or change the CP/CPS before issuing.",
		.schedule = CPS_SHALL, .fn = too_long, .needs = PARTS1(PART_NOT_BEFORE) | PARTS1(PART_NOT_AFTER),
		.when = PARTS1(PART_VALIDITY), .scope = SCOPE_ALL,
	},
	{
		.id = "cps.validity.backdated",
		.section = "6.3.2",
		.title = "notBefore lies further back than the CA's own limit",
		.requires = "notBefore lies at most as many days before the day of issuance as the CP/CPS says.",
		.explanation = "A certificate does not show when it was signed. The rule looks only at what is about to "
		    "be signed, with the day of issuance given (--tbs with --at).",
		.remedy = "Set notBefore to the time of issuance.",
		.schedule = CPS_SHALL, .fn = backdated, .needs = PARTS1(PART_NOT_BEFORE), .when = PARTS1(PART_NOT_BEFORE),
		.scope = SCOPE_ALL,
	},
	{
		.id = "cps.key.not-allowed",
		.section = "6.1.5",
		.title = "type of the key is not one that the CA allows",
		.requires = "The key is of a type that the CP/CPS lists for the profile.",
		.explanation = "The SBR allow more types of keys than most CAs offer; a type that the CP/CPS does not name was not meant to "
		    "be issued.",
		.remedy = "Refuse the request, or add the type to the CP/CPS first.",
		.schedule = CPS_SHALL, .fn = key_not_allowed, .needs = PARTS1(PART_KEY_ALGORITHM), .when = PARTS1(PART_SPKI), .scope = SCOPE_ALL,
	},
	{
		.id = "cps.key.size",
		.section = "6.1.5",
		.title = "size of the RSA key is not one that the CA allows",
		.requires = "An RSA key has a size that the CP/CPS allows for the profile.",
		.explanation = "A CA may ask for larger keys than the SBR do, or for a few sizes only.",
		.remedy = "Ask for a key of an allowed size.",
		.schedule = CPS_SHALL, .fn = key_size, .scope = SCOPE_ALL,
		.needs = PARTS1(PART_KEY_ALGORITHM), .reads = PARTS1(PART_SPKI), .when = PARTS1(PART_SPKI),
	},
	{
		.id = "cps.signature.not-allowed",
		.section = "7.1.3",
		.title = "signature algorithm is not one that the CA allows",
		.requires = "The certificate is signed with an algorithm that the CP/CPS lists for the profile.",
		.explanation = "The signature algorithm is a setting of the issuing CA, and easily that of another "
		    "profile.",
		.remedy = "Sign with a listed algorithm.",
		.schedule = CPS_SHALL, .fn = signature_not_allowed, .needs = PARTS1(PART_SIGNATURE), .when = PARTS1(PART_SIGNATURE),
		.scope = SCOPE_ALL,
	},
	{
		.id = "cps.basic-constraints.path-length",
		.section = "7.1.2",
		.title = "pathLenConstraint is absent or larger than the CA's own limit",
		.requires = "pathLenConstraint is present and at most as large as the CP/CPS allows for the profile.",
		.explanation = "The SBR leave the length of the path to the CA. Without the field there is no limit at all.",
		.remedy = "Set pathLenConstraint as the CP/CPS says.",
		.schedule = CPS_SHALL, .fn = path_length, .needs = PARTS1(PART_EXT_BC), .when = PARTS1(PART_EXT_BC), .scope = SCOPE_ALL,
	},
};

RULE_TABLE(rules_cps_profile, "CP/CPS of the CA: profile, validity, keys", rules);
