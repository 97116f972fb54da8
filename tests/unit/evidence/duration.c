/* SPDX-License-Identifier: Apache-2.0 */
/* duration.c - order and lengths of time; whether two JSON texts say the same. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/json.h"
#include "evidence/record/duration.h"

static void
test_order(void **state)
{
	const struct ev_time none = { false, 0, 5 }, early = { true, 999999999, 4 }, late = { true, 0, 5 }, later = { true, 1, 5 };

	(void)state;
	assert_true(ev_after(&late, &early));
	assert_true(ev_after(&later, &late));
	assert_false(ev_after(&late, &late));
	assert_false(ev_after(&early, &late));
	assert_false(ev_after(&none, &early));
	assert_false(ev_after(&late, &none));
	assert_int_equal(ev_elapsed(&early, &late), 1);
	assert_int_equal(ev_elapsed(&late, &later), 1);
	assert_int_equal(ev_elapsed(&late, &late), 0);
	assert_int_equal(ev_elapsed(&late, &early), 0);
}

static void
test_words(void **state)
{
	static const struct {
		int64_t seconds;
		const char *words;
	} cases[] = {
		{ 0, "0 s" }, { 1, "1 s" }, { 60, "1 min" }, { 3600, "1 h" }, { 86400, "24 h" }, { 86401, "24 h 1 s" },
		{ 2 * 86400, "2 d" }, { 398 * INT64_C(86400) + 1, "398 d 1 s" }, { 397 * INT64_C(86400) + 72000, "397 d 20 h" },
		{ -61, "-1 min 1 s" }, { 172799, "47 h 59 min 59 s" },
	};
	struct arena a;

	(void)state;
	arena_init(&a);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		assert_string_equal(ev_duration(&a, cases[i].seconds), cases[i].words);
	arena_free(&a);
}

static void
test_equal(void **state)
{
	static const struct {
		const char *a, *b;
		bool same;
	} cases[] = {
		{ "{}", " { } ", true }, { "[]", "{}", false }, { "1", "1.0", true }, { "100", "1e2", true },
		{ "9007199254740993", "9007199254740992", false }, { "9007199254740993", "9007199254740993", true },
		{ "1", "\"1\"", false }, { "true", "false", false }, { "null", "null", true }, { "\"\\u0041\"", "\"A\"", true },
		{ "{\"a\":1,\"b\":[1,{\"c\":2}]}", "{\"b\":[1,{\"c\":2}],\"a\":1}", true },
		{ "{\"a\":1,\"b\":[1,{\"c\":2}]}", "{\"b\":[1,{\"c\":3}],\"a\":1}", false },
		{ "{\"a\":1,\"b\":2}", "{\"a\":1,\"c\":2}", false }, { "{\"a\":1}", "{\"a\":1,\"b\":2}", false },
		{ "[1,2]", "[2,1]", false }, { "[[1],[2]]", "[[1],[2]]", true }, { "[[],[]]", "[[],[1]]", false },
		{ "{\"a\":{\"b\":1},\"c\":{\"d\":1}}", "{\"c\":{\"d\":1},\"a\":{\"b\":1}}", true },
	};
	struct json_fault f;
	struct arena a;

	(void)state;
	arena_init(&a);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const struct json_value *x = json_read(&a, span_of(cases[i].a), NULL, &f);
		const struct json_value *y = json_read(&a, span_of(cases[i].b), NULL, &f);

		assert_non_null(x);
		assert_non_null(y);
		assert_int_equal(json_equal(x, y), cases[i].same);
		assert_int_equal(json_equal(y, x), cases[i].same);
	}
	arena_free(&a);
}

/* {"0":1,…} with its members in order or in reverse; `first` stands in the place of the name 0. */
static const struct json_value *
members(struct arena *a, unsigned n, bool reverse, const char *first)
{
	char *text = arena_take(a, 16 * (size_t)n + 32), *at = text;
	struct json_fault f;

	for (unsigned i = 0; i < n; i++) {
		unsigned name = reverse ? n - 1 - i : i;

		at += name == 0 ? sprintf(at, "%c\"%s\":1", i == 0 ? '{' : ',', first) : sprintf(at, "%c\"%u\":1", i == 0 ? '{' : ',', name);
	}
	(void)strcpy(at, "}");
	return json_read(a, span_of(text), NULL, &f);
}

/* Members in reverse are looked for over all others, about n * n steps; where those are more than are made, the values count as different. */
static void
test_equal_limit(void **state)
{
	static const unsigned n[] = { 1000, 1990, 2100, 3000 };
	struct arena a;

	(void)state;
	arena_init(&a);
	for (size_t i = 0; i < sizeof n / sizeof *n; i++) {
		assert_int_equal(json_equal(members(&a, n[i], false, "0"), members(&a, n[i], true, "0")), n[i] < 2000);
		/* What is different is so at any size. */
		assert_false(json_equal(members(&a, n[i], false, "0"), members(&a, n[i], true, "x")));
		assert_true(json_equal(members(&a, n[i], false, "0"), members(&a, n[i], false, "0")));
	}
	arena_free(&a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_order),
		cmocka_unit_test(test_words),
		cmocka_unit_test(test_equal),
		cmocka_unit_test(test_equal_limit),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
