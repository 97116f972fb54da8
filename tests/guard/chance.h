/* SPDX-License-Identifier: Apache-2.0 */
/* chance.h - numbers that a seed decides, and the options that say it: --seed S, --number N. */
#ifndef TESTS_GUARD_CHANCE_H
#define TESTS_GUARD_CHANCE_H

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static uint64_t chance;

/* One of 0 to n - 1. */
static inline unsigned
below(unsigned n)
{
	chance ^= chance << 13;
	chance ^= chance >> 7;
	chance ^= chance << 17;
	return (unsigned)(chance >> 33) % n;
}

/* Takes the options, which come in pairs; what is not said stays. */
static inline void
chance_begin(int argc, char **argv, unsigned long *seed, unsigned long *number)
{
	for (int i = 1; i + 1 < argc; i += 2)
		if (strcmp(argv[i], "--seed") == 0)
			*seed = strtoul(argv[i + 1], NULL, 10);
		else if (strcmp(argv[i], "--number") == 0)
			*number = strtoul(argv[i + 1], NULL, 10);
	chance = *seed * 0x9e3779b97f4a7c15u + 1;
}

#endif
