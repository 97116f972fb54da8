/* SPDX-License-Identifier: Apache-2.0 */
/* mpic_method.c - was a validation corroborated by its own method, and for what it relies on: TLS BR 3.2.2.4. */
#include "evidence/address.h"
#include "evidence/challenge.h"
#include "evidence/corroboration.h"
#include "evidence/observe.h"
#include "evidence/record/word.h"
#include "rules/evidence/ask.h"
#include "rules/tables.h"

/* "3.2.2.4.7"; of 3.2.2.4.8 with the part that it was done by. */
static const char *
method_text(struct check *c, const struct ev_method *m, const struct ev_validation *v)
{
	return m->relied == RELIES_ADDRESS && v->ip != NULL && v->ip->method.p != NULL ?
	    arena_printf(c->arena, "%s by %s", m->number, fact_text(c, v->ip->method)) : m->number;
}

/* A reverse look-up is 3.2.2.5.3, which 3.2.2.4.8 has beside others. */
static bool
is_word_of(struct span word, const struct ev_method *m, const struct ev_validation *v)
{
	return ev_method_of_open_mpic(word) == m &&
	    (!span_is(word, OPEN_MPIC_REVERSE) || (v->ip != NULL && span_is(v->ip->method, "3.2.2.5.3")));
}

/* Records of PTR have the name of an address; an address stands in records of its own form. */
static bool
is_type_of(struct span type, struct span word, const struct ev_method *m, const struct ev_validation *v)
{
	struct span address = m->relied == RELIES_ADDRESS ? ev_relied_value(m, v) : SPAN_NONE;

	if (span_is(word, OPEN_MPIC_REVERSE))
		return ev_word_is(type, "PTR");
	if (address.p != NULL)
		return ev_word_is(type, ev_same_ipv6(address, address) ? "AAAA" : "A");
	return ev_is_type(m, type);
}

/* Has a perspective been told of for the name that it looked at? */
static bool
is_told(const struct ev_attempt *t)
{
	for (uint32_t i = 0; i < t->n_sighting; i++)
		if (t->sighting[i].seen == SEEN_ELSEWHERE)
			return true;
	return false;
}

/* A key authorization is its token, a dot and the hash of the account's key (RFC 8555 8.1). */
static void
judge_token(struct check *c, const struct json_value *call)
{
	const struct json_value *token = json_find(call, "token"), *whole = json_find(call, "key_authorization");

	if (token != NULL && token->type == JSON_STRING && whole != NULL && whole->type == JSON_STRING && (whole->text.n <= token->text.n ||
	    !span_eq(span_sub(whole->text, 0, token->text.n), token->text) || whole->text.p[token->text.n] != '.'))
		report_fact(c, call, "key_authorization", "%s for the token %s", fact_text(c, whole->text), fact_text(c, token->text));
}

/* By which method the call was, below which labels it looked, and for records of which type. */
static void
judge_call(struct check *c, const struct ev_method *m, const struct ev_validation *v, const struct ev_attempt *t,
    const struct json_value *call, const char *asked)
{
	const struct json_value *labels = json_find(call, "dns_name_prefix");
	struct span word = ask_requested(call, "validation_method"), type = ask_requested(call, "dns_record_type");

	if (word.p != NULL && !is_word_of(word, m, v)) {
		report_fact(c, call, "validation_method", "%s%s for %s", asked, fact_text(c, word), method_text(c, m, v));
		return;
	}
	if (m->place == PLACE_NONE)
		judge_token(c, call);
	if (labels != NULL && labels->type == JSON_STRING && !ev_is_place(m, labels->text) && !is_told(t))
		report_fact(c, call, "dns_name_prefix", "label %s for %s",
		    labels->text.n > 0 ? fact_text(c, labels->text) : "none", m->number);
	if (type.p != NULL && !is_type_of(type, word, m, v))
		report_fact(c, call, "dns_record_type", "type %s for %s", fact_text(c, type), method_text(c, m, v));
}

/* Of the challenge the record has the hash. */
static void
judge_sent_challenge(struct check *c, const struct ev_attempt *t, const struct json_value *call)
{
	const struct json_value *value = json_find(call, "challenge_value");

	switch (ev_challenge_sent(t)) {
	case CHALLENGE_OTHER:
		report_fact(c, call, "challenge_value", "asked for %s, whose hash is not value_sha256", fact_text(c, value->text));
		break;
	case CHALLENGE_UNCLEAR:
		not_evaluated(c, "the challenge that was asked for cannot be compared with the hash of the validation's");
		break;
	default:
		break;
	}
}

/* What the answer says that it was for is judged there. */
static void
judge_sent_value(struct check *c, const struct ev_attempt *t, const struct ev_method *m, const struct json_value *call)
{
	const char *member = m->relied == RELIES_ACCOUNT ? "expected_account_uri" : "challenge_value";
	const struct json_value *value = json_find(call, member);

	if (t->asked.redacted || (t->asked.value.p != NULL && value != NULL && value->type == JSON_STRING && span_eq(value->text, t->asked.value)))
		return;
	if (m->relied == RELIES_CHALLENGE)
		judge_sent_challenge(c, t, call);
	else if (t->relied.p != NULL && value != NULL && value->type == JSON_STRING && !ev_is_relied(t, value->text))
		report_fact(c, call, member, "asked for %s, validated %s", fact_text(c, value->text), fact_text(c, t->relied));
}

