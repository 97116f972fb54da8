/* SPDX-License-Identifier: Apache-2.0 */
/* ocsp.c - an OCSP response as an artifact: how the engine reads it, whose certificates it is about, who signed it. */
#include "engine/engine.h"
#include "engine/issuer_pool.h"
#include "x509/revocation/crl_walk.h"

static bool
read(struct smimelint_run *run, struct span der)
{
	run->artifact = &run->ocsp.artifact;
	return ocsp_view_read(&run->ocsp, der, &run->arena);
}

static void
show(const struct smimelint_run *run, struct check *c)
{
	c->ocsp = &run->ocsp;
	c->signer = run->signer;
	c->known = run->known;
}

static bool
hash_is(struct smimelint_run *run, enum key_hash hash, struct span octets, struct span expected)
{
	uint8_t digest[KEY_MAX_HASH];
	size_t n = octets.p == NULL || expected.p == NULL ? 0 : key_digest(run->key, hash, octets, digest);

	return n != 0 && span_eq((struct span){ digest, n }, expected);
}

/* ---- the CA whose certificates it is about ---- */

static bool
hash_of(enum oid id, enum key_hash *hash)
{
	static const struct {
		enum oid id;
		enum key_hash hash;
	} known[] = { { OID_SHA1, KEY_SHA1 }, { OID_SHA256, KEY_SHA256 }, { OID_SHA384, KEY_SHA384 }, { OID_SHA512, KEY_SHA512 } };

	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		if (known[i].id == id) {
			*hash = known[i].hash;
			return true;
		}
	return false;
}

/* Is the certificate asked about one of this CA, by name and key? */
static bool
is_about_ca(struct smimelint_run *run, const struct ocsp_single *s, const struct cert_view *ca)
{
	enum key_hash hash;

	return hash_of(s->hash, &hash) && hash_is(run, hash, ca->subject.raw, s->name_hash) &&
	    hash_is(run, hash, ca->spki.key, s->key_hash);
}

/* By the name or the key alone, where no CA has both: its hash then is a finding. */
static bool
may_be_about_ca(struct smimelint_run *run, const struct ocsp_single *s, const struct cert_view *ca)
{
	enum key_hash hash;

	return hash_of(s->hash, &hash) && (hash_is(run, hash, ca->subject.raw, s->name_hash) ||
	    hash_is(run, hash, ca->spki.key, s->key_hash));
}

static void
take_issuer(struct smimelint_run *run, struct issuer *is, const struct issuer_view *v)
{
	struct candidate *c = arena_take(&run->arena, sizeof *c);

	if (c == NULL)
		return;
	*c = (struct candidate){ { &v->cert, v->key, issuer_is_root(is, v, run->key), is }, KEY_UNTRIED, 0 };
	run->issuer.best = run->issuer.twin = c;
	run->issuer.n_twin = 1;
	run->issuer_state = ISSUER_FOUND;
}

/* Did the CA issue this certificate?  What cannot be tried speaks for it. */
static bool
is_issued_by(struct smimelint_run *run, const struct cert_view *cert, const struct ca *ca)
{
	enum key_verdict verdict = KEY_UNTRIED;

	if (!name_alike(&cert->issuer, &ca->cert->subject))
		return false;
	if (ca->key != NULL && cert_ok(cert, PART_SIGNATURE_VALUE))
		verdict = key_verify(run->key, ca->key, &cert->signature_algorithm, cert->field[PART_TBS].raw,
		    cert->signature_bits);
	return verdict != KEY_WRONG && verdict != KEY_MISFIT;
}

static bool is_responder(struct smimelint_run *, const struct cert_view *);

/* No CA has either: the one that answers, itself or by whom it delegated, does so for its own certificates only. */
static bool
answers(struct smimelint_run *run, struct issuer *is, const struct issuer_view *v)
{
	const struct ca ca = { &v->cert, v->key, false, is };
	const struct ocsp_view *o = &run->ocsp;

	for (unsigned i = 0; i < o->n_cert; i++)
		if (cert_readable(&o->cert[i]) && is_responder(run, &o->cert[i]) && is_issued_by(run, &o->cert[i], &ca))
			return true;
	return is_responder(run, &v->cert);
}

static void
find_ca(struct smimelint_run *run)
{
	const struct issuers *pool = &run->ctx->issuers;

	if (pool->n == 0 || run->ocsp.n_single == 0)
		return;
	run->issuer_state = ISSUER_NOT_FOUND;
	for (unsigned pass = 0; pass < 3 && run->issuer.best == NULL; pass++)
		for (struct issuer *is = pool->first; is != NULL && run->issuer.best == NULL; is = is->before) {
			const struct issuer_view *v = issuer_view(pool, is);

			if (v == NULL)
				run->arena.failed = true;
			else if (pass == 0 ? is_about_ca(run, &run->ocsp.single[0], &v->cert) :
			    pass == 1 ? may_be_about_ca(run, &run->ocsp.single[0], &v->cert) : answers(run, is, v))
				take_issuer(run, is, v);
		}
}

