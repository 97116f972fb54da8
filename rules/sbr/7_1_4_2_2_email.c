/* SPDX-License-Identifier: Apache-2.0 */
/* 7_1_4_2_2_email.c - the form of emailAddress (SBR 7.1.4.2.2.h). */
#include "rules/common/subject_attr.h"
#include "rules/tables.h"
#include "value/judge.h"
#include "value/mailbox.h"

static void
email_address_syntax(struct check *c)
{
	struct attr_walk w = { 0 };
	const struct cert_attr *a;
	enum mailbox_fault f;
	struct mailbox m;
	bool any = false;

	while ((a = next_subject_attr_of(c, &w, OID_EMAIL_ADDRESS)) != NULL) {
		any = true;
		if (a->text.p == NULL && (a->bad || a->value.val.n != 0))
			continue;
		if (a->mailbox == MAILBOX_SORT_NONE) {
			f = mailbox_parse(a->text, MAILBOX_UTF8, &m);
			report(c, a->value.raw, "%s: %s", show_text(c, a->text, 80), mailbox_fault_text(f));
		}
	}
	if (!any)
		not_applicable(c, "no emailAddress");
}

static const struct smimelint_rule rules[] = {
	{
		.id = "sbr.email-address.syntax", .section = "7.1.4.2.2.h, 7.1.4.2.1",
		.title = "emailAddress is not a single Mailbox Address",
		.requires = "emailAddress holds one Mailbox Address, with nothing added around it.",
		.explanation = "A display name, a blank or a second address makes the value equal to no address in the subjectAltName, and no "
		    "validation was done for it. The form is that of Mailbox in RFC 5321 4.1.2 with the characters of RFC 6532.",
		.remedy = "Put the bare validated address into the attribute, or leave it out.",
		.peers = PEERS("zlint:e_single_email_subject_if_present", "pkilint:pkix.invalid_email_address_syntax"),
		.schedule = SBR_SHALL, .fn = email_address_syntax, .scope = SCOPE_SUBSCRIBER,
		.reads = SUBJECT_ATTR_PARTS, .when = PARTS1(PART_SUBJECT),
		.yields_to = IDS("sbr.subject.value-empty", "sbr.subject.value-metadata", "sbr.subject.value-placeholder"), .yields = YIELD_IN_PLACE,
	},
};

RULE_TABLE(rules_sbr_7_1_4_2_2_email, "SBR 7.1.4.2.2.h emailAddress", rules);
