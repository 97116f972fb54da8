/* SPDX-License-Identifier: Apache-2.0 */
/*
 * judge.c - another certificate, linted whole for what it signed: that of an
 * issuing CA (SBR Appendix B), that of an OCSP responder (4.9.9).  By its own
 * date, with no option of the caller's, once.
 */
#include "engine/issuer/issuer_pool.h"

#include <stdlib.h>

#include "engine/engine.h"

/* Deviations that the definition of an Extant S/MIME CA accepts (SBR 1.6.1, item 3). */
static const char *const accepted_of_extant[] = { "rfc5280.certificate-policies.explicit-text-type",
	"rfc5280.name-constraints.not-critical" };

static bool
is_accepted(const struct smimelint_rule *r)
{
	for (size_t i = 0; i < sizeof accepted_of_extant / sizeof *accepted_of_extant; i++)
		if (strcmp(r->id, accepted_of_extant[i]) == 0)
			return true;
	return false;
}

/* The worker's own context and run for this, made when they are first needed. */
static bool
judge_open(struct smimelint_run *run)
{
	if (run->judge != NULL)
		return true;
	if (smimelint_ctx_new(&run->judge_ctx) != SMIMELINT_OK)
		return false;
	run->judge_ctx->scope_all = true;
	run->judge_ctx->max_certificate = SIZE_MAX;
	return smimelint_run_new(&run->judge, run->judge_ctx) == SMIMELINT_OK;
}

/*
 * What is wrong with the paths above, what of them cannot be read and whether its own signature is right is told of what is at hand itself:
 * through this one they lead there.
 */
static bool
is_of_paths(const struct smimelint_run *judge, const struct finding *f)
{
	static const char *const told[] = { "rfc5280.signature.wrong", "x690.certificate.issuer-unreadable", "x690.certificate.beyond-limit" };

	for (size_t i = 0; i < sizeof told / sizeof *told; i++)
		if (strcmp(f->rule->id, told[i]) == 0 && (i == 0 || f->where.p == artifact_part_span(judge->artifact, PART_ISSUER).p))
			return true;
	return f->rule->follows_paths;
}

/*
 * What the issuer's certificate has to be: the text asks it of the root, or of
 * the CA above (SBR 7.1.2.1.e, 7.1.2.2.i), whose new certificate may have another
 * subjectKeyIdentifier than the one it had.
 */
static bool
is_of_issuers(const struct finding *f)
{
	static const char *const told[] = { "sbr.authority-key-identifier.not-roots", "sbr.authority-key-identifier.not-issuers",
		"rfc5280.authority-key-identifier.not-issuers" };

	for (size_t i = 0; i < sizeof told / sizeof *told; i++)
		if (strcmp(f->rule->id, told[i]) == 0)
			return true;
	return false;
}

/* Standards of ETSI are none of the SBR's Requirements, which name RFC 5280 and those that it rests on. */
static bool
is_of_no_requirement(const struct finding *f)
{
	return strncmp(f->rule->id, "etsi.", 5) == 0;
}

/* Each of the rules of this severity behind the first n, once, in the order of the findings.  Returns how many there are. */
static size_t
take_rules(const struct smimelint_run *judge, uint8_t severity, bool extant, const struct smimelint_rule **rule, size_t n)
{
	size_t first = n;

	for (size_t i = 0; i < judge->n_finding; i++) {
		const struct finding *f = &judge->finding[i];
		bool known = f->severity != severity || is_of_paths(judge, f) || is_of_issuers(f) || is_of_no_requirement(f) ||
		    (extant && is_accepted(f->rule));

		for (size_t k = 0; !known && k < n; k++)
			known = rule[k] == f->rule;
		if (!known)
			rule[n++] = f->rule;
	}
	return n - first;
}

/* The rules that it breaks. */
static struct issuer_errors *
collect(const struct smimelint_run *judge, bool extant)
{
	struct issuer_errors *e = calloc(1, sizeof *e + (judge->n_finding + 1) * sizeof *e->rule);

	if (e == NULL)
		return NULL;
	e->n = take_rules(judge, SMIMELINT_ERROR, extant, e->rule, 0);
	e->n_warning = take_rules(judge, SMIMELINT_WARNING, extant, e->rule, e->n);
	return e;
}

