/* SPDX-License-Identifier: Apache-2.0 */
/*
 * run.h - what stands in text without armour as certificates and containers
 * do, in base64 or hexadecimal: how it begins, and where text ends and other
 * forms begin.
 */
#ifndef INPUT_WRITTEN_RUN_H
#define INPUT_WRITTEN_RUN_H

#include "base/span.h"

/* What is looked at to tell. */
#define RUN_OCTETS 192
/* The same of lists, each of whose values has its type before it. */
#define RUN_FAR 384
/* Octets that are decoded to tell. */
#define RUN_FIRST 48
/* Octets of a line that is wrapped, no more: mail has 998 characters (RFC 5322 2.1.1).  A longer one is a value, and the next is another. */
#define RUN_WRAPPED 512
/* So many zeros behind an element are padding, and no accident. */
#define RUN_PADDING 4

enum run {
	RUN_NONE,
	RUN_BASE64, RUN_HEX,		/* of an element of DER */
	RUN_BASE64_FORM, RUN_HEX_FORM,	/* of another form that may hold certificates: text, something packed */
	RUN_LIST,			/* a list of octets in decimal, of either */
	RUN_OCTAL, RUN_BINARY,		/* the same in octal and in binary, of an element */
	RUN_SHORT_HEX,			/* the same in hexadecimal without a zero in front */
	RUN_INDEXED,			/* the same in decimal, each behind its number: "0":48,"1":130 */
	RUN_STRING,			/* a string with escapes (escaped.h) */
	RUN_BARE,			/* the same without a quote in front of it */
	RUN_SQL,			/* one of SQL, whose octets are themselves but for a few */
	RUN_PERCENT,			/* octets of which some are escaped as in a URL (RFC 3986 2.1) */
	RUN_BYTEA,			/* … or in octal, as PostgreSQL writes bytea */
	RUN_DECIMAL			/* … or in decimal, as Lua and Haskell write a string; its first backslash may be in front of it */
};

/*
 * Does such a text begin with these characters, `before` the one in front of
 * them?  *total: octets of the element that it stands for; UINT64_MAX: its end tells (X.690 8.1.3.6).
 */
enum run run_begins(struct span text, uint8_t before, uint64_t *total);
/* Digits of a first octet in decimal whose backslash stands in front of them; 0: it is none. */
size_t run_decimal_front(struct span text, uint8_t before);
/* The same of a string of octets, or of a list with the number of each, of which the first is the character 0. */
enum run run_string_begins(struct span text, uint8_t before, uint64_t *total);
/* Is this the first octet of a length of 128 octets or more, or of one that its end tells (X.690 8.1.3)? */
static inline bool
run_long_form(uint8_t c)
{
	return c >= 0x80 && c <= 0x84;
}
/* May such a text begin with this character, behind the one before it? */
bool run_word(uint8_t c, uint8_t before);
/* Do these two characters begin base64 of an element that may hold a certificate? */
bool run_may(const uint8_t *text);
/* May a certificate in any form stand in a value?  A quick look: false only where none does. */
bool run_may_stand_in(struct span value);
/* Signs of base64 that stand in front of a line as marks, no more. */
#define RUN_MARKS 3
/* So many signs in front of a line are marks of a diff or a comment, if base64 begins behind them. */
size_t run_marks(struct span line);
/* Does a certificate, beyond doubt, begin in this line, behind its marks: in base64, in hexadecimal, or as a dump has it? */
bool run_certificate(struct span line);
/* Does something that stands for a certificate or container begin in this text? */
bool run_inside(struct span text);
/*
 * Do these octets, which follow an element in the same text of base64 or
 * hexadecimal, begin another, or a form that may hold certificates?
 */
bool run_goes_on(struct span octets);
/* Characters of the first octet of such a string, behind `before`; 0: none begins. */
size_t run_string(struct span text, uint8_t before);
/* In which ways of escaped.h an element begins in it: the first of them; ESCAPED_WAYS: in none. */
unsigned run_string_ways(struct span text, uint8_t before);
/* One octet in hexadecimal at the front, behind what may stand between two: its value; -1: none.  *n: characters of both. */
int run_hex(struct span text, size_t *n);
/* The same in decimal, from -128 to 255, behind blanks, commas and semicolons. */
int run_decimal(struct span text, size_t *n);
/* 30h, 082h: so many digits before the letter, of which a third is a zero in front; 0: it is none. */
size_t run_assembler(struct span);
/* May this stand behind a value of a list? */
static inline bool
run_ends_value(uint8_t c)
{
	return c == ',' || c == ';' || c == ' ' || c == '\t' || c == '\r' || c == '\n';
}
/* Characters of a type at the front, "(byte)", as stands before each octet of an array; 0: there is none.  None is longer. */
#define RUN_TYPE 15
size_t run_type(struct span text);
/* Where the type in front of text.p[at] begins; `at`: there is none. */
size_t run_type_before(struct span text, size_t at);

#endif
