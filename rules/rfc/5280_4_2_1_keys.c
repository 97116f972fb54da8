/* SPDX-License-Identifier: Apache-2.0 */
/*
 * 5280_4_2_1_keys.c - what a key is and what it may do: authority and
 * subject key identifier, keyUsage, basicConstraints, extKeyUsage (RFC 5280
 * 4.2.1.1 to 4.2.1.3, 4.2.1.9, 4.2.1.12), and RSA keys of numbers that are
 * none (RFC 3279).  Which bits each type of key takes: 3279_key_usage.c.
 *
 * SBR 7.1.2 says most of this for CA and subscriber certificates; here are the
 * kinds of certificate and the questions that it leaves to RFC 5280.
 */
#include "rule/memo.h"
#include "rules/common/extension.h"
#include "rules/common/key_usage.h"
#include "rules/common/repeated.h"
#include "rules/tables.h"

/* ---- key identifiers ---- */

static void
aki_absent(struct check *c)
{
	if (!cert_has(c->cert, PART_EXT_AKI) && !c->profile->self_signed && !c->profile->rollover)
		report(c, at_part(c, PART_EXT_AKI), NULL);
}

static void
aki_without_key_id(struct check *c)
{
	if (c->cert->aki.key_id.p == NULL && !c->profile->self_signed)
		report(c, at_part(c, PART_EXT_AKI), NULL);
}

static void
aki_empty(struct check *c)
{
	struct span id = c->artifact->aki.key_id;

	if (id.p != NULL && id.n == 0)
		report(c, at_part(c, PART_EXT_AKI), NULL);
}

static void
aki_half_pair(struct check *c)
{
	if (c->artifact->aki.has_issuer != c->artifact->aki.has_serial)
		report(c, at_part(c, PART_EXT_AKI), "%s alone",
		    c->artifact->aki.has_issuer ? "authorityCertIssuer" : "authorityCertSerialNumber");
}

/* Did the certificate's own key sign it, as that of a CA whose name is now another? */
static bool
is_signed_by_own_key(struct check *c)
{
	const struct cert_view *cv = c->cert;

	return !c->options->unsigned_input && cert_ok(cv, PART_SIGNATURE_VALUE) && cert_ok(cv, PART_SPKI) &&
	    key_verify_once(c->key, at_part(c, PART_SPKI), &cv->signature_algorithm, at_part(c, PART_TBS), cv->signature_bits) == KEY_VERIFIED;
}

/* Few have the two alike: only of these a signature is tried. */
static void
aki_own_key(struct check *c)
{
	struct span id = c->cert->aki.key_id;

	if (id.n > 0 && span_eq(id, c->cert->ski) && !cert_self_issued(c->cert) && !is_signed_by_own_key(c))
		report(c, id, "%s", text_hex(c->arena, id));
}

/* Of the name's other forms nothing is known. */
static void
aki_of_other_root(struct check *c)
{
	const struct general_names *names = &c->cert->aki.issuer;
	const struct cert_name *other = NULL;

	for (unsigned i = 0; c->profile->self_signed && i < names->n; i++) {
		const struct cert_name *name = names->v[i].directory;

		if (name == NULL || name->unread || span_eq(name->raw, c->cert->issuer.raw) || name_alike(name, &c->cert->issuer))
			return;
		other = name;
	}
	if (other != NULL)
		report(c, at_part(c, PART_EXT_AKI), "%s", name_show(c->arena, other));
}

/* An empty SEQUENCE. */
static void
aki_of_nothing(struct check *c)
{
	const struct ext_aki *aki = &c->cert->aki;

	if (c->profile->self_signed && aki->key_id.p == NULL && !aki->has_issuer && !aki->has_serial)
		report(c, at_part(c, PART_EXT_AKI), NULL);
}

static void
ski_absent(struct check *c)
{
	if (!cert_has(c->cert, PART_EXT_SKI))
		report(c, at_part(c, PART_EXT_SKI), NULL);
}

static void
ski_empty(struct check *c)
{
	if (c->cert->ski.n == 0)
		report(c, at_part(c, PART_EXT_SKI), NULL);
}

/* ---- the key itself ---- */

