/* SPDX-License-Identifier: Apache-2.0 */
/* mpic_apart.c - did each perspective look for itself, by a resolver of its own: TLS BR 3.2.2.9. */
#include "evidence/corroboration.h"
#include "evidence/perspective.h"
#include "rules/evidence/mpic/entry.h"
#include "rules/tables.h"

#define MPIC_SHALL SCHEDULE(SHALL_FROM(2025, 5, 15))

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
	const struct ev_perspective *p = entry_at(t, i);
	const char *member = key;
	const struct json_value *at = entry_is_own(c, p) ? p->resolver->at : entry_code_at(t, i, &member);

	report_fact(c, at, member, "%s: %s", fact_text(c, p->code), what);
}

static void
judge_resolvers_shared(struct check *c, const struct ev_attempt *t, struct told *told)
{
	for (int64_t i = 0; i < t->n_sighting; i++)
		for (int64_t k = -1; k < i; k++)
			if (entry_counts(t, i) && entry_counts(t, k) && resolver_shared(entry_at(t, k), entry_at(t, i)) &&
			    told_first(told, entry_at(t, i))) {
				report_resolver(c, t, i, "id", arena_printf(c->arena, "resolver of %s", fact_text(c, entry_at(t, k)->code)));
				break;
			}
}

/* Why it is not of this attempt. */
static const char *
apart_text(struct check *c, const struct ev_attempt *t, const struct ev_sighting *s)
{
	const struct ev_time *primary = t->mpic->primary != NULL ? &t->mpic->primary->primary_at : NULL;

	if (ev_elapsed(&s->time, &t->last) > EV_ATTEMPT_SECONDS)
		return arena_printf(c->arena, "%s before the last", ev_duration(c->arena, ev_elapsed(&s->time, &t->last)));
	if (ev_after(&s->time, &t->last) && (primary == NULL || !primary->given))
		return arena_printf(c->arena, "%s after the last of the others", ev_duration(c->arena, ev_elapsed(&t->last, &s->time)));
	if (ev_after(&s->time, &t->last))
		return arena_printf(c->arena, "%s after the primary", ev_duration(c->arena, ev_elapsed(primary, &s->time)));
	return arena_printf(c->arena, "%s before the validation began", ev_duration(c->arena, ev_elapsed(&s->time, &t->validation->initiated_at)));
}

/* The corroboration belongs to this validation's attempt; the first that is older stands for all that looked with it. */
static void
judge_begun(struct check *c, const struct ev_attempt *t, const struct ev_validation *v)
{
	if (!v->initiated_at.given || validation_contradicts(v, &(struct contradiction){ .at = NULL }))
		return;
	for (uint32_t i = 0; i < t->n_sighting; i++) {
		const struct ev_sighting *s = &t->sighting[i];
		int64_t before = s->time.given && ev_sighting_passed(s) && !s->apart ? ev_elapsed(&s->time, &v->initiated_at) : 0;

		if (before > c->evidence->options->clock_skew) {
			ask_report_sighting(c, t, s, arena_printf(c->arena, "%s before the validation began", ev_duration(c->arena, before)));
			return;
		}
	}
}

/* Those of one attempt look at about the same time.  row.arg: those that the quorum can spare; else those that it needs. */
static void
judge_times(struct check *c, const struct ev_attempt *t)
{
	for (uint32_t i = 0; i < t->n_sighting && (c->rule->arg != 0) == ask_quorum_spares(c, t); i++)
		if (t->sighting[i].apart)
			ask_report_sighting(c, t, &t->sighting[i], apart_text(c, t, &t->sighting[i]));
}

/* Where the resolver of one is not known, it may be that of another. */
static void
judge_resolvers_named(struct check *c, const struct ev_attempt *t)
{
	for (int64_t i = t->mpic->primary != NULL ? -1 : 0; i < t->n_sighting; i++)
		if (entry_counts(t, i) && (entry_at(t, i) == NULL || entry_at(t, i)->resolver == NULL || entry_at(t, i)->resolver->id.p == NULL))
			not_evaluated(c, "the resolver of a perspective is not recorded");
}

static void
judge_shared(struct check *c, const struct ev_attempt *t, struct told *told)
{
	judge_resolvers_shared(c, t, told);
	judge_resolvers_named(c, t);
	judge_times(c, t);
	if (t->mpic->check != CHECK_CAA)
		ask_each_served(c, t, judge_begun);
}

static void
no_shared_results(struct check *c)
{
	entry_each_attempt(c, judge_shared);
}

static void
no_shared_results_spared(struct check *c)
{
	ask_each_attempt(c, judge_times);
}

/* Times of a generic response may be of whole seconds or milliseconds, which two looks may well share. */
static bool
is_fine(const struct ev_attempt *t, const struct ev_sighting *s)
{
	return s->time.given && (t->mpic->format == MPIC_OPEN || s->time.nanos % 1000000 != 0);
}

