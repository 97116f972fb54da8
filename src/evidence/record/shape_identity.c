/* SPDX-License-Identifier: Apache-2.0 */
/* shape_identity.c - organization, individual, authority. */
#include "evidence/record/shape_parts.h"

static const char *const schemes[] = { "NTR", "VAT", "PSD", "LEI", "GOV", "INT", NULL };
static const char *const terms[] = { "825d", "until_revoked", "other", NULL };
/* One list for both kinds of sources, as in enum ev_source_type. */
const char *const ev_source_types[] = {
	"government_agency", "register_vendor", "lei", "site_visit", "attestation",
	"physical_document", "digital_document", "eid", "signed_request",
	"enterprise_ra_record", "mdl", "supplementary", "commercial_database", NULL
};

#define T struct ev_jurisdiction
static const struct ev_field jurisdiction_fields[] = {
	COUNTRY(country, 'r', "ISO 3166-1 alpha-2 code"),
	TEXT(state, 'O', "state or province"),
	TEXT(locality, 'O', "locality"),
};
#undef T
SHAPE(jurisdiction, "jurisdiction");

#define T struct ev_registration
static const struct ev_field registration_fields[] = {
	ENUM(scheme, 'r', schemes, "registration scheme of the organizationIdentifier"),
	COUNTRY(country, 'O', "country of the register"),
	TEXT(subdivision, 'O', "its state or province"),
	TEXT(reference, 'r', "Registration Reference"),
	TEXT(verified_in, 'O', "the register in which it was verified"),
	BOOL(source_disclosed, 'O', "the CA has disclosed that register"),
};
#undef T
SHAPE(registration, "registration");

#define T struct ev_address
static const struct ev_field address_fields[] = {
	COUNTRY(country, 'O', "ISO 3166-1 alpha-2 code"),
	TEXT(state, 'O', "state or province"),
	TEXT(locality, 'O', "locality"),
	TEXT(street, 'O', "street address"),
	TEXT(postal_code, 'O', "postal code"),
};
#undef T
SHAPE(address, "address");

#define T struct ev_assumed_name
static const struct ev_field assumed_name_fields[] = {
	TEXT(value, 'R', "the Assumed Name"),
	TEXT(registered_with, 'O', "where it is registered"),
	TIME(valid_at, 'O', "when it was found to be valid"),
};
#undef T
SHAPE(assumed_name, "assumed_name");

#define T struct ev_affiliate
static const struct ev_field affiliate_fields[] = {
	TEXT(ou_value, 'R', "value of the organizationalUnitName"),
	TEXT(legal_name, 'R', "legal name of the Affiliate"),
	TIME(verified_at, 'R', "when it was verified"),
};
#undef T
SHAPE(affiliate, "affiliates[]");

#define T struct ev_variation
static const struct ev_field variation_fields[] = {
	TEXT(attribute, 'R', "subject attribute"),
	TEXT(certificate_value, 'R', "its value in the certificate"),
	TEXT(verified_value, 'R', "the verified value"),
};
#undef T
SHAPE(variation, "documented_variations[]");

#define T struct ev_lei
static const struct ev_field lei_fields[] = {
	TEXT(code, 'r', "the LEI"),
	TEXT(registration_status, 'r', "RegistrationStatus: ISSUED, ..."),
	TEXT(entity_status, 'r', "EntityStatus: ACTIVE, ..."),
	TEXT(validation_sources, 'r', "ValidationSources: FULLY_CORROBORATED, ..."),
	TIME(gleif_record_at, 'C', "date of the GLEIF record; of a source, where GLEIF's answer is not embedded"),
};
#undef T
SHAPE(lei, "lei");

#define T struct ev_rmoc
static const struct ev_field rmoc_fields[] = {
	TEXT(kind, 'r', "the Reliable Method of Communication: telephone, email, post, ..."),
	TEXT(source, 'r', "where its contact data come from"),
	TIME(confirmed_at, 'O', "when the confirmation came"),
};
#undef T
SHAPE(rmoc, "rmoc");

