/* SPDX-License-Identifier: Apache-2.0 */
/* names.h - numbers for names: the first gets 0, and the same name the same number again. */
#ifndef REPORT_HTML_NAMES_H
#define REPORT_HTML_NAMES_H

#include "base/arena.h"

#define NAMES_FULL UINT32_MAX

struct names_slot {
	uint32_t next;			/* number + 1; 0: the slot is free */
	uint32_t n;			/* octets of the name */
};

struct names {
	const char **name;		/* by number */
	uint32_t n, cap;
	uint32_t limit;			/* how many there may be */
	struct names_slot *slot;	/* open hash table */
	uint32_t slots;
	struct arena arena;
	bool failed;			/* memory is out */
};

/* The number of a name; NAMES_FULL for a new one past the limit, and when memory is out. */
uint32_t names_number(struct names *, struct span name);
void names_free(struct names *);

#endif
