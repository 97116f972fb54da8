/* verify.c - is a signature that of the issuer's key? */
#include <openssl/err.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>
#include <limits.h>
#include <stdlib.h>

#include "der/der.h"
#include "key/work.h"

struct key_issuer {
	EVP_PKEY *pkey;
};

bool
key_issuer_read(struct key_issuer *issuer, struct span spki, bool *no_memory)
{
	const unsigned char *p = spki.p;
	EVP_PKEY *pkey = NULL;

	ERR_set_mark();
	if (spki.n <= LONG_MAX)
		pkey = d2i_PUBKEY(NULL, &p, (long)spki.n);
	*no_memory = pkey == NULL && ERR_GET_REASON(ERR_peek_last_error()) == ERR_R_MALLOC_FAILURE;
	ERR_pop_to_mark();
	if (pkey != NULL && p != spki.p + spki.n) {
		EVP_PKEY_free(pkey);
		pkey = NULL;
	}
	EVP_PKEY_free(issuer->pkey);
	issuer->pkey = pkey;
	return pkey != NULL;
}

struct key_issuer *
key_issuer_new(struct span spki, bool *no_memory)
{
	struct key_issuer *issuer = calloc(1, sizeof *issuer);

	*no_memory = issuer == NULL;
	if (issuer == NULL || key_issuer_read(issuer, spki, no_memory))
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
#define NO_MD WORK_MDS
struct method {
	enum oid id;
	const char *key;		/* OpenSSL's name of the key's type */
	enum padding padding;
	enum work_md md;
};

static const struct method methods[] = {
	{ OID_SHA256_RSA, "RSA", PKCS1, WORK_SHA256 },
	{ OID_SHA384_RSA, "RSA", PKCS1, WORK_SHA384 },
	{ OID_SHA512_RSA, "RSA", PKCS1, WORK_SHA512 },
	{ OID_SHA224_RSA, "RSA", PKCS1, WORK_SHA224 },
	{ OID_SHA1_RSA, "RSA", PKCS1, WORK_SHA1 },
	{ OID_OIW_SHA1_RSA, "RSA", PKCS1, WORK_SHA1 },
	{ OID_MD5_RSA, "RSA", PKCS1, WORK_MD5 },
	{ OID_RSA_PSS, "RSA", PSS, NO_MD },
	{ OID_ECDSA_SHA256, "EC", NO_PADDING, WORK_SHA256 },
	{ OID_ECDSA_SHA384, "EC", NO_PADDING, WORK_SHA384 },
	{ OID_ECDSA_SHA512, "EC", NO_PADDING, WORK_SHA512 },
	{ OID_ECDSA_SHA224, "EC", NO_PADDING, WORK_SHA224 },
	{ OID_ECDSA_SHA1, "EC", NO_PADDING, WORK_SHA1 },
	{ OID_ED25519, "ED25519", NO_PADDING, NO_MD },
	{ OID_ED448, "ED448", NO_PADDING, NO_MD },
	{ OID_ML_DSA_44, "ML-DSA-44", NO_PADDING, NO_MD },
	{ OID_ML_DSA_65, "ML-DSA-65", NO_PADDING, NO_MD },
	{ OID_ML_DSA_87, "ML-DSA-87", NO_PADDING, NO_MD },
};

static const struct method *
method_find(enum oid id)
{
	for (size_t i = 0; i < sizeof methods / sizeof methods[0]; i++)
		if (methods[i].id == id)
			return &methods[i];
	return NULL;
}

static bool
method_fits(const struct method *m, const EVP_PKEY *pkey)
{
	/* A key of type id-RSASSA-PSS makes such signatures only (RFC 4055 1.2). */
	return EVP_PKEY_is_a(pkey, m->key) || (m->padding == PSS && EVP_PKEY_is_a(pkey, "RSA-PSS"));
}

/* ---- RSASSA-PSS-params (RFC 4055 3.1) ---- */

struct pss {
	enum work_md md, mgf1_md;
	uint32_t salt;			/* octets */
};

/* The hash of a HashAlgorithm element at the front of in. */
static bool
hash_algorithm(struct span *in, enum work_md *md)
{
	struct der_tlv algorithm, oid;

	if (!der_take(in, DER_SEQUENCE, &algorithm) || !der_take(&algorithm.val, DER_OID, &oid))
		return false;
	switch (oid_find(oid.val)) {
	case OID_SHA1:
		*md = WORK_SHA1;
		return true;
	case OID_SHA256:
		*md = WORK_SHA256;
		return true;
	case OID_SHA384:
		*md = WORK_SHA384;
		return true;
	case OID_SHA512:
		*md = WORK_SHA512;
		return true;
	default:
		return false;
	}
}

/* MaskGenAlgorithm: id-mgf1 with a HashAlgorithm as its parameter. */
static bool
mask_algorithm(struct span in, enum work_md *md)
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

	pss->md = pss->mgf1_md = WORK_SHA1;
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
pss_set(struct key_work *w, EVP_PKEY_CTX *ctx, const struct pss *pss)
{
	return EVP_PKEY_CTX_set_rsa_padding(ctx, RSA_PKCS1_PSS_PADDING) > 0 &&
	    EVP_PKEY_CTX_set_rsa_mgf1_md(ctx, work_md(w, (enum work_md)pss->mgf1_md)) > 0 &&
	    EVP_PKEY_CTX_set_rsa_pss_saltlen(ctx, (int)pss->salt) > 0;
}

/* ---- verification ---- */

static enum key_verdict
failure(enum key_verdict otherwise)
{
	return ERR_GET_REASON(ERR_peek_last_error()) == ERR_R_MALLOC_FAILURE ? KEY_FAILED : otherwise;
}

static enum key_verdict
verify(struct key_work *w, EVP_PKEY *pkey, const struct method *m, struct span params,
    struct span tbs, struct span signature)
{
	struct pss pss = { m->md, m->md, 0 };
	const EVP_MD *md;
	EVP_PKEY_CTX *ctx;

	if (m->padding == PSS && !pss_read(params, &pss))
		return KEY_UNSUPPORTED;
	md = pss.md == NO_MD ? NULL : work_md(w, (enum work_md)pss.md);
	if (pss.md != NO_MD && (md == NULL || work_md(w, (enum work_md)pss.mgf1_md) == NULL))
		return KEY_UNSUPPORTED;
	/* A key that is bound to other parameters (RFC 4055 3.3) refuses these. */
	if (EVP_DigestVerifyInit(w->verify, &ctx, md, NULL, pkey) <= 0)
		return failure(EVP_PKEY_is_a(pkey, "RSA-PSS") ? KEY_MISFIT : KEY_UNSUPPORTED);
	if (m->padding == PSS && !pss_set(w, ctx, &pss))
		return failure(KEY_MISFIT);
	if (EVP_DigestVerify(w->verify, signature.p, signature.n, tbs.p, tbs.n) != 1)
		return failure(KEY_WRONG);
	return KEY_VERIFIED;
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
	ERR_set_mark();
	/* OpenSSL counts references to the key with atomic operations. */
	verdict = verify(w, issuer->pkey, m, algorithm->params, tbs, signature);
	ERR_pop_to_mark();
	EVP_MD_CTX_reset(w->verify);
	return verdict;
}
