/* SPDX-License-Identifier: Apache-2.0 */
/* span.c - spans compared by their ends are compared whole. */
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

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_short),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
