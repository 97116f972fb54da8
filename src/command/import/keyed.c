/* SPDX-License-Identifier: Apache-2.0 */
/* keyed.c - texts by keys, in the tree of the C library (POSIX tsearch). */
#include "command/import/keyed.h"

#include <search.h>
#include <string.h>

struct pair {
	const char *key, *name;
};

static int
compare(const void *a, const void *b)
{
	return strcmp(((const struct pair *)a)->key, ((const struct pair *)b)->key);
}

static struct pair *
find(const struct keyed *n, const char *key)
{
	struct pair wanted = { key, NULL }, **at = tfind(&wanted, &n->root, compare);

	return at != NULL ? *at : NULL;
}

const char *
keyed_find(const struct keyed *n, const char *key)
{
	const struct pair *p = find(n, key);

	return p != NULL ? p->name : NULL;
}

void
keyed_set(struct keyed *n, struct arena *a, const char *key, const char *name)
{
	struct pair *p = find(n, key);

	if (p == NULL) {
		if ((p = arena_take(a, sizeof *p)) == NULL) {
			n->failed = true;
			return;
		}
		p->key = key;
		n->failed |= tsearch(p, &n->root, compare) == NULL;
	}
	p->name = name;
}

void
keyed_free(struct keyed *n)
{
	while (n->root != NULL)
		(void)tdelete(*(struct pair **)n->root, &n->root, compare);
}