/* Modulus or exponent: a number of which nothing can be made as an RSA key. */
static void
rsa_number(struct check *c, struct span number, const char *name)
{
	if (number.p != NULL && (der_negative(number) || der_magnitude(number).n == 0))
		report(c, number, "%s: %s", name, der_negative(number) ? "negative" : "0");
}

static void
rsa_not_positive(struct check *c)
{
	rsa_number(c, c->cert->spki.modulus, "modulus");
	rsa_number(c, c->cert->spki.exponent, "publicExponent");
}

/* ---- keyUsage ---- */

static void
ku_no_bits(struct check *c)
{
	if (c->cert->ku.bits == 0)
		report(c, at_part(c, PART_EXT_KU), NULL);
}

static void
ku_undefined_bits(struct check *c)
{
	if ((c->cert->ku.bits & ~(unsigned)KU_DEFINED) != 0 || c->cert->ku.n_bits > 16)
		report(c, at_part(c, PART_EXT_KU), "%s", show_count(c, c->cert->ku.n_bits, "bit"));
}

static void
ku_only_without_agreement(struct check *c)
{
	unsigned bits = c->cert->ku.bits;

	if ((bits & (KU_ENCIPHER_ONLY | KU_DECIPHER_ONLY)) != 0 && (bits & KU_KEY_AGREEMENT) == 0)
		report(c, at_part(c, PART_EXT_KU), "%s", (bits & KU_ENCIPHER_ONLY) != 0 ? "encipherOnly" : "decipherOnly");
}

static void
ku_cert_sign_without_ca(struct check *c)
{
	if ((c->cert->ku.bits & KU_KEY_CERT_SIGN) != 0 && !c->cert->bc.ca)
		report(c, at_part(c, PART_EXT_KU), NULL);
}

/* ---- basicConstraints ---- */

static void
bc_path_len_without_ca(struct check *c)
{
	if (c->cert->bc.has_path_len && !c->cert->bc.ca)
		report(c, c->cert->bc.path_len_at, NULL);
}

/* Without keyUsage nothing is asserted; that it is absent from a CA certificate has a row of its own. */
static void
bc_path_len_without_cert_sign(struct check *c)
{
	if (c->cert->bc.ca && c->cert->bc.has_path_len && (c->cert->ku.bits & KU_KEY_CERT_SIGN) == 0)
		report(c, c->cert->bc.path_len_at, NULL);
}

static void
bc_path_len_negative(struct check *c)
{
	if (c->cert->bc.path_len_negative)
		report(c, c->cert->bc.path_len_at, NULL);
}

/* ---- extKeyUsage ---- */

static struct span
purpose_oid(const void *list, unsigned i)
{
	return ((const struct oid_item *)list)[i].oid;
}

static void
report_purpose(struct check *c, const void *list, unsigned i)
{
	(void)list;
	memo_report_purpose(c, i);
}

static void
eku_repeated(struct check *c)
{
	each_repeated(c, c->cert->eku.v, c->cert->eku.n, purpose_oid, report_purpose);
}

static void
eku_any_critical(struct check *c)
{
	if (cert_critical(c->cert, PART_EXT_EKU) && cert_has_eku(c->cert, OID_EKU_ANY))
		report(c, at_part(c, PART_EXT_EKU), NULL);
}

static void
eku_time_stamping_not_critical(struct check *c)
{
	if (cert_has_eku(c->cert, OID_EKU_TIME_STAMPING))
		rule_ext_not_critical(c);
}

#define ON(part) .needs = PARTS1(part), .when = PARTS1(part)
#define IN(part) .reads = PARTS1(part), .when = PARTS1(part)
#define ISSUED_BY_OTHERS { KIND_ANY & ~KIND_ROOT, TYPE_ANY, GEN_ANY }
#define END_ENTITY { KIND_SUBSCRIBER | KIND_OCSP, TYPE_ANY, GEN_ANY }

