/* SPDX-License-Identifier: Apache-2.0 */
/* orgid.c - identifiers of organizations and natural persons. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "value/orgid.h"

static bool
same(struct span s, const char *text)
{
	return text == NULL ? s.p == NULL : s.p != NULL && span_is(s, text);
}

/* The examples of SBR 7.1.4.2.2.d, and ways to miss the form. */
static void
test_orgid(void **state)
{
	static const struct {
		const char *text;
		enum orgid_fault fault;
		enum orgid_scheme scheme;
		const char *country, *subdivision, *reference;
	} cases[] = {
		{ "NTRGB-12345678", ORGID_FAULT_OK, ORGID_NTR, "GB", NULL, "12345678" },
		{ "NTRUS+CA-12345678", ORGID_FAULT_OK, ORGID_NTR, "US", "CA", "12345678" },
		{ "NTRGB+ENG-1-2", ORGID_FAULT_OK, ORGID_NTR, "GB", "ENG", "1-2" },
		{ "PSDBE-NBB-1234.567.890", ORGID_FAULT_OK, ORGID_PSD, "BE", NULL, "NBB-1234.567.890" },
		{ "VATEL-123456789", ORGID_FAULT_OK, ORGID_VAT, "EL", NULL, "123456789" },
		{ "LEIXG-AEYE00EKXESVZUUEBP67", ORGID_FAULT_OK, ORGID_LEI, "XG", NULL, "AEYE00EKXESVZUUEBP67" },
		{ "GOVUS", ORGID_FAULT_OK, ORGID_GOV, "US", NULL, NULL },
		{ "GOVUS+CA", ORGID_FAULT_OK, ORGID_GOV, "US", "CA", NULL },
		{ "INTXG", ORGID_FAULT_OK, ORGID_INT, "XG", NULL, NULL },
		{ "GOVUS-1", ORGID_FAULT_OK, ORGID_GOV, "US", NULL, "1" },
		{ "FOOUS-1", ORGID_FAULT_OK, ORGID_OTHER, "US", NULL, "1" },
		{ "VA:HU-1", ORGID_FAULT_OK, ORGID_NATIONAL, "HU", NULL, "1" },
		{ "", ORGID_FAULT_TOO_SHORT, ORGID_OTHER, NULL, NULL, NULL },
		{ "NTRG", ORGID_FAULT_TOO_SHORT, ORGID_OTHER, NULL, NULL, NULL },
		{ "ntrGB-1", ORGID_FAULT_SCHEME, ORGID_OTHER, "GB", NULL, NULL },
		{ "12345678", ORGID_FAULT_SCHEME, ORGID_OTHER, "45", NULL, NULL },
		{ "NTR-GB-1", ORGID_FAULT_COUNTRY, ORGID_NTR, "-G", NULL, NULL },
		{ "NTRgb-1", ORGID_FAULT_COUNTRY, ORGID_NTR, "gb", NULL, NULL },
		{ "NTRGB12345678", ORGID_FAULT_SEPARATOR, ORGID_NTR, "GB", NULL, NULL },
		{ "NTRGB 1", ORGID_FAULT_SEPARATOR, ORGID_NTR, "GB", NULL, NULL },
		{ "NTRGB", ORGID_FAULT_NO_REFERENCE, ORGID_NTR, "GB", NULL, NULL },
		{ "NTRUS+CA", ORGID_FAULT_NO_REFERENCE, ORGID_NTR, "US", "CA", NULL },
		{ "NTRGB-", ORGID_FAULT_REFERENCE_EMPTY, ORGID_NTR, "GB", NULL, "" },
		{ "NTRUS+-1", ORGID_FAULT_SUBDIVISION_EMPTY, ORGID_NTR, "US", "", NULL },
		{ "NTRUS+CALI-1", ORGID_FAULT_SUBDIVISION_LONG, ORGID_NTR, "US", "CALI", NULL },
		{ "NTRUS+ca-1", ORGID_FAULT_SUBDIVISION_CHARACTER, ORGID_NTR, "US", "ca", NULL },
		{ "GOVUS+", ORGID_FAULT_SUBDIVISION_EMPTY, ORGID_GOV, "US", "", NULL },
	};
	struct orgid o;

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		enum orgid_fault f = orgid_parse(span_of(cases[i].text), &o);

		if (f != cases[i].fault || o.scheme != cases[i].scheme || !same(o.country, cases[i].country) ||
		    !same(o.subdivision, cases[i].subdivision) || !same(o.reference, cases[i].reference))
			fail_msg("%s: %s", cases[i].text, orgid_fault_text(f));
	}
}

