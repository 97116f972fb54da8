/* SPDX-License-Identifier: Apache-2.0 */
/*
 * vouch.c - is it known of a certificate of --certificates, or of a CRL or a
 * response of before, that its issuer did not sign it?
 *
 * Anybody can write a certificate with the CA's name and a serial number of a
 * CRL, and a CRL with its name, whatever key they name.  Where the CA is at
 * hand, the signature says whether it is one of its own (RFC 5280 6.1.3 a 1,
 * 6.3.3 g).  One that an older key signed is told of, and counts with the
 * certificate that has this key.  What cannot be tried is believed: else what is
 * genuine would hide what it shows.
 */
#include "engine/engine.h"
#include "engine/revocation/ocsp_cas.h"
#include "engine/revocation/past_place.h"

/* CA certificates of one name, and keys in them, that are tried: of more, what none of these signed is not believed. */
#define MOST_CAS 512
#define MOST_KEYS 64

/* What is digested now lies in this mapping, or in none (NULL), and not in that of the input. */
static void
leave_input(smimelint_run *run, const struct release *mapping)
{
	key_work_release(run->key, mapping != NULL && mapping->fn != NULL ? mapping : NULL);
}

static void
back_to_input(smimelint_run *run)
{
	key_work_release(run->key, run->release);
}

/* With two different algorithms nobody knows with which one it was signed. */
static bool
ask(smimelint_run *run, const struct artifact *a, struct arena *arena, const struct cert_view **signer)
{
	const struct issued of = { .artifact = a, .is_of_these = true, .for_path = true, .most_keys = MOST_KEYS, .most = MOST_CAS,
		.verify = !a->bare_tbs && artifact_ok(a, PART_SIGNATURE_VALUE) && span_eq(a->signature.raw, a->signature_algorithm.raw) };
	bool no_memory, denied = issuers_deny(&run->ctx->issuers, &of, run->key, arena, signer, &no_memory);

	arena->failed |= no_memory;
	return !denied;
}

static bool
find_out(smimelint_run *run, const struct known_cert *k)
{
	struct arena own;
	struct cert_view *cv;
	bool is = false;

	arena_init(&own);
	cv = arena_take(&own, sizeof *cv);
	leave_input(run, NULL);
	if (cv != NULL && cert_view_read(cv, k->der, CERT_INPUT_AUTO, &own))
		is = ask(run, &cv->artifact, &own, NULL);
	back_to_input(run);
	run->arena.failed |= own.failed;
	arena_free(&own);
	return is;
}

/* Is it the first time that this one of n is told of? */
static bool
is_first(smimelint_run *run, uint8_t **told, size_t at, size_t n)
{
	bool first;

	if (*told == NULL && (*told = arena_take(&run->arena, n / 8 + 1)) == NULL)
		return false;
	first = ((*told)[at / 8] >> at % 8 & 1) == 0;
	(*told)[at / 8] |= (uint8_t)(1u << at % 8);
	return first;
}

/* Each is told once, however many ask. */
static void
tell(smimelint_run *run, const struct known_cert *k)
{
	const struct rest_by by = { run_digest, run };
	struct unvouched *u = &run->unvouched;

	if (!is_first(run, &run->told, k->at, run->ctx->known.n))
		return;
	leave_input(run, NULL);
	if (u->n < UNVOUCHED_SHOWN)
		u->v[u->n] = k;
	else
		rest_add(&u->rest, &by, k->der);
	back_to_input(run);
	u->n++;
}

/* What was found out holds while the pool of CA certificates is as large: it only grows. */
static bool
recall(const smimelint_run *run, const atomic_size_t *memo, bool *is)
{
	size_t known = atomic_load(memo);

	*is = known % 2 != 0;
	return known / 2 == run->ctx->issuers.n;
}

static bool
remember(smimelint_run *run, const atomic_size_t *memo, bool is)
{
	if (!run->arena.failed && !key_work_failed(run->key))
		atomic_store((atomic_size_t *)(uintptr_t)memo, run->ctx->issuers.n * 2 + is);
	return is;
}

void
vouch_begin(smimelint_run *run)
{
	run->told = run->told_past = NULL;
	run->unvouched = (struct unvouched){ .n = 0 };
	run->unvouched_crls = (struct unvouched_crls){ .n = 0 };
	run->unvouched_responses = (struct unvouched_responses){ .n_unreadable = run->ctx->past.n_unreadable_ocsp };
}

bool
vouch_silently(void *arg, const struct known_cert *k)
{
	smimelint_run *run = arg;
	bool is;

	if (run->ctx->issuers.n == 0)
		return true;
	if (!recall(run, &k->vouched, &is))
		is = remember(run, &k->vouched, find_out(run, k));
	return is;
}

