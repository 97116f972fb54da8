/* SPDX-License-Identifier: Apache-2.0 */
/* work.c - makes and frees the OpenSSL objects of one worker. */
#include "key/work.h"

#include <openssl/err.h>
#include <openssl/obj_mac.h>
#include <stdlib.h>

static bool
make_contexts(struct key_work *w)
{
	/* One for each digest: a context is for one alone. */
	for (enum lib_md md = 0; md < LIB_HASHES; md++)
		if (lib_has(w->lib, md) && (w->digest[md] = w->lib->digest[md].new_context(w->lib->digest[md].provider)) == NULL)
			return false;
	w->verify = EVP_MD_CTX_new();
	return w->verify != NULL;
}

const struct work_curve *
work_curve(struct key_work *w, enum oid id)
{
	static const struct {
		enum oid id;
		int nid;
	} known[WORK_CURVES] = {
		{ OID_P256, NID_X9_62_prime256v1 },
		{ OID_P384, NID_secp384r1 },
		{ OID_P521, NID_secp521r1 },
	};
	struct work_curve *c;
	size_t i = 0;

	while (i < WORK_CURVES && known[i].id != id)
		i++;
	if (i == WORK_CURVES)
		return NULL;
	c = &w->curve[i];
	if (c->point != NULL)
		return c;
	ERR_set_mark();
	if (c->group == NULL)
		c->group = EC_GROUP_new_by_curve_name_ex(w->lib->ctx, NULL, known[i].nid);
	c->point = c->group != NULL ? EC_POINT_new(c->group) : NULL;
	ERR_pop_to_mark();
	w->failed |= c->point == NULL;
	return c->point != NULL ? c : NULL;
}

/* p = 2^255 - 19, d = -121665/121666 (RFC 8032 5.1). */
static bool
make_ed25519(struct work_edwards *e, BN_CTX *bn)
{
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
	e->octets = 57;
	return BN_set_bit(e->d, 224) && BN_set_bit(e->p, 448) && BN_sub(e->p, e->p, e->d) &&
	    BN_sub_word(e->p, 1) && BN_copy(e->d, e->p) != NULL && BN_sub_word(e->d, 39081);
}

const struct work_edwards *
work_edwards(struct key_work *w, enum oid id)
{
	struct work_edwards *e = &w->edwards[id == OID_ED448];

	if (id != OID_ED25519 && id != OID_ED448)
		return NULL;
	if (e->id == id)
		return e;
	ERR_set_mark();
	if (e->p == NULL)
		e->p = BN_new();
	if (e->d == NULL)
		e->d = BN_new();
	if (e->p != NULL && e->d != NULL && (id == OID_ED25519 ? make_ed25519(e, w->bn) : make_ed448(e)))
		e->id = id;
	else
		w->failed = true;
	ERR_pop_to_mark();
	return e->id == id ? e : NULL;
}

struct key_work *
key_work_new(const struct key_lib *lib)
{
	struct key_work *w = calloc(1, sizeof *w);
	bool ok;

	if (w == NULL)
		return NULL;
	w->lib = lib;
	ERR_set_mark();
	w->bn = BN_CTX_new_ex(lib->ctx);
	ok = w->bn != NULL && make_contexts(w);
	ERR_pop_to_mark();
	if (!ok) {
		key_work_free(w);
		return NULL;
	}
	return w;
}

void
key_work_begin(struct key_work *w)
{
	w->failed = false;
}

bool
key_work_failed(const struct key_work *w)
{
	return w->failed;
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
	for (int i = 0; i < WORK_EJBCA; i++)
		key_issuer_free(w->ejbca[i]);
	BN_CTX_free(w->bn);
	EVP_MD_CTX_free(w->verify);
	for (int i = 0; i < LIB_HASHES; i++)
		if (w->digest[i] != NULL)
			w->lib->digest[i].free_context(w->digest[i]);
	free(w);
}
