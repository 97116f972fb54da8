/* SPDX-License-Identifier: Apache-2.0 */
/* 1_scope.c - SBR 1.1 and 1.2: notices about what of the text was applied to a certificate. */
#include <string.h>

#include "rule/rule.h"
#include "rules/tables.h"

static void
before_effective(struct check *c)
{
	/* Nothing will be issued on that day any more: a wrong date would switch the rules off. */
	if (c->profile->to_be_signed && !c->options->day_given)
		counts_as_error(c);
	report(c, c->artifact->der, "%s", show_count(c, c->counts->not_begun, "rule"));
}

/* Why the policy OIDs give no profile. */
static const char *
unknown_because(const struct cert_view *cv)
{
	enum oid seen = OID_UNKNOWN;

	if ((cv->bad_parts & PARTS1(PART_EXTENSIONS)) != 0)
		return "unreadable extensions";
	if (!cert_has(cv, PART_EXT_CP))
		return "no certificatePolicies";
	for (unsigned i = 0; i < cv->policies.n; i++) {
		enum oid id = cv->policies.v[i].id;

		if (!oid_is_sbr(id) || id == seen)
			continue;
		if (seen != OID_UNKNOWN)
			return "several reserved policy OIDs";
		seen = id;
	}
	if (!cv->policies.all)
		return "unreadable certificatePolicies";
	return seen == OID_UNKNOWN ? "no reserved policy OID" : "profile given in part";
}

/* Why, and how many rules were left out for it, if any. */
static void
report_left_out(struct check *c, struct span at, const char *why)
{
	unsigned n = c->counts->profile_bound;

	if (n > 0)
		report(c, at, "%s; %u rule%s left out", why, n, n == 1 ? "" : "s");
	else
		report(c, at, "%s", why);
}

static void
profile_unknown(struct check *c)
{
	if (!c->profile->known)
		report_left_out(c, at_part(c, PART_EXT_CP), unknown_because(c->cert));
}

static void
kind_unknown(struct check *c)
{
	const uint64_t bad = c->cert->bad_parts | c->cert->lost_parts;
	enum artifact_part part = (profile_kinds(c->profile) & KIND_ANY_CA) != 0 ? PART_EXT_BC : PART_EXT_EKU;

	if (c->profile->also == 0)
		return;
	if ((bad & PARTS1(PART_EXTENSIONS)) != 0)
		part = PART_EXTENSIONS;
	report_left_out(c, at_part(c, part), arena_printf(c->arena, "unreadable %s", part == PART_EXTENSIONS ? "extensions" :
	    part == PART_EXT_BC ? oid_name(OID_EXT_BC) : oid_name(OID_EXT_EKU)));
}

/* Does it assert a policy of the CA/Browser Forum: 2.23.140.1 and what is under it? */
static bool
names_forum_policy(const struct cert_view *cv)
{
	static const uint8_t forum[] = { 0x67, 0x81, 0x0c, 0x01 };

	for (unsigned i = 0; i < cv->policies.n; i++)
		if (cv->policies.v[i].oid.n >= sizeof forum && memcmp(cv->policies.v[i].oid.p, forum, sizeof forum) == 0)
			return true;
	return false;
}

/* Publicly trusted CAs and what they issue assert reserved OIDs, affiliated CAs anyPolicy in their place (SBR 7.1.6). */
static void
not_shown_public(struct check *c)
{
	bool subscriber = c->profile->kind == KIND_SUBSCRIBER;

	if ((subscriber && c->profile->known) || !cert_has_eku(c->cert, OID_EKU_EMAIL) || names_forum_policy(c->cert) ||
	    (c->issuer != NULL && c->issuer != c->cert && names_forum_policy(c->issuer)))
		return;
	if (!subscriber && cert_has_policy(c->cert, OID_ANY_POLICY))
		return;
	if (c->issuer != NULL && c->issuer != c->cert && cert_has_policy(c->issuer, OID_ANY_POLICY))
		return;
	if (!cert_has(c->cert, PART_EXT_CP) || c->cert->policies.all)
		report(c, at_part(c, PART_EXT_CP), NULL);
}

