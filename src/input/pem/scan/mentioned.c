/* SPDX-License-Identifier: Apache-2.0 */
#include "input/pem/scan/mentioned.h"

#include "base/ascii.h"
#include "base/base64.h"
#include "base/out.h"
#include "input/pem/line/armour.h"
#include "input/sniff.h"

/* Octets of a name that are looked at, no more. */
#define NAME 380
/* Characters that tell how long it is. */
#define FIRST 8

/* ---- names ---- */

/* The octets of a SEQUENCE at the front: as many as it says. */
static uint64_t
length_of(struct span text)
{
	char room[FIRST];
	struct out first = { room, 0, sizeof room, false };
	struct base64 b64 = { .url = true };

	if (text.n < FIRST || base64_feed(&b64, span_sub(text, 0, FIRST), &first) != NULL || first.n < 4)
		return 0;
	return sniff_length(out_span(&first));
}

/* Characters up to the last that stands for so many octets, with what pads it and the line ends between; 0: something else is among them. */
static size_t
characters(struct span text, uint64_t octets)
{
	uint64_t needs = (octets * 4 + 2) / 3;
	size_t n = 0;

	for (; needs > 0 && n < text.n; n++) {
		if (base64_char(text.p[n]))
			needs--;
		else if (!is_space(text.p[n]))
			return 0;
	}
	while (n < text.n && text.p[n] == '=')
		n++;
	/* More of the same may follow. */
	return needs > 0 || (n < text.n && base64_char(text.p[n])) ? 0 : n;
}

size_t
mentioned_name(struct span text)
{
	char room[NAME + 3];
	struct out octets = { room, 0, sizeof room, false };
	struct base64 b64 = { .url = true };
	uint64_t total;
	size_t n;

	/* 30 LL 31, or 30 81 LL and 30 82 LL LL. */
	if (text.n < FIRST || text.p[0] != 'M' || (text.p[3] != 'x' && text.p[1] != 'I'))
		return 0;
	total = length_of(text);
	if (total < FIRST || total > NAME || (n = characters(text, total)) == 0)
		return 0;
	if (base64_feed(&b64, span_sub(text, 0, n), &octets) != NULL || !base64_end(&b64, &octets))
		return 0;
	return octets.n == total && sniff_name(out_span(&octets)) ? n : 0;
}

/* ---- how base64 of PEM begins ---- */

/* Characters of a body that are shown of it, no more. */
#define BODY 8
/* Octets of a word that are looked at. */
#define WORD 96

static bool
is_comment(struct span line)
{
	static const char *const signs[] = { "#", "//", ";", "--", "*", "/*", "<!--", "%", "REM ", "'" };

	line = span_trimmed(line);
	for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
		if (span_starts(line, span_of(signs[i])))
			return true;
	return false;
}

/* Three words or more, of which the last says no name of a value. */
static bool
is_prose(struct span before)
{
	unsigned words = 0;

	before = span_trimmed(before);
	while (before.n > 0 && is_char_of(before.p[before.n - 1], "\"'`(<"))
		before.n--;
	before = span_trimmed(before);
	if (before.n == 0 || !is_letter(before.p[before.n - 1]))
		return false;
	for (size_t i = 0; i < before.n; i++)
		words += is_letter(before.p[i]) && (i == 0 || is_blank(before.p[i - 1]));
	return words > 2;
}

/* Characters of the next line that tell whether the block goes on there. */
#define NEXT 24

/* The next line behind a word, without what a string or a comment has at the ends of its lines; empty: there is none. */
static struct span
next_line(struct span behind)
{
	size_t n = 0;

	while (n < behind.n && is_char_of(behind.p[n], " \t\r\"'+\\,"))
		n++;
	if (n == behind.n || behind.p[n] != '\n')
		return span_from(behind, behind.n);
	for (n++; n < behind.n && is_char_of(behind.p[n], " \t#*;%\"'"); n++)
		;
	behind = span_from(behind, n);
	/* Both signs are of base64, too, where no blank follows. */
	if (span_starts(behind, SPAN_LIT("// ")) || span_starts(behind, SPAN_LIT("-- ")))
		behind = span_behind_space(span_from(behind, 2));
	return behind;
}

/* Does base64 of a block go on in the line behind a word?  What it stands for has the characters of PEM alone. */
static bool
goes_on(struct base64 b64, struct span behind)
{
	char room[NEXT];
	struct out octets = { room, 0, sizeof room, false };
	struct span next = next_line(behind);
	size_t n = base64_run(next);

	n = n < NEXT ? n : NEXT;
	if (n < NEXT / 2 || base64_feed(&b64, span_sub(next, 0, n), &octets) != NULL)
		return false;
	for (size_t i = 0; i < octets.n; i++)
		if (!base64_char((uint8_t)octets.p[i]) && !is_char_of((uint8_t)octets.p[i], "=\r\n "))
			return false;
	return !octets.failed;
}

size_t
mentioned_armour(struct span before, struct span text)
{
	char room[WORD];
	struct out octets = { room, 0, sizeof room, false };
	struct base64 b64 = { .url = true };
	size_t n = base64_run(text);
	struct armour a;

	if (n == 0 || n > WORD || !(is_comment(before) || is_prose(before)))
		return 0;
	(void)base64_feed(&b64, span_sub(text, 0, n), &octets);
	if (goes_on(b64, span_from(text, n)))
		return 0;
	(void)base64_end(&b64, &octets);
	if (!octets.failed && armour_at(out_span(&octets), &a))
		return !a.end && octets.n - a.n <= BODY ? n : 0;
	/* Its label may be cut off. */
	return octets.n < ARMOUR_OCTETS && memchr(octets.p, '\n', octets.n) == NULL ? n : 0;
}
