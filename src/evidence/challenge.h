/* SPDX-License-Identifier: Apache-2.0 */
/*
 * challenge.h - is what the perspectives of an attempt were to see the Random
 * Value or Request Token of the validation, of which the record has the hash?
 */
#ifndef EVIDENCE_CHALLENGE_H
#define EVIDENCE_CHALLENGE_H

#include "evidence/mpic.h"

/* Fills `challenge` of the attempt, and what is relied on where another value was asked for or only the primary saw another one. */
void ev_settle_challenge(struct ev_attempt *);
/* The parameters of the domain validation in the call as it was sent (mpic[].request); NULL: not recorded. */
const struct json_value *ev_call_sent(const struct ev_attempt *);
/* Is what that call asked for the validation's? */
enum ev_challenge ev_challenge_sent(const struct ev_attempt *);
/* Where the hash is missing that what was asked for, or what the primary saw, would be compared with; NULL: nowhere. */
const struct json_value *ev_challenge_unhashed(const struct ev_attempt *);
/*
 * Did the primary see another value than that one, which its hash shows to be
 * what was asked for or what a remote one saw?  Not where it may be a hash of it.
 */
bool ev_challenge_missed_by_primary(const struct ev_attempt *);
/* Is the value a number in hexadecimal, behind a name of it or not? */
bool ev_is_hexadecimal(struct span value);

#endif
