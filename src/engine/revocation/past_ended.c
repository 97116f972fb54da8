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

/* When is the CRL no longer in force?  One that does not say so lasts. */
static int64_t
end_of(const struct crl_view *cv)
{
	return cv->next_update.ok ? cv->next_update.seconds : INT64_MAX;
}

/*
 * Did it end since the CRL before, by this one?  The CRLs that are still in force
 * may be gone on with: of those of other scopes the first of a scope tells.
 */
static bool
counts_as_ended(const struct place *at, const struct crl_past *past, const struct past_one *one)
{
	int64_t now = at->now->this_update.seconds, end = end_of(&one->crl);

	if (one->crl.this_update.seconds >= now || one->crl.n_entry == 0)
		return false;
	if (past->previous == NULL)
		return end <= now || one->scope != at->scope;
	return end <= now && end > past->previous->this_update.seconds;
}

/* Is it of the key of one of these, which are later ones of its scope? */
static bool
is_gone_on_with(const struct place *at, const struct past_one *const *later, size_t n, const struct past_one *one)
{
	size_t i = 0;

	while (i < n && past_other_key(&one->crl, past_signer(at->asked, one), &later[i]->crl, past_signer(at->asked, later[i])))
		i++;
	return i < n;
}

static void
take(struct ended *e, const struct past_one *one)
{
	if (e->n == PAST_MOST_ENDED)
		e->more = true;
	else
		e->v[e->n++] = one;
}

/* Is it known without a look at each that its complete CRLs are of one key? */
static bool
is_of_one_key(struct past_scope *scope, const struct past_series *s)
{
	enum past_keys keys = (enum past_keys)atomic_load(&scope->keys);

	return keys == PAST_KEYS_ONE || (keys == PAST_KEYS_UNKNOWN && s->one_name);
}

/* Of a scope the last one of each key that is not the CRL's own. */
static void
take_last_of_scope(const struct place *at, const struct crl_past *past, struct past_scope *scope, struct ended *e)
{
	const struct past_series *s = past_series_of(scope);
	const struct past_one *last[PAST_MOST_KEYS];
	size_t n = 0, i;
	bool one_key = s != NULL && is_of_one_key(scope, s);

	at->arena->failed = at->arena->failed || s == NULL;
	if (s == NULL || (scope == at->scope && one_key && s->complete.n > 0 && !past_is_of_other_key(at, s->complete.v[0])))
		return;
	for (i = s->complete.n; i > 0 && n < PAST_MOST_KEYS && !(one_key && n > 0); i--) {
		const struct past_one *one = s->complete.v[i - 1];

		if (!past_counts(at, one) || (scope == at->scope && !past_is_of_other_key(at, one)) || is_gone_on_with(at, last, n, one))
			continue;
		last[n++] = one;
		if (counts_as_ended(at, past, one))
			take(e, one);
	}
	e->more = e->more || (n == PAST_MOST_KEYS && i > 0);
}

/* Those of one moment by their octets, in whatever order they were given. */
static int
ended_order(const void *a, const void *b)
{
	const struct past_one *x = *(const struct past_one *const *)a, *y = *(const struct past_one *const *)b;
	int64_t m = x->crl.this_update.seconds, n = y->crl.this_update.seconds;

	return m != n ? (m > n) - (m < n) : crl_serial_order(x->crl.der, y->crl.der);
}

/* What is not known to be in the scope of the CRL is counted alone; what has expired may go. */
static void
sort_out(struct changes *c, struct crl_past *past)
{
	size_t n = 0;

	for (size_t i = 0; i < c->gone.n; i++) {
		const struct crl_change *change = &c->gone.v[i];
		enum past_inside inside = past_inside(c, change);

		if (inside == PAST_OUTSIDE || (change->cert != NULL && change->cert->not_after.ok && change->cert->not_after.seconds < c->this_update))
			continue;
		if (inside == PAST_INSIDE && change->cert->not_after.ok && end_of(change->in) <= c->this_update) {
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

/* The first of a scope or key, which came when none of the issuer was in force any more: whether one is missing nobody knows. */
static bool
leaves_a_gap(const struct place *at)
{
	const struct past_one *one = at->issuer->first;
	int64_t now = at->now->this_update.seconds;
	bool any = false;

	for (; one != NULL; one = one->next_of_issuer) {
		if (one->crl.this_update.seconds >= now || past_is_delta(&one->crl) || !past_counts(at, one))
			continue;
		if (end_of(&one->crl) >= now)
			return false;
		any = true;
	}
	return any;
}

void
past_compare_ended(const struct place *at, const struct past_asking *how, struct crl_past *past)
{
	struct changes c = { .arena = at->arena, .asked = at->asked, .at = at, .how = how, .this_update = at->now->this_update.seconds };
	struct ended e = { .n = 0 };

	for (struct past_scope *scope = at->issuer->scope; scope != NULL && !e.more; scope = scope->next)
		take_last_of_scope(at, past, scope, &e);
	past->ended_gap = past->previous == NULL && leaves_a_gap(at);
	past->more_ended = e.more;
	if (e.n > 1)
		qsort(e.v, e.n, sizeof *e.v, ended_order);
	/* Which of them are the first ones the order in which they were given decides: none of them is compared. */
	for (size_t i = 0; i < e.n && !e.more; i++)
		if (!past_find_gone(&e.v[i]->crl, &c, past))
			return;
	past_order(&c.gone);
	past_drop_elsewhere(&c, past);
	sort_out(&c, past);
	past->ended = (struct crl_changes){ c.gone.v, c.gone.n, 0, NULL };
}
