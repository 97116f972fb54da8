/* SPDX-License-Identifier: Apache-2.0 */
#include "input/written/net.h"

#include "base/ascii.h"
#include "base/base64.h"
#include "input/der/again.h"
#include "input/written/run.h"

/* Where one begins; octets.n: nowhere. */
static size_t
begins_at(struct span octets)
{
	struct again a = { 0 };

	for (size_t i = 0; i < octets.n; i++)
		if (again_octet(&a, octets.p[i]))
			return i + 1 - AGAIN_OCTETS;
	return octets.n;
}

bool
net_octets(struct span octets)
{
	return begins_at(octets) < octets.n;
}

bool
net_character(uint8_t c)
{
	return base64_char(c) || c == '-' || c == '_';
}

size_t
net_characters(struct span s)
{
	size_t n = 0;

	while (n < s.n && net_character(s.p[n]))
		n++;
	return n;
}

/* Does a word begin with this character of base64, of those in the text? */
static bool
begins_word(struct span text, size_t at)
{
	size_t i = 0;

	for (; i < text.n && (at > 0 || !net_character(text.p[i])); i++)
		at -= net_character(text.p[i]);
	return i > 0 && !net_character(text.p[i - 1]);
}

/* Is the word behind so many characters longer?  Those of a text that is wrapped are not. */
static bool
longer_follows(struct span text, size_t word)
{
	struct span rest = span_from(text, word);

	while (rest.n > 0 && !net_character(rest.p[0]))
		rest = span_from(rest, 1);
	return net_characters(rest) > word;
}

bool
net_base64(struct span text)
{
	char room[RUN_OCTETS / 4 * 3 + 3];
	struct out octets = { room, 0, sizeof room, false };
	struct base64 b = { .url = true };
	size_t line, at;

	if (text.n < NET_LINE)
		return false;
	for (size_t i = NET_LINE; i > 0; i--)
		if (!net_character(text.p[i - 1]))
			return false;
	(void)base64_feed(&b, text.n > RUN_OCTETS ? span_sub(text, 0, RUN_OCTETS) : text, &octets);
	at = begins_at(out_span(&octets));
	if (at == octets.n)
		return false;
	line = net_characters(text);
	/* What begins behind marks of the next line, a word of its own or a longer one is found there: this line is none of it. */
	at = at / 3 * 4 + at % 3;
	return at < line || (at == line && !longer_follows(text, line)) || (at > line + RUN_MARKS && !begins_word(text, at));
}

/*
 * Is a line of so many characters, and are those before it, of a list that goes on in this one?  They are as long as that, unless it is the
 * last of them.
 */
static bool
goes_on_in(struct span line, size_t before)
{
	size_t n = 0;

	while (n < line.n && line.p[n] != '\n' && line.p[n] != '\r')
		n++;
	return n <= before && before <= 2 * RUN_WRAPPED;
}

static bool
begins_in_hex(struct span text, size_t before)
{
	struct again a = { 0 };
	size_t starts[AGAIN_OCTETS];	/* of lines that begin with one of the last octets; 0: with none */
	size_t widest = 0, made = 0, start = 0;

	for (size_t i = 0; i + 1 < text.n && i < RUN_OCTETS; i += 2, made++) {
		size_t end = i;

		while (i + 2 < text.n && (text.p[i] == '\n' || text.p[i] == '\r'))
			i++;
		if (i > end) {
			widest = widest > before + end - start ? widest : before + end - start;
			before = 0;
			start = i;
		}
		starts[made % AGAIN_OCTETS] = i > end ? i : 0;
		if (hex_digit(text.p[i]) < 0 || hex_digit(text.p[i + 1]) < 0)
			return false;
		if (again_octet(&a, (uint8_t)(hex_digit(text.p[i]) << 4 | hex_digit(text.p[i + 1])))) {
			/* What begins a line is found there, where the lines before are none of it. */
			start = starts[(made + 1) % AGAIN_OCTETS];
			return start == 0 || goes_on_in(span_from(text, start), widest);
		}
	}
	return false;
}

/* Most texts have no octet at the front. */
bool
net_hex(struct span text, size_t before)
{
	if (text.n < 2 || (text.p[0] != '\n' && text.p[0] != '\r' && (hex_digit(text.p[0]) < 0 || hex_digit(text.p[1]) < 0)))
		return false;
	return begins_in_hex(text, before);
}