bool
vouch_for(void *arg, const struct known_cert *k)
{
	bool is = vouch_silently(arg, k);

	if (!is)
		tell(arg, k);
	return is;
}

/* ---- CRLs of before ---- */

static bool
find_out_of_crl(smimelint_run *run, const struct past_one *one)
{
	const struct cert_view *signer;
	struct arena own;
	bool is;

	arena_init(&own);
	leave_input(run, &one->release);
	is = ask(run, &one->crl.artifact, &own, &signer);
	atomic_store((_Atomic(const struct cert_view *) *)(uintptr_t)&one->signer, signer);
	back_to_input(run);
	run->arena.failed |= own.failed;
	arena_free(&own);
	return is;
}

static void
tell_crl(smimelint_run *run, const struct past_one *one)
{
	const struct rest_by by = { run_digest, run };
	struct unvouched_crls *u = &run->unvouched_crls;

	if (!is_first(run, &run->told_past, one->at, run->ctx->past.n_crl + run->ctx->past.n_ocsp))
		return;
	leave_input(run, &one->release);
	if (u->n < UNVOUCHED_SHOWN) {
		u->v[u->n] = &one->crl;
	} else {
		rest_add(&u->rest, &by, artifact_part_span(&one->crl.artifact, PART_THIS_UPDATE));
		rest_add(&u->rest, &by, one->crl.number);
		rest_add(&u->rest, &by, artifact_part_span(&one->crl.artifact, PART_SIGNATURE_VALUE));
	}
	back_to_input(run);
	u->n++;
}

/* Where all are to be signed yet (--tbs), so are those of before. */
static bool
is_vouched(smimelint_run *run, const struct past_one *one)
{
	bool is;

	if (run->ctx->issuers.n == 0 || run->ctx->tbs)
		return true;
	if (!recall(run, &one->vouched, &is))
		is = remember(run, &one->vouched, find_out_of_crl(run, one));
	return is;
}

bool
vouch_silently_for_crl(void *arg, const struct past_one *one)
{
	return is_vouched(arg, one);
}

bool
vouch_for_crl(void *arg, const struct past_one *one)
{
	bool is = is_vouched(arg, one);

	if (!is)
		tell_crl(arg, one);
	return is;
}

/* Of the CRL at hand its issuer is known, unless it is one of before, too. */
const struct cert_view *
vouch_signer_of_crl(void *arg, const struct past_one *one)
{
	const smimelint_run *run = arg;
	const struct candidate *best = run->issuer.best;

	if (one != NULL)
		return atomic_load(&one->signer);
	return best != NULL && best->verdict == KEY_VERIFIED ? best->ca.cert : NULL;
}

/* Where it is known that it signed all of them nobody needs to ask about each. */
void
vouch_for_crls(void *arg, struct past_issuer *issuer, const struct past_one *same)
{
	smimelint_run *run = arg;
	bool all = true, is;

	if (recall(run, &issuer->vouched, &is) && is)
		return;
	for (const struct past_one *one = issuer->first; one != NULL; one = one->next_of_issuer)
		all = (one == same ? is_vouched(run, one) : vouch_for_crl(run, one)) && all;
	(void)remember(run, &issuer->vouched, all);
}

/* ---- responses of before ---- */

static enum key_verdict
try(struct smimelint_run *run, const struct artifact *a, const struct key_issuer *key)
{
	if (a->bare_tbs || !artifact_ok(a, PART_SIGNATURE_VALUE))
		return KEY_UNTRIED;
	return key == NULL ? KEY_UNSUPPORTED : key_verify(run->key, key, &a->signature_algorithm, artifact_part_span(a, PART_TBS), a->signature_bits);
}

static enum key_verdict
try_response(struct smimelint_run *run, const struct past_one *one, const struct key_issuer *key)
{
	enum key_verdict verdict;

	leave_input(run, &one->release);
	verdict = try(run, &one->ocsp.artifact, key);
	leave_input(run, NULL);
	return verdict;
}

/* What the one who may have made a response says of it. */
enum word {
	WORD_DENIED,			/* its key did not make the signature, or the CA did not give it the certificate */
	WORD_UNTRIED,			/* responderID names it, and its key or the CA's cannot be tried */
	WORD_GIVEN
};

static enum word
word_of(enum key_verdict verdict)
{
	if (verdict == KEY_VERIFIED)
		return WORD_GIVEN;
	return verdict == KEY_WRONG || verdict == KEY_MISFIT ? WORD_DENIED : WORD_UNTRIED;
}

