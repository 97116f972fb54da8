/* SPDX-License-Identifier: Apache-2.0 */
/*
 * csv_lines.h - cells without quotes that go over many lines, as psql -A, sqlite3 in its mode "list" and mysql --raw print them: PEM, and
 * base64 of an element.  The row has as many fields as the head only where such cells are taken whole.
 */
#ifndef INPUT_DATA_CSV_LINES_H
#define INPUT_DATA_CSV_LINES_H

#include "input/data/csv.h"

/* Lines of a row behind the one in which such a cell has ended, no more. */
#define CSV_LINES_BEHIND 64

struct csv_lines {
	enum csv_cell { CSV_CELL_NONE, CSV_CELL_PEM, CSV_CELL_BASE64 } open;	/* what the last cell is, and has not ended yet */
	uint64_t left;			/* characters of base64 that are missing */
	unsigned behind;		/* lines since one has ended */
	bool any;			/* the row has such a cell */
};

/*
 * The last cell of a row whose line has ended has these characters in it of that line: does it begin such a cell, go on with it, or end
 * it?  False: it is open, and this is none of it.
 */
bool csv_lines_take(struct csv_lines *, struct span characters);
/* Does a row go on behind this line, of which so many fields were read? */
bool csv_lines_go_on(const struct csv_lines *, size_t fields, size_t columns);
/* Has a table such cells, as far as this much of it tells? */
bool csv_lines_begin(struct span text, char separator);
/* "(3 rows)", as psql ends what it prints. */
bool csv_is_count(struct span line);

#endif
