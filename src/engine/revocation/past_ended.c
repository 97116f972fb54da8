/* SPDX-License-Identifier: Apache-2.0 */
/*
 * past_ended.c - CRLs of another scope, or of another key, that the CA did not
 * go on with: what they had revoked for good has to stand elsewhere (SBR 4.10.1).
 */
#include <stdlib.h>

#include "engine/revocation/past_changes.h"
#include "x509/revocation/crl_walk.h"

/* The last ones, each of its scope and key, that may have ended. */
struct ended {
	const struct past_one *v[PAST_MOST_ENDED];
	size_t n;
	bool more;
};

/*
 * Did it end since the CRL before, by this one?  The CRLs that are still in force
 * may be gone on with: the first of a scope or key tells of those.
 */
static bool
counts_as_ended(const struct place *at, const struct crl_past *past, const struct past_one *one)
{
	int64_t now = at->now->this_update.seconds, end = past_end_of(&one->crl);

	if (one->crl.this_update.seconds >= now || one->crl.n_entry == 0)
		return false;
	if (past->previous == NULL)
		return true;
	return end <= now && end > past->previous->this_update.seconds;
}

static void
take(struct ended *e, const struct past_one *one)
{
	if (e->n == PAST_MOST_ENDED)
		e->more = true;
	else
		e->v[e->n++] = one;
}

/* Of a scope the last one of each key that is not the CRL's own. */
static void
take_last_of_scope(const struct place *at, const struct crl_past *past, struct past_scope *scope, struct ended *e)
{
	const struct past_keys *keys = past_keys_of(scope, at->asked, at->arena);
	size_t n = 0, i;

	if (keys == NULL)
		return;
	for (i = 0; i < keys->n_last && n < PAST_MOST_KEYS; i++) {
		const struct past_one *one = keys->last[i];

		if (past_is_itself(at, one) || (scope == at->scope && !past_is_of_other_key(at, one)))
			continue;
		n++;
		if (counts_as_ended(at, past, one))
			take(e, one);
	}
	e->more = e->more || (n == PAST_MOST_KEYS && (i < keys->n_last || keys->more_last));
}

/* Those of one moment by their octets, in whatever order they were given. */
static int
crl_order(const struct crl_view *x, const struct crl_view *y)
{
	int64_t m = x->this_update.seconds, n = y->this_update.seconds;

	return m != n ? (m > n) - (m < n) : crl_serial_order(x->der, y->der);
}

static int
ended_order(const void *a, const void *b)
{
	const struct past_one *const *x = a, *const *y = b;

	return crl_order(&(*x)->crl, &(*y)->crl);
}

/* Was it for all certificates of the issuer, so that what it had revoked has to stand on some CRL? */
static bool
is_of_all(const struct crl_view *cv)
{
	return cv->by_part[PART_EXT_IDP] == NULL;
}

/*
 * What is not known to be in the scope of the CRL is counted alone, and what
 * stood on a list of all and is in no scope, or may stand on one that cannot be
 * read; what has expired may go.
 */
static void
sort_out(struct changes *c, struct crl_past *past)
{
	size_t n = 0;

	for (size_t i = 0; i < c->gone.n; i++) {
		const struct crl_change *change = &c->gone.v[i];
		enum past_inside inside = past_inside(c, c->at->now, change);

		if ((inside == PAST_OUTSIDE && !is_of_all(change->in)) ||
		    (change->cert != NULL && change->cert->not_after.ok && change->cert->not_after.seconds < c->this_update))
			continue;
		if (inside == PAST_INSIDE && change->cert->not_after.ok && past_end_of(change->in) <= c->this_update && past->n_unreadable == 0) {
			c->gone.v[n++] = *change;
		} else {
			past->n_perhaps_ended++;
			rest_add(&past->perhaps_ended, c->how->rest_by, change->entry.serial);
		}
	}
	c->gone.n = n;
	past->n_perhaps_ended += past->ended_unsought ? 0 : c->gone.more;
	if (c->gone.more > 0 && c->gone.rest != NULL)
		rest_add(&past->perhaps_ended, c->how->rest_by, (struct span){ c->gone.rest->octets, c->gone.rest->n });
}

/* ---- until when some CRL of the issuer was in force ---- */

struct past_end {
	const struct past_one *one;
	int64_t latest;			/* of the complete ones up to it */
};
/* In their order: those that their issuer signed, as far as was known then. */
struct past_ends {
	struct past_ends *older;	/* of what was known before */
	size_t known;			/* the issuer's `vouched` then */
	size_t n;
	struct past_end v[];
};

static int
end_order(const void *a, const void *b)
{
	const struct past_end *x = a, *y = b;

	return ended_order(&x->one, &y->one);
}

