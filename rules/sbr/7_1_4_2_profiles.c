/* SPDX-License-Identifier: Apache-2.0 */
/*
 * 7_1_4_2_profiles.c - SBR 7.1.4.2.3 to 7.1.4.2.6: which attributes a
 * subject of each type and generation has, may have and shall not have.
 */
#include "rules/common/subject.h"
#include "rules/tables.h"

#define SUBJECT PARTS1(PART_SUBJECT)

/* ---- the four tables ---- */

enum row {
	ROW_COMMON_NAME, ROW_ORGANIZATION, ROW_ORG_UNIT, ROW_ORG_IDENTIFIER, ROW_GIVEN_NAME, ROW_SURNAME,
	ROW_PSEUDONYM, ROW_SERIAL_NUMBER, ROW_EMAIL_ADDRESS, ROW_TITLE, ROW_STREET, ROW_LOCALITY, ROW_STATE,
	ROW_POSTAL_CODE, ROW_COUNTRY, ROW_OTHER, ROWS
};

#define MAY { CELL_MAY, CELL_MAY, CELL_MAY }
#define SHALL { CELL_SHALL, CELL_SHALL, CELL_SHALL }
#define SHALL_NOT { CELL_SHALL_NOT, CELL_SHALL_NOT, CELL_SHALL_NOT }
/* Legacy and Multipurpose MAY, Strict SHALL NOT. */
#define NOT_STRICT { CELL_MAY, CELL_MAY, CELL_SHALL_NOT }
/* Legacy MAY, Multipurpose and Strict SHALL NOT. */
#define LEGACY_ONLY { CELL_MAY, CELL_SHALL_NOT, CELL_SHALL_NOT }

/* By type (MV, OV, SV, IV), attribute, and generation (Legacy, Multipurpose, Strict). */
static const uint8_t cells[4][ROWS][3] = {
	{	/* 7.1.4.2.3 mailbox-validated */
		[ROW_COMMON_NAME] = MAY, [ROW_ORGANIZATION] = SHALL_NOT, [ROW_ORG_UNIT] = SHALL_NOT, [ROW_ORG_IDENTIFIER] = SHALL_NOT,
		[ROW_GIVEN_NAME] = SHALL_NOT, [ROW_SURNAME] = SHALL_NOT, [ROW_PSEUDONYM] = SHALL_NOT, [ROW_SERIAL_NUMBER] = MAY,
		[ROW_EMAIL_ADDRESS] = MAY, [ROW_TITLE] = SHALL_NOT, [ROW_STREET] = SHALL_NOT, [ROW_LOCALITY] = SHALL_NOT,
		[ROW_STATE] = SHALL_NOT, [ROW_POSTAL_CODE] = SHALL_NOT, [ROW_COUNTRY] = SHALL_NOT, [ROW_OTHER] = SHALL_NOT,
	}, {	/* 7.1.4.2.4 organization-validated */
		[ROW_COMMON_NAME] = MAY, [ROW_ORGANIZATION] = SHALL, [ROW_ORG_UNIT] = MAY, [ROW_ORG_IDENTIFIER] = SHALL,
		[ROW_GIVEN_NAME] = SHALL_NOT, [ROW_SURNAME] = SHALL_NOT, [ROW_PSEUDONYM] = SHALL_NOT, [ROW_SERIAL_NUMBER] = MAY,
		[ROW_EMAIL_ADDRESS] = MAY, [ROW_TITLE] = SHALL_NOT, [ROW_STREET] = NOT_STRICT, [ROW_LOCALITY] = MAY,
		[ROW_STATE] = MAY, [ROW_POSTAL_CODE] = NOT_STRICT, [ROW_COUNTRY] = MAY, [ROW_OTHER] = LEGACY_ONLY,
	}, {	/* 7.1.4.2.5 sponsor-validated */
		[ROW_COMMON_NAME] = MAY, [ROW_ORGANIZATION] = SHALL, [ROW_ORG_UNIT] = MAY, [ROW_ORG_IDENTIFIER] = SHALL,
		[ROW_GIVEN_NAME] = MAY, [ROW_SURNAME] = MAY, [ROW_PSEUDONYM] = MAY, [ROW_SERIAL_NUMBER] = MAY,
		[ROW_EMAIL_ADDRESS] = MAY, [ROW_TITLE] = MAY, [ROW_STREET] = NOT_STRICT, [ROW_LOCALITY] = MAY,
		[ROW_STATE] = MAY, [ROW_POSTAL_CODE] = NOT_STRICT, [ROW_COUNTRY] = MAY, [ROW_OTHER] = LEGACY_ONLY,
	}, {	/* 7.1.4.2.6 individual-validated */
		[ROW_COMMON_NAME] = MAY, [ROW_ORGANIZATION] = SHALL_NOT, [ROW_ORG_UNIT] = SHALL_NOT, [ROW_ORG_IDENTIFIER] = SHALL_NOT,
		[ROW_GIVEN_NAME] = MAY, [ROW_SURNAME] = MAY, [ROW_PSEUDONYM] = MAY, [ROW_SERIAL_NUMBER] = MAY,
		[ROW_EMAIL_ADDRESS] = MAY, [ROW_TITLE] = MAY, [ROW_STREET] = NOT_STRICT, [ROW_LOCALITY] = MAY,
		[ROW_STATE] = MAY, [ROW_POSTAL_CODE] = NOT_STRICT, [ROW_COUNTRY] = MAY, [ROW_OTHER] = LEGACY_ONLY,
	},
};

