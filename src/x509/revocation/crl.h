/* SPDX-License-Identifier: Apache-2.0 */
/*
 * crl.h - the view of one CRL (RFC 5280 5): the fields of its TBSCertList, its
 * extensions, and what one pass over its entries has seen.
 *
 * Entries are many and are not kept.  What a rule could find in one is
 * counted by its sort, and the first of each sort are remembered: what an
 * entry may hold is decided by the extensions, which stand behind the entries.
 * Of the others a digest tells which they are.
 */
#ifndef X509_REVOCATION_CRL_H
#define X509_REVOCATION_CRL_H

#include "base/rest.h"
#include "x509/artifact.h"

/* CRLReason (RFC 5280 5.3.1); an entry without the extension has CRL_NO_REASON. */
enum crl_reason {
	CRL_UNSPECIFIED, CRL_KEY_COMPROMISE, CRL_CA_COMPROMISE, CRL_AFFILIATION_CHANGED, CRL_SUPERSEDED,
	CRL_CESSATION, CRL_HOLD, CRL_REASON_7, CRL_REMOVE, CRL_PRIVILEGE_WITHDRAWN, CRL_AA_COMPROMISE,
	CRL_REASON_OTHER,		/* none of the values that are defined, hidden by damage, or one of several that contradict each other */
	CRL_NO_REASON,
	CRL_REASONS
};
/* "keyCompromise"; "absent" for none; NULL for values that are not defined. */
const char *crl_reason_text(enum crl_reason);

/* What a rule could find in an entry. */
enum crl_sight {
	CRL_SEES_MALFORMED,		/* another structure: spot.what says which */
	CRL_SEES_OVERSIZE,		/* longer than CRL_ENTRY_USUAL octets */
	CRL_SEES_SERIAL,		/* not positive, or over 20 octets */
	CRL_SEES_TIME_TYPE,		/* GeneralizedTime up to 2049 */
	CRL_SEES_AFTER_THIS_UPDATE,
	CRL_SEES_LONG_AGO,		/* before 1999 */
	CRL_SEES_EXTENSIONS,		/* others than a usual reasonCode alone */
	CRL_SEES_NO_EXTENSION,		/* crlEntryExtensions without one */
	CRL_SEES_REPEATED_EXTENSION,
	CRL_SEES_UNKNOWN_CRITICAL,
	CRL_SEES_MISPLACED,		/* an extension of CRLs */
	CRL_SEES_REASON_UNDEFINED,
	CRL_SEES_REASON_CRITICAL,
	CRL_SEES_UNSPECIFIED,
	CRL_SEES_HOLD,			/* of a certificate that is not known */
	CRL_SEES_OWN_HOLD,		/* … in front of the first certificateIssuer, or behind one that names the CRL's issuer */
	CRL_SEES_INHERITED_HOLD,	/* … behind one that names another: of a CRL that is not indirect its issuer's all the same */
	CRL_SEES_OTHERS_HOLD,		/* … in an entry with one that names another */
	CRL_SEES_CA_HOLD,
	CRL_SEES_SUBSCRIBER_HOLD,	/* of a subscriber certificate whose generation is not known */
	CRL_SEES_STRICT_HOLD,
	CRL_SEES_REMOVE,
	CRL_SEES_OTHER_REASON,		/* one that onlySomeReasons does not name */
	CRL_SEES_NO_REASON,		/* of a certificate that is not known */
	CRL_SEES_CA_NO_REASON,
	CRL_SEES_SUBSCRIBER_NO_REASON,
	CRL_SEES_INVALIDITY_FORM,
	CRL_SEES_INVALIDITY_CRITICAL,
	CRL_SEES_INVALIDITY_LATE,	/* later than revocationDate */
	CRL_SEES_CERTIFICATE_ISSUER,
	CRL_SEES_ISSUER_NOT_CRITICAL,
	CRL_SEES_ISSUER_NAME,		/* certificateIssuer can be read, and holds no proper name: spot.what says why */
	CRL_SEES_ISSUER_NO_DN,		/* … and no name of it is a directoryName */
	CRL_SEES_HOLD_INSTRUCTION,
	CRL_SEES_SAME_SERIAL,		/* an earlier entry has it, and says the same */
	CRL_SEES_CONTRADICTION,		/* … and says otherwise */
	CRL_SIGHTS
};

