/* SPDX-License-Identifier: Apache-2.0 */
/* past.c - CRLs and OCSP responses of before, and what one at hand differs in from them. */
#include "engine/past.h"

#include <stdlib.h>

#include "base/day.h"
#include "x509/revocation/crl_walk.h"

/* What is large is compared piece by piece. */
static bool
same_octets(struct span a, const struct release *of_a, struct span b, const struct release *of_b)
{
	struct release_pace in_a, in_b;

	if (a.n != b.n)
		return false;
	in_a = release_begin(of_a, a.p);
	in_b = release_begin(of_b, b.p);
	for (size_t i = 0, n; i < a.n; i += n) {
		n = a.n - i < RELEASE_STEP ? a.n - i : RELEASE_STEP;
		if (memcmp(a.p + i, b.p + i, n) != 0)
			return false;
		release_behind(&in_a, a.p + i + n);
		release_behind(&in_b, b.p + i + n);
	}
	return true;
}

static bool
is_known(const struct past_one *one, struct span der, const struct release *mapping)
{
	return same_octets(one->is_crl ? one->crl.der : one->ocsp.der, one->release.fn != NULL ? &one->release : NULL, der, mapping);
}

enum past_status
past_add(struct past *p, struct span der, const struct release *mapping)
{
	bool is_crl = crl_recognise(der);
	struct past_one *one;
	bool read;

	if (!is_crl && !ocsp_recognise(der))
		return PAST_NEITHER;
	for (one = p->first; one != NULL; one = one->next)
		if (one->is_crl == is_crl && is_known(one, der, mapping))
			return PAST_OK;
	if ((one = malloc(sizeof *one + (mapping == NULL ? der.n : 0))) == NULL)
		return PAST_NOMEM;
	one->release = mapping != NULL ? *mapping : (struct release){ .fn = NULL };
	if (mapping == NULL) {
		memcpy(one->octets, der.p, der.n);
		der.p = one->octets;
	}
	arena_init(&one->arena);
	one->is_crl = is_crl;
	one->at = p->n_crl + p->n_ocsp;
	atomic_init(&one->vouched, 0);
	read = is_crl ? crl_view_read(&one->crl, der, 0, NULL, mapping != NULL ? &one->release : NULL, &one->arena) :
	    ocsp_view_read(&one->ocsp, der, &one->arena) && past_sort_answers(one);
	if (!read || !(is_crl ? one->crl.readable : one->ocsp.readable)) {
		arena_free(&one->arena);
		free(one);
		return read ? PAST_NEITHER : PAST_NOMEM;
	}
	one->issuer_alike = is_crl ? name_alike_hash(&one->crl.issuer) : 0;
	one->next = p->first;
	p->first = one;
	*(is_crl ? &p->n_crl : &p->n_ocsp) += 1;
	return PAST_OK;
}

void
past_free(struct past *p)
{
	while (p->first != NULL) {
		struct past_one *next = p->first->next;

		arena_free(&p->first->arena);
		free(p->first);
		p->first = next;
	}
}

/* ---- CRLs of the same series ---- */

static bool
is_delta(const struct crl_view *cv)
{
	return artifact_has(&cv->artifact, PART_EXT_DELTA_CRL);
}

/* A negative number is lower than others; 0 where one of them is not there, or both are negative. */
static int
number_order(const struct crl_view *a, const struct crl_view *b)
{
	if (a->number.p == NULL || b->number.p == NULL)
		return 0;
	if (der_negative(a->number) || der_negative(b->number))
		return (int)der_negative(b->number) - (int)der_negative(a->number);
	return crl_serial_order(der_magnitude(a->number), der_magnitude(b->number));
}

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

/* Of two CRLs of one moment the one that lasts longer, then the one with the higher number: in whatever order they were given. */
static bool
is_later_crl(const struct crl_view *a, const struct crl_view *b)
{
	if (a->this_update.seconds != b->this_update.seconds)
		return a->this_update.seconds > b->this_update.seconds;
	if (a->next_update.ok && b->next_update.ok && a->next_update.seconds != b->next_update.seconds)
		return a->next_update.seconds > b->next_update.seconds;
	return number_order(a, b) > 0;
}

static void
take_earlier(struct crl_past *past, const struct crl_view *now, const struct crl_view *other)
{
	const struct crl_view **last;

	if (is_delta(other) == is_delta(now) && (past->previous == NULL || is_later_crl(other, past->previous)))
		past->previous = other;
	last = is_delta(other) ? &past->delta : &past->complete;
	if (*last == NULL || is_later_crl(other, *last))
		*last = other;
	if (past->higher == NULL && number_order(other, now) > 0)
		past->higher = other;
	if (past->outlasts == NULL && is_delta(other) == is_delta(now) && other->next_update.ok && now->next_update.ok &&
	    other->next_update.seconds > now->next_update.seconds)
		past->outlasts = other;
}

