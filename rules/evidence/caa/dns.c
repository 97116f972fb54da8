/* SPDX-License-Identifier: Apache-2.0 */
/* dns.c - failed CAA look-ups, and DNSSEC of the Primary Network Perspective: SBR 4.2.2.1, TLS BR 3.2.2.4. */
#include "evidence/caa.h"

#include "evidence/record/word.h"
#include "rules/evidence/ask.h"
#include "rules/tables.h"

#define DNSSEC_SHALL SCHEDULE(SHALL_FROM(2026, 3, 15))
#define RCODE_SERVFAIL 2

/* ---- failed CAA look-ups ---- */

static const char *
state_in_words(enum ev_dnssec_status state)
{
	static const char *const words[] = { "", "secure", "insecure", "bogus", "indeterminate" };

	return words[state];
}

/* That an answer is Bogus or the like, at the member that says so. */
static void
report_answer(struct check *c, const struct ev_dnssec *said, const char *against)
{
	if (caa_answer_state(said) == said->status)
		report_fact(c, said->at, "status", "%s, %s", state_in_words(said->status), against);
	else
		report_fact(c, said->at, "ede", "extended DNS error %lld, %s", (long long)said->ede.n, against);
}

/* Before SBR 1.0.12: the zone has no DNSSEC chain to the root. */
static void
judge_chain(struct check *c, const struct ev_lookup_failure *f)
{
	if (f->dnssec_chain_to_root == EV_YES)
		report_fact(c, f->at, "dnssec_chain_to_root", "the zone has a DNSSEC chain to the root");
	else if (f->domain_dnssec_status == DNSSEC_SECURE)
		report_fact(c, f->at, "domain_dnssec_status", "the domain is secure");
	else if (f->dnssec_chain_to_root == EV_UNSAID && f->domain_dnssec_status != DNSSEC_INSECURE)
		fact_missing(c, f->at, "dnssec_chain_to_root");
}

/* Since then: the domain is Insecure, so that no answer for it can be Bogus. */
static void
judge_insecure(struct check *c, const struct ev_caa_check *check)
{
	const struct ev_lookup_failure *f = check->lookup_failure;
	const struct ev_dnssec *bogus;

	if (f->domain_dnssec_status == 0)
		fact_missing(c, f->at, "domain_dnssec_status");
	else if (f->domain_dnssec_status != DNSSEC_INSECURE)
		report_fact(c, f->at, "domain_dnssec_status", "the domain is %s, not insecure",
		    fact_text(c, json_find(f->at, "domain_dnssec_status")->text));
	else if ((bogus = caa_bogus(check)) != NULL)
		report_answer(c, bogus, "domain_dnssec_status: insecure");
}

static void
judge_failure(struct check *c, const struct ev_caa_check *check)
{
	const struct ev_lookup_failure *f = check->lookup_failure;

	if (!caa_lookup_failed(check))
		return;
	if (f == NULL) {
		fact_missing(c, check->at, "lookup_failure");
		return;
	}
	if (f->outside_ca_infrastructure == EV_NO)
		report_fact(c, f->at, "outside_ca_infrastructure", "it failed inside the CA's infrastructure");
	else if (f->outside_ca_infrastructure == EV_UNSAID)
		fact_missing(c, f->at, "outside_ca_infrastructure");
	if (!f->retries.given)
		fact_missing(c, f->at, "retries");
	else if (f->retries.n < 1)
		report_fact(c, f->at, "retries", "not retried");
	if (caa_insecure_needed(check))
		judge_insecure(c, check);
	else
		judge_chain(c, f);
}

static void
lookup_failure_conditions(struct check *c)
{
	ask_each_check(c, judge_failure);
}

/* What lookup_failure says twice of the domain. */
static bool
report_two_states(struct check *c, const struct ev_lookup_failure *f)
{
	if (f->domain_dnssec_status == DNSSEC_INSECURE && f->dnssec_chain_to_root == EV_YES)
		report_fact(c, f->at, "dnssec_chain_to_root", "true, domain_dnssec_status: insecure");
	else if (f->domain_dnssec_status != DNSSEC_INSECURE && f->domain_dnssec_status != 0)
		report_fact(c, f->at, "domain_dnssec_status", "%s, dnssec_chain_to_root: false", state_in_words(f->domain_dnssec_status));
	else
		return false;
	return true;
}