static enum row
row_of(enum oid attribute)
{
	switch (attribute) {
	case OID_COMMON_NAME: return ROW_COMMON_NAME;
	case OID_ORGANIZATION: return ROW_ORGANIZATION;
	case OID_ORG_UNIT: return ROW_ORG_UNIT;
	case OID_ORG_IDENTIFIER: return ROW_ORG_IDENTIFIER;
	case OID_GIVEN_NAME: return ROW_GIVEN_NAME;
	case OID_SURNAME: return ROW_SURNAME;
	case OID_PSEUDONYM: return ROW_PSEUDONYM;
	case OID_SERIAL_NUMBER: return ROW_SERIAL_NUMBER;
	case OID_EMAIL_ADDRESS: return ROW_EMAIL_ADDRESS;
	case OID_TITLE: return ROW_TITLE;
	case OID_STREET: return ROW_STREET;
	case OID_LOCALITY: return ROW_LOCALITY;
	case OID_STATE: return ROW_STATE;
	case OID_POSTAL_CODE: return ROW_POSTAL_CODE;
	case OID_COUNTRY: return ROW_COUNTRY;
	default: return ROW_OTHER;
	}
}

enum cell
subject_cell(const struct profile *p, enum oid attribute)
{
	static const uint8_t type[] = { TYPE_MV, TYPE_OV, TYPE_SV, TYPE_IV };
	static const uint8_t gen[] = { GEN_LEGACY, GEN_MULTI, GEN_STRICT };
	enum row row = row_of(attribute);
	int same = -1;

	for (unsigned t = 0; t < 4; t++) {
		for (unsigned g = 0; g < 3; g++) {
			if (!(p->types & type[t]) || !(p->gens & gen[g]))
				continue;
			if (same >= 0 && same != cells[t][row][g])
				return CELL_MAY;
			same = cells[t][row][g];
		}
	}
	return same < 0 ? CELL_MAY : (enum cell)same;
}

bool
subject_cell_of_some(const struct profile *p, enum oid attribute, enum cell cell)
{
	for (uint8_t type = TYPE_MV; type <= TYPE_IV; type = (uint8_t)(type << 1))
		for (uint8_t gen = GEN_LEGACY; gen <= GEN_STRICT; gen = (uint8_t)(gen << 1)) {
			struct profile one = { .types = p->types & type, .gens = p->gens & gen };

			if (one.types != 0 && one.gens != 0 && subject_cell(&one, attribute) == cell)
				return true;
		}
	return false;
}

