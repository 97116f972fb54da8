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

static void
flush(struct base64 *b, struct out *to, unsigned octets)
{
	uint8_t o[3] = { (uint8_t)(b->bits >> 16), (uint8_t)(b->bits >> 8), (uint8_t)b->bits };

	out_mem(to, o, octets);
	b->bits = 0;
	b->n = 0;
}

/* Whole groups of four characters at the front of text: the usual line is nothing else. */
static size_t
feed_groups(struct span text, struct out *to)
{
	uint8_t octets[96 + BASE64_SPILL];
	size_t n = 0, more;

	do {
		struct span part = span_sub(text, n, text.n - n < 128 ? text.n - n : 128);

		more = base64_groups(part, octets);
		out_mem(to, octets, more / 4 * 3);
		n += more;
	} while (more == 128);
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
	for (size_t i = 0; i < text.n; i++) {
		unsigned v;

		/* At the start of each line, as a rule. */
		if (b->n == 0 && b->padding == 0 && (i += feed_groups(span_sub(text, i, text.n - i), to)) == text.n)
			break;
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

void
base64_write(struct out *o, struct span octets)
{
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	char line[1024];
	size_t n = 0;

	for (size_t i = 0; i < octets.n; i += 3) {
		size_t left = octets.n - i;
		uint32_t bits = (uint32_t)octets.p[i] << 16 | (left > 1 ? (uint32_t)octets.p[i + 1] << 8 : 0) |
		    (left > 2 ? octets.p[i + 2] : 0);

		line[n++] = digits[bits >> 18];
		line[n++] = digits[bits >> 12 & 63];
		line[n++] = left > 1 ? digits[bits >> 6 & 63] : '=';
		line[n++] = left > 2 ? digits[bits & 63] : '=';
		if (n == sizeof line) {
			out_mem(o, line, n);
			n = 0;
		}
	}
	out_mem(o, line, n);
}
