/* SPDX-License-Identifier: Apache-2.0 */
#include "input/der/boundary.h"

#include "der/der.h"
#include "input/sniff.h"

/* May other elements be in this one?  An OCTET STRING has them where it begins with one. */
static bool
may_hold(struct span content, uint8_t id)
{
	return (id & DER_CONSTRUCTED) != 0 || (id == DER_OCTET_STRING && (content.n == 0 || content.p[0] == DER_SEQUENCE));
}

/* The next element is one of those around it, and goes on behind the octets.  False: it is none that holds others. */
static bool
open_next(struct boundary *b, struct span rest, uint64_t total)
{
	size_t head = rest.p[1] > 0x80 ? 2 + (size_t)(rest.p[1] & 0x7f) : 2;

	if (b->depth == BOUNDARY_DEPTH || head > rest.n || !may_hold(span_from(rest, head), rest.p[0]))
		return false;
	b->end[b->depth++] = total < SIZE_MAX - b->at ? b->at + (size_t)total : SIZE_MAX;
	b->at += head;
	return true;
}

size_t
boundary_room(struct boundary *b, struct span octets)
{
	while (b->at < octets.n) {
		struct span rest = span_from(octets, b->at);
		uint64_t total = sniff_length(rest);
		bool last = rest.n > 1 && rest.p[0] == 0 && rest.p[1] == 0 && b->depth > 0 && b->end[b->depth - 1] == SIZE_MAX;

		/* Nothing is longer than what is around it, but in indefinite form. */
		if (total == 0 || (total == UINT64_MAX ? rest.p[1] != 0x80 : b->depth > 0 && total > b->end[b->depth - 1] - b->at))
			return 0;
		if (total > rest.n) {
			if (!open_next(b, rest, total))
				return 0;
			continue;
		}
		b->at += (size_t)total;
		b->depth -= last;
		while (b->depth > 0 && b->end[b->depth - 1] <= b->at)
			b->depth--;
	}
	if (b->at != octets.n)
		return 0;
	return b->depth > 0 && b->end[b->depth - 1] != SIZE_MAX ? b->end[b->depth - 1] - b->at : SIZE_MAX;
}
