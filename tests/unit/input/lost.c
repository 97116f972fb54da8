/* SPDX-License-Identifier: Apache-2.0 */
/* What remains of a certificate whose beginning is gone, in base64 of any lines and groups, with END or without: told of once, wherever it stands. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "carriers.h"
#include "subjects.h"

static unsigned wrong;

/* Base64 of the first subject from this character on, in groups of so many, and so many of them on a line. */
static void
remains(struct out *o, size_t from, size_t group, size_t groups, const char *before)
{
	struct out text = { NULL, 0, 0, false };

	base64_write(&text, out_span(&subject[0]));
	for (size_t at = from, n = 0; at < text.n; at += group, n++) {
		out_str(o, n % groups > 0 ? " " : n > 0 ? "\n" : "");
		out_str(o, n % groups == 0 ? before : "");
		out_mem(o, text.p + at, text.n - at < group ? text.n - at : group);
	}
	out_char(o, '\n');
	out_free(&text);
}

static void
expect(const char *what, struct out *o, unsigned second, unsigned unreadable)
{
	struct read got = read_all(out_span(o));

	if (got.subjects[0] > 0 || got.subjects[1] != second || got.others > 0 || got.unreadable != unreadable) {
		wrong++;
		printf("%s: %u %u of the subjects, %u others, %u unreadable (%s)\n", what, got.subjects[0], got.subjects[1], got.others,
		    got.unreadable, got.words);
	}
	out_free(o);
}

/* Before a sound block and behind it, with END and without. */
static void
test_groups(void **state)
{
	static const struct { size_t group, groups; } ways[] = {
		{ 4, 4 }, { 4, 16 }, { 4, 5000 }, { 8, 2 }, { 8, 8 }, { 8, 5000 }, { 16, 1 }, { 16, 4 }, { 16, 5000 }, { 12, 1 }, { 20, 1 }, { 5, 13 },
		{ 64, 1 }, { 76, 1 }, { 5000, 1 }
	};
	char what[80];

	(void)state;
	wrong = 0;
	for (size_t i = 0; i < sizeof ways / sizeof *ways; i++)
		for (unsigned way = 0; way < 8; way++)
			for (size_t from = 100; from < 800; from += 173) {
				struct out o = { NULL, 0, 0, false };

				if (way & 1)
					pem(&o, out_span(&subject[1]));
				remains(&o, from, ways[i].group, ways[i].groups, way & 4 ? "  " : "");
				out_str(&o, way & 2 ? END "\n" : "");
				if (!(way & 1))
					pem(&o, out_span(&subject[1]));
				snprintf(what, sizeof what, "%zu in a group, %zu on a line, way %u, from %zu", ways[i].group, ways[i].groups, way, from);
				expect(what, &o, 1, 1);
			}
	assert_int_equal(wrong, 0);
}

/* A body of what is left: its first line begins where an element of the certificate does. */
static void
body_from(const char *what, struct span first, size_t from, bool end)
{
	struct out octets = { NULL, 0, 0, false }, o = { NULL, 0, 0, false };

	out_mem(&octets, first.p, first.n);
	out_mem(&octets, subject[0].p + from, subject[0].n - from);
	pem(&o, out_span(&subject[1]));
	in_lines(&o, out_span(&octets), 64, "", "\n");
	out_str(&o, end ? END "\n" : "");
	expect(what, &o, 1, 1);
	out_free(&octets);
}

/* Keys, names and extensions begin as containers and keys of other kinds do. */
static void
test_elements(void **state)
{
	static const uint8_t point[] = { 0x30, 0x81, 0xaa, 0x06, 0x03, 0x55, 0x1d, 0x1f, 0x04, 0x81, 0xa2, 0x30, 0x81, 0x9f };
	static const uint8_t several[] = {
		0x30, 0x81, 0xbe, 0x30, 0x0c, 0x06, 0x03, 0x55, 0x1d, 0x13, 1, 1, 0xff, 4, 2, 0x30, 0, 0x30, 0x81, 0xad, 0x06, 0x03, 0x55, 0x1d, 0x1f
	};
	static const uint8_t name[] = {
		0x30, 0x81, 0x8a, 0x31, 0x0b, 0x30, 9, 6, 3, 0x55, 4, 6, 0x13, 2, 0x44, 0x45, 0x31, 0x7b, 0x30, 0x79, 6, 3, 0x55, 4, 3
	};
	struct span der = out_span(&subject[0]);
	unsigned n = 0;

	(void)state;
	wrong = 0;
	for (size_t i = 5; i + 256 < der.n; i++)
		if (der.p[i] == 0x30 && der.p[i + 1] >= 0x81 && der.p[i + 1] <= 0x83) {
			body_from("from an element", SPAN_NONE, i, true);
			n++;
		}
	assert_true(n > 1);
	for (unsigned end = 0; end < 2; end++) {
		body_from("from an extension", (struct span){ point, sizeof point }, 100, end);
		body_from("from extensions", (struct span){ several, sizeof several }, 100, end);
		body_from("from a name", (struct span){ name, sizeof name }, 100, end);
	}
	assert_int_equal(wrong, 0);
}

