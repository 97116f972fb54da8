/* SPDX-License-Identifier: Apache-2.0 */
/*
 * frame.h - what stands before and behind each line of a PEM block that was
 * shown by something else: the marks of a diff, the time and host of a log,
 * the numbers of a listing, the tags of a page, the bars of a table.
 */
#ifndef INPUT_PEM_LINE_FRAME_H
#define INPUT_PEM_LINE_FRAME_H

#include "base/span.h"

/* Octets before a line, and behind it, no more. */
#define FRAME_OCTETS 200
/* A line with both, and one of base64 as long as they come. */
#define FRAME_LINE 1024
/* The same, if all of a body is one line. */
#define FRAME_BODY ((size_t)16 * 1024)

struct frame {
	uint8_t before[FRAME_OCTETS], behind[FRAME_OCTETS];
	size_t n_before, n_behind;
	size_t width;			/* characters of each line of the body but the last; 0: what stands behind BEGIN tells the frame */
};

/*
 * The frame of a block: `before` stands in front of BEGIN on its line, `text`
 * behind it, with the lines that follow.  False: its lines have none but
 * blanks and marks of quoted mail, or the next line has another.
 */
bool frame_find(struct frame *, struct span before, struct span text);
/*
 * The frame of a block by its body, whose first line this is: what stands before the base64 that begins an element there, and behind
 * it.  False: none begins, or the next line is neither another of the body nor one of armour.
 */
bool frame_of_body(struct frame *, struct span text);
/* What such a line has of the body; false: nothing. */
bool frame_body_inside(const struct frame *, struct span line, struct span *body);
/* Could something that stands around what a line has inside stand in that? */
bool frame_takes_away(struct span line, struct span inside);
/* Where armour begins in the line; false: none does. */
bool frame_armour(struct span line, size_t *at);
/* How much of a line stands before what it says; false: something else does. */
bool frame_before(const struct frame *, struct span line, size_t *n);
/* What a line has inside its frame; false: it has another. */
bool frame_inside(const struct frame *, struct span line, struct span *inside);
/*
 * Do lines begin here that have something before them, and behind that base64,
 * hexadecimal, a list or a dump of octets that begins as certificates and
 * containers do, wrapped?  What stands before them is the frame.
 */
bool frame_begins(struct frame *, struct span text);
/* Is the frame of such lines what stands before text.p[n]?  *own: it would be, but the next line begins one of its own. */
bool frame_ends(struct frame *, struct span text, size_t n, bool *own);
/* Has it nothing that could be taken for base64 where a line has another? */
bool frame_is_filler(const struct frame *);
/* The line at the front, without its end; *n: octets of both.  0: its end cannot be seen. */
struct span frame_line(struct span text, size_t *n);
/* The first that is not blank, with the blank ones in front of it. */
struct span frame_next_line(struct span text, size_t *n);
/* Does base64 stand in the line that is as long as a line of a block? */
bool frame_has_base64(struct span line);

#endif
