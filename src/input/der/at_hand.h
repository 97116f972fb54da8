/* SPDX-License-Identifier: Apache-2.0 */
/* at_hand.h - the element at hand of a stream that is split: its octets come, and it is handed out. */
#ifndef INPUT_DER_AT_HAND_H
#define INPUT_DER_AT_HAND_H

#include "input/der/split.h"

/* Adds up to n octets of the front of *in, keeping no more than the limit and one. */
void at_hand_add(struct split *, struct span *in, uint64_t n);
/* So many octets of the element at hand; the line end after DER is the editor's, not the certificate's. */
struct span at_hand_own(const struct split *, size_t n);
/* Hands out the element at hand and begins the next. */
int at_hand_out(struct split *);

#endif
