/* SPDX-License-Identifier: Apache-2.0 */
/* taken_in.h - what the element at hand has taken in of what stands behind it, because its length is wrong. */
#ifndef INPUT_DER_TAKEN_IN_H
#define INPUT_DER_TAKEN_IN_H

#include "input/der/split.h"

/*
 * May the element at hand have taken in others?  One that is as long as it says
 * has where its fields do not fill it, as those of a response may all the same,
 * or where text begins in it.
 */
bool taken_in_possible(const struct split *);
/* Does the element at hand, all of which is there, hold others and end where it says?  What stands behind it has no part in it. */
bool taken_in_ends(const struct split *);
/* Where the element at hand, all of which is kept, has taken in what is split anew; 0: nowhere. */
size_t taken_in_at(const struct split *);

enum overlap { OVERLAP_NONE, OVERLAP_OPEN, OVERLAP_BEGINS };

/*
 * Does a certificate begin in the last octets of the element at hand, whose
 * length is then wrong, and go on in these?  Open: more of them tell.
 */
enum overlap taken_in_overlaps(const struct split *, struct span behind);

#endif
