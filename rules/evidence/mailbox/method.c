/* SPDX-License-Identifier: Apache-2.0 */
/* method.c - by which method, and might it be used then? (SBR 3.2.2, TLS BR 3.2.2.4) */
#include "rules/evidence/evidence.h"
#include "rules/tables.h"

#define REUSE_SECONDS (398 * SECONDS_PER_DAY)

static const char *
day_text(struct check *c, int32_t day)
{
	char text[16];

	return arena_printf(c->arena, "%s", day_format(day, text));
}

static int32_t
day_of(const struct ev_time *t)
{
	return day_from_seconds(t->seconds);
}

static bool
is_from_before(const struct ev_validation *v)
{
	return v->completed_at.given && day_of(&v->completed_at) < SBR_DAY;
}

/* ---- known? ---- */

/* Without a section no other rule can judge the validation, however old it is: what is issued on it is the day. */
static void
look_known(struct check *c, const struct ev_validation *v)
{
	const struct ev_section *s = ev_section_of(v);

	if (!due(c, s == NULL && is_from_before(v) ? NULL : &v->completed_at))
		return;
	if (s == NULL)
		fact_missing(c, v->at, "sbr_section");
	else if (!s->by_domain && v->tls_method.p != NULL)
		report_fact(c, v->at, "tls_method", "%s with %s", s->number, fact_text(c, v->tls_method));
	else if (s->by_domain && v->tls_method.p == NULL)
		fact_missing(c, v->at, "tls_method");
	else if (s->by_domain && ev_method_of(v) == NULL)
		report_fact(c, v->at, "tls_method", "%s is no method", fact_text(c, v->tls_method));
}

static void
section_and_method_known(struct check *c)
{
	each_validation(c, look_known);
}

/* ---- allowed when it was done? ---- */

static void
look_allowed(struct check *c, const struct ev_validation *v)
{
	const struct ev_method *m = ev_method_of(v);
	int32_t day = day_of(&v->completed_at);

	if (m == NULL || !v->completed_at.given || !due(c, &v->completed_at))
		return;
	/* The days in the schedule are those of other methods too. */
	bound_since(c, m->from != DAY_NEVER && day >= m->banned_from ? m->banned_from : SBR_DAY);
	if (m->from == DAY_NEVER)
		report_fact(c, v->at, "tls_method", "%s, retired on %s", m->number, day_text(c, m->banned_from));
	else if (day < m->from)
		report_fact(c, v->at, "tls_method", "%s on %s, before %s", m->number, day_text(c, day), day_text(c, m->from));
	else if (day >= m->banned_from)
		report_fact(c, v->at, "tls_method", "%s on %s", m->number, day_text(c, day));
}

static void
method_allowed_when_validated(struct check *c)
{
	each_validation(c, look_allowed);
}

/* ---- relied on after it was prohibited? ---- */

/* By section (the row's arg).  Beyond 398 days evidence.age.domain-validation-age speaks. */
static void
look_reused(struct check *c, const struct ev_validation *v)
{
	const struct ev_method *m = ev_method_of(v);

	if (m == NULL || v->sbr_section != c->rule->arg || m->from == DAY_NEVER || !v->completed_at.given ||
	    !due(c, NULL) || day_of(&v->completed_at) >= m->banned_from || c->evidence->issued_day < m->reuse_banned_from ||
	    (c->rule->arg == SECTION_DOMAIN && ev_elapsed(&v->completed_at, &c->evidence->issued) > REUSE_SECONDS))
		return;
	report_fact(c, v->at, "tls_method", "%s of %s, prohibited since %s", m->number,
	    day_text(c, day_of(&v->completed_at)), day_text(c, m->reuse_banned_from));
}

static void
method_not_reused(struct check *c)
{
	each_validation(c, look_reused);
}

/* ---- discouraged? ---- */

