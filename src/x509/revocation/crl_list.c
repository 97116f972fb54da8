/* SPDX-License-Identifier: Apache-2.0 */
/*
 * crl_list.c - the pass over the entries of a CRL.
 *
 * One pass where serial numbers ascend, as most CAs write them: a repeated one
 * then stands beside its first.  Otherwise hashes of all are sorted, and a last
 * pass looks at those entries whose hashes are alike.
 */
#include "x509/revocation/crl_list.h"

#include <stdlib.h>

#include "base/day.h"
#include "x509/revocation/crl_walk.h"

/* What the last entries say of those that follow. */
struct pass {
	struct crl_view *cv;
	struct crl_entry entry[2];
	struct crl_entry *now, *last;	/* the one at hand, and the last with a serial number */
	bool ascending;
	struct crl_issuer issuer;	/* in force */
};

static void
see_repeated(struct crl_view *cv, const struct crl_entry *first, const struct crl_entry *e)
{
	bool same = first->reason == e->reason && first->said == e->said && first->revoked.ok == e->revoked.ok &&
	    first->revoked.seconds == e->revoked.seconds;

	crl_see(cv, same ? CRL_SEES_SAME_SERIAL : CRL_SEES_CONTRADICTION, e, e->raw);
}

static enum crl_sight
hold_by_issuer(const struct crl_entry *e)
{
	if (e->issuer.p == NULL)
		return CRL_SEES_OWN_HOLD;
	return e->inherits ? CRL_SEES_INHERITED_HOLD : CRL_SEES_OTHERS_HOLD;
}

/* Holds and missing reasons are judged by what the certificate is; one that may be of several kinds as each of them, once. */
static void
see_by_class(struct crl_view *cv, const struct crl_entry *e, uint8_t classes)
{
	static const uint8_t holds[] = {
		[CRL_CLASS_UNKNOWN] = CRL_SEES_HOLD, [CRL_CLASS_CA] = CRL_SEES_CA_HOLD, [CRL_CLASS_STRICT] = CRL_SEES_STRICT_HOLD,
		[CRL_CLASS_SUBSCRIBER] = CRL_SIGHTS, [CRL_CLASS_UNDECIDED] = CRL_SEES_SUBSCRIBER_HOLD, [CRL_CLASS_OTHER] = CRL_SIGHTS,
	}, silences[] = {
		[CRL_CLASS_UNKNOWN] = CRL_SEES_NO_REASON, [CRL_CLASS_CA] = CRL_SEES_CA_NO_REASON,
		[CRL_CLASS_STRICT] = CRL_SEES_SUBSCRIBER_NO_REASON, [CRL_CLASS_SUBSCRIBER] = CRL_SEES_SUBSCRIBER_NO_REASON,
		[CRL_CLASS_UNDECIDED] = CRL_SEES_SUBSCRIBER_NO_REASON, [CRL_CLASS_OTHER] = CRL_SIGHTS,
	};
	const uint8_t *sights = e->reason == CRL_HOLD ? holds : silences;
	uint64_t seen = 0;

	/* One that may be of any kind counts once. */
	if (e->reason != CRL_HOLD && (classes & CRL_IS(CRL_CLASS_UNKNOWN)) != 0)
		classes &= (uint8_t)~CRL_IS_SUBSCRIBER;
	for (enum crl_class class = CRL_CLASS_UNKNOWN; class <= CRL_CLASS_OTHER; class++) {
		uint8_t sight = (classes & CRL_IS(class)) != 0 ? sights[class] : CRL_SIGHTS;

		if (sight != CRL_SIGHTS && (seen & UINT64_C(1) << sight) == 0)
			crl_see(cv, (enum crl_sight)sight, e, e->reason == CRL_HOLD ? e->reason_at : e->raw);
		if (sight == CRL_SEES_HOLD)
			crl_see(cv, hold_by_issuer(e), e, e->reason_at);
		if (sight != CRL_SIGHTS)
			seen |= UINT64_C(1) << sight;
	}
}

static void
see_reason(struct crl_view *cv, const struct crl_entry *e, uint8_t classes)
{
	switch (e->reason) {
	case CRL_NO_REASON:
	case CRL_HOLD:
		see_by_class(cv, e, classes);
		break;
	case CRL_UNSPECIFIED:
		crl_see(cv, CRL_SEES_UNSPECIFIED, e, e->reason_at);
		break;
	case CRL_REMOVE:
		crl_see(cv, CRL_SEES_REMOVE, e, e->reason_at);
		break;
	default:
		break;
	}
}

