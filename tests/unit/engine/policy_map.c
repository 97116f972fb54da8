/* SPDX-License-Identifier: Apache-2.0 */
/* However many policy OIDs of its own a CA names, each is found at once. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "engine/policy_map.h"

/* OIDs, and how many have the same hash, no more. */
#define MANY ((size_t)40000)
#define ALIKE 16

/* 1.3.6.1.4.1.99999.K, as a CA numbers its policies. */
static struct policy_map
numbered(size_t k)
{
	return (struct policy_map){
		{ 0x2b, 6, 1, 4, 1, 0x86, 0x8d, 0x1f, (uint8_t)(0x80 | k >> 14), (uint8_t)(0x80 | (k >> 7 & 0x7f)), k & 0x7f }, 11, 1, 1, 0
	};
}

static bool
is_found(const struct policy_maps *maps, size_t k)
{
	struct policy_map m = numbered(k);
	const struct policy_map *found = policy_maps_find(maps, (struct span){ m.oid, m.n });

	return found != NULL && found == &maps->v[k];
}

static void
test_found(void **state)
{
	struct policy_maps maps = { NULL, 0, 0, NULL };

	(void)state;
	assert_false(is_found(&maps, 0));
	for (size_t k = 0; k < MANY; k++)
		assert_true(policy_maps_add(&maps, numbered(k)));
	for (size_t k = 0; k < MANY; k++) {
		size_t alike = 0;

		assert_true(is_found(&maps, k));
		for (size_t i = k + 1; i > 0; i = maps.v[i - 1].next)
			alike++;
		assert_true(alike <= ALIKE);
	}
	assert_false(is_found(&maps, MANY));
	policy_maps_free(&maps);
}

/* Those that are taken back are gone, and may come again. */
static void
test_kept(void **state)
{
	struct policy_maps maps = { NULL, 0, 0, NULL };

	(void)state;
	for (size_t k = 0; k < 100; k++)
		assert_true(policy_maps_add(&maps, numbered(k)));
	policy_maps_keep(&maps, 30);
	for (size_t k = 0; k < 100; k++)
		assert_int_equal(is_found(&maps, k), k < 30);
	for (size_t k = 30; k < 100; k++)
		assert_true(policy_maps_add(&maps, numbered(k)));
	for (size_t k = 0; k < 100; k++)
		assert_true(is_found(&maps, k));
	policy_maps_keep(&maps, 0);
	assert_false(is_found(&maps, 0));
	policy_maps_free(&maps);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_found),
		cmocka_unit_test(test_kept),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
