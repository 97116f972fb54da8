/* SPDX-License-Identifier: Apache-2.0 */
/* 7_1_5_constraints.c - SBR 7.1.5: technically constrained subordinate CA certificates. */
#include "rule/ca_profile.h"
#include "rule/memo.h"
#include "rules/common/ca.h"
#include "rules/common/constrained.h"
#include "rules/common/extension.h"
#include "rules/tables.h"
#include "value/host.h"

/* Is the CA said to be technically constrained?  Its profile is nearer to it than the option. */
static enum answer
is_constrained(const struct check *c)
{
	if (c->ca_profile != NULL && c->ca_profile->constrained != ANSWER_UNSET)
		return (enum answer)c->ca_profile->constrained;
	return c->options->ca_constrained;
}

static bool
is_said_constrained(struct check *c)
{
	if (is_constrained(c) == ANSWER_YES)
		return true;
	not_applicable(c, "the CA is not said to be technically constrained (--ca-constrained yes)");
	return false;
}

/*
 * 7.1.5 binds a CA that is to count as technically constrained.  Where nobody
 * said whether this one is, the row's reading decides.
 */
static bool
binds(struct check *c)
{
	switch (is_constrained(c)) {
	case ANSWER_NO:
		not_applicable(c, "the CA is said not to be technically constrained");
		return false;
	case ANSWER_YES:
		reading_settled(c);
		break;
	case ANSWER_UNSET:
		break;
	}
	return true;
}

static bool
is_address(struct span s)
{
	return s.n != 0 && memchr(s.p, '@', s.n) != NULL;
}

static bool
is_email_ca(struct check *c)
{
	if (cert_has_eku(c->cert, OID_EKU_EMAIL))
		return true;
	not_applicable(c, "no id-kp-emailProtection");
	return false;
}

static void
permitted_address(struct check *c)
{
	if (!is_email_ca(c) || !binds(c))
		return;
	for (unsigned i = 0; i < c->cert->nc.n_permitted; i++) {
		const struct subtree *t = &c->cert->nc.permitted[i];

		if (t->base.form == GN_RFC822 && is_address(t->base.tlv.val))
			report_text(c, t->raw, t->base.tlv.val);
	}
}

static void
permitted_not_fqdn(struct check *c)
{
	if (!is_email_ca(c) || !binds(c))
		return;
	for (unsigned i = 0; i < c->cert->nc.n_permitted; i++) {
		const struct subtree *t = &c->cert->nc.permitted[i];
		struct span name = t->base.tlv.val;

		if (t->base.form != GN_RFC822 || is_address(name))
			continue;
		if (name.n != 0 && name.p[0] == '.')
			name = span_sub(name, 1, name.n - 1);
		if (host_check_qualified(name) != HOST_OK || host_ends_in_number(name))
			report_text(c, t->raw, t->base.tlv.val);
	}
}

/* Why names of a form are not constrained, where a subtree is there that shows it; NULL: none is. */
static const char *
why_free(enum constrained how, unsigned form)
{
	if (how == CONSTRAINED_BY_ALL)
		return form == GN_RFC822 ? "each rfc822Name is permitted" : "each directoryName is permitted";
	if (how == CONSTRAINED_BY_EXCLUSION)
		return form == GN_RFC822 ? "rfc822Names are excluded, and none permitted" : "directoryNames are excluded, and none permitted";
	return NULL;
}

/* Reports the forms of which that is so; those that no subtree is about in one finding. */
static void
report_free(struct check *c, bool by_exclusion)
{
	static const unsigned forms[2] = { GN_RFC822, GN_DIRECTORY };
	const char *absent = NULL, *why;
	enum constrained how;
	struct span by;

	for (unsigned i = 0; i < 2; i++) {
		how = rule_form_constrained(&c->cert->nc, forms[i], &by);
		if (how == CONSTRAINED || (how == CONSTRAINED_BY_EXCLUSION) != by_exclusion)
			continue;
		if ((why = why_free(how, forms[i])) != NULL)
			report(c, by, "%s", why);
		else
			absent = absent != NULL ? "rfc822Name and directoryName" : general_name_form_text(forms[i]);
	}
	if (absent != NULL)
		report(c, at_part(c, PART_EXT_NC), "no constraint on %s", absent);
}

