/* SPDX-License-Identifier: Apache-2.0 */
/*
 * part.h - one report of smimelint, json or ndjson, read a result at a time
 * and checked: what is no result is damage, with its place and a reason.
 */
#ifndef REPORT_PART_H
#define REPORT_PART_H

#include "base/arena.h"
#include "base/json.h"
#include "report/piece.h"
#include "report/tally.h"
#include "smimelint.h"

enum part_kind { PART_HEAD, PART_RESULT, PART_SUMMARY, PART_DAMAGE };

/* What a report holds.  All of it is valid until the next call. */
struct part_entry {
	enum part_kind kind;
	const struct json_value *value;	/* the document, the result or the closing object; not of damage */
	struct span text;		/* the same as written, without blanks */
	uint64_t line, last_line;	/* line 0: none; last_line: of damage */
	const char *reason;		/* of damage; of a closing object that counts otherwise than its results say */
	bool foreign;			/* damage: a schema that is not ours */
};

/* What results say, to be compared with the counts that close their report. */
struct part_counts {
	uint64_t status[SMIMELINT_UNREADABLE + 1];	/* results, by status */
	uint64_t finding[SMIMELINT_UNREADABLE + 1];	/* findings, by severity */
	uint64_t not_evaluated;		/* rules */
};

struct part {
	struct pieces pieces;
	struct arena arena;		/* of the entry at hand */
	struct arena kept;		/* of the damage that is still going on */
	struct part_entry damage;
	struct piece piece;		/* read, and waiting behind the damage */
	bool waiting, ended;
	bool damaged;			/* some of the results at hand */
	struct part_counts counts;	/* of the results of the report at hand */
	uint64_t results, entries;
};

void part_init(struct part *, struct stream *);
void part_free(struct part *);
/*
 * The next entry.  False at the end, also one before its time
 * (stream_broken()), and when memory is out (part_failed()).
 * Damage in lines one after another is one entry.
 */
bool part_next(struct part *, struct part_entry *);
bool part_failed(const struct part *);

/* Why it is no result of ours, in the arena; NULL: it is one. */
const char *part_wrong(struct arena *, const struct json_value *result);
/* Adds a result, its findings and its certificate to the counts; returns its status. */
smimelint_level part_count(struct tally *, struct arena *, const struct json_value *result);
/* … of a CRL's object: whose status it tells, and its entries by reason; counted when wide. */
void part_count_crl(struct tally *, struct arena *, const struct json_value *crl);

/* The level of this name; false: there is none. */
bool part_level(const struct json_value *, smimelint_level *);
/* A text of a report, safe to show; NULL for null and where there is none. */
const char *part_text(struct arena *, const struct json_value *);

#endif
