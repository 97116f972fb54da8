/* SPDX-License-Identifier: Apache-2.0 */
/* ocsp_cas.c - the CAs whose certificates an OCSP response is about, among the issuers given. */
#include "engine/revocation/ocsp_cas.h"

#include <stdlib.h>

#include "engine/issuer/issuer_pool.h"
#include "x509/revocation/crl_walk.h"

static bool
hash_is(struct smimelint_run *run, enum key_hash hash, struct span octets, struct span expected)
{
	uint8_t digest[KEY_MAX_HASH];
	size_t n = octets.p == NULL || expected.p == NULL ? 0 : key_digest(run->key, hash, octets, digest);

	return n != 0 && span_eq((struct span){ digest, n }, expected);
}

/* Is this the Name of which the CertID has the hash? */
static bool
is_name_of(struct smimelint_run *run, const struct ocsp_single *s, struct span name)
{
	enum key_hash hash;

	return key_hash_of(s->hash, &hash) && hash_is(run, hash, name, s->name_hash);
}

static bool
is_key_of(struct smimelint_run *run, const struct ocsp_single *s, struct span key)
{
	enum key_hash hash;

	return key_hash_of(s->hash, &hash) && hash_is(run, hash, key, s->key_hash);
}

/* The certificate asked about is one of this CA: by name and key. */
static bool
is_of(struct smimelint_run *run, const struct ocsp_single *s, const struct cert_view *ca)
{
	return is_name_of(run, s, ca->subject.raw) && is_key_of(run, s, ca->spki.key);
}

/* ---- a certificate under other hashes ---- */

/* What CertIDs have of a CA; SPAN_NONE: OpenSSL has no such digest, or there is nothing to digest. */
struct ocsp_ca_hashes {
	struct ocsp_ca_hashes *next;
	const struct cert_view *ca;
	struct span name[OCSP_HASHES], key[OCSP_HASHES];
};

static struct span
digest(struct smimelint_run *run, enum key_hash hash, struct span octets)
{
	uint8_t *out = octets.p != NULL ? arena_take(&run->arena, KEY_MAX_HASH) : NULL;
	size_t n = out != NULL ? key_digest(run->key, hash, octets, out) : 0;

	return n > 0 ? (struct span){ out, n } : SPAN_NONE;
}

/* Once for each CA of the response.  NULL: memory is out. */
static const struct ocsp_ca_hashes *
hashes_of(struct smimelint_run *run, const struct cert_view *ca)
{
	struct ocsp_ca_hashes *h = run->ca_hashes;

	while (h != NULL && h->ca != ca)
		h = h->next;
	if (h != NULL || (h = arena_take(&run->arena, sizeof *h)) == NULL)
		return h;
	h->ca = ca;
	for (enum key_hash i = 0; i < OCSP_HASHES; i++) {
		h->name[i] = digest(run, i, ca->subject.raw);
		h->key[i] = digest(run, i, ca->spki.key);
	}
	h->next = run->ca_hashes;
	return run->ca_hashes = h;
}

/* With each hash but that one. */
static size_t
put_ids(struct smimelint_run *run, const struct ocsp_single *s, const struct cert_view *ca, enum oid but, struct ocsp_single *id)
{
	static const enum oid hash[OCSP_HASHES] = { OID_SHA1, OID_SHA256, OID_SHA384, OID_SHA512 };
	const struct ocsp_ca_hashes *h = hashes_of(run, ca);
	size_t n = 0;

	for (enum key_hash i = 0; h != NULL && i < OCSP_HASHES; i++) {
		if (hash[i] == but || h->name[i].p == NULL || h->key[i].p == NULL)
			continue;
		id[n] = *s;
		id[n].hash = hash[i];
		id[n].name_hash = h->name[i];
		id[n++].key_hash = h->key[i];
	}
	return n;
}

size_t
ocsp_cert_ids(struct smimelint_run *run, const struct ocsp_single *s, struct ocsp_single id[OCSP_CERT_IDS])
{
	const struct ca *ca = run->about != NULL ? run->about[s - run->ocsp.single].ca : NULL;

	id[0] = *s;
	return 1 + (ca != NULL ? put_ids(run, s, ca->cert, s->hash, id + 1) : 0);
}

