/* SPDX-License-Identifier: Apache-2.0 */
/* again.h - where a certificate begins among other octets, whether what is signed has 256 octets or fewer. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "input/der/again.h"

static const uint8_t beginnings[][AGAIN_OCTETS] = {
	{ 0x30, 0x82, 3, 4, 0x30, 0x82, 2, 5, 0xa0, 3, 2, 1, 1 }, { 0x30, 0x82, 3, 4, 0x30, 0x82, 2, 5, 0xa0, 3, 2, 1, 2 },
	{ 0x30, 0x82, 1, 0x0f, 0x30, 0x81, 0xb6, 0xa0, 3, 2, 1, 1, 2 }, { 0x30, 0x82, 1, 0x0f, 0x30, 0x81, 0xb6, 0xa0, 3, 2, 1, 2, 2 },
};

/* Is it found behind octets of its own kind, with the last of it and not before? */
static bool
found(const uint8_t octets[AGAIN_OCTETS])
{
	struct again a = { 0, 0 };

	for (unsigned i = 0; i < AGAIN_OCTETS - 1; i++)
		(void)again_octet(&a, 0x30);
	for (unsigned i = 0; i < AGAIN_OCTETS - 1; i++)
		if (again_octet(&a, octets[i]))
			return false;
	return again_octet(&a, octets[AGAIN_OCTETS - 1]);
}

static void
test_found(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof beginnings / sizeof *beginnings; i++) {
		assert_true(found(beginnings[i]));
		for (unsigned n = 0; n <= AGAIN_OCTETS; n++)
			assert_true(again_may_begin(beginnings[i], n));
	}
}

/* One octet is another: both agree on what is left, and only a length may be any. */
static void
test_near(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof beginnings / sizeof *beginnings; i++)
		for (unsigned at = 0; at < AGAIN_OCTETS; at++)
			for (unsigned c = 0; c < 0x100; c++) {
				bool is_short = beginnings[i][5] == 0x81;
				bool length = at == 2 || at == 3 || at == 6 || (at == 7 && !is_short);
				bool version = at == (is_short ? AGAIN_OCTETS - 2 : AGAIN_OCTETS - 1) && (c == 1 || c == 2);
				uint8_t octets[AGAIN_OCTETS];

				memcpy(octets, beginnings[i], sizeof octets);
				octets[at] = (uint8_t)c;
				assert_int_equal(found(octets), length || version || c == beginnings[i][at]);
				assert_int_equal(again_may_begin(octets, AGAIN_OCTETS), found(octets));
			}
}

int
main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_found), cmocka_unit_test(test_near) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
