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

/* All of them in ascending order, first by number of octets, then by the octets. */
static const uint8_t sorted[] = {
	/* 3 octets */
	OID_X25519, OID_X448, OID_ED25519, OID_ED448, OID_COMMON_NAME, OID_SURNAME,
	OID_SERIAL_NUMBER, OID_COUNTRY, OID_LOCALITY, OID_STATE, OID_STREET, OID_ORGANIZATION,
	OID_ORG_UNIT, OID_TITLE, OID_DESCRIPTION, OID_BUSINESS_CATEGORY, OID_POSTAL_ADDRESS,
	OID_POSTAL_CODE, OID_TELEPHONE, OID_NAME, OID_GIVEN_NAME, OID_INITIALS,
	OID_GENERATION_QUALIFIER, OID_UNIQUE_IDENTIFIER, OID_DN_QUALIFIER, OID_PSEUDONYM,
	OID_ORG_IDENTIFIER, OID_EXT_SDA, OID_EXT_SKI, OID_EXT_KU, OID_EXT_PKUP, OID_EXT_SAN,
	OID_EXT_IAN, OID_EXT_BC, OID_EXT_NC, OID_EXT_CRLDP, OID_EXT_CP, OID_EXT_PM, OID_EXT_AKI,
	OID_EXT_PC, OID_EXT_EKU, OID_EXT_FRESHEST, OID_EXT_IAP,
	/* 4 octets */
	OID_ANY_POLICY, OID_EKU_ANY,
	/* 5 octets */
	OID_SHA1, OID_OIW_SHA1_RSA, OID_SECP256K1, OID_P224, OID_P384, OID_P521,
	/* 6 octets */
	OID_QCS_PSD2, OID_QCS_COMPLIANCE, OID_QCS_LIMIT_VALUE, OID_QCS_RETENTION, OID_QCS_SSCD,
	OID_QCS_PDS, OID_QCS_TYPE, OID_QCS_CC_LEGISLATION,
	/* 7 octets */
	OID_SEMANTICS_NATURAL, OID_SEMANTICS_LEGAL, OID_QCT_ESIGN, OID_QCT_ESEAL, OID_QCT_WEB,
	OID_DSA, OID_DSA_SHA1, OID_EC, OID_ECDSA_SHA1, OID_DH, OID_SBR_MV_LEGACY,
	OID_SBR_MV_MULTI, OID_SBR_MV_STRICT, OID_SBR_OV_LEGACY, OID_SBR_OV_MULTI,
	OID_SBR_OV_STRICT, OID_SBR_SV_LEGACY, OID_SBR_SV_MULTI, OID_SBR_SV_STRICT,
	OID_SBR_IV_LEGACY, OID_SBR_IV_MULTI, OID_SBR_IV_STRICT,
	/* 8 octets */
	OID_P192, OID_P256, OID_ECDSA_SHA224, OID_ECDSA_SHA256, OID_ECDSA_SHA384,
	OID_ECDSA_SHA512, OID_EXT_AIA, OID_EXT_QC, OID_EXT_SIA, OID_QT_CPS, OID_QT_UNOTICE,
	OID_EKU_SERVER_AUTH, OID_EKU_CLIENT_AUTH, OID_EKU_CODE_SIGNING, OID_EKU_EMAIL,
	OID_EKU_IPSEC_END, OID_EKU_IPSEC_TUNNEL, OID_EKU_IPSEC_USER, OID_EKU_TIME_STAMPING,
	OID_EKU_OCSP_SIGNING, OID_EKU_DOCUMENT_SIGNING, OID_UNSIGNED, OID_ON_SMTP_UTF8,
	OID_DATE_OF_BIRTH, OID_PLACE_OF_BIRTH, OID_GENDER, OID_COUNTRY_OF_CITIZENSHIP,
	OID_COUNTRY_OF_RESIDENCE, OID_QCS_PKIX_V1, OID_QCS_PKIX_V2, OID_AD_OCSP,
	OID_AD_CA_ISSUERS, OID_AD_TIME_STAMPING, OID_AD_CA_REPOSITORY,
	/* 9 octets */
	OID_RSA, OID_MD5_RSA, OID_SHA1_RSA, OID_RSA_OAEP, OID_MGF1, OID_RSA_PSS, OID_SHA256_RSA,
	OID_SHA384_RSA, OID_SHA512_RSA, OID_SHA224_RSA, OID_EMAIL_ADDRESS, OID_UNSTRUCTURED_NAME,
	OID_EXT_SMIMECAPS, OID_EKU_ADOBE_AUTHENTIC, OID_EXT_MS_TEMPLATE_NAME, OID_EXT_MS_TEMPLATE,
	OID_EXT_MS_APP_POLICIES, OID_EXT_MS_NTDS, OID_EXT_LEI, OID_EXT_LEI_ROLE,
	OID_EXT_OCSP_NOCHECK, OID_BRAINPOOL_P256R1, OID_BRAINPOOL_P384R1, OID_BRAINPOOL_P512R1,
	OID_SHA256, OID_SHA384, OID_SHA512, OID_ML_DSA_44, OID_ML_DSA_65, OID_ML_DSA_87,
	OID_HASH_ML_DSA_44, OID_HASH_ML_DSA_65, OID_HASH_ML_DSA_87, OID_ML_KEM_512,
	OID_ML_KEM_768, OID_ML_KEM_1024, OID_EXT_NS_CERT_TYPE, OID_EXT_NS_COMMENT,
	/* 10 octets */
	OID_USER_ID, OID_MAIL, OID_DOMAIN_COMPONENT, OID_EXT_ADOBE_TIMESTAMP,
	OID_EXT_ADOBE_ARCHIVE, OID_EKU_MS_EFS, OID_EKU_MS_DOCUMENT_SIGNING,
	OID_EKU_MS_SMARTCARD_LOGON, OID_ON_UPN, OID_EXT_SCT, OID_EXT_POISON,
	/* 11 octets */
	OID_JURISDICTION_L, OID_JURISDICTION_ST, OID_JURISDICTION_C,
};
_Static_assert(OID_COUNT <= UINT8_MAX, "an identifier fits an octet");
_Static_assert(sizeof sorted == OID_COUNT - 1, "every identifier is in the sorted list");

/* Index into `sorted` of the first identifier with at least this many octets. */
#define LONGEST 11
static const uint8_t first_of[LONGEST + 2] = { 0, 0, 0, 0, 43, 45, 51, 59, 81, 115, 153, 164, 167 };

enum oid
oid_find(struct span val)
{
	unsigned low, high;

	if (val.n == 0 || val.n > LONGEST)
		return OID_UNKNOWN;
	low = first_of[val.n];
	high = first_of[val.n + 1];
	while (low < high) {
		unsigned middle = (low + high) / 2;
		int c = memcmp(val.p, octets[sorted[middle]].p, val.n);

		if (c == 0)
			return (enum oid)sorted[middle];
		if (c < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return OID_UNKNOWN;
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
