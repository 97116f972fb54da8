/* SPDX-License-Identifier: Apache-2.0 */
#include "input/text/coloured.h"

#include "input/text/filter.h"
#include "input/text/wide.h"

static bool
is_between(uint8_t c, uint8_t first, uint8_t last)
{
	return c >= first && c <= last;
}

/* Parameters, intermediate octets, a final one (ECMA-48 5.4); 0: it is not there. */
static size_t
behind_final(struct span s, size_t at)
{
	while (at < s.n && is_between(s.p[at], 0x30, 0x3f))
		at++;
	while (at < s.n && is_between(s.p[at], 0x20, 0x2f))
		at++;
	return at < s.n && is_between(s.p[at], 0x40, 0x7e) ? at + 1 : 0;
}

/* A string up to BEL or ST (ECMA-48 5.6, 8.3.143): the title of a window, the address behind a word. */
static size_t
behind_string(struct span s, size_t at)
{
	for (; at < s.n && s.p[at] != '\n'; at++) {
		if (s.p[at] == '\a')
			return at + 1;
		if (s.p[at] == TEXT_ESC)
			return at + 1 < s.n && s.p[at + 1] == '\\' ? at + 2 : 0;
	}
	return 0;
}

size_t
coloured_sequence(struct span s)
{
	if (s.n < 3 || s.p[0] != TEXT_ESC)
		return 0;
	s = s.n > FILTER_OCTETS ? span_sub(s, 0, FILTER_OCTETS) : s;
	if (s.p[1] == '[')
		return behind_final(s, 2);
	if (s.p[1] == ']')
		return behind_string(s, 2);
	/* A character set is chosen (ECMA-35 13.2.1), as `tput sgr0` does. */
	return is_between(s.p[1], '(', '+') && is_between(s.p[2], 0x30, 0x7e) ? 3 : 0;
}

bool
coloured_begins(struct span s)
{
	const uint8_t *esc = s.n > 0 ? memchr(s.p, TEXT_ESC, s.n) : NULL;
	size_t n = esc != NULL ? (size_t)(esc - s.p) : 0;

	if (esc == NULL || coloured_sequence(span_sub(s, n, s.n - n)) == 0)
		return false;
	for (size_t i = 0; i < n; i++)
		if ((s.p[i] < ' ' && memchr("\t\n\r\b\f", s.p[i], 5) == NULL) || s.p[i] == 0x7f)
			return false;
	return true;
}

static size_t
without(struct span s, uint8_t *c)
{
	(void)c;
	return coloured_sequence(s);
}

int
input_coloured(struct input *in, struct stream *r)
{
	return filter_read(in, r, without);
}
