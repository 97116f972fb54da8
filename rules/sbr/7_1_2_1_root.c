/* SPDX-License-Identifier: Apache-2.0 */
/* 7_1_2_1_root.c - SBR 7.1.2.1: Root CA certificates. */
#include "rules/common/ca.h"
#include "rules/common/key_identifier.h"
#include "rules/tables.h"

/* What a basicConstraints that cannot be read leaves open is not "absent". */
#define NEEDS_EXT PARTS1(PART_EXTENSIONS)

static void
path_len_present(struct check *c)
{
	if (c->cert->bc.has_path_len)
		report(c, c->cert->bc.path_len_at, "%u", (unsigned)c->cert->bc.path_len);
}

static const struct smimelint_rule rules[] = {
	{
		.id = "sbr.basic-constraints.root-missing",
		.section = "7.1.2.1.a",
		.title = "root certificate without basicConstraints",
		.requires = "A Root CA certificate has the basicConstraints extension.",
		.explanation = "Without it path validation takes the certificate for that of an end entity, and no path "
		    "through it is valid.",
		.remedy = "Issue the root with a critical basicConstraints whose cA is TRUE.",
		.peers = PEERS("zlint:e_ext_key_usage_cert_sign_without_ca",
		    "pkilint:pkix.ee_certificate_keycertsign_keyusage_set"),
		.scope = SCOPE_CA(KIND_ROOT), .schedule = SBR_SHALL,
		.needs = NEEDS_EXT, .arg = PART_EXT_BC, .fn = rule_ext_missing,
	},
	{
		.id = "sbr.basic-constraints.root-not-critical",
		.section = "7.1.2.1.a",
		.title = "root certificate with basicConstraints that is not critical",
		.requires = "The basicConstraints extension of a Root CA certificate is critical.",
		.explanation = "An application that does not know a non-critical extension may ignore it, and with it the "
		    "one statement that makes this certificate a CA's.",
		.remedy = "Mark basicConstraints critical.",
		.peers = PEERS("zlint:e_basic_constraints_not_critical",
		    "pkilint:pkix.basic_constraints_extension_not_critical"),
		.scope = SCOPE_CA(KIND_ROOT), .schedule = SBR_SHALL,
		.when = PARTS1(PART_EXT_BC), .arg = PART_EXT_BC, .fn = rule_ext_not_critical,
	},
	{
		.id = "sbr.basic-constraints.root-not-ca",
		.section = "7.1.2.1.a",
		.title = "root certificate whose basicConstraints do not have cA TRUE",
		.requires = "The cA field of a Root CA certificate is TRUE.",
		.explanation = "cA FALSE, or an empty basicConstraints, says that the subject is not a CA; keyCertSign then "
		    "contradicts it.",
		.remedy = "Set cA to TRUE.",
		.peers = PEERS("zlint:e_ca_is_ca", "zlint:e_ext_key_usage_cert_sign_without_ca",
		    "pkilint:pkix.ee_certificate_keycertsign_keyusage_set"),
		.scope = SCOPE_CA(KIND_ROOT), .schedule = SBR_SHALL,
		.when = PARTS1(PART_EXT_BC), .needs = PARTS1(PART_EXT_BC), .fn = rule_ca_not_true,
	},
	{
		.id = "sbr.basic-constraints.root-path-len",
		.section = "7.1.2.1.a",
		.title = "root certificate with a pathLenConstraint",
		.requires = "A Root CA certificate has no pathLenConstraint (SHOULD NOT).",
		.explanation = "Trust anchors are used by their name and key; a limit in the root's own certificate is "
		    "ignored by some applications and enforced by others.",
		.remedy = "Leave pathLenConstraint out of the root; limit the subordinate CA certificates instead.",
		.peers = PEERS("zlint:w_root_ca_basic_constraints_path_len_constraint_field_present"),
		.scope = SCOPE_CA(KIND_ROOT), .schedule = SBR_SHOULD,
		.when = PARTS1(PART_EXT_BC), .reads = PARTS1(PART_EXT_BC), .fn = path_len_present,
	},
	{
		.id = "sbr.key-usage.root-missing",
		.section = "7.1.2.1.b",
		.title = "root certificate without keyUsage",
		.requires = "A Root CA certificate has the keyUsage extension.",
		.explanation = "Without keyUsage the key may be used for anything, end-entity purposes included.",
		.remedy = "Add a critical keyUsage with keyCertSign and cRLSign.",
		.peers = PEERS("zlint:e_root_ca_key_usage_present", "zlint:e_ca_key_usage_missing",
		    "pkilint:pkix.ca_certificate_no_ku_extension"),
		.scope = SCOPE_CA(KIND_ROOT), .schedule = SBR_SHALL,
		.needs = NEEDS_EXT, .arg = PART_EXT_KU, .fn = rule_ext_missing,
	},
	{
		.id = "sbr.key-usage.root-not-critical",
		.section = "7.1.2.1.b",
		.title = "root certificate with keyUsage that is not critical",
		.requires = "The keyUsage extension of a Root CA certificate is critical.",
		.explanation = "A non-critical keyUsage may be ignored, so it does not bind the key's use.",
		.remedy = "Mark keyUsage critical.",
		.peers = PEERS("zlint:e_root_ca_key_usage_must_be_critical", "zlint:e_ca_key_usage_not_critical",
		    "zlint:w_ext_key_usage_not_critical", "pkilint:pkix.key_usage_extension_not_critical"),
		.scope = SCOPE_CA(KIND_ROOT), .schedule = SBR_SHALL,
		.when = PARTS1(PART_EXT_KU), .arg = PART_EXT_KU, .fn = rule_ext_not_critical,
	},
	{
		.id = "sbr.key-usage.root-no-cert-sign",
		.section = "7.1.2.1.b",
		.title = "root certificate whose keyUsage lacks keyCertSign",
		.requires = "keyCertSign is set in a Root CA certificate.",
		.explanation = "Path validation refuses certificates signed by a key whose keyUsage lacks keyCertSign.",
		.remedy = "Set keyCertSign.",
		.peers = PEERS("zlint:e_ca_key_cert_sign_not_set",
		    "pkilint:pkix.ca_certificate_keycertsign_keyusage_not_set"),
		.scope = SCOPE_CA(KIND_ROOT), .schedule = SBR_SHALL,
		.when = PARTS1(PART_EXT_KU), .needs = PARTS1(PART_EXT_KU),
		.arg = KU_KEY_CERT_SIGN, .fn = rule_key_usage_lacks,
	},
	{
		.id = "sbr.key-usage.root-no-crl-sign",
		.section = "7.1.2.1.b",
		.title = "root certificate whose keyUsage lacks cRLSign",
		.requires = "cRLSign is set in a Root CA certificate.",
		.explanation = "Without it the root's CRLs, which revoke subordinate CA certificates, do not verify.",
		.remedy = "Set cRLSign.",
		.peers = PEERS("zlint:e_ca_crl_sign_not_set"),
		.scope = SCOPE_CA(KIND_ROOT), .schedule = SBR_SHALL,
		.when = PARTS1(PART_EXT_KU), .needs = PARTS1(PART_EXT_KU),
		.arg = KU_CRL_SIGN, .fn = rule_key_usage_lacks,
	},
	{
		.id = "sbr.certificate-policies.root-present",
		.section = "7.1.2.1.c, 7.1.6.2",
		.title = "root certificate with certificatePolicies",
		.requires = "A Root CA certificate has no certificatePolicies (SHOULD NOT).",
		.explanation = "Policies of a trust anchor are not processed, so they bind nothing; where they are there, "
		    "7.1.6.2 holds them to the rules for subordinate CAs.",
		.remedy = "Leave certificatePolicies out of the root.",
		.peers = PEERS("zlint:w_root_ca_contains_cert_policy"),
		.scope = SCOPE_CA(KIND_ROOT), .schedule = SBR_SHOULD,
		.arg = PART_EXT_CP, .reads = PARTS1(PART_EXTENSIONS), .fn = rule_ext_present,
	},
	{
		.id = "sbr.ext-key-usage.root-present",
		.section = "7.1.2.1.d",
		.title = "root certificate with extKeyUsage",
		.requires = "A Root CA certificate has no extKeyUsage.",
		.explanation = "Root programs decide by their own trust bits what a root is trusted for; an extKeyUsage in "
		    "the root is a second, conflicting statement.",
		.remedy = "Leave extKeyUsage out of the root.",
		.peers = PEERS("zlint:e_root_ca_extended_key_usage_present"),
		.scope = SCOPE_CA(KIND_ROOT), .schedule = SBR_SHALL,
		.arg = PART_EXT_EKU, .reads = PARTS1(PART_EXTENSIONS), .fn = rule_ext_present,
	},
	{
		.id = "sbr.subject-key-identifier.root-missing",
		.section = "7.1.2.1.e",
		.title = "root certificate without a value of subjectKeyIdentifier",
		.requires = "A Root CA certificate has the subjectKeyIdentifier extension, with a value for the keyIdentifier of what it issues.",
		.explanation = "The identifiers of issued certificates point to it; without it path building has to try "
		    "every key of that name.",
		.remedy = "Add a non-critical subjectKeyIdentifier with a hash of the public key.",
		.peers = PEERS("zlint:e_ext_subject_key_identifier_missing_ca",
		    "pkilint:pkix.certificate_skid_ca_missing"),
		.scope = SCOPE_CA(KIND_ROOT), .schedule = SBR_SHALL,
		.needs = NEEDS_EXT | PARTS1(PART_EXT_SKI), .fn = rule_ski_no_value,
	},
	{
		.id = "sbr.subject-key-identifier.root-critical",
		.section = "7.1.2.1.e",
		.title = "root certificate with a critical subjectKeyIdentifier",
		.requires = "The subjectKeyIdentifier of a Root CA certificate is not critical.",
		.explanation = "It only helps to build paths; an application that does not process it would have to refuse "
		    "the certificate.",
		.remedy = "Mark subjectKeyIdentifier non-critical.",
		.peers = PEERS("zlint:e_ext_subject_key_identifier_critical",
		    "pkilint:pkix.certificate_skid_extension_critical"),
		.scope = SCOPE_CA(KIND_ROOT), .schedule = SBR_SHALL,
		.when = PARTS1(PART_EXT_SKI), .arg = PART_EXT_SKI, .fn = rule_ext_critical,
	},
};

RULE_TABLE(rules_sbr_7_1_2_1_root, "SBR 7.1.2.1 Root CA certificates", rules);
