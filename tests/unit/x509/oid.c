/* SPDX-License-Identifier: Apache-2.0 */
/* The object identifiers: every one is found, and stands for the dotted form that its standard gives. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "arena_tests.h"
#include "der/der.h"
#include "x509/oid.h"

static const struct {
	enum oid id;
	const char *dotted;
} list[] = {
	{ OID_COMMON_NAME, "2.5.4.3" },
	{ OID_SURNAME, "2.5.4.4" },
	{ OID_SERIAL_NUMBER, "2.5.4.5" },
	{ OID_COUNTRY, "2.5.4.6" },
	{ OID_LOCALITY, "2.5.4.7" },
	{ OID_STATE, "2.5.4.8" },
	{ OID_STREET, "2.5.4.9" },
	{ OID_ORGANIZATION, "2.5.4.10" },
	{ OID_ORG_UNIT, "2.5.4.11" },
	{ OID_TITLE, "2.5.4.12" },
	{ OID_DESCRIPTION, "2.5.4.13" },
	{ OID_BUSINESS_CATEGORY, "2.5.4.15" },
	{ OID_POSTAL_ADDRESS, "2.5.4.16" },
	{ OID_POSTAL_CODE, "2.5.4.17" },
	{ OID_TELEPHONE, "2.5.4.20" },
	{ OID_NAME, "2.5.4.41" },
	{ OID_GIVEN_NAME, "2.5.4.42" },
	{ OID_INITIALS, "2.5.4.43" },
	{ OID_GENERATION_QUALIFIER, "2.5.4.44" },
	{ OID_UNIQUE_IDENTIFIER, "2.5.4.45" },
	{ OID_DN_QUALIFIER, "2.5.4.46" },
	{ OID_PSEUDONYM, "2.5.4.65" },
	{ OID_ORG_IDENTIFIER, "2.5.4.97" },
	{ OID_EMAIL_ADDRESS, "1.2.840.113549.1.9.1" },
	{ OID_UNSTRUCTURED_NAME, "1.2.840.113549.1.9.2" },
	{ OID_USER_ID, "0.9.2342.19200300.100.1.1" },
	{ OID_MAIL, "0.9.2342.19200300.100.1.3" },
	{ OID_DOMAIN_COMPONENT, "0.9.2342.19200300.100.1.25" },
	{ OID_JURISDICTION_L, "1.3.6.1.4.1.311.60.2.1.1" },
	{ OID_JURISDICTION_ST, "1.3.6.1.4.1.311.60.2.1.2" },
	{ OID_JURISDICTION_C, "1.3.6.1.4.1.311.60.2.1.3" },
	{ OID_DATE_OF_BIRTH, "1.3.6.1.5.5.7.9.1" },
	{ OID_PLACE_OF_BIRTH, "1.3.6.1.5.5.7.9.2" },
	{ OID_GENDER, "1.3.6.1.5.5.7.9.3" },
	{ OID_COUNTRY_OF_CITIZENSHIP, "1.3.6.1.5.5.7.9.4" },
	{ OID_COUNTRY_OF_RESIDENCE, "1.3.6.1.5.5.7.9.5" },
	{ OID_EXT_SDA, "2.5.29.9" },
	{ OID_EXT_SKI, "2.5.29.14" },
	{ OID_EXT_KU, "2.5.29.15" },
	{ OID_EXT_PKUP, "2.5.29.16" },
	{ OID_EXT_SAN, "2.5.29.17" },
	{ OID_EXT_IAN, "2.5.29.18" },
	{ OID_EXT_BC, "2.5.29.19" },
	{ OID_EXT_NC, "2.5.29.30" },
	{ OID_EXT_CRLDP, "2.5.29.31" },
	{ OID_EXT_CP, "2.5.29.32" },
	{ OID_EXT_CRL_NUMBER, "2.5.29.20" },
	{ OID_EXT_REASON_CODE, "2.5.29.21" },
	{ OID_EXT_HOLD_INSTRUCTION, "2.5.29.23" },
	{ OID_EXT_INVALIDITY_DATE, "2.5.29.24" },
	{ OID_EXT_DELTA_CRL, "2.5.29.27" },
	{ OID_EXT_IDP, "2.5.29.28" },
	{ OID_EXT_CERTIFICATE_ISSUER, "2.5.29.29" },
	{ OID_EXT_EXPIRED_CERTS, "2.5.29.60" },
	{ OID_EXT_MS_CA_VERSION, "1.3.6.1.4.1.311.21.1" },
	{ OID_EXT_MS_NEXT_PUBLISH, "1.3.6.1.4.1.311.21.4" },
	{ OID_EXT_PM, "2.5.29.33" },
	{ OID_EXT_AKI, "2.5.29.35" },
	{ OID_EXT_PC, "2.5.29.36" },
	{ OID_EXT_EKU, "2.5.29.37" },
	{ OID_EXT_FRESHEST, "2.5.29.46" },
	{ OID_EXT_IAP, "2.5.29.54" },
	{ OID_EXT_NO_REV_AVAIL, "2.5.29.56" },
	{ OID_EXT_AIA, "1.3.6.1.5.5.7.1.1" },
	{ OID_EXT_QC, "1.3.6.1.5.5.7.1.3" },
	{ OID_EXT_SIA, "1.3.6.1.5.5.7.1.11" },
	{ OID_OCSP_BASIC, "1.3.6.1.5.5.7.48.1.1" },
	{ OID_EXT_OCSP_NONCE, "1.3.6.1.5.5.7.48.1.2" },
	{ OID_EXT_OCSP_CRL, "1.3.6.1.5.5.7.48.1.3" },
	{ OID_EXT_OCSP_ARCHIVE_CUTOFF, "1.3.6.1.5.5.7.48.1.6" },
	{ OID_EXT_OCSP_EXTENDED_REVOKE, "1.3.6.1.5.5.7.48.1.9" },
	{ OID_EXT_OCSP_NOCHECK, "1.3.6.1.5.5.7.48.1.5" },
	{ OID_EXT_SMIMECAPS, "1.2.840.113549.1.9.15" },
	{ OID_EXT_ADOBE_TIMESTAMP, "1.2.840.113583.1.1.9.1" },
	{ OID_EXT_ADOBE_ARCHIVE, "1.2.840.113583.1.1.9.2" },
	{ OID_EXT_LEI, "1.3.6.1.4.1.52266.1" },
	{ OID_EXT_LEI_ROLE, "1.3.6.1.4.1.52266.2" },
	{ OID_EXT_SCT, "1.3.6.1.4.1.11129.2.4.2" },
	{ OID_EXT_POISON, "1.3.6.1.4.1.11129.2.4.3" },
	{ OID_EXT_MS_TEMPLATE_NAME, "1.3.6.1.4.1.311.20.2" },
	{ OID_EXT_MS_TEMPLATE, "1.3.6.1.4.1.311.21.7" },
	{ OID_EXT_MS_APP_POLICIES, "1.3.6.1.4.1.311.21.10" },
	{ OID_EXT_MS_NTDS, "1.3.6.1.4.1.311.25.2" },
	{ OID_EXT_NS_CERT_TYPE, "2.16.840.1.113730.1.1" },
	{ OID_EXT_NS_COMMENT, "2.16.840.1.113730.1.13" },
	{ OID_ON_SMTP_UTF8, "1.3.6.1.5.5.7.8.9" },
	{ OID_ON_UPN, "1.3.6.1.4.1.311.20.2.3" },
	{ OID_EKU_ANY, "2.5.29.37.0" },
	{ OID_EKU_SERVER_AUTH, "1.3.6.1.5.5.7.3.1" },
	{ OID_EKU_CLIENT_AUTH, "1.3.6.1.5.5.7.3.2" },
	{ OID_EKU_CODE_SIGNING, "1.3.6.1.5.5.7.3.3" },
	{ OID_EKU_EMAIL, "1.3.6.1.5.5.7.3.4" },
	{ OID_EKU_IPSEC_END, "1.3.6.1.5.5.7.3.5" },
	{ OID_EKU_IPSEC_TUNNEL, "1.3.6.1.5.5.7.3.6" },
	{ OID_EKU_IPSEC_USER, "1.3.6.1.5.5.7.3.7" },
	{ OID_EKU_TIME_STAMPING, "1.3.6.1.5.5.7.3.8" },
	{ OID_EKU_OCSP_SIGNING, "1.3.6.1.5.5.7.3.9" },
	{ OID_EKU_DOCUMENT_SIGNING, "1.3.6.1.5.5.7.3.36" },
	{ OID_EKU_MS_SMARTCARD_LOGON, "1.3.6.1.4.1.311.20.2.2" },
	{ OID_EKU_MS_EFS, "1.3.6.1.4.1.311.10.3.4" },
	{ OID_EKU_MS_DOCUMENT_SIGNING, "1.3.6.1.4.1.311.10.3.12" },
	{ OID_EKU_ADOBE_AUTHENTIC, "1.2.840.113583.1.1.5" },
	{ OID_AD_OCSP, "1.3.6.1.5.5.7.48.1" },
	{ OID_AD_CA_ISSUERS, "1.3.6.1.5.5.7.48.2" },
	{ OID_AD_TIME_STAMPING, "1.3.6.1.5.5.7.48.3" },
	{ OID_AD_CA_REPOSITORY, "1.3.6.1.5.5.7.48.5" },
	{ OID_QT_CPS, "1.3.6.1.5.5.7.2.1" },
	{ OID_QT_UNOTICE, "1.3.6.1.5.5.7.2.2" },
	{ OID_ANY_POLICY, "2.5.29.32.0" },
	{ OID_SBR_MV_LEGACY, "2.23.140.1.5.1.1" },
	{ OID_SBR_MV_MULTI, "2.23.140.1.5.1.2" },
	{ OID_SBR_MV_STRICT, "2.23.140.1.5.1.3" },
	{ OID_SBR_OV_LEGACY, "2.23.140.1.5.2.1" },
	{ OID_SBR_OV_MULTI, "2.23.140.1.5.2.2" },
	{ OID_SBR_OV_STRICT, "2.23.140.1.5.2.3" },
	{ OID_SBR_SV_LEGACY, "2.23.140.1.5.3.1" },
	{ OID_SBR_SV_MULTI, "2.23.140.1.5.3.2" },
	{ OID_SBR_SV_STRICT, "2.23.140.1.5.3.3" },
	{ OID_SBR_IV_LEGACY, "2.23.140.1.5.4.1" },
	{ OID_SBR_IV_MULTI, "2.23.140.1.5.4.2" },
	{ OID_SBR_IV_STRICT, "2.23.140.1.5.4.3" },
	{ OID_RSA, "1.2.840.113549.1.1.1" },
	{ OID_RSA_PSS, "1.2.840.113549.1.1.10" },
	{ OID_RSA_OAEP, "1.2.840.113549.1.1.7" },
	{ OID_DSA, "1.2.840.10040.4.1" },
	{ OID_DH, "1.2.840.10046.2.1" },
	{ OID_DH_PKCS3, "1.2.840.113549.1.3.1" },
	{ OID_EC, "1.2.840.10045.2.1" },
	{ OID_P192, "1.2.840.10045.3.1.1" },
	{ OID_P224, "1.3.132.0.33" },
	{ OID_P256, "1.2.840.10045.3.1.7" },
	{ OID_P384, "1.3.132.0.34" },
	{ OID_P521, "1.3.132.0.35" },
	{ OID_SECP256K1, "1.3.132.0.10" },
	{ OID_BRAINPOOL_P256R1, "1.3.36.3.3.2.8.1.1.7" },
	{ OID_BRAINPOOL_P384R1, "1.3.36.3.3.2.8.1.1.11" },
	{ OID_BRAINPOOL_P512R1, "1.3.36.3.3.2.8.1.1.13" },
	{ OID_ECDH, "1.3.132.1.12" },
	{ OID_ECMQV, "1.3.132.1.13" },
	{ OID_X25519, "1.3.101.110" },
	{ OID_X448, "1.3.101.111" },
	{ OID_ED25519, "1.3.101.112" },
	{ OID_ED448, "1.3.101.113" },
	{ OID_ML_DSA_44, "2.16.840.1.101.3.4.3.17" },
	{ OID_ML_DSA_65, "2.16.840.1.101.3.4.3.18" },
	{ OID_ML_DSA_87, "2.16.840.1.101.3.4.3.19" },
	{ OID_HASH_ML_DSA_44, "2.16.840.1.101.3.4.3.32" },
	{ OID_HASH_ML_DSA_65, "2.16.840.1.101.3.4.3.33" },
	{ OID_HASH_ML_DSA_87, "2.16.840.1.101.3.4.3.34" },
	{ OID_ML_KEM_512, "2.16.840.1.101.3.4.4.1" },
	{ OID_ML_KEM_768, "2.16.840.1.101.3.4.4.2" },
	{ OID_ML_KEM_1024, "2.16.840.1.101.3.4.4.3" },
	{ OID_MD5_RSA, "1.2.840.113549.1.1.4" },
	{ OID_SHA1_RSA, "1.2.840.113549.1.1.5" },
	{ OID_SHA256_RSA, "1.2.840.113549.1.1.11" },
	{ OID_SHA384_RSA, "1.2.840.113549.1.1.12" },
	{ OID_SHA512_RSA, "1.2.840.113549.1.1.13" },
	{ OID_SHA224_RSA, "1.2.840.113549.1.1.14" },
	{ OID_MGF1, "1.2.840.113549.1.1.8" },
	{ OID_OIW_SHA1_RSA, "1.3.14.3.2.29" },
	{ OID_DSA_SHA1, "1.2.840.10040.4.3" },
	{ OID_ECDSA_SHA1, "1.2.840.10045.4.1" },
	{ OID_ECDSA_SHA224, "1.2.840.10045.4.3.1" },
	{ OID_ECDSA_SHA256, "1.2.840.10045.4.3.2" },
	{ OID_ECDSA_SHA384, "1.2.840.10045.4.3.3" },
	{ OID_ECDSA_SHA512, "1.2.840.10045.4.3.4" },
	{ OID_UNSIGNED, "1.3.6.1.5.5.7.6.36" },
	{ OID_SHA1, "1.3.14.3.2.26" },
	{ OID_SHA256, "2.16.840.1.101.3.4.2.1" },
	{ OID_SHA384, "2.16.840.1.101.3.4.2.2" },
	{ OID_SHA512, "2.16.840.1.101.3.4.2.3" },
	{ OID_QCS_PKIX_V1, "1.3.6.1.5.5.7.11.1" },
	{ OID_QCS_PKIX_V2, "1.3.6.1.5.5.7.11.2" },
	{ OID_QCS_COMPLIANCE, "0.4.0.1862.1.1" },
	{ OID_QCS_LIMIT_VALUE, "0.4.0.1862.1.2" },
	{ OID_QCS_RETENTION, "0.4.0.1862.1.3" },
	{ OID_QCS_SSCD, "0.4.0.1862.1.4" },
	{ OID_QCS_PDS, "0.4.0.1862.1.5" },
	{ OID_QCS_TYPE, "0.4.0.1862.1.6" },
	{ OID_QCS_CC_LEGISLATION, "0.4.0.1862.1.7" },
	{ OID_QCT_ESIGN, "0.4.0.1862.1.6.1" },
	{ OID_QCT_ESEAL, "0.4.0.1862.1.6.2" },
	{ OID_QCT_WEB, "0.4.0.1862.1.6.3" },
	{ OID_QCS_PSD2, "0.4.0.19495.2" },
	{ OID_SEMANTICS_NATURAL, "0.4.0.194121.1.1" },
	{ OID_SEMANTICS_LEGAL, "0.4.0.194121.1.2" },
};
#define LISTED (sizeof list / sizeof *list)

static void
the_list_is_complete(void **state)
{
	(void)state;
	assert_int_equal(LISTED, OID_COUNT - 1);
	for (size_t i = 0; i < LISTED; i++)
		assert_int_equal(list[i].id, i + 1);
}

static void
octets_say_what_the_dotted_form_says(void **state)
{
	(void)state;
	for (size_t i = 0; i < LISTED; i++)
		assert_string_equal(der_oid_text(&arena, oid_octets(list[i].id)), list[i].dotted);
}

static void
every_one_is_found(void **state)
{
	(void)state;
	for (unsigned id = 1; id < OID_COUNT; id++) {
		assert_int_equal(oid_find(oid_octets((enum oid)id)), id);
		assert_true(strlen(oid_name((enum oid)id)) > 0);
		assert_string_equal(oid_show(&arena, oid_octets((enum oid)id)), oid_name((enum oid)id));
	}
}

/* Neighbours of a known one: an octet more, an octet less, the last one changed. */
static void
no_other_is_found(void **state)
{
	uint8_t octets[32];

	(void)state;
	for (unsigned id = 1; id < OID_COUNT; id++) {
		struct span known = oid_octets((enum oid)id), near = { octets, known.n };

		memcpy(octets, known.p, known.n);
		for (unsigned change = 1; change < 256; change++) {
			enum oid found;

			octets[known.n - 1] = (uint8_t)(known.p[known.n - 1] ^ change);
			found = oid_find(near);
			assert_true(found == OID_UNKNOWN || span_eq(oid_octets(found), near));
		}
		octets[known.n - 1] = known.p[known.n - 1];
		octets[known.n] = 0x7f;
		near.n = known.n + 1;
		assert_int_equal(oid_find(near), OID_UNKNOWN);
	}
	assert_int_equal(oid_find(SPAN_NONE), OID_UNKNOWN);
	assert_int_equal(oid_find(SPAN_LIT("")), OID_UNKNOWN);
	memset(octets, 0x2a, sizeof octets);
	assert_int_equal(oid_find((struct span){ octets, sizeof octets }), OID_UNKNOWN);
}

