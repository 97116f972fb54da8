/* SPDX-License-Identifier: Apache-2.0 */
/*
 * cr.h - text whose lines end in CR alone, or in CR CR LF, as a stream of the
 * same text with LF in its place.  It ends where octets begin that are no text,
 * so that none of theirs is taken for a line end.
 */
#ifndef INPUT_TEXT_CR_H
#define INPUT_TEXT_CR_H

#include "base/span.h"

/* CR at the front of one line end, no more: LF follows them, as where text was translated that had CRLF.  There are so many. */
static inline size_t
cr_before_end(struct span s)
{
	enum { CRS = 4 };
	size_t n = 0;

	while (n < s.n && n < CRS && s.p[n] == '\r')
		n++;
	return n;
}

/* Is this the start of such text: its first line ends so, and where that is CR alone, so do most of those that are looked at? */
bool cr_begins(struct span start);

#endif
