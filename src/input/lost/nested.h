/* SPDX-License-Identifier: Apache-2.0 */
/*
 * nested.h - base64 of a text with base64 of a certificate in it, as secrets have PEM, wherever its groups begin:
 * the identifiers of names and extensions show it, whatever is damaged before them.
 */
#ifndef INPUT_LOST_NESTED_H
#define INPUT_LOST_NESTED_H

#include "base/span.h"

struct nested {
	uint64_t last[4];		/* octets that the characters stand for, if groups begin so: the newest in the lowest place */
	unsigned texts[4];		/* so many groups of each are text, and no more than that is counted */
	unsigned met[4];		/* identifiers in these */
};

/* The last four characters of base64, of so many; true: with them a second identifier is met. */
bool nested_group(struct nested *, size_t n, uint32_t characters);
/*
 * Does a certificate show in these octets, or base64 of one, out of step with them by some bits, for base64 may go on inside a group?
 * `in_step`: or in themselves.
 */
bool nested_inside(struct span octets, bool in_step);
/*
 * The octets 06 03 55 04 and 06 03 55 1D in base64, which begin the identifiers of the attributes of names (X.520) and of
 * extensions (RFC 5280 4.2.1), at each place of a group of four characters, with what the octets around them allow; eight characters, the newest in
 * the lowest place.
 */
bool nested_identifier(uint64_t characters);
/* Do octets, the newest in the lowest place, end with one at the front of a SEQUENCE, as both have it? */
static inline bool
nested_octets(uint64_t octets)
{
	uint32_t last = (uint32_t)octets;

	return (last == 0x06035504 || last == 0x0603551d) && (octets >> 40 & 0xff) == 0x30;
}
/* May they end in one?  A quick look at the third from the end. */
static inline bool
nested_may_end(uint64_t characters)
{
	uint8_t c = characters >> 16 & 0xff;

	return c == 'U' || c == 'V';
}

#endif
