/* SPDX-License-Identifier: Apache-2.0 */
/*
 * spelt.h - octets in a string of which some are escaped and others stand for themselves, character by character: "0\x82\003", 0%82%03.
 */
#ifndef INPUT_LOST_SPELT_H
#define INPUT_LOST_SPELT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The first octet of a SEQUENCE: with it a string may begin whose first octets stand for themselves. */
#define SPELT_FRONT 0x30
/* Octets that stand there with one character more, no more. */
#define SPELT_ROOM 3
/* What stands between the end of a string and the beginning of the next, if they are one: blanks, line ends, signs, and the "b" of Python. */
#define SPELT_JOINTS " \t\r\n+,.&b\\|_"
/* What stands for itself in a URL, beside letters and digits (RFC 3986 2.3), and what many leave as it is. */
#define SPELT_IN_URL "-._~!*()/="

struct spelt {
	enum { SPELT_PLAIN, SPELT_ESCAPE, SPELT_HEX, SPELT_OCTAL } state;
	enum { SPELT_INSIDE, SPELT_BEHIND_QUOTE, SPELT_BEHIND_LINE } place;
	unsigned value, digits;		/* of the number at hand; digits that it still needs, or has */
	unsigned idle;			/* characters since an octet was escaped that no text has, and one; 0: none was */
	unsigned front;			/* characters in front of the first of these, if they may be octets */
	uint8_t quote;			/* the string stands in; 0: in none, or it is not known */
	uint8_t before;			/* the character in front of the first that is escaped */
	bool ended;			/* with the last character a string ended; the octets that it makes are of the next */
};

/* Is no such string at hand? */
static inline bool
spelt_is_idle(const struct spelt *s)
{
	return s->idle == 0 && s->front == 0 && s->state == SPELT_PLAIN;
}

/* One character more, behind another, of a string in which this mark escapes: so many octets stand there with it. */
unsigned spelt_character(struct spelt *, uint8_t mark, uint8_t c, uint8_t before, uint8_t to[SPELT_ROOM]);
/* The octet that a backslash and this letter stand for; another character stands for itself. */
uint8_t spelt_letter(uint8_t c);
/* A quote that begins a string, or ends one; 0: it is none. */
static inline uint8_t
spelt_quote(uint8_t c)
{
	return c == '"' || c == '\'' || c == '`' ? c : 0;
}

#endif
