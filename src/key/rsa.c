/* SPDX-License-Identifier: Apache-2.0 */
/*
 * rsa.c - the cheap checks of an RSA modulus, made on every certificate:
 * small prime factors and the ROCA fingerprint.  Plain C, no big numbers.
 */
#include <string.h>

#include "der/der.h"
#include "key/work.h"

/* ---- small factors (SBR 6.1.6) ---- */

/*
 * The inverse of an odd number modulo 2^64, as a constant: Newton's iteration
 * doubles the bits that are right, of which 3p XOR 2 has five.
 */
#define NEWTON(p, x) ((x) * (2 - (p) * (x)))
#define INVERSE(p) NEWTON(p, NEWTON(p, NEWTON(p, NEWTON(p, (p) * UINT64_C(3) ^ 2))))

/* An odd number to divide by exactly. */
struct divisor {
	uint64_t value, inverse, most;	/* the largest quotient of a word */
};
#define DIVISOR(n) { (n), INVERSE(n), UINT64_MAX / (n) }

/* The odd primes below 752. */
static const struct divisor primes[] = {
	DIVISOR(3), DIVISOR(5), DIVISOR(7), DIVISOR(11), DIVISOR(13), DIVISOR(17), DIVISOR(19), DIVISOR(23),
	DIVISOR(29), DIVISOR(31), DIVISOR(37), DIVISOR(41), DIVISOR(43),
	DIVISOR(47), DIVISOR(53), DIVISOR(59), DIVISOR(61), DIVISOR(67), DIVISOR(71), DIVISOR(73), DIVISOR(79),
	DIVISOR(83),
	DIVISOR(89), DIVISOR(97), DIVISOR(101), DIVISOR(103), DIVISOR(107), DIVISOR(109), DIVISOR(113), DIVISOR(127),
	DIVISOR(131), DIVISOR(137), DIVISOR(139), DIVISOR(149), DIVISOR(151), DIVISOR(157), DIVISOR(163),
	DIVISOR(167),
	DIVISOR(173), DIVISOR(179), DIVISOR(181), DIVISOR(191), DIVISOR(193), DIVISOR(197), DIVISOR(199),
	DIVISOR(211), DIVISOR(223), DIVISOR(227), DIVISOR(229), DIVISOR(233), DIVISOR(239), DIVISOR(241),
	DIVISOR(251), DIVISOR(257), DIVISOR(263), DIVISOR(269), DIVISOR(271), DIVISOR(277), DIVISOR(281),
	DIVISOR(283), DIVISOR(293), DIVISOR(307), DIVISOR(311), DIVISOR(313), DIVISOR(317), DIVISOR(331),
	DIVISOR(337), DIVISOR(347), DIVISOR(349), DIVISOR(353), DIVISOR(359), DIVISOR(367),
	DIVISOR(373), DIVISOR(379), DIVISOR(383), DIVISOR(389), DIVISOR(397), DIVISOR(401),
	DIVISOR(409), DIVISOR(419), DIVISOR(421), DIVISOR(431), DIVISOR(433), DIVISOR(439),
	DIVISOR(443), DIVISOR(449), DIVISOR(457), DIVISOR(461), DIVISOR(463), DIVISOR(467),
	DIVISOR(479), DIVISOR(487), DIVISOR(491), DIVISOR(499), DIVISOR(503), DIVISOR(509),
	DIVISOR(521), DIVISOR(523), DIVISOR(541), DIVISOR(547), DIVISOR(557), DIVISOR(563),
	DIVISOR(569), DIVISOR(571), DIVISOR(577), DIVISOR(587), DIVISOR(593), DIVISOR(599),
	DIVISOR(601), DIVISOR(607), DIVISOR(613), DIVISOR(617), DIVISOR(619), DIVISOR(631),
	DIVISOR(641), DIVISOR(643), DIVISOR(647), DIVISOR(653), DIVISOR(659), DIVISOR(661),
	DIVISOR(673), DIVISOR(677), DIVISOR(683), DIVISOR(691), DIVISOR(701), DIVISOR(709),
	DIVISOR(719), DIVISOR(727), DIVISOR(733), DIVISOR(739), DIVISOR(743), DIVISOR(751),
};

/* They in groups whose product leaves room for a sum of products in two words, in their order. */
static const struct group {
	struct divisor product;
	size_t n;
} groups[] = {
	{ DIVISOR(UINT64_C(0x00173d59deed7e07)), 13 },
	{ DIVISOR(UINT64_C(0x004885f0a48165bd)), 9 },
	{ DIVISOR(UINT64_C(0x0035676619925deb)), 8 },
	{ DIVISOR(UINT64_C(0x03542f531172023b)), 8 },
	{ DIVISOR(UINT64_C(0x001cc6f3cdb03cb7)), 7 },
	{ DIVISOR(UINT64_C(0x00749f2e1d33e445)), 7 },
	{ DIVISOR(UINT64_C(0x015600e0c48f6a6b)), 7 },
	{ DIVISOR(UINT64_C(0x039bbaa5d80e1765)), 7 },
	{ DIVISOR(UINT64_C(0x0006be50caf337b7)), 6 },
	{ DIVISOR(UINT64_C(0x000be9851750f599)), 6 },
	{ DIVISOR(UINT64_C(0x0014ffe06576216f)), 6 },
	{ DIVISOR(UINT64_C(0x002030b8b4eb17bb)), 6 },
	{ DIVISOR(UINT64_C(0x0033fc9a3c452a33)), 6 },
	{ DIVISOR(UINT64_C(0x0059d5e0c915c853)), 6 },
	{ DIVISOR(UINT64_C(0x008ade5ba4538e07)), 6 },
	{ DIVISOR(UINT64_C(0x00bf76ff51270a4f)), 6 },
	{ DIVISOR(UINT64_C(0x010d7bfe4293297f)), 6 },
	{ DIVISOR(UINT64_C(0x017bb024fde5bbc5)), 6 },
	{ DIVISOR(UINT64_C(0x02314ea9c0af6eb7)), 6 },
};
#define GROUPS (sizeof groups / sizeof groups[0])
_Static_assert(GROUPS == WORK_GROUPS, "powers for each group");

