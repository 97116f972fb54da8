/* SPDX-License-Identifier: Apache-2.0 */
/* past.h - CRLs and OCSP responses of before, and what one at hand differs in from them. */
#ifndef ENGINE_REVOCATION_PAST_H
#define ENGINE_REVOCATION_PAST_H

#include "engine/revocation/known.h"

struct past_ends;
struct past_issuer;
struct past_keys;
struct past_revocations;
struct past_scope;

struct past_one {
	struct past_one *next;
	struct past_one *beside;	/* of its bucket, by its octets */
	struct past_one *next_of_issuer, *next_of_scope;
	struct past_scope *scope;	/* of a CRL; NULL: none comes before or after it */
	struct arena arena;
	struct release release;		/* of its mapping; fn NULL: it was copied */
	uint64_t hash;			/* of its octets */
	bool is_crl;
	size_t at;			/* in the order in which they were given, from 0 */
	atomic_size_t vouched;		/* of a CRL: what was found out with some CA certificates given (engine/revocation/vouch.c); 0: nothing yet */
	_Atomic(const struct cert_view *) signer;	/* … the one of them with the key that signed it; NULL: none, as far as is known */
	union {
		struct crl_view crl;
		struct ocsp_view ocsp;
	};
	uint8_t octets[];
};

/* The CRLs of one issuer, as names are compared. */
struct past_issuer {
	struct past_issuer *beside;	/* of its bucket */
	uint32_t alike;			/* name_alike_hash() of its name */
	struct past_one *first;		/* the latest that was added */
	struct past_scope *scope;	/* the first of its scopes */
	_Atomic(struct past_ends *) ends;	/* past_ended.c: NULL: nobody has asked */
	atomic_size_t vouched;		/* of all of them, as past_one has it of one */
};

/* CRLs of one kind, the earliest first; of one moment by number, those without one last. */
struct past_kind {
	const struct past_one **v;
	size_t n;
};

/* past_held.c: hashes of serial numbers, in order. */
struct past_held {
	uint64_t *hash;
	size_t n;
};

/* The CRLs of one issuer and scope in order: made when one is asked about. */
struct past_series {
	struct past_kind complete, delta;
	_Atomic(struct past_held *) held;	/* serial numbers on hold in one of them, and for good in another; NULL: nobody has asked */
};

struct past_scope {
	struct past_scope *beside;	/* of its bucket */
	struct past_scope *next;	/* of its issuer */
	struct past_issuer *issuer;
	uint64_t hash;
	struct past_one *first;		/* the latest that was added */
	size_t n_complete, n_delta;
	_Atomic(struct past_series *) series;	/* NULL: not made yet */
	_Atomic(struct past_keys *) keys;	/* … of these (past_keys.c); likewise */
};

#define PAST_MOST_FORGED 4		/* responses of before that the CA did not sign are passed over, for one answer; behind them none is looked for */
#define PAST_MOST_LEFT_OUT (1 + PAST_MOST_FORGED)	/* … with the one at hand */
/* The answers of all responses that have a serial number and thisUpdate, by CertID; of one CertID the last that is good for longest first. */
struct past_answer {
	const struct ocsp_single *single;
	const struct past_one *in;
	/* beyond[k]: the first behind it that is in none of the k + 1 responses which come first from it on, or of another CertID; however many they have. */
	size_t beyond[PAST_MOST_LEFT_OUT];
};
struct past_answers {
	struct past_answer *v;
	size_t n;
	struct past_answer *undated;	/* those whose thisUpdate cannot be read, by CertID */
	size_t n_undated;
};

#define PAST_BUCKETS 16384
struct past_table {
	_Atomic(struct past_answers *) answers;	/* NULL: not made yet */
	_Atomic(struct past_revocations *) revocations;	/* denied.c; NULL: nobody has asked */
	struct past_one *octets[PAST_BUCKETS];
	struct past_issuer *issuer[PAST_BUCKETS];
	struct past_one *undated[PAST_BUCKETS];	/* CRLs whose thisUpdate cannot be read, by issuer */
	struct past_scope *scope[PAST_BUCKETS];
};

struct past {
	struct past_one *first;		/* the latest that was added */
	size_t n_crl, n_ocsp;
	size_t n_unreadable_crl, n_unreadable_ocsp;	/* so many were refused because they cannot be read */
	struct past_table *table;	/* NULL: nothing was added */
};

enum past_status { PAST_OK, PAST_NOMEM, PAST_NEITHER };

