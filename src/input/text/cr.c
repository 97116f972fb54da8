/* SPDX-License-Identifier: Apache-2.0 */
#include "input/text/cr.h"

#include "input/text/filter.h"

/* CR at the front that LF follows, two or more of them; 0: it is none of these. */
static size_t
doubled(struct span s)
{
	size_t n = cr_before_end(s);

	return n > 1 && n < s.n && s.p[n] == '\n' ? n : 0;
}

bool
cr_begins(struct span s)
{
	const uint8_t *first = s.n > 0 ? memchr(s.p, '\r', s.n) : NULL;
	size_t cr = 0, lf = 0, n;

	if (first == NULL || (first + 1 < s.p + s.n && first[1] == '\n'))
		return false;
	n = (size_t)(first - s.p);
	for (size_t i = 0; i < n; i++)
		if ((s.p[i] < ' ' && s.p[i] != '\t') || s.p[i] == 0x7f)
			return false;
	if (doubled(span_from(s, n)) > 0)
		return true;
	for (; n < s.n; n++) {
		cr += s.p[n] == '\r' && (n + 1 == s.n || s.p[n + 1] != '\n');
		lf += s.p[n] == '\n';
	}
	return cr > lf;
}

static size_t
as_lf(struct span s, uint8_t *c)
{
	if (s.p[0] != '\r' || (s.n > 1 && s.p[1] == '\n'))
		return 0;
	*c = '\n';
	return doubled(s);
}

int
input_cr(struct input *in, struct stream *r)
{
	return filter_read(in, r, as_lf);
}