/* ---- the rules ---- */

/* Reports an attribute that is there, by its text or, where it has none, alone. */
static void
report_attribute(struct check *c, const struct cert_attr *a)
{
	if (a->text.p != NULL)
		report_text(c, a->value.raw, a->text);
	else
		report(c, a->value.raw, NULL);
}

/* arg: the attribute, of those in the tables. */
static void
attribute_forbidden(struct check *c)
{
	const struct cert_name *n = &c->cert->subject;

	if (!name_may_have(n, (enum oid)c->rule->arg) || subject_cell(c->profile, (enum oid)c->rule->arg) != CELL_SHALL_NOT)
		return;
	for (unsigned i = 0; i < n->n_attr; i++) {
		if (n->attr[i].type == (enum oid)c->rule->arg)
			report_attribute(c, &n->attr[i]);
	}
}

static void
other_forbidden(struct check *c)
{
	const struct cert_name *n = &c->cert->subject;

	if (subject_cell(c->profile, OID_UNKNOWN) != CELL_SHALL_NOT)
		return;
	for (unsigned i = 0; i < n->n_attr; i++) {
		if (row_of(n->attr[i].type) == ROW_OTHER)
			report(c, n->attr[i].value.raw, "%s", oid_show(c->arena, n->attr[i].oid));
	}
}

/* arg: the attribute. */
static void
attribute_missing(struct check *c)
{
	enum oid attribute = (enum oid)c->rule->arg;

	if (subject_cell(c->profile, attribute) == CELL_SHALL && name_attr(&c->cert->subject, attribute, 0) == NULL)
		report(c, at_part(c, PART_SUBJECT), NULL);
}

/* For certificates whose type is open: the rules above are of one type each. */
static void
forbidden_in_every_profile(struct check *c)
{
	const struct cert_name *n = &c->cert->subject;

	if (!has_several_types(c)) {
		not_applicable(c, "the type is known");
		return;
	}
	for (unsigned i = 0; i < n->n_attr; i++) {
		if (subject_cell(c->profile, n->attr[i].type) == CELL_SHALL_NOT)
			report(c, n->attr[i].value.raw, "%s", oid_show(c->arena, n->attr[i].oid));
	}
}

/* Does each profile that it could be ask for a person's name (note 2 of 7.1.4.2.5 and 7.1.4.2.6)?  A Legacy one has commonName, too. */
static bool
is_of_person(const struct profile *p)
{
	return (p->types & ~(unsigned)(TYPE_SV | TYPE_IV)) == 0 && (p->gens & GEN_LEGACY) == 0;
}

static void
missing_in_every_profile(struct check *c)
{
	static const enum oid required[] = { OID_ORGANIZATION, OID_ORG_IDENTIFIER };

	if (!has_several_types(c)) {
		not_applicable(c, "the type is known");
		return;
	}
	for (size_t i = 0; i < sizeof required / sizeof *required; i++) {
		if (subject_cell(c->profile, required[i]) == CELL_SHALL &&
		    name_attr(&c->cert->subject, required[i], 0) == NULL)
			report(c, at_part(c, PART_SUBJECT), "%s", oid_name(required[i]));
	}
	if (is_of_person(c->profile) && !name_has_person(&c->cert->subject))
		report(c, at_part(c, PART_SUBJECT), "givenName, surname and pseudonym");
}

/* Note 2 of 7.1.4.2.5 and 7.1.4.2.6. */
static void
person_missing(struct check *c)
{
	if (!name_has_person(&c->cert->subject))
		report(c, at_part(c, PART_SUBJECT), NULL);
}

/* Note 1. */
static void
legacy_person_missing(struct check *c)
{
	if (!name_has_person(&c->cert->subject) && name_attr(&c->cert->subject, OID_COMMON_NAME, 0) == NULL)
		report(c, at_part(c, PART_SUBJECT), NULL);
}

#define OF(type, gens, how) .schedule = SBR_SHALL, .scope = { KIND_SUBSCRIBER, type, gens }, .when = SUBJECT, .how = SUBJECT

