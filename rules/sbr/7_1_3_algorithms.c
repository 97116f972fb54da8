/* SPDX-License-Identifier: Apache-2.0 */
/*
 * 7_1_3_algorithms.c - SBR 7.1.3: the AlgorithmIdentifiers of public keys
 * and signatures, octet by octet.
 */
#include "rules/common/signature.h"
#include "rules/tables.h"

#define KEY_ALGORITHM PARTS1(PART_KEY_ALGORITHM)
#define SIGNATURE PARTS1(PART_SIGNATURE)

/* ---- the permitted encodings ---- */

struct encoding {
	enum oid id;		/* the algorithm */
	enum oid curve;		/* of an EC key; else OID_UNKNOWN */
	uint8_t family;		/* enum family: the rule that speaks of it */
	struct span octets;	/* the whole AlgorithmIdentifier */
};

enum family { RSA_KEY, EC_KEY, ED_KEY, ML_DSA_KEY, ML_KEM_KEY, RSA_SIGNATURE, PSS_SIGNATURE, ECDSA_SIGNATURE, ED_SIGNATURE, ML_DSA_SIGNATURE };

#define LIT(s) { (const uint8_t *)(s), sizeof(s) - 1 }

#define ED25519 "\x30\x05\x06\x03\x2b\x65\x70"
#define ED448 "\x30\x05\x06\x03\x2b\x65\x71"
#define ML_DSA(n) "\x30\x0b\x06\x09\x60\x86\x48\x01\x65\x03\x04\x03" n
#define ML_KEM(n) "\x30\x0b\x06\x09\x60\x86\x48\x01\x65\x03\x04\x04" n

/* 7.1.3.1.1 to 7.1.3.1.3 and the two sections after them that are numbered 7.1.3.2.4 and 7.1.3.2.5. */
static const struct encoding keys[] = {
	{ OID_RSA, OID_UNKNOWN, RSA_KEY, LIT("\x30\x0d\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x01\x01\x05\x00") },
	{ OID_EC, OID_P256, EC_KEY, LIT("\x30\x13\x06\x07\x2a\x86\x48\xce\x3d\x02\x01\x06\x08\x2a\x86\x48\xce\x3d\x03\x01\x07") },
	{ OID_EC, OID_P384, EC_KEY, LIT("\x30\x10\x06\x07\x2a\x86\x48\xce\x3d\x02\x01\x06\x05\x2b\x81\x04\x00\x22") },
	{ OID_EC, OID_P521, EC_KEY, LIT("\x30\x10\x06\x07\x2a\x86\x48\xce\x3d\x02\x01\x06\x05\x2b\x81\x04\x00\x23") },
	{ OID_ED25519, OID_UNKNOWN, ED_KEY, LIT(ED25519) },
	{ OID_ED448, OID_UNKNOWN, ED_KEY, LIT(ED448) },
	{ OID_ML_DSA_44, OID_UNKNOWN, ML_DSA_KEY, LIT(ML_DSA("\x11")) },
	{ OID_ML_DSA_65, OID_UNKNOWN, ML_DSA_KEY, LIT(ML_DSA("\x12")) },
	{ OID_ML_DSA_87, OID_UNKNOWN, ML_DSA_KEY, LIT(ML_DSA("\x13")) },
	{ OID_ML_KEM_512, OID_UNKNOWN, ML_KEM_KEY, LIT(ML_KEM("\x01")) },
	{ OID_ML_KEM_768, OID_UNKNOWN, ML_KEM_KEY, LIT(ML_KEM("\x02")) },
	{ OID_ML_KEM_1024, OID_UNKNOWN, ML_KEM_KEY, LIT(ML_KEM("\x03")) },
};

