/* SPDX-License-Identifier: Apache-2.0 */
/* ca.h - the CA certificates that a rule meets beside the one at hand. */
#ifndef RULE_CA_H
#define RULE_CA_H

#include "key/key.h"
#include "x509/cert.h"

/*
 * What a CA's certificates, those of its name and key, say of it together; one of
 * which it is known that its issuer did not sign it says nothing beside another.
 */
struct ca_says {
	uint8_t covers;				/* whose certificates it may issue: set of enum covers */
	bool smime;				/* it may issue S/MIME certificates */
	bool strict_only;			/* … and none but of the Strict generation */
	bool none_strict;			/* … and none but of the Legacy and Multipurpose generations */
};

struct ca {
	const struct cert_view *cert;
	const struct key_issuer *key;		/* NULL when OpenSSL cannot decode it */
	bool is_root;				/* self-signed, by what it says or by its signature */
	struct issuer *pooled;			/* the engine's; NULL: the certificate at hand, its own issuer */
	struct ca_says says;			/* of the one that was chosen, and its twins */
};

/* One that may have issued what is at hand. */
struct candidate {
	struct ca ca;
	enum key_verdict verdict;		/* on the signature; KEY_UNTRIED where it was not tried */
	int rank;				/* the engine's: what speaks for it */
	bool forged;				/* its own signature is known to be none of its issuer's; asked where there are several */
};

/* What rules ask of a path (rules/common/path.h). */
enum path_question {
	PATH_ASKS_SIGNED, PATH_ASKS_CAS, PATH_ASKS_SIGNERS, PATH_ASKS_LENGTH, PATH_ASKS_NAMES, PATH_ASKS_MAPPINGS, PATH_ASKS_POLICIES,
	PATH_ASKS_VERSION, PATH_ASKS_CRITICAL, PATH_ASKS_VALIDITY, PATH_ASKS_PURPOSE, PATH_ASKS_DEPTH, PATH_ASKS_ROOM,
	PATH_QUESTIONS
};
/* … and what the answer was: many rules ask the same, once for each pair of paths.  Whoever makes a path leaves it all zero. */
struct ca_path_memo {
	uint8_t answer[PATH_QUESTIONS];		/* 1 + enum path_verdict; 0: nobody has asked */
	bool weighed;				/* the next one is known, of all paths of the result */
	uint64_t comparisons_before;		/* of names with subtrees, that the paths before it take */
};

/* A certification path as far as it is known: CA certificates from the issuing CA's upwards, each issued by the next. */
struct ca_path {
	struct ca_path *next;
	bool circular;				/* all that may have issued its last is on it already */
	bool refuted;				/* the CA that its last one names did not sign that */
	bool rooted;				/* its last one is a root, of which path validation takes name and key alone (RFC 5280 6.1.1 d) */
	bool doubtful;				/* its last one is of a rollover from a key that is not here, or a damaged root */
	struct ca_path_memo *memo;			/* shared by copies; NULL: nothing is remembered */
	size_t n;
	const struct cert_view *ca[];
};

/* Those that were valid as a whole when what is at hand began; all, where none was. */
struct ca_paths {
	struct ca_path *first;
	struct ca_path *ended;			/* the others, where some were: they were not valid as a whole then */
	size_t n_issuer;			/* certificates of the issuing CA that they begin with */
	bool more;				/* there are more, or longer ones, than were followed */
	const struct ca_paths *all;		/* of the result: those of each certificate of the issuing CA */
};

#endif
