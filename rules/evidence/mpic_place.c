/* SPDX-License-Identifier: Apache-2.0 */
/* mpic_place.c - where the perspectives of an attempt are, and did each look for itself: TLS BR 3.2.2.9. */
#include "evidence/corroboration.h"

#include "evidence/perspective.h"
#include "rules/evidence/ask.h"
#include "rules/tables.h"

#define MPIC_SHALL SCHEDULE(SHALL_FROM(2025, 5, 15))
#define MPIC_SHOULD SCHEDULE(SHOULD_FROM(2025, 5, 15))

/* The primary as sighting -1. */
static const struct ev_perspective *
place_at(const struct ev_attempt *t, int64_t i)
{
	return i < 0 ? t->primary_place : t->sighting[i].place;
}

static bool
counts(const struct ev_attempt *t, int64_t i)
{
	return i < 0 || (!t->sighting[i].again && !t->sighting[i].is_primary);
}

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

/*
 * What a rule says of an entry of the table stands at the entry, once for all
 * attempts; where it is of the linter's own table, at the code in the first.
 */
struct told {
	const struct ev_perspective **entry;
	uint32_t n, most;
};

static bool
told_begin(struct check *c, struct told *told)
{
	told->n = 0;
	told->most = c->evidence->record->n_perspectives + c->evidence->options->perspectives.n;
	told->entry = arena_array(c->arena, told->most, sizeof *told->entry);
	return told->entry != NULL;
}

static bool
tell(struct told *told, const struct ev_perspective *p)
{
	for (uint32_t i = 0; i < told->n; i++)
		if (told->entry[i] == p)
			return false;
	if (told->n < told->most)
		told->entry[told->n++] = p;
	return true;
}

/* Is the entry one of the record? */
static bool
is_own(const struct check *c, const struct ev_perspective *p)
{
	const struct ev_record *r = c->evidence->record;

	return r->n_perspectives > 0 && p >= r->perspectives && p < r->perspectives + r->n_perspectives;
}

/* Where the code of the primary (-1) or of a sighting stands. */
static const struct json_value *
code_at(const struct ev_attempt *t, int64_t i, const char **member)
{
	*member = i < 0 ? "code" : ask_code_member(t);
	return i < 0 ? t->mpic->primary->at : t->sighting[i].at;
}

static void
report_entry(struct check *c, const struct ev_attempt *t, int64_t i, const struct ev_perspective *p, const char *key, const char *what)
{
	const char *member = key;
	const struct json_value *at = is_own(c, p) ? p->at : code_at(t, i, &member);

	report_fact(c, at, member, "%s: %s", fact_text(c, p->code), what);
}

/* ---- its entries ---- */

/* Is the member not there?  One of a wrong form has been told. */
static bool
lacks(const struct ev_perspective *p, const char *key)
{
	return json_says_nothing(json_find(p->at, key));
}

/* Boulder names the regions itself. */
static void
judge_region_entry(struct check *c, const struct ev_attempt *t, int64_t i, const struct ev_perspective *p, struct told *told)
{
	if (lacks(p, "rir") && t->rirs == 0 && tell(told, p))
		report_entry(c, t, i, p, "rir", "no rir");
}

static void
judge_place_entry(struct check *c, const struct ev_attempt *t, int64_t i, const struct ev_perspective *p, struct told *told)
{
	if ((lacks(p, "lat") || lacks(p, "lon")) && tell(told, p))
		report_entry(c, t, i, p, lacks(p, "lat") ? "lat" : "lon", "no lat and lon");
}

