/* SPDX-License-Identifier: Apache-2.0 */
/*
 * 5280_4_2_1_alt_names.c - what stands in subjectAltName and issuerAltName
 * (RFC 5280 4.2.1.6, 4.2.1.7).  Mailboxes of subscribers have their own file.
 */
#include "rule/memo.h"
#include "rule/rule.h"
#include "rules/tables.h"
#include "value/mailbox.h"
#include "value/uri.h"

#define SHOWN 80		/* octets of a name shown in a value */

typedef void general_name_fn(struct check *, const struct general_name *);

static void
each_in(struct check *c, const struct general_names *names, unsigned form, general_name_fn *fn)
{
	for (unsigned i = 0; i < names->n; i++)
		if (names->v[i].form == form)
			fn(c, &names->v[i]);
}

/* The names of one form in both extensions. */
static void
each(struct check *c, unsigned form, general_name_fn *fn)
{
	if (!artifact_has(c->artifact, PART_EXT_SAN) && !artifact_has(c->artifact, PART_EXT_IAN)) {
		not_applicable(c, "there are no alternative names");
		return;
	}
	if (c->cert != NULL)
		each_in(c, &c->cert->san, form, fn);
	each_in(c, &c->artifact->ian, form, fn);
}

static void
note_empty(struct check *c, const struct general_name *gn)
{
	if (gn->form == GN_DIRECTORY ? gn->directory != NULL && gn->directory->n_rdn == 0 : gn->tlv.val.n == 0)
		report(c, gn->tlv.raw, "%s", general_name_form_text(gn->form));
}

static void
empty_name(struct check *c)
{
	each(c, GN_DNS, note_empty);
	each(c, GN_URI, note_empty);
	each(c, GN_DIRECTORY, note_empty);
}

/* ---- otherName ---- */

/* What a type-id says of its value; SmtpUTF8Mailbox has rules of its own. */
static const struct other_name {
	struct span oid;
	const char *name, *type;
	uint8_t id;			/* the identifier octet of the value */
	bool may_be_empty;
} other_names[] = {
	{ SPAN_CONST("\x2b\x06\x01\x04\x01\x82\x37\x14\x02\x03"), "userPrincipalName", "UTF8String", DER_UTF8, true },
	{ SPAN_CONST("\x2b\x06\x01\x05\x02\x02"), "KRB5PrincipalName", "SEQUENCE", DER_SEQUENCE, true },		/* RFC 4556 */
	{ SPAN_CONST("\x2b\x06\x01\x05\x05\x07\x08\x03"), "PermanentIdentifier", "SEQUENCE", DER_SEQUENCE, true },	/* RFC 4043 */
	{ SPAN_CONST("\x2b\x06\x01\x05\x05\x07\x08\x04"), "HardwareModuleName", "SEQUENCE", DER_SEQUENCE, false },	/* RFC 4108 */
	{ SPAN_CONST("\x2b\x06\x01\x05\x05\x07\x08\x05"), "XmppAddr", "UTF8String", DER_UTF8, true },			/* RFC 6120 */
	{ SPAN_CONST("\x2b\x06\x01\x05\x05\x07\x08\x07"), "SRVName", "IA5String", DER_IA5, false },			/* RFC 4985 */
	{ SPAN_CONST("\x2b\x06\x01\x05\x05\x07\x08\x08"), "NAIRealm", "UTF8String", DER_UTF8, false },		/* RFC 7585 */
};

static void
other_of(struct check *c, const struct general_name *gn)
{
	const struct der_tlv *value = &gn->other_value;

	for (size_t i = 0; i < sizeof other_names / sizeof *other_names; i++) {
		const struct other_name *o = &other_names[i];

		if (value->raw.p == NULL || !span_eq(gn->other_oid, o->oid))
			continue;
		if (value->id != o->id)
			report(c, gn->tlv.raw, "%s is no %s", o->name, o->type);
		else if (value->val.n == 0 && !o->may_be_empty)
			report(c, gn->tlv.raw, "%s is empty", o->name);
	}
}

static void
other_names_fit(struct check *c)
{
	each(c, GN_OTHER_NAME, other_of);
}

/* ---- emailAddress of the subject ---- */

