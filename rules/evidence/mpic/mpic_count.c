/* SPDX-License-Identifier: Apache-2.0 */
/* mpic_count.c - were there enough remote Network Perspectives, far enough apart, and what did the CA count: TLS BR 3.2.2.9. */
#include "evidence/corroboration.h"

#include "rules/evidence/ask.h"
#include "rules/tables.h"

/* ---- each attempt with its count and its phase ---- */

struct counted {
	const struct ev_attempt *t;
	const struct mpic_phase *phase;	/* NULL: before the first */
	const struct mpic_count *n;
};
typedef void counted_fn(struct check *, const struct counted *);

static void
leave_undecided(struct check *c, const struct counted *k)
{
	(void)k;
	not_evaluated(c, "which perspectives are distinct could not be found out within the limits of the search");
}

/* Those of which it is known what is distinct are judged; the others, which only very many attempts have, are another's. */
static void
each_count_or(struct check *c, counted_fn *judge, counted_fn *undecided)
{
	const struct ev_attempts *all = &c->evidence->attempts;

	for (uint32_t i = 0; i < all->n; i++) {
		struct counted k = { .t = &all->attempt[i], .n = &c->evidence->count[i] };

		if (!ask_attempt_binds(c, k.t) || !due(c, ask_phase_time(c, k.t)))
			continue;
		k.phase = ask_phase(c, k.t);
		(k.n->decided ? judge : undecided)(c, &k);
	}
}

static void
each_count(struct check *c, counted_fn *judge)
{
	each_count_or(c, judge, leave_undecided);
}

/* ---- how many ---- */

static void
judge_number(struct check *c, const struct counted *k)
{
	if (k->phase != NULL && k->n->used < k->phase->remotes)
		report_fact(c, k->t->mpic->response, ask_list_member(k->t), "%s: %u used, %u needed", ask_attempt_name(c, k->t),
		    k->n->used, k->phase->remotes);
}

static void
min_remote_perspectives(struct check *c)
{
	each_count(c, judge_number);
}

static void
judge_unlisted(struct check *c, const struct counted *k)
{
	struct ev_int asked = k->t->perspective_count;

	if (asked.given && asked.n > k->t->n_sighting)
		report_fact(c, k->t->mpic->response, ask_list_member(k->t), "%s: %u listed, %lld used", ask_attempt_name(c, k->t),
		    k->t->n_sighting, (long long)asked.n);
}

static void
min_remote_perspectives_unlisted(struct check *c)
{
	each_count(c, judge_unlisted);
}

static bool
fails_quorum(const struct mpic_count *n)
{
	return !mpic_has_quorum(n->distinct, n->distinct_corroborating);
}

/* Is there one without those that do not say whether their check was completed?  Each makes the largest set of distinct ones smaller by one at the most. */
static bool
has_completed_quorum(const struct mpic_count *n)
{
	return n->distinct_corroborating >= n->uncompleted &&
	    mpic_has_quorum(n->distinct, n->distinct_corroborating - n->uncompleted);
}

/* Of the answers of Open MPIC those of its version 3.2 and later say it of each perspective, and of all together. */
static bool
is_completion_said(const struct ev_attempt *t)
{
	const struct span version = t->mpic->format_version;

	if (span_starts(version, SPAN_LIT("3.0")) || span_starts(version, SPAN_LIT("3.1")))
		return version.n > 3 && version.p[3] != '.';
	for (const struct ev_sighting *s = t->sighting; s < t->sighting + t->n_sighting; s++)
		if (s->completed != EV_UNSAID)
			return true;
	return version.p != NULL || t->completed != EV_UNSAID;
}

