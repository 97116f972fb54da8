/* SPDX-License-Identifier: Apache-2.0 */
/* lib.h - the OpenSSL that a context has for itself, and its errors; internal to src/key. */
#ifndef KEY_LIB_H
#define KEY_LIB_H

#include <openssl/core_dispatch.h>
#include <openssl/evp.h>

#include "key/key.h"

/* Digests that signatures use; the first four are those of enum key_hash. */
enum lib_md { LIB_SHA1 = KEY_SHA1, LIB_SHA256 = KEY_SHA256, LIB_SHA384 = KEY_SHA384,
	LIB_SHA512 = KEY_SHA512, LIB_SHA224, LIB_MD5, LIB_MDS };
#define LIB_HASHES (KEY_SHA512 + 1)

/*
 * A digest's functions, asked of its provider directly.  EVP_MD_fetch() first makes a list of the names of all of OpenSSL's algorithms,
 * which costs more than all else that the lint of one certificate does.
 */
struct lib_digest {
	void *provider;
	OSSL_FUNC_digest_newctx_fn *new_context;	/* NULL: the providers have none */
	OSSL_FUNC_digest_freectx_fn *free_context;
	OSSL_FUNC_digest_init_fn *init;
	OSSL_FUNC_digest_update_fn *update;
	OSSL_FUNC_digest_final_fn *final;
};

struct lib_second;

/* Constant once made. */
struct key_lib {
	OSSL_LIB_CTX *ctx;
	struct lib_digest digest[LIB_MDS];
	struct lib_second *second;	/* lib_second() */
};

/* OpenSSL's name of it. */
const char *lib_md_name(enum lib_md);
bool lib_has(const struct key_lib *, enum lib_md);

/*
 * Another OpenSSL, for whom this one refuses: where memory was out once while
 * it fetched an algorithm, it refuses that algorithm ever after, and no error
 * says why.  Made when first asked for, and kept.  NULL: memory is out.
 */
const struct key_lib *lib_second(const struct key_lib *);

/* What came of something that OpenSSL was asked, between begin and end.  The caller's errors are left alone. */
struct lib_errors {
	bool any;			/* it left errors */
	bool no_memory;			/* one of them says that memory is out */
	bool foreign;			/* there were errors before */
};
struct lib_errors lib_errors_begin(void);
void lib_errors_end(struct lib_errors *);

#endif
