/* SPDX-License-Identifier: Apache-2.0 */
/* microsoft_ccadb.c - Microsoft Trusted Root Program and CCADB Policy: what a certificate shows of them. */
#include "rules/common/extension.h"
#include "rules/program/program.h"
#include "rules/tables.h"

#define EKU PARTS1(PART_EXT_EKU)

static bool
is_dedicated(struct check *c)
{
	if (c->options->ca_dedicated == ANSWER_NO)
		not_applicable(c, "the hierarchy is not dedicated to S/MIME");
	else if (c->options->ca_dedicated == ANSWER_UNSET)
		not_evaluated(c, "whether the hierarchy is dedicated to S/MIME is not known (--ca-dedicated)");
	return c->options->ca_dedicated == ANSWER_YES;
}

static void
cross_missing(struct check *c)
{
	if (!cert_has(c->cert, PART_EXT_EKU) && is_dedicated(c))
		report(c, at_part(c, PART_EXT_EKU), NULL);
}

static bool
fits_dedicated(enum oid purpose)
{
	return purpose == OID_EKU_EMAIL || purpose == OID_EKU_CLIENT_AUTH;
}

static void
cross_other(struct check *c)
{
	const struct oid_items *eku = &c->cert->eku;
	bool lacks_email = eku->n != 0 && !cert_has_eku(c->cert, OID_EKU_EMAIL), fits = !lacks_email;

	for (unsigned i = 0; i < eku->n; i++)
		fits = fits && fits_dedicated(eku->v[i].id);
	if (fits || !is_dedicated(c))
		return;
	for (unsigned i = 0; i < eku->n; i++)
		if (!fits_dedicated(eku->v[i].id))
			report(c, eku->v[i].oid, "%s", oid_show(c->arena, eku->v[i].oid));
	if (lacks_email)
		report(c, at_part(c, PART_EXT_EKU), "no id-kp-emailProtection");
}

static const struct smimelint_rule ccadb[] = {
	{
		.id = "ccadb.ext-key-usage.cross-missing",
		.section = "6.3",
		.title = "cross certificate of a dedicated hierarchy without extKeyUsage",
		.requires = "From 2025-06-15 a new cross certificate for a key of a dedicated hierarchy has an extKeyUsage.",
		.explanation = "Without it the dedicated hierarchy may issue for whatever the other root is trusted for.",
		.remedy = "Add extKeyUsage with id-kp-emailProtection.",
		.schedule = SCHEDULE(SHALL_FROM(2025, 6, 15)),
		.fn = cross_missing, .needs = PARTS1(PART_EXTENSIONS), .scope = SCOPE_CA(KIND_CROSS),
	},
	{
		.id = "ccadb.ext-key-usage.cross-other",
		.section = "6.3",
		.title = "cross certificate of a dedicated S/MIME hierarchy with other usages than the table allows",
		.requires = "From 2025-06-15 the extKeyUsage of such a cross certificate is id-kp-emailProtection, alone or "
		    "with id-kp-clientAuth.",
		.explanation = "No certificate shows which of the two rows of the table is the hierarchy's. Both are "
		    "accepted.",
		.remedy = "List id-kp-emailProtection, and id-kp-clientAuth only for a generic S/MIME hierarchy.",
		.schedule = SCHEDULE(SHALL_FROM(2025, 6, 15)),
		.fn = cross_other, .reads = EKU, .when = EKU, .scope = SCOPE_CA(KIND_CROSS),
	},
};

RULE_TABLE(rules_program_ccadb, "CCADB Policy", ccadb);

static void
issuing_ca_mixed(struct check *c)
{
	const struct oid_items *eku = &c->cert->eku;

	if (!cert_has_eku(c->cert, OID_EKU_EMAIL)) {
		not_applicable(c, "extKeyUsage has no id-kp-emailProtection");
		return;
	}
	for (unsigned i = 0; i < eku->n; i++) {
		enum oid id = eku->v[i].id;

		if (id == OID_EKU_SERVER_AUTH || id == OID_EKU_CODE_SIGNING || id == OID_EKU_TIME_STAMPING)
			report(c, eku->v[i].oid, "%s", oid_name(id));
	}
}

