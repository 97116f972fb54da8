/* SPDX-License-Identifier: Apache-2.0 */
/* 7_1_2_2_subca_usage.c - SBR 7.1.2.2 d to i: what a subordinate CA certificate may be used for. */
#include "rule/memo.h"
#include "rules/common/ca.h"
#include "rules/common/key_identifier.h"
#include "rules/tables.h"

static void
eku_no_email(struct check *c)
{
	if (!cert_has_eku(c->cert, OID_EKU_EMAIL))
		report(c, at_part(c, PART_EXT_EKU), NULL);
}

/* The four forbidden values; anyExtendedKeyUsage of a cross certificate has a row of its own. */
static bool
is_forbidden_eku(uint16_t kind, enum oid id)
{
	switch (id) {
	case OID_EKU_ANY:
		return kind != KIND_CROSS;
	case OID_EKU_SERVER_AUTH:
	case OID_EKU_CODE_SIGNING:
	case OID_EKU_TIME_STAMPING:
		return true;
	default:
		return false;
	}
}

static void
eku_forbidden(struct check *c)
{
	for (unsigned i = 0; i < c->cert->eku.n; i++)
		if (is_forbidden_eku(c->profile->kind, c->cert->eku.v[i].id))
			memo_report_purpose(c, i);
}

static void
eku_any(struct check *c)
{
	for (unsigned i = 0; i < c->cert->eku.n; i++)
		if (c->cert->eku.v[i].id == OID_EKU_ANY)
			memo_report_purpose(c, i);
}

/* What neither the closed list nor the forbidden values name. */
static void
eku_other(struct check *c)
{
	for (unsigned i = 0; i < c->cert->eku.n; i++)
		switch (c->cert->eku.v[i].id) {
		case OID_EKU_EMAIL:
		case OID_EKU_CLIENT_AUTH:
		case OID_EKU_SERVER_AUTH:
		case OID_EKU_CODE_SIGNING:
		case OID_EKU_TIME_STAMPING:
		case OID_EKU_ANY:
			break;
		default:
			memo_report_purpose(c, i);
		}
}

/* anyExtendedKeyUsage has a rule of its own. */
static bool
fits_dedicated(enum oid purpose)
{
	return purpose == OID_EKU_EMAIL || purpose == OID_EKU_CLIENT_AUTH || purpose == OID_EKU_ANY;
}

static void
eku_cross_dedicated(struct check *c)
{
	const struct oid_items *eku = &c->cert->eku;
	bool lacks_email = eku->n != 0 && !cert_has_eku(c->cert, OID_EKU_EMAIL), fits = !lacks_email;

	for (unsigned i = 0; i < eku->n; i++)
		fits = fits && fits_dedicated(eku->v[i].id);
	if (fits || c->options->ca_dedicated == ANSWER_NO)
		return;
	if (c->options->ca_dedicated == ANSWER_UNSET) {
		not_evaluated(c, "whether the hierarchy is dedicated to S/MIME is not known (--ca-dedicated)");
		return;
	}
	for (unsigned i = 0; i < eku->n; i++)
		if (!fits_dedicated(eku->v[i].id))
			memo_report_purpose(c, i);
	if (lacks_email)
		report(c, at_part(c, PART_EXT_EKU), "no id-kp-emailProtection");
}

/* A self-issued certificate that its own key did not sign is what the row's reading is about. */
static void
aki_missing(struct check *c)
{
	if (!c->profile->rollover)
		reading_settled(c);
	rule_ext_missing(c);
}

/* Three sentences on S/MIME subordinate CAs; one reading for all three. */
#define CROSS_WHY "Three sentences rule the usages of Subordinate CA certificates that will be used to issue S/MIME certificates. " \
	"The section has sentences of its own for Cross Certificates."
#define CROSS_TOO "the text leaves open whether its sentences on S/MIME subordinate CAs bind a cross certificate too; we read that they do"

