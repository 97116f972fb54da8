/* SPDX-License-Identifier: Apache-2.0 */
/* crl.c - a CRL as an artifact: how the engine reads it, whose status it tells, its facts. */
#include "engine/engine.h"

/* ---- its entries and their certificates ---- */

static void
keep_match(struct smimelint_run *run, const struct known_cert *k, const struct crl_entry *e)
{
	struct crl_matches *m = &run->matches;
	struct crl_match *v = arena_grow(&run->arena, (void *)(uintptr_t)m->v, m->n, &run->match_room, sizeof *v);

	if (v == NULL)
		return;
	v[m->n++] = (struct crl_match){ k, *e };
	release_keep(run->release, e->raw.p, e->raw.n);
	m->v = v;
	m->in_scope |= k->in_scope;
	if (k->class == CRL_CLASS_CA)
		m->kinds |= COVERS_CA;
	else if (crl_class_is_subscriber(k->class))
		m->kinds |= COVERS_SUBSCRIBER;
}

/* Of each that has the entry's issuer and serial number: the order in which they were given decides nothing. */
static uint8_t
classes_of(void *arg, const struct crl_view *cv, const struct crl_entry *e)
{
	struct smimelint_run *run = arg;
	const struct known_certs *known = &run->ctx->known;
	uint8_t classes = 0;

	for (const struct known_cert *k = NULL; (k = known_of_entry(known, e, &cv->issuer, k)) != NULL;) {
		keep_match(run, k, e);
		classes |= CRL_IS(k->class);
	}
	run->matches.n_entry += classes != 0;
	return classes != 0 ? classes : CRL_IS(CRL_CLASS_UNKNOWN);
}

static bool
read(struct smimelint_run *run, struct span der)
{
	const struct crl_asked asked = { run->ctx->known.n > 0 ? classes_of : NULL, run, { run_digest, run } };

	run->artifact = &run->crl.artifact;
	run->matches = (struct crl_matches){ .given = run->ctx->known.n > 0 };
	run->match_room = 0;
	return crl_view_read(&run->crl, der, run->ctx->entries_held, &asked, run->release, &run->arena);
}

static bool
is_listed(const struct smimelint_run *run, const struct known_cert *k)
{
	for (size_t i = 0; i < run->matches.n; i++)
		if (run->matches.v[i].cert == k)
			return true;
	return false;
}

/* CA certificates signed with SHA-1 are few: those that the CRL does not hold. */
static void
find_absent(struct smimelint_run *run)
{
	const struct known_certs *known = &run->ctx->known;
	uint32_t alike = name_alike_hash(&run->crl.issuer);
	const struct known_cert **v = NULL;
	size_t room = 0, n = 0;

	for (const struct known_cert *k = known->sha1_ca; k != NULL; k = k->next_sha1_ca) {
		if (k->issuer_alike != alike || is_listed(run, k))
			continue;
		if ((v = arena_grow(&run->arena, v, n, &room, sizeof *v)) == NULL)
			return;
		v[n++] = k;
	}
	run->matches.absent = v;
	run->matches.n_absent = n;
}

static void
gather(struct smimelint_run *run)
{
	const struct smimelint_ctx *ctx = run->ctx;
	const struct rest_by rest_by = { run_digest, run };

	find_absent(run);
	past_of_crl(&ctx->past, &run->crl, run->profile.covers == COVERS_CA || ctx->covers == COVERS_CA, ctx->options.whole_series, ctx->entries_held,
	    &ctx->known, &rest_by, &run->arena, &run->past);
}

static void
show(const struct smimelint_run *run, struct check *c)
{
	c->crl = &run->crl;
	c->matches = &run->matches;
	c->past = &run->past;
}

/* ---- whose status it tells ---- */

/*
 * What else says that it tells the status of subscriber certificates, whose limit
 * is the stricter one: a flag, an entry, or the issuer, which may issue no others.
 */
static uint8_t
also_covers(const struct smimelint_run *run)
{
	const struct crl_idp *idp = &run->crl.idp;
	bool user = idp->user_certs == CRL_FLAG_TRUE, ca = idp->ca_certs == CRL_FLAG_TRUE;

	if ((user && !ca) || (run->matches.kinds & COVERS_SUBSCRIBER) != 0)
		return COVERS_SUBSCRIBER;
	/* Both flags contradict each other: neither says that the CRL is of CA certificates alone. */
	return (!ca || user) && run->issuer.best != NULL && run->issuer.best->ca.says.covers == COVERS_SUBSCRIBER ? COVERS_SUBSCRIBER : 0;
}

