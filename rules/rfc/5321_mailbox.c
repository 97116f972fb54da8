/* SPDX-License-Identifier: Apache-2.0 */
/*
 * 5321_mailbox.c - addresses in rfc822Name: their form (RFC 5280 4.2.1.6,
 * RFC 5321 4.1.2), their sizes (RFC 5321 4.5.3.1) and their domains.
 */
#include "rule/memo.h"
#include "rules/common/utf8_mailbox.h"
#include "rules/tables.h"
#include "value/host.h"
#include "value/idna.h"
#include "value/mailbox.h"

typedef void address_fn(struct check *, const struct cert_mailbox *);

/* A SmtpUTF8Mailbox that is empty or no UTF8String is for the rules of RFC 9598. */
static bool
is_address(const struct cert_view *cv, const struct cert_mailbox *m)
{
	return m->form == MAILBOX_RFC822 ||
	    (m->text.n > 0 && is_utf8_string(&cv->san.v[m->general_name].other_value));
}

/* A SmtpUTF8Mailbox whose value is no UTF8String: sbr.san.smtp-utf8-string-type says so. */
static bool
is_other_string(const struct cert_view *cv, const struct cert_mailbox *m)
{
	return m->form == MAILBOX_SMTP_UTF8 && !is_utf8_string(&cv->san.v[m->general_name].other_value);
}

/* Visits the addresses of the subjectAltName. */
static void
each_address(struct check *c, address_fn *fn)
{
	const struct cert_view *cv = c->cert;
	bool any = false;

	for (unsigned i = 0; i < cv->n_mailbox; i++) {
		if (!is_address(cv, &cv->mailbox[i]))
			continue;
		any = true;
		fn(c, &cv->mailbox[i]);
	}
	if (!any)
		not_applicable(c, "no address");
}

/* A SmtpUTF8Mailbox is the whole string. */
static struct span
where(const struct check *c, const struct cert_mailbox *a)
{
	return a->form == MAILBOX_SMTP_UTF8 ? c->cert->san.v[a->general_name].other_value.raw : a->text;
}

static void
report_fault(struct check *c, const struct cert_mailbox *a, uint8_t fault)
{
	report(c, where(c, a), "%s: %s", show_text(c, a->text, 80), mailbox_fault_text((enum mailbox_fault)fault));
}

/* A domain that can be judged, whatever the local part is. */
static bool
has_host(const struct cert_mailbox *a)
{
	return a->parts.domain_right && !a->parts.literal;
}

/* ---- one function for each row: an address, then the rule ---- */

static bool
has_extra_text(const struct cert_mailbox *a)
{
	return a->fault == MAILBOX_DISPLAY_NAME || a->fault == MAILBOX_SCHEME || a->fault == MAILBOX_BLANK ||
	    a->fault == MAILBOX_SEVERAL_AT;
}

static void
check_extra(struct check *c, const struct cert_mailbox *a)
{
	if (a->form == MAILBOX_RFC822 && has_extra_text(a))
		report_fault(c, a, a->fault);
}

static void
check_syntax(struct check *c, const struct cert_mailbox *a)
{
	if (a->form != MAILBOX_RFC822 || a->fault == MAILBOX_OK || mailbox_fault_is_length((enum mailbox_fault)a->fault))
		return;
	report_fault(c, a, a->fault);
	if (a->parts.domain_fault != MAILBOX_OK)
		report_fault(c, a, a->parts.domain_fault);
}

/* Is it, in the characters of its form, one Mailbox and nothing else?  A SmtpUTF8Mailbox is one fault, whatever it has. */
static void
check_mailbox(struct check *c, const struct cert_mailbox *a)
{
	if (a->fault == MAILBOX_OK || mailbox_fault_is_length((enum mailbox_fault)a->fault))
		return;
	report_fault(c, a, a->fault);
	if (a->form == MAILBOX_RFC822 && a->parts.domain_fault != MAILBOX_OK)
		report_fault(c, a, a->parts.domain_fault);
}

