/* SPDX-License-Identifier: Apache-2.0 */
/* authority.c - SBR 1.3.2.1, 3.2.6: who may ask for a certificate in the name of an organization. */
#include "evidence/record/word.h"
#include "rules/evidence/evidence.h"
#include "rules/evidence/identity/identity.h"
#include "rules/tables.h"
#include "value/normal.h"

#define SCOPE_ORGANIZATION { KIND_SUBSCRIBER, TYPE_OV | TYPE_SV, GEN_ANY }

/* ---- 3.2.6 ---- */

static bool
has_role(const struct ev_authority *a, const char *role)
{
	for (uint32_t i = 0; i < a->n_roles; i++)
		if (ev_word_is(a->roles[i], role))
			return true;
	return false;
}

static void
authority_verified(struct check *c)
{
	const struct ev_authority *a = c->evidence->record->authority;

	if (!due(c, NULL))
		return;
	if (a == NULL) {
		fact_missing(c, c->evidence->record->at, "authority");
		return;
	}
	if (!a->verified_at.given)
		fact_missing(c, a->at, "verified_at");
	if (a->n_roles == 0)
		fact_missing(c, a->at, "roles");
	else if (!has_role(a, "enterprise_ra") && !has_role(a, "request_certificates") && !has_role(a, "assign_roles"))
		report_fact(c, a->at, "roles", "%s", fact_text(c, a->roles[0]));
}

static void
rmoc(struct check *c)
{
	const struct ev_authority *a = c->evidence->record->authority;

	if (a == NULL || !due(c, &a->verified_at))
		return;
	report_rmoc(c, a->at, a->rmoc);
}

/* ---- 1.3.2.1 ---- */

static void
era_profile(struct check *c)
{
	if (c->evidence->record->issuance == NULL || !due(c, NULL))
		return;
	if (by_enterprise_ra(c) && c->profile->types == TYPE_IV)
		report_fact(c, c->evidence->record->issuance->at, "requested_via", "enterprise_ra");
}

/* Calls fn for each validation of a certificate that an Enterprise RA approved. */
static void
each_approved(struct check *c, validation_check *look)
{
	if (by_enterprise_ra(c) && due(c, NULL))
		each_validation(c, look);
}

static bool
is_of_domain(const struct ev_validation *v)
{
	return v->sbr_section == SECTION_DOMAIN || v->sbr_section == SECTION_MAIL_SERVER;
}

static void
domain_section(struct check *c, const struct ev_validation *v)
{
	if (v->sbr_section != 0 && !is_of_domain(v))
		report_fact(c, v->at, "sbr_section", v->sbr_section == SECTION_EMAIL ? "3.2.2.2" : "3.2.2.4");
}

static void
era_method(struct check *c)
{
	each_approved(c, domain_section);
}

static bool
is_of_enterprise(const struct ev_enterprise_ra *e, struct span applicant)
{
	if (span_eq(e->applicant_id, applicant))
		return true;
	for (uint32_t i = 0; i < e->n_affiliates; i++)
		if (span_eq(e->affiliates[i], applicant))
			return true;
	return false;
}

static void
own_domain(struct check *c, const struct ev_validation *v)
{
	const struct ev_enterprise_ra *e = c->evidence->record->enterprise_ra;

	if (e == NULL || !is_of_domain(v))
		return;
	if (e->applicant_id.p == NULL)
		fact_missing_as(c, e->at, "applicant_id", MISSING_NOT_EVALUATED);
	else if (v->applicant_id.p == NULL)
		fact_missing(c, v->at, "applicant_id");
	else if (!is_of_enterprise(e, v->applicant_id))
		report_fact(c, v->at, "applicant_id", "%s", fact_text(c, v->applicant_id));
}

static void
era_domains(struct check *c)
{
	each_approved(c, own_domain);
	if (by_enterprise_ra(c) && due(c, NULL) && c->evidence->record->enterprise_ra == NULL)
		fact_missing(c, c->evidence->record->at, "enterprise_ra");
}

