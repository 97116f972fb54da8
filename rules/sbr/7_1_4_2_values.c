/* SPDX-License-Identifier: Apache-2.0 */
/*
 * 7_1_4_2_values.c - values that say nothing, and text that is not what was
 * verified (SBR 7.1.4.2).
 */
#include "rules/common/subject_attr.h"
#include "rules/tables.h"
#include "value/fold.h"
#include "value/judge.h"

/* A place with this trait; the whole value where the text is not the value's own octets (BMPString). */
static struct span
where(const struct cert_attr *a, enum value_trait t)
{
	struct span at = value_trait_at(a->text, t);

	if (a->text.p != a->value.val.p || at.n == 0)
		return a->value.raw;
	return at.n == a->text.n ? a->value.raw : at;
}

/* Reports every attribute whose text has one of the traits in rule->arg. */
static void
values(struct check *c)
{
	struct attr_walk w = { 0 };
	const struct cert_attr *a;
	uint32_t t;

	while ((a = next_subject_attr(c, &w)) != NULL) {
		t = a->traits & c->rule->arg;
		if (t != 0)
			report_text(c, where(a, (enum value_trait)t), a->text);
	}
}

/*
 * Attributes in which a word such as "None" or "NULL" cannot be a name.  In
 * the others it may be a person, a firm or a town.
 */
static bool
holds_no_name(enum oid type)
{
	return type == OID_TITLE || type == OID_STREET || type == OID_POSTAL_CODE ||
	    type == OID_SERIAL_NUMBER || type == OID_ORG_IDENTIFIER || type == OID_EMAIL_ADDRESS;
}

/* Codes of two letters, such as NA for Namibia, are judged by the rules of countryName. */
static bool
holds_code(enum oid type)
{
	return type == OID_COUNTRY || type == OID_JURISDICTION_C || type == OID_DOMAIN_COMPONENT;
}

/* No town, state or unit is called Unknown or Null, and only towns are called None. */
static bool
is_no_place(const struct cert_attr *a)
{
	if (a->type != OID_LOCALITY && a->type != OID_STATE && a->type != OID_ORG_UNIT)
		return false;
	return fold_equal(a->text, SPAN_LIT("unknown")) || fold_equal(a->text, SPAN_LIT("null")) ||
	    (a->type != OID_LOCALITY && fold_equal(a->text, SPAN_LIT("none")));
}

static bool
is_placeholder(const struct cert_attr *a)
{
	return (a->traits & VALUE_PLACEHOLDER) ||
	    ((a->traits & VALUE_DOUBTFUL) && (holds_no_name(a->type) || is_no_place(a)));
}

static void
placeholder(struct check *c)
{
	struct attr_walk w = { 0 };
	const struct cert_attr *a;

	while ((a = next_subject_attr(c, &w)) != NULL)
		if (is_placeholder(a) && !holds_code(a->type))
			report_text(c, a->value.raw, a->text);
}

static void
doubtful(struct check *c)
{
	struct attr_walk w = { 0 };
	const struct cert_attr *a;

	while ((a = next_subject_attr(c, &w)) != NULL)
		if ((a->traits & VALUE_DOUBTFUL) && !is_placeholder(a) && !holds_code(a->type))
			report_text(c, a->value.raw, a->text);
}

static void
edge_blank(struct check *c)
{
	struct attr_walk w = { 0 };
	const struct cert_attr *a;

	while ((a = next_subject_attr(c, &w)) != NULL)
		if (a->traits & VALUE_EDGE_BLANK)
			report(c, a->value.raw, "\"%s\"", show_text(c, a->text, 64));
}

static void
double_blank(struct check *c)
{
	struct attr_walk w = { 0 };
	const struct cert_attr *a;

	while ((a = next_subject_attr(c, &w)) != NULL)
		if (a->traits & VALUE_DOUBLE_BLANK)
			report(c, a->value.raw, "\"%s\"", show_text(c, a->text, 64));
}

/* A blank at an edge has a rule of its own, of whatever kind it is. */
static void
no_break_space(struct check *c)
{
	struct attr_walk w = { 0 };
	const struct cert_attr *a;

	while ((a = next_subject_attr(c, &w)) != NULL) {
		struct span at = a->traits & VALUE_NBSP ? value_trait_at(value_without_edge_blanks(a->text), VALUE_NBSP) : SPAN_NONE;

		if (at.n > 0)
			report_text(c, a->text.p == a->value.val.p ? at : a->value.raw, a->text);
	}
}

