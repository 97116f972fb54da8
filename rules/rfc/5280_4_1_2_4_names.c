/* SPDX-License-Identifier: Apache-2.0 */
/*
 * 5280_4_1_2_4_names.c - the sizes and the structure of distinguished names
 * (RFC 5280 4.1.2.4, 4.1.2.6 and Appendix A; X.501, X.520).
 */
#include "rules/common/each_name.h"
#include "rules/common/repeated.h"
#include "rules/tables.h"
#include "value/host.h"
#include "value/judge.h"

/* arg of the rules on sizes: the type and how many characters it may have. */
#define BOUND(type, max) ((uint32_t)(max) << 16 | (uint32_t)(type))
_Static_assert(OID_COUNT < 1 << 16, "a type fits the lower half of arg");

static void
check_bound(struct check *c, const struct cert_attr *a, size_t max)
{
	size_t n = attr_text_beyond(a, max);

	if (n > 0)
		report(c, a->value.raw, "%s: %zu characters", oid_name(a->type), n);
}

static void
bound_in(struct check *c, const struct cert_name *name)
{
	enum oid type = (enum oid)(c->rule->arg & 0xffff);

	if (!name_may_have(name, type))
		return;
	for (unsigned i = 0; i < name->n_attr; i++)
		if (name->attr[i].type == type)
			check_bound(c, &name->attr[i], c->rule->arg >> 16);
}

static void
upper_bound(struct check *c)
{
	each_name(c, bound_in);
}

static void
x520_name_in(struct check *c, const struct cert_name *name)
{
	for (unsigned i = 0; i < name->n_attr; i++)
		if (attr_upper_bound(name->attr[i].type) == UB_NAME)
			check_bound(c, &name->attr[i], UB_NAME);
}

static void
x520_name_bound(struct check *c)
{
	each_name(c, x520_name_in);
}

/* The 64 characters of X.411, which software of the directory still reserves. */
static void
person_in(struct check *c, const struct cert_name *name)
{
	for (unsigned i = 0; i < name->n_attr; i++)
		if (name->attr[i].type == OID_GIVEN_NAME || name->attr[i].type == OID_SURNAME)
			check_bound(c, &name->attr[i], 64);
}

static void
person_bound(struct check *c)
{
	each_name(c, person_in);
}

/* Blanks in the subject are the SBR's (7.1.4.2). */
static void
issuer_blank(struct check *c)
{
	const struct cert_name *name = &c->artifact->issuer;

	if (c->cert != NULL && cert_self_issued(c->cert)) {
		not_applicable(c, "the issuer name is the subject name");
		return;
	}
	for (unsigned i = 0; i < name->n_attr; i++)
		if ((name->attr[i].traits & VALUE_EDGE_BLANK) != 0)
			report(c, name->attr[i].value.raw, "%s: \"%s\"", oid_name(name->attr[i].type),
			    show_text(c, name->attr[i].text, 80));
}

static void
empty_in(struct check *c, const struct cert_name *name)
{
	for (unsigned i = 0; i < name->n_attr; i++)
		if (attr_lacks_value(&name->attr[i]))
			report(c, name->attr[i].raw, "%s", oid_name(name->attr[i].type));
}

static void
empty_value(struct check *c)
{
	each_name(c, empty_in);
}

/* Are two attributes neighbours in one RDN? */
static bool
same_rdn(const struct cert_attr *a, const struct cert_attr *b)
{
	return a->rdn == b->rdn;
}

static void
multi_valued_in(struct check *c, const struct cert_name *name)
{
	for (unsigned i = 1; name->multi_valued && i < name->n_attr; i++)
		if (name->attr[i].in_rdn == 1 && same_rdn(&name->attr[i - 1], &name->attr[i]))
			report(c, name->attr[i].raw, "%s with %s", oid_show(c->arena, name->attr[i - 1].oid),
			    oid_show(c->arena, name->attr[i].oid));
}