#ifdef __SIZEOF_INT128__
__extension__ typedef unsigned __int128 wide;
#endif

/* The upper half of a product of two words. */
static inline uint64_t
mul_high(uint64_t a, uint64_t b)
{
#ifdef __SIZEOF_INT128__
	return (uint64_t)(((wide)a * b) >> 64);
#else
	uint64_t a0 = a & UINT32_MAX, a1 = a >> 32, b0 = b & UINT32_MAX, b1 = b >> 32;
	uint64_t low = a0 * b0, cross = a1 * b0 + (low >> 32), cross2 = a0 * b1 + (cross & UINT32_MAX);

	return a1 * b1 + (cross >> 32) + (cross2 >> 32);
#endif
}

/* Words of a number that are looked at in one go. */
#define WORDS 256

/* The number in words, the least significant first; returns how many. */
static size_t
to_words(struct span number, uint64_t *words)
{
	size_t n = number.n / 8, rest = number.n % 8;
	const uint8_t *p = number.p + rest;
	uint64_t w = 0;

	for (uint64_t *word = words + n; word > words; p += 8)
		*--word = (uint64_t)p[0] << 56 | (uint64_t)p[1] << 48 | (uint64_t)p[2] << 40 |
		    (uint64_t)p[3] << 32 | (uint64_t)p[4] << 24 | (uint64_t)p[5] << 16 | (uint64_t)p[6] << 8 | p[7];
	for (size_t i = 0; i < rest; i++)
		w = w << 8 | number.p[i];
	if (rest > 0)
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

/* The first of these primes by which the rest can be divided; 0: none. */
static unsigned
first_factor(const struct divisor *prime, size_t n, uint64_t rest)
{
	for (const struct divisor *d = prime, *end = prime + n; d < end; d++)
		if (rest * d->inverse <= d->most)
			return (unsigned)d->value;
	return 0;
}

struct sum {
	uint64_t low, high;
};

static inline void
add_product(struct sum *s, uint64_t a, uint64_t b)
{
#ifdef __SIZEOF_INT128__
	wide sum = ((wide)s->high << 64 | s->low) + (wide)a * b;

	*s = (struct sum){ (uint64_t)sum, (uint64_t)(sum >> 64) };
#else
	uint64_t low = a * b;

	s->low += low;
	s->high += mul_high(a, b) + (s->low < low);
#endif
}

static inline void
add_eight(struct sum *s, const uint64_t *a, const uint64_t *b)
{
	add_product(s, a[0], b[0]);
	add_product(s, a[1], b[1]);
	add_product(s, a[2], b[2]);
	add_product(s, a[3], b[3]);
	add_product(s, a[4], b[4]);
	add_product(s, a[5], b[5]);
	add_product(s, a[6], b[6]);
	add_product(s, a[7], b[7]);
}

/* Modulo each product, what a word counts for by its place in a piece of the number: 2^64 to the power of the place less 62. */
static void
powers_make(struct work_powers *p)
{
	for (size_t g = 0; g < GROUPS; g++) {
		const struct divisor *d = &groups[g].product;

		p->power[g][WORK_PIECE - 1] = (0 - d->value) % d->value;
		p->power[g][WORK_PIECE - 2] = 1;
		for (size_t i = WORK_PIECE - 2; i > 0; i--)
			p->power[g][i - 1] = d->value - divide_step(d, p->power[g][i], 0);
	}
	p->made = true;
}

/* A piece of the number and what the pieces below it left, modulo the group's product and divided by 2^4096. */
static uint64_t
piece_rest(const struct group *g, const uint64_t power[WORK_PIECE], const uint64_t *words, size_t n, uint64_t below)
{
	struct sum s = { 0, 0 };
	size_t i = 0;

	add_product(&s, below, power[0]);
	for (; i + 16 <= n; i += 16) {
		add_eight(&s, words + i, power + i);
		add_eight(&s, words + i + 8, power + i + 8);
	}
	for (; i < n; i++)
		add_product(&s, words[i], power[i]);
	return g->product.value - divide_step(&g->product, s.high, divide_step(&g->product, s.low, 0));
}

unsigned
key_rsa_small_factor(struct key_work *w, struct span modulus)
{
	uint64_t words[WORK_PIECE], rest[GROUPS] = { 0 };
	struct span number = der_magnitude(modulus);
	const struct divisor *prime = primes;

	if (number.n == 0)
		return 0;
	if ((number.p[number.n - 1] & 1) == 0)
		return 2;
	if (!w->powers.made)
		powers_make(&w->powers);
	/* From the least significant octets on; the usual modulus is one piece. */
	for (size_t end = number.n, octets; end > 0; end -= octets) {
		size_t n;

		octets = end < sizeof words ? end : sizeof words;
		n = to_words(span_sub(number, end - octets, octets), words);
		for (size_t g = 0; g < GROUPS; g++)
			rest[g] = piece_rest(&groups[g], w->powers.power[g], words, n, rest[g]);
	}
	/* What is left of the number is 0 modulo just those primes of the group that divide it. */
	for (size_t g = 0; g < GROUPS; prime += groups[g++].n) {
		unsigned factor = first_factor(prime, groups[g].n, rest[g]);

		if (factor != 0)
			return factor;
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
