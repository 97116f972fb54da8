/* SPDX-License-Identifier: Apache-2.0 */
/* once.c - which certificates of a container were handed on before: those of the first 64. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "input/once.h"

static struct span
certificate(uint8_t octets[2], unsigned i)
{
	octets[0] = (uint8_t)(i >> 8);
	octets[1] = (uint8_t)i;
	return (struct span){ octets, 2 };
}

/* Beyond what is remembered one is handed on again: it is linted twice, and none is lost. */
static void
test_limit(void **state)
{
	struct once o = { 0 };
	uint8_t octets[2];

	(void)state;
	for (unsigned i = 0; i < 70; i++)
		assert_false(once_seen(&o, certificate(octets, i)));
	for (unsigned i = 0; i < 70; i++)
		assert_int_equal(once_seen(&o, certificate(octets, i)), i < 64);
	out_free(&o.octets);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_limit),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
