/* SPDX-License-Identifier: Apache-2.0 */
#include "input/written/filler.h"

#include <strings.h>

#include "base/ascii.h"
#include "base/base64.h"
#include "input/text/coloured.h"
#include "input/text/wide.h"
#include "input/written/run.h"

/* Characters of the number of a string in an array, and of what stands before it, no more. */
#define SUBSCRIPT 8

/* What a number that was escaped stands for: a blank, or *c, a character of base64; false: neither. */
static bool
stands_for(int code, uint8_t *c)
{
	*c = code == '+' || code == '/' || code == '=' ? (uint8_t)code : 0;
	return *c != 0 || code == '\n' || code == '\r' || code == '\t' || code == ' ';
}

/* "%0A" of a URL or of a header that a proxy writes (RFC 3986 2.1). */
static size_t
percent(struct span s, uint8_t *c)
{
	if (s.n < 3 || hex_digit(s.p[1]) < 0 || hex_digit(s.p[2]) < 0)
		return 0;
	return stands_for(hex_digit(s.p[1]) << 4 | hex_digit(s.p[2]), c) ? 3 : 0;
}

/* Digits of a number that is escaped, behind the letter that tells which they are; so many of them, of the radix 8 or 16. */
static size_t
escaped_number(struct span s, size_t at, size_t digits, int radix, uint8_t *c)
{
	int code = 0;

	if (at + digits > s.n)
		return 0;
	for (size_t i = at; i < at + digits; i++) {
		int digit = hex_digit(s.p[i]);

		if (digit < 0 || digit >= radix)
			return 0;
		code = code * radix + digit;
	}
	return stands_for(code, c) ? at + digits : 0;
}

/* \n, \r, \t, and more than once escaped; \/ ; \u000a, \x0a, \012 and \u002b; a backslash at the end of a line. */
static size_t
escape(struct span s, uint8_t *c)
{
	size_t n = 1;

	while (n < s.n && n < 8 && s.p[n] == '\\')
		n++;
	if (n == s.n || s.p[n] == '\n' || s.p[n] == '\r')
		return n;
	switch (s.p[n]) {
	case 'n':
	case 'r':
	case 't':
	case '"':
	case ' ':
	case ':':
		return n + 1;
	case '/':
	/* Of a file of properties. */
	case '=':
		*c = s.p[n];
		return n + 1;
	case 'u':
		return escaped_number(s, n + 1, 4, 16, c);
	case 'x':
		return escaped_number(s, n + 1, 2, 16, c);
	/* None of them has a higher number. */
	case '0':
		return escaped_number(s, n, 3, 8, c);
	default:
		return 0;
	}
}

/* A numeric character reference (XML 1.0 4.1). */
static size_t
reference(struct span s, uint8_t *c)
{
	bool hex = s.n > 2 && (s.p[2] | 0x20) == 'x';
	size_t n = hex ? 3 : 2;
	int code = 0;

	if (s.n < 4 || s.p[0] != '&' || s.p[1] != '#')
		return 0;
	for (; n < s.n && n < 8 && (hex ? hex_digit(s.p[n]) >= 0 : is_digit(s.p[n])); n++)
		code = code * (hex ? 16 : 10) + hex_digit(s.p[n]);
	return n < s.n && s.p[n] == ';' && stands_for(code, c) ? n + 1 : 0;
}

/* "&#13;", "&#x2B;", "<br>" and their like. */
static size_t
markup(struct span s, uint8_t *c)
{
	static const char *const words[] = { "&nbsp;", "<br>", "<br/>", "<br />", "<p>", "</p>" };
	size_t n = reference(s, c);

	if (n > 0)
		return n;
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if ((n = strlen(words[i])) <= s.n && strncasecmp((const char *)s.p, words[i], n) == 0)
			return n;
	return 0;
}

