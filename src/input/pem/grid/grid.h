/* SPDX-License-Identifier: Apache-2.0 */
/*
 * grid.h - a row of a table whose cells go over many lines, some of them
 * beside one another: base64 or hexadecimal that is wrapped, PEM with a sign
 * behind each line that goes on, and words in other columns.
 */
#ifndef INPUT_PEM_GRID_GRID_H
#define INPUT_PEM_GRID_GRID_H

#include "base/span.h"

/* What is looked at to tell, no more. */
#define GRID_OCTETS 2048
/* Cells of a row that are read. */
#define GRID_MOST_CELLS 8

enum grid_text {
	GRID_BASE64, GRID_HEX,
	GRID_SPACED			/* hexadecimal with blanks, colons or commas between its octets */
};

struct grid_cell {
	size_t at, width;		/* characters before it on each line, and its own */
	bool armour;			/* PEM, which its END ends */
	enum grid_text text;
	uint64_t total;			/* else, characters of all its lines, or the digits of spaced ones */
	unsigned radix;			/* of the addresses in front of it, as a dump has them; 0: there are none */
};

struct grid {
	struct grid_cell cell[GRID_MOST_CELLS];
	unsigned n;
};

/* Does a line begin here in which such a row begins? */
bool grid_begins(struct grid *, struct span text);
/* Does one begin in one of the first lines, behind the names of its columns? */
bool grid_ahead(struct span text);

#endif
