/* SPDX-License-Identifier: Apache-2.0 */
/* apple.c - Apple Root Program: what a certificate shows of it beyond the SBR. */
#include "rules/common/extension.h"
#include "rules/program/program.h"
#include "rules/tables.h"

#define EKU PARTS1(PART_EXT_EKU)
#define MAX_SECONDS (1185 * SECONDS_PER_DAY)

static void
over_1185_days(struct check *c)
{
	const struct artifact_time *from = &c->cert->not_before, *to = &c->cert->not_after;

	/* Both ends belong to the period (RFC 5280 4.1.2.5). */
	if (from->ok && to->ok && to->seconds - from->seconds >= MAX_SECONDS)
		report(c, at_part(c, PART_VALIDITY), "%lld days",
		    (long long)((to->seconds - from->seconds) / SECONDS_PER_DAY + 1));
}

static void
no_rfc822_name(struct check *c)
{
	if (!cert_has_eku(c->cert, OID_EKU_EMAIL)) {
		not_applicable(c, "extKeyUsage has no id-kp-emailProtection");
		return;
	}
	for (unsigned i = 0; i < c->cert->san.n; i++)
		if (c->cert->san.v[i].form == GN_RFC822)
			return;
	if (!names_have_damaged(&c->cert->san, GN_RFC822))
		report(c, at_part(c, PART_EXT_SAN), NULL);
}

static void
no_email_protection(struct check *c)
{
	if (!cert_has_eku(c->cert, OID_EKU_EMAIL))
		report(c, at_part(c, PART_EXT_EKU), NULL);
}

static void
rsa_size(struct check *c)
{
	const struct cert_spki *k = &c->cert->spki;
	size_t bits = der_bit_length(k->modulus);

	if (k->modulus.p != NULL && (bits < 2048 || bits % 8 != 0))
		report(c, k->modulus, "%s", show_count(c, bits, "bit"));
}

static void
root_key(struct check *c)
{
	const struct cert_spki *k = &c->cert->spki;
	size_t bits = der_bit_length(k->modulus);

	if (k->modulus.p != NULL && bits < 4096)
		report(c, k->modulus, "%s", show_count(c, bits, "bit"));
	else if (k->id == OID_EC && k->curve != OID_P384 && k->curve != OID_P521)
		report(c, k->algorithm, "%s", k->curve != OID_UNKNOWN ? oid_name(k->curve) : "no known curve");
}

/* The hash of RSASSA-PSS-params, which is SHA-1 where they have none (RFC 4055 3.1). */
static enum oid
pss_hash(struct span params)
{
	struct der_tlv seq, field, hash, oid;

	if (!der_take(&params, DER_SEQUENCE, &seq) || !der_take(&seq.val, DER_CTX_CONS(0), &field))
		return OID_SHA1;
	if (!der_take(&field.val, DER_SEQUENCE, &hash) || !der_take(&hash.val, DER_OID, &oid))
		return OID_UNKNOWN;
	return oid_find(oid.val);
}

/* MD5, SHA-1, SHA-224; a hash that is not known is none of these. */
static bool
is_below_sha256(const struct artifact_algorithm *a)
{
	switch (a->id) {
	case OID_MD5_RSA: case OID_SHA1_RSA: case OID_OIW_SHA1_RSA: case OID_SHA224_RSA:
	case OID_DSA_SHA1: case OID_ECDSA_SHA1: case OID_ECDSA_SHA224:
		return true;
	case OID_RSA_PSS:
		return pss_hash(a->params) == OID_SHA1;
	default:
		return false;
	}
}

/* One finding for both fields: that they differ is RFC 5280's. */
static void
below_sha256(struct check *c)
{
	const struct cert_view *cv = c->cert;
	const struct artifact_algorithm *a = is_below_sha256(&cv->signature) ? &cv->signature : &cv->signature_algorithm;

	if (is_below_sha256(a))
		report(c, a->oid, "%s", oid_name(a->id));
}

/* id-kp-BrandIndicatorforMessageIdentification, of Verified Mark Certificates */
static const uint8_t bimi[] = { 0x2b, 0x06, 0x01, 0x05, 0x05, 0x07, 0x03, 0x1f };

static bool
is_trust_purpose(const struct oid_item *usage)
{
	return usage->id == OID_EKU_SERVER_AUTH || usage->id == OID_EKU_TIME_STAMPING ||
	    span_eq(usage->oid, (struct span){ bimi, sizeof bimi });
}