size_t
ocsp_cert_ids_by(struct smimelint_run *run, const struct ocsp_single *s, const struct cert_view *ca, struct ocsp_single id[OCSP_HASHES])
{
	return put_ids(run, s, ca, OID_UNKNOWN, id);
}

/* ---- who answers ---- */

bool
ocsp_names_responder(struct smimelint_run *run, const struct ocsp_view *o, const struct cert_view *cert)
{
	if (o->by_key)
		return hash_is(run, KEY_SHA1, cert->spki.key, o->key_hash);
	return o->issuer.raw.p != NULL && name_alike(&cert->subject, &o->issuer);
}

bool
ocsp_is_responder(struct smimelint_run *run, const struct cert_view *cert)
{
	return ocsp_names_responder(run, &run->ocsp, cert);
}

const struct key_issuer *
ocsp_key_of(struct smimelint_run *run, const struct cert_view *cert)
{
	struct span spki = cert->field[PART_SPKI].raw;
	bool no_memory = false, read = true;

	if (run->own_key == NULL)
		run->own_key = key_issuer_new(run->ctx->lib, spki, &no_memory);
	else
		read = key_issuer_read(run->own_key, run->ctx->lib, spki, &no_memory);
	run->arena.failed |= no_memory;
	return read ? run->own_key : NULL;
}

enum key_verdict
ocsp_try_signature(struct smimelint_run *run, const struct key_issuer *key)
{
	const struct ocsp_view *o = &run->ocsp;

	if (run->ctx->tbs || !artifact_ok(run->artifact, PART_SIGNATURE_VALUE) || has_filler(run->artifact))
		return KEY_UNTRIED;
	return key == NULL ? KEY_UNSUPPORTED :
	    key_verify(run->key, key, &o->signature_algorithm, o->field[PART_TBS].raw, o->signature_bits);
}

/* ---- the CA of each SingleResponse ---- */

static bool
same_ca(const struct ocsp_single *a, const struct ocsp_single *b)
{
	return a->hash == b->hash && span_eq(a->name_hash, b->name_hash) && span_eq(a->key_hash, b->key_hash);
}

/* Does the CertID have what a name and a key can be compared with? */
static bool
can_be_tried(const struct ocsp_single *s)
{
	enum key_hash hash;

	return key_hash_of(s->hash, &hash) && s->name_hash.p != NULL && s->key_hash.p != NULL;
}

/* Certificates of one path have the CA's name octet by octet (SBR 7.1.4.1); a key identifier that is the CA's key's hash tells it as well. */
bool
ocsp_names_ca(struct smimelint_run *run, const struct ocsp_single *s, const struct cert_view *cert)
{
	return is_name_of(run, s, cert->issuer.raw) || (cert->aki.key_id.p != NULL && span_eq(cert->aki.key_id, s->key_hash));
}

static enum ocsp_id_word
word_of(const struct ocsp_single *s, const struct cert_view *cert, bool is_of)
{
	enum key_hash hash;

	if (!key_hash_of(s->hash, &hash) || s->name_hash.p == NULL || !cert_ok(cert, PART_ISSUER))
		return ID_UNTRIED;
	return is_of ? ID_OF_SIGNERS_CA : ID_OF_ANOTHER;
}

/* Does one of the signer's twins (ocsp_signers.c) name the CA of this CertID? */
static bool
twin_of_id(struct smimelint_run *run, const struct ocsp_single *single)
{
	const struct ocsp_signer *s = run->signer;
	size_t i = 0;

	while (i < s->n_twin && !ocsp_names_ca(run, single, s->twin[i]))
		i++;
	if (i < s->n_twin)
		ocsp_mark_needed(run, s->twin[i]);
	return i < s->n_twin;
}

