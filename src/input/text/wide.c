/* SPDX-License-Identifier: Apache-2.0 */
#include "input/text/wide.h"

#include <stdlib.h>

#include "base/utf8.h"
#include "input/form.h"
#include "input/text/run.h"

/* Without a mark: so many units of ASCII, no fewer. */
#define FIRST_UNITS 4

static size_t
width(enum wide_form form)
{
	return form >= WIDE_32LE ? 4 : 2;
}

/* The unit at the front, of which there is enough. */
static uint32_t
unit(enum wide_form form, const uint8_t *p)
{
	switch (form) {
	case WIDE_16LE:
		return (uint32_t)p[0] | (uint32_t)p[1] << 8;
	case WIDE_16BE:
		return (uint32_t)p[1] | (uint32_t)p[0] << 8;
	case WIDE_32LE:
		return (uint32_t)p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 | (uint32_t)p[3] << 24;
	default:
		return (uint32_t)p[3] | (uint32_t)p[2] << 8 | (uint32_t)p[1] << 16 | (uint32_t)p[0] << 24;
	}
}

static bool
is_ascii(uint32_t code)
{
	return (code >= ' ' && code < 0x7f) || code == '\t' || code == '\n' || code == '\r';
}

static bool
marked(enum wide_form form, struct span s)
{
	return s.n >= width(form) && unit(form, s.p) == 0xfeff;
}

enum wide_form
wide_begins(struct span s)
{
	/* The mark of UTF-16LE begins that of UTF-32LE. */
	for (enum wide_form form = WIDE_32BE; form > WIDE_NONE; form--) {
		size_t n = width(form), units = s.n / n, ascii = 0;

		if (marked(form, s))
			return form;
		units = units < 2 * FIRST_UNITS ? units : 2 * FIRST_UNITS;
		while (ascii < units && is_ascii(unit(form, s.p + ascii * n)))
			ascii++;
		if (ascii == units && units >= FIRST_UNITS)
			return form;
	}
	return WIDE_NONE;
}

/* Octets that are no unit of ASCII: do they begin something that is not this text? */
static bool
leaves(struct span s, enum wide_form form)
{
	enum wide_form other = wide_begins(s);
	size_t n = 0;

	if ((other != WIDE_NONE && other != form) || (s.n > 3 && memcmp(s.p, "\xef\xbb\xbf", 3) == 0))
		return true;
	/* A line end of one octet, or of other units, may stand between. */
	if (s.n > 1 && (s.p[0] == '\n' || s.p[0] == '\r') && wide_begins(span_sub(s, 1, s.n - 1)) != WIDE_NONE)
		return true;
	while (n < s.n && n < 4 && (s.p[n] == '\n' || s.p[n] == '\r' || s.p[n] == 0))
		n++;
	if (run_binary(s) || run_binary(span_sub(s, n, s.n - n)))
		return true;
	while (n < s.n && n < WIDE_OCTETS && is_ascii(s.p[n]))
		n++;
	return n == s.n || n == WIDE_OCTETS;
}

/* One character in UTF-8, of up to four octets, off the front of `from`; false at the end of the text. */
static bool
take_character(struct wide *w, uint8_t to[4], size_t *n)
{
	struct span s = stream_window(w->from, WIDE_OCTETS);
	size_t size = width(w->form);
	uint32_t code, low;

	*n = 0;
	if (s.n < size)
		return false;
	code = unit(w->form, s.p);
	if ((code > 0xff || code == 0) && code != 0xfeff && leaves(s, w->form))
		return false;
	if (code >= 0xd800 && code < 0xdc00 && size == 2 && s.n >= 4) {
		low = unit(w->form, s.p + 2);
		if (low >= 0xdc00 && low < 0xe000) {
			code = 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00);
			size = 4;
		}
	}
	stream_skip(w->from, size);
	if (code == 0xfeff || code == 0)
		return true;
	if (code > 0x10ffff || (code >= 0xd800 && code < 0xe000))
		code = 0xfffd;
	*n = utf8_put(to, code);
	return true;
}

static size_t
read_wide(struct stream *r, uint8_t *to, size_t n)
{
	struct wide *w = r->arg;
	size_t made = 0;

	while (made < n && (w->n_due > 0 || take_character(w, w->due, &w->n_due)))
		while (made < n && w->n_due > 0) {
			to[made++] = w->due[0];
			memmove(w->due, w->due + 1, --w->n_due);
		}
	if (made == 0) {
		r->error = w->from->error;
		r->fault = w->from->fault;
	}
	return made;
}

void
wide_open(struct wide *w, struct stream *from, enum wide_form form)
{
	w->from = from;
	w->form = form;
	w->stream.read = read_wide;
	w->stream.arg = w;
	w->stream.until = from->until;
}

int
input_wide(struct input *in, struct stream *r)
{
	struct wide w = { .stream.buf = input_buffer(in) };
	int ret;

	if (w.stream.buf == NULL)
		return -1;
	wide_open(&w, r, wide_begins(stream_window(r, WIDE_OCTETS)));
	ret = input_stream(in, &w.stream);
	free(w.stream.buf);
	return ret;
}
