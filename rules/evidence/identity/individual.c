/* SPDX-License-Identifier: Apache-2.0 */
/* individual.c - SBR 3.2.4: how the individual was validated; individual_source.c: with what; individual_name.c: what the subject shows of it. */
#include "evidence/identity.h"
#include "evidence/record/word.h"
#include "rules/common/subject.h"
#include "rules/evidence/ask.h"
#include "rules/evidence/evidence.h"
#include "rules/evidence/identity/verified.h"
#include "rules/tables.h"

#define SCOPE_INDIVIDUAL { KIND_SUBSCRIBER, TYPE_SV | TYPE_IV, GEN_ANY }
/* How long one process of validating an identity may take at the most, by our reading. */
#define PROCESS_DAYS 30

static const struct ev_individual *
individual(const struct check *c)
{
	return c->evidence->record->individual;
}

typedef void source_fn(struct check *, const struct ev_source *);

/* Calls fn for each source of these types (a set of bits, one for each type) that was relied on when the rule binds. */
static void
each_source(struct check *c, unsigned types, source_fn *fn)
{
	const struct ev_individual *p = individual(c);

	for (uint32_t i = 0; p != NULL && i < p->n_sources; i++)
		if ((types >> p->sources[i].type & 1) != 0 && due(c, &p->validated_at))
			fn(c, &p->sources[i]);
}
#define TYPE(source) (1u << (source))
#define DOCUMENTS (TYPE(SOURCE_PHYSICAL_DOCUMENT) | TYPE(SOURCE_DIGITAL_DOCUMENT))

/* ---- 3.2.4 ---- */

static bool
shows(const struct check *c, enum oid type)
{
	return c->cert != NULL && cert_ok(c->cert, PART_SUBJECT) && name_attr(&c->cert->subject, type, 0) != NULL;
}

static bool
shows_only(const struct check *c, enum oid type, enum oid other)
{
	return shows(c, type) && !shows(c, other);
}

static void
evidence_present(struct check *c)
{
	const struct ev_individual *p = individual(c);

	if (!due(c, NULL))
		return;
	if (p == NULL) {
		fact_missing(c, c->evidence->record->at, "individual");
		return;
	}
	if (!p->validated_at.given)
		fact_missing(c, p->at, "validated_at");
	/* Who has a single name has no other. */
	if (p->given_name.p == NULL && p->given_name_sha256.p == NULL && !shows_only(c, OID_SURNAME, OID_GIVEN_NAME))
		fact_missing(c, p->at, "given_name");
	if (p->surname.p == NULL && p->surname_sha256.p == NULL && !shows_only(c, OID_GIVEN_NAME, OID_SURNAME))
		fact_missing(c, p->at, "surname");
	if (shows(c, OID_PSEUDONYM) && p->pseudonym.p == NULL && p->pseudonym_sha256.p == NULL)
		fact_missing(c, p->at, "pseudonym");
	if (p->n_sources == 0)
		fact_missing(c, p->at, "sources");
}

/* ---- 3.2.4.1 ---- */

static void
framework(struct check *c, const struct ev_source *s)
{
	report_fact(c, s->at, "type", "signed_request");
}

static void
signature_framework(struct check *c)
{
	const struct ev_individual *p = individual(c);

	if (p != NULL && p->n_sources > 0)
		due(c, &p->validated_at);
	each_source(c, TYPE(SOURCE_SIGNED_REQUEST), framework);
}

/* ---- 3.2.4.2 ---- */

static void
document_details(struct check *c, const struct ev_source *s)
{
	const struct ev_document *d = s->document;

	if (d == NULL) {
		fact_missing(c, s->at, "document");
		return;
	}
	(void)ask_text_missing(c, d->at, "issuer", d->issuer);
	if (!d->valid_from.given)
		fact_missing(c, d->at, "valid_from");
	if (!d->valid_until.given)
		fact_missing(c, d->at, "valid_until");
	if (d->number_sha256.p == NULL)
		fact_missing(c, d->at, "number_sha256");
}

static void
document_details_recorded(struct check *c)
{
	each_source(c, DOCUMENTS, document_details);
}

/* A full-date is the whole day; a time is that moment. */
static bool
is_moment(const struct json_value *at, const char *member)
{
	const struct json_value *v = json_find(at, member);

	return v != NULL && v->type == JSON_STRING && v->text.n > sizeof "2026-11-16" - 1;
}

