/* SPDX-License-Identifier: Apache-2.0 */
/*
 * 5280_4_1_2_4_strings.c - the string types of the attributes in names
 * (RFC 5280 4.1.2.4 and Appendix A).
 */
#include "rules/common/each_name.h"
#include "rules/tables.h"

static const char *
string_type(const struct der_tlv *t)
{
	switch (t->id) {
	case DER_UTF8:
		return "UTF8String";
	case DER_NUMERIC:
		return "NumericString";
	case DER_PRINTABLE:
		return "PrintableString";
	case DER_T61:
		return "TeletexString";
	case DER_IA5:
		return "IA5String";
	case DER_VISIBLE:
		return "VisibleString";
	case DER_UNIVERSALSTR:
		return "UniversalString";
	case DER_BMP:
		return "BMPString";
	default:
		return "no string type";
	}
}

/* ---- attributes with one string type ---- */

/* arg: the attribute type, and the identifier octet that its values have. */
#define TYPED(type, id) ((uint32_t)(id) << 16 | (uint32_t)(type))
_Static_assert(OID_COUNT < 1 << 16, "a type fits the lower half of arg");

static void
typed_in(struct check *c, const struct cert_name *name)
{
	enum oid type = (enum oid)(c->rule->arg & 0xffff);

	for (unsigned i = 0; i < name->n_attr && name_may_have(name, type); i++)
		if (name->attr[i].type == type && !name->attr[i].bad && name->attr[i].value.id != c->rule->arg >> 16)
			report(c, name->attr[i].value.raw, "%s", string_type(&name->attr[i].value));
}

static void
typed(struct check *c)
{
	each_name(c, typed_in);
}

/* ---- DirectoryString ---- */

enum choice { CHOICE_PREFERRED, CHOICE_OLD, CHOICE_NONE };

static enum choice
directory_choice(uint8_t id)
{
	switch (id) {
	case DER_UTF8:
	case DER_PRINTABLE:
		return CHOICE_PREFERRED;
	case DER_T61:
	case DER_BMP:
	case DER_UNIVERSALSTR:
		return CHOICE_OLD;
	default:
		return CHOICE_NONE;
	}
}

/* arg: the enum choice that is reported. */
static void
choice_in(struct check *c, const struct cert_name *name)
{
	for (unsigned i = 0; i < name->n_attr; i++) {
		const struct cert_attr *a = &name->attr[i];

		if (name_is_directory_string(a->type) && !a->bad && directory_choice(a->value.id) == c->rule->arg)
			report(c, a->value.raw, "%s: %s", oid_name(a->type), string_type(&a->value));
	}
}

static void
directory_string(struct check *c)
{
	each_name(c, choice_in);
}

#define TYPED_ROW(topic, name, type, tag, text, ...) \
	.id = "rfc5280." topic ".string-type", .section = "A.1", \
	.title = name " is not " text, \
	.requires = "A value of " name " is encoded as " text ".", \
	.explanation = "The attribute is defined with this one string type. Decoders made from the definition refuse others, " \
	    "and names that are compared by octets no longer match.", \
	.remedy = "Encode the value as " text ".", \
	.peers = PEERS(__VA_ARGS__), \
	.schedule = RFC5280_SHALL, .fn = typed, .arg = TYPED(type, tag), .only_of = SHOWS_UNUSUAL_STRING, .scope = SCOPE_SIGNED, .reads = NAME_PARTS

static const struct smimelint_rule rules[] = {
	{
		TYPED_ROW("country-name", "countryName", OID_COUNTRY, DER_PRINTABLE, "PrintableString",
		    "zlint:e_subject_dn_country_not_printable_string", "zlint:e_issuer_dn_country_not_printable_string",
		    "pkilint:itu.invalid_asn1_syntax"),
	}, {
		TYPED_ROW("dn-serial-number", "the attribute serialNumber", OID_SERIAL_NUMBER, DER_PRINTABLE, "PrintableString",
		    "zlint:e_subject_dn_serial_number_not_printable_string", "pkilint:itu.invalid_asn1_syntax"),
	}, {
		TYPED_ROW("dn-qualifier", "dnQualifier", OID_DN_QUALIFIER, DER_PRINTABLE, "PrintableString",
		    "pkilint:itu.invalid_asn1_syntax"),
	}, {
		TYPED_ROW("email-address", "emailAddress", OID_EMAIL_ADDRESS, DER_IA5, "IA5String",
		    "pkilint:itu.invalid_asn1_syntax"),
	}, {
		TYPED_ROW("domain-component", "domainComponent", OID_DOMAIN_COMPONENT, DER_IA5, "IA5String",
		    "pkilint:itu.invalid_asn1_syntax"),
	}, {
		.id = "rfc5280.name.string-type", .section = "A.1",
		.title = "an attribute is not a DirectoryString",
		.requires = "commonName, organizationName and the other attributes of type DirectoryString are UTF8String or PrintableString.",
		.explanation = "The type is none of the choices of DirectoryString. Decoders made from the definition "
		    "refuse it, and comparison of names is not defined for it.",
		.remedy = "Encode the value as UTF8String.",
		.peers = PEERS("pkilint:itu.invalid_asn1_syntax"),
		.schedule = RFC5280_SHALL, .fn = directory_string, .arg = CHOICE_NONE, .only_of = SHOWS_UNUSUAL_STRING,
		.scope = SCOPE_SIGNED, .reads = NAME_PARTS,
		.yields_to = IDS("sbr.organization-identifier.string-type"), .yields = YIELD_IN_PLACE,
	}, {
		.id = "rfc5280.name.old-string-type", .section = "4.1.2.4",
		.title = "an attribute is a TeletexString, BMPString or UniversalString",
		.requires = "Attributes of type DirectoryString are UTF8String or PrintableString.",
		.explanation = "The three other choices are kept for names that were established before. Software reads TeletexString in "
		    "different character sets, so names show and compare wrongly.",
		.remedy = "Encode the value as UTF8String, unless the name is already in use in this form.",
		.reading = "RFC 5280 excepts names that were used in this encoding before; a certificate does not show whether its names were. "
		    "X.520 defines organizationIdentifier as a DirectoryString without a bound; we read the rule as meant for it too.",
		.schedule = RFC5280_SHALL, .fn = directory_string, .arg = CHOICE_OLD, .only_of = SHOWS_UNUSUAL_STRING,
		.scope = SCOPE_SIGNED, .reads = NAME_PARTS,
		.yields_to = IDS("sbr.organization-identifier.string-type"), .yields = YIELD_IN_PLACE,
	},
};

RULE_TABLE(rules_rfc5280_strings, "RFC 5280 4.1.2.4 and Appendix A: string types of names", rules);
