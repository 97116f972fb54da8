/* SPDX-License-Identifier: Apache-2.0 */
/* past.c - CRLs and OCSP responses of before, and what one at hand differs in from them. */
#include "engine/revocation/past.h"

#include <stdlib.h>

#include "base/day.h"
#include "rule/rule.h"
#include "x509/revocation/crl_walk.h"

/* ---- CRLs of the same series ---- */

static bool
same_number(struct span a, struct span b)
{
	return a.p != NULL && b.p != NULL && span_eq(der_magnitude(a), der_magnitude(b));
}

/* Does this number follow that one? */
static bool
follows(struct span now, struct span before)
{
	struct span a = now.p != NULL ? der_magnitude(now) : SPAN_NONE, b = before.p != NULL ? der_magnitude(before) : SPAN_NONE;
	size_t i, k;

	if (now.p == NULL || before.p == NULL || a.n == 0 || a.n < b.n || a.n > b.n + 1)
		return false;
	/* One more: the zero octets at the end of `now` stand over ff ones, and the octet before them is one more. */
	for (i = a.n, k = b.n; i > 0 && a.p[i - 1] == 0; i--, k--)
		if (k == 0 || b.p[k - 1] != 0xff)
			return false;
	if (i == 0 || a.p[i - 1] != (k > 0 ? b.p[k - 1] : 0) + 1)
		return false;
	return k == 0 ? i == 1 : i == k && (k == 1 || memcmp(a.p, b.p, k - 1) == 0);
}

/* Does it say which part of the whole it is, so that nobody takes it for another? */
static bool
names_its_part(const struct crl_view *cv)
{
	const struct artifact_ext *idp = cv->by_part[PART_EXT_IDP];

	return idp != NULL && idp->critical && (cv->idp.point.full.n > 0 || cv->idp.point.has_relative);
}

/* Who is asked about: a CRL, and those of its issuer among which it is. */
struct place {
	const struct crl_view *now;
	struct known_asked *asked;
	struct arena *arena;
	const struct past_one *same;	/* of its octets; NULL: none */
	const struct past_issuer *issuer;
	struct past_scope *scope;	/* NULL: none of its scope */
	const struct past_series *series;	/* … of its scope */
	const struct past_kind *kind, *other_kind;
	size_t before, other_before;	/* so many of each are of before it */
};

/* One that its issuer did not sign, as far as can be told, decides nothing; nor does the CRL itself. */
static bool
counts(const struct place *at, const struct past_one *one)
{
	return one != at->same && (at->asked->vouched_crl == NULL || at->asked->vouched_crl(at->asked->arg, one));
}

/* The last of the first n. */
static const struct crl_view *
last_of(const struct place *at, const struct past_kind *k, size_t n)
{
	while (n > 0 && !counts(at, k->v[n - 1]))
		n--;
	return n > 0 ? &k->v[n - 1]->crl : NULL;
}

/* The first that is of the same moment. */
static const struct crl_view *
of_moment(const struct place *at, const struct past_kind *k, size_t from)
{
	while (from < k->n && k->v[from]->crl.this_update.seconds == at->now->this_update.seconds && !counts(at, k->v[from]))
		from++;
	return from < k->n && k->v[from]->crl.this_update.seconds == at->now->this_update.seconds ? &k->v[from]->crl : NULL;
}

typedef bool exceeds_fn(const struct crl_view *, const struct crl_view *now);

static bool
is_higher(const struct crl_view *one, const struct crl_view *now)
{
	return past_number_order(one, now) > 0;
}

static bool
is_longer(const struct crl_view *one, const struct crl_view *now)
{
	return one->next_update.ok && now->next_update.ok && one->next_update.seconds > now->next_update.seconds;
}

/* Of the first n the one that has the most, if it exceeds this CRL; where that one decides nothing, any that does. */
static const struct crl_view *
exceeding(const struct place *at, const struct past_kind *k, const size_t *most, size_t n, exceeds_fn *exceeds)
{
	if (n == 0 || !exceeds(&k->v[most[n - 1]]->crl, at->now))
		return NULL;
	if (counts(at, k->v[most[n - 1]]))
		return &k->v[most[n - 1]]->crl;
	while (n > 0 && !(exceeds(&k->v[n - 1]->crl, at->now) && counts(at, k->v[n - 1])))
		n--;
	return n > 0 ? &k->v[n - 1]->crl : NULL;
}

