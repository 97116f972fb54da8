/* SPDX-License-Identifier: Apache-2.0 */
/*
 * 3279_signature_values.c - signatures that no key can have made with their
 * algorithm: RFC 3279 2.2.3 with RFC 5758 3.2, RFC 8410 6 with RFC 8032 5.1.6
 * and 5.2.6, RFC 9881 3 with FIPS 204.  No key is needed to see it.
 */
#include "rules/common/signature.h"
#include "rules/tables.h"

/* ---- ECDSA ---- */

static bool
is_ecdsa(enum oid id)
{
	return id == OID_ECDSA_SHA1 || id == OID_ECDSA_SHA224 || id == OID_ECDSA_SHA256 || id == OID_ECDSA_SHA384 || id == OID_ECDSA_SHA512;
}

/* Takes r or s, both of which are at least 1 (X9.62 7.3).  NULL: it is one; else what is wrong with it. */
static const char *
take_number(struct span *in, uint32_t *quirks)
{
	struct der_tlv t;

	if (!der_take(in, DER_INTEGER, &t))
		return "r and s are not two INTEGERs";
	*quirks |= der_check_one(&t);
	if (der_negative(t.val))
		return "r or s is negative";
	return der_magnitude(t.val).n == 0 ? "r or s is zero" : NULL;
}

/* What keeps the octets from being an Ecdsa-Sig-Value; NULL: nothing, and *quirks is how they leave DER. */
static const char *
ecdsa_fault(struct span in, uint32_t *quirks)
{
	struct der_tlv pair;
	const char *fault;

	*quirks = 0;
	if (!der_take(&in, DER_SEQUENCE, &pair))
		return "no SEQUENCE";
	*quirks |= pair.quirks;
	if ((fault = take_number(&pair.val, quirks)) != NULL || (fault = take_number(&pair.val, quirks)) != NULL)
		return fault;
	if (pair.val.n > 0)
		return "something follows s";
	return in.n > 0 ? "octets follow the SEQUENCE" : NULL;
}

static void
ecdsa_form(struct check *c)
{
	const struct span octets = c->artifact->signature_bits;
	uint32_t quirks;
	const char *fault;

	if (!is_ecdsa(c->artifact->signature_algorithm.id) || !signature_is_there(c))
		return;
	if ((fault = ecdsa_fault(octets, &quirks)) != NULL)
		report(c, at_part(c, PART_SIGNATURE_VALUE), "%s", fault);
}

/* The fault of encoding that a decoder meets first. */
static const char *
quirk_shown(uint32_t quirks)
{
	if ((quirks & DER_Q_INDEFINITE) != 0)
		return "indefinite length";
	return (quirks & DER_Q_LEN_LONG) != 0 ? "padded length" : "padded INTEGER";
}

static void
ecdsa_not_der(struct check *c)
{
	uint32_t quirks;

	if (!is_ecdsa(c->artifact->signature_algorithm.id) || !signature_is_there(c))
		return;
	if (ecdsa_fault(c->artifact->signature_bits, &quirks) != NULL || quirks == 0)
		return;
	report(c, at_part(c, PART_SIGNATURE_VALUE), "%s", quirk_shown(quirks));
}

/* ---- algorithms whose signatures are all of one length ---- */

/* The sentences, each of which has a row. */
enum sentence { RFC8410, RFC9881 };

static const struct {
	enum oid id;
	uint8_t sentence;		/* enum sentence */
	uint16_t octets;
} fixed[] = {
	{ OID_ED25519, RFC8410, 64 },
	{ OID_ED448, RFC8410, 114 },
	{ OID_ML_DSA_44, RFC9881, 2420 },
	{ OID_ML_DSA_65, RFC9881, 3309 },
	{ OID_ML_DSA_87, RFC9881, 4627 },
};

