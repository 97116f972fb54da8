/* SPDX-License-Identifier: Apache-2.0 */
/*
 * dump_fields.h - what a line of a dump has behind its address where that is
 * not octets in hexadecimal: numbers of one octet or more in any radix, as od
 * and hexdump -b, -d, -o and -x have them, or characters (od -c).
 */
#ifndef INPUT_WRITTEN_DUMP_FIELDS_H
#define INPUT_WRITTEN_DUMP_FIELDS_H

#include "base/span.h"

enum { FIELDS_CHARACTERS = 0, FIELDS_MOST_OCTETS = 8 };

struct fields {
	unsigned radix;			/* 2, 8, 10, 16; FIELDS_CHARACTERS */
	size_t size;			/* octets of one */
	bool swapped;			/* the lowest comes first */
};

/* How many such fields stand in the line behind its address; text behind them is none. */
size_t fields_count(struct span line, unsigned radix);
/* Their octets, no more than `most`: how many. */
size_t fields_octets(struct span line, const struct fields *, uint8_t *to, size_t most);

/* Has the line such fields and nothing else? */
bool fields_alone(struct span line, const struct fields *);
/* May these be the fields of a line without an address, of which the first begin an element of DER?  A quick look at the first. */
bool fields_may_begin(struct span line, const struct fields *);

#endif
