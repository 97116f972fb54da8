/* SPDX-License-Identifier: Apache-2.0 */
/* end_ahead.h - the END line of a block at hand: where it stands, and where a block ends that has none. */
#ifndef INPUT_PEM_SCAN_END_AHEAD_H
#define INPUT_PEM_SCAN_END_AHEAD_H

#include "input/pem/scan/pem_scan.h"

/*
 * Does END stand here, with the end of a string in it and the beginning of the next, as pprint of Python breaks PEM anywhere?  a->n: all of
 * its characters.
 */
bool end_in_strings(struct span s, struct armour *a);
/*
 * Is the armour that comes next END?  Without it a block has ended at the first line that is none of its body, or is empty: cut keys and
 * redacted ones stand so in logs and tickets.  It looks farther than any window at hand: what lies ahead may stand elsewhere afterwards.
 */
bool end_comes(struct pem *);
/* Octets of the body up to an empty line, which may end it; 0: it is the next. */
size_t end_up_to_empty(const struct pem *, struct span s);
/*
 * Is what is left behind a block that ended without END its own, which was told of with it?  What shows a certificate is none of a key's, and
 * there is none of something else of which nothing was read, as where it is redacted.
 */
bool end_leaves_rest(const struct pem *);

#endif
