/* SPDX-License-Identifier: Apache-2.0 */
/* paged.h - octets that lie elsewhere and are fetched when they are wanted, so that few of them are in memory at a time. */
#ifndef BASE_PAGED_H
#define BASE_PAGED_H

#include "base/release.h"
#include "base/span.h"

/* Gives up to n octets from `at` on: fewer at the end only, negative where they cannot be read. */
typedef int64_t paged_fetch_fn(void *arg, uint64_t at, uint8_t *buf, size_t n);

struct paged {
	paged_fetch_fn *fetch;
	void *arg;
	struct span octets;		/* their place, which is theirs alone; what was not wanted is zero */
	uint8_t *here;			/* a bit of each page: it was fetched, and not given back */
	uint8_t *kept;			/* … and is not given back */
	size_t page;
	bool failed;			/* something could not be fetched */
	struct release release;		/* for readers: fn gives back, want fetches, keep holds */
};

/* How many octets there are; `hint` is where the end is looked for first.  False: they cannot be read, or have no end. */
bool paged_size(paged_fetch_fn *, void *arg, uint64_t hint, uint64_t *size);
/* Makes room for n octets, n > 0; the structure stays where it is.  False: memory is out. */
bool paged_open(struct paged *, paged_fetch_fn *, void *arg, size_t n);
void paged_close(struct paged *);

#endif
