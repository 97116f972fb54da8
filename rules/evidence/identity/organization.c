/* SPDX-License-Identifier: Apache-2.0 */
/* organization.c - SBR 3.2.3, 3.2.5: how the organization was validated; attestation.c: by whose word. */
#include "evidence/identity.h"
#include "evidence/record/word.h"
#include "rules/common/subject.h"
#include "rules/common/subject_attr.h"
#include "rules/evidence/ask.h"
#include "rules/evidence/evidence.h"
#include "rules/evidence/identity/identity.h"
#include "rules/evidence/identity/verified.h"
#include "rules/tables.h"
#include "value/fold.h"
#include "value/normal.h"

#define SCOPE_ORGANIZATION { KIND_SUBSCRIBER, TYPE_OV | TYPE_SV, GEN_ANY }

static const struct ev_organization *
organization(const struct check *c)
{
	return c->evidence->record->organization;
}

/* ---- 3.2.3.1 ---- */

static void
evidence_present(struct check *c)
{
	const struct ev_organization *o = organization(c);

	if (!due(c, NULL))
		return;
	if (o == NULL) {
		fact_missing(c, c->evidence->record->at, "organization");
		return;
	}
	if (!o->validated_at.given)
		fact_missing(c, o->at, "validated_at");
	if (o->legal_name.p == NULL)
		fact_missing(c, o->at, "legal_name");
	if (o->jurisdiction == NULL)
		fact_missing(c, o->at, "jurisdiction");
	else if (o->jurisdiction->country.p == NULL)
		fact_missing(c, o->jurisdiction->at, "country");
	if (o->registration == NULL) {
		fact_missing(c, o->at, "registration");
	} else {
		if (o->registration->scheme == 0)
			fact_missing(c, o->registration->at, "scheme");
		/* A government entity or an international organization has no number. */
		if (o->registration->reference.p == NULL && o->registration->scheme != SCHEME_GOV &&
		    o->registration->scheme != SCHEME_INT)
			fact_missing(c, o->registration->at, "reference");
	}
	if (o->n_sources == 0)
		fact_missing(c, o->at, "sources");
}

/* ---- 3.2.3.2.1 ---- */

static bool
is_verification(const struct ev_source *s)
{
	switch (s->type) {
	case SOURCE_GOVERNMENT_AGENCY:
	case SOURCE_LEI:
	case SOURCE_SITE_VISIT:
	case SOURCE_ATTESTATION:
		return true;
	case SOURCE_REGISTER_VENDOR:
		return s->obtained_directly == EV_YES;
	default:
		return false;
	}
}

static void
source_type(struct check *c)
{
	const struct ev_organization *o = organization(c);

	if (o == NULL || o->n_sources == 0 || !due(c, &o->validated_at))
		return;
	for (uint32_t i = 0; i < o->n_sources; i++)
		if (is_verification(&o->sources[i]) || o->sources[i].type == 0)
			return;		/* a type that cannot be read is a finding already */
	report_fact(c, o->at, "sources", "%s", ev_source_word(o->sources[0].type));
}

/* Data of an agency that came another way are as good as those of a vendor that did not ask it (3.2.3.3). */
static void
agency_indirect(struct check *c)
{
	const struct ev_organization *o = organization(c);

	if (o == NULL || !due(c, &o->validated_at))
		return;
	for (uint32_t i = 0; i < o->n_sources; i++)
		if (is_verification(&o->sources[i]) && o->sources[i].obtained_directly != EV_NO)
			return;
	for (uint32_t i = 0; i < o->n_sources; i++)
		if (o->sources[i].type == SOURCE_GOVERNMENT_AGENCY)
			report_fact(c, o->sources[i].at, "obtained_directly", "false");
}

/* Calls fn for each source whose status label counts (3.2.3.2.1, cases 1 and 4); a vendor passes the agency's on. */
static void
each_status(struct check *c, void (*fn)(struct check *, const struct ev_source *))
{
	const struct ev_organization *o = organization(c);

	for (uint32_t i = 0; o != NULL && i < o->n_sources; i++) {
		uint8_t type = o->sources[i].type;

		if ((type == SOURCE_GOVERNMENT_AGENCY || type == SOURCE_ATTESTATION || type == SOURCE_REGISTER_VENDOR) &&
		    due(c, &o->validated_at))
			fn(c, &o->sources[i]);
	}
}

