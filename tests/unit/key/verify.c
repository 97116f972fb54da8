/* SPDX-License-Identifier: Apache-2.0 */
/* Signatures: made here with fresh keys of each type, verified, and refused when anything is changed. */
#include "unit/key/key.h"

#include <openssl/err.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>
#include <string.h>

static const char message[] = "what is signed";
#define MESSAGE SPAN_LIT(message)

static struct key_work *work;

/* One key pair of each type, as the algorithms below need them. */
enum pair { PAIR_RSA, PAIR_RSA2, PAIR_PSS, PAIR_P256, PAIR_P384, PAIR_ED25519, PAIR_ED448, PAIRS };
static EVP_PKEY *pairs[PAIRS];
static struct key_issuer *issuers[PAIRS];

/* Memory is not out here. */
static struct key_issuer *
issuer_new(struct span spki)
{
	bool no_memory = true;
	struct key_issuer *issuer = key_issuer_new(test_lib(), spki, &no_memory);

	assert_false(no_memory);
	return issuer;
}

static struct key_issuer *
issuer_of(EVP_PKEY *pkey)
{
	unsigned char *der = NULL;
	int n = i2d_PUBKEY(pkey, &der);
	struct key_issuer *issuer;

	assert_true(n > 0);
	issuer = issuer_new((struct span){ der, (size_t)n });
	OPENSSL_free(der);
	return issuer;
}

/* An id-RSASSA-PSS key, bound to a hash when one is named (RFC 4055 3.3). */
static EVP_PKEY *
pss_pair(const char *md)
{
	EVP_PKEY_CTX *ctx = EVP_PKEY_CTX_new_from_name(NULL, "RSA-PSS", NULL);
	EVP_PKEY *pkey = NULL;

	assert_int_equal(EVP_PKEY_keygen_init(ctx), 1);
	if (md != NULL) {
		assert_true(EVP_PKEY_CTX_set_rsa_pss_keygen_md_name(ctx, md, NULL) > 0);
		assert_true(EVP_PKEY_CTX_set_rsa_pss_keygen_mgf1_md_name(ctx, md) > 0);
	}
	assert_int_equal(EVP_PKEY_generate(ctx, &pkey), 1);
	EVP_PKEY_CTX_free(ctx);
	return pkey;
}

static int
setup(void **state)
{
	(void)state;
	work = key_work_new(test_lib());
	pairs[PAIR_RSA] = EVP_RSA_gen(2048);
	pairs[PAIR_RSA2] = EVP_RSA_gen(2048);
	pairs[PAIR_PSS] = pss_pair(NULL);
	pairs[PAIR_P256] = EVP_EC_gen("P-256");
	pairs[PAIR_P384] = EVP_EC_gen("P-384");
	pairs[PAIR_ED25519] = EVP_PKEY_Q_keygen(NULL, NULL, "ED25519");
	pairs[PAIR_ED448] = EVP_PKEY_Q_keygen(NULL, NULL, "ED448");
	for (int i = 0; i < PAIRS; i++) {
		if (pairs[i] == NULL)
			return -1;
		issuers[i] = issuer_of(pairs[i]);
		if (issuers[i] == NULL)
			return -1;
	}
	return work == NULL;
}

static int
teardown(void **state)
{
	(void)state;
	for (int i = 0; i < PAIRS; i++) {
		EVP_PKEY_free(pairs[i]);
		key_issuer_free(issuers[i]);
	}
	key_work_free(work);
	return 0;
}

/* salt < 0: not PSS */
static struct octets
sign(enum pair pair, const char *md, const char *mgf1_md, int salt)
{
	EVP_MD_CTX *ctx = EVP_MD_CTX_new();
	EVP_PKEY_CTX *pctx;
	struct octets signature = { .n = TEST_MAX };

	assert_int_equal(EVP_DigestSignInit_ex(ctx, &pctx, md, NULL, NULL, pairs[pair], NULL), 1);
	if (salt >= 0) {
		assert_true(EVP_PKEY_CTX_set_rsa_padding(pctx, RSA_PKCS1_PSS_PADDING) > 0);
		assert_true(EVP_PKEY_CTX_set_rsa_mgf1_md_name(pctx, mgf1_md, NULL) > 0);
		assert_true(EVP_PKEY_CTX_set_rsa_pss_saltlen(pctx, salt) > 0);
	}
	assert_int_equal(EVP_DigestSign(ctx, signature.p, &signature.n, MESSAGE.p, MESSAGE.n), 1);
	EVP_MD_CTX_free(ctx);
	return signature;
}

