/* SPDX-License-Identifier: Apache-2.0 */
/* keyed.c - texts by keys, in the tree of the C library (POSIX tsearch). */
#include "command/import/keyed.h"

#include <search.h>
#include <string.h>

struct pair {
	const char *key, *name;
	const struct pair **up_to;	/* of what is searched for: the last that was met and is not behind it; NULL: nobody asks */
};

static int
compare(const void *a, const void *b)
{
	const struct pair *wanted = a, *met = b;
	int order = strcmp(wanted->key, met->key);

	/* Each that is met behind such a one is nearer. */
	if (wanted->up_to != NULL && order >= 0)
		*wanted->up_to = met;
	return order;
}

static struct pair *
find(const struct keyed *n, const char *key)
{
	struct pair wanted = { key, NULL, NULL }, **at = tfind(&wanted, &n->root, compare);

	return at != NULL ? *at : NULL;
}

const char *
keyed_find(const struct keyed *n, const char *key)
{
	const struct pair *p = find(n, key);

	return p != NULL ? p->name : NULL;
}

const char *
keyed_up_to(const struct keyed *n, const char *key, const char **at)
{
	const struct pair *met = NULL, wanted = { key, NULL, &met };

	(void)tfind(&wanted, &n->root, compare);
	*at = met != NULL ? met->key : NULL;
	return met != NULL ? met->name : NULL;
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
		*p = (struct pair){ key, NULL, NULL };
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