/* The second named by notAfter belongs to the period (RFC 5280 4.1.2.5). */
static void
root_over_10_years(struct check *c)
{
	const struct artifact_time *from = &c->cert->not_before, *to = &c->cert->not_after;
	int32_t day = day_from_seconds(from->seconds);
	struct date end = day_to_date(day);
	int64_t limit;

	if (!from->ok || !to->ok)
		return;
	end.year += 10;
	limit = day_from_date(end) * SECONDS_PER_DAY + (from->seconds - day * SECONDS_PER_DAY);
	if (to->seconds >= limit)
		report(c, at_part(c, PART_VALIDITY), "%lld days", (long long)((to->seconds - from->seconds) / SECONDS_PER_DAY + 1));
}

static const struct smimelint_rule microsoft[] = {
	{
		.id = "microsoft.ext-key-usage.issuing-ca-mixed",
		.section = "3.1.13",
		.title = "issuing CA certificate that mixes S/MIME with server authentication, code signing or time stamping",
		.requires = "Server authentication, S/MIME, code signing and time stamping each have an issuing CA of their own.",
		.explanation = "The program has named S/MIME here since 2022-08-31 at the latest. The SBR have had the "
		    "rule since 2023-09-01.",
		.remedy = "Use a CA of its own for each purpose.",
		.schedule = SCHEDULE(SHALL_FROM(2022, 8, 31)),
		.fn = issuing_ca_mixed, .reads = EKU, .when = EKU,
		.scope = SCOPE_CA(KIND_SUBCA),
		.yields_to = IDS("sbr.ext-key-usage.sub-ca-forbidden"),
	},
	{
		.id = "microsoft.key.not-listed",
		.section = "3.1.20",
		.title = "key that is neither RSA nor on a NIST curve, which Microsoft's key table does not have",
		.requires = "The program's key table has RSA and the curves P-256, P-384 and P-521.",
		.explanation = "The table is headed by root keys, so for other certificates this is a notice; the day is that "
		    "of the version which was read.",
		.remedy = "Use RSA or a NIST curve where Windows has to accept the certificate.",
		.schedule = SCHEDULE(NOTICE_FROM(2026, 5, 20)),
		.fn = program_key_family, .arg = FAMILY_EDWARDS | FAMILY_PQ | FAMILY_OTHER, .needs = PARTS1(PART_KEY_ALGORITHM),
		.scope = SCOPE_ALL,
	},
	{
		.id = "microsoft.key.ecc-subscriber",
		.section = "3.1.20",
		.title = "elliptic curve key of a subscriber, against which Microsoft advises",
		.requires = "The program recommends that certificates with ECC keys are not issued to subscribers.",
		.explanation = "It says that newer security features of Windows do not support such signatures; the SBR allow the keys. "
		    "The day is that of the version which was read.",
		.remedy = "Use RSA where Windows has to accept the certificate.",
		.schedule = SCHEDULE(SHOULD_FROM(2026, 5, 20)),
		.fn = program_key_family, .arg = FAMILY_NIST, .needs = PARTS1(PART_KEY_ALGORITHM), .scope = SCOPE_SUBSCRIBER,
	},
	{
		.id = "microsoft.validity.root-over-10-years",
		.section = "3.1.8",
		.title = "new root that is valid for more than 10 years",
		.requires = "New roots are valid for at most 10 years, from 2026-07-01.",
		.explanation = "A root made from that day on can only be submitted later, so its notBefore decides; an older one that is "
		    "submitted now is not seen here.",
		.remedy = "Make the root with a validity of at most 10 years.",
		.reading = "the 10 years are counted from notBefore; older versions of the section count from the day of submission, "
		    "which no certificate shows",
		.schedule = SCHEDULE(SHALL_FROM(2026, 7, 1)),
		.fn = root_over_10_years, .needs = PARTS1(PART_NOT_BEFORE) | PARTS1(PART_NOT_AFTER), .scope = SCOPE_CA(KIND_ROOT),
	},
};

RULE_TABLE(rules_program_microsoft, "Microsoft Trusted Root Program", microsoft);
