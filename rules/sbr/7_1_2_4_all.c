/* SPDX-License-Identifier: Apache-2.0 */
/*
 * 7_1_2_4_all.c - SBR 7.1.2.4: extensions and extended key usages that the
 * certificate profiles do not name.
 */
#include "rule/memo.h"
#include "rules/common/key_usage.h"
#include "rules/tables.h"

/* The extensions that 7.1.2.1 and 7.1.2.2 name of CAs, and what 7.1.2.3 names of subscribers alone. */
#define CA_PARTS (PARTS1(PART_EXT_KU) | PARTS1(PART_EXT_EKU) | PARTS1(PART_EXT_BC) | PARTS1(PART_EXT_CP) | PARTS1(PART_EXT_CRLDP) | \
	PARTS1(PART_EXT_AIA) | PARTS1(PART_EXT_AKI) | PARTS1(PART_EXT_SKI) | PARTS1(PART_EXT_NC))
#define SUBSCRIBER_PARTS (PARTS1(PART_EXT_SAN) | PARTS1(PART_EXT_SMIMECAPS) | PARTS1(PART_EXT_SDA) | PARTS1(PART_EXT_QC) | PARTS1(PART_EXT_LEI) | \
	PARTS1(PART_EXT_LEI_ROLE) | PARTS1(PART_EXT_ADOBE_TIMESTAMP) | PARTS1(PART_EXT_ADOBE_ARCHIVE))

/*
 * Arcs of extensions and purposes that only mean something inside one organization's
 * network, or to software that is gone: Microsoft enrolment and logon (20, 21), Active
 * Directory (25), Netscape certificate extensions.
 */
static const struct {
	uint8_t n;
	uint8_t octets[11];
} private_arc[] = {
	{ 9, { 0x2b, 0x06, 0x01, 0x04, 0x01, 0x82, 0x37, 0x14, 0x02 } },	/* 1.3.6.1.4.1.311.20.2 */
	{ 8, { 0x2b, 0x06, 0x01, 0x04, 0x01, 0x82, 0x37, 0x15 } },		/* 1.3.6.1.4.1.311.21 */
	{ 8, { 0x2b, 0x06, 0x01, 0x04, 0x01, 0x82, 0x37, 0x19 } },		/* 1.3.6.1.4.1.311.25 */
	{ 8, { 0x60, 0x86, 0x48, 0x01, 0x86, 0xf8, 0x42, 0x01 } },		/* 2.16.840.1.113730.1 */
};

static bool
is_of(const struct artifact_ext *ext, uint64_t parts)
{
	return ext->part < PART_COUNT && (parts & PARTS1(ext->part)) != 0;
}

static bool
is_private(struct span oid)
{
	for (size_t i = 0; i < sizeof private_arc / sizeof *private_arc; i++) {
		if (oid.n >= private_arc[i].n && memcmp(oid.p, private_arc[i].octets, private_arc[i].n) == 0)
			return true;
	}
	return false;
}

/* What is said of an extension beside its name; NULL: it is named for such certificates. */
static const char *
unnamed(const struct check *c, const struct artifact_ext *ext)
{
	if (is_of(ext, CA_PARTS))
		return NULL;
	if (!is_of(ext, SUBSCRIBER_PARTS))
		return "";
	return (profile_kinds(c->profile) & KIND_SUBSCRIBER) == 0 ? ", named for subscribers alone" : NULL;
}

/* Reports the extensions that are not named: those of private arcs, or the others. */
static void
report_unnamed(struct check *c, bool private)
{
	const struct cert_view *cv = c->cert;

	for (unsigned i = 0; i < cv->n_ext; i++) {
		const struct artifact_ext *ext = &cv->ext[i];
		const char *why = unnamed(c, ext);

		if (ext->oid.n != 0 && why != NULL && is_private(ext->oid) == private)
			report(c, ext->raw, "%s%s%s", oid_show(c->arena, ext->oid), why, ext->critical ? ", critical" : "");
	}
}

