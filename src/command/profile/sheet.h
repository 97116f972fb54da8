/* SPDX-License-Identifier: Apache-2.0 */
/*
 * sheet.h - what a certificate of one profile must, should, may and must not
 * have on a day, field by field, as the rule table says it.
 */
#ifndef COMMAND_PROFILE_SHEET_H
#define COMMAND_PROFILE_SHEET_H

#include "base/arena.h"
#include "base/out.h"
#include "report/ballots.h"
#include "report/style.h"
#include "smimelint.h"

/* Whom a sheet is about: a kind of certificate, and for subscribers a type and a generation. */
struct sheet_subject {
	const char *kind;
	const char *type, *generation;	/* NULL unless the kind is "subscriber" */
};

enum modality { MODALITY_MUST, MODALITY_MUST_NOT, MODALITY_SHOULD, MODALITY_SHOULD_NOT, MODALITY_MAY, MODALITY_NOTE };
#define N_MODALITIES 6u

struct sheet_line {
	uint16_t field;			/* index into sheet_fields */
	uint8_t modality;
	const smimelint_rule *rule;	/* NULL: what no rule asks for or forbids (may) */
	int32_t since;
	char change;			/* of a difference: '+' binds from now on, '-' no longer, 0 in neither way */
};

struct sheet {
	struct sheet_subject subject;
	int32_t day;
	int32_t before;			/* of a difference: the day compared with; DAY_NEVER: none */
	struct sheet_line *line;	/* by field, then modality */
	size_t n;
	struct arena arena;
};

/* A part of a certificate: its name, the group that it is shown under, and the topics of its rules' ids. */
struct sheet_field {
	const char *name;
	const char *group;
	const char *topics;		/* separated by blanks */
	bool may;			/* SBR 7.1.2.3, 7.1.4.2: it may be there, where no rule requires or forbids it */
};
extern const struct sheet_field sheet_fields[];	/* ends with name == NULL */

/* Collects the lines; false where memory is out. */
bool sheet_make(struct sheet *);
/* Only what differs between sheet->before and sheet->day; false where memory is out. */
bool sheet_compare(struct sheet *);
void sheet_free(struct sheet *);

/* Of a difference: ballot i of those by which one of its rules begins, changes or ends; NULL past the end. */
const struct ballot *sheet_ballot(const struct sheet *, size_t i);
/* "must", "must not", ... */
const char *modality_name(enum modality);
/* What a line says, in a sentence. */
const char *sheet_text(struct sheet *, const struct sheet_line *);
/* "sponsor-validated/strict", "subordinate-ca" */
const char *sheet_title(struct sheet *);

/* The forms of a sheet. */
void sheet_as_text(struct sheet *, const struct style *, struct out *);
void sheet_as_markdown(struct sheet *, struct out *);
void sheet_as_html(struct sheet *, struct out *);
void sheet_as_json(struct sheet *, struct out *);
/* A configuration of OpenSSL that issues such a certificate; a subscriber's only. */
void sheet_as_openssl(struct sheet *, struct out *);

#endif
