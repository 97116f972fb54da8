/* SPDX-License-Identifier: Apache-2.0 */
/* 7_2_crl.c - SBR 7.2: reasons in the entries of a CRL. */
#include "rules/common/crl.h"
#include "rules/common/revocation.h"
#include "rules/tables.h"

static void
ca_reason_missing(struct check *c)
{
	report_ca_entries(c, CRL_SEES_CA_NO_REASON, CRL_SEES_NO_REASON);
}

/* Does the CRL's issuer, by what it may issue, tell of the entries of its own certificates? */
static bool
issuer_tells(const struct check *c)
{
	return c->issuer != NULL && c->profile->covers != COVERS_CA;
}

static bool
holds_are_strict(const struct check *c)
{
	return issuer_tells(c) && c->issuer_says.strict_only;
}

static bool
own_holds_are_known(const struct check *c)
{
	return issuer_tells(c) && (c->issuer_says.strict_only || c->issuer_says.none_strict);
}

/*
 * It says nothing of other CAs' certificates, which those in front of the first
 * certificateIssuer are not (RFC 5280 5.3.3).
 */
static bool
has_others(const struct check *c)
{
	return c->crl->tally[CRL_SEES_CERTIFICATE_ISSUER].n > 0;
}

/* A certificate that is not known is Strict or a CA's: whichever it is, one finding says so. */
static void
ca_hold(struct check *c)
{
	report_ca_entries(c, CRL_SEES_CA_HOLD, holds_are_strict(c) ? CRL_SIGHTS : CRL_SEES_HOLD);
}

/* A name holds for the entries behind it in an indirect CRL alone. */
static bool
is_inherited(const struct check *c)
{
	return c->crl->idp.indirect == CRL_FLAG_TRUE;
}

static void
report_own_holds(struct check *c)
{
	report_entries(c, CRL_SEES_OWN_HOLD);
	if (!is_inherited(c))
		report_entries(c, CRL_SEES_INHERITED_HOLD);
}

/* Those of unknown certificates whose generation nothing says. */
static void
report_unknown_holds(struct check *c)
{
	if (!own_holds_are_known(c)) {
		report_entries(c, CRL_SEES_HOLD);
		return;
	}
	report_entries(c, CRL_SEES_OTHERS_HOLD);
	if (is_inherited(c))
		report_entries(c, CRL_SEES_INHERITED_HOLD);
}

static uint64_t
count_unknown_holds(const struct check *c)
{
	const struct crl_tally *t = c->crl->tally;

	if (!own_holds_are_known(c))
		return t[CRL_SEES_HOLD].n;
	return t[CRL_SEES_OTHERS_HOLD].n + (is_inherited(c) ? t[CRL_SEES_INHERITED_HOLD].n : 0);
}

static bool
all_are_known(const struct check *c)
{
	return own_holds_are_known(c) && !has_others(c);
}

static bool
is_one_unknown(const struct check *c)
{
	return !all_are_known(c) && (c->crl->tally[CRL_SEES_SUBSCRIBER_HOLD].n > 0 || (!covers_cas_only(c) && count_unknown_holds(c) > 0));
}

static void
strict_hold(struct check *c)
{
	report_entries(c, CRL_SEES_STRICT_HOLD);
	if (holds_are_strict(c))
		report_own_holds(c);
	if (holds_are_strict(c) && !has_others(c))
		report_entries(c, CRL_SEES_SUBSCRIBER_HOLD);
	if (is_one_unknown(c))
		not_evaluated(c, "of which generation the certificates are is not known of all entries");
	else if (own_holds_are_known(c) && !holds_are_strict(c))
		not_applicable(c, "the CA issues certificates of the Legacy and Multipurpose generations alone");
	else if (!holds_are_strict(c) && !c->matches->given)
		not_applicable(c, "nothing says that the certificates are of the Strict generation");
	tell_certificates_beyond(c);
}

static void
hold_undecided(struct check *c)
{
	if (all_are_known(c)) {
		not_applicable(c, "what the certificates are is known");
		return;
	}
	report_entries(c, CRL_SEES_SUBSCRIBER_HOLD);
	if (!covers_cas_only(c))
		report_unknown_holds(c);
}

/* One finding: there may be as many as entries. */
static void
subscriber_reason_missing(struct check *c)
{
	static const enum crl_sight sights[] = { CRL_SEES_SUBSCRIBER_NO_REASON, CRL_SEES_NO_REASON };
	bool of_cas = covers_cas_only(c);

	if (of_cas && c->crl->tally[CRL_SEES_SUBSCRIBER_NO_REASON].n == 0)
		not_applicable(c, "the CRL tells the status of CA certificates");
	else
		report_entries_as_one(c, sights, of_cas ? 1 : 2);
}

#define ON_ENTRIES .scope = SCOPE_CRL, .reads = PARTS1(PART_REVOKED), .when = PARTS1(PART_REVOKED)
#define ON_KNOWN_ENTRIES ON_ENTRIES, .needs = PARTS1(PART_EXT_IDP)

