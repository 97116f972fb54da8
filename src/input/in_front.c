/* SPDX-License-Identifier: Apache-2.0 */
#include "input/in_front.h"

#include <inttypes.h>

#include "der/der.h"
#include "input/der/remains.h"
#include "input/form.h"

/* An identifier and a length of DER, no more that is kept. */
#define HEAD 6

/* ---- elements in front ---- */

/* What an element is that begins with none of what is linted; NULL: one that is damaged, perhaps. */
static const char *
name_of(struct span der)
{
	const char *other = sniff_other(der, false);
	uint64_t at;

	if (sniff_key(der) || sniff_name(der))
		return other;
	return remains_inside(der, &at) != REMAINS_NONE ? NULL : other != NULL ? other : "an element that is no certificate";
}

/* Are these octets whole elements, of the types that X.690 has or tagged by context?  Zeros in their places are none. */
static bool
name_elements(struct in_front *f, struct span front)
{
	struct der_tlv at;
	size_t n = 0;

	while (front.n > 0 && n < IN_FRONT_NAMED) {
		if (der_next(&front, &at) != DER_OK || at.id == 0 || ((at.id & 0xc0) != 0 && (at.id & 0xe0) != DER_CTX_CONS(0)) ||
		    (f->name[n++] = name_of(at.raw)) == NULL)
			return false;
	}
	f->named = front.n == 0 ? n : 0;
	return f->named > 0;
}

/* Are they the heads of elements of which each ends with the one of so many octets behind them: a BIT STRING of whole octets, [0] and so on? */
static bool
are_heads(struct span front, uint64_t element)
{
	while (front.n > 1) {
		size_t head = front.p[1] > 0x80 && front.p[1] <= 0x84 ? 2 + (size_t)(front.p[1] & 0x7f) : 2;

		head += front.p[0] == DER_BIT_STRING;
		if (head > front.n || sniff_length(front) != front.n + element || (front.p[0] == DER_BIT_STRING && front.p[head - 1] != 0))
			return false;
		front = span_from(front, head);
	}
	return front.n == 0;
}

/* ---- what was met ---- */

void
in_front_note(struct in_front *f, struct stream *r, enum sniffed form)
{
	uint64_t length;
	struct span front;

	if (form != SNIFF_DER) {
		f->known |= form != SNIFF_TEXT && form != SNIFF_BINARY;
		return;
	}
	length = sniff_length(stream_window(r, HEAD));
	f->element = length != UINT64_MAX ? length : 0;
	f->octets = stream_at(r);
	f->n = r->pos < sizeof f->last ? r->pos : sizeof f->last;
	memcpy(f->last + sizeof f->last - f->n, r->buf + r->pos - f->n, f->n);
	front = (struct span){ r->buf, r->pos };
	/* The buffer has them all, or they are too many to look at. */
	if (!f->met && !f->known && f->octets == front.n && front.n > 0)
		f->wraps = !name_elements(f, front) && are_heads(front, f->element);
	f->met = true;
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

/* Nothing else stands in the stream. */
static int
tell_octets(struct input *in, const struct in_front *f, const struct stream *r)
{
	uint64_t behind = stream_at(r) - f->octets - f->element;
	const char *words;

	/* Where others stand behind it, too, these are a form that is not known, as of a database, and it is one of what they keep. */
	if (f->octets == 0 || f->element == 0 || f->known || (behind > 0 && behind != line_end(r)) || stream_broken(r) || is_record(f) || f->wraps)
		return 0;
	words = arena_printf(&in->arena, "%" PRIu64 " octet%s in front of the DER that is linted", f->octets, f->octets == 1 ? "" : "s");
	/* A file of which an element is the smaller part is another, in which it stands. */
	return f->element > stream_at(r) - f->element ? input_item(in, "der", 0, SPAN_NONE, words) : input_skip(in, "der", 0, words);
}

int
in_front_tell(struct input *in, const struct in_front *f, const struct stream *r, bool alone)
{
	int ret = 0;

	for (size_t i = 0; ret == 0 && i < f->named; i++)
		ret = input_skip(in, "der", 0, f->name[i]);
	return ret != 0 || !alone || f->named > 0 ? ret : tell_octets(in, f, r);
}
