/* SPDX-License-Identifier: Apache-2.0 */
/* engine.c - reads one artifact and meets it with the rules of its plan. */
#include <stdlib.h>

#include "engine/engine.h"

/* Why a rule may miss nothing but an issuer: one that was looked for is a neighbour that is absent. */
static enum alone
without_issuer(const struct smimelint_run *run)
{
	if (run->profile.self_signed || run->issuer.best != NULL)
		return ALONE_ITSELF;
	return run->issuer_state == ISSUER_NOT_FOUND ? ALONE_NOT_FOUND : run->issuer_state == ISSUER_NOT_ASKED ? ALONE_NOT_ASKED : ALONE_ITSELF;
}

/* A rule that has found nothing in what could be read of a part has not seen the rest of it. */
static void
seen_in_part(struct smimelint_run *run, size_t rule)
{
	if (run->outcome[rule] != SMIMELINT_RULE_FOUND && run->outcome[rule] != SMIMELINT_RULE_NOT_EFFECTIVE)
		run->outcome[rule] = SMIMELINT_RULE_UNREADABLE;
}

/* Can anything in it not be read? */
static bool
is_damaged(const struct artifact *a)
{
	return (a->bad_parts | a->lost_parts | artifact_unseen(a)) != 0;
}

/* The parts whose damage keeps this rule from looking, or from seeing all. */
static uint64_t
unread_parts(const struct artifact *a, const struct plan_entry *e)
{
	return ((e->needs | e->reads | (e->when & ~a->present_parts)) & (a->bad_parts | a->lost_parts)) |
	    ((e->needs | e->reads | e->when) & artifact_unseen(a));
}

/* Those of a certificate that its own signature rests on, where it signed itself. */
#define OWN_KEY_PARTS (PARTS1(PART_SPKI) | PARTS1(PART_KEY_ALGORITHM) | PARTS1(PART_EXT_SKI))

/* The parts whose damage keeps a rule about the issuing CA's key from looking at the certificate's own. */
static uint64_t
unread_own_key(const struct smimelint_run *run, const struct plan_entry *e)
{
	const struct artifact *a = run->artifact;

	if (!e->row->own_issuer_too || run->issuer.best == NULL || &run->issuer.best->ca.cert->artifact != a)
		return 0;
	return OWN_KEY_PARTS & (a->bad_parts | a->lost_parts | artifact_unseen(a));
}

/* Is there something that the rule, which could look, has not seen? */
static bool
has_unseen(const struct artifact *a, const struct plan_entry *e)
{
	return (e->reads & a->bad_parts) != 0 || ((e->needs | e->reads | e->when) & artifact_unseen(a)) != 0;
}

/* The parts that hold those which rules are about. */
#define AROUND (PARTS1(PART_WHOLE) | PARTS1(PART_TBS) | PARTS1(PART_RESPONSE_BYTES) | PARTS1(PART_EXTENSIONS) | PARTS1(PART_VALIDITY))

/* With the fields that hold them, where damage of those keeps them from being read. */
static uint64_t
with_holders(uint64_t parts)
{
	if ((parts & PARTS1(PART_KEY_ALGORITHM)) != 0)
		parts |= PARTS1(PART_SPKI);
	/* An OCSP response names its algorithm once. */
	if ((parts & PARTS1(PART_SIGNATURE)) != 0)
		parts |= PARTS1(PART_SIGNATURE_ALGORITHM);
	return parts;
}

/* May the rule say something of these parts?  One that tells what its own part lacks, or has twice, waits for that. */
static bool
speaks_of(const struct smimelint_run *run, const struct smimelint_rule *r, uint64_t parts)
{
	const struct artifact *a = run->artifact;

	return (r->scope.kinds & run->profile.kind) != 0 &&
	    (r->when == 0 || (r->when & parts & (a->bad_parts | a->typed_parts | a->repeated_parts)) != 0);
}

/* The rules that tell damage speak of these parts, those that a filter took away too.  False: they had nothing to say. */
static bool
tell_of(struct smimelint_run *run, uint64_t parts)
{
	size_t before = run->n_finding;

	run->damage = parts;
	for (size_t i = 0; i < run->n_rules; i++) {
		const struct smimelint_rule *r = run->rules[i];

		if (r->tells_damage && r->evidence == EVIDENCE_NONE && run->outcome[i] == SMIMELINT_RULE_OFF && speaks_of(run, r, parts))
			run_on_day(run, r, r->fn);
	}
	run->damage = DAMAGE_ALL;
	return run->n_finding > before;
}