/* Of a moment both sides are told, since they may be of one day. */
static const char *
limit_text(struct check *c, const struct json_value *at, const char *member, const struct ev_time *limit)
{
	char day[16];

	if (is_moment(at, member))
		return arena_printf(c->arena, "%s, validated %s", fact_text(c, json_find(at, member)->text),
		    fact_text(c, json_find(individual(c)->at, "validated_at")->text));
	return arena_printf(c->arena, "%s", day_format(day_from_seconds(limit->seconds), day));
}

/* Is the one time after the other: by the moment where the record has one, else by the day? */
static bool
is_past(const struct ev_time *when, const struct ev_time *limit, bool moment)
{
	return moment ? ev_after(when, limit) : day_from_seconds(when->seconds) > day_from_seconds(limit->seconds);
}

/* Was the identity validated between these, both of them included? */
static void
check_within(struct check *c, const struct json_value *at, const struct ev_time *from, const struct ev_time *until)
{
	const struct ev_time *validated = &individual(c)->validated_at;

	if (!validated->given) {
		fact_missing(c, individual(c)->at, "validated_at");
		return;
	}
	if (until->given && is_past(validated, until, is_moment(at, "valid_until")))
		report_fact(c, at, "valid_until", "valid until %s", limit_text(c, at, "valid_until", until));
	if (from->given && is_past(from, validated, is_moment(at, "valid_from")))
		report_fact(c, at, "valid_from", "valid from %s", limit_text(c, at, "valid_from", from));
	if (!until->given)
		fact_missing(c, at, "valid_until");
}

static void
evidence_valid(struct check *c, const struct ev_source *s)
{
	static const struct ev_time open;

	if (s->document != NULL)
		check_within(c, s->document->at, &s->document->valid_from, &s->document->valid_until);
	if (s->eid != NULL)
		check_within(c, s->eid->at, &open, &s->eid->valid_until);
	if (s->mdl != NULL)
		check_within(c, s->mdl->at, &open, &s->mdl->valid_until);
}

static void
evidence_valid_when_used(struct check *c)
{
	each_source(c, DOCUMENTS | TYPE(SOURCE_EID) | TYPE(SOURCE_MDL), evidence_valid);
}

static void
digital_document(struct check *c, const struct ev_source *s)
{
	const struct ev_document *d = s->document;

	if (d == NULL)
		return;		/* told where its details are asked for */
	if (d->kind.p == NULL)
		fact_missing(c, d->at, "kind");
	else if (!ev_word_is(d->kind, "emrtd") && !(ev_is_passport(d->kind) && d->signature_validated == EV_YES))
		report_fact(c, d->at, "kind", "%s", fact_text(c, d->kind));
	else if (d->signature_validated == EV_UNSAID)
		fact_missing(c, d->at, "signature_validated");
	else if (d->signature_validated == EV_NO)
		report_fact(c, d->at, "signature_validated", "not validated");
}

static void
digital_document_signature(struct check *c)
{
	each_source(c, TYPE(SOURCE_DIGITAL_DOCUMENT), digital_document);
}

static void
presence_mode(struct check *c, const struct ev_procedure *p)
{
	if (p->mode.p == NULL)
		fact_missing(c, p->at, "mode");
	else if (!ev_word_is(p->mode, "in_person") && !ev_word_is(p->mode, "remote_live"))
		report_fact(c, p->at, "mode", "%s", fact_text(c, p->mode));
}

static void
presence(struct check *c, const struct ev_source *s)
{
	const struct ev_procedure *p = s->procedure;

	if (p == NULL) {
		fact_missing(c, s->at, "procedure");
		return;
	}
	/* The chip proves itself: 3.2.4.2 (2) asks for no live session. */
	if (s->type == SOURCE_PHYSICAL_DOCUMENT)
		presence_mode(c, p);
	if (p->visual_comparison == EV_UNSAID)
		fact_missing(c, p->at, "visual_comparison");
	else if (p->visual_comparison == EV_NO)
		report_fact(c, p->at, "visual_comparison", "no visual comparison");
}

static void
presence_check(struct check *c)
{
	each_source(c, DOCUMENTS, presence);
}

