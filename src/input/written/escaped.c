/* SPDX-License-Identifier: Apache-2.0 */
#include "input/written/escaped.h"

#include "base/ascii.h"
#include "base/utf8.h"
#include "input/lost/spelt.h"

/* Blanks, signs and line ends between two strings, no more. */
#define BETWEEN 64

static bool
is_octal(uint8_t c)
{
	return c >= '0' && c <= '7';
}

uint8_t
escaped_quote(uint8_t before)
{
	return spelt_quote(before);
}

/* Digits in hexadecimal, so many of them; -1: there are others. */
static int
hex_number(struct span s, size_t digits)
{
	int c = 0;

	if (s.n < digits || digits > 6)
		return -1;
	for (size_t i = 0; i < digits && c >= 0; i++)
		c = hex_digit(s.p[i]) < 0 ? -1 : c << 4 | hex_digit(s.p[i]);
	return c;
}

/* "u00e9", "U0001f600", "u{e9}": the number of a character; -1: none. */
static int
character(struct span s, size_t *n)
{
	size_t digits = 0;

	if (s.p[0] == 'U') {
		*n = 9;
		return span_starts(s, SPAN_LIT("U00")) ? hex_number(span_from(s, 3), 6) : -1;
	}
	*n = 5;
	if (s.n < 2 || s.p[1] != '{')
		return hex_number(span_from(s, 1), 4);
	while (digits < 6 && 2 + digits < s.n && hex_digit(s.p[2 + digits]) >= 0)
		digits++;
	*n = 3 + digits;
	return digits > 0 && 2 + digits < s.n && s.p[2 + digits] == '}' ? hex_number(span_from(s, 2), digits) : -1;
}

/* What stands behind a backslash; *code: it is the number of a character, else an octet.  -1: nothing does. */
static int
escape(struct span s, size_t *n, bool *code)
{
	int c = 0;

	*n = 0;
	*code = false;
	if (s.n == 0)
		return -1;
	if (s.p[0] == 'x') {
		*n = 3;
		return hex_number(span_from(s, 1), 2);
	}
	if (s.p[0] == 'u' || s.p[0] == 'U') {
		*code = true;
		return character(s, n);
	}
	for (; *n < 3 && *n < s.n && is_octal(s.p[*n]); ++*n)
		c = c << 3 | (s.p[*n] - '0');
	if (*n > 0)
		return c > 0xff ? -1 : c;
	*n = 1;
	return spelt_letter(s.p[0]);
}

size_t
escaped_next(struct span s)
{
	size_t n = 1;

	while (n < s.n && n < BETWEEN && is_char_of(s.p[n], SPELT_JOINTS))
		n++;
	return n < s.n && escaped_quote(s.p[n]) != 0 ? n + 1 : 0;
}

/* Behind what stands between two octets; another string may have another quote. */
static size_t
between(struct span s, uint8_t *quote, bool doubled)
{
	size_t at = 0, next = 0, joint;

	do {
		at = next;
		if (at >= s.n)
			break;
		if (s.p[at] == '\\' && at + 1 < s.n && (s.p[at + 1] == '\n' || s.p[at + 1] == '\r')) {
			next = at + 2 + (s.p[at + 1] == '\r' && at + 2 < s.n && s.p[at + 2] == '\n');
		} else if (*quote == 0 && is_space(s.p[at])) {
			next = at + 1;
		} else if (*quote != 0 ? s.p[at] == *quote && !(doubled && at + 1 < s.n && s.p[at + 1] == '"') : escaped_quote(s.p[at]) != 0) {
			joint = escaped_next(span_from(s, at));
			next = at + joint;
			*quote = *quote != 0 && joint > 0 ? s.p[next - 1] : *quote;
		}
	} while (next > at);
	return at;
}

/* The octets that a character stands for; 0: none in these. */
static size_t
put_character(int code, unsigned ways, uint8_t to[ESCAPED_ROOM])
{
	if (code < 0 || code > 0x10ffff || (code >= 0xd800 && code < 0xe000) || ((ways & ESCAPED_LATIN) != 0 && code > 0xff))
		return 0;
	if ((ways & ESCAPED_LATIN) == 0)
		return utf8_put(to, (uint32_t)code);
	*to = (uint8_t)code;
	return 1;
}

/* An octet that stands in the text as it is, or a character of Latin-1 in UTF-8; *n: of the text. */
static size_t
plain(struct span s, unsigned ways, uint8_t *to, size_t *n)
{
	*n = 1;
	*to = s.p[0];
	if (s.p[0] < 0x80 || (ways & ESCAPED_LATIN) == 0)
		return 1;
	if ((s.p[0] != 0xc2 && s.p[0] != 0xc3) || s.n < 2 || (s.p[1] & 0xc0) != 0x80)
		return 0;
	*n = 2;
	*to = (uint8_t)((s.p[0] & 3) << 6 | (s.p[1] & 0x3f));
	return 1;
}

/* What stands behind a backslash. */
static size_t
put_escape(struct span s, unsigned ways, uint8_t to[ESCAPED_ROOM], size_t *n)
{
	bool code;
	int c = escape(s, n, &code);

	*to = (uint8_t)c;
	return code ? put_character(c, ways, to) : c >= 0;
}

