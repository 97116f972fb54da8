/* SPDX-License-Identifier: Apache-2.0 */
/* mpic.c - was there corroboration where it is needed, of the right thing: SBR 4.2.2.2, TLS BR 3.2.2.9. */
#include "evidence/corroboration.h"
#include "rules/evidence/ask.h"
#include "rules/tables.h"
#include "value/idna.h"

#define MPIC_SHALL SCHEDULE(SHALL_FROM(2025, 5, 15))
#define REUSE_DAYS 398

/* ---- is it there ---- */

/* Has it answered, and about what was to be corroborated? */
static void
judge_answer(struct check *c, const struct ev_attempt *t, enum ev_check check)
{
	static const char *const words[] = { "", "dcv", "caa" };
	const struct ev_mpic *m = t->mpic;
	struct span asked = ask_requested(m->request, "check_type");

	if (m->check != 0 && m->check != check)
		report_fact(c, m->at, "check", "%s", words[m->check]);
	else if (m->format == 0)
		not_evaluated(c, "the form of the response is not known");
	else if (!t->recognised)
		report_missing(c, m->at, "response");
	else if (t->check_type.p != NULL && t->check != check)
		report_fact(c, m->response, "check_type", "%s", fact_text(c, t->check_type));
	else if (asked.p != NULL && !span_is(asked, words[check]))
		report_fact(c, m->request, "check_type", "asked for %s, not for %s", fact_text(c, asked), words[check]);
}

static void
judge_performed(struct check *c, const struct ev_validation *v)
{
	const struct ev_attempt *t = ask_attempt_of(c, v->mpic);

	if (!due(c, ask_phase_day(c, &v->completed_at)))
		return;
	if (v->mpic.p == NULL)
		fact_missing(c, v->at, "mpic");
	else if (t != NULL)
		judge_answer(c, t, CHECK_DCV);
}

static void
mpic_performed(struct check *c)
{
	ask_each_needing(c, judge_performed);
}

static void
judge_corroborated(struct check *c, const struct ev_caa_check *check)
{
	const struct ev_attempt *t = ask_attempt_of(c, check->mpic);

	if (check->mpic.p == NULL && check->corroboration_reuse == NULL)
		fact_missing(c, check->at, "mpic");
	else if (t != NULL)
		judge_answer(c, t, CHECK_CAA);
}

/* Each CAA check that is to be corroborated, where the requirement binds. */
static void
each_corroborated(struct check *c, bool at_check, ask_check_fn *judge)
{
	const struct ev_record *r = c->evidence->record;

	for (uint32_t i = 0; i < r->n_caa_checks && !ask_caa_optional(r); i++) {
		const struct ev_caa_check *check = &r->caa_checks[i];

		if (ask_check_corroborated(c, check) && due(c, at_check ? ask_phase_day(c, &check->checked_at) : NULL))
			judge(c, check);
	}
}

static void
caa_corroborated(struct check *c)
{
	each_corroborated(c, true, judge_corroborated);
}

/* ---- corroboration used again ---- */

static bool
at_or_below(struct span absolute, struct span above)
{
	struct span name = ask_relative(absolute), domain = ask_relative(above);

	if (idna_domain_equal(name, domain))
		return true;
	return domain.n > 0 && name.n > domain.n && name.p[name.n - domain.n - 1] == '.' &&
	    idna_domain_equal(span_sub(name, name.n - domain.n, domain.n), domain);
}

/* The older of when the reuse says it was made and when it was. */
static const struct ev_time *
reused_since(const struct ev_corroboration_reuse *reuse, const struct ev_attempt *t)
{
	static const struct ev_time never;
	const struct ev_time *said = reuse != NULL ? &reuse->corroborated_at : &never, *made = t != NULL ? &t->last : &never;

	if (!made->given && t != NULL && t->mpic->primary != NULL)
		made = &t->mpic->primary->primary_at;
	return !said->given || (made->given && ev_after(said, made)) ? made : said;
}

/* A time later than that of the attempt makes it younger than it is; of an earlier one its age is told. */
static void
judge_reuse_time(struct check *c, const struct ev_corroboration_reuse *reuse, const struct ev_attempt *t)
{
	const struct ev_time *made = t->last.given || t->mpic->primary == NULL ? &t->last : &t->mpic->primary->primary_at;

	if (made->given && ev_after(&reuse->corroborated_at, made) && ev_elapsed(made, &reuse->corroborated_at) > EV_ATTEMPT_SECONDS)
		report_fact(c, reuse->at, "corroborated_at", "%s after the attempt", ev_duration(c->arena, ev_elapsed(made, &reuse->corroborated_at)));
}

