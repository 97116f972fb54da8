/* SPDX-License-Identifier: Apache-2.0 */
/* 7_1_6_3_ca_policies.c - SBR 7.1.6.2 and 7.1.6.3: policy identifiers of CA certificates. */
#include "rules/common/ca.h"
#include "rules/common/policies_show.h"
#include "rules/tables.h"

/* The first reserved identifier; NULL: there is none. */
static const struct policy *
first_reserved(const struct check *c)
{
	for (unsigned i = 0; i < c->cert->policies.n; i++)
		if (oid_is_sbr(c->cert->policies.v[i].id))
			return &c->cert->policies.v[i];
	return NULL;
}

/* The first that is neither reserved nor anyPolicy; NULL: there is none. */
static const struct policy *
first_own(const struct check *c)
{
	for (unsigned i = 0; i < c->cert->policies.n; i++)
		if (!oid_is_sbr(c->cert->policies.v[i].id) && c->cert->policies.v[i].id != OID_ANY_POLICY)
			return &c->cert->policies.v[i];
	return NULL;
}

static bool
has_reserved(const struct check *c)
{
	return first_reserved(c) != NULL;
}

static void
neither(struct check *c)
{
	if (c->cert->policies.all && !has_reserved(c) && !cert_has_policy(c->cert, OID_ANY_POLICY))
		report(c, at_part(c, PART_EXT_CP), "%s", policies_show(c));
}

/* Each anyPolicy, and what it stands beside; NULL: there is no reserved one. */
static void
report_any(struct check *c, const struct policy *beside)
{
	for (unsigned i = 0; i < c->cert->policies.n; i++) {
		const struct policy *p = &c->cert->policies.v[i];

		if (p->id != OID_ANY_POLICY)
			continue;
		if (beside != NULL)
			report(c, p->raw, "beside %s", oid_show(c->arena, beside->oid));
		else
			report(c, p->raw, c->cert->policies.all ? "no reserved policy" : NULL);
	}
}

/* No certificate shows whether its CA is an Affiliate of the issuer: this has to be told. */
static void
unaffiliated_any(struct check *c)
{
	if (!cert_has_policy(c->cert, OID_ANY_POLICY))
		return;
	switch (c->options->ca_affiliated) {
	case ANSWER_UNSET:
		not_evaluated(c, "whether the CA is an Affiliate of its issuer is not known (--ca-affiliated)");
		break;
	case ANSWER_YES:
		not_applicable(c, "the CA is an Affiliate of its issuer");
		break;
	case ANSWER_NO:
		report_any(c, first_reserved(c));
		break;
	}
}

/* Either reserved identifiers or anyPolicy: an Affiliate has one of two options, any other CA the first. */
static void
any_beside_reserved(struct check *c)
{
	const struct policy *reserved = first_reserved(c);

	if (reserved != NULL)
		report_any(c, reserved);
}

/* The option with anyPolicy has no other identifier, that with reserved ones may have. */
static void
any_beside_own(struct check *c)
{
	const struct policy *own = first_own(c);

	if (own != NULL)
		report_any(c, own);
}

