/* SPDX-License-Identifier: Apache-2.0 */
/* past.c - which CRLs of before count for one at hand, and what they say of it. */
#include "engine/revocation/past_place.h"

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

/* The last of the first n. */
static const struct crl_view *
last_of(const struct place *at, const struct past_kind *k, size_t n)
{
	while (n > 0 && !past_is_own(at, k->v[n - 1]))
		n--;
	return n > 0 ? &k->v[n - 1]->crl : NULL;
}

static bool
is_of_moment(const struct place *at, const struct past_one *one)
{
	return one->crl.this_update.seconds == at->now->this_update.seconds;
}

/* The first of the same moment that is not before the i-th. */
static const struct crl_view *
of_moment(const struct place *at, const struct past_kind *k, size_t i)
{
	while (i < k->n && is_of_moment(at, k->v[i]) && !past_is_own(at, k->v[i]))
		i++;
	return i < k->n && is_of_moment(at, k->v[i]) ? &k->v[i]->crl : NULL;
}

/* Of the other kind; where one has its number that one. */
static const struct crl_view *
twin_of(const struct place *at)
{
	const struct past_kind *k = at->other_kind;
	size_t i = at->now->number.p != NULL ? past_before_number(k, at->now->this_update.seconds, at->now->number) : k->n;

	for (; i < k->n && is_of_moment(at, k->v[i]) && past_same_number(k->v[i]->crl.number, at->now->number); i++)
		if (past_is_own(at, k->v[i]))
			return &k->v[i]->crl;
	return of_moment(at, k, at->other_before);
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
	for (; to > from; to--) {
		const struct past_one *one = at->kind->v[to - 1], **v;
		bool last = is_last(m, one);

		if (!past_is_own(at, one))
			continue;
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
	const struct past_kind *k = at->kind;

	for (; i < k->n && is_of_moment(at, k->v[i]) && past_number_order(&k->v[i]->crl, at->now) == 0; i++)
		if (past_is_own(at, k->v[i]))
			return true;
	return false;
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
	size_t to = at->before, from;

	take_moment(at, at->before, at->lower, &at->beside, past);
	for (; to > 0 && at->last.n == 0; to = from) {
		from = past_before(k, k->v[to - 1]->crl.this_update.seconds);
		take_moment(at, from, to, &at->last, past);
	}
	past->unordered = has_equal(at, at->lower) ||
	    (at->now->number.p != NULL && has_equal(at, past_before_number(k, at->now->this_update.seconds, SPAN_NONE)));
	take_ends(at->last.n > 0 ? &at->last : &at->beside, past);
	if (at->last.n + at->beside.n > 0)
		past->previous = at->last.n > 0 ? &at->last.v[0]->crl : &at->beside.v[0]->crl;
}

typedef bool counts_fn(const struct place *, const struct past_one *);
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

/* Of the first n the one that has the most, if it exceeds this CRL; where that one does not count, any that does. */
static const struct crl_view *
exceeding(const struct place *at, const struct past_kind *k, const size_t *most, size_t n, exceeds_fn *exceeds, counts_fn *counts)
{
	if (n == 0 || !exceeds(&k->v[most[n - 1]]->crl, at->now))
		return NULL;
	if (counts(at, k->v[most[n - 1]]))
		return &k->v[most[n - 1]]->crl;
	while (n > 0 && !(exceeds(&k->v[n - 1]->crl, at->now) && counts(at, k->v[n - 1])))
		n--;
	return n > 0 ? &k->v[n - 1]->crl : NULL;
}

/* Issued before, of either kind, with a higher number. */
static const struct crl_view *
with_higher_number(const struct place *at, counts_fn *counts)
{
	const struct crl_view *cv = exceeding(at, at->kind, at->kind->highest, at->before, is_higher, counts);

	return cv != NULL ? cv : exceeding(at, at->other_kind, at->other_kind->highest, at->other_before, is_higher, counts);
}

/*
 * Two of one number that were not issued at the same time; of one key those of
 * one kind and moment, too.  A complete and a delta CRL of one moment share theirs.
 */
static bool
shares_number_wrongly(const struct place *at, const struct crl_view *cv, counts_fn *counts)
{
	return cv->this_update.seconds < at->now->this_update.seconds || (counts == past_is_own && past_is_delta(cv) == past_is_delta(at->now));
}

/* Another one with its number, that is not later. */
static const struct crl_view *
with_number(const struct place *at, counts_fn *counts)
{
	const struct past_series *s = at->series;
	const struct crl_view *now = at->now, *cv;

	if (now->number.p == NULL)
		return NULL;
	for (size_t i = past_number_at(s, now->number); i < s->n_numbered; i++) {
		cv = &s->by_number[i]->crl;
		if (!past_same_number(cv->number, now->number) || cv->this_update.seconds > now->this_update.seconds)
			break;
		if (shares_number_wrongly(at, cv, counts) && counts(at, s->by_number[i]))
			return cv;
	}
	return NULL;
}

/* The first complete one since the delta CRL before, which is the next CRL that this one spoke of.  NULL: there is none before the one at hand. */
static const struct crl_view *
complete_since(const struct place *at, const struct crl_view *delta)
{
	size_t i = past_before(at->other_kind, delta->this_update.seconds + 1);

	while (i < at->other_before && !past_is_own(at, at->other_kind->v[i]))
		i++;
	return i < at->other_before ? &at->other_kind->v[i]->crl : NULL;
}

/* The last complete ones, all of one moment, say when the next CRL had to come. */
static void
take_ends_of_complete(const struct place *at, struct crl_past *past)
{
	const struct past_kind *k = at->other_kind;

	past->ends_last = NULL;
	for (size_t i = at->other_before; i > 0 && k->v[i - 1]->crl.this_update.seconds == past->complete->this_update.seconds; i--)
		if (past_is_own(at, k->v[i - 1]))
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

/* Is there one that counts, of whatever key? */
static bool
has_any(const struct place *at, const struct past_kind *k)
{
	size_t i = 0;

	while (i < k->n && !past_counts(at, k->v[i]))
		i++;
	return i < k->n;
}

/* How near does one come that cannot be compared? */
static void
take_fit(const struct place *at, struct crl_past *past)
{
	const struct past_series *s = at->series;

	if (past->complete != NULL || past->delta != NULL)
		past->fit = CRL_FIT_OTHER_KIND;
	else if (last_of(at, &s->complete, s->complete.n) != NULL || last_of(at, &s->delta, s->delta.n) != NULL)
		past->fit = CRL_FIT_NOT_BEFORE;
	else if (has_any(at, &s->complete) || has_any(at, &s->delta))
		past->fit = CRL_FIT_OTHER_KEY;
}

/* CRLs of the same issuer, scope and key. */
static void
take_series(struct crl_past *past, struct place *at)
{
	take_moments(at, past);
	past->complete = past_is_delta(at->now) ? last_of(at, at->other_kind, at->other_before) : past->previous;
	past->delta = past_is_delta(at->now) ? past->previous : last_of(at, at->other_kind, at->other_before);
	take_last(at, past);
	past->higher = with_higher_number(at, past_is_own);
	past->higher_of_other_key = with_higher_number(at, past_counts_of_other_key);
	past->outlasts = exceeding(at, at->kind, at->kind->longest, at->lower, is_longer, past_is_own);
	past->same_number = with_number(at, past_is_own);
	past->same_number_of_other_key = with_number(at, past_counts_of_other_key);
	past->twin = twin_of(at);
	past->part = names_its_part(at->now) ? NULL : of_moment(at, at->kind, at->before);
	take_fit(at, past);
}

/* A complete one of this number in the scope. */
static const struct crl_view *
complete_with_number(const struct place *at, struct past_scope *scope, struct span number, counts_fn *counts)
{
	const struct past_series *s = past_series_of(scope);

	at->arena->failed = at->arena->failed || s == NULL;
	for (size_t i = s != NULL ? past_number_at(s, number) : 0; s != NULL && i < s->n_numbered; i++) {
		if (!past_same_number(s->by_number[i]->crl.number, number))
			return NULL;
		if (!past_is_delta(&s->by_number[i]->crl) && counts(at, s->by_number[i]))
			return &s->by_number[i]->crl;
	}
	return NULL;
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
		base = complete_with_number(at, at->scope, number, past_is_own);
	if (at->scope != NULL && base == NULL)
		base = complete_with_number(at, at->scope, number, past_counts);
	for (struct past_scope *scope = at->issuer->scope; base == NULL && scope != NULL; scope = scope->next)
		if (scope != at->scope)
			base = complete_with_number(at, scope, number, past_counts);
	return base;
}

/* Is there a CRL of the issuer that decides something, or at least one? */
static void
take_issuer(struct crl_past *past, const struct place *at)
{
	for (const struct past_one *one = at->issuer->first; one != NULL && past->fit < CRL_FIT_OTHER_SCOPE; one = one->next_of_issuer)
		if (!past_is_itself(at, one))
			past->fit = past_counts(at, one) ? CRL_FIT_OTHER_SCOPE : CRL_FIT_NOT_VOUCHED;
}

static bool
is_given(const struct place *at)
{
	const struct past_one *one = at->issuer->first;

	while (one != NULL && !past_is_itself(at, one))
		one = one->next_of_issuer;
	return one != NULL;
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
	return true;
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
	if (past->previous != NULL || past->base != NULL || (whole && (at.same != NULL || past->fit == CRL_FIT_OTHER_SCOPE || past->fit == CRL_FIT_OTHER_KEY)))
		past->fit = CRL_FITS;
	else if (past->fit < CRL_FIT_ITSELF && is_given(&at))
		past->fit = CRL_FIT_ITSELF;
	take_undated(p, now, past);
	if (past->base != NULL || (past_is_delta(now) && past->delta != NULL))
		past_compare_delta(&at, &how, past);
	if (!past_is_delta(now) && past->complete == NULL && past->delta != NULL)
		past_compare_with_deltas_alone(&at, &how, past);
	if (whole && !past_is_delta(now))
		past_compare_ended(&at, &how, past);
	if (past->complete == NULL)
		return;
	past->consecutive = whole || is_next(past, &at);
	if (past_is_delta(now))
		past_compare_delta_with_complete(&at, &how, past);
	else
		past_compare_complete(&at, &how, past);
}
