/* SPDX-License-Identifier: Apache-2.0 */
/* 7_1_4_2_2_common_name.c - SBR 7.1.4.2.2.a: what commonName may hold, by certificate type. */
#include "rule/memo.h"
#include "rules/common/subject.h"
#include "rules/tables.h"
#include "value/fold.h"
#include "value/joints.h"
#include "value/judge.h"
#include "value/mailbox.h"

#define SUBJECT PARTS1(PART_SUBJECT)
#define SAN PARTS1(PART_EXT_SAN)

#define MAX_ORGANIZATIONS 64	/* of the subject, that values of other names are compared with */

/* May the commonNames be compared with what names an organization? */
static bool
may_compare_organization(struct check *c, const struct cert_name *n)
{
	static const enum oid others[3] = { OID_ORGANIZATION, OID_ORG_UNIT, OID_UNKNOWN };

	return may_compare(c, n, OID_COMMON_NAME, others) && may_search(c, n, OID_COMMON_NAME, n, others);
}

/* May those of another name be compared with the organizations of the subject? */
static bool
may_compare_with_subject(struct check *c, const struct cert_name *other)
{
	static const enum oid others[3] = { OID_ORGANIZATION, OID_UNKNOWN, OID_UNKNOWN };
	size_t n = name_count(&c->cert->subject, OID_ORGANIZATION);

	if (n <= MAX_ORGANIZATIONS)
		return may_search(c, other, OID_COMMON_NAME, &c->cert->subject, others);
	beyond_limit(c, at_part(c, PART_SUBJECT), arena_printf(c->arena, "%zu values of organizationName", n));
	return false;
}

/* And with what names a person? */
static bool
may_compare_person(struct check *c, const struct cert_name *n)
{
	static const enum oid others[3] = { OID_GIVEN_NAME, OID_SURNAME, OID_PSEUDONYM };

	return may_compare_organization(c, n) && may_compare(c, n, OID_COMMON_NAME, others) && may_search(c, n, OID_COMMON_NAME, n, others);
}

/* The next value of an attribute that can be read as text, from index *at of the name on; NULL at their end. */
static const struct cert_attr *
next_value(const struct cert_name *n, enum oid type, unsigned *at)
{
	const struct cert_attr *a;

	while ((a = name_next(n, type, at)) != NULL && a->text.p == NULL)
		;
	return a;
}

/*
 * Is this commonName a Mailbox Address?  The grammar alone decides in a
 * mailbox-validated certificate, which can have nothing else there, and for
 * what the subjectAltName has as well, or may have where that cannot be read; else it has to look like one.
 */
static bool
is_mailbox(struct check *c, const struct cert_attr *a)
{
	return a->mailbox == MAILBOX_SORT_LIKE ||
	    (a->mailbox == MAILBOX_SORT_FITS &&
	    (c->profile->types == TYPE_MV || c->cert->mailbox_unread || mailbox_set_find(memo_mailboxes(c), a->text) == MAILBOX_MATCH_SAME));
}

/* ---- mailbox-validated ---- */

void
mailbox_common_name(struct check *c, const struct cert_name *n)
{
	const struct cert_attr *a;

	for (unsigned i = 0; (a = next_value(n, OID_COMMON_NAME, &i)) != NULL;) {
		if (!is_mailbox(c, a))
			report_text(c, a->value.raw, a->text);
	}
}

static void
mv_not_mailbox(struct check *c)
{
	mailbox_common_name(c, &c->cert->subject);
}

/* ---- organization-validated ---- */

/* How the text and the values of this attribute go together. */
static enum org_match
organization_match(const struct cert_name *n, enum oid type, struct span text)
{
	enum org_match best = ORG_NONE;
	const struct cert_attr *o;

	for (unsigned i = 0; (o = next_value(n, type, &i)) != NULL;) {
		if (o->text.n == 0)
			continue;
		if (span_eq(o->text, text))
			return ORG_SAME;
		if (fold_equal(o->text, text))
			best = ORG_FOLDED;
		else if (best == ORG_NONE && fold_contains(text, o->text))
			best = ORG_CONTAINED;
	}
	return best;
}

