/* SPDX-License-Identifier: Apache-2.0 */
/*
 * filter.h - text as a stream of the same text with something of it left out
 * or replaced.  It ends where octets begin that are no text, so that none of
 * theirs is taken for what is.
 */
#ifndef INPUT_TEXT_FILTER_H
#define INPUT_TEXT_FILTER_H

#include "input/form.h"

/* What a filter sees of the text ahead, unless that ends before. */
#define FILTER_OCTETS 256

/*
 * How many octets at the front are left out; 0: none, and *c, the first of them, may be replaced.
 * With FILTER_MADE, *c stands in the place of so many.  There is one octet or more.
 */
#define FILTER_MADE ((size_t)1 << 16)
typedef size_t filter_fn(struct span ahead, uint8_t *c);

/* Reads what the text is without them. */
int filter_read(struct input *, struct stream *, filter_fn *);

#endif
