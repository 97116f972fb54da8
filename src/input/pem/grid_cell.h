/* SPDX-License-Identifier: Apache-2.0 */
/* grid_cell.h - where a cell of a table begins that goes on below itself. */
#ifndef INPUT_PEM_GRID_CELL_H
#define INPUT_PEM_GRID_CELL_H

#include "input/pem/grid.h"

/* Lines that tell a row. */
#define GRID_LOOK 3
/* Characters of a line of a value, no fewer. */
#define GRID_SHORTEST 12

/* The first lines of the text. */
struct grid_lines {
	struct span line[GRID_LOOK];
	unsigned n;
};

struct grid_lines grid_lines_of(struct span text);

/*
 * Does another row begin with this part of its line?  A container may have a certificate at the front of a line: then something stands
 * before it in a column of its own.
 */
bool grid_begins_row(const struct grid_cell *, bool certificate, struct span line, struct span part);

/* Does a cell begin at line.p[at] of the first? */
bool grid_cell_at(const struct grid_lines *, size_t at, struct grid_cell *, bool *sure);

/* Where the next may begin in the line, from `at` on, GRID_SHORTEST characters before its end; line.n: nowhere. */
size_t grid_cell_next(struct span line, size_t at);

#endif
