/* SPDX-License-Identifier: Apache-2.0 */
/*
 * edwards.c - Ed25519 and Ed448 over a message that is read piece by piece (RFC 8032 5.1.7, 5.2.7).
 *
 * OpenSSL wants all of it at once: a large CRL in a mapping would be in memory as a whole.  Public values alone are
 * worked with, so that no time is secret.
 */
#include "key/edwards.h"

#include <openssl/err.h>

#define ED448_OCTETS 57			/* of a point and of a scalar */

/* A point as x = X/Z, y = Y/Z. */
struct point {
	BIGNUM *x, *y, *z;
};

struct sum {
	const struct work_edwards *e;
	BN_CTX *bn;
	BIGNUM *t[8];			/* what a step of the sum works with */
};

static bool
point_new(struct point *p, BN_CTX *bn)
{
	p->x = BN_CTX_get(bn);
	p->y = BN_CTX_get(bn);
	p->z = BN_CTX_get(bn);
	return p->z != NULL && BN_one(p->y) && BN_one(p->z);
}

static bool
mul(const struct sum *s, BIGNUM *r, const BIGNUM *a, const BIGNUM *b)
{
	return BN_mod_mul(r, a, b, s->e->p, s->bn);
}

/* F = A^2 - E and G = A^2 + E of the formula below, where A = Z1 Z2, C = X1 X2, D = Y1 Y2 and E = d C D. */
static bool
begin_sum(const struct sum *s, const struct point *p, const struct point *q)
{
	BIGNUM *const *t = s->t, *p_field = s->e->p;

	return mul(s, t[0], p->z, q->z) && mul(s, t[1], t[0], t[0]) && mul(s, t[2], p->x, q->x) && mul(s, t[3], p->y, q->y) &&
	    mul(s, t[4], t[2], t[3]) && mul(s, t[4], t[4], s->e->d) &&
	    BN_mod_sub(t[5], t[1], t[4], p_field, s->bn) && BN_mod_add(t[6], t[1], t[4], p_field, s->bn);
}

/*
 * p = p + q (add-2008-bbjlp, for every pair of points as d is no square):
 * X = A F ((X1 + Y1)(X2 + Y2) - C - D), Y = A G (D - a C), Z = F G, where a is -1 of Ed25519 and 1 of Ed448.
 */
static bool
add(const struct sum *s, struct point *p, const struct point *q)
{
	BIGNUM *const *t = s->t, *field = s->e->p;
	int (*less_a)(BIGNUM *, const BIGNUM *, const BIGNUM *, const BIGNUM *, BN_CTX *) = s->e->id == OID_ED25519 ? BN_mod_add : BN_mod_sub;

	return begin_sum(s, p, q) &&
	    BN_mod_add(t[1], p->x, p->y, field, s->bn) && BN_mod_add(t[7], q->x, q->y, field, s->bn) && mul(s, t[1], t[1], t[7]) &&
	    BN_mod_sub(t[1], t[1], t[2], field, s->bn) && BN_mod_sub(t[1], t[1], t[3], field, s->bn) &&
	    mul(s, t[4], t[0], t[5]) && mul(s, p->x, t[4], t[1]) &&
	    mul(s, t[4], t[0], t[6]) && less_a(t[1], t[3], t[2], field, s->bn) && mul(s, p->y, t[4], t[1]) &&
	    mul(s, p->z, t[5], t[6]);
}

/* The root of x^2 = (y^2 - 1) / (d y^2 + 1) of Ed25519, or / (d y^2 - 1) of Ed448, that is odd or not. */
static bool
recover_x(const struct sum *s, struct point *p, bool odd)
{
	BIGNUM *const *t = s->t, *field = s->e->p;

	if (!BN_mod_sqr(t[0], p->y, field, s->bn) || !mul(s, t[1], t[0], s->e->d) ||
	    !(s->e->id == OID_ED25519 ? BN_add_word(t[1], 1) : BN_sub_word(t[1], 1)) || !BN_mod_sub(t[0], t[0], BN_value_one(), field, s->bn) ||
	    !BN_nnmod(t[1], t[1], field, s->bn) || BN_mod_inverse(t[1], t[1], field, s->bn) == NULL || !mul(s, t[0], t[0], t[1]) ||
	    BN_mod_sqrt(p->x, t[0], field, s->bn) == NULL)
		return false;
	if (BN_is_zero(p->x))
		return !odd;
	return BN_is_odd(p->x) == (odd ? 1 : 0) || BN_sub(p->x, field, p->x);
}

/* RFC 8032 5.1.3, 5.2.3. */
static bool
decode(const struct sum *s, struct point *p, const uint8_t *octets)
{
	uint8_t y[ED448_OCTETS];
	size_t n = s->e->octets;

	memcpy(y, octets, n);
	y[n - 1] &= 0x7f;
	return point_new(p, s->bn) && BN_lebin2bn(y, (int)n, p->y) != NULL && BN_cmp(p->y, s->e->p) < 0 && recover_x(s, p, octets[n - 1] >> 7 != 0);
}

/* RFC 8032 5.1.2, 5.2.2. */
static bool
encode(const struct sum *s, const struct point *p, uint8_t *octets)
{
	BIGNUM *const *t = s->t;
	int n = (int)s->e->octets;

	if (BN_mod_inverse(t[0], p->z, s->e->p, s->bn) == NULL || !mul(s, t[1], p->x, t[0]) || !mul(s, t[2], p->y, t[0]) ||
	    BN_bn2lebinpad(t[2], octets, n) != n)
		return false;
	octets[n - 1] |= (uint8_t)(BN_is_odd(t[1]) << 7);
	return true;
}