/* What the attempt is to one of several validations that name it: a copy, with what its perspectives saw of that. */
static bool
attempt_for(struct check *c, const struct ev_validation *v, const struct ev_attempt *t, struct ev_attempt *own)
{
	*own = *t;
	own->validation = v;
	own->relied = SPAN_NONE;
	own->challenge = CHALLENGE_UNSHOWN;
	if ((own->sighting = arena_array(c->arena, t->n_sighting, sizeof *t->sighting)) == NULL)
		return false;
	for (uint32_t i = 0; i < t->n_sighting; i++)
		own->sighting[i] = t->sighting[i];
	ev_observe(c->arena, c->evidence->record, own);
	return true;
}

/* What one validation relies on is not what another one does, whose attempt it names too. */
static void
judge_shared(struct check *c, const struct ev_method *m, const struct ev_validation *v, const struct ev_attempt *t)
{
	struct ev_attempt own;
	struct mpic_count n;

	if (t->validation == v || t->relied.p == NULL || t->method != m || !attempt_for(c, v, t, &own) || own.relied.p == NULL ||
	    ev_is_relied(t, own.relied))
		return;
	mpic_count(&own, &n);
	if (!ask_count_spares(c, &own, &n))
		report_fact(c, v->at, "mpic", "corroborates %s, validated %s", fact_text(c, t->relied), fact_text(c, own.relied));
}

/* The call asked for another challenge than the validation's, of which the record has the hash (TLS BR 3.2.2.4.7, 3.2.2.4.18). */
static void
judge_challenge(struct check *c, const struct ev_attempt *t)
{
	const struct json_value *unhashed = ev_challenge_unhashed(t);

	if (unhashed != NULL)
		fact_missing_as(c, unhashed, "value_sha256", MISSING_NOT_EVALUATED);
	else if (t->challenge == CHALLENGE_OTHER && t->asked.redacted)
		report_fact(c, t->asked.at, "challenge_value", "asked for a value by its hash, and seen was another one, or not that of value_sha256");
	else if (t->challenge == CHALLENGE_OTHER)
		report_fact(c, t->asked.at, "challenge_value", "asked for %s, whose hash is not value_sha256", fact_text(c, t->asked.value));
	else if (t->challenge == CHALLENGE_UNCLEAR)
		not_evaluated(c, "no value that was seen has the hash of the validation's");
}

/* Has one of them seen what the validation relies on?  It looked for that, whatever the call was. */
static bool
shows_relied(const struct ev_attempt *t)
{
	for (uint32_t i = 0; i < t->n_sighting && t->relied.p != NULL; i++)
		if (ev_sighting_passed(&t->sighting[i]) && t->sighting[i].seen == SEEN_SAME)
			return true;
	return false;
}

/* The call as it was sent; without it only what was seen can show what it was for. */
static void
judge_sent(struct check *c, const struct ev_method *m, const struct ev_validation *v, const struct ev_attempt *t)
{
	const struct json_value *sent = ev_call_sent(t);

	if (sent != NULL) {
		judge_call(c, m, v, t, sent, "asked by ");
		judge_sent_value(c, t, m, sent);
	} else if (t->mpic->format == MPIC_GENERIC && !shows_relied(t)) {
		not_evaluated(c, "neither the call nor what a perspective saw shows what was looked for");
	}
}

static void
judge_mapping(struct check *c, const struct ev_validation *v)
{
	const struct ev_attempt *t = ask_attempt_of(c, v->mpic);
	const struct ev_method *m = ev_method_of(v);

	if (t == NULL || !t->recognised || !due(c, ask_phase_time(c, t)))
		return;
	if (t->challenge_type.p != NULL && ev_method_of_challenge(t->challenge_type) != m)
		report_fact(c, json_find(t->mpic->response, "Challenge"), "type", "%s for %s", fact_text(c, t->challenge_type), m->number);
	judge_sent(c, m, v, t);
	judge_shared(c, m, v, t);
	if (t->validation == v)
		judge_challenge(c, t);
	if (t->mpic->format != MPIC_OPEN)
		return;
	if (t->asked.validation_method.p == NULL)
		report_missing(c, t->mpic->response, "dcv_check_parameters");
	else
		judge_call(c, m, v, t, t->asked.at, "");
}

static void
method_mapping(struct check *c)
{
	ask_each_needing(c, judge_mapping);
}

static const struct smimelint_rule rules[] = {
	{
		.id = "evidence.mpic.method-mapping",
		.section = "TLS BR 3.2.2.4",
		.title = "corroboration was by another method, or of something else, than the validation",
		.requires = "The remote Network Perspectives see what the method of the validation is about. validation_method of the "
		    "Open MPIC call is one of that method's, and the label and the type of its look-up are those of that method.",
		.explanation = "dns-change and acme-dns-01 are 3.2.2.4.7, ip-address is .8, contact-email-caa .13, "
		    "contact-email-txt .14, contact-phone-txt .16, contact-phone-caa .17. website-change is .18, acme-http-01 "
		    ".19, acme-tls-alpn-01 .20, dns-account-01 .21, dns-persistent .22. reverse-address-lookup is .8 by 3.2.2.5.3. "
		    "boulder's event has the types of ACME challenges. An attempt that several validations name shows what each of them "
		    "relies on. What dns-change and website-change ask for has the Random Value or Request Token in it, which value_sha256 is "
		    "the hash of. A longer word with that value in it may be another one. Where the call is not recorded, and no value that was "
		    "seen shows what it was for, the rule is not evaluated. A key authorization begins with the token of its call (RFC 8555 8.1).",
		.remedy = "Call Open MPIC with the method that was used, or record the method that was called.",
		.schedule = SCHEDULE(SHALL_FROM(2025, 5, 15)),
		.fn = method_mapping, .scope = SCOPE_SUBSCRIBER, .evidence = EVIDENCE_RECORD, .basis = BASIS_ATTEMPT,
	},
};

RULE_TABLE(rules_evidence_mpic_method, "Evidence: methods of corroboration", rules);
