/* SPDX-License-Identifier: Apache-2.0 */
/* inside.h - what a fuzz target asserts: no span leaves the input. */
#ifndef TESTS_FUZZ_INSIDE_H
#define TESTS_FUZZ_INSIDE_H

#include <stdlib.h>

#include "base/span.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static inline void
must(bool condition)
{
	if (!condition)
		abort();
}

/* Of a replay: which turn it is, and how many there are to be. */
extern size_t replay_turn __attribute__((weak)), replay_turns __attribute__((weak));

/*
 * A number that chooses one of so many things to do with an input: a fuzzer
 * does the one that its size chooses, a replay all of them, one after the other.
 */
static inline size_t
chosen(size_t size, size_t all)
{
	if (&replay_turn == NULL || &replay_turns == NULL)
		return size % all;
	replay_turns = all;
	return (size + replay_turn) % all;
}

static inline void
inside(struct span whole, struct span s)
{
	uintptr_t from = (uintptr_t)whole.p, at = (uintptr_t)s.p;

	must(s.p == NULL ? s.n == 0 : at >= from && at - from <= whole.n && s.n <= whole.n - (at - from));
}

#endif
