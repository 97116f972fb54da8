/* SPDX-License-Identifier: Apache-2.0 */
/* value.c - text that stands for octets: base64 with and without lines of its own, hexadecimal. */
#include <stdlib.h>

#include "base/base64.h"
#include "input/form.h"
#include "input/text/armour.h"
#include "input/text/held.h"
#include "input/text/run.h"

#define NO_BASE64 "base64 with a character that it does not have"

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
		b->empty = memchr(" \t\r\n", text.p[i], 4) != NULL;
	if (b->bad != 0)
		return 0;
	out_clear(&b->octets);
	if (base64_feed(&b->base64, text, &b->octets) != NULL)
		b->bad = line > 0 ? line : 1;
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
		return input_item(in, b->elements.format, b->bad, SPAN_NONE, NO_BASE64);
	if (b->empty)
		return input_skip(in, b->elements.format, b->elements.split.line, "an empty value");
	out_clear(&b->octets);
	if (r != NULL && stream_broken(r))
		return input_elements_end(&b->elements, r);
	if (!base64_end(&b->base64, &b->octets))
		return input_item(in, b->elements.format, b->elements.split.line, SPAN_NONE, "base64 that stops inside an octet");
	ret = split_feed(&b->elements.split, (struct span){ (const uint8_t *)b->octets.p, b->octets.n });
	return ret != 0 ? ret : input_elements_end(&b->elements, NULL);
}

/* ---- files of base64 ---- */

/* Nothing but the alphabet of base64, and that of RFC 4648 5. */
static bool
is_base64(struct span text)
{
	for (size_t i = 0; i < text.n; i++)
		if (!base64_char(text.p[i]) && memchr("= \t\r\n-_", text.p[i], 7) == NULL)
			return false;
	return true;
}

/* A character that base64 does not have is told of once; whole certificates are taken out of what comes behind it. */
static int
bad_line(struct input_base64 *b, bool *told)
{
	const char *container = b->elements.split.state == SPLIT_BAG ? cms_format(&b->elements.split.cms) : NULL;
	struct input *in = b->elements.in;
	uint64_t line = b->bad;

	b->bad = 0;
	b->base64 = (struct base64){ .again = true, .url = true };
	split_behind_damage(&b->elements.split);
	if (*told)
		return 0;
	*told = true;
	return input_item(in, container != NULL ? container : b->elements.format, line, SPAN_NONE, NO_BASE64);
}

/* A line that is no base64, nor meant for it. */
static bool
is_comment(struct span line)
{
	while (line.n > 0 && (line.p[0] == ' ' || line.p[0] == '\t'))
		line = span_sub(line, 1, line.n - 1);
	return line.n > 1 && (line.p[0] == '#' || line.p[0] == ';' || (line.p[0] == '/' && line.p[1] == '/' && line.n < 64));
}

/* A character that base64 does not have: is it the first of a text that is none at all? */
static int
not_base64(struct input_base64 *b, bool *told, bool *text)
{
	*text = !*told && input_elements_nothing(&b->elements);
	return *text ? input_nothing(b->elements.in, NULL, "text without a PEM block") : bad_line(b, told);
}

/* Where the base64 of an element has ended, a line of something else ends the text, and one in which something begins. */
static bool
ends_before(const struct input_base64 *b, struct span line)
{
	uint64_t total;
	size_t blank = 0;

	if (!split_between(&b->elements.split) || is_comment(line))
		return false;
	while (blank < line.n && memchr("= \t-_", line.p[blank], 6) != NULL)
		blank++;
	line = span_sub(line, blank, line.n - blank);
	return (line.n == 0 && blank > 0) || !is_base64(line) || (run_begins(line, 0, &total) != RUN_BASE64 && run_inside(line));
}