#define RSA_WITH(n) "\x30\x0d\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x01" n "\x05\x00"
#define SHA2(n) "\x30\x0d\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02" n "\x05\x00"
/* hashAlgorithm, maskGenAlgorithm MGF1 with the same hash, saltLength the hash's length */
#define PSS_WITH(n, salt) \
	"\x30\x41\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x01\x0a\x30\x34" \
	"\xa0\x0f" SHA2(n) \
	"\xa1\x1c\x30\x1a\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x01\x08" SHA2(n) \
	"\xa2\x03\x02\x01" salt
#define ECDSA_WITH(n) "\x30\x0a\x06\x08\x2a\x86\x48\xce\x3d\x04\x03" n

/* 7.1.3.2.1 to 7.1.3.2.4. */
static const struct encoding signatures[] = {
	{ OID_SHA256_RSA, OID_UNKNOWN, RSA_SIGNATURE, LIT(RSA_WITH("\x0b")) },
	{ OID_SHA384_RSA, OID_UNKNOWN, RSA_SIGNATURE, LIT(RSA_WITH("\x0c")) },
	{ OID_SHA512_RSA, OID_UNKNOWN, RSA_SIGNATURE, LIT(RSA_WITH("\x0d")) },
	{ OID_RSA_PSS, OID_UNKNOWN, PSS_SIGNATURE, LIT(PSS_WITH("\x01", "\x20")) },
	{ OID_RSA_PSS, OID_UNKNOWN, PSS_SIGNATURE, LIT(PSS_WITH("\x02", "\x30")) },
	{ OID_RSA_PSS, OID_UNKNOWN, PSS_SIGNATURE, LIT(PSS_WITH("\x03", "\x40")) },
	{ OID_ECDSA_SHA256, OID_UNKNOWN, ECDSA_SIGNATURE, LIT(ECDSA_WITH("\x02")) },
	{ OID_ECDSA_SHA384, OID_UNKNOWN, ECDSA_SIGNATURE, LIT(ECDSA_WITH("\x03")) },
	{ OID_ECDSA_SHA512, OID_UNKNOWN, ECDSA_SIGNATURE, LIT(ECDSA_WITH("\x04")) },
	{ OID_ED25519, OID_UNKNOWN, ED_SIGNATURE, LIT(ED25519) },
	{ OID_ED448, OID_UNKNOWN, ED_SIGNATURE, LIT(ED448) },
	{ OID_ML_DSA_44, OID_UNKNOWN, ML_DSA_SIGNATURE, LIT(ML_DSA("\x11")) },
	{ OID_ML_DSA_65, OID_UNKNOWN, ML_DSA_SIGNATURE, LIT(ML_DSA("\x12")) },
	{ OID_ML_DSA_87, OID_UNKNOWN, ML_DSA_SIGNATURE, LIT(ML_DSA("\x13")) },
};

#define COUNT(array) (sizeof(array) / sizeof *(array))

enum fit { FIT_OTHER, FIT_WRONG_OCTETS, FIT_RIGHT };

/* Is this algorithm of the family, and if so is it encoded as the text prints it? */
static enum fit
encoding_fit(const struct encoding *e, size_t n, uint32_t family, enum oid id, enum oid curve, struct span octets)
{
	enum fit fit = FIT_OTHER;

	for (size_t i = 0; i < n; i++) {
		if (e[i].id != id || e[i].curve != curve || e[i].family != family)
			continue;
		if (span_eq(e[i].octets, octets))
			return FIT_RIGHT;
		fit = FIT_WRONG_OCTETS;
	}
	return fit;
}

/* What is wrong with the parameters, in a word. */
static const char *
parameters_show(struct span params)
{
	if (params.p == NULL)
		return "parameters absent";
	if (params.n > 0 && params.p[0] == DER_NULL)
		return "parameters NULL";
	return "parameters or encoding differ";
}

/* ---- 7.1.3.1 SubjectPublicKeyInfo ---- */

