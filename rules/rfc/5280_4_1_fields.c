/* SPDX-License-Identifier: Apache-2.0 */
/* 5280_4_1_fields.c - the basic fields of a certificate, names apart (RFC 5280 4.1). */
#include "rules/common/revocation.h"
#include "rules/common/signature.h"
#include "rules/tables.h"

#define VERSION_3 2		/* v3 is the number 2 (RFC 5280 4.1) */
#define YEAR_2050 (DAY(2050, 1, 1) * SECONDS_PER_DAY)
/* 99991231235959Z: no date of expiry is known (RFC 5280 4.1.2.5). */
#define NO_EXPIRY (DAY(9999, 12, 31) * SECONDS_PER_DAY + SECONDS_PER_DAY - 1)

static void
version_extensions(struct check *c)
{
	if (c->cert->version == UINT32_MAX)
		report(c, at_part(c, PART_VERSION), NULL);
	else if (c->cert->version != VERSION_3)
		report(c, at_part(c, PART_VERSION), "v%u", c->cert->version + 1);
}

static void
unique_id_present(struct check *c)
{
	if (cert_has(c->cert, PART_ISSUER_UID))
		report(c, at_part(c, PART_ISSUER_UID), "issuerUniqueID");
	if (cert_has(c->cert, PART_SUBJECT_UID))
		report(c, at_part(c, PART_SUBJECT_UID), "subjectUniqueID");
}

static void
serial_reused(struct check *c)
{
	if (!c->certificates_given)
		not_applicable(c, "no other certificates were given (--certificates)");
	else if (c->same_serial != NULL)
		report(c, at_part(c, PART_SERIAL), "%s", show_known(c, c->same_serial));
}

static void
serial_zero(struct check *c)
{
	if (c->cert->serial.n > 0 && der_magnitude(c->cert->serial).n == 0)
		report(c, at_part(c, PART_SERIAL), NULL);
}

static void
serial_negative(struct check *c)
{
	if (der_negative(c->cert->serial))
		report(c, at_part(c, PART_SERIAL), NULL);
}

/* Octets of the INTEGER without redundant ones, the sign bit included. */
static void
serial_too_long(struct check *c)
{
	size_t octets = der_negative(c->cert->serial) ? c->cert->serial.n : der_bit_length(c->cert->serial) / 8 + 1;

	if (octets > 20)
		report(c, at_part(c, PART_SERIAL), "%s", show_count(c, octets, "octet"));
}

static void
subject_empty(struct check *c)
{
	if (c->cert->subject.n_rdn == 0)
		report(c, at_part(c, PART_SUBJECT), NULL);
}

static void
subject_empty_without_alt_name(struct check *c)
{
	if (c->cert->subject.n_rdn == 0 && !cert_has(c->cert, PART_EXT_SAN))
		report(c, at_part(c, PART_SUBJECT), NULL);
}

/* UTCTime cannot say a year from 2050 on, so only the other way round can be seen. */
static void
time_type(struct check *c)
{
	static const enum artifact_part part[2] = { PART_NOT_BEFORE, PART_NOT_AFTER };
	const struct artifact_time *time[2] = { &c->cert->not_before, &c->cert->not_after };

	for (unsigned i = 0; i < 2; i++)
		if (c->cert->field[part[i]].id == DER_GENTIME && time[i]->ok && time[i]->seconds < YEAR_2050)
			report_text(c, at_part(c, part[i]), c->cert->field[part[i]].val);
}

static void
negative_validity(struct check *c)
{
	char from[32], to[32];

	if (!c->cert->not_before.ok || !c->cert->not_after.ok)
		not_applicable(c, "no moment can be made of one of the times");
	else if (c->cert->not_after.seconds < c->cert->not_before.seconds)
		report(c, at_part(c, PART_NOT_AFTER), "%s before %s", seconds_format(c->cert->not_after.seconds, to),
		    seconds_format(c->cert->not_before.seconds, from));
}

static void
no_expiry(struct check *c)
{
	if (c->cert->not_after.ok && c->cert->not_after.seconds == NO_EXPIRY)
		report(c, at_part(c, PART_NOT_AFTER), NULL);
}

/* The key begins after the octet that counts the unused bits of the BIT STRING. */
static void
key_unused_bits(struct check *c)
{
	const struct span key = c->cert->spki.key;
	unsigned n = key.p != NULL ? unused_bits((struct span){ key.p - 1, key.n + 1 }) : 0;

	if (n > 0)
		report(c, at_part(c, PART_SPKI), "%s", show_count(c, n, "bit"));
}

