/* SPDX-License-Identifier: Apache-2.0 */
/* pem_body.h - a block of PEM: its BEGIN, and its body, whatever stands around the lines. */
#ifndef INPUT_PEM_SCAN_PEM_BODY_H
#define INPUT_PEM_SCAN_PEM_BODY_H

#include "input/pem/scan/pem_scan.h"

/* A block begins with the armour at the front of the text ahead. */
void pem_begin(struct pem *, const struct armour *, struct span here);
/* The body up to END, behind BEGIN, which was taken.  The label there is not compared, as RFC 7468 2 allows: what was read tells what it is. */
void pem_read_body(struct pem *, struct pem_block *);

#endif
