/* SPDX-License-Identifier: Apache-2.0 */
/* age.c - is what the certificate relies on young enough? (SBR 4.2.1) */
#include "evidence/identity.h"
#include "rules/evidence/evidence.h"
#include "rules/tables.h"

#define DAYS(n) ((n) * SECONDS_PER_DAY)
#define IDENTITY_DAYS 825
#define PERSISTENT_DAYS 10

/* At the time of issuance; 0 where either time is not known. */
static int64_t
age(struct check *c, const struct ev_time *when)
{
	return when->given && c->evidence->issued.given ? ev_elapsed(when, &c->evidence->issued) : 0;
}

/* Does the rule bind, and is there a time of issuance to measure to? */
static bool
measurable(struct check *c)
{
	if (!due(c, NULL))
		return false;
	if (!c->evidence->issued.given)
		not_evaluated(c, "the time of issuance is not known");
	return c->evidence->issued.given;
}

static void
report_age(struct check *c, const struct json_value *at, const char *member, const struct ev_time *when, int64_t limit)
{
	report_fact(c, at, member, "%s, allowed: %lld d", ev_duration(c->arena, age(c, when)), (long long)(limit / SECONDS_PER_DAY));
}

/* ---- mailboxes ---- */

/* Completed too long ago, or else initiated (SBR 3.2.2). */
static void
look_validation(struct check *c, const struct ev_validation *v, int64_t limit)
{
	if (!v->completed_at.given)
		fact_missing(c, v->at, "completed_at");
	if (age(c, &v->completed_at) > limit)
		report_age(c, v->at, "completed_at", &v->completed_at, limit);
	else if (age(c, &v->initiated_at) > limit)
		report_age(c, v->at, "initiated_at", &v->initiated_at, limit);
}

/* The sections of the row's arg: a set of bits. */
static void
look_section(struct check *c, const struct ev_validation *v)
{
	const struct ev_section *s = ev_section_of(v);

	if (s != NULL && (c->rule->arg & (UINT32_C(1) << v->sbr_section)) != 0 && measurable(c))
		look_validation(c, v, DAYS(s->reuse_days));
}

static void
validation_age(struct check *c)
{
	each_validation(c, look_section);
}

static void
look_acme_reuse(struct check *c, const struct ev_validation *v)
{
	const struct ev_random_value *rv = v->random_value;
	const struct ev_use *use;
	size_t n;

	if (v->sbr_section != SECTION_ACME || rv == NULL || rv->value_sha256.p == NULL || !due(c, NULL))
		return;
	use = ev_store_uses(c->evidence->store, rv->value_sha256, &n);
	/* Several records about this certificate share it rightly. */
	if (n > c->evidence->n_rival && (use->shared & SHARED_ENTRIES) != 0)
		report_fact(c, v->at, NULL, "%zu records", n);
}

static void
acme_reused(struct check *c)
{
	each_validation(c, look_acme_reuse);
}

static void
look_persistent(struct check *c, const struct ev_validation *v)
{
	const struct ev_method *m = ev_method_of(v);

	if (m != NULL && strcmp(m->number, "3.2.2.4.22") == 0 && measurable(c))
		look_validation(c, v, DAYS(PERSISTENT_DAYS));
}

static void
persistent_txt_age(struct check *c)
{
	each_validation(c, look_persistent);
}

/* ---- identity and authority ---- */

static void
look_identity(struct check *c, const struct json_value *at, const char *member, const struct ev_time *when)
{
	if (!measurable(c))
		return;
	if (!when->given)
		not_evaluated(c, arena_printf(c->arena, "%s is not in the record", json_pointer(c->arena, at, member)));
	else if (age(c, when) > DAYS(IDENTITY_DAYS))
		report_age(c, at, member, when, DAYS(IDENTITY_DAYS));
}

static void
organization_age(struct check *c)
{
	const struct ev_organization *o = c->evidence->record->organization;

	if (o != NULL)
		look_identity(c, o->at, "validated_at", &o->validated_at);
}

static void
individual_age(struct check *c)
{
	const struct ev_individual *i = c->evidence->record->individual;

	if (i != NULL)
		look_identity(c, i->at, "validated_at", &i->validated_at);
}

