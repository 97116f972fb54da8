/* SPDX-License-Identifier: Apache-2.0 */
/* 7_1_4_2_2_org_identifier.c - organizationIdentifier (SBR 7.1.4.2.2.d, A.1). */
#include "rule/memo.h"
#include "rules/common/org_identifier.h"
#include "rules/common/subject_attr.h"
#include "rules/tables.h"

/* The next organizationIdentifier that says something, taken apart; false at the end.  *name is the one that the last stood in. */
static bool
next_identifier(struct check *c, struct attr_walk *w, struct countries *countries, struct identifier *i, const struct cert_name **name)
{
	while ((i->attr = next_subject_attr_of(c, w, OID_ORG_IDENTIFIER)) != NULL) {
		if (*name != w->name)
			countries_read(countries, w->name);
		*name = w->name;
		i->countries = countries;
		if (i->attr->text.p == NULL && (i->attr->bad || i->attr->value.val.n != 0))
			continue;
		i->id = memo_orgid(c, i->attr, &i->fault);
		return true;
	}
	return false;
}

/* Asks every question of every organizationIdentifier, once for all rules. */
static void
judge_identifiers(struct check *c)
{
	struct attr_walk w = { 0 };
	const struct cert_name *name = NULL;
	struct countries countries;
	struct identifier i;
	uint32_t broken = 0;

	while (next_identifier(c, &w, &countries, &i, &name))
		for (unsigned q = 0; q < ORG_QUESTIONS; q++)
			broken |= (uint32_t)(org_identifier_ask(&i, q) != NULL) << q;
	c->memo->orgids_judged = true;
	c->memo->orgid_broken = broken;
}

static void
report_identifiers(struct check *c)
{
	struct attr_walk w = { 0 };
	const struct cert_name *name = NULL;
	struct countries countries;
	struct identifier i;

	while (next_identifier(c, &w, &countries, &i, &name)) {
		const char *words = org_identifier_ask(&i, (enum org_question)c->rule->arg);

		if (words != NULL)
			report(c, i.attr->value.raw, "%s%s%s", show_text(c, i.attr->text, 64), *words != '\0' ? ": " : "", words);
	}
}

/* The question is rule->arg. */
static void
identifiers(struct check *c)
{
	if (!c->memo->orgids_judged)
		judge_identifiers(c);
	if ((c->memo->orgid_broken >> c->rule->arg & 1) != 0)
		report_identifiers(c);
}

/* ---- rows ---- */

#define IDENTIFIER(question) .fn = identifiers, .arg = (question), .scope = SCOPE_SUBSCRIBER, \
	.reads = SUBJECT_ATTR_PARTS, .when = PARTS1(PART_SUBJECT), .only_of = SHOWS_ORG_IDENTIFIER, .lacking = "no organizationIdentifier"

