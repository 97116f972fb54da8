/* SPDX-License-Identifier: Apache-2.0 */
/* mpic_seen.c - the remote perspectives of an attempt: who they are, and what they saw: TLS BR 3.2.2.9. */
#include "evidence/caa.h"
#include "evidence/challenge.h"
#include "evidence/corroboration.h"
#include "evidence/methods.h"
#include "evidence/observe.h"

#include "rules/evidence/ask.h"
#include "rules/tables.h"
#include "value/fold.h"

#define MPIC_SHALL SCHEDULE(SHALL_FROM(2025, 5, 15))

/* ---- who they are ---- */

static void
judge_unique(struct check *c, const struct ev_attempt *t)
{
	for (uint32_t i = 0; i < t->n_sighting; i++) {
		if (t->sighting[i].is_primary)
			ask_report_sighting(c, t, &t->sighting[i], "the primary's");
		else if (t->sighting[i].again)
			ask_report_sighting(c, t, &t->sighting[i], "twice");
	}
}

static void
perspectives_unique(struct check *c)
{
	ask_each_attempt(c, judge_unique);
}

/* ---- what they saw ---- */

/* row.arg: those that the quorum can spare, which are worth a warning; else those that it needs. */
static bool
is_of_other_row(const struct check *c, const struct ev_attempt *t)
{
	return (c->rule->arg != 0) != ask_quorum_spares(c, t);
}

/* Of what is relied on both sides are told, where the call asked for another value. */
static const char *
missed_value(struct check *c, const struct ev_attempt *t)
{
	if (t->relied.p == NULL)
		return "passed without the expected value";
	if (t->asked.value.p != NULL && !text_equal_ascii(t->asked.value, t->relied))
		return arena_printf(c->arena, "passed for %s, validated %s", fact_text(c, t->asked.value), fact_text(c, t->relied));
	return arena_printf(c->arena, "passed without %s", fact_text(c, t->relied));
}

/* Of a name at the target or below it, the method's place is meant. */
static const char *
wrong_place(struct check *c, const struct ev_attempt *t, const struct ev_sighting *s)
{
	struct span target = t->target.p != NULL ? t->target : t->mpic->target;

	if (t->mpic->check == CHECK_DCV && t->method != NULL && s->found_at.p != NULL && target.p != NULL && caa_is_at_or_above(target, s->found_at))
		return arena_printf(c->arena, "passed at %s, where %s has no record of %s", fact_text(c, s->found_at), t->method->number,
		    fact_text(c, target));
	return arena_printf(c->arena, "passed at %s, asked about %s", s->found_at.p != NULL ? fact_text(c, s->found_at) : "what is no name",
	    fact_text(c, target));
}

/* What keeps the perspective from corroborating. */
static const char *
refutation(struct check *c, const struct ev_attempt *t, const struct ev_sighting *s)
{
	bool caa = t->mpic->check == CHECK_CAA;

	switch (s->seen) {
	case SEEN_NO_ANSWER:
		return "passed, but had no successful answer";
	case SEEN_FAILURE:
		return "passed, but its look-up failed";
	case SEEN_OTHER_KIND:
		return caa ? "passed a domain validation, no CAA check" : "passed a CAA check, no domain validation";
	case SEEN_OTHER_METHOD:
		return arena_printf(c->arena, "passed by %s, asked by %s", fact_text(c, s->method),
		    t->asked.validation_method.p != NULL ? fact_text(c, t->asked.validation_method) : t->method->number);
	case SEEN_ELSEWHERE:
		return wrong_place(c, t, s);
	default:
		return caa ? "passed, but its records forbid" : missed_value(c, t);
	}
}

/* Nothing keeps it from corroborating where what it saw is not known. */
static void
report_seen(struct check *c, const struct ev_attempt *t, const struct ev_sighting *s)
{
	if (ev_sighting_refuted(s))
		ask_report_sighting(c, t, s, refutation(c, t, s));
}

/* row.arg: what each perspective saw that says it passed, where that is told by this row. */
static void
judge_seen(struct check *c, const struct ev_attempt *t)
{
	for (uint32_t i = 0; i < t->n_sighting && !is_of_other_row(c, t); i++)
		if (t->sighting[i].passed == EV_YES)
			report_seen(c, t, &t->sighting[i]);
}

