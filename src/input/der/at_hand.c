/* SPDX-License-Identifier: Apache-2.0 */
#include "input/der/at_hand.h"

bool
at_hand_is_line_end(struct span s, unsigned most)
{
	for (; most > 0 && s.n > 0; most--)
		if (s.p[0] == '\n')
			s = span_from(s, 1);
		else if (s.p[0] == '\r' && s.n > 1 && s.p[1] == '\n')
			s = span_from(s, 2);
		else
			break;
	return s.n == 0;
}

struct span
at_hand_own(const struct split *s, size_t n)
{
	struct span octets = { (const uint8_t *)s->octets.p, n };

	if (s->whole > 0 && n >= s->whole && s->seen <= s->limit && at_hand_is_line_end(span_from(octets, s->whole), s->line_ends))
		octets.n = s->whole;
	return octets;
}

int
at_hand_out(struct split *s)
{
	int r = s->fn(s->arg, at_hand_own(s, s->octets.n), s->start, s->seen > s->limit);

	out_clear(&s->octets);
	s->total = s->seen = 0;
	if (s->usual != 0)
		s->limit = s->usual;
	s->usual = 0;
	s->whole = 0;
	s->again = (struct again){ 0, 0 };
	s->armour = 0;
	return r;
}

void
at_hand_add(struct split *s, struct span *in, uint64_t n)
{
	size_t take = n < in->n ? (size_t)n : in->n;
	size_t room = s->octets.n <= s->limit ? s->limit + 1 - s->octets.n : 0;

	if (s->seen == 0)
		s->start = s->line;
	out_mem(&s->octets, in->p, take < room ? take : room);
	s->seen += take;
	*in = span_sub(*in, take, in->n - take);
}

struct span
split_element(const struct split *s)
{
	return out_span(&s->octets);
}

void
split_reset(struct split *s)
{
	out_clear(&s->octets);
	s->total = s->seen = 0;
	s->whole = 0;
	s->found = false;
	s->n_ahead = 0;
	s->again = (struct again){ 0, 0 };
	s->armour = 0;
	s->state = SPLIT_ELEMENT;
}
