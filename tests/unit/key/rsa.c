/* SPDX-License-Identifier: Apache-2.0 */
/*
 * RSA moduli.  Every modulus is made here from its factors, so that the
 * expected answer is known by construction.
 */
#include "unit/key/key.h"

static struct key_work *work;
static BN_CTX *ctx;

static int
setup(void **state)
{
	(void)state;
	work = key_work_new(test_lib());
	ctx = BN_CTX_new();
	return work == NULL || ctx == NULL;
}

static int
teardown(void **state)
{
	(void)state;
	key_work_free(work);
	BN_CTX_free(ctx);
	return 0;
}

static BIGNUM *
random_prime(int bits)
{
	BIGNUM *p = BN_new();

	assert_non_null(p);
	assert_int_equal(BN_generate_prime_ex(p, bits, 0, NULL, NULL, NULL), 1);
	return p;
}

static BIGNUM *
product(const BIGNUM *a, const BIGNUM *b)
{
	BIGNUM *n = BN_new();

	assert_non_null(n);
	assert_int_equal(BN_mul(n, a, b, ctx), 1);
	return n;
}

static BIGNUM *
number(unsigned long v)
{
	BIGNUM *n = BN_new();

	assert_non_null(n);
	assert_int_equal(BN_set_word(n, v), 1);
	return n;
}

static BIGNUM *
power(const BIGNUM *base, unsigned k)
{
	BIGNUM *n = BN_new(), *e = number(k);

	assert_non_null(n);
	assert_int_equal(BN_exp(n, base, e, ctx), 1);
	BN_free(e);
	return n;
}

static unsigned
small_factor(const BIGNUM *n)
{
	struct octets o = from_bn(n);

	return key_rsa_small_factor(work, octets_span(&o));
}

static bool
prime_number(unsigned n)
{
	for (unsigned d = 2; d * d <= n; d++)
		if (n % d == 0)
			return false;
	return n > 1;
}

/* Each prime times a cofactor without small factors, of every length modulo a word. */
static void
small_factors(void **state)
{
	(void)state;
	for (int bits = 512; bits <= 576; bits += 8) {
		BIGNUM *cofactor = random_prime(bits);

		assert_int_equal(small_factor(cofactor), 0);
		for (unsigned p = 2; p < 800; p++) {
			BIGNUM *factor = number(p), *n = product(factor, cofactor);

			if (prime_number(p))
				assert_int_equal(small_factor(n), p < 752 ? p : 0);
			BN_free(factor);
			BN_free(n);
		}
		BN_free(cofactor);
	}
}

static void
smallest_of_several(void **state)
{
	static const unsigned pairs[][2] = { { 3, 5 }, { 53, 59 }, { 101, 739 }, { 743, 751 }, { 751, 757 }, { 2, 751 } };
	BIGNUM *cofactor = random_prime(2040);

	(void)state;
	for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++) {
		BIGNUM *factor = number(pairs[i][0] * pairs[i][1]), *n = product(factor, cofactor);

		assert_int_equal(small_factor(n), pairs[i][0]);
		BN_free(factor);
		BN_free(n);
	}
	BN_free(cofactor);
}

/* 2^32768 + 1 is Fermat's: its factors are large (751 is the last prime that is tried). */
static void
small_factor_of_large(void **state)
{
	static uint8_t fermat[4097], times[4098];

	(void)state;
	fermat[0] = fermat[sizeof fermat - 1] = 1;
	assert_int_equal(key_rsa_small_factor(work, (struct span){ fermat, sizeof fermat }), 0);
	times[0] = times[sizeof times - 2] = 751 >> 8;
	times[1] = times[sizeof times - 1] = 751 & 0xff;
	assert_int_equal(key_rsa_small_factor(work, (struct span){ times, sizeof times }), 751);
}

static void
small_factor_limits(void **state)
{
	static uint8_t large[2050];

	(void)state;
	assert_int_equal(key_rsa_small_factor(work, SPAN_NONE), 0);
	assert_int_equal(key_rsa_small_factor(work, SPAN_LIT("\0\0")), 0);
	assert_int_equal(key_rsa_small_factor(work, SPAN_LIT("\1")), 0);
	assert_int_equal(key_rsa_small_factor(work, SPAN_LIT("\2")), 2);
	assert_int_equal(key_rsa_small_factor(work, SPAN_LIT("\0\0\x0f")), 3);
	assert_int_equal(key_rsa_small_factor(work, SPAN_LIT("\x02\xef")), 751);
	assert_int_equal(key_rsa_small_factor(work, SPAN_LIT("\x02\xf5")), 0);	/* 757 */
	/* 2^16384 - 1 is divisible by 3, and so is what has eight bits more */
	memset(large + 1, 0xff, 2049);
	assert_int_equal(key_rsa_small_factor(work, (struct span){ large, 2049 }), 3);
	assert_int_equal(key_rsa_small_factor(work, (struct span){ large, 2050 }), 3);
}

