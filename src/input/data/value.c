/* SPDX-License-Identifier: Apache-2.0 */
/* value.c - a text that stands for octets: base64, hexadecimal, PEM, as values of tables have it. */
#include <stdlib.h>

#include "base/ascii.h"
#include "base/base64.h"
#include "input/data/held.h"
#include "input/data/status_value.h"
#include "input/form.h"
#include "input/pem/line/armour.h"
#include "input/written/net.h"
#include "input/written/run.h"

/* ---- one text of base64 ---- */

void
input_base64_init(struct input_base64 *b, struct input *in, const char *format)
{
	*b = (struct input_base64){ .empty = true };
	input_elements_init(&b->elements, in, format);
}

void
input_base64_free(struct input_base64 *b)
{
	input_elements_free(&b->elements);
	out_free(&b->octets);
}

void
input_base64_begin(struct input_base64 *b, uint64_t line)
{
	split_reset(&b->elements.split);
	b->elements.split.line = line;
	b->base64 = (struct base64){ .again = true, .url = true };
	b->bad = 0;
	b->empty = true;
}

int
input_base64_feed(struct input_base64 *b, struct span text, uint64_t line)
{
	int ret = 0;

	for (size_t i = 0; b->empty && i < text.n; i++)
		b->empty = is_space(text.p[i]);
	if (b->bad != 0)
		return 0;
	out_clear(&b->octets);
	/* What begins behind an element may have another alphabet. */
	if (b->base64.n == 0 && split_between(&b->elements.split)) {
		b->base64.plus = false;
		b->base64.n_url = 0;
	}
	if (base64_feed(&b->base64, text, &b->octets) != NULL)
		b->bad = line > 0 ? line : 1;
	/* Of two alphabets, none tells what octets these are. */
	if (base64_mixes(&b->base64, text)) {
		b->bad = line > 0 ? line : 1;
		out_clear(&b->octets);
	}
	b->elements.split.line = line;
	ret = split_feed(&b->elements.split, (struct span){ (const uint8_t *)b->octets.p, b->octets.n });
	return b->octets.failed ? input_no_memory(b->elements.in) : ret;
}

int
input_base64_end(struct input_base64 *b, const struct stream *r)
{
	struct input *in = b->elements.in;
	int ret = 0;

	if (b->bad != 0)
		return input_item(in, b->elements.format, b->bad, SPAN_NONE, INPUT_NO_BASE64);
	if (b->empty)
		return input_skip(in, b->elements.format, b->elements.split.line, "an empty value");
	out_clear(&b->octets);
	if (r != NULL && stream_broken(r))
		return input_elements_end(&b->elements, r);
	/* An element that is whole before that is one. */
	if (!base64_end(&b->base64, &b->octets)) {
		ret = split_break(&b->elements.split);
		return ret != 0 ? ret :
		    input_item(in, b->elements.format, b->elements.split.line, SPAN_NONE, "base64 that stops inside an octet");
	}
	ret = split_feed(&b->elements.split, (struct span){ (const uint8_t *)b->octets.p, b->octets.n });
	return ret != 0 ? ret : input_elements_end(&b->elements, NULL);
}

/* ---- values of tables ---- */

static int
value_text(struct input *in, struct span text)
{
	struct stream r = { .read = stream_memory, .arg = &text, .until = in->until, .buf = input_buffer(in) };
	int ret;

	if (r.buf == NULL)
		return -1;
	ret = input_text(in, &r);
	if (ret == 0 && stream_await(&r))
		ret = input_stream(in, &r);
	free(r.buf);
	return ret;
}

/* Another form behind the elements of a text in base64. */
static int
value_behind(struct input_base64 *b, size_t left)
{
	struct input *in = b->elements.in;
	struct input_place before = input_place(in);
	size_t from = b->octets.n - left;
	int ret = input_elements_end(&b->elements, NULL);

	if (ret == 0 && !base64_end(&b->base64, &b->octets))
		ret = input_item(in, NULL, in->line, SPAN_NONE, "base64 that stops inside an octet");
	if (b->octets.failed)
		return input_no_memory(in);
	if (ret != 0)
		return ret;
	in->any = in->passing = true;
	ret = input_octets_of(in, span_sub(out_span(&b->octets), from, b->octets.n - from));
	input_place_back(in, before);
	return ret;
}

/*
 * Base64 of elements of DER, the usual case: without a stream.  *other: what
 * follows the first element is none, and nothing is handed on yet.
 */
