/* SPDX-License-Identifier: Apache-2.0 */
/*
 * rsa_deep.c - checks of an RSA modulus that take milliseconds: powers of a
 * prime (SP 800-89 5.3.3) and primes close together (SBR 6.1.1.3).
 */
#include <openssl/err.h>

#include "der/der.h"
#include "key/work.h"

/* A prime factor is at least 757 where there is no small one, and 2^9 < 757. */
#define BITS_PER_FACTOR 9

/* The modulus as a number of the BN_CTX's present frame; NULL when there is none. */
static BIGNUM *
take_modulus(struct key_work *w, struct span modulus)
{
	BIGNUM *n;

	modulus = der_magnitude(modulus);
	if (modulus.n == 0 || modulus.n > KEY_RSA_DEEP_BITS / 8)
		return NULL;
	n = BN_CTX_get(w->bn);
	return n != NULL && BN_bin2bn(modulus.p, (int)modulus.n, n) != NULL ? n : NULL;
}

/* root = the whole part of the k-th root of n > 0, by Newton's method. */
static bool
root_floor(BIGNUM *root, const BIGNUM *n, unsigned k, BN_CTX *bn)
{
	BIGNUM *next, *power, *exponent;
	bool ok = false;

	BN_CTX_start(bn);
	next = BN_CTX_get(bn);
	power = BN_CTX_get(bn);
	exponent = BN_CTX_get(bn);
	if (exponent == NULL || !BN_set_word(exponent, k - 1))
		goto out;
	/* From a power of two that is too large, it falls until the root is met. */
	BN_zero(next);
	if (!BN_set_bit(next, (BN_num_bits(n) + (int)k - 1) / (int)k))
		goto out;
	do {
		if (BN_copy(root, next) == NULL || !BN_exp(power, root, exponent, bn) ||
		    !BN_div(next, NULL, n, power, bn) || !BN_copy(power, root) ||
		    !BN_mul_word(power, k - 1) || !BN_add(next, next, power) ||
		    BN_div_word(next, k) == (BN_ULONG)-1)
			goto out;
	} while (BN_cmp(next, root) < 0);
	ok = true;
out:
	BN_CTX_end(bn);
	return ok;
}

/* Is n = root^k for a whole root? */
static bool
root_exact(BIGNUM *root, const BIGNUM *n, unsigned k, BN_CTX *bn)
{
	BIGNUM *power, *exponent;
	bool exact;

	BN_CTX_start(bn);
	power = BN_CTX_get(bn);
	exponent = BN_CTX_get(bn);
	exact = exponent != NULL && BN_set_word(exponent, k) && root_floor(root, n, k, bn) &&
	    BN_exp(power, root, exponent, bn) && BN_cmp(power, n) == 0;
	BN_CTX_end(bn);
	return exact;
}

static bool
is_prime(unsigned n)
{
	for (unsigned d = 2; d <= n / d; d++)
		if (n % d == 0)
			return false;
	return n > 1;
}

static unsigned
power_mod(unsigned base, unsigned exponent, unsigned modulus)
{
	uint64_t result = 1, square = base % modulus;

	for (; exponent > 0; exponent /= 2) {
		if (exponent & 1)
			result = result * square % modulus;
		square = square * square % modulus;
	}
	return (unsigned)result;
}

/*
 * Could n be a k-th power, k prime?  Modulo a prime q with k | q - 1 only one
 * number in k is one (Euler's criterion), so a few q spare nearly every root.
 */
#define WITNESSES 8
static bool
maybe_power(const BIGNUM *n, unsigned k)
{
	unsigned step = k == 2 ? 2 : 2 * k;

	for (unsigned q = step + 1, found = 0; found < WITNESSES; q += step) {
		unsigned rest;

		if (!is_prime(q))
			continue;
		found++;
		rest = (unsigned)BN_mod_word(n, q);
		if (rest != 0 && power_mod(rest, (q - 1) / k, q) != 1)
			return false;
	}
	return true;
}

/* Is n a power of the small prime p? */
static bool
power_of(BIGNUM *n, unsigned p)
{
	unsigned k = 0;

	for (; BN_mod_word(n, p) == 0; k++)
		if (BN_div_word(n, p) == (BN_ULONG)-1)
			return false;
	return k >= 2 && BN_is_one(n);
}

/* Takes roots of n while there are any; false when there was none. */
static bool
take_roots(BIGNUM *n, BN_CTX *bn)
{
	BIGNUM *root = BN_CTX_get(bn);
	bool taken = false;

	if (root == NULL)
		return false;
	for (unsigned k = 2; k <= (unsigned)BN_num_bits(n) / BITS_PER_FACTOR; k++)
		while (is_prime(k) && maybe_power(n, k) && root_exact(root, n, k, bn)) {
			BN_swap(n, root);
			taken = true;
		}
	return taken;
}

bool
key_rsa_prime_power(struct key_work *w, struct span modulus)
{
	unsigned small = key_rsa_small_factor(w, modulus);
	struct lib_errors errors;
	BIGNUM *n;
	int prime = 0;		/* -1: OpenSSL failed, and does not always leave an error */
	bool power = false;

	errors = lib_errors_begin();
	BN_CTX_start(w->bn);
	n = take_modulus(w, modulus);
	if (n != NULL && !BN_is_zero(n) && !BN_is_one(n)) {
		if (small != 0)
			power = power_of(n, small);
		else if (take_roots(n, w->bn))
			power = (prime = BN_check_prime(n, w->bn, NULL)) == 1;
	}
	BN_CTX_end(w->bn);
	lib_errors_end(&errors);
	w->failed |= errors.any || prime < 0;
	return power;
}

/* Is n a square, and of what? */
static bool
is_square(BIGNUM *root, const BIGNUM *n, BN_CTX *bn)
{
	if (BN_is_zero(n)) {
		BN_zero(root);
		return true;
	}
	return maybe_power(n, 2) && root_exact(root, n, 2, bn);
}

/*
 * Looks for n = a^2 - b^2 with a from the root of n upwards; there is none
 * with factors other than 1 and n where a - b is 1.
 */
static bool
fermat(const BIGNUM *n, unsigned rounds, BN_CTX *bn)
{
	BIGNUM *a = BN_CTX_get(bn), *b = BN_CTX_get(bn), *rest = BN_CTX_get(bn), *step = BN_CTX_get(bn);

	if (step == NULL || !root_floor(a, n, 2, bn) || !BN_sqr(rest, a, bn) || !BN_sub(rest, rest, n))
		return false;
	if (BN_is_negative(rest)) {
		if (!BN_add_word(a, 1) || !BN_sqr(rest, a, bn) || !BN_sub(rest, rest, n))
			return false;
	}
	for (unsigned i = 0; i < rounds; i++) {
		if (is_square(b, rest, bn))
			return BN_sub(b, a, b) && !BN_is_one(b);
		/* (a + 1)^2 - n is greater by 2 a + 1 */
		if (!BN_lshift1(step, a) || !BN_add_word(step, 1) || !BN_add(rest, rest, step) ||
		    !BN_add_word(a, 1))
			return false;
	}
	return false;
}

bool
key_rsa_close_primes(struct key_work *w, struct span modulus, unsigned rounds)
{
	struct lib_errors errors;
	BIGNUM *n;
	bool close;

	errors = lib_errors_begin();
	BN_CTX_start(w->bn);
	n = take_modulus(w, modulus);
	close = n != NULL && !BN_is_zero(n) && fermat(n, rounds, w->bn);
	BN_CTX_end(w->bn);
	lib_errors_end(&errors);
	w->failed |= errors.any;
	return close;
}