static void
multi_valued_rdn(struct check *c)
{
	each_name(c, multi_valued_in);
}

static struct span
attribute_oid(const void *list, unsigned i)
{
	const struct cert_attr *attr = list;

	return attr[i].oid;
}

static void
report_type(struct check *c, const void *list, unsigned i)
{
	report(c, ((const struct cert_attr *)list)[i].raw, "%s", oid_show(c->arena, attribute_oid(list, i)));
}

/* RDN by RDN. */
static void
repeated_in(struct check *c, const struct cert_name *name)
{
	for (unsigned from = 0, to; name->multi_valued && from < name->n_attr; from = to) {
		for (to = from + 1; to < name->n_attr && same_rdn(&name->attr[from], &name->attr[to]); )
			to++;
		if (to - from > 1)
			each_repeated(c, name->attr + from, to - from, attribute_oid, report_type);
	}
}

static void
repeated_type(struct check *c)
{
	each_name(c, repeated_in);
}

static void
empty_rdn_in(struct check *c, const struct cert_name *name)
{
	if (name->n_empty_rdn > 0)
		report(c, name->raw, "%u of %u", name->n_empty_rdn, name->n_rdn);
}

static void
empty_rdn(struct check *c)
{
	each_name(c, empty_rdn_in);
}

/* ---- countryName ---- */

static void
country_length_in(struct check *c, const struct cert_name *name)
{
	const struct cert_attr *a;

	for (unsigned at = 0; (a = name_next(name, OID_COUNTRY, &at)) != NULL; )
		if (a->text.p != NULL && a->text.n > 0 && utf8_length(a->text) != 2)
			report_text(c, a->value.raw, a->text);
}

static void
country_length(struct check *c)
{
	each_name(c, country_length_in);
}

static bool
is_lower(uint8_t letter)
{
	return letter >= 'a' && letter <= 'z';
}

static void
country_case_in(struct check *c, const struct cert_name *name)
{
	const struct cert_attr *a;

	for (unsigned at = 0; (a = name_next(name, OID_COUNTRY, &at)) != NULL; )
		if (a->text.n == 2 && (is_lower(a->text.p[0]) || is_lower(a->text.p[1])))
			report_text(c, a->value.raw, a->text);
}

static void
country_case(struct check *c)
{
	each_name(c, country_case_in);
}

/* ---- domainComponent ---- */

static void
domain_component_in(struct check *c, const struct cert_name *name)
{
	const struct cert_attr *a;

	for (unsigned at = 0; (a = name_next(name, OID_DOMAIN_COMPONENT, &at)) != NULL; ) {
		enum host_fault f;

		if (a->text.p == NULL)
			continue;
		f = host_check_preferred(a->text);
		if (f == HOST_OK && memchr(a->text.p, '.', a->text.n) != NULL)
			report(c, a->value.raw, "%s has more than one label", show_text(c, a->text, 64));
		else if (f != HOST_OK)
			report(c, a->value.raw, "%s %s", show_text(c, a->text, 64), host_fault_text(f));
	}
}

static void
domain_component(struct check *c)
{
	each_name(c, domain_component_in);
}

#define DIGITS(number) #number
/* What all rules on upper bounds say; only the type and the number differ. */
#define TOO_LONG_ROW(topic, name, type, max, ...) \
	.id = "rfc5280." topic ".too-long", .section = "A.1", \
	.title = name " is longer than " DIGITS(max) " characters", \
	.requires = "A value of " name " has at most " DIGITS(max) " characters.", \
	.explanation = "RFC 5280 takes over the upper bounds of the directory standards. Software sizes its fields by them and cuts or " \
	    "refuses longer values. Characters are counted, not octets.", \
	.remedy = "Shorten the value, for example with a usual abbreviation.", \
	.peers = PEERS(__VA_ARGS__), \
	.schedule = RFC5280_SHALL, .fn = upper_bound, .arg = BOUND(type, max), .only_of = SHOWS_LONG_VALUE, .scope = SCOPE_SIGNED, \
	.reads = NAME_PARTS, .yields_to = IDS("sbr.subject.value-too-long"), .yields = YIELD_IN_PLACE