static void
unknown_ones_are_shown_in_dots(void **state)
{
	(void)state;
	assert_string_equal(oid_show(&arena, SPAN_LIT("\x2a\x03")), "1.2.3");
	assert_string_equal(oid_name(OID_UNKNOWN), "unknown");
	assert_string_equal(oid_name(OID_COUNT), "unknown");
	assert_int_equal(oid_octets(OID_COUNT).n, 0);
}

static void
twelve_reserved_policies(void **state)
{
	unsigned n = 0;

	(void)state;
	for (unsigned id = 0; id < OID_COUNT; id++)
		if (oid_is_sbr((enum oid)id)) {
			/* SBR 7.1.6.1: 2.23.140.1.5.{1-4}.{1-3} */
			assert_int_equal(strncmp(der_oid_text(&arena, oid_octets((enum oid)id)), "2.23.140.1.5.", 13), 0);
			n++;
		}
	assert_int_equal(n, 12);
}

/* The list backwards: from the dotted form and from the name. */
static void
text_is_read(void **state)
{
	static const char *const none[] = {
		"", "1", "1.", ".1.2", "1..2", "1.2.", "1.40", "0.40.1", "3.1", "1.2.x", "1.2 ", "-1.2", "1.2.99999999999999999999",
		"1.2.1.2.3.4.5.6.7.8.9.1.2.3.4.5.6.7.8.9.1.2.3.4.5.6.7.8.9.1.2.3.4.5.6",
	};
	uint8_t octets[64];

	(void)state;
	for (size_t i = 0; i < sizeof list / sizeof *list; i++) {
		struct span known = oid_octets(list[i].id);

		assert_int_equal(oid_parse(span_of(list[i].dotted), octets, sizeof octets), known.n);
		assert_memory_equal(octets, known.p, known.n);
		assert_int_equal(oid_parse(span_of(list[i].dotted), octets, known.n - 1), 0);
		assert_int_equal(oid_named(span_of(oid_name(list[i].id)), (enum oid)1, (enum oid)(OID_COUNT - 1)), list[i].id);
	}
	assert_int_equal(oid_parse(SPAN_LIT("2.999.3"), octets, sizeof octets), 3);
	assert_memory_equal(octets, "\x88\x37\x03", 3);
	for (size_t i = 0; i < sizeof none / sizeof *none; i++)
		if (oid_parse(span_of(none[i]), octets, sizeof octets) != 0)
			fail_msg("\"%s\" is read", none[i]);
	assert_int_equal(oid_named(SPAN_LIT("keyUsage"), OID_COMMON_NAME, OID_JURISDICTION_C), OID_UNKNOWN);
	assert_int_equal(oid_named(SPAN_LIT("keyusage"), OID_EXT_SDA, OID_EXT_NS_COMMENT), OID_UNKNOWN);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_list_is_complete),
		cmocka_unit_test(octets_say_what_the_dotted_form_says),
		cmocka_unit_test(every_one_is_found),
		cmocka_unit_test(no_other_is_found),
		cmocka_unit_test(unknown_ones_are_shown_in_dots),
		cmocka_unit_test(twelve_reserved_policies),
		cmocka_unit_test(text_is_read),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