#define T struct ev_attestation
static const struct ev_field attestation_fields[] = {
	TEXT(author_role, 'r', "who wrote it: lawyer, notary, accountant, government_official, ..."),
	THINGS(supporting_documents, 'r', "the documents that came with it"),
	OBJECT_OR_TEXT(rmoc, 'r', &rmoc_shape, "the Reliable Method of Communication of the confirmation, in words or as that of authority"),
	TIME(confirmed_at, 'r', "when its authenticity was confirmed"),
};
#undef T
SHAPE(attestation, "attestation");

#define T struct ev_document
static const struct ev_field document_fields[] = {
	TEXT(kind, 'C', "passport, id_card, emrtd, ...; digital documents, physical ones where no other source counts"),
	TEXT(issuer, 'r', "who issued it"),
	DATE(valid_from, 'r', "first day of its validity"),
	DATE(valid_until, 'r', "last day of its validity"),
	HASH(number_sha256, 'r', "SHA-256 of its unique number"),
	BOOL(signature_validated, 'C', "the issuer's signature was validated; digital documents"),
};
#undef T
SHAPE(document, "document");

#define T struct ev_eid
static const struct ev_field eid_fields[] = {
	TEXT(scheme, 'r', "the eID scheme"),
	BOOL(notified, 'r', "it is notified under eIDAS"),
	TEXT(loa, 'r', "level of assurance: low, substantial, high"),
	TIME(status_checked_at, 'r', "when it was found not expired, suspended or revoked"),
	DATE(valid_until, 'O', "last day of its validity"),
};
#undef T
SHAPE(eid, "eid");

#define T struct ev_mdl
static const struct ev_field mdl_fields[] = {
	BOOL(iso18013_5, 'r', "it conforms to ISO/IEC 18013-5 and can be verified as in ISO/IEC 18013-7"),
	BOOL(mso_valid, 'r', "the signature chain of its Mobile Security Object was validated"),
	BOOL(revocation_checked, 'r', "revocation was checked"),
	BOOL(real_time, 'r', "it was presented in real time"),
	DATE(valid_until, 'O', "last day of its validity"),
};
#undef T
SHAPE(mdl, "mdl");

#define T struct ev_procedure
static const struct ev_field procedure_fields[] = {
	TEXT(mode, 'C', "in_person, remote_live, ...; physical documents"),
	BOOL(visual_comparison, 'r', "the Applicant's appearance was compared with the document"),
};
#undef T
SHAPE(procedure, "procedure");

#define T struct ev_source
static const struct ev_field source_fields[] = {
	ENUM(type, 'R', ev_source_types, "kind of the source"),
	TEXT(name, 'O', "its name"),
	TEXT(url, 'O', "where it stands"),
	TIME(obtained_at, 'R', "when the document or data were obtained"),
	BOOL(obtained_directly, 'O', "they were obtained directly from the agency's register"),
	TEXT(status_label, 'C', "status of the organization as the source words it; government_agency, attestation"),
	HASH(document_sha256, 'O', "SHA-256 of the document"),
	OBJECT(lei, 'C', &lei_shape, "type lei"),
	ANY(gleif_response, 'O', "the answer of the GLEIF API v1, verbatim, instead of lei"),
	OBJECT(attestation, 'C', &attestation_shape, "type attestation"),
	OBJECT(document, 'C', &document_shape, "type physical_document, digital_document"),
	OBJECT(eid, 'C', &eid_shape, "type eid"),
	OBJECT(mdl, 'C', &mdl_shape, "type mdl"),
	OBJECT(procedure, 'C', &procedure_shape, "type physical_document, digital_document"),
};
#undef T
SHAPE(source, "sources[]");

