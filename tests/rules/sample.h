/* SPDX-License-Identifier: Apache-2.0 */
/* sample.h - which cases a check takes that does not take all: each by what it is itself, so that a new one shifts no other. */
#ifndef TESTS_RULES_SAMPLE_H
#define TESTS_RULES_SAMPLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* About one of every so many texts (FNV-1a). */
static inline bool
is_sampled(const char *text, size_t every)
{
	uint64_t hash = UINT64_C(14695981039346656037);

	for (; *text != '\0'; text++)
		hash = (hash ^ (uint8_t)*text) * UINT64_C(1099511628211);
	return hash % every == 0;
}

#endif