/* The look-up has a state of its own, which may be that of an answer above the domain. */
static void
judge_status(struct check *c, const struct ev_caa_check *check)
{
	const struct ev_lookup_failure *f = check->lookup_failure;
	const struct ev_dnssec *said[CAA_DNSSEC];
	uint32_t n;

	if (f == NULL || !caa_lookup_failed(check) || !caa_insecure_said(check) || report_two_states(c, f))
		return;
	n = caa_dnssec(check, said);
	for (uint32_t i = 0; i < n; i++)
		if (caa_answer_state(said[i]) != 0 && caa_answer_state(said[i]) != DNSSEC_INSECURE) {
			report_answer(c, said[i], f->domain_dnssec_status == DNSSEC_INSECURE ? "domain_dnssec_status: insecure" :
			    "dnssec_chain_to_root: false");
			return;
		}
}

static void
lookup_failure_status(struct check *c)
{
	ask_each_check(c, judge_status);
}

/*
 * Extended DNS Errors (RFC 8914) by which a validator says that DNSSEC is what
 * failed.  What it does not support makes a domain Insecure (RFC 4035 5.2, RFC
 * 9276 3.2), and is an error where it did not.
 */
static bool
is_dnssec_error(struct ev_int ede, bool insecure)
{
	return caa_ede(ede) == EDE_INVALID || (!insecure && caa_ede(ede) == EDE_UNSUPPORTED);
}

/*
 * Reports the first sign of a DNSSEC validation error among what is said of one
 * look-up (SBR 4.2.2.1.1, TLS BR 3.2.2.8.1: "e.g. SERVFAIL").  SERVFAIL is one
 * unless something else is said to be its cause.
 */
static bool
report_dnssec_error(struct check *c, const struct ev_dnssec *const *said, uint32_t n)
{
	bool explained = false, insecure = false;

	for (uint32_t i = 0; i < n; i++)
		insecure |= said[i]->status == DNSSEC_INSECURE;
	for (uint32_t i = 0; i < n; i++) {
		if (said[i]->status == DNSSEC_BOGUS) {
			report_fact(c, said[i]->at, "status", "bogus");
			return true;
		}
		if (is_dnssec_error(said[i]->ede, insecure)) {
			report_fact(c, said[i]->at, "ede", "extended DNS error %lld", (long long)said[i]->ede.n);
			return true;
		}
		explained |= insecure || caa_ede(said[i]->ede) == EDE_OTHER;
	}
	for (uint32_t i = 0; i < n && !explained; i++)
		if (said[i]->rcode.given && said[i]->rcode.n == RCODE_SERVFAIL) {
			report_fact(c, said[i]->at, "rcode", "SERVFAIL");
			return true;
		}
	return false;
}

/* Is there anything by which an error would have shown? */
static bool
says_outcome(const struct ev_dnssec *const *said, uint32_t n)
{
	bool says = false;

	for (uint32_t i = 0; i < n; i++)
		says |= said[i]->status != 0 || said[i]->rcode.given;
	return says;
}

static void
judge_validation_error(struct check *c, const struct ev_caa_check *check)
{
	const struct ev_dnssec *said[CAA_DNSSEC];
	uint32_t n = caa_dnssec(check, said);

	if (check->result == CAA_DENY || check->result == 0 || report_dnssec_error(c, said, n) || says_outcome(said, n))
		return;
	fact_missing_as(c, n == 0 ? check->at : said[0]->at, n == 0 ? "dnssec" : "status",
	    check->result == CAA_LOOKUP_FAILURE ? MISSING_ERROR : MISSING_NOT_EVALUATED);
}

static void
dnssec_error_is_not_permission(struct check *c)
{
	ask_each_check(c, judge_validation_error);
}

/* ---- DNSSEC validation ---- */

