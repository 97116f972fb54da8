/*
 * document.h - JSON files that say how to lint: configuration, waivers,
 * baseline, the CA's profiles.  They are read strictly and wholly before
 * anything is linted; what is wrong is said with file, line and JSON Pointer.
 */
#ifndef OPTION_DOCUMENT_H
#define OPTION_DOCUMENT_H

#include "base/json.h"

struct document {
	const char *path;
	struct span text;		/* the whole file */
	struct arena arena;		/* trees, and what document_text() gave */
};

/* Most that a file of settings may hold. */
#define DOCUMENT_SETTINGS ((size_t)1024 * 1024)

/* Reads a file of at most `most` octets; false after a message. */
bool document_open(struct document *, const char *path, size_t most);
void document_close(struct document *);

/* The value that a part of the text consists of; NULL after a message. */
const struct json_value *document_value(struct document *, struct span part);
/* The same without a message. */
const struct json_value *document_try(struct document *, struct span part, struct json_fault *);

/* A member of an object whose value is taken. */
struct document_member {
	const char *name;
	const struct json_value **value;	/* NULL: it may be there, and is not looked at */
};
/*
 * The members of an object; the values of those that are absent stay as they
 * are.  False after a message: it is no object, or has a member that the list,
 * which ends with name == NULL, does not name.
 */
bool document_members(struct document *, const struct json_value *object, const struct document_member *list);

/* A string's text, which is not empty, until document_close(); NULL after a message. */
const char *document_text(struct document *, const struct json_value *string);

/* "smimelint: FILE:LINE: POINTER: ..." about a value, or its member of this name; always false. */
bool document_refuse(struct document *, const struct json_value *, const char *member, const char *fmt, ...)
    __attribute__((format(printf, 4, 5)));

#endif
