/* SPDX-License-Identifier: Apache-2.0 */
#include "input/der/taken_in.h"

#include "input/der/filled.h"
#include "input/der/structure.h"
#include "input/sniff.h"

/* Octets that a wrong length had taken in are split anew, so often inside one another. */
#define ANEW 3

/* Where something else begins in the element at hand, behind its own beginning, or in what trails it; 0: nowhere. */
static size_t
begins_inside(const struct split *s)
{
	struct span octets = out_span(&s->octets);
	size_t own = s->whole > 0 ? s->whole : 2;

	if (s->total == UINT64_MAX)
		return octets.n > own ? filled_from(octets, own) : 0;
	octets.n = octets.n < s->total ? octets.n : (size_t)s->total;
	return filled_with_others(octets, s->seen < s->total, s->has_text);
}

bool
split_is_whole(const struct split *s)
{
	return s->seen == s->total && s->seen == s->octets.n && begins_inside(s) == 0;
}

size_t
taken_in_at(const struct split *s)
{
	size_t n = s->anew == ANEW || s->seen > s->octets.n ? 0 : begins_inside(s);

	return n > 0 && s->octets.p[n] == '-' && !s->has_text ? 0 : n;
}

bool
taken_in_possible(const struct split *s)
{
	struct span der = split_element(s);

	return s->seen != s->total || (s->seen == der.n && (!filled_by_fields(der) || (sniff_status(der) && !sniff_crl(der)) ||
	    (s->has_text && filled_with_armour(der) > 0)) && !taken_in_ends(s));
}

bool
taken_in_ends(const struct split *s)
{
	return s->seen == s->total && s->seen == s->octets.n && structure_ends(split_element(s));
}

enum overlap
taken_in_overlaps(const struct split *s, struct span behind)
{
	uint8_t octets[2 * (AGAIN_OCTETS - 1)];
	size_t kept = s->octets.n, own = kept < AGAIN_OCTETS ? kept - 1 : AGAIN_OCTETS - 1, n;
	enum overlap found = OVERLAP_NONE;

	if (s->seen != kept)
		return OVERLAP_NONE;
	if (behind.n > AGAIN_OCTETS - 1)
		behind.n = AGAIN_OCTETS - 1;
	memcpy(octets, s->octets.p + kept - own, own);
	memcpy(octets + own, behind.p, behind.n);
	n = own + behind.n;
	for (size_t i = 0; i < own; i++)
		if (again_may_begin(octets + i, n - i < AGAIN_OCTETS ? (unsigned)(n - i) : AGAIN_OCTETS)) {
			if (n - i >= AGAIN_OCTETS)
				return OVERLAP_BEGINS;
			found = OVERLAP_OPEN;
		}
	return found;
}
