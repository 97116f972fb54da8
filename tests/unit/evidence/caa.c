/* SPDX-License-Identifier: Apache-2.0 */
/* caa.c - issuemail values, records as zone files write them, and names. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "evidence/caa.h"

static struct span
text(const char *s)
{
	return (struct span){ (const uint8_t *)s, strlen(s) };
}

/* The response code counts wherever the check has it. */
static void
failed_look_ups(void **state)
{
	const struct ev_dnssec servfail = { .rcode = { .given = true, .n = 2 } }, noerror = { .rcode = { .given = true, .n = 0 } };
	const struct ev_dns failed = { .dnssec = &servfail }, answered = { .dnssec = &noerror }, silent = { .dnssec = NULL };
	static const struct ev_caa_check none = { .result = CAA_PERMIT };
	const struct ev_dnssec *said[CAA_DNSSEC];
	struct ev_caa_check check = none;

	(void)state;
	assert_int_equal(caa_dnssec(&check, said), 0);
	assert_false(caa_lookup_failed(&check));
	check.dns = &silent;
	assert_int_equal(caa_dnssec(&check, said), 0);
	check.dns = &failed;
	assert_int_equal(caa_dnssec(&check, said), 1);
	assert_true(caa_lookup_failed(&check));
	check.dnssec = &noerror;
	assert_int_equal(caa_dnssec(&check, said), 2);
	assert_true(caa_lookup_failed(&check));
	check.dns = &answered;
	assert_false(caa_lookup_failed(&check));
	check.dnssec = &servfail;
	assert_true(caa_lookup_failed(&check));
}

/* RFC 9495 3: the grammar, and what is not of it. */
static void
issuer_domains(void **state)
{
	static const struct {
		const char *value, *domain;
	} list[] = {
		{ "ca.example", "ca.example" }, { " \tca.example \t", "ca.example" }, { "ca.example;", "ca.example" },
		{ "ca.example ; ", "ca.example" }, { "ca.example; a=b", "ca.example" },
		{ "ca.example; a=b; c = d ", "ca.example" }, { "ca.example;a=;b=%21", "ca.example" },
		{ "a", "a" }, { "a--b.c1", "a--b.c1" }, { "CA.Example", "CA.Example" },
		{ "", "" }, { " ", "" }, { ";", "" }, { " ; ", "" }, { "; a=b", "" },
		/* malformed */
		{ "ca.example.", "" }, { ".ca.example", "" }, { "ca..example", "" }, { "-ca.example", "" },
		{ "ca-.example", "" }, { "ca_x.example", "" }, { "ca.example a=b", "" }, { "ca.example;;", "" },
		{ "ca.example; a=b;", "" }, { "ca.example; =b", "" }, { "ca.example; a", "" }, { "ca.example; -a=b", "" },
		{ "ca.example; a=b c", "" }, { "ca.example; a=\xc3\xa4", "" }, { "ca.example, a=b", "" },
		{ "b\xc3\xbc" "cher.example", "" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof list / sizeof *list; i++)
		if (!span_is(caa_issuer_domain(text(list[i].value)), list[i].domain))
			fail_msg("\"%s\"", list[i].value);
}

static void
verdicts(void **state)
{
	const struct span issuer[] = { SPAN_LIT("ca.example"), SPAN_LIT("other.example") };
	const struct caa_property others = { 0, SPAN_LIT("issuemail"), SPAN_LIT("ca.invalid") },
	    us = { 0, SPAN_LIT("ISSUEMAIL"), SPAN_LIT("OTHER.example; x=y") }, tls = { 0, SPAN_LIT("issue"), SPAN_LIT(";") },
	    both[] = { others, us };

	(void)state;
	assert_int_equal(caa_judge(NULL, 0, issuer, 2), CAA_UNRESTRICTED);
	assert_int_equal(caa_judge(&tls, 1, issuer, 2), CAA_UNRESTRICTED);
	assert_int_equal(caa_judge(&others, 1, issuer, 2), CAA_FORBIDDEN);
	assert_int_equal(caa_judge(&us, 1, issuer, 2), CAA_PERMITTED);
	assert_int_equal(caa_judge(&us, 1, issuer, 1), CAA_FORBIDDEN);
	assert_int_equal(caa_judge(both, 2, issuer, 2), CAA_PERMITTED);
}

static void
zone_records(void **state)
{
	static const struct {
		const char *line;
		uint8_t flags;
		const char *tag, *value;	/* tag NULL: none */
	} list[] = {
		{ "0 issuemail \"ca.example\"", 0, "issuemail", "ca.example" },
		{ " 128\tissuemail ca.example ", 128, "issuemail", "ca.example" },
		{ "0 issuemail \"\"", 0, "issuemail", "" },
		{ "0 iodef \"a \\\"b\\\" \\065\"", 0, "iodef", "a \"b\" A" },
		{ "example.org. 300 IN CAA 0 issuemail \"ca.example\"", 0, "issuemail", "ca.example" },
		{ "0 issuemail \"caa CAA x\"", 0, "issuemail", "caa CAA x" },
		{ "", 0, NULL, NULL }, { "0", 0, NULL, NULL }, { "0 issuemail", 0, NULL, NULL },
		{ "256 issuemail \"x\"", 0, NULL, NULL }, { "x issuemail \"x\"", 0, NULL, NULL },
		{ "0 issuemail \"x", 0, NULL, NULL }, { "0 issuemail \"x\" y", 0, NULL, NULL }, { "0 issuemail \"x\\", 0, NULL, NULL },
	};
	struct arena a;

	(void)state;
	arena_init(&a);
	for (size_t i = 0; i < sizeof list / sizeof *list; i++) {
		struct caa_property p = { .flags = 0 };
		bool ok = caa_read_zone(&a, text(list[i].line), &p);

		if (ok != (list[i].tag != NULL))
			fail_msg("\"%s\"", list[i].line);
		if (ok && (p.flags != list[i].flags || !span_is(p.tag, list[i].tag) || !span_is(p.value, list[i].value)))
			fail_msg("\"%s\" is read otherwise", list[i].line);
	}
	arena_free(&a);
}

static void
names(void **state)
{
	(void)state;
	assert_true(span_is(caa_parent(text("a.b.c")), "b.c"));
	assert_true(span_is(caa_parent(text("c")), ""));
	assert_true(caa_is_at_or_above(text("b.C"), text("a.B.c")));
	assert_true(caa_is_at_or_above(text("a.b.c"), text("a.b.c")));
	assert_false(caa_is_at_or_above(text(""), text("a.b.c")));
	assert_false(caa_is_at_or_above(text("b"), text("a.bb")));
	assert_false(caa_is_at_or_above(text("a.b.c"), text("b.c")));
	assert_true(caa_is_ldh(text("a-b.c1")));
	assert_false(caa_is_ldh(text("a_b.c")));
	assert_false(caa_is_ldh(text("a.b.")));
	assert_false(caa_is_ldh(text("")));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(issuer_domains),
		cmocka_unit_test(failed_look_ups),
		cmocka_unit_test(verdicts),
		cmocka_unit_test(zone_records),
		cmocka_unit_test(names),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
