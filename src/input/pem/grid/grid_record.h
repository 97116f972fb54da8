/* SPDX-License-Identifier: Apache-2.0 */
/*
 * grid_record.h - where a record of a table ends whose cells go over many lines, told by the columns beside them: what stands there in the first
 * line alone, as a number does or a name, stands there again where another record begins.
 */
#ifndef INPUT_PEM_GRID_GRID_RECORD_H
#define INPUT_PEM_GRID_GRID_RECORD_H

#include "input/pem/grid/grid.h"

struct grid_record {
	const struct grid *grid;
	uint8_t first[GRID_OCTETS];	/* its first line, */
	size_t n;			/* of so many octets */
	uint8_t seen[GRID_OCTETS];	/* what the lines behind it had in each column, at the octet with which that begins there */
	size_t behind;			/* lines behind the first */
	size_t front;			/* octets that stand in front of all lines, without a bar behind them: a time, the name of a program */
	bool barred;			/* bars part its columns */
};

void grid_record_begins(struct grid_record *, const struct grid *, struct span line);
/* One line more of it. */
void grid_record_goes_on(struct grid_record *, struct span line);
/* Does another begin in this line?  A column has text again that the lines behind the first had none in. */
bool grid_record_ends(const struct grid_record *, struct span line);
/* Is this line certainly one more of the record: has it nothing where another would begin, and the same bars?  *barred: it has some. */
bool grid_record_holds(const struct grid_record *, struct span line, bool *barred);

#endif
