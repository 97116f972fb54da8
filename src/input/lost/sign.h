/* SPDX-License-Identifier: Apache-2.0 */
/* sign.h - octets that show what remains of a certificate, a CRL or an OCSP response: the identifiers of its names and extensions. */
#ifndef INPUT_LOST_SIGN_H
#define INPUT_LOST_SIGN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum lost_kind { LOST_CERTIFICATE, LOST_CRL, LOST_RESPONSE, LOST_KINDS };

/* Two identifiers that show a certificate stand within so many octets of text. */
#define SIGN_TOGETHER 4096

/*
 * Do so many octets, the newest in the lowest place, end with an identifier, and was one met *behind octets before (and one; 0: none was)?
 * Of a CRL or a response one sign is enough.
 */
bool sign_shows(uint64_t octets, size_t n, size_t *behind, enum lost_kind *);
/* One octet of text more. */
static inline void
sign_goes_behind(size_t *behind)
{
	*behind += *behind > 0;
	if (*behind > SIGN_TOGETHER)
		*behind = 0;
}

#endif
