/* SPDX-License-Identifier: Apache-2.0 */
/* key.c - the key ring, key identifiers and signatures. */
#include "tests/recipe/key.h"

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include "der/der.h"
#include "tests/recipe/key_internal.h"
#include "tests/recipe/names.h"

void
keyring_free(struct keyring *ring)
{
	for (struct key *k = ring->first; k != NULL; k = k->next)
		EVP_PKEY_free(k->pkey);
	ring->first = NULL;
}

struct key *
keyring_find(struct keyring *ring, const char *name)
{
	const char *path;
	struct key *k;
	FILE *f;

	for (k = ring->first; k != NULL; k = k->next)
		if (strcmp(k->name, name) == 0)
			return k;
	path = arena_printf(ring->tool->arena, "%s/%s.pem", ring->dir, name);
	if ((f = fopen(path, "r")) == NULL)
		return NULL;
	if ((k = arena_take(ring->arena, sizeof *k)) == NULL) {
		fclose(f);
		return NULL;
	}
	k->name = arena_printf(ring->arena, "%s", name);
	k->pkey = PEM_read_PrivateKey(f, NULL, NULL, NULL);
	fclose(f);
	if (k->pkey == NULL) {
		tool_fail(ring->tool, "%s holds no private key", path);
		return NULL;
	}
	k->next = ring->first;
	return ring->first = k;
}

void
put_noise(struct octets *o, const char *seed, size_t n)
{
	EVP_MD_CTX *ctx = EVP_MD_CTX_new();
	uint8_t *p = arena_take(o->tool->arena, n);

	if (ctx == NULL || p == NULL || EVP_DigestInit_ex(ctx, EVP_shake256(), NULL) != 1 ||
	    EVP_DigestUpdate(ctx, seed, strlen(seed)) != 1 || EVP_DigestFinalXOF(ctx, p, n) != 1)
		tool_fail(o->tool, "SHAKE256 failed");
	else
		octets_put(o, p, n);
	EVP_MD_CTX_free(ctx);
}

void
put_key_id(struct octets *o, struct span spki)
{
	uint8_t md[EVP_MAX_MD_SIZE];
	struct der_tlv outer, alg, bits;
	unsigned n = 0;

	if (der_next(&spki, &outer) != DER_OK || der_next(&outer.val, &alg) != DER_OK ||
	    der_next(&outer.val, &bits) != DER_OK || bits.val.n < 1) {
		tool_fail(o->tool, "key identifier: no subjectPublicKeyInfo");
		return;
	}
	if (EVP_Digest(bits.val.p + 1, bits.val.n - 1, md, &n, EVP_sha1(), NULL) != 1)
		tool_fail(o->tool, "SHA-1 failed");
	octets_put(o, md, n);
}

/* The digest of an algorithm that this key can sign with; false: a dummy it is. */
static bool
real_digest(EVP_PKEY *pkey, const char *algorithm, const EVP_MD **md)
{
	static const struct {
		const char *name;
		const EVP_MD *(*md)(void);
	} rsa[] = {
		{ "md5WithRSAEncryption", EVP_md5 }, { "sha1WithRSAEncryption", EVP_sha1 },
		{ "sha224WithRSAEncryption", EVP_sha224 }, { "sha256WithRSAEncryption", EVP_sha256 },
		{ "sha384WithRSAEncryption", EVP_sha384 }, { "sha512WithRSAEncryption", EVP_sha512 },
	};

	*md = NULL;
	if (EVP_PKEY_is_a(pkey, "ED25519"))
		return strcmp(algorithm, "id-Ed25519") == 0;
	if (EVP_PKEY_is_a(pkey, "ED448"))
		return strcmp(algorithm, "id-Ed448") == 0;
	for (size_t i = 0; EVP_PKEY_is_a(pkey, "RSA") && i < sizeof rsa / sizeof *rsa; i++)
		if (strcmp(rsa[i].name, algorithm) == 0) {
			*md = rsa[i].md();
			return true;
		}
	return false;
}

static bool
is_good(EVP_PKEY *pkey, const EVP_MD *md, struct span message, struct span known)
{
	EVP_MD_CTX *ctx = EVP_MD_CTX_new();
	bool good = ctx != NULL && known.n > 0 &&
	    EVP_DigestVerifyInit(ctx, NULL, md, NULL, pkey) == 1 &&
	    EVP_DigestVerify(ctx, known.p, known.n, message.p, message.n) == 1;

	EVP_MD_CTX_free(ctx);
	return good;
}

static void
sign(struct octets *o, EVP_PKEY *pkey, const EVP_MD *md, struct span message)
{
	EVP_MD_CTX *ctx = EVP_MD_CTX_new();
	size_t n = (size_t)EVP_PKEY_get_size(pkey);
	uint8_t *sig = arena_take(o->tool->arena, n);

	if (ctx == NULL || sig == NULL || EVP_DigestSignInit(ctx, NULL, md, NULL, pkey) != 1 ||
	    EVP_DigestSign(ctx, sig, &n, message.p, message.n) != 1)
		tool_fail(o->tool, "signing failed");
	else
		octets_put(o, sig, n);
	EVP_MD_CTX_free(ctx);
}

