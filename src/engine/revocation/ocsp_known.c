/* SPDX-License-Identifier: Apache-2.0 */
/*
 * ocsp_known.c - what else is known of the certificates that an OCSP response
 * is about: the certificates themselves, their entries on CRLs, answers of before.
 *
 * A response may have thousands of answers, beside many CRLs and certificates:
 * each name is digested once, and each CRL walked once, however many ask.
 */
#include <stdlib.h>

#include "engine/revocation/ocsp_cas.h"
#include "x509/revocation/crl_walk.h"

/* An issuer name as CertIDs have it under one hash algorithm. */
struct named {
	uint8_t digest[KEY_MAX_HASH];
	size_t at;			/* in the order in which they were given */
	const void *of;			/* the CRL, or the issuer */
	/* Of a CRL. */
	const struct past_scope *scope;
	bool is_delta;
	int64_t since, until;		/* from thisUpdate on, until before that of the CRL that takes its place: it says what was revoked then */
};
struct names {
	struct named *v;
	size_t n;
	size_t octets;			/* of the digests; 0: there is no such digest, or it was not asked for */
	bool made;
};

/* Whether a CA signed the responses of before, once it is asked for; by where they stand among all of before. */
enum asked { NOT_ASKED, ASKED_VOUCHED, ASKED_REFUSED };
struct asked_of {
	struct asked_of *next;
	const struct ca *ca;
	uint8_t *asked;			/* enum asked */
};

struct search {
	struct smimelint_run *run;
	struct asked_of *asked_of;	/* one for each CA that is at hand: a bounded number */
	struct names of_crls[OCSP_HASHES], of_certificates[OCSP_HASHES];
};

/* By digest, of CRLs then by scope, and in a scope by time, delta CRLs of one moment first; and those given first last. */
static int
by_digest(const void *a, const void *b)
{
	const struct named *x = a, *y = b;
	int order = memcmp(x->digest, y->digest, KEY_MAX_HASH);

	if (order == 0)
		order = ((uintptr_t)x->scope > (uintptr_t)y->scope) - ((uintptr_t)x->scope < (uintptr_t)y->scope);
	if (order == 0)
		order = (x->since > y->since) - (x->since < y->since);
	if (order == 0)
		order = y->is_delta - x->is_delta;
	return order != 0 ? order : (x->at < y->at) - (x->at > y->at);
}

/* NULL: there is no such digest, or no name. */
static struct named *
add_name(struct search *q, struct names *names, enum key_hash hash, struct span name, const void *of)
{
	struct named *to = &names->v[names->n];
	size_t n = name.p != NULL ? key_digest(q->run->key, hash, name, to->digest) : 0;

	if (n == 0)
		return NULL;
	names->octets = n;
	to->at = names->n++;
	to->of = of;
	return to;
}

static void
sort_names(struct names *names)
{
	if (names->n > 1)
		qsort(names->v, names->n, sizeof *names->v, by_digest);
	names->made = true;
}

static bool
is_of_scope(const struct named *a, const struct named *b)
{
	return a->scope == b->scope && memcmp(a->digest, b->digest, KEY_MAX_HASH) == 0;
}

/* Both are delta CRLs, of one base: the later one says all that the earlier one did (RFC 5280 5.2.4). */
static bool
says_all_of(const struct named *later, const struct named *earlier)
{
	const struct crl_view *x = later->of, *y = earlier->of;

	return later->is_delta && earlier->is_delta && x->base_number.p != NULL && span_eq(x->base_number, y->base_number);
}

/* A complete CRL takes the place of all of its scope before it; a delta CRL that of the one before it, where it says all that this one did. */
static void
end_each(struct names *names)
{
	int64_t next = INT64_MAX, behind = INT64_MAX;	/* the next moment of a complete CRL, and the one behind that */

	for (size_t i = names->n; i-- > 0;) {
		struct named *n = &names->v[i];
		const struct named *later = i + 1 < names->n && is_of_scope(n, n + 1) ? n + 1 : NULL;

		if (later == NULL)
			next = behind = INT64_MAX;
		n->until = n->is_delta || n->since < next ? next : behind;
		if (later != NULL && says_all_of(later, n) && later->since < n->until)
			n->until = later->since;
		if (!n->is_delta && n->since < next) {
			behind = next;
			next = n->since;
		}
	}
}

