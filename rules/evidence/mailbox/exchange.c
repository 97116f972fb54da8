/* SPDX-License-Identifier: Apache-2.0 */
/* exchange.c - how Random Values were exchanged: to whom they went, the messages of RFC 8823, the response (SBR 3.2.2.2, 3.2.2.4). */
#include "evidence/record/word.h"
#include "rules/evidence/evidence.h"
#include "rules/tables.h"
#include "value/header.h"
#include "value/idna.h"

/* ---- to whom ---- */

/* Those that differ: the same message may be sent again. */
static uint32_t
addressees(const struct ev_random_value *rv)
{
	uint32_t n = 0;

	for (uint32_t i = 0; i < rv->n_sent_to; i++) {
		uint32_t k = 0;

		while (k < i && !header_mailbox_equal(rv->sent_to[k], rv->sent_to[i]))
			k++;
		n += k == i;
	}
	return n;
}

static void
look_sent(struct check *c, const struct ev_mailbox *m, const struct ev_random_value *rv)
{
	if (addressees(rv) == 1 && m->address.p != NULL && !header_mailbox_equal(rv->sent_to[0], m->address))
		report_fact(c, rv->at, "sent_to", "sent to %s, validated %s", fact_text(c, rv->sent_to[0]), fact_text(c, m->address));
}

/* Ways beside the emails; an empty list says that there were none. */
static void
look_other_channels(struct check *c, const struct ev_random_value *rv, enum missing missing)
{
	const struct json_value *list = json_find(rv->at, "other_channels");

	if (rv->n_other_channels > 0)
		report_fact(c, rv->at, "other_channels", "%s", fact_text(c, rv->other_channels[0]));
	else if (list == NULL || list->type != JSON_ARRAY)
		fact_missing_as(c, rv->at, "other_channels", missing);
}

static void
look_channels(struct check *c, const struct ev_validation *v)
{
	const struct ev_random_value *rv = v->random_value;

	if (v->sbr_section != SECTION_EMAIL || rv == NULL || !due(c, &v->completed_at))
		return;
	if (rv->n_sent_to == 0)
		fact_missing(c, rv->at, "sent_to");
	else if (addressees(rv) > 1)
		report_fact(c, rv->at, "sent_to", "sent to %u addresses", (unsigned)addressees(rv));
	look_other_channels(c, rv, MISSING_ERROR);
}

static void
sent_only_to_mailbox(struct check *c)
{
	const struct ev_record *r = c->evidence->record;

	each_validation(c, look_channels);
	for (uint32_t i = 0; i < r->n_mailboxes; i++) {
		const struct ev_validation *v = validation_of(c, &r->mailboxes[i]);

		if (v != NULL && v->sbr_section == SECTION_EMAIL && v->random_value != NULL && due(c, &v->completed_at))
			look_sent(c, &r->mailboxes[i], v->random_value);
	}
}

/* ---- RFC 8823 ---- */

static void
look_dkim(struct check *c, const struct ev_acme *a)
{
	if (a->dkim == NULL)
		fact_missing(c, a->at, "dkim");
	else if (a->dkim->result.p == NULL)
		fact_missing(c, a->dkim->at, "result");
	else if (!ev_word_is(a->dkim->result, "pass"))
		report_fact(c, a->dkim->at, "result", "%s", fact_text(c, a->dkim->result));
	else if (a->dkim->d.p == NULL)
		fact_missing(c, a->dkim->at, "d");
	else if (a->reply_from.p != NULL && !idna_domain_equal(a->dkim->d, mail_domain(header_address(a->reply_from))))
		report_fact(c, a->dkim->at, "d", "signed by %s, reply from %s", fact_text(c, a->dkim->d), fact_text(c, a->reply_from));
}

/* An object without any fact of the exchange or its tokens shows no more than none. */
static bool
says_nothing(const struct ev_acme *a)
{
	return a->challenge_type.p == NULL && a->identifier.p == NULL && a->message_id.p == NULL && a->in_reply_to.p == NULL &&
	    a->reply_from.p == NULL && a->dkim == NULL && !a->token_part1_bits.given && !a->token_part2_bits.given;
}

