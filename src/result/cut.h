/* SPDX-License-Identifier: Apache-2.0 */
/* cut.h - which findings are shown where there are very many. */
#ifndef RESULT_CUT_H
#define RESULT_CUT_H

#include "engine/engine.h"

/* The findings in the order they would be shown in if none were accepted, and then those that would not be. */
struct cut {
	struct place *place;		/* in the run's arena */
};

/*
 * More than ENGINE_MAX_FINDINGS?  Then adds a finding that counts those that
 * are not shown, and tells by a digest which they are.
 */
bool cut_begin(struct smimelint_run *, struct cut *);

/*
 * Once all have their state: leaves as many as are shown, in their order, and
 * the one that counts.  Of each rule the first stays that is new, or, if none
 * is, one that is accepted; then new ones before those known, these before
 * those waived, the severe before the others.  Where the count is known, so
 * are those that it speaks of.
 */
void cut_end(struct smimelint_run *, const struct cut *);

#endif
