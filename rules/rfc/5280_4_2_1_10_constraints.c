/* SPDX-License-Identifier: Apache-2.0 */
/*
 * 5280_4_2_1_10_constraints.c - nameConstraints (RFC 5280 4.2.1.10, RFC 9598 6).
 * What SBR 7.1.5 says of permitted rfc822Names in subordinate CAs is not said again.
 */
#include "rules/common/extension.h"
#include "rules/tables.h"
#include "value/mailbox.h"
#include "value/uri.h"

#define SHOWN 80		/* octets of a name shown in a value */

typedef void subtree_fn(struct check *, const struct subtree *);

static void
each_subtree(struct check *c, subtree_fn *fn)
{
	for (unsigned i = 0; i < c->cert->nc.n_permitted; i++)
		fn(c, &c->cert->nc.permitted[i]);
	for (unsigned i = 0; i < c->cert->nc.n_excluded; i++)
		fn(c, &c->cert->nc.excluded[i]);
}

static void
no_subtrees(struct check *c)
{
	if (!c->cert->nc.has_permitted && !c->cert->nc.has_excluded)
		report(c, at_ext(c, PART_EXT_NC), NULL);
}

static void
minimum_of(struct check *c, const struct subtree *s)
{
	if (s->min == UINT32_MAX)
		report(c, s->raw, NULL);
	else if (s->min != 0)
		report(c, s->raw, "%u", s->min);
}

static void
minimum(struct check *c)
{
	each_subtree(c, minimum_of);
}

static void
maximum_of(struct check *c, const struct subtree *s)
{
	if (s->has_max)
		report(c, s->raw, NULL);
}

static void
maximum(struct check *c)
{
	each_subtree(c, maximum_of);
}

static void
form_of(struct check *c, const struct subtree *s)
{
	if (s->base.form == GN_X400 || s->base.form == GN_EDI_PARTY || s->base.form == GN_REGISTERED_ID)
		report(c, s->raw, "%s", general_name_form_text(s->base.form));
}

static void
form(struct check *c)
{
	each_subtree(c, form_of);
}

/* ---- values ---- */

/* The mask, after the address in the second half: ones and then zeros (RFC 4632). */
static bool
is_mask(struct span m)
{
	bool ended = false;

	for (size_t i = 0; i < m.n * 8; i++) {
		bool one = (m.p[i / 8] & (0x80u >> (i % 8))) != 0;

		if (one && ended)
			return false;
		ended = ended || !one;
	}
	return true;
}

static void
ip_of(struct check *c, const struct subtree *s)
{
	const struct span v = s->base.tlv.val;

	if (s->base.form != GN_IP)
		return;
	if (v.n != 8 && v.n != 32)
		report(c, s->raw, "%s", show_count(c, v.n, "octet"));
	else if (!is_mask(span_sub(v, v.n / 2, v.n / 2)))
		report(c, s->raw, "mask %s", text_hex(c->arena, span_sub(v, v.n / 2, v.n / 2)));
}

static void
ip(struct check *c)
{
	each_subtree(c, ip_of);
}

/* A name, or with a dot in front all names below it; the empty one stands for every name.  Four numbers are no name of a host (RFC 1123 2.1). */
static enum host_fault
check_domain(struct span v)
{
	if (v.n > 1 && v.p[0] == '.')
		v = span_sub(v, 1, v.n - 1);
	return v.n == 0 ? HOST_OK : host_is_ipv4(v) ? HOST_ADDRESS : host_check_preferred(v);
}

static void
note_domain(struct check *c, const struct subtree *s, enum host_fault f)
{
	if (f != HOST_OK)
		report(c, s->raw, "%s %s", show_text(c, s->base.tlv.val, SHOWN), host_fault_text(f));
}

static void
dns_of(struct check *c, const struct subtree *s)
{
	if (s->base.form == GN_DNS)
		note_domain(c, s, check_domain(s->base.tlv.val));
}

static void
dns(struct check *c)
{
	each_subtree(c, dns_of);
}

static void
dns_dot_of(struct check *c, const struct subtree *s)
{
	if (s->base.form == GN_DNS && s->base.tlv.val.n > 1 && s->base.tlv.val.p[0] == '.')
		report_text(c, s->raw, s->base.tlv.val);
}

static void
dns_dot(struct check *c)
{
	each_subtree(c, dns_dot_of);
}

static void
uri_of(struct check *c, const struct subtree *s)
{
	struct span v = s->base.tlv.val;

	if (s->base.form != GN_URI || v.n == 0)
		return;
	if (v.n > 1 && v.p[0] == '.')
		v = span_sub(v, 1, v.n - 1);
	note_domain(c, s, host_is_ipv4(v) ? HOST_ADDRESS : host_check_qualified(v));
}