/* The first that does not say it.  Answers of Open MPIC that have the check beside the code need not: the example of its specification does not. */
static void
miss_completion(struct check *c, const struct ev_attempt *t)
{
	const struct ev_sighting *s = t->sighting, *end = s + t->n_sighting;
	const struct json_value *nested;

	while (s < end && (s->again || s->is_primary || s->completed != EV_UNSAID || !ev_sighting_corroborates(s)))
		s++;
	nested = s < end ? json_find(s->at, "check_response") : NULL;
	if (nested != NULL && is_completion_said(t))
		fact_missing(c, nested, "check_completed");
	else if (s < end && t->mpic->format == MPIC_GENERIC)
		fact_missing(c, s->at, "completed");
	else
		not_evaluated(c, "the response does not say of every perspective whether its check was completed");
}

static void
judge_quorum(struct check *c, const struct counted *k)
{
	const struct mpic_count *n = k->n;

	if (n->used < 2)
		return;
	if (!fails_quorum(n)) {
		if (!has_completed_quorum(n))
			miss_completion(c, k->t);
		return;
	}
	/* The distances alone break it; of less than two there is no quorum to be broken. */
	if (mpic_has_quorum(n->used, n->corroborating) && n->distinct < 2)
		return;
	if (mpic_has_quorum(n->used, n->corroborating))
		report_fact(c, k->t->mpic->response, ask_list_member(k->t), "%s: %u of %u distinct corroborate, %u needed",
		    ask_attempt_name(c, k->t), n->distinct_corroborating, n->distinct, mpic_needed(n->distinct));
	else
		report_fact(c, k->t->mpic->response, ask_list_member(k->t), "%s: %u of %u corroborate, %u needed",
		    ask_attempt_name(c, k->t), n->corroborating, n->used, mpic_needed(n->used));
}

static void
quorum(struct check *c)
{
	each_count(c, judge_quorum);
}

/* Those of a quorum by code; where only the distinct ones have one, theirs. */
static unsigned
regions_of(const struct mpic_count *n)
{
	return mpic_has_quorum(n->used, n->corroborating) ? n->rirs : n->distinct_rirs;
}

static void
judge_regions(struct check *c, const struct counted *k)
{
	unsigned found = regions_of(k->n);

	if (k->phase == NULL || fails_quorum(k->n) || found >= k->phase->rirs)
		return;
	if (k->n->rir_unknown)
		not_evaluated(c, k->t->unknown_rir ? "passedRIRs names a region that is none of the five RIRs'" : "the RIR of a perspective is not known");
	else
		report_fact(c, k->t->mpic->response, ask_list_member(k->t), "%s: %u region%s, %u needed", ask_attempt_name(c, k->t),
		    found, found == 1 ? "" : "s", k->phase->rirs);
}

static void
rir_diversity(struct check *c)
{
	each_count(c, judge_regions);
}

/* ---- how far apart ---- */

/* Does it fail by distances alone? */
static bool
distance_breaks(const struct counted *k)
{
	const struct mpic_count *n = k->n;

	if (k->phase == NULL)
		return false;
	if (n->used >= k->phase->remotes && n->distinct < k->phase->remotes)
		return true;
	if (!k->phase->quorum || !mpic_has_quorum(n->used, n->corroborating))
		return false;
	return fails_quorum(n) || (n->rirs >= k->phase->rirs && n->distinct_rirs < k->phase->rirs);
}

/* A pair of perspectives; the first is NULL for the primary. */
struct pair {
	const struct ev_sighting *a, *b;
	double km;
};
/* Of more pairs in one attempt the number is told. */
#define MOST_PAIRS 32u

static const char *
first_name(struct check *c, const struct counted *k, const struct pair *p)
{
	return fact_text(c, p->a != NULL ? p->a->code : k->t->primary_place->code);
}

/* Pairs of an attempt that lie so: the first `most` are listed, the others counted. */
struct pairs {
	struct pair list[MOST_PAIRS];
	unsigned n, most;
	struct rest rest;
};

