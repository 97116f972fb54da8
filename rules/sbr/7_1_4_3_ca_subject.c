/* SPDX-License-Identifier: Apache-2.0 */
/* 7_1_4_3_ca_subject.c - SBR 7.1.4.3.1: the subject of root and subordinate CA certificates. */
#include "rule/rule.h"
#include "rules/tables.h"
#include "value/iso.h"
#include "value/judge.h"

/* row.arg: the attribute type that has to be there. */
static void
attribute_missing(struct check *c)
{
	if (name_count(&c->cert->subject, (enum oid)c->rule->arg) == 0)
		report(c, at_part(c, PART_SUBJECT), NULL);
}

/* Values that cannot be read are a finding of the string's own rules. */
static void
country_not_iso(struct check *c)
{
	const struct cert_attr *a;

	for (unsigned at = 0; (a = name_next(&c->cert->subject, OID_COUNTRY, &at)) != NULL; )
		if (a->text.p != NULL && iso_country(a->text) != ISO_COUNTRY_OFFICIAL)
			report_text(c, a->raw, a->text);
}

/* row.arg: the traits of a value that are a finding. */
static void
values(struct check *c)
{
	const struct cert_name *subject = &c->cert->subject;

	for (unsigned i = 0; i < subject->n_attr; i++)
		if ((subject->attr[i].traits & c->rule->arg) != 0 && subject->attr[i].type != OID_COUNTRY)
			report(c, subject->attr[i].value.raw, "\"%s\"", show_text(c, subject->attr[i].text, 64));
}

static void
empty(struct check *c)
{
	const struct cert_name *subject = &c->cert->subject;

	for (unsigned i = 0; i < subject->n_attr; i++)
		if (attr_lacks_value(&subject->attr[i]))
			report(c, subject->attr[i].raw, "%s", oid_name(subject->attr[i].type));
}

static void
metadata_of(struct check *c, bool common_name)
{
	const struct cert_name *subject = &c->cert->subject;

	for (unsigned i = 0; i < subject->n_attr; i++)
		if ((subject->attr[i].traits & c->rule->arg) != 0 && subject->attr[i].type != OID_COUNTRY &&
		    (subject->attr[i].type == OID_COMMON_NAME) == common_name)
			report(c, subject->attr[i].value.raw, "\"%s\"", show_text(c, subject->attr[i].text, 64));
}

/* What a commonName contains is a SHOULD (7.1.4.3.1.a), which is the row's reading. */
static void
metadata(struct check *c)
{
	metadata_of(c, true);
	reading_settled(c);
	metadata_of(c, false);
}

/* ---- the issuer of a subscriber certificate: that very name (7.1.4.1) ---- */

static void
issuer_lacks(struct check *c, enum oid type)
{
	if (name_attr(&c->cert->issuer, type, 0) == NULL)
		report(c, at_part(c, PART_ISSUER), "no %s", oid_name(type));
}

static void
issuer_of_no_compliant_ca(struct check *c)
{
	const struct cert_attr *a;

	if (cert_self_issued(c->cert)) {
		not_applicable(c, "issuer and subject are the same name");
		return;
	}
	issuer_lacks(c, OID_COMMON_NAME);
	issuer_lacks(c, OID_ORGANIZATION);
	issuer_lacks(c, OID_COUNTRY);
	for (unsigned at = 0; (a = name_next(&c->cert->issuer, OID_COUNTRY, &at)) != NULL; )
		if (a->text.p != NULL && iso_country(a->text) != ISO_COUNTRY_OFFICIAL)
			report_text(c, a->value.raw, a->text);
}

#define VALUES(traits) .fn = values, .arg = (traits), .only_of = (traits), .scope = SCOPE_CA(KIND_ANY_CA), .reads = PARTS1(PART_SUBJECT)

