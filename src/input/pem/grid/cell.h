/* SPDX-License-Identifier: Apache-2.0 */
/*
 * cell.h - a value of a table that goes over many lines: base64, behind each
 * line of which stands a sign that the next goes on with it, as psql shows
 * what its encode() makes.  The sign of ASCII is a character of base64.
 */
#ifndef INPUT_PEM_GRID_CELL_H
#define INPUT_PEM_GRID_CELL_H

#include "base/span.h"

/* What is looked at to tell, no more. */
#define CELL_OCTETS 512

struct cell {
	size_t width;			/* characters of each line but the last */
	size_t first, at;		/* octets before them in the first line, and in the others */
};

/* Does a line begin here in which such a value begins? */
bool cell_begins(struct cell *, struct span text);

#endif
