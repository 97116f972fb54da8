/* SPDX-License-Identifier: Apache-2.0 */
/* 7_1_4_2_2_common_name_person.c - SBR 7.1.4.2.2.a: what commonName of sponsor- and individual-validated certificates may hold. */
#include "rules/common/common_name.h"
#include "rules/tables.h"
#include "value/fold.h"
#include "value/joints.h"
#include "value/judge.h"
#include "value/mailbox.h"

void
person_common_name(struct check *c, const struct cert_name *n)
{
	const struct cert_attr *a;

	if (!is_person_known(n) || !may_compare_person(c, n))
		return;
	for (unsigned i = 0; (a = next_value(n, OID_COMMON_NAME, &i)) != NULL;) {
		if (is_organization_for_person(n, a->text))
			report_text(c, a->value.raw, a->text);
	}
}

static void
organization_for_person(struct check *c)
{
	person_common_name(c, &c->cert->subject);
}

void
organization_alone(struct check *c, const struct cert_name *n)
{
	const struct cert_attr *a;

	if (!is_person_known(n) || has_personal_name(n) || name_attr(n, OID_PSEUDONYM, 0) != NULL || !may_compare_person(c, n))
		return;
	for (unsigned i = 0; (a = next_value(n, OID_COMMON_NAME, &i)) != NULL;) {
		if (is_organization(n, a->text) && !surely_no_person(n, a->text))
			report_text(c, a->value.raw, a->text);
	}
}

static void
subject_organization_alone(struct check *c)
{
	organization_alone(c, &c->cert->subject);
}

/* An owner's organization: its name ends with a legal form, which is no word of the owner's. */
void
organization_of_owner(struct check *c, const struct cert_name *n)
{
	const struct cert_attr *a;
	bool any = false;

	/* Few end so. */
	for (unsigned i = 0; !any && (a = next_value(n, OID_COMMON_NAME, &i)) != NULL;)
		any = ends_as_organization(a->text);
	if (!any || !is_person_known(n) || !has_personal_name(n) || name_attr(n, OID_PSEUDONYM, 0) != NULL || !may_compare_person(c, n))
		return;
	for (unsigned i = 0; (a = next_value(n, OID_COMMON_NAME, &i)) != NULL;) {
		if (is_organization(n, a->text) && !surely_no_person(n, a->text) && ends_as_organization(a->text) && has_word_beyond_name(n, a->text))
			report_text(c, a->value.raw, a->text);
	}
}

static void
subject_organization_of_owner(struct check *c)
{
	organization_of_owner(c, &c->cert->subject);
}

/* Where there is a pseudonym, commonName is one. */
void
unrelated_to_name(struct check *c, const struct cert_name *n)
{
	const struct cert_attr *a;

	if (!is_person_known(n) || !has_personal_name(n) || name_attr(n, OID_PSEUDONYM, 0) != NULL || !may_compare_person(c, n))
		return;
	for (unsigned i = 0; (a = next_value(n, OID_COMMON_NAME, &i)) != NULL;) {
		if (!is_mailbox(c, a) && !is_organization(n, a->text) && !shows_personal_name(n, a->text))
			report_text(c, a->value.raw, a->text);
	}
}

static void
subject_unrelated_to_name(struct check *c)
{
	unrelated_to_name(c, &c->cert->subject);
}

/*
 * The values of this sort beside a person's name, where there is no pseudonym: since 2024-05-11 no Pseudonym stands beside
 * givenName or surname.  Of some sorts a value that shows a word of the name is left out.
 */
static void
report_no_personal_name(struct check *c, const struct cert_name *n, bool (*is_of_sort)(struct check *, const struct cert_attr *), bool may_show)
{
	const struct cert_attr *a;
	bool any = false;

	for (unsigned i = 0; !any && (a = next_value(n, OID_COMMON_NAME, &i)) != NULL;)
		any = is_of_sort(c, a);
	if (!any || !is_person_known(n) || !has_personal_name(n) || name_attr(n, OID_PSEUDONYM, 0) != NULL || !may_compare_person(c, n))
		return;
	for (unsigned i = 0; (a = next_value(n, OID_COMMON_NAME, &i)) != NULL;)
		if (is_of_sort(c, a) && !is_organization(n, a->text) && !(may_show && shows_personal_name(n, a->text)))
			report_text(c, a->value.raw, a->text);
}