/* What is no certificate has an END line of one, and no BEGIN line. */
static void
test_end_of_other(void **state)
{
	static const uint8_t enveloped[] = { 0x30, 0x82, 1, 0x10, 6, 9, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 7, 3, 0xa0, 0x82, 1, 1 };

	(void)state;
	wrong = 0;
	for (unsigned end = 0; end < 2; end++) {
		struct out octets = { NULL, 0, 0, false }, o = { NULL, 0, 0, false };

		out_mem(&octets, enveloped, sizeof enveloped);
		out_mem(&octets, subject[0].p + 300, 200);
		pem(&o, out_span(&subject[1]));
		in_lines(&o, out_span(&octets), 64, "", "\n");
		out_str(&o, end ? END "\n" : "-----END PKCS7-----\n");
		expect("the end of something else", &o, 1, end);
		out_free(&octets);
	}
	assert_int_equal(wrong, 0);
}

/* A cell of a table beside sound ones; each of two is told of, and words are something else. */
static void
test_cells(void **state)
{
	static const char *const heads[] = { "", "id,leaf\n", "id,cert,leaf\n" };

	(void)state;
	wrong = 0;
	for (size_t h = 0; h < sizeof heads / sizeof *heads; h++)
		for (size_t from = 5; from < 800; from += 53) {
			struct out o = { NULL, 0, 0, false };

			out_str(&o, heads[h]);
			for (unsigned row = 0; row < 5; row++) {
				out_fmt(&o, "%u,", row);
				if (h == 2 || row % 2 == 0)
					base64_write(&o, out_span(&subject[1]));
				out_str(&o, h == 2 ? "," : "");
				if (row % 2 == 1) {
					remains(&o, from, 5000, 1, "");
				} else {
					out_str(&o, h == 2 ? "hello" : "");
					out_char(&o, '\n');
				}
			}
			expect(heads[h], &o, h == 2 ? 5 : 3, 2);
		}
	assert_int_equal(wrong, 0);
}

static void
list(struct out *o, struct span octets)
{
	out_str(o, "{\"octets\": [");
	for (size_t i = 0; i < octets.n; i++)
		out_fmt(o, i > 0 ? ", %u" : "%u", octets.p[i]);
	out_str(o, "]}\n");
}

/* The same in hexadecimal of any notation, and in dumps and lists. */
static void
test_octets(void **state)
{
	static const struct { const char *name; carrier_fn *fn; } forms[] = {
		{ "hex", hex }, { "lines", hex_lines }, { "colons", hex_colons }, { "source", hex_source }, { "dump", dump }, { "list", list },
	};
	char what[80];

	(void)state;
	wrong = 0;
	for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
		for (size_t from = 13; from < 200; from += 29)
			for (unsigned behind = 0; behind < 2; behind++) {
				struct out o = { NULL, 0, 0, false };

				if (behind)
					pem(&o, out_span(&subject[1]));
				forms[i].fn(&o, span_from(out_span(&subject[0]), from));
				out_char(&o, '\n');
				if (!behind)
					pem(&o, out_span(&subject[1]));
				snprintf(what, sizeof what, "%s from octet %zu, behind %u", forms[i].name, from, behind);
				expect(what, &o, 1, 1);
			}
	assert_int_equal(wrong, 0);
}

/* A name of two attributes in a SEQUENCE of so many octets, and so many zeros, of which some may be missing or stand behind it. */
static void
named(struct out *o, size_t zeros, size_t n)
{
	static const uint8_t rdn[] = { 0x31, 0x0b, 0x30, 9, 6, 3, 0x55, 4, 6, 0x13, 2, 0x44, 0x45 };
	struct out octets = { NULL, 0, 0, false };

	out_mem(&octets, (char[]){ 0x30, (char)0x81, (char)(2 * sizeof rdn + zeros) }, 3);
	out_mem(&octets, rdn, sizeof rdn);
	out_mem(&octets, rdn, sizeof rdn);
	for (size_t i = 0; i < n; i++)
		out_char(&octets, 0);
	hex(o, out_span(&octets));
	out_free(&octets);
}

