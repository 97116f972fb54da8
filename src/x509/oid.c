/* SPDX-License-Identifier: Apache-2.0 */
/* oid.c - finding and naming object identifiers. */
#include "x509/oid.h"

#include "der/der.h"

static const struct span octets[OID_COUNT] = {
	{ (const uint8_t *)"", 0 },
#define X(name, content, text) { (const uint8_t *)(content), sizeof(content) - 1 },
	OID_LIST(X)
#undef X
};
static const char *const names[OID_COUNT] = {
	"unknown",
#define X(name, content, text) text,
	OID_LIST(X)
#undef X
};

/* The arcs that most attributes (2.5.4) and most extensions (2.5.29) are of, by their last octet. */
static const uint8_t attributes[] = {
	[0x03] = OID_COMMON_NAME, [0x04] = OID_SURNAME, [0x05] = OID_SERIAL_NUMBER,
	[0x06] = OID_COUNTRY, [0x07] = OID_LOCALITY, [0x08] = OID_STATE, [0x09] = OID_STREET,
	[0x0a] = OID_ORGANIZATION, [0x0b] = OID_ORG_UNIT, [0x0c] = OID_TITLE, [0x0d] = OID_DESCRIPTION,
	[0x0f] = OID_BUSINESS_CATEGORY, [0x10] = OID_POSTAL_ADDRESS, [0x11] = OID_POSTAL_CODE,
	[0x14] = OID_TELEPHONE, [0x29] = OID_NAME, [0x2a] = OID_GIVEN_NAME, [0x2b] = OID_INITIALS,
	[0x2c] = OID_GENERATION_QUALIFIER, [0x2d] = OID_UNIQUE_IDENTIFIER, [0x2e] = OID_DN_QUALIFIER,
	[0x41] = OID_PSEUDONYM, [0x61] = OID_ORG_IDENTIFIER,
};
static const uint8_t extensions[] = {
	[0x09] = OID_EXT_SDA, [0x0e] = OID_EXT_SKI, [0x0f] = OID_EXT_KU, [0x10] = OID_EXT_PKUP,
	[0x11] = OID_EXT_SAN, [0x12] = OID_EXT_IAN, [0x13] = OID_EXT_BC, [0x14] = OID_EXT_CRL_NUMBER,
	[0x15] = OID_EXT_REASON_CODE, [0x17] = OID_EXT_HOLD_INSTRUCTION, [0x18] = OID_EXT_INVALIDITY_DATE,
	[0x1b] = OID_EXT_DELTA_CRL, [0x1c] = OID_EXT_IDP, [0x1d] = OID_EXT_CERTIFICATE_ISSUER, [0x1e] = OID_EXT_NC,
	[0x1f] = OID_EXT_CRLDP, [0x20] = OID_EXT_CP, [0x21] = OID_EXT_PM, [0x23] = OID_EXT_AKI,
	[0x24] = OID_EXT_PC, [0x25] = OID_EXT_EKU, [0x2e] = OID_EXT_FRESHEST, [0x36] = OID_EXT_IAP,
	[0x38] = OID_EXT_NO_REV_AVAIL, [0x3c] = OID_EXT_EXPIRED_CERTS,
};

