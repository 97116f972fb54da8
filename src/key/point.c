/* SPDX-License-Identifier: Apache-2.0 */
/*
 * point.c - are the octets of a public key a point of their curve, and is it one that is no secret's?
 *
 * Weierstrass curves by SEC 1 2.3.4 with the forms RFC 5480 2.2 allows,
 * Edwards curves by RFC 8032 5.1.3 and 5.2.3.
 */
#include <openssl/err.h>

#include "key/work.h"

enum { FORM_INFINITY = 0, FORM_EVEN = 2, FORM_ODD = 3, FORM_FULL = 4, FORM_HYBRID_EVEN = 6,
	FORM_HYBRID_ODD = 7 };

bool
key_ec_compressed(struct span point)
{
	return point.n > 0 && (point.p[0] == FORM_EVEN || point.p[0] == FORM_ODD);
}

/* Of one coordinate; 0: the field of the curve is not known. */
static size_t
field_octets(enum oid curve)
{
	switch (curve) {
	case OID_P192:
		return 24;
	case OID_P224:
		return 28;
	case OID_P256:
	case OID_SECP256K1:
	case OID_BRAINPOOL_P256R1:
		return 32;
	case OID_P384:
	case OID_BRAINPOOL_P384R1:
		return 48;
	case OID_BRAINPOOL_P512R1:
		return 64;
	case OID_P521:
		return 66;
	default:
		return 0;
	}
}

/* Do the first octet and the length name a point?  KEY_POINT_OK: they may.  Without `octets` any length is right. */
static enum key_point
ec_form(struct span point, size_t octets)
{
	size_t want;

	if (point.n == 0)
		return KEY_POINT_LENGTH;
	switch (point.p[0]) {
	case FORM_INFINITY:
		return point.n == 1 ? KEY_POINT_INFINITY : KEY_POINT_FORM;
	case FORM_EVEN:
	case FORM_ODD:
		want = 1 + octets;
		break;
	case FORM_FULL:
	case FORM_HYBRID_EVEN:
	case FORM_HYBRID_ODD:
		want = 1 + 2 * octets;
		break;
	default:
		return KEY_POINT_FORM;
	}
	if (octets != 0 ? point.n != want : point.n == 1)
		return KEY_POINT_LENGTH;
	return point.p[0] >= FORM_HYBRID_EVEN ? KEY_POINT_HYBRID : KEY_POINT_OK;
}

/* Nearly every point is on its curve, and why it is not is asked only then. */
static bool
plainly_on_curve(struct key_work *w, const struct work_curve *c, struct span point)
{
	bool on;

	ERR_set_mark();
	on = EC_POINT_oct2point(c->group, c->point, point.p, point.n, w->bn) == 1;
	ERR_pop_to_mark();
	return on;
}

static bool
on_curve(struct key_work *w, const struct work_curve *c, struct span point)
{
	struct lib_errors errors = lib_errors_begin();
	bool on = EC_POINT_oct2point(c->group, c->point, point.p, point.n, w->bn) == 1;

	lib_errors_end(&errors);
	w->failed |= errors.no_memory;
	return on;
}

enum key_point
key_ec_point(struct key_work *w, enum oid curve, struct span point)
{
	enum key_point form = ec_form(point, field_octets(curve));
	const struct work_curve *c;
	bool on;

	if (form != KEY_POINT_OK)
		return form;
	c = work_curve(w, curve);
	if (c == NULL)
		return KEY_POINT_UNKNOWN;
	/* OpenSSL does not always say that memory is out: a refusal is heard twice. */
	on = plainly_on_curve(w, c, point) || on_curve(w, c, point);
	return on ? KEY_POINT_OK : KEY_POINT_OFF_CURVE;
}

/*
 * Is there an x for this y?  From the curve's equation x^2 = u/v with
 * u = y^2 - 1 and v = d y^2 + 1 (Ed25519) or d y^2 - 1 (Ed448); v is never 0,
 * as d is no square.  u/v is a square where u v is one; x is 0 where u is, and
 * 0 has no odd form.
 */
