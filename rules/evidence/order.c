/* SPDX-License-Identifier: Apache-2.0 */
/* order.c - is what happened told in an order that can be, and before the certificate was issued? */
#include "evidence/identity.h"
#include "rules/evidence/ask.h"
#include "rules/tables.h"

/* ---- the time of issuance ---- */

static void
against_certificate(struct check *c, const struct ev_issuance *i)
{
	const struct ev_time not_before = { c->cert->not_before.ok, 0, c->cert->not_before.seconds };
	const struct ev_time not_after = { c->cert->not_after.ok, 0, c->cert->not_after.seconds };
	int64_t after = ev_elapsed(&not_before, &i->issued_at);

	if (ev_after(&i->issued_at, &not_after)) {
		report_fact(c, i->at, "issued_at", "%s after notAfter", ev_duration(c->arena, ev_elapsed(&not_after, &i->issued_at)));
		return;
	}
	if (!not_before.given)
		return;
	if (after > ASK_BACK_DATING)
		report_fact(c, i->at, "issued_at", "%s after notBefore", ev_duration(c->arena, after));
	else if (ev_elapsed(&i->issued_at, &not_before) > ASK_BACK_DATING)
		report_fact(c, i->at, "issued_at", "%s before notBefore",
		    ev_duration(c->arena, ev_elapsed(&i->issued_at, &not_before)));
}

static void
issuance_time_sane(struct check *c)
{
	const struct ev_issuance *i = c->evidence->record->issuance;
	const struct ev_subject *s = c->evidence->record->subject_certificate;
	const struct ev_time *now = &c->evidence->options->now;

	if (!due(c, NULL) || i == NULL)
		return;
	/* A record that is judged alone has no notBefore in its place: evidence.record.bad-field. */
	if (!i->issued_at.given) {
		fact_missing_as(c, i->at, "issued_at", c->cert != NULL ? MISSING_WARNING : MISSING_NOT_EVALUATED);
		return;
	}
	/* With stage pre the signing is still to come.  By how much it is too late changes with the clock, so that no report says it. */
	if (now->given && ev_elapsed(now, &i->issued_at) > c->evidence->options->clock_skew &&
	    !(s != NULL && s->stage == STAGE_PRE))
		report_fact(c, i->at, "issued_at", "%s, after the time of linting", fact_text(c, json_find(i->at, "issued_at")->text));
	else if (c->cert != NULL)
		against_certificate(c, i);
}

/* ---- before issuance ---- */

/* What all that is looked at has to come before. */
struct deadline {
	const char *name;
	const struct ev_time *time;
	int64_t skew;			/* seconds by which clocks may differ */
	bool in_order;			/* what is looked at is to be in order itself */
};

static void
before(struct check *c, const struct deadline *d, const char *what, const struct json_value *at, const char *member,
    const struct ev_time *when)
{
	int64_t late;

	if (!when->given || !d->time->given)
		return;
	late = d->time == &c->evidence->issued ? ask_after_issuance(c, when) : ev_elapsed(d->time, when);
	if (late > d->skew)
		report_fact(c, at, member, "%s %s after %s", what, ev_duration(c->arena, late), d->name);
}

static struct deadline
issuance_of(const struct check *c)
{
	return (struct deadline){ "issuance", &c->evidence->issued, c->evidence->options->clock_skew, false };
}

static void
before_issuance(struct check *c, const char *what, const struct json_value *at, const char *member, const struct ev_time *when)
{
	const struct deadline issuance = issuance_of(c);

	before(c, &issuance, what, at, member, when);
}

/* The last of the remote perspectives that passed in the attempt; NULL: no time is known.  Nobody relies on the others. */
static const struct ev_sighting *
last_sighting(const struct ev_attempt *a)
{
	const struct ev_sighting *last = NULL;

	for (uint32_t i = 0; i < a->n_sighting; i++) {
		const struct ev_sighting *s = &a->sighting[i];

		if (s->time.given && ev_sighting_passed(s) && !s->apart && (last == NULL || ev_after(&s->time, &last->time)))
			last = s;
	}
	return last;
}

