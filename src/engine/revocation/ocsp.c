/* SPDX-License-Identifier: Apache-2.0 */
/* ocsp.c - an OCSP response as an artifact: how the engine reads it, whose certificates it is about, who signed it. */
#include "engine/engine.h"
#include "engine/revocation/ocsp_cas.h"

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
	c->unvouched = &run->unvouched;
	c->unvouched_crls = &run->unvouched_crls;
	c->unvouched_responses = &run->unvouched_responses;
	c->about = run->about;
}

/* ---- who signed it ---- */

/* Who is looked for first: whom responderID names and whose key made the signature; whom it names; whose key made it. */
enum sought { NAMED_AND_SIGNED, NAMED, SIGNED, SOUGHT };

/* The search, and what the key of the first that responderID names says of the signature: nearly always there is one. */
struct signer_search {
	enum sought sought;
	const struct cert_view *named;
	enum key_verdict verdict;
};

static enum key_verdict
verdict_of(struct smimelint_run *run, struct signer_search *q, const struct cert_view *cert, const struct key_issuer *key)
{
	if (q->named == cert)
		return q->verdict;
	if (q->named != NULL || q->sought == SIGNED)
		return ocsp_try_signature(run, key);
	q->named = cert;
	return q->verdict = ocsp_try_signature(run, key);
}

static void
take_signer(struct smimelint_run *run, struct signer_search *q, const struct cert_view *cert, const struct key_issuer *key)
{
	enum sought sought = q->sought;
	enum key_verdict verdict;
	struct ocsp_signer *s;

	if (run->signer != NULL || ocsp_is_responder(run, cert) != (sought != SIGNED))
		return;
	verdict = verdict_of(run, q, cert, key);
	if ((sought != NAMED && verdict != KEY_VERIFIED) || (s = arena_take(&run->arena, sizeof *s)) == NULL)
		return;
	*s = (struct ocsp_signer){ .cert = cert, .verdict = verdict, .is_other = sought == SIGNED,
	    .is_own_issuer = cert_self_signed(cert) && ocsp_is_issued_by(run, cert, &(const struct ca){ .cert = cert, .key = key }) };
	run->signer = s;
}

static void
take_ca(struct smimelint_run *run, struct signer_search *q, const struct candidate *ca)
{
	if (ca != NULL)
		take_signer(run, q, ca->ca.cert, ca->ca.key);
}

/* Among the certificates that may have signed: those with the response, the CAs that it is about, and the responders and other CAs that were given. */
static void
look_for_signer(struct smimelint_run *run, struct signer_search *q)
{
	const struct ocsp_view *o = &run->ocsp;

	for (unsigned i = 0; i < o->n_cert && run->signer == NULL; i++)
		if (cert_readable(&o->cert[i]) && cert_has(&o->cert[i], PART_SPKI) && ocsp_is_responder(run, &o->cert[i]) == (q->sought != SIGNED))
			take_signer(run, q, &o->cert[i], ocsp_key_of(run, &o->cert[i]));
	take_ca(run, q, run->issuer.best);
	for (unsigned k = 0; k < run->n_other_ca; k++)
		take_ca(run, q, run->other_ca[k].found.best);
	for (const struct responder *r = run->ctx->responders; r != NULL && run->signer == NULL; r = r->next)
		take_signer(run, q, &r->cert, r->key);
	if (run->signer == NULL && q->sought != SIGNED)
		take_ca(run, q, ocsp_find_responder(run, q->sought == NAMED_AND_SIGNED).best);
}

/* Where the signer that is named did not make the signature, and a dummy key did, it was not tried. */
static void
see_dummy(struct smimelint_run *run, struct ocsp_signer *s)
{
	if ((s->verdict == KEY_WRONG || s->verdict == KEY_MISFIT) && has_dummy(run, run->artifact))
		s->verdict = KEY_UNTRIED;
}

/* Whoever signed, and which of the CAs that the response is about is the one that answers. */
static void
find_signer(struct smimelint_run *run)
{
	struct signer_search q = { .named = NULL };
	const struct candidate *ca;
	struct ocsp_signer *s;
	enum ocsp_tie tie;

	for (q.sought = NAMED_AND_SIGNED; q.sought < SOUGHT && run->signer == NULL; q.sought++)
		look_for_signer(run, &q);
	ocsp_prefer_signer(run);
	s = run->signer;
	ocsp_choose_ca(run);
	if (s == NULL)
		return;
	see_dummy(run, s);
	if ((ca = run->issuer.best) == NULL) {
		ocsp_ask_about(run, s);
		return;
	}
	tie = ocsp_tie(run, &ca->ca);
	s->is_ca = tie == TIE_CA || tie == TIE_OTHER_KEY;
	s->is_issued = tie == TIE_ISSUED || tie == TIE_ISSUED_BY_OTHER_KEY;
	s->by_other_key = tie == TIE_OTHER_KEY || tie == TIE_ISSUED_BY_OTHER_KEY;
}

/* The certificate of a delegated responder, judged whole. */
static void
gather(struct smimelint_run *run)
{
	struct ocsp_signer *s = run->signer;

	if (s != NULL && !s->is_ca)
		s->errors = signer_judge(run, s->cert->der);
}

/* ---- what is known of the certificates that it is about ---- */

/* Kinds of the certificates that are known: set of enum covers. */
static uint8_t
covers_by_certificates(const struct smimelint_run *run)
{
	uint8_t covers = 0;

	for (unsigned i = 0; i < run->ocsp.n_single; i++) {
		uint8_t classes = ocsp_classes(run->known, run->about, i);

		covers |= (classes & CRL_IS_CA) != 0 ? COVERS_CA : 0;
		covers |= (classes & CRL_IS_SUBSCRIBER) != 0 ? COVERS_SUBSCRIBER : 0;
	}
	return covers;
}

static bool
knows_one_in_scope(const struct smimelint_run *run)
{
	for (unsigned i = 0; run->known != NULL && i < run->ocsp.n_single; i++)
		if (run->known[i].in_scope)
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
		/* … and neither is a root, which issues them no certificates. */
		if ((p->covers & COVERS_SUBSCRIBER) != 0 && (covers_by_certificates(run) & COVERS_SUBSCRIBER) == 0 &&
		    ocsp_covers_by_issuers(run) == COVERS_CA) {
			p->covers |= COVERS_CA;
			p->cas_from = COVERS_FROM_ISSUER;
		}
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
	p->to_be_signed = profile_is_to_be_signed(run);
	detect_covers(run, p);
	return ctx->scope_all || ctx->kind != 0 || ctx->covers != 0 || knows_one_in_scope(run) || ocsp_is_of_smime_ca(run);
}

/* ---- facts ---- */

static const char *
fact_status(struct smimelint_run *run)
{
	const char *text = ocsp_status_text(run->ocsp.status);

	if (run->ocsp.bare_tbs)
		return NULL;
	if (text == NULL && run->ocsp.status >= OCSP_UNDEFINED)
		return text_hex(&run->arena, run->ocsp.field[PART_RESPONSE_STATUS].val);
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
	.dated_by = PARTS1(PART_PRODUCED_AT),
	.unreadable_rule = "x690.ocsp-response.unreadable", .out_of_scope = "not about S/MIME certificates",
	.other_kind = "not for OCSP responses", .read = read, .detect = detect, .gather = gather, .show = show, .facts = facts,
};
