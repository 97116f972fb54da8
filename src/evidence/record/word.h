/* SPDX-License-Identifier: Apache-2.0 */
/* word.h - words of the format in members that are texts. */
#ifndef EVIDENCE_RECORD_WORD_H
#define EVIDENCE_RECORD_WORD_H

#include "base/span.h"

#include <stdbool.h>

/*
 * Is the text this word, which is written in the format's own way?  Letters
 * without case; hyphens, underscores and blanks are one; blanks around it do
 * not count.
 */
bool ev_word_is(struct span text, const char *word);
/* Is it one of the words of a list that ends with NULL? */
bool ev_word_among(struct span text, const char *const *words);

/* Is it the hash of something, SHA-256 in 64 hexadecimal digits, of either case?  The record's own are in small letters: is_hash() of decode.c. */
bool ev_is_sha256(struct span text);

/*
 * Does one of these, of a list that ends with NULL, stand in the text as a word or several?  With a star at its end it is the
 * beginning of one.  A hyphen and an underscore are blanks.
 */
bool ev_word_within(struct span text, const char *const *words);

#endif
