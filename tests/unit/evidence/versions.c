/* versions.c - which version of a document was in force on which day. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/day.h"
#include "evidence/versions.h"

static void
test_in_force(void **state)
{
	static const struct {
		enum ev_baseline document;
		int32_t day;
		const char *version;
	} cases[] = {
		{ BASELINE_SBR, DAY(2022, 12, 31), NULL }, { BASELINE_SBR, DAY(2023, 1, 1), "1.0.0" },
		{ BASELINE_SBR, DAY(2026, 3, 26), "1.0.12" }, { BASELINE_SBR, DAY(2026, 3, 27), "1.0.13" },
		{ BASELINE_SBR, DAY(2030, 1, 1), "1.0.16" },
		{ BASELINE_TLS_BR, DAY(2024, 8, 5), "2.0.5" }, { BASELINE_TLS_BR, DAY(2024, 8, 6), "2.0.6" },
		/* SBR 1.0.6 and 1.0.7 pinned 2.0.5. */
		{ BASELINE_TLS_BR, DAY(2024, 8, 28), "2.0.6" }, { BASELINE_TLS_BR, DAY(2024, 8, 29), "2.0.5" },
		{ BASELINE_TLS_BR, DAY(2024, 12, 21), "2.0.5" }, { BASELINE_TLS_BR, DAY(2024, 12, 22), "2.1.2" },
		{ BASELINE_TLS_BR, DAY(2026, 6, 20), "2.2.8" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const char *version = ev_version_on(cases[i].document, cases[i].day);

		if (cases[i].version == NULL)
			assert_null(version);
		else
			assert_string_equal(version, cases[i].version);
	}
}

static void
test_fits(void **state)
{
	static const struct {
		const char *version;
		int32_t day;
		bool fits;
	} cases[] = {
		{ "2.2.8", DAY(2026, 6, 20), true }, { "2.2.7", DAY(2026, 6, 20), false }, { "2.0.5", DAY(2026, 6, 20), false },
		{ "2.2.7", DAY(2026, 8, 5), false }, { "2.2.7", DAY(2026, 8, 6), true }, { "2.2.7", DAY(2026, 11, 14), true },
		{ "2.2.7", DAY(2026, 11, 15), false }, { "2.2.9", DAY(2026, 8, 6), true }, { "2.0.6", DAY(2024, 10, 1), false },
		{ "x", DAY(2026, 6, 20), false }, { "x", DAY(2000, 1, 1), true },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		assert_int_equal(ev_version_fits(BASELINE_TLS_BR, span_of(cases[i].version), cases[i].day), cases[i].fits);
}

/* After the last one that is known another may have come. */
static void
test_unknown(void **state)
{
	(void)state;
	assert_true(ev_version_unknown(BASELINE_SBR, span_of("1.0.17"), DAY(2026, 9, 28)));
	assert_false(ev_version_unknown(BASELINE_SBR, span_of("1.0.17"), DAY(2026, 9, 27)));
	assert_false(ev_version_unknown(BASELINE_SBR, span_of("1.0.16"), DAY(2027, 1, 1)));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_in_force),
		cmocka_unit_test(test_fits),
		cmocka_unit_test(test_unknown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