/* The CRLs of before. */
static const struct names *
names_of_crls(struct search *q, enum key_hash hash)
{
	const struct past *past = &q->run->ctx->past;
	struct names *names = &q->of_crls[hash];
	struct named *added;

	if (names->made || (names->v = arena_array(&q->run->arena, past->n_crl, sizeof *names->v)) == NULL)
		return names;
	for (const struct past_one *one = past->first; one != NULL; one = one->next) {
		if (!one->is_crl || !one->crl.this_update.ok || !vouch_for_crl(q->run, one) ||
		    (added = add_name(q, names, hash, one->crl.issuer.raw, &one->crl)) == NULL)
			continue;
		added->since = one->crl.this_update.seconds;
		added->scope = one->scope;
		added->is_delta = past_is_delta(&one->crl);
	}
	sort_names(names);
	end_each(names);
	return names;
}

/* The issuers of the certificates that are known. */
static const struct names *
names_of_certificates(struct search *q, enum key_hash hash)
{
	const struct known_certs *known = &q->run->ctx->known;
	struct names *names = &q->of_certificates[hash];

	if (names->made || (names->v = arena_array(&q->run->arena, known->n_issuer, sizeof *names->v)) == NULL)
		return names;
	for (const struct known_issuer *issuer = known->issuer; issuer != NULL; issuer = issuer->next)
		(void)add_name(q, names, hash, issuer->name, issuer);
	sort_names(names);
	return names;
}

/* The first with this digest; NULL: there is none. */
static const struct named *
find_name(const struct names *names, struct span digest)
{
	size_t low = 0, high = names->n;

	if (digest.p == NULL || digest.n == 0 || digest.n != names->octets)
		return NULL;
	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (memcmp(names->v[mid].digest, digest.p, digest.n) < 0)
			low = mid + 1;
		else
			high = mid;
	}
	return low < names->n && memcmp(names->v[low].digest, digest.p, digest.n) == 0 ? &names->v[low] : NULL;
}

/* ---- the certificates ---- */

/* Of one issuer, which the CertID says. */
static void
find_certificate(struct search *q, const struct ocsp_single *s, struct ocsp_known *found)
{
	const struct known_certs *known = &q->run->ctx->known;
	const struct known_issuer *issuer;
	const struct named *name;
	enum key_hash hash;

	if ((!known_has_serial(known, s->serial) && !q->run->ctx->options.issued_complete) || !key_hash_of(s->hash, &hash))
		return;
	if ((name = find_name(names_of_certificates(q, hash), s->name_hash)) == NULL)
		return;
	issuer = name->of;
	found->issuer_known = true;
	for (const struct known_cert *k = NULL; s->serial.p != NULL && (k = known_of_issuer(known, issuer, s->serial, k)) != NULL;) {
		if (!span_eq(k->serial, s->serial))
			continue;
		if (k->more)
			found->classes |= CRL_IS(CRL_CLASS_UNKNOWN);
		found->more |= k->more;
		found->in_scope |= k->more;
		if (!vouch_for(q->run, k)) {
			found->unvouched = true;
			continue;
		}
		found->classes |= CRL_IS(k->class);
		found->in_scope |= k->in_scope;
		if (found->cert == NULL || known_outlasts(k, found->cert, s->this_update.ok ? s->this_update.seconds : INT64_MIN))
			found->cert = k;
	}
}

/* ---- their entries on the CRLs that were there when the answer was looked up: of each scope, a partition, say ---- */

/* An answer that asks for its entry. */
struct wanted {
	const struct names *names;
	const struct named *first;	/* of the CRLs of its issuer */
	const struct ocsp_single *single;
	struct ocsp_known *found;
	/* On the CRLs of one scope, the last of which has the word. */
	bool is_listed;
	const void *by;
	struct crl_entry entry;
};

static int
by_issuer(const void *a, const void *b)
{
	const struct wanted *x = a, *y = b;
	int64_t s = x->single->this_update.seconds, t = y->single->this_update.seconds;

	if (x->first != y->first)
		return (uintptr_t)x->first < (uintptr_t)y->first ? -1 : 1;
	return (s > t) - (s < t);
}

