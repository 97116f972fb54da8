/* SPDX-License-Identifier: Apache-2.0 */
/* front.h - the text of a log whose front is missing: what is left of a value of JSON, and texts in quotation marks. */
#ifndef COMMAND_IMPORT_FRONT_H
#define COMMAND_IMPORT_FRONT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

/* How many blanks it begins with. */
size_t skip_blanks(const char *text, size_t n);
/* How much of a text stands before the mark that closes it: all where none does. */
size_t quoted_length(const char *text, size_t n);
/* response="{\"a\": 1}": the value that a log has as a quoted text of n octets, without its escapes; *to: how many are left.  NULL: memory is out. */
const char *front_unquote(struct arena *, const char *text, size_t n, size_t *to);

/*
 * Is this what is left of a value of JSON (RFC 8259 2) whose front is missing, or
 * of a quoted text that has one with escapes: nothing but its tokens, a quoted
 * text among them, up to a bracket that none of them has opened?  Brackets in
 * quoted texts, and in words, close nothing.  One too many behind a whole value
 * alone says nothing of its front; nor do brackets without a quoted text, but on
 * the first line of a log.
 */
bool is_without_front(struct arena *, const char *text, size_t n, bool first);

#endif
