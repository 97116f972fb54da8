/* SPDX-License-Identifier: Apache-2.0 */
/* 6_1_keys.c - SBR 6.1.1.3, 6.1.5, 6.1.6: which public keys a certificate may hold, and their quality. */
#include "rules/common/key_point.h"
#include "rules/tables.h"

#define SPKI PARTS1(PART_SPKI)
#define KEY_ALGORITHM PARTS1(PART_KEY_ALGORITHM)
#define SUBSCRIBER_OR_OCSP { KIND_SUBSCRIBER | KIND_OCSP, TYPE_ANY, GEN_ANY }

/* Rounds of Fermat's method, as TLS BR 6.1.1.3 has them: enough for primes that were searched from one another. */
#define FERMAT_ROUNDS 100

/* ---- RSA ---- */

/* An RSA modulus that is a positive number, and so has a size. */
static bool
has_modulus(const struct check *c)
{
	const struct cert_spki *k = &c->cert->spki;

	return k->id == OID_RSA && k->modulus.p != NULL && !der_negative(k->modulus) &&
	    der_bit_length(k->modulus) > 0;
}

static bool
modulus_is_odd(const struct check *c)
{
	struct span n = c->cert->spki.modulus;

	return n.p[n.n - 1] & 1;
}

static void
modulus_not_positive(struct check *c)
{
	const struct cert_spki *k = &c->cert->spki;

	if (k->id == OID_RSA && k->modulus.p != NULL && !has_modulus(c))
		report(c, k->modulus, der_negative(k->modulus) ? "negative" : "0");
}

/* arg: the least number of bits. */
static void
modulus_too_short(struct check *c)
{
	if (has_modulus(c) && der_bit_length(c->cert->spki.modulus) < c->rule->arg)
		report(c, c->cert->spki.modulus, "%s", show_count(c, der_bit_length(c->cert->spki.modulus), "bit"));
}

static void
modulus_not_multiple_of_8(struct check *c)
{
	if (has_modulus(c) && der_bit_length(c->cert->spki.modulus) % 8 != 0)
		report(c, c->cert->spki.modulus, "%s", show_count(c, der_bit_length(c->cert->spki.modulus), "bit"));
}

/* Odd and at least 3. */
static bool
exponent_allowed(struct span e)
{
	return e.n > 0 && !der_negative(e) && der_bit_length(e) >= 2 && (e.p[e.n - 1] & 1);
}

/* The exponent as a number where it is small, else its size. */
static void
report_exponent(struct check *c, struct span e)
{
	struct span digits = der_magnitude(e);
	uint64_t value = 0;

	if (der_negative(e)) {
		report(c, e, "negative");
		return;
	}
	if (digits.n > sizeof value) {
		report(c, e, "%s", show_count(c, der_bit_length(e), "bit"));
		return;
	}
	for (size_t i = 0; i < digits.n; i++)
		value = value << 8 | digits.p[i];
	report(c, e, "%llu", (unsigned long long)value);
}

static void
exponent_forbidden(struct check *c)
{
	const struct cert_spki *k = &c->cert->spki;

	if (k->id == OID_RSA && k->exponent.p != NULL && !exponent_allowed(k->exponent))
		report_exponent(c, k->exponent);
}

/* An odd number of 17 bits or more is at least 2^16 + 1; of at most 256 bits, at most 2^256 - 1.  Even ones are forbidden altogether. */
static void
exponent_out_of_range(struct check *c)
{
	const struct cert_spki *k = &c->cert->spki;
	size_t bits;

	if (k->id != OID_RSA || k->exponent.p == NULL)
		return;
	bits = der_bit_length(k->exponent);
	if (der_negative(k->exponent) || bits < 17 || bits > 256)
		report_exponent(c, k->exponent);
}

static void
modulus_even(struct check *c)
{
	if (has_modulus(c) && !modulus_is_odd(c))
		report(c, c->cert->spki.modulus, NULL);
}

