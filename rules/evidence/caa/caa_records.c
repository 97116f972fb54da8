/* SPDX-License-Identifier: Apache-2.0 */
/* caa_records.c - the records of a CAA check: were they found as RFC 8659 says, and judged as RFC 9495 says? */
#include "evidence/caa.h"

#include "evidence/record/word.h"
#include "rules/evidence/ask.h"
#include "rules/tables.h"
#include "value/idna.h"

#define CAA_SHALL SCHEDULE(SHALL_FROM(2025, 3, 15))

/* ---- what the records say ---- */

static bool
is_unknown_critical(const struct ev_caa_check *check, const struct ev_caa_record *p)
{
	return p->flags.given && (p->flags.n & CAA_CRITICAL) != 0 && p->tag.p != NULL &&
	    !caa_tag_known(p->tag, check->tags_processed, check->n_tags_processed);
}

static bool
has_unknown_critical(const struct ev_caa_check *check)
{
	for (uint32_t i = 0; i < check->n_records; i++)
		if (is_unknown_critical(check, &check->records[i]))
			return true;
	return false;
}

/* Does the CA take the check for permission?  Records that were read forbid whatever it says of the look-up. */
static bool
is_taken_for_permission(const struct ev_caa_check *check)
{
	return check->result == CAA_PERMIT || check->result == CAA_LOOKUP_FAILURE;
}

/* A failed look-up needs no records; a CA without names is told as that. */
static void
judge_records(struct check *c, const struct ev_caa_check *check)
{
	const struct ev_ca *ca = c->evidence->record->ca;
	const struct caa_property *p;
	enum caa_verdict verdict;
	uint32_t n;

	if (check->result == 0 || (check->result == CAA_LOOKUP_FAILURE && check->n_records == 0))
		return;
	if (check->records == NULL) {
		fact_missing(c, check->at, "records");
		return;
	}
	if (check->n_records == 0 && check->found_at.p != NULL) {
		not_evaluated(c, "a name is recorded at which CAA records were found, and none of them is");
		return;
	}
	p = caa_properties(c->arena, check, &n);
	if (p == NULL || ca == NULL)
		return;
	verdict = caa_judge(p, n, ca->issuer_domain_names, ca->n_issuer_domain_names);
	if (verdict == CAA_FORBIDDEN && ca->issuer_domain_names == NULL)
		fact_missing(c, ca->at, "issuer_domain_names");
	else if (verdict == CAA_FORBIDDEN && is_taken_for_permission(check) && ca->n_issuer_domain_names > 0)
		report_fact(c, check->at, "result", "%s, but no issuemail names the CA",
		    check->result == CAA_PERMIT ? "permit" : "lookup_failure");
	else if (verdict != CAA_FORBIDDEN && check->result == CAA_DENY && !has_unknown_critical(check))
		report_fact(c, check->at, "result", "deny, but %s", verdict == CAA_PERMITTED ? "issuemail names the CA" :
		    "there is no issuemail");
}

static void
issuemail_permits(struct check *c)
{
	ask_each_check(c, judge_records);
}

static void
judge_tags(struct check *c, const struct ev_caa_check *check)
{
	const struct ev_attempts *all = &c->evidence->attempts;
	const struct ev_record *r = c->evidence->record;
	const struct ev_attempt *t = check->mpic.p != NULL ? ev_attempt_find(all, r, check->mpic) :
	    ev_attempt_of_reuse(all, r, check->corroboration_reuse);

	if (check->tags_processed != NULL && !caa_names(SPAN_LIT("issuemail"), check->tags_processed, check->n_tags_processed))
		report_fact(c, check->at, "tags_processed", "no issuemail");
	if (t == NULL || !t->recognised || t->mpic->format != MPIC_OPEN || t->mpic->check != CHECK_CAA)
		return;
	if (t->asked.at == NULL)
		report_missing(c, t->mpic->response, "caa_check_parameters");
	else if (t->asked.certificate_type.p == NULL)
		report_missing(c, t->asked.at, "certificate_type");
	else if (!span_is(t->asked.certificate_type, "s-mime"))
		report_fact(c, t->asked.at, "certificate_type", "%s", fact_text(c, t->asked.certificate_type));
}

static void
issue_tags_ignored(struct check *c)
{
	ask_each_check(c, judge_tags);
}

static void
judge_critical(struct check *c, const struct ev_caa_check *check)
{
	if (check->records == NULL) {
		fact_missing(c, check->at, "records");
		return;
	}
	for (uint32_t i = 0; is_taken_for_permission(check) && i < check->n_records; i++) {
		const struct ev_caa_record *p = &check->records[i];

		if (is_unknown_critical(check, p))
			report_fact(c, p->at, "tag", "%s, flags %lld", fact_text(c, p->tag), (long long)p->flags.n);
	}
}

static void
unknown_critical(struct check *c)
{
	ask_each_check(c, judge_critical);
}

/* ---- where they were found ---- */