/* The next of the reasons that contradict each other, from this one on; CRL_REASONS: none is left. */
static uint8_t
next_said(const struct crl_entry *e, uint8_t reason)
{
	while (reason < CRL_REASONS && (e->said & CRL_SAYS(reason)) == 0)
		reason++;
	return reason;
}

static void
see_contradicting(struct crl_view *cv, const struct crl_entry *e, uint8_t classes)
{
	struct crl_entry one = *e;

	for (one.reason = next_said(e, 0); one.reason < CRL_REASONS; one.reason = next_said(e, one.reason + 1))
		see_reason(cv, &one, classes);
}

/* What is told by the values alone, of entries in whatever form. */
static void
see_values(struct crl_view *cv, const struct crl_entry *e, uint8_t classes)
{
	static const int64_t long_ago = DAY(1999, 1, 1) * SECONDS_PER_DAY;

	cv->n_entry++;
	cv->reason[e->reason]++;
	if (e->said == 0)
		see_reason(cv, e, classes);
	else
		see_contradicting(cv, e, classes);
	if (!e->revoked.ok)
		return;
	if (cv->this_update.ok && e->revoked.seconds > cv->this_update.seconds)
		crl_see(cv, CRL_SEES_AFTER_THIS_UPDATE, e, e->date);
	if (e->revoked.seconds < long_ago)
		crl_see(cv, CRL_SEES_LONG_AGO, e, e->date);
}

/* What has the same serial number is the same only with the same issuer.  The first follows an empty one. */
static inline void
see_order(struct pass *p)
{
	struct crl_entry *e = p->now, *last = p->last;
	int order;

	if (e->serial.p == NULL)
		return;
	order = crl_serial_order(last->serial, e->serial);
	if (order >= 0) {
		if (order == 0 && last->serial.p != NULL && crl_entry_order(last, e) == 0)
			see_repeated(p->cv, last, e);
		p->ascending = p->ascending && order == 0;
	}
	p->last = e;
	p->now = last;
}

/* An entry that has none of the commonest forms. */
static bool
odd_entry(struct reader *r, struct crl_view *cv, const struct release *release, struct span *in, struct crl_entry *e)
{
	struct der_tlv t;

	if (der_next(in, &t) != DER_OK)
		return false;
	if (t.raw.n > RELEASE_AHEAD)
		release_want(release, t.raw.p, t.raw.n);
	crl_entry_read(r, cv, &t, e);
	return true;
}

/* Takes the next entry, whatever form it has.  False at the end, or where it cannot be framed. */
static inline bool
next_entry(struct reader *r, struct crl_view *cv, const struct release *release, struct span *in, struct crl_entry *e)
{
	return crl_entry_plain(in, e) || odd_entry(r, cv, release, in, e);
}

/* ---- repeated serial numbers of an unsorted list ---- */

/* The first entry with a serial number that stands twice, as far as it is read again from its octets. */
struct first {
	const uint8_t *raw;
	struct crl_issuer issuer;
};

/* A second look at the entries: what was seen in them the first time is not counted again. */
struct again {
	struct reader quiet;
	struct crl_view *scratch;
	uint64_t *hash;
	size_t n;
	struct crl_issuer issuer;	/* in force */
	struct first *first;		/* by the index of its hash, once met */
};

static uint64_t
mix(uint64_t h, struct span octets)
{
	for (size_t i = 0; i < octets.n; i++) {
		h = (h ^ octets.p[i]) * UINT64_C(0xff51afd7ed558ccd);
		h ^= h >> 29;
	}
	return h;
}

static uint64_t
entry_hash(const struct again *a, const struct crl_entry *e)
{
	/* Nobody who writes serial numbers knows where this lies. */
	return mix((uint64_t)(uintptr_t)a * UINT64_C(0x9e3779b97f4a7c15) ^ e->serial.n ^ e->issuer_id * UINT64_C(0xc4ceb9fe1a85ec53), e->serial);
}

static int
hash_order(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return x < y ? -1 : x > y;
}

/* Leaves each hash that came twice, once. */
static void
keep_repeated(struct again *a)
{
	size_t n = 0;

	qsort(a->hash, a->n, sizeof *a->hash, hash_order);
	for (size_t i = 1; i < a->n; i++)
		if (a->hash[i] == a->hash[i - 1] && (n == 0 || a->hash[n - 1] != a->hash[i]))
			a->hash[n++] = a->hash[i];
	a->n = n;
}

