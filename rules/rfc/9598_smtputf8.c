/* SPDX-License-Identifier: Apache-2.0 */
/*
 * 9598_smtputf8.c - SmtpUTF8Mailbox (RFC 9598 3, before it RFC 8398 3).
 *
 * The SBR named RFC 8398 until version 1.0.6 of 2024-08-29.  The two differ in
 * how labels in other scripts are written; all else is the same, and dates from
 * RFC 8398 of May 2018.
 */
#include "rules/common/utf8_mailbox.h"
#include "rules/tables.h"
#include "value/idna.h"
#include "value/judge.h"
#include "value/mailbox.h"

struct utf8_mailbox {
	struct der_tlv value;		/* the UTF8String, or what stands in its place */
	struct mailbox mailbox;
	enum mailbox_fault fault;
};

/* Is the rule kept?  All but that on the string type are asked of UTF8Strings alone. */
typedef bool question_fn(const struct utf8_mailbox *);

/* A mailbox whose domain has labels to look at. */
static bool
has_labels(const struct utf8_mailbox *m)
{
	return (m->fault == MAILBOX_OK || mailbox_fault_is_length(m->fault)) && !m->mailbox.literal;
}

static bool
right_type(const struct utf8_mailbox *m)
{
	return is_utf8_string(&m->value);
}

static bool
not_empty(const struct utf8_mailbox *m)
{
	return m->value.val.n > 0;
}

static bool
right_syntax(const struct utf8_mailbox *m)
{
	return m->fault == MAILBOX_OK || mailbox_fault_is_length(m->fault);
}

static bool
no_byte_order_mark(const struct utf8_mailbox *m)
{
	struct span s = m->value.val;

	for (size_t i = 0; i + 3 <= s.n; i++)
		if (memcmp(s.p + i, "\xef\xbb\xbf", 3) == 0)
			return false;
	return true;
}

static bool
non_ascii_local_part(const struct utf8_mailbox *m)
{
	return m->mailbox.local.p == NULL || m->mailbox.local_non_ascii ||
	    !right_syntax(m) || m->fault == MAILBOX_NOT_UTF8;
}

static bool
no_u_label(const struct utf8_mailbox *m)
{
	return !has_labels(m) || !m->mailbox.u_label;
}

/* Label by label: does one begin with "xn--"? */
static bool
no_a_label(const struct utf8_mailbox *m)
{
	struct span d = m->mailbox.domain;

	if (!has_labels(m))
		return true;
	for (size_t i = 0; i + 4 <= d.n; i++)
		if ((i == 0 || d.p[i - 1] == '.') && (d.p[i] | 0x20) == 'x' && (d.p[i + 1] | 0x20) == 'n' &&
		    d.p[i + 2] == '-' && d.p[i + 3] == '-')
			return false;
	return true;
}

static bool
no_capital(const struct utf8_mailbox *m)
{
	if (!has_labels(m))
		return true;
	for (size_t i = 0; i < m->mailbox.domain.n; i++)
		if (m->mailbox.domain.p[i] >= 'A' && m->mailbox.domain.p[i] <= 'Z')
			return false;
	return true;
}

static bool
normalized(const struct utf8_mailbox *m)
{
	return m->fault == MAILBOX_NOT_UTF8 || m->mailbox.local.p == NULL ||
	    text_is_nfc(m->mailbox.local);
}

enum question {
	Q_STRING_TYPE, Q_EMPTY, Q_SYNTAX, Q_BYTE_ORDER_MARK, Q_ASCII, Q_U_LABEL, Q_A_LABEL, Q_CAPITAL, Q_NORMALIZED
};

static question_fn *const questions[] = {
	[Q_STRING_TYPE] = right_type, [Q_EMPTY] = not_empty, [Q_SYNTAX] = right_syntax,
	[Q_BYTE_ORDER_MARK] = no_byte_order_mark, [Q_ASCII] = non_ascii_local_part,
	[Q_U_LABEL] = no_u_label, [Q_A_LABEL] = no_a_label, [Q_CAPITAL] = no_capital,
	[Q_NORMALIZED] = normalized,
};

/* In arg beside the question: of the subjectAltName alone. */
#define OF_SUBJECT 0x100

static enum question
question_of(const struct check *c)
{
	return (enum question)(c->rule->arg & ~(uint32_t)OF_SUBJECT);
}

static void
ask(struct check *c, const struct utf8_mailbox *m)
{
	const char *shown = show_text(c, m->value.val, 80);

	if (question_of(c) == Q_STRING_TYPE)
		report(c, m->value.raw, "identifier octet %02x", m->value.id);
	else if (question_of(c) == Q_SYNTAX)
		report(c, m->value.raw, "%s: %s", shown, mailbox_fault_text(m->fault));
	else
		report(c, m->value.raw, "%s", shown);
}

