/* SPDX-License-Identifier: Apache-2.0 */
/* json_out.h - a streaming writer of JSON (RFC 8259): no tree, only the text. */
#ifndef BASE_JSON_OUT_H
#define BASE_JSON_OUT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/out.h"
#include "base/span.h"

/*
 * `compact`: all on one line, for NDJSON.  Otherwise members stand on lines of
 * their own, indented by one space per level.
 */
struct json {
	struct out *out;
	unsigned depth;
	bool compact;
	bool comma;			/* something stands before, on this level */
	bool after_key;
};

struct json json_to(struct out *, bool compact);
void json_open(struct json *, char bracket);	/* '{' or '[' */
void json_close(struct json *, char bracket);	/* '}' or ']' */
/* A key is a word of our own: nothing in it is escaped. */
void json_key(struct json *, const char *key);
void json_string(struct json *, const char *text);	/* NULL: null */
void json_base64(struct json *, struct span octets);	/* absent: null */
void json_number(struct json *, uint64_t n);
void json_bool(struct json *, bool b);
void json_null(struct json *);
/* JSON text as it is, on one line. */
void json_raw(struct json *, const char *text);
/* A key and its value. */
void json_member(struct json *, const char *key, const char *text);
void json_member_number(struct json *, const char *key, uint64_t n);

#endif
