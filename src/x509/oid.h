/* SPDX-License-Identifier: Apache-2.0 */
/*
 * oid.h - the object identifiers this program knows, in one list.
 *
 * X(NAME, content octets, short name).  The dotted form is derived from the
 * octets (der_oid_text); a test compares both with a committed list.
 */
#ifndef X509_OID_H
#define X509_OID_H

#include "base/span.h"

#define OID_LIST(X) \
	/* attribute types: X.520, RFC 4519, RFC 2985, RFC 3739, LDAP */ \
	X(COMMON_NAME, "\x55\x04\x03", "commonName") \
	X(SURNAME, "\x55\x04\x04", "surname") \
	X(SERIAL_NUMBER, "\x55\x04\x05", "serialNumber") \
	X(COUNTRY, "\x55\x04\x06", "countryName") \
	X(LOCALITY, "\x55\x04\x07", "localityName") \
	X(STATE, "\x55\x04\x08", "stateOrProvinceName") \
	X(STREET, "\x55\x04\x09", "streetAddress") \
	X(ORGANIZATION, "\x55\x04\x0a", "organizationName") \
	X(ORG_UNIT, "\x55\x04\x0b", "organizationalUnitName") \
	X(TITLE, "\x55\x04\x0c", "title") \
	X(DESCRIPTION, "\x55\x04\x0d", "description") \
	X(BUSINESS_CATEGORY, "\x55\x04\x0f", "businessCategory") \
	X(POSTAL_ADDRESS, "\x55\x04\x10", "postalAddress") \
	X(POSTAL_CODE, "\x55\x04\x11", "postalCode") \
	X(TELEPHONE, "\x55\x04\x14", "telephoneNumber") \
	X(NAME, "\x55\x04\x29", "name") \
	X(GIVEN_NAME, "\x55\x04\x2a", "givenName") \
	X(INITIALS, "\x55\x04\x2b", "initials") \
	X(GENERATION_QUALIFIER, "\x55\x04\x2c", "generationQualifier") \
	X(UNIQUE_IDENTIFIER, "\x55\x04\x2d", "x500UniqueIdentifier") \
	X(DN_QUALIFIER, "\x55\x04\x2e", "dnQualifier") \
	X(PSEUDONYM, "\x55\x04\x41", "pseudonym") \
	X(ORG_IDENTIFIER, "\x55\x04\x61", "organizationIdentifier") \
	X(EMAIL_ADDRESS, "\x2a\x86\x48\x86\xf7\x0d\x01\x09\x01", "emailAddress") \
	X(UNSTRUCTURED_NAME, "\x2a\x86\x48\x86\xf7\x0d\x01\x09\x02", "unstructuredName") \
	X(USER_ID, "\x09\x92\x26\x89\x93\xf2\x2c\x64\x01\x01", "userId") \
	X(MAIL, "\x09\x92\x26\x89\x93\xf2\x2c\x64\x01\x03", "mail") \
	X(DOMAIN_COMPONENT, "\x09\x92\x26\x89\x93\xf2\x2c\x64\x01\x19", "domainComponent") \
	X(JURISDICTION_L, "\x2b\x06\x01\x04\x01\x82\x37\x3c\x02\x01\x01", "jurisdictionLocalityName") \
	X(JURISDICTION_ST, "\x2b\x06\x01\x04\x01\x82\x37\x3c\x02\x01\x02", "jurisdictionStateOrProvinceName") \
	X(JURISDICTION_C, "\x2b\x06\x01\x04\x01\x82\x37\x3c\x02\x01\x03", "jurisdictionCountryName") \
	/* attributes of subjectDirectoryAttributes: RFC 3739 3.2.2 */ \
	X(DATE_OF_BIRTH, "\x2b\x06\x01\x05\x05\x07\x09\x01", "dateOfBirth") \
	X(PLACE_OF_BIRTH, "\x2b\x06\x01\x05\x05\x07\x09\x02", "placeOfBirth") \
	X(GENDER, "\x2b\x06\x01\x05\x05\x07\x09\x03", "gender") \
	X(COUNTRY_OF_CITIZENSHIP, "\x2b\x06\x01\x05\x05\x07\x09\x04", "countryOfCitizenship") \
	X(COUNTRY_OF_RESIDENCE, "\x2b\x06\x01\x05\x05\x07\x09\x05", "countryOfResidence") \
	/* extensions */ \
	X(EXT_SDA, "\x55\x1d\x09", "subjectDirectoryAttributes") \
	X(EXT_SKI, "\x55\x1d\x0e", "subjectKeyIdentifier") \
	X(EXT_KU, "\x55\x1d\x0f", "keyUsage") \
	X(EXT_PKUP, "\x55\x1d\x10", "privateKeyUsagePeriod") \
	X(EXT_SAN, "\x55\x1d\x11", "subjectAltName") \
	X(EXT_IAN, "\x55\x1d\x12", "issuerAltName") \
	X(EXT_BC, "\x55\x1d\x13", "basicConstraints") \
	X(EXT_NC, "\x55\x1d\x1e", "nameConstraints") \
	X(EXT_CRLDP, "\x55\x1d\x1f", "cRLDistributionPoints") \
	X(EXT_CP, "\x55\x1d\x20", "certificatePolicies") \
	X(EXT_CRL_NUMBER, "\x55\x1d\x14", "cRLNumber") \
	X(EXT_REASON_CODE, "\x55\x1d\x15", "reasonCode") \
	X(EXT_HOLD_INSTRUCTION, "\x55\x1d\x17", "holdInstructionCode") \
	X(EXT_INVALIDITY_DATE, "\x55\x1d\x18", "invalidityDate") \
	X(EXT_DELTA_CRL, "\x55\x1d\x1b", "deltaCRLIndicator") \
	X(EXT_IDP, "\x55\x1d\x1c", "issuingDistributionPoint") \
	X(EXT_CERTIFICATE_ISSUER, "\x55\x1d\x1d", "certificateIssuer") \
	X(EXT_EXPIRED_CERTS, "\x55\x1d\x3c", "expiredCertsOnCRL") \
	X(EXT_MS_CA_VERSION, "\x2b\x06\x01\x04\x01\x82\x37\x15\x01", "msCaVersion") \
	X(EXT_MS_NEXT_PUBLISH, "\x2b\x06\x01\x04\x01\x82\x37\x15\x04", "msNextCrlPublish") \
	X(EXT_PM, "\x55\x1d\x21", "policyMappings") \
	X(EXT_AKI, "\x55\x1d\x23", "authorityKeyIdentifier") \
	X(EXT_PC, "\x55\x1d\x24", "policyConstraints") \
	X(EXT_EKU, "\x55\x1d\x25", "extKeyUsage") \
	X(EXT_FRESHEST, "\x55\x1d\x2e", "freshestCRL") \
	X(EXT_IAP, "\x55\x1d\x36", "inhibitAnyPolicy") \
	X(EXT_NO_REV_AVAIL, "\x55\x1d\x38", "noRevAvail") \
	X(EXT_AIA, "\x2b\x06\x01\x05\x05\x07\x01\x01", "authorityInfoAccess") \
	X(EXT_QC, "\x2b\x06\x01\x05\x05\x07\x01\x03", "qcStatements") \
	X(EXT_SIA, "\x2b\x06\x01\x05\x05\x07\x01\x0b", "subjectInfoAccess") \
	X(OCSP_BASIC, "\x2b\x06\x01\x05\x05\x07\x30\x01\x01", "id-pkix-ocsp-basic") \
	X(EXT_OCSP_NONCE, "\x2b\x06\x01\x05\x05\x07\x30\x01\x02", "ocspNonce") \
	X(EXT_OCSP_CRL, "\x2b\x06\x01\x05\x05\x07\x30\x01\x03", "ocspCrlReferences") \
	X(EXT_OCSP_ARCHIVE_CUTOFF, "\x2b\x06\x01\x05\x05\x07\x30\x01\x06", "ocspArchiveCutoff") \
	X(EXT_OCSP_EXTENDED_REVOKE, "\x2b\x06\x01\x05\x05\x07\x30\x01\x09", "ocspExtendedRevoke") \
	X(EXT_OCSP_NOCHECK, "\x2b\x06\x01\x05\x05\x07\x30\x01\x05", "ocspNoCheck") \
	X(EXT_SMIMECAPS, "\x2a\x86\x48\x86\xf7\x0d\x01\x09\x0f", "smimeCapabilities") \
	X(EXT_ADOBE_TIMESTAMP, "\x2a\x86\x48\x86\xf7\x2f\x01\x01\x09\x01", "adobeTimestamp") \
	X(EXT_ADOBE_ARCHIVE, "\x2a\x86\x48\x86\xf7\x2f\x01\x01\x09\x02", "adobeArchiveRevInfo") \
	X(EXT_LEI, "\x2b\x06\x01\x04\x01\x83\x98\x2a\x01", "lei") \
	X(EXT_LEI_ROLE, "\x2b\x06\x01\x04\x01\x83\x98\x2a\x02", "leiRole") \
	X(EXT_SCT, "\x2b\x06\x01\x04\x01\xd6\x79\x02\x04\x02", "signedCertificateTimestampList") \
	X(EXT_POISON, "\x2b\x06\x01\x04\x01\xd6\x79\x02\x04\x03", "ctPoison") \
	X(EXT_MS_TEMPLATE_NAME, "\x2b\x06\x01\x04\x01\x82\x37\x14\x02", "msCertificateTemplateName") \
	X(EXT_MS_TEMPLATE, "\x2b\x06\x01\x04\x01\x82\x37\x15\x07", "msCertificateTemplate") \
	X(EXT_MS_APP_POLICIES, "\x2b\x06\x01\x04\x01\x82\x37\x15\x0a", "msApplicationPolicies") \
	X(EXT_MS_NTDS, "\x2b\x06\x01\x04\x01\x82\x37\x19\x02", "msNtdsCaSecurity") \
	X(EXT_NS_CERT_TYPE, "\x60\x86\x48\x01\x86\xf8\x42\x01\x01", "netscapeCertType") \
	X(EXT_NS_COMMENT, "\x60\x86\x48\x01\x86\xf8\x42\x01\x0d", "netscapeComment") \
	/* otherName types */ \
	X(ON_SMTP_UTF8, "\x2b\x06\x01\x05\x05\x07\x08\x09", "id-on-SmtpUTF8Mailbox") \
	X(ON_UPN, "\x2b\x06\x01\x04\x01\x82\x37\x14\x02\x03", "userPrincipalName") \
	/* extended key usages */ \
	X(EKU_ANY, "\x55\x1d\x25\x00", "anyExtendedKeyUsage") \
	X(EKU_SERVER_AUTH, "\x2b\x06\x01\x05\x05\x07\x03\x01", "id-kp-serverAuth") \
	X(EKU_CLIENT_AUTH, "\x2b\x06\x01\x05\x05\x07\x03\x02", "id-kp-clientAuth") \
	X(EKU_CODE_SIGNING, "\x2b\x06\x01\x05\x05\x07\x03\x03", "id-kp-codeSigning") \
	X(EKU_EMAIL, "\x2b\x06\x01\x05\x05\x07\x03\x04", "id-kp-emailProtection") \
	X(EKU_IPSEC_END, "\x2b\x06\x01\x05\x05\x07\x03\x05", "id-kp-ipsecEndSystem") \
	X(EKU_IPSEC_TUNNEL, "\x2b\x06\x01\x05\x05\x07\x03\x06", "id-kp-ipsecTunnel") \
	X(EKU_IPSEC_USER, "\x2b\x06\x01\x05\x05\x07\x03\x07", "id-kp-ipsecUser") \
	X(EKU_TIME_STAMPING, "\x2b\x06\x01\x05\x05\x07\x03\x08", "id-kp-timeStamping") \
	X(EKU_OCSP_SIGNING, "\x2b\x06\x01\x05\x05\x07\x03\x09", "id-kp-OCSPSigning") \
	X(EKU_DOCUMENT_SIGNING, "\x2b\x06\x01\x05\x05\x07\x03\x24", "id-kp-documentSigning") \
	X(EKU_MS_SMARTCARD_LOGON, "\x2b\x06\x01\x04\x01\x82\x37\x14\x02\x02", "msSmartcardLogon") \
	X(EKU_MS_EFS, "\x2b\x06\x01\x04\x01\x82\x37\x0a\x03\x04", "msEncryptedFileSystem") \
	X(EKU_MS_DOCUMENT_SIGNING, "\x2b\x06\x01\x04\x01\x82\x37\x0a\x03\x0c", "msDocumentSigning") \
	X(EKU_ADOBE_AUTHENTIC, "\x2a\x86\x48\x86\xf7\x2f\x01\x01\x05", "adobeAuthenticDocumentsTrust") \
	/* access methods */ \
	X(AD_OCSP, "\x2b\x06\x01\x05\x05\x07\x30\x01", "id-ad-ocsp") \
	X(AD_CA_ISSUERS, "\x2b\x06\x01\x05\x05\x07\x30\x02", "id-ad-caIssuers") \
	X(AD_TIME_STAMPING, "\x2b\x06\x01\x05\x05\x07\x30\x03", "id-ad-timeStamping") \
	X(AD_CA_REPOSITORY, "\x2b\x06\x01\x05\x05\x07\x30\x05", "id-ad-caRepository") \
	/* policy qualifiers and policies */ \
	X(QT_CPS, "\x2b\x06\x01\x05\x05\x07\x02\x01", "id-qt-cps") \
	X(QT_UNOTICE, "\x2b\x06\x01\x05\x05\x07\x02\x02", "id-qt-unotice") \
	X(ANY_POLICY, "\x55\x1d\x20\x00", "anyPolicy") \
	X(SBR_MV_LEGACY, "\x67\x81\x0c\x01\x05\x01\x01", "mailbox-validated-legacy") \
	X(SBR_MV_MULTI, "\x67\x81\x0c\x01\x05\x01\x02", "mailbox-validated-multipurpose") \
	X(SBR_MV_STRICT, "\x67\x81\x0c\x01\x05\x01\x03", "mailbox-validated-strict") \
	X(SBR_OV_LEGACY, "\x67\x81\x0c\x01\x05\x02\x01", "organization-validated-legacy") \
	X(SBR_OV_MULTI, "\x67\x81\x0c\x01\x05\x02\x02", "organization-validated-multipurpose") \
	X(SBR_OV_STRICT, "\x67\x81\x0c\x01\x05\x02\x03", "organization-validated-strict") \
	X(SBR_SV_LEGACY, "\x67\x81\x0c\x01\x05\x03\x01", "sponsor-validated-legacy") \
	X(SBR_SV_MULTI, "\x67\x81\x0c\x01\x05\x03\x02", "sponsor-validated-multipurpose") \
	X(SBR_SV_STRICT, "\x67\x81\x0c\x01\x05\x03\x03", "sponsor-validated-strict") \
	X(SBR_IV_LEGACY, "\x67\x81\x0c\x01\x05\x04\x01", "individual-validated-legacy") \
	X(SBR_IV_MULTI, "\x67\x81\x0c\x01\x05\x04\x02", "individual-validated-multipurpose") \
	X(SBR_IV_STRICT, "\x67\x81\x0c\x01\x05\x04\x03", "individual-validated-strict") \
	/* keys */ \
	X(RSA, "\x2a\x86\x48\x86\xf7\x0d\x01\x01\x01", "rsaEncryption") \
	X(RSA_PSS, "\x2a\x86\x48\x86\xf7\x0d\x01\x01\x0a", "id-RSASSA-PSS") \
	X(RSA_OAEP, "\x2a\x86\x48\x86\xf7\x0d\x01\x01\x07", "id-RSAES-OAEP") \
	X(DSA, "\x2a\x86\x48\xce\x38\x04\x01", "id-dsa") \
	X(DH, "\x2a\x86\x48\xce\x3e\x02\x01", "dhpublicnumber") \
	X(DH_PKCS3, "\x2a\x86\x48\x86\xf7\x0d\x01\x03\x01", "dhKeyAgreement") \
	X(EC, "\x2a\x86\x48\xce\x3d\x02\x01", "id-ecPublicKey") \
	X(P192, "\x2a\x86\x48\xce\x3d\x03\x01\x01", "secp192r1") \
	X(P224, "\x2b\x81\x04\x00\x21", "secp224r1") \
	X(P256, "\x2a\x86\x48\xce\x3d\x03\x01\x07", "secp256r1") \
	X(P384, "\x2b\x81\x04\x00\x22", "secp384r1") \
	X(P521, "\x2b\x81\x04\x00\x23", "secp521r1") \
	X(SECP256K1, "\x2b\x81\x04\x00\x0a", "secp256k1") \
	X(BRAINPOOL_P256R1, "\x2b\x24\x03\x03\x02\x08\x01\x01\x07", "brainpoolP256r1") \
	X(BRAINPOOL_P384R1, "\x2b\x24\x03\x03\x02\x08\x01\x01\x0b", "brainpoolP384r1") \
	X(BRAINPOOL_P512R1, "\x2b\x24\x03\x03\x02\x08\x01\x01\x0d", "brainpoolP512r1") \
	X(ECDH, "\x2b\x81\x04\x01\x0c", "id-ecDH") \
	X(ECMQV, "\x2b\x81\x04\x01\x0d", "id-ecMQV") \
	X(X25519, "\x2b\x65\x6e", "id-X25519") \
	X(X448, "\x2b\x65\x6f", "id-X448") \
	X(ED25519, "\x2b\x65\x70", "id-Ed25519") \
	X(ED448, "\x2b\x65\x71", "id-Ed448") \
	X(ML_DSA_44, "\x60\x86\x48\x01\x65\x03\x04\x03\x11", "id-ml-dsa-44") \
	X(ML_DSA_65, "\x60\x86\x48\x01\x65\x03\x04\x03\x12", "id-ml-dsa-65") \
	X(ML_DSA_87, "\x60\x86\x48\x01\x65\x03\x04\x03\x13", "id-ml-dsa-87") \
	X(HASH_ML_DSA_44, "\x60\x86\x48\x01\x65\x03\x04\x03\x20", "id-hash-ml-dsa-44-with-sha512") \
	X(HASH_ML_DSA_65, "\x60\x86\x48\x01\x65\x03\x04\x03\x21", "id-hash-ml-dsa-65-with-sha512") \
	X(HASH_ML_DSA_87, "\x60\x86\x48\x01\x65\x03\x04\x03\x22", "id-hash-ml-dsa-87-with-sha512") \
	X(ML_KEM_512, "\x60\x86\x48\x01\x65\x03\x04\x04\x01", "id-alg-ml-kem-512") \
	X(ML_KEM_768, "\x60\x86\x48\x01\x65\x03\x04\x04\x02", "id-alg-ml-kem-768") \
	X(ML_KEM_1024, "\x60\x86\x48\x01\x65\x03\x04\x04\x03", "id-alg-ml-kem-1024") \
	/* signatures and digests */ \
	X(MD5_RSA, "\x2a\x86\x48\x86\xf7\x0d\x01\x01\x04", "md5WithRSAEncryption") \
	X(SHA1_RSA, "\x2a\x86\x48\x86\xf7\x0d\x01\x01\x05", "sha1WithRSAEncryption") \
	X(SHA256_RSA, "\x2a\x86\x48\x86\xf7\x0d\x01\x01\x0b", "sha256WithRSAEncryption") \
	X(SHA384_RSA, "\x2a\x86\x48\x86\xf7\x0d\x01\x01\x0c", "sha384WithRSAEncryption") \
	X(SHA512_RSA, "\x2a\x86\x48\x86\xf7\x0d\x01\x01\x0d", "sha512WithRSAEncryption") \
	X(SHA224_RSA, "\x2a\x86\x48\x86\xf7\x0d\x01\x01\x0e", "sha224WithRSAEncryption") \
	X(MGF1, "\x2a\x86\x48\x86\xf7\x0d\x01\x01\x08", "id-mgf1") \
	X(OIW_SHA1_RSA, "\x2b\x0e\x03\x02\x1d", "sha-1WithRSAEncryption") \
	X(DSA_SHA1, "\x2a\x86\x48\xce\x38\x04\x03", "id-dsa-with-sha1") \
	X(ECDSA_SHA1, "\x2a\x86\x48\xce\x3d\x04\x01", "ecdsa-with-SHA1") \
	X(ECDSA_SHA224, "\x2a\x86\x48\xce\x3d\x04\x03\x01", "ecdsa-with-SHA224") \
	X(ECDSA_SHA256, "\x2a\x86\x48\xce\x3d\x04\x03\x02", "ecdsa-with-SHA256") \
	X(ECDSA_SHA384, "\x2a\x86\x48\xce\x3d\x04\x03\x03", "ecdsa-with-SHA384") \
	X(ECDSA_SHA512, "\x2a\x86\x48\xce\x3d\x04\x03\x04", "ecdsa-with-SHA512") \
	X(UNSIGNED, "\x2b\x06\x01\x05\x05\x07\x06\x24", "id-alg-unsigned") \
	X(SHA1, "\x2b\x0e\x03\x02\x1a", "id-sha1") \
	X(SHA256, "\x60\x86\x48\x01\x65\x03\x04\x02\x01", "id-sha256") \
	X(SHA384, "\x60\x86\x48\x01\x65\x03\x04\x02\x02", "id-sha384") \
	X(SHA512, "\x60\x86\x48\x01\x65\x03\x04\x02\x03", "id-sha512") \
	/* statements of qcStatements: RFC 3739, EN 319 412-5, TS 119 495 */ \
	X(QCS_PKIX_V1, "\x2b\x06\x01\x05\x05\x07\x0b\x01", "id-qcs-pkixQCSyntax-v1") \
	X(QCS_PKIX_V2, "\x2b\x06\x01\x05\x05\x07\x0b\x02", "id-qcs-pkixQCSyntax-v2") \
	X(QCS_COMPLIANCE, "\x04\x00\x8e\x46\x01\x01", "id-etsi-qcs-QcCompliance") \
	X(QCS_LIMIT_VALUE, "\x04\x00\x8e\x46\x01\x02", "id-etsi-qcs-QcLimitValue") \
	X(QCS_RETENTION, "\x04\x00\x8e\x46\x01\x03", "id-etsi-qcs-QcRetentionPeriod") \
	X(QCS_SSCD, "\x04\x00\x8e\x46\x01\x04", "id-etsi-qcs-QcSSCD") \
	X(QCS_PDS, "\x04\x00\x8e\x46\x01\x05", "id-etsi-qcs-QcPDS") \
	X(QCS_TYPE, "\x04\x00\x8e\x46\x01\x06", "id-etsi-qcs-QcType") \
	X(QCS_CC_LEGISLATION, "\x04\x00\x8e\x46\x01\x07", "id-etsi-qcs-QcCClegislation") \
	X(QCT_ESIGN, "\x04\x00\x8e\x46\x01\x06\x01", "id-etsi-qct-esign") \
	X(QCT_ESEAL, "\x04\x00\x8e\x46\x01\x06\x02", "id-etsi-qct-eseal") \
	X(QCT_WEB, "\x04\x00\x8e\x46\x01\x06\x03", "id-etsi-qct-web") \
	X(QCS_PSD2, "\x04\x00\x81\x98\x27\x02", "id-etsi-psd2-qcStatement") \
	X(SEMANTICS_NATURAL, "\x04\x00\x8b\xec\x49\x01\x01", "id-etsi-qcs-semanticsId-Natural") \
	X(SEMANTICS_LEGAL, "\x04\x00\x8b\xec\x49\x01\x02", "id-etsi-qcs-semanticsId-Legal")

/* OID_UNKNOWN is 0, so that zeroed memory says it. */
enum oid {
	OID_UNKNOWN,
#define X(name, octets, text) OID_##name,
	OID_LIST(X)
#undef X
	OID_COUNT
};

/* The identifier with these content octets, or OID_UNKNOWN. */
enum oid oid_find(struct span val);
/* Its content octets. */
struct span oid_octets(enum oid);
/* Its short name ("keyUsage"); "unknown" for OID_UNKNOWN. */
const char *oid_name(enum oid);

/* The identifier of this short name among those from first to last; OID_UNKNOWN where there is none. */
enum oid oid_named(struct span name, enum oid first, enum oid last);
/* Writes the content octets of a dotted identifier; their number, 0 when the text is none or they are over cap. */
size_t oid_parse(struct span text, uint8_t *out, size_t cap);

struct arena;
/* "keyUsage" where known, else the dotted form. */
const char *oid_show(struct arena *, struct span val);

/* Is it one of the twelve reserved policy OIDs of SBR 7.1.6.1? */
static inline bool
oid_is_sbr(enum oid o)
{
	return o >= OID_SBR_MV_LEGACY && o <= OID_SBR_IV_STRICT;
}

#endif
