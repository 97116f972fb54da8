/* SPDX-License-Identifier: Apache-2.0 */
/*
 * record.h - the validation evidence record, format 1.0, as plain structures.
 *
 * One record tells how the mailboxes, the organization and the individual of
 * one certificate were validated.  Members are named as in the JSON text.
 * What is absent, null, or of a wrong type or form (that is a fault of its
 * own, see decode.h) is: text p == NULL, time and number not given, EV_UNSAID,
 * enumerations 0, objects and lists NULL.  An empty list is not NULL.  All of
 * it lies in one arena and points into the text of the record.
 *
 * Every structure begins with `at`, its place in the text.
 */
#ifndef EVIDENCE_RECORD_RECORD_H
#define EVIDENCE_RECORD_RECORD_H

#include "base/json.h"

struct ev_time {
	bool given;
	uint32_t nanos;			/* of the second */
	int64_t seconds;		/* since 1970-01-01T00:00:00Z */
};
struct ev_int {
	bool given;
	int64_t n;
};
struct ev_number {
	bool given;
	double n;
};
enum ev_bool { EV_UNSAID, EV_NO, EV_YES };

/* Values of enumerations, in the order of their words in shapes.c; 0 is absent. */
enum ev_stage { STAGE_PRE = 1, STAGE_POST };
enum ev_requested_via { VIA_APPLICANT = 1, VIA_REPRESENTATIVE, VIA_ENTERPRISE_RA, VIA_ACME };
enum ev_sbr_section { SECTION_DOMAIN = 1, SECTION_EMAIL, SECTION_MAIL_SERVER, SECTION_ACME };	/* 3.2.2.1 to 3.2.2.4 */
enum ev_performed_by { BY_CA = 1, BY_DELEGATED_THIRD_PARTY, BY_ENTERPRISE_RA };
enum ev_registrar { REGISTRAR_CA = 1, REGISTRAR_AFFILIATE, REGISTRAR_NO };
enum ev_contact_source { CONTACT_RDAP = 1, CONTACT_WHOIS, CONTACT_SOA, CONTACT_REGISTRAR_DIRECT, CONTACT_HTTPS_WEBSITE,
	CONTACT_HTTPS_WHOIS_PAGE };
enum ev_operator { OPERATOR_CA = 1, OPERATOR_THIRD_PARTY };
enum ev_dnssec_status { DNSSEC_SECURE = 1, DNSSEC_INSECURE, DNSSEC_BOGUS, DNSSEC_INDETERMINATE };
enum ev_caa_result { CAA_PERMIT = 1, CAA_DENY, CAA_LOOKUP_FAILURE };
enum ev_check { CHECK_DCV = 1, CHECK_CAA };
enum ev_primary_result { PRIMARY_PASS = 1, PRIMARY_FAIL, PRIMARY_PERMIT, PRIMARY_DENY, PRIMARY_LOOKUP_FAILURE };
enum ev_mpic_format { MPIC_OPEN = 1, MPIC_BOULDER, MPIC_GENERIC };
enum ev_role { ROLE_PRIMARY = 1, ROLE_REMOTE };
enum ev_rir { RIR_ARIN = 1, RIR_RIPE, RIR_APNIC, RIR_LACNIC, RIR_AFRINIC };
enum ev_lint_target { TARGET_TBS = 1, TARGET_DUMMY_SIGNED, TARGET_CERTIFICATE };
enum ev_lint_result { LINT_PASS = 1, LINT_WARNING, LINT_ERROR };
enum ev_scheme { SCHEME_NTR = 1, SCHEME_VAT, SCHEME_PSD, SCHEME_LEI, SCHEME_GOV, SCHEME_INT };
enum ev_relation { RELATION_SELF = 1, RELATION_AFFILIATE, RELATION_AGENT };
enum ev_contract_term { TERM_825_DAYS = 1, TERM_UNTIL_REVOKED, TERM_OTHER };
/* Of sources[].type: first those of organizations, then those of individuals; attestation is of both. */
enum ev_source_type {
	SOURCE_GOVERNMENT_AGENCY = 1, SOURCE_REGISTER_VENDOR, SOURCE_LEI, SOURCE_SITE_VISIT, SOURCE_ATTESTATION,
	SOURCE_PHYSICAL_DOCUMENT, SOURCE_DIGITAL_DOCUMENT, SOURCE_EID, SOURCE_SIGNED_REQUEST,
	SOURCE_ENTERPRISE_RA_RECORD, SOURCE_MDL, SOURCE_SUPPLEMENTARY, SOURCE_OTHER
};

