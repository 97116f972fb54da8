/* SPDX-License-Identifier: Apache-2.0 */
/*
 * extent.h - where an archive ends whose reader looks for its list of members
 * at the end of all octets: zip (APPNOTE 4.3.6), 7z, and the streams of xz.
 * What comes behind is not the archive's.
 */
#ifndef INPUT_PACK_EXTENT_H
#define INPUT_PACK_EXTENT_H

#include "os/stream.h"

struct extent {
	enum { EXTENT_NONE, EXTENT_ZIP, EXTENT_7Z, EXTENT_XZ } form;
	uint64_t base;			/* where the archive begins in its stream */
	uint64_t known;			/* 7z: octets of it; 0: not known */
};

/* The archive that begins in this stream; NONE: its end is found by its reader, or not at all. */
struct extent extent_of(struct stream *);
/*
 * How many of the octets that lie ahead (stream_fill(): s) are the archive's,
 * as far as can be told, never none but at their end; *ends: it ends there.
 */
size_t extent_step(const struct extent *, const struct stream *, struct span s, bool *ends);

#endif
