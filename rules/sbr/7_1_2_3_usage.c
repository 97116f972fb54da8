/* SPDX-License-Identifier: Apache-2.0 */
/*
 * 7_1_2_3_usage.c - SBR 7.1.2.3 d to f: basicConstraints, keyUsage and
 * extKeyUsage of subscriber certificates.
 */
#include "rule/memo.h"
#include "rules/common/extension.h"
#include "rules/common/key_usage.h"
#include "rules/tables.h"

/* ---- d. basicConstraints ---- */

static void
subscriber_ca(struct check *c)
{
	if (c->cert->bc.ca)
		report(c, at_part(c, PART_EXT_BC), NULL);
}

static void
subscriber_path_len(struct check *c)
{
	if (c->cert->bc.has_path_len)
		report(c, c->cert->bc.path_len_at, NULL);
}

/* ---- e. keyUsage ---- */

/* Columns of the key usage tables; RSA has one for each kind of generation. */
enum key_column {
	KEY_RSA_STRICT, KEY_RSA, KEY_EC, KEY_EDDSA, KEY_ML_DSA, KEY_ML_KEM,
	KEY_OTHER	/* no column: the text says nothing here */
};

/* One column: the bits that may be set, and those of which one has to be. */
static const struct {
	uint16_t allowed, purpose;
} usage_table[] = {
	[KEY_RSA_STRICT] = {
		KU_DIGITAL_SIGNATURE | KU_NON_REPUDIATION | KU_KEY_ENCIPHERMENT,
		KU_DIGITAL_SIGNATURE | KU_KEY_ENCIPHERMENT
	},
	[KEY_RSA] = {
		KU_DIGITAL_SIGNATURE | KU_NON_REPUDIATION | KU_KEY_ENCIPHERMENT | KU_DATA_ENCIPHERMENT,
		KU_DIGITAL_SIGNATURE | KU_KEY_ENCIPHERMENT
	},
	[KEY_EC] = {
		KU_DIGITAL_SIGNATURE | KU_NON_REPUDIATION | KU_KEY_AGREEMENT | KU_ENCIPHER_ONLY | KU_DECIPHER_ONLY,
		KU_DIGITAL_SIGNATURE | KU_KEY_AGREEMENT
	},
	[KEY_EDDSA] = { KU_DIGITAL_SIGNATURE | KU_NON_REPUDIATION, KU_DIGITAL_SIGNATURE },
	[KEY_ML_DSA] = { KU_DIGITAL_SIGNATURE | KU_NON_REPUDIATION, KU_DIGITAL_SIGNATURE },
	[KEY_ML_KEM] = { KU_KEY_ENCIPHERMENT, KU_KEY_ENCIPHERMENT },
	[KEY_OTHER] = { 0, 0 },
};

/* A bit that the tables allow only beside another. */
static const struct {
	uint16_t bit, needs;
} companion[] = {
	{ KU_NON_REPUDIATION, KU_DIGITAL_SIGNATURE },
	{ KU_DATA_ENCIPHERMENT, KU_KEY_ENCIPHERMENT },
	{ KU_ENCIPHER_ONLY, KU_KEY_AGREEMENT },
	{ KU_DECIPHER_ONLY, KU_KEY_AGREEMENT },
};

/* The column of this key; where the generation is open, the one that allows more. */
static enum key_column
key_column(const struct check *c)
{
	switch (c->cert->spki.id) {
	case OID_RSA:
		return c->profile->gens == GEN_STRICT ? KEY_RSA_STRICT : KEY_RSA;
	case OID_EC:
		return KEY_EC;
	case OID_ED25519:
	case OID_ED448:
		return KEY_EDDSA;
	case OID_ML_DSA_44:
	case OID_ML_DSA_65:
	case OID_ML_DSA_87:
		return KEY_ML_DSA;
	case OID_ML_KEM_512:
	case OID_ML_KEM_768:
	case OID_ML_KEM_1024:
		return KEY_ML_KEM;
	default:
		return KEY_OTHER;
	}
}

#define OTHER_KEY "the key is of another type"
#define OTHER_COLUMN OTHER_KEY " or the generation is another"