static void
each_of(struct check *c, const struct general_names *names)
{
	struct utf8_mailbox m;

	for (unsigned i = 0; i < names->n; i++) {
		const struct general_name *gn = &names->v[i];

		if (gn->form != GN_OTHER_NAME || gn->other_type != OID_ON_SMTP_UTF8)
			continue;
		m.value = gn->other_value;
		m.fault = mailbox_parse(m.value.val, MAILBOX_UTF8, &m.mailbox);
		if (question_of(c) != Q_STRING_TYPE && !is_utf8_string(&m.value))
			not_evaluated(c, NO_UTF8_STRING);
		else if (!questions[question_of(c)](&m))
			ask(c, &m);
	}
}

/* Asks the question of rule->arg of every SmtpUTF8Mailbox that it is about. */
static void
utf8_mailboxes(struct check *c)
{
	each_of(c, &c->cert->san);
	if ((c->rule->arg & OF_SUBJECT) == 0)
		each_of(c, &c->cert->ian);
}

#define UTF8_MAILBOX(question) .fn = utf8_mailboxes, .arg = (question), .scope = SCOPE_ALL, \
	.only_of = SHOWS_UTF8_MAILBOX, .lacking = "no SmtpUTF8Mailbox", \
	.reads = PARTS1(PART_EXT_SAN) | PARTS1(PART_EXT_IAN)
#define SUBJECTS_UTF8_MAILBOX(question) .section = "7.1.4.2.1, 7.1.2.3.h", .fn = utf8_mailboxes, .arg = (question) | OF_SUBJECT, \
	.scope = SCOPE_SUBSCRIBER, .only_of = SHOWS_UTF8_MAILBOX, .lacking = "no SmtpUTF8Mailbox", .reads = PARTS1(PART_EXT_SAN)
/* Which RFC the SBR name; all of it but the form of labels is in both. */
#define BY_RFC "SmtpUTF8Mailbox is encoded as RFC 9598 says; until 2024-08-29 as RFC 8398 says. "
#define RFC8398_SHALL SCHEDULE(SHALL_FROM(2018, 5, 1))

