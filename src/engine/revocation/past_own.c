/* SPDX-License-Identifier: Apache-2.0 */
/* past_own.c - of the CRLs of one kind and scope those of the key of the CRL at hand, and those of other keys: as past_other_key() tells them apart. */
#include "engine/revocation/past_place.h"
#include "x509/revocation/crl_walk.h"

/* ---- those of one key ---- */

/* The first of n that is not before this key, or behind it. */
static size_t
keyed_at(const struct past_keyed *v, size_t n, struct span key, bool behind)
{
	size_t low = 0;

	while (low < n) {
		size_t mid = low + (n - low) / 2;
		int order = past_key_order(v[mid].key, key);

		if (order < 0 || (behind && order == 0))
			low = mid + 1;
		else
			n = mid;
	}
	return low;
}

static void
add(struct past_own *own, enum past_way way, struct span key)
{
	const struct past_keys_of_way *w = &own->keys->way[way];
	size_t from = keyed_at(w->keyed, w->n, key, false), to = keyed_at(w->keyed, w->n, key, true);

	if (from < to)
		own->part[own->n++] = (struct past_part){ key, way, w->keyed + from, to - from };
}

/* Where the signer is known the others of it, and those of whom it is not that do not name another key; else all of these. */
static void
gather(struct past_own *own, const struct past_keys_of_kind *keys, struct span signer, struct span named)
{
	*own = (struct past_own){ .keys = keys };
	if (signer.p == NULL && named.p == NULL) {
		add(own, PAST_ANY, SPAN_NONE);
		return;
	}
	if (signer.p != NULL) {
		add(own, PAST_SIGNED_BY, signer);
	} else {
		add(own, PAST_SIGNED_NAMING, named);
		add(own, PAST_SIGNED_NAMING, SPAN_NONE);
	}
	if (named.p == NULL) {
		add(own, PAST_UNKNOWN, SPAN_NONE);
	} else {
		add(own, PAST_UNKNOWN_NAMING, named);
		add(own, PAST_UNKNOWN_NAMING, SPAN_NONE);
	}
}

void
past_own_any(struct past_own *own, const struct past_keys_of_kind *keys)
{
	gather(own, keys, SPAN_NONE, SPAN_NONE);
}

static struct span
signer_of(const struct place *at)
{
	return at->signer != NULL ? at->signer->field[PART_SPKI].raw : SPAN_NONE;
}

bool
past_find_own(struct place *at)
{
	const struct past_keys *keys = past_keys_of(at->scope, at->asked, at->arena);
	bool delta = past_is_delta(at->now);

	if (keys == NULL)
		return false;
	gather(&at->own, delta ? &keys->delta : &keys->complete, signer_of(at), at->now->aki.key_id);
	gather(&at->other_own, delta ? &keys->complete : &keys->delta, signer_of(at), at->now->aki.key_id);
	return true;
}

/* So many of n elements of this size, which begin with where they stand in their kind, are among its first. */
static size_t
among(const void *v, size_t n, size_t size, size_t first)
{
	size_t low = 0;

	while (low < n) {
		size_t mid = low + (n - low) / 2;

		if (*(const size_t *)((const char *)v + mid * size) < first)
			low = mid + 1;
		else
			n = mid;
	}
	return low;
}

static size_t
before(const struct past_part *p, size_t n)
{
	return among(p->v, p->n, sizeof *p->v, n);
}

size_t
past_own_before(const struct place *at, const struct past_own *own, size_t n)
{
	size_t last = 0;

	for (size_t i = 0; i < own->n; i++) {
		const struct past_part *p = &own->part[i];
		size_t k = before(p, n);

		while (k > 0 && p->v[k - 1].at >= last && past_is_itself(at, own->keys->kind->v[p->v[k - 1].at]))
			k--;
		if (k > 0 && p->v[k - 1].at >= last)
			last = p->v[k - 1].at + 1;
	}
	return last;
}

size_t
past_own_from(const struct place *at, const struct past_own *own, size_t n)
{
	size_t first = own->keys->kind->n;

	for (size_t i = 0; i < own->n; i++) {
		const struct past_part *p = &own->part[i];
		size_t k = before(p, n);

		while (k < p->n && p->v[k].at < first && past_is_itself(at, own->keys->kind->v[p->v[k].at]))
			k++;
		if (k < p->n && p->v[k].at < first)
			first = p->v[k].at;
	}
	return first;
}

/* ---- what exceeds the CRL at hand ---- */

static const struct crl_view *
higher_of(const struct crl_view *a, const struct crl_view *b)
{
	return a == NULL || past_number_order(b, a) > 0 ? b : a;
}

