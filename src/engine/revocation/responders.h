/* SPDX-License-Identifier: Apache-2.0 */
/* responders.h - certificates of OCSP responders that responses leave out. */
#ifndef ENGINE_REVOCATION_RESPONDERS_H
#define ENGINE_REVOCATION_RESPONDERS_H

#include "key/key.h"

struct responder {
	struct responder *next;
	struct arena arena;
	struct cert_view cert;
	struct key_issuer *key;		/* NULL when OpenSSL cannot decode it */
	uint8_t octets[];
};

enum responders_status { RESPONDERS_OK, RESPONDERS_NOMEM, RESPONDERS_NOT_A_CERTIFICATE };

/* Adds a copy of one certificate to the list. */
enum responders_status responders_add(struct responder **list, const struct key_lib *, struct span der);
void responders_free(struct responder **list);

#endif
