/* SPDX-License-Identifier: Apache-2.0 */
/* 5280_5_1_crl.c - the fields of a CRL (RFC 5280 5.1). */
#include "rules/common/crl.h"
#include "rules/common/signature.h"
#include "rules/tables.h"

#define VERSION_2 1		/* v2 is the number 1 (RFC 5280 5.1) */
#define YEAR_2050 (DAY(2050, 1, 1) * SECONDS_PER_DAY)

/* Those of the list, or those of an entry: of the commonest form of entries the reason alone is kept. */
static bool
has_extensions(const struct check *c)
{
	bool any = artifact_has(c->artifact, PART_EXTENSIONS) || c->crl->tally[CRL_SEES_EXTENSIONS].n > 0;

	for (int reason = 0; reason < CRL_REASON_OTHER; reason++)
		any = any || c->crl->reason[reason] > 0;
	return any;
}

static void
version_missing(struct check *c)
{
	if (artifact_has(c->artifact, PART_VERSION))
		return;
	report(c, at_part(c, PART_TBS), "%s", has_extensions(c) ? "there are extensions" : "v1");
}

static void
version_not_v2(struct check *c)
{
	if (c->crl->version != VERSION_2)
		report(c, at_part(c, PART_VERSION), NULL);
}

/* UTCTime cannot say a year from 2050 on, so only the other way round can be seen. */
static void
time_type(struct check *c)
{
	static const enum artifact_part part[2] = { PART_THIS_UPDATE, PART_NEXT_UPDATE };
	const struct artifact_time *time[2] = { &c->crl->this_update, &c->crl->next_update };

	for (unsigned i = 0; i < 2; i++)
		if (c->crl->field[part[i]].id == DER_GENTIME && time[i]->ok && time[i]->seconds < YEAR_2050)
			report_text(c, at_part(c, part[i]), c->crl->field[part[i]].val);
	report_entries(c, CRL_SEES_TIME_TYPE);
}

static void
next_update_missing(struct check *c)
{
	if (!artifact_has(c->artifact, PART_NEXT_UPDATE))
		report(c, at_part(c, PART_TBS), NULL);
}

static void
next_update_not_after(struct check *c)
{
	char from[32], to[32];

	if (c->crl->next_update.seconds <= c->crl->this_update.seconds)
		report(c, at_part(c, PART_NEXT_UPDATE), "thisUpdate %s, nextUpdate %s",
		    seconds_format(c->crl->this_update.seconds, from), seconds_format(c->crl->next_update.seconds, to));
}

static void
revoked_empty(struct check *c)
{
	if (c->crl->field[PART_REVOKED].val.n == 0)
		report(c, at_part(c, PART_REVOKED), NULL);
}

static void
extensions_in_v1(struct check *c)
{
	if (c->crl->version == 0 && has_extensions(c))
		report(c, at_part(c, PART_VERSION), NULL);
}

/* --current: is it good at the moment asked about? */
static void
out_of_date(struct check *c)
{
	char at[32];

	if (!c->options->current_given)
		not_applicable(c, "no --current");
	else if (c->crl->next_update.seconds < c->options->current)
		report(c, at_part(c, PART_NEXT_UPDATE), "at %s", seconds_format(c->options->current, at));
}

static void
to_come(struct check *c)
{
	char at[32];

	if (!c->options->current_given)
		not_applicable(c, "no --current");
	else if (c->crl->this_update.seconds > c->options->current_last)
		report(c, at_part(c, PART_THIS_UPDATE), "at %s", seconds_format(c->options->current_last, at));
}

/* Of the RSASSA-PKCS1-v1_5 algorithms that have a hash in their identifier. */
static bool
lacks_null(const struct artifact_algorithm *a)
{
	switch (a->id) {
	case OID_SHA1_RSA:
	case OID_SHA256_RSA:
	case OID_SHA384_RSA:
	case OID_SHA512_RSA:
		return a->params.p == NULL;
	default:
		return false;
	}
}

/* One finding for both fields. */
static void
null_missing(struct check *c)
{
	const struct artifact_algorithm *inner = &c->crl->signature, *a = lacks_null(inner) ? inner : &c->crl->signature_algorithm;

	if (lacks_null(a))
		report(c, a->raw, "%s", oid_name(a->id));
}

static void
issuer_oversize(struct check *c)
{
	if (c->crl->issuer.raw.n > CRL_ENTRY_USUAL)
		report(c, at_part(c, PART_ISSUER), "%s", show_count(c, c->crl->issuer.raw.n, "octet"));
}

#define BOTH_ALGORITHMS (PARTS1(PART_SIGNATURE) | PARTS1(PART_SIGNATURE_ALGORITHM))
#define BOTH_TIMES (PARTS1(PART_THIS_UPDATE) | PARTS1(PART_NEXT_UPDATE))

