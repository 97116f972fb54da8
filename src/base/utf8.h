/* SPDX-License-Identifier: Apache-2.0 */
/* utf8.h - UTF-8 and the other encodings of X.680 character strings. */
#ifndef BASE_UTF8_H
#define BASE_UTF8_H

#include "base/span.h"

struct arena;

/*
 * Takes one code point off the front of *in.  False at the end of the text and
 * where the octets are not UTF-8 (overlong forms, surrogates and values over
 * U+10FFFF included): then *in is left where the fault is.
 */
bool utf8_next(struct span *in, uint32_t *code);
bool utf8_valid(struct span);
/* Writes one code point in 1 to 4 octets and returns how many. */
unsigned utf8_put(uint8_t out[4], uint32_t code);
/* Number of code points; text that is not UTF-8 counts its octets from there. */
size_t utf8_length(struct span);

/*
 * UTF-8 from BMPString (UCS-2, big-endian), UniversalString (UCS-4) and
 * TeletexString (read as ISO 8859-1, as software does).  False when the octets
 * do not fit the encoding or memory is out.
 */
bool utf8_from_bmp(struct arena *, struct span in, struct span *out);
bool utf8_from_universal(struct arena *, struct span in, struct span *out);
bool utf8_from_latin1(struct arena *, struct span in, struct span *out);

#endif
