/* work.c - makes and frees the OpenSSL objects of one worker. */
#include "key/work.h"

#include <openssl/err.h>
#include <openssl/obj_mac.h>
#include <stdlib.h>

static const char *const md_names[WORK_MDS] = {
	[WORK_SHA1] = "SHA1", [WORK_SHA256] = "SHA2-256", [WORK_SHA384] = "SHA2-384",
	[WORK_SHA512] = "SHA2-512", [WORK_SHA224] = "SHA2-224", [WORK_MD5] = "MD5",
};

static bool
make_digests(struct key_work *w)
{
	/* A provider may lack a digest (MD5 in FIPS mode): that is no failure here. */
	for (int i = 0; i < WORK_MDS; i++)
		w->md[i] = EVP_MD_fetch(NULL, md_names[i], NULL);
	for (int i = 0; i < WORK_HASHES; i++)
		if ((w->digest[i] = EVP_MD_CTX_new()) == NULL)
			return false;
	w->verify = EVP_MD_CTX_new();
	return w->verify != NULL;
}

static bool
make_curves(struct key_work *w)
{
	static const struct {
		enum oid id;
		int nid;
		size_t octets;
	} known[WORK_CURVES] = {
		{ OID_P256, NID_X9_62_prime256v1, 32 },
		{ OID_P384, NID_secp384r1, 48 },
		{ OID_P521, NID_secp521r1, 66 },
	};

	for (int i = 0; i < WORK_CURVES; i++) {
		struct work_curve *c = &w->curve[i];

		c->id = known[i].id;
		c->octets = known[i].octets;
		c->group = EC_GROUP_new_by_curve_name(known[i].nid);
		c->point = c->group != NULL ? EC_POINT_new(c->group) : NULL;
		if (c->point == NULL)
			return false;
	}
	return true;
}

/* p = 2^255 - 19, d = -121665/121666 (RFC 8032 5.1). */
static bool
make_ed25519(struct work_edwards *e, BN_CTX *bn)
{
	e->id = OID_ED25519;
	e->octets = 32;
	return BN_set_bit(e->p, 255) && BN_sub_word(e->p, 19) &&
	    BN_set_word(e->d, 121666) && BN_mod_inverse(e->d, e->d, e->p, bn) != NULL &&
	    BN_mul_word(e->d, 121665) && BN_nnmod(e->d, e->d, e->p, bn) &&
	    BN_sub(e->d, e->p, e->d);
}

/* p = 2^448 - 2^224 - 1, d = -39081 (RFC 8032 5.2). */
static bool
make_ed448(struct work_edwards *e)
{
	e->id = OID_ED448;
	e->octets = 57;
	return BN_set_bit(e->d, 224) && BN_set_bit(e->p, 448) && BN_sub(e->p, e->p, e->d) &&
	    BN_sub_word(e->p, 1) && BN_copy(e->d, e->p) != NULL && BN_sub_word(e->d, 39081);
}

static bool
make_edwards(struct key_work *w)
{
	for (int i = 0; i < WORK_EDWARDS; i++) {
		w->edwards[i].p = BN_new();
		w->edwards[i].d = BN_new();
		if (w->edwards[i].p == NULL || w->edwards[i].d == NULL)
			return false;
	}
	return make_ed25519(&w->edwards[0], w->bn) && make_ed448(&w->edwards[1]);
}

struct key_work *
key_work_new(void)
{
	struct key_work *w = calloc(1, sizeof *w);
	bool ok;

	if (w == NULL)
		return NULL;
	ERR_set_mark();
	w->bn = BN_CTX_new();
	ok = w->bn != NULL && make_digests(w) && make_curves(w) && make_edwards(w);
	ERR_pop_to_mark();
	if (!ok) {
		key_work_free(w);
		return NULL;
	}
	return w;
}

void
key_work_free(struct key_work *w)
{
	if (w == NULL)
		return;
	for (int i = 0; i < WORK_EDWARDS; i++) {
		BN_free(w->edwards[i].p);
		BN_free(w->edwards[i].d);
	}
	for (int i = 0; i < WORK_CURVES; i++) {
		EC_POINT_free(w->curve[i].point);
		EC_GROUP_free(w->curve[i].group);
	}
	BN_CTX_free(w->bn);
	EVP_MD_CTX_free(w->verify);
	for (int i = 0; i < WORK_HASHES; i++)
		EVP_MD_CTX_free(w->digest[i]);
	for (int i = 0; i < WORK_MDS; i++)
		EVP_MD_free(w->md[i]);
	free(w);
}
