/* SPDX-License-Identifier: Apache-2.0 */
/*
 * past_held.c - which serial numbers CRLs of one issuer and scope have both on
 * hold and, one or another of them, for good: no others need be looked back at.
 *
 * Each CRL is walked twice, whatever goes from how many of them.  The serial
 * numbers are kept as hashes: two of one hash cost a look that finds nothing.
 */
#include <stdlib.h>

#include "engine/revocation/past.h"
#include "x509/revocation/crl_walk.h"

/* While they are gathered. */
struct gathered {
	uint64_t *v;
	size_t n, room;
	bool *final;			/* of each, once all are known: it stands somewhere for good */
	bool failed;			/* memory is out */
};

static int
hash_order(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return x < y ? -1 : x > y;
}

static void
sort_once(struct gathered *g)
{
	size_t n = 0;

	if (g->n > 1)
		qsort(g->v, g->n, sizeof *g->v, hash_order);
	for (size_t i = 0; i < g->n; i++)
		if (n == 0 || g->v[n - 1] != g->v[i])
			g->v[n++] = g->v[i];
	g->n = n;
}

/* What is on hold stands in most of the CRLs: it takes room once. */
static bool
make_room(struct gathered *g)
{
	size_t room = g->room > 0 ? 2 * g->room : 256;
	uint64_t *v;

	sort_once(g);
	if (g->n < g->room / 2)
		return true;
	if (room > SIZE_MAX / sizeof *v || (v = realloc(g->v, room * sizeof *v)) == NULL)
		return false;
	g->v = v;
	g->room = room;
	return true;
}

static void
gather(struct gathered *g, const struct crl_entry *e)
{
	if (crl_entry_says(e) != CRL_SAYS(CRL_HOLD))
		return;
	if (g->n == g->room && !make_room(g)) {
		g->failed = true;
		return;
	}
	g->v[g->n++] = past_octets_hash(e->serial);
}

static void
mark(struct gathered *g, const struct crl_entry *e)
{
	uint64_t hash, *found;

	if (!crl_says_final(crl_entry_says(e)))
		return;
	hash = past_octets_hash(e->serial);
	if ((found = bsearch(&hash, g->v, g->n, sizeof hash, hash_order)) != NULL)
		g->final[found - g->v] = true;
}

typedef void entry_fn(struct gathered *, const struct crl_entry *);

static void
walk(struct gathered *g, const struct crl_view *cv, entry_fn *fn)
{
	struct arena own;
	struct crl_entry e;
	struct crl_walk w;

	arena_init(&own);
	if (crl_walk_begin(&w, cv, &own))
		while (!g->failed && crl_walk_next(&w, &e))
			fn(g, &e);
	g->failed = g->failed || own.failed;
	arena_free(&own);
}

static void
walk_kind(struct gathered *g, const struct past_kind *k, entry_fn *fn)
{
	for (size_t i = 0; i < k->n && !g->failed; i++)
		if (fn == mark || k->v[i]->crl.reason[CRL_HOLD] > 0)
			walk(g, &k->v[i]->crl, fn);
}

static void
keep_final(struct gathered *g)
{
	size_t n = 0;

	for (size_t i = 0; i < g->n; i++)
		if (g->final[i])
			g->v[n++] = g->v[i];
	g->n = n;
}

static struct past_held *
make(const struct past_series *s)
{
	struct past_held *held = calloc(1, sizeof *held);
	struct gathered g = { .failed = held == NULL };

	walk_kind(&g, &s->complete, gather);
	walk_kind(&g, &s->delta, gather);
	sort_once(&g);
	g.final = calloc(g.n + 1, sizeof *g.final);
	g.failed = g.failed || g.final == NULL;
	if (g.n > 0) {
		walk_kind(&g, &s->complete, mark);
		walk_kind(&g, &s->delta, mark);
	}
	if (!g.failed)
		keep_final(&g);
	free(g.final);
	if (!g.failed) {
		*held = (struct past_held){ g.v, g.n };
		return held;
	}
	free(g.v);
	free(held);
	return NULL;
}

void
past_held_free(struct past_held *held)
{
	if (held != NULL)
		free(held->hash);
	free(held);
}

/* Several may make it at once: the first one's stays. */
const struct past_held *
past_held_of(const struct past_series *s)
{
	_Atomic(struct past_held *) *place = (_Atomic(struct past_held *) *)(uintptr_t)&s->held;
	struct past_held *known = atomic_load(place), *made;

	if (known != NULL || (made = make(s)) == NULL)
		return known;
	if (atomic_compare_exchange_strong(place, &known, made))
		return made;
	past_held_free(made);
	return known;
}

bool
past_held_has(const struct past_held *held, struct span serial)
{
	uint64_t hash = past_octets_hash(serial);

	return held->n > 0 && bsearch(&hash, held->hash, held->n, sizeof hash, hash_order) != NULL;
}
