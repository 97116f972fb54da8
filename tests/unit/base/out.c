/* SPDX-License-Identifier: Apache-2.0 */
/* out.c - what a growing buffer writes; the C library as oracle. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <inttypes.h>
#include <stdio.h>

#include "base/out.h"

static void
is_written(struct out *o, uint64_t n)
{
	char want[24];

	snprintf(want, sizeof want, "%" PRIu64, n);
	out_clear(o);
	out_number(o, n);
	assert_true(span_is(out_span(o), want));
}

/* Every number of few digits, and the borders of all others. */
static void
test_numbers(void **state)
{
	struct out o = { NULL, 0, 0, false };

	(void)state;
	for (uint64_t n = 0; n < 12000; n++)
		is_written(&o, n);
	for (uint64_t ten = 1; ten <= UINT64_MAX / 10; ten *= 10)
		for (uint64_t n = 10 * ten - 2; n < 10 * ten + 2; n++)
			is_written(&o, n);
	is_written(&o, UINT64_MAX);
	out_free(&o);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_numbers),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
