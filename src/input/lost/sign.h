/* SPDX-License-Identifier: Apache-2.0 */
/* sign.h - octets that show what remains of a certificate, a CRL or an OCSP response: the identifiers of its names and extensions. */
#ifndef INPUT_LOST_SIGN_H
#define INPUT_LOST_SIGN_H

#include "input/lost/nested.h"

enum lost_kind { LOST_CERTIFICATE, LOST_CRL, LOST_RESPONSE, LOST_KINDS };

/* Two identifiers that show a certificate stand within so many octets of text. */
#define SIGN_TOGETHER 4096

/*
 * Do so many octets, the newest in the lowest place, end with an identifier, and was one met *behind octets before (and one; 0: none was)?
 * Of a CRL or a response one sign is enough.
 */
bool sign_is(uint64_t octets, size_t n, size_t *behind, enum lost_kind *);
/* May octets that end so end with one of these, or with an identifier?  Most do not. */
static inline bool
sign_may_be(uint64_t octets)
{
	uint8_t c = octets & 0xff;

	return c == 0x04 || c == 0x1d || c == 0x14 || c == 0x15 || c == 0x1b || c == 0x1c || (octets & 0xffff) == 0x3230 ||
	    nested_may_end(octets);
}
static inline bool
sign_shows(uint64_t octets, size_t n, size_t *behind, enum lost_kind *kind)
{
	return sign_may_be(octets) && sign_is(octets, n, behind, kind);
}
/* One octet of text more. */
static inline void
sign_goes_behind(size_t *behind)
{
	*behind += *behind > 0;
	if (*behind > SIGN_TOGETHER)
		*behind = 0;
}

#endif
