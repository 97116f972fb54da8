/* SPDX-License-Identifier: Apache-2.0 */
/* method_acme.c - challenges of ACME by which a domain was validated: of which type, for which name, with which token (TLS BR 3.2.2.4.7, .19 to .21). */
#include "evidence/caa.h"
#include "evidence/record/word.h"
#include "rules/evidence/mailbox/fetch.h"
#include "rules/tables.h"
#include "value/idna.h"
#include "value/uri.h"

#define MIN_TOKEN_BITS 128
/* So many characters of base64url it takes for them. */
#define TOKEN_OCTETS 22

/* Is it done by a challenge of ACME, and by no other way? */
static bool
is_by_acme(const struct ev_method *m)
{
	return m != NULL && (strcmp(m->number, "3.2.2.4.19") == 0 || strcmp(m->number, "3.2.2.4.20") == 0 || strcmp(m->number, "3.2.2.4.21") == 0);
}

/* ---- type and name ---- */

static void
look_type(struct check *c, const struct ev_acme *acme, const struct ev_method *m)
{
	const struct ev_method *other = ev_method_of_challenge(acme->challenge_type);

	if (acme->challenge_type.p == NULL)
		fact_missing_as(c, acme->at, "challenge_type", MISSING_NOT_EVALUATED);
	else if (other != m && (other != NULL || is_by_acme(m)))
		report_fact(c, acme->at, "challenge_type", "%s with %s", fact_text(c, acme->challenge_type), m->number);
	else if (other == NULL)
		not_evaluated(c, arena_printf(c->arena, "of which method %s is, is not known", fact_text(c, acme->challenge_type)));
}

static bool
is_reached_by_cname(const struct ev_validation *v)
{
	for (uint32_t i = 0; i < v->n_adn_steps; i++)
		if (ev_word_is(v->adn_steps[i], "cname"))
			return true;
	return false;
}

/* A name above it may be validated in its place, by methods that prune labels (RFC 9444). */
static bool
is_name_of(struct check *c, const struct ev_method *m, struct span validated, struct span identifier)
{
	if (m->scope != NAME_SUBTREE)
		return ask_same_domain(validated, identifier);
	return caa_is_at_or_above(idna_domain_key(c->arena, ask_relative(validated)), idna_domain_key(c->arena, ask_relative(identifier)));
}

static void
look_challenge(struct check *c, const struct ev_validation *v)
{
	const struct ev_method *m = ev_method_of(v);
	const struct ev_acme *acme = v->acme;

	if (acme == NULL || m == NULL || (!is_by_acme(m) && strcmp(m->number, "3.2.2.4.7") != 0) || !due(c, &v->completed_at))
		return;
	bound_by_method(c, m);
	look_type(c, acme, m);
	if (acme->identifier.p == NULL)
		fact_missing_as(c, acme->at, "identifier", MISSING_NOT_EVALUATED);
	else if (v->validated_name.p != NULL && !is_reached_by_cname(v) && !is_name_of(c, m, v->validated_name, acme->identifier))
		report_fact(c, acme->at, "identifier", "%s, validated %s", fact_text(c, acme->identifier), fact_text(c, v->validated_name));
}

static void
acme_challenge_of_method(struct check *c)
{
	each_validation(c, look_challenge);
}

/* ---- the token ---- */

static struct span
token_of(struct check *c, struct span url)
{
	struct span path;
	struct uri u;
	size_t from;

	(void)uri_parse(url, &u);
	path = u.path.p != NULL ? uri_path_normal(c->arena, u.path) : SPAN_NONE;
	for (from = path.n; from > 0 && path.p[from - 1] != '/';)
		from--;
	return span_from(path, from);
}

/* The hash may be that of the key authorization as it was seen: the token, a dot, and a hash of the account's key (RFC 8555 8.1). */
static bool
is_of_seen(const struct check *c, const struct ev_attempt *t, struct span token, struct span sha256)
{
	const struct ev_primary *p = t != NULL ? t->mpic->primary : NULL;

	for (uint32_t i = 0; p != NULL && i < p->n_observed; i++)
		if (p->observed[i].n > token.n && p->observed[i].p[token.n] == '.' && span_eq(span_sub(p->observed[i], 0, token.n), token) &&
		    fetch_is_digest_of(c, p->observed[i], sha256))
			return true;
	return false;
}

