/* SPDX-License-Identifier: Apache-2.0 */
/*
 * neighbours.h - what a CRL or an OCSP response is judged beside: certificates
 * whose status it may tell (--certificates), and CRLs and responses of before
 * (--previous).
 */
#ifndef RULE_NEIGHBOURS_H
#define RULE_NEIGHBOURS_H

#include <stdatomic.h>

#include "x509/revocation/crl.h"
#include "x509/revocation/ocsp.h"

struct known_issuer;

/* A certificate of --certificates, as far as its status has to do with it. */
struct known_cert {
	struct known_cert *next;	/* of the same bucket */
	struct known_cert *next_sha1_ca, *last_sha1_ca;	/* of those of CAs that are signed with SHA-1: the one behind it, and that before it */
	uint64_t hash;			/* of the serial number, however it is encoded, and of the issuer's name, however it is written */
	uint64_t serial_hash;		/* … of the serial number alone */
	size_t at;			/* in the order in which they were given, from 0 */
	atomic_size_t vouched;		/* what was found out with some CA certificates given (engine/revocation/vouch.c); 0: nothing yet */
	struct known_issuer *of;	/* one for all of its issuer, as its name is written */
	bool more;			/* … others of its issuer and serial number were given that are not kept */
	uint8_t class;			/* enum crl_class */
	bool in_scope;			/* S/MIME rules are about it */
	bool sha1;			/* signed with SHA-1 */
	bool names_ocsp;		/* authorityInfoAccess names a responder */
	struct artifact_time not_before, not_after;
	struct span der;		/* all of it */
	struct span issuer, subject, serial;	/* in it: the Names' elements; content of the INTEGER */
	struct span key_id;		/* … its authorityKeyIdentifier's keyIdentifier */
	struct span points;		/* URIs of cRLDistributionPoints, one behind the other, each with a NUL */
	struct span names;		/* its distribution points' names of other forms: Names as they are written in full, and other GeneralNames' elements */
	bool points_unread;		/* … which may not be all: something of the extension cannot be read, or nobody knows what a name is relative to */
	uint8_t octets[];
};

/* Certificates of --certificates that decide nothing: the CA certificates given do not bear out that their issuer signed them. */
#define UNVOUCHED_SHOWN 10
struct unvouched {
	size_t n;
	const struct known_cert *v[UNVOUCHED_SHOWN];	/* the first of them */
	struct rest rest;		/* the others */
};

/* CRLs of before that decide nothing, likewise. */
struct unvouched_crls {
	size_t n;
	const struct crl_view *v[UNVOUCHED_SHOWN];	/* the first of them */
	struct rest rest;		/* the others */
};

/* Responses of before, likewise. */
struct unvouched_responses {
	size_t n;
	const struct ocsp_view *v[UNVOUCHED_SHOWN];
	struct rest rest;
	size_t n_unreadable;		/* … and so many of those given cannot be read: each may be one of the series */
};

/* Takes the URI at the front of the points, each of which ends in a NUL; false: there is none. */
static inline bool
known_next_point(struct span *points, struct span *uri)
{
	size_t n = 0;

	if (points->n == 0)
		return false;
	while (points->p[n] != '\0')
		n++;
	*uri = span_sub(*points, 0, n);
	*points = span_from(*points, n + 1);
	return true;
}

/* Is the CRL of a distribution point the list of a certificate: has it one of its names? */
enum point { OTHER_POINT, SAME_POINT, POINT_UNDECIDED };
/* Names are compared as names (RFC 5280 7.1), one that is relative to the CRL's issuer with it in front; others octet by octet. */
enum point known_point(const struct known_cert *, const struct crl_view *);

/* Does authorityKeyIdentifier name another key than the CRL's? */
static inline bool
known_names_other_key(const struct known_cert *k, const struct crl_view *crl)
{
	return k->key_id.p != NULL && crl->aki.key_id.p != NULL && !span_eq(k->key_id, crl->aki.key_id);
}

/* An entry of the CRL at hand and its certificate. */
struct crl_match {
	const struct known_cert *cert;
	struct crl_entry entry;
};
struct crl_matches {
	const struct crl_match *v;
	size_t n;
	/* Certificates of the CRL's issuer that are not on it. */
	const struct known_cert *const *absent;
	size_t n_absent;
	bool without_ocsp;		/* some certificate that the CRL covers, on it or not, names no OCSP responder; where that is asked for */
	uint64_t n_entry;		/* how many entries have some: several may have the issuer and serial number of one */
	bool too_many;			/* … of one issuer and serial number there are more than are kept */
	bool sha1_ca_left_out;		/* … one of them, of a CA that is signed with SHA-1, is not kept */
	uint64_t n_left_out;		/* entries whose certificates are not all here */
	struct rest left_out;		/* … which these are */
	bool given;			/* some certificates were given */
	uint8_t kinds;			/* set of enum covers: of certificates of its issuer with an entry, and of subscribers that it covers */
	bool in_scope;			/* one of them is in scope */
};

