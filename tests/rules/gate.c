/* SPDX-License-Identifier: Apache-2.0 */
/*
 * gate.c - what the data has to prove of every rule: that it finds, that it
 * passes what is right, and that each dated level begins on its day.
 */
#include <stdio.h>

#include "tests/rules/run.h"

/* From this day on there is evidence to be judged. */
#define SBR_DAY DAY(2023, 9, 1)

/* One entry of a rule's schedule and the day the next one begins. */
struct entry {
	size_t index;
	int32_t from, until;
	const char *level;
	smimelint_level severity;
};

static void
lacks(struct runner *r, const smimelint_rule *rule, const char *what, const char *detail)
{
	printf("gate: %s: %s%s\n", smimelint_rule_text(rule, "id"), what, detail);
	r->failed++;
}

static bool
needs(const smimelint_rule *rule, const char *what)
{
	const char *need;

	for (size_t i = 0; (need = smimelint_rule_item(rule, "needs", i)) != NULL; i++)
		if (strcmp(need, what) == 0)
			return true;
	return false;
}

/*
 * A rule over evidence is judged by the day of what it looks at: the findings
 * of a case say which.  A case without one was before it began where its
 * outcome says so.
 */
static bool
needs_evidence(const smimelint_rule *rule)
{
	return needs(rule, "evidence");
}

static bool
names_rule(const struct recipe_case *c, const char *id)
{
	for (const struct expectation *e = c->expect; e != NULL; e = e->next)
		if (strcmp(e->rule, id) == 0)
			return true;
	return false;
}

/* Does the case or one of its variants expect the rule? */
static bool
family_names(const struct judged *j, const char *id)
{
	for (const struct recipe_case *c = j->family; c != NULL; c = c->next)
		if ((c == j->family || c->of == j->family) && names_rule(c, id))
			return true;
	return false;
}

/* A fact that is missing may weigh less than one that is wrong. */
static bool
shows_missing(const struct judged *j, const smimelint_rule *rule, int32_t from, int32_t until)
{
	for (const struct finding *f = j->finding; f != NULL; f = f->next)
		if (f->rule == rule && f->value != NULL && strcmp(f->value, "missing") == 0 && f->basis >= from &&
		    f->basis < until)
			return true;
	return false;
}

/* A rule under a disputed reading is a warning where its schedule says error. */
static bool
shows(const struct judged *j, const smimelint_rule *rule, const struct entry *e)
{
	int32_t from = needs_evidence(rule) ? e->from : DAY_ALWAYS, until = needs_evidence(rule) ? e->until : DAY_NEVER;

	if (has_finding_within(j, rule, e->severity, from, until) ||
	    (needs_evidence(rule) && shows_missing(j, rule, from, until)))
		return true;
	return e->severity == SMIMELINT_ERROR && smimelint_rule_text(rule, "reading") != NULL &&
	    has_finding_within(j, rule, SMIMELINT_WARNING, from, until);
}

static bool
finds(const struct judged *j, const smimelint_rule *rule)
{
	return has_finding(j, rule, SMIMELINT_NOTICE) || has_finding(j, rule, SMIMELINT_WARNING) ||
	    has_finding(j, rule, SMIMELINT_ERROR);
}

static bool
in_force(const struct judged *j, const struct entry *e)
{
	return j->day >= e->from && j->day < e->until;
}

/* A failing certificate, judged on the day before the rule's first entry, is silent. */
static void
prove_start(struct runner *r, const smimelint_rule *rule, const struct entry *e)
{
	const char *at;
	struct judged *before;
	char day[16];

	for (const struct judged *j = r->first; j != NULL; j = j->next) {
		if ((!needs_evidence(rule) && !in_force(j, e)) || !shows(j, rule, e))
			continue;
		at = arena_printf(&r->world.arena, "%s", day_format(e->from - 1, day));
		before = lint_case(r, j->recipe, j->setting, j->der, at);
		if (before == NULL) {
			lacks(r, rule, "the day before cannot be judged: ", r->world.tool.error);
			r->world.tool.error[0] = '\0';
		} else if (finds(before, rule)) {
			lacks(r, rule, "already found on ", at);
		}
		return;
	}
	lacks(r, rule, "no certificate shows its level from ", day_format(e->from, day));
}

/* Every later entry: one certificate on each side of the day. */
static void
prove_change(struct runner *r, const smimelint_rule *rule, const struct entry *e)
{
	const char *id = smimelint_rule_text(rule, "id");
	bool ends = strcmp(e->level, "none") == 0, after = false, before = false;
	char day[16];

	for (const struct judged *j = r->first; j != NULL; j = j->next) {
		if (!family_names(j, id))
			continue;
		if (in_force(j, e) && (ends ? !finds(j, rule) : shows(j, rule, e)))
			after = true;
		if (j->day < e->from && (ends ? finds(j, rule) : !shows(j, rule, e)))
			before = true;
	}
	if (!after)
		lacks(r, rule, "no certificate shows its level from ", day_format(e->from, day));
	if (!before)
		lacks(r, rule, "no certificate shows it otherwise before ", day_format(e->from, day));
}

static bool
lists(const struct expectation *e, const char *id)
{
	while (e != NULL && strcmp(e->rule, id) != 0)
		e = e->next;
	return e != NULL;
}

/*
 * The same of a rule over evidence: a finding of this level on one side, on the
 * other a finding of another level, or a case that says it did not bind.
 */
