/* SPDX-License-Identifier: Apache-2.0 */
/* crl.c - a CRL as an artifact: how the engine reads it, whose status it tells, its facts. */
#include "engine/engine.h"

#include "engine/revocation/denied.h"

/* ---- its entries and their certificates ---- */

/*
 * So many pairs are kept beyond one for each certificate: entries that say the
 * same serial number again have each its own.
 */
#define MAX_MORE_MATCHES 1024

/* Whose certificates are not all looked at, or not all here. */
static void
leave_out(struct smimelint_run *run, const struct crl_entry *e)
{
	const struct rest_by by = { run_digest, run };
	struct crl_matches *m = &run->matches;

	m->n_left_out++;
	rest_add(&m->left_out, &by, e->serial);
}

/* Is there nothing that a rule tells of one and not of the other? */
static bool
is_like(const struct known_cert *a, const struct known_cert *b)
{
	return a->of == b->of && span_eq(a->serial, b->serial) && span_eq(a->points, b->points) && span_eq(a->names, b->names) && a->class == b->class &&
	    a->names_ocsp == b->names_ocsp &&
	    a->not_before.ok == b->not_before.ok && a->not_before.seconds == b->not_before.seconds;
}

/* One of those before it, from `first` on, that is like it tells all that it would. */
static bool
has_like(const struct crl_matches *m, size_t first, const struct known_cert *k)
{
	while (first < m->n && !is_like(m->v[first].cert, k))
		first++;
	return first < m->n;
}

/* False: there are too many. */
static bool
keep_match(struct smimelint_run *run, size_t first, const struct known_cert *k, const struct crl_entry *e)
{
	struct crl_matches *m = &run->matches;
	struct crl_match *v;

	if (has_like(m, first, k))
		return true;
	if (m->n >= run->ctx->known.n + MAX_MORE_MATCHES)
		return false;
	if ((v = arena_grow(&run->arena, (void *)(uintptr_t)m->v, m->n, &run->match_room, sizeof *v)) == NULL)
		return true;
	v[m->n++] = (struct crl_match){ k, *e };
	release_keep(run->release, e->raw.p, e->raw.n);
	m->v = v;
	return true;
}

/* Marks the CA certificates signed with SHA-1 that have an entry, which are few. */
static void
see_listed(struct smimelint_run *run, const struct known_cert *k)
{
	if (!k->sha1 || k->class != CRL_CLASS_CA)
		return;
	if (run->listed == NULL && (run->listed = arena_take(&run->arena, run->ctx->known.n / 8 + 1)) == NULL)
		return;
	run->listed[k->at / 8] |= (uint8_t)(1u << k->at % 8);
}

static void
see_match(struct smimelint_run *run, const struct known_cert *k)
{
	struct crl_matches *m = &run->matches;

	see_listed(run, k);
	m->in_scope |= k->in_scope;
	if (k->class == CRL_CLASS_CA)
		m->kinds |= COVERS_CA;
	else if (crl_class_is_subscriber(k->class))
		m->kinds |= COVERS_SUBSCRIBER;
}

static void
ask_of_issuer(struct known_asked *q, const struct crl_view *cv)
{
	q->issuer = &cv->issuer;
	q->alike = name_alike_hash(&cv->issuer);
}

/*
 * Of each that has the entry's issuer and serial number: the order in which
 * they were given decides nothing.  What its issuer did not sign says nothing.
 */
static uint8_t
classes_of(void *arg, const struct crl_view *cv, const struct crl_entry *e)
{
	struct smimelint_run *run = arg;
	struct known_asked *q = &run->asked_of;
	size_t first = run->matches.n;
	uint8_t classes = 0;
	bool all = true, more = false;

	if (!known_has_serial(q->known, e->serial))
		return CRL_IS(CRL_CLASS_UNKNOWN);
	if (q->issuer == NULL)
		ask_of_issuer(q, cv);
	for (const struct known_cert *k = NULL; (k = known_of_entry(q, e, k)) != NULL;) {
		more = more || k->more;
		if (!known_counts(q, k))
			continue;
		see_match(run, k);
		all = keep_match(run, first, k, e) && all;
		classes |= CRL_IS(k->class);
	}
	if (more || !all)
		leave_out(run, e);
	/* What the others are nobody knows. */
	run->matches.too_many |= more;
	run->matches.in_scope |= more;
	run->matches.n_entry += classes != 0 && !more;
	return classes == 0 || more ? classes | CRL_IS(CRL_CLASS_UNKNOWN) : classes;
}

