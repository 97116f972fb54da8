/* SPDX-License-Identifier: Apache-2.0 */
/* random_value_once.c - is each Random Value used once: for one mailbox, one message, one request (SBR 3.2.2.2, 3.2.2.4)? */
#include "rules/evidence/ask.h"
#include "rules/tables.h"
#include "value/header.h"

#define OTHER_MAILBOX "for another mailbox"
#define OTHER_MESSAGE "in another message"
#define OTHER_EMAIL "in another email"
#define OTHER_CREATION "created at another time"

/* Of a mailbox: each email, and each exchange of ACME, has a value of its own (3.2.2.2: reset upon each instance; 3.2.2.4: newly generated). */
static const char *
shared_by_mail(uint16_t shared)
{
	return (shared & SHARED_SENT) != 0 ? OTHER_EMAIL : (shared & SHARED_CREATED) != 0 ? OTHER_CREATION : NULL;
}

/* For what a value is there: with .8 as 3.2.2.5.1 has it, a change to the website, or 3.2.2.5.2, which writes to an IP Address Contact. */
static enum ev_unique
unique_of(const struct ev_validation *v)
{
	const struct ev_method *m = ev_method_of(v);

	if (m == NULL)
		return UNIQUE_NOT_SAID;
	if (is_by_address(v, m, "3.2.2.5.1"))
		return UNIQUE_REQUEST;
	return is_by_address(v, m, "3.2.2.5.2") ? UNIQUE_MESSAGE : m->unique;
}

/* What a value was used for besides, of what this validation's values may not be used for; NULL: nothing. */
static const char *
shared_with(const struct ev_validation *v, uint16_t shared)
{
	bool requests = v->request_id.p != NULL && (shared & SHARED_REQUESTS) != 0;
	enum ev_unique unique;

	/* A completed validation serves other requests too (SBR 4.2.1), but for 3.2.2.4, whose text has the requests. */
	if (is_mailbox_section(v))
		return (shared & SHARED_MAILBOXES) != 0 ? OTHER_MAILBOX :
		    requests && v->sbr_section == SECTION_ACME ? ASK_OTHER_REQUEST : shared_by_mail(shared);
	unique = unique_of(v);
	/* A message that is sent again has the same recipients, of whatever request it is. */
	if (unique == UNIQUE_MESSAGE)
		return (requests && (shared & SHARED_SENT) != 0) || (shared & SHARED_RECIPIENTS) != 0 ? OTHER_MESSAGE : NULL;
	if (unique != UNIQUE_REQUEST)
		return NULL;
	return ask_other_request(v, shared);
}

/* Does the rule that asks speak of a validation whose value is shared so? */
typedef bool speaks_fn(const struct ev_validation *, uint16_t shared);

static bool
has_value_of(const struct ev_validation *e, const struct ev_validation *v)
{
	return e->random_value != NULL && e->random_value->value_sha256.p != NULL &&
	    span_eq(e->random_value->value_sha256, v->random_value->value_sha256);
}

/* Does the rule say it of this validation already? */
static bool
is_told(const struct check *c, const struct ev_validation *v, uint16_t shared, speaks_fn *speaks)
{
	return ask_validation_relied(c, v) && speaks(v, shared);
}

/* The validation of the same record that this one is told with: an earlier one, or a later one that the rule is silent of. */
static const struct ev_validation *
partner_of(const struct check *c, const struct ev_validation *v, uint16_t shared, speaks_fn *speaks)
{
	const struct ev_record *r = c->evidence->record;

	for (const struct ev_validation *e = r->validations; e < r->validations + r->n_validations; e++)
		if (e != v && has_value_of(e, v) && (e < v || !is_told(c, e, shared, speaks)))
			return e;
	return NULL;
}

/* Another record with the value, the first or last one in the index; NULL: only this one. */
static const struct ev_use *
use_elsewhere(const struct check *c, const struct ev_use *use, size_t n)
{
	return use[0].entry != c->evidence->entry ? &use[0] : use[n - 1].entry != c->evidence->entry ? &use[n - 1] : NULL;
}

