/* work.h - the OpenSSL objects that one worker keeps; internal to src/key. */
#ifndef KEY_WORK_H
#define KEY_WORK_H

#include <openssl/bn.h>
#include <openssl/ec.h>
#include <openssl/evp.h>

#include "key/key.h"

/* Digests that signatures use; the first four are those of enum key_hash. */
enum work_md { WORK_SHA1 = KEY_SHA1, WORK_SHA256 = KEY_SHA256, WORK_SHA384 = KEY_SHA384,
	WORK_SHA512 = KEY_SHA512, WORK_SHA224, WORK_MD5, WORK_MDS };
#define WORK_HASHES (KEY_SHA512 + 1)

struct work_curve {
	size_t octets;			/* of one coordinate */
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

struct key_work {
	EVP_MD *md[WORK_MDS];		/* work_md() */
	bool fetched[WORK_MDS];
	EVP_MD_CTX *digest[WORK_HASHES];
	EVP_MD_CTX *verify;
	BN_CTX *bn;
	struct work_curve curve[WORK_CURVES];		/* work_curve() */
	struct work_edwards edwards[WORK_EDWARDS];	/* work_edwards() */
	bool failed;			/* something of these could not be made */
};

/*
 * What few certificates need is made when the first one needs it: a process
 * that lints one certificate is not to wait for it.
 */
/* NULL where OpenSSL's providers have none. */
const EVP_MD *work_md(struct key_work *, enum work_md);
/* NULL for a curve that is none of these, and (w->failed being set) when memory is out. */
const struct work_curve *work_curve(struct key_work *, enum oid);
const struct work_edwards *work_edwards(struct key_work *, enum oid);

#endif
