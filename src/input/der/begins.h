/* SPDX-License-Identifier: Apache-2.0 */
/* begins.h - what begins with the first octets of something, by a quick look at them. */
#ifndef INPUT_DER_BEGINS_H
#define INPUT_DER_BEGINS_H

#include "base/span.h"

/* Does a certificate, or a container of them, begin so (16 octets or more)? */
bool element_begins(struct span der);
/*
 * Do they begin an element that is known and no certificate: a key, a request, a name, extensions, a container?  One in which something of
 * the front of a certificate stands where that has it is none of these, whatever is damaged.
 */
bool known_begins(struct span der);
/* Do these octets begin a form that is no text: DER, gzip, zip, zstd and their like? */
bool binary_begins(struct span octets);
/* Do they begin a vector of TLS around a certificate, as the entries of logs are (RFC 6962 3)? */
bool vector_begins(struct span octets);

#endif