static bool
has_told_damage(const struct smimelint_run *run)
{
	for (size_t i = 0; i < run->n_rules; i++)
		if (run->rules[i]->tells_damage && run->rules[i]->evidence == EVIDENCE_NONE && run->outcome[i] == SMIMELINT_RULE_FOUND)
			return true;
	return false;
}

void
damage_tell(struct smimelint_run *run, uint64_t unread)
{
	const struct artifact *a = run->artifact;

	if (unread == 0)
		return;
	/* Fields behind the one in which reading lost its way, or behind what does not belong there, could not be read for that. */
	if (!tell_of(run, with_holders(unread) | PARTS1(PART_TBS) | (a->bad_parts & AROUND) | (a->lost_parts & (PARTS1(PART_FIELDS) - 1))) &&
	    !has_told_damage(run))
		(void)tell_of(run, DAMAGE_ALL);
}

/* The parts that say whether a CA is a root, and those that say what else a certificate is: a CA's, a responder's, a subscriber's. */
#define ISSUER_PARTS (PARTS1(PART_ISSUER) | PARTS1(PART_SUBJECT) | PARTS1(PART_EXT_AKI))
#define KIND_PARTS (PARTS1(PART_TBS) | PARTS1(PART_EXTENSIONS) | PARTS1(PART_EXT_BC) | PARTS1(PART_EXT_KU) | PARTS1(PART_EXT_EKU))

/* Was a rule chosen that is about certificates of other kinds? */
static bool
is_kind_left_out(const struct smimelint_run *run)
{
	for (size_t i = 0; i < run->n_rules; i++)
		if (run->outcome[i] == SMIMELINT_RULE_NOT_APPLICABLE && run->rules[i]->evidence == EVIDENCE_NONE &&
		    (run->rules[i]->scope.kinds & KIND_ANY) != 0 && (profile_kinds(&run->profile) & ~run->rules[i]->scope.kinds) != 0)
			return true;
	return false;
}

/* Was a rule chosen that looks at the issuing CA's certificate? */
static bool
is_issuer_missed(const struct smimelint_run *run)
{
	for (size_t i = 0; i < run->n_rules; i++)
		if ((run->outcome[i] == SMIMELINT_RULE_NOT_APPLICABLE || run->outcome[i] == SMIMELINT_RULE_NOT_EVALUATED) && run->rules[i]->needs_issuer &&
		    run->rules[i]->evidence == EVIDENCE_NONE && (run->rules[i]->scope.kinds & profile_kinds(&run->profile)) != 0)
			return true;
	return false;
}

/* Is the day judged at the one that stands in for a moment that cannot be read? */
static bool
is_day_assumed(const struct smimelint_run *run)
{
	return run->ctx->at == DAY_NEVER && !run->artifact->begins.ok;
}

/* Was a rule chosen that is stricter on another day? */
static bool
is_stricter_some_day(const struct smimelint_run *run, size_t i)
{
	const struct smimelint_rule *r = run->rules[i];
	bool strict = run->ctx->strict_readings;
	int32_t since;
	uint8_t now;

	if (r->evidence != EVIDENCE_NONE || run->outcome[i] == SMIMELINT_RULE_OFF || run->outcome[i] == SMIMELINT_RULE_NOT_APPLICABLE)
		return false;
	now = level_severity(r, rule_level(r, run->profile.day, &since), strict);
	for (const struct dated_level *e = r->schedule; e->level != LEVEL_END; e++)
		if (level_severity(r, e->level, strict) > now)
			return true;
	return false;
}

static bool
is_day_missed(const struct smimelint_run *run)
{
	for (size_t i = 0; i < run->n_rules; i++)
		if (is_stricter_some_day(run, i))
			return true;
	return false;
}

/* Rules that are stricter on another day have not been judged where no day can be read, but for what they have found on this one. */
static void
miss_day(struct smimelint_run *run)
{
	for (size_t i = 0; i < run->n_rules; i++)
		if (run->outcome[i] != SMIMELINT_RULE_FOUND && is_stricter_some_day(run, i))
			run->outcome[i] = SMIMELINT_RULE_UNREADABLE;
}