/* Adds a copy of a CRL or a response; the same octets twice are kept once.  Of what lies in a mapping that stays nothing is copied. */
enum past_status past_add(struct past *, struct span der, const struct release *mapping);
void past_free(struct past *);

/* past_table.c: the one with these octets; the CRLs of the issuer, and of its scope.  NULL: there is none. */
const struct past_one *past_same(const struct past *, struct span der, const struct release *mapping);
struct past_issuer *past_issuer_of(const struct past *, const struct crl_view *);
struct past_scope *past_scope_of(const struct past *, const struct past_issuer *, const struct crl_view *);
/* Is there a CRL of the issuer whose thisUpdate cannot be read, so that it comes before none? */
bool past_has_undated(const struct past *, const struct crl_view *);
/* FNV-1a: two of one hash cost time alone. */
uint64_t past_octets_hash(struct span);
/* past_held.c: NULL: memory is out. */
const struct past_held *past_held_of(const struct past_series *);
bool past_held_has(const struct past_held *, struct span serial);
void past_held_free(struct past_held *);
void past_ends_free(struct past_ends *);
/* past_series.c: NULL: memory is out. */
const struct past_series *past_series_of(struct past_scope *);
void past_series_free(struct past_series *);
/* How many of them are of before that moment; … or of it, and have a lower number: where `number` is SPAN_NONE any number is. */
size_t past_before(const struct past_kind *, int64_t moment);
size_t past_before_number(const struct past_kind *, int64_t moment, struct span number);
/* A negative number is lower than others; 0 where one of them is not there, or both are negative. */
int past_number_order(const struct crl_view *, const struct crl_view *);

static inline bool
past_is_delta(const struct crl_view *cv)
{
	return artifact_has(&cv->artifact, PART_EXT_DELTA_CRL);
}

/*
 * What is to be said of the CRL and those before it.  At most `held` entries of
 * an unsorted list are compared.  of_cas: entries whose certificate is not
 * known are those of CAs.  rest_by digests those that are only counted.
 */
void past_of_crl(const struct past *, const struct crl_view *, bool of_cas, bool whole, size_t held, struct known_asked *,
    const struct rest_by *rest_by, struct arena *, struct crl_past *);

void past_answers_free(struct past_answers *);
void past_revocations_free(struct past_revocations *);
/* The response of these octets among them; NULL: there is none. */
const struct past_one *past_response(const struct past *, const struct ocsp_view *);
/*
 * The last answer before for the certificate of n CertIDs, which are those of
 * `id`, issued before thisUpdate of the first; NULL: there is none.  *in is the
 * response that it is in, which is none of those left out.  Without memory the
 * arena is failed.
 */
struct past_but {
	const struct past_one *v[PAST_MOST_LEFT_OUT];	/* NULL: none */
	size_t n;
};
const struct ocsp_single *past_answer(const struct past *, const struct past_but *, const struct ocsp_single *id, size_t n,
    const struct past_one **in, struct arena *);
#define PAST_MOST_OF_MOMENT 16		/* so many CRLs of one moment that no other follows are compared with one; more are told */
#define PAST_MOST_BACK 1024		/* what was on hold when it went is looked for in so many CRLs before; that there are more is told */
#define PAST_MOST_BACK_ENTRIES 2097152	/* … with so many entries; behind them it is looked for in none, which is told, too */
#define PAST_MOST_BACK_ANSWERS 256	/* … in so many answers before; likewise */
#define PAST_MOST_ENDED 256		/* CRLs that ended, each of another scope or key, are compared with one; where there are more that is told */
#define PAST_MOST_KEYS 16		/* … of so many keys in one scope */
#define PAST_MOST_SEEN 1024		/* so many of one moment, CRLs or answers, are looked at for one; likewise */
/* Visits the answers of that moment for the certificate of n CertIDs, but for those of responses left out.  False: there are more, or memory is out. */
typedef void past_visit_fn(void *arg, const struct ocsp_single *, const struct past_one *in);
bool past_answers_of_moment(const struct past *, const struct past_but *, const struct ocsp_single *id, size_t n, int64_t moment, past_visit_fn *,
    void *arg, struct arena *);
/* Is there an answer for that certificate whose thisUpdate cannot be read, in another response than `same`? */
bool past_has_undated_answer(const struct past *, const struct past_one *same, const struct ocsp_single *id, size_t n, struct arena *);
/* … an answer from before this one, for its serial number, that names the CA by another hash or key?  Whose it is nobody knows where the CA is not at hand. */
bool past_has_other_hash(const struct past *, const struct past_one *same, const struct ocsp_single *, struct arena *);

#endif
