/* SPDX-License-Identifier: Apache-2.0 */
/* past_changes.c - entries that are gone from a CRL, came or changed, beside those of before. */
#include <stdlib.h>

#include "base/day.h"
#include "engine/revocation/past_changes.h"
#include "rule/rule.h"
#include "x509/revocation/crl_walk.h"

static struct changes
changes_of(const struct place *at, const struct past_asking *how)
{
	return (struct changes){ .arena = at->arena, .asked = at->asked, .at = at, .how = how, .this_update = at->now->this_update.seconds };
}

/* Nothing is of before that where there is none. */
static int64_t
earlier_of(const struct crl_past *past)
{
	return past->earlier != NULL ? past->earlier->this_update.seconds : INT64_MIN;
}

/* Which of several certificates of one issuer and serial number it is asked for: the order in which they were given decides nothing. */
typedef bool rather_fn(const struct changes *, const struct known_cert *, const struct known_cert *than);

static const struct known_cert *
find_known(struct changes *c, const struct crl_entry *e, rather_fn *rather)
{
	const struct known_cert *found = NULL;

	for (const struct known_cert *k = NULL; (k = known_of_entry(c->asked, e, k)) != NULL;) {
		c->too_many = c->too_many || k->more;
		if (span_eq(k->serial, e->serial) && (found == NULL || rather(c, k, found)) && known_counts(c->asked, k))
			found = k;
	}
	return found;
}

/* The one whose entry has to stay. */
static bool
outlasts(const struct changes *c, const struct known_cert *k, const struct known_cert *than)
{
	return known_outlasts(k, than, c->this_update);
}

const struct known_cert *
past_known_of(struct changes *c, const struct crl_entry *e)
{
	return find_known(c, e, outlasts);
}

static bool
is_rather_ca(const struct changes *c, const struct known_cert *k, const struct known_cert *than)
{
	(void)c;
	return k->class == CRL_CLASS_CA && than->class != CRL_CLASS_CA;
}

static void
gone(void *arg, const struct crl_entry *e)
{
	struct changes *c = arg;

	if (crl_says_final(crl_entry_says(e)))
		past_keep(c, &c->gone, e, CRL_NO_REASON, past_known_of(c, e));
	else if (crl_entry_says(e) == CRL_SAYS(CRL_HOLD))
		past_keep(c, &c->held, e, CRL_NO_REASON, past_known_of(c, e));
}

/* A delta CRL lacks it: that a hold has ended it has to say (RFC 5280 5.2.4), and that one on the base has. */
static void
forgotten(void *arg, const struct crl_entry *e)
{
	struct changes *c = arg;
	uint16_t says = crl_entry_says(e);

	gone(c, e);
	if (says == CRL_SAYS(CRL_HOLD) || says == CRL_SAYS(CRL_REMOVE))
		past_keep(c, &c->unsaid, e, CRL_NO_REASON, past_known_of(c, e));
}

/* What revoked the certificate for good is gone where it is on hold alone: the hold may end. */
static void
held(struct changes *c, const struct crl_alike *before, const struct crl_alike *now)
{
	if (crl_says_final(before->says) && now->says == CRL_SAYS(CRL_HOLD))
		past_keep(c, &c->gone, &before->entry, CRL_HOLD, past_known_of(c, &before->entry));
}

static void
came(void *arg, const struct crl_entry *e)
{
	struct changes *c = arg;
	const struct known_cert *cert;

	if (e->reason == CRL_REMOVE || !e->revoked.ok)
		return;
	if (e->revoked.seconds < c->earlier)
		past_keep(c, &c->backdated, e, e->reason, NULL);
	if (e->revoked.seconds + SECONDS_PER_DAY >= c->this_update)
		return;
	cert = find_known(c, e, is_rather_ca);
	if (cert != NULL ? cert->class != CRL_CLASS_CA : !c->how->of_cas)
		return;
	/* What no requirement bound neither takes the room of others nor is counted with them. */
	if (e->revoked.seconds < SBR_DAY * SECONDS_PER_DAY)
		c->came_unbound = true;
	else
		past_keep(c, &c->came, e, e->reason, cert);
}

static void
both(void *arg, const struct crl_alike *before, const struct crl_alike *now)
{
	struct changes *c = arg;

	held(c, before, now);
	if ((before->says & CRL_SAYS(CRL_KEY_COMPROMISE)) != 0 && (now->says & CRL_SAYS(CRL_KEY_COMPROMISE)) == 0)
		past_keep(c, &c->changed, &before->entry, now->entry.reason, past_known_of(c, &before->entry));
}