/* Those that say they passed, of which is not known whether what they saw was right. */
struct unseen {
	unsigned n;
	bool shows;			/* one of them shows what it saw: there is nothing to compare it with */
	unsigned rirs;			/* regions of the others that passed, as a set of 1 << enum ev_rir */
};

static struct unseen
unseen_of(const struct ev_attempt *t)
{
	struct unseen u = { .n = 0 };

	for (uint32_t i = 0; i < t->n_sighting; i++) {
		const struct ev_sighting *s = &t->sighting[i];

		if (s->passed != EV_YES || s->apart)
			continue;
		if (s->seen == SEEN_UNKNOWN) {
			u.n++;
			u.shows |= s->records != NULL || s->page.p != NULL;
		} else if (s->seen == SEEN_SAME && s->place != NULL && s->place->rir != 0) {
			u.rirs |= 1u << s->place->rir;
		}
	}
	return u;
}

/* Are there enough whatever they saw?  Each that is left out makes the largest set of distinct ones smaller by one at the most. */
static bool
quorum_without(const struct check *c, const struct ev_attempt *t, const struct unseen *u)
{
	const struct mpic_phase *p = ask_phase(c, t);
	const struct mpic_count *n = ask_count(c, t);
	bool two_regions = (u->rirs & (u->rirs - 1)) != 0;

	return n->decided && n->distinct_corroborating >= u->n && mpic_has_quorum(n->distinct, n->distinct_corroborating - u->n) &&
	    (p == NULL || p->rirs < 2 || two_regions);
}

/* Neither row passes what cannot be told, unless none of those is needed and the row is that of the needed ones. */
static bool
cannot_tell(const struct check *c, const struct ev_attempt *t, const struct unseen *u)
{
	return u->n > 0 && (c->rule->arg != 0 || !quorum_without(c, t, u));
}

/* A persistent record is compared with its account, and what is relied on with that. */
static bool
is_compared_with_primary(const struct ev_attempt *t)
{
	return t->asked.value.p == NULL && !t->asked.redacted && t->relied.p == NULL &&
	    (t->method == NULL || t->method->relied != RELIES_ACCOUNT);
}

static void
judge_unseen(struct check *c, const struct ev_attempt *t)
{
	const struct ev_primary *p = t->mpic->primary;
	struct unseen u = unseen_of(t);

	if (!cannot_tell(c, t, &u))
		return;
	if (u.shows && t->mpic->check == CHECK_DCV && p != NULL && p->n_observed == 0 && is_compared_with_primary(t))
		fact_missing_as(c, p->at, "observed", MISSING_NOT_EVALUATED);
	else
		not_evaluated(c, "the response does not show what every perspective saw");
}

static void
judge_challenge(struct check *c, const struct ev_attempt *t)
{
	if (t->mpic->check != CHECK_DCV)
		return;
	judge_seen(c, t);
	judge_unseen(c, t);
}

static void
same_challenge_seen(struct check *c)
{
	ask_each_attempt(c, judge_challenge);
}

/* Domains that the service takes for the CA's, and that the CA does not. */
static void
judge_caa_domains(struct check *c, const struct ev_attempt *t)
{
	const struct ev_ca *ca = c->evidence->record->ca;

	if (t->asked.caa_domains == NULL || ca == NULL || ca->n_issuer_domain_names == 0)
		return;
	for (const struct json_value *e = t->asked.caa_domains->child; e != NULL; e = e->next)
		if (e->type == JSON_STRING && !caa_names(e->text, ca->issuer_domain_names, ca->n_issuer_domain_names))
			report_fact(c, e, NULL, "%s", fact_text(c, e->text));
}

static void
judge_permission(struct check *c, const struct ev_attempt *t)
{
	if (t->mpic->check != CHECK_CAA)
		return;
	if (c->rule->arg == 0)
		judge_caa_domains(c, t);
	judge_seen(c, t);
	judge_unseen(c, t);
}

static void
caa_remote_permits(struct check *c)
{
	ask_each_attempt(c, judge_permission);
}

/* ---- do they fit together ---- */