/* An entry of the CRL before that the one at hand lacks, or the other way round. */
struct crl_change {
	struct crl_entry entry;		/* of the CRL that has it */
	uint8_t reason_now;		/* of both: the reason in the CRL at hand; of one that is gone CRL_HOLD where that is on hold there */
	const struct known_cert *cert;	/* NULL: not known */
	int64_t until;			/* of one that is gone: so long the CRL that has it was in force, or to the moment of the one at hand */
	int64_t ends;			/* … when the last of those that have it ends */
	const struct crl_view *in;	/* the last CRL before that is compared with this one and has it; of one that came: that lacks it */
};
struct crl_changes {
	const struct crl_change *v;
	size_t n;
	uint64_t more;			/* … and so many that are not kept, none of which has a certificate that is known */
	const struct rest *rest;	/* which these are; NULL: there is none */
};

/* Of the CRLs given, how near the nearest comes to one that this CRL can be compared with. */
enum crl_fit {
	CRL_FIT_NONE_GIVEN, CRL_FIT_OTHER_ISSUER,
	CRL_FIT_NOT_VOUCHED,		/* those of its issuer decide nothing (struct unvouched_crls) */
	CRL_FIT_OTHER_SCOPE,
	CRL_FIT_OTHER_KEY,		/* those of its issuer and scope are signed with another of its keys */
	CRL_FIT_ITSELF,			/* of its issuer and scope this CRL alone was given */
	CRL_FIT_NO_MOMENT,		/* of its issuer one was given whose thisUpdate cannot be read */
	CRL_FIT_NOT_BEFORE,		/* none of its issuer and scope was issued before it */
	CRL_FIT_OTHER_KIND,		/* those that were are delta CRLs, and this one is not, or the other way round */
	CRL_FITS			/* it is compared; or it is the first of a whole series */
};

/* CRLs of the same issuer; NULL where there is none. */
struct crl_past {
	bool given;			/* some CRL was given */
	uint8_t fit;			/* enum crl_fit */
	bool whole;			/* all CRLs of the series are said to be there (--sequence) */
	size_t n_unreadable;		/* … so many of those that were given cannot be read: each may be one of the series */
	/* The last one before it, of the same scope and kind: of an earlier moment, where there is one.  It is compared with the last of that moment. */
	const struct crl_view *previous;
	/* In a whole series, of the first complete one of its scope or key: the list that it takes the place of, which the CA did not go on with. */
	const struct crl_view *succeeds;
	const struct crl_view *last;	/* … from which it is counted how often they come: of a delta CRL it may be a complete one that came since */
	const struct crl_view *ends_last;	/* … that of those of its moment whose nextUpdate is the latest; NULL: none can be read */
	bool endless, unnumbered;	/* … one has no nextUpdate that can be read, or no cRLNumber */
	bool unread;			/* … one has entries that cannot be read, or its list could not be told */
	bool unordered;			/* another is of its moment, and the numbers do not say which of the two was before */
	bool more_of_moment;		/* more are of one moment than are compared with one CRL */
	bool held_unsought;		/* something was on hold when it went, and not all before were looked into for whether it had been revoked for good */
	const struct crl_view *complete;	/* the last complete one before it, of the same scope, of whatever kind this one is */
	const struct crl_view *delta;	/* the last delta CRL before it, likewise */
	const struct crl_view *earlier;	/* … the last of whatever kind that is of an earlier moment */
	bool consecutive;		/* nothing that is not given lies between it and the complete one before it */
	const struct crl_view *higher;	/* of the same scope, issued before, with a higher number */
	const struct crl_view *same_number;	/* of the same scope, another CRL of its number */
	const struct crl_view *higher_of_other_key, *same_number_of_other_key;	/* the same of another key's CRLs, those of its number from before */
	const struct crl_view *outlasts;	/* of the same scope, issued before, with a later nextUpdate */
	const struct crl_view *base;	/* of a delta CRL, by its number; of whatever scope */
	const struct crl_view *updated_of_other_key;	/* … a complete one of its scope since then that it can update, too, and that another key signed */
	const struct crl_view *first_complete;	/* … in a whole series without that base: the first complete one of its scope and key */
	const struct crl_view *twin;	/* of a delta CRL the complete one of the same moment, or the other way round */
	/*
	 * Of a delta CRL and the complete one of its moment and number, entries that say another thing, and those that differ in the date alone or in
	 * whether they have a reason: `in` is the CRL that has it, the delta CRL, its base or the complete one, reason_now what the complete one says
	 * of it (CRL_REASONS: it lacks it).
	 */
	struct crl_changes apart, dated_apart;
	struct crl_changes unsaid;	/* what another CRL had on hold since the base, or a delta CRL of that base took off, and the delta CRL lacks */
	const struct crl_view *part;	/* another CRL of the same moment and scope, where neither is critical about its distribution point */
	bool not_compared;		/* more unsorted entries than are held */
	struct crl_changes gone;	/* that one before had revoked for good */
	bool too_many;			/* certificates of one of these entries: more of its issuer and serial number were given than are kept */
	bool gone_unsought;		/* others are gone, too, which may have moved to another partition: they were not looked for there */
	struct crl_changes came;	/* revoked since the SBR, a day before this CRL or more, and on none since; of what may be a CA's certificate */
	bool came_unbound;		/* … others were revoked before the SBR */
	bool came_unsought;		/* others came, too, which may stand on another CRL that is given: they were not looked for there */
	/* Entries that the complete CRL before lacks, and all others given of since their date, which is before that of `earlier`. */
	struct crl_changes backdated;
	bool backdated_unsought;	/* … they may stand on another one of since then: not all were looked into */
	struct crl_changes changed;	/* whose reason was keyCompromise */
	/* In a whole series, of CRLs of another scope or key that ended since the one before, and were not gone on with: what they had revoked for good. */
	struct crl_changes ended;	/* … whose certificate is in the scope of this one, which lacks it */
	uint64_t n_perhaps_ended;	/* … and so many of which that is not known, or which are still in force there while this is the first of its scope */
	struct rest perhaps_ended;	/* … which these are */
	bool ended_unsought;		/* … others are gone, too, which may stand on another CRL */
	bool more_ended;		/* … more of them are there than are compared */
	/* OCSP responses of before said that these are revoked for good, `until` is thisUpdate of the answer: not expired, in its scope, and not listed. */
	struct crl_changes denied;
	bool ended_gap;			/* it is the first of its scope or key, and no other was in force any more */
};

