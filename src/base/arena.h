/* SPDX-License-Identifier: Apache-2.0 */
/*
 * arena.h - memory that is given back all at once.
 *
 * A list of blocks.  arena_reset() goes back to the start of the first and
 * keeps them all, so a worker that has seen its largest certificate asks the
 * system for nothing more.
 */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <stdarg.h>
#include <stddef.h>

#include "base/span.h"

struct arena_block;

struct arena {
	struct arena_block *first, *now;
	size_t used;			/* octets taken of the current block */
	bool failed;			/* some arena_take() found no memory */
};

void arena_init(struct arena *);
void arena_reset(struct arena *);
void arena_free(struct arena *);

/*
 * n octets, zeroed and aligned for any type; NULL when memory is out (and
 * then a->failed stays set until the reset).  n == 0 gives a valid pointer.
 */
void *arena_take(struct arena *, size_t n);
/* The same for n items of size octets each; an overflow counts as no memory. */
void *arena_array(struct arena *, size_t n, size_t size);
/* A copy of n items of size octets each; NULL as above. */
void *arena_copy(struct arena *, const void *items, size_t n, size_t size);
/*
 * A list that holds n items of size octets and is to take one more: itself, or
 * a copy with more room (*room counts items), which holds anything behind the n;
 * NULL when memory is out.  Begins with NULL and a room of 0.
 */
void *arena_grow(struct arena *, void *list, size_t n, size_t *room, size_t size);
/* A copy in the arena; never NULL (an empty string when memory is out). */
const char *arena_text(struct arena *, const char *);
/* Formats into the arena; never NULL (an empty string when memory is out). */
const char *arena_printf(struct arena *, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));
const char *arena_vprintf(struct arena *, const char *fmt, va_list)
    __attribute__((format(printf, 2, 0)));

#endif
