/* SPDX-License-Identifier: Apache-2.0 */
/* org_identifier.c - what the rules ask of an organizationIdentifier (SBR 7.1.4.2.2.d, A.1). */
#include "rules/common/org_identifier.h"

#include <string.h>

#include "value/iso.h"
#include "value/judge.h"

#define WRONG ""

/* Scheme and country have their form, whatever the reference is. */
static bool
has_scheme(const struct identifier *i)
{
	return i->fault == ORGID_FAULT_OK || i->fault == ORGID_FAULT_NO_REFERENCE ||
	    i->fault == ORGID_FAULT_REFERENCE_EMPTY;
}

static bool
has_reference(const struct identifier *i)
{
	return i->fault == ORGID_FAULT_OK && i->id->reference.n > 0;
}

static bool
is_scheme(const struct identifier *i, enum orgid_scheme s)
{
	return has_scheme(i) && i->id->scheme == s;
}

/* The schemes without a nation, whose country is XG. */
static bool
is_international(const struct identifier *i)
{
	return is_scheme(i, ORGID_LEI) || is_scheme(i, ORGID_INT);
}

static bool
is_national_scheme(const struct identifier *i)
{
	return has_scheme(i) && (i->id->scheme == ORGID_NTR || i->id->scheme == ORGID_VAT ||
	    i->id->scheme == ORGID_PSD || i->id->scheme == ORGID_GOV);
}

/* The prefixes of Article 215 of Directive 2006/112/EC that are no ISO 3166-1 codes. */
static bool
is_vat_prefix(const struct identifier *i)
{
	return is_scheme(i, ORGID_VAT) && (span_is(i->id->country, "EL") || span_is(i->id->country, "XI"));
}

static const char *
string_type(const struct identifier *i)
{
	uint8_t id = i->attr->value.id;

	return id == DER_PRINTABLE || id == DER_UTF8 ? NULL : WRONG;
}

static const char *
structure(const struct identifier *i)
{
	return has_scheme(i) ? NULL : orgid_fault_text(i->fault);
}

static const char *
scheme(const struct identifier *i)
{
	return has_scheme(i) && (i->id->scheme == ORGID_OTHER || i->id->scheme == ORGID_NATIONAL) ? WRONG : NULL;
}

/* XX stands for a country without an official code (SBR 7.1.4.2.2.n). */
static const char *
country(const struct identifier *i)
{
	if (!is_national_scheme(i) || is_vat_prefix(i) || span_is(i->id->country, "XX"))
		return NULL;
	return iso_country(i->id->country) == ISO_COUNTRY_OFFICIAL ? NULL : WRONG;
}

static const char *
international_country(const struct identifier *i)
{
	return is_international(i) && !span_is(i->id->country, "XG") ? WRONG : NULL;
}

/* The bit of a code in countries.set; false where it is not two letters. */
static bool
country_bit(struct span code, unsigned *bit)
{
	unsigned first, second;

	if (code.n != 2)
		return false;
	first = (unsigned)(code.p[0] | 0x20) - 'a';
	second = (unsigned)(code.p[1] | 0x20) - 'a';
	*bit = first * 26 + second;
	return first < 26 && second < 26;
}

void
countries_read(struct countries *set, const struct cert_name *name)
{
	unsigned bit;

	memset(set, 0, sizeof *set);
	set->all = !name_unread(name, OID_COUNTRY);
	for (unsigned i = 0; i < name->n_attr; i++) {
		if (name->attr[i].type != OID_COUNTRY)
			continue;
		set->any = true;
		if (country_bit(name->attr[i].text, &bit))
			set->set[bit / 32] |= UINT32_C(1) << bit % 32;
	}
}

/* Where the name has no countryName, there is nothing to match; a code of no country is another finding. */
static const char *
country_mismatch(const struct identifier *i)
{
	struct span wanted = i->id->scheme == ORGID_VAT ? vat_country(i->id->country) : i->id->country;
	unsigned bit;

	if (!has_scheme(i) || is_international(i) || country(i) != NULL || !i->countries->all || !i->countries->any ||
	    !country_bit(wanted, &bit))
		return NULL;
	return i->countries->set[bit / 32] >> bit % 32 & 1 ? NULL : WRONG;
}

