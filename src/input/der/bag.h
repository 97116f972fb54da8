/* SPDX-License-Identifier: Apache-2.0 */
/* bag.h - an element that is a SignedData: what is in it is handed out as it comes, not the element. */
#ifndef INPUT_DER_BAG_H
#define INPUT_DER_BAG_H

#include "input/der/split.h"

/* The element at hand turns out to be a SignedData: what is in it is handed out as it comes. */
int bag_begin(struct split *, struct span octets);
/* Octets that come in it. */
int bag_feed(struct split *, struct span *in);
/* Its last octet has come, or no more come. */
int bag_end(struct split *);
/* White space between a container and what follows is the editor's. */
void bag_behind(struct split *, struct span *in);

#endif
