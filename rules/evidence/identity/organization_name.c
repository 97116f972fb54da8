/* SPDX-License-Identifier: Apache-2.0 */
/*
 * organization_name.c - each attribute of a subject or a directoryName against the verified fact of the organization that it rests on
 * (SBR 3.2.5, 7.1.4.2.2).
 */
#include "rules/evidence/evidence.h"
#include "rules/evidence/identity/identity.h"
#include "rules/evidence/identity/verified.h"
#include "value/normal.h"
#include "value/orgid.h"

static const struct ev_organization *
organization(const struct check *c)
{
	return c->evidence->record->organization;
}

/* "NTRUS+CA-1": the register is one of a state.  An identifier that cannot be taken apart is told by the rules about the certificate. */
static bool
names_subdivision(struct span text)
{
	struct orgid id;

	return text.n > 5 && text.p[5] == '+' && orgid_parse(text, &id) == ORGID_FAULT_OK;
}

/* What of the Registration Reference is missing that the organizationIdentifier rests on?  Then that is told. */
static bool
lacks_registration(struct check *c, const struct ev_organization *o, struct span text)
{
	const struct ev_registration *r = o->registration;
	const struct ev_jurisdiction *j = o->jurisdiction;

	if (r == NULL)
		fact_missing(c, o->at, "registration");
	else if (r->scheme == 0)
		fact_missing(c, r->at, "scheme");
	else if (r->reference.p == NULL && r->scheme != SCHEME_GOV && r->scheme != SCHEME_INT)
		fact_missing(c, r->at, "reference");
	/* Where its country is not said, it is that of the jurisdiction. */
	else if (r->country.p == NULL && r->scheme != SCHEME_LEI && r->scheme != SCHEME_INT && (j == NULL || j->country.p == NULL))
		fact_missing(c, j != NULL ? j->at : o->at, j != NULL ? "country" : "jurisdiction");
	else if (r->subdivision.p == NULL && names_subdivision(text))
		fact_missing(c, r->at, "subdivision");
	else
		return false;
	return true;
}

/* Is what was verified of the attribute missing?  Then that is told. */
static bool
lacks_verified(struct check *c, const struct ev_organization *o, const struct cert_attr *a)
{
	if (a->type == OID_ORG_IDENTIFIER)
		return lacks_registration(c, o, a->text);
	if (a->type != OID_ORGANIZATION || o->legal_name.p != NULL || is_verified_name(o, a->text))
		return false;
	fact_missing(c, o->at, "legal_name");
	return true;
}

static bool
is_verified_part(const struct ev_organization *o, const struct cert_name *name, const struct cert_attr *a)
{
	const struct ev_address jurisdiction = place_of_jurisdiction(o);

	return (o->address != NULL && is_in_place(o->address, name, a)) || is_in_place(&jurisdiction, name, a);
}

/* Of an identifier and of a country there are no variations (7.1.4.2.2.d, n). */
void
organization_varies(struct check *c, const struct cert_name *name)
{
	const struct ev_organization *o = organization(c);

	for (unsigned i = 0; i < name->n_attr; i++) {
		const struct cert_attr *a = &name->attr[i];

		if (a->text.p == NULL || (a->type != OID_ORG_IDENTIFIER && a->type != OID_COUNTRY) || !is_documented(o, a))
			continue;
		if (a->type == OID_COUNTRY ? !is_verified_part(o, name, a) : o->registration == NULL || unlike_registration(o, a->text) != NULL)
			report_fact(c, o->at, "documented_variations", "%s %s", oid_name(a->type), fact_text(c, a->text));
	}
}

/* Do the address and the jurisdiction have a part each that is not the other's? */
static bool
places_contradict(const struct ev_address *a, const struct ev_address *b)
{
	static const enum oid parts[] = { OID_COUNTRY, OID_STATE, OID_LOCALITY };

	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
		struct span one = part_of_place(a, parts[i]), other = part_of_place(b, parts[i]);

		if (one.p != NULL && other.p != NULL && !normal_equal(one, other))
			return true;
	}
	return false;
}

/* A part of the jurisdiction's where the address has another one, beside a part of the address's alone. */
void
organization_in_two_places(struct check *c, const struct cert_name *name)
{
	const struct ev_organization *o = organization(c);
	const struct ev_address jurisdiction = place_of_jurisdiction(o);
	const struct cert_attr *against = NULL;
	bool at_address = false;

	if (!places_contradict(o->address, &jurisdiction))
		return;
	for (unsigned i = 0; i < name->n_attr; i++) {
		const struct cert_attr *a = &name->attr[i];
		bool in_address = a->text.p != NULL && is_in_place(o->address, name, a);
		bool in_jurisdiction = a->text.p != NULL && is_in_place(&jurisdiction, name, a);

		if (is_documented(o, a) || in_address == in_jurisdiction)
			continue;
		if (in_address)
			at_address = true;
		else if (part_of_place(o->address, a->type).p != NULL && against == NULL)
			against = a;
	}
	if (at_address && against != NULL)
		report_fact(c, o->address->at, attribute_member(against->type), "%s %s", oid_name(against->type), fact_text(c, against->text));
}

