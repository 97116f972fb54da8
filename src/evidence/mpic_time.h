/* SPDX-License-Identifier: Apache-2.0 */
/* mpic_time.h - see mpic_time.c. */
#ifndef EVIDENCE_MPIC_TIME_H
#define EVIDENCE_MPIC_TIME_H

#include "evidence/mpic.h"

/* Sets `last` and `time` of the attempt, and which sightings are apart; clocks may differ by `skew` seconds. */
void ev_settle_time(struct ev_attempt *, int64_t skew);

#endif