static void
status_ceased(struct check *c, const struct ev_source *s)
{
	if (s->status_label.p == NULL && s->type != SOURCE_REGISTER_VENDOR)
		fact_missing(c, s->at, "status_label");
	else if (s->status_label.p == NULL)
		not_evaluated(c, "the vendor of register data gives no status label");
	else if (ev_status_label(s->status_label) == LABEL_CEASED)
		report_fact(c, s->at, "status_label", "%s", fact_text(c, s->status_label));
}

static void
status_unlisted(struct check *c, const struct ev_source *s)
{
	if (s->status_label.p != NULL && ev_status_label(s->status_label) == LABEL_UNLISTED)
		report_fact(c, s->at, "status_label", "%s", fact_text(c, s->status_label));
}

static void
active(struct check *c)
{
	each_status(c, status_ceased);
}

static void
active_unlisted(struct check *c)
{
	each_status(c, status_unlisted);
}

static void
lei_status(struct check *c)
{
	const struct ev_organization *o = organization(c);

	for (uint32_t i = 0; o != NULL && i < o->n_sources; i++) {
		const struct ev_source *s = &o->sources[i];

		if (s->type == SOURCE_LEI && due(c, &o->validated_at))
			report_source_lei(c, s);
	}
}

static void
lei_name(struct check *c)
{
	const struct ev_organization *o = organization(c);

	for (uint32_t i = 0; o != NULL && i < o->n_sources; i++) {
		const struct ev_lei *answer = o->sources[i].type == SOURCE_LEI ? ev_source_gleif(c->arena, &o->sources[i]) : NULL;
		const struct json_value *entity = answer != NULL ? json_find(answer->at, "entity") : NULL;
		const struct json_value *legal = json_find(json_find(entity, "legalName"), "name");
		struct span other = unlike_gleif_name(o, entity);

		if (answer == NULL || !due(c, &o->validated_at))
			continue;
		if (json_says_nothing(legal) || legal->type != JSON_STRING)
			not_evaluated(c, "the answer of GLEIF has no legal name");
		else if (other.p != NULL)
			report_fact(c, json_find(entity, "legalName"), "name", "%s, the record: %s", fact_text(c, other), fact_text(c, o->legal_name));
	}
}

/* ---- 7.1.2.3.l ---- */

/* The LEI of the certificate is that of a source. */
static void
check_lei(struct check *c, const struct ev_organization *o, struct span code)
{
	enum lei_data data = lei_data_of(c, o, code);

	if (data == LEI_DATA_OF_OTHERS)
		report_fact(c, o->at, "sources", "no LEI data of %s", fact_text(c, code));
	else if (data == LEI_DATA_MISSING)
		report_missing(c, o->at, "sources");
}

static void
lei_extension(struct check *c)
{
	const struct ev_individual *individual = c->evidence->record->individual;
	const struct ev_lei *role = individual != NULL ? individual->role_lei : NULL;

	if (cert_ok(c->cert, PART_EXT_LEI) && due(c, NULL) && organization(c) == NULL)
		fact_missing(c, c->evidence->record->at, "organization");
	else if (cert_ok(c->cert, PART_EXT_LEI) && due(c, NULL))
		check_lei(c, organization(c), c->cert->lei.val);
	if (!cert_ok(c->cert, PART_EXT_LEI_ROLE) || !due(c, NULL))
		return;
	if (role == NULL && individual != NULL)
		fact_missing(c, individual->at, "role_lei");
	else if (role != NULL)
		report_lei(c, role);
}

/* ---- 3.2.5: what the subject says ---- */

static void
variation(struct check *c)
{
	if (organization(c) == NULL || !due(c, NULL) || organization(c)->n_documented_variations == 0)
		return;
	organization_varies(c, &c->cert->subject);
	if (cert_ok(c->cert, PART_EXT_SAN))
		each_directory_name(c, organization_varies);
}

static void
two_places(struct check *c)
{
	if (organization(c) == NULL || organization(c)->address == NULL || organization(c)->jurisdiction == NULL || !due(c, NULL))
		return;
	organization_in_two_places(c, &c->cert->subject);
	if (cert_ok(c->cert, PART_EXT_SAN))
		each_directory_name(c, organization_in_two_places);
}

static void
subject_matches(struct check *c)
{
	if (!due(c, NULL))
		return;
	if (organization(c) == NULL)
		fact_missing(c, c->evidence->record->at, "organization");
	else
		organization_matches(c, &c->cert->subject);
}

