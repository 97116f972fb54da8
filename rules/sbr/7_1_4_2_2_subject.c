/* SPDX-License-Identifier: Apache-2.0 */
/*
 * 7_1_4_2_2_subject.c - SBR 7.1.4.2.2, e to n: the attributes of a subject
 * in relation to one another.  commonName and organizationIdentifier have
 * files of their own.
 */
#include "rules/common/subject.h"
#include "rules/tables.h"
#include "value/fold.h"
#include "value/iso.h"

#define SUBJECT PARTS1(PART_SUBJECT)

/* ---- e, f: names and pseudonyms ---- */

void
pseudonym_with_name(struct check *c, const struct cert_name *n)
{
	const struct cert_attr *pseudonym = name_attr(n, OID_PSEUDONYM, 0);
	const struct cert_attr *given = name_attr(n, OID_GIVEN_NAME, 0), *surname = name_attr(n, OID_SURNAME, 0);

	if (pseudonym == NULL || (given == NULL && surname == NULL))
		return;
	report(c, pseudonym->value.raw, "%s", given == NULL ? "surname" : surname == NULL ? "givenName" : "givenName and surname");
}

static void
subject_pseudonym_with_name(struct check *c)
{
	pseudonym_with_name(c, &c->cert->subject);
}

/* Is the attribute's value that of an organizationName? */
static bool
is_organization_name(const struct cert_name *n, const struct cert_attr *a)
{
	const struct cert_attr *o;

	for (unsigned at = 0; (o = name_next(n, OID_ORGANIZATION, &at)) != NULL; ) {
		if (a->text.p != NULL && o->text.p != NULL && o->text.n > 0 && fold_equal(o->text, a->text))
			return true;
	}
	return false;
}

/*
 * Words that end the names of companies and of nobody else.  Those that are
 * surnames as well (AG, AB, Co) or look like initials (S.A., B.V., e.V.) are
 * not here.
 */
#define FORM(word) { sizeof(word) - 1, word }
struct legal_form {
	uint8_t n;
	char word[15];
};

static const struct legal_form legal_forms[] = {
	FORM("GmbH"), FORM("gGmbH"), FORM("mbH"), FORM("GbR"), FORM("Ltd"), FORM("Ltd."), FORM("Limited"), FORM("LLC"), FORM("L.L.C."),
	FORM("LLP"), FORM("Inc."), FORM("Incorporated"), FORM("Corp."), FORM("Corporation"), FORM("PLC"), FORM("SARL"), FORM("S.p.A."),
	FORM("S.r.l."), FORM("Oyj"), FORM("ApS"), FORM("A/S"), FORM("Kft."), FORM("s.r.o."), FORM("Pty"),
};

/* Those that are: sure only of a name that is an organization's. */
static const struct legal_form other_forms[] = {
	FORM("AG"), FORM("AB"), FORM("AS"), FORM("KG"), FORM("OHG"), FORM("SE"), FORM("SA"), FORM("S.A."), FORM("NV"), FORM("N.V."), FORM("BV"),
	FORM("B.V."), FORM("Oy"), FORM("Co"), FORM("Co."), FORM("UG"), FORM("Inc"), FORM("Corp"),
};
#undef FORM

/* Case does not count. */
static bool
is_word(struct span text, const char *word)
{
	for (size_t i = 0; i < text.n; i++) {
		if (fold_code(text.p[i]) != fold_code((uint8_t)word[i]))
			return false;
	}
	return true;
}

static bool
is_one_of(struct span text, const struct legal_form *forms, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (forms[i].n == text.n && is_word(text, forms[i].word))
			return true;
	}
	return false;
}

static bool
is_legal_form(struct span text)
{
	return is_one_of(text, legal_forms, sizeof legal_forms / sizeof *legal_forms);
}

/* The last of several words; of no octets: there is but one. */
static struct span
last_word(struct span text)
{
	size_t from = text.n;

	while (from > 0 && text.p[from - 1] != ' ')
		from--;
	return from > 0 ? span_from(text, from) : SPAN_NONE;
}

bool
ends_with_legal_form(struct span text)
{
	return is_legal_form(last_word(text));
}

bool
ends_as_organization(struct span text)
{
	return ends_with_legal_form(text) || is_one_of(last_word(text), other_forms, sizeof other_forms / sizeof *other_forms);
}

