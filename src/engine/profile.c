/* SPDX-License-Identifier: Apache-2.0 */
/*
 * profile.c - what a certificate is: in scope or not, its kind, and its
 * Certificate Type and Generation by the reserved policy OIDs (SBR 7.1.6.1).
 */
#include <stdlib.h>

#include "engine/engine.h"
#include "evidence/record/shape.h"

static const struct {
	uint8_t bit;
	const char *text;		/* in options and reports */
	const char *pkimetal;		/* in pkimetal's profile names */
} types[] = {
	{ TYPE_MV, "mailbox-validated", "mv" },
	{ TYPE_OV, "organization-validated", "ov" },
	{ TYPE_SV, "sponsor-validated", "sv" },
	{ TYPE_IV, "individual-validated", "iv" },
}, generations[] = {
	{ GEN_LEGACY, "legacy", "legacy" },
	{ GEN_MULTI, "multipurpose", "multipurpose" },
	{ GEN_STRICT, "strict", "strict" },
};
#define N_TYPES (sizeof types / sizeof *types)
#define N_GENERATIONS (sizeof generations / sizeof *generations)

/* One text for each profile, so that nothing is put together at run time; they stand in the order of types and generations. */
const char *const profile_words[] = {
	"autodetect",
	EV_PROFILE_WORDS,
	NULL
};

static const char *
profile_name(size_t type, size_t generation)
{
	return profile_words[1 + type * N_GENERATIONS + generation];
}

const char *
profile_text(const struct profile *p)
{
	if (p->kind != KIND_SUBSCRIBER || !p->known)
		return NULL;
	for (size_t t = 0; t < N_TYPES; t++)
		for (size_t g = 0; g < N_GENERATIONS; g++)
			if (types[t].bit == p->types && generations[g].bit == p->gens)
				return profile_name(t, g);
	return NULL;
}

const char *
kind_text(uint16_t kind)
{
	switch (kind) {
	case KIND_SUBSCRIBER:
		return "subscriber";
	case KIND_SUBCA:
		return "subordinate-ca";
	case KIND_ROOT:
		return "root-ca";
	case KIND_CROSS:
		return "cross-certificate";
	case KIND_OCSP:
		return "ocsp-signer";
	case KIND_CRL:
		return "crl";
	case KIND_DELTA_CRL:
		return "delta-crl";
	case KIND_OCSP_RESPONSE:
		return "ocsp-response";
	default:
		return "unknown";
	}
}

static bool
pkimetal_leaf(const char *text, uint8_t *type, uint8_t *gen)
{
	for (size_t t = 0; t < N_TYPES; t++)
		for (size_t g = 0; g < N_GENERATIONS; g++) {
			size_t n = strlen(types[t].pkimetal);

			if (strncmp(text, types[t].pkimetal, n) == 0 && text[n] == '_' &&
			    strcmp(text + n + 1, generations[g].pkimetal) == 0) {
				*type = types[t].bit;
				*gen = generations[g].bit;
				return true;
			}
		}
	return false;
}

bool
profile_parse(const char *text, uint16_t *kind, uint8_t *type, uint8_t *gen)
{
	static const char leaf[] = "sbr_leaf_smime_";

	*kind = *type = *gen = 0;
	if (strcmp(text, "auto") == 0 || strcmp(text, "autodetect") == 0)
		return true;
	if (strcmp(text, "sbr_root_smime") == 0) {
		*kind = KIND_ROOT;
		return true;
	}
	if (strcmp(text, "sbr_subordinate_smime") == 0) {
		*kind = KIND_SUBCA;
		return true;
	}
	*kind = KIND_SUBSCRIBER;
	if (strncmp(text, leaf, sizeof leaf - 1) == 0)
		return pkimetal_leaf(text + sizeof leaf - 1, type, gen);
	for (size_t t = 0; t < N_TYPES; t++)
		for (size_t g = 0; g < N_GENERATIONS; g++)
			if (strcmp(text, profile_name(t, g)) == 0) {
				*type = types[t].bit;
				*gen = generations[g].bit;
				return true;
			}
	return false;
}