static int
by_serial(const void *a, const void *b)
{
	const struct wanted *const *x = a, *const *y = b;

	return crl_serial_order((*x)->single->serial, (*y)->single->serial);
}

/* To all of the n, which are in the order of their serial numbers, that ask for this entry. */
static void
give_entry(struct wanted **v, size_t n, const struct crl_view *crl, const struct crl_entry *e)
{
	const struct ocsp_single single = { .serial = e->serial };
	const struct wanted key = { .single = &single }, *sought = &key;
	struct wanted **at = bsearch(&sought, v, n, sizeof *v, by_serial);

	/* Of several entries the first stands. */
	if (at == NULL || (*at)->by == crl)
		return;
	while (at > v && by_serial(at - 1, &sought) == 0)
		at--;
	for (; at < v + n && by_serial(at, &sought) == 0; at++) {
		(*at)->by = crl;
		(*at)->is_listed = e->reason != CRL_REMOVE;
		(*at)->entry = *e;
	}
}

static void
walk_crl(struct search *q, const struct crl_view *crl, struct wanted **v, size_t n)
{
	struct crl_entry e;
	struct crl_walk w;

	if (n > 1)
		qsort(v, n, sizeof *v, by_serial);
	if (n == 0 || !crl_walk_begin(&w, crl, &q->run->arena))
		return;
	while (crl_walk_next(&w, &e))
		if (e.issuer.p == NULL)
			give_entry(v, n, crl, &e);
}

/* Does the answer give another reason than the entry?  One that is not revoked gives none. */
static bool
differs(const struct ocsp_single *s, const struct crl_entry *e)
{
	return s->status == OCSP_REVOKED && e->reason != (s->reason == OCSP_NO_REASON ? CRL_NO_REASON : s->reason);
}

/* What a scope says; of entries in several that which contradicts the answer, in whatever order they were given. */
static void
keep_entries(struct wanted *v, size_t n)
{
	for (struct wanted *w = v; w < v + n; w++) {
		if (w->is_listed && (!w->found->on_crl || differs(w->single, &w->entry))) {
			w->found->on_crl = true;
			w->found->entry = w->entry;
		}
		w->is_listed = false;
		w->by = NULL;
	}
}

/* The first of the n, which are in the order of their moments, that is not before this one. */
static size_t
first_from(const struct wanted *v, size_t n, int64_t moment)
{
	size_t low = 0;

	while (low < n) {
		size_t mid = low + (n - low) / 2;

		if (v[mid].single->this_update.seconds < moment)
			low = mid + 1;
		else
			n = mid;
	}
	return low;
}

/* Those of one issuer; `some` has room for them. */
static void
ask_crls(struct search *q, struct wanted *v, size_t n, struct wanted **some)
{
	const struct names *names = v->names;

	for (const struct named *crl = v->first; crl < names->v + names->n && memcmp(crl->digest, v->first->digest, KEY_MAX_HASH) == 0; crl++) {
		size_t from = first_from(v, n, crl->since), to = first_from(v, n, crl->until), asked = 0;

		if (crl > v->first && crl->scope != crl[-1].scope)
			keep_entries(v, n);
		for (size_t i = from; i < to; i++) {
			v[i].found->crl = crl->of;
			some[asked++] = &v[i];
		}
		walk_crl(q, crl->of, some, asked);
	}
	keep_entries(v, n);
}

/* False: no CRL of its issuer is known. */
static bool
is_wanted(struct search *q, const struct ocsp_single *s, struct wanted *w)
{
	enum key_hash hash;

	if (!s->this_update.ok || s->serial.p == NULL || !key_hash_of(s->hash, &hash))
		return false;
	w->names = names_of_crls(q, hash);
	w->first = find_name(w->names, s->name_hash);
	return w->first != NULL;
}

