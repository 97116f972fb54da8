/* SPDX-License-Identifier: Apache-2.0 */
/* Our own reports among the inputs, in the forms that have no head. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "input/data/report.h"

/* Lines of other programs are none of our reports. */
static void
test_reports(void **state)
{
#define BASE64 "MIIDMjCCAhqgAwIBAgIBATANBgkqhkiG9w0BAQsFADAqMQswCQYDVQQGEwJERTEKMAgGA1UECgwBUjEP"
	static const struct { const char *text; bool report; } texts[] = {
		{ "a.pem:3: error: sbr.key-usage.rsa-bits: words [SBR 7.1.2.3.e]\n", true }, { "a: b.pem: notice: x690.a.b: words", true },
		{ "a.c:3: error: expected a declaration\n", false }, { "a.c:3: error: a.b: words\n", false }, { "a.pem: error: sbr.a.b words\n", false },
		{ "::warning file=a,line=1,title=sbr.a.b::words\n", true }, { "::error file=a::words\n", false }, { "::error title=sbr.a.b::words\n", false },
		{ "[\n{\"description\":\"words\",\"check_name\":\"sbr.a.b\",\"fingerprint\":\"00\"}\n]\n", true },
		{ "[\n{\"description\":\"words\",\"check_name\":\"sbr.a.b\"}\n]\n", false },
		/* Names of hosts and of other programs' checks have the shape of ids. */
		{ "fetch: error: mail.example.com: words\n", false }, { "::error file=a,line=1,title=foo.bar.baz::words\n", false },
		{ "a: error: rfc.a.b: words\n", false }, { "a: error: rfc5280.a.b: words\n", true }, { "ERROR  a\n  error     mail.example.com   words\n", false },
		{ "[\n{\"description\":\"Alice\",\"fingerprint\":\"ab12\"}\n]\n", false },
		{ "[\n{\"description\":\"words\",\"check_name\":\"a.b.c\",\"fingerprint\":\"00\"}\n]\n", false },
		/* Nor is a line in which a certificate may stand. */
		{ "a: error: sbr.a.b: " BASE64 "\n", false }, { "a: error: sbr.a.b: -----BEGIN CERTIFICATE-----\\n\n", false },
		{ "::error file=a,line=1,title=sbr.a.b::" BASE64 "\n", false },
		{ "[\n{\"description\":\"words\",\"check_name\":\"sbr.a.b\",\"fingerprint\":\"00\",\"pem\":\"" BASE64 "\"}\n]\n", false },
		{ "ERROR  CN=a\n  a.pem, subscriber\n\n  error     sbr.a.b   SBR 1\n", true }, { "ERROR  a\n  error     none\n", false }, { "ERROR  a\n", false },
	};

	(void)state;
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		if ((report_begins(span_of(texts[i].text)) != NULL) != texts[i].report)
			print_error("%s", texts[i].text);
		assert_int_equal(report_begins(span_of(texts[i].text)) != NULL, texts[i].report);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_reports),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