static bool
is_company(struct check *c, const struct cert_attr *a)
{
	return ends_with_legal_form(a->text) && !is_mailbox(c, a);
}

/* The name of another company than that of organizationName. */
void
company_common_name(struct check *c, const struct cert_name *n)
{
	report_no_personal_name(c, n, is_company, true);
}

static void
company_for_person(struct check *c)
{
	company_common_name(c, &c->cert->subject);
}

/* What a Mailbox Address is padded with where it is taken out of a header or a link. */
#define PADDING_BEFORE " \t<(['\""
#define PADDING_BEHIND " \t>)]'\".,;"

static struct span
without_scheme(struct span text)
{
	static const char scheme[] = "mailto:";
	size_t i = 0;

	while (i < sizeof scheme - 1 && i < text.n && small_letter(text.p[i]) == (uint8_t)scheme[i])
		i++;
	return i == sizeof scheme - 1 ? span_sub(text, i, text.n - i) : text;
}

/* Does it hold an address and nothing but padding round it, or an underscore in its domain?  Then it is no Mailbox Address by its definition (SBR 1.6.1). */
static bool
is_padded_mailbox(struct check *c, const struct cert_attr *a)
{
	struct span text = a->text;
	size_t before;

	(void)c;
	/* Most names have no @ at all. */
	if (a->mailbox != MAILBOX_SORT_NONE || text.n == 0 || memchr(text.p, '@', text.n) == NULL)
		return false;
	do {
		before = text.n;
		while (text.n > 0 && is_char_of(text.p[0], PADDING_BEFORE))
			text = span_sub(text, 1, text.n - 1);
		while (text.n > 0 && is_char_of(text.p[text.n - 1], PADDING_BEHIND))
			text.n--;
		text = without_scheme(text);
	} while (text.n < before);
	return mailbox_meant(text);
}

/* An address is no Personal Name, whatever words of the name it is made of. */
void
padded_common_name(struct check *c, const struct cert_name *n)
{
	report_no_personal_name(c, n, is_padded_mailbox, false);
}

static void
padded_mailbox(struct check *c)
{
	padded_common_name(c, &c->cert->subject);
}

/* Octet by octet; long texts as wholes only, as fold_contains() does. */
static bool
contains(struct span text, struct span part)
{
	if (!fold_may_search(text.n, part.n))
		return part.n > 0 && span_eq(text, part);
	for (size_t i = 0; part.n > 0 && i + part.n <= text.n; i++)
		if (memcmp(text.p + i, part.p, part.n) == 0)
			return true;
	return false;
}

/* A URI with an authority, or the name of a host as people write it: two labels alone may be an initial and a surname. */
static bool
is_web_address(struct check *c, const struct cert_attr *a)
{
	static const char host[] = "www.", authority[] = "://";
	size_t i = 0;

	(void)c;
	while (i < sizeof host - 1 && i < a->text.n && small_letter(a->text.p[i]) == (uint8_t)host[i])
		i++;
	/* Few names have a colon. */
	return i == sizeof host - 1 || (a->text.n > 0 && memchr(a->text.p, ':', a->text.n) != NULL &&
	    contains(a->text, (struct span){ (const uint8_t *)authority, sizeof authority - 1 }));
}

/* Whatever words of the name it has. */
void
web_common_name(struct check *c, const struct cert_name *n)
{
	report_no_personal_name(c, n, is_web_address, false);
}

static void
web_address(struct check *c)
{
	web_common_name(c, &c->cert->subject);
}

/* Sets *folded to the pseudonym that is there but for case or blanks, or to NULL. */
static enum pseudonym_match
pseudonym_match(const struct cert_name *n, struct span text, const struct cert_attr **folded)
{
	enum pseudonym_match best = PSEUDONYM_NONE;
	const struct cert_attr *a;

	*folded = NULL;
	for (unsigned i = 0; (a = next_value(n, OID_PSEUDONYM, &i)) != NULL;) {
		if (contains(text, a->text))
			return PSEUDONYM_SAME;
		if (!fold_contains(text, a->text))
			continue;
		best = PSEUDONYM_FOLDED;
		*folded = a;
	}
	return best;
}

