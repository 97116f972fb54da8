/* SPDX-License-Identifier: Apache-2.0 */
/* telephone.c - compares telephone numbers, which people write in many ways. */
#include "evidence/telephone.h"

#include "base/ascii.h"

/* The next digit of a telephone number as people write it; NUL at the end. */
static uint8_t
next_digit(struct span *number)
{
	while (number->n > 0) {
		uint8_t o = number->p[0];

		*number = span_from(*number, 1);
		if (is_digit(o) || o == '+')
			return o;
	}
	return 0;
}

bool
ev_same_number(struct span a, struct span b)
{
	uint8_t x, y;

	if (span_eq(a, b))
		return true;
	if ((x = next_digit(&a)) == 0)
		return false;
	for (y = next_digit(&b); x == y && x != 0; y = next_digit(&b))
		x = next_digit(&a);
	return x == y;
}
