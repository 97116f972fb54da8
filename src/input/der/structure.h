/* SPDX-License-Identifier: Apache-2.0 */
/* structure.h - whether an element around others ends where its length says: what stands behind it is none of it then. */
#ifndef INPUT_DER_STRUCTURE_H
#define INPUT_DER_STRUCTURE_H

#include "base/span.h"

/*
 * Is this one element of those that wrapped.h knows, or of no known kind, with a certificate in it and all its lengths in order?  Certificates, CRLs,
 * responses and SignedData are none.
 */
bool structure_ends(struct span der);

/* Is the first element such a one, whatever octets trail it? */
bool structure_begins(struct span octets);

#endif
