/* SPDX-License-Identifier: Apache-2.0 */
/*
 * chains.c - random hierarchies with known limits, and what is found below them.
 *
 *	chains [--seed S] [--number N]
 *
 * Three to five levels of CAs, with cross certificates, renewed ones, key
 * rollovers and cycles; some have a pathLenConstraint or nameConstraints, some
 * were not signed by the CA that they name, are no CA's, may not sign, demand, map or
 * inhibit policies, are not for mail, are damaged, had ended, are of version 1 or have a critical extension that
 * nobody knows.  A certificate below them, a CA's, one of the pool itself, a CRL or
 * an OCSP response is linted beside all of them in random order.  What is right
 * stands in right_paths.h alone, and is what is found.  A filter that leaves one
 * of the rules takes nothing from what that one says.
 */
#include <stdio.h>
#include <stdlib.h>

#include <openssl/evp.h>

#include "base/text.h"
#include "tests/guard/deviation.h"
#include "tests/guard/hierarchy_text.h"
#include "tests/guard/right_paths.h"
#include "tests/guard/ways.h"
#include "x509/cert.h"

/* The rule that says what is wrong with a path. */
static const char *const rule_of[FAULTS] = {
	"rfc5280.basic-constraints.path-len-exceeded", "rfc5280.name-constraints.violated", "rfc5280.issuer.not-ca",
	"rfc5280.issuer.no-cert-sign", "rfc5280.issuer.signature-wrong", "rfc5280.certificate-policies.none-valid",
	"rfc5280.issuer.maps-any-policy", "sbr.ext-key-usage.issuer-without-email",
};
/* … what speaks against a valid one. */
static const char *const rule_of_doubt[DOUBTS] = { "rfc5280.issuer.not-v3", "rfc5280.issuer.unknown-critical", "rfc5280.issuer.not-valid-then",
	"sbr.ext-key-usage.above-without-email", "rfc5280.crl.issuer-too-deep", "rfc5280.basic-constraints.no-room-below" };
static const char *const other_rule = "rfc5280.issuer.other-certificate-above-fails";
static const char *const unread_rule = "x690.certificate.issuer-unreadable";

/* ---- the certificates ---- */

static bool
make(struct world *w, const char *text, unsigned number, struct span *der)
{
	struct recipe *r = recipe_parse(&w->tool, "chains.recipe", text);
	const struct recipe *where;
	const struct recipe_case *c;
	struct built b;

	if (r == NULL || (c = world_find(w, r, arena_printf(&w->arena, "made%u", number), &where)) == NULL ||
	    !build_case(w, where, c, SPAN_NONE, &b))
		return false;
	*der = b.der;
	return true;
}

/* "'…'" of the SHA-1 of these octets. */
static const char *
hash_text(struct arena *a, struct span s)
{
	unsigned char md[EVP_MAX_MD_SIZE];
	unsigned n = 0;

	return EVP_Digest(s.p, s.n, md, &n, EVP_sha1(), NULL) == 1 ? arena_printf(a, "'%s'", text_hex(a, (struct span){ md, n })) : "";
}

/* A response that the CA signed itself, about a certificate of its own: by its name and key, which its helper has. */
static bool
make_response(struct world *w, const struct hierarchy *h, const char *text, struct span *der)
{
	const struct recipe *where;
	struct recipe *r = recipe_parse(&w->tool, "chains.recipe", text);
	const struct recipe_case *c = r != NULL ? world_find(w, r, arena_printf(&w->arena, "signer%u", MOST_CAS), &where) : NULL;
	const char *key, *response;
	struct cert_view ca;
	struct built b;

	if (c == NULL || !build_case(w, where, c, SPAN_NONE, &b) || !cert_view_read(&ca, b.der, CERT_INPUT_AUTO, &w->arena))
		return false;
	key = hash_text(&w->arena, ca.spki.key);
	response = arena_printf(&w->arena, "%scase made%u\n  base ocsp-ca\n  signature = %s\n  signed-by signer%u\n"
	    "  responderID = der: [2] { OCTETS %s }\n  certID = der: SEQUENCE { SEQUENCE { OID id-sha1 NULL } OCTETS %s OCTETS %s INTEGER '10' }\n",
	    text, MOST_CAS, signature_name[h->target.issuer_key], MOST_CAS, key, hash_text(&w->arena, ca.subject.raw), key);
	return make(w, response, MOST_CAS, der);
}

