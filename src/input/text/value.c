/* value.c - text that stands for octets: base64 with and without lines of its own, hexadecimal. */
#include <stdlib.h>

#include "input/form.h"
#include "input/text/pem_scan.h"

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
	b->base64 = (struct base64){ .again = true };
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
	if (b->empty) {
		in->skipped++;
		return 0;
	}
	out_clear(&b->octets);
	if (r != NULL && stream_broken(r))
		return input_elements_end(&b->elements, r);
	if (!base64_end(&b->base64, &b->octets))
		return input_item(in, b->elements.format, b->elements.split.line, SPAN_NONE, "base64 that stops inside an octet");
	ret = split_feed(&b->elements.split, (struct span){ (const uint8_t *)b->octets.p, b->octets.n });
	return ret != 0 ? ret : input_elements_end(&b->elements, NULL);
}

/* ---- files of base64 ---- */

/* A character that base64 does not have is told of once; whole certificates are taken out of what comes behind it. */
static int
bad_line(struct input_base64 *b, bool *told)
{
	const char *container = b->elements.split.state == SPLIT_BAG ? cms_format(&b->elements.split.cms) : NULL;
	struct input *in = b->elements.in;
	uint64_t line = b->bad;

	b->bad = 0;
	b->base64 = (struct base64){ .again = true };
	split_behind_damage(&b->elements.split);
	if (*told)
		return 0;
	*told = true;
	return input_item(in, container != NULL ? container : b->elements.format, line, SPAN_NONE, NO_BASE64);
}

int
input_base64(struct input *in, struct stream *r)
{
	struct input_base64 b;
	bool ends = true, told = false, text = false;
	uint64_t number = 0;
	struct span line;
	int ret = 0;

	input_base64_init(&b, in, "base64");
	input_base64_begin(&b, 1);
	while (ret == 0 && !text) {
		number += ends;
		if ((line = stream_line(r, &ends)).p == NULL)
			break;
		ret = input_base64_feed(&b, line, number);
		if (ret != 0 || b.bad == 0)
			continue;
		text = !told && input_elements_nothing(&b.elements);
		ret = text ? input_nothing(in, NULL, "text without a PEM block") : bad_line(&b, &told);
	}
	if (ret == 0 && told)
		ret = input_elements_end(&b.elements, r);
	else if (ret == 0 && !text)
		ret = input_base64_end(&b, r);
	input_base64_free(&b);
	return ret;
}

int
input_lines(struct input *in, struct stream *r)
{
	struct input_place before = input_place(in);
	struct input_base64 b;
	bool ends = true;
	uint64_t number = 0;
	struct span line;
	int ret = 0;

	in->format = "lines";
	input_base64_init(&b, in, in->format);
	while (ret == 0 && (line = stream_line(r, &ends)).p != NULL) {
		input_base64_begin(&b, ++number);
		ret = input_base64_feed(&b, line, number);
		while (ret == 0 && !ends && (line = stream_line(r, &ends)).p != NULL)
			ret = input_base64_feed(&b, line, number);
		if (ret == 0 && !b.empty && !stream_cuts_line(r))
			ret = input_base64_end(&b, NULL);
	}
	input_base64_free(&b);
	input_place_back(in, before);
	return ret;
}

/* ---- values of tables ---- */

static int
hex_digit(uint8_t c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* Hexadecimal of a SEQUENCE, which base64 never begins so; a database writes \x before it, a program 0x. */
static bool
is_hex(struct span *text)
{
	struct span s = *text;

	if (s.n > 2 && (memcmp(s.p, "\\x", 2) == 0 || memcmp(s.p, "0x", 2) == 0))
		s = span_sub(s, 2, s.n - 2);
	if (s.n < 4 || s.n % 2 != 0 || memcmp(s.p, "30", 2) != 0)
		return false;
	for (size_t i = 0; i < s.n; i++)
		if (hex_digit(s.p[i]) < 0)
			return false;
	*text = s;
	return true;
}

static int
value_hex(struct input *in, struct span text)
{
	struct input_elements e;
	uint8_t octets[512];
	size_t n = 0;
	int ret = 0;

	input_elements_init(&e, in, NULL);
	for (size_t i = 0; ret == 0 && i < text.n; i += 2) {
		octets[n++] = (uint8_t)(hex_digit(text.p[i]) << 4 | hex_digit(text.p[i + 1]));
		if (n == sizeof octets || i + 2 == text.n) {
			ret = split_feed(&e.split, (struct span){ octets, n });
			n = 0;
		}
	}
	if (ret == 0)
		ret = input_elements_end(&e, NULL);
	input_elements_free(&e);
	return ret;
}

static int
value_pem(struct input *in, struct span text)
{
	struct stream r = { .read = stream_memory, .arg = &text, .buf = input_buffer(in) };
	int ret;

	if (r.buf == NULL)
		return -1;
	ret = input_pem(in, &r);
	free(r.buf);
	return ret;
}

static int
value_base64(struct input *in, struct span text)
{
	struct input_base64 b;
	int ret;

	input_base64_init(&b, in, NULL);
	input_base64_begin(&b, in->line);
	ret = input_base64_feed(&b, text, in->line);
	if (ret == 0)
		ret = input_base64_end(&b, NULL);
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

int
input_value(struct input *in, const char *format, uint64_t line, struct span text)
{
	struct input_place before = input_place(in);
	int ret;

	text = trimmed(text);
	/* Some exports quote a certificate once more, so that a spreadsheet takes it for text. */
	if (text.n > 1 && text.p[0] == '\'' && text.p[text.n - 1] == '\'')
		text = span_sub(text, 1, text.n - 2);
	in->format = format;
	in->line = line;
	in->any = false;
	if (pem_begins(text))
		ret = value_pem(in, text);
	else if (is_hex(&text))
		ret = value_hex(in, text);
	else
		ret = value_base64(in, text);
	input_place_back(in, before);
	return ret;
}
