/* SPDX-License-Identifier: Apache-2.0 */
/* Lengths of post-quantum keys (FIPS 203 table 3, FIPS 204 table 2) and the modulus check of FIPS 203 7.2. */
#include "unit/key/key.h"

static void
lengths(void **state)
{
	(void)state;
	assert_int_equal(key_pq_length(OID_ML_DSA_44), 1312);
	assert_int_equal(key_pq_length(OID_ML_DSA_65), 1952);
	assert_int_equal(key_pq_length(OID_ML_DSA_87), 2592);
	assert_int_equal(key_pq_length(OID_ML_KEM_512), 800);
	assert_int_equal(key_pq_length(OID_ML_KEM_768), 1184);
	assert_int_equal(key_pq_length(OID_ML_KEM_1024), 1568);
	assert_int_equal(key_pq_length(OID_RSA), 0);
	assert_int_equal(key_pq_length(OID_UNKNOWN), 0);
}

/* Coefficient i of a key becomes v: ByteEncode12 (FIPS 203, algorithm 5), bit by bit. */
static void
set_coefficient(struct octets *key, unsigned i, unsigned v)
{
	for (unsigned bit = 0; bit < 12; bit++) {
		unsigned at = 12 * i + bit;
		unsigned mask = 1u << at % 8;

		if (v >> bit & 1)
			key->p[at / 8] = (uint8_t)(key->p[at / 8] | mask);
		else
			key->p[at / 8] = (uint8_t)(key->p[at / 8] & ~mask);
	}
}

static void
coefficients(void **state)
{
	static const struct {
		enum oid id;
		unsigned k;
	} sets[] = { { OID_ML_KEM_512, 2 }, { OID_ML_KEM_768, 3 }, { OID_ML_KEM_1024, 4 } };

	(void)state;
	for (size_t s = 0; s < 3; s++) {
		struct octets key = { .n = key_pq_length(sets[s].id) };
		const unsigned last = 256 * sets[s].k - 1;
		const unsigned at[] = { 0, 1, 2, 255, 256, last - 1, last };

		for (unsigned i = 0; i <= last; i++)
			set_coefficient(&key, i, 3328);
		/* The 32 octets after the polynomials are a seed: any value will do. */
		memset(key.p + 384 * sets[s].k, 0xff, 32);
		assert_true(key_ml_kem_in_range(sets[s].id, octets_span(&key)));
		for (size_t i = 0; i < sizeof at / sizeof at[0]; i++) {
			set_coefficient(&key, at[i], 3329);
			assert_false(key_ml_kem_in_range(sets[s].id, octets_span(&key)));
			set_coefficient(&key, at[i], 4095);
			assert_false(key_ml_kem_in_range(sets[s].id, octets_span(&key)));
			set_coefficient(&key, at[i], 0);
			assert_true(key_ml_kem_in_range(sets[s].id, octets_span(&key)));
		}
	}
}

/* A key cut short is judged by what there is: its length is another rule's subject. */
static void
cut_short(void **state)
{
	struct octets key = { .n = 800 };

	(void)state;
	set_coefficient(&key, 2, 3329);
	assert_false(key_ml_kem_in_range(OID_ML_KEM_512, (struct span){ key.p, 6 }));
	assert_true(key_ml_kem_in_range(OID_ML_KEM_512, (struct span){ key.p, 4 }));
	assert_true(key_ml_kem_in_range(OID_ML_KEM_512, SPAN_NONE));
	assert_true(key_ml_kem_in_range(OID_ML_DSA_44, octets_span(&key)));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lengths),
		cmocka_unit_test(coefficients),
		cmocka_unit_test(cut_short),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