/* Can all be read that a person's commonName is compared with?  What cannot be read may be what it is. */
static bool
is_person_known(const struct cert_name *n)
{
	static const enum oid compared[] = { OID_ORGANIZATION, OID_ORG_UNIT, OID_GIVEN_NAME, OID_SURNAME, OID_PSEUDONYM };
	bool known = true;

	for (size_t i = 0; n->unread && i < sizeof compared / sizeof *compared; i++)
		known = known && !name_unread(n, compared[i]);
	return known;
}

/* Reports each commonName that stands in this relation to organizationName. */
static void
report_organization_match(struct check *c, const struct cert_name *n, enum org_match match)
{
	const struct cert_attr *a;

	if (name_unread(n, OID_ORGANIZATION))
		return;
	if (match != ORG_NONE && name_attr(n, OID_ORGANIZATION, 0) == NULL) {
		not_applicable(c, "no organizationName to compare with");
		return;
	}
	if (!may_compare_organization(c, n))
		return;
	for (unsigned i = 0; (a = next_value(n, OID_COMMON_NAME, &i)) != NULL;) {
		if (!is_mailbox(c, a) && organization_match(n, OID_ORGANIZATION, a->text) == match)
			report_text(c, a->value.raw, a->text);
	}
}

/* In a directoryName: compared with its own organizationNames and with the subject's. */
void
organization_common_name(struct check *c, const struct cert_name *n)
{
	const struct cert_attr *a;

	if (name_unread(n, OID_ORGANIZATION) || name_unread(&c->cert->subject, OID_ORGANIZATION) ||
	    !may_compare_organization(c, n) || !may_compare_with_subject(c, n))
		return;
	for (unsigned i = 0; (a = next_value(n, OID_COMMON_NAME, &i)) != NULL;) {
		enum org_match own = organization_match(n, OID_ORGANIZATION, a->text);
		enum org_match of_subject = organization_match(&c->cert->subject, OID_ORGANIZATION, a->text);

		if (!is_mailbox(c, a) && (own > of_subject ? own : of_subject) == (enum org_match)c->rule->arg)
			report_text(c, a->value.raw, a->text);
	}
}

/* arg: enum org_match. */
static void
ov_organization(struct check *c)
{
	report_organization_match(c, &c->cert->subject, (enum org_match)c->rule->arg);
}

/* ---- sponsor- and individual-validated ---- */

static bool
has_personal_name(const struct cert_name *n)
{
	return name_attr(n, OID_GIVEN_NAME, 0) != NULL || name_attr(n, OID_SURNAME, 0) != NULL;
}

/* Does a word of givenName or surname occur in the text? */
static bool
shows_personal_name(const struct cert_name *n, struct span text)
{
	static const enum oid types[] = { OID_SURNAME, OID_GIVEN_NAME };
	const struct cert_attr *a;

	for (size_t t = 0; t < sizeof types / sizeof *types; t++) {
		for (unsigned i = 0; (a = next_value(n, types[t], &i)) != NULL;) {
			if (fold_shares_word(text, a->text))
				return true;
		}
	}
	return false;
}

static bool
is_organization(const struct cert_name *n, struct span text)
{
	return organization_match(n, OID_ORGANIZATION, text) >= ORG_FOLDED ||
	    organization_match(n, OID_ORG_UNIT, text) >= ORG_FOLDED;
}

/*
 * An organization may bear the name of a person.  It is surely not the
 * person's name where it ends with a legal form, or where givenName and surname
 * show another.
 */
static bool
surely_no_person(const struct cert_name *n, struct span text)
{
	return ends_with_legal_form(text) || (has_personal_name(n) && !shows_personal_name(n, text));
}

/* A Pseudonym may stand in commonName, and nothing says which words are none. */
static bool
is_pseudonym(const struct cert_name *n, struct span text)
{
	const struct cert_attr *a;

	for (unsigned i = 0; (a = next_value(n, OID_PSEUDONYM, &i)) != NULL;)
		if (span_eq(a->text, text))
			return true;
	return false;
}