/* With these CA certificates above; NULL: without any.  Returns NULL when memory is out. */
static struct issuer_errors *
lint_as(struct smimelint_run *run, struct span der, uint16_t kind, bool extant, const struct issuers *above)
{
	struct issuers none;
	smimelint_status st;

	if (!judge_open(run))
		return NULL;
	run->judge_ctx->kind = kind;
	run->judge_ctx->at = extant ? SBR_DAY : DAY_NEVER;
	/* Lent: it is read alone. */
	none = run->judge_ctx->issuers;
	if (above != NULL)
		run->judge_ctx->issuers = *above;
	st = smimelint_lint(run->judge, der.p, der.n);
	run->judge_ctx->issuers = none;
	return st == SMIMELINT_OK || st == SMIMELINT_ERR_INPUT ? collect(run->judge, extant) : NULL;
}

/* One from before the SBR is judged by their first day: Appendix B asks of it what they ask of new ones. */
static struct issuer_judged *
judge(struct smimelint_run *run, const struct cert_view *ca, bool is_cross)
{
	bool extant = ca->not_before.ok && day_from_seconds(ca->not_before.seconds) < SBR_DAY;
	struct issuer_judged *j = calloc(1, sizeof *j);

	if (j == NULL)
		return NULL;
	j->errors = lint_as(run, ca->der, is_cross ? KIND_CROSS : KIND_SUBCA, extant, &run->ctx->issuers);
	if (j->errors != NULL)
		return j;
	free(j);
	return NULL;
}

/* Twins have one name and one key, and each of them asks. */
static bool
has_root_like(struct smimelint_run *run, const struct cert_view *ca, bool *no_memory)
{
	struct root_like *last = &run->root_like;
	struct span spki = ca->field[PART_SPKI].raw;

	if (last->pool == run->ctx->issuers.n && span_eq(last->name, ca->subject.raw) && span_eq(last->spki, spki))
		return last->has;
	last->has = issuers_has_root_like(&run->ctx->issuers, ca, run->key, no_memory);
	last->pool = *no_memory ? 0 : run->ctx->issuers.n;
	last->name = ca->subject.raw;
	last->spki = spki;
	return last->has;
}

/* Two workers may judge it at the same time; what the first one found stays, and is judged again as what is above one is looked for again. */
const struct issuer_errors *
issuer_judge(struct smimelint_run *run, const struct candidate *issuer)
{
	struct issuer *is = issuer->ca.pooled;
	struct issuer_judged *known = atomic_load(&is->judged), *made;
	size_t pool = run->ctx->issuers.n;
	bool no_memory = false, is_cross;

	if (known != NULL && known->pool == pool)
		return known->errors;
	is_cross = has_root_like(run, issuer->ca.cert, &no_memory);
	if (no_memory || (made = judge(run, issuer->ca.cert, is_cross)) == NULL) {
		run->arena.failed = true;
		return NULL;
	}
	made->pool = pool;
	made->older = known;
	if (atomic_compare_exchange_strong(&is->judged, &known, made)) {
		if (known != NULL) {
			judged_free(known->older);
			known->older = NULL;
		}
		return made->errors;
	}
	made->older = NULL;
	judged_free(made);
	return known->errors;
}

const struct issuer_errors *
signer_judge(struct smimelint_run *run, struct span der)
{
	struct judged_signer *j = &run->judged_signer;
	uint8_t *octets;

	if (j->errors != NULL && span_eq((struct span){ j->octets, j->n }, der))
		return j->errors;
	free(j->errors);
	j->errors = NULL;
	if ((octets = realloc(j->octets, der.n)) != NULL) {
		j->octets = octets;
		j->n = der.n;
		memcpy(octets, der.p, der.n);
		j->errors = lint_as(run, der, KIND_OCSP, false, NULL);
	}
	run->arena.failed |= j->errors == NULL;
	return j->errors;
}
