/* SPDX-License-Identifier: Apache-2.0 */
/* issuance.c - SBR 4.1.2, 4.3.1.2: request, agreement and linting before the certificate was signed. */
#include "rules/evidence/ask.h"
#include "rules/tables.h"
#include "value/fold.h"

/* ---- 4.1.2 ---- */

static void
check_before(struct check *c, const struct json_value *at, const char *member, const struct ev_time *when)
{
	const struct ev_time *issued = &c->evidence->issued;
	char text[32];

	if (!when->given)
		fact_missing(c, at, member);
	else if (ask_after_issuance(c, when) > 0)
		report_fact(c, at, member, "%s, issuance %s", arena_printf(c->arena, "%s", seconds_format(when->seconds, text)),
		    arena_printf(c->arena, "%s", seconds_format(issued->seconds, text)));
}

static void
request_and_agreement(struct check *c)
{
	const struct ev_issuance *i = c->evidence->record->issuance;

	if (i == NULL || !due(c, NULL))
		return;
	if (i->request == NULL)
		fact_missing(c, i->at, "request");
	else
		check_before(c, i->request->at, "received_at", &i->request->received_at);
	if (i->agreement == NULL)
		fact_missing(c, i->at, "agreement");
	else
		check_before(c, i->agreement->at, "accepted_at", &i->agreement->accepted_at);
}

/* ---- 4.3.1.2 ---- */

/* SHA-256 of the tbsCertificate at hand in hexadecimal; of a record alone, what it says itself. */
static struct span
tbs_sha256(const struct check *c)
{
	const struct ev_view *v = c->evidence;
	const char *hex;

	if (v->certificate == NULL)
		return v->record->subject_certificate != NULL ? v->record->subject_certificate->tbs_sha256 : SPAN_NONE;
	hex = text_hex(c->arena, (struct span){ v->certificate->tbs_sha256, sizeof v->certificate->tbs_sha256 });
	return (struct span){ (const uint8_t *)hex, strlen(hex) };
}

#define MISSING "missing"
#define FOUND_ERROR "error"

/* What is wrong with a run of a linter as a run before signing; NULL: nothing.  *member: where that stands. */
static const char *
lint_fault(struct check *c, const struct ev_lint *l, const char **member)
{
	struct span tbs = tbs_sha256(c);

	*member = "target";
	if (l->target == TARGET_CERTIFICATE)
		return "the certificate was linted, not what was to be signed";
	if (l->target == 0)
		return MISSING;
	*member = "input_sha256";
	if (l->input_sha256.p == NULL)
		return MISSING;
	if (tbs.p != NULL && !span_eq(l->input_sha256, tbs))
		return "something else was linted";
	*member = "ran_at";
	if (!l->ran_at.given)
		return MISSING;
	if (ask_after_issuance(c, &l->ran_at) > 0)
		return "linted after issuance";
	*member = "result";
	if (l->result == 0)
		return MISSING;
	return l->result == LINT_ERROR ? FOUND_ERROR : NULL;
}

/* May it be of what the other run was of?  What is not recorded makes no difference. */
static bool
may_be_of_the_same(const struct ev_lint *k, const struct ev_lint *l)
{
	return k->target != TARGET_CERTIFICATE &&
	    (k->input_sha256.p == NULL || l->input_sha256.p == NULL || span_eq(k->input_sha256, l->input_sha256));
}

/* Did the linter that found nothing in this run find an error in a later one of the same?  Then that is its last word; NULL: no. */
static const struct ev_lint *
overruling_run(struct check *c, const struct ev_lint *l)
{
	const struct ev_record *r = c->evidence->record;

	for (const struct ev_lint *k = r->lint; l->tool.p != NULL && k < r->lint + r->n_lint; k++)
		if (k != l && k->tool.p != NULL && fold_equal(k->tool, l->tool) && k->result == LINT_ERROR && may_be_of_the_same(k, l) &&
		    ask_after_issuance(c, &k->ran_at) == 0 && (ev_after(&k->ran_at, &l->ran_at) || (k > l && !ev_after(&l->ran_at, &k->ran_at))))
			return k;
	return NULL;
}

/* Is it a run that counts: without a fault, or an error of the same linter behind it? */
static bool
counts(struct check *c, const struct ev_lint *l)
{
	const char *member;

	return lint_fault(c, l, &member) == NULL && overruling_run(c, l) == NULL;
}

static bool
is_pending(const struct check *c)
{
	const struct ev_record *r = c->evidence->record;

	return r->n_lint == 0 && r->subject_certificate != NULL && r->subject_certificate->stage == STAGE_PRE;
}

static void
pre_issuance_lint(struct check *c)
{
	const struct ev_record *r = c->evidence->record;
	const struct ev_lint *l = r->lint;
	const char *fault, *member = NULL;

	if (is_pending(c) || !due(c, NULL))
		return;
	if (r->n_lint == 0) {
		fact_missing(c, r->at, "lint");
		return;
	}
	for (uint32_t i = 0; i < r->n_lint; i++)
		if (counts(c, &r->lint[i]))
			return;
	/* Of several runs the first stands for all, or what overrules it. */
	if ((fault = lint_fault(c, l, &member)) == NULL) {
		/* NULL: memory is out, and the digest that told them apart is not at hand any more. */
		if ((l = overruling_run(c, l)) != NULL)
			report_fact(c, l->at, "result", "%s, the last word of %s", FOUND_ERROR, fact_text(c, l->tool));
	} else if (strcmp(fault, MISSING) == 0) {
		fact_missing(c, l->at, member);
	} else {
		report_fact(c, l->at, member, "%s", fault);
	}
}

