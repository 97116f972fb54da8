/* SPDX-License-Identifier: Apache-2.0 */
/*
 * 7_1_2_3_key_identifiers.c - authorityKeyIdentifier and subjectKeyIdentifier of
 * subscriber certificates (SBR 7.1.2.3 g and n).
 */
#include "rules/common/extension.h"
#include "rules/common/key_identifier.h"
#include "rules/tables.h"

/* ---- n. subjectKeyIdentifier ---- */

/*
 * RFC 5280 4.2.1.2 method 2: four bits 0100 and the last 60 bits of the SHA-1
 * digest.
 */
static bool
is_method_2(struct span ski, const uint8_t sha1[20])
{
	return ski.n == 8 && ski.p[0] == (uint8_t)(0x40 | (sha1[12] & 0x0f)) &&
	    memcmp(ski.p + 1, sha1 + 13, 7) == 0;
}

/*
 * Is the identifier this digest of these octets, or its first 160 bits (RFC
 * 7093 2)?  A digest that OpenSSL does not give is no ground for a finding.
 */
static bool
is_digest(struct check *c, enum key_hash hash, struct span in)
{
	struct span ski = c->cert->ski;
	uint8_t out[KEY_MAX_HASH];
	size_t n = key_digest(c->key, hash, in, out);

	if (n == 0 || (hash == KEY_SHA1 && is_method_2(ski, out)))
		return true;
	return (ski.n == n || ski.n == 20) && ski.n <= n && memcmp(ski.p, out, ski.n) == 0;
}

/* SHA-1 of the key first: it is what nearly every certificate has. */
static void
ski_not_derived(struct check *c)
{
	struct span key = c->cert->spki.key, spki = at_part(c, PART_SPKI);
	size_t n = c->cert->ski.n;

	if (n == 8 || n == 20 || n == 32 || n == 48 || n == 64) {
		for (int hash = KEY_SHA1; hash <= KEY_SHA512; hash++) {
			if (is_digest(c, (enum key_hash)hash, key) || is_digest(c, (enum key_hash)hash, spki))
				return;
		}
	}
	report(c, at_part(c, PART_EXT_SKI), "%s", text_hex(c->arena, c->cert->ski));
}

#define NOT_CRITICAL(part) .fn = rule_ext_critical, .when = PARTS1(part), .arg = (part)