static bool
next_again(struct again *a, const struct crl_view *cv, struct span *in, struct crl_entry *e)
{
	if (!next_entry(&a->quiet, a->scratch, cv->release, in, e))
		return false;
	crl_entry_inherit(e, cv, &a->issuer, a->quiet.a);
	return true;
}

/* Compares an entry with the first that has its hash, or notes that it is the first. */
static void
meet_first(struct again *a, struct crl_view *cv, struct span list, struct first *f, const struct crl_entry *e)
{
	struct crl_entry first;
	struct span in;

	if (f->raw == NULL) {
		*f = (struct first){ e->raw.p, { e->issuer, e->issuer_id } };
		release_keep(cv->release, e->raw.p, e->raw.n);
		return;
	}
	in = span_sub(list, (size_t)(f->raw - list.p), list.n - (size_t)(f->raw - list.p));
	if (!next_entry(&a->quiet, a->scratch, cv->release, &in, &first))
		return;
	first.issuer = f->issuer.name;
	first.issuer_id = f->issuer.id;
	if (crl_entry_order(&first, e) == 0)
		see_repeated(cv, &first, e);
}

static void
compare_alike(struct again *a, struct crl_view *cv, struct span list)
{
	struct release_pace pace = release_begin(cv->release, list.p);
	struct span in = list;
	const uint64_t *same;
	struct crl_entry e;
	uint64_t h;

	a->issuer = (struct crl_issuer){ .name = SPAN_NONE };
	for (cv->at = 0; next_again(a, cv, &in, &e); cv->at++) {
		release_behind(&pace, in.p);
		if (e.serial.p == NULL)
			continue;
		h = entry_hash(a, &e);
		same = bsearch(&h, a->hash, a->n, sizeof h, hash_order);
		if (same != NULL)
			meet_first(a, cv, list, &a->first[same - a->hash], &e);
	}
}

static void
find_repeated(struct crl_view *cv, struct span content, size_t held, struct arena *arena)
{
	struct again *a = arena_take(arena, sizeof *a);
	struct release_pace pace = release_begin(cv->release, content.p);
	struct span in = content;
	struct crl_entry e;

	if (a == NULL || (a->scratch = arena_take(arena, sizeof *a->scratch)) == NULL ||
	    (a->hash = malloc(held * sizeof *a->hash)) == NULL) {
		arena->failed = true;
		return;
	}
	a->quiet.a = arena;
	a->issuer = (struct crl_issuer){ .name = SPAN_NONE };
	while (a->n < held && next_again(a, cv, &in, &e)) {
		if (e.serial.p != NULL)
			a->hash[a->n++] = entry_hash(a, &e);
		release_behind(&pace, in.p);
	}
	keep_repeated(a);
	if (a->n > 0 && (a->first = calloc(a->n, sizeof *a->first)) == NULL) {
		arena->failed = true;
	} else if (a->n > 0) {
		/* Neighbours that are alike have been seen, and are about to be again. */
		cv->tally[CRL_SEES_SAME_SERIAL].n = cv->tally[CRL_SEES_CONTRADICTION].n = 0;
		cv->tally[CRL_SEES_SAME_SERIAL].rest = cv->tally[CRL_SEES_CONTRADICTION].rest = NULL;
		compare_alike(a, cv, content);
	}
	free(a->first);
	free(a->hash);
}

/* Where its faults lie is asked for later, and the list is long. */
static void
remember_fault(struct crl_view *cv, const struct crl_entry *e, struct arena *a)
{
	struct crl_place *v = arena_grow(a, cv->faulty, cv->n_faulty, &cv->faulty_room, sizeof *v);

	release_keep(cv->release, e->raw.p, e->raw.n < RELEASE_AHEAD ? e->raw.n : RELEASE_AHEAD);
	if (v == NULL)
		return;
	cv->faulty = v;
	v[cv->n_faulty++] = (struct crl_place){ e->raw, cv->at };
}

