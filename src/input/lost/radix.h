/* SPDX-License-Identifier: Apache-2.0 */
/* radix.h - what remains of a certificate in a list of octets in octal or in binary: 060, 0202 and 00110000, 10000010. */
#ifndef INPUT_LOST_RADIX_H
#define INPUT_LOST_RADIX_H

#include "input/lost/element.h"

/* Digits of the longest number of such a list. */
#define RADIX_DIGITS 8

struct radix_list {
	uint64_t octets;		/* the last of them, the newest in the lowest place */
	size_t n;			/* how many there are */
	struct element element;		/* that they begin with */
};

/* May a list begin with this number, as of radix_number()?  It has zeros in front, or as many digits as an octet in binary. */
static inline bool
radix_may_begin(unsigned number, unsigned digits)
{
	return (digits > 1 && number < 10) || (digits > 2 && number < 100) || (digits > 3 && number < 1000) || digits == RADIX_DIGITS;
}
/*
 * One number more, so many digits of it, read as if they were decimal: true: it shows what remains.  One that is no octet in octal or in
 * binary ends the list.  `behind`, `kind`: as of sign_shows().
 */
bool radix_number(struct radix_list *, unsigned number, unsigned digits, size_t *behind, enum lost_kind *kind);
/* The list ends; true: with it an element does not that shows what remains. */
bool radix_ends(struct radix_list *);

#endif
