/* SPDX-License-Identifier: Apache-2.0 */
/*
 * 7_1_4_2_1_directory.c - SBR 7.1.4.2.1: a directoryName in the
 * subjectAltName follows the rules for the subject, those of 7.1.4.2.2 from
 * the start and the tables by type since version 1.0.10.
 */
#include "rules/common/profile_show.h"
#include "rules/common/subject.h"
#include "rules/tables.h"

#define SAN PARTS1(PART_EXT_SAN)
#define UNKNOWN_SOURCE "pkilint:cabf.smime.common_name_value_unknown_source"

static void
look_forbidden(struct check *c, const struct cert_name *n)
{
	for (unsigned i = 0; i < n->n_attr; i++) {
		if (subject_cell(c->profile, n->attr[i].type) == CELL_SHALL_NOT)
			report(c, n->attr[i].value.raw, "%s", oid_show(c->arena, n->attr[i].oid));
		else if (subject_cell_of_some(c->profile, n->attr[i].type, CELL_SHALL_NOT))
			rests_on_profile(c);
	}
}

static void
attribute_forbidden(struct check *c)
{
	each_directory_name(c, look_forbidden);
}

static void
look_missing(struct check *c, const struct cert_name *n)
{
	static const enum oid required[] = { OID_ORGANIZATION, OID_ORG_IDENTIFIER };

	if (n->bad)
		return;
	for (size_t i = 0; i < sizeof required / sizeof *required; i++) {
		if (subject_cell(c->profile, required[i]) == CELL_SHALL && name_attr(n, required[i], 0) == NULL)
			report(c, n->raw, "%s missing: %s", oid_name(required[i]), types_show(c->profile));
	}
}

static void
look_person_missing(struct check *c, const struct cert_name *n)
{
	if (!n->bad && !name_has_person(n))
		report(c, n->raw, "givenName, surname and pseudonym missing: %s", types_show(c->profile));
}

static void
person_missing(struct check *c)
{
	each_directory_name(c, look_person_missing);
}

/* Note 1 of 7.1.4.2.5 and 7.1.4.2.6. */
static void
look_legacy_person_missing(struct check *c, const struct cert_name *n)
{
	if (!n->bad && !name_has_person(n) && name_attr(n, OID_COMMON_NAME, 0) == NULL)
		report(c, n->raw, "commonName, givenName, surname and pseudonym missing: %s", types_show(c->profile));
}

static void
legacy_person_missing(struct check *c)
{
	each_directory_name(c, look_legacy_person_missing);
}

static void
attribute_missing(struct check *c)
{
	each_directory_name(c, look_missing);
}

static void
mv_common_name(struct check *c)
{
	each_directory_name(c, mailbox_common_name);
}

static void
ov_common_name(struct check *c)
{
	each_directory_name(c, organization_common_name);
}

static void
sv_common_name(struct check *c)
{
	each_directory_name(c, person_common_name);
}

static void
pseudonym_missing(struct check *c)
{
	each_directory_name(c, pseudonym_common_name);
}

static void
sv_organization_alone(struct check *c)
{
	each_directory_name(c, organization_alone);
}

static void
unrelated_common_name(struct check *c)
{
	each_directory_name(c, unrelated_to_name);
}

static void
company_for_person(struct check *c)
{
	each_directory_name(c, company_common_name);
}

static void
sv_organization_of_owner(struct check *c)
{
	each_directory_name(c, organization_of_owner);
}

static void
web_address(struct check *c)
{
	each_directory_name(c, web_common_name);
}

static void
padded_mailbox(struct check *c)
{
	each_directory_name(c, padded_common_name);
}

static void
type_is_known(struct check *c, const struct cert_name *name)
{
	(void)name;
	not_applicable(c, "the type is known");
}

static void
common_name_of_no_profile(struct check *c)
{
	each_directory_name(c, has_several_types(c) ? common_name_in_no_profile : type_is_known);
}

static void
sv_person_and_organization(struct check *c)
{
	each_directory_name(c, person_and_organization);
}

static void
organization_as_person(struct check *c)
{
	each_directory_name(c, organization_in_personal_name);
}

static void
legal_form_in_name(struct check *c)
{
	each_directory_name(c, legal_form_in_personal_name);
}

static void
legal_form_as_name(struct check *c)
{
	each_directory_name(c, legal_form_as_personal_name);
}

static void
given_name(struct check *c)
{
	each_directory_name(c, given_name_alone);
}

