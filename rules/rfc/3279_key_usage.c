/* SPDX-License-Identifier: Apache-2.0 */
/*
 * 3279_key_usage.c - which bits of keyUsage each type of key takes: RFC 5280
 * 4.2.1.3, RFC 3279 2.3, RFC 4055 1.2, RFC 5480 3, RFC 8813 3, RFC 8410 5,
 * RFC 9295 3, RFC 9881 5 and RFC 9935 5.
 *
 * SBR 7.1.2.3.e says most of it of subscriber certificates whose keys it
 * permits; then its rule speaks.
 */
#include "rules/common/key_usage.h"
#include "rules/tables.h"

/* The families of keys whose RFC says which bits they take. */
enum family {
	FAMILY_OTHER, FAMILY_RSA, FAMILY_RSA_PSS, FAMILY_RSA_OAEP, FAMILY_DSA,
	FAMILY_DH,			/* of X9.42 */
	FAMILY_DH_PKCS3,
	FAMILY_EC,			/* id-ecPublicKey, for every use */
	FAMILY_EC_AGREEMENT,		/* id-ecDH, id-ecMQV */
	FAMILY_EDWARDS,			/* Ed25519, Ed448 */
	FAMILY_MONTGOMERY,		/* X25519, X448 */
	FAMILY_ML_DSA, FAMILY_ML_KEM
};

static enum family
key_family(const struct check *c)
{
	switch (c->cert->spki.id) {
	case OID_RSA:
		return FAMILY_RSA;
	case OID_RSA_PSS:
		return FAMILY_RSA_PSS;
	case OID_RSA_OAEP:
		return FAMILY_RSA_OAEP;
	case OID_DSA:
		return FAMILY_DSA;
	case OID_DH:
		return FAMILY_DH;
	case OID_DH_PKCS3:
		return FAMILY_DH_PKCS3;
	case OID_EC:
		return FAMILY_EC;
	case OID_ECDH:
	case OID_ECMQV:
		return FAMILY_EC_AGREEMENT;
	case OID_ED25519:
	case OID_ED448:
		return FAMILY_EDWARDS;
	case OID_X25519:
	case OID_X448:
		return FAMILY_MONTGOMERY;
	case OID_ML_DSA_44:
	case OID_ML_DSA_65:
	case OID_ML_DSA_87:
		return FAMILY_ML_DSA;
	case OID_ML_KEM_512:
	case OID_ML_KEM_768:
	case OID_ML_KEM_1024:
		return FAMILY_ML_KEM;
	default:
		return FAMILY_OTHER;
	}
}

#define KU_AGREEMENT (KU_KEY_AGREEMENT | KU_ENCIPHER_ONLY | KU_DECIPHER_ONLY)
#define KU_TRANSPORT (KU_KEY_ENCIPHERMENT | KU_DATA_ENCIPHERMENT)
#define KU_ENCRYPTION (KU_TRANSPORT | KU_AGREEMENT)
#define KU_ISSUING (KU_KEY_CERT_SIGN | KU_CRL_SIGN)
#define KU_SIGNING (KU_DIGITAL_SIGNATURE | KU_NON_REPUDIATION | KU_ISSUING)

/* A row's arg: the family, and bits. */
#define BITS(family, bits) ((uint32_t)(family) << 16 | (uint32_t)(bits))

#define OTHER_KEY "the key is of another type"
#define OF_KEY(type) .only_of = SHOWS_##type##_KEY, .lacking = OTHER_KEY

/* Is the key of the row's family?  Then these are the row's bits that are set. */
static bool
bits_of_family(struct check *c, unsigned *set)
{
	*set = c->cert->ku.bits & (c->rule->arg & 0xffff);
	if (key_family(c) == (enum family)(c->rule->arg >> 16))
		return true;
	not_applicable(c, OTHER_KEY);
	return false;
}

/* arg: the bits that the family's keys must not have. */
static void
ku_barred_for_key(struct check *c)
{
	unsigned set;

	if (bits_of_family(c, &set) && set != 0)
		report(c, at_part(c, PART_EXT_KU), "%s", key_usage_show(c->arena, set));
}

/* arg: the bits of which the family's keys have one at least; of_ca: those of them that count in a CA's certificate alone. */
static void
lacks(struct check *c, unsigned of_ca)
{
	unsigned set;

	if (!bits_of_family(c, &set))
		return;
	if ((profile_kinds(c->profile) & KIND_ANY_CA) == 0)
		set &= ~of_ca;
	if (set == 0)
		report(c, at_part(c, PART_EXT_KU), "%s", key_usage_show(c->arena, c->cert->ku.bits));
}