/*
 * givenName or surname that is organizationName.  A person may be called like
 * an organization: sure is it only where both are, or where it ends with a
 * legal form.
 */
void
organization_in_personal_name(struct check *c, const struct cert_name *n)
{
	const struct cert_attr *given = name_attr(n, OID_GIVEN_NAME, 0), *surname = name_attr(n, OID_SURNAME, 0);
	bool given_is = given != NULL && is_organization_name(n, given);
	bool surname_is = surname != NULL && is_organization_name(n, surname);
	const struct cert_attr *at = given_is ? given : surname;
	enum sureness sureness;

	if (!given_is && !surname_is)
		return;
	sureness = (given_is && surname_is) || ends_with_legal_form(at->text) ? SURE : UNSURE;
	if (sureness == (enum sureness)c->rule->arg)
		report_text(c, at->value.raw, at->text);
}

static void
subject_organization_in_personal_name(struct check *c)
{
	organization_in_personal_name(c, &c->cert->subject);
}

/* Asks of each givenName and surname that is no organizationName. */
static void
each_personal_name(struct check *c, const struct cert_name *n, bool is_fault(struct span text))
{
	static const enum oid others[3] = { OID_ORGANIZATION, OID_UNKNOWN, OID_UNKNOWN };

	/* What could not be read may be the organizationName that it is. */
	if (name_unread(n, OID_ORGANIZATION) || !may_compare(c, n, OID_GIVEN_NAME, others) || !may_compare(c, n, OID_SURNAME, others))
		return;
	for (unsigned i = 0; i < n->n_attr; i++) {
		const struct cert_attr *a = &n->attr[i];

		if ((a->type == OID_GIVEN_NAME || a->type == OID_SURNAME) && a->text.p != NULL &&
		    is_fault(a->text) && !is_organization_name(n, a))
			report_text(c, a->value.raw, a->text);
	}
}

void
legal_form_in_personal_name(struct check *c, const struct cert_name *n)
{
	each_personal_name(c, n, ends_with_legal_form);
}

static void
subject_legal_form_in_personal_name(struct check *c)
{
	legal_form_in_personal_name(c, &c->cert->subject);
}

void
legal_form_as_personal_name(struct check *c, const struct cert_name *n)
{
	each_personal_name(c, n, is_legal_form);
}

static void
subject_legal_form_as_personal_name(struct check *c)
{
	legal_form_as_personal_name(c, &c->cert->subject);
}

void
given_name_alone(struct check *c, const struct cert_name *n)
{
	const struct cert_attr *given = name_attr(n, OID_GIVEN_NAME, 0);

	if (!n->bad && given != NULL && name_attr(n, OID_SURNAME, 0) == NULL)
		report(c, given->value.raw, NULL);
}

static void
subject_given_name_alone(struct check *c)
{
	given_name_alone(c, &c->cert->subject);
}

/* ---- h, n: attributes that stand once ---- */

/* arg: the attribute. */
static void
attribute_repeated(struct check *c)
{
	enum oid attribute = (enum oid)c->rule->arg;
	const struct cert_attr *second = name_attr(&c->cert->subject, attribute, 1);

	if (second != NULL)
		report(c, second->value.raw, "%u", name_count(&c->cert->subject, attribute));
}

/* ---- j to m: the parts of an address ---- */

/* What each attribute needs beside it, one of the two. */
static const struct {
	enum oid dependent, one, other;
} dependencies[] = {
	{ OID_STREET, OID_LOCALITY, OID_STATE },
	{ OID_LOCALITY, OID_COUNTRY, OID_COUNTRY },
	{ OID_STATE, OID_COUNTRY, OID_COUNTRY },
	{ OID_POSTAL_CODE, OID_COUNTRY, OID_COUNTRY },
};

void
address_dependency(struct check *c, const struct cert_name *n)
{
	if (n->bad)
		return;
	for (size_t i = 0; i < sizeof dependencies / sizeof *dependencies; i++) {
		enum oid dependent = dependencies[i].dependent;
		const struct cert_attr *a = name_attr(n, dependent, 0);

		if (a == NULL || (c->rule->arg != OID_UNKNOWN && c->rule->arg != (uint32_t)dependent))
			continue;
		if (name_attr(n, dependencies[i].one, 0) != NULL || name_attr(n, dependencies[i].other, 0) != NULL)
			continue;
		if (c->rule->arg == OID_UNKNOWN)
			report(c, a->value.raw, "%s", oid_name(dependent));
		else
			report(c, a->value.raw, NULL);
	}
}

