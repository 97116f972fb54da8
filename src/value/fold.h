/* SPDX-License-Identifier: Apache-2.0 */
/*
 * fold.h - comparing attribute values as caseIgnoreMatch does (RFC 4517 4.2.11,
 * RFC 5280 7.1): without regard to case, to blanks at the ends and to the
 * length of a run of blanks.
 *
 * Case is folded for ASCII, Latin, Greek and Cyrillic letters; others are
 * compared as they are.  Nothing is allocated.  Texts are UTF-8 (as
 * cert_attr.text); octets that are not end a text.
 */
#ifndef VALUE_FOLD_H
#define VALUE_FOLD_H

#include "base/span.h"

/* A part is looked for in a text where both lengths multiplied are no more; others are compared as wholes only, for hostile ones. */
#define FOLD_MOST_STEPS 65536

static inline bool
fold_may_search(size_t text, size_t part)
{
	return part == 0 || text <= FOLD_MOST_STEPS / part;
}

/* The lower-case letter of this code point, or itself. */
uint32_t fold_code(uint32_t code);

/* Does the text begin with a letter in upper case? */
bool fold_is_capital(struct span text);

/* Are the texts equal? */
bool fold_equal(struct span a, struct span b);

/* An order in which texts that are equal, and no others, have the same place: negative, 0 or positive. */
int fold_order(struct span a, struct span b);

/* Goes on with the hash h over a text; texts that are equal give the same. */
uint32_t fold_hash(uint32_t h, struct span text);

/* Does `part` occur somewhere in `text`?  An empty part does not. */
bool fold_contains(struct span text, struct span part);

/*
 * Does a word of `words` (a run of at least two code points between blanks,
 * hyphens, commas and full stops) occur somewhere in `text`?  The whole of
 * `words` counts as one, so that a name of a single character does too.
 */
bool fold_shares_word(struct span text, struct span words);

/* The first or next such run of `words`, which become what is behind it, and how many code points it has; false: there is no more. */
bool fold_next_word(struct span *words, struct span *word, size_t *n);

#endif
