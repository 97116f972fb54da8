/* SPDX-License-Identifier: Apache-2.0 */
#include "input/written/run.h"

#include <strings.h>

#include "base/ascii.h"
#include "base/base64.h"
#include "base/out.h"
#include "input/der/again.h"
#include "input/der/begins.h"
#include "input/der/cms.h"
#include "input/pem/line/armour.h"
#include "input/sniff.h"
#include "input/text/wide.h"
#include "input/written/escaped.h"
#include "input/written/filler.h"
#include "input/written/net.h"
#include "input/written/number.h"

/* So many octets of ASCII are text, and no accident: 36 octets by chance are so in one of 10^15 cases. */
#define FIRST_TEXT 36

size_t
run_marks(struct span line)
{
	size_t n = 0;

	while (n < RUN_MARKS && n < line.n && (line.p[n] == '+' || line.p[n] == '/'))
		n++;
	return n;
}

bool
run_inside(struct span s)
{
	uint64_t total;
	size_t marks = run_marks(s);

	if (marks > 0 && marks < s.n && run_begins(span_from(s, marks), '\n', &total) != RUN_NONE)
		return true;
	for (size_t i = 0; i < s.n; i++)
		if (run_word(s.p[i], i > 0 ? s.p[i - 1] : 0) &&
		    run_begins(span_sub(s, i, s.n - i), i > 0 ? s.p[i - 1] : 0, &total) != RUN_NONE)
			return true;
	return false;
}

/* ---- base64 ---- */

bool
run_word(uint8_t c, uint8_t before)
{
	/* "\x" stands before hexadecimal, "0x" and "&H". */
	return (is_alnum(c) || c == '/') && ((!is_alnum(before) && before != '+' && before != '/') ||
	    ((before == 'x' || before == 'X' || before == 'H') && hex_digit(c) >= 0));
}

static struct span
decoded(struct span text, char room[RUN_FIRST + 3])
{
	struct out o = { room, 0, RUN_FIRST + 3, false };
	struct base64 b = { .url = true, .groups = base64_groups_plain };	/* there are too few for vectors */
	uint8_t escaped, before = 0;

	while (text.n > 0 && o.n < RUN_FIRST) {
		/* So many characters more, if there are no blanks. */
		size_t n = (RUN_FIRST - o.n + 2) / 3 * 4 - b.n;
		const uint8_t *bad;

		n = n < text.n ? n : text.n;
		bad = base64_feed(&b, span_sub(text, 0, n), &o);
		n = bad != NULL ? (size_t)(bad - text.p) : n;
		before = n > 0 ? text.p[n - 1] : before;
		text = span_from(text, n);
		if (bad == NULL)
			continue;
		/* "%2F" and its like stand for characters among them. */
		if ((n = filler_octets(text, before, false, &escaped)) == 0 || escaped == 0)
			break;
		text = span_from(text, n);
		if (base64_feed(&b, (struct span){ &escaped, 1 }, &o) != NULL)
			break;
	}
	return (struct span){ (const uint8_t *)room, o.n };
}

bool
run_may(const uint8_t *p)
{
	/* 30 8x or 31 8x, 04 8x. */
	return (p[0] == 'M' && (p[1] == 'I' || p[1] == 'Y')) || (p[0] == 'B' && p[1] == 'I');
}

/* Characters of base64 or hexadecimal that stand together, no fewer. */
#define SHORTEST 32
/* "-----BEGIN " in base64, but for its last characters. */
#define ARMOUR_IN_BASE64 "LS0tLS1CRUdJTi"
/* Armour with a label of one letter. */
#define SHORTEST_ARMOUR 15

/* One line with words beside BEGIN, and no END: it speaks of a block. */
static bool
speaks_of_armour(struct span s)
{
	bool words = false;
	struct armour a;
	size_t n;

	for (size_t i = 0; i < s.n; i += n) {
		struct span rest = span_from(s, i);

		n = 1;
		if (is_char_of(s.p[i], "\n\r\\"))
			return false;
		if (!armour_at(rest, &a))
			continue;
		if (a.end)
			return false;
		n = a.n;
		rest = span_from(rest, n);
		words |= rest.n > 1 ? rest.p[0] == ' ' && rest.p[1] != 'M' : rest.n == 0 && i > 0;
	}
	return words;
}

/* Characters with which a sign begins that something stands in a value, and the one behind each; 1: one of several. */
static const uint8_t signs[256] = {
	['M'] = 1, ['B'] = 'I', ['-'] = '-', ['3'] = '0', ['4'] = '8', ['0'] = 1, [0xe2] = 1, ['b'] = 'e', ['\\'] = 1, ['%'] = '8'
};

