/* SPDX-License-Identifier: Apache-2.0 */
/* fields.c - the parts of a certificate in the order of RFC 5280, and the topics of the rules that are about each. */
#include <stddef.h>

#include "command/profile/sheet.h"

#define FIELDS "Fields"
#define SUBJECT "Subject attributes"
#define KEY "Public key"
#define EXTENSIONS "Extensions"

const struct sheet_field sheet_fields[] = {
	{ "version", FIELDS, "version", false },
	{ "serialNumber", FIELDS, "serial-number", false },
	{ "signature", FIELDS, "signature signature-algorithm signature-value", false },
	{ "issuer", FIELDS, "issuer", false },
	{ "validity", FIELDS, "validity", false },
	{ "unique identifiers", FIELDS, "unique-identifier field", false },
	{ "every name", SUBJECT, "subject name directory-string x520-name", false },
	{ "commonName", SUBJECT, "common-name", true },
	{ "organizationName", SUBJECT, "organization-name", true },
	{ "organizationalUnitName", SUBJECT, "organizational-unit-name", true },
	{ "organizationIdentifier", SUBJECT, "organization-identifier", true },
	{ "givenName", SUBJECT, "given-name personal-name", true },
	{ "surname", SUBJECT, "surname", true },
	{ "pseudonym", SUBJECT, "pseudonym", true },
	{ "serialNumber of the subject", SUBJECT, "dn-serial-number", true },
	{ "emailAddress", SUBJECT, "email-address", true },
	{ "title", SUBJECT, "title", true },
	{ "streetAddress", SUBJECT, "street-address", true },
	{ "localityName", SUBJECT, "locality-name", true },
	{ "stateOrProvinceName", SUBJECT, "state-or-province-name", true },
	{ "postalCode", SUBJECT, "postal-code", true },
	{ "countryName", SUBJECT, "country-name", true },
	{ "other attributes", SUBJECT, "domain-component dn-qualifier other-attribute", false },
	{ "every key", KEY, "public-key subject-public-key-info", false },
	{ "RSA", KEY, "rsa-key", false },
	{ "EC", KEY, "ec-key", false },
	{ "Ed25519 and Ed448", KEY, "ed-key", false },
	{ "every extension", EXTENSIONS, "extensions extension", false },
	{ "certificatePolicies", EXTENSIONS, "certificate-policies", false },
	{ "cRLDistributionPoints", EXTENSIONS, "crl-distribution-points distribution-point", false },
	{ "freshestCRL", EXTENSIONS, "freshest-crl", false },
	{ "authorityInfoAccess", EXTENSIONS, "authority-info-access", false },
	{ "subjectInfoAccess", EXTENSIONS, "subject-info-access", false },
	{ "basicConstraints", EXTENSIONS, "basic-constraints", true },
	{ "keyUsage", EXTENSIONS, "key-usage", false },
	{ "extKeyUsage", EXTENSIONS, "ext-key-usage", false },
	{ "authorityKeyIdentifier", EXTENSIONS, "authority-key-identifier", false },
	{ "subjectKeyIdentifier", EXTENSIONS, "subject-key-identifier", false },
	{ "subjectAltName", EXTENSIONS, "san subject-alt-name alt-name rfc822-name smtp-utf8-mailbox mailbox uri", false },
	{ "directoryName of subjectAltName", EXTENSIONS, "directory-name", true },
	{ "issuerAltName", EXTENSIONS, "issuer-alt-name", false },
	{ "smimeCapabilities", EXTENSIONS, "smime-capabilities", true },
	{ "subjectDirectoryAttributes", EXTENSIONS,
	    "subject-directory-attributes date-of-birth place-of-birth gender country-attribute", true },
	{ "qcStatements", EXTENSIONS, "qc-statements", true },
	{ "LEI", EXTENSIONS, "lei", true },
	{ "LEI role", EXTENSIONS, "lei-role", true },
	{ "Adobe time-stamp", EXTENSIONS, "adobe-timestamp", true },
	{ "Adobe archive revocation information", EXTENSIONS, "adobe-archive-rev-info", true },
	{ "nameConstraints", EXTENSIONS, "name-constraints", false },
	{ "policyMappings", EXTENSIONS, "policy-mappings", false },
	{ "policyConstraints", EXTENSIONS, "policy-constraints", false },
	{ "inhibitAnyPolicy", EXTENSIONS, "inhibit-any-policy", false },
	{ "id-pkix-ocsp-nocheck", EXTENSIONS, "ocsp-nocheck", false },
	{ "certificate transparency", EXTENSIONS, "poison timestamp-list", false },
	{ NULL, NULL, NULL, false }
};