/* ---- the moment of linting (--now) ---- */

#define HOURS_AWAY 48

/* Only what is to be signed can still be mended. */
static bool
has_now(struct check *c)
{
	if (!c->options->now_given)
		not_applicable(c, "the moment of linting is not given (--now)");
	else if (!c->profile->to_be_signed)
		not_applicable(c, "the certificate is signed already");
	return c->options->now_given && c->profile->to_be_signed;
}

static void
begins_away(struct check *c)
{
	int64_t seconds;

	if (!has_now(c) || !c->cert->not_before.ok)
		return;
	seconds = c->cert->not_before.seconds - c->options->now;
	if (seconds > HOURS_AWAY * 3600 || seconds < -HOURS_AWAY * 3600)
		report(c, at_part(c, PART_NOT_BEFORE), "%lld hours %s", (long long)(seconds < 0 ? -seconds : seconds) / 3600,
		    seconds < 0 ? "ago" : "ahead");
}

static void
is_over(struct check *c)
{
	if (has_now(c) && c->cert->not_after.ok && c->cert->not_after.seconds < c->options->now)
		report(c, at_part(c, PART_NOT_AFTER), NULL);
}

/* ---- what an option says the certificate is (--kind, --profile) ---- */

static void
kind_contradicted(struct check *c)
{
	bool ca = (c->profile->kind & KIND_ANY_CA) != 0;

	if (!c->profile->kind_claimed)
		not_applicable(c, "no kind is asked for");
	else if (c->cert->bc.ca != ca)
		report(c, at_part(c, PART_EXT_BC), ca ? "cA is not TRUE, asked for is a CA" : "cA is TRUE, asked for is no CA");
}

static void
root_of_another(struct check *c)
{
	if (!cert_self_issued(c->cert) && !name_alike(&c->cert->issuer, &c->cert->subject))
		report(c, at_part(c, PART_ISSUER), NULL);
}