/* Has the CA given it the certificate?  One that comes with the response may be anybody's. */
static enum word
word_of_ca(struct smimelint_run *run, const struct cert_view *cert, const struct ca *ca)
{
	return name_alike(&cert->issuer, &ca->cert->subject) ? word_of(try(run, &cert->artifact, ca->key)) : WORD_DENIED;
}

/* The best that is said of it decides. */
static enum word
better(enum word a, enum word b)
{
	return a > b ? a : b;
}

/* Who may have made a response, whatever CA is asked for; those whose keys did not make its signature are left out. */
struct heard {
	const struct cert_view *cert;
	enum word word;			/* of its key */
	bool named;			/* by responderID */
};
struct hearing {
	struct smimelint_run *run;
	const struct past_one *one;
	struct heard *v;
	size_t n, room;
	const struct cert_view *signer;	/* the first whose key made the signature; NULL: none has */
};

/* Another key than the one that made the signature need not be tried. */
static void
hear(struct hearing *h, const struct cert_view *cert, const struct key_issuer *key, bool named)
{
	struct heard heard = { cert, WORD_GIVEN, named }, *v;

	if (h->signer == NULL)
		heard.word = word_of(try_response(h->run, h->one, key));
	else if (!past_same_key(h->signer, cert))
		return;
	if (heard.word == WORD_DENIED || (heard.word == WORD_UNTRIED && !named) ||
	    (v = arena_grow(&h->run->arena, h->v, h->n, &h->room, sizeof *v)) == NULL)
		return;
	h->v = v;
	v[h->n++] = heard;
	if (h->signer == NULL && heard.word == WORD_GIVEN)
		h->signer = cert;
}

/* Those that responderID names, or the others: where one of the first has signed none of these is tried. */
static void
hear_all(struct hearing *h, bool named)
{
	const struct ocsp_view *o = &h->one->ocsp;

	for (unsigned i = 0; i < o->n_cert; i++)
		if (cert_readable(&o->cert[i]) && cert_has(&o->cert[i], PART_SPKI) && ocsp_names_responder(h->run, o, &o->cert[i]) == named)
			hear(h, &o->cert[i], ocsp_key_of(h->run, &o->cert[i]), named);
	for (const struct responder *r = h->run->ctx->responders; r != NULL; r = r->next)
		if (ocsp_names_responder(h->run, o, &r->cert) == named)
			hear(h, &r->cert, r->key, named);
}

/* The CA itself. */
static enum word
word_of_itself(const struct hearing *h, const struct ca *ca)
{
	enum word word = word_of(try_response(h->run, h->one, ca->key));

	return word == WORD_GIVEN || ocsp_names_responder(h->run, &h->one->ocsp, ca->cert) ? word : WORD_DENIED;
}

/* … or one to whom it has given a certificate. */
static enum word
word_of_any(const struct hearing *h, const struct ca *ca, enum word word)
{
	for (size_t i = 0; word != WORD_GIVEN && i < h->n; i++) {
		enum word of = h->v[i].word == WORD_GIVEN ? word_of_ca(h->run, h->v[i].cert, ca) : h->v[i].word;

		if (of == WORD_GIVEN || h->v[i].named)
			word = better(word, of);
	}
	return word;
}

/* The CA may have answered with another of its keys. */
static int
word_of_other_key(struct smimelint_run *run, const struct ca *other, const void *hearing)
{
	(void)run;
	return (int)word_of_any(hearing, other, word_of_itself(hearing, other));
}

bool
vouch_for_response(struct smimelint_run *run, const struct past_one *one, const struct ca *ca)
{
	struct hearing h = { .run = run, .one = one };
	enum word word;

	if (ca == NULL || ca->key == NULL || run->ctx->tbs || one->ocsp.bare_tbs)
		return true;
	word = word_of_itself(&h, ca);
	if (word != WORD_GIVEN) {
		hear_all(&h, true);
		hear_all(&h, false);
		word = word_of_any(&h, ca, word);
	}
	if (word == WORD_DENIED)
		word = better(word, (enum word)ocsp_ask_other_keys(run, ca, word_of_other_key, &h));
	back_to_input(run);
	return word != WORD_DENIED;
}

void
vouch_refuse_response(struct smimelint_run *run, const struct past_one *one)
{
	const struct rest_by by = { run_digest, run };
	struct unvouched_responses *u = &run->unvouched_responses;

	if (!is_first(run, &run->told_past, one->at, run->ctx->past.n_crl + run->ctx->past.n_ocsp))
		return;
	leave_input(run, &one->release);
	if (u->n < UNVOUCHED_SHOWN)
		u->v[u->n] = &one->ocsp;
	else
		rest_add(&u->rest, &by, one->ocsp.der);
	back_to_input(run);
	u->n++;
}