/*
 * Do so many characters behind a backslash begin an octet that a string of a program escapes: x82, u0082, u{82}?  The name of a file does so
 * seldom; a year does in octal, of which the first octets alone are a sign.
 */
static bool
is_escape(const uint8_t *p, size_t n)
{
	if (p[0] == 'u')
		return p[1] == '{' || (p[1] == '0' && (n < 3 || p[2] == '0'));
	if (p[0] == 'x')
		return p[1] == '{' || (hex_digit(p[1]) >= 0 && (n < 3 || hex_digit(p[2]) >= 0));
	return memcmp(p, "060", n) == 0;
}

/* Is this such a sign, of which four characters are there? */
static inline bool
is_sign(const uint8_t *p)
{
	if (signs[p[0]] > 1 && signs[p[0]] != p[1])
		return false;
	switch (p[0]) {
	case '4':
		/* Of a list, as 060 and 00110000 are. */
		return run_ends_value(p[2]);
	case '0':
		return (p[1] == '6' && p[2] == '0') || memcmp(p, "0011", 4) == 0 || memcmp(p, "0\\20", 4) == 0 || memcmp(p, "0\\\\2", 4) == 0;
	case 'b':
		return memcmp(p, "begi", 4) == 0;
	case '\\':
		return is_escape(p[1] == '\\' ? p + 2 : p + 1, p[1] == '\\' ? 2 : 3);
	case 'M':
		return run_may(p);
	default:
		return true;
	}
}

bool
run_may_stand_in(struct span text)
{
	size_t run = 0;

	/* Base64 and hexadecimal of a certificate are longer, armour need not be; it has four dashes of some kind; lists have their commas. */
	if (text.n < 64 && text.n >= SHORTEST && (run_may(text.p) || span_starts(text, SPAN_LIT(ARMOUR_IN_BASE64))))
		return true;
	if (text.n < 64)
		return text.n >= SHORTEST_ARMOUR && pem_begins(text) && !speaks_of_armour(text);
	for (const uint8_t *p = text.p; p + 4 <= text.p + text.n; p++) {
		if (signs[*p] && is_sign(p))
			return true;
		run = base64_char(*p) || *p == '-' || *p == '_' ? run + 1 : 0;
		if (run == SHORTEST)
			return true;
	}
	return false;
}

/* Octets at the front that are one character of text, in UTF-8 as far as it can be seen; 0: none. */
static size_t
character(struct span s)
{
	uint8_t c = s.p[0];
	size_t n = c < 0x80 ? 1 : c < 0xc2 || c > 0xf4 ? 0 : c < 0xe0 ? 2 : c < 0xf0 ? 3 : 4;

	if (n == 1 && (c < ' ' || c == 0x7f) && c != '\t' && c != '\n' && c != '\r' && c != TEXT_ESC)
		return 0;
	for (size_t i = 1; i < n && i < s.n; i++)
		if ((s.p[i] & 0xc0) != 0x80)
			return 0;
	return n < s.n ? n : n > 0 ? s.n : 0;
}

static bool
all_text(struct span s)
{
	size_t n = 1;

	while (s.n > 0 && (n = character(s)) > 0)
		s = span_from(s, n);
	return s.n == 0;
}

/* The first octets of a tar are a name in a field of zeros (POSIX pax, ustar). */
static bool
is_tar(struct span s)
{
	size_t n = 0;

	while (n < s.n && s.p[n] > ' ')
		n++;
	for (size_t i = n; i < s.n; i++)
		if (s.p[i] != 0)
			return false;
	return n > 0 && n < s.n;
}

/* Do these octets, the first of what base64 or hexadecimal stands for, begin another form that may hold certificates? */
static bool
form_begins(struct span s)
{
	return s.n >= FIRST_TEXT && (binary_begins(s) || wide_begins(s) != WIDE_NONE || all_text(s) || is_tar(s) || vector_begins(s) ||
	    (span_starts(s, SPAN_LIT("\xef\xbb\xbf")) && all_text(span_from(s, 3))));
}

bool
run_goes_on(struct span s)
{
	size_t zeros = 0;

	/* Padding stands between elements, as it does in a file of them. */
	while (zeros < s.n && s.p[zeros] == 0)
		zeros++;
	if (zeros > 0 && zeros == s.n)
		return zeros >= RUN_PADDING;
	return (zeros > 0 && (element_begins(span_from(s, zeros)) || (zeros >= RUN_PADDING && s.p[zeros] == 0x30))) || element_begins(s) || form_begins(s);
}

