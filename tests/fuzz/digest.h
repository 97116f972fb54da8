/* SPDX-License-Identifier: Apache-2.0 */
/* digest.h - a digest of what was handed out, in order: FNV-1a. */
#ifndef TESTS_FUZZ_DIGEST_H
#define TESTS_FUZZ_DIGEST_H

#include <stddef.h>
#include <stdint.h>

static inline uint64_t
digest_add(uint64_t h, const void *p, size_t n)
{
	const uint8_t *o = p;

	for (size_t i = 0; i < n; i++)
		h = (h ^ o[i]) * UINT64_C(1099511628211);
	return (h ^ n) * UINT64_C(1099511628211);
}

#endif
