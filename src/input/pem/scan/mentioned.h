/* SPDX-License-Identifier: Apache-2.0 */
/* mentioned.h - base64 in text that is no certificate and has lost none: the name of one, and words about how base64 of PEM begins. */
#ifndef INPUT_PEM_SCAN_MENTIONED_H
#define INPUT_PEM_SCAN_MENTIONED_H

#include "base/span.h"

/* Characters of base64, and the line ends in it, that stand for a whole Name (RFC 5280 4.1.2.4), of this much that is seen; 0: there is none. */
size_t mentioned_name(struct span text);
/*
 * Characters of a word of base64 that stands for a BEGIN line and no more than the first characters of a body, in a comment or behind
 * words: it speaks of a block.  `before` stands in front of it on its line.  0: it is none, goes on in the next line of the text, or may be
 * what is left of a block.
 */
size_t mentioned_armour(struct span before, struct span text);

#endif