static void
report_shared(struct check *c, const struct ev_validation *v, const char *with, const struct ev_use *use, size_t n, speaks_fn *speaks)
{
	const struct ev_store *store = c->evidence->store;
	const struct ev_validation *partner = partner_of(c, v, use->shared, speaks);
	const struct ev_use *other = use_elsewhere(c, use, n);

	if (partner != NULL)
		report_fact(c, v->random_value->at, "value_sha256", "%s, %s", with, fact_text(c, partner->id));
	else if (other != NULL)
		report_fact(c, v->random_value->at, "value_sha256", "%s, line %llu of %s", with,
		    (unsigned long long)store->entry[other->entry].line,
		    fact_text(c, span_of(store->source[store->entry[other->entry].source].name)));
	else if ((use->shared & SHARED_ENTRIES) != 0)
		report_fact(c, v->random_value->at, "value_sha256", "%s, in other records", with);
}

static const struct ev_use *
uses_of(const struct check *c, const struct ev_validation *v, size_t *n)
{
	const struct ev_random_value *rv = v->random_value;

	*n = 0;
	return rv != NULL && rv->value_sha256.p != NULL ? ev_store_uses(c->evidence->store, rv->value_sha256, n) : NULL;
}

/* Is it a record of this certificate that another one has taken the place of? */
static bool
is_superseded(const struct ev_view *v, uint32_t entry)
{
	for (uint32_t i = 0; v->rival != NULL && i < v->n_rival; i++)
		if (v->rival[i].entry == entry)
			return v->rival[i].superseded;
	return false;
}

/* A record that corrects another one tells of the same validations: where only such records have the value, this one's uses count. */
static uint16_t
shared_of(const struct check *c, const struct ev_use *use, size_t n)
{
	const struct ev_view *v = c->evidence;

	for (size_t i = 0; i < n; i++)
		if (use[i].entry != v->entry && !is_superseded(v, use[i].entry))
			return use->shared;
	return ev_uses_shared(use, n, v->entry);
}

static bool
speaks_of_shared(const struct ev_validation *v, uint16_t shared)
{
	return shared_with(v, shared) != NULL;
}

static bool
is_message(const struct ev_validation *v)
{
	return unique_of(v) == UNIQUE_MESSAGE && v->random_value->sent_at.given && v->random_value->n_sent_to > 0;
}

/* A message of this record to others, with which this one is told: one that is sent again has the same recipients. */
static const struct ev_validation *
message_to_others(const struct check *c, const struct ev_validation *v)
{
	const struct ev_record *r = c->evidence->record;
	const struct ev_random_value *rv = v->random_value;

	if (!is_message(v))
		return NULL;
	for (const struct ev_validation *e = r->validations; e < r->validations + r->n_validations; e++)
		if (e != v && (e < v || !ask_validation_relied(c, e)) && has_value_of(e, v) && is_message(e) &&
		    ev_elapsed(&e->random_value->sent_at, &rv->sent_at) != 0 && ev_recipients_hash(e->random_value) != ev_recipients_hash(rv))
			return e;
	return NULL;
}

/* Has a message of this record the value, too, of which, or of this one, the time or the recipients are not recorded? */
static bool
is_message_unsaid(const struct check *c, const struct ev_validation *v)
{
	const struct ev_record *r = c->evidence->record;

	if (unique_of(v) != UNIQUE_MESSAGE)
		return false;
	for (const struct ev_validation *e = r->validations; e < r->validations + r->n_validations; e++)
		if (e != v && has_value_of(e, v) && unique_of(e) == UNIQUE_MESSAGE && !(is_message(e) && is_message(v)))
			return true;
	return false;
}

