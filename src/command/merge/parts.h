/* SPDX-License-Identifier: Apache-2.0 */
/*
 * parts.h - merge --parts N: are the reports the N parts of one corpus?  None
 * may be missing, cut, doubled, or foreign (made otherwise than the first).
 *
 * A part is doubled when an input of it gave the same first result in an
 * earlier part, and where inputs have no names (standard input) when all
 * results are those of an earlier part; one without results when it is the
 * same file, or skipped the same files.  45 to 90 octets for each input.
 */
#ifndef COMMAND_MERGE_PARTS_H
#define COMMAND_MERGE_PARTS_H

#include "base/arena.h"
#include "base/json.h"
#include "base/out.h"
#include "base/seen.h"
#include "smimelint.h"

/* PARTS_DAMAGED, the others apart: what it holds is not what it was made with; merge says where. */
enum parts_fault { PARTS_CUT, PARTS_DOUBLED, PARTS_FOREIGN, PARTS_DAMAGED, PARTS_FAULTS };

/* What merge knows of a report when it ends. */
struct parts_end {
	bool closed;			/* by its counts */
	bool foreign;			/* made otherwise than the first, or of a schema that is not ours */
	bool damaged;
};

struct parts {
	uint64_t wanted;		/* 0: nobody asked, and nothing is kept */
	const char **operand;		/* of each report, as named; they live as long as the command line */
	size_t n, cap;
	struct seen inputs;		/* the first result of each input: in which report, from 1 */
	struct seen whole;		/* all results of a report: which one */
	uint8_t chain[FINGERPRINT];	/* of the results of the report at hand */
	struct out path;		/* of the last of them */
	bool any;			/* the report at hand has results */
	bool skipped;			/* it has none, and skipped files */
	struct seen files;		/* the files that reports were read from: in which report first */
	uint32_t same_file;		/* an earlier report that stood in the file at hand; 0: none */
	uint32_t twin;			/* an earlier report that has the same; 0: none */
	struct out twice;		/* the input that both have; empty: all results */
	uint64_t faulty[PARTS_FAULTS];	/* reports */
	bool failed;			/* memory is out */
};

/* Takes a result of the report at hand, as written; run is for digests. */
void parts_result(struct parts *, smimelint_run *run, const struct json_value *result, struct span text);
/* Takes a file that it skipped; path and reason as written. */
void parts_skipped(struct parts *, smimelint_run *run, struct span path, struct span reason);
/* The file that the next reports stand in: device and inode. */
void parts_file(struct parts *, smimelint_run *run, uint64_t device, uint64_t inode);
/*
 * The end of the report at hand.  Puts a sentence for each fault that it has,
 * in the arena; NULL: it has not, or its damage has been said.
 */
void parts_report(struct parts *, struct arena *, const char *operand, const struct parts_end *,
    const char *why[PARTS_FAULTS]);
/* After the last report: what is wrong with their number, in the arena; NULL: nothing. */
const char *parts_number(const struct parts *, struct arena *);
/* All faults in one line; NULL: there are none. */
const char *parts_verdict(const struct parts *, struct arena *);
void parts_free(struct parts *);

#endif
