/* SPDX-License-Identifier: Apache-2.0 */
/* word.c - compares words as people and systems write them. */
#include "evidence/record/word.h"

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
