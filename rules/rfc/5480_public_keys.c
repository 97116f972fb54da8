/* SPDX-License-Identifier: Apache-2.0 */
/*
 * 5480_public_keys.c - the octets of public keys: RFC 5480 2.2, RFC 8410 4,
 * RFC 9881 4 and RFC 9935 4.  RSA keys: 5280_4_2_1_keys.c.
 *
 * SBR 6.1.5 says the same of the keys that it permits; then its rule speaks.
 */
#include "rules/common/key_point.h"
#include "rules/tables.h"

static void
ec_point(struct check *c)
{
	enum oid id = c->cert->spki.id;

	if (id == OID_EC || id == OID_ECDH || id == OID_ECMQV)
		report_no_point(c);
}

static void
curve25519_448_point(struct check *c)
{
	enum oid id = c->cert->spki.id;

	if (id == OID_ED25519 || id == OID_ED448 || id == OID_X25519 || id == OID_X448)
		report_no_point(c);
}

static void
report_length(struct check *c)
{
	const struct cert_spki *k = &c->cert->spki;

	if (k->key.n != key_pq_length(k->id))
		report(c, k->key, "%s", show_count(c, k->key.n, "octet"));
}

static void
ml_dsa_length(struct check *c)
{
	enum oid id = c->cert->spki.id;

	if (id == OID_ML_DSA_44 || id == OID_ML_DSA_65 || id == OID_ML_DSA_87)
		report_length(c);
}

static void
ml_kem_length(struct check *c)
{
	enum oid id = c->cert->spki.id;

	if (id == OID_ML_KEM_512 || id == OID_ML_KEM_768 || id == OID_ML_KEM_1024)
		report_length(c);
}

#define SPKI PARTS1(PART_SPKI)
#define YIELDS_TO(...) .yields_to = IDS(__VA_ARGS__), .yields = YIELD_IN_PLACE
#define FIX_KEY "Refuse the request: a key that was generated properly is a point of its curve."

static const struct smimelint_rule rules[] = {
	{
		.id = "rfc5480.public-key.point-invalid", .section = "2.2",
		.title = "elliptic curve key is not an encoded point of its curve",
		.requires = "The key is a point of its curve in uncompressed or compressed form: its first octet is 04, 02 or 03. The hybrid form is not used.",
		.explanation = "RFC 5480 has a key with any other first octet rejected. SEC 1 2.3.3 gives the length of each form. Coordinates that do not fit the "
		    "curve are no point of it; they are looked at for P-256, P-384 and P-521.",
		.remedy = FIX_KEY,
		.schedule = SCHEDULE(SHALL_FROM(2009, 3, 1)), .scope = SCOPE_ALL, .when = SPKI, .needs = SPKI,
		.fn = ec_point, .only_of = SHOWS_EC_KEY | SHOWS_OTHER_KEY,
		YIELDS_TO("sbr.ec-key.point-invalid"),
	}, {
		.id = "rfc8410.public-key.point-invalid", .section = "4",
		.title = "Ed25519, Ed448, X25519 or X448 key is not an encoded point of its curve",
		.requires = "The key has 32 octets for Ed25519 and X25519, 57 for Ed448 and 56 for X448. Those of Ed25519 and Ed448 encode a point.",
		.explanation = "RFC 8032 5.1.3 and 5.2.3 say which octets can be decoded: y is below the prime of the field and an x exists. Of X25519 and X448 "
		    "RFC 7748 takes whatever has the length.",
		.remedy = FIX_KEY,
		.schedule = SCHEDULE(SHALL_FROM(2018, 8, 1)), .scope = SCOPE_ALL, .when = SPKI, .needs = SPKI,
		.fn = curve25519_448_point, .only_of = SHOWS_EDWARDS_KEY | SHOWS_OTHER_KEY,
		YIELDS_TO("sbr.ed-key.point-invalid"),
	}, {
		.id = "rfc9881.public-key.length", .section = "4",
		.title = "ML-DSA key does not have its parameter set's length",
		.requires = "The key has 1,312 octets for ML-DSA-44, 1,952 for ML-DSA-65 and 2,592 for ML-DSA-87.",
		.explanation = "The BIT STRING holds the key as FIPS 204 encodes it, without a wrapper.",
		.remedy = "Encode the public key as FIPS 204 gives it.",
		.schedule = SCHEDULE(SHALL_FROM(2025, 10, 1)), .scope = SCOPE_ALL, .when = SPKI, .needs = SPKI,
		.fn = ml_dsa_length, .only_of = SHOWS_ML_DSA_KEY,
		YIELDS_TO("sbr.public-key.post-quantum-length"),
	}, {
		.id = "rfc9935.public-key.length", .section = "4",
		.title = "ML-KEM key does not have its parameter set's length",
		.requires = "The key has 800 octets for ML-KEM-512, 1,184 for ML-KEM-768 and 1,568 for ML-KEM-1024.",
		.explanation = "The BIT STRING holds the key as FIPS 203 encodes it, without a wrapper.",
		.remedy = "Encode the public key as FIPS 203 gives it.",
		.schedule = SCHEDULE(SHALL_FROM(2026, 3, 1)), .scope = SCOPE_ALL, .when = SPKI, .needs = SPKI,
		.fn = ml_kem_length, .only_of = SHOWS_ML_KEM_KEY,
		YIELDS_TO("sbr.public-key.post-quantum-length"),
	},
};

RULE_TABLE(rules_rfc5480_public_keys, "RFC 5480, 8410, 9881 and 9935: octets of public keys", rules);