static void
find_entries(struct search *q)
{
	const struct ocsp_view *o = &q->run->ocsp;
	struct wanted *v = NULL, **some = NULL;
	size_t n = 0;

	if (q->run->ctx->past.n_crl == 0 || (v = arena_array(&q->run->arena, o->n_single, sizeof *v)) == NULL ||
	    (some = arena_array(&q->run->arena, o->n_single, sizeof *some)) == NULL)
		return;
	for (unsigned i = 0; i < o->n_single; i++) {
		struct wanted w = { .single = &o->single[i], .found = &q->run->known[i] };

		if (is_wanted(q, w.single, &w))
			v[n++] = w;
	}
	if (n > 1)
		qsort(v, n, sizeof *v, by_issuer);
	for (size_t from = 0, to; from < n; from = to) {
		for (to = from + 1; to < n && v[to].first == v[from].first; )
			to++;
		ask_crls(q, v + from, to - from, some);
	}
}

/* ---- the answers before ---- */

/* NULL: memory is out. */
static struct asked_of *
asked_of(struct search *q, const struct ca *ca)
{
	const struct past *past = &q->run->ctx->past;
	struct asked_of *a;

	for (a = q->asked_of; a != NULL; a = a->next)
		if (a->ca == ca)
			return a;
	if ((a = arena_take(&q->run->arena, sizeof *a)) == NULL ||
	    (a->asked = arena_array(&q->run->arena, past->n_crl + past->n_ocsp, sizeof *a->asked)) == NULL)
		return NULL;
	a->ca = ca;
	a->next = q->asked_of;
	return q->asked_of = a;
}

/* Many answers ask about the same few, in any order: each CA is asked about each response once. */
static bool
is_vouched(struct search *q, const struct past_one *one, const struct ca *ca)
{
	struct asked_of *a;

	if (ca == NULL)
		return true;
	if ((a = asked_of(q, ca)) == NULL)
		return false;
	if (a->asked[one->at] == NOT_ASKED)
		a->asked[one->at] = vouch_for_response(q->run, one, ca) ? ASKED_VOUCHED : ASKED_REFUSED;
	return a->asked[one->at] == ASKED_VOUCHED;
}

/* Those of one moment that an answer is compared with. */
struct moment {
	struct search *q;
	const struct ca *ca;
	const struct ocsp_single *now;
	struct ocsp_known *found;
	struct artifact_time until;	/* … those that were produced before that */
	bool is_its_own;		/* … alone: producedAt tells which of them were before it */
	bool any;			/* … and one was */
	bool held;			/* the last of them put the certificate on hold: what they took back of earlier ones is theirs to answer for */
	struct artifact_time last;	/* when the last of those before it was produced */
};

/* A hold ends, also that of one that was not issued. */
static bool
is_final(const struct ocsp_single *s)
{
	return s->status == OCSP_REVOKED && s->reason != OCSP_REASON_UNREADABLE && s->reason != CRL_HOLD && s->reason != CRL_REMOVE;
}

static bool
is_unread(const struct ocsp_single *s)
{
	return s->status == OCSP_STATUS_UNREADABLE || s->reason == OCSP_REASON_UNREADABLE;
}

static bool
is_theirs(const struct moment *m, const struct past_one *in)
{
	bool is = is_vouched(m->q, in, m->ca);

	if (!is)
		vouch_refuse_response(m->q->run, in);
	return is;
}

/* Where that cannot be told of one of its own moment, nobody knows whether it was. */
static bool
was_before(const struct moment *m, const struct past_one *in)
{
	struct artifact_time then = in->ocsp.produced_at;

	return !m->is_its_own || (m->until.ok && then.ok && m->until.seconds > then.seconds);
}

static void
note_last(void *arg, const struct ocsp_single *s, const struct past_one *in)
{
	struct moment *m = arg;
	struct artifact_time then = in->ocsp.produced_at;

	(void)s;
	if (!was_before(m, in) || !is_theirs(m, in))
		return;
	m->any = true;
	if (then.ok && (!m->last.ok || then.seconds > m->last.seconds))
		m->last = then;
}

/* What the last of a moment takes back of the others is its own to answer for. */
static void
take_last(void *arg, const struct ocsp_single *s, const struct past_one *in)
{
	struct moment *m = arg;
	struct artifact_time then = in->ocsp.produced_at;

	if (!was_before(m, in) || (then.ok && then.seconds < m->last.seconds) || !is_theirs(m, in))
		return;
	m->held = m->held || (s->status == OCSP_REVOKED && s->reason == CRL_HOLD);
	if (m->found->revoked_before == NULL && is_final(s))
		m->found->revoked_before = s;
	if (m->found->unread_before == NULL && is_unread(s))
		m->found->unread_before = s;
}

