/* SPDX-License-Identifier: Apache-2.0 */
/* Points of P-256, P-384, P-521 (generators: SEC 2 v2, 2.4.2, 2.5.1, 2.6.1), Ed25519 and Ed448. */
#include "unit/key/key.h"

#include "key/work.h"

static struct key_work *work;

static int
setup(void **state)
{
	(void)state;
	work = key_work_new(test_lib());
	return work == NULL;
}

static int
teardown(void **state)
{
	(void)state;
	key_work_free(work);
	return 0;
}

struct generator {
	enum oid curve;
	size_t octets;
	uint8_t compressed;	/* its form: 02 or 03, by the parity of y */
	const char *point;
};

static const struct generator generators[] = {
	{ OID_P256, 32, 3,
	    "04 6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296"
	    "4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5" },
	{ OID_P384, 48, 3,
	    "04 aa87ca22be8b05378eb1c71ef320ad746e1d3b628ba79b9859f741e082542a385502f25dbf55296c3a545e3872760ab7"
	    "3617de4a96262c6f5d9e98bf9292dc29f8f41dbd289a147ce9da3113b5f0b8c00a60b1ce1d7e819d7a431d7c90ea0e5f" },
	{ OID_P521, 66, 2,
	    "04 00c6858e06b70404e9cd9e3ecb662395b4429c648139053fb521f828af606b4d3dbaa14b5e77efe75928fe1dc127a2ff"
	    "a8de3348b3c1856a429bf97e7e31c2e5bd66"
	    "011839296a789a3bc0045c8a5fb42c7d1bd998f54449579b446817afbd17273e662c97ee72995ef42640c550b9013fad0761"
	    "353c7086a272c24088be94769fd16650" },
};
#define GENERATORS (sizeof generators / sizeof generators[0])

static void
generator_forms(void **state)
{
	(void)state;
	for (size_t i = 0; i < GENERATORS; i++) {
		const struct generator *g = &generators[i];
		struct octets point = from_hex(g->point);

		assert_int_equal(point.n, 1 + 2 * g->octets);
		assert_int_equal(key_ec_point(work, g->curve, octets_span(&point)), KEY_POINT_OK);
		assert_false(key_ec_compressed(octets_span(&point)));

		point.p[0] = (uint8_t)(4 + g->compressed);
		assert_int_equal(key_ec_point(work, g->curve, octets_span(&point)), KEY_POINT_HYBRID);
		assert_false(key_ec_compressed(octets_span(&point)));
		for (unsigned form = 0; form < 256; form++) {
			if (form == 2 || form == 3 || form == 4 || form == 6 || form == 7)
				continue;
			point.p[0] = (uint8_t)form;
			assert_int_equal(key_ec_point(work, g->curve, octets_span(&point)), KEY_POINT_FORM);
		}

		point.n = 1 + g->octets;
		for (uint8_t form = 2; form <= 3; form++) {
			point.p[0] = form;
			assert_int_equal(key_ec_point(work, g->curve, octets_span(&point)), KEY_POINT_OK);
			assert_true(key_ec_compressed(octets_span(&point)));
		}
	}
}

static void
wrong_lengths(void **state)
{
	(void)state;
	for (size_t i = 0; i < GENERATORS; i++) {
		const struct generator *g = &generators[i];
		struct octets point = from_hex(g->point);
		struct span all = octets_span(&point);

		for (size_t n = 0; n <= all.n + 1; n++) {
			enum key_point want = n == all.n ? KEY_POINT_OK : KEY_POINT_LENGTH;

			assert_int_equal(key_ec_point(work, g->curve, (struct span){ all.p, n }), want);
		}
		point.p[0] = 2;
		assert_int_equal(key_ec_point(work, g->curve, all), KEY_POINT_LENGTH);
		assert_int_equal(key_ec_point(work, generators[(i + 1) % GENERATORS].curve, all), KEY_POINT_LENGTH);
	}
	assert_int_equal(key_ec_point(work, OID_P256, SPAN_NONE), KEY_POINT_LENGTH);
	assert_int_equal(key_ec_point(work, OID_P256, SPAN_LIT("\0")), KEY_POINT_INFINITY);
	assert_int_equal(key_ec_point(work, OID_P256, SPAN_LIT("\0\0")), KEY_POINT_FORM);
	assert_false(key_ec_compressed(SPAN_NONE));
}