static void
check_length(struct check *c, const struct cert_mailbox *a)
{
	if (a->parts.long_part != MAILBOX_OK)
		report_fault(c, a, a->parts.long_part);
}

static void
check_domain_length(struct check *c, const struct cert_mailbox *a)
{
	if (a->parts.long_domain != MAILBOX_OK)
		report_fault(c, a, a->parts.long_domain);
}

static void
check_single_label(struct check *c, const struct cert_mailbox *a)
{
	if (has_host(a) && memchr(a->parts.domain.p, '.', a->parts.domain.n) == NULL)
		report_text(c, a->text, a->text);
}

/* An IPv4 address outside brackets, or a last label of digits alone. */
static void
check_numeric(struct check *c, const struct cert_mailbox *a)
{
	struct span domain = a->parts.domain;

	if (has_host(a) && host_ends_in_number(domain))
		report(c, a->text, "%s: %s", show_text(c, a->text, 80),
		    host_is_ipv4(domain) ? "IPv4 address without brackets" : "last label of digits");
}

static void
check_asterisk(struct check *c, const struct cert_mailbox *a)
{
	if ((a->fault == MAILBOX_OK || mailbox_fault_is_length((enum mailbox_fault)a->fault)) && memchr(a->parts.local.p, '*', a->parts.local.n) != NULL)
		report_text(c, a->text, a->text);
}

/* Valid U-labels pass: where they may stand is for the rules of SmtpUTF8Mailbox. */
static void
check_idna(struct check *c, const struct cert_mailbox *a)
{
	struct span label = SPAN_NONE;
	enum idna_fault f;

	if (!has_host(a) || a->parts.long_domain != MAILBOX_OK)
		return;
	f = memo_idna(c, a->parts.domain, &label);
	if (f == IDNA_BAD_A_LABEL ||
	    (f == IDNA_U_LABEL && !idna_u_labels_valid(a->parts.domain, &label)))
		report_text(c, a->text, label);
}

static void
check_reserved_label(struct check *c, const struct cert_mailbox *a)
{
	struct span label = SPAN_NONE;

	if (has_host(a) && a->parts.long_domain == MAILBOX_OK && idna_may_be_reserved(a->parts.domain) &&
	    memo_idna(c, a->parts.domain, &label) == IDNA_RESERVED)
		report_text(c, a->text, label);
}

/* Is the domain this one (in lower case, a dot before it), or one below it? */
static bool
is_in_domain(struct span domain, struct span suffix)
{
	if (domain.n + 1 == suffix.n)
		suffix = span_sub(suffix, 1, domain.n);
	if (domain.n < suffix.n)
		return false;
	for (size_t i = 0; i < suffix.n; i++)
		if (small_letter(domain.p[domain.n - suffix.n + i]) != suffix.p[i])
			return false;
	return true;
}

enum reserved { RESERVED_NAMES, RESERVED_EXAMPLES };

static bool
is_reserved(struct span domain, uint32_t which)
{
	/* RFC 6761 6, RFC 6762 3, RFC 7686, RFC 8375, RFC 9476; ICANN keeps "internal" for private use. */
	static const struct span names[] = {
		SPAN_CONST(".test"), SPAN_CONST(".example"), SPAN_CONST(".invalid"), SPAN_CONST(".localhost"), SPAN_CONST(".local"),
		SPAN_CONST(".onion"), SPAN_CONST(".home.arpa"), SPAN_CONST(".alt"), SPAN_CONST(".internal"), { NULL, 0 }
	};
	static const struct span examples[] = {
		SPAN_CONST(".example.com"), SPAN_CONST(".example.net"), SPAN_CONST(".example.org"), { NULL, 0 }
	};

	uint8_t last = domain.n > 0 ? small_letter(domain.p[domain.n - 1]) : 0;

	/* Most domains differ in their last octet. */
	for (const struct span *s = which == RESERVED_NAMES ? names : examples; s->p != NULL; s++)
		if (s->p[s->n - 1] == last && is_in_domain(domain, *s))
			return true;
	return false;
}