#define T struct ev_organization
static const struct ev_field organization_fields[] = {
	TIME(validated_at, 'r', "when the identity was validated"),
	ENUM(performed_by, 'O', ev_performers, "who did it"),
	TEXT(actor_id, 'O', "person (pseudonymous) or system:..."),
	TEXT(legal_name, 'r', "verified legal name"),
	OBJECT(jurisdiction, 'r', &jurisdiction_shape, "jurisdiction of incorporation or registration"),
	OBJECT(registration, 'r', &registration_shape, "the registration behind the organizationIdentifier"),
	OBJECT(address, 'C', &address_shape, "verified address; where the subject has parts of one"),
	OBJECT(assumed_name, 'C', &assumed_name_shape, "where the organizationName has one"),
	OBJECTS(affiliates, 'C', &affiliate_shape, "where the subject has an organizationalUnitName"),
	OBJECTS(documented_variations, 'O', &variation_shape, "recorded variations and abbreviations of verified values"),
	OBJECTS(sources, 'r', &source_shape, "what was relied on"),
};
#undef T
const struct ev_shape ev_organization_shape = {
	"organization", sizeof(struct ev_organization), organization_fields, FIELDS(organization_fields)
};

#define T struct ev_affiliation
static const struct ev_field affiliation_fields[] = {
	TEXT(type, 'R', "how the affiliation with the organization was verified"),
	TIME(verified_at, 'R', "when"),
};
#undef T
SHAPE(affiliation, "affiliation");

#define T struct ev_individual
static const struct ev_field individual_fields[] = {
	TIME(validated_at, 'r', "when the identity was validated"),
	ENUM(performed_by, 'O', ev_performers, "who did it"),
	TEXT(actor_id, 'O', "person (pseudonymous) or system:..."),
	TEXT(given_name, 'C', "verified given name, as in the subject"),
	TEXT(surname, 'C', "verified surname, as in the subject"),
	TEXT(pseudonym, 'C', "pseudonym, as in the subject"),
	TEXT(title, 'C', "verified title, as in the subject"),
	TEXTS(presentations, 'C', "preferred presentations of the name, as in the commonName"),
	HASH(given_name_sha256, 'O', "SHA-256 of given_name in UTF-8 and NFC, instead of it"),
	HASH(surname_sha256, 'O', "the same of surname"),
	HASH(pseudonym_sha256, 'O', "the same of pseudonym"),
	HASH(title_sha256, 'O', "the same of title"),
	TEXTS(presentations_sha256, 'O', "the same of presentations"),
	OBJECT(address, 'O', &address_shape, "verified address; where the subject of an individual-validated certificate has parts of one"),
	TEXTS(identifiers, 'O', "verified Natural Person Identifiers, as in the serialNumber (PASDE-...)"),
	TEXTS(identifiers_sha256, 'O', "SHA-256 of identifiers, instead of them"),
	OBJECT(affiliation, 'O', &affiliation_shape, "affiliation with, or authority for, the organization"),
	OBJECT(role_lei, 'C', &lei_shape, "the LEI of the role LEI extension"),
	OBJECTS(sources, 'r', &source_shape, "what was relied on"),
};
#undef T
const struct ev_shape ev_individual_shape = {
	"individual", sizeof(struct ev_individual), individual_fields, FIELDS(individual_fields)
};

#define T struct ev_contract
static const struct ev_field contract_fields[] = {
	ENUM(term, 'R', terms, "how long the verification holds"),
	TIME(ends_at, 'C', "term other"),
};
#undef T
SHAPE(contract, "contract");

#define T struct ev_authority
static const struct ev_field authority_fields[] = {
	TIME(verified_at, 'r', "when the authority of the Applicant Representative was verified"),
	ENUM(performed_by, 'O', ev_performers, "who did it"),
	TEXT(actor_id, 'O', "person (pseudonymous) or system:..."),
	TEXTS(roles, 'r', "enterprise_ra, request_certificates, assign_roles"),
	OBJECT(rmoc, 'r', &rmoc_shape, "the Reliable Method of Communication"),
	OBJECT(contract, 'O', &contract_shape, "how long it holds, where a contract says so"),
};
#undef T
const struct ev_shape ev_authority_shape = {
	"authority", sizeof(struct ev_authority), authority_fields, FIELDS(authority_fields)
};
