/* SPDX-License-Identifier: Apache-2.0 */
/* walk.h - what a leaf of a certificate shows; internal to the walk. */
#ifndef ENGINE_WALK_H
#define ENGINE_WALK_H

#include "x509/shape.h"

/* The value of one primitive element, safe to show; `kind` is that of its shape.  Never NULL. */
const char *walk_value(struct arena *, const struct der_tlv *, uint8_t kind);
/* Hexadecimal of at most so many octets, then U+2026. */
const char *walk_hex(struct arena *, struct span, size_t limit);
/* "UTF8String": the type of an element by its tag, for elements without another name. */
const char *walk_type(struct arena *, const struct der_tlv *);

#define WALK_HEX_LIMIT 256	/* octets of a value of no known type */
#define WALK_KEY_LIMIT 32	/* octets of a key, a signature or a modulus */

#endif