/* Was it used so long before that it cannot have been part of the process?  What has two times has the earlier one. */
static void
authentication(struct check *c, const struct ev_source *s)
{
	const struct ev_time *validated = &individual(c)->validated_at, *used = &s->obtained_at;
	const struct json_value *at = s->at;
	const char *member = "obtained_at";

	if (s->eid != NULL && s->eid->status_checked_at.given && (!used->given || ev_after(used, &s->eid->status_checked_at))) {
		used = &s->eid->status_checked_at;
		at = s->eid->at;
		member = "status_checked_at";
	}
	if (validated->given && used->given && ev_elapsed(used, validated) > PROCESS_DAYS * SECONDS_PER_DAY)
		report_fact(c, at, member, "%s before the validation", ev_duration(c->arena, ev_elapsed(used, validated)));
}

static void
authenticated_in_process(struct check *c)
{
	each_source(c, TYPE(SOURCE_EID) | TYPE(SOURCE_MDL), authentication);
}

static void
mdl(struct check *c, const struct ev_source *s)
{
	const struct ev_mdl *m = s->mdl;

	if (m == NULL) {
		fact_missing(c, s->at, "mdl");
		return;
	}
	const struct {
		const char *member;
		uint8_t said;
	} checks[] = {
		{ "iso18013_5", m->iso18013_5 }, { "mso_valid", m->mso_valid },
		{ "revocation_checked", m->revocation_checked }, { "real_time", m->real_time },
	};

	for (size_t i = 0; i < sizeof checks / sizeof *checks; i++)
		if (checks[i].said == EV_UNSAID)
			fact_missing(c, m->at, checks[i].member);
		else if (checks[i].said == EV_NO)
			report_fact(c, m->at, checks[i].member, "%s is false", checks[i].member);
}

static void
mdl_checks(struct check *c)
{
	each_source(c, TYPE(SOURCE_MDL), mdl);
}

/* ---- 3.1.2, 7.1.4.2.2: what the subject says ---- */

static void
subject_matches(struct check *c)
{
	if (!due(c, NULL))
		return;
	if (individual(c) == NULL) {
		fact_missing(c, c->evidence->record->at, "individual");
		return;
	}
	individual_matches(c, &c->cert->subject);
	individual_digests_match(c);
}

/* ---- 7.1.4.2.1 ---- */

static void
look_directory(struct check *c, const struct cert_name *name)
{
	if (individual(c) == NULL)
		fact_missing(c, c->evidence->record->at, "individual");
	else
		individual_matches(c, name);
}

static void
directory_matches(struct check *c)
{
	if (due(c, NULL))
		each_directory_name(c, look_directory);
}

/* ---- 3.2.4.1 (6) ---- */

/* What the individual says of himself attests nothing. */
static bool
is_own_word(struct span type)
{
	static const char *const own[] = { "self", "self_declared", "self-declared", "self declared", "self_declaration", "self-declaration", "applicant", NULL };

	return ev_word_among(type, own);
}

static void
affiliation(struct check *c)
{
	const struct ev_individual *p = individual(c);

	if (p == NULL || by_enterprise_ra(c) || !due(c, &p->validated_at))
		return;
	if (p->affiliation == NULL)
		fact_missing(c, p->at, "affiliation");
	else if (!ask_text_missing(c, p->affiliation->at, "type", p->affiliation->type) && is_own_word(p->affiliation->type))
		report_fact(c, p->affiliation->at, "type", "%s", fact_text(c, p->affiliation->type));
}

