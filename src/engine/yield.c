/* SPDX-License-Identifier: Apache-2.0 */
/* yield.c - a fact is said once: a rule gives way to another that says it of the certificate at hand (enum yield). */
#include <stdlib.h>

#include "base/json.h"
#include "engine/engine.h"

/* The findings of one rule, which stand together. */
struct group {
	const struct smimelint_rule *rule;
	struct finding *first, *end;
};
struct groups {
	struct group *v;
	size_t n;
};

/* Octets from .. end; `end` of an interval in order is the last end so far. */
struct interval {
	const uint8_t *from, *end;
};
struct intervals {
	struct interval *v;
	size_t n;
	size_t met;			/* how many begin before the end of the place that was looked up last */
};

static bool
some_yield(const struct smimelint_run *run)
{
	for (size_t i = 0; i < run->n_finding; i++)
		if (run->finding[i].rule->yields_to != NULL)
			return true;
	return false;
}

/* Not set to zero: there may be many, and each is written before it is read. */
static void *
raw_array(struct arena *a, size_t n, size_t size)
{
	if (n > SIZE_MAX / size) {
		a->failed = true;
		return NULL;
	}
	return arena_raw(a, n * size);
}

static struct groups
groups_make(struct smimelint_run *run)
{
	struct groups all = { raw_array(&run->arena, run->n_finding, sizeof *all.v), 0 };

	for (size_t i = 0; all.v != NULL && i < run->n_finding; i++) {
		struct finding *f = &run->finding[i];

		if (all.n == 0 || all.v[all.n - 1].rule != f->rule)
			all.v[all.n++] = (struct group){ f->rule, f, f };
		all.v[all.n - 1].end = f + 1;
	}
	return all;
}

static bool
is_named(const struct smimelint_rule *r, const char *const *ids)
{
	for (const char *const *id = ids; id != NULL && *id != NULL; id++)
		if (strcmp(*id, r->id) == 0)
			return true;
	return false;
}

static bool
yields_to(const struct smimelint_rule *r, const struct smimelint_rule *partner)
{
	return is_named(partner, r->yields_to);
}

/* Does a finding of the partner in any place make the rule silent? */
static bool
yields_whole_to(const struct smimelint_rule *r, const struct smimelint_rule *partner)
{
	return is_named(partner, r->yields == YIELD_IN_PLACE ? r->yields_whole_to : r->yields_to);
}

static size_t
rule_index(const struct smimelint_run *run, const struct smimelint_rule *r)
{
	size_t i = 0;

	while (run->rules[i] != r)
		i++;
	return i;
}

/*
 * The mildest finding of a partner that says a fact of this severity.  A milder
 * one would take from the fact what it counts for; but where the partner's
 * verdict governs, so does its level.
 */
static uint8_t
least_severity(const struct smimelint_rule *r, uint8_t severity)
{
	return r->yields == YIELD_TO_VERDICT && severity > SMIMELINT_NOTICE ? SMIMELINT_NOTICE : severity;
}

static bool
has_spoken(const struct group *partner, uint8_t severity)
{
	for (const struct finding *f = partner->first; f < partner->end; f++)
		if (f->severity >= severity)
			return true;
	return false;
}

/* The partner that makes the rule silent as a whole; NULL: none does. */
static const struct smimelint_rule *
silenced_by(const struct smimelint_run *run, const struct groups *all, const struct smimelint_rule *r, uint8_t severity)
{
	for (size_t i = 0; r->yields == YIELD_TO_VERDICT && i < run->n_rules; i++)
		if (yields_to(r, run->rules[i]) && run->outcome[i] == SMIMELINT_RULE_PASS)
			return run->rules[i];
	for (size_t i = 0; i < all->n; i++)
		if (yields_whole_to(r, all->v[i].rule) && has_spoken(&all->v[i], least_severity(r, severity)))
			return all->v[i].rule;
	return NULL;
}

/* ---- in the same place ---- */

static int
by_from(const void *a, const void *b)
{
	const struct interval *x = a, *y = b;

	return x->from < y->from ? -1 : x->from > y->from;
}