static const struct smimelint_rule rules[] = {
	{
		.id = "sbr.basic-constraints.sub-ca-missing",
		.section = "7.1.2.2.d",
		.title = "subordinate CA certificate without basicConstraints",
		.requires = "A Subordinate CA certificate has the basicConstraints extension.",
		.explanation = "Without it path validation takes the certificate for that of an end entity.",
		.remedy = "Issue it with a critical basicConstraints whose cA is TRUE.",
		.peers = PEERS("zlint:e_ext_key_usage_cert_sign_without_ca",
		    "pkilint:pkix.ee_certificate_keycertsign_keyusage_set"),
		.scope = SCOPE_SUBCA, .schedule = SBR_SHALL,
		.needs = PARTS1(PART_EXTENSIONS), .arg = PART_EXT_BC, .fn = rule_ext_missing,
	},
	{
		.id = "sbr.basic-constraints.sub-ca-not-critical",
		.section = "7.1.2.2.d",
		.title = "subordinate CA certificate with basicConstraints that is not critical",
		.requires = "The basicConstraints extension of a Subordinate CA certificate is critical.",
		.explanation = "An application may ignore a non-critical extension that it does not know, and with it the "
		    "limit on the length of the path.",
		.remedy = "Mark basicConstraints critical.",
		.peers = PEERS("zlint:e_basic_constraints_not_critical",
		    "pkilint:pkix.basic_constraints_extension_not_critical"),
		.scope = SCOPE_SUBCA, .schedule = SBR_SHALL,
		.when = PARTS1(PART_EXT_BC), .arg = PART_EXT_BC, .fn = rule_ext_not_critical,
	},
	{
		.id = "sbr.basic-constraints.sub-ca-not-ca",
		.section = "7.1.2.2.d",
		.title = "subordinate CA certificate whose basicConstraints do not have cA TRUE",
		.requires = "The cA field of a Subordinate CA certificate is TRUE.",
		.explanation = "cA FALSE, or an empty basicConstraints, says that the subject is not a CA.",
		.remedy = "Set cA to TRUE.",
		.peers = PEERS("zlint:e_ext_key_usage_cert_sign_without_ca",
		    "pkilint:pkix.ee_certificate_keycertsign_keyusage_set"),
		.scope = SCOPE_SUBCA, .schedule = SBR_SHALL,
		.when = PARTS1(PART_EXT_BC), .needs = PARTS1(PART_EXT_BC), .fn = rule_ca_not_true,
	},
	{
		.id = "sbr.key-usage.sub-ca-missing",
		.section = "7.1.2.2.e",
		.title = "subordinate CA certificate without keyUsage",
		.requires = "A Subordinate CA certificate has the keyUsage extension.",
		.explanation = "Without keyUsage the key may be used for anything, end-entity purposes included.",
		.remedy = "Add a critical keyUsage with keyCertSign and cRLSign.",
		.peers = PEERS("zlint:e_ca_key_usage_missing", "pkilint:pkix.ca_certificate_no_ku_extension"),
		.scope = SCOPE_SUBCA, .schedule = SBR_SHALL,
		.needs = PARTS1(PART_EXTENSIONS), .arg = PART_EXT_KU, .fn = rule_ext_missing,
	},
	{
		.id = "sbr.key-usage.sub-ca-not-critical",
		.section = "7.1.2.2.e",
		.title = "subordinate CA certificate with keyUsage that is not critical",
		.requires = "The keyUsage extension of a Subordinate CA certificate is critical.",
		.explanation = "A non-critical keyUsage may be ignored, so it does not bind the key's use.",
		.remedy = "Mark keyUsage critical.",
		.peers = PEERS("zlint:w_ext_key_usage_not_critical", "zlint:e_ca_key_usage_not_critical",
		    "pkilint:pkix.key_usage_extension_not_critical"),
		.scope = SCOPE_SUBCA, .schedule = SBR_SHALL,
		.when = PARTS1(PART_EXT_KU), .arg = PART_EXT_KU, .fn = rule_ext_not_critical,
	},
	{
		.id = "sbr.key-usage.sub-ca-no-cert-sign",
		.section = "7.1.2.2.e",
		.title = "subordinate CA certificate whose keyUsage lacks keyCertSign",
		.requires = "keyCertSign is set in a Subordinate CA certificate.",
		.explanation = "Path validation refuses certificates signed by a key whose keyUsage lacks keyCertSign.",
		.remedy = "Set keyCertSign.",
		.peers = PEERS("zlint:e_ca_key_cert_sign_not_set",
		    "pkilint:pkix.ca_certificate_keycertsign_keyusage_not_set"),
		.scope = SCOPE_SUBCA, .schedule = SBR_SHALL,
		.when = PARTS1(PART_EXT_KU), .needs = PARTS1(PART_EXT_KU),
		.arg = KU_KEY_CERT_SIGN, .fn = rule_key_usage_lacks,
	},
	{
		.id = "sbr.key-usage.sub-ca-no-crl-sign",
		.section = "7.1.2.2.e",
		.title = "subordinate CA certificate whose keyUsage lacks cRLSign",
		.requires = "cRLSign is set in a Subordinate CA certificate.",
		.explanation = "Without it the CRLs that the CA signs do not verify, and its certificates cannot be revoked "
		    "that way.",
		.remedy = "Set cRLSign.",
		.peers = PEERS("zlint:e_ca_crl_sign_not_set"),
		.scope = SCOPE_SUBCA, .schedule = SBR_SHALL,
		.when = PARTS1(PART_EXT_KU), .needs = PARTS1(PART_EXT_KU),
		.arg = KU_CRL_SIGN, .fn = rule_key_usage_lacks,
	},
	{
		.id = "sbr.name-constraints.sub-ca-not-critical",
		.section = "7.1.2.2.f",
		.title = "subordinate CA certificate with nameConstraints that is not critical",
		.requires = "nameConstraints is critical (SHOULD).",
		.explanation = "Software that does not know name constraints ignores them where they are not critical. "
		    "RFC 5280 makes criticality a MUST; the SBR expressly allow the exception for now, so this is a warning.",
		.remedy = "Mark nameConstraints critical.",
		.peers = PEERS("zlint:e_ext_name_constraints_not_critical",
		    "pkilint:pkix.certificate_name_constraints_extension_not_critical"),
		.scope = SCOPE_SUBCA, .schedule = SBR_SHOULD,
		.when = PARTS1(PART_EXT_NC), .arg = PART_EXT_NC, .fn = rule_ext_not_critical,
	},
	{
		.id = "sbr.ext-key-usage.sub-ca-missing",
		.section = "7.1.2.2.g",
		.title = "subordinate CA certificate without extKeyUsage",
		.requires = "A Subordinate CA certificate other than a Cross Certificate has the extKeyUsage extension.",
		.explanation = "Without it the CA may issue for every purpose its root is trusted for. Only a cross "
		    "certificate (same subject and key as a root) may do without. No certificate shows by itself that it is "
		    "one: use --kind cross-certificate, or give that root with --issuer.",
		.remedy = "Add extKeyUsage with id-kp-emailProtection.",
		.peers = PEERS("zlint:n_mp_allowed_eku", "zlint:n_sub_ca_eku_missing"),
		.scope = SCOPE_CA(KIND_SUBCA), .schedule = SBR_SHALL,
		.needs = PARTS1(PART_EXTENSIONS), .arg = PART_EXT_EKU, .fn = rule_ext_missing,
	},
	{
		.id = "sbr.ext-key-usage.sub-ca-critical",
		.section = "7.1.2.2.g",
		.title = "subordinate CA certificate with critical extKeyUsage",
		.requires = "The extKeyUsage of a Subordinate CA certificate is not critical (SHOULD NOT).",
		.explanation = "RFC 5280 expects the extension in end-entity certificates; software that does not look for "
		    "it in CA certificates has to refuse the path when it is critical.",
		.remedy = "Mark extKeyUsage non-critical.",
		.peers = PEERS("zlint:w_eku_critical_improperly", "zlint:w_sub_ca_eku_critical"),
		.scope = SCOPE_SUBCA, .schedule = SBR_SHOULD,
		.when = PARTS1(PART_EXT_EKU), .arg = PART_EXT_EKU, .fn = rule_ext_critical,
	},
	{
		.id = "sbr.ext-key-usage.sub-ca-no-email-protection",
		.section = "7.1.2.2.g",
		.title = "S/MIME subordinate CA certificate without id-kp-emailProtection",
		.requires = "The extKeyUsage of a Subordinate CA that issues S/MIME certificates has id-kp-emailProtection.",
		.explanation = "Applications nest the usages along the path: without it no certificate of this CA is good "
		    "for S/MIME. The rule judges every subordinate CA that its policies or the options name as one of S/MIME.",
		.remedy = "Add id-kp-emailProtection.",
		.scope = SCOPE_CA(KIND_SUBCA), .schedule = SBR_SHALL,
		.when = PARTS1(PART_EXT_EKU), .needs = PARTS1(PART_EXT_EKU), .fn = eku_no_email,
		.yields_to = IDS("rfc5280.extension.empty"), .yields = YIELD_IN_PLACE,
	},
	{
		.id = "sbr.ext-key-usage.sub-ca-forbidden",
		.section = "7.1.2.2.g",
		.title = "S/MIME subordinate CA certificate with an extended key usage that is forbidden there",
		.requires = "The extKeyUsage of an S/MIME Subordinate CA has none of id-kp-serverAuth, id-kp-codeSigning, "
		    "id-kp-timeStamping and anyExtendedKeyUsage.",
		.explanation = "Those usages bring the CA under other requirements and root programs, and make a "
		    "mis-issued e-mail certificate good for servers or code.",
		.remedy = "Issue for those usages from another CA.",
		.peers = PEERS("zlint:n_mp_allowed_eku", "zlint:e_ca_invalid_eku"),
		.scope = SCOPE_CA(KIND_SUBCA), .schedule = SBR_SHALL,
		.when = PARTS1(PART_EXT_EKU), .reads = PARTS1(PART_EXT_EKU), .fn = eku_forbidden,
	},
	{
		.id = "sbr.ext-key-usage.sub-ca-other",
		.section = "7.1.2.2.g",
		.title = "S/MIME subordinate CA certificate with an extended key usage beyond emailProtection and clientAuth",
		.requires = "From 2027-07-01 the extKeyUsage of an S/MIME Subordinate CA holds id-kp-emailProtection and "
		    "at most id-kp-clientAuth beside it.",
		.explanation = "Hierarchies become dedicated to one purpose. Other values stay allowed in CA certificates "
		    "signed before that day; notBefore stands for the day of signing.",
		.remedy = "Move the other usages to CAs of their own.",
		.scope = SCOPE_CA(KIND_SUBCA), .schedule = SCHEDULE(SHALL_FROM(2027, 7, 1)),
		.when = PARTS1(PART_EXT_EKU), .reads = PARTS1(PART_EXT_EKU), .fn = eku_other,
	},
	{
		.id = "sbr.ext-key-usage.cross-any",
		.section = "7.1.2.2.g",
		.title = "cross certificate with anyExtendedKeyUsage",
		.requires = "The extKeyUsage of a Cross Certificate does not contain anyExtendedKeyUsage.",
		.explanation = "The extension limits what the other hierarchy may do under this one. anyExtendedKeyUsage "
		    "is not a limit.",
		.remedy = "List the usages that the issuing CA verified.",
		.peers = PEERS("zlint:n_mp_allowed_eku"),
		.scope = SCOPE_CA(KIND_CROSS), .schedule = SBR_SHALL,
		.when = PARTS1(PART_EXT_EKU), .reads = PARTS1(PART_EXT_EKU), .fn = eku_any,
	},
	{
		.id = "sbr.ext-key-usage.cross-forbidden",
		.section = "7.1.2.2.g",
		.title = "cross certificate for S/MIME with an extended key usage that S/MIME CAs must not have",
		.requires = "The extKeyUsage of a CA that issues S/MIME certificates has none of id-kp-serverAuth, "
		    "id-kp-codeSigning and id-kp-timeStamping.",
		.explanation = CROSS_WHY " A cross certificate to a root that issues for several purposes is the common case.",
		.remedy = "Issue a cross certificate for S/MIME alone.",
		.reading = CROSS_TOO,
		.scope = SCOPE_CA(KIND_CROSS), .schedule = SBR_SHALL,
		.when = PARTS1(PART_EXT_EKU), .reads = PARTS1(PART_EXT_EKU), .fn = eku_forbidden,
		.yields_to = IDS("sbr.ext-key-usage.cross-dedicated"), .yields = YIELD_IN_PLACE,
	},
	{
		.id = "sbr.ext-key-usage.cross-no-email-protection",
		.section = "7.1.2.2.g",
		.title = "cross certificate for S/MIME whose extKeyUsage lacks id-kp-emailProtection",
		.requires = "The extKeyUsage of a Subordinate CA that issues S/MIME certificates has id-kp-emailProtection.",
		.explanation = CROSS_WHY " Applications nest the usages along the path: without it no S/MIME certificate below is good for mail.",
		.remedy = "Add id-kp-emailProtection.",
		.reading = CROSS_TOO,
		.scope = SCOPE_CA(KIND_CROSS), .schedule = SBR_SHALL,
		.when = PARTS1(PART_EXT_EKU), .needs = PARTS1(PART_EXT_EKU), .fn = eku_no_email,
		.yields_to = IDS("sbr.ext-key-usage.cross-dedicated"), .yields = YIELD_IN_PLACE,
	},
	{
		.id = "sbr.ext-key-usage.cross-other",
		.section = "7.1.2.2.g",
		.title = "cross certificate for S/MIME with an extended key usage beyond emailProtection and clientAuth",
		.requires = "From 2027-07-01 the extKeyUsage of an S/MIME Subordinate CA holds id-kp-emailProtection and at most "
		    "id-kp-clientAuth beside it.",
		.explanation = CROSS_WHY " Other values stay allowed in CA certificates signed before that day; notBefore stands for the day of signing.",
		.remedy = "Issue a cross certificate for S/MIME alone.",
		.reading = CROSS_TOO,
		.scope = SCOPE_CA(KIND_CROSS), .schedule = SCHEDULE(SHALL_FROM(2027, 7, 1)),
		.when = PARTS1(PART_EXT_EKU), .reads = PARTS1(PART_EXT_EKU), .fn = eku_other,
		.yields_to = IDS("sbr.ext-key-usage.cross-dedicated"), .yields = YIELD_IN_PLACE,
	},
	{
		.id = "sbr.ext-key-usage.cross-dedicated",
		.section = "7.1.2.2.g",
		.title = "cross certificate to an S/MIME hierarchy with an extKeyUsage other than emailProtection and clientAuth",
		.requires = "From 2026-09-28 a Cross Certificate from a multi-purpose hierarchy to one dedicated to S/MIME "
		    "has id-kp-emailProtection in its extKeyUsage and at most id-kp-clientAuth beside it.",
		.explanation = "No certificate shows whether its hierarchy is dedicated to S/MIME. The rule is judged "
		    "with --ca-dedicated yes, which says that the subject's is. The issuer's is then taken for one of several "
		    "purposes. The rule does not judge whether the extension may be left out.",
		.remedy = "Issue the cross certificate with id-kp-emailProtection alone, or with id-kp-clientAuth.",
		.scope = SCOPE_CA(KIND_CROSS), .schedule = SCHEDULE(SHALL_FROM(2026, 9, 28)),
		.when = PARTS1(PART_EXT_EKU), .reads = PARTS1(PART_EXT_EKU), .fn = eku_cross_dedicated,
	},
	{
		.id = "sbr.authority-key-identifier.sub-ca-missing",
		.section = "7.1.2.2.h",
		.title = "subordinate CA certificate without authorityKeyIdentifier",
		.requires = "A Subordinate CA certificate has the authorityKeyIdentifier extension.",
		.explanation = "The identifier shows which of the issuer's keys signed. Without it path building has to "
		    "try them all. RFC 5280 4.2.1.1 excepts self-signed certificates alone, which the SBR's roots are.",
		.remedy = "Add a non-critical authorityKeyIdentifier with the issuer's key identifier.",
		.peers = PEERS("zlint:e_ext_authority_key_identifier_no_key_identifier",
		    "pkilint:pkix.authority_key_identifier_extension_absent"),
		.reading = "the text has no exception; that a self-issued certificate which its own key did not sign, as after a key rollover (RFC 4210 4.4), "
		    "is bound by it like any other is a strict reading",
		.scope = SCOPE_SUBCA, .schedule = SBR_SHALL,
		.needs = PARTS1(PART_EXTENSIONS), .arg = PART_EXT_AKI, .fn = aki_missing,
	},
	{
		.id = "sbr.authority-key-identifier.sub-ca-critical",
		.section = "7.1.2.2.h",
		.title = "subordinate CA certificate with a critical authorityKeyIdentifier",
		.requires = "The authorityKeyIdentifier of a Subordinate CA certificate is not critical.",
		.explanation = "It only helps to build paths.",
		.remedy = "Mark authorityKeyIdentifier non-critical.",
		.peers = PEERS("zlint:e_ext_authority_key_identifier_critical",
		    "pkilint:pkix.authority_key_identifier_critical"),
		.scope = SCOPE_SUBCA, .schedule = SBR_SHALL,
		.when = PARTS1(PART_EXT_AKI), .arg = PART_EXT_AKI, .fn = rule_ext_critical,
	},
	{
		.id = "sbr.authority-key-identifier.sub-ca-no-key-id",
		.section = "7.1.2.2.h",
		.title = "authorityKeyIdentifier of a subordinate CA certificate without keyIdentifier",
		.requires = "The authorityKeyIdentifier of a Subordinate CA certificate contains keyIdentifier.",
		.explanation = "The other fields point to one certificate of the issuer, not to its key.",
		.remedy = "Put the issuer's subjectKeyIdentifier there.",
		.peers = PEERS("zlint:e_ext_authority_key_identifier_no_key_identifier",
		    "pkilint:pkix.authority_key_identifier_keyid_missing"),
		.scope = SCOPE_SUBCA, .schedule = SBR_SHALL,
		.when = PARTS1(PART_EXT_AKI), .needs = PARTS1(PART_EXT_AKI), .fn = rule_aki_no_key_id,
	},
	{
		.id = "sbr.authority-key-identifier.sub-ca-issuer-serial",
		.section = "7.1.2.2.h",
		.title = "authorityKeyIdentifier of a subordinate CA certificate with authorityCertIssuer or authorityCertSerialNumber",
		.requires = "The authorityKeyIdentifier of a Subordinate CA certificate contains neither authorityCertIssuer "
		    "nor authorityCertSerialNumber.",
		.explanation = "They tie the certificate to one certificate of its issuer, so a cross-signed or renewed "
		    "issuer no longer fits.",
		.remedy = "Leave both fields out.",
		.peers = PEERS("zlint:e_mp_authority_key_identifier_correct"),
		.scope = SCOPE_SUBCA, .schedule = SBR_SHALL,
		.when = PARTS1(PART_EXT_AKI), .reads = PARTS1(PART_EXT_AKI), .fn = rule_aki_issuer_serial,
	},
	{
		.id = "sbr.subject-key-identifier.sub-ca-missing",
		.section = "7.1.2.2.i",
		.title = "subordinate CA certificate without a value of subjectKeyIdentifier",
		.requires = "A Subordinate CA certificate has the subjectKeyIdentifier extension, with a value for the keyIdentifier of what it issues.",
		.explanation = "The identifiers of the certificates it issues point to it.",
		.remedy = "Add a non-critical subjectKeyIdentifier with a hash of the public key.",
		.peers = PEERS("zlint:e_ext_subject_key_identifier_missing_ca",
		    "pkilint:pkix.certificate_skid_ca_missing"),
		.scope = SCOPE_SUBCA, .schedule = SBR_SHALL,
		.needs = PARTS1(PART_EXTENSIONS) | PARTS1(PART_EXT_SKI), .fn = rule_ski_no_value,
	},
	{
		.id = "sbr.subject-key-identifier.sub-ca-critical",
		.section = "7.1.2.2.i",
		.title = "subordinate CA certificate with a critical subjectKeyIdentifier",
		.requires = "The subjectKeyIdentifier of a Subordinate CA certificate is not critical.",
		.explanation = "It only helps to build paths.",
		.remedy = "Mark subjectKeyIdentifier non-critical.",
		.peers = PEERS("zlint:e_ext_subject_key_identifier_critical",
		    "pkilint:pkix.certificate_skid_extension_critical"),
		.scope = SCOPE_SUBCA, .schedule = SBR_SHALL,
		.when = PARTS1(PART_EXT_SKI), .arg = PART_EXT_SKI, .fn = rule_ext_critical,
	},
};

RULE_TABLE(rules_sbr_7_1_2_2_subca_usage, "SBR 7.1.2.2 d to i: usage and keys of subordinate CA certificates", rules);
