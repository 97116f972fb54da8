/* SPDX-License-Identifier: Apache-2.0 */
/* version.c - which text was followed, and by whom? (SBR 3.2.2, 1.3.2) */
#include "evidence/record/versions.h"
#include "rules/evidence/ask.h"
#include "rules/tables.h"

/* ---- versions ---- */

static void
version_missing(struct check *c, const struct ev_validation *v, const char *member, struct span version)
{
	if (version.p == NULL)
		fact_missing(c, v->at, member);
}

static void
look_recorded(struct check *c, const struct ev_validation *v)
{
	const struct ev_section *s = ev_section_of(v);

	if (s == NULL || !due(c, &v->completed_at))
		return;
	if (s->by_domain)
		version_missing(c, v, "tls_br_version", v->tls_br_version);
	else
		version_missing(c, v, "sbr_version", v->sbr_version);
}

static void
br_version_recorded(struct check *c)
{
	each_validation(c, look_recorded);
}

static const char *
document(enum ev_baseline d)
{
	return d == BASELINE_SBR ? "SBR" : "TLS BR";
}

/* What is no version at all; whether the date fits is asked of the others. */
static bool
report_unpublished(struct check *c, const struct json_value *at, enum ev_baseline d, const char *member, struct span version)
{
	switch (ev_version_read(d, version)) {
	case VERSION_NONE:
		report_fact(c, at, member, "%s is no version number", fact_text(c, version));
		return true;
	case VERSION_NEVER_PUBLISHED:
		report_fact(c, at, member, "there is no %s %s", document(d), fact_text(c, version));
		return true;
	default:
		return false;
	}
}

/* Was it in force on the day? */
static void
look_version(struct check *c, const struct json_value *at, enum ev_baseline d, const char *member, struct span version, int32_t day)
{
	const char *right = ev_version_on(d, day);

	/* Most are, and need no look at the others. */
	if (version.p == NULL || (right != NULL && span_is(version, right)) || report_unpublished(c, at, d, member, version))
		return;
	if (ev_version_read(d, version) == VERSION_LATER)
		not_evaluated(c, arena_printf(c->arena, "%s %s is later than %s, the newest that is known", document(d),
		    fact_text(c, version), ev_version_newest(d, NULL)));
	else if (!ev_version_fits(d, version, day))
		report_fact(c, at, member, "%s, in force was %s", fact_text(c, version), right);
}

static void
look_versions(struct check *c, const struct ev_validation *v)
{
	const struct ev_section *s = ev_section_of(v);
	int32_t day = day_from_seconds(v->completed_at.seconds);

	if (!v->completed_at.given || !due(c, &v->completed_at))
		return;
	look_version(c, v->at, BASELINE_SBR, "sbr_version", v->sbr_version, day);
	if (s != NULL && s->by_domain)
		look_version(c, v->at, BASELINE_TLS_BR, "tls_br_version", v->tls_br_version, day);
}

static void
br_version_plausible(struct check *c)
{
	const struct ev_issuance *i = c->evidence->record->issuance;
	const struct ev_time *issued = &c->evidence->issued;

	each_validation(c, look_versions);
	/* What the CA worked to at the issuance. */
	if (i != NULL && issued->given && due(c, NULL))
		look_version(c, i->at, BASELINE_SBR, "sbr_version", i->sbr_version, day_from_seconds(issued->seconds));
}

/* ---- who did it ---- */

static const char *
performer(uint8_t by)
{
	return by == BY_ENTERPRISE_RA ? "enterprise_ra" : "delegated_third_party";
}

static void
look_performer(struct check *c, const struct ev_validation *v)
{
	if (!due(c, &v->completed_at))
		return;
	if (v->performed_by == 0)
		fact_missing(c, v->at, "performed_by");
	else if (v->performed_by != BY_CA)
		report_fact(c, v->at, "performed_by", "%s", performer(v->performed_by));
}

static void
mailbox_validation_not_delegated(struct check *c)
{
	each_validation(c, look_performer);
}

static void
caa_not_delegated(struct check *c)
{
	const struct ev_record *r = c->evidence->record;

	for (uint32_t i = 0; i < r->n_caa_checks; i++) {
		const struct ev_caa_check *check = &r->caa_checks[i];

		if (!ask_check_relied(c, check) || !due(c, &check->checked_at))
			continue;
		if (check->performed_by == 0)
			fact_missing(c, check->at, "performed_by");
		else if (check->performed_by != BY_CA)
			report_fact(c, check->at, "performed_by", "%s", performer(check->performed_by));
	}
}

static void
report_enterprise_ra(struct check *c, const struct json_value *at, uint8_t by, const struct ev_time *when)
{
	if (by != 0 && due(c, when) && by == BY_ENTERPRISE_RA)
		report_fact(c, at, "performed_by", "%s", performer(by));
}

static void
identity_not_by_enterprise_ra(struct check *c)
{
	const struct ev_record *r = c->evidence->record;

	if (r->organization != NULL)
		report_enterprise_ra(c, r->organization->at, r->organization->performed_by, &r->organization->validated_at);
	if (r->authority != NULL)
		report_enterprise_ra(c, r->authority->at, r->authority->performed_by, &r->authority->verified_at);
}

/* What is said of the look-up stands in the member dns of a validation or a CAA check. */
static void
look_resolver(struct check *c, const struct json_value *at, const struct ev_dns *dns)
{
	if (dns == NULL)
		fact_missing(c, at, "dns");
	else if (dns->resolver_operator == 0)
		fact_missing(c, dns->at, "resolver_operator");
	else if (dns->resolver_operator == OPERATOR_THIRD_PARTY)
		report_fact(c, dns->at, "resolver_operator", "third_party");
}