/* arg: the sentence. */
static void
other_length(struct check *c)
{
	const struct artifact *a = c->artifact;

	for (size_t i = 0; i < sizeof fixed / sizeof fixed[0]; i++) {
		if (fixed[i].id != a->signature_algorithm.id || fixed[i].sentence != c->rule->arg)
			continue;
		if (signature_is_there(c) && a->signature_bits.n != fixed[i].octets)
			report(c, at_part(c, PART_SIGNATURE_VALUE), "%s: %s, not %u", oid_name(a->signature_algorithm.id),
			    show_count(c, a->signature_bits.n, "octet"), (unsigned)fixed[i].octets);
	}
}

#define VALUE_RULE(function) .fn = function, .scope = SCOPE_SIGNED, .when = PARTS1(PART_SIGNATURE_VALUE), \
	.needs = PARTS1(PART_SIGNATURE_VALUE) | PARTS1(PART_SIGNATURE_ALGORITHM), \
	.yields_to = IDS("rfc5280.signature-algorithm.mismatch", "rfc5280.crl.signature-algorithm-mismatch")
#define ECDSA_SIGNATURES .only_of = SHOWS_ECDSA_SIGNATURE | SHOWS_OTHER_SIGNATURE
#define WHY_NO_SIGNATURE "Nobody can verify such a signature, whatever the CA's key is."
#define FIX_SIGN "Take the signature as the signing library or module gives it, and see that the encoder adds and loses nothing."

static const struct smimelint_rule rules[] = {
	{
		.id = "rfc3279.signature-value.ecdsa-form", .section = "2.2.3",
		.title = "ECDSA signature is no SEQUENCE of the two numbers r and s",
		.requires = "An ECDSA signature is encoded as Ecdsa-Sig-Value: a SEQUENCE of the INTEGERs r and s. RFC 5758 3.2 keeps that for SHA-2.",
		.explanation = WHY_NO_SIGNATURE " Many modules give r and s side by side without the SEQUENCE. Both numbers are at least 1.",
		.remedy = "Encode r and s as two positive INTEGERs in a SEQUENCE, with nothing behind it.",
		.schedule = SCHEDULE(SHALL_FROM(2002, 4, 1)), VALUE_RULE(ecdsa_form), ECDSA_SIGNATURES,
	}, {
		.id = "rfc3279.signature-value.ecdsa-not-der", .section = "2.2.3",
		.title = "ECDSA signature is not encoded in DER",
		.requires = "An ECDSA signature is the ASN.1 encoding of an Ecdsa-Sig-Value.",
		.explanation = "OpenSSL and others refuse a signature that is not in DER. With other encodings anybody could change the octets of a certificate.",
		.remedy = "Encode the SEQUENCE and its two INTEGERs in DER.",
		.reading = "RFC 3279 does not name the encoding rules of the value; we take them to be DER, as of all else in a certificate",
		.schedule = SCHEDULE(SHALL_FROM(2002, 4, 1)), VALUE_RULE(ecdsa_not_der), ECDSA_SIGNATURES,
	}, {
		.id = "rfc8410.signature-value.length", .section = "6",
		.title = "Ed25519 or Ed448 signature has another length than all of them",
		.requires = "An Ed25519 signature has 64 octets, an Ed448 signature 114 (RFC 8032 5.1.6 and 5.2.6).",
		.explanation = WHY_NO_SIGNATURE, .remedy = FIX_SIGN,
		.schedule = SCHEDULE(SHALL_FROM(2018, 8, 1)), VALUE_RULE(other_length), .arg = RFC8410, .only_of = SHOWS_OTHER_SIGNATURE,
	}, {
		.id = "rfc9881.signature-value.length", .section = "3",
		.title = "ML-DSA signature has another length than all of its parameter set",
		.requires = "A signature of ML-DSA-44, ML-DSA-65 and ML-DSA-87 has 2420, 3309 and 4627 octets.",
		.explanation = WHY_NO_SIGNATURE " FIPS 204 gives the lengths.", .remedy = FIX_SIGN,
		.schedule = SCHEDULE(SHALL_FROM(2025, 10, 1)), VALUE_RULE(other_length), .arg = RFC9881, .only_of = SHOWS_OTHER_SIGNATURE,
	},
};

RULE_TABLE(rules_rfc3279_signature_values, "RFC 3279, 8410 and 9881: signatures", rules);