static void
check_reserved_domain(struct check *c, const struct cert_mailbox *a)
{
	if (has_host(a) ? is_reserved(a->parts.domain, c->rule->arg)
	    : c->rule->arg == RESERVED_NAMES && a->parts.literal && mailbox_literal_is_local(a->parts.domain))
		report_text(c, a->text, a->text);
}

static void
extra(struct check *c)
{
	each_address(c, check_extra);
}

static void
syntax(struct check *c)
{
	each_address(c, check_syntax);
}

/*
 * A Mailbox Address may have the characters of RFC 6532 (SBR 1.6.1), wherever
 * it stands: that an rfc822Name may not is RFC 5280's.
 */
static bool
is_mailbox_address(struct span text)
{
	struct mailbox m;

	return mailbox_parse(text, MAILBOX_UTF8, &m) == MAILBOX_OK;
}

/* An empty SmtpUTF8Mailbox is no Mailbox. */
static void
mailbox(struct check *c)
{
	const struct cert_view *cv = c->cert;

	for (unsigned i = 0; i < cv->n_mailbox; i++)
		if (is_other_string(cv, &cv->mailbox[i]))
			not_evaluated(c, NO_UTF8_STRING);
		else if (cv->mailbox[i].fault != MAILBOX_OK && !is_mailbox_address(cv->mailbox[i].text))
			check_mailbox(c, &cv->mailbox[i]);
}

static void
length(struct check *c)
{
	each_address(c, check_length);
}

static void
domain_length(struct check *c)
{
	each_address(c, check_domain_length);
}

static void
single_label(struct check *c)
{
	each_address(c, check_single_label);
}

static void
numeric(struct check *c)
{
	each_address(c, check_numeric);
}

static void
asterisk(struct check *c)
{
	each_address(c, check_asterisk);
}

static void
idna(struct check *c)
{
	each_address(c, check_idna);
}

/* Visits each SmtpUTF8Mailbox of the subjectAltName. */
static void
each_utf8_mailbox(struct check *c, address_fn *fn)
{
	const struct cert_view *cv = c->cert;

	for (unsigned i = 0; i < cv->n_mailbox; i++)
		if (is_other_string(cv, &cv->mailbox[i]))
			not_evaluated(c, NO_UTF8_STRING);
		else if (cv->mailbox[i].form == MAILBOX_SMTP_UTF8 && cv->mailbox[i].text.n > 0)
			fn(c, &cv->mailbox[i]);
}

static void
utf8_idna(struct check *c)
{
	each_utf8_mailbox(c, check_idna);
}

static void
utf8_reserved_label(struct check *c)
{
	each_utf8_mailbox(c, check_reserved_label);
}

static void
check_reserved_of_rfc822(struct check *c, const struct cert_mailbox *a)
{
	if (a->form == MAILBOX_RFC822)
		check_reserved_label(c, a);
}

/* Of a SmtpUTF8Mailbox it is no matter of reading. */
static void
reserved_label(struct check *c)
{
	each_address(c, check_reserved_of_rfc822);
	reading_settled(c);
	each_utf8_mailbox(c, check_reserved_label);
}

static void
reserved_domain(struct check *c)
{
	each_address(c, check_reserved_domain);
}

/* ---- the same address twice ---- */

/* Whatever the case of the domain, the same local parts stand together in this order. */
static void
duplicate(struct check *c)
{
	const struct mailbox_set *set;

	if (c->cert->n_mailbox < 2)
		return;
	set = memo_mailboxes(c);
	for (unsigned i = 1; i < set->n; i++)
		if (set->v[i].n > 0 && mailbox_equal(set->v[i - 1], set->v[i]))
			report_text(c, set->v[i], set->v[i]);
}

/* ---- rows ---- */

#define SAN .when = PARTS1(PART_EXT_SAN), .reads = PARTS1(PART_EXT_SAN)

/* RFC 8398 of May 2018 demanded IDNA2008 of all addresses in certificates; RFC 9598 took it over. */
#define RFC8398_SHALL SCHEDULE(SHALL_FROM(2018, 5, 1))

