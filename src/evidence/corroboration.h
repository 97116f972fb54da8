/* SPDX-License-Identifier: Apache-2.0 */
/*
 * corroboration.h - counts corroborating Network Perspectives as TLS BR
 * 3.2.2.9 does: distances, the quorum table, RIRs, and the phases.
 */
#ifndef EVIDENCE_CORROBORATION_H
#define EVIDENCE_CORROBORATION_H

#include "evidence/mpic.h"

/* ---- phases and quorum ---- */

struct mpic_phase {
	int32_t from;			/* the day it begins */
	unsigned remotes;		/* distinct remote perspectives at the least */
	bool quorum;			/* without a quorum the CA must not go on */
	unsigned rirs;			/* RIR service regions of those that corroborate, at the least */
};
/* The phase of a day; NULL before the first. */
const struct mpic_phase *mpic_phase(int32_t day);

/* Non-corroborations allowed with n distinct remote perspectives; -1: too few for any quorum. */
int mpic_allowed(unsigned n);
/* Corroborations needed with n, 2 at the least. */
unsigned mpic_needed(unsigned n);

/* ---- distances ---- */

#define MPIC_DISTANCE_KM 500.0		/* nearer ones are not distinct */
#define MPIC_ACCURACY_KM 50.0		/* of a place that does not say its own */

/* Great circle between two points in decimal degrees, in km. */
double mpic_distance(double lat1, double lon1, double lat2, double lon2);

enum mpic_nearness {
	MPIC_FAR,			/* 500 km or more at any rate */
	MPIC_NEAR,			/* less at any rate */
	MPIC_CLOSE,			/* the places are not exact enough to say */
	MPIC_UNPLACED			/* there are no coordinates */
};
/* *km: the distance, where they are near or close. */
enum mpic_nearness mpic_nearness(const struct ev_perspective *, const struct ev_perspective *, double *km);
/* … of two resolvers, which do not say how exact their places are. */
enum mpic_nearness mpic_nearness_of_resolvers(const struct ev_resolver *, const struct ev_resolver *, double *km);
/* Do two entries put one thing at two places, farther apart than both are exact?  *km: how far; 0: not. */
bool mpic_two_places(const struct ev_perspective *, const struct ev_perspective *, double *km);

/* ---- counting ---- */

#define MPIC_SETS 64			/* EV_ATTEMPT_PERSPECTIVES: one bit each */

/* A set of perspectives, and which of them are too near to each other. */
struct mpic_graph {
	uint64_t near[MPIC_SETS];
	unsigned n;
};
/*
 * The size of the largest set among these that has no two that are near each
 * other.  *decided becomes false when the search was given up; then a set of
 * the size returned exists, and a larger one may.
 */
unsigned mpic_largest_distinct(const struct mpic_graph *, uint64_t among, bool *decided);

/* What an attempt amounts to. */
struct mpic_count {
	/* by code, wherever they are */
	unsigned used;			/* remote perspectives */
	unsigned passed;		/* that say so */
	unsigned corroborating;		/* of those, that did not see anything else */
	unsigned uncompleted;		/* of those, that do not say whether their check was completed */
	/* of those at 500 km from each other and from the primary */
	unsigned distinct, distinct_corroborating;
	unsigned rirs, distinct_rirs;	/* regions of a quorum that is as diverse as one can be, 2 at the most */
	bool rir_unknown;		/* the region of some that corroborate is not known */
	bool decided;			/* false: what is distinct could not be found out */
	uint8_t met;			/* a bit for each enum mpic_nearness that two of them have, or one and the primary */
};
void mpic_count(const struct ev_attempt *, struct mpic_count *);
/* The same within what is left of a limit, which it lowers: whoever counts several attempts begins with the first. */
#define MPIC_RECORD_STEPS 100000u
void mpic_count_within(const struct ev_attempt *, unsigned *left, struct mpic_count *);
/* The same of each attempt of a record, in the arena, in their order; all of it within one limit.  NULL: memory is out. */
const struct mpic_count *mpic_count_all(struct arena *, const struct ev_attempts *);

/* Does the count meet the phase?  By code alone, or with what is distinct. */
bool mpic_has_quorum(unsigned used, unsigned corroborating);
bool mpic_meets(const struct mpic_count *, const struct mpic_phase *);

#endif
