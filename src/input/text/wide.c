/* SPDX-License-Identifier: Apache-2.0 */
#include "input/text/wide.h"

#include <stdlib.h>

#include "base/utf8.h"
#include "input/der/begins.h"
#include "input/form.h"

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
	if (binary_begins(s) || binary_begins(span_sub(s, n, s.n - n)))
		return true;
	while (n < s.n && n < WIDE_OCTETS && ((s.p[n] >= ' ' && s.p[n] < 0x7f) || memchr("\t\n\r\33", s.p[n], 4) != NULL))
		n++;
	return n == s.n || n == WIDE_OCTETS;
}

/* Does something begin inside this unit that is no such text?  It stands behind an odd octet, or behind what only looks like a mark. */
static bool
leaves_inside(struct span s, uint32_t code, size_t size)
{
	if (code <= 0xff && code != '0')
		return false;
	for (size_t n = 1; n < size; n++)
		if (binary_begins(span_from(s, n)))
			return true;
	return false;
}

/* One character in UTF-8, of up to four octets, off the front of `from`; false at the end of the text. */
static bool
take_character(struct wide *w, uint8_t to[4], size_t *n)
{
	struct span s = stream_window(w->from, WIDE_OCTETS);
	size_t size = wide_width(w->form);
	uint32_t code, low;

	*n = 0;
	if (s.n < size)
		return false;
	code = wide_unit(w->form, s.p);
	if (((code > 0xff || code == 0) && code != 0xfeff && leaves(s, w->form)) || leaves_inside(s, code, size))
		return false;
	/* lzma begins with a character and a NUL. */
	if (code == 0x5d && binary_begins(s))
		return false;
	if (code >= 0xd800 && code < 0xdc00 && size == 2 && s.n >= 4) {
		low = wide_unit(w->form, s.p + 2);
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
	if (made == 0)
		stream_end_as(r, w->from);
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
	if (!stream_await(&w.stream) && !stream_broken(r))
		ret = input_nothing(in, NULL, "nothing but a byte order mark");
	else
		ret = input_stream(in, &w.stream);
	free(w.stream.buf);
	return ret;
}
