/* SPDX-License-Identifier: Apache-2.0 */
#include "input/text/filter.h"

#include <stdlib.h>

#include "input/der/begins.h"
#include "input/text/wide.h"

/* What is looked at to tell whether a form begins that is no text. */
#define FORM_OCTETS 64

struct filter {
	struct stream *from;
	filter_fn *fn;
};

/* May these two octets begin a form that is no text (binary_begins(), wide_begins())? */
static bool
is_doubtful(uint8_t c, uint8_t next)
{
	static const char pairs[] = "\x1f\x8b" "\x1f\x9d" "\x28\xb5" "\x04\x22" "PKBZ7zRaMSLZxa07!<";

	if (c == 0 || next == 0 || c >= 0xfd || ((c == 0x30 || c == 0x31 || c == 0x04) && next >= 0x80))
		return true;
	for (size_t i = 0; i + 1 < sizeof pairs; i += 2)
		if ((uint8_t)pairs[i] == c && (uint8_t)pairs[i + 1] == next)
			return true;
	return false;
}

static bool
other_form(struct span s)
{
	s = s.n > FORM_OCTETS ? span_sub(s, 0, FORM_OCTETS) : s;
	return binary_begins(s) || wide_begins(s) != WIDE_NONE;
}

/* What is taken of the octets ahead; *end: another form begins there. */
static size_t
filtered(const struct filter *f, struct span s, size_t most, uint8_t *to, size_t *made, bool *end)
{
	size_t at = 0, n;

	for (*made = 0; at < most; at += n) {
		struct span ahead = span_sub(s, at, s.n - at < FILTER_OCTETS ? s.n - at : FILTER_OCTETS);

		to[*made] = ahead.p[0];
		*end = is_doubtful(ahead.p[0], ahead.n > 1 ? ahead.p[1] : ' ') && other_form(ahead);
		if (*end)
			break;
		n = f->fn(ahead, to + *made);
		*made += n == 0 || n >= FILTER_MADE;
		n = n == 0 ? 1 : n & (FILTER_MADE - 1);
	}
	return at;
}

static size_t
read_filtered(struct stream *r, uint8_t *to, size_t n)
{
	struct filter *f = r->arg;
	size_t made = 0;
	bool end = false;

	while (made == 0 && !end) {
		struct span s = stream_window(f->from, FILTER_OCTETS + 1);
		/* The last octets wait until it is known what comes behind them. */
		size_t most = s.n > FILTER_OCTETS ? s.n - FILTER_OCTETS : s.n;

		if (s.n == 0)
			break;
		stream_skip(f->from, filtered(f, s, most < n ? most : n, to, &made, &end));
	}
	if (made == 0)
		stream_end_as(r, f->from);
	return made;
}

int
filter_read(struct input *in, struct stream *r, filter_fn *fn)
{
	struct filter f = { r, fn };
	struct stream s = { .read = read_filtered, .arg = &f, .until = r->until, .buf = input_buffer(in) };
	int ret;

	if (s.buf == NULL)
		return -1;
	if (stream_await(&s) || stream_broken(r))
		ret = input_stream(in, &s);
	else if (stream_await(r))
		/* Another form begins at once: it is read next. */
		ret = 0;
	else
		ret = input_nothing(in, NULL, "nothing but colours of a terminal");
	free(s.buf);
	return ret;
}
