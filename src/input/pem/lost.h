/* SPDX-License-Identifier: Apache-2.0 */
/*
 * lost.h - what remains in a text of a certificate whose beginning is gone:
 * base64, hexadecimal or a list of octets in which the identifiers of its names and extensions
 * stand, in lines or groups of any length.
 */
#ifndef INPUT_PEM_LOST_H
#define INPUT_PEM_LOST_H

#include "base/span.h"

struct lost {
	uint64_t last;			/* the characters of base64 taken last, the newest in the lowest octet */
	uint8_t before;			/* the octet before */
	size_t n;			/* characters of base64 since another, blanks apart */
	unsigned changes;		/* capital letters behind small ones among them */
	size_t word;			/* characters of the word at hand */
	uint64_t octets;		/* the same of digits of hexadecimal, whatever stands between them */
	size_t digits;
	uint64_t numbers;		/* and of decimal numbers in a list */
	size_t n_numbers;
	unsigned number, number_digits;	/* the one at hand */
	size_t behind;			/* octets behind an identifier among them, and one; 0: none was met */
	const char *words;		/* what it is that shows it */
	bool line_has, line_other;	/* the line has base64 as a body has it; something else */
	bool line_any;			/* it is not empty */
	unsigned told;			/* of what stands here it was told, what it is or that it is damaged; see lost_is_told() */
};

/* One octet more of a text, outside of what was read: does it show what remains of a certificate, of which nothing was told? */
bool lost_octet(struct lost *, uint8_t c);
/* The same of one octet that a text stands for. */
bool lost_raw(struct lost *, uint8_t octet);
/* What comes next does not go on with what was before. */
void lost_breaks(struct lost *);
/* Is what stands before it base64, as a body has it, in whatever groups? */
bool lost_is_body(const struct lost *);
/* Of the base64 that the text goes on with it was told, or not.  It ends before the second line that has none. */
void lost_is_told(struct lost *, bool told);
/* Does base64 of something begin here that is signed or encrypted for certificates, or has another beginning than they have? */
bool lost_is_other(struct span text);
/* May this text, however short, be what is left of a certificate in base64: it begins as one, or is too mixed for a name, and is as long as no digest? */
bool lost_is_part(struct span text);

#endif
