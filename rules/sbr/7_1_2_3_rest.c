/* SPDX-License-Identifier: Apache-2.0 */
/*
 * 7_1_2_3_rest.c - SBR 7.1.2.3 g to n: authorityKeyIdentifier,
 * subjectAltName (its presence), smimeCapabilities, subjectDirectoryAttributes,
 * qcStatements, LEI, Adobe and subjectKeyIdentifier of subscriber certificates.
 */
#include "rules/common/extension.h"
#include "rules/common/key_identifier.h"
#include "rules/common/profile_show.h"
#include "rules/tables.h"
#include "value/orgid.h"

/* ---- h. subjectAltName ---- */

static void
san_critical(struct check *c)
{
	if (c->cert->subject.n_rdn == 0)
		not_applicable(c, "the subject is empty");
	else
		rule_ext_critical(c);
}

/* ---- l. LEI ---- */

static void
lei_form(struct check *c)
{
	struct span lei = c->cert->lei.val;

	if (!lei_has_form(lei))
		report_text(c, c->cert->lei.raw, lei);
}

static void
lei_digits(struct check *c)
{
	struct span lei = c->cert->lei.val;

	if (lei_has_form(lei) && !lei_check_digits(lei))
		report_text(c, c->cert->lei.raw, lei);
}

static void
lei_not_of_subject(struct check *c)
{
	const struct cert_attr *a;
	struct orgid id;

	for (unsigned at = 0; (a = name_next(&c->cert->subject, OID_ORG_IDENTIFIER, &at)) != NULL; ) {
		if (a->text.p != NULL && orgid_parse(a->text, &id) == ORGID_FAULT_OK &&
		    id.scheme == ORGID_LEI && !span_eq(id.reference, c->cert->lei.val))
			report_text(c, c->cert->lei.raw, c->cert->lei.val);
	}
}

/* ---- m. Adobe ---- */

static void
timestamp_not_uri(struct check *c)
{
	const struct general_name *location = &c->cert->adobe_timestamp.location;

	if (location->form != GN_URI)
		report(c, location->tlv.raw, "%s", general_name_form_text(location->form));
}

/* Adobe's arc 1.2.840.113583; the two extensions that the text names have rows of their own. */
static bool
is_other_adobe(const struct artifact_ext *ext)
{
	static const uint8_t adobe[] = { 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x2f };

	return ext->oid.n > sizeof adobe && memcmp(ext->oid.p, adobe, sizeof adobe) == 0 &&
	    ext->part != PART_EXT_ADOBE_TIMESTAMP && ext->part != PART_EXT_ADOBE_ARCHIVE;
}

static void
other_adobe_present(struct check *c)
{
	const struct cert_view *cv = c->cert;

	for (unsigned i = 0; i < cv->n_ext; i++)
		if (is_other_adobe(&cv->ext[i]))
			report(c, cv->ext[i].raw, "%s", oid_show(c->arena, cv->ext[i].oid));
}

static void
other_adobe_critical(struct check *c)
{
	const struct cert_view *cv = c->cert;

	for (unsigned i = 0; i < cv->n_ext; i++)
		if (is_other_adobe(&cv->ext[i]) && cv->ext[i].critical)
			report(c, cv->ext[i].raw, "%s", oid_show(c->arena, cv->ext[i].oid));
}

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

/* Extensions that the type or the generation bars; arg: the part. */
static void
barred_by_type(struct check *c)
{
	if (cert_has(c->cert, (enum artifact_part)c->rule->arg))
		report(c, at_ext(c, (enum artifact_part)c->rule->arg), "%s", types_show(c->profile));
}

static void
barred_by_generation(struct check *c)
{
	if (cert_has(c->cert, (enum artifact_part)c->rule->arg))
		report(c, at_ext(c, (enum artifact_part)c->rule->arg), "%s", generations_show(c->profile));
}

