/* SPDX-License-Identifier: Apache-2.0 */
/* individual_source.c - SBR 3.2.4.1: with what the individual was validated, and whether it counts. */
#include "evidence/identity.h"
#include "evidence/record/word.h"
#include "rules/evidence/evidence.h"
#include "rules/tables.h"
#include "value/fold.h"

#define SCOPE_INDIVIDUAL { KIND_SUBSCRIBER, TYPE_SV | TYPE_IV, GEN_ANY }
/* SBR 1.0.13 brings mobile driving licences. */
#define MDL_DAY DAY(2026, 3, 27)

/* The individual whose sources are to be judged; NULL: there is none, or the requirement does not bind. */
static const struct ev_individual *
bound_individual(struct check *c)
{
	const struct ev_individual *p = c->evidence->record->individual;

	return p != NULL && p->n_sources > 0 && due(c, &p->validated_at) ? p : NULL;
}

static bool
is_authoritative(const struct check *c, const struct ev_individual *p, const struct ev_source *s)
{
	switch (s->type) {
	case 0:				/* a type that cannot be read is a finding already */
	case SOURCE_PHYSICAL_DOCUMENT:
	case SOURCE_DIGITAL_DOCUMENT:
	case SOURCE_EID:
	case SOURCE_ATTESTATION:
	case SOURCE_SIGNED_REQUEST:	/* a rule of its own says why not */
		return true;
	case SOURCE_ENTERPRISE_RA_RECORD:
		return c->profile->types == TYPE_SV && by_enterprise_ra(c);
	case SOURCE_MDL:
		return !p->validated_at.given || day_from_seconds(p->validated_at.seconds) >= MDL_DAY;
	default:
		return false;
	}
}

static void
source_type(struct check *c)
{
	const struct ev_individual *p = bound_individual(c);

	if (p == NULL)
		return;
	for (uint32_t i = 0; i < p->n_sources; i++)
		if (is_authoritative(c, p, &p->sources[i]))
			return;
	report_fact(c, p->at, "sources", "%s", ev_source_word(p->sources[0].type));
}

/* 3.2.4.1 (7): a qualified legal practitioner or notary, by the names that they have. */
static bool
is_legal_practitioner(struct span role)
{
	static const char *const words[] = {
		"notar", "lawyer", "attorney", "solicitor", "barrister", "advocate", "legal practitioner", "legal_practitioner",
		"legal-practitioner", "legal counsel", "legal_counsel", "rechtsanwalt", "avocat", "abogad", "avvocato", "advogad",
	};

	for (size_t i = 0; role.p != NULL && i < sizeof words / sizeof *words; i++)
		if (fold_contains(role, span_of(words[i])))
			return true;
	return false;
}

static struct span
author_of(const struct ev_source *s)
{
	return s->attestation != NULL ? s->attestation->author_role : SPAN_NONE;
}

static struct span
kind_of(const struct ev_source *s)
{
	return s->document != NULL ? s->document->kind : SPAN_NONE;
}

/* What a source is worth by what the record says of it. */
enum worth {
	WORTH_NOTHING,
	WORTH_DOUBTFUL,		/* an Attestation by no such practitioner, a document by no such authority */
	WORTH_UNKNOWN,		/* a document of a kind that is not known */
	WORTH_ALL
};

static enum worth
worth_of(const struct check *c, const struct ev_individual *p, const struct ev_source *s)
{
	struct span kind = kind_of(s);

	if (!is_authoritative(c, p, s))
		return WORTH_NOTHING;
	if (s->type == SOURCE_ATTESTATION)
		return is_legal_practitioner(author_of(s)) ? WORTH_ALL : WORTH_DOUBTFUL;
	if (s->type != SOURCE_PHYSICAL_DOCUMENT)
		return WORTH_ALL;
	if (kind.p == NULL)
		return WORTH_UNKNOWN;
	switch (ev_document_kind(kind)) {
	case DOCUMENT_OFFICIAL:
		return WORTH_ALL;
	case DOCUMENT_UNOFFICIAL:
		return WORTH_DOUBTFUL;
	default:
		return WORTH_UNKNOWN;
	}
}

/* The most that one of the sources is worth. */
static enum worth
most_worth(const struct check *c, const struct ev_individual *p)
{
	enum worth most = WORTH_NOTHING;

	for (uint32_t i = 0; i < p->n_sources; i++) {
		enum worth w = worth_of(c, p, &p->sources[i]);

		most = w > most ? w : most;
	}
	return most;
}

