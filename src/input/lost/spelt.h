/* SPDX-License-Identifier: Apache-2.0 */
/*
 * spelt.h - octets in a string of which some are escaped and others stand for themselves, character by character: "0\x82\003", 0%82%03.
 */
#ifndef INPUT_LOST_SPELT_H
#define INPUT_LOST_SPELT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Octets that tell what an element is. */
#define SPELT_FIRST 40

struct spelt {
	enum { SPELT_PLAIN, SPELT_ESCAPE, SPELT_HEX, SPELT_OCTAL } state;
	unsigned value, digits;		/* of the number at hand; digits that it still needs, or has */
	unsigned idle;			/* characters since an octet was escaped that no text has, and one; 0: none was */
	bool between;			/* a string has ended, or a line: what comes before the next is none of it */
	uint8_t before;			/* the character in front of the first that is escaped */
	bool told;			/* of this string it was told */
	uint64_t octets;		/* the last of them, the newest in the lowest place */
	size_t n;			/* how many there are */
	uint8_t first[SPELT_FIRST];	/* the first of them */
};

/* Is no such string at hand? */
static inline bool
spelt_is_idle(const struct spelt *s)
{
	return s->idle == 0 && s->state == SPELT_PLAIN;
}

/* One character more: so many octets stand there with it, none or one more than before, or two. */
unsigned spelt_character(struct spelt *, uint8_t c);

#endif
