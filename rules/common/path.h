/* SPDX-License-Identifier: Apache-2.0 */
/*
 * path.h - what RFC 5280 6.1 makes of the certification paths above what is at
 * hand.  Limits of all CA certificates bind, and one valid path is enough.
 *
 * The path of a certificate ends with it; so does that of an OCSP response, with
 * the certificates that it is about, except that nothing is known of their
 * policies.  That of a CRL ends with its issuer's own
 * certificate (6.3.3 f), of which nothing is asked that a CA certificate between
 * is asked for: what is said of it all the same is worth knowing, no more.
 */
#ifndef RULES_COMMON_PATH_H
#define RULES_COMMON_PATH_H

#include "rules/common/issuer.h"

/* PATH_UNREAD: what decides cannot be read.  PATH_BEYOND: it is too much to look at. */
enum path_verdict { PATH_HOLDS, PATH_UNREAD, PATH_BEYOND, PATH_BREAKS };
/* What one path, or one certificate of it (0: the issuing CA's), makes of what is at hand. */
typedef enum path_verdict path_fn(const struct check *, const struct ca_path *);
typedef enum path_verdict path_member_fn(const struct check *, const struct ca_path *, size_t i);

/* 6.1.4 k: is it a CA's?  Where no basicConstraints says so, versions without extensions leave it open.  6.1.4 n: may its key sign certificates? */
path_member_fn path_ca_at, path_cert_sign_at;
enum path_verdict path_cert_sign_of(const struct cert_view *);
/* 6.1.3 a 1: each is signed with the next one's key.  6.1.4 k and n of all.  6.1.4 l and m.  6.1.3 b and c. */
path_fn path_is_signed, path_is_of_cas, path_is_of_signers, path_length, path_names;
/* 6.1.4 a: anyPolicy is mapped to nothing, and nothing to it.  6.1.3 d to f and 6.1.5 g: where a policy is demanded some are valid. */
path_member_fn path_mapping_at;
path_fn path_mappings, path_policies;
/* All of these. */
path_fn path_is_valid;

static inline enum path_verdict
path_worse(enum path_verdict a, enum path_verdict b)
{
	return a > b ? a : b;
}

/*
 * What a path is said to be, asked once in a result: whatever answers a question
 * rests on the result and the path alone, not on the rule or the issuer's certificate that asks.
 */
enum path_verdict path_recall(const struct check *, const struct ca_path *, enum path_question, path_fn *);
/* The same of the worst of its certificates. */
enum path_verdict path_recall_worst(const struct check *, const struct ca_path *, enum path_question, path_member_fn *);

/* The first certificate of a path of which that is the verdict; the issuing CA's where there is none. */
const struct cert_view *path_first(const struct check *, const struct ca_path *, path_member_fn *, enum path_verdict);

/* A limit on one path, and how many CA certificates it counts between itself and the one at hand. */
struct path_limit {
	const struct cert_view *ca;	/* that has it; NULL: none is exceeded */
	unsigned counted;
	bool unread;			/* a basicConstraints that cannot be read may have one */
};
struct path_limit path_exceeded_limit(const struct check *, const struct ca_path *);
/* May it have one?  A negative number is none that a path could keep or exceed (RFC 5280 4.2.1.9). */
bool path_limit_unread(const struct cert_view *);
/* The certificate at hand is one that a pathLenConstraint counts in the path of each certificate below it. */
bool path_counts_at_hand(const struct check *);

/* Are issuer and subject the same name (RFC 5280 6.1, 7.1)? */
bool path_is_self_issued(const struct cert_view *);

/* Has it policyConstraints, as far as can be read? */
bool path_demands_policies(const struct cert_view *);
/* Whose policyConstraints a path breaks. */
const struct cert_view *path_policies_by(const struct check *, const struct ca_path *);
/* The same as path_policies, were the certificate of an OCSP responder validated as others are. */
path_fn path_policies_end;

/* Are the reserved policies that the issuing CA leads to valid by what the CAs above it say (6.1.3 d, 6.1.4 b)?  Or is this one not? */
path_fn path_reserved_policies;
bool path_lacks_policy(const struct check *, const struct ca_path *, struct span policy);

/* Is the certificate bound by the constraints above?  Self-issued CA certificates are not. */
bool path_binds(const struct cert_view *);
bool path_has_constraints(const struct cert_view *);

/*
 * Each certificate that constraints on a path bind, beside the certificate with them: from
 * the issuing CA upwards, and of each first the one at hand.  Where one is beyond
 * what is compared in a result, so are all that follow.
 */
struct path_pairs {
	size_t i, k;			/* where to go on */
	uint64_t n;			/* comparisons of the result up to here */
	const struct cert_view *cert;	/* the one that is bound */
	size_t by;			/* the place of the other one on the path */
	bool own;			/* it is the certificate at hand */
	bool beyond;			/* the pair is too much to look at */
};
struct path_pairs path_pairs_of(const struct check *, const struct ca_path *);
bool path_next_pair(const struct check *, const struct ca_path *, struct path_pairs *);

/* Is some CA certificate above like that, or is it not known, as above a wrong signature? */
bool path_some_ca(const struct check *, bool (*is)(const struct cert_view *));

/*
 * The first of the paths that breaks this rule, where none is valid; NULL where
 * one is, or none breaks this rule, or that is not known, which is told then.
 * What other rules refuse takes nothing from this one: whoever chooses it alone
 * learns as much.
 */
const struct ca_path *path_broken(struct check *, path_fn *);
/* Is each of the paths refused, so that there are no others? */
bool path_all_break(const struct check *);
/*
 * Tells what of the CA certificates above cannot be read that decides: for this rule, or where all can be that it asks, for
 * another.  NULL: for one that asks what no path rests on.
 */
void path_tell_unread(struct check *, path_fn *);
/* Does a wrong signature keep what stands above it from being seen?  That is told then. */
bool path_is_hidden(struct check *);

#endif
