/* SPDX-License-Identifier: Apache-2.0 */
/*
 * stream.h - octets read through one buffer of fixed size: a file or pipe, or
 * what another reader makes of a stream below it.
 */
#ifndef OS_STREAM_H
#define OS_STREAM_H

#include "base/out.h"

#define STREAM_SIZE ((size_t)64 * 1024)

struct stream;

/*
 * Writes up to n octets to `to` and returns how many; 0 at the end.  Sets
 * r->error or r->fault when it is an end before its time.
 */
typedef size_t stream_read_fn(struct stream *r, uint8_t *to, size_t n);

/* Octets that have come, the next of the stream. */
typedef void stream_seen_fn(void *arg, struct span octets);

struct stream {
	int fd;
	stream_read_fn *read;		/* NULL: fd is read */
	void *arg;			/* what it reads from */
	unsigned line_ends;		/* fd is not read: so many line ends behind its octets may be an editor's or a message's */
	int error;			/* errno of a failed read; 0: none */
	const char *fault;		/* what is wrong with the octets below; NULL: nothing */
	bool eof;
	bool after_cr;			/* the last line ended with CR: a LF belongs to it */
	size_t pos, n;
	uint64_t before;		/* octets that were taken before those in the buffer */
	uint8_t *buf;			/* STREAM_SIZE octets, the caller's */
	stream_seen_fn *seen;		/* is handed all that comes from here on, whoever takes it; NULL: nobody */
	void *seen_arg;
	/* What was taken and given back, as far as it is no more in the buffer, and how the stream ended before that; it ends so again. */
	struct stream_back {
		struct out octets;
		size_t pos;
		int error;
		const char *fault;
		bool ended;
	} back;
	int64_t until;			/* when reading ends with error ETIMEDOUT (clock.h); 0: never */
	uint64_t most;			/* octets that are read of fd: with more it ends with error EFBIG; 0: any number */
};

/* Waits for an octet; false at the end of the input. */
bool stream_await(struct stream *);
/* All that lies ahead in the buffer, after reading on until it is full or the input ends. */
struct span stream_fill(struct stream *);
/* What lies ahead, at least one octet unless the input has ended. */
struct span stream_ahead(struct stream *);
/* What lies ahead, at least n octets (n up to STREAM_SIZE) unless the input ends before. */
struct span stream_window(struct stream *, size_t n);
/* How many octets were taken so far. */
uint64_t stream_at(const struct stream *);
/* Of a regular file: how many octets it has; 0: it is none, or a stream over another. */
uint64_t stream_size(const struct stream *);
/* Goes on at this octet of a regular file; false: that cannot be. */
bool stream_seek(struct stream *, uint64_t at);
/* Gives back the line taken last, all of it, so that it comes again. */
void stream_back(struct stream *, struct span line);
/*
 * Gives back these octets, the last that were taken, wherever they are held: they come again, in front of what lies ahead.  False: memory is
 * out.  Who opened the stream frees what was not taken again.
 */
bool stream_give_back(struct stream *, struct span octets);
void stream_back_free(struct stream *);
/* Takes n octets of what lies ahead. */
void stream_skip(struct stream *, size_t n);
/* Takes all that lies ahead, at least one octet unless the input has ended. */
struct span stream_take(struct stream *);
/* How many line ends behind its octets are none of them: one of a file's; none of those that a text stands for, or that something else counts. */
static inline unsigned
stream_line_ends(const struct stream *r)
{
	return r->read == NULL ? 1 : r->line_ends;
}
/* Did the octets end before their time? */
bool stream_broken(const struct stream *);
/* Did they end inside the line last taken? */
bool stream_cuts_line(const struct stream *);
/* Up to n octets of the front of *from, which gets shorter; how many. */
size_t stream_give(struct span *from, uint8_t *to, size_t n);
/* For a stream_read_fn: the stream ends as the one below it does, before its time or not. */
void stream_end_as(struct stream *, const struct stream *below);
/* … up to n octets of what is left of a piece that was taken of the one below; where nothing is, it ends. */
size_t stream_hand_on(struct stream *, const struct stream *below, struct span *left, uint8_t *to, size_t n);
/* A stream_read_fn of octets in memory; arg is their struct span, which gets shorter. */
stream_read_fn stream_memory;
/* … of octets that were taken of a stream already, and of what is still ahead in it; arg is this. */
struct stream_joined {
	struct span first;	/* gets shorter */
	struct stream *rest;
};
stream_read_fn stream_joined;

/*
 * The next line without its end (LF, CRLF, CR).  A line longer than the
 * buffer comes in pieces: *ends says whether this piece ends it.  p == NULL
 * at the end of the input.
 */
struct span stream_line(struct stream *, bool *ends);
/* The same with its end, which is LF alone: for text that may hold binary octets. */
struct span stream_raw_line(struct stream *, bool *ends);

#endif