/* Behind signs that put strings together at the end of a line, whatever the next begins with: "+", ".", "&", "& _", "||"; `at`: there are none. */
static size_t
behind_operator(struct span s, size_t at)
{
	size_t n = at, signs = 0, bars = 0;

	for (; n < s.n && n < RUN_OCTETS && is_char_of(s.p[n], " \t+.&|_~/"); n++) {
		signs += s.p[n] != ' ' && s.p[n] != '\t';
		bars += s.p[n] == '|';
	}
	/* One bar is the edge of a table. */
	return signs > 0 && bars != 1 && n < s.n && is_char_of(s.p[n], "\r\n") ? n : at;
}

/* "[12]=" in front of the next string of an array, as bash declares it; 0: there is none. */
static size_t
subscript(struct span s)
{
	size_t n = 1;

	while (n < s.n && n < SUBSCRIPT && is_digit(s.p[n]))
		n++;
	return n > 1 && s.p[0] == '[' && span_starts(span_from(s, n), SPAN_LIT("]=")) ? n + 2 : 0;
}

/* The end of a string and the beginning of the next: "..." + "...", "...", "...", "..." [1]="...".  What stands before the next line may be taken away. */
static size_t
quotes(struct span s)
{
	size_t n = behind_operator(s, 1), end = n;

	while (n < s.n && n < RUN_OCTETS && is_char_of(s.p[n], " \t\r\n,.&;()\\"))
		n++;
	n += n < s.n && s.p[n] == '[' ? subscript(span_from(s, n)) : 0;
	if (n < s.n && s.p[n] == '+' && (n + 1 == s.n || is_char_of(s.p[n + 1], " \t\r\n\"'")))
		for (n++; n < s.n && n < RUN_OCTETS && is_char_of(s.p[n], " \t\r\n"); n++)
			;
	/* Python has a letter before the next: b'...'. */
	n += n > 1 && n + 1 < s.n && s.p[n] == 'b' && (s.p[n + 1] == '"' || s.p[n + 1] == '\'');
	return n < s.n && (s.p[n] == '"' || s.p[n] == '\'') ? n + 1 : end;
}

size_t
filler_octets(struct span s, uint8_t before, bool line_blank, uint8_t *c)
{
	*c = 0;
	if (s.n == 0)
		return 0;
	switch (s.p[0]) {
	case 0:
	case 0xa0:
	case '\v':
	case '\f':
		return 1;
	case 0xc2:
		return s.n > 1 && s.p[1] == 0xa0 ? 2 : 0;
	case 0xe2:
		return s.n > 2 && s.p[1] == 0x80 && (s.p[2] == 0x8b || s.p[2] == 0xa8) ? 3 : 0;
	case 0xef:
		return s.n > 2 && s.p[1] == 0xbb && s.p[2] == 0xbf ? 3 : 0;
	case TEXT_ESC:
		return coloured_sequence(s);
	case '\\':
		return escape(s, c);
	case '"':
	case '\'':
		return quotes(s);
	case ',':
		return line_blank || (s.n > 1 && is_char_of(s.p[1], " \t\r\n\"'")) || s.n == 1;
	case '|':
	case '#':
	case '*':
	case ';':
	case '>':
		if (s.p[0] != '>' && s.n > 1 && s.p[1] != ' ' && s.p[1] != '\t')
			return 0;
		return line_blank && (before == 0 || is_char_of(before, " \t\r\n>|#*;"));
	case '&':
	case '<':
		return markup(s, c);
	case '%':
		return percent(s, c);
	case '_':
		return base64_escape(s);
	default:
		return 0;
	}
}

bool
filler_is_plain(struct span s)
{
	uint8_t c = 0;

	for (size_t n; s.n > 0; s = span_from(s, n)) {
		n = s.p[0] == '\\' ? escape(s, &c) : s.p[0] == '&' || s.p[0] == '<' ? markup(s, &c) : s.p[0] == '%' ? percent(s, &c) : 0;
		if (c != 0 || (n == 0 && (base64_char(s.p[0]) || is_char_of(s.p[0], "=-_"))))
			return false;
		n += n == 0;
	}
	return true;
}
