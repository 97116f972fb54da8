/* SPDX-License-Identifier: Apache-2.0 */
/* pem_string.h - reads octets that stand in text as they are or with escapes: strings of programs and of SQL, cells, URLs. */
#ifndef INPUT_PEM_SCAN_PEM_STRING_H
#define INPUT_PEM_SCAN_PEM_STRING_H

#include "input/pem/scan/pem_scan.h"

/* A string with escapes, up to its end. */
void pem_read_string(struct pem *, struct pem_block *, size_t limit);
/* The same of octets in a table or a URL, which end with their element; what comes behind it is none of theirs. */
void pem_read_bare(struct pem *, struct pem_block *, uint64_t total, size_t limit, int (*next)(struct span, size_t *));
/* The same of a string of SQL; octets beyond the element are none of it. */
void pem_read_sql(struct pem *, struct pem_block *, uint64_t total, size_t limit);

#endif