/* A delta CRL takes an entry off its base, which had it for good; whatever else it says of the certificate.  Or it says hold alone. */
static void
removed(void *arg, const struct crl_alike *before, const struct crl_alike *now)
{
	held(arg, before, now);
	if ((now->says & CRL_SAYS(CRL_REMOVE)) != 0)
		gone(arg, &before->entry);
}

bool
past_has_unread(const struct crl_view *cv)
{
	const struct crl_tally *t = &cv->tally[CRL_SEES_MALFORMED];

	for (size_t i = 0; i < t->n && i < CRL_SPOTS; i++)
		if (t->spot[i].serial.p == NULL)
			return true;
	/* The list stands where none may stand, or ends amid an entry. */
	return t->n > CRL_SPOTS || cv->runs_out || (cv->state[PART_REVOKED] == PART_IS_BAD && cv->field[PART_REVOKED].raw.p == NULL);
}

/* The CRL at hand with one of before.  False: too many entries, or no memory. */
static bool
compare_two(const struct crl_view *before, const struct crl_difference *d, struct changes *c, struct crl_past *past)
{
	enum crl_compared got;

	past_begin(c, before);
	got = crl_compare(before, c->at->now, c->how->held, d, c->arena);
	past->unread = past->unread || past_has_unread(before);
	past->not_compared = past->not_compared || got == CRL_COMPARED_TOO_MANY;
	c->arena->failed = c->arena->failed || got == CRL_COMPARED_NO_MEMORY;
	return got == CRL_COMPARED;
}

/* As they stand in the CRL. */
static int
place_order(const void *a, const void *b)
{
	const struct crl_change *x = a, *y = b;

	return (x->entry.date.p > y->entry.date.p) - (x->entry.date.p < y->entry.date.p);
}

static void
put_in_place(struct list *l)
{
	if (l->n > 1)
		qsort(l->v, l->n, sizeof *l->v, place_order);
}

/*
 * Entries that the complete CRL before lacks, but for those that another CRL
 * of the issuer has shown since the revocation: a delta CRL, or one of another
 * partition.
 */
static void
tell_came(struct changes *c, struct crl_past *past)
{
	past->came_unbound = c->came_unbound;
	past_order(&c->came);
	past_drop_shown(c, past);
	put_in_place(&c->came);
	past->came = (struct crl_changes){ c->came.v, c->came.n, past->came_unsought ? 0 : c->came.more, c->came.rest };
	past_order(&c->backdated);
	past_drop_posted(c, past);
	put_in_place(&c->backdated);
	past->backdated = (struct crl_changes){ c->backdated.v, c->backdated.n, c->backdated.more, c->backdated.rest };
}

/* ---- delta CRLs ---- */

/* So many complete CRLs come before a delta CRL, or have its moment and number: these say what it and its base do (RFC 5280 5.2.4). */
static size_t
completes_until(const struct place *at)
{
	const struct past_kind *k = at->other_kind;
	size_t i = at->other_before;

	if (at->now->number.p != NULL)
		i = past_before_number(k, at->now->this_update.seconds, at->now->number);
	while (i < k->n && k->v[i]->crl.this_update.seconds == at->now->this_update.seconds && past_same_number(k->v[i]->crl.number, at->now->number))
		i++;
	return i;
}

/*
 * Delta CRLs of one base say all that has changed since (RFC 5280 5.2.4).  In a
 * whole series the last ones before were compared with those before them.
 */
static bool
compare_with_other_deltas(const struct crl_difference *d, struct changes *c, struct crl_past *past)
{
	size_t compared = 0;
	int64_t until = INT64_MIN;	/* … of whose moment others are compared, too, but for those that it follows by its number */
	const struct crl_view *last = NULL;	/* that was compared */

	for (size_t i = c->at->series != NULL ? c->at->lower : 0; i > 0 && (i = past_own_before(c->at, &c->at->own, i)) > 0; i--) {
		const struct past_one *one = c->at->kind->v[i - 1];

		if (one->crl.this_update.seconds < until)
			return true;
		if (!past_same_number(one->crl.base_number, c->at->now->base_number) ||
		    (past->whole && last != NULL && past_is_before_in_moment(&one->crl, last)))
			continue;
		if (past->whole && compared++ == 2 * PAST_MOST_OF_MOMENT) {
			past->more_of_moment = true;
			return true;
		}
		if (!compare_two(&one->crl, d, c, past))
			return false;
		last = &one->crl;
		if (past->whole && one->crl.this_update.seconds < c->this_update)
			until = one->crl.this_update.seconds;
	}
	return true;
}

