/* SPDX-License-Identifier: Apache-2.0 */
/* linter.h - lints items one by one, renders them, and keeps the counts: what one worker does. */
#ifndef COMMAND_BATCH_LINTER_H
#define COMMAND_BATCH_LINTER_H

#include "input/input.h"
#include "report/report.h"

struct linter {
	const struct report *report;
	smimelint_run *run;
	struct arena arena;		/* of the item at hand */
	struct tally tally;
	smimelint_level status;		/* of the last item */
};

/* False: memory is out. */
bool linter_init(struct linter *, const smimelint_ctx *, const struct report *);
void linter_free(struct linter *);
/*
 * The octets of an item that are linted.  Of what cannot be read those are the first, which tell its kind: its own where it
 * was cut off, or those of what its place says.
 */
struct span linter_octets(const struct item *);
/* Adds the text of one item, number `number` of all.  False: memory is out. */
bool linter_item(struct linter *, struct out *text, const struct item *, uint64_t number);

#endif
