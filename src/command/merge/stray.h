/* SPDX-License-Identifier: Apache-2.0 */
/*
 * stray.h - results about validation evidence records without a certificate.
 * Every part of a corpus is linted with the whole evidence, so each part says
 * of all records whose certificates it does not have that they are orphans;
 * an orphan is one that all parts have.  Unusable records are said by each.
 *
 * The texts lie in a temporary file; of each there are 45 to 90 octets in memory.
 */
#ifndef COMMAND_MERGE_STRAY_H
#define COMMAND_MERGE_STRAY_H

#include <stdio.h>

#include "base/json.h"
#include "base/seen.h"
#include "smimelint.h"

struct strays {
	struct seen seen;		/* by the digest of their text: in how many reports */
	FILE *spool;			/* kind and text on each line, in the order in which they were met first */
	bool reading;			/* and no more written */
	uint32_t most;			/* the most reports that have the same one */
	char *line;
	size_t cap;
	int error;			/* errno of the temporary file; 0: none */
};

enum stray { STRAY_NONE, STRAY_ORPHAN, STRAY_UNUSABLE };

/* What this result says of a record without a certificate. */
enum stray stray_kind(const struct json_value *result);
/* Takes one; run is for digests.  False: memory is out, or the file failed. */
bool strays_add(struct strays *, smimelint_run *run, enum stray, struct span text);

/*
 * After the last of so many reports: the next record that is unusable, or an
 * orphan in all of them; the text is valid until the next call.  False at the
 * end, and on a failure (strays_failed()).
 */
bool strays_next(struct strays *, smimelint_run *run, uint64_t reports, struct span *text);
bool strays_failed(const struct strays *);
void strays_free(struct strays *);

#endif