static void
uri(struct check *c)
{
	each_subtree(c, uri_of);
}

static void
mailbox_of(struct check *c, const struct subtree *s)
{
	const struct span v = s->base.tlv.val;
	struct mailbox m;
	enum mailbox_fault f;

	if (s->base.form != GN_RFC822)
		return;
	if (v.n == 0 || memchr(v.p, '@', v.n) == NULL) {
		note_domain(c, s, check_domain(v));
		return;
	}
	f = mailbox_parse(v, MAILBOX_ASCII, &m);
	if (f != MAILBOX_OK)
		report(c, s->raw, "%s %s", show_text(c, v, SHOWN), mailbox_fault_text(f));
}

static void
mailbox(struct check *c)
{
	each_subtree(c, mailbox_of);
}

static void
local_part_of(struct check *c, const struct subtree *s)
{
	const struct span v = s->base.tlv.val;

	if (s->base.form == GN_RFC822 && v.n != 0 && memchr(v.p, '@', v.n) != NULL)
		report_text(c, s->raw, v);
}

static void
local_part(struct check *c)
{
	each_subtree(c, local_part_of);
}

#define ON_NC .needs = PARTS1(PART_EXT_NC), .when = PARTS1(PART_EXT_NC)
#define IN_NC .reads = PARTS1(PART_EXT_NC), .when = PARTS1(PART_EXT_NC)

