/* SPDX-License-Identifier: Apache-2.0 */
/*
 * 6960_rfc6962.c - extensions of OCSP responders (RFC 6960 4.2.2.2) and of
 * Certificate Transparency (RFC 6962 3.1, 3.3).  What is in the extensions is
 * read with their structure.
 */
#include "rules/common/extension.h"
#include "rules/common/ocsp.h"
#include "rules/tables.h"

static void
no_timestamp(struct check *c)
{
	if (c->cert->sct.n == 0)
		report(c, at_part(c, PART_EXT_SCT), NULL);
}

static void
poison_with_timestamps(struct check *c)
{
	if (cert_has(c->cert, PART_EXT_SCT))
		report(c, at_ext(c, PART_EXT_SCT), NULL);
}

/* Absent, or without the purpose: either way no client takes what the key signs. */
static void
no_ocsp_signing(struct check *c)
{
	if (!cert_has_eku(c->cert, OID_EKU_OCSP_SIGNING))
		report(c, at_part(c, PART_EXT_EKU), "%s", cert_has(c->cert, PART_EXT_EKU) ? "not listed" : "no extKeyUsage");
}

/* The bits that RFC 5280 4.2.1.12 calls consistent with the purpose; a certificate without it has another finding. */
static void
no_signing_bit(struct check *c)
{
	if (cert_has_eku(c->cert, OID_EKU_OCSP_SIGNING) && (c->cert->ku.bits & (KU_DIGITAL_SIGNATURE | KU_NON_REPUDIATION)) == 0)
		report(c, at_part(c, PART_EXT_KU), NULL);
}

#define NO_OCSP_SIGNING .fn = no_ocsp_signing, .scope = SCOPE_CA(KIND_OCSP), .needs = PARTS1(PART_EXTENSIONS) | PARTS1(PART_EXT_EKU)