/* ---- the trial ---- */

/*
 * Trials in which no path is valid; in which one of them cannot be read; in which
 * something speaks against each valid one; in which policies alone are wrong.
 */
static unsigned long n_broken, n_unread, n_doubtful, n_policy;
/* … in which a rule alone found something, or could not see above a wrong signature. */
static unsigned long n_alone, n_hidden;

static bool
errors_agree(smimelint_run *run, const struct outcome *o)
{
	bool invalid = o->n_path > 0 && !o->valid, same = true, some = is_found(run, unread_rule, SMIMELINT_ERROR);

	for (unsigned f = 0; f < FAULTS; f++) {
		bool found = is_found(run, rule_of[f], SMIMELINT_ERROR);

		some |= found;
		same &= found == (invalid && (o->wrong & 1u << f) != 0);
	}
	/*
	 * Where a path may be valid, not all that is wrong with others is told; nor with
	 * other certificates of the issuing CA than the one by which the certificate is
	 * judged, but for what is wrong with their paths.  That one may have no valid
	 * path where the others have other faults.
	 */
	if (o->told_apart && o->n_issuer > 1)
		return some || !invalid;
	if (invalid && (o->unread || (o->wrong & 1 << NO_EMAIL) != 0))
		return some;
	/* Of several certificates of the issuing CA one is chosen whose path is not refused. */
	return same && (is_found(run, unread_rule, SMIMELINT_ERROR) == o->refused || (o->refused && o->n_issuer > 1));
}

/* Of several certificates of the issuing CA the one that is chosen has the fewest errors of all kinds: something is told then. */
static bool
doubts_agree(smimelint_run *run, const struct outcome *o)
{
	unsigned expected = o->free ? 0 : o->doubts, found = 0, possible;

	for (unsigned d = 0; d < DOUBTS; d++)
		found |= is_found(run, rule_of_doubt[d], SMIMELINT_NOTICE) ? 1u << d : 0;
	if (o->n_issuer == 1 && !o->has_outdone)
		return found == expected && is_found(run, other_rule, SMIMELINT_NOTICE) == (o->leads_up && o->fails);
	/*
	 * By a notice they are not chosen, if they have others; a path with one may be chosen before a path with a warning.
	 * Where all paths of the one that is chosen are refused, what had ended of its others is told.  A root that its own key did not
	 * sign is a warning as well, and one of them has to be chosen.
	 */
	possible = o->free_of_all ? 0 : o->doubts;
	return o->told_apart || ((found & ~possible & ~(1u << CRITICAL | 1u << TOO_DEEP | (o->had_ended ? 1u << ENDED : 0))) == 0 &&
	    (found != 0 || expected == 0));
}

/* What the rule made of it; with a filter nothing else is found, but a reason why it could not look. */
static smimelint_outcome
outcome_of(smimelint_run *run, const char *rule)
{
	size_t i = 0;

	while (strcmp(smimelint_rule_text(smimelint_rule_at(i), "id"), rule) != 0)
		i++;
	return smimelint_rule_outcome(run, i, NULL);
}

/* Where no path is valid, and what stands above a wrong signature is seen of none, no rule on paths says that all is well. */
static bool
says_what_is_hidden(smimelint_run *run, const struct outcome *o)
{
	static const enum fault on_paths[] = { TOO_LONG, OUTSIDE, NO_CA, NO_SIGN, NO_POLICY, MAPS_ANY };

	if (o->n_path == 0 || !o->all_broken || (o->wrong & 1u << FORGED) == 0)
		return true;
	for (unsigned i = 0; i < sizeof on_paths / sizeof *on_paths; i++)
		if (outcome_of(run, rule_of[on_paths[i]]) == SMIMELINT_RULE_PASS)
			return false;
	return true;
}

