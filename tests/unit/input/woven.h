/* SPDX-License-Identifier: Apache-2.0 */
/* woven.h - elements into which octets are put that are none of theirs. */
#ifndef TESTS_UNIT_INPUT_WOVEN_H
#define TESTS_UNIT_INPUT_WOVEN_H

#include "base/out.h"
#include "base/span.h"

/* Octets that are the same in each run. */
static inline void
put_noise(struct out *o, uint32_t seed, size_t n)
{
	for (uint32_t x = seed * 2654435761u + 1; n > 0; n--) {
		x ^= x << 13;
		x ^= x >> 17;
		x ^= x << 5;
		out_char(o, (char)(x >> 11));
	}
}

/* Where the content of the signature begins with which the element ends (a BIT STRING of 256 octets or more); its octets: nowhere. */
static inline size_t
signature_of(struct span der)
{
	enum { HEAD = 4 };

	for (size_t i = der.n; i-- > 0; )
		if (der.n - i > HEAD && der.p[i] == 3 && der.p[i + 1] == 0x82 && der.n - i - HEAD == ((size_t)der.p[i + 2] << 8 | der.p[i + 3]))
			return i + HEAD;
	return der.n;
}

/* The element with so many others put in there. */
static inline void
put_woven(struct out *o, struct span der, size_t at, uint32_t seed, size_t n)
{
	out_mem(o, der.p, at);
	put_noise(o, seed, n);
	out_mem(o, der.p + at, der.n - at);
}

#endif
