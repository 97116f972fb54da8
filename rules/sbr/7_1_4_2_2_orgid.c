/* SPDX-License-Identifier: Apache-2.0 */
/* 7_1_4_2_2_orgid.c - organizationIdentifier (SBR 7.1.4.2.2.d, A.1). */
#include "rule/memo.h"
#include "rules/common/subject_attr.h"
#include "rules/tables.h"
#include "value/iso.h"
#include "value/judge.h"
#include "value/orgid.h"

/* The codes of two letters in the countryNames of one name, case apart: one bit each. */
struct countries {
	uint32_t set[(26 * 26 + 31) / 32];
	bool any;				/* there is a countryName, whatever it holds */
	bool all;				/* the whole name could be read */
};

/* One organizationIdentifier, taken apart. */
struct identifier {
	const struct cert_attr *attr;
	const struct countries *countries;	/* of the name it stands in */
	const struct orgid *id;
	enum orgid_fault fault;
};

/* NULL where the identifier keeps the rule; else words that say more, may be empty. */
typedef const char *question_fn(const struct identifier *);

#define WRONG ""

/* Scheme and country have their form, whatever the reference is. */
static bool
has_scheme(const struct identifier *i)
{
	return i->fault == ORGID_FAULT_OK || i->fault == ORGID_FAULT_NO_REFERENCE ||
	    i->fault == ORGID_FAULT_REFERENCE_EMPTY;
}

static bool
has_reference(const struct identifier *i)
{
	return i->fault == ORGID_FAULT_OK && i->id->reference.n > 0;
}

static bool
is_scheme(const struct identifier *i, enum orgid_scheme s)
{
	return has_scheme(i) && i->id->scheme == s;
}

/* The schemes without a nation, whose country is XG. */
static bool
is_international(const struct identifier *i)
{
	return is_scheme(i, ORGID_LEI) || is_scheme(i, ORGID_INT);
}

static bool
is_national_scheme(const struct identifier *i)
{
	return has_scheme(i) && (i->id->scheme == ORGID_NTR || i->id->scheme == ORGID_VAT ||
	    i->id->scheme == ORGID_PSD || i->id->scheme == ORGID_GOV);
}

/* The prefixes of Article 215 of Directive 2006/112/EC that are no ISO 3166-1 codes. */
static bool
is_vat_prefix(const struct identifier *i)
{
	return is_scheme(i, ORGID_VAT) && (span_is(i->id->country, "EL") || span_is(i->id->country, "XI"));
}

static const char *
string_type(const struct identifier *i)
{
	uint8_t id = i->attr->value.id;

	return id == DER_PRINTABLE || id == DER_UTF8 ? NULL : WRONG;
}

static const char *
structure(const struct identifier *i)
{
	return has_scheme(i) ? NULL : orgid_fault_text(i->fault);
}

static const char *
scheme(const struct identifier *i)
{
	return has_scheme(i) && (i->id->scheme == ORGID_OTHER || i->id->scheme == ORGID_NATIONAL) ? WRONG : NULL;
}

/* XX stands for a country without an official code (SBR 7.1.4.2.2.n). */
static const char *
country(const struct identifier *i)
{
	if (!is_national_scheme(i) || is_vat_prefix(i) || span_is(i->id->country, "XX"))
		return NULL;
	return iso_country(i->id->country) == ISO_COUNTRY_OFFICIAL ? NULL : WRONG;
}

static const char *
international_country(const struct identifier *i)
{
	return is_international(i) && !span_is(i->id->country, "XG") ? WRONG : NULL;
}

/* The bit of a code in countries.set; false where it is not two letters. */
static bool
country_bit(struct span code, unsigned *bit)
{
	unsigned first, second;

	if (code.n != 2)
		return false;
	first = (unsigned)(code.p[0] | 0x20) - 'a';
	second = (unsigned)(code.p[1] | 0x20) - 'a';
	*bit = first * 26 + second;
	return first < 26 && second < 26;
}

static void
countries_read(struct countries *set, const struct cert_name *name)
{
	unsigned bit;

	memset(set, 0, sizeof *set);
	set->all = !name_unread(name, OID_COUNTRY);
	for (unsigned i = 0; i < name->n_attr; i++) {
		if (name->attr[i].type != OID_COUNTRY)
			continue;
		set->any = true;
		if (country_bit(name->attr[i].text, &bit))
			set->set[bit / 32] |= UINT32_C(1) << bit % 32;
	}
}

/* Where the name has no countryName, there is nothing to match; a code of no country is another finding. */
static const char *
country_mismatch(const struct identifier *i)
{
	struct span wanted = i->id->scheme == ORGID_VAT ? vat_country(i->id->country) : i->id->country;
	unsigned bit;

	if (!has_scheme(i) || is_international(i) || country(i) != NULL || !i->countries->all || !i->countries->any ||
	    !country_bit(wanted, &bit))
		return NULL;
	return i->countries->set[bit / 32] >> bit % 32 & 1 ? NULL : WRONG;
}

