/* SPDX-License-Identifier: Apache-2.0 */
/*
 * ext.h - the values of the extensions that RFC 5280, the SBR and ETSI name.
 *
 * Spans point into the certificate; arrays lie in the arena of the view.  A
 * value whose extension is absent or cannot be read is zero: ask the part's
 * state first (cert.h).  A list has the elements that can be read: where the
 * part is bad there may be others.
 */
#ifndef X509_EXT_H
#define X509_EXT_H

#include "x509/name.h"

/* Bits of keyUsage, as numbered in RFC 5280 4.2.1.3. */
enum key_usage {
	KU_DIGITAL_SIGNATURE = 1 << 0, KU_NON_REPUDIATION = 1 << 1,
	KU_KEY_ENCIPHERMENT = 1 << 2, KU_DATA_ENCIPHERMENT = 1 << 3,
	KU_KEY_AGREEMENT = 1 << 4, KU_KEY_CERT_SIGN = 1 << 5,
	KU_CRL_SIGN = 1 << 6, KU_ENCIPHER_ONLY = 1 << 7, KU_DECIPHER_ONLY = 1 << 8
};
#define KEY_USAGES 9u
/* "digitalSignature", …; the index is the bit's number. */
extern const char *const key_usage_names[KEY_USAGES];

struct ext_ku {
	uint16_t bits;		/* enum key_usage; higher bits are undefined ones */
	unsigned n_bits;	/* bits present in the BIT STRING */
};

struct ext_bc {
	bool ca, ca_encoded;	/* ca_encoded: the field is written out, whatever its value */
	bool has_path_len;
	bool path_len_negative;
	uint32_t path_len;	/* UINT32_MAX when larger */
	struct span path_len_at;
};

struct oid_item {
	struct span oid;	/* content octets */
	enum oid id;
};
struct oid_items {
	const struct oid_item *v;
	unsigned n;
};

struct policy_qualifier {
	struct span raw, oid;
	enum oid id;			/* OID_QT_CPS, OID_QT_UNOTICE or OID_UNKNOWN */
	struct der_tlv cps;		/* cPSuri */
	const struct uri *uri;		/* … taken apart; NULL: there is none */
	bool has_notice_ref, has_explicit_text;
	struct der_tlv explicit_text;
};
struct policy {
	struct span raw, oid;
	enum oid id;
	struct span qualifiers;		/* content of policyQualifiers; SPAN_NONE when absent */
	const struct policy_qualifier *qualifier;	/* those that can be read */
	unsigned n_qualifier;
};
struct ext_policies {
	const struct policy *v;
	unsigned n;
	bool all;			/* no element lacks its identifier, whatever else of it is damaged */
};

struct dist_point {
	struct span raw;
	bool has_name, has_relative;	/* distributionPoint; nameRelativeToCRLIssuer */
	struct general_names full;	/* fullName */
	struct span relative;		/* content of nameRelativeToCRLIssuer */
	bool has_reasons;
	struct span reasons;		/* content of the BIT STRING */
	bool has_crl_issuer;
	struct general_names crl_issuer;
	bool bad;			/* something in it cannot be read: what seems to be absent may be there */
};
struct ext_crldp {
	const struct dist_point *v;
	unsigned n;
};

struct access_description {
	struct span raw, oid;
	enum oid method;
	struct general_name location;	/* of a damaged one, what of it can be read: its form, perhaps */
	const struct access_description *next;	/* of the damaged ones */
};
struct ext_access {			/* authorityInfoAccess, subjectInfoAccess */
	const struct access_description *v;
	unsigned n;
	const struct access_description *damaged;	/* the first of those whose method is known, and no more of which can be read */
};

struct ext_aki {
	struct span key_id;		/* SPAN_NONE when absent */
	bool has_issuer, has_serial;
	struct general_names issuer;
	struct span serial;
};

struct subtree {
	struct span raw;
	struct general_name base;
	bool min_encoded, has_max;
	uint32_t min;			/* UINT32_MAX when larger or negative */
};
struct ext_nc {
	const struct subtree *permitted, *excluded;
	unsigned n_permitted, n_excluded;
	bool has_permitted, has_excluded;
	struct span permitted_in, excluded_in;	/* content octets of the lists; SPAN_NONE when absent */
};

struct policy_mapping {
	struct span raw;
	struct oid_item issuer, subject;	/* oid SPAN_NONE: it cannot be read */
};
struct ext_pm {
	const struct policy_mapping *v;
	unsigned n;
};
struct ext_pc {
	bool has_require_explicit, has_inhibit_mapping;
	struct span require_explicit, inhibit_mapping;	/* INTEGER content */
};

struct capability {
	struct span raw, oid, params;	/* params: the element, SPAN_NONE when absent */
};
struct ext_smimecaps {
	const struct capability *v;
	unsigned n;
};

struct directory_attribute {
	struct span raw, oid;
	enum oid type;
	struct span values;		/* content of the SET */
	const struct der_tlv *value;
	unsigned n_value;
};
struct ext_sda {
	const struct directory_attribute *v;
	unsigned n;
};

struct qc_statement {
	struct span raw, oid;
	enum oid id;
	bool has_info;
	struct der_tlv info;
};
struct ext_qc {
	const struct qc_statement *v;
	unsigned n;
};

struct ext_adobe_timestamp {
	uint32_t version;
	struct general_name location;
	bool has_requires_auth;
};

struct ext_sct {
	unsigned n;		/* timestamps in the list */
};

#endif
