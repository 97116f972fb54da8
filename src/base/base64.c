/* SPDX-License-Identifier: Apache-2.0 */
#include "base/base64.h"

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
feed_groups(base64_groups_fn *groups, struct span text, size_t line_before, struct out *to)
{
	bool like_before = line_before < PART && line_before < text.n && text.p[line_before] <= '\r';
	uint8_t spare[PART / 4 * 3 + BASE64_SPILL];
	size_t n = 0, part, more;

	do {
		size_t left = like_before ? line_before - n : text.n - n;
		bool room = !to->failed && to->cap - to->n >= sizeof spare;

		part = left < PART ? left : PART;
		more = groups(span_sub(text, n, part), room ? (uint8_t *)to->p + to->n : spare);
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

size_t
base64_escape(struct span s)
{
	if (s.n < 7 || memcmp(s.p, "_x00", 4) != 0 || s.p[6] != '_' || s.p[4] != '0')
		return 0;
	return s.p[5] == '9' || (s.p[5] | 0x20) == 'a' || (s.p[5] | 0x20) == 'd' ? 7 : 0;
}

bool
base64_mixes(struct base64 *b, struct span text)
{
	/* Most have one in their first line. */
	if (!b->plus && text.n > 0)
		b->plus = memchr(text.p, '/', text.n) != NULL || memchr(text.p, '+', text.n) != NULL;
	return b->plus && b->n_url > 0;
}

bool
base64_mixed(struct span octets, size_t n_url)
{
	size_t last_two = 0;
	uint32_t bits = 0;

	if (n_url == 0)
		return false;
	/* The characters of the last two values are - and _, or + and /. */
	for (size_t i = 0, n = 0; i < octets.n; i++) {
		bits = bits << 8 | octets.p[i];
		for (n += 8; n >= 6; n -= 6)
			last_two += (bits >> (n - 6) & 63) >= 62;
	}
	return last_two > n_url;
}

/* The same where - and _ are characters, too. */
static unsigned
url_value(struct base64 *b, uint8_t c)
{
	if (!b->url || (c != '-' && c != '_'))
		return value(c);
	b->n_url++;
	return c == '-' ? 62 : 63;
}

const uint8_t *
base64_feed(struct base64 *b, struct span text, struct out *to)
{
	size_t line = PART;

	if (b->groups == NULL)
		b->groups = base64_groups_best();
	for (size_t i = 0; i < text.n; i++) {
		unsigned v;
		size_t escape;

		/* At the start of each line, as a rule. */
		if (b->n == 0 && b->padding == 0) {
			line = feed_groups(b->groups, span_sub(text, i, text.n - i), line, to);
			if ((i += line) == text.n)
				break;
		}
		if (b->url && text.p[i] == '_' && (escape = base64_escape(span_from(text, i))) > 0) {
			i += escape - 1;
			continue;
		}
		v = url_value(b, text.p[i]);
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