static void
off_curve(void **state)
{
	struct octets point;

	(void)state;
	for (size_t i = 0; i < GENERATORS; i++) {
		point = from_hex(generators[i].point);
		point.p[point.n - 1] ^= 1;
		assert_int_equal(key_ec_point(work, generators[i].curve, octets_span(&point)), KEY_POINT_OFF_CURVE);
		memset(point.p + 1, 0, point.n - 1);
		assert_int_equal(key_ec_point(work, generators[i].curve, octets_span(&point)), KEY_POINT_OFF_CURVE);
	}
	/* x = 1 on P-256: x^3 - 3x + b is no square (computed with Python's integers). */
	point = from_hex("02 0000000000000000000000000000000000000000000000000000000000000001");
	assert_int_equal(key_ec_point(work, OID_P256, octets_span(&point)), KEY_POINT_OFF_CURVE);
	assert_int_equal(key_ec_point(work, OID_SECP256K1, octets_span(&point)), KEY_POINT_UNKNOWN);
	assert_int_equal(key_ec_point(work, OID_UNKNOWN, octets_span(&point)), KEY_POINT_UNKNOWN);
}

/* x = 5 has a point on P-256; x = p + 5 names the same one in octets no encoder makes. */
static void
coordinate_over_field(void **state)
{
	static const char y[] = "459243b9aa581806fe913bce99817ade11ca503c64d9a3c533415c083248fbcc";
	static const char small[] = "0000000000000000000000000000000000000000000000000000000000000005";
	static const char large[] = "ffffffff00000001000000000000000000000001000000000000000000000004";
	struct octets point;
	char text[200];

	(void)state;
	snprintf(text, sizeof text, "04%s%s", small, y);
	point = from_hex(text);
	assert_int_equal(key_ec_point(work, OID_P256, octets_span(&point)), KEY_POINT_OK);
	snprintf(text, sizeof text, "04%s%s", large, y);
	point = from_hex(text);
	assert_int_equal(key_ec_point(work, OID_P256, octets_span(&point)), KEY_POINT_OFF_CURVE);
	snprintf(text, sizeof text, "02%s", small);
	point = from_hex(text);
	assert_int_equal(key_ec_point(work, OID_P256, octets_span(&point)), KEY_POINT_OK);
	snprintf(text, sizeof text, "02%s", large);
	point = from_hex(text);
	assert_int_equal(key_ec_point(work, OID_P256, octets_span(&point)), KEY_POINT_OFF_CURVE);
}

static void
edwards_is(enum oid curve, const char *hex, enum key_point want)
{
	struct octets point = from_hex(hex);

	assert_int_equal(key_edwards_point(work, curve, octets_span(&point)), want);
}

static void
ed25519(void **state)
{
	(void)state;
	/* RFC 8032 7.1, TEST 1 and TEST 2 */
	edwards_is(OID_ED25519, "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", KEY_POINT_OK);
	edwards_is(OID_ED25519, "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", KEY_POINT_OK);
	/* y = 3: (y^2-1)/(dy^2+1) is a square; 2: it is none (computed with Python's integers) */
	edwards_is(OID_ED25519, "0300000000000000000000000000000000000000000000000000000000000000", KEY_POINT_OK);
	edwards_is(OID_ED25519, "0300000000000000000000000000000000000000000000000000000000000080", KEY_POINT_OK);
	edwards_is(OID_ED25519, "0200000000000000000000000000000000000000000000000000000000000000", KEY_POINT_OFF_CURVE);
	edwards_is(OID_ED25519, "0200000000000000000000000000000000000000000000000000000000000080", KEY_POINT_OFF_CURVE);
	/* y = 0: x^2 = -1, which is a square modulo p */
	edwards_is(OID_ED25519, "0000000000000000000000000000000000000000000000000000000000000000", KEY_POINT_OK);
	/* y = 1 and y = p - 1: x = 0, which has no odd form */
	edwards_is(OID_ED25519, "0100000000000000000000000000000000000000000000000000000000000000", KEY_POINT_OK);
	edwards_is(OID_ED25519, "0100000000000000000000000000000000000000000000000000000000000080", KEY_POINT_OFF_CURVE);
	edwards_is(OID_ED25519, "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f", KEY_POINT_OK);
	edwards_is(OID_ED25519, "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff", KEY_POINT_OFF_CURVE);
	/* y = p, p + 1 and 2^255 - 1 are not canonical; they would be 0, 1 and 18, of which each has an x */
	edwards_is(OID_ED25519, "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f", KEY_POINT_OFF_CURVE);
	edwards_is(OID_ED25519, "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f", KEY_POINT_OFF_CURVE);
	edwards_is(OID_ED25519, "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f", KEY_POINT_OFF_CURVE);
	edwards_is(OID_ED25519, "1200000000000000000000000000000000000000000000000000000000000000", KEY_POINT_OK);
	edwards_is(OID_ED25519, "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f70751", KEY_POINT_LENGTH);
	edwards_is(OID_ED25519, "", KEY_POINT_LENGTH);
	edwards_is(OID_X25519, "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", KEY_POINT_UNKNOWN);
}

#define ZEROS_54 "000000000000000000000000000000000000000000000000000000" \
	"000000000000000000000000000000000000000000000000000000"