/* Hexadecimal that one element frames has its beginning; it has not where more stands behind it, or its end is missing. */
static void
test_framed_octets(void **state)
{
	static const struct { size_t zeros, n; const char *behind; unsigned unreadable; } texts[] = {
		{ 110, 110, "\n", 0 }, { 110, 110, "\n  606:d=4  hl=2 l=  53 cons: SEQUENCE\n", 0 }, { 110, 110, "", 0 },
		{ 110, 140, "\n", 1 }, { 110, 100, "\n", 1 }, { 110, 100, "", 1 }, { 110, 100, " is its end\n", 1 }, { 110, 100, "\n----\n", 1 },
	};

	(void)state;
	wrong = 0;
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		for (unsigned behind = 0; behind < 2; behind++) {
			struct out o = { NULL, 0, 0, false };

			if (behind)
				pem(&o, out_span(&subject[1]));
			out_str(&o, "    5:d=3  hl=2 l=  53 prim: OCTET STRING      [HEX DUMP]:");
			named(&o, texts[i].zeros, texts[i].n);
			out_str(&o, texts[i].behind);
			if (!behind)
				pem(&o, out_span(&subject[1]));
			expect(texts[i].behind, &o, 1, texts[i].unreadable);
		}
	assert_int_equal(wrong, 0);
}

/* The same in a dump: one element from end to end, and one behind which more stands. */
static void
test_framed_dumps(void **state)
{
	(void)state;
	wrong = 0;
	for (size_t more = 0; more < 2; more++) {
		struct out octets = { NULL, 0, 0, false }, o = { NULL, 0, 0, false };

		out_mem(&octets, (char[]){ 0x30, (char)0x82, 0, 0, 2, 1, 0 }, 7);
		out_mem(&octets, subject[0].p + 20, subject[0].n - 20);
		octets.p[2] = (char)((octets.n - 4) >> 8);
		octets.p[3] = (char)((octets.n - 4) & 0xff);
		out_mem(&octets, "0123456789", more * 10);
		pem(&o, out_span(&subject[1]));
		dump(&o, out_span(&octets));
		expect(more > 0 ? "a dump with more behind" : "a dump", &o, 1, (unsigned)more);
		out_free(&octets);
	}
	assert_int_equal(wrong, 0);
}

/* Parts too short to show what they are: in a column whose other cells hold certificates base64 is damaged, and words are something else. */
static void
test_short_cells(void **state)
{
	static const struct { const char *text; unsigned unreadable; } parts[] = {
		{ "MIIB", 1 }, { "MIIEfTCCA2WgAwIBAgIUJx8", 1 }, { "k8Hx9hR0s2vTqLwZ3mA1yBn4Ue7fJd5GoCbNpXiWtK6", 1 }, { "hello", 0 }, { "", 0 }, { "a.pem", 0 }
	};

	static const char *const heads[] = { "id,leaf,cert\n", "id,leaf,issuer\n", "" };

	(void)state;
	wrong = 0;
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
		for (size_t h = 0; h < sizeof heads / sizeof *heads; h++) {
			struct out o = { NULL, 0, 0, false };

			out_str(&o, heads[h]);
			for (unsigned row = 0; row < 3; row++) {
				out_fmt(&o, "%u,", row);
				for (unsigned cell = 0; cell < 2; cell++) {
					if (row == 1 && cell == 0)
						out_str(&o, parts[i].text);
					else
						base64_write(&o, out_span(&subject[1 + cell]));
					out_str(&o, cell == 0 ? "," : "\n");
				}
			}
			expect(parts[i].text, &o, 2, parts[i].unreadable);
		}
	assert_int_equal(wrong, 0);
}

/* Rows of a table whose names say nothing are rows as far as they have its fields; other lines are text. */
static void
test_no_rows(void **state)
{
	static const char *const lines[] = { "some words, and, more of, them\n", "5\" wide,\"a\"b\n", "\"open\n", "# end\n" };

	(void)state;
	wrong = 0;
	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
		for (unsigned at = 0; at < 24; at += 20) {
			struct out o = { NULL, 0, 0, false };

			for (unsigned row = 0; row < 22; row++) {
				out_str(&o, row == at + 1 ? lines[i] : "");
				out_fmt(&o, "%u;", row);
				base64_write(&o, out_span(&subject[row == 21 ? 1 : 2]));
				out_str(&o, ";x\n");
			}
			expect(lines[i], &o, 1, 0);
		}
	assert_int_equal(wrong, 0);
}

