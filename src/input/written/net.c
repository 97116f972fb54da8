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

/* Does a word begin with this character of base64, of those in the text? */
static bool
begins_word(struct span text, size_t at)
{
	size_t i = 0;

	for (; i < text.n && (at > 0 || !net_character(text.p[i])); i++)
		at -= net_character(text.p[i]);
	return i > 0 && !net_character(text.p[i - 1]);
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
	for (line = NET_LINE; line < text.n && net_character(text.p[line]); line++)
		;
	/* What begins behind marks of the next line, or a word of its own, is found there: this line is none of it. */
	at = at / 3 * 4 + at % 3;
	return at <= line || (at > line + RUN_MARKS && !begins_word(text, at));
}

bool
net_hex(struct span text)
{
	struct again a = { 0 };
	uint32_t begins = 0;		/* a line, with each of the last octets, the newest in the lowest place */

	for (size_t i = 0; i + 1 < text.n && i < RUN_OCTETS; i += 2) {
		size_t from = i;

		while (i + 2 < text.n && (text.p[i] == '\n' || text.p[i] == '\r'))
			i++;
		begins = begins << 1 | (i > from);
		if (hex_digit(text.p[i]) < 0 || hex_digit(text.p[i + 1]) < 0)
			return false;
		/* What begins a line is found there: the lines before are none of it. */
		if (again_octet(&a, (uint8_t)(hex_digit(text.p[i]) << 4 | hex_digit(text.p[i + 1]))))
			return (begins >> (AGAIN_OCTETS - 1) & 1) == 0;
	}
	return false;
}
