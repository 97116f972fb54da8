/* SPDX-License-Identifier: Apache-2.0 */
/* word.c - words of the format as systems write them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "evidence/record/word.h"

static void
test_letters(void **state)
{
	static const char *const same[] = { "in_person", "In_Person", "IN-PERSON", "in person", "  in_person ", "in-Person" };
	static const char *const other[] = { "", " ", "in", "inperson", "in__person", "in_person.", "xin_person", "in\tperson", "\xc4\xb0n_person" };

	(void)state;
	for (size_t i = 0; i < sizeof same / sizeof *same; i++)
		assert_true(ev_word_is(span_of(same[i]), "in_person"));
	for (size_t i = 0; i < sizeof other / sizeof *other; i++)
		assert_false(ev_word_is(span_of(other[i]), "in_person"));
	assert_false(ev_word_is(SPAN_NONE, "x"));
	/* Only letters have two cases: [ is no {, @ no `. */
	assert_false(ev_word_is(span_of("[@"), "{`"));
}

static void
test_among(void **state)
{
	static const char *const words[] = { "low", "high", NULL };

	(void)state;
	assert_true(ev_word_among(span_of("HIGH"), words));
	assert_false(ev_word_among(span_of("higher"), words));
	assert_false(ev_word_among(span_of("high"), words + 2));
}

int
main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_letters), cmocka_unit_test(test_among) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
