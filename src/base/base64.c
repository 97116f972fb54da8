/* SPDX-License-Identifier: Apache-2.0 */
#include "base/base64.h"

/* Value of a character, or: */
enum { B64_PAD = 64, B64_SPACE = 65, B64_BAD = 66 };

/* Of every octet, in rows of sixteen. */
static const uint8_t values[256] = {
	66, 66, 66, 66, 66, 66, 66, 66, 66, 65, 65, 66, 66, 65, 66, 66,
	66, 66, 66, 66, 66, 66, 66, 66, 66, 66, 66, 66, 66, 66, 66, 66,
	65, 66, 66, 66, 66, 66, 66, 66, 66, 66, 66, 62, 66, 66, 66, 63,
	52, 53, 54, 55, 56, 57, 58, 59, 60, 61, 66, 66, 66, 64, 66, 66,
	66,  0,  1,  2,  3,  4,  5,  6,  7,  8,  9, 10, 11, 12, 13, 14,
	15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 66, 66, 66, 66, 66,
	66, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40,
	41, 42, 43, 44, 45, 46, 47, 48, 49, 50, 51, 66, 66, 66, 66, 66,
	66, 66, 66, 66, 66, 66, 66, 66, 66, 66, 66, 66, 66, 66, 66, 66,
	66, 66, 66, 66, 66, 66, 66, 66, 66, 66, 66, 66, 66, 66, 66, 66,
	66, 66, 66, 66, 66, 66, 66, 66, 66, 66, 66, 66, 66, 66, 66, 66,
	66, 66, 66, 66, 66, 66, 66, 66, 66, 66, 66, 66, 66, 66, 66, 66,
	66, 66, 66, 66, 66, 66, 66, 66, 66, 66, 66, 66, 66, 66, 66, 66,
	66, 66, 66, 66, 66, 66, 66, 66, 66, 66, 66, 66, 66, 66, 66, 66,
	66, 66, 66, 66, 66, 66, 66, 66, 66, 66, 66, 66, 66, 66, 66, 66,
	66, 66, 66, 66, 66, 66, 66, 66, 66, 66, 66, 66, 66, 66, 66, 66,
};

bool
base64_char(uint8_t c)
{
	return values[c] < B64_PAD;
}

static void
flush(struct base64 *b, struct out *to, unsigned octets)
{
	uint8_t o[3] = { (uint8_t)(b->bits >> 16), (uint8_t)(b->bits >> 8), (uint8_t)b->bits };

	out_mem(to, o, octets);
	b->bits = 0;
	b->n = 0;
}

/* Whole groups of four characters from i on: the usual line is nothing else.  Where they end. */
static size_t
feed_groups(struct span text, size_t i, struct out *to)
{
	uint8_t o[96];
	size_t n = 0;

	for (; i + 4 <= text.n; i += 4) {
		unsigned a = values[text.p[i]], b = values[text.p[i + 1]], c = values[text.p[i + 2]], d = values[text.p[i + 3]];
		uint32_t bits = (uint32_t)a << 18 | (uint32_t)b << 12 | (uint32_t)c << 6 | d;

		if ((a | b | c | d) >= B64_PAD)
			break;
		o[n] = (uint8_t)(bits >> 16);
		o[n + 1] = (uint8_t)(bits >> 8);
		o[n + 2] = (uint8_t)bits;
		if ((n += 3) == sizeof o) {
			out_mem(to, o, n);
			n = 0;
		}
	}
	out_mem(to, o, n);
	return i;
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
		if (b->n == 0 && b->padding == 0 && (i = feed_groups(text, i, to)) == text.n)
			break;
		if (b->url && (text.p[i] == '-' || text.p[i] == '_'))
			v = text.p[i] == '-' ? 62 : 63;
		else
			v = values[text.p[i]];
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
