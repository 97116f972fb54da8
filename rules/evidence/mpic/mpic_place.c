/* SPDX-License-Identifier: Apache-2.0 */
/* mpic_place.c - what the table says of the perspectives of an attempt, and where they are: TLS BR 3.2.2.9. */
#include "evidence/corroboration.h"
#include "evidence/perspective.h"
#include "rules/evidence/mpic/entry.h"
#include "rules/tables.h"

#define MPIC_SHALL SCHEDULE(SHALL_FROM(2025, 5, 15))
#define MPIC_SHOULD SCHEDULE(SHOULD_FROM(2025, 5, 15))

/* ---- the table ---- */

static bool
has_table(const struct check *c)
{
	return c->evidence->record->n_perspectives > 0 || c->evidence->options->perspectives.n > 0;
}

/* Without any table: either the linter was not given the one that the record names, or there is none. */
static bool
table_is_there(struct check *c)
{
	const struct ev_record *r = c->evidence->record;

	if (has_table(c))
		return true;
	if (r->perspectives_ref.p != NULL)
		not_evaluated(c, arena_printf(c->arena, "the table %s is not given (--perspectives)", fact_text(c, r->perspectives_ref)));
	return false;
}

/* The region is asked for where a phase asks for several. */
static bool
regions_asked(const struct check *c, const struct ev_attempt *t)
{
	const struct mpic_phase *p = mpic_phase(t->time.given ? day_from_seconds(t->time.seconds) : c->evidence->issued_day);

	return p != NULL && p->rirs > 1;
}

/* ---- its entries ---- */

/* Is the member not there?  What was read from it was there; one of a wrong form has been told. */
static bool
lacks(const struct ev_perspective *p, bool read, const char *key)
{
	return !read && json_says_nothing(json_find(p->at, key));
}

/* Boulder names the regions itself. */
static void
judge_region_entry(struct check *c, const struct ev_attempt *t, int64_t i, const struct ev_perspective *p, struct told *told)
{
	if (lacks(p, p->rir != 0, "rir") && t->rirs == 0 && told_first(told, p))
		entry_report(c, t, i, p, "rir", "no rir");
}

static void
judge_place_entry(struct check *c, const struct ev_attempt *t, int64_t i, const struct ev_perspective *p, struct told *told)
{
	bool no_lat = lacks(p, p->lat.given, "lat");

	if ((no_lat || lacks(p, p->lon.given, "lon")) && told_first(told, p))
		entry_report(c, t, i, p, no_lat ? "lat" : "lon", "no lat and lon");
}

/* row.arg: the rule about places, which says that there is no entry before the other one does. */
static void
judge_table(struct check *c, const struct ev_attempt *t, struct told *told)
{
	const struct ev_primary *primary = t->mpic->primary;

	for (int64_t i = primary != NULL ? -1 : 0; i < t->n_sighting; i++) {
		const struct ev_perspective *p = entry_at(t, i);
		struct span code = i < 0 ? primary->code : t->sighting[i].code;
		const char *member;
		const struct json_value *at;

		if (code.p == NULL || !entry_counts(t, i))
			continue;
		if (p != NULL) {
			(c->rule->arg != 0 ? judge_place_entry : judge_region_entry)(c, t, i, p, told);
		} else if ((c->rule->arg != 0) != regions_asked(c, t)) {
			at = entry_code_at(t, i, &member);
			report_fact(c, at, member, "%s: no entry for that time", fact_text(c, code));
		}
	}
}

/* A record without any table is told once. */
static void
perspective_table_complete(struct check *c)
{
	const struct ev_attempts *all = &c->evidence->attempts;
	bool there = true, missing = false;
	struct told told;

	if (!told_begin(c, &told))
		return;
	for (uint32_t i = 0; i < all->n; i++) {
		const struct ev_attempt *t = &all->attempt[i];

		if (!ask_attempt_binds(c, t) || !due(c, ask_phase_time(c, t)))
			continue;
		there = table_is_there(c);
		if (there)
			judge_table(c, t, &told);
		else if (!missing && c->evidence->record->perspectives_ref.p == NULL && (c->rule->arg == 0 || !regions_asked(c, t)))
			report_missing(c, c->evidence->record->at, "perspectives");
		missing |= !there;
	}
}

static void
judge_hardening(struct check *c, const struct ev_attempt *t, struct told *told)
{
	for (uint32_t i = 0; i < t->n_sighting; i++) {
		const struct ev_perspective *p = t->sighting[i].place;

		if (p == NULL || !entry_counts(t, i) || !told_first(told, p))
			continue;
		if (p->secure_channel == EV_NO)
			entry_report(c, t, i, p, "secure_channel", "secure_channel false");
		if (p->bgp_mitigation == EV_NO)
			entry_report(c, t, i, p, "bgp_mitigation", "bgp_mitigation false");
		if (p->secure_channel == EV_UNSAID || p->bgp_mitigation == EV_UNSAID)
			not_evaluated(c, "secure_channel or bgp_mitigation of a perspective is not declared");
	}
}

