/* SPDX-License-Identifier: Apache-2.0 */
/* past_changes.c - entries that are gone from a CRL, came or changed, beside those of before. */
#include <stdlib.h>

#include "base/day.h"
#include "engine/revocation/past_place.h"
#include "rule/rule.h"
#include "x509/revocation/crl_walk.h"

/*
 * Of entries whose certificate is not known so many are kept of each sort;
 * others are as many as the certificates that were given.
 */
#define MAX_CHANGES 65536

struct list {
	struct crl_change *v;
	size_t n, room;
	uint64_t more;
	struct rest *rest;
};

struct changes {
	struct arena *arena;
	struct known_asked *asked;
	const struct place *at;
	const struct past_asking *how;
	int64_t this_update;		/* of the CRL at hand */
	int64_t until;			/* … or, if that is later, nextUpdate of the one that it is compared with */
	const struct crl_view *before;	/* … that one */
	bool too_many;			/* certificates of an entry were given than are kept */
	bool came_unbound;		/* some came that were revoked before the SBR */
	struct list gone, came, changed;
};

static struct changes
changes_of(const struct place *at, const struct past_asking *how)
{
	return (struct changes){ .arena = at->arena, .asked = at->asked, .at = at, .how = how, .this_update = at->now->this_update.seconds };
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

static bool
is_rather_ca(const struct changes *c, const struct known_cert *k, const struct known_cert *than)
{
	(void)c;
	return k->class == CRL_CLASS_CA && than->class != CRL_CLASS_CA;
}

/* Only counted, by its serial number and the reason that it has now. */
static void
count(struct changes *c, struct list *l, const struct crl_entry *e, uint8_t reason_now)
{
	l->more++;
	if (l->rest == NULL && (l->rest = arena_take(c->arena, sizeof *l->rest)) == NULL)
		return;
	rest_add(l->rest, c->how->rest_by, e->serial);
	rest_add(l->rest, c->how->rest_by, (struct span){ &reason_now, 1 });
}

static void
keep(struct changes *c, struct list *l, const struct crl_entry *e, uint8_t reason_now, const struct known_cert *cert)
{
	struct crl_change *v;

	if (cert == NULL && l->n >= MAX_CHANGES) {
		count(c, l, e, reason_now);
		return;
	}
	if ((v = arena_grow(c->arena, l->v, l->n, &l->room, sizeof *v)) == NULL)
		return;
	l->v = v;
	v[l->n++] = (struct crl_change){ *e, reason_now, cert, c->until, c->before };
}

static void
gone(void *arg, const struct crl_entry *e)
{
	struct changes *c = arg;

	if (crl_says_final(crl_entry_says(e)))
		keep(c, &c->gone, e, CRL_NO_REASON, find_known(c, e, outlasts));
}

static void
came(void *arg, const struct crl_entry *e)
{
	struct changes *c = arg;
	const struct known_cert *cert;

	if (e->reason == CRL_REMOVE || !e->revoked.ok || e->revoked.seconds + SECONDS_PER_DAY >= c->this_update)
		return;
	cert = find_known(c, e, is_rather_ca);
	if (cert != NULL ? cert->class != CRL_CLASS_CA : !c->how->of_cas)
		return;
	/* What no requirement bound neither takes the room of others nor is counted with them. */
	if (e->revoked.seconds < SBR_DAY * SECONDS_PER_DAY)
		c->came_unbound = true;
	else
		keep(c, &c->came, e, e->reason, cert);
}

static void
both(void *arg, const struct crl_alike *before, const struct crl_alike *now)
{
	struct changes *c = arg;

	if ((before->says & CRL_SAYS(CRL_KEY_COMPROMISE)) != 0 && (now->says & CRL_SAYS(CRL_KEY_COMPROMISE)) == 0)
		keep(c, &c->changed, &before->entry, now->entry.reason, find_known(c, &before->entry, outlasts));
}

/* A delta CRL takes an entry off its base, which had it for good; whatever else it says of the certificate. */
static void
removed(void *arg, const struct crl_alike *before, const struct crl_alike *now)
{
	if ((now->says & CRL_SAYS(CRL_REMOVE)) != 0)
		gone(arg, &before->entry);
}

static int
change_order(const void *a, const void *b)
{
	return crl_entry_order(&((const struct crl_change *)a)->entry, &((const struct crl_change *)b)->entry);
}

typedef bool stands_fn(const struct changes *, const struct crl_view *other, const struct crl_entry *there, const struct crl_change *);

/* Takes out what stands in this CRL. */
static void
drop(struct changes *c, struct list *l, const struct crl_view *other, stands_fn *stands)
{
	struct crl_change key = { .cert = NULL }, *found;
	struct crl_walk w;
	size_t n = 0;

	if (!crl_walk_begin(&w, other, c->arena))
		return;
	while (l->n > 0 && crl_walk_next(&w, &key.entry))
		if ((found = bsearch(&key, l->v, l->n, sizeof key, change_order)) != NULL && stands(c, other, &key.entry, found))
			found->reason_now = CRL_REASONS;
	for (size_t i = 0; i < l->n; i++)
		if (l->v[i].reason_now != CRL_REASONS)
			l->v[n++] = l->v[i];
	l->n = n;
}

/* It is not gone from the base. */
static bool
stands_at_all(const struct changes *c, const struct crl_view *other, const struct crl_entry *there, const struct crl_change *change)
{
	(void)c, (void)other, (void)there, (void)change;
	return true;
}

enum side { SIDE_UNKNOWN, SIDE_CA, SIDE_USER };

/* Whose certificate it is, by the certificate or by what its CRL is about. */
static enum side
side_of(const struct changes *c, const struct crl_change *change)
{
	const struct crl_idp *idp = &c->at->now->idp;

	if (change->cert != NULL && change->cert->class != CRL_CLASS_UNKNOWN)
		return change->cert->class == CRL_CLASS_CA ? SIDE_CA : SIDE_USER;
	if (c->how->of_cas || idp->ca_certs == CRL_FLAG_TRUE)
		return SIDE_CA;
	return idp->user_certs == CRL_FLAG_TRUE ? SIDE_USER : SIDE_UNKNOWN;
}

/* Is the certificate outside what the CRL is about, so that its entry tells nobody of it (RFC 5280 6.3.3 b 2, d)?  It is where that cannot be read. */
static bool
is_outside(const struct changes *c, const struct crl_view *other, const struct crl_entry *there, const struct crl_change *change)
{
	const struct crl_idp *idp = &other->idp;
	enum side side = side_of(c, change);

	if (((other->bad_parts | artifact_unseen(other)) & PARTS1(PART_EXT_IDP)) != 0 || idp->attribute_certs == CRL_FLAG_TRUE)
		return true;
	if ((idp->user_certs == CRL_FLAG_TRUE && side == SIDE_CA) || (idp->ca_certs == CRL_FLAG_TRUE && side == SIDE_USER))
		return true;
	return !crl_covers_reason(other, (enum crl_reason)there->reason);
}

/* It moved to another partition, which tells its revocation: what stands there can be read. */
static bool
stands_for_it(const struct changes *c, const struct crl_view *other, const struct crl_entry *there, const struct crl_change *change)
{
	return (crl_entry_says(there) & CRL_SAYS(CRL_REMOVE)) == 0 && there->revoked.ok && !is_outside(c, other, there, change);
}

/* A CRL of before the revocation shows another one, as of an entry that was on hold. */
static bool
stands_since(const struct changes *c, const struct crl_view *other, const struct crl_entry *there, const struct crl_change *change)
{
	return other->this_update.seconds >= change->entry.revoked.seconds && stands_for_it(c, other, there, change);
}

/* Has it entries whose serial number could not be read?  Nobody knows whether they are gone; of damaged ones behind the first few neither. */
static bool
has_unread_entries(const struct crl_view *cv)
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

	c->before = before;
	c->until = before->next_update.ok && before->next_update.seconds > c->this_update ? before->next_update.seconds : c->this_update;
	got = crl_compare(before, c->at->now, c->how->held, d, c->arena);
	past->unread = past->unread || has_unread_entries(before);
	past->not_compared = past->not_compared || got == CRL_COMPARED_TOO_MANY;
	c->arena->failed = c->arena->failed || got == CRL_COMPARED_NO_MEMORY;
	return got == CRL_COMPARED;
}