static const char *
vat_prefix(const struct identifier *i)
{
	return is_vat_prefix(i) ? WRONG : NULL;
}

static const char *
reference_missing(const struct identifier *i)
{
	bool wants = is_scheme(i, ORGID_NTR) || is_scheme(i, ORGID_VAT) || is_scheme(i, ORGID_PSD) ||
	    is_scheme(i, ORGID_LEI);

	return wants && i->id->reference.n == 0 ? WRONG : NULL;
}

static const char *
reference_present(const struct identifier *i)
{
	bool without = is_scheme(i, ORGID_GOV) || is_scheme(i, ORGID_INT);

	return without && i->id->reference.p != NULL ? WRONG : NULL;
}

static bool
has_octet(struct span s, uint8_t from, uint8_t to)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] >= from && s.p[i] <= to)
			return true;
	return false;
}

/* Words instead of a number: a placeholder, or a text with blanks and without any digit. */
static bool
is_prose(struct span reference)
{
	if (value_traits(reference) & (VALUE_METADATA | VALUE_PLACEHOLDER | VALUE_DOUBTFUL))
		return true;
	return !has_octet(reference, '0', '9') && has_octet(reference, ' ', ' ');
}

static bool
is_register_scheme(const struct identifier *i)
{
	return has_reference(i) && (i->id->scheme == ORGID_NTR || i->id->scheme == ORGID_VAT ||
	    i->id->scheme == ORGID_PSD);
}

static const char *
reference_prose(const struct identifier *i)
{
	return is_register_scheme(i) && is_prose(i->id->reference) ? WRONG : NULL;
}

static const char *
reference_no_digit(const struct identifier *i)
{
	if (!is_register_scheme(i) || is_prose(i->id->reference))
		return NULL;
	return has_octet(i->id->reference, '0', '9') ? NULL : WRONG;
}

static const char *
subdivision_scheme(const struct identifier *i)
{
	if (!has_scheme(i) || i->id->subdivision.p == NULL)
		return NULL;
	return i->id->scheme == ORGID_VAT || i->id->scheme == ORGID_PSD ? WRONG : NULL;
}

static const char *
subdivision_international(const struct identifier *i)
{
	return is_international(i) && i->id->subdivision.p != NULL ? WRONG : NULL;
}

static bool
is_unlisted_subdivision(const struct identifier *i)
{
	return is_national_scheme(i) && i->id->subdivision.p != NULL &&
	    iso_country(i->id->country) == ISO_COUNTRY_OFFICIAL && !iso_subdivision(i->id->country, i->id->subdivision);
}

/* Federations that keep trade registers in their parts and whose parts have not changed for decades. */
static bool
has_settled_subdivisions(const struct identifier *i)
{
	return span_is(i->id->country, "US") || span_is(i->id->country, "CA") || span_is(i->id->country, "AU") ||
	    span_is(i->id->country, "DE");
}

static const char *
subdivision_false(const struct identifier *i)
{
	return is_unlisted_subdivision(i) && has_settled_subdivisions(i) ? WRONG : NULL;
}

static const char *
subdivision_unknown(const struct identifier *i)
{
	return is_unlisted_subdivision(i) && !has_settled_subdivisions(i) ? WRONG : NULL;
}

static const char *
subdivision_eea(const struct identifier *i)
{
	bool has = is_scheme(i, ORGID_NTR) && i->id->subdivision.p != NULL;

	return has && iso_country_eea(i->id->country) ? WRONG : NULL;
}

/* Countries that lie in Europe, wholly or in part, outside the European Economic Area. */
static const char *
subdivision_europe(const struct identifier *i)
{
	static const char others[] =
	    "AD AL AX BA BY CH FO GB GG GI IM JE MC MD ME MK RS RU SJ SM TR UA VA ";

	if (!is_scheme(i, ORGID_NTR) || i->id->subdivision.p == NULL)
		return NULL;
	for (size_t n = 0; n + 3 < sizeof others; n += 3)
		if (memcmp(others + n, i->id->country.p, 2) == 0)
			return WRONG;
	return NULL;
}

static bool
is_register_without_subdivision(const struct identifier *i, const char *code)
{
	return is_scheme(i, ORGID_NTR) && i->id->subdivision.p == NULL && span_is(i->id->country, code);
}

