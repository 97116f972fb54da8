/* SPDX-License-Identifier: Apache-2.0 */
#include "input/text/escapes.h"

#include "base/ascii.h"
#include "input/text/filter.h"

/* Octets in front of the first block, no more. */
#define FRONT 1024
/* Characters of a line that is cut in two, no fewer: RFC 2045 6.7 allows 76. */
#define CUT_LINE 70

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

/* Where the first block begins; false: none does. */
static bool
find_block(struct span s, size_t *at)
{
	s = s.n > FRONT ? span_sub(s, 0, FRONT) : s;
	for (size_t i = 0; i < s.n; i++) {
		const uint8_t *dash = memchr(s.p + i, '-', s.n - i);

		if (dash == NULL)
			return false;
		i = (size_t)(dash - s.p);
		*at = i;
		if ((i == 0 || s.p[i - 1] == '\n') && span_starts(span_from(s, i), SPAN_LIT("-----BEGIN")))
			return true;
	}
	return false;
}

/* Is each sign of equality one of quoted-printable, and one of them none of base64?  *cuts: it cuts lines in two. */
static bool
is_escaped(struct span s, bool *cuts)
{
	const uint8_t *sign, *line = s.p;
	bool any = false;
	uint8_t c = 0;

	*cuts = false;
	for (size_t at = 0, n; at < s.n && (sign = memchr(s.p + at, '=', s.n - at)) != NULL; at += n) {
		struct span here = span_from(s, (size_t)(sign - s.p));
		size_t width;

		for (const uint8_t *lf; line < sign && (lf = memchr(line, '\n', (size_t)(sign - line))) != NULL; )
			line = lf + 1;
		width = (size_t)(sign - line);
		at = s.n - here.n;
		if ((n = escape(here, &c)) > 0) {
			any |= c == '=' || c == '\n' || c == '\r';
		} else if ((n = cut(here)) > 0) {
			*cuts |= width >= CUT_LINE;
		} else if (here.n > 3 && line_cut(here) == 0) {
			return false;
		}
		n += n == 0;
	}
	return any || *cuts;
}

bool
escapes_begin(struct span s)
{
	bool cuts;
	size_t at;

	return s.n > 0 && find_block(s, &at) && is_escaped(span_from(s, at), &cuts);
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
	bool cuts;
	size_t at;
	int ret;

	/* Lines that are cut in two have no number of their own. */
	if (find_block(stream_fill(r), &at) && is_escaped(span_from(stream_fill(r), at), &cuts) && cuts)
		in->line = in->line > 0 ? in->line : in->lines + 1;
	ret = filter_read(in, r, as_octet);
	input_place_back(in, before);
	return ret;
}