static bool
is_before_in_moment(const struct crl_view *cv, const struct crl_view *other)
{
	return cv->this_update.seconds == other->this_update.seconds && past_number_order(cv, other) < 0;
}

static bool
is_since(const struct crl_view *cv, const struct crl_view *other)
{
	return cv->this_update.seconds > other->this_update.seconds || is_before_in_moment(other, cv);
}

static void
join(struct crl_change *change, const struct crl_change *same)
{
	if (same->until > change->until)
		change->until = same->until;
	if (is_since(same->in, change->in))
		change->in = same->in;
}

/*
 * In order, and each once: what a delta CRL says again is gone but once, what
 * stands twice on a CRL came but once.  Until the last of those that have it ends it is in force.
 */
static void
order(struct list *l)
{
	size_t n = 0;

	if (l->n > 1)
		qsort(l->v, l->n, sizeof *l->v, change_order);
	for (size_t i = 0; i < l->n; i++)
		if (n == 0 || change_order(&l->v[n - 1], &l->v[i]) != 0)
			l->v[n++] = l->v[i];
		else
			join(&l->v[n - 1], &l->v[i]);
	l->n = n;
}

/* As they stand in the CRL. */
static int
place_order(const void *a, const void *b)
{
	const struct crl_change *x = a, *y = b;

	return (x->entry.date.p > y->entry.date.p) - (x->entry.date.p < y->entry.date.p);
}

