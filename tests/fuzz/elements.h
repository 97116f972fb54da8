/* SPDX-License-Identifier: Apache-2.0 */
/* elements.h - an input that is several elements of DER, one behind the other. */
#ifndef TESTS_FUZZ_ELEMENTS_H
#define TESTS_FUZZ_ELEMENTS_H

#include "inside.h"

#define MOST 32

/* What is none ends them. */
static inline size_t
split(struct span octets, struct span *to)
{
	size_t n = 0;

	while (n < MOST && octets.n > 4) {
		size_t size = octets.p[1] == 0x82 ? 4 + ((size_t)octets.p[2] << 8 | octets.p[3]) : octets.n;

		to[n] = span_sub(octets, 0, size < octets.n ? size : octets.n);
		octets = span_sub(octets, to[n].n, octets.n - to[n].n);
		n++;
	}
	return n;
}

#endif