/* What in the perspective's answer is no word for what was asked; NULL: nothing.  What is another one keeps it from corroborating. */
static const char *
stray_word(struct check *c, const struct ev_attempt *t, const struct ev_sighting *s)
{
	static const char *const words[] = { "", "dcv", "caa" };
	struct span asked = t->asked.validation_method;

	if (s->check_type.p != NULL && t->mpic->check != 0 && !span_is(s->check_type, words[t->mpic->check]))
		return arena_printf(c->arena, "%s, asked for %s", fact_text(c, s->check_type), words[t->mpic->check]);
	if (s->method.p != NULL && asked.p != NULL && !span_eq(s->method, asked) &&
	    ev_method_of_open_mpic(s->method) != ev_method_of_open_mpic(asked))
		return arena_printf(c->arena, "by %s, asked by %s", fact_text(c, s->method), fact_text(c, asked));
	return NULL;
}

/* Those that one call asked go astray together: the first is named, the others are counted. */
static void
judge_stray(struct check *c, const struct ev_attempt *t)
{
	const struct ev_sighting *first = NULL;
	struct rest rest = { .n = 0 };
	const char *what = NULL;
	unsigned more = 0;

	for (uint32_t i = 0; i < t->n_sighting; i++) {
		const struct ev_sighting *s = &t->sighting[i];
		const char *why = s->passed == EV_YES && !ev_sighting_refuted(s) ? stray_word(c, t, s) : NULL;

		if (why != NULL && first != NULL) {
			more++;
			rest_take(c, &rest, s->code);
			rest_take(c, &rest, span_of(why));
		} else if (why != NULL) {
			first = s;
			what = why;
		}
	}
	if (first != NULL)
		ask_report_sighting(c, t, first, more == 0 ? what : arena_printf(c->arena, "%s; %u more (%s)", what, more, rest_show(c, &rest)));
}

/* What the primary was to see: what the validation relies on, else what the others were asked for. */
static struct span
value_of_primary(const struct ev_attempt *t)
{
	return t->relied.p != NULL ? t->relied : t->asked.value;
}

/* Does the part stand in the text, with no letter and no digit right before or behind it?  With one it is of a longer value. */
static bool
has_apart(struct span text, struct span part, bool exact_case)
{
	if (!fold_may_search(text.n, part.n))
		return text_equal_ascii(text, part);
	for (size_t i = 0; part.n > 0 && i + part.n <= text.n; i++) {
		struct span here = span_sub(text, i, part.n);

		if ((i == 0 || !is_alnum(text.p[i - 1])) && (i + part.n == text.n || !is_alnum(text.p[i + part.n])) &&
		    (exact_case ? span_eq(here, part) : text_equal_ascii(here, part)))
			return true;
	}
	return false;
}

/* Has what the primary saw that value in it, or is it a part of that, as one and the same value is written down? */
static bool
is_of_value(struct check *c, const struct ev_attempt *t)
{
	const struct ev_primary *p = t->mpic->primary;
	struct span value = value_of_primary(t);
	bool exact = t->exact && !ev_is_hexadecimal(value);

	for (uint32_t i = 0; i < p->n_observed; i++)
		if ((exact ? ev_finds(c->arena, p->observed[i], value, true, false) : fold_contains(p->observed[i], value)) ||
		    has_apart(value, p->observed[i], exact))
			return true;
	return false;
}

static void
report_primary_value(struct check *c, const struct ev_attempt *t)
{
	report_fact(c, t->mpic->primary->at, "observed", "saw %s, %s %s", fact_text(c, t->mpic->primary->observed[0]),
	    t->relied.p != NULL ? "validated" : "asked the others for", fact_text(c, value_of_primary(t)));
}

static void
judge_primary_value(struct check *c, const struct ev_attempt *t)
{
	const struct ev_primary *p = t->mpic->primary;

	if (t->mpic->check == CHECK_CAA)
		return;
	if (p != NULL && p->n_observed == 0 && value_of_primary(t).p != NULL && !t->asked.redacted)
		fact_missing_as(c, p->at, "observed", MISSING_NOT_EVALUATED);
	else if (t->primary_seen == SEEN_OTHER && !ev_challenge_missed_by_primary(t) && !is_of_value(c, t))
		report_primary_value(c, t);
}

/* Whatever the primary saw, its hash shows that it is not what was validated. */
static void
judge_primary_hash(struct check *c, const struct ev_attempt *t)
{
	if (t->mpic->check != CHECK_CAA && ev_challenge_missed_by_primary(t) && !is_of_value(c, t))
		report_primary_value(c, t);
}

static void
same_challenge_primary(struct check *c)
{
	ask_each_attempt(c, judge_primary_value);
	reading_settled(c);
	ask_each_attempt(c, judge_primary_hash);
}