/* With a name beside the pseudonym, commonName may be a Personal Name. */
void
pseudonym_common_name(struct check *c, const struct cert_name *n)
{
	const struct cert_attr *a, *other;

	if (name_unread(n, OID_PSEUDONYM) || name_attr(n, OID_PSEUDONYM, 0) == NULL || has_personal_name(n) || !may_compare_person(c, n))
		return;
	for (unsigned i = 0; (a = next_value(n, OID_COMMON_NAME, &i)) != NULL;) {
		if (is_mailbox(c, a) || pseudonym_match(n, a->text, &other) != (enum pseudonym_match)c->rule->arg)
			continue;
		if (other == NULL)
			report_text(c, a->value.raw, a->text);
		else
			report(c, a->value.raw, "%s; pseudonym: %s", show_text(c, a->text, 256), show_text(c, other->text, 256));
	}
}

static void
pseudonym_in_common_name(struct check *c)
{
	pseudonym_common_name(c, &c->cert->subject);
}

/* ---- a person's name beside the organization's ---- */

/* An organization may bear the person's name: then nothing stands beside the name. */
static bool
is_of_person(const struct cert_name *n, struct span organization)
{
	static const enum oid types[] = { OID_SURNAME, OID_GIVEN_NAME };
	const struct cert_attr *a;

	for (size_t t = 0; t < sizeof types / sizeof *types; t++) {
		for (unsigned i = 0; (a = next_value(n, types[t], &i)) != NULL;) {
			if (fold_contains(a->text, organization))
				return true;
		}
	}
	return false;
}

void
person_and_organization(struct check *c, const struct cert_name *n)
{
	static const enum oid names[3] = { OID_GIVEN_NAME, OID_SURNAME, OID_UNKNOWN };
	const struct cert_attr *a, *o;

	if (!is_person_known(n) || !has_personal_name(n))
		return;
	if (!may_compare_person(c, n) || !may_compare(c, n, OID_ORGANIZATION, names) || !may_search(c, n, OID_ORGANIZATION, n, names))
		return;
	for (unsigned i = 0; (a = next_value(n, OID_COMMON_NAME, &i)) != NULL;) {
		for (unsigned k = 0; (o = next_value(n, OID_ORGANIZATION, &k)) != NULL;) {
			struct span organization = joints_strip(o->text), person;

			/* What does not stand in the text stands neither at its front nor at its end. */
			if (!fold_contains(a->text, organization) || is_of_person(n, o->text))
				continue;
			person = joints_beside(a->text, organization);
			if (person.n > 0 && shows_personal_name(n, person)) {
				report_text(c, a->value.raw, a->text);
				break;
			}
		}
	}
}

static void
subject_person_and_organization(struct check *c)
{
	if (!has_personal_name(&c->cert->subject))
		not_applicable(c, "no givenName and no surname to compare with");
	else
		person_and_organization(c, &c->cert->subject);
}