static const struct smimelint_rule rules[] = {
	{
		.id = "rfc5280.rfc822-name.extra-text", .section = "4.2.1.6",
		.title = "rfc822Name has more in it than one address",
		.requires = "rfc822Name is a bare Mailbox: no display name before it, no comment after it, no angle brackets, no mailto:, "
		    "no second address.",
		.explanation = "Mail software compares the whole value with the address of the sender. With anything "
		    "around the address it never matches.",
		.remedy = "Put the bare address into the field, and each further address into a field of its own.",
		.peers = PEERS("zlint:e_ext_san_rfc822_format_invalid", "zlint:e_single_email_if_present", "pkilint:pkix.invalid_email_address_syntax"),
		.schedule = RFC5280_SHALL, .fn = extra, .scope = SCOPE_SUBSCRIBER, SAN,
		.yields_to = IDS("sbr.san.mailbox-syntax"), .yields = YIELD_IN_PLACE,
	}, {
		.id = "rfc5280.rfc822-name.syntax", .section = "4.2.1.6",
		.title = "rfc822Name is not a Mailbox",
		.requires = "rfc822Name has the form of Mailbox in RFC 5321 4.1.2: a local part, an @ and a domain or an address literal.",
		.explanation = "No mail can be sent to such an address, so nobody can have shown control of it. Quoted "
		    "local parts and address literals are allowed.",
		.remedy = "Put the address that was verified into the field.",
		.peers = PEERS("zlint:e_single_email_if_present", "pkilint:pkix.invalid_email_address_syntax"),
		.schedule = RFC5280_SHALL, .fn = syntax, .scope = SCOPE_SUBSCRIBER, SAN,
		.yields_to = IDS("sbr.san.mailbox-syntax", "rfc5280.rfc822-name.extra-text", "x690.string.charset"), .yields = YIELD_IN_PLACE,
	}, {
		.id = "rfc5321.mailbox.too-long", .section = "4.5.3.1",
		.title = "an address is longer than mail software has to take",
		.requires = "A local part has 64 octets at most and a path, with its angle brackets, 256; longer ones should be avoided.",
		.explanation = "RFC 5321 lets servers refuse longer addresses; validation by mail may work at one server and fail at the next.",
		.remedy = "Use a shorter address.",
		.schedule = SCHEDULE(SHOULD_FROM(2008, 10, 1)), .fn = length, .scope = SCOPE_ALL, SAN,
	}, {
		.id = "rfc5321.mailbox.domain-too-long", .section = "4.5.3.1.2",
		.title = "an address has a domain that the DNS cannot hold",
		.requires = "A domain has 255 octets at most and each of its labels 63 (RFC 1035 2.3.4).",
		.explanation = "Such a domain does not exist, so nobody can have shown control of the address.",
		.remedy = "Put the address that was verified into the field.",
		.peers = PEERS("pkilint:pkix.rfc822name_domain_part_too_long", "pkilint:pkix.smtputf8mailbox_domain_part_too_long"),
		.schedule = SCHEDULE(SHALL_FROM(2008, 10, 1)), .fn = domain_length, .scope = SCOPE_ALL, SAN,
	}, {
		.id = "rfc5321.mailbox.single-label", .section = "2.3.5",
		.title = "an address has a domain of one label",
		.requires = "Domains in mail are fully qualified; local aliases and names that are not qualified MUST NOT be used.",
		.explanation = "A name without a dot is almost always a host inside one network; elsewhere it leads to somebody else or "
		    "to nobody.",
		.remedy = "Use the full domain name.",
		.reading = "a top-level domain is fully qualified and could receive mail; we read from the single label that the name is a local one",
		.peers = PEERS("pkilint:cabf.internal_domain_name"),
		.schedule = SCHEDULE(SHALL_FROM(2008, 10, 1)), .fn = single_label, .scope = SCOPE_ALL, SAN,
	}, {
		.id = "rfc5321.mailbox.numeric-domain", .section = "2.3.5",
		.title = "an address has a domain that ends with a number",
		.requires = "The domain of an address is a name that the DNS resolves; an IP address stands in brackets (RFC 5321 4.1.3).",
		.explanation = "No top-level domain is all digits (RFC 1123 2.1, RFC 3696 2). Software takes such a domain for an IPv4 address, or for a host that nobody finds.",
		.remedy = "Use the domain name, or an address literal such as [192.0.2.1].",
		.reading = "the grammar of RFC 5321 admits labels of digits; we read from its demand for a resolvable name that the last label is not one",
		.schedule = SCHEDULE(SHALL_FROM(2008, 10, 1)), .fn = numeric, .scope = SCOPE_ALL, SAN,
	}, {
		.id = "rfc5321.mailbox.asterisk", .section = "4.1.2",
		.title = "an address has an asterisk before the @",
		.requires = "Nothing: an asterisk is a legal character of a local part.",
		.explanation = "Hardly any mailbox has one. More often somebody meant \"every address of this domain\", which no mail software understands.",
		.remedy = "Check that the mailbox exists; name each address.",
		.schedule = SCHEDULE(NOTICE_FROM(2008, 10, 1)), .fn = asterisk, .scope = SCOPE_ALL, SAN,
	}, {
		.id = "rfc9598.mailbox.idna", .section = "4",
		.title = "an address has a domain label that IDNA2008 does not allow",
		.requires = "The domains of all addresses in certificates conform to IDNA2008: a label that begins with xn-- is the encoding of "
		    "a valid U-label.",
		.explanation = "Software that converts between A-labels and U-labels before it compares them fails or "
		    "finds another domain. RFC 8398 has required it since May 2018.",
		.remedy = "Convert the domain by IDNA2008 without mappings; symbols such as emoji are not allowed in it.",
		.peers = PEERS("zlint:e_international_dns_name_not_unicode", "zlint:e_international_dns_name_not_nfc"),
		.schedule = RFC8398_SHALL, .fn = idna, .scope = SCOPE_ALL, SAN,
		.yields_to = IDS("sbr.san.smtp-utf8-idna"), .yields = YIELD_IN_PLACE,
	}, {
		.id = "rfc9598.mailbox.reserved-label", .section = "3",
		.title = "domain label has hyphens in third and fourth place and is not an A-label",
		.requires = "Labels with two hyphens there are reserved; only those that begin with xn-- are in use.",
		.explanation = "RFC 5890 keeps such labels for future encodings. A few old names have them.",
		.remedy = "Make sure that the domain exists; use another one if possible.",
		.reading = "Section 3 excludes reserved labels in SmtpUTF8Mailbox, of which it is an error; for rfc822Name it follows only from "
		    "conformance to IDNA2008.",
		.schedule = RFC8398_SHALL, .fn = reserved_label, .scope = SCOPE_ALL, SAN,
		.yields_to = IDS("sbr.san.smtp-utf8-reserved-label"), .yields = YIELD_IN_PLACE,
	}, {
		.id = "sbr.san.mailbox-syntax", .section = "7.1.4.2.1, 7.1.2.3.h",
		.title = "rfc822Name or SmtpUTF8Mailbox is not a Mailbox Address",
		.requires = "Each rfc822Name and each SmtpUTF8Mailbox of the subjectAltName holds one Mailbox Address, and at least one such name is there.",
		.explanation = "A Mailbox Address is a Mailbox of RFC 5321 4.1.2 with the characters of RFC 6532, and nothing is added to it (1.6.1): no "
		    "display name, no angle brackets, no mailto:, no blank, no second address. No mail can be sent to anything else, so nobody can have shown control of it.",
		.remedy = "Put the bare address that was verified into the field, and each further address into a field of its own.",
		.peers = PEERS("zlint:e_ext_san_rfc822_format_invalid", "zlint:e_single_email_if_present", "pkilint:pkix.invalid_email_address_syntax",
		    "pkilint:pkix.smtp_utf8_mailbox_invalid_syntax"),
		.schedule = SBR_SHALL, .fn = mailbox, .scope = SCOPE_SUBSCRIBER, SAN,
		.yields_to = IDS("x690.string.charset"), .yields = YIELD_IN_PLACE,
	}, {
		.id = "sbr.san.smtp-utf8-idna", .section = "7.1.4.2.1, 7.1.2.3.h",
		.title = "a SmtpUTF8Mailbox has a domain label that IDNA2008 does not allow",
		.requires = "A SmtpUTF8Mailbox is encoded as RFC 9598 says; until 2024-08-29 as RFC 8398 says. By both its domain conforms to IDNA2008.",
		.explanation = "A label that begins with xn-- and encodes nothing is no A-label. Software that decodes it fails or finds another domain.",
		.remedy = "Convert the domain by IDNA2008 without mappings; symbols such as emoji are not allowed in it.",
		.schedule = SBR_SHALL, .fn = utf8_idna, .scope = SCOPE_SUBSCRIBER, SAN,
		.only_of = SHOWS_UTF8_MAILBOX, .lacking = "no SmtpUTF8Mailbox",
	}, {
		.id = "sbr.san.smtp-utf8-reserved-label", .section = "7.1.4.2.1, 7.1.2.3.h",
		.title = "a SmtpUTF8Mailbox has a domain label with hyphens in third and fourth place that is no A-label",
		.requires = "A SmtpUTF8Mailbox is encoded as RFC 9598 says; until 2024-08-29 as RFC 8398 says. By both (3) a label of ASCII that is no A-label "
		    "is a non-reserved one (RFC 5890 2.3.1).",
		.explanation = "RFC 5890 keeps such labels for future encodings.",
		.remedy = "Make sure that the domain exists; use another one.",
		.schedule = SBR_SHALL, .fn = utf8_reserved_label, .scope = SCOPE_SUBSCRIBER, SAN,
		.only_of = SHOWS_UTF8_MAILBOX, .lacking = "no SmtpUTF8Mailbox",
	}, {
		.id = "sbr.san.reserved-domain", .section = "3.2.2, 7.1.4.2",
		.title = "an address has a domain that nobody can control",
		.requires = "The CA verifies that the applicant controls the mailbox or its domain.",
		.explanation = "The top-level domain is reserved for tests, examples, local networks or other name "
		    "systems (RFC 6761 and its registry). Or the address in brackets is private, loopback, link-local, unspecified or broadcast "
		    "(RFC 6890). No mail of the public Internet reaches it, so nobody can show control.",
		.remedy = "Do not issue for such addresses; test certificates belong under a test hierarchy.",
		.reading = "we read from the reservation of the name or address that validation cannot have succeeded; the certificate does not show how it was done",
		.peers = PEERS("pkilint:cabf.internal_domain_name"),
		.schedule = SBR_SHALL, .fn = reserved_domain, .arg = RESERVED_NAMES, .scope = SCOPE_SUBSCRIBER, SAN,
	}, {
		.id = "sbr.san.example-domain", .section = "3.2.2",
		.title = "an address is in a domain kept for examples",
		.requires = "Nothing: a hint. The CA verifies that the applicant controls the mailbox or its domain.",
		.explanation = "example.com, example.net and example.org are for documentation (RFC 2606). A certificate for them is a test "
		    "or was made from a template that was not filled in.",
		.remedy = "Do not issue for such addresses from a publicly trusted hierarchy.",
		.schedule = SBR_NOTICE, .fn = reserved_domain, .arg = RESERVED_EXAMPLES, .scope = SCOPE_SUBSCRIBER, SAN,
	}, {
		.id = "sbr.san.duplicate-mailbox", .section = "7.1.4.2.1",
		.title = "the subjectAltName has the same address twice",
		.requires = "Nothing: a hint. One field for each address is enough.",
		.explanation = "A repeated address does no harm, but shows that the request was not cleaned. Addresses are the same when their "
		    "local parts are octet by octet and their domains but for the case of letters.",
		.remedy = "Put each address into the extension once.",
		.schedule = SBR_NOTICE, .fn = duplicate, .scope = SCOPE_SUBSCRIBER, SAN,
	},
};

RULE_TABLE(rules_rfc5321_mailbox, "RFC 5280 4.2.1.6 rfc822Name, RFC 5321 Mailbox, RFC 9598 4", rules);