static bool
agree(smimelint_run *run, const struct outcome *o, const char *text, unsigned long number)
{
	bool invalid = o->n_path > 0 && !o->valid;

	n_broken += invalid;
	n_unread += invalid && o->unread;
	n_policy += invalid && o->wrong == 1u << NO_POLICY;
	n_doubtful += !invalid && !o->free && o->n_path > 0;
	if (errors_agree(run, o) && doubts_agree(run, o) && says_what_is_hidden(run, o))
		return true;
	/* A filler says nothing beside another certificate of the CA: that the other one cannot be read is told, though its path may be valid. */
	if (o->has_filler && is_found(run, unread_rule, SMIMELINT_ERROR))
		return true;
	printf("chain %lu: %u paths, %s%s\n", number, o->n_path, !invalid ? "valid" : "not valid", invalid && o->unread ? " or not to be read" : "");
	for (unsigned f = 0; f < FAULTS; f++)
		if (invalid && (o->wrong & 1u << f) != 0)
			printf("expected %s\n", rule_of[f]);
	for (unsigned d = 0; d < DOUBTS; d++)
		if (!o->free && (o->doubts & 1u << d) != 0)
			printf("expected %s\n", rule_of_doubt[d]);
	if (o->valid && o->fails)
		printf("expected %s\n", other_rule);
	for (size_t i = 0; i < smimelint_finding_count(run); i++) {
		smimelint_finding f = { .size = sizeof f };

		if (smimelint_finding_get(run, i, &f) == SMIMELINT_OK)
			printf("found %s %s\n", smimelint_rule_text(f.rule, "id"), f.value != NULL ? f.value : "");
	}
	printf("%s", text);
	return false;
}

/* All of the pool, from some place on and round. */
static bool
add_issuers(struct world *w, smimelint_ctx *ctx, const struct hierarchy *h, const char *text)
{
	unsigned from = h->n > 0 ? below(h->n) : 0;
	struct span der;

	for (unsigned i = 0; i < h->n; i++)
		if (!make(w, text, (from + i) % h->n, &der) || smimelint_ctx_add_issuer(ctx, der.p, der.n) != SMIMELINT_OK)
			return false;
	return true;
}

/* Which of the rules one trial leaves alone. */
static const char *
some_rule(void)
{
	unsigned i = below(FAULTS + DOUBTS);

	return i < FAULTS ? rule_of[i] : rule_of_doubt[i - FAULTS];
}

static bool
choose_rules(smimelint_ctx *ctx)
{
	for (unsigned f = 0; f < FAULTS; f++)
		if (smimelint_ctx_set(ctx, "only", rule_of[f]) != SMIMELINT_OK)
			return false;
	for (unsigned d = 0; d < DOUBTS; d++)
		if (smimelint_ctx_set(ctx, "only", rule_of_doubt[d]) != SMIMELINT_OK)
			return false;
	return smimelint_ctx_set(ctx, "only", other_rule) == SMIMELINT_OK;
}

/* Is this finding the rule's, or one that it could not look? */
static bool
is_about(const smimelint_finding *f, const char *rule)
{
	const char *id = smimelint_rule_text(f->rule, "id");
	size_t n = strlen(rule);

	return strcmp(id, rule) == 0 || (strcmp(id, unread_rule) == 0 && f->value != NULL && strncmp(f->value, rule, n) == 0 && f->value[n] == ':');
}

static unsigned
count_about(smimelint_run *run, const char *rule)
{
	unsigned n = 0;

	for (size_t i = 0; i < smimelint_finding_count(run); i++) {
		smimelint_finding f = { .size = sizeof f };

		n += smimelint_finding_get(run, i, &f) == SMIMELINT_OK && is_about(&f, rule);
	}
	return n;
}

