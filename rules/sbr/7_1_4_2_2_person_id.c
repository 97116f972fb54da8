/* SPDX-License-Identifier: Apache-2.0 */
/*
 * 7_1_4_2_2_person_id.c - Natural Person Identifiers in serialNumber (SBR
 * 7.1.4.2.2.g, A.2).
 *
 * serialNumber may hold any identifier that the CA assigned, and such a one may
 * by chance have the form of EN 319 412-1 5.1.3.  So all of this is a reading.
 */
#include "rules/common/subject_attr.h"
#include "rules/tables.h"
#include "value/iso.h"
#include "value/orgid.h"

/* Three letters of a scheme, two of a real country, a hyphen: hardly by chance. */
static bool
is_person_id(const struct person_id *p)
{
	return iso_country(p->country) == ISO_COUNTRY_OFFICIAL;
}

/* The schemes of A.2 as it stood before 2024-11-22. */
static bool
is_old_scheme(enum person_scheme s)
{
	return s == PERSON_PAS || s == PERSON_IDC || s == PERSON_PNO || s == PERSON_TIN;
}

static bool
is_new_scheme(enum person_scheme s)
{
	return s == PERSON_TAX || s == PERSON_EID;
}

static bool
is_listed(enum person_scheme s)
{
	return is_old_scheme(s) || is_new_scheme(s);
}

typedef bool person_fn(const struct person_id *);

static bool
scheme_unknown(const struct person_id *p)
{
	return is_person_id(p) && !is_listed(p->scheme);
}

static bool
scheme_early(const struct person_id *p)
{
	return is_person_id(p) && is_new_scheme(p->scheme);
}

static bool
country_unknown(const struct person_id *p)
{
	return is_listed(p->scheme) && !is_person_id(p) && !span_is(p->country, "XX");
}

static bool
reference_empty(const struct person_id *p)
{
	return is_listed(p->scheme) && p->reference.n == 0;
}

static bool
tin_country(const struct person_id *p)
{
	return is_person_id(p) && p->scheme == PERSON_TIN && !iso_country_eea(p->country);
}

static bool
type_without_person(const struct person_id *p)
{
	return is_person_id(p) && is_listed(p->scheme);
}

enum question { Q_SCHEME, Q_SCHEME_EARLY, Q_COUNTRY, Q_REFERENCE, Q_TIN_COUNTRY, Q_TYPE };

static person_fn *const questions[] = {
	[Q_SCHEME] = scheme_unknown, [Q_SCHEME_EARLY] = scheme_early, [Q_COUNTRY] = country_unknown,
	[Q_REFERENCE] = reference_empty, [Q_TIN_COUNTRY] = tin_country, [Q_TYPE] = type_without_person,
};

/* Asks the question of rule->arg of every serialNumber that has the form. */
static void
person_ids(struct check *c)
{
	struct attr_walk w = { 0 };
	const struct cert_attr *a;
	struct person_id p;
	bool any = false;

	while ((a = next_subject_attr_of(c, &w, OID_SERIAL_NUMBER)) != NULL) {
		if (!person_id_parse(a->text, &p))
			continue;
		any = true;
		if (questions[c->rule->arg](&p))
			report_text(c, a->value.raw, a->text);
	}
	if (!any)
		not_applicable(c, "no Natural Person Identifier in serialNumber");
}

#define PERSON_TYPES { KIND_SUBSCRIBER, TYPE_SV | TYPE_IV, GEN_ANY }
#define PERSON(question, ...) .fn = person_ids, .arg = (question), .scope = __VA_ARGS__, \
	.reads = SUBJECT_ATTR_PARTS, .when = PARTS1(PART_SUBJECT)