static void
judge_fit(struct check *c, const struct ev_attempt *t)
{
	if (t->mpic->check != CHECK_CAA && t->primary_seen == SEEN_OTHER && is_of_value(c, t))
		report_primary_value(c, t);
	if (t->perspective_count.given && t->perspective_count.n < t->n_sighting && !ask_counts_other_attempts(t))
		report_fact(c, t->parameters, "perspective_count", "%lld, listed: %u", (long long)t->perspective_count.n, t->n_sighting);
	judge_stray(c, t);
}

static void
answers_fit(struct check *c)
{
	ask_each_attempt(c, judge_fit);
}

/* ---- each for itself ---- */

static void
judge_single(struct check *c, const struct ev_attempt *t)
{
	if (!ask_counts_other_attempts(t))
		return;
	if (t->perspective_count.given && t->n_sighting > t->perspective_count.n)
		report_fact(c, t->mpic->response, ask_list_member(t), "%u of %lld", t->n_sighting, (long long)t->perspective_count.n);
	else
		report_fact(c, t->mpic->at, "quorum_claim", "%u/%u, %u in the last attempt", t->claim.passed, t->claim.used,
		    t->n_sighting);
}

static void
single_attempt(struct check *c)
{
	ask_each_attempt(c, judge_single);
}

static const struct smimelint_rule rules[] = {
	{
		.id = "evidence.mpic.perspectives-unique",
		.section = "TLS BR 3.2.2.9",
		.title = "perspective is listed twice, or is the primary itself",
		.requires = "Remote Network Perspectives are distinct from the primary and from each other.",
		.explanation = "It is counted once, and the primary not at all.",
		.remedy = "Find out how it came into the list again.",
		.schedule = MPIC_SHALL,
		.fn = perspectives_unique, .scope = SCOPE_SUBSCRIBER, .evidence = EVIDENCE_RECORD, .basis = BASIS_ATTEMPT,
	},
	{
		.id = "evidence.mpic.same-challenge-seen",
		.section = "TLS BR 3.2.2.9",
		.title = "perspective counts as corroborating, but did not see what the primary saw",
		.requires = "To corroborate, a remote perspective sees the same value as the primary. That is a Random Value, "
		    "Request Token or token, an IP address, a contact address, or a persistent record with the same account.",
		.explanation = "The contact address, the IP address or the account is that of the validation (dns_contact, ip, persistent_txt), "
		    "whatever the call asked for. Other values are compared as the call asks for: the whole record with require_exact_match, "
		    "else a part of it. An address or the hash of a key authorization is compared as a whole, and the case of base64url counts. "
		    "In a generic response the case of a challenge counts, but that of hexadecimal digits and of a name in a CNAME. "
		    "Blanks around a value do not count. "
		    "A look-up or retrieval without success shows nothing, and a check of CAA no validation. What was seen at a name where the "
		    "method has no record, or by another method, shows nothing either. Where the response does not show a value, or shows its "
		    "hash only, nothing can be said.",
		.remedy = "Do not count it.",
		.schedule = MPIC_SHALL,
		.fn = same_challenge_seen, .scope = SCOPE_SUBSCRIBER, .evidence = EVIDENCE_RECORD, .basis = BASIS_ATTEMPT,
	},
	{
		.id = "evidence.mpic.same-challenge-seen-spared",
		.section = "TLS BR 3.2.2.9",
		.title = "perspective passed without what the primary saw, and the quorum can spare it",
		.requires = "To corroborate, a remote perspective sees the same value as the primary. That is a Random Value, "
		    "Request Token or token, an IP address, a contact address, or a persistent record with the same account.",
		.explanation = "The others are enough, so that the validation holds. The service that called this one passed does not "
		    "compare what it should.",
		.remedy = "Do not count it; find out why the service took it for a success.",
		.reading = "The methods have MUST. They bind what is to count as corroborating, and the response counts it; by the other reading "
		    "only those bind that the quorum needs.",
		.schedule = MPIC_SHALL, .arg = 1,
		.fn = same_challenge_seen, .scope = SCOPE_SUBSCRIBER, .evidence = EVIDENCE_RECORD, .basis = BASIS_ATTEMPT,
	},
	{
		.id = "evidence.mpic.caa-remote-permits",
		.section = "SBR 4.2.2.1",
		.title = "perspective counts as corroborating, but what it saw does not permit",
		.requires = "A remote perspective's CAA response is interpreted as permission to issue to this CA; or its look-up failed in "
		    "a way that counts as permission.",
		.explanation = "The records that it saw are judged anew; they need not be the same as the primary's. allow_lookup_failure "
		    "lets time-outs and SERVFAIL pass, so a failure counts only with the facts of caa_checks[].lookup_failure. Domains "
		    "that the service takes for the CA's must be among its Issuer Domain Names. A domain validation shows nothing of CAA, nor do "
		    "records found at a name that is neither the domain nor above it.",
		.remedy = "Do not count it; set allow_lookup_failure to false.",
		.schedule = MPIC_SHALL,
		.fn = caa_remote_permits, .scope = SCOPE_SUBSCRIBER, .evidence = EVIDENCE_RECORD, .basis = BASIS_ATTEMPT,
	},
	{
		.id = "evidence.mpic.caa-remote-permits-spared",
		.section = "SBR 4.2.2.1",
		.title = "perspective passed although what it saw does not permit, and the quorum can spare it",
		.requires = "A remote perspective's CAA response is interpreted as permission to issue to this CA; or its look-up failed in "
		    "a way that counts as permission.",
		.explanation = "The others are enough, so that the check is corroborated without this one.",
		.remedy = "Do not count it; set allow_lookup_failure to false.",
		.reading = "The text has MUST. It binds what is to count as corroborating, and the response counts it; by the other reading "
		    "only those bind that the quorum needs.",
		.schedule = MPIC_SHALL, .arg = 1,
		.fn = caa_remote_permits, .scope = SCOPE_SUBSCRIBER, .evidence = EVIDENCE_RECORD, .basis = BASIS_ATTEMPT,
	},
	{
		.id = "evidence.mpic.same-challenge-primary",
		.section = "TLS BR 3.2.2.9",
		.title = "remote perspectives were to see another value than the primary saw",
		.requires = "To count as corroborating, a Network Perspective observes the same challenge information as the Primary Network "
		    "Perspective.",
		.explanation = "What the primary saw and what the others were to see have nothing in common. That is the contact, address or "
		    "account of the validation, else what the call asked for. A value with the other one in it, a part that stands apart, and "
		    "hashes are not judged here. Where value_sha256 shows that the others had the validated value, and the primary another "
		    "one, this is an error.",
		.remedy = "Record what the primary saw; let all perspectives look for the same value.",
		.reading = "primary.observed is read as the challenge. By the other reading it may be something else that the primary saw, such "
		    "as a record in another form.",
		.schedule = MPIC_SHALL,
		.fn = same_challenge_primary, .scope = SCOPE_SUBSCRIBER, .evidence = EVIDENCE_RECORD, .basis = BASIS_ATTEMPT,
	},
	{
		.id = "evidence.mpic.answers-fit-response",
		.section = "TLS BR 3.2.2.9",
		.title = "answers of one attempt do not fit together",
		.requires = "All answers of an attempt are about one name, one method and one value. They let the CA assess "
		    "what each perspective saw.",
		.explanation = "The answer has words for its check or its method that are not known, or values and numbers that do "
		    "not go together. Answers about another name, check or method corroborate nothing; "
		    "evidence.mpic.same-challenge-seen and evidence.mpic.caa-remote-permits find those.",
		.remedy = "Record the response as it came.",
		.schedule = SCHEDULE(NOTICE_FROM(2025, 5, 15)),
		.fn = answers_fit, .scope = SCOPE_SUBSCRIBER, .evidence = EVIDENCE_RECORD, .basis = BASIS_ATTEMPT,
	},
	{
		.id = "evidence.mpic.single-attempt",
		.section = "TLS BR 3.2.2.9",
		.title = "perspectives of earlier attempts are counted",
		.requires = "When corroboration is tried again, the CA does not rely on corroborations of previous attempts.",
		.explanation = "Only the perspectives that the response itself lists count; previous_attempt_results never count.",
		.remedy = "Judge each attempt by itself.",
		.schedule = MPIC_SHALL,
		.fn = single_attempt, .scope = SCOPE_SUBSCRIBER, .evidence = EVIDENCE_RECORD, .basis = BASIS_ATTEMPT,
	},
};

RULE_TABLE(rules_evidence_mpic_seen, "Evidence: perspectives", rules);