static void
look_exchange(struct check *c, const struct ev_validation *v)
{
	const struct ev_acme *a = v->acme;

	if (v->sbr_section != SECTION_ACME || !due(c, &v->completed_at))
		return;
	if (a == NULL || says_nothing(a)) {
		fact_missing_as(c, v->at, "acme", MISSING_ERROR);
		return;
	}
	if (a->challenge_type.p == NULL)
		fact_missing(c, a->at, "challenge_type");
	else if (!span_is(a->challenge_type, "email-reply-00"))
		report_fact(c, a->at, "challenge_type", "%s", fact_text(c, a->challenge_type));
	if (a->message_id.p == NULL)
		fact_missing(c, a->at, "message_id");
	else if (a->in_reply_to.p == NULL)
		fact_missing(c, a->at, "in_reply_to");
	look_dkim(c, a);
	if (v->random_value != NULL)
		look_other_channels(c, v->random_value, MISSING_NOT_EVALUATED);
}

static void
look_address(struct check *c, const struct ev_acme *a, const char *member, struct span given, struct span mailbox)
{
	if (given.p == NULL)
		fact_missing(c, a->at, member);
	else if (!header_mailbox_equal(given, mailbox))
		report_fact(c, a->at, member, "%s, validated %s", fact_text(c, given), fact_text(c, mailbox));
}

/* The first whom the challenge went to and who is not the mailbox; *reached: it went to the mailbox, too. */
static const struct span *
find_other_addressee(const struct ev_random_value *rv, struct span mailbox, bool *reached)
{
	const struct span *other = NULL;

	*reached = false;
	for (uint32_t i = 0; rv != NULL && i < rv->n_sent_to; i++)
		if (header_mailbox_equal(rv->sent_to[i], mailbox))
			*reached = true;
		else if (other == NULL)
			other = &rv->sent_to[i];
	return other;
}

/* The To field of the challenge is the mailbox; others may stand in its CC field (RFC 8823 3.1). */
static void
look_addressees(struct check *c, const struct ev_random_value *rv, struct span mailbox, bool want_reached)
{
	bool reached;
	const struct span *other = find_other_addressee(rv, mailbox, &reached);

	if (other != NULL && reached == want_reached)
		report_fact(c, rv->at, "sent_to", "sent to %s, validated %s", fact_text(c, *other), fact_text(c, mailbox));
}

static void
each_acme_mailbox(struct check *c, void (*look)(struct check *, const struct ev_validation *, struct span mailbox))
{
	const struct ev_record *r = c->evidence->record;

	for (uint32_t i = 0; i < r->n_mailboxes; i++) {
		const struct ev_mailbox *m = &r->mailboxes[i];
		const struct ev_validation *v = validation_of(c, m);

		if (v != NULL && v->sbr_section == SECTION_ACME && v->acme != NULL && m->address.p != NULL && due(c, &v->completed_at))
			look(c, v, m->address);
	}
}

static void
look_parties(struct check *c, const struct ev_validation *v, struct span mailbox)
{
	look_address(c, v->acme, "identifier", v->acme->identifier, mailbox);
	look_address(c, v->acme, "reply_from", v->acme->reply_from, mailbox);
	look_addressees(c, v->random_value, mailbox, false);
}

static void
acme_exchange(struct check *c)
{
	each_validation(c, look_exchange);
	each_acme_mailbox(c, look_parties);
}

static void
look_reply(struct check *c, const struct ev_validation *v)
{
	const struct ev_acme *a = v->acme;

	if (v->sbr_section == SECTION_ACME && a != NULL && a->message_id.p != NULL && a->in_reply_to.p != NULL && due(c, &v->completed_at) &&
	    !header_replies_to(a->in_reply_to, a->message_id))
		report_fact(c, a->at, "in_reply_to", "reply to %s, sent %s", fact_text(c, a->in_reply_to), fact_text(c, a->message_id));
}

static void
acme_reply(struct check *c)
{
	each_validation(c, look_reply);
}

static void
look_copies(struct check *c, const struct ev_validation *v, struct span mailbox)
{
	look_addressees(c, v->random_value, mailbox, true);
}

static void
acme_copies(struct check *c)
{
	each_acme_mailbox(c, look_copies);
}

/* ---- the response ---- */

static void
look_response(struct check *c, const struct ev_validation *v)
{
	const struct ev_random_value *rv = v->random_value;

	if (!has_random_value(v) || !due(c, &v->completed_at))
		return;
	if (rv->value_sha256.p == NULL)
		fact_missing(c, rv->at, "value_sha256");
	else if (rv->confirmed_value_sha256.p == NULL)
		fact_missing(c, rv->at, "confirmed_value_sha256");
	else if (!span_eq(rv->value_sha256, rv->confirmed_value_sha256))
		report_fact(c, rv->at, "confirmed_value_sha256", "another value");
}

