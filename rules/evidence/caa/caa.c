/* SPDX-License-Identifier: Apache-2.0 */
/* caa.c - was CAA checked for every mailbox, in time, and did it permit: SBR 4.2.2.1. */
#include "evidence/caa.h"

#include "evidence/methods.h"
#include "evidence/record/word.h"
#include "rules/common/constrained.h"
#include "rules/evidence/ask.h"
#include "rules/tables.h"

#define CAA_FROM { DAY(2024, 9, 15), LEVEL_SHOULD }, { DAY(2025, 3, 15), LEVEL_SHALL }
#define EIGHT_HOURS (8 * 3600)

/* ---- one check for each domain ---- */

static bool
domain_seen(const struct ev_record *r, uint32_t end, struct span domain)
{
	for (uint32_t i = 0; i < end; i++)
		if (ask_same_domain(ask_mail_domain(r->mailboxes[i].address), domain))
			return true;
	return false;
}

static bool
domain_checked(const struct ev_record *r, struct span domain)
{
	for (uint32_t i = 0; i < r->n_caa_checks; i++)
		if (ask_same_domain(r->caa_checks[i].domain, domain))
			return true;
	return false;
}

/* The check that the mailbox names may not be there, or be of another name than the domain and its mail server. */
static void
judge_named(struct check *c, const struct ev_mailbox *m, struct span domain)
{
	const struct ev_record *r = c->evidence->record;
	const struct ev_caa_check *check = ev_caa_check_find(r, m->caa, NULL);

	if (check == NULL)
		report_fact(c, m->at, "caa", "%s is not the id of one check", fact_text(c, m->caa));
	else if (check->domain.p == NULL)
		fact_missing(c, check->at, "domain");
	else if (!ask_same_domain(check->domain, domain) && !ask_check_of_server(r, m, check))
		report_fact(c, m->at, "caa", "%s for %s", fact_text(c, check->domain), fact_text(c, domain));
}

static void
caa_checked(struct check *c)
{
	const struct ev_record *r = c->evidence->record;

	if (ask_caa_exempt(r) || r->n_mailboxes == 0 || !due(c, NULL))
		return;
	for (uint32_t i = 0; i < r->n_mailboxes; i++) {
		const struct ev_mailbox *m = &r->mailboxes[i];
		struct span domain = ask_mail_domain(m->address);

		if (m->caa.p != NULL && domain.p != NULL)
			judge_named(c, m, domain);
		else if (domain.p == NULL || domain_checked(r, domain) || domain_seen(r, i, domain))
			continue;
		else if (ev_is_onion(ask_relative(domain)))
			not_evaluated(c, "names under .onion are not in the DNS, and have no CAA records");
		else
			fact_missing(c, m->at, "caa");
	}
}

/* ---- the check is named ---- */

static bool
domain_named(const struct ev_record *r, struct span domain)
{
	for (uint32_t i = 0; i < r->n_mailboxes; i++)
		if (r->mailboxes[i].caa.p != NULL && ask_same_domain(ask_mail_domain(r->mailboxes[i].address), domain))
			return true;
	return false;
}

/* A domain that has no check at all is told by the rule above. */
static void
caa_named(struct check *c)
{
	const struct ev_record *r = c->evidence->record;

	if (ask_caa_exempt(r) || r->n_mailboxes == 0 || !due(c, NULL))
		return;
	for (uint32_t i = 0; i < r->n_mailboxes; i++) {
		const struct ev_mailbox *m = &r->mailboxes[i];
		struct span domain = m->caa.p == NULL ? ask_mail_domain(m->address) : SPAN_NONE;

		if (domain.p != NULL && domain_checked(r, domain) && !domain_named(r, domain) && !domain_seen(r, i, domain))
			fact_missing(c, m->at, "caa");
	}
}

/* ---- freshness ---- */

