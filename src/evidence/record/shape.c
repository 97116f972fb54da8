/* SPDX-License-Identifier: Apache-2.0 */
/* shape.c - the evidence record 1.0: top level, certificate, issuance, lint, Corroboration; see also shape_*.c. */
#include "evidence/record/shape_parts.h"

static const char *const stages[] = { "pre", "post", NULL };
static const char *const vias[] = { "applicant", "applicant_representative", "enterprise_ra", "acme", NULL };
static const char *const targets[] = { "tbs", "dummy_signed", "certificate", NULL };
static const char *const lint_results[] = { "pass", "warning", "error", NULL };
static const char *const checks[] = { "dcv", "caa", NULL };
static const char *const primary_results[] = { "pass", "fail", "permit", "deny", "lookup_failure", NULL };
static const char *const mpic_formats[] = { "open-mpic", "boulder-summary", "generic", NULL };
static const char *const roles[] = { "primary", "remote", NULL };
static const char *const relations[] = { "self", "affiliate", "agent", NULL };

const char *const ev_profile_words[] = { EV_PROFILE_WORDS, NULL };

#define T struct ev_subject
static const struct ev_field subject_fields[] = {
	ENUM(stage, 'R', stages, "pre: written before signing; post: after it"),
	SKIMMED_HASH(sha256, 'C', "SHA-256 of the certificate in DER; one matcher at the least is required"),
	SKIMMED_HASH(tbs_sha256, 'C', "SHA-256 of the tbsCertificate in DER, the same before signing and after; the preferred matcher"),
	SKIMMED_HASH(issuer_name_sha256, 'C', "SHA-256 of the issuer Name in DER; goes with serial"),
	SKIMMED_SERIAL(serial, 'C', "serial number, lower-case hexadecimal without leading zeros; goes with issuer_name_sha256"),
};
#undef T
SHAPE(subject, "subject_certificate");

#define T struct ev_ca
static const struct ev_field ca_fields[] = {
	TEXT(name, 'O', "name of the CA"),
	TEXTS(issuer_domain_names, 'r', "Issuer Domain Names that the CA recognises in CAA records, as its CP/CPS discloses them"),
	TEXT(cps_url, 'O', "where the CP/CPS stands"),
	TEXT(cps_version, 'O', "version of the CP/CPS"),
};
#undef T
SHAPE(ca, "ca");

#define T struct ev_request
static const struct ev_field request_fields[] = {
	TEXT(id, 'O', "the CA's name for the Certificate Request"),
	TIME(received_at, 'O', "when it came"),
};
#undef T
SHAPE(request, "request");

#define T struct ev_agreement
static const struct ev_field agreement_fields[] = {
	TEXT(version, 'O', "version of the Subscriber Agreement or Terms of Use"),
	TIME(accepted_at, 'O', "when it was executed"),
};
#undef T
SHAPE(agreement, "agreement");

#define T struct ev_caa_exemption
static const struct ev_field caa_exemption_fields[] = {
	TEXT(kind, 'r', "technically_constrained_subca is the only one there is"),
	BOOL(contract_clause, 'r', "the lack of CAA checking is explicit in the contract with the Applicant"),
};
#undef T
SHAPE(caa_exemption, "caa_exemption");

#define T struct ev_issuance
static const struct ev_field issuance_fields[] = {
	TIME(issued_at, 'r', "time of signing, with stage pre the planned one: what all ages are measured to"),
	WORD(profile, 'R', ev_profile_words, "mailbox-, organization-, sponsor- or individual-validated, a slash, legacy, multipurpose or strict"),
	TEXT(sbr_version, 'O', "version of the SBR that the CA worked to"),
	ENUM(requested_via, 'R', vias, "who asked for the certificate"),
	TEXT(applicant_id, 'R', "the Applicant, opaque and stable"),
	OBJECT(request, 'O', &request_shape, "the Certificate Request"),
	OBJECT(agreement, 'O', &agreement_shape, "the Subscriber Agreement or Terms of Use"),
	OBJECT(caa_exemption, 'O', &caa_exemption_shape, "why CAA was not checked"),
};
#undef T
SHAPE(issuance, "issuance");