static const struct smimelint_rule rules[] = {
	{
		.id = "sbr.crl-entry.reason-critical", .section = "7.2.2",
		.title = "reasonCode is critical",
		.requires = "reasonCode, where present, is not critical: among the extensions of an entry, and of the CRL.",
		.explanation = "Software that does not use reasons would have to take every certificate of the CA for revoked.",
		.remedy = "Leave critical out.",
		.peers = PEERS("zlint:e_cab_crl_reason_code_not_critical", "pkilint:pkix.crl_reason_code_extension_critical"),
		.schedule = SBR_SHALL, .scope = SCOPE_CRL, .fn = rule_crl_reason_critical, .reads = PARTS1(PART_EXTENSIONS) | PARTS1(PART_REVOKED),
	}, {
		.id = "sbr.crl-entry.reason-unspecified", .section = "7.2.2",
		.title = "the reason of an entry is unspecified",
		.requires = "reasonCode is not unspecified (0).",
		.explanation = "Where the reason is not known the extension is left out; for CA certificates, which need one, there is always one of the others that fits.",
		.remedy = "Leave the extension out, or give the reason; the entry of a CA certificate needs one.",
		.peers = PEERS("zlint:e_cab_crl_has_valid_reason_code", "pkilint:cabf.crl_prohibited_reason_code"),
		.schedule = SBR_SHALL, ON_ENTRIES, .fn = rule_crl_entries, .arg = CRL_SEES_UNSPECIFIED,
	}, {
		.id = "sbr.crl-entry.ca-reason-missing", .section = "7.2.2",
		.title = "the entry of a CA certificate has no reasonCode",
		.requires = "reasonCode is present where the entry is for a root or subordinate CA certificate, cross certificates included.",
		.explanation = "Why a CA was revoked decides whether what it signed before can be trusted. Unspecified (0) is no way out: 7.2.2 forbids it.",
		.remedy = "Give the reason: keyCompromise, cACompromise, affiliationChanged, superseded, cessationOfOperation or privilegeWithdrawn.",
		.reading = "Nothing but its issuer, a root, says that the CRL is one of CA certificates: a root may have issued certificates of OCSP responders "
		    "as well (6.1.7), whose entries need no reason.",
		.schedule = SBR_SHALL, ON_KNOWN_ENTRIES, .fn = ca_reason_missing, .is_bounded = true,
	}, {
		.id = "sbr.crl-entry.ca-hold", .section = "7.2.2",
		.title = "the entry of a CA certificate is on hold",
		.requires = "certificateHold (6) is not used for root and subordinate CA certificates.",
		.explanation = "A CA is revoked for good or not at all: while it is on hold nobody knows what its signatures are worth.",
		.remedy = "Revoke the CA certificate with the reason that applies.",
		.reading = "Nothing but its issuer, a root, says that the CRL is one of CA certificates: a root may have issued certificates of OCSP responders as well (6.1.7).",
		.peers = PEERS("zlint:e_cab_crl_has_valid_reason_code", "pkilint:cabf.crl_prohibited_reason_code"),
		.schedule = SBR_SHALL, ON_KNOWN_ENTRIES, .fn = ca_hold, .is_bounded = true,
	}, {
		.id = "sbr.crl-entry.strict-hold", .section = "7.2.2",
		.title = "a certificate of the Strict generation is on hold",
		.requires = "certificateHold (6) is not used for certificates of the Strict profiles.",
		.explanation = "Legacy and Multipurpose certificates may be suspended; Strict ones are revoked or valid. "
		    "The certificate (--certificates) is Strict, or all reserved policies of the issuing CA's certificate "
		    "are.",
		.remedy = "Revoke the certificate with the reason that applies, or remove it from the list.",
		.schedule = SBR_SHALL, ON_KNOWN_ENTRIES, .fn = strict_hold, .is_bounded = true,
	}, {
		.id = "sbr.crl-entry.hold-undecided", .section = "7.2.2",
		.title = "whether the certificate may be on hold depends on its generation",
		.requires = "certificateHold (6) is not used for certificates of CAs and of the Strict profiles; those of the Legacy and Multipurpose profiles may be suspended.",
		.explanation = "A CRL does not say which profile a certificate has. Where the reserved policies of the issuing CA's certificate are all Strict, or none is, they do.",
		.remedy = "Give the certificate (--certificates) or the issuing CA's (--issuer).",
		.schedule = SBR_NOTICE, ON_KNOWN_ENTRIES, .fn = hold_undecided,
		.speaks_for = IDS("sbr.crl-entry.strict-hold", "sbr.crl-entry.ca-hold"),
	}, {
		.id = "sbr.crl-entry.subscriber-reason-missing", .section = "7.2.2",
		.title = "entries that are not known to be of CA certificates have no reasonCode",
		.requires = "reasonCode should be present, unless the reason is unspecified. Entries of CA certificates need it.",
		.explanation = "Absence is also how an unspecified reason has to be written, so that nobody sees whether a reason was left out or there was none. "
		    "The certificate (--certificates) or --covers decides whether an entry is one of a CA's.",
		.remedy = "Give the reason wherever it is known.",
		.schedule = SBR_NOTICE, ON_KNOWN_ENTRIES, .fn = subscriber_reason_missing,
		.speaks_for = IDS("sbr.crl-entry.ca-reason-missing", "ccadb.crl-entry.ca-reason-missing", "microsoft.crl-entry.ca-reason-missing"),
	},
};

RULE_TABLE(rules_sbr_7_2_crl, "SBR 7.2 CRL profile", rules);
