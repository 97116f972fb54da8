/* SPDX-License-Identifier: Apache-2.0 */
/*
 * organization_name.c - each attribute of a subject or a directoryName against the verified fact of the organization that it rests on
 * (SBR 3.2.5, 7.1.4.2.2).
 */
#include "rules/evidence/evidence.h"
#include "rules/evidence/identity.h"
#include "rules/evidence/verified.h"
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
is_verified_country(const struct ev_organization *o, const struct cert_name *name, const struct cert_attr *a)
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
		if (a->type == OID_COUNTRY ? !is_verified_country(o, name, a) : o->registration == NULL || unlike_registration(o, a->text) != NULL)
			report_fact(c, o->at, "documented_variations", "%s %s", oid_name(a->type), fact_text(c, a->text));
	}
}

/* What stands in the address and cannot be read is a finding already. */
static bool
is_unreadable(const struct ev_address *p, enum oid type)
{
	return part_of_place(p, type).p == NULL && !json_says_nothing(json_find(p->at, attribute_member(type)));
}

/* Is each part of an address that the name shows one of the jurisdiction, or a documented variation? */
static bool
is_in_jurisdiction(const struct ev_organization *o, const struct cert_name *n)
{
	const struct ev_address place = place_of_jurisdiction(o);

	for (unsigned i = 0; i < n->n_attr; i++) {
		const struct cert_attr *a = &n->attr[i];

		if (a->text.p != NULL && is_part_of_place(a->type) && !is_in_place(&place, n, a) && !is_documented(o, a))
			return false;
	}
	return true;
}

/* Where the subject lies: its parts are those of the address, or all of them those of the jurisdiction (7.1.4.2.2.j to n). */
struct location {
	const struct cert_name *name;
	enum { NOT_ASKED, IN_JURISDICTION, ELSEWHERE } jurisdiction;
	bool no_address;		/* which the parts would have to be compared with */
};

static void
look_place(struct check *c, struct location *l, const struct cert_attr *a)
{
	const struct ev_organization *o = organization(c);

	if (o->address != NULL && is_in_place(o->address, l->name, a))
		return;
	if (l->jurisdiction == NOT_ASKED)
		l->jurisdiction = is_in_jurisdiction(o, l->name) ? IN_JURISDICTION : ELSEWHERE;
	if (l->jurisdiction == IN_JURISDICTION)
		return;
	if (a->type == OID_STATE && is_without_code(l->name))
		not_evaluated(c, "the state may be the name of a country without a code, which no member of a record has");
	else if (o->address == NULL)
		l->no_address = true;
	else if (!is_unreadable(o->address, a->type))
		report_fact(c, o->address->at, attribute_member(a->type), "%s %s", oid_name(a->type), fact_text(c, a->text));
}

static void
look_attribute(struct check *c, struct location *l, const struct cert_attr *a)
{
	const struct ev_organization *o = organization(c);
	const struct json_value *at = o->at;
	const char *member = NULL;

	if (is_part_of_place(a->type)) {
		look_place(c, l, a);
	} else if (a->type == OID_ORG_IDENTIFIER) {
		at = o->registration->at;
		member = unlike_registration(o, a->text);
	} else if (a->type == OID_ORGANIZATION && !is_verified_name(o, a->text)) {
		member = attribute_member(a->type);
	} else if (is_beyond_records(a->type)) {
		not_evaluated(c, "no member of a record tells what was verified of the attribute");
	}
	if (member != NULL)
		report_fact(c, at, member, "%s %s", oid_name(a->type), fact_text(c, a->text));
}

void
organization_matches(struct check *c, const struct cert_name *name)
{
	const struct ev_organization *o = organization(c);
	struct location l = { .name = name };

	for (unsigned i = 0; i < name->n_attr; i++) {
		const struct cert_attr *a = &name->attr[i];

		if (a->text.p != NULL && !is_documented(o, a) && !lacks_verified(c, o, a))
			look_attribute(c, &l, a);
	}
	if (l.no_address)
		fact_missing(c, o->at, "address");
}
