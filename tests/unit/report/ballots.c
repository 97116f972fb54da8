/* SPDX-License-Identifier: Apache-2.0 */
/* ballots.c - each day on which requirements of the SBR or TLS BR take effect has its ballots. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "base/day.h"
#include "report/ballots.h"
#include "smimelint.h"

/* Not decided: 398 days after the SBR began there is nothing left to be used again. */
#define NO_BALLOT DAY(2024, 10, 3)

static bool
is_of_ballots(const smimelint_rule *rule, int32_t day)
{
	const char *source = smimelint_rule_text(rule, "source");

	return day >= DAY(2023, 9, 1) && day != NO_BALLOT && (strcmp(source, "sbr") == 0 || strcmp(source, "evidence") == 0);
}

static void
test_each_day(void **state)
{
	const char *level;
	smimelint_level severity;
	int32_t day;
	size_t n, days = 0;

	(void)state;
	for (size_t r = 0; r < smimelint_rule_count(); r++)
		for (size_t i = 0; smimelint_rule_schedule(smimelint_rule_at(r), i, &day, &level, &severity); i++) {
			char text[16];

			if (!is_of_ballots(smimelint_rule_at(r), day))
				continue;
			days++;
			if (ballots_of(day, &n) == NULL)
				print_error("%s of %s\n", day_format(day, text), smimelint_rule_text(smimelint_rule_at(r), "id"));
			assert_non_null(ballots_of(day, &n));
		}
	assert_true(days > 400);
}

static void
test_one_day(void **state)
{
	size_t n;
	const struct ballot *b = ballots_of(DAY(2025, 3, 15), &n);

	(void)state;
	assert_int_equal(n, 3);
	assert_string_equal(b[0].name, "SMC05");
	assert_string_equal(b[2].name, "SMC010");
	assert_int_equal(b[2].day, DAY(2025, 3, 15));
	assert_null(ballots_of(DAY(2025, 3, 16), &n));
	assert_int_equal(n, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_each_day),
		cmocka_unit_test(test_one_day),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