static bool
has_found_error(const struct smimelint_run *run, size_t rule)
{
	for (size_t i = 0; i < run->n_finding; i++)
		if (run->finding[i].index == rule && run->finding[i].severity == SMIMELINT_ERROR)
			return true;
	return false;
}

static void
tell_damage(struct smimelint_run *run, const struct plan *plan)
{
	/* What stands behind all fields is none of theirs, and may be what any rule is about. */
	const struct artifact *a = run->artifact;
	const uint64_t damaged = a->bad_parts | a->lost_parts | artifact_unseen(a);
	uint64_t unread = plan->n > 0 ? artifact_unseen(a) & AROUND : 0;

	/* One that has found no error may have missed one. */
	for (const struct plan_entry *e = plan->entry, *end = e + plan->n; e < end; e++)
		if (run->outcome[e->rule] == SMIMELINT_RULE_UNREADABLE ||
		    (run->outcome[e->rule] == SMIMELINT_RULE_FOUND && has_unseen(a, e) && !has_found_error(run, e->rule)))
			unread |= unread_parts(a, e) | unread_own_key(run, e);
	/* Where it is open what the artifact is, or who issued it, so is what the rules about others would have found. */
	if (run->ctx->kind == 0 && is_kind_left_out(run))
		unread |= damaged & (KIND_PARTS | ((profile_kinds(&run->profile) & KIND_ANY_CA) != 0 ? ISSUER_PARTS : 0) |
		    (run->profile.kind != KIND_SUBSCRIBER ? PARTS1(PART_EXT_CP) : 0));
	if (run->issuer.best == NULL && is_issuer_missed(run))
		unread |= damaged & ISSUER_PARTS;
	/* Policies that cannot be read leave the profile open, and with it what the rules that are bound to one would have found. */
	if (reasons_miss_profile(run))
		unread |= damaged & PARTS1(PART_EXT_CP);
	/* Without a day it is open which rules bind. */
	if (is_day_assumed(run) && is_day_missed(run))
		unread |= run->type->dated_by;
	damage_tell(run, unread);
}

static inline void
run_rule(struct check *c, struct sink *s, const struct plan_entry *e)
{
	c->rule = e->row;
	s->entry = e;
	e->fn(c);
}

static void
run_plan(struct smimelint_run *run, struct plan *plan, struct run_counts counts)
{
	struct sink sink = { .run = run };
	const struct artifact *a = run->artifact;
	bool damaged = is_damaged(a);
	uint64_t absent = ~a->present_parts;
	const struct meeting *m;
	struct check c;

	if (run->issuer.best != NULL) {
		absent &= run->issuer.best->ca.pooled != NULL ? ~WHEN_ISSUERS : ~WHEN_ISSUER;
		meet_choose_issuer(run, plan, absent);
	}
	c = check_make(run, &sink);
	run->sights = c.cert != NULL ? cert_shows(c.cert) : UINT32_MAX;
	if ((m = plan_meet(plan, run->n_rules, absent, run->sights, (uint8_t)without_issuer(run))) == NULL) {
		run->arena.failed = true;
		return;
	}
	run->counts = counts;
	memcpy(run->outcome, m->outcome, run->n_rules);
	if (!damaged) {
		for (const struct plan_entry *const *e = m->entry, *const *end = e + m->n; e < end; e++)
			run_rule(&c, &sink, *e);
		return;
	}
	for (const struct plan_entry *e = plan->entry, *end = e + plan->n; e < end; e++) {
		if (plan_cannot_look(a, e, absent)) {
			if (!e->silent)
				run->outcome[e->rule] = SMIMELINT_RULE_UNREADABLE;
		} else if ((e->when & absent) == 0) {
			/* What is lacking is in the outcomes of m. */
			if (!plan_entry_lacks(e, run->sights))
				run_rule(&c, &sink, e);
			if (has_unseen(a, e) && !e->silent)
				seen_in_part(run, e->rule);
			else if (run->outcome[e->rule] == SMIMELINT_RULE_NOT_EVALUATED && unread_own_key(run, e) != 0)
				run->outcome[e->rule] = SMIMELINT_RULE_UNREADABLE;
		}
	}
	if (is_day_assumed(run))
		miss_day(run);
}