/* The row's arg is the column that it is about. */
static bool
is_column(struct check *c)
{
	if (key_column(c) == (enum key_column)c->rule->arg)
		return true;
	not_applicable(c, OTHER_COLUMN);
	return false;
}

static void
usage_bits(struct check *c)
{
	unsigned other = c->cert->ku.bits & ~(unsigned)usage_table[c->rule->arg].allowed;

	if (is_column(c) && other != 0)
		report(c, at_part(c, PART_EXT_KU), "%s", key_usage_show(c->arena, other));
}

/* RSA_STRICT and RSA name the same purposes: the row with KEY_RSA is for both. */
static void
usage_no_purpose(struct check *c)
{
	enum key_column is = key_column(c);

	if (is == KEY_RSA_STRICT)
		is = KEY_RSA;
	if (is != (enum key_column)c->rule->arg)
		not_applicable(c, OTHER_KEY);
	else if ((c->cert->ku.bits & usage_table[is].purpose) == 0)
		report(c, at_part(c, PART_EXT_KU), "%s", key_usage_show(c->arena, c->cert->ku.bits));
}

/* Where a key serves one of two purposes, or both; of the bits that the column has. */
static void
usage_companion(struct check *c)
{
	enum key_column is = key_column(c);
	unsigned bits = c->cert->ku.bits;

	if (is > KEY_EC) {
		not_applicable(c, OTHER_KEY);
		return;
	}
	for (size_t i = 0; i < sizeof companion / sizeof *companion; i++) {
		unsigned bit = companion[i].bit, needs = companion[i].needs;

		if ((bits & bit & usage_table[is].allowed) != 0 && (bits & needs) == 0)
			report(c, at_part(c, PART_EXT_KU), "%s without %s",
			    key_usage_show(c->arena, bit), key_usage_show(c->arena, needs));
	}
}

static void
usage_both_only(struct check *c)
{
	const unsigned both = KU_ENCIPHER_ONLY | KU_DECIPHER_ONLY;

	if (key_column(c) == KEY_EC && (c->cert->ku.bits & both) == both)
		report(c, at_part(c, PART_EXT_KU), NULL);
}

/* ---- f. extKeyUsage ---- */

static bool
is_forbidden(enum oid eku)
{
	return eku == OID_EKU_SERVER_AUTH || eku == OID_EKU_CODE_SIGNING ||
	    eku == OID_EKU_TIME_STAMPING || eku == OID_EKU_ANY;
}

static void
eku_no_email_protection(struct check *c)
{
	if (!cert_has_eku(c->cert, OID_EKU_EMAIL))
		report(c, at_part(c, PART_EXT_EKU), NULL);
}

static void
eku_forbidden(struct check *c)
{
	const struct oid_items *eku = &c->cert->eku;

	for (unsigned i = 0; i < eku->n; i++) {
		if (is_forbidden(eku->v[i].id))
			report(c, eku->v[i].oid, "%s", oid_name(eku->v[i].id));
	}
}

/* Reports each value but emailProtection and `also`. */
static void
eku_others(struct check *c, enum oid also)
{
	const struct oid_items *eku = &c->cert->eku;

	for (unsigned i = 0; i < eku->n; i++) {
		enum oid id = eku->v[i].id;

		if (id != OID_EKU_EMAIL && (id == OID_UNKNOWN || id != also))
			memo_report_purpose(c, i);
	}
}

static void
eku_strict(struct check *c)
{
	eku_others(c, OID_EKU_EMAIL);
}

static void
eku_not_listed(struct check *c)
{
	eku_others(c, OID_EKU_CLIENT_AUTH);
}

#define NEEDS_KU .needs = PARTS1(PART_EXT_KU) | PARTS1(PART_KEY_ALGORITHM), .when = PARTS1(PART_EXT_KU)
#define NEEDS_EKU .needs = PARTS1(PART_EXT_EKU), .when = PARTS1(PART_EXT_EKU)
#define READS_EKU .reads = PARTS1(PART_EXT_EKU), .when = PARTS1(PART_EXT_EKU)
#define PQC_SHALL SCHEDULE(SHALL_FROM(2025, 8, 22))