/* A CA may have answered with another of its keys; the certificate of a responder may have the CA's name as well. */
void
ocsp_ask_about(struct smimelint_run *run, struct ocsp_signer *signer)
{
	const struct cert_view *cert = signer->cert;
	const struct ocsp_single *s = run->ocsp.single;
	bool of_ca = cert_ok(cert, PART_EXT_BC) && cert->bc.ca, any = false, all = true, is = false, named = false;
	uint8_t *word = arena_array(&run->arena, run->ocsp.n_single, sizeof *word);

	signer->id_word = word;
	for (unsigned i = 0; i < run->ocsp.n_single; i++) {
		if (i == 0 || !same_ca(&s[i], &s[i - 1])) {
			is = is_key_of(run, &s[i], cert->spki.key) || (of_ca && is_name_of(run, &s[i], cert->subject.raw));
			named = is || ocsp_names_ca(run, &s[i], cert) || twin_of_id(run, &s[i]);
		}
		if (word != NULL)
			word[i] = (uint8_t)word_of(&s[i], cert, named);
		any |= is;
		all &= is;
		signer->may_be_ca |= !is && !can_be_tried(&s[i]) && (of_ca || cert_self_signed(cert));
	}
	signer->is_ca = any && all;
	signer->is_ca_of_some = any && !all;
}

/* … by one of them alone, where no CA has both. */
static bool
may_be_of(struct smimelint_run *run, const struct ocsp_single *s, const struct cert_view *ca)
{
	return is_name_of(run, s, ca->subject.raw) || is_key_of(run, s, ca->spki.key);
}

/* For OCSP, and no CA's: whoever has it answers for others. */
static bool
is_delegated(const struct cert_view *cert)
{
	return cert_has_eku(cert, OID_EKU_OCSP_SIGNING) && !profile_shows_ca(cert);
}

/* No CA has either: the one that answers, itself or by whom it delegated, does so for its own certificates only. */
static bool
answers(struct smimelint_run *run, struct issuer *is, const struct issuer_view *v)
{
	const struct ca ca = { .cert = &v->cert, .key = v->key, .pooled = is };
	const struct ocsp_view *o = &run->ocsp;

	for (unsigned i = 0; i < o->n_cert; i++)
		if (cert_readable(&o->cert[i]) && ocsp_is_responder(run, &o->cert[i]) && ocsp_is_issued_by(run, &o->cert[i], &ca))
			return true;
	return !is_delegated(&v->cert) && ocsp_is_responder(run, &v->cert);
}

enum way {
	BY_CERT_ID, BY_HALF_OF_IT, BY_RESPONDER, WAYS_TO_CA,
	BY_RESPONDER_ID = WAYS_TO_CA, BY_SIGNATURE	/* it is the responder; … and its key made the signature */
};

static bool
leads_to(struct smimelint_run *run, const struct ocsp_single *s, enum way way, struct issuer *is, const struct issuer_view *v)
{
	switch (way) {
	case BY_CERT_ID:
		return is_of(run, s, &v->cert);
	case BY_HALF_OF_IT:
		return may_be_of(run, s, &v->cert);
	case BY_RESPONDER:
		return answers(run, is, v);
	case BY_RESPONDER_ID:
		return ocsp_is_responder(run, &v->cert);
	default:
		return ocsp_is_responder(run, &v->cert) && ocsp_try_signature(run, v->key) == KEY_VERIFIED;
	}
}

/* Does one of the CertIDs?  Who answers is the same for all of them. */
static bool
one_leads_to(struct smimelint_run *run, const struct ocsp_single *const *of, unsigned n, enum way way, struct issuer *is,
    const struct issuer_view *v)
{
	unsigned k = 0;

	while (k < n && !leads_to(run, of[k], way, is, v))
		k = way < BY_RESPONDER ? k + 1 : n;
	return k < n;
}

