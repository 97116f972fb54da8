/* SPDX-License-Identifier: Apache-2.0 */
/* csv.h - records of comma separated values (RFC 4180), line by line. */
#ifndef INPUT_DATA_CSV_H
#define INPUT_DATA_CSV_H

#include "base/out.h"
#include "base/span.h"

enum csv_status {
	CSV_WHOLE,			/* the record ends with this line */
	CSV_OPEN,			/* a quoted field goes on in the next */
	CSV_BAD				/* after the closing quote comes something else than a separator */
};

/* Takes field number i, from 0, when it has ended. */
typedef void csv_field_fn(void *arg, size_t i, struct span value);

struct csv {
	char separator;
	csv_field_fn *each;		/* gets every field in turn; NULL: every field is kept, one behind the other */
	void *arg;
	size_t most;			/* so many octets of one are kept for it; 0: all */
	size_t fields;			/* that have begun */
	struct out value;		/* what is kept, without its quotes */
	struct out starts;		/* where in it each field begins, as size_t */
	enum { CSV_START, CSV_PLAIN, CSV_QUOTED, CSV_QUOTE } state;
};

/* Forgets the record at hand. */
void csv_begin(struct csv *);
/* One line more of the record, with its line end if it has one. */
enum csv_status csv_line(struct csv *, struct span line);
/* The record that has ended with its line goes on in the next, in its last field, which has no quotes. */
void csv_goes_on(struct csv *);
/* Field i of a record of which every field is kept. */
struct span csv_field(const struct csv *, size_t i);
void csv_free(struct csv *);

/* So many columns of a table are looked at. */
#define CSV_COLUMNS 1000
/* Titles and notes come before the names of the columns, no more. */
#define CSV_TITLES 8

/* The first line of a table: which column holds certificates. */
struct csv_head {
	char separator;			/* comma, semicolon or tab */
	size_t columns;
	size_t column;			/* the first of this name, or whose name says so; SIZE_MAX: none */
	bool named[CSV_COLUMNS];	/* has such a name */
	uint8_t status[CSV_COLUMNS];	/* what a name says of CRLs and responses: enum item_place */
};

/*
 * Reads the names of the columns; `field` (NULL: the usual names) is compared
 * without regard to case.  False when the line is no whole record.
 */
bool csv_head_read(struct csv_head *, struct span line, const char *field);
/*
 * The same of a table whose names say nothing: each of its first lines has as many fields, and two of them or more begin a certificate in
 * base64 in the same column.
 */
bool csv_head_by_content(struct csv_head *, struct span text);
/* Is it one of them that tells how, so that it is no name of something else ("pem", "x5c", ...)? */
bool csv_says_encoding(struct span name);
/* Is this a name that says so ("certificate", "pem", ...), in whatever case? */
bool csv_says_certificate(struct span name);

#endif