int32_t
profile_day(const struct smimelint_run *run)
{
	struct artifact_time begins = run->artifact->begins;

	if (run->ctx->at != DAY_NEVER)
		return run->ctx->at;
	return begins.ok ? day_from_seconds(begins.seconds) : RULESET_DAY;
}

/* ---- policies of the CA's own ---- */

static bool
has_mapped_policy(const struct smimelint_ctx *ctx, const struct cert_view *cv)
{
	for (unsigned i = 0; i < cv->policies.n; i++)
		if (policy_maps_find(&ctx->maps, cv->policies.v[i].oid) != NULL)
			return true;
	return false;
}

/* ---- kind ---- */

/* The reserved OIDs among the policies. */
static unsigned
count_reserved(const struct cert_view *cv)
{
	unsigned n = 0;

	for (unsigned i = 0; i < cv->policies.n; i++)
		n += oid_is_sbr(cv->policies.v[i].id);
	return n;
}

/* Policies as CA certificates have them: several reserved ones.  anyPolicy alone makes no CA. */
static bool
has_policies_of_ca(const struct cert_view *cv)
{
	return count_reserved(cv) > 1;
}

static bool
names_mailbox(const struct cert_name *name)
{
	for (unsigned i = 0; i < name->n_attr; i++)
		if (name->attr[i].mailbox == MAILBOX_SORT_LIKE)
			return true;
	return false;
}

/*
 * A CA certificate by what it shows.  cA TRUE makes one, unless everything
 * else speaks of a subscriber (a mailbox in the SAN and a keyUsage without
 * keyCertSign, or none and the policies of a subscriber): there cA itself is
 * the fault (7.1.2.3.d).  Without cA TRUE, a named subject without a mailbox is
 * one that lacks it (7.1.2.1.a, 7.1.2.2.d) where its key signs certificates and
 * does nothing of an end entity's (with the one policy of a subscriber, not even
 * digitalSignature); not CRLs either, or without keyUsage, where it is
 * self-signed or has the policies of a CA.
 */
static bool
is_ca(const struct cert_view *cv, bool is_self_signed)
{
	const unsigned end_entity = KU_NON_REPUDIATION | KU_KEY_ENCIPHERMENT | KU_DATA_ENCIPHERMENT |
	    KU_KEY_AGREEMENT | KU_ENCIPHER_ONLY | KU_DECIPHER_ONLY;
	bool no_mailbox = cv->n_mailbox == 0 && cv->state[PART_EXT_SAN] != PART_IS_BAD;
	bool has_ku = cert_has(cv, PART_EXT_KU);
	bool signs = cert_ok(cv, PART_EXT_KU) && (cv->ku.bits & KU_KEY_CERT_SIGN) != 0;

	if (cv->bc.ca)
		return signs || no_mailbox || (!has_ku && count_reserved(cv) != 1);
	if (!no_mailbox || cv->subject.n_attr == 0 || names_mailbox(&cv->subject))
		return false;
	if (!has_ku)
		return has_policies_of_ca(cv);
	if (count_reserved(cv) == 1 && (cv->ku.bits & KU_DIGITAL_SIGNATURE) != 0)
		return false;
	return signs && (cv->ku.bits & end_entity) == 0 &&
	    ((cv->ku.bits & KU_CRL_SIGN) != 0 || is_self_signed || has_policies_of_ca(cv));
}

bool
profile_shows_ca(const struct cert_view *cv)
{
	return cv->bc.ca || is_ca(cv, cert_self_issued(cv));
}

/* Signs for OCSP, and no reserved policy makes it a subscriber's certificate whose purpose is the fault (7.1.2.3.f). */
static bool
is_responder(const struct cert_view *cv)
{
	return cert_has_eku(cv, OID_EKU_OCSP_SIGNING) && !cert_has_eku(cv, OID_EKU_EMAIL) &&
	    (count_reserved(cv) == 0 || (cv->eku.n == 1 && cv->n_mailbox == 0));
}

static uint16_t
detect_kind(const struct smimelint_ctx *ctx, const struct cert_view *cv, bool is_self_signed, bool root_like)
{
	if (ctx->kind != 0)
		return ctx->kind;
	if (is_ca(cv, is_self_signed)) {
		if (is_self_signed)
			return KIND_ROOT;
		return root_like ? KIND_CROSS : KIND_SUBCA;
	}
	return is_responder(cv) ? KIND_OCSP : KIND_SUBSCRIBER;
}

