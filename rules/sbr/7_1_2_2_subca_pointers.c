/* SPDX-License-Identifier: Apache-2.0 */
/* 7_1_2_2_subca_pointers.c - SBR 7.1.2.2 a to c: policies, CRLs and issuers of subordinate CA certificates. */
#include "rules/common/ca.h"
#include "rules/common/location.h"
#include "rules/common/qualifier.h"
#include "rules/tables.h"

static void
crldp_no_http(struct check *c)
{
	if (!crldp_has_uri(&c->cert->crldp, true) && !crldp_has_damaged_uri(&c->cert->crldp))
		report(c, at_part(c, PART_EXT_CRLDP), NULL);
}

static void
ca_issuers_no_http(struct check *c)
{
	for (unsigned i = 0; i < c->cert->aia.n; i++) {
		const struct access_description *a = &c->cert->aia.v[i];

		if (a->method == OID_AD_CA_ISSUERS && a->location.form == GN_URI &&
		    uri_is_http(a->location.uri))
			return;
	}
	if (!aia_has_damaged_uri(&c->cert->aia, OID_AD_CA_ISSUERS))
		report(c, at_part(c, PART_EXT_AIA), NULL);
}

static const struct smimelint_rule rules[] = {
	{
		.id = "sbr.certificate-policies.sub-ca-missing",
		.section = "7.1.2.2.a, 7.1.6.3",
		.title = "subordinate CA certificate without certificatePolicies",
		.requires = "A Subordinate CA certificate has the certificatePolicies extension.",
		.explanation = "Without it no policy is valid on a path through this CA, and nothing says that it issues "
		    "under the S/MIME Baseline Requirements.",
		.remedy = "Add the reserved policy OIDs that the CA issues under, or anyPolicy where it is an Affiliate of "
		    "its issuer (7.1.6.3).",
		.peers = PEERS("zlint:e_sub_ca_certificate_policies_missing"),
		.scope = SCOPE_SUBCA, .schedule = SBR_SHALL,
		.needs = PARTS1(PART_EXTENSIONS), .arg = PART_EXT_CP, .fn = rule_ext_missing,
	},
	{
		.id = "sbr.certificate-policies.sub-ca-critical",
		.section = "7.1.2.2.a",
		.title = "subordinate CA certificate with critical certificatePolicies",
		.requires = "The certificatePolicies of a Subordinate CA certificate is not critical (SHOULD NOT).",
		.explanation = "Software that does not process policies has to refuse the path when the extension is critical.",
		.remedy = "Mark certificatePolicies non-critical.",
		.peers = PEERS("zlint:w_sub_ca_certificate_policies_marked_critical"),
		.scope = SCOPE_SUBCA, .schedule = SBR_SHOULD,
		.when = PARTS1(PART_EXT_CP), .arg = PART_EXT_CP, .fn = rule_ext_critical,
	},
	{
		.id = "sbr.certificate-policies.sub-ca-cps-not-http",
		.section = "7.1.2.2.a",
		.title = "CPS qualifier of a CA certificate is not an HTTP or HTTPS URL",
		.requires = "A qualifier id-qt-cps holds an HTTP or HTTPS URL.",
		.explanation = "The pointer has to lead readers to the issuing CA's policy documents with an ordinary "
		    "browser.",
		.remedy = "Put the http or https URL of the CP/CPS there, or leave the qualifier out.",
		.peers = PEERS("zlint:e_invalid_cps_uri"),
		.scope = SCOPE_SUBCA, .schedule = SBR_SHALL,
		.when = PARTS1(PART_EXT_CP), .reads = PARTS1(PART_EXT_CP), .fn = rule_cps_not_http,
	},
	{
		.id = "sbr.certificate-policies.sub-ca-no-explicit-text",
		.section = "7.1.2.2.a",
		.title = "user notice of a CA certificate without explicitText",
		.requires = "A qualifier id-qt-unotice contains explicitText.",
		.explanation = "An empty user notice gives the relying party no information.",
		.remedy = "Give explicitText, or leave the qualifier out.",
		.scope = SCOPE_SUBCA, .schedule = SBR_SHALL,
		.when = PARTS1(PART_EXT_CP), .reads = PARTS1(PART_EXT_CP), .fn = rule_no_explicit_text,
	},
	{
		.id = "sbr.certificate-policies.sub-ca-notice-ref",
		.section = "7.1.2.2.a",
		.title = "user notice of a CA certificate with noticeRef",
		.requires = "A qualifier id-qt-unotice does not contain noticeRef.",
		.explanation = "A numbered notice of some organization's list cannot be found by software that meets the "
		    "certificate.",
		.remedy = "Leave noticeRef out and put the words into explicitText.",
		.peers = PEERS("zlint:w_ext_cert_policy_contains_noticeref",
		    "pkilint:pkix.certificate_policies_usernotice_has_noticeref"),
		.scope = SCOPE_SUBCA, .schedule = SBR_SHALL,
		.when = PARTS1(PART_EXT_CP), .reads = PARTS1(PART_EXT_CP), .fn = rule_notice_ref,
	},
	{
		.id = "sbr.crl-distribution-points.sub-ca-missing",
		.section = "7.1.2.2.b",
		.title = "subordinate CA certificate without cRLDistributionPoints",
		.requires = "A Subordinate CA certificate has the cRLDistributionPoints extension.",
		.explanation = "Software that meets the CA certificate in a message has no other way to learn that it was "
		    "revoked.",
		.remedy = "Add a non-critical cRLDistributionPoints with the HTTP URL of the issuer's CRL.",
		.peers = PEERS("zlint:e_sub_ca_crl_distribution_points_missing"),
		.scope = SCOPE_SUBCA, .schedule = SBR_SHALL,
		.needs = PARTS1(PART_EXTENSIONS), .arg = PART_EXT_CRLDP, .fn = rule_ext_missing,
	},
	{
		.id = "sbr.crl-distribution-points.sub-ca-critical",
		.section = "7.1.2.2.b",
		.title = "subordinate CA certificate with critical cRLDistributionPoints",
		.requires = "The cRLDistributionPoints of a Subordinate CA certificate is not critical.",
		.explanation = "Software that gets revocation status by other means would have to refuse the certificate.",
		.remedy = "Mark cRLDistributionPoints non-critical.",
		.peers = PEERS("zlint:w_ext_crl_distribution_marked_critical",
		    "zlint:e_sub_ca_crl_distribution_points_marked_critical",
		    "pkilint:pkix.certificate_crldp_extension_critical"),
		.scope = SCOPE_SUBCA, .schedule = SBR_SHALL,
		.when = PARTS1(PART_EXT_CRLDP), .arg = PART_EXT_CRLDP, .fn = rule_ext_critical,
	},
	{
		.id = "sbr.crl-distribution-points.sub-ca-no-http",
		.section = "7.1.2.2.b",
		.title = "cRLDistributionPoints of a subordinate CA certificate has no HTTP URL",
		.requires = "The cRLDistributionPoints of a Subordinate CA certificate contains the HTTP URL of the CRL "
		    "service.",
		.explanation = "Clients fetch CRLs over plain HTTP; LDAP is not reachable for most of them, and HTTPS needs "
		    "a certificate whose status is then in question itself.",
		.remedy = "Add a distribution point whose fullName is an http URL.",
		.peers = PEERS("zlint:e_sub_ca_crl_distribution_points_does_not_contain_url"),
		.scope = SCOPE_SUBCA, .schedule = SBR_SHALL,
		.when = PARTS1(PART_EXT_CRLDP), .needs = PARTS1(PART_EXT_CRLDP), .fn = crldp_no_http,
		.yields_to = IDS("rfc5280.extension.empty"), .yields = YIELD_IN_PLACE,
	},
	{
		.id = "sbr.authority-info-access.sub-ca-missing",
		.section = "7.1.2.2.c",
		.title = "subordinate CA certificate without authorityInfoAccess",
		.requires = "A Subordinate CA certificate has the authorityInfoAccess extension (SHOULD).",
		.explanation = "Clients that lack an intermediate certificate fetch it from there.",
		.remedy = "Add a non-critical authorityInfoAccess with the HTTP URL of the issuer's certificate.",
		.peers = PEERS("zlint:w_sub_ca_aia_missing"),
		.scope = SCOPE_SUBCA, .schedule = SBR_SHOULD,
		.needs = PARTS1(PART_EXTENSIONS), .arg = PART_EXT_AIA, .fn = rule_ext_missing,
	},
	{
		.id = "sbr.authority-info-access.sub-ca-critical",
		.section = "7.1.2.2.c",
		.title = "subordinate CA certificate with critical authorityInfoAccess",
		.requires = "The authorityInfoAccess of a Subordinate CA certificate is not critical.",
		.explanation = "It only says where more can be found; nobody should have to refuse a certificate for it.",
		.remedy = "Mark authorityInfoAccess non-critical.",
		.peers = PEERS("zlint:e_ext_aia_marked_critical",
		    "pkilint:pkix.authority_information_access_extension_critical"),
		.scope = SCOPE_SUBCA, .schedule = SBR_SHALL,
		.when = PARTS1(PART_EXT_AIA), .arg = PART_EXT_AIA, .fn = rule_ext_critical,
	},
	{
		.id = "sbr.authority-info-access.sub-ca-no-ca-issuers",
		.section = "7.1.2.2.c",
		.title = "authorityInfoAccess of a subordinate CA certificate has no HTTP URL of the issuer's certificate",
		.requires = "The authorityInfoAccess contains an id-ad-caIssuers with the HTTP URL of the Issuing CA's "
		    "certificate (SHOULD).",
		.explanation = "Without it a client that was sent an incomplete chain cannot complete it.",
		.remedy = "Add an id-ad-caIssuers with the http URL of the DER-encoded issuer certificate.",
		.peers = PEERS("zlint:w_ext_aia_access_location_missing"),
		.scope = SCOPE_SUBCA, .schedule = SBR_SHOULD,
		.when = PARTS1(PART_EXT_AIA), .needs = PARTS1(PART_EXT_AIA), .fn = ca_issuers_no_http,
		.yields_to = IDS("rfc5280.extension.empty"), .yields = YIELD_IN_PLACE,
	},
};

RULE_TABLE(rules_sbr_7_1_2_2_subca_pointers, "SBR 7.1.2.2 a to c: policies, CRLs and issuers of subordinate CA certificates", rules);