/* ---- what the record is about ---- */

struct ev_subject {
	const struct json_value *at;
	uint8_t stage;
	struct span sha256, tbs_sha256, issuer_name_sha256;	/* 64 hexadecimal digits */
	struct span serial;
};
struct ev_ca {
	const struct json_value *at;
	struct span name, cps_url, cps_version;
	const struct span *issuer_domain_names;
	uint32_t n_issuer_domain_names;
};
struct ev_request {
	const struct json_value *at;
	struct span id;
	struct ev_time received_at;
};
struct ev_agreement {
	const struct json_value *at;
	struct span version;
	struct ev_time accepted_at;
};
struct ev_caa_exemption {
	const struct json_value *at;
	struct span kind;
	uint8_t contract_clause;	/* enum ev_bool */
};
struct ev_issuance {
	const struct json_value *at;
	struct ev_time issued_at;
	struct span profile, sbr_version, applicant_id;
	uint8_t requested_via;
	const struct ev_request *request;
	const struct ev_agreement *agreement;
	const struct ev_caa_exemption *caa_exemption;
};
struct ev_lint {
	const struct json_value *at;
	struct span tool, version, input_sha256, override_reason;
	uint8_t target, result;
	struct ev_time ran_at;
	struct ev_int findings;
};
struct ev_mailbox {
	const struct json_value *at;
	struct span address, validation, caa;
};

/* ---- validations[] ---- */

struct ev_random_value {
	const struct json_value *at;
	struct span value_sha256, confirmed_value_sha256;
	struct ev_int entropy_bits, valid_seconds;
	struct ev_time created_at, sent_at, confirmed_at;
	const struct span *sent_to, *other_channels;
	uint32_t n_sent_to, n_other_channels;
};
struct ev_request_token {
	const struct json_value *at;
	struct span key_binding, value_sha256;
	struct ev_time timestamp;
};
struct ev_dkim {
	const struct json_value *at;
	struct span result, d;
};
struct ev_acme {
	const struct json_value *at;
	struct span challenge_type, identifier, message_id, in_reply_to, reply_from, account_uri;
	struct ev_int token_part1_bits, token_part2_bits;
	const struct ev_dkim *dkim;
};
struct ev_persistent_txt {
	const struct json_value *at;
	struct span name, rdata, account_uri;
};
struct ev_domain_contact {
	const struct json_value *at;
	uint8_t source;
	struct span server_found_via;
	struct ev_number server_data_age_hours;
	struct ev_time obtained_at;
};
struct ev_dns_contact {
	const struct json_value *at;
	struct span record_type, name, value;
};
struct ev_redirect {
	const struct json_value *at;
	struct ev_int status;
	struct span url;
};
struct ev_http {
	const struct json_value *at;
	struct span url;
	struct ev_int status;
	const struct ev_redirect *redirects;
	uint32_t n_redirects;
};
struct ev_ip {
	const struct json_value *at;
	struct span method, address, from_record;
};
struct ev_mx_answer {
	const struct json_value *at;
	struct ev_int preference;
	struct span host;
};
struct ev_mx {
	const struct json_value *at;
	struct ev_time looked_up_at;
	const struct ev_mx_answer *answers;
	uint32_t n_answers;
	uint8_t implicit, selected_is_alias;
	struct span selected, fallback_reason;
	struct ev_int corroborated_by;
};
struct ev_dnssec {
	const struct json_value *at;
	uint8_t validated, local_policy_disabled, status;
	struct ev_int rcode, ede;
};
struct ev_dns {
	const struct json_value *at;
	struct span query_name, query_type;
	uint8_t resolver_operator;
	const struct ev_dnssec *dnssec;
};
struct ev_validation {
	const struct json_value *at;
	struct span id, tls_method, tls_br_version, sbr_version, validated_name, result, actor_id, applicant_id, request_id;
	uint8_t sbr_section, performed_by, applicant_submitted_request, ca_is_registrar;
	const struct span *adn_steps;
	uint32_t n_adn_steps;
	struct ev_time initiated_at, completed_at;
	const struct ev_random_value *random_value;
	const struct ev_request_token *request_token;
	const struct ev_acme *acme;
	const struct ev_persistent_txt *persistent_txt;
	const struct ev_domain_contact *domain_contact;
	const struct ev_dns_contact *dns_contact;
	const struct ev_http *http;
	const struct ev_ip *ip;
	const struct ev_mx *mx;
	const struct ev_dns *dns;
	struct span mpic;
};

