/* SPDX-License-Identifier: Apache-2.0 */
/* repeated.c - equal elements of lists of any length are found, each but the first, in few looks at each. */
#include "rules/common/repeated.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#define MANY 4000u

static uint8_t octets[MANY][9];
static uint8_t said[MANY];
static unsigned looks, size;

static struct span
key(const void *list, unsigned i)
{
	looks++;
	return (struct span){ (const uint8_t *)list + i * sizeof octets[0], size };
}

static void
say(struct check *c, const void *list, unsigned i)
{
	(void)c;
	(void)list;
	said[i]++;
}

/* Elements that count up to `distinct` in the octets that begin at `from`. */
static void
try_list(unsigned n, unsigned octets_each, unsigned from, unsigned distinct)
{
	struct arena arena;
	struct check c = { .arena = &arena };

	arena_init(&arena);
	size = octets_each;
	looks = 0;
	memset(said, 0, sizeof said);
	memset(octets, 0x2b, sizeof octets);
	for (unsigned i = 0; i < n; i++) {
		octets[i][from] = (uint8_t)(i % distinct >> 8);
		octets[i][from + 1] = (uint8_t)(i % distinct);
	}
	each_repeated(&c, octets, n, key, say);
	for (unsigned i = 0; i < n; i++)
		assert_int_equal(said[i], i >= distinct);
	if (n > 100)
		assert_true(looks < 4 * n);
	assert_false(arena.failed);
	arena_free(&arena);
}

static void
each_but_the_first(void **state)
{
	const unsigned sizes[] = { 2, 3, 8, 9 }, numbers[] = { 0, 1, 2, 16, 17, 100, MANY };

	(void)state;
	for (size_t s = 0; s < sizeof sizes / sizeof *sizes; s++)
		for (unsigned from = 0; from + 2 <= sizes[s]; from++)
			for (size_t k = 0; k < sizeof numbers / sizeof *numbers; k++) {
				try_list(numbers[k], sizes[s], from, 1);
				try_list(numbers[k], sizes[s], from, 7);
				try_list(numbers[k], sizes[s], from, MANY);
			}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_but_the_first),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