/* How many entries of each sort are remembered. */
#define CRL_SPOTS 10
#define CRL_ENTRY_USUAL 65536		/* octets of an entry that nobody wonders at; of the issuer, too */
#define CRL_SERIAL_MAX 20		/* octets of a serial number (RFC 5280 4.1.2.2) */

struct crl_spot {
	struct span entry, where;	/* the entry's octets; those that the finding is about */
	struct span serial;		/* content of userCertificate */
	const char *what;		/* CRL_SEES_MALFORMED, CRL_SEES_ISSUER_NAME */
	struct span value;		/* of an extension that is not as it should be: content of its extnID; of a reason that is not defined: its own */
	int64_t seconds;		/* a time that matters */
	uint8_t reason;			/* enum crl_reason */
	uint64_t index;			/* of the entry, from 0 */
};
struct crl_tally {
	uint64_t n;
	struct crl_spot spot[CRL_SPOTS];
	struct rest *rest;		/* of those behind them; NULL: nobody asked, or there is none */
};

/* A BOOLEAN of the issuing distribution point. */
enum crl_flag { CRL_FLAG_ABSENT, CRL_FLAG_FALSE, CRL_FLAG_TRUE };

struct crl_idp {
	bool empty;			/* a SEQUENCE of nothing */
	struct dist_point point;	/* distributionPoint, and onlySomeReasons as its reasons */
	uint8_t user_certs, ca_certs, attribute_certs, indirect;	/* enum crl_flag */
};

/* Whether an earlier entry has the same serial number. */
enum crl_repeats {
	CRL_REPEATS_KNOWN,
	CRL_REPEATS_TOO_MANY		/* more unsorted entries than are held */
};

/* Of what kind the certificate of an entry is. */
enum crl_class {
	CRL_CLASS_UNKNOWN,
	CRL_CLASS_CA,
	CRL_CLASS_STRICT,		/* a subscriber certificate of the Strict generation */
	CRL_CLASS_SUBSCRIBER,		/* … of another, or of none */
	CRL_CLASS_UNDECIDED,		/* … of one that cannot be told */
	CRL_CLASS_OTHER			/* neither: that of an OCSP responder */
};
/* Certificates of one issuer and serial number may be of several kinds: a set of them. */
#define CRL_IS(class) ((uint8_t)(1u << (class)))
#define CRL_IS_CA CRL_IS(CRL_CLASS_CA)
#define CRL_IS_SUBSCRIBER ((uint8_t)(CRL_IS(CRL_CLASS_STRICT) | CRL_IS(CRL_CLASS_SUBSCRIBER) | CRL_IS(CRL_CLASS_UNDECIDED)))
static inline bool
crl_class_is_subscriber(enum crl_class class)
{
	return (CRL_IS(class) & CRL_IS_SUBSCRIBER) != 0;
}

/* Of an entry: its octets, and its index from 0. */
struct crl_place {
	struct span entry;
	uint64_t index;
};

struct crl_view;
struct crl_entry {
	struct span raw, serial;
	struct span date;		/* the revocationDate's element */
	struct artifact_time revoked;
	struct span reason_at;		/* the whole extension; SPAN_NONE */
	/* Of an indirect CRL: the Name of the CA whose certificate it is, or what else certificateIssuer holds; it stays in
	   force for the entries that follow (RFC 5280 5.3.3).  SPAN_NONE: the CRL's own issuer, however its name is written. */
	struct span issuer;
	uint64_t issuer_id;		/* name_alike_id() of it: names of one CA may be written in several ways (RFC 5280 7.1); 0: the CRL's own */
	uint8_t reason;			/* enum crl_reason */
	bool inherits;			/* that issuer is one that an entry before it named */
	uint16_t said;			/* reasonCodes that contradict each other: what they say, a set of CRL_SAYS(); else 0 */
};
#define CRL_SAYS(reason) ((uint16_t)(1u << (reason)))

