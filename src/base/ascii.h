/* SPDX-License-Identifier: Apache-2.0 */
/* ascii.h - the characters of ASCII by kind, whatever the locale (those of <ctype.h> change with it). */
#ifndef BASE_ASCII_H
#define BASE_ASCII_H

#include "base/span.h"

static inline bool
is_digit(uint8_t c)
{
	return c >= '0' && c <= '9';
}

static inline bool
is_upper(uint8_t c)
{
	return c >= 'A' && c <= 'Z';
}

static inline bool
is_letter(uint8_t c)
{
	return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
}

static inline bool
is_alnum(uint8_t c)
{
	return is_digit(c) || is_letter(c);
}

/* Needs no escape anywhere in a URI (RFC 3986 2.3)? */
static inline bool
is_unreserved(uint8_t c)
{
	return is_alnum(c) || c == '-' || c == '.' || c == '_' || c == '~';
}

/* A blank within a line. */
static inline bool
is_blank(uint8_t c)
{
	return c == ' ' || c == '\t';
}

/* A blank, or an octet of a line end. */
static inline bool
is_space(uint8_t c)
{
	return is_blank(c) || c == '\r' || c == '\n';
}

/* One of the characters of a string. */
static inline bool
is_char_of(uint8_t c, const char *set)
{
	return c != 0 && strchr(set, c) != NULL;
}

/* So many blanks stand at its front. */
static inline size_t
blanks_before(struct span s)
{
	size_t n = 0;

	while (n < s.n && is_blank(s.p[n]))
		n++;
	return n;
}

/* Without the blanks and line ends at its front. */
static inline struct span
span_behind_space(struct span s)
{
	while (s.n > 0 && is_space(s.p[0]))
		s = span_from(s, 1);
	return s;
}

/* Without the blanks at its ends. */
static inline struct span
span_trimmed(struct span s)
{
	while (s.n > 0 && is_blank(s.p[0]))
		s = span_from(s, 1);
	while (s.n > 0 && is_blank(s.p[s.n - 1]))
		s.n--;
	return s;
}

/* Without the line ends behind it. */
static inline struct span
span_without_ends(struct span s)
{
	while (s.n > 0 && (s.p[s.n - 1] == '\n' || s.p[s.n - 1] == '\r'))
		s.n--;
	return s;
}

/* A capital letter's small one; every other octet itself. */
static inline uint8_t
small_letter(uint8_t c)
{
	return is_upper(c) ? (uint8_t)(c | 0x20) : c;
}

/* The number that these digits are, of a place or a length; UINT64_MAX: they are none, or far too many. */
static inline uint64_t
digits_number(struct span digits)
{
	uint64_t n = 0;

	for (size_t i = 0; i < digits.n; i++) {
		if (!is_digit(digits.p[i]) || n > UINT32_MAX)
			return UINT64_MAX;
		n = n * 10 + (uint64_t)(digits.p[i] - '0');
	}
	return digits.n > 0 ? n : UINT64_MAX;
}

/* What a hexadecimal digit is worth, in either case; -1: it is none. */
static inline int
hex_digit(uint8_t c)
{
	if (is_digit(c))
		return c - '0';
	return (c | 0x20) >= 'a' && (c | 0x20) <= 'f' ? (c | 0x20) - 'a' + 10 : -1;
}

#endif