static const struct smimelint_rule rules[] = {
	{
		TOO_LONG_ROW("common-name", "commonName", OID_COMMON_NAME, UB_COMMON_NAME,
		    "zlint:e_subject_common_name_max_length", "pkilint:itu.invalid_asn1_syntax"),
	}, {
		TOO_LONG_ROW("organization-name", "organizationName", OID_ORGANIZATION, UB_ORGANIZATION,
		    "zlint:e_subject_organization_name_max_length", "pkilint:itu.invalid_asn1_syntax"),
	}, {
		TOO_LONG_ROW("organizational-unit-name", "organizationalUnitName", OID_ORG_UNIT, UB_ORG_UNIT,
		    "zlint:e_subject_organizational_unit_name_max_length", "pkilint:itu.invalid_asn1_syntax"),
	}, {
		TOO_LONG_ROW("locality-name", "localityName", OID_LOCALITY, UB_LOCALITY,
		    "zlint:e_subject_locality_name_max_length", "pkilint:itu.invalid_asn1_syntax"),
	}, {
		TOO_LONG_ROW("state-or-province-name", "stateOrProvinceName", OID_STATE, UB_STATE,
		    "zlint:e_subject_state_name_max_length", "pkilint:itu.invalid_asn1_syntax"),
	}, {
		TOO_LONG_ROW("title", "title", OID_TITLE, UB_TITLE, "pkilint:itu.invalid_asn1_syntax"),
	}, {
		TOO_LONG_ROW("dn-serial-number", "the attribute serialNumber", OID_SERIAL_NUMBER, UB_SERIAL_NUMBER,
		    "zlint:e_subject_dn_serial_number_max_length", "pkilint:itu.invalid_asn1_syntax"),
	}, {
		TOO_LONG_ROW("pseudonym", "pseudonym", OID_PSEUDONYM, UB_PSEUDONYM, "pkilint:itu.invalid_asn1_syntax"),
	}, {
		TOO_LONG_ROW("email-address", "emailAddress", OID_EMAIL_ADDRESS, UB_EMAIL_ADDRESS,
		    "zlint:e_subject_email_max_length", "pkilint:itu.invalid_asn1_syntax"),
	}, {
		.id = "rfc5280.x520-name.too-long", .section = "A.1",
		.title = "a part of a personal name is longer than 32768 characters",
		.requires = "name, surname, givenName, initials and generationQualifier have at most 32768 characters.",
		.explanation = "The bound of X520name is far above any name of a person; a longer value is an error in the data.",
		.remedy = "Put the name alone into the attribute.",
		.peers = PEERS("zlint:e_subject_given_name_max_length", "zlint:e_subject_surname_max_length", "pkilint:itu.invalid_asn1_syntax"),
		.schedule = RFC5280_SHALL, .fn = x520_name_bound, .only_of = SHOWS_LONG_VALUE, .scope = SCOPE_SIGNED,
		.reads = NAME_PARTS, .yields_to = IDS("sbr.subject.value-too-long"), .yields = YIELD_IN_PLACE,
	}, {
		.id = "rfc5280.personal-name.long", .section = "4.1.2.4",
		.title = "givenName or surname is longer than 64 characters",
		.requires = "Nothing in RFC 5280, which allows 32768 characters: X.411 had 64.",
		.explanation = "Directory software often reserves 64 characters for these names and cuts longer ones.",
		.remedy = "Check that the attribute holds the name alone.",
		.peers = PEERS("zlint:w_subject_given_name_recommended_max_length", "zlint:w_subject_surname_recommended_max_length"),
		.schedule = RFC5280_NOTICE, .fn = person_bound, .only_of = SHOWS_LONG_VALUE, .scope = SCOPE_SIGNED,
		.reads = NAME_PARTS,
	}, {
		.id = "rfc5280.issuer.edge-blank", .section = "4.1.2.4",
		.title = "an attribute of the issuer name begins or ends with a blank",
		.requires = "Nothing: RFC 5280 ignores such blanks when names are compared.",
		.explanation = "Software that compares names by octets does not find the CA under its proper name. "
		    "A CA cannot change its name in certificates it issues, only in its next CA certificate.",
		.remedy = "Write the name without the blank when the CA gets a new name.",
		.peers = PEERS("zlint:w_issuer_dn_leading_whitespace", "zlint:w_issuer_dn_trailing_whitespace"),
		.schedule = RFC5280_NOTICE, .fn = issuer_blank, .scope = SCOPE_SIGNED, .reads = PARTS1(PART_ISSUER),
	}, {
		.id = "rfc5280.street-address.too-long", .section = "4.1.2.4",
		.title = "streetAddress is longer than 128 characters",
		.requires = "Nothing in RFC 5280: X.520 suggests at most 128 characters (ub-street-address).",
		.explanation = "Directory software may cut or refuse longer values. The bound is informative in later editions of X.520.",
		.remedy = "Shorten the address.",
		.peers = PEERS("zlint:e_subject_street_address_max_length", "pkilint:itu.invalid_asn1_syntax"),
		.schedule = RFC5280_NOTICE, .fn = upper_bound, .arg = BOUND(OID_STREET, 128), .only_of = SHOWS_LONG_VALUE, .scope = SCOPE_SIGNED,
		.reads = NAME_PARTS,
	}, {
		.id = "rfc5280.postal-code.too-long", .section = "4.1.2.4",
		.title = "postalCode is longer than 40 characters",
		.requires = "Nothing in RFC 5280: X.520 suggests at most 40 characters (ub-postal-code). The 16 of Appendix A are those of X.400 addresses.",
		.explanation = "Directory software may cut or refuse longer values. The bound is informative in later editions of X.520.",
		.remedy = "Put the postal code alone into the attribute.",
		.peers = PEERS("zlint:e_subject_postal_code_max_length", "pkilint:itu.invalid_asn1_syntax"),
		.schedule = RFC5280_NOTICE, .fn = upper_bound, .arg = BOUND(OID_POSTAL_CODE, 40), .scope = SCOPE_SIGNED, .reads = NAME_PARTS,
	}, {
		.id = "rfc5280.name.empty-value", .section = "A.1",
		.title = "an attribute of a name has an empty value",
		.requires = "The values of attributes in names have at least one character; only domainComponent has no size.",
		.explanation = "An attribute without text names nothing, and decoders that check sizes refuse it. In the "
		    "subject it also breaks SBR 7.1.4.2 or 7.1.4.3.1, which have rules of their own.",
		.remedy = "Leave the attribute out.",
		.peers = PEERS("pkilint:itu.invalid_asn1_syntax"),
		.schedule = RFC5280_SHALL, .fn = empty_value, .scope = SCOPE_SIGNED, .reads = NAME_PARTS,
		.yields_to = IDS("sbr.subject.value-empty", "sbr.subject.ca-value-empty"), .yields = YIELD_IN_PLACE,
	}, {
		.id = "rfc5280.country-name.length", .section = "A.1",
		.title = "countryName is not two characters long",
		.requires = "countryName has exactly two characters.",
		.explanation = "Software that knows two-letter codes only cannot show or compare another value.",
		.remedy = "Use the two-letter code of ISO 3166-1.",
		.peers = PEERS("pkilint:itu.invalid_asn1_syntax"),
		.schedule = RFC5280_SHALL, .fn = country_length, .scope = SCOPE_SIGNED, .reads = NAME_PARTS,
		.yields_to = IDS("sbr.country-name.not-a-code", "sbr.directory-name.country-code", "sbr.subject.ca-country-not-iso"),
		.yields = YIELD_IN_PLACE,
	}, {
		.id = "rfc5280.country-name.case", .section = "A.1",
		.title = "countryName is not in upper case",
		.requires = "Nothing: ISO 3166-1 writes its two-letter codes in upper case.",
		.explanation = "Software may compare the code with a table in upper case. "
		    "A CA cannot change its name in certificates it issues, only in its next CA certificate.",
		.remedy = "Write the code in upper case when the CA gets a new name.",
		.peers = PEERS("zlint:e_subj_country_not_uppercase", "pkilint:cabf.invalid_country_code"),
		.schedule = RFC5280_NOTICE, .fn = country_case, .scope = SCOPE_SIGNED, .reads = NAME_PARTS,
		.yields_to = IDS("sbr.country-name.lower-case", "sbr.directory-name.country-code",
		    "sbr.subject.ca-country-not-iso"),
		.yields = YIELD_IN_PLACE,
	}, {
		.id = "rfc5280.name.empty-rdn", .section = "4.1.2.4",
		.title = "a relative distinguished name has no attribute",
		.requires = "Each RelativeDistinguishedName holds one or more attributes.",
		.explanation = "The empty set is not in the definition; names with it compare differently from software to software.",
		.remedy = "Leave the empty RDN out.",
		.peers = PEERS("pkilint:itu.invalid_asn1_syntax"),
		.schedule = RFC5280_SHALL, .fn = empty_rdn, .scope = SCOPE_SIGNED, .reads = NAME_PARTS,
	}, {
		.id = "rfc5280.name.repeated-type", .section = "4.1.2.4",
		.title = "one relative distinguished name has the same attribute type twice",
		.requires = "The attributes of one RelativeDistinguishedName are of different types (X.501 9.3).",
		.explanation = "Each RDN is a set of distinct types; software that maps types to values loses one of them.",
		.remedy = "Put the second value into an RDN of its own.",
		.peers = PEERS("pkilint:pkix.rdn_contains_duplicate_attribute_types"),
		.schedule = RFC5280_SHALL, .fn = repeated_type, .scope = SCOPE_SIGNED, .reads = NAME_PARTS,
	}, {
		.id = "rfc5280.name.multi-valued-rdn", .section = "4.1.2.4",
		.title = "a relative distinguished name has more than one attribute",
		.requires = "Nothing: RFC 5280 allows it.",
		.explanation = "RDNs with several attributes are rare; much software orders, shows or compares them wrongly.",
		.remedy = "Use one RDN for each attribute.",
		.peers = PEERS("zlint:n_multiple_subject_rdn", "zlint:w_multiple_issuer_rdn", "pkilint:cabf.rdn_contains_multiple_atvs"),
		.schedule = RFC5280_NOTICE, .fn = multi_valued_rdn, .scope = SCOPE_SIGNED, .reads = NAME_PARTS,
	}, {
		.id = "rfc4519.domain-component.label", .section = "2.4",
		.title = "a domainComponent is not one label of a domain name",
		.requires = "Each domainComponent holds one label of a DNS name: letters, digits and hyphens, at most 63.",
		.explanation = "Software joins the components with dots to a domain name; a dot or a blank inside gives another name than was meant.",
		.remedy = "Use one domainComponent for each label, internationalised labels as A-labels.",
		.reading = "RFC 4519 says that a component is a label and limits the stored value to ASCII; that a label must follow the host name rules is read out of it.",
		.peers = PEERS("pkilint:pkix.name_domain_components_invalid_domain_name"),
		.schedule = SCHEDULE(SHALL_FROM(2006, 6, 1)), .fn = domain_component, .scope = SCOPE_SIGNED, .reads = NAME_PARTS,
	},
};

RULE_TABLE(rules_rfc5280_names, "RFC 5280 4.1.2.4, 4.1.2.6 and Appendix A: names", rules);
