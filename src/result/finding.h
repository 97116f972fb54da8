/* SPDX-License-Identifier: Apache-2.0 */
/* finding.h - a finding as the public header has it. */
#ifndef RESULT_FINDING_H
#define RESULT_FINDING_H

#include "engine/engine.h"

/*
 * Finding i; its state is new until accepted_judge().  Where nothing could be
 * read, the value is what the caller's reader found, and there is no place.
 */
smimelint_finding finding_view(struct smimelint_run *, size_t i);
/* The path and value that finding_view() gives, without the rest, in the arena; NULL: none. */
void finding_place(struct smimelint_run *, size_t i, struct arena *, const char **path, const char **value);

#endif
