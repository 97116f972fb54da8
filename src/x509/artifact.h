/* SPDX-License-Identifier: Apache-2.0 */
/*
 * artifact.h - what a CA signs and this program lints, and what the views of
 * all its kinds share: parts, faults, names and extensions.
 *
 * The view of one kind (cert.h) begins with the members of struct artifact, so
 * that what is about several kinds takes the artifact and what is about one
 * its view.  A part that several kinds have is the same part in each.
 */
#ifndef X509_ARTIFACT_H
#define X509_ARTIFACT_H

#include "base/release.h"
#include "x509/ext.h"

enum artifact_kind { ARTIFACT_CERTIFICATE, ARTIFACT_CRL, ARTIFACT_OCSP_RESPONSE, ARTIFACT_KINDS };

/*
 * The parts that a rule may wait for: fields first, then the known extensions.
 * Their paths stand in artifact.c, a column for each kind of artifact.
 */
#define ARTIFACT_FIELD_LIST(X) \
	X(WHOLE) X(TBS) X(VERSION) X(SERIAL) X(SIGNATURE) X(ISSUER) X(VALIDITY) X(NOT_BEFORE) X(NOT_AFTER) \
	X(SUBJECT) X(SPKI) X(KEY_ALGORITHM) X(ISSUER_UID) X(SUBJECT_UID) X(THIS_UPDATE) X(NEXT_UPDATE) X(REVOKED) \
	X(RESPONSE_STATUS) X(RESPONSE_BYTES) X(RESPONSE_TYPE) X(RESPONDER_ID) X(PRODUCED_AT) X(RESPONSES) X(CERTS) \
	X(EXTENSIONS) X(SIGNATURE_ALGORITHM) X(SIGNATURE_VALUE)

#define COMMON_EXT_LIST(X) \
	X(IAN) X(FRESHEST) X(AIA) X(AKI)
#define CERT_EXT_LIST(X) \
	X(SAN) X(KU) X(EKU) X(BC) X(CP) X(CRLDP) X(SIA) X(SKI) X(NC) X(PM) X(PC) X(IAP) X(SMIMECAPS) X(SDA) \
	X(QC) X(LEI) X(LEI_ROLE) X(ADOBE_TIMESTAMP) X(ADOBE_ARCHIVE) X(SCT) X(POISON) X(OCSP_NOCHECK) X(PKUP)
#define CRL_EXT_LIST(X) \
	X(CRL_NUMBER) X(DELTA_CRL) X(IDP) X(EXPIRED_CERTS) X(MS_CA_VERSION) X(MS_NEXT_PUBLISH)
#define OCSP_EXT_LIST(X) \
	X(OCSP_NONCE) X(OCSP_EXTENDED_REVOKE)
#define ARTIFACT_EXT_LIST(X) COMMON_EXT_LIST(X) CERT_EXT_LIST(X) CRL_EXT_LIST(X) OCSP_EXT_LIST(X)

enum artifact_part {
#define X(name) PART_##name,
	ARTIFACT_FIELD_LIST(X)
#undef X
	PART_FIELDS,				/* number of fields */
	PART_EXT_BASE = PART_FIELDS - 1,	/* so that the next is PART_FIELDS */
#define X(name) PART_EXT_##name,
	ARTIFACT_EXT_LIST(X)
#undef X
	PART_COUNT
};
#define PART_STATES 64		/* room for the state of each, by eights */
_Static_assert(PART_COUNT <= 62, "a set of parts is one word, with two bits to spare");

/* A set of parts: PARTS1(PART_ISSUER) | PARTS1(PART_EXT_SAN) */
#define PARTS1(part) (UINT64_C(1) << (part))
/* Every known extension. */
#define EXTENSION_PARTS ((PARTS1(PART_COUNT) - 1) & ~(PARTS1(PART_FIELDS) - 1))

/* BAD: not all of it can be read.  What can be is in the view all the same, but for what it lacks nobody can vouch. */
enum part_state { PART_IS_ABSENT = 0, PART_IS_OK, PART_IS_BAD };

struct artifact_ext {
	struct span raw, oid;
	struct span val;		/* content of the OCTET STRING */
	enum oid id;
	uint8_t part;			/* enum artifact_part, or PART_COUNT when not known */
	uint8_t state;			/* enum part_state: of its frame and, if known, its value */
	bool critical;
	bool critical_encoded;		/* the field is written out, whatever its value */
	bool critical_unread;		/* it cannot be read whether it is, though something that was read may say so */
	bool repeated;			/* an earlier extension has the same identifier */
};

struct artifact_time {
	bool ok;			/* seconds is a moment */
	int64_t seconds;		/* since 1970-01-01T00:00:00Z */
};

/* An AlgorithmIdentifier of a signature. */
struct artifact_algorithm {
	struct span raw, oid, params;	/* params SPAN_NONE when absent */
	enum oid id;
};

/* Where octets break the encoding, or cannot be read. */
struct artifact_fault {
	uint8_t part;			/* enum artifact_part: the innermost part it lies in */
	uint8_t status;			/* enum der_status; DER_OK for quirks */
	const char *what;		/* NULL, or why the part's structure is wrong */
	uint32_t quirks;		/* DER_Q_* */
	struct span where;
};