static struct past_ends *
make_ends(const struct past_issuer *issuer, const struct known_asked *asked, size_t known)
{
	size_t n = 0;
	struct past_ends *ends;

	for (const struct past_one *one = issuer->first; one != NULL; one = one->next_of_issuer)
		n++;
	if ((ends = calloc(1, sizeof *ends + n * sizeof *ends->v)) == NULL)
		return NULL;
	ends->known = known;
	for (const struct past_one *one = issuer->first; one != NULL; one = one->next_of_issuer)
		if (!past_is_delta(&one->crl) && (asked->vouched_crl == NULL || asked->vouched_crl(asked->arg, one)))
			ends->v[ends->n++] = (struct past_end){ one, past_end_of(&one->crl) };
	if (ends->n > 1)
		qsort(ends->v, ends->n, sizeof *ends->v, end_order);
	for (size_t i = 1; i < ends->n; i++)
		if (ends->v[i - 1].latest > ends->v[i].latest)
			ends->v[i].latest = ends->v[i - 1].latest;
	return ends;
}

void
past_ends_free(struct past_ends *ends)
{
	while (ends != NULL) {
		struct past_ends *older = ends->older;

		free(ends);
		ends = older;
	}
}

/* Several may make them at once: the first one's stay.  NULL: memory is out. */
static const struct past_ends *
ends_of(const struct place *at)
{
	_Atomic(struct past_ends *) *place = (_Atomic(struct past_ends *) *)(uintptr_t)&at->issuer->ends;
	size_t known = atomic_load(&at->issuer->vouched);
	struct past_ends *found = atomic_load(place), *made;

	if (found != NULL && found->known == known)
		return found;
	if ((made = make_ends(at->issuer, at->asked, known)) == NULL) {
		at->arena->failed = true;
		return NULL;
	}
	made->older = found;
	if (atomic_compare_exchange_strong(place, &found, made))
		return made;
	made->older = NULL;
	past_ends_free(made);
	return found;
}

/* So many of them came before that moment. */
static size_t
issued_before(const struct past_ends *ends, int64_t moment)
{
	size_t low = 0, high = ends->n;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (ends->v[mid].one->crl.this_update.seconds < moment)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

/* The first of a scope or key, which came when none of the issuer was in force any more: whether one is missing nobody knows. */
static bool
leaves_a_gap(const struct place *at)
{
	const struct past_ends *ends = ends_of(at);
	int64_t now = at->now->this_update.seconds;
	size_t n = ends != NULL ? issued_before(ends, now) : 0;

	return n > 0 && ends->v[n - 1].latest < now;
}

bool
past_is_last_moment(const struct place *at, int64_t moment)
{
	const struct past_ends *ends = ends_of(at);
	size_t n = ends != NULL ? issued_before(ends, at->now->this_update.seconds) : 0;

	return n > 0 && ends->v[n - 1].one->crl.this_update.seconds == moment;
}

static int64_t
first_end(const struct list *l)
{
	int64_t first = INT64_MAX;

	for (size_t i = 0; i < l->n; i++)
		if (l->v[i].ends < first)
			first = l->v[i].ends;
	return first;
}

/* What is lost is told at the first list on which it is missing, and not at each behind it; of several of one moment at the first by its octets. */
static void
drop_told(const struct place *at, struct changes *c)
{
	const struct past_ends *ends = c->gone.n > 0 ? ends_of(at) : NULL;
	size_t n = ends != NULL ? issued_before(ends, first_end(&c->gone)) : 0;

	for (; ends != NULL && n < ends->n && c->gone.n > 0 && crl_order(&ends->v[n].one->crl, at->now) < 0; n++)
		if (!past_is_itself(at, ends->v[n].one))
			past_drop_told(c, &ends->v[n].one->crl);
}

void
past_compare_ended(const struct place *at, const struct past_asking *how, struct crl_past *past)
{
	struct changes c = { .arena = at->arena, .asked = at->asked, .at = at, .how = how, .this_update = at->now->this_update.seconds };
	struct ended e = { .n = 0 };

	for (struct past_scope *scope = at->issuer->scope; scope != NULL && !e.more; scope = scope->next)
		take_last_of_scope(at, past, scope, &e);
	past->ended_gap = past->previous == NULL && past->succeeds == NULL && leaves_a_gap(at);
	past->more_ended = e.more;
	if (e.n > 1)
		qsort(e.v, e.n, sizeof *e.v, ended_order);
	/* Which of them are the first ones the order in which they were given decides: none of them is compared. */
	for (size_t i = 0; i < e.n && !e.more; i++)
		if (!past_find_gone(&e.v[i]->crl, &c, past))
			return;
	past_order(&c.gone);
	past_drop_elsewhere(&c, past);
	drop_told(at, &c);
	sort_out(&c, past);
	past->ended = (struct crl_changes){ c.gone.v, c.gone.n, 0, NULL };
}