void
put_signature(struct keyring *ring, struct octets *o, const char *key, const char *algorithm,
    struct span message, struct span known)
{
	struct key *k = keyring_find(ring, key);
	const EVP_MD *md;

	if (k == NULL || !real_digest(k->pkey, algorithm, &md))
		put_dummy_signature(ring, o, key, algorithm);
	else if (is_good(k->pkey, md, message, known))
		octets_span(o, known);
	else
		sign(o, k->pkey, md, message);
}

/* SEQUENCE of two positive INTEGERs of n octets. */
static void
put_dummy_ecdsa(struct octets *o, const char *seed, size_t n)
{
	struct octets noise = OCTETS(o->tool);
	size_t seq = octets_open(o, 0x30);

	put_noise(&noise, seed, 2 * n);
	for (size_t i = 0; i < 2 && tool_ok(o->tool); i++) {
		noise.p[i * n] = 0x5a;
		octets_tlv(o, 0x02, (struct span){ noise.p + i * n, n });
	}
	octets_close(o, seq);
}

void
put_dummy_signature(struct keyring *ring, struct octets *o, const char *key, const char *algorithm)
{
	struct key *k = keyring_find(ring, key);
	const char *seed = arena_printf(o->tool->arena, "signature %s %s", key, algorithm);
	int bits = k != NULL ? EVP_PKEY_get_bits(k->pkey) : 2048;

	if (strncmp(algorithm, "ecdsa", 5) == 0) {
		if (bits > 521)
			bits = strstr(algorithm, "384") != NULL ? 384 : strstr(algorithm, "512") != NULL ? 521 : 256;
		put_dummy_ecdsa(o, seed, ((size_t)bits + 7) / 8);
	} else if (strstr(algorithm, "ml-dsa-") != NULL) {
		put_noise(o, seed, strstr(algorithm, "-44") != NULL ? 2420 :
		    strstr(algorithm, "-65") != NULL ? 3309 : 4627);
	} else if (strcmp(algorithm, "id-Ed25519") == 0 || strcmp(algorithm, "id-Ed448") == 0) {
		put_noise(o, seed, strcmp(algorithm, "id-Ed448") == 0 ? 114 : 64);
	} else {
		put_noise(o, seed, bits >= 1024 ? (size_t)bits / 8 : 256);
	}
}

const char *
key_default_algorithm(struct keyring *ring, const char *key)
{
	struct key *k = keyring_find(ring, key);

	if (strncmp(key, "ml-dsa-", 7) == 0)
		return arena_printf(ring->tool->arena, "id-%s", key);
	if (k == NULL || EVP_PKEY_is_a(k->pkey, "RSA"))
		return "sha256WithRSAEncryption";
	if (EVP_PKEY_is_a(k->pkey, "ED25519"))
		return "id-Ed25519";
	if (EVP_PKEY_is_a(k->pkey, "ED448"))
		return "id-Ed448";
	return EVP_PKEY_get_bits(k->pkey) > 384 ? "ecdsa-with-SHA512" :
	    EVP_PKEY_get_bits(k->pkey) > 256 ? "ecdsa-with-SHA384" : "ecdsa-with-SHA256";
}

static void
put_pss(struct octets *o, const char *bits)
{
	const char *der = arena_printf(o->tool->arena,
	    "SEQUENCE { OID id-RSASSA-PSS SEQUENCE { [0] { SEQUENCE { OID id-sha%s NULL } }"
	    " [1] { SEQUENCE { OID id-mgf1 SEQUENCE { OID id-sha%s NULL } } } [2] { INTEGER %ld } } }",
	    bits, bits, lex_number(o->tool, bits) / 8);

	dertext_put(o, der, NULL, NULL);
}

void
put_algorithm(struct octets *o, const char *text)
{
	const char *v, *name;
	bool null;
	size_t seq;

	if ((v = lex_after(text, "der:")) != NULL) {
		dertext_put(o, v, NULL, NULL);
		return;
	}
	if ((v = lex_after(text, "rsassa-pss-sha")) != NULL) {
		put_pss(o, v);
		return;
	}
	if ((name = lex_word(o->tool, &text)) == NULL)
		name = "";
	null = strstr(name, "WithRSAEncryption") != NULL || strcmp(name, "rsaEncryption") == 0;
	if (lex_skip_word(&text, "null"))
		null = true;
	else if (lex_skip_word(&text, "absent"))
		null = false;
	seq = octets_open(o, 0x30);
	put_oid(o, name);
	if (null)
		octets_tlv(o, 0x05, SPAN_LIT(""));
	octets_close(o, seq);
}