/* The mail domain of the first mailbox for whose mail server the check was made instead. */
static struct span
domain_of_server(const struct ev_record *r, const struct ev_caa_check *check)
{
	for (uint32_t i = 0; i < r->n_mailboxes; i++) {
		struct span domain = ask_mail_domain(r->mailboxes[i].address);

		if (domain.p != NULL && ask_check_of_server(r, &r->mailboxes[i], check) && !ask_same_domain(domain, check->domain))
			return domain;
	}
	return SPAN_NONE;
}

static bool
was_queried(const struct ev_caa_check *check, struct span name)
{
	for (uint32_t i = 0; i < check->n_queried; i++)
		if (ask_same_domain(check->queried[i], name))
			return true;
	return false;
}

/* From the domain up to where the records were found, or to the top-level domain. */
static void
judge_climb(struct check *c, const struct ev_caa_check *check)
{
	struct span domain = domain_of_server(c->evidence->record, check);

	if (check->domain.p == NULL)
		return;
	if (domain.p != NULL) {
		report_fact(c, check->at, "domain", "%s, the mailbox has %s", fact_text(c, check->domain), fact_text(c, domain));
		return;
	}
	if (check->found_at.p != NULL && !caa_is_at_or_above(ask_relative(check->found_at), ask_relative(check->domain))) {
		report_fact(c, check->at, "found_at", "%s", fact_text(c, check->found_at));
		return;
	}
	if (check->result == CAA_LOOKUP_FAILURE)
		return;
	if (check->queried == NULL || json_find(check->at, "found_at") == NULL) {
		fact_missing(c, check->at, check->queried == NULL ? "queried" : "found_at");
		return;
	}
	for (struct span name = ask_relative(check->domain); name.n > 0; name = caa_parent(name)) {
		if (!was_queried(check, name)) {
			report_fact(c, check->at, "queried", "not %s", fact_text(c, name));
			return;
		}
		if (check->found_at.p != NULL && ask_same_domain(name, check->found_at))
			return;
	}
}

static void
tree_climb(struct check *c)
{
	ask_each_check(c, judge_climb);
}

/* Records belong to a name, and where there is a name there are records. */
static void
judge_owner(struct check *c, const struct ev_caa_check *check)
{
	bool found = check->found_at.p != NULL;

	if (check->records == NULL || json_find(check->at, "found_at") == NULL)
		fact_missing(c, check->at, check->records == NULL ? "records" : "found_at");
	else if (found != (check->n_records > 0))
		report_fact(c, check->at, "found_at", found ? "no records" : "records of no name");
}

static void
tree_climb_owner(struct check *c)
{
	ask_each_check(c, judge_owner);
}

/* Is it the domain, or a name above it that is asked for next (RFC 8659 3)? */
static bool
is_asked_for(struct check *c, const struct ev_caa_check *check, struct span name)
{
	return caa_is_at_or_above(idna_domain_key(c->arena, ask_relative(name)), idna_domain_key(c->arena, ask_relative(check->domain)));
}

static void
judge_look_up(struct check *c, const struct ev_caa_check *check)
{
	const struct ev_dns *dns = check->dns;

	if (dns == NULL || (dns->query_type.p == NULL && dns->query_name.p == NULL) || !due(c, &check->checked_at))
		return;
	if (dns->query_type.p == NULL)
		fact_missing_as(c, dns->at, "query_type", MISSING_NOT_EVALUATED);
	else if (!ev_word_is(dns->query_type, "CAA"))
		report_fact(c, dns->at, "query_type", "%s", fact_text(c, dns->query_type));
	if (dns->query_name.p == NULL)
		fact_missing_as(c, dns->at, "query_name", MISSING_NOT_EVALUATED);
	else if (check->domain.p != NULL && !is_asked_for(c, check, dns->query_name))
		report_fact(c, dns->at, "query_name", "%s for %s", fact_text(c, dns->query_name), fact_text(c, check->domain));
}

static void
caa_looked_up(struct check *c)
{
	ask_each_check_relied(c, judge_look_up);
}

static void
judge_name(struct check *c, const struct ev_caa_check *check)
{
	if (check->domain.p == NULL)
		fact_missing(c, check->at, "domain");
	else if (!caa_is_ldh(check->domain) || idna_check(check->domain, NULL, NULL) != IDNA_OK)
		report_fact(c, check->at, "domain", "%s", fact_text(c, check->domain));
}

static void
caa_name_form(struct check *c)
{
	ask_each_check(c, judge_name);
}