static void
perspective_network_hardening(struct check *c)
{
	entry_each_attempt(c, judge_hardening);
}

/* ---- do its entries agree? ---- */

static const char *
entry_says(struct check *c, const struct ev_perspective *p, const char *member)
{
	const struct json_value *v = json_find(p->at, member);

	return json_says_nothing(v) ? "nothing" : fact_text(c, v->raw);
}

/* All entries of the record that contradict this one at the time of the attempt; the first is shown, the others are counted. */
static void
judge_agreement(struct check *c, const struct ev_attempt *t, const struct ev_perspective *p, struct told *told)
{
	const struct ev_record *r = c->evidence->record;
	const struct ev_perspective *first = NULL;
	const char *what = NULL;
	struct rest rest = { .n = 0 };
	unsigned more = 0;

	for (uint32_t i = 0; i < r->n_perspectives; i++) {
		const struct ev_perspective *q = &r->perspectives[i];
		const char *member = span_eq(p->code, q->code) ? ev_perspective_contradiction(p, q) : NULL;

		if (member == NULL || !ev_perspective_holds(q, t->time))
			continue;
		if (first == NULL && !told_first(told, p))
			return;
		if (first != NULL) {
			more++;
			rest_take(c, &rest, q->at->raw);
		} else {
			first = q;
			what = member;
		}
	}
	if (first != NULL)
		report_fact(c, p->at, what, "%s: %s %s, another entry for the same time: %s%s", fact_text(c, p->code), what,
		    entry_says(c, p, what), entry_says(c, first, what),
		    more > 0 ? arena_printf(c->arena, ", and %u more (%s)", more, rest_show(c, &rest)) : "");
}

/* Do both say something, and not the same? */
static bool
differ(uint8_t a, uint8_t b)
{
	return a != 0 && b != 0 && a != b;
}

/* What the record says of a perspective and the table given says otherwise; what one of them leaves out contradicts nothing. */
static const char *
contradicted(const struct ev_perspective *own, const struct ev_perspective *given, double *km)
{
	const struct ev_resolver *r = own->resolver, *s = given->resolver;
	struct ev_perspective x, y;

	if (mpic_two_places(own, given, km))
		return "lat";
	if (r != NULL && s != NULL) {
		x = ev_resolver_place(r);
		y = ev_resolver_place(s);
		if (differ(r->rir, s->rir) || differ(r->operated_by, s->operated_by) || mpic_two_places(&x, &y, km))
			return "resolver";
	}
	return differ(own->role, given->role) ? "role" : differ(own->rir, given->rir) ? "rir" :
	    differ(own->secure_channel, given->secure_channel) ? "secure_channel" :
	    differ(own->bgp_mitigation, given->bgp_mitigation) ? "bgp_mitigation" : NULL;
}

/* The record's own entry is the one that is judged: which of the two is wrong nobody can say here. */
static void
judge_given(struct check *c, const struct ev_attempt *t, const struct ev_perspective *own, struct told *told)
{
	const struct ev_table *table = &c->evidence->options->perspectives;
	const struct ev_perspective *given = ev_perspective_find(table->perspective, table->n, own->code, t->time);
	const char *member;
	double km = 0;

	if (given == NULL || (member = contradicted(own, given, &km)) == NULL || !told_first(told, own))
		return;
	if (km > 0)
		report_fact(c, own->at, member, "%s: %s%.0f km from its place in --perspectives", fact_text(c, own->code),
		    strcmp(member, "resolver") == 0 ? "resolver " : "", km);
	else
		report_fact(c, own->at, member, "%s: %s %s, in --perspectives: %s", fact_text(c, own->code), member,
		    entry_says(c, own, member), entry_says(c, given, member));
}

/* row.arg: with the table that was given. */
static void
judge_entries(struct check *c, const struct ev_attempt *t, struct told *told)
{
	for (int64_t i = t->mpic->primary != NULL ? -1 : 0; i < t->n_sighting; i++) {
		const struct ev_perspective *p = entry_at(t, i);

		if (p == NULL || !entry_counts(t, i) || !entry_is_own(c, p))
			continue;
		if (c->rule->arg != 0)
			judge_given(c, t, p, told);
		else if (p->several)
			judge_agreement(c, t, p, told);
	}
}

static void
perspective_entries_agree(struct check *c)
{
	entry_each_attempt(c, judge_entries);
}

static void
perspective_table_agrees(struct check *c)
{
	if (c->evidence->options->perspectives.n == 0)
		not_applicable(c, "needs --perspectives");
	else
		entry_each_attempt(c, judge_entries);
}

/* An attempt has one primary, which is none of the remote ones. */
static void
judge_roles(struct check *c, const struct ev_attempt *t, struct told *told)
{
	for (int64_t i = t->mpic->primary != NULL ? -1 : 0; i < t->n_sighting; i++) {
		const struct ev_perspective *p = entry_at(t, i);
		uint8_t used_as = i < 0 ? ROLE_PRIMARY : ROLE_REMOTE;

		if (p != NULL && p->role != 0 && p->role != used_as && entry_counts(t, i) && told_first(told, p))
			entry_report(c, t, i, p, "role", i < 0 ? "remote, and the primary of an attempt" : "primary, and remote in an attempt");
	}
}

