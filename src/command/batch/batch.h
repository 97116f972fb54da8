/* SPDX-License-Identifier: Apache-2.0 */
/*
 * batch.h - lints a stream of items, with one worker or with many, and writes
 * the results in the order of the items.
 */
#ifndef COMMAND_BATCH_BATCH_H
#define COMMAND_BATCH_BATCH_H

#include "command/batch/progress.h"
#include "os/sink.h"
#include "report/report.h"

struct batch;

/* NULL when memory is out.  All of its arguments outlive it.  What is not begun at the moment `until` (clock.h; 0: none) is unreadable. */
struct batch *batch_new(const smimelint_ctx *, const struct report *, struct sink *, struct progress *, unsigned jobs, int64_t until);
void batch_free(struct batch *);

/* An item_fn (arg is the batch): takes a copy of the item.  Not 0: the run cannot go on. */
int batch_item(void *batch, const struct item *);
/* Waits until all that was taken is linted and written; more may come.  False: memory is out or writing failed. */
bool batch_settle(struct batch *);
/* Waits for the last results and writes them; adds all counts to *sum.  False: memory is out or the sink failed. */
bool batch_end(struct batch *, struct tally *sum);
/* After the end: was something not begun in time? */
bool batch_late(const struct batch *);

#endif
