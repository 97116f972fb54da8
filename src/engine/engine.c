/* engine.c - reads one certificate and meets it with the rules of its plan. */
#include <stdarg.h>
#include <stdlib.h>

#include "engine/engine.h"

#define UNREADABLE_RULE "x690.certificate.unreadable"

/*
 * Drops the last of the least severe findings, if there is one below this
 * severity: however many notices a certificate has, they hide no error.
 */
static bool
make_room(struct smimelint_run *run, uint8_t severity)
{
	size_t least = run->n_finding;

	for (size_t i = run->n_finding; i-- > 0;) {
		if (run->finding[i].severity < severity) {
			severity = run->finding[i].severity;
			least = i;
		}
	}
	if (least == run->n_finding)
		return false;
	run->n_finding--;
	memmove(&run->finding[least], &run->finding[least + 1], (run->n_finding - least) * sizeof *run->finding);
	return true;
}

void
finding_add(struct smimelint_run *run, struct finding f)
{
	if (run->n_finding >= ENGINE_MAX_FINDINGS && f.rule != run->cut_rule) {
		run->counts.dropped++;
		if (!make_room(run, f.severity))
			return;
	}
	run->finding[run->n_finding++] = f;
}

static void
report_value(struct check *c, struct span where, const char *value)
{
	struct sink *s = c->sink;
	struct finding f = {
		.rule = c->rule, .value = value, .where = where, .since = s->entry->since, .severity = s->entry->severity
	};

	if (f.severity != SMIMELINT_PASS) {
		finding_add(s->run, f);
		s->run->outcome[s->entry->rule] = SMIMELINT_RULE_FOUND;
	}
	if (s->entry->upcoming != DAY_NEVER) {
		f.severity = SMIMELINT_UPCOMING;
		f.since = s->entry->upcoming;
		finding_add(s->run, f);
	}
}

const char *
value_print(struct check *c, const char *fmt, va_list ap)
{
	return fmt != NULL ? arena_vprintf(c->arena, fmt, ap) : NULL;
}

void
report(struct check *c, struct span where, const char *fmt, ...)
{
	const char *value;
	va_list ap;

	va_start(ap, fmt);
	value = value_print(c, fmt, ap);
	va_end(ap);
	report_value(c, where, value);
}

void
report_text(struct check *c, struct span where, struct span text)
{
	report_value(c, where, text_show(c->arena, text, 256));
}

/* What a rule says of itself; what was found weighs more. */
static void
settle(struct check *c, smimelint_outcome outcome, const char *why)
{
	struct sink *s = c->sink;
	struct smimelint_run *run = s->run;

	if (run->outcome[s->entry->rule] == SMIMELINT_RULE_FOUND)
		return;
	run->outcome[s->entry->rule] = (uint8_t)outcome;
	if (run->n_why < run->n_rules)
		run->why[run->n_why++] = (struct why){ s->entry->rule, why };
}

void
not_applicable(struct check *c, const char *why)
{
	settle(c, SMIMELINT_RULE_NOT_APPLICABLE, why);
}

void
not_evaluated(struct check *c, const char *why)
{
	settle(c, SMIMELINT_RULE_NOT_EVALUATED, why);
}

/* ---- one certificate ---- */

struct check
check_make(struct smimelint_run *run, struct sink *sink)
{
	struct check c = {
		.cert = &run->cert,
		.issuer_state = run->issuer_state,
		.issuer_verdict = run->issuer_verdict,
		.profile = &run->profile,
		.options = &run->ctx->options,
		.ca_profile = run->ca_profile,
		.counts = &run->counts,
		.key = run->key,
		.arena = &run->arena,
		.sink = sink,
	};
	if (run->issuer != NULL) {
		c.issuer = &run->issuer->cert;
		c.issuer_key = run->issuer->key;
	}
	return c;
}

/* What becomes of a rule that misses these: an issuer that was looked for is a neighbour that is absent. */
static smimelint_outcome
absence(const struct smimelint_run *run, uint64_t absent)
{
	bool sought = run->issuer_state == ISSUER_NOT_FOUND && !run->profile.self_signed;

	return absent == WHEN_ISSUER && sought ? SMIMELINT_RULE_NOT_EVALUATED : SMIMELINT_RULE_NOT_APPLICABLE;
}

static void
run_plan(struct smimelint_run *run, const struct plan *plan)
{
	struct sink sink = { .run = run };
	struct check c = check_make(run, &sink);
	uint64_t bad = run->cert.bad_parts, absent = ~run->cert.present_parts;

	if (run->issuer != NULL)
		absent &= ~WHEN_ISSUER;
	run->counts = plan->counts;
	memcpy(run->outcome, plan->outcome, run->n_rules);
	for (const struct plan_entry *e = plan->entry, *end = e + plan->n; e < end; e++) {
		if ((e->needs & bad) != 0) {
			run->outcome[e->rule] = SMIMELINT_RULE_UNREADABLE;
			continue;
		}
		if ((e->when & absent) != 0) {
			run->outcome[e->rule] = (uint8_t)absence(run, e->when & absent);
			continue;
		}
		c.rule = e->row;
		sink.entry = e;
		e->fn(&c);
	}
}