static void
prove_evidence(struct runner *r, const smimelint_rule *rule, const struct entry *e)
{
	const char *id = smimelint_rule_text(rule, "id");
	bool ends = strcmp(e->level, "none") == 0, after = false, before = false;
	char day[16];

	for (const struct judged *j = r->first; j != NULL; j = j->next) {
		bool unbound = lists(j->c->unbound, id), earlier = false;

		for (const struct finding *f = j->finding; f != NULL; f = f->next)
			earlier |= f->rule == rule && f->basis < e->from;
		after |= ends ? unbound : shows(j, rule, e);
		before |= earlier || (!ends && unbound);
	}
	if (!after)
		lacks(r, rule, "no record shows its level from ", day_format(e->from, day));
	if (!before)
		lacks(r, rule, "no record shows it otherwise before ", day_format(e->from, day));
}

static bool
get_entry(const smimelint_rule *rule, size_t i, struct entry *e)
{
	const char *level;
	smimelint_level severity;

	e->index = i;
	if (!smimelint_rule_schedule(rule, i, &e->from, &e->level, &e->severity))
		return false;
	if (!smimelint_rule_schedule(rule, i + 1, &e->until, &level, &severity))
		e->until = DAY_NEVER;
	return true;
}

/* Is there a last day of a rule that judges certificates? */
static bool
ends(const smimelint_rule *rule)
{
	struct entry e = { .level = "" };

	for (size_t i = 0; get_entry(rule, i, &e); i++)
		;
	return !needs_evidence(rule) && strcmp(e.level, "none") == 0;
}

static bool
is_given(const struct judged *j, const char *name)
{
	for (const struct setting *s = j->setting; s != NULL; s = s->next)
		if (strcmp(s->name, name) == 0)
			return true;
	return false;
}

/* What a row says that a rule needs beside CRLs and responses: all cases that fail it have it, and of what no row says not all do. */
static void
prove_needs(struct runner *r, const smimelint_rule *rule, size_t index)
{
	static const struct {
		const char *need, *setting;
	} beside[] = { { "issuer", "issuer" }, { "previous", "previous" }, { "certificates", "known" }, { "current", "current" } };
	const char *id = smimelint_rule_text(rule, "id");

	if (!needs(rule, "crl") && !needs(rule, "ocsp"))
		return;
	for (size_t i = 0; i < sizeof beside / sizeof *beside; i++) {
		bool all = true;

		for (const struct judged *j = r->first; j != NULL; j = j->next)
			if (names_rule(j->c, id) && j->outcome[index] == SMIMELINT_RULE_FOUND && !is_given(j, beside[i].setting))
				all = false;
		if (all != needs(rule, beside[i].need) && (!all || strcmp(beside[i].need, "issuer") != 0))
			lacks(r, rule, all ? "all cases that fail it need what its row does not name: " : "found without what its row says it needs: ",
			    beside[i].need);
	}
}

static bool
names_rule_at_all(const struct recipe_case *c, const char *id)
{
	return lists(c->expect, id) || lists(c->near, id) || lists(c->idle, id);
}

/* Is it judged beside one that was judged, as a case of its own, by a day before this? */
static bool
is_beside_one_of_before(const struct runner *r, const struct judged *j, int32_t day)
{
	for (const struct setting *s = j->setting; s != NULL; s = s->next)
		for (const struct judged *of = r->first; strcmp(s->name, "previous") == 0 && of != NULL; of = of->next)
			if (of->recipe == j->recipe && strcmp(of->c->name, s->value) == 0 && of->day < day)
				return true;
	return false;
}

/*
 * A requirement never counts against what happened before it took effect: of a rule on a CRL or a response and those before it a case says what becomes
 * of one from its first day on beside one of before.
 */
static void
prove_before(struct runner *r, const smimelint_rule *rule, const struct entry *e)
{
	const char *id = smimelint_rule_text(rule, "id");
	char day[16];

	if (!needs(rule, "previous") || e->severity == SMIMELINT_NOTICE)
		return;
	for (const struct judged *j = r->first; j != NULL; j = j->next)
		if (names_rule_at_all(j->c, id) && in_force(j, e) && is_beside_one_of_before(r, j, e->from))
			return;
	lacks(r, rule, "no case from its first day on is beside one of before ", day_format(e->from, day));
}

static void
check_rule(struct runner *r, size_t index)
{
	const smimelint_rule *rule = smimelint_rule_at(index);
	const char *id = smimelint_rule_text(rule, "id");
	bool found = false, near = false;
	struct entry e;

	for (const struct judged *j = r->first; j != NULL; j = j->next) {
		found = found || (names_rule(j->c, id) && j->outcome[index] == SMIMELINT_RULE_FOUND);
		for (const struct expectation *n = j->c->near; n != NULL; n = n->next)
			near = near || (strcmp(n->rule, id) == 0 && j->outcome[index] == SMIMELINT_RULE_PASS);
		/* What is found in all before its last day has none: but that it has ended. */
		near = near || (ends(rule) && lists(j->c->unbound, id) && j->outcome[index] == SMIMELINT_RULE_NOT_EFFECTIVE);
	}
	if (!found)
		lacks(r, rule, "no case expects it", "");
	if (!near)
		lacks(r, rule, "no near miss", "");
	if (!found)
		return;
	prove_needs(r, rule, index);
	for (size_t i = 0; get_entry(rule, i, &e); i++) {
		if (e.from == DAY_ALWAYS)
			continue;
		if (i == 0)
			prove_before(r, rule, &e);
		if (needs_evidence(rule) && (i > 0 || e.from > SBR_DAY))
			prove_evidence(r, rule, &e);
		else if (i == 0)
			prove_start(r, rule, &e);
		else
			prove_change(r, rule, &e);
	}
}

void
gate(struct runner *r)
{
	for (size_t i = 0; i < smimelint_rule_count(); i++) {
		const smimelint_rule *rule = smimelint_rule_at(i);

		if (r->rules == NULL || smimelint_rule_matches(rule, r->rules))
			check_rule(r, i);
	}
}