/* Those that 7.1.4.2.2 speaks of in the singular. */
static void
look_repeated(struct check *c, const struct cert_name *n)
{
	static const enum oid single[] = { OID_COMMON_NAME, OID_ORGANIZATION, OID_ORG_IDENTIFIER, OID_EMAIL_ADDRESS, OID_COUNTRY };
	const struct cert_attr *second;

	for (size_t i = 0; i < sizeof single / sizeof *single; i++)
		if ((second = name_attr(n, single[i], 1)) != NULL)
			report(c, second->value.raw, "%u of %s", name_count(n, single[i]), oid_name(single[i]));
}

static void
attribute_repeated(struct check *c)
{
	each_directory_name(c, look_repeated);
}

static void
pseudonym(struct check *c)
{
	each_directory_name(c, pseudonym_with_name);
}

static void
address(struct check *c)
{
	each_directory_name(c, address_dependency);
}

static void
country(struct check *c)
{
	each_directory_name(c, country_code);
}

#define WITH_NAME .only_of = SHOWS_DIRECTORY_NAME, .lacking = "the subjectAltName has no directoryName"
#define OF(type) WITH_NAME, .scope = { KIND_SUBSCRIBER, type, GEN_ANY }, .when = SAN, .reads = SAN
/* Compared with the subject's organizationName, too. */
#define WITH_SUBJECT(type) WITH_NAME, .scope = { KIND_SUBSCRIBER, type, GEN_ANY }, .when = SAN, .reads = SAN | PARTS1(PART_SUBJECT)
#define WHY "A directoryName is a second subject: readers rely on it as on the first."

