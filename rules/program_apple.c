/* program_apple.c - Apple Root Program: what a certificate shows of it beyond the SBR. */
#include "rules/extension.h"
#include "rules/program.h"
#include "rules/tables.h"

#define EKU PARTS1(PART_EXT_EKU)
#define MAX_SECONDS (1185 * SECONDS_PER_DAY)

static void
over_1185_days(struct check *c)
{
	const struct cert_time *from = &c->cert->not_before, *to = &c->cert->not_after;

	/* Both ends belong to the period (RFC 5280 4.1.2.5). */
	if (from->ok && to->ok && to->seconds - from->seconds >= MAX_SECONDS)
		report(c, at_part(c, PART_VALIDITY), "%lld days",
		    (long long)((to->seconds - from->seconds) / SECONDS_PER_DAY + 1));
}

static void
no_rfc822_name(struct check *c)
{
	if (!cert_has_eku(c->cert, OID_EKU_EMAIL))
		return;
	for (unsigned i = 0; i < c->cert->san.n; i++)
		if (c->cert->san.v[i].form == GN_RFC822)
			return;
	report(c, at_part(c, PART_EXT_SAN), NULL);
}

static const struct smimelint_rule rules[] = {
	{
		.id = "apple.validity.over-1185-days",
		.section = "2.3",
		.title = "validity period is longer than the 1185 days that Apple allows",
		.requires = "S/MIME certificates issued from 2022-04-01 are valid for at most 1185 days.",
		.explanation = "Apple's limit is older than the SBR, whose own rule speaks from 2023-09-01.",
		.remedy = "Shorten the period.",
		.schedule = SCHEDULE(SHALL_FROM(2022, 4, 1)),
		.fn = over_1185_days, .needs = PARTS1(PART_NOT_BEFORE) | PARTS1(PART_NOT_AFTER),
		.scope = SCOPE_SUBSCRIBER, .sbr_kinds = KIND_SUBSCRIBER,
	},
	{
		.id = "apple.signature.sha1",
		.section = "2.3",
		.title = "S/MIME certificate signed with a hash weaker than SHA-256",
		.requires = "S/MIME certificates issued from 2022-04-01 are signed with SHA-256 or stronger.",
		.explanation = "Collisions of SHA-1 are practical. From 2023-09-01 the SBR's rule speaks.",
		.remedy = "Sign with SHA-256 or stronger.",
		.schedule = SCHEDULE(SHALL_FROM(2022, 4, 1)),
		.fn = program_sha1, .needs = EKU, .when = EKU,
		.scope = SCOPE_SUBSCRIBER, .sbr_kinds = KIND_SUBSCRIBER,
	},
	{
		.id = "apple.key.not-listed",
		.section = "2.3",
		.title = "S/MIME key that is neither RSA nor on a NIST curve",
		.requires = "From 2022-04-01 the key of an S/MIME certificate is RSA, P-256, P-384 or P-521.",
		.explanation = "The sentence stands in version 1.0; version 2.0, effective 2026-08-01, does not repeat it.",
		.remedy = "Use RSA or a NIST curve.",
		.schedule = SCHEDULE(SHALL_FROM(2022, 4, 1), ENDS_ON(2026, 8, 1)),
		.fn = program_key_family, .arg = FAMILY_EDWARDS | FAMILY_PQ, .needs = PARTS1(PART_SPKI),
		.scope = SCOPE_SUBSCRIBER,
	},
	{
		.id = "apple.subject-alt-name.no-rfc822-name",
		.section = "2.3",
		.title = "S/MIME certificate without an rfc822Name",
		.requires = "A subscriber certificate with id-kp-emailProtection has at least one rfc822Name in its "
		    "subjectAltName: from 2022-04-01 in version 1.0, and again in version 2.0 from 2027-02-01.",
		.explanation = "The SBR accepts an address of the form SmtpUTF8Mailbox alone; Apple does not. Between "
		    "2026-08-01 and 2027-01-31 no version in effect says so.",
		.remedy = "Add the rfc822Name of a validated mailbox.",
		.schedule = SCHEDULE(SHALL_FROM(2022, 4, 1), ENDS_ON(2026, 8, 1), SHALL_FROM(2027, 2, 1)),
		.fn = no_rfc822_name, .needs = PARTS1(PART_EXT_SAN) | EKU, .when = EKU,
		.scope = SCOPE_SUBSCRIBER,
	},
	{
		.id = "apple.ext-key-usage.cross-missing",
		.section = "1.7",
		.title = "cross certificate without extKeyUsage",
		.requires = "Every subordinate CA certificate signed from 2026-08-01, cross-signs too, has an extKeyUsage.",
		.explanation = "The SBR lets a cross certificate do without; Apple does not.",
		.remedy = "Add extKeyUsage with the usages of the one Trust Purpose.",
		.schedule = SCHEDULE(SHALL_FROM(2026, 8, 1)),
		.fn = rule_ext_missing, .arg = PART_EXT_EKU, .needs = PARTS1(PART_EXTENSIONS),
		.scope = SCOPE_CA(KIND_CROSS),
	},
	{
		.id = "apple.ext-key-usage.sub-ca-multi-purpose",
		.section = "1.7",
		.title = "S/MIME subordinate CA certificate that serves more than one Trust Purpose",
		.requires = "A subordinate CA certificate signed from 2026-08-01 has one Trust Purpose: for e-mail "
		    "id-kp-emailProtection, with id-kp-clientAuth at most. Until 2027-06-30 an audited use outside all Trust "
		    "Purposes may stand beside it.",
		.explanation = "Whether that exception holds no certificate shows, so this is a notice until it ends.",
		.remedy = "Use a CA of its own for each purpose.",
		.schedule = SCHEDULE(NOTICE_FROM(2026, 8, 1), SHALL_FROM(2027, 7, 1)),
		.fn = program_sub_ca_mixed, .arg = 1, .needs = EKU, .when = EKU,
		.scope = SCOPE_CA(KIND_SUBCA | KIND_CROSS),
	},
};

RULE_TABLE(rules_program_apple, "Apple Root Program", rules);