/* Where the partners of a rule found something, in order, so that a place is looked up fast. */
static struct intervals
places_make(struct smimelint_run *run, const struct groups *all, const struct smimelint_rule *r, uint8_t severity)
{
	struct intervals p = { .v = raw_array(&run->arena, run->n_finding, sizeof *p.v) };
	bool in_order = true;

	for (size_t i = 0; p.v != NULL && i < all->n; i++) {
		if (!yields_to(r, all->v[i].rule))
			continue;
		for (const struct finding *f = all->v[i].first; f < all->v[i].end; f++)
			if (f->where.p != NULL && f->severity >= severity) {
				in_order = in_order && (p.n == 0 || p.v[p.n - 1].from <= f->where.p);
				p.v[p.n++] = (struct interval){ f->where.p, f->where.p + f->where.n };
			}
	}
	if (!in_order)
		qsort(p.v, p.n, sizeof *p.v, by_from);
	for (size_t i = 1; i < p.n; i++)
		if (p.v[i].end < p.v[i - 1].end)
			p.v[i].end = p.v[i - 1].end;
	return p;
}

static bool
begins_before_end(const struct interval *v, struct span where)
{
	return v->from < where.p + where.n || v->from == where.p;
}

/* Does one of the places lie inside this one, around it, or across its border?  Findings mostly come in order: the next lies a step further. */
static bool
places_meet(struct intervals *p, struct span where)
{
	size_t low = 0, high = p->n, step = p->met;

	while (step < p->n && step <= p->met + 1 && begins_before_end(&p->v[step], where))
		step++;
	if ((step == 0 || begins_before_end(&p->v[step - 1], where)) && (step == p->n || !begins_before_end(&p->v[step], where)))
		low = high = step;
	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (begins_before_end(&p->v[middle], where))
			low = middle + 1;
		else
			high = middle;
	}
	p->met = low;
	return low > 0 && (p->v[low - 1].end > where.p || p->v[low - 1].from == where.p);
}

/* ---- in a record ---- */

/* The validation, check, attempt or identity that a finding is about; NULL: the record as a whole. */
static const struct json_value *
entry_of(const struct finding *f)
{
	const struct json_value *below = NULL;

	for (const struct json_value *v = f->fact; v != NULL && v->parent != NULL; below = v, v = v->parent)
		if (v->parent->parent == NULL)
			return v->type == JSON_ARRAY && below != NULL ? below : v;
	return NULL;
}

static bool
same_fact(const struct finding *a, const struct finding *b)
{
	return a->fact == b->fact && (a->member == NULL || b->member == NULL ? a->member == b->member : strcmp(a->member, b->member) == 0);
}

/* That a member is not recorded says nothing of the others in its entry. */
static bool
same_entry(const struct finding *f, const struct finding *p)
{
	const struct json_value *entry = p->missing ? NULL : entry_of(f);

	return entry != NULL && entry == entry_of(p);
}

/* Has a partner said it in the same member, or in the same entry? */
static bool
is_said(const struct groups *all, const struct finding *f)
{
	for (size_t i = 0; i < all->n; i++)
		for (const struct finding *p = all->v[i].first; yields_to(f->rule, all->v[i].rule) && p < all->v[i].end; p++)
			if (p->on_record && p->severity >= f->severity &&
			    (same_fact(f, p) || (f->rule->yields == YIELD_IN_ENTRY && same_entry(f, p))))
				return true;
	return false;
}

/* ---- rules that another certificate breaks ---- */

/* Has a partner said that this rule is broken there? */
static bool
is_told(const struct groups *all, const struct finding *f)
{
	for (size_t i = 0; i < all->n; i++)
		if (yields_to(f->rule, all->v[i].rule) && is_named(f->broken, all->v[i].rule->tells_of) && has_spoken(&all->v[i], f->severity))
			return true;
	return false;
}

static void
mark_broken(const struct smimelint_run *run, const struct groups *all, const struct group *g, uint8_t *silent)
{
	for (const struct finding *f = g->first; f < g->end; f++)
		if (f->broken != NULL && is_told(all, f))
			silent[f - run->finding] = 1;
}

/* ---- what the list of another rule has ---- */

/* Does the issuing CA's certificate break one of these? */
static bool
is_listed(struct smimelint_run *run, const char *const *ids)
{
	const struct candidate *ca = run->issuer.best;
	const struct issuer_errors *e = ca != NULL && ca->ca.pooled != NULL ? issuer_judge(run, ca) : NULL;

	for (size_t i = 0; e != NULL && i < e->n; i++)
		if (is_named(e->rule[i], ids))
			return true;
	return false;
}