/* ---- who signed it ---- */

static bool
is_responder(struct smimelint_run *run, const struct cert_view *cert)
{
	const struct ocsp_view *o = &run->ocsp;

	if (o->by_key)
		return hash_is(run, KEY_SHA1, cert->spki.key, o->key_hash);
	return o->issuer.raw.p != NULL && name_alike(&cert->subject, &o->issuer);
}

static enum key_verdict
try_signature(struct smimelint_run *run, const struct key_issuer *key)
{
	const struct ocsp_view *o = &run->ocsp;

	if (run->ctx->tbs || !artifact_ok(run->artifact, PART_SIGNATURE_VALUE))
		return KEY_UNTRIED;
	return key == NULL ? KEY_UNSUPPORTED :
	    key_verify(run->key, key, &o->signature_algorithm, o->field[PART_TBS].raw, o->signature_bits);
}

static void
take_signer(struct smimelint_run *run, const struct cert_view *cert, const struct key_issuer *key)
{
	struct ocsp_signer *s;
	const struct candidate *ca = run->issuer.best;
	bool named = is_responder(run, cert);
	enum key_verdict verdict = try_signature(run, key);

	/* Whom responderID does not name has to have signed. */
	if ((!named && verdict != KEY_VERIFIED) || (s = arena_take(&run->arena, sizeof *s)) == NULL)
		return;
	*s = (struct ocsp_signer){
		.cert = cert, .verdict = verdict, .is_other = !named,
		.is_ca = ca != NULL && span_eq(cert->field[PART_SPKI].raw, ca->ca.cert->field[PART_SPKI].raw),
	};
	s->is_issued = ca != NULL && !s->is_ca && is_issued_by(run, cert, &ca->ca);
	run->signer = s;
}

/* The key of a certificate that comes with the response; NULL: it cannot be decoded. */
static const struct key_issuer *
key_of(struct smimelint_run *run, const struct cert_view *cert)
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

/* Among the certificates that may have signed: those that responderID names, or the others. */
static void
look_for_signer(struct smimelint_run *run, bool named)
{
	const struct ocsp_view *o = &run->ocsp;
	const struct candidate *ca = run->issuer.best;

	for (unsigned i = 0; i < o->n_cert && run->signer == NULL; i++)
		if (cert_readable(&o->cert[i]) && cert_has(&o->cert[i], PART_SPKI) && is_responder(run, &o->cert[i]) == named)
			take_signer(run, &o->cert[i], key_of(run, &o->cert[i]));
	if (run->signer == NULL && ca != NULL && is_responder(run, ca->ca.cert) == named)
		take_signer(run, ca->ca.cert, ca->ca.key);
	for (const struct responder *r = run->ctx->responders; r != NULL && run->signer == NULL; r = r->next)
		if (is_responder(run, &r->cert) == named)
			take_signer(run, &r->cert, r->key);
}

/* First whom responderID names; where that is nobody, whoever's key made the signature. */
static void
find_signer(struct smimelint_run *run)
{
	look_for_signer(run, true);
	if (run->signer == NULL)
		look_for_signer(run, false);
}

/* ---- what is known of the certificates that it is about ---- */

/* Is this the Name of which the CertID has the hash? */
static bool
is_name_of(struct smimelint_run *run, const struct ocsp_single *s, struct span name)
{
	enum key_hash hash;

	return hash_of(s->hash, &hash) && hash_is(run, hash, name, s->name_hash);
}

static const struct known_cert *
find_known(struct smimelint_run *run, const struct ocsp_single *s)
{
	const struct known_cert *k = known_first(&run->ctx->known, s->serial);

	while (k != NULL && !(span_eq(k->serial, s->serial) && is_name_of(run, s, k->issuer)))
		k = known_next(k);
	return k;
}

/* Is one of the certificates that are known of this issuer?  Most of them are of one. */
static bool
knows_issuer(struct smimelint_run *run, const struct ocsp_single *s)
{
	const struct known_certs *known = &run->ctx->known;
	struct span last = SPAN_NONE;

	for (size_t i = 0; i < known->n_bucket; i++)
		for (const struct known_cert *k = known->bucket[i]; k != NULL; k = k->next) {
			if (last.p != NULL && span_eq(last, k->issuer))
				continue;
			last = k->issuer;
			if (is_name_of(run, s, last))
				return true;
		}
	return false;
}

/* The last complete CRL of the issuer that was there when the answer was looked up. */
static const struct crl_view *
find_crl(struct smimelint_run *run, const struct ocsp_single *s)
{
	const struct crl_view *best = NULL;

	for (const struct past_one *one = run->ctx->past.first; one != NULL && s->this_update.ok; one = one->next) {
		if (!one->is_crl || !one->crl.this_update.ok || one->crl.this_update.seconds > s->this_update.seconds ||
		    artifact_has(&one->crl.artifact, PART_EXT_DELTA_CRL) || !is_name_of(run, s, one->crl.issuer.raw))
			continue;
		if (best == NULL || one->crl.this_update.seconds > best->this_update.seconds)
			best = &one->crl;
	}
	return best;
}

