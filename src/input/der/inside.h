/* SPDX-License-Identifier: Apache-2.0 */
/* inside.h - what stands deep in elements that have a purpose of their own: attributes of signers, certificates of other kinds. */
#ifndef INPUT_DER_INSIDE_H
#define INPUT_DER_INSIDE_H

#include "base/span.h"

enum inside {
	INSIDE_ELEMENT,			/* a certificate, a CRL or an OCSP response */
	INSIDE_CONTAINER,		/* a SignedData with its ContentInfo */
	INSIDE_PIECES,			/* an OCTET STRING in pieces, around one of these */
	INSIDE_BASIC,			/* a BasicOCSPResponse (RFC 6960 4.2.1), without the OCSPResponse around it */
	INSIDE_OCTETS,			/* octets of no known frame, in which a certificate begins */
	INSIDE_STRAY			/* octets that are no element where one should stand, in which none begins */
};

/* Takes one; a value other than 0 ends the search. */
typedef int inside_fn(void *arg, enum inside what, struct span octets);
/* All that stands in these octets, each once: of what was found, nothing but a BasicOCSPResponse is gone into. */
int inside_find(struct span octets, inside_fn *, void *arg);

#endif
