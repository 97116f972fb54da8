/* SPDX-License-Identifier: Apache-2.0 */
/* duration.h - which came first, and how long it lay before. */
#ifndef EVIDENCE_RECORD_DURATION_H
#define EVIDENCE_RECORD_DURATION_H

#include "base/arena.h"
#include "evidence/record/record.h"

#define SECONDS_PER_HOUR INT64_C(3600)

/* Are both given, and is a later than b? */
bool ev_after(const struct ev_time *a, const struct ev_time *b);
/* Seconds from one time to another, a part of one counted whole: over a limit exactly when the time between them is. */
int64_t ev_elapsed(const struct ev_time *from, const struct ev_time *to);
/* "398 d 1 s", "25 h", "12 min 30 s"; days from two on.  Never NULL. */
const char *ev_duration(struct arena *, int64_t seconds);

#endif
