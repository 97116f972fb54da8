/* SPDX-License-Identifier: Apache-2.0 */
/* 7_1_6_policies.c - SBR 7.1.6: the reserved policy OIDs in subscriber certificates. */
#include "rule/rule.h"
#include "rules/common/policies_show.h"
#include "rules/tables.h"

_Static_assert(OID_SBR_IV_STRICT - OID_SBR_MV_LEGACY == 11, "the twelve reserved OIDs stand together");

/* The set of reserved OIDs, one bit each; a repeated one counts once. */
static unsigned
reserved_set(const struct ext_policies *cp)
{
	unsigned set = 0;

	for (unsigned i = 0; i < cp->n; i++) {
		if (oid_is_sbr(cp->v[i].id))
			set |= 1u << (cp->v[i].id - OID_SBR_MV_LEGACY);
	}
	return set;
}

static bool
is_legacy(enum oid id)
{
	return id == OID_SBR_MV_LEGACY || id == OID_SBR_OV_LEGACY ||
	    id == OID_SBR_SV_LEGACY || id == OID_SBR_IV_LEGACY;
}

static void
no_reserved_oid(struct check *c)
{
	if (c->cert->policies.all && reserved_set(&c->cert->policies) == 0)
		report(c, at_part(c, PART_EXT_CP), "%s", policies_show(c));
}

static void
several_reserved_oids(struct check *c)
{
	unsigned n = 0;

	for (unsigned set = reserved_set(&c->cert->policies); set != 0; set &= set - 1)
		n++;
	if (n > 1)
		report(c, at_part(c, PART_EXT_CP), "%u reserved OIDs", n);
}

/* By the OIDs in the certificate, whatever profile the caller named. */
static void
legacy_generation(struct check *c)
{
	const struct ext_policies *cp = &c->cert->policies;

	for (unsigned i = 0; i < cp->n; i++) {
		if (is_legacy(cp->v[i].id))
			report(c, cp->v[i].raw, "%s", oid_name(cp->v[i].id));
	}
}

/* "sponsor-validated/strict": a reserved OID as options name its profile. */
static const char *
profile_of(struct check *c, enum oid id)
{
	const char *name = oid_name(id), *dash = strrchr(name, '-');

	return arena_printf(c->arena, "%.*s/%s", (int)(dash - name), name, dash + 1);
}

/* What an option claims is no reason to overlook what the certificate asserts. */
static void
other_profile(struct check *c)
{
	const struct ext_policies *cp = &c->cert->policies;

	if (c->profile->claimed == NULL)
		return;
	for (unsigned i = 0; i < cp->n; i++) {
		const char *own = oid_is_sbr(cp->v[i].id) ? profile_of(c, cp->v[i].id) : NULL;

		if (own != NULL && strcmp(own, c->profile->claimed) != 0)
			report(c, cp->v[i].raw, "%s, where %s is claimed", own, c->profile->claimed);
	}
}

/* As what it shows goes, it is no subscriber's: it signs for OCSP alone, for no mailbox. */
static bool
shows_responder_alone(const struct cert_view *cv)
{
	return cv->eku.n == 1 && cert_has_eku(cv, OID_EKU_OCSP_SIGNING) && cv->n_mailbox == 0 && !cv->mailbox_unread;
}

static void
other_kind(struct check *c)
{
	const struct ext_policies *cp = &c->cert->policies;

	if (!c->profile->kind_claimed)
		not_applicable(c, "no kind is asked for");
	else if (!shows_responder_alone(c->cert))
		for (unsigned i = 0; i < cp->n; i++)
			if (oid_is_sbr(cp->v[i].id))
				report(c, cp->v[i].raw, "%s", oid_name(cp->v[i].id));
}

/* The first version of the SBR was adopted on 2023-01-01: before, the OID meant nothing. */
static void
before_adoption(struct check *c)
{
	const struct ext_policies *cp = &c->cert->policies;

	if (!c->cert->not_before.ok || day_from_seconds(c->cert->not_before.seconds) >= DAY(2023, 1, 1))
		return;
	for (unsigned i = 0; i < cp->n; i++)
		if (oid_is_sbr(cp->v[i].id))
			report(c, cp->v[i].raw, "%s", oid_name(cp->v[i].id));
}

