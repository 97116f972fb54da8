/* SPDX-License-Identifier: Apache-2.0 */
/*
 * normal.h - comparing texts that may write the same letters in several ways:
 * "ä" as one code point, or as an "a" and a diaeresis (RFC 5280 7.1, RFC 4518 2.3).
 *
 * Texts that are alike as they are cost no more than fold_equal(); others are
 * normalised by libunistring, which allocates and frees.
 */
#ifndef VALUE_NORMAL_H
#define VALUE_NORMAL_H

#include "base/span.h"

/* Longer texts, and those that are no UTF-8, are compared as they are. */
#define NORMAL_MOST_OCTETS 1024

/* Are they equal as fold_equal() has it, once both are normalised (Form KC)? */
bool normal_equal(struct span a, struct span b);

/*
 * Are they equal as names of a directory are compared (RFC 4518 2, which RFC 5280 7.1 demands): without characters that map to nothing, folded
 * in full ("ß" as "ss"), normalised (Form KC), and as fold_equal() has it?
 */
bool normal_prepared_equal(struct span a, struct span b);

/* Does `part` occur somewhere in `text` as fold_contains() has it, once both are normalised? */
bool normal_contains(struct span text, struct span part);

/* Are they the same octets, once both are in Normalization Form C? */
bool normal_same(struct span a, struct span b);

/* The text in Normalization Form C, in the arena; SPAN_NONE where it is that already, is too long, or is no UTF-8. */
struct arena;
struct span normal_composed(struct arena *, struct span text);

#endif