#define PROHIBITED "pkilint:cabf.smime.prohibited_attribute"
#define MISSING "pkilint:cabf.smime.missing_required_attribute"

/* A cell "SHALL NOT" for all generations of a type. */
#define FORBIDDEN(short_type, type, section_, slug, attribute, oid_, why, remedy_, ...) { \
	.id = "sbr.subject." short_type "-" slug, \
	.section = section_, \
	.title = "subject has " attribute ", which this certificate type does not allow", \
	.requires = "The subject has no " attribute ".", \
	.explanation = why, \
	.remedy = remedy_, \
	.peers = PEERS(__VA_ARGS__), \
	OF(type, GEN_ANY, reads), .fn = attribute_forbidden, .arg = oid_ }

#define MV_WHY "A mailbox-validated certificate says that its subject controls a mailbox and nothing else: nobody checked a name or an address."
#define MV_REMEDY "Leave the attribute out, or validate it and issue a certificate of a type that allows it."
#define MV_FORBIDDEN(slug, attribute, oid_) \
	FORBIDDEN("mv", TYPE_MV, "7.1.4.2.3", slug, attribute, oid_, MV_WHY, MV_REMEDY, \
	    "zlint:e_mailbox_validated_allowed_subjectdn_attributes", "zlint:e_mailbox_validated_enforce_subject_field_restrictions", PROHIBITED)
#define OV_WHY "An organization-validated certificate names a legal entity. Data of a natural person belongs in sponsor- and individual-validated certificates, where it is verified."
#define OV_REMEDY "Leave the attribute out, or validate the person and issue a sponsor-validated certificate."
#define OV_FORBIDDEN(slug, attribute, oid_) FORBIDDEN("ov", TYPE_OV, "7.1.4.2.4", slug, attribute, oid_, OV_WHY, OV_REMEDY, PROHIBITED)
#define IV_WHY "An individual-validated certificate names a natural person without any organization; data of an organization makes it look sponsor-validated, which nobody checked."
#define IV_REMEDY "Leave the attribute out, or validate the organization and issue a sponsor-validated certificate."
#define IV_FORBIDDEN(slug, attribute, oid_) FORBIDDEN("iv", TYPE_IV, "7.1.4.2.6", slug, attribute, oid_, IV_WHY, IV_REMEDY, PROHIBITED)

/* streetAddress and postalCode: Strict alone forbids them. */
#define STRICT_FORBIDDEN(short_type, type, section_, slug, attribute, oid_) { \
	.id = "sbr.subject." short_type "-" slug, \
	.section = section_, \
	.title = "subject has " attribute ", which the Strict generation does not allow", \
	.requires = "The subject of a Strict certificate has no " attribute ".", \
	.explanation = "The Strict generation keeps street-level address data out of certificates, which anybody can read for years. Multipurpose and Legacy allow it.", \
	.remedy = "Leave the attribute out of Strict certificates.", \
	.peers = PEERS(PROHIBITED), \
	OF(type, GEN_STRICT, reads), .fn = attribute_forbidden, .arg = oid_ }

#define OTHER_FORBIDDEN(short_type, type, section_, gens) { \
	.id = "sbr.subject." short_type "-other-attribute", \
	.section = section_, \
	.title = "subject has an attribute that the table of its type and generation does not list", \
	.requires = "The subject of a Multipurpose or Strict certificate has no attributes but those in the table.", \
	.explanation = "The table is closed for these generations, since the SBR give no way to verify other attributes. The Legacy generation allowed them.", \
	.remedy = "Leave the attribute out.", \
	.peers = PEERS(PROHIBITED), \
	OF(type, gens, reads), .fn = other_forbidden }

