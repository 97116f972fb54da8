/* SPDX-License-Identifier: Apache-2.0 */
/*
 * json_plain.h - where a string of JSON has its first octet that is more than itself.
 *
 * The most frequent loop of the reader and of the writer: sixteen octets at a time where every
 * processor of the architecture has the instructions, else eight in a word.
 */
#ifndef BASE_JSON_PLAIN_H
#define BASE_JSON_PLAIN_H

#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include "base/span.h"

/*
 * The first octet from `at` on that is a quotation mark, a backslash, a control character or, for the writer, DEL; one before
 * it that is no ASCII sets *high.
 */
static inline const uint8_t *
json_plain_each(const uint8_t *at, const uint8_t *end, bool del, bool *high)
{
	for (; at < end && *at >= 0x20 && *at != '"' && *at != '\\' && !(del && *at == 0x7f); at++)
		*high |= *at >= 0x80;
	return at;
}

#define JSON_EACH(octet) (UINT64_C(0x0101010101010101) * (octet))

/* Has the word this octet?  Never false where it has; maybe true for one that is a little more. */
static inline uint64_t
json_has(uint64_t word, uint8_t octet)
{
	uint64_t zero = word ^ JSON_EACH(octet);

	return (zero - JSON_EACH(1)) & ~zero & JSON_EACH(0x80);
}

/* Is maybe one of the eight more than itself? */
static inline bool
json_word_ends(uint64_t word, bool del)
{
	return (json_has(word, '"') | json_has(word, '\\') | (del ? json_has(word, 0x7f) : 0) |
	    ((word - JSON_EACH(0x20)) & ~word & JSON_EACH(0x80))) != 0;
}

static inline const uint8_t *
json_plain_words(const uint8_t *at, const uint8_t *end, bool del, bool *high)
{
	bool eight = end - at >= 8;
	uint64_t word;
	uint32_t first, last;

	for (; eight; at += 8) {
		/* Of the last eight some are looked at again. */
		if (at == end)
			return end;
		if (end - at < 8)
			at = end - 8;
		memcpy(&word, at, 8);
		if (json_word_ends(word, del))
			break;
		*high |= (word & JSON_EACH(0x80)) != 0;
	}
	if (end - at >= 4 && end - at < 8) {
		memcpy(&first, at, 4);
		memcpy(&last, end - 4, 4);
		word = (uint64_t)first << 32 | last;
		*high |= !json_word_ends(word, del) && (word & JSON_EACH(0x80)) != 0;
		if (!json_word_ends(word, del))
			return end;
	}
	return json_plain_each(at, end, del, high);
}

#ifdef __SSE2__

/* A bit for each of sixteen octets that is more than itself; those that are no ASCII are in *over. */
__attribute__((always_inline)) static inline unsigned
json_ends(const uint8_t *at, bool del, unsigned *over)
{
	const __m128i quote = _mm_set1_epi8('"'), escape = _mm_set1_epi8('\\'), control = _mm_set1_epi8(0x1f), last = _mm_set1_epi8(0x7f);
	__m128i v = _mm_loadu_si128((const __m128i *)(const void *)at);
	__m128i other = _mm_or_si128(_mm_or_si128(_mm_cmpeq_epi8(v, quote), _mm_cmpeq_epi8(v, escape)),
	    _mm_cmpeq_epi8(_mm_min_epu8(v, control), v));

	*over = (unsigned)_mm_movemask_epi8(v);
	return (unsigned)_mm_movemask_epi8(del ? _mm_or_si128(other, _mm_cmpeq_epi8(v, last)) : other);
}

/* The quotation mark that ends a string of ASCII without escapes; NULL: look closer.  `last`: see json_last_sixteen(). */
__attribute__((always_inline)) static inline const uint8_t *
json_usual_end(const uint8_t *at, const uint8_t *last)
{
	/* As signed numbers, control characters and what is no ASCII are less than a space. */
	const __m128i quote = _mm_set1_epi8('"'), escape = _mm_set1_epi8('\\'), space = _mm_set1_epi8(' ');

	for (; at <= last; at += 16) {
		__m128i v = _mm_loadu_si128((const __m128i *)(const void *)at);
		unsigned ends = (unsigned)_mm_movemask_epi8(_mm_or_si128(_mm_cmplt_epi8(v, space),
		    _mm_or_si128(_mm_cmpeq_epi8(v, quote), _mm_cmpeq_epi8(v, escape))));

		if (ends != 0) {
			at += __builtin_ctz(ends);
			return *at == '"' ? at : NULL;
		}
	}
	return NULL;
}

/* The first octet that is no space; it may be one where fewer than sixteen follow. */
__attribute__((always_inline)) static inline const uint8_t *
json_skip_spaces(const uint8_t *at, const uint8_t *last)
{
	for (; at <= last; at += 16) {
		__m128i v = _mm_loadu_si128((const __m128i *)(const void *)at);
		unsigned others = (unsigned)_mm_movemask_epi8(_mm_cmpeq_epi8(v, _mm_set1_epi8(' '))) ^ 0xffff;

		if (others != 0)
			return at + __builtin_ctz(others);
	}
	return at;
}

#else

static inline const uint8_t *
json_usual_end(const uint8_t *at, const uint8_t *last)
{
	(void)at;
	(void)last;
	return NULL;
}

static inline const uint8_t *
json_skip_spaces(const uint8_t *at, const uint8_t *last)
{
	(void)last;
	return at;
}

#endif

/* The last place in a text at which sixteen octets can be looked at; NULL: there is none. */
static inline const uint8_t *
json_last_sixteen(struct span text)
{
	return text.n >= 16 ? text.p + text.n - 16 : NULL;
}

static inline const uint8_t *
json_plain(const uint8_t *at, const uint8_t *end, bool del, bool *high)
{
#ifdef __SSE2__
	bool sixteen = end - at >= 16;

	for (; sixteen; at += 16) {
		unsigned ends, over;

		/* Of the last sixteen some are looked at again. */
		if (at == end)
			return end;
		if (end - at < 16)
			at = end - 16;
		if ((ends = json_ends(at, del, &over)) != 0) {
			/* Those up to the first end, which is ASCII. */
			*high |= (over & (ends ^ (ends - 1))) != 0;
			return at + __builtin_ctz(ends);
		}
		*high |= over != 0;
	}
#endif
	return json_plain_words(at, end, del, high);
}

#endif
