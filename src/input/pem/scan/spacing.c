/* SPDX-License-Identifier: Apache-2.0 */
#include "input/pem/scan/spacing.h"

#include "base/ascii.h"
#include "input/written/run.h"

/* Lines one behind the other that end with the same octet, no fewer. */
#define ENDS 4

/* What stands before the octet at its end. */
static struct span
before_octet(struct span text)
{
	while (text.n > 0 && hex_digit(text.p[text.n - 1]) >= 0)
		text.n--;
	return text;
}

bool
spacing_line_ends(struct span text)
{
	return memchr(text.p, '\n', text.n) != NULL || memchr(text.p, '\r', text.n) != NULL;
}

/* A line has ended, and another octet follows. */
static void
line_ends(struct spacing *s, struct span text)
{
	struct span joint = before_octet(text);

	s->n_joint = joint.n <= sizeof s->joint ? joint.n : 0;
	memcpy(s->joint, joint.p, s->n_joint);
	s->lines++;
	s->width = s->lines == 1 ? s->made : s->width;
	s->odd |= s->middle > 0 && s->middle * 2 != s->width;
	s->odd |= s->group > 0 && s->width % s->group != 0;
	s->shorter |= s->made < s->width;
	s->odd |= s->shorter || s->made > RUN_WRAPPED;
	s->ends = s->lines > 1 && s->last == s->end ? s->ends + 1 : 0;
	s->odd |= s->ends == ENDS;
	s->end = s->last;
	s->made = 0;
}

/* Characters that stand in front of the next octet of the line. */
static size_t
expected(const struct spacing *s)
{
	if (s->group > 0 && s->made % s->group != 0)
		return 0;
	return s->gap + (s->middle > 0 && s->made == s->middle);
}

/* In the first line, whose gaps are not all the same: octets may stand in groups, or there is one more blank in its middle. */
static bool
is_parted(struct spacing *s, size_t gap, uint8_t sign)
{
	if (s->lines > 0 || sign != ' ' || s->middle > 0)
		return false;
	if (s->gap == 0 && s->group == 0 && (s->made == 2 || s->made == 4 || s->made == 8)) {
		s->group = s->made;
		s->gap = gap;
	} else if (s->gap > 0 && gap == s->gap + 1) {
		s->middle = s->made;
	} else {
		return false;
	}
	return true;
}

/* An octet behind another of its line. */
static void
feed_gap(struct spacing *s, struct span text)
{
	size_t gap = before_octet(text).n;
	uint8_t sign = text.p[0];

	if (s->lines + s->made > 1) {
		if (gap == expected(s) && (gap == 0 || sign == s->sign))
			return;
		if (!is_parted(s, gap, sign)) {
			s->odd = true;
			s->gap = gap;
			s->group = s->middle = 0;
		}
	} else {
		s->gap = gap;
	}
	s->sign = sign;
}

void
spacing_feed(struct spacing *s, struct span text, int octet)
{
	bool first = s->lines + s->made == 0;

	if (!first && spacing_line_ends(text))
		line_ends(s, text);
	else if (s->made > 0)
		feed_gap(s, text);
	s->made++;
	s->odd |= s->lines > 0 && s->made > s->width;
	s->last = octet;
}

bool
spacing_goes_on(const struct spacing *s, struct span text, bool trails)
{
	struct span before = before_octet(text);

	if (!spacing_line_ends(text))
		return before.n == expected(s) && (before.n == 0 || text.p[0] == s->sign);
	for (size_t i = 0; i < before.n; i++)
		trails |= !is_space(before.p[i]);
	return trails && s->made == s->width && span_eq(before, (struct span){ s->joint, s->n_joint });
}

bool
spacing_is_odd(const struct spacing *s)
{
	return (s->odd || s->middle > 0) && s->lines > 0;
}

size_t
spacing_last(const struct spacing *s)
{
	return s->odd || s->lines == 0 ? 0 : s->made;
}

bool
spacing_may_end(const struct spacing *s)
{
	return s->lines == 0 || s->made < s->width;
}