static void
perspective_roles(struct check *c)
{
	entry_each_attempt(c, judge_roles);
}

static const struct smimelint_rule rules[] = {
	{
		.id = "evidence.mpic.perspective-table-complete",
		.section = "(format)",
		.title = "perspective is not in the table, or without its RIR",
		.requires = "From 2026-03-15, each perspective of an attempt and its primary has an entry in perspectives that holds at its "
		    "time and has a rir.",
		.explanation = "Neither Open MPIC nor cloud providers say it, so that the record or --perspectives has to. boulder names "
		    "the regions itself.",
		.remedy = "Complete the table; where a perspective moved, give an entry for each time.",
		.schedule = SCHEDULE(SHALL_FROM(2026, 3, 15)),
		.fn = perspective_table_complete, .scope = SCOPE_SUBSCRIBER, .evidence = EVIDENCE_RECORD, .basis = BASIS_ATTEMPT,
		.missing = MISSING_ERROR,
	},
	{
		.id = "evidence.mpic.perspective-table-complete-places",
		.section = "(format)",
		.title = "place of a perspective is not known",
		.requires = "Each perspective of an attempt and its primary has lat and lon in its entry in perspectives.",
		.explanation = "Without them it counts as distinct from all others, which nobody can check.",
		.remedy = "Complete the table: the place is where the traffic leaves.",
		.schedule = MPIC_SHOULD, .arg = 1,
		.fn = perspective_table_complete, .scope = SCOPE_SUBSCRIBER, .evidence = EVIDENCE_RECORD, .basis = BASIS_ATTEMPT,
		.missing = MISSING_WARNING,
	},
	{
		.id = "evidence.mpic.perspective-entries-agree",
		.section = "(format)",
		.title = "two entries of a perspective for the same time contradict each other",
		.requires = "Entries of one code in perspectives that hold at the same time say the same of its role, region, place, "
		    "network and resolver.",
		.explanation = "A perspective is in one place at a time. The entry that began last is the one that is judged, so that the "
		    "order of the entries decides nothing. Two tables that --perspectives gives are refused if they contradict each other so.",
		.remedy = "Correct the entries, or give each the time in which it holds (valid_from, valid_until).",
		.schedule = MPIC_SHALL,
		.fn = perspective_entries_agree, .scope = SCOPE_SUBSCRIBER, .evidence = EVIDENCE_RECORD, .basis = BASIS_ATTEMPT,
	},
	{
		.id = "evidence.mpic.perspective-table-agrees",
		.section = "(format)",
		.title = "record says otherwise of a perspective than the table that was given",
		.requires = "What the record's own table says of a perspective is what the table of --perspectives says of it at that time: its "
		    "role, region, place, network and resolver.",
		.explanation = "One of the two is wrong, and which is not known here. The record's own entry is judged. What one of them leaves out "
		    "contradicts nothing, nor do places that are as near as both are exact.",
		.remedy = "Correct the entry that is wrong, or give each the time in which it holds (valid_from, valid_until).",
		.schedule = MPIC_SHOULD, .arg = 1,
		.fn = perspective_table_agrees, .scope = SCOPE_SUBSCRIBER, .evidence = EVIDENCE_RECORD, .basis = BASIS_ATTEMPT,
	},
	{
		.id = "evidence.mpic.perspective-roles",
		.section = "TLS BR 3.2.2.9",
		.title = "attempt used a perspective in another role than the table gives it",
		.requires = "The determination of the Primary Network Perspective is corroborated by remote ones; perspectives.*.role says which "
		    "of them a perspective is.",
		.explanation = "Where the roles are exchanged, the record does not show whose determination was corroborated.",
		.remedy = "Record the primary of the attempt as it was, or correct the table.",
		.reading = "A role is read as that of all attempts in the time of the entry. By the other reading a CA may have several "
		    "primaries that take turns.",
		.schedule = MPIC_SHALL,
		.fn = perspective_roles, .scope = SCOPE_SUBSCRIBER, .evidence = EVIDENCE_RECORD, .basis = BASIS_ATTEMPT,
	},
	{
		.id = "evidence.mpic.perspective-network-hardening",
		.section = "TLS BR 3.2.2.9",
		.title = "perspective has no protected channel, or no protection against BGP incidents",
		.requires = "Remote perspectives talk to the CA over authenticated and encrypted channels, and their networks mitigate BGP "
		    "routing incidents.",
		.explanation = "Only what the table declares can be judged.",
		.remedy = "Use another perspective.",
		.schedule = MPIC_SHALL,
		.fn = perspective_network_hardening, .scope = SCOPE_SUBSCRIBER, .evidence = EVIDENCE_RECORD,
		.basis = BASIS_ATTEMPT,
	},
};

RULE_TABLE(rules_evidence_mpic_place, "Evidence: places of perspectives", rules);