static const struct smimelint_rule rules[] = {
	{
		.id = "sbr.certificate-policies.sub-ca-no-reserved",
		.section = "7.1.6.3, 7.1.2.2.a, 7.1.6.2",
		.title = "CA certificate asserts neither a reserved S/MIME policy nor anyPolicy",
		.requires = "The policies of a subordinate CA include a reserved identifier of 7.1.6.1, or, for an Affiliate "
		    "of the issuer, anyPolicy. A root that has policies follows the same rule (7.1.6.2).",
		.explanation = "Every subordinate CA has one of the two, Affiliate or not. Without it the policies of the "
		    "certificates that the CA issues are not valid on the path.",
		.remedy = "List the reserved identifiers that the CA issues under, or anyPolicy for an affiliated CA.",
		.scope = SCOPE_CA(KIND_ANY_CA), .schedule = SBR_SHALL,
		.when = PARTS1(PART_EXT_CP), .reads = PARTS1(PART_EXT_CP), .fn = neither,
		.yields_to = IDS("rfc5280.extension.empty"), .yields = YIELD_IN_PLACE,
	},
	{
		.id = "sbr.certificate-policies.sub-ca-unaffiliated-any",
		.section = "7.1.6.3, 7.1.2.2.a",
		.title = "certificate of an unaffiliated subordinate CA contains anyPolicy",
		.requires = "The certificate of a Subordinate CA that is not an Affiliate of its issuer includes a reserved "
		    "identifier of 7.1.6.1 and does not contain anyPolicy.",
		.explanation = "An outside CA has to name the policies that it issues under, and anyPolicy does not "
		    "replace them. The rule is judged with --ca-affiliated no. The value says when there is no reserved "
		    "identifier either.",
		.remedy = "Replace anyPolicy by the reserved identifiers.",
		.scope = SCOPE_SUBCA, .schedule = SBR_SHALL,
		.when = PARTS1(PART_EXT_CP), .reads = PARTS1(PART_EXT_CP), .fn = unaffiliated_any,
	},
	{
		.id = "sbr.certificate-policies.sub-ca-any-and-reserved",
		.section = "7.1.6.3, 7.1.2.2.a, 7.1.6.2",
		.title = "CA certificate contains anyPolicy beside a reserved S/MIME policy",
		.requires = "The certificate of an affiliated Subordinate CA has reserved identifiers of 7.1.6.1 or anyPolicy. That of any other "
		    "Subordinate CA has reserved identifiers and no anyPolicy. A root that has policies follows the same rule (7.1.6.2).",
		.explanation = "anyPolicy makes the reserved identifiers beside it void: every policy is valid on the path. With --ca-affiliated no, "
		    "anyPolicy is an error of its own.",
		.remedy = "Keep the reserved identifiers, or anyPolicy alone for an Affiliate.",
		.reading = "7.1.6.3 gives an Affiliate \"one of the two options below\"; we read that the two exclude each other",
		.scope = SCOPE_CA(KIND_ANY_CA), .schedule = SBR_SHALL,
		.when = PARTS1(PART_EXT_CP), .reads = PARTS1(PART_EXT_CP), .fn = any_beside_reserved,
		.yields_to = IDS("sbr.certificate-policies.sub-ca-unaffiliated-any"),
	},
	{
		.id = "sbr.certificate-policies.sub-ca-any-and-own",
		.section = "7.1.6.3, 7.1.2.2.a, 7.1.6.2",
		.title = "CA certificate contains anyPolicy beside a policy that is not reserved",
		.requires = "The certificate of an affiliated Subordinate CA has reserved identifiers of 7.1.6.1, with or without its own, or anyPolicy. "
		    "A root that has policies follows the same rule (7.1.6.2).",
		.explanation = "anyPolicy makes every other identifier void: every policy is valid on the path. Own identifiers stand beside reserved ones only. "
		    "With --ca-affiliated no, anyPolicy is an error of its own.",
		.remedy = "Keep anyPolicy alone, or list the reserved identifiers in its place.",
		.reading = "7.1.6.3 gives an Affiliate \"one of the two options below\", of which only the first may contain own identifiers; we read that the second "
		    "is anyPolicy alone",
		.scope = SCOPE_CA(KIND_ANY_CA), .schedule = SBR_SHALL,
		.when = PARTS1(PART_EXT_CP), .reads = PARTS1(PART_EXT_CP), .fn = any_beside_own,
		.yields_to = IDS("sbr.certificate-policies.sub-ca-unaffiliated-any", "sbr.certificate-policies.sub-ca-any-and-reserved"),
	},
};

RULE_TABLE(rules_sbr_7_1_6_3_ca_policies, "SBR 7.1.6.2, 7.1.6.3 Policy identifiers of CA certificates", rules);