/* The issuer in force for the entries of an indirect CRL; all zero: the CRL's own. */
struct crl_issuer {
	struct span name;
	uint64_t id;
};

/* What the entry says: one reason, or those that contradict each other. */
static inline uint16_t
crl_entry_says(const struct crl_entry *e)
{
	if (e->said != 0)
		return e->said;
	return CRL_SAYS(e->reason);
}

/* Does one of these revoke the certificate for good? */
static inline bool
crl_says_final(uint16_t says)
{
	return (says & (uint16_t)~(CRL_SAYS(CRL_HOLD) | CRL_SAYS(CRL_REMOVE))) != 0;
}

struct crl_asked {
	/* Who knows certificates is asked for the kinds of that of each entry, a set; issuer and thisUpdate have been read by then.  NULL: nobody does. */
	uint8_t (*classes_of)(void *arg, const struct crl_view *, const struct crl_entry *);
	void *arg;
	struct rest_by rest;
};

struct crl_view {
	union {
		struct artifact artifact;
		struct { ARTIFACT_MEMBERS; };
	};
	uint32_t version;		/* 0 = v1 (absent), 1 = v2; UINT32_MAX when larger */
	struct artifact_time this_update, next_update;
	struct span number, base_number;	/* INTEGER content: cRLNumber, deltaCRLIndicator */
	struct crl_idp idp;
	const struct general_name **point_names;	/* those of its distribution point's fullName, in order (crl_points.c) */
	struct artifact_time expired_certs;	/* expiredCertsOnCRL */
	struct artifact_time next_publish;	/* Microsoft's Next CRL Publish */
	bool has_ca_version;
	uint32_t ca_version;		/* Microsoft's CA version */

	uint64_t n_entry;
	uint64_t at;			/* while they are read: the entry at hand */
	const struct rest_by *rest_by;	/* … and who digests those that are not remembered, from the arena; NULL: nobody */
	struct arena *rest_arena;
	uint64_t reason[CRL_REASONS];	/* how many entries have it */
	uint8_t repeats;		/* enum crl_repeats */
	bool runs_out;			/* behind the last entry that is seen stands what could not be framed */
	bool ascending;			/* the serial numbers are in order, and all of the CRL's issuer */
	struct crl_tally tally[CRL_SIGHTS];
	struct crl_place *faulty;	/* entries with faults of encoding, in order */
	size_t n_faulty, faulty_room;
};

/* Is this a URI of its distribution point, or the element of another name of it? */
bool crl_points_have(const struct crl_view *, bool is_uri, struct span octets);

#define CRL_ENTRIES_HELD 2000000

/*
 * Reads `der` into the view.  All spans point into `der`.  A TBSCertList is
 * recognised by its content.  At most `held` serial numbers of an unsorted
 * list are compared (8 octets for each).  `asked` and `release` may be NULL.
 * False only when memory is out.
 */
bool crl_view_read(struct crl_view *, struct span der, size_t held, const struct crl_asked *, const struct release *, struct arena *);

/* May it be a CRL, or its TBSCertList?  What is asked of an input to choose how it is read. */
bool crl_recognise(struct span der);

/*
 * Do both cover the same certificates, by what their issuingDistributionPoints
 * say?  A FALSE that is written out says what an absent one says.
 */
bool crl_same_scope(const struct crl_view *, const struct crl_view *);

/* Is a certificate that was revoked for this reason in its scope?  Of some reasons alone (onlySomeReasons) it says nothing of those that have none. */
bool crl_covers_reason(const struct crl_view *, enum crl_reason);

/*
 * The content of revokedCertificates, of which only the front of the CRL is
 * read; as far as it goes where the CRL was cut short.  SPAN_NONE: there is
 * none, or its place is told by other octets than those before it.
 */
struct span crl_find_list(struct span der);

#endif
