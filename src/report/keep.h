/* SPDX-License-Identifier: Apache-2.0 */
/*
 * keep.h - keeps the most severe of many lines.  A line begins with the digit
 * of its severity (smimelint_level), which is not written.
 */
#ifndef REPORT_KEEP_H
#define REPORT_KEEP_H

#include <stdint.h>

#include "base/out.h"
#include "os/sink.h"
#include "report/tally.h"

struct keep {
	struct out level[SMIMELINT_ERROR + 1];
	size_t limit, n;
	size_t room, octets;		/* of all lines; room 0: without a limit */
	uint64_t dropped;
};

/* Takes the lines of a text; those past a limit push out the last of the least severe. False: memory is out. */
bool keep_lines(struct keep *, const char *text, size_t n);
/* Writes them, the most severe first and then in the order taken, commas between. */
bool keep_write(const struct keep *, struct sink *);
/* Hands out the lines in that order, without their ends; a false from fn ends it and is returned. */
bool keep_each(const struct keep *, bool (*fn)(void *arg, const char *line, size_t n), void *arg);
void keep_free(struct keep *);

#endif
