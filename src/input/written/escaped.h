/* SPDX-License-Identifier: Apache-2.0 */
/* escaped.h - octets in the string of a programming language: "0\x82\003\202", as Python, Go, C and NSS's certdata.txt write them. */
#ifndef INPUT_WRITTEN_ESCAPED_H
#define INPUT_WRITTEN_ESCAPED_H

#include "base/span.h"

/* The quote that ends a string behind which this octet stands; 0: none, and every octet of it is escaped. */
uint8_t escaped_quote(uint8_t before);
/*
 * One octet at the front, behind what may stand between two: line ends, the
 * end of a string and the beginning of the next.  -1: the string ends.  *n:
 * characters of both.
 */
int escaped_octet(struct span text, uint8_t quote, size_t *n);

/* One octet of percent-encoded ones at the front; -1: they end.  What means one thing in a path and another in a form ends them. */
int escaped_percent(struct span text, size_t *n);
/* The same of bytea as PostgreSQL writes it (8.4.2), its backslash escaped once more, or not. */
int escaped_octal(struct span text, size_t *n);

/* One octet of a string of SQL, whose octets are themselves but for a few (MySQL 9.1.1); -1: the string ends. */
int escaped_sql(struct span text, uint8_t quote, size_t *n);
/* Are line ends escaped where the identifiers of algorithms have such octets?  Of a string that is not escaped each octet stands for itself. */
bool escaped_sql_shows(struct span text);

#endif