/* ---- ROCA ---- */

/* M, the product of the first n primes: 39 for 512 to 960 bits, 126 for 1984 to 3936. */
static BIGNUM *
primorial(unsigned n)
{
	BIGNUM *m = number(1);

	for (unsigned p = 2; n > 0; p++)
		if (prime_number(p)) {
			assert_int_equal(BN_mul_word(m, p), 1);
			n--;
		}
	return m;
}

/* k M + (65537^a mod M): the form of the faulty library's primes (not tested for being prime). */
static BIGNUM *
roca_number(const BIGNUM *m, int bits)
{
	BIGNUM *g = number(65537), *a = BN_new(), *k = BN_new(), *n = BN_new();

	assert_int_equal(BN_rand(a, 62, BN_RAND_TOP_ANY, BN_RAND_BOTTOM_ANY), 1);
	assert_int_equal(BN_rand(k, bits - BN_num_bits(m), BN_RAND_TOP_ONE, BN_RAND_BOTTOM_ANY), 1);
	assert_int_equal(BN_mod_exp(n, g, a, m, ctx), 1);
	assert_int_equal(BN_mul(k, k, m, ctx), 1);
	assert_int_equal(BN_add(n, n, k), 1);
	BN_free(g);
	BN_free(a);
	BN_free(k);
	return n;
}

static bool
roca(const BIGNUM *n)
{
	struct octets o = from_bn(n);

	return key_rsa_roca(octets_span(&o));
}

static void
roca_found(void **state)
{
	static const struct {
		unsigned primes;
		int bits;		/* of one factor */
	} forms[] = { { 39, 256 }, { 71, 512 }, { 126, 1024 }, { 225, 2048 } };

	(void)state;
	for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++) {
		BIGNUM *m = primorial(forms[i].primes);

		for (int k = 0; k < 20; k++) {
			BIGNUM *p = roca_number(m, forms[i].bits), *q = roca_number(m, forms[i].bits);
			BIGNUM *n = product(p, q);

			assert_true(roca(p));
			assert_true(roca(n));
			assert_int_equal(BN_add_word(n, 2), 1);
			assert_false(roca(n));
			BN_free(p);
			BN_free(q);
			BN_free(n);
		}
		BN_free(m);
	}
}

/* Odd numbers at random: about one in 10^46 fits by chance. */
static void
roca_not_found(void **state)
{
	BIGNUM *n = BN_new();

	(void)state;
	for (int i = 0; i < 5000; i++) {
		assert_int_equal(BN_rand(n, 2048 - i % 64, BN_RAND_TOP_ONE, BN_RAND_BOTTOM_ODD), 1);
		assert_false(roca(n));
	}
	BN_free(n);
	for (int i = 0; i < 10; i++) {
		BIGNUM *p = random_prime(256), *q = random_prime(256);

		n = product(p, q);
		assert_false(roca(n));
		BN_free(p);
		BN_free(q);
		BN_free(n);
	}
	assert_false(key_rsa_roca(SPAN_NONE));
	assert_false(key_rsa_roca(SPAN_LIT("\0")));
}

/*
 * A power of 65537 modulo each prime alone, but of exponents that do not go
 * together: exponent 0 modulo all primes but 5, where it is 1.  The moduli's
 * product less 5 is 1 modulo the others and made 65537 modulo 5.
 */
static void
roca_exponents_disagree(void **state)
{
	BIGNUM *m = primorial(39), *five = number(5), *n = BN_new(), *one = number(1);

	(void)state;
	assert_true(roca(one));			/* 65537^0 */
	assert_int_equal(BN_div(m, NULL, m, five, ctx), 1);
	BN_one(n);
	while (BN_mod_word(n, 5) != 65537 % 5)
		assert_int_equal(BN_add(n, n, m), 1);
	assert_false(roca(n));
	BN_free(m);
	BN_free(five);
	BN_free(n);
	BN_free(one);
}