static const struct smimelint_rule rules[] = {
	{
		.id = "sbr.ext-key-usage.no-ocsp-signing", .section = "4.9.9",
		.title = "certificate of a delegated OCSP responder has no id-kp-OCSPSigning",
		.requires = "The certificate of a delegated OCSP responder has an extKeyUsage with id-kp-OCSPSigning.",
		.explanation = "Clients refuse responses that such a key signs (RFC 6960 4.2.2.2).",
		.remedy = "Issue the responder a certificate with id-kp-OCSPSigning.",
		.schedule = SBR_SHALL, NO_OCSP_SIGNING,
	}, {
		.id = "rfc6960.ext-key-usage.no-ocsp-signing", .section = "4.2.2.2",
		.title = "certificate of a delegated OCSP responder lacks id-kp-OCSPSigning",
		.requires = "A CA delegates the signing of OCSP responses by a certificate whose extKeyUsage has id-kp-OCSPSigning.",
		.explanation = "Clients refuse responses that such a key signs.",
		.remedy = "Issue the responder a certificate with id-kp-OCSPSigning.",
		.schedule = RFC6960_SHALL, NO_OCSP_SIGNING,
		.yields_to = IDS("sbr.ext-key-usage.no-ocsp-signing"),
	}, {
		.id = "rfc5280.key-usage.ocsp-signer-no-signing", .section = "4.2.1.12",
		.title = "keyUsage of a delegated OCSP responder does not let the key sign responses",
		.requires = "A certificate is used only for purposes that keyUsage and extKeyUsage both allow: id-kp-OCSPSigning goes with "
		    "digitalSignature and nonRepudiation.",
		.explanation = "Without one of these bits the two extensions have no purpose in common, and clients refuse the responses.",
		.remedy = "Set digitalSignature.",
		.reading = "RFC 5280 forbids the use of such a certificate, not its issuance, and says that the bits may be consistent.",
		.peers = PEERS("zlint:e_key_usage_and_extended_key_usage_inconsistent"),
		.schedule = RFC5280_SHALL, .fn = no_signing_bit, .scope = SCOPE_CA(KIND_OCSP),
		.needs = PARTS1(PART_EXT_KU), .when = PARTS1(PART_EXT_KU) | PARTS1(PART_EXT_EKU),
		.reads = PARTS1(PART_EXT_EKU),
		.yields_to = IDS("rfc5280.key-usage.no-bits", "rfc4055.key-usage.pss-no-signing", "rfc8410.key-usage.edwards-no-signing",
		    "rfc9295.key-usage.edwards-no-signing", "rfc9881.key-usage.ml-dsa-no-signing"),
	}, {
		.id = "rfc6960.ocsp-nocheck.critical", .section = "4.2.2.2.1",
		.title = "id-pkix-ocsp-nocheck is critical",
		.requires = "id-pkix-ocsp-nocheck is not critical.",
		.explanation = "Software that does not know the extension would refuse the responder's certificate, and with it every OCSP response.",
		.remedy = "Leave critical out (FALSE is its default).",
		.schedule = SCHEDULE(SHOULD_FROM(2013, 6, 1)), .fn = rule_ext_critical, .arg = PART_EXT_OCSP_NOCHECK,
		.scope = SCOPE_ALL, .when = PARTS1(PART_EXT_OCSP_NOCHECK),
	}, {
		.id = "sbr.ocsp-nocheck.missing", .section = "4.9.9",
		.title = "certificate of a delegated OCSP responder has no id-pkix-ocsp-nocheck",
		.requires = "The certificate of a delegated OCSP responder has the extension id-pkix-ocsp-nocheck.",
		.explanation = "Without it relying parties would have to ask for the status of the responder's own certificate, which nobody can answer.",
		.remedy = "Add the extension with the value NULL.",
		.schedule = SBR_SHALL, .fn = rule_ext_missing, .arg = PART_EXT_OCSP_NOCHECK, .scope = SCOPE_CA(KIND_OCSP),
		.needs = PARTS1(PART_EXTENSIONS) | PARTS1(PART_EXT_OCSP_NOCHECK),
	}, {
		.id = "rfc6960.ocsp-nocheck.not-responder", .section = "4.2.2.2.1",
		.title = "id-pkix-ocsp-nocheck is in a certificate that is not an OCSP responder's",
		.requires = "Nothing explicit: the extension is for certificates with id-kp-OCSPSigning.",
		.explanation = "With the extension relying parties do not check revocation. Elsewhere it is ignored at best; "
		    "at worst a revoked certificate stays in use.",
		.remedy = "Leave the extension out.",
		.schedule = SCHEDULE(NOTICE_FROM(2013, 6, 1)), .fn = rule_ext_present, .reads = PARTS1(PART_EXTENSIONS), .arg = PART_EXT_OCSP_NOCHECK,
		.scope = SCOPE_CA(KIND_SUBSCRIBER | KIND_ANY_CA),
	}, {
		.id = "rfc6962.poison.not-critical", .section = "3.1",
		.title = "the poison extension of a precertificate is not critical",
		.requires = "The poison extension is critical.",
		.explanation = "The extension exists to make the precertificate unusable; software that may ignore it takes it for a certificate.",
		.remedy = "Mark the extension critical.",
		.peers = PEERS("pkilint:pkix.ct_precert_poison_extension_not_critical"),
		.schedule = SCHEDULE(SHALL_FROM(2013, 6, 1)), .fn = rule_ext_not_critical, .arg = PART_EXT_POISON,
		.scope = SCOPE_ALL, .when = PARTS1(PART_EXT_POISON),
	}, {
		.id = "rfc6962.poison.with-timestamps", .section = "3.1",
		.title = "a precertificate has a list of signed certificate timestamps",
		.requires = "A precertificate has the poison extension and no list of signed certificate timestamps.",
		.explanation = "Timestamps are given for the precertificate, so they cannot be in it. A certificate with both extensions is neither.",
		.remedy = "Take the poison extension out when the certificate itself is made.",
		.peers = PEERS("zlint:e_precert_with_sct_list", "pkilint:pkix.ct_precert_poison_and_sctlist_extensions_present"),
		.schedule = SCHEDULE(SHALL_FROM(2013, 6, 1)), .fn = poison_with_timestamps,
		.scope = SCOPE_ALL, .when = PARTS1(PART_EXT_POISON), .reads = PARTS1(PART_EXTENSIONS),
	}, {
		.id = "rfc6962.timestamp-list.empty", .section = "3.3",
		.title = "the list of signed certificate timestamps is empty",
		.requires = "The list has at least one timestamp.",
		.explanation = "Clients that check Certificate Transparency treat the list as broken.",
		.remedy = "Leave the extension out, or embed the timestamps that the logs gave.",
		.peers = PEERS("zlint:e_empty_sct_list", "pkilint:pkix.sct_list_empty"),
		.schedule = SCHEDULE(SHALL_FROM(2013, 6, 1)), .fn = no_timestamp, .scope = SCOPE_ALL,
		.needs = PARTS1(PART_EXT_SCT), .when = PARTS1(PART_EXT_SCT),
	},
};

RULE_TABLE(rules_rfc6960_rfc6962, "RFC 6960 OCSP responders, RFC 6962 Certificate Transparency", rules);