/* Which of two outcomes says more. */
static unsigned
weight(uint8_t outcome)
{
	static const uint8_t order[] = {
		SMIMELINT_RULE_NOT_APPLICABLE, SMIMELINT_RULE_NOT_EFFECTIVE, SMIMELINT_RULE_PASS,
		SMIMELINT_RULE_NOT_EVALUATED, SMIMELINT_RULE_UNREADABLE, SMIMELINT_RULE_FOUND
	};
	unsigned w = 0;

	while (w < sizeof order && order[w] != outcome)
		w++;
	return w;
}

/* Of what became of each rule now and before. */
static void
keep_weightier(struct smimelint_run *run, const uint8_t *before)
{
	for (size_t i = 0; i < run->n_rules; i++)
		if (weight(run->outcome[i]) < weight(before[i]))
			run->outcome[i] = before[i];
}

/* What rules asked of the certificate they asked by the profile before. */
static void
take_profile(struct smimelint_run *run, const struct profile *p)
{
	run->profile = *p;
	memset(&run->memo, 0, sizeof run->memo);
}

/* By the profile that the certificate asserts, where another one is claimed: what it breaks of either is found, once. */
static bool
run_other(struct smimelint_run *run)
{
	struct profile claimed = run->profile;
	struct run_counts counts = run->counts;
	size_t first = run->n_finding;
	uint8_t *outcome = arena_take(&run->arena, run->n_rules);
	struct plan *plan = plan_get(run, &run->other_profile);

	if (plan == NULL || outcome == NULL)
		return false;
	memcpy(outcome, run->outcome, run->n_rules);
	take_profile(run, &run->other_profile);
	/* What was counted for the notices about scope is one fact too. */
	run_plan(run, plan, counts);
	if (is_damaged(run->artifact))
		tell_damage(run, plan);
	reasons_tell(run);
	keep_weightier(run, outcome);
	findings_merge(run, first);
	take_profile(run, &claimed);
	run->counts = counts;
	return true;
}

/* Every rule of the plan that each CA of a response is met by. */
static void
run_of_each_ca(struct smimelint_run *run, const struct plan *plan)
{
	struct sink sink = { .run = run };
	uint64_t absent = ~run->artifact->present_parts & ~WHEN_ISSUERS;
	struct check c;

	meet_choose_issuer(run, plan, absent);
	c = check_make(run, &sink);
	for (const struct plan_entry *e = plan->entry, *end = e + plan->n; e < end; e++)
		if ((e->row->follows_paths || e->row->of_each_ca) && (e->when & absent) == 0 && !plan_cannot_look(run->artifact, e, absent))
			run_rule(&c, &sink, e);
}

/* The issuer, of whose paths and twins nothing is known yet. */
static void
run_take_issuer(struct smimelint_run *run, const struct issuer_search *found)
{
	run->issuer = *found;
	run->paths = NULL;
	run->paths_of = NULL;
	run->paths_signed = NULL;
	run->n_climbed = 0;
	run->unlike = NULL;
	run->last_unlike = &run->unlike;
}

/* CAs that were not looked for: the rules that each is met by have not seen all, and one of them says so where nothing else does. */
static void
tell_beyond(struct smimelint_run *run, const struct plan *plan, struct span where)
{
	struct sink sink = { .run = run };
	struct check c = check_make(run, &sink);

	for (const struct plan_entry *e = plan->entry, *end = e + plan->n; e < end; e++) {
		if (!e->row->follows_paths && !e->row->of_each_ca)
			continue;
		c.rule = e->row;
		sink.entry = e;
		if (run->outcome[run->limit_index] != SMIMELINT_RULE_FOUND)
			beyond_limit(&c, where, "CertIDs of more than 16 CAs");
		else if (!e->silent)
			seen_in_part(run, e->rule);
	}
}

/* The paths of the other CAs that an OCSP response is about: each finding says of which. */
static bool
run_other_cas(struct smimelint_run *run, const struct plan *plan)
{
	const struct issuer_search issuer = run->issuer;
	uint8_t *outcome = arena_take(&run->arena, run->n_rules);

	if (outcome == NULL)
		return false;
	for (unsigned k = 0; k < run->n_other_ca; k++) {
		memcpy(outcome, run->outcome, run->n_rules);
		run_take_issuer(run, &run->other_ca[k].found);
		run->single = run->other_ca[k].single;
		run_of_each_ca(run, plan);
		reasons_tell_of_paths(run);
		keep_weightier(run, outcome);
	}
	run_take_issuer(run, &issuer);
	run->single = NULL;
	for (unsigned i = 0; i < run->ocsp.n_single; i++)
		if (run->about[i].beyond) {
			tell_beyond(run, plan, run->ocsp.single[i].raw);
			break;
		}
	return true;
}

