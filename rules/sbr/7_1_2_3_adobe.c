/* SPDX-License-Identifier: Apache-2.0 */
/* 7_1_2_3_adobe.c - Adobe's extensions in subscriber certificates (SBR 7.1.2.3.m). */
#include "rules/common/extension.h"
#include "rules/tables.h"

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

#define ADOBE_ARC "the text names two extensions as examples; we read that every extension under Adobe's arc is an Adobe extension"
#define BARRED(part) .fn = rule_ext_present, .reads = PARTS1(PART_EXTENSIONS), .arg = (part)

static const struct smimelint_rule rules[] = {
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
};

RULE_TABLE(rules_sbr_7_1_2_3_adobe, "SBR 7.1.2.3.m Adobe extensions of subscriber certificates", rules);
