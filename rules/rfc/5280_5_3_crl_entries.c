/* SPDX-License-Identifier: Apache-2.0 */
/* 5280_5_3_crl_entries.c - the entries of a CRL and their extensions (RFC 5280 5.1.2.6, 5.3). */
#include "rules/common/crl.h"
#include "rules/tables.h"

/* Also why a rule that is chosen alone could not look at the entries. */
static void
entry_malformed(struct check *c)
{
	if ((c->damage & PARTS1(PART_REVOKED)) != 0)
		report_entries(c, CRL_SEES_MALFORMED);
}

/* Rules about an entry's extensions look at each instance; which of them counts nobody knows. */
static void
extension_repeated(struct check *c)
{
	if ((c->damage & PARTS1(PART_REVOKED)) != 0)
		report_entries(c, CRL_SEES_REPEATED_EXTENSION);
}

/* Of more entries than are held those that stand side by side have been compared. */
static void
repeated_serial(struct check *c)
{
	if (c->crl->repeats == CRL_REPEATS_TOO_MANY)
		not_evaluated(c, "more entries that are not sorted than --max-entries-held");
	report_entries(c, CRL_SEES_SAME_SERIAL);
	counts_as_error(c);
	report_entries(c, CRL_SEES_CONTRADICTION);
}

static void
repeats_not_sought(struct check *c)
{
	if (c->crl->repeats == CRL_REPEATS_TOO_MANY)
		report(c, at_part(c, PART_REVOKED), "%llu entries", (unsigned long long)c->crl->n_entry);
}

static void
reason_remove(struct check *c)
{
	if (crl_is_delta(c->crl))
		not_applicable(c, "a delta CRL");
	else
		report_entries(c, CRL_SEES_REMOVE);
}

static void
reason_out_of_scope(struct check *c)
{
	if (!c->crl->idp.point.has_reasons)
		not_applicable(c, "no onlySomeReasons");
	report_entries(c, CRL_SEES_OTHER_REASON);
}

static void
certificate_issuer_in_direct(struct check *c)
{
	if (c->crl->idp.indirect == CRL_FLAG_TRUE)
		not_applicable(c, "an indirect CRL");
	else
		report_entries(c, CRL_SEES_CERTIFICATE_ISSUER);
}

#define ENTRIES .reads = PARTS1(PART_REVOKED), .when = PARTS1(PART_REVOKED)
#define SEES(sight) .fn = rule_crl_entries, .arg = (sight), ENTRIES