/* Where Attestations are the only sources that count, is one of them by such an author? */
static void
source_type_attestation(struct check *c)
{
	const struct ev_individual *p = bound_individual(c);

	if (p == NULL || most_worth(c, p) != WORTH_DOUBTFUL)
		return;
	for (uint32_t i = 0; i < p->n_sources; i++) {
		const struct ev_source *s = &p->sources[i];
		const struct ev_attestation *a = s->attestation;

		if (s->type == SOURCE_ATTESTATION && author_of(s).p != NULL) {
			report_fact(c, a->at, "author_role", "%s", fact_text(c, a->author_role));
			return;
		}
		if (s->type == SOURCE_ATTESTATION)
			fact_missing(c, a != NULL ? a->at : s->at, a != NULL ? "author_role" : "attestation");
	}
}

static void
source_type_document(struct check *c)
{
	const struct ev_individual *p = bound_individual(c);
	enum worth most = p != NULL ? most_worth(c, p) : WORTH_NOTHING;

	for (uint32_t i = 0; p != NULL && i < p->n_sources; i++) {
		const struct ev_source *s = &p->sources[i];

		if (s->type != SOURCE_PHYSICAL_DOCUMENT || worth_of(c, p, s) != most)
			continue;
		if (most == WORTH_DOUBTFUL) {
			report_fact(c, s->document->at, "kind", "%s", fact_text(c, s->document->kind));
			return;
		}
		if (most == WORTH_UNKNOWN && s->document != NULL && s->document->kind.p == NULL)
			fact_missing(c, s->document->at, "kind");
		else if (most == WORTH_UNKNOWN && s->document != NULL)
			not_evaluated(c, "its kind does not show whether the document is official");
	}
}

/* ---- eID ---- */

/* Levels of assurance of eIDAS (Regulation (EU) 910/2014, article 8), and each of them of a scheme that is not notified. */
enum assurance { LOA_UNKNOWN, LOA_LOW, LOA_SUBSTANTIAL, LOA_HIGH, LOA_NOT_NOTIFIED };

/* By its word, or by the URI that an eIDAS node sends for it. */
static enum assurance
level_read(struct span text)
{
	static const char *const words[][4] = {
		[LOA_LOW] = { "low", "loa low", "http://eidas.europa.eu/loa/low", NULL },
		[LOA_SUBSTANTIAL] = { "substantial", "loa substantial", "http://eidas.europa.eu/loa/substantial", NULL },
		[LOA_HIGH] = { "high", "loa high", "http://eidas.europa.eu/loa/high", NULL },
	};
	static const char not_notified[] = "http://eidas.europa.eu/notnotified/loa/";

	for (unsigned level = LOA_LOW; level <= LOA_HIGH; level++)
		if (ev_word_among(text, words[level]))
			return (enum assurance)level;
	/* Whatever level stands behind it. */
	text = span_trimmed(text);
	return text.n >= sizeof not_notified - 1 && ev_word_is(span_sub(text, 0, sizeof not_notified - 1), not_notified) ? LOA_NOT_NOTIFIED : LOA_UNKNOWN;
}

static void
eid(struct check *c, const struct ev_source *s)
{
	const struct ev_eid *e = s->eid;

	if (e == NULL) {
		fact_missing(c, s->at, "eid");
		return;
	}
	if (e->scheme.p == NULL)
		fact_missing(c, e->at, "scheme");
	if (e->notified == EV_UNSAID)
		fact_missing(c, e->at, "notified");
	else if (e->notified == EV_NO)
		report_fact(c, e->at, "notified", "not notified");
	if (e->loa.p == NULL)
		fact_missing(c, e->at, "loa");
	else if (level_read(e->loa) == LOA_LOW)
		report_fact(c, e->at, "loa", "%s, substantial needed", fact_text(c, e->loa));
	else if (level_read(e->loa) == LOA_NOT_NOTIFIED)
		report_fact(c, e->at, "loa", "%s: of a scheme that is not notified", fact_text(c, e->loa));
	if (!e->status_checked_at.given)
		fact_missing(c, e->at, "status_checked_at");
}

static void
each_eid(struct check *c, void (*judge)(struct check *, const struct ev_source *))
{
	const struct ev_individual *p = c->evidence->record->individual;

	for (uint32_t i = 0; p != NULL && i < p->n_sources; i++)
		if (p->sources[i].type == SOURCE_EID && due(c, &p->validated_at))
			judge(c, &p->sources[i]);
}

static void
eid_level(struct check *c)
{
	each_eid(c, eid);
}

static void
level_word(struct check *c, const struct ev_source *s)
{
	const struct ev_eid *e = s->eid;

	if (e != NULL && e->loa.p != NULL && level_read(e->loa) == LOA_UNKNOWN)
		report_fact(c, e->at, "loa", "%s", fact_text(c, e->loa));
}

static void
eid_level_word(struct check *c)
{
	each_eid(c, level_word);
}

