/* SPDX-License-Identifier: Apache-2.0 */
/* attestation.c - SBR 3.2.8: who wrote an Attestation, and was he asked? */
#include "evidence/identity.h"
#include "evidence/record/word.h"
#include "rules/evidence/evidence.h"
#include "rules/evidence/identity/identity.h"
#include "rules/tables.h"

static void
check_attestation(struct check *c, const struct ev_source *s, bool of_individual)
{
	const struct ev_attestation *a = s->attestation;

	(void)of_individual;
	if (a == NULL) {
		fact_missing(c, s->at, "attestation");
		return;
	}
	if (a->author_role.p == NULL)
		fact_missing(c, a->at, "author_role");
	else if (ev_author(a->author_role) == AUTHOR_SELF)
		report_fact(c, a->at, "author_role", "%s", fact_text(c, a->author_role));
	if (a->n_supporting_documents == 0)
		fact_missing(c, a->at, "supporting_documents");
	report_rmoc(c, a->at, a->rmoc);
	if (!a->confirmed_at.given)
		fact_missing(c, a->at, "confirmed_at");
}

typedef void attestation_fn(struct check *, const struct ev_source *, bool of_individual);

/* Judges each Attestation, where the requirement binds when the identity was validated. */
static void
each_attestation(struct check *c, attestation_fn *judge)
{
	const struct ev_organization *o = c->evidence->record->organization;
	const struct ev_individual *p = c->evidence->record->individual;

	for (uint32_t i = 0; o != NULL && i < o->n_sources; i++)
		if (o->sources[i].type == SOURCE_ATTESTATION && due(c, &o->validated_at))
			judge(c, &o->sources[i], false);
	for (uint32_t i = 0; p != NULL && i < p->n_sources; i++)
		if (p->sources[i].type == SOURCE_ATTESTATION && due(c, &p->validated_at))
			judge(c, &p->sources[i], true);
}

static void
attestation_verified(struct check *c)
{
	each_attestation(c, check_attestation);
}

/* 3.2.4.1 (6): that an individual belongs to it is attested by the organization itself. */
static bool
attests_affiliation(const struct check *c, struct span role)
{
	static const char *const words[] = {
		"organization*", "organisation*", "employer*", "company", "enterprise", "sponsor*", "human resources", "hr", "personnel*", NULL
	};

	return (c->profile->types & TYPE_SV) != 0 && ev_word_within(role, words);
}

static void
check_author(struct check *c, const struct ev_source *s, bool of_individual)
{
	struct span role = s->attestation != NULL ? s->attestation->author_role : SPAN_NONE;
	enum ev_author author = role.p != NULL ? ev_author(role) : AUTHOR_THIRD_PARTY;

	if (author == AUTHOR_UNREADABLE)
		not_evaluated(c, "the words for the author of an Attestation are in letters that this program does not read");
	else if (author == AUTHOR_UNLISTED && !(of_individual && attests_affiliation(c, role)))
		report_fact(c, s->attestation->at, "author_role", "%s", fact_text(c, role));
}

static void
author_unlisted(struct check *c)
{
	each_attestation(c, check_author);
}

#define SCOPE_IDENTITY { KIND_SUBSCRIBER, TYPE_OV | TYPE_SV | TYPE_IV, GEN_ANY }

static const struct smimelint_rule rules[] = {
	{
		.id = "evidence.organization.attestation-verified",
		.section = "SBR 3.2.8",
		.title = "Attestation that was not verified",
		.requires = "An Attestation is written by an accountant, lawyer, government official or other reliable third "
		    "party. It comes with supporting documents, and a Reliable Method of Communication confirms it.",
		.explanation = "A letter is evidence only if somebody else wrote it, and if the CA asked that person about it. "
		    "The contact data for that do not come from the Applicant. Words for the Applicant himself are known in many forms.",
		.remedy = "Record the author's role, the documents and the confirmation.",
		.schedule = SBR_SHALL, .basis = BASIS_VALIDATED, .missing = MISSING_ERROR,
		.fn = attestation_verified, .scope = SCOPE_IDENTITY,
		.evidence = EVIDENCE_RECORD,
	},
	{
		.id = "evidence.organization.attestation-author-unlisted",
		.section = "SBR 3.2.8",
		.title = "author of an Attestation is of a kind that SBR 3.2.8 does not name",
		.requires = "An Attestation is written by an accountant, lawyer, government official or other reliable third party, who is "
		    "customarily relied upon for such information.",
		.explanation = "Notaries, auditors, tax advisers, courts, registrars, consulates, banks and other offices are known as well. That an "
		    "individual belongs to an organization, the organization attests itself (3.2.4.1 (6)). Words in other letters than Latin "
		    "ones are not evaluated.",
		.remedy = "Make sure that the author is relied upon for such letters, and record what he is.",
		.reading = "SBR 3.2.8 ends its list with other reliable third parties. An author of another kind may "
		    "be one of them; a manager of the Applicant or a friend is none.",
		.schedule = SBR_SHALL, .basis = BASIS_VALIDATED,
		.fn = author_unlisted, .scope = SCOPE_IDENTITY, .evidence = EVIDENCE_RECORD,
		.yields_to = IDS("evidence.individual.individual-source-type-attestation"), .yields = YIELD_IN_PLACE,
	},
};

RULE_TABLE(rules_evidence_attestation, "Evidence: attestations", rules);
