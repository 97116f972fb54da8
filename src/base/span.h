/* SPDX-License-Identifier: Apache-2.0 */
/* span.h - a stretch of octets that somebody else owns. */
#ifndef BASE_SPAN_H
#define BASE_SPAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/*
 * Points into the caller's buffer and is valid as long as that buffer is.
 * An absent value has p == NULL; an empty one has p != NULL and n == 0.
 */
struct span {
	const uint8_t *p;
	size_t n;
};

#define SPAN_NONE ((struct span){ NULL, 0 })
/* The octets of a string literal, without its closing NUL. */
#define SPAN_LIT(s) ((struct span)SPAN_CONST(s))
/* The same where a static object is initialised. */
#define SPAN_CONST(s) { (const uint8_t *)(s), sizeof(s) - 1 }

static inline bool
span_eq(struct span a, struct span b)
{
	return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}

static inline bool
span_is(struct span a, const char *s)
{
	return a.n == strlen(s) && (a.n == 0 || memcmp(a.p, s, a.n) == 0);
}

/* span_eq() without a call where they are as short as names and ids mostly are: by their first and their last octets. */
static inline bool
span_eq_short(struct span a, struct span b)
{
	uint64_t p, q, p_end, q_end;
	uint32_t x, y, x_end, y_end;

	if (a.n != b.n || a.n > 16)
		return span_eq(a, b);
	if (a.n >= 8) {
		memcpy(&p, a.p, 8);
		memcpy(&q, b.p, 8);
		memcpy(&p_end, a.p + a.n - 8, 8);
		memcpy(&q_end, b.p + b.n - 8, 8);
		return p == q && p_end == q_end;
	}
	if (a.n >= 4) {
		memcpy(&x, a.p, 4);
		memcpy(&y, b.p, 4);
		memcpy(&x_end, a.p + a.n - 4, 4);
		memcpy(&y_end, b.p + b.n - 4, 4);
		return x == y && x_end == y_end;
	}
	return a.n == 0 || (a.p[0] == b.p[0] && a.p[a.n / 2] == b.p[a.n / 2] && a.p[a.n - 1] == b.p[a.n - 1]);
}

/* Which of two comes first, as for qsort(): by their octets, and what the other begins with before that one. */
static inline int
span_order(struct span a, struct span b)
{
	size_t n = a.n < b.n ? a.n : b.n;
	int order = n > 0 ? memcmp(a.p, b.p, n) : 0;

	return order != 0 ? order : (a.n > b.n) - (a.n < b.n);
}

/* Does it begin with these octets? */
static inline bool
span_starts(struct span s, struct span start)
{
	return s.n >= start.n && memcmp(s.p, start.p, start.n) == 0;
}

/* The octets of a string, without its closing NUL. */
static inline struct span
span_of(const char *s)
{
	return (struct span){ (const uint8_t *)s, strlen(s) };
}

/* The part [from, from + n) of s; the caller has checked that it lies inside. */
static inline struct span
span_sub(struct span s, size_t from, size_t n)
{
	/* Nothing has no place that could be counted from (C11 6.5.6). */
	return (struct span){ from == 0 ? s.p : s.p + from, n };
}

/* What stands behind the first n octets; the caller has checked that there are so many. */
static inline struct span
span_from(struct span s, size_t n)
{
	return span_sub(s, n, s.n - n);
}

/* A place in the octets at `from` becomes the same place in those at `to`. */
static inline void
span_move(struct span *s, const uint8_t *from, const uint8_t *to)
{
	if (s->p != NULL)
		s->p = to + (s->p - from);
}

/* The number in eight octets, of which the first is the least; written out, so that it is one load where memory is so. */
static inline uint64_t
octets_little(const uint8_t *p)
{
	return (uint64_t)p[7] << 56 | (uint64_t)p[6] << 48 | (uint64_t)p[5] << 40 | (uint64_t)p[4] << 32 |
	    (uint64_t)p[3] << 24 | (uint64_t)p[2] << 16 | (uint64_t)p[1] << 8 | p[0];
}

/* The number in eight octets, of which the first is the greatest: in the order of memcmp(). */
static inline uint64_t
octets_great(const uint8_t *p)
{
	return (uint64_t)p[0] << 56 | (uint64_t)p[1] << 48 | (uint64_t)p[2] << 40 | (uint64_t)p[3] << 32 |
	    (uint64_t)p[4] << 24 | (uint64_t)p[5] << 16 | (uint64_t)p[6] << 8 | p[7];
}

/* The number in n octets, eight at most, of which the first is the least. */
static inline uint64_t
span_little(struct span s, size_t at, unsigned n)
{
	uint64_t v = 0;

	while (n-- > 0)
		v = v << 8 | s.p[at + n];
	return v;
}

/* Is every octet below 0x80? */
static inline bool
span_is_ascii(struct span s)
{
	uint64_t any = 0, word;
	size_t i = 0;

	for (; i + sizeof word <= s.n; i += sizeof word) {
		memcpy(&word, s.p + i, sizeof word);
		any |= word;
	}
	for (; i < s.n; i++)
		any |= s.p[i];
	return (any & UINT64_C(0x8080808080808080)) == 0;
}

#endif