static const struct smimelint_rule rules[] = {
	{
		.id = "sbr.certificate-policies.legacy-generation",
		.section = "7.1.6.1",
		.title = "certificate of the Legacy generation after its end",
		.requires = "From 2025-07-15 no subscriber certificate is issued under a Legacy policy OID "
		    "(2.23.140.1.5.1.1, .2.1, .3.1, .4.1).",
		.explanation = "The Legacy profiles were a bridge from practice before the requirements; Multipurpose and "
		    "Strict have replaced them. CA certificates may go on listing a Legacy OID.",
		.remedy = "Issue under the Multipurpose or Strict profile of the same type.",
		.peers = PEERS("zlint:e_legacy_generation_deprecated",
		    "pkilint:cabf.smime.legacy_generation_certificate_issued_after_prohibition"),
		.schedule = SCHEDULE(SHALL_FROM(2025, 7, 15)),
		.fn = legacy_generation,
		.reads = PARTS1(PART_EXT_CP),
		.when = PARTS1(PART_EXT_CP),
		.scope = SCOPE_SUBSCRIBER,
	},
	{
		.id = "sbr.certificate-policies.no-reserved-oid",
		.section = "7.1.6.4, 7.1.2.3.a",
		.title = "certificatePolicies has no reserved S/MIME policy OID",
		.requires = "A subscriber certificate names one of the reserved policy identifiers of 7.1.6.1.",
		.explanation = "The reserved OID is the CA's statement that the certificate follows these requirements, "
		    "and by which profile. The CA's own OIDs may stand beside it, not in its place.",
		.remedy = "Add the reserved OID of the certificate's type and generation.",
		.peers = PEERS("zlint:e_exactly_one_smime_policy", "pkilint:cabf.smime.no_required_reserved_policy_oid"),
		.schedule = SBR_SHALL,
		.fn = no_reserved_oid,
		.reads = PARTS1(PART_EXT_CP),
		.when = PARTS1(PART_EXT_CP),
		.scope = SCOPE_SUBSCRIBER,
	},
	{
		.id = "sbr.certificate-policies.several-reserved-oids",
		.section = "7.1.2.3.a, 7.1.6.4",
		.title = "certificatePolicies has more than one reserved S/MIME policy OID",
		.requires = "Exactly one of the reserved policy identifiers of 7.1.6.1 is included.",
		.explanation = "Each reserved OID stands for one profile, and the profiles exclude one another. With two, "
		    "nobody knows what was validated. The same OID twice is one OID here; RFC 5280 forbids the repetition.",
		.remedy = "Keep the OID of the profile that the certificate was validated for; remove the others.",
		.peers = PEERS("zlint:e_exactly_one_smime_policy", "pkilint:cabf.smime.multiple_reserved_policy_oids"),
		.schedule = SBR_SHALL,
		.fn = several_reserved_oids,
		.reads = PARTS1(PART_EXT_CP),
		.when = PARTS1(PART_EXT_CP),
		.scope = SCOPE_SUBSCRIBER,
	},
	{
		.id = "sbr.certificate-policies.other-profile",
		.section = "7.1.6.1",
		.title = "reserved S/MIME policy OID is of another profile than the one claimed",
		.requires = "The reserved policy identifier is the one of the type and generation that the certificate was "
		    "issued for.",
		.explanation = "--profile, or an OID of --policy-map beside the reserved one, says that the certificate "
		    "is of another profile than it asserts. Relying parties go by the OID. The certificate is judged by both "
		    "profiles.",
		.remedy = "Put in the OID of the profile that is meant, or name the profile that the certificate asserts.",
		.schedule = SBR_SHALL,
		.fn = other_profile,
		.reads = PARTS1(PART_EXT_CP),
		.when = PARTS1(PART_EXT_CP),
		.scope = SCOPE_SUBSCRIBER,
	},
	{
		.id = "sbr.certificate-policies.other-kind",
		.section = "7.1.6.1",
		.title = "certificate that is asked for as an OCSP signer has a reserved S/MIME policy OID",
		.requires = "The reserved policy identifiers say that a certificate was issued and is managed as one for a subscriber's mailbox, in "
		    "accordance with the SBR.",
		.explanation = "--kind ocsp-signer says that the certificate is not a subscriber's, and rules for subscribers are left out. One that has "
		    "the OID and does more than sign OCSP responses, or names a mailbox, asserts that it is. One whose only purpose is "
		    "id-kp-OCSPSigning may have the policies of its CA.",
		.remedy = "Ask for a subscriber certificate, or issue the OCSP signer without the OID.",
		.schedule = SBR_SHALL,
		.fn = other_kind, .denies_kind = true,
		.reads = PARTS1(PART_EXT_CP),
		.needs = PARTS1(PART_EXT_EKU) | PARTS1(PART_EXT_SAN),
		.when = PARTS1(PART_EXT_CP),
		.scope = SCOPE_CA(KIND_OCSP),
		.yields_to = IDS("rfc5280.basic-constraints.other-kind"),
	},
	{
		.id = "sbr.certificate-policies.before-adoption",
		.section = "7.1.6.1",
		.title = "reserved S/MIME policy OID in a certificate that begins before the SBR were adopted",
		.requires = "Nothing: version 1.0.0 of the S/MIME Baseline Requirements was adopted on 2023-01-01, and the OID means "
		    "nothing before.",
		.explanation = "A certificate cannot follow what was not yet written; its notBefore is probably wrong, and with it the "
		    "day that rules are judged at.",
		.remedy = "Check the notBefore of the certificate.",
		.schedule = SCHEDULE({ DAY_ALWAYS, LEVEL_NOTICE }),
		.fn = before_adoption,
		.reads = PARTS1(PART_EXT_CP),
		.when = PARTS1(PART_EXT_CP) | PARTS1(PART_NOT_BEFORE),
		.scope = SCOPE_SUBSCRIBER,
	},
};

RULE_TABLE(rules_sbr_7_1_6_policies, "SBR 7.1.6 Policy identifiers of subscriber certificates", rules);