static void
judge_token(struct check *c, const struct ev_validation *v, const struct ev_attempt *t, const struct ev_url *url)
{
	struct span sha256 = v->random_value->value_sha256, token = token_of(c, url->text);

	if (fetch_is_digest_of(c, token, sha256) || is_of_seen(c, t, token, sha256))
		return;
	/* What is shorter is no token: the CA may leave it out of what it records. */
	if (token.n < TOKEN_OCTETS)
		not_evaluated(c, "the URL that was asked for does not show the token");
	else
		report_fact(c, url->at, NULL, "token %s, whose hash is not value_sha256", fact_text(c, token));
}

static void
look_fetched(struct check *c, const struct ev_validation *v)
{
	const struct ev_view *e = c->evidence;
	const struct ev_attempt *t = ev_attempt_find(&e->attempts, e->record, v->mpic);
	const struct ev_method *m = ev_method_of(v);
	struct ev_retrieval h;

	if (m == NULL || strcmp(m->number, "3.2.2.4.19") != 0 || v->random_value == NULL || !due(c, &v->completed_at))
		return;
	if (v->random_value->value_sha256.p == NULL)
		fact_missing_as(c, v->random_value->at, "value_sha256", MISSING_NOT_EVALUATED);
	else if (!ev_retrieval_read(c->arena, v, t, &h) || h.first.at == NULL)
		not_evaluated(c, "the URL that was asked for is not recorded");
	else
		judge_token(c, v, t, &h.first);
}

static void
acme_token_fetched(struct check *c)
{
	each_validation(c, look_fetched);
}

static void
look_bits(struct check *c, const struct ev_validation *v)
{
	const struct ev_random_value *rv = v->random_value;

	if (!is_by_acme(ev_method_of(v)) || rv == NULL || !due(c, &v->completed_at))
		return;
	bound_by_method(c, ev_method_of(v));
	if (!rv->entropy_bits.given)
		fact_missing(c, rv->at, "entropy_bits");
	else if (rv->entropy_bits.n < MIN_TOKEN_BITS)
		report_fact(c, rv->at, "entropy_bits", "%lld bits, %d needed", (long long)rv->entropy_bits.n, MIN_TOKEN_BITS);
}

static void
challenge_token_entropy(struct check *c)
{
	each_validation(c, look_bits);
}

#define COMMON .scope = SCOPE_SUBSCRIBER, .evidence = EVIDENCE_RECORD, .basis = BASIS_COMPLETED

static const struct smimelint_rule rules[] = {
	{
		.id = "evidence.method.acme-challenge-of-method",
		.section = "TLS BR 3.2.2.4.7, 3.2.2.4.19, 3.2.2.4.20, 3.2.2.4.21",
		.title = "challenge of ACME is not that of the method, or for another name",
		.requires = "The challenge of ACME is http-01 with 3.2.2.4.19, tls-alpn-01 with .20, dns-account-01 with .21 and dns-01 with .7. "
		    "Its identifier is the validated name.",
		.explanation = "A challenge for another name, or of another type, shows nothing for this one. With .7 and .21 the identifier may lie "
		    "below the validated name. A name reached by CNAME is not compared.",
		.remedy = "Record the challenge that the validation rests on, with its method.",
		.schedule = SBR_SHALL, .fn = acme_challenge_of_method, COMMON,
	}, {
		.id = "evidence.method.acme-token-fetched",
		.section = "TLS BR 3.2.2.4.19",
		.title = "file was fetched for another token than the validation's",
		.requires = "The path that is asked for ends with the token of the challenge (RFC 8555 8.3), whose hash is value_sha256.",
		.explanation = "The hash may also be that of the key authorization as the primary saw it, which begins with the token. A URL without "
		    "the token is not compared.",
		.remedy = "Record the token and the request of one attempt.",
		.schedule = SBR_SHALL, .fn = acme_token_fetched, COMMON,
	}, {
		.id = "evidence.random-value.challenge-token-entropy",
		.section = "TLS BR 3.2.2.4.19, 3.2.2.4.20, 3.2.2.4.21",
		.title = "token of an ACME challenge for a domain has less than 128 bits of entropy",
		.requires = "The token of http-01, tls-alpn-01 and dns-account-01 has at least 128 bits of entropy (RFC 8555 8.3, RFC 8737 3).",
		.explanation = "The methods are those of the RFCs; what the TLS BR require is additive.",
		.remedy = "Take at least 16 octets from a good source.",
		.schedule = SBR_SHALL, .fn = challenge_token_entropy,
		.yields_to = IDS("evidence.random-value.random-value-entropy"), .yields = YIELD_IN_PLACE, COMMON,
	},
};

RULE_TABLE(rules_evidence_method_acme, "Evidence: challenges of ACME", rules);