static void
not_constrained(struct check *c)
{
	if (is_email_ca(c))
		report_free(c, false);
}

/* Excluded subtrees are constraints, too; 7.1.5 says of permitted ones alone how they have to be, which is the row's reading. */
static void
incomplete(struct check *c)
{
	if (!is_said_constrained(c) || !is_email_ca(c))
		return;
	report_free(c, true);
	reading_settled(c);
	report_free(c, false);
}

static void
no_usages(struct check *c)
{
	if (is_said_constrained(c))
		rule_ext_missing(c);
}

static void
any_usage(struct check *c)
{
	const struct oid_items *eku = &c->cert->eku;

	if (!is_said_constrained(c))
		return;
	for (unsigned i = 0; i < eku->n; i++)
		if (eku->v[i].id == OID_EKU_ANY)
			memo_report_purpose(c, i);
}

#define ONLY_IF "only a CA that is to count as technically constrained has to keep this; we read nameConstraints beside " \
	"id-kp-emailProtection as the sign of such a CA, unless --ca-constrained or the CA's profile says what it is"

static const struct smimelint_rule rules[] = {
	{
		.id = "sbr.name-constraints.permitted-address",
		.section = "7.1.5",
		.title = "permitted rfc822Name subtree is an email address",
		.requires = "In a technically constrained CA certificate, an rfc822Name in permittedSubtrees is an FQDN, or a dot and "
		    "an FQDN. It is not an email address.",
		.explanation = "The CA confirms with the registrant which domains a constrained CA may issue for. Nobody registers a single "
		    "mailbox. RFC 5280 allows the form, the SBR do not.",
		.remedy = "Constrain by the domain (example.org) or its subdomains (.example.org).",
		.reading = ONLY_IF,
		.scope = SCOPE_SUBCA, .schedule = SBR_SHALL,
		.when = PARTS1(PART_EXT_NC), .reads = PARTS1(PART_EXT_NC) | PARTS1(PART_EXT_EKU), .fn = permitted_address,
	},
	{
		.id = "sbr.name-constraints.permitted-not-fqdn",
		.section = "7.1.5",
		.title = "permitted rfc822Name subtree is not an FQDN",
		.requires = "In a technically constrained CA certificate, an rfc822Name in permittedSubtrees is an FQDN, or a dot and "
		    "an FQDN.",
		.explanation = "A single label or an empty value names no domain whose registrant the CA could ask: we expect at least two labels of an FQDN, "
		    "of which the last is no number. What RFC 5280 gives no meaning either, such as a wildcard, is reported by its rule.",
		.remedy = "Write the domain as A-labels, with or without one leading dot.",
		.reading = ONLY_IF,
		.peers = PEERS("zlint:e_name_constraint_not_fqdn"),
		.scope = SCOPE_SUBCA, .schedule = SBR_SHALL,
		.when = PARTS1(PART_EXT_NC), .reads = PARTS1(PART_EXT_NC) | PARTS1(PART_EXT_EKU), .fn = permitted_not_fqdn,
		.yields_to = IDS("rfc5280.name-constraints.mailbox-syntax"), .yields = YIELD_IN_PLACE,
	},
	{
		.id = "sbr.name-constraints.not-constrained",
		.section = "7.1.5",
		.title = "nameConstraints do not make this CA technically constrained",
		.requires = "A Subordinate CA with id-kp-emailProtection counts as technically constrained only with nameConstraints on "
		    "both rfc822Name and directoryName.",
		.explanation = "No CA has to be constrained, so this is a notice. The audit and disclosure rules for unconstrained CAs apply "
		    "to this one, whatever its nameConstraints contain. An empty directoryName permits every one, and constrains nothing.",
		.remedy = "Constrain both forms where the CA is meant to be technically constrained.",
		.scope = SCOPE_SUBCA, .schedule = SBR_NOTICE,
		.when = PARTS1(PART_EXT_NC), .needs = PARTS1(PART_EXT_NC), .reads = PARTS1(PART_EXT_EKU), .fn = not_constrained,
		.yields_to = IDS("sbr.name-constraints.incomplete", "sbr.name-constraints.permitted-not-fqdn"), .yields = YIELD_IN_PLACE,
	},
	{
		.id = "sbr.name-constraints.incomplete",
		.section = "7.1.5",
		.title = "technically constrained CA without constraints on rfc822Name and directoryName",
		.requires = "A technically constrained Subordinate CA certificate with id-kp-emailProtection has nameConstraints on rfc822Name "
		    "and on directoryName.",
		.explanation = "The CA is said to be constrained (--ca-constrained yes, or technically_constrained in its profile). Without both "
		    "constraints it may issue for any mailbox or any organization, and the audit rules for unconstrained CAs apply. "
		    "An empty directoryName permits every one, and constrains nothing.",
		.remedy = "Add the missing constraint, or treat the CA as unconstrained.",
		.reading = "excluded subtrees are constraints, too, and leave every other name permitted; 7.1.5 says only of permitted ones what they have to be. "
		    "Of the rest of this rule there is no other reading",
		.scope = SCOPE_SUBCA, .schedule = SBR_SHALL,
		.needs = PARTS1(PART_EXTENSIONS) | PARTS1(PART_EXT_NC), .reads = PARTS1(PART_EXT_EKU), .fn = incomplete,
		.yields_to = IDS("sbr.name-constraints.permitted-not-fqdn"), .yields = YIELD_IN_PLACE,
	},
	{
		.id = "sbr.ext-key-usage.constrained-missing",
		.section = "7.1.5",
		.title = "technically constrained CA without extKeyUsage",
		.requires = "A technically constrained Subordinate CA certificate has an extKeyUsage with every usage for which the CA may issue.",
		.explanation = "The CA is said to be constrained (--ca-constrained yes, or technically_constrained in its profile). Without the extension "
		    "it may issue for every purpose. 7.1.2.2.g demands it of each Subordinate CA certificate and has a rule of its own.",
		.remedy = "Add extKeyUsage with the usages for which the CA issues, or treat the CA as unconstrained.",
		.scope = SCOPE_SUBCA, .schedule = SBR_SHALL,
		.needs = PARTS1(PART_EXTENSIONS), .arg = PART_EXT_EKU, .fn = no_usages,
		.yields_to = IDS("sbr.ext-key-usage.sub-ca-missing"),
	},
	{
		.id = "sbr.ext-key-usage.constrained-any",
		.section = "7.1.5",
		.title = "technically constrained CA with anyExtendedKeyUsage",
		.requires = "The extKeyUsage of a technically constrained Subordinate CA certificate does not have anyExtendedKeyUsage.",
		.explanation = "The CA is said to be constrained (--ca-constrained yes, or technically_constrained in its profile), and this value takes "
		    "the constraint away. 7.1.2.2.g forbids it to S/MIME CAs and has a rule of its own.",
		.remedy = "Name the usages for which the CA issues, or treat the CA as unconstrained.",
		.scope = SCOPE_SUBCA, .schedule = SBR_SHALL,
		.when = PARTS1(PART_EXT_EKU), .reads = PARTS1(PART_EXT_EKU), .fn = any_usage,
		.yields_to = IDS("sbr.ext-key-usage.sub-ca-forbidden", "sbr.ext-key-usage.cross-any"), .yields = YIELD_IN_PLACE,
	},
};

RULE_TABLE(rules_sbr_7_1_5_constraints, "SBR 7.1.5 Name constraints", rules);
