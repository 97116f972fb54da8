/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Each allocation of OpenSSL finds no memory once, alone and with all that
 * follow: what is then said of a key is true, or said to have failed.
 */
#include "unit/key/key.h"

#include <openssl/crypto.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>
#include <stdlib.h>
#include <string.h>

/* ---- allocations ---- */

static unsigned long taken, fails_at;	/* fails_at: 0 for none */
static bool fails_on;			/* with all that follow */

static bool
fails(void)
{
	taken++;
	return fails_at != 0 && (taken == fails_at || (fails_on && taken > fails_at));
}

static void *
take(size_t n, const char *file, int line)
{
	(void)file, (void)line;
	return fails() ? NULL : malloc(n);
}

static void *
take_again(void *p, size_t n, const char *file, int line)
{
	(void)file, (void)line;
	return fails() ? NULL : realloc(p, n);
}

static void
give(void *p, const char *file, int line)
{
	(void)file, (void)line;
	free(p);
}

/* What OpenSSL itself leaves behind where memory is out: asked by LeakSanitizer, when it is there. */
const char *__lsan_default_suppressions(void);

__attribute__((visibility("default"))) const char *
__lsan_default_suppressions(void)
{
	return "leak:libcrypto";
}

/* ---- what is asked ---- */

static struct key_lib *lib;
static bool said_so;			/* the answer itself says that memory is out */
static struct octets modulus_power, modulus_close, key_rsa, signature_pkcs1, signature_pss;

static struct span
text_of(const char *s)
{
	return (struct span){ (const uint8_t *)s, strlen(s) };
}

static unsigned
ask_power(struct key_work *w)
{
	return key_rsa_prime_power(w, octets_span(&modulus_power));
}

static unsigned
ask_close(struct key_work *w)
{
	return key_rsa_close_primes(w, octets_span(&modulus_close), 20);
}

/* The generator of P-256 (SEC 2 v2, 2.4.2), compressed. */
static unsigned
ask_p256(struct key_work *w)
{
	struct octets point = from_hex("03 6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296");

	return key_ec_point(w, OID_P256, octets_span(&point)) == KEY_POINT_OK;
}

/* RFC 8032 7.1, TEST 1. */
static unsigned
ask_ed25519(struct key_work *w)
{
	struct octets point = from_hex("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a");

	return key_edwards_point(w, OID_ED25519, octets_span(&point)) == KEY_POINT_OK;
}

/* RFC 8032 7.4, Blank. */
static unsigned
ask_ed448(struct key_work *w)
{
	struct octets point = from_hex("5fd7449b59b461fd2ce787ec616ad46a1da1342485a70e1f8a0ea75d80e96778"
	    "edf124769b46c7061bd6783df1e50f6cd1fa1abeafe8256180");

	return key_edwards_point(w, OID_ED448, octets_span(&point)) == KEY_POINT_OK;
}

/* FIPS 180-4: SHA-256 of "abc". */
static unsigned
ask_digest(struct key_work *w)
{
	struct octets wanted = from_hex("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
	uint8_t out[KEY_MAX_HASH];

	return key_digest(w, KEY_SHA256, text_of("abc"), out) == wanted.n && memcmp(out, wanted.p, wanted.n) == 0;
}

static unsigned
verified(struct key_work *w, enum oid id, struct span params, struct span signature)
{
	struct artifact_algorithm a = { .id = id, .oid = oid_octets(id), .params = params };
	bool no_memory;
	struct key_issuer *issuer = key_issuer_new(lib, octets_span(&key_rsa), &no_memory);
	enum key_verdict v;

	if (issuer == NULL) {
		said_so = no_memory;
		return 0;
	}
	v = key_verify(w, issuer, &a, text_of("abc"), signature);
	key_issuer_free(issuer);
	said_so = v == KEY_FAILED;
	return v == KEY_VERIFIED;
}

static unsigned
ask_pkcs1(struct key_work *w)
{
	return verified(w, OID_SHA256_RSA, SPAN_NONE, octets_span(&signature_pkcs1));
}

/* SHA-256, MGF1 with SHA-256, 32 octets of salt (RFC 4055 3.1). */
static unsigned
ask_pss(struct key_work *w)
{
	struct octets params = from_hex("3034 a00f 300d 0609608648016503040201 0500"
	    "a11c 301a 06092a864886f70d010108 300d 0609608648016503040201 0500 a203 020120");

	return verified(w, OID_RSA_PSS, octets_span(&params), octets_span(&signature_pss));
}

static const struct {
	const char *what;
	unsigned (*ask)(struct key_work *);
	bool allocates;
} asked[] = {
	{ "a power of a prime", ask_power, true }, { "primes close together", ask_close, true },
	{ "a point of P-256", ask_p256, true }, { "a point of Ed25519", ask_ed25519, true },
	{ "a point of Ed448", ask_ed448, true }, { "a digest", ask_digest, false },
	{ "a signature of RSASSA-PKCS1-v1_5", ask_pkcs1, true }, { "a signature of RSASSA-PSS", ask_pss, true },
};

/* ---- the tests ---- */

/* The next allocation to fail: each of the first hundred, then fewer and fewer, as most of thousands are alike. */
static unsigned long
behind(unsigned long at)
{
	return at + 1 + at / 100;
}

/* Asks once, in an OpenSSL of its own; true while there was an allocation to fail. */
static bool
ask_once(size_t i, unsigned long at)
{
	bool no_memory, reached, said;
	struct key_work *w;
	unsigned answer;

	assert_non_null(lib = key_lib_new(&no_memory));
	assert_non_null(w = key_work_new(lib));
	said_so = false;
	key_work_begin(w);
	taken = 0;
	fails_at = at;
	answer = asked[i].ask(w);
	fails_at = 0;
	reached = taken >= at;
	said = said_so || key_work_failed(w);
	if (!said && answer != 1)
		fail_msg("%s: a wrong answer where allocation %lu failed", asked[i].what, at);
	assert_true(reached || !said);
	key_work_free(w);
	key_lib_free(lib);
	return reached;
}

static void
ask_all(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof asked / sizeof *asked; i++) {
		unsigned long at = 1;

		while (ask_once(i, at))
			at = behind(at);
		assert_int_equal(at > 1, asked[i].allocates);
	}
}