/* An email that is answered looks nothing up. */
static void
look_validation(struct check *c, const struct ev_validation *v)
{
	if ((v->dns != NULL || ev_method_of(v) != NULL) && due(c, &v->completed_at))
		look_resolver(c, v->at, v->dns);
}

static void
resolver_operator(struct check *c)
{
	const struct ev_record *r = c->evidence->record;

	each_validation(c, look_validation);
	for (uint32_t i = 0; i < r->n_caa_checks; i++)
		if (ask_check_relied(c, &r->caa_checks[i]) && due(c, &r->caa_checks[i].checked_at))
			look_resolver(c, r->caa_checks[i].at, r->caa_checks[i].dns);
}

#define COMMON .scope = SCOPE_SUBSCRIBER, .evidence = EVIDENCE_RECORD

static const struct smimelint_rule rules[] = {
	{
		.id = "evidence.version.br-version-recorded",
		.section = "SBR 3.2.2",
		.title = "validation does not say by which version of the Baseline Requirements it was done",
		.requires = "Each validation names the version of the document whose method was used: tls_br_version with 3.2.2.1 and "
		    "3.2.2.3, sbr_version with 3.2.2.2 and 3.2.2.4.",
		.explanation = "An empty text counts as missing. The TLS BR dropped a duty of their own with 2.2.7; that of the SBR stands.",
		.remedy = "Record the version; best that of both documents.",
		.schedule = SBR_SHALL, .basis = BASIS_COMPLETED, .missing = MISSING_ERROR, .fn = br_version_recorded, COMMON,
	}, {
		.id = "evidence.version.br-version-plausible",
		.section = "SBR 3.2.2",
		.title = "recorded version of the Baseline Requirements does not exist, or was not in force at the time",
		.requires = "tls_br_version is the number of a version of the TLS BR, sbr_version that of a version of the SBR; it was in "
		    "force when the validation was completed, or, of the issuance, when the certificate was issued.",
		.explanation = "Whoever names a version that is out of force may follow rules that have changed. A version "
		    "later than all that this program knows is not evaluated. From 2024-08-29 to 2024-12-21 the SBR meant TLS "
		    "BR 2.0.5; from 2026-08-06 to 2026-11-14 the methods of 2.2.7 may be followed.",
		.remedy = "Record the version that was followed; follow the one in force.",
		.reading = "SBR 3.2.2 wants the relevant version, which is read as the one in force on the day of completion; of the "
		    "issuance, on that day. A CA may mean the version from which it took the text of its method, or the one in force when the work began.",
		.schedule = SBR_SHALL, .basis = BASIS_COMPLETED, .fn = br_version_plausible, COMMON,
	}, {
		.id = "evidence.delegation.mailbox-validation-not-delegated",
		.section = "SBR 3.2.2",
		.title = "mailbox was not validated by the CA itself",
		.requires = "The CA does not delegate the verification of mailbox authorization or control.",
		.explanation = "Neither a Delegated Third Party nor an Enterprise RA may do it. (Network Perspectives may be run by others.)",
		.remedy = "Validate the mailbox by the CA's own systems.",
		.schedule = SBR_SHALL, .basis = BASIS_COMPLETED, .missing = MISSING_WARNING,
		.fn = mailbox_validation_not_delegated, COMMON,
	}, {
		.id = "evidence.delegation.caa-not-delegated",
		.section = "SBR 1.3.2",
		.title = "CAA was not checked by the CA itself",
		.requires = "The CA checks CAA itself.",
		.explanation = "Whether the CA may issue is for the CA to determine.",
		.remedy = "Check CAA by the CA's own systems.",
		.reading = "SBR 1.3.2 allows the delegation of section 3.2 alone, and CAA stands in 4.2.2.1. No "
		    "sentence of the SBR forbids its delegation; TLS BR 1.3.2 has forbidden it since 2026-03-15.",
		.schedule = SCHEDULE(SHALL_FROM(2025, 3, 15)), .basis = BASIS_CHECKED, .fn = caa_not_delegated, COMMON,
	}, {
		.id = "evidence.delegation.identity-not-by-enterprise-ra",
		.section = "SBR 3.2.3.2.1, 3.2.6",
		.title = "organization or authority was verified by an Enterprise RA",
		.requires = "The CA or an RA verifies the identity of the organization, and the authority of who represents it.",
		.explanation = "SBR 3.2.4 lets an Enterprise RA verify individuals of its own organization. Of the organization itself, and of the "
		    "authority to act for it, it would be the only witness.",
		.remedy = "Verify the organization and the authority by the CA, or by an RA that is not the Applicant.",
		.reading = "SBR 3.2.4 names the CA, the RA and the Enterprise RA; 3.2.3 and 3.2.6 name the CA and the RA. We read that an Enterprise RA "
		    "is not meant there. By the other reading an Enterprise RA is an RA.",
		.schedule = SBR_SHALL, .basis = BASIS_VALIDATED, .fn = identity_not_by_enterprise_ra, COMMON,
	}, {
		.id = "evidence.delegation.resolver-operator",
		.section = "SBR 3.2.2",
		.title = "resolver of the Primary Network Perspective is run by a third party",
		.requires = "The CA runs the recursive resolver that its own look-ups use, or has it inside the scope of its audit.",
		.explanation = "Neither text says so; a clarification was drafted and not adopted. Whoever runs the resolver can give "
		    "any answer. Nothing has to be logged about it, so that absent facts are not evaluated.",
		.remedy = "Run a resolver of the CA's own.",
		.schedule = SBR_NOTICE, .basis = BASIS_COMPLETED, .fn = resolver_operator, COMMON,
	},
};

RULE_TABLE(rules_evidence_version, "Evidence: versions of the documents, and who did it", rules);