static void
look_unique(struct check *c, const struct ev_validation *v)
{
	const struct ev_validation *other;
	size_t n;
	const struct ev_use *use = uses_of(c, v, &n);
	const char *with;
	uint16_t shared;

	if (!has_random_value(v) || !due(c, NULL))
		return;
	shared = n > 1 ? shared_of(c, use, n) : 0;
	with = shared_with(v, shared);
	if (n == 0)
		fact_missing(c, v->random_value->at, "value_sha256");
	else if (with != NULL)
		report_shared(c, v, with, use, n, speaks_of_shared);
	else if (n > 1 && (other = message_to_others(c, v)) != NULL)
		report_fact(c, v->random_value->at, "value_sha256", OTHER_MESSAGE ", %s", fact_text(c, other->id));
	else if (n > 1 && is_message_unsaid(c, v))
		not_evaluated(c, "when one of two messages with one Random Value was sent, or to whom, is not recorded");
	else if (v->sbr_section == SECTION_EMAIL && (shared & SHARED_REQUESTS) != 0 && !v->random_value->sent_at.given)
		not_evaluated(c, "whether one email confirmed the mailbox for two requests, is not recorded");
	else if (unique_of(v) == UNIQUE_REQUEST && ask_request_unsaid(v, shared))
		not_evaluated(c, "whether two validations with one Random Value were of one request, is not recorded");
}

static void
random_value_unique(struct check *c)
{
	each_validation(c, look_unique);
}

static bool
speaks_of_acme(const struct ev_validation *v, uint16_t shared)
{
	(void)shared;
	return v->sbr_section == SECTION_ACME;
}

static void
look_acme_value(struct check *c, const struct ev_validation *v)
{
	size_t n;
	const struct ev_use *use = uses_of(c, v, &n);

	if (v->sbr_section != SECTION_ACME || !due(c, NULL))
		return;
	if (v->random_value != NULL && n == 0)
		fact_missing(c, v->random_value->at, "value_sha256");
	else if (v->request_id.p == NULL)
		fact_missing(c, v->at, "request_id");
	else if (n > 1 && (shared_of(c, use, n) & SHARED_REQUESTS) != 0)
		report_shared(c, v, ASK_OTHER_REQUEST, use, n, speaks_of_acme);
}

static void
acme_value_not_reused(struct check *c)
{
	each_validation(c, look_acme_value);
}

#define COMMON .scope = SCOPE_SUBSCRIBER, .evidence = EVIDENCE_RECORD

static const struct smimelint_rule rules[] = {
	{
		.id = "evidence.random-value.random-value-unique",
		.section = "SBR 3.2.2.2, 3.2.2.4",
		.title = "Random Value was used more than once",
		.requires = "A Random Value is used once, in this record and in all others. With 3.2.2.2 and 3.2.2.4 it is "
		    "for one mailbox and one email. With the TLS BR methods .2, .4, .13, .14 and 3.2.2.5.2 it is for one message. "
		    "With .7, .18 and 3.2.2.5.1 it is for one certificate request.",
		.explanation = "Values are compared by their hashes. A validation that is reused has the same request_id and the same times, and is no fault. "
		    "Nor is a message of the TLS BR methods that confirms several domains, or that is sent again as it was, to the same recipients. What is not said "
		    "(no sent_at) is not taken for another; with a mailbox, created_at is compared instead. With .7, .18 and 3.2.2.5.1, Applicants of two records "
		    "have no request in common unless its request_id says so. Where one is missing, or is of two Applicants, two validations of other names "
		    "or times may have been of one request.",
		.remedy = "Make a new value for each.",
		.schedule = SBR_SHALL, .fn = random_value_unique,
		.yields_to = IDS("evidence.random-value.acme-value-not-reused"), .yields = YIELD_IN_PLACE, COMMON,
	}, {
		.id = "evidence.random-value.acme-value-not-reused",
		.section = "SBR 3.2.2.4",
		.title = "ACME token was used for another Certificate Request",
		.requires = "The Random Value of an ACME exchange is not reused for other Certificate Requests.",
		.explanation = "Tokens are compared by their hashes, requests by request_id, over all records of the run.",
		.remedy = "Make new tokens for each request.",
		.schedule = SCHEDULE(SHALL_FROM(2025, 7, 2)), .fn = acme_value_not_reused, COMMON,
	},
};

RULE_TABLE(rules_evidence_random_value_once, "Evidence: Random Values used once", rules);
