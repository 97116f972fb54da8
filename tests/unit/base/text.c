/* SPDX-License-Identifier: Apache-2.0 */
/* Octets made fit to be shown. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "arena_tests.h"
#include "base/text.h"

#define shows(literal, limit, expected) \
	assert_string_equal(text_show(&arena, SPAN_LIT(literal), limit), expected)

static void
text_passes(void **state)
{
	(void)state;
	shows("", 0, "");
	assert_string_equal(text_show(&arena, SPAN_NONE, 0), "");
	shows("J\xc3\xbcrgen ~ \xe2\x82\xac \xf0\x9f\x98\x80", 0, "J\xc3\xbcrgen ~ \xe2\x82\xac \xf0\x9f\x98\x80");
	shows("\xc2\xa1", 0, "\xc2\xa1");
}

static void
what_cannot_be_seen_is_written_out(void **state)
{
	(void)state;
	shows("a\\b", 0, "a\\\\b");
	shows("\x1b[31m\x07", 0, "\\x1b[31m\\x07");	/* a terminal would obey */
	shows("a\0b", 0, "a\\x00b");
	shows("\x1f \x7e\x7f", 0, "\\x1f ~\\x7f");
	shows("\xc2\x80\xc2\x9f", 0, "\\u{80}\\u{9f}");
	shows("M\xc2\xa0" "K", 0, "M\\u{a0}K");	/* harmless, but not to be seen */
	shows("\xe2\x80\xa8\xe2\x80\xa9", 0, "\\u{2028}\\u{2029}");
	shows("\xe2\x80\xae" "cod.exe", 0, "\\u{202e}cod.exe");
	shows("\xe2\x81\xa6\xe2\x80\x8f\xd8\x9c", 0, "\\u{2066}\\u{200f}\\u{61c}");
	shows("pay\xe2\x80\x8bpal\xef\xbb\xbf\xc2\xad", 0, "pay\\u{200b}pal\\u{feff}\\u{ad}");
	shows("\xee\x80\x80\xef\xb7\x90\xef\xbf\xbf\xf4\x8f\xbf\xbd", 0, "\\u{e000}\\u{fdd0}\\u{ffff}\\u{10fffd}");
	shows("\xf0\x9f\xbf\xbf", 0, "\\u{1ffff}");	/* a noncharacter of plane 1 */
}

static void
octets_that_are_no_text_are_written_out(void **state)
{
	(void)state;
	shows("\xff", 0, "\\xff");
	shows("a\xe4z", 0, "a\\xe4z");			/* ISO 8859-1 */
	shows("\xe2\x82", 0, "\\xe2\\x82");		/* cut short */
	shows("\xed\xa0\x80", 0, "\\xed\\xa0\\x80");	/* a surrogate */
}

static void
the_limit_counts_octets_and_splits_nothing(void **state)
{
	(void)state;
	shows("abcd", 4, "abcd");
	shows("abcd", 3, "abc\xe2\x80\xa6");
	shows("ab\xe2\x82\xac", 5, "ab\xe2\x82\xac");
	shows("ab\xe2\x82\xac", 4, "ab\xe2\x80\xa6");
	shows("ab\xff\xff", 3, "ab\\xff\xe2\x80\xa6");
	shows("ab", 100, "ab");
}

static void
knows_the_borders_of_what_is_unsafe(void **state)
{
	static const uint32_t unsafe[] = {
		0, 0x1f, 0x7f, 0x9f, 0xad, 0x200b, 0x200f, 0x2028, 0x202e, 0x2060, 0x206f, 0xe000, 0xf8ff,
		0xfdd0, 0xfdef, 0xfeff, 0xfffe, 0xe0001, 0xe007f, 0xf0000, 0x10ffff, 0x110000
	};
	static const uint32_t safe[] = {
		0x20, 0x7e, 0xa0, 0xac, 0xae, 0x200a, 0x2010, 0x2027, 0x202f, 0x205f, 0x2070, 0xd7ff, 0xf900,
		0xfdcf, 0xfdf0, 0xfffd, 0x10000, 0x1f600, 0xdfffd
	};

	(void)state;
	for (size_t i = 0; i < sizeof unsafe / sizeof *unsafe; i++)
		assert_true(text_unsafe(unsafe[i]));
	for (size_t i = 0; i < sizeof safe / sizeof *safe; i++)
		assert_false(text_unsafe(safe[i]));
}

static void
hexadecimal(void **state)
{
	(void)state;
	assert_string_equal(text_hex(&arena, SPAN_LIT("\x00\x0f\xf0\xab")), "000ff0ab");
	assert_string_equal(text_hex(&arena, SPAN_LIT("")), "");
	assert_string_equal(text_hex(&arena, SPAN_NONE), "");
}

static void
globs(void **state)
{
	static const struct {
		const char *pattern, *text;
		bool fits;
	} list[] = {
		{ "", "", true }, { "", "a", false }, { "a", "a", true }, { "a", "ab", false }, { "*", "", true }, { "*", "abc", true },
		{ "?", "", false }, { "?", "a", true }, { "?", "ab", false }, { "a*c", "ac", true }, { "a*c", "abcbc", true },
		{ "a*c", "abcb", false }, { "*a*b*", "xxaxxbxx", true }, { "*a*b*", "xxbxxaxx", false }, { "**", "", true },
		/* One character, not one octet; an octet that is no character counts for itself. */
		{ "?", "\xc3\xa4", true }, { "??", "\xc3\xa4", false }, { "?x", "\xc3x", true }, { "a?c", "a\xe2\x82\xac" "c", true },
	};

	(void)state;
	for (size_t i = 0; i < sizeof list / sizeof *list; i++)
		if (text_glob(span_of(list[i].pattern), span_of(list[i].text)) != list[i].fits)
			fail_msg("\"%s\" and \"%s\"", list[i].pattern, list[i].text);
}

static void
only_ascii_letters_fold(void **state)
{
	(void)state;
	assert_true(text_equal_ascii(SPAN_LIT("Ab@c"), SPAN_LIT("aB@C")));
	assert_true(text_equal_ascii(SPAN_LIT(""), SPAN_LIT("")));
	assert_false(text_equal_ascii(SPAN_LIT("ab"), SPAN_LIT("abc")));
	/* '@' and '`' are 0x20 apart, as letters are. */
	assert_false(text_equal_ascii(SPAN_LIT("@"), SPAN_LIT("`")));
	assert_true(text_equal_ascii(SPAN_LIT("\xc3\xbc"), SPAN_LIT("\xc3\xbc")));
	assert_false(text_equal_ascii(SPAN_LIT("\xc3\x9c"), SPAN_LIT("\xc3\xbc")));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(text_passes),
		cmocka_unit_test(what_cannot_be_seen_is_written_out),
		cmocka_unit_test(octets_that_are_no_text_are_written_out),
		cmocka_unit_test(the_limit_counts_octets_and_splits_nothing),
		cmocka_unit_test(knows_the_borders_of_what_is_unsafe),
		cmocka_unit_test(hexadecimal),
		cmocka_unit_test(globs),
		cmocka_unit_test(only_ascii_letters_fold),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