/* One of its own moment that says otherwise, and may have been before it or after. */
static void
note_unordered(void *arg, const struct ocsp_single *s, const struct past_one *in)
{
	struct moment *m = arg;
	struct artifact_time now = m->q->run->ocsp.produced_at, then = in->ocsp.produced_at;

	if (now.ok && then.ok && now.seconds != then.seconds)
		return;
	if ((s->status != m->now->status || s->reason != m->now->reason) && is_theirs(m, in))
		m->found->unordered = true;
}

static bool
visit_moment(struct moment *m, const struct past_but *but, const struct ocsp_single *id, size_t n, int64_t at, past_visit_fn *visit)
{
	return past_answers_of_moment(&m->q->run->ctx->past, but, id, n, at, visit, m, &m->q->run->arena);
}

/* False: there are more than are compared. */
static bool
take_moment(struct moment *m, const struct past_but *but, const struct ocsp_single *id, size_t n, int64_t at)
{
	return visit_moment(m, but, id, n, at, note_last) && visit_moment(m, but, id, n, at, take_last);
}

/* In the last response that its CA signed, as far as can be told; NULL: there is none.  `but` holds the one at hand. */
static const struct ocsp_single *
last_answer(struct search *q, struct past_but *but, const struct ocsp_single *id, size_t n, const struct ca *ca)
{
	const struct ocsp_single *before;
	const struct past_one *in = NULL;

	while ((before = past_answer(&q->run->ctx->past, but, id, n, &in, &q->run->arena)) != NULL && !is_vouched(q, in, ca)) {
		vouch_refuse_response(q->run, in);
		if (but->n > PAST_MOST_FORGED)
			return NULL;
		but->v[but->n++] = in;
	}
	return before;
}

/*
 * What was on hold may have been revoked for good before: a hold does not undo
 * that.  Answers are looked at from the hold on back, as far as they say hold;
 * `but` holds the response at hand, and `at` is the moment of the hold.
 */
static void
look_back(struct moment *m, struct past_but *but, const struct ocsp_single *id, size_t n, int64_t at)
{
	struct ocsp_single earlier[OCSP_CERT_IDS];
	const struct ocsp_single *before;

	memcpy(earlier, id, n * sizeof *earlier);
	for (unsigned looked = 0; m->held && m->found->revoked_before == NULL; looked++) {
		if (looked == PAST_MOST_BACK_ANSWERS) {
			m->found->held_unsought = true;
			return;
		}
		/* Of the same moment those that were produced before the hold. */
		*m = (struct moment){ .q = m->q, .ca = m->ca, .now = m->now, .found = m->found, .is_its_own = true, .until = m->last };
		m->found->more_of_moment |= !take_moment(m, but, id, n, at);
		if (m->any)
			continue;
		for (size_t i = 0; i < n; i++)
			earlier[i].this_update.seconds = at;
		if ((before = last_answer(m->q, but, earlier, n, m->ca)) == NULL)
			return;
		at = before->this_update.seconds;
		m->is_its_own = false;
		m->found->more_of_moment |= !take_moment(m, but, id, n, at);
	}
}

/* `same` is the response at hand.  False: none of before is about the certificate. */
static bool
find_before(struct search *q, const struct past_one *same, unsigned i)
{
	const struct ca *ca = q->run->about != NULL ? q->run->about[i].ca : NULL;
	const struct ocsp_single *s = &q->run->ocsp.single[i];
	struct ocsp_known *found = &q->run->known[i];
	struct past_but but = { .v = { same }, .n = 1 };
	const struct past_but itself = but;
	struct ocsp_single id[OCSP_CERT_IDS];
	size_t n = ocsp_cert_ids(q->run, s, id);
	struct moment own = { .q = q, .ca = ca, .now = s, .found = found, .is_its_own = true,
		.until = q->run->ocsp.produced_at }, last = { .q = q, .ca = ca, .now = s, .found = found };

	if (!s->this_update.ok)
		return false;
	found->before = last_answer(q, &but, id, n, ca);
	found->more_of_moment = !take_moment(&own, &itself, id, n, s->this_update.seconds) ||
	    !visit_moment(&own, &itself, id, n, s->this_update.seconds, note_unordered) ||
	    (found->before != NULL && !own.held && !take_moment(&last, &but, id, n, found->before->this_update.seconds));
	/* Who keeps it on hold took nothing back: whoever put it on hold did. */
	if (s->status != OCSP_REVOKED && (own.held || (!own.any && last.held)))
		look_back(own.held ? &own : &last, &but, id, n, own.held ? s->this_update.seconds : found->before->this_update.seconds);
	return found->before != NULL || own.any;
}

