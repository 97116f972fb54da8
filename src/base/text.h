/* SPDX-License-Identifier: Apache-2.0 */
/* text.h - octets made fit to be shown, and the usual ways to write them down. */
#ifndef BASE_TEXT_H
#define BASE_TEXT_H

#include "base/span.h"

struct arena;

/*
 * The text as valid UTF-8 that is safe on a terminal and in any report: C0 and
 * C1 controls, DEL, line and paragraph separators, bidirectional and zero-width
 * format characters, private use, noncharacters and octets that are not UTF-8 appear as
 * \xHH (octet) or \u{HEX} (code point), a backslash as \\.  At most `limit`
 * octets of input are shown (0: all), then U+2026.  Never NULL.
 */
const char *text_show(struct arena *, struct span text, size_t limit);

/* What text_take() writes at most. */
#define TEXT_PIECE 16

/*
 * Takes one character off the front of *in, which is not empty, and writes it
 * as text_show() does, but for a backslash, which stays: what has been through
 * text_show() remains what it is.  The octets that it wrote.
 */
size_t text_take(struct span *in, char out[TEXT_PIECE]);

/* The same of a whole text, which is shown once more: as a report that is read again has it.  Never NULL. */
const char *text_keep(struct arena *, struct span shown);

/* The way back: takes an octet, or what text_show() wrote for an octet or a character, off the front of *in, which is not empty.  Octets of it. */
size_t text_unshow(struct span *in, uint8_t octets[4]);

/* Is this code point one that text_show() escapes? */
bool text_unsafe(uint32_t code);

/*
 * Does the whole text fit the pattern?  '*' stands for any octets, '?' for one
 * character (an octet where the text is not UTF-8); everything else for
 * itself.  No recursion; time at most the product of the lengths.
 */
bool text_glob(struct span pattern, struct span text);

/* Lower-case hexadecimal, without separators.  Never NULL. */
const char *text_hex(struct arena *, struct span octets);

/* Are the texts equal when only the letters A-Z and a-z are taken as one? */
bool text_equal_ascii(struct span a, struct span b);

/* The path of a file without "./" before it; "-" (standard input) becomes "stdin". */
const char *path_relative(const char *path);

#endif