static const struct smimelint_rule rules[] = {
	{
		.id = "rfc5280.authority-key-identifier.absent", .section = "4.2.1.1",
		.title = "authorityKeyIdentifier is absent",
		.requires = "Every certificate that is not self-signed has authorityKeyIdentifier.",
		.explanation = "Relying parties find the issuing CA's certificate by it where the CA has several keys.",
		.remedy = "Add the extension with the issuing CA's key identifier.",
		.peers = PEERS("zlint:e_ext_authority_key_identifier_no_key_identifier", "pkilint:pkix.authority_key_identifier_extension_absent"),
		.schedule = RFC5280_SHALL, .fn = aki_absent, .scope = ISSUED_BY_OTHERS,
		.needs = PARTS1(PART_EXTENSIONS),
		.yields_to = IDS("sbr.authority-key-identifier.missing", "sbr.authority-key-identifier.sub-ca-missing"),
	}, {
		.id = "rfc5280.authority-key-identifier.no-key-identifier", .section = "4.2.1.1",
		.title = "authorityKeyIdentifier has no keyIdentifier",
		.requires = "authorityKeyIdentifier holds the keyIdentifier of the issuing CA's key.",
		.explanation = "Issuer name and serial number tie the chain to one CA certificate; the key identifier finds all of them.",
		.remedy = "Put the issuing CA's subject key identifier into keyIdentifier.",
		.peers = PEERS("zlint:e_ext_authority_key_identifier_no_key_identifier", "pkilint:pkix.authority_key_identifier_keyid_missing"),
		.schedule = RFC5280_SHALL, .fn = aki_without_key_id, .scope = ISSUED_BY_OTHERS, ON(PART_EXT_AKI),
		.yields_to = IDS("sbr.authority-key-identifier.no-key-id", "sbr.authority-key-identifier.sub-ca-no-key-id"),
	}, {
		.id = "rfc5280.authority-key-identifier.empty", .section = "4.2.1.1",
		.title = "keyIdentifier of authorityKeyIdentifier has no octets",
		.requires = "keyIdentifier identifies the issuer's public key.",
		.explanation = "All keys with an empty identifier look the same, so software picks a wrong certificate or none.",
		.remedy = "Put the subjectKeyIdentifier of the issuer's certificate into keyIdentifier.",
		.reading = "RFC 5280 sets no least length; that no octets identify no key is read out of the purpose.",
		.schedule = RFC5280_SHALL, .fn = aki_empty, .scope = SCOPE_SIGNED, ON(PART_EXT_AKI),
		.yields_to = IDS("sbr.authority-key-identifier.no-key-id", "sbr.authority-key-identifier.sub-ca-no-key-id"),
	}, {
		.id = "rfc5280.authority-key-identifier.half-pair", .section = "4.2.1.1",
		.title = "authorityKeyIdentifier has only one of authorityCertIssuer and authorityCertSerialNumber",
		.requires = "authorityCertIssuer and authorityCertSerialNumber are both present or both absent.",
		.explanation = "The two name a certificate only together. The SBR forbid both.",
		.remedy = "Leave both out.",
		.peers = PEERS("pkilint:pkix.aki_with_cert_issuer_but_serial_number_absent", "pkilint:pkix.aki_with_serial_number_but_cert_issuer_absent"),
		.schedule = RFC5280_SHALL, .fn = aki_half_pair, .scope = SCOPE_SIGNED, ON(PART_EXT_AKI),
		.yields_to = IDS("sbr.authority-key-identifier.issuer-serial", "sbr.authority-key-identifier.sub-ca-issuer-serial"),
	}, {
		.id = "rfc5280.authority-key-identifier.own-key", .section = "4.2.1.1",
		.title = "authorityKeyIdentifier is the certificate's own subjectKeyIdentifier, though the issuer is another",
		.requires = "keyIdentifier identifies the key that signed the certificate, subjectKeyIdentifier the key in it.",
		.explanation = "Issuer and subject differ, and the key in the certificate did not make the signature, or that could not be tried. The usual cause is "
		    "a template that makes both identifiers from the subject's key. Path building finds no CA by it.",
		.remedy = "Copy the issuing CA's subjectKeyIdentifier.",
		.reading = "RFC 5280 lets a CA choose identifiers freely: two keys with one identifier are not excluded.",
		.schedule = RFC5280_SHALL, .fn = aki_own_key, .scope = SCOPE_ALL,
		.needs = PARTS1(PART_EXT_AKI) | PARTS1(PART_EXT_SKI), .when = PARTS1(PART_EXT_AKI) | PARTS1(PART_EXT_SKI),
		.yields_to = IDS("sbr.authority-key-identifier.not-issuers", "sbr.authority-key-identifier.not-roots",
		    "rfc5280.authority-key-identifier.not-issuers"),
	}, {
		.id = "rfc5280.authority-key-identifier.root-of-another", .section = "4.2.1.1",
		.title = "authorityKeyIdentifier of a self-signed certificate names another issuer",
		.requires = "authorityCertIssuer and authorityCertSerialNumber name a certificate of the key that signed.",
		.explanation = "A self-signed certificate is its own issuer. Some software, such as OpenSSL, takes the named issuer for the one to find, and builds no path.",
		.remedy = "Leave both fields out.",
		.reading = "The named certificate may be a cross certificate of the same key.",
		.schedule = RFC5280_SHALL, .fn = aki_of_other_root, .scope = SCOPE_ALL, ON(PART_EXT_AKI),
	}, {
		.id = "rfc5280.authority-key-identifier.root-empty", .section = "4.2.1.1",
		.title = "authorityKeyIdentifier of a self-signed certificate is an empty SEQUENCE",
		.requires = "Nothing: a self-signed certificate may leave the extension out, and RFC 5280 is silent on an empty one.",
		.explanation = "The extension identifies no key. The usual cause is a template whose fields were not filled in.",
		.remedy = "Leave the extension out, or put the certificate's own subjectKeyIdentifier into it.",
		.schedule = RFC5280_NOTICE, .fn = aki_of_nothing, .scope = SCOPE_ALL, ON(PART_EXT_AKI),
	}, {
		.id = "rfc5280.subject-key-identifier.absent", .section = "4.2.1.2",
		.title = "subjectKeyIdentifier is absent",
		.requires = "End entity certificates have subjectKeyIdentifier.",
		.explanation = "Applications find the certificate of a key by it.",
		.remedy = "Add the extension with a hash of the public key.",
		.peers = PEERS("zlint:w_ext_subject_key_identifier_missing_sub_cert", "pkilint:pkix.certificate_skid_end_entity_missing"),
		.schedule = RFC5280_SHOULD, .fn = ski_absent, .scope = END_ENTITY,
		.needs = PARTS1(PART_EXTENSIONS),
		.yields_to = IDS("sbr.subject-key-identifier.missing"),
	}, {
		.id = "rfc5280.subject-key-identifier.ca-absent", .section = "4.2.1.2",
		.title = "CA certificate has no subjectKeyIdentifier",
		.requires = "A CA certificate has subjectKeyIdentifier.",
		.explanation = "The key identifiers of the certificates that it issues point to it.",
		.remedy = "Add the extension.",
		.peers = PEERS("zlint:e_ext_subject_key_identifier_missing_ca", "pkilint:pkix.certificate_skid_ca_missing"),
		.schedule = RFC5280_SHALL, .fn = rule_ext_missing, .arg = PART_EXT_SKI, .scope = SCOPE_CA(KIND_ANY_CA),
		.needs = PARTS1(PART_EXTENSIONS),
		.yields_to = IDS("sbr.subject-key-identifier.root-missing", "sbr.subject-key-identifier.sub-ca-missing"),
	}, {
		.id = "rfc5280.subject-key-identifier.empty", .section = "4.2.1.2",
		.title = "subjectKeyIdentifier has no octets",
		.requires = "subjectKeyIdentifier identifies the public key.",
		.explanation = "All keys with an empty identifier look the same, so software picks a wrong certificate or none.",
		.remedy = "Put a hash of the public key into the extension.",
		.reading = "RFC 5280 sets no least length; that no octets identify no key is read out of the purpose.",
		.schedule = RFC5280_SHALL, .fn = ski_empty, .scope = SCOPE_ALL, ON(PART_EXT_SKI),
		.yields_to = IDS("sbr.subject-key-identifier.root-missing", "sbr.subject-key-identifier.sub-ca-missing"),
	}, {
		.id = "rfc3279.rsa-key.not-positive", .section = "2.3.1",
		.title = "a number of the RSA key is zero or negative",
		.requires = "RSAPublicKey holds the modulus and the public exponent, both positive (RFC 8017 3.1); that of a key for RSASSA-PSS, too (RFC 4055 1.2).",
		.explanation = "A number whose first octet has its high bit set needs a zero octet before it; without, DER makes it negative. Some software reads "
		    "it nevertheless and some does not.",
		.remedy = "Encode both as positive INTEGERs.",
		.schedule = SCHEDULE(SHALL_FROM(2002, 4, 1)), .fn = rsa_not_positive,
		.only_of = SHOWS_RSA_KEY | SHOWS_OTHER_KEY, .scope = SCOPE_ALL, IN(PART_SPKI),
		.yields_to = IDS("sbr.rsa-key.modulus-not-positive", "sbr.rsa-key.exponent-forbidden"), .yields = YIELD_IN_PLACE,
	}, {
		.id = "rfc5280.key-usage.no-bits", .section = "4.2.1.3",
		.title = "keyUsage has no bit set",
		.requires = "keyUsage, where present, has at least one bit set.",
		.explanation = "The key may be used for nothing. Some software takes it for one that may be used for "
		    "everything.",
		.remedy = "Set the bits for the purposes of the certificate.",
		.peers = PEERS("zlint:e_ext_key_usage_without_bits", "pkilint:pkix.no_ku_bits_set"),
		.schedule = RFC5280_SHALL, .fn = ku_no_bits, .scope = SCOPE_ALL, ON(PART_EXT_KU),
		.yields_to = IDS("sbr.key-usage.rsa-no-purpose", "sbr.key-usage.ec-no-purpose",
		    "sbr.key-usage.eddsa-no-digital-signature", "sbr.key-usage.ml-dsa-no-digital-signature",
		    "sbr.key-usage.ml-kem-no-key-encipherment", "sbr.key-usage.root-no-cert-sign",
		    "sbr.key-usage.sub-ca-no-cert-sign"),
	}, {
		.id = "rfc5280.key-usage.undefined-bits", .section = "4.2.1.3",
		.title = "keyUsage has bits that are not defined",
		.requires = "keyUsage has the nine bits from digitalSignature to decipherOnly.",
		.explanation = "Nobody knows what another bit permits. The usual cause is a value with the octets swapped.",
		.remedy = "Encode the named bits only, with trailing zero bits left out.",
		.peers = PEERS("zlint:e_key_usage_incorrect_length", "pkilint:itu.invalid_asn1_syntax"),
		.schedule = RFC5280_SHALL, .fn = ku_undefined_bits, .scope = SCOPE_ALL, ON(PART_EXT_KU),
		.yields_to = IDS("sbr.key-usage.rsa-bits", "sbr.key-usage.rsa-bits-multipurpose", "sbr.key-usage.ec-bits",
		    "sbr.key-usage.eddsa-bits", "sbr.key-usage.ml-dsa-bits", "sbr.key-usage.ml-kem-bits"),
	}, {
		.id = "rfc5280.key-usage.only-without-agreement", .section = "4.2.1.3",
		.title = "encipherOnly or decipherOnly is set without keyAgreement",
		.requires = "Nothing: the two bits have no meaning without keyAgreement.",
		.explanation = "RFC 5280 leaves the combination undefined, so software may treat it in any way.",
		.remedy = "Set keyAgreement as well, or clear the bit.",
		.schedule = RFC5280_NOTICE, .fn = ku_only_without_agreement, .scope = SCOPE_ALL, ON(PART_EXT_KU),
		.yields_to = IDS("sbr.key-usage.companion-bit", "sbr.key-usage.rsa-bits", "sbr.key-usage.rsa-bits-multipurpose",
		    "sbr.key-usage.eddsa-bits", "sbr.key-usage.ml-dsa-bits", "sbr.key-usage.ml-kem-bits",
		    "rfc5480.key-usage.no-agreement", "rfc8410.key-usage.montgomery-no-agreement", "rfc4055.key-usage.oaep"),
	}, {
		.id = "rfc5280.key-usage.cert-sign-without-ca", .section = "4.2.1.3",
		.title = "keyCertSign is set in a certificate that is not a CA certificate",
		.requires = "Where keyCertSign is set, cA in basicConstraints is TRUE.",
		.explanation = "Software that looks only at keyUsage would take the certificate for a CA's.",
		.remedy = "Clear keyCertSign.",
		.peers = PEERS("zlint:e_ext_key_usage_cert_sign_without_ca", "pkilint:pkix.ee_certificate_keycertsign_keyusage_set"),
		.schedule = RFC5280_SHALL, .fn = ku_cert_sign_without_ca, .scope = SCOPE_ALL,
		.needs = PARTS1(PART_EXT_KU) | PARTS1(PART_EXT_BC), .when = PARTS1(PART_EXT_KU),
		.yields_to = IDS("sbr.basic-constraints.root-missing", "sbr.basic-constraints.root-not-ca",
		    "sbr.basic-constraints.sub-ca-missing", "sbr.basic-constraints.sub-ca-not-ca", "sbr.key-usage.rsa-bits",
		    "sbr.key-usage.rsa-bits-multipurpose", "sbr.key-usage.ec-bits", "sbr.key-usage.eddsa-bits",
		    "sbr.key-usage.ml-dsa-bits", "sbr.key-usage.ml-kem-bits", "rfc4055.key-usage.oaep",
		    "rfc5480.key-usage.agreement", "rfc9295.key-usage.montgomery", "rfc5280.key-usage.cannot-sign"),
	}, {
		.id = "rfc5280.key-usage.ca-absent", .section = "4.2.1.3",
		.title = "CA certificate has no keyUsage",
		.requires = "A certificate whose key signs certificates or CRLs has keyUsage.",
		.explanation = "Without it the key may be used for anything.",
		.remedy = "Add a critical keyUsage with keyCertSign and cRLSign.",
		.peers = PEERS("zlint:e_ca_key_usage_missing", "pkilint:pkix.ca_certificate_no_ku_extension"),
		.schedule = RFC5280_SHALL, .fn = rule_ext_missing, .arg = PART_EXT_KU, .scope = SCOPE_CA(KIND_ANY_CA),
		.needs = PARTS1(PART_EXTENSIONS),
		.yields_to = IDS("sbr.key-usage.root-missing", "sbr.key-usage.sub-ca-missing"),
	}, {
		.id = "rfc5280.basic-constraints.ca-absent", .section = "4.2.1.9",
		.title = "CA certificate has no basicConstraints",
		.requires = "A CA certificate has basicConstraints if its key verifies signatures on certificates.",
		.explanation = "Path validation treats the certificate as an end entity's.",
		.remedy = "Issue the certificate with a critical basicConstraints in which cA is TRUE.",
		.peers = PEERS("pkilint:pkix.ee_certificate_keycertsign_keyusage_set"),
		.schedule = RFC5280_SHALL, .fn = rule_ext_missing, .arg = PART_EXT_BC, .scope = SCOPE_CA(KIND_ANY_CA),
		.needs = PARTS1(PART_EXTENSIONS),
		.yields_to = IDS("sbr.basic-constraints.root-missing", "sbr.basic-constraints.sub-ca-missing"),
	}, {
		.id = "rfc5280.basic-constraints.ca-not-critical", .section = "4.2.1.9",
		.title = "basicConstraints of a CA certificate is not critical",
		.requires = "basicConstraints is critical in a CA certificate whose key verifies signatures on certificates.",
		.explanation = "Software that does not know the extension passes over it, and with it over a limit that the CA relies on.",
		.remedy = "Mark the extension critical.",
		.peers = PEERS("zlint:e_basic_constraints_not_critical", "pkilint:pkix.basic_constraints_extension_not_critical"),
		.schedule = RFC5280_SHALL, .fn = rule_ext_not_critical, .arg = PART_EXT_BC, .scope = SCOPE_CA(KIND_ANY_CA),
		IN(PART_EXT_BC),
		.yields_to = IDS("sbr.basic-constraints.root-not-critical", "sbr.basic-constraints.sub-ca-not-critical"),
	}, {
		.id = "rfc5280.basic-constraints.path-len-without-ca", .section = "4.2.1.9",
		.title = "pathLenConstraint is present and cA is not TRUE",
		.requires = "pathLenConstraint is present only where cA is TRUE.",
		.explanation = "The number of CAs below means nothing in a certificate that may not issue.",
		.remedy = "Leave pathLenConstraint out.",
		.peers = PEERS("zlint:e_path_len_constraint_improperly_included", "pkilint:pkix.basic_constraints_has_pathlen_for_non_ca"),
		.schedule = RFC5280_SHALL, .fn = bc_path_len_without_ca, .scope = SCOPE_ALL, ON(PART_EXT_BC),
		.yields_to = IDS("sbr.basic-constraints.subscriber-path-len"),
	}, {
		.id = "rfc5280.basic-constraints.path-len-without-cert-sign", .section = "4.2.1.9",
		.title = "pathLenConstraint is present and keyUsage lacks keyCertSign",
		.requires = "pathLenConstraint is present only where cA is TRUE and keyUsage has keyCertSign.",
		.explanation = "The number of CAs below means nothing where the key signs no certificates. The rules of the SBR report the missing bit itself.",
		.remedy = "Set keyCertSign, or leave pathLenConstraint out.",
		.peers = PEERS("zlint:e_path_len_constraint_improperly_included"),
		.schedule = RFC5280_SHALL, .fn = bc_path_len_without_cert_sign, .scope = SCOPE_CA(KIND_ANY_CA),
		.yields_to = IDS("sbr.key-usage.root-no-cert-sign", "sbr.key-usage.sub-ca-no-cert-sign"),
		.needs = PARTS1(PART_EXT_BC) | PARTS1(PART_EXT_KU), .when = PARTS1(PART_EXT_BC) | PARTS1(PART_EXT_KU),
	}, {
		.id = "rfc5280.basic-constraints.path-len-negative", .section = "4.2.1.9",
		.title = "pathLenConstraint is negative",
		.requires = "pathLenConstraint is zero or more.",
		.explanation = "Software takes a negative number as no limit, as zero, or as a very large one.",
		.remedy = "Encode the number of CA certificates that may follow.",
		.peers = PEERS("zlint:e_path_len_constraint_zero_or_less", "pkilint:itu.invalid_asn1_syntax"),
		.schedule = RFC5280_SHALL, .fn = bc_path_len_negative, .scope = SCOPE_ALL, IN(PART_EXT_BC),
	}, {
		.id = "rfc5280.ext-key-usage.repeated", .section = "4.2.1.12",
		.title = "extKeyUsage lists a purpose twice",
		.requires = "Nothing: RFC 5280 does not forbid it.",
		.explanation = "The second entry adds nothing and hints at a template that was put together from two.",
		.remedy = "List each purpose once.",
		.schedule = RFC5280_NOTICE, .fn = eku_repeated, .scope = SCOPE_ALL, IN(PART_EXT_EKU),
	}, {
		.id = "rfc5280.ext-key-usage.any-critical", .section = "4.2.1.12",
		.title = "extKeyUsage is critical and has anyExtendedKeyUsage",
		.requires = "extKeyUsage with anyExtendedKeyUsage is not critical.",
		.explanation = "The purpose says that the other entries are hints only; a critical extension says that they bind.",
		.remedy = "Leave anyExtendedKeyUsage out. The SBR forbid it anyway.",
		.peers = PEERS("zlint:w_eku_critical_improperly"),
		.schedule = RFC5280_SHOULD, .fn = eku_any_critical, .scope = END_ENTITY, IN(PART_EXT_EKU),
	}, {
		.id = "rfc3161.ext-key-usage.not-critical", .section = "2.3",
		.title = "extKeyUsage has id-kp-timeStamping and is not critical",
		.requires = "extKeyUsage of a time stamping authority's certificate is critical.",
		.explanation = "The certificate says that it may sign time stamps. Verifiers of time stamps refuse it "
		    "without a critical extKeyUsage. The SBR forbid the purpose in S/MIME certificates.",
		.remedy = "Remove id-kp-timeStamping.",
		.peers = PEERS("pkilint:pkix.extended_key_usage_extension_with_timestamping_not_critical"),
		.schedule = SCHEDULE(SHALL_FROM(2001, 8, 1)), .fn = eku_time_stamping_not_critical, .scope = END_ENTITY,
		IN(PART_EXT_EKU), .arg = PART_EXT_EKU,
		.yields_to = IDS("sbr.ext-key-usage.forbidden"),
	},
};

RULE_TABLE(rules_rfc5280_keys, "RFC 5280 4.2.1 Key identifiers, key usage, basic constraints", rules);