static const struct smimelint_rule rules[] = {
	{
		.id = "rfc9598.smtp-utf8-mailbox.string-type", .section = "3",
		.title = "a SmtpUTF8Mailbox is not a UTF8String",
		.requires = "The value of a SmtpUTF8Mailbox is a UTF8String.",
		.explanation = "Software decodes the value by its type and skips a name of another one; the address is then not in the "
		    "certificate.",
		.remedy = "Encode the address as UTF8String.",
		.schedule = RFC8398_SHALL, UTF8_MAILBOX(Q_STRING_TYPE),
		.speaks_for = IDS("rfc9598.smtp-utf8-mailbox.empty", "rfc9598.smtp-utf8-mailbox.syntax", "rfc9598.smtp-utf8-mailbox.byte-order-mark",
		    "rfc9598.smtp-utf8-mailbox.ascii", "rfc9598.smtp-utf8-mailbox.u-label", "rfc8398.smtp-utf8-mailbox.a-label",
		    "rfc9598.smtp-utf8-mailbox.upper-case", "rfc6532.smtp-utf8-mailbox.not-normalized", "rfc9598.mailbox.reserved-label"),
		.yields_to = IDS("sbr.san.smtp-utf8-string-type"), .yields = YIELD_IN_PLACE,
	}, {
		.id = "rfc9598.smtp-utf8-mailbox.empty", .section = "3",
		.title = "a SmtpUTF8Mailbox is empty",
		.requires = "A SmtpUTF8Mailbox has one character at least.",
		.explanation = "The field names nobody.",
		.remedy = "Put the verified address into it, or leave the field out.",
		.peers = PEERS("pkilint:pkix.smtp_utf8_mailbox_invalid_syntax"),
		.schedule = RFC8398_SHALL, UTF8_MAILBOX(Q_EMPTY),
		.yields_to = IDS("sbr.san.mailbox-syntax"), .yields = YIELD_IN_PLACE,
	}, {
		.id = "rfc9598.smtp-utf8-mailbox.syntax", .section = "3",
		.title = "SmtpUTF8Mailbox is not a Mailbox",
		.requires = "The value has the form of Mailbox in RFC 6531 3.3, without a display name, comments or angle brackets.",
		.explanation = "No mail can be sent to such an address, so nobody can have shown control of it.",
		.remedy = "Put the address that was verified into the field.",
		.peers = PEERS("pkilint:pkix.smtp_utf8_mailbox_invalid_syntax", "pkilint:pkix.smtp_utf8_mailbox_domain_part_invalid_syntax"),
		.schedule = RFC8398_SHALL, UTF8_MAILBOX(Q_SYNTAX),
		.yields_to = IDS("sbr.san.mailbox-syntax", "rfc9598.smtp-utf8-mailbox.empty", "x690.string.charset"), .yields = YIELD_IN_PLACE,
	}, {
		.id = "rfc9598.smtp-utf8-mailbox.byte-order-mark", .section = "3",
		.title = "a SmtpUTF8Mailbox has a byte order mark",
		.requires = "The UTF8String has no byte order mark.",
		.explanation = "Addresses are compared octet by octet; with the mark, which nobody sees, the address equals no other.",
		.remedy = "Remove U+FEFF before encoding.",
		.peers = PEERS("pkilint:pkix.smtp_utf8_mailbox_has_bom"),
		.schedule = RFC8398_SHALL, UTF8_MAILBOX(Q_BYTE_ORDER_MARK),
		.yields_to = IDS("sbr.san.smtp-utf8-byte-order-mark"), .yields = YIELD_IN_PLACE,
	}, {
		.id = "rfc9598.smtp-utf8-mailbox.ascii", .section = "3",
		.title = "a SmtpUTF8Mailbox has a local part of ASCII only",
		.requires = "SmtpUTF8Mailbox is used only where the local part has a character outside ASCII; all other addresses are in rfc822Name.",
		.explanation = "Most software reads rfc822Name only, and name constraints of older software do not reach the other form. "
		    "With one form for each address nothing has to be compared twice.",
		.remedy = "Use rfc822Name, with the domain in A-labels.",
		.peers = PEERS("pkilint:pkix.smtp_utf8_mailbox_is_ascii_only"),
		.schedule = RFC8398_SHALL, UTF8_MAILBOX(Q_ASCII),
		.yields_to = IDS("sbr.san.smtp-utf8-ascii"), .yields = YIELD_IN_PLACE,
	}, {
		.id = "rfc9598.smtp-utf8-mailbox.u-label", .section = "3",
		.title = "a SmtpUTF8Mailbox has a U-label in its domain",
		.requires = "Labels with characters outside ASCII stand as A-labels.",
		.explanation = "RFC 9598 compares domains in A-labels only, so path validation needs no conversion; a U-label equals nothing "
		    "and escapes name constraints. The SBR took RFC 9598 over on 2024-08-29; until then RFC 8398 demanded U-labels.",
		.remedy = "Convert the domain to A-labels.",
		.peers = PEERS("pkilint:pkix.smtp_utf8_mailbox_domain_part_invalid_syntax"),
		.schedule = SCHEDULE(SHALL_FROM(2024, 8, 29)), UTF8_MAILBOX(Q_U_LABEL),
		.yields_to = IDS("sbr.san.smtp-utf8-u-label"), .yields = YIELD_IN_PLACE,
	}, {
		.id = "rfc8398.smtp-utf8-mailbox.a-label", .section = "3",
		.title = "a SmtpUTF8Mailbox has an A-label in its domain",
		.requires = "Under RFC 8398 labels with characters outside ASCII stood as U-labels.",
		.explanation = "Until the SBR took RFC 9598 over on 2024-08-29, software compared such domains as U-labels and did not find "
		    "the A-label.",
		.remedy = "Nothing for certificates of today, which have to have A-labels.",
		.schedule = SCHEDULE(SHALL_FROM(2018, 5, 1), ENDS_ON(2024, 8, 29)), UTF8_MAILBOX(Q_A_LABEL),
		.yields_to = IDS("sbr.san.smtp-utf8-a-label"), .yields = YIELD_IN_PLACE,
	}, {
		.id = "rfc9598.smtp-utf8-mailbox.upper-case", .section = "3",
		.title = "a SmtpUTF8Mailbox has a capital letter in its domain",
		.requires = "All labels of the domain are in lower case.",
		.explanation = "Addresses are compared octet by octet, so capitals make the same domain differ.",
		.remedy = "Write the domain in lower case; the local part stays as it is.",
		.peers = PEERS("pkilint:pkix.smtp_utf8_mailbox_has_uppercase"),
		.schedule = RFC8398_SHALL, UTF8_MAILBOX(Q_CAPITAL),
		.yields_to = IDS("sbr.san.smtp-utf8-upper-case"), .yields = YIELD_IN_PLACE,
	}, {
		.id = "rfc6532.smtp-utf8-mailbox.not-normalized", .section = "3.1",
		.title = "a SmtpUTF8Mailbox has a local part that is not in Normalization Form C",
		.requires = "Text in internationalized mail should be in Normalization Form C.",
		.explanation = "The same letters can be written in several ways; comparison is octet by octet and nothing is normalized on the way.",
		.remedy = "Ask the holder of the mailbox how the server writes it; usually it is the composed form.",
		.schedule = SCHEDULE(SHOULD_FROM(2012, 2, 1)), UTF8_MAILBOX(Q_NORMALIZED),
	}, {
		.id = "sbr.san.smtp-utf8-string-type",
		.title = "a SmtpUTF8Mailbox of the subjectAltName is not a UTF8String",
		.requires = BY_RFC "By both its value is a UTF8String.",
		.explanation = "Software skips a name of another type, and the certificate then has no such address.",
		.remedy = "Encode the address as UTF8String.",
		.schedule = SBR_SHALL, SUBJECTS_UTF8_MAILBOX(Q_STRING_TYPE),
		.speaks_for = IDS("sbr.san.mailbox-syntax", "sbr.san.smtp-utf8-byte-order-mark", "sbr.san.smtp-utf8-ascii", "sbr.san.smtp-utf8-u-label",
		    "sbr.san.smtp-utf8-a-label", "sbr.san.smtp-utf8-upper-case", "sbr.san.smtp-utf8-idna", "sbr.san.smtp-utf8-reserved-label"),
	}, {
		.id = "sbr.san.smtp-utf8-byte-order-mark",
		.title = "a SmtpUTF8Mailbox of the subjectAltName has a byte order mark",
		.requires = BY_RFC "By both it has no byte order mark.",
		.explanation = "With the mark, which nobody sees, the address equals no other.",
		.remedy = "Remove U+FEFF before encoding.",
		.peers = PEERS("pkilint:pkix.smtp_utf8_mailbox_has_bom"),
		.schedule = SBR_SHALL, SUBJECTS_UTF8_MAILBOX(Q_BYTE_ORDER_MARK),
	}, {
		.id = "sbr.san.smtp-utf8-ascii",
		.title = "a SmtpUTF8Mailbox of the subjectAltName has a local part of ASCII only",
		.requires = BY_RFC "By both it is for addresses whose local part has a character outside ASCII.",
		.explanation = "All other addresses are in rfc822Name, which is where most software looks.",
		.remedy = "Use rfc822Name, with the domain in A-labels.",
		.peers = PEERS("pkilint:pkix.smtp_utf8_mailbox_is_ascii_only"),
		.schedule = SBR_SHALL, SUBJECTS_UTF8_MAILBOX(Q_ASCII),
	}, {
		.id = "sbr.san.smtp-utf8-u-label",
		.title = "a SmtpUTF8Mailbox of the subjectAltName has a U-label in its domain",
		.requires = "From 2024-08-29 on a SmtpUTF8Mailbox is encoded as RFC 9598 says, with A-labels for characters outside ASCII.",
		.explanation = "RFC 9598 compares A-labels; a U-label equals nothing and escapes name constraints. Version 1.0.6 of the SBR names it, and "
		    "RFC 8398, which the versions before it named, demanded U-labels.",
		.remedy = "Convert the domain to A-labels.",
		.peers = PEERS("pkilint:pkix.smtp_utf8_mailbox_domain_part_invalid_syntax"),
		.schedule = SCHEDULE(SHALL_FROM(2024, 8, 29)), SUBJECTS_UTF8_MAILBOX(Q_U_LABEL),
	}, {
		.id = "sbr.san.smtp-utf8-a-label",
		.title = "a SmtpUTF8Mailbox of the subjectAltName has an A-label in its domain",
		.requires = "Until 2024-08-29 a SmtpUTF8Mailbox is encoded as RFC 8398 says, with U-labels for characters outside ASCII.",
		.explanation = "Versions of the SBR before 1.0.6 named RFC 8398, by which software compared U-labels.",
		.remedy = "Nothing for certificates of today, which have to have A-labels.",
		.schedule = SCHEDULE(SHALL_FROM(2023, 9, 1), ENDS_ON(2024, 8, 29)), SUBJECTS_UTF8_MAILBOX(Q_A_LABEL),
	}, {
		.id = "sbr.san.smtp-utf8-upper-case",
		.title = "a SmtpUTF8Mailbox of the subjectAltName has a capital letter in its domain",
		.requires = BY_RFC "By both the labels of its domain are in lower case.",
		.explanation = "Addresses are compared octet by octet, so capitals make the same domain differ.",
		.remedy = "Write the domain in lower case; the local part stays as it is.",
		.peers = PEERS("pkilint:pkix.smtp_utf8_mailbox_has_uppercase"),
		.schedule = SBR_SHALL, SUBJECTS_UTF8_MAILBOX(Q_CAPITAL),
	},
};

RULE_TABLE(rules_rfc9598_smtputf8, "RFC 9598 SmtpUTF8Mailbox", rules);
