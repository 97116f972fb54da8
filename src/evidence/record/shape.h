/* SPDX-License-Identifier: Apache-2.0 */
/*
 * shape.h - the format of the record as data: every member with its type,
 * whether it is required, and what it means.  The reader (decode.c), the JSON
 * Schema and the field list of smimelint-evidence(5) come from it.
 */
#ifndef EVIDENCE_RECORD_SHAPE_H
#define EVIDENCE_RECORD_SHAPE_H

#include "evidence/record/record.h"

enum ev_type {
	EV_TEXT,			/* struct span; one of blanks alone is as none */
	EV_RAW,				/* struct span as it stands: empty, it says so */
	EV_TAG,				/* as EV_TEXT: without blanks and control characters */
	EV_COUNTRY,			/* as EV_TEXT: two letters */
	EV_CLAIM,			/* as EV_TEXT: two numbers, "4/5" */
	EV_WORD,			/* as EV_TEXT: one of `words`, as ev_word_is() compares them */
	EV_SERIAL,			/* struct span: a positive integer in lower-case hexadecimal without leading zeros */
	EV_HASH,			/* struct span: SHA-256 in 64 lower-case hexadecimal digits */
	EV_TIME,			/* struct ev_time: RFC 3339 with zone */
	EV_DATE,			/* struct ev_time: a full-date, or as EV_TIME */
	EV_BOOL,			/* uint8_t, enum ev_bool */
	EV_INT,				/* struct ev_int */
	EV_NUMBER,			/* struct ev_number */
	EV_ENUM,			/* uint8_t, index of the word + 1 */
	EV_RIR,				/* uint8_t, enum ev_rir: a name of ev_rir_words as ev_word_is() compares them, "ripe" and "ripencc" too */
	EV_TEXTS,			/* struct span *, uint32_t; with `words` each of them as EV_WORD */
	EV_OBJECT,			/* a structure * */
	EV_OBJECT_OR_TEXT,		/* as EV_OBJECT; of a text the structure has its place alone */
	EV_OBJECTS,			/* an array of structures *, uint32_t */
	EV_THINGS,			/* uint32_t, how many texts and objects stand there: one, or those of a list */
	EV_MAP,				/* as EV_OBJECTS, from the members of an object (perspectives) */
	EV_ANY				/* struct json_value *, verbatim */
};

/* Type and generation of a certificate, in the order of both. */
#define EV_PROFILE_WORDS \
	"mailbox-validated/legacy", "mailbox-validated/multipurpose", "mailbox-validated/strict", \
	"organization-validated/legacy", "organization-validated/multipurpose", "organization-validated/strict", \
	"sponsor-validated/legacy", "sponsor-validated/multipurpose", "sponsor-validated/strict", \
	"individual-validated/legacy", "individual-validated/multipurpose", "individual-validated/strict"

struct ev_field {
	const char *name;
	uint8_t name_n;			/* its octets */
	uint8_t type;			/* enum ev_type */
	char need;			/* 'R' required; 'r' required, and a rule of its own says when it is missing;
					   'C' required under the condition that `doc` states; 'O' optional */
	uint16_t offset, n_offset;	/* in the structure; n_offset: of the count of a list */
	uint32_t most;			/* list: how many entries at the most, text: how many octets; 0: the default.
					   Number: how far from 0, either way; integer: how much; 0: no limit, but no
					   number less than 0 */
	const char *const *words;	/* EV_ENUM, EV_WORD, EV_TEXTS (NULL: any): ends with NULL */
	const struct ev_shape *shape;	/* EV_OBJECT, EV_OBJECT_OR_TEXT, EV_OBJECTS, EV_MAP */
	const char *doc;
	bool skimmed;			/* the index of records needs it: see ev_skim() */
};

struct ev_shape {
	const char *name;		/* in words: "Mailbox" */
	size_t size;			/* of its structure */
	const struct ev_field *field;
	size_t n;
};

/*
 * A member of a record by its place: in words, as "validations[].http.url",
 * and what it means (its doc; NULL where the format does not have it).
 */
const char *ev_place_text(struct arena *, const struct json_value *at, const char *member);
const char *ev_place_doc(const struct json_value *at, const char *member);

/* A member by its place, "mpic[].primary.code"; NULL: the format has none. */
const struct ev_field *ev_field_at(const char *place);
/* What it holds, in the words of smimelint-evidence(5): "time", "list of texts". */
const char *ev_type_word(const struct ev_field *);

extern const char *const ev_rir_words[];	/* ends with NULL */
extern const char *const ev_profile_words[];	/* … */
extern const struct ev_shape ev_record_shape;
extern const struct ev_shape ev_perspectives_shape;	/* a table of its own: { "perspectives": {...} } is the record's member */
extern const struct ev_shape ev_embedded_mpic_shape;	/* of an attempt that stands within corroboration_reuse */

#endif
