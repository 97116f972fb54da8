/* SPDX-License-Identifier: Apache-2.0 */
/*
 * pairs.c - what the data has to prove of every rule that gives way to others:
 * on each side of each day and scope of its partner the fact is said, by the
 * partner where that runs, binds and applies, else by the rule itself.
 */
#include <stdio.h>
#include <string.h>

#include "rule/rule.h"
#include "tests/rules/run.h"

#define CASES_ENOUGH 3	/* of one pair */

/* Two rules of which the first gives way to the second; the other partners are left out of the game. */
struct pair {
	const smimelint_rule *rule, *partner;
	size_t rule_at, partner_at;
	unsigned shown;			/* cases in which both find it */
	size_t *teller, n_teller;	/* who may tell it in a whole run */
};

static const char *
id_of(const smimelint_rule *rule)
{
	return smimelint_rule_text(rule, "id");
}

static void
fails(struct runner *r, const struct pair *p, const struct judged *j, const char *what, const char *where)
{
	printf("pairs: %s gives way to %s: %s/%s%s%s: %s\n", id_of(p->rule), id_of(p->partner), j->recipe->id, j->c->name,
	    *where != '\0' ? ", " : "", where, what);
	r->failed++;
}

static bool
found(const struct judged *j, size_t rule)
{
	return j->outcome[rule] == SMIMELINT_RULE_FOUND;
}

/* Does the profile contradict the kind that the case asks for?  Then nothing is linted, and the command says why. */
static bool
is_refused(const char *error)
{
	return strstr(error, "the kind asked for is ") != NULL;
}

/* What is said where the case's own options take every rule away. */
static const struct judged *
nothing_said(struct runner *r)
{
	struct judged *none = arena_take(&r->world.arena, sizeof *none);
	size_t n = smimelint_rule_count();

	if (none == NULL || (none->outcome = arena_take(&r->world.arena, n)) == NULL)
		return NULL;
	memset(none->outcome, SMIMELINT_RULE_OFF, n);
	return none;
}

/* The case by one rule, or by both, with one more option ("" for none). */
static const struct judged *
lint_by(struct runner *r, const struct judged *j, const char *first, const char *second, const char *option, const char *value)
{
	struct setting *s = arena_array(&r->world.arena, 3, sizeof *s);
	const struct judged *done;

	if (s == NULL)
		return NULL;
	s[0] = (struct setting){ .next = &s[1], .name = "only", .value = first };
	s[1] = (struct setting){ .next = &s[2], .name = "only", .value = second };
	s[2] = (struct setting){ .next = (struct setting *)(uintptr_t)j->setting, .name = option, .value = value };
	if (*option == '\0')
		s[1].next = s[2].next;
	done = lint_case(r, j->recipe, s, j->der, NULL);
	if (done == NULL && (strcmp(r->world.tool.error, NO_RULE_LEFT) == 0 || is_refused(r->world.tool.error)))
		done = nothing_said(r);
	r->world.tool.error[0] = '\0';
	return done;
}

static bool
is_told(const struct pair *p, const struct judged *j)
{
	for (size_t i = 0; i < p->n_teller; i++)
		if (found(j, p->teller[i]))
			return true;
	return false;
}

/* One circumstance: the rule finds by itself what it finds there, unless the partner does. */
static bool
judge_pair(struct runner *r, const struct pair *p, const struct judged *j, const char *option, const char *value)
{
	const char *where = arena_printf(&r->world.arena, "%s%s%s", option, *option != '\0' ? " " : "", value);
	const struct judged *alone = lint_by(r, j, id_of(p->rule), id_of(p->rule), option, value);
	const struct judged *both = lint_by(r, j, id_of(p->rule), id_of(p->partner), option, value);
	const struct judged *partner;

	if (alone == NULL || both == NULL) {
		fails(r, p, j, "cannot be linted", where);
		return false;
	}
	if (!found(alone, p->rule_at)) {
		if (found(both, p->rule_at))
			fails(r, p, j, "it is found beside the partner only", where);
		return false;
	}
	if ((partner = lint_by(r, j, id_of(p->partner), id_of(p->partner), option, value)) == NULL) {
		fails(r, p, j, "cannot be linted", where);
		return false;
	}
	if (found(both, p->partner_at) != found(partner, p->partner_at))
		fails(r, p, j, "the partner is not independent of it", where);
	/* Where the partner could not see all, the reason is told, which the rule may give way to as well. */
	if (both->outcome[p->partner_at] != SMIMELINT_RULE_PASS && !is_told(p, both))
		fails(r, p, j, "it is silent, and the partner neither finds nor passes it", where);
	return found(both, p->partner_at) && !found(both, p->rule_at);
}