/* What stands in the address and cannot be read is a finding already. */
static bool
is_unreadable(const struct ev_address *p, enum oid type)
{
	return part_of_place(p, type).p == NULL && !json_says_nothing(json_find(p->at, attribute_member(type)));
}

/* What was verified in place of it: of the address, and of the jurisdiction where that has another. */
static const char *
verified_place(struct check *c, enum oid type)
{
	const struct ev_organization *o = organization(c);
	const struct ev_address jurisdiction = place_of_jurisdiction(o);
	struct span here = part_of_place(o->address, type), there = part_of_place(&jurisdiction, type);

	if (here.p == NULL && there.p == NULL)
		return "none";
	if (here.p == NULL || there.p == NULL || normal_equal(here, there))
		return fact_text(c, here.p != NULL ? here : there);
	return arena_printf(c->arena, "%s or %s", fact_text(c, here), fact_text(c, there));
}

static const char *
verified_names(struct check *c)
{
	const struct ev_organization *o = organization(c);
	struct span assumed = o->assumed_name != NULL ? o->assumed_name->value : SPAN_NONE;

	if (o->legal_name.p == NULL || assumed.p == NULL)
		return fact_text(c, o->legal_name.p != NULL ? o->legal_name : assumed);
	return arena_printf(c->arena, "%s or %s", fact_text(c, o->legal_name), fact_text(c, assumed));
}

/* The member of the Registration Reference that the organizationIdentifier is unlike. */
static const char *
verified_registration(struct check *c, const char *member)
{
	static const char *const schemes[] = { "none", "NTR", "VAT", "PSD", "LEI", "GOV", "INT" };
	const struct ev_registration *r = organization(c)->registration;
	const struct ev_jurisdiction *j = organization(c)->jurisdiction;
	struct span text = r->subdivision;

	if (strcmp(member, "scheme") == 0)
		return arena_printf(c->arena, "scheme %s", schemes[r->scheme]);
	if (strcmp(member, "reference") == 0)
		text = r->reference;
	else if (strcmp(member, "country") == 0)
		text = r->country.p != NULL || j == NULL ? r->country : j->country;
	return arena_printf(c->arena, "%s %s", member, text.p != NULL ? fact_text(c, text) : "none");
}

/* Each part of its place is that of the address or of the jurisdiction, which were both verified (7.1.4.2.2.j to n). */
static void
look_place(struct check *c, const struct cert_name *name, const struct cert_attr *a, bool *no_address)
{
	const struct ev_organization *o = organization(c);

	if (is_verified_part(o, name, a))
		return;
	if (a->type == OID_STATE && is_without_code(name))
		not_evaluated(c, "the state may be the name of a country without a code, which no member of a record has");
	else if (o->address == NULL)
		*no_address = true;
	else if (!is_unreadable(o->address, a->type))
		report_fact(c, o->address->at, attribute_member(a->type), "%s %s, verified %s", oid_name(a->type), fact_text(c, a->text),
		    verified_place(c, a->type));
}

static void
look_attribute(struct check *c, const struct cert_name *name, const struct cert_attr *a, bool *no_address)
{
	const struct ev_organization *o = organization(c);
	const struct json_value *at = o->at;
	const char *member = NULL, *verified = NULL;
	struct orgid id;

	if (is_part_of_place(a->type)) {
		look_place(c, name, a, no_address);
	} else if (a->type == OID_ORG_IDENTIFIER && orgid_parse(a->text, &id) != ORGID_FAULT_OK) {
		not_evaluated(c, "the organizationIdentifier cannot be taken apart, and so not compared");
	} else if (a->type == OID_ORG_IDENTIFIER) {
		at = o->registration->at;
		member = unlike_registration(o, a->text);
		verified = member != NULL ? verified_registration(c, member) : NULL;
	} else if (a->type == OID_ORGANIZATION && !is_verified_name(o, a->text)) {
		member = attribute_member(a->type);
		verified = verified_names(c);
	} else if (is_beyond_records(a->type)) {
		not_evaluated(c, "no member of a record tells what was verified of the attribute");
	}
	if (member != NULL)
		report_fact(c, at, member, "%s %s, verified %s", oid_name(a->type), fact_text(c, a->text), verified);
}

void
organization_matches(struct check *c, const struct cert_name *name)
{
	const struct ev_organization *o = organization(c);
	bool no_address = false;		/* which a part of a place would have to be compared with */

	for (unsigned i = 0; i < name->n_attr; i++) {
		const struct cert_attr *a = &name->attr[i];

		if (a->text.p != NULL && !is_documented(o, a) && !lacks_verified(c, o, a))
			look_attribute(c, name, a, &no_address);
	}
	if (no_address)
		fact_missing(c, o->at, "address");
}
