/* SPDX-License-Identifier: Apache-2.0 */
/* iso.c - countries and subdivisions. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "value/iso.h"

static void
test_countries(void **state)
{
	static const char *const official[] = { "AD", "DE", "GB", "GR", "TW", "US", "ZW" };
	static const char *const user[] = { "AA", "QM", "QZ", "XA", "XG", "XI", "XK", "XX", "XZ", "ZZ" };
	static const char *const none[] = { "", "D", "DEU", "de", "De", "UK", "EU", "EL", "QL", "SU", "1A", "A\xc3" };

	(void)state;
	for (size_t i = 0; i < sizeof official / sizeof *official; i++)
		assert_int_equal(iso_country(span_of(official[i])), ISO_COUNTRY_OFFICIAL);
	for (size_t i = 0; i < sizeof user / sizeof *user; i++)
		assert_int_equal(iso_country(span_of(user[i])), ISO_COUNTRY_USER_ASSIGNED);
	for (size_t i = 0; i < sizeof none / sizeof *none; i++)
		assert_int_equal(iso_country(span_of(none[i])), ISO_COUNTRY_NONE);
	assert_int_equal(iso_country(SPAN_NONE), ISO_COUNTRY_NONE);
}

static void
test_subdivisions(void **state)
{
	static const char *const yes[][2] = {
		{ "US", "CA" }, { "US", "DC" }, { "DE", "BY" }, { "GB", "ENG" }, { "FR", "75C" },
		{ "ES", "B" }, { "AT", "9" }, { "AD", "02" }, { "ZW", "MW" }, { "CA", "ON" }
	};
	static const char *const no[][2] = {
		{ "US", "ZZ" }, { "US", "C" }, { "US", "CAL" }, { "US", "ca" }, { "DE", "CA" },
		{ "XX", "CA" }, { "us", "CA" }, { "US", "" }, { "US", "CALI" }, { "", "CA" }
	};

	(void)state;
	for (size_t i = 0; i < sizeof yes / sizeof *yes; i++)
		if (!iso_subdivision(span_of(yes[i][0]), span_of(yes[i][1])))
			fail_msg("%s-%s is missing", yes[i][0], yes[i][1]);
	for (size_t i = 0; i < sizeof no / sizeof *no; i++)
		if (iso_subdivision(span_of(no[i][0]), span_of(no[i][1])))
			fail_msg("%s-%s is found", no[i][0], no[i][1]);
	assert_false(iso_subdivision(span_of("US"), (struct span){ (const uint8_t *)"CA\0", 3 }));
}

static void
test_eea(void **state)
{
	static const char *const yes[] = { "AT", "DE", "GR", "IE", "SK", "IS", "LI", "NO" };
	static const char *const no[] = { "GB", "CH", "US", "EL", "TB", "", "D" };
	char code[3] = "AA";
	unsigned n = 0;

	(void)state;
	for (size_t i = 0; i < sizeof yes / sizeof *yes; i++)
		assert_true(iso_country_eea(span_of(yes[i])));
	for (size_t i = 0; i < sizeof no / sizeof *no; i++)
		assert_false(iso_country_eea(span_of(no[i])));
	for (code[0] = 'A'; code[0] <= 'Z'; code[0]++)
		for (code[1] = 'A'; code[1] <= 'Z'; code[1]++)
			n += iso_country_eea(span_of(code));
	assert_int_equal(n, 30);
}

/* The tables are sorted without repeats, close without gaps, and about as large as the standard. */
static void
test_tables(void **state)
{
	size_t next = 0, countries = 0;

	(void)state;
	assert_in_range(iso_subdivision_index_n, 195, 215);
	assert_in_range(iso_subdivision_codes_n, 4900, 5500);
	for (unsigned first = 0; first < 26; first++) {
		assert_true(iso_country_set[first] < 1u << 26);
		for (uint32_t set = iso_country_set[first]; set != 0; set &= set - 1)
			countries++;
	}
	assert_in_range(countries, 245, 255);
	for (size_t i = 0; i < iso_subdivision_index_n; i++) {
		const struct iso_subdivisions *s = &iso_subdivision_index[i];

		assert_true(i == 0 || strcmp(s[-1].country, s->country) < 0);
		assert_int_equal(iso_country(span_of(s->country)), ISO_COUNTRY_OFFICIAL);
		assert_int_equal(s->first, next);
		next += s->n;
		assert_true(next <= iso_subdivision_codes_n);
		for (size_t j = s->first + 1u; j < next; j++)
			assert_true(strcmp(iso_subdivision_codes[j - 1], iso_subdivision_codes[j]) < 0);
	}
	assert_int_equal(next, iso_subdivision_codes_n);
	assert_non_null(strstr(iso_tables_version, "iso-codes "));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_countries),
		cmocka_unit_test(test_subdivisions),
		cmocka_unit_test(test_eea),
		cmocka_unit_test(test_tables),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
