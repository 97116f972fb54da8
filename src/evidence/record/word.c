/* SPDX-License-Identifier: Apache-2.0 */
/* word.c - compares words as people and systems write them. */
#include "evidence/record/word.h"

#include "base/ascii.h"

static uint8_t
plain(uint8_t c)
{
	if (c == '-' || c == '_')
		return ' ';
	return c >= 'A' && c <= 'Z' ? c | 0x20 : c;
}

/* May it be the word?  Most are another one, and begin otherwise. */
static inline bool
may_be(struct span text, const char *word)
{
	return text.n == 0 || text.p[0] == ' ' || text.p[0] == (uint8_t)word[0] || plain(text.p[0]) == plain((uint8_t)word[0]);
}

static bool
equal(struct span text, const char *word)
{
	size_t n = strlen(word);

	/* Most are as the format has it. */
	if (text.n == n && memcmp(text.p, word, n) == 0)
		return true;
	while (text.n > 0 && text.p[text.n - 1] == ' ')
		text.n--;
	while (text.n > 0 && text.p[0] == ' ')
		text = span_sub(text, 1, text.n - 1);
	if (text.n != n)
		return false;
	for (size_t i = 0; i < n; i++)
		if (plain(text.p[i]) != plain((uint8_t)word[i]))
			return false;
	return true;
}

bool
ev_word_is(struct span text, const char *word)
{
	return may_be(text, word) && equal(text, word);
}

bool
ev_word_among(struct span text, const char *const *words)
{
	for (; *words != NULL; words++)
		if (may_be(text, *words) && equal(text, *words))
			return true;
	return false;
}

/* Of a word: a letter, a digit, or any octet beyond ASCII. */
static bool
is_of_word(uint8_t c)
{
	return c >= 0x80 || (c >= '0' && c <= '9') || (plain(c) >= 'a' && plain(c) <= 'z');
}

static bool
stands_at(struct span text, size_t at, const char *word)
{
	for (; *word != '\0' && *word != '*'; word++, at++)
		if (at == text.n || plain(text.p[at]) != (uint8_t)*word)
			return false;
	return *word == '*' || at == text.n || !is_of_word(text.p[at]);
}

bool
ev_word_within(struct span text, const char *const *words)
{
	for (size_t at = 0; at < text.n; at++) {
		if (at > 0 && is_of_word(text.p[at - 1]))
			continue;
		for (const char *const *w = words; *w != NULL; w++)
			if (stands_at(text, at, *w))
				return true;
	}
	return false;
}

bool
ev_is_sha256(struct span text)
{
	for (size_t i = 0; i < text.n; i++)
		if (hex_digit(text.p[i]) < 0)
			return false;
	return text.n == 64;
}
