/* SPDX-License-Identifier: Apache-2.0 */
/*
 * repeated.c - equal elements of a list, of which a hostile one has 100,000: hashing finds them in some steps for each, and where
 * the list is made against that, sorting in n log n.
 */
#include "rules/common/repeated.h"

#include <stdlib.h>
#include <string.h>

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

/* Mixes the octets of what is compared, eight at a time. */
static uint64_t
hash(struct span key)
{
	const uint64_t odd = UINT64_C(0x9e3779b97f4a7c15);
	uint64_t h = key.n;
	size_t i = 0;

	for (uint64_t word; key.n - i >= sizeof word; i += sizeof word) {
		memcpy(&word, key.p + i, sizeof word);
		h = (h ^ word) * odd;
		h ^= h >> 32;
	}
	for (; i < key.n; i++)
		h = (h ^ key.p[i]) * odd;
	h = (h ^ h >> 29) * odd;
	return h ^ h >> 32;
}

/* Elements by their hash: in each slot the number of one, counted from 1, or 0. */
struct table {
	unsigned *slot;
	size_t mask;
	size_t steps;			/* more that may be taken: a list may be made so that all fall into one slot */
};

/* Is it in the table?  Else it is put there. */
static bool
is_known(struct table *t, const void *list, unsigned i, repeat_key_fn *key)
{
	const struct span is = key(list, i);
	size_t at = (size_t)hash(is) & t->mask;

	for (; t->slot[at] != 0 && t->steps > 0; at = (at + 1) & t->mask, t->steps--)
		if (span_eq(key(list, t->slot[at] - 1), is))
			return true;
	if (t->slot[at] == 0)
		t->slot[at] = i + 1;
	return false;
}

/* Marks each element that equals one before it; false: that would take too many steps. */
static bool
mark_by_hash(struct arena *a, const void *list, unsigned n, repeat_key_fn *key, uint8_t *again)
{
	struct table t = { .mask = 1, .steps = 4 * (size_t)n };

	while (t.mask < 2 * (size_t)n)
		t.mask = 2 * t.mask + 1;
	if ((t.slot = arena_array(a, t.mask + 1, sizeof *t.slot)) == NULL)
		return false;
	for (unsigned i = 0; i < n && t.steps > 0; i++)
		if (key(list, i).p != NULL)
			again[i] = is_known(&t, list, i, key);
	return t.steps > 0;
}

/* The same by sorting: in each run of equal ones, all but the first are repeats. */
static bool
mark_by_order(struct arena *a, const void *list, unsigned n, repeat_key_fn *key, uint8_t *again)
{
	struct entry *v = arena_array(a, n, sizeof *v);
	unsigned m = 0;

	if (v == NULL)
		return false;
	for (unsigned i = 0; i < n; i++)
		if (key(list, i).p != NULL)
			v[m++] = (struct entry){ key(list, i), i };
	qsort(v, m, sizeof *v, by_key);
	for (unsigned i = 1; i < m; i++)
		if (span_eq(v[i].key, v[i - 1].key))
			again[v[i].index] = 1;
	return true;
}

static void
each_of_many(struct check *c, const void *list, unsigned n, repeat_key_fn *key, repeat_fn *say)
{
	uint8_t *again = arena_array(c->arena, n, 1);

	if (again == NULL || (!mark_by_hash(c->arena, list, n, key, again) && !mark_by_order(c->arena, list, n, key, again)))
		return;
	for (unsigned i = 0; i < n; i++)
		if (again[i] != 0)
			say(c, list, i);
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
