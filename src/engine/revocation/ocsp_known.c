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
	int64_t since;			/* thisUpdate of a CRL */
	size_t at;			/* in the order in which they were given */
	const void *of;			/* the CRL, or the issuer */
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

/* By digest, then by time, and those given first last. */
static int
by_digest(const void *a, const void *b)
{
	const struct named *x = a, *y = b;
	int order = memcmp(x->digest, y->digest, KEY_MAX_HASH);

	if (order == 0)
		order = (x->since > y->since) - (x->since < y->since);
	return order != 0 ? order : (x->at < y->at) - (x->at > y->at);
}

static void
add_name(struct search *q, struct names *names, enum key_hash hash, struct span name, int64_t since, const void *of)
{
	struct named *to = &names->v[names->n];

	size_t n = name.p != NULL ? key_digest(q->run->key, hash, name, to->digest) : 0;

	if (n == 0)
		return;
	names->octets = n;
	to->since = since;
	to->at = names->n++;
	to->of = of;
}

static void
sort_names(struct names *names)
{
	if (names->n > 1)
		qsort(names->v, names->n, sizeof *names->v, by_digest);
	names->made = true;
}

/* The complete CRLs of before. */
static const struct names *
names_of_crls(struct search *q, enum key_hash hash)
{
	const struct past *past = &q->run->ctx->past;
	struct names *names = &q->of_crls[hash];

	if (names->made || (names->v = arena_array(&q->run->arena, past->n_crl, sizeof *names->v)) == NULL)
		return names;
	for (const struct past_one *one = past->first; one != NULL; one = one->next)
		if (one->is_crl && one->crl.this_update.ok && !artifact_has(&one->crl.artifact, PART_EXT_DELTA_CRL) && vouch_for_crl(q->run, one))
			add_name(q, names, hash, one->crl.issuer.raw, one->crl.this_update.seconds, &one->crl);
	sort_names(names);
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
		add_name(q, names, hash, issuer->name, 0, issuer);
	sort_names(names);
	return names;
}

/* The last with this digest that is no later; NULL: there is none. */
static const struct named *
find_name(const struct names *names, struct span digest, int64_t until)
{
	struct named key = { .since = until, .at = 0 };
	size_t low = 0, high = names->n;

	if (digest.p == NULL || digest.n == 0 || digest.n != names->octets)
		return NULL;
	memcpy(key.digest, digest.p, digest.n);
	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (by_digest(&names->v[mid], &key) <= 0)
			low = mid + 1;
		else
			high = mid;
	}
	return low > 0 && memcmp(names->v[low - 1].digest, key.digest, KEY_MAX_HASH) == 0 ? &names->v[low - 1] : NULL;
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
	if ((name = find_name(names_of_certificates(q, hash), s->name_hash, 0)) == NULL)
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

/* ---- their entries on the last complete CRL that was there when the answer was looked up ---- */

static const struct crl_view *
find_crl(struct search *q, const struct ocsp_single *s)
{
	const struct named *name;
	enum key_hash hash;

	if (q->run->ctx->past.n_crl == 0 || !s->this_update.ok || !key_hash_of(s->hash, &hash))
		return NULL;
	name = find_name(names_of_crls(q, hash), s->name_hash, s->this_update.seconds);
	return name != NULL ? name->of : NULL;
}

/* An answer that asks for its entry. */
struct wanted {
	const struct crl_view *crl;
	struct span serial;
	struct ocsp_known *found;
};

static int
by_crl(const void *a, const void *b)
{
	const struct wanted *x = a, *y = b;

	if (x->crl != y->crl)
		return (uintptr_t)x->crl < (uintptr_t)y->crl ? -1 : 1;
	return crl_serial_order(x->serial, y->serial);
}

static int
by_serial(const void *a, const void *b)
{
	return crl_serial_order(((const struct wanted *)a)->serial, ((const struct wanted *)b)->serial);
}

/* To all of the n, which are in the order of their serial numbers, that ask for this entry. */
static void
give_entry(struct wanted *v, size_t n, const struct crl_entry *e)
{
	const struct wanted key = { .serial = e->serial };
	struct wanted *at = bsearch(&key, v, n, sizeof *v, by_serial);

	/* Of several entries the first stands. */
	if (at == NULL || at->found->on_crl)
		return;
	while (at > v && by_serial(at - 1, &key) == 0)
		at--;
	for (; at < v + n && by_serial(at, &key) == 0; at++) {
		at->found->on_crl = true;
		at->found->entry = *e;
	}
}

static void
walk_crl(struct search *q, struct wanted *v, size_t n)
{
	struct crl_entry e;
	struct crl_walk w;

	if (!crl_walk_begin(&w, v->crl, &q->run->arena))
		return;
	while (crl_walk_next(&w, &e))
		if (e.issuer.p == NULL)
			give_entry(v, n, &e);
}

static void
find_entries(struct search *q)
{
	const struct ocsp_view *o = &q->run->ocsp;
	struct wanted *v = arena_array(&q->run->arena, o->n_single, sizeof *v);
	size_t n = 0;

	for (unsigned i = 0; v != NULL && i < o->n_single; i++)
		if (q->run->known[i].crl != NULL && o->single[i].serial.p != NULL)
			v[n++] = (struct wanted){ q->run->known[i].crl, o->single[i].serial, &q->run->known[i] };
	if (n > 1)
		qsort(v, n, sizeof *v, by_crl);
	for (size_t from = 0, to; from < n; from = to) {
		for (to = from + 1; to < n && v[to].crl == v[from].crl; )
			to++;
		walk_crl(q, v + from, to - from);
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

/* In the last response that its CA signed, as far as can be told; `same` is the one at hand. */
static void
find_before(struct search *q, const struct past_one *same, unsigned i)
{
	const struct ca *ca = q->run->about != NULL ? q->run->about[i].ca : NULL;
	const struct ocsp_single *s = &q->run->ocsp.single[i], *before;
	struct past_but but = { .v = { same }, .n = 1 };
	struct ocsp_single id[OCSP_CERT_IDS];
	size_t n = ocsp_cert_ids(q->run, s, id);
	const struct past_one *in = NULL;

	while ((before = past_answer(&q->run->ctx->past, &but, id, n, &in, &q->run->arena)) != NULL && !is_vouched(q, in, ca)) {
		vouch_refuse_response(q->run, in);
		if (but.n > PAST_MOST_FORGED)
			return;
		but.v[but.n++] = in;
	}
	if (before == NULL)
		return;
	q->run->known[i].before = before;
	q->run->known[i].before_in = &in->ocsp;
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
		struct ocsp_known *k = &run->known[i];

		find_certificate(&q, &o->single[i], k);
		if (ctx->past.n_ocsp > 0)
			find_before(&q, same, i);
		k->crl = find_crl(&q, &o->single[i]);
		k->unmatched = ctx->past.first != NULL && !is_first && o->single[i].this_update.ok && k->before == NULL &&
		    (ctx->past.n_ocsp > 0 || k->crl == NULL);
		k->undated = k->unmatched && is_undated(&q, same, &o->single[i]);
	}
	find_entries(&q);
}