/* On each side of each day on which the partner, or the rule, changes. */
static void
walk_days(struct runner *r, const struct pair *p, const struct judged *j)
{
	const smimelint_rule *of[] = { p->partner, p->rule };
	smimelint_level severity;
	const char *level;
	int32_t from;

	for (size_t k = 0; k < 2; k++)
		for (size_t i = 0; smimelint_rule_schedule(of[k], i, &from, &level, &severity); i++)
			for (int32_t day = from == DAY_ALWAYS ? from : from - 1; from != DAY_ALWAYS && day <= from; day++) {
				char text[16];

				judge_pair(r, p, j, "at", arena_printf(&r->world.arena, "%s", day_format(day, text)));
			}
}

/* As a certificate of each kind and profile: the partner's scope ends somewhere among them. */
static void
walk_scopes(struct runner *r, const struct pair *p, const struct judged *j)
{
	static const char *const kinds[] = { "subscriber", "subordinate-ca", "root-ca", "cross-certificate" };
	static const char *const types[] = { "mailbox", "organization", "sponsor", "individual" };
	static const char *const generations[] = { "legacy", "multipurpose", "strict" };

	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		judge_pair(r, p, j, "kind", kinds[i]);
	for (size_t t = 0; t < sizeof types / sizeof *types; t++)
		for (size_t g = 0; g < sizeof generations / sizeof *generations; g++)
			judge_pair(r, p, j, "profile", arena_printf(&r->world.arena, "%s-validated/%s", types[t], generations[g]));
}

/* The rule, the ones that it gives way to, and theirs: any of them tells the fact in a whole run. */
static void
add_tellers(struct pair *p, const smimelint_rule *rule)
{
	size_t at = smimelint_rule_index(rule);
	const char *partner;

	if (rule == NULL)
		return;
	for (size_t i = 0; i < p->n_teller; i++)
		if (p->teller[i] == at)
			return;
	p->teller[p->n_teller++] = at;
	for (size_t i = 0; (partner = smimelint_rule_item(rule, "yields-to", i)) != NULL; i++)
		add_tellers(p, smimelint_rule_find(partner));
}

/* In a whole run somebody has to say it. */
static void
judge_whole(struct runner *r, const struct pair *p, const struct judged *j)
{
	const char *partner;

	for (size_t i = 0; (partner = smimelint_rule_item(p->rule, "yields-to", i)) != NULL; i++)
		if (j->outcome[rule_index(partner)] == SMIMELINT_RULE_PASS)
			return;
	if (!is_told(p, j))
		fails(r, p, j, "nobody says it in a whole run", "");
}

static void
check_pair(struct runner *r, struct pair *p)
{
	if ((p->teller = arena_array(&r->world.arena, smimelint_rule_count(), sizeof *p->teller)) == NULL) {
		printf("pairs: out of memory\n");
		r->failed++;
		return;
	}
	add_tellers(p, p->rule);
	for (const struct judged *j = r->first; j != NULL && p->shown < CASES_ENOUGH; j = j->next) {
		if (!is_told(p, j) || !judge_pair(r, p, j, "", ""))
			continue;
		p->shown++;
		judge_whole(r, p, j);
		walk_days(r, p, j);
		walk_scopes(r, p, j);
	}
	if (p->shown == 0) {
		printf("pairs: %s gives way to %s: no case shows both\n", id_of(p->rule), id_of(p->partner));
		r->failed++;
	}
}

void
pairs(struct runner *r)
{
	const char *partner;

	for (size_t i = 0; i < smimelint_rule_count(); i++) {
		const smimelint_rule *rule = smimelint_rule_at(i);

		for (size_t k = 0; (partner = smimelint_rule_item(rule, "yields-to", k)) != NULL; k++) {
			struct pair p = { .rule = rule, .partner = smimelint_rule_find(partner), .rule_at = i, .partner_at = rule_index(partner) };

			if (p.partner == NULL) {
				printf("pairs: %s gives way to %s, which is no rule\n", id_of(rule), partner);
				r->failed++;
			} else if (p.partner->denies_kind) {
				/* No filter takes it away, so that the other one never speaks in its place. */
				continue;
			} else if (r->rules == NULL || smimelint_rule_matches(rule, r->rules)) {
				check_pair(r, &p);
			}
		}
	}
}