/* A whole BEGIN line is no accident, and where the text that stands for it is shortened behind it, a certificate is missing. */
static bool
armour_begins(struct span octets)
{
	struct armour a;

	return octets.n > 0 && octets.p[0] == '-' && armour_at(octets, &a) && !a.end;
}

/* The same of the first octets alone: a quick look. */
static bool
form_may(const uint8_t o[3])
{
	static const uint8_t firsts[] = { 0x1f, 0x28, 0xfd, 0x5d, 0x04, 0xa0, 0xef, 0xfe, 0xff, 'P', '7' };

	return all_text((struct span){ o, 3 }) || memchr(firsts, o[0], sizeof firsts) != NULL || o[1] == 0 || o[0] == 0;
}

/* Or those of an element. */
static bool
may_begin(const uint8_t o[3])
{
	return form_may(o) || ((o[0] == 0x30 || o[0] == 0x31 || o[0] == 0x04) && run_long_form(o[1]));
}

static enum run
base64_begins(struct span text, uint64_t *total)
{
	char room[RUN_FIRST + 3];
	struct span der = decoded(span_sub(text, 0, 4), room);

	if (der.n < 3)
		return RUN_NONE;
	if (!run_may(text.p) && !form_may(der.p))
		return net_base64(text) ? RUN_BASE64_FORM : RUN_NONE;
	der = decoded(text, room);
	*total = sniff_length(der);
	/* The end of a container without a length is met as it is read. */
	if (run_may(text.p) && element_begins(der))
		return *total == UINT64_MAX && cms_begins(der) <= 0 ? RUN_BASE64_FORM : RUN_BASE64;
	return form_begins(der) || armour_begins(der) || net_base64(text) ? RUN_BASE64_FORM : RUN_NONE;
}

/* ---- hexadecimal ---- */

/* Hexadecimal of other forms has no more before it than "\x", and nothing between its digits but line ends. */
static bool
hex_form(struct span text)
{
	uint8_t octets[RUN_FIRST];
	struct span form = { octets, 0 };

	while (form.n < RUN_FIRST && text.n > 1 && hex_digit(text.p[0]) >= 0 && hex_digit(text.p[1]) >= 0) {
		octets[form.n++] = (uint8_t)(hex_digit(text.p[0]) << 4 | hex_digit(text.p[1]));
		text = span_from(text, 2);
		while (text.n > 0 && (text.p[0] == '\n' || text.p[0] == '\r'))
			text = span_from(text, 1);
	}
	return form_begins(form);
}

/* A list whose numbers have no zero in front, as Rust prints octets with {:x?}; its first octets are those of an element. */
static bool
short_hex(struct span text)
{
	uint8_t octets[RUN_FIRST];
	struct span der = { octets, 0 };
	bool is_short = false;
	size_t n;
	int c;

	while (der.n < 16 && (c = number_hex(text, &n)) >= 0) {
		is_short |= n == 1 || !is_alnum(text.p[n - 2]);
		octets[der.n++] = (uint8_t)c;
		text = span_from(text, n);
		if (text.n > 0 && text.p[0] != ',')
			break;
	}
	return is_short && der.n == 16 && element_begins(der);
}

static enum run
hex_begins(struct span text, uint64_t *total)
{
	uint8_t octets[RUN_FIRST];
	struct span der = { octets, 0 };
	size_t n;
	int c;

	if ((text.p[0] == '3' && text.p[1] == '0') || (text.p[0] == '0' && run_assembler(text) == 3)) {
		struct span rest = text;

		while (der.n < RUN_FIRST && (c = run_hex(rest, &n)) >= 0) {
			octets[der.n++] = (uint8_t)c;
			rest = span_from(rest, n);
			if (der.n == 2 && !run_long_form(octets[1]))
				break;
		}
		*total = sniff_length(der);
		if (der.n >= 16 && element_begins(der))
			return *total != UINT64_MAX ? RUN_HEX : RUN_HEX_FORM;
	}
	if (der.n >= 2 && short_hex(text))
		return RUN_SHORT_HEX;
	return hex_form(text) || net_hex(text, 0) ? RUN_HEX_FORM : RUN_NONE;
}

/* ---- one that begins its line ---- */

/* Marks, quotes and blanks in front of a line, no more. */
#define LINE_MARKS 32
/* Digits of the address of a dump, no fewer. */
#define ADDRESS 4
/* Characters of base64 that stand for the first octets of a certificate. */
#define CERTIFICATE ((AGAIN_OCTETS + 2) / 3 * 4)