/* Is the enterprise the organization that was validated?  Then 3.2.5 compares the name in the subject with it. */
static bool
is_organization(const struct check *c, const struct ev_enterprise_ra *e)
{
	const struct ev_organization *o = c->evidence->record->organization;

	return o != NULL && o->legal_name.p != NULL && normal_equal(o->legal_name, e->legal_name);
}

static bool
is_legal_name(const struct ev_enterprise_ra *e, const struct cert_name *subject)
{
	const struct cert_attr *a;

	for (unsigned at = 0; (a = name_next(subject, OID_ORGANIZATION, &at)) != NULL; )
		if (a->text.p != NULL && !normal_equal(a->text, e->legal_name))
			return false;
	return true;
}

static void
era_org_name(struct check *c)
{
	const struct ev_enterprise_ra *e = c->evidence->record->enterprise_ra;
	const struct cert_attr *o = name_attr(&c->cert->subject, OID_ORGANIZATION, 0);

	if (!by_enterprise_ra(c) || e == NULL || o == NULL || o->text.p == NULL || !due(c, NULL))
		return;
	if (e->legal_name.p == NULL)
		fact_missing(c, e->at, "legal_name");
	else if (is_legal_name(e, &c->cert->subject) || is_organization(c, e))
		return;
	else if (e->relation == 0)
		fact_missing(c, e->at, "relation");
	else if (e->relation == RELATION_SELF)
		report_fact(c, e->at, "relation", "%s", fact_text(c, o->text));
	else if (!e->relation_evidence_at.given)
		fact_missing(c, e->at, "relation_evidence_at");
}

/* 3.2.6 asks for the authority of a representative before certificates that name an organization. */
static void
check_role(struct check *c, const struct ev_record *r)
{
	if (r->authority == NULL)
		fact_missing(c, r->at, "authority");
	else if (r->authority->n_roles == 0)
		fact_missing(c, r->authority->at, "roles");
	else if (!has_role(r->authority, "enterprise_ra"))
		report_fact(c, r->authority->at, "roles", "%s, enterprise_ra needed", fact_text(c, r->authority->roles[0]));
}

static void
era_authorised(struct check *c)
{
	const struct ev_record *r = c->evidence->record;

	if (!by_enterprise_ra(c) || !due(c, NULL))
		return;
	/* Where the type is open, each that it could be has to ask for the role; if some do, nobody knows whether it is needed. */
	if ((c->profile->types & ~(TYPE_OV | TYPE_SV)) == 0)
		check_role(c, r);
	else if ((c->profile->types & (TYPE_OV | TYPE_SV)) != 0)
		not_evaluated(c, "the profile is not known, and may be one that names an organization or none");
	if (r->enterprise_ra != NULL && !r->enterprise_ra->contract_at.given)
		fact_missing(c, r->enterprise_ra->at, "contract_at");
}

