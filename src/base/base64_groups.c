/* SPDX-License-Identifier: Apache-2.0 */
/*
 * base64_groups.c - whole groups of base64, read and written in vectors of 16 or 32 characters.
 *
 * The method of W. Muła and D. Lemire, "Faster Base64 Encoding and Decoding Using AVX2 Instructions" (2018): two look-ups by
 * the halves of a character tell whether it is in the alphabet, a third how far its value is from its code.
 */
#include "base/base64_groups.h"

#if defined(__x86_64__)
#include <immintrin.h>
/*
 * The C library asked the processor when it began.  The compiler's own asks once more in front of main(): ten questions, each of which
 * goes to the hypervisor where there is one, 40 microseconds of a start.
 */
#if __has_include(<sys/platform/x86.h>)
#include <sys/platform/x86.h>
#define HAS_SSSE3 CPU_FEATURE_ACTIVE(SSSE3)
#define HAS_AVX2 CPU_FEATURE_ACTIVE(AVX2)
#else
#define HAS_SSSE3 __builtin_cpu_supports("ssse3")
#define HAS_AVX2 __builtin_cpu_supports("avx2")
#endif
#elif defined(__aarch64__)
#include <arm_neon.h>
#endif

/* Of the characters below 128, in rows of sixteen. */
const uint8_t base64_values[128] = {
	66, 66, 66, 66, 66, 66, 66, 66, 66, 65, 65, 66, 66, 65, 66, 66,
	66, 66, 66, 66, 66, 66, 66, 66, 66, 66, 66, 66, 66, 66, 66, 66,
	65, 66, 66, 66, 66, 66, 66, 66, 66, 66, 66, 62, 66, 66, 66, 63,
	52, 53, 54, 55, 56, 57, 58, 59, 60, 61, 66, 66, 66, 64, 66, 66,
	66,  0,  1,  2,  3,  4,  5,  6,  7,  8,  9, 10, 11, 12, 13, 14,
	15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 66, 66, 66, 66, 66,
	66, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40,
	41, 42, 43, 44, 45, 46, 47, 48, 49, 50, 51, 66, 66, 66, 66, 66,
};

const char base64_digits[65] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

void
base64_put_groups_plain(struct span octets, char *to)
{
	const uint8_t *p = octets.p;

	for (const uint8_t *end = p + octets.n; p < end; p += 3) {
		uint32_t bits = (uint32_t)p[0] << 16 | (uint32_t)p[1] << 8 | p[2];

		*to++ = base64_digits[bits >> 18];
		*to++ = base64_digits[bits >> 12 & 63];
		*to++ = base64_digits[bits >> 6 & 63];
		*to++ = base64_digits[bits & 63];
	}
}

size_t
base64_groups_plain(struct span text, uint8_t *to)
{
	size_t i = 0;

	for (; i + 4 <= text.n; i += 4) {
		const uint8_t *c = text.p + i;
		unsigned a, b, d, e;
		uint32_t bits;

		if ((c[0] | c[1] | c[2] | c[3]) >= 128)
			break;
		a = base64_values[c[0]];
		b = base64_values[c[1]];
		d = base64_values[c[2]];
		e = base64_values[c[3]];
		if ((a | b | d | e) >= B64_PAD)
			break;
		bits = (uint32_t)a << 18 | (uint32_t)b << 12 | (uint32_t)d << 6 | e;
		*to++ = (uint8_t)(bits >> 16);
		*to++ = (uint8_t)(bits >> 8);
		*to++ = (uint8_t)bits;
	}
	return i;
}

#if defined(__x86_64__)

/* A bit is common to the entry of a character's low half and that of its high half where it is not in the alphabet. */
#define BY_LOW 0x15, 0x11, 0x11, 0x11, 0x11, 0x11, 0x11, 0x11, 0x11, 0x11, 0x13, 0x1a, 0x1b, 0x1b, 0x1b, 0x1a
#define BY_HIGH 0x10, 0x10, 0x01, 0x02, 0x04, 0x08, 0x04, 0x08, 0x10, 0x10, 0x10, 0x10, 0x10, 0x10, 0x10, 0x10
/* From the code to the value, by the high half; '/' has the first by itself. */
#define BY_ROW 0, 16, 19, 4, -65, -65, -71, -71, 0, 0, 0, 0, 0, 0, 0, 0
/* Three octets of each group, in their order, to the front. */
#define IN_ORDER 2, 1, 0, 6, 5, 4, 10, 9, 8, 14, 13, 12, -1, -1, -1, -1

