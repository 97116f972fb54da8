/* SPDX-License-Identifier: Apache-2.0 */
#include "input/pem/spacing.h"

#include "base/ascii.h"
#include "input/written/run.h"

/* Lines one behind the other that end with the same octet, no fewer. */
#define ENDS 4

/* A line has ended, and another octet follows. */
static void
line_ends(struct spacing *s)
{
	s->lines++;
	s->width = s->lines == 1 ? s->made : s->width;
	s->odd |= s->made < s->width || s->made > RUN_WRAPPED;
	s->ends = s->lines > 1 && s->last == s->end ? s->ends + 1 : 0;
	s->odd |= s->ends == ENDS;
	s->end = s->last;
	s->made = 0;
}

/* An octet behind another of its line. */
static void
feed_gap(struct spacing *s, struct span text)
{
	size_t gap = text.n;

	while (gap > 0 && hex_digit(text.p[gap - 1]) >= 0)
		gap--;
	s->odd |= s->lines + s->made > 1 && (s->gap != gap || (gap > 0 && s->sign != text.p[0]));
	s->gap = gap;
	s->sign = text.p[0];
}

void
spacing_feed(struct spacing *s, struct span text, int octet)
{
	bool first = s->lines + s->made == 0;

	if (!first && (memchr(text.p, '\n', text.n) != NULL || memchr(text.p, '\r', text.n) != NULL))
		line_ends(s);
	else if (s->made > 0)
		feed_gap(s, text);
	s->made++;
	s->odd |= s->lines > 0 && s->made > s->width;
	s->last = octet;
}

bool
spacing_is_odd(const struct spacing *s)
{
	return s->odd && s->lines > 0;
}

bool
spacing_may_end(const struct spacing *s)
{
	return s->lines == 0 || s->made < s->width;
}
