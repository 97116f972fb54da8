/* SPDX-License-Identifier: Apache-2.0 */
/* verify.c - is a signature that of the issuer's key? */
#include <openssl/rsa.h>
#include <openssl/x509.h>
#include <limits.h>
#include <stdlib.h>

#include "der/der.h"
#include "key/work.h"

struct key_issuer {
	EVP_PKEY *pkey;
};

static EVP_PKEY *
decode(const struct key_lib *lib, struct span spki, bool *no_memory)
{
	struct lib_errors errors = lib_errors_begin();
	const unsigned char *p = spki.p;
	EVP_PKEY *pkey = spki.n <= LONG_MAX ? d2i_PUBKEY_ex(NULL, &p, (long)spki.n, lib->ctx, NULL) : NULL;

	lib_errors_end(&errors);
	*no_memory = pkey == NULL && errors.no_memory;
	if (pkey == NULL || p == spki.p + spki.n)
		return pkey;
	EVP_PKEY_free(pkey);
	return NULL;
}

/* A key without its numbers: what is left where memory was out for them, and nobody said so. */
static bool
is_hollow(const EVP_PKEY *pkey)
{
	return pkey != NULL && EVP_PKEY_get_bits(pkey) <= 0;
}

/* What one OpenSSL refuses, a second one is asked. */
bool
key_issuer_read(struct key_issuer *issuer, const struct key_lib *lib, struct span spki, bool *no_memory)
{
	EVP_PKEY *pkey = decode(lib, spki, no_memory), *other = NULL;
	const struct key_lib *second;

	if ((pkey == NULL || is_hollow(pkey)) && !*no_memory) {
		second = lib_second(lib);
		other = second != NULL ? decode(second, spki, no_memory) : NULL;
		*no_memory |= second == NULL || (other != NULL && (pkey == NULL || !is_hollow(other)));
	}
	EVP_PKEY_free(other);
	EVP_PKEY_free(issuer->pkey);
	if (*no_memory) {
		EVP_PKEY_free(pkey);
		pkey = NULL;
	}
	issuer->pkey = pkey;
	return pkey != NULL;
}

struct key_issuer *
key_issuer_new(const struct key_lib *lib, struct span spki, bool *no_memory)
{
	struct key_issuer *issuer = calloc(1, sizeof *issuer);

	*no_memory = issuer == NULL;
	if (issuer == NULL || key_issuer_read(issuer, lib, spki, no_memory))
		return issuer;
	key_issuer_free(issuer);
	return NULL;
}

void
key_issuer_free(struct key_issuer *issuer)
{
	if (issuer == NULL)
		return;
	EVP_PKEY_free(issuer->pkey);
	free(issuer);
}

/* How one signature algorithm is verified. */
enum padding { NO_PADDING, PKCS1, PSS };
#define NO_MD LIB_MDS
struct method {
	enum oid id;
	enum oid of;			/* the key's type */
	const char *key;		/* OpenSSL's name of it */
	enum padding padding;
	enum lib_md md;
};

static const struct method methods[] = {
	{ OID_SHA256_RSA, OID_RSA, "RSA", PKCS1, LIB_SHA256 },
	{ OID_SHA384_RSA, OID_RSA, "RSA", PKCS1, LIB_SHA384 },
	{ OID_SHA512_RSA, OID_RSA, "RSA", PKCS1, LIB_SHA512 },
	{ OID_SHA224_RSA, OID_RSA, "RSA", PKCS1, LIB_SHA224 },
	{ OID_SHA1_RSA, OID_RSA, "RSA", PKCS1, LIB_SHA1 },
	{ OID_OIW_SHA1_RSA, OID_RSA, "RSA", PKCS1, LIB_SHA1 },
	{ OID_MD5_RSA, OID_RSA, "RSA", PKCS1, LIB_MD5 },
	{ OID_RSA_PSS, OID_RSA, "RSA", PSS, NO_MD },
	{ OID_ECDSA_SHA256, OID_EC, "EC", NO_PADDING, LIB_SHA256 },
	{ OID_ECDSA_SHA384, OID_EC, "EC", NO_PADDING, LIB_SHA384 },
	{ OID_ECDSA_SHA512, OID_EC, "EC", NO_PADDING, LIB_SHA512 },
	{ OID_ECDSA_SHA224, OID_EC, "EC", NO_PADDING, LIB_SHA224 },
	{ OID_ECDSA_SHA1, OID_EC, "EC", NO_PADDING, LIB_SHA1 },
	{ OID_ED25519, OID_ED25519, "ED25519", NO_PADDING, NO_MD },
	{ OID_ED448, OID_ED448, "ED448", NO_PADDING, NO_MD },
	{ OID_ML_DSA_44, OID_ML_DSA_44, "ML-DSA-44", NO_PADDING, NO_MD },
	{ OID_ML_DSA_65, OID_ML_DSA_65, "ML-DSA-65", NO_PADDING, NO_MD },
	{ OID_ML_DSA_87, OID_ML_DSA_87, "ML-DSA-87", NO_PADDING, NO_MD },
};

