/* SPDX-License-Identifier: Apache-2.0 */
/*
 * past_twin.c - a delta CRL and the complete one of its moment and number.
 *
 * The delta CRL and its base together "MUST provide the same revocation
 * information as the simultaneously issued complete CRL" (RFC 5280 5.2.3).  What
 * the complete one has revoked for good, and these two lack, is told elsewhere
 * (past_compare_delta).
 */
#include "engine/revocation/past_changes.h"
#include "x509/revocation/crl_walk.h"

#define NOT_LISTED CRL_REASONS

struct twins {
	struct changes c;
	struct list apart, dated;
};

static bool
is_removed(uint16_t says)
{
	return says == CRL_SAYS(CRL_REMOVE);
}

/* Of the delta CRL: the complete one lacks it. */
static void
listed_by_delta_alone(void *arg, const struct crl_entry *e)
{
	struct twins *t = arg;

	if (!is_removed(crl_entry_says(e)))
		past_keep(&t->c, &t->apart, e, NOT_LISTED, past_known_of(&t->c, e));
}

static bool
has_reason(const struct crl_entry *e)
{
	return e->reason != CRL_NO_REASON && e->reason != CRL_UNSPECIFIED;
}

/* Two reasons, of which one may be absent where the revocation is one for good in both. */
static bool
says_otherwise(const struct crl_entry *a, const struct crl_entry *b)
{
	return crl_says_final(crl_entry_says(a)) != crl_says_final(crl_entry_says(b)) || (has_reason(a) && has_reason(b) && a->reason != b->reason);
}

static void
listed_by_both(void *arg, const struct crl_alike *delta, const struct crl_alike *complete)
{
	struct twins *t = arg;
	const struct crl_entry *a = &delta->entry, *b = &complete->entry;

	if (is_removed(delta->says) || says_otherwise(a, b))
		past_keep(&t->c, &t->apart, a, b->reason, past_known_of(&t->c, a));
	else if (a->reason != b->reason || (a->revoked.ok && b->revoked.ok && a->revoked.seconds != b->revoked.seconds))
		past_keep(&t->c, &t->dated, a, b->reason, past_known_of(&t->c, a));
}

/* Of the base, which neither has: a hold that the complete one says has ended, and the delta CRL does not. */
static void
held_on_base(void *arg, const struct crl_entry *e)
{
	struct twins *t = arg;

	if (crl_entry_says(e) == CRL_SAYS(CRL_HOLD))
		past_keep(&t->c, &t->apart, e, NOT_LISTED, past_known_of(&t->c, e));
}

/* … of the complete one, which neither the delta CRL nor the base has. */
static void
held_on_complete(void *arg, const struct crl_entry *e)
{
	struct twins *t = arg;

	if (crl_entry_says(e) == CRL_SAYS(CRL_HOLD))
		past_keep(&t->c, &t->apart, e, CRL_HOLD, past_known_of(&t->c, e));
}

/* False: too many entries, or no memory. */
static bool
compare(struct twins *t, const struct crl_view *a, const struct crl_view *b, const struct crl_difference *d, struct crl_past *past)
{
	enum crl_compared got;

	past_begin(&t->c, a);
	got = crl_compare(a, b, t->c.how->held, d, t->c.arena);
	past->unread = past->unread || past_has_unread(a) || past_has_unread(b);
	past->not_compared = past->not_compared || got == CRL_COMPARED_TOO_MANY;
	t->c.arena->failed = t->c.arena->failed || got == CRL_COMPARED_NO_MEMORY;
	return got == CRL_COMPARED;
}

void
past_compare_twin(const struct place *at, const struct past_asking *how, struct crl_past *past)
{
	struct twins t = { .c = { .arena = at->arena, .asked = at->asked, .at = at, .how = how, .this_update = at->now->this_update.seconds } };
	const struct crl_view *twin = past->twin, *base = past->base;
	const struct crl_difference of_delta = { .gone = listed_by_delta_alone, .both = listed_by_both, .arg = &t },
	    of_base = { .base = at->now, .gone = held_on_base, .arg = &t }, of_complete = { .base = base, .gone = held_on_complete, .arg = &t };

	if (!compare(&t, at->now, twin, &of_delta, past))
		return;
	if (base != NULL && (!compare(&t, base, twin, &of_base, past) || !compare(&t, twin, at->now, &of_complete, past)))
		return;
	past_order(&t.apart);
	past_order(&t.dated);
	past->too_many = past->too_many || t.c.too_many;
	past->apart = (struct crl_changes){ t.apart.v, t.apart.n, t.apart.more, t.apart.rest };
	past->dated_apart = (struct crl_changes){ t.dated.v, t.dated.n, t.dated.more, t.dated.rest };
}
