/* SPDX-License-Identifier: Apache-2.0 */
/* front.c - see front.h. */
#include "command/import/front.h"

#include <string.h>

#include "base/ascii.h"

size_t
skip_blanks(const char *text, size_t n)
{
	size_t i = 0;

	while (i < n && memchr(" \t\r", text[i], 3) != NULL)
		i++;
	return i;
}

size_t
quoted_length(const char *text, size_t n)
{
	size_t i = 0;

	while (i < n && text[i] != '"')
		i += text[i] == '\\' && i + 1 < n ? 2 : 1;
	return i;
}

const char *
front_unquote(struct arena *a, const char *text, size_t n, size_t *to)
{
	char *out = arena_take(a, n + 1);

	*to = 0;
	for (size_t i = 0; out != NULL && i < n; i++) {
		i += text[i] == '\\' && i + 1 < n;
		out[(*to)++] = text[i];
	}
	return out;
}

/* A number, true, false or null; of the first token of a line the front may be missing. */
static bool
is_json_word(const char *text, size_t n, bool first)
{
	static const char *const words[] = { "true", "false", "null" };
	bool digit = false;

	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		size_t m = strlen(words[i]);

		if ((n == m || (first && n < m)) && memcmp(words[i] + m - n, text, n) == 0)
			return true;
	}
	for (size_t i = 0; i < n; i++) {
		if (memchr("0123456789+-.eE", text[i], 15) == NULL)
			return false;
		digit |= text[i] >= '0' && text[i] <= '9';
	}
	return digit;
}

static size_t
word_length(const char *text, size_t n)
{
	size_t i = 0;

	while (i < n && (is_alnum((uint8_t)text[i]) || memchr("+-.", text[i], 3) != NULL))
		i++;
	return i;
}

/* Of a text that is JSON the marks of its quoted texts come in pairs, but where it begins within one of those. */
static bool
begins_quoted(const char *text, size_t n)
{
	bool odd = false;

	for (size_t i = quoted_length(text, n); i < n; i += 1 + quoted_length(text + i + 1, n - i - 1))
		odd = !odd;
	return odd;
}

/* How far the tokens of a text have been read. */
struct tokens {
	const char *text;
	size_t n, at, front;		/* front: where the first of them begins; n: within a quoted text */
	int open;			/* brackets, since the last that nothing had opened */
	bool value;			/* a value has just ended */
	bool whole;			/* what it began with was a value from its bracket on, and nothing has come behind that */
	bool quoted, closed, left;	/* a quoted text was met; a bracket that none had opened; … behind such a text */
};

static bool
take_closing(struct tokens *t)
{
	if (--t->open < 0) {
		t->closed |= !t->whole;
		t->left |= !t->whole && t->quoted;
		t->open = 0;
	}
	t->value = true;
	t->at++;
	return true;
}

static bool
take_comma(struct tokens *t)
{
	if (!t->value && t->at != t->front)
		return false;
	t->value = false;
	t->whole &= t->open > 0;
	t->at++;
	return true;
}

static bool
take_opening(struct tokens *t)
{
	t->open++;
	t->whole |= t->at == t->front;
	t->at++;
	return true;
}

static bool
take_scalar(struct tokens *t)
{
	const char *text = t->text + t->at;
	size_t n = t->n - t->at, length;

	if (*text == '"') {
		t->quoted = true;
		length = quoted_length(text + 1, n - 1) + 2;
	} else {
		length = word_length(text, n);
		if (length == 0 || !is_json_word(text, length, t->at == t->front))
			return false;
	}
	t->value = true;
	t->at += length;
	return true;
}

static bool
take_token(struct tokens *t)
{
	char c = t->text[t->at];

	if (c == '}' || c == ']')
		return take_closing(t);
	if (c == ',' || c == ':')
		return take_comma(t);
	if (t->value)
		return false;
	return c == '{' || c == '[' ? take_opening(t) : take_scalar(t);
}

static bool
is_left_of_value(const char *text, size_t n, bool first)
{
	bool quoted = begins_quoted(text, n);
	struct tokens t = { .text = text, .n = n, .value = quoted, .quoted = quoted };

	t.at = quoted ? quoted_length(text, n) + 1 : skip_blanks(text, n);
	t.front = quoted ? n : t.at;
	do
		t.at += t.at < n ? skip_blanks(text + t.at, n - t.at) : 0;
	while (t.at < n && take_token(&t));
	return t.left || (first && t.closed && t.at >= n);
}

/* The same of a quoted text that begins before it, or with the mark here. */
static bool
is_left_of_quoted(struct arena *a, const char *text, size_t n)
{
	size_t quoted = quoted_length(text, n), length = 0;
	const char *inner = quoted < n ? front_unquote(a, text, quoted, &length) : NULL;

	return inner != NULL && is_left_of_value(inner, length, false);
}

bool
is_without_front(struct arena *a, const char *text, size_t n, bool first)
{
	return is_left_of_value(text, n, first) || is_left_of_quoted(a, text, n) ||
	    (n > 0 && text[0] == '"' && is_left_of_quoted(a, text + 1, n - 1));
}