static const char *
state_missing(const struct identifier *i)
{
	return is_register_without_subdivision(i, "US") ? WRONG : NULL;
}

static const char *
province_missing(const struct identifier *i)
{
	return is_register_without_subdivision(i, "CA") ? WRONG : NULL;
}

static const char *
lei_reference(const struct identifier *i)
{
	if (!is_scheme(i, ORGID_LEI) || !has_reference(i) || lei_check_digits(i->id->reference))
		return NULL;
	return lei_has_form(i->id->reference) ? "check digits" : "not 18 letters and digits and two check digits";
}

static const char *
psd_reference(const struct identifier *i)
{
	if (!is_scheme(i, ORGID_PSD))
		return NULL;
	if (i->id->subdivision.p != NULL)
		return "has a subdivision";
	if (!has_reference(i) || is_prose(i->id->reference))
		return NULL;
	return psd_reference_fault(i->id->reference);
}

/*
 * Directive (EU) 2015/2366 is law in the European Economic Area; what the United Kingdom and Gibraltar took over from it has its form still, with
 * the same identifiers.
 */
static const char *
psd_country(const struct identifier *i)
{
	struct span code = i->id->country;

	if (!is_scheme(i, ORGID_PSD))
		return NULL;
	return iso_country_eea(code) || span_is(code, "GB") || span_is(code, "GI") ? NULL : WRONG;
}

/*
 * A reference of an EEA country that has the form of an EUID of another one.
 * Register identifiers have two characters at least, so that "HRB.12345" is
 * not taken for one of Croatia.  Greek EUIDs begin with EL.
 */
static const char *
euid_country(const struct identifier *i)
{
	struct euid e;

	if (!is_scheme(i, ORGID_NTR) || !has_reference(i) || !iso_country_eea(i->id->country))
		return NULL;
	if (!euid_parse(i->id->reference, &e) || e.register_id.n < 2 || !iso_country_eea(e.country))
		return NULL;
	return span_eq(vat_country(e.country), i->id->country) ? NULL : WRONG;
}

static const char *
euid_german(const struct identifier *i)
{
	struct euid e;

	if (!is_scheme(i, ORGID_NTR) || !has_reference(i) || !span_is(i->id->country, "DE") ||
	    is_prose(i->id->reference))
		return NULL;
	return euid_parse(i->id->reference, &e) && iso_country_eea(e.country) ? NULL : WRONG;
}

/* NULL where the identifier keeps the rule; else words that say more, may be empty. */
typedef const char *question_fn(const struct identifier *);

static question_fn *const questions[ORG_QUESTIONS] = {
	[Q_STRING_TYPE] = string_type, [Q_STRUCTURE] = structure, [Q_SCHEME] = scheme,
	[Q_COUNTRY] = country, [Q_INTERNATIONAL_COUNTRY] = international_country,
	[Q_COUNTRY_MISMATCH] = country_mismatch, [Q_VAT_PREFIX] = vat_prefix,
	[Q_REFERENCE_MISSING] = reference_missing, [Q_REFERENCE_PRESENT] = reference_present,
	[Q_REFERENCE_PROSE] = reference_prose, [Q_REFERENCE_NO_DIGIT] = reference_no_digit,
	[Q_SUBDIVISION_SCHEME] = subdivision_scheme,
	[Q_SUBDIVISION_INTERNATIONAL] = subdivision_international,
	[Q_SUBDIVISION_FALSE] = subdivision_false,
	[Q_SUBDIVISION_UNKNOWN] = subdivision_unknown, [Q_SUBDIVISION_EEA] = subdivision_eea,
	[Q_SUBDIVISION_EUROPE] = subdivision_europe, [Q_STATE_MISSING] = state_missing,
	[Q_PROVINCE_MISSING] = province_missing, [Q_LEI_REFERENCE] = lei_reference,
	[Q_PSD_REFERENCE] = psd_reference, [Q_PSD_COUNTRY] = psd_country,
	[Q_EUID_COUNTRY] = euid_country, [Q_EUID_GERMAN] = euid_german,
};

const char *
org_identifier_ask(const struct identifier *i, enum org_question q)
{
	return questions[q](i);
}