static const struct smimelint_rule rules[] = {
	{
		.id = "rfc5280.name-constraints.end-entity", .section = "4.2.1.10",
		.title = "nameConstraints is in an end entity certificate",
		.requires = "nameConstraints is in CA certificates only.",
		.explanation = "The extension limits the names in certificates below; there are none below an end entity certificate.",
		.remedy = "Leave the extension out.",
		.peers = PEERS("zlint:e_ext_name_constraints_not_in_ca", "pkilint:pkix.name_constraints_in_ee_certificate"),
		.schedule = RFC5280_SHALL, .fn = rule_ext_present, .reads = PARTS1(PART_EXTENSIONS), .arg = PART_EXT_NC,
		.scope = { KIND_SUBSCRIBER | KIND_OCSP, TYPE_ANY, GEN_ANY },
	}, {
		.id = "rfc5280.name-constraints.not-critical", .section = "4.2.1.10",
		.title = "nameConstraints is not critical",
		.requires = "nameConstraints is critical.",
		.explanation = "Software that does not know the extension ignores it. The SBR allow that in subordinate "
		    "CA certificates for a time, so their own rule judges those.",
		.remedy = "Mark the extension critical.",
		.peers = PEERS("zlint:e_ext_name_constraints_not_critical", "pkilint:pkix.certificate_name_constraints_extension_not_critical"),
		.schedule = RFC5280_SHALL, .fn = rule_ext_not_critical, .arg = PART_EXT_NC,
		.scope = SCOPE_CA(KIND_ANY_CA), IN_NC,
		.yields_to = IDS("sbr.name-constraints.sub-ca-not-critical"), .yields = YIELD_TO_VERDICT,
	}, {
		.id = "rfc5280.name-constraints.no-subtrees", .section = "4.2.1.10",
		.title = "nameConstraints has neither permitted nor excluded subtrees",
		.requires = "permittedSubtrees or excludedSubtrees is present.",
		.explanation = "The extension looks like a limit and is none.",
		.remedy = "Add the subtrees, or leave the extension out.",
		.peers = PEERS("zlint:e_name_constraint_empty", "pkilint:pkix.name_constraints_no_subtrees"),
		.schedule = RFC5280_SHALL, .fn = no_subtrees, .scope = SCOPE_ALL, ON_NC,
	}, {
		.id = "rfc5280.name-constraints.minimum", .section = "4.2.1.10",
		.title = "a subtree has a minimum other than 0",
		.requires = "minimum is 0, which is the default and left out.",
		.explanation = "RFC 5280 does not use minimum and maximum; relying parties refuse the certificate or constrain something else.",
		.remedy = "Leave minimum out.",
		.peers = PEERS("zlint:e_name_constraint_minimum_non_zero", "pkilint:pkix.name_constraints_non_default_minimum"),
		.schedule = RFC5280_SHALL, .fn = minimum, .scope = SCOPE_ALL, IN_NC,
	}, {
		.id = "rfc5280.name-constraints.maximum", .section = "4.2.1.10",
		.title = "a subtree has a maximum",
		.requires = "maximum is absent.",
		.explanation = "RFC 5280 does not use minimum and maximum; relying parties refuse the certificate or constrain something else.",
		.remedy = "Leave maximum out.",
		.peers = PEERS("zlint:e_name_constraint_maximum_not_absent", "pkilint:pkix.name_constraints_maximum_specified"),
		.schedule = RFC5280_SHALL, .fn = maximum, .scope = SCOPE_ALL, IN_NC,
	}, {
		.id = "rfc5280.name-constraints.form", .section = "4.2.1.10",
		.title = "nameConstraints constrain a name form that CAs should not constrain",
		.requires = "There are no constraints on x400Address, ediPartyName and registeredID.",
		.explanation = "Nobody has said how names of these forms are compared with a constraint; a critical extension then makes the CA unusable.",
		.remedy = "Remove the subtree.",
		.peers = PEERS("zlint:w_name_constraint_on_x400", "zlint:w_name_constraint_on_edi_party_name", "zlint:w_name_constraint_on_registered_id"),
		.schedule = RFC5280_SHOULD, .fn = form, .scope = SCOPE_ALL, IN_NC,
	}, {
		.id = "rfc5280.name-constraints.ip", .section = "4.2.1.10",
		.title = "constraint on iPAddress is not an address with a mask",
		.requires = "The value has 8 octets for IPv4 or 32 for IPv6: an address and a mask of ones followed by zeros.",
		.explanation = "A value of another length, or a mask with holes, matches nothing or is refused.",
		.remedy = "Encode address and mask of the range.",
		.peers = PEERS("pkilint:pkix.ip_address_name_constraint_wrong_length", "pkilint:pkix.ip_address_name_constraint_invalid_cidr"),
		.schedule = RFC5280_SHALL, .fn = ip, .scope = SCOPE_ALL, IN_NC,
	}, {
		.id = "rfc5280.name-constraints.dns-syntax", .section = "4.2.1.10",
		.title = "constraint on dNSName is not a domain name",
		.requires = "The value is a domain name in the preferred name syntax; the empty value stands for every name.",
		.explanation = "Wildcards, blanks, URLs and IP addresses match no name, so the limit is not the one that was meant.",
		.remedy = "Use the domain name alone, such as example.org.",
		.peers = PEERS("zlint:e_name_constraint_not_fqdn", "pkilint:pkix.invalid_domain_name_syntax"),
		.schedule = RFC5280_SHALL, .fn = dns, .scope = SCOPE_ALL, IN_NC,
	}, {
		.id = "rfc5280.name-constraints.dns-dot", .section = "4.2.1.10",
		.title = "a constraint on dNSName begins with a dot",
		.requires = "Nothing explicit: RFC 5280 gives the leading dot a meaning for URIs and mailboxes only.",
		.explanation = "Some software takes the dot as subdomains only, some refuses it. Without the dot the name and its subdomains are meant.",
		.remedy = "Drop the dot.",
		.schedule = RFC5280_NOTICE, .fn = dns_dot, .scope = SCOPE_ALL, IN_NC,
	}, {
		.id = "rfc5280.name-constraints.uri-syntax", .section = "4.2.1.10",
		.title = "constraint on URIs is not a host or domain",
		.requires = "The value is a fully qualified domain name, with a dot in front where all names below it are meant.",
		.explanation = "The constraint applies to the host of a URI that is a name; a scheme, a path or an IP address in it matches nothing.",
		.remedy = "Use the domain name alone.",
		.peers = PEERS("zlint:e_name_constraint_not_fqdn"),
		.schedule = RFC5280_SHALL, .fn = uri, .scope = SCOPE_ALL, IN_NC,
	}, {
		.id = "rfc5280.name-constraints.mailbox-syntax", .section = "4.2.1.10",
		.title = "a constraint on rfc822Name is neither mailbox, host nor domain",
		.requires = "The value is a mailbox, a host, or a domain with a dot in front.",
		.explanation = "Any other value matches no mailbox, so the limit is not the one that was meant.",
		.remedy = "Use the domain name alone, such as example.org.",
		.schedule = RFC5280_SHALL, .fn = mailbox, .scope = SCOPE_ALL, IN_NC,
	}, {
		.id = "rfc9598.name-constraints.local-part", .section = "6",
		.title = "a constraint on rfc822Name is one mailbox",
		.requires = "Constraints on rfc822Name are hosts or domains and have no local part.",
		.explanation = "RFC 8398 of 2018 deprecated single mailboxes, which RFC 5280 allows, and RFC 9598 repeats it. With a SmtpUTF8Mailbox the domains "
		    "alone are compared, so that software does not agree on what such a constraint permits or excludes.",
		.remedy = "Constrain by the domain, such as example.org.",
		.schedule = SCHEDULE(SHOULD_FROM(2018, 5, 1)), .fn = local_part, .scope = SCOPE_ALL, IN_NC,
		.yields_to = IDS("sbr.name-constraints.permitted-address", "rfc5280.name-constraints.mailbox-syntax"), .yields = YIELD_IN_PLACE,
	},
};

RULE_TABLE(rules_rfc5280_constraints, "RFC 5280 4.2.1.10 Name constraints", rules);
