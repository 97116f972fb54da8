/* SPDX-License-Identifier: Apache-2.0 */
/* random_value.c - Random Values and tokens: fresh and random (SBR 3.2.2.2, 3.2.2.4); random_value_once.c: used once; exchange.c: shown to one alone. */
#include "rules/evidence/evidence.h"
#include "rules/tables.h"

#define MIN_ENTROPY 112
#define MIN_TOKEN_ENTROPY 128
#define REQUEST_DAYS 398

/* ---- how long it was valid ---- */

/* Used so late, against the limit of the text or the shorter one of the CA. */
static void
look_life(struct check *c, const struct ev_random_value *rv, const struct ev_time *used, const char *member, int64_t limit)
{
	int64_t life = ev_elapsed(&rv->created_at, used);

	if (rv->valid_seconds.given && rv->valid_seconds.n >= 0 && rv->valid_seconds.n < limit)
		limit = rv->valid_seconds.n;
	if (life > limit)
		report_fact(c, rv->at, member, "%s after it was created, allowed: %s", ev_duration(c->arena, life),
		    ev_duration(c->arena, limit));
}

/* The CA itself takes it for valid for longer than the text has it, whenever it was used. */
static void
look_validity(struct check *c, const struct ev_random_value *rv, int64_t limit)
{
	if (rv->valid_seconds.given && rv->valid_seconds.n > limit)
		report_fact(c, rv->at, "valid_seconds", "valid for %s, allowed: %s", ev_duration(c->arena, rv->valid_seconds.n),
		    ev_duration(c->arena, limit));
}

static void
look_day(struct check *c, const struct ev_validation *v)
{
	const struct ev_section *s = ev_section_of(v);
	const struct ev_random_value *rv = v->random_value;

	if (!is_mailbox_section(v) || !due(c, &v->completed_at))
		return;
	if (rv != NULL)
		look_validity(c, rv, s->random_seconds);
	if (rv == NULL)
		fact_missing(c, v->at, "random_value");
	else if (!rv->created_at.given)
		fact_missing(c, rv->at, "created_at");
	else if (!rv->confirmed_at.given)
		fact_missing(c, rv->at, "confirmed_at");
	else
		look_life(c, rv, &rv->confirmed_at, "confirmed_at", s->random_seconds);
}

static void
random_value_24h(struct check *c)
{
	each_validation(c, look_day);
}

/* Phone calls leave one in voicemail only; .8 as its method of 3.2.2.5 has it. */
static bool
needs_random_value(const struct ev_validation *v, const struct ev_method *m)
{
	return (v->request_token == NULL || !m->takes_token) && !m->phone && strcmp(m->number, "3.2.2.4.8") != 0;
}

/* "SHALL remain valid for no more than 30 days"; elsewhere the value is just not used later.  .8 as its method of 3.2.2.5 has it. */
static bool
limits_validity(const struct ev_validation *v, const struct ev_method *m)
{
	return m->random_expires || is_by_address(v, m, "3.2.2.5.2") || is_by_address(v, m, "3.2.2.5.5");
}

/* On a request that the Applicant submitted, for as long as what was validated may be used again. */
static bool
lasts_for_request(const struct ev_validation *v, const struct ev_method *m)
{
	return v->applicant_submitted_request == EV_YES && (strcmp(m->number, "3.2.2.4.7") == 0 || is_by_address(v, m, "3.2.2.5.1"));
}

static void
look_month(struct check *c, const struct ev_validation *v)
{
	const struct ev_method *m = ev_method_of(v);
	const struct ev_random_value *rv = v->random_value;
	int64_t days;

	if (m == NULL || m->random_days == 0 || !due(c, &v->completed_at))
		return;
	days = lasts_for_request(v, m) ? REQUEST_DAYS : m->random_days;
	if (rv != NULL && limits_validity(v, m))
		look_validity(c, rv, days * SECONDS_PER_DAY);
	if (rv == NULL && needs_random_value(v, m))
		fact_missing(c, v->at, "random_value");
	if (!has_random_value(v))
		return;
	if (!rv->created_at.given)
		fact_missing(c, rv->at, "created_at");
	else if (rv->confirmed_at.given)
		look_life(c, rv, &rv->confirmed_at, "confirmed_at", days * SECONDS_PER_DAY);
	else if (v->completed_at.given)
		look_life(c, rv, &v->completed_at, "created_at", days * SECONDS_PER_DAY);
}

static void
random_value_30d(struct check *c)
{
	each_validation(c, look_month);
}

/* ---- random enough ---- */

static void
look_bits(struct check *c, const struct json_value *at, const char *member, const struct ev_int *bits, int64_t least)
{
	if (!bits->given)
		fact_missing(c, at, member);
	else if (bits->n < least)
		report_fact(c, at, member, "%lld bits, %lld needed", (long long)bits->n, (long long)least);
}