/* Does it show no record, nor the name of one?  What is then given as TTL is of no CAA record. */
static bool
found_nothing(const struct ev_caa_check *check)
{
	return check->n_records == 0 && (check->records != NULL || check->result == CAA_LOOKUP_FAILURE || check->found_at.p == NULL);
}

/* One with the first of its 32 bits set is received as one of zero (RFC 2181 8). */
static int64_t
ttl_of(const struct ev_caa_check *check)
{
	return check->ttl_seconds.n <= INT32_MAX ? check->ttl_seconds.n : 0;
}

static void
check_fresh(struct check *c, const struct ev_caa_check *check)
{
	int64_t age = ev_elapsed(&check->checked_at, &c->evidence->issued), limit = EIGHT_HOURS;
	bool nothing = age > limit && found_nothing(check);

	if (!nothing && check->ttl_seconds.given && ttl_of(check) > limit)
		limit = ttl_of(check);
	if (ask_after_issuance(c, &check->checked_at) > 0)
		report_fact(c, check->at, "checked_at", "%s after issuance", ev_duration(c->arena, -age));
	else if (age > limit && check->ttl_seconds.given && !nothing)
		report_fact(c, check->at, "checked_at", "%s before issuance, TTL %s", ev_duration(c->arena, age),
		    ev_duration(c->arena, ttl_of(check)));
	else if (nothing && (check->records != NULL || check->ttl_seconds.given || check->result == CAA_LOOKUP_FAILURE))
		report_fact(c, check->at, "checked_at", "%s before issuance", ev_duration(c->arena, age));
	else if (age > limit)
		fact_missing(c, check->at, "ttl_seconds");
}

static void
caa_fresh(struct check *c)
{
	const struct ev_record *r = c->evidence->record;

	for (uint32_t i = 0; i < r->n_caa_checks && !ask_caa_optional(r); i++) {
		const struct ev_caa_check *check = &r->caa_checks[i];

		if (!ask_check_relied(c, check) || !c->evidence->issued.given || !due(c, NULL))
			continue;
		if (check->checked_at.given)
			check_fresh(c, check);
		else
			fact_missing(c, check->at, "checked_at");
	}
}

/* ---- the result ---- */

/* Does it, by the CA's own word, or by records that name other CAs? */
static bool
forbids(struct check *c, const struct ev_caa_check *check)
{
	const struct ev_ca *ca = c->evidence->record->ca;
	const struct caa_property *p;
	uint32_t n;

	if (check->result == CAA_DENY || check->n_records == 0 || ca == NULL || ca->n_issuer_domain_names == 0)
		return check->result == CAA_DENY;
	p = caa_properties(c->arena, check, &n);
	return p != NULL && caa_judge(p, n, ca->issuer_domain_names, ca->n_issuer_domain_names) == CAA_FORBIDDEN;
}

/* The check of its domain that a mailbox relies on, where this one was made last before issuance; NULL: there is none, or a later one decides. */
static const struct ev_caa_check *
relied_before(struct check *c, const struct ev_caa_check *check)
{
	const struct ev_record *r = c->evidence->record;
	const struct ev_caa_check *relied = NULL;

	for (uint32_t i = 0; i < r->n_caa_checks; i++) {
		const struct ev_caa_check *other = &r->caa_checks[i];

		if (other == check || !ask_same_domain(other->domain, check->domain))
			continue;
		if (ev_after(&other->checked_at, &check->checked_at) && ask_after_issuance(c, &other->checked_at) == 0)
			return NULL;
		if (relied == NULL && ask_check_relied(c, other))
			relied = other;
	}
	return relied;
}