#define ARTIFACT_MEMBERS \
	uint8_t kind;				/* enum artifact_kind */ \
	bool bare_tbs;				/* the input is what is to be signed, without a signature */ \
	bool readable;				/* what it is about could be framed */ \
	struct span der;			/* the whole input */ \
	struct span body;			/* the element inside it that paths begin at; SPAN_NONE: the input */ \
	struct der_tlv field[PART_FIELDS]; \
	uint8_t state[PART_STATES];		/* enum part_state */ \
	uint64_t bad_parts;			/* set of the parts in state PART_IS_BAD without the typed ones, and of the extensions that \
						   may be among those that cannot be told apart */ \
	uint64_t lost_parts;			/* those of them in which reading lost its way: what it found there \
						   may be something else altogether */ \
	uint64_t typed_parts;			/* parts not among them though in state PART_IS_BAD: elements cannot be read, but their own types \
						   can, so that nothing else is hidden */ \
	uint64_t unsure_parts;			/* those in which something may be what a rule is about that it cannot tell: octets \
						   behind the last field of an element, text or an OBJECT IDENTIFIER that is none */ \
	uint64_t present_parts;			/* set of the parts not absent */ \
	bool too_deep;				/* the value of an extension of unknown type is nested deeper than DER_MAX_DEPTH: whether what \
						   is deeper is DER nobody has looked */ \
	uint64_t repeated_parts;		/* set of the known extensions that are there more than once; REVOKED: an entry has one more than once */ \
	struct artifact_time begins;		/* notBefore, thisUpdate, …: the moment it is judged at */ \
	struct artifact_algorithm signature, signature_algorithm; \
	struct span signature_bits;		/* content of signatureValue after the unused-bits octet */ \
	struct cert_name issuer; \
	const struct cert_name *ext_name;	/* the first Name in the value of an extension, wherever there; then ->next */ \
	const struct artifact_ext *ext;		/* all, in order, repeated ones too */ \
	unsigned n_ext; \
	const struct artifact_ext *by_part[PART_COUNT];	/* first of each known extension */ \
	struct ext_aki aki; \
	struct general_names ian; \
	struct ext_crldp freshest; \
	struct ext_access aia; \
	const struct release *release;		/* of the input, where it is a mapping; else NULL */ \
	const struct artifact_fault *fault; \
	size_t n_fault

struct artifact {
	ARTIFACT_MEMBERS;
};

/* The parts in which rules have not seen all, though they could look: of an extension that is there twice they see the first. */
#define artifact_unseen(a) ((a)->unsure_parts | (a)->repeated_parts | (a)->typed_parts)

/* Could it be framed? */
static inline bool
artifact_readable(const struct artifact *a)
{
	return a->readable;
}

static inline bool
artifact_has(const struct artifact *a, enum artifact_part p)
{
	return a->state[p] != PART_IS_ABSENT;
}
/* Present and readable. */
static inline bool
artifact_ok(const struct artifact *a, enum artifact_part p)
{
	return a->state[p] == PART_IS_OK;
}
static inline bool
artifact_critical(const struct artifact *a, enum artifact_part p)
{
	return a->by_part[p] != NULL && a->by_part[p]->critical;
}

/* The element that the input is: what is signed, where it came without a signature. */
static inline struct span
artifact_element(const struct artifact *a)
{
	return a->field[a->bare_tbs ? PART_TBS : PART_WHOLE].raw;
}

/* "tbsCertificate.issuer"; for an extension "extnValue.subjectAltName". */
const char *artifact_part_path(enum artifact_kind, enum artifact_part);

/* The part's octets; its parent's where it is absent. */
struct span artifact_part_span(const struct artifact *, enum artifact_part);

/* Fills bad_parts, what is left of typed_parts, present_parts and readable (by what is signed), once all states are known. */
void artifact_sum_parts(struct artifact *);

/*
 * Where the last search for a span came to, level by level, so that the next
 * goes on from there: paths of all elements of a list in their order then cost
 * as much as one of the last.  Begins with all zero, anew for each artifact.
 */
#define PATH_LEVELS 16
struct path_memo {
	struct path_level {
		const uint8_t *list, *at;	/* its octets, and the element found there */
		unsigned index;			/* of that element */
	} level[PATH_LEVELS];
	struct der_tlv last;		/* the element in which the last path ended, if it is one of a list; else no octets */
	struct span behind;		/* … and those that follow in the list */
};

/*
 * Where a span of the artifact lies, in field names:
 * "tbsCertificate.extensions[3].extnValue.keyUsage",
 * "tbsCertificate.subject[2][0].value", "…subjectAltName[0].rfc822Name".
 * Indexes count from 0.  Never NULL.  The memo may be NULL.
 */
const char *artifact_path(const struct artifact *, struct span where, struct path_memo *, struct arena *);

/*
 * Is the path of `where` that of `before`, the span asked about last, but for the
 * number of the element, which follows in the same list?  False: it may be all
 * the same; their paths tell.
 */
bool artifact_path_goes_on(struct path_memo *, struct span before, struct span where);

#endif