/* ---- 3.2.3.3 ---- */

/* Places where anybody may write, and no register. */
static bool
is_no_register(struct span place)
{
	static const char *const places[] = {
		"web search", "web_search", "websearch", "internet search", "search engine", "search_engine", "google", "bing",
		"wikipedia", "website", "web site", "company website", "social media",
	};

	for (size_t i = 0; i < sizeof places / sizeof *places; i++)
		if (fold_equal(place, span_of(places[i])))
			return true;
	return false;
}

/* GLEIF, by its name, that of its index, or the address of its search. */
static bool
is_gleif(struct span place)
{
	static const char *const names[] = { "gleif", "global lei index", "global legal entity identifier foundation", NULL };

	return ev_word_within(place, names);
}

/* The data record of an LEI is verified with GLEIF: the register says so, or the data that stand among the sources. */
static void
check_reference_lei(struct check *c, const struct ev_organization *o)
{
	const struct ev_registration *r = o->registration;
	enum lei_data data = lei_data_of(c, o, r->reference);

	if (data == LEI_DATA_OF_OTHERS)
		report_fact(c, r->at, "reference", "no LEI data of %s", fact_text(c, r->reference));
	else if (data == LEI_DATA_MISSING && !is_gleif(r->verified_in))
		report_missing(c, o->at, "sources");
}

static void
reference_source(struct check *c)
{
	const struct ev_organization *o = organization(c);
	const struct ev_registration *r = o != NULL ? o->registration : NULL;

	if (r == NULL || !due(c, &o->validated_at))
		return;
	/* A government entity has no number that would have to be verified. */
	if (r->reference.p == NULL && (r->scheme == SCHEME_GOV || r->scheme == SCHEME_INT))
		return;
	if (!ask_text_missing(c, r->at, "verified_in", r->verified_in) && is_no_register(r->verified_in))
		report_fact(c, r->at, "verified_in", "%s", fact_text(c, r->verified_in));
	if (r->scheme == SCHEME_LEI && r->reference.p != NULL)
		check_reference_lei(c, o);
	if (r->source_disclosed == EV_UNSAID)
		fact_missing(c, r->at, "source_disclosed");
	else if (r->source_disclosed == EV_NO)
		report_fact(c, r->at, "source_disclosed", "not disclosed");
}

/* ---- 3.2.3.2.2 ---- */

/* Has the certificate an organizationName with the Assumed Name in it?  Alone, a record is taken to be about one. */
static bool
uses_assumed_name(const struct check *c, struct span assumed)
{
	const struct cert_attr *a;

	if (c->cert == NULL || !cert_ok(c->cert, PART_SUBJECT))
		return true;
	for (unsigned at = 0; (a = name_next(&c->cert->subject, OID_ORGANIZATION, &at)) != NULL; )
		if (a->text.p != NULL && normal_contains(a->text, assumed))
			return true;
	return false;
}

static void
assumed_name(struct check *c)
{
	const struct ev_organization *o = organization(c);
	const struct ev_assumed_name *n = o != NULL ? o->assumed_name : NULL;

	if (n == NULL || n->value.p == NULL || !uses_assumed_name(c, n->value) || !due(c, &o->validated_at))
		return;
	if (n->registered_with.p == NULL)
		fact_missing(c, n->at, "registered_with");
	if (!n->valid_at.given)
		fact_missing(c, n->at, "valid_at");
}

/* ---- 7.1.4.2.2.c ---- */

static void
look_units(struct check *c, const struct cert_name *name)
{
	const struct ev_organization *o = organization(c);
	const struct cert_attr *a;

	for (unsigned at = 0; (a = name_next(name, OID_ORG_UNIT, &at)) != NULL; )
		if (a->text.p != NULL && due(c, &o->validated_at) && !is_affiliate(o, a->text) && !is_documented(o, a))
			report_fact(c, o->at, "affiliates", "%s", fact_text(c, a->text));
}

static void
ou_affiliate(struct check *c)
{
	if (organization(c) != NULL)
		look_units(c, &c->cert->subject);
}

/* ---- 7.1.4.2.1: what a directoryName says, as if it stood in the subject ---- */

static void
look_directory(struct check *c, const struct cert_name *name)
{
	if (organization(c) == NULL) {
		fact_missing(c, c->evidence->record->at, "organization");
		return;
	}
	organization_matches(c, name);
	look_units(c, name);
}