#define T struct ev_lint
static const struct ev_field lint_fields[] = {
	TEXT(tool, 'R', "the linter"),
	TEXT(version, 'O', "its version"),
	ENUM(target, 'r', targets, "what it was given"),
	HASH(input_sha256, 'r', "SHA-256 of the tbsCertificate that was linted"),
	TIME(ran_at, 'r', "when it ran"),
	ENUM(result, 'r', lint_results, "its verdict"),
	INT(findings, 'O', "how many findings it had"),
	TEXT(override_reason, 'O', "why an error did not stop the issuance"),
};
#undef T
SHAPE(lint, "lint[]");

#define T struct ev_mailbox
static const struct ev_field mailbox_fields[] = {
	SKIMMED_TEXT(address, 'R', "the Mailbox Address as in the certificate"),
	SKIMMED_TEXT(validation, 'r', "id of the validation that covers it"),
	TEXT(caa, 'C', "id of the CAA check of its domain; from 2025-03-15 unless an exemption applies"),
};
#undef T
SHAPE(mailbox, "mailboxes[]");

#define T struct ev_primary
static const struct ev_field primary_fields[] = {
	TEXT(code, 'r', "the Primary Network Perspective; a name in perspectives"),
	RENAMED("at", primary_at, EV_TIME, 'R', NULL, "when it looked"),
	ENUM(result, 'r', primary_results, "its determination"),
	TEXTS(observed, 'O', "what it saw"),
};
#undef T
SHAPE(primary, "primary");

/* An attempt that stands where it is relied on needs no name: nothing refers to it by one. */
#define T struct ev_mpic
#define ATTEMPT_FIELDS(id_need) \
	TEXT(id, id_need, "name that validations and CAA checks refer to"), \
	ENUM(check, 'R', checks, "what was corroborated: domain validation or CAA"), \
	TEXT(target, 'R', "the domain name"), \
	OBJECT(primary, 'r', &primary_shape, "the Primary Network Perspective's own result"), \
	CLAIM(quorum_claim, 'O', "the CA's own count, corroborating of all: 4/5"), \
	ENUM(format, 'R', mpic_formats, "whose form the response has"), \
	TEXT(format_version, 'O', "version of that form"), \
	ANY(request, 'O', "what was sent, verbatim"), \
	SKIMMED_ANY(response, 'r', "what came back, verbatim")
static const struct ev_field mpic_fields[] = { ATTEMPT_FIELDS('R') }, embedded_mpic_fields[] = { ATTEMPT_FIELDS('O') };
#undef T
SHAPE(mpic, "mpic[]");
const struct ev_shape ev_embedded_mpic_shape = {
	"corroboration_reuse.mpic", sizeof(struct ev_mpic), embedded_mpic_fields, FIELDS(embedded_mpic_fields)
};

#define T struct ev_resolver
static const struct ev_field resolver_fields[] = {
	TEXT(id, 'O', "name of the resolver"),
	RIR(rir, 'O', "RIR service region of its place"),
	DEGREES(lat, 'O', 90, "its latitude, decimal degrees WGS 84"),
	DEGREES(lon, 'O', 180, "its longitude"),
	RENAMED("operator", operated_by, EV_ENUM, 'O', ev_operators, "who runs it"),
};
#undef T
SHAPE(resolver, "resolver");

