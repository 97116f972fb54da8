/* SPDX-License-Identifier: Apache-2.0 */
#include "input/text/escapes.h"

#include "base/ascii.h"
#include "base/base64.h"
#include "input/text/filter.h"

/* Octets in front of the first block, no more. */
#define FRONT 1024
/* Characters in front of where a line is cut in two: RFC 2045 6.7 allows 76 with the sign. */
#define CUT_LEAST 70
#define CUT_MOST 75

/* Characters of "=3D", of which `c` is what it stands for; 0: it is none. */
static size_t
escape(struct span s, uint8_t *c)
{
	int high = s.n > 2 ? hex_digit(s.p[1]) : -1, low = s.n > 2 ? hex_digit(s.p[2]) : -1;

	if (high < 0 || low < 0 || s.p[1] >= 'a' || s.p[2] >= 'a')
		return 0;
	*c = (uint8_t)(high << 4 | low);
	return 3;
}

/* Characters of "=" and the line end behind it; 0: it is none. */
static size_t
line_cut(struct span s)
{
	return span_starts(s, SPAN_LIT("=\r\n")) ? 3 : span_starts(s, SPAN_LIT("=\n")) ? 2 : 0;
}

/* The same of what is no padding of base64. */
static size_t
cut(struct span s)
{
	size_t n = line_cut(s);

	return n > 0 && span_starts(span_from(s, n), SPAN_LIT("-----END")) ? 0 : n;
}

/* Where these words stand, which begin with five hyphens and no more; s.n: nowhere. */
static size_t
find(struct span s, struct span words)
{
	enum { DASHES = 5 };
	const uint8_t *dash;
	size_t at = 0, end;

	while (at + words.n <= s.n && (dash = memchr(s.p + at, '-', s.n - at)) != NULL) {
		at = (size_t)(dash - s.p);
		for (end = at + 1; end < s.n && s.p[end] == '-'; end++)
			;
		if (end - at >= DASHES && span_starts(span_from(s, end - DASHES), words))
			return end - DASHES;
		at = end;
	}
	return s.n;
}

struct signs {
	bool any, cuts;			/* one is none of base64; some may cut lines in two */
};

/* Is it base64 alone, as long as lines are that are cut? */
static bool
is_cut_line(struct span line)
{
	return line.n >= CUT_LEAST && line.n <= CUT_MOST && base64_run(line) == line.n;
}

/* Is it the padding of a block, with which that ends?  Blocks that are no quoted-printable may stand beside others. */
static bool
is_padding(struct span s)
{
	size_t n = s.n > 1 && s.p[1] == '=' ? 2 : 1;

	return n == s.n || span_behind_space(span_from(s, n)).n == 0;
}

/* Is each sign of equality in a block one of quoted-printable? */
static bool
are_escapes(struct span s, struct signs *g)
{
	const uint8_t *sign, *line = s.p;
	uint8_t c = 0;

	for (size_t at = 0, n; at < s.n && (sign = memchr(s.p + at, '=', s.n - at)) != NULL; at += n) {
		struct span here = span_from(s, (size_t)(sign - s.p));

		for (const uint8_t *lf; line < sign && (lf = memchr(line, '\n', (size_t)(sign - line))) != NULL; )
			line = lf + 1;
		at = s.n - here.n;
		if ((n = escape(here, &c)) > 0) {
			g->any |= c == '=' || c == '\n' || c == '\r';
		} else if ((n = line_cut(here)) > 0 && n < here.n) {
			/* Padding stands in front of the end. */
			g->cuts = true;
			g->any |= is_cut_line((struct span){ line, (size_t)(sign - line) });
		} else if (n == 0 && !is_padding(here)) {
			return false;
		}
		n += n == 0;
	}
	return true;
}

/* Of all blocks that are seen, the first of which begins near; what stands between them may have other signs. */
static bool
look(struct span s, struct signs *g)
{
	size_t n = find(s.n > FRONT ? span_sub(s, 0, FRONT) : s, SPAN_LIT("-----BEGIN"));

	*g = (struct signs){ false, false };
	if (n >= FRONT || n == s.n)
		return false;
	while (n < s.n) {
		struct span block;

		s = span_from(s, n);
		block = span_sub(s, 0, find(s, SPAN_LIT("-----END")));
		if (!are_escapes(block, g))
			return false;
		s = span_from(s, block.n);
		n = find(s, SPAN_LIT("-----BEGIN"));
	}
	return g->any;
}

bool
escapes_begin(struct span s)
{
	struct signs g;

	return s.n > 0 && look(s, &g);
}

static size_t
as_octet(struct span s, uint8_t *c)
{
	size_t n;

	if (s.p[0] != '=')
		return 0;
	n = escape(s, c);
	/* Behind a line end that is escaped, no padding stands. */
	n += n > 0 && *c == '\n' ? line_cut(span_from(s, n)) : 0;
	return n > 0 ? FILTER_MADE | n : cut(s);
}

int
input_escapes(struct input *in, struct stream *r)
{
	struct input_place before = input_place(in);
	struct signs g;
	int ret;

	/* Lines that are cut in two have no number of their own. */
	if (look(stream_fill(r), &g) && g.cuts)
		in->line = in->line > 0 ? in->line : in->lines + 1;
	ret = filter_read(in, r, as_octet);
	input_place_back(in, before);
	return ret;
}