/* What one run found is not undone by another that finds nothing; that a run without error will do is our reading. */
static void
error_beside(struct check *c)
{
	const struct ev_record *r = c->evidence->record;
	const char *member = NULL;
	bool passed = false;

	if (!due(c, NULL) || r->n_lint < 2)
		return;
	for (uint32_t i = 0; i < r->n_lint && !passed; i++)
		passed = counts(c, &r->lint[i]);
	for (uint32_t i = 0; i < r->n_lint && passed; i++) {
		const char *fault = lint_fault(c, &r->lint[i], &member);

		if (fault != NULL && strcmp(fault, FOUND_ERROR) == 0)
			report_fact(c, r->lint[i].at, member, "%s", r->lint[i].tool.p != NULL ? fact_text(c, r->lint[i].tool) : FOUND_ERROR);
	}
}

static void
lint_pending(struct check *c)
{
	if (due(c, NULL) && is_pending(c))
		fact_missing(c, c->evidence->record->at, "lint");
}

static bool
is_widely_adopted(struct span tool)
{
	static const char *const tools[] = { "pkilint", "zlint", "certlint", "x509lint", "pkimetal", "smimelint" };

	for (size_t i = 0; i < sizeof tools / sizeof *tools; i++)
		if (tool.p != NULL && fold_equal(tool, span_of(tools[i])))
			return true;
	return false;
}

static void
widely_adopted(struct check *c)
{
	const struct ev_record *r = c->evidence->record;

	if (r->n_lint == 0 || !due(c, NULL))
		return;
	for (uint32_t i = 0; i < r->n_lint; i++)
		if (r->lint[i].tool.p == NULL || is_widely_adopted(r->lint[i].tool))
			return;		/* that it is not named is a finding already */
	report_fact(c, r->lint[0].at, "tool", "%s", fact_text(c, r->lint[0].tool));
}

static const struct smimelint_rule rules[] = {
	{
		.id = "evidence.request.request-and-agreement",
		.section = "SBR 4.1.2",
		.title = "Certificate Request or Subscriber Agreement does not come before the issuance",
		.requires = "Before a certificate is issued the CA has a Certificate Request and an executed Subscriber Agreement or Terms of Use.",
		.explanation = "The agreement binds the Subscriber to protect the key and to report its loss.",
		.remedy = "Record when the request came and the agreement was accepted; issue only after both.",
		.schedule = SBR_SHALL, .basis = BASIS_ISSUED, .missing = MISSING_WARNING,
		.fn = request_and_agreement, .scope = SCOPE_SUBSCRIBER, .evidence = EVIDENCE_RECORD,
	},
	{
		.id = "evidence.linting.pre-issuance-lint",
		.section = "SBR 4.3.1.2",
		.title = "what was to be signed was not linted before signing",
		.requires = "The CA lints the to-be-signed certificate for compliance with the SBR before signing it: SHOULD "
		    "from 2025-03-15, SHALL from 2025-09-15.",
		.explanation = "A run counts if its input is this tbsCertificate, bare or with a dummy signature. It ran "
		    "before the issuance, and its result is no error. An error that was overridden is still an error, and so is one that the "
		    "same linter found in a later run.",
		.remedy = "Lint before signing and record the run with the SHA-256 of the tbsCertificate.",
		.schedule = SCHEDULE(SHOULD_FROM(2025, 3, 15), SHALL_FROM(2025, 9, 15)), .basis = BASIS_ISSUED, .missing = MISSING_ERROR,
		.fn = pre_issuance_lint, .scope = SCOPE_SUBSCRIBER, .evidence = EVIDENCE_RECORD,
	},
	{
		.id = "evidence.linting.error-beside-pass",
		.section = "SBR 4.3.1.2",
		.title = "one run of a linter found an error in what was signed, and another none",
		.requires = "The CA lints the to-be-signed certificate for compliance with the SBR before signing it.",
		.explanation = "The text does not say what a CA does with an error. We read it so that one run without an error will do. "
		    "But what one linter does not know another may have found.",
		.remedy = "Look at the error: correct the certificate, or record why the linter is wrong and report that to its makers.",
		.schedule = SCHEDULE(NOTICE_FROM(2025, 3, 15)), .basis = BASIS_ISSUED,
		.fn = error_beside, .scope = SCOPE_SUBSCRIBER, .evidence = EVIDENCE_RECORD,
	},
	{
		.id = "evidence.linting.pre-issuance-lint-pending",
		.section = "SBR 4.3.1.2",
		.title = "record written before signing has no linting yet",
		.requires = "A record with stage pre may lack the run of the linter that is at work.",
		.explanation = "The final record needs it.",
		.remedy = "Add this run to the record.",
		.schedule = SCHEDULE(NOTICE_FROM(2025, 3, 15)), .basis = BASIS_ISSUED, .missing = MISSING_ERROR,
		.fn = lint_pending, .scope = SCOPE_SUBSCRIBER, .evidence = EVIDENCE_RECORD,
	},
	{
		.id = "evidence.linting.widely-adopted-linter",
		.section = "SBR 4.3.1.2",
		.title = "the CA linted with its own tools only",
		.requires = "CAs should use linters that the industry has widely adopted.",
		.explanation = "pkilint, zlint, certlint, x509lint, pkimetal and this linter are taken for such.",
		.remedy = "Run one of them as well.",
		.schedule = SCHEDULE(NOTICE_FROM(2024, 11, 22)), .basis = BASIS_ISSUED,
		.fn = widely_adopted, .scope = SCOPE_SUBSCRIBER, .evidence = EVIDENCE_RECORD,
	},
};

RULE_TABLE(rules_evidence_issuance, "Evidence: request, linting", rules);