static enum key_verdict
verdict(enum pair pair, enum oid algorithm, struct span params, struct span tbs, struct span signature)
{
	struct artifact_algorithm a = { .id = algorithm, .oid = oid_octets(algorithm), .params = params };

	return key_verify(work, issuers[pair], &a, tbs, signature);
}

static const struct algorithm {
	enum oid id;
	const char *md;
	enum pair pair, stranger;	/* a key it was not made with, and one of another type */
	enum pair misfit;
} algorithms[] = {
	{ OID_MD5_RSA, "MD5", PAIR_RSA, PAIR_RSA2, PAIR_PSS },
	{ OID_SHA1_RSA, "SHA1", PAIR_RSA, PAIR_RSA2, PAIR_P256 },
	{ OID_OIW_SHA1_RSA, "SHA1", PAIR_RSA, PAIR_RSA2, PAIR_P256 },
	{ OID_SHA224_RSA, "SHA224", PAIR_RSA, PAIR_RSA2, PAIR_P256 },
	{ OID_SHA256_RSA, "SHA256", PAIR_RSA, PAIR_RSA2, PAIR_PSS },
	{ OID_SHA384_RSA, "SHA384", PAIR_RSA, PAIR_RSA2, PAIR_ED25519 },
	{ OID_SHA512_RSA, "SHA512", PAIR_RSA, PAIR_RSA2, PAIR_P384 },
	{ OID_ECDSA_SHA1, "SHA1", PAIR_P256, PAIR_P384, PAIR_RSA },
	{ OID_ECDSA_SHA224, "SHA224", PAIR_P256, PAIR_P384, PAIR_RSA },
	{ OID_ECDSA_SHA256, "SHA256", PAIR_P256, PAIR_P384, PAIR_ED25519 },
	{ OID_ECDSA_SHA384, "SHA384", PAIR_P384, PAIR_P256, PAIR_PSS },
	{ OID_ECDSA_SHA512, "SHA512", PAIR_P384, PAIR_P256, PAIR_ED448 },
	{ OID_ED25519, NULL, PAIR_ED25519, PAIR_ED25519, PAIR_ED448 },
	{ OID_ED448, NULL, PAIR_ED448, PAIR_ED448, PAIR_ED25519 },
};

static void
each_algorithm(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof algorithms / sizeof algorithms[0]; i++) {
		const struct algorithm *a = &algorithms[i];
		struct octets s = sign(a->pair, a->md, NULL, -1);
		struct span whole = octets_span(&s);
		char changed[sizeof message];

		memcpy(changed, message, sizeof message);
		changed[3] ^= 1;
		assert_int_equal(verdict(a->pair, a->id, SPAN_NONE, MESSAGE, whole), KEY_VERIFIED);
		assert_int_equal(verdict(a->pair, a->id, SPAN_NONE, SPAN_LIT(changed), whole), KEY_WRONG);
		assert_int_equal(verdict(a->pair, a->id, SPAN_NONE, SPAN_LIT(""), whole), KEY_WRONG);
		assert_int_equal(verdict(a->misfit, a->id, SPAN_NONE, MESSAGE, whole), KEY_MISFIT);
		if (a->stranger != a->pair)
			assert_int_equal(verdict(a->stranger, a->id, SPAN_NONE, MESSAGE, whole), KEY_WRONG);
		s.p[s.n - 1] ^= 1;
		assert_int_equal(verdict(a->pair, a->id, SPAN_NONE, MESSAGE, whole), KEY_WRONG);
		s.p[s.n - 1] ^= 1;
		s.n--;
		assert_int_equal(verdict(a->pair, a->id, SPAN_NONE, MESSAGE, octets_span(&s)), KEY_WRONG);
		assert_int_equal(verdict(a->pair, a->id, SPAN_NONE, MESSAGE, SPAN_NONE), KEY_WRONG);
		/* After all the failures the same objects still verify. */
		s.n++;
		assert_int_equal(verdict(a->pair, a->id, SPAN_NONE, MESSAGE, octets_span(&s)), KEY_VERIFIED);
	}
	/* What failed is not left in the caller's error queue. */
	assert_int_equal(ERR_peek_error(), 0);
}

