/* SPDX-License-Identifier: Apache-2.0 */
/* answer.h - the types of what the answers of others have, which a record has verbatim. */
#ifndef EVIDENCE_ANSWER_H
#define EVIDENCE_ANSWER_H

#include "evidence/record/decode.h"

/*
 * Adds a fault to the reading for each member of the answer, of those that are
 * read, whose value is of another type than the service gives it: such a value
 * counts as absent, and would be missed by nobody.  null is absent.  Members
 * that are not read may be anything.
 */
void ev_answer_check(struct arena *, const struct ev_mpic *, struct ev_reading *);
/* The same of the answers of GLEIF. */
void ev_gleif_check(struct arena *, struct ev_reading *);

#endif
