/* SPDX-License-Identifier: Apache-2.0 */
/* methods.c - the tables of the ways to validate a mailbox. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "evidence/methods.h"

/* 22 methods, each found under its number alone; those that the SBR never knew have no first day. */
static void
test_numbers(void **state)
{
	static const bool retired[23] = { [1] = true, [3] = true, [5] = true, [6] = true, [9] = true, [10] = true, [11] = true };
	char number[24];

	(void)state;
	for (int i = 1; i <= 22; i++) {
		const struct ev_method *m;

		snprintf(number, sizeof number, "3.2.2.4.%d", i);
		m = ev_method_find(span_of(number));
		assert_non_null(m);
		assert_string_equal(m->number, number);
		assert_true((m->from == DAY_NEVER) == retired[i]);
		assert_true(m->banned_from <= m->reuse_banned_from);
		assert_true(m->should_not_from == DAY_NEVER || m->should_not_from < m->banned_from);
	}
	assert_null(ev_method_find(span_of("3.2.2.4.23")));
	assert_null(ev_method_find(span_of("3.2.2.4")));
	assert_null(ev_method_find(span_of("3.2.2.4.07")));
	assert_null(ev_method_find(span_of("3.2.2.4.0")));
	assert_null(ev_method_find(span_of("3.2.2.4.1x")));
	assert_null(ev_method_find(span_of("3.2.2.4.1/")));
	assert_null(ev_method_find(span_of("3.2.2.4./8")));
	assert_null(ev_method_find(span_of("3.2.2.5.7")));
	assert_null(ev_method_find(SPAN_NONE));
}

/* Where each method has its record, by the labels before the name, and of which type it is. */
static void
test_look_up(void **state)
{
	static const struct {
		const char *number, *labels, *type;
		bool place, of_type;
	} cases[] = {
		{ "3.2.2.4.7", "", "TXT", true, true }, { "3.2.2.4.7", "_x", "cname", true, true }, { "3.2.2.4.7", "_x._y", "CAA", false, true },
		{ "3.2.2.4.7", "www", "A", false, false }, { "3.2.2.4.8", "", "AAAA", true, true }, { "3.2.2.4.8", "_x", "TXT", false, false },
		{ "3.2.2.4.13", "", "CAA", true, true }, { "3.2.2.4.13", "_x", "TXT", false, false },
		{ "3.2.2.4.14", "_Validation-ContactEmail", "TXT", true, true }, { "3.2.2.4.14", "_validation-contactphone", "CAA", false, false },
		{ "3.2.2.4.16", "_validation-contactphone", "TXT", true, true }, { "3.2.2.4.17", "", "CAA", true, true },
		{ "3.2.2.4.21", "_a._acme-challenge", "TXT", true, true }, { "3.2.2.4.21", "_acme-challenge", "CNAME", false, false },
		{ "3.2.2.4.21", "_a._b._acme-challenge", "TXT", false, true }, { "3.2.2.4.21", "a._acme-challenge", "TXT", false, true },
		{ "3.2.2.4.22", "_validation-persist", "TXT", true, true }, { "3.2.2.4.22", "", "CAA", false, false },
		{ "3.2.2.4.18", "www", "A", true, true },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const struct ev_method *m = ev_method_find(span_of(cases[i].number));

		assert_int_equal(ev_is_place(m, span_of(cases[i].labels)), cases[i].place);
		assert_int_equal(ev_is_type(m, span_of(cases[i].type)), cases[i].of_type);
	}
}

static void
test_open_mpic(void **state)
{
	static const struct {
		const char *name, *number;
	} cases[] = {
		{ "dns-change", "3.2.2.4.7" }, { "acme-dns-01", "3.2.2.4.7" }, { "ip-address", "3.2.2.4.8" },
		{ "contact-email-caa", "3.2.2.4.13" }, { "contact-email-txt", "3.2.2.4.14" },
		{ "contact-phone-txt", "3.2.2.4.16" }, { "contact-phone-caa", "3.2.2.4.17" },
		{ "website-change", "3.2.2.4.18" }, { "acme-http-01", "3.2.2.4.19" }, { "acme-tls-alpn-01", "3.2.2.4.20" },
		{ "dns-account-01", "3.2.2.4.21" }, { "dns-persistent", "3.2.2.4.22" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		assert_string_equal(ev_method_of_open_mpic(span_of(cases[i].name))->number, cases[i].number);
	assert_null(ev_method_of_open_mpic(span_of("dns")));
	assert_null(ev_method_of_open_mpic(SPAN_NONE));
}

/* Corroboration: by method, for the two sections that call upon TLS BR; not for Onion Domain Names where that is said. */
static void
test_corroboration(void **state)
{
	static const struct {
		uint8_t section;
		const char *method, *name;
		bool needed;
	} cases[] = {
		{ SECTION_DOMAIN, "3.2.2.4.7", "muster.de", true },
		{ SECTION_MAIL_SERVER, "3.2.2.4.7", "mx.muster.de", true },
		{ SECTION_EMAIL, "3.2.2.4.7", "muster.de", false },
		{ SECTION_ACME, "3.2.2.4.7", "muster.de", false },
		{ 0, "3.2.2.4.7", "muster.de", false },
		{ SECTION_DOMAIN, "3.2.2.4.4", "muster.de", false },
		{ SECTION_DOMAIN, "3.2.2.4.12", "muster.de", false },
		{ SECTION_DOMAIN, "3.2.2.4.18", "muster.de", true },
		{ SECTION_DOMAIN, "3.2.2.4.18", "muster.onion", false },
		{ SECTION_DOMAIN, "3.2.2.4.20", "a.Onion", false },
		{ SECTION_DOMAIN, "3.2.2.4.19", "musteronion", true },
		{ SECTION_DOMAIN, "3.2.2.4.7", "muster.onion", true },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct ev_validation v = {
			.sbr_section = cases[i].section, .tls_method = span_of(cases[i].method),
			.validated_name = span_of(cases[i].name),
		};

		assert_int_equal(ev_needs_corroboration(&v), cases[i].needed);
	}
}

static void
test_sections(void **state)
{
	static const char *const numbers[] = { "3.2.2.1", "3.2.2.2", "3.2.2.3", "3.2.2.4" };
	struct ev_validation v = { .sbr_section = 0 };

	(void)state;
	assert_null(ev_section_of(&v));
	for (v.sbr_section = SECTION_DOMAIN; v.sbr_section <= SECTION_ACME; v.sbr_section++) {
		assert_string_equal(ev_section_of(&v)->number, numbers[v.sbr_section - 1]);
		assert_int_equal(ev_section_of(&v)->by_domain, v.sbr_section == SECTION_DOMAIN || v.sbr_section == SECTION_MAIL_SERVER);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_numbers), cmocka_unit_test(test_look_up),
		cmocka_unit_test(test_open_mpic),
		cmocka_unit_test(test_corroboration),
		cmocka_unit_test(test_sections),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
