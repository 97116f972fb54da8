/* SPDX-License-Identifier: Apache-2.0 */
/* past.c - which CRLs of before count for one at hand, and what they say of it. */
#include "engine/revocation/past_changes.h"

/* ---- CRLs of the same series ---- */

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

/* The last of the first n of its key. */
static const struct crl_view *
last_of(const struct place *at, const struct past_own *own, size_t n)
{
	n = past_own_before(at, own, n);
	return n > 0 ? &own->keys->kind->v[n - 1]->crl : NULL;
}

static const struct crl_view *
later_of(const struct crl_view *a, const struct crl_view *b)
{
	return a == NULL || (b != NULL && b->this_update.seconds > a->this_update.seconds) ? b : a;
}

static bool
is_of_moment(const struct place *at, const struct past_one *one)
{
	return one->crl.this_update.seconds == at->now->this_update.seconds;
}

/* The first of its key and moment that is not before the i-th. */
static const struct crl_view *
of_moment(const struct place *at, const struct past_own *own, size_t i)
{
	const struct past_kind *k = own->keys->kind;

	i = past_own_from(at, own, i);
	return i < k->n && is_of_moment(at, k->v[i]) ? &k->v[i]->crl : NULL;
}

/* Of the other kind; where one has its number that one. */
static const struct crl_view *
twin_of(const struct place *at)
{
	const struct crl_view *twin = NULL;

	if (at->now->number.p != NULL)
		twin = of_moment(at, &at->other_own, past_before_number(at->other_kind, at->now->this_update.seconds, at->now->number));
	if (twin != NULL && past_same_number(twin->number, at->now->number))
		return twin;
	return of_moment(at, &at->other_own, at->other_before);
}

/* ---- those that it is compared with ---- */

/* Does no other of the moment follow it?  Those that could are taken before it. */
static bool
is_last(const struct past_moment *m, const struct past_one *one)
{
	return m->n == m->n_last && (m->n == 0 || past_number_order(&one->crl, &m->v[m->n - 1]->crl) >= 0);
}

/* Of those from `from` to `to`. */
static void
take_moment(const struct place *at, size_t from, size_t to, struct past_moment *m, struct crl_past *past)
{
	for (; (to = past_own_before(at, &at->own, to)) > from; to--) {
		const struct past_one *one = at->kind->v[to - 1], **v;
		bool last = is_last(m, one);

		if (m->n == PAST_MOST_SEEN || (last && m->n_last == PAST_MOST_OF_MOMENT)) {
			past->more_of_moment = true;
			if (m->n == PAST_MOST_SEEN)
				return;
			continue;
		}
		if ((v = arena_grow(at->arena, m->v, m->n, &m->room, sizeof *v)) == NULL)
			return;
		m->v = v;
		m->n_last += last;
		v[m->n++] = one;
	}
}

/* Of two CRLs of one moment nobody knows which was before where neither has the lower number. */
static bool
has_equal(const struct place *at, size_t i)
{
	const struct crl_view *other = of_moment(at, &at->own, i);

	return other != NULL && past_number_order(other, at->now) == 0;
}

/* What one of those before says of when the next one had to come. */
static void
take_end(const struct crl_view *cv, struct crl_past *past)
{
	past->unnumbered = past->unnumbered || cv->number.p == NULL;
	past->endless = past->endless || !cv->next_update.ok;
	if (cv->next_update.ok && (past->ends_last == NULL || cv->next_update.seconds > past->ends_last->next_update.seconds))
		past->ends_last = cv;
}

static void
take_ends(const struct past_moment *m, struct crl_past *past)
{
	for (size_t i = 0; i < m->n; i++)
		take_end(&m->v[i]->crl, past);
}

