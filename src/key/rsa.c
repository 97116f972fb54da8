/* SPDX-License-Identifier: Apache-2.0 */
/*
 * rsa.c - the cheap checks of an RSA modulus, made on every certificate:
 * small prime factors and the ROCA fingerprint.  Plain C, no big numbers.
 */
#include <string.h>

#include "der/der.h"
#include "key/key.h"

/* ---- small factors (SBR 6.1.6) ---- */

/*
 * The inverse of an odd number modulo 2^64, as a constant: Newton's iteration
 * doubles the bits that are right, of which 3p XOR 2 has five.
 */
#define NEWTON(p, x) ((x) * (2 - (p) * (x)))
#define INVERSE(p) NEWTON(p, NEWTON(p, NEWTON(p, NEWTON(p, (p) * UINT64_C(3) ^ 2))))

/* An odd number to divide by exactly. */
struct divisor {
	uint64_t value, inverse;
};
#define DIVISOR(n) { (n), INVERSE(n) }

/* The odd primes below 752 in groups whose product fits a word. */
#define GROUP_PRIMES 15
static const struct group {
	struct divisor product;
	struct divisor prime[GROUP_PRIMES];
} groups[] = {
	{ DIVISOR(UINT64_C(0xe221f97c30e94e1d)),
	    { DIVISOR(3), DIVISOR(5), DIVISOR(7), DIVISOR(11), DIVISOR(13), DIVISOR(17), DIVISOR(19),
	    DIVISOR(23), DIVISOR(29), DIVISOR(31), DIVISOR(37), DIVISOR(41), DIVISOR(43), DIVISOR(47),
	    DIVISOR(53) } },
	{ DIVISOR(UINT64_C(0x6329899ea9f2714b)),
	    { DIVISOR(59), DIVISOR(61), DIVISOR(67), DIVISOR(71), DIVISOR(73), DIVISOR(79), DIVISOR(83),
	    DIVISOR(89), DIVISOR(97), DIVISOR(101) } },
	{ DIVISOR(UINT64_C(0x58edcb4c9ed39c8b)),
	    { DIVISOR(103), DIVISOR(107), DIVISOR(109), DIVISOR(113), DIVISOR(127), DIVISOR(131), DIVISOR(137),
	    DIVISOR(139), DIVISOR(149) } },
	{ DIVISOR(UINT64_C(0x09966ff94fd516fb)),
	    { DIVISOR(151), DIVISOR(157), DIVISOR(163), DIVISOR(167), DIVISOR(173), DIVISOR(179), DIVISOR(181),
	    DIVISOR(191) } },
	{ DIVISOR(UINT64_C(0x3bd7632c1f36eb51)),
	    { DIVISOR(193), DIVISOR(197), DIVISOR(199), DIVISOR(211), DIVISOR(223), DIVISOR(227), DIVISOR(229),
	    DIVISOR(233) } },
	{ DIVISOR(UINT64_C(0x00fd14b3c90d88a9)),
	    { DIVISOR(239), DIVISOR(241), DIVISOR(251), DIVISOR(257), DIVISOR(263), DIVISOR(269), DIVISOR(271) } },
	{ DIVISOR(UINT64_C(0x02ad3dbe0cca85ff)),
	    { DIVISOR(277), DIVISOR(281), DIVISOR(283), DIVISOR(293), DIVISOR(307), DIVISOR(311), DIVISOR(313) } },
	{ DIVISOR(UINT64_C(0x0787f9a02c3388a7)),
	    { DIVISOR(317), DIVISOR(331), DIVISOR(337), DIVISOR(347), DIVISOR(349), DIVISOR(353), DIVISOR(359) } },
	{ DIVISOR(UINT64_C(0x1113c5cc6d101657)),
	    { DIVISOR(367), DIVISOR(373), DIVISOR(379), DIVISOR(383), DIVISOR(389), DIVISOR(397), DIVISOR(401) } },
	{ DIVISOR(UINT64_C(0x2456c94f936bdb15)),
	    { DIVISOR(409), DIVISOR(419), DIVISOR(421), DIVISOR(431), DIVISOR(433), DIVISOR(439), DIVISOR(443) } },
	{ DIVISOR(UINT64_C(0x4236a30b85ffe139)),
	    { DIVISOR(449), DIVISOR(457), DIVISOR(461), DIVISOR(463), DIVISOR(467), DIVISOR(479), DIVISOR(487) } },
	{ DIVISOR(UINT64_C(0x805437b38eada69d)),
	    { DIVISOR(491), DIVISOR(499), DIVISOR(503), DIVISOR(509), DIVISOR(521), DIVISOR(523), DIVISOR(541) } },
	{ DIVISOR(UINT64_C(0x00723e97bddcd2af)),
	    { DIVISOR(547), DIVISOR(557), DIVISOR(563), DIVISOR(569), DIVISOR(571), DIVISOR(577) } },
	{ DIVISOR(UINT64_C(0x00a5a792ee239667)),
	    { DIVISOR(587), DIVISOR(593), DIVISOR(599), DIVISOR(601), DIVISOR(607), DIVISOR(613) } },
	{ DIVISOR(UINT64_C(0x00e451352ebca269)),
	    { DIVISOR(617), DIVISOR(619), DIVISOR(631), DIVISOR(641), DIVISOR(643), DIVISOR(647) } },
	{ DIVISOR(UINT64_C(0x013a7955f14b7805)),
	    { DIVISOR(653), DIVISOR(659), DIVISOR(661), DIVISOR(673), DIVISOR(677), DIVISOR(683) } },
	{ DIVISOR(UINT64_C(0x01d37cbd653b06ff)),
	    { DIVISOR(691), DIVISOR(701), DIVISOR(709), DIVISOR(719), DIVISOR(727), DIVISOR(733) } },
	{ DIVISOR(UINT64_C(0x00000000189410db)),
	    { DIVISOR(739), DIVISOR(743), DIVISOR(751) } },
};
#define GROUPS (sizeof groups / sizeof groups[0])

