/* SPDX-License-Identifier: Apache-2.0 */
/* sqlite_pages.h - what each page of a database of SQLite is there for, so that none is lost in silence. */
#ifndef INPUT_PACK_SQLITE_PAGES_H
#define INPUT_PACK_SQLITE_PAGES_H

#include "base/span.h"
#include "os/stream.h"

/* More than any has. */
#define SQLITE_PAGES ((uint64_t)UINT32_MAX + 1)

struct sqlite_pages {
	uint64_t said;			/* how many it has, as it says; SQLITE_PAGES: it does not */
	uint64_t n;			/* how many of them there can be */
	uint8_t *uses;			/* of a file: what each is used for (sqlite_pages.c); else NULL */
	uint32_t unused;		/* the first of a list of those that are not in use */
	uint64_t lock;			/* the one for locks */
	size_t size, usable;
	bool maps;			/* are there pages that say where others belong? */
	const char *damage;		/* the first, and the page that it is in; NULL: none */
	uint64_t where;
};

uint32_t sqlite_number(const uint8_t *);
/* start: the header of the database. */
struct sqlite_pages sqlite_pages_of(struct span start, size_t size, size_t usable);
/* Of a file, in which so many octets are there from `base` on: looks up which are not in use, and goes back.  False: no memory. */
bool sqlite_pages_know(struct sqlite_pages *, struct stream *file, uint64_t base, uint64_t octets);
/* Is there a page of this number, other than the first? */
bool sqlite_pages_have(const struct sqlite_pages *, uint32_t number);
/* Has it neither rows nor trees nor parts of them, for what it is there for? */
bool sqlite_pages_are_apart(const struct sqlite_pages *, uint32_t number);
bool sqlite_pages_in_use(const struct sqlite_pages *, uint32_t number);
/* A row goes on there; false: another does, or the same did, or it is not in use. */
bool sqlite_pages_take(struct sqlite_pages *, uint32_t number);
/* It is part of a row, or damaged. */
void sqlite_pages_hold_no_tree(struct sqlite_pages *, uint32_t number);
void sqlite_pages_damage(struct sqlite_pages *, uint64_t number, const char *what);
/* All were read: those that are there for nothing are damaged. */
void sqlite_pages_end(struct sqlite_pages *);
void sqlite_pages_free(struct sqlite_pages *);

#endif