static void
test_one(void **state)
{
	fails_on = false;
	ask_all(state);
}

static void
test_all_behind(void **state)
{
	fails_on = true;
	ask_all(state);
}

/* A library and a worker are made whole, or not at all. */
static void
test_made(void **state)
{
	bool no_memory, reached;
	struct key_work *w;

	(void)state;
	fails_on = false;
	for (unsigned long at = 1; ; at = behind(at)) {
		taken = 0;
		fails_at = at;
		lib = key_lib_new(&no_memory);
		w = lib != NULL ? key_work_new(lib) : NULL;
		fails_at = 0;
		reached = taken >= at;
		assert_true(reached || w != NULL);
		if (w != NULL)
			assert_int_equal(ask_digest(w), 1);
		key_work_free(w);
		key_lib_free(lib);
		if (!reached)
			break;
	}
}

static struct octets
sign(EVP_PKEY *pkey, int padding)
{
	EVP_MD_CTX *ctx = EVP_MD_CTX_new();
	EVP_PKEY_CTX *pctx;
	struct octets signature = { .n = TEST_MAX };

	assert_int_equal(EVP_DigestSignInit_ex(ctx, &pctx, "SHA256", NULL, NULL, pkey, NULL), 1);
	assert_true(EVP_PKEY_CTX_set_rsa_padding(pctx, padding) > 0);
	if (padding == RSA_PKCS1_PSS_PADDING)
		assert_true(EVP_PKEY_CTX_set_rsa_pss_saltlen(pctx, 32) > 0);
	assert_int_equal(EVP_DigestSign(ctx, signature.p, &signature.n, (const uint8_t *)"abc", 3), 1);
	EVP_MD_CTX_free(ctx);
	return signature;
}

/* p^3 and p (p + 2 k) for primes of 256 bits, an RSA key and its signatures. */
static int
set_up(void **state)
{
	BN_CTX *bn = BN_CTX_new();
	BIGNUM *p = BN_new(), *q = BN_new();
	EVP_PKEY *pkey = EVP_RSA_gen(1024);
	unsigned char *der = key_rsa.p;

	(void)state;
	assert_int_equal(BN_generate_prime_ex(p, 256, 0, NULL, NULL, NULL), 1);
	assert_true(BN_sqr(q, p, bn) && BN_mul(q, q, p, bn));
	modulus_power = from_bn(q);
	assert_true(BN_copy(q, p) != NULL && BN_add_word(q, 2) && BN_mul(q, q, p, bn));
	modulus_close = from_bn(q);
	key_rsa.n = (size_t)i2d_PUBKEY(pkey, &der);
	signature_pkcs1 = sign(pkey, RSA_PKCS1_PADDING);
	signature_pss = sign(pkey, RSA_PKCS1_PSS_PADDING);
	EVP_PKEY_free(pkey);
	BN_free(p);
	BN_free(q);
	BN_CTX_free(bn);
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_one),
		cmocka_unit_test(test_all_behind),
		cmocka_unit_test(test_made),
	};

	if (CRYPTO_set_mem_functions(take, take_again, give) != 1)
		return 1;
	return cmocka_run_group_tests(tests, set_up, NULL);
}