/*
 * Complete CRLs since the base, up to that of its own moment and number: base
 * and delta CRL together say all that these do.  It is compared with the last
 * ones: these were with those before them.
 */
static bool
compare_with_completes(struct changes *c, struct crl_past *past)
{
	const struct crl_difference d = { past->base, forgotten, .both = removed, .arg = c };
	const struct past_kind *k = c->at->other_kind;
	const struct crl_view *last = NULL;
	size_t compared = 0;

	for (size_t i = c->at->series != NULL ? completes_until(c->at) : 0; i > 0 && (i = past_own_before(c->at, &c->at->other_own, i)) > 0 &&
	    past_is_since(&k->v[i - 1]->crl, past->base); i--) {
		const struct crl_view *one = &k->v[i - 1]->crl;

		if (last != NULL && one->this_update.seconds < last->this_update.seconds)
			return true;
		if (last != NULL && past_is_before_in_moment(one, last))
			continue;
		if (compared++ == PAST_MOST_OF_MOMENT) {
			past->more_of_moment = true;
			return true;
		}
		if (!compare_two(one, &d, c, past))
			return false;
		last = one;
	}
	return true;
}

/* Where others of its own moment were before it, the last of these; else of the moment before. */
static void
drop_held_by_last_delta(struct changes *c, struct crl_past *past)
{
	const struct past_moment *m = c->at->beside.n > 0 ? &c->at->beside : &c->at->last;

	for (size_t i = 0; i < m->n_last; i++)
		if (past_same_number(m->v[i]->crl.base_number, c->at->now->base_number))
			past_drop_held(c, &m->v[i]->crl, past);
}

/* Without the base: what it takes off earlier ones, or has on hold.  What they had added, and this one does not say, may stand on the base. */
static void
compare_delta_alone(struct changes *c, struct crl_past *past)
{
	const struct crl_difference taken_off = { .both = removed, .arg = c };

	if (!compare_with_other_deltas(&taken_off, c, past))
		return;
	past_order(&c->gone);
	drop_held_by_last_delta(c, past);
	past_drop_moved(c, past->delta, past);
	past->too_many = c->too_many;
	past->gone = (struct crl_changes){ c->gone.v, c->gone.n, past->gone_unsought ? 0 : c->gone.more, c->gone.rest };
}

/* But for what had been revoked for good: that it is gone is told. */
static void
tell_unsaid(struct changes *c, struct crl_past *past)
{
	size_t n = 0;

	for (size_t i = 0; i < c->unsaid.n; i++)
		if (c->gone.n == 0 || bsearch(&c->unsaid.v[i], c->gone.v, c->gone.n, sizeof *c->gone.v, past_change_order) == NULL)
			c->unsaid.v[n++] = c->unsaid.v[i];
	past->unsaid = (struct crl_changes){ c->unsaid.v, n, c->unsaid.more, c->unsaid.rest };
}

/* What a delta CRL takes off its base and off earlier ones, and what those have added to the base and this one does not say. */
void
past_compare_delta(const struct place *at, const struct past_asking *how, struct crl_past *past)
{
	struct changes c = changes_of(at, how);
	const struct crl_difference of_deltas = { .gone = forgotten, .arg = &c }, taken_off = { .both = removed, .arg = &c };

	if (past->base == NULL) {
		compare_delta_alone(&c, past);
		return;
	}
	if (!compare_with_other_deltas(&of_deltas, &c, past))
		return;
	past_order(&c.gone);
	past_order(&c.held);
	past_order(&c.unsaid);
	past->gone_unsought = c.gone.more > 0;
	past_drop_of_base(&c, past->base);
	if (!compare_two(past->base, &taken_off, &c, past) || !compare_with_other_deltas(&taken_off, &c, past) || !compare_with_completes(&c, past))
		return;
	past_order(&c.gone);
	past_order(&c.unsaid);
	if (at->series != NULL)
		past_look_back(&c, completes_until(at), at->lower, past);
	drop_held_by_last_delta(&c, past);
	if (past->complete != NULL)
		past_drop_held(&c, past->complete, past);
	past_drop_moved(&c, past->base, past);
	past->too_many = c.too_many;
	past->gone = (struct crl_changes){ c.gone.v, c.gone.n, past->gone_unsought ? 0 : c.gone.more, c.gone.rest };
	tell_unsaid(&c, past);
}

/* What a delta CRL is the first to show. */
void
past_compare_delta_with_complete(const struct place *at, const struct past_asking *how, struct crl_past *past)
{
	struct changes c = changes_of(at, how);
	const struct crl_difference d = { .came = came, .arg = &c };

	c.earlier = earlier_of(past);
	if (compare_two(past->complete, &d, &c, past))
		tell_came(&c, past);
	past->too_many = past->too_many || c.too_many;
}