static void
confirming_response_uses_value(struct check *c)
{
	each_validation(c, look_response);
}

#define COMMON .scope = SCOPE_SUBSCRIBER, .evidence = EVIDENCE_RECORD
#define FROM_ACME SCHEDULE(SHALL_FROM(2025, 7, 2))

static const struct smimelint_rule rules[] = {
	{
		.id = "evidence.random-value.sent-only-to-mailbox",
		.section = "SBR 3.2.2.2",
		.title = "Random Value did not go to the mailbox alone",
		.requires = "The Random Value is sent to the mailbox being validated only, and shared in no other way.",
		.explanation = "Somebody who gets the value by another way can confirm without reading the mailbox. An empty list of other "
		    "channels says that there were none; a list that is not there says nothing.",
		.remedy = "Validate again, by an email to the mailbox alone.",
		.schedule = SBR_SHALL, .basis = BASIS_COMPLETED, .missing = MISSING_ERROR, .fn = sent_only_to_mailbox, COMMON,
	}, {
		.id = "evidence.random-value.acme-exchange",
		.section = "SBR 3.2.2.4",
		.title = "ACME exchange by email was not as RFC 8823 has it",
		.requires = "The challenge is email-reply-00, and it goes to the mailbox. The response comes from the "
		    "mailbox. It has a valid DKIM signature of the mailbox's own domain (RFC 8823 3.2). The tokens "
		    "are shared in no other way than that of RFC 8823.",
		.explanation = "Without these facts the response may have come from anybody. A signature of a domain above it is not enough, though DMARC "
		    "may align it. A record without any acme object "
		    "shows neither token nor exchange, which is an error. Where the object is there, each missing fact is a "
		    "warning. Of header fields the address counts; a name beside the address does not.",
		.remedy = "Validate again.",
		.schedule = FROM_ACME, .basis = BASIS_COMPLETED, .missing = MISSING_WARNING, .fn = acme_exchange, COMMON,
	}, {
		.id = "evidence.random-value.acme-reply",
		.section = "SBR 3.2.2.4",
		.title = "ACME response by email is in reply to another message than the challenge",
		.requires = "The In-Reply-To field of the response has the Message-ID of the challenge (RFC 8823 3.2: SHOULD).",
		.explanation = "The token in the response shows which challenge it answers; programs for mail may set this field otherwise. Several "
		    "identifiers may stand in it.",
		.remedy = "Find out which message was answered.",
		.schedule = SCHEDULE(SHOULD_FROM(2025, 7, 2)), .basis = BASIS_COMPLETED, .fn = acme_reply, COMMON,
	}, {
		.id = "evidence.random-value.acme-copies",
		.section = "SBR 3.2.2.4",
		.title = "ACME challenge by email went to others besides the mailbox",
		.requires = "The Random Value token components are only shared in accordance with RFC 8823. The challenge message is to the "
		    "mailbox, and may have a CC and a Reply-To field (RFC 8823 3.1).",
		.explanation = "Whoever has a copy knows token-part1. He cannot answer from the mailbox, but the proof is the weaker.",
		.remedy = "Send the challenge to the mailbox alone.",
		.reading = "RFC 8823 3.1 allows a CC field and does not say whom it may name. We read the sentence of the SBR so that the token is shared "
		    "with nobody else; that it is sent only to the address stands in SBR 3.2.2.2 alone.",
		.schedule = FROM_ACME, .basis = BASIS_COMPLETED, .fn = acme_copies, COMMON,
	}, {
		.id = "evidence.random-value.confirming-response-uses-value",
		.section = "SBR 3.2.2.2, 3.2.2.4",
		.title = "confirming response did not have the Random Value",
		.requires = "The confirming response utilizes the Random Value that was sent.",
		.explanation = "A click that carries no value, or another one, confirms nothing.",
		.remedy = "Ask for the value; validate again.",
		.schedule = SBR_SHALL, .basis = BASIS_COMPLETED, .fn = confirming_response_uses_value, COMMON,
	},
};

RULE_TABLE(rules_evidence_exchange, "Evidence: how Random Values were exchanged", rules);
