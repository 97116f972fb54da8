/* reader.h - a file or pipe read through one buffer of fixed size. */
#ifndef TOOL_READER_H
#define TOOL_READER_H

#include "base/span.h"

#define READER_SIZE ((size_t)64 * 1024)

struct reader {
	int fd;
	int error;			/* errno of a failed read; 0: none */
	bool eof;
	bool after_cr;			/* the last line ended with CR: a LF belongs to it */
	size_t pos, n;
	uint8_t *buf;			/* READER_SIZE octets, the caller's */
};

/* All that lies ahead in the buffer, after reading on until it is full or the input ends. */
struct span reader_fill(struct reader *);
/* Takes up to all that lies ahead, at least one octet unless the input has ended. */
struct span reader_take(struct reader *);

/*
 * The next line without its end (LF, CRLF, CR).  A line longer than the
 * buffer comes in pieces: *ends says whether this piece ends it.  p == NULL
 * at the end of the input.
 */
struct span reader_line(struct reader *, bool *ends);

#endif