static void
ku_lacks_all(struct check *c)
{
	lacks(c, 0);
}

/* RFC 4055 1.2, RFC 8410 5. */
static void
ku_lacks_signing(struct check *c)
{
	lacks(c, KU_ISSUING);
}

/* RFC 9295 3: an end entity may sign CRLs. */
static void
ku_lacks_signing_but_of_crls(struct check *c)
{
	lacks(c, KU_KEY_CERT_SIGN);
}

/* arg: the bits that do not go with keyCertSign and cRLSign. */
static void
ku_beside_issuing(struct check *c)
{
	unsigned set;

	if (bits_of_family(c, &set) && set != 0 && (c->cert->ku.bits & KU_ISSUING) != 0)
		report(c, at_part(c, PART_EXT_KU), "%s", key_usage_show(c->arena, set));
}

/* arg: the bits of which a key that agrees on keys or encapsulates them serves none, by RFC 5280 4.2.1.3 whatever the RFC of the key adds later. */
static void
ku_signs_with_no_signer(struct check *c)
{
	enum family family = key_family(c);
	unsigned set = c->cert->ku.bits & c->rule->arg;

	if (family != FAMILY_EC_AGREEMENT && family != FAMILY_MONTGOMERY && family != FAMILY_ML_KEM)
		not_applicable(c, OTHER_KEY);
	else if (set != 0)
		report(c, at_part(c, PART_EXT_KU), "%s", key_usage_show(c->arena, set));
}

/* arg: bits of which only one is to be set. */
static void
ku_all_of(struct check *c)
{
	unsigned set;

	if (bits_of_family(c, &set) && set == (c->rule->arg & 0xffff))
		report(c, at_part(c, PART_EXT_KU), "%s", key_usage_show(c->arena, set));
}

#define ON_KEY_USAGE .needs = PARTS1(PART_EXT_KU) | PARTS1(PART_KEY_ALGORITHM), .when = PARTS1(PART_EXT_KU)

#define WHY_BITS "Relying parties pick a key for an operation by these bits; a bit that the algorithm cannot serve makes them fail. "
/* Of keys that the SBR permit, and of others. */
#define WHY_KEY_BITS WHY_BITS "For subscriber certificates SBR 7.1.2.3.e lists them."
#define WHY_OTHER_KEY_BITS WHY_BITS "The SBR permit no such key (6.1.5)."
#define WHY_NOT_BOTH "Each of the two forbids what the other one leaves."
#define FIX_BOTH "Clear one of them, or both."
#define PEER_OF_BOTH "pkilint:pkix.both_encipheronly_and_decipheronly_ku_set"
#define BOTH_ONLY (KU_ENCIPHER_ONLY | KU_DECIPHER_ONLY)
#define FIX_KEY_BITS "Set only bits that the type of key serves and the certificate is for."