/* The latest time of an attempt that lies after the issuance: one finding. */
static void
attempt_before_issuance(struct check *c, const struct ev_attempt *a)
{
	const struct ev_primary *primary = a->mpic->primary;
	const struct ev_sighting *last = last_sighting(a);

	if (last != NULL && !(primary != NULL && primary->primary_at.given && !ev_after(&last->time, &primary->primary_at)))
		before_issuance(c, "corroboration", last->time_at, NULL, &last->time);
	else if (primary != NULL && primary->primary_at.given)
		before_issuance(c, "corroboration", json_find(primary->at, "at"), NULL, &primary->primary_at);
}

static void
look_validation(struct check *c, const struct ev_validation *v)
{
	before_issuance(c, "validation", v->at, "completed_at", &v->completed_at);
	if (v->mx != NULL)
		before_issuance(c, "look-up of MX records", v->mx->at, "looked_up_at", &v->mx->looked_up_at);
	if (v->domain_contact != NULL)
		before_issuance(c, "look-up of the Domain Contact", v->domain_contact->at, "obtained_at", &v->domain_contact->obtained_at);
}

static void
look_rmoc(struct check *c, const struct deadline *d, const struct ev_rmoc *rmoc)
{
	if (rmoc != NULL)
		before(c, d, "confirmation", rmoc->at, "confirmed_at", &rmoc->confirmed_at);
}

static void
look_lei(struct check *c, const struct deadline *d, const struct ev_lei *lei)
{
	if (lei != NULL)
		before(c, d, "LEI record", lei->at, "gleif_record_at", &lei->gleif_record_at);
}

/* What has not come yet cannot be found authentic (SBR 3.2.8). */
static void
look_confirmation(struct check *c, const struct ev_source *s)
{
	const struct deadline confirmed = { "its confirmation", &s->attestation->confirmed_at, 0, true };

	before(c, &confirmed, "attestation", s->at, "obtained_at", &s->obtained_at);
}

/* What an identity was drawn from, each document with what was done about it. */
static void
look_sources(struct check *c, const struct deadline *d, const struct ev_source *list, uint32_t n)
{
	for (const struct ev_source *s = list; s < list + n; s++) {
		before(c, d, s->type != 0 ? ev_source_word(s->type) : "source", s->at, "obtained_at", &s->obtained_at);
		look_lei(c, d, s->lei);
		if (s->attestation != NULL) {
			before(c, d, "confirmation of the attestation", s->attestation->at, "confirmed_at", &s->attestation->confirmed_at);
			look_rmoc(c, d, s->attestation->rmoc);
			if (d->in_order)
				look_confirmation(c, s);
		}
	}
}

static void
look_eids(struct check *c, const struct ev_source *list, uint32_t n)
{
	for (const struct ev_source *s = list; s < list + n; s++)
		if (s->eid != NULL)
			before_issuance(c, "status check of the eID", s->eid->at, "status_checked_at", &s->eid->status_checked_at);
}

static void
look_organization(struct check *c, const struct ev_organization *o)
{
	const struct deadline issuance = issuance_of(c);

	before_issuance(c, "validation of the organization", o->at, "validated_at", &o->validated_at);
	look_sources(c, &issuance, o->sources, o->n_sources);
	look_eids(c, o->sources, o->n_sources);
	if (o->assumed_name != NULL)
		before_issuance(c, "check of the Assumed Name", o->assumed_name->at, "valid_at", &o->assumed_name->valid_at);
	for (uint32_t i = 0; i < o->n_affiliates; i++)
		before_issuance(c, "verification of the Affiliate", o->affiliates[i].at, "verified_at", &o->affiliates[i].verified_at);
}

