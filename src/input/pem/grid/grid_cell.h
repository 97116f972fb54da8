/* SPDX-License-Identifier: Apache-2.0 */
/* grid_cell.h - where a cell of a table begins that goes on below itself. */
#ifndef INPUT_PEM_GRID_GRID_CELL_H
#define INPUT_PEM_GRID_GRID_CELL_H

#include "input/pem/grid/grid.h"

/* Lines that tell a row; and those that are looked at for the first octets of one, which may be a few on each line. */
#define GRID_LOOK 3
#define GRID_FIRST 8
/* Characters of a line of a value, no fewer; of spaced hexadecimal, of which more lines are looked at. */
#define GRID_SHORTEST 12
#define GRID_NARROWEST 8

/* The first lines of the text: those that tell, and all of them. */
struct grid_lines {
	struct span line[GRID_FIRST];
	unsigned n, all;
};

struct grid_lines grid_lines_of(struct span text);

/*
 * Does another row begin with this part of its line?  A container may have a certificate at the front of a line: then something stands
 * before it in a column of its own.
 */
bool grid_begins_row(const struct grid_cell *, bool certificate, struct span line, struct span part);

/* The same of spaced hexadecimal, of which one line may have too few octets to tell. */
bool grid_begins_spaced_row(const struct grid_cell *, struct span text);

/* May spaced hexadecimal begin here?  It may go on in the lines below. */
bool grid_may_begin_spaced(struct span);

/* Does a cell begin at line.p[at] of the first? */
bool grid_cell_at(const struct grid_lines *, size_t at, struct grid_cell *, bool *sure);

/* Where the next may begin in the line, from `at` on, GRID_NARROWEST characters or more before its end; line.n: nowhere. */
size_t grid_cell_next(struct span line, size_t at);

#endif
