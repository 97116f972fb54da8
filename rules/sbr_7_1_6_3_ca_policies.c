/* sbr_7_1_6_3_ca_policies.c - SBR 7.1.6.2 and 7.1.6.3: policy identifiers of CA certificates. */
#include "rules/extension.h"
#include "rules/tables.h"

static bool
has_reserved(const struct check *c)
{
	for (unsigned i = 0; i < c->cert->policies.n; i++)
		if (oid_is_sbr(c->cert->policies.v[i].id))
			return true;
	return false;
}

static void
neither(struct check *c)
{
	if (!has_reserved(c) && !cert_has_policy(c->cert, OID_ANY_POLICY))
		report(c, at_ext(c, PART_EXT_CP), NULL);
}

/* The two sentences on CAs that are no Affiliates have to be asked for. */
static bool
not_affiliated(struct check *c)
{
	if (c->options->ca_affiliated == ANSWER_UNSET)
		not_applicable(c, "whether the CA is an Affiliate of its issuer is not known (--ca-affiliated)");
	else if (c->options->ca_affiliated == ANSWER_YES)
		not_applicable(c, "the CA is an Affiliate of its issuer");
	return c->options->ca_affiliated == ANSWER_NO;
}

static void
unaffiliated_any(struct check *c)
{
	if (not_affiliated(c) && cert_has_policy(c->cert, OID_ANY_POLICY))
		report(c, at_ext(c, PART_EXT_CP), NULL);
}

/* anyPolicy alone: what has neither is the first row's. */
static void
unaffiliated_no_reserved(struct check *c)
{
	if (not_affiliated(c) && !has_reserved(c) && cert_has_policy(c->cert, OID_ANY_POLICY))
		report(c, at_ext(c, PART_EXT_CP), NULL);
}

static const struct smimelint_rule rules[] = {
	{
		.id = "sbr.certificate-policies.sub-ca-no-reserved",
		.section = "7.1.6.3",
		.title = "CA certificate asserts neither a reserved S/MIME policy nor anyPolicy",
		.requires = "The policies of a subordinate CA include a reserved identifier of 7.1.6.1, or, for an Affiliate "
		    "of the issuer, anyPolicy. A root that has policies follows the same rule (7.1.6.2).",
		.explanation = "Whether Affiliate or not, one of the two has to be there; without it the policies of the "
		    "certificates that the CA issues are not valid on the path.",
		.remedy = "List the reserved identifiers that the CA issues under, or anyPolicy for an affiliated CA.",
		.scope = SCOPE_CA(KIND_ANY_CA), .schedule = SBR_SHALL,
		.when = PARTS1(PART_EXT_CP), .needs = PARTS1(PART_EXT_CP), .fn = neither,
	},
	{
		.id = "sbr.certificate-policies.sub-ca-unaffiliated-any",
		.section = "7.1.6.3",
		.title = "certificate of an unaffiliated subordinate CA contains anyPolicy",
		.requires = "The certificate of a Subordinate CA that is no Affiliate of its issuer does not contain "
		    "anyPolicy.",
		.explanation = "An outside CA has to say which policies it issues under. Judged where --ca-affiliated no "
		    "tells that it is one.",
		.remedy = "Replace anyPolicy by the reserved identifiers.",
		.scope = SCOPE_CA(KIND_SUBCA | KIND_CROSS), .schedule = SBR_SHALL,
		.when = PARTS1(PART_EXT_CP), .needs = PARTS1(PART_EXT_CP), .fn = unaffiliated_any,
	},
	{
		.id = "sbr.certificate-policies.sub-ca-unaffiliated-no-reserved",
		.section = "7.1.6.3",
		.title = "certificate of an unaffiliated subordinate CA without a reserved S/MIME policy",
		.requires = "The certificate of a Subordinate CA that is no Affiliate of its issuer includes a reserved "
		    "identifier of 7.1.6.1.",
		.explanation = "anyPolicy does not stand in for it there. Judged where --ca-affiliated no tells that the CA "
		    "is an outside one.",
		.remedy = "Add the reserved identifiers that the CA issues under.",
		.scope = SCOPE_CA(KIND_SUBCA | KIND_CROSS), .schedule = SBR_SHALL,
		.when = PARTS1(PART_EXT_CP), .needs = PARTS1(PART_EXT_CP), .fn = unaffiliated_no_reserved,
	},
};

RULE_TABLE(rules_sbr_7_1_6_3_ca_policies, "SBR 7.1.6.2, 7.1.6.3 Policy identifiers of CA certificates", rules);
