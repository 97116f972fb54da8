/* SPDX-License-Identifier: Apache-2.0 */
/*
 * json.h - a strict reader of JSON, RFC 8259 to the letter.
 *
 * The text becomes a tree whose strings and numbers are spans into it, so
 * that every value keeps its place: its line, its column, its JSON Pointer.
 * Integers stay text and are exact to 64 bits.  Refused are: a byte order
 * mark, octets that are not UTF-8, a NUL written in any way, lone surrogates,
 * a name twice in one object, anything after the value, and what is over the
 * limits.  No recursion.
 */
#ifndef BASE_JSON_H
#define BASE_JSON_H

#include "base/arena.h"

enum json_type { JSON_NULL, JSON_BOOL, JSON_NUMBER, JSON_STRING, JSON_ARRAY, JSON_OBJECT };

struct json_value {
	uint8_t type;			/* enum json_type */
	bool yes;			/* JSON_BOOL: is it true */
	bool twice;			/* JSON_OBJECT, while it is read: two of its names may be the same */
	uint32_t n;			/* JSON_ARRAY, JSON_OBJECT: how many stand in it */
	uint32_t index;			/* its place in the array or object around it */
	uint32_t names;			/* JSON_OBJECT: the json_name_mark() of each name */
	struct span raw;		/* its octets in the text */
	struct span text;		/* JSON_STRING: without escapes; JSON_NUMBER: as written */
	struct span key;		/* a member's name without escapes; p == NULL: not in an object */
	const struct json_value *parent, *child, *next;	/* child: the first of those in it */
};

/* What a text may cost.  0: JSON_DEPTH, JSON_VALUES. */
struct json_limits {
	unsigned depth;			/* arrays and objects around one another */
	uint32_t values;		/* values in all */
	bool foreign;			/* an escape of half a pair, which RFC 8259 8.2 allows, stands for U+FFFD, and one of NUL for that */
	bool doubled;			/* a name that an object has twice is taken, and both members are there */
};
#define JSON_DEPTH 32u
#define JSON_VALUES 1000000u

/* Why a text was refused. */
struct json_fault {
	const char *what;		/* constant words; NULL: memory is out */
	size_t offset;			/* octets of the text before the place */
	bool replaced;			/* it was read, but for an escape that stands for no character: see `foreign` */
};

/* What is said where the value ends before the text does: fault.offset is where. */
extern const char json_more[];

/*
 * The one value that the text consists of, in the arena; its strings point
 * into the text, or into the arena where they had escapes.  NULL, with *fault
 * filled, when the text is refused.  limits may be NULL.
 */
const struct json_value *json_read(struct arena *, struct span text, const struct json_limits *limits,
    struct json_fault *fault);

/*
 * Takes the next line that is not blank off the front of *rest, without its
 * LF or CRLF, and counts lines: *number is the line's own, from 1, when it was
 * 0 before the first call.  False at the end.
 */
bool json_next_line(struct span *rest, struct span *line, uint64_t *number);

/* Line (from 1) and column (from 1, in octets) of a place in the text. */
void json_place(struct span text, size_t offset, uint64_t *line, uint64_t *column);

/* One of 32 bits, by what nearly all names of an object differ in: their length or one of their ends. */
static inline uint32_t
json_name_mark(struct span name)
{
	return name.n == 0 ? 1 : UINT32_C(1) << ((name.n * 7 + name.p[0] + name.p[name.n - 1] * 3u) & 31);
}

/* json_find() by the name's octets and their mark. */
const struct json_value *json_look_up(const struct json_value *v, struct span name, uint32_t mark);
/* The member of this name; NULL where there is none or v is no object (v may be NULL). */
static inline const struct json_value *
json_find(const struct json_value *v, const char *name)
{
	struct span octets = span_of(name);

	/* Where the compiler knows the name, it knows its mark. */
	return json_look_up(v, octets, json_name_mark(octets));
}
/* The value as an integer, however it is written (300, 300.0, 3e2); false for other types, fractions and what 64 bits do not hold. */
bool json_int64(const struct json_value *, int64_t *out);
/* The value as a number, to about 15 digits; false for other types and what is over 1e300. Knows no locale. */
bool json_double(const struct json_value *, double *out);
/*
 * Do both say the same, that is, is their canonical form (RFC 8785) the same?
 * The order of members does not count, nor how strings are escaped and numbers
 * are written.  Values of very many members in another order are taken for different.
 */
bool json_equal(const struct json_value *, const struct json_value *);
/* A string with exactly these octets? */
bool json_is(const struct json_value *, const char *text);
/* null, a string without anything but blanks, an empty object, a list of no others; so is no value at all (v is NULL). */
bool json_says_nothing(const struct json_value *);
/* "null", "boolean", "number", "string", "array", "object" */
const char *json_type_name(const struct json_value *);

/*
 * The JSON Pointer (RFC 6901) of a value from the root of its tree, safe to
 * show; with `member` (may be NULL) that of its member of this name, present
 * or not.  "" for the root itself.  Never NULL.
 */
const char *json_pointer(struct arena *, const struct json_value *, const char *member);

#endif