static const struct smimelint_rule rules[] = {
	{
		.id = "sbr.basic-constraints.subscriber-ca",
		.section = "7.1.2.3.d",
		.title = "subscriber certificate says that it is a CA",
		.requires = "In a subscriber certificate the cA field of basicConstraints is not TRUE.",
		.explanation = "With cA TRUE the subscriber's key could issue certificates that relying parties accept.",
		.remedy = "Leave basicConstraints out or make it an empty SEQUENCE. If the certificate is a CA's, lint it as "
		    "such (--kind).",
		.peers = PEERS("pkilint:cabf.smime.is_ca_certificate"),
		.schedule = SBR_SHALL,
		.fn = subscriber_ca,
		.reads = PARTS1(PART_EXT_BC),
		.when = PARTS1(PART_EXT_BC),
		.scope = SCOPE_SUBSCRIBER,
	},
	{
		.id = "sbr.basic-constraints.subscriber-path-len",
		.section = "7.1.2.3.d",
		.title = "subscriber certificate has a pathLenConstraint",
		.requires = "In a subscriber certificate basicConstraints has no pathLenConstraint.",
		.explanation = "A path length limits the CAs below a CA; there is nothing below a subscriber, and some software "
		    "rejects the contradiction.",
		.remedy = "Remove pathLenConstraint.",
		.peers = PEERS("zlint:e_path_len_constraint_improperly_included",
		    "pkilint:pkix.basic_constraints_has_pathlen_for_non_ca"),
		.schedule = SBR_SHALL,
		.fn = subscriber_path_len,
		.reads = PARTS1(PART_EXT_BC),
		.when = PARTS1(PART_EXT_BC),
		.scope = SCOPE_SUBSCRIBER,
	},
	{
		.id = "sbr.key-usage.missing",
		.section = "7.1.2.3.e",
		.title = "subscriber certificate has no keyUsage",
		.requires = "A subscriber certificate has the keyUsage extension.",
		.explanation = "Without it a key may be used for anything, and a signing key that is meant never to be escrowed "
		    "can be used to encrypt.",
		.remedy = "Add keyUsage with the bits for the key's type and purpose.",
		.peers = PEERS("zlint:e_key_usage_presence", "pkilint:cabf.smime.key_usage_extension_missing"),
		.schedule = SBR_SHALL,
		.fn = rule_ext_missing,
		.needs = PARTS1(PART_EXTENSIONS),
		.arg = PART_EXT_KU,
		.scope = SCOPE_SUBSCRIBER,
	},
	{
		.id = "sbr.key-usage.not-critical",
		.section = "7.1.2.3.e",
		.title = "keyUsage is not critical",
		.requires = "keyUsage is marked critical in a subscriber certificate.",
		.explanation = "Marked critical, the limits of the key also hold for software that would otherwise skip an "
		    "extension it does not process.",
		.remedy = "Mark keyUsage critical.",
		.peers = PEERS("zlint:w_key_usage_criticality", "zlint:w_ext_key_usage_not_critical",
		    "pkilint:cabf.smime.ku_extension_not_critical", "pkilint:pkix.key_usage_extension_not_critical"),
		.schedule = SBR_SHOULD,
		.fn = rule_ext_not_critical,
		.when = PARTS1(PART_EXT_KU),
		.arg = PART_EXT_KU,
		.scope = SCOPE_SUBSCRIBER,
	},
	{
		.id = "sbr.key-usage.rsa-bits",
		.section = "7.1.2.3.e",
		.title = "keyUsage has a bit that this key type and generation do not allow",
		.requires = "A Strict certificate for an RSA key sets digitalSignature, optionally with nonRepudiation, "
		    "or keyEncipherment, or both; no other bit.",
		.explanation = "The Strict generation forbids dataEncipherment, which the others allow beside "
		    "keyEncipherment: S/MIME encrypts a content key, never data, with RSA.",
		.remedy = "Clear the bits named, or issue under a Multipurpose profile if dataEncipherment is meant.",
		.peers = PEERS("zlint:e_rsa_key_usage_strict", "zlint:e_rsa_allowed_ku_ee",
		    "pkilint:cabf.smime.prohibited_ku_present"),
		.schedule = SBR_SHALL,
		.fn = usage_bits,
		NEEDS_KU, .only_of = SHOWS_RSA_KEY, .lacking = OTHER_COLUMN,
		.arg = KEY_RSA_STRICT,
		.scope = { KIND_SUBSCRIBER, TYPE_ANY, GEN_STRICT },
	},
	{
		.id = "sbr.key-usage.rsa-bits-multipurpose",
		.section = "7.1.2.3.e",
		.title = "keyUsage has a bit that no RSA key may have",
		.requires = "A Multipurpose or Legacy certificate for an RSA key sets digitalSignature, optionally with "
		    "nonRepudiation, or keyEncipherment, optionally with dataEncipherment, or both; no other bit.",
		.explanation = "RSA does no key agreement, and CA bits in a subscriber's certificate would give it a CA's rights. "
		    "The rule also holds where the generation is not known.",
		.remedy = "Clear the bits named.",
		.peers = PEERS("zlint:e_rsa_key_usage_legacy_multipurpose", "zlint:e_rsa_allowed_ku_ee",
		    "pkilint:cabf.smime.prohibited_ku_present"),
		.schedule = SBR_SHALL,
		.fn = usage_bits,
		NEEDS_KU, .only_of = SHOWS_RSA_KEY, .lacking = OTHER_COLUMN,
		.arg = KEY_RSA,
		.scope = SCOPE_SUBSCRIBER,
	},
	{
		.id = "sbr.key-usage.rsa-no-purpose",
		.section = "7.1.2.3.e",
		.title = "keyUsage of an RSA key has neither digitalSignature nor keyEncipherment",
		.requires = "keyUsage for an RSA key sets digitalSignature for signing, keyEncipherment for key management, "
		    "or both.",
		.explanation = "Neither signing nor encrypting mail is possible with the bits that are left; nonRepudiation and "
		    "dataEncipherment only go with those two.",
		.remedy = "Set digitalSignature, keyEncipherment or both, as the key is meant to be used.",
		.peers = PEERS("zlint:e_rsa_other_key_usages", "pkilint:cabf.smime.unknown_certificate_key_usage_type"),
		.schedule = SBR_SHALL,
		.fn = usage_no_purpose,
		NEEDS_KU, .only_of = SHOWS_RSA_KEY, .lacking = OTHER_KEY,
		.arg = KEY_RSA,
		.scope = SCOPE_SUBSCRIBER,
	},
	{
		.id = "sbr.key-usage.ec-bits",
		.section = "7.1.2.3.e",
		.title = "keyUsage has a bit that no EC key may have",
		.requires = "keyUsage for an id-ecPublicKey key sets digitalSignature, optionally with nonRepudiation, or "
		    "keyAgreement, optionally with encipherOnly or decipherOnly, or both; no other bit.",
		.explanation = "EC keys agree on keys, they do not encipher them: keyEncipherment and dataEncipherment promise "
		    "what the key cannot do.",
		.remedy = "Clear the bits named; for encryption set keyAgreement.",
		.peers = PEERS("zlint:e_ecpublickey_key_usages", "zlint:e_ecdsa_allowed_ku",
		    "pkilint:cabf.smime.prohibited_ku_present"),
		.schedule = SBR_SHALL,
		.fn = usage_bits,
		NEEDS_KU, .only_of = SHOWS_EC_KEY, .lacking = OTHER_COLUMN,
		.arg = KEY_EC,
		.scope = SCOPE_SUBSCRIBER,
	},
	{
		.id = "sbr.key-usage.ec-no-purpose",
		.section = "7.1.2.3.e",
		.title = "keyUsage of an EC key has neither digitalSignature nor keyAgreement",
		.requires = "keyUsage for an id-ecPublicKey key sets digitalSignature for signing, keyAgreement for key "
		    "management, or both.",
		.explanation = "Neither signing nor encrypting mail is possible with the bits that are left; nonRepudiation, "
		    "encipherOnly and decipherOnly only go with those two.",
		.remedy = "Set digitalSignature, keyAgreement or both, as the key is meant to be used.",
		.peers = PEERS("zlint:e_ec_other_key_usages", "pkilint:cabf.smime.unknown_certificate_key_usage_type"),
		.schedule = SBR_SHALL,
		.fn = usage_no_purpose,
		NEEDS_KU, .only_of = SHOWS_EC_KEY, .lacking = OTHER_KEY,
		.arg = KEY_EC,
		.scope = SCOPE_SUBSCRIBER,
	},
	{
		.id = "sbr.key-usage.encipher-and-decipher-only",
		.section = "7.1.2.3.e",
		.title = "keyUsage has both encipherOnly and decipherOnly",
		.requires = "encipherOnly or decipherOnly is set beside keyAgreement, not both.",
		.explanation = "Each of the two says that the agreed key serves for one direction only (RFC 5280 4.2.1.3); "
		    "together they leave none.",
		.remedy = "Clear one of the two, or both.",
		.reading = "The text allows encipherOnly \"or\" decipherOnly; the reading here is that this excludes both together.",
		.peers = PEERS("pkilint:pkix.both_encipheronly_and_decipheronly_ku_set"),
		.schedule = SBR_SHALL,
		.fn = usage_both_only,
		NEEDS_KU, .only_of = SHOWS_EC_KEY,
		.scope = SCOPE_SUBSCRIBER,
	},
	{
		.id = "sbr.key-usage.companion-bit",
		.section = "7.1.2.3.e",
		.title = "keyUsage has a bit without the one that it depends on",
		.requires = "nonRepudiation stands only beside digitalSignature, dataEncipherment beside keyEncipherment, "
		    "encipherOnly and decipherOnly beside keyAgreement.",
		.explanation = "The tables allow these bits as additions to a purpose: nonRepudiation belongs to signing, the "
		    "others to key management. In a certificate for the other purpose alone they have no place.",
		.remedy = "Clear the bit, or set the one that it depends on if the key is meant for both purposes.",
		.peers = PEERS("zlint:e_rsa_key_usage_strict", "zlint:e_rsa_key_usage_legacy_multipurpose",
		    "zlint:e_ecpublickey_key_usages", "pkilint:cabf.smime.prohibited_ku_present"),
		.schedule = SBR_SHALL,
		.fn = usage_companion,
		NEEDS_KU, .only_of = SHOWS_RSA_KEY | SHOWS_EC_KEY, .lacking = OTHER_KEY,
		.scope = SCOPE_SUBSCRIBER,
		.yields_to = IDS("sbr.key-usage.rsa-no-purpose", "sbr.key-usage.ec-no-purpose"),
	},
	{
		.id = "sbr.key-usage.eddsa-bits",
		.section = "7.1.2.3.e",
		.title = "keyUsage has a bit that no Ed25519 or Ed448 key may have",
		.requires = "keyUsage for an Ed25519 or Ed448 key sets digitalSignature, optionally nonRepudiation, and no "
		    "other bit.",
		.explanation = "These keys only sign; bits for key management promise what the key cannot do.",
		.remedy = "Clear the bits named.",
		.peers = PEERS("zlint:e_edwardspublickey_key_usages", "pkilint:cabf.smime.prohibited_ku_present",
		    "pkilint:pkix.key_usage_value_prohibited_for_edwards_curve"),
		.schedule = SBR_SHALL,
		.fn = usage_bits,
		NEEDS_KU, .only_of = SHOWS_EDWARDS_KEY, .lacking = OTHER_COLUMN,
		.arg = KEY_EDDSA,
		.scope = SCOPE_SUBSCRIBER,
	},
	{
		.id = "sbr.key-usage.eddsa-no-digital-signature",
		.section = "7.1.2.3.e",
		.title = "keyUsage of an Ed25519 or Ed448 key lacks digitalSignature",
		.requires = "keyUsage for an Ed25519 or Ed448 key sets digitalSignature.",
		.explanation = "Signing is all that these keys do, and mail clients look for digitalSignature.",
		.remedy = "Set digitalSignature.",
		.peers = PEERS("zlint:e_edwardspublickey_key_usages",
		    "pkilint:cabf.smime.unknown_certificate_key_usage_type",
		    "pkilint:pkix.key_usage_value_required_but_missing_for_edwards_curve"),
		.schedule = SBR_SHALL,
		.fn = usage_no_purpose,
		NEEDS_KU, .only_of = SHOWS_EDWARDS_KEY, .lacking = OTHER_KEY,
		.arg = KEY_EDDSA,
		.scope = SCOPE_SUBSCRIBER,
	},
	{
		.id = "sbr.key-usage.ml-dsa-bits",
		.section = "7.1.2.3.e",
		.title = "keyUsage has a bit that no ML-DSA key may have",
		.requires = "keyUsage for an ML-DSA key sets digitalSignature, optionally nonRepudiation, and no other bit.",
		.explanation = "ML-DSA keys only sign; bits for key management promise what the key cannot do.",
		.remedy = "Clear the bits named.",
		.peers = PEERS("pkilint:cabf.smime.prohibited_ku_present",
		    "pkilint:pkix.key_usage_value_prohibited_for_mldsa"),
		.schedule = PQC_SHALL,
		.fn = usage_bits,
		NEEDS_KU, .only_of = SHOWS_ML_DSA_KEY, .lacking = OTHER_COLUMN,
		.arg = KEY_ML_DSA,
		.scope = SCOPE_SUBSCRIBER,
	},
	{
		.id = "sbr.key-usage.ml-dsa-no-digital-signature",
		.section = "7.1.2.3.e",
		.title = "keyUsage of an ML-DSA key lacks digitalSignature",
		.requires = "keyUsage for an ML-DSA key sets digitalSignature.",
		.explanation = "Signing is all that these keys do, and mail clients look for digitalSignature.",
		.remedy = "Set digitalSignature.",
		.peers = PEERS("pkilint:cabf.smime.unknown_certificate_key_usage_type"),
		.schedule = PQC_SHALL,
		.fn = usage_no_purpose,
		NEEDS_KU, .only_of = SHOWS_ML_DSA_KEY, .lacking = OTHER_KEY,
		.arg = KEY_ML_DSA,
		.scope = SCOPE_SUBSCRIBER,
	},
	{
		.id = "sbr.key-usage.ml-kem-bits",
		.section = "7.1.2.3.e",
		.title = "keyUsage of an ML-KEM key has a bit other than keyEncipherment",
		.requires = "keyEncipherment is the only bit set for an ML-KEM key.",
		.explanation = "An ML-KEM key encapsulates keys: it neither signs nor agrees, and other bits make clients try "
		    "what it cannot do.",
		.remedy = "Clear the bits named.",
		.peers = PEERS("pkilint:cabf.smime.prohibited_ku_present",
		    "pkilint:pkix.key_usage_value_prohibited_for_mlkem"),
		.schedule = PQC_SHALL,
		.fn = usage_bits,
		NEEDS_KU, .only_of = SHOWS_ML_KEM_KEY, .lacking = OTHER_COLUMN,
		.arg = KEY_ML_KEM,
		.scope = SCOPE_SUBSCRIBER,
	},
	{
		.id = "sbr.key-usage.ml-kem-no-key-encipherment",
		.section = "7.1.2.3.e",
		.title = "keyUsage of an ML-KEM key lacks keyEncipherment",
		.requires = "keyUsage for an ML-KEM key sets keyEncipherment.",
		.explanation = "Encapsulating keys is all that these keys do, and mail clients look for keyEncipherment.",
		.remedy = "Set keyEncipherment, and nothing else.",
		.peers = PEERS("pkilint:cabf.smime.unknown_certificate_key_usage_type"),
		.schedule = PQC_SHALL,
		.fn = usage_no_purpose,
		NEEDS_KU, .only_of = SHOWS_ML_KEM_KEY, .lacking = OTHER_KEY,
		.arg = KEY_ML_KEM,
		.scope = SCOPE_SUBSCRIBER,
	},
	{
		.id = "sbr.ext-key-usage.missing",
		.section = "7.1.2.3.f",
		.title = "subscriber certificate has no extKeyUsage",
		.requires = "A subscriber certificate has the extKeyUsage extension.",
		.explanation = "Without it the certificate is good for every purpose, TLS servers included, and every kind of "
		    "requirement can be held against it.",
		.remedy = "Add extKeyUsage with id-kp-emailProtection.",
		.peers = PEERS("zlint:e_smime_strict_eku_check", "zlint:e_smime_legacy_multipurpose_eku_check",
		    "pkilint:cabf.smime.extended_key_usage_extension_missing"),
		.schedule = SBR_SHALL,
		.fn = rule_ext_missing,
		.needs = PARTS1(PART_EXTENSIONS),
		.arg = PART_EXT_EKU,
		.scope = SCOPE_SUBSCRIBER,
	},
	{
		.id = "sbr.ext-key-usage.no-email-protection",
		.section = "7.1.2.3.f",
		.title = "extKeyUsage lacks id-kp-emailProtection",
		.requires = "extKeyUsage of a subscriber certificate includes id-kp-emailProtection.",
		.explanation = "Mail clients refuse a certificate whose extKeyUsage does not name their purpose.",
		.remedy = "Add id-kp-emailProtection.",
		.peers = PEERS("zlint:e_smime_strict_eku_check", "zlint:e_smime_legacy_multipurpose_eku_check",
		    "pkilint:cabf.smime.emailprotection_eku_missing"),
		.schedule = SBR_SHALL,
		.fn = eku_no_email_protection,
		NEEDS_EKU,
		.scope = SCOPE_SUBSCRIBER,
	},
	{
		.id = "sbr.ext-key-usage.forbidden",
		.section = "7.1.2.3.f",
		.title = "extKeyUsage has a purpose that no S/MIME certificate may have",
		.requires = "extKeyUsage has none of id-kp-serverAuth, id-kp-codeSigning, id-kp-timeStamping and "
		    "anyExtendedKeyUsage.",
		.explanation = "Each of these purposes has requirements of its own that an S/MIME certificate was not validated "
		    "for; with them one stolen mail key can sign code or stand in for a server.",
		.remedy = "Remove the purpose; issue a certificate of the right kind for it if it is needed.",
		.peers = PEERS("zlint:e_smime_strict_eku_check", "zlint:e_smime_legacy_multipurpose_eku_check",
		    "pkilint:cabf.smime.prohibited_eku_present"),
		.schedule = SBR_SHALL,
		.fn = eku_forbidden,
		READS_EKU,
		.scope = SCOPE_SUBSCRIBER,
	},
	{
		.id = "sbr.ext-key-usage.strict-other",
		.section = "7.1.2.3.f",
		.title = "extKeyUsage of a Strict certificate has a purpose other than id-kp-emailProtection",
		.requires = "A Strict certificate has id-kp-emailProtection and no other extended key usage.",
		.explanation = "The Strict profile is for mail and nothing else. Every other value breaks it, also one that this "
		    "program does not know by name.",
		.remedy = "Remove the other values, or issue under the Multipurpose profile if clientAuth is needed.",
		.peers = PEERS("zlint:e_smime_strict_eku_check", "pkilint:cabf.smime.prohibited_eku_present"),
		.schedule = SBR_SHALL,
		.fn = eku_strict,
		READS_EKU,
		.scope = { KIND_SUBSCRIBER, TYPE_ANY, GEN_STRICT },
		.yields_to = IDS("sbr.ext-key-usage.forbidden"), .yields = YIELD_IN_PLACE,
	},
	{
		.id = "sbr.ext-key-usage.multipurpose-other",
		.section = "7.1.2.3.f",
		.title = "extKeyUsage has a purpose other than id-kp-emailProtection and id-kp-clientAuth",
		.requires = "From 2027-07-01 a Multipurpose or Legacy certificate has id-kp-emailProtection, optionally "
		    "id-kp-clientAuth, and no other extended key usage.",
		.explanation = "Until then other values, document signing for instance, may stand beside emailProtection. The rule "
		    "also holds where the generation is not known; for Strict certificates the stricter rule reports.",
		.remedy = "Remove the other values; issue a certificate of its own for each other purpose.",
		.schedule = SCHEDULE(SHALL_FROM(2027, 7, 1)),
		.fn = eku_not_listed,
		READS_EKU,
		.scope = SCOPE_SUBSCRIBER,
		.yields_to = IDS("sbr.ext-key-usage.forbidden", "sbr.ext-key-usage.strict-other"), .yields = YIELD_IN_PLACE,
	},
};

RULE_TABLE(rules_sbr_7_1_2_3_usage, "SBR 7.1.2.3 Subscriber certificates, d to f", rules);