static void
extension_private(struct check *c)
{
	report_unnamed(c, true);
}

static void
extension_unlisted(struct check *c)
{
	report_unnamed(c, false);
}

/* clientAuth is named since SBR 1.0.16; the forbidden ones have rules of their own. */
static bool
is_named_eku(enum oid eku)
{
	return eku == OID_EKU_EMAIL || eku == OID_EKU_CLIENT_AUTH || eku == OID_EKU_SERVER_AUTH ||
	    eku == OID_EKU_CODE_SIGNING || eku == OID_EKU_TIME_STAMPING || eku == OID_EKU_ANY;
}

static void
eku_unlisted(struct check *c)
{
	const struct oid_items *eku = &c->cert->eku;

	for (unsigned i = 0; i < eku->n; i++) {
		if (!is_named_eku(eku->v[i].id))
			memo_report_purpose(c, i);
	}
}

static void
eku_private(struct check *c)
{
	const struct oid_items *eku = &c->cert->eku;

	for (unsigned i = 0; i < eku->n; i++) {
		if (is_private(eku->v[i].oid))
			memo_report_purpose(c, i);
	}
}

/*
 * digitalSignature is for a CA that signs its OCSP responses itself (7.1.2.1.b,
 * 7.1.2.2.e); bits without a name are RFC 5280's matter.
 */
static void
ca_usage_unlisted(struct check *c)
{
	unsigned other = c->cert->ku.bits & KU_DEFINED & ~(unsigned)(KU_KEY_CERT_SIGN | KU_CRL_SIGN | KU_DIGITAL_SIGNATURE);

	if (other != 0)
		report(c, at_part(c, PART_EXT_KU), "%s", key_usage_show(c->arena, other));
}