/* False: it is too old, which is told. */
static bool
judge_reuse_age(struct check *c, const struct json_value *at, const char *member, const struct ev_time *since)
{
	int64_t age = since->given && c->evidence->issued.given ? ev_elapsed(since, &c->evidence->issued) : 0;

	if (age > REUSE_DAYS * SECONDS_PER_DAY)
		report_fact(c, at, member, "%s before issuance, allowed: %d d", ev_duration(c->arena, age), REUSE_DAYS);
	return age <= REUSE_DAYS * SECONDS_PER_DAY;
}

static void
judge_reuse_owner(struct check *c, const struct ev_caa_check *check, const struct ev_corroboration_reuse *reuse)
{
	const struct ev_issuance *issuance = c->evidence->record->issuance;

	if (reuse->domain.p == NULL)
		fact_missing(c, reuse->at, "domain");
	else if (check->domain.p != NULL && !at_or_below(check->domain, reuse->domain))
		report_fact(c, reuse->at, "domain", "%s for %s", fact_text(c, reuse->domain), fact_text(c, check->domain));
	if (reuse->applicant_id.p == NULL)
		fact_missing(c, reuse->at, "applicant_id");
	else if (issuance != NULL && issuance->applicant_id.p != NULL && !span_eq(reuse->applicant_id, issuance->applicant_id))
		report_fact(c, reuse->at, "applicant_id", "%s for %s", fact_text(c, reuse->applicant_id),
		    fact_text(c, issuance->applicant_id));
}

/* An attempt that mpic names and that is older than the check is used again like one that corroboration_reuse names. */
static void
judge_named_reuse(struct check *c, const struct ev_caa_check *check, const struct ev_attempt *t)
{
	if (judge_reuse_age(c, check->at, "mpic", reused_since(check->corroboration_reuse, t)) && check->corroboration_reuse == NULL)
		fact_missing(c, check->at, "corroboration_reuse");
	else if (check->corroboration_reuse != NULL)
		judge_reuse_owner(c, check, check->corroboration_reuse);
}

static void
judge_reuse(struct check *c, const struct ev_caa_check *check)
{
	const struct ev_corroboration_reuse *reuse = check->corroboration_reuse;
	bool used_again;
	const struct ev_attempt *t = ask_attempt_of_check(c, check, &used_again);

	if (!used_again)
		return;
	if (check->mpic.p != NULL) {
		judge_named_reuse(c, check, t);
		return;
	}
	if (!reuse->corroborated_at.given)
		fact_missing(c, reuse->at, "corroborated_at");
	else if (ask_after_issuance(c, &reuse->corroborated_at) > 0)
		report_fact(c, reuse->at, "corroborated_at", "%s after issuance",
		    ev_duration(c->arena, ev_elapsed(&c->evidence->issued, &reuse->corroborated_at)));
	(void)judge_reuse_age(c, reuse->at, "corroborated_at", reused_since(reuse, t));
	judge_reuse_owner(c, check, reuse);
	if (t != NULL) {
		judge_reuse_time(c, reuse, t);
		judge_answer(c, t, CHECK_CAA);
	} else if (reuse->mpic != NULL && reuse->mpic->type == JSON_STRING)
		report_fact(c, reuse->at, "mpic", "%s is not the id of one attempt", fact_text(c, reuse->mpic->text));
	else
		report_missing(c, reuse->at, "mpic");
}

static void
caa_corroboration_reuse(struct check *c)
{
	each_corroborated(c, false, judge_reuse);
}

/* Is it the certificate that the record is about? */
static bool
is_own_certificate(const struct check *c, struct span sha256)
{
	const struct ev_subject *s = c->evidence->record->subject_certificate;
	const struct ev_matchers *m = c->evidence->certificate;

	return (s != NULL && s->sha256.p != NULL && span_eq(sha256, s->sha256)) ||
	    (m != NULL && m->has_sha256 && span_is(sha256, text_hex(c->arena, (struct span){ m->sha256, sizeof m->sha256 })));
}

static void
judge_prior(struct check *c, const struct ev_caa_check *check)
{
	const struct ev_corroboration_reuse *reuse = check->corroboration_reuse;
	bool used_again;

	(void)ask_attempt_of_check(c, check, &used_again);
	if (!used_again || reuse == NULL)
		return;
	if (reuse->prior_certificate_sha256.p == NULL)
		fact_missing(c, reuse->at, "prior_certificate_sha256");
	else if (is_own_certificate(c, reuse->prior_certificate_sha256))
		report_fact(c, reuse->at, "prior_certificate_sha256", "this certificate itself");
}

static void
caa_corroboration_reuse_prior(struct check *c)
{
	each_corroborated(c, false, judge_prior);
}

/* ---- of what ---- */

/* What an attempt is to be about: a name, or with some methods what stands for it. */
struct subject {
	struct span name, address;
	bool prefixed;			/* the name below it, of one label more that begins with an underscore, does too */
};