/* ---- deep checks ---- */

static bool
prime_power(const BIGNUM *n)
{
	struct octets o = from_bn(n);

	return key_rsa_prime_power(work, octets_span(&o));
}

static void
prime_powers(void **state)
{
	static const struct {
		int bits;
		unsigned k;
	} cases[] = { { 1024, 2 }, { 700, 3 }, { 512, 4 }, { 410, 5 }, { 170, 12 }, { 100, 20 }, { 11, 186 }, { 2000, 2 } };

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		BIGNUM *p = random_prime(cases[i].bits), *n = power(p, cases[i].k);

		assert_false(prime_power(p));
		assert_true(prime_power(n));
		assert_int_equal(BN_add_word(n, 2), 1);
		assert_false(prime_power(n));
		BN_free(p);
		BN_free(n);
	}
}

static void
small_prime_powers(void **state)
{
	static const unsigned primes[] = { 2, 3, 751, 757 };

	(void)state;
	for (size_t i = 0; i < 4; i++) {
		BIGNUM *p = number(primes[i]), *n = power(p, 200);

		assert_false(prime_power(p));
		assert_true(prime_power(n));
		assert_int_equal(BN_mul_word(n, 769), 1);
		assert_false(prime_power(n));
		BN_free(p);
		BN_free(n);
	}
	assert_false(key_rsa_prime_power(work, SPAN_NONE));
	assert_false(key_rsa_prime_power(work, SPAN_LIT("\0")));
	assert_false(key_rsa_prime_power(work, SPAN_LIT("\1")));
	assert_true(key_rsa_prime_power(work, SPAN_LIT("\4")));
}

static void
not_prime_powers(void **state)
{
	BIGNUM *p = random_prime(512), *q = random_prime(512), *n = product(p, q), *square = product(n, n);

	(void)state;
	assert_false(prime_power(n));
	assert_false(prime_power(square));	/* a power, but not of a prime */
	BN_free(p);
	BN_free(q);
	BN_free(n);
	BN_free(square);
}

static bool
close_primes(const BIGNUM *n, unsigned rounds)
{
	struct octets o = from_bn(n);

	return key_rsa_close_primes(work, octets_span(&o), rounds);
}

static void
neighbours(void **state)
{
	BIGNUM *p = random_prime(1024), *q = BN_dup(p), *n;

	(void)state;
	do
		assert_int_equal(BN_add_word(q, 2), 1);
	while (BN_check_prime(q, ctx, NULL) != 1);
	n = product(p, q);
	assert_true(close_primes(n, 1));	/* its root lies just below their middle */
	assert_false(close_primes(n, 0));
	BN_free(n);
	n = product(p, p);
	assert_true(close_primes(n, 1));
	BN_free(n);
	BN_free(q);
	q = random_prime(1024);
	n = product(p, q);
	assert_false(close_primes(n, 100));
	BN_free(n);
	BN_free(p);
	BN_free(q);
}

/*
 * The round that finds n = p q is (p + q)/2 - ceil(sqrt n) + 1: 101 * 199 is
 * 20099, its root is rounded up to 142, the middle is 150: the ninth.
 */
static void
rounds_counted(void **state)
{
	(void)state;
	assert_false(key_rsa_close_primes(work, SPAN_LIT("\x4e\x83"), 8));
	assert_true(key_rsa_close_primes(work, SPAN_LIT("\x4e\x83"), 9));
	/* 7 = ((7 + 1)/2)^2 - 3^2 is no factorisation */
	assert_false(key_rsa_close_primes(work, SPAN_LIT("\7"), 100));
	assert_false(key_rsa_close_primes(work, SPAN_LIT("\0"), 100));
	assert_false(key_rsa_close_primes(work, SPAN_NONE, 100));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(small_factors),
		cmocka_unit_test(smallest_of_several),
		cmocka_unit_test(small_factor_of_large),
		cmocka_unit_test(small_factor_limits),
		cmocka_unit_test(roca_found),
		cmocka_unit_test(roca_not_found),
		cmocka_unit_test(roca_exponents_disagree),
		cmocka_unit_test(prime_powers),
		cmocka_unit_test(small_prime_powers),
		cmocka_unit_test(not_prime_powers),
		cmocka_unit_test(neighbours),
		cmocka_unit_test(rounds_counted),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
