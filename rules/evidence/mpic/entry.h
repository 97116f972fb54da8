/* SPDX-License-Identifier: Apache-2.0 */
/*
 * entry.h - the entries of the table of perspectives that an attempt used.
 * What a rule says of one stands at the entry, once for all attempts; where it
 * is of the linter's own table, at the code in the first.
 */
#ifndef RULES_EVIDENCE_MPIC_ENTRY_H
#define RULES_EVIDENCE_MPIC_ENTRY_H

#include "rules/evidence/ask.h"

/* The entry of a sighting, or of the primary (-1); NULL: there is none. */
static inline const struct ev_perspective *
entry_at(const struct ev_attempt *t, int64_t i)
{
	return i < 0 ? t->primary_place : t->sighting[i].place;
}

/* Is it neither the primary again nor listed before? */
static inline bool
entry_counts(const struct ev_attempt *t, int64_t i)
{
	return i < 0 || (!t->sighting[i].again && !t->sighting[i].is_primary);
}

/* Is the entry one of the record? */
bool entry_is_own(const struct check *, const struct ev_perspective *);
/* Where the code of the primary (-1) or of a sighting stands. */
const struct json_value *entry_code_at(const struct ev_attempt *, int64_t i, const char **member);
/* Reports at the member of the entry: its code and what is wrong. */
void entry_report(struct check *, const struct ev_attempt *, int64_t i, const struct ev_perspective *, const char *key, const char *what);

/* Entries of which something was said. */
struct told {
	const struct ev_perspective **entry;
	uint32_t n, most;
};
/* False: memory is out. */
bool told_begin(struct check *, struct told *);
/* Is this the first time?  From now on it is not. */
bool told_first(struct told *, const struct ev_perspective *);

/* Each attempt as ask_each_attempt() has them, with what has been told. */
typedef void telling_fn(struct check *, const struct ev_attempt *, struct told *);
void entry_each_attempt(struct check *, telling_fn *judge);

#endif
