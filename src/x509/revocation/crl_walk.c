/* SPDX-License-Identifier: Apache-2.0 */
/* crl_walk.c - the entries of a CRL that has been read, once more; and what two CRLs differ in. */
#include "x509/revocation/crl_walk.h"

#include <stdlib.h>

#include "x509/revocation/crl_entry.h"

int
crl_entry_order(const struct crl_entry *a, const struct crl_entry *b)
{
	int order = crl_serial_order(a->serial, b->serial);

	if (a->issuer_id != b->issuer_id)
		return a->issuer_id < b->issuer_id ? -1 : 1;
	/* Whoever writes names can write two of one id, and one of none. */
	if ((a->issuer.p == NULL) != (b->issuer.p == NULL))
		return a->issuer.p == NULL ? -1 : 1;
	return order != 0 || a->issuer.p == NULL ? order : name_alike_order(a->issuer, b->issuer);
}

bool
crl_walk_begin(struct crl_walk *w, const struct crl_view *cv, struct arena *a)
{
	w->rest = artifact_has(&cv->artifact, PART_REVOKED) ? cv->field[PART_REVOKED].val : SPAN_NONE;
	w->pace = w->rest.p != NULL ? release_begin(cv->release, w->rest.p) : (struct release_pace){ NULL, NULL };
	w->arena = a;
	w->crl = cv;
	w->issuer = (struct crl_issuer){ .name = SPAN_NONE };
	w->scratch = arena_take(a, sizeof *w->scratch);
	return w->scratch != NULL;
}

bool
crl_walk_next(struct crl_walk *w, struct crl_entry *e)
{
	struct reader quiet = { .a = w->arena };
	struct der_tlv t;

	for (;;) {
		release_behind(&w->pace, w->rest.p);
		if (!crl_entry_plain(&w->rest, e)) {
			if (der_next(&w->rest, &t) != DER_OK)
				return false;
			crl_entry_read(&quiet, w->scratch, &t, e);
		}
		crl_entry_inherit(e, w->crl, &w->issuer, w->arena);
		if (e->serial.p != NULL)
			return true;
	}
}

/* ---- one list in order beside the other ---- */

/* A list in order: as it stands, or sorted. */
struct ordered {
	struct crl_walk walk;
	struct crl_entry *entry;	/* NULL: the walk is in order */
	size_t n, at;
};

static int
entry_order(const void *a, const void *b)
{
	return crl_entry_order(a, b);
}

static enum crl_compared
order(struct ordered *o, const struct crl_view *cv, size_t held, struct arena *a)
{
	*o = (struct ordered){ .entry = NULL };
	if (!crl_walk_begin(&o->walk, cv, a))
		return CRL_COMPARED_NO_MEMORY;
	if (cv->ascending || cv->n_entry == 0)
		return CRL_COMPARED;
	if (cv->n_entry > held)
		return CRL_COMPARED_TOO_MANY;
	if ((o->entry = malloc((size_t)cv->n_entry * sizeof *o->entry)) == NULL)
		return CRL_COMPARED_NO_MEMORY;
	while (o->n < cv->n_entry && crl_walk_next(&o->walk, &o->entry[o->n]))
		o->n++;
	qsort(o->entry, o->n, sizeof *o->entry, entry_order);
	return CRL_COMPARED;
}

static bool
next(struct ordered *o, struct crl_entry *e)
{
	if (o->entry == NULL)
		return crl_walk_next(&o->walk, e);
	if (o->at == o->n)
		return false;
	*e = o->entry[o->at++];
	return true;
}

/* Takes all with the serial number of *e, which is the next one behind them then.  False: there is none. */
static bool
take_alike(struct ordered *o, struct crl_entry *e, struct crl_alike *alike)
{
	bool has;

	*alike = (struct crl_alike){ *e, crl_entry_says(e) };
	while ((has = next(o, e)) && crl_entry_order(e, &alike->entry) == 0) {
		if (!crl_says_final(crl_entry_says(&alike->entry)) && crl_says_final(crl_entry_says(e)))
			alike->entry = *e;
		alike->says |= crl_entry_says(e);
	}
	return has;
}

/* What is asked of the base comes in order: it is walked once. */
struct on_base {
	struct ordered list;
	struct crl_entry e;
	bool has;
};

static bool
stands_on(struct on_base *base, const struct crl_entry *e)
{
	while (base->has && crl_entry_order(&base->e, e) < 0)
		base->has = next(&base->list, &base->e);
	return base->has && crl_entry_order(&base->e, e) == 0;
}

static void
merge(struct ordered *before, struct ordered *now, struct on_base *base, const struct crl_difference *d)
{
	struct crl_entry a, b;
	bool has_a = next(before, &a), has_b = next(now, &b);

	while (has_a || has_b) {
		int way = !has_a ? 1 : !has_b ? -1 : crl_entry_order(&a, &b);

		if (way < 0) {
			if (d->gone != NULL && !stands_on(base, &a))
				d->gone(d->arg, &a);
			has_a = next(before, &a);
		} else if (way > 0) {
			if (d->came != NULL)
				d->came(d->arg, &b);
			has_b = next(now, &b);
		} else {
			struct crl_alike of_before, of_now;

			has_a = take_alike(before, &a, &of_before);
			has_b = take_alike(now, &b, &of_now);
			if (d->both != NULL)
				d->both(d->arg, &of_before, &of_now);
		}
	}
}

enum crl_compared
crl_compare(const struct crl_view *before, const struct crl_view *now, size_t held, const struct crl_difference *d, struct arena *arena)
{
	struct ordered a, b = { .entry = NULL };
	struct on_base base = { .has = false };
	enum crl_compared got = order(&a, before, held, arena);

	if (got == CRL_COMPARED)
		got = order(&b, now, held, arena);
	if (got == CRL_COMPARED && d->base != NULL && (got = order(&base.list, d->base, held, arena)) == CRL_COMPARED)
		base.has = next(&base.list, &base.e);
	if (got == CRL_COMPARED)
		merge(&a, &b, &base, d);
	free(a.entry);
	free(b.entry);
	free(base.list.entry);
	return got;
}