/* The upper half of a product of two words. */
static inline uint64_t
mul_high(uint64_t a, uint64_t b)
{
#ifdef __SIZEOF_INT128__
	__extension__ typedef unsigned __int128 wide;

	return (uint64_t)(((wide)a * b) >> 64);
#else
	uint64_t a0 = a & UINT32_MAX, a1 = a >> 32, b0 = b & UINT32_MAX, b1 = b >> 32;
	uint64_t low = a0 * b0, cross = a1 * b0 + (low >> 32), cross2 = a0 * b1 + (cross & UINT32_MAX);

	return a1 * b1 + (cross >> 32) + (cross2 >> 32);
#endif
}

/* Words of a number that are looked at in one go. */
#define WORDS 256

/* The number, of so many words at most, in words, the least significant first; returns how many. */
static size_t
to_words(struct span number, uint64_t words[WORDS])
{
	size_t n = 0;
	uint64_t w = 0;

	for (; number.n >= 8; number.n -= 8) {
		const uint8_t *p = number.p + number.n - 8;

		words[n++] = (uint64_t)p[0] << 56 | (uint64_t)p[1] << 48 | (uint64_t)p[2] << 40 |
		    (uint64_t)p[3] << 32 | (uint64_t)p[4] << 24 | (uint64_t)p[5] << 16 | (uint64_t)p[6] << 8 | p[7];
	}
	for (size_t i = 0; i < number.n; i++)
		w = w << 8 | number.p[i];
	if (number.n > 0)
		words[n++] = w;
	return n;
}

/*
 * One step of an exact division from the least significant word on: finds the
 * quotient's next word by the inverse and carries what the product takes from
 * the words above.
 */
static inline uint64_t
divide_step(const struct divisor *d, uint64_t word, uint64_t carry)
{
	uint64_t rest = word - carry, borrow = word < carry;

	return mul_high(rest * d->inverse, d->value) + borrow;
}

/* The last carry is 0 modulo just those primes of the group that divide the number. */
static unsigned
group_factor(const struct group *g, uint64_t carry)
{
	for (const struct divisor *d = g->prime; d < g->prime + GROUP_PRIMES && d->value != 0; d++)
		if (divide_step(d, carry, 0) == 0)
			return (unsigned)d->value;
	return 0;
}

/* How many groups are divided by side by side, so that their multiplications need not wait for each other. */
#define ABREAST 6
_Static_assert(GROUPS % ABREAST == 0, "groups fill their rows");

/* The carries of a row of groups, over so many more words of the number. */
static void
divide_row(const struct group *g, const uint64_t *words, size_t n, uint64_t carry[ABREAST])
{
	uint64_t c0 = carry[0], c1 = carry[1], c2 = carry[2], c3 = carry[3], c4 = carry[4], c5 = carry[5];

	for (size_t i = 0; i < n; i++) {
		c0 = divide_step(&g[0].product, words[i], c0);
		c1 = divide_step(&g[1].product, words[i], c1);
		c2 = divide_step(&g[2].product, words[i], c2);
		c3 = divide_step(&g[3].product, words[i], c3);
		c4 = divide_step(&g[4].product, words[i], c4);
		c5 = divide_step(&g[5].product, words[i], c5);
	}
	memcpy(carry, (uint64_t[ABREAST]){ c0, c1, c2, c3, c4, c5 }, ABREAST * sizeof *carry);
}

