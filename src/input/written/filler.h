/* SPDX-License-Identifier: Apache-2.0 */
/* filler.h - what stands between the characters of base64 in text that something else has written: escapes, quotes, tags, colours. */
#ifndef INPUT_WRITTEN_FILLER_H
#define INPUT_WRITTEN_FILLER_H

#include "base/span.h"

/*
 * How many characters at the front stand between those of base64 and say
 * nothing: line ends that were escaped, quotes, marks of quoted mail, tags.
 * *c: not 0: a character of base64 that was escaped.
 */
size_t filler_octets(struct span text, uint8_t before, bool line_blank, uint8_t *c);

/* Has this nothing that could be a character of base64 or a digit: blanks, quotes, commas, bars, line ends that are escaped? */
bool filler_is_plain(struct span);

#endif
