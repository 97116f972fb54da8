/* SPDX-License-Identifier: Apache-2.0 */
/*
 * remains.h - what shows that octets of no known form are those of a
 * certificate, a CRL, an OCSP response or a container of them, whose beginning
 * is damaged or gone.
 */
#ifndef INPUT_DER_REMAINS_H
#define INPUT_DER_REMAINS_H

#include "base/span.h"

enum remains {
	REMAINS_NONE, REMAINS_CERTIFICATE, REMAINS_CRL, REMAINS_RESPONSE, REMAINS_CONTAINER
};

/* Octets that a sign has, no more. */
#define REMAINS_OCTETS 64

/* What was met among octets that follow one another; zeros: nothing. */
struct remains_met {
	uint64_t at;			/* where the last sign stands */
	bool any;
	bool name, time, crl;		/* an attribute of a name; a time; what only CRLs have */
	unsigned extensions;
	enum remains told;
};

/* May a sign begin with this octet: an OBJECT IDENTIFIER, UTCTime, GeneralizedTime? */
static inline bool
remains_may(uint8_t c)
{
	return c == 0x06 || c == 0x17 || c == 0x18;
}

/* What the sign at s.p[at], which may be none, shows together with those before it; place: where that is among all octets. */
enum remains remains_sign(struct remains_met *, struct span s, size_t at, uint64_t place);
/* What these octets show, and where (*at), before one begins that has its beginning. */
enum remains remains_inside(struct span octets, uint64_t *at);
/* "a certificate", ... */
const char *remains_words(enum remains);

#endif
