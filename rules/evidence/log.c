/* SPDX-License-Identifier: Apache-2.0 */
/* log.c - what has to be logged of validations: SBR 5.4.1. */
#include "rules/evidence/ask.h"
#include "rules/tables.h"

/* Its verdict stands in another place in each form. */
static void
report_no_verdict(struct check *c, const struct ev_attempt *t, const struct ev_sighting *s)
{
	const struct json_value *nested = json_find(s->at, "check_response");

	report_missing(c, nested != NULL ? nested : s->at, t->mpic->format == MPIC_OPEN ? "check_passed" : "passed");
}

static void
judge_log(struct check *c, const struct ev_attempt *t)
{
	for (uint32_t i = 0; i < t->n_sighting; i++) {
		const struct ev_sighting *s = &t->sighting[i];

		if (s->code.p == NULL)
			report_missing(c, s->at, ask_code_member(t));
		if (s->passed == EV_UNSAID)
			report_no_verdict(c, t, s);
	}
	if (!t->claim.given && t->is_valid == EV_UNSAID)
		fact_missing_as(c, t->mpic->at, "quorum_claim", MISSING_WARNING);
}

static void
mpic_log_minimum(struct check *c)
{
	const struct ev_attempts *all = &c->evidence->attempts;

	for (uint32_t i = 0; i < all->n; i++)
		if (ask_attempt_binds(c, &all->attempt[i]) && due(c, &all->attempt[i].time))
			judge_log(c, &all->attempt[i]);
}

/* Identity checks are made by persons; look-ups by machines. */
static void
event_time_and_actor(struct check *c)
{
	const struct ev_record *r = c->evidence->record;

	if ((r->organization == NULL && r->individual == NULL && r->authority == NULL) || !due(c, NULL))
		return;
	if (r->organization != NULL)
		(void)ask_text_missing(c, r->organization->at, "actor_id", r->organization->actor_id);
	if (r->individual != NULL)
		(void)ask_text_missing(c, r->individual->at, "actor_id", r->individual->actor_id);
	if (r->authority != NULL)
		(void)ask_text_missing(c, r->authority->at, "actor_id", r->authority->actor_id);
}

static const struct smimelint_rule rules[] = {
	{
		.id = "evidence.log.mpic-log-minimum",
		.section = "SBR 5.4.1",
		.title = "record of a corroboration lacks what has to be logged of it",
		.requires = "For each attempt the log has the perspectives by their identifiers, the domain, each one's result, and the "
		    "quorum result.",
		.explanation = "evidence.mpic.targets-equal asks for the domain. evidence.mpic.mpic-performed and "
		    "evidence.mpic.caa-corroborated report a response that cannot be read at all.",
		.remedy = "Record the response as it came.",
		.reading = "SBR 5.4.1 asks for all verification activities, without items on corroboration; items 7 "
		    "and 8 of TLS BR 5.4.1 (2) are read to say what those are. By the other reading they bind TLS "
		    "certificates only.",
		.schedule = SCHEDULE(SHALL_FROM(2025, 5, 15)),
		.fn = mpic_log_minimum, .scope = SCOPE_SUBSCRIBER, .evidence = EVIDENCE_RECORD, .basis = BASIS_ATTEMPT,
		.missing = MISSING_ERROR,
	},
	{
		.id = "evidence.log.event-time-and-actor",
		.section = "SBR 5.4.1",
		.title = "record does not say who made an identity check",
		.requires = "Log entries have date and time, a description, and the identity of the person who makes them.",
		.explanation = "The rule asks for it with organization, individual and authority, which persons check. A "
		    "pseudonym will do. The rules that measure ages ask for the times.",
		.remedy = "Record actor_id.",
		.schedule = SBR_SHALL,
		.fn = event_time_and_actor, .scope = SCOPE_SUBSCRIBER, .evidence = EVIDENCE_RECORD, .missing = MISSING_WARNING,
	},
};

RULE_TABLE(rules_evidence_log, "Evidence: logs", rules);