void
person_common_name(struct check *c, const struct cert_name *n)
{
	const struct cert_attr *a;

	if (!is_person_known(n) || !may_compare_person(c, n))
		return;
	for (unsigned i = 0; (a = next_value(n, OID_COMMON_NAME, &i)) != NULL;) {
		if (is_organization(n, a->text) && surely_no_person(n, a->text) && !is_pseudonym(n, a->text))
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

/* Does it hold a Mailbox Address and nothing but padding round it?  Then it is none by its definition (SBR 1.6.1). */
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
	return mailbox_sort(text) == MAILBOX_SORT_LIKE;
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

/* ---- types that are open ---- */

/* An individual's commonName may be a Pseudonym, and nothing says which words are none. */
static bool
breaks_type(const struct check *c, const struct cert_name *n, const struct cert_attr *a, enum cert_type type)
{
	switch (type) {
	case TYPE_MV:
		return a->mailbox == MAILBOX_SORT_NONE;
	case TYPE_OV:
		return organization_match(n, OID_ORGANIZATION, a->text) == ORG_NONE &&
		    organization_match(&c->cert->subject, OID_ORGANIZATION, a->text) == ORG_NONE;
	case TYPE_SV:
		return is_organization(n, a->text) && surely_no_person(n, a->text) && !is_pseudonym(n, a->text);
	default:
		return false;
	}
}

static bool
breaks_every_type(const struct check *c, const struct cert_name *n, const struct cert_attr *a)
{
	for (unsigned type = TYPE_MV; type <= TYPE_IV; type <<= 1)
		if ((c->profile->types & type) != 0 && !breaks_type(c, n, a, (enum cert_type)type))
			return false;
	return true;
}

void
common_name_in_no_profile(struct check *c, const struct cert_name *n)
{
	const struct cert_attr *a;

	if ((c->profile->types & TYPE_IV) != 0 || !is_person_known(n) || name_unread(&c->cert->subject, OID_ORGANIZATION) ||
	    !may_compare_person(c, n) || !may_compare_with_subject(c, n))
		return;
	for (unsigned i = 0; (a = next_value(n, OID_COMMON_NAME, &i)) != NULL;) {
		if (!is_mailbox(c, a) && breaks_every_type(c, n, a))
			report_text(c, a->value.raw, a->text);
	}
}

static void
subject_common_name_in_no_profile(struct check *c)
{
	if (has_several_types(c))
		common_name_in_no_profile(c, &c->cert->subject);
	else
		not_applicable(c, "the type is known");
}

/* ---- all types ---- */

/* arg: enum mailbox_match, the relation that is the fault. */
static void
mailbox_in_san(struct check *c)
{
	const struct cert_attr *a;

	if (!mailboxes_are_known(c))
		return;
	for (unsigned i = 0; (a = next_value(&c->cert->subject, OID_COMMON_NAME, &i)) != NULL;) {
		bool open = mailbox_rests_on_type(c, a);

		if ((!open && !is_mailbox(c, a)) || mailbox_set_find(memo_mailboxes(c), a->text) != (enum mailbox_match)c->rule->arg)
			continue;
		if (open)
			rests_on_profile(c);
		else
			report_text(c, a->value.raw, a->text);
	}
}

static void
common_name_repeated(struct check *c)
{
	const struct cert_attr *second = name_attr(&c->cert->subject, OID_COMMON_NAME, 1);

	if (second != NULL)
		report(c, second->value.raw, "%u", name_count(&c->cert->subject, OID_COMMON_NAME));
}

#define OF(type, how) .scope = { KIND_SUBSCRIBER, type, GEN_ANY }, .when = SUBJECT, .how = SUBJECT
#define WITH_SAN .scope = SCOPE_SUBSCRIBER, .when = SUBJECT | SAN, .needs = SAN, .reads = SUBJECT
#define ONE_WRITING "the SBR name no rule of comparison; we read that the value has to be the one of the subjectAltName octet by octet, " \
	"for the case of letters in the domain and for the form of its labels alike"
#define UNKNOWN_SOURCE "pkilint:cabf.smime.common_name_value_unknown_source"

static const struct smimelint_rule rules[] = {
	{
		.id = "sbr.common-name.mv-not-mailbox",
		.section = "7.1.4.2.2.a",
		.title = "commonName of a mailbox-validated certificate is not a Mailbox Address",
		.requires = "commonName of a mailbox-validated certificate holds a Mailbox Address.",
		.explanation = "Nothing but control of the mailbox was checked, so a name shown as commonName misleads whoever reads it in the mail program. The attribute may be left out.",
		.remedy = "Put one of the SAN's addresses there, or leave commonName out.",
		.peers = PEERS("zlint:e_commonname_mailbox_validated", UNKNOWN_SOURCE),
		.schedule = SBR_SHALL, OF(TYPE_MV, reads), .fn = mv_not_mailbox,
	}, {
		.id = "sbr.common-name.ov-not-organization",
		.section = "7.1.4.2.2.a",
		.title = "commonName is neither the organizationName nor a Mailbox Address",
		.requires = "commonName of an organization-validated certificate holds the value of organizationName or a Mailbox Address.",
		.explanation = "Any other text was not verified as a name of the subject. We compare with every organizationName, and case and blanks do not count. "
		    "Without an organizationName its absence is reported, and not this.",
		.remedy = "Put the organizationName or one of the SAN's addresses there, or leave commonName out.",
		.peers = PEERS("zlint:e_org_validated_invalid_cn", UNKNOWN_SOURCE),
		.schedule = SBR_SHALL, OF(TYPE_OV, needs), .fn = ov_organization, .is_bounded = true, .arg = ORG_NONE,
		.yields_to = IDS("sbr.subject.ov-organization-name-missing"),
	}, {
		.id = "sbr.common-name.ov-beyond-organization",
		.section = "7.1.4.2.2.a",
		.title = "commonName holds more than the organizationName",
		.requires = "commonName of an organization-validated certificate holds the value of organizationName or a Mailbox Address.",
		.explanation = "Departments and products put behind the organization's name were not verified as its name.",
		.remedy = "Put the organizationName alone there.",
		.reading = "we read that commonName is the organizationName; the word \"contain\" can also be read so that it may stand among other text",
		.peers = PEERS("zlint:e_org_validated_invalid_cn", UNKNOWN_SOURCE),
		.schedule = SBR_SHALL, OF(TYPE_OV, needs), .fn = ov_organization, .is_bounded = true, .arg = ORG_CONTAINED,
	}, {
		.id = "sbr.common-name.ov-organization-spelling",
		.section = "7.1.4.2.2.a",
		.title = "commonName differs from organizationName in upper and lower case or in blanks",
		.requires = "commonName of an organization-validated certificate holds the value of organizationName or a Mailbox Address.",
		.explanation = "The values are equal by the matching rule of both attributes (RFC 5280 7.1), so the requirement is met. Linters that compare octets report it.",
		.remedy = "Copy the value instead of typing it twice.",
		.peers = PEERS("zlint:e_org_validated_invalid_cn", UNKNOWN_SOURCE),
		.schedule = SBR_NOTICE, OF(TYPE_OV, needs), .fn = ov_organization, .is_bounded = true, .arg = ORG_FOLDED,
	}, {
		.id = "sbr.common-name.organization-for-person",
		.section = "7.1.4.2.2.a",
		.title = "commonName is the organization's name, not that of the person",
		.requires = "commonName of a sponsor-validated certificate holds a Personal Name, a Pseudonym or a Mailbox Address.",
		.explanation = "The mail program shows commonName as the sender, so a person would sign as the "
		    "organization. The name is also in organizationName or organizationalUnitName. It ends with a legal form, "
		    "or has no word of givenName and surname: it is not an organization that bears the person's name.",
		.remedy = "Put the person's name there, or issue an organization-validated certificate.",
		.peers = PEERS(UNKNOWN_SOURCE),
		.schedule = SBR_SHALL, OF(TYPE_SV, needs), .fn = organization_for_person, .is_bounded = true,
		.yields_to = IDS("sbr.common-name.pseudonym-missing"), .yields = YIELD_IN_PLACE,
	}, {
		.id = "sbr.common-name.organization-alone",
		.section = "7.1.4.2.2.a",
		.title = "commonName is the organization's name, and no attribute names a person",
		.requires = "commonName of a sponsor-validated certificate holds a Personal Name, a Pseudonym or a Mailbox Address.",
		.explanation = "A sponsor-validated certificate is about a person. One that names the organization twice looks like an organization-validated one.",
		.remedy = "Put the person's name there, or issue an organization-validated certificate.",
		.reading = "an organization may bear the name of its owner; we read a commonName equal to organizationName as no Personal Name where no other attribute shows one",
		.peers = PEERS(UNKNOWN_SOURCE),
		.schedule = SBR_SHALL, OF(TYPE_SV, needs), .fn = subject_organization_alone, .is_bounded = true,
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
		.peers = PEERS(UNKNOWN_SOURCE),
		.schedule = SCHEDULE(SHALL_FROM(2024, 5, 11)), OF(TYPE_SV | TYPE_IV, needs), .fn = company_for_person, .is_bounded = true,
	}, {
		.id = "sbr.common-name.unrelated-to-name",
		.section = "7.1.4.2.2.a",
		.title = "commonName has no word of givenName or surname",
		.requires = "A commonName that holds a Personal Name holds a name of the subject, preferably as in givenName and surname.",
		.explanation = "The name may still be one that the person is known by, in another script or spelling: that cannot be decided from the certificate. "
		    "If it is a Pseudonym, givenName and surname are forbidden beside it since 2024-05-11.",
		.remedy = "Check in the validation record that this is a verified name of the subject.",
		.peers = PEERS(UNKNOWN_SOURCE),
		.schedule = SBR_NOTICE, OF(TYPE_SV | TYPE_IV, needs), .fn = subject_unrelated_to_name, .is_bounded = true,
		.yields_to = IDS("sbr.common-name.company-for-person", "sbr.common-name.mailbox-padded", "sbr.subject.value-empty",
		    "sbr.subject.value-metadata", "sbr.subject.value-placeholder"),
		.yields = YIELD_IN_PLACE,
	}, {
		.id = "sbr.common-name.mailbox-padded",
		.section = "7.1.4.2.2.a",
		.title = "commonName beside a person's name is an address with something round it",
		.requires = "commonName is a Personal Name, a Pseudonym or a Mailbox Address. A Mailbox Address has no padding, and beside givenName or surname "
		    "commonName is no Pseudonym.",
		.explanation = "Blanks, brackets, mailto: or a dot at the end keep the value from being a Mailbox Address. An address is no Personal Name "
		    "either, whatever words of the name it has. Before 2024-05-11 it could be a Pseudonym, and the finding is a notice.",
		.remedy = "Write the address alone, as it stands in the subjectAltName, or the person's name.",
		.peers = PEERS(UNKNOWN_SOURCE),
		.schedule = SCHEDULE(NOTICE_FROM(2023, 9, 1), SHALL_FROM(2024, 5, 11)),
		OF(TYPE_SV | TYPE_IV, needs), .fn = padded_mailbox, .is_bounded = true,
	}, {
		.id = "sbr.common-name.pseudonym-missing",
		.section = "7.1.4.2.2.a",
		.title = "commonName does not contain the pseudonym",
		.requires = "With a pseudonym attribute commonName holds a Pseudonym that contains it, or a Mailbox Address, but no Personal Name.",
		.explanation = "Since 2024-05-11 a Personal Name excludes the pseudonym attribute, so no other text is left. Before, it could be a Personal Name beside the pseudonym, "
		    "and the finding is a notice.",
		.remedy = "Repeat the pseudonym in commonName, or leave one of the two out.",
		.peers = PEERS(UNKNOWN_SOURCE),
		.schedule = SCHEDULE(NOTICE_FROM(2023, 9, 1), SHALL_FROM(2024, 5, 11)),
		OF(TYPE_SV | TYPE_IV, needs), .fn = pseudonym_in_common_name, .is_bounded = true, .arg = PSEUDONYM_NONE,
	}, {
		.id = "sbr.common-name.pseudonym-case",
		.section = "7.1.4.2.2.a",
		.title = "commonName contains the pseudonym with other upper and lower case or other blanks",
		.requires = "With a pseudonym attribute commonName holds a Pseudonym that contains it, or a Mailbox Address, but no Personal Name.",
		.explanation = "The two values are equal by the matching rule of the attributes (RFC 5280 7.1), but not octet by octet. "
		    "The SBR name no rule of comparison. Until 2024-05-10 the text left the case open, and the finding is a notice.",
		.remedy = "Write the pseudonym in the same way in both places.",
		.reading = "we read that the one value is contained in the other only where it is written in the same way, case of letters included",
		.peers = PEERS(UNKNOWN_SOURCE),
		.schedule = SCHEDULE(NOTICE_FROM(2023, 9, 1), SHALL_FROM(2024, 5, 11)),
		OF(TYPE_SV | TYPE_IV, needs), .fn = pseudonym_in_common_name, .is_bounded = true, .arg = PSEUDONYM_FOLDED,
	}, {
		.id = "sbr.common-name.person-and-organization",
		.section = "7.1.4.2.2.a",
		.title = "commonName has the organization's name beside the person's",
		.requires = "commonName of a sponsor-validated certificate holds a Personal Name, a Pseudonym or a Mailbox Address.",
		.explanation = "The organization is not part of the person's name. It has an attribute of its own, organizationName.",
		.remedy = "Leave only the person's name in commonName.",
		.reading = "the Personal Name may be in a format that the CA or the Enterprise RA prefers; we read that such a format arranges "
		    "the name of the person and adds no other name",
		.peers = PEERS(UNKNOWN_SOURCE),
		.schedule = SBR_SHALL, OF(TYPE_SV, needs), .fn = subject_person_and_organization, .is_bounded = true,
	}, {
		.id = "sbr.common-name.in-no-profile",
		.section = "7.1.4.2.2.a",
		.title = "commonName is none of what the certificate's possible types allow there",
		.requires = "commonName holds one of the values listed for the certificate type.",
		.explanation = "The certificate does not say of which one type it is. The value breaks what the text says of each that it could be: it is no "
		    "Mailbox Address, not the organizationName, or the organization's name in place of the person's. The rules of the single types "
		    "name a type, which nobody knows, so this rule says it once in their place.",
		.remedy = "Assert the one reserved policy identifier, and put a value there that its type allows.",
		.peers = PEERS(UNKNOWN_SOURCE),
		.schedule = SBR_SHALL, OF(TYPE_ANY, needs), .fn = subject_common_name_in_no_profile, .is_bounded = true,
	}, {
		.id = "sbr.common-name.mailbox-not-in-san",
		.section = "7.1.4.2.2.a",
		.title = "commonName has a Mailbox Address that is not in the subjectAltName",
		.requires = "A Mailbox Address in commonName is the value of an rfc822Name or SmtpUTF8Mailbox in the "
		    "subjectAltName.",
		.explanation = "Mail programs compare the sender with the subjectAltName. Only the addresses there are "
		    "known to be validated. Other rules report an address that differs in letter case or in the form of a "
		    "label.",
		.remedy = "Add the validated address to the subjectAltName, or remove it from commonName.",
		.peers = PEERS("zlint:e_mailbox_address_shall_contain_an_rfc822_name", "pkilint:cabf.smime.email_address_in_attribute_not_in_san", UNKNOWN_SOURCE),
		.schedule = SBR_SHALL, .scope = SCOPE_SUBSCRIBER, .when = SUBJECT, .needs = SAN, .reads = SUBJECT | PARTS1(PART_EXTENSIONS),
		.fn = mailbox_in_san, .asks_profile = true, .arg = MAILBOX_MATCH_NONE,
		.yields_to = IDS("sbr.san.missing", "sbr.san.no-mailbox"),
	}, {
		.id = "sbr.common-name.mailbox-local-case",
		.section = "7.1.4.2.2.a",
		.title = "Mailbox Address in commonName is in the subjectAltName with other upper and lower case before the @",
		.requires = "A Mailbox Address in commonName is one of the rfc822Name or SmtpUTF8Mailbox values of the subjectAltName.",
		.explanation = "Upper and lower case count before the @ (RFC 5321 2.4), so these are two addresses, of which one was not validated.",
		.remedy = "Write the address in the same way in both places.",
		.peers = PEERS("zlint:e_mailbox_address_shall_contain_an_rfc822_name", "pkilint:cabf.smime.email_address_in_attribute_not_in_san", UNKNOWN_SOURCE),
		.schedule = SBR_SHALL, WITH_SAN, .fn = mailbox_in_san, .asks_profile = true, .arg = MAILBOX_MATCH_LOCAL_CASE,
	}, {
		.id = "sbr.common-name.mailbox-domain-case",
		.section = "7.1.4.2.2.a",
		.title = "Mailbox Address in commonName is in the subjectAltName with other upper and lower case in the domain",
		.requires = "A Mailbox Address in commonName is one of the rfc822Name or SmtpUTF8Mailbox values of the subjectAltName.",
		.explanation = "Case does not count in a domain, so both are one address. They are two values all the same, and software that compares "
		    "octets does not find the one in the other.",
		.remedy = "Write the address in the same way in both places.",
		.reading = "the SBR name no rule of comparison; we read that the value has to be the one of the "
		    "subjectAltName octet by octet; the case of letters in the domain and the form of its labels count alike",
		.peers = PEERS("zlint:e_mailbox_address_shall_contain_an_rfc822_name", "pkilint:cabf.smime.email_address_in_attribute_not_in_san", UNKNOWN_SOURCE),
		.schedule = SBR_SHALL, WITH_SAN, .fn = mailbox_in_san, .asks_profile = true, .arg = MAILBOX_MATCH_DOMAIN_CASE,
	}, {
		.id = "sbr.common-name.mailbox-label-form",
		.section = "7.1.4.2.2.a",
		.title = "Mailbox Address in commonName is in the subjectAltName with the other form of a domain label",
		.requires = "A Mailbox Address in commonName is one of the rfc822Name or SmtpUTF8Mailbox values of the subjectAltName.",
		.explanation = "One of the two has a U-label, the other the A-label that encodes it (RFC 5890). Both are one address. They are two values "
		    "all the same, and software that compares octets does not find the one in the other. RFC 9598 allows A-labels only in the subjectAltName.",
		.remedy = "Write the domain with A-labels in both places.",
		.reading = "the SBR name no rule of comparison; we read that the value has to be the one of the "
		    "subjectAltName octet by octet; the case of letters in the domain and the form of its labels count alike",
		.schedule = SBR_SHALL, WITH_SAN, .fn = mailbox_in_san, .asks_profile = true, .arg = MAILBOX_MATCH_IDN,
	}, {
		.id = "sbr.common-name.repeated",
		.section = "7.1.4.2.2.a",
		.title = "subject has more than one commonName",
		.requires = "commonName holds one of the values listed for the certificate type.",
		.explanation = "Mail programs differ in which one they show. The value is the number of attributes.",
		.remedy = "Keep one commonName.",
		.reading = "the text uses the singular for the attribute and for its value; it does not say that the "
		    "attribute stands once only",
		.schedule = SBR_SHALL, OF(TYPE_ANY, reads), .fn = common_name_repeated,
	},
};

RULE_TABLE(rules_sbr_7_1_4_2_2_common_name, "SBR 7.1.4.2.2.a commonName", rules);
