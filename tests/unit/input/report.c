/* SPDX-License-Identifier: Apache-2.0 */
/* Our own reports among the inputs, in the forms that have no head. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "carriers.h"
#include "input/data/report.h"
#include "subjects.h"

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

/* What a report may begin with, in each form without a last line; the value of JSON has its brackets in a string. */
static const char *const fronts[] = {
	"{\n\"schema\": \"smimelint/1\",\n\"a\": \"}\\\"}\",\n\"b\": [ { } ] }", "{\n\"schema\": \"smimelint/1\",\n\"a\": \"}\\\"}\",\n\"b\": [\n",
	"{\"$schema\":\"https://json.schemastore.org/sarif-2.1.0.json\",\"name\":\"smimelint\"}\n",
	"file,index,line,sha256,kind,profile,serial,subject,issuer,not_before,not_after\na.pem,1,1,00,subscriber,,1,a,b,,\n",
	"smimelint 0.1.0, rule set of 2026-10-04: 1030 rules, SBR 1.0.16\n\nERROR  CN=a\n", "ERROR  CN=a\n  a.pem\n\n  error     sbr.a.b   SBR 1\n",
	"a.pem:3: error: sbr.a.b: words\n", "::warning file=a,line=1,title=sbr.a.b::words\n",
	"[\n{\"description\":\"words\",\"check_name\":\"sbr.a.b\",\"fingerprint\":\"00\"}\n]\n",
};

/* A certificate in a line behind a report is read. */
static void
test_behind(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof fronts / sizeof *fronts; i++) {
		struct out o = { NULL, 0, 0, false };
		struct read got;

		out_str(&o, fronts[i]);
		out_str(&o, i > 0 ? "2026-11-29 info received " : " ");
		base64_write(&o, out_span(&subject[0]));
		out_str(&o, "\n");
		got = read_all(out_span(&o));
		if (got.subjects[0] != 1)
			print_error("%s", fronts[i]);
		assert_int_equal(got.subjects[0], 1);
		out_free(&o);
	}
}

/* In a line of a report that is longer than what is seen of it at once, wherever a piece of it ends. */
static void
test_long_line(void **state)
{
	(void)state;
	for (size_t i = 1; i < sizeof fronts / sizeof *fronts; i++)
		for (size_t at = STREAM_SIZE - 240; at < STREAM_SIZE + 8; at += 4) {
			struct out o = { NULL, 0, 0, false };
			size_t before;
			struct read got;

			out_str(&o, fronts[i]);
			before = i >= 6 ? 0 : o.n;
			/* The lines of the forms below are alike. */
			if (i == 6 || i == 7)
				o.n--;
			while (o.n < before + at)
				out_str(&o, " .");
			out_char(&o, ' ');
			base64_write(&o, out_span(&subject[0]));
			out_str(&o, "\n");
			got = read_all(out_span(&o));
			if (got.subjects[0] != 1)
				print_error("%zu before %s", at, fronts[i]);
			assert_int_equal(got.subjects[0], 1);
			out_free(&o);
		}
}

/* A report is skipped by its name, once, whatever it has in its strings; what stands behind one that is cut off in a string is read. */
static void
test_own_certificates(void **state)
{
	static const struct { const char *text; unsigned read; } texts[] = {
		{ "{\"schema\":\"smimelint/1\",\"der\":\"@\"}\n{\"schema\":\"smimelint/1\",\"der\":\"@\"}\n", 0 },
		{ "{\"schema\":\"smimelint/1\",\n\"results\":[\n{\"path\":\"\\\"@\",\"der\":\"@\"},\n{\"der\":\"@\"}\n]}\n", 0 },
		{ "{\"schema\":\"smimelint/1\",\"der\":\"@\"}\n{\"schema\":\"smimelint-summary/1\",\"run\":{\"certificates\":[]}}\n", 0 },
		{ "{\"schema\":\"smimelint-summary/1\",\"run\":{\"certificates\":[\"a.pem\"]}}\n", 0 },
		{ "{\"schema\":\"smimelint/1\",\"der\":\"@\"}\n{\"cert\":\"@\"}\n", 1 }, { "{\"schema\":\"smimelint/1\",\"der\":\"MII\n@\n", 1 },
		{ "{\"schema\":\"smimelint/1\",\"results\":[\n" BEGIN "\n@\n" END "\n", 1 },
		{ "{\"schema\":\"smimelint/1\",\"der\":\"@\n" BEGIN "\n@\n" END "\n", 1 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		struct out o = { NULL, 0, 0, false };
		struct read got;

		for (const char *c = texts[i].text; *c != '\0'; c++)
			if (*c == '@')
				base64_write(&o, out_span(&subject[0]));
			else
				out_char(&o, *c);
		got = read_all(out_span(&o));
		if (got.subjects[0] != texts[i].read || got.unreadable != 1)
			print_error("%s: %u read, %u unreadable (%s)\n", texts[i].text, got.subjects[0], got.unreadable, got.words);
		assert_int_equal(got.subjects[0], texts[i].read);
		assert_int_equal(got.unreadable, 1);
		out_free(&o);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_reports),
		cmocka_unit_test(test_behind),
		cmocka_unit_test(test_long_line),
		cmocka_unit_test(test_own_certificates),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
