/* SPDX-License-Identifier: Apache-2.0 */
/* rest.c - things that a report only counts, digested as they come. */
#include "base/rest.h"

static void
put(struct rest *r, const struct rest_by *by, struct span octets)
{
	uint8_t digest[REST_DIGEST];

	while (octets.n > sizeof r->octets - r->n) {
		size_t n = sizeof r->octets - r->n;

		memcpy(r->octets + r->n, octets.p, n);
		octets = span_sub(octets, n, octets.n - n);
		if (!by->digest(by->arg, (struct span){ r->octets, sizeof r->octets }, digest))
			return;
		memcpy(r->octets, digest, sizeof digest);
		r->n = sizeof digest;
	}
	if (octets.n > 0)
		memcpy(r->octets + r->n, octets.p, octets.n);
	r->n += octets.n;
}

void
rest_add(struct rest *r, const struct rest_by *by, struct span thing)
{
	uint8_t length[sizeof(uint64_t)];
	size_t at = sizeof length;

	/* As many octets as it takes, and how many these are. */
	for (size_t n = thing.n; n > 0; n >>= 8)
		length[--at] = (uint8_t)n;
	put(r, by, (struct span){ &(uint8_t){ (uint8_t)(sizeof length - at) }, 1 });
	put(r, by, (struct span){ length + at, sizeof length - at });
	put(r, by, thing);
}