__attribute__((target("ssse3"))) static size_t
groups_ssse3(struct span text, uint8_t *to)
{
	const __m128i by_low = _mm_setr_epi8(BY_LOW), by_high = _mm_setr_epi8(BY_HIGH), by_row = _mm_setr_epi8(BY_ROW);
	const __m128i half = _mm_set1_epi8(0x2f), order = _mm_setr_epi8(IN_ORDER);
	size_t i = 0;

	for (; text.n - i >= 16; i += 16, to += 12) {
		__m128i c = _mm_loadu_si128((const __m128i *)(const void *)(text.p + i));
		__m128i high = _mm_and_si128(_mm_srli_epi32(c, 4), half), low = _mm_and_si128(c, half);
		__m128i wrong = _mm_and_si128(_mm_shuffle_epi8(by_low, low), _mm_shuffle_epi8(by_high, high)), pairs;

		if (_mm_movemask_epi8(_mm_cmpgt_epi8(wrong, _mm_setzero_si128())) != 0)
			break;
		c = _mm_add_epi8(c, _mm_shuffle_epi8(by_row, _mm_add_epi8(_mm_cmpeq_epi8(c, half), high)));
		/* 6 and 6 bits to 12, 12 and 12 to 24. */
		pairs = _mm_maddubs_epi16(c, _mm_set1_epi32(0x01400140));
		c = _mm_shuffle_epi8(_mm_madd_epi16(pairs, _mm_set1_epi32(0x00011000)), order);
		_mm_storeu_si128((__m128i *)(void *)to, c);
	}
	return i == text.n ? i : i + base64_groups_plain(span_sub(text, i, text.n - i), to);
}

__attribute__((target("avx2"))) static size_t
groups_avx2(struct span text, uint8_t *to)
{
	const __m256i by_low = _mm256_setr_epi8(BY_LOW, BY_LOW), by_high = _mm256_setr_epi8(BY_HIGH, BY_HIGH);
	const __m256i by_row = _mm256_setr_epi8(BY_ROW, BY_ROW), order = _mm256_setr_epi8(IN_ORDER, IN_ORDER);
	const __m256i half = _mm256_set1_epi8(0x2f), together = _mm256_setr_epi32(0, 1, 2, 4, 5, 6, 7, 7);
	size_t i = 0;

	for (; text.n - i >= 32; i += 32, to += 24) {
		__m256i c = _mm256_loadu_si256((const __m256i *)(const void *)(text.p + i));
		__m256i high = _mm256_and_si256(_mm256_srli_epi32(c, 4), half), low = _mm256_and_si256(c, half);
		__m256i wrong = _mm256_and_si256(_mm256_shuffle_epi8(by_low, low), _mm256_shuffle_epi8(by_high, high)), pairs;

		if (_mm256_movemask_epi8(_mm256_cmpgt_epi8(wrong, _mm256_setzero_si256())) != 0)
			break;
		c = _mm256_add_epi8(c, _mm256_shuffle_epi8(by_row, _mm256_add_epi8(_mm256_cmpeq_epi8(c, half), high)));
		pairs = _mm256_maddubs_epi16(c, _mm256_set1_epi32(0x01400140));
		c = _mm256_shuffle_epi8(_mm256_madd_epi16(pairs, _mm256_set1_epi32(0x00011000)), order);
		_mm256_storeu_si256((__m256i *)(void *)to, _mm256_permutevar8x32_epi32(c, together));
	}
	return i == text.n ? i : i + groups_ssse3(span_sub(text, i, text.n - i), to);
}

/* Each group's octets into a word of 32 bits, so that 6 bits each lie in the halves that are multiplied. */
#define INTO_WORDS 1, 0, 2, 1, 4, 3, 5, 4, 7, 6, 8, 7, 10, 9, 11, 10
/* From the value to its code: small letters, ten digits, two signs, capital letters. */
#define BY_KIND 'a' - 26, '0' - 52, '0' - 52, '0' - 52, '0' - 52, '0' - 52, '0' - 52, '0' - 52, '0' - 52, '0' - 52, '0' - 52, \
	'+' - 62, '/' - 63, 'A', 0, 0