static const struct method *
method_find(enum oid id)
{
	for (size_t i = 0; i < sizeof methods / sizeof methods[0]; i++)
		if (methods[i].id == id)
			return &methods[i];
	return NULL;
}

/* EVP_PKEY_is_a() says no without a word where it has no memory to look the name up. */
static bool
is_a(const EVP_PKEY *pkey, const char *type)
{
	const char *name = EVP_PKEY_get0_type_name(pkey);

	return name != NULL && strcmp(name, type) == 0;
}

static bool
method_fits(const struct method *m, const EVP_PKEY *pkey)
{
	/* A key of type id-RSASSA-PSS makes such signatures only (RFC 4055 1.2). */
	return is_a(pkey, m->key) || (m->padding == PSS && is_a(pkey, "RSA-PSS"));
}

/* ---- RSASSA-PSS-params (RFC 4055 3.1) ---- */

struct pss {
	enum lib_md md, mgf1_md;
	uint32_t salt;			/* octets */
};

/* The hash of a HashAlgorithm element at the front of in. */
static bool
hash_algorithm(struct span *in, enum lib_md *md)
{
	struct der_tlv algorithm, oid;
	enum key_hash hash;

	if (!der_take(in, DER_SEQUENCE, &algorithm) || !der_take(&algorithm.val, DER_OID, &oid))
		return false;
	if (!key_hash_of(oid_find(oid.val), &hash))
		return false;
	*md = (enum lib_md)hash;
	return true;
}

/* MaskGenAlgorithm: id-mgf1 with a HashAlgorithm as its parameter. */
static bool
mask_algorithm(struct span in, enum lib_md *md)
{
	struct der_tlv algorithm, oid;

	return der_take(&in, DER_SEQUENCE, &algorithm) && der_take(&algorithm.val, DER_OID, &oid) &&
	    oid_find(oid.val) == OID_MGF1 && hash_algorithm(&algorithm.val, md);
}

static bool
small_integer(struct span in, uint32_t *out)
{
	struct der_tlv integer;

	return der_take(&in, DER_INTEGER, &integer) && der_small(integer.val, out);
}

static bool
pss_read(struct span params, struct pss *pss)
{
	struct der_tlv sequence, field;
	uint32_t trailer = 1;

	pss->md = pss->mgf1_md = LIB_SHA1;
	pss->salt = 20;
	if (!der_take(&params, DER_SEQUENCE, &sequence))
		return false;
	if (der_take(&sequence.val, DER_CTX_CONS(0), &field) && !hash_algorithm(&field.val, &pss->md))
		return false;
	if (der_take(&sequence.val, DER_CTX_CONS(1), &field) && !mask_algorithm(field.val, &pss->mgf1_md))
		return false;
	if (der_take(&sequence.val, DER_CTX_CONS(2), &field) && !small_integer(field.val, &pss->salt))
		return false;
	if (der_take(&sequence.val, DER_CTX_CONS(3), &field) && !small_integer(field.val, &trailer))
		return false;
	return trailer == 1 && sequence.val.n == 0;
}

static bool
pss_set(EVP_PKEY_CTX *ctx, const struct pss *pss)
{
	return EVP_PKEY_CTX_set_rsa_padding(ctx, RSA_PKCS1_PSS_PADDING) > 0 &&
	    EVP_PKEY_CTX_set_rsa_mgf1_md_name(ctx, lib_md_name(pss->mgf1_md), NULL) > 0 &&
	    EVP_PKEY_CTX_set_rsa_pss_saltlen(ctx, (int)pss->salt) > 0;
}

/* ---- verification ---- */

static int
verify_update(void *context, const unsigned char *p, size_t n)
{
	return EVP_DigestVerifyUpdate(context, p, n);
}

static enum key_verdict
verify(struct key_work *w, const struct key_lib *lib, EVP_PKEY *pkey, const struct method *m, struct span params,
    struct span tbs, struct span signature)
{
	struct pss pss = { m->md, m->md, 0 };
	EVP_PKEY_CTX *ctx;
	const char *md;