static bool
edwards_x_exists(const struct work_edwards *e, const BIGNUM *y, bool odd, BN_CTX *bn)
{
	BIGNUM *u, *v;
	bool exists = false;

	BN_CTX_start(bn);
	u = BN_CTX_get(bn);
	v = BN_CTX_get(bn);
	if (v == NULL || !BN_mod_sqr(u, y, e->p, bn) || !BN_mod_mul(v, u, e->d, e->p, bn))
		goto out;
	if (!(e->id == OID_ED25519 ? BN_add_word(v, 1) : BN_sub_word(v, 1)) || !BN_sub_word(u, 1))
		goto out;
	if (BN_is_zero(u))
		exists = !odd;
	else if (BN_mod_mul(v, u, v, e->p, bn))
		exists = BN_kronecker(v, e->p, bn) == 1;
out:
	BN_CTX_end(bn);
	return exists;
}

enum key_point
key_edwards_point(struct key_work *w, enum oid curve, struct span point)
{
	const struct work_edwards *e = work_edwards(w, curve);
	uint8_t octets[57];
	struct lib_errors errors;
	BIGNUM *y;
	bool odd, on;

	if (e == NULL)
		return KEY_POINT_UNKNOWN;
	if (point.n != e->octets)
		return KEY_POINT_LENGTH;
	memcpy(octets, point.p, point.n);
	odd = (octets[point.n - 1] & 0x80) != 0;
	octets[point.n - 1] &= 0x7f;
	errors = lib_errors_begin();
	BN_CTX_start(w->bn);
	y = BN_CTX_get(w->bn);
	on = y != NULL && BN_lebin2bn(octets, (int)point.n, y) != NULL && BN_cmp(y, e->p) < 0 &&
	    edwards_x_exists(e, y, odd, w->bn);
	BN_CTX_end(w->bn);
	lib_errors_end(&errors);
	w->failed |= errors.any;
	return on ? KEY_POINT_OK : KEY_POINT_OFF_CURVE;
}

/* X25519, X448: whatever has as many octets is a u that is taken (RFC 7748 5). */
static enum key_point
montgomery_point(enum oid curve, struct span point)
{
	return point.n == (curve == OID_X25519 ? 32 : 56) ? KEY_POINT_OK : KEY_POINT_LENGTH;
}

enum key_point
key_point_of(struct key_work *w, const struct cert_spki *k)
{
	switch (k->id) {
	case OID_EC:
	case OID_ECDH:
	case OID_ECMQV:
		return key_ec_point(w, k->curve, k->key);
	case OID_ED25519:
	case OID_ED448:
		return key_edwards_point(w, k->id, k->key);
	case OID_X25519:
	case OID_X448:
		return montgomery_point(k->id, k->key);
	default:
		return KEY_POINT_UNKNOWN;
	}
}

/* ---- points whose private key nobody has to look for ---- */

/* Octets of a coordinate; zeros behind the last that is written. */
struct coordinate {
	enum oid curve;
	uint8_t octets[57];
};

/* y of the points that a multiplication by 8 (Ed25519) or 4 (Ed448) takes to the neutral one. */
static const struct coordinate small_order_y[] = {
	{ OID_ED25519, "" },
	{ OID_ED25519, "\x01" },
	{ OID_ED25519, "\xec\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\x7f" },
	{ OID_ED25519, "\x26\xe8\x95\x8f\xc2\xb2\x27\xb0\x45\xc3\xf4\x89\xf2\xef\x98\xf0\xd5\xdf\xac\x05\xd3\xc6\x33\x39\xb1\x38\x02\x88\x6d\x53\xfc\x05" },
	{ OID_ED25519, "\xc7\x17\x6a\x70\x3d\x4d\xd8\x4f\xba\x3c\x0b\x76\x0d\x10\x67\x0f\x2a\x20\x53\xfa\x2c\x39\xcc\xc6\x4e\xc7\xfd\x77\x92\xac\x03\x7a" },
	{ OID_ED448, "" },
	{ OID_ED448, "\x01" },
	{ OID_ED448, "\xfe\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xfe"
	    "\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\x00" },
};

static bool
is_among(const struct coordinate *c, const struct coordinate *end, enum oid curve, struct span octets)
{
	while (c < end && (c->curve != curve || memcmp(c->octets, octets.p, octets.n) != 0))
		c++;
	return c < end;
}

bool
key_edwards_has_small_order(enum oid curve, struct span point)
{
	uint8_t y[57];

	memcpy(y, point.p, point.n);
	y[point.n - 1] &= 0x7f;
	return is_among(small_order_y, small_order_y + sizeof small_order_y / sizeof *small_order_y, curve, (struct span){ y, point.n });
}