const struct crl_view *
past_own_higher(const struct place *at, const struct past_own *own, size_t n)
{
	const struct crl_view *best = NULL, *cv;

	for (size_t i = 0; i < own->n; i++) {
		size_t k = before(&own->part[i], n);

		if (k == 0)
			continue;
		cv = &own->keys->kind->v[own->part[i].v[k - 1].highest]->crl;
		if (past_number_order(cv, at->now) > 0)
			best = higher_of(best, cv);
	}
	return best;
}

const struct crl_view *
past_own_longer(const struct place *at, const struct past_own *own, size_t n)
{
	const struct crl_view *best = at->now, *cv;

	for (size_t i = 0; i < own->n && at->now->next_update.ok; i++) {
		size_t k = before(&own->part[i], n);

		if (k == 0)
			continue;
		cv = &own->keys->kind->v[own->part[i].v[k - 1].longest]->crl;
		if (cv->next_update.ok && cv->next_update.seconds > best->next_update.seconds)
			best = cv;
	}
	return best != at->now ? best : NULL;
}

/* ---- those of one number ---- */

/* The first of n of a part that has this number, or a higher one. */
static size_t
number_at(const struct past_numbered *v, size_t n, const struct past_part *p, struct span number)
{
	size_t low = 0;

	while (low < n) {
		size_t mid = low + (n - low) / 2;
		int order = p != NULL ? past_key_order(v[mid].key, p->key) : 0;

		if (order == 0)
			order = crl_serial_order(v[mid].number, number);
		if (order < 0)
			low = mid + 1;
		else
			n = mid;
	}
	return low;
}

const struct crl_view *
past_own_numbered(const struct place *at, const struct past_own *own, struct span number, size_t n)
{
	struct span wanted = der_magnitude(number);

	for (size_t i = 0; i < own->n; i++) {
		const struct past_part *p = &own->part[i];
		const struct past_keys_of_way *w = &own->keys->way[p->way];
		size_t k = number_at(w->numbered, w->n_numbered, p, wanted);

		for (; k < w->n_numbered && w->numbered[k].at < n && past_key_order(w->numbered[k].key, p->key) == 0 &&
		    span_eq(w->numbered[k].number, wanted); k++)
			if (!past_is_itself(at, own->keys->kind->v[w->numbered[k].at]))
				return &own->keys->kind->v[w->numbered[k].at]->crl;
	}
	return NULL;
}

/* ---- those of other keys ---- */

/* The key by which those are told apart that are put together in this way; SPAN_NONE: they are not. */
static struct span
key_among(const struct place *at, enum past_way way)
{
	switch (way) {
	case PAST_SIGNED_BY:
		return signer_of(at);
	case PAST_SIGNED_NAMING:
		return at->signer == NULL ? at->now->aki.key_id : SPAN_NONE;
	case PAST_UNKNOWN_NAMING:
		return at->now->aki.key_id;
	default:
		return SPAN_NONE;
	}
}

/* The one of another key than this with the highest number, of the first n of their kind; NULL: there is none. */
static const struct crl_view *
high_of_others(const struct past_keys_of_kind *keys, const struct past_keys_of_way *w, struct span key, size_t n)
{
	size_t high, k = among(w->high, w->n_high, sizeof *w->high, n);

	if (k == 0)
		return NULL;
	high = w->high[k - 1].highest;
	if (span_eq(w->high[high].key, key))
		high = w->high[k - 1].next;
	return span_eq(w->high[high].key, key) ? NULL : &keys->kind->v[w->high[high].at]->crl;
}

const struct crl_view *
past_others_highest(const struct place *at, const struct past_own *own, size_t n)
{
	const struct crl_view *best = NULL, *cv;

	for (enum past_way way = 0; way < PAST_WAYS; way++) {
		struct span key = key_among(at, way);

		if (key.p != NULL && (cv = high_of_others(own->keys, &own->keys->way[way], key, n)) != NULL)
			best = higher_of(best, cv);
	}
	return best;
}

const struct crl_view *
past_others_higher(const struct place *at, const struct past_own *own, size_t n)
{
	const struct crl_view *highest = past_others_highest(at, own, n);

	return highest != NULL && past_number_order(highest, at->now) > 0 ? highest : NULL;
}

const struct crl_view *
past_others_numbered(const struct place *at, const struct past_own *own, size_t n)
{
	struct span wanted = der_magnitude(at->now->number);

	for (enum past_way way = 0; way < PAST_WAYS; way++) {
		const struct past_keys_of_way *w = &own->keys->way[way];
		struct span key = key_among(at, way);
		size_t i = key.p != NULL ? number_at(w->same, w->n_same, NULL, wanted) : w->n_same;

		if (i == w->n_same || !span_eq(w->same[i].number, wanted))
			continue;
		if (span_eq(w->same[i].key, key) && (i = w->same[i].other) == 0)
			continue;
		if (w->same[i].at < n)
			return &own->keys->kind->v[w->same[i].at]->crl;
	}
	return NULL;
}