static void
look_individual(struct check *c, const struct ev_individual *p)
{
	const struct deadline issuance = issuance_of(c);

	before_issuance(c, "validation of the individual", p->at, "validated_at", &p->validated_at);
	look_sources(c, &issuance, p->sources, p->n_sources);
	look_eids(c, p->sources, p->n_sources);
	look_lei(c, &issuance, p->role_lei);
	if (p->affiliation != NULL)
		before_issuance(c, "verification of the affiliation", p->affiliation->at, "verified_at", &p->affiliation->verified_at);
}

/* Who may ask, and by which contract. */
static void
look_authority(struct check *c, const struct ev_record *r)
{
	const struct deadline issuance = issuance_of(c);

	if (r->authority != NULL) {
		before_issuance(c, "verification of the authority", r->authority->at, "verified_at", &r->authority->verified_at);
		look_rmoc(c, &issuance, r->authority->rmoc);
	}
	if (r->enterprise_ra != NULL) {
		before_issuance(c, "contract with the Enterprise RA", r->enterprise_ra->at, "contract_at", &r->enterprise_ra->contract_at);
		before_issuance(c, "verification of the relation", r->enterprise_ra->at, "relation_evidence_at",
		    &r->enterprise_ra->relation_evidence_at);
	}
}

static void
evidence_before_issuance(struct check *c)
{
	const struct ev_record *r = c->evidence->record;

	if (!due(c, NULL))
		return;
	if (!c->evidence->issued.given) {
		not_evaluated(c, "the time of issuance is not known");
		return;
	}
	each_validation(c, look_validation);
	for (uint32_t i = 0; i < r->n_caa_checks; i++)
		if (ask_check_relied(c, &r->caa_checks[i]))
			before_issuance(c, "CAA check", r->caa_checks[i].at, "checked_at", &r->caa_checks[i].checked_at);
	for (uint32_t i = 0; i < c->evidence->attempts.n; i++)
		if (ask_attempt_relied(c, &c->evidence->attempts.attempt[i]))
			attempt_before_issuance(c, &c->evidence->attempts.attempt[i]);
	if (r->organization != NULL)
		look_organization(c, r->organization);
	if (r->individual != NULL)
		look_individual(c, r->individual);
	look_authority(c, r);
}

/* ---- order ---- */

struct moment {
	const struct json_value *at;
	const char *member;
	const struct ev_time *time;
};

static bool
lies_before(const struct moment *first, const struct moment *then, struct contradiction *out)
{
	if (!ev_after(first->time, then->time))
		return false;
	*out = (struct contradiction){
		.at = then->at, .member = then->member, .earlier_at = first->at, .earlier = first->member,
		.seconds = ev_elapsed(then->time, first->time),
	};
	return true;
}

bool
validation_contradicts(const struct ev_validation *v, struct contradiction *out)
{
	const struct ev_random_value *rv = v->random_value;
	const struct moment initiated = { v->at, "initiated_at", &v->initiated_at };
	const struct moment completed = { v->at, "completed_at", &v->completed_at };

	if (lies_before(&initiated, &completed, out))
		return true;
	if (v->domain_contact != NULL) {
		const struct moment obtained = { v->domain_contact->at, "obtained_at", &v->domain_contact->obtained_at };

		if (lies_before(&obtained, &completed, out))
			return true;
	}
	if (rv != NULL) {
		const struct moment created = { rv->at, "created_at", &rv->created_at };
		const struct moment sent = { rv->at, "sent_at", &rv->sent_at };
		const struct moment confirmed = { rv->at, "confirmed_at", &rv->confirmed_at };

		return lies_before(&created, &sent, out) || lies_before(&sent, &confirmed, out) ||
		    lies_before(&created, &confirmed, out) || lies_before(&confirmed, &completed, out);
	}
	return false;
}

static void
look_order(struct check *c, const struct ev_validation *v)
{
	struct contradiction x;

	if (validation_contradicts(v, &x))
		report_fact(c, x.at, x.member, "%s before %s", ev_duration(c->arena, x.seconds), x.earlier);
}