static bool
is_about(struct span target, const struct subject *s)
{
	size_t label = 0;

	if (ask_same_domain(target, s->name) || (s->address.p != NULL && span_eq(target, s->address)))
		return true;
	while (label < target.n && target.p[label] != '.')
		label++;
	return s->prefixed && label < target.n && target.p[0] == '_' &&
	    ask_same_domain(span_sub(target, label + 1, target.n - label - 1), s->name);
}

/* Where the response has its name. */
static const char *
target_member(const struct ev_mpic *m)
{
	if (m->format == MPIC_OPEN)
		return "domain_or_ip_target";
	return json_find(m->response, "Identifier") != NULL ? "Identifier" : "Hostname";
}

/* The name that the attempt was about; the response's own word first. */
static void
judge_target(struct check *c, const struct ev_attempt *t, const struct subject *s)
{
	const struct ev_mpic *m = t->mpic;
	struct span asked;

	if (!t->recognised || s->name.p == NULL || !due(c, ask_phase_time(c, t)))
		return;
	if (m->format == MPIC_OPEN && t->target.p == NULL)
		report_missing(c, m->response, "domain_or_ip_target");
	else if (t->target.p != NULL && !is_about(t->target, s))
		report_fact(c, m->response, target_member(m), "%s for %s", fact_text(c, t->target), fact_text(c, s->name));
	else if (m->target.p != NULL && !is_about(m->target, s))
		report_fact(c, m->at, "target", "%s for %s", fact_text(c, m->target), fact_text(c, s->name));
	else if ((asked = ask_requested(m->request, "domain_or_ip_target")).p != NULL && !is_about(asked, s))
		report_fact(c, m->request, "domain_or_ip_target", "%s for %s", fact_text(c, asked), fact_text(c, s->name));
}

static void
judge_validation_target(struct check *c, const struct ev_validation *v)
{
	const struct ev_attempt *t = ask_attempt_of(c, v->mpic);

	const struct subject s = {
		.name = v->validated_name, .address = v->ip != NULL ? v->ip->address : SPAN_NONE,
		.prefixed = ev_method_of(v)->scope == NAME_SUBTREE
	};

	if (t != NULL && s.name.p == NULL)
		fact_missing_as(c, v->at, "validated_name", MISSING_NOT_EVALUATED);
	else if (t != NULL)
		judge_target(c, t, &s);
}

static void
targets_equal(struct check *c)
{
	const struct ev_record *r = c->evidence->record;

	ask_each_needing(c, judge_validation_target);
	for (uint32_t i = 0; i < r->n_caa_checks; i++) {
		const struct ev_caa_check *check = &r->caa_checks[i];
		bool used_again;
		const struct ev_attempt *t = ask_attempt_of_check(c, check, &used_again);
		const struct ev_corroboration_reuse *reuse = used_again ? check->corroboration_reuse : NULL;

		if (t != NULL && ask_check_corroborated(c, check))
			judge_target(c, t, &(struct subject){ .name = reuse != NULL ? reuse->domain : check->domain });
	}
}

/* ---- the mail server's name ---- */

static void
mx_not_corroborated(struct check *c)
{
	const struct ev_record *r = c->evidence->record;

	for (uint32_t i = 0; i < r->n_validations; i++) {
		const struct ev_validation *v = &r->validations[i];

		if (v->sbr_section != SECTION_MAIL_SERVER || v->mx == NULL || !ask_validation_relied(c, v) ||
		    !due(c, &v->completed_at))
			continue;
		if (!v->mx->corroborated_by.given)
			fact_missing(c, v->mx->at, "corroborated_by");
		else if (v->mx->corroborated_by.n <= 0)
			report_fact(c, v->mx->at, "corroborated_by", "by nobody");
	}
}