static void
directory_matches(struct check *c)
{
	if (due(c, NULL))
		each_directory_name(c, look_directory);
}

static const struct smimelint_rule rules[] = {
	{
		.id = "evidence.organization.organization-evidence-present",
		.section = "SBR 3.2.3.1",
		.title = "evidence of the organization's identity is not complete",
		.requires = "The record of an organization- or sponsor-validated certificate has the legal name, the "
		    "jurisdiction, and the registration with its scheme and reference. It has the time of the validation and "
		    "at least one source.",
		.explanation = "Each of these supports an attribute of the subject that relying parties take for verified. GOV and INT "
		    "identifiers need no reference.",
		.remedy = "Record what was collected, or validate the organization again.",
		.schedule = SBR_SHALL, .basis = BASIS_ISSUED, .missing = MISSING_ERROR,
		.fn = evidence_present, .scope = SCOPE_ORGANIZATION, .evidence = EVIDENCE_RECORD,
	},
	{
		.id = "evidence.organization.organization-source-type",
		.section = "SBR 3.2.3.2.1",
		.title = "organization was not verified with a source that counts",
		.requires = "Name and address are verified with a government agency, LEI data, a site visit or an Attestation.",
		.explanation = "A vendor of register data counts as the agency where the data come directly from its register (3.2.3.3).",
		.remedy = "Verify the organization with one of the four.",
		.schedule = SBR_SHALL, .basis = BASIS_VALIDATED, .missing = MISSING_ERROR,
		.fn = source_type, .scope = SCOPE_ORGANIZATION, .evidence = EVIDENCE_RECORD,
	},
	{
		.id = "evidence.organization.organization-source-indirect",
		.section = "SBR 3.2.3.3",
		.title = "data of a government agency were not obtained from it",
		.requires = "Who is not the agency obtains its data directly from its register.",
		.explanation = "The source is named government_agency, and obtained_directly says no. Documents of the agency that the Applicant "
		    "handed in may still be its documentation.",
		.remedy = "Ask the register, or record how the data came from it.",
		.reading = "3.2.3.3 says of third-party vendors that they obtain their data directly from the government; that nobody else hands it on either "
		    "is read out of it",
		.schedule = SBR_SHALL, .basis = BASIS_VALIDATED,
		.fn = agency_indirect, .scope = SCOPE_ORGANIZATION, .evidence = EVIDENCE_RECORD,
	},
	{
		.id = "evidence.organization.organization-active",
		.section = "SBR 3.2.3.2.1",
		.title = "organization has ceased, as its register says",
		.requires = "An organization that is verified with a government agency or an Attestation has not ceased, "
		    "and is not inactive, invalid, not current or the like. The CA verifies that from 2024-09-15.",
		.explanation = "Nobody can act for an organization that no longer exists. Words of common registers with "
		    "the same meaning count as well: dissolved, struck off, in liquidation, and others.",
		.remedy = "Record the status label of the source; do not issue for an organization that has ceased.",
		.schedule = SCHEDULE(SHALL_FROM(2024, 9, 15)), .basis = BASIS_VALIDATED, .missing = MISSING_ERROR,
		.fn = active, .scope = SCOPE_ORGANIZATION, .evidence = EVIDENCE_RECORD,
	},
	{
		.id = "evidence.organization.organization-active-unlisted",
		.section = "SBR 3.2.3.2.1",
		.title = "status label of the organization is none of the words known for active or ceased",
		.requires = "The status of the organization is one that means active.",
		.explanation = "Registers have words of their own; whether this one is the equivalent of ceased has to be looked up.",
		.remedy = "Make sure that the label means an active organization.",
		.schedule = SCHEDULE(SHOULD_FROM(2024, 9, 15)), .basis = BASIS_VALIDATED,
		.fn = active_unlisted, .scope = SCOPE_ORGANIZATION, .evidence = EVIDENCE_RECORD,
	},
	{
		.id = "evidence.organization.lei-status",
		.section = "SBR 3.2.3.2.1",
		.title = "LEI is not issued, its entity is not active, or its data are not fully corroborated",
		.requires = "LEI data are used only with RegistrationStatus ISSUED, EntityStatus ACTIVE and ValidationSources "
		    "FULLY_CORROBORATED.",
		.explanation = "A lapsed LEI says nothing about today; partly corroborated data were not verified at a register. GLEIF's answer "
		    "beside the CA's own words is judged as well, and is about the same LEI. Without that answer the date of GLEIF's record is needed.",
		.remedy = "Use another source, or have the LEI renewed and corroborated.",
		.schedule = SBR_SHALL, .basis = BASIS_VALIDATED, .missing = MISSING_ERROR,
		.fn = lei_status, .scope = SCOPE_ORGANIZATION, .evidence = EVIDENCE_RECORD,
	},
	{
		.id = "evidence.organization.lei-name",
		.section = "SBR 3.2.3.2.1",
		.title = "GLEIF's answer names another organization than the record",
		.requires = "The name of the organization is verified with the LEI data that are its source.",
		.explanation = "The names that GLEIF has are the legal name, other names and transliterated names. One of them is a name of "
		    "the organization or of an Affiliate in the record. Case and runs of blanks do not count.",
		.remedy = "Use the LEI data of this organization, or record the difference in documented_variations.",
		.reading = "SBR 3.2.3.2.1 has the name verified and names LEI data as a source, and does not say that they have to agree to the letter. "
		    "By the other reading another source makes up for the difference.",
		.schedule = SBR_SHALL, .basis = BASIS_VALIDATED,
		.fn = lei_name, .scope = SCOPE_ORGANIZATION, .evidence = EVIDENCE_RECORD,
	},
	{
		.id = "evidence.organization.lei-extension-status",
		.section = "SBR 7.1.2.3.l",
		.title = "LEI extension without LEI data that support it",
		.requires = "The LEI in the certificate was verified with GLEIF. Its RegistrationStatus is ISSUED, its "
		    "EntityStatus ACTIVE, its ValidationSources FULLY_CORROBORATED. A role LEI is assigned to the individual "
		    "and the organization.",
		.explanation = "evidence.organization.lei-status judges the LEI data of the organization itself, where they are a source.",
		.remedy = "Record the LEI data of the code in the certificate, or leave the extension out.",
		.schedule = SBR_SHALL, .basis = BASIS_ISSUED, .missing = MISSING_ERROR,
		.fn = lei_extension, .scope = SCOPE_ORGANIZATION, .evidence = EVIDENCE_MATCHED,
		.yields_to = IDS("evidence.organization.organization-evidence-present", "evidence.organization.lei-status"),
		.yields = YIELD_IN_PLACE,
	},
	{
		.id = "evidence.organization.subject-matches-verified",
		.section = "SBR 3.2.5",
		.title = "subject attribute that is not what was verified of the organization",
		.requires = "organizationName, organizationIdentifier and the parts of the address in the subject are verified values, or "
		    "variations that the CA has documented.",
		.explanation = "Information that was not verified is not included. Values are compared without regard to case, to runs of blanks and "
		    "to how Unicode writes a letter; other differences have to be documented. Country, state and locality are each that of the address, or "
		    "of the jurisdiction. The country of a register is no place of the organization. Attributes that no "
		    "member of a record is about are not evaluated.",
		.remedy = "Correct the subject, verify the value, or record the documented variation.",
		.schedule = SBR_SHALL, .basis = BASIS_ISSUED, .missing = MISSING_ERROR,
		.fn = subject_matches, .needs = PARTS1(PART_SUBJECT), .scope = SCOPE_ORGANIZATION, .evidence = EVIDENCE_MATCHED,
		.yields_to = IDS("evidence.organization.organization-evidence-present"), .yields = YIELD_IN_PLACE,
	},
	{
		.id = "evidence.organization.variation-of-identifier",
		.section = "SBR 7.1.4.2.2.d, 7.1.4.2.2.n",
		.title = "identifier or country of the subject or a directoryName is a variation of what was verified",
		.requires = "organizationIdentifier contains the Registration Reference, and countryName the country, that were verified under 3.2.3.",
		.explanation = "Names may differ slightly from the verified name, where the CA documents it; another number is another organization.",
		.remedy = "Verify what the certificate says, or correct the subject.",
		.reading = "SBR 7.1.4.2.2.b and c let organizationName and organizationalUnitName differ, SBR 3.2.3 localityName and "
		    "stateOrProvinceName. That they say so of no other attribute is read as that no other may.",
		.schedule = SBR_SHALL, .basis = BASIS_ISSUED,
		.fn = variation, .needs = SUBJECT_ATTR_PARTS, .scope = SCOPE_ORGANIZATION, .evidence = EVIDENCE_MATCHED,
	},
	{
		.id = "evidence.organization.address-and-jurisdiction-mixed",
		.section = "SBR 7.1.4.2.2.j to n",
		.title = "place mixes the address of the organization with its jurisdiction, which contradict each other",
		.requires = "Country, state and locality are those of the location of the organization, as it was verified under 3.2.3.",
		.explanation = "Cologne in France is nowhere, though the address is in Cologne and the jurisdiction is France. Where the address lacks a part, "
		    "that of the jurisdiction does no harm.",
		.remedy = "Take all parts from the address, or all of them from the jurisdiction.",
		.reading = "SBR 7.1.4.2.2 asks of each attribute for itself that it was verified. That the parts together are one location is read into "
		    "the words \"the location of the Subject\" (n).",
		.schedule = SBR_SHALL, .basis = BASIS_ISSUED,
		.fn = two_places, .needs = SUBJECT_ATTR_PARTS, .scope = SCOPE_ORGANIZATION, .evidence = EVIDENCE_MATCHED,
	},
	{
		.id = "evidence.organization.directory-name-matches-verified",
		.section = "SBR 7.1.4.2.1",
		.title = "attribute of a directoryName that is not what was verified of the organization",
		.requires = "What a directoryName in the subjectAltName says of the organization is validated as what the subject says: "
		    "organizationName, organizationIdentifier, organizationalUnitName and the parts of the address.",
		.explanation = "A relying party may take any name in the certificate for the subject's. Values are compared as those of the subject are; "
		    "documented variations count.",
		.remedy = "Correct the directoryName or leave it out; verify the value, or record the documented variation.",
		.schedule = SBR_SHALL, .basis = BASIS_ISSUED, .missing = MISSING_ERROR,
		.fn = directory_matches, .needs = PARTS1(PART_EXT_SAN), .scope = SCOPE_ORGANIZATION, .evidence = EVIDENCE_MATCHED,
		.yields_to = IDS("evidence.organization.organization-evidence-present"), .yields = YIELD_IN_PLACE,
	},
	{
		.id = "evidence.organization.registration-reference-source",
		.section = "SBR 3.2.3.3",
		.title = "Registration Reference was not verified in a disclosed register",
		.requires = "The Registration Reference is verified in a register that the government agency maintains or authorizes, or with "
		    "GLEIF, and the CA has disclosed that source.",
		.explanation = "The organizationIdentifier is only as good as the register it was taken from. Words for a search of the web "
		    "or a web site are known; any other is taken for a register. An LEI that is the reference is verified with GLEIF: verified_in "
		    "names it, or its data stand among the sources.",
		.remedy = "Verify the reference in the official register and disclose it.",
		.schedule = SBR_SHALL, .basis = BASIS_VALIDATED, .missing = MISSING_WARNING,
		.fn = reference_source, .scope = SCOPE_ORGANIZATION, .evidence = EVIDENCE_RECORD,
		.yields_to = IDS("evidence.organization.lei-status", "evidence.organization.lei-extension-status"), .yields = YIELD_IN_PLACE,
	},
	{
		.id = "evidence.organization.assumed-name",
		.section = "SBR 3.2.3.2.2",
		.title = "Assumed Name whose registration or validity was not verified",
		.requires = "The CA verifies that an Assumed Name is registered with the government agency for such filings and that the "
		    "filing is still valid; an Attestation may say both.",
		.explanation = "Otherwise anybody may trade as anybody.",
		.remedy = "Record where the name is registered and when it was found valid.",
		.schedule = SBR_SHALL, .basis = BASIS_VALIDATED, .missing = MISSING_ERROR,
		.fn = assumed_name, .scope = SCOPE_ORGANIZATION, .evidence = EVIDENCE_RECORD,
	},
	{
		.id = "evidence.organization.ou-affiliate",
		.section = "SBR 7.1.4.2.2.c",
		.title = "organizationalUnitName that is no verified Affiliate",
		.requires = "An organizationalUnitName is the full legal name of an Affiliate of the organization, verified as such.",
		.explanation = "Departments and free text are not allowed there.",
		.remedy = "Leave the attribute out, or verify the Affiliate.",
		.schedule = SBR_SHALL, .basis = BASIS_VALIDATED, .missing = MISSING_ERROR,
		.fn = ou_affiliate, .needs = PARTS1(PART_SUBJECT), .scope = SCOPE_ORGANIZATION, .evidence = EVIDENCE_MATCHED,
	},
};

RULE_TABLE(rules_evidence_organization, "Evidence: organization", rules);
