/* SPDX-License-Identifier: Apache-2.0 */
/* pem_hex.h - octets that stand in text as numbers: elements in hexadecimal, and lists in any radix. */
#ifndef INPUT_PEM_SCAN_PEM_HEX_H
#define INPUT_PEM_SCAN_PEM_HEX_H

#include "input/pem/scan/pem_scan.h"

/* What is told of an element that ends where its lines do not. */
#define PEM_OTHERS "lines of which some are none of the certificate"

/* One octet at the front of a text: its value, or -1; *n: characters of it. */
typedef int octet_fn(struct span text, size_t *n);

/* A list of octets, whose numbers `next` takes, up to where it ends. */
void pem_read_numbers(struct pem *, struct pem_block *, size_t limit, octet_fn *next);
/* An element of so many octets in hexadecimal; `bag`: octets that are kept where others follow in the same text. */
void pem_read_hex(struct pem *, struct pem_block *, uint64_t total, size_t limit, size_t bag);
/* Has the element at hand, whose length is wrong, taken in the beginning of another?  That goes on behind its end. */
bool pem_has_taken(const struct pem *, uint64_t total);

#endif