static void
modulus_small_factor(struct check *c)
{
	unsigned factor;

	if (!has_modulus(c))
		return;
	factor = key_rsa_small_factor(c->key, c->cert->spki.modulus);
	if (factor != 0)
		report(c, c->cert->spki.modulus, "%u", factor);
}

/* The deep checks are for moduli that the cheap ones left standing. */
static bool
deep_modulus(struct check *c)
{
	if (!c->options->deep_keys) {
		not_applicable(c, "needs --deep-keys");
		return false;
	}
	if (!has_modulus(c) || !modulus_is_odd(c))
		return false;
	if (der_bit_length(c->cert->spki.modulus) <= KEY_RSA_DEEP_BITS)
		return true;
	beyond_limit(c, c->cert->spki.modulus, arena_printf(c->arena, "a modulus of %zu bits", der_bit_length(c->cert->spki.modulus)));
	return false;
}

static void
modulus_prime_power(struct check *c)
{
	if (deep_modulus(c) && key_rsa_prime_power(c->key, c->cert->spki.modulus))
		report(c, c->cert->spki.modulus, NULL);
}

static void
modulus_close_primes(struct check *c)
{
	struct span n = c->cert->spki.modulus;

	if (deep_modulus(c) && key_rsa_close_primes(c->key, n, FERMAT_ROUNDS))
		report(c, n, NULL);
}

static void
modulus_roca(struct check *c)
{
	if (has_modulus(c) && key_rsa_roca(c->cert->spki.modulus))
		report(c, c->cert->spki.modulus, NULL);
}

/* ---- keys whose private keys are known ---- */

static void
weak_listed(struct check *c)
{
	static const char *const words[] = {
		[WEAK_MODULUS] = "SHA-1 of the modulus", [WEAK_NUMBER] = "SHA-256 of the key's number",
		[WEAK_SPKI] = "SHA-256 of the SubjectPublicKeyInfo",
	};
	struct weak_match m;

	if (c->weak_keys == NULL) {
		not_evaluated(c, "no list of weak keys was given (--weak-keys)");
		return;
	}
	m = weak_keys_find(c->weak_keys, c->key, &c->cert->spki, at_part(c, PART_SPKI));
	if (m.found && m.list != 0)
		report(c, at_part(c, PART_SPKI), "%s, list %u", words[m.form], m.list);
	else if (m.found)
		report(c, at_part(c, PART_SPKI), "%s", words[m.form]);
	else if (m.untried)
		not_evaluated(c, "OpenSSL gives no digest that the list needs");
}

/* ---- points that are no secret's ---- */

static unsigned
ec_multiple(struct check *c)
{
	const struct cert_spki *k = &c->cert->spki;

	return k->id == OID_EC && memo_key_point(c) == KEY_POINT_OK ? key_ec_multiple(k->curve, k->key) : 0;
}

static void
ec_generator(struct check *c)
{
	if (ec_multiple(c) == 1)
		report(c, c->cert->spki.key, "%s", oid_name(c->cert->spki.curve));
}

static void
ec_small_multiple(struct check *c)
{
	unsigned n = ec_multiple(c);

	if (n > 1)
		report(c, c->cert->spki.key, "%s, %u times", oid_name(c->cert->spki.curve), n);
}

static void
ed_small_order(struct check *c)
{
	const struct cert_spki *k = &c->cert->spki;

	if ((k->id == OID_ED25519 || k->id == OID_ED448) && memo_key_point(c) == KEY_POINT_OK && key_edwards_has_small_order(k->id, k->key))
		report(c, k->key, NULL);
}

/* ---- other algorithms ---- */

static bool
is_ml_dsa(enum oid id)
{
	return id == OID_ML_DSA_44 || id == OID_ML_DSA_65 || id == OID_ML_DSA_87;
}

static bool
is_ml_kem(enum oid id)
{
	return id == OID_ML_KEM_512 || id == OID_ML_KEM_768 || id == OID_ML_KEM_1024;
}