#define ADOBE_ARC "the text names two extensions as examples; we read that every extension under Adobe's arc is an Adobe extension"
#define BARRED(part) .fn = rule_ext_present, .reads = PARTS1(PART_EXTENSIONS), .arg = (part)
#define BARRED_BY(what, part) .fn = barred_by_##what, .reads = PARTS1(PART_EXTENSIONS), .arg = (part)
#define NOT_CRITICAL(part) .fn = rule_ext_critical, .when = PARTS1(part), .arg = (part)
#define LEI_VALUE .needs = PARTS1(PART_EXT_LEI), .when = PARTS1(PART_EXT_LEI)

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
		.id = "sbr.san.missing",
		.section = "7.1.2.3.h, 7.1.4.2.1",
		.title = "subscriber certificate has no subjectAltName",
		.requires = "A subscriber certificate has the subjectAltName extension.",
		.explanation = "The extension carries the mailboxes that the certificate is for. Clients compare the sender's "
		    "address with it.",
		.remedy = "Add subjectAltName with each mailbox as rfc822Name or SmtpUTF8Mailbox.",
		.peers = PEERS("zlint:e_san_shall_be_present", "pkilint:cabf.smime.san_extension_missing"),
		.schedule = SBR_SHALL,
		.fn = rule_ext_missing,
		.needs = PARTS1(PART_EXTENSIONS),
		.arg = PART_EXT_SAN,
		.scope = SCOPE_SUBSCRIBER,
	},
	{
		.id = "sbr.san.critical",
		.section = "7.1.2.3.h",
		.title = "subjectAltName is critical although the subject is not empty",
		.requires = "subjectAltName is not marked critical unless the subject is an empty sequence.",
		.explanation = "Critical, the extension makes software reject the certificate that could have worked with the "
		    "subject. With an empty subject RFC 5280 asks for the opposite.",
		.remedy = "Mark subjectAltName non-critical.",
		.peers = PEERS("zlint:w_san_should_not_be_critical", "zlint:w_ext_san_critical_with_subject_dn",
		    "pkilint:pkix.san_extension_is_critical_non_empty_subject"),
		.schedule = SBR_SHOULD,
		.fn = san_critical,
		.reads = PARTS1(PART_SUBJECT),
		.when = PARTS1(PART_EXT_SAN),
		.arg = PART_EXT_SAN,
		.scope = SCOPE_SUBSCRIBER,
	},
	{
		.id = "sbr.smime-capabilities.critical",
		.section = "7.1.2.3.i",
		.title = "smimeCapabilities is critical",
		.requires = "smimeCapabilities is not marked critical.",
		.explanation = "The extension lists what the subscriber's client prefers; a client that does not read it must "
		    "still be able to use the certificate.",
		.remedy = "Mark smimeCapabilities non-critical.",
		.peers = PEERS("pkilint:pkix.smime_capabilities_extension_critical"),
		.schedule = SBR_SHALL,
		NOT_CRITICAL(PART_EXT_SMIMECAPS),
		.scope = SCOPE_SUBSCRIBER,
	},
	{
		.id = "sbr.subject-directory-attributes.prohibited",
		.section = "7.1.2.3.j",
		.title = "certificate of this generation has subjectDirectoryAttributes",
		.requires = "Strict and Multipurpose certificates have no subjectDirectoryAttributes.",
		.explanation = "Date of birth, citizenship and the like are personal data that every receiver of a signed "
		    "message would get; only Legacy certificates may hold them.",
		.remedy = "Leave the extension out.",
		.peers = PEERS("zlint:e_strict_multipurpose_smime_ext_subject_directory_attr",
		    "pkilint:cabf.smime.subject_directory_attributes_extension_prohibited"),
		.schedule = SBR_SHALL,
		BARRED_BY(generation, PART_EXT_SDA),
		.scope = { KIND_SUBSCRIBER, TYPE_ANY, GEN_MULTI | GEN_STRICT },
	},
	{
		.id = "sbr.subject-directory-attributes.critical",
		.section = "7.1.2.3.j",
		.title = "subjectDirectoryAttributes is critical",
		.requires = "In a Legacy certificate subjectDirectoryAttributes is not marked critical.",
		.explanation = "Few clients process the extension; critical, it makes the others reject the certificate. "
		    "Strict and Multipurpose certificates must not have the extension at all, which is another rule.",
		.remedy = "Mark subjectDirectoryAttributes non-critical.",
		.peers = PEERS("zlint:e_ext_subject_directory_attr_critical",
		    "pkilint:pkix.subject_directory_attributes_extension_critical"),
		.schedule = SBR_SHALL,
		.fn = rule_ext_critical,
		.when = PARTS1(PART_EXT_SDA),
		.arg = PART_EXT_SDA,
		.scope = SCOPE_SUBSCRIBER,
		.yields_to = IDS("sbr.subject-directory-attributes.prohibited"), .yields = YIELD_IN_PLACE,
	},
	{
		.id = "sbr.qc-statements.critical",
		.section = "7.1.2.3.k",
		.title = "qcStatements is critical",
		.requires = "qcStatements is not marked critical.",
		.explanation = "The statements inform about the legal frame of the certificate; mail clients do not process "
		    "them and would have to reject it.",
		.remedy = "Mark qcStatements non-critical.",
		.peers = PEERS("zlint:e_smime_qc_statements_must_not_be_critical",
		    "zlint:e_qcstatem_etsi_present_qcs_critical", "pkilint:cabf.smime.qc_statements_extension_critical"),
		.schedule = SBR_SHALL,
		NOT_CRITICAL(PART_EXT_QC),
		.scope = SCOPE_SUBSCRIBER,
	},
	{
		.id = "sbr.lei.prohibited",
		.section = "7.1.2.3.l",
		.title = "certificate of this type has an LEI extension",
		.requires = "Mailbox-validated and individual-validated certificates have no LEI extension.",
		.explanation = "An LEI names a legal entity, and these types do not validate one.",
		.remedy = "Leave the extension out, or validate the organization and issue under that type.",
		.peers = PEERS("zlint:e_legal_entity_identifier", "pkilint:cabf.smime.lei_extension_prohibited"),
		.schedule = SBR_SHALL,
		BARRED_BY(type, PART_EXT_LEI),
		.scope = { KIND_SUBSCRIBER, TYPE_MV | TYPE_IV, GEN_ANY },
	},
	{
		.id = "sbr.lei.critical",
		.section = "7.1.2.3.l",
		.title = "LEI extension is critical",
		.requires = "Where the LEI extension is allowed, it is not marked critical.",
		.explanation = "Few clients know the extension; critical, it makes the others reject the certificate. "
		    "Mailbox- and individual-validated certificates must not have the extension at all, which is another "
		    "rule.",
		.remedy = "Mark the extension non-critical.",
		.peers = PEERS("zlint:e_legal_entity_identifier", "pkilint:cabf.smime.lei_extension_critical"),
		.schedule = SBR_SHALL,
		.fn = rule_ext_critical,
		.when = PARTS1(PART_EXT_LEI),
		.arg = PART_EXT_LEI,
		.scope = SCOPE_SUBSCRIBER,
		.yields_to = IDS("sbr.lei.prohibited"), .yields = YIELD_IN_PLACE,
	},
	{
		.id = "sbr.lei.form",
		.section = "7.1.2.3.l",
		.title = "LEI does not have the form of ISO 17442",
		.requires = "An LEI is 20 characters, 18 upper-case letters or digits and two check digits.",
		.explanation = "Anything else cannot be found in the register of legal entities.",
		.remedy = "Copy the LEI from its record as it stands, without blanks, hyphens or a prefix.",
		.peers = PEERS("pkilint:iso.lei.invalid_lei_format"),
		.schedule = SBR_SHALL,
		.fn = lei_form,
		LEI_VALUE,
		.scope = SCOPE_SUBSCRIBER,
	},
	{
		.id = "sbr.lei.check-digits",
		.section = "7.1.2.3.l",
		.title = "check digits of the LEI are wrong",
		.requires = "The last two digits of an LEI are its check digits by ISO/IEC 7064, MOD 97-10.",
		.explanation = "Wrong check digits mean a typing error: there is no such LEI, so its record cannot have been "
		    "verified.",
		.remedy = "Correct the LEI from its record in the register.",
		.peers = PEERS("pkilint:iso.lei.invalid_lei_checksum"),
		.schedule = SBR_SHALL,
		.fn = lei_digits,
		LEI_VALUE,
		.scope = SCOPE_SUBSCRIBER,
	},
	{
		.id = "sbr.lei.differs-from-organization-identifier",
		.section = "7.1.2.3.l",
		.title = "LEI extension and organizationIdentifier name different LEIs",
		.requires = "Nothing: no sentence compares the two. Both describe the same subject.",
		.explanation = "A legal entity has one LEI. Where the subject's organizationIdentifier is an LEI and the extension "
		    "holds another, one of the two is somebody else's.",
		.remedy = "Give the subject's own LEI in both places.",
		.schedule = SBR_NOTICE,
		.fn = lei_not_of_subject,
		.needs = PARTS1(PART_EXT_LEI), .reads = PARTS1(PART_SUBJECT),
		.when = PARTS1(PART_EXT_LEI) | PARTS1(PART_SUBJECT),
		.scope = SCOPE_SUBSCRIBER,
	},
	{
		.id = "sbr.lei-role.prohibited",
		.section = "7.1.2.3.l",
		.title = "LEI role extension in a certificate that is not sponsor-validated",
		.requires = "Only sponsor-validated certificates may have the LEI role extension.",
		.explanation = "The role says what a person is in an organization; the other types do not validate the two "
		    "together.",
		.remedy = "Leave the extension out, or issue under the sponsor-validated type.",
		.peers = PEERS("zlint:e_legal_entity_identifier", "pkilint:cabf.smime.lei_role_extension_prohibited"),
		.schedule = SBR_SHALL,
		BARRED_BY(type, PART_EXT_LEI_ROLE),
		.scope = { KIND_SUBSCRIBER, TYPE_MV | TYPE_OV | TYPE_IV, GEN_ANY },
	},
	{
		.id = "sbr.lei-role.critical",
		.section = "7.1.2.3.l",
		.title = "LEI role extension is critical",
		.requires = "In a sponsor-validated certificate the LEI role extension is not marked critical.",
		.explanation = "Few clients know the extension; critical, it makes the others reject the certificate. "
		    "Certificates of the other types must not have the extension at all, which is another rule.",
		.remedy = "Mark the extension non-critical.",
		.peers = PEERS("zlint:e_legal_entity_identifier", "pkilint:cabf.smime.lei_role_extension_critical"),
		.schedule = SBR_SHALL,
		.fn = rule_ext_critical,
		.when = PARTS1(PART_EXT_LEI_ROLE),
		.arg = PART_EXT_LEI_ROLE,
		.scope = SCOPE_SUBSCRIBER,
		.yields_to = IDS("sbr.lei-role.prohibited"), .yields = YIELD_IN_PLACE,
	},
	{
		.id = "sbr.adobe-timestamp.prohibited",
		.section = "7.1.2.3.m",
		.title = "Adobe time-stamp extension in a Strict certificate",
		.requires = "Strict certificates have no Adobe extensions.",
		.explanation = "The extension serves the signing of documents, and Strict certificates are for mail only.",
		.remedy = "Leave the extension out, or issue under the Multipurpose profile.",
		.peers = PEERS("zlint:e_adobe_extensions_strict_presence",
		    "pkilint:cabf.smime.adobe_timestamp_extension_prohibited"),
		.schedule = SBR_SHALL,
		BARRED(PART_EXT_ADOBE_TIMESTAMP),
		.scope = { KIND_SUBSCRIBER, TYPE_ANY, GEN_STRICT },
	},
	{
		.id = "sbr.adobe-timestamp.critical",
		.section = "7.1.2.3.m",
		.title = "Adobe time-stamp extension is critical",
		.requires = "In Multipurpose and Legacy certificates the Adobe time-stamp extension is not marked critical.",
		.explanation = "Only Adobe's software knows the extension; critical, it makes mail clients reject the "
		    "certificate. Strict certificates must not have the extension at all, which is another rule.",
		.remedy = "Mark the extension non-critical.",
		.peers = PEERS("zlint:e_adobe_extensions_legacy_multipurpose_criticality",
		    "pkilint:cabf.smime.adobe_timestamp_extension_critical"),
		.schedule = SBR_SHALL,
		.fn = rule_ext_critical,
		.when = PARTS1(PART_EXT_ADOBE_TIMESTAMP),
		.arg = PART_EXT_ADOBE_TIMESTAMP,
		.scope = SCOPE_SUBSCRIBER,
		.yields_to = IDS("sbr.adobe-timestamp.prohibited"), .yields = YIELD_IN_PLACE,
	},
	{
		.id = "sbr.adobe-timestamp.location-not-uri",
		.section = "7.1.2.3.m",
		.title = "Adobe time-stamp extension does not give a URI",
		.requires = "The location in the Adobe time-stamp extension is a uniformResourceIdentifier.",
		.explanation = "Adobe defines the location as a GeneralName that can only be a URI; its software finds no time-stamp server "
		    "in another form.",
		.remedy = "Give the URL of the time-stamp server, or leave the extension out.",
		.peers = PEERS("pkilint:adbe.invalid_timestamp_location_type"),
		.reading = "the SBR allow the extension and say nothing of what is in it; we read that it has to be what Adobe defines",
		.schedule = SBR_SHALL,
		.fn = timestamp_not_uri,
		.needs = PARTS1(PART_EXT_ADOBE_TIMESTAMP),
		.when = PARTS1(PART_EXT_ADOBE_TIMESTAMP),
		.scope = SCOPE_SUBSCRIBER,
		.yields_to = IDS("sbr.adobe-timestamp.prohibited"), .yields = YIELD_IN_PLACE,
	},
	{
		.id = "sbr.adobe-archive-rev-info.prohibited",
		.section = "7.1.2.3.m",
		.title = "Adobe ArchiveRevInfo extension in a Strict certificate",
		.requires = "Strict certificates have no Adobe extensions.",
		.explanation = "The extension serves the signing of documents, and Strict certificates are for mail only.",
		.remedy = "Leave the extension out, or issue under the Multipurpose profile.",
		.peers = PEERS("zlint:e_adobe_extensions_strict_presence",
		    "pkilint:cabf.smime.adobe_archive_revinfo_extension_prohibited"),
		.schedule = SBR_SHALL,
		BARRED(PART_EXT_ADOBE_ARCHIVE),
		.scope = { KIND_SUBSCRIBER, TYPE_ANY, GEN_STRICT },
	},
	{
		.id = "sbr.adobe-archive-rev-info.critical",
		.section = "7.1.2.3.m",
		.title = "Adobe ArchiveRevInfo extension is critical",
		.requires = "In Multipurpose and Legacy certificates the Adobe ArchiveRevInfo extension is not marked critical.",
		.explanation = "Only Adobe's software knows the extension; critical, it makes mail clients reject the "
		    "certificate. Strict certificates must not have the extension at all, which is another rule.",
		.remedy = "Mark the extension non-critical.",
		.peers = PEERS("zlint:e_adobe_extensions_legacy_multipurpose_criticality",
		    "pkilint:cabf.smime.adobe_archive_revinfo_extension_critical"),
		.schedule = SBR_SHALL,
		.fn = rule_ext_critical,
		.when = PARTS1(PART_EXT_ADOBE_ARCHIVE),
		.arg = PART_EXT_ADOBE_ARCHIVE,
		.scope = SCOPE_SUBSCRIBER,
		.yields_to = IDS("sbr.adobe-archive-rev-info.prohibited"), .yields = YIELD_IN_PLACE,
	},
	{
		.id = "sbr.adobe-other.prohibited",
		.section = "7.1.2.3.m",
		.title = "other Adobe extension in a Strict certificate",
		.requires = "Strict certificates have no Adobe extensions.",
		.explanation = "Adobe's extensions serve the signing of documents, and Strict certificates are for mail "
		    "only. The rule looks for every extension under Adobe's arc 1.2.840.113583.",
		.remedy = "Leave the extension out, or issue under the Multipurpose profile.",
		.reading = ADOBE_ARC,
		.schedule = SBR_SHALL,
		.fn = other_adobe_present,
		.reads = PARTS1(PART_EXTENSIONS),
		.when = PARTS1(PART_EXTENSIONS),
		.scope = { KIND_SUBSCRIBER, TYPE_ANY, GEN_STRICT },
	},
	{
		.id = "sbr.adobe-other.critical",
		.section = "7.1.2.3.m",
		.title = "other Adobe extension is critical",
		.requires = "In Multipurpose and Legacy certificates Adobe extensions are not marked critical.",
		.explanation = "Only Adobe's software knows the extension. Mail clients have to reject a certificate with a critical extension that "
		    "they do not know.",
		.remedy = "Mark the extension non-critical.",
		.reading = ADOBE_ARC,
		.schedule = SBR_SHALL,
		.fn = other_adobe_critical,
		.reads = PARTS1(PART_EXTENSIONS),
		.when = PARTS1(PART_EXTENSIONS),
		.scope = SCOPE_SUBSCRIBER,
		.yields_to = IDS("sbr.adobe-other.prohibited"), .yields = YIELD_IN_PLACE,
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

RULE_TABLE(rules_sbr_7_1_2_3_rest, "SBR 7.1.2.3 Subscriber certificates, g to n", rules);
