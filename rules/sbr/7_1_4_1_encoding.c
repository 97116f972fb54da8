/* SPDX-License-Identifier: Apache-2.0 */
/* 7_1_4_1_encoding.c - SBR 7.1.4.1: equal names of CAs are encoded alike; the part that one certificate shows. */
#include "rule/rule.h"
#include "rules/tables.h"

#define NAMES (PARTS1(PART_ISSUER) | PARTS1(PART_SUBJECT))

static void
self_issued_differs(struct check *c)
{
	const struct cert_view *cv = c->cert;

	if (!span_eq(cv->issuer.raw, cv->subject.raw) && name_alike(&cv->issuer, &cv->subject))
		report(c, at_part(c, PART_ISSUER), NULL);
}

static const struct smimelint_rule rules[] = {
	{
		.id = "sbr.issuer.equal-name-encoded-otherwise",
		.section = "7.1.4.1",
		.title = "issuer and subject of the CA certificate are equal names in different encodings",
		.requires = "CA names that compare as equal are encoded in the same octets in all certificates of a path.",
		.explanation = "The issuer field repeats the subject of the issuing CA, so two CA certificates with equal and differently encoded subjects exist. "
		    "Software that compares octets does not build the path. String types, letter case and blanks count as encoding here (RFC 5280 7.1).",
		.remedy = "Copy the subject of the issuing CA octet by octet.",
		.schedule = SBR_SHALL, .scope = SCOPE_CA(KIND_ANY_CA), .when = NAMES, .needs = NAMES,
		.fn = self_issued_differs,
	},
};

RULE_TABLE(rules_sbr_7_1_4_1_encoding, "SBR 7.1.4.1 Name encoding", rules);