/* What no CA's certificate and no responder's shows: a mailbox or a person. */
static bool
is_like_subscriber(const struct cert_view *cv)
{
	static const enum oid personal[] = { OID_GIVEN_NAME, OID_SURNAME, OID_PSEUDONYM };

	for (size_t i = 0; i < sizeof personal / sizeof *personal; i++)
		if (name_attr(&cv->subject, personal[i], 0) != NULL)
			return true;
	return cv->n_mailbox != 0 || names_mailbox(&cv->subject);
}

/* basicConstraints that cannot be read may say that it is a CA's; not where its key signs no certificates, or it has no subject. */
static bool
may_be_ca(const struct cert_view *cv, uint64_t bad)
{
	bool reads_ku = cert_has(cv, PART_EXT_KU) && (bad & PARTS1(PART_EXT_KU)) == 0;

	if ((bad & PARTS1(PART_EXT_BC)) == 0 || cv->subject.n_attr == 0)
		return false;
	return !reads_ku || ((cv->ku.bits & KU_KEY_CERT_SIGN) != 0 && (count_reserved(cv) != 1 || (cv->ku.bits & KU_DIGITAL_SIGNATURE) == 0));
}

/* Likewise extKeyUsage, that it is a responder's. */
static bool
may_be_responder(const struct cert_view *cv, uint64_t bad)
{
	return (bad & PARTS1(PART_EXT_EKU)) != 0 && !cert_has_eku(cv, OID_EKU_EMAIL) && count_reserved(cv) == 0;
}

/* What else the certificate could be that is taken for a subscriber's. */
static uint16_t
kinds_open(const struct cert_view *cv, enum self_issued self, bool root_like)
{
	const uint64_t bad = cv->bad_parts | cv->lost_parts | cv->typed_parts;
	uint16_t kinds = 0;

	if (bad == 0 || is_like_subscriber(cv))
		return 0;
	if (may_be_ca(cv, bad))
		kinds |= self == SELF_SIGNED ? KIND_ROOT : (self == SELF_DOUBTFUL ? KIND_ROOT : 0) | (root_like ? KIND_CROSS : KIND_SUBCA);
	if (may_be_responder(cv, bad) && self != SELF_SIGNED)
		kinds |= KIND_OCSP;
	return kinds;
}

/* ---- scope ---- */

static bool
has_reserved_policy(const struct cert_view *cv)
{
	for (unsigned i = 0; i < cv->policies.n; i++)
		if (oid_is_sbr(cv->policies.v[i].id))
			return true;
	return false;
}

/*
 * What cannot be read speaks for being in scope: a damaged extKeyUsage must
 * not make a certificate disappear.  One that names no purpose is as none.
 */
static bool
in_scope(const struct smimelint_ctx *ctx, const struct cert_view *cv, bool recorded, uint16_t kind)
{
	const uint64_t telling = PARTS1(PART_EXTENSIONS) | PARTS1(PART_EXT_EKU) | PARTS1(PART_EXT_CP);
	bool has_eku = cert_has(cv, PART_EXT_EKU) && cv->eku.n > 0;

	if (recorded || ctx->scope_all || ctx->tbs || ctx->kind != 0 || ctx->type != 0)
		return true;
	if (((cv->bad_parts | artifact_unseen(cv)) & telling) != 0 || has_reserved_policy(cv) ||
	    has_mapped_policy(ctx, cv) || cert_has_eku(cv, OID_EKU_EMAIL))
		return true;
	if ((kind & KIND_ANY_CA) != 0)
		return !has_eku;
	return !has_eku && (cv->n_mailbox != 0 || ((cv->bad_parts | artifact_unseen(cv)) & PARTS1(PART_EXT_SAN)) != 0);
}

/* ---- type and generation ---- */

