/* SPDX-License-Identifier: Apache-2.0 */
/* edwards.h - Ed25519 and Ed448 over a message that is read piece by piece; internal to src/key. */
#ifndef KEY_EDWARDS_H
#define KEY_EDWARDS_H

#include "key/work.h"

/* True: it is the key's signature.  False: it is not, or that could not be found out; OpenSSL is asked then.  Of other algorithms false. */
bool edwards_verify(struct key_work *, enum oid algorithm, const EVP_PKEY *, struct span message, struct span signature);

#endif