static void
add_pair(struct check *c, const struct counted *k, struct pairs *all, struct pair p)
{
	if (all->n++ < all->most) {
		all->list[all->n - 1] = p;
		return;
	}
	rest_take(c, &all->rest, span_of(first_name(c, k, &p)));
	rest_take(c, &all->rest, p.b->code);
}

/* With the primary or with each other. */
static void
find_pairs(struct check *c, const struct counted *k, enum mpic_nearness want, struct pairs *all)
{
	if ((k->n->met >> want & 1) == 0)
		return;
	for (uint32_t i = 0; i < k->t->n_sighting; i++) {
		struct pair p = { .b = &k->t->sighting[i] };

		if (p.b->again || p.b->is_primary)
			continue;
		if (mpic_nearness(k->t->primary_place, p.b->place, &p.km) == want)
			add_pair(c, k, all, p);
		for (uint32_t m = 0; m < i; m++) {
			p.a = &k->t->sighting[m];
			if (!p.a->again && !p.a->is_primary && mpic_nearness(p.a->place, p.b->place, &p.km) == want)
				add_pair(c, k, all, p);
		}
	}
}

static void
report_pairs(struct check *c, const struct counted *k, enum mpic_nearness want)
{
	struct pairs all = { .most = MOST_PAIRS };

	find_pairs(c, k, want, &all);
	for (const struct pair *p = all.list; p < all.list + (all.n < MOST_PAIRS ? all.n : MOST_PAIRS); p++)
		report_fact(c, p->b->at, ask_code_member(k->t), "%s and %s: %.0f km", first_name(c, k, p), fact_text(c, p->b->code),
		    p->km);
	if (all.n > MOST_PAIRS)
		report_fact(c, k->t->mpic->response, ask_list_member(k->t), "%u more pairs (%s)", all.n - MOST_PAIRS, rest_show(c, &all.rest));
}

/* What the phase asks for and what is left does not have. */
static const char *
needed(struct check *c, const struct counted *k)
{
	const struct mpic_count *n = k->n;

	if (n->distinct < k->phase->remotes)
		return arena_printf(c->arena, "%u distinct needed", k->phase->remotes);
	if (fails_quorum(n))
		return arena_printf(c->arena, "%u needed", mpic_needed(n->distinct));
	return arena_printf(c->arena, "%u region%s, %u needed", n->distinct_rirs, n->distinct_rirs == 1 ? "" : "s", k->phase->rirs);
}

/* Told once, by the first of the pairs and the number of the others. */
static void
judge_distance(struct check *c, const struct counted *k)
{
	struct pairs all = { .most = 1 };

	if (distance_breaks(k))
		find_pairs(c, k, MPIC_NEAR, &all);
	if (all.n > 0)
		report_fact(c, k->t->mpic->response, ask_list_member(k->t), "%s and %s: %.0f km%s; %u distinct of %u, %u of them corroborate; %s",
		    first_name(c, k, all.list), fact_text(c, all.list[0].b->code), all.list[0].km,
		    all.n > 1 ? arena_printf(c->arena, ", and %u more (%s)", all.n - 1, rest_show(c, &all.rest)) : "", k->n->distinct,
		    k->n->used, k->n->distinct_corroborating, needed(c, k));
}

static void
distance(struct check *c)
{
	each_count(c, judge_distance);
}

static void
judge_near(struct check *c, const struct counted *k)
{
	report_pairs(c, k, MPIC_NEAR);
}

static void
distance_near(struct check *c)
{
	each_count(c, judge_near);
}

static void
judge_undecided(struct check *c, const struct counted *k)
{
	report_pairs(c, k, MPIC_CLOSE);
}

/* No rule that counts is silent where nothing says so. */
static void
report_undecided(struct check *c, const struct counted *k)
{
	report_fact(c, k->t->mpic->response, ask_list_member(k->t), "%s: %u perspectives, and the search for those that are distinct was given up",
	    ask_attempt_name(c, k->t), k->n->used);
}

