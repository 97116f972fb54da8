/* SPDX-License-Identifier: Apache-2.0 */
/*
 * past_keys.h - the CRLs of one scope by their keys: those of one key, and those
 * of others, are found without a look at each, however many keys a CA has.
 */
#ifndef ENGINE_REVOCATION_PAST_KEYS_H
#define ENGINE_REVOCATION_PAST_KEYS_H

#include "engine/revocation/past.h"

/* What they are put together by.  Whose key made a signature is known of some, of others the key that they name, or none is. */
enum past_way {
	PAST_SIGNED_BY,			/* the key, of those whose signer is known */
	PAST_SIGNED_NAMING,		/* … and authorityKeyIdentifier; SPAN_NONE: it names none */
	PAST_UNKNOWN_NAMING,		/* that of those whose signer is not known */
	PAST_UNKNOWN,			/* nothing: all of these */
	PAST_ANY,			/* nothing: all */
	PAST_WAYS
};

/* By key, then as they stand in their kind. */
struct past_keyed {
	size_t at;			/* in its kind */
	struct span key;
	size_t highest;			/* of those of its key up to it: which has the highest number */
	size_t longest;			/* … the latest nextUpdate */
};
/* Those with a number: by key, then by number; or by number alone; and then as they stand in their kind. */
struct past_numbered {
	struct span key, number;	/* without zeros in front */
	size_t at;
	size_t other;			/* of those by number alone: the first behind it of its number that has another key; 0: none has */
};
/* As they stand in their kind. */
struct past_high {
	size_t at;
	struct span key;
	size_t highest;			/* of these up to it: which of them has the highest number */
	size_t next;			/* … the highest of those of other keys than that one's; the same one: there is none */
};
struct past_keys_of_way {
	struct past_keyed *keyed;
	struct past_numbered *numbered, *same;	/* by key, and by number alone */
	struct past_high *high;
	size_t n, n_numbered, n_same, n_high;	/* of `same` and `high`, which are those that have a key */
};

/* Those that their issuer signed, as far as can be told. */
struct past_keys_of_kind {
	const struct past_kind *kind;
	struct past_keys_of_way way[PAST_WAYS];
};

/* What is known of signatures when they are put together stands until CA certificates are added, or CRLs. */
struct past_keys {
	struct past_keys *older;	/* of what was known before */
	size_t known;			/* the issuer's `vouched` then */
	struct past_keys_of_kind complete, delta;
	/* Of the complete ones the last of each key, the latest first. */
	const struct past_one *last[2 * PAST_MOST_KEYS];
	size_t n_last;
	bool more_last;			/* … of more keys there may be others */
};

/* NULL: memory is out, and the arena is failed. */
const struct past_keys *past_keys_of(struct past_scope *, const struct known_asked *, struct arena *);
void past_keys_free(struct past_keys *);
/* As for qsort(): SPAN_NONE comes first. */
int past_key_order(struct span, struct span);

/* past_own.c: of a kind those of one key, in parts that share none. */
struct past_part {
	struct span key;
	enum past_way way;
	const struct past_keyed *v;
	size_t n;
};
#define PAST_OWN_PARTS 4
struct past_own {
	const struct past_keys_of_kind *keys;
	struct past_part part[PAST_OWN_PARTS];
	size_t n;
};

#endif