static void
test_lei(void **state)
{
	(void)state;
	/* Registered LEIs, and numbers with a digit, two places and the case changed. */
	assert_true(lei_check_digits(span_of("AEYE00EKXESVZUUEBP67")));
	assert_true(lei_check_digits(span_of("506700GE1G29325QX363")));
	assert_false(lei_check_digits(span_of("AEYE00EKXESVZUUEBP68")));
	assert_false(lei_check_digits(span_of("AEYE00EKXESVZUUEPB67")));
	assert_true(lei_has_form(span_of("AEYE00EKXESVZUUEBP68")));
	assert_false(lei_has_form(span_of("AEYE00EKXESVZUUEBPA7")));
	assert_false(lei_has_form(span_of("aeye00ekxesvzuuebp67")));
	assert_false(lei_check_digits(span_of("AEYE00EKXESVZUUEBP6")));
	assert_false(lei_check_digits(span_of("AEYE00EKXESVZUUEBP671")));
	assert_false(lei_check_digits(SPAN_NONE));
	/* 97, 98 and 02 beside 00, 01 and 99, which leave the same rest. */
	assert_true(lei_check_digits(span_of("529900XTX492PIQB8A97")));
	assert_false(lei_check_digits(span_of("529900XTX492PIQB8A00")));
	assert_true(lei_check_digits(span_of("529900KI4SZ3UQUVCS98")));
	assert_false(lei_check_digits(span_of("529900KI4SZ3UQUVCS01")));
	assert_true(lei_check_digits(span_of("529900648Z29D8J0XB02")));
	assert_false(lei_check_digits(span_of("529900648Z29D8J0XB99")));
}

static void
test_euid(void **state)
{
	struct euid e;

	(void)state;
	assert_true(euid_parse(span_of("DER3306.HRB12345"), &e));
	assert_true(same(e.country, "DE") && same(e.register_id, "R3306") && same(e.reference, "HRB12345"));
	assert_true(euid_parse(span_of("ATBRA.123456-000"), &e));
	assert_false(euid_parse(span_of("HRB12345"), &e));
	assert_false(euid_parse(span_of("DE.HRB12345"), &e));
	assert_false(euid_parse(span_of("DER3306."), &e));
	assert_false(euid_parse(span_of("der3306.1"), &e));
	assert_false(euid_parse(span_of("DER 33.1"), &e));
	assert_false(euid_parse(span_of("0123.456.789"), &e));
}

static void
test_psd_and_vat(void **state)
{
	(void)state;
	assert_null(psd_reference_fault(span_of("NBB-1234.567.890")));
	assert_null(psd_reference_fault(span_of("FI-1")));
	assert_null(psd_reference_fault(span_of("ABCDEFGH-1")));
	assert_string_equal(psd_reference_fault(span_of("ABCDEFGHI-1")), "has a competent authority that is not two to eight letters long");
	assert_string_equal(psd_reference_fault(span_of("N-1")), "has a competent authority that is not two to eight letters long");
	assert_string_equal(psd_reference_fault(span_of("NBB-")), "lacks the number");
	assert_string_equal(psd_reference_fault(span_of("NBB- \t ")), "lacks the number");
	assert_null(psd_reference_fault(span_of("NBB- 1")));
	assert_string_equal(psd_reference_fault(span_of("NBB")), "lacks the hyphen and the number");
	assert_string_equal(psd_reference_fault(span_of("nbb-1")), "has a competent authority with other characters than capital letters");
	assert_string_equal(psd_reference_fault(span_of("1234")), "lacks the competent authority");
	assert_string_equal(psd_reference_fault(span_of("-1234")), "lacks the competent authority");
	assert_string_equal(psd_reference_fault(span_of("NBB 1234")), "lacks the hyphen after the competent authority");
	assert_true(span_is(vat_country(span_of("EL")), "GR"));
	assert_true(span_is(vat_country(span_of("XI")), "GB"));
	assert_true(span_is(vat_country(span_of("DE")), "DE"));
}

static void
test_person(void **state)
{
	struct person_id p;

	(void)state;
	assert_true(person_id_parse(span_of("PASSK-P3000180"), &p));
	assert_true(p.scheme == PERSON_PAS && same(p.country, "SK") && same(p.reference, "P3000180"));
	assert_true(person_id_parse(span_of("EIDDE-1"), &p) && p.scheme == PERSON_EID);
	assert_true(person_id_parse(span_of("TAXDE-1"), &p) && p.scheme == PERSON_TAX);
	assert_true(person_id_parse(span_of("ABCDE-1"), &p) && p.scheme == PERSON_OTHER);
	assert_true(person_id_parse(span_of("EI:SE-200007292386"), &p) && p.scheme == PERSON_NATIONAL);
	assert_true(person_id_parse(span_of("PNODE-"), &p) && p.reference.n == 0);
	assert_false(person_id_parse(span_of("PASSK"), &p));
	assert_false(person_id_parse(span_of("PASSK P3000180"), &p));
	assert_false(person_id_parse(span_of("passk-1"), &p));
	assert_false(person_id_parse(span_of("12345-1"), &p));
	assert_false(person_id_parse(span_of("ABC12-1"), &p));
	assert_false(person_id_parse(span_of(""), &p));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_orgid),
		cmocka_unit_test(test_lei),
		cmocka_unit_test(test_euid),
		cmocka_unit_test(test_psd_and_vat),
		cmocka_unit_test(test_person),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