static const struct smimelint_rule rules[] = {
	{
		.id = "evidence.individual.individual-evidence-present",
		.section = "SBR 3.2.4",
		.title = "evidence of the individual's identity is not complete",
		.requires = "The record of a sponsor- or individual-validated certificate has the given name and the surname, "
		    "and the pseudonym if the subject has one. It has the time of the validation and at least one source.",
		.explanation = "Names are collected even if the certificate shows a pseudonym only. If the subject shows one "
		    "of the two names alone, the other may be missing. The SHA-256 of a name may stand for it.",
		.remedy = "Record what was collected, or validate the individual again.",
		.schedule = SBR_SHALL, .basis = BASIS_ISSUED, .missing = MISSING_ERROR,
		.fn = evidence_present, .scope = SCOPE_INDIVIDUAL, .evidence = EVIDENCE_RECORD,
	},
	{
		.id = "evidence.individual.signature-framework",
		.section = "SBR 3.2.4.1",
		.title = "identity taken from a digital signature, for which no framework is approved",
		.requires = "A digital signature is evidence only with a certificate that was issued under an Approved Framework; none has been "
		    "approved yet.",
		.explanation = "The list in 3.2.4.1(4) says that frameworks are to be added by a subsequent ballot.",
		.remedy = "Use another source.",
		.schedule = SBR_SHALL, .basis = BASIS_VALIDATED,
		.fn = signature_framework, .scope = SCOPE_INDIVIDUAL, .evidence = EVIDENCE_RECORD,
	},
	{
		.id = "evidence.individual.document-details-recorded",
		.section = "SBR 3.2.4.2",
		.title = "identity document without issuer, validity or number",
		.requires = "The record has the issuer, the validity period and the unique number of a physical or digital identity document.",
		.explanation = "They show that there was a document. The number's SHA-256 is enough.",
		.remedy = "Record issuer, validity period and number.",
		.schedule = SBR_SHALL, .basis = BASIS_VALIDATED, .missing = MISSING_ERROR,
		.fn = document_details_recorded, .scope = SCOPE_INDIVIDUAL, .evidence = EVIDENCE_RECORD,
	},
	{
		.id = "evidence.individual.evidence-valid-when-used",
		.section = "SBR 3.2.4.2",
		.title = "identity validated with evidence that was not valid on that day",
		.requires = "Where evidence has a validity period, the identity is validated within it.",
		.explanation = "The first and the last day belong to the period.",
		.remedy = "Validate the individual with a valid document.",
		.schedule = SBR_SHALL, .basis = BASIS_VALIDATED,
		.fn = evidence_valid_when_used, .scope = SCOPE_INDIVIDUAL, .evidence = EVIDENCE_RECORD,
	},
	{
		.id = "evidence.individual.digital-document-signature",
		.section = "SBR 3.2.4.1, 3.2.4.2",
		.title = "digital identity document that is no eMRTD, or whose signature was not validated",
		.requires = "A digital identity document is an eMRTD (ICAO 9303 part 10). The CA validates its issuer's "
		    "signature by ICAO 9303 part 11, from 2026-03-27 against the relevant country signing certificates.",
		.explanation = "A scan of a card is no digital identity document. A passport whose issuer's signature was "
		    "validated is an eMRTD: no other chip of a passport has one.",
		.remedy = "Read the chip and validate its signature.",
		.schedule = SBR_SHALL, .basis = BASIS_VALIDATED, .missing = MISSING_ERROR,
		.fn = digital_document_signature, .scope = SCOPE_INDIVIDUAL, .evidence = EVIDENCE_RECORD,
	},
	{
		.id = "evidence.individual.subject-matches-individual",
		.section = "SBR 3.2.4.2",
		.title = "subject attribute that is not what was verified of the individual",
		.requires = "givenName, surname, pseudonym, title and a Personal Name in the commonName are verified values or a recorded "
		    "presentation of the name.",
		.explanation = "Values are compared without regard to case, to runs of blanks and to how Unicode writes a letter. Hashes are of "
		    "the exact text or of its Normalization Form C, and one beside a value is that of the value. Given name and surname in either "
		    "order, or one of them, need no recorded presentation; a commonName that repeats other attributes of the subject is as right "
		    "as they are. What no member of a record is about is not evaluated.",
		.remedy = "Correct the subject, or record the verified value or presentation.",
		.schedule = SBR_SHALL, .basis = BASIS_ISSUED, .missing = MISSING_ERROR,
		.fn = subject_matches, .needs = PARTS1(PART_SUBJECT), .scope = SCOPE_INDIVIDUAL, .evidence = EVIDENCE_MATCHED,
		.yields_to = IDS("evidence.individual.individual-evidence-present"), .yields = YIELD_IN_PLACE,
	},
	{
		.id = "evidence.individual.directory-name-matches-individual",
		.section = "SBR 7.1.4.2.1",
		.title = "attribute of a directoryName that is not what was verified of the individual",
		.requires = "What a directoryName in the subjectAltName says of the individual is validated as what the subject says: "
		    "givenName, surname, pseudonym, title and a Personal Name in the commonName.",
		.explanation = "A relying party may take any name in the certificate for the subject's. Values are compared as those of the subject are.",
		.remedy = "Correct the directoryName or leave it out, or record the verified value or presentation.",
		.schedule = SBR_SHALL, .basis = BASIS_ISSUED, .missing = MISSING_ERROR,
		.fn = directory_matches, .needs = PARTS1(PART_EXT_SAN), .scope = SCOPE_INDIVIDUAL, .evidence = EVIDENCE_MATCHED,
		.yields_to = IDS("evidence.individual.individual-evidence-present"), .yields = YIELD_IN_PLACE,
	},
	{
		.id = "evidence.individual.presence-check",
		.section = "SBR 3.2.4.2",
		.title = "identity document was not presented in person or live, or not compared with the Applicant",
		.requires = "A physical document is presented in person or in real time in front of a camera. With both kinds of documents the "
		    "appearance of the Applicant is compared with the photo on the document.",
		.explanation = "A photo of a document proves neither that it exists nor whose it is. The chip of a digital document needs no live "
		    "session. The CA retains what shows that this process was followed; a procedure that is not recorded is a warning.",
		.remedy = "Have the document presented live, and record the procedure.",
		.schedule = SBR_SHALL, .basis = BASIS_VALIDATED, .missing = MISSING_WARNING,
		.fn = presence_check, .scope = SCOPE_INDIVIDUAL, .evidence = EVIDENCE_RECORD,
	},
	{
		.id = "evidence.individual.authenticated-in-process",
		.section = "SBR 3.2.4.2",
		.title = "eID or mobile driving licence was used long before the identity was validated",
		.requires = "The authentication with an eID or a mobile driving licence is part of the validation of the "
		    "identity. It lies no more than 30 days before the end of that validation.",
		.explanation = "An eID is found not expired, suspended or revoked when it is used. A check of its status that is "
		    "repeated later does no harm.",
		.remedy = "Have the Applicant authenticate again.",
		.reading = "SBR 3.2.4.2 (3) and (9) want the authentication within the validation, but do not say "
		    "how long that may take; 30 days are taken. SBR 3.2.4.2 also allows the CA to reuse evidence.",
		.schedule = SBR_SHALL, .basis = BASIS_VALIDATED,
		.fn = authenticated_in_process, .scope = SCOPE_INDIVIDUAL, .evidence = EVIDENCE_RECORD,
	},
	{
		.id = "evidence.individual.mdl-checks",
		.section = "SBR 3.2.4.1, 3.2.4.2",
		.title = "mobile driving licence that was not checked as it has to be",
		.requires = "A mobile driving licence is issued by an authority that may issue driving licences. It conforms "
		    "to ISO/IEC 18013-5 and can be verified as in ISO/IEC 18013-7. The CA validates, in real time, its Mobile "
		    "Security Object and the chain of the Document Signer to the Issuing Authority. The licence is neither "
		    "expired nor revoked.",
		.explanation = "A picture of a licence on a screen is none.",
		.remedy = "Verify the licence with a conforming reader.",
		.schedule = SCHEDULE(SHALL_FROM(2026, 3, 27)), .basis = BASIS_VALIDATED, .missing = MISSING_ERROR,
		.fn = mdl_checks, .scope = SCOPE_INDIVIDUAL, .evidence = EVIDENCE_RECORD,
	},
	{
		.id = "evidence.individual.affiliation-attestation",
		.section = "SBR 3.2.4.1",
		.title = "no evidence that the individual belongs to the organization",
		.requires = "For a sponsor-validated certificate that no Enterprise RA approved, the individual's affiliation with, or authority "
		    "for, the organization is verified.",
		.explanation = "The text says that the CA may use a company attestation for it; that it is verified at all follows from 3.2.5. "
		    "As no sentence says so, its absence is a warning.",
		.remedy = "Record how the affiliation was verified.",
		.schedule = SBR_SHALL, .basis = BASIS_VALIDATED, .missing = MISSING_WARNING,
		.fn = affiliation, .scope = { KIND_SUBSCRIBER, TYPE_SV, GEN_ANY }, .evidence = EVIDENCE_RECORD,
	},
};

RULE_TABLE(rules_evidence_individual, "Evidence: individual", rules);
