/* SPDX-License-Identifier: Apache-2.0 */
/*
 * shape.c - the types of RFC 5280 appendix A, and of the other extensions this
 * program knows, as names of elements.
 */
#include "x509/shape.h"

#include "x509/read.h"

#define FIELDS_OF(...) { .shape = FIELDS, .field = (const struct field[]){ __VA_ARGS__, { NULL, NULL, 0 } } }

const struct node shape_leaf = { .shape = LEAF };
/* Leaves that their tag says too little of. */
static const struct node version = { .shape = LEAF, .kind = LEAF_VERSION };
static const struct node wrapped_version = { .shape = WRAP, .of = &version };
static const struct node serial = { .shape = LEAF, .kind = LEAF_SERIAL };
static const struct node public_key = { .shape = LEAF, .kind = LEAF_PUBLIC_KEY };
static const struct node key_usage = { .shape = LEAF, .kind = LEAF_KEY_USAGE };
static const struct node reasons = { .shape = LEAF, .kind = LEAF_REASONS };
static const struct node ip_address = { .shape = LEAF, .kind = LEAF_IP_ADDRESS };
static const struct node bits = { .shape = LEAF, .kind = DER_BIT_STRING };
static const struct node octets = { .shape = LEAF, .kind = DER_OCTET_STRING };
static const struct node boolean = { .shape = LEAF, .kind = DER_BOOLEAN };
static const struct node integer = { .shape = LEAF, .kind = DER_INTEGER };
static const struct node gentime = { .shape = LEAF, .kind = DER_GENTIME };
static const struct node ia5 = { .shape = LEAF, .kind = DER_IA5 };
static const struct node identifier = { .shape = LEAF, .kind = DER_OID };
static const struct node wrapped_leaf = { .shape = WRAP, .of = &shape_leaf };
static const struct node leaves = { .shape = LIST, .of = &shape_leaf };

/* ---- fields of the tbsCertificate ---- */

static const struct node attribute = FIELDS_OF({ "type", &shape_leaf, 0 }, { "value", &shape_leaf, 0 });
static const struct node rdn = { .shape = LIST, .of = &attribute };
static const struct node name = { .shape = LIST, .of = &rdn };
static const struct node wrapped_name = { .shape = WRAP, .of = &name };
static const struct node general_name = { .shape = GENERAL_NAME };
static const struct node general_names = { .shape = LIST, .of = &general_name };
static const struct node other_name = FIELDS_OF({ "type-id", &shape_leaf, 0 }, { "value", &wrapped_leaf, 0 });
static const struct node algorithm = FIELDS_OF({ "algorithm", &shape_leaf, 0 }, { "parameters", &shape_leaf, 0 });
static const struct node spki = FIELDS_OF({ "algorithm", &algorithm, 0 }, { "subjectPublicKey", &public_key, 0 });
static const struct node validity = FIELDS_OF({ "notBefore", &shape_leaf, 0 }, { "notAfter", &shape_leaf, 0 });
static const struct node extn_value = { .shape = EXTN_VALUE };
const struct node shape_extension = FIELDS_OF(
	{ "extnID", &shape_leaf, 0 },
	{ "critical", &shape_leaf, DER_BOOLEAN },
	{ "extnValue", &extn_value, 0 });
static const struct node extensions = { .shape = LIST, .of = &shape_extension };
static const struct node wrapped_extensions = { .shape = WRAP, .of = &extensions };
static const struct node tbs_certificate = FIELDS_OF(
	{ "version", &wrapped_version, DER_CTX_CONS(0) },
	{ "serialNumber", &serial, 0 },
	{ "signature", &algorithm, 0 },
	{ "issuer", &name, 0 },
	{ "validity", &validity, 0 },
	{ "subject", &name, 0 },
	{ "subjectPublicKeyInfo", &spki, 0 },
	{ "issuerUniqueID", &bits, DER_CTX(1) },
	{ "subjectUniqueID", &bits, DER_CTX(2) },
	{ "extensions", &wrapped_extensions, DER_CTX_CONS(3) });