/* Another one with its number, that is not later; a complete and a delta CRL of one moment share theirs. */
static const struct crl_view *
with_number(const struct place *at)
{
	const struct past_series *s = at->series;
	const struct crl_view *now = at->now, *cv;

	if (now->number.p == NULL)
		return NULL;
	for (size_t i = past_number_at(s, now->number); i < s->n_numbered; i++) {
		cv = &s->by_number[i]->crl;
		if (!same_number(cv->number, now->number) || cv->this_update.seconds > now->this_update.seconds)
			break;
		if ((cv->this_update.seconds < now->this_update.seconds || past_is_delta(cv) == past_is_delta(now)) && counts(at, s->by_number[i]))
			return cv;
	}
	return NULL;
}

/* CRLs of the same issuer and scope. */
static void
take_series(struct crl_past *past, const struct place *at)
{
	const struct past_series *s = at->series;

	past->previous = last_of(at, at->kind, at->before);
	past->complete = past_is_delta(at->now) ? last_of(at, at->other_kind, at->other_before) : past->previous;
	past->delta = past_is_delta(at->now) ? past->previous : last_of(at, at->other_kind, at->other_before);
	past->higher = exceeding(at, at->kind, at->kind->highest, at->before, is_higher);
	if (past->higher == NULL)
		past->higher = exceeding(at, at->other_kind, at->other_kind->highest, at->other_before, is_higher);
	past->outlasts = exceeding(at, at->kind, at->kind->longest, at->before, is_longer);
	past->same_number = with_number(at);
	past->twin = of_moment(at, at->other_kind, at->other_before);
	past->part = names_its_part(at->now) ? NULL : of_moment(at, at->kind, at->before);
	/* How near does one come that cannot be compared? */
	if (past->fit < CRL_FIT_OTHER_KIND && (past->complete != NULL || past->delta != NULL))
		past->fit = CRL_FIT_OTHER_KIND;
	else if (past->fit < CRL_FIT_NOT_BEFORE && (last_of(at, &s->complete, s->complete.n) != NULL || last_of(at, &s->delta, s->delta.n) != NULL))
		past->fit = CRL_FIT_NOT_BEFORE;
}

/* A complete one of this number in the scope. */
static const struct crl_view *
complete_with_number(const struct place *at, struct past_scope *scope, struct span number)
{
	const struct past_series *s = past_series_of(scope);

	at->arena->failed = at->arena->failed || s == NULL;
	for (size_t i = s != NULL ? past_number_at(s, number) : 0; s != NULL && i < s->n_numbered; i++) {
		if (!same_number(s->by_number[i]->crl.number, number))
			return NULL;
		if (!past_is_delta(&s->by_number[i]->crl) && counts(at, s->by_number[i]))
			return &s->by_number[i]->crl;
	}
	return NULL;
}

/* Of its own scope, or else of another one, which is then wrong. */
static const struct crl_view *
base_of(const struct place *at)
{
	struct span number = at->now->base_number;
	const struct crl_view *base = NULL;

	if (!past_is_delta(at->now) || number.p == NULL)
		return NULL;
	if (at->scope != NULL)
		base = complete_with_number(at, at->scope, number);
	for (struct past_scope *scope = at->issuer->scope; base == NULL && scope != NULL; scope = scope->next)
		if (scope != at->scope)
			base = complete_with_number(at, scope, number);
	return base;
}

/* Is there a CRL of the issuer that decides something, or at least one? */
static void
take_issuer(struct crl_past *past, const struct place *at)
{
	for (const struct past_one *one = at->issuer->first; one != NULL && past->fit < CRL_FIT_OTHER_SCOPE; one = one->next_of_issuer)
		if (one != at->same)
			past->fit = counts(at, one) ? CRL_FIT_OTHER_SCOPE : CRL_FIT_NOT_VOUCHED;
}

