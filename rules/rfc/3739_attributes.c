/* SPDX-License-Identifier: Apache-2.0 */
/*
 * 3739_attributes.c - the attributes of subjectDirectoryAttributes that SBR
 * 7.1.2.3.j refers to (RFC 3739 3.2.2).
 */
#include "rules/common/country.h"
#include "rules/tables.h"

#define UB_PLACE_OF_BIRTH 128

typedef void value_fn(struct check *, const struct der_tlv *);

static void
each_value(struct check *c, enum oid type, value_fn *fn)
{
	for (unsigned i = 0; i < c->cert->sda.n; i++) {
		const struct directory_attribute *a = &c->cert->sda.v[i];

		for (unsigned k = 0; a->type == type && k < a->n_value; k++)
			fn(c, &a->value[k]);
	}
}

static void
birth_type_of(struct check *c, const struct der_tlv *v)
{
	if (v->id != DER_GENTIME)
		report(c, v->raw, NULL);
}

static void
birth_type(struct check *c)
{
	each_value(c, OID_DATE_OF_BIRTH, birth_type_of);
}

/* YYYYMMDD120000Z; other forms than DER's are a fault of encoding. */
static void
birth_noon_of(struct check *c, const struct der_tlv *v)
{
	if (v->id == DER_GENTIME && v->val.n == 15 && memcmp(v->val.p + 8, "120000Z", 7) != 0)
		report_text(c, v->raw, v->val);
}

static void
birth_noon(struct check *c)
{
	each_value(c, OID_DATE_OF_BIRTH, birth_noon_of);
}

static void
place_of(struct check *c, const struct der_tlv *v)
{
	bool string = v->id == DER_UTF8 || v->id == DER_PRINTABLE || v->id == DER_T61 || v->id == DER_BMP ||
	    v->id == DER_UNIVERSALSTR;
	size_t n = v->id == DER_BMP ? v->val.n / 2 : v->id == DER_UNIVERSALSTR ? v->val.n / 4 :
	    v->id == DER_UTF8 ? utf8_length(v->val) : v->val.n;

	if (!string)
		report(c, v->raw, "no DirectoryString");
	else if (n == 0 || n > UB_PLACE_OF_BIRTH)
		report(c, v->raw, "%zu characters", n);
}

static void
place(struct check *c)
{
	each_value(c, OID_PLACE_OF_BIRTH, place_of);
}

static void
gender_of(struct check *c, const struct der_tlv *v)
{
	if (v->id != DER_PRINTABLE || v->val.n != 1 || memchr("MFmf", v->val.p[0], 4) == NULL)
		report_text(c, v->raw, v->val);
}

static void
gender(struct check *c)
{
	each_value(c, OID_GENDER, gender_of);
}

static void
country_of(struct check *c, const struct der_tlv *v)
{
	if (!is_country_code(v))
		report_text(c, v->raw, v->val);
}

static void
users_country_of(struct check *c, const struct der_tlv *v)
{
	if (is_users_country(v))
		report_text(c, v->raw, v->val);
}

static void
countries(struct check *c)
{
	each_value(c, OID_COUNTRY_OF_CITIZENSHIP, users_country_of);
	each_value(c, OID_COUNTRY_OF_RESIDENCE, users_country_of);
	reading_settled(c);
	each_value(c, OID_COUNTRY_OF_CITIZENSHIP, country_of);
	each_value(c, OID_COUNTRY_OF_RESIDENCE, country_of);
}

#define IN_SDA .scope = SCOPE_ALL, .reads = PARTS1(PART_EXT_SDA), .when = PARTS1(PART_EXT_SDA)

static const struct smimelint_rule rules[] = {
	{
		.id = "rfc3739.date-of-birth.type", .section = "3.2.2",
		.title = "dateOfBirth is not a GeneralizedTime",
		.requires = "dateOfBirth is a GeneralizedTime.",
		.explanation = "Relying parties that compare the date with an age limit cannot read it.",
		.remedy = "Encode the date as YYYYMMDD120000Z.",
		.schedule = SCHEDULE(SHALL_FROM(2004, 3, 1)), .fn = birth_type, IN_SDA,
	}, {
		.id = "rfc3739.date-of-birth.noon", .section = "3.2.2",
		.title = "dateOfBirth is not given at noon",
		.requires = "The time of day is 12:00:00 UTC.",
		.explanation = "Software that shows times in the local zone would otherwise move the birthday by a day.",
		.remedy = "Encode the date as YYYYMMDD120000Z.",
		.schedule = SCHEDULE(SHOULD_FROM(2004, 3, 1)), .fn = birth_noon, IN_SDA,
	}, {
		.id = "rfc3739.place-of-birth.value", .section = "3.2.2",
		.title = "placeOfBirth is not a DirectoryString of 1 to 128 characters",
		.requires = "placeOfBirth is a DirectoryString of 1 to 128 characters.",
		.explanation = "Relying parties cannot read or must cut the value.",
		.remedy = "Encode the name of the place as UTF8String.",
		.schedule = SCHEDULE(SHALL_FROM(2004, 3, 1)), .fn = place, IN_SDA,
	}, {
		.id = "rfc3739.gender.value", .section = "3.2.2",
		.title = "gender is not M or F",
		.requires = "gender is one character, M or F in either case, as PrintableString.",
		.explanation = "No other values are defined, and software that knows the attribute refuses them.",
		.remedy = "Use M or F, or leave the attribute out.",
		.schedule = SCHEDULE(SHALL_FROM(2004, 3, 1)), .fn = gender, IN_SDA,
	}, {
		.id = "rfc3739.country-attribute.value", .section = "3.2.2",
		.title = "countryOfCitizenship or countryOfResidence is not a country code",
		.requires = "The values are two-letter codes of ISO 3166-1 as PrintableString.",
		.explanation = "Software compares the codes; names of countries and lower-case codes do not match.",
		.remedy = "Use the two-letter code in upper case.",
		.reading = ISO_USERS_CODE,
		.schedule = SCHEDULE(SHALL_FROM(2004, 3, 1)), .fn = countries, IN_SDA,
	},
};

RULE_TABLE(rules_rfc3739_attributes, "RFC 3739 3.2.2 Attributes of subjectDirectoryAttributes", rules);