static const struct node certificate = FIELDS_OF(
	{ "tbsCertificate", &tbs_certificate, 0 },
	{ "signatureAlgorithm", &algorithm, 0 },
	{ "signatureValue", &shape_leaf, 0 });

/* ---- fields of the tbsCertList ---- */

static const struct node entry_extensions = { .shape = LIST, .of = &shape_extension };
static const struct node entry = FIELDS_OF(
	{ "userCertificate", &serial, 0 },
	{ "revocationDate", &shape_leaf, 0 },
	{ "crlEntryExtensions", &entry_extensions, DER_SEQUENCE });
static const struct node entries = { .shape = LIST, .of = &entry };
static const struct node tbs_cert_list = FIELDS_OF(
	{ "version", &version, DER_INTEGER },
	{ "signature", &algorithm, 0 },
	{ "issuer", &name, 0 },
	{ "thisUpdate", &shape_leaf, 0 },
	{ "nextUpdate", &shape_leaf, DER_UTCTIME },
	{ "nextUpdate", &shape_leaf, DER_GENTIME },
	{ "revokedCertificates", &entries, DER_SEQUENCE },
	{ "crlExtensions", &wrapped_extensions, DER_CTX_CONS(0) });
static const struct node certificate_list = FIELDS_OF(
	{ "tbsCertList", &tbs_cert_list, 0 },
	{ "signatureAlgorithm", &algorithm, 0 },
	{ "signatureValue", &shape_leaf, 0 });

/* ---- an OCSP response (RFC 6960 4.2.1) ---- */

static const struct node wrapped_entry_extensions = { .shape = WRAP, .of = &entry_extensions };
static const struct node cert_id = FIELDS_OF(
	{ "hashAlgorithm", &algorithm, 0 },
	{ "issuerNameHash", &shape_leaf, 0 },
	{ "issuerKeyHash", &shape_leaf, 0 },
	{ "serialNumber", &serial, 0 });
static const struct node cert_status = FIELDS_OF(
	{ "revocationTime", &shape_leaf, 0 },
	{ "revocationReason", &wrapped_leaf, DER_CTX_CONS(0) });
static const struct node single_response = FIELDS_OF(
	{ "certID", &cert_id, 0 },
	{ "certStatus", &cert_status, 0 },
	{ "thisUpdate", &shape_leaf, 0 },
	{ "nextUpdate", &wrapped_leaf, DER_CTX_CONS(0) },
	{ "singleExtensions", &wrapped_entry_extensions, DER_CTX_CONS(1) });
static const struct node single_responses = { .shape = LIST, .of = &single_response };
static const struct node response_data = FIELDS_OF(
	{ "version", &wrapped_version, DER_CTX_CONS(0) },
	{ "responderID", &wrapped_leaf, 0 },
	{ "producedAt", &shape_leaf, 0 },
	{ "responses", &single_responses, 0 },
	{ "responseExtensions", &wrapped_extensions, DER_CTX_CONS(1) });
static const struct node certificates = { .shape = LIST, .of = &certificate };
static const struct node wrapped_certificates = { .shape = WRAP, .of = &certificates };
static const struct node basic_response = FIELDS_OF(
	{ "tbsResponseData", &response_data, 0 },
	{ "signatureAlgorithm", &algorithm, 0 },
	{ "signature", &shape_leaf, 0 },
	{ "certs", &wrapped_certificates, DER_CTX_CONS(0) });
static const struct node response_bytes = FIELDS_OF({ "responseType", &shape_leaf, 0 }, { "response", &shape_leaf, 0 });
static const struct node wrapped_response_bytes = { .shape = WRAP, .of = &response_bytes };
static const struct node ocsp_response = FIELDS_OF(
	{ "responseStatus", &shape_leaf, 0 },
	{ "responseBytes", &wrapped_response_bytes, DER_CTX_CONS(0) });

/* ---- values of extensions ---- */

