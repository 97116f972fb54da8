/* SPDX-License-Identifier: Apache-2.0 */
#include "input/pem/scan/form_end.h"

#include "base/ascii.h"
#include "input/pem/line/armour.h"
#include "input/written/filler.h"
#include "input/written/net.h"

/* Lines of wrapped base64 are no longer. */
#define WRAPPED 128
/* Octets at the end that tell. */
#define TAIL 128
/* The end of a zip's list of members (APPNOTE 4.3.16), and where it has the length of the comment behind it. */
#define ZIP_END 22
#define ZIP_COMMENT 20

enum ending { GOES_ON, ENDS, NOT_KNOWN };

/* Is this END of armour, and nothing behind it? */
static bool
ends_with_armour(struct span tail)
{
	struct armour a;

	while (tail.n > 0 && tail.p[tail.n - 1] <= ' ')
		tail.n--;
	for (size_t i = 0, n; i < tail.n; i += n) {
		struct span here = span_from(tail, i);
		bool dash = here.p[0] == '-' || here.p[0] == 0xe2;

		if (dash && armour_at(here, &a) && a.end && a.n == here.n)
			return true;
		n = dash ? armour_none(here) : 1;
		n += n == 0;
	}
	return false;
}

static bool
ends_with_members(struct span tail)
{
	for (size_t i = 0; i + ZIP_END <= tail.n; i++) {
		struct span here = span_from(tail, i);

		if (span_starts(here, SPAN_LIT("PK\5\6")) && here.n - ZIP_END == here.p[ZIP_COMMENT] + (size_t)256 * here.p[ZIP_COMMENT + 1])
			return true;
	}
	return false;
}

/* Does the form end with these octets?  Of most it is not known without reading them. */
static enum ending
form_ending(struct span start, struct span tail)
{
	struct armour a;

	if (ends_with_armour(tail))
		return ENDS;
	if (armour_at(start, &a))
		return GOES_ON;
	return span_starts(start, SPAN_LIT("PK\3\4")) && ends_with_members(tail) ? ENDS : NOT_KNOWN;
}

static bool
is_line_end(struct span s, size_t at)
{
	return at == s.n || s.p[at] == '\n' || s.p[at] == '\r';
}

/* Behind the end of the line: does it go on in the next, which is a word alone? */
static bool
next_line_goes_on(struct span s)
{
	size_t n = s.n > 1 && s.p[0] == '\r' && s.p[1] == '\n' ? 2 : 1;

	s = span_from(s, n);
	s = span_from(s, blanks_before(s));
	n = net_characters(s);
	while (n < s.n && (s.p[n] == '=' || is_blank(s.p[n])))
		n++;
	return n > 0 && is_line_end(s, n);
}

/* Are two strings put together that have this between them?  A blank alone stands between cells of a table, as a comma does. */
static bool
is_joined(struct span between)
{
	bool joined = false;

	for (size_t i = 0; i < between.n; i++) {
		if (between.p[i] == ',')
			return false;
		joined |= !is_blank(between.p[i]);
	}
	return joined;
}

/* Does a long word go on behind what follows it: a line end, the end of a string and the beginning of the next, or a blank before one as long? */
static bool
word_goes_on(uint64_t word, struct span s)
{
	uint8_t c;
	size_t n;

	if (s.n == 0 || is_line_end(s, 0))
		return s.n == 0 || next_line_goes_on(s);
	if (s.p[0] == '"' || s.p[0] == '\'') {
		n = filler_octets(s, 0, false, &c);
		n -= n > 1 && (s.p[n - 1] == '"' || s.p[n - 1] == '\'');
		return is_joined(span_sub(s, 1, n - 1));
	}
	/* Behind a comma stands what is none of it, unless that is a line. */
	if (s.p[0] == ',')
		return is_line_end(s, 1 + blanks_before(span_from(s, 1)));
	if (!is_blank(s.p[0]))
		return true;
	s = span_from(s, blanks_before(s));
	if (is_line_end(s, 0))
		return s.n > 0 && next_line_goes_on(s);
	n = net_characters(s);
	return n == word || n == s.n;
}

/* The last octets, and those of a group that is not full; false: it stops inside an octet. */
static bool
put_tail(struct out *tail, struct span octets, struct base64 b64)
{
	size_t n = octets.n < TAIL ? octets.n : TAIL;

	if (n > 0)
		out_mem(tail, octets.p + octets.n - n, n);
	return base64_end(&b64, tail);
}

bool
form_ends(struct span octets, struct base64 b64, struct span behind)
{
	char room[TAIL + 3];
	struct out tail = { room, 0, sizeof room, false };
	size_t n = octets.n;

	/* A quick look: most ends of lines are not the last. */
	while (n > 0 && octets.n - n < 4 && octets.p[n - 1] <= ' ')
		n--;
	if (n == 0 || octets.p[n - 1] != '-' || !put_tail(&tail, octets, b64) || !ends_with_armour(out_span(&tail)))
		return false;
	return behind.n == 0 || !is_line_end(behind, 0) || !next_line_goes_on(behind);
}

bool
form_is_all(struct span octets, struct base64 b64, uint64_t word, struct span behind)
{
	char room[TAIL + 3];
	struct out tail = { room, 0, sizeof room, false };

	if (word <= WRAPPED || b64.padding > 0 || !put_tail(&tail, octets, b64))
		return false;
	switch (form_ending(octets, out_span(&tail))) {
	case ENDS:
		return true;
	case GOES_ON:
		return false;
	default:
		return !word_goes_on(word, behind);
	}
}
