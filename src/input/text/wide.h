/* SPDX-License-Identifier: Apache-2.0 */
/*
 * wide.h - text in UTF-16 or UTF-32, of either order, with a byte order mark
 * or without, as a stream of UTF-8.  It ends where the text does: what was
 * appended to it in other units is left to the next reader.
 */
#ifndef INPUT_TEXT_WIDE_H
#define INPUT_TEXT_WIDE_H

#include "os/stream.h"

/* Text for a terminal has it in front of its colours (ECMA-48 5.4). */
#define TEXT_ESC 0x1b

enum wide_form { WIDE_NONE, WIDE_16LE, WIDE_16BE, WIDE_32LE, WIDE_32BE };

/* So many octets tell. */
#define WIDE_OCTETS 64

/* Do these octets begin such text? */
enum wide_form wide_begins(struct span);
/* Octets of one unit. */
size_t wide_width(enum wide_form);
/* The unit at the front, of which there is enough. */
uint32_t wide_unit(enum wide_form, const uint8_t *);

struct wide {
	struct stream stream;		/* its buffer is the caller's */
	struct stream *from;
	enum wide_form form;
	uint8_t due[4];			/* of the character at hand, not yet taken */
	size_t n_due;
};

/* *w holds stream.buf and zeros. */
void wide_open(struct wide *w, struct stream *from, enum wide_form);

#endif
