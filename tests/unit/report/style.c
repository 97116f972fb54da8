/* SPDX-License-Identifier: Apache-2.0 */
/* Text that is wrapped: words that fit on no line go on over several, in a time that goes with their length alone. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "report/style.h"

#define WIDTH 20

static void
assert_wrapped(const char *text, const char *expected)
{
	const struct style s = { .width = WIDTH };
	struct out o = { NULL, 0, 0, false };

	style_wrapped(&s, &o, 0, 4, text);
	out_char(&o, '\0');
	assert_string_equal(o.p, expected);
	out_free(&o);
}

static void
test_words(void **state)
{
	(void)state;
	assert_wrapped("one two three four five", "    one two three\n    four five\n");
	assert_wrapped("one sixteen-letters- two", "    one\n    sixteen-letters-\n    two\n");
	/* Of one more than fits, a mark ends the first line. */
	assert_wrapped("a 123456789012345.7 b", "    a\n    123456789012345.\n    7 b\n");
	assert_wrapped("12345678901234567890123456789012345678 b", "    1234567890123456\n    7890123456789012\n    345678 b\n");
	/* Columns are characters, not octets. */
	assert_wrapped("ääääääääääääääääääää b", "    ääääääääääääääää\n    ääää b\n");
	assert_wrapped("a  b", "    a  b\n");
}

/* A word of 32 MB: looked through once more for each of its lines it would take many minutes. */
static void
test_long(void **state)
{
	static const char *const of[] = { "x", "ä" };
	const size_t times = (size_t)1 << 24;

	(void)state;
	for (size_t i = 0; i < sizeof of / sizeof *of; i++) {
		const struct style s = { .width = WIDTH };
		struct out o = { NULL, 0, 0, false }, text = { NULL, 0, 0, false };

		for (size_t k = 0; k < times; k++)
			out_str(&text, of[i]);
		out_char(&text, '\0');
		alarm(120);
		style_wrapped(&s, &o, 0, 4, text.p);
		alarm(0);
		assert_int_equal(o.n, times * strlen(of[i]) + times / 16 * 5);
		out_free(&o);
		out_free(&text);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_words),
		cmocka_unit_test(test_long),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
