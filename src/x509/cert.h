/*
 * cert.h - the view of one certificate: every field of its tbsCertificate and
 * every extension this program knows, as spans into the octets.
 *
 * Reading cannot fail: what cannot be read is PART_BAD and recorded as a
 * fault, and the rest goes on.  Afterwards the view is constant.
 */
#ifndef X509_CERT_H
#define X509_CERT_H

#include "value/mailbox.h"
#include "x509/ext.h"

/*
 * The parts of a certificate that a rule may wait for.  X(NAME, path):
 * fields first, then the known extensions (their path ends in the name that
 * stands after "extnValue.").
 */
#define CERT_FIELD_LIST(X) \
	X(CERTIFICATE, "certificate") \
	X(TBS, "tbsCertificate") \
	X(VERSION, "tbsCertificate.version") \
	X(SERIAL, "tbsCertificate.serialNumber") \
	X(SIGNATURE, "tbsCertificate.signature") \
	X(ISSUER, "tbsCertificate.issuer") \
	X(VALIDITY, "tbsCertificate.validity") \
	X(NOT_BEFORE, "tbsCertificate.validity.notBefore") \
	X(NOT_AFTER, "tbsCertificate.validity.notAfter") \
	X(SUBJECT, "tbsCertificate.subject") \
	X(SPKI, "tbsCertificate.subjectPublicKeyInfo") \
	X(ISSUER_UID, "tbsCertificate.issuerUniqueID") \
	X(SUBJECT_UID, "tbsCertificate.subjectUniqueID") \
	X(EXTENSIONS, "tbsCertificate.extensions") \
	X(SIGNATURE_ALGORITHM, "signatureAlgorithm") \
	X(SIGNATURE_VALUE, "signatureValue")

#define CERT_EXT_LIST(X) \
	X(SAN) X(IAN) X(KU) X(EKU) X(BC) X(CP) X(CRLDP) X(FRESHEST) X(AIA) X(SIA) \
	X(AKI) X(SKI) X(NC) X(PM) X(PC) X(IAP) X(SMIMECAPS) X(SDA) X(QC) X(LEI) \
	X(LEI_ROLE) X(ADOBE_TIMESTAMP) X(ADOBE_ARCHIVE) X(SCT) X(POISON) \
	X(OCSP_NOCHECK) X(PKUP)

enum cert_part {
#define X(name, path) PART_##name,
	CERT_FIELD_LIST(X)
#undef X
	PART_FIELDS,				/* number of fields */
	PART_EXT_BASE = PART_FIELDS - 1,	/* so that the next is PART_FIELDS */
#define X(name) PART_EXT_##name,
	CERT_EXT_LIST(X)
#undef X
	PART_COUNT
};
_Static_assert(PART_COUNT <= 64, "a set of parts is one word");

/* A set of parts: PARTS1(PART_ISSUER) | PARTS1(PART_EXT_SAN) */
#define PARTS1(part) (UINT64_C(1) << (part))

/* "tbsCertificate.issuer"; for an extension "extnValue.subjectAltName". */
const char *cert_part_path(enum cert_part);

enum part_state { PART_IS_ABSENT = 0, PART_IS_OK, PART_IS_BAD };

struct cert_ext {
	struct span raw, oid;
	struct span val;		/* content of the OCTET STRING */
	enum oid id;
	uint8_t part;			/* enum cert_part, or PART_COUNT when not known */
	uint8_t state;			/* enum part_state: of its frame and, if known, its value */
	bool critical;
	bool critical_encoded;		/* the field is written out, whatever its value */
	bool repeated;			/* an earlier extension has the same identifier */
};

struct cert_time {
	bool ok;			/* seconds is a moment */
	int64_t seconds;		/* since 1970-01-01T00:00:00Z */
};

/* SubjectPublicKeyInfo (RFC 5280 4.1.2.7). */
struct cert_spki {
	struct span algorithm;		/* AlgorithmIdentifier, whole element */
	struct span oid;
	enum oid id;			/* OID_RSA, OID_EC, OID_ED25519, … */
	struct span params;		/* whole element; SPAN_NONE when absent */
	enum oid curve;			/* OID_P256, …; OID_UNKNOWN when params are no known OID */
	struct span key;		/* content of the BIT STRING after the unused-bits octet */
	struct span modulus, exponent;	/* RSA: INTEGER content, SPAN_NONE when it cannot be read */
};

/* An AlgorithmIdentifier of a signature. */
struct cert_algorithm {
	struct span raw, oid, params;	/* params SPAN_NONE when absent */
	enum oid id;
};

