/* SPDX-License-Identifier: Apache-2.0 */
/* verified.c - is an attribute of the subject what was verified of the organization (SBR 3.2.3, 3.2.5, 7.1.4.2.2)? */
#include "rules/evidence/identity/identity.h"
#include "rules/evidence/identity/verified.h"
#include "value/iso.h"
#include "value/normal.h"
#include "value/orgid.h"

static bool
same(struct span verified, struct span text)
{
	return verified.p != NULL && normal_equal(verified, text);
}

/* The scheme's words stand in the order of enum orgid_scheme too. */
_Static_assert(SCHEME_NTR == (int)ORGID_NTR + 1 && SCHEME_INT == (int)ORGID_INT + 1, "the same order");

const char *
unlike_registration(const struct ev_organization *o, struct span text)
{
	const struct ev_registration *r = o->registration;
	/* Where its country is not said, it is that of the organization. */
	struct span country = r->country.p != NULL || o->jurisdiction == NULL ? r->country : o->jurisdiction->country;
	struct orgid id;

	/* One that cannot be taken apart is told by the rules about the certificate. */
	if (orgid_parse(text, &id) != ORGID_FAULT_OK)
		return NULL;
	if ((int)id.scheme + 1 != r->scheme)
		return "scheme";
	if (id.reference.n > 0 && (r->reference.p == NULL || !normal_same(id.reference, r->reference)))
		return "reference";
	/* LEI and INT stand under XG, VAT under the prefix of Directive 2006/112/EC or the ISO code. */
	if (id.scheme != ORGID_LEI && id.scheme != ORGID_INT && !text_equal_ascii(id.country, country) &&
	    (id.scheme != ORGID_VAT || !text_equal_ascii(vat_country(id.country), vat_country(country))))
		return "country";
	/* A number may be unique in the nation though a state has given it; of a Government Entity the state is told (Note 2). */
	if (id.subdivision.p == NULL)
		return id.scheme == ORGID_GOV && r->subdivision.p != NULL ? "subdivision" : NULL;
	return r->subdivision.p == NULL || !span_eq(id.subdivision, r->subdivision) ? "subdivision" : NULL;
}

/* An organizationIdentifier as a whole: what stands behind its first hyphen is the Registration Reference (7.1.4.2.2.d). */
static bool
is_verified_identifier(const struct ev_organization *o, struct span text)
{
	const struct ev_registration *r = o->registration;
	const uint8_t *hyphen = memchr(text.p, '-', text.n);
	size_t at = hyphen != NULL ? (size_t)(hyphen - text.p) + 1 : 0;

	return hyphen != NULL && r->reference.n > 0 && same(r->reference, span_sub(text, at, text.n - at)) &&
	    unlike_registration(o, text) == NULL;
}

/* Is it one of the values that the record has as verified?  A variation is of one of them (7.1.4.2.2). */
static bool
is_verified_value(const struct ev_organization *o, struct span value)
{
	const struct ev_address *a = o->address;
	const struct ev_jurisdiction *j = o->jurisdiction;
	const struct ev_registration *r = o->registration;
	const struct span known[] = {
		o->legal_name, o->assumed_name != NULL ? o->assumed_name->value : SPAN_NONE,
		a != NULL ? a->country : SPAN_NONE, a != NULL ? a->state : SPAN_NONE, a != NULL ? a->locality : SPAN_NONE,
		a != NULL ? a->street : SPAN_NONE, a != NULL ? a->postal_code : SPAN_NONE,
		j != NULL ? j->country : SPAN_NONE, j != NULL ? j->state : SPAN_NONE, j != NULL ? j->locality : SPAN_NONE,
		r != NULL ? r->country : SPAN_NONE, r != NULL ? r->subdivision : SPAN_NONE, r != NULL ? r->reference : SPAN_NONE,
	};

	for (size_t i = 0; value.p != NULL && i < sizeof known / sizeof *known; i++)
		if (same(known[i], value))
			return true;
	if (value.p != NULL && r != NULL && is_verified_identifier(o, value))
		return true;
	for (uint32_t i = 0; value.p != NULL && i < o->n_affiliates; i++)
		if (same(o->affiliates[i].legal_name, value) || same(o->affiliates[i].ou_value, value))
			return true;
	return false;
}

bool
is_documented(const struct ev_organization *o, const struct cert_attr *a)
{
	for (uint32_t i = 0; i < o->n_documented_variations; i++) {
		const struct ev_variation *v = &o->documented_variations[i];

		if (v->certificate_value.p != NULL && is_verified_value(o, v->verified_value) && normal_equal(v->certificate_value, a->text) &&
		    attribute_named(v->attribute, a->type))
			return true;
	}
	return false;
}

static bool
opens_parenthesis(struct span text, size_t at)
{
	return text.n - at > 1 && memcmp(text.p + at, " (", 2) == 0;
}

static size_t
count_parentheses(struct span text)
{
	size_t n = 0;

	for (size_t i = 0; i < text.n; i++)
		n += opens_parenthesis(text, i);
	return n;
}

/* Where a parenthesis opens that has so many others behind it or in it; the text's length: nowhere. */
static size_t
parenthesis_before(struct span text, size_t others)
{
	for (size_t i = text.n; i-- > 0; )
		if (opens_parenthesis(text, i) && others-- == 0)
			return i;
	return text.n;
}