static void
other_digest(void **state)
{
	struct octets s = sign(PAIR_RSA, "SHA256", NULL, -1);

	(void)state;
	assert_int_equal(verdict(PAIR_RSA, OID_SHA384_RSA, SPAN_NONE, MESSAGE, octets_span(&s)), KEY_WRONG);
	s = sign(PAIR_P256, "SHA256", NULL, -1);
	assert_int_equal(verdict(PAIR_P256, OID_ECDSA_SHA384, SPAN_NONE, MESSAGE, octets_span(&s)), KEY_WRONG);
}

/* ---- RSASSA-PSS (the parameters are those of RFC 4055 6 and SBR 7.1.3.2.1) ---- */

#define SHA256_ID "300d 0609608648016503040201 0500"
#define SHA384_ID "300d 0609608648016503040202 0500"
#define SHA512_ID "300d 0609608648016503040203 0500"
#define SHA1_ID "3009 06052b0e03021a 0500"
#define SHA224_ID "300d 0609608648016503040204 0500"
#define MGF1 "06092a864886f70d010108"
#define PSS_256 "3034 a00f" SHA256_ID "a11c 301a" MGF1 SHA256_ID "a203 020120"
#define PSS_384 "3034 a00f" SHA384_ID "a11c 301a" MGF1 SHA384_ID "a203 020130"
#define PSS_512 "3034 a00f" SHA512_ID "a11c 301a" MGF1 SHA512_ID "a203 020140"

static enum key_verdict
pss_verdict(enum pair pair, const char *params, const struct octets *signature)
{
	struct octets p = from_hex(params);

	return verdict(pair, OID_RSA_PSS, octets_span(&p), MESSAGE, octets_span(signature));
}