/* That is why, where none comes nearer than that it may be of before. */
static void
take_undated(const struct past *p, const struct crl_view *now, struct crl_past *past)
{
	if (past->fit < CRL_FIT_NO_MOMENT && past_has_undated(p, now))
		past->fit = CRL_FIT_NO_MOMENT;
}

/* False: memory is out, or none of its issuer is given. */
static bool
find_place(const struct past *p, const struct crl_view *now, struct known_asked *asked, struct arena *arena, struct place *at)
{
	struct past_issuer *issuer = past_issuer_of(p, now);

	*at = (struct place){ .now = now, .asked = asked, .arena = arena, .issuer = issuer };
	if (issuer == NULL)
		return false;
	at->same = past_same(p, now->der, now->release);
	if (asked->vouch_crls != NULL)
		asked->vouch_crls(asked->arg, issuer, at->same);
	if ((at->scope = past_scope_of(p, issuer, now)) == NULL)
		return true;
	if ((at->series = past_series_of(at->scope)) == NULL) {
		arena->failed = true;
		return false;
	}
	at->kind = past_is_delta(now) ? &at->series->delta : &at->series->complete;
	at->other_kind = past_is_delta(now) ? &at->series->complete : &at->series->delta;
	at->before = past_before(at->kind, now->this_update.seconds);
	at->other_before = past_before(at->other_kind, now->this_update.seconds);
	return true;
}

/* ---- what is gone, came, or changed ---- */

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
	const struct rest_by *rest_by;
	int64_t this_update;		/* of the CRL at hand */
	bool of_cas;			/* what is not known in it is a CA's certificate */
	bool too_many;			/* certificates of an entry were given than are kept */
	bool came_unbound;		/* some came that were revoked before the SBR */
	struct list gone, came, changed;
};

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
	rest_add(l->rest, c->rest_by, e->serial);
	rest_add(l->rest, c->rest_by, (struct span){ &reason_now, 1 });
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
	v[l->n++] = (struct crl_change){ *e, reason_now, cert };
}

static void
gone(void *arg, const struct crl_entry *e)
{
	struct changes *c = arg;

	if (e->reason != CRL_HOLD && e->reason != CRL_REMOVE)
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
	if (cert != NULL ? cert->class != CRL_CLASS_CA : !c->of_cas)
		return;
	/* What no requirement bound neither takes the room of others nor is counted with them. */
	if (e->revoked.seconds < SBR_DAY * SECONDS_PER_DAY)
		c->came_unbound = true;
	else
		keep(c, &c->came, e, e->reason, cert);
}

static void
both(void *arg, const struct crl_entry *before, const struct crl_entry *now)
{
	struct changes *c = arg;

	if (before->reason == CRL_KEY_COMPROMISE && now->reason != CRL_KEY_COMPROMISE)
		keep(c, &c->changed, before, now->reason, find_known(c, before, outlasts));
}

/* A delta CRL takes an entry off its base, which had it for good. */
static void
removed(void *arg, const struct crl_entry *before, const struct crl_entry *now)
{
	if (now->reason == CRL_REMOVE)
		gone(arg, before);
}

static int
change_order(const void *a, const void *b)
{
	return crl_entry_order(&((const struct crl_change *)a)->entry, &((const struct crl_change *)b)->entry);
}

typedef bool stands_fn(const struct crl_view *other, const struct crl_entry *there, const struct crl_change *);

/* Takes out what stands in this CRL. */
static void
drop(struct list *l, const struct crl_view *other, stands_fn *stands, struct arena *arena)
{
	struct crl_change key = { .cert = NULL }, *found;
	struct crl_walk w;
	size_t n = 0;

	if (!crl_walk_begin(&w, other, arena))
		return;
	while (l->n > 0 && crl_walk_next(&w, &key.entry))
		if ((found = bsearch(&key, l->v, l->n, sizeof key, change_order)) != NULL && stands(other, &key.entry, found))
			found->reason_now = CRL_REASONS;
	for (size_t i = 0; i < l->n; i++)
		if (l->v[i].reason_now != CRL_REASONS)
			l->v[n++] = l->v[i];
	l->n = n;
}

