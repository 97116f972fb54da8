/* SPDX-License-Identifier: Apache-2.0 */
/*
 * words.c - the mechanical part of plain English in the texts of all rules: no
 * sentence over 30 words (25 over evidence), no title over 110 characters,
 * none of the words that say less than they seem to.
 */
#include <ctype.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include <cmocka.h>

#include "smimelint.h"

#define MAX_WORDS 30
#define MAX_WORDS_EVIDENCE 25
#define MAX_TITLE 110

static const char *const fields[] = { "title", "requires", "explanation", "remedy", "reading" };

/* A rule speaks to nobody and tells nothing; what is left away is left out; the SBR are many, and bind. */
static const char *const banned[] = {
	"speak", "speaks", "spoken", "tell", "tells", "told", "thereof", "hereby", "whilst", "in so many words", "is there that",
	"extension away", "be it", "the more of a", "SBR accepts", "SBR allows", "SBR asks", "SBR bars", "SBR demands", "SBR has",
	"SBR lets", "SBR permits", "SBR requires", "SBR wants", "looked at with",
};

static bool
is_word_end(char c)
{
	return !isalnum((unsigned char)c) && c != '-';
}

/* The word, or run of words, anywhere in the text, case apart. */
static bool
has_word(const char *text, const char *word)
{
	size_t n = strlen(word);

	for (const char *p = text; *p != '\0'; p++)
		if ((p == text || is_word_end(p[-1])) && strncasecmp(p, word, n) == 0 && is_word_end(p[n]))
			return true;
	return false;
}

/* A stop ends a sentence before a blank or at the end; a number or a version has none there. */
static bool
ends_sentence(const char *p)
{
	return (*p == '.' || *p == '!' || *p == '?' || *p == ';' || *p == ':') && (p[1] == ' ' || p[1] == '\0');
}

static unsigned
longest_sentence(const char *text)
{
	unsigned longest = 0, words = 0;

	for (const char *p = text; *p != '\0'; p++) {
		if (*p != ' ' && (p == text || p[-1] == ' '))
			words++;
		if (words > longest)
			longest = words;
		if (ends_sentence(p))
			words = 0;
	}
	return longest;
}

static unsigned
complain(const smimelint_rule *r, const char *field, const char *what, const char *text)
{
	fprintf(stderr, "%s: %s: %s: %s\n", smimelint_rule_text(r, "id"), field, what, text);
	return 1;
}

static unsigned
judge_text(const smimelint_rule *r, const char *field, const char *text)
{
	unsigned bad = 0, most = strcmp(smimelint_rule_text(r, "source"), "evidence") == 0 ? MAX_WORDS_EVIDENCE : MAX_WORDS;

	if (longest_sentence(text) > most)
		bad += complain(r, field, "a sentence of too many words", text);
	for (size_t i = 0; i < sizeof banned / sizeof *banned; i++)
		if (has_word(text, banned[i]))
			bad += complain(r, field, banned[i], text);
	if (strcmp(field, "title") == 0 && strlen(text) > MAX_TITLE)
		bad += complain(r, field, "too long", text);
	return bad;
}

static void
test_texts(void **state)
{
	unsigned bad = 0;

	(void)state;
	for (size_t i = 0; i < smimelint_rule_count(); i++) {
		const smimelint_rule *r = smimelint_rule_at(i);

		for (size_t f = 0; f < sizeof fields / sizeof *fields; f++) {
			const char *text = smimelint_rule_text(r, fields[f]);

			if (text != NULL)
				bad += judge_text(r, fields[f], text);
		}
	}
	assert_int_equal(bad, 0);
}

/* The test itself: it finds what it looks for, and no more. */
static void
test_finds(void **state)
{
	(void)state;
	assert_true(has_word("The text speaks of it.", "speaks"));
	assert_true(has_word("Told apart", "told"));
	assert_false(has_word("tell-tale", "tell"));
	assert_false(has_word("retold", "told"));
	assert_int_equal(longest_sentence("One two. Three four five; six"), 3);
	assert_int_equal(longest_sentence("SBR 7.1.2 and so on"), 5);
}

int
main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_texts), cmocka_unit_test(test_finds) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
