/* SPDX-License-Identifier: Apache-2.0 */
/* base64.h - base64 (RFC 4648 4), decoded piece by piece and written. */
#ifndef BASE_BASE64_H
#define BASE_BASE64_H

#include "base/base64_groups.h"
#include "base/out.h"
#include "base/span.h"

struct base64 {
	uint32_t bits;			/* of the characters not yet written out */
	unsigned n;			/* how many characters: 0 to 3, padding included */
	unsigned padding;
	bool again;			/* text may go on after padding: one item per line */
	bool url;			/* - and _ stand for + and / (RFC 4648 5), as well as those */
	bool plus;			/* base64_mixes() has seen + or / */
	size_t n_url;			/* so many characters were - or _ */
	base64_groups_fn *groups;	/* by what this processor has; NULL: it was not asked yet */
};

/*
 * Decodes text and skips white space; NULL when all was read, else the first
 * octet that base64 does not allow there.
 */
const uint8_t *base64_feed(struct base64 *, struct span text, struct out *to);
/* Ends the text, padded or not; false when it stops inside an octet. */
bool base64_end(struct base64 *, struct out *to);
/*
 * Has the text that was decoded up to here, of which this was fed last, + or / beside - or _?  What they stand for is in doubt:
 * no encoding has both.
 */
bool base64_mixes(struct base64 *, struct span text);
/* The same of so many - and _ in the text that stands for these octets. */
bool base64_mixed(struct span octets, size_t n_url);
/* Characters of a line end or a tab at the front as spreadsheets write them, "_x000D_" (ECMA-376 part 1, 22.4.2.4); 0: there is none. */
size_t base64_escape(struct span);
/* Writes octets as base64, on one line. */
void base64_write(struct out *, struct span octets);
/* Is this a character of the base64 alphabet (padding not included)? */
bool base64_char(uint8_t);
/* What it stands for, six bits; more than these: it is none. */
unsigned base64_value(uint8_t);
/* How many of them stand at the front, with the "=" that end them. */
size_t base64_run(struct span);
/* Is there nothing but them, of either alphabet, "=" and white space? */
bool base64_text(struct span);

#endif