/* row.arg: the rule about places, which says that there is no entry before the other one does. */
static void
judge_table(struct check *c, const struct ev_attempt *t, struct told *told)
{
	const struct ev_primary *primary = t->mpic->primary;

	for (int64_t i = primary != NULL ? -1 : 0; i < t->n_sighting; i++) {
		const struct ev_perspective *p = place_at(t, i);
		struct span code = i < 0 ? primary->code : t->sighting[i].code;
		const char *member;
		const struct json_value *at;

		if (code.p == NULL || !counts(t, i))
			continue;
		if (p != NULL) {
			(c->rule->arg != 0 ? judge_place_entry : judge_region_entry)(c, t, i, p, told);
		} else if ((c->rule->arg != 0) != regions_asked(c, t)) {
			at = code_at(t, i, &member);
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

		if (!ask_attempt_binds(c, t) || !due(c, &t->time))
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

		if (p == NULL || !counts(t, i) || !tell(told, p))
			continue;
		if (p->secure_channel == EV_NO)
			report_entry(c, t, i, p, "secure_channel", "secure_channel false");
		if (p->bgp_mitigation == EV_NO)
			report_entry(c, t, i, p, "bgp_mitigation", "bgp_mitigation false");
		if (p->secure_channel == EV_UNSAID || p->bgp_mitigation == EV_UNSAID)
			not_evaluated(c, "secure_channel or bgp_mitigation of a perspective is not declared");
	}
}

/* Each attempt as ask_each_attempt() has them, with what has been told. */
typedef void telling_fn(struct check *, const struct ev_attempt *, struct told *);
static void
each_attempt_telling(struct check *c, telling_fn *judge)
{
	const struct ev_attempts *all = &c->evidence->attempts;
	struct told told;

	if (!told_begin(c, &told))
		return;
	for (uint32_t i = 0; i < all->n; i++)
		if (ask_attempt_binds(c, &all->attempt[i]) && due(c, &all->attempt[i].time))
			judge(c, &all->attempt[i], &told);
}

static void
perspective_network_hardening(struct check *c)
{
	each_attempt_telling(c, judge_hardening);
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
		if (first == NULL && !tell(told, p))
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

static struct ev_perspective
resolver_place(const struct ev_resolver *r)
{
	return (struct ev_perspective){ .lat = r->lat, .lon = r->lon };
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
		x = resolver_place(r);
		y = resolver_place(s);
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

	if (given == NULL || (member = contradicted(own, given, &km)) == NULL || !tell(told, own))
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
		const struct ev_perspective *p = place_at(t, i);

		if (p == NULL || !counts(t, i) || !is_own(c, p))
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
	each_attempt_telling(c, judge_entries);
}

static void
perspective_table_agrees(struct check *c)
{
	if (c->evidence->options->perspectives.n == 0)
		not_applicable(c, "needs --perspectives");
	else
		each_attempt_telling(c, judge_entries);
}

/* An attempt has one primary, which is none of the remote ones. */
static void
judge_roles(struct check *c, const struct ev_attempt *t, struct told *told)
{
	for (int64_t i = t->mpic->primary != NULL ? -1 : 0; i < t->n_sighting; i++) {
		const struct ev_perspective *p = place_at(t, i);
		uint8_t used_as = i < 0 ? ROLE_PRIMARY : ROLE_REMOTE;

		if (p != NULL && p->role != 0 && p->role != used_as && counts(t, i) && tell(told, p))
			report_entry(c, t, i, p, "role", i < 0 ? "remote, and the primary of an attempt" : "primary, and remote in an attempt");
	}
}

static void
perspective_roles(struct check *c)
{
	each_attempt_telling(c, judge_roles);
}

/* ---- each for itself ---- */

static bool
resolver_shared(const struct ev_perspective *a, const struct ev_perspective *b)
{
	return a != NULL && b != NULL && a->resolver != NULL && b->resolver != NULL && a->resolver->id.p != NULL &&
	    b->resolver->id.p != NULL && span_eq(a->resolver->id, b->resolver->id);
}

/* At the resolver's entry. */
static void
report_resolver(struct check *c, const struct ev_attempt *t, int64_t i, const char *key, const char *what)
{
	const struct ev_perspective *p = place_at(t, i);
	const char *member = key;
	const struct json_value *at = is_own(c, p) ? p->resolver->at : code_at(t, i, &member);

	report_fact(c, at, member, "%s: %s", fact_text(c, p->code), what);
}

static void
judge_resolvers_shared(struct check *c, const struct ev_attempt *t, struct told *told)
{
	for (int64_t i = 0; i < t->n_sighting; i++)
		for (int64_t k = -1; k < i; k++)
			if (counts(t, i) && counts(t, k) && resolver_shared(place_at(t, k), place_at(t, i)) &&
			    tell(told, place_at(t, i))) {
				report_resolver(c, t, i, "id", arena_printf(c->arena, "resolver of %s", fact_text(c, place_at(t, k)->code)));
				break;
			}
}

static bool
is_late_for(const struct ev_attempt *t, const struct ev_sighting *s)
{
	return s->time.given && ev_elapsed(&s->time, &t->last) > EV_ATTEMPT_SECONDS;
}

/* The corroboration belongs to this validation's attempt; the first that is older stands for all that looked with it. */
static void
judge_begun(struct check *c, const struct ev_attempt *t, const struct ev_validation *v)
{
	if (!v->initiated_at.given || validation_contradicts(v, &(struct contradiction){ .at = NULL }))
		return;
	for (uint32_t i = 0; i < t->n_sighting; i++) {
		const struct ev_sighting *s = &t->sighting[i];
		int64_t before = s->time.given ? ev_elapsed(&s->time, &v->initiated_at) : 0;

		if (before > c->evidence->options->clock_skew && !is_late_for(t, s)) {
			ask_report_sighting(c, t, s, arena_printf(c->arena, "%s before the validation began", ev_duration(c->arena, before)));
			return;
		}
	}
}

/* Those of one attempt look at about the same time. */
static void
judge_times(struct check *c, const struct ev_attempt *t)
{
	for (uint32_t i = 0; i < t->n_sighting; i++) {
		const struct ev_sighting *s = &t->sighting[i];

		if (is_late_for(t, s))
			ask_report_sighting(c, t, s, arena_printf(c->arena, "%s before the last",
			    ev_duration(c->arena, ev_elapsed(&s->time, &t->last))));
	}
	if (t->mpic->check != CHECK_CAA)
		ask_each_served(c, t, judge_begun);
}

static void
judge_shared(struct check *c, const struct ev_attempt *t, struct told *told)
{
	judge_resolvers_shared(c, t, told);
	judge_times(c, t);
}

static void
no_shared_results(struct check *c)
{
	each_attempt_telling(c, judge_shared);
}

/* Times of a generic response may be of whole seconds. */
static void
judge_same_time(struct check *c, const struct ev_attempt *t)
{
	if (t->mpic->format != MPIC_OPEN)
		return;
	for (uint32_t i = 1; i < t->n_sighting; i++)
		for (uint32_t k = 0; k < i; k++) {
			const struct ev_sighting *a = &t->sighting[k], *b = &t->sighting[i];

			if (!a->time.given || !b->time.given || a->time.seconds != b->time.seconds || a->time.nanos != b->time.nanos)
				continue;
			ask_report_sighting(c, t, b, arena_printf(c->arena, "at the nanosecond of %s", fact_text(c, a->code)));
			return;
		}
}

static void
no_shared_results_same_time(struct check *c)
{
	ask_each_attempt(c, judge_same_time);
}

/* ---- where their resolvers are ---- */

/* How far apart are the resolvers of two perspectives, wherever those are?  One that both ask is no pair. */
static enum mpic_nearness
resolver_nearness(const struct ev_perspective *a, const struct ev_perspective *b, double *km)
{
	const struct ev_perspective x = resolver_place(a->resolver), y = resolver_place(b->resolver);

	return resolver_shared(a, b) ? MPIC_FAR : mpic_nearness(&x, &y, km);
}

static bool
has_resolver(const struct ev_attempt *t, int64_t i)
{
	return counts(t, i) && place_at(t, i) != NULL && place_at(t, i)->resolver != NULL;
}

static void
judge_resolver_regions(struct check *c, const struct ev_attempt *t, struct told *told)
{
	for (int64_t i = -1; i < t->n_sighting; i++) {
		const struct ev_perspective *p = place_at(t, i);

		if (has_resolver(t, i) && p->rir != 0 && p->resolver->rir != 0 && p->rir != p->resolver->rir && tell(told, p))
			report_resolver(c, t, i, "rir", arena_printf(c->arena, "in the region of %s, its resolver in that of %s",
			    ev_rir_words[p->rir - 1], ev_rir_words[p->resolver->rir - 1]));
	}
}

/* Whether two are near is asked in each attempt that has both: a resolver that is alone in one is not in the next. */
static void
judge_resolver_distances(struct check *c, const struct ev_attempt *t, struct told *told)
{
	double km;

	for (int64_t i = 0; i < t->n_sighting; i++) {
		bool said = false;

		for (int64_t k = -1; has_resolver(t, i) && k < i; k++) {
			enum mpic_nearness n = has_resolver(t, k) ? resolver_nearness(place_at(t, k), place_at(t, i), &km) : MPIC_FAR;

			if (n == MPIC_CLOSE)
				not_evaluated(c, "the places of two resolvers are too inexact to decide whether they are 500 km apart");
			if (n != MPIC_NEAR)
				continue;
			if (!said && !tell(told, place_at(t, i)))
				break;
			said = true;
			report_resolver(c, t, i, "lat", arena_printf(c->arena, "resolver %.0f km from that of %s", km,
			    fact_text(c, place_at(t, k)->code)));
		}
	}
}

static bool
is_placed(const struct ev_perspective *p)
{
	return p->rir != 0 && p->resolver != NULL && p->resolver->rir != 0 && p->resolver->lat.given && p->resolver->lon.given;
}

static void
judge_resolvers_known(struct check *c, const struct ev_attempt *t, struct told *told)
{
	(void)told;
	for (int64_t i = t->mpic->primary != NULL ? -1 : 0; i < t->n_sighting; i++)
		if (counts(t, i) && (place_at(t, i) == NULL || !is_placed(place_at(t, i))))
			not_evaluated(c, "the resolver of a perspective, its region or its place is not recorded");
}

static void
resolver_region_and_distance(struct check *c)
{
	each_attempt_telling(c, judge_resolver_regions);
	each_attempt_telling(c, judge_resolver_distances);
	each_attempt_telling(c, judge_resolvers_known);
}

static const struct smimelint_rule rules[] = {
	{
		.id = "evidence.mpic.no-shared-results",
		.section = "TLS BR 3.2.2.9",
		.title = "perspective did not look for itself, or not in this attempt",
		.requires = "Results of one Network Perspective are not reused or cached for another.",
		.explanation = "Perspectives that ask the same resolver share its cache. A result more than ten minutes "
		    "before the last one, or from before the validation began, is not of this attempt. Such facts can "
		    "disprove independence, not prove it.",
		.remedy = "Give each perspective a resolver of its own and look anew.",
		.schedule = MPIC_SHALL,
		.fn = no_shared_results, .scope = SCOPE_SUBSCRIBER, .evidence = EVIDENCE_RECORD, .basis = BASIS_ATTEMPT,
	},
	{
		.id = "evidence.mpic.no-shared-results-same-time",
		.section = "TLS BR 3.2.2.9",
		.title = "two perspectives answered at the same nanosecond",
		.requires = "Results of one Network Perspective are not reused or cached for another.",
		.explanation = "Clocks of two machines do not agree so well: it looks like one result written down twice.",
		.remedy = "Find out whether the service looked more than once.",
		.schedule = MPIC_SHOULD,
		.fn = no_shared_results_same_time, .scope = SCOPE_SUBSCRIBER, .evidence = EVIDENCE_RECORD,
		.basis = BASIS_ATTEMPT,
	},
	{
		.id = "evidence.mpic.resolver-region-and-distance",
		.section = "TLS BR 3.2.2.9",
		.title = "DNS resolver of a perspective lies in another RIR's region, or too near to another",
		.requires = "A perspective's DNS resolver lies in the same RIR service region; any two resolvers used in an attempt are at "
		    "least 500 km apart.",
		.explanation = "Every resolver that an attempt used counts, the primary's and those of perspectives that are too near to each "
		    "other among them. Without accuracy, a place is known to 50 km. Where a resolver or its place is not recorded, nothing "
		    "can be said of it.",
		.remedy = "Put the resolver where the perspective is; record resolver with rir, lat and lon.",
		.schedule = MPIC_SHALL,
		.fn = resolver_region_and_distance, .scope = SCOPE_SUBSCRIBER, .evidence = EVIDENCE_RECORD,
		.basis = BASIS_ATTEMPT,
	},
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