static void
mark_listed(struct smimelint_run *run, const struct groups *all, const struct group *g, uint8_t *silent)
{
	for (const struct finding *f = g->first; f < g->end; f++)
		for (size_t i = 0; f->of_issuing_ca && i < all->n; i++)
			if (yields_to(f->rule, all->v[i].rule) && has_spoken(&all->v[i], f->severity) && is_listed(run, f->rule->listed_as))
				silent[f - run->finding] = 1;
}

/* ---- the findings ---- */

static bool
has_severity(const struct group *g, uint8_t severity)
{
	for (const struct finding *f = g->first; f < g->end; f++)
		if (f->severity == severity)
			return true;
	return false;
}

/* Marks what a rule over evidence has to take back, which gives way finding by finding. */
static void
mark_facts(const struct smimelint_run *run, const struct groups *all, const struct group *g, uint8_t *silent)
{
	for (const struct finding *f = g->first; f < g->end; f++)
		if (f->on_record && is_said(all, f))
			silent[f - run->finding] = 1;
}

/* Marks what one rule has to take back; the partner's findings are still whole then. */
static void
mark(struct smimelint_run *run, const struct groups *all, const struct group *g, uint8_t *silent)
{
	for (uint8_t severity = SMIMELINT_UPCOMING; severity <= SMIMELINT_ERROR; severity++) {
		const struct smimelint_rule *partner = NULL;
		struct intervals places = { .v = NULL };

		if (!has_severity(g, severity))
			continue;
		if (g->rule->yields == YIELD_IN_PLACE)
			places = places_make(run, all, g->rule, severity);
		partner = silenced_by(run, all, g->rule, severity);
		for (const struct finding *f = g->first; f < g->end; f++)
			if (f->severity == severity && (partner != NULL || (f->where.p != NULL && places_meet(&places, f->where))))
				silent[f - run->finding] = 1;
	}
}

/* One of those that have spoken; NULL: none is known. */
static const struct smimelint_rule *
some_partner(const struct smimelint_run *run, const struct groups *all, const struct smimelint_rule *r)
{
	const struct smimelint_rule *partner = silenced_by(run, all, r, SMIMELINT_UPCOMING);

	for (size_t i = 0; partner == NULL && i < all->n; i++)
		if (yields_to(r, all->v[i].rule))
			partner = all->v[i].rule;
	return partner;
}

/* A rule whose findings are all taken back did not apply. */
static void
settle(struct smimelint_run *run, const struct groups *all, const struct group *g, const uint8_t *silent)
{
	size_t i = rule_index(run, g->rule);
	const struct smimelint_rule *partner;

	for (const struct finding *f = g->first; f < g->end; f++)
		if (f->severity != SMIMELINT_UPCOMING && silent[f - run->finding] == 0)
			return;
	if (run->outcome[i] != SMIMELINT_RULE_FOUND)
		return;
	run->outcome[i] = SMIMELINT_RULE_NOT_APPLICABLE;
	if ((partner = some_partner(run, all, g->rule)) != NULL && run->n_why < run->n_rules)
		run->why[run->n_why++] = (struct why){ (uint16_t)i, arena_printf(&run->arena, "gives way to %s", partner->id) };
}

void
findings_yield(struct smimelint_run *run)
{
	struct groups all;
	uint8_t *silent;
	size_t kept = 0;

	if (!some_yield(run))
		return;
	all = groups_make(run);
	silent = arena_array(&run->arena, run->n_finding, 1);
	if (all.v == NULL || silent == NULL)
		return;
	for (size_t i = 0; i < all.n; i++)
		if (all.v[i].rule->yields_to != NULL && all.v[i].first->on_record)
			mark_facts(run, &all, &all.v[i], silent);
		else if (all.v[i].rule->yields == YIELD_OF_BROKEN)
			mark_broken(run, &all, &all.v[i], silent);
		else if (all.v[i].rule->yields == YIELD_TO_LIST)
			mark_listed(run, &all, &all.v[i], silent);
		else if (all.v[i].rule->yields_to != NULL)
			mark(run, &all, &all.v[i], silent);
	for (size_t i = 0; i < all.n; i++)
		if (all.v[i].rule->yields_to != NULL)
			settle(run, &all, &all.v[i], silent);
	for (size_t i = 0; i < run->n_finding; i++)
		if (silent[i] == 0 && kept++ != i)
			run->finding[kept - 1] = run->finding[i];
	run->n_finding = kept;
}
