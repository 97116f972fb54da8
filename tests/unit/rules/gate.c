/* SPDX-License-Identifier: Apache-2.0 */
/*
 * gate.c - the proof gate over a rule table of its own: what it lets
 * pass, and that it misses no gap.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <unistd.h>

#include <cmocka.h>

#include "tests/rules/run.h"

/* One rule: nothing, SHOULD from 2025-03-15, SHALL from 2025-05-15, none from 2027-01-01. */
struct smimelint_rule {
	const char *id;
};
static const struct smimelint_rule the_rule = { "a.b.c" };
static const struct {
	int32_t from;
	const char *level;
	smimelint_level severity;
} schedule[] = {
	{ DAY(2025, 3, 15), "SHOULD", SMIMELINT_WARNING },
	{ DAY(2025, 5, 15), "SHALL", SMIMELINT_ERROR },
	{ DAY(2027, 1, 1), "none", SMIMELINT_PASS },
};
static size_t n_schedule;
static const char *need;	/* what the rule needs */
static bool early;		/* the rule is found the day before it begins, too */

size_t
smimelint_rule_count(void)
{
	return 1;
}

const smimelint_rule *
smimelint_rule_at(size_t i)
{
	return i == 0 ? &the_rule : NULL;
}

const char *
smimelint_rule_text(const smimelint_rule *r, const char *field)
{
	return strcmp(field, "id") == 0 ? r->id : NULL;
}

const char *
smimelint_rule_item(const smimelint_rule *r, const char *list, size_t i)
{
	(void)r;
	return strcmp(list, "needs") == 0 && i == 0 ? need : NULL;
}

int
smimelint_rule_schedule(const smimelint_rule *r, size_t i, int32_t *from, const char **level,
    smimelint_level *severity)
{
	(void)r;
	if (i >= n_schedule)
		return 0;
	*from = schedule[i].from;
	*level = schedule[i].level;
	*severity = schedule[i].severity;
	return 1;
}

int
smimelint_rule_matches(const smimelint_rule *r, const char *pattern)
{
	return strcmp(r->id, pattern) == 0;
}

static struct finding warning = { NULL, &the_rule, "a.b.c", SMIMELINT_WARNING, NULL, NULL, 0 };
static struct finding error = { NULL, &the_rule, "a.b.c", SMIMELINT_ERROR, NULL, NULL, 0 };

struct judged *
lint_case(struct runner *r, const struct recipe *recipe, const struct setting *s, struct span der,
    const char *at)
{
	static struct judged silent, loud = { .finding = &warning };

	(void)r;
	(void)recipe;
	(void)s;
	(void)der;
	assert_string_equal(at, "2025-03-14");
	return early ? &loud : &silent;
}

/* A case with variants on three days, and a near miss. */
static struct expectation expected = { .severity = "warning", .rule = "a.b.c" };
static struct expectation near_miss = { .rule = "a.b.c" };
static struct recipe_case variant[3], family, good;
static uint8_t found = SMIMELINT_RULE_FOUND, pass = SMIMELINT_RULE_PASS, off = SMIMELINT_RULE_NOT_EFFECTIVE;
static struct judged judged[5];
static struct runner runner;

static int
setup(void **state)
{
	static const int32_t days[] = { DAY(2025, 4, 1), DAY(2025, 6, 1), DAY(2027, 2, 1) };

	(void)state;
	memset(&runner, 0, sizeof runner);
	memset(judged, 0, sizeof judged);
	arena_init(&runner.world.arena);
	family = (struct recipe_case){ .next = &variant[0], .name = "x" };
	good = (struct recipe_case){ .name = "y", .near = &near_miss };
	for (int i = 0; i < 3; i++) {
		variant[i] = (struct recipe_case){ .next = i < 2 ? &variant[i + 1] : &good,
			.of = &family, .expect = i < 2 ? &expected : NULL };
		judged[i] = (struct judged){ .next = &judged[i + 1], .c = &variant[i],
			.family = &family, .day = days[i], .outcome = i < 2 ? &found : &off,
			.finding = i == 0 ? &warning : i == 1 ? &error : NULL };
	}
	judged[3] = (struct judged){ .c = &good, .family = &good, .day = DAY(2026, 1, 1),
		.outcome = &pass };
	runner.first = judged;
	n_schedule = 3;
	need = "certificate";
	early = false;
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	arena_free(&runner.world.arena);
	return 0;
}

