/* SPDX-License-Identifier: Apache-2.0 */
/*
 * ocsp.h - the view of one OCSP response (RFC 6960 4.2): its status, the
 * BasicOCSPResponse in it with each SingleResponse, and the certificates it
 * brings along.
 */
#ifndef X509_REVOCATION_OCSP_H
#define X509_REVOCATION_OCSP_H

#include "x509/cert.h"

enum ocsp_status { OCSP_SUCCESSFUL, OCSP_MALFORMED_REQUEST, OCSP_INTERNAL_ERROR, OCSP_TRY_LATER, OCSP_STATUS_4,
	OCSP_SIG_REQUIRED, OCSP_UNAUTHORIZED };
/* "tryLater"; NULL for a value that is not defined. */
const char *ocsp_status_text(uint32_t);

enum ocsp_cert_status { OCSP_GOOD, OCSP_REVOKED, OCSP_UNKNOWN, OCSP_STATUS_UNREADABLE };

#define OCSP_NO_REASON UINT32_MAX
#define OCSP_REASON_UNREADABLE (OCSP_NO_REASON - 1)
#define OCSP_UNDEFINED (OCSP_NO_REASON - 2)	/* a number of more than one octet, or below 0 */

/* One extension of a SingleResponse. */
struct ocsp_single_ext {
	struct span raw, oid, val;
	enum oid id;
	bool critical;
};

struct ocsp_single {
	struct span raw;
	bool bad;			/* its structure is wrong: what could be read is filled in */
	enum oid hash;			/* of the CertID */
	struct span hash_oid, name_hash, key_hash, serial;
	struct span hash_parameters;	/* of hashAlgorithm, the whole element; SPAN_NONE when absent */
	uint8_t status;			/* enum ocsp_cert_status */
	struct span status_at;
	struct der_tlv revocation_time;
	struct artifact_time revoked;
	uint32_t reason;		/* or OCSP_NO_REASON (absent), OCSP_REASON_… */
	struct span reason_at, reason_value;	/* the whole field; content of the ENUMERATED */
	struct der_tlv this_at, next_at;	/* raw SPAN_NONE when absent */
	struct artifact_time this_update, next_update;
	bool has_next_update;
	const struct ocsp_single_ext *ext;
	unsigned n_ext;
};

/* Certificates that come with the response, at most so many read. */
#define OCSP_MAX_CERTS 16

struct ocsp_view {
	union {
		struct artifact artifact;
		struct { ARTIFACT_MEMBERS; };
	};
	uint32_t status;		/* responseStatus, or OCSP_UNDEFINED; UINT32_MAX when unreadable */
	enum oid response_type;
	uint32_t version;		/* 0 = v1 */
	bool by_key;			/* responderID */
	struct span key_hash;		/* byKey */
	struct artifact_time produced_at;
	const struct ocsp_single *single;
	unsigned n_single;
	const struct cert_view *cert;	/* certs */
	unsigned n_cert;
	unsigned n_cert_more;
};

/*
 * Reads `der` into the view: an OCSPResponse, or a ResponseData alone.  All
 * spans point into `der`.  False only when memory is out.
 */
bool ocsp_view_read(struct ocsp_view *, struct span der, struct arena *);

/* May it be an OCSP response, or its ResponseData? */
bool ocsp_recognise(struct span der);

#endif
