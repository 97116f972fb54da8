/* SPDX-License-Identifier: Apache-2.0 */
/*
 * steady.h - whether what stands beside the lines of a text is the same in each, but for a date, a time of day, seconds that go by, or a number
 * that counts the lines.  Then all lines are of one text, and what is between is as it stood.  Others, such as the numbers of processes and
 * threads, may be of several that write at once.
 */
#ifndef INPUT_PEM_LINE_STEADY_H
#define INPUT_PEM_LINE_STEADY_H

#include "base/span.h"

/* Octets that are compared; what is longer differs. */
#define STEADY_OCTETS 256

struct steady {
	uint8_t before[STEADY_OCTETS];	/* what stood beside the line before */
	size_t n;
	bool any;			/* there was one */
	uint32_t counts, stays;		/* which of its numbers count lines, and which are the same in all; the first in the lowest place */
};

/* What stands beside the next line: false: it differs from what stood beside the one before. */
bool steady_feed(struct steady *, struct span beside);

#endif
