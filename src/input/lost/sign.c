/* SPDX-License-Identifier: Apache-2.0 */
#include "input/lost/sign.h"

/* Do so many octets end with what no other than an OCSP response has, as in is_of_response()? */
static bool
ends_in_response(uint64_t octets, size_t n)
{
	uint64_t six = octets & 0xffffffffffff;

	return n >= 7 && ((octets & 0xffffffffffffff) == 0x05050730010104 || six == 0x8000180f3230 || six == 0x8200180f3230 ||
	    six == 0xa111180f3230 || six == 0xa116180f3230);
}

/* … or with an extension that only CRLs have (RFC 5280 5.2, 5.3): their number, a reason, the indicator of a delta, the distribution point. */
static bool
ends_in_crl(uint64_t octets, size_t n)
{
	uint8_t last = octets & 0xff;

	return n >= 7 && (octets >> 8 & 0xffffffff) == 0x0603551d && (octets >> 48 & 0xff) == 0x30 &&
	    (last == 0x14 || last == 0x15 || last == 0x1b || last == 0x1c);
}

bool
sign_is(uint64_t octets, size_t n, size_t *behind, enum lost_kind *kind)
{
	bool again = *behind > 0;

	if (ends_in_response(octets, n) || ends_in_crl(octets, n)) {
		*kind = ends_in_crl(octets, n) ? LOST_CRL : LOST_RESPONSE;
		return true;
	}
	/* Or they are text, with base64 in it. */
	if ((n < 6 || !nested_octets(octets)) && (n < 8 || !nested_may_end(octets) || !nested_identifier(octets)))
		return false;
	*kind = LOST_CERTIFICATE;
	*behind = 1;
	return again;
}