/* Of a domain the check that was made last before issuance decides, whether a mailbox names it or not. */
__attribute__((noinline, cold)) static void
judge_unnamed(struct check *c, const struct ev_caa_check *check)
{
	const struct ev_time *issued = &c->evidence->issued;
	const struct ev_caa_check *relied;

	if (!forbids(c, check))
		return;
	if (check->domain.p == NULL)
		fact_missing(c, check->at, "domain");
	if ((relied = relied_before(c, check)) == NULL)
		return;
	if (!check->checked_at.given)
		fact_missing(c, check->at, "checked_at");
	else if (!relied->checked_at.given || !issued->given)
		not_evaluated(c, "a CAA check that no mailbox names forbids, and is not known to be the earlier one");
	else if (ask_after_issuance(c, &check->checked_at) == 0 && ev_elapsed(&check->checked_at, issued) >= -c->evidence->options->clock_skew)
		report_fact(c, check->at, "result", "%s, %s after the check that is relied on",
		    check->result == CAA_DENY ? "deny" : "no issuemail names the CA",
		    ev_duration(c->arena, ev_elapsed(&relied->checked_at, &check->checked_at)));
}

static void
caa_result_permits(struct check *c)
{
	const struct ev_record *r = c->evidence->record;

	for (uint32_t i = 0; i < r->n_caa_checks && !ask_caa_optional(r); i++) {
		const struct ev_caa_check *check = &r->caa_checks[i];

		if (!due(c, NULL))
			continue;
		if (!ask_check_relied(c, check))
			judge_unnamed(c, check);
		else if (check->result == 0)
			fact_missing(c, check->at, "result");
		else if (check->result == CAA_DENY)
			report_fact(c, check->at, "result", "deny");
	}
}

/* What came of it, and what that was from. */
static void
judge_outcome_logged(struct check *c, const struct ev_caa_check *check)
{
	bool failed = check->result == CAA_LOOKUP_FAILURE;

	if (check->result == 0)
		fact_missing(c, check->at, "result");
	if (failed ? check->lookup_failure == NULL : check->records == NULL)
		fact_missing(c, check->at, failed ? "lookup_failure" : "records");
}

static void
caa_actions_logged(struct check *c)
{
	const struct ev_record *r = c->evidence->record;

	for (uint32_t i = 0; i < r->n_caa_checks; i++) {
		const struct ev_caa_check *check = &r->caa_checks[i];

		if (!due(c, &check->checked_at))
			continue;
		if (!check->checked_at.given)
			fact_missing(c, check->at, "checked_at");
		if (check->domain.p == NULL)
			fact_missing(c, check->at, "domain");
		judge_outcome_logged(c, check);
	}
}

/* ---- the exemption ---- */

static void
caa_exemption(struct check *c)
{
	const struct ev_record *r = c->evidence->record;
	const struct ev_caa_exemption *e;

	if (!ask_caa_exempt(r) || !due(c, NULL))
		return;
	e = r->issuance->caa_exemption;
	if (e->kind.p == NULL)
		fact_missing(c, e->at, "kind");
	else if (!ev_word_is(e->kind, CAA_CONSTRAINED_SUBCA))
		report_fact(c, e->at, "kind", "%s", fact_text(c, e->kind));
	else if (e->contract_clause == EV_NO)
		report_fact(c, e->at, "contract_clause", "the contract does not say so");
	else if (e->contract_clause == EV_UNSAID)
		fact_missing(c, e->at, "contract_clause");
	else if (c->cert != NULL && c->issuer_state == ISSUER_FOUND && !rule_looks_constrained(c->issuer))
		report_fact(c, e->at, "kind", "the issuing CA is not technically constrained");
}

/* ---- Issuer Domain Names ---- */

/* Those of one list that the other lacks. */
static const char *
lacking(struct check *c, const struct span *list, uint32_t n, const struct span *other, uint32_t n_other)
{
	const char *text = "";

	for (uint32_t i = 0; i < n; i++)
		if (!caa_names(list[i], other, n_other))
			text = arena_printf(c->arena, "%s%s%s", text, text[0] != '\0' ? ", " : "", fact_text(c, list[i]));
	return text;
}