/* arg: the family. */
static void
key_encoding(struct check *c)
{
	const struct cert_spki *k = &c->cert->spki;
	enum oid curve = k->id == OID_EC ? k->curve : OID_UNKNOWN;

	if (encoding_fit(keys, COUNT(keys), c->rule->arg, k->id, curve, k->algorithm) == FIT_WRONG_OCTETS)
		report(c, k->algorithm, "%s", parameters_show(k->params));
}

/* An EC key whose parameters name no curve; a curve that is not permitted is a finding of 6.1.5. */
static void
ec_no_named_curve(struct check *c)
{
	const struct cert_spki *k = &c->cert->spki;

	if (k->id != OID_EC || der_peek(k->params, DER_OID))
		return;
	report(c, k->algorithm, "%s", k->params.p == NULL ? "parameters absent" :
	    der_peek(k->params, DER_NULL) ? "implicit parameters" : "explicit parameters");
}

static void
rsa_other_algorithm(struct check *c)
{
	const struct cert_spki *k = &c->cert->spki;

	if (k->id == OID_RSA_PSS || k->id == OID_RSA_OAEP)
		report(c, k->oid, "%s", oid_name(k->id));
}

static void
hash_ml_dsa(struct check *c)
{
	const struct cert_spki *k = &c->cert->spki;

	if (k->id == OID_HASH_ML_DSA_44 || k->id == OID_HASH_ML_DSA_65 || k->id == OID_HASH_ML_DSA_87)
		report(c, k->oid, "%s", oid_name(k->id));
}

/* ---- 7.1.3.2 signatures ---- */

static void
look_encoding(struct check *c, const struct artifact_algorithm *a)
{
	if (encoding_fit(signatures, COUNT(signatures), c->rule->arg, a->id, OID_UNKNOWN, a->raw) == FIT_WRONG_OCTETS)
		report(c, a->raw, "%s", parameters_show(a->params));
}

static void
signature_encoding(struct check *c)
{
	each_signature_field(c, look_encoding);
}

static void
look_ml_dsa_early(struct check *c, const struct artifact_algorithm *a)
{
	if (a->id == OID_ML_DSA_44 || a->id == OID_ML_DSA_65 || a->id == OID_ML_DSA_87)
		report(c, a->oid, "%s", oid_name(a->id));
}

static void
signature_ml_dsa_early(struct check *c)
{
	each_signature_field(c, look_ml_dsa_early);
}

/* Does the AlgorithmIdentifier name SHA-1? */
static bool
names_sha1(struct span algorithm)
{
	struct der_tlv seq, oid;

	return der_take(&algorithm, DER_SEQUENCE, &seq) && der_take(&seq.val, DER_OID, &oid) && oid_find(oid.val) == OID_SHA1;
}

/*
 * Which hash of RSASSA-PSS is SHA-1, or NULL: hashAlgorithm [0], and that of
 * MGF1 in the parameters of maskGenAlgorithm [1].  It is the default of both
 * (RFC 4055 3.1).
 */
static const char *
pss_sha1(struct span params)
{
	struct der_tlv seq, field, mask, mgf;

	if (!der_take(&params, DER_SEQUENCE, &seq))
		return NULL;
	if (!der_take(&seq.val, DER_CTX_CONS(0), &field) || names_sha1(field.val))
		return "SHA-1";
	if (!der_take(&seq.val, DER_CTX_CONS(1), &field))
		return "MGF1 with SHA-1";
	return der_take(&field.val, DER_SEQUENCE, &mask) && der_take(&mask.val, DER_OID, &mgf) &&
	    oid_find(mgf.val) == OID_MGF1 && names_sha1(mask.val) ? "MGF1 with SHA-1" : NULL;
}

static bool
uses_sha1(const struct artifact_algorithm *a)
{
	return a->id == OID_SHA1_RSA || a->id == OID_OIW_SHA1_RSA || a->id == OID_DSA_SHA1 || a->id == OID_ECDSA_SHA1;
}