/* B, whose x is even: y = 4/5 (5.1), or as 5.2 has it. */
static bool
base_point(const struct sum *s, struct point *p)
{
	static const char y448[] = "298819210078481492676017930443930673437544040154080242095928241372331506189835876003536878655418784733982303233503462500531545062832660";

	if (!point_new(p, s->bn))
		return false;
	if (s->e->id == OID_ED448)
		return BN_dec2bn(&p->y, y448) > 0 && recover_x(s, p, false);
	return BN_set_word(s->t[0], 5) && BN_mod_inverse(s->t[0], s->t[0], s->e->p, s->bn) != NULL && BN_set_word(s->t[1], 4) &&
	    mul(s, p->y, s->t[0], s->t[1]) && recover_x(s, p, false);
}

/* L, the order of B. */
static bool
order(enum oid id, BIGNUM *l, BIGNUM *t)
{
	static const char more[] = "27742317777372353535851937790883648493", less[] = "13818066809895115352007386748515426880336692474882178609894547503885";
	bool is_448 = id == OID_ED448;

	if (BN_dec2bn(&t, is_448 ? less : more) <= 0 || !BN_set_bit(l, is_448 ? 446 : 252))
		return false;
	return is_448 ? BN_sub(l, l, t) : BN_add(l, l, t);
}

/* The digest of dom4(0, "") of Ed448, R, A and the message. */
static bool
digest(const struct key_work *w, const struct work_edwards *e, const uint8_t *r, const uint8_t *a, struct span message, uint8_t *out)
{
	static const uint8_t dom4[] = { 'S', 'i', 'g', 'E', 'd', '4', '4', '8', 0, 0 };
	bool is_448 = e->id == OID_ED448, ok;
	EVP_MD *md = EVP_MD_fetch(w->lib->ctx, is_448 ? "SHAKE256" : "SHA512", NULL);

	ok = md != NULL && EVP_DigestInit_ex2(w->verify, md, NULL) > 0 &&
	    (!is_448 || EVP_DigestUpdate(w->verify, dom4, sizeof dom4) > 0) &&
	    EVP_DigestUpdate(w->verify, r, e->octets) > 0 && EVP_DigestUpdate(w->verify, a, e->octets) > 0 &&
	    digest_octets(w, w->verify, message, EVP_DigestUpdate) &&
	    (is_448 ? EVP_DigestFinalXOF(w->verify, out, 2 * e->octets) : EVP_DigestFinal_ex(w->verify, out, NULL)) > 0;
	EVP_MD_free(md);
	return ok;
}

/* Is the sum of S times B and k times -A the point R? */
static bool
is_sum(const struct sum *s, const BIGNUM *scalar, const BIGNUM *k, struct point *a, const uint8_t *r)
{
	struct point sum, b;
	uint8_t octets[ED448_OCTETS];
	int bits = BN_num_bits(scalar) > BN_num_bits(k) ? BN_num_bits(scalar) : BN_num_bits(k);

	if (!base_point(s, &b) || !point_new(&sum, s->bn) || !BN_mod_sub(a->x, s->e->p, a->x, s->e->p, s->bn))
		return false;
	for (int i = bits - 1; i >= 0; i--)
		if (!add(s, &sum, &sum) || (BN_is_bit_set(scalar, i) && !add(s, &sum, &b)) || (BN_is_bit_set(k, i) && !add(s, &sum, a)))
			return false;
	return encode(s, &sum, octets) && memcmp(octets, r, s->e->octets) == 0;
}

/* What is made with numbers of the context. */
static bool
verify(struct sum *s, const uint8_t *key, const uint8_t *signature, const uint8_t *hash)
{
	BIGNUM *scalar = BN_CTX_get(s->bn), *k = BN_CTX_get(s->bn), *l = BN_CTX_get(s->bn);
	struct point a;

	for (size_t i = 0; i < sizeof s->t / sizeof *s->t; i++)
		s->t[i] = BN_CTX_get(s->bn);
	/* Where one was not to be had, the last is not either. */
	if (s->t[7] == NULL || !order(s->e->id, l, s->t[0]) || BN_lebin2bn(signature + s->e->octets, (int)s->e->octets, scalar) == NULL ||
	    BN_cmp(scalar, l) >= 0 || BN_lebin2bn(hash, (int)(2 * s->e->octets), k) == NULL || !BN_nnmod(k, k, l, s->bn))
		return false;
	return decode(s, &a, key) && is_sum(s, scalar, k, &a, signature);
}

bool
edwards_verify(struct key_work *w, enum oid algorithm, const EVP_PKEY *pkey, struct span message, struct span signature)
{
	const struct work_edwards *e = work_edwards(w, algorithm);
	uint8_t key[ED448_OCTETS], hash[2 * ED448_OCTETS];
	struct sum s = { .e = e, .bn = w->bn };
	size_t n = sizeof key;
	bool verified;

	if (e == NULL || signature.n != 2 * e->octets || EVP_PKEY_get_raw_public_key(pkey, key, &n) <= 0 || n != e->octets)
		return false;
	ERR_set_mark();
	BN_CTX_start(w->bn);
	verified = digest(w, e, signature.p, key, message, hash) && verify(&s, key, signature.p, hash);
	BN_CTX_end(w->bn);
	EVP_MD_CTX_reset(w->verify);
	ERR_pop_to_mark();
	return verified;
}