static const struct smimelint_rule rules[] = {
	{
		.id = "sbr.directory-name.attribute-forbidden",
		.section = "7.1.4.2.1, 7.1.2.3.h",
		.title = "directoryName in the subjectAltName has an attribute that type and generation do not allow",
		.requires = "A directoryName has only attributes that the table of the certificate's type and generation allows for the subject.",
		.explanation = WHY " Since version 1.0.10, of 2025-07-02, the text refers to the tables.",
		.remedy = "Leave the attribute out of the directoryName.",
		.peers = PEERS("pkilint:cabf.smime.prohibited_attribute"),
		.schedule = SCHEDULE(SHALL_FROM(2025, 7, 2)), OF(TYPE_ANY), .fn = attribute_forbidden, .asks_profile = true,
	}, {
		.id = "sbr.directory-name.attribute-missing",
		.section = "7.1.4.2.1, 7.1.2.3.h",
		.title = "directoryName in the subjectAltName lacks organizationName or organizationIdentifier",
		.requires = "A directoryName in an organization- or sponsor-validated certificate has organizationName and organizationIdentifier.",
		.explanation = WHY " Since version 1.0.10, of 2025-07-02, a directoryName follows the table of the certificate's type. Ballot SMC012 was made "
		    "for the attributes that have to be there as well as for those that must not.",
		.remedy = "Add the missing attribute, or leave the directoryName out.",
		.peers = PEERS("pkilint:cabf.smime.missing_required_attribute"),
		.schedule = SCHEDULE(SHALL_FROM(2025, 7, 2)), OF(TYPE_OV | TYPE_SV), .fn = attribute_missing,
	}, {
		.id = "sbr.directory-name.person-missing",
		.section = "7.1.4.2.1, 7.1.2.3.h",
		.title = "directoryName in the subjectAltName has no givenName, surname or pseudonym",
		.requires = "A Multipurpose or Strict certificate of a person has givenName, surname or both, or else pseudonym (note 2 of 7.1.4.2.5 and 7.1.4.2.6).",
		.explanation = WHY " Since version 1.0.10, of 2025-07-02, a directoryName follows the sections that have the tables.",
		.remedy = "Add the verified name or pseudonym, or leave the directoryName out.",
		.reading = "note 2 names the profile and subject attributes; we read that it binds a directoryName as the "
		    "table above it does",
		.peers = PEERS("pkilint:cabf.smime.missing_required_attribute"),
		.schedule = SCHEDULE(SHALL_FROM(2025, 7, 2)), .scope = { KIND_SUBSCRIBER, TYPE_SV | TYPE_IV, GEN_MULTI | GEN_STRICT },
		WITH_NAME, .when = SAN, .reads = SAN, .fn = person_missing,
	}, {
		.id = "sbr.directory-name.legacy-person-missing",
		.section = "7.1.4.2.1, 7.1.2.3.h",
		.title = "directoryName in the subjectAltName has no givenName, surname or pseudonym, and no commonName in their place",
		.requires = "A Legacy certificate of a person has givenName, surname or pseudonym, or a commonName in their place (note 1 of 7.1.4.2.5 and 7.1.4.2.6).",
		.explanation = WHY " Since version 1.0.10, of 2025-07-02, a directoryName follows the sections that have the tables.",
		.remedy = "Add the verified name or pseudonym, or a commonName; or leave the directoryName out.",
		.reading = "note 1 permits the omission in favour of commonName; we read that commonName is then needed, in a directoryName as in the subject",
		.peers = PEERS("pkilint:cabf.smime.missing_required_attribute"),
		.schedule = SCHEDULE(SHALL_FROM(2025, 7, 2)), .scope = { KIND_SUBSCRIBER, TYPE_SV | TYPE_IV, GEN_LEGACY },
		WITH_NAME, .when = SAN, .reads = SAN, .fn = legacy_person_missing,
	}, {
		.id = "sbr.directory-name.mv-common-name",
		.section = "7.1.4.2.1, 7.1.2.3.h",
		.title = "commonName in a directoryName of a mailbox-validated certificate is not a Mailbox Address",
		.requires = "commonName in a directoryName follows 7.1.4.2.2.a: a Mailbox Address, in a mailbox-validated certificate.",
		.explanation = WHY,
		.remedy = "Put one of the SAN's addresses there, or leave commonName out.",
		.peers = PEERS(UNKNOWN_SOURCE),
		.schedule = SBR_SHALL, OF(TYPE_MV), .fn = mv_common_name,
	}, {
		.id = "sbr.directory-name.ov-common-name",
		.section = "7.1.4.2.1, 7.1.2.3.h",
		.title = "commonName in a directoryName is neither the organizationName nor a Mailbox Address",
		.requires = "commonName in a directoryName follows 7.1.4.2.2.a: organizationName or a Mailbox Address, in an organization-validated certificate.",
		.explanation = WHY " We compare with the organizationName of the same directoryName and of the subject. Case and blanks do not count.",
		.remedy = "Put the organizationName or one of the SAN's addresses there, or leave commonName out.",
		.peers = PEERS(UNKNOWN_SOURCE),
		.schedule = SBR_SHALL, WITH_SUBJECT(TYPE_OV), .fn = ov_common_name, .is_bounded = true, .arg = ORG_NONE,
	}, {
		.id = "sbr.directory-name.ov-beyond-organization",
		.section = "7.1.4.2.1, 7.1.2.3.h",
		.title = "commonName in a directoryName holds more than the organizationName",
		.requires = "commonName in a directoryName follows 7.1.4.2.2.a: organizationName or a Mailbox Address, in an organization-validated certificate.",
		.explanation = WHY " A department or a product after the organization's name was not verified as its name.",
		.remedy = "Put the organizationName alone there.",
		.reading = "we read that commonName is the organizationName; the word \"contain\" can also be read so that it may stand among other text",
		.peers = PEERS(UNKNOWN_SOURCE),
		.schedule = SBR_SHALL, WITH_SUBJECT(TYPE_OV), .fn = ov_common_name, .is_bounded = true, .arg = ORG_CONTAINED,
	}, {
		.id = "sbr.directory-name.ov-organization-spelling",
		.section = "7.1.4.2.1, 7.1.2.3.h",
		.title = "commonName in a directoryName differs from organizationName in upper and lower case or in blanks",
		.requires = "commonName in a directoryName follows 7.1.4.2.2.a: organizationName or a Mailbox Address, in an organization-validated certificate.",
		.explanation = "The values are equal by the matching rule of both attributes (RFC 5280 7.1), so the requirement is met. Linters that compare octets report it.",
		.remedy = "Copy the value instead of typing it twice.",
		.peers = PEERS(UNKNOWN_SOURCE),
		.schedule = SBR_NOTICE, WITH_SUBJECT(TYPE_OV), .fn = ov_common_name, .is_bounded = true, .arg = ORG_FOLDED,
	}, {
		.id = "sbr.directory-name.organization-for-person",
		.section = "7.1.4.2.1, 7.1.2.3.h",
		.title = "commonName in a directoryName is the organization's name, not that of the person",
		.requires = "commonName in a directoryName follows 7.1.4.2.2.a: a Personal Name, a Pseudonym or a Mailbox Address, in a sponsor-validated certificate.",
		.explanation = WHY " The name is also in organizationName or organizationalUnitName of the directoryName. It ends with a legal form, or has no "
		    "word of givenName and surname: it is not an organization that bears the person's name.",
		.remedy = "Put the person's name there, or leave commonName out.",
		.peers = PEERS(UNKNOWN_SOURCE),
		.schedule = SBR_SHALL, OF(TYPE_SV), .fn = sv_common_name, .is_bounded = true,
		.yields_to = IDS("sbr.directory-name.pseudonym-missing"), .yields = YIELD_IN_PLACE,
	}, {
		.id = "sbr.directory-name.pseudonym-missing",
		.section = "7.1.4.2.1, 7.1.2.3.h",
		.title = "commonName in a directoryName does not contain the pseudonym beside it",
		.requires = "commonName in a directoryName follows 7.1.4.2.2.a: with a pseudonym, one that contains it, or a Mailbox Address.",
		.explanation = WHY " Since 2024-05-11 a Personal Name excludes the pseudonym attribute, so no other text is left. Before, it could be a Personal "
		    "Name beside the pseudonym, and the finding is a notice.",
		.remedy = "Repeat the pseudonym in commonName, or leave one of the two out.",
		.peers = PEERS(UNKNOWN_SOURCE),
		.schedule = SCHEDULE(NOTICE_FROM(2023, 9, 1), SHALL_FROM(2024, 5, 11)),
		OF(TYPE_SV | TYPE_IV), .fn = pseudonym_missing, .is_bounded = true, .arg = PSEUDONYM_NONE,
	}, {
		.id = "sbr.directory-name.pseudonym-case",
		.section = "7.1.4.2.1, 7.1.2.3.h",
		.title = "commonName in a directoryName contains the pseudonym with other upper and lower case or other blanks",
		.requires = "commonName in a directoryName follows 7.1.4.2.2.a: with a pseudonym, one that contains it, or a Mailbox Address.",
		.explanation = WHY " The two values are equal by the matching rule of the attributes (RFC 5280 7.1), but not octet by octet. "
		    "The SBR name no rule of comparison. Until 2024-05-10 the text left the case open, and the finding is a notice.",
		.remedy = "Write the pseudonym in the same way in both places.",
		.reading = "we read that the one value is contained in the other only where it is written in the same way, case of letters included",
		.peers = PEERS(UNKNOWN_SOURCE),
		.schedule = SCHEDULE(NOTICE_FROM(2023, 9, 1), SHALL_FROM(2024, 5, 11)),
		OF(TYPE_SV | TYPE_IV), .fn = pseudonym_missing, .is_bounded = true, .arg = PSEUDONYM_FOLDED,
	}, {
		.id = "sbr.directory-name.organization-alone",
		.section = "7.1.4.2.1, 7.1.2.3.h",
		.title = "commonName in a directoryName is the organization's name, and no attribute beside it names a person",
		.requires = "commonName in a directoryName follows 7.1.4.2.2.a: a Personal Name, a Pseudonym or a Mailbox Address, in a sponsor-validated certificate.",
		.explanation = WHY " One that names the organization twice looks like that of an organization-validated certificate.",
		.remedy = "Put the person's name there, or leave commonName out.",
		.reading = "an organization may bear the name of its owner; we read a commonName equal to organizationName as no Personal Name where no other attribute shows one",
		.peers = PEERS(UNKNOWN_SOURCE),
		.schedule = SBR_SHALL, OF(TYPE_SV), .fn = sv_organization_alone, .is_bounded = true,
	}, {
		.id = "sbr.directory-name.unrelated-to-name",
		.section = "7.1.4.2.1, 7.1.2.3.h",
		.title = "commonName in a directoryName has no word of givenName or surname",
		.requires = "commonName in a directoryName follows 7.1.4.2.2.a: a Personal Name holds a name of the subject, preferably as in givenName and surname.",
		.explanation = WHY " The name may still be one that the person is known by, in another script or spelling: that cannot be decided from the certificate.",
		.remedy = "Check in the validation record that this is a verified name of the subject.",
		.peers = PEERS(UNKNOWN_SOURCE),
		.schedule = SBR_NOTICE, OF(TYPE_SV | TYPE_IV), .fn = unrelated_common_name, .is_bounded = true,
		.yields_to = IDS("sbr.directory-name.company-for-person", "sbr.directory-name.mailbox-padded", "sbr.directory-name.web-address",
		    "sbr.subject.value-empty", "sbr.subject.value-metadata", "sbr.subject.value-placeholder"), .yields = YIELD_IN_PLACE,
	}, {
		.id = "sbr.directory-name.organization-of-owner",
		.section = "7.1.4.2.1, 7.1.2.3.h",
		.title = "commonName in a directoryName is the name of an organization that bears the person's name",
		.requires = "commonName in a directoryName follows 7.1.4.2.2.a: a Personal Name, a Pseudonym or a Mailbox Address, in a sponsor-validated certificate.",
		.explanation = WHY " The value equals organizationName or organizationalUnitName, and ends with a legal form such as AG.",
		.remedy = "Put the person's name there.",
		.reading = "a Personal Name may be in a format that the Subject, the CA or the Enterprise RA prefers; we read that the name of a firm is in none",
		.peers = PEERS(UNKNOWN_SOURCE),
		.schedule = SBR_SHALL, OF(TYPE_SV), .fn = sv_organization_of_owner, .is_bounded = true,
	}, {
		.id = "sbr.directory-name.web-address",
		.section = "7.1.4.2.1, 7.1.2.3.h",
		.title = "commonName in a directoryName is an address of the web, and givenName or surname is a person's",
		.requires = "commonName in a directoryName follows 7.1.4.2.2.a: it holds a Personal Name, a Pseudonym or a Mailbox Address. "
		    "Since 2024-05-11 givenName and surname exclude the Pseudonym.",
		.explanation = WHY " The value has \"://\" in it or begins with \"www.\".",
		.remedy = "Put the person's name there.",
		.reading = "a Personal Name may be in a format that the Subject, the CA or the Enterprise RA prefers; we read that a web address is in none",
		.peers = PEERS(UNKNOWN_SOURCE),
		.schedule = SCHEDULE(SHALL_FROM(2024, 5, 11)), OF(TYPE_SV | TYPE_IV), .fn = web_address, .is_bounded = true,
	}, {
		.id = "sbr.directory-name.company-for-person",
		.section = "7.1.4.2.1, 7.1.2.3.h",
		.title = "commonName in a directoryName is a company's name, and givenName or surname is a person's",
		.requires = "commonName in a directoryName follows 7.1.4.2.2.a: it holds a Personal Name, a Pseudonym or a Mailbox Address. "
		    "Since 2024-05-11 givenName and surname exclude the Pseudonym.",
		.explanation = WHY " The value ends with a legal form, and has no word of givenName or surname.",
		.remedy = "Put the person's name there.",
		.reading = "a Personal Name may be in a format that the Subject, the CA or the Enterprise RA prefers; we read that a company's name is in none",
		.peers = PEERS(UNKNOWN_SOURCE),
		.schedule = SCHEDULE(SHALL_FROM(2024, 5, 11)), OF(TYPE_SV | TYPE_IV), .fn = company_for_person, .is_bounded = true,
	}, {
		.id = "sbr.directory-name.mailbox-padded",
		.section = "7.1.4.2.1, 7.1.2.3.h",
		.title = "commonName in a directoryName is an address that is no Mailbox Address",
		.requires = "commonName in a directoryName follows 7.1.4.2.2.a: a Personal Name, a Pseudonym or a Mailbox Address. A Mailbox Address has no "
		    "padding, and beside givenName or surname commonName is no Pseudonym.",
		.explanation = WHY " So has its domain no underscore. An address is no Personal Name. Before 2024-05-11 it could be a Pseudonym, and the finding is a notice.",
		.remedy = "Write the address alone, as it stands among the addresses of the subjectAltName, or the person's name.",
		.peers = PEERS(UNKNOWN_SOURCE),
		.schedule = SCHEDULE(NOTICE_FROM(2023, 9, 1), SHALL_FROM(2024, 5, 11)),
		OF(TYPE_SV | TYPE_IV), .fn = padded_mailbox, .is_bounded = true,
	}, {
		.id = "sbr.directory-name.person-and-organization",
		.section = "7.1.4.2.1, 7.1.2.3.h",
		.title = "commonName in a directoryName has the organization's name beside the person's",
		.requires = "commonName in a directoryName follows 7.1.4.2.2.a: a Personal Name, a Pseudonym or a Mailbox Address, in a sponsor-validated certificate.",
		.explanation = WHY " The organization is not part of the person's name. It has an attribute of its own, organizationName.",
		.remedy = "Leave only the person's name in commonName.",
		.reading = "the Personal Name may be in a format that the CA or the Enterprise RA prefers; we read that such a format arranges "
		    "the name of the person and adds no other name",
		.peers = PEERS(UNKNOWN_SOURCE),
		.schedule = SBR_SHALL, OF(TYPE_SV), .fn = sv_person_and_organization, .is_bounded = true,
	}, {
		.id = "sbr.directory-name.common-name-in-no-profile",
		.section = "7.1.4.2.1, 7.1.2.3.h",
		.title = "commonName in a directoryName is none of what the certificate's possible types allow there",
		.requires = "commonName in a directoryName follows 7.1.4.2.2.a: one of the values listed for the certificate type.",
		.explanation = WHY " The certificate does not say of which one type it is, and the value breaks what the text says of each that it could be.",
		.remedy = "Assert the one reserved policy identifier, and put a value there that its type allows.",
		.peers = PEERS(UNKNOWN_SOURCE),
		.schedule = SBR_SHALL, WITH_SUBJECT(TYPE_ANY), .fn = common_name_of_no_profile, .is_bounded = true,
	}, {
		.id = "sbr.directory-name.organization-as-personal-name",
		.section = "7.1.4.2.1, 7.1.2.3.h",
		.title = "givenName or surname in a directoryName is the organization's name",
		.requires = "givenName and surname in a directoryName follow 7.1.4.2.2.e: the verified name of a natural person.",
		.explanation = WHY " Both attributes are the directoryName's organizationName, or one is and ends with a legal form such as GmbH or Ltd. Nobody is named so.",
		.remedy = "Put the person's verified name there, or leave the attribute out.",
		.schedule = SBR_SHALL, OF(TYPE_SV), .fn = organization_as_person, .arg = SURE,
	}, {
		.id = "sbr.directory-name.organization-in-personal-name",
		.section = "7.1.4.2.1, 7.1.2.3.h",
		.title = "givenName or surname in a directoryName is equal to organizationName",
		.requires = "givenName and surname in a directoryName follow 7.1.4.2.2.e: the verified name of a natural person.",
		.explanation = WHY " The most frequent cause is a form filled in by somebody who had no person to name.",
		.remedy = "Put the person's verified name there, or leave the attribute out.",
		.reading = "an organization may bear the name of a person; we read a givenName or surname equal to organizationName as the organization's",
		.schedule = SBR_SHALL, OF(TYPE_SV), .fn = organization_as_person, .arg = UNSURE,
	}, {
		.id = "sbr.directory-name.legal-form-in-personal-name",
		.section = "7.1.4.2.1, 7.1.2.3.h",
		.title = "givenName or surname in a directoryName ends like a company's name",
		.requires = "givenName and surname in a directoryName follow 7.1.4.2.2.e: the verified name of a natural person.",
		.explanation = WHY " The value ends with a legal form such as GmbH, Ltd or Corporation, which no person bears. "
		    "The rule passes forms that are surnames as well, or look like initials.",
		.remedy = "Put the person's verified name there, or leave the attribute out.",
		.schedule = SBR_SHALL, OF(TYPE_SV | TYPE_IV), .fn = legal_form_in_name, .is_bounded = true,
	}, {
		.id = "sbr.directory-name.legal-form-as-personal-name",
		.section = "7.1.4.2.1, 7.1.2.3.h",
		.title = "givenName or surname in a directoryName is the legal form of a company and nothing else",
		.requires = "givenName and surname in a directoryName follow 7.1.4.2.2.e: the verified name of a natural person.",
		.explanation = WHY " A form that takes a company's name apart leaves GmbH or ApS in the last field. Some of these words are also surnames, Aps for instance.",
		.remedy = "Compare the value with the identity document; put the person's verified name there.",
		.reading = "a person may be called so; we read a name that is equal to a legal form as the rest of a company's name",
		.schedule = SBR_SHALL, OF(TYPE_SV | TYPE_IV), .fn = legal_form_as_name, .is_bounded = true,
	}, {
		.id = "sbr.directory-name.given-name-alone",
		.section = "7.1.4.2.1, 7.1.2.3.h",
		.title = "directoryName in the subjectAltName has givenName without surname",
		.requires = "givenName and surname in a directoryName follow 7.1.4.2.2.e: a single legal name stands in surname.",
		.explanation = WHY " The certificate does not show whether the person has a single name. Whoever has two may leave one out.",
		.remedy = "If this is the only legal name, put it in surname.",
		.schedule = SBR_NOTICE, OF(TYPE_SV | TYPE_IV), .fn = given_name,
	}, {
		.id = "sbr.directory-name.attribute-repeated",
		.section = "7.1.4.2.1, 7.1.2.3.h",
		.title = "directoryName in the subjectAltName has an attribute twice that describes one subject",
		.requires = "A directoryName follows 7.1.4.2.2, which names commonName, organizationName, organizationIdentifier, emailAddress and countryName in the "
		    "singular.",
		.explanation = WHY " Programs differ in which of two values they show.",
		.remedy = "Keep one of them.",
		.reading = "the text uses the singular; it does not say that an attribute stands once only (cabforum/smime issue 199)",
		.schedule = SBR_SHALL, OF(TYPE_ANY), .fn = attribute_repeated,
		.yields_to = IDS("sbr.directory-name.attribute-forbidden"), .yields = YIELD_IN_PLACE,
	}, {
		.id = "sbr.directory-name.pseudonym-with-name",
		.section = "7.1.4.2.1, 7.1.2.3.h",
		.title = "directoryName in the subjectAltName has a pseudonym beside givenName or surname",
		.requires = "A directoryName follows 7.1.4.2.2.e and f: no pseudonym together with givenName or surname.",
		.explanation = WHY " The name gives away who is behind the pseudonym.",
		.remedy = "Keep the name or the pseudonym.",
		.peers = PEERS("pkilint:cabf.smime.mixed_name_and_pseudonym_attributes"),
		.schedule = SBR_SHALL, OF(TYPE_ANY), .fn = pseudonym,
		.yields_to = IDS("sbr.directory-name.attribute-forbidden"), .yields = YIELD_IN_PLACE,
	}, {
		.id = "sbr.directory-name.address-part-alone",
		.section = "7.1.4.2.1, 7.1.2.3.h",
		.title = "directoryName in the subjectAltName has a part of an address without the part that it needs",
		.requires = "A directoryName follows 7.1.4.2.2.j to m: streetAddress needs localityName or stateOrProvinceName; these and postalCode need countryName.",
		.explanation = WHY " The dependencies came with version 1.0.4, of 2024-05-11.",
		.remedy = "Add the part that is needed, or leave the attribute out.",
		.peers = PEERS("pkilint:cabf.smime.required_attribute_missing_for_dependent_attribute"),
		.schedule = SCHEDULE(SHALL_FROM(2024, 5, 11)), OF(TYPE_ANY), .fn = address,
		.yields_to = IDS("sbr.directory-name.attribute-forbidden"), .yields = YIELD_IN_PLACE,
	}, {
		.id = "sbr.directory-name.country-code",
		.section = "7.1.4.2.1, 7.1.2.3.h",
		.title = "countryName in a directoryName is not an ISO 3166-1 country code",
		.requires = "countryName in a directoryName follows 7.1.4.2.2.n: a two-letter code of ISO 3166-1, in upper case, or XX.",
		.explanation = WHY,
		.remedy = "Use the officially assigned code.",
		.peers = PEERS("pkilint:cabf.invalid_country_code"),
		.schedule = SBR_SHALL, OF(TYPE_ANY), .fn = country, .arg = 1u << COUNTRY_NO_CODE | 1u << COUNTRY_LOWER_CASE,
	}, {
		.id = "sbr.directory-name.country-user-assigned",
		.section = "7.1.4.2.1, 7.1.2.3.h",
		.title = "countryName in a directoryName is a user-assigned code other than XX",
		.requires = "countryName in a directoryName follows 7.1.4.2.2.n: a country without an official ISO 3166-1 code is given as XX.",
		.explanation = WHY " XX is due since 2024-05-11; before, it was one possibility, and the finding is a notice.",
		.remedy = "Use XX.",
		.schedule = SCHEDULE(NOTICE_FROM(2023, 9, 1), SHALL_FROM(2024, 5, 11)),
		OF(TYPE_ANY), .fn = country, .arg = 1u << COUNTRY_USER_ASSIGNED,
	},
};

RULE_TABLE(rules_sbr_7_1_4_2_1_directory, "SBR 7.1.4.2.1 directoryName in the subject alternative name", rules);
