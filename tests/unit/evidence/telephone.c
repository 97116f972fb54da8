/* SPDX-License-Identifier: Apache-2.0 */
/* telephone.c - one telephone number as people write it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "evidence/telephone.h"

static void
test_forms(void **state)
{
	static const char *const forms[] = { "+49 30 123456", "+49-30-123456", "tel:+49(30)12.34.56" };

	(void)state;
	for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
		assert_true(ev_same_number(span_of(forms[0]), span_of(forms[i])));
	assert_false(ev_same_number(span_of("+49 30 123456"), span_of("49 30 123456")));
	assert_false(ev_same_number(span_of("+49 30 123456"), span_of("+49 30 12345")));
	assert_false(ev_same_number(span_of("+49 30 12345"), span_of("+49 30 123456")));
	assert_false(ev_same_number(span_of("nobody"), span_of("somebody")));
	assert_true(ev_same_number(span_of("nobody"), span_of("nobody")));
}

int
main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_forms) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