static void
take_moments(struct place *at, struct crl_past *past)
{
	const struct past_kind *k = at->kind;
	size_t to = past_own_before(at, &at->own, at->before);

	take_moment(at, at->before, at->lower, &at->beside, past);
	if (to > 0)
		take_moment(at, past_before(k, k->v[to - 1]->crl.this_update.seconds), to, &at->last, past);
	past->unordered = has_equal(at, at->lower) ||
	    (at->now->number.p != NULL && has_equal(at, past_before_number(k, at->now->this_update.seconds, SPAN_NONE)));
	take_ends(at->last.n > 0 ? &at->last : &at->beside, past);
	if (at->last.n + at->beside.n > 0)
		past->previous = at->last.n > 0 ? &at->last.v[0]->crl : &at->beside.v[0]->crl;
}

/* Issued before, of either kind, with a higher number. */
typedef const struct crl_view *higher_fn(const struct place *, const struct past_own *, size_t n);

static const struct crl_view *
with_higher_number(const struct place *at, higher_fn *higher)
{
	const struct crl_view *cv = higher(at, &at->own, at->before);

	return cv != NULL ? cv : higher(at, &at->other_own, at->other_before);
}

/*
 * Another one with its number that is not later.  A complete and a delta CRL of
 * one moment share theirs.
 */
static const struct crl_view *
with_number(const struct place *at)
{
	size_t until = past_before(at->kind, at->now->this_update.seconds + 1);
	const struct crl_view *cv = NULL;

	if (at->now->number.p == NULL)
		return NULL;
	if ((cv = past_own_numbered(at, &at->own, at->now->number, until)) != NULL)
		return cv;
	return past_own_numbered(at, &at->other_own, at->now->number, at->other_before);
}

/* … of another key: two of one moment may share theirs. */
static const struct crl_view *
with_number_of_other_key(const struct place *at)
{
	const struct crl_view *cv = NULL;

	if (at->now->number.p != NULL && (cv = past_others_numbered(at, &at->own, at->before)) == NULL)
		cv = past_others_numbered(at, &at->other_own, at->other_before);
	return cv;
}

/* The first complete one since the delta CRL before, which is the next CRL that this one spoke of.  NULL: there is none before the one at hand. */
static const struct crl_view *
complete_since(const struct place *at, const struct crl_view *delta)
{
	size_t i = past_own_from(at, &at->other_own, past_before(at->other_kind, delta->this_update.seconds + 1));

	return i < at->other_before ? &at->other_kind->v[i]->crl : NULL;
}

/* The last complete ones, all of one moment, say when the next CRL had to come. */
static void
take_ends_of_complete(const struct place *at, struct crl_past *past)
{
	const struct past_kind *k = at->other_kind;

	past->ends_last = NULL;
	for (size_t i = at->other_before; (i = past_own_before(at, &at->other_own, i)) > 0 &&
	    k->v[i - 1]->crl.this_update.seconds == past->complete->this_update.seconds; i--)
		take_end(&k->v[i - 1]->crl, past);
}

/*
 * Delta and complete CRLs are one sequence: where a complete one came since the
 * delta CRL before, and in time, a delta CRL follows that one.
 */
static void
take_last(const struct place *at, struct crl_past *past)
{
	const struct crl_view *since;

	past->last = past->previous;
	if (!past_is_delta(at->now) || past->previous == NULL || (since = complete_since(at, past->previous)) == NULL)
		return;
	past->last = past->complete;
	if (past->ends_last == NULL || since->this_update.seconds <= past->ends_last->next_update.seconds)
		take_ends_of_complete(at, past);
}

/* The first of its scope or key comes in time after the list whose place it takes. */
static void
take_succeeded(const struct place *at, struct crl_past *past)
{
	const struct crl_view *ended = past_succeeded(at);

	if (ended == NULL)
		return;
	past->succeeds = past->last = ended;
	past->endless = !ended->next_update.ok;
	past->ends_last = ended->next_update.ok ? ended : NULL;
}

/* Is there one that counts, of whatever key? */
static bool
has_any(const struct place *at, const struct past_own *own)
{
	const struct past_keys_of_way *any = &own->keys->way[PAST_ANY];
	size_t i = 0;

	while (i < any->n && past_is_itself(at, own->keys->kind->v[any->keyed[i].at]))
		i++;
	return i < any->n;
}