/* Everything that is no RSA, ECDSA, EdDSA, ML-DSA or ML-KEM key. */
static void
algorithm_forbidden(struct check *c)
{
	const struct cert_spki *k = &c->cert->spki;

	switch (k->id) {
	case OID_RSA:
	case OID_EC:
	case OID_ED25519:
	case OID_ED448:
		return;
	default:
		if (k->oid.p != NULL && !is_ml_dsa(k->id) && !is_ml_kem(k->id))
			report(c, k->oid, "%s", oid_show(c->arena, k->oid));
	}
}

static void
post_quantum_early(struct check *c)
{
	const struct cert_spki *k = &c->cert->spki;

	if (is_ml_dsa(k->id) || is_ml_kem(k->id))
		report(c, k->oid, "%s", oid_name(k->id));
}

static bool
curve_allowed(enum oid curve)
{
	return curve == OID_P256 || curve == OID_P384 || curve == OID_P521;
}

/* Parameters that name no curve at all are an encoding fault, 7.1.3.1.2. */
static void
ec_curve_forbidden(struct check *c)
{
	const struct cert_spki *k = &c->cert->spki;
	struct span rest = k->params;
	struct der_tlv named;

	if (k->id != OID_EC || curve_allowed(k->curve) || !der_take(&rest, DER_OID, &named))
		return;
	report(c, k->params, "%s", oid_show(c->arena, named.val));
}

static void
ec_point_invalid(struct check *c)
{
	const struct cert_spki *k = &c->cert->spki;

	if (k->id == OID_EC && curve_allowed(k->curve))
		report_no_point(c);
}

static void
ec_point_compressed(struct check *c)
{
	const struct cert_spki *k = &c->cert->spki;

	if (k->id == OID_EC && curve_allowed(k->curve) && key_ec_compressed(k->key))
		report(c, k->key, NULL);
}

static void
ed_point_invalid(struct check *c)
{
	const struct cert_spki *k = &c->cert->spki;

	if (k->id == OID_ED25519 || k->id == OID_ED448)
		report_no_point(c);
}

static void
post_quantum_length(struct check *c)
{
	const struct cert_spki *k = &c->cert->spki;

	if ((is_ml_dsa(k->id) || is_ml_kem(k->id)) && k->key.n != key_pq_length(k->id))
		report(c, k->key, "%s", show_count(c, k->key.n, "octet"));
}

static void
ml_kem_out_of_range(struct check *c)
{
	const struct cert_spki *k = &c->cert->spki;

	if (is_ml_kem(k->id) && k->key.n == key_pq_length(k->id) && !key_ml_kem_in_range(k->id, k->key))
		report(c, k->key, NULL);
}