	if (m->padding == PSS && !pss_read(params, &pss))
		return KEY_UNSUPPORTED;
	if (pss.md != NO_MD && !(lib_has(lib, pss.md) && lib_has(lib, pss.mgf1_md)))
		return KEY_UNSUPPORTED;
	md = pss.md != NO_MD ? lib_md_name(pss.md) : NULL;
	/* A key that is bound to other parameters (RFC 4055 3.3) refuses these. */
	if (EVP_DigestVerifyInit_ex(w->verify, &ctx, md, lib->ctx, NULL, pkey, NULL) <= 0)
		return is_a(pkey, "RSA-PSS") ? KEY_MISFIT : KEY_UNSUPPORTED;
	if (m->padding == PSS && !pss_set(ctx, &pss))
		return KEY_MISFIT;
	/* A modulus of 0 has no octets, and room for none is what OpenSSL takes for memory that is out. */
	if (EVP_PKEY_get_size(pkey) == 0)
		return KEY_WRONG;
	/* Algorithms that digest by themselves want all of it at once. */
	if (md == NULL)
		release_want(w->release, tbs.p, tbs.n);
	if (md == NULL ? EVP_DigestVerify(w->verify, signature.p, signature.n, tbs.p, tbs.n) != 1 :
	    !digest_octets(w, w->verify, tbs, verify_update) || EVP_DigestVerifyFinal(w->verify, signature.p, signature.n) != 1)
		return KEY_WRONG;
	return KEY_VERIFIED;
}

/* OpenSSL counts references to the key with atomic operations. */
static enum key_verdict
try(struct key_work *w, const struct key_lib *lib, EVP_PKEY *pkey, const struct method *m, struct span params,
    struct span tbs, struct span signature)
{
	struct lib_errors errors = lib_errors_begin();
	enum key_verdict verdict = verify(w, lib, pkey, m, params, tbs, signature);

	lib_errors_end(&errors);
	EVP_MD_CTX_reset(w->verify);
	if (verdict == KEY_VERIFIED || !errors.no_memory)
		return verdict;
	w->failed = true;
	return KEY_FAILED;
}

/* The key for another OpenSSL; NULL: memory is out, as the first could decode it. */
static EVP_PKEY *
carry(const struct key_lib *to, const EVP_PKEY *pkey)
{
	unsigned char *spki = NULL;
	int n = i2d_PUBKEY(pkey, &spki);
	bool no_memory;
	EVP_PKEY *other = n > 0 ? decode(to, (struct span){ spki, (size_t)n }, &no_memory) : NULL;

	OPENSSL_free(spki);
	return other;
}

/* None verifies by accident; of other verdicts on one signature that differ neither is one. */
static enum key_verdict
agreed(struct key_work *w, enum key_verdict first, enum key_verdict second)
{
	if (second == first || second == KEY_VERIFIED)
		return second;
	w->failed = true;
	return KEY_FAILED;
}

/* What one OpenSSL refuses, a second one is asked. */
static enum key_verdict
try_again(struct key_work *w, const EVP_PKEY *pkey, const struct method *m, struct span params, struct span tbs,
    struct span signature, enum key_verdict first)
{
	const struct key_lib *second = lib_second(w->lib);
	EVP_PKEY *other = second != NULL ? carry(second, pkey) : NULL;
	enum key_verdict verdict = other != NULL ? try(w, second, other, m, params, tbs, signature) : KEY_FAILED;

	EVP_PKEY_free(other);
	return agreed(w, first, verdict);
}

bool
key_may_sign(enum oid key, enum oid algorithm)
{
	const struct method *m = method_find(algorithm);

	return m == NULL || key == OID_UNKNOWN || m->of == key || (algorithm == OID_RSA_PSS && key == OID_RSA_PSS);
}

enum key_verdict
key_verify(struct key_work *w, const struct key_issuer *issuer, const struct artifact_algorithm *algorithm,
    struct span tbs, struct span signature)
{
	const struct method *m = method_find(algorithm->id);
	enum key_verdict verdict;

	if (m == NULL)
		return KEY_UNSUPPORTED;
	if (!method_fits(m, issuer->pkey))
		return KEY_MISFIT;
	verdict = try(w, w->lib, issuer->pkey, m, algorithm->params, tbs, signature);
	/*
	 * OpenSSL does not always say that memory is out, and then goes on without what it could not have.  RSA needs no more than it has:
	 * it is tried once more, for a decoded key costs more than that.
	 */
	if (verdict == KEY_WRONG && m->padding != NO_PADDING)
		return agreed(w, verdict, try(w, w->lib, issuer->pkey, m, algorithm->params, tbs, signature));
	return verdict == KEY_VERIFIED || verdict == KEY_FAILED ? verdict :
	    try_again(w, issuer->pkey, m, algorithm->params, tbs, signature, verdict);
}

enum key_verdict
key_verify_once(struct key_work *w, struct span spki, const struct artifact_algorithm *algorithm, struct span tbs, struct span signature)
{
	bool no_memory = false;
	struct key_issuer *key = key_issuer_new(w->lib, spki, &no_memory);
	enum key_verdict verdict;

	w->failed |= no_memory;
	if (key == NULL)
		return no_memory ? KEY_FAILED : KEY_UNSUPPORTED;
	verdict = key_verify(w, key, algorithm, tbs, signature);
	key_issuer_free(key);
	return verdict;
}