/*
 * An identity is validated by what is there already (SBR 3.2.3, 3.2.4, 3.2.8).  The status of an eID, an affiliation and the authority of
 * a representative are looked at again later, with no harm.
 */
static void
look_identity_order(struct check *c, const struct ev_record *r)
{
	if (r->organization != NULL) {
		const struct deadline validated = { "validated_at", &r->organization->validated_at, 0, true };

		look_sources(c, &validated, r->organization->sources, r->organization->n_sources);
	}
	if (r->individual != NULL) {
		const struct deadline validated = { "validated_at", &r->individual->validated_at, 0, true };

		look_sources(c, &validated, r->individual->sources, r->individual->n_sources);
	}
}

static void
evidence_order_sane(struct check *c)
{
	if (!due(c, NULL))
		return;
	each_validation(c, look_order);
	look_identity_order(c, c->evidence->record);
}

/* ---- what the validation relies on, and the text sets no time for ---- */

static void
look_mail_server(struct check *c, const struct ev_validation *v)
{
	const struct deadline completed = { "the validation", &v->completed_at, c->evidence->options->clock_skew, false };

	if (v->sbr_section == SECTION_MAIL_SERVER && v->mx != NULL && due(c, &v->completed_at))
		before(c, &completed, "MX records looked up", v->mx->at, "looked_up_at", &v->mx->looked_up_at);
}

static void
mail_server_found_later(struct check *c)
{
	each_validation(c, look_mail_server);
}

/* Later by more than what lies within one attempt. */
static void
attempt_before(struct check *c, const struct ev_attempt *a, const char *name, const struct ev_time *time)
{
	const struct deadline d = { name, time, EV_ATTEMPT_SECONDS, false };
	const struct ev_sighting *last = last_sighting(a);

	if (last != NULL)
		before(c, &d, "remote perspectives answered", last->time_at, NULL, &last->time);
}

static void
look_served(struct check *c, const struct ev_attempt *a, const struct ev_validation *v)
{
	if (!validation_contradicts(v, &(struct contradiction){ .at = NULL }))
		attempt_before(c, a, "the validation", &v->completed_at);
}

static void
look_attempt(struct check *c, const struct ev_attempt *a)
{
	if (a->mpic->check != CHECK_CAA)
		ask_each_served(c, a, look_served);
	else if (a->caa != NULL && a->reuse == NULL)
		attempt_before(c, a, "the CAA check", &a->caa->checked_at);
}

static void
corroborated_later(struct check *c)
{
	ask_each_attempt(c, look_attempt);
}