static bool
stands_at_all(const struct crl_view *other, const struct crl_entry *there, const struct crl_change *change)
{
	(void)other, (void)there, (void)change;
	return true;
}

/* It moved to another partition, or is not gone from the base. */
static void
drop_moved(struct changes *c, const struct crl_view *other)
{
	drop(&c->gone, other, stands_at_all, c->arena);
}

/* A CRL of before the revocation shows another one, as of an entry that was on hold. */
static bool
stands_since(const struct crl_view *other, const struct crl_entry *there, const struct crl_change *change)
{
	return there->reason != CRL_REMOVE && other->this_update.seconds >= change->entry.revoked.seconds;
}

/* False: too many entries, or no memory. */
static bool
compare_two(const struct crl_view *before, const struct crl_view *now, size_t held, const struct crl_difference *d, struct changes *c,
    struct crl_past *past)
{
	enum crl_compared got = crl_compare(before, now, held, d, c->arena);

	past->not_compared = past->not_compared || got == CRL_COMPARED_TOO_MANY;
	c->arena->failed = c->arena->failed || got == CRL_COMPARED_NO_MEMORY;
	return got == CRL_COMPARED;
}

/* In order, and each once: what a delta CRL says again is gone but once, what stands twice on a CRL came but once. */
static void
order(struct list *l)
{
	size_t n = 0;

	if (l->n > 1)
		qsort(l->v, l->n, sizeof *l->v, change_order);
	for (size_t i = 0; i < l->n; i++)
		if (n == 0 || change_order(&l->v[n - 1], &l->v[i]) != 0)
			l->v[n++] = l->v[i];
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
tell_came(const struct crl_view *now, struct changes *c, struct crl_past *past)
{
	int64_t first;

	past->came_unbound = c->came_unbound;
	order(&c->came);
	first = first_revoked(&c->came);
	for (const struct past_one *one = c->at->issuer->first; one != NULL && c->came.n > 0; one = one->next_of_issuer)
		if (&one->crl != past->complete && one->crl.this_update.seconds >= first && one->crl.this_update.seconds < now->this_update.seconds &&
		    counts(c->at, one)) {
			drop(&c->came, &one->crl, stands_since, c->arena);
			past->came_unsought = c->came.more > 0;
		}
	if (c->came.n > 1)
		qsort(c->came.v, c->came.n, sizeof *c->came.v, place_order);
	past->came = (struct crl_changes){ c->came.v, c->came.n, past->came_unsought ? 0 : c->came.more, c->came.rest };
}

/* Delta CRLs of one base say all that has changed since (RFC 5280 5.2.4).  In a whole series the one before was compared with those before it. */
static bool
compare_with_other_deltas(const struct crl_view *now, size_t held, const struct crl_difference *d, struct changes *c, struct crl_past *past)
{
	for (size_t i = c->at->series != NULL ? c->at->before : 0; i > 0; i--) {
		const struct past_one *one = c->at->kind->v[i - 1];

		if (!same_number(one->crl.base_number, now->base_number) || !counts(c->at, one))
			continue;
		if (!compare_two(&one->crl, now, held, d, c, past))
			return false;
		if (past->whole)
			return true;
	}
	return true;
}

/* What a delta CRL takes off its base and off earlier ones, and what those have added to the base and this one does not say. */
static void
compare_delta(const struct crl_view *now, size_t held, struct changes *c, struct crl_past *past)
{
	const struct crl_difference forgotten = { .gone = gone, .arg = c }, taken_off = { .both = removed, .arg = c };

	if (!compare_with_other_deltas(now, held, &forgotten, c, past))
		return;
	order(&c->gone);
	past->gone_unsought = c->gone.more > 0;
	drop_moved(c, past->base);
	if (!compare_two(past->base, now, held, &taken_off, c, past) || !compare_with_other_deltas(now, held, &taken_off, c, past))
		return;
	order(&c->gone);
	past->too_many = c->too_many;
	past->gone = (struct crl_changes){ c->gone.v, c->gone.n, past->gone_unsought ? 0 : c->gone.more, c->gone.rest };
}

/* What delta CRLs between the two have added stands in this one, too. */
static bool
compare_with_deltas(const struct crl_view *now, size_t held, struct changes *c, struct crl_past *past)
{
	const struct crl_difference d = { .gone = gone, .arg = c };
	size_t i = past_before(c->at->other_kind, past->previous->this_update.seconds + 1);

	for (; i < c->at->other_before; i++) {
		const struct past_one *one = c->at->other_kind->v[i];

		if (counts(c->at, one) && !compare_two(&one->crl, now, held, &d, c, past))
			return false;
	}
	return true;
}

static void
compare(const struct crl_view *now, size_t held, struct changes *c, struct crl_past *past)
{
	const struct crl_difference d = { gone, came, both, c };

	if (!compare_two(past->previous, now, held, &d, c, past) || !compare_with_deltas(now, held, c, past))
		return;
	order(&c->gone);
	for (const struct past_one *one = c->at->issuer->first; one != NULL && c->gone.n > 0; one = one->next_of_issuer)
		if (one->scope != c->at->scope && !past_is_delta(&one->crl) && one->crl.this_update.seconds > past->previous->this_update.seconds &&
		    counts(c->at, one)) {
			drop_moved(c, &one->crl);
			past->gone_unsought = c->gone.more > 0;
		}
	past->gone = (struct crl_changes){ c->gone.v, c->gone.n, past->gone_unsought ? 0 : c->gone.more, c->gone.rest };
	past->too_many = c->too_many;
	tell_came(now, c, past);
	past->changed = (struct crl_changes){ c->changed.v, c->changed.n, c->changed.more, c->changed.rest };
}

/* What a delta CRL is the first to show. */
static void
compare_delta_with_complete(const struct crl_view *now, size_t held, struct changes *c, struct crl_past *past)
{
	const struct crl_difference d = { .came = came, .arg = c };

	if (compare_two(past->complete, now, held, &d, c, past))
		tell_came(now, c, past);
	past->too_many = c->too_many;
}

/* Follows it the complete one before, or the last delta CRL to that one?  What a CRL between these two had added that delta CRL would say. */
static bool
is_next(const struct crl_past *past, const struct crl_view *now)
{
	return follows(now->number, past->complete->number) || (past->delta != NULL && follows(now->number, past->delta->number) &&
	    same_number(past->delta->base_number, past->complete->number));
}

void
past_of_crl(const struct past *p, const struct crl_view *now, bool of_cas, bool whole, size_t held, struct known_asked *asked,
    const struct rest_by *rest_by, struct arena *arena, struct crl_past *past)
{
	struct place at;
	struct changes c = {
		.arena = arena, .asked = asked, .at = &at, .rest_by = rest_by, .this_update = now->this_update.seconds, .of_cas = of_cas
	};

	*past = (struct crl_past){ .given = p->n_crl > 0, .whole = whole };
	if (!now->this_update.ok)
		return;
	past->fit = p->first != NULL ? CRL_FIT_OTHER_ISSUER : CRL_FIT_NONE_GIVEN;
	if (!find_place(p, now, asked, arena, &at)) {
		take_undated(p, now, past);
		return;
	}
	take_issuer(past, &at);
	if (at.series != NULL)
		take_series(past, &at);
	past->base = base_of(&at);
	/* The first of a series has none before it. */
	if (past->previous != NULL || past->base != NULL || (whole && at.same != NULL))
		past->fit = CRL_FITS;
	else if (at.same != NULL && past->fit < CRL_FIT_ITSELF)
		past->fit = CRL_FIT_ITSELF;
	take_undated(p, now, past);
	if (past->base != NULL)
		compare_delta(now, held, &c, past);
	if (past->complete == NULL)
		return;
	past->consecutive = whole || is_next(past, now);
	if (past_is_delta(now))
		compare_delta_with_complete(now, held, &c, past);
	else
		compare(now, held, &c, past);
}