#define T struct ev_perspective
static const struct ev_field perspective_fields[] = {
	ENUM(role, 'O', roles, "what the perspective is used as, in all attempts of the time"),
	RIR(rir, 'C', "RIR service region of its place; from 2026-03-15"),
	DEGREES(lat, 'O', 90, "latitude of the place where its traffic leaves, decimal degrees WGS 84"),
	DEGREES(lon, 'O', 180, "longitude"),
	NUMBER(accuracy_km, 'O', "how exact the place is, in km; 50 where it is not said"),
	TEXT(provider, 'O', "who runs it"),
	TEXT(name, 'O', "its name for people"),
	TIME(valid_from, 'O', "from when the entry holds; a code that moved has a list of entries, one for each time"),
	TIME(valid_until, 'O', "until when it holds"),
	BOOL(secure_channel, 'O', "its channel to the CA is authenticated and encrypted"),
	BOOL(bgp_mitigation, 'O', "its network is protected against BGP incidents"),
	OBJECT(resolver, 'O', &resolver_shape, "the resolver that it asks"),
};
#undef T
SHAPE(perspective, "perspectives.*");

#define T struct ev_enterprise_ra
static const struct ev_field enterprise_ra_fields[] = {
	TEXT(applicant_id, 'R', "the enterprise as an Applicant"),
	TEXT(legal_name, 'r', "its verified name"),
	ENUM(relation, 'C', relations, "what it is to the organization in the subject, where that is another"),
	TIME(relation_evidence_at, 'O', "when that relation was verified"),
	TIME(contract_at, 'O', "date of the contract that limits the Enterprise RA"),
	TEXTS(affiliates, 'O', "applicant ids of Parents, Subsidiaries and Affiliates"),
};
#undef T
SHAPE(enterprise_ra, "enterprise_ra");

#define T struct ev_record
static const struct ev_field record_fields[] = {
	TEXT(evidence_format, 'R', "smime-issuance-evidence"),
	TEXT(evidence_version, 'R', "major.minor; the major number is 1"),
	SKIMMED_TEXT_TO(record_id, 'R', 200, "name of the record, unique per CA"),
	TEXT(supersedes, 'O', "record_id of the record that this one replaces"),
	TIME(created_at, 'O', "when the record was written"),
	SKIMMED_OBJECT(subject_certificate, 'r', &subject_shape, "which certificate it is about"),
	OBJECT(ca, 'R', &ca_shape, "the CA"),
	OBJECT(issuance, 'R', &issuance_shape, "the issuance"),
	OBJECTS(lint, 'C', &lint_shape, "linting before signing; from 2025-09-15"),
	SKIMMED_OBJECTS(mailboxes, 'r', &mailbox_shape, "the mailboxes of the certificate"),
	SKIMMED_OBJECTS(validations, 'r', &ev_validation_shape, "successful validations of mailbox control"),
	OBJECTS(caa_checks, 'C', &ev_caa_check_shape, "CAA checks of the Primary Network Perspective; from 2025-03-15"),
	SKIMMED_OBJECTS(mpic, 'C', &mpic_shape, "Multi-Perspective Issuance Corroboration; where a method needs it"),
	LIST_(perspectives, EV_MAP, 'C', &perspective_shape,
	    "Network Perspectives by code; with mpic, unless perspectives_ref names a table"),
	TEXT(perspectives_ref, 'O', "name of a table that the linter is given"),
	OBJECT(organization, 'C', &ev_organization_shape, "organization-validated, sponsor-validated"),
	OBJECT(individual, 'C', &ev_individual_shape, "sponsor-validated, individual-validated"),
	OBJECT(authority, 'C', &ev_authority_shape, "organization-validated, sponsor-validated"),
	OBJECT(enterprise_ra, 'C', &enterprise_ra_shape, "requested_via enterprise_ra"),
	ANY(extensions, 'O', "anything; ignored"),
};
#undef T
const struct ev_shape ev_record_shape = { "record", sizeof(struct ev_record), record_fields, FIELDS(record_fields) };

/* A table given apart has the record's member and nothing else. */
#define T struct ev_record
static const struct ev_field perspectives_fields[] = {
	LIST_(perspectives, EV_MAP, 'R', &perspective_shape, "Network Perspectives by code"),
};
#undef T
const struct ev_shape ev_perspectives_shape = {
	"perspectives", sizeof(struct ev_record), perspectives_fields, FIELDS(perspectives_fields)
};