/* One bit of each mask is a profile; more, or none, is what it could be. */
static void
settle(struct profile *p, unsigned types_seen, unsigned gens_seen, enum profile_from from)
{
	p->types = types_seen != 0 ? (uint8_t)types_seen : TYPE_ANY;
	p->gens = gens_seen != 0 ? (uint8_t)gens_seen : GEN_ANY;
	p->known = types_seen != 0 && (types_seen & (types_seen - 1)) == 0 &&
	    gens_seen != 0 && (gens_seen & (gens_seen - 1)) == 0;
	p->from = (uint8_t)(p->known ? from : PROFILE_FROM_NONE);
}

/* Types and generations, a bit for each that is named. */
struct seen {
	unsigned types, gens;
};

static struct seen
seen_reserved(const struct cert_view *cv)
{
	struct seen s = { 0, 0 };

	for (unsigned i = 0; i < cv->policies.n; i++)
		if (oid_is_sbr(cv->policies.v[i].id)) {
			unsigned k = (unsigned)cv->policies.v[i].id - OID_SBR_MV_LEGACY;

			s.types |= types[k / 3].bit;
			s.gens |= generations[k % 3].bit;
		}
	return s;
}

static struct seen
seen_mapped(const struct smimelint_ctx *ctx, const struct cert_view *cv)
{
	struct seen s = { 0, 0 };

	for (unsigned i = 0; i < cv->policies.n; i++) {
		const struct policy_map *m = policy_maps_find(&ctx->maps, cv->policies.v[i].oid);

		if (m != NULL) {
			s.types |= m->type;
			s.gens |= m->gen;
		}
	}
	return s;
}

/* Where nothing that can be read of its policies names a generation, and not all can be. */
static bool
may_be_strict(const struct cert_view *cv, unsigned gens)
{
	return gens == 0 ? ((cv->bad_parts | cv->lost_parts | artifact_unseen(cv)) & PARTS1(PART_EXT_CP)) != 0 : (gens & GEN_STRICT) != 0;
}

/* What is asked of the Strict generation (SBR 7.2.2) holds of a certificate that has policies of others, too. */
enum crl_class
profile_class(const void *ctx, const struct cert_view *cv)
{
	unsigned gens = seen_reserved(cv).gens;

	if (gens == 0)
		gens = seen_mapped(ctx, cv).gens;
	if (!may_be_strict(cv, gens) || (cv->not_before.ok && day_from_seconds(cv->not_before.seconds) < SBR_DAY))
		return CRL_CLASS_SUBSCRIBER;
	return (gens & GEN_STRICT) != 0 && cv->not_before.ok ? CRL_CLASS_STRICT : CRL_CLASS_UNDECIDED;
}

static bool
contradicts(struct seen a, struct seen b)
{
	return a.types != 0 && b.types != 0 && (a.types != b.types || a.gens != b.gens);
}

/*
 * --profile and --policy-map are claims about a subscriber certificate.  Where
 * the reserved OIDs assert another profile, it is judged by that one too.
 */
static void
detect_profile(struct smimelint_run *run, struct profile *p)
{
	const struct smimelint_ctx *ctx = run->ctx;
	struct seen reserved = seen_reserved(&run->cert), mapped = seen_mapped(ctx, &run->cert), asked = { ctx->type, ctx->gen };
	struct profile other;

	if (p->kind != KIND_SUBSCRIBER) {
		settle(p, 0, 0, PROFILE_FROM_NONE);
		return;
	}
	if (asked.types != 0)
		settle(p, asked.types, asked.gens, PROFILE_FROM_OPTION);
	else if (reserved.types != 0)
		settle(p, reserved.types, reserved.gens, PROFILE_FROM_POLICY);
	else
		settle(p, mapped.types, mapped.gens, PROFILE_FROM_MAP);
	/* Without a reserved OID one that stands for a profile asserts that. */
	if (!(asked.types != 0 ? contradicts(reserved.types != 0 ? reserved : mapped, asked) : contradicts(reserved, mapped)))
		return;
	other = *p;
	if (asked.types != 0 && reserved.types != 0)
		settle(&other, reserved.types, reserved.gens, PROFILE_FROM_POLICY);
	else
		settle(&other, mapped.types, mapped.gens, PROFILE_FROM_MAP);
	p->claimed = profile_text(asked.types != 0 ? p : &other);
	if (p->claimed == NULL)
		p->claimed = "several profiles";
	other.claimed = p->claimed;
	run->other_profile = other;
}

