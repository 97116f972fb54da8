/* SPDX-License-Identifier: Apache-2.0 */
/* check.c - a rule meets what is linted: what it is given, and what becomes of what it says. */
#include "engine/engine.h"

/* Where the rule's function settled it, the row's reading plays no part. */
static uint8_t
severity_settled(const struct check *c, int32_t day)
{
	const struct sink *s = c->sink;
	int32_t since;

	return s->undisputed == s->entry ? level_severity(c->rule, rule_level(c->rule, day, &since), true) : s->entry->severity;
}

static uint8_t
severity_now(const struct check *c)
{
	const struct sink *s = c->sink;

	if (s->as_error == s->entry)
		return SMIMELINT_ERROR;
	if (s->as_notice == s->entry && s->entry->severity != SMIMELINT_PASS)
		return SMIMELINT_NOTICE;
	return severity_settled(c, c->profile->day);
}

static void
add(struct check *c, struct span where, const char *value, const struct smimelint_rule *broken)
{
	struct sink *s = c->sink;
	struct finding f;

	if (s->entry->silent)
		return;
	f = (struct finding){
		.rule = c->rule, .index = s->entry->rule, .value = value, .where = where, .since = s->entry->since, .severity = severity_now(c),
		.undisputed = s->undisputed == s->entry, .broken = broken, .of_issuing_ca = s->of_issuing_ca == s->entry,
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

/* What a rule finds that is off is dropped. */
static bool
is_shown(const struct check *c)
{
	const struct sink *s = c->sink;

	return !s->entry->silent;
}

static void
found(struct check *c, struct span where, const char *value)
{
	add(c, where, value, NULL);
}

static void
found_broken(struct check *c, struct span where, const struct smimelint_rule *broken)
{
	add(c, where, broken->id, broken);
}

/* What a rule says of itself; what was found weighs more. */
static void
settle(struct check *c, smimelint_outcome outcome, const char *why)
{
	struct sink *s = c->sink;
	struct smimelint_run *run = s->run;

	if (run->outcome[s->entry->rule] == SMIMELINT_RULE_FOUND || s->entry->silent)
		return;
	run->outcome[s->entry->rule] = (uint8_t)outcome;
	if (run->n_why < run->n_rules)
		run->why[run->n_why++] = (struct why){ s->entry->rule, why };
}

static void
is_undisputed(struct check *c)
{
	struct sink *s = c->sink;

	s->undisputed = s->entry;
}

static void
is_error(struct check *c)
{
	struct sink *s = c->sink;

	s->as_error = s->entry;
}

static void
is_worth_knowing(struct check *c)
{
	struct sink *s = c->sink;

	s->as_notice = s->entry;
}

static void
is_of_issuing_ca(struct check *c)
{
	struct sink *s = c->sink;

	s->of_issuing_ca = s->entry;
}

static void
does_not_apply(struct check *c, const char *why)
{
	settle(c, SMIMELINT_RULE_NOT_APPLICABLE, why);
}

static void
lacks_fact(struct check *c, const char *why)
{
	settle(c, SMIMELINT_RULE_NOT_EVALUATED, why);
}

/* Whatever rules were chosen: one of them could not look. */
static void
could_not_look(struct check *c, uint16_t teller, struct span where, const char *what)
{
	struct sink *s = c->sink;

	/* A rule that is off speaks for one that is on. */
	if (s->entry->silent && rule_is_off(s->run->ctx, teller))
		return;
	finding_add(s->run, (struct finding){
		.rule = s->run->rules[teller], .index = teller, .value = arena_printf(c->arena, "%s: %s", c->rule->id, what), .where = where,
		.since = DAY_ALWAYS, .severity = SMIMELINT_ERROR
	});
	s->run->outcome[teller] = SMIMELINT_RULE_FOUND;
	settle(c, SMIMELINT_RULE_UNREADABLE, what);
}

static void
is_beyond_limit(struct check *c, struct span where, const char *what)
{
	struct sink *s = c->sink;

	could_not_look(c, s->run->limit_index, where, what);
}

static void
is_unreadable_above(struct check *c, struct span where, const char *what)
{
	struct sink *s = c->sink;

	could_not_look(c, s->run->neighbour_index, where, what);
}

/* ---- rules over evidence ---- */

static bool
is_due(struct check *c, const struct ev_time *when)
{
	struct sink *s = c->sink;
	struct smimelint_run *run = s->run;
	struct plan_entry *e = s->dated;
	uint8_t *outcome = &run->outcome[e->rule];
	bool own = c->rule->basis > BASIS_ISSUED && when != NULL && when->given;

	s->section = NULL;
	s->basis = own || c->rule->basis == BASIS_NONE ? c->rule->basis : c->evidence->issued.given || run->ctx->at != DAY_NEVER ? BASIS_ISSUED : BASIS_NONE;
	s->basis_day = own ? day_from_seconds(when->seconds) : c->evidence->issued_day;
	e->severity = level_severity(c->rule, rule_level(c->rule, s->basis_day, &e->since), run->ctx->strict_readings);
	e->upcoming = run->ctx->upcoming == DAY_ALWAYS ? DAY_NEVER :
	    rule_upcoming(run->ctx, c->rule, s->basis_day, e->severity);
	if (e->severity == SMIMELINT_PASS && e->upcoming == DAY_NEVER) {
		if (*outcome == SMIMELINT_RULE_NOT_APPLICABLE)
			*outcome = SMIMELINT_RULE_NOT_EFFECTIVE;
		return false;
	}
	if (e->severity != SMIMELINT_PASS && *outcome != SMIMELINT_RULE_FOUND && *outcome != SMIMELINT_RULE_NOT_EVALUATED)
		*outcome = SMIMELINT_RULE_PASS;
	return true;
}

static void
bind_by(struct check *c, const char *section)
{
	struct sink *s = c->sink;

	s->section = section;
}

static void
bind_since(struct check *c, int32_t day)
{
	struct sink *s = c->sink;

	s->dated->since = day;
}

/* `message`: where the fact is missing, that in words; NULL: it is not. */
static void
add_fact(struct check *c, const struct json_value *at, const char *member, const char *value, const char *message,
    uint8_t severity)
{
	struct sink *s = c->sink;
	struct finding f = {
		.rule = c->rule, .index = s->entry->rule, .value = value, .since = s->entry->since, .severity = severity,
		.on_record = true, .view = c->evidence, .basis = s->basis, .basis_day = s->basis_day, .section = s->section, .message = message,
		.missing = message != NULL, .undisputed = s->undisputed == s->entry,
	};

	/* A member that is there is its own place. */
	if (member != NULL && json_find(at, member) != NULL) {
		at = json_find(at, member);
		member = NULL;
	}
	f.fact = at;
	f.member = member;
	if (severity != SMIMELINT_PASS) {
		finding_add(s->run, f);
		s->run->outcome[s->entry->rule] = SMIMELINT_RULE_FOUND;
	}
	if (s->entry->upcoming != DAY_NEVER) {
		f.severity = SMIMELINT_UPCOMING;
		f.since = s->entry->upcoming;
		finding_add(s->run, f);
	}
}

static void
found_fact(struct check *c, const struct json_value *at, const char *member, const char *value)
{
	struct sink *s = c->sink;

	add_fact(c, at, member, value, NULL, severity_settled(c, s->basis_day));
}

/* What is missing, in words: a rule's title accuses of something else. */
static const char *
not_recorded(struct check *c, const struct json_value *at, const char *member)
{
	const char *place = ev_place_text(c->arena, at, member), *doc = ev_place_doc(at, member);

	return doc != NULL ? arena_printf(c->arena, "not recorded: %s (%s)", place, doc) :
	    arena_printf(c->arena, "not recorded: %s", place);
}

static void
fact_missing(struct check *c, const struct json_value *at, const char *member, uint8_t missing)
{
	struct sink *s = c->sink;
	uint8_t severity = s->entry->severity;
	int32_t since;

	if (missing == MISSING_NOT_EVALUATED) {
		lacks_fact(c, arena_printf(c->arena, "%s is not in the record", json_pointer(c->arena, at, member)));
		return;
	}
	/* A disputed reading is a warning; that the fact is missing is no matter of reading. */
	if (missing == MISSING_ERROR && severity != SMIMELINT_PASS)
		severity = level_severity(c->rule, rule_level(c->rule, s->basis_day, &since), true);
	else if (severity > SMIMELINT_WARNING)
		severity = SMIMELINT_WARNING;
	add_fact(c, at, member, "missing", not_recorded(c, at, member), severity);
}

/* ---- the meeting ---- */

static const struct rule_sink engine_sink = {
	found, does_not_apply, lacks_fact, is_beyond_limit, is_unreadable_above, is_undisputed, is_error, is_worth_knowing, is_of_issuing_ca, is_due,
	bind_since, bind_by, found_fact, fact_missing, found_broken, is_shown
};

struct check
check_make(struct smimelint_run *run, struct sink *sink)
{
	struct check c = {
		.artifact = run->artifact,
		.issuer_state = run->issuer_state,
		.rival = (const struct candidate *const *)run->issuer.rival,
		.n_rival = run->issuer.n_rival,
		.tried = run->issuer.tried,
		.n_tried = run->issuer.n_tried,
		.unlike_twin = run->unlike,
		.single = run->single,
		.profile = &run->profile,
		.options = &run->ctx->options,
		.ca_profile = run->ca_profile,
		.weak_keys = weak_keys_given(&run->ctx->weak_keys) ? &run->ctx->weak_keys : NULL,
		.counts = &run->counts,
		.damage = run->damage,
		.key = run->key,
		.memo = &run->memo,
		.arena = &run->arena,
		.say = &engine_sink,
		.sink = sink,
	};
	if (run->artifact != NULL)
		run->type->show(run, &c);
	if (run->issuer.best != NULL) {
		c.issuer = run->issuer.best->ca.cert;
		c.issuer_key = run->issuer.best->ca.key;
		c.issuer_is_root = run->issuer.best->ca.is_root;
		c.issuer_verdict = run->issuer.best->verdict;
		c.issuer_says = run->issuer.best->ca.says;
		for (size_t i = 0; i < run->issuer.n_twin; i++)
			c.issuer_has_root = c.issuer_has_root || (issuers_counts(&run->issuer, &run->issuer.twin[i]) && run->issuer.twin[i].ca.is_root);
	}
	return c;
}

static void
run_entry(struct smimelint_run *run, const struct smimelint_rule *r, struct plan_entry e)
{
	struct sink sink = { .run = run, .entry = &e };
	struct check c = check_make(run, &sink);

	while (run->rules[e.rule] != r)
		e.rule++;
	c.rule = r;
	c.evidence = &run->evidence;
	e.fn(&c);
}

void
run_alone(struct smimelint_run *run, const struct smimelint_rule *r, uint8_t severity)
{
	if (r != NULL)
		run_entry(run, r, (struct plan_entry){ .fn = r->fn, .severity = severity, .since = DAY_ALWAYS, .upcoming = DAY_NEVER });
}

void
run_on_day(struct smimelint_run *run, const struct smimelint_rule *r, rule_fn *fn)
{
	struct plan_entry e = { .fn = fn, .upcoming = DAY_NEVER };

	e.severity = level_severity(r, rule_level(r, run->profile.day, &e.since), run->ctx->strict_readings);
	if (e.severity != SMIMELINT_PASS)
		run_entry(run, r, e);
}