/* Whatever the order in which they were given: the best of all that these lead to, and its twins. */
static struct issuer_search
look_for(struct smimelint_run *run, const struct ocsp_single *const *of, unsigned n_of, enum way way)
{
	const struct issuers *pool = &run->ctx->issuers;
	struct issuer_search found = { .best = NULL };
	struct candidate *v = NULL;
	size_t n = 0, room = 0;

	for (struct issuer *is = pool->first; is != NULL; is = is->before) {
		const struct issuer_view *view;

		if (is->only_signed)
			continue;
		if ((view = issuer_view(pool, is)) == NULL)
			run->arena.failed = true;
		else if (one_leads_to(run, of, n_of, way, is, view) && (v = arena_grow(&run->arena, v, n, &room, sizeof *v)) != NULL)
			v[n++] = (struct candidate){ .ca = { .cert = &view->cert, .key = view->key,
			    .is_root = issuer_is_root(is, view, run->key), .pooled = is }, .verdict = KEY_UNTRIED };
		if (run->arena.failed)
			return found;
	}
	if (issuers_choose(v, n, run->artifact->begins, &run->arena, &found))
		issuer_settle(run, &found);
	return found;
}

/* The first of the CAs looked for with the hashes of this CertID; n: none. */
static unsigned
first_like(const struct ocsp_single *const *of, unsigned n, const struct ocsp_single *s)
{
	unsigned k = 0;

	while (k < n && !same_ca(of[k], s))
		k++;
	return k;
}

/* So many different CAs are looked for; all are in no response that is meant to be used. */
#define MAX_CAS 16

/* Is it a CA that is known already, by another CertID? */
static bool
is_met(const struct smimelint_run *run, const struct issuer_search *found)
{
	unsigned k = 0;

	while (k < run->n_other_ca && run->other_ca[k].found.best->ca.cert != found->best->ca.cert)
		k++;
	return k < run->n_other_ca;
}

static void
keep_each(struct smimelint_run *run, const struct ocsp_single *const *of, const struct issuer_search *ca, unsigned n)
{
	if ((run->other_ca = arena_array(&run->arena, n, sizeof *run->other_ca)) == NULL)
		return;
	for (unsigned k = 0; k < n; k++)
		if (ca[k].best != NULL && !is_met(run, &ca[k]))
			run->other_ca[run->n_other_ca++] = (struct ocsp_other_ca){ of[k], ca[k] };
}

static void
find_each(struct smimelint_run *run, struct ocsp_about *about)
{
	const struct ocsp_view *o = &run->ocsp;
	const struct ocsp_single *of[MAX_CAS];
	struct issuer_search ca[MAX_CAS];
	unsigned n = 0;

	for (unsigned i = 0; i < o->n_single; i++) {
		unsigned k = first_like(of, n, &o->single[i]);

		if (k == n && n < MAX_CAS) {
			of[n] = &o->single[i];
			ca[n] = look_for(run, &of[n], 1, BY_CERT_ID);
			n++;
		}
		about[i].beyond = k == MAX_CAS;
		about[i].ca = k < n && ca[k].best != NULL ? &ca[k].best->ca : NULL;
	}
	keep_each(run, of, ca, n);
	for (enum way way = BY_HALF_OF_IT; way < WAYS_TO_CA && run->n_other_ca == 0 && run->issuer.best == NULL; way++)
		run->issuer = look_for(run, of, n, way);
}

/* ---- a certificate that is itself one of the issuers given ---- */

static int
by_serial(const void *a, const void *b)
{
	const struct ocsp_single *const *x = a, *const *y = b;

	return crl_serial_order((*x)->serial, (*y)->serial);
}

/* Is it the CA certificate that this one is about?  Another CA's may have its serial number, and anybody may forge one. */
static bool
is_asked_about(struct smimelint_run *run, const struct ca *ca, const struct cert_view *cert)
{
	return ca != NULL && ca->key != NULL && name_alike(&cert->issuer, &ca->cert->subject) && cert_ok(cert, PART_SIGNATURE_VALUE) &&
	    key_verify(run->key, ca->key, &cert->signature_algorithm, cert->field[PART_TBS].raw, cert->signature_bits) == KEY_VERIFIED;
}

/* To all of the n, in the order of their serial numbers, that this CA certificate is asked about by. */
static void
take_ca_certificate(struct smimelint_run *run, const struct ocsp_single **v, unsigned n, const struct cert_view *cert)
{
	const struct ocsp_single key = { .serial = cert->field[PART_SERIAL].val }, *wanted = &key;
	const struct ocsp_single **at = bsearch(&wanted, v, n, sizeof *v, by_serial);

	while (at != NULL && at > v && by_serial(at - 1, &wanted) == 0)
		at--;
	for (; at != NULL && at < v + n && by_serial(at, &wanted) == 0; at++) {
		struct ocsp_about *about = &run->about[*at - run->ocsp.single];

		about->is_of_ca = about->is_of_ca || is_asked_about(run, about->ca, cert);
	}
}

