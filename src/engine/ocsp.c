/* SPDX-License-Identifier: Apache-2.0 */
/* ocsp.c - an OCSP response as an artifact: how the engine reads it, whose certificates it is about, who signed it. */
#include "engine/engine.h"
#include "engine/ocsp_cas.h"

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
	c->about = run->about;
}

/* ---- who signed it ---- */

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
	bool named = ocsp_is_responder(run, cert);
	enum key_verdict verdict = try_signature(run, key);

	/* Whom responderID does not name has to have signed. */
	if ((!named && verdict != KEY_VERIFIED) || (s = arena_take(&run->arena, sizeof *s)) == NULL)
		return;
	*s = (struct ocsp_signer){
		.cert = cert, .verdict = verdict, .is_other = !named,
		.is_ca = ca != NULL && span_eq(cert->field[PART_SPKI].raw, ca->ca.cert->field[PART_SPKI].raw),
	};
	s->is_issued = ca != NULL && !s->is_ca && ocsp_is_issued_by(run, cert, &ca->ca);
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
		if (cert_readable(&o->cert[i]) && cert_has(&o->cert[i], PART_SPKI) && ocsp_is_responder(run, &o->cert[i]) == named)
			take_signer(run, &o->cert[i], key_of(run, &o->cert[i]));
	if (run->signer == NULL && ca != NULL && ocsp_is_responder(run, ca->ca.cert) == named)
		take_signer(run, ca->ca.cert, ca->ca.key);
	for (const struct responder *r = run->ctx->responders; r != NULL && run->signer == NULL; r = r->next)
		if (ocsp_is_responder(run, &r->cert) == named)
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

/* The certificate of a delegated responder, judged whole. */
static void
gather(struct smimelint_run *run)
{
	struct ocsp_signer *s = run->signer;

	if (s != NULL && !s->is_ca && !cert_self_signed(s->cert))
		s->errors = signer_judge(run, s->cert->der);
}

/* ---- what is known of the certificates that it is about ---- */

/* Kinds of the certificates that are known: set of enum covers. */
static uint8_t
covers_by_certificates(const struct smimelint_run *run)
{
	uint8_t covers = 0;

	for (unsigned i = 0; run->known != NULL && i < run->ocsp.n_single; i++)
		if (run->known[i].cert != NULL)
			covers |= run->known[i].cert->class == CRL_CLASS_CA ? COVERS_CA :
			    crl_class_is_subscriber(run->known[i].cert->class) ? COVERS_SUBSCRIBER : 0;
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
	p->covers_asked = run->ctx->covers;
	if (run->ctx->covers != 0) {
		p->covers = run->ctx->covers;
		p->covers_from = COVERS_FROM_OPTION;
		/* What says that it tells the status of subscribers is not outvoted. */
		if (ocsp_covers_by_issuers(run) == COVERS_SUBSCRIBER)
			p->covers |= COVERS_SUBSCRIBER;
	} else if ((p->covers = covers_by_certificates(run)) != 0) {
		p->covers_from = COVERS_FROM_CERTIFICATES;
	} else if ((p->covers = ocsp_covers_by_issuers(run)) != 0) {
		p->covers_from = COVERS_FROM_ISSUER;
	}
}

static bool
detect(struct smimelint_run *run)
{
	const struct smimelint_ctx *ctx = run->ctx;
	struct profile *p = &run->profile;

	ocsp_find_cas(run);
	find_signer(run);
	ocsp_ask_signer(run);
	ocsp_find_known(run);
	p->kind = KIND_OCSP_RESPONSE;
	p->types = TYPE_ANY;
	p->gens = GEN_ANY;
	p->day = profile_day(run);
	p->to_be_signed = run->ctx->tbs || run->artifact->bare_tbs || has_filler(run->artifact);
	detect_covers(run, p);
	return ctx->scope_all || ctx->kind != 0 || ctx->covers != 0 || run->issuer.best == NULL || knows_one_in_scope(run) ||
	    run->issuer.best->ca.says.smime;
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
	.kinds = KIND_OCSP_RESPONSE, .limited = true, .not_asked = "an OCSP response, which is not what --kind or --profile says", .recognise = ocsp_recognise,
	.unreadable_rule = "x690.ocsp-response.unreadable", .out_of_scope = "not about S/MIME certificates",
	.other_kind = "not for OCSP responses", .read = read, .detect = detect, .gather = gather, .show = show, .facts = facts,
};