static void
empty(struct check *c)
{
	struct attr_walk w = { 0 };
	const struct cert_attr *a;

	while ((a = next_subject_attr(c, &w)) != NULL)
		if (attr_lacks_value(a))
			report(c, a->raw, "%s", oid_name(a->type));
}

static void
too_long(struct check *c)
{
	struct attr_walk w = { 0 };
	const struct cert_attr *a;
	size_t n;

	while ((a = next_subject_attr(c, &w)) != NULL)
		if ((n = attr_text_beyond(a, attr_upper_bound(a->type))) > 0)
			report(c, a->value.raw, "%s: %zu characters", oid_name(a->type), n);
}

#define VALUES(fn_, traits) .fn = (fn_), .arg = (traits), .only_of = (traits), .scope = SCOPE_SUBSCRIBER, \
	.reads = SUBJECT_ATTR_PARTS, .when = PARTS1(PART_SUBJECT)

/* Which attribute holds what, each item says; of directoryName 7.1.4.2.1 says that it keeps them. */
#define SAYS_WHAT "7.1.4.2, 7.1.4.2.1, 7.1.4.2.2.a to n"

static const struct smimelint_rule rules[] = {
	{
		.id = "sbr.subject.value-empty", .section = SAYS_WHAT ", 7.1.4.2.4 to 6",
		.title = "a subject attribute has an empty value",
		.requires = "Subject attributes give no indication that the value is absent. Each holds what its item of 7.1.4.2.2 says, and where a "
		    "table demands it, it is there with a value.",
		.explanation = "An attribute without any character says that there is no value, and nothing was verified for it. Where the profile demands the "
		    "attribute, it is there in form only. RFC 5280 demands one character at least, too.",
		.remedy = "Leave the attribute out where there is no value; if the profile demands it, do not issue.",
		.peers = PEERS("pkilint:itu.invalid_asn1_syntax"),
		.schedule = SBR_SHALL, VALUES(empty, VALUE_EMPTY),
		.yields_to = IDS("sbr.country-name.not-a-code", "sbr.directory-name.country-code", "sbr.common-name.mv-not-mailbox",
		    "sbr.directory-name.mv-common-name", "sbr.common-name.ov-not-organization", "sbr.directory-name.ov-common-name"),
		.yields = YIELD_IN_PLACE,
	}, {
		.id = "sbr.subject.value-metadata", .section = SAYS_WHAT,
		.title = "a subject attribute has nothing but punctuation and blanks",
		.requires = "Subject attributes do not consist only of characters such as a dot, a hyphen or a space.",
		.explanation = "Such a value fills a field for which there is no information. Relying parties take it for verified data, "
		    "and the attribute may be there only because a form demanded it.",
		.remedy = "Leave the attribute out where there is no value; if the profile demands it, do not issue.",
		.peers = PEERS("zlint:e_subject_contains_noninformational_value", "pkilint:cabf.insignificant_attribute_value_present"),
		.schedule = SBR_SHALL, VALUES(values, VALUE_METADATA),
	}, {
		.id = "sbr.subject.value-placeholder", .section = SAYS_WHAT,
		.title = "a subject attribute says that there is no value",
		.requires = "Subject attributes do not hold an indication that the value is absent, incomplete or not applicable.",
		.explanation = "\"(null)\", \"N/A\" or \"undefined\" come from programs that print a missing value. Once signed, they are "
		    "what the CA says that the subject is called. \"null\" and \"none\" count when they are in lower case, as programs write "
		    "them, or stand in an attribute that holds no name; \"Unknown\" and \"Null\" also where a town, a state or a unit is named. "
		    "In brackets or quotes each such word counts, as in \"(None)\": nobody's name is written so. A template or a table without its value "
		    "counts, too: ${city}, {{city}}, %s, #REF!.",
		.remedy = "Leave the attribute out where there is no value, and refuse such values where the data come in.",
		.schedule = SBR_SHALL, VALUES(placeholder, VALUE_PLACEHOLDER | VALUE_DOUBTFUL),
	}, {
		.id = "sbr.subject.value-doubtful", .section = "7.1.4.2",
		.title = "a subject attribute may say that there is no value",
		.requires = "Subject attributes do not hold an indication that the value is absent, incomplete or not applicable.",
		.explanation = "The word often stands for a missing value (incomplete, pending), also in other languages (k.A., s/n, n.v.t.), or is a field's name "
		    "in brackets, as {city}. But somebody or something may be called so: Null is a surname, None a town in Piedmont, NA an abbreviation.",
		.remedy = "Compare the value with the evidence; leave the attribute out where there is none.",
		.reading = "The certificate does not show whether the word is a name or says that there is none.",
		.schedule = SBR_SHALL, VALUES(doubtful, VALUE_DOUBTFUL),
	}, {
		.id = "sbr.subject.value-too-long", .section = "7.1.4.2.2.a, 7.1.4.2.1",
		.title = "a subject attribute is longer than RFC 5280 allows",
		.requires = "commonName and emailAddress, like all other attributes, keep to the upper bounds of RFC 5280: 64 characters of commonName, "
		    "organizationName, organizationalUnitName, title and serialNumber. It is 128 of localityName, stateOrProvinceName and pseudonym, 255 of "
		    "emailAddress, 32768 of surname and givenName.",
		.explanation = "The note to 7.1.4.2.2.a takes the bounds of Appendix A over. Software sizes its fields by them and cuts or refuses longer values. "
		    "Characters are counted, not octets.",
		.remedy = "Shorten the value, for example with a usual abbreviation.",
		.peers = PEERS("zlint:e_subject_common_name_max_length", "zlint:e_subject_email_max_length", "pkilint:itu.invalid_asn1_syntax"),
		.schedule = SBR_SHALL, VALUES(too_long, SHOWS_LONG_VALUE),
	}, {
		.id = "sbr.subject.value-test", .section = "7.1.4.2",
		.title = "a subject attribute reads like a test",
		.requires = "Nothing: a hint. The subject's attributes are verified information.",
		.explanation = "Test certificates signed by a production CA are certificates like any other; values such as \"test user\" were "
		    "hardly verified.",
		.remedy = "Make sure that the value is the subject's name, and issue tests from a test hierarchy.",
		.schedule = SBR_NOTICE, VALUES(values, VALUE_TEST),
	}, {
		.id = "sbr.subject.value-replacement-character", .section = "7.1.4.2",
		.title = "a subject attribute has the replacement character U+FFFD",
		.requires = "The information in the subject is accurate and complete at issuance.",
		.explanation = "U+FFFD is what software writes where it could not read a character. The name that was verified does not "
		    "have it; a part of the name is lost.",
		.remedy = "Convert the text from its real character set, and refuse U+FFFD where the data come in.",
		.schedule = SBR_SHALL, VALUES(values, VALUE_REPLACEMENT),
	}, {
		.id = "sbr.subject.value-control-character", .section = "7.1.4.2",
		.title = "a subject attribute has a control character",
		.requires = "The information in the subject is accurate at issuance.",
		.explanation = "No name has control characters; they come from fields that were cut or joined wrongly. Shown on a terminal or "
		    "written to a log they change what is read.",
		.remedy = "Remove control characters, or refuse them where the data come in.",
		.peers = PEERS("zlint:e_subject_dn_not_printable_characters"),
		.schedule = SBR_SHALL, VALUES(values, VALUE_CONTROL),
		.yields_to = IDS("sbr.email-address.syntax", "x690.string.charset"), .yields = YIELD_IN_PLACE,
	}, {
		.id = "sbr.subject.value-html-entity", .section = "7.1.4.2",
		.title = "a subject attribute has an HTML entity",
		.requires = "The information in the subject is accurate at issuance.",
		.explanation = "\"&amp;\" or \"&#252;\" is the way a web page writes a character. The name that was verified has the character, "
		    "not the entity.",
		.remedy = "Store names as text and escape them only when a page is made.",
		.peers = PEERS("zlint:e_subj_contains_html_entities", "pkilint:cabf.name.attribute_value_contains_html_entity"),
		.schedule = SBR_SHALL, VALUES(values, VALUE_ENTITY),
	}, {
		.id = "sbr.subject.value-mojibake", .section = "7.1.4.2",
		.title = "a subject attribute is UTF-8 that was read in another character set",
		.requires = "The information in the subject is accurate at issuance.",
		.explanation = "The whole value, turned back into single octets, is well-formed UTF-8: each letter with an accent has become "
		    "two or three characters. Nobody is called so.",
		.remedy = "Read the text as UTF-8 on its way into the certificate.",
		.peers = PEERS("zlint:e_utf8_latin1_mixup"),
		.schedule = SBR_SHALL, VALUES(values, VALUE_MOJIBAKE),
	}, {
		.id = "sbr.subject.value-invisible-character", .section = "7.1.4.2",
		.title = "a subject attribute has an invisible or direction-changing character",
		.requires = "The information in the subject is accurate at issuance.",
		.explanation = "What is shown is not what is compared: two names that look alike differ, or a name reads backwards. "
		    "The joiners that Persian and Indic names need are not meant.",
		.remedy = "Remove such characters before the name is verified.",
		.reading = "No sentence names these characters, and a few belong to the spelling of names in some "
		    "languages.",
		.schedule = SBR_SHALL, VALUES(values, VALUE_INVISIBLE),
	}, {
		.id = "sbr.subject.value-edge-blank", .section = "7.1.4.2",
		.title = "a subject attribute begins or ends with a blank",
		.requires = "The information in the subject is accurate at issuance.",
		.explanation = "The blank is not part of the name. Comparison by RFC 5280 7.1 ignores it, but much software compares octets "
		    "and takes the names for different ones.",
		.remedy = "Trim values where the data come in.",
		.peers = PEERS("zlint:w_subject_dn_leading_whitespace", "zlint:w_subject_dn_trailing_whitespace"),
		.reading = "No sentence names blanks; that they make the value inaccurate is a strict reading.",
		.schedule = SBR_SHALL, VALUES(edge_blank, VALUE_EDGE_BLANK),
		.yields_to = IDS("sbr.email-address.syntax", "sbr.subject.value-metadata"), .yields = YIELD_IN_PLACE,
	}, {
		.id = "sbr.subject.value-double-blank", .section = "7.1.4.2",
		.title = "a subject attribute has two blanks together",
		.requires = "Nothing: a hint. The information in the subject is accurate at issuance.",
		.explanation = "Two blanks often show that a middle part was empty when the value was put together.",
		.remedy = "Join parts of names only where they are there.",
		.schedule = SBR_NOTICE, VALUES(double_blank, VALUE_DOUBLE_BLANK),
		.yields_to = IDS("sbr.email-address.syntax", "sbr.subject.value-metadata", "sbr.subject.value-edge-blank"),
		.yields = YIELD_IN_PLACE,
	}, {
		.id = "sbr.subject.value-noncharacter", .section = "7.1.4.2",
		.title = "a subject attribute has a code point that is not a character",
		.requires = "Nothing: no sentence names such characters. The information in the subject is accurate at "
		    "issuance.",
		.explanation = "Unicode never assigns U+FFFE, U+FFFF and their like. U+FFFE is what a byte order mark becomes when its octets are swapped.",
		.remedy = "Convert the text from its real character set, and refuse such code points where the data come in.",
		.schedule = SBR_NOTICE, VALUES(values, VALUE_NONCHARACTER),
	}, {
		.id = "sbr.subject.value-private-use", .section = "7.1.4.2",
		.title = "a subject attribute has a character of a private use area",
		.requires = "Nothing: no sentence names such characters. The information in the subject is accurate at "
		    "issuance.",
		.explanation = "What such a character looks like is an agreement between those who use it. Everybody else sees a box.",
		.remedy = "Replace the character by the one of Unicode that is meant.",
		.schedule = SBR_NOTICE, VALUES(values, VALUE_PRIVATE),
	}, {
		.id = "sbr.subject.value-no-break-space", .section = "7.1.4.2",
		.title = "a subject attribute has a no-break space",
		.requires = "Nothing: no sentence names such characters. The information in the subject is accurate at "
		    "issuance.",
		.explanation = "It looks like a blank and is another character, so software that compares octets takes two equal names for different ones. "
		    "It comes from text that was copied from a page. At the beginning or the end of a value it counts as a blank there.",
		.remedy = "Write an ordinary blank.",
		.schedule = SBR_NOTICE, VALUES(no_break_space, VALUE_NBSP),
	}, {
		.id = "sbr.subject.value-lost-character", .section = "7.1.4.2",
		.title = "a subject attribute has question marks between letters",
		.requires = "Nothing: no sentence names such characters. The information in the subject is accurate at "
		    "issuance.",
		.explanation = "Many programs write question marks for a letter that the target character set lacks: M?ller, or M??ller where they "
		    "count octets. The letter is lost. The rule skips values with a URL.",
		.remedy = "Take the name from its source again, in UTF-8.",
		.schedule = SBR_NOTICE, VALUES(values, VALUE_LOST),
	},
};

RULE_TABLE(rules_sbr_7_1_4_2_values, "SBR 7.1.4.2 Values of subject attributes", rules);
