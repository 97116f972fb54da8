/* SPDX-License-Identifier: Apache-2.0 */
/* issuer_pool.h - what the pool keeps of a certificate; for the pool and the search in it. */
#ifndef ENGINE_ISSUER_ISSUER_POOL_H
#define ENGINE_ISSUER_ISSUER_POOL_H

#include "engine/issuer/issuers.h"

struct issuer_view {
	struct arena arena;
	struct cert_view cert;
	struct key_issuer *key;			/* NULL when OpenSSL cannot decode it */
};

/* The CA certificates of the pool that issued one of it. */
struct issuer_above {
	struct issuer_above *older;		/* what was known before the pool grew last: a worker may hold it yet */
	size_t pool;				/* certificates in the pool then */
	bool more;				/* there are more than can be told apart within a bound; then none is here */
	bool root;				/* it is one: above it is none */
	bool refuted;				/* the CA that it names did not sign it */
	bool doubtful;				/* of a rollover from a key that is not here, or a damaged root */
	bool vouched;				/* a key that is here made its signature; a root's is its own */
	size_t n;
	struct issuer *v[];			/* the best first */
};

/* What one of it breaks. */
struct issuer_judged {
	struct issuer_judged *older;		/* as above */
	size_t pool;				/* as above */
	struct issuer_errors *errors;
};

/* With those before it. */
void judged_free(struct issuer_judged *);

struct issuer {
	struct issuer *before;			/* the one that was added before it */
	struct issuer *next[ISSUERS_INDEXES];	/* of the same bucket */
	uint32_t hash[ISSUERS_INDEXES];
	struct span der, name, key_id;		/* in `octets`; key_id SPAN_NONE: none */
	struct issuer_view *_Atomic view;	/* NULL: not asked for yet */
	struct issuer_judged *_Atomic judged;	/* NULL: not judged yet */
	struct issuer_above *_Atomic above;	/* NULL: not asked for yet */
	atomic_int self;			/* 0: not asked for yet; else 1 + enum self_issued */
	bool only_signed;			/* it counts for what its key signed alone */
	atomic_int own_verdict;			/* 0: not asked for yet; else 1 + enum key_verdict, of its own key */
	uint8_t octets[];
};

/* The first of the bucket for this hash; the others follow by next[index], and some have another hash. */
struct issuer *issuers_first(const struct issuers *, unsigned index, uint32_t hash);
uint32_t issuers_hash(struct span);
/* NULL: memory is out. */
const struct issuer_view *issuer_view(const struct issuers *, struct issuer *);
/* Has each of two certificates of one CA all that paths through it rest on as the other has it? */
bool issuer_is_alike(const struct cert_view *, const struct cert_view *);
bool issuer_is_root(struct issuer *, const struct issuer_view *, struct key_work *);
/*
 * Is the signature of a root, which its own key is to have made, another's?  A
 * dummy is another's: what is given as an issuer's certificate has been issued.
 */
bool issuer_is_damaged_root(struct issuer *, const struct issuer_view *, struct key_work *);
/* Did its own key make its signature? */
bool issuer_is_signed_root(struct issuer *, const struct issuer_view *, struct key_work *);

struct smimelint_run;
/* Is its own signature, as far as can be told, none of its issuer's? */
bool issuer_is_forged(struct smimelint_run *, struct issuer *, const struct issuer_view *);
/* Anybody may write a name and a CA's public key into a certificate: a key that is here vouches for it, or nobody does. */
bool issuer_is_vouched(struct smimelint_run *, struct issuer *, const struct issuer_view *);

#endif
