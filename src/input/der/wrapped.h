/* SPDX-License-Identifier: Apache-2.0 */
/*
 * wrapped.h - elements of DER with certificates in them, SignedData apart
 * (cms.h): paths, pairs, bags of other makers, and an OCTET STRING around one.
 */
#ifndef INPUT_DER_WRAPPED_H
#define INPUT_DER_WRAPPED_H

#include "base/out.h"
#include "base/span.h"

enum wrapped {
	WRAPPED_NOT,			/* no such element */
	WRAPPED_PATH,			/* PkiPath (X.509 7.5), or another SEQUENCE OF or SET OF Certificate, of which some may be damaged */
	WRAPPED_LOOSE,			/* such a one of which an element is longer or shorter than its length says */
	WRAPPED_PAIR,			/* CertificatePair (X.509 11.2.3) */
	WRAPPED_OCTETS,			/* an OCTET STRING, a BIT STRING or a tag around an element, and what trails that */
	WRAPPED_PIECES,			/* an OCTET STRING in pieces (X.690 8.7.3) */
	WRAPPED_CONTENT,		/* ContentInfo of what is neither signed nor encrypted: Data or DigestedData (RFC 5652 4, 7) */
	WRAPPED_SIGNED,			/* SignedData without its ContentInfo, in [0] or bare */
	WRAPPED_NETSCAPE,		/* Netscape's certificate sequence, a ContentInfo of its own type */
	WRAPPED_PFX			/* PKCS #12 (RFC 7292 4) */
};

/* What this one whole element is. */
enum wrapped wrapped_in(struct span der);
/* Is this a Certificate of version 2 or 3, whatever is wrong further inside? */
bool certificate_begins(struct span der);
/* Elements of those of them that hold such elements: takes the next off the front of *rest.  False: no more. */
bool wrapped_next(enum wrapped, struct span *rest, struct span *element);
/* Where wrapped_next() begins. */
struct span wrapped_start(enum wrapped, struct span der);
/* The content of an EncapsulatedContentInfo (RFC 5652 5.2), whose octets may come in pieces; false: there is none. */
bool wrapped_content(struct span info, struct out *content);

/* The octets of an OCTET STRING, or of one tagged [0], which may come in pieces; false: it is none. */
bool wrapped_string(struct span element, struct out *octets);

#endif