/* Domains compare without regard to case (RFC 5280 7.5). */
static void
email_address_missing(struct check *c)
{
	const struct cert_attr *a;

	/* One that cannot be read may be the address. */
	if (c->cert->mailbox_unread)
		return;
	for (unsigned at = 0; (a = name_next(&c->cert->subject, OID_EMAIL_ADDRESS, &at)) != NULL; )
		if (a->text.n != 0 && mailbox_set_find(memo_mailboxes(c), a->text) <= MAILBOX_MATCH_LOCAL_CASE)
			report_text(c, a->value.raw, a->text);
}

/* ---- uniformResourceIdentifier ---- */

/* arg: 1 for a missing scheme, 0 for the other faults. */
static void
uri_syntax_of(struct check *c, const struct general_name *gn)
{
	enum uri_fault f = gn->uri->fault;

	if (f != URI_OK && (f == URI_RELATIVE) == (c->rule->arg != 0))
		report(c, gn->tlv.raw, "%s %s", show_text(c, gn->tlv.val, SHOWN), uri_fault_text(f));
}

static void
uri_syntax(struct check *c)
{
	each(c, GN_URI, uri_syntax_of);
}

/* Host of a URI with an authority: neither name nor address. */
static void
uri_host_of(struct check *c, const struct general_name *gn)
{
	const struct uri *u = gn->uri;
	enum host_fault f;

	if (u->fault != URI_OK || !u->has_authority || host_is_ipv4(u->host) || host_is_ip_literal(u->host))
		return;
	f = host_check_qualified(u->host);
	if (f != HOST_OK)
		report(c, gn->tlv.raw, "host %s %s", show_text(c, u->host, SHOWN), host_fault_text(f));
}

static void
uri_host_rule(struct check *c)
{
	each(c, GN_URI, uri_host_of);
}

/* ---- dNSName ---- */

/* Without the wildcard label, on which RFC 5280 is silent. */
static struct span
without_wildcard(struct span name)
{
	return name.n > 2 && name.p[0] == '*' && name.p[1] == '.' ? span_sub(name, 2, name.n - 2) : name;
}

static bool
is_size(enum host_fault f)
{
	return f == HOST_LABEL_TOO_LONG || f == HOST_TOO_LONG;
}

/* arg: 1 for the faults of size, 0 for the others. */
static void
dns_of(struct check *c, const struct general_name *gn)
{
	enum host_fault f = host_check_preferred(without_wildcard(gn->tlv.val));

	if (f != HOST_OK && is_size(f) == (c->rule->arg != 0))
		report(c, gn->tlv.raw, "%s %s", show_text(c, gn->tlv.val, SHOWN), host_fault_text(f));
}

static void
dns(struct check *c)
{
	each(c, GN_DNS, dns_of);
}

/* ---- other forms ---- */

static void
ip_of(struct check *c, const struct general_name *gn)
{
	if (gn->tlv.val.n != 4 && gn->tlv.val.n != 16)
		report(c, gn->tlv.raw, "%s", show_count(c, gn->tlv.val.n, "octet"));
}

static void
ip_length(struct check *c)
{
	each(c, GN_IP, ip_of);
}

/* ---- rfc822Name, where no rule on Mailbox Fields looks ---- */

static void
mailbox_of(struct check *c, const struct general_name *gn)
{
	struct mailbox m;
	enum mailbox_fault f = mailbox_parse(gn->tlv.val, MAILBOX_ASCII, &m);

	if (f != MAILBOX_OK && !mailbox_fault_is_length(f))	/* sizes are RFC 5321's */
		report(c, gn->tlv.raw, "%s: %s", show_text(c, gn->tlv.val, SHOWN), mailbox_fault_text(f));
}

static void
mailbox_syntax(struct check *c)
{
	if (profile_kinds(c->profile) != KIND_SUBSCRIBER)
		each(c, GN_RFC822, mailbox_of);
	else if (artifact_has(c->artifact, PART_EXT_IAN))
		each_in(c, &c->artifact->ian, GN_RFC822, mailbox_of);
	else
		not_applicable(c, "the subject's mailboxes have rules of their own");
}

#define BOTH .reads = PARTS1(PART_EXT_SAN) | PARTS1(PART_EXT_IAN)