static void
pss(void **state)
{
	static const struct {
		const char *params, *md, *mgf1_md;
		int salt;
	} good[] = {
		{ PSS_256, "SHA256", "SHA256", 32 },
		{ PSS_384, "SHA384", "SHA384", 48 },
		{ PSS_512, "SHA512", "SHA512", 64 },
		{ "3000", "SHA1", "SHA1", 20 },
		{ "3012 a00b" SHA1_ID "a203 020110", "SHA1", "SHA1", 16 },
		{ "3035 a00f" SHA256_ID "a11c 301a" MGF1 SHA384_ID "a204 02020080", "SHA256", "SHA384", 128 },
		{ "3011 a00f" SHA256_ID, "SHA256", "SHA1", 20 },
		{ "3005 a303 020101", "SHA1", "SHA1", 20 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof good / sizeof good[0]; i++) {
		struct octets s = sign(PAIR_RSA, good[i].md, good[i].mgf1_md, good[i].salt);

		assert_int_equal(pss_verdict(PAIR_RSA, good[i].params, &s), KEY_VERIFIED);
		assert_int_equal(pss_verdict(PAIR_RSA2, good[i].params, &s), KEY_WRONG);
		assert_int_equal(pss_verdict(PAIR_P256, good[i].params, &s), KEY_MISFIT);
		s.p[7] ^= 0x10;
		assert_int_equal(pss_verdict(PAIR_RSA, good[i].params, &s), KEY_WRONG);
		s = sign(PAIR_PSS, good[i].md, good[i].mgf1_md, good[i].salt);
		assert_int_equal(pss_verdict(PAIR_PSS, good[i].params, &s), KEY_VERIFIED);
	}
}

/* Parameters that differ from the signature's: each part counts. */
static void
pss_other_parameters(void **state)
{
	struct octets s = sign(PAIR_RSA, "SHA256", "SHA256", 32);

	(void)state;
	assert_int_equal(pss_verdict(PAIR_RSA, PSS_384, &s), KEY_WRONG);
	assert_int_equal(pss_verdict(PAIR_RSA, "3034 a00f" SHA256_ID "a11c 301a" MGF1 SHA384_ID "a203 020120", &s), KEY_WRONG);
	assert_int_equal(pss_verdict(PAIR_RSA, "3034 a00f" SHA256_ID "a11c 301a" MGF1 SHA256_ID "a203 02011f", &s), KEY_WRONG);
	assert_int_equal(pss_verdict(PAIR_RSA, "3000", &s), KEY_WRONG);
	assert_int_equal(verdict(PAIR_RSA, OID_SHA256_RSA, SPAN_NONE, MESSAGE, octets_span(&s)), KEY_WRONG);
}

static void
pss_unreadable(void **state)
{
	static const char *const bad[] = {
		"",				/* absent */
		"0500",				/* NULL */
		"3005 a303 020102",		/* another trailer field */
		"3011 a00f" SHA224_ID,		/* a hash no profile knows */
		"3003 a001 30",			/* cut short */
		"3002 0500",			/* a field without a tag of its own */
		"3034 a00f" SHA256_ID "a11c 301a 06092a864886f70d010107" SHA256_ID "a203 020120",	/* a mask other than MGF1 */
		"3006 a204 0202ffff",		/* a negative salt */
		"3034 a00f" SHA256_ID "a203 020120 a11c 301a" MGF1 SHA256_ID,	/* out of order */
		"3008 a206 020480000000",	/* a negative salt of four octets */
	};
	struct octets s = sign(PAIR_RSA, "SHA256", "SHA256", 32);

	(void)state;
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
		assert_int_equal(pss_verdict(PAIR_RSA, bad[i], &s), KEY_UNSUPPORTED);
	assert_int_equal(verdict(PAIR_RSA, OID_RSA_PSS, SPAN_NONE, MESSAGE, octets_span(&s)), KEY_UNSUPPORTED);
	/* A salt larger than the modulus fits no signature. */
	assert_int_equal(pss_verdict(PAIR_RSA, "3008 a206 02047fffffff", &s), KEY_WRONG);
}

/* A key that is bound to SHA-384 makes no SHA-256 signature. */
static void
pss_bound_key(void **state)
{
	EVP_PKEY *pkey = pss_pair("SHA384");
	struct key_issuer *issuer = issuer_of(pkey);
	struct octets params = from_hex(PSS_256), plain = from_hex("3000");
	struct octets s = sign(PAIR_RSA, "SHA256", "SHA256", 32);
	struct artifact_algorithm a = { .id = OID_RSA_PSS, .params = octets_span(&params) };

	(void)state;
	assert_non_null(issuer);
	assert_int_equal(key_verify(work, issuer, &a, MESSAGE, octets_span(&s)), KEY_MISFIT);
	a.params = octets_span(&plain);
	assert_int_equal(key_verify(work, issuer, &a, MESSAGE, octets_span(&s)), KEY_MISFIT);
	key_issuer_free(issuer);
	EVP_PKEY_free(pkey);
}

/* It verifies nothing, and that is no failure of memory. */
static void
modulus_zero(void **state)
{
	struct octets spki = from_hex("301a 300d 06092a864886f70d010101 0500 0309 00 3006 020100 020100"), defaults = from_hex("3000");
	struct key_issuer *issuer = issuer_new(octets_span(&spki));
	struct octets pss = sign(PAIR_RSA, "SHA1", "SHA1", 20), plain = sign(PAIR_RSA, "SHA256", NULL, -1);
	struct artifact_algorithm a = { .id = OID_RSA_PSS, .params = octets_span(&defaults) };

	(void)state;
	assert_non_null(issuer);
	key_work_begin(work);
	assert_int_equal(key_verify(work, issuer, &a, MESSAGE, octets_span(&pss)), KEY_WRONG);
	a = (struct artifact_algorithm){ .id = OID_SHA256_RSA };
	assert_int_equal(key_verify(work, issuer, &a, MESSAGE, octets_span(&plain)), KEY_WRONG);
	assert_false(key_work_failed(work));
	key_issuer_free(issuer);
}

/* ---- issuers ---- */

static void
unknown_algorithms(void **state)
{
	(void)state;
	assert_int_equal(verdict(PAIR_RSA, OID_UNKNOWN, SPAN_NONE, MESSAGE, MESSAGE), KEY_UNSUPPORTED);
	assert_int_equal(verdict(PAIR_RSA, OID_UNSIGNED, SPAN_NONE, MESSAGE, MESSAGE), KEY_UNSUPPORTED);
	assert_int_equal(verdict(PAIR_RSA, OID_ML_DSA_65, SPAN_NONE, MESSAGE, MESSAGE), KEY_MISFIT);
}

static void
keys_not_decoded(void **state)
{
	unsigned char *der = NULL;
	int n = i2d_PUBKEY(pairs[PAIR_P256], &der);
	struct octets spki = { .n = (size_t)n };

	(void)state;
	memcpy(spki.p, der, spki.n);
	OPENSSL_free(der);
	assert_null(issuer_new(SPAN_NONE));
	assert_null(issuer_new(SPAN_LIT("")));
	assert_null(issuer_new(span_sub(octets_span(&spki), 0, spki.n - 1)));
	spki.p[spki.n++] = 0;
	assert_null(issuer_new(octets_span(&spki)));	/* something after the element */
	spki.n--;
	spki.p[spki.n - 1] ^= 1;
	assert_null(issuer_new(octets_span(&spki)));	/* no point of the curve */
	spki.p[spki.n - 1] ^= 1;
	key_issuer_free(issuer_new(octets_span(&spki)));
	key_issuer_free(NULL);
	assert_int_equal(ERR_peek_error(), 0);
}

/* ML-DSA, where the OpenSSL at hand has it (3.5); elsewhere its keys are not decoded. */
static void
ml_dsa(void **state)
{
	EVP_PKEY *pkey;
	struct key_issuer *issuer;
	EVP_MD_CTX *ctx;
	struct octets s = { .n = TEST_MAX };
	struct artifact_algorithm a = { .id = OID_ML_DSA_44 };

	(void)state;
	ERR_set_mark();
	pkey = EVP_PKEY_Q_keygen(NULL, NULL, "ML-DSA-44");
	ERR_pop_to_mark();
	if (pkey == NULL)
		skip();
	issuer = issuer_of(pkey);
	assert_non_null(issuer);
	ctx = EVP_MD_CTX_new();
	assert_int_equal(EVP_DigestSignInit_ex(ctx, NULL, NULL, NULL, NULL, pkey, NULL), 1);
	assert_int_equal(EVP_DigestSign(ctx, s.p, &s.n, MESSAGE.p, MESSAGE.n), 1);
	assert_int_equal(key_verify(work, issuer, &a, MESSAGE, octets_span(&s)), KEY_VERIFIED);
	s.p[100] ^= 1;
	assert_int_equal(key_verify(work, issuer, &a, MESSAGE, octets_span(&s)), KEY_WRONG);
	a.id = OID_ML_DSA_65;
	assert_int_equal(key_verify(work, issuer, &a, MESSAGE, octets_span(&s)), KEY_MISFIT);
	EVP_MD_CTX_free(ctx);
	key_issuer_free(issuer);
	EVP_PKEY_free(pkey);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_algorithm),
		cmocka_unit_test(other_digest),
		cmocka_unit_test(pss),
		cmocka_unit_test(pss_other_parameters),
		cmocka_unit_test(pss_unreadable),
		cmocka_unit_test(pss_bound_key),
		cmocka_unit_test(modulus_zero),
		cmocka_unit_test(unknown_algorithms),
		cmocka_unit_test(keys_not_decoded),
		cmocka_unit_test(ml_dsa),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