static void
look_sha1(struct check *c, const struct artifact_algorithm *a)
{
	const char *hash = a->id == OID_RSA_PSS ? pss_sha1(a->params) : NULL;

	if (hash != NULL)
		report(c, a->raw, "%s, %s", oid_name(a->id), hash);
	else if (uses_sha1(a))
		report(c, a->raw, "%s", oid_name(a->id));
}

static void
signature_sha1(struct check *c)
{
	each_signature_field(c, look_sha1);
}

static void
look_sha1_unlisted(struct check *c, const struct artifact_algorithm *a)
{
	if (uses_sha1(a))
		report(c, a->oid, "%s", oid_name(a->id));
}

static void
signature_sha1_unlisted(struct check *c)
{
	each_signature_field(c, look_sha1_unlisted);
}

static void
look_forbidden(struct check *c, const struct artifact_algorithm *a)
{
	for (size_t i = 0; i < COUNT(signatures); i++) {
		if (signatures[i].id == a->id)
			return;
	}
	if (a->oid.p != NULL)
		report(c, a->oid, "%s", oid_show(c->arena, a->oid));
}

static void
signature_forbidden(struct check *c)
{
	each_signature_field(c, look_forbidden);
}

/* ---- how long an RSA signature is: as long as the modulus (RFC 8017 8.1.1, 8.2.1) ---- */

#define LEAST_RSA_OCTETS (2048 / 8)

static bool
is_rsa_signature(enum oid id)
{
	return id == OID_SHA256_RSA || id == OID_SHA384_RSA || id == OID_SHA512_RSA || id == OID_SHA224_RSA || id == OID_SHA1_RSA ||
	    id == OID_OIW_SHA1_RSA || id == OID_MD5_RSA || id == OID_RSA_PSS;
}

/* Of what its own key signed the key is judged. */
static void
rsa_signature_short(struct check *c)
{
	const struct artifact *a = c->artifact;

	if (!is_rsa_signature(a->signature_algorithm.id) || !signature_is_there(c))
		return;
	if (c->profile->self_signed)
		not_applicable(c, "its own key signed it");
	else if (a->signature_bits.n < LEAST_RSA_OCTETS)
		report(c, at_part(c, PART_SIGNATURE_VALUE), "%s", show_count(c, a->signature_bits.n, "octet"));
}

#define PKILINT_SPKI "pkilint:cabf.smime.prohibited_spki_algorithm_encoding"
#define PKILINT_SIGNATURE "pkilint:cabf.smime.prohibited_signature_algorithm_encoding"
#define KEY_RULE .scope = SCOPE_ALL, .when = KEY_ALGORITHM, .needs = KEY_ALGORITHM
#define SIGNATURE_RULE .scope = SCOPE_SIGNED, .when = SIGNATURE, .reads = SIGNATURE | PARTS1(PART_SIGNATURE_ALGORITHM)

