/* SPDX-License-Identifier: Apache-2.0 */
/* grid_line.h - the places of a table's cells in a line, and what stands there. */
#ifndef INPUT_PEM_GRID_GRID_LINE_H
#define INPUT_PEM_GRID_GRID_LINE_H

#include "base/out.h"
#include "input/pem/grid/grid.h"

/* Octets of so many characters at the front, or of those that there are. */
size_t grid_octets_of(struct span line, size_t characters);
size_t grid_characters_of(struct span);

/* Is this the edge of a column: a blank, a bar of any kind, a sign that the cell goes on? */
bool grid_is_edge(uint8_t);

/* What the line has in the column, blanks apart; false: it has something else there, which the edges cut. */
bool grid_part(const struct grid_cell *, struct span line, struct span *part);

/* Characters of what stands in front of hexadecimal, and of a value at the front. */
size_t grid_prefix(struct span);
size_t grid_value_run(struct span, enum grid_text);

/* Puts what a line has of a value behind what those before it had: of spaced hexadecimal, its digits. */
void grid_put(struct out *, enum grid_text, struct span part);

/* What stands beside the cells in a line, in front of cell i, or behind the last. */
struct span grid_beside(const struct grid *, struct span line, unsigned i);
bool grid_has_word(struct span);

#endif
