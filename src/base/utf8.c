/* SPDX-License-Identifier: Apache-2.0 */
/* utf8.c - reading and writing UTF-8, and the encodings of older ASN.1 strings. */
#include "base/utf8.h"

#include "base/arena.h"

#define CODE_MAX 0x10ffffu

static bool
is_surrogate(uint32_t code)
{
	return code >= 0xd800 && code < 0xe000;
}

/* Octets that follow the first one, or -1 where b cannot come first. */
static int
followers(uint8_t b)
{
	if (b < 0x80)
		return 0;
	if (b >= 0xc2 && b <= 0xdf)
		return 1;
	if (b >= 0xe0 && b <= 0xef)
		return 2;
	return b >= 0xf0 && b <= 0xf4 ? 3 : -1;
}

/* The code point that begins at `at`, and how many octets it has; 0: they are not UTF-8. */
static inline size_t
code_at(struct span s, size_t at, uint32_t *code)
{
	static const uint8_t first_bits[4] = { 0x7f, 0x1f, 0x0f, 0x07 };
	static const uint32_t least[4] = { 0, 0x80, 0x800, 0x10000 };
	int more = followers(s.p[at]);
	uint32_t c;

	if (more < 0 || s.n - at <= (size_t)more)
		return 0;
	c = s.p[at] & first_bits[more];
	for (size_t i = 1; i <= (size_t)more; i++) {
		if ((s.p[at + i] & 0xc0) != 0x80)
			return 0;
		c = c << 6 | (s.p[at + i] & 0x3fu);
	}
	if (c < least[more] || c > CODE_MAX || is_surrogate(c))
		return 0;
	*code = c;
	return (size_t)more + 1;
}

bool
utf8_next(struct span *in, uint32_t *code)
{
	size_t n = in->n > 0 ? code_at(*in, 0, code) : 0;

	*in = span_sub(*in, n, in->n - n);
	return n > 0;
}

bool
utf8_valid(struct span s)
{
	uint32_t code;
	size_t n;

	/* Nearly all text is ASCII. */
	if (span_is_ascii(s))
		return true;
	for (size_t at = 0; at < s.n; at += n)
		if ((n = s.p[at] < 0x80 ? 1 : code_at(s, at, &code)) == 0)
			return false;
	return true;
}

unsigned
utf8_put(uint8_t out[4], uint32_t code)
{
	if (code < 0x80) {
		out[0] = (uint8_t)code;
		return 1;
	}
	if (code < 0x800) {
		out[0] = (uint8_t)(0xc0 | code >> 6);
		out[1] = (uint8_t)(0x80 | (code & 0x3f));
		return 2;
	}
	if (code < 0x10000) {
		out[0] = (uint8_t)(0xe0 | code >> 12);
		out[1] = (uint8_t)(0x80 | (code >> 6 & 0x3f));
		out[2] = (uint8_t)(0x80 | (code & 0x3f));
		return 3;
	}
	out[0] = (uint8_t)(0xf0 | (code >> 18 & 0x07));
	out[1] = (uint8_t)(0x80 | (code >> 12 & 0x3f));
	out[2] = (uint8_t)(0x80 | (code >> 6 & 0x3f));
	out[3] = (uint8_t)(0x80 | (code & 0x3f));
	return 4;
}

size_t
utf8_length(struct span s)
{
	uint32_t code;
	size_t at = 0, n = 0, k;

	for (; at < s.n && (k = code_at(s, at, &code)) > 0; at += k)
		n++;
	return n + (s.n - at);
}

/* Big-endian code points of `width` octets each; `most` octets of UTF-8 for one. */
static bool
from_fixed(struct arena *a, struct span in, size_t width, size_t most, struct span *out)
{
	uint8_t *p, *end;

	if (in.n % width != 0 || (p = arena_array(a, in.n / width, most)) == NULL)
		return false;
	end = p;
	for (size_t i = 0; i < in.n; i += width) {
		uint32_t code = 0;

		for (size_t k = 0; k < width; k++)
			code = code << 8 | in.p[i + k];
		if (code > CODE_MAX || is_surrogate(code))
			return false;
		end += utf8_put(end, code);
	}
	*out = (struct span){ p, (size_t)(end - p) };
	return true;
}

bool
utf8_from_bmp(struct arena *a, struct span in, struct span *out)
{
	return from_fixed(a, in, 2, 3, out);
}

bool
utf8_from_universal(struct arena *a, struct span in, struct span *out)
{
	return from_fixed(a, in, 4, 4, out);
}

bool
utf8_from_latin1(struct arena *a, struct span in, struct span *out)
{
	return from_fixed(a, in, 1, 2, out);
}
