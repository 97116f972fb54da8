/* SPDX-License-Identifier: Apache-2.0 */
/*
 * piece.h - cuts reports, as they are read, into what they hold: the objects
 * of NDJSON, and of a JSON document the elements of its "results", one by one.
 *
 * Blanks between tokens are dropped, so a piece stands on one line however it
 * was written.  Only brackets and strings are looked at: a piece is to be read
 * (base/json.h) before it is believed.  After a damage, reading goes on with
 * the next line; a line that begins as our writers begin results begins one,
 * whatever stands unfinished before it.
 */
#ifndef REPORT_PIECE_H
#define REPORT_PIECE_H

#include "base/out.h"
#include "os/stream.h"

#define PIECE_MAX ((size_t)64 * 1024 * 1024)

enum piece_kind {
	PIECE_HEAD,			/* a document up to its results, which are empty here */
	PIECE_RESULT,			/* an element of a document's results */
	PIECE_VALUE,			/* an object of its own; a document has empty results here */
	PIECE_DAMAGE
};

struct piece {
	enum piece_kind kind;
	struct span text;		/* valid until the next call */
	uint64_t line;			/* where it begins, from 1 */
	const char *fault;		/* PIECE_DAMAGE: constant words */
};

struct pieces {
	struct stream *stream;
	uint64_t line;
	struct out text;		/* of the object at hand */
	uint64_t start;			/* its line */
	size_t line_at;			/* where in it the line at hand begins */
	uint64_t objects;		/* a bit for each open bracket, the innermost lowest: is it '{' */
	unsigned depth;
	bool string, escape;
	bool skipping;			/* the rest of the line is dropped */
	bool handed;			/* the text was handed out */
	bool torn;			/* a document was given up: its results are read one by one */
	bool inside;			/* of the results of a document */
	uint8_t next;			/* what may come there (piece.c) */
	struct out outer;		/* the document up to there */
	uint64_t outer_start;
};

void pieces_init(struct pieces *, struct stream *);
void pieces_free(struct pieces *);
/*
 * The next piece.  False at the end, also one before its time
 * (stream_broken()), and when memory is out (pieces_failed()).
 */
bool pieces_next(struct pieces *, struct piece *);
bool pieces_failed(const struct pieces *);

#endif