/* A filter that leaves one rule takes nothing from what that one says, and what it could not see has a reason that is told. */
static bool
agree_alone(smimelint_run *all, smimelint_run *alone, const char *rule, const char *text, unsigned long number)
{
	bool yields = strcmp(rule, rule_of_doubt[NO_ROOM]) == 0 && is_found(all, rule_of[TOO_LONG], SMIMELINT_ERROR);
	smimelint_outcome o = outcome_of(alone, rule);

	n_alone += o == SMIMELINT_RULE_FOUND;
	n_hidden += o == SMIMELINT_RULE_NOT_EVALUATED;
	if (o == SMIMELINT_RULE_NOT_EVALUATED && smimelint_finding_count(alone) == 0)
		printf("chain %lu: %s could not be evaluated, and no reason is found\n%s", number, rule, text);
	else if (!yields && (count_about(all, rule) != count_about(alone, rule) || outcome_of(all, rule) != o))
		printf("chain %lu: alone %s says another thing\n%s", number, rule, text);
	else
		return true;
	return false;
}

static bool
open_alone(struct world *w, smimelint_ctx **ctx, smimelint_run **run, const struct hierarchy *h, const char *text, const char *rule)
{
	return smimelint_ctx_new(ctx) == SMIMELINT_OK && smimelint_ctx_set(*ctx, "only", rule) == SMIMELINT_OK &&
	    smimelint_ctx_set(*ctx, "scope", "all") == SMIMELINT_OK && add_issuers(w, *ctx, h, text) && smimelint_run_new(run, *ctx) == SMIMELINT_OK;
}

static bool
try_one(struct world *w, const struct way *ways, unsigned long number)
{
	struct hierarchy h = with_some_policies(with_issuer_in_time(some_hierarchy()));
	struct outcome o;
	smimelint_ctx *ctx = NULL, *ctx_alone = NULL;
	smimelint_run *run = NULL, *alone = NULL;
	const char *rule = some_rule();
	unsigned target = h.pooled >= 0 ? (unsigned)h.pooled : MOST_CAS;
	const char *text = "";
	struct span der;
	bool ok = false, is_followed;

	(void)ways;

	for (unsigned i = 0; i < h.n; i++)
		text = arena_printf(&w->arena, "%s%s", text, certificate_text(&w->arena, &h, &h.ca[i], i));
	if (h.pooled < 0)
		text = arena_printf(&w->arena, "%s%s", text, certificate_text(&w->arena, &h, &h.target, MOST_CAS));
	is_followed = judge_paths(&h, &o);
	if (smimelint_ctx_new(&ctx) == SMIMELINT_OK && choose_rules(ctx) && smimelint_ctx_set(ctx, "scope", "all") == SMIMELINT_OK &&
	    add_issuers(w, ctx, &h, text) &&
	    (h.target.form == RESPONSE ? make_response(w, &h, text, &der) : make(w, text, target, &der)) && smimelint_run_new(&run, ctx) == SMIMELINT_OK &&
	    smimelint_lint(run, der.p, der.n) == SMIMELINT_OK && open_alone(w, &ctx_alone, &alone, &h, text, rule) &&
	    smimelint_lint(alone, der.p, der.n) == SMIMELINT_OK)
		ok = (!is_followed || agree(run, &o, text, number)) && agree_alone(run, alone, rule, text, number);
	else
		printf("chain %lu: %s\n%s", number, w->tool.error, text);
	smimelint_run_free(run);
	smimelint_run_free(alone);
	smimelint_ctx_free(ctx);
	smimelint_ctx_free(ctx_alone);
	return ok;
}

int
main(int argc, char **argv)
{
	static const struct ways_of of = { 0, NULL, try_one };
	int code = ways_run(argc, argv, &of, NULL);

	printf("%lu have no valid path (%lu for their policies alone), %lu one that cannot be read, %lu none that is free of doubts\n", n_broken, n_policy,
	    n_unread, n_doubtful);
	printf("alone a rule found something in %lu, and could not see above a wrong signature in %lu\n", n_alone, n_hidden);
	/* Where nothing is broken nothing was tried. */
	return code != 0 || n_broken == 0 || n_policy == 0 || n_unread == 0 || n_doubtful == 0 || n_alone == 0 || n_hidden == 0;
}
