/* SPDX-License-Identifier: Apache-2.0 */
/* 7_1_4_2_2_common_name_all.c - SBR 7.1.4.2.2.a: what holds of commonName whatever the type, and where the type is open. */
#include "rules/common/common_name.h"
#include "rules/tables.h"

#define SUBJECT PARTS1(PART_SUBJECT)
#define SAN PARTS1(PART_EXT_SAN)

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
		return is_organization_for_person(n, a->text);
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
	for (unsigned i = 0; (a = next_value(&c->cert->subject, OID_COMMON_NAME, &i)) != NULL;)
		report_mailbox(c, a, is_mailbox(c, a));
}

static void
common_name_repeated(struct check *c)
{
	const struct cert_attr *second = name_attr(&c->cert->subject, OID_COMMON_NAME, 1);

	if (second != NULL)
		report(c, second->value.raw, "%u", name_count(&c->cert->subject, OID_COMMON_NAME));
}

#define WITH_SAN .scope = SCOPE_SUBSCRIBER, .when = SUBJECT | SAN, .needs = SAN, .reads = SUBJECT
#define ONE_WRITING "the SBR name no rule of comparison; we read that the value has to be the one of the subjectAltName octet by octet; " \
	"the case of letters in the domain and the form of its labels count alike"

static const struct smimelint_rule rules[] = {
	{
		.id = "sbr.common-name.in-no-profile",
		.section = "7.1.4.2.2.a",
		.title = "commonName is none of what the certificate's possible types allow there",
		.requires = "commonName holds one of the values listed for the certificate type.",
		.explanation = "The certificate does not say of which one type it is. The value breaks what the text says of each that it could be: it is no "
		    "Mailbox Address, not the organizationName, or the organization's name in place of the person's. The rules of the single types "
		    "name a type, which nobody knows, so this rule says it once in their place.",
		.remedy = "Assert the one reserved policy identifier, and put a value there that its type allows.",
		.peers = PEERS(COMMON_NAME_UNKNOWN_SOURCE),
		.schedule = SBR_SHALL, COMMON_NAME_OF(TYPE_ANY, needs), .fn = subject_common_name_in_no_profile, .is_bounded = true,
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
		.peers = PEERS("zlint:e_mailbox_address_shall_contain_an_rfc822_name", "pkilint:cabf.smime.email_address_in_attribute_not_in_san", COMMON_NAME_UNKNOWN_SOURCE),
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
		.peers = PEERS("zlint:e_mailbox_address_shall_contain_an_rfc822_name", "pkilint:cabf.smime.email_address_in_attribute_not_in_san", COMMON_NAME_UNKNOWN_SOURCE),
		.schedule = SBR_SHALL, WITH_SAN, .fn = mailbox_in_san, .asks_profile = true, .arg = MAILBOX_MATCH_LOCAL_CASE,
	}, {
		.id = "sbr.common-name.mailbox-domain-case",
		.section = "7.1.4.2.2.a",
		.title = "Mailbox Address in commonName is in the subjectAltName with other upper and lower case in the domain",
		.requires = "A Mailbox Address in commonName is one of the rfc822Name or SmtpUTF8Mailbox values of the subjectAltName.",
		.explanation = "Case does not count in a domain, so both are one address. They are two values all the same, and software that compares "
		    "octets does not find the one in the other.",
		.remedy = "Write the address in the same way in both places.",
		.reading = ONE_WRITING,
		.peers = PEERS("zlint:e_mailbox_address_shall_contain_an_rfc822_name", "pkilint:cabf.smime.email_address_in_attribute_not_in_san", COMMON_NAME_UNKNOWN_SOURCE),
		.schedule = SBR_SHALL, WITH_SAN, .fn = mailbox_in_san, .asks_profile = true, .arg = MAILBOX_MATCH_DOMAIN_CASE,
	}, {
		.id = "sbr.common-name.mailbox-label-form",
		.section = "7.1.4.2.2.a",
		.title = "Mailbox Address in commonName is in the subjectAltName with the other form of a domain label",
		.requires = "A Mailbox Address in commonName is one of the rfc822Name or SmtpUTF8Mailbox values of the subjectAltName.",
		.explanation = "One of the two has a U-label, the other the A-label that encodes it (RFC 5890). Both are one address. They are two values "
		    "all the same, and software that compares octets does not find the one in the other. RFC 9598 allows A-labels only in the subjectAltName.",
		.remedy = "Write the domain with A-labels in both places.",
		.reading = ONE_WRITING,
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
		.schedule = SBR_SHALL, COMMON_NAME_OF(TYPE_ANY, reads), .fn = common_name_repeated,
	},
};

RULE_TABLE(rules_sbr_7_1_4_2_2_common_name_all, COMMON_NAME_HEADING, rules);
