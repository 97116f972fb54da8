/* evidence_mpic_seen.c - the perspectives of an attempt: who they are, where, what they saw: TLS BR 3.2.2.9. */
#include "evidence/caa.h"
#include "evidence/corroboration.h"

#include "rules/evidence_ask.h"
#include "rules/tables.h"

#define MPIC_SHALL SCHEDULE(SHALL_FROM(2025, 5, 15))
#define MPIC_SHOULD SCHEDULE(SHOULD_FROM(2025, 5, 15))
#define ATTEMPT_SECONDS 600

typedef void attempt_fn(struct check *, const struct ev_attempt *);

/* Each attempt that the requirements ask for, where they bind at its time. */
static void
each_attempt(struct check *c, attempt_fn *judge)
{
	const struct ev_attempts *all = &c->evidence->attempts;

	for (uint32_t i = 0; i < all->n; i++)
		if (ask_attempt_binds(c, &all->attempt[i]) && due(c, &all->attempt[i].time))
			judge(c, &all->attempt[i]);
}

static void
report_sighting(struct check *c, const struct ev_attempt *t, const struct ev_sighting *s, const char *what)
{
	report_fact(c, s->at, ask_code_member(t), "%s%s%s", s->code.p != NULL ? fact_text(c, s->code) : "",
	    s->code.p != NULL ? ": " : "", what);
}

/* ---- the primary ---- */

static void
judge_primary(struct check *c, const struct ev_attempt *t)
{
	static const char *const words[] = { "", "pass", "fail", "permit", "deny", "lookup_failure" };
	const struct ev_primary *p = t->mpic->primary;
	bool good;

	if (p == NULL) {
		fact_missing(c, t->mpic->at, "primary");
		return;
	}
	good = t->mpic->check == CHECK_CAA ? p->result == PRIMARY_PERMIT || p->result == PRIMARY_LOOKUP_FAILURE :
	    p->result == PRIMARY_PASS;
	if (p->code.p == NULL)
		fact_missing(c, p->at, "code");
	if (p->result == 0)
		fact_missing(c, p->at, "result");
	else if (!good)
		report_fact(c, p->at, "result", "%s", words[p->result]);
}

static void
primary_present_and_passed(struct check *c)
{
	each_attempt(c, judge_primary);
}

/* ---- who they are ---- */

static void
judge_unique(struct check *c, const struct ev_attempt *t)
{
	for (uint32_t i = 0; i < t->n_sighting; i++) {
		if (t->sighting[i].is_primary)
			report_sighting(c, t, &t->sighting[i], "the primary's");
		else if (t->sighting[i].again)
			report_sighting(c, t, &t->sighting[i], "twice");
	}
}

static void
perspectives_unique(struct check *c)
{
	each_attempt(c, judge_unique);
}

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
		not_applicable(c, arena_printf(c->arena, "the table %s is not given (--perspectives)", fact_text(c, r->perspectives_ref)));
	return false;
}

/* The region is asked for where a phase asks for several. */
static bool
regions_asked(const struct check *c, const struct ev_attempt *t)
{
	const struct mpic_phase *p = mpic_phase(t->time.given ? day_from_seconds(t->time.seconds) : c->evidence->issued_day);

	return p != NULL && p->rirs > 1;
}

/* What the main rule says of an entry; NULL: nothing.  Nothing asks for the primary's region. */
static const char *
table_fault(const struct ev_attempt *t, const struct ev_perspective *p, bool remote)
{
	if (p == NULL)
		return "no entry for that time";
	return remote && p->rir == 0 && t->rirs == 0 ? "no rir" : NULL;
}

static const char *
place_fault(const struct check *c, const struct ev_attempt *t, const struct ev_perspective *p)
{
	if (p == NULL)
		return regions_asked(c, t) ? NULL : "no entry for that time";
	return p->lat.given && p->lon.given ? NULL : "no lat and lon";
}

/* row.arg: the rule about places. */
static void
judge_table(struct check *c, const struct ev_attempt *t)
{
	const struct ev_primary *primary = t->mpic->primary;
	const char *fault;

	if (primary != NULL && primary->code.p != NULL) {
		fault = c->rule->arg != 0 ? place_fault(c, t, t->primary_place) : table_fault(t, t->primary_place, false);
		if (fault != NULL)
			report_fact(c, primary->at, "code", "%s: %s", fact_text(c, primary->code), fault);
	}
	for (uint32_t i = 0; i < t->n_sighting; i++) {
		const struct ev_sighting *s = &t->sighting[i];

		if (s->again || s->is_primary || s->code.p == NULL)
			continue;
		fault = c->rule->arg != 0 ? place_fault(c, t, s->place) : table_fault(t, s->place, true);
		if (fault != NULL)
			report_sighting(c, t, s, fault);
	}
}