static const struct smimelint_rule rules[] = {
	{
		.id = "evidence.record.issuance-time-sane",
		.section = "(format)",
		.title = "time of issuance in the validation evidence record does not fit the certificate",
		.requires = "issuance.issued_at lies not after notAfter, and within 48 hours of notBefore. With --now it lies not after that moment.",
		.explanation = "All ages are measured to the time of issuance, not to notBefore, which may be back-dated. The SBR set no "
		    "limit to that; 48 hours is the figure of TLS BR 7.1.2.7, so that this is a warning. Where issued_at is missing, "
		    "notBefore takes its place. In a record that is judged alone nothing does: evidence.record.bad-field has it as an error.",
		.remedy = "Record when the certificate was signed.",
		.schedule = SBR_SHOULD, .basis = BASIS_ISSUED, .missing = MISSING_WARNING,
		.fn = issuance_time_sane, .scope = SCOPE_SUBSCRIBER, .evidence = EVIDENCE_RECORD,
	},
	{
		.id = "evidence.record.evidence-before-issuance",
		.section = "SBR 3.2.2, 4.2.1, 4.2.2.1",
		.title = "what the certificate relies on is dated after it was issued",
		.requires = "All that the certificate relies on was done before it was issued. That is each validation, CAA "
		    "check and corroboration, each verification of identity or authority, and the data that they rest on.",
		.explanation = "What was checked afterwards did not guard the issuance. Clocks may differ by 5 seconds (--clock-skew). Where issued_at "
		    "is not recorded, nobody knows whether what is dated up to 48 hours after notBefore came later, for certificates may be dated back.",
		.remedy = "Revoke the certificate; validate first, then issue.",
		.schedule = SBR_SHALL, .basis = BASIS_ISSUED,
		.fn = evidence_before_issuance, .scope = SCOPE_SUBSCRIBER, .evidence = EVIDENCE_RECORD,
	},
	{
		.id = "evidence.record.evidence-order-sane",
		.section = "SBR 3.2.2, 3.2.2.2, 3.2.2.4, 3.2.3, 3.2.4, 3.2.8",
		.title = "times of a validation contradict one another",
		.requires = "A validation is initiated before it is completed; a Random Value is created, sent, confirmed in this order, "
		    "and confirmed before the validation is completed. A Domain Contact is obtained before that, too. What an identity rests "
		    "on (documents, data, attestations and their confirmation) is there before the identity is validated. An attestation is obtained "
		    "before it is confirmed.",
		.explanation = "Nothing can have happened at such times, so the validation proves nothing; a document that came later is not "
		    "what was validated. evidence.coverage.san-mailbox-has-validation names the mailboxes that have no other validation.",
		.remedy = "Correct the record from the logs; where they say the same, validate again.",
		.schedule = SBR_SHALL,
		.fn = evidence_order_sane, .scope = SCOPE_SUBSCRIBER, .evidence = EVIDENCE_RECORD,
	},
	{
		.id = "evidence.record.mail-server-found-later",
		.section = "SBR 3.2.2.3",
		.title = "mail server was found after it was validated",
		.requires = "Control of a mailbox is confirmed by control of the SMTP FQDN to which its messages should be directed. That name is "
		    "found by the MX records of the mail domain (RFC 5321 5.1).",
		.explanation = "When the server was validated, nothing in the record said that it was the server of this mailbox. Clocks may differ by "
		    "5 seconds (--clock-skew).",
		.remedy = "Look the MX records up, then validate the server that they name.",
		.reading = "SBR 3.2.2.3 does not say that the look-up comes first. We read it so, since the server "
		    "that is validated is the one that was identified. Others may validate a server once, and find "
		    "afterwards which domains it serves.",
		.schedule = SBR_SHALL, .basis = BASIS_COMPLETED,
		.fn = mail_server_found_later, .scope = SCOPE_SUBSCRIBER, .evidence = EVIDENCE_RECORD,
		.yields_to = IDS("evidence.record.evidence-before-issuance"), .yields = YIELD_IN_PLACE,
	},
	{
		.id = "evidence.mpic.corroborated-later",
		.section = "TLS BR 3.2.2.9",
		.title = "remote perspectives answered after what they corroborate was done",
		.requires = "Corroboration belongs to the attempt of the validation, or to the CAA check, that it corroborates. Both are done when the "
		    "remote perspectives have answered.",
		.explanation = "An attempt may take ten minutes. Answers from before the validation began are a finding of evidence.mpic.no-shared-results, "
		    "those from after the issuance by evidence.record.evidence-before-issuance.",
		.remedy = "Record the time at which all perspectives had answered; do not add a later attempt to an earlier validation.",
		.reading = "TLS BR 3.2.2.9 wants corroboration before the issuance, and does not say when a "
		    "validation is complete. We read completed_at as the time at which nothing was missing. By "
		    "another reading a validation may be corroborated later.",
		.schedule = SCHEDULE(SHALL_FROM(2025, 5, 15)), .basis = BASIS_ATTEMPT,
		.fn = corroborated_later, .scope = SCOPE_SUBSCRIBER, .evidence = EVIDENCE_RECORD,
		.yields_to = IDS("evidence.record.evidence-before-issuance"), .yields = YIELD_IN_PLACE,
	},
};

RULE_TABLE(rules_evidence_order, "Evidence: time and order", rules);