static bool
read(struct smimelint_run *run, struct span der)
{
	const struct crl_asked asked = { run->ctx->known.n > 0 ? classes_of : NULL, run, { run_digest, run } };

	run->artifact = &run->crl.artifact;
	run->matches = (struct crl_matches){ .given = run->ctx->known.n > 0 };
	run->match_room = 0;
	run->listed = NULL;
	run->asked_of = (struct known_asked){ .known = &run->ctx->known, .vouched = vouch_for, .vouched_crl = vouch_silently_for_crl,
		.vouch_crls = vouch_for_crls, .signer_of_crl = vouch_signer_of_crl, .arg = run };
	vouch_begin(run);
	return crl_view_read(&run->crl, der, run->ctx->entries_held, &asked, run->release, &run->arena);
}

static bool
is_listed(const struct smimelint_run *run, const struct known_cert *k)
{
	return run->listed != NULL && (run->listed[k->at / 8] >> k->at % 8 & 1) != 0;
}

/* CA certificates signed with SHA-1 are few: those that the CRL does not hold. */
static void
find_absent(struct smimelint_run *run)
{
	const struct known_cert **v = NULL;
	size_t room = 0, n = 0;

	for (const struct known_cert *k = run->ctx->known.sha1_ca; k != NULL; k = k->next_sha1_ca) {
		if (!known_is_crls(&run->asked_of, k->of) || is_listed(run, k) || !known_counts(&run->asked_of, k))
			continue;
		if ((v = arena_grow(&run->arena, v, n, &room, sizeof *v)) == NULL)
			return;
		v[n++] = k;
	}
	run->matches.absent = v;
	run->matches.n_absent = n;
}

/* Is one of the CRL's issuer not kept? */
static bool
is_some_left_out(struct smimelint_run *run)
{
	const struct known_certs *known = &run->ctx->known;

	for (const struct known_issuer *i = known->sha1_ca_left_out ? known->issuer : NULL; i != NULL; i = i->next)
		if (i->sha1_ca_left_out && known_is_crls(&run->asked_of, i))
			return true;
	return false;
}

/*
 * A certificate without an entry: is it one of the CRL's issuer, as far as is
 * known?  Of two keys of one name nobody knows that both are his, unless he is
 * at hand: then a signature decides.
 */
static bool
may_be_issuers(const struct smimelint_run *run, const struct known_cert *k)
{
	return run->issuer.best != NULL || !known_names_other_key(k, &run->crl);
}

static bool
is_issuers(void *arg, const struct known_cert *k)
{
	return may_be_issuers(arg, k) && vouch_silently(arg, k);
}

static bool
is_issuers_or_told(void *arg, const struct known_cert *k)
{
	return may_be_issuers(arg, k) && vouch_for(arg, k);
}

/* One is enough; only where a rule asks.  Those that their issuer did not sign are told of where no other one decides. */
static bool
find_without_ocsp(struct smimelint_run *run)
{
	if (run->ctx->programs == 0 || artifact_has(run->artifact, PART_EXT_MS_NEXT_PUBLISH))
		return false;
	return known_any_covered(&run->asked_of, KNOWN_WITHOUT_OCSP, &run->crl, is_issuers, run, &run->arena) ||
	    known_any_covered(&run->asked_of, KNOWN_WITHOUT_OCSP, &run->crl, is_issuers_or_told, run, &run->arena);
}

/* Are those certificates CAs' of which nothing else is known? */
static bool
is_of_cas(const struct smimelint_run *run)
{
	const struct profile *p = &run->profile;

	return p->covers == COVERS_CA || p->covers_asked == COVERS_CA || p->cas_from != COVERS_FROM_NONE;
}

static void
gather(struct smimelint_run *run)
{
	const struct smimelint_ctx *ctx = run->ctx;
	const struct rest_by rest_by = { run_digest, run };

	ask_of_issuer(&run->asked_of, &run->crl);
	find_absent(run);
	run->matches.sha1_ca_left_out = is_some_left_out(run);
	run->matches.without_ocsp = find_without_ocsp(run);
	past_of_crl(&ctx->past, &run->crl, is_of_cas(run), ctx->options.whole_series, ctx->entries_held, &run->asked_of, &rest_by, &run->arena, &run->past);
	crl_find_denied(run, &run->past);
}

