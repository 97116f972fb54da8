/* SPDX-License-Identifier: Apache-2.0 */
/*
 * issuers.h - the pool of CA certificates that may have issued what is linted.
 *
 * Of a certificate that is added only its octets, names and key identifier are
 * kept; its view and its key are made when it is first a candidate, once for
 * all workers.
 */
#ifndef ENGINE_ISSUER_ISSUERS_H
#define ENGINE_ISSUER_ISSUERS_H

#include <stdatomic.h>

#include "rule/ca.h"

struct issuer;
enum { ISSUERS_BY_OCTETS, ISSUERS_BY_NAME, ISSUERS_BY_LIKENESS, ISSUERS_BY_KEY_ID, ISSUERS_BY_KEY, ISSUERS_INDEXES };
struct issuers {
	const struct key_lib *lib;
	size_t n;
	size_t n_bucket;			/* of each index: a power of 2, or 0 */
	struct issuer **bucket[ISSUERS_INDEXES];
	struct issuer *first;			/* the list of all */
	struct arena arena;			/* for reading what is added */
};

enum issuers_status { ISSUERS_OK, ISSUERS_NOMEM, ISSUERS_NOT_A_CERTIFICATE };

/* The pool is empty where all but its library is zero.  Adds a copy of one certificate; the same octets twice are kept once. */
enum issuers_status issuers_add(struct issuers *, struct span der);
/* The same of one that is no CA's: it is a candidate for what its key signed alone, whatever its name.  One that is a CA's is left. */
enum issuers_status issuers_add_other(struct issuers *, struct span der);
/* Is it a CA's certificate that is not in it? */
bool issuers_wants(const struct issuers *, struct span der);
void issuers_free(struct issuers *);

/* What was issued, and how its issuer is looked for. */
struct issued {
	const struct artifact *artifact;
	bool verify;				/* the signature is to be tried */
	bool in_doubt;				/* no issuer is to be presumed: only one whose key made the signature */
	const struct ca *self;			/* the certificate itself where it is a candidate; else NULL */
	bool is_of_these;			/* its issuer is one of the candidates of its name, if there is one, whatever key it names */
	bool for_path;				/* only a candidate of its issuer's name (RFC 5280 6.1.3 a 4), whenever it was valid */
	size_t most_keys;			/* different ones that are tried; candidates with more are not looked at; 0: all are */
	size_t most;				/* candidates, more are not looked at; 0: all are */
};

struct issuer_search {
	const struct candidate *best;		/* NULL: there is none */
	struct candidate *twin;			/* all with the best one's name and key, itself first */
	size_t n_twin;				/* … of them that rules meet: those that were valid then, if it was */
	size_t n_same;				/* … of them at all */
	bool chosen;				/* the best one is that of its twins with which the fewest rules are broken */
	const struct candidate **rival;		/* of other keys, with the name and the key identifier that lead to the best one */
	size_t n_rival;
	const struct candidate *tried;		/* those that are some other CA's; none where the one that is named has signed */
	size_t n_tried;
	bool more;				/* there are more candidates than were to be looked at */
	bool no_memory;
};

/*
 * The issuer: candidates have its name as subject (octet by octet, or equal but
 * for case, string type and blanks), or the keyIdentifier as subjectKeyIdentifier.
 * One whose key verifies the signature wins; else (or where it is not tried) the
 * one that fits best: the name, then a name that is alike, then the key
 * identifier.  A candidate of which name or key identifier says that it is
 * another CA, and whose key did not make the signature, is none.  Of several
 * with one key: valid when the artifact began, then a root, then the newest,
 * then by their octets; the order in which they were added says nothing.
 * What is found lies in the arena.
 */
void issuers_find(const struct issuers *, const struct issued *, struct key_work *, struct arena *,
    struct issuer_search *);

/*
 * Is the key that it names among the candidates, and did not make the signature,
 * nor any other of them?  It names a key by its authorityKeyIdentifier, or where
 * that says none, or its issuer is one of these, by its issuer's name.  What
 * cannot be tried denies nothing where that key is not at hand, or is this one;
 * of more candidates than are looked at, one of these has to have made it.
 * *signer, unless it is NULL, is the certificate with the key that made it, or NULL.
 */
bool issuers_deny(const struct issuers *, const struct issued *, struct key_work *, struct arena *, const struct cert_view **signer, bool *no_memory);

/*
 * The best of n certificates of CAs that something else than a signature leads
 * to, with its twins; they are put in that order.  False: memory is out.
 */
bool issuers_choose(struct candidate *, size_t n, struct artifact_time begins, struct arena *, struct issuer_search *);

/* Puts the best one and its twins in order once it is known which of them are forged.  False: memory is out. */
bool issuers_arrange(struct arena *, struct issuer_search *);
/* Says one of the twins something of the CA?  A forged one does not, where another is none. */
static inline bool
issuers_counts(const struct issuer_search *s, const struct candidate *twin)
{
	return !twin->forged || s->best->forged;
}

/* Is there a self-signed certificate with this subject and public key?  *no_memory is set when memory is out. */
bool issuers_has_root_like(const struct issuers *, const struct cert_view *, struct key_work *, bool *no_memory);

/* What a self-issued certificate's signature says of it. */
enum self_issued {
	SELF_NOT,				/* issuer and subject differ, or its key identifiers name another key */
	SELF_SIGNED,				/* its own key signed it, or it says so; or nothing says otherwise and it could not be tried */
	SELF_DOUBTFUL				/* no authorityKeyIdentifier, and not signed with its own key: of a key rollover, or damaged */
};
enum self_issued self_issued(const struct cert_view *, const struct key_issuer *, struct key_work *, bool verify);

#endif