int
input_base64(struct input *in, struct stream *r)
{
	struct input_base64 b;
	bool ends = true, starts, told = false, text = false, comment = false;
	uint64_t number = in->lines;
	struct span line;
	int ret = 0;

	input_base64_init(&b, in, "base64");
	input_base64_begin(&b, number + 1);
	while (ret == 0 && !text) {
		starts = ends;
		if ((line = stream_line(r, &ends)).p == NULL)
			break;
		if (starts && (held_other_form(line) || ends_before(&b, line))) {
			stream_back(r, line);
			break;
		}
		number += starts;
		comment = starts ? is_comment(line) : comment;
		if (comment)
			continue;
		ret = input_base64_feed(&b, line, number);
		if (ret == 0 && b.bad != 0)
			ret = not_base64(&b, &told, &text);
	}
	in->lines = number;
	if (ret == 0 && told)
		ret = input_elements_end(&b.elements, r);
	else if (ret == 0 && !text)
		ret = input_base64_end(&b, r);
	input_base64_free(&b);
	return ret;
}

/* One line, whose first piece this is: a certificate in base64 or hexadecimal. */
static int
one_line(struct input_base64 *b, struct stream *r, struct span line, bool ends, uint64_t number)
{
	bool comment = is_comment(line);
	uint64_t total;
	int ret;

	if (ends && run_begins(line, 0, &total) == RUN_HEX)
		return input_value(b->elements.in, "lines", number, line);
	if (ends && !comment && run_inside(line) && run_begins(line, 0, &total) == RUN_NONE)
		return input_other_value(b->elements.in, "lines", number, line);
	input_base64_begin(b, number);
	ret = comment ? 0 : input_base64_feed(b, line, number);
	while (ret == 0 && !ends && (line = stream_line(r, &ends)).p != NULL)
		ret = comment ? 0 : input_base64_feed(b, line, number);
	return ret == 0 && !b->empty && !stream_cuts_line(r) ? input_base64_end(b, NULL) : ret;
}

int
input_lines(struct input *in, struct stream *r)
{
	struct input_place before = input_place(in);
	struct input_base64 b;
	bool ends = true;
	uint64_t number = in->lines;
	struct span line;
	int ret = 0;

	in->format = "lines";
	input_base64_init(&b, in, in->format);
	while (ret == 0 && (line = stream_line(r, &ends)).p != NULL) {
		if (held_other_form(line)) {
			stream_back(r, line);
			break;
		}
		ret = one_line(&b, r, line, ends, ++number);
	}
	in->lines = number;
	input_base64_free(&b);
	input_place_back(in, before);
	return ret;
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
		ret = value_behind(&b, rest.n);
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
	while (s.n > 0 && memchr(" \t\r\n", s.p[0], 4) != NULL)
		s = span_sub(s, 1, s.n - 1);
	while (s.n > 0 && memchr(" \t\r\n", s.p[s.n - 1], 4) != NULL)
		s.n--;
	return s;
}

/* Base64 of something that holds certificates: PEM, what is packed, text in UTF-16, a message. */
static int
value_packed(struct input *in, struct span text)
{
	struct out octets = { NULL, 0, 0, false };
	struct base64 b64 = { .again = true, .url = true };
	int ret = 0;

	if (base64_feed(&b64, text, &octets) == NULL && base64_end(&b64, &octets) && octets.n > 0 && !octets.failed)
		ret = input_octets_of(in, out_span(&octets));
	if (octets.failed)
		ret = input_no_memory(in);
	out_free(&octets);
	return ret;
}

/* Does something else than more of the same base64 begin in a line behind the first? */
static bool
other_follows(struct span text)
{
	uint64_t total;

	(void)sniff_line(&text);
	while (text.n > 0) {
		struct span line = sniff_line(&text);
		enum run run = run_begins(line, 0, &total);

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
	bool plain = is_base64(text) && !pem_begins(text), passing = in->passing, other = true;
	int ret = 0;

	if (plain && text.n > 1 && text.p[0] == 'M' && text.p[1] == 'I' && !other_follows(text)) {
		ret = value_base64(in, text, &other);
		return ret != 0 || !other ? ret : value_packed(in, text);
	}
	in->passing = true;
	if (text.n > 0)
		ret = input_octets_of(in, text);
	if (ret == 0 && plain && in->items + in->skipped + in->holding == before)
		ret = value_packed(in, text);
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
	uint64_t lines = in->lines;
	int ret;

	in->format = format;
	in->line = line;
	in->any = in->passing = true;
	ret = value_text(in, text);
	input_place_back(in, before);
	in->lines = lines;
	return ret;
}