/* A record without any table is told once. */
static void
perspective_table_complete(struct check *c)
{
	const struct ev_attempts *all = &c->evidence->attempts;
	bool there = true, told = false;

	for (uint32_t i = 0; i < all->n; i++) {
		const struct ev_attempt *t = &all->attempt[i];

		if (!ask_attempt_binds(c, t) || !due(c, &t->time))
			continue;
		there = table_is_there(c);
		if (there)
			judge_table(c, t);
		else if (!told && c->evidence->record->perspectives_ref.p == NULL && (c->rule->arg == 0 || !regions_asked(c, t)))
			report_missing(c, c->evidence->record->at, "perspectives");
		told |= !there;
	}
}

static void
judge_hardening(struct check *c, const struct ev_attempt *t)
{
	for (uint32_t i = 0; i < t->n_sighting; i++) {
		const struct ev_sighting *s = &t->sighting[i];

		if (s->place == NULL || s->again || s->is_primary)
			continue;
		if (s->place->secure_channel == EV_NO)
			report_sighting(c, t, s, "secure_channel false");
		if (s->place->bgp_mitigation == EV_NO)
			report_sighting(c, t, s, "bgp_mitigation false");
		if (s->place->secure_channel == EV_UNSAID || s->place->bgp_mitigation == EV_UNSAID)
			not_applicable(c, "secure_channel or bgp_mitigation of a perspective is not declared");
	}
}

static void
perspective_network_hardening(struct check *c)
{
	each_attempt(c, judge_hardening);
}

/* ---- what they saw ---- */

static void
judge_challenge(struct check *c, const struct ev_attempt *t)
{
	unsigned unknown = 0;

	if (t->mpic->check != CHECK_DCV)
		return;
	for (uint32_t i = 0; i < t->n_sighting; i++) {
		const struct ev_sighting *s = &t->sighting[i];

		unknown += s->passed == EV_YES && s->seen == SEEN_UNKNOWN;
		if (s->passed == EV_YES && s->seen == SEEN_OTHER)
			report_sighting(c, t, s, "passed without the expected value");
	}
	if (unknown > 0)
		not_applicable(c, "the response does not show what every perspective saw");
}

static void
same_challenge_seen(struct check *c)
{
	each_attempt(c, judge_challenge);
}

/* Domains that the service takes for the CA's, and that the CA does not. */
static void
judge_caa_domains(struct check *c, const struct ev_attempt *t)
{
	const struct ev_ca *ca = c->evidence->record->ca;

	if (t->asked.caa_domains == NULL || ca == NULL || ca->issuer_domain_names == NULL)
		return;
	for (const struct json_value *e = t->asked.caa_domains->child; e != NULL; e = e->next)
		if (e->type == JSON_STRING && !caa_names(e->text, ca->issuer_domain_names, ca->n_issuer_domain_names))
			report_fact(c, e, NULL, "%s", fact_text(c, e->text));
}

static void
judge_permission(struct check *c, const struct ev_attempt *t)
{
	unsigned unknown = 0;

	if (t->mpic->check != CHECK_CAA)
		return;
	judge_caa_domains(c, t);
	for (uint32_t i = 0; i < t->n_sighting; i++) {
		const struct ev_sighting *s = &t->sighting[i];

		if (s->passed != EV_YES)
			continue;
		unknown += s->seen == SEEN_UNKNOWN;
		if (s->seen == SEEN_OTHER)
			report_sighting(c, t, s, "passed, but its records forbid");
		else if (s->seen == SEEN_FAILURE && (t->caa == NULL || !ask_failure_accepted(t->caa)))
			report_sighting(c, t, s, "passed, but its look-up failed");
	}
	if (unknown > 0)
		not_applicable(c, "the response does not show what every perspective saw");
}

static void
caa_remote_permits(struct check *c)
{
	each_attempt(c, judge_permission);
}

/* ---- each for itself ---- */

static void
judge_single(struct check *c, const struct ev_attempt *t)
{
	if (!ask_counts_other_attempts(t))
		return;
	if (t->perspective_count.given && t->n_sighting > t->perspective_count.n)
		report_fact(c, t->mpic->response, ask_list_member(t), "%u of %lld", t->n_sighting, (long long)t->perspective_count.n);
	else
		report_fact(c, t->mpic->at, "quorum_claim", "%u/%u, %u in the last attempt", t->claim.passed, t->claim.used,
		    t->n_sighting);
}

static void
single_attempt(struct check *c)
{
	each_attempt(c, judge_single);
}

