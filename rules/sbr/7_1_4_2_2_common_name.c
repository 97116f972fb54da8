/* SPDX-License-Identifier: Apache-2.0 */
/* 7_1_4_2_2_common_name.c - SBR 7.1.4.2.2.a: what commonName of mailbox- and organization-validated certificates may hold. */
#include "rules/common/common_name.h"
#include "rules/tables.h"

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

static const struct smimelint_rule rules[] = {
	{
		.id = "sbr.common-name.mv-not-mailbox",
		.section = "7.1.4.2.2.a",
		.title = "commonName of a mailbox-validated certificate is not a Mailbox Address",
		.requires = "commonName of a mailbox-validated certificate holds a Mailbox Address.",
		.explanation = "Nothing but control of the mailbox was checked, so a name shown as commonName misleads whoever reads it in the mail program. The attribute may be left out.",
		.remedy = "Put one of the SAN's addresses there, or leave commonName out.",
		.peers = PEERS("zlint:e_commonname_mailbox_validated", COMMON_NAME_UNKNOWN_SOURCE),
		.schedule = SBR_SHALL, COMMON_NAME_OF(TYPE_MV, reads), .fn = mv_not_mailbox,
	}, {
		.id = "sbr.common-name.ov-not-organization",
		.section = "7.1.4.2.2.a",
		.title = "commonName is neither the organizationName nor a Mailbox Address",
		.requires = "commonName of an organization-validated certificate holds the value of organizationName or a Mailbox Address.",
		.explanation = "Any other text was not verified as a name of the subject. We compare with every organizationName, and case and blanks do not count. "
		    "Without an organizationName its absence is reported, and not this.",
		.remedy = "Put the organizationName or one of the SAN's addresses there, or leave commonName out.",
		.peers = PEERS("zlint:e_org_validated_invalid_cn", COMMON_NAME_UNKNOWN_SOURCE),
		.schedule = SBR_SHALL, COMMON_NAME_OF(TYPE_OV, needs), .fn = ov_organization, .is_bounded = true, .arg = ORG_NONE,
		.yields_to = IDS("sbr.subject.ov-organization-name-missing"),
	}, {
		.id = "sbr.common-name.ov-beyond-organization",
		.section = "7.1.4.2.2.a",
		.title = "commonName holds more than the organizationName",
		.requires = "commonName of an organization-validated certificate holds the value of organizationName or a Mailbox Address.",
		.explanation = "Departments and products put behind the organization's name were not verified as its name.",
		.remedy = "Put the organizationName alone there.",
		.reading = "we read that commonName is the organizationName; the word \"contain\" can also be read so that it may stand among other text",
		.peers = PEERS("zlint:e_org_validated_invalid_cn", COMMON_NAME_UNKNOWN_SOURCE),
		.schedule = SBR_SHALL, COMMON_NAME_OF(TYPE_OV, needs), .fn = ov_organization, .is_bounded = true, .arg = ORG_CONTAINED,
	}, {
		.id = "sbr.common-name.ov-organization-spelling",
		.section = "7.1.4.2.2.a",
		.title = "commonName differs from organizationName in upper and lower case or in blanks",
		.requires = "commonName of an organization-validated certificate holds the value of organizationName or a Mailbox Address.",
		.explanation = "The values are equal by the matching rule of both attributes (RFC 5280 7.1), so the requirement is met. Linters that compare octets report it.",
		.remedy = "Copy the value instead of typing it twice.",
		.peers = PEERS("zlint:e_org_validated_invalid_cn", COMMON_NAME_UNKNOWN_SOURCE),
		.schedule = SBR_NOTICE, COMMON_NAME_OF(TYPE_OV, needs), .fn = ov_organization, .is_bounded = true, .arg = ORG_FOLDED,
	},
};

RULE_TABLE(rules_sbr_7_1_4_2_2_common_name, COMMON_NAME_HEADING, rules);
