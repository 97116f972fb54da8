/* SPDX-License-Identifier: Apache-2.0 */
/*
 * json_doc.h - a JSON text that says how something is to be done: settings,
 * waivers, an earlier report.  It is read strictly and wholly before anything
 * is done; what is wrong is said with line and JSON Pointer.
 */
#ifndef BASE_JSON_DOC_H
#define BASE_JSON_DOC_H

#include "base/json.h"

struct json_doc {
	struct span text;		/* the whole document, the caller's, or */
	uint64_t before;		/* what follows so many lines of it */
	struct arena *arena;		/* for trees and what json_doc_text() gives */
	const char *error;		/* "LINE: POINTER: what is wrong"; NULL after a failure: memory is out */
};

/* The value that a part of the text consists of; NULL: see error. */
const struct json_value *json_doc_value(struct json_doc *, struct span part);
/* The same without words about it. */
const struct json_value *json_doc_try(struct json_doc *, struct span part, struct json_fault *);

/* A member of an object whose value is taken. */
struct json_doc_member {
	const char *name;
	const struct json_value **value;	/* NULL: it may be there, and is not looked at */
};
/*
 * The members of an object; the values of those that are absent stay as they
 * are.  False: it is no object, or has a member that the list, which ends with
 * name == NULL, does not name.
 */
bool json_doc_members(struct json_doc *, const struct json_value *object, const struct json_doc_member *list);

/* A string's text, which is not empty, copied; NULL: see error. */
const char *json_doc_text(struct json_doc *, const struct json_value *string);

/* Says what is wrong with a value, or with its member of this name; always false. */
bool json_doc_refuse(struct json_doc *, const struct json_value *, const char *member, const char *fmt, ...)
    __attribute__((format(printf, 4, 5)));

#endif
