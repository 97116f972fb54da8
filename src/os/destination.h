/* SPDX-License-Identifier: Apache-2.0 */
/* destination.h - what the name of a report leads to. */
#ifndef OS_DESTINATION_H
#define OS_DESTINATION_H

#include <stdbool.h>

/*
 * Of links, the target is what a report is to replace.  What a system gives the
 * names of streams and devices (in /proc, in /dev itself and in /dev/fd) is never
 * replaced but written through: a regular file may stand behind /dev/stdout.
 */
struct destination {
	char *path;			/* where the links end; to be freed */
	bool in_place;			/* what is there is written to, and not replaced */
	int descriptor;			/* the one of this process that it is; -1: none */
	const char *refusal;		/* why nothing may be written there; NULL: it may */
	int error;			/* an errno, where it is not known */
};

/* False where it is not known, or refused. */
bool destination_find(struct destination *, const char *name);
/* Is it standard output by another name?  Not known where memory is out. */
bool destination_is_stdout(const char *name, bool *no_memory);

#endif