/* ---- complete CRLs ---- */

static void
held_since(void *arg, const struct crl_alike *before, const struct crl_alike *now)
{
	held(arg, before, now);
}

bool
past_find_gone(const struct crl_view *before, struct changes *c, struct crl_past *past)
{
	const struct crl_difference d = { .gone = gone, .both = held_since, .arg = c };

	return compare_two(before, &d, c, past);
}

/*
 * Delta CRLs from the one before on, by their moment and within one by their
 * number; up to this one.  One with the number of the CRL before says the same as that one.
 */
struct between {
	size_t from, to;
};

/* NULL: of all before this one. */
static struct between
deltas_between(const struct place *at, const struct crl_view *before)
{
	const struct past_kind *k = at->other_kind;
	int64_t moment = before != NULL ? before->this_update.seconds : 0;
	struct between b = { before != NULL ? past_before(k, moment + 1) : 0, at->other_before };

	if (before != NULL && before->number.p != NULL)
		b.from = past_before_number(k, moment, before->number);
	if (at->now->number.p != NULL)
		b.to = past_before_number(k, at->now->this_update.seconds, at->now->number);
	return b;
}

/* What delta CRLs between the two have added stands in this one, too. */
static bool
compare_with_deltas(struct changes *c, struct crl_past *past)
{
	struct between b = deltas_between(c->at, past->previous);

	for (size_t i = b.from; (i = past_own_from(c->at, &c->at->other_own, i)) < b.to; i++)
		if (!past_find_gone(&c->at->other_kind->v[i]->crl, c, past))
			return false;
	return true;
}

/* By complete ones of its own moment, the nearest first. */
static void
drop_held_in_moment(struct changes *c, struct crl_past *past)
{
	for (size_t i = 0; i < c->at->beside.n && c->gone.n > 0; i++)
		past_drop_held(c, &c->at->beside.v[i]->crl, past);
}

/* By the last delta CRL between, which says all that has changed, or within the moment. */
static void
drop_held_since(struct changes *c, struct crl_past *past)
{
	struct between b = deltas_between(c->at, past->previous);

	b.to = past_own_before(c->at, &c->at->other_own, b.to);
	if (b.to > b.from)
		past_drop_held(c, &c->at->other_kind->v[b.to - 1]->crl, past);
	drop_held_in_moment(c, past);
}

/*
 * With the last of a moment: what they lack of the others is theirs to answer
 * for.  What came is what the one before it lacks: whether another has shown it
 * is looked for among all of the issuer's.
 */
static bool
compare_with_moment(const struct past_moment *m, struct changes *c, struct crl_past *past)
{
	for (size_t i = 0; i < m->n_last; i++) {
		const struct crl_view *before = &m->v[i]->crl;
		const struct crl_difference d = { NULL, gone, before == past->previous ? came : NULL, both, c };

		if (!compare_two(before, &d, c, past))
			return false;
	}
	return true;
}

void
past_compare_complete(const struct place *at, const struct past_asking *how, struct crl_past *past)
{
	struct changes c = changes_of(at, how);

	c.earlier = earlier_of(past);
	if (!compare_with_moment(&at->last, &c, past) || !compare_with_moment(&at->beside, &c, past) || !compare_with_deltas(&c, past))
		return;
	past_order(&c.gone);
	past_order(&c.changed);
	past_look_back(&c, at->lower, deltas_between(at, past->previous).to, past);
	drop_held_since(&c, past);
	past_drop_moved(&c, past->previous, past);
	past->gone = (struct crl_changes){ c.gone.v, c.gone.n, past->gone_unsought ? 0 : c.gone.more, c.gone.rest };
	past->too_many = c.too_many;
	tell_came(&c, past);
	past->changed = (struct crl_changes){ c.changed.v, c.changed.n, c.changed.more, c.changed.rest };
}

void
past_compare_with_deltas_alone(const struct place *at, const struct past_asking *how, struct crl_past *past)
{
	struct changes c = changes_of(at, how);

	if (!compare_with_deltas(&c, past))
		return;
	past_order(&c.gone);
	past_look_back(&c, 0, deltas_between(at, NULL).to, past);
	drop_held_since(&c, past);
	past_drop_moved(&c, past->delta, past);
	past->too_many = c.too_many;
	past->gone = (struct crl_changes){ c.gone.v, c.gone.n, past->gone_unsought ? 0 : c.gone.more, c.gone.rest };
}
