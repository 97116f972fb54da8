/* SPDX-License-Identifier: Apache-2.0 */
/*
 * perspective.h - the entries of a table of Network Perspectives: which of a
 * code holds at a time, and whether two contradict one another.
 */
#ifndef EVIDENCE_PERSPECTIVE_H
#define EVIDENCE_PERSPECTIVE_H

#include "evidence/record/record.h"

/* Does the entry hold at that time?  Each does where it is not given. */
bool ev_perspective_holds(const struct ev_perspective *, struct ev_time at);
/*
 * The entry of a code that holds at a time; NULL: none does.  Of several it is the one that
 * began last, and of those that began together one that their order has no part in.
 */
const struct ev_perspective *ev_perspective_find(const struct ev_perspective *, uint32_t n, struct span code, struct ev_time at);
/*
 * The first member that two entries of one code have differently, though some time is in both; not the moment at which one
 * hands over to the other, and not the time of one without an end, once the other has begun.  NULL: they do not contradict one
 * another.  What is said in one alone is said differently.
 */
const char *ev_perspective_contradiction(const struct ev_perspective *, const struct ev_perspective *);

/* Where a resolver is, to be compared as perspectives are. */
struct ev_perspective ev_resolver_place(const struct ev_resolver *);

#endif
