/* SPDX-License-Identifier: Apache-2.0 */
/* ballots.h - which ballots of the CA/Browser Forum set the requirements that take effect on a day. */
#ifndef REPORT_BALLOTS_H
#define REPORT_BALLOTS_H

#include <stddef.h>
#include <stdint.h>

struct ballot {
	int32_t day;			/* on which they take effect */
	const char *name;		/* "SMC09"; those that begin with SMC are of the SBR, with SC of the TLS BR */
	const char *what;		/* in a few words */
};

/* The ballots of a day, in the order of their numbers: *n of them from the one returned on; NULL: none. */
const struct ballot *ballots_of(int32_t day, size_t *n);

/* Ballot i of all, in the order of their days; NULL past the end. */
const struct ballot *ballot_at(size_t i);

#endif
