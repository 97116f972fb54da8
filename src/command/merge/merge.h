/* SPDX-License-Identifier: Apache-2.0 */
/*
 * merge.h - folds reports into one, a result at a time.  What is no result in
 * them becomes an unreadable one, with its place and the reason.
 */
#ifndef COMMAND_MERGE_MERGE_H
#define COMMAND_MERGE_MERGE_H

#include "command/merge/ahead.h"
#include "command/merge/heads.h"
#include "command/merge/parts.h"
#include "command/merge/stray.h"
#include "command/skips.h"
#include "option/opt.h"
#include "os/sink.h"
#include "report/html/html.h"
#include "report/report.h"

struct merge {
	const struct report *report;	/* text, json, ndjson or html */
	struct sink *sink;
	smimelint_run *run;		/* shows damage as a result */
	const char *operand;		/* the part at hand, as named */
	struct tally sum;
	struct heads heads;
	bool dedupe;
	struct seen seen;		/* --dedupe: how often each certificate came, in all parts */
	struct strays strays;
	struct parts parts;		/* --parts */
	struct skips skips;		/* what the reports list as skipped */
	bool unlisted;			/* one counts such and has no list */
	struct html *html;		/* -f html: the page */
	struct out out;			/* to be written */
	struct ahead ahead;		/* what comes before it, while `waits` */
	struct out unread;		/* for text: the first unreadable inputs, a line each */
	uint64_t n_unread;
	struct arena arena;
	uint64_t results, reports;
	uint64_t records;		/* of the results: records of evidence that were judged alone */
	bool begun;
	bool waits;			/* json: nothing is written yet, for no report has said how it was made */
};

/* One file, of one report or of several: the path as named ("-": standard input).  False: memory is out, or the sink failed. */
bool merge_part(struct merge *, const char *path);
/* The end of the report, after the last part. */
bool merge_end(struct merge *);
void merge_free(struct merge *);

/* For text: one more place where something could not be read, and what; the report, when all parts are counted. */
void merge_text_unread(struct merge *, const char *path, int64_t line, const char *value);
void merge_text_report(struct merge *);

/* The command `merge`. */
int cmd_merge(struct opt_line *);

#endif
