/* SPDX-License-Identifier: Apache-2.0 */
/* mpic_http.c - files that remote perspectives fetched over HTTP: TLS BR 3.2.2.9, by the methods 3.2.2.4.18 and .19. */
#include "evidence/corroboration.h"

#include "rules/evidence/mailbox/fetch.h"
#include "rules/tables.h"

/* The validation by such a method that the attempt serves; NULL: there is none. */
static const struct ev_validation *
served_by_file(const struct check *c, const struct ev_attempt *t)
{
	const struct ev_record *r = c->evidence->record;

	if (t->mpic->check != CHECK_DCV || t->validation == NULL)
		return NULL;
	if (fetch_is_method(t->validation))
		return t->validation;
	for (uint32_t i = 0; i < r->n_validations; i++)
		if (r->validations[i].mpic.p != NULL && span_eq(r->validations[i].mpic, t->mpic->id) && fetch_is_method(&r->validations[i]))
			return &r->validations[i];
	return NULL;
}

/* What the perspectives of an attempt tell of their retrievals. */
struct fetches {
	const struct ev_validation *v;
	struct ev_attempt without;	/* the attempt, as it is without those that fetched otherwise */
	struct fetch_fault *fault;	/* of each sighting; at == NULL: none */
	unsigned n;
	bool unshown;			/* some that passed do not tell all of it */
};

/* Those that do not count, or have shown something else, are told of for that. */
static bool
counts(const struct ev_sighting *s)
{
	return ev_sighting_passed(s) && !ev_sighting_refuted(s) && !s->again && !s->is_primary;
}

static void
look(struct check *c, const struct ev_attempt *t, uint32_t i, struct fetches *all)
{
	struct ev_retrieval h;
	struct fetch f;

	if (!ev_retrieval_of(c->arena, &t->sighting[i], &h) || !fetch_judge(c, all->v, t, &h, &f)) {
		all->unshown = true;
		return;
	}
	all->unshown |= f.n == 0 && (!f.whole || h.status.at == NULL);
	if (f.n == 0)
		return;
	all->without.sighting[i].seen = SEEN_OTHER;
	/* What stands for the primary's is told as that. */
	if (&t->sighting[i] == ev_retrieval_stand_in(all->v, t))
		return;
	all->fault[i] = f.fault[0];
	all->n++;
}

/* False: memory is out. */
static bool
look_at_all(struct check *c, const struct ev_attempt *t, struct fetches *all)
{
	all->without = *t;
	all->without.sighting = arena_array(c->arena, t->n_sighting, sizeof *t->sighting);
	all->fault = arena_array(c->arena, t->n_sighting, sizeof *all->fault);
	if (all->without.sighting == NULL || all->fault == NULL)
		return false;
	for (uint32_t i = 0; i < t->n_sighting; i++) {
		all->without.sighting[i] = t->sighting[i];
		all->fault[i] = (struct fetch_fault){ NULL, NULL };
	}
	for (uint32_t i = 0; i < t->n_sighting; i++)
		if (counts(&t->sighting[i]))
			look(c, t, i, all);
	return true;
}

/* row.arg: those that the quorum can spare, which are worth a warning; else those that it needs. */
static void
judge(struct check *c, const struct ev_attempt *t, struct fetches *all, unsigned *left)
{
	struct mpic_count n;

	if (!look_at_all(c, t, all))
		return;
	if (all->unshown)
		not_evaluated(c, "the response does not show how every perspective fetched the file");
	if (all->n == 0)
		return;
	mpic_count_within(&all->without, left, &n);
	for (uint32_t i = 0; i < t->n_sighting && ask_count_spares(c, t, &n) == (c->rule->arg != 0); i++)
		if (all->fault[i].at != NULL)
			report_fact(c, all->fault[i].at, NULL, "%s: %s", fact_text(c, t->sighting[i].code), all->fault[i].what);
}

static void
http_retrieval(struct check *c)
{
	const struct ev_attempts *a = &c->evidence->attempts;
	unsigned left = MPIC_RECORD_STEPS;

	for (uint32_t i = 0; i < a->n; i++) {
		const struct ev_attempt *t = &a->attempt[i];
		struct fetches all = { .v = served_by_file(c, t) };

		if (all.v == NULL || !ask_attempt_binds(c, t) || !due(c, ask_phase_time(c, t)))
			continue;
		bound_by_method(c, ev_method_of(all.v));
		judge(c, t, &all, &left);
	}
}

#define COMMON .fn = http_retrieval, .scope = SCOPE_SUBSCRIBER, .evidence = EVIDENCE_RECORD, .basis = BASIS_ATTEMPT

static const struct smimelint_rule rules[] = {
	{
		.id = "evidence.mpic.http-retrieval",
		.section = "TLS BR 3.2.2.4.18",
		.title = "perspective counts as corroborating, but did not fetch the file in the way that the method has",
		.requires = "Each perspective fetches the file as the method says: from its folder on the validated name, over an Authorized Port. "
		    "Redirects are 301, 302, 307 or 308, to http or https URLs on such ports.",
		.explanation = "What a perspective fetched by another way does not show what the method asks for, whatever it saw there. "
		    "evidence.method.http-retrieval judges the retrieval of the primary. With .19 the URL ends in the token of the call. Where the response does not show the "
		    "retrieval of a perspective that passed, nothing can be said of it.",
		.remedy = "Do not count it; let every perspective fetch as the method says.",
		.schedule = SCHEDULE(SHALL_FROM(2025, 5, 15)), COMMON,
	},
	{
		.id = "evidence.mpic.http-retrieval-spared",
		.section = "TLS BR 3.2.2.4.18",
		.title = "perspective passed with a file fetched in another way than the method has, and the quorum can spare it",
		.requires = "Each perspective fetches the file as the method says: from its folder on the validated name, over an Authorized Port. "
		    "Redirects are 301, 302, 307 or 308, to http or https URLs on such ports.",
		.explanation = "The others are enough, so that the validation holds. The service that called this one passed follows "
		    "redirects that it should not.",
		.remedy = "Do not count it; find out why the service took it for a success.",
		.reading = "The methods have MUST. They bind what is to count as corroborating, and the response counts it; by the other reading "
		    "only those bind that the quorum needs.",
		.schedule = SCHEDULE(SHALL_FROM(2025, 5, 15)), .arg = 1, COMMON,
	},
};

RULE_TABLE(rules_evidence_mpic_http, "Evidence: files that perspectives fetched", rules);
