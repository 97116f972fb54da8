/* SPDX-License-Identifier: Apache-2.0 */
/*
 * 7_1_2_3_subject_extensions.c - subjectAltName (its presence), smimeCapabilities,
 * subjectDirectoryAttributes and qcStatements of subscriber certificates (SBR 7.1.2.3 h to k).
 */
#include "rules/common/extension.h"
#include "rules/common/profile_show.h"
#include "rules/tables.h"

static void
san_critical(struct check *c)
{
	if (c->cert->subject.n_rdn == 0)
		not_applicable(c, "the subject is empty");
	else
		rule_ext_critical(c);
}

/* Extensions that the generation bars; arg: the part. */
static void
barred_by_generation(struct check *c)
{
	if (cert_has(c->cert, (enum artifact_part)c->rule->arg))
		report(c, at_ext(c, (enum artifact_part)c->rule->arg), "%s", generations_show(c->profile));
}

#define NOT_CRITICAL(part) .fn = rule_ext_critical, .when = PARTS1(part), .arg = (part)

static const struct smimelint_rule rules[] = {
	{
		.id = "sbr.san.missing",
		.section = "7.1.2.3.h, 7.1.4.2.1",
		.title = "subscriber certificate has no subjectAltName",
		.requires = "A subscriber certificate has the subjectAltName extension.",
		.explanation = "The extension carries the mailboxes that the certificate is for. Clients compare the sender's "
		    "address with it.",
		.remedy = "Add subjectAltName with each mailbox as rfc822Name or SmtpUTF8Mailbox.",
		.peers = PEERS("zlint:e_san_shall_be_present", "pkilint:cabf.smime.san_extension_missing"),
		.schedule = SBR_SHALL,
		.fn = rule_ext_missing,
		.needs = PARTS1(PART_EXTENSIONS),
		.arg = PART_EXT_SAN,
		.scope = SCOPE_SUBSCRIBER,
	},
	{
		.id = "sbr.san.critical",
		.section = "7.1.2.3.h",
		.title = "subjectAltName is critical although the subject is not empty",
		.requires = "subjectAltName is not marked critical unless the subject is an empty sequence.",
		.explanation = "Critical, the extension makes software reject the certificate that could have worked with the "
		    "subject. With an empty subject RFC 5280 asks for the opposite.",
		.remedy = "Mark subjectAltName non-critical.",
		.peers = PEERS("zlint:w_san_should_not_be_critical", "zlint:w_ext_san_critical_with_subject_dn",
		    "pkilint:pkix.san_extension_is_critical_non_empty_subject"),
		.schedule = SBR_SHOULD,
		.fn = san_critical,
		.reads = PARTS1(PART_SUBJECT),
		.when = PARTS1(PART_EXT_SAN),
		.arg = PART_EXT_SAN,
		.scope = SCOPE_SUBSCRIBER,
	},
	{
		.id = "sbr.smime-capabilities.critical",
		.section = "7.1.2.3.i",
		.title = "smimeCapabilities is critical",
		.requires = "smimeCapabilities is not marked critical.",
		.explanation = "The extension lists what the subscriber's client prefers; a client that does not read it must "
		    "still be able to use the certificate.",
		.remedy = "Mark smimeCapabilities non-critical.",
		.peers = PEERS("pkilint:pkix.smime_capabilities_extension_critical"),
		.schedule = SBR_SHALL,
		NOT_CRITICAL(PART_EXT_SMIMECAPS),
		.scope = SCOPE_SUBSCRIBER,
	},
	{
		.id = "sbr.subject-directory-attributes.prohibited",
		.section = "7.1.2.3.j",
		.title = "certificate of this generation has subjectDirectoryAttributes",
		.requires = "Strict and Multipurpose certificates have no subjectDirectoryAttributes.",
		.explanation = "Date of birth, citizenship and the like are personal data that every receiver of a signed "
		    "message would get; only Legacy certificates may hold them.",
		.remedy = "Leave the extension out.",
		.peers = PEERS("zlint:e_strict_multipurpose_smime_ext_subject_directory_attr",
		    "pkilint:cabf.smime.subject_directory_attributes_extension_prohibited"),
		.schedule = SBR_SHALL,
		.fn = barred_by_generation,
		.reads = PARTS1(PART_EXTENSIONS),
		.arg = PART_EXT_SDA,
		.scope = { KIND_SUBSCRIBER, TYPE_ANY, GEN_MULTI | GEN_STRICT },
	},
	{
		.id = "sbr.subject-directory-attributes.critical",
		.section = "7.1.2.3.j",
		.title = "subjectDirectoryAttributes is critical",
		.requires = "In a Legacy certificate subjectDirectoryAttributes is not marked critical.",
		.explanation = "Few clients process the extension; critical, it makes the others reject the certificate. "
		    "Strict and Multipurpose certificates must not have the extension at all, which is another rule.",
		.remedy = "Mark subjectDirectoryAttributes non-critical.",
		.peers = PEERS("zlint:e_ext_subject_directory_attr_critical",
		    "pkilint:pkix.subject_directory_attributes_extension_critical"),
		.schedule = SBR_SHALL,
		.fn = rule_ext_critical,
		.when = PARTS1(PART_EXT_SDA),
		.arg = PART_EXT_SDA,
		.scope = SCOPE_SUBSCRIBER,
		.yields_to = IDS("sbr.subject-directory-attributes.prohibited"), .yields = YIELD_IN_PLACE,
	},
	{
		.id = "sbr.qc-statements.critical",
		.section = "7.1.2.3.k",
		.title = "qcStatements is critical",
		.requires = "qcStatements is not marked critical.",
		.explanation = "The statements inform about the legal frame of the certificate; mail clients do not process "
		    "them and would have to reject it.",
		.remedy = "Mark qcStatements non-critical.",
		.peers = PEERS("zlint:e_smime_qc_statements_must_not_be_critical",
		    "zlint:e_qcstatem_etsi_present_qcs_critical", "pkilint:cabf.smime.qc_statements_extension_critical"),
		.schedule = SBR_SHALL,
		NOT_CRITICAL(PART_EXT_QC),
		.scope = SCOPE_SUBSCRIBER,
	},
};

RULE_TABLE(rules_sbr_7_1_2_3_subject_extensions, "SBR 7.1.2.3 h to k: extensions about the subject of subscriber certificates", rules);
