/* SPDX-License-Identifier: Apache-2.0 */
/* lex.h - words, numbers, hexadecimal and escaped text of recipes. */
#ifndef TESTS_RECIPE_LEX_H
#define TESTS_RECIPE_LEX_H

#include "tests/recipe/octets.h"

/*
 * Takes the next word off *text: up to white space outside double quotes.  The
 * quotes are dropped and \" inside them becomes "; other escapes stay.  NULL at
 * the end.  The word lies in the arena.
 */
const char *lex_word(struct tool *, const char **text);
/* If *text begins with this word (followed by white space or the end), skips it. */
bool lex_skip_word(const char **text, const char *word);
/* If the text begins with the prefix, the rest of it; else NULL. */
const char *lex_after(const char *text, const char *prefix);
/* The first n characters as a string of their own. */
const char *lex_copy(struct tool *, const char *text, size_t n);
/* Without white space at both ends. */
const char *lex_trim(struct tool *, const char *text, size_t n);

/* Hexadecimal digits, white space between them allowed. */
void lex_hex(struct octets *, const char *digits);
/*
 * Text with its escapes resolved, as UTF-8: \xHH is an octet, \uXXXX and
 * \u{X...} a code point, \s a space, and a backslash before anything else is
 * dropped.
 */
void lex_text(struct octets *, const char *text);
/* A number, decimal or 0x...; the whole text. */
long lex_number(struct tool *, const char *text);

#endif
