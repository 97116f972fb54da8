/* SPDX-License-Identifier: Apache-2.0 */
/*
 * baseline.h - the findings of an earlier report.  Two findings are the same
 * when the source's path, the rule, the path and the value are.
 */
#ifndef RESULT_BASELINE_H
#define RESULT_BASELINE_H

#include <stdatomic.h>

#include "base/json_doc.h"

/* One finding, as often as it was there.  The runs of a context share the entries: each is taken once. */
struct known {
	const char *key;
	atomic_ullong left;
};

/* An open hash table, half empty at least. */
struct baseline {
	struct known *slot;
	size_t cap, used;		/* cap: 0 or a power of 2 */
};

/*
 * Adds the findings of a json or ndjson report, in the arena; the document's
 * own one is for trees only.  False: d->error says why, and none was added.
 */
bool baseline_add(struct baseline *, struct arena *, struct json_doc *d);
/* Takes the entry that this finding equals; false: there is none left.  From several threads, too. */
bool baseline_take(const struct baseline *, const char *key);
/* What makes two findings the same, in the arena; source, path and value may be NULL. */
const char *baseline_key(struct arena *, const char *source, const char *rule, const char *path, const char *value);

#endif