/* No CRL of before shows one of them since its revocation. */
static int64_t
first_revoked(const struct list *l)
{
	int64_t first = INT64_MAX;

	for (size_t i = 0; i < l->n; i++)
		if (l->v[i].entry.revoked.seconds < first)
			first = l->v[i].entry.revoked.seconds;
	return first;
}

/*
 * Entries that the complete CRL before lacks, but for those that another CRL
 * of the issuer has shown since the revocation: a delta CRL, or one of another
 * partition.
 */
static void
tell_came(struct changes *c, struct crl_past *past)
{
	int64_t first;

	past->came_unbound = c->came_unbound;
	order(&c->came);
	first = first_revoked(&c->came);
	for (const struct past_one *one = c->at->issuer->first; one != NULL && c->came.n > 0; one = one->next_of_issuer)
		if (&one->crl != past->complete && one->crl.this_update.seconds >= first && one->crl.this_update.seconds < c->this_update &&
		    past_counts(c->at, one)) {
			drop(c, &c->came, &one->crl, stands_since);
			past->came_unsought = c->came.more > 0;
		}
	if (c->came.n > 1)
		qsort(c->came.v, c->came.n, sizeof *c->came.v, place_order);
	past->came = (struct crl_changes){ c->came.v, c->came.n, past->came_unsought ? 0 : c->came.more, c->came.rest };
}

/* It was on hold later than it was revoked for good, and a hold may end. */
static bool
is_held_since(const struct changes *c, const struct crl_view *other, const struct crl_entry *there, const struct crl_change *change)
{
	(void)c;
	return crl_entry_says(there) == CRL_SAYS(CRL_HOLD) && is_since(other, change->in);
}

/* What this CRL put on hold is not gone because an earlier one had revoked it for good: that one's entry was its own to keep. */
static void
drop_held(struct changes *c, const struct crl_view *other, struct crl_past *past)
{
	if (c->gone.n == 0 || other->reason[CRL_HOLD] == 0)
		return;
	drop(c, &c->gone, other, is_held_since);
	past->gone_unsought = past->gone_unsought || c->gone.more > 0;
}

