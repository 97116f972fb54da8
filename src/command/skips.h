/* SPDX-License-Identifier: Apache-2.0 */
/* skips.h - what a run skipped, listed for the report. */
#ifndef COMMAND_SKIPS_H
#define COMMAND_SKIPS_H

#include "base/arena.h"
#include "input/input.h"
#include "report/tally.h"

struct skips {
	struct arena arena;
	struct skipped *list;
	size_t n, cap;
};

/* A skip_fn: arg is the struct skips. */
int skips_add(void *skips, const struct skip *);
/* One that a report lists: what is not fit to be shown is escaped there already. */
int skips_add_shown(struct skips *, const struct skip *);
void skips_free(struct skips *);

#endif