static const struct smimelint_rule rules[] = {
	{
		.id = "evidence.individual.individual-source-type",
		.section = "SBR 3.2.4.1",
		.title = "individual was not validated with a source that counts",
		.requires = "At least one source is a physical or digital identity document, a notified eID or an Attestation; from 2026-03-27 "
		    "a mobile driving licence counts, too. For sponsor-validated certificates that an Enterprise RA approved, its records count.",
		.explanation = "3.2.4.1 (8) lists eIDs among the authoritative sources since SBR 1.0.13. Before, 3.2.4.1 (3) allowed them, so that "
		    "they count at all times.",
		.remedy = "Validate the individual with an authoritative source; others only supplement it.",
		.schedule = SBR_SHALL, .basis = BASIS_VALIDATED, .missing = MISSING_ERROR,
		.fn = source_type, .scope = SCOPE_INDIVIDUAL, .evidence = EVIDENCE_RECORD,
	},
	{
		.id = "evidence.individual.individual-source-type-attestation",
		.section = "SBR 3.2.4.1",
		.title = "the only source of the individual's identity is an Attestation that no legal practitioner or notary "
		    "wrote",
		.requires = "An Attestation of an individual's identity is written by a qualified legal practitioner or "
		    "notary in the Applicant's jurisdiction.",
		.explanation = "If the record has another source that counts, that is enough. For organizations, and for the "
		    "individual's affiliation, the wider circle of 3.2.8 holds: accountants, government officials and other "
		    "reliable third parties.",
		.remedy = "Have a lawyer or notary attest the identity, or use another source.",
		.reading = "SBR 3.2.4.1 (7) names legal practitioners and notaries; 3.2.8, on all Attestations, names more. The narrower list "
		    "is taken for the identity of individuals, as a warning.",
		.schedule = SBR_SHALL, .basis = BASIS_VALIDATED, .missing = MISSING_WARNING,
		.fn = source_type_attestation, .scope = SCOPE_INDIVIDUAL, .evidence = EVIDENCE_RECORD,
		.yields_to = IDS("evidence.organization.attestation-verified"), .yields = YIELD_IN_PLACE,
	},
	{
		.id = "evidence.individual.individual-source-type-document",
		.section = "SBR 3.2.4.1",
		.title = "the only source of the individual's identity is a document that no authority issued for that purpose",
		.requires = "A physical identity document is a passport or identity card of a government. Other official identity documents "
		    "that are as reliable will do, such as a driving licence or a military ID.",
		.explanation = "If the record has another source that counts, that is enough. Cards of employers, schools, libraries, clubs and "
		    "banks are none. Bills and statements prove an address at the most, certificates of marriage and court orders a name that has "
		    "changed (3.2.4.1 (8)). A kind that is not recorded, or that this program does not know, is not evaluated.",
		.remedy = "Use an official identity document.",
		.reading = "SBR 3.2.4.1 (1) has no list of official identity documents. Whether one of these kinds "
		    "may be as reliable is a matter of judgement.",
		.schedule = SBR_SHALL, .basis = BASIS_VALIDATED,
		.fn = source_type_document, .scope = SCOPE_INDIVIDUAL, .evidence = EVIDENCE_RECORD,
	},
	{
		.id = "evidence.individual.eid-level",
		.section = "SBR 3.2.4.1, 3.2.4.2",
		.title = "eID that is not notified, is below substantial, or whose status was not checked",
		.requires = "An eID belongs to a scheme notified under eIDAS. Its level of assurance is substantial or high. "
		    "It was found not expired, suspended or revoked.",
		.explanation = "Other electronic identities do not reach the assurance of an identity document.",
		.remedy = "Use a notified eID of a sufficient level, and record the check of its status.",
		.schedule = SBR_SHALL, .basis = BASIS_VALIDATED, .missing = MISSING_ERROR,
		.fn = eid_level, .scope = SCOPE_INDIVIDUAL, .evidence = EVIDENCE_RECORD,
	},
	{
		.id = "evidence.individual.eid-level-word",
		.section = "SBR 3.2.4.1",
		.title = "level of assurance of an eID in words that are not known",
		.requires = "The level of assurance of an eID is substantial or high.",
		.explanation = "The words low, substantial and high are known, also as \"LoA high\" or http://eidas.europa.eu/LoA/high. Others may "
		    "mean a level that suffices; nothing shows it.",
		.remedy = "Record low, substantial or high.",
		.reading = "The level is read in the words of eIDAS (article 8). By the other reading, the CA's own word means one that suffices.",
		.schedule = SBR_SHALL, .basis = BASIS_VALIDATED,
		.fn = eid_level_word, .scope = SCOPE_INDIVIDUAL, .evidence = EVIDENCE_RECORD,
	},
};

RULE_TABLE(rules_evidence_individual_source, "Evidence: sources of the individual's identity", rules);
