/* SPDX-License-Identifier: Apache-2.0 */
/* at_hand.h - the element at hand of a stream that is split: its octets come, and it is handed out. */
#ifndef INPUT_DER_AT_HAND_H
#define INPUT_DER_AT_HAND_H

#include "input/der/split.h"

/* Adds up to n octets of the front of *in, keeping no more than the limit and one. */
void at_hand_add(struct split *, struct span *in, uint64_t n);
/*
 * Is it LF, or CR LF, so often at the most?  One behind the DER of a file is an
 * editor's; whatever else stands behind it, and behind DER that a text stands
 * for, is the publisher's.
 */
bool at_hand_is_line_end(struct span, unsigned most);
/* So many octets of the element at hand, without such a line end. */
struct span at_hand_own(const struct split *, size_t n);
/* Hands out the element at hand and begins the next. */
int at_hand_out(struct split *);

#endif
