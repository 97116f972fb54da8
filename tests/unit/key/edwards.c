/* SPDX-License-Identifier: Apache-2.0 */
/* edwards.c - EdDSA in pieces says what OpenSSL says of the whole, and wants no more of a large message than a piece. */
#include "unit/key/key.h"

#include <openssl/evp.h>
#include <openssl/x509.h>
#include <stdlib.h>
#include <string.h>

#include "key/edwards.h"

#define KEYS 12
#define MOST_SIGNATURE 114

static const struct curve {
	enum oid id;
	const char *name;
	size_t octets;			/* of a point */
	const char *order;		/* little-endian, as long as a point */
} curves[] = {
	{ OID_ED25519, "ED25519", 32, "edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010" },
	{ OID_ED448, "ED448", 57, "f34458ab92c27823558fc58d72c26c219036d6ae49db4ec4e923ca7cffffffffffffffffffffffffffffffffffffffffffffffffffffff3f00" },
};

static EVP_PKEY *pkey;
static struct key_work *work;
static struct key_issuer *issuer;

static void
make_key(const struct curve *c)
{
	unsigned char *der = NULL;
	bool no_memory;
	int n;

	work = key_work_new(test_lib());
	pkey = EVP_PKEY_Q_keygen(NULL, NULL, c->name);
	assert_non_null(work);
	assert_non_null(pkey);
	n = i2d_PUBKEY(pkey, &der);
	assert_true(n > 0);
	issuer = key_issuer_new(test_lib(), (struct span){ der, (size_t)n }, &no_memory);
	assert_non_null(issuer);
	OPENSSL_free(der);
}

static void
free_key(void)
{
	key_issuer_free(issuer);
	EVP_PKEY_free(pkey);
	key_work_free(work);
}

static size_t
sign(struct span message, uint8_t signature[MOST_SIGNATURE])
{
	EVP_MD_CTX *ctx = EVP_MD_CTX_new();
	size_t n = MOST_SIGNATURE;

	assert_int_equal(EVP_DigestSignInit_ex(ctx, NULL, NULL, NULL, NULL, pkey, NULL), 1);
	assert_int_equal(EVP_DigestSign(ctx, signature, &n, message.p, message.n), 1);
	EVP_MD_CTX_free(ctx);
	return n;
}

static bool
verifies(const struct curve *c, struct span message, const uint8_t *signature, size_t n)
{
	return edwards_verify(work, c->id, pkey, message, (struct span){ signature, n });
}

/* S and the order of the base point, which is the same scalar. */
static void
add_order(const struct curve *c, uint8_t *s)
{
	struct octets order = from_hex(c->order);
	unsigned carry = 0;

	assert_int_equal(order.n, c->octets);
	for (size_t i = 0; i < c->octets; i++) {
		carry += (unsigned)s[i] + order.p[i];
		s[i] = (uint8_t)carry;
		carry >>= 8;
	}
	assert_int_equal(carry, 0);
}

/* One bit of the signature or of the message, or another form of S: nothing of it is the key's. */
static void
refuse_changes(const struct curve *c, uint8_t *message, size_t n, uint8_t *signature, size_t length)
{
	const struct span of = { message, n };

	for (size_t i = 0; i < length; i += 3) {
		signature[i] ^= (uint8_t)(1u << i % 8);
		assert_false(verifies(c, of, signature, length));
		signature[i] ^= (uint8_t)(1u << i % 8);
	}
	for (size_t i = 0; i < n; i += 5) {
		message[i] ^= 0x10;
		assert_false(verifies(c, of, signature, length));
		message[i] ^= 0x10;
	}
	assert_false(verifies(c, of, signature, length - 1));
	assert_true(verifies(c, of, signature, length));
	add_order(c, signature + c->octets);
	assert_false(verifies(c, of, signature, length));
}

