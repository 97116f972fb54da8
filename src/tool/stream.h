/* stream.h - a file or pipe read through one buffer of fixed size. */
#ifndef TOOL_STREAM_H
#define TOOL_STREAM_H

#include "base/span.h"

#define STREAM_SIZE ((size_t)64 * 1024)

struct stream {
	int fd;
	int error;			/* errno of a failed read; 0: none */
	bool eof;
	bool after_cr;			/* the last line ended with CR: a LF belongs to it */
	size_t pos, n;
	uint8_t *buf;			/* STREAM_SIZE octets, the caller's */
	int64_t until;			/* when reading ends with error ETIMEDOUT (clock.h); 0: never */
};

/* Waits for an octet; false at the end of the input. */
bool stream_await(struct stream *);
/* All that lies ahead in the buffer, after reading on until it is full or the input ends. */
struct span stream_fill(struct stream *);
/* Takes up to all that lies ahead, at least one octet unless the input has ended. */
struct span stream_take(struct stream *);

/*
 * The next line without its end (LF, CRLF, CR).  A line longer than the
 * buffer comes in pieces: *ends says whether this piece ends it.  p == NULL
 * at the end of the input.
 */
struct span stream_line(struct stream *, bool *ends);

#endif