/* Base64 of other things, and words about such base64, are nothing that was lost. */
static void
test_others(void **state)
{
	static const char *const texts[] = {
		"grep -c BgNVHSMEGDAWgBQ certs.txt\n", "its attributes begin with BgNVBAMMB0V4YW1wbGU or with YDVQQDDA\n",
		"iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==\n",
		"its encoding is 30 0b 06 03 55 04 03, that of another 06 03 55 1d 0f\n",
		"{ 0x06, 0x03, 0x55, 0x04, 0x03 },\n{ 0x06, 0x03, 0x55, 0x1d, 0x0e },\n",
		/* An enveloped message, and its recipient's issuer. */
		"MIIBgAYJKoZIhvcNAQcDoIIBcTCCAW0CAQAxggEoMIIBJAIBADAMMQowCAYDVQQDDAFhMA0GCSqGSIb3DQEBAQUABIIBABmH\n"
		"VR0jBBgwFoAUBgNVHSMEGDAWgBTYDVQQDDAZzb21lb25lGA1UdIwQYMBaAFAZIhvcNAQkBFhF0ZXN0QHRlc3QuZXhhbXBsZQ\n",
		/* A response of a time-stamping authority (RFC 3161 2.4.2) without certificates. */
		"MIIC1TADAgEAMIICzAYJKoZIhvcNAQcCoIICvTCCArkCAQMxDzANBglghkgBZQMEAgEFADCBnQYL\n"
		"KoZIhvcNAQkQAQSggY0EgYowgYcCAQEGAyoDBDAxMA0GCWCGSAFlAwQCAQUABCCY6m5PIW8vtLaf\n"
		"/5s6RIQsOGhspoXz9V3EjF0/sRB75AIBAhgPMjAyNjExMjkxNDQxMDRaAgkAg34aQaBxMCKgK6Qp\n"
		"MCcxCzAJBgNVBAYTAkRFMQowCAYDVQQKDAFSMQwwCgYDVQQDDANTdWIxggIBMIIB/QIBATAvMCox\n"
		"CzAJBgNVBAYTAkRFMQowCAYDVQQKDAFSMQ8wDQYDVQQDDAZSb290IFICAU0wDQYJYIZIAWUDBAIB\n"
		"BQCggaQwGgYJKoZIhvcNAQkDMQ0GCyqGSIb3DQEJEAEEMBwGCSqGSIb3DQEJBTEPFw0yNjExMjkx\n"
		"NDQxMDRaMC8GCSqGSIb3DQEJBDEiBCASuGAPYpY7iXr7fSHcQRTxnrRLX48ybsy8Xwzv8CRxQzA3\n"
		"BgsqhkiG9w0BCRACLzEoMCYwJDAiBCCZinZV5lNUeNEZJc+4fZB+3nAiE+u+bwKw/eEJwF4GaTAN\n"
		"BgkqhkiG9w0BAQEFAASCAQBEFsugMG8kMzHkG20H6Bhd4Cg8IA0rtupu7wCWrmN6f3ybfrkX078k\n"
		"IqCYnqeLoRQhTSCd3kLYnl18mNMTPdwxBxfWDoSBUU9Zmg6jTXd28fgZz43VPiiHiMIUuNwgZBaX\n"
		"ThmmOk1ZHPhdMtcbPIRQDSY+yDg5rxDkDImyP6S7FWPqOmCVWY28fyfZP0jPsgcdt4Yhz0gLwwrE\n"
		"1p+nReyfrZTbYRO5JbwCNjBKfb3JbEIoSBoGHSxPtHYvf0eDe+BUWik6yyewuZ7vQDiuHg30mloN\n"
		"OeXeLlw3m0UaeNFzt/hGc7Ap4H6+9V3A6bLrsal2js6j6LQG9kmiQq4RCGGC\n"
	};

	(void)state;
	wrong = 0;
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		for (unsigned behind = 0; behind < 2; behind++) {
			struct out o = { NULL, 0, 0, false };

			out_str(&o, behind ? "" : texts[i]);
			pem(&o, out_span(&subject[1]));
			out_str(&o, behind ? texts[i] : "");
			expect(texts[i], &o, 1, 0);
		}
	assert_int_equal(wrong, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_groups),
		cmocka_unit_test(test_elements),
		cmocka_unit_test(test_end_of_other),
		cmocka_unit_test(test_cells),
		cmocka_unit_test(test_octets),
		cmocka_unit_test(test_framed_octets),
		cmocka_unit_test(test_framed_dumps),
		cmocka_unit_test(test_short_cells),
		cmocka_unit_test(test_no_rows),
		cmocka_unit_test(test_others),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
