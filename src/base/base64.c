/* SPDX-License-Identifier: Apache-2.0 */
#include "base/base64.h"

#include "base/base64_groups.h"

static unsigned
value(uint8_t c)
{
	return c < 128 ? base64_values[c] : B64_BAD;
}

bool
base64_char(uint8_t c)
{
	return value(c) < B64_PAD;
}

unsigned
base64_value(uint8_t c)
{
	return value(c);
}

size_t
base64_run(struct span s)
{
	size_t n = 0;

	while (n < s.n && base64_char(s.p[n]))
		n++;
	while (n < s.n && s.p[n] == '=')
		n++;
	return n;
}

bool
base64_text(struct span text)
{
	for (size_t i = 0; i < text.n; i++)
		if (!base64_char(text.p[i]) && memchr("= \t\r\n-_", text.p[i], 7) == NULL)
			return false;
	return true;
}

static void
flush(struct base64 *b, struct out *to, unsigned octets)
{
	uint8_t o[3] = { (uint8_t)(b->bits >> 16), (uint8_t)(b->bits >> 8), (uint8_t)b->bits };

	out_mem(to, o, octets);
	b->bits = 0;
	b->n = 0;
}

/* So many characters are read as groups at once. */
#define PART 128

/*
 * Whole groups of four characters at the front of text: the usual line is nothing else.  Where a line end stands behind as
 * many characters as the line before had, the readers of groups are spared what they cannot read.
 */
static size_t
feed_groups(struct span text, size_t line_before, struct out *to)
{
	bool like_before = line_before < PART && line_before < text.n && text.p[line_before] <= '\r';
	uint8_t spare[PART / 4 * 3 + BASE64_SPILL];
	size_t n = 0, part, more;

	do {
		size_t left = like_before ? line_before - n : text.n - n;
		bool room = !to->failed && to->cap - to->n >= sizeof spare;

		part = left < PART ? left : PART;
		more = base64_groups(span_sub(text, n, part), room ? (uint8_t *)to->p + to->n : spare);
		if (room)
			to->n += more / 4 * 3;
		else
			out_mem(to, spare, more / 4 * 3);
		n += more;
	} while (more == PART);
	return n;
}

/* One character: padding, or the start or rest of a group.  False: not allowed here. */
static bool
feed_char(struct base64 *b, unsigned v, struct out *to)
{
	if (v == B64_BAD)
		return false;
	if (v == B64_PAD) {
		/* One or two at the end of a group that has begun. */
		if (b->n < 2 || b->padding == 2)
			return false;
		b->padding++;
	} else {
		if (b->padding > 0 && b->n == 0 && b->again)
			b->padding = 0;
		if (b->padding > 0)
			return false;
		b->bits |= (uint32_t)v << (18 - 6 * b->n);
	}
	if (++b->n == 4)
		flush(b, to, 3 - b->padding);
	return true;
}

const uint8_t *
base64_feed(struct base64 *b, struct span text, struct out *to)
{
	size_t line = PART;

	for (size_t i = 0; i < text.n; i++) {
		unsigned v;

		/* At the start of each line, as a rule. */
		if (b->n == 0 && b->padding == 0) {
			line = feed_groups(span_sub(text, i, text.n - i), line, to);
			if ((i += line) == text.n)
				break;
		}
		if (b->url && (text.p[i] == '-' || text.p[i] == '_'))
			v = text.p[i] == '-' ? 62 : 63;
		else
			v = value(text.p[i]);
		if (v != B64_SPACE && !feed_char(b, v, to))
			return text.p + i;
	}
	return NULL;
}

bool
base64_end(struct base64 *b, struct out *to)
{
	unsigned chars = b->n - (b->n == 0 ? 0 : b->padding);

	if (chars == 1)
		return false;
	if (chars > 1)
		flush(b, to, chars - 1);
	return true;
}

/* The one or two octets behind the last three. */
static void
write_rest(struct out *o, struct span octets)
{
	uint32_t bits = (uint32_t)octets.p[0] << 16 | (octets.n > 1 ? (uint32_t)octets.p[1] << 8 : 0);
	char group[] = { base64_digits[bits >> 18], base64_digits[bits >> 12 & 63], octets.n > 1 ? base64_digits[bits >> 6 & 63] : '=', '=' };

	out_mem(o, group, sizeof group);
}

void
base64_write(struct out *o, struct span octets)
{
	size_t whole = octets.n / 3 * 3;
	char *to = whole > 0 ? out_more(o, whole / 3 * 4) : NULL;

	if (to != NULL)
		base64_put_groups(span_sub(octets, 0, whole), to);
	if (octets.n > whole)
		write_rest(o, span_sub(octets, whole, octets.n - whole));
}