static struct span
behind_marks(struct span line)
{
	size_t n = 0;

	for (; n < line.n && n < LINE_MARKS; n++) {
		/* Slashes of a comment are characters of base64, but with a blank behind them. */
		if (n + 2 < line.n && line.p[n] == '/' && line.p[n + 1] == '/' && is_blank(line.p[n + 2]))
			n++;
		else if (memchr(" \t\"'>|,;", line.p[n], 8) == NULL)
			break;
	}
	return span_from(line, n);
}

static bool
certificate_in_base64(struct span text)
{
	char room[AGAIN_OCTETS + 3];
	struct out octets = { room, 0, sizeof room, false };
	struct base64 b64 = { 0 };
	struct again again = { 0 };
	bool found = false;

	if (text.n < CERTIFICATE || base64_feed(&b64, span_sub(text, 0, CERTIFICATE), &octets) != NULL || octets.n < AGAIN_OCTETS)
		return false;
	for (size_t i = 0; i < AGAIN_OCTETS; i++)
		found = again_octet(&again, (uint8_t)octets.p[i]);
	return found;
}

static bool
certificate_in_hex(struct span text)
{
	struct again again = { 0 };
	bool found = false;
	size_t n;
	int c;

	for (unsigned i = 0; i < AGAIN_OCTETS; i++) {
		if ((c = run_hex(text, &n)) < 0)
			return false;
		found = again_octet(&again, (uint8_t)c);
		text = span_from(text, n);
	}
	return found;
}

bool
run_certificate(struct span line)
{
	size_t n = 0;

	line = behind_marks(line);
	if (line.n < 2)
		return false;
	if (run_may(line.p))
		return certificate_in_base64(line);
	/* Base64 has these characters, too: what says that hexadecimal follows is none of it. */
	if (line.n > 3 && (line.p[0] == '0' || line.p[0] == '\\') && (line.p[1] | 0x20) == 'x')
		line = span_from(line, 2);
	if (line.p[0] == '3' && line.p[1] == '0')
		return certificate_in_hex(line);
	while (n < line.n && hex_digit(line.p[n]) >= 0)
		n++;
	if (n < ADDRESS || n == line.n || !is_char_of(line.p[n], ": \t"))
		return false;
	line = behind_marks(span_from(line, n + 1));
	return line.n > 1 && line.p[0] == '3' && line.p[1] == '0' && certificate_in_hex(line);
}

/* ---- decimal ---- */

/* So much of a list as is looked at, whatever its lines end with. */
static struct span
near_list(struct span text)
{
	size_t n = text.n < RUN_FAR ? text.n : RUN_FAR;

	/* Most end with LF. */
	if (memchr(text.p, '\r', n) == NULL)
		return span_sub(text, 0, n);
	n = 0;
	for (size_t seen = 0; n < text.n && seen < RUN_FAR; n++)
		seen += text.p[n] != '\r';
	return span_sub(text, 0, n);
}

/* The first octets of a list; three that begin nothing are enough. */
static size_t
list_octets(struct span text, uint8_t octets[RUN_FIRST])
{
	size_t made = 0, n;
	int c;

	while (made < RUN_FIRST && (c = run_decimal(text, &n)) >= 0) {
		octets[made++] = (uint8_t)c;
		text = span_from(text, n);
		if ((text.n > 0 && text.p[0] != '/' && !run_ends_value(text.p[0])) || (made == 3 && !may_begin(octets)))
			break;
	}
	return made;
}

/* Does a list in octal or binary begin so?  Its first octets are those of an element: 060, 061, 004. */
static enum run
other_list(struct span text, uint64_t *total)
{
	int (*next)(struct span, size_t *) = number_octal;
	uint8_t octets[RUN_FIRST];
	struct span der = { octets, 0 };
	size_t n;
	int c;

	if (text.p[0] != '0')
		return RUN_NONE;
	if (span_starts(text, SPAN_LIT("0011000")) || span_starts(text, SPAN_LIT("0000010")) || text.p[1] == 'b')
		next = number_binary;
	/* Most begin nothing: so much tells it. */
	c = next(text, &n);
	if (c != 0x30 && c != 0x31 && c != 0x04)
		return RUN_NONE;
	text = near_list(text);
	while (der.n < RUN_FIRST && (c = next(text, &n)) >= 0) {
		octets[der.n++] = (uint8_t)c;
		text = span_from(text, n);
		if (der.n == 2 && !run_long_form(octets[1]))
			return RUN_NONE;
	}
	*total = UINT64_MAX;
	return der.n >= 16 && element_begins(der) ? next == number_octal ? RUN_OCTAL : RUN_BINARY : RUN_NONE;
}

