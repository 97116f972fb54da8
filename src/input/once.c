/* SPDX-License-Identifier: Apache-2.0 */
#include "input/once.h"

/* So many are remembered: a container of very many is no record of one. */
#define MOST 64

bool
once_seen(struct once *o, struct span der)
{
	size_t at = 0, n, count = 0;

	while (at < o->octets.n && !o->octets.failed) {
		memcpy(&n, o->octets.p + at, sizeof n);
		at += sizeof n;
		if (n == der.n && memcmp(o->octets.p + at, der.p, n) == 0)
			return true;
		at += n;
		count++;
	}
	if (count == MOST)
		return false;
	out_mem(&o->octets, &der.n, sizeof der.n);
	out_mem(&o->octets, der.p, der.n);
	return false;
}
