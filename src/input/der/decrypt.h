/* SPDX-License-Identifier: Apache-2.0 */
/* decrypt.h - what is encrypted with a passphrase (PKCS #5 of RFC 8018, PKCS #12 of RFC 7292 appendix B), by OpenSSL. */
#ifndef INPUT_DER_DECRYPT_H
#define INPUT_DER_DECRYPT_H

#include "base/out.h"
#include "base/span.h"

struct ossl_lib_ctx_st;

/*
 * Appends what the octets stand for under this AlgorithmIdentifier (DER).
 * NULL, or why not: constant words.  to->failed when memory is out.
 * *fresh: an OpenSSL for algorithms that the shared one does not know, NULL
 * until one is needed; the caller's, to be freed with decrypt_free().
 */
const char *decrypt_pbe(struct ossl_lib_ctx_st **fresh, struct span algorithm, struct span passphrase, struct span octets, struct out *to);
void decrypt_free(struct ossl_lib_ctx_st *);

#endif
