/* SPDX-License-Identifier: Apache-2.0 */
/*
 * 3279_algorithms.c - the parameters in the AlgorithmIdentifiers of keys and
 * signatures: RFC 3279 2.2 and 2.3, RFC 4055 1.2, 3.1 and 5, RFC 5480 2.1.1,
 * RFC 5758 3.2, RFC 8410 3 and 6, RFC 9881 2 and RFC 9935 3.
 *
 * SBR 7.1.3 gives the octets of those that it permits; then its rule speaks.
 */
#include "rules/common/signature.h"
#include "rules/tables.h"

/* What a document asks of the parameters. */
enum form {
	FORM_NULL,
	FORM_ABSENT,
	FORM_CURVE,			/* the identifier of a curve */
	FORM_SEQUENCE,
	FORM_SEQUENCE_OR_ABSENT
};

/* The sentences, each of which has a row. */
enum sentence {
	RFC3279_RSA_SIGNATURE, RFC3279_ECDSA_SIGNATURE, RFC3279_RSA_KEY,
	RFC4055_PSS_SIGNATURE, RFC4055_RSA_SIGNATURE, RFC4055_RESTRICTED_KEY,
	RFC5480_EC_KEY, RFC5758_ECDSA_SIGNATURE, RFC8410_KEY, RFC8410_SIGNATURE,
	RFC9881_KEY, RFC9881_SIGNATURE, RFC9935_KEY
};

struct parameters {
	enum oid id;
	uint8_t sentence;		/* enum sentence */
	uint8_t form;			/* enum form */
};

static const struct parameters keys[] = {
	{ OID_RSA, RFC3279_RSA_KEY, FORM_NULL },
	{ OID_RSA_PSS, RFC4055_RESTRICTED_KEY, FORM_SEQUENCE_OR_ABSENT },
	{ OID_RSA_OAEP, RFC4055_RESTRICTED_KEY, FORM_SEQUENCE_OR_ABSENT },
	{ OID_EC, RFC5480_EC_KEY, FORM_CURVE },
	{ OID_ECDH, RFC5480_EC_KEY, FORM_CURVE },
	{ OID_ECMQV, RFC5480_EC_KEY, FORM_CURVE },
	{ OID_ED25519, RFC8410_KEY, FORM_ABSENT },
	{ OID_ED448, RFC8410_KEY, FORM_ABSENT },
	{ OID_X25519, RFC8410_KEY, FORM_ABSENT },
	{ OID_X448, RFC8410_KEY, FORM_ABSENT },
	{ OID_ML_DSA_44, RFC9881_KEY, FORM_ABSENT },
	{ OID_ML_DSA_65, RFC9881_KEY, FORM_ABSENT },
	{ OID_ML_DSA_87, RFC9881_KEY, FORM_ABSENT },
	{ OID_ML_KEM_512, RFC9935_KEY, FORM_ABSENT },
	{ OID_ML_KEM_768, RFC9935_KEY, FORM_ABSENT },
	{ OID_ML_KEM_1024, RFC9935_KEY, FORM_ABSENT },
};

static const struct parameters signatures[] = {
	{ OID_SHA256_RSA, RFC4055_RSA_SIGNATURE, FORM_NULL },
	{ OID_SHA384_RSA, RFC4055_RSA_SIGNATURE, FORM_NULL },
	{ OID_SHA512_RSA, RFC4055_RSA_SIGNATURE, FORM_NULL },
	{ OID_SHA224_RSA, RFC4055_RSA_SIGNATURE, FORM_NULL },
	{ OID_MD5_RSA, RFC3279_RSA_SIGNATURE, FORM_NULL },
	{ OID_SHA1_RSA, RFC3279_RSA_SIGNATURE, FORM_NULL },
	{ OID_RSA_PSS, RFC4055_PSS_SIGNATURE, FORM_SEQUENCE },
	{ OID_ECDSA_SHA1, RFC3279_ECDSA_SIGNATURE, FORM_ABSENT },
	{ OID_ECDSA_SHA224, RFC5758_ECDSA_SIGNATURE, FORM_ABSENT },
	{ OID_ECDSA_SHA256, RFC5758_ECDSA_SIGNATURE, FORM_ABSENT },
	{ OID_ECDSA_SHA384, RFC5758_ECDSA_SIGNATURE, FORM_ABSENT },
	{ OID_ECDSA_SHA512, RFC5758_ECDSA_SIGNATURE, FORM_ABSENT },
	{ OID_ED25519, RFC8410_SIGNATURE, FORM_ABSENT },
	{ OID_ED448, RFC8410_SIGNATURE, FORM_ABSENT },
	{ OID_ML_DSA_44, RFC9881_SIGNATURE, FORM_ABSENT },
	{ OID_ML_DSA_65, RFC9881_SIGNATURE, FORM_ABSENT },
	{ OID_ML_DSA_87, RFC9881_SIGNATURE, FORM_ABSENT },
};

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* What the row's sentence says of this algorithm; NULL: nothing. */
static const struct parameters *
said_of(const struct check *c, const struct parameters *p, size_t n, enum oid id)
{
	for (const struct parameters *end = p + n; p < end; p++)
		if (p->id == id)
			return p->sentence == c->rule->arg ? p : NULL;
	return NULL;
}

