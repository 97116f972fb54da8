/* SPDX-License-Identifier: Apache-2.0 */
/* lex.c - words, numbers, hexadecimal and escaped text of recipes. */
#include "tests/recipe/lex.h"

#include <ctype.h>
#include <errno.h>
#include <stdlib.h>

#include "base/utf8.h"

static bool
is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

const char *
lex_copy(struct tool *t, const char *text, size_t n)
{
	char *s = arena_take(t->arena, n + 1);

	if (s == NULL) {
		tool_fail(t, "out of memory");
		return "";
	}
	memcpy(s, text, n);
	return s;
}

const char *
lex_trim(struct tool *t, const char *text, size_t n)
{
	while (n > 0 && is_space(*text)) {
		text++;
		n--;
	}
	while (n > 0 && is_space(text[n - 1]))
		n--;
	return lex_copy(t, text, n);
}

const char *
lex_word(struct tool *t, const char **text)
{
	struct octets o = OCTETS(t);
	const char *s = *text;
	bool quoted = false;

	while (is_space(*s))
		s++;
	if (*s == '\0') {
		*text = s;
		return NULL;
	}
	for (; *s != '\0' && (quoted || !is_space(*s)); s++) {
		if (*s == '"') {
			quoted = !quoted;
			continue;
		}
		if (*s == '\\' && s[1] != '\0') {
			if (!(quoted && s[1] == '"'))
				octets_byte(&o, '\\');
			s++;
		}
		octets_byte(&o, (unsigned char)*s);
	}
	if (quoted)
		tool_fail(t, "quotation mark without its partner");
	*text = s;
	return lex_copy(t, (const char *)octets_as_span(&o).p, o.n);
}

bool
lex_skip_word(const char **text, const char *word)
{
	const char *s = *text;
	size_t n = strlen(word);

	while (is_space(*s))
		s++;
	if (strncmp(s, word, n) != 0 || (s[n] != '\0' && !is_space(s[n])))
		return false;
	for (s += n; is_space(*s); s++)
		;
	*text = s;
	return true;
}

const char *
lex_after(const char *text, const char *prefix)
{
	size_t n = strlen(prefix);

	return strncmp(text, prefix, n) == 0 ? text + n : NULL;
}

static int
hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c = (char)tolower((unsigned char)c);
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

void
lex_hex(struct octets *o, const char *s)
{
	int high = -1, d;

	for (; *s != '\0'; s++) {
		if (is_space(*s))
			continue;
		if ((d = hex_digit(*s)) < 0) {
			tool_fail(o->tool, "no hexadecimal digit: '%c'", *s);
			return;
		}
		if (high < 0) {
			high = d;
		} else {
			octets_byte(o, (unsigned)(high << 4 | d));
			high = -1;
		}
	}
	if (high >= 0)
		tool_fail(o->tool, "odd number of hexadecimal digits");
}

/* \uXXXX or \u{X...}; s is behind the u.  Returns where the text goes on. */
static const char *
put_code(struct octets *o, const char *s)
{
	bool braces = *s == '{';
	uint32_t code = 0;
	uint8_t utf8[4];
	unsigned n = 0;

	for (s += braces; n < (braces ? 6u : 4u) && hex_digit(*s) >= 0; n++)
		code = code << 4 | (uint32_t)hex_digit(*s++);
	if (n == 0 || code > 0x10ffff || (braces ? *s != '}' : n != 4)) {
		tool_fail(o->tool, "\\u wants XXXX or {X...}");
		return s;
	}
	octets_put(o, utf8, utf8_put(utf8, code));
	return s + braces;
}

void
lex_text(struct octets *o, const char *s)
{
	while (*s != '\0') {
		if (*s != '\\') {
			octets_byte(o, (unsigned char)*s++);
			continue;
		}
		s++;
		if (*s == 'x' && hex_digit(s[1]) >= 0 && hex_digit(s[2]) >= 0) {
			octets_byte(o, (unsigned)(hex_digit(s[1]) << 4 | hex_digit(s[2])));
			s += 3;
		} else if (*s == 'u') {
			s = put_code(o, s + 1);
		} else if (*s == '\0' || *s == 'x') {
			tool_fail(o->tool, "a lone backslash, or \\x without two digits");
			return;
		} else {
			octets_byte(o, *s == 's' ? ' ' : (unsigned char)*s);
			s++;
		}
	}
}

long
lex_number(struct tool *t, const char *text)
{
	char *end;
	long v;

	errno = 0;
	v = strtol(text, &end, 0);
	if (end == text || *end != '\0' || errno != 0)
		tool_fail(t, "no number: %s", text);
	return v;
}