static void
detect_covers(const struct smimelint_run *run, struct profile *p)
{
	const struct crl_idp *idp = &run->crl.idp;
	bool user = idp->user_certs == CRL_FLAG_TRUE, ca = idp->ca_certs == CRL_FLAG_TRUE;

	p->covers_asked = run->ctx->covers;
	if (run->ctx->covers != 0) {
		p->covers = run->ctx->covers;
		p->covers_from = COVERS_FROM_OPTION;
	} else if (user != ca) {
		p->covers = user ? COVERS_SUBSCRIBER : COVERS_CA;
		p->covers_from = COVERS_FROM_IDP;
	} else if (run->matches.kinds != 0) {
		p->covers = run->matches.kinds;
		p->covers_from = COVERS_FROM_CERTIFICATES;
	} else if (run->issuer.best != NULL) {
		p->covers = run->issuer.best->ca.says.covers;
		p->covers_from = COVERS_FROM_ISSUER;
	}
	p->covers |= also_covers(run);
}

static bool
in_scope(const struct smimelint_run *run)
{
	const struct smimelint_ctx *ctx = run->ctx;

	if (ctx->scope_all || ctx->kind != 0 || ctx->covers != 0)
		return true;
	if (run->issuer.best != NULL)
		return run->matches.in_scope || run->issuer.best->ca.says.smime;
	/* What says that it is of others, too, contradicts itself: an error, not a reason to look away. */
	return run->matches.in_scope || run->crl.idp.attribute_certs != CRL_FLAG_TRUE || run->crl.idp.user_certs == CRL_FLAG_TRUE ||
	    run->crl.idp.ca_certs == CRL_FLAG_TRUE;
}

/* Its issuer comes first: it says whose status the CRL tells, and whether S/MIME has to do with it. */
static bool
detect(struct smimelint_run *run)
{
	struct profile *p = &run->profile;

	issuer_find(run);
	p->kind_claimed = run->ctx->kind != 0;
	p->kind = artifact_has(run->artifact, PART_EXT_DELTA_CRL) ? KIND_DELTA_CRL : KIND_CRL;
	if (run->ctx->kind != 0)
		p->kind = run->ctx->kind;
	p->types = TYPE_ANY;
	p->gens = GEN_ANY;
	p->day = profile_day(run);
	p->to_be_signed = run->ctx->tbs || run->artifact->bare_tbs || has_filler(run->artifact);
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

/* "keyCompromise 3, absent 1" */
static const char *
fact_reasons(struct smimelint_run *run)
{
	const struct crl_view *cv = &run->crl;
	uint64_t undefined = cv->reason[CRL_REASON_7] + cv->reason[CRL_REASON_OTHER];
	const char *text = "";

	for (unsigned i = 0; i < CRL_REASONS; i++)
		if (cv->reason[i] != 0 && crl_reason_text((enum crl_reason)i) != NULL)
			text = arena_printf(&run->arena, "%s%s%s %llu", text, *text != '\0' ? ", " : "", crl_reason_text((enum crl_reason)i),
			    (unsigned long long)cv->reason[i]);
	if (undefined != 0)
		text = arena_printf(&run->arena, "%s%sundefined %llu", text, *text != '\0' ? ", " : "", (unsigned long long)undefined);
	return text;
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
	{ "reasons", fact_reasons },
	{ "aki", fact_aki }, { "judged_at", fact_judged_at }, { NULL, NULL },
};

static const char *
how_far(struct smimelint_run *run)
{
	return run->crl.n_entry == 0 ? NULL :
	    arena_printf(&run->arena, "%llu entries were read", (unsigned long long)run->crl.n_entry);
}

const struct artifact_type crl_type = {
	.kinds = KIND_ANY_CRL, .not_asked = "a CRL, which is not what --kind or --profile says", .recognise = crl_recognise,
	.unreadable_rule = "x690.crl.unreadable", .out_of_scope = "not a CRL of S/MIME certificates",
	.other_kind = "not for CRLs", .read = read, .detect = detect, .gather = gather, .show = show,
	.how_far = how_far, .facts = facts,
};