struct profile
profile_shown(const struct smimelint_run *run)
{
	const struct cert_view *cv = &run->cert;
	struct seen reserved = seen_reserved(cv), mapped = seen_mapped(run->ctx, cv);
	struct profile p = run->profile;

	if (!p.kind_claimed || p.kind == KIND_SUBSCRIBER || is_ca(cv, p.self_signed) || is_responder(cv))
		return (struct profile){ .kind = 0 };
	p.kind = KIND_SUBSCRIBER;
	if (reserved.types != 0)
		settle(&p, reserved.types, reserved.gens, PROFILE_FROM_POLICY);
	else
		settle(&p, mapped.types, mapped.gens, PROFILE_FROM_MAP);
	return p;
}

/*
 * A self-issued CA certificate without authorityKeyIdentifier that its own key
 * did not sign is one of a key rollover (RFC 4210 4.4), or a root that is damaged;
 * no octet of it says which, and of what may be right nothing more is said than
 * that.  But from the first day of the SBR on, what another key signed is no root's,
 * and has policies and CRL distribution points (SBR 7.1.2.2.a, b).  Where it has
 * neither, it is an error either way: as the root that it claims to be the
 * signature is wrong, and as any other CA's it lacks both.  It is told as the
 * former, of which it shows everything else.
 */
static bool
has_more_than_a_root(const struct cert_view *cv)
{
	return cert_has(cv, PART_EXT_CP) || cert_has(cv, PART_EXT_CRLDP);
}

static bool
is_rollover(const struct cert_view *cv, const struct profile *p)
{
	return cv->bc.ca && (p->day < SBR_DAY || has_more_than_a_root(cv));
}

/* A signatureValue without any octet is none, damaged as it is. */
static bool
has_no_signature(const struct artifact *a)
{
	return a->field[PART_SIGNATURE_VALUE].raw.p != NULL && a->field[PART_SIGNATURE_VALUE].val.n == 0;
}

bool
profile_is_to_be_signed(struct smimelint_run *run)
{
	const struct artifact *a = run->artifact;
	const struct rule_options *o = &run->ctx->options;

	if (run->ctx->tbs || a->bare_tbs)
		return true;
	if (!o->now_given && (o->day_given || run->profile.day >= SBR_DAY))
		return false;
	if (!artifact_ok(a, PART_SIGNATURE_VALUE))
		return has_no_signature(a);
	return has_dummy(run, a);
}

/* A responder's certificate says nothing of S/MIME itself: it is in scope with the CA that it speaks for. */
static bool
has_issuer_in_scope(struct smimelint_run *run)
{
	const struct issuer_search *s = &run->issuer;

	if (run->profile.kind != KIND_OCSP || run->ctx->issuers.n == 0)
		return false;
	issuer_find(run);
	for (size_t i = 0; i < s->n_same; i++)
		if (issuers_counts(s, &s->twin[i]) && in_scope(run->ctx, s->twin[i].ca.cert, false, KIND_SUBCA))
			return true;
	return false;
}

bool
profile_detect(struct smimelint_run *run)
{
	const struct smimelint_ctx *ctx = run->ctx;
	const struct cert_view *cv = &run->cert;
	struct profile *p = &run->profile;
	enum self_issued self = issuer_ask_self(run);
	bool root_like;

	p->day = profile_day(run);
	p->rollover = self == SELF_DOUBTFUL && is_rollover(cv, p);
	p->self_signed = self == SELF_SIGNED || (self == SELF_DOUBTFUL && cv->bc.ca && !p->rollover);
	p->precertificate = cert_has(cv, PART_EXT_POISON);
	root_like = issuer_has_root_like(run);
	p->kind = detect_kind(ctx, cv, p->self_signed || (p->rollover && !has_more_than_a_root(cv)), root_like);
	p->also = p->kind == KIND_SUBSCRIBER && ctx->kind == 0 ? kinds_open(cv, self, root_like) : 0;
	p->kind_claimed = ctx->kind != 0;
	p->to_be_signed = profile_is_to_be_signed(run);
	detect_profile(run, p);
	return in_scope(ctx, cv, run->evidence.n_rival > 0, p->kind) || has_issuer_in_scope(run);
}