/* Does a contract set a term of its own that has not ended? */
static bool
has_other_term(const struct check *c, const struct ev_contract *k)
{
	return k != NULL && (k->term == TERM_UNTIL_REVOKED || (k->term == TERM_OTHER && k->ends_at.given)) &&
	    !ev_after(&c->evidence->issued, &k->ends_at);
}

/* Of another term the end has to be recorded. */
static bool
is_endless(const struct ev_contract *k)
{
	return k != NULL && k->term == TERM_OTHER && !k->ends_at.given;
}

static void
authority_age(struct check *c)
{
	const struct ev_authority *a = c->evidence->record->authority;
	const struct ev_contract *k = a != NULL ? a->contract : NULL;

	if (a == NULL)
		return;
	/* A term that has ended counts, however short it was. */
	if (k != NULL && ev_after(&c->evidence->issued, &k->ends_at) && measurable(c))
		report_fact(c, k->at, "ends_at", "ended %s before issuance",
		    ev_duration(c->arena, ev_elapsed(&k->ends_at, &c->evidence->issued)));
	else if (has_other_term(c, k) && a->verified_at.given)
		(void)measurable(c);
	else
		look_identity(c, a->at, "verified_at", &a->verified_at);
	/* A term that is shorter than the usual one has an end, too. */
	if (is_endless(k) && measurable(c) && age(c, &a->verified_at) <= DAYS(IDENTITY_DAYS))
		fact_missing_as(c, k->at, "ends_at", MISSING_ERROR);
}

/* ---- what it was drawn from ---- */

static void
look_datum(struct check *c, const char *what, const struct json_value *at, const char *member, const struct ev_time *when, int64_t limit)
{
	if (!when->given)
		fact_missing(c, at, member);
	else if (age(c, when) > limit)
		report_fact(c, at, member, "%s of %s, allowed: %lld d", what, ev_duration(c->arena, age(c, when)),
		    (long long)(limit / SECONDS_PER_DAY));
}

/* Its age alone: other rules ask whether it has to be there. */
static void
look_confirmation(struct check *c, const char *what, const struct json_value *at, const char *member, const struct ev_time *when)
{
	if (when->given)
		look_datum(c, what, at, member, when, DAYS(IDENTITY_DAYS));
}

static void
look_attestation(struct check *c, const struct ev_attestation *a)
{
	if (a == NULL)
		return;
	look_confirmation(c, "attestation", a->at, "confirmed_at", &a->confirmed_at);
	if (a->rmoc != NULL)
		look_confirmation(c, "confirmation", a->rmoc->at, "confirmed_at", &a->rmoc->confirmed_at);
}

static void
look_authority(struct check *c, const struct ev_authority *a)
{
	if (a->rmoc != NULL && !has_other_term(c, a->contract))
		look_confirmation(c, "confirmation", a->rmoc->at, "confirmed_at", &a->rmoc->confirmed_at);
}

static void
look_sources(struct check *c, const struct ev_source *s, uint32_t n)
{
	for (uint32_t i = 0; i < n; i++) {
		look_datum(c, s[i].type != 0 ? ev_source_word(s[i].type) : "source", s[i].at, "obtained_at", &s[i].obtained_at,
		    DAYS(IDENTITY_DAYS));
		look_attestation(c, s[i].attestation);
	}
}

static void
look_data(struct check *c, const struct ev_validation *v)
{
	const struct ev_section *s = ev_section_of(v);
	int64_t limit = s != NULL ? DAYS(s->reuse_days) : 0;

	if (s != NULL && v->mx != NULL)
		look_datum(c, "MX records", v->mx->at, "looked_up_at", &v->mx->looked_up_at, limit);
	if (s != NULL && v->domain_contact != NULL)
		look_datum(c, "Domain Contact", v->domain_contact->at, "obtained_at", &v->domain_contact->obtained_at, limit);
}

/* Besides its sources: the names that others bear, and what an enterprise is to it. */
static void
look_organization(struct check *c, const struct ev_organization *o)
{
	look_sources(c, o->sources, o->n_sources);
	if (o->assumed_name != NULL)
		look_confirmation(c, "check of the Assumed Name", o->assumed_name->at, "valid_at", &o->assumed_name->valid_at);
	for (uint32_t i = 0; i < o->n_affiliates; i++)
		look_confirmation(c, "verification of the affiliate", o->affiliates[i].at, "verified_at", &o->affiliates[i].verified_at);
}