static void
ed448(void **state)
{
	static const char rfc[] = "5fd7449b59b461fd2ce787ec616ad46a1da1342485a70e1f8a0ea75d80e96778"
	    "edf124769b46c7061bd6783df1e50f6cd1fa1abeafe8256180";
	/* p = 2^448 - 2^224 - 1 */
	static const char p_low[] = "ffffffffffffffffffffffffffffffffffffffffffffffffffffffff"
	    "feffffffffffffffffffffffffffffffffffffffffffffffffffffff";
	char text[200];

	(void)state;
	edwards_is(OID_ED448, rfc, KEY_POINT_OK);	/* RFC 8032 7.4, "Blank" */
	/* y = 3: a square; 2: none (computed with Python's integers) */
	edwards_is(OID_ED448, "030000" ZEROS_54, KEY_POINT_OK);
	edwards_is(OID_ED448, "020000" ZEROS_54, KEY_POINT_OFF_CURVE);
	/* y = 0: x^2 = 1; y = 1: x = 0 */
	edwards_is(OID_ED448, "000000" ZEROS_54, KEY_POINT_OK);
	edwards_is(OID_ED448, "0000" ZEROS_54 "80", KEY_POINT_OK);
	edwards_is(OID_ED448, "010000" ZEROS_54, KEY_POINT_OK);
	edwards_is(OID_ED448, "0100" ZEROS_54 "80", KEY_POINT_OFF_CURVE);
	/* the last octet holds nothing but the sign */
	edwards_is(OID_ED448, "0300" ZEROS_54 "01", KEY_POINT_OFF_CURVE);
	edwards_is(OID_ED448, "0300" ZEROS_54 "c0", KEY_POINT_OFF_CURVE);
	/* y = p - 1: x = 0; y = p is not canonical */
	snprintf(text, sizeof text, "fe%s00", p_low + 2);
	edwards_is(OID_ED448, text, KEY_POINT_OK);
	snprintf(text, sizeof text, "%s00", p_low);
	edwards_is(OID_ED448, text, KEY_POINT_OFF_CURVE);
	edwards_is(OID_ED448, "010000", KEY_POINT_LENGTH);
	edwards_is(OID_ED25519, rfc, KEY_POINT_LENGTH);
}

/* Curves that OpenSSL is not asked about, and keys on any curve. */
static void
other_curves(void **state)
{
	static const struct {
		enum oid curve;
		size_t octets;
	} sizes[] = {
		{ OID_P192, 24 }, { OID_P224, 28 }, { OID_SECP256K1, 32 }, { OID_BRAINPOOL_P256R1, 32 }, { OID_BRAINPOOL_P384R1, 48 },
		{ OID_BRAINPOOL_P512R1, 64 },
	};
	uint8_t octets[130] = { 4 };

	(void)state;
	for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++)
		for (size_t n = 1; n <= sizeof octets; n++)
			assert_int_equal(key_ec_point(work, sizes[i].curve, (struct span){ octets, n }),
			    n == 1 + 2 * sizes[i].octets ? KEY_POINT_UNKNOWN : KEY_POINT_LENGTH);
	assert_int_equal(key_ec_point(work, OID_UNKNOWN, (struct span){ octets, 1 }), KEY_POINT_LENGTH);
	assert_int_equal(key_ec_point(work, OID_UNKNOWN, (struct span){ octets, 2 }), KEY_POINT_UNKNOWN);
	octets[0] = 6;
	assert_int_equal(key_ec_point(work, OID_UNKNOWN, (struct span){ octets, 2 }), KEY_POINT_HYBRID);
	octets[0] = 5;
	assert_int_equal(key_ec_point(work, OID_UNKNOWN, (struct span){ octets, 2 }), KEY_POINT_FORM);
}

static void
point_of_is(enum oid id, enum oid curve, const char *hex, enum key_point want)
{
	struct octets point = from_hex(hex);

	assert_int_equal(key_point_of(work, &(struct cert_spki){ .id = id, .curve = curve, .key = octets_span(&point) }), want);
}

static void
point_of_keys(void **state)
{
	(void)state;
	point_of_is(OID_EC, OID_P256, generators[0].point, KEY_POINT_OK);
	point_of_is(OID_ECDH, OID_P384, generators[1].point, KEY_POINT_OK);
	point_of_is(OID_ECMQV, OID_P384, generators[0].point, KEY_POINT_LENGTH);
	point_of_is(OID_ED25519, OID_UNKNOWN, "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", KEY_POINT_OK);
	point_of_is(OID_ED448, OID_UNKNOWN, "010000" ZEROS_54, KEY_POINT_OK);
	point_of_is(OID_X25519, OID_UNKNOWN, "0200000000000000000000000000000000000000000000000000000000000000", KEY_POINT_OK);
	point_of_is(OID_X25519, OID_UNKNOWN, "0100" ZEROS_54, KEY_POINT_LENGTH);
	point_of_is(OID_X448, OID_UNKNOWN, "0100" ZEROS_54, KEY_POINT_OK);
	point_of_is(OID_X448, OID_UNKNOWN, "010000" ZEROS_54, KEY_POINT_LENGTH);
	point_of_is(OID_RSA, OID_UNKNOWN, "", KEY_POINT_UNKNOWN);
}

