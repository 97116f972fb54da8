/* SPDX-License-Identifier: Apache-2.0 */
/*
 * document.h - files that say how to lint: configuration, waivers, baseline,
 * the CA's profiles.  Each is read whole before anything is linted.
 */
#ifndef OPTION_DOCUMENT_H
#define OPTION_DOCUMENT_H

#include <stdio.h>

#include "base/arena.h"
#include "base/span.h"

struct document {
	const char *path;
	struct span text;		/* the whole file */
	struct arena arena;		/* for what is made of it */
};

/* Most that a file of settings and a report may hold. */
#define DOCUMENT_SETTINGS ((size_t)1024 * 1024)
#define DOCUMENT_REPORT ((size_t)256 * 1024 * 1024)
#define DOCUMENT_LIST DOCUMENT_REPORT	/* of weak keys */
#define DOCUMENT_WAIVERS ((size_t)64 * 1024 * 1024)

/* Reads a file of at most `most` octets; false after a message. */
bool document_open(struct document *, const char *path, size_t most);
/* The same of one that is open, such as standard input. */
bool document_read(struct document *, FILE *, const char *path, size_t most);
void document_close(struct document *);

#endif