static void
show(const struct smimelint_run *run, struct check *c)
{
	c->crl = &run->crl;
	c->matches = &run->matches;
	c->unvouched = &run->unvouched;
	c->unvouched_crls = &run->unvouched_crls;
	c->past = &run->past;
}

/* ---- whose status it tells ---- */

/* Was it issued when the CRL was, by the CRL's issuer? */
static bool
is_issued(void *arg, const struct known_cert *k)
{
	const struct smimelint_run *run = arg;

	return k->not_before.ok && k->not_before.seconds <= run->crl.this_update.seconds && is_issuers(arg, k);
}

/* A complete CRL tells the status of a certificate that it does not list, too: it is not revoked (RFC 5280 5). */
static void
see_unlisted(struct smimelint_run *run)
{
	if ((run->matches.kinds & COVERS_SUBSCRIBER) != 0)
		return;
	ask_of_issuer(&run->asked_of, &run->crl);
	if (known_any_covered(&run->asked_of, KNOWN_SUBSCRIBERS, &run->crl, is_issued, run, &run->arena))
		run->matches.kinds |= COVERS_SUBSCRIBER;
}

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

/* What says that it tells the status of CA certificates alone, whatever the option claims: a flag, or the issuer, a root, that issues none to subscribers. */
static enum covers_from
cas_alone_by(const struct smimelint_run *run)
{
	const struct crl_idp *idp = &run->crl.idp;

	if ((run->ctx->covers & COVERS_SUBSCRIBER) == 0 || idp->user_certs == CRL_FLAG_TRUE)
		return COVERS_FROM_NONE;
	if (idp->ca_certs == CRL_FLAG_TRUE)
		return COVERS_FROM_IDP;
	return (run->matches.kinds & COVERS_SUBSCRIBER) == 0 && run->issuer.best != NULL && run->issuer.best->ca.says.covers == COVERS_CA ?
	    COVERS_FROM_ISSUER : COVERS_FROM_NONE;
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
	p->cas_from = (uint8_t)cas_alone_by(run);
	p->covers |= also_covers(run) | (p->cas_from != COVERS_FROM_NONE ? COVERS_CA : 0);
}

static bool
is_asked_for(const struct smimelint_ctx *ctx)
{
	return ctx->scope_all || ctx->kind != 0 || ctx->covers != 0;
}

static bool
in_scope(const struct smimelint_run *run)
{
	return is_asked_for(run->ctx) || run->issuer.best == NULL || run->matches.in_scope || run->issuer.best->ca.says.smime;
}

/*
 * Does it tell the status of attribute certificates alone, whoever issues it?  What says that it is of others, too, contradicts itself, and what cannot
 * be read to its end may: that is an error, not a reason to look away.
 */