__attribute__((target("ssse3"))) static void
put_ssse3(struct span octets, char *to)
{
	const __m128i into_words = _mm_setr_epi8(INTO_WORDS), by_kind = _mm_setr_epi8(BY_KIND);
	size_t i = 0;

	/* Sixteen are read, twelve are written. */
	for (; octets.n - i >= 16; i += 12, to += 16) {
		__m128i v = _mm_shuffle_epi8(_mm_loadu_si128((const __m128i *)(const void *)(octets.p + i)), into_words);
		__m128i odd = _mm_mulhi_epu16(_mm_and_si128(v, _mm_set1_epi32(0x0fc0fc00)), _mm_set1_epi32(0x04000040));
		__m128i even = _mm_mullo_epi16(_mm_and_si128(v, _mm_set1_epi32(0x003f03f0)), _mm_set1_epi32(0x01000010));
		__m128i value = _mm_or_si128(odd, even), capital = _mm_cmpgt_epi8(_mm_set1_epi8(26), value);
		__m128i kind = _mm_or_si128(_mm_subs_epu8(value, _mm_set1_epi8(51)), _mm_and_si128(capital, _mm_set1_epi8(13)));

		_mm_storeu_si128((__m128i *)(void *)to, _mm_add_epi8(_mm_shuffle_epi8(by_kind, kind), value));
	}
	base64_put_groups_plain(span_sub(octets, i, octets.n - i), to);
}

void
base64_put_groups(struct span octets, char *to)
{
	(HAS_SSSE3 ? put_ssse3 : base64_put_groups_plain)(octets, to);
}

base64_put_fn *const base64_put_all[] = { base64_put_groups_plain, put_ssse3, NULL };
base64_groups_fn *const base64_groups_all[] = { base64_groups_plain, groups_ssse3, groups_avx2, NULL };

bool
base64_groups_runs(size_t i)
{
	return i == 0 || (i == 1 ? HAS_SSSE3 : HAS_AVX2);
}

base64_groups_fn *
base64_groups_best(void)
{
	return HAS_AVX2 ? groups_avx2 : HAS_SSSE3 ? groups_ssse3 : base64_groups_plain;
}

#elif defined(__aarch64__)

static size_t
groups_neon(struct span text, uint8_t *to)
{
	const uint8x16x4_t lower = vld1q_u8_x4(base64_values), upper = vld1q_u8_x4(base64_values + 64);
	size_t i = 0;

	/* Each fourth character in a vector of its own. */
	for (; text.n - i >= 64; i += 64, to += 48) {
		uint8x16x4_t c = vld4q_u8(text.p + i);
		uint8x16x3_t octets;
		uint8x16_t any = vdupq_n_u8(0);

		for (unsigned k = 0; k < 4; k++) {
			/* A look-up outside of the table gives 0: the codes of 64 to 127 are in one of two, those from 128 on in none. */
			uint8x16_t value = vorrq_u8(vqtbl4q_u8(lower, c.val[k]), vqtbl4q_u8(upper, veorq_u8(c.val[k], vdupq_n_u8(0x40))));

			any = vorrq_u8(any, vorrq_u8(value, vandq_u8(c.val[k], vdupq_n_u8(0x80))));
			c.val[k] = value;
		}
		if (vmaxvq_u8(any) >= B64_PAD)
			break;
		octets.val[0] = vorrq_u8(vshlq_n_u8(c.val[0], 2), vshrq_n_u8(c.val[1], 4));
		octets.val[1] = vorrq_u8(vshlq_n_u8(c.val[1], 4), vshrq_n_u8(c.val[2], 2));
		octets.val[2] = vorrq_u8(vshlq_n_u8(c.val[2], 6), c.val[3]);
		vst3q_u8(to, octets);
	}
	return i + base64_groups_plain(span_sub(text, i, text.n - i), to);
}

base64_groups_fn *const base64_groups_all[] = { base64_groups_plain, groups_neon, NULL };

base64_groups_fn *
base64_groups_best(void)
{
	return groups_neon;
}

#else

base64_groups_fn *const base64_groups_all[] = { base64_groups_plain, NULL };

base64_groups_fn *
base64_groups_best(void)
{
	return base64_groups_plain;
}

#endif

#if !defined(__x86_64__)
/* Elsewhere a processor has all that was compiled for it, and vectors write nothing. */
bool
base64_groups_runs(size_t i)
{
	(void)i;
	return true;
}

base64_put_fn *const base64_put_all[] = { base64_put_groups_plain, NULL };

void
base64_put_groups(struct span octets, char *to)
{
	base64_put_groups_plain(octets, to);
}
#endif
