/* SPDX-License-Identifier: Apache-2.0 */
/* records.h - files of validation evidence records, for the library to read as it needs them. */
#ifndef COMMAND_LINT_RECORDS_H
#define COMMAND_LINT_RECORDS_H

#include "input/input.h"
#include "smimelint.h"

struct evidence_file;

/* The files that are open; all of them stay open as long as the context is used. */
struct evidence {
	struct evidence_file *first;
};

/*
 * Gives a file of records to the context; "-" is standard input.  What cannot
 * be read twice is kept in memory, up to so many octets.  False after a message,
 * as where it holds no record, unless it may: an empty list, or lines alone.
 */
bool evidence_open(struct evidence *, smimelint_ctx *, const char *path, uint64_t most, bool may_be_empty);
void evidence_close(struct evidence *);

/*
 * Hands on each record as an item of this kind; of ITEM_STRAY those that are
 * unusable or that no certificate came for.  0, or what fn returned to end it.
 */
int evidence_items(const smimelint_ctx *, enum item_kind, item_fn *fn, void *arg);

#endif