static void
judge_same_time(struct check *c, const struct ev_attempt *t)
{
	for (uint32_t i = 1; i < t->n_sighting; i++)
		for (uint32_t k = 0; k < i; k++) {
			const struct ev_sighting *a = &t->sighting[k], *b = &t->sighting[i];

			if (!is_fine(t, a) || !is_fine(t, b) || a->time.seconds != b->time.seconds || a->time.nanos != b->time.nanos)
				continue;
			ask_report_sighting(c, t, b, arena_printf(c->arena, "at the %s of %s", b->time.nanos % 1000 != 0 || t->mpic->format == MPIC_OPEN ?
			    "nanosecond" : "microsecond", fact_text(c, a->code)));
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
	return resolver_shared(a, b) ? MPIC_FAR : mpic_nearness_of_resolvers(a->resolver, b->resolver, km);
}

static bool
has_resolver(const struct ev_attempt *t, int64_t i)
{
	return entry_counts(t, i) && entry_at(t, i) != NULL && entry_at(t, i)->resolver != NULL;
}

static void
judge_resolver_regions(struct check *c, const struct ev_attempt *t, struct told *told)
{
	for (int64_t i = -1; i < t->n_sighting; i++) {
		const struct ev_perspective *p = entry_at(t, i);

		if (has_resolver(t, i) && p->rir != 0 && p->resolver->rir != 0 && p->rir != p->resolver->rir && told_first(told, p))
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
			enum mpic_nearness n = has_resolver(t, k) ? resolver_nearness(entry_at(t, k), entry_at(t, i), &km) : MPIC_FAR;

			if (n == MPIC_CLOSE)
				not_evaluated(c, "the places of two resolvers are too inexact to decide whether they are 500 km apart");
			if (n != MPIC_NEAR)
				continue;
			if (!said && !told_first(told, entry_at(t, i)))
				break;
			said = true;
			report_resolver(c, t, i, "lat", arena_printf(c->arena, "resolver %.0f km from that of %s", km,
			    fact_text(c, entry_at(t, k)->code)));
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
		if (entry_counts(t, i) && (entry_at(t, i) == NULL || !is_placed(entry_at(t, i))))
			not_evaluated(c, "the resolver of a perspective, its region or its place is not recorded");
}

static void
resolver_region_and_distance(struct check *c)
{
	entry_each_attempt(c, judge_resolver_regions);
	entry_each_attempt(c, judge_resolver_distances);
	entry_each_attempt(c, judge_resolvers_known);
}

static const struct smimelint_rule rules[] = {
	{
		.id = "evidence.mpic.no-shared-results",
		.section = "TLS BR 3.2.2.9",
		.title = "perspective did not look for itself, or not in this attempt",
		.requires = "Results of one Network Perspective are not reused or cached for another. When corroboration is tried again, the CA does "
		    "not rely on corroborations of previous attempts.",
		.explanation = "Perspectives that ask the same resolver share its cache. A result more than ten minutes "
		    "before the last one, or from before the validation began, is not of this attempt. The text has no figure: ten minutes are ours. "
		    "The last one is that of those about the time of the primary or, where that is not known, of the validation. A perspective that failed "
		    "is not relied on, whenever that was. Such facts can disprove independence, not prove it. Where a resolver is not recorded, nothing can "
		    "be said.",
		.remedy = "Give each perspective a resolver of its own and look anew.",
		.schedule = MPIC_SHALL,
		.fn = no_shared_results, .scope = SCOPE_SUBSCRIBER, .evidence = EVIDENCE_RECORD, .basis = BASIS_ATTEMPT,
	},
	{
		.id = "evidence.mpic.no-shared-results-spared",
		.section = "TLS BR 3.2.2.9",
		.title = "perspective passed in another attempt, and the quorum can spare it",
		.requires = "When corroboration is tried again, the CA does not rely on corroborations of previous attempts.",
		.explanation = "The others are enough, so that the validation holds without this one. It does not count.",
		.remedy = "Do not count it; find out how it came into this response.",
		.reading = "The text has MUST NOT. That the CA relies on a corroboration which its response counts, though the others are enough, is a reading; "
		    "by the other one it relies on the quorum alone.",
		.schedule = MPIC_SHALL, .arg = 1,
		.fn = no_shared_results_spared, .scope = SCOPE_SUBSCRIBER, .evidence = EVIDENCE_RECORD, .basis = BASIS_ATTEMPT,
	},
	{
		.id = "evidence.mpic.no-shared-results-same-time",
		.section = "TLS BR 3.2.2.9",
		.title = "two perspectives answered at the same nanosecond or microsecond",
		.requires = "Results of one Network Perspective are not reused or cached for another.",
		.explanation = "Clocks of two machines do not agree so well: it looks like one result written down twice.",
		.remedy = "Find out whether the service looked more than once.",
		.reading = "The text has MUST NOT. That two results of the very same moment are one that was used twice is read out of the times; "
		    "by the other reading it is chance.",
		.schedule = MPIC_SHALL,
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
};

RULE_TABLE(rules_evidence_mpic_apart, "Evidence: perspectives apart", rules);