static const char *
vat_prefix(const struct identifier *i)
{
	return is_vat_prefix(i) ? WRONG : NULL;
}

static const char *
reference_missing(const struct identifier *i)
{
	bool wants = is_scheme(i, ORGID_NTR) || is_scheme(i, ORGID_VAT) || is_scheme(i, ORGID_PSD) ||
	    is_scheme(i, ORGID_LEI);

	return wants && i->id->reference.n == 0 ? WRONG : NULL;
}

static const char *
reference_present(const struct identifier *i)
{
	bool without = is_scheme(i, ORGID_GOV) || is_scheme(i, ORGID_INT);

	return without && i->id->reference.p != NULL ? WRONG : NULL;
}

static bool
has_octet(struct span s, uint8_t from, uint8_t to)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] >= from && s.p[i] <= to)
			return true;
	return false;
}

/* Words instead of a number: a placeholder, or a text with blanks and without any digit. */
static bool
is_prose(struct span reference)
{
	if (value_traits(reference) & (VALUE_METADATA | VALUE_PLACEHOLDER | VALUE_DOUBTFUL))
		return true;
	return !has_octet(reference, '0', '9') && has_octet(reference, ' ', ' ');
}

static bool
is_register_scheme(const struct identifier *i)
{
	return has_reference(i) && (i->id->scheme == ORGID_NTR || i->id->scheme == ORGID_VAT ||
	    i->id->scheme == ORGID_PSD);
}

static const char *
reference_prose(const struct identifier *i)
{
	return is_register_scheme(i) && is_prose(i->id->reference) ? WRONG : NULL;
}

static const char *
reference_no_digit(const struct identifier *i)
{
	if (!is_register_scheme(i) || is_prose(i->id->reference))
		return NULL;
	return has_octet(i->id->reference, '0', '9') ? NULL : WRONG;
}

static const char *
subdivision_scheme(const struct identifier *i)
{
	if (!has_scheme(i) || i->id->subdivision.p == NULL)
		return NULL;
	return i->id->scheme == ORGID_VAT || i->id->scheme == ORGID_PSD ? WRONG : NULL;
}

static const char *
subdivision_international(const struct identifier *i)
{
	return is_international(i) && i->id->subdivision.p != NULL ? WRONG : NULL;
}

static bool
is_unlisted_subdivision(const struct identifier *i)
{
	return is_national_scheme(i) && i->id->subdivision.p != NULL &&
	    iso_country(i->id->country) == ISO_COUNTRY_OFFICIAL && !iso_subdivision(i->id->country, i->id->subdivision);
}

/* Federations that keep trade registers in their parts and whose parts have not changed for decades. */
static bool
has_settled_subdivisions(const struct identifier *i)
{
	return span_is(i->id->country, "US") || span_is(i->id->country, "CA") || span_is(i->id->country, "AU") ||
	    span_is(i->id->country, "DE");
}

static const char *
subdivision_false(const struct identifier *i)
{
	return is_unlisted_subdivision(i) && has_settled_subdivisions(i) ? WRONG : NULL;
}

static const char *
subdivision_unknown(const struct identifier *i)
{
	return is_unlisted_subdivision(i) && !has_settled_subdivisions(i) ? WRONG : NULL;
}

static const char *
subdivision_eea(const struct identifier *i)
{
	bool has = is_scheme(i, ORGID_NTR) && i->id->subdivision.p != NULL;

	return has && iso_country_eea(i->id->country) ? WRONG : NULL;
}

/* Countries that lie in Europe, wholly or in part, outside the European Economic Area. */
static const char *
subdivision_europe(const struct identifier *i)
{
	static const char others[] =
	    "AD AL AX BA BY CH FO GB GG GI IM JE MC MD ME MK RS RU SJ SM TR UA VA ";

	if (!is_scheme(i, ORGID_NTR) || i->id->subdivision.p == NULL)
		return NULL;
	for (size_t n = 0; n + 3 < sizeof others; n += 3)
		if (memcmp(others + n, i->id->country.p, 2) == 0)
			return WRONG;
	return NULL;
}

static bool
is_register_without_subdivision(const struct identifier *i, const char *code)
{
	return is_scheme(i, ORGID_NTR) && i->id->subdivision.p == NULL && span_is(i->id->country, code);
}

static const char *
state_missing(const struct identifier *i)
{
	return is_register_without_subdivision(i, "US") ? WRONG : NULL;
}

static const char *
province_missing(const struct identifier *i)
{
	return is_register_without_subdivision(i, "CA") ? WRONG : NULL;
}