/* May a number of two digits, or of three with a zero in front, end here? */
static bool
two_digits(struct span text)
{
	size_t n = text.p[0] == '0' && is_digit(text.p[2]) ? 3 : 2;

	return is_digit(text.p[0]) && is_digit(text.p[1]) && (run_ends_value(text.p[n]) || text.p[n] == 'u' || text.p[n] == 'U');
}

/* What stands in front of the first number: a blank, a bracket, the end of a type, and what a value of a table, a tag or a setting begins with. */
#define BEFORE_LIST " \t\n[{(=)\"'`<>:;|"

/* A list of octets: "[48, 130, 4, ...", as Node, Java and others write them, and one number on each line. */
static enum run
list_begins(struct span text, uint64_t *total)
{
	uint8_t octets[RUN_FIRST];
	struct span der = { octets, 0 };

	if (two_digits(text)) {
		der.n = list_octets(text.n < RUN_OCTETS ? text : span_sub(text, 0, RUN_OCTETS), octets);
		if (der.n > 3 && der.n < RUN_FIRST)
			der.n = list_octets(near_list(text), octets);
	}
	*total = UINT64_MAX;
	if (der.n >= 24 && (element_begins(der) || form_begins(der)))
		return RUN_LIST;
	return other_list(text, total);
}

/* ---- an OCSP response that is short ---- */

/* Its first octets in hexadecimal, or in base64. */
static struct span
first_of_word(struct span text, bool hex, uint8_t octets[6])
{
	char room[6];
	struct out o = { room, 0, sizeof room, false };
	struct base64 b64 = { 0 };
	struct span first = { octets, 0 };

	if (!hex && text.n >= 8)
		(void)base64_feed(&b64, span_sub(text, 0, 8), &o);
	if (o.n > 0)
		memcpy(octets, room, o.n);
	first.n = o.n;
	for (; hex && first.n < SNIFF_SHORT && text.n > 1 && hex_digit(text.p[0]) >= 0 && hex_digit(text.p[1]) >= 0; text = span_from(text, 2))
		octets[first.n++] = (uint8_t)(hex_digit(text.p[0]) << 4 | hex_digit(text.p[1]));
	return first;
}

/* An error has so few octets that it stands alone as a word, which ends with it (RFC 6960 4.2.1). */
static enum run
short_begins(struct span text, uint64_t *total)
{
	bool hex = text.p[0] == '3';
	uint8_t octets[6];
	struct span first = first_of_word(text, hex, octets);
	size_t n;

	if (!sniff_short_response(first))
		return RUN_NONE;
	*total = sniff_length(first);
	n = hex ? 2 * (size_t)*total : ((size_t)*total + 2) / 3 * 4;
	if (text.n < n || (text.n > n && (net_character(text.p[n]) || text.p[n] == '=')))
		return RUN_NONE;
	for (size_t i = 0; i < n; i++)
		if (hex ? hex_digit(text.p[i]) < 0 : !base64_char(text.p[i]) && (text.p[i] != '=' || i + 2 < n))
			return RUN_NONE;
	return hex ? RUN_HEX : RUN_BASE64;
}

enum run
run_begins(struct span text, uint8_t before, uint64_t *total)
{
	enum run run = RUN_NONE;
	struct span far = text;

	if (text.n > RUN_OCTETS)
		text.n = RUN_OCTETS;
	if (text.n == 0 || !run_word(text.p[0], before))
		return RUN_NONE;
	if ((text.p[0] == '3' || text.p[0] == 'M') && (run = short_begins(text, total)) != RUN_NONE)
		return run;
	if (text.n < 24)
		return RUN_NONE;
	if (hex_digit(text.p[0]) >= 0)
		run = hex_begins(far.n > RUN_FAR ? span_sub(far, 0, RUN_FAR) : far, total);
	if (run == RUN_NONE && (text.p[0] == '0' || (is_char_of(text.p[0], "u4") && before == '\\')))
		run = run_string_begins(far, before, total);
	/* Digits of hexadecimal alone go on behind a letter. */
	if (run == RUN_NONE && !is_alnum(before))
		run = base64_begins(text, total);
	return run == RUN_NONE && (before == 0 || is_char_of(before, BEFORE_LIST)) ? list_begins(far, total) : run;
}
