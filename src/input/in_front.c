/* SPDX-License-Identifier: Apache-2.0 */
#include "input/in_front.h"

#include <inttypes.h>

#include "input/form.h"

/* An identifier and a length of DER, no more that is kept. */
#define HEAD 6

/* Octets of an element whose length has one octet, which no reader of DER takes for one. */
#define SHORT 129

static uint64_t
short_key(struct stream *r)
{
	struct span start = stream_window(r, SHORT);
	uint64_t length = sniff_length(start);

	return length <= start.n && length <= SHORT && sniff_key(span_sub(start, 0, (size_t)length)) ? length : 0;
}

void
in_front_note(struct in_front *f, struct stream *r, enum sniffed form)
{
	uint64_t length;

	if (stream_at(r) == 0)
		f->key = short_key(r);
	if (form != SNIFF_DER) {
		f->known |= form != SNIFF_TEXT && form != SNIFF_BINARY;
		return;
	}
	length = sniff_length(stream_window(r, HEAD));
	f->element = length != UINT64_MAX ? length : 0;
	f->octets = stream_at(r);
	f->n = r->pos < sizeof f->last ? r->pos : sizeof f->last;
	memcpy(f->last + sizeof f->last - f->n, r->buf + r->pos - f->n, f->n);
}

/* One line end behind DER is an editor's. */
static uint64_t
line_end(const struct stream *r)
{
	return r->pos == 0 || r->buf[r->pos - 1] != '\n' ? 0 : r->pos > 1 && r->buf[r->pos - 2] == '\r' ? 2 : 1;
}

/* Do the last octets say how long the element is, as a record has it: two to eight octets from either end, or seven bits each (LEB128)? */
static bool
is_record(const struct in_front *f)
{
	const uint8_t *end = f->last + sizeof f->last;
	uint64_t big = 0, little = 0, sevens = 0;

	for (size_t n = 1; n <= f->n; n++) {
		big |= (uint64_t)end[-(ptrdiff_t)n] << (8 * (n - 1));
		little = little << 8 | end[-(ptrdiff_t)n];
		sevens = sevens << 7 | (end[-(ptrdiff_t)n] & 0x7f);
		if (n > 1 && (big == f->element || little == f->element || sevens == f->element))
			return true;
	}
	return false;
}

int
in_front_tell(struct input *in, const struct in_front *f, const struct stream *r)
{
	uint64_t behind = stream_at(r) - f->octets - f->element;
	const char *words;

	/* Where others stand behind it, too, these are a form that is not known, as of a database, and it is one of what they keep. */
	if (f->octets == 0 || f->element == 0 || f->known || (behind > 0 && behind != line_end(r)) || stream_broken(r) || is_record(f))
		return 0;
	if (f->octets == f->key)
		return input_skip(in, "der", 0, "a key");
	words = arena_printf(&in->arena, "%" PRIu64 " octet%s in front of the DER that is linted", f->octets, f->octets == 1 ? "" : "s");
	/* A file of which an element is the smaller part is another, in which it stands. */
	return f->element > stream_at(r) - f->element ? input_item(in, "der", 0, SPAN_NONE, words) : input_skip(in, "der", 0, words);
}