/* ---- delta CRLs ---- */

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

	for (size_t i = c->at->series != NULL ? c->at->lower : 0; i > 0; i--) {
		const struct past_one *one = c->at->kind->v[i - 1];

		if (one->crl.this_update.seconds < until)
			return true;
		if (!past_same_number(one->crl.base_number, c->at->now->base_number) || !past_counts(c->at, one) ||
		    (past->whole && last != NULL && is_before_in_moment(&one->crl, last)))
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

/* Where others of its own moment were before it, the last of these; else of the moment before. */
static void
drop_held_by_last_delta(struct changes *c, struct crl_past *past)
{
	const struct past_moment *m = c->at->beside.n > 0 ? &c->at->beside : &c->at->last;

	for (size_t i = 0; i < m->n_last; i++)
		if (past_same_number(m->v[i]->crl.base_number, c->at->now->base_number))
			drop_held(c, &m->v[i]->crl, past);
}

/* What a delta CRL takes off its base and off earlier ones, and what those have added to the base and this one does not say. */
void
past_compare_delta(const struct place *at, const struct past_asking *how, struct crl_past *past)
{
	struct changes c = changes_of(at, how);
	const struct crl_difference forgotten = { .gone = gone, .arg = &c }, taken_off = { .both = removed, .arg = &c };

	if (!compare_with_other_deltas(&forgotten, &c, past))
		return;
	order(&c.gone);
	past->gone_unsought = c.gone.more > 0;
	drop(&c, &c.gone, past->base, stands_at_all);
	if (!compare_two(past->base, &taken_off, &c, past) || !compare_with_other_deltas(&taken_off, &c, past))
		return;
	order(&c.gone);
	drop_held_by_last_delta(&c, past);
	past->too_many = c.too_many;
	past->gone = (struct crl_changes){ c.gone.v, c.gone.n, past->gone_unsought ? 0 : c.gone.more, c.gone.rest };
}

/* What a delta CRL is the first to show. */
void
past_compare_delta_with_complete(const struct place *at, const struct past_asking *how, struct crl_past *past)
{
	struct changes c = changes_of(at, how);
	const struct crl_difference d = { .came = came, .arg = &c };

	if (compare_two(past->complete, &d, &c, past))
		tell_came(&c, past);
	past->too_many = past->too_many || c.too_many;
}

/* ---- complete CRLs ---- */

/*
 * Delta CRLs from the one before on, by their moment and within one by their
 * number; up to this one.  One with the number of the CRL before says the same as that one.
 */
struct between {
	size_t from, to;
};

static struct between
deltas_between(const struct place *at, const struct crl_view *before)
{
	const struct past_kind *k = at->other_kind;
	int64_t moment = before->this_update.seconds;
	struct between b = { past_before(k, moment + 1), at->other_before };

	if (before->number.p != NULL)
		b.from = past_before_number(k, moment, before->number);
	if (at->now->number.p != NULL)
		b.to = past_before_number(k, at->now->this_update.seconds, at->now->number);
	return b;
}

/* What delta CRLs between the two have added stands in this one, too. */
static bool
compare_with_deltas(struct changes *c, struct crl_past *past)
{
	const struct crl_difference d = { .gone = gone, .arg = c };
	struct between b = deltas_between(c->at, past->previous);

	for (size_t i = b.from; i < b.to; i++) {
		const struct past_one *one = c->at->other_kind->v[i];

		if (past_counts(c->at, one) && !compare_two(&one->crl, &d, c, past))
			return false;
	}
	return true;
}

/* By the last delta CRL between, which says all that has changed, or by a complete one of its own moment. */
static void
drop_held_since(struct changes *c, struct crl_past *past)
{
	struct between b = deltas_between(c->at, past->previous);

	while (b.to > b.from && !past_counts(c->at, c->at->other_kind->v[b.to - 1]))
		b.to--;
	if (b.to > b.from)
		drop_held(c, &c->at->other_kind->v[b.to - 1]->crl, past);
	for (size_t i = 0; i < c->at->beside.n; i++)
		drop_held(c, &c->at->beside.v[i]->crl, past);
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
		const struct crl_difference d = { gone, before == past->previous ? came : NULL, both, c };

		if (!compare_two(before, &d, c, past))
			return false;
	}
	return true;
}

/* The CRL that had it was in force until the other one came. */
static bool
stands_in_time(const struct changes *c, const struct crl_view *other, const struct crl_entry *there, const struct crl_change *change)
{
	return other->this_update.seconds <= change->until && stands_for_it(c, other, there, change);
}

static int64_t
last_until(const struct list *l)
{
	int64_t last = INT64_MIN;

	for (size_t i = 0; i < l->n; i++)
		if (l->v[i].until > last)
			last = l->v[i].until;
	return last;
}

/* Was it issued since the one before, no later than then, and had not ended when this one was issued? */
static bool
takes_over(const struct changes *c, const struct crl_view *other, const struct crl_view *before, int64_t until)
{
	int64_t moment = other->this_update.seconds;

	return (moment > before->this_update.seconds || moment == c->this_update) && moment <= until &&
	    (!other->next_update.ok || other->next_update.seconds >= c->this_update);
}

/* What stands on a CRL of another scope is not gone, where relying parties had the one or the other all the time. */
static void
drop_moved(struct changes *c, struct crl_past *past)
{
	int64_t until = last_until(&c->gone);

	for (const struct past_one *one = c->at->issuer->first; one != NULL && c->gone.n > 0; one = one->next_of_issuer)
		if (one->scope != c->at->scope && !past_is_delta(&one->crl) && takes_over(c, &one->crl, past->previous, until) && past_counts(c->at, one)) {
			drop(c, &c->gone, &one->crl, stands_in_time);
			past->gone_unsought = past->gone_unsought || c->gone.more > 0;
		}
}

void
past_compare_complete(const struct place *at, const struct past_asking *how, struct crl_past *past)
{
	struct changes c = changes_of(at, how);

	if (!compare_with_moment(&at->last, &c, past) || !compare_with_moment(&at->beside, &c, past) || !compare_with_deltas(&c, past))
		return;
	order(&c.gone);
	order(&c.changed);
	drop_held_since(&c, past);
	drop_moved(&c, past);
	past->gone = (struct crl_changes){ c.gone.v, c.gone.n, past->gone_unsought ? 0 : c.gone.more, c.gone.rest };
	past->too_many = c.too_many;
	tell_came(&c, past);
	past->changed = (struct crl_changes){ c.changed.v, c.changed.n, c.changed.more, c.changed.rest };
}
