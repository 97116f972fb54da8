/* SPDX-License-Identifier: Apache-2.0 */
/* sink.h - the place where a report is written. */
#ifndef OS_SINK_H
#define OS_SINK_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

/*
 * Where the report goes: standard output, or a file that appears under its
 * name (of a link: that of its target) only when it is whole: TARGET.partial
 * until then, locked, so that no two runs write one report.  The first failure sticks and is kept in `error` (an
 * errno).
 */
struct sink {
	int fd;
	int error;
	const char *path;		/* NULL: standard output */
	const char *refusal;		/* why it may not be written; NULL: error says it */
	char *target;			/* what the path leads to; NULL: standard output */
	char *beside;			/* TARGET.partial; NULL: written in place (a device, a pipe) */
	bool unmade;			/* what failed is to make it: its folder takes no file */
	bool left;			/* it stands there after the end, with what was written */
	bool partial;			/* the file beside it stays when the report is not whole */
	off_t tail;			/* octets after the last line end written */
};

/* May what a file holds be lost?  It was left by a run that was killed. */
typedef bool sink_may_go(int fd);

/*
 * False when the file cannot be made; sink->error says why.  What stands in
 * TARGET.partial goes only where `may_go` says so; NULL: never.
 */
bool sink_open(struct sink *, const char *path, sink_may_go *);
/*
 * The same where TARGET.partial stays when the report is not whole.  What is there up to octet `from` stands, and the rest of it goes, for the
 * caller has looked at it; -1: he has not, and it goes where `may_go` says so.
 */
bool sink_open_partial(struct sink *, const char *path, off_t from, sink_may_go *);
/* Where it fails with a regular file, what was written of the last line is taken back. */
bool sink_write(struct sink *, const char *p, size_t n);
/* Ends the file: under its name when `keep` and nothing failed, else removed (or left as TARGET.partial). */
bool sink_close(struct sink *, bool keep);
/* TARGET.partial of this path, to be freed; NULL: memory is out. */
char *sink_partial_name(const char *path);

#endif
