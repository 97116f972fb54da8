/* SPDX-License-Identifier: Apache-2.0 */
/* 7_1_2_3_lei.c - LEI and LEI role of subscriber certificates (SBR 7.1.2.3.l). */
#include "rules/common/extension.h"
#include "rules/common/profile_show.h"
#include "rules/tables.h"
#include "value/orgid.h"

static void
lei_form(struct check *c)
{
	struct span lei = c->cert->lei.val;

	if (!lei_has_form(lei))
		report_text(c, c->cert->lei.raw, lei);
}

static void
lei_digits(struct check *c)
{
	struct span lei = c->cert->lei.val;

	if (lei_has_form(lei) && !lei_check_digits(lei))
		report_text(c, c->cert->lei.raw, lei);
}

static void
lei_not_of_subject(struct check *c)
{
	const struct cert_attr *a;
	struct orgid id;

	for (unsigned at = 0; (a = name_next(&c->cert->subject, OID_ORG_IDENTIFIER, &at)) != NULL; ) {
		if (a->text.p != NULL && orgid_parse(a->text, &id) == ORGID_FAULT_OK &&
		    id.scheme == ORGID_LEI && !span_eq(id.reference, c->cert->lei.val))
			report_text(c, c->cert->lei.raw, c->cert->lei.val);
	}
}

/* Extensions that the type bars; arg: the part. */
static void
barred_by_type(struct check *c)
{
	if (cert_has(c->cert, (enum artifact_part)c->rule->arg))
		report(c, at_ext(c, (enum artifact_part)c->rule->arg), "%s", types_show(c->profile));
}

#define BARRED_BY_TYPE(part) .fn = barred_by_type, .reads = PARTS1(PART_EXTENSIONS), .arg = (part)
#define LEI_VALUE .needs = PARTS1(PART_EXT_LEI), .when = PARTS1(PART_EXT_LEI)

static const struct smimelint_rule rules[] = {
	{
		.id = "sbr.lei.prohibited",
		.section = "7.1.2.3.l",
		.title = "certificate of this type has an LEI extension",
		.requires = "Mailbox-validated and individual-validated certificates have no LEI extension.",
		.explanation = "An LEI names a legal entity, and these types do not validate one.",
		.remedy = "Leave the extension out, or validate the organization and issue under that type.",
		.peers = PEERS("zlint:e_legal_entity_identifier", "pkilint:cabf.smime.lei_extension_prohibited"),
		.schedule = SBR_SHALL,
		BARRED_BY_TYPE(PART_EXT_LEI),
		.scope = { KIND_SUBSCRIBER, TYPE_MV | TYPE_IV, GEN_ANY },
	},
	{
		.id = "sbr.lei.critical",
		.section = "7.1.2.3.l",
		.title = "LEI extension is critical",
		.requires = "Where the LEI extension is allowed, it is not marked critical.",
		.explanation = "Few clients know the extension; critical, it makes the others reject the certificate. "
		    "Mailbox- and individual-validated certificates must not have the extension at all, which is another "
		    "rule.",
		.remedy = "Mark the extension non-critical.",
		.peers = PEERS("zlint:e_legal_entity_identifier", "pkilint:cabf.smime.lei_extension_critical"),
		.schedule = SBR_SHALL,
		.fn = rule_ext_critical,
		.when = PARTS1(PART_EXT_LEI),
		.arg = PART_EXT_LEI,
		.scope = SCOPE_SUBSCRIBER,
		.yields_to = IDS("sbr.lei.prohibited"), .yields = YIELD_IN_PLACE,
	},
	{
		.id = "sbr.lei.form",
		.section = "7.1.2.3.l",
		.title = "LEI does not have the form of ISO 17442",
		.requires = "An LEI is 20 characters, 18 upper-case letters or digits and two check digits.",
		.explanation = "Anything else cannot be found in the register of legal entities.",
		.remedy = "Copy the LEI from its record as it stands, without blanks, hyphens or a prefix.",
		.peers = PEERS("pkilint:iso.lei.invalid_lei_format"),
		.schedule = SBR_SHALL,
		.fn = lei_form,
		LEI_VALUE,
		.scope = SCOPE_SUBSCRIBER,
	},
	{
		.id = "sbr.lei.check-digits",
		.section = "7.1.2.3.l",
		.title = "check digits of the LEI are wrong",
		.requires = "The last two digits of an LEI are its check digits by ISO/IEC 7064, MOD 97-10.",
		.explanation = "Wrong check digits mean a typing error: there is no such LEI, so its record cannot have been "
		    "verified.",
		.remedy = "Correct the LEI from its record in the register.",
		.peers = PEERS("pkilint:iso.lei.invalid_lei_checksum"),
		.schedule = SBR_SHALL,
		.fn = lei_digits,
		LEI_VALUE,
		.scope = SCOPE_SUBSCRIBER,
	},
	{
		.id = "sbr.lei.differs-from-organization-identifier",
		.section = "7.1.2.3.l",
		.title = "LEI extension and organizationIdentifier name different LEIs",
		.requires = "Nothing: no sentence compares the two. Both describe the same subject.",
		.explanation = "A legal entity has one LEI. Where the subject's organizationIdentifier is an LEI and the extension "
		    "holds another, one of the two is somebody else's.",
		.remedy = "Give the subject's own LEI in both places.",
		.schedule = SBR_NOTICE,
		.fn = lei_not_of_subject,
		.needs = PARTS1(PART_EXT_LEI), .reads = PARTS1(PART_SUBJECT),
		.when = PARTS1(PART_EXT_LEI) | PARTS1(PART_SUBJECT),
		.scope = SCOPE_SUBSCRIBER,
	},
	{
		.id = "sbr.lei-role.prohibited",
		.section = "7.1.2.3.l",
		.title = "LEI role extension in a certificate that is not sponsor-validated",
		.requires = "Only sponsor-validated certificates may have the LEI role extension.",
		.explanation = "The role says what a person is in an organization; the other types do not validate the two "
		    "together.",
		.remedy = "Leave the extension out, or issue under the sponsor-validated type.",
		.peers = PEERS("zlint:e_legal_entity_identifier", "pkilint:cabf.smime.lei_role_extension_prohibited"),
		.schedule = SBR_SHALL,
		BARRED_BY_TYPE(PART_EXT_LEI_ROLE),
		.scope = { KIND_SUBSCRIBER, TYPE_MV | TYPE_OV | TYPE_IV, GEN_ANY },
	},
	{
		.id = "sbr.lei-role.critical",
		.section = "7.1.2.3.l",
		.title = "LEI role extension is critical",
		.requires = "In a sponsor-validated certificate the LEI role extension is not marked critical.",
		.explanation = "Few clients know the extension; critical, it makes the others reject the certificate. "
		    "Certificates of the other types must not have the extension at all, which is another rule.",
		.remedy = "Mark the extension non-critical.",
		.peers = PEERS("zlint:e_legal_entity_identifier", "pkilint:cabf.smime.lei_role_extension_critical"),
		.schedule = SBR_SHALL,
		.fn = rule_ext_critical,
		.when = PARTS1(PART_EXT_LEI_ROLE),
		.arg = PART_EXT_LEI_ROLE,
		.scope = SCOPE_SUBSCRIBER,
		.yields_to = IDS("sbr.lei-role.prohibited"), .yields = YIELD_IN_PLACE,
	},
};

RULE_TABLE(rules_sbr_7_1_2_3_lei, "SBR 7.1.2.3.l LEI of subscriber certificates", rules);