static bool
has_form(struct span params, uint8_t form)
{
	switch ((enum form)form) {
	case FORM_NULL:
		return der_peek(params, DER_NULL);
	case FORM_ABSENT:
		return params.p == NULL;
	case FORM_CURVE:
		return der_peek(params, DER_OID);
	case FORM_SEQUENCE:
		return der_peek(params, DER_SEQUENCE);
	case FORM_SEQUENCE_OR_ABSENT:
		return params.p == NULL || der_peek(params, DER_SEQUENCE);
	}
	return true;
}

/* What the parameters are, in a word or two. */
static const char *
form_show(struct span params, uint8_t wanted)
{
	if (params.p == NULL)
		return "parameters absent";
	if (der_peek(params, DER_NULL))
		return wanted == FORM_CURVE ? "implicit parameters" : "parameters NULL";
	if (wanted == FORM_CURVE && der_peek(params, DER_SEQUENCE))
		return "explicit parameters";
	return wanted == FORM_ABSENT ? "parameters present" : "parameters of another type";
}

/* arg: the sentence. */
static void
key_parameters(struct check *c)
{
	const struct cert_spki *k = &c->cert->spki;
	const struct parameters *p = said_of(c, keys, COUNT(keys), k->id);

	if (p != NULL && !has_form(k->params, p->form))
		report(c, k->algorithm, "%s", form_show(k->params, p->form));
}

static void
look_parameters(struct check *c, const struct artifact_algorithm *a)
{
	const struct parameters *p = said_of(c, signatures, COUNT(signatures), a->id);

	if (p != NULL && !has_form(a->params, p->form))
		report(c, a->raw, "%s", form_show(a->params, p->form));
}

/* arg: the sentence. */
static void
signature_parameters(struct check *c)
{
	each_signature_field(c, look_parameters);
}

#define KEY_RULE(sentence) .fn = key_parameters, .arg = sentence, .scope = SCOPE_ALL, \
	.when = PARTS1(PART_KEY_ALGORITHM), .needs = PARTS1(PART_KEY_ALGORITHM)
#define SIGNATURE_RULE(sentence) .fn = signature_parameters, .arg = sentence, .scope = SCOPE_SIGNED, .when = PARTS1(PART_SIGNATURE), \
	.reads = PARTS1(PART_SIGNATURE) | PARTS1(PART_SIGNATURE_ALGORITHM)
#define YIELDS_TO(...) .yields_to = IDS(__VA_ARGS__), .yields = YIELD_IN_PLACE

#define WHY_ONE_FORM "Software compares the octets of AlgorithmIdentifiers, and refuses or does not find what is written in another way."
#define FIX_NULL "Encode the parameters as an explicit NULL."
#define FIX_ABSENT "Leave the parameters out."

