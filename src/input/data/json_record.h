/* SPDX-License-Identifier: Apache-2.0 */
/* json_record.h - one value of JSON: the certificates that stand in it, by the names of its members and by content. */
#ifndef INPUT_DATA_JSON_RECORD_H
#define INPUT_DATA_JSON_RECORD_H

#include "base/json.h"
#include "input/data/json_lines.h"
#include "input/form.h"
#include "input/lost/lost.h"

/* So many members are known by what they held; of damaged certificates in others is told only that there is none. */
#define JSON_MOST_CONTENTS 32
/* Lists and objects of a record around one another, no more. */
#define JSON_RECORD_DEPTH 1000

/* A member of whatever name, by what it holds in one object or another. */
struct json_content {
	char name[64];
	bool sound;			/* a certificate, and nothing else */
	uint64_t line;			/* before that, base64 that is none, first here; 0: no such */
	bool read;			/* in the object at hand: a certificate, or what something was told of */
};

/* One value at a time: a line of NDJSON, a document, or an element of one that is a list.  Whoever reads sets the first five. */
struct json_record {
	struct input *in;
	const char *format;
	uint64_t line;			/* of its beginning */
	const struct json_value *root;
	uint64_t element;		/* its place in the list; UINT64_MAX: in none */
	uint64_t items;			/* handed on before it */
	struct out holders;		/* where in the text lists and objects begin in which something was found, as pointers */
	struct out objects;		/* those that are open around the value at hand */
	struct out list;		/* octets of a list of numbers */
	struct out shell;		/* the text without what the shell of MongoDB writes into it (json_shell.h) */
	struct out block;		/* lines of PEM out of a log, one in each object */
	char member[64];		/* that holds them */
	const struct json_value *held;	/* the one of this object, which the block has */
	uint64_t block_line;		/* of its first */
	uint64_t block_lines;		/* it has so many */
	uint64_t block_items;		/* handed on or skipped before it */
	enum json_line block_last;	/* its line at hand */
	struct lost lost;		/* lines of logs that are of no such block */
	char lost_member[64];		/* that holds them */
	const struct json_value *remains;	/* the one of this object, of which enough was told */
	char end_member[64];		/* the one whose line was short, and may be the last of a body */
	uint64_t end_line;		/* where that was; 0: nowhere */
	uint64_t body_line;		/* where base64 was met last, as a body has it; 0: in none of them */
	struct json_content contents[JSON_MOST_CONTENTS];
	size_t n_contents;
	bool block_known;		/* an element began in it, or it came to its END */
};

/*
 * Reads one text that should be a value, in the arena, which is emptied, and
 * hands on what it holds.  *behind: octets behind the one it is, where another
 * begins; NULL: none may.
 */
int json_record_read(struct json_record *, struct arena *, struct span text, size_t *behind);
/* No value follows: tells of what stood in members of which later ones made certain that they hold certificates. */
int json_record_ends(struct json_record *);
/* Frees what it holds; false: there was no memory for some of it. */
bool json_record_free(struct json_record *);

#endif
