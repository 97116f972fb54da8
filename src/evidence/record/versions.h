/* SPDX-License-Identifier: Apache-2.0 */
/* versions.h - which version of the SBR and of the TLS BR was in force when. */
#ifndef EVIDENCE_RECORD_VERSIONS_H
#define EVIDENCE_RECORD_VERSIONS_H

#include "base/span.h"

#include <stdint.h>

enum ev_baseline { BASELINE_SBR, BASELINE_TLS_BR };

/* The version of a document on a day; for the TLS BR the one that the SBR of the day mean.  NULL before the first that is known. */
const char *ev_version_on(enum ev_baseline, int32_t day);
/* Was this version the right one to name on the day, or one that may be named too? */
bool ev_version_fits(enum ev_baseline, struct span version, int32_t day);
/* What a text is as the number of a version. */
enum ev_version {
	VERSION_NONE,			/* no number: numbers with dots between them */
	VERSION_PUBLISHED,		/* one of the table, or older than the first there */
	VERSION_NEVER_PUBLISHED,	/* lower than the newest that is known, and none of them */
	VERSION_LATER			/* above the newest that is known */
};
enum ev_version ev_version_read(enum ev_baseline, struct span version);
/* The newest version that is known, and the day from which it is in force (NULL: not asked for). */
const char *ev_version_newest(enum ev_baseline, int32_t *from);

#endif
