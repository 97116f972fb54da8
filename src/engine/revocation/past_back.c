/* SPDX-License-Identifier: Apache-2.0 */
/* past_back.c - what was on hold when it went, and had been revoked for good before that: a hold does not undo it (RFC 5280 5.3.1). */
#include <stdlib.h>

#include "engine/revocation/past_changes.h"
#include "x509/revocation/crl_walk.h"

/* While one is looked for: it stands in the CRL at hand, or is looked for no more. */
enum { ON_HOLD = CRL_HOLD, SETTLED = CRL_REASONS };

static struct crl_change *
find(const struct list *l, const struct crl_change *key)
{
	return l->n > 0 ? bsearch(key, l->v, l->n, sizeof *key, past_change_order) : NULL;
}

/* What a delta CRL took off was none any more when it came again. */
static void
take(struct changes *c, const struct crl_view *cv, struct crl_change *held, const struct crl_entry *there)
{
	uint16_t says = crl_entry_says(there);

	if (crl_says_final(says))
		past_keep(c, &c->gone, there, CRL_NO_REASON, held->cert);
	if (says != CRL_SAYS(CRL_HOLD))
		held->reason_now = SETTLED;
	if (held->reason_now == SETTLED)
		return;
	held->reason_now = ON_HOLD;
	held->in = cv;
}

/* What a complete CRL before lacks went then, and came anew; a delta CRL says nothing of what it lacks. */
static void
drop_settled(struct list *l, const struct crl_view *cv)
{
	size_t n = 0;

	for (size_t i = 0; i < l->n; i++) {
		struct crl_change *held = &l->v[i];

		if (held->reason_now == SETTLED || (held->reason_now != ON_HOLD && !past_is_delta(cv) && past_is_since(held->in, cv)))
			continue;
		held->reason_now = CRL_NO_REASON;
		l->v[n++] = *held;
	}
	l->n = n;
}

static void
look_into(struct changes *c, const struct crl_view *cv)
{
	struct crl_change key = { .cert = NULL }, *held;
	struct crl_walk w;

	past_begin(c, cv);
	if (!crl_walk_begin(&w, cv, c->arena))
		return;
	while (crl_walk_next(&w, &key.entry))
		if ((held = find(&c->held, &key)) != NULL)
			take(c, cv, held, &key.entry);
	drop_settled(&c->held, cv);
}

/* Those that are known to be gone need not be looked for, nor those that no CRL of the scope has for good. */
static void
drop_known(struct changes *c)
{
	const struct past_held *final = c->held.n > 0 ? past_held_of(c->at->series) : NULL;
	size_t n = 0;

	c->arena->failed = c->arena->failed || (c->held.n > 0 && final == NULL);
	for (size_t i = 0; i < c->held.n && final != NULL; i++)
		if (past_held_has(final, c->held.v[i].entry.serial) && find(&c->gone, &c->held.v[i]) == NULL)
			c->held.v[n++] = c->held.v[i];
	c->held.n = n;
}

/* Of its key the last of the first so many of each kind, which are fewer then; NULL: there is none. */
static const struct past_one *
take_last(const struct place *at, size_t *completes, size_t *deltas)
{
	bool delta_now = past_is_delta(at->now);
	const struct past_own *of_complete = delta_now ? &at->other_own : &at->own, *of_delta = delta_now ? &at->own : &at->other_own;
	const struct past_one *complete, *delta;

	*completes = past_own_before(at, of_complete, *completes);
	*deltas = past_own_before(at, of_delta, *deltas);
	complete = *completes > 0 ? at->series->complete.v[*completes - 1] : NULL;
	delta = *deltas > 0 ? at->series->delta.v[*deltas - 1] : NULL;
	if (delta != NULL && (complete == NULL || past_is_since(&delta->crl, &complete->crl))) {
		--*deltas;
		return delta;
	}
	if (complete != NULL)
		--*completes;
	return complete;
}

void
past_look_back(struct changes *c, size_t completes, size_t deltas, struct crl_past *past)
{
	size_t looked = 0;
	uint64_t entries = 0;
	const struct past_one *one;

	past_order(&c->held);
	drop_known(c);
	past->held_unsought = past->held_unsought || c->held.more > 0;
	while (c->held.n > 0 && (one = take_last(c->at, &completes, &deltas)) != NULL) {
		if (looked++ == PAST_MOST_BACK || entries > PAST_MOST_BACK_ENTRIES) {
			past->held_unsought = true;
			break;
		}
		entries += one->crl.n_entry;
		look_into(c, &one->crl);
	}
	past_order(&c->gone);
}
