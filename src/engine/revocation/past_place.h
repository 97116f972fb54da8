/* SPDX-License-Identifier: Apache-2.0 */
/* past_place.h - where a CRL stands among those of its issuer; what past.c and past_changes.c share. */
#ifndef ENGINE_REVOCATION_PAST_PLACE_H
#define ENGINE_REVOCATION_PAST_PLACE_H

#include "engine/revocation/past.h"

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
	const struct past_issuer *issuer;
	struct past_scope *scope;	/* NULL: none of its scope */
	const struct past_series *series;	/* … of its scope */
	const struct past_kind *kind, *other_kind;
	size_t before, other_before;	/* so many of each are of an earlier moment */
	size_t lower;			/* … and, of its kind, so many are of an earlier one, or of its own with a lower number */
	struct past_moment last, beside;	/* of its kind: those of the last moment before, and those of its own with a lower number */
};

/* One that its issuer did not sign, as far as can be told, decides nothing; nor does the CRL itself. */
static inline bool
past_counts(const struct place *at, const struct past_one *one)
{
	return one != at->same && (at->asked->vouched_crl == NULL || at->asked->vouched_crl(at->asked->arg, one));
}

static inline bool
past_same_number(struct span a, struct span b)
{
	return a.p != NULL && b.p != NULL && span_eq(der_magnitude(a), der_magnitude(b));
}

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

#endif
