/* SPDX-License-Identifier: Apache-2.0 */
/* repeated.c - sorting finds equal elements in n log n steps: a hostile list has 100,000 of them. */
#include "rules/common/repeated.h"

#include <stdlib.h>

/* So few are compared each with each. */
#define FEW 16

/* An element and what of it is compared. */
struct entry {
	struct span key;
	unsigned index;
};

static int
by_key(const void *pa, const void *pb)
{
	const struct entry *a = pa, *b = pb;
	int order = a->key.n == b->key.n && a->key.n > 0 ? memcmp(a->key.p, b->key.p, a->key.n) : 0;

	if (a->key.n != b->key.n)
		return a->key.n < b->key.n ? -1 : 1;
	return order != 0 ? order : a->index < b->index ? -1 : 1;
}

static int
by_index(const void *pa, const void *pb)
{
	const struct entry *a = pa, *b = pb;

	return a->index < b->index ? -1 : a->index > b->index;
}

static bool
stands_before(const void *list, unsigned i, repeat_key_fn *key)
{
	const struct span is = key(list, i);

	for (unsigned j = 0; is.p != NULL && j < i; j++) {
		const struct span other = key(list, j);

		if (other.p != NULL && span_eq(other, is))
			return true;
	}
	return false;
}

/* Sorts by what is compared; in each run of equal ones, all but the first are repeats. */
static void
each_of_many(struct check *c, const void *list, unsigned n, repeat_key_fn *key, repeat_fn *say)
{
	struct entry *v = arena_array(c->arena, n, sizeof *v), *found = arena_array(c->arena, n, sizeof *v);
	unsigned m = 0, repeats = 0;

	if (v == NULL || found == NULL)
		return;
	for (unsigned i = 0; i < n; i++)
		if (key(list, i).p != NULL)
			v[m++] = (struct entry){ key(list, i), i };
	qsort(v, m, sizeof *v, by_key);
	for (unsigned i = 1; i < m; i++)
		if (span_eq(v[i].key, v[i - 1].key))
			found[repeats++] = v[i];
	qsort(found, repeats, sizeof *found, by_index);
	for (unsigned i = 0; i < repeats; i++)
		say(c, list, found[i].index);
}

void
each_repeated(struct check *c, const void *list, unsigned n, repeat_key_fn *key, repeat_fn *say)
{
	if (n > FEW) {
		each_of_many(c, list, n, key, say);
		return;
	}
	for (unsigned i = 1; i < n; i++)
		if (stands_before(list, i, key))
			say(c, list, i);
}