static void
distance_undecided(struct check *c)
{
	each_count_or(c, judge_undecided, report_undecided);
}

/* ---- what the CA counted ---- */

static bool
claim_differs(const struct counted *k, const struct ev_claim *claim)
{
	const struct ev_attempt *t = k->t;
	uint32_t all = 0;

	for (uint32_t i = 0; i < t->n_sighting; i++)
		all += ev_sighting_passed(&t->sighting[i]);
	/* A CA that does not count who saw something else is right, though its service says passed. */
	return claim->given && (claim->passed != all || claim->used != t->n_sighting) &&
	    ((claim->passed != k->n->passed && claim->passed != k->n->corroborating) || claim->used != k->n->used);
}

static void
report_claim(struct check *c, const struct counted *k, const struct ev_claim *claim, bool logged)
{
	const struct ev_attempt *t = k->t;

	report_fact(c, logged ? t->summary : t->mpic->at, logged ? "quorumResult" : "quorum_claim", "%u/%u, counted %u/%u", claim->passed,
	    claim->used, k->n->passed, k->n->used);
}

/* Regions in words; "none". */
static const char *
regions_text(const struct check *c, unsigned rirs)
{
	const char *text = "none";

	for (unsigned i = 0; ev_rir_words[i] != NULL; i++)
		if ((rirs >> (i + 1) & 1) != 0)
			text = strcmp(text, "none") != 0 ? arena_printf(c->arena, "%s, %s", text, ev_rir_words[i]) : ev_rir_words[i];
	return text;
}

/*
 * Regions of those that passed, as the response has them and as their places do; what is not known contradicts nothing, and a name
 * that is no region may be any.
 */
static void
judge_claimed_regions(struct check *c, const struct ev_attempt *t)
{
	unsigned known = 0;
	bool all = true;

	for (uint32_t i = 0; i < t->n_sighting; i++) {
		const struct ev_sighting *s = &t->sighting[i];

		if (!ev_sighting_passed(s))
			continue;
		if (s->place != NULL && s->place->rir != 0)
			known |= 1u << s->place->rir;
		else
			all = false;
	}
	if (t->rirs_at != NULL && (((known & ~(unsigned)t->rirs) != 0 && !t->unknown_rir) || (all && (t->rirs & ~known) != 0)))
		report_fact(c, t->summary, "passedRIRs", "%s, counted %s", regions_text(c, t->rirs), regions_text(c, known));
}

/* An entry that says two things of its check. */
static void
judge_contradictions(struct check *c, const struct ev_attempt *t)
{
	for (uint32_t i = 0; i < t->n_sighting; i++)
		if (t->sighting[i].contradicts_itself)
			ask_report_sighting(c, t, &t->sighting[i], "says otherwise beside its check_response");
}

static void
judge_verdict(struct check *c, const struct counted *k)
{
	const struct ev_attempt *t = k->t;
	bool has = mpic_has_quorum(k->n->used, k->n->passed);

	if (t->completed == EV_NO)
		report_fact(c, t->mpic->response, "mpic_completed", "mpic_completed is false");
	/* A verdict that follows from a wrong count is not told again. */
	if (claim_differs(k, &t->claim))
		report_claim(c, k, &t->claim, t->mpic->quorum_claim.p == NULL);
	else if (k->n->used >= 2 && ((t->is_valid == EV_YES && !has) || (t->is_valid == EV_NO && has)))
		report_fact(c, t->mpic->response, "is_valid", "is_valid is %s, %u of %u corroborate", has ? "false" : "true", k->n->passed, k->n->used);
	if (t->mpic->quorum_claim.p != NULL && claim_differs(k, &t->logged))
		report_claim(c, k, &t->logged, true);
	judge_claimed_regions(c, t);
	judge_contradictions(c, t);
}

static void
recomputed_equals_claimed(struct check *c)
{
	each_count(c, judge_verdict);
}