/* arg: whether usages of another Trust Purpose are asked about, or those of none; anyExtendedKeyUsage has its own row. */
static void
sub_ca_other(struct check *c)
{
	const struct oid_items *eku = &c->cert->eku;

	if (!cert_has_eku(c->cert, OID_EKU_EMAIL)) {
		not_applicable(c, "extKeyUsage has no id-kp-emailProtection");
		return;
	}
	for (unsigned i = 0; i < eku->n; i++) {
		enum oid id = eku->v[i].id;

		if (id != OID_EKU_EMAIL && id != OID_EKU_CLIENT_AUTH && id != OID_EKU_ANY &&
		    is_trust_purpose(&eku->v[i]) == (c->rule->arg != 0))
			report(c, eku->v[i].oid, "%s", oid_show(c->arena, eku->v[i].oid));
	}
}

static const struct smimelint_rule rules[] = {
	{
		.id = "apple.validity.over-1185-days",
		.section = "2.3",
		.title = "validity period is longer than the 1185 days that Apple allows",
		.requires = "S/MIME certificates issued from 2022-04-01 are valid for at most 1185 days.",
		.explanation = "Apple's limit is older than the SBR's. Version 2.0 does not "
		    "repeat it.",
		.remedy = "Shorten the period.",
		.schedule = SCHEDULE(SHALL_FROM(2022, 4, 1)),
		.fn = over_1185_days, .needs = PARTS1(PART_NOT_BEFORE) | PARTS1(PART_NOT_AFTER),
		.scope = SCOPE_SUBSCRIBER,
		.yields_to = IDS("sbr.validity.over-825-days", "sbr.validity.over-1185-days"),
	},
	{
		.id = "apple.signature.below-sha256",
		.section = "2.3",
		.title = "S/MIME certificate is signed with MD5 or SHA-1",
		.requires = "An S/MIME certificate issued from 2022-04-01 is signed with SHA-256 or a stronger hash.",
		.explanation = "Attackers can compute collisions of MD5 and SHA-1 and so forge a certificate.",
		.remedy = "Sign with SHA-256, SHA-384 or SHA-512.",
		.schedule = SCHEDULE(SHALL_FROM(2022, 4, 1)),
		.fn = below_sha256, .scope = SCOPE_SUBSCRIBER,
		.yields_to = IDS("sbr.signature-algorithm.sha1", "sbr.signature-algorithm.sha1-unlisted",
		    "sbr.signature-algorithm.forbidden", "sbr.signature-algorithm.pss-encoding"),
	},
	{
		.id = "apple.ext-key-usage.no-email-protection",
		.section = "2.3",
		.title = "S/MIME certificate without id-kp-emailProtection",
		.requires = "S/MIME certificates issued from 2022-04-01 have an extKeyUsage with id-kp-emailProtection.",
		.explanation = "The requirement is Apple's own and older than the SBR's.",
		.remedy = "Add id-kp-emailProtection.",
		.schedule = SCHEDULE(SHALL_FROM(2022, 4, 1)),
		.fn = no_email_protection, .needs = PARTS1(PART_EXTENSIONS) | EKU,
		.scope = SCOPE_SUBSCRIBER,
		.yields_to = IDS("sbr.ext-key-usage.missing", "sbr.ext-key-usage.no-email-protection"),
	},
	{
		.id = "apple.key.rsa-size",
		.section = "2.3",
		.title = "RSA key of an S/MIME certificate has fewer than 2048 bits, or a size that is not a multiple of "
		    "8",
		.requires = "From 2022-04-01 an RSA key of an S/MIME certificate has at least 2048 bits, and a multiple of 8.",
		.explanation = "The requirement is Apple's own and older than the SBR's.",
		.remedy = "Use a key of 2048, 3072 or 4096 bits.",
		.schedule = SCHEDULE(SHALL_FROM(2022, 4, 1)),
		.fn = rsa_size, .reads = PARTS1(PART_SPKI), .scope = SCOPE_SUBSCRIBER,
		.yields_to = IDS("sbr.rsa-key.modulus-too-short", "sbr.rsa-key.modulus-not-multiple-of-8",
		    "sbr.rsa-key.modulus-not-positive", "rfc3279.rsa-key.not-positive"),
	},
	{
		.id = "apple.key.not-listed",
		.section = "2.3",
		.title = "S/MIME key that is neither RSA nor on a NIST curve",
		.requires = "From 2022-04-01 the key of an S/MIME certificate is RSA, P-256, P-384 or P-521.",
		.explanation = "The sentence stands in version 1.0; version 2.0, effective 2026-08-01, does not repeat it.",
		.remedy = "Use RSA or a NIST curve.",
		.schedule = SCHEDULE(SHALL_FROM(2022, 4, 1), ENDS_ON(2026, 8, 1)),
		.fn = program_key_family, .arg = FAMILY_EDWARDS | FAMILY_PQ | FAMILY_OTHER, .needs = PARTS1(PART_KEY_ALGORITHM),
		.scope = SCOPE_SUBSCRIBER,
	},
	{
		.id = "apple.subject-alt-name.no-rfc822-name",
		.section = "2.3",
		.title = "S/MIME certificate without an rfc822Name",
		.requires = "A subscriber certificate with id-kp-emailProtection has at least one rfc822Name in its "
		    "subjectAltName: from 2022-04-01 in version 1.0, and again in version 2.0 from 2027-02-01.",
		.explanation = "The SBR accept a SmtpUTF8Mailbox alone; Apple does not. Between 2026-08-01 and 2027-01-31 "
		    "no version in effect says so.",
		.remedy = "Add the rfc822Name of a validated mailbox.",
		.schedule = SCHEDULE(SHALL_FROM(2022, 4, 1), ENDS_ON(2026, 8, 1), SHALL_FROM(2027, 2, 1)),
		.fn = no_rfc822_name, .needs = PARTS1(PART_EXT_SAN), .reads = EKU, .when = EKU,
		.scope = SCOPE_SUBSCRIBER,
	},
	{
		.id = "apple.ext-key-usage.cross-missing",
		.section = "1.7",
		.title = "cross certificate without extKeyUsage",
		.requires = "Every subordinate CA certificate signed from 2026-08-01, cross-signs too, has an extKeyUsage.",
		.explanation = "The SBR allow a cross certificate without extKeyUsage; Apple does not.",
		.remedy = "Add extKeyUsage with the usages of the one Trust Purpose.",
		.schedule = SCHEDULE(SHALL_FROM(2026, 8, 1)),
		.fn = rule_ext_missing, .arg = PART_EXT_EKU, .needs = PARTS1(PART_EXTENSIONS),
		.scope = SCOPE_CA(KIND_CROSS),
	},
	{
		.id = "apple.ext-key-usage.sub-ca-any",
		.section = "1.7",
		.title = "S/MIME subordinate CA certificate with anyExtendedKeyUsage",
		.requires = "No subordinate CA certificate signed from 2026-08-01, cross-signs too, has anyExtendedKeyUsage.",
		.explanation = "It serves every Trust Purpose at once.",
		.remedy = "List the usages of the one Trust Purpose.",
		.schedule = SCHEDULE(SHALL_FROM(2026, 8, 1)),
		.fn = program_eku_any, .reads = EKU, .when = EKU, .scope = SCOPE_CA(KIND_SUBCA | KIND_CROSS),
	},
	{
		.id = "apple.ext-key-usage.sub-ca-multi-purpose",
		.section = "1.7",
		.title = "S/MIME subordinate CA certificate with a usage of another Trust Purpose",
		.requires = "A subordinate CA certificate signed from 2026-08-01 has one Trust Purpose: for e-mail "
		    "id-kp-emailProtection, with id-kp-clientAuth at most.",
		.explanation = "Server authentication, time stamping and Verified Marks are purposes of their own.",
		.remedy = "Use a CA of its own for each purpose.",
		.schedule = SCHEDULE(SHALL_FROM(2026, 8, 1)),
		.fn = sub_ca_other, .arg = 1, .reads = EKU, .when = EKU, .scope = SCOPE_CA(KIND_SUBCA | KIND_CROSS),
	},
	{
		.id = "apple.ext-key-usage.sub-ca-other",
		.section = "1.7",
		.title = "S/MIME subordinate CA certificate with a usage outside all Trust Purposes",
		.requires = "A subordinate CA certificate signed from 2026-08-01 is dedicated to one Trust Purpose; until 2027-06-30 an "
		    "audited use outside all Trust Purposes may stand beside it under a multi-purpose root.",
		.explanation = "No certificate shows whether that exception holds, so this is a notice until it ends.",
		.remedy = "Use a CA of its own for each purpose.",
		.schedule = SCHEDULE(NOTICE_FROM(2026, 8, 1), SHALL_FROM(2027, 7, 1)),
		.fn = sub_ca_other, .arg = 0, .reads = EKU, .when = EKU, .scope = SCOPE_CA(KIND_SUBCA | KIND_CROSS),
	},
	{
		.id = "apple.key.root-too-small",
		.section = "1.5",
		.title = "root key smaller than Apple accepts of new roots",
		.requires = "Roots applied for from 2026-08-01 have an RSA key of at least 4096 bits or an ECDSA key of at least 384.",
		.explanation = "A root made from that day on can only be applied for later, so its notBefore decides; an older one that is "
		    "applied for now is not seen here. The SBR have the limit for RSA from 2026-09-15, and none for ECDSA.",
		.remedy = "Make the root with RSA 4096, P-384 or P-521.",
		.schedule = SCHEDULE(SHALL_FROM(2026, 8, 1)),
		.fn = root_key, .reads = PARTS1(PART_SPKI), .scope = SCOPE_CA(KIND_ROOT),
	},
};

RULE_TABLE(rules_program_apple, "Apple Root Program", rules);
