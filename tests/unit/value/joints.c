/* SPDX-License-Identifier: Apache-2.0 */
/* joints.c - two names in one text, and the signs that part them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "value/joints.h"

static void
is(struct span s, const char *expected)
{
	assert_int_equal(s.n, strlen(expected));
	assert_memory_equal(s.n > 0 ? (const char *)s.p : "", expected, s.n);
}

static void
test_strip(void **state)
{
	(void)state;
	is(joints_strip(SPAN_LIT("")), "");
	is(joints_strip(SPAN_LIT(" - ")), "");
	is(joints_strip(SPAN_LIT("(Ada Lovelace)")), "Ada Lovelace");
	is(joints_strip(SPAN_LIT("\xe2\x80\x94 Ada \xc2\xb7 Lovelace \xc2\xa0")), "Ada \xc2\xb7 Lovelace");
	/* Its last octet alone is none. */
	is(joints_strip(SPAN_LIT("Ada\xb7")), "Ada\xb7");
}

static void
test_beside(void **state)
{
	(void)state;
	is(joints_beside(SPAN_LIT("Ada Lovelace - Example Ltd"), SPAN_LIT("Example Ltd")), "Ada Lovelace");
	is(joints_beside(SPAN_LIT("EXAMPLE LTD: Ada Lovelace"), SPAN_LIT("Example Ltd")), "Ada Lovelace");
	is(joints_beside(SPAN_LIT("Example Ltd \xe2\x80\x93 Ada"), SPAN_LIT("Example Ltd")), "Ada");
	is(joints_beside(SPAN_LIT("Example Ltd"), SPAN_LIT("Example Ltd")), "");
	/* It begins or ends the text, and a sign parts it from the rest. */
	is(joints_beside(SPAN_LIT("Ada, Example Ltd, London"), SPAN_LIT("Example Ltd")), "");
	is(joints_beside(SPAN_LIT("AdaExample Ltd"), SPAN_LIT("Example Ltd")), "");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_strip),
		cmocka_unit_test(test_beside),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
