/* SPDX-License-Identifier: Apache-2.0 */
/*
 * ahead.h - results that are there before what json says ahead of them: how
 * they were made stands behind the results of ndjson.  What is more than fits
 * into memory waits in a temporary file.
 */
#ifndef COMMAND_MERGE_AHEAD_H
#define COMMAND_MERGE_AHEAD_H

#include "os/sink.h"
#include "os/spool.h"

struct ahead {
	struct spool spool;
	bool open;
};

/* How many octets of the text can wait; fewer than all: there is no room for the rest. */
size_t ahead_keep(struct ahead *, struct span text);
/* Writes all that waits, which is the end of it.  False: the sink failed, or the temporary file. */
bool ahead_write(struct ahead *, struct sink *);
void ahead_free(struct ahead *);

#endif
