/* SPDX-License-Identifier: Apache-2.0 */
/* artifact.c - questions to any artifact's view. */
#include "x509/artifact.h"

static const char *const field_paths[ARTIFACT_KINDS][PART_FIELDS] = {
	[ARTIFACT_CERTIFICATE] = {
		[PART_WHOLE] = "certificate",
		[PART_TBS] = "tbsCertificate",
		[PART_VERSION] = "tbsCertificate.version",
		[PART_SERIAL] = "tbsCertificate.serialNumber",
		[PART_SIGNATURE] = "tbsCertificate.signature",
		[PART_ISSUER] = "tbsCertificate.issuer",
		[PART_VALIDITY] = "tbsCertificate.validity",
		[PART_NOT_BEFORE] = "tbsCertificate.validity.notBefore",
		[PART_NOT_AFTER] = "tbsCertificate.validity.notAfter",
		[PART_SUBJECT] = "tbsCertificate.subject",
		[PART_SPKI] = "tbsCertificate.subjectPublicKeyInfo",
		[PART_KEY_ALGORITHM] = "tbsCertificate.subjectPublicKeyInfo.algorithm",
		[PART_ISSUER_UID] = "tbsCertificate.issuerUniqueID",
		[PART_SUBJECT_UID] = "tbsCertificate.subjectUniqueID",
		[PART_EXTENSIONS] = "tbsCertificate.extensions",
		[PART_SIGNATURE_ALGORITHM] = "signatureAlgorithm",
		[PART_SIGNATURE_VALUE] = "signatureValue",
	},
	[ARTIFACT_CRL] = {
		[PART_WHOLE] = "certificateList",
		[PART_TBS] = "tbsCertList",
		[PART_VERSION] = "tbsCertList.version",
		[PART_SIGNATURE] = "tbsCertList.signature",
		[PART_ISSUER] = "tbsCertList.issuer",
		[PART_THIS_UPDATE] = "tbsCertList.thisUpdate",
		[PART_NEXT_UPDATE] = "tbsCertList.nextUpdate",
		[PART_REVOKED] = "tbsCertList.revokedCertificates",
		[PART_EXTENSIONS] = "tbsCertList.crlExtensions",
		[PART_SIGNATURE_ALGORITHM] = "signatureAlgorithm",
		[PART_SIGNATURE_VALUE] = "signatureValue",
	},
	[ARTIFACT_OCSP_RESPONSE] = {
		[PART_WHOLE] = "ocspResponse",
		[PART_RESPONSE_STATUS] = "responseStatus",
		[PART_RESPONSE_BYTES] = "responseBytes",
		[PART_RESPONSE_TYPE] = "responseBytes.responseType",
		[PART_TBS] = "tbsResponseData",
		[PART_VERSION] = "tbsResponseData.version",
		[PART_RESPONDER_ID] = "tbsResponseData.responderID",
		[PART_PRODUCED_AT] = "tbsResponseData.producedAt",
		[PART_RESPONSES] = "tbsResponseData.responses",
		[PART_EXTENSIONS] = "tbsResponseData.responseExtensions",
		[PART_SIGNATURE] = "signatureAlgorithm",
		[PART_SIGNATURE_ALGORITHM] = "signatureAlgorithm",
		[PART_SIGNATURE_VALUE] = "signature",
		[PART_CERTS] = "certs",
	},
};