static void
issuer_names_disclosed(struct check *c)
{
	const struct ev_record *r = c->evidence->record;
	const struct ev_options *o = c->evidence->options;
	const char *more, *less;

	if (r->ca == NULL || ask_caa_exempt(r) || !due(c, r->n_caa_checks > 0 ? &r->caa_checks[0].checked_at : NULL))
		return;
	if (r->ca->issuer_domain_names == NULL) {
		fact_missing(c, r->ca->at, "issuer_domain_names");
	} else if (r->ca->n_issuer_domain_names == 0) {
		report_fact(c, r->ca->at, "issuer_domain_names", "there are none");
	} else if (o->n_issuer_domain == 0) {
		not_evaluated(c, "the Issuer Domain Names of the CP/CPS are not given (--issuer-domain)");
	} else {
		more = lacking(c, r->ca->issuer_domain_names, r->ca->n_issuer_domain_names, o->issuer_domain, o->n_issuer_domain);
		less = lacking(c, o->issuer_domain, o->n_issuer_domain, r->ca->issuer_domain_names, r->ca->n_issuer_domain_names);
		if (more[0] != '\0' || less[0] != '\0')
			report_fact(c, r->ca->at, "issuer_domain_names", "%s%s%s%s%s", more[0] != '\0' ? "not disclosed: " : "", more,
			    more[0] != '\0' && less[0] != '\0' ? "; " : "", less[0] != '\0' ? "disclosed as well: " : "", less);
	}
}

