/* SPDX-License-Identifier: Apache-2.0 */
/*
 * unpack.h - what gzip (RFC 1952) or zstd (RFC 8878) has compressed, as a
 * stream: any number of members or frames, in memory of fixed size.
 */
#ifndef INPUT_PACK_UNPACK_H
#define INPUT_PACK_UNPACK_H

#define ZLIB_CONST
#include <zlib.h>
#include <zstd.h>

#include "os/stream.h"

enum unpack_form { UNPACK_GZIP, UNPACK_ZSTD };

struct unpack {
	struct stream stream;		/* the octets; its buffer is the caller's */
	struct stream *from;
	enum unpack_form form;
	uint64_t limit;			/* octets that may come out */
	uint64_t ratio;			/* over the limit, but for this many times the octets that went in; 0: not */
	z_stream gzip;
	ZSTD_DStream *zstd;
	uint64_t in, out;		/* octets taken and made */
	uint64_t resumed;		/* octets taken when it was last resumed */
	bool inside;			/* a member or frame has begun */
	bool full;			/* the last step filled all the room it had: there may be more */
	bool ended;
	bool followed;			/* behind its last member something else follows, which is not taken */
	bool damaged;			/* and what follows may hold another member or frame */
	char words[96];			/* of stream.fault */
};

/* False: memory is out.  *u holds stream.buf, limit and ratio, and zeros. */
bool unpack_open(struct unpack *u, enum unpack_form, struct stream *from);
/* After damage: goes on with the next member or frame that begins behind it; false: none does. */
bool unpack_resume(struct unpack *);
void unpack_close(struct unpack *);

#endif
