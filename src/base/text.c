/* SPDX-License-Identifier: Apache-2.0 */
/* text.c - octets made fit to be shown. */
#include "base/text.h"

#include <stdio.h>

#include "base/arena.h"
#include "base/ascii.h"
#include "base/json_plain.h"
#include "base/utf8.h"

struct range {
	uint32_t from, to;
};

/*
 * Code points that are not seen, or that change how their neighbours are
 * seen: controls, format characters (Unicode category Cf, as far as they are
 * invisible), invisible fillers, separators, private use.
 */
static const struct range unsafe_ranges[] = {
	{ 0x0000, 0x001f }, { 0x007f, 0x009f }, { 0x00ad, 0x00ad }, { 0x034f, 0x034f },
	{ 0x061c, 0x061c }, { 0x115f, 0x1160 }, { 0x17b4, 0x17b5 }, { 0x180b, 0x180f },
	{ 0x200b, 0x200f }, { 0x2028, 0x202e }, { 0x2060, 0x206f }, { 0x3164, 0x3164 },
	{ 0xe000, 0xf8ff }, { 0xfdd0, 0xfdef }, { 0xfe00, 0xfe0f }, { 0xfeff, 0xfeff },
	{ 0xffa0, 0xffa0 }, { 0xfff9, 0xfffb }, { 0x1bca0, 0x1bca3 }, { 0x1d173, 0x1d17a },
	{ 0xe0000, 0xe0fff }, { 0xf0000, 0x10ffff },
};

bool
text_unsafe(uint32_t code)
{
	if (code >= 0x20 && code < 0x7f)
		return false;
	if ((code & 0xfffe) == 0xfffe || code > 0x10ffff)
		return true;
	for (size_t i = 0; i < sizeof unsafe_ranges / sizeof *unsafe_ranges; i++) {
		if (code < unsafe_ranges[i].from)
			return false;
		if (code <= unsafe_ranges[i].to)
			return true;
	}
	return false;
}

/* Writes one octet that is no text as \xHH; returns what it took. */
static size_t
put_octet(char *out, uint8_t b)
{
	static const char digits[] = "0123456789abcdef";

	out[0] = '\\';
	out[1] = 'x';
	out[2] = digits[b >> 4];
	out[3] = digits[b & 15];
	return 4;
}

/* Writes one code point that stands in the octets [p, p + n). */
static size_t
put_code(char *out, uint32_t code, const uint8_t *p, size_t n)
{
	if (code == '\\') {
		out[0] = out[1] = '\\';
		return 2;
	}
	/* A no-break space does no harm, but nobody sees that it is none of the others. */
	if (!text_unsafe(code) && code != 0xa0) {
		memcpy(out, p, n);
		return n;
	}
	if (code < 0x80)
		return put_octet(out, (uint8_t)code);
	return (size_t)snprintf(out, sizeof "\\u{10ffff}", "\\u{%x}", (unsigned)code);
}

/* Is all of it ASCII that stands for itself?  Nearly all text is. */
static bool
is_plain(struct span s)
{
	const uint8_t *at = s.p, *end;
	bool high = false;

	if (s.n == 0)
		return true;
	end = s.p + s.n;
	/* What a string of JSON has as it is, and quotation marks. */
	while ((at = json_plain(at, end, true, &high)) < end && *at == '"')
		at++;
	return at == end && !high;
}

const char *
text_show(struct arena *a, struct span text, size_t limit)
{
	static const char ellipsis[] = "\xe2\x80\xa6";
	struct span rest = text;
	uint32_t code;
	size_t at = 0;
	char *out;

	if (limit == 0 || limit > text.n)
		limit = text.n;
	if (limit == text.n && is_plain(text)) {
		if ((out = arena_take(a, text.n + 1)) != NULL && text.n > 0)
			memcpy(out, text.p, text.n);
		return out != NULL ? out : "";
	}
	/* An octet becomes four at most; a code point of two, six ("\u{85}"). */
	if (limit > (SIZE_MAX - 16) / 4 || (out = arena_take(a, 4 * limit + 16)) == NULL)
		return "";
	while (rest.n > 0) {
		struct span after = rest;
		bool valid = utf8_next(&after, &code);
		size_t n = valid ? rest.n - after.n : 1;

		if (n > limit - (text.n - rest.n))
			break;
		at += valid ? put_code(out + at, code, rest.p, n) : put_octet(out + at, rest.p[0]);
		rest = span_sub(rest, n, rest.n - n);
	}
	if (rest.n > 0) {
		memcpy(out + at, ellipsis, sizeof ellipsis - 1);
		at += sizeof ellipsis - 1;
	}
	out[at] = '\0';
	return out;
}