/* ---- caa_checks[] ---- */

struct ev_caa_record {
	const struct json_value *at;
	struct ev_int flags;
	struct span tag, value;
};
struct ev_lookup_failure {
	const struct json_value *at;
	uint8_t outside_ca_infrastructure, dnssec_chain_to_root, domain_dnssec_status;
	struct ev_int retries;
	struct span error;
};
struct ev_corroboration_reuse {
	const struct json_value *at;
	struct ev_time corroborated_at;
	struct span domain, applicant_id, prior_certificate_sha256;
	const struct json_value *mpic;		/* an id, or the attempt itself */
};
struct ev_caa_check {
	const struct json_value *at;
	struct span id, domain, found_at;
	struct ev_time checked_at;
	uint8_t result, performed_by;
	const struct span *queried, *tags_processed;
	uint32_t n_queried, n_tags_processed;
	const struct ev_caa_record *records;
	uint32_t n_records;
	struct ev_int ttl_seconds;
	const struct ev_dns *dns;
	const struct ev_dnssec *dnssec;
	const struct ev_lookup_failure *lookup_failure;
	struct span mpic, actor_id;
	const struct ev_corroboration_reuse *corroboration_reuse;
};

/* ---- mpic[] and perspectives ---- */

struct ev_primary {
	const struct json_value *at;
	struct span code;
	struct ev_time primary_at;		/* the member "at" */
	uint8_t result;
	const struct span *observed;
	uint32_t n_observed;
};
struct ev_mpic {
	const struct json_value *at;
	struct span id, target, quorum_claim, format_version;
	uint8_t check, format;
	const struct ev_primary *primary;
	const struct json_value *request, *response;	/* verbatim */
};
struct ev_resolver {
	const struct json_value *at;
	struct span id;
	uint8_t rir, operated_by;		/* operated_by: the member "operator" */
	struct ev_number lat, lon;
};
struct ev_perspective {
	const struct json_value *at;
	struct span code;			/* the name it stands under */
	bool several;				/* the code has other entries */
	uint8_t role, rir, secure_channel, bgp_mitigation;
	struct ev_number lat, lon, accuracy_km;
	struct span provider, name;
	struct ev_time valid_from, valid_until;
	const struct ev_resolver *resolver;
};

/* ---- organization, individual, authority, Enterprise RA ---- */