/* An input in which nothing can be framed has one finding. */
static void
report_unreadable(struct smimelint_run *run)
{
	memset(run->outcome, SMIMELINT_RULE_UNREADABLE, run->n_rules);
	run_alone(run, smimelint_rule_find(run->type->unreadable_rule), SMIMELINT_ERROR);
	findings_settle(run);
	run->status = SMIMELINT_UNREADABLE;
}

void
engine_refuse(struct smimelint_run *run, struct span der, const struct artifact_type *type, const char *what)
{
	run_reset(run, der);
	run->type = type;
	run->limit_fault = (struct artifact_fault){ .part = PART_WHOLE, .where = { der.p, 0 }, .what = what };
	memset(&run->refused, 0, sizeof run->refused);
	run->refused.der = der;
	run->refused.state[PART_TBS] = PART_IS_BAD;
	run->refused.fault = &run->limit_fault;
	run->refused.n_fault = 1;
	run->artifact = &run->refused;
	report_unreadable(run);
}

static const struct artifact_type *const types[] = { &crl_type, &ocsp_type, &certificate_type };
#define N_TYPES (sizeof types / sizeof *types)

/* What it looks like; NULL: nothing that is linted. */
static const struct artifact_type *
seen_type(struct span der)
{
	for (size_t i = 0; i < N_TYPES; i++)
		if (types[i]->recognise(der))
			return types[i];
	return NULL;
}

static const struct artifact_type *
claimed_type(uint16_t kind)
{
	size_t i = 0;

	while ((types[i]->kinds & kind) == 0)
		i++;
	return types[i];
}

/* What an option says that it is; else what it looks like; else a certificate. */
static const struct artifact_type *
type_of(const struct smimelint_ctx *ctx, const struct artifact_type *seen)
{
	return ctx->kind != 0 ? claimed_type(ctx->kind) : seen != NULL ? seen : &certificate_type;
}

/* All that is read of a certificate is on its way from memory before the first of it is asked for: it waits once, not line by line. */
static void
prefetch(struct span der)
{
	enum { LINE = 64, MOST = 4096 };

	for (size_t i = 0; i < der.n && i < MOST; i += LINE)
		__builtin_prefetch(der.p + i);
}

smimelint_status
engine_lint(struct smimelint_run *run, struct span der)
{
	const struct artifact_type *seen = seen_type(der);
	struct plan *plan;

	prefetch(der);
	run_reset(run, der);
	run->type = type_of(run->ctx, seen);
	if (seen != NULL && seen != run->type) {
		engine_refuse(run, der, run->type, seen->not_asked);
		return SMIMELINT_ERR_INPUT;
	}
	if (run->type->limited && der.n > run->ctx->max_certificate) {
		engine_refuse(run, der, run->type, "larger than the limit for one certificate (--max-certificate)");
		return SMIMELINT_ERR_LIMIT;
	}
	if (!run->type->read(run, der))
		return SMIMELINT_ERR_NOMEM;
	if (!artifact_readable(run->artifact)) {
		report_unreadable(run);
		return SMIMELINT_ERR_INPUT;
	}
	if (!run->type->detect(run)) {
		run->status = SMIMELINT_OUT_OF_SCOPE;
		memset(run->outcome, SMIMELINT_RULE_NOT_APPLICABLE, run->n_rules);
		return SMIMELINT_OK;
	}
	if (run->type->gather != NULL)
		run->type->gather(run);
	if ((plan = plan_get(run, &run->profile)) == NULL)
		return SMIMELINT_ERR_NOMEM;
	run_plan(run, plan, plan->counts);
	if (run->type == &ocsp_type && run->about != NULL && !run_other_cas(run, plan))
		return SMIMELINT_ERR_NOMEM;
	if (is_damaged(run->artifact))
		tell_damage(run, plan);
	reasons_tell(run);
	if (run->other_profile.kind != 0 && !run_other(run))
		return SMIMELINT_ERR_NOMEM;
	if (run->type->finish != NULL)
		run->type->finish(run);
	findings_yield(run);
	findings_fold(run);
	findings_settle(run);
	return run->arena.failed || key_work_failed(run->key) ? SMIMELINT_ERR_NOMEM : SMIMELINT_OK;
}