/* One finding for what was switched off or not done. */
static bool
report_unvalidated(struct check *c, const struct ev_dnssec *d)
{
	if (d->local_policy_disabled == EV_YES)
		report_fact(c, d->at, "local_policy_disabled", "switched off by local policy");
	else if (d->validated == EV_NO)
		report_fact(c, d->at, "validated", "not validated");
	else
		return false;
	return true;
}

/* Reports that the look-up was not validated; that nothing says so is missing. */
static void
judge_validated(struct check *c, const struct ev_caa_check *check)
{
	const struct ev_dnssec *said[CAA_DNSSEC];
	uint32_t n = caa_dnssec(check, said);
	bool validated = false, by_policy = false;

	for (uint32_t i = 0; i < n; i++) {
		if (report_unvalidated(c, said[i]))
			return;
		validated |= said[i]->validated == EV_YES;
		by_policy |= said[i]->local_policy_disabled == EV_NO;
	}
	if (!validated)
		fact_missing(c, n == 0 ? check->at : said[0]->at, n == 0 ? "dnssec" : "validated");
	else if (!by_policy)
		fact_missing(c, said[0]->at, "local_policy_disabled");
}

static void
dnssec_validated(struct check *c)
{
	ask_each_check(c, judge_validated);
}

/* Of an Indeterminate answer the resolver could not get what DNSSEC needs (RFC 4035 4.3), so that it was not validated to the root. */
static bool
is_undetermined(const struct ev_dnssec *d)
{
	return d->status == DNSSEC_INDETERMINATE && d->validated != EV_NO && d->local_policy_disabled != EV_YES;
}

static void
judge_determined(struct check *c, const struct ev_caa_check *check)
{
	const struct ev_dnssec *said[CAA_DNSSEC];
	uint32_t n = caa_dnssec(check, said);

	for (uint32_t i = 0; i < n && check->result == CAA_PERMIT; i++)
		if (said[i]->status != 0 && due(c, &check->checked_at) && is_undetermined(said[i])) {
			report_fact(c, said[i]->at, "status", "indeterminate");
			return;
		}
}

static void
dnssec_determined(struct check *c)
{
	ask_each_check_relied(c, judge_determined);
}

static void
judge_logged(struct check *c, const struct ev_caa_check *check)
{
	const struct ev_dnssec *said[CAA_DNSSEC];
	uint32_t n = caa_dnssec(check, said);

	for (uint32_t i = 0; i < n; i++)
		if (said[i]->validated != EV_UNSAID || said[i]->local_policy_disabled == EV_YES)
			return;
	fact_missing(c, n == 0 ? check->at : said[0]->at, n == 0 ? "dnssec" : "validated");
}

static void
dnssec_validated_unlogged(struct check *c)
{
	ask_each_check(c, judge_logged);
}

/* ---- domain validation ---- */

/* Email to a DNS contact or a constructed address: the look-ups that find the domain must, the rest should. */
static bool
is_email_method(const struct ev_method *m)
{
	return !m->phone && (m->contact == CONTACT_CONSTRUCTED || m->contact == CONTACT_DNS_CAA ||
	    m->contact == CONTACT_DNS_TXT);
}

static bool
finds_domain(const struct ev_dns *dns)
{
	return ev_word_is(dns->query_type, "CNAME") || ev_word_is(dns->query_type, "CAA") || ev_word_is(dns->query_type, "TXT");
}

/* row.arg: the look-ups that SHOULD be validated; else those that MUST be. */
static void
dcv_dnssec(struct check *c)
{
	const struct ev_record *r = c->evidence->record;

	for (uint32_t i = 0; i < r->n_validations; i++) {
		const struct ev_validation *v = &r->validations[i];
		const struct ev_method *m = ev_method_of(v);
		bool should;

		if (m == NULL || !ask_validation_relied(c, v))
			continue;
		should = is_email_method(m) && (v->dns == NULL || !finds_domain(v->dns));
		if (should != (c->rule->arg != 0) || !due(c, &v->completed_at))
			continue;
		if (v->dns == NULL || v->dns->dnssec == NULL)
			fact_missing(c, v->dns == NULL ? v->at : v->dns->at, v->dns == NULL ? "dns" : "dnssec");
		else if (!report_unvalidated(c, v->dns->dnssec) && v->dns->dnssec->validated == EV_UNSAID)
			fact_missing(c, v->dns->dnssec->at, "validated");
		else if (v->dns->dnssec->validated == EV_YES && v->dns->dnssec->local_policy_disabled == EV_UNSAID)
			fact_missing(c, v->dns->dnssec->at, "local_policy_disabled");
	}
}