static const struct smimelint_rule rules[] = {
	{
		.id = "evidence.caa.caa-checked",
		.section = "SBR 4.2.2.1",
		.title = "no CAA check for the domain of a mailbox",
		.requires = "Before issuing, the CA retrieves and processes the CAA records of the domain of each mailbox: SHOULD "
		    "from 2024-09-15, SHALL from 2025-03-15.",
		.explanation = "One check serves all mailboxes of its domain. A record whose certificate is exempt says so in "
		    "issuance.caa_exemption. A domain under .onion is not in the DNS (RFC 7686): where it has no check, the rule is not evaluated.",
		.remedy = "Check CAA for each mail domain and put the check under caa_checks.",
		.schedule = SCHEDULE(CAA_FROM),
		.fn = caa_checked, .scope = SCOPE_SUBSCRIBER, .evidence = EVIDENCE_RECORD, .basis = BASIS_ISSUED,
		.missing = MISSING_ERROR, .yields_to = IDS("evidence.record.references-resolve"), .yields = YIELD_IN_PLACE,
	},
	{
		.id = "evidence.caa.caa-named",
		.section = "SBR 4.2.2.1",
		.title = "mailbox names no CAA check",
		.requires = "Before issuing, the CA processes the CAA records for each Mailbox Address. The record of each mailbox, or of another one of its "
		    "domain, names the check that it relies on.",
		.explanation = "A check of the domain that nothing names may have been made for another request. It is judged all the same, as the "
		    "check of that domain that comes last.",
		.remedy = "Name the check in mailboxes[].caa.",
		.schedule = SCHEDULE(SHALL_FROM(2025, 3, 15)),
		.fn = caa_named, .scope = SCOPE_SUBSCRIBER, .evidence = EVIDENCE_RECORD, .basis = BASIS_ISSUED,
		.missing = MISSING_ERROR,
	},
	{
		.id = "evidence.caa.caa-fresh",
		.section = "SBR 4.2.2.1",
		.title = "certificate was not issued within the TTL or 8 hours of its CAA check",
		.requires = "The CA issues within the TTL of the CAA record or within 8 hours of the check, whichever is "
		    "longer.",
		.explanation = "An answer without records has no TTL of a CAA record, so 8 hours apply whatever is recorded. If the check is older and the "
		    "record has no TTL, nothing shows that the answer was still valid. Ages are counted to the second.",
		.remedy = "Check CAA again right before issuing.",
		.schedule = SCHEDULE(SHALL_FROM(2025, 3, 15)),
		.fn = caa_fresh, .scope = SCOPE_SUBSCRIBER, .evidence = EVIDENCE_RECORD, .basis = BASIS_ISSUED,
		.missing = MISSING_ERROR, .yields_to = IDS("evidence.record.evidence-before-issuance"), .yields = YIELD_IN_PLACE,
	},
	{
		.id = "evidence.caa.caa-result-permits",
		.section = "SBR 4.2.2.1",
		.title = "certificate was issued although its CAA check does not permit it",
		.requires = "A certificate is issued only when the request is consistent with the CAA RRset, or the look-up failed in "
		    "a way that counts as permission.",
		.explanation = "Whether such a failure was acceptable is judged by evidence.caa.lookup-failure-conditions and "
		    "evidence.caa.dnssec-error-is-not-permission. A check that no mailbox names counts as well: of a domain, the last one "
		    "before issuance decides.",
		.remedy = "Do not issue; have the domain's CAA records changed, or revoke.",
		.schedule = SCHEDULE(SHALL_FROM(2025, 3, 15)),
		.fn = caa_result_permits, .scope = SCOPE_SUBSCRIBER, .evidence = EVIDENCE_RECORD, .basis = BASIS_ISSUED,
		.missing = MISSING_ERROR,
	},
	{
		.id = "evidence.caa.caa-actions-logged",
		.section = "SBR 4.2.2.1",
		.title = "record of a CAA check lacks its time, its domain, its result or its records",
		.requires = "The CA logs all actions that it takes in processing CAA.",
		.explanation = "Each check is logged with its time, its name and its result, and with the records or the failure behind that. "
		    "So is one that no mailbox names. Where the certificate relies on a check, other rules need these facts too.",
		.remedy = "Log which name was checked, when, with what result, and what was found.",
		.schedule = SCHEDULE(SHALL_FROM(2024, 2, 20)),
		.fn = caa_actions_logged, .scope = SCOPE_SUBSCRIBER, .evidence = EVIDENCE_RECORD, .basis = BASIS_CHECKED,
		.missing = MISSING_WARNING,
	},
	{
		.id = "evidence.caa.caa-exemption",
		.section = "SBR 4.2.2.1",
		.title = "CAA was not checked for a reason that the SBR do not know",
		.requires = "CAA checking is optional only for certificates of a Technically Constrained Subordinate CA (SBR 7.1.5) "
		    "whose contract says so explicitly.",
		.explanation = "Certificate Transparency, which exempts for TLS, does not exempt here; nor does it help to "
		    "operate the domain's DNS. Where the issuing CA's certificate is given, it must carry nameConstraints on "
		    "rfc822Name and directoryName, and extKeyUsage without anyExtendedKeyUsage.",
		.remedy = "Check CAA.",
		.schedule = SCHEDULE(SHALL_FROM(2025, 3, 15)),
		.fn = caa_exemption, .scope = SCOPE_SUBSCRIBER, .evidence = EVIDENCE_RECORD, .basis = BASIS_ISSUED,
		.missing = MISSING_ERROR,
	},
	{
		.id = "evidence.caa.issuer-names-disclosed",
		.section = "SBR 4.2.2.1",
		.title = "Issuer Domain Names in the record are not those of the CP/CPS",
		.requires = "Section 4.2 of the CP/CPS states the Issuer Domain Names that the CA recognises in issuemail records; the "
		    "record has those and no others.",
		.explanation = "Without any, no issuemail record could permit. --issuer-domain gives the linter the disclosed names.",
		.remedy = "Disclose the names, and give the same to the record and to the linter.",
		.schedule = SCHEDULE(SHALL_FROM(2024, 9, 15)),
		.fn = issuer_names_disclosed, .scope = SCOPE_SUBSCRIBER, .evidence = EVIDENCE_RECORD, .basis = BASIS_CHECKED,
		.missing = MISSING_WARNING,
	},
};

RULE_TABLE(rules_evidence_caa, "Evidence: CAA checks", rules);