struct ev_jurisdiction {
	const struct json_value *at;
	struct span country, state, locality;
};
struct ev_registration {
	const struct json_value *at;
	uint8_t scheme, source_disclosed;
	struct span country, subdivision, reference, verified_in;
};
struct ev_address {
	const struct json_value *at;
	struct span country, state, locality, street, postal_code;
};
struct ev_assumed_name {
	const struct json_value *at;
	struct span value, registered_with;
	struct ev_time valid_at;
};
struct ev_affiliate {
	const struct json_value *at;
	struct span ou_value, legal_name;
	struct ev_time verified_at;
};
struct ev_variation {
	const struct json_value *at;
	struct span attribute, certificate_value, verified_value;
};
struct ev_lei {
	const struct json_value *at;
	struct span code, registration_status, entity_status, validation_sources;
	struct ev_time gleif_record_at;
	bool verbatim;		/* taken from an answer of GLEIF; at: its data.attributes */
	struct span id;		/* of that answer's record: its LEI once more */
};
struct ev_rmoc {
	const struct json_value *at;	/* an attestation's may be a text, which is all of it */
	struct span kind, source;
	struct ev_time confirmed_at;
};
struct ev_attestation {
	const struct json_value *at;
	struct span author_role;
	uint32_t n_supporting_documents;
	const struct ev_rmoc *rmoc;
	struct ev_time confirmed_at;
};
struct ev_document {
	const struct json_value *at;
	struct span kind, issuer, number_sha256;
	struct ev_time valid_from, valid_until;	/* the first second of the day */
	uint8_t signature_validated;
};
struct ev_eid {
	const struct json_value *at;
	struct span scheme, loa;
	uint8_t notified;
	struct ev_time status_checked_at, valid_until;
};
struct ev_mdl {
	const struct json_value *at;
	uint8_t iso18013_5, mso_valid, revocation_checked, real_time;
	struct ev_time valid_until;
};
struct ev_procedure {
	const struct json_value *at;
	struct span mode;
	uint8_t visual_comparison;
};
struct ev_source {
	const struct json_value *at;
	uint8_t type;
	struct span name, url, status_label, document_sha256;
	struct ev_time obtained_at;
	uint8_t obtained_directly;
	const struct ev_lei *lei;
	const struct json_value *gleif_response;	/* verbatim */
	const struct ev_attestation *attestation;
	const struct ev_document *document;
	const struct ev_eid *eid;
	const struct ev_mdl *mdl;
	const struct ev_procedure *procedure;
};
struct ev_organization {
	const struct json_value *at;
	struct ev_time validated_at;
	uint8_t performed_by;
	struct span actor_id, legal_name;
	const struct ev_jurisdiction *jurisdiction;
	const struct ev_registration *registration;
	const struct ev_address *address;
	const struct ev_assumed_name *assumed_name;
	const struct ev_affiliate *affiliates;
	uint32_t n_affiliates;
	const struct ev_variation *documented_variations;
	uint32_t n_documented_variations;
	const struct ev_source *sources;
	uint32_t n_sources;
};
struct ev_affiliation {
	const struct json_value *at;
	struct span type;
	struct ev_time verified_at;
};
struct ev_individual {
	const struct json_value *at;
	struct ev_time validated_at;
	uint8_t performed_by;
	struct span actor_id, given_name, surname, pseudonym, title;
	struct span given_name_sha256, surname_sha256, pseudonym_sha256, title_sha256;
	const struct span *presentations, *presentations_sha256;
	uint32_t n_presentations, n_presentations_sha256;
	const struct ev_address *address;	/* of an individual-validated certificate */
	const struct span *identifiers, *identifiers_sha256;
	uint32_t n_identifiers, n_identifiers_sha256;
	const struct ev_affiliation *affiliation;
	const struct ev_lei *role_lei;
	const struct ev_source *sources;
	uint32_t n_sources;
};
struct ev_contract {
	const struct json_value *at;
	uint8_t term;
	struct ev_time ends_at;
};
struct ev_authority {
	const struct json_value *at;
	struct ev_time verified_at;
	uint8_t performed_by;
	struct span actor_id;
	const struct span *roles;
	uint32_t n_roles;
	const struct ev_rmoc *rmoc;
	const struct ev_contract *contract;
};
struct ev_enterprise_ra {
	const struct json_value *at;
	struct span applicant_id, legal_name;
	uint8_t relation;
	struct ev_time relation_evidence_at, contract_at;
	const struct span *affiliates;
	uint32_t n_affiliates;
};

/* ---- the record ---- */

struct ev_record {
	const struct json_value *at;
	struct span evidence_format, evidence_version, record_id, supersedes;
	struct ev_time created_at;
	const struct ev_subject *subject_certificate;
	const struct ev_ca *ca;
	const struct ev_issuance *issuance;
	const struct ev_lint *lint;
	uint32_t n_lint;
	const struct ev_mailbox *mailboxes;
	uint32_t n_mailboxes;
	uint32_t n_unmatched;		/* … behind those: of other certificates of the order */
	const struct ev_validation *validations;
	uint32_t n_validations;
	const struct ev_caa_check *caa_checks;
	uint32_t n_caa_checks;
	const struct ev_mpic *mpic;
	uint32_t n_mpic;
	const struct ev_perspective *perspectives;	/* one for each entry of each code */
	uint32_t n_perspectives;
	struct span perspectives_ref;
	const struct ev_organization *organization;
	const struct ev_individual *individual;
	const struct ev_authority *authority;
	const struct ev_enterprise_ra *enterprise_ra;
	const struct json_value *extensions;		/* anything; ignored */
};

/* Mailboxes of the certificate, and of others of the order. */
static inline uint32_t
ev_all_mailboxes(const struct ev_record *r)
{
	return r->n_mailboxes + r->n_unmatched;
}

/*
 * The object that an id names.  NULL when none or more than one has it; then
 * *n (may be NULL) says how many.
 */
const struct ev_validation *ev_validation_find(const struct ev_record *, struct span id, unsigned *n);
const struct ev_caa_check *ev_caa_check_find(const struct ev_record *, struct span id, unsigned *n);
const struct ev_mpic *ev_mpic_find(const struct ev_record *, struct span id, unsigned *n);

#endif
