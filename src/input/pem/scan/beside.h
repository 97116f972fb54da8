/* SPDX-License-Identifier: Apache-2.0 */
/*
 * beside.h - PEM blocks that stand beside one another, line by line, as
 * diff -y, paste, pr and tables print them.  Each is read by itself where that
 * is certain, and has a fault where it is not: none has octets of another.
 */
#ifndef INPUT_PEM_SCAN_BESIDE_H
#define INPUT_PEM_SCAN_BESIDE_H

#include "base/base64.h"
#include "base/out.h"
#include "input/pem/line/armour.h"

struct pem;
struct pem_block;

/* So many stand beside one another, no more. */
#define BESIDE_COLUMNS 8

struct beside_column {
	char label[PEM_LABEL];
	enum { BESIDE_NONE, BESIDE_OPEN, BESIDE_DONE } state;
	size_t at;			/* where its lines begin */
	size_t width;			/* characters of its first line; 0: none was met */
	bool last;			/* a shorter one was met, behind which END comes */
	bool over_limit, ends_text;
	struct base64 base64;
	struct out octets;
	uint64_t line;			/* of BEGIN */
	const char *fault;		/* NULL: none */
	uint64_t fault_line;
};

struct beside {
	struct beside_column column[BESIDE_COLUMNS];
	unsigned n;			/* columns; 0: no such blocks are at hand */
};

/* Do other blocks begin on the line at hand, behind a BEGIN that was taken?  They are begun with it. */
bool beside_begins(struct pem *);
/* The next of the blocks that ends; false: all have ended. */
bool beside_next(struct pem *, struct pem_block *);
void beside_free(struct beside *);

#endif
