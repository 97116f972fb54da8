/* SPDX-License-Identifier: Apache-2.0 */
/*
 * read.h - reading the CA's profiles from JSON: what the readers of the
 * document, of a profile and of its values share.
 *
 * Each object is read by a table of its members; a member that stands in no
 * table is refused, so that a slip of the pen lifts no limit.
 */
#ifndef ENGINE_CA_PROFILE_READ_H
#define ENGINE_CA_PROFILE_READ_H

#include <stddef.h>

#include "base/json.h"
#include "engine/engine.h"

struct ca_reader {
	struct arena *arena;
	struct span text;
	char *error;
	size_t room;
};

/* A member of an object: what reads it, and where to. */
struct ca_member {
	const char *name;
	bool (*read)(struct ca_reader *, const struct json_value *, void *to, unsigned arg);
	size_t to;
	unsigned arg;
};
#define IN(type, field) offsetof(struct type, field)
#define N(list) (sizeof(list) / sizeof *(list))

/* Every function here that gives a bool has said at false what is wrong, unless memory ran out (arena.failed). */

/* Says what is wrong with a value, or with its member of this name; always false. */
bool ca_refuse(struct ca_reader *, const struct json_value *, const char *member, const char *fmt, ...)
    __attribute__((format(printf, 4, 5)));
/* The text, safe to show and short enough for a message. */
const char *ca_shown(struct ca_reader *, struct span text);

bool ca_is_type(struct ca_reader *, const struct json_value *, enum json_type, const char *wanted);
/* A text that is not empty. */
bool ca_is_text(struct ca_reader *, const struct json_value *);
bool ca_is_there(struct ca_reader *, const struct json_value *object, const char *member);
/* The object's members by a table of n rows; each is written to its place after `base`. */
bool ca_read_members(struct ca_reader *, const struct json_value *object, const struct ca_member *, size_t n, void *base);
/* Room for one item of this size per element, NULL when refused; least: how few elements there may be. */
void *ca_read_list(struct ca_reader *, const struct json_value *list, size_t size, unsigned least);

/* The names of signature algorithms, a sort beside those of enum ca_sort. */
#define CA_SIGNATURES CA_SORTS

/* Readers of values, for the tables: `to` is what the comment says, `arg` zero if it says nothing. */
bool ca_read_comment(struct ca_reader *, const struct json_value *, void *to, unsigned arg);	/* NULL */
bool ca_read_name(struct ca_reader *, const struct json_value *, void *to, unsigned arg);	/* const char *, safe to show */
bool ca_read_number(struct ca_reader *, const struct json_value *, void *to, unsigned least);	/* uint32_t */
bool ca_read_answer(struct ca_reader *, const struct json_value *, void *to, unsigned arg);	/* uint8_t, an enum answer */
bool ca_read_day(struct ca_reader *, const struct json_value *, void *to, unsigned arg);	/* int32_t */
bool ca_read_texts(struct ca_reader *, const struct json_value *, void *to, unsigned least);	/* struct ca_texts */
bool ca_read_items(struct ca_reader *, const struct json_value *, void *to, unsigned sort);	/* struct ca_items */
bool ca_read_some_items(struct ca_reader *, const struct json_value *, void *to, unsigned sort);	/* the same, not empty */

/* The item that the text names or writes in dots; v: the value to blame. */
bool ca_read_item(struct ca_reader *, const struct json_value *v, struct span text, struct ca_item *, unsigned sort);
/* A list of some of the n names, as a set of bits. */
bool ca_read_bits(struct ca_reader *, const struct json_value *list, const char *const *names, unsigned n, uint16_t *bits);

/* One profile of the document. */
bool ca_read_profile(struct ca_reader *, const struct json_value *, struct ca_profile *);

#endif
