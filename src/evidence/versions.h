/* versions.h - which version of the SBR and of the TLS BR was in force when. */
#ifndef EVIDENCE_VERSIONS_H
#define EVIDENCE_VERSIONS_H

#include "base/span.h"

#include <stdint.h>

enum ev_baseline { BASELINE_SBR, BASELINE_TLS_BR };

/* The version of a document on a day; for the TLS BR the one that the SBR of the day mean.  NULL before the first that is known. */
const char *ev_version_on(enum ev_baseline, int32_t day);
/* Was this version the right one to name on the day, or one that may be named too? */
bool ev_version_fits(enum ev_baseline, struct span version, int32_t day);
/* Is the version not in the table, and the day so late that it may be one of those to come? */
bool ev_version_unknown(enum ev_baseline, struct span version, int32_t day);

#endif
