/* SPDX-License-Identifier: Apache-2.0 */
/* work.h - the OpenSSL objects that one worker keeps; internal to src/key. */
#ifndef KEY_WORK_H
#define KEY_WORK_H

#include <openssl/bn.h>
#include <openssl/ec.h>

#include "key/lib.h"

struct work_curve {
	EC_GROUP *group;
	EC_POINT *point;
};
#define WORK_CURVES 3

/* a x^2 + y^2 = 1 + d x^2 y^2 over the integers modulo p (RFC 8032 5.1, 5.2). */
struct work_edwards {
	enum oid id;			/* once it is made */
	size_t octets;			/* of an encoded point */
	BIGNUM *p, *d;
};
#define WORK_EDWARDS 2

/* Keys of which EJBCA publishes the private halves: dummy.c. */
#define WORK_EJBCA 5

/* What the search for small factors of a modulus multiplies its words with: rsa.c. */
#define WORK_GROUPS 19
#define WORK_PIECE 64u			/* words of 64 bits */
struct work_powers {
	bool made;
	uint64_t power[WORK_GROUPS][WORK_PIECE];
};

struct key_work {
	const struct key_lib *lib;
	void *digest[LIB_HASHES];	/* contexts; NULL: the providers have none */
	EVP_MD_CTX *verify;
	BN_CTX *bn;
	struct work_curve curve[WORK_CURVES];		/* work_curve() */
	struct work_edwards edwards[WORK_EDWARDS];	/* work_edwards() */
	struct key_issuer *ejbca[WORK_EJBCA];		/* NULL: not asked for yet */
	struct work_powers powers;
	const struct release *release;	/* of a mapping that is digested, or NULL */
	bool failed;			/* memory was out since key_work_begin() */
};

/*
 * What few certificates need is made when the first one needs it: a process
 * that lints one certificate is not to wait for it.
 */
/* NULL for a curve that is none of these, and (w->failed being set) when memory is out. */
const struct work_curve *work_curve(struct key_work *, enum oid);
const struct work_edwards *work_edwards(struct key_work *, enum oid);

/* Feeds a digest, step by step where the octets lie in a mapping. */
bool digest_octets(const struct key_work *, void *context, struct span in, OSSL_FUNC_digest_update_fn *);

#endif
