/* SPDX-License-Identifier: Apache-2.0 */
/* past_stands.c - which entries that are gone from a CRL, or came, stand on another one of the issuer that counts for them. */
#include <stdlib.h>

#include "engine/revocation/past_changes.h"
#include "x509/revocation/crl_walk.h"

int
past_change_order(const void *a, const void *b)
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
		if ((found = bsearch(&key, l->v, l->n, sizeof key, past_change_order)) != NULL && stands(c, other, &key.entry, found))
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

/* … which has it for good, and not on hold: a later delta CRL that says otherwise was the last word. */
static bool
stands_for_good(const struct changes *c, const struct crl_view *other, const struct crl_entry *there, const struct crl_change *change)
{
	(void)c, (void)other, (void)change;
	return crl_says_final(crl_entry_says(there));
}

/* … as a hold that has not changed since. */
static bool
was_on_hold(const struct changes *c, const struct crl_view *other, const struct crl_entry *there, const struct crl_change *change)
{
	(void)c, (void)other, (void)there;
	return crl_entry_says(&change->entry) == CRL_SAYS(CRL_HOLD);
}

enum side { SIDE_UNKNOWN, SIDE_CA, SIDE_USER };

/* Whose certificate it is, by the certificate or by what its CRL is about. */
static enum side
side_of(const struct changes *c, const struct crl_idp *idp, const struct crl_change *change)
{

	if (change->cert != NULL && change->cert->class != CRL_CLASS_UNKNOWN)
		return change->cert->class == CRL_CLASS_CA ? SIDE_CA : SIDE_USER;
	if (c->how->of_cas || idp->ca_certs == CRL_FLAG_TRUE)
		return SIDE_CA;
	return idp->user_certs == CRL_FLAG_TRUE ? SIDE_USER : SIDE_UNKNOWN;
}

/* Is the CRL of distribution points none of which the certificate names (RFC 5280 6.3.3 b 2 i)?  One that names none may be of any. */
static bool
is_of_other_point(const struct crl_view *other, const struct known_cert *cert)
{
	const struct dist_point *own = &other->idp.point;

	return cert != NULL && cert->points.n + cert->names.n > 0 && (own->full.n > 0 || own->has_relative) &&
	    known_point(cert, other) == OTHER_POINT;
}

/* Without indirectCRL it tells of its issuer's own certificates alone (RFC 5280 5.2.5). */
static bool
is_of_other_issuer(const struct crl_view *other, const struct crl_change *change)
{
	return change->entry.issuer.p != NULL && other->idp.indirect != CRL_FLAG_TRUE;
}

/* Is the certificate outside what the CRL is about, so that its entry tells nobody of it (RFC 5280 6.3.3 b 2, d)?  It is where that cannot be read. */
static bool
is_outside(const struct changes *c, const struct crl_view *other, const struct crl_entry *there, const struct crl_change *change)
{
	const struct crl_idp *idp = &other->idp;
	enum side side = side_of(c, &c->at->now->idp, change);

	if (((other->bad_parts | artifact_unseen(other)) & PARTS1(PART_EXT_IDP)) != 0 || idp->attribute_certs == CRL_FLAG_TRUE)
		return true;
	if ((idp->user_certs == CRL_FLAG_TRUE && side == SIDE_CA) || (idp->ca_certs == CRL_FLAG_TRUE && side == SIDE_USER))
		return true;
	return is_of_other_issuer(other, change) || is_of_other_point(other, change->cert) || !crl_covers_reason(other, (enum crl_reason)there->reason);
}

/* It moved to another partition, which tells its revocation: what stands there can be read. */
static bool
stands_for_it(const struct changes *c, const struct crl_view *other, const struct crl_entry *there, const struct crl_change *change)
{
	return (crl_entry_says(there) & CRL_SAYS(CRL_REMOVE)) == 0 && there->revoked.ok && !is_outside(c, other, there, change);
}

enum past_inside
past_inside(const struct changes *c, const struct crl_view *cv, const struct crl_change *change)
{
	const struct crl_idp *idp = &cv->idp;
	bool any = idp->point.full.n == 0 && !idp->point.has_relative;

	if (is_outside(c, cv, &change->entry, change))
		return PAST_OUTSIDE;
	if (change->cert == NULL || (!any && known_point(change->cert, cv) != SAME_POINT))
		return PAST_PERHAPS_INSIDE;
	return (idp->user_certs == CRL_FLAG_TRUE || idp->ca_certs == CRL_FLAG_TRUE) && side_of(c, idp, change) == SIDE_UNKNOWN ? PAST_PERHAPS_INSIDE :
	    PAST_INSIDE;
}

void
past_drop_of_base(struct changes *c, const struct crl_view *base)
{
	drop(c, &c->gone, base, stands_for_good);
	drop(c, &c->held, base, stands_at_all);
	drop(c, &c->unsaid, base, was_on_hold);
}

