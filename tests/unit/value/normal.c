/* SPDX-License-Identifier: Apache-2.0 */
/* normal.c - comparing texts that may write the same letters in several ways. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "value/normal.h"

#define COMPOSED "M\u00fcller"
#define APART "Mu\u0308ller"

static struct span
text(const char *s)
{
	return (struct span){ (const uint8_t *)s, strlen(s) };
}

static void
test_equal(void **state)
{
	(void)state;
	assert_true(normal_equal(text(COMPOSED), text(APART)));
	assert_true(normal_equal(text(APART), text("  MU\u0308LLER ")));
	assert_true(normal_equal(text("\u1ea0n"), text("a\u0323n")));		/* case of letters with marks */
	assert_true(normal_equal(text("\uff2d\u00fcller"), text(APART)));	/* wide letters: Form KC */
	assert_true(normal_equal(text("\ud55c"), text("\u1112\u1161\u11ab")));	/* Hangul */
	assert_true(normal_equal(text("Muller"), text("MULLER")));
	assert_false(normal_equal(text(APART), text("Muller")));
	assert_false(normal_equal(text(APART), text("Mu\u0301ller")));
	assert_false(normal_equal(text("\u4e2d"), text("\u6587")));
	assert_false(normal_equal(text(""), text(APART)));
}

/* RFC 4518 2.2 to 2.4: what the examples of names that are typed and written in several ways need. */
static void
test_prepared(void **state)
{
	static const char *const same[][2] = {
		{ COMPOSED, APART }, { "Stra\u00dfe", "STRASSE" }, { "\u1e9e", "ss" }, { "\u039f\u0394\u039f\u03a3", "\u03bf\u03b4\u03bf\u03c2" },
		{ "\u0130zmir", "i\u0307zmir" }, { "soft\u00adware", "Software" }, { "zero\u200bwidth", "zerowidth" }, { "a\ufe0fb", "ab" },
		{ "\uff21\uff22", "ab" }, { "\ufb01rma", "Firma" }, { "\u212bngstr\u00f6m", "\u00e5ngstr\u00f6m" }, { "A\nB", "a b" },
		{ "\u2003A\u2028B ", "a b" }, { "\x01" "A", "a" },
	};
	static const char *const other[][2] = {
		{ "Muller", COMPOSED }, { "Strase", "Stra\u00dfe" }, { "\u0131zmir", "izmir" }, { "soft-ware", "soft\u00adware" }, { "", COMPOSED },
		{ "\u4e2d", "\u6587" }, { "AB", "A\nB" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof same / sizeof *same; i++)
		if (!normal_prepared_equal(text(same[i][0]), text(same[i][1])) || !normal_prepared_equal(text(same[i][1]), text(same[i][0])))
			fail_msg("\"%s\" and \"%s\" differ", same[i][0], same[i][1]);
	for (size_t i = 0; i < sizeof other / sizeof *other; i++)
		if (normal_prepared_equal(text(other[i][0]), text(other[i][1])))
			fail_msg("\"%s\" and \"%s\" are one", other[i][0], other[i][1]);
}

static void
test_contains(void **state)
{
	(void)state;
	assert_true(normal_contains(text("Bern " APART " AG"), text(COMPOSED)));
	assert_true(normal_contains(text("Bern " COMPOSED " AG"), text(APART)));
	assert_false(normal_contains(text("Bern " COMPOSED " AG"), text("Muller")));
	assert_false(normal_contains(text(APART), text("")));
}

static void
test_same(void **state)
{
	(void)state;
	assert_true(normal_same(text(COMPOSED), text(APART)));
	assert_false(normal_same(text(COMPOSED), text("MU\u0308LLER")));
	assert_false(normal_same(text("\uff2d"), text("M")));			/* Form C keeps wide letters */
	assert_false(normal_same(text("\xffu\u0308"), text("\xff\u00fc")));	/* no UTF-8 */
}

static void
test_composed(void **state)
{
	struct arena a;

	(void)state;
	arena_init(&a);
	assert_true(span_is(normal_composed(&a, text(APART)), COMPOSED));
	assert_null(normal_composed(&a, text(COMPOSED)).p);
	assert_null(normal_composed(&a, text("\u2460")).p);
	assert_null(normal_composed(&a, text("\xffu\u0308")).p);
	arena_free(&a);
}

/* At the limit texts are normalised, behind it they are not. */
static void
test_length(void **state)
{
	static char apart[NORMAL_MOST_OCTETS + 2], composed[NORMAL_MOST_OCTETS + 2];
	struct arena a;

	(void)state;
	arena_init(&a);
	for (size_t n = NORMAL_MOST_OCTETS; n <= NORMAL_MOST_OCTETS + 1; n++) {
		bool within = n <= NORMAL_MOST_OCTETS;

		memset(apart, 'x', n);
		memset(composed, 'x', n - 1);
		memcpy(apart, "u\u0308", 3);
		memcpy(composed, "\u00fc", 2);
		assert_int_equal(normal_equal(text(apart), text(composed)), within);
		assert_int_equal(normal_same(text(apart), text(composed)), within);
		assert_int_equal(normal_prepared_equal(text(apart), text(composed)), within);
		assert_int_equal(normal_contains(text(apart), text(composed)), within);
		assert_int_equal(normal_composed(&a, text(apart)).p != NULL, within);
	}
	arena_free(&a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_equal),
		cmocka_unit_test(test_prepared),
		cmocka_unit_test(test_contains),
		cmocka_unit_test(test_same),
		cmocka_unit_test(test_composed),
		cmocka_unit_test(test_length),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