static const struct smimelint_rule rules[] = {
	{
		.id = "sbr.common-name.organization-for-person",
		.section = "7.1.4.2.2.a",
		.title = "commonName is the organization's name, not that of the person",
		.requires = "commonName of a sponsor-validated certificate holds a Personal Name, a Pseudonym or a Mailbox Address.",
		.explanation = "The mail program shows commonName as the sender, so a person would sign as the "
		    "organization. The name is also in organizationName or organizationalUnitName. It ends with a legal form, "
		    "or has no word of givenName and surname: it is not an organization that bears the person's name.",
		.remedy = "Put the person's name there, or issue an organization-validated certificate.",
		.peers = PEERS(COMMON_NAME_UNKNOWN_SOURCE),
		.schedule = SBR_SHALL, COMMON_NAME_OF(TYPE_SV, needs), .fn = organization_for_person, .is_bounded = true,
		.yields_to = IDS("sbr.common-name.pseudonym-missing"), .yields = YIELD_IN_PLACE,
	}, {
		.id = "sbr.common-name.organization-alone",
		.section = "7.1.4.2.2.a",
		.title = "commonName is the organization's name, and no attribute names a person",
		.requires = "commonName of a sponsor-validated certificate holds a Personal Name, a Pseudonym or a Mailbox Address.",
		.explanation = "A sponsor-validated certificate is about a person. One that names the organization twice looks like an organization-validated one.",
		.remedy = "Put the person's name there, or issue an organization-validated certificate.",
		.reading = "an organization may bear the name of its owner; we read a commonName equal to organizationName as no Personal Name where no other attribute shows one",
		.peers = PEERS(COMMON_NAME_UNKNOWN_SOURCE),
		.schedule = SBR_SHALL, COMMON_NAME_OF(TYPE_SV, needs), .fn = subject_organization_alone, .is_bounded = true,
	}, {
		.id = "sbr.common-name.organization-of-owner",
		.section = "7.1.4.2.2.a",
		.title = "commonName is the name of an organization that bears the person's name",
		.requires = "commonName of a sponsor-validated certificate holds a Personal Name, a Pseudonym or a Mailbox Address.",
		.explanation = "The value equals organizationName or organizationalUnitName. It has a word of givenName or surname, and ends with a legal form: "
		    "Muster AG for Anna Muster. Without such a word nobody can know a firm from a name with titles or middle names.",
		.remedy = "Put the person's name there.",
		.reading = "a Personal Name may be in a format that the Subject, the CA or the Enterprise RA prefers; we read that the name of a firm is in none",
		.peers = PEERS(COMMON_NAME_UNKNOWN_SOURCE),
		.schedule = SBR_SHALL, COMMON_NAME_OF(TYPE_SV, needs), .fn = subject_organization_of_owner, .is_bounded = true,
	}, {
		.id = "sbr.common-name.web-address",
		.section = "7.1.4.2.2.a",
		.title = "commonName beside a person's name is an address of the web",
		.requires = "commonName of an individual- or sponsor-validated certificate holds a Personal Name, a Pseudonym or a Mailbox Address. "
		    "Since 2024-05-11 givenName and surname exclude the Pseudonym.",
		.explanation = "The value has \"://\" in it or begins with \"www.\".",
		.remedy = "Put the person's name there.",
		.reading = "a Personal Name may be in a format that the Subject, the CA or the Enterprise RA prefers; we read that a web address is in none",
		.peers = PEERS(COMMON_NAME_UNKNOWN_SOURCE),
		.schedule = SCHEDULE(SHALL_FROM(2024, 5, 11)), COMMON_NAME_OF(TYPE_SV | TYPE_IV, needs), .fn = web_address, .is_bounded = true,
	}, {
		.id = "sbr.common-name.company-for-person",
		.section = "7.1.4.2.2.a",
		.title = "commonName is a company's name, and givenName or surname is a person's",
		.requires = "commonName of an individual- or sponsor-validated certificate holds a Personal Name, a Pseudonym or a Mailbox Address. "
		    "Since 2024-05-11 givenName and surname exclude the Pseudonym.",
		.explanation = "The value ends with a legal form such as GmbH, Ltd or Corporation, and has no word of givenName or surname. "
		    "A company without a legal form in its name cannot be known from a person.",
		.remedy = "Put the person's name there.",
		.reading = "a Personal Name may be in a format that the Subject, the CA or the Enterprise RA prefers; we read that a company's name is in none",
		.peers = PEERS(COMMON_NAME_UNKNOWN_SOURCE),
		.schedule = SCHEDULE(SHALL_FROM(2024, 5, 11)), COMMON_NAME_OF(TYPE_SV | TYPE_IV, needs), .fn = company_for_person, .is_bounded = true,
	}, {
		.id = "sbr.common-name.unrelated-to-name",
		.section = "7.1.4.2.2.a",
		.title = "commonName has no word of givenName or surname",
		.requires = "A commonName that holds a Personal Name holds a name of the subject, preferably as in givenName and surname.",
		.explanation = "The name may still be one that the person is known by, in another script or spelling: that cannot be decided from the certificate. "
		    "If it is a Pseudonym, givenName and surname are forbidden beside it since 2024-05-11.",
		.remedy = "Check in the validation record that this is a verified name of the subject.",
		.peers = PEERS(COMMON_NAME_UNKNOWN_SOURCE),
		.schedule = SBR_NOTICE, COMMON_NAME_OF(TYPE_SV | TYPE_IV, needs), .fn = subject_unrelated_to_name, .is_bounded = true,
		.yields_to = IDS("sbr.common-name.company-for-person", "sbr.common-name.mailbox-padded", "sbr.common-name.web-address",
		    "sbr.subject.value-empty", "sbr.subject.value-metadata", "sbr.subject.value-placeholder"),
		.yields = YIELD_IN_PLACE,
	}, {
		.id = "sbr.common-name.mailbox-padded",
		.section = "7.1.4.2.2.a",
		.title = "commonName beside a person's name is an address that is no Mailbox Address",
		.requires = "commonName is a Personal Name, a Pseudonym or a Mailbox Address. A Mailbox Address has no padding, and beside givenName or surname "
		    "commonName is no Pseudonym.",
		.explanation = "Blanks, brackets, mailto:, a dot at the end or an underscore in the domain keep the value from being a Mailbox Address. An address is no Personal Name "
		    "either, whatever words of the name it has. Before 2024-05-11 it could be a Pseudonym, and the finding is a notice.",
		.remedy = "Write the address alone, as it stands in the subjectAltName, or the person's name.",
		.peers = PEERS(COMMON_NAME_UNKNOWN_SOURCE),
		.schedule = SCHEDULE(NOTICE_FROM(2023, 9, 1), SHALL_FROM(2024, 5, 11)),
		COMMON_NAME_OF(TYPE_SV | TYPE_IV, needs), .fn = padded_mailbox, .is_bounded = true,
	}, {
		.id = "sbr.common-name.pseudonym-missing",
		.section = "7.1.4.2.2.a",
		.title = "commonName does not contain the pseudonym",
		.requires = "With a pseudonym attribute commonName holds a Pseudonym that contains it, or a Mailbox Address, but no Personal Name.",
		.explanation = "Since 2024-05-11 a Personal Name excludes the pseudonym attribute, so no other text is left. Before, it could be a Personal Name beside the pseudonym, "
		    "and the finding is a notice.",
		.remedy = "Repeat the pseudonym in commonName, or leave one of the two out.",
		.peers = PEERS(COMMON_NAME_UNKNOWN_SOURCE),
		.schedule = SCHEDULE(NOTICE_FROM(2023, 9, 1), SHALL_FROM(2024, 5, 11)),
		COMMON_NAME_OF(TYPE_SV | TYPE_IV, needs), .fn = pseudonym_in_common_name, .is_bounded = true, .arg = PSEUDONYM_NONE,
	}, {
		.id = "sbr.common-name.pseudonym-case",
		.section = "7.1.4.2.2.a",
		.title = "commonName contains the pseudonym with other upper and lower case or other blanks",
		.requires = "With a pseudonym attribute commonName holds a Pseudonym that contains it, or a Mailbox Address, but no Personal Name.",
		.explanation = "The two values are equal by the matching rule of the attributes (RFC 5280 7.1), but not octet by octet. "
		    "The SBR name no rule of comparison. Until 2024-05-10 the text left the case open, and the finding is a notice.",
		.remedy = "Write the pseudonym in the same way in both places.",
		.reading = "we read that the one value is contained in the other only where it is written in the same way, case of letters included",
		.peers = PEERS(COMMON_NAME_UNKNOWN_SOURCE),
		.schedule = SCHEDULE(NOTICE_FROM(2023, 9, 1), SHALL_FROM(2024, 5, 11)),
		COMMON_NAME_OF(TYPE_SV | TYPE_IV, needs), .fn = pseudonym_in_common_name, .is_bounded = true, .arg = PSEUDONYM_FOLDED,
	}, {
		.id = "sbr.common-name.person-and-organization",
		.section = "7.1.4.2.2.a",
		.title = "commonName has the organization's name beside the person's",
		.requires = "commonName of a sponsor-validated certificate holds a Personal Name, a Pseudonym or a Mailbox Address.",
		.explanation = "The organization is not part of the person's name. It has an attribute of its own, organizationName.",
		.remedy = "Leave only the person's name in commonName.",
		.reading = "the Personal Name may be in a format that the CA or the Enterprise RA prefers; we read that such a format arranges "
		    "the name of the person and adds no other name",
		.peers = PEERS(COMMON_NAME_UNKNOWN_SOURCE),
		.schedule = SBR_SHALL, COMMON_NAME_OF(TYPE_SV, needs), .fn = subject_person_and_organization, .is_bounded = true,
	},
};

RULE_TABLE(rules_sbr_7_1_4_2_2_common_name_person, COMMON_NAME_HEADING, rules);