static void
generator_is_the_first(void **state)
{
	(void)state;
	for (size_t i = 0; i < GENERATORS; i++) {
		const struct generator *g = &generators[i];
		struct octets point = from_hex(g->point);

		assert_int_equal(key_ec_multiple(g->curve, octets_span(&point)), 1);
		point.n = 1 + g->octets;
		for (uint8_t form = 2; form <= 3; form++) {
			point.p[0] = form;
			assert_int_equal(key_ec_multiple(g->curve, octets_span(&point)), 1);
		}
		for (size_t k = g->octets == 66 ? 3 : 1, end = k + 16; k < end; k++) {
			point.p[k] ^= 1;
			assert_int_equal(key_ec_multiple(g->curve, octets_span(&point)), 0);
			point.p[k] ^= 1;
		}
	}
}

/* Each as OpenSSL computes it; what comes behind the last is none. */
static void
multiples_are_those_of_openssl(void **state)
{
	(void)state;
	for (size_t i = 0; i < GENERATORS; i++) {
		const struct work_curve *c = work_curve(work, generators[i].curve);
		EC_POINT *sum = EC_POINT_dup(EC_GROUP_get0_generator(c->group), c->group);
		uint8_t point[1 + 2 * 66];

		for (unsigned k = 1; k <= 300; k++) {
			size_t n = EC_POINT_point2oct(c->group, sum, k % 2 != 0 ? POINT_CONVERSION_COMPRESSED : POINT_CONVERSION_UNCOMPRESSED,
			    point, sizeof point, NULL);

			assert_int_equal(key_ec_multiple(generators[i].curve, (struct span){ point, n }), k <= 255 ? k : 0);
			assert_true(EC_POINT_add(c->group, sum, sum, EC_GROUP_get0_generator(c->group), NULL));
		}
		EC_POINT_free(sum);
	}
	assert_int_equal(key_ec_multiple(OID_SECP256K1, SPAN_LIT("\4")), 0);
}

static void
small_order_is(enum oid curve, const char *hex, bool want)
{
	struct octets point = from_hex(hex);

	assert_int_equal(key_edwards_point(work, curve, octets_span(&point)), KEY_POINT_OK);
	assert_int_equal(key_edwards_has_small_order(curve, octets_span(&point)), want);
	for (size_t i = 0; want && i < point.n; i++) {
		point.p[i] ^= 2;
		assert_false(key_edwards_has_small_order(curve, octets_span(&point)));
		point.p[i] ^= 2;
	}
}

/* The orders were computed with Python's integers. */
static void
small_order(void **state)
{
	(void)state;
	small_order_is(OID_ED25519, "0100000000000000000000000000000000000000000000000000000000000000", true);	/* 1 */
	small_order_is(OID_ED25519, "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f", true);	/* 2 */
	small_order_is(OID_ED25519, "0000000000000000000000000000000000000000000000000000000000000000", true);	/* 4 */
	small_order_is(OID_ED25519, "0000000000000000000000000000000000000000000000000000000000000080", true);
	small_order_is(OID_ED25519, "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05", true);	/* 8 */
	small_order_is(OID_ED25519, "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85", true);
	small_order_is(OID_ED25519, "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a", true);
	small_order_is(OID_ED25519, "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa", true);
	small_order_is(OID_ED25519, "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", false);
	small_order_is(OID_ED448, "010000" ZEROS_54, true);
	small_order_is(OID_ED448, "feffffffffffffffffffffffffffffffffffffffffffffffffffffff"
	    "feffffffffffffffffffffffffffffffffffffffffffffffffffffff00", true);
	small_order_is(OID_ED448, "000000" ZEROS_54, true);
	small_order_is(OID_ED448, "0000" ZEROS_54 "80", true);
	small_order_is(OID_ED448, "030000" ZEROS_54, false);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(generator_forms),
		cmocka_unit_test(wrong_lengths),
		cmocka_unit_test(off_curve),
		cmocka_unit_test(coordinate_over_field),
		cmocka_unit_test(ed25519),
		cmocka_unit_test(ed448),
		cmocka_unit_test(other_curves),
		cmocka_unit_test(point_of_keys),
		cmocka_unit_test(generator_is_the_first),
		cmocka_unit_test(multiples_are_those_of_openssl),
		cmocka_unit_test(small_order),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
