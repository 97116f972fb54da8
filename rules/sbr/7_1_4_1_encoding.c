/* SPDX-License-Identifier: Apache-2.0 */
/* 7_1_4_1_encoding.c - SBR 7.1.4.1: equal names of CAs are encoded alike; what one certificate shows, and what others of its name show beside it. */
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

/* The one that came later is at fault.  Of one key they are one CA's. */
static void
namesake_differs(struct check *c)
{
	const struct cert_view *other = c->namesake;
	bool same_key;

	if (other == NULL) {
		if (c->issuer_state == ISSUER_NOT_ASKED)
			not_applicable(c, "no other CA certificate is given");
		else if (c->namesakes == NAMESAKES_MANY)
			not_applicable(c, "too many CA certificates of this name are given");
		else if (c->namesakes == NAMESAKES_DOUBTFUL)
			not_applicable(c, "of the CA certificate of an equal name no issuer is given whose key signed it");
		return;
	}
	same_key = span_eq(other->field[PART_SPKI].raw, c->cert->field[PART_SPKI].raw);
	if (same_key)
		reading_settled(c);
	report(c, at_part(c, PART_SUBJECT), "CA certificate with %s key, serial number %s", same_key ? "this" : "another", show_serial(c, other->serial));
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
	{
		.id = "sbr.subject.equal-name-encoded-otherwise",
		.section = "7.1.4.1",
		.title = "subject of the CA certificate equals that of an older one that is given, in another encoding",
		.requires = "CA names that compare as equal are encoded in the same octets in all certificates, expired and revoked ones too.",
		.explanation = "Software that compares octets takes them for two CAs. The certificate is compared with the CA certificates that are given "
		    "(--issuer) and began no later, where a key that is given signed them. String types, letter case and blanks count as encoding here (RFC 5280 7.1). Where both have one key it is an error.",
		.remedy = "Encode the subject as in the CA's first certificate, octet by octet.",
		.reading = "CA certificates with equal names are meant whatever their keys, not those of one CA alone",
		.schedule = SBR_SHALL, .scope = SCOPE_CA(KIND_ANY_CA), .when = PARTS1(PART_SUBJECT), .needs = PARTS1(PART_SUBJECT),
		.fn = namesake_differs, .asks_namesake = true, .yields_to = IDS("sbr.issuer.equal-name-encoded-otherwise"),
	},
};

RULE_TABLE(rules_sbr_7_1_4_1_encoding, "SBR 7.1.4.1 Name encoding", rules);