/* arg: it was validated before the method was discouraged. */
static void
look_discouraged(struct check *c, const struct ev_validation *v)
{
	const struct ev_method *m = ev_method_of(v);

	if (m == NULL || !v->completed_at.given || !due(c, NULL) || m->should_not_from == DAY_NEVER ||
	    day_of(&v->completed_at) >= m->banned_from ||
	    (day_of(&v->completed_at) < m->should_not_from) != (c->rule->arg != 0))
		return;
	report_fact(c, v->at, "tls_method", "%s", m->number);
}

static void
method_should_not(struct check *c)
{
	each_validation(c, look_discouraged);
}

/* ---- ACME ---- */

/* 398 days after the SBR began; evidence.age.validation-before-sbr speaks until then of what is older than they are. */
#define BRIDGE_END DAY(2024, 10, 3)

/* By when the validation was done; of one from before the SBR, by when it is relied on. */
static const struct ev_time *
judged_by(const struct check *c, const struct ev_validation *v)
{
	return is_from_before(v) && c->evidence->issued_day >= BRIDGE_END ? NULL : &v->completed_at;
}

static void
look_acme(struct check *c, const struct ev_validation *v)
{
	const struct ev_section *s = ev_section_of(v);

	if (v->sbr_section == SECTION_ACME && due(c, judged_by(c, v)) && v->initiated_at.given &&
	    day_of(&v->initiated_at) < s->from)
		report_fact(c, v->at, "initiated_at", "%s", day_text(c, day_of(&v->initiated_at)));
}

static void
acme_method_date(struct check *c)
{
	each_validation(c, look_acme);
}

#define COMMON .scope = SCOPE_SUBSCRIBER, .evidence = EVIDENCE_RECORD