static const struct smimelint_rule rules[] = {
	{
		.id = "rfc5280.crl-entry.malformed", .section = "5.1",
		.title = "an entry of the CRL does not have the structure RFC 5280 gives it",
		.requires = "An entry is userCertificate (INTEGER), revocationDate (a time) and, where there are any, extensions with the values that are defined for them.",
		.explanation = "What the entry says cannot be read in full, so more may be wrong with it, and software may refuse the CRL.",
		.remedy = "Encode the entry as its ASN.1 definition says.",
		.peers = PEERS("pkilint:itu.invalid_asn1_syntax"),
		CRL_MUST, .fn = entry_malformed, ENTRIES, .tells_damage = true,
	}, {
		.id = "rfc5280.crl-entry.oversize", .section = "5.1",
		.title = "an entry of the CRL is longer than 64 KiB",
		.requires = "Nothing: RFC 5280 gives no limit. An entry of the usual kind has fewer than a hundred octets.",
		.explanation = "Software that reads a CRL entry by entry makes room for some kilobytes, and passes over the entry or refuses the CRL.",
		.remedy = "See what the entry's extensions hold, and whether it belongs there.",
		CRL_NOTICE, SEES(CRL_SEES_OVERSIZE),
	}, {
		.id = "rfc5280.crl-entry.serial-not-positive", .section = "4.1.2.2",
		.title = "the serial number of an entry is not positive, or longer than 20 octets",
		.requires = "Serial numbers of certificates are positive and have at most 20 octets.",
		.explanation = "A number whose first octet is 80 or more needs a zero octet before it. Without it, it is "
		    "another number, and the certificate is not found on the list.",
		.remedy = "Copy the serial number from the certificate, octet by octet.",
		.reading = "The sentence is about certificates: one that was issued with such a number can be revoked under no other.",
		.peers = PEERS("pkilint:pkix.certificate_serial_number_out_of_range"),
		CRL_MUST, SEES(CRL_SEES_SERIAL),
	}, {
		.id = "rfc5280.crl-entry.repeated-serial", .section = "5.1.2.6",
		.title = "a serial number stands on the CRL more than once",
		.requires = "A certificate needs one entry, which gives the date on which it was revoked, and the reason. On an indirect CRL serial "
		    "number and certificateIssuer, which stays in force for the entries that follow, say which certificate it is.",
		.explanation = "Where both entries say the same, nothing is lost but room; software that builds a table may refuse the second. "
		    "Two dates or two reasons are an error: what a relying party learns depends on which entry it finds.",
		.remedy = "Write one entry for each certificate.",
		.peers = PEERS("zlint:e_crl_unique_revoked_certificate"),
		CRL_NOTICE, .fn = repeated_serial, ENTRIES,
	}, {
		.id = "rfc5280.crl-entry.repeats-not-sought", .section = "5.1.2.6",
		.title = "repeated serial numbers were not looked for",
		.requires = "Nothing: the entries are not in the order of their serial numbers, and more than are compared.",
		.explanation = "In a sorted list a repeated number stands beside its first, and is found there. Of an unsorted one at most --max-entries-held numbers "
		    "are kept.",
		.remedy = "Raise --max-entries-held (8 octets of memory for each), or sort the entries.",
		CRL_NOTICE, .fn = repeats_not_sought, ENTRIES, .speaks_for = IDS("rfc5280.crl-entry.repeated-serial"),
	}, {
		.id = "rfc5280.crl-entry.revoked-after-this-update", .section = "5.1.2.6",
		.title = "a certificate was revoked after the CRL was issued",
		.requires = "revocationDate is the date on which the CA revoked the certificate, and a CRL covers what happened up to its thisUpdate.",
		.explanation = "Relying parties take the certificate for revoked at once or from that date on, depending on the software.",
		.remedy = "Write the time at which the revocation was decided; a CRL cannot announce one.",
		.peers = PEERS("zlint:e_crl_revocation_time_after_this_update"),
		CRL_MUST, .fn = rule_crl_entries, .arg = CRL_SEES_AFTER_THIS_UPDATE,
		.needs = PARTS1(PART_THIS_UPDATE), ENTRIES,
	}, {
		.id = "rfc5280.crl-entry.revocation-date-implausible", .section = "5.1.2.6",
		.title = "a revocation date lies before 1999",
		.requires = "Nothing: certificates of that age are hardly in use.",
		.explanation = "Zero values of software show as 1950, 1970 or 1980.",
		.remedy = "Check where the date comes from.",
		.peers = PEERS("zlint:e_crl_revocation_date_too_early"),
		CRL_NOTICE, SEES(CRL_SEES_LONG_AGO),
	}, {
		.id = "rfc5280.crl-entry.extensions-empty", .section = "5.3",
		.title = "an entry has crlEntryExtensions without an extension",
		.requires = "crlEntryExtensions, where present, holds one or more extensions.",
		.explanation = "The empty list is not in the definition, and decoders that check sizes refuse the CRL.",
		.remedy = "Leave the field out of entries without extensions.",
		CRL_MUST, SEES(CRL_SEES_NO_EXTENSION),
	}, {
		.id = "rfc5280.crl-entry.extension-repeated", .section = "5.3",
		.title = "an extension occurs more than once in an entry",
		.requires = "An entry has at most one instance of each extension.",
		.explanation = "Which of the two counts depends on the software: a reason can be hidden in the second one.",
		.remedy = "Write each extension once.",
		.peers = PEERS("zlint:e_crl_revoked_certificate_crl_entry_has_no_duplicate_extensions"),
		CRL_MUST, .fn = extension_repeated, ENTRIES, .tells_damage = true,
	}, {
		.id = "rfc5280.crl-entry.reason-undefined", .section = "5.3.1",
		.title = "the reason of an entry is not one that is defined, or has several octets",
		.requires = "CRLReason is 0 to 6 or 8 to 10, each of which has one octet in DER.",
		.explanation = "7 was never used, and other numbers mean nothing. Software may refuse the CRL.",
		.remedy = "Use a reason that is defined, or leave the extension out.",
		.peers = PEERS("zlint:e_crl_has_valid_reason_code"),
		CRL_MUST, SEES(CRL_SEES_REASON_UNDEFINED),
	}, {
		.id = "rfc5280.crl-entry.reason-critical", .section = "5.3.1",
		.title = "reasonCode is critical",
		.requires = "reasonCode is a non-critical extension.",
		.explanation = "Software that does not use reasons would have to take every certificate of the CA for revoked.",
		.remedy = "Leave critical out.",
		.peers = PEERS("pkilint:pkix.crl_reason_code_extension_critical"),
		CRL_MUST, .fn = rule_crl_reason_critical, .reads = PARTS1(PART_EXTENSIONS) | PARTS1(PART_REVOKED),
		.yields_to = IDS("sbr.crl-entry.reason-critical"),
	}, {
		.id = "rfc5280.crl-entry.reason-unspecified", .section = "5.3.1",
		.title = "the reason of an entry is unspecified",
		.requires = "reasonCode should be absent instead of being unspecified (0).",
		.explanation = "The value adds nothing: without the extension the reason is unspecified, too.",
		.remedy = "Leave the extension out, or give the reason.",
		.peers = PEERS("zlint:e_crl_has_valid_reason_code"),
		CRL_SHOULD, SEES(CRL_SEES_UNSPECIFIED), .yields_to = IDS("sbr.crl-entry.reason-unspecified"),
	}, {
		.id = "rfc5280.crl-entry.reason-remove", .section = "5.3.1",
		.title = "removeFromCRL stands in a CRL that is no delta CRL",
		.requires = "removeFromCRL (8) appears in delta CRLs only.",
		.explanation = "A complete CRL leaves out a certificate that is no longer revoked. Software takes the "
		    "entry for a revocation.",
		.remedy = "Leave the entry out, or mark the CRL as a delta CRL.",
		.peers = PEERS("zlint:e_cab_crl_has_valid_reason_code", "pkilint:cabf.crl_prohibited_reason_code"),
		CRL_MUST, .fn = reason_remove, .needs = PARTS1(PART_EXTENSIONS), ENTRIES,
	}, {
		.id = "rfc5280.crl-entry.reason-out-of-scope", .section = "5.2.5",
		.title = "the reason of an entry is none of those that onlySomeReasons names",
		.requires = "A CRL with onlySomeReasons is about revocations for these reasons. Each has one other than unspecified, which an entry may leave out.",
		.explanation = "Relying parties take the CRL for these reasons alone and look for the others elsewhere. ReasonFlags have no bit for "
		    "unspecified. An entry without reasonCode passes. removeFromCRL is no reason.",
		.remedy = "Move the entry to the CRL for its reason, or name the reason in onlySomeReasons.",
		CRL_MUST, .fn = reason_out_of_scope, .needs = PARTS1(PART_EXTENSIONS) | PARTS1(PART_EXT_IDP), ENTRIES,
	}, {
		.id = "rfc5280.crl-entry.invalidity-date-form", .section = "5.3.2",
		.title = "invalidityDate is not a GeneralizedTime YYYYMMDDHHMMSSZ",
		.requires = "invalidityDate is a GeneralizedTime in UTC with seconds and without fractions.",
		.explanation = "Software reads other forms differently or refuses the CRL.",
		.remedy = "Write the moment as GeneralizedTime, also before 2050.",
		CRL_MUST, SEES(CRL_SEES_INVALIDITY_FORM),
	}, {
		.id = "rfc5280.crl-entry.invalidity-date-critical", .section = "5.3.2",
		.title = "invalidityDate is critical",
		.requires = "invalidityDate is a non-critical extension.",
		.explanation = "Software that does not use the date would have to take every certificate of the CA for revoked.",
		.remedy = "Leave critical out.",
		CRL_MUST, SEES(CRL_SEES_INVALIDITY_CRITICAL),
	}, {
		.id = "rfc5280.crl-entry.invalidity-date-after-revocation", .section = "5.3.2",
		.title = "invalidityDate is later than revocationDate",
		.requires = "Nothing in itself: invalidityDate is when the key was or may have been compromised, which the "
		    "CA learns afterwards.",
		.explanation = "A certificate that became invalid after it was revoked is a sign of two dates that were swapped.",
		.remedy = "Check both dates.",
		CRL_NOTICE, SEES(CRL_SEES_INVALIDITY_LATE),
	}, {
		.id = "rfc5280.crl-entry.certificate-issuer-not-critical", .section = "5.3.3",
		.title = "certificateIssuer is not critical",
		.requires = "certificateIssuer is a critical extension.",
		.explanation = "Software that does not know it takes the entry for one of the CRL issuer's own certificates.",
		.remedy = "Mark the extension critical.",
		CRL_MUST, SEES(CRL_SEES_ISSUER_NOT_CRITICAL),
	}, {
		.id = "rfc5280.crl-entry.certificate-issuer-name", .section = "5.3.3",
		.title = "a name of certificateIssuer is none that an issuer can have",
		.requires = "certificateIssuer holds names of the certificate's issuer or issuerAltName. Such a name is not empty, and its attributes "
		    "have the types and sizes of Appendix A.",
		.explanation = "Relying parties compare the name with the certificate's issuer, so that they do not find the entry's certificate.",
		.remedy = "Copy the issuer of the certificate, octet by octet.",
		CRL_MUST, SEES(CRL_SEES_ISSUER_NAME),
	}, {
		.id = "rfc5280.crl-entry.certificate-issuer-no-dn", .section = "5.3.3",
		.title = "certificateIssuer has no distinguished name",
		.requires = "certificateIssuer includes the distinguished name from the certificate's issuer field, in the same encoding.",
		.explanation = "Relying parties compare the name with the certificate's issuer. Names of other forms, which may stand beside it, find no certificate.",
		.remedy = "Copy the issuer of the certificate into a directoryName, octet by octet.",
		CRL_MUST, SEES(CRL_SEES_ISSUER_NO_DN),
	}, {
		.id = "rfc5280.crl-entry.certificate-issuer-in-direct", .section = "5.3.3",
		.title = "certificateIssuer stands in a CRL that is not indirect",
		.requires = "certificateIssuer is for entries of an indirect CRL, which says so in issuingDistributionPoint (5.2.5).",
		.explanation = "Relying parties that do not expect entries of other CAs ignore them or take them for this CA's.",
		.remedy = "Leave the extension out, or mark the CRL as an indirect one.",
		CRL_MUST, .fn = certificate_issuer_in_direct, .needs = PARTS1(PART_EXT_IDP), ENTRIES,
	}, {
		.id = "rfc5280.crl-entry.hold-instruction", .section = "5.3",
		.title = "an entry has holdInstructionCode",
		.requires = "Nothing: RFC 5280 no longer describes the extension.",
		.explanation = "RFC 3280 had it; software ignores it, and a critical one makes the CRL useless.",
		.remedy = "Leave the extension out.",
		CRL_NOTICE, SEES(CRL_SEES_HOLD_INSTRUCTION),
	},
};

RULE_TABLE(rules_rfc5280_crl_entries, "RFC 5280 5.3 CRL entries", rules);