static int
value_base64(struct input *in, struct span text, bool *other)
{
	uint64_t before = in->items + in->skipped + in->holding;
	struct input_base64 b;
	struct span rest;
	int ret;

	input_base64_init(&b, in, NULL);
	input_base64_begin(&b, in->line);
	b.elements.split.may_pause = true;
	ret = input_base64_feed(&b, text, in->line);
	*other &= ret == 0 && b.elements.split.paused && in->items + in->skipped + in->holding == before;
	b.elements.split.may_pause = false;
	rest = span_sub(out_span(&b.octets), b.octets.n - b.elements.split.left, b.elements.split.left);
	if (ret == 0 && b.elements.split.paused && !*other && b.bad == 0 && input_goes_on(rest)) {
		size_t own = input_elements_trail(&b.elements, rest);

		ret = split_feed(&b.elements.split, span_sub(rest, 0, own));
		ret = ret != 0 ? ret : value_behind(&b, rest.n - own);
	} else if (ret == 0 && !*other) {
		if (b.elements.split.paused)
			ret = split_feed(&b.elements.split, rest);
		ret = ret != 0 ? ret : input_base64_end(&b, NULL);
	}
	input_base64_free(&b);
	return ret;
}

static struct span
trimmed(struct span s)
{
	s = span_behind_space(s);
	while (s.n > 0 && is_space(s.p[s.n - 1]))
		s.n--;
	return s;
}

/* Base64 of something that holds certificates: PEM, what is packed, text in UTF-16, a message; `any`: it may hold none. */
static int
value_packed(struct input *in, struct span text, bool any)
{
	struct out octets = { NULL, 0, 0, false };
	struct base64 b64 = { .again = true, .url = true };
	int ret = 0;

	if (base64_feed(&b64, text, &octets) == NULL && !base64_mixes(&b64, text) && base64_end(&b64, &octets) && octets.n > 0 && !octets.failed &&
	    (!any || net_octets(out_span(&octets))))
		ret = input_octets_of(in, out_span(&octets));
	if (octets.failed)
		ret = input_no_memory(in);
	out_free(&octets);
	return ret;
}

/* Characters of base64 between these places. */
static size_t
characters(const uint8_t *from, const uint8_t *to)
{
	size_t n = 0;

	for (; from < to; from++)
		n += !is_space(*from);
	return n;
}

/* Does something else than more of the same base64 begin in a line behind the first, or another text of it? */
static bool
other_follows(struct span text)
{
	const uint8_t *from = text.p;
	size_t before = 0;
	uint64_t total;

	(void)sniff_line(&text);
	while (text.n > 0) {
		struct span line = sniff_line(&text);
		enum run run = run_begins(line, 0, &total);

		if (run == RUN_BASE64) {
			before += characters(from, line.p);
			from = line.p;
			if (before % 4 != 0)
				return true;
		}
		/* Hexadecimal has no character that base64 lacks. */
		if (run == RUN_HEX || run == RUN_HEX_FORM || (run == RUN_NONE && run_inside(line)))
			return true;
	}
	return false;
}

/* What stands in the place of a certificate: base64 of one, or anything with certificates in it; last, a fault. */
static int
value(struct input *in, struct span text)
{
	uint64_t before = in->items + in->skipped + in->holding;
	bool plain = base64_text(text) && !pem_begins(text), passing = in->passing, other = true;
	uint8_t octets[STATUS_SHORT];
	size_t n = in->place != PLACE_OF_CERTIFICATE ? status_hex(text, octets) : 0;
	int ret = 0;

	/* Of a response that is an error there are few. */
	if (n > 0)
		return input_octets_of(in, (struct span){ octets, n });

	if (plain && text.n > 1 && text.p[0] == 'M' && text.p[1] == 'I' && !other_follows(text)) {
		ret = value_base64(in, text, &other);
		if (ret == 0 && other)
			ret = value_packed(in, text, false);
		/* It stands for nothing else. */
		if (ret != 0 || in->items + in->skipped + in->holding > before)
			return ret;
		other = false;
		return value_base64(in, text, &other);
	}
	in->passing = true;
	if (text.n > 0)
		ret = input_octets_of(in, text);
	if (ret == 0 && plain && in->items + in->skipped + in->holding == before)
		ret = value_packed(in, text, false);
	in->passing = passing;
	other = false;
	return ret != 0 || in->items + in->skipped + in->holding > before ? ret : value_base64(in, text, &other);
}

int
input_value(struct input *in, const char *format, uint64_t line, struct span text)
{
	struct input_place before = input_place(in);
	uint64_t lines = in->lines;
	int ret;

	text = trimmed(text);
	/* Some exports quote a certificate once more, so that a spreadsheet takes it for text. */
	if (text.n > 1 && text.p[0] == '\'' && text.p[text.n - 1] == '\'')
		text = trimmed(span_sub(text, 1, text.n - 2));
	in->format = format;
	in->line = line;
	in->any = in->passing = false;
	ret = value(in, text);
	input_place_back(in, before);
	in->lines = lines;
	return ret;
}

int
input_other_value(struct input *in, const char *format, uint64_t line, struct span text)
{
	struct input_place before = input_place(in);
	uint64_t lines = in->lines, found = in->items + in->copies;
	int ret;

	in->format = format;
	in->line = line;
	in->any = in->passing = true;
	ret = value_text(in, text);
	/* Farther behind its front than text is looked at. */
	if (ret == 0 && in->items + in->copies == found && text.n > RUN_OCTETS && base64_text(text))
		ret = value_packed(in, text, true);
	input_place_back(in, before);
	in->lines = lines;
	return ret;
}