static const struct node basic_constraints = FIELDS_OF(
	{ "cA", &shape_leaf, DER_BOOLEAN },
	{ "pathLenConstraint", &shape_leaf, DER_INTEGER });
static const struct node notice_reference = FIELDS_OF(
	{ "organization", &shape_leaf, 0 },
	{ "noticeNumbers", &leaves, 0 });
static const struct node user_notice = FIELDS_OF(
	{ "noticeRef", &notice_reference, DER_SEQUENCE },
	{ "explicitText", &shape_leaf, 0 });
static const struct node policy_qualifier = FIELDS_OF(
	{ "policyQualifierId", &shape_leaf, 0 },
	{ "qualifier", &user_notice, 0 });
static const struct node policy_qualifiers = { .shape = LIST, .of = &policy_qualifier };
static const struct node policy = FIELDS_OF(
	{ "policyIdentifier", &shape_leaf, 0 },
	{ "policyQualifiers", &policy_qualifiers, 0 });
static const struct node policies = { .shape = LIST, .of = &policy };
static const struct node mapping = FIELDS_OF(
	{ "issuerDomainPolicy", &shape_leaf, 0 },
	{ "subjectDomainPolicy", &shape_leaf, 0 });
static const struct node mappings = { .shape = LIST, .of = &mapping };
static const struct node policy_constraints = FIELDS_OF(
	{ "requireExplicitPolicy", &integer, DER_CTX(0) },
	{ "inhibitPolicyMapping", &integer, DER_CTX(1) });
static const struct node point_name = FIELDS_OF(
	{ "fullName", &general_names, DER_CTX_CONS(0) },
	{ "nameRelativeToCRLIssuer", &rdn, DER_CTX_CONS(1) });
static const struct node point = FIELDS_OF(
	{ "distributionPoint", &point_name, DER_CTX_CONS(0) },
	{ "reasons", &reasons, DER_CTX(1) },
	{ "cRLIssuer", &general_names, DER_CTX_CONS(2) });
static const struct node issuing_point = FIELDS_OF(
	{ "distributionPoint", &point_name, DER_CTX_CONS(0) },
	{ "onlyContainsUserCerts", &boolean, DER_CTX(1) },
	{ "onlyContainsCACerts", &boolean, DER_CTX(2) },
	{ "onlySomeReasons", &reasons, DER_CTX(3) },
	{ "indirectCRL", &boolean, DER_CTX(4) },
	{ "onlyContainsAttributeCerts", &boolean, DER_CTX(5) });
static const struct node points = { .shape = LIST, .of = &point };
static const struct node access_description = FIELDS_OF(
	{ "accessMethod", &shape_leaf, 0 },
	{ "accessLocation", &general_name, 0 });
static const struct node access_descriptions = { .shape = LIST, .of = &access_description };
static const struct node authority_key = FIELDS_OF(
	{ "keyIdentifier", &octets, DER_CTX(0) },
	{ "authorityCertIssuer", &general_names, DER_CTX_CONS(1) },
	{ "authorityCertSerialNumber", &serial, DER_CTX(2) });
static const struct node subtree = FIELDS_OF(
	{ "base", &general_name, 0 },
	{ "minimum", &integer, DER_CTX(0) },
	{ "maximum", &integer, DER_CTX(1) });
static const struct node subtrees = { .shape = LIST, .of = &subtree };
static const struct node name_constraints = FIELDS_OF(
	{ "permittedSubtrees", &subtrees, DER_CTX_CONS(0) },
	{ "excludedSubtrees", &subtrees, DER_CTX_CONS(1) });
static const struct node capability = FIELDS_OF(
	{ "capabilityID", &shape_leaf, 0 },
	{ "parameters", &shape_leaf, 0 });
static const struct node capabilities = { .shape = LIST, .of = &capability };
static const struct node directory_attribute = FIELDS_OF({ "type", &shape_leaf, 0 }, { "values", &leaves, 0 });
static const struct node directory_attributes = { .shape = LIST, .of = &directory_attribute };
static const struct node statement = FIELDS_OF(
	{ "statementId", &shape_leaf, 0 },
	{ "statementInfo", &shape_leaf, 0 });
