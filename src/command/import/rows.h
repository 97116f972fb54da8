/* SPDX-License-Identifier: Apache-2.0 */
/* rows.h - rows of a CSV table (RFC 4180) as JSON objects of their columns. */
#ifndef COMMAND_IMPORT_ROWS_H
#define COMMAND_IMPORT_ROWS_H

#include "base/arena.h"
#include "base/out.h"

struct rows {
	const char *rest, *end;
	struct span *column;		/* names in the header line */
	size_t n_column;
	char comma;
	uint64_t line, begun;		/* from 1: of what is read next, and where the row at hand began */
	bool is_blank;			/* nothing but blanks stands in the row at hand */
	size_t n_cell;			/* of the row at hand; empty ones behind the last column do not count */
	const char *fault;		/* why the row at hand cannot be read; NULL: it can */
	struct arena *arena;		/* for the names */
};

/* Begins with the header line; false where there is none. */
bool rows_begin(struct rows *, struct arena *, const char *text, size_t n);
/*
 * Writes the next row as a JSON object; false at the end.  Of a row with a fault
 * nothing is to be taken: reading goes on behind the line on which the fault is.
 */
bool rows_next(struct rows *, struct out *);

#endif