static void
judge_configuration(struct check *c, const struct counted *k)
{
	struct ev_int n = k->t->perspective_count, asked = k->t->quorum_count;

	if (n.given && asked.given && n.n >= 2 && n.n <= EV_LIST_ENTRIES && asked.n < mpic_needed((unsigned)n.n))
		report_fact(c, k->t->parameters, "quorum_count", "%lld of %lld, %u needed", (long long)asked.n, (long long)n.n,
		    mpic_needed((unsigned)n.n));
}

static void
configured_quorum_too_weak(struct check *c)
{
	each_count(c, judge_configuration);
}

/* ---- the phase at issuance ---- */

/* What the attempt lacks of the phase at issuance. */
static void
judge_phase(struct check *c, const struct ev_attempt *t, const struct mpic_count *n, const struct mpic_phase *now)
{
	const struct json_value *at = t->mpic->response;

	if (n->distinct < now->remotes)
		report_fact(c, at, ask_list_member(t), "%u distinct, %u needed", n->distinct, now->remotes);
	else if (fails_quorum(n))
		report_fact(c, at, ask_list_member(t), "%u of %u distinct corroborate, %u needed", n->distinct_corroborating, n->distinct,
		    mpic_needed(n->distinct));
	else if (n->rir_unknown)
		not_evaluated(c, "the RIR of a perspective is not known");
	else
		report_fact(c, at, ask_list_member(t), "%u region%s, %u needed", n->distinct_rirs, n->distinct_rirs == 1 ? "" : "s", now->rirs);
}

static void
mpic_phase_at_issuance(struct check *c)
{
	const struct ev_attempts *all = &c->evidence->attempts;
	const struct mpic_phase *now = mpic_phase(c->evidence->issued_day), *then;

	for (uint32_t i = 0; i < all->n && !c->evidence->options->phase_at_issuance; i++) {
		const struct ev_attempt *t = &all->attempt[i];
		const struct mpic_count *n = &c->evidence->count[i];

		if (!ask_attempt_binds(c, t) || !t->time.given || !due(c, NULL))
			continue;
		then = ask_phase(c, t);
		/* An attempt that did not meet its own phase has findings of its own. */
		if (n->decided && then != NULL && now > then && mpic_meets(n, then) && !mpic_meets(n, now))
			judge_phase(c, t, n, now);
	}
}

