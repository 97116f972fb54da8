/* SPDX-License-Identifier: Apache-2.0 */
/*
 * baseline.h - the findings of an earlier report.  Two findings are the same
 * when the source's path, the rule, the path and the value are; what counted for
 * little does not cover what counts for more.
 */
#ifndef RESULT_BASELINE_H
#define RESULT_BASELINE_H

#include <stdatomic.h>

#include "base/json_doc.h"
#include "engine/engine.h"

/* What makes two findings the same: half of a SHA-256, so that nobody can write a value that equals another. */
struct known_key {
	uint8_t octets[16];
};

/*
 * One finding of one severity, as often as it was there.  The runs of a context share the entries.  Each is taken once by a finding of its
 * severity, and once by one of each that is milder: so what is known does not depend on which of them comes first.
 */
struct known {
	struct known_key key;		/* all zero: the slot is free */
	atomic_uint left[SMIMELINT_ERROR - SMIMELINT_NOTICE + 1];	/* for findings so much milder */
};

/* An open hash table, half empty at least. */
struct baseline {
	struct known *slot;
	size_t cap, used;		/* cap: 0 or a power of 2 */
};

/*
 * Adds the findings of a json or ndjson report, in the arena; the document's
 * own one is for trees only.  False: d->error says why, and none was added.
 * With `lines` the text is some lines of an ndjson report.
 */
bool baseline_add(struct baseline *, struct arena *, struct key_work *, struct json_doc *d, bool lines);
/*
 * Takes the entry that this finding equals, of its severity or else of a graver one; false: there is none left.  One that is upcoming takes
 * none of those that counted.  From several threads, too.
 */
bool baseline_take(const struct baseline *, const struct known_key *, smimelint_level severity);
/* The key of a finding; source, path and value may be NULL.  The arena is for what is made on the way.  False: no memory. */
bool baseline_key(struct known_key *, struct key_work *, struct arena *, const char *source, const char *rule,
    const char *path, const char *value);

#endif