static void
look_determined(struct check *c, const struct ev_validation *v)
{
	const struct ev_method *m = ev_method_of(v);

	if (m != NULL && v->dns != NULL && v->dns->dnssec != NULL && v->dns->dnssec->status != 0 && (!is_email_method(m) || finds_domain(v->dns)) &&
	    due(c, &v->completed_at) && is_undetermined(v->dns->dnssec))
		report_fact(c, v->dns->dnssec->at, "status", "indeterminate");
}

static void
dcv_dnssec_determined(struct check *c)
{
	each_validation(c, look_determined);
}

static void
dcv_dnssec_error(struct check *c)
{
	const struct ev_record *r = c->evidence->record;

	for (uint32_t i = 0; i < r->n_validations; i++) {
		const struct ev_validation *v = &r->validations[i];
		const struct ev_dnssec *said = v->dns != NULL ? v->dns->dnssec : NULL;

		if (ev_method_of(v) == NULL || !ask_validation_relied(c, v) || !due(c, &v->completed_at))
			continue;
		if (v->dns == NULL)
			fact_missing(c, v->at, "dns");
		else if (said == NULL)
			fact_missing(c, v->dns->at, "dnssec");
		else if (!report_dnssec_error(c, &said, 1) && !says_outcome(&said, 1))
			fact_missing(c, said->at, "status");
	}
}