/* "Assumed Name (Legal Name)" (7.1.4.2.2.b). */
static bool
is_both_names(struct span text, struct span assumed, struct span legal)
{
	size_t open, close = text.n;

	if (assumed.p == NULL || legal.p == NULL || text.n == 0 || text.p[--close] != ')')
		return false;
	open = parenthesis_before(text, count_parentheses(legal));
	return open < text.n && normal_equal(span_sub(text, 0, open), assumed) &&
	    normal_equal(span_sub(text, open + 2, close - open - 2), legal);
}

bool
is_verified_name(const struct ev_organization *o, struct span text)
{
	struct span assumed = o->assumed_name != NULL ? o->assumed_name->value : SPAN_NONE;

	return same(o->legal_name, text) || same(assumed, text) || is_both_names(text, assumed, o->legal_name);
}

/* A name of the organization or of an Affiliate of it, or one that a documented variation ties to it. */
static bool
is_name_of(const struct ev_organization *o, struct span name)
{
	bool known = is_verified_name(o, name);

	for (uint32_t i = 0; i < o->n_affiliates && !known; i++)
		known = o->affiliates[i].legal_name.p != NULL && normal_equal(o->affiliates[i].legal_name, name);
	for (uint32_t i = 0; i < o->n_documented_variations && !known; i++) {
		const struct ev_variation *v = &o->documented_variations[i];

		known = attribute_named(v->attribute, OID_ORGANIZATION) &&
		    ((v->certificate_value.p != NULL && normal_equal(v->certificate_value, name)) ||
		    (v->verified_value.p != NULL && normal_equal(v->verified_value, name)));
	}
	return known;
}

static struct span
name_in(const struct json_value *object)
{
	const struct json_value *name = json_find(object, "name");

	return name != NULL && name->type == JSON_STRING && !json_says_nothing(name) ? name->text : SPAN_NONE;
}

static bool
lists_name_of(const struct ev_organization *o, const struct json_value *list)
{
	if (list == NULL || list->type != JSON_ARRAY)
		return false;
	for (const struct json_value *e = list->child; e != NULL; e = e->next)
		if (name_in(e).p != NULL && is_name_of(o, name_in(e)))
			return true;
	return false;
}

struct span
unlike_gleif_name(const struct ev_organization *o, const struct json_value *entity)
{
	struct span legal = name_in(json_find(entity, "legalName"));

	if (o->legal_name.p == NULL || legal.p == NULL || is_name_of(o, legal) || lists_name_of(o, json_find(entity, "otherNames")) ||
	    lists_name_of(o, json_find(entity, "transliteratedOtherNames")))
		return SPAN_NONE;
	return legal;
}

bool
is_part_of_place(enum oid type)
{
	switch (type) {
	case OID_COUNTRY:
	case OID_STATE:
	case OID_LOCALITY:
	case OID_STREET:
	case OID_POSTAL_CODE:
		return true;
	default:
		return false;
	}
}

bool
is_without_code(const struct cert_name *n)
{
	const struct cert_attr *country = name_attr(n, OID_COUNTRY, 0);

	return country != NULL && span_is(country->text, "XX");
}

struct span
part_of_place(const struct ev_address *p, enum oid type)
{
	switch (type) {
	case OID_COUNTRY:
		return p->country;
	case OID_STATE:
		return p->state;
	case OID_LOCALITY:
		return p->locality;
	case OID_STREET:
		return p->street;
	case OID_POSTAL_CODE:
		return p->postal_code;
	default:
		return SPAN_NONE;
	}
}

bool
is_in_place(const struct ev_address *p, const struct cert_name *n, const struct cert_attr *a)
{
	if (same(part_of_place(p, a->type), a->text))
		return true;
	if (a->type == OID_COUNTRY)
		return span_is(a->text, "XX") && iso_country(p->country) == ISO_COUNTRY_USER_ASSIGNED;
	return a->type == OID_LOCALITY && is_without_code(n) && same(p->state, a->text);
}

struct ev_address
place_of_jurisdiction(const struct ev_organization *o)
{
	static const struct ev_jurisdiction none;
	const struct ev_jurisdiction *j = o->jurisdiction != NULL ? o->jurisdiction : &none;

	return (struct ev_address){ .country = j->country, .state = j->state, .locality = j->locality };
}

bool
is_beyond_records(enum oid type)
{
	switch (type) {
	case OID_COMMON_NAME:
	case OID_ORGANIZATION:
	case OID_ORG_UNIT:
	case OID_ORG_IDENTIFIER:
	case OID_GIVEN_NAME:
	case OID_SURNAME:
	case OID_PSEUDONYM:
	case OID_SERIAL_NUMBER:
	case OID_EMAIL_ADDRESS:
	case OID_TITLE:
		return false;
	default:
		return !is_part_of_place(type);
	}
}

bool
is_affiliate(const struct ev_organization *o, struct span text)
{
	for (uint32_t i = 0; i < o->n_affiliates; i++) {
		const struct ev_affiliate *f = &o->affiliates[i];

		if (same(f->ou_value, text) && same(f->legal_name, text))
			return true;
	}
	return false;
}