#define REQUIRED(short_type, type, section_, slug, attribute, oid_) { \
	.id = "sbr.subject." short_type "-" slug "-missing", \
	.section = section_, \
	.title = "subject has no " attribute, \
	.requires = "The subject has an " attribute ".", \
	.explanation = "Name and identifier together say which legal entity stands behind the certificate; a name alone is seldom unique.", \
	.remedy = "Add the verified " attribute ", or issue a certificate of a type that needs none.", \
	.peers = PEERS(MISSING), \
	OF(type, GEN_ANY, needs), .fn = attribute_missing, .arg = oid_ }

#define PERSON_REQUIRED(short_type, type, section_) { \
	.id = "sbr.subject." short_type "-person-missing", \
	.section = section_, \
	.title = "subject has neither givenName, surname nor pseudonym", \
	.requires = "The subject of a Multipurpose or Strict certificate has givenName and/or surname, or else pseudonym.", \
	.explanation = "The type says that a natural person was verified (note 2 of the table); without these attributes the certificate does not say which.", \
	.remedy = "Add the verified name or pseudonym, or issue a certificate of a type without a person.", \
	.peers = PEERS("zlint:e_invalid_individual_identity", MISSING), \
	OF(type, GEN_MULTI | GEN_STRICT, needs), .fn = person_missing }

#define LEGACY_PERSON(short_type, type, section_) { \
	.id = "sbr.subject." short_type "-legacy-person-missing", \
	.section = section_, \
	.title = "subject has neither givenName, surname nor pseudonym, and no commonName in their place", \
	.requires = "A Legacy certificate has givenName, surname or pseudonym, or a commonName in their place.", \
	.explanation = "The type says that a natural person was verified; with nothing but the other attributes the certificate does not say which.", \
	.remedy = "Add the verified name or pseudonym, or a commonName.", \
	.reading = "note 1 permits the omission in favour of commonName; we read that commonName is then needed, which the table itself does not say", \
	.peers = PEERS(MISSING), \
	OF(type, GEN_LEGACY, needs), .fn = legacy_person_missing }

