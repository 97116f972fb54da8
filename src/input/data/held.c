/* SPDX-License-Identifier: Apache-2.0 */
#include "input/data/held.h"

#include <stdlib.h>

#include "base/ascii.h"
#include "input/der/begins.h"
#include "input/mail/mime.h"
#include "input/pem/line/armour.h"
#include "input/text/wide.h"
#include "input/written/run.h"

/* Reads one line more behind the text; false at the end. */
static bool
held_read(struct held *h)
{
	size_t limit = input_whole(h->in), from = h->text.n;
	bool ends = false, any = false;
	struct span piece;

	while (!ends && (piece = stream_raw_line(h->r, &ends)).p != NULL) {
		size_t room = limit - (h->text.n - from);

		any = true;
		h->over |= piece.n > room;
		out_mem(&h->text, piece.p, piece.n < room ? piece.n : room);
	}
	if (h->over)
		out_char(&h->text, '\n');
	h->cut = any && stream_cuts_line(h->r);
	h->in->dropped |= h->cut;
	return any;
}

struct span
held_line(struct held *h)
{
	struct span rest, line;
	const uint8_t *lf;

	h->over = false;
	if (h->pos == h->text.n && !held_read(h))
		return SPAN_NONE;
	if (h->text.failed)
		return SPAN_NONE;
	rest = (struct span){ (const uint8_t *)h->text.p + h->pos, h->text.n - h->pos };
	lf = memchr(rest.p, '\n', rest.n);
	line = span_sub(rest, 0, lf != NULL ? (size_t)(lf - rest.p) + 1 : rest.n);
	h->pos += line.n;
	h->number++;
	return line;
}

void
held_forget(struct held *h)
{
	if (h->pos < h->text.n)
		return;
	out_clear(&h->text);
	h->pos = 0;
}

bool
held_is_empty(struct span line)
{
	for (size_t i = 0; i < line.n; i++)
		if (!is_space(line.p[i]))
			return false;
	return true;
}

/* A line feed among the first octets of an element of DER cuts it off: its length octets are those of no text. */
static bool
is_cut_der(struct span line)
{
	return line.n > 1 && line.n < 16 && (line.p[0] == 0x30 || line.p[0] == 0x31 || line.p[0] == 0x04) && line.p[1] >= 0x80 && line.p[1] <= 0x84;
}

/*
 * Does an element that is looked for begin in this line?  Its length octets stand behind no digit of a text in UTF-8.
 * A value of JSON in front of it is read first.
 */
static bool
has_octets(struct span line)
{
	uint64_t word;

	if (line.n > 0 && (line.p[0] == '{' || line.p[0] == '['))
		return false;
	for (size_t i = 0; i < line.n; i++) {
		if (i + sizeof word <= line.n) {
			memcpy(&word, line.p + i, sizeof word);
			if ((word & 0x8080808080808080) == 0) {
				i += sizeof word - 1;
				continue;
			}
		}
		if (i > 0 && line.p[i] >= 0x80 && line.p[i] <= 0x84) {
			struct span here = span_from(line, i - 1);

			if (here.p[0] == 0x30 && (is_cut_der(here) || binary_begins(here)))
				return true;
		}
	}
	return false;
}

bool
held_other_form(struct span line)
{
	struct armour a;

	while (line.n > 0 && (line.p[0] == ' ' || line.p[0] == '\t'))
		line = span_sub(line, 1, line.n - 1);
	if (is_cut_der(line) || (line.n > 0 && memchr(line.p, 0, line.n < 16 ? line.n : 16) != NULL) || sniff_mime_field(line))
		return true;
	if (mime_uu_begins(line) || mime_postmark(line))
		return true;
	return line.n > 1 && (((line.p[0] == '-' || line.p[0] == 0xe2) && armour_at(line, &a)) || binary_begins(line) ||
	    ((line.p[0] == 0 || line.p[1] == 0 || line.p[0] >= 0xfe) && wide_begins(line) != WIDE_NONE) || has_octets(line));
}

bool
held_other_text(struct span line)
{
	return pem_begins(line) || run_inside(line);
}

int
held_rest(struct held *h, struct span line)
{
	const uint8_t *end = (const uint8_t *)h->text.p + h->text.n;

	h->in->any = h->in->passing = true;
	h->in->lines = h->number - 1;
	return stream_give_back(h->r, (struct span){ line.p, (size_t)(end - line.p) }) ? 0 : input_no_memory(h->in);
}

int
held_as(struct held *h, struct span line, input_form_fn *form)
{
	struct input *in = h->in;
	bool any = in->any, passing = in->passing;
	int ret = held_rest(h, line);

	in->any = any;
	in->passing = passing;
	ret = ret != 0 ? ret : form(in, h->r);
	in->any = in->passing = true;
	return ret;
}

int
held_broken_off(struct input *in, struct stream *s, const char *format, uint64_t line, struct span octets)
{
	struct stream_joined j = { octets, s };
	struct stream r = { .read = stream_joined, .arg = &j, .until = s->until };
	struct input_place before = input_place(in);
	int ret;

	if (octets.n == 0 || in->field != NULL || !run_may_stand_in(octets))
		return 0;
	if ((r.buf = input_buffer(in)) == NULL)
		return -1;
	in->format = format;
	in->line = in->line > 0 ? in->line : line;
	in->any = in->passing = true;
	ret = input_text(in, &r);
	input_place_back(in, before);
	free(r.buf);
	return ret;
}