void
crl_read_entries(struct reader *r, struct crl_view *cv, struct span content, size_t held, const struct crl_asked *asked)
{
	struct pass p = { .cv = cv, .now = &p.entry[0], .last = &p.entry[1], .ascending = true };
	struct span in = content;
	enum der_status st;
	size_t faults = cv->n_fault;
	struct release_pace pace = release_begin(cv->release, content.p);
	struct der_tlv t;

	cv->rest_by = asked != NULL ? &asked->rest : NULL;
	cv->rest_arena = r->a;
	while (next_entry(r, cv, cv->release, &in, p.now)) {
		if (cv->n_fault != faults)
			remember_fault(cv, p.now, r->a);
		faults = cv->n_fault;
		crl_entry_inherit(p.now, cv, &p.issuer, r->a);
		see_values(cv, p.now, asked == NULL || asked->classes_of == NULL ? CRL_IS(CRL_CLASS_UNKNOWN) : asked->classes_of(asked->arg, cv, p.now));
		see_order(&p);
		release_behind(&pace, in.p);
		cv->at++;
	}
	if (in.n > 0 && (st = der_next(&in, &t)) != DER_OK) {
		reader_fault(r, in, st, 0, NULL);
		r->bad = r->unframed = cv->runs_out = true;
		remember_fault(cv, &(struct crl_entry){ .raw = in }, r->a);
	}
	cv->ascending = p.ascending && cv->tally[CRL_SEES_CERTIFICATE_ISSUER].n == 0;
	if (!cv->ascending && cv->n_entry > held)
		cv->repeats = CRL_REPEATS_TOO_MANY;
	else if (!cv->ascending)
		find_repeated(cv, content, (size_t)cv->n_entry, r->a);
	cv->rest_by = NULL;
}

/* ---- reasons that the extensions do not name ---- */

/* ReasonFlags (RFC 5280 4.2.1.13) have no bit for unspecified, nor for those that are none. */
static bool
is_named(struct span flags, enum crl_reason reason)
{
	unsigned bit = reason == CRL_PRIVILEGE_WITHDRAWN ? 7 : reason == CRL_AA_COMPROMISE ? 8 : (unsigned)reason;
	size_t octet = 1 + bit / 8;

	return octet < flags.n && (flags.p[octet] & 0x80 >> bit % 8) != 0;
}

/* CRL_SIGHTS: nothing is to be said of it. */
static enum crl_sight
sight_of_reason(const struct crl_view *cv, enum crl_reason reason)
{
	switch (reason) {
	case CRL_REMOVE:
	case CRL_REASON_7:
	case CRL_REASON_OTHER:
		return CRL_SIGHTS;
	/* One has been assigned, and need not be written (RFC 5280 5.2.5). */
	case CRL_NO_REASON:
		return CRL_SIGHTS;
	case CRL_UNSPECIFIED:
		return CRL_SEES_OTHER_REASON;
	default:
		return is_named(cv->idp.point.reasons, reason) ? CRL_SIGHTS : CRL_SEES_OTHER_REASON;
	}
}

bool
crl_covers_reason(const struct crl_view *cv, enum crl_reason reason)
{
	if (!cv->idp.point.has_reasons)
		return true;
	return reason != CRL_REASON_7 && reason != CRL_NO_REASON && reason < CRL_REASON_OTHER && sight_of_reason(cv, reason) == CRL_SIGHTS;
}

/* Is there an entry to look for?  What those say that contradict themselves is not counted. */
static bool
has_other_reasons(const struct crl_view *cv)
{
	if (cv->tally[CRL_SEES_REPEATED_EXTENSION].n > 0)
		return true;
	for (unsigned i = 0; i < CRL_REASONS; i++)
		if (cv->reason[i] != 0 && sight_of_reason(cv, (enum crl_reason)i) != CRL_SIGHTS)
			return true;
	return false;
}

static void
see_scope_of(struct crl_view *cv, const struct crl_entry *e)
{
	enum crl_sight sight = sight_of_reason(cv, (enum crl_reason)e->reason);

	if (sight != CRL_SIGHTS)
		crl_see(cv, sight, e, e->reason_at.p != NULL ? e->reason_at : e->raw);
}

void
crl_read_reasons(struct reader *r, struct crl_view *cv, const struct crl_asked *asked)
{
	struct again a = { .quiet = { .a = r->a } };
	struct span in = cv->field[PART_REVOKED].val;
	struct release_pace pace;
	struct crl_entry e, one;

	if (asked == NULL || !cv->idp.point.has_reasons || !has_other_reasons(cv) || (a.scratch = arena_take(r->a, sizeof *a.scratch)) == NULL)
		return;
	pace = release_begin(cv->release, in.p);
	cv->rest_by = &asked->rest;
	for (cv->at = 0; next_again(&a, cv, &in, &e); cv->at++) {
		see_scope_of(cv, &e);
		one = e;
		for (one.reason = next_said(&e, 0); one.reason < CRL_REASONS; one.reason = next_said(&e, one.reason + 1))
			see_scope_of(cv, &one);
		release_behind(&pace, in.p);
	}
	cv->rest_by = NULL;
}
