/* 7_1_5_constraints.c - SBR 7.1.5: technically constrained subordinate CA certificates. */
#include "rules/common/ca.h"
#include "rules/tables.h"
#include "value/uri.h"

static bool
is_address(struct span s)
{
	return s.n != 0 && memchr(s.p, '@', s.n) != NULL;
}

/* 7.1.5 speaks of CAs with id-kp-emailProtection. */
static void
permitted_address(struct check *c)
{
	if (!cert_has_eku(c->cert, OID_EKU_EMAIL)) {
		not_applicable(c, "no id-kp-emailProtection");
		return;
	}
	for (unsigned i = 0; i < c->cert->nc.n_permitted; i++) {
		const struct subtree *t = &c->cert->nc.permitted[i];

		if (t->base.form == GN_RFC822 && is_address(t->base.tlv.val))
			report_text(c, t->raw, t->base.tlv.val);
	}
}

static void
permitted_not_fqdn(struct check *c)
{
	for (unsigned i = 0; i < c->cert->nc.n_permitted; i++) {
		const struct subtree *t = &c->cert->nc.permitted[i];
		struct span name = t->base.tlv.val;

		if (t->base.form != GN_RFC822 || is_address(name))
			continue;
		if (name.n != 0 && name.p[0] == '.')
			name = span_sub(name, 1, name.n - 1);
		if (host_check_qualified(name) != HOST_OK)
			report_text(c, t->raw, t->base.tlv.val);
	}
}

static void
not_constrained(struct check *c)
{
	bool rfc822 = nc_has_form(&c->cert->nc, GN_RFC822), dir = nc_has_form(&c->cert->nc, GN_DIRECTORY);

	if (cert_has_eku(c->cert, OID_EKU_EMAIL) && (!rfc822 || !dir))
		report(c, at_part(c, PART_EXT_NC), "no constraint on %s", rfc822 ? "directoryName" :
		    dir ? "rfc822Name" : "rfc822Name and directoryName");
}

static const struct smimelint_rule rules[] = {
	{
		.id = "sbr.name-constraints.permitted-address",
		.section = "7.1.5",
		.title = "permitted rfc822Name subtree is an email address",
		.requires = "An rfc822Name in permittedSubtrees is an FQDN, or a dot and an FQDN; it is no email address.",
		.explanation = "The CA confirms domains for a constrained CA, not single mailboxes; an address as constraint "
		    "permits that one mailbox only. RFC 5280 allows it; the SBR's sentence does not. No CA has to be technically "
		    "constrained, but one for S/MIME that has such constraints is taken to be meant so.",
		.remedy = "Constrain by the domain (example.org) or its subdomains (.example.org).",
		.scope = SCOPE_SUBCA, .schedule = SBR_SHALL,
		.when = PARTS1(PART_EXT_NC), .reads = PARTS1(PART_EXT_NC) | PARTS1(PART_EXT_EKU), .fn = permitted_address,
	},
	{
		.id = "sbr.name-constraints.permitted-not-fqdn",
		.section = "7.1.5",
		.title = "permitted rfc822Name subtree is no FQDN",
		.requires = "An rfc822Name in permittedSubtrees is an FQDN, or a dot and an FQDN.",
		.explanation = "A single label, a wildcard, a U-label or an empty value names no domain whose registrant the "
		    "CA could ask, and RFC 5280 gives most of them no meaning either. At least two labels are expected of an "
		    "FQDN.",
		.remedy = "Write the domain as A-labels, with or without one leading dot.",
		.peers = PEERS("zlint:e_name_constraint_not_fqdn"),
		.scope = SCOPE_SUBCA, .schedule = SBR_SHALL,
		.when = PARTS1(PART_EXT_NC), .reads = PARTS1(PART_EXT_NC), .fn = permitted_not_fqdn,
	},
	{
		.id = "sbr.name-constraints.not-constrained",
		.section = "7.1.5",
		.title = "nameConstraints do not make this CA technically constrained",
		.requires = "A Subordinate CA with id-kp-emailProtection counts as technically constrained only with "
		    "nameConstraints on both rfc822Name and directoryName.",
		.explanation = "Nothing obliges a CA to be constrained, so this is a notice: audit and disclosure rules for "
		    "unconstrained CAs apply to it, whatever its nameConstraints say.",
		.remedy = "Constrain both forms where the CA is meant to be technically constrained.",
		.scope = SCOPE_SUBCA, .schedule = SBR_NOTICE,
		.when = PARTS1(PART_EXT_NC), .needs = PARTS1(PART_EXT_NC) | PARTS1(PART_EXT_EKU),
		.fn = not_constrained,
	},
};

RULE_TABLE(rules_sbr_7_1_5_constraints, "SBR 7.1.5 Name constraints", rules);