/* Runs one rule by itself, whatever its scope and schedule say. */
void
run_alone(struct smimelint_run *run, const struct smimelint_rule *r, uint8_t severity)
{
	struct plan_entry e = { .severity = severity, .since = DAY_ALWAYS, .upcoming = DAY_NEVER };
	struct sink sink = { .run = run, .entry = &e };
	struct check c = check_make(run, &sink);

	if (r == NULL)
		return;
	while (run->rules[e.rule] != r)
		e.rule++;
	c.rule = r;
	c.evidence = &run->evidence;
	r->fn(&c);
}

/* An input in which no certificate can be framed has one finding. */
static void
report_unreadable(struct smimelint_run *run)
{
	run->status = SMIMELINT_UNREADABLE;
	memset(run->outcome, SMIMELINT_RULE_UNREADABLE, run->n_rules);
	run_alone(run, smimelint_rule_find(UNREADABLE_RULE), SMIMELINT_ERROR);
}

uint8_t
findings_worst(const struct smimelint_run *run)
{
	uint8_t w = SMIMELINT_PASS;

	for (size_t i = 0; i < run->n_finding; i++)
		if (run->finding[i].severity != SMIMELINT_UPCOMING && run->finding[i].severity > w)
			w = run->finding[i].severity;
	return w;
}

static void
find_issuer(struct smimelint_run *run)
{
	const struct smimelint_ctx *ctx = run->ctx;
	bool verify = !ctx->tbs && cert_ok(&run->cert, PART_SIGNATURE_VALUE);

	run->issuer = NULL;
	run->issuer_verdict = KEY_UNSUPPORTED;
	run->issuer_state = ISSUER_NOT_ASKED;
	if (ctx->issuers.n == 0)
		return;
	run->issuer = issuers_find(&ctx->issuers, &run->cert, run->key, verify, &run->issuer_verdict);
	run->issuer_state = run->issuer != NULL ? ISSUER_FOUND : ISSUER_NOT_FOUND;
}

void
run_reset(struct smimelint_run *run, struct span der)
{
	arena_reset(&run->arena);
	run->n_finding = run->n_why = 0;
	run->counts = (struct run_counts){ 0, 0, 0 };
	run->input = der;
	run->issuer = NULL;
	run->issuer_state = ISSUER_NOT_ASKED;
	run->ca_profile = NULL;
	memset(&run->profile, 0, sizeof run->profile);
	memset(&run->evidence, 0, sizeof run->evidence);
	run->record_only = false;
}

/* An input over the limit is not read at all: a view of one fault. */
static smimelint_status
refuse_large(struct smimelint_run *run, struct span der)
{
	run->limit_fault = (struct cert_fault){
		.part = PART_CERTIFICATE, .inner = 0xff, .where = { der.p, 0 },
		.what = "larger than the limit for one certificate",
	};
	memset(&run->cert, 0, sizeof run->cert);
	run->cert.der = der;
	run->cert.state[PART_TBS] = PART_IS_BAD;
	run->cert.fault = &run->limit_fault;
	run->cert.n_fault = 1;
	report_unreadable(run);
	return SMIMELINT_ERR_LIMIT;
}

smimelint_status
engine_lint(struct smimelint_run *run, struct span der)
{
	const struct smimelint_ctx *ctx = run->ctx;
	const struct plan *plan;

	run_reset(run, der);
	if (der.n > ctx->max_certificate)
		return refuse_large(run, der);
	/* With "tbs" too: what is to be signed may come in a certificate with a dummy signature. */
	if (!cert_view_read(&run->cert, der, CERT_INPUT_AUTO, &run->arena))
		return SMIMELINT_ERR_NOMEM;
	if (!cert_readable(&run->cert)) {
		report_unreadable(run);
		return SMIMELINT_ERR_INPUT;
	}
	if (ctx->records.n_source > 0 && !evidence_find(run))
		return SMIMELINT_ERR_NOMEM;
	if (!profile_detect(ctx, &run->cert, run->evidence.n_rival > 0, &run->profile)) {
		run->status = SMIMELINT_OUT_OF_SCOPE;
		memset(run->outcome, SMIMELINT_RULE_NOT_APPLICABLE, run->n_rules);
		return SMIMELINT_OK;
	}
	find_issuer(run);
	if (ctx->ca_profiles.n != 0)
		run->ca_profile = ca_profile_find(&ctx->ca_profiles, &run->cert, &run->profile, &run->arena);
	if ((plan = plan_get(run, &run->profile)) == NULL)
		return SMIMELINT_ERR_NOMEM;
	run_plan(run, plan);
	evidence_run(run);
	if (run->counts.dropped != 0)
		run_alone(run, run->cut_rule, SMIMELINT_NOTICE);
	run->status = findings_worst(run);
	return run->arena.failed || key_work_failed(run->key) ? SMIMELINT_ERR_NOMEM : SMIMELINT_OK;
}
