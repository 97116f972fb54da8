/* SPDX-License-Identifier: Apache-2.0 */
/* versions.c - which version of a document was in force on which day. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/day.h"
#include "engine/engine.h"
#include "evidence/record/versions.h"

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

static void
test_read(void **state)
{
	static const struct {
		enum ev_baseline document;
		const char *version;
		enum ev_version what;
	} cases[] = {
		{ BASELINE_SBR, "1.0.16", VERSION_PUBLISHED }, { BASELINE_SBR, "1.0.17", VERSION_LATER },
		{ BASELINE_SBR, "1.1.0", VERSION_LATER }, { BASELINE_SBR, "2.0", VERSION_LATER },
		{ BASELINE_SBR, "1.0.016", VERSION_NEVER_PUBLISHED }, { BASELINE_SBR, "0.9.9", VERSION_NEVER_PUBLISHED },
		{ BASELINE_TLS_BR, "2.2.8", VERSION_PUBLISHED }, { BASELINE_TLS_BR, "2.1.10", VERSION_NEVER_PUBLISHED },
		{ BASELINE_TLS_BR, "1.6.4", VERSION_PUBLISHED }, { BASELINE_TLS_BR, "2.3.1", VERSION_PUBLISHED },
		{ BASELINE_TLS_BR, "2.3.2", VERSION_LATER }, { BASELINE_TLS_BR, "2.2", VERSION_NEVER_PUBLISHED },
		{ BASELINE_TLS_BR, "banana", VERSION_NONE }, { BASELINE_TLS_BR, "", VERSION_NONE },
		{ BASELINE_TLS_BR, "2", VERSION_NONE }, { BASELINE_TLS_BR, "2.2.8 ", VERSION_NONE },
		{ BASELINE_TLS_BR, "v2.2.8", VERSION_NONE }, { BASELINE_TLS_BR, "2..8", VERSION_NONE },
		{ BASELINE_TLS_BR, "2.2.", VERSION_NONE }, { BASELINE_TLS_BR, "2.2.8.1", VERSION_NONE },
		{ BASELINE_TLS_BR, "2.2.99999", VERSION_NONE },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		assert_int_equal(ev_version_read(cases[i].document, span_of(cases[i].version)), cases[i].what);
}

/* What --version names is the end of the tables, and its day is when the younger of them came into force. */
static void
test_newest(void **state)
{
	int32_t sbr, tls;

	(void)state;
	assert_string_equal(ev_version_newest(BASELINE_SBR, &sbr), RULESET_SBR);
	assert_string_equal(ev_version_newest(BASELINE_TLS_BR, &tls), RULESET_TLS_BR);
	assert_int_equal(sbr > tls ? sbr : tls, RULESET_DAY);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_in_force),
		cmocka_unit_test(test_fits),
		cmocka_unit_test(test_read),
		cmocka_unit_test(test_newest),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