/* A CRL of before the revocation shows another one, as of an entry that was on hold. */
static bool
stands_since(const struct changes *c, const struct crl_view *other, const struct crl_entry *there, const struct crl_change *change)
{
	return other->this_update.seconds >= change->entry.revoked.seconds && stands_for_it(c, other, there, change);
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

void
past_drop_shown(struct changes *c, struct crl_past *past)
{
	int64_t first = first_revoked(&c->came);

	for (const struct past_one *one = c->at->issuer->first; one != NULL && c->came.n > 0; one = one->next_of_issuer)
		if (&one->crl != past->complete && one->crl.this_update.seconds >= first && one->crl.this_update.seconds < c->this_update &&
		    past_counts(c->at, one)) {
			drop(c, &c->came, &one->crl, stands_since);
			past->came_unsought = c->came.more > 0;
		}
}

/* May this one have shown it first?  It is of the time from then on to before the one at hand. */
static bool
may_have_posted(const struct changes *c, const struct past_one *one, int64_t first)
{
	return one->crl.this_update.seconds >= first && one->crl.this_update.seconds < c->this_update;
}

/* In whatever order they were given: all of them are looked into, or none. */
static bool
are_too_many(const struct changes *c, int64_t first)
{
	uint64_t n = 0, entries = 0;

	for (const struct past_one *one = c->at->issuer->first; one != NULL; one = one->next_of_issuer)
		if (may_have_posted(c, one, first)) {
			n++;
			entries += one->crl.n_entry;
		}
	return n > PAST_MOST_BACK || entries > PAST_MOST_BACK_ENTRIES;
}

void
past_drop_posted(struct changes *c, struct crl_past *past)
{
	int64_t first = first_revoked(&c->backdated);

	past->backdated_unsought = c->backdated.more > 0 || are_too_many(c, first);
	for (const struct past_one *one = c->at->issuer->first; one != NULL && c->backdated.n > 0 && !past->backdated_unsought; one = one->next_of_issuer)
		if (may_have_posted(c, one, first) && past_counts(c->at, one))
			drop(c, &c->backdated, &one->crl, stands_at_all);
}

/* It was on hold later than it was revoked for good, and is so still. */
static bool
is_held_since(const struct changes *c, const struct crl_view *other, const struct crl_entry *there, const struct crl_change *change)
{
	(void)c;
	return change->reason_now == CRL_HOLD && crl_entry_says(there) == CRL_SAYS(CRL_HOLD) && past_is_since(other, change->in);
}

static bool
has_on_hold(const struct list *l)
{
	size_t i = 0;

	while (i < l->n && l->v[i].reason_now != CRL_HOLD)
		i++;
	return i < l->n;
}

void
past_drop_held(struct changes *c, const struct crl_view *other, struct crl_past *past)
{
	if (other->reason[CRL_HOLD] == 0 || !has_on_hold(&c->gone))
		return;
	drop(c, &c->gone, other, is_held_since);
	past->gone_unsought = past->gone_unsought || c->gone.more > 0;
}

/* The CRL that had it was in force until the other one came, and that one revokes it for good, too: a hold may end. */
static bool
stands_in_time(const struct changes *c, const struct crl_view *other, const struct crl_entry *there, const struct crl_change *change)
{
	return other->this_update.seconds <= change->until && crl_says_final(crl_entry_says(there)) && stands_for_it(c, other, there, change);
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

/* Of another scope, or with another key. */
static bool
is_of_another_series(const struct changes *c, const struct past_one *one)
{
	return one->scope != c->at->scope || past_is_of_other_key(c->at, one);
}

void
past_drop_moved(struct changes *c, const struct crl_view *before, struct crl_past *past)
{
	int64_t until = last_until(&c->gone);

	for (const struct past_one *one = c->at->issuer->first; one != NULL && c->gone.n > 0; one = one->next_of_issuer)
		if (is_of_another_series(c, one) && !past_is_delta(&one->crl) && takes_over(c, &one->crl, before, until) && past_counts(c->at, one)) {
			drop(c, &c->gone, &one->crl, stands_in_time);
			past->gone_unsought = past->gone_unsought || c->gone.more > 0;
		}
}

/* It stands on another one that came while the CRL that had it was in force: of an unknown certificate nobody knows that it would be outside. */
static bool
stands_beside(const struct changes *c, const struct crl_view *other, const struct crl_entry *there, const struct crl_change *change)
{
	if (other == change->in)
		return false;
	if (change->cert == NULL)
		return other->this_update.seconds <= change->until && crl_says_final(crl_entry_says(there));
	return stands_in_time(c, other, there, change);
}

void
past_drop_elsewhere(struct changes *c, struct crl_past *past)
{
	int64_t until = last_until(&c->gone);

	for (const struct past_one *one = c->at->issuer->first; one != NULL && c->gone.n > 0; one = one->next_of_issuer)
		if (!past_is_delta(&one->crl) && one->crl.this_update.seconds <= until && past_end_of(&one->crl) > c->this_update &&
		    past_counts(c->at, one)) {
			drop(c, &c->gone, &one->crl, stands_beside);
			past->ended_unsought = past->ended_unsought || c->gone.more > 0;
		}
}

/* By this CRL, on which it is missing: where that is surely about it, or the one at hand is no surer. */
static bool
is_told_by(const struct changes *c, const struct crl_view *by, const struct crl_change *change)
{
	enum past_inside there = past_inside(c, by, change);

	return by->this_update.seconds >= change->ends && there != PAST_OUTSIDE && there >= past_inside(c, c->at->now, change);
}

void
past_drop_told(struct changes *c, const struct crl_view *by)
{
	struct crl_change key = { .cert = NULL }, *found;
	bool *there = arena_array(c->arena, c->gone.n, sizeof *there);
	struct crl_walk w;
	size_t n = 0;

	if (there == NULL || !crl_walk_begin(&w, by, c->arena))
		return;
	while (crl_walk_next(&w, &key.entry))
		if ((found = bsearch(&key, c->gone.v, c->gone.n, sizeof key, past_change_order)) != NULL && crl_says_final(crl_entry_says(&key.entry)))
			there[found - c->gone.v] = true;
	for (size_t i = 0; i < c->gone.n; i++)
		if (there[i] || !is_told_by(c, by, &c->gone.v[i]))
			c->gone.v[n++] = c->gone.v[i];
	c->gone.n = n;
}
