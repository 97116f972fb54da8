/* SPDX-License-Identifier: Apache-2.0 */
/* past_place.h - where a CRL stands among those of its issuer; what past.c and past_changes.c share. */
#ifndef ENGINE_REVOCATION_PAST_PLACE_H
#define ENGINE_REVOCATION_PAST_PLACE_H

#include "engine/revocation/past_keys.h"

/* Those of one moment: what has no number first, then by number, the highest first. */
struct past_moment {
	const struct past_one **v;
	size_t n, room;
	size_t n_last;			/* so many of them no other follows by its number: a CRL is compared with these, PAST_MOST_OF_MOMENT at most */
};

/* Who is asked about: a CRL, and those of its issuer among which it is. */
struct place {
	const struct crl_view *now;
	struct known_asked *asked;
	struct arena *arena;
	const struct past_one *same;	/* of its octets; NULL: none */
	const struct cert_view *signer;	/* whose key signed it; NULL: that is not known */
	const struct past_issuer *issuer;
	struct past_scope *scope;	/* NULL: none of its scope */
	const struct past_series *series;	/* … of its scope */
	const struct past_kind *kind, *other_kind;
	struct past_own own, other_own;	/* … of these those of its key */
	size_t before, other_before;	/* so many of each are of an earlier moment */
	size_t lower;			/* … and, of its kind, so many are of an earlier one, or of its own with a lower number */
	struct past_moment last, beside;	/* of its kind: those of the last moment before, and those of its own with a lower number */
};

/* The CRL itself, or signed anew: an ECDSA signature differs each time. */
static inline bool
past_is_itself(const struct place *at, const struct past_one *one)
{
	if (one == at->same)
		return true;
	return one->crl.this_update.seconds == at->now->this_update.seconds && one->crl.n_entry == at->now->n_entry &&
	    span_eq(one->crl.number, at->now->number) &&
	    span_eq(artifact_part_span(&one->crl.artifact, PART_TBS), artifact_part_span(&at->now->artifact, PART_TBS));
}

/* One that its issuer did not sign, as far as can be told, decides nothing; nor does the CRL itself. */
static inline bool
past_counts(const struct place *at, const struct past_one *one)
{
	return !past_is_itself(at, one) && (at->asked->vouched_crl == NULL || at->asked->vouched_crl(at->asked->arg, one));
}

static inline const struct cert_view *
past_signer(const struct known_asked *asked, const struct past_one *one)
{
	return asked->signer_of_crl != NULL ? asked->signer_of_crl(asked->arg, one) : NULL;
}

static inline bool
past_same_key(const struct cert_view *a, const struct cert_view *b)
{
	return a == b || span_eq(a->field[PART_SPKI].raw, b->field[PART_SPKI].raw);
}

/* Did another key sign it, or where that is not known of both, is it another one that it names? */
static inline bool
past_other_key(const struct crl_view *a, const struct cert_view *signer_a, const struct crl_view *b, const struct cert_view *signer_b)
{
	if (signer_a != NULL && signer_b != NULL)
		return !past_same_key(signer_a, signer_b);
	return a->aki.key_id.p != NULL && b->aki.key_id.p != NULL && !span_eq(a->aki.key_id, b->aki.key_id);
}

static inline bool
past_is_of_other_key(const struct place *at, const struct past_one *one)
{
	return past_other_key(at->now, at->signer, &one->crl, past_signer(at->asked, one));
}

static inline bool
past_same_number(struct span a, struct span b)
{
	return a.p != NULL && b.p != NULL && span_eq(der_magnitude(a), der_magnitude(b));
}

/*
 * past_own.c: those of the CRL's own series.  A CA that has changed its key goes
 * on with the CRLs of the old one beside those of the new one: what another key
 * signed has its own times and entries, as relying parties who trust one of the
 * keys see those alone (RFC 5280 6.3.3 f, g).  False: memory is out.
 */
bool past_find_own(struct place *);
/* All of a kind, of whatever key. */
void past_own_any(struct past_own *, const struct past_keys_of_kind *);
/* Of the first n of their kind the last one, but for the CRL itself: its place and one; 0: there is none. */
size_t past_own_before(const struct place *, const struct past_own *, size_t n);
/* The place of the first from the n-th on; where there is none behind the last of its kind. */
size_t past_own_from(const struct place *, const struct past_own *, size_t n);
/* Of the first n of their kind the one with the highest number, or the latest nextUpdate, if it exceeds the CRL's; NULL: none does. */
const struct crl_view *past_own_higher(const struct place *, const struct past_own *, size_t n);
const struct crl_view *past_own_longer(const struct place *, const struct past_own *, size_t n);
/* … one with this number. */
const struct crl_view *past_own_numbered(const struct place *, const struct past_own *, struct span number, size_t n);
/* Of the others of that kind: of other keys than the CRL's.  The one with the highest number; … if it exceeds the CRL's.  One with its number. */
const struct crl_view *past_others_highest(const struct place *, const struct past_own *, size_t n);
const struct crl_view *past_others_higher(const struct place *, const struct past_own *, size_t n);
const struct crl_view *past_others_numbered(const struct place *, const struct past_own *, size_t n);

/* past_changes.c: how a CRL is compared. */
struct past_asking {
	size_t held;			/* entries of an unsorted list */
	bool of_cas;			/* what is not known in it is a CA's certificate */
	const struct rest_by *rest_by;
};
/* Entries that are gone, came or changed: of a delta CRL beside its base, and beside the complete CRL before it; of a complete one. */
void past_compare_delta(const struct place *, const struct past_asking *, struct crl_past *);
void past_compare_delta_with_complete(const struct place *, const struct past_asking *, struct crl_past *);
void past_compare_complete(const struct place *, const struct past_asking *, struct crl_past *);
/* … of a complete one that has no complete one before it. */
void past_compare_with_deltas_alone(const struct place *, const struct past_asking *, struct crl_past *);
/* past_succeeds.c: of a complete one that is the first of its scope or key; NULL: it takes the place of none that ended. */
const struct crl_view *past_succeeded(const struct place *);
/* past_ended.c: was none of its issuer, of whatever scope and key, issued between that moment and the CRL at hand? */
bool past_is_last_moment(const struct place *, int64_t moment);
/* … of a complete one in a whole series, what stood on the last CRLs of other scopes and keys that ended before it. */
void past_compare_ended(const struct place *, const struct past_asking *, struct crl_past *);

#endif
