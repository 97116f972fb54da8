/* SPDX-License-Identifier: Apache-2.0 */
#include "input/pem/line/body.h"

#include "base/ascii.h"
#include "base/base64.h"
#include "input/sniff.h"
#include "input/written/run.h"

/* Characters of a line of a block, no fewer. */
#define LINE 32
/* Base64 is wrapped in groups of so many characters: a sign may stand behind each line that is not. */
#define GROUP 4
/* So many characters that are alike stand for octets that are. */
#define ALIKE 16
/* Characters that tell the length of an element. */
#define FIRST 8

/*
 * Is the first word of another length because something stands in front of it on its line?  Then the second has a line of its own, and the
 * third is as long: two words alone may be one that is damaged and what stands behind its value.
 */
static bool
is_folded(const struct body *b)
{
	return b->labelled && b->first_words == 1 && b->n >= LINE && b->n == b->second;
}

void
body_word_ends(struct body *b)
{
	if (b->n == 0)
		return;
	b->all++;
	b->second = b->all == 2 ? b->n : b->second;
	if (b->all == 3 && is_folded(b)) {
		b->width = b->second;
		b->odd = b->strange;
		b->last = false;
	}
	b->width = b->width == 0 ? b->n : b->width;
	/* A digest, a path: a line of base64 has letters of both kinds, unless many of its octets are alike. */
	b->strange |= b->n >= LINE && !(b->upper && b->lower) && (b->slash || b->digits) && !b->filled;
	b->odd |= b->strange || b->last || b->n > b->width;
	b->last |= b->n < b->width;
	b->words++;
	b->n = 0;
	b->upper = b->lower = b->slash = b->filled = false;
}

void
body_line_ends(struct body *b)
{
	body_word_ends(b);
	if (b->words == 0)
		return;
	b->joined |= b->first_words > 0 && b->words > 1;
	b->first_words = b->first_words == 0 ? b->words : b->first_words;
	b->odd |= b->words > b->first_words;
	b->last |= b->words < b->first_words;
	b->words = 0;
}

bool
body_is_parted(const struct body *b)
{
	return b->all == 2 && b->first_words == 2 && b->width >= LINE && b->second >= LINE;
}

void
body_goes_on(struct body *b)
{
	b->digits = false;
	b->alike = 0;
	b->n++;
}

void
body_feed(struct body *b, struct span text)
{
	for (size_t i = 0; i < text.n; i++) {
		uint8_t c = text.p[i];

		if (c > ' ') {
			b->digits = (b->n == 0 || b->digits) && hex_digit(c) >= 0;
			b->alike = b->n > 0 && c == b->before ? b->alike + 1 : 0;
			b->before = c;
			b->filled |= b->alike == ALIKE;
			b->slash |= c == '/';
			b->n++;
			b->upper |= is_upper(c);
			b->lower |= c >= 'a' && c <= 'z';
		} else if (c == '\n' || c == '\r') {
			body_line_ends(b);
		} else {
			body_word_ends(b);
		}
	}
}

bool
body_has_others(const struct body *b)
{
	return b->odd || b->joined || b->beside || b->first_words > 1 || (b->all > 1 && b->width % GROUP != 0 && !b->ended);
}

/* The octets behind zeros that are padding; fewer of them are none. */
static struct span
behind_padding(struct span octets)
{
	size_t zeros = 0;

	while (zeros < octets.n && octets.p[zeros] == 0)
		zeros++;
	return zeros >= RUN_PADDING ? span_from(octets, zeros) : octets;
}

bool
body_is_exact(struct span octets)
{
	for (bool first = true; octets.n > 0; first = false) {
		uint64_t total = sniff_length(octets);

		/* Another certificate, CRL or response, or what OpenSSL adds to one: any three octets are an element by chance. */
		if (!first && octets.p[0] != 0x30)
			return false;
		/* Of one without a length (X.690 8.1.3.6) that is told elsewhere. */
		if (total == UINT64_MAX)
			return octets.n > 1 && octets.p[1] == 0x80;
		if (total == 0 || total > octets.n)
			return false;
		octets = behind_padding(span_from(octets, (size_t)total));
	}
	return true;
}

bool
body_is_sound(const struct body *b, struct span octets)
{
	bool begins = octets.n > 1 && octets.p[0] == 0x30 && octets.p[1] > 0x80;

	/* What begins no long element is told of as such. */
	return (!b->odd && !b->joined && !(b->beside && begins)) || body_is_exact(octets);
}

/* Does a line end at each so many octets, and at the end? */
static bool
lines_are(struct span s, size_t line)
{
	for (size_t end = line; end < s.n; end += line)
		if (s.p[end - 1] != '\n')
			return false;
	return s.p[s.n - 1] == '\n';
}

bool
body_is_regular(struct span s)
{
	char room[FIRST];
	struct out start = { room, 0, sizeof room, false };
	struct base64 b64 = { 0 };
	const uint8_t *end;
	size_t width, line, from = s.n > 0 && s.p[0] == '\r' ? 1 : 0;
	uint64_t total, n;

	if (from == s.n || s.p[from] != '\n')
		return false;
	s = span_sub(s, from + 1, s.n - from - 1);
	end = s.n > 0 ? memchr(s.p, '\n', s.n) : NULL;
	line = end != NULL ? (size_t)(end - s.p) + 1 : 0;
	width = line > 1 && s.p[line - 2] == '\r' ? line - 2 : line > 0 ? line - 1 : 0;
	if (width < FIRST || base64_feed(&b64, span_sub(s, 0, FIRST), &start) != NULL)
		return false;
	total = sniff_length(out_span(&start));
	if (total == 0 || total == UINT64_MAX)
		return false;
	n = (total + 2) / 3 * 4;
	n += (n + width - 1) / width * (line - width);
	return n < s.n && s.p[n] == '-' && lines_are(span_sub(s, 0, (size_t)n), line);
}

/* Upper and lower case: no path, and no digits of hexadecimal. */
static bool
is_mixed(struct span s)
{
	bool upper = false, lower = false;

	for (size_t i = 0; i < s.n; i++) {
		if (!base64_char(s.p[i]))
			return false;
		upper |= s.p[i] >= 'A' && s.p[i] <= 'Z';
		lower |= s.p[i] >= 'a' && s.p[i] <= 'z';
	}
	return upper && lower;
}

bool
body_has_neighbour(struct span line)
{
	bool first = false, between = false;

	for (size_t i = 0, n; i < line.n; i += n + 1) {
		for (n = 0; i + n < line.n && base64_char(line.p[i + n]); n++)
			;
		if (n >= LINE && is_mixed(span_sub(line, i, n))) {
			if (between)
				return true;
			first = true;
		}
		between |= first && i + n < line.n && line.p[i + n] != ' ' && line.p[i + n] != '\t';
	}
	return false;
}

bool
body_ends_before(struct span s, size_t at)
{
	return at >= LINE && is_mixed(span_sub(s, at - LINE, LINE));
}
