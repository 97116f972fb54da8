/*
 * rsa.c - the cheap checks of an RSA modulus, made on every certificate:
 * small prime factors and the ROCA fingerprint.  Plain C, no big numbers.
 */
#include "der/der.h"
#include "key/key.h"

#define MAX_BITS 16384

/* The modulus without leading zeros; false when it is empty or too large. */
static bool
magnitude(struct span modulus, struct span *out)
{
	*out = der_magnitude(modulus);
	return out->n > 0 && out->n <= MAX_BITS / 8;
}

/* ---- small factors (SBR 6.1.6) ---- */

/*
 * The odd primes below 752 in groups whose product fits a word, with the
 * product and its inverse modulo 2^64.
 */
#define GROUP_PRIMES 15
static const struct group {
	uint64_t product, inverse;
	uint16_t prime[GROUP_PRIMES];
} groups[] = {
	{ UINT64_C(0xe221f97c30e94e1d), UINT64_C(0x79a964b0f8d5e435),
	    { 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53 } },
	{ UINT64_C(0x6329899ea9f2714b), UINT64_C(0x0b0b4904c80c9063),
	    { 59, 61, 67, 71, 73, 79, 83, 89, 97, 101 } },
	{ UINT64_C(0x58edcb4c9ed39c8b), UINT64_C(0x67dbbd296edaeb23),
	    { 103, 107, 109, 113, 127, 131, 137, 139, 149 } },
	{ UINT64_C(0x09966ff94fd516fb), UINT64_C(0x88b1810397a98433),
	    { 151, 157, 163, 167, 173, 179, 181, 191 } },
	{ UINT64_C(0x3bd7632c1f36eb51), UINT64_C(0x9d2329d01e653db1),
	    { 193, 197, 199, 211, 223, 227, 229, 233 } },
	{ UINT64_C(0x00fd14b3c90d88a9), UINT64_C(0xb959bb5dbfb39b99),
	    { 239, 241, 251, 257, 263, 269, 271 } },
	{ UINT64_C(0x02ad3dbe0cca85ff), UINT64_C(0x701e227b5d1179ff),
	    { 277, 281, 283, 293, 307, 311, 313 } },
	{ UINT64_C(0x0787f9a02c3388a7), UINT64_C(0xa45152195f699f17),
	    { 317, 331, 337, 347, 349, 353, 359 } },
	{ UINT64_C(0x1113c5cc6d101657), UINT64_C(0xbbe47ee20ef13567),
	    { 367, 373, 379, 383, 389, 397, 401 } },
	{ UINT64_C(0x2456c94f936bdb15), UINT64_C(0xa56249c5519c9c3d),
	    { 409, 419, 421, 431, 433, 439, 443 } },
	{ UINT64_C(0x4236a30b85ffe139), UINT64_C(0x19f475aab88abd09),
	    { 449, 457, 461, 463, 467, 479, 487 } },
	{ UINT64_C(0x805437b38eada69d), UINT64_C(0xdd930c4f576e0fb5),
	    { 491, 499, 503, 509, 521, 523, 541 } },
	{ UINT64_C(0x00723e97bddcd2af), UINT64_C(0x0665332af883c44f),
	    { 547, 557, 563, 569, 571, 577 } },
	{ UINT64_C(0x00a5a792ee239667), UINT64_C(0xd3344709d09d2557),
	    { 587, 593, 599, 601, 607, 613 } },
	{ UINT64_C(0x00e451352ebca269), UINT64_C(0xfbadf7669da30dd9),
	    { 617, 619, 631, 641, 643, 647 } },
	{ UINT64_C(0x013a7955f14b7805), UINT64_C(0x1d7f71665dd694cd),
	    { 653, 659, 661, 673, 677, 683 } },
	{ UINT64_C(0x01d37cbd653b06ff), UINT64_C(0xd594f9dd0993f8ff),
	    { 691, 701, 709, 719, 727, 733 } },
	{ UINT64_C(0x00000000189410db), UINT64_C(0x6ab711fe8bc96b53),
	    { 739, 743, 751 } },
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

#define MAX_WORDS (MAX_BITS / 64)

/* The number in words, the least significant first; returns how many. */
static size_t
to_words(struct span number, uint64_t words[MAX_WORDS])
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
divide_step(const struct group *g, uint64_t word, uint64_t carry)
{
	uint64_t rest = word - carry, borrow = word < carry;

	return mul_high(rest * g->inverse, g->product) + borrow;
}

/* The last carry is 0 modulo just those primes of the group that divide the number. */
static unsigned
group_factor(const struct group *g, uint64_t carry)
{
	for (size_t k = 0; k < GROUP_PRIMES && g->prime[k] != 0; k++)
		if (carry % g->prime[k] == 0)
			return g->prime[k];
	return 0;
}

/* How many groups are divided by side by side, so that their multiplications need not wait for each other. */
#define ABREAST 6
_Static_assert(GROUPS % ABREAST == 0, "groups fill their rows");

unsigned
key_rsa_small_factor(struct span modulus)
{
	uint64_t words[MAX_WORDS];
	struct span number;
	size_t n;

	if (!magnitude(modulus, &number))
		return 0;
	if ((number.p[number.n - 1] & 1) == 0)
		return 2;
	n = to_words(number, words);
	for (const struct group *g = groups; g < groups + GROUPS; g += ABREAST) {
		uint64_t c0 = 0, c1 = 0, c2 = 0, c3 = 0, c4 = 0, c5 = 0;

		for (size_t i = 0; i < n; i++) {
			c0 = divide_step(&g[0], words[i], c0);
			c1 = divide_step(&g[1], words[i], c1);
			c2 = divide_step(&g[2], words[i], c2);
			c3 = divide_step(&g[3], words[i], c3);
			c4 = divide_step(&g[4], words[i], c4);
			c5 = divide_step(&g[5], words[i], c5);
		}
		for (size_t k = 0; k < ABREAST; k++) {
			unsigned factor = group_factor(&g[k], (uint64_t[]){ c0, c1, c2, c3, c4, c5 }[k]);

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
static const uint8_t roca_groups[][ROCA_PRIMES] = {
	{ 97, 37, 79, 11, 61 },
	{ 73, 127, 151, 13, 17 },
	{ 19, 53, 71, 103, 107 },
	{ 109, 157, 3, 5, 7, 23, 29 },
	{ 31, 41, 43, 47, 59 },
	{ 67, 83, 89, 101 },
	{ 113, 131, 137, 139 },
	{ 149, 163, 167 },
};
#define ROCA_GROUPS (sizeof roca_groups / sizeof roca_groups[0])

struct logarithm {
	unsigned exponent, order;	/* 65537^exponent, and the order of 65537 */
};

/* The number modulo the product of a group. */
static uint32_t
group_rest(struct span number, const uint8_t prime[ROCA_PRIMES])
{
	uint64_t product = 1, rest = 0;
	size_t head = number.n % 4, i = 0;

	for (size_t k = 0; k < ROCA_PRIMES && prime[k] != 0; k++)
		product *= prime[k];
	for (; i < head; i++)
		rest = rest << 8 | number.p[i];
	for (; i < number.n; i += 4)
		rest = (rest << 32 | (uint32_t)number.p[i] << 24 | (uint32_t)number.p[i + 1] << 16 |
		    (uint32_t)number.p[i + 2] << 8 | number.p[i + 3]) % product;
	return (uint32_t)(rest % product);
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
	struct span number;
	size_t n = 0;

	if (!magnitude(modulus, &number))
		return false;
	for (size_t i = 0; i < ROCA_GROUPS; i++) {
		const uint8_t *prime = roca_groups[i];
		uint32_t rest = group_rest(number, prime);

		for (size_t k = 0; k < ROCA_PRIMES && prime[k] != 0; k++)
			if (!logarithm_find(rest % prime[k], prime[k], &log[n++]))
				return false;
	}
	return logarithms_agree(log, n);
}