static const struct node statements = { .shape = LIST, .of = &statement };
static const struct node usage_period = FIELDS_OF(
	{ "notBefore", &gentime, DER_CTX(0) },
	{ "notAfter", &gentime, DER_CTX(1) });
static const struct node adobe_timestamp = FIELDS_OF(
	{ "version", &shape_leaf, 0 },
	{ "location", &general_name, 0 },
	{ "requiresAuth", &shape_leaf, 0 });
static const struct node adobe_archive = FIELDS_OF({ "version", &shape_leaf, 0 });

static const struct {
	const struct node *whole, *tbs, *body;
} artifacts[ARTIFACT_KINDS] = {
	[ARTIFACT_CERTIFICATE] = { &certificate, &tbs_certificate, NULL },
	[ARTIFACT_OCSP_RESPONSE] = { &ocsp_response, &response_data, &basic_response },
	[ARTIFACT_CRL] = { &certificate_list, &tbs_cert_list, NULL },
};

const struct node *
shape_of_artifact(const struct artifact *a, const char **called)
{
	*called = artifact_part_path((enum artifact_kind)a->kind, a->bare_tbs ? PART_TBS : PART_WHOLE);
	return a->bare_tbs ? artifacts[a->kind].tbs : artifacts[a->kind].whole;
}

const struct node *
shape_of_body(const struct artifact *a)
{
	return artifacts[a->kind].body;
}

const struct node *
shape_of_extension(enum oid extension_id)
{
	switch (extension_id) {
	case OID_EXT_SAN:
	case OID_EXT_IAN: return &general_names;
	case OID_EXT_KU: return &key_usage;
	case OID_EXT_EKU: return &leaves;
	case OID_EXT_BC: return &basic_constraints;
	case OID_EXT_CP: return &policies;
	case OID_EXT_PM: return &mappings;
	case OID_EXT_PC: return &policy_constraints;
	case OID_EXT_CRLDP:
	case OID_EXT_FRESHEST: return &points;
	case OID_EXT_IDP: return &issuing_point;
	case OID_EXT_CERTIFICATE_ISSUER: return &general_names;
	case OID_EXT_AIA:
	case OID_EXT_SIA: return &access_descriptions;
	case OID_EXT_AKI: return &authority_key;
	case OID_EXT_NC: return &name_constraints;
	case OID_EXT_SMIMECAPS: return &capabilities;
	case OID_EXT_SDA: return &directory_attributes;
	case OID_EXT_QC: return &statements;
	case OID_EXT_PKUP: return &usage_period;
	case OID_EXT_ADOBE_TIMESTAMP: return &adobe_timestamp;
	case OID_EXT_ADOBE_ARCHIVE: return &adobe_archive;
	default: return &shape_leaf;
	}
}

bool
shape_knows_extension(enum artifact_kind kind, enum oid id)
{
	switch (id) {
	case OID_EXT_REASON_CODE:
	case OID_EXT_INVALIDITY_DATE:
	case OID_EXT_CERTIFICATE_ISSUER:
	case OID_EXT_HOLD_INSTRUCTION:
		return kind == ARTIFACT_CRL;
	default:
		return ext_part(kind, id) != PART_COUNT;
	}
}

const struct node *
shape_of_general_name(unsigned form)
{
	switch (form) {
	case GN_OTHER_NAME: return &other_name;
	case GN_DIRECTORY: return &wrapped_name;
	case GN_RFC822:
	case GN_DNS:
	case GN_URI: return &ia5;
	case GN_IP: return &ip_address;
	case GN_REGISTERED_ID: return &identifier;
	default: return &shape_leaf;
	}
}

const struct field *
shape_field(const struct field *f, uint8_t id)
{
	while (f->name != NULL && f->id != 0 && ((f->id ^ id) & ~DER_CONSTRUCTED) != 0)
		f++;
	return f;
}