static void
subject_address_dependency(struct check *c)
{
	address_dependency(c, &c->cert->subject);
}

/* ---- n: countryName ---- */

static enum country_fault
country_fault(struct span text)
{
	uint8_t upper[2];
	struct span code = { upper, sizeof upper };

	if (text.n != 2 || !is_letter(text.p[0]) || !is_letter(text.p[1]))
		return COUNTRY_NO_CODE;
	upper[0] = text.p[0] & 0xdf;
	upper[1] = text.p[1] & 0xdf;
	if (iso_country(code) == ISO_COUNTRY_NONE)
		return COUNTRY_NO_CODE;
	if (!span_eq(text, code))
		return COUNTRY_LOWER_CASE;
	if (iso_country(code) == ISO_COUNTRY_USER_ASSIGNED && !span_is(code, "XX"))
		return COUNTRY_USER_ASSIGNED;
	return COUNTRY_RIGHT;
}

void
country_code(struct check *c, const struct cert_name *n)
{
	const struct cert_attr *a;

	for (unsigned at = 0; (a = name_next(n, OID_COUNTRY, &at)) != NULL; ) {
		enum country_fault fault;

		if (a->text.p == NULL)
			continue;
		fault = country_fault(a->text);
		if (fault != COUNTRY_RIGHT && (c->rule->arg & (1u << fault)) != 0)
			report_text(c, a->value.raw, a->text);
	}
}

static void
subject_country_code(struct check *c)
{
	country_code(c, &c->cert->subject);
}

#define OF(type, how) .scope = { KIND_SUBSCRIBER, type, GEN_ANY }, .when = SUBJECT, .how = SUBJECT

/* An attribute of which 7.1.4.2.2 speaks in the singular. */
#define REPEATED(slug, letter, attribute, oid_) { \
	.id = "sbr." slug ".repeated", \
	.section = "7.1.4.2.2." letter, \
	.title = "subject has more than one " attribute, \
	.requires = attribute " holds the verified value of the subject.", \
	.explanation = "A subject that was verified is one organization. Programs differ in which of two values they show. The value is the number of attributes.", \
	.remedy = "Keep one " attribute ".", \
	.reading = "the text uses the singular; it does not say that the attribute stands once only (cabforum/smime issue 199)", \
	.schedule = SBR_SHALL, OF(TYPE_ANY, reads), .fn = attribute_repeated, .arg = oid_, \
	.yields_to = IDS("sbr.subject.mv-" slug, "sbr.subject.iv-" slug, "sbr.subject.attribute-in-no-profile"), .yields = YIELD_IN_PLACE }

/* One of j to m. */
#define DEPENDENCY(letter, slug, attribute, lacks_, needs_, oid_, ...) { \
	.id = "sbr.subject." slug "-alone", \
	.section = "7.1.4.2.2." letter, \
	.title = attribute " without " lacks_, \
	.requires = attribute " is used only with " needs_ ".", \
	.explanation = "A part of an address means something only within the larger part that it lies in. Before version 1.0.4, of 2024-05-11, the SBR did not ask for it.", \
	.remedy = "Add " needs_ ", or leave " attribute " out.", \
	.peers = PEERS("pkilint:cabf.smime.required_attribute_missing_for_dependent_attribute"), \
	.schedule = SCHEDULE(SHALL_FROM(2024, 5, 11)), OF(TYPE_ANY, needs), .fn = subject_address_dependency, .arg = oid_, \
	.yields_to = IDS("sbr.subject.mv-" slug, __VA_ARGS__), .yields = YIELD_IN_PLACE }
#define STRICT_FORBIDS(slug) "sbr.subject.attribute-in-no-profile", "sbr.subject.ov-" slug, "sbr.subject.sv-" slug, "sbr.subject.iv-" slug

