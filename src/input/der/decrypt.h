/* SPDX-License-Identifier: Apache-2.0 */
/* decrypt.h - what is encrypted with a passphrase (PKCS #5 of RFC 8018, PKCS #12 of RFC 7292 appendix B), by OpenSSL. */
#ifndef INPUT_DER_DECRYPT_H
#define INPUT_DER_DECRYPT_H

#include "base/out.h"
#include "base/span.h"

/*
 * Appends what the octets stand for under this AlgorithmIdentifier (DER).
 * NULL, or why not: constant words.  to->failed when memory is out.
 */
const char *decrypt_pbe(struct span algorithm, struct span passphrase, struct span octets, struct out *to);

#endif