static const struct smimelint_rule rules[] = {
	{
		.id = "sbr.public-key.weak-listed",
		.section = "6.1.1.3",
		.title = "public key is on a list of weak keys",
		.requires = "The CA refuses a key whose private key can easily be computed from the public one, such as a Debian weak key.",
		.explanation = "Debian's OpenSSL of 2006 to 2008 made one of 32,767 keys for each type and size. Other private keys have been published with "
		    "firmware or test suites. The key is looked for in the lists of --weak-keys; without one the rule is not evaluated.",
		.remedy = "Refuse the request; have a new key generated.",
		.schedule = SBR_SHALL, .scope = SCOPE_SUBSCRIBER, .when = SPKI, .needs = SPKI,
		.fn = weak_listed,
	}, {
		.id = "sbr.rsa-key.roca",
		.section = "6.1.1.3",
		.title = "RSA key is from the faulty generator of CVE-2017-15361 (ROCA) and can be factored",
		.requires = "The CA refuses a key whose private key can easily be computed from the public one by a known method.",
		.explanation = "Moduli of that smart card library have a pattern of remainders modulo small primes. Keys "
		    "of the usual sizes can be factored. Whoever does so reads the mail and signs in the subscriber's name.",
		.remedy = "Refuse the request; have the key generated elsewhere or with corrected firmware.",
		.schedule = SBR_SHALL, .scope = SCOPE_SUBSCRIBER, .when = SPKI, .reads = SPKI,
		.fn = modulus_roca, .only_of = SHOWS_RSA_KEY,
	}, {
		.id = "sbr.rsa-key.close-primes",
		.section = "6.1.1.3",
		.title = "RSA key has primes that are too close together and can be factored",
		.requires = "The CA refuses a key whose private key can easily be computed from the public one by a known method.",
		.explanation = "A hundred steps of Fermat's method find the factors. The SBR name no number; the hundred are those of the TLS BR (6.1.1.3). "
		    "Faulty generators that take two neighbouring primes have been found in the field. The check runs with --deep-keys only.",
		.remedy = "Refuse the request and have the key generated by a sound library.",
		.peers = PEERS("zlint:e_rsa_fermat_factorization"),
		.schedule = SBR_SHALL, .scope = SCOPE_SUBSCRIBER, .when = SPKI, .reads = SPKI,
		.fn = modulus_close_primes, .beside = BESIDE_DEEP_KEYS, .is_bounded = true,
	}, {
		.id = "sbr.ec-key.generator",
		.section = "6.1.1.3",
		.title = "elliptic curve key is the generator of its curve or its negative",
		.requires = "The CA refuses a key whose private key can easily be computed from the public one by a known method.",
		.explanation = "The generator is a constant of the curve. Its private key is 1, that of its negative the order of the curve less 1. "
		    "Such keys come from software that was never finished, or from tests. The point is valid, so that no check of points finds it.",
		.remedy = "Refuse the request and have a new key generated.",
		.schedule = SBR_SHALL, .scope = SCOPE_SUBSCRIBER, .when = SPKI, .needs = SPKI,
		.fn = ec_generator, .only_of = SHOWS_EC_KEY,
	}, {
		.id = "sbr.ec-key.small-multiple",
		.section = "6.1.1.3",
		.title = "elliptic curve key is a small multiple of the generator of its curve, or the negative of one",
		.requires = "The CA refuses a key whose private key can easily be computed from the public one by a known method.",
		.explanation = "Whoever counts up from the generator finds the private key: the number in the value, or the order of the curve less that. The rule "
		    "knows the multiples from 2 to 255, whose private keys are one octet. Larger ones are as easy to find; the SBR name no bound.",
		.remedy = "Refuse the request and have a new key generated.",
		.schedule = SBR_SHALL, .scope = SCOPE_SUBSCRIBER, .when = SPKI, .needs = SPKI,
		.fn = ec_small_multiple, .only_of = SHOWS_EC_KEY,
	}, {
		.id = "sbr.ed-key.small-order",
		.section = "6.1.1.3",
		.title = "EdDSA key is a point of small order, with which everybody can sign",
		.requires = "The CA refuses a key whose private key can easily be computed from the public one by a known method.",
		.explanation = "Eight encodings of Ed25519 and four of Ed448 are points of an order of 8 or less, such as 01 and zeros. RFC 8032 5.1.5 and 5.2.5 make none "
		    "of them from any private key, and signatures that verify can be made without one.",
		.remedy = "Refuse the request and have a new key generated.",
		.reading = "6.1.1.3 is about computing the private key, and no private key makes such a point; we read it so that a key is refused all the more where "
		    "none is needed to sign",
		.schedule = SBR_SHALL, .scope = SCOPE_SUBSCRIBER, .when = SPKI, .needs = SPKI,
		.fn = ed_small_order, .only_of = SHOWS_EDWARDS_KEY,
	}, {
		.id = "sbr.rsa-key.modulus-not-positive",
		.section = "6.1.5",
		.title = "RSA modulus is zero or negative",
		.requires = "An RSA modulus has a size of at least 2048 bits, so it is a positive number.",
		.explanation = "A modulus whose first octet has its high bit set needs a zero octet before it; without, DER makes it a negative number. "
		    "Some software reads it nevertheless and some does not.",
		.remedy = "Encode the modulus as a positive INTEGER.",
		.schedule = SBR_SHALL, .scope = SCOPE_ALL, .when = SPKI, .reads = SPKI,
		.fn = modulus_not_positive, .only_of = SHOWS_RSA_KEY,
	}, {
		.id = "sbr.rsa-key.modulus-too-short",
		.section = "6.1.5",
		.title = "RSA modulus is shorter than 2048 bits",
		.requires = "The modulus of an RSA key in a subscriber certificate has at least 2048 bits.",
		.explanation = "Shorter moduli are within reach of well funded attackers. Version 1.0.15 kept this minimum for subscribers. It does not name "
		    "OCSP signing certificates; we take the minimum as carried over for them.",
		.remedy = "Have a key of 2048 bits or more generated.",
		.peers = PEERS("zlint:e_mp_modulus_must_be_2048_bits_or_more", "zlint:e_rsa_mod_less_than_2048_bits", "pkilint:cabf.rsa_modulus_invalid_length"),
		.schedule = SBR_SHALL, .scope = SUBSCRIBER_OR_OCSP, .when = SPKI, .reads = SPKI,
		.fn = modulus_too_short, .only_of = SHOWS_RSA_KEY, .arg = 2048,
	}, {
		.id = "sbr.rsa-key.ca-modulus-below-2048",
		.section = "6.1.5",
		.title = "RSA modulus of a CA certificate is shorter than 2048 bits",
		.requires = "The modulus of an RSA key in a root, subordinate CA or cross certificate signed before 2026-09-15 has at least 2048 bits.",
		.explanation = "All certificates under the CA depend on its key. Version 1.0.15, of 2026-07-30, gives the new minimum for CA certificates "
		    "signed from 2026-09-15 on and none for the weeks between; we take 2048 bits as carried over, since no other sizes are permitted.",
		.remedy = "Generate a CA key of 4096 bits.",
		.peers = PEERS("zlint:e_mp_modulus_must_be_2048_bits_or_more", "zlint:e_rsa_mod_less_than_2048_bits"),
		.schedule = SCHEDULE(SHALL_FROM(2023, 9, 1), ENDS_ON(2026, 9, 15)),
		.scope = SCOPE_CA(KIND_ANY_CA), .when = SPKI, .reads = SPKI,
		.fn = modulus_too_short, .only_of = SHOWS_RSA_KEY, .arg = 2048,
	}, {
		.id = "sbr.rsa-key.ca-modulus-below-4096",
		.section = "6.1.5",
		.title = "RSA modulus of a CA certificate is shorter than 4096 bits",
		.requires = "The modulus of an RSA key in a root, subordinate CA or cross certificate signed on or after 2026-09-15 has at least 4096 bits.",
		.explanation = "The date that counts is that of the CA certificate's signature, not the age of the key: an older 2048-bit CA key gets no new certificate. "
		    "Subscriber keys of 2048 bits stay allowed.",
		.remedy = "Generate a CA key of 4096 bits, or use an elliptic curve that is permitted.",
		.schedule = SCHEDULE(SHALL_FROM(2026, 9, 15)),
		.scope = SCOPE_CA(KIND_ANY_CA), .when = SPKI, .reads = SPKI,
		.fn = modulus_too_short, .only_of = SHOWS_RSA_KEY, .arg = 4096,
	}, {
		.id = "sbr.rsa-key.modulus-not-multiple-of-8",
		.section = "6.1.5",
		.title = "number of bits of the RSA modulus is not divisible by 8",
		.requires = "The size of an RSA modulus in bits is divisible by 8.",
		.explanation = "Odd sizes come from faulty key generators and are handled wrongly by some implementations.",
		.remedy = "Have a key of 2048, 3072 or 4096 bits generated.",
		.peers = PEERS("zlint:e_mp_modulus_must_be_divisible_by_8", "pkilint:cabf.rsa_modulus_invalid_length"),
		.schedule = SBR_SHALL, .scope = SCOPE_ALL, .when = SPKI, .reads = SPKI,
		.fn = modulus_not_multiple_of_8, .only_of = SHOWS_RSA_KEY,
	}, {
		.id = "sbr.ec-key.curve-forbidden",
		.section = "6.1.5, 7.1.3.1.2",
		.title = "elliptic curve is not P-256, P-384 or P-521",
		.requires = "ECDSA keys lie on P-256, P-384 or P-521.",
		.explanation = "No other curves are permitted: not P-224, not secp256k1, not the Brainpool curves. Mail software does not know them.",
		.remedy = "Have the key generated on one of the three curves.",
		.peers = PEERS("zlint:e_invalid_spki_algoid", "zlint:e_invalid_legacy_spki_algoid", "zlint:e_mp_ecdsa_pub_key_encoding_correct",
		    "pkilint:cabf.smime.prohibited_spki_algorithm_encoding"),
		.schedule = SBR_SHALL, .scope = SCOPE_ALL, .when = SPKI, .needs = KEY_ALGORITHM,
		.fn = ec_curve_forbidden, .only_of = SHOWS_EC_KEY,
	}, {
		.id = "sbr.ec-key.point-invalid",
		.section = "6.1.5",
		.title = "elliptic curve key is not a valid point on its curve",
		.requires = "An ECDSA key is a valid point on its curve.",
		.explanation = "A point off the curve, the point at infinity, or octets that are not a point belong to no "
		    "private key. Software that does not check them can be made to leak its own key. RFC 5480 2.2 defines the "
		    "uncompressed and the compressed form only, so the hybrid form is not valid. 6.1.6 recommends to check "
		    "every point.",
		.remedy = "Refuse the request: a key that was generated properly, and shown to be possessed, is on its curve.",
		.peers = PEERS("pkilint:cabf.ecdsa_key_validation_failed"),
		.schedule = SBR_SHALL, .scope = SCOPE_ALL, .when = SPKI, .needs = SPKI,
		.fn = ec_point_invalid, .only_of = SHOWS_EC_KEY,
	}, {
		.id = "sbr.ec-key.point-compressed",
		.section = "6.1.5",
		.title = "elliptic curve key is in compressed form",
		.requires = "Nothing: the SBR ask for a valid point and RFC 5480 2.2 allows the compressed form.",
		.explanation = "Support of compressed points is optional in RFC 5480, and mail software exists that cannot read them.",
		.remedy = "Use the uncompressed form (first octet 04) where the certificate is meant for everybody.",
		.schedule = SBR_NOTICE, .scope = SCOPE_ALL, .when = SPKI, .needs = SPKI,
		.fn = ec_point_compressed, .only_of = SHOWS_EC_KEY,
	}, {
		.id = "sbr.ed-key.point-invalid",
		.section = "6.1.5",
		.title = "EdDSA key is not a valid point on its curve",
		.requires = "An EdDSA key is a valid point on curve25519 or curve448.",
		.explanation = "The octets are an encoded point (RFC 8032 5.1.3, 5.2.3): 32 or 57 of them, y below the prime of the field, and an x must exist. "
		    "Half of all octet strings are none, and common libraries load them without complaint.",
		.remedy = "Refuse the request: a key that was generated properly is on its curve.",
		.schedule = SBR_SHALL, .scope = SCOPE_ALL, .when = SPKI, .needs = SPKI,
		.fn = ed_point_invalid, .only_of = SHOWS_EDWARDS_KEY,
	}, {
		.id = "sbr.public-key.post-quantum-early",
		.section = "6.1.5, 7.1.3.1",
		.title = "ML-DSA or ML-KEM key before the SBR allowed it",
		.requires = "Before 2025-08-22 a certificate holds an RSA, ECDSA or EdDSA key and no other.",
		.explanation = "Version 1.0.11 added ML-DSA and ML-KEM to the closed list of algorithms; it was published on 2025-08-22.",
		.remedy = "None for a certificate of that time but to revoke it.",
		.schedule = SCHEDULE(SHALL_FROM(2023, 9, 1), ENDS_ON(2025, 8, 22)),
		.scope = SCOPE_ALL, .when = SPKI, .needs = KEY_ALGORITHM,
		.fn = post_quantum_early, .only_of = SHOWS_ML_DSA_KEY | SHOWS_ML_KEM_KEY,
	}, {
		.id = "sbr.public-key.post-quantum-length",
		.section = "6.1.5",
		.title = "ML-DSA or ML-KEM key does not have its parameter set's length",
		.requires = "An ML-DSA key is one of ML-DSA-44, 65 and 87, an ML-KEM key one of ML-KEM-512, 768 and 1024.",
		.explanation = "The BIT STRING holds the encoded key itself (RFC 9881, RFC 9935), so its length is fixed by the parameter set. "
		    "A key wrapped in an OCTET STRING, as early drafts had it, is a few octets too long.",
		.remedy = "Encode the public key as FIPS 204 or FIPS 203 gives it, without a wrapper.",
		.schedule = SCHEDULE(SHALL_FROM(2025, 8, 22)),
		.scope = SCOPE_ALL, .when = SPKI, .needs = SPKI,
		.fn = post_quantum_length, .only_of = SHOWS_ML_DSA_KEY | SHOWS_ML_KEM_KEY,
	}, {
		.id = "sbr.public-key.ml-kem-out-of-range",
		.section = "6.1.5",
		.title = "ML-KEM key has a coefficient that is not below the modulus",
		.requires = "An ML-KEM key is a key of ML-KEM-512, 768 or 1024.",
		.explanation = "FIPS 203 7.2 has everybody check that decoding and encoding an encapsulation key gives the same octets. A key that fails cannot be used to encrypt.",
		.remedy = "Refuse the request and have a new key generated.",
		.reading = "6.1.6 makes no stipulation on ML-KEM keys; we read 6.1.5 so that octets FIPS 203 rejects are not a key of the parameter set",
		.schedule = SCHEDULE(SHALL_FROM(2025, 8, 22)),
		.scope = SCOPE_ALL, .when = SPKI, .needs = SPKI,
		.fn = ml_kem_out_of_range, .only_of = SHOWS_ML_KEM_KEY,
	}, {
		.id = "sbr.public-key.algorithm-forbidden",
		.section = "6.1.5, 7.1.3.1, 7.1.3.1.3",
		.title = "public key algorithm is not permitted",
		.requires = "A certificate holds an RSA, ECDSA or EdDSA key, or, since 2025-08-22, an ML-DSA or ML-KEM key; no other algorithm is permitted.",
		.explanation = "The list is closed. DSA, Diffie-Hellman, X25519, X448, composite keys and the identifiers of drafts are outside.",
		.remedy = "Have a key of a permitted algorithm generated.",
		.peers = PEERS("zlint:e_invalid_spki_algoid", "zlint:e_invalid_legacy_spki_algoid", "zlint:e_prohibit_dsa_usage", "zlint:e_public_key_type_not_allowed",
		    "pkilint:cabf.smime.prohibited_spki_algorithm_encoding", "pkilint:cabf.smime.unsupported_public_key_type",
		    "pkilint:pkix.public_key_nist_ipd_algorithm_present", "pkilint:pkix.public_key_nist_round3_algorithm_present"),
		.schedule = SBR_SHALL, .scope = SCOPE_ALL, .when = SPKI, .needs = KEY_ALGORITHM,
		.fn = algorithm_forbidden, .only_of = SHOWS_OTHER_KEY,
		.yields_to = IDS("sbr.public-key.rsa-other-algorithm", "sbr.public-key.hash-ml-dsa"), .yields = YIELD_IN_PLACE,
	}, {
		.id = "sbr.rsa-key.exponent-forbidden",
		.section = "6.1.6",
		.title = "RSA public exponent is even or below 3",
		.requires = "The public exponent is an odd number of 3 or more.",
		.explanation = "With the exponent 1 a message is its own encryption; with an even one decryption is not unique.",
		.remedy = "Use the exponent 65537.",
		.peers = PEERS("zlint:e_mp_exponent_cannot_be_one", "zlint:e_rsa_public_exponent_not_odd", "zlint:e_rsa_public_exponent_too_small",
		    "zlint:e_rsa_exp_negative", "pkilint:cabf.rsa_exponent_prohibited_value"),
		.schedule = SBR_SHALL, .scope = SCOPE_ALL, .when = SPKI, .reads = SPKI,
		.fn = exponent_forbidden, .only_of = SHOWS_RSA_KEY,
	}, {
		.id = "sbr.rsa-key.exponent-out-of-range",
		.section = "6.1.6",
		.title = "RSA public exponent is outside the recommended range",
		.requires = "The public exponent should lie between 2^16 + 1 and 2^256 - 1.",
		.explanation = "Small exponents turn slips in padding into attacks; very large ones are refused by some software and slow all of it.",
		.remedy = "Use the exponent 65537.",
		.peers = PEERS("zlint:w_rsa_public_exponent_not_in_range", "pkilint:cabf.rsa_exponent_not_in_recommended_range"),
		.schedule = SBR_SHOULD, .scope = SCOPE_ALL, .when = SPKI, .reads = SPKI,
		.fn = exponent_out_of_range, .only_of = SHOWS_RSA_KEY,
		.yields_to = IDS("sbr.rsa-key.exponent-forbidden"), .yields = YIELD_IN_PLACE,
	}, {
		.id = "sbr.rsa-key.modulus-even",
		.section = "6.1.6",
		.title = "RSA modulus is even",
		.requires = "The modulus should be an odd number.",
		.explanation = "Two is a factor, so the key protects nothing. It is a sign of damage or of a faulty generator.",
		.remedy = "Refuse the request and have a new key generated.",
		.peers = PEERS("zlint:w_rsa_mod_not_odd", "pkilint:cabf.rsa_modulus_has_small_prime_factor"),
		.schedule = SBR_SHOULD, .scope = SCOPE_ALL, .when = SPKI, .reads = SPKI,
		.fn = modulus_even, .only_of = SHOWS_RSA_KEY,
	}, {
		.id = "sbr.rsa-key.modulus-small-factor",
		.section = "6.1.6",
		.title = "RSA modulus has a prime factor below 752",
		.requires = "The modulus should have no factor smaller than 752.",
		.explanation = "A modulus of two large primes has none. The value is the smallest factor; the factor 2 is reported as an even modulus.",
		.remedy = "Refuse the request and have a new key generated.",
		.peers = PEERS("zlint:w_rsa_mod_factors_smaller_than_752", "pkilint:cabf.rsa_modulus_has_small_prime_factor"),
		.schedule = SBR_SHOULD, .scope = SCOPE_ALL, .when = SPKI, .reads = SPKI,
		.fn = modulus_small_factor, .only_of = SHOWS_RSA_KEY,
		.yields_to = IDS("sbr.rsa-key.modulus-even"), .yields = YIELD_IN_PLACE,
	}, {
		.id = "sbr.rsa-key.modulus-prime-power",
		.section = "6.1.6",
		.title = "RSA modulus is a power of a prime",
		.requires = "The modulus should not be the power of a prime.",
		.explanation = "A root of the modulus gives its only prime factor and with it the private key. The check runs with --deep-keys only.",
		.remedy = "Refuse the request and have a new key generated.",
		.schedule = SBR_SHOULD, .scope = SCOPE_ALL, .when = SPKI, .reads = SPKI,
		.fn = modulus_prime_power, .beside = BESIDE_DEEP_KEYS, .is_bounded = true,
	},
};

RULE_TABLE(rules_sbr_6_1_keys, "SBR 6.1 Keys", rules);
