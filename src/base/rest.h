/* SPDX-License-Identifier: Apache-2.0 */
/*
 * rest.h - things that a report only counts, digested as they come: a count
 * alone would make one report equal another that counts other things.
 */
#ifndef BASE_REST_H
#define BASE_REST_H

#include "base/span.h"

#define REST_DIGEST 32			/* octets of the digest: SHA-256 */

/* Whoever can digest; false: it failed, and keeps that in mind. */
struct rest_by {
	bool (*digest)(void *arg, struct span, uint8_t out[REST_DIGEST]);
	void *arg;
};

/* Begins as all zero.  Of as many things as there are it holds the digest of those before and the octets of the last. */
struct rest {
	size_t n;
	uint8_t octets[480];
};

/* One more thing, told from what comes next by its length. */
void rest_add(struct rest *, const struct rest_by *, struct span);

#endif
