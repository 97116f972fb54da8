/* SPDX-License-Identifier: Apache-2.0 */
/* report.c - of a finding that nobody will see no value is made. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "rule/rule.h"

/* What the sink was told last. */
static unsigned told;
static const char *value;

static void
keep(struct check *c, struct span where, const char *what)
{
	(void)c;
	(void)where;
	told++;
	value = what;
}

static bool
never(const struct check *c)
{
	(void)c;
	return false;
}

static void
say_all(const struct rule_sink *say, struct arena *a)
{
	static const uint8_t octets[] = { 'a', 'b' };
	struct check c = { .say = say, .arena = a };
	struct span where = { octets, sizeof octets };

	report(&c, where, "%u of %s", 3u, "them");
	report_text(&c, where, where);
}

static void
test_shown(void **state)
{
	static const struct rule_sink say = { .found = keep };
	struct arena a;

	(void)state;
	arena_init(&a);
	told = 0;
	say_all(&say, &a);
	assert_int_equal(told, 2);
	assert_string_equal(value, "ab");
	arena_free(&a);
}

static void
test_not_shown(void **state)
{
	static const struct rule_sink say = { .found = keep, .is_shown = never };
	struct arena a;

	(void)state;
	arena_init(&a);
	told = 0;
	say_all(&say, &a);
	assert_int_equal(told, 2);
	assert_null(value);
	assert_null(a.first);
	arena_free(&a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_shown),
		cmocka_unit_test(test_not_shown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