static const struct smimelint_rule rules[] = {
	{
		.id = "rfc5280.crl.version-missing", .section = "5.1.2.1",
		.title = "the CRL has no version",
		.requires = "A conforming CA issues version 2 CRLs, and a CRL with extensions says that it is version 2.",
		.explanation = "Without the field the CRL is version 1, which has no extensions: no number, no key identifier, no reasons. "
		    "Software refuses extensions in it or does not look at them.",
		.remedy = "Write the version as INTEGER 1 (v2).",
		.peers = PEERS("pkilint:pkix.crl_version_missing"),
		CRL_MUST, .fn = version_missing,
	}, {
		.id = "rfc5280.crl.version-not-v2", .section = "5.1.2.1",
		.title = "the version of the CRL is not 2",
		.requires = "The version of a CRL is v2, the INTEGER 1.",
		.explanation = "There are no other versions: v1 is written by leaving the field out, and nothing above v2 is defined.",
		.remedy = "Write the version as INTEGER 1.",
		.peers = PEERS("pkilint:pkix.crl_version_is_not_v2"),
		CRL_MUST, .fn = version_not_v2, CRL_PART(PART_VERSION),
	}, {
		.id = "rfc5280.crl.extensions-in-v1", .section = "5.1.2.7",
		.title = "a CRL of version 1 has extensions",
		.requires = "crlExtensions and crlEntryExtensions appear in version 2 CRLs only.",
		.explanation = "A reader of version 1 does not know extensions, and may refuse the CRL or overlook a critical one.",
		.remedy = "Write the version as INTEGER 1 (v2).",
		CRL_MUST, .fn = extensions_in_v1, .needs = PARTS1(PART_VERSION) | PARTS1(PART_EXTENSIONS),
		.yields_to = IDS("rfc5280.crl.version-missing"),
	}, {
		.id = "rfc5280.crl.signature-algorithm-mismatch", .section = "5.1.1.2",
		.title = "signatureAlgorithm and tbsCertList.signature differ",
		.requires = "signatureAlgorithm and the signature field inside the tbsCertList hold the same AlgorithmIdentifier, parameters included.",
		.explanation = "Only the inner field is protected by the signature. Where the two differ, software refuses the CRL, "
		    "and relying parties learn nothing of revocations.",
		.remedy = "Encode one AlgorithmIdentifier and use it in both places.",
		.peers = PEERS("pkilint:pkix.crl_signature_algorithm_match"),
		CRL_MUST, .fn = rule_algorithm_mismatch, .speaks_for = IDS("rfc5280.crl.signature-wrong"), .needs = BOTH_ALGORITHMS, .when = BOTH_ALGORITHMS,
	}, {
		.id = "rfc5280.crl.signature-null-missing", .section = "5.1.1.2",
		.title = "the CRL's RSA signature algorithm has no parameters",
		.requires = "The parameters of an RSASSA-PKCS1-v1_5 signature algorithm are NULL (RFC 4055 5).",
		.explanation = "Software that compares the octets of the AlgorithmIdentifier does not know the algorithm without them.",
		.remedy = "Encode the parameters as an explicit NULL.",
		.peers = PEERS("zlint:e_crl_sigalgo_missing_null_params"),
		CRL_MUST, .fn = null_missing, .reads = BOTH_ALGORITHMS, .when = PARTS1(PART_SIGNATURE),
		.yields_to = IDS("sbr.signature-algorithm.rsa-encoding"),
	}, {
		.id = "rfc5280.crl.signature-empty", .section = "5.1.1.3",
		.title = "the CRL's signature has no octets",
		.requires = "signatureValue holds the signature over the tbsCertList.",
		.explanation = "The CRL is not signed: no relying party can use it.",
		.remedy = "Sign the CRL. Lint a CRL that is not signed yet with --tbs.",
		CRL_MUST, .fn = rule_signature_empty, .speaks_for = IDS("rfc5280.crl.signature-wrong"), CRL_PART(PART_SIGNATURE_VALUE),
	}, {
		.id = "rfc5280.crl.signature-unused-bits", .section = "5.1.1.3",
		.title = "the CRL's signature does not end at an octet",
		.requires = "The signature of every algorithm in use is a whole number of octets.",
		.explanation = "Unused bits say that the last octet counts in part only; software refuses the signature or ignores the count.",
		.remedy = "Encode the BIT STRING with no unused bits.",
		CRL_MUST, .fn = rule_signature_unused_bits, CRL_PART(PART_SIGNATURE_VALUE),
	}, {
		.id = "rfc5280.crl.issuer-empty", .section = "5.1.2.3",
		.title = "the issuer name of the CRL is empty",
		.requires = "The issuer field names the CRL issuer with a distinguished name that is not empty.",
		.explanation = "Relying parties find the certificates that the CRL is about by its issuer.",
		.remedy = "Copy the subject of the CA's certificate.",
		CRL_MUST, .fn = rule_issuer_empty, CRL_PART(PART_ISSUER),
	}, {
		.id = "rfc5280.crl.issuer-oversize", .section = "5.1.2.3",
		.title = "the issuer name of the CRL is longer than 64 KiB",
		.requires = "Nothing: RFC 5280 gives no limit. A name of the usual kind has some hundred octets.",
		.explanation = "Relying parties compare the name with that of each certificate's issuer; software that makes room for some kilobytes refuses the CRL.",
		.remedy = "Copy the subject of the CA's certificate.",
		CRL_NOTICE, .fn = issuer_oversize, CRL_PART(PART_ISSUER),
	}, {
		.id = "rfc5280.crl.time-type", .section = "5.1.2.4",
		.title = "a time up to 2049 is a GeneralizedTime",
		.requires = "thisUpdate, nextUpdate and revocationDate are UTCTime through 2049 and GeneralizedTime from 2050 on (5.1.2.4 to 5.1.2.6).",
		.explanation = "Strict software refuses the CRL, and two CAs would write one moment in two ways.",
		.remedy = "Write the time as UTCTime, YYMMDDHHMMSSZ.",
		.peers = PEERS("pkilint:pkix.wrong_time_useful_type"),
		CRL_MUST, .fn = time_type, .reads = BOTH_TIMES | PARTS1(PART_REVOKED),
	}, {
		.id = "rfc5280.crl.next-update-missing", .section = "5.1.2.5",
		.title = "nextUpdate is absent",
		.requires = "Conforming CRL issuers include nextUpdate in all CRLs.",
		.explanation = "Without it nobody can distinguish a current CRL from an old one that an attacker plays back.",
		.remedy = "Set nextUpdate to the time at which the next CRL will be there at the latest.",
		.peers = PEERS("zlint:e_crl_has_next_update", "pkilint:pkix.validity_period_end_value_missing"),
		CRL_MUST, .fn = next_update_missing, .needs = PARTS1(PART_NEXT_UPDATE),
	}, {
		.id = "rfc5280.crl.next-update-not-after", .section = "5.1.2.5",
		.title = "nextUpdate is not after thisUpdate",
		.requires = "nextUpdate is the date by which the next CRL will be issued, so it is later than thisUpdate.",
		.explanation = "The CRL is out of date at the moment it is issued.",
		.remedy = "Set nextUpdate to a time after thisUpdate.",
		.peers = PEERS("pkilint:pkix.crl_negative_validity_period"),
		CRL_MUST, .fn = next_update_not_after, .needs = BOTH_TIMES, .when = BOTH_TIMES,
	}, {
		.id = "rfc5280.crl.out-of-date", .section = "5.1.2.5",
		.title = "nextUpdate has passed",
		.requires = "The next CRL is issued at nextUpdate at the latest, so the nextUpdate of a CRL in use is "
		    "still to come.",
		.explanation = "The rule runs with --current. At that moment no relying party accepts the CRL.",
		.remedy = "Publish the next CRL.",
		CRL_MUST, .beside = BESIDE_CURRENT, .fn = out_of_date, .needs = PARTS1(PART_NEXT_UPDATE), .when = PARTS1(PART_NEXT_UPDATE),
	}, {
		.id = "rfc5280.crl.this-update-to-come", .section = "5.1.2.4",
		.title = "thisUpdate is still to come",
		.requires = "thisUpdate is the date on which the CRL was issued, so it is past in a CRL that is in use.",
		.explanation = "The rule runs with --current. Much software refuses the CRL until that moment, and what is revoked before it may not be on the list.",
		.remedy = "Write the moment of issuance, and check the clock of the machine that issues CRLs.",
		.reading = "RFC 5280 asks relying parties to compare nextUpdate with the time, and says nothing of an issue date that is still to come.",
		CRL_MUST, .beside = BESIDE_CURRENT, .fn = to_come, .needs = PARTS1(PART_THIS_UPDATE), .when = PARTS1(PART_THIS_UPDATE),
	}, {
		.id = "rfc5280.crl.revoked-certificates-empty", .section = "5.1.2.6",
		.title = "revokedCertificates has no entry",
		.requires = "Where no certificate is revoked, revokedCertificates is absent.",
		.explanation = "Some software refuses the empty list, and with it the CRL.",
		.remedy = "Leave the field out while no certificate is revoked.",
		.peers = PEERS("zlint:e_crl_empty_revoked_certificates", "zlint:e_crl_revoked_certificates_field_must_be_empty",
		    "pkilint:pkix.crl_revoked_certificates_empty"),
		CRL_MUST, .fn = revoked_empty, CRL_PART(PART_REVOKED),
	},
};

RULE_TABLE(rules_rfc5280_crl, "RFC 5280 5.1 CRL fields", rules);
