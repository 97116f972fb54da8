/* SPDX-License-Identifier: Apache-2.0 */
/*
 * element.h - the element of DER that octets begin with which come one by one.  It may be something else than a certificate, and what
 * stands in it shows nothing then: that is told by what it begins with, its end, and what stands behind that.
 */
#ifndef INPUT_LOST_ELEMENT_H
#define INPUT_LOST_ELEMENT_H

#include "input/lost/sign.h"

/* Octets that tell what it is. */
#define ELEMENT_FIRST 40

struct element {
	size_t n;			/* octets that are there, be they more than its own */
	uint64_t frame;			/* its octets; 0: it is no SEQUENCE, or they are too few to tell, or its end tells */
	uint8_t first[ELEMENT_FIRST];	/* the first of them */
	bool within;			/* a second identifier was met in it */
};

/* One octet more; `again`: a sign of this kind stands there (sign.h).  True: that shows what remains. */
bool element_octet(struct element *, uint8_t octet, bool again, enum lost_kind);
/* They end; true: with them that does not which something was met in. */
bool element_ends(struct element *);
/* Are they something that is known, and nothing else? */
bool element_is_whole(const struct element *);
/* Do they begin as no element, or have they not begun? */
static inline bool
element_is_none(const struct element *e)
{
	return e->first[0] != 0x30;
}

#endif
