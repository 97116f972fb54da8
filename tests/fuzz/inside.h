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

static inline void
inside(struct span whole, struct span s)
{
	uintptr_t from = (uintptr_t)whole.p, at = (uintptr_t)s.p;

	must(s.p == NULL ? s.n == 0 : at >= from && at - from <= whole.n && s.n <= whole.n - (at - from));
}

#endif