static const struct smimelint_rule rules[] = {
	{
		.id = "evidence.caa.issuemail-permits",
		.section = "RFC 9495 4",
		.title = "CAA records contradict the result of the check",
		.requires = "Issuing is permitted if the Relevant RRset is empty or has no issuemail property. Otherwise a "
		    "well-formed issuemail property names an Issuer Domain Name of the CA. A malformed value names nobody.",
		.explanation = "The records are judged anew, those beside a lookup_failure too. Tags and names compare without regard to case; "
		    "parameters do not decide; issue and issuewild mean nothing for mailboxes.",
		.remedy = "Do not issue against issuemail; correct the CAA processing.",
		.schedule = CAA_SHALL,
		.fn = issuemail_permits, .scope = SCOPE_SUBSCRIBER, .evidence = EVIDENCE_RECORD, .basis = BASIS_CHECKED,
		.missing = MISSING_ERROR,
	},
	{
		.id = "evidence.caa.issue-tags-ignored",
		.section = "SBR 4.2.2.1",
		.title = "CAA check did not look at issuemail",
		.requires = "CAs process issuemail as RFC 9495 says; other tags do not conflict with it or supersede it. An Open MPIC "
		    "call for CAA says certificate_type s-mime.",
		.explanation = "Without certificate_type the service checks for TLS servers: it reads issue and issuewild, and never "
		    "issuemail. That happens where the call of a TLS system is used for S/MIME.",
		.remedy = "Send certificate_type s-mime; process issuemail.",
		.schedule = CAA_SHALL,
		.fn = issue_tags_ignored, .scope = SCOPE_SUBSCRIBER, .evidence = EVIDENCE_RECORD, .basis = BASIS_CHECKED,
		.missing = MISSING_ERROR,
	},
	{
		.id = "evidence.caa.unknown-critical",
		.section = "RFC 8659 4.1",
		.title = "issuance was permitted in spite of a critical CAA property that the CA does not know",
		.requires = "A CA does not issue when the Relevant RRset has a property flagged critical (128) whose tag it does not "
		    "process.",
		.explanation = "The rule takes issuemail, issue, issuewild, iodef, contactemail and contactphone for known, "
		    "and what tags_processed names.",
		.remedy = "Treat it as deny.",
		.schedule = CAA_SHALL,
		.fn = unknown_critical, .scope = SCOPE_SUBSCRIBER, .evidence = EVIDENCE_RECORD, .basis = BASIS_CHECKED,
	},
	{
		.id = "evidence.caa.tree-climb",
		.section = "RFC 8659 3",
		.title = "CAA was not looked up from the mail domain upwards",
		.requires = "The look-up begins at the domain of the mailbox and goes up label by label to the first CAA RRset, or to "
		    "the top-level domain; never to the root.",
		.explanation = "It begins at the mail domain under SBR 3.2.2.3 as well, not at the mail server: what is certified is the "
		    "mailbox (RFC 9495 4). An alias on the way counts as the name that was asked for.",
		.remedy = "Query each name from the mail domain up.",
		.schedule = CAA_SHALL,
		.fn = tree_climb, .scope = SCOPE_SUBSCRIBER, .evidence = EVIDENCE_RECORD, .basis = BASIS_CHECKED,
	},
	{
		.id = "evidence.caa.tree-climb-owner",
		.section = "RFC 8659 3",
		.title = "CAA records and the name that they were found at do not go together",
		.requires = "No standard requires it. In the format of the record, the Relevant RRset has an owner and at least one "
		    "record, or it has neither.",
		.explanation = "A name without records, or records without a name, leave open what was looked up.",
		.remedy = "Record the owner with the whole RRset; null and an empty list where there is none.",
		.schedule = SCHEDULE(NOTICE_FROM(2025, 3, 15)),
		.fn = tree_climb_owner, .scope = SCOPE_SUBSCRIBER, .evidence = EVIDENCE_RECORD, .basis = BASIS_CHECKED,
	},
	{
		.id = "evidence.caa.caa-looked-up",
		.section = "RFC 8659 3",
		.title = "look-up of a CAA check was of another name, or of another type",
		.requires = "The CA looks up the CAA records of the domain, and then those of the names above it.",
		.explanation = "What is recorded in caa_checks[].dns is compared. Its members need not be there.",
		.remedy = "Record the look-up of the CAA records.",
		.reading = "The look-up that is recorded is read as that of the CAA records. By the other reading it is another one of the same check, "
		    "such as of the target of a CNAME.",
		.schedule = SCHEDULE(SHALL_FROM(2025, 3, 15)),
		.fn = caa_looked_up, .scope = SCOPE_SUBSCRIBER, .evidence = EVIDENCE_RECORD, .basis = BASIS_CHECKED,
	},
	{
		.id = "evidence.caa.caa-name-form",
		.section = "RFC 9495 4",
		.title = "CAA was looked up for a name that is no host name of A-labels",
		.requires = "A domain with U-labels is converted to A-labels before the look-up.",
		.explanation = "DNS servers answer for the octets they are asked for: with U-labels, that there is nothing.",
		.remedy = "Convert the domain (RFC 5891) first.",
		.schedule = CAA_SHALL,
		.fn = caa_name_form, .scope = SCOPE_SUBSCRIBER, .evidence = EVIDENCE_RECORD, .basis = BASIS_CHECKED,
	},
};

RULE_TABLE(rules_evidence_caa_records, "Evidence: CAA records", rules);