static const struct smimelint_rule rules[] = {
	{
		.id = "sbr.organization-identifier.string-type", .section = "7.1.4.2.2.d, 7.1.4.2.1",
		.title = "organizationIdentifier is neither PrintableString nor UTF8String",
		.requires = "organizationIdentifier is encoded as PrintableString or UTF8String.",
		.explanation = "Software that looks the organization up by its identifier compares octets; other string types make "
		    "equal identifiers differ.",
		.remedy = "Encode the attribute as UTF8String.",
		.peers = PEERS("pkilint:cabf.invalid_subject_organization_identifier_encoding"),
		.schedule = SBR_SHALL, IDENTIFIER(Q_STRING_TYPE),
	}, {
		.id = "sbr.organization-identifier.structure", .section = "7.1.4.2.2.d, 7.1.4.2.1",
		.title = "organizationIdentifier does not have the form scheme, country, subdivision, reference",
		.requires = "The identifier has three letters of the scheme and two of the country. Where needed a plus "
		    "sign and a subdivision of up to three characters follow. A hyphen and the reference end it.",
		.explanation = "Relying parties split the identifier at these places. Another form says nothing about the register "
		    "in which the organization can be found.",
		.remedy = "Write the identifier as in NTRGB-12345678 or NTRUS+CA-12345678.",
		.peers = PEERS("pkilint:cabf.invalid_subject_organization_identifier_format"),
		.schedule = SBR_SHALL, IDENTIFIER(Q_STRUCTURE),
		.yields_to = IDS("sbr.subject.value-empty"), .yields = YIELD_IN_PLACE,
	}, {
		.id = "sbr.organization-identifier.scheme", .section = "A.1, 7.1.4.2.2.d, 7.1.4.2.1",
		.title = "organizationIdentifier has a registration scheme that Appendix A does not list",
		.requires = "The registration scheme is NTR, VAT, PSD or LEI, or one of the identifiers GOV and INT.",
		.explanation = "Appendix A lists the schemes that are valid under these requirements. The national schemes of "
		    "ETSI EN 319 412-1, two letters and a colon, are not among them.",
		.remedy = "Use the scheme of the register in which the organization was verified.",
		.peers = PEERS("pkilint:cabf.invalid_organization_identifier_registration_scheme"),
		.schedule = SBR_SHALL, IDENTIFIER(Q_SCHEME),
	}, {
		.id = "sbr.organization-identifier.country", .section = "7.1.4.2.2.d, 7.1.4.2.1",
		.title = "organizationIdentifier has a country code that ISO 3166-1 does not assign",
		.requires = "The scheme is followed by the ISO 3166-1 code of the nation that operates it; for VAT the prefix of "
		    "Article 215 of Directive 2006/112/EC may stand there instead.",
		.explanation = "Without a real country the register is unknown. XX is accepted, because countryName uses "
		    "it for countries without an official code.",
		.remedy = "Use the official alpha-2 code, such as GB instead of UK.",
		.peers = PEERS("pkilint:cabf.invalid_organization_identifier_country"),
		.schedule = SBR_SHALL, IDENTIFIER(Q_COUNTRY),
	}, {
		.id = "sbr.organization-identifier.international-country", .section = "A.1, 7.1.4.2.2.d, 7.1.4.2.1",
		.title = "organizationIdentifier of the LEI or INT scheme has another country than XG",
		.requires = "LEI and INT are followed by the code XG.",
		.explanation = "LEIs and international organizations belong to no country; XG is the code for schemes that are operated "
		    "worldwide.",
		.remedy = "Write LEIXG- followed by the LEI, or INTXG.",
		.peers = PEERS("pkilint:cabf.invalid_organization_identifier_country"),
		.schedule = SBR_SHALL, IDENTIFIER(Q_INTERNATIONAL_COUNTRY),
	}, {
		.id = "sbr.organization-identifier.country-mismatch", .section = "7.1.4.2.2.d, A.1, 7.1.4.2.1",
		.title = "country in organizationIdentifier is not that of countryName",
		.requires = "Except in the LEI and INT schemes, the country of the identifier is that of countryName, where there is one. "
		    "The VAT prefix EL goes with GR and XI with GB.",
		.explanation = "The two attributes place the organization in different countries. Before version 1.0.4 the text made no "
		    "exception for LEI and INT, but demanded XG of them, so they are left out here at all times.",
		.remedy = "Correct whichever attribute does not agree with the register.",
		.peers = PEERS("zlint:e_registration_scheme_id_matches_subject_country",
		    "pkilint:cabf.smime.org_identifier_and_country_name_attribute_inconsistent"),
		.schedule = SBR_SHALL, IDENTIFIER(Q_COUNTRY_MISMATCH),
	}, {
		.id = "sbr.organization-identifier.vat-prefix-early", .section = "A.1, 7.1.4.2.2.d, 7.1.4.2.1",
		.title = "organizationIdentifier has a VAT prefix that was not allowed yet",
		.requires = "Before version 1.0.4 the country in a VAT identifier was the ISO 3166 code that countryName holds.",
		.explanation = "The prefixes EL and XI of Article 215 of Directive 2006/112/EC are allowed since 2024-05-11. "
		    "Until then the text named country codes only and demanded that they match countryName.",
		.remedy = "Nothing for certificates of today.",
		.reading = "The prefix is part of the VAT number as the tax authorities allocate it; whether the old text excluded it is disputed.",
		.schedule = SCHEDULE(SHALL_FROM(2023, 9, 1), ENDS_ON(2024, 5, 11)), IDENTIFIER(Q_VAT_PREFIX),
	}, {
		.id = "sbr.organization-identifier.reference-missing", .section = "7.1.4.2.2.d, 7.1.4.2.1",
		.title = "organizationIdentifier has no reference",
		.requires = "An identifier of the scheme NTR, VAT, PSD or LEI ends with a hyphen and the registration reference.",
		.explanation = "The identifier names a register but no entry in it.",
		.remedy = "Append a hyphen and the verified reference; government entities without one use GOV, international "
		    "organizations INTXG.",
		.peers = PEERS("pkilint:cabf.organization_identifier_reference_missing_for_scheme"),
		.schedule = SBR_SHALL, IDENTIFIER(Q_REFERENCE_MISSING),
	}, {
		.id = "sbr.organization-identifier.reference-present", .section = "7.1.4.2.2.d, 7.1.4.2.1",
		.title = "organizationIdentifier of the GOV or INT scheme has a reference",
		.requires = "GOV is followed by the country and perhaps a subdivision, INT by XG, and nothing else.",
		.explanation = "These two stand for entities that are in no register; what follows the hyphen was verified nowhere.",
		.remedy = "End the identifier after the country or the subdivision: GOVUS, GOVUS+CA, INTXG.",
		.peers = PEERS("pkilint:cabf.smime.prohibited_organization_identifier_reference_present_for_scheme"),
		.schedule = SBR_SHALL, IDENTIFIER(Q_REFERENCE_PRESENT),
	}, {
		.id = "sbr.organization-identifier.reference-prose", .section = "7.1.4.2.2.d, 7.1.4.2.1",
		.title = "organizationIdentifier has words instead of a reference",
		.requires = "The reference is the one that the register has assigned to the organization.",
		.explanation = "\"Government Entity\" and \"N/A\" are not entries of a register. The rule takes for words "
		    "a placeholder, or a text with blanks and without any digit.",
		.remedy = "Use the reference from the register; for entities that are in none, GOV or INTXG without a reference.",
		.schedule = SBR_SHALL, IDENTIFIER(Q_REFERENCE_PROSE),
	}, {
		.id = "sbr.organization-identifier.reference-no-digit", .section = "7.1.4.2.2.d, 7.1.4.2.1",
		.title = "organizationIdentifier has a reference without any digit",
		.requires = "The reference is the one that the register has assigned to the organization.",
		.explanation = "Registers assign numbers, with or without letters. A reference of letters alone is often a name or a note.",
		.remedy = "Compare the reference with the register.",
		.reading = "No text says that a reference has digits; that one without is none is a guess from how registers work.",
		.schedule = SBR_SHALL, IDENTIFIER(Q_REFERENCE_NO_DIGIT),
		.yields_to = IDS("sbr.organization-identifier.psd-structure"), .yields = YIELD_IN_PLACE,
	}, {
		.id = "sbr.organization-identifier.subdivision-scheme", .section = "7.1.4.2.2.d, 7.1.4.2.1",
		.title = "organizationIdentifier has a subdivision in a scheme other than NTR and GOV",
		.requires = "Until version 1.0.9 only NTR, and GOV, had a plus sign and a subdivision.",
		.explanation = "VAT and PSD references are assigned for a country. Since 2025-05-14 the form with a subdivision is open to every "
		    "scheme whose references a subdivision assigns. LEI, INT and PSD never have one: other rules.",
		.remedy = "Leave the subdivision out.",
		.peers = PEERS("pkilint:cabf.invalid_subject_organization_identifier_state_province_for_scheme"),
		.schedule = SCHEDULE(SHALL_FROM(2023, 9, 1), ENDS_ON(2025, 5, 14)), IDENTIFIER(Q_SUBDIVISION_SCHEME),
	}, {
		.id = "sbr.organization-identifier.subdivision-international", .section = "7.1.4.2.2.d, 7.1.4.2.1",
		.title = "organizationIdentifier of the LEI or INT scheme has a subdivision",
		.requires = "LEI and INT are followed by XG alone.",
		.explanation = "LEIs are unique worldwide and XG is not a nation, so neither scheme can have a subdivision. Until version 1.0.9 only NTR and "
		    "GOV could have one. Since then an identifier has a subdivision where the subdivision assigns the reference.",
		.remedy = "Leave the subdivision out.",
		.peers = PEERS("pkilint:cabf.invalid_subject_organization_identifier_state_province_for_scheme"),
		.schedule = SBR_SHALL, IDENTIFIER(Q_SUBDIVISION_INTERNATIONAL),
	}, {
		.id = "sbr.organization-identifier.subdivision-false", .section = "7.1.4.2.2.d, 7.1.4.2.1",
		.title = "organizationIdentifier has a subdivision that the country does not have",
		.requires = "What follows the plus sign is the country's ISO 3166-2 code of the state or province.",
		.explanation = "A code of no state names no register. The rule covers Australia, Canada, Germany and the "
		    "United States, whose codes are settled.",
		.remedy = "Use the part of the ISO 3166-2 code after its hyphen, such as CA for US-CA.",
		.schedule = SBR_SHALL, IDENTIFIER(Q_SUBDIVISION_FALSE),
	}, {
		.id = "sbr.organization-identifier.subdivision-unknown", .section = "7.1.4.2.2.d, 7.1.4.2.1",
		.title = "organizationIdentifier has a subdivision that ISO 3166-2 does not list",
		.requires = "What follows the plus sign is the country's ISO 3166-2 code of the state or province.",
		.explanation = "An unknown code names no register. The codes are those of ISO 3166-2 until February 2026, and those in whose place "
		    "others have come.",
		.remedy = "Use the part of the ISO 3166-2 code after its hyphen, such as CA for US-CA.",
		.reading = "The table of codes has a date; a code that ISO assigned later is not known to it.",
		.schedule = SBR_SHALL, IDENTIFIER(Q_SUBDIVISION_UNKNOWN),
	}, {
		.id = "sbr.organization-identifier.subdivision-european", .section = "7.1.4.2.2.d, 7.1.4.2.1",
		.title = "organizationIdentifier of a European trade register has a subdivision",
		.requires = "From version 1.0.7 to 1.0.8 the NTR scheme of an entity registered in a European country was at country level.",
		.explanation = "In force from 2024-11-22 until 2025-05-14. The countries judged here are those of the European Economic Area.",
		.remedy = "Write NTRDE- instead of NTRDE+BY-.",
		.schedule = SCHEDULE(SHALL_FROM(2024, 11, 22), ENDS_ON(2025, 5, 14)), IDENTIFIER(Q_SUBDIVISION_EEA),
	}, {
		.id = "sbr.organization-identifier.subdivision-other-european", .section = "7.1.4.2.2.d, 7.1.4.2.1",
		.title = "organizationIdentifier of a trade register in Europe has a subdivision",
		.requires = "From version 1.0.7 to 1.0.8 the NTR scheme of an entity registered in a European country was at country level.",
		.explanation = "In force from 2024-11-22 until 2025-05-14. This is about countries in Europe that are not in the European "
		    "Economic Area, such as Switzerland and the United Kingdom.",
		.remedy = "Write NTRGB- instead of NTRGB+SCT-.",
		.reading = "The text did not say which countries are European; a geographical reading includes those outside the European Economic Area.",
		.schedule = SCHEDULE(SHALL_FROM(2024, 11, 22), ENDS_ON(2025, 5, 14)), IDENTIFIER(Q_SUBDIVISION_EUROPE),
	}, {
		.id = "sbr.organization-identifier.state-missing", .section = "7.1.4.2.2.d, 7.1.4.2.1",
		.title = "organizationIdentifier of a trade register in the United States has no state",
		.requires = "Where a reference is assigned by a state and not unique in the nation, the state follows the country.",
		.explanation = "Companies in the United States register with a state; the same number exists in many of them.",
		.remedy = "Write NTRUS+ and the state, such as NTRUS+DE-, unless the entity has a federal charter.",
		.reading = "A few entities are chartered federally; the certificate does not show whether this is one.",
		.schedule = SBR_SHALL, IDENTIFIER(Q_STATE_MISSING),
	}, {
		.id = "sbr.organization-identifier.province-missing", .section = "7.1.4.2.2.d, 7.1.4.2.1",
		.title = "organizationIdentifier of a trade register in Canada has no province",
		.requires = "Where a reference is assigned by a province and not unique in the nation, the province follows the country.",
		.explanation = "Canadian companies register federally or with a province. Only for the federal register is the form "
		    "without a province right.",
		.remedy = "Make sure that the reference is from the federal register; otherwise write NTRCA+ and the province.",
		.schedule = SBR_NOTICE, IDENTIFIER(Q_PROVINCE_MISSING),
	}, {
		.id = "sbr.organization-identifier.lei-invalid", .section = "A.1, 7.1.4.2.2.d, 7.1.4.2.1",
		.title = "organizationIdentifier holds no valid Legal Entity Identifier",
		.requires = "The reference of the LEI scheme is an identifier by ISO 17442: 18 letters and digits and two check digits.",
		.explanation = "A wrong check digit means that the identifier was mistyped or invented.",
		.remedy = "Take the identifier from the GLEIF record and compute its check digits before issuing.",
		.peers = PEERS("pkilint:iso.lei.invalid_lei_format", "pkilint:iso.lei.invalid_lei_checksum"),
		.schedule = SBR_SHALL, IDENTIFIER(Q_LEI_REFERENCE),
	}, {
		.id = "sbr.organization-identifier.psd-structure", .section = "A.1, 7.1.4.2.2.d, 7.1.4.2.1",
		.title = "organizationIdentifier of the PSD scheme does not have the form of ETSI TS 119 495",
		.requires = "The identifier has the structure of ETSI TS 119 495 5.2.1: PSD and the country, without a subdivision, a hyphen, the "
		    "competent authority in two to eight capital letters, a hyphen, the authorization number.",
		.explanation = "An authorization number is unique only for the authority that assigned it. The value says which part is missing or wrong.",
		.remedy = "Write the identifier as in PSDBE-NBB-1234.567.890.",
		.schedule = SBR_SHALL, IDENTIFIER(Q_PSD_REFERENCE),
		.yields_to = IDS("sbr.organization-identifier.subdivision-scheme"), .yields = YIELD_IN_PLACE,
	}, {
		.id = "sbr.organization-identifier.psd-country", .section = "A.1, 7.1.4.2.2.d, 7.1.4.2.1",
		.title = "organizationIdentifier has the PSD scheme with a country where Directive (EU) 2015/2366 is no law",
		.requires = "PSD is for authorization numbers that are allocated under Directive (EU) 2015/2366.",
		.explanation = "The Directive holds in the member states of the European Union, Iceland, Liechtenstein and Norway. Authorities of other countries "
		    "allocate no numbers under it. GB and GI are accepted for numbers that they allocated under the same rules.",
		.remedy = "Use the identifier of the trade register, with NTR, or another scheme that Appendix A lists.",
		.reading = "Appendix A names the Directive and no countries; one outside may have taken its rules over.",
		.schedule = SBR_SHALL, IDENTIFIER(Q_PSD_COUNTRY),
		.yields_to = IDS("sbr.organization-identifier.country"), .yields = YIELD_IN_PLACE,
	}, {
		.id = "sbr.organization-identifier.euid-country", .section = "7.1.4.2.2.d, 7.1.4.2.1",
		.title = "organizationIdentifier holds an EUID of another country",
		.requires = "An EUID as reference begins with the country that follows NTR.",
		.explanation = "The identifier names the registers of two countries. EL at the front of Greek EUIDs counts as GR.",
		.remedy = "Use the country of the register in both places.",
		.schedule = SCHEDULE(SHALL_FROM(2025, 5, 14)), IDENTIFIER(Q_EUID_COUNTRY),
	}, {
		.id = "sbr.organization-identifier.euid-recommended", .section = "7.1.4.2.2.d, 7.1.4.2.1",
		.title = "organizationIdentifier of a German trade register is not an EUID",
		.requires = "For organizations registered in Germany the reference should be the EUID: DE, the register's identifier, a dot, "
		    "the number in that register.",
		.explanation = "German register numbers are unique only with the court that keeps the register; the EUID names it.",
		.remedy = "Write the identifier as in NTRDE-DER3306.HRB12345.",
		.peers = PEERS("pkilint:cabf.smime.german_ntr_registration_reference_not_euid"),
		.schedule = SCHEDULE(SHOULD_FROM(2025, 5, 14)), IDENTIFIER(Q_EUID_GERMAN),
	},
};

RULE_TABLE(rules_sbr_7_1_4_2_2_org_identifier, "SBR 7.1.4.2.2.d and A.1 organizationIdentifier", rules);
