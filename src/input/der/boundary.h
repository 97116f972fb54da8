/* SPDX-License-Identifier: Apache-2.0 */
/* boundary.h - whether an element has ended where octets of DER have come to, so that another may begin there, inside others or behind them. */
#ifndef INPUT_DER_BOUNDARY_H
#define INPUT_DER_BOUNDARY_H

#include "base/span.h"

/* Elements that are open inside one another are followed no deeper: a PKCS #12 has 14 around a certificate. */
#define BOUNDARY_DEPTH 16

struct boundary {
	size_t at;			/* where the next element begins */
	size_t end[BOUNDARY_DEPTH];	/* of those around it; SIZE_MAX: its last octets tell (X.690 8.1.3.6) */
	unsigned depth;
};

/*
 * So many octets another that begins behind these may have, SIZE_MAX: any number; 0: none begins there.  These are all from the first
 * element on, and more than at the call before: each element is looked at once.
 */
size_t boundary_room(struct boundary *, struct span octets);

#endif
