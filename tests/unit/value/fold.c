/* SPDX-License-Identifier: Apache-2.0 */
/* fold.c - comparing attribute values without regard to case and blanks. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "value/fold.h"

static struct span
text(const char *s)
{
	return (struct span){ (const uint8_t *)s, strlen(s) };
}

static void
test_code(void **state)
{
	static const struct { uint32_t in, out; } cases[] = {
		{ '@', '@' }, { 'A', 'a' }, { 'Z', 'z' }, { '[', '[' }, { 'a', 'a' },
		{ 0xc0, 0xe0 }, { 0xd7, 0xd7 }, { 0xde, 0xfe }, { 0xdf, 0xdf }, { 0xf7, 0xf7 },
		{ 0x100, 0x101 }, { 0x101, 0x101 }, { 0x130, 0x130 }, { 0x132, 0x133 }, { 0x137, 0x137 }, { 0x138, 0x138 },
		{ 0x139, 0x13a }, { 0x13a, 0x13a }, { 0x147, 0x148 }, { 0x149, 0x149 }, { 0x14a, 0x14b }, { 0x160, 0x161 },
		{ 0x178, 0xff }, { 0x179, 0x17a }, { 0x17d, 0x17e }, { 0x17f, 0x17f },
		{ 0x391, 0x3b1 }, { 0x3a9, 0x3c9 }, { 0x401, 0x451 }, { 0x410, 0x430 }, { 0x42f, 0x44f }, { 0x430, 0x430 },
		{ 0x5c71, 0x5c71 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		assert_int_equal(fold_code(cases[i].in), cases[i].out);
}

static void
test_equal(void **state)
{
	(void)state;
	assert_true(fold_equal(text("Nordlicht-Werke GmbH"), text("  NORDLICHT-WERKE \t gmbh ")));
	assert_true(fold_equal(text("MÜLLER"), text("müller")));
	assert_true(fold_equal(text(""), text("   ")));
	assert_false(fold_equal(text("Nordlicht Werke"), text("NordlichtWerke")));
	assert_false(fold_equal(text("Nordlicht"), text("Nordlicht GmbH")));
	assert_false(fold_equal(text("Mueller"), text("Müller")));
}

static void
test_contains(void **state)
{
	static char longer[FOLD_MOST_STEPS / 3 + 2];

	(void)state;
	assert_true(fold_contains(text("Falke 7 (PN)"), text("falke  7")));
	assert_true(fold_contains(text("(Falke 7)"), text(" Falke 7 ")));
	assert_true(fold_contains(text("aab"), text("ab")));
	assert_false(fold_contains(text("Falke"), text("Falke 7")));
	assert_false(fold_contains(text("Falke"), text("")));
	assert_false(fold_contains(text(""), text("")));
	assert_false(fold_contains(text(""), text("x")));
	/* Long ones as wholes only. */
	for (size_t n = FOLD_MOST_STEPS / 3 - 1; n <= FOLD_MOST_STEPS / 3 + 1; n++) {
		memset(longer, 'a', n);
		memcpy(longer + n - 3, "bcd", 4);
		assert_true(fold_contains(text(longer), text(longer)));
		assert_int_equal(fold_contains(text(longer), text("bcd")), n <= FOLD_MOST_STEPS / 3);
		assert_int_equal(fold_shares_word(text(longer), text("bcd")), n <= FOLD_MOST_STEPS / 3);
	}
	/* Octets that are no UTF-8 end a text. */
	assert_true(fold_contains(text("ab\xff" "cd"), text("ab")));
	assert_false(fold_contains(text("ab\xff" "cd"), text("cd")));
}

static void
test_shares_word(void **state)
{
	(void)state;
	assert_true(fold_shares_word(text("Dr. E. NORDMANN"), text("Nordmann")));
	assert_true(fold_shares_word(text("Nordmann, Erika"), text("Erika Maria")));
	assert_true(fold_shares_word(text("Anna Lisa Berg"), text("Anna-Lisa")));
	assert_true(fold_shares_word(text("山田太郎"), text("太郎")));
	assert_true(fold_shares_word(text("王芳"), text("王")));
	assert_false(fold_shares_word(text("Micky Maus"), text("Erika Nordmann")));
	/* A single letter is no word, a name of one letter is. */
	assert_false(fold_shares_word(text("Micky Maus"), text("M. Nordmann")));
	assert_true(fold_shares_word(text("O Jun"), text("O")));
	assert_false(fold_shares_word(text("Micky Maus"), text("")));
	assert_false(fold_shares_word(text("Micky Maus"), text(" - ")));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_code),
		cmocka_unit_test(test_equal),
		cmocka_unit_test(test_contains),
		cmocka_unit_test(test_shares_word),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