/* ---- the CertIDs of the CA's other keys ---- */

struct of_other_key {
	struct search *q;
	const struct ca *ca;
	const struct past_one *same;
	const struct ocsp_single *single;
	const struct ocsp_single *before;
};

static int
is_revoked_by(struct smimelint_run *run, const struct ca *other, const void *arg)
{
	const struct of_other_key *of = arg;
	struct past_but but = { .v = { of->same }, .n = 1 };
	struct ocsp_single id[OCSP_HASHES];
	size_t n = ocsp_cert_ids_by(run, of->single, other->cert, id);
	const struct ocsp_single *last = last_answer(of->q, &but, id, n, of->ca);

	return last != NULL && is_final(last) && (of->before == NULL || of->before->this_update.seconds < last->this_update.seconds);
}

/* A serial number is one of the CA's, with whatever key it issued the certificate (RFC 5280 4.1.2.2, SBR 4.9.10). */
static bool
was_revoked_by_other_key(struct search *q, const struct past_one *same, unsigned i)
{
	const struct of_other_key of = { q, q->run->about != NULL ? q->run->about[i].ca : NULL, same, &q->run->ocsp.single[i], q->run->known[i].before };

	return of.ca != NULL && of.single->status == OCSP_GOOD && of.single->this_update.ok && of.single->serial.p != NULL &&
	    ocsp_ask_other_keys(q->run, of.ca, is_revoked_by, &of) > 0;
}

static bool
is_undated(struct search *q, const struct past_one *same, const struct ocsp_single *s)
{
	struct ocsp_single id[OCSP_CERT_IDS];

	return past_has_undated_answer(&q->run->ctx->past, same, id, ocsp_cert_ids(q->run, s, id), &q->run->arena);
}

/* ---- all of it ---- */

void
ocsp_find_known(struct smimelint_run *run)
{
	const struct smimelint_ctx *ctx = run->ctx;
	const struct ocsp_view *o = &run->ocsp;
	struct search q = { .run = run };

	/* The first of a whole series has none before it. */
	const struct past_one *same = past_response(&ctx->past, o);
	bool is_first = ctx->options.whole_series && same != NULL;

	run->known = NULL;
	vouch_begin(run);
	if ((ctx->known.n == 0 && ctx->past.first == NULL) || o->n_single == 0 ||
	    (run->known = arena_array(&run->arena, o->n_single, sizeof *run->known)) == NULL)
		return;
	for (unsigned i = 0; i < o->n_single; i++) {
		find_certificate(&q, &o->single[i], &run->known[i]);
		run->known[i].unmatched = ctx->past.n_ocsp == 0 || !find_before(&q, same, i);
		run->known[i].revoked_by_other_key = ctx->past.n_ocsp > 0 && was_revoked_by_other_key(&q, same, i);
	}
	find_entries(&q);
	for (unsigned i = 0; i < o->n_single; i++) {
		struct ocsp_known *k = &run->known[i];

		k->unmatched = k->unmatched && ctx->past.first != NULL && o->single[i].this_update.ok && (ctx->past.n_ocsp > 0 || k->crl == NULL);
		k->hashed_otherwise = k->unmatched && (run->about == NULL || run->about[i].ca == NULL) &&
		    past_has_other_hash(&ctx->past, same, &o->single[i], &run->arena);
		k->unmatched = k->unmatched && (k->hashed_otherwise || !is_first);
		k->undated = k->unmatched && is_undated(&q, same, &o->single[i]);
	}
}