static const struct smimelint_rule rules[] = {
	{
		.id = "rfc5280.signature-algorithm.mismatch", .section = "4.1.1.2",
		.title = "signatureAlgorithm and tbsCertificate.signature differ",
		.requires = "signatureAlgorithm and the signature field inside the tbsCertificate hold the same AlgorithmIdentifier, parameters included.",
		.explanation = "Only the inner field is protected by the signature. Where the two differ, software refuses the certificate, "
		    "or an attacker may have changed the outer one.",
		.remedy = "Encode one AlgorithmIdentifier and use it in both places.",
		.peers = PEERS("zlint:e_cert_sig_alg_not_match_tbs_sig_alg", "pkilint:pkix.certificate_signature_algorithm_mismatch"),
		.schedule = RFC5280_SHALL, .fn = rule_algorithm_mismatch, .speaks_for = IDS("rfc5280.signature.wrong"), .scope = SCOPE_ALL,
		.needs = PARTS1(PART_SIGNATURE) | PARTS1(PART_SIGNATURE_ALGORITHM),
		.when = PARTS1(PART_SIGNATURE) | PARTS1(PART_SIGNATURE_ALGORITHM),
	}, {
		.id = "rfc5280.signature-value.empty", .section = "4.1.1.3",
		.title = "signatureValue has no bits",
		.requires = "signatureValue holds the signature over the tbsCertificate.",
		.explanation = "Nothing protects the certificate. Lint input that is not signed yet with --tbs.",
		.remedy = "Sign the certificate, or lint it with --tbs.",
		.schedule = RFC5280_SHALL, .fn = rule_signature_empty, .speaks_for = IDS("rfc5280.signature.wrong"), .scope = SCOPE_ALL,
		.needs = PARTS1(PART_SIGNATURE_VALUE), .when = PARTS1(PART_SIGNATURE_VALUE),
	}, {
		.id = "rfc5280.signature-value.unused-bits", .section = "4.1.1.3",
		.title = "signatureValue does not end with an octet",
		.requires = "The signature is a string of octets, so the BIT STRING that carries it has no unused bits.",
		.explanation = "All signature algorithms in use give whole octets. A count of unused bits cuts bits off and verification fails.",
		.remedy = "Set the first content octet of the BIT STRING to 00.",
		.schedule = RFC5280_SHALL, .fn = rule_signature_unused_bits, .scope = SCOPE_ALL,
		.needs = PARTS1(PART_SIGNATURE_VALUE), .when = PARTS1(PART_SIGNATURE_VALUE),
	}, {
		.id = "rfc5280.version.extensions", .section = "4.1.2.1",
		.title = "the certificate has extensions and is not of version 3",
		.requires = "A certificate with extensions says version 3 (value 2).",
		.explanation = "Extensions do not exist in versions 1 and 2; software that goes by the version ignores them, or refuses the certificate.",
		.remedy = "Set version to v3(2).",
		.peers = PEERS("zlint:e_cert_extensions_version_not_3", "pkilint:pkix.certificate_version_is_not_v3"),
		.schedule = RFC5280_SHALL, .fn = version_extensions, .scope = SCOPE_ALL,
		.needs = PARTS1(PART_VERSION), .when = PARTS1(PART_EXTENSIONS),
		.yields_to = IDS("sbr.version.not-v3"),
	}, {
		.id = "rfc5280.serial-number.zero", .section = "4.1.2.2",
		.title = "the serial number is zero",
		.requires = "The serial number is a positive integer.",
		.explanation = "Software takes a missing number for zero. Issuer and serial number together name a "
		    "certificate.",
		.remedy = "Draw a serial number of at least 64 random bits that is greater than zero.",
		.peers = PEERS("zlint:e_serial_number_not_positive", "pkilint:pkix.certificate_serial_number_out_of_range"),
		.schedule = RFC5280_SHALL, .fn = serial_zero, .scope = SCOPE_ALL,
		.needs = PARTS1(PART_SERIAL), .when = PARTS1(PART_SERIAL),
		.yields_to = IDS("sbr.serial-number.not-positive"),
	}, {
		.id = "rfc5280.serial-number.negative", .section = "4.1.2.2",
		.title = "the serial number is negative",
		.requires = "The serial number is a positive integer.",
		.explanation = "Software that reads the octets without a sign sees another number, so revocation lists no longer match. "
		    "Random octets with the first bit set and no leading zero octet are the usual cause.",
		.remedy = "Clear the first bit, or put a zero octet in front.",
		.peers = PEERS("zlint:e_serial_number_not_positive", "pkilint:pkix.certificate_serial_number_out_of_range"),
		.schedule = RFC5280_SHALL, .fn = serial_negative, .scope = SCOPE_ALL,
		.needs = PARTS1(PART_SERIAL), .when = PARTS1(PART_SERIAL),
		.yields_to = IDS("sbr.serial-number.not-positive"),
	}, {
		.id = "rfc5280.serial-number.too-long", .section = "4.1.2.2",
		.title = "the serial number is longer than 20 octets",
		.requires = "The serial number takes at most 20 octets, its sign bit included.",
		.explanation = "Relying parties need not handle longer numbers. Some cut them, and two certificates then "
		    "have the same number.",
		.remedy = "Use at most 159 bits.",
		.peers = PEERS("zlint:e_serial_number_longer_than_20_octets", "pkilint:pkix.certificate_serial_number_out_of_range"),
		.schedule = RFC5280_SHALL, .fn = serial_too_long, .scope = SCOPE_ALL,
		.needs = PARTS1(PART_SERIAL), .when = PARTS1(PART_SERIAL),
		.yields_to = IDS("sbr.serial-number.too-large", "sbr.serial-number.not-positive", "rfc5280.serial-number.negative"),
	}, {
		.id = "rfc5280.serial-number.reused", .section = "4.1.2.2",
		.title = "another certificate of the issuer has the same serial number",
		.requires = "No two certificates of one issuer have the same serial number.",
		.explanation = "The issuer's name and the serial number say in CRLs, OCSP and signed messages which certificate is meant: whoever revokes one of these "
		    "revokes both. The other one was given with --certificates. A precertificate has the number of the certificate that follows it (RFC 6962 3.1).",
		.remedy = "Replace one of them. Look for the reason where serial numbers are drawn, and for others that came of it.",
		.schedule = RFC5280_SHALL, .fn = serial_reused, .scope = SCOPE_ALL, .beside = BESIDE_CERTIFICATES,
		.needs = PARTS1(PART_SERIAL) | PARTS1(PART_ISSUER), .when = PARTS1(PART_SERIAL) | PARTS1(PART_ISSUER),
	}, {
		.id = "rfc5280.issuer.empty", .section = "4.1.2.4",
		.title = "the issuer name is empty",
		.requires = "The issuer field holds a distinguished name that is not empty.",
		.explanation = "No chain can be built from a name that says nothing, and revocation information cannot be assigned to it.",
		.remedy = "Copy the issuing CA's subject name.",
		.peers = PEERS("zlint:e_issuer_field_empty", "pkilint:pkix.name_empty"),
		.schedule = RFC5280_SHALL, .fn = rule_issuer_empty, .scope = SCOPE_ALL,
		.needs = PARTS1(PART_ISSUER), .when = PARTS1(PART_ISSUER),
	}, {
		.id = "rfc5280.validity.time-type", .section = "4.1.2.5",
		.title = "a date before 2050 is given as GeneralizedTime",
		.requires = "Dates through 2049 are UTCTime; dates from 2050 on are GeneralizedTime.",
		.explanation = "Software may expect the type by the year. Two ways to write one date also give one certificate two encodings.",
		.remedy = "Encode the date as UTCTime.",
		.peers = PEERS("zlint:e_wrong_time_format_pre2050", "pkilint:pkix.wrong_time_useful_type"),
		.schedule = RFC5280_SHALL, .fn = time_type, .scope = SCOPE_ALL,
		.reads = PARTS1(PART_NOT_BEFORE) | PARTS1(PART_NOT_AFTER), .when = PARTS1(PART_VALIDITY),
	}, {
		.id = "rfc5280.validity.negative", .section = "4.1.2.5",
		.title = "notAfter is before notBefore",
		.requires = "The validity period begins at notBefore and ends at notAfter.",
		.explanation = "The certificate is never valid. A common cause is UTCTime: years 50 to 99 mean 1950 to "
		    "1999, so 2051 written as UTCTime is 1951.",
		.remedy = "Correct the dates. Use GeneralizedTime from 2050 on.",
		.peers = PEERS("zlint:e_validity_time_not_positive", "pkilint:pkix.certificate_negative_validity_period"),
		.schedule = RFC5280_SHALL, .fn = negative_validity, .scope = SCOPE_ALL,
		.needs = PARTS1(PART_NOT_BEFORE) | PARTS1(PART_NOT_AFTER), .when = PARTS1(PART_VALIDITY),
	}, {
		.id = "rfc5280.validity.no-expiry", .section = "4.1.2.5",
		.title = "notAfter says that the certificate has no known end",
		.requires = "Nothing: 99991231235959Z is the value for a certificate whose end is not known.",
		.explanation = "RFC 5280 has the value for devices that are never renewed. A publicly trusted CA or OCSP responder "
		    "is expected to have an end of life.",
		.remedy = "Give a date that fits the lifetime of the key.",
		.schedule = RFC5280_NOTICE, .fn = no_expiry, .scope = SCOPE_CA(KIND_ANY_CA | KIND_OCSP),
		.needs = PARTS1(PART_NOT_AFTER), .when = PARTS1(PART_NOT_AFTER),
	}, {
		.id = "rfc5280.subject.empty", .section = "4.1.2.6",
		.title = "the subject name of a CA is empty",
		.requires = "The subject field of a CA certificate holds a distinguished name that is not empty.",
		.explanation = "The subject is the issuer name of every certificate below it; with an empty one no chain can be built.",
		.remedy = "Give the CA a name with at least commonName, organizationName and countryName.",
		.peers = PEERS("zlint:e_ca_subject_field_empty", "pkilint:pkix.name_empty"),
		.schedule = RFC5280_SHALL, .fn = subject_empty, .scope = SCOPE_CA(KIND_ANY_CA),
		.needs = PARTS1(PART_SUBJECT), .when = PARTS1(PART_SUBJECT),
	}, {
		.id = "rfc5280.subject.empty-without-alt-name", .section = "4.1.2.6",
		.title = "the certificate names nobody: subject is empty and subjectAltName is absent",
		.requires = "Where the subject field is empty, the subject is named in subjectAltName.",
		.explanation = "The certificate binds the key to nothing. For subscriber certificates the SBR demand subjectAltName anyway.",
		.remedy = "Name the subject in the subject field, or in subjectAltName.",
		.peers = PEERS("zlint:e_subject_empty_without_san"),
		.schedule = RFC5280_SHALL, .fn = subject_empty_without_alt_name,
		.scope = { KIND_SUBSCRIBER | KIND_OCSP, TYPE_ANY, GEN_ANY },
		.needs = PARTS1(PART_SUBJECT) | PARTS1(PART_EXTENSIONS), .when = PARTS1(PART_SUBJECT),
		.yields_to = IDS("sbr.san.missing"),
	}, {
		.id = "rfc5280.subject-public-key-info.unused-bits", .section = "4.1.2.7",
		.title = "subjectPublicKey does not end with an octet",
		.requires = "Public keys of the algorithms in use are strings of octets, so the BIT STRING has no unused bits.",
		.explanation = "A count of unused bits cuts bits off the key, and software that looks at the count cannot decode it.",
		.remedy = "Set the first content octet of the BIT STRING to 00.",
		.schedule = RFC5280_SHALL, .fn = key_unused_bits, .scope = SCOPE_ALL,
		.reads = PARTS1(PART_SPKI), .when = PARTS1(PART_SPKI),
	}, {
		.id = "rfc5280.unique-identifier.present", .section = "4.1.2.8",
		.title = "a unique identifier is present",
		.requires = "Conforming CAs do not put issuerUniqueID or subjectUniqueID into certificates.",
		.explanation = "The fields were meant for names that are used again for somebody else, which RFC 5280 does not want to happen. "
		    "Hardly any software looks at them.",
		.remedy = "Leave the fields out.",
		.peers = PEERS("zlint:e_cert_contains_unique_identifier", "zlint:e_cert_unique_identifier_version_not_2_or_3",
		    "pkilint:pkix.issuer_unique_id_present", "pkilint:pkix.subject_unique_id_present"),
		.schedule = RFC5280_SHALL, .fn = unique_id_present, .scope = SCOPE_ALL,
	}, {
		.id = "rfc5280.validity.begins-away", .section = "4.1.2.5",
		.title = "notBefore of what is to be signed is more than 48 hours from the moment of linting",
		.requires = "Nothing: the validity begins when the CA says so.",
		.explanation = "A notBefore far from today is usually a wrong clock or a stale request. It also decides "
		    "which requirements are judged. The rule runs with --now, on what is to be signed.",
		.remedy = "Let the validity begin with the issuance.",
		.schedule = RFC5280_NOTICE, .fn = begins_away, .beside = BESIDE_NOW, .scope = SCOPE_ALL, .when = PARTS1(PART_NOT_BEFORE),
		.needs = PARTS1(PART_NOT_BEFORE),
	}, {
		.id = "rfc5280.validity.over", .section = "4.1.2.5",
		.title = "notAfter of what is to be signed is in the past at the moment of linting",
		.requires = "Nothing: a certificate may be over, but nobody can use it after notAfter.",
		.explanation = "The date usually comes from a wrong clock or a stale request. The rule runs with --now, "
		    "on what is to be signed.",
		.remedy = "Let the validity end later.",
		.schedule = RFC5280_NOTICE, .fn = is_over, .beside = BESIDE_NOW, .scope = SCOPE_ALL, .when = PARTS1(PART_NOT_AFTER),
		.needs = PARTS1(PART_NOT_AFTER),
	}, {
		.id = "rfc5280.basic-constraints.other-kind", .section = "4.2.1.9",
		.title = "cA contradicts the kind of certificate that is asked for",
		.requires = "cA says whether the key may verify certificates: TRUE in the certificate of a CA, and of nobody else.",
		.explanation = "--kind and --profile say what the certificate is to be, and path validation goes by cA.",
		.remedy = "Ask for the kind that the certificate is of, or correct basicConstraints.",
		.schedule = RFC5280_SHALL, .fn = kind_contradicted, .denies_kind = true, .scope = SCOPE_ALL,
		.needs = PARTS1(PART_EXTENSIONS) | PARTS1(PART_EXT_BC),
		.yields_to = IDS("sbr.basic-constraints.subscriber-ca", "sbr.basic-constraints.root-missing",
		    "sbr.basic-constraints.root-not-ca", "sbr.basic-constraints.sub-ca-missing",
		    "sbr.basic-constraints.sub-ca-not-ca", "rfc5280.basic-constraints.ca-absent"),
	}, {
		.id = "rfc5280.issuer.root-of-another", .section = "6.1",
		.title = "certificate that is asked for as a root is not self-issued",
		.requires = "A root is self-issued: issuer and subject are the same.",
		.explanation = "Rules for roots leave out what a subordinate CA has to have, such as policies and CRL distribution points.",
		.remedy = "Ask for a subordinate CA.",
		.schedule = RFC5280_SHALL, .fn = root_of_another, .denies_kind = true, .scope = SCOPE_CA(KIND_ROOT),
		.needs = PARTS1(PART_ISSUER) | PARTS1(PART_SUBJECT), .when = PARTS1(PART_ISSUER) | PARTS1(PART_SUBJECT),
	},
};

RULE_TABLE(rules_rfc5280_fields, "RFC 5280 4.1 Basic fields", rules);
