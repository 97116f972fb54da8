/* SPDX-License-Identifier: Apache-2.0 */
/* caa.h - what CAA records say about issuing to a mailbox: RFC 8659, RFC 9495. */
#ifndef EVIDENCE_CAA_H
#define EVIDENCE_CAA_H

#include "evidence/record/record.h"

#define CAA_CRITICAL 128		/* flag bit 0, RFC 8659 4.1 */

/* One property of an RRset. */
struct caa_property {
	uint8_t flags;
	struct span tag, value;
};

/*
 * The issuer-domain-name of an issuemail value (RFC 9495 3); empty where there
 * is none, and where the value is malformed, which means the same (RFC 9495 4).
 */
struct span caa_issuer_domain(struct span value);

/* Is this one of the names?  ASCII case is ignored. */
bool caa_names(struct span domain, const struct span *names, uint32_t n);

enum caa_verdict {
	CAA_UNRESTRICTED,		/* the Relevant RRset has no issuemail property */
	CAA_PERMITTED,			/* one of them names this CA */
	CAA_FORBIDDEN			/* they name others, or nobody */
};
/* What the Relevant RRset says to a CA with these Issuer Domain Names (RFC 9495 4). */
enum caa_verdict caa_judge(const struct caa_property *, uint32_t n, const struct span *issuer, uint32_t n_issuer);

/* Does a CA that knows these tags besides the usual ones know this one? */
bool caa_tag_known(struct span tag, const struct span *more, uint32_t n);

/* The properties of a check's records, in the arena; records without flags, tag or value are left out. */
const struct caa_property *caa_properties(struct arena *, const struct ev_caa_check *, uint32_t *n);

/*
 * A record as zone files write it: 0 issuemail "ca.example", with owner, TTL,
 * class and type before it or not.  False: it is none.
 */
bool caa_read_zone(struct arena *, struct span text, struct caa_property *out);

/* What a check's record says of DNSSEC, in its own member and in its look-up's (dns.dnssec): how many of the two it has. */
#define CAA_DNSSEC 2
uint32_t caa_dnssec(const struct ev_caa_check *, const struct ev_dnssec *said[CAA_DNSSEC]);

/*
 * Did the look-up fail, as the CA says, by its response code, or by the error
 * that the record has for it where neither code nor records show an answer?
 * Answers are NOERROR and NXDOMAIN alone; a check that permits without one has
 * taken a failure for permission.
 */
bool caa_lookup_failed(const struct ev_caa_check *);
/* Do the facts of the check make its failed look-up one that counts as permission (SBR 4.2.2.1)? */
bool caa_failure_accepted(const struct ev_caa_check *);
/* Is the day one on which that asks for an Insecure domain, as it does since SBR 1.0.12? */
bool caa_insecure_needed(const struct ev_caa_check *);
/*
 * Does lookup_failure, which is there, say what that asks of the domain?  Before, that was a zone
 * without a DNSSEC chain to the root, which an Insecure domain has not, and a Secure one has.
 */
bool caa_insecure_said(const struct ev_caa_check *);
/* What an Extended DNS Error says of DNSSEC. */
enum ev_ede {
	EDE_NONE,			/* none was given */
	EDE_INVALID,			/* validation failed, or did not come to an end */
	EDE_UNSUPPORTED,		/* the validator cannot do what the zone has */
	EDE_OTHER,			/* it is about something else */
	EDE_UNKNOWN			/* nothing: a code of no meaning, or none that is known */
};
enum ev_ede caa_ede(struct ev_int code);
/*
 * The state of the answer, by its status or by an Extended DNS Error that says which; 0: neither says
 * it, or it is Indeterminate for another cause, as where no server could be reached.
 */
enum ev_dnssec_status caa_answer_state(const struct ev_dnssec *);
/* Where the check says that its answer is Bogus, which an Insecure domain's is not (RFC 4035 4.3); NULL: nowhere. */
const struct ev_dnssec *caa_bogus(const struct ev_caa_check *);

/* The name above this one; empty above a top-level domain. */
struct span caa_parent(struct span domain);
/* Is `above` the domain itself or a name above it (never the root)? */
bool caa_is_at_or_above(struct span above, struct span domain);
/* Is it a host name of letters, digits and hyphens, without a dot at the end? */
bool caa_is_ldh(struct span domain);

#endif