static bool
resolver_shared(const struct ev_perspective *a, const struct ev_perspective *b)
{
	return a != NULL && b != NULL && a->resolver != NULL && b->resolver != NULL && a->resolver->id.p != NULL &&
	    b->resolver->id.p != NULL && span_eq(a->resolver->id, b->resolver->id);
}

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

static void
judge_resolvers_shared(struct check *c, const struct ev_attempt *t)
{
	for (int64_t i = 0; i < t->n_sighting; i++)
		for (int64_t k = -1; k < i; k++)
			if (counts(t, i) && counts(t, k) && resolver_shared(place_at(t, k), place_at(t, i))) {
				report_sighting(c, t, &t->sighting[i], arena_printf(c->arena, "resolver of %s",
				    fact_text(c, place_at(t, k)->code)));
				break;
			}
}

/* Out of the attempt: long before its end, or before the validation began, which is told once. */
static void
judge_times(struct check *c, const struct ev_attempt *t)
{
	bool begun = t->validation != NULL && t->validation->initiated_at.given &&
	    !validation_contradicts(t->validation, &(struct contradiction){ .at = NULL });

	for (uint32_t i = 0; i < t->n_sighting; i++) {
		const struct ev_sighting *s = &t->sighting[i];
		int64_t before;

		if (!s->time.given)
			continue;
		before = ev_elapsed(&s->time, &t->time);
		if (before > ATTEMPT_SECONDS)
			report_sighting(c, t, s, arena_printf(c->arena, "%s before the last", ev_duration(c->arena, before)));
		else if (begun && (before = ev_elapsed(&s->time, &t->validation->initiated_at)) >
		    c->evidence->options->clock_skew) {
			report_sighting(c, t, s, arena_printf(c->arena, "%s before the validation began", ev_duration(c->arena, before)));
			return;
		}
	}
}

static void
judge_shared(struct check *c, const struct ev_attempt *t)
{
	judge_resolvers_shared(c, t);
	judge_times(c, t);
}

static void
no_shared_results(struct check *c)
{
	each_attempt(c, judge_shared);
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
			report_sighting(c, t, b, arena_printf(c->arena, "at the nanosecond of %s", fact_text(c, a->code)));
			return;
		}
}

static void
no_shared_results_same_time(struct check *c)
{
	each_attempt(c, judge_same_time);
}

static struct ev_perspective
resolver_place(const struct ev_perspective *p)
{
	const struct ev_resolver *r = p->resolver;

	return (struct ev_perspective){ .lat = r->lat, .lon = r->lon };
}

/* Two resolvers of perspectives that are apart themselves. */
static bool
resolvers_near(const struct ev_perspective *a, const struct ev_perspective *b, double *km)
{
	struct ev_perspective x, y;

	if (a == NULL || b == NULL || a->resolver == NULL || b->resolver == NULL || resolver_shared(a, b) ||
	    mpic_nearness(a, b, km) == MPIC_NEAR)
		return false;
	x = resolver_place(a);
	y = resolver_place(b);
	return mpic_nearness(&x, &y, km) == MPIC_NEAR;
}

static void
judge_resolver(struct check *c, const struct ev_attempt *t, int64_t i)
{
	const struct ev_perspective *p = place_at(t, i);
	double km;

	if (p == NULL || p->resolver == NULL)
		return;
	if (p->rir != 0 && p->resolver->rir != 0 && p->rir != p->resolver->rir) {
		const char *what = arena_printf(c->arena, "in the region of %s, its resolver in that of %s", ev_rir_words[p->rir - 1],
		    ev_rir_words[p->resolver->rir - 1]);

		if (i < 0)
			report_fact(c, t->mpic->primary->at, "code", "%s: %s", fact_text(c, p->code), what);
		else
			report_sighting(c, t, &t->sighting[i], what);
	}
	for (int64_t k = -1; k < i; k++)
		if (counts(t, k) && resolvers_near(place_at(t, k), p, &km))
			report_sighting(c, t, &t->sighting[i], arena_printf(c->arena, "resolver %.0f km from that of %s", km,
			    fact_text(c, place_at(t, k)->code)));
}

static void
judge_resolvers(struct check *c, const struct ev_attempt *t)
{
	for (int64_t i = -1; i < t->n_sighting; i++)
		if (counts(t, i))
			judge_resolver(c, t, i);
}

static void
resolver_region_and_distance(struct check *c)
{
	each_attempt(c, judge_resolvers);
}