unsigned
key_rsa_small_factor(struct span modulus)
{
	uint64_t words[WORDS];
	struct span number = der_magnitude(modulus);
	size_t n = 0;

	if (number.n == 0)
		return 0;
	if ((number.p[number.n - 1] & 1) == 0)
		return 2;
	for (const struct group *g = groups; g < groups + GROUPS; g += ABREAST) {
		uint64_t carry[ABREAST] = { 0 };

		/* From the least significant octets on; the usual modulus is one piece, and read once. */
		for (size_t end = number.n, octets; end > 0; end -= octets) {
			octets = end < sizeof words ? end : sizeof words;
			if (n == 0 || number.n > sizeof words)
				n = to_words(span_sub(number, end - octets, octets), words);
			divide_row(g, words, n, carry);
		}
		for (size_t k = 0; k < ABREAST; k++) {
			unsigned factor = group_factor(&g[k], carry[k]);

			if (factor != 0)
				return factor;
		}
	}
	return 0;
}

/* ---- ROCA (CVE-2017-15361) ---- */

/*
 * The faulty library made primes that are powers of 65537 modulo a product of
 * the first primes, the odd ones up to 167 at least; a modulus is then such a
 * power too (Nemec et al., The Return of Coppersmith's Attack, 2017, 2.3).
 * Grouped so that a product fits 32 bits, those first for which the powers are
 * the fewest: a sound modulus mostly fails in the first group.
 */
#define ROCA_PRIMES 7
static const struct roca_group {
	struct divisor product;
	uint8_t prime[ROCA_PRIMES];
} roca_groups[] = {
	{ DIVISOR(UINT64_C(190249301)), { 97, 37, 79, 11, 61 } },
	{ DIVISOR(UINT64_C(309382541)), { 73, 127, 151, 13, 17 } },
	{ DIVISOR(UINT64_C(787968437)), { 19, 53, 71, 103, 107 } },
	{ DIVISOR(UINT64_C(1198508955)), { 109, 157, 3, 5, 7, 23, 29 } },
	{ DIVISOR(UINT64_C(151552769)), { 31, 41, 43, 47, 59 } },
	{ DIVISOR(UINT64_C(49987829)), { 67, 83, 89, 101 } },
	{ DIVISOR(UINT64_C(281893529)), { 113, 131, 137, 139 } },
	{ DIVISOR(UINT64_C(4055929)), { 149, 163, 167 } },
};
#define ROCA_GROUPS (sizeof roca_groups / sizeof roca_groups[0])

struct logarithm {
	unsigned exponent, order;	/* 65537^exponent, and the order of 65537 */
};

/* base^n modulo p, all below 2^16. */
static unsigned
power_of(unsigned base, size_t n, unsigned p)
{
	unsigned power = 1;

	for (; n > 0; n >>= 1) {
		if ((n & 1) != 0)
			power = power * base % p;
		base = base * base % p;
	}
	return power;
}

/* The number modulo a prime of a group, by what the group's product left over n words: -carry 2^(64 n). */
static unsigned
rest_of(uint64_t carry, size_t n, unsigned p)
{
	unsigned word = (unsigned)(UINT64_MAX % p) + 1;

	return (p - (unsigned)(carry % p)) * power_of(word, n, p) % p;
}

/* The logarithm of x to base 65537 modulo p; false when x is no power of it. */
static bool
logarithm_find(unsigned x, unsigned p, struct logarithm *out)
{
	unsigned base = 65537 % p, power = 1, i = 0;
	bool found = false;

	do {
		if (power == x) {
			out->exponent = i;
			found = true;
		}
		power = power * base % p;
		i++;
	} while (power != 1);
	out->order = i;
	return found;
}

static unsigned
gcd(unsigned a, unsigned b)
{
	while (b != 0) {
		unsigned rest = a % b;

		a = b;
		b = rest;
	}
	return a;
}

/* Is there one exponent that fits all of them?  (Pairwise is enough for that.) */
static bool
logarithms_agree(const struct logarithm *log, size_t n)
{
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < i; k++) {
			unsigned common = gcd(log[i].order, log[k].order);

			if (log[i].exponent % common != log[k].exponent % common)
				return false;
		}
	return true;
}

bool
key_rsa_roca(struct span modulus)
{
	struct logarithm log[ROCA_GROUPS * ROCA_PRIMES];
	uint64_t words[WORDS];
	struct span number = der_magnitude(modulus);
	size_t n_words, n = 0;

	/* The library made keys of 4096 bits at most. */
	if (number.n == 0 || number.n > sizeof words)
		return false;
	n_words = to_words(number, words);
	for (const struct roca_group *g = roca_groups; g < roca_groups + ROCA_GROUPS; g++) {
		uint64_t carry = 0;

		for (size_t i = 0; i < n_words; i++)
			carry = divide_step(&g->product, words[i], carry);
		for (size_t k = 0; k < ROCA_PRIMES && g->prime[k] != 0; k++)
			if (!logarithm_find(rest_of(carry, n_words, g->prime[k]), g->prime[k], &log[n++]))
				return false;
	}
	return logarithms_agree(log, n);
}
