/* SPDX-License-Identifier: Apache-2.0 */
/* Memory that is given back all at once. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"

static void
gives_zeroed_and_aligned_memory(void **state)
{
	struct arena a;

	(void)state;
	arena_init(&a);
	for (size_t n = 0; n < 300; n++) {
		uint8_t *p = arena_take(&a, n);

		assert_non_null(p);
		assert_int_equal((uintptr_t)p % _Alignof(max_align_t), 0);
		for (size_t i = 0; i < n; i++)
			assert_int_equal(p[i], 0);
		memset(p, 0xa5, n);
	}
	arena_free(&a);
}

static void
reset_gives_the_same_memory_again(void **state)
{
	uint8_t *first, *large;
	struct arena a;

	(void)state;
	arena_init(&a);
	first = arena_take(&a, 100);
	large = arena_take(&a, 1000000);	/* larger than a block */
	memset(large, 0xff, 1000000);
	arena_reset(&a);
	assert_ptr_equal(arena_take(&a, 100), first);
	assert_ptr_equal(arena_take(&a, 1000000), large);
	assert_int_equal(large[0] | large[999999], 0);
	arena_free(&a);
}

/* What the C library writes, in whatever way it is written here. */
static void
prints_as_the_library_does(void **state)
{
	struct arena a;
	char want[400], many[300];

	(void)state;
	arena_init(&a);
	memset(many, 'x', sizeof many - 1);
	many[sizeof many - 1] = '\0';
#define SAME(...) \
	(snprintf(want, sizeof want, __VA_ARGS__), assert_string_equal(arena_printf(&a, __VA_ARGS__), want))
	SAME("%s", "");
	SAME("%s", "text");
	SAME("%s: %s", many, "end");
	SAME("%u of %u", 0u, 4294967295u);
	SAME("from %s to %u%s", "here", 17u, ".");
	SAME("%s%s%s%s%s%s%s%s", "1", "2", "3", "4", "5", "6", "7", "8");
	SAME("%s%s%s%s%s%s%s%s%s", "1", "2", "3", "4", "5", "6", "7", "8", "9");
	SAME("%u%%", 5u);
	SAME("%zu bits: %s, %u", SIZE_MAX, "x", 4000000000u);
	SAME("%5u|%-4s|%x|%zu|%lld|%c", 7u, "a", 255u, (size_t)9, -3ll, 'c');
	SAME("%.3s and %.*s", "abcdef", 2, "xyz");
	SAME("plain words");
	SAME("%s then %02x", "a", 10u);
#undef SAME
	assert_string_equal(arena_printf(&a, "%s", ""), "");
	arena_free(&a);
}

static void
impossible_sizes_fail_until_the_reset(void **state)
{
	struct arena a;

	(void)state;
	arena_init(&a);
	assert_null(arena_take(&a, SIZE_MAX));
	assert_true(a.failed);
	arena_reset(&a);
	assert_false(a.failed);
	assert_null(arena_array(&a, SIZE_MAX / 2, 3));		/* the product does not fit */
	assert_true(a.failed);
	arena_reset(&a);
	assert_non_null(arena_array(&a, 3, 0));
	assert_non_null(arena_array(&a, 0, SIZE_MAX));
	assert_false(a.failed);
	arena_free(&a);
}

static void
formats(void **state)
{
	struct arena a;

	(void)state;
	arena_init(&a);
	assert_string_equal(arena_printf(&a, "%d and %s", 7, "eight"), "7 and eight");
	assert_string_equal(arena_printf(&a, "%s", ""), "");
	assert_int_equal(strlen(arena_printf(&a, "%100000d", 1)), 100000);
	arena_free(&a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(gives_zeroed_and_aligned_memory),
		cmocka_unit_test(reset_gives_the_same_memory_again),
		cmocka_unit_test(prints_as_the_library_does),
		cmocka_unit_test(impossible_sizes_fail_until_the_reset),
		cmocka_unit_test(formats),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