/* Does it say which part of the whole it is, so that nobody takes it for another? */
static bool
names_its_part(const struct crl_view *cv)
{
	const struct artifact_ext *idp = cv->by_part[PART_EXT_IDP];

	return idp != NULL && idp->critical && (cv->idp.point.full.n > 0 || cv->idp.point.has_relative);
}

/* A CRL of the same issuer and scope. */
static void
take(struct crl_past *past, const struct crl_view *now, const struct crl_view *other)
{
	bool same_moment = other->this_update.seconds == now->this_update.seconds;

	if (other->this_update.seconds < now->this_update.seconds)
		take_earlier(past, now, other);
	if (same_moment && is_delta(other) != is_delta(now))
		past->twin = other;
	else if (past->same_number == NULL && same_number(other->number, now->number) && other->this_update.seconds <= now->this_update.seconds)
		past->same_number = other;
	if (same_moment && is_delta(other) == is_delta(now) && !names_its_part(now))
		past->part = other;
}

/* How near to one that can be compared does another CRL of the issuer come? */
static void
note_fit(struct crl_past *past, const struct crl_view *now, const struct crl_view *other)
{
	uint8_t fit = !crl_same_scope(other, now) ? CRL_FIT_OTHER_SCOPE : other->this_update.seconds >= now->this_update.seconds ?
	    CRL_FIT_NOT_BEFORE : CRL_FIT_OTHER_KIND;

	if (fit > past->fit)
		past->fit = fit;
}

static bool
is_of_issuer(const struct past_one *one, const struct crl_view *now, uint32_t alike)
{
	return one->is_crl && one->issuer_alike == alike && one->crl.this_update.ok && name_alike(&one->crl.issuer, &now->issuer);
}