static const struct smimelint_rule rules[] = {
	{
		.id = "sbr.serial-number.person-scheme", .section = "A.2, 7.1.4.2.2.g, 7.1.4.2.1",
		.title = "serialNumber has a natural person scheme that Appendix A does not list",
		.requires = "A Natural Person Identifier begins with PAS, IDC, PNO, TAX, TIN or EID.",
		.explanation = "Appendix A lists the schemes that are valid. The value has the form of ETSI EN 319 412-1 5.1.3, three "
		    "letters, a country and a hyphen, with another scheme.",
		.remedy = "Use the scheme of the document that was verified.",
		.reading = "An identifier that the CA assigned may have this form by chance.",
		.schedule = SBR_SHALL, PERSON(Q_SCHEME, PERSON_TYPES),
	}, {
		.id = "sbr.serial-number.person-scheme-early", .section = "A.2, 7.1.4.2.2.g, 7.1.4.2.1",
		.title = "serialNumber has a natural person scheme that was not listed yet",
		.requires = "Before version 1.0.7 a Natural Person Identifier began with PAS, IDC, PNO or TIN.",
		.explanation = "TAX and EID were added on 2024-11-22.",
		.remedy = "Nothing for certificates of today.",
		.reading = "An identifier that the CA assigned may have this form by chance.",
		.schedule = SCHEDULE(SHALL_FROM(2023, 9, 1), ENDS_ON(2024, 11, 22)), PERSON(Q_SCHEME_EARLY, PERSON_TYPES),
	}, {
		.id = "sbr.serial-number.person-country", .section = "7.1.4.2.2.g, 7.1.4.2.1",
		.title = "serialNumber has a natural person scheme with a country that ISO 3166-1 does not assign",
		.requires = "The scheme of a Natural Person Identifier is followed by the ISO 3166-1 code of the country that issued it.",
		.explanation = "Without a real country nobody knows whose document or number it is.",
		.remedy = "Use the official alpha-2 code of the country.",
		.reading = "An identifier that the CA assigned may have this form by chance.",
		.schedule = SBR_SHALL, PERSON(Q_COUNTRY, PERSON_TYPES),
	}, {
		.id = "sbr.serial-number.person-reference-empty", .section = "7.1.4.2.2.g, 7.1.4.2.1",
		.title = "serialNumber has a natural person scheme and no identifier",
		.requires = "The hyphen of a Natural Person Identifier is followed by the identifier.",
		.explanation = "The value names a kind of document, but not the document.",
		.remedy = "Append the verified identifier, or leave the attribute out.",
		.reading = "An identifier that the CA assigned may have this form by chance.",
		.schedule = SBR_SHALL, PERSON(Q_REFERENCE, PERSON_TYPES),
	}, {
		.id = "sbr.serial-number.tin-country", .section = "A.2, 7.1.4.2.2.g, 7.1.4.2.1",
		.title = "serialNumber has a TIN of a country that the European Commission does not list",
		.requires = "Since version 1.0.7 TIN is for tax identification numbers according to the European Commission's list.",
		.explanation = "The list covers the member states of the European Union. Personal tax numbers of other countries have the "
		    "scheme TAX.",
		.remedy = "Use TAX instead of TIN.",
		.reading = "Appendix A points to a page of the Commission, which may cover more countries than the members.",
		.schedule = SCHEDULE(SHALL_FROM(2024, 11, 22)), PERSON(Q_TIN_COUNTRY, PERSON_TYPES),
	}, {
		.id = "sbr.serial-number.person-type", .section = "7.1.4.2.2.g, 7.1.4.2.1",
		.title = "serialNumber holds a Natural Person Identifier in a certificate that names no person",
		.requires = "Natural Person Identifiers are for sponsor-validated and individual-validated certificates.",
		.explanation = "In the other types serialNumber is an identifier that the CA assigned; a person's number in it was not "
		    "verified under this type.",
		.remedy = "Leave the identifier out, or issue the certificate as sponsor-validated or individual-validated.",
		.reading = "The text allows the identifier in two types; no sentence forbids it in the others.",
		.schedule = SBR_SHALL, PERSON(Q_TYPE, { KIND_SUBSCRIBER, TYPE_MV | TYPE_OV, GEN_ANY }),
	},
};

RULE_TABLE(rules_sbr_7_1_4_2_2_person_id, "SBR 7.1.4.2.2.g and A.2 Natural Person Identifier", rules);