static const struct smimelint_rule rules[] = {
	MV_FORBIDDEN("organization-name", "organizationName", OID_ORGANIZATION),
	MV_FORBIDDEN("organizational-unit-name", "organizationalUnitName", OID_ORG_UNIT),
	MV_FORBIDDEN("organization-identifier", "organizationIdentifier", OID_ORG_IDENTIFIER),
	MV_FORBIDDEN("given-name", "givenName", OID_GIVEN_NAME),
	MV_FORBIDDEN("surname", "surname", OID_SURNAME),
	MV_FORBIDDEN("pseudonym", "pseudonym", OID_PSEUDONYM),
	MV_FORBIDDEN("title", "title", OID_TITLE),
	MV_FORBIDDEN("street-address", "streetAddress", OID_STREET),
	MV_FORBIDDEN("locality-name", "localityName", OID_LOCALITY),
	MV_FORBIDDEN("state-or-province-name", "stateOrProvinceName", OID_STATE),
	MV_FORBIDDEN("postal-code", "postalCode", OID_POSTAL_CODE),
	MV_FORBIDDEN("country-name", "countryName", OID_COUNTRY),
	{
		.id = "sbr.subject.mv-other-attribute",
		.section = "7.1.4.2.3",
		.title = "subject has an attribute other than commonName, serialNumber and emailAddress",
		.requires = "The subject has no attributes but commonName, serialNumber and emailAddress.",
		.explanation = "A mailbox-validated certificate says that its subject controls a mailbox and nothing else, in all three generations.",
		.remedy = "Leave the attribute out.",
		.peers = PEERS("zlint:e_mailbox_validated_allowed_subjectdn_attributes", "zlint:e_mailbox_validated_enforce_subject_field_restrictions", PROHIBITED),
		OF(TYPE_MV, GEN_ANY, reads), .fn = other_forbidden,
	},
	REQUIRED("ov", TYPE_OV, "7.1.4.2.4", "organization-name", "organizationName", OID_ORGANIZATION),
	REQUIRED("ov", TYPE_OV, "7.1.4.2.4", "organization-identifier", "organizationIdentifier", OID_ORG_IDENTIFIER),
	OV_FORBIDDEN("given-name", "givenName", OID_GIVEN_NAME),
	OV_FORBIDDEN("surname", "surname", OID_SURNAME),
	OV_FORBIDDEN("pseudonym", "pseudonym", OID_PSEUDONYM),
	OV_FORBIDDEN("title", "title", OID_TITLE),
	STRICT_FORBIDDEN("ov", TYPE_OV, "7.1.4.2.4", "street-address", "streetAddress", OID_STREET),
	STRICT_FORBIDDEN("ov", TYPE_OV, "7.1.4.2.4", "postal-code", "postalCode", OID_POSTAL_CODE),
	OTHER_FORBIDDEN("ov", TYPE_OV, "7.1.4.2.4", GEN_MULTI | GEN_STRICT),
	REQUIRED("sv", TYPE_SV, "7.1.4.2.5", "organization-name", "organizationName", OID_ORGANIZATION),
	REQUIRED("sv", TYPE_SV, "7.1.4.2.5", "organization-identifier", "organizationIdentifier", OID_ORG_IDENTIFIER),
	PERSON_REQUIRED("sv", TYPE_SV, "7.1.4.2.5"),
	LEGACY_PERSON("sv", TYPE_SV, "7.1.4.2.5"),
	STRICT_FORBIDDEN("sv", TYPE_SV, "7.1.4.2.5", "street-address", "streetAddress", OID_STREET),
	STRICT_FORBIDDEN("sv", TYPE_SV, "7.1.4.2.5", "postal-code", "postalCode", OID_POSTAL_CODE),
	OTHER_FORBIDDEN("sv", TYPE_SV, "7.1.4.2.5", GEN_MULTI | GEN_STRICT),
	IV_FORBIDDEN("organization-name", "organizationName", OID_ORGANIZATION),
	IV_FORBIDDEN("organizational-unit-name", "organizationalUnitName", OID_ORG_UNIT),
	IV_FORBIDDEN("organization-identifier", "organizationIdentifier", OID_ORG_IDENTIFIER),
	PERSON_REQUIRED("iv", TYPE_IV, "7.1.4.2.6"),
	LEGACY_PERSON("iv", TYPE_IV, "7.1.4.2.6"),
	STRICT_FORBIDDEN("iv", TYPE_IV, "7.1.4.2.6", "street-address", "streetAddress", OID_STREET),
	STRICT_FORBIDDEN("iv", TYPE_IV, "7.1.4.2.6", "postal-code", "postalCode", OID_POSTAL_CODE),
	OTHER_FORBIDDEN("iv", TYPE_IV, "7.1.4.2.6", GEN_MULTI | GEN_STRICT),
	{
		.id = "sbr.subject.attribute-in-no-profile",
		.section = "7.1.4.2",
		.title = "subject has an attribute that none of the certificate's possible profiles allows",
		.requires = "The subject has only attributes that the table of its type and generation allows.",
		.explanation = "The certificate does not say of which one type it is. Every possible type forbids the "
		    "attribute.",
		.remedy = "Add the one reserved policy identifier, and leave the attribute out.",
		.peers = PEERS(PROHIBITED),
		OF(TYPE_ANY, GEN_ANY, reads), .fn = forbidden_in_every_profile,
	}, {
		.id = "sbr.subject.attribute-missing-in-every-profile",
		.section = "7.1.4.2",
		.title = "subject lacks an attribute that each of the certificate's possible profiles requires",
		.requires = "The subject has the attributes that the table of its type requires.",
		.explanation = "The certificate does not say of which one type it is. Every possible type requires the "
		    "attribute, or, where each is of a person, one of three that name the person.",
		.remedy = "Add the one reserved policy identifier and the attribute.",
		.peers = PEERS(MISSING),
		OF(TYPE_ANY, GEN_ANY, needs), .fn = missing_in_every_profile,
	},
};

RULE_TABLE(rules_sbr_7_1_4_2_profiles, "SBR 7.1.4.2.3 to 7.1.4.2.6 Subject attributes by type and generation", rules);