static const char *
lei_reference(const struct identifier *i)
{
	if (!is_scheme(i, ORGID_LEI) || !has_reference(i) || lei_check_digits(i->id->reference))
		return NULL;
	return lei_has_form(i->id->reference) ? "check digits" : "not 18 letters and digits and two check digits";
}

static const char *
psd_reference(const struct identifier *i)
{
	if (!is_scheme(i, ORGID_PSD))
		return NULL;
	if (i->id->subdivision.p != NULL)
		return "has a subdivision";
	if (!has_reference(i) || is_prose(i->id->reference))
		return NULL;
	return psd_reference_fault(i->id->reference);
}

/*
 * Directive (EU) 2015/2366 is law in the European Economic Area; what the United Kingdom and Gibraltar took over from it has its form still, with
 * the same identifiers.
 */
static const char *
psd_country(const struct identifier *i)
{
	struct span code = i->id->country;

	if (!is_scheme(i, ORGID_PSD))
		return NULL;
	return iso_country_eea(code) || span_is(code, "GB") || span_is(code, "GI") ? NULL : WRONG;
}

/*
 * A reference of an EEA country that has the form of an EUID of another one.
 * Register identifiers have two characters at least, so that "HRB.12345" is
 * not taken for one of Croatia.  Greek EUIDs begin with EL.
 */
static const char *
euid_country(const struct identifier *i)
{
	struct euid e;

	if (!is_scheme(i, ORGID_NTR) || !has_reference(i) || !iso_country_eea(i->id->country))
		return NULL;
	if (!euid_parse(i->id->reference, &e) || e.register_id.n < 2 || !iso_country_eea(e.country))
		return NULL;
	return span_eq(vat_country(e.country), i->id->country) ? NULL : WRONG;
}

static const char *
euid_german(const struct identifier *i)
{
	struct euid e;

	if (!is_scheme(i, ORGID_NTR) || !has_reference(i) || !span_is(i->id->country, "DE") ||
	    is_prose(i->id->reference))
		return NULL;
	return euid_parse(i->id->reference, &e) && iso_country_eea(e.country) ? NULL : WRONG;
}

/* ---- rule functions ---- */

enum question {
	Q_STRING_TYPE, Q_STRUCTURE, Q_SCHEME, Q_COUNTRY, Q_INTERNATIONAL_COUNTRY, Q_COUNTRY_MISMATCH,
	Q_VAT_PREFIX, Q_REFERENCE_MISSING, Q_REFERENCE_PRESENT, Q_REFERENCE_PROSE, Q_REFERENCE_NO_DIGIT,
	Q_SUBDIVISION_SCHEME, Q_SUBDIVISION_INTERNATIONAL, Q_SUBDIVISION_FALSE, Q_SUBDIVISION_UNKNOWN, Q_SUBDIVISION_EEA,
	Q_SUBDIVISION_EUROPE, Q_STATE_MISSING, Q_PROVINCE_MISSING, Q_LEI_REFERENCE, Q_PSD_REFERENCE, Q_PSD_COUNTRY,
	Q_EUID_COUNTRY, Q_EUID_GERMAN
};

static question_fn *const questions[] = {
	[Q_STRING_TYPE] = string_type, [Q_STRUCTURE] = structure, [Q_SCHEME] = scheme,
	[Q_COUNTRY] = country, [Q_INTERNATIONAL_COUNTRY] = international_country,
	[Q_COUNTRY_MISMATCH] = country_mismatch, [Q_VAT_PREFIX] = vat_prefix,
	[Q_REFERENCE_MISSING] = reference_missing, [Q_REFERENCE_PRESENT] = reference_present,
	[Q_REFERENCE_PROSE] = reference_prose, [Q_REFERENCE_NO_DIGIT] = reference_no_digit,
	[Q_SUBDIVISION_SCHEME] = subdivision_scheme,
	[Q_SUBDIVISION_INTERNATIONAL] = subdivision_international,
	[Q_SUBDIVISION_FALSE] = subdivision_false,
	[Q_SUBDIVISION_UNKNOWN] = subdivision_unknown, [Q_SUBDIVISION_EEA] = subdivision_eea,
	[Q_SUBDIVISION_EUROPE] = subdivision_europe, [Q_STATE_MISSING] = state_missing,
	[Q_PROVINCE_MISSING] = province_missing, [Q_LEI_REFERENCE] = lei_reference,
	[Q_PSD_REFERENCE] = psd_reference, [Q_PSD_COUNTRY] = psd_country,
	[Q_EUID_COUNTRY] = euid_country, [Q_EUID_GERMAN] = euid_german,
};

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
		for (unsigned q = 0; q < sizeof questions / sizeof *questions; q++)
			broken |= (uint32_t)(questions[q](&i) != NULL) << q;
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
		const char *words = questions[c->rule->arg](&i);

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

RULE_TABLE(rules_sbr_7_1_4_2_2_orgid, "SBR 7.1.4.2.2.d and A.1 organizationIdentifier", rules);