/* How near does one come that cannot be compared? */
static void
take_fit(const struct place *at, struct crl_past *past)
{
	if (past->complete != NULL || past->delta != NULL)
		past->fit = CRL_FIT_OTHER_KIND;
	else if (last_of(at, &at->own, at->kind->n) != NULL || last_of(at, &at->other_own, at->other_kind->n) != NULL)
		past->fit = CRL_FIT_NOT_BEFORE;
	else if (has_any(at, &at->own) || has_any(at, &at->other_own))
		past->fit = CRL_FIT_OTHER_KEY;
}

/* CRLs of the same issuer, scope and key. */
static void
take_series(struct crl_past *past, struct place *at)
{
	take_moments(at, past);
	past->complete = past_is_delta(at->now) ? last_of(at, &at->other_own, at->other_before) : past->previous;
	past->delta = past_is_delta(at->now) ? past->previous : last_of(at, &at->other_own, at->other_before);
	take_last(at, past);
	past->earlier = later_of(last_of(at, &at->own, at->before), last_of(at, &at->other_own, at->other_before));
	past->higher = with_higher_number(at, past_own_higher);
	past->higher_of_other_key = with_higher_number(at, past_others_higher);
	past->outlasts = past_own_longer(at, &at->own, at->lower);
	past->same_number = with_number(at);
	past->same_number_of_other_key = with_number_of_other_key(at);
	past->twin = twin_of(at);
	past->part = names_its_part(at->now) ? NULL : of_moment(at, &at->own, at->before);
	take_fit(at, past);
}

/* A complete one of this number in the scope, of whatever key. */
static const struct crl_view *
complete_with_number(const struct place *at, struct past_scope *scope, struct span number)
{
	const struct past_keys *keys = past_keys_of(scope, at->asked, at->arena);
	struct past_own any;

	if (keys == NULL)
		return NULL;
	past_own_any(&any, &keys->complete);
	return past_own_numbered(at, &any, number, keys->complete.kind->n);
}

/* Of its own scope and key, or else of another one, which is then wrong. */
static const struct crl_view *
base_of(const struct place *at)
{
	struct span number = at->now->base_number;
	const struct crl_view *base = NULL;

	if (!past_is_delta(at->now) || number.p == NULL)
		return NULL;
	if (at->scope != NULL)
		base = past_own_numbered(at, &at->other_own, number, at->other_kind->n);
	if (at->scope != NULL && base == NULL)
		base = complete_with_number(at, at->scope, number);
	for (struct past_scope *scope = at->issuer->scope; base == NULL && scope != NULL; scope = scope->next)
		if (scope != at->scope)
			base = complete_with_number(at, scope, number);
	return base;
}

/*
 * A complete one of another key that was issued since the base, and whose number
 * lets the delta CRL update it, too (RFC 5280 5.2.4 c, d).  The last has the highest number.
 */
static const struct crl_view *
updated_of_other_key(const struct place *at, const struct crl_view *base)
{
	const struct crl_view *cv = past_others_highest(at, &at->other_own, at->other_before);

	return cv != NULL && cv != base && past_is_since(cv, base) && past_number_order(cv, base) >= 0 && past_number_order(cv, at->now) < 0 ? cv : NULL;
}

/* The first complete one of a delta CRL's scope and key, issued before it. */
static const struct crl_view *
first_before(const struct place *at)
{
	size_t i = past_own_from(at, &at->other_own, 0);

	return i < at->other_before ? &at->other_kind->v[i]->crl : NULL;
}

/* Is there a CRL of the issuer that decides something, or at least one? */
static void
take_issuer(struct crl_past *past, const struct place *at)
{
	for (const struct past_one *one = at->issuer->first; one != NULL && past->fit < CRL_FIT_OTHER_SCOPE; one = one->next_of_issuer)
		if (!past_is_itself(at, one))
			past->fit = past_counts(at, one) ? CRL_FIT_OTHER_SCOPE : CRL_FIT_NOT_VOUCHED;
}

