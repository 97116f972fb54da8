/* SPDX-License-Identifier: Apache-2.0 */
/* crl.c - a CRL as an artifact: how the engine reads it, whose status it tells, its facts. */
#include "engine/engine.h"

static bool
read(struct smimelint_run *run, struct span der)
{
	run->artifact = &run->crl.artifact;
	return crl_view_read(&run->crl, der, run->ctx->entries_held, &run->arena);
}

static void
show(const struct smimelint_run *run, struct check *c)
{
	c->crl = &run->crl;
}

/* ---- whose status it tells ---- */

uint8_t
covers_by_issuer(const struct ca *ca)
{
	/* A root issues certificates of CAs, infrastructure and OCSP responders only (SBR 6.1.7). */
	if (ca->is_root)
		return COVERS_CA;
	return ca->cert->bc.has_path_len && ca->cert->bc.path_len == 0 ? COVERS_SUBSCRIBER : 0;
}

static void
detect_covers(const struct smimelint_run *run, struct profile *p)
{
	const struct crl_idp *idp = &run->crl.idp;
	bool user = idp->user_certs == CRL_FLAG_TRUE, ca = idp->ca_certs == CRL_FLAG_TRUE;

	if (run->ctx->covers != 0) {
		p->covers = run->ctx->covers;
		p->covers_from = COVERS_FROM_OPTION;
	} else if (user != ca) {
		p->covers = user ? COVERS_SUBSCRIBER : COVERS_CA;
		p->covers_from = COVERS_FROM_IDP;
	} else if (run->issuer.best != NULL && (p->covers = covers_by_issuer(&run->issuer.best->ca)) != 0) {
		p->covers_from = COVERS_FROM_ISSUER;
	}
}

bool
is_smime_ca(const struct cert_view *ca)
{
	if (!cert_ok(ca, PART_EXT_EKU) || cert_has_eku(ca, OID_EKU_EMAIL) || cert_has_eku(ca, OID_EKU_ANY))
		return true;
	for (unsigned i = 0; i < ca->policies.n; i++)
		if (oid_is_sbr(ca->policies.v[i].id))
			return true;
	return false;
}

static bool
in_scope(const struct smimelint_run *run)
{
	const struct smimelint_ctx *ctx = run->ctx;

	if (ctx->scope_all || ctx->kind != 0 || ctx->covers != 0)
		return true;
	if (run->crl.idp.attribute_certs == CRL_FLAG_TRUE)
		return false;
	return run->issuer.best == NULL || is_smime_ca(run->issuer.best->ca.cert);
}

/* Its issuer comes first: it says whose status the CRL tells, and whether S/MIME has to do with it. */
static bool
detect(struct smimelint_run *run)
{
	struct profile *p = &run->profile;

	issuer_find(run);
	p->kind = artifact_has(run->artifact, PART_EXT_DELTA_CRL) ? KIND_DELTA_CRL : KIND_CRL;
	if (run->ctx->kind != 0)
		p->kind = run->ctx->kind;
	p->types = TYPE_ANY;
	p->gens = GEN_ANY;
	p->day = profile_day(run);
	detect_covers(run, p);
	return in_scope(run);
}

/* ---- facts ---- */

static const char *
fact_number(struct smimelint_run *run)
{
	return run->crl.number.p != NULL ? integer_text(run, run->crl.number) : NULL;
}

static const char *
fact_this_update(struct smimelint_run *run)
{
	return time_text(run, run->crl.this_update);
}

static const char *
fact_next_update(struct smimelint_run *run)
{
	return time_text(run, run->crl.next_update);
}

static const char *
fact_entries(struct smimelint_run *run)
{
	return arena_printf(&run->arena, "%llu", (unsigned long long)run->crl.n_entry);
}

static const char *
fact_aki(struct smimelint_run *run)
{
	return run->crl.aki.key_id.p != NULL ? text_hex(&run->arena, run->crl.aki.key_id) : NULL;
}

static const struct fact facts[] = {
	{ "sha256", fact_sha256 }, { "tbs_sha256", fact_tbs_sha256 }, { "kind", fact_kind },
	{ "covers", fact_covers }, { "covers_from", fact_covers_from }, { "issuer", fact_issuer },
	{ "issuer_name_sha256", fact_issuer_name_sha256 }, { "number", fact_number },
	{ "this_update", fact_this_update }, { "next_update", fact_next_update }, { "entries", fact_entries },
	{ "aki", fact_aki }, { "judged_at", fact_judged_at }, { NULL, NULL },
};

const struct artifact_type crl_type = {
	.kinds = KIND_ANY_CRL, .recognise = crl_recognise,
	.unreadable_rule = "x690.crl.unreadable", .out_of_scope = "not a CRL of S/MIME certificates",
	.other_kind = "not for CRLs", .read = read, .detect = detect, .show = show, .facts = facts,
};