static void
source_data_age(struct check *c)
{
	const struct ev_record *r = c->evidence->record;

	if (!measurable(c))
		return;
	if (r->organization != NULL)
		look_organization(c, r->organization);
	if (r->enterprise_ra != NULL)
		look_confirmation(c, "verification of the relation", r->enterprise_ra->at, "relation_evidence_at",
		    &r->enterprise_ra->relation_evidence_at);
	if (r->individual != NULL)
		look_sources(c, r->individual->sources, r->individual->n_sources);
	if (r->individual != NULL && r->individual->affiliation != NULL)
		look_confirmation(c, "affiliation", r->individual->affiliation->at, "verified_at", &r->individual->affiliation->verified_at);
	if (r->authority != NULL)
		look_authority(c, r->authority);
	each_validation(c, look_data);
}

/* ---- before the SBR ---- */

static void
look_before(struct check *c, const struct ev_validation *v)
{
	const struct ev_method *m = ev_method_of(v);
	const struct ev_section *s = ev_section_of(v);

	if (s == NULL || !v->completed_at.given || day_from_seconds(v->completed_at.seconds) >= SBR_DAY || !measurable(c))
		return;
	if (s->from > SBR_DAY)
		report_fact(c, v->at, "sbr_section", "%s", s->number);
	else if (m != NULL && m->from > SBR_DAY)
		report_fact(c, v->at, "tls_method", "%s", m->number);
	else if (m == NULL && s->by_domain)
		fact_missing(c, v->at, "tls_method");
}

static void
validation_before_sbr(struct check *c)
{
	each_validation(c, look_before);
}

#define COMMON .scope = SCOPE_SUBSCRIBER, .evidence = EVIDENCE_RECORD, .basis = BASIS_ISSUED
#define OF(section) (UINT32_C(1) << (section))
#define WHY_AGE "Ages are measured to issuance.issued_at in seconds, from the completion of a validation and from its beginning. "

