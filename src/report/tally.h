/* SPDX-License-Identifier: Apache-2.0 */
/* tally.h - counts over all results, for the closing line, --summary and the exit code. */
#ifndef REPORT_TALLY_H
#define REPORT_TALLY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/seen.h"
#include "report/lines.h"
#include "smimelint.h"

#define LEVELS (SMIMELINT_UNREADABLE + 1)

/* Rules that are told apart by their places; all behind them are one. */
#define TALLY_RULES 4096u

/* One name and how often it came. */
struct count {
	char *name;
	uint64_t n;
};

/* Counted names; an open hash table, sorted when it is shown. */
struct counts {
	struct count *slot;
	size_t cap, used;
};

/* So many of what is skipped are listed; all are counted. */
#define SKIPS_LISTED 100000u

/* Something that holds no certificate. */
struct skipped {
	const char *path, *reason;	/* safe to show */
	uint64_t line;			/* 0: no text, or all of it */
};

struct tally {
	uint64_t results;
	uint64_t status[LEVELS];	/* results by status */
	uint64_t finding[LEVELS];	/* findings by severity */
	uint64_t fresh[LEVELS];		/* findings that are new, by severity: they count */
	uint64_t records;		/* results that are records of evidence without a certificate, the unreadable ones apart */
	uint64_t record[LEVELS];	/* the same by status */
	uint64_t crls, responses;	/* results that are CRLs, and OCSP responses */
	uint64_t skipped;
	bool skips_unknown;		/* a report that was merged does not say how many; what others say counts above */
	bool listed;			/* what follows is the list of them, as far as it goes; who counted them owns it */
	const struct skipped *skip;
	size_t skips;
	uint64_t not_evaluated;		/* rules that were not evaluated, each once for each result */
	uint64_t without_evidence;	/* those of them that are about validation evidence */
	uint64_t lacking[2];		/* results with such rules: about other things, about evidence */
	uint64_t lacked[2][TALLY_RULES / 64];	/* a bit for each rule that was not evaluated somewhere */
	bool lacks[2];			/* so does the result at hand */
	uint64_t dropped;		/* findings that the form had no room for */
	const char *ended_by;		/* what ended the run before its inputs ("SIGTERM", "--timeout"); NULL: nothing */
	bool issuers_sought;		/* --issuer auto: what follows counts */
	uint64_t issuer_found, issuer_not_found;	/* certificates, self-signed ones apart */
	bool sampled, deduped;		/* --sample or --sample-rate, --dedupe: what follows counts */
	uint64_t population;		/* certificates from which the sample was taken */
	uint64_t duplicates;		/* certificates that had come before */
	struct lines lines;		/* of json and ndjson: the results as they are written */
	bool wide;			/* count also what follows (--summary) */
	bool failed;			/* memory is out */
	struct counts rules, issuers, profiles, months;
	struct counts covers, reasons;	/* of CRLs: whose status they tell; entries by their reasons */
	struct counts copies;		/* certificates that came more than once, by fingerprint */
};

void tally_free(struct tally *);
/* Adds the counts of b to a. */
void tally_add(struct tally *a, const struct tally *b);
/* One result; one of its findings; what its certificate says of itself (NULL: nothing).  The names count when wide. */
void tally_result(struct tally *, smimelint_level status);
/* Besides: a result that is a record of evidence without a certificate. */
void tally_record(struct tally *, smimelint_level status);
void tally_finding(struct tally *, smimelint_level severity, bool fresh, const char *rule);
/* A rule of the last result, and its place (smimelint_rule_index()). */
void tally_not_evaluated(struct tally *, const char *rule, size_t index);
/* How many rules were not evaluated somewhere. */
uint64_t tally_lacked(const struct tally *, bool about_evidence);
void tally_certificate(struct tally *, const char *issuer, const char *profile, const char *kind, const char *issued);
/* What kind of thing a result is ("crl", "ocsp-response", …; NULL: nothing says it), so that CRLs and responses count as such. */
void tally_kind(struct tally *, const char *kind);
/* What was judged, for "5 certificates": the kinds that came, records of evidence and what is unreadable apart. */
const char *tally_things(const struct tally *, uint64_t n);
/* A CRL: whose status it tells (NULL: nothing says it), and its entries by their reasons: "keyCompromise 3, absent 1". */
void tally_crl(struct tally *, const char *covers, const char *reasons);
/* When wide: the fingerprints that came more than once. */
void tally_copies(struct tally *, const struct seen *);
void counts_add(struct tally *, struct counts *, const char *name, uint64_t n);
/* Brings the names that are counted to the front of slot, the most frequent first, then by name. */
void tally_sort(struct tally *);
/* Is there a new finding at or above the level (pass, out of scope and unreadable apart). */
bool tally_reaches(const struct tally *, smimelint_level);

#endif
