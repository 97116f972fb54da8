/* SPDX-License-Identifier: Apache-2.0 */
/* observe.h - did the remote Network Perspectives see what they were to see? */
#ifndef EVIDENCE_OBSERVE_H
#define EVIDENCE_OBSERVE_H

#include "evidence/mpic.h"

/* Fills `seen` of each sighting of the attempt, as far as the response shows it. */
void ev_observe(struct arena *, const struct ev_record *, struct ev_attempt *);
/* Is the text, as a whole, what the validation of the attempt relies on, which has to be known? */
bool ev_is_relied(const struct ev_attempt *, struct span text);
/* Does the part, which is not empty, stand in the text, as a word of its own? */
bool ev_finds(struct arena *, struct span text, struct span part, bool exact_case, bool as_word);

#endif