static const struct smimelint_rule rules[] = {
	{
		.id = "evidence.mpic.primary-present-and-passed",
		.section = "TLS BR 3.2.2.9",
		.title = "Primary Network Perspective's own determination is missing or negative",
		.requires = "Corroboration confirms what the Primary Network Perspective has determined: that the validation passes, that "
		    "CAA permits.",
		.explanation = "Open MPIC answers for remote perspectives only, so the primary stands beside the response. Remote ones "
		    "never make up for it.",
		.remedy = "Record primary with code, time and result.",
		.schedule = MPIC_SHALL,
		.fn = primary_present_and_passed, .scope = SCOPE_SUBSCRIBER, .evidence = EVIDENCE_RECORD, .basis = BASIS_ATTEMPT,
		.missing = MISSING_ERROR,
	},
	{
		.id = "evidence.mpic.perspectives-unique",
		.section = "TLS BR 3.2.2.9",
		.title = "perspective is listed twice, or is the primary itself",
		.requires = "Remote Network Perspectives are distinct from the primary and from each other.",
		.explanation = "It is counted once, and the primary not at all.",
		.remedy = "Find out how it came into the list again.",
		.schedule = MPIC_SHALL,
		.fn = perspectives_unique, .scope = SCOPE_SUBSCRIBER, .evidence = EVIDENCE_RECORD, .basis = BASIS_ATTEMPT,
	},
	{
		.id = "evidence.mpic.same-challenge-seen",
		.section = "TLS BR 3.2.2.9",
		.title = "perspective counts as corroborating, but did not see what the primary saw",
		.requires = "To corroborate, a remote perspective sees the same Random Value, Request Token or token, IP address, contact "
		    "address, or a persistent record with the same account.",
		.explanation = "Compared as the call asks for: the whole record with require_exact_match, else as a part of it. Where the "
		    "response does not show it, or the value is given as a hash only, nothing can be said.",
		.remedy = "Do not count it.",
		.schedule = MPIC_SHALL,
		.fn = same_challenge_seen, .scope = SCOPE_SUBSCRIBER, .evidence = EVIDENCE_RECORD, .basis = BASIS_ATTEMPT,
	},
	{
		.id = "evidence.mpic.caa-remote-permits",
		.section = "SBR 4.2.2.1",
		.title = "perspective counts as corroborating, but what it saw does not permit",
		.requires = "A remote perspective's CAA response is interpreted as permission to issue to this CA; or its look-up failed in "
		    "a way that counts as permission.",
		.explanation = "The records that it saw are judged anew; they need not be the same as the primary's. allow_lookup_failure "
		    "lets time-outs and SERVFAIL pass, so a failure counts only with the facts of caa_checks[].lookup_failure. Domains "
		    "that the service takes for the CA's must be among its Issuer Domain Names.",
		.remedy = "Do not count it; set allow_lookup_failure to false.",
		.schedule = MPIC_SHALL,
		.fn = caa_remote_permits, .scope = SCOPE_SUBSCRIBER, .evidence = EVIDENCE_RECORD, .basis = BASIS_ATTEMPT,
	},
	{
		.id = "evidence.mpic.single-attempt",
		.section = "TLS BR 3.2.2.9",
		.title = "perspectives of earlier attempts are counted",
		.requires = "When corroboration is tried again, the CA does not rely on corroborations of previous attempts.",
		.explanation = "Counted are the perspectives that the response itself lists; previous_attempt_results never.",
		.remedy = "Judge each attempt by itself.",
		.schedule = MPIC_SHALL,
		.fn = single_attempt, .scope = SCOPE_SUBSCRIBER, .evidence = EVIDENCE_RECORD, .basis = BASIS_ATTEMPT,
	},
	{
		.id = "evidence.mpic.no-shared-results",
		.section = "TLS BR 3.2.2.9",
		.title = "perspective did not look for itself, or not in this attempt",
		.requires = "Results of one Network Perspective are not reused or cached for another.",
		.explanation = "Perspectives that ask the same resolver share its cache. A result more than ten minutes before the last one, "
		    "or from before the validation began, is not of this attempt. This can disprove, not prove.",
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
		.explanation = "Resolvers of perspectives that are too near themselves are not told again. Places that are not given are not "
		    "judged.",
		.remedy = "Put the resolver where the perspective is.",
		.schedule = MPIC_SHALL,
		.fn = resolver_region_and_distance, .scope = SCOPE_SUBSCRIBER, .evidence = EVIDENCE_RECORD,
		.basis = BASIS_ATTEMPT,
	},
	{
		.id = "evidence.mpic.perspective-table-complete",
		.section = "(format)",
		.title = "perspective is not in the table, or without its RIR",
		.requires = "From 2026-03-15, each perspective of an attempt and its primary has an entry in perspectives that holds at its "
		    "time; those of remote ones have a rir.",
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

RULE_TABLE(rules_evidence_mpic_seen, "Evidence: perspectives", rules);