static const struct smimelint_rule rules[] = {
	{
		.id = "rfc5280.alt-name.empty-value", .section = "4.2.1.6",
		.title = "an alternative name is empty",
		.requires = "subjectAltName and issuerAltName have no empty names.",
		.explanation = "An empty name names nobody; some software matches it with anything. Empty mailboxes are reported by the rules on mailboxes.",
		.remedy = "Leave the name out.",
		.peers = PEERS("zlint:e_ext_san_empty_name", "zlint:e_ext_ian_empty_name", "zlint:e_rfc_dnsname_empty_label"),
		.schedule = RFC5280_SHALL, .fn = empty_name, .scope = SCOPE_SIGNED, BOTH,
	}, {
		.id = "rfc5280.alt-name.uri-relative", .section = "4.2.1.6",
		.title = "a URI in an alternative name is not absolute",
		.requires = "A uniformResourceIdentifier is an absolute URI: a scheme and what belongs to it.",
		.explanation = "There is no document to which a reference in a certificate could be relative.",
		.remedy = "Write the URI out with its scheme.",
		.peers = PEERS("zlint:e_ext_san_uri_relative", "zlint:e_ext_ian_uri_relative", "pkilint:pkix.invalid_uri_syntax"),
		.schedule = RFC5280_SHALL, .fn = uri_syntax, .arg = 1, .scope = SCOPE_SIGNED, BOTH,
	}, {
		.id = "rfc5280.alt-name.uri-syntax", .section = "4.2.1.6",
		.title = "a URI in an alternative name breaks the syntax of RFC 3986",
		.requires = "A uniformResourceIdentifier follows the syntax of RFC 3986 and has a scheme-specific part.",
		.explanation = "Software that parses the URI refuses it or guesses; blanks and raw non-ASCII characters are the usual case.",
		.remedy = "Percent-encode characters that a URI does not have.",
		.peers = PEERS("zlint:e_ext_san_uri_format_invalid", "zlint:e_ext_ian_uri_format_invalid", "pkilint:pkix.invalid_uri_syntax"),
		.schedule = RFC5280_SHALL, .fn = uri_syntax, .arg = 0, .scope = SCOPE_SIGNED, BOTH,
		.yields_to = IDS("rfc5280.alt-name.empty-value"), .yields = YIELD_IN_PLACE,
	}, {
		.id = "rfc5280.alt-name.uri-host", .section = "4.2.1.6",
		.title = "the host of a URI in an alternative name is neither a domain name nor an address",
		.requires = "A URI with an authority has a fully qualified domain name or an IP address as its host.",
		.explanation = "Name constraints apply to the host; software cannot apply them to anything else.",
		.remedy = "Use a fully qualified domain name.",
		.peers = PEERS("zlint:e_ext_san_uri_host_not_fqdn_or_ip", "zlint:e_ext_ian_uri_host_not_fqdn_or_ip", "pkilint:pkix.uri_domain_name_too_long"),
		.schedule = RFC5280_SHALL, .fn = uri_host_rule, .scope = SCOPE_SIGNED, BOTH,
	}, {
		.id = "rfc5280.alt-name.dns-syntax", .section = "4.2.1.6",
		.title = "a dNSName is not in the preferred name syntax",
		.requires = "A dNSName has labels of letters, digits and hyphens that neither begin nor end with a hyphen.",
		.explanation = "Names with blanks, underscores or empty labels are compared differently from software to software. "
		    "S/MIME subscriber certificates have no dNSName at all.",
		.remedy = "Use the host's name in DNS, internationalised labels as A-labels.",
		.peers = PEERS("zlint:e_ext_san_space_dns_name", "zlint:e_ext_ian_space_dns_name", "zlint:e_rfc_dnsname_hyphen_in_sld",
		    "zlint:e_rfc_dnsname_underscore_in_sld", "zlint:w_rfc_dnsname_underscore_in_trd", "zlint:e_san_dns_name_starts_with_period",
		    "zlint:e_ian_dns_name_starts_with_period", "zlint:e_san_dns_name_includes_null_char", "zlint:e_ian_dns_name_includes_null_char",
		    "zlint:e_san_bare_wildcard", "zlint:e_ian_bare_wildcard", "zlint:e_san_wildcard_not_first", "zlint:e_ian_wildcard_not_first",
		    "pkilint:pkix.invalid_domain_name_syntax"),
		.schedule = RFC5280_SHALL, .fn = dns, .arg = 0, .scope = SCOPE_SIGNED, BOTH,
		.yields_to = IDS("rfc5280.alt-name.empty-value"), .yields = YIELD_IN_PLACE,
	}, {
		.id = "rfc5280.alt-name.dns-length", .section = "4.2.1.6",
		.title = "a dNSName or one of its labels is too long",
		.requires = "A dNSName has at most 253 characters, each label at most 63.",
		.explanation = "DNS has no such names, so the certificate names nothing that exists.",
		.remedy = "Use the host's name in DNS.",
		.peers = PEERS("zlint:e_ext_san_dns_name_too_long", "zlint:e_rfc_dnsname_label_too_long", "pkilint:pkix.dnsname_domain_name_too_long"),
		.schedule = RFC5280_SHALL, .fn = dns, .arg = 1, .scope = SCOPE_SIGNED, BOTH,
	}, {
		.id = "rfc5280.alt-name.ip-length", .section = "4.2.1.6",
		.title = "an iPAddress has neither 4 nor 16 octets",
		.requires = "An iPAddress holds the 4 octets of an IPv4 address or the 16 of an IPv6 address.",
		.explanation = "Addresses as text, or with a mask as in name constraints, are the usual cause; no software matches them.",
		.remedy = "Encode the address in network byte order.",
		.peers = PEERS("pkilint:pkix.ip_address_wrong_length"),
		.schedule = RFC5280_SHALL, .fn = ip_length, .scope = SCOPE_SIGNED, BOTH,
	}, {
		.id = "rfc5280.alt-name.mailbox", .section = "4.2.1.6",
		.title = "rfc822Name is not a Mailbox",
		.requires = "An rfc822Name is a Mailbox of RFC 5321: local part, at sign, domain, and nothing around it.",
		.explanation = "The rule looks at issuerAltName, of CRLs too, and at the certificates of CAs and OCSP responders. The "
		    "rules on Mailbox Fields look at the subjectAltName of a subscriber.",
		.remedy = "Put the bare address into the name.",
		.peers = PEERS("zlint:e_ext_ian_rfc822_format_invalid", "pkilint:pkix.invalid_email_address_syntax"),
		.schedule = RFC5280_SHALL, .fn = mailbox_syntax, .scope = SCOPE_SIGNED, BOTH,
		.yields_to = IDS("x690.string.charset"), .yields = YIELD_IN_PLACE,
	}, {
		.id = "rfc5280.alt-name.other-name-value", .section = "4.2.1.6",
		.title = "value of an otherName is not what its type-id says",
		.requires = "The type-id of an otherName defines its value: userPrincipalName, XmppAddr and NAIRealm are UTF8Strings, SRVName is an IA5String, "
		    "KRB5PrincipalName, PermanentIdentifier and HardwareModuleName are SEQUENCEs; SRVName, NAIRealm and HardwareModuleName are not empty.",
		.explanation = "Software decodes the value by the type-id and refuses or skips a name of another type.",
		.remedy = "Encode the value as its definition says, or leave the name out.",
		.peers = PEERS("pkilint:itu.invalid_asn1_syntax"),
		.schedule = RFC5280_SHALL, .fn = other_names_fit, .scope = SCOPE_ALL, BOTH,
	}, {
		.id = "rfc5280.email-address.not-in-alt-name", .section = "4.1.2.6",
		.title = "emailAddress of the subject is not repeated in the subjectAltName",
		.requires = "An electronic mail address of the subject stands as rfc822Name in the subjectAltName; emailAddress may stand beside it.",
		.explanation = "The attribute serves old software only. Name constraints and current mail software use "
		    "the subjectAltName. For subscriber certificates the SBR have the rule themselves (7.1.4.2.1).",
		.remedy = "Leave emailAddress out, or repeat it as rfc822Name.",
		.peers = PEERS("zlint:e_subj_email_not_in_san", "pkilint:pkix.subject_email_address_not_in_san"),
		.schedule = RFC5280_SHALL, .fn = email_address_missing, .scope = SCOPE_ALL,
		.needs = PARTS1(PART_EXTENSIONS) | PARTS1(PART_EXT_SAN), .reads = PARTS1(PART_SUBJECT), .when = PARTS1(PART_SUBJECT),
		.yields_to = IDS("sbr.san.missing", "sbr.san.subject-mailbox-missing", "sbr.san.subject-mailbox-local-case",
		    "sbr.email-address.syntax", "sbr.subject.value-placeholder"),
	},
};

RULE_TABLE(rules_rfc5280_alt_names, "RFC 5280 4.1.2.6, 4.2.1.6 and 4.2.1.7 Alternative names", rules);
