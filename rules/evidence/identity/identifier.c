/* SPDX-License-Identifier: Apache-2.0 */
/* identifier.c - have the identifiers of organizations the form that their standards give them (SBR 3.2.3.2.1, 3.2.3.3)? */
#include "evidence/identity.h"
#include "evidence/record/word.h"
#include "rules/evidence/evidence.h"
#include "rules/tables.h"
#include "value/iso.h"
#include "value/orgid.h"

#define LEI_OCTETS 20
#define SCOPE_ORGANIZATION { KIND_SUBSCRIBER, TYPE_OV | TYPE_SV, GEN_ANY }

/* Codes are upper case for the tables; a record may have them otherwise.  SPAN_NONE: longer than any. */
static struct span
upper(struct span code, uint8_t room[LEI_OCTETS])
{
	if (code.n > LEI_OCTETS)
		return SPAN_NONE;
	for (size_t i = 0; i < code.n; i++)
		room[i] = code.p[i] >= 'a' && code.p[i] <= 'z' ? (uint8_t)(code.p[i] - 'a' + 'A') : code.p[i];
	return (struct span){ room, code.n };
}

static void
check_lei(struct check *c, const struct json_value *at, const char *member, struct span code)
{
	uint8_t room[LEI_OCTETS];

	if (code.p == NULL)
		return;
	if (!lei_has_form(upper(code, room)))
		report_fact(c, at, member, "%s, not 18 letters or digits and two check digits", fact_text(c, code));
	else if (!lei_check_digits(upper(code, room)))
		report_fact(c, at, member, "%s, whose check digits are wrong", fact_text(c, code));
}

static void
check_lei_data(struct check *c, const struct ev_lei *lei)
{
	if (lei != NULL)
		check_lei(c, lei->at, lei->verbatim ? "lei" : "code", lei->code);
}

static void
lei_code(struct check *c)
{
	const struct ev_organization *o = c->evidence->record->organization;
	const struct ev_individual *p = c->evidence->record->individual;

	if (o != NULL && due(c, &o->validated_at)) {
		if (o->registration != NULL && o->registration->scheme == SCHEME_LEI)
			check_lei(c, o->registration->at, "reference", o->registration->reference);
		for (uint32_t i = 0; i < o->n_sources; i++)
			check_lei_data(c, ev_source_lei(c->arena, &o->sources[i]));
	}
	if (p != NULL && p->role_lei != NULL && due(c, &p->validated_at))
		check_lei_data(c, p->role_lei);
}

static void
psd_reference(struct check *c)
{
	const struct ev_organization *o = c->evidence->record->organization;
	const struct ev_registration *r = o != NULL ? o->registration : NULL;
	const char *fault;

	if (r == NULL || r->scheme != SCHEME_PSD || r->reference.p == NULL || !due(c, &o->validated_at))
		return;
	if ((fault = psd_reference_fault(r->reference)) != NULL)
		report_fact(c, r->at, "reference", "%s %s", fact_text(c, r->reference), fault);
}

/* Codes that ISO 3166-1 leaves to users: XX stands for a country without a code (7.1.4.2.2.n), XK for Kosovo in common use. */
static void
check_country(struct check *c, const struct json_value *at, struct span said)
{
	uint8_t room[LEI_OCTETS];
	struct span code = upper(said, room);

	if (said.p != NULL && iso_country(code) != ISO_COUNTRY_OFFICIAL && !span_is(code, "XX") && !span_is(code, "XK"))
		report_fact(c, at, "country", "%s", fact_text(c, said));
}

/*
 * Codes of the Registration Scheme alone, which are no places: XG of LEI and INT (7.1.4.2.2.d, A.1); of VAT the prefixes of Greece, Northern
 * Ireland and the Union (Directive 2006/112/EC, Council Directive (EU) 2017/2455).
 */
static bool
is_code_of_scheme(const struct ev_registration *r)
{
	static const char *const none[] = { "XG", NULL };
	static const char *const vat[] = { "EL", "XI", "EU", NULL };

	switch (r->scheme) {
	case SCHEME_LEI:
	case SCHEME_INT:
		return ev_word_among(r->country, none);
	case SCHEME_VAT:
		return ev_word_among(r->country, vat);
	default:
		return false;
	}
}

static void
country_unassigned(struct check *c)
{
	const struct ev_organization *o = c->evidence->record->organization;

	if (o == NULL || !due(c, &o->validated_at))
		return;
	if (o->jurisdiction != NULL)
		check_country(c, o->jurisdiction->at, o->jurisdiction->country);
	if (o->address != NULL)
		check_country(c, o->address->at, o->address->country);
	if (o->registration != NULL && !is_code_of_scheme(o->registration))
		check_country(c, o->registration->at, o->registration->country);
}

static const struct smimelint_rule rules[] = {
	{
		.id = "evidence.organization.lei-code",
		.section = "SBR 3.2.3.2.1",
		.title = "LEI in the record has another form, or wrong check digits",
		.requires = "An LEI is 18 letters or digits and two check digits by ISO/IEC 7064, MOD 97-10 (ISO 17442-1), in a record in small letters, too. So are "
		    "those of sources, of GLEIF's answers, of the registration with scheme LEI, and of role_lei.",
		.explanation = "Such a code cannot be found in the register of legal entities, so nothing can have been verified with it.",
		.remedy = "Look the organization up, and record its LEI as the register has it.",
		.schedule = SBR_SHALL, .basis = BASIS_VALIDATED,
		.fn = lei_code, .scope = SCOPE_ORGANIZATION, .evidence = EVIDENCE_RECORD,
	},
	{
		.id = "evidence.organization.psd-reference",
		.section = "SBR 3.2.3.3",
		.title = "reference of scheme PSD does not have the form of ETSI TS 119 495",
		.requires = "The Registration Reference of scheme PSD names the competent authority in two to eight upper-case letters. "
		    "A hyphen and the number that it gave follow (ETSI TS 119 495 5.2.1).",
		.explanation = "Without its authority the number says nothing.",
		.remedy = "Record the reference as the register of the competent authority has it, as BAFIN-123456.",
		.schedule = SBR_SHALL, .basis = BASIS_VALIDATED,
		.fn = psd_reference, .scope = SCOPE_ORGANIZATION, .evidence = EVIDENCE_RECORD,
	},
	{
		.id = "evidence.organization.country-unassigned",
		.section = "(format)",
		.title = "country of the organization is no code of a country in ISO 3166-1",
		.requires = "Countries are alpha-2 codes that ISO 3166-1 assigns, or XX (or XK) for a country without one. The registration has XG "
		    "with the schemes LEI and INT; with scheme VAT, the prefixes EL, XI and EU will do there.",
		.explanation = "UK, for one, is none, nor is QQ, which ISO 3166-1 leaves to users. What is verified under such a code is not what a "
		    "certificate can show.",
		.remedy = "Record the code that ISO 3166-1 assigns, or XX where there is none.",
		.schedule = SBR_SHALL, .basis = BASIS_VALIDATED,
		.fn = country_unassigned, .scope = SCOPE_ORGANIZATION, .evidence = EVIDENCE_RECORD,
	},
};

RULE_TABLE(rules_evidence_identifier, "Evidence: identifiers of organizations", rules);
