/* SPDX-License-Identifier: Apache-2.0 */
/* pem_text.h - the text that a scanner of PEM reads: how it is looked at and taken, for the scanner's own files. */
#ifndef INPUT_PEM_SCAN_PEM_TEXT_H
#define INPUT_PEM_SCAN_PEM_TEXT_H

#include "input/pem/scan/pem_scan.h"

/* What is looked at around a place; what is decided depends on no more. */
#define PEM_WINDOW 4096
#define PEM_NEAR 256

/* What lies ahead: PEM_WINDOW octets or more, unless the text ends before. */
struct span pem_window(struct pem *);
/* PEM_NEAR octets of it, from this place on, or those that there are. */
struct span pem_near(struct span window, size_t from);
/* Takes n octets of what lies ahead, which begins with s, and counts its line ends: LF, CRLF, CR. */
void pem_take(struct pem *, struct span s, size_t n);
/* Takes n octets that stand between two words of it, or stand for the character `escaped` of it; 0: for none. */
void pem_take_between(struct pem *, struct span s, size_t n, uint8_t escaped);
/* The number of the line that was taken last. */
uint64_t pem_last_line(const struct pem *);
/* The block is damaged in this line; the first damage is told of. */
void pem_fault(struct pem *, struct pem_block *, const char *words, uint64_t line);
/* The text without armour breaks off: with all of it, where half an octet may be left, or in front of something else. */
void pem_break_off(struct pem *, struct pem_block *, const char *words);
/* Octets beyond the limit are not kept any more. */
void pem_cut(struct pem *, struct pem_block *, size_t limit);
/* Is BEGIN, which was taken, no armour but a part of words about it?  They stand beside it on its line, and no body comes behind them. */
bool pem_is_words(struct pem *);
/* Octets of the rest of the line of BEGIN, where these are words and no base64; 0: they are not. */
size_t pem_words_beside(struct pem *);
/* What may hold the rest of BEGIN's line: it is no longer, or it is no line of a frame. */
struct span pem_first_line(struct span);
/* So many octets of a block with this label are kept. */
size_t pem_limit(const struct pem *, const char *label);
/* Does a line begin here with which other text begins than what is looked through? */
bool pem_other_text(struct pem *, struct span here);

#endif
