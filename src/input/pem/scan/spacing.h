/* SPDX-License-Identifier: Apache-2.0 */
/*
 * spacing.h - how the octets of a list stand on its lines: on each but the last as many, with the same between one and the next.  Where they
 * do not, something that stands beside them may have been taken for some: a length, an address, the cell of another column.
 */
#ifndef INPUT_PEM_SCAN_SPACING_H
#define INPUT_PEM_SCAN_SPACING_H

#include "base/span.h"

/* Characters between the lines of a list that are kept: more are not compared. */
#define SPACING_JOINT 48

struct spacing {
	size_t gap;			/* characters between two of one line, or of two groups, */
	uint8_t sign;			/* and the first of them */
	size_t group;			/* octets between which there is nothing; 0: they stand alone */
	size_t middle;			/* so many stand in front of one more blank, as a dump has it in the middle of a line; 0: there is none */
	size_t made, width;		/* octets of the line at hand, and of the first */
	size_t lines, ends;		/* lines that have ended; how many of them in a row with the same octet: it may be a length */
	int last, end;			/* the octet before; that which ended the line before */
	uint8_t joint[SPACING_JOINT];	/* what stands between the last two lines, */
	size_t n_joint;			/* of so many characters; 0: there were none, or more than are kept */
	bool odd;			/* a line has not what the others have */
	bool shorter;			/* one that has ended has fewer */
};

/* One octet more, with what stands before it. */
void spacing_feed(struct spacing *, struct span text, int octet);
/* Does a line end before this octet? */
bool spacing_line_ends(struct span text);
/*
 * Does this stand before one octet more as it does before others, inside a line or behind a full one?  A line of its own stands beside what ends
 * with the line before, unless that has octets of the list that trail the element, or signs say that the list goes on.
 */
bool spacing_goes_on(const struct spacing *, struct span text, bool trails);
/* Has a list of several lines others than the first has, or two halves, which may be the columns of a table? */
bool spacing_is_odd(const struct spacing *);
/* Octets of the last of several lines, of which all others are as the first; 0: they are not. */
size_t spacing_last(const struct spacing *);
/* May the line at hand be the last?  It is the only one, or has fewer than the first: then what follows on a line of its own is none of them. */
bool spacing_may_end(const struct spacing *);

#endif
