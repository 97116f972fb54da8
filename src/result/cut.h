/* cut.h - which findings are shown where there are very many. */
#ifndef RESULT_CUT_H
#define RESULT_CUT_H

#include "engine/engine.h"

/*
 * Of more than ENGINE_MAX_FINDINGS: leaves as many as are shown, in their order, and one that counts
 * the others.  Of each rule the first stays that is new, or if none is, one
 * that is accepted; then new ones before those known, these before those
 * waived, the severe before the others.
 */
void findings_cut(struct smimelint_run *);

#endif