static void
find_ca_certificates(struct smimelint_run *run)
{
	const struct ocsp_view *o = &run->ocsp;
	const struct ocsp_single **v = arena_array(&run->arena, o->n_single, sizeof *v);
	unsigned n = 0;

	for (unsigned i = 0; v != NULL && i < o->n_single; i++)
		if (o->single[i].serial.p != NULL && run->about[i].ca != NULL)
			v[n++] = &o->single[i];
	if (n > 1)
		qsort(v, n, sizeof *v, by_serial);
	for (struct issuer *is = run->ctx->issuers.first; is != NULL && n > 0; is = is->before) {
		const struct issuer_view *view = issuer_view(&run->ctx->issuers, is);

		if (view != NULL && cert_has(&view->cert, PART_SERIAL) && cert_ok(&view->cert, PART_EXT_BC) && view->cert.bc.ca)
			take_ca_certificate(run, v, n, &view->cert);
	}
}

/* ---- the CA of the response ---- */

struct issuer_search
ocsp_find_responder(struct smimelint_run *run, bool signed_it)
{
	const struct ocsp_single *any = NULL;

	return look_for(run, &any, 1, signed_it ? BY_SIGNATURE : BY_RESPONDER_ID);
}

void
ocsp_find_cas(struct smimelint_run *run)
{
	const struct ocsp_view *o = &run->ocsp;
	struct ocsp_about *about;

	run->about = NULL;
	run->ca_hashes = NULL;
	run->ties = NULL;
	run->other_ca = NULL;
	run->n_other_ca = 0;
	if (run->ctx->issuers.n == 0 || o->n_single == 0 || (about = arena_array(&run->arena, o->n_single, sizeof *about)) == NULL)
		return;
	run->about = about;
	find_each(run, about);
	find_ca_certificates(run);
	/* Without memory some CAs are lost. */
	if (run->arena.failed)
		run->about = NULL;
}

/* Of those with the same weight the first by their octets. */
void
ocsp_choose_ca(struct smimelint_run *run)
{
	unsigned best = 0;
	int most = -1;

	for (unsigned k = 0; k < run->n_other_ca; k++) {
		const struct ca *ca = &run->other_ca[k].found.best->ca;
		int w = run->signer != NULL ? (int)ocsp_tie(run, ca) : 0;

		if (w > most || (w == most && span_order(ca->cert->der, run->other_ca[best].found.best->ca.cert->der) < 0)) {
			best = k;
			most = w;
		}
	}
	if (run->n_other_ca > 0) {
		run->issuer = run->other_ca[best].found;
		run->n_other_ca--;
		memmove(&run->other_ca[best], &run->other_ca[best + 1], (run->n_other_ca - best) * sizeof *run->other_ca);
	}
	if (run->about != NULL)
		run->issuer_state = run->issuer.best != NULL ? ISSUER_FOUND : ISSUER_NOT_FOUND;
}

bool
ocsp_is_of_smime_ca(const struct smimelint_run *run)
{
	bool found = false;

	for (unsigned i = 0; run->about != NULL && i < run->ocsp.n_single; i++)
		found = found || run->about[i].ca != NULL;
	if (!found)
		return run->issuer.best == NULL || run->issuer.best->ca.says.smime;
	for (unsigned i = 0; i < run->ocsp.n_single; i++)
		if (run->about[i].ca == NULL || run->about[i].ca->says.smime)
			return true;
	return false;
}

uint8_t
ocsp_covers_by_issuers(const struct smimelint_run *run)
{
	uint8_t covers = 0;

	for (unsigned i = 0; run->about != NULL && i < run->ocsp.n_single; i++)
		if (run->about[i].ca != NULL)
			covers |= run->about[i].ca->says.covers;
	return covers != 0 || run->issuer.best == NULL ? covers : run->issuer.best->ca.says.covers;
}
