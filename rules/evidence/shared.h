/* SPDX-License-Identifier: Apache-2.0 */
/* shared.h - what a Random Value was used for besides, in its record and in all others. */
#ifndef RULES_EVIDENCE_SHARED_H
#define RULES_EVIDENCE_SHARED_H

#include "rule/rule.h"

#define OTHER_REQUEST "for another request"

/* Have both validations the value of v? */
bool has_value_of(const struct ev_validation *, const struct ev_validation *v);
/* All uses of the validation's value, over all records, and how many they are; none where its hash is not said. */
const struct ev_use *uses_of(const struct check *, const struct ev_validation *, size_t *);

/* Does the rule that asks speak of a validation whose value is shared so? */
typedef bool speaks_fn(const struct ev_validation *, uint8_t shared);
/* Reports with what the value is shared: another validation of the record, or another record. */
void report_shared(struct check *, const struct ev_validation *, const char *with, const struct ev_use *, size_t, speaks_fn *);

#endif