static const struct smimelint_rule rules[] = {
	{
		.id = "evidence.authority.authority-verified",
		.section = "SBR 3.2.6",
		.title = "authority of the Applicant Representative was not verified",
		.requires = "Before the first organization- or sponsor-validated certificate, the CA verifies the authority "
		    "of the Applicant Representative. The authority is to act as an Enterprise RA, to request certificates, "
		    "or to assign these roles.",
		.explanation = "Without it anybody could ask for certificates in the organization's name.",
		.remedy = "Verify the authority and record role and time.",
		.schedule = SBR_SHALL, .basis = BASIS_ISSUED, .missing = MISSING_ERROR,
		.fn = authority_verified, .scope = SCOPE_ORGANIZATION, .evidence = EVIDENCE_RECORD,
	},
	{
		.id = "evidence.authority.rmoc",
		.section = "SBR 3.2.6",
		.title = "authority was not verified by a Reliable Method of Communication",
		.requires = "Authority is verified by a Reliable Method of Communication: one whose contact data come from a source other than "
		    "the Applicant Representative.",
		.explanation = "Whoever calls the number that the requester gave talks to the requester.",
		.remedy = "Take the contact data from a register or another independent source.",
		.schedule = SBR_SHALL, .basis = BASIS_VERIFIED, .missing = MISSING_ERROR,
		.fn = rmoc, .scope = SCOPE_ORGANIZATION, .evidence = EVIDENCE_RECORD,
	},
	{
		.id = "evidence.enterprise-ra.enterprise-ra-profile",
		.section = "SBR 1.3.2.1",
		.title = "individual-validated certificate approved by an Enterprise RA",
		.requires = "An Enterprise RA approves mailbox-, organization- and sponsor-validated certificates.",
		.explanation = "Section 1.3.2.1(1) lists these three, and the records of an Enterprise RA are evidence for sponsor-validated "
		    "certificates only (3.2.4.1(5)).",
		.remedy = "Use the sponsor-validated profile, or have the CA itself validate the individual.",
		.reading = "No sentence forbids individual-validated certificates to an Enterprise RA. The three others are listed, which is "
		    "read as a complete list.",
		.schedule = SBR_SHALL, .basis = BASIS_ISSUED,
		.fn = era_profile, .scope = SCOPE_SUBSCRIBER, .evidence = EVIDENCE_RECORD,
	},
	{
		.id = "evidence.enterprise-ra.enterprise-ra-method",
		.section = "SBR 1.3.2.1",
		.title = "mailbox that an Enterprise RA approved was not validated by its domain",
		.requires = "The CA confirms that the Enterprise RA has authorization or control of the email domain by 3.2.2.1 or 3.2.2.3.",
		.explanation = "Only mailbox-validated certificates may be requested for mailboxes of other domains, validated by 3.2.2.2 or 3.2.2.4.",
		.remedy = "Validate the domain, or issue a mailbox-validated certificate.",
		.schedule = SBR_SHALL, .basis = BASIS_ISSUED, .missing = MISSING_ERROR,
		.fn = era_method, .scope = SCOPE_ORGANIZATION, .evidence = EVIDENCE_RECORD,
	},
	{
		.id = "evidence.enterprise-ra.enterprise-ra-domains",
		.section = "SBR 1.3.2.1",
		.title = "domain was not validated for the enterprise whose RA approved the certificate",
		.requires = "The domain is validated for the enterprise of the Enterprise RA, or for its Parent, Subsidiary or Affiliate.",
		.explanation = "For domain validation the Applicant includes these (3.2.2.1).",
		.remedy = "Validate the domain for the enterprise, or record the affiliate.",
		.schedule = SBR_SHALL, .basis = BASIS_ISSUED, .missing = MISSING_ERROR,
		.fn = era_domains, .scope = SCOPE_SUBSCRIBER, .evidence = EVIDENCE_RECORD,
	},
	{
		.id = "evidence.enterprise-ra.enterprise-ra-org-name",
		.section = "SBR 1.3.2.1",
		.title = "organizationName is not the enterprise whose RA approved the certificate",
		.requires = "The organizationName is that of the enterprise, of an Affiliate, or of an organization for which "
		    "it is the agent.",
		.explanation = "One customer's RA must not issue in the name of another.",
		.remedy = "Correct the name, or verify and record the relation.",
		.schedule = SBR_SHALL, .basis = BASIS_ISSUED, .missing = MISSING_ERROR,
		.fn = era_org_name, .needs = PARTS1(PART_SUBJECT), .scope = SCOPE_ORGANIZATION, .evidence = EVIDENCE_MATCHED,
	},
	{
		.id = "evidence.enterprise-ra.enterprise-ra-authorised",
		.section = "SBR 3.2.6",
		.title = "Enterprise RA is not authorized",
		.requires = "For organization- and sponsor-validated certificates, the Applicant Representative is authorized to act as an Enterprise "
		    "RA. For all, a contract limits the Enterprise RA to its own domains and organization.",
		.explanation = "The CA answers for what its Enterprise RAs approve (1.3.2.1, 8.8). Certificates that name no organization need no "
		    "authority to name it.",
		.remedy = "Verify the role, and record the contract.",
		.schedule = SBR_SHALL, .basis = BASIS_ISSUED, .missing = MISSING_WARNING,
		.fn = era_authorised, .scope = SCOPE_SUBSCRIBER, .evidence = EVIDENCE_RECORD,
		.yields_to = IDS("evidence.authority.authority-verified"), .yields = YIELD_IN_PLACE,
	},
};

RULE_TABLE(rules_evidence_authority, "Evidence: authority, Enterprise RA", rules);