static const struct smimelint_rule rules[] = {
	{
		.id = "sbr.subject.ca-common-name-missing",
		.section = "7.1.4.3.1.a",
		.title = "CA certificate has no commonName in its subject",
		.requires = "The subject of a CA certificate has a commonName.",
		.explanation = "The name distinguishes the CA's certificates. Users and administrators know a CA by it.",
		.remedy = "Name the CA by a commonName that is unique among its issuer's certificates.",
		.peers = PEERS("zlint:e_ca_common_name_missing"),
		.scope = SCOPE_CA(KIND_ANY_CA), .schedule = SBR_SHALL,
		.needs = PARTS1(PART_SUBJECT), .arg = OID_COMMON_NAME, .fn = attribute_missing,
		.yields_to = IDS("rfc5280.subject.empty"),
	},
	{
		.id = "sbr.subject.ca-organization-missing",
		.section = "7.1.4.3.1.b",
		.title = "CA certificate has no organizationName in its subject",
		.requires = "The subject of a CA certificate has an organizationName.",
		.explanation = "It says who answers for the CA.",
		.remedy = "Add the CA's verified name or assumed name as organizationName.",
		.peers = PEERS("zlint:e_ca_organization_name_missing"),
		.scope = SCOPE_CA(KIND_ANY_CA), .schedule = SBR_SHALL,
		.needs = PARTS1(PART_SUBJECT), .arg = OID_ORGANIZATION, .fn = attribute_missing,
		.yields_to = IDS("rfc5280.subject.empty"),
	},
	{
		.id = "sbr.subject.ca-country-missing",
		.section = "7.1.4.3.1.c",
		.title = "CA certificate has no countryName in its subject",
		.requires = "The subject of a CA certificate has a countryName.",
		.explanation = "It says where the CA has its place of business.",
		.remedy = "Add the two-letter ISO 3166-1 code of that country.",
		.peers = PEERS("zlint:e_ca_country_name_missing"),
		.scope = SCOPE_CA(KIND_ANY_CA), .schedule = SBR_SHALL,
		.needs = PARTS1(PART_SUBJECT), .arg = OID_COUNTRY, .fn = attribute_missing,
		.yields_to = IDS("rfc5280.subject.empty"),
	},
	{
		.id = "sbr.subject.ca-country-not-iso",
		.section = "7.1.4.3.1.c",
		.title = "countryName of a CA certificate is not an ISO 3166-1 code",
		.requires = "The countryName of a CA certificate is a two-letter ISO 3166-1 country code.",
		.explanation = "Only officially assigned codes name a country; the user-assigned XX is provided for "
		    "subscribers alone (7.1.4.2.2.n).",
		.remedy = "Use the official code, in upper case.",
		.peers = PEERS("zlint:e_ca_country_name_invalid"),
		.scope = SCOPE_CA(KIND_ANY_CA), .schedule = SBR_SHALL,
		.reads = PARTS1(PART_SUBJECT), .fn = country_not_iso,
	},
	{
		.id = "sbr.subject.ca-value-empty",
		.section = "7.1.4.3.1.a to d",
		.title = "an attribute in the subject of a CA certificate has an empty value",
		.requires = "commonName, organizationName and countryName are present, organizationName with the CA's name, and any other attribute holds "
		    "information that was verified.",
		.explanation = "An attribute without any character names nothing and informs of nothing. Where it has to be there, it is there in form only.",
		.remedy = "Give the name or the information, or leave the attribute out where it may be absent.",
		.peers = PEERS("pkilint:itu.invalid_asn1_syntax"),
		.schedule = SBR_SHALL, .fn = empty, .only_of = VALUE_EMPTY,
		.scope = SCOPE_CA(KIND_ANY_CA), .reads = PARTS1(PART_SUBJECT),
		.yields_to = IDS("sbr.subject.ca-country-not-iso"), .yields = YIELD_IN_PLACE,
	},
	{
		.id = "sbr.subject.ca-value-metadata",
		.section = "7.1.4.3.1.a, 7.1.4.3.1.b, 7.1.4.3.1.d",
		.title = "an attribute in the subject of a CA certificate says nothing",
		.requires = "organizationName is the CA's name, and an attribute that need not be there holds information that was verified. A commonName should "
		    "identify the certificate (7.1.4.3.1.a).",
		.explanation = "A value of blanks and punctuation, or one such as \"N/A\", is no name and no information. Where the attribute has to be there, "
		    "it is there in form only.",
		.remedy = "Give the name or the information, or leave the attribute out where it may be absent.",
		.reading = "For what a commonName contains 7.1.4.3.1.a has a SHOULD; that one which names nothing is none at all is a strict reading.",
		.schedule = SBR_SHALL, .fn = metadata, .arg = VALUE_METADATA | VALUE_PLACEHOLDER, .only_of = VALUE_METADATA | VALUE_PLACEHOLDER,
		.scope = SCOPE_CA(KIND_ANY_CA), .reads = PARTS1(PART_SUBJECT),
	},
	{
		.id = "sbr.subject.ca-value-damaged",
		.section = "7.1.4.3",
		.title = "an attribute in the subject of a CA certificate has text that was spoiled on its way",
		.requires = "The information in the subject is accurate at issuance.",
		.explanation = "A control character, the replacement character U+FFFD, an HTML entity or UTF-8 that was read in another character set is not in "
		    "the CA's name. Every certificate that the CA issues repeats it.",
		.remedy = "Take the text from its source again, in UTF-8.",
		.peers = PEERS("zlint:e_subject_dn_not_printable_characters", "zlint:e_subj_contains_html_entities", "zlint:e_utf8_latin1_mixup"),
		.schedule = SBR_SHALL, VALUES(VALUE_REPLACEMENT | VALUE_CONTROL | VALUE_ENTITY | VALUE_MOJIBAKE),
		.yields_to = IDS("x690.string.charset"), .yields = YIELD_IN_PLACE,
	},
	{
		.id = "sbr.subject.ca-value-unseen",
		.section = "7.1.4.3",
		.title = "an attribute in the subject of a CA certificate has a character that is not seen",
		.requires = "The information in the subject is accurate at issuance.",
		.explanation = "A blank at the beginning or the end, an invisible character or one that changes the direction: what is shown is not "
		    "what is compared, in every certificate below.",
		.remedy = "Remove such characters.",
		.peers = PEERS("zlint:w_subject_dn_leading_whitespace", "zlint:w_subject_dn_trailing_whitespace"),
		.reading = "No sentence names these characters; that they make the value inaccurate is a strict reading.",
		.schedule = SBR_SHALL, VALUES(VALUE_EDGE_BLANK | VALUE_INVISIBLE),
		.yields_to = IDS("sbr.subject.ca-value-metadata"), .yields = YIELD_IN_PLACE,
	},
	{
		.id = "sbr.issuer.name-of-no-compliant-ca",
		.section = "7.1.4.1, 7.1.4.3.1.a to c, Appendix B",
		.title = "issuer name is one that no compliant CA certificate has as its subject",
		.requires = "The issuer is octet for octet the subject of the issuing CA's certificate, which has commonName, organizationName and countryName, the "
		    "last with an ISO 3166-1 code. From 2024-09-15 only compliant CAs issue.",
		.explanation = "The value names what is absent, or shows the countryName. With the CA's certificate (--issuer) that one is judged whole.",
		.remedy = "Issue from a CA certificate that follows 7.1.4.3.1.",
		.reading = "the certificate of an Extant S/MIME CA may be from before the SBR; we read that Appendix B asks a compliant subject of every CA that issues now",
		.scope = SCOPE_SUBSCRIBER, .schedule = SCHEDULE(SHALL_FROM(2024, 9, 15)),
		.needs = PARTS1(PART_ISSUER), .fn = issuer_of_no_compliant_ca,
		.yields_to = IDS("sbr.issuer.not-compliant", "rfc5280.issuer.empty"),
	},
};

RULE_TABLE(rules_sbr_7_1_4_3_ca_subject, "SBR 7.1.4.3 Subject of root and subordinate CA certificates", rules);
