/* SPDX-License-Identifier: Apache-2.0 */
/*
 * resume.h - goes on with an interrupted run: what its partial report (ndjson
 * or csv) holds is not linted again, but counted.
 *
 * Nothing in a report says by which options it was made.  So the results are
 * matched with the inputs by place, and the first ones and the last one are
 * linted again and compared.
 */
#ifndef COMMAND_BATCH_RESUME_H
#define COMMAND_BATCH_RESUME_H

#include <stdio.h>

#include "command/batch/linter.h"

struct resume {
	item_fn *fn;			/* what takes the items that are not done; and its argument */
	void *arg;
	bool refused;			/* the partial report is of another run: said so */
	off_t end;			/* octets of the partial report that stand */
	struct tally sum;		/* counts of its results */
	/* while it is read: */
	const struct report *report;
	char *path;
	FILE *file;			/* NULL: all is done, or there is none */
	char *line;			/* the next line, up to its end; n: with it */
	size_t n, cap;
	off_t at;			/* behind that line */
	struct linter linter;
	struct out found, again;	/* the item's text in the partial report, and linted again */
	uint64_t items;
};

/* Opens the partial report of this output, if there is one.  False after a message. */
bool resume_open(struct resume *, const smimelint_ctx *, const struct report *, const char *output);
/* An item_fn (arg is the struct resume): passes by what is done, and hands on the rest. */
int resume_item(void *resume, const struct item *);
/* After the last item.  False after a message: the partial report has more than the inputs. */
bool resume_end(struct resume *);
void resume_free(struct resume *);

#endif