/* By both signs that SBR 1.1 names.  One with a reserved policy, or of a CA, is told of as that. */
static void
shows_mail(struct check *c)
{
	if (!c->profile->kind_claimed)
		not_applicable(c, "no kind is asked for");
	else if (cert_has_eku(c->cert, OID_EKU_EMAIL) && c->cert->n_mailbox > 0)
		report(c, at_part(c, PART_EXT_EKU), "%s", oid_name(OID_EKU_EMAIL));
}

/* By the first of the two signs alone. */
static void
has_mail_purpose(struct check *c)
{
	if (!c->profile->kind_claimed)
		not_applicable(c, "no kind is asked for");
	else if (cert_has_eku(c->cert, OID_EKU_EMAIL) && c->cert->n_mailbox == 0)
		report(c, at_part(c, PART_EXT_EKU), "%s", oid_name(OID_EKU_EMAIL));
}

/* Told by the engine, once all findings are there. */
static void
more_findings(struct check *c)
{
	(void)c;
}

static const struct smimelint_rule rules[] = {
	{
		.id = "sbr.scope.before-effective",
		.section = "1.2.1",
		.title = "judged at a day before the S/MIME Baseline Requirements took effect",
		.requires = "Nothing: the S/MIME Baseline Requirements bind certificates issued from 2023-09-01.",
		.explanation = "Rules of the S/MIME Baseline Requirements do not count against what was issued before them. "
		    "The value gives the number of rules that were left out for that reason, whatever --only and --skip choose. A "
		    "result without findings does not show conformance. For what is to be signed (--tbs, or a signature known as a dummy) it is an error: "
		    "nothing is issued in the past.",
		.remedy = "An issued certificate needs no mending. Correct the notBefore of what is to be signed. To see what the "
		    "certificate would break today, judge it at a later day (--at).",
		.schedule = SCHEDULE({ DAY_ALWAYS, LEVEL_NOTICE }, ENDS_ON(2023, 9, 1)),
		.fn = before_effective, .outlives_filter = true,
		.scope = SCOPE_SIGNED,
	},
	{
		.id = "sbr.scope.profile-unknown",
		.section = "1.1",
		.title = "profile of the certificate is unknown, and rules bound to a profile were left out",
		.requires = "Nothing in itself: the reserved policy OID says which profile a subscriber certificate follows.",
		.explanation = "Type and generation decide which attributes, key usages and periods are allowed. Where "
		    "the policy OIDs do not give them, only the rules that hold for every possible profile are applied. The "
		    "value says why, and how many rules were left out.",
		.remedy = "Issue with exactly one reserved policy OID; to lint against a certain profile all the same, "
		    "name it (--profile, --policy-map).",
		.schedule = SBR_NOTICE,
		.fn = profile_unknown, .speaks_for_profile = true,
		.scope = SCOPE_SUBSCRIBER,
	},
	{
		.id = "sbr.scope.kind-unknown",
		.section = "1.1",
		.title = "kind of the certificate cannot be read, and rules bound to a kind were left out",
		.requires = "Nothing in itself: extensions say whether a certificate is a CA's, an OCSP responder's or a subscriber's.",
		.explanation = "The kind follows from basicConstraints and extKeyUsage. Where damage hides them and nothing else shows it, only the rules "
		    "that hold for every possible kind are applied. The value says what cannot be read, and how many rules were left out.",
		.remedy = "Mend the encoding; to lint as a certain kind all the same, name it (--kind).",
		.schedule = SCHEDULE({ DAY_ALWAYS, LEVEL_NOTICE }),
		.fn = kind_unknown, .speaks_for_profile = true,
		.only_of = SHOWS_FAULT, .lacking = "all of it can be read",
		.scope = SCOPE_CA(KIND_ANY),
	},
	{
		.id = "sbr.scope.not-shown-public",
		.section = "1.1",
		.title = "nothing shows that a publicly trusted CA issued the certificate",
		.requires = "Nothing: the S/MIME Baseline Requirements bind publicly trusted CAs and what they issue.",
		.explanation = "The certificate is for e-mail and has no policy OID of the CA/Browser Forum, and its issuer, where --issuer gives it, has none. "
		    "In a CA certificate anyPolicy counts as one. A CA of an organization's own, whose root no vendor distributes, is not bound; then "
		    "the findings of source sbr are advice.",
		.remedy = "For a publicly trusted CA, issue with a reserved policy OID. For a private one, keep the rules that you want (--only, --skip).",
		.schedule = SBR_NOTICE,
		.fn = not_shown_public, .when = PARTS1(PART_EXT_EKU), .needs = PARTS1(PART_EXT_EKU) | PARTS1(PART_EXT_CP),
		.scope = SCOPE_CA(KIND_SUBSCRIBER | KIND_SUBCA | KIND_CROSS),
	},
	{
		.id = "sbr.scope.other-kind",
		.section = "1.1",
		.title = "certificate that is asked for as an OCSP signer is for e-mail",
		.requires = "An S/MIME certificate is known by id-kp-emailProtection and a mailbox in its subjectAltName.",
		.explanation = "--kind ocsp-signer says that the certificate is not a subscriber's, and rules for subscribers are left out. One with both "
		    "shows that it is.",
		.remedy = "Lint it as what it is, or issue the OCSP signer with id-kp-OCSPSigning alone.",
		.schedule = SBR_SHALL,
		.fn = shows_mail, .denies_kind = true,
		.needs = PARTS1(PART_EXT_EKU) | PARTS1(PART_EXT_SAN),
		.when = PARTS1(PART_EXT_EKU) | PARTS1(PART_EXT_SAN),
		.scope = SCOPE_CA(KIND_OCSP),
		.yields_to = IDS("rfc5280.basic-constraints.other-kind", "sbr.certificate-policies.other-kind"),
	},
	{
		.id = "sbr.scope.mail-purpose",
		.section = "1.1",
		.title = "certificate that is asked for as an OCSP signer has id-kp-emailProtection, and no mailbox",
		.requires = "An S/MIME certificate is known by id-kp-emailProtection and a mailbox in its subjectAltName. 7.1.2.3.f and 7.1.4.2.1 ask both of it.",
		.explanation = "4.9.9 asks id-kp-OCSPSigning of an OCSP signer and forbids no other purpose. One with id-kp-emailProtection can be used to sign "
		    "mail, and lacks what is asked of such certificates. Without --kind it is judged as a subscriber's.",
		.remedy = "Issue the OCSP signer with id-kp-OCSPSigning alone.",
		.reading = "id-kp-emailProtection alone says that a certificate is for mail",
		.schedule = SBR_SHALL,
		.fn = has_mail_purpose, .denies_kind = true,
		.needs = PARTS1(PART_EXT_EKU) | PARTS1(PART_EXT_SAN),
		.when = PARTS1(PART_EXT_EKU),
		.scope = SCOPE_CA(KIND_OCSP),
		.yields_to = IDS("rfc5280.basic-constraints.other-kind", "sbr.certificate-policies.other-kind"),
	},
	{
		.id = "sbr.scope.more-findings",
		.section = "1.1",
		.title = "there are more findings than are shown",
		.requires = "Nothing: a certificate with very many findings is reported in part.",
		.explanation = "At most 256 findings of one certificate are shown, but of each rule at least one; new ones before accepted "
		    "ones, the severe before the others. The value says how many were left out.",
		.remedy = "Mend what is shown and lint the certificate again.",
		.schedule = SCHEDULE({ DAY_ALWAYS, LEVEL_NOTICE }),
		.fn = more_findings,
		.scope = SCOPE_SIGNED,
	},
};

RULE_TABLE(rules_sbr_1_scope, "SBR 1.1 and 1.2 Scope", rules);