/* Where octets break the encoding, or cannot be read. */
struct cert_fault {
	uint8_t part;			/* enum cert_part: the innermost part it lies in */
	uint8_t status;			/* enum der_status; DER_OK for quirks */
	uint8_t inner;			/* index into ext when it lies in an extension, else 0xff */
	const char *what;		/* NULL, or why the part's structure is wrong */
	uint32_t quirks;		/* DER_Q_* */
	struct span where;
};

enum mailbox_form { MAILBOX_RFC822, MAILBOX_SMTP_UTF8 };

/* A Mailbox Field of the subjectAltName. */
struct cert_mailbox {
	struct span text;		/* the address's octets as they stand */
	struct mailbox parts;		/* what mailbox_parse() made of it, in the mode of its form */
	uint8_t fault;			/* enum mailbox_fault */
	uint8_t form;			/* enum mailbox_form */
	uint16_t general_name;		/* index into san */
};

struct cert_view {
	struct span der;			/* the whole input */
	struct der_tlv field[PART_FIELDS];
	uint8_t state[PART_COUNT];		/* enum part_state */
	bool bare_tbs;				/* the input is a TBSCertificate */
	uint64_t bad_parts;			/* set of the parts in state PART_IS_BAD */
	uint64_t present_parts;			/* set of the parts not absent */

	uint32_t version;			/* 0 = v1 (absent), 2 = v3; UINT32_MAX when larger */
	struct span serial;			/* INTEGER content */
	struct cert_algorithm signature, signature_algorithm;
	struct span signature_bits;		/* content of signatureValue after the unused-bits octet */
	struct cert_name issuer, subject;
	struct cert_time not_before, not_after;
	struct cert_spki spki;

	const struct cert_ext *ext;		/* all, in order, repeated ones too */
	unsigned n_ext;
	const struct cert_ext *by_part[PART_COUNT];	/* first of each known extension */
	struct general_names san, ian;
	const struct cert_mailbox *mailbox;	/* Mailbox Fields of the SAN, in order */
	unsigned n_mailbox;
	struct ext_ku ku;
	struct oid_items eku;
	struct ext_bc bc;
	struct ext_policies policies;
	struct ext_crldp crldp, freshest;
	struct ext_access aia, sia;
	struct ext_aki aki;
	struct span ski;			/* content of the OCTET STRING */
	struct ext_nc nc;
	struct ext_pm pm;
	struct ext_pc pc;
	struct span iap;			/* INTEGER content */
	struct ext_smimecaps smimecaps;
	struct ext_sda sda;
	struct ext_qc qc;
	struct der_tlv lei, lei_role;		/* the string element */
	struct ext_adobe_timestamp adobe_timestamp;
	struct ext_sct sct;

	const struct cert_fault *fault;
	unsigned n_fault;
	unsigned n_fault_dropped;		/* over the limit of faults kept */
};

/* How many faults a view keeps; more are counted only. */
#define CERT_MAX_FAULTS 64

enum cert_input { CERT_INPUT_AUTO, CERT_INPUT_TBS };

/*
 * Reads `der` into the view.  All spans point into `der`; arrays lie in the
 * arena.  With CERT_INPUT_AUTO the input is a Certificate; a TBSCertificate
 * is recognised too (its first element is no SEQUENCE).  False only when
 * memory is out.
 */
bool cert_view_read(struct cert_view *, struct span der, enum cert_input, struct arena *);

/* Could the outer SEQUENCE and the tbsCertificate be framed? */
static inline bool
cert_readable(const struct cert_view *cv)
{
	return cv->state[PART_TBS] == PART_IS_OK;
}

/* The part's octets; its parent's where it is absent. */
struct span cert_part_span(const struct cert_view *, enum cert_part);

static inline bool
cert_has(const struct cert_view *cv, enum cert_part p)
{
	return cv->state[p] != PART_IS_ABSENT;
}
/* Present and readable. */
static inline bool
cert_ok(const struct cert_view *cv, enum cert_part p)
{
	return cv->state[p] == PART_IS_OK;
}
static inline bool
cert_critical(const struct cert_view *cv, enum cert_part p)
{
	return cv->by_part[p] != NULL && cv->by_part[p]->critical;
}
bool cert_has_eku(const struct cert_view *, enum oid);
bool cert_has_policy(const struct cert_view *, enum oid);
/* Is the issuer name, octet by octet, the subject name? */
bool cert_self_issued(const struct cert_view *);
/*
 * Does it say that its own key signed it?  Self-issued, and no
 * authorityKeyIdentifier that names another key (as after a key rollover).
 */
bool cert_self_signed(const struct cert_view *);

/*
 * Where a span of the certificate lies, in field names:
 * "tbsCertificate.extensions[3].extnValue.keyUsage",
 * "tbsCertificate.subject[2][0].value", "…subjectAltName[0].rfc822Name".
 * Indexes count from 0.  Never NULL.
 */
const char *cert_path(const struct cert_view *, struct span where, struct arena *);

#endif