static const struct smimelint_rule rules[] = {
	{
		.id = "evidence.caa.lookup-failure-conditions",
		.section = "SBR 4.2.2.1",
		.title = "failed CAA look-up was taken for permission without the conditions for that",
		.requires = "A failed look-up counts as permission only if three conditions are met: the failure is outside the CA's "
		    "infrastructure; the look-up was retried at least once; the zone has no DNSSEC chain to the root. From 2025-10-13 "
		    "the third is that the CA has confirmed that the domain is Insecure (RFC 4035 4.3).",
		.explanation = "SBR 1.0.12 changed the third condition on the day it was published. Each condition that is not met is a "
		    "finding of its own. A result permit with an rcode other than 0 (NOERROR) and 3 (NXDOMAIN) is a failed look-up too. "
		    "So is one with the error of a failure and neither rcode nor records. A domain is not Insecure where its answer is Bogus, "
		    "by dnssec.status or an Extended DNS Error (RFC 8914). Before 2025-10-13, that the domain is Insecure says that there is no "
		    "chain, and that it is Secure says that there is one.",
		.remedy = "Retry; find out the DNSSEC state of the domain; issue only when all three hold.",
		.schedule = SCHEDULE(SHALL_FROM(2025, 3, 15), SHALL_FROM(2025, 10, 13)),
		.fn = lookup_failure_conditions, .scope = SCOPE_SUBSCRIBER, .evidence = EVIDENCE_RECORD, .basis = BASIS_CHECKED,
		.missing = MISSING_ERROR, .yields_to = IDS("evidence.caa.dnssec-error-is-not-permission"), .yields = YIELD_IN_PLACE,
	},
	{
		.id = "evidence.caa.lookup-failure-status",
		.section = "SBR 4.2.2.1",
		.title = "domain of a failed CAA look-up is insecure and is not, in one record",
		.requires = "A failed look-up counts as permission only if the zone has no DNSSEC chain to the root. From 2025-10-13, it does "
		    "only if the CA has confirmed that the domain is Insecure (RFC 4035 4.3).",
		.explanation = "lookup_failure says that this holds, and another fact of the same look-up that it does not: the state of the "
		    "answer in dnssec, or the other of domain_dnssec_status and dnssec_chain_to_root. A Secure, Bogus or Indeterminate answer is "
		    "not Insecure.",
		.remedy = "Find out the DNSSEC state of the domain. If it is secure, treat the failure as deny.",
		.reading = "Both facts are read as the state of the domain that was asked for. By the other reading, the answer is one of above "
		    "the domain, and a chain that is broken or of unknown algorithms is none.",
		.schedule = SCHEDULE(SHALL_FROM(2025, 3, 15), SHALL_FROM(2025, 10, 13)),
		.fn = lookup_failure_status, .scope = SCOPE_SUBSCRIBER, .evidence = EVIDENCE_RECORD, .basis = BASIS_CHECKED,
		.yields_to = IDS("evidence.caa.dnssec-error-is-not-permission", "evidence.caa.lookup-failure-conditions"), .yields = YIELD_IN_PLACE,
	},
	{
		.id = "evidence.caa.dnssec-error-is-not-permission",
		.section = "SBR 4.2.2.1.1",
		.title = "DNSSEC validation error of the Primary Network Perspective was taken for permission",
		.requires = "From 2026-03-15, errors of DNSSEC validation that the Primary Network Perspective observes, such as "
		    "SERVFAIL, are not treated as permission to issue.",
		.explanation = "SERVFAIL counts as such an error unless the domain is shown to be Insecure or an Extended DNS Error "
		    "(RFC 8914) names another cause. Codes 0 (any error), 13 (a cached one) and those that are not known name none.",
		.remedy = "Treat it as deny.",
		.schedule = DNSSEC_SHALL,
		.fn = dnssec_error_is_not_permission, .scope = SCOPE_SUBSCRIBER, .evidence = EVIDENCE_RECORD,
		.basis = BASIS_CHECKED, .missing = MISSING_ERROR,
	},
	{
		.id = "evidence.caa.dnssec-validated",
		.section = "SBR 4.2.2.1.1",
		.title = "CAA look-up of the Primary Network Perspective was not validated by DNSSEC",
		.requires = "From 2026-03-15, the Primary Network Perspective validates all its CAA look-ups back to the IANA root trust "
		    "anchor, and no local policy disables that.",
		.explanation = "Remote perspectives may validate. Since SBR 1.0.14 nothing has to be logged about it, so that absent "
		    "facts are not evaluated.",
		.remedy = "Ask a validating resolver, without negative trust anchors.",
		.schedule = DNSSEC_SHALL,
		.fn = dnssec_validated, .scope = SCOPE_SUBSCRIBER, .evidence = EVIDENCE_RECORD, .basis = BASIS_CHECKED,
	},
	{
		.id = "evidence.caa.dnssec-determined",
		.section = "SBR 4.2.2.1.1",
		.title = "CAA look-up that was taken for permission has the DNSSEC state Indeterminate",
		.requires = "From 2026-03-15, the Primary Network Perspective validates all its CAA look-ups back to the IANA root trust anchor.",
		.explanation = "An answer that was validated is Secure, Insecure or Bogus.",
		.remedy = "Look up again with a resolver that gets the DNSSEC records.",
		.reading = "Indeterminate is read as RFC 4035 4.3 has it: the resolver could not get the records that say whether the answer is signed. RFC "
		    "4033 5 uses the word where no trust anchor covers the name, which the root's does.",
		.schedule = DNSSEC_SHALL,
		.fn = dnssec_determined, .scope = SCOPE_SUBSCRIBER, .evidence = EVIDENCE_RECORD, .basis = BASIS_CHECKED,
	},
	{
		.id = "evidence.caa.dnssec-validated-unlogged",
		.section = "SBR 4.2.2.1.1",
		.title = "record does not say whether the CAA look-up was validated by DNSSEC",
		.requires = "All actions in processing CAA are logged; from SBR 1.0.14 of 2026-05-05 on, DNSSEC validation need not be.",
		.explanation = "Between 2026-03-15 and 2026-05-04 validation was required and within the duty to log.",
		.remedy = "Record caa_checks[].dnssec, or caa_checks[].dns.dnssec.",
		.schedule = SCHEDULE(SHOULD_FROM(2026, 3, 15), ENDS_ON(2026, 5, 5)),
		.fn = dnssec_validated_unlogged, .scope = SCOPE_SUBSCRIBER, .evidence = EVIDENCE_RECORD, .basis = BASIS_CHECKED,
		.missing = MISSING_WARNING,
	},
	{
		.id = "evidence.dnssec.dcv-dnssec",
		.section = "TLS BR 3.2.2.4",
		.title = "DNS look-up of a domain validation was not validated by DNSSEC",
		.requires = "From 2026-03-15, the Primary Network Perspective validates the DNS look-ups of a domain validation back to "
		    "the IANA root trust anchor. No local policy disables that. With the email methods 3.2.2.4.4, .13 and .14 "
		    "this holds for the CNAME, CAA and TXT look-ups that obtain the Authorization Domain Name.",
		.explanation = "The SBR call upon these methods in their current version. The validation is outside of self-audits and "
		    "logging, so that absent facts are not evaluated.",
		.remedy = "Ask a validating resolver, without negative trust anchors.",
		.schedule = DNSSEC_SHALL,
		.fn = dcv_dnssec, .scope = SCOPE_SUBSCRIBER, .evidence = EVIDENCE_RECORD, .basis = BASIS_COMPLETED,
	},
	{
		.id = "evidence.dnssec.dcv-dnssec-determined",
		.section = "TLS BR 3.2.2.4",
		.title = "DNS look-up of a domain validation has the DNSSEC state Indeterminate",
		.requires = "From 2026-03-15, the Primary Network Perspective validates the DNS look-ups of a domain validation back to "
		    "the IANA root trust anchor.",
		.explanation = "An answer that was validated is Secure, Insecure or Bogus.",
		.remedy = "Look up again with a resolver that gets the DNSSEC records.",
		.reading = "Indeterminate is read as RFC 4035 4.3 has it: the resolver could not get the records that say whether the answer is signed. RFC "
		    "4033 5 uses the word where no trust anchor covers the name, which the root's does.",
		.schedule = DNSSEC_SHALL,
		.fn = dcv_dnssec_determined, .scope = SCOPE_SUBSCRIBER, .evidence = EVIDENCE_RECORD, .basis = BASIS_COMPLETED,
	},
	{
		.id = "evidence.dnssec.dcv-dnssec-email",
		.section = "TLS BR 3.2.2.4",
		.title = "DNS look-up for the email of a domain validation was not validated by DNSSEC",
		.requires = "With the email methods 3.2.2.4.4, .13 and .14, some look-ups do not obtain the Authorization "
		    "Domain Name, such as those of MX. From 2026-03-15 they SHOULD be validated by DNSSEC.",
		.explanation = "Ballot SC094 took the delivery of the email out of the requirement.",
		.remedy = "Let the mail system ask a validating resolver.",
		.schedule = SCHEDULE(SHOULD_FROM(2026, 3, 15)), .arg = 1,
		.fn = dcv_dnssec, .scope = SCOPE_SUBSCRIBER, .evidence = EVIDENCE_RECORD, .basis = BASIS_COMPLETED,
	},
	{
		.id = "evidence.dnssec.dcv-dnssec-error",
		.section = "TLS BR 4.2.2.2.5",
		.title = "domain validation succeeded in spite of a DNSSEC validation error",
		.requires = "From 2026-09-07, an error of DNSSEC validation that the Primary Network Perspective observes does not count "
		    "as success of a domain validation.",
		.explanation = "An answer that does not validate may come from anybody.",
		.remedy = "Let the validation fail.",
		.reading = "The SBR themselves do not refer to the section that has this sentence, which is on "
		    "certificate applications. It is read as part of the methods, which point to it. By the other "
		    "reading it binds TLS certificates only.",
		.schedule = SCHEDULE(SHALL_FROM(2026, 9, 7)),
		.fn = dcv_dnssec_error, .scope = SCOPE_SUBSCRIBER, .evidence = EVIDENCE_RECORD, .basis = BASIS_COMPLETED,
	},
};

RULE_TABLE(rules_evidence_dns, "Evidence: DNS look-ups", rules);