static const struct smimelint_rule rules[] = {
	{
		.id = "evidence.mpic.min-remote-perspectives",
		.section = "TLS BR 3.2.2.9",
		.title = "too few remote Network Perspectives",
		.requires = "Corroboration uses at least two distinct remote Network Perspectives from 2025-05-15, three from 2026-03-15, "
		    "four from 2026-06-15, five from 2026-12-15.",
		.explanation = "Perspectives are counted by their codes. One that timed out counts as used; the primary and a code named twice do "
		    "not count again. evidence.mpic.distance is about those that lie too near. The day is that of the attempt, because the "
		    "text is about CAs that perform validations. --mpic-phase issuance takes the day of issuance.",
		.remedy = "Use more perspectives.",
		.schedule = SCHEDULE(SHALL_FROM(2025, 5, 15), SHALL_FROM(2026, 3, 15), SHALL_FROM(2026, 6, 15), SHALL_FROM(2026, 12, 15)),
		.fn = min_remote_perspectives, .scope = SCOPE_SUBSCRIBER, .evidence = EVIDENCE_RECORD, .basis = BASIS_ATTEMPT,
	},
	{
		.id = "evidence.mpic.min-remote-perspectives-unlisted",
		.section = "TLS BR 3.2.2.9",
		.title = "response lists fewer perspectives than were used",
		.requires = "Every remote Network Perspective that was used counts, whether it corroborated or not.",
		.explanation = "Open MPIC reports how many were used. Those that are left out of the list may be those that failed.",
		.remedy = "Record the response as it came.",
		.schedule = SCHEDULE(SHALL_FROM(2025, 5, 15)),
		.fn = min_remote_perspectives_unlisted, .scope = SCOPE_SUBSCRIBER, .evidence = EVIDENCE_RECORD,
		.basis = BASIS_ATTEMPT,
	},
	{
		.id = "evidence.mpic.quorum",
		.section = "TLS BR 3.2.2.9",
		.title = "too few remote Network Perspectives corroborated",
		.requires = "With two to five distinct remote Network Perspectives one may fail to corroborate, with six or "
		    "more two. From 2025-09-15 the CA does not issue otherwise.",
		.explanation = "A perspective corroborates where its check completed and passed, and nothing shows that it observed something "
		    "else. Time-outs and errors do not corroborate. Where the quorum needs some of which is not said whether they completed, "
		    "that is missing. Open MPIC's flat answers, and those before its version 3.2, may not say so: of them this is not decided. "
		    "Before 2025-09-15 the CA may go on, and this is a notice.",
		.remedy = "Try again; every attempt is judged by itself.",
		.schedule = SCHEDULE(NOTICE_FROM(2025, 5, 15), SHALL_FROM(2025, 9, 15)),
		.fn = quorum, .scope = SCOPE_SUBSCRIBER, .evidence = EVIDENCE_RECORD, .basis = BASIS_ATTEMPT, .missing = MISSING_ERROR,
		.yields_to = IDS("evidence.mpic.distance"), .yields = YIELD_IN_ENTRY,
	},
	{
		.id = "evidence.mpic.rir-diversity",
		.section = "TLS BR 3.2.2.9",
		.title = "remote Network Perspectives that corroborate lie in one RIR's region",
		.requires = "From 2026-03-15, those that corroborate lie in the service regions of at least two of ARIN, RIPE NCC, APNIC, "
		    "LACNIC and AFRINIC.",
		.explanation = "The region is that of the place where the traffic leaves. The primary's does not count. If "
		    "the region of one of them is unknown, and the others lie in one region, this is not decided.",
		.remedy = "Use perspectives on more continents.",
		.schedule = SCHEDULE(SHALL_FROM(2026, 3, 15)),
		.fn = rir_diversity, .scope = SCOPE_SUBSCRIBER, .evidence = EVIDENCE_RECORD, .basis = BASIS_ATTEMPT,
	},
	{
		.id = "evidence.mpic.distance",
		.section = "TLS BR 3.2.2.9",
		.title = "perspectives too near to each other leave too few",
		.requires = "Network Perspectives are distinct when they are at least 500 km apart; remote ones are distinct from the "
		    "primary and from each other.",
		.explanation = "Perspectives that lie nearer to each other count as one. The rules on number, quorum and regions judge the "
		    "largest set of distinct ones. Distances are great circles; perspectives count as distinct unless their "
		    "places, with their accuracy, lie nearer for certain.",
		.remedy = "Replace one of each near pair.",
		.schedule = SCHEDULE(SHALL_FROM(2025, 5, 15)),
		.fn = distance, .scope = SCOPE_SUBSCRIBER, .evidence = EVIDENCE_RECORD, .basis = BASIS_ATTEMPT,
	},
	{
		.id = "evidence.mpic.distance-near",
		.section = "TLS BR 3.2.2.9",
		.title = "two perspectives of an attempt are less than 500 km apart",
		.requires = "Network Perspectives are distinct when they are at least 500 km apart.",
		.explanation = "One of the two does not count; where that leaves too few, evidence.mpic.distance says so instead. Cities "
		    "whose names sound far apart are not: London and Dublin, Frankfurt and Paris, Zurich and Paris, Singapore and Kuala Lumpur lie nearer than 500 km.",
		.remedy = "Use one of them.",
		.schedule = SCHEDULE(SHOULD_FROM(2025, 5, 15)),
		.fn = distance_near, .scope = SCOPE_SUBSCRIBER, .evidence = EVIDENCE_RECORD, .basis = BASIS_ATTEMPT,
		.yields_to = IDS("evidence.mpic.distance"), .yields = YIELD_IN_ENTRY,
	},
	{
		.id = "evidence.mpic.distance-undecided",
		.section = "TLS BR 3.2.2.9",
		.title = "places of two perspectives are too inexact to decide whether they are 500 km apart",
		.requires = "Network Perspectives are distinct when they are at least 500 km apart.",
		.explanation = "They are counted as distinct. A place that does not say how exact it is counts as known to 50 km. "
		    "A record with very many attempts of many perspectives may need too long a search. That is reported here, and nothing is counted.",
		.remedy = "State the places more exactly (lat, lon, accuracy_km).",
		.schedule = SCHEDULE(SHOULD_FROM(2025, 5, 15)),
		.fn = distance_undecided, .scope = SCOPE_SUBSCRIBER, .evidence = EVIDENCE_RECORD, .basis = BASIS_ATTEMPT,
	},
	{
		.id = "evidence.mpic.recomputed-equals-claimed",
		.section = "TLS BR 5.4.1",
		.title = "corroboration that the CA claims differs from what its perspectives show",
		.requires = "is_valid, mpic_completed, the quorum result and the regions that are logged agree with the perspectives that "
		    "the response lists. An entry says the same beside its check_response as in it.",
		.explanation = "The count made here decides. A claim that differs is a fault of its own. A service with "
		    "quorum_count 0 reports success whatever its perspectives saw.",
		.remedy = "Find out why the two differ.",
		.reading = "TLS BR 5.4.1 has the CA log the quorum result. The SBR have no such item, but their "
		    "\"all verification activities\" is read to mean it. A wrong log is read to be no log. By the "
		    "other reading nothing forbids it.",
		.schedule = SCHEDULE(SHALL_FROM(2025, 5, 15)),
		.fn = recomputed_equals_claimed, .scope = SCOPE_SUBSCRIBER, .evidence = EVIDENCE_RECORD, .basis = BASIS_ATTEMPT,
		.yields_to = IDS("evidence.mpic.single-attempt"), .yields = YIELD_IN_PLACE,
	},
	{
		.id = "evidence.mpic.configured-quorum-too-weak",
		.section = "TLS BR 3.2.2.9",
		.title = "corroboration service is set to a quorum that is too weak",
		.requires = "The quorum that the service asks for is at least that of the Quorum Requirements table.",
		.explanation = "This attempt may have had enough perspectives; the next one may not. 0 means that nothing "
		    "is asked for at all.",
		.remedy = "Set quorum_count to the number of perspectives less one; from six perspectives on, less two.",
		.schedule = SCHEDULE(SHOULD_FROM(2025, 9, 15)),
		.fn = configured_quorum_too_weak, .scope = SCOPE_SUBSCRIBER, .evidence = EVIDENCE_RECORD, .basis = BASIS_ATTEMPT,
	},
	{
		.id = "evidence.mpic.mpic-phase-at-issuance",
		.section = "TLS BR 3.2.2.9",
		.title = "corroboration does not meet the phase that is in force at issuance",
		.requires = "The phases are read to bind by the day of the attempt; this is the other reading, by the day of issuance.",
		.explanation = "Each phase ends in \"MUST NOT proceed with issuance\", and validations are used for up to 398 days. With "
		    "--mpic-phase issuance the rules themselves go by that day.",
		.remedy = "Validate again under the phase in force.",
		.schedule = SCHEDULE(NOTICE_FROM(2025, 9, 15)),
		.fn = mpic_phase_at_issuance, .scope = SCOPE_SUBSCRIBER, .evidence = EVIDENCE_RECORD, .basis = BASIS_ISSUED,
	},
};

RULE_TABLE(rules_evidence_mpic_count, "Evidence: perspectives counted", rules);