static void
as_openssl(void **state)
{
	uint8_t message[60], signature[MOST_SIGNATURE];

	(void)state;
	for (size_t i = 0; i < sizeof curves / sizeof *curves; i++)
		for (size_t k = 0; k < KEYS; k++) {
			size_t n = 5 * k, length;

			for (size_t m = 0; m < n; m++)
				message[m] = (uint8_t)(m * 37 + k);
			make_key(&curves[i]);
			length = sign((struct span){ message, n }, signature);
			assert_int_equal(length, 2 * curves[i].octets);
			assert_true(verifies(&curves[i], (struct span){ message, n }, signature, length));
			if (k % 4 == 3)
				refuse_changes(&curves[i], message, n, signature, length);
			free_key();
		}
}

/* RFC 8032 7.1 (test 2), 7.4 (1 octet): the published values. */
static void
published(void **state)
{
	static const struct {
		const char *key, *message, *signature;
	} t[] = {
		{ "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
		    "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00" },
		{ "43ba28f430cdff456ae531545f7ecd0ac834a55d9358c0372bfa0c6c6798c0866aea01eb00742802b8438ea4cb82169c235160627b4c3a9480", "03",
		    "26b8f91727bd62897af15e41eb43c377efb9c610d48f2335cb0bd0087810f4352541b143c4b981b7e18f62de8ccdf633fc1bf037ab7cd779805e0dbcc0aae1cb"
		    "cee1afb2e027df36bc04dcecbf154336c19f0af7e0a6472905e799f1953d2a0ff3348ab21aa4adafd1d234441cf807c03a00" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof curves / sizeof *curves; i++) {
		struct octets key = from_hex(t[i].key), message = from_hex(t[i].message), signature = from_hex(t[i].signature);

		work = key_work_new(test_lib());
		issuer = NULL;
		pkey = EVP_PKEY_new_raw_public_key_ex(NULL, curves[i].name, NULL, key.p, key.n);
		assert_non_null(pkey);
		assert_true(verifies(&curves[i], octets_span(&message), signature.p, signature.n));
		message.p[0]++;
		assert_false(verifies(&curves[i], octets_span(&message), signature.p, signature.n));
		free_key();
	}
}

/* How much of a message was wanted at once, and how much was given back. */
static size_t wanted, given_back;

static void
want(void *arg, const uint8_t *octets, size_t n)
{
	(void)arg, (void)octets;
	wanted = n > wanted ? n : wanted;
}

static void
give_back(void *arg, const uint8_t *octets, size_t n)
{
	(void)arg, (void)octets;
	given_back += n;
}

static enum key_verdict
verdict(const struct curve *c, struct span message, const uint8_t *signature, size_t n)
{
	const struct artifact_algorithm algorithm = { .id = c->id, .oid = oid_octets(c->id), .params = SPAN_NONE };

	wanted = given_back = 0;
	return key_verify(work, issuer, &algorithm, message, (struct span){ signature, n });
}

static void
piece_by_piece(void **state)
{
	const struct release mapping = { .fn = give_back, .want = want };
	const size_t n = 3 * RELEASE_STEP + 1;
	uint8_t *message = calloc(n, 1), signature[MOST_SIGNATURE];

	(void)state;
	assert_non_null(message);
	for (size_t i = 0; i < sizeof curves / sizeof *curves; i++) {
		const struct span of = { message, n };
		size_t length;

		make_key(&curves[i]);
		length = sign(of, signature);
		key_work_release(work, &mapping);
		assert_int_equal(verdict(&curves[i], of, signature, length), KEY_VERIFIED);
		assert_int_equal(wanted, RELEASE_STEP);
		assert_int_equal(given_back, 3 * RELEASE_STEP);
		/* What is not the key's is looked at once more as a whole: OpenSSL has the last word. */
		message[n - 1] ^= 1;
		assert_int_equal(verdict(&curves[i], of, signature, length), KEY_WRONG);
		assert_int_equal(wanted, n);
		message[n - 1] ^= 1;
		/* In memory that nobody gives back it is no matter. */
		key_work_release(work, NULL);
		assert_int_equal(verdict(&curves[i], of, signature, length), KEY_VERIFIED);
		free_key();
	}
	free(message);
}

int
main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(as_openssl), cmocka_unit_test(published), cmocka_unit_test(piece_by_piece) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