static const char *const ext_paths[PART_COUNT] = {
	[PART_EXT_SAN] = "extnValue.subjectAltName",
	[PART_EXT_IAN] = "extnValue.issuerAltName",
	[PART_EXT_KU] = "extnValue.keyUsage",
	[PART_EXT_EKU] = "extnValue.extKeyUsage",
	[PART_EXT_BC] = "extnValue.basicConstraints",
	[PART_EXT_CP] = "extnValue.certificatePolicies",
	[PART_EXT_CRLDP] = "extnValue.cRLDistributionPoints",
	[PART_EXT_FRESHEST] = "extnValue.freshestCRL",
	[PART_EXT_AIA] = "extnValue.authorityInfoAccess",
	[PART_EXT_SIA] = "extnValue.subjectInfoAccess",
	[PART_EXT_AKI] = "extnValue.authorityKeyIdentifier",
	[PART_EXT_SKI] = "extnValue.subjectKeyIdentifier",
	[PART_EXT_NC] = "extnValue.nameConstraints",
	[PART_EXT_PM] = "extnValue.policyMappings",
	[PART_EXT_PC] = "extnValue.policyConstraints",
	[PART_EXT_IAP] = "extnValue.inhibitAnyPolicy",
	[PART_EXT_SMIMECAPS] = "extnValue.smimeCapabilities",
	[PART_EXT_SDA] = "extnValue.subjectDirectoryAttributes",
	[PART_EXT_QC] = "extnValue.qcStatements",
	[PART_EXT_LEI] = "extnValue.lei",
	[PART_EXT_LEI_ROLE] = "extnValue.leiRole",
	[PART_EXT_ADOBE_TIMESTAMP] = "extnValue.adobeTimestamp",
	[PART_EXT_ADOBE_ARCHIVE] = "extnValue.adobeArchiveRevInfo",
	[PART_EXT_SCT] = "extnValue.signedCertificateTimestampList",
	[PART_EXT_POISON] = "extnValue.ctPoison",
	[PART_EXT_OCSP_NOCHECK] = "extnValue.ocspNoCheck",
	[PART_EXT_PKUP] = "extnValue.privateKeyUsagePeriod",
	[PART_EXT_CRL_NUMBER] = "extnValue.cRLNumber",
	[PART_EXT_DELTA_CRL] = "extnValue.deltaCRLIndicator",
	[PART_EXT_IDP] = "extnValue.issuingDistributionPoint",
	[PART_EXT_EXPIRED_CERTS] = "extnValue.expiredCertsOnCRL",
	[PART_EXT_MS_CA_VERSION] = "extnValue.msCaVersion",
	[PART_EXT_MS_NEXT_PUBLISH] = "extnValue.msNextCrlPublish",
	[PART_EXT_OCSP_NONCE] = "extnValue.ocspNonce",
	[PART_EXT_OCSP_EXTENDED_REVOKE] = "extnValue.ocspExtendedRevoke",
};

const char *
artifact_part_path(enum artifact_kind kind, enum artifact_part part)
{
	if (part >= PART_COUNT)
		part = PART_WHOLE;
	return part < PART_FIELDS ? field_paths[kind][part] : ext_paths[part];
}

static enum artifact_part
parent(enum artifact_part part)
{
	if (part >= PART_FIELDS)
		return PART_EXTENSIONS;
	switch (part) {
	case PART_NOT_BEFORE:
	case PART_NOT_AFTER:
		return PART_VALIDITY;
	case PART_KEY_ALGORITHM:
		return PART_SPKI;
	case PART_WHOLE:
	case PART_TBS:
	case PART_SIGNATURE_ALGORITHM:
	case PART_SIGNATURE_VALUE:
	case PART_RESPONSE_STATUS:
	case PART_RESPONSE_BYTES:
	case PART_RESPONSE_TYPE:
	case PART_CERTS:
		return PART_WHOLE;
	default:
		return PART_TBS;
	}
}

struct span
artifact_part_span(const struct artifact *a, enum artifact_part part)
{
	const struct artifact_ext *e = part < PART_COUNT ? a->by_part[part] : NULL;

	if (e != NULL)
		return e->val.n > 0 ? e->val : e->raw;
	if (part < PART_FIELDS && a->field[part].raw.p != NULL)
		return a->field[part].raw;
	if (part == PART_WHOLE || part >= PART_COUNT)
		return a->der;
	return artifact_part_span(a, parent(part));
}

/* Eight octets that are 0 or 1 become as many bits: each is moved to its place in the product's highest octet. */
static uint64_t
gather_bits(uint64_t octets)
{
	return octets * UINT64_C(0x0102040810204080) >> 56;
}

void
artifact_sum_parts(struct artifact *a)
{
	const uint64_t ones = UINT64_C(0x0101010101010101);

	_Static_assert(PART_IS_OK == 1 && PART_IS_BAD == 2, "a bit each");
	a->readable = a->state[PART_TBS] == PART_IS_OK;
	for (unsigned part = 0; part < PART_STATES; part += 8) {
		uint64_t eight = octets_little(a->state + part);

		a->present_parts |= gather_bits((eight | eight >> 1) & ones) << part;
		a->bad_parts |= gather_bits(eight >> 1 & ones) << part;
	}
	a->typed_parts &= ~a->lost_parts;
	a->bad_parts &= ~a->typed_parts;
	if (a->state[PART_EXTENSIONS] == PART_IS_BAD)
		a->bad_parts |= EXTENSION_PARTS & ~a->present_parts;
}
