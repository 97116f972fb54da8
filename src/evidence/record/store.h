/* SPDX-License-Identifier: Apache-2.0 */
/*
 * store.h - all records of a run, found by the certificate they are about.
 *
 * One pass over the sources reads every record and keeps what finds it again:
 * its place, its matchers, and the Random Values in it.  The first records, all
 * of a run over few, are kept as they were read; the others stay where they are
 * and are fetched when their certificate comes.
 */
#ifndef EVIDENCE_RECORD_STORE_H
#define EVIDENCE_RECORD_STORE_H

#include <stdatomic.h>

#include "evidence/record/decode.h"

/*
 * Reads up to n octets of a source from `at` on into buf: how many, fewer than
 * n at the end only; negative when they cannot be read.  Called from several
 * threads at once.
 */
typedef int64_t ev_fetch_fn(void *arg, uint64_t at, uint8_t *buf, size_t n);

struct ev_origin {
	char *name;
	ev_fetch_fn *fetch;
	void *arg;
};

/*
 * Records of so many octets in all are kept as they were read, unless their values are shorter than so many octets: what
 * is kept stays within six times the first.
 */
#define EV_KEPT_MOST ((size_t)8 << 20)
#define EV_KEPT_VALUE 16u

/* One record, or what stands in the place of one and is none. */
struct ev_entry {
	uint64_t offset, line;		/* line: of its first octet, from 1 */
	uint32_t length, source;
	const char *unusable;		/* constant words; NULL: it is a record */
	uint64_t bad_line, bad_column;	/* unusable: where */
	const struct ev_reading *kept;	/* NULL: it is fetched and read again */
};

/* What leads to an entry from a certificate, or from a record_id. */
enum ev_key_kind { EV_KEY_TBS, EV_KEY_SHA256, EV_KEY_SERIAL, EV_KEY_NAME };
struct ev_key {
	uint8_t octets[16];		/* of the hash; of the issuer's hash and of the serial's; of the record_id and how long it is */
	uint32_t entry;
	uint8_t kind;
	bool second;			/* the record has a matcher of an earlier kind, too */
};

/* In what the uses of one value differ, as far as they tell. */
enum ev_shared {
	SHARED_ENTRIES = 1 << 0, SHARED_REQUESTS = 1 << 1, SHARED_MAILBOXES = 1 << 2, SHARED_SENT = 1 << 3, SHARED_CREATED = 1 << 4,
	SHARED_RECIPIENTS = 1 << 5,	/* of two that were sent at different times */
	SHARED_VALIDATIONS = 1 << 6,	/* of other names or times: no one of them is another one used again */
	SHARED_APPLICANTS = 1 << 7,	/* of two records, which do not name one request */
	SHARED_UNSURE = 1 << 8		/* one of them does not say its request, or one request is of two Applicants */
};
/* A Random Value or Request Token in a record, and what it was for. */
struct ev_use {
	uint8_t value[16];		/* the first octets of its SHA-256 */
	uint64_t request, mailbox, applicant;	/* hashes of request_id, of the mailboxes it validates, of applicant_id; 0: not given */
	uint64_t validation;		/* hash of the name that was validated, and when: a validation that is used again has the same */
	uint32_t entry;
	uint32_t sent, created;		/* when that was, in seconds; 0: not given */
	uint32_t to;			/* ev_recipients_hash() */
	uint16_t shared;		/* set of enum ev_shared, of all uses of the value */
	uint8_t section;		/* enum ev_sbr_section */
};

struct ev_store {
	struct ev_origin *source;
	struct ev_entry *entry;
	struct ev_key *key;		/* sorted */
	struct ev_use *use;		/* sorted by value, then by request, then by entry */
	atomic_bool *used;		/* per entry: some certificate has it */
	struct arena kept;
	size_t n_kept;			/* octets of the records in it */
	size_t n_source, n_entry, n_key, n_use, cap_source, cap_entry, cap_key, cap_use;
};

enum ev_status { EV_OK, EV_NO_MEMORY, EV_UNREAD };

/*
 * Adds all records of a source; its name is copied.  A JSON document with one
 * record or an array of them, or one record on each line (NDJSON).  A bad line
 * becomes an entry that says so and does not end the reading.  EV_UNREAD: the
 * source cannot be read or has no octets; blanks and a list of none are read.
 */
enum ev_status ev_store_add(struct ev_store *, const char *name, ev_fetch_fn *, void *arg);
void ev_store_free(struct ev_store *);

/* What a certificate is found by. */
struct ev_matchers {
	uint8_t sha256[32], tbs_sha256[32], issuer_name_sha256[32];
	struct span serial;		/* lower-case hexadecimal without leading zeros */
	bool has_sha256;		/* not of what is not signed yet */
};

/* Of whom a Random Value was sent to: the same for the same addresses, in whatever order, letters and number; 0: nobody is given. */
uint32_t ev_recipients_hash(const struct ev_random_value *);

/* Those of a record; points into it. */
void ev_matchers_read(const struct ev_subject *, struct ev_matchers *);

/*
 * The entries whose tbs_sha256 or sha256 is the certificate's, and those whose
 * issuer and serial are: where there are others, only such as have no better
 * matcher, since another certificate may have the same serial, but not the same
 * hash.  Writes the last `max` of them at the most, in the order of the sources,
 * and returns how many there are.  Marks them as used.
 */
size_t ev_store_match(const struct ev_store *, const struct ev_matchers *, uint32_t *entry, size_t max);

/*
 * Other entries that probably have the record_id of this one: at the most `max`, those nearest to it in the order of the
 * sources, and returns how many there are.
 */
size_t ev_store_namesakes(const struct ev_store *, struct span record_id, uint32_t entry, uint32_t *other, size_t max);

/* The octets of an entry, in the arena; false when they cannot be had any more. */
bool ev_store_fetch(const struct ev_store *, size_t entry, struct arena *, struct span *text);

/* The record of an entry, as it was kept or read again in the arena.  False when its octets cannot be had any more. */
bool ev_store_read(const struct ev_store *, size_t entry, struct arena *, struct ev_reading *);

/* All uses of the value with this SHA-256 (64 hexadecimal digits), and how many there are. */
const struct ev_use *ev_store_uses(const struct ev_store *, struct span sha256, size_t *n);
/* In what those of one entry among these differ: set of enum ev_shared. */
uint16_t ev_uses_shared(const struct ev_use *, size_t n, uint32_t entry);
/* The hash by which uses tell requests and mailboxes apart; never 0. */
uint64_t ev_store_hash(struct span);

#endif
