/* SPDX-License-Identifier: Apache-2.0 */
/* Days and seconds of the Gregorian calendar. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/day.h"

static void
knows_which_dates_exist(void **state)
{
	(void)state;
	assert_true(date_valid(2024, 2, 29));
	assert_false(date_valid(2023, 2, 29));
	assert_true(date_valid(2000, 2, 29));		/* divisible by 400 */
	assert_false(date_valid(1900, 2, 29));		/* by 100 only */
	assert_true(date_valid(2023, 12, 31));
	assert_false(date_valid(2023, 4, 31));
	assert_false(date_valid(2023, 0, 1));
	assert_false(date_valid(2023, 13, 1));
	assert_false(date_valid(2023, 1, 0));
	assert_false(date_valid(10000, 1, 1));
	assert_true(date_valid(0, 1, 1));
	assert_true(date_valid(9999, 12, 31));
}

static void
counts_every_day_of_ten_thousand_years(void **state)
{
	int32_t expected = -719528;		/* 0000-01-01 is 719,528 days before the epoch */

	(void)state;
	for (int y = 0; y < 10000; y++)
		for (int m = 1; m <= 12; m++)
			for (int d = 1; date_valid(y, m, d); d++) {
				struct date back = day_to_date(expected);

				if (day_from_date((struct date){ y, m, d }) != expected ||
				    back.year != y || back.month != m || back.day != d)
					fail_msg("%04d-%02d-%02d", y, m, d);
				expected++;
			}
	assert_int_equal(expected, 2932897);	/* 10000-01-01 */
}

static void
day_constants_agree(void **state)
{
	(void)state;
	assert_int_equal(DAY(2023, 9, 1), day_from_date((struct date){ 2023, 9, 1 }));
	assert_int_equal(DAY(2024, 2, 29), day_from_date((struct date){ 2024, 2, 29 }));
	assert_int_equal(DAY(2024, 2, 29) + 1, DAY(2024, 3, 1));
	assert_int_equal(DAY(2100, 2, 28) + 1, DAY(2100, 3, 1));
	assert_int_equal(DAY(1969, 12, 31), -1);
}

static void
a_moment_falls_on_a_day(void **state)
{
	(void)state;
	assert_int_equal(day_from_seconds(0), 0);
	assert_int_equal(day_from_seconds(86399), 0);
	assert_int_equal(day_from_seconds(86400), 1);
	assert_int_equal(day_from_seconds(-1), -1);
	assert_int_equal(day_from_seconds(-86400), -1);
	assert_int_equal(day_from_seconds(-86401), -2);
	assert_int_equal(day_from_seconds(INT64_MAX), DAY_NEVER - 1);
	assert_int_equal(day_from_seconds(INT64_MIN), DAY_ALWAYS + 1);
}

static void
writes_and_reads(void **state)
{
	char buf[32];
	int32_t day;

	(void)state;
	assert_string_equal(day_format(DAY(2026, 2, 3), buf), "2026-02-03");
	assert_string_equal(day_format(DAY_ALWAYS, buf), "always");
	assert_string_equal(day_format(DAY_NEVER, buf), "never");
	assert_string_equal(seconds_format(1767322845, buf), "2026-01-02T03:00:45Z");
	assert_string_equal(seconds_format(-1, buf), "1969-12-31T23:59:59Z");
	assert_true(day_parse("2026-02-03", &day));
	assert_int_equal(day, DAY(2026, 2, 3));
	assert_false(day_parse("2026-02-30", &day));
	assert_false(day_parse("2026-2-03", &day));
	assert_false(day_parse("2026/02/03", &day));
	assert_false(day_parse("2026-02-03 ", &day));
	assert_false(day_parse("", &day));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(knows_which_dates_exist),
		cmocka_unit_test(counts_every_day_of_ten_thousand_years),
		cmocka_unit_test(day_constants_agree),
		cmocka_unit_test(a_moment_falls_on_a_day),
		cmocka_unit_test(writes_and_reads),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
