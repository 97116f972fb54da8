/* SPDX-License-Identifier: Apache-2.0 */
/* escaped.h - octets in the string of a programming language: "0\x82\003\202", as Python, Go, C and NSS's certdata.txt write them. */
#ifndef INPUT_WRITTEN_ESCAPED_H
#define INPUT_WRITTEN_ESCAPED_H

#include "base/span.h"

/* The quote that ends a string behind which this octet stands; 0: none, and every octet of it is escaped. */
uint8_t escaped_quote(uint8_t before);
/* Octets of one character in UTF-8, no more. */
#define ESCAPED_ROOM 4

/* How strings differ: what tells is which of them makes an element whole. */
enum {
	ESCAPED_LATIN = 1,		/* each character is an octet (ISO 8859-1), and no octets of UTF-8: Python's of text, JavaScript's */
	ESCAPED_DOUBLED = 2,		/* a table has each double quote twice (RFC 4180 2) */
	ESCAPED_TWICE = 4,		/* JSON that is read as text has each backslash twice, and quotes with one */
	ESCAPED_WAYS = 8
};

/*
 * What the character at the front stands for, behind what may stand between
 * two: line ends, the end of a string and the beginning of the next, whose
 * quote is *quote then.  So many octets; 0: the string ends.  *n: characters
 * of both.
 */
size_t escaped_octets(struct span text, uint8_t *quote, unsigned ways, uint8_t to[ESCAPED_ROOM], size_t *n);
/* Characters of the quote at the front and of all up to the first of the string that goes on with the one which it ends; 0: none does. */
size_t escaped_next(struct span text);
/* One octet at the front of a string that no quote ends, as DuckDB writes a BLOB: with a character that no text has, it ends: -1. */
int escaped_bare(struct span text, size_t *n);
/* The same of one whose numbers are decimal, as Lua and Haskell write them; a quote ends it. */
int escaped_decimal(struct span text, size_t *n);
/* One octet of percent-encoded ones at the front; -1: they end.  What means one thing in a path and another in a form ends them. */
int escaped_percent(struct span text, size_t *n);
/* The same of bytea as PostgreSQL writes it (8.4.2), its backslash escaped once more, or not. */
int escaped_octal(struct span text, size_t *n);

/*
 * One octet of a string of SQL, whose octets are themselves but for a few (MySQL 9.1.1), behind its quote; or of a cell behind a tab or a
 * line end, as mysql writes rows (LOAD DATA, "FIELDS ESCAPED BY").  -1: it ends.
 */
int escaped_sql(struct span text, uint8_t before, size_t *n);
/* Are line ends, tabs or NULs escaped where the identifiers of algorithms have such octets?  Of a string that is not escaped each octet stands for itself. */
bool escaped_sql_shows(struct span text, uint8_t before);

#endif