size_t
text_take(struct span *in, char out[TEXT_PIECE])
{
	struct span rest = *in;
	const uint8_t *p = in->p;
	uint32_t code;
	bool valid = utf8_next(&rest, &code);
	size_t n = valid ? in->n - rest.n : 1;

	*in = span_sub(*in, n, in->n - n);
	if (!valid)
		return put_octet(out, *p);
	if (code != '\\')
		return put_code(out, code, p, n);
	out[0] = '\\';
	return 1;
}

const char *
text_keep(struct arena *a, struct span shown)
{
	size_t at = 0;
	char *out;

	/* An octet becomes four at most; a code point of two, six. */
	if (shown.n > (SIZE_MAX - TEXT_PIECE) / 4 || (out = arena_take(a, 4 * shown.n + TEXT_PIECE)) == NULL)
		return "";
	while (shown.n > 0)
		at += text_take(&shown, out + at);
	out[at] = '\0';
	return out;
}

/* Up to `most` hexadecimal digits from p[at] on; where they end is at *end. */
static uint32_t
hex_number(struct span s, size_t at, size_t most, size_t *end)
{
	uint32_t number = 0;

	for (*end = at; *end < s.n && *end - at < most && hex_digit(s.p[*end]) >= 0; ++*end)
		number = number << 4 | (uint32_t)hex_digit(s.p[*end]);
	return number;
}

size_t
text_unshow(struct span *in, uint8_t octets[4])
{
	struct span s = *in;
	size_t end = 1, n = 1;
	uint32_t number;

	octets[0] = s.p[0];
	if (s.n > 1 && s.p[0] == '\\' && s.p[1] == '\\') {
		end = 2;
	} else if (s.n > 3 && s.p[0] == '\\' && s.p[1] == 'x') {
		number = hex_number(s, 2, 2, &end);
		octets[0] = end == 4 ? (uint8_t)number : s.p[0];
		end = end == 4 ? 4 : 1;
	} else if (s.n > 4 && s.p[0] == '\\' && s.p[1] == 'u' && s.p[2] == '{') {
		number = hex_number(s, 3, 6, &end);
		if (end > 3 && end < s.n && s.p[end] == '}' && number <= 0x10ffff) {
			n = utf8_put(octets, number);
			end++;
		} else {
			end = 1;
		}
	}
	*in = span_sub(s, end, s.n - end);
	return n;
}

/* Octets of the character at p[at]. */
static size_t
character(struct span text, size_t at)
{
	struct span rest = span_sub(text, at, text.n - at);
	uint32_t code;

	return utf8_next(&rest, &code) ? text.n - at - rest.n : 1;
}

bool
text_glob(struct span pattern, struct span text)
{
	size_t p = 0, t = 0, star = SIZE_MAX, from = 0;

	while (t < text.n) {
		if (p < pattern.n && pattern.p[p] == '*') {
			star = p++;
			from = t;
		} else if (p < pattern.n && pattern.p[p] == '?') {
			t += character(text, t);
			p++;
		} else if (p < pattern.n && pattern.p[p] == text.p[t]) {
			p++;
			t++;
		} else if (star != SIZE_MAX) {
			p = star + 1;
			t = ++from;
		} else {
			return false;
		}
	}
	while (p < pattern.n && pattern.p[p] == '*')
		p++;
	return p == pattern.n;
}

const char *
text_hex(struct arena *a, struct span octets)
{
#define ROW(h) h "0" h "1" h "2" h "3" h "4" h "5" h "6" h "7" h "8" h "9" h "a" h "b" h "c" h "d" h "e" h "f"
	static const char pairs[] = ROW("0") ROW("1") ROW("2") ROW("3") ROW("4") ROW("5") ROW("6") ROW("7")
	    ROW("8") ROW("9") ROW("a") ROW("b") ROW("c") ROW("d") ROW("e") ROW("f");
#undef ROW
	char *out;

	if (octets.n > (SIZE_MAX - 1) / 2 || (out = arena_take(a, 2 * octets.n + 1)) == NULL)
		return "";
	for (size_t i = 0; i < octets.n; i++)
		memcpy(out + 2 * i, pairs + 2 * octets.p[i], 2);
	out[2 * octets.n] = '\0';
	return out;
}

bool
text_equal_ascii(struct span a, struct span b)
{
	if (a.n != b.n)
		return false;
	for (size_t i = 0; i < a.n; i++)
		if (a.p[i] != b.p[i] && small_letter(a.p[i]) != small_letter(b.p[i]))
			return false;
	return true;
}

const char *
path_relative(const char *path)
{
	if (strcmp(path, "-") == 0)
		return "stdin";
	while (path[0] == '.' && path[1] == '/') {
		path += 2;
		path += strspn(path, "/");
	}
	return path;
}