/* It, or the same list with another signature. */
static bool
is_given(const struct place *at)
{
	size_t i = at->lower;

	if (at->same != NULL || at->series == NULL)
		return at->same != NULL;
	while (i < at->kind->n && is_of_moment(at, at->kind->v[i]) && !past_is_itself(at, at->kind->v[i]))
		i++;
	return i < at->kind->n && is_of_moment(at, at->kind->v[i]);
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
	at->signer = past_signer(asked, NULL);
	if ((at->scope = past_scope_of(p, issuer, now)) == NULL)
		return true;
	if ((at->series = past_series_of(at->scope)) == NULL) {
		arena->failed = true;
		return false;
	}
	at->kind = past_is_delta(now) ? &at->series->delta : &at->series->complete;
	at->other_kind = past_is_delta(now) ? &at->series->complete : &at->series->delta;
	at->before = at->lower = past_before(at->kind, now->this_update.seconds);
	if (now->number.p != NULL)
		at->lower = past_before_number(at->kind, now->this_update.seconds, now->number);
	at->other_before = past_before(at->other_kind, now->this_update.seconds);
	return past_find_own(at);
}

/* Follows its number that of one of them? */
static bool
follows_one(const struct crl_view *now, const struct past_moment *m)
{
	size_t i = 0;

	while (i < m->n && !follows(now->number, m->v[i]->crl.number))
		i++;
	return i < m->n;
}

/* Follows it the complete one before, or the last delta CRL to that one?  What a CRL between these two had added that delta CRL would say. */
static bool
is_next(const struct crl_past *past, const struct place *at)
{
	const struct crl_view *now = at->now;

	if (!past_is_delta(now) && (follows_one(now, &at->last) || follows_one(now, &at->beside)))
		return true;
	return follows(now->number, past->complete->number) || (past->delta != NULL && follows(now->number, past->delta->number) &&
	    past_same_number(past->delta->base_number, past->complete->number));
}

void
past_of_crl(const struct past *p, const struct crl_view *now, bool of_cas, bool whole, size_t held, struct known_asked *asked,
    const struct rest_by *rest_by, struct arena *arena, struct crl_past *past)
{
	struct place at;
	const struct past_asking how = { held, of_cas, rest_by };

	*past = (struct crl_past){ .given = p->n_crl > 0, .whole = whole, .n_unreadable = p->n_unreadable_crl };
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
	if (past->base != NULL && at.series != NULL)
		past->updated_of_other_key = updated_of_other_key(&at, past->base);
	if (whole && past_is_delta(now) && past->base == NULL && at.series != NULL)
		past->first_complete = first_before(&at);
	if (whole && !past_is_delta(now) && past->previous == NULL)
		take_succeeded(&at, past);
	/* The first of a series has none before it. */
	if (past->previous != NULL || past->base != NULL || (whole && (at.same != NULL || past->fit == CRL_FIT_OTHER_SCOPE || past->fit == CRL_FIT_OTHER_KEY)))
		past->fit = CRL_FITS;
	else if (past->fit < CRL_FIT_ITSELF && is_given(&at))
		past->fit = CRL_FIT_ITSELF;
	take_undated(p, now, past);
	if (past->base != NULL || (past_is_delta(now) && past->delta != NULL))
		past_compare_delta(&at, &how, past);
	if (past_is_delta(now) && past->twin != NULL && past_same_number(past->twin->number, now->number))
		past_compare_twin(&at, &how, past);
	if (!past_is_delta(now) && past->complete == NULL && past->delta != NULL)
		past_compare_with_deltas_alone(&at, &how, past);
	if (whole && !past_is_delta(now))
		past_compare_ended(&at, &how, past);
	if (past->complete == NULL)
		return;
	past->consecutive = (whole && past->n_unreadable == 0) || is_next(past, &at);
	if (past_is_delta(now))
		past_compare_delta_with_complete(&at, &how, past);
	else
		past_compare_complete(&at, &how, past);
}
