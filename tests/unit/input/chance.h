/* SPDX-License-Identifier: Apache-2.0 */
/* chance.h - numbers that a case decides: what is joined, and how. */
#ifndef TESTS_UNIT_INPUT_CHANCE_H
#define TESTS_UNIT_INPUT_CHANCE_H

#include <stdint.h>

static uint32_t state_of_chance;

/* One of 0 to n - 1. */
static unsigned
chance(unsigned n)
{
	state_of_chance ^= state_of_chance << 13;
	state_of_chance ^= state_of_chance >> 17;
	state_of_chance ^= state_of_chance << 5;
	return (state_of_chance >> 4) % n;
}

/* What follows is of this case alone. */
static void
chance_begin(unsigned number)
{
	state_of_chance = (number + 1) * 2654435761u;
	(void)chance(2);
}

#endif
