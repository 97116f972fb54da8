/* SPDX-License-Identifier: Apache-2.0 */
/* policy_map.h - policy OIDs of the CA's own that stand for profiles (--policy-map). */
#ifndef ENGINE_POLICY_MAP_H
#define ENGINE_POLICY_MAP_H

#include "base/span.h"

struct policy_map {
	uint8_t oid[64];
	size_t n;
	uint8_t type, gen;
	size_t next;			/* the one before with the same hash, counted from 1; 0: none */
};

/* In the order in which they came, found by a hash table with chains.  Zeros: none. */
struct policy_maps {
	struct policy_map *v;
	size_t n, cap;
	size_t *last;			/* cap of them: for each hash the last that has it, counted from 1 */
};

/* What stands for this OID, or NULL. */
const struct policy_map *policy_maps_find(const struct policy_maps *, struct span oid);
/* Adds one whose OID is not there yet.  False: memory is out, and nothing has changed. */
bool policy_maps_add(struct policy_maps *, struct policy_map);
/* Keeps the first n alone. */
void policy_maps_keep(struct policy_maps *, size_t n);
void policy_maps_free(struct policy_maps *);

#endif