static const struct smimelint_rule rules[] = {
	{
		.id = "evidence.age.domain-validation-age",
		.section = "SBR 4.2.1",
		.title = "validation of a domain or mail server is older than 398 days",
		.requires = "Validations by 3.2.2.1 and 3.2.2.3 were initiated and completed no more than 398 days before the issuance.",
		.explanation = WHY_AGE "The shorter times of TLS BR 4.2.1 do not apply: the SBR have their own.",
		.remedy = "Validate again before issuing.",
		.schedule = SBR_SHALL, .missing = MISSING_ERROR, .fn = validation_age,
		.arg = OF(SECTION_DOMAIN) | OF(SECTION_MAIL_SERVER), COMMON,
	}, {
		.id = "evidence.age.mailbox-email-age",
		.section = "SBR 4.2.1",
		.title = "validation of a mailbox by email is older than 30 days",
		.requires = "Validations by 3.2.2.2 were initiated and completed no more than 30 days before the issuance.",
		.explanation = WHY_AGE "Mailboxes change hands faster than domains.",
		.remedy = "Validate again before issuing.",
		.schedule = SBR_SHALL, .missing = MISSING_ERROR, .fn = validation_age, .arg = OF(SECTION_EMAIL), COMMON,
	}, {
		.id = "evidence.age.acme-mailbox-age",
		.section = "SBR 4.2.1",
		.title = "validation of a mailbox by ACME is older than 30 days",
		.requires = "Validations by 3.2.2.4 were initiated and completed no more than 30 days before the issuance.",
		.explanation = WHY_AGE "A mailbox may change hands within months.",
		.remedy = "Validate again before issuing.",
		.reading = "SBR 4.2.1 names no time for 3.2.2.4. It is read as for 3.2.2.2, the other way to "
		    "validate a single mailbox: 30 days. By a stricter reading, what 4.2.1 does not list may not be "
		    "reused at all.",
		.schedule = SCHEDULE(SHALL_FROM(2025, 7, 2)), .missing = MISSING_ERROR, .fn = validation_age, .arg = OF(SECTION_ACME), COMMON,
	}, {
		.id = "evidence.age.acme-mailbox-age-reused",
		.section = "SBR 4.2.1",
		.title = "validation of a mailbox by ACME is relied on by another certificate too",
		.requires = "SBR 4.2.1 say for which validations and how long they may be reused, and do not mention 3.2.2.4.",
		.explanation = "Under the strictest reading each certificate needs an ACME validation of its own.",
		.remedy = "Validate once for each certificate.",
		.schedule = SCHEDULE(NOTICE_FROM(2025, 7, 2)), .fn = acme_reused,
		.yields_to = IDS("evidence.random-value.acme-value-not-reused"), .yields = YIELD_IN_ENTRY, COMMON,
	}, {
		.id = "evidence.age.persistent-txt-age",
		.section = "TLS BR 3.2.2.4.22",
		.title = "validation by a persistent TXT record is older than 10 days",
		.requires = "Validations by 3.2.2.4.22 were initiated and completed no more than 10 days before the issuance.",
		.explanation = WHY_AGE "TLS BR 3.2.2.4 measures from the beginning. Above 398 days evidence.age.domain-validation-age is the rule.",
		.remedy = "Look the record up again before issuing.",
		.reading = "TLS BR 3.2.2.4.22 sets the 10 days for the purposes of its section 4.2.1. It is read as part of the method, "
		    "which binds S/MIME; where only SBR 4.2.1 counts, 398 days are allowed.",
		.schedule = SCHEDULE(SHALL_FROM(2025, 11, 10)), .fn = persistent_txt_age,
		.yields_to = IDS("evidence.age.domain-validation-age"), .yields = YIELD_IN_PLACE, COMMON,
	}, {
		.id = "evidence.age.organization-age",
		.section = "SBR 4.2.1",
		.title = "validation of the organization is older than 825 days",
		.requires = "The identity of the organization was validated no more than 825 days before the issuance.",
		.explanation = "The 398 days of the TLS BR do not apply.",
		.remedy = "Validate the organization again.",
		.schedule = SBR_SHALL, .fn = organization_age, COMMON,
	}, {
		.id = "evidence.age.authority-age",
		.section = "SBR 4.2.1",
		.title = "validation of authority no longer holds",
		.requires = "Authority was validated no more than 825 days before the issuance, unless a contract sets another term, which "
		    "has not ended.",
		.explanation = "A contract may assign roles until they are revoked; a term of less than 825 days counts as well. Of any "
		    "other term the record has the end.",
		.remedy = "Validate the authority again, or record the term of the contract.",
		.schedule = SBR_SHALL, .fn = authority_age, COMMON,
	}, {
		.id = "evidence.age.individual-age",
		.section = "SBR 4.2.1",
		.title = "validation of the individual is older than 825 days",
		.requires = "The identity of the individual was validated no more than 825 days before the issuance.",
		.explanation = "People change their names and their employers.",
		.remedy = "Validate the individual again.",
		.schedule = SBR_SHALL, .fn = individual_age, COMMON,
	}, {
		.id = "evidence.age.source-data-age",
		.section = "SBR 4.2.1",
		.title = "validation rests on what was obtained too long ago",
		.requires = "What a validation was drawn from was obtained within the time for which such a validation may be reused: 825 "
		    "days for sources of identity, attestations, affiliations, confirmations and checks of names, 398 for MX records and Domain "
		    "Contacts.",
		.explanation = "A validation that is renewed on old papers is as old as they are. Where the validation itself is too old, "
		    "that is said instead.",
		.remedy = "Obtain the data or the document again.",
		.schedule = SBR_SHALL, .fn = source_data_age,
		.yields_to = IDS("evidence.age.organization-age", "evidence.age.individual-age", "evidence.age.authority-age",
		    "evidence.age.domain-validation-age"),
		.yields = YIELD_IN_ENTRY, COMMON,
	}, {
		.id = "evidence.age.validation-before-sbr",
		.section = "SBR 1.1",
		.title = "validation from before the SBR was done in a way that the SBR do not have",
		.requires = "A validation from before 2023-09-01 that is reused was done by a method that the SBR allow from their first day.",
		.explanation = "Such validations could be reused for 398 days, until 2024-10-02.",
		.remedy = "Validate again.",
		.reading = "The SBR allow the reuse of validations performed in accordance with section 3.2. It is read so that older ones "
		    "count when they fulfil that section too; others may hold that none of them does.",
		.schedule = SCHEDULE(SHALL_FROM(2023, 9, 1), ENDS_ON(2024, 10, 3)), .fn = validation_before_sbr, COMMON,
	},
};

RULE_TABLE(rules_evidence_age, "Evidence: ages", rules);