/* How many gaps the gate sees; its words go nowhere. */
static unsigned
gaps(void)
{
	int out = dup(STDOUT_FILENO);
	FILE *null;

	fflush(stdout);
	null = freopen("/dev/null", "w", stdout);
	assert_non_null(null);
	runner.failed = 0;
	gate(&runner);
	fflush(stdout);
	dup2(out, STDOUT_FILENO);
	close(out);
	return runner.failed;
}

static void
test_proved(void **state)
{
	(void)state;
	assert_int_equal(gaps(), 0);
}

static void
test_never_expected(void **state)
{
	(void)state;
	variant[0].expect = variant[1].expect = NULL;
	assert_int_equal(gaps(), 1);
	judged[3].outcome = &off;
	assert_int_equal(gaps(), 2);
}

static void
test_near_miss_must_have_looked(void **state)
{
	(void)state;
	judged[3].outcome = &off;
	assert_int_equal(gaps(), 1);
	judged[3].outcome = &pass;
	good.near = NULL;
	assert_int_equal(gaps(), 1);
}

static void
test_found_before_it_begins(void **state)
{
	(void)state;
	early = true;
	assert_int_equal(gaps(), 1);
}

/* Without the first variant nothing shows SHOULD, and nothing differs before SHALL. */
static void
test_first_level_unproved(void **state)
{
	(void)state;
	runner.first = &judged[1];
	assert_int_equal(gaps(), 2);
}

static void
test_second_level_unproved(void **state)
{
	(void)state;
	judged[1].day = DAY(2025, 5, 14);
	assert_int_equal(gaps(), 1);
	/* Judged in time, but still a warning. */
	judged[1].day = DAY(2025, 5, 15);
	assert_int_equal(gaps(), 0);
	judged[1].finding = &warning;
	assert_int_equal(gaps(), 1);
}

static void
test_end_unproved(void **state)
{
	(void)state;
	judged[2].day = DAY(2026, 12, 31);
	assert_int_equal(gaps(), 1);
	judged[2].day = DAY(2027, 1, 1);
	assert_int_equal(gaps(), 0);
	judged[2].finding = &error;
	assert_int_equal(gaps(), 1);
}

static void
test_not_asked_about(void **state)
{
	(void)state;
	runner.first = NULL;
	assert_int_equal(gaps(), 2);
	runner.rules = "x.y.z";
	assert_int_equal(gaps(), 0);
}

/* A rule over evidence: the days are those of the findings, and a case says where it did not bind. */
static void
test_evidence(void **state)
{
	static struct expectation unbound = { .rule = "a.b.c" };

	(void)state;
	need = "evidence";
	warning.basis = DAY(2025, 4, 1);
	error.basis = DAY(2025, 6, 1);
	variant[2].unbound = &unbound;
	assert_int_equal(gaps(), 0);
	/* Nothing shows that it did not bind before it began and after it ended. */
	variant[2].unbound = NULL;
	assert_int_equal(gaps(), 2);
	variant[2].unbound = &unbound;
	/* The error is of a day on which it was to be a warning. */
	error.basis = DAY(2025, 5, 14);
	assert_int_equal(gaps(), 1);
	error.basis = DAY(2025, 6, 1);
	/* The warning is of the day before it began. */
	warning.basis = DAY(2025, 3, 14);
	assert_int_equal(gaps(), 1);
	/* A missing fact shows a level whatever its own severity. */
	warning.value = "missing";
	warning.basis = DAY(2025, 6, 1);
	judged[1].finding = &warning;
	judged[0].finding = &error;
	error.basis = DAY(2025, 4, 1);
	assert_int_equal(gaps(), 1);
	warning.value = NULL;
	warning.basis = error.basis = 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_proved, setup, teardown),
		cmocka_unit_test_setup_teardown(test_never_expected, setup, teardown),
		cmocka_unit_test_setup_teardown(test_near_miss_must_have_looked, setup, teardown),
		cmocka_unit_test_setup_teardown(test_found_before_it_begins, setup, teardown),
		cmocka_unit_test_setup_teardown(test_first_level_unproved, setup, teardown),
		cmocka_unit_test_setup_teardown(test_second_level_unproved, setup, teardown),
		cmocka_unit_test_setup_teardown(test_end_unproved, setup, teardown),
		cmocka_unit_test_setup_teardown(test_not_asked_about, setup, teardown),
		cmocka_unit_test_setup_teardown(test_evidence, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