static const struct smimelint_rule rules[] = {
	{
		.id = "sbr.extensions.private-network",
		.section = "7.1.2.4",
		.title = "extension that has no meaning on the public Internet",
		.requires = "A certificate has no extension that does not apply in the context of the public Internet. "
		    "The exceptions are an OID arc of the applicant, a right that the applicant shows, and an open standard.",
		.explanation = "Microsoft's template and domain extensions control enrolment in one Windows domain and "
		    "can reveal its accounts. The Netscape extensions are for software that no longer exists. They are "
		    "usually left over from an internal profile.",
		.remedy = "Remove the extension from the profile.",
		.reading = "the text names no extensions; we read that those of the Microsoft arcs 1.3.6.1.4.1.311.20.2, "
		    ".21 and .25 and of the Netscape arc 2.16.840.1.113730.1 are meant; the certificate cannot show whether "
		    "an exception applies",
		.schedule = SBR_SHALL,
		.fn = extension_private,
		.reads = PARTS1(PART_EXTENSIONS),
		.when = PARTS1(PART_EXTENSIONS),
		.scope = SCOPE_CA(KIND_SUBSCRIBER | KIND_ANY_CA),
	},
	{
		.id = "sbr.extensions.unlisted",
		.section = "7.1.2.4",
		.title = "extension that the certificate profiles do not name",
		.requires = "An extension that 7.1.2.1 to 7.1.2.3 do not name is included only for a reason that the CA "
		    "knows. The CP or CPS documents its validation.",
		.explanation = "The certificate does not show the reason. The notice lists what needs one, extensions of "
		    "RFC 5280 that the profiles do not name included. So are those that 7.1.2.3 names for subscribers, in a CA certificate. "
		    "A critical extension that clients do not know makes the certificate useless.",
		.remedy = "Document the reason and the validation in the CP or CPS, or leave the extension out.",
		.schedule = SBR_NOTICE,
		.fn = extension_unlisted,
		.reads = PARTS1(PART_EXTENSIONS),
		.when = PARTS1(PART_EXTENSIONS),
		.scope = SCOPE_CA(KIND_SUBSCRIBER | KIND_ANY_CA),
		.yields_to = IDS("sbr.adobe-other.prohibited", "sbr.adobe-other.critical"), .yields = YIELD_IN_PLACE,
	},
	{
		.id = "sbr.ext-key-usage.unlisted",
		.section = "7.1.2.4",
		.title = "extended key usage that the certificate profiles do not name",
		.requires = "An extended key usage that 7.1.2.1 to 7.1.2.3 do not name is included only for a reason that the "
		    "CA knows.",
		.explanation = "Until 2027-07-01 Multipurpose, Legacy and CA certificates may have other values beside "
		    "emailProtection. Some of them, smart card logon for instance, serve one organization's network and need "
		    "a good reason. id-kp-clientAuth is not listed here: the text names it since 1.0.16.",
		.remedy = "Document the reason in the CP or CPS, or remove the value; it has to go by 2027-07-01.",
		.schedule = SCHEDULE(NOTICE_FROM(2023, 9, 1), ENDS_ON(2027, 7, 1)),
		.fn = eku_unlisted,
		.reads = PARTS1(PART_EXT_EKU),
		.when = PARTS1(PART_EXT_EKU),
		.scope = SCOPE_CA(KIND_SUBSCRIBER | KIND_SUBCA | KIND_CROSS),
		.yields_to = IDS("sbr.ext-key-usage.private-network", "sbr.ext-key-usage.strict-other", "sbr.ext-key-usage.cross-dedicated"),
		.yields = YIELD_IN_PLACE,
	},
	{
		.id = "sbr.ext-key-usage.private-network",
		.section = "7.1.2.4",
		.title = "extended key usage for a service of a private network",
		.requires = "A certificate has no extended key usage for a service that is only valid in a privately managed network. "
		    "The exceptions are an OID arc of the applicant, a right that the applicant shows, and an open standard.",
		.explanation = "Smart card logon, enrolment agents and directory replication of Microsoft serve the domain controllers and the CA of one Windows domain. "
		    "A certificate of a public CA gives them to whoever it names.",
		.remedy = "Remove the value, and issue a certificate of the organization's own CA for it.",
		.reading = "the text names no values; we read that those of the Microsoft arcs 1.3.6.1.4.1.311.20.2 and .21 are meant; the certificate "
		    "cannot show whether an exception applies",
		.schedule = SBR_SHALL,
		.fn = eku_private,
		.reads = PARTS1(PART_EXT_EKU),
		.when = PARTS1(PART_EXT_EKU),
		.scope = SCOPE_CA(KIND_SUBSCRIBER | KIND_SUBCA | KIND_CROSS),
		.yields_to = IDS("sbr.ext-key-usage.strict-other", "sbr.ext-key-usage.multipurpose-other", "sbr.ext-key-usage.sub-ca-other",
		    "sbr.ext-key-usage.cross-other", "sbr.ext-key-usage.cross-dedicated"), .yields = YIELD_IN_PLACE,
	},
	{
		.id = "sbr.key-usage.ca-unlisted",
		.section = "7.1.2.4",
		.title = "keyUsage of a CA certificate has a bit that the CA profiles do not name",
		.requires = "A keyUsage flag that the profile does not name is included only for a reason that the CA knows.",
		.explanation = "7.1.2.1 and 7.1.2.2 name keyCertSign, cRLSign and digitalSignature. With any other bit the CA's key may be used for "
		    "an end entity's purposes too.",
		.remedy = "Clear the bit, or document the reason in the CP or CPS.",
		.schedule = SBR_NOTICE,
		.fn = ca_usage_unlisted,
		.needs = PARTS1(PART_EXT_KU),
		.when = PARTS1(PART_EXT_KU),
		.scope = SCOPE_CA(KIND_ANY_CA),
	},
};

RULE_TABLE(rules_sbr_7_1_2_4_all, "SBR 7.1.2.4 All certificates", rules);
