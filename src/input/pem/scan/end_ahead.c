/* SPDX-License-Identifier: Apache-2.0 */
#include "input/pem/scan/end_ahead.h"

#include "input/pem/scan/pem_text.h"
#include "input/written/escaped.h"
#include "input/written/filler.h"

bool
end_in_strings(struct span s, struct armour *a)
{
	uint8_t line[ARMOUR_OCTETS];
	size_t at[ARMOUR_OCTETS], n = 0, joint;

	for (size_t i = 0; i < s.n && n < sizeof line && s.p[i] != '\n' && s.p[i] != '\r'; i += joint) {
		joint = spelt_quote(s.p[i]) != 0 ? escaped_next(span_from(s, i)) : 0;
		if (joint > 0)
			continue;
		at[n] = i;
		line[n++] = s.p[i];
		joint = 1;
	}
	if (n == 0 || at[n - 1] + 1 == n || !armour_at((struct span){ line, n }, a) || !a->end)
		return false;
	a->n = at[a->n - 1] + 1;
	return true;
}

/* Octets that are looked through for it: more than a body that is damaged or has empty lines in it is likely to have left. */
#define MOST_AHEAD ((size_t)32 * 1024)

bool
end_comes(struct pem *p)
{
	struct span s;
	struct armour a;

	if (stream_at(p->in) < p->end)
		return true;
	/* With what tells whether one begins at the last of them. */
	s = stream_window(p->in, MOST_AHEAD + PEM_NEAR);
	for (size_t at = 0; at < s.n && at < MOST_AHEAD; ) {
		struct span here = pem_near(s, at);
		bool dash = here.p[0] == '-' || here.p[0] == 0xe2, armour = dash && armour_at(here, &a);

		if (armour && !a.end)
			return false;
		if (armour || (dash && end_in_strings(here, &a))) {
			p->end = stream_at(p->in) + at;
			return true;
		}
		at += dash ? armour_none(here) : 1;
	}
	/* It may have been cut off with the stream. */
	return s.n < MOST_AHEAD && stream_broken(p->in);
}

/* Is the line that begins with these octets empty? */
static bool
is_empty_line(struct span s)
{
	return s.n > 0 && (s.p[0] == '\n' || (s.n > 1 && s.p[0] == '\r' && s.p[1] == '\n'));
}

size_t
end_up_to_empty(const struct pem *p, struct span s)
{
	const uint8_t *lf;

	if (p->last == '\n' && is_empty_line(s))
		return 0;
	for (size_t at = 0; at < s.n && (lf = memchr(s.p + at, '\n', s.n - at)) != NULL; ) {
		at = (size_t)(lf - s.p) + 1;
		if (is_empty_line(span_from(s, at)))
			return at;
	}
	/* Whether the line behind the last line end is empty is told by the LF of its own, which comes next. */
	return s.n - (s.n > 1 && s.p[s.n - 1] == '\r' && s.p[s.n - 2] == '\n');
}

bool
end_leaves_rest(const struct pem *p)
{
	enum pem_content content = pem_content_of(p->label_now);

	return (content != PEM_IS_OTHER && content != PEM_IS_UNKNOWN) || (p->octets.n > 0 && !pem_names_key(p->label_now));
}
