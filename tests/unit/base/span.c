/* SPDX-License-Identifier: Apache-2.0 */
/* span.c - spans compared by their ends are compared whole; the order of spans. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>

#include "base/span.h"

/* Of every length, the same, with each octet another, and one octet shorter; at the end of what may be read. */
static void
test_short(void **state)
{
	(void)state;
	for (size_t n = 0; n <= 40; n++) {
		uint8_t *a = malloc(n + 1), *b = malloc(n + 1);
		struct span x = { a + 1, n }, y = { b + 1, n };

		assert_true(a != NULL && b != NULL);
		for (size_t i = 0; i < n; i++)
			a[i + 1] = b[i + 1] = (uint8_t)(i * 7);
		assert_true(span_eq_short(x, y));
		for (size_t i = 0; i < n; i++) {
			b[i + 1] ^= 0x40;
			assert_false(span_eq_short(x, y));
			assert_false(span_eq_short(x, span_sub(x, 0, i)));
			b[i + 1] ^= 0x40;
		}
		free(a);
		free(b);
	}
}

/* The lesser octet first, whatever follows; then the one with which the other begins; nothing before all others. */
static void
test_order(void **state)
{
	const struct span sorted[] = { SPAN_NONE, SPAN_CONST("\0"), SPAN_CONST("a"), SPAN_CONST("a\0"), SPAN_CONST("ab"), SPAN_CONST("b"), SPAN_CONST("\xff") };

	(void)state;
	for (size_t i = 0; i < sizeof sorted / sizeof *sorted; i++)
		for (size_t k = 0; k < sizeof sorted / sizeof *sorted; k++) {
			int order = span_order(sorted[i], sorted[k]);

			assert_int_equal((order > 0) - (order < 0), (i > k) - (i < k));
		}
	assert_int_equal(span_order(SPAN_NONE, SPAN_LIT("")), 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_short),
		cmocka_unit_test(test_order),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