static const struct smimelint_rule rules[] = {
	{
		.id = "sbr.subject.organization-as-personal-name",
		.section = "7.1.4.2.2.e",
		.title = "givenName or surname is the organization's name",
		.requires = "givenName and surname hold the verified name of a natural person.",
		.explanation = "Both attributes are organizationName, or one is and ends with a legal form such as GmbH or Ltd. Nobody is named so: "
		    "the form asked for a person and got the organization.",
		.remedy = "Put the person's verified name there, or issue an organization-validated certificate.",
		.schedule = SBR_SHALL, OF(TYPE_SV, reads), .fn = subject_organization_in_personal_name, .arg = SURE,
	}, {
		.id = "sbr.subject.organization-in-personal-name",
		.section = "7.1.4.2.2.e",
		.title = "givenName or surname is equal to organizationName",
		.requires = "givenName and surname hold the verified name of a natural person.",
		.explanation = "The most frequent cause is a form filled in by somebody who had no person to name.",
		.remedy = "Put the person's verified name there, or issue an organization-validated certificate.",
		.reading = "an organization may bear the name of a person; we read a givenName or surname equal to organizationName as the organization's",
		.schedule = SBR_SHALL, OF(TYPE_SV, reads), .fn = subject_organization_in_personal_name, .arg = UNSURE,
	}, {
		.id = "sbr.subject.legal-form-in-personal-name",
		.section = "7.1.4.2.2.e",
		.title = "givenName or surname ends like a company's name",
		.requires = "givenName and surname hold the verified name of a natural person.",
		.explanation = "The value ends with a legal form such as GmbH, Ltd or Corporation, which no person bears. "
		    "The rule passes forms that are surnames as well, or look like initials.",
		.remedy = "Put the person's verified name there, or issue an organization-validated certificate.",
		.schedule = SBR_SHALL, OF(TYPE_SV | TYPE_IV, needs), .fn = subject_legal_form_in_personal_name, .is_bounded = true,
	}, {
		.id = "sbr.subject.legal-form-as-personal-name",
		.section = "7.1.4.2.2.e",
		.title = "givenName or surname is the legal form of a company and nothing else",
		.requires = "givenName and surname hold the verified name of a natural person.",
		.explanation = "A form that takes a company's name apart leaves GmbH or ApS in the last field. Some of these words are also surnames, Aps for instance.",
		.remedy = "Compare the value with the identity document; put the person's verified name there.",
		.reading = "a person may be called so; we read a name that is equal to a legal form as the rest of a company's name",
		.schedule = SBR_SHALL, OF(TYPE_SV | TYPE_IV, needs), .fn = subject_legal_form_as_personal_name, .is_bounded = true,
	}, {
		.id = "sbr.subject.given-name-alone",
		.section = "7.1.4.2.2.e",
		.title = "givenName without surname",
		.requires = "A subject with a single legal name has it in surname.",
		.explanation = "The certificate does not show whether the person has a single name. Whoever has two may "
		    "leave one out.",
		.remedy = "If this is the only legal name, put it in surname.",
		.schedule = SBR_NOTICE, OF(TYPE_SV | TYPE_IV, needs), .fn = subject_given_name_alone,
	}, {
		.id = "sbr.subject.pseudonym-with-name",
		.section = "7.1.4.2.2.f, 7.1.4.2.2.e",
		.title = "subject has a pseudonym beside givenName or surname",
		.requires = "pseudonym is not present together with givenName or surname.",
		.explanation = "The name gives away who is behind the pseudonym. The same excludes a Pseudonym in commonName beside givenName or surname (7.1.4.2.2.a).",
		.remedy = "Keep the name or the pseudonym.",
		.peers = PEERS("pkilint:cabf.smime.mixed_name_and_pseudonym_attributes"),
		.schedule = SBR_SHALL, OF(TYPE_ANY, reads), .fn = subject_pseudonym_with_name,
		.yields_to = IDS("sbr.subject.mv-pseudonym", "sbr.subject.ov-pseudonym"),
	}, {
		.id = "sbr.email-address.repeated",
		.section = "7.1.4.2.2.h",
		.title = "subject has more than one emailAddress",
		.requires = "emailAddress holds a single Mailbox Address.",
		.explanation = "Further addresses belong in the subjectAltName, where software looks for them. The value is the number of attributes.",
		.remedy = "Keep one emailAddress.",
		.reading = "we read the single Mailbox Address as one for the subject; it can also be read as one for each attribute",
		.peers = PEERS("zlint:e_single_email_subject_if_present"),
		.schedule = SBR_SHALL, OF(TYPE_ANY, reads), .fn = attribute_repeated, .arg = OID_EMAIL_ADDRESS,
	},
	REPEATED("organization-name", "b", "organizationName", OID_ORGANIZATION),
	REPEATED("organization-identifier", "d", "organizationIdentifier", OID_ORG_IDENTIFIER),
	DEPENDENCY("j", "street-address", "streetAddress", "localityName and without stateOrProvinceName",
	    "localityName or stateOrProvinceName", OID_STREET, STRICT_FORBIDS("street-address")),
	DEPENDENCY("k", "locality-name", "localityName", "countryName", "countryName", OID_LOCALITY, NULL),
	DEPENDENCY("l", "state-or-province-name", "stateOrProvinceName", "countryName", "countryName", OID_STATE, NULL),
	DEPENDENCY("m", "postal-code", "postalCode", "countryName", "countryName", OID_POSTAL_CODE, STRICT_FORBIDS("postal-code")),
	{
		.id = "sbr.country-name.not-a-code",
		.section = "7.1.4.2.2.n",
		.title = "countryName is not an ISO 3166-1 country code",
		.requires = "countryName holds a two-letter country code of ISO 3166-1, or XX.",
		.explanation = "Names of countries, codes of three letters, and codes that were withdrawn or are only reserved (UK, EL, EU) are not country codes of the standard.",
		.remedy = "Use the officially assigned code, such as GB or GR.",
		.peers = PEERS("zlint:e_subject_country_name", "zlint:e_subject_country_not_iso", "pkilint:cabf.invalid_country_code"),
		.schedule = SBR_SHALL, OF(TYPE_ANY, reads), .fn = subject_country_code, .arg = 1u << COUNTRY_NO_CODE,
	}, {
		.id = "sbr.country-name.lower-case",
		.section = "7.1.4.2.2.n",
		.title = "countryName is not in upper-case letters",
		.requires = "countryName holds a two-letter country code of ISO 3166-1.",
		.explanation = "The codes of the standard are made of upper-case letters; software that looks them up does not find others.",
		.remedy = "Write the code in upper case.",
		.peers = PEERS("zlint:e_subj_country_not_uppercase", "pkilint:cabf.invalid_country_code"),
		.schedule = SBR_SHALL, OF(TYPE_ANY, reads), .fn = subject_country_code, .arg = 1u << COUNTRY_LOWER_CASE,
	}, {
		.id = "sbr.country-name.user-assigned",
		.section = "7.1.4.2.2.n",
		.title = "countryName is a user-assigned code other than XX",
		.requires = "A country without an official ISO 3166-1 code is given as XX.",
		.explanation = "XK for Kosovo is the usual case: it is not an official code, so XX is due since 2024-05-11. Before, XX was one possibility, and the finding is a notice.",
		.remedy = "Use XX; stateOrProvinceName may then hold the country's name.",
		.peers = PEERS("zlint:e_subject_country_name", "pkilint:cabf.invalid_country_code"),
		.schedule = SCHEDULE(NOTICE_FROM(2023, 9, 1), SHALL_FROM(2024, 5, 11)),
		OF(TYPE_ANY, reads), .fn = subject_country_code, .arg = 1u << COUNTRY_USER_ASSIGNED,
	}, {
		.id = "sbr.country-name.repeated",
		.section = "7.1.4.2.2.n",
		.title = "subject has more than one countryName",
		.requires = "countryName holds the country code of the subject's location.",
		.explanation = "X.520 defines the attribute as single-valued, and a subject verified in one place has one country. The value is the number of attributes.",
		.remedy = "Keep one countryName.",
		.reading = "the text uses the singular for the code; it does not say that the attribute stands once only",
		.schedule = SBR_SHALL, OF(TYPE_ANY, reads), .fn = attribute_repeated, .arg = OID_COUNTRY,
		.yields_to = IDS("sbr.subject.mv-country-name"), .yields = YIELD_IN_PLACE,
	},
};

RULE_TABLE(rules_sbr_7_1_4_2_2_subject, "SBR 7.1.4.2.2.e to n Subject attributes", rules);
