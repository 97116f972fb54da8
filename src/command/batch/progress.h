/* SPDX-License-Identifier: Apache-2.0 */
/* progress.h - one line on standard error that says how far a run is, while it runs. */
#ifndef COMMAND_BATCH_PROGRESS_H
#define COMMAND_BATCH_PROGRESS_H

#include "input/input.h"
#include "report/tally.h"

struct progress {
	bool on;
	bool shares_terminal;		/* the report goes to a terminal too: the line gives way to it */
	bool shown;
	const struct input *input;	/* whose place tells how much is left */
	uint64_t total;			/* octets of all inputs; 0: not known */
	uint64_t before;		/* results of an earlier run, which took no time of this one */
	uint64_t results;
	uint64_t status[LEVELS];
	int64_t began, updated;		/* clock_now() */
};

/*
 * `when` is auto (on a terminal that can erase a line), always or never; false
 * for other words.
 */
bool progress_choose(struct progress *, const char *when, bool report_to_terminal);
/* Begins: these operands are to be read (none: standard input). */
void progress_begin(struct progress *, const struct input *, const char *const *operand, size_t n);
/* So many results more, by status; shows the line now and then.  NULL: no progress is shown. */
void progress_add(struct progress *, const uint64_t status[LEVELS]);
/* Results of an earlier run (--resume). */
void progress_resume(struct progress *, const struct tally *);
/* Takes the line away where the report's text would run into it. */
void progress_hide(struct progress *);
/* Takes the line away for good. */
void progress_end(struct progress *);

#endif