static const struct smimelint_rule rules[] = {
	{
		.id = "rfc5280.key-usage.cannot-sign", .section = "4.2.1.3",
		.title = "keyUsage has a bit of signing, and the key signs nothing",
		.requires = "digitalSignature, nonRepudiation, keyCertSign and cRLSign are set where the public key verifies signatures of that kind.",
		.explanation = "X25519, X448, id-ecDH and id-ecMQV keys agree on keys, and ML-KEM keys encapsulate them. No signature is ever verified with one, "
		    "so no CA and no OCSP responder can have it.",
		.remedy = "Give the CA or the responder a key that signs.",
		.schedule = RFC5280_SHALL, .fn = ku_signs_with_no_signer, .scope = SCOPE_ALL, ON_KEY_USAGE,
		.only_of = SHOWS_ML_KEM_KEY | SHOWS_OTHER_KEY, .lacking = OTHER_KEY, .arg = KU_SIGNING,
		.yields_to = IDS("rfc5480.key-usage.agreement", "rfc9295.key-usage.montgomery", "rfc9935.key-usage.ml-kem", "sbr.key-usage.ml-kem-bits"),
	}, {
		.id = "rfc3279.key-usage.rsa", .section = "2.3.1",
		.title = "keyUsage has a bit that RSA keys do not take",
		.requires = "keyUsage of an RSA key has none of keyAgreement, encipherOnly and decipherOnly.",
		.explanation = WHY_KEY_BITS, .remedy = FIX_KEY_BITS,
		.reading = "RFC 3279 lists the bits that an RSA key may have; that no others are allowed is read out of the list.",
		.peers = PEERS("zlint:e_rsa_allowed_ku_ca", "zlint:e_rsa_allowed_ku_ee", "pkilint:pkix.key_usage_value_prohibited_for_rsa"),
		.schedule = SCHEDULE(SHALL_FROM(2002, 4, 1)), .fn = ku_barred_for_key, .scope = SCOPE_ALL, ON_KEY_USAGE,
		OF_KEY(RSA), .arg = BITS(FAMILY_RSA, KU_AGREEMENT),
		.yields_to = IDS("sbr.key-usage.rsa-bits", "sbr.key-usage.rsa-bits-multipurpose"),
	}, {
		.id = "rfc3279.key-usage.rsa-ca-encryption", .section = "2.3.1",
		.title = "keyUsage of an RSA CA key has encryption bits",
		.requires = "Where keyCertSign or cRLSign is set, keyEncipherment and dataEncipherment are not.",
		.explanation = "One RSA key that signs certificates and decrypts lets a decryption oracle forge signatures.",
		.remedy = "Clear keyEncipherment and dataEncipherment.",
		.peers = PEERS("zlint:e_rsa_allowed_ku_no_encipherment_ca"),
		.schedule = SCHEDULE(SHOULD_FROM(2002, 4, 1)), .fn = ku_beside_issuing, .scope = SCOPE_CA(KIND_ANY_CA | KIND_OCSP), ON_KEY_USAGE,
		OF_KEY(RSA), .arg = BITS(FAMILY_RSA, KU_TRANSPORT),
	}, {
		.id = "rfc3279.key-usage.dsa", .section = "2.3.2",
		.title = "keyUsage has a bit that DSA keys do not take",
		.requires = "keyUsage of a DSA key has none of keyEncipherment, dataEncipherment, keyAgreement, encipherOnly and decipherOnly.",
		.explanation = WHY_OTHER_KEY_BITS, .remedy = FIX_KEY_BITS,
		.reading = "RFC 3279 lists the bits that a DSA key may have; that no others are allowed is read out of the list.",
		.schedule = SCHEDULE(SHALL_FROM(2002, 4, 1)), .fn = ku_barred_for_key, .scope = SCOPE_ALL, ON_KEY_USAGE,
		OF_KEY(OTHER), .arg = BITS(FAMILY_DSA, KU_ENCRYPTION),
	}, {
		.id = "rfc3279.key-usage.dh", .section = "2.3.3",
		.title = "keyUsage has a bit that Diffie-Hellman keys do not take",
		.requires = "keyUsage of a dhpublicnumber key has no other bits than keyAgreement, encipherOnly and decipherOnly.",
		.explanation = WHY_OTHER_KEY_BITS, .remedy = FIX_KEY_BITS,
		.reading = "RFC 3279 lists the bits that a Diffie-Hellman key may have; that no others are allowed is read out of the list.",
		.schedule = SCHEDULE(SHALL_FROM(2002, 4, 1)), .fn = ku_barred_for_key, .scope = SCOPE_ALL, ON_KEY_USAGE,
		OF_KEY(OTHER), .arg = BITS(FAMILY_DH, KU_SIGNING | KU_TRANSPORT),
	}, {
		.id = "rfc3279.key-usage.dh-pkcs3", .section = "2.3.3",
		.title = "keyUsage has a bit that Diffie-Hellman keys of PKCS #3 do not take",
		.requires = "keyUsage of a Diffie-Hellman key has no other bits than keyAgreement, encipherOnly and decipherOnly.",
		.explanation = WHY_OTHER_KEY_BITS, .remedy = FIX_KEY_BITS,
		.reading = "RFC 3279 lists the bits for dhpublicnumber; a key of dhKeyAgreement agrees on keys likewise.",
		.schedule = SCHEDULE(SHALL_FROM(2002, 4, 1)), .fn = ku_barred_for_key, .scope = SCOPE_ALL, ON_KEY_USAGE,
		OF_KEY(OTHER), .arg = BITS(FAMILY_DH_PKCS3, KU_SIGNING | KU_TRANSPORT),
	}, {
		.id = "rfc3279.key-usage.dh-both", .section = "2.3.3",
		.title = "keyUsage of a Diffie-Hellman key has both encipherOnly and decipherOnly",
		.requires = "keyUsage of a dhpublicnumber key has at most one of encipherOnly and decipherOnly.",
		.explanation = WHY_NOT_BOTH, .remedy = FIX_BOTH, .peers = PEERS(PEER_OF_BOTH),
		.schedule = SCHEDULE(SHALL_FROM(2002, 4, 1)), .fn = ku_all_of, .scope = SCOPE_ALL, ON_KEY_USAGE,
		OF_KEY(OTHER), .arg = BITS(FAMILY_DH, BOTH_ONLY),
	}, {
		.id = "rfc4055.key-usage.pss-no-signing", .section = "1.2",
		.title = "keyUsage of an RSASSA-PSS key has no signing bit",
		.requires = "keyUsage of an id-RSASSA-PSS key has digitalSignature or nonRepudiation; of a CA's, keyCertSign or cRLSign are enough.",
		.explanation = "The identifier limits the key to signatures, so without such a bit it is for nothing.", .remedy = FIX_KEY_BITS,
		.schedule = SCHEDULE(SHALL_FROM(2005, 6, 1)), .fn = ku_lacks_signing, .scope = SCOPE_ALL, ON_KEY_USAGE,
		OF_KEY(OTHER), .arg = BITS(FAMILY_RSA_PSS, KU_SIGNING),
		.yields_to = IDS("rfc5280.key-usage.no-bits"),
	}, {
		.id = "rfc4055.key-usage.oaep", .section = "1.2",
		.title = "keyUsage has a bit that RSAES-OAEP keys must not have",
		.requires = "keyUsage of an id-RSAES-OAEP key has keyEncipherment or dataEncipherment and no other bit.",
		.explanation = "The identifier limits the key to encryption.", .remedy = FIX_KEY_BITS,
		.schedule = SCHEDULE(SHALL_FROM(2005, 6, 1)), .fn = ku_barred_for_key, .scope = SCOPE_ALL, ON_KEY_USAGE,
		OF_KEY(OTHER), .arg = BITS(FAMILY_RSA_OAEP, KU_DEFINED & ~KU_TRANSPORT),
	}, {
		.id = "rfc4055.key-usage.oaep-both", .section = "1.2",
		.title = "keyUsage of an RSAES-OAEP key has both keyEncipherment and dataEncipherment",
		.requires = "keyUsage of an id-RSAES-OAEP key should have only one of keyEncipherment and dataEncipherment.",
		.explanation = "A key for one use is easier to guard than one for two.",
		.remedy = "Clear dataEncipherment.",
		.schedule = SCHEDULE(SHOULD_FROM(2005, 6, 1)), .fn = ku_all_of, .scope = SCOPE_ALL, ON_KEY_USAGE,
		OF_KEY(OTHER), .arg = BITS(FAMILY_RSA_OAEP, KU_TRANSPORT),
	}, {
		.id = "rfc5480.key-usage.ec-ca-agreement", .section = "3",
		.title = "keyUsage of an EC CA key has bits of key agreement",
		.requires = "Where keyCertSign or cRLSign is set, keyAgreement, encipherOnly and decipherOnly should not be.",
		.explanation = "A CA's key that also agrees on keys answers whoever asks it to compute with what they send.",
		.remedy = "Clear keyAgreement, encipherOnly and decipherOnly.",
		.schedule = SCHEDULE(SHOULD_FROM(2009, 3, 1)), .fn = ku_beside_issuing, .scope = SCOPE_CA(KIND_ANY_CA), ON_KEY_USAGE,
		OF_KEY(EC), .arg = BITS(FAMILY_EC, KU_AGREEMENT),
	}, {
		.id = "rfc5480.key-usage.ec-both", .section = "3",
		.title = "keyUsage of an EC key has both encipherOnly and decipherOnly",
		.requires = "keyUsage of an EC key has at most one of encipherOnly and decipherOnly.",
		.explanation = WHY_NOT_BOTH, .remedy = FIX_BOTH, .peers = PEERS(PEER_OF_BOTH),
		.reading = "RFC 5480 allows \"either\" of the two; that it excludes both together is read out of the word.",
		.schedule = SCHEDULE(SHALL_FROM(2009, 3, 1)), .fn = ku_all_of, .scope = SCOPE_ALL, ON_KEY_USAGE,
		OF_KEY(EC), .arg = BITS(FAMILY_EC, BOTH_ONLY),
		.yields_to = IDS("sbr.key-usage.encipher-and-decipher-only"),
	}, {
		.id = "rfc5480.key-usage.agreement", .section = "3",
		.title = "keyUsage has a bit that id-ecDH and id-ecMQV keys must not have",
		.requires = "keyUsage of an id-ecDH or id-ecMQV key has none of digitalSignature, nonRepudiation, keyCertSign and cRLSign.",
		.explanation = WHY_OTHER_KEY_BITS, .remedy = FIX_KEY_BITS,
		.schedule = SCHEDULE(SHALL_FROM(2009, 3, 1)), .fn = ku_barred_for_key, .scope = SCOPE_ALL, ON_KEY_USAGE,
		OF_KEY(OTHER), .arg = BITS(FAMILY_EC_AGREEMENT, KU_SIGNING),
	}, {
		.id = "rfc5480.key-usage.no-agreement", .section = "3",
		.title = "keyUsage of an id-ecDH or id-ecMQV key lacks keyAgreement",
		.requires = "keyUsage of an id-ecDH or id-ecMQV key has keyAgreement.",
		.explanation = "The identifier limits the key to key agreement, so without the bit it is for nothing.", .remedy = FIX_KEY_BITS,
		.schedule = SCHEDULE(SHALL_FROM(2009, 3, 1)), .fn = ku_lacks_all, .scope = SCOPE_ALL, ON_KEY_USAGE,
		OF_KEY(OTHER), .arg = BITS(FAMILY_EC_AGREEMENT, KU_KEY_AGREEMENT),
		.yields_to = IDS("rfc5280.key-usage.no-bits"),
	}, {
		.id = "rfc5480.key-usage.agreement-both", .section = "3",
		.title = "keyUsage of an id-ecDH or id-ecMQV key has both encipherOnly and decipherOnly",
		.requires = "keyUsage of an id-ecDH or id-ecMQV key has at most one of encipherOnly and decipherOnly.",
		.explanation = WHY_NOT_BOTH, .remedy = FIX_BOTH, .peers = PEERS(PEER_OF_BOTH),
		.reading = "RFC 5480 allows one of the two; that it excludes both together is read out of the word.",
		.schedule = SCHEDULE(SHALL_FROM(2009, 3, 1)), .fn = ku_all_of, .scope = SCOPE_ALL, ON_KEY_USAGE,
		OF_KEY(OTHER), .arg = BITS(FAMILY_EC_AGREEMENT, BOTH_ONLY),
	}, {
		.id = "rfc8813.key-usage.ec", .section = "3",
		.title = "keyUsage has a bit that EC keys must not have",
		.requires = "keyUsage of an id-ecPublicKey key has neither keyEncipherment nor dataEncipherment.",
		.explanation = WHY_KEY_BITS, .remedy = FIX_KEY_BITS,
		.peers = PEERS("zlint:e_ecdsa_allowed_ku", "zlint:n_ecdsa_ee_invalid_ku", "pkilint:pkix.key_usage_value_prohibited_for_ec"),
		.schedule = SCHEDULE(SHALL_FROM(2020, 8, 1)), .fn = ku_barred_for_key, .scope = SCOPE_ALL, ON_KEY_USAGE,
		OF_KEY(EC), .arg = BITS(FAMILY_EC, KU_TRANSPORT),
		.yields_to = IDS("sbr.key-usage.ec-bits"),
	}, {
		.id = "rfc8813.key-usage.agreement", .section = "3",
		.title = "keyUsage of an id-ecDH or id-ecMQV key has a bit of key transport",
		.requires = "keyUsage of an id-ecDH or id-ecMQV key has neither keyEncipherment nor dataEncipherment.",
		.explanation = WHY_OTHER_KEY_BITS, .remedy = FIX_KEY_BITS,
		.schedule = SCHEDULE(SHALL_FROM(2020, 8, 1)), .fn = ku_barred_for_key, .scope = SCOPE_ALL, ON_KEY_USAGE,
		OF_KEY(OTHER), .arg = BITS(FAMILY_EC_AGREEMENT, KU_TRANSPORT),
	}, {
		.id = "rfc8410.key-usage.montgomery-no-agreement", .section = "5",
		.title = "keyUsage of an X25519 or X448 key lacks keyAgreement",
		.requires = "keyUsage of an X25519 or X448 key has keyAgreement.",
		.explanation = "Such a key agrees on keys and does nothing else, so without the bit it is for nothing.", .remedy = FIX_KEY_BITS,
		.schedule = SCHEDULE(SHALL_FROM(2018, 8, 1)), .fn = ku_lacks_all, .scope = SCOPE_ALL, ON_KEY_USAGE,
		OF_KEY(OTHER), .arg = BITS(FAMILY_MONTGOMERY, KU_KEY_AGREEMENT),
		.yields_to = IDS("rfc5280.key-usage.no-bits"),
	}, {
		.id = "rfc8410.key-usage.montgomery-both", .section = "5",
		.title = "keyUsage of an X25519 or X448 key has both encipherOnly and decipherOnly",
		.requires = "keyUsage of an X25519 or X448 key has at most one of encipherOnly and decipherOnly.",
		.explanation = WHY_NOT_BOTH, .remedy = FIX_BOTH, .peers = PEERS(PEER_OF_BOTH),
		.reading = "RFC 8410, and RFC 9295 in its place, allow one of the two; that they exclude both together is read out of the word.",
		.schedule = SCHEDULE(SHALL_FROM(2018, 8, 1)), .fn = ku_all_of, .scope = SCOPE_ALL, ON_KEY_USAGE,
		OF_KEY(OTHER), .arg = BITS(FAMILY_MONTGOMERY, BOTH_ONLY),
	}, {
		.id = "rfc8410.key-usage.edwards-no-signing", .section = "5",
		.title = "keyUsage of an Ed25519 or Ed448 key has no signing bit, before RFC 9295",
		.requires = "keyUsage of an Ed25519 or Ed448 key has digitalSignature or nonRepudiation; of a CA's, keyCertSign or cRLSign are enough.",
		.explanation = WHY_KEY_BITS " From 2022-09-01 on RFC 9295 says it.", .remedy = FIX_KEY_BITS,
		.schedule = SCHEDULE(SHALL_FROM(2018, 8, 1), ENDS_ON(2022, 9, 1)), .fn = ku_lacks_signing, .scope = SCOPE_ALL, ON_KEY_USAGE,
		OF_KEY(EDWARDS), .arg = BITS(FAMILY_EDWARDS, KU_SIGNING),
		.yields_to = IDS("rfc5280.key-usage.no-bits"),
	}, {
		.id = "rfc9295.key-usage.montgomery", .section = "3",
		.title = "keyUsage has a bit that X25519 and X448 keys must not have",
		.requires = "keyUsage of an X25519 or X448 key has none of digitalSignature, nonRepudiation, keyEncipherment, dataEncipherment, keyCertSign and cRLSign.",
		.explanation = WHY_OTHER_KEY_BITS, .remedy = FIX_KEY_BITS,
		.schedule = SCHEDULE(SHALL_FROM(2022, 9, 1)), .fn = ku_barred_for_key, .scope = SCOPE_ALL, ON_KEY_USAGE,
		OF_KEY(OTHER), .arg = BITS(FAMILY_MONTGOMERY, KU_SIGNING | KU_TRANSPORT),
	}, {
		.id = "rfc9295.key-usage.edwards", .section = "3",
		.title = "keyUsage has a bit that Ed25519 and Ed448 keys must not have",
		.requires = "keyUsage of an Ed25519 or Ed448 key has none of keyEncipherment, dataEncipherment, keyAgreement, encipherOnly and decipherOnly.",
		.explanation = WHY_KEY_BITS, .remedy = FIX_KEY_BITS,
		.peers = PEERS("pkilint:pkix.key_usage_value_prohibited_for_edwards_curve"),
		.schedule = SCHEDULE(SHALL_FROM(2022, 9, 1)), .fn = ku_barred_for_key, .scope = SCOPE_ALL, ON_KEY_USAGE,
		OF_KEY(EDWARDS), .arg = BITS(FAMILY_EDWARDS, KU_ENCRYPTION),
		.yields_to = IDS("sbr.key-usage.eddsa-bits"),
	}, {
		.id = "rfc9295.key-usage.edwards-no-signing", .section = "3",
		.title = "keyUsage of an Ed25519 or Ed448 key has no signing bit",
		.requires = "keyUsage of an Ed25519 or Ed448 key has at least one of digitalSignature, nonRepudiation and cRLSign; of a CA's, keyCertSign is enough.",
		.explanation = WHY_KEY_BITS, .remedy = FIX_KEY_BITS,
		.peers = PEERS("pkilint:pkix.key_usage_value_required_but_missing_for_edwards_curve"),
		.schedule = SCHEDULE(SHALL_FROM(2022, 9, 1)), .fn = ku_lacks_signing_but_of_crls, .scope = SCOPE_ALL, ON_KEY_USAGE,
		OF_KEY(EDWARDS), .arg = BITS(FAMILY_EDWARDS, KU_SIGNING),
		.yields_to = IDS("sbr.key-usage.eddsa-no-digital-signature", "rfc5280.key-usage.no-bits"),
	}, {
		.id = "rfc9295.key-usage.edwards-ca-no-cert-sign", .section = "3",
		.title = "keyUsage of an Ed25519 or Ed448 CA key lacks keyCertSign",
		.requires = "keyUsage of a CA's Ed25519 or Ed448 key has keyCertSign.",
		.explanation = "Path validation refuses what the CA issues with the key.", .remedy = FIX_KEY_BITS,
		.schedule = SCHEDULE(SHALL_FROM(2022, 9, 1)), .fn = ku_lacks_all, .scope = SCOPE_CA(KIND_ANY_CA), ON_KEY_USAGE,
		OF_KEY(EDWARDS), .arg = BITS(FAMILY_EDWARDS, KU_KEY_CERT_SIGN),
		.yields_to = IDS("sbr.key-usage.root-no-cert-sign", "sbr.key-usage.sub-ca-no-cert-sign",
		    "rfc9295.key-usage.edwards-no-signing", "rfc5280.key-usage.no-bits"),
	}, {
		.id = "rfc9881.key-usage.ml-dsa", .section = "5",
		.title = "keyUsage has a bit that ML-DSA keys must not have",
		.requires = "keyUsage of an ML-DSA key has none of keyEncipherment, dataEncipherment, keyAgreement, encipherOnly and decipherOnly.",
		.explanation = WHY_KEY_BITS, .remedy = FIX_KEY_BITS,
		.peers = PEERS("pkilint:pkix.key_usage_value_prohibited_for_mldsa"),
		.schedule = SCHEDULE(SHALL_FROM(2025, 10, 1)), .fn = ku_barred_for_key, .scope = SCOPE_ALL, ON_KEY_USAGE,
		OF_KEY(ML_DSA), .arg = BITS(FAMILY_ML_DSA, KU_ENCRYPTION),
		.yields_to = IDS("sbr.key-usage.ml-dsa-bits"),
	}, {
		.id = "rfc9881.key-usage.ml-dsa-no-signing", .section = "5",
		.title = "keyUsage of an ML-DSA key has no signing bit",
		.requires = "keyUsage of an ML-DSA key has at least one of digitalSignature, nonRepudiation, keyCertSign and cRLSign.",
		.explanation = WHY_KEY_BITS, .remedy = FIX_KEY_BITS,
		.schedule = SCHEDULE(SHALL_FROM(2025, 10, 1)), .fn = ku_lacks_all, .scope = SCOPE_ALL, ON_KEY_USAGE,
		OF_KEY(ML_DSA), .arg = BITS(FAMILY_ML_DSA, KU_SIGNING),
		.yields_to = IDS("sbr.key-usage.ml-dsa-no-digital-signature", "rfc5280.key-usage.no-bits"),
	}, {
		.id = "rfc9935.key-usage.ml-kem", .section = "5",
		.title = "keyUsage of an ML-KEM key has another bit than keyEncipherment",
		.requires = "keyUsage of an ML-KEM key has keyEncipherment and no other bit.",
		.explanation = "An ML-KEM key cannot sign, so it can be neither a CA's nor an OCSP responder's.",
		.remedy = "Give the CA or the responder a key that signs.",
		.peers = PEERS("pkilint:pkix.key_usage_value_prohibited_for_mlkem"),
		.schedule = SCHEDULE(SHALL_FROM(2026, 3, 1)), .fn = ku_barred_for_key, .scope = SCOPE_ALL, ON_KEY_USAGE,
		OF_KEY(ML_KEM), .arg = BITS(FAMILY_ML_KEM, KU_DEFINED & ~KU_KEY_ENCIPHERMENT),
		.yields_to = IDS("sbr.key-usage.ml-kem-bits"),
	},
};

RULE_TABLE(rules_rfc3279_key_usage, "RFC 3279, 4055, 5480, 8410 and others: key usage by type of key", rules);
