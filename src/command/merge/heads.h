/* SPDX-License-Identifier: Apache-2.0 */
/*
 * heads.h - with which tool and options reports were made, and where they
 * differ: parts that are folded into one report should have been made alike.
 */
#ifndef COMMAND_MERGE_HEADS_H
#define COMMAND_MERGE_HEADS_H

#include "base/arena.h"
#include "base/json.h"
#include "base/out.h"

struct heads {
	struct out tool, run;		/* as the first report that says them wrote them; empty: none did */
	struct out list;		/* the differences, as elements of a JSON array */
	struct out lines;		/* the same for people */
	struct out silent;		/* the paths of reports that do not say, a line each */
	struct arena arena;
};

/*
 * Looks for the closing object at the end of a report that can be read twice
 * (fd is left where it stands): json says how it was made before its results,
 * ndjson behind them.  Nothing when there is none, or something is known already.
 */
void heads_look_ahead(struct heads *, int fd);
/*
 * The members "tool" and "run" of a report's head or closing object (may be
 * NULL: it does not say).  False: they differ from those of the first report.
 */
bool heads_add(struct heads *, const char *path, const struct json_value *);
/* Is memory out? */
bool heads_failed(const struct heads *);
/* After the last report: what is to be said about those that said nothing. */
void heads_end(struct heads *);
void heads_free(struct heads *);

#endif