/* What is known of a certificate that a SingleResponse is about. */
struct ocsp_known {
	const struct known_cert *cert;	/* of those with its issuer and serial number the one that lasts longest; NULL: none of --certificates */
	uint8_t classes;		/* of all of those: set of CRL_IS() */
	bool in_scope;			/* S/MIME rules are about one of them */
	bool issuer_known;		/* some of them are of its issuer */
	bool unvouched;			/* one with its issuer and serial number decides nothing (struct unvouched) */
	bool more;			/* … others with them were given that are not kept */
	const struct ocsp_single *before;	/* the last answer before about it; NULL: none given */
	bool unmatched;			/* nothing of what was given as of before (--previous) is about it, and says when it was issued */
	bool undated;			/* … for want of the last: thisUpdate of an answer cannot be read */
	bool hashed_otherwise;		/* … an answer for its serial number names the CA by another hash or key, and the CA is not at hand */
	/*
	 * Of all answers of the moment of that one, and of those of its own moment that were produced before it: one that revoked the
	 * certificate for good; where they say hold, of those before, too.
	 */
	const struct ocsp_single *revoked_before;
	const struct ocsp_single *unread_before;	/* … one of which cannot be read what it says */
	bool revoked_by_other_key;	/* the last answer before to the CertID with another key of the CA revoked for good, later than `before` was issued */
	bool held_unsought;		/* … so many say hold that others before were not looked at */
	bool unordered;			/* another of its moment says otherwise, and producedAt does not tell which of the two was before */
	bool more_of_moment;		/* more are of one moment than are compared with one answer */
	const struct crl_view *crl;	/* a CRL that said what was revoked at thisUpdate of the answer; NULL: none given */
	bool on_crl;			/* … one of them lists it, and no later delta CRL of its scope takes it off */
	struct crl_entry entry;		/* … its entry there */
};

/* What the signer is to a CA beside the response's issuer: one that may answer, by another key than the one asked about, or not at all. */
enum ocsp_answerer { ANSWERED_BY_CA, ANSWERED_BY_OTHER_KEY, ANSWERED_BY_OTHER };

/* Whose certificate a SingleResponse is about, of the issuers given. */
struct ca;
struct ocsp_about {
	const struct ca *ca;		/* whose name and key its CertID has; NULL: none of them */
	bool beyond;			/* its CA was not looked for: too many others were */
	enum ocsp_answerer answerer;	/* … for it; of the response's issuer itself struct ocsp_signer says it */
	bool is_of_ca;			/* the certificate is one of the issuers given, with cA TRUE, and that CA signed it */
};

/* What is known of the certificate that the i-th SingleResponse is about: set of CRL_IS(); 0: nothing.  Both may be NULL. */
static inline uint8_t
ocsp_classes(const struct ocsp_known *known, const struct ocsp_about *about, unsigned i)
{
	return (uint8_t)((known != NULL ? known[i].classes : 0) | (about != NULL && about[i].is_of_ca ? CRL_IS_CA : 0));
}

#endif