static const struct smimelint_rule rules[] = {
	{
		.id = "evidence.method.section-and-method-known",
		.section = "SBR 3.2.2",
		.title = "validation names no known section of the SBR, or no method of the TLS BR that fits it",
		.requires = "A validation follows section 3.2.2.1, 3.2.2.2, 3.2.2.3 or 3.2.2.4 of the SBR. With 3.2.2.1 "
		    "and 3.2.2.3 it uses one of the methods 3.2.2.4.1 to 3.2.2.4.22 of the TLS BR. With the others it uses "
		    "none.",
		.explanation = "The SBR allow no other way. Any other method validates nothing. Rules that were chosen without this one depend on it, "
		    "so that it is shown beside them.",
		.remedy = "Record the section and the method. If another method was used, validate again.",
		.schedule = SBR_SHALL, .basis = BASIS_COMPLETED, .missing = MISSING_ERROR, .fn = section_and_method_known, COMMON,
		.tells_damage = true,
	}, {
		.id = "evidence.method.method-allowed-when-validated",
		.section = "SBR 3.2.2.1, 3.2.2.3",
		.title = "mailbox was validated by a method that was not allowed on the day",
		.requires = "On the day a validation is completed the TLS BR have its method: .21 from 2025-03-01, .22 from 2025-11-10; .2 and .15 "
		    "until 2025-07-14, .8 until 2026-03-14, .16 and .17 until 2027-03-14, .4, .13 and .14 until 2028-03-14.",
		.explanation = "Methods end where they are too weak: who gets hold of a message, a call or an address for a moment can pass them. "
		    "The methods .1, .3, .5, .6, .9, .10 and .11 were retired before the SBR began. SBR 1.0.6 and 1.0.7 (2024-08-29 to "
		    "2024-12-21) pinned TLS BR 2.0.5; no date of a method lies there.",
		.remedy = "Validate again by a method that is allowed, best by DNS (.7).",
		.schedule = SCHEDULE(SHALL_FROM(2023, 9, 1), SHALL_FROM(2025, 3, 1), SHALL_FROM(2025, 7, 15), SHALL_FROM(2025, 11, 10),
		    SHALL_FROM(2026, 3, 15), SHALL_FROM(2027, 3, 15), SHALL_FROM(2028, 3, 15)),
		.basis = BASIS_COMPLETED, .fn = method_allowed_when_validated, COMMON,
	},
	{
		.id = "evidence.method.method-not-reused-after-ban",
		.section = "TLS BR 3.2.2.4",
		.title = "certificate relies on an earlier validation by a method that is prohibited now",
		.requires = "Once the TLS BR prohibit a method, the CA issues no certificate on earlier validations by it.",
		.explanation = "Where control was shown by a method that proved too weak, age does not make it stronger.",
		.remedy = "Validate again by a method that is allowed.",
		.reading = "TLS BR 3.2.2.4.N prohibits the use of prior validations. SBR 4.2.1 lets a CA continue to reuse completed "
		    "validations under 3.2.2.1 for 398 days when the methods change. The stricter text is taken here, as a warning.",
		.schedule = SCHEDULE(SHALL_FROM(2025, 7, 15)), .basis = BASIS_ISSUED,
		.fn = method_not_reused, .arg = SECTION_DOMAIN, COMMON,
	}, {
		.id = "evidence.method.method-not-reused-after-ban-mail-server",
		.section = "TLS BR 3.2.2.4",
		.title = "certificate relies on an earlier validation of a mail server by a method that is prohibited now",
		.requires = "Once the TLS BR prohibit a method, the CA issues no certificate on earlier validations by it.",
		.explanation = "The sentence of SBR 4.2.1 that lets CAs continue to reuse validations names 3.2.2.1, not 3.2.2.3.",
		.remedy = "Validate again by a method that is allowed.",
		.schedule = SCHEDULE(SHALL_FROM(2025, 7, 15)), .basis = BASIS_ISSUED,
		.fn = method_not_reused, .arg = SECTION_MAIL_SERVER, COMMON,
	}, {
		.id = "evidence.method.method-should-not",
		.section = "TLS BR 3.2.2.4",
		.title = "mailbox was validated by a method that should no longer be used",
		.requires = "From 2026-03-15, the CA should not issue certificates on the methods .4, .13, .14, .16 and .17.",
		.explanation = "Email and phone methods end on 2027-03-15 (.16, .17) and 2028-03-15 (.4, .13, .14).",
		.remedy = "Validate by DNS (.7) or another method that stays.",
		.schedule = SCHEDULE(SHOULD_FROM(2026, 3, 15)), .basis = BASIS_ISSUED, .fn = method_should_not, COMMON,
	}, {
		.id = "evidence.method.method-should-not-reused",
		.section = "TLS BR 3.2.2.4",
		.title = "certificate relies on an earlier validation by a method that should no longer be used",
		.requires = "From 2026-03-15, the CA should not issue certificates on the methods .4, .13, .14, .16 and .17.",
		.explanation = "The validation is older than the advice, which is about issuing. This is worth knowing before "
		    "the validation is repeated.",
		.remedy = "Validate by DNS (.7) or another method that stays, next time.",
		.schedule = SCHEDULE(NOTICE_FROM(2026, 3, 15)), .basis = BASIS_ISSUED, .fn = method_should_not, .arg = 1, COMMON,
	}, {
		.id = "evidence.method.acme-method-date",
		.section = "SBR 3.2.2.4",
		.title = "ACME validation of a mailbox was initiated before the SBR had it",
		.requires = "A validation by 3.2.2.4 was initiated on 2025-07-02 or later.",
		.explanation = "Section 3.2.2.4 came with version 1.0.10. An exchange by RFC 8823 before that may have met 3.2.2.2.",
		.remedy = "Record it as 3.2.2.2 where it met that section; otherwise validate again.",
		.schedule = SBR_SHALL, .basis = BASIS_COMPLETED, .fn = acme_method_date, COMMON,
	},
};

RULE_TABLE(rules_evidence_method, "Evidence: methods of validation", rules);