static void
look_entropy(struct check *c, const struct ev_validation *v)
{
	if (has_random_value(v) && due(c, &v->completed_at))
		look_bits(c, v->random_value->at, "entropy_bits", &v->random_value->entropy_bits, MIN_ENTROPY);
}

static void
random_value_entropy(struct check *c)
{
	each_validation(c, look_entropy);
}

/* arg: which part of the token. */
static void
look_part(struct check *c, const struct ev_validation *v)
{
	if (v->sbr_section != SECTION_ACME || v->acme == NULL || !due(c, &v->completed_at))
		return;
	if (c->rule->arg == 1)
		look_bits(c, v->acme->at, "token_part1_bits", &v->acme->token_part1_bits, MIN_TOKEN_ENTROPY);
	else
		look_bits(c, v->acme->at, "token_part2_bits", &v->acme->token_part2_bits, MIN_TOKEN_ENTROPY);
}

static void
acme_token_entropy(struct check *c)
{
	each_validation(c, look_part);
}

#define COMMON .scope = SCOPE_SUBSCRIBER, .evidence = EVIDENCE_RECORD

static const struct smimelint_rule rules[] = {
	{
		.id = "evidence.random-value.random-value-24h",
		.section = "SBR 3.2.2.2, 3.2.2.4",
		.title = "Random Value was used, or was still valid, more than 24 hours after it was created",
		.requires = "With 3.2.2.2 and 3.2.2.4 a Random Value is valid for no more than 24 hours from its creation. Where "
		    "the CA sets a shorter time, that one holds. The confirming response comes within it.",
		.explanation = "A value that lies in a mailbox for days may be found by somebody else. Seconds count. A longer time "
		    "that the CA sets (valid_seconds) is a fault even where the response came early.",
		.remedy = "Let values expire after 24 hours, and send a new one.",
		.schedule = SBR_SHALL, .basis = BASIS_COMPLETED, .missing = MISSING_ERROR, .fn = random_value_24h, COMMON,
	}, {
		.id = "evidence.random-value.random-value-30d",
		.section = "TLS BR 3.2.2.4",
		.title = "Random Value or token of a domain validation is too old, or valid for too long",
		.requires = "A Random Value or token is valid for at most 30 days after its creation, or for a shorter "
		    "time that the CA set. With .7 and 3.2.2.5.1, on a request that the Applicant submitted, it is valid for 398 days.",
		.explanation = "Without confirmed_at the time of use is completed_at of the validation. An answered call "
		    "leaves no Random Value. evidence.method.request-token judges a Request Token. A longer time that the CA sets "
		    "(valid_seconds) is a fault of its own with .2, .4, .13 to .18, 3.2.2.5.2 and 3.2.2.5.5; the others limit its use alone.",
		.remedy = "Create a new value and repeat the validation.",
		.schedule = SBR_SHALL, .basis = BASIS_COMPLETED, .missing = MISSING_ERROR, .fn = random_value_30d, COMMON,
	}, {
		.id = "evidence.random-value.random-value-entropy",
		.section = "SBR 1.6.1",
		.title = "Random Value has less than 112 bits of entropy",
		.requires = "A Random Value has at least 112 bits of entropy.",
		.explanation = "Codes of six digits have 20 bits and are guessed.",
		.remedy = "Take at least 16 octets from a good source.",
		.schedule = SBR_SHALL, .basis = BASIS_COMPLETED, .fn = random_value_entropy, COMMON,
	}, {
		.id = "evidence.random-value.acme-token-entropy",
		.section = "SBR 3.2.2.4",
		.title = "token-part1 of an ACME challenge has less than 128 bits of entropy",
		.requires = "token-part1, sent by email, has at least 128 bits of entropy.",
		.explanation = "It is what shows that the email was read.",
		.remedy = "Take at least 16 octets from a good source.",
		.schedule = SCHEDULE(SHALL_FROM(2025, 7, 2)), .basis = BASIS_COMPLETED, .missing = MISSING_WARNING,
		.fn = acme_token_entropy, .arg = 1, COMMON,
	}, {
		.id = "evidence.random-value.acme-token-entropy-part2",
		.section = "SBR 3.2.2.4",
		.title = "token-part2 of an ACME challenge has less than 128 bits of entropy",
		.requires = "token-part2, given over HTTPS, should have at least 128 bits of entropy.",
		.explanation = "It binds the email to the order.",
		.remedy = "Take at least 16 octets from a good source.",
		.schedule = SCHEDULE(SHOULD_FROM(2025, 7, 2)), .basis = BASIS_COMPLETED, .missing = MISSING_WARNING,
		.fn = acme_token_entropy, .arg = 2, COMMON,
	},
};

RULE_TABLE(rules_evidence_random_value, "Evidence: Random Values", rules);
