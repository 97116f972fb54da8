/* SPDX-License-Identifier: Apache-2.0 */
/* address.c - one IPv6 address in its forms, and what is none. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "evidence/address.h"

static bool
same(const char *a, const char *b)
{
	return ev_same_ipv6(span_of(a), span_of(b)) && ev_same_ipv6(span_of(b), span_of(a));
}

static void
test_forms(void **state)
{
	static const char *const forms[] = {
		"2001:db8::c000:207", "2001:DB8:0:0:0:0:c000:0207", "2001:0db8:0::0:c000:207", "2001:db8::192.0.2.7",
		"2001:db8:0:0:0:0:192.0.2.7", "2001:db8::0:0:192.0.2.7"
	};

	(void)state;
	for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
		assert_true(same(forms[0], forms[i]));
	assert_true(same("::", "0:0:0:0:0:0:0:0"));
	assert_true(same("::1", "0:0:0:0:0:0:0:1"));
	assert_true(same("1::", "1:0:0:0:0:0:0:0"));
	assert_true(same("1:2:3:4:5:6:7::", "1:2:3:4:5:6:7:0"));
	assert_false(same("2001:db8::7", "2001:db8::8"));
	assert_false(same("::1:0", "::1"));
}

/* Nothing is the same as what is no address, not even itself. */
static void
test_none(void **state)
{
	static const char *const none[] = {
		"", ":", ":::", "1:", "1:2", "1:2:3:4:5:6:7:8:9", "1:2:3:4:5:6:7:8::", "1::2::3", "12345::", "g::", "192.0.2.7", "::192.0.2",
		"::192.0.2.256", "::192.0.2.7.1", "1:2:3:4:5:6:7:192.0.2.7", "::1 ", "1:::2", "::192.0.2.0007", "::.1.2.3"
	};

	(void)state;
	for (size_t i = 0; i < sizeof none / sizeof *none; i++)
		assert_false(same(none[i], none[i]));
}

int
main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_forms), cmocka_unit_test(test_none) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