static const struct smimelint_rule rules[] = {
	{
		.id = "rfc3279.signature-algorithm.rsa-parameters", .section = "2.2.1",
		.title = "parameters of an RSA signature algorithm with MD5 or SHA-1 are not NULL",
		.requires = "The parameters of md5WithRSAEncryption and sha1WithRSAEncryption are NULL.",
		.explanation = WHY_ONE_FORM, .remedy = FIX_NULL,
		.schedule = SCHEDULE(SHALL_FROM(2002, 4, 1)), SIGNATURE_RULE(RFC3279_RSA_SIGNATURE), .only_of = SHOWS_OTHER_SIGNATURE,
		YIELDS_TO("rfc5280.crl.signature-null-missing"),
	}, {
		.id = "rfc3279.signature-algorithm.ecdsa-parameters", .section = "2.2.3",
		.title = "the ECDSA signature algorithm with SHA-1 has parameters",
		.requires = "ecdsa-with-SHA1 has no parameters.",
		.explanation = WHY_ONE_FORM, .remedy = FIX_ABSENT,
		.schedule = SCHEDULE(SHALL_FROM(2002, 4, 1)), SIGNATURE_RULE(RFC3279_ECDSA_SIGNATURE), .only_of = SHOWS_OTHER_SIGNATURE,
	}, {
		.id = "rfc3279.public-key.rsa-parameters", .section = "2.3.1",
		.title = "parameters of the RSA key's algorithm are not NULL",
		.requires = "The parameters of rsaEncryption are NULL.",
		.explanation = WHY_ONE_FORM, .remedy = FIX_NULL,
		.peers = PEERS("zlint:e_spki_rsa_encryption_parameter_not_null"),
		.schedule = SCHEDULE(SHALL_FROM(2002, 4, 1)), KEY_RULE(RFC3279_RSA_KEY), .only_of = SHOWS_RSA_KEY,
		YIELDS_TO("sbr.public-key.rsa-encoding"),
	}, {
		.id = "rfc4055.public-key.restricted-parameters", .section = "1.2",
		.title = "parameters of an RSASSA-PSS or RSAES-OAEP key's algorithm are of another type",
		.requires = "The parameters of id-RSASSA-PSS and id-RSAES-OAEP in a key, where present, are RSASSA-PSS-params and RSAES-OAEP-params.",
		.explanation = "The parameters that the key is bound to are not known.",
		.remedy = "Leave the parameters out, or encode those that the key is bound to.",
		.schedule = SCHEDULE(SHALL_FROM(2005, 6, 1)), KEY_RULE(RFC4055_RESTRICTED_KEY), .only_of = SHOWS_OTHER_KEY,
	}, {
		.id = "rfc4055.signature-algorithm.pss-parameters", .section = "3.1",
		.title = "the RSASSA-PSS signature algorithm has no RSASSA-PSS-params",
		.requires = "The parameters of id-RSASSA-PSS in a signature are present and are RSASSA-PSS-params.",
		.explanation = "Without them the hash that the signature was made with is not known.",
		.remedy = "Encode the hash, the mask generation function and the length of the salt.",
		.schedule = SCHEDULE(SHALL_FROM(2005, 6, 1)), SIGNATURE_RULE(RFC4055_PSS_SIGNATURE), .only_of = SHOWS_OTHER_SIGNATURE,
		YIELDS_TO("sbr.signature-algorithm.pss-encoding"),
	}, {
		.id = "rfc4055.signature-algorithm.rsa-parameters", .section = "5",
		.title = "parameters of an RSA signature algorithm with SHA-2 are not NULL",
		.requires = "The parameters of sha224WithRSAEncryption and its kin with SHA-256, SHA-384 and SHA-512 are NULL.",
		.explanation = WHY_ONE_FORM, .remedy = FIX_NULL,
		.peers = PEERS("zlint:e_tbs_signature_rsa_encryption_parameter_not_null"),
		.schedule = SCHEDULE(SHALL_FROM(2005, 6, 1)), SIGNATURE_RULE(RFC4055_RSA_SIGNATURE),
		.only_of = SHOWS_RSA_SIGNATURE | SHOWS_OTHER_SIGNATURE,
		YIELDS_TO("sbr.signature-algorithm.rsa-encoding", "rfc5280.crl.signature-null-missing"),
	}, {
		.id = "rfc5480.public-key.ec-parameters", .section = "2.1.1",
		.title = "parameters of the elliptic curve key do not name a curve",
		.requires = "The parameters of id-ecPublicKey, id-ecDH and id-ecMQV are present and are a namedCurve; implicitCurve and specifiedCurve are not used.",
		.explanation = "Explicit parameters have let attackers pass off a curve of their own (CVE-2020-0601). Without parameters the key is undefined.",
		.remedy = "Encode the curve's object identifier as the parameters.",
		.schedule = SCHEDULE(SHALL_FROM(2009, 3, 1)), KEY_RULE(RFC5480_EC_KEY), .only_of = SHOWS_EC_KEY | SHOWS_OTHER_KEY,
		YIELDS_TO("sbr.public-key.ec-not-named-curve"),
	}, {
		.id = "rfc5758.signature-algorithm.ecdsa-parameters", .section = "3.2",
		.title = "an ECDSA signature algorithm with SHA-2 has parameters",
		.requires = "ecdsa-with-SHA224, -SHA256, -SHA384 and -SHA512 have no parameters.",
		.explanation = WHY_ONE_FORM, .remedy = FIX_ABSENT,
		.schedule = SCHEDULE(SHALL_FROM(2010, 1, 1)), SIGNATURE_RULE(RFC5758_ECDSA_SIGNATURE),
		.only_of = SHOWS_ECDSA_SIGNATURE | SHOWS_OTHER_SIGNATURE,
		YIELDS_TO("sbr.signature-algorithm.ecdsa-encoding"),
	}, {
		.id = "rfc8410.public-key.parameters", .section = "3",
		.title = "the algorithm of an Ed25519, Ed448, X25519 or X448 key has parameters",
		.requires = "The identifiers of Ed25519, Ed448, X25519 and X448 have no parameters.",
		.explanation = WHY_ONE_FORM, .remedy = FIX_ABSENT,
		.schedule = SCHEDULE(SHALL_FROM(2018, 8, 1)), KEY_RULE(RFC8410_KEY), .only_of = SHOWS_EDWARDS_KEY | SHOWS_OTHER_KEY,
		YIELDS_TO("sbr.public-key.ed-encoding"),
	}, {
		.id = "rfc8410.signature-algorithm.parameters", .section = "6",
		.title = "the Ed25519 or Ed448 signature algorithm has parameters",
		.requires = "id-Ed25519 and id-Ed448 have no parameters where they identify a signature algorithm.",
		.explanation = WHY_ONE_FORM, .remedy = FIX_ABSENT,
		.schedule = SCHEDULE(SHALL_FROM(2018, 8, 1)), SIGNATURE_RULE(RFC8410_SIGNATURE), .only_of = SHOWS_OTHER_SIGNATURE,
		YIELDS_TO("sbr.signature-algorithm.ed-encoding"),
	}, {
		.id = "rfc9881.public-key.parameters", .section = "2",
		.title = "the algorithm of an ML-DSA key has parameters",
		.requires = "The identifiers of ML-DSA-44, ML-DSA-65 and ML-DSA-87 have no parameters.",
		.explanation = WHY_ONE_FORM, .remedy = FIX_ABSENT,
		.schedule = SCHEDULE(SHALL_FROM(2025, 10, 1)), KEY_RULE(RFC9881_KEY), .only_of = SHOWS_ML_DSA_KEY,
		YIELDS_TO("sbr.public-key.ml-dsa-encoding"),
	}, {
		.id = "rfc9881.signature-algorithm.parameters", .section = "2",
		.title = "the ML-DSA signature algorithm has parameters",
		.requires = "The identifiers of ML-DSA-44, ML-DSA-65 and ML-DSA-87 have no parameters.",
		.explanation = WHY_ONE_FORM, .remedy = FIX_ABSENT,
		.schedule = SCHEDULE(SHALL_FROM(2025, 10, 1)), SIGNATURE_RULE(RFC9881_SIGNATURE), .only_of = SHOWS_OTHER_SIGNATURE,
		YIELDS_TO("sbr.signature-algorithm.ml-dsa-encoding"),
	}, {
		.id = "rfc9935.public-key.parameters", .section = "3",
		.title = "the algorithm of an ML-KEM key has parameters",
		.requires = "The identifiers of ML-KEM-512, ML-KEM-768 and ML-KEM-1024 have no parameters in a key.",
		.explanation = WHY_ONE_FORM, .remedy = FIX_ABSENT,
		.schedule = SCHEDULE(SHALL_FROM(2026, 3, 1)), KEY_RULE(RFC9935_KEY), .only_of = SHOWS_ML_KEM_KEY,
		YIELDS_TO("sbr.public-key.ml-kem-encoding"),
	},
};

RULE_TABLE(rules_rfc3279_algorithms, "RFC 3279, 4055, 5480, 5758, 8410 and others: parameters of algorithms", rules);
