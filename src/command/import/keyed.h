/* SPDX-License-Identifier: Apache-2.0 */
/* keyed.h - names by keys, in a balanced tree: what is asked for each line of a log costs as much whatever stands before it. */
#ifndef COMMAND_IMPORT_KEYED_H
#define COMMAND_IMPORT_KEYED_H

#include "base/arena.h"

/* Keys and names stay where they are: in the arena of the events, mostly. */
struct keyed {
	void *root;
	bool failed;			/* memory was out: a key is not in it */
};

/* The name of a key; NULL: it has none. */
const char *keyed_find(const struct keyed *, const char *key);
/* Gives the key a name, in the place of that which it has. */
void keyed_set(struct keyed *, struct arena *, const char *key, const char *name);
void keyed_free(struct keyed *);

#endif