static const struct smimelint_rule rules[] = {
	{
		.id = "sbr.authority-key-identifier.missing",
		.section = "7.1.2.3.g",
		.title = "subscriber certificate has no authorityKeyIdentifier",
		.requires = "A subscriber certificate has the authorityKeyIdentifier extension.",
		.explanation = "CAs change keys under one name. Without the identifier a client has to try every certificate of "
		    "that name, and may settle on the wrong one.",
		.remedy = "Add authorityKeyIdentifier with the issuing CA's subjectKeyIdentifier.",
		.peers = PEERS("zlint:e_authority_key_identifier_correct",
		    "zlint:e_ext_authority_key_identifier_no_key_identifier",
		    "pkilint:pkix.authority_key_identifier_extension_absent"),
		.schedule = SBR_SHALL,
		.fn = rule_ext_missing,
		.needs = PARTS1(PART_EXTENSIONS),
		.arg = PART_EXT_AKI,
		.scope = SCOPE_SUBSCRIBER,
	},
	{
		.id = "sbr.authority-key-identifier.critical",
		.section = "7.1.2.3.g",
		.title = "authorityKeyIdentifier is critical",
		.requires = "authorityKeyIdentifier is not marked critical.",
		.explanation = "The extension helps to find the issuer and restricts nothing; critical, it makes software that "
		    "does not need the help reject the certificate.",
		.remedy = "Mark authorityKeyIdentifier non-critical.",
		.peers = PEERS("zlint:e_authority_key_identifier_correct", "zlint:e_ext_authority_key_identifier_critical",
		    "pkilint:pkix.authority_key_identifier_critical"),
		.schedule = SBR_SHALL,
		NOT_CRITICAL(PART_EXT_AKI),
		.scope = SCOPE_SUBSCRIBER,
	},
	{
		.id = "sbr.authority-key-identifier.no-key-id",
		.section = "7.1.2.3.g",
		.title = "authorityKeyIdentifier has no keyIdentifier",
		.requires = "The keyIdentifier field of authorityKeyIdentifier is present.",
		.explanation = "keyIdentifier is the one field that survives when the CA's certificate is issued anew for "
		    "the same key.",
		.remedy = "Copy the issuing CA's subjectKeyIdentifier into keyIdentifier.",
		.peers = PEERS("zlint:e_authority_key_identifier_correct",
		    "zlint:e_ext_authority_key_identifier_no_key_identifier",
		    "pkilint:pkix.authority_key_identifier_keyid_missing"),
		.schedule = SBR_SHALL,
		.fn = rule_aki_no_key_id,
		.needs = PARTS1(PART_EXT_AKI),
		.when = PARTS1(PART_EXT_AKI),
		.scope = SCOPE_SUBSCRIBER,
	},
	{
		.id = "sbr.authority-key-identifier.issuer-serial",
		.section = "7.1.2.3.g",
		.title = "authorityKeyIdentifier names the issuer's certificate",
		.requires = "authorityCertIssuer and authorityCertSerialNumber are not present.",
		.explanation = "They tie the certificate to one certificate of the CA, so chains over a cross certificate or "
		    "a renewed CA certificate are refused by some clients.",
		.remedy = "Leave only keyIdentifier in the extension.",
		.peers = PEERS("zlint:e_authority_key_identifier_correct", "zlint:e_mp_authority_key_identifier_correct",
		    "pkilint:cabf.authority_key_identifier_has_issuer_cert"),
		.schedule = SBR_SHALL,
		.fn = rule_aki_issuer_serial,
		.reads = PARTS1(PART_EXT_AKI),
		.when = PARTS1(PART_EXT_AKI),
		.scope = SCOPE_SUBSCRIBER,
	},
	{
		.id = "sbr.subject-key-identifier.missing",
		.section = "7.1.2.3.n",
		.title = "subscriber certificate has no subjectKeyIdentifier",
		.requires = "A subscriber certificate has the subjectKeyIdentifier extension.",
		.explanation = "CMS may name the recipient or signer by this identifier, and a key archive finds the old keys "
		    "by it.",
		.remedy = "Add subjectKeyIdentifier, derived from the public key.",
		.peers = PEERS("zlint:w_ext_subject_key_identifier_missing_sub_cert",
		    "pkilint:pkix.certificate_skid_end_entity_missing"),
		.schedule = SBR_SHOULD,
		.fn = rule_ext_missing,
		.needs = PARTS1(PART_EXTENSIONS),
		.arg = PART_EXT_SKI,
		.scope = SCOPE_SUBSCRIBER,
	},
	{
		.id = "sbr.subject-key-identifier.critical",
		.section = "7.1.2.3.n",
		.title = "subjectKeyIdentifier is critical",
		.requires = "subjectKeyIdentifier is not marked critical.",
		.explanation = "The extension helps to find the certificate and restricts nothing; critical, it makes software "
		    "that does not need the help reject it.",
		.remedy = "Mark subjectKeyIdentifier non-critical.",
		.peers = PEERS("zlint:e_ext_subject_key_identifier_critical",
		    "pkilint:pkix.certificate_skid_extension_critical"),
		.schedule = SBR_SHALL,
		NOT_CRITICAL(PART_EXT_SKI),
		.scope = SCOPE_SUBSCRIBER,
	},
	{
		.id = "sbr.subject-key-identifier.not-derived",
		.section = "7.1.2.3.n",
		.title = "subjectKeyIdentifier fits no known derivation from the public key",
		.requires = "subjectKeyIdentifier has a value that is derived from the public key of the certificate.",
		.explanation = "A derived identifier is the same in every certificate for the key and collides with no "
		    "other. The rule tries SHA-1, SHA-256, SHA-384 and SHA-512 of the key and of the SubjectPublicKeyInfo, "
		    "whole or cut to 160 bits. It also tries method 2 of RFC 5280. Other derivations are possible, but often "
		    "the value belongs to an earlier key.",
		.remedy = "Compute the identifier from the key in this certificate, by a method of RFC 5280 4.2.1.2 or RFC 7093.",
		.peers = PEERS("pkilint:pkix.unknown_subject_key_identifier_calculation_method"),
		.schedule = SBR_SHOULD,
		.fn = ski_not_derived,
		.needs = PARTS1(PART_EXT_SKI) | PARTS1(PART_SPKI),
		.when = PARTS1(PART_EXT_SKI) | PARTS1(PART_SPKI),
		.scope = SCOPE_SUBSCRIBER,
	},
};

RULE_TABLE(rules_sbr_7_1_2_3_key_identifiers, "SBR 7.1.2.3 g and n: key identifiers of subscriber certificates", rules);