static const struct smimelint_rule rules[] = {
	{
		.id = "sbr.public-key.rsa-encoding",
		.section = "7.1.3.1.1",
		.title = "AlgorithmIdentifier of the RSA key is not the one encoding permitted",
		.requires = "An RSA key's AlgorithmIdentifier is rsaEncryption with NULL parameters, octet by octet 300d06092a864886f70d0101010500.",
		.explanation = "One encoding and no other keeps every reader and every comparison of key hashes in step. Absent parameters are the most frequent fault.",
		.remedy = "Encode the parameters as an explicit NULL.",
		.peers = PEERS("zlint:e_invalid_spki_algoid", "zlint:e_invalid_legacy_spki_algoid", "zlint:e_spki_rsa_encryption_parameter_not_null",
		    "zlint:e_algorithm_identifier_improper_encoding", PKILINT_SPKI),
		.schedule = SBR_SHALL, KEY_RULE, .fn = key_encoding, .arg = RSA_KEY, .only_of = SHOWS_RSA_KEY,
	}, {
		.id = "sbr.public-key.rsa-other-algorithm",
		.section = "7.1.3.1.1",
		.title = "RSA key is marked with another algorithm than rsaEncryption",
		.requires = "An RSA key is indicated by rsaEncryption and by no other identifier, id-RSASSA-PSS among them.",
		.explanation = "A key marked for RSASSA-PSS or RSAES-OAEP alone cannot be used by most mail software.",
		.remedy = "Use rsaEncryption; the signature scheme of a message is chosen in the message.",
		.peers = PEERS("zlint:e_invalid_spki_algoid", "zlint:e_invalid_legacy_spki_algoid", "zlint:e_mp_rsassa-pss_in_spki", PKILINT_SPKI),
		.schedule = SBR_SHALL, KEY_RULE, .fn = rsa_other_algorithm, .only_of = SHOWS_OTHER_KEY,
	}, {
		.id = "sbr.public-key.ec-encoding",
		.section = "7.1.3.1.2",
		.title = "AlgorithmIdentifier of the elliptic curve key is not the one encoding permitted",
		.requires = "The AlgorithmIdentifier of a P-256, P-384 or P-521 key is the one given for its curve, octet by octet.",
		.explanation = "One encoding for each curve and no other keeps every reader in step.",
		.remedy = "Encode id-ecPublicKey and the curve's identifier in DER, and nothing else.",
		.peers = PEERS("zlint:e_invalid_spki_algoid", "zlint:e_invalid_legacy_spki_algoid", "zlint:e_mp_ecdsa_pub_key_encoding_correct", PKILINT_SPKI),
		.schedule = SBR_SHALL, KEY_RULE, .fn = key_encoding, .arg = EC_KEY, .only_of = SHOWS_EC_KEY,
	}, {
		.id = "sbr.public-key.ec-not-named-curve",
		.section = "7.1.3.1.2",
		.title = "parameters of the elliptic curve key name no curve",
		.requires = "The parameters of an ECDSA key use the namedCurve form.",
		.explanation = "Explicit curve parameters have let attackers pass off a curve of their own (CVE-2020-0601), and parameters inherited from the issuer leave the key undefined.",
		.remedy = "Encode the curve's object identifier as the parameters.",
		.peers = PEERS("zlint:e_invalid_spki_algoid", "zlint:e_invalid_legacy_spki_algoid", "zlint:e_mp_ecdsa_pub_key_encoding_correct", PKILINT_SPKI),
		.schedule = SBR_SHALL, KEY_RULE, .fn = ec_no_named_curve, .only_of = SHOWS_EC_KEY,
	}, {
		.id = "sbr.public-key.ed-encoding",
		.section = "7.1.3.1.3",
		.title = "AlgorithmIdentifier of the EdDSA key is not the one encoding permitted",
		.requires = "An EdDSA key's AlgorithmIdentifier is id-Ed25519 or id-Ed448 without parameters: 300506032b6570 or 300506032b6571.",
		.explanation = "RFC 8410 also leaves the parameters out. Readers refuse a key with a NULL in their place.",
		.remedy = "Leave the parameters out.",
		.peers = PEERS("zlint:e_invalid_spki_algoid", "zlint:e_invalid_legacy_spki_algoid", PKILINT_SPKI),
		.schedule = SBR_SHALL, KEY_RULE, .fn = key_encoding, .arg = ED_KEY, .only_of = SHOWS_EDWARDS_KEY,
	}, {
		.id = "sbr.public-key.ml-dsa-encoding",
		.section = "7.1.3.1, 7.1.3.2.4",
		.title = "AlgorithmIdentifier of the ML-DSA key is not the one encoding permitted",
		.requires = "An ML-DSA key's AlgorithmIdentifier is that of its parameter set without parameters, octet by octet.",
		.explanation = "RFC 9881 also leaves the parameters out.",
		.remedy = "Leave the parameters out.",
		.peers = PEERS("zlint:e_invalid_spki_algoid", PKILINT_SPKI),
		.schedule = SCHEDULE(SHALL_FROM(2025, 8, 22)), KEY_RULE, .fn = key_encoding, .arg = ML_DSA_KEY, .only_of = SHOWS_ML_DSA_KEY,
	}, {
		.id = "sbr.public-key.hash-ml-dsa",
		.section = "7.1.3.1, 7.1.3.2.4",
		.title = "key is for HashML-DSA",
		.requires = "Only pure ML-DSA is permitted.",
		.explanation = "HashML-DSA has identifiers of its own. Before version 1.0.11 it was outside the closed list of algorithms like ML-DSA itself; since then a sentence forbids it.",
		.remedy = "Certify the key as a pure ML-DSA key.",
		.peers = PEERS("zlint:e_invalid_spki_algoid", PKILINT_SPKI, "pkilint:pkix.hash_mldsa_ca_key_prohibited"),
		.schedule = SBR_SHALL, KEY_RULE, .fn = hash_ml_dsa, .only_of = SHOWS_OTHER_KEY,
	}, {
		.id = "sbr.public-key.ml-kem-encoding",
		.section = "7.1.3.1, 7.1.3.2.5",
		.title = "AlgorithmIdentifier of the ML-KEM key is not the one encoding permitted",
		.requires = "An ML-KEM key's AlgorithmIdentifier is that of its parameter set without parameters, octet by octet.",
		.explanation = "RFC 9935 also leaves the parameters out.",
		.remedy = "Leave the parameters out.",
		.peers = PEERS("zlint:e_invalid_spki_algoid", PKILINT_SPKI),
		.schedule = SCHEDULE(SHALL_FROM(2025, 8, 22)), KEY_RULE, .fn = key_encoding, .arg = ML_KEM_KEY, .only_of = SHOWS_ML_KEM_KEY,
	}, {
		.id = "sbr.signature-algorithm.sha1",
		.section = "7.1.3.1.1",
		.title = "certificate is signed with SHA-1",
		.requires = "From 2026-09-15 no certificate is signed with an algorithm that uses SHA-1.",
		.explanation = "Version 1.0.14 has a sentence of its own on SHA-1. The list of 7.1.3.2 never had it, so "
		    "an earlier certificate breaks that list instead.",
		.remedy = "Sign with SHA-256, SHA-384 or SHA-512.",
		.peers = PEERS("zlint:e_sub_cert_or_sub_ca_using_sha1", PKILINT_SIGNATURE),
		.schedule = SCHEDULE(SHALL_FROM(2026, 9, 15)), .scope = SCOPE_ALL, .when = SIGNATURE,
		.reads = SIGNATURE | PARTS1(PART_SIGNATURE_ALGORITHM), .fn = signature_sha1, .only_of = SHOWS_OTHER_SIGNATURE,
	}, {
		.id = "sbr.signature-algorithm.sha1-unlisted",
		.section = "7.1.3.2, 7.1.3.2.1, 7.1.3.2.2",
		.title = "signed with SHA-1, which the list of algorithms does not have",
		.requires = "Certificates, CRLs and OCSP responses are signed by one of the algorithms listed, none of which uses SHA-1.",
		.explanation = "Collisions of SHA-1 have been computed, so a signature may stand for another certificate. The list has been closed since the SBR "
		    "began. From 2026-09-15 on a sentence of its own forbids SHA-1; that finding then takes the place of this one.",
		.remedy = "Sign with SHA-256, SHA-384 or SHA-512.",
		.peers = PEERS("zlint:e_sub_cert_or_sub_ca_using_sha1", PKILINT_SIGNATURE),
		.schedule = SBR_SHALL, SIGNATURE_RULE, .fn = signature_sha1_unlisted, .only_of = SHOWS_OTHER_SIGNATURE,
		.yields_to = IDS("sbr.signature-algorithm.sha1"),
	}, {
		.id = "sbr.signature-algorithm.forbidden",
		.section = "7.1.3.2, 7.1.3.2.1, 7.1.3.2.2",
		.title = "signature algorithm is not permitted",
		.requires = "A certificate, a CRL or an OCSP response is signed with RSASSA-PKCS1-v1_5, RSASSA-PSS or "
		    "ECDSA with SHA-256, SHA-384 or SHA-512, or with EdDSA. Since 2025-08-22 ML-DSA is permitted, too.",
		.explanation = "The list is closed: SHA-224, MD5, DSA (SHA-1 has a rule of its own) and the unsigned certificate of RFC 9925 are outside. Forged certificates are the price of a weak hash.",
		.remedy = "Sign with a permitted algorithm that fits the CA's key.",
		.peers = PEERS("zlint:e_sub_cert_or_sub_ca_using_sha1", "zlint:e_signature_algorithm_not_supported", PKILINT_SIGNATURE),
		.schedule = SBR_SHALL, SIGNATURE_RULE, .fn = signature_forbidden, .only_of = SHOWS_OTHER_SIGNATURE,
		.yields_to = IDS("sbr.signature-algorithm.sha1-unlisted", "sbr.signature-algorithm.sha1"), .yields = YIELD_IN_PLACE,
	}, {
		.id = "sbr.signature-algorithm.rsa-encoding",
		.section = "7.1.3.2.1",
		.title = "AlgorithmIdentifier of the RSASSA-PKCS1-v1_5 signature is not the one encoding permitted",
		.requires = "The AlgorithmIdentifier of an RSASSA-PKCS1-v1_5 signature has NULL parameters and is as given, octet by octet.",
		.explanation = "RFC 4055 5 also asks for the NULL. Absent parameters are the most frequent fault.",
		.remedy = "Encode the parameters as an explicit NULL.",
		.peers = PEERS("zlint:e_tbs_signature_rsa_encryption_parameter_not_null", PKILINT_SIGNATURE),
		.schedule = SBR_SHALL, SIGNATURE_RULE, .fn = signature_encoding, .arg = RSA_SIGNATURE,
		.only_of = SHOWS_RSA_SIGNATURE,
	}, {
		.id = "sbr.signature-algorithm.pss-encoding",
		.section = "7.1.3.2.1",
		.title = "AlgorithmIdentifier of the RSASSA-PSS signature is not one of the three encodings permitted",
		.requires = "RSASSA-PSS is used with SHA-256, SHA-384 or SHA-512, MGF1 with the same hash and a salt of the hash's length, encoded as given, octet by octet.",
		.explanation = "The parameters have defaults that stand for SHA-1, and many valid ways to write them; only three are permitted, so readers need no more.",
		.remedy = "Encode hashAlgorithm, maskGenAlgorithm and saltLength as printed in 7.1.3.2.1, with the NULL parameters of the hashes and without trailerField.",
		.peers = PEERS("zlint:e_mp_rsassa-pss_parameters_encoding_in_signature_algorithm_correct", PKILINT_SIGNATURE),
		.schedule = SBR_SHALL, SIGNATURE_RULE, .fn = signature_encoding, .arg = PSS_SIGNATURE,
		.only_of = SHOWS_OTHER_SIGNATURE,
		.yields_to = IDS("sbr.signature-algorithm.sha1"), .yields = YIELD_IN_PLACE,
	}, {
		.id = "sbr.signature-algorithm.ecdsa-encoding",
		.section = "7.1.3.2.2",
		.title = "AlgorithmIdentifier of the ECDSA signature is not the one encoding permitted",
		.requires = "The AlgorithmIdentifier of an ECDSA signature has no parameters and is as given, octet by octet.",
		.explanation = "RFC 5758 3.2 leaves the parameters out, too. Which hash the signing CA's curve asks for is a rule that needs the issuer.",
		.remedy = "Leave the parameters out.",
		.peers = PEERS("zlint:e_mp_ecdsa_signature_encoding_correct", PKILINT_SIGNATURE),
		.schedule = SBR_SHALL, SIGNATURE_RULE, .fn = signature_encoding, .arg = ECDSA_SIGNATURE,
		.only_of = SHOWS_ECDSA_SIGNATURE,
	}, {
		.id = "sbr.signature-algorithm.ed-encoding",
		.section = "7.1.3.2.3",
		.title = "AlgorithmIdentifier of the EdDSA signature is not the one encoding permitted",
		.requires = "The AlgorithmIdentifier of an EdDSA signature has no parameters: 300506032b6570 or 300506032b6571.",
		.explanation = "RFC 8410 leaves the parameters out, too.",
		.remedy = "Leave the parameters out.",
		.peers = PEERS(PKILINT_SIGNATURE),
		.schedule = SBR_SHALL, SIGNATURE_RULE, .fn = signature_encoding, .arg = ED_SIGNATURE,
		.only_of = SHOWS_OTHER_SIGNATURE,
	}, {
		.id = "sbr.signature-algorithm.ml-dsa-early",
		.section = "7.1.3.2",
		.title = "signed with ML-DSA before the SBR allowed it",
		.requires = "Before 2025-08-22 certificates, CRLs and OCSP responses are signed with RSA, ECDSA or EdDSA.",
		.explanation = "Version 1.0.11 added ML-DSA to the closed list; it was published on 2025-08-22.",
		.remedy = "None for a certificate of that time but to revoke it.",
		.schedule = SCHEDULE(SHALL_FROM(2023, 9, 1), ENDS_ON(2025, 8, 22)), SIGNATURE_RULE, .fn = signature_ml_dsa_early,
		.only_of = SHOWS_OTHER_SIGNATURE,
	}, {
		.id = "sbr.signature-algorithm.ml-dsa-encoding",
		.section = "7.1.3.2.4",
		.title = "AlgorithmIdentifier of the ML-DSA signature is not the one encoding permitted",
		.requires = "The AlgorithmIdentifier of an ML-DSA signature has no parameters and is as given, octet by octet.",
		.explanation = "RFC 9881 leaves the parameters out, too.",
		.remedy = "Leave the parameters out.",
		.peers = PEERS(PKILINT_SIGNATURE),
		.schedule = SCHEDULE(SHALL_FROM(2025, 8, 22)), SIGNATURE_RULE, .fn = signature_encoding, .arg = ML_DSA_SIGNATURE,
		.only_of = SHOWS_OTHER_SIGNATURE,
	}, {
		.id = "sbr.signature-value.rsa-short",
		.section = "6.1.5",
		.title = "RSA signature is shorter than one of a 2048-bit key",
		.requires = "RSA keys have at least 2048 bits, so their signatures have at least 256 octets.",
		.explanation = "An RSA signature is as long as the modulus of the key (RFC 8017 8.2.1). A shorter one is that of a weak key, or a damaged one. "
		    "Version 1.0.15 names no minimum for keys in use since before 2026-09-15; we take 2048 bits as carried over.",
		.remedy = "Sign with a key of 2048 bits or more, and see that the encoder drops no leading zero octets.",
		.schedule = SBR_SHALL, .scope = SCOPE_SIGNED, .fn = rsa_signature_short, .only_of = SHOWS_RSA_SIGNATURE | SHOWS_OTHER_SIGNATURE,
		.when = PARTS1(PART_SIGNATURE_VALUE), .needs = PARTS1(PART_SIGNATURE_VALUE) | PARTS1(PART_SIGNATURE_ALGORITHM),
		/* That the CA's own key did not make the signature leaves its length open: it is another key's, or none. */
		.yields_to = IDS("rfc5280.signature-algorithm.mismatch", "rfc5280.crl.signature-algorithm-mismatch", "rfc5280.signature.wrong",
		    "rfc5280.crl.signature-wrong", "rfc6960.response.signature-wrong"),
	},
};

RULE_TABLE(rules_sbr_7_1_3_algorithms, "SBR 7.1.3 Algorithm object identifiers", rules);