/* All others by number of octets, then by the last octet, which tells most of them apart. */
static const uint8_t sorted[] = {
	/* 3 octets */
	OID_X25519, OID_X448, OID_ED25519, OID_ED448,
	/* 4 octets */
	OID_ANY_POLICY, OID_EKU_ANY,
	/* 5 octets */
	OID_SECP256K1, OID_ECDH, OID_ECMQV, OID_SHA1, OID_OIW_SHA1_RSA, OID_P224, OID_P384, OID_P521,
	/* 6 octets */
	OID_QCS_COMPLIANCE, OID_QCS_PSD2, OID_QCS_LIMIT_VALUE, OID_QCS_RETENTION, OID_QCS_SSCD,
	OID_QCS_PDS, OID_QCS_TYPE, OID_QCS_CC_LEGISLATION,
	/* 7 octets */
	OID_SEMANTICS_NATURAL, OID_QCT_ESIGN, OID_DSA, OID_EC, OID_ECDSA_SHA1, OID_DH,
	OID_SBR_MV_LEGACY, OID_SBR_OV_LEGACY, OID_SBR_SV_LEGACY, OID_SBR_IV_LEGACY,
	OID_SEMANTICS_LEGAL, OID_QCT_ESEAL, OID_SBR_MV_MULTI, OID_SBR_OV_MULTI,
	OID_SBR_SV_MULTI, OID_SBR_IV_MULTI, OID_QCT_WEB, OID_DSA_SHA1, OID_SBR_MV_STRICT,
	OID_SBR_OV_STRICT, OID_SBR_SV_STRICT, OID_SBR_IV_STRICT,
	/* 8 octets */
	OID_P192, OID_ECDSA_SHA224, OID_EXT_AIA, OID_QT_CPS, OID_EKU_SERVER_AUTH,
	OID_DATE_OF_BIRTH, OID_QCS_PKIX_V1, OID_AD_OCSP, OID_ECDSA_SHA256, OID_QT_UNOTICE,
	OID_EKU_CLIENT_AUTH, OID_PLACE_OF_BIRTH, OID_QCS_PKIX_V2, OID_AD_CA_ISSUERS,
	OID_ECDSA_SHA384, OID_EXT_QC, OID_EKU_CODE_SIGNING, OID_GENDER, OID_AD_TIME_STAMPING,
	OID_ECDSA_SHA512, OID_EKU_EMAIL, OID_COUNTRY_OF_CITIZENSHIP, OID_EKU_IPSEC_END,
	OID_COUNTRY_OF_RESIDENCE, OID_AD_CA_REPOSITORY, OID_EKU_IPSEC_TUNNEL, OID_P256,
	OID_EKU_IPSEC_USER, OID_EKU_TIME_STAMPING, OID_EKU_OCSP_SIGNING, OID_ON_SMTP_UTF8,
	OID_EXT_SIA, OID_EKU_DOCUMENT_SIGNING, OID_UNSIGNED,
	/* 9 octets */
	OID_EMAIL_ADDRESS, OID_OCSP_BASIC, OID_EXT_LEI, OID_EXT_MS_CA_VERSION, OID_EXT_NS_CERT_TYPE, OID_RSA, OID_DH_PKCS3, OID_ML_KEM_512,
	OID_SHA256, OID_UNSTRUCTURED_NAME, OID_EXT_OCSP_NONCE, OID_EXT_LEI_ROLE, OID_EXT_MS_TEMPLATE_NAME,
	OID_EXT_MS_NTDS, OID_ML_KEM_768, OID_SHA384, OID_ML_KEM_1024, OID_SHA512, OID_EXT_OCSP_CRL, OID_EXT_MS_NEXT_PUBLISH,
	OID_MD5_RSA, OID_EXT_OCSP_NOCHECK, OID_EKU_ADOBE_AUTHENTIC, OID_SHA1_RSA,
	OID_EXT_OCSP_ARCHIVE_CUTOFF, OID_EXT_MS_TEMPLATE, OID_RSA_OAEP, OID_BRAINPOOL_P256R1, OID_MGF1,
	OID_EXT_OCSP_EXTENDED_REVOKE, OID_EXT_MS_APP_POLICIES, OID_RSA_PSS, OID_BRAINPOOL_P384R1,
	OID_SHA256_RSA, OID_SHA384_RSA, OID_EXT_NS_COMMENT, OID_BRAINPOOL_P512R1, OID_SHA512_RSA,
	OID_SHA224_RSA, OID_EXT_SMIMECAPS, OID_ML_DSA_44, OID_ML_DSA_65, OID_ML_DSA_87,
	OID_HASH_ML_DSA_44, OID_HASH_ML_DSA_65, OID_HASH_ML_DSA_87,
	/* 10 octets */
	OID_USER_ID, OID_EXT_ADOBE_TIMESTAMP, OID_EXT_ADOBE_ARCHIVE,
	OID_EKU_MS_SMARTCARD_LOGON, OID_EXT_SCT, OID_MAIL, OID_ON_UPN, OID_EXT_POISON,
	OID_EKU_MS_EFS, OID_EKU_MS_DOCUMENT_SIGNING, OID_DOMAIN_COMPONENT,
	/* 11 octets */
	OID_JURISDICTION_L, OID_JURISDICTION_ST, OID_JURISDICTION_C,
};
_Static_assert(OID_COUNT <= UINT8_MAX, "an identifier fits an octet");

