/* SPDX-License-Identifier: Apache-2.0 */
/* number.h - octets as numbers in octal, in binary and in hexadecimal, and what stands beside numbers in the source of a program. */
#ifndef INPUT_WRITTEN_NUMBER_H
#define INPUT_WRITTEN_NUMBER_H

#include "base/span.h"

/* One octet in octal at the front, behind blanks, commas and comments: "060", "0202", "0o60"; its value; -1: none.  *n: characters of all. */
int number_octal(struct span text, size_t *n);
/* The same in binary: "00110000", "0b00110000". */
int number_binary(struct span text, size_t *n);
/* The same in hexadecimal, of one digit or two: "30", " 3", ", a". */
int number_hex(struct span text, size_t *n);
/* The same in decimal, behind its own number and a colon, as JavaScript writes octets: "12": 48. */
int number_indexed(struct span text, size_t *n);
/* A comment at the front, without its line end: so many characters; 0: none. */
size_t number_comment(struct span);
/* Letters behind a number that say its type, as "u8" and "U"; 0: none. */
size_t number_suffix(struct span);

#endif
