/* SPDX-License-Identifier: Apache-2.0 */
#include "engine/policy_map.h"

#include <stdlib.h>

/* A power of two. */
#define FIRST_CAP ((size_t)16)

/* FNV-1a. */
static size_t
hash_of(const struct policy_maps *maps, struct span oid)
{
	uint64_t hash = 0xcbf29ce484222325;

	for (size_t i = 0; i < oid.n; i++)
		hash = (hash ^ oid.p[i]) * 0x100000001b3;
	return (size_t)(hash ^ hash >> 32) & (maps->cap - 1);
}

static struct span
oid_of(const struct policy_map *m)
{
	return (struct span){ m->oid, m->n };
}

/* Puts each of the first n into its chain. */
static void
chain_all(struct policy_maps *maps, size_t n)
{
	memset(maps->last, 0, maps->cap * sizeof *maps->last);
	for (size_t i = 0; i < n; i++) {
		size_t hash = hash_of(maps, oid_of(&maps->v[i]));

		maps->v[i].next = maps->last[hash];
		maps->last[hash] = i + 1;
	}
}

const struct policy_map *
policy_maps_find(const struct policy_maps *maps, struct span oid)
{
	for (size_t i = maps->n > 0 ? maps->last[hash_of(maps, oid)] : 0; i > 0; i = maps->v[i - 1].next)
		if (span_eq(oid, oid_of(&maps->v[i - 1])))
			return &maps->v[i - 1];
	return NULL;
}

static bool
grow(struct policy_maps *maps)
{
	size_t cap = maps->cap == 0 ? FIRST_CAP : maps->cap * 2, *last;
	struct policy_map *v;

	if (cap > SIZE_MAX / 2 / sizeof *v || (v = realloc(maps->v, cap * sizeof *v)) == NULL)
		return false;
	maps->v = v;
	if ((last = realloc(maps->last, cap * sizeof *last)) == NULL)
		return false;
	maps->last = last;
	maps->cap = cap;
	chain_all(maps, maps->n);
	return true;
}

bool
policy_maps_add(struct policy_maps *maps, struct policy_map m)
{
	size_t hash;

	if (maps->n == maps->cap && !grow(maps))
		return false;
	hash = hash_of(maps, oid_of(&m));
	m.next = maps->last[hash];
	maps->v[maps->n] = m;
	maps->last[hash] = ++maps->n;
	return true;
}

void
policy_maps_keep(struct policy_maps *maps, size_t n)
{
	if (n == maps->n)
		return;
	maps->n = n;
	chain_all(maps, n);
}

void
policy_maps_free(struct policy_maps *maps)
{
	free(maps->v);
	free(maps->last);
	*maps = (struct policy_maps){ NULL, 0, 0, NULL };
}