/* Index into `sorted` of the first identifier with at least this many octets. */
#define LONGEST 11
static const uint8_t first_of[LONGEST + 2] = { 0, 0, 0, 0, 4, 6, 14, 22, 44, 78, 124, 135, 138 };

/* Apart, so that the arcs above are found without what a call needs. */
__attribute__((noinline)) static enum oid
find_sorted(struct span val)
{
	unsigned low = first_of[val.n], high = first_of[val.n + 1];
	uint8_t last = val.p[val.n - 1];

	while (low < high) {
		unsigned middle = (low + high) / 2;

		if (octets[sorted[middle]].p[val.n - 1] < last)
			low = middle + 1;
		else
			high = middle;
	}
	for (high = first_of[val.n + 1]; low < high; low++) {
		const uint8_t *p = octets[sorted[low]].p;

		if (p[val.n - 1] != last)
			break;
		if (memcmp(p, val.p, val.n) == 0)
			return (enum oid)sorted[low];
	}
	return OID_UNKNOWN;
}

enum oid
oid_find(struct span val)
{
	if (val.n == 0 || val.n > LONGEST)
		return OID_UNKNOWN;
	if (val.n == 3 && val.p[0] == 0x55 && val.p[1] == 0x04)
		return val.p[2] < sizeof attributes ? (enum oid)attributes[val.p[2]] : OID_UNKNOWN;
	if (val.n == 3 && val.p[0] == 0x55 && val.p[1] == 0x1d)
		return val.p[2] < sizeof extensions ? (enum oid)extensions[val.p[2]] : OID_UNKNOWN;
	return find_sorted(val);
}

struct span
oid_octets(enum oid id)
{
	return (unsigned)id < OID_COUNT ? octets[id] : octets[OID_UNKNOWN];
}

const char *
oid_name(enum oid id)
{
	return (unsigned)id < OID_COUNT ? names[id] : names[OID_UNKNOWN];
}

const char *
oid_show(struct arena *a, struct span val)
{
	enum oid id = oid_find(val);

	return id != OID_UNKNOWN ? oid_name(id) : der_oid_text(a, val);
}

enum oid
oid_named(struct span name, enum oid first, enum oid last)
{
	for (enum oid id = first; id <= last; id++)
		if (span_is(name, names[id]))
			return id;
	return OID_UNKNOWN;
}

/* The arcs between the dots; their number, 0 when the text is no dotted identifier. */
static size_t
read_arcs(struct span text, uint64_t arc[32])
{
	size_t n = 0, i = 0;

	for (;;) {
		size_t start = i;
		uint64_t v = 0;

		for (; i < text.n && text.p[i] >= '0' && text.p[i] <= '9'; i++) {
			if (v > (UINT64_C(1) << 56))
				return 0;
			v = v * 10 + (uint64_t)(text.p[i] - '0');
		}
		if (i == start || n == 32)
			return 0;
		arc[n++] = v;
		if (i == text.n)
			return n;
		if (text.p[i++] != '.')
			return 0;
	}
}

size_t
oid_parse(struct span text, uint8_t *out, size_t cap)
{
	uint64_t arc[32];
	size_t n = read_arcs(text, arc), used = 0;

	if (n < 2 || arc[0] > 2 || (arc[0] < 2 && arc[1] > 39))
		return 0;
	arc[1] += arc[0] * 40;
	for (size_t k = 1; k < n; k++) {
		unsigned more = 0;

		while (more < 9 && arc[k] >> (7 * (more + 1)) != 0)
			more++;
		if (used + more + 1 > cap)
			return 0;
		for (unsigned b = more + 1; b-- > 0; )
			out[used++] = (uint8_t)((arc[k] >> (7 * b) & 0x7f) | (b != 0 ? 0x80 : 0));
	}
	return used;
}
