/* SPDX-License-Identifier: Apache-2.0 */
/* mpic_primary.c - the Primary Network Perspective's own determination, which the others corroborate: TLS BR 3.2.2.9. */
#include "evidence/caa.h"
#include "evidence/corroboration.h"

#include "rules/evidence/ask.h"
#include "rules/tables.h"
#include "value/fold.h"

/*
 * The determination is that of this validation or check, so that its time lies
 * between these.  An earlier one is another's; a later one leaves the record in
 * doubt alone (row.arg).
 */
static void
judge_primary_time(struct check *c, const struct ev_attempt *t, const struct ev_time *from, const struct ev_time *to,
    int64_t spare, const char *what)
{
	const struct ev_primary *p = t->mpic->primary;
	int64_t off = ev_outside(&p->primary_at, from, to);
	bool before = ev_after(from, &p->primary_at);

	if (off > spare && before == (c->rule->arg == 0))
		report_fact(c, p->at, "at", "%s %s %s", ev_duration(c->arena, off), before ? "before" : "after", what);
}

static void
judge_primary_of_validation(struct check *c, const struct ev_attempt *t, const struct ev_validation *v)
{
	if (!validation_contradicts(v, &(struct contradiction){ .at = NULL }))
		judge_primary_time(c, t, &v->initiated_at, &v->completed_at, c->evidence->options->clock_skew, "the validation");
}

/* Where its corroboration is used again, the primary's is of the earlier check, which is not in the record. */
static void
judge_primary_of_check(struct check *c, const struct ev_attempt *t)
{
	bool used_again;

	(void)ask_attempt_of_check(c, t->caa, &used_again);
	if (!used_again)
		judge_primary_time(c, t, &t->caa->checked_at, &t->caa->checked_at, EV_ATTEMPT_SECONDS, "the CAA check");
}

static void
judge_primary_times(struct check *c, const struct ev_attempt *t)
{
	if (t->mpic->primary == NULL)
		return;
	if (t->mpic->check == CHECK_CAA && t->caa != NULL)
		judge_primary_of_check(c, t);
	else if (t->mpic->check != CHECK_CAA)
		ask_each_served(c, t, judge_primary_of_validation);
}

/* The primary has the same result as the CAA check that it made, and saw nothing that forbids. */
static void
judge_primary_caa(struct check *c, const struct ev_attempt *t)
{
	const struct ev_primary *p = t->mpic->primary;
	bool used_again = true;

	if (t->caa != NULL)
		(void)ask_attempt_of_check(c, t->caa, &used_again);
	if (t->primary_seen == SEEN_OTHER)
		report_fact(c, p->at, "observed", "%s", fact_text(c, p->observed[0]));
	else if (!used_again && p->result == PRIMARY_LOOKUP_FAILURE && t->caa->result == CAA_PERMIT && !caa_lookup_failed(t->caa) &&
	    !caa_failure_accepted(t->caa))
		report_fact(c, p->at, "result", "lookup_failure, the check: permit");
}

/* The primary had passed, and the perspectives that boulder names are no quorum: evidence.mpic.quorum says so. */
static bool
failed_behind_primary(const struct ev_attempt *t)
{
	unsigned passed = 0;

	for (uint32_t i = 0; i < t->n_sighting; i++)
		passed += ev_sighting_passed(&t->sighting[i]);
	return !mpic_has_quorum(t->n_sighting, passed) && text_glob(SPAN_LIT("*During secondary validation*"), t->error);
}

/* boulder's event tells how the validation ended, of which the primary's determination is a part. */
static void
judge_event(struct check *c, const struct ev_attempt *t)
{
	const struct json_value *event = t->mpic->response;

	if (t->error.p != NULL && !failed_behind_primary(t))
		report_fact(c, event, "Error", "%s", fact_text(c, t->error));
	else if (t->challenge_status.p != NULL && !span_is(t->challenge_status, "valid"))
		report_fact(c, json_find(event, "Challenge"), "status", "%s", fact_text(c, t->challenge_status));
}

static void
judge_primary(struct check *c, const struct ev_attempt *t)
{
	static const char *const words[] = { "", "pass", "fail", "permit", "deny", "lookup_failure" };
	const struct ev_primary *p = t->mpic->primary;
	bool good;

	judge_event(c, t);
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
	else if (t->mpic->check == CHECK_CAA)
		judge_primary_caa(c, t);
	judge_primary_times(c, t);
}

static void
primary_present_and_passed(struct check *c)
{
	ask_each_attempt(c, judge_primary);
}

static void
primary_later(struct check *c)
{
	ask_each_attempt(c, judge_primary_times);
}

static const struct smimelint_rule rules[] = {
	{
		.id = "evidence.mpic.primary-present-and-passed",
		.section = "TLS BR 3.2.2.9",
		.title = "Primary Network Perspective's own determination does not support the corroboration",
		.requires = "Corroboration confirms what the Primary Network Perspective has determined: that the validation passes, that "
		    "CAA permits.",
		.explanation = "Open MPIC answers for remote perspectives only, so the primary stands beside the response. Remote ones "
		    "never make up for it. The determination is that of this validation or check: one from before it is another's. CAA records that "
		    "the primary saw are judged anew. A response that is an event of boulder has a challenge that succeeded.",
		.remedy = "Record primary with code, time and result.",
		.schedule = SCHEDULE(SHALL_FROM(2025, 5, 15)),
		.fn = primary_present_and_passed, .scope = SCOPE_SUBSCRIBER, .evidence = EVIDENCE_RECORD, .basis = BASIS_ATTEMPT,
		.missing = MISSING_ERROR,
	},
	{
		.id = "evidence.mpic.primary-present-and-passed-later",
		.section = "TLS BR 3.2.2.9",
		.title = "Primary Network Perspective's determination is later than what relies on it",
		.requires = "The primary's determination is that of the validation, between its start and its end, or that of the CAA check.",
		.explanation = "It was made before the issuance, so that something was determined; but the record puts two events "
		    "together. An earlier determination is an error.",
		.remedy = "Record the time of the determination that the validation or check rests on.",
		.schedule = SCHEDULE(NOTICE_FROM(2025, 5, 15)), .arg = 1,
		.fn = primary_later, .scope = SCOPE_SUBSCRIBER, .evidence = EVIDENCE_RECORD, .basis = BASIS_ATTEMPT,
	},
};

RULE_TABLE(rules_evidence_mpic_primary, "Evidence: the primary perspective", rules);