static bool
is_of_others(const struct smimelint_run *run)
{
	const struct crl_idp *idp = &run->crl.idp;

	return !is_asked_for(run->ctx) && idp->attribute_certs == CRL_FLAG_TRUE && idp->user_certs != CRL_FLAG_TRUE && idp->ca_certs != CRL_FLAG_TRUE &&
	    ((run->crl.bad_parts | artifact_unseen(&run->crl)) & PARTS1(PART_EXT_IDP)) == 0;
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
	p->types = is_of_others(run) ? 0 : TYPE_ANY;
	p->gens = is_of_others(run) ? 0 : GEN_ANY;
	p->day = profile_day(run);
	p->to_be_signed = profile_is_to_be_signed(run);
	see_unlisted(run);
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

static const char *
digest_text(struct smimelint_run *run, struct span of)
{
	uint8_t digest[REST_DIGEST];

	return run_digest(run, of, digest) ? text_hex(&run->arena, (struct span){ digest, 8 }) : "";
}

#define SCOPE_NAMES 4	/* names that its scope shows; of others it has a digest */

/* "user certificates, http://crl.example/2.crl": what two CRLs have in common of which one follows the other. */
static const char *
fact_scope(struct smimelint_run *run)
{
	const struct crl_view *cv = &run->crl;
	const struct crl_idp *idp = &cv->idp;
	const struct general_names *full = &idp->point.full;
	const struct {
		bool is;
		const char *text;
	} only[] = {
		{ idp->user_certs == CRL_FLAG_TRUE, "user certificates" }, { idp->ca_certs == CRL_FLAG_TRUE, "CA certificates" },
		{ idp->attribute_certs == CRL_FLAG_TRUE, "attribute certificates" }, { idp->indirect == CRL_FLAG_TRUE, "indirect" },
	};
	const char *text = "";

	if (cv->by_part[PART_EXT_IDP] == NULL)
		return NULL;
	if (((cv->bad_parts | artifact_unseen(cv)) & PARTS1(PART_EXT_IDP)) != 0)
		return arena_printf(&run->arena, "unreadable %s", digest_text(run, cv->by_part[PART_EXT_IDP]->val));
	for (size_t i = 0; i < sizeof only / sizeof *only; i++)
		if (only[i].is)
			text = arena_printf(&run->arena, "%s, %s", text, only[i].text);
	if (idp->point.has_reasons)
		text = arena_printf(&run->arena, "%s, reasons %s", text, digest_text(run, idp->point.reasons));
	for (unsigned i = 0; i < full->n && i < SCOPE_NAMES; i++)
		text = full->v[i].uri != NULL ? arena_printf(&run->arena, "%s, %s", text, text_show(&run->arena, full->v[i].tlv.val, 0)) :
		    arena_printf(&run->arena, "%s, name %s", text, digest_text(run, full->v[i].tlv.raw));
	if (full->n > SCOPE_NAMES)
		text = arena_printf(&run->arena, "%s, %u more names (%s)", text, full->n - SCOPE_NAMES, digest_text(run, full->raw));
	if (idp->point.has_relative)
		text = arena_printf(&run->arena, "%s, relative name %s", text, digest_text(run, idp->point.relative));
	return *text != '\0' ? text + 2 : text;
}

static const char *
fact_expired_certs(struct smimelint_run *run)
{
	return time_text(run, run->crl.expired_certs);
}

static const char *
fact_next_publish(struct smimelint_run *run)
{
	return time_text(run, run->crl.next_publish);
}

/* As Windows shows it: V, the certificate's index, a point and the key's. */
static const char *
fact_ca_version(struct smimelint_run *run)
{
	const struct crl_view *cv = &run->crl;

	return cv->has_ca_version ? arena_printf(&run->arena, "V%u.%u", (unsigned)(cv->ca_version & 0xffff), (unsigned)(cv->ca_version >> 16)) : NULL;
}

static const struct fact facts[] = {
	{ "sha256", fact_sha256 }, { "tbs_sha256", fact_tbs_sha256 }, { "kind", fact_kind },
	{ "covers", fact_covers }, { "covers_from", fact_covers_from }, { "issuer", fact_issuer },
	{ "issuer_name_sha256", fact_issuer_name_sha256 }, { "number", fact_number },
	{ "this_update", fact_this_update }, { "next_update", fact_next_update }, { "entries", fact_entries },
	{ "reasons", fact_reasons }, { "scope", fact_scope },
	{ "aki", fact_aki }, { "expired_certs_on_crl", fact_expired_certs }, { "next_publish", fact_next_publish },
	{ "ca_version", fact_ca_version }, { "judged_at", fact_judged_at }, { NULL, NULL },
};

static const char *
how_far(struct smimelint_run *run)
{
	unsigned long long n = run->artifact != &run->refused ? run->crl.n_entry : 0;

	return n == 0 ? NULL : arena_printf(&run->arena, n == 1 ? "%llu entry was read" : "%llu entries were read", n);
}

const struct artifact_type crl_type = {
	.kinds = KIND_ANY_CRL, .not_asked = "a CRL, which is not what --kind or --profile says", .recognise = crl_recognise,
	.dated_by = PARTS1(PART_THIS_UPDATE),
	.unreadable_rule = "x690.crl.unreadable", .out_of_scope = "not a CRL of S/MIME certificates",
	.other_kind = "not for CRLs", .read = read, .detect = detect, .gather = gather, .show = show,
	.how_far = how_far, .facts = facts,
};
