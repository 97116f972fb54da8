/* program_microsoft_ccadb.c - Microsoft Trusted Root Program and CCADB Policy: what a certificate shows of them. */
#include "rules/extension.h"
#include "rules/program.h"
#include "rules/tables.h"

#define EKU PARTS1(PART_EXT_EKU)

static bool
is_dedicated(struct check *c)
{
	if (c->options->ca_dedicated == ANSWER_UNSET)
		not_applicable(c, "whether the hierarchy is dedicated to S/MIME is not known (--ca-dedicated)");
	return c->options->ca_dedicated == ANSWER_YES;
}

static void
cross_missing(struct check *c)
{
	if (is_dedicated(c) && !cert_has(c->cert, PART_EXT_EKU))
		report(c, at_part(c, PART_EXT_EKU), NULL);
}

static void
cross_other(struct check *c)
{
	const struct oid_items *eku = &c->cert->eku;

	if (!is_dedicated(c))
		return;
	for (unsigned i = 0; i < eku->n; i++)
		if (eku->v[i].id != OID_EKU_EMAIL && eku->v[i].id != OID_EKU_CLIENT_AUTH)
			report(c, eku->v[i].oid, "%s", oid_show(c->arena, eku->v[i].oid));
	if (eku->n != 0 && !cert_has_eku(c->cert, OID_EKU_EMAIL))
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
		.explanation = "Which of the two rows of the table is the hierarchy's, no certificate shows; both are accepted.",
		.remedy = "List id-kp-emailProtection, and id-kp-clientAuth only for a generic S/MIME hierarchy.",
		.schedule = SCHEDULE(SHALL_FROM(2025, 6, 15)),
		.fn = cross_other, .needs = EKU, .when = EKU, .scope = SCOPE_CA(KIND_CROSS),
	},
};

RULE_TABLE(rules_program_ccadb, "CCADB Policy", ccadb);

static const struct smimelint_rule microsoft[] = {
	{
		.id = "microsoft.ext-key-usage.issuing-ca-mixed",
		.section = "3.1.13",
		.title = "issuing CA certificate that mixes S/MIME with server authentication, code signing or time stamping",
		.requires = "Server authentication, S/MIME, code signing and time stamping each have an issuing CA of their own.",
		.explanation = "The program names S/MIME here since 2022-08-31 at the latest; from 2023-09-01 the SBR's rule "
		    "speaks.",
		.remedy = "Use a CA of its own for each purpose.",
		.schedule = SCHEDULE(SHALL_FROM(2022, 8, 31)),
		.fn = program_sub_ca_mixed, .needs = EKU, .when = EKU,
		.scope = SCOPE_CA(KIND_SUBCA), .sbr_kinds = KIND_SUBCA,
	},
	{
		.id = "microsoft.key.not-listed",
		.section = "3.1.20",
		.title = "Edwards-curve or post-quantum key, which Microsoft's key table does not have",
		.requires = "The program's key table has RSA and the curves P-256, P-384 and P-521.",
		.explanation = "The table is headed by root keys, so for other certificates this is a notice; the day is that "
		    "of the version which was read.",
		.remedy = "Use RSA or a NIST curve where Windows has to accept the certificate.",
		.schedule = SCHEDULE(NOTICE_FROM(2026, 5, 20)),
		.fn = program_key_family, .arg = FAMILY_EDWARDS | FAMILY_PQ, .needs = PARTS1(PART_SPKI), .scope = SCOPE_ALL,
	},
};

RULE_TABLE(rules_program_microsoft, "Microsoft Trusted Root Program", microsoft);