/* The same where each is escaped by another: one before a quote is alone, and that ends the string, or stands in it. */
static size_t
twice(struct span s, uint8_t quote, unsigned ways, uint8_t to[ESCAPED_ROOM], size_t *n)
{
	size_t made;

	*n = 1;
	if (s.n == 0 || s.p[0] != '\\') {
		*to = s.n > 0 ? s.p[0] : 0;
		return s.n > 0 && s.p[0] != quote;
	}
	made = put_escape(span_from(s, 1), ways, to, n);
	/* One that stands for itself is four. */
	*n += made == 1 && *to == '\\' && *n == 1 ? 2 : 1;
	return made;
}

size_t
escaped_octets(struct span s, uint8_t *quote, unsigned ways, uint8_t to[ESCAPED_ROOM], size_t *n)
{
	bool doubled = (ways & ESCAPED_DOUBLED) != 0;
	size_t at = between(s, quote, doubled), k = 0, made;

	*n = at;
	if (at >= s.n)
		return 0;
	if (s.p[at] == '\\') {
		made = (ways & ESCAPED_TWICE) != 0 ? twice(span_from(s, at + 1), *quote, ways, to, &k) : put_escape(span_from(s, at + 1), ways, to, &k);
		*n = at + 1 + k;
		return made;
	}
	if (doubled && s.p[at] == '"' && at + 1 < s.n && s.p[at + 1] == '"')
		at++;
	else if (*quote == 0 || s.p[at] == *quote || s.p[at] < ' ' || s.p[at] == 0x7f)
		return 0;
	made = plain(span_from(s, at), ways, to, &k);
	*n = at + k;
	return made;
}

int
escaped_bare(struct span s, size_t *n)
{
	bool code;
	size_t k;
	int c;

	*n = 1;
	if (s.n == 0 || s.p[0] < ' ' || s.p[0] > '~')
		return -1;
	if (s.p[0] != '\\')
		return s.p[0];
	c = escape(span_from(s, 1), &k, &code);
	*n = 1 + k;
	return c <= 0xff ? c : -1;
}

/* ---- URLs ---- */

int
escaped_percent(struct span s, size_t *n)
{
	*n = 3;
	if (s.n > 2 && s.p[0] == '%')
		return hex_number(span_from(s, 1), 2);
	*n = 1;
	return s.n > 0 && (is_alnum(s.p[0]) || is_char_of(s.p[0], SPELT_IN_URL)) ? s.p[0] : -1;
}

/* ---- SQL ---- */

int
escaped_octal(struct span s, size_t *n)
{
	size_t slashes = 0, digits = 0;
	int c = 0;

	while (slashes < 4 && slashes < s.n && s.p[slashes] == '\\')
		slashes++;
	*n = 1;
	if (slashes == 0)
		return s.n > 0 && s.p[0] >= ' ' && s.p[0] <= '~' && s.p[0] != '\'' ? s.p[0] : -1;
	for (; digits < 3 && slashes + digits < s.n && is_octal(s.p[slashes + digits]); digits++)
		c = c << 3 | (s.p[slashes + digits] - '0');
	*n = slashes + digits;
	if (slashes < 3 && digits == 3)
		return c > 0xff ? -1 : c;
	/* A backslash is two, which are four where each is escaped. */
	*n = slashes;
	return slashes == 2 || slashes == 4 ? '\\' : -1;
}

/* Does this octet end the value that this one stands before: a quote, or in rows without them the end of a cell? */
static bool
ends_value(uint8_t c, uint8_t before)
{
	return c == before || (c == '\t' && before == '\n') || (c == '\n' && before == '\t');
}

int
escaped_sql(struct span s, uint8_t before, size_t *n)
{
	static const char letters[] = "0nrtbZ", values[] = "\0\n\r\t\b\x1a";
	const char *letter;

	*n = 2;
	if (s.n > 1 && s.p[0] == '\\') {
		letter = s.p[1] > 0 ? strchr(letters, s.p[1]) : NULL;
		return letter != NULL ? values[letter - letters] : s.p[1];
	}
	if (s.n > 1 && s.p[0] == before && s.p[1] == before && !is_space(before))
		return before;
	*n = 1;
	return s.n == 0 || ends_value(s.p[0], before) ? -1 : s.p[0];
}

bool
escaped_sql_shows(struct span s, uint8_t before)
{
	/*
	 * The lengths of an AlgorithmIdentifier of RSA and of one of ECDSA, an octet of rsadsi (1.2.840.113549), the status of a response, the
	 * parameters of RSA with what follows them.  In rows the tab may be escaped that is the length of an identifier, and a line end as it is.
	 */
	static const struct { struct span octets; bool row; } signs[] = {
		{ SPAN_CONST("0\\r\x06\x09*\x86H"), false }, { SPAN_CONST("0\\n\x06\x08*\x86H"), false }, { SPAN_CONST("*\x86H\x86\xf7\\r"), false },
		{ SPAN_CONST("\\n\x01\\0\xa0"), false }, { SPAN_CONST("\x05\\00"), false }, { SPAN_CONST("\x06\\t*\x86H"), true },
		{ SPAN_CONST("\x06\\\t*\x86H"), true }, { SPAN_CONST("0\\\n\x06\x08*\x86H"), true },
	};

	for (size_t i = 0; i < s.n; i++)
		for (size_t k = 0; k < sizeof signs / sizeof *signs; k++)
			if ((is_space(before) || !signs[k].row) && span_starts(span_from(s, i), signs[k].octets))
				return true;
	return false;
}