/* One that its issuer did not sign, as far as can be told, decides nothing. */
static bool
counts(const struct known_asked *asked, const struct past_one *one)
{
	return asked->vouched_crl == NULL || asked->vouched_crl(asked->arg, one);
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
	const struct rest_by *rest_by;
	uint32_t alike;			/* name_alike_hash() of the CRLs' issuer */
	int64_t this_update;		/* of the CRL at hand */
	bool of_cas;			/* what is not known in it is a CA's certificate */
	bool too_many;			/* certificates of an entry were given than are kept */
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
	if (cert != NULL ? cert->class == CRL_CLASS_CA : c->of_cas)
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

/* In order, and each once: what a delta CRL says again is gone but once. */
static void
order_gone(struct changes *c)
{
	size_t n = 0;

	if (c->gone.n > 1)
		qsort(c->gone.v, c->gone.n, sizeof *c->gone.v, change_order);
	for (size_t i = 0; i < c->gone.n; i++)
		if (n == 0 || change_order(&c->gone.v[n - 1], &c->gone.v[i]) != 0)
			c->gone.v[n++] = c->gone.v[i];
	c->gone.n = n;
}

/* As they stand in the CRL. */
static int
place_order(const void *a, const void *b)
{
	const struct crl_change *x = a, *y = b;

	return (x->entry.date.p > y->entry.date.p) - (x->entry.date.p < y->entry.date.p);
}

/*
 * Entries that the complete CRL before lacks, but for those that another CRL
 * of the issuer has shown since the revocation: a delta CRL, or one of another
 * partition.
 */
static void
tell_came(const struct past *p, const struct crl_view *now, struct changes *c, struct crl_past *past)
{
	if (c->came.n > 1)
		qsort(c->came.v, c->came.n, sizeof *c->came.v, change_order);
	for (const struct past_one *one = p->first; one != NULL && c->came.n > 0; one = one->next)
		if (is_of_issuer(one, now, c->alike) && &one->crl != past->complete && one->crl.this_update.seconds < now->this_update.seconds &&
		    counts(c->asked, one)) {
			drop(&c->came, &one->crl, stands_since, c->arena);
			past->came_unsought = c->came.more > 0;
		}
	if (c->came.n > 1)
		qsort(c->came.v, c->came.n, sizeof *c->came.v, place_order);
	past->came = (struct crl_changes){ c->came.v, c->came.n, past->came_unsought ? 0 : c->came.more, c->came.rest };
}

/* Delta CRLs of one base say all that has changed since (RFC 5280 5.2.4). */
static bool
compare_with_other_deltas(const struct past *p, const struct crl_view *now, size_t held, const struct crl_difference *d, struct changes *c,
    struct crl_past *past)
{
	for (const struct past_one *one = p->first; one != NULL; one = one->next)
		if (is_of_issuer(one, now, c->alike) && counts(c->asked, one) && is_delta(&one->crl) && crl_same_scope(&one->crl, now) &&
		    same_number(one->crl.base_number, now->base_number) && one->crl.this_update.seconds < now->this_update.seconds &&
		    !compare_two(&one->crl, now, held, d, c, past))
			return false;
	return true;
}

/* What a delta CRL takes off its base and off earlier ones, and what those have added to the base and this one does not say. */
static void
compare_delta(const struct past *p, const struct crl_view *now, size_t held, struct changes *c, struct crl_past *past)
{
	const struct crl_difference forgotten = { .gone = gone, .arg = c }, taken_off = { .both = removed, .arg = c };

	if (!compare_with_other_deltas(p, now, held, &forgotten, c, past))
		return;
	order_gone(c);
	past->gone_unsought = c->gone.more > 0;
	drop_moved(c, past->base);
	if (!compare_two(past->base, now, held, &taken_off, c, past) || !compare_with_other_deltas(p, now, held, &taken_off, c, past))
		return;
	order_gone(c);
	past->too_many = c->too_many;
	past->gone = (struct crl_changes){ c->gone.v, c->gone.n, past->gone_unsought ? 0 : c->gone.more, c->gone.rest };
}

/* What delta CRLs between the two have added stands in this one, too. */
static bool
compare_with_deltas(const struct past *p, const struct crl_view *now, size_t held, struct changes *c, struct crl_past *past)
{
	const struct crl_difference d = { .gone = gone, .arg = c };

	for (const struct past_one *one = p->first; one != NULL; one = one->next)
		if (is_of_issuer(one, now, c->alike) && counts(c->asked, one) && is_delta(&one->crl) && crl_same_scope(&one->crl, now) &&
		    one->crl.this_update.seconds > past->previous->this_update.seconds && one->crl.this_update.seconds < now->this_update.seconds &&
		    !compare_two(&one->crl, now, held, &d, c, past))
			return false;
	return true;
}

static void
compare(const struct past *p, const struct crl_view *now, size_t held, struct changes *c, struct crl_past *past)
{
	const struct crl_difference d = { gone, came, both, c };

	if (!compare_two(past->previous, now, held, &d, c, past) || !compare_with_deltas(p, now, held, c, past))
		return;
	order_gone(c);
	for (const struct past_one *one = p->first; one != NULL && c->gone.n > 0; one = one->next)
		if (is_of_issuer(one, now, c->alike) && counts(c->asked, one) && !crl_same_scope(&one->crl, now) && !is_delta(&one->crl) &&
		    one->crl.this_update.seconds > past->previous->this_update.seconds) {
			drop_moved(c, &one->crl);
			past->gone_unsought = c->gone.more > 0;
		}
	past->gone = (struct crl_changes){ c->gone.v, c->gone.n, past->gone_unsought ? 0 : c->gone.more, c->gone.rest };
	past->too_many = c->too_many;
	tell_came(p, now, c, past);
	past->changed = (struct crl_changes){ c->changed.v, c->changed.n, c->changed.more, c->changed.rest };
}

/* What a delta CRL is the first to show. */
static void
compare_delta_with_complete(const struct past *p, const struct crl_view *now, size_t held, struct changes *c, struct crl_past *past)
{
	const struct crl_difference d = { .came = came, .arg = c };

	if (compare_two(past->complete, now, held, &d, c, past))
		tell_came(p, now, c, past);
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
	struct changes c = {
		.arena = arena, .asked = asked, .rest_by = rest_by, .alike = name_alike_hash(&now->issuer),
		.this_update = now->this_update.seconds, .of_cas = of_cas
	};
	bool is_one_of_them = false;

	*past = (struct crl_past){ .given = p->n_crl > 0, .whole = whole };
	if (!now->this_update.ok)
		return;
	past->fit = p->first != NULL ? CRL_FIT_OTHER_ISSUER : CRL_FIT_NONE_GIVEN;
	for (const struct past_one *one = p->first; one != NULL; one = one->next) {
		if (!is_of_issuer(one, now, c.alike))
			continue;
		if (same_octets(one->crl.der, one->crl.release, now->der, now->release)) {
			is_one_of_them = true;
			continue;
		}
		if (!counts(asked, one)) {
			past->fit = past->fit > CRL_FIT_NOT_VOUCHED ? past->fit : CRL_FIT_NOT_VOUCHED;
			continue;
		}
		note_fit(past, now, &one->crl);
		if (crl_same_scope(&one->crl, now))
			take(past, now, &one->crl);
		if (is_delta(now) && !is_delta(&one->crl) && same_number(one->crl.number, now->base_number))
			past->base = &one->crl;
	}
	/* The first of a series has none before it. */
	if (past->previous != NULL || past->base != NULL || (whole && is_one_of_them))
		past->fit = CRL_FITS;
	else if (is_one_of_them && past->fit < CRL_FIT_ITSELF)
		past->fit = CRL_FIT_ITSELF;
	if (past->base != NULL)
		compare_delta(p, now, held, &c, past);
	if (past->complete == NULL)
		return;
	past->consecutive = whole || is_next(past, now);
	if (is_delta(now))
		compare_delta_with_complete(p, now, held, &c, past);
	else
		compare(p, now, held, &c, past);
}