static const struct smimelint_rule rules[] = {
	{
		.id = "evidence.mpic.mpic-performed",
		.section = "SBR 4.2.2.2",
		.title = "domain validation was not corroborated from other Network Perspectives",
		.requires = "Domain validations are corroborated from several Network Perspectives (TLS BR 3.2.2.9): "
		    "SHOULD from 2025-03-15, SHALL from 2025-05-15.",
		.explanation = "The methods 3.2.2.4.7, .8, .13, .14 and .16 to .22 need it, under SBR 3.2.2.1 and 3.2.2.3; "
		    ".18 to .20 do not for Onion names. The methods .4 and .12 and SBR 3.2.2.2 and 3.2.2.4 do not. The day of "
		    "the validation counts: one from before may be reused without corroboration. The SBR set a date of their "
		    "own, later than the 2025-03-15 of the TLS BR. A response that does not have the form that its format "
		    "names shows nothing.",
		.remedy = "Corroborate the validation, and put the answer under mpic[].response as it came.",
		.schedule = SCHEDULE({ DAY(2025, 3, 15), LEVEL_SHOULD }, { DAY(2025, 5, 15), LEVEL_SHALL }),
		.fn = mpic_performed, .scope = SCOPE_SUBSCRIBER, .evidence = EVIDENCE_RECORD, .basis = BASIS_COMPLETED,
		.missing = MISSING_ERROR,
	},
	{
		.id = "evidence.mpic.caa-corroborated",
		.section = "SBR 4.2.2.1",
		.title = "CAA check was not corroborated from other Network Perspectives",
		.requires = "Where the method that validated the domain needs corroboration, the CAA check does too, at each issuance, "
		    "unless an earlier corroboration is used again.",
		.explanation = "This holds for issuances on older domain validations as well: the check comes before "
		    "issuance. No corroboration is read to be required for mailboxes validated by email or by methods without "
		    "it; --mpic-all-caa asks for it there too.",
		.remedy = "Corroborate the CAA check of the mail domain.",
		.schedule = MPIC_SHALL,
		.fn = caa_corroborated, .scope = SCOPE_SUBSCRIBER, .evidence = EVIDENCE_RECORD, .basis = BASIS_CHECKED,
		.missing = MISSING_ERROR,
	},
	{
		.id = "evidence.mpic.caa-corroboration-reuse",
		.section = "TLS BR 3.2.2.9",
		.title = "corroboration of a CAA check was used again without the conditions for that",
		.requires = "Corroborating evidence for CAA is used again for at most 398 days, for the same domain or a subdomain of it "
		    "and the same Applicant.",
		.explanation = "The primary's own check is never older than evidence.caa.caa-fresh allows. Ages are counted to the "
		    "second; 398 days are 398 times 86,400 seconds.",
		.remedy = "Corroborate again.",
		.schedule = MPIC_SHALL,
		.fn = caa_corroboration_reuse, .scope = SCOPE_SUBSCRIBER, .evidence = EVIDENCE_RECORD, .basis = BASIS_ISSUED,
		.missing = MISSING_ERROR, .yields_to = IDS("evidence.record.references-resolve"), .yields = YIELD_IN_PLACE,
	},
	{
		.id = "evidence.mpic.caa-corroboration-reuse-prior",
		.section = "TLS BR 3.2.2.9",
		.title = "corroboration of a CAA check was used again, but no certificate was issued after it",
		.requires = "After issuing a certificate to a domain, remote Network Perspectives may omit CAA for it for 398 days.",
		.explanation = "The sentence before, on reusing corroborating evidence, has no such condition. The certificate that the record is "
		    "about is not one from before.",
		.remedy = "Name the certificate in prior_certificate_sha256.",
		.reading = "Both sentences are read as one, so that a certificate must have been issued; by the other reading the first "
		    "stands alone and no certificate is needed.",
		.schedule = MPIC_SHALL,
		.fn = caa_corroboration_reuse_prior, .scope = SCOPE_SUBSCRIBER, .evidence = EVIDENCE_RECORD,
		.basis = BASIS_ISSUED, .missing = MISSING_WARNING,
	},
	{
		.id = "evidence.mpic.targets-equal",
		.section = "TLS BR 3.2.2.9",
		.title = "corroboration was about another name",
		.requires = "The remote Network Perspectives look at the name that was validated, or at the mail domain for CAA.",
		.explanation = "A wildcard or another name of the same zone is another name. Names compare as A-labels "
		    "without regard to case. With 3.2.2.4.8 the address may stand for the name. With methods by DNS, the name "
		    "below one label that begins with an underscore may.",
		.remedy = "Corroborate for the same name.",
		.schedule = MPIC_SHALL,
		.fn = targets_equal, .scope = SCOPE_SUBSCRIBER, .evidence = EVIDENCE_RECORD, .basis = BASIS_ATTEMPT,
		.missing = MISSING_ERROR,
	},
	{
		.id = "evidence.mpic.mx-not-corroborated",
		.section = "SBR 3.2.2.3",
		.title = "mail server's name was looked up from one place only",
		.requires = "Nothing asks for it: the look-up of MX records is outside of Multi-Perspective Issuance Corroboration.",
		.explanation = "It is the weakest link of this method: whoever can forge the answer to the primary chooses "
		    "the server.",
		.remedy = "Let the remote Network Perspectives look up MX too.",
		.schedule = SCHEDULE(NOTICE_FROM(2025, 5, 15)),
		.fn = mx_not_corroborated, .scope = SCOPE_SUBSCRIBER, .evidence = EVIDENCE_RECORD, .basis = BASIS_COMPLETED,
	},
};

RULE_TABLE(rules_evidence_mpic, "Evidence: corroboration", rules);
