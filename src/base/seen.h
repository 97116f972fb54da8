/* SPDX-License-Identifier: Apache-2.0 */
/*
 * seen.h - how often each fingerprint came: an open hash table.  The keys are
 * digests, so their own octets are the hash.  36 octets for each slot; at
 * least two in five and at most four in five are taken, so 45 to 90 octets
 * for each fingerprint, and half as much again while the table grows.
 */
#ifndef BASE_SEEN_H
#define BASE_SEEN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define FINGERPRINT 32			/* octets of SHA-256 */

struct seen_slot {
	uint8_t key[FINGERPRINT];
	uint32_t n;			/* 0: the slot is free; at most UINT32_MAX */
};

struct seen {
	struct seen_slot *slot;
	size_t cap, used;
	bool failed;			/* memory is out */
};

/* Adds n (not 0) to the count of this key and returns what it was before; 0 also when memory is out. */
uint32_t seen_add(struct seen *, const uint8_t key[FINGERPRINT], uint32_t n);
/* How often it came. */
uint32_t seen_count(const struct seen *, const uint8_t key[FINGERPRINT]);
void seen_free(struct seen *);

#endif