static bool
find_entry(struct smimelint_run *run, const struct crl_view *cv, struct span serial, struct crl_entry *e)
{
	struct crl_walk w;

	if (!crl_walk_begin(&w, cv, &run->arena))
		return false;
	while (crl_walk_next(&w, e))
		if (span_eq(e->serial, serial))
			return true;
	return false;
}

static void
find_all_known(struct smimelint_run *run)
{
	const struct smimelint_ctx *ctx = run->ctx;
	const struct ocsp_view *o = &run->ocsp;

	run->known = NULL;
	if ((ctx->known.n == 0 && ctx->past.first == NULL) || o->n_single == 0 ||
	    (run->known = arena_array(&run->arena, o->n_single, sizeof *run->known)) == NULL)
		return;
	for (unsigned i = 0; i < o->n_single; i++) {
		struct ocsp_known *k = &run->known[i];

		k->cert = find_known(run, &o->single[i]);
		k->issuer_known = k->cert != NULL || (ctx->options.issued_complete && knows_issuer(run, &o->single[i]));
		k->before = past_answer(&ctx->past, o, &o->single[i], &k->before_in);
		if ((k->crl = find_crl(run, &o->single[i])) != NULL && o->single[i].serial.p != NULL)
			k->on_crl = find_entry(run, k->crl, o->single[i].serial, &k->entry);
	}
}

/* Kinds of the certificates that are known: set of enum covers. */
static uint8_t
covers_by_certificates(const struct smimelint_run *run)
{
	uint8_t covers = 0;

	for (unsigned i = 0; run->known != NULL && i < run->ocsp.n_single; i++)
		if (run->known[i].cert != NULL && run->known[i].cert->class != CRL_CLASS_OTHER)
			covers |= run->known[i].cert->class == CRL_CLASS_CA ? COVERS_CA : COVERS_SUBSCRIBER;
	return covers;
}

static bool
knows_one_in_scope(const struct smimelint_run *run)
{
	for (unsigned i = 0; run->known != NULL && i < run->ocsp.n_single; i++)
		if (run->known[i].cert != NULL && run->known[i].cert->in_scope)
			return true;
	return false;
}

/* ---- what it is ---- */

static void
detect_covers(const struct smimelint_run *run, struct profile *p)
{
	if (run->ctx->covers != 0) {
		p->covers = run->ctx->covers;
		p->covers_from = COVERS_FROM_OPTION;
	} else if ((p->covers = covers_by_certificates(run)) != 0) {
		p->covers_from = COVERS_FROM_CERTIFICATES;
	} else if (run->issuer.best != NULL && (p->covers = covers_by_issuer(&run->issuer.best->ca)) != 0) {
		p->covers_from = COVERS_FROM_ISSUER;
	}
}

static bool
detect(struct smimelint_run *run)
{
	const struct smimelint_ctx *ctx = run->ctx;
	struct profile *p = &run->profile;

	find_ca(run);
	find_signer(run);
	find_all_known(run);
	p->kind = KIND_OCSP_RESPONSE;
	p->types = TYPE_ANY;
	p->gens = GEN_ANY;
	p->day = profile_day(run);
	p->to_be_signed = run->ctx->tbs || run->artifact->bare_tbs;
	detect_covers(run, p);
	return ctx->scope_all || ctx->kind != 0 || ctx->covers != 0 || run->issuer.best == NULL || knows_one_in_scope(run) ||
	    is_smime_ca(run->issuer.best->ca.cert);
}

/* ---- facts ---- */

static const char *
fact_status(struct smimelint_run *run)
{
	const char *text = ocsp_status_text(run->ocsp.status);

	if (run->ocsp.bare_tbs)
		return NULL;
	return text != NULL ? text : arena_printf(&run->arena, "%u", (unsigned)run->ocsp.status);
}

static const char *
fact_responder(struct smimelint_run *run)
{
	if (run->ocsp.key_hash.p != NULL)
		return text_hex(&run->arena, run->ocsp.key_hash);
	return run->ocsp.issuer.raw.p != NULL ? name_show(&run->arena, &run->ocsp.issuer) : NULL;
}

static const char *
fact_produced_at(struct smimelint_run *run)
{
	return time_text(run, run->ocsp.produced_at);
}

static const struct fact facts[] = {
	{ "sha256", fact_sha256 }, { "tbs_sha256", fact_tbs_sha256 }, { "kind", fact_kind }, { "covers", fact_covers },
	{ "covers_from", fact_covers_from }, { "response_status", fact_status }, { "responder", fact_responder },
	{ "produced_at", fact_produced_at }, { "judged_at", fact_judged_at }, { NULL, NULL },
};

const struct artifact_type ocsp_type = {
	.kinds = KIND_OCSP_RESPONSE, .limited = true, .recognise = ocsp_recognise,
	.unreadable_rule = "x690.ocsp-response.unreadable", .out_of_scope = "not about S/MIME certificates",
	.other_kind = "not for OCSP responses", .read = read, .detect = detect, .show = show, .facts = facts,
};
