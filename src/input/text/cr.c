/* SPDX-License-Identifier: Apache-2.0 */
#include "input/text/cr.h"

#include <stdlib.h>

#include "input/form.h"
#include "input/text/run.h"
#include "input/text/wide.h"

/* What is looked at to tell whether a form begins that is no text. */
#define FORM_OCTETS 64

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
	for (; n < s.n; n++) {
		cr += s.p[n] == '\r' && (n + 1 == s.n || s.p[n + 1] != '\n');
		lf += s.p[n] == '\n';
	}
	return cr > lf;
}

/* May these two octets begin a form that is no text (run_binary(), wide_begins())? */
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
other_form(struct stream *from, size_t at)
{
	struct span s = stream_window(from, at + FORM_OCTETS);

	s = span_sub(s, at, s.n - at < FORM_OCTETS ? s.n - at : FORM_OCTETS);
	return run_binary(s) || wide_begins(s) != WIDE_NONE;
}

static size_t
read_lines(struct stream *r, uint8_t *to, size_t n)
{
	struct stream *from = r->arg;
	struct span s = stream_window(from, FORM_OCTETS + 2);
	size_t made = 0;

	/* The last octets wait until it is known what comes behind them. */
	n = n < s.n ? n : s.n;
	if (s.n > FORM_OCTETS + 1)
		n = n < s.n - FORM_OCTETS ? n : s.n - FORM_OCTETS;
	for (; made < n; made++) {
		uint8_t c = s.p[made], next = made + 1 < s.n ? s.p[made + 1] : ' ';

		if (is_doubtful(c, next) && other_form(from, made))
			break;
		to[made] = c == '\r' && next != '\n' ? '\n' : c;
	}
	stream_skip(from, made);
	if (made == 0) {
		r->error = from->error;
		r->fault = from->fault;
	}
	return made;
}

int
input_cr(struct input *in, struct stream *r)
{
	struct stream lines = { .read = read_lines, .arg = r, .until = r->until, .buf = input_buffer(in) };
	int ret;

	if (lines.buf == NULL)
		return -1;
	ret = input_stream(in, &lines);
	free(lines.buf);
	return ret;
}
