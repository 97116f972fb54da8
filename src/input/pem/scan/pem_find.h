/* SPDX-License-Identifier: Apache-2.0 */
/* pem_find.h - what begins in the text between blocks, for the scanner's own files. */
#ifndef INPUT_PEM_SCAN_PEM_FIND_H
#define INPUT_PEM_SCAN_PEM_FIND_H

#include "input/pem/line/armour.h"
#include "input/pem/scan/pem_scan.h"
#include "input/written/run.h"

/* Characters of a word that may be a line of a body. */
#define PEM_BODY_WORD 32

enum found { FOUND_NOTHING, FOUND_BEGIN, FOUND_END, FOUND_RUN, FOUND_FORM, FOUND_LOST, FOUND_REMAINS };

struct finding {
	size_t at;
	struct armour armour;
	enum run run;
	uint64_t total;
	enum remains remains;
};

/* The next thing that begins, at s->p[f->at]; the text before it is taken, but for the last of it. */
enum found pem_find(struct pem *, struct span *s, struct finding *f);

#endif
