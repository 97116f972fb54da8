/* SPDX-License-Identifier: Apache-2.0 */
/*
 * plan.c - which rules a certificate of one kind, profile and day meets.
 *
 * Worked out once for each combination and kept, so that the loop over a
 * certificate's rules tests neither scope nor date.  Days between which no
 * schedule changes share a plan.
 */
#include <stdlib.h>

#include "engine/engine.h"

static size_t
epoch_of(const struct smimelint_ctx *ctx, int32_t day)
{
	size_t low = 0, high = ctx->n_calendar;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (ctx->calendar[middle] <= day)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static size_t
schedule_length(const struct smimelint_rule *r)
{
	size_t n = 0;

	while (r->schedule[n].level != LEVEL_END)
		n++;
	return n;
}

/* Keeps the calendar ascending, each day once. */
static void
calendar_add(struct smimelint_ctx *ctx, int32_t day)
{
	size_t at = epoch_of(ctx, day);
	int32_t *place = ctx->calendar + at;

	if (at > 0 && place[-1] == day)
		return;
	memmove(place + 1, place, (ctx->n_calendar - at) * sizeof *place);
	*place = day;
	ctx->n_calendar++;
}

bool
calendar_make(struct smimelint_ctx *ctx)
{
	int32_t last = DAY_NEVER;
	size_t n = 0;

	for (size_t t = 0; rule_tables[t] != NULL; t++)
		for (size_t k = 0; k < rule_tables[t]->n; k++)
			n += schedule_length(&rule_tables[t]->rule[k]);
	if ((ctx->calendar = calloc(n + 1, sizeof *ctx->calendar)) == NULL)
		return false;
	for (size_t t = 0; rule_tables[t] != NULL; t++)
		for (size_t k = 0; k < rule_tables[t]->n; k++) {
			const struct smimelint_rule *r = &rule_tables[t]->rule[k];

			/* Rules over evidence have days of their own: due().  Most of the others begin with the one before them. */
			for (const struct dated_level *e = r->schedule; e->level != LEVEL_END && r->evidence == EVIDENCE_NONE; e++)
				if (e->from != last)
					calendar_add(ctx, last = e->from);
		}
	return true;
}

/* Rules that several certificates of the issuing CA are chosen by: what is about their one key tells nothing of them apart. */
static bool
is_of_issuer(const struct smimelint_rule *r)
{
	return r->needs_issuer && !r->of_issuing_key && r->evidence == EVIDENCE_NONE;
}

static size_t
rules_of_issuer(void)
{
	size_t n = 0;

	for (size_t t = 0; rule_tables[t] != NULL; t++)
		for (size_t k = 0; k < rule_tables[t]->n; k++)
			n += is_of_issuer(&rule_tables[t]->rule[k]);
	return n;
}

/* Entries are not zeroed: a plan fills a part of them, and the pages of the rest stay untouched. */
static bool
plan_alloc(struct plan *p, size_t n_rules)
{
	if (p->entry == NULL)
		p->entry = malloc((n_rules + 1) * sizeof *p->entry);
	if (p->of_issuer == NULL)
		p->of_issuer = malloc((rules_of_issuer() + 1) * sizeof *p->of_issuer);
	if (p->outcome == NULL)
		p->outcome = calloc(n_rules + 1, 1);
	return p->entry != NULL && p->of_issuer != NULL && p->outcome != NULL;
}

bool
rule_covers(const struct scope *s, const struct profile *p)
{
	return (profile_kinds(p) & ~s->kinds) == 0 && (p->types & ~s->types) == 0 && (p->gens & ~s->gens) == 0;
}

static bool
touches(const struct scope *s, const struct profile *p)
{
	return (profile_kinds(p) & s->kinds) != 0 && (p->types & s->types) != 0 && (p->gens & s->gens) != 0;
}

int32_t
rule_upcoming(const struct smimelint_ctx *ctx, const struct smimelint_rule *r, int32_t day, uint8_t now)
{
	for (const struct dated_level *e = r->schedule; e->level != LEVEL_END; e++)
		if (e->from > day && e->from <= ctx->upcoming &&
		    level_severity(r, e->level, ctx->strict_readings) > now)
			return e->from;
	return DAY_NEVER;
}

static bool
begins_later(const struct smimelint_rule *r, int32_t day)
{
	return r->schedule[0].level != LEVEL_END && r->schedule[0].from > day;
}

/* Of a root program that was not asked for. */
static bool
is_of_no_program(const struct smimelint_ctx *ctx, size_t i)
{
	return ctx->program[i] != 0 && (ctx->programs & ctx->program[i]) == 0;
}

bool
rule_is_of_others(const struct smimelint_ctx *ctx, const struct profile *p, const struct smimelint_rule *r, size_t i)
{
	return p->types == 0 && (ctx->program[i] != 0 || strncmp(r->id, "sbr.", 4) == 0);
}

bool
rule_is_off(const struct smimelint_ctx *ctx, size_t i)
{
	return is_of_no_program(ctx, i) ||
	    (ctx->selected[i] & SELECTED_SKIP) != 0 ||
	    (ctx->has_only && (ctx->selected[i] & SELECTED_ONLY) == 0);
}

bool
some_rule_is_on(const struct smimelint_ctx *ctx)
{
	size_t i = 0, n = rules_count();

	while (i < n && rule_is_off(ctx, i))
		i++;
	return i < n;
}

/*
 * Does a rule that is off run all the same, to tell what it cannot look at?
 * While those are chosen that tell so, their errors are those of a plain run.
 */
static bool
is_asked_for_limits(const struct smimelint_run *run, const struct smimelint_rule *r, size_t i)
{
	return rule_may_tell_limits(r) && !is_of_no_program(run->ctx, i) &&
	    (!rule_is_off(run->ctx, run->limit_index) || !rule_is_off(run->ctx, run->neighbour_index));
}

/* Counted whatever a filter chooses: the certificate is from before it all the same. */
static bool
has_not_begun(const struct smimelint_ctx *ctx, const struct profile *p, const struct plan_entry *e)
{
	return e->row->evidence == EVIDENCE_NONE && e->severity == SMIMELINT_PASS && !is_of_no_program(ctx, e->rule) &&
	    begins_later(e->row, p->day);
}

/* Whether the issuing CA's certificate has to be at hand. */
static uint64_t
issuer_asked(const struct smimelint_rule *r, const struct profile *p)
{
	if (!r->needs_issuer || (r->of_signer && p->kind == KIND_OCSP_RESPONSE))
		return 0;
	return r->own_issuer_too ? WHEN_ISSUER : WHEN_OTHER_CA;
}

static void
plan_entry_add(struct plan *plan, struct plan_entry e)
{
	plan->when |= e.when;
	plan->only_of |= e.only_of;
	plan->entry[plan->n++] = e;
}

static void
plan_silent(struct plan *plan, struct plan_entry e, uint8_t level)
{
	if (level == LEVEL_NONE)
		return;
	e.silent = true;
	e.severity = SMIMELINT_PASS;
	plan_entry_add(plan, e);
}

/* A rule whose scope covers the profile. */
static void
plan_covered(const struct smimelint_run *run, struct plan *plan, const struct profile *p, const struct smimelint_rule *r, size_t i, bool off)
{
	const struct smimelint_ctx *ctx = run->ctx;
	struct plan_entry e = {
		.needs = r->needs, .reads = r->reads,
		.when = r->when | issuer_asked(r, p),
		.fn = r->fn, .row = r, .only_of = r->only_of, .rule = (uint16_t)i, .upcoming = DAY_NEVER,
		.named = (ctx->selected[i] & SELECTED_NAMED) != 0,
	};
	uint8_t level = rule_level(r, p->day, &e.since);

	if ((e.when & WHEN_ISSUERS) != 0)
		e.fn = meet_issuer;
	else if (r->asks_namesake)
		e.fn = meet_namesake;
	e.severity = level_severity(r, level, ctx->strict_readings);
	if (is_of_issuer(r) && e.severity != SMIMELINT_PASS && !is_of_no_program(ctx, i))
		plan->of_issuer[plan->n_of_issuer++] = e;
	plan->counts.not_begun += has_not_begun(ctx, p, &e);
	if (off && is_asked_for_limits(run, r, i))
		plan_silent(plan, e, level);
	if (off || r->evidence != EVIDENCE_NONE)
		return;
	if (ctx->upcoming != DAY_ALWAYS)
		e.upcoming = rule_upcoming(ctx, r, p->day, e.severity);
	plan->outcome[i] = e.severity == SMIMELINT_PASS ? SMIMELINT_RULE_NOT_EFFECTIVE : SMIMELINT_RULE_PASS;
	if (e.severity != SMIMELINT_PASS || e.upcoming != DAY_NEVER)
		plan_entry_add(plan, e);
}

static void
plan_rule(const struct smimelint_run *run, struct plan *plan, const struct profile *p, const struct smimelint_rule *r, size_t i)
{
	bool others = rule_is_of_others(run->ctx, p, r, i), off = rule_is_off(run->ctx, i) && (others || !r->outlives_filter);

	plan->outcome[i] = off ? SMIMELINT_RULE_OFF : SMIMELINT_RULE_NOT_APPLICABLE;
	if (others)
		return;
	if (rule_covers(&r->scope, p))
		plan_covered(run, plan, p, r, i, off);
	else if (!off && r->evidence == EVIDENCE_NONE && touches(&r->scope, p))
		plan->counts.profile_bound++;
}

static bool
plan_make(const struct smimelint_run *run, struct plan *plan, const struct profile *p)
{
	size_t n = rules_count(), i = 0;

	if (!plan_alloc(plan, n))
		return false;
	plan->n = plan->n_of_issuer = plan->n_met = 0;
	for (size_t k = 0; k < PLAN_MEETINGS; k++)
		plan->met[k].made = false;
	plan->when = 0;
	plan->only_of = 0;
	plan->counts = (struct run_counts){ .not_begun = 0 };
	plan->kind = p->kind;
	plan->also = p->also;
	plan->types = p->types;
	plan->gens = p->gens;
	plan->epoch = epoch_of(run->ctx, p->day);
	for (size_t t = 0; rule_tables[t] != NULL; t++)
		for (size_t k = 0; k < rule_tables[t]->n; k++)
			plan_rule(run, plan, p, &rule_tables[t]->rule[k], i++);
	plan->made = true;
	return true;
}

/* Few plans need room for all of their meetings. */
static bool
meeting_alloc(struct meeting *m, size_t n_rules)
{
	if (m->entry == NULL)
		m->entry = calloc(n_rules + 1, sizeof *m->entry);
	if (m->outcome == NULL)
		m->outcome = calloc(n_rules + 1, 1);
	return m->entry != NULL && m->outcome != NULL;
}

/* What becomes of a rule whose issuing CA is not at hand. */
static uint8_t
outcome_alone(const struct plan_entry *e, uint8_t alone)
{
	bool missed = alone == ALONE_NOT_FOUND || (alone == ALONE_NOT_ASKED && e->named);

	return missed ? SMIMELINT_RULE_NOT_EVALUATED : SMIMELINT_RULE_NOT_APPLICABLE;
}

/* Works out which rules are called, and what becomes of the others. */
static void
meeting_make(struct meeting *m, const struct plan *plan, size_t n_rules)
{
	m->made = true;
	m->n = 0;
	memcpy(m->outcome, plan->outcome, n_rules);
	for (const struct plan_entry *e = plan->entry, *end = e + plan->n; e < end; e++) {
		uint64_t missed = e->when & m->absent;

		if (missed == 0 && !plan_entry_lacks(e, m->sights))
			m->entry[m->n++] = e;
		else if (e->silent)
			continue;
		else if (missed != 0)
			m->outcome[e->rule] = (missed & ~WHEN_ISSUERS) != 0 ? SMIMELINT_RULE_NOT_APPLICABLE : outcome_alone(e, m->alone);
		else if (e->row->lacking != NULL)
			m->outcome[e->rule] = SMIMELINT_RULE_NOT_APPLICABLE;
	}
}

const struct meeting *
plan_meet(struct plan *plan, size_t n_rules, uint64_t absent, uint32_t sights, uint8_t alone)
{
	struct meeting *m;

	absent &= plan->when;
	sights &= plan->only_of;
	/* Those that were made stand in front. */
	for (m = plan->met; m < plan->met + PLAN_MEETINGS && m->made; m++)
		if (m->absent == absent && m->sights == sights && m->alone == alone)
			return m;
	/* The oldest gives way. */
	m = &plan->met[plan->n_met % PLAN_MEETINGS];
	if (!meeting_alloc(m, n_rules))
		return NULL;
	plan->n_met++;
	m->absent = absent;
	m->sights = sights;
	m->alone = alone;
	meeting_make(m, plan, n_rules);
	return m;
}

static bool
is_plan_of(const struct plan *plan, const struct profile *p, size_t epoch)
{
	return plan != NULL && plan->made && plan->epoch == epoch && plan->kind == p->kind && plan->also == p->also &&
	    plan->types == p->types && plan->gens == p->gens;
}

static bool
is_taken(const struct plan *plan)
{
	return plan != NULL && plan->made;
}

/* Each has a place of its own and that beside it, so that mostly two that are met in turn do not drive one another out. */
struct plan *
plan_get(struct smimelint_run *run, const struct profile *p)
{
	size_t epoch = epoch_of(run->ctx, p->day);
	size_t key = epoch << 12 ^ (size_t)p->kind << 7 ^ (size_t)p->also << 9 ^ (size_t)p->types << 3 ^ p->gens;
	size_t own = key * 0x9e3779b1u >> 8 & (N_PLANS - 1), beside = own ^ 1;
	struct plan **place;

	if (is_plan_of(run->plan[own], p, epoch))
		return run->plan[own];
	if (is_plan_of(run->plan[beside], p, epoch))
		return run->plan[beside];
	place = &run->plan[is_taken(run->plan[own]) && !is_taken(run->plan[beside]) ? beside : own];
	if (*place == NULL && (*place = calloc(1, sizeof **place)) == NULL)
		return NULL;
	(*place)->made = false;
	return plan_make(run, *place, p) ? *place : NULL;
}

void
plan_free(struct plan *plan)
{
	if (plan == NULL)
		return;
	free(plan->entry);
	free(plan->of_issuer);
	free(plan->outcome);
	for (size_t k = 0; k < PLAN_MEETINGS; k++) {
		free(plan->met[k].entry);
		free(plan->met[k].outcome);
	}
	free(plan);
}
