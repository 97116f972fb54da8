/* SPDX-License-Identifier: Apache-2.0 */
/* Certificates as programs dump them and print lists of octets: of any length, and a damaged one beside sound ones. */
#include "one_damaged.h"

#include "dump_forms.h"

/* A certificate of any length: the last line has any number of octets, and the last group, too. */
static void
test_lengths(void **state)
{
	char what[64];

	(void)state;
	wrong = 0;
	for (size_t f = 0; f < DUMP_FORMS; f++)
		for (size_t more = 0; more < 24; more++) {
			struct out der = { NULL, 0, 0, false }, o = der;
			size_t n;

			/* Its signature is longer by so many octets. */
			out_mem(&der, subject[0].p, subject[0].n);
			n = ((size_t)(uint8_t)der.p[2] << 8 | (uint8_t)der.p[3]) + more;
			der.p[2] = (char)(n >> 8);
			der.p[3] = (char)n;
			for (size_t i = 0; i < more; i++)
				out_char(&der, 'x');
			dump_forms[f].fn(&o, out_span(&der));
			dump_forms[f].fn(&o, out_span(&subject[1]));
			snprintf(what, sizeof what, "%s, %zu octets more", dump_forms[f].name, more);
			expect(what, &o, more == 0, 1, more > 0, false);
			out_free(&der);
		}
	assert_int_equal(wrong, 0);
}

/* The tag of the tbsCertificate, its length, the tag of the version, and the certificate's own tag are others. */
static void
test_damaged(void **state)
{
	static const size_t places[] = { 0, 4, 6, 8 };

	(void)state;
	wrong = 0;
	for (size_t f = 0; f < DUMP_FORMS; f++)
		for (size_t i = 0; i < sizeof places / sizeof *places; i++)
			expect_one_damaged(dump_forms[f].name, dump_forms[f].fn, places[i], 0x41);
	assert_int_equal(wrong, 0);
}

/* A list as the value of a table, a tag or a setting, whatever stands around it. */
static void
test_values(void **state)
{
	static const struct { const char *before, *behind; } ways[] = {
		{ "1,\"", "\"\n" }, { "<x>", "</x>\n" }, { "x=\"", "\"\n" }, { "INSERT INTO t VALUES (1, '", "');\n" }, { "1;", ";x\n" },
		{ "1|", "|x\n" }, { "x:", "\n" }, { "1\t", "\tx\n" }, { "x=`", "`\n" },
	};
	static const struct { const char *front, *between; unsigned radix; size_t width; } lists[] = {
		{ "", ",", 10, 1 }, { "", " ", 10, 1 }, { "", " ", 8, 3 }, { "", " ", 2, 8 }, { "0x", ", ", 16, 1 },
	};
	char what[64];

	(void)state;
	wrong = 0;
	for (size_t i = 0; i < sizeof ways / sizeof *ways; i++)
		for (size_t k = 0; k < sizeof lists / sizeof *lists; k++)
			for (unsigned damaged = 0; damaged < 2; damaged++) {
				struct out der = { NULL, 0, 0, false }, o = der;

				out_mem(&der, subject[2].p, subject[2].n);
				der.p[4] ^= damaged > 0 ? 1 : 0;
				for (unsigned n = 0; n < 2 + damaged; n++)
					go_list(&o, n == 2 ? out_span(&der) : out_span(&subject[n]), ways[i].before, lists[k].front, lists[k].radix,
					    lists[k].width, lists[k].between, ways[i].behind);
				snprintf(what, sizeof what, "%s behind %s, %u damaged", lists[k].between, ways[i].before, damaged);
				expect(what, &o, 1, 1, damaged, damaged > 0);
				out_free(&der);
			}
	assert_int_equal(wrong, 0);
}

/* Numbers in columns that are no dump of anything, and a certificate behind them. */
static void
test_numbers(void **state)
{
	struct out o = { NULL, 0, 0, false };

	(void)state;
	wrong = 0;
	for (unsigned i = 0; i < 40; i++)
		out_fmt(&o, "%07o %03o %03o %03o %03o %03o %03o %03o %03o\n", i * 8, i, i + 1, i + 2, i + 3, i + 4, i + 5, i + 6, i + 7);
	out_str(&o, "values 060 202 003 100 060, 0b1 0o7 0x1, 00110000 10000010\n");
	pem(&o, out_span(&subject[0]));
	expect("numbers", &o, 1, 0, 0, false);
	assert_int_equal(wrong, 0);
}

/* A row of a table without its last lines, whose spaced hexadecimal stands above the numbers of the dump that follows. */
static void
test_behind_row(void **state)
{
	static const struct { const char *before, *between, *behind; } looks[] = {
		{ "| ", " | ", " |" }, { "\u2502 ", " \u2502 ", " \u2502" }, { "  ", " | ", "" }, { "", " | ", " |" },
	};
	static const size_t cuts[] = { 1, 20, 39, 140, 700 };
	char what[64];

	(void)state;
	wrong = 0;
	for (size_t f = 0; f < DUMP_FORMS; f++)
		for (size_t l = 0; l < sizeof looks / sizeof *looks; l++)
			for (size_t c = 0; c < sizeof cuts / sizeof *cuts; c++) {
				struct out o = { NULL, 0, 0, false };
				size_t n = subject[0].n - cuts[c];

				for (size_t i = 0; i < n; i += 20) {
					out_fmt(&o, "%s%-3s%s", looks[l].before, i == 0 ? "1" : "", looks[l].between);
					for (size_t k = i; k < i + 20; k++)
						out_fmt(&o, k < n ? "%02x " : "   ", k < n ? (uint8_t)subject[0].p[k] : 0);
					out_fmt(&o, "%s%-5s%s\n", looks[l].between, i == 0 ? "n1" : "", looks[l].behind);
				}
				dump_forms[f].fn(&o, out_span(&subject[1]));
				snprintf(what, sizeof what, "%s behind row %zu without %zu", dump_forms[f].name, l, cuts[c]);
				expect(what, &o, 0, 1, 1, true);
			}
	assert_int_equal(wrong, 0);
}

/* Base64 with octets behind the certificate, or in front, ends where a dump begins, whatever it has left over. */
static void
test_dumps(void **state)
{
	static const char *const glues[] = { "", "\n", "some words\n" };

	(void)state;
	wrong = 0;
	for (size_t i = 0; i < DUMP_FORMS; i++)
		for (size_t n = 0; n < 7; n++)
			for (size_t g = 0; g < 3; g++)
				for (size_t width = 64; width < 3000; width += 2000) {
					struct out octets = { NULL, 0, 0, false }, o = { NULL, 0, 0, false };
					struct read got;

					out_mem(&octets, "\xa7\x11\x6f", n < 4 ? 0 : n - 3);
					out_mem(&octets, subject[0].p, subject[0].n);
					out_mem(&octets, "\xa7\x11\x6f", n < 4 ? n : 0);
					in_lines(&o, out_span(&octets), width, "", "\n");
					out_str(&o, glues[g]);
					dump_forms[i].fn(&o, out_span(&subject[1]));
					got = read_as_file(out_span(&o), SPAN_NONE);
					if (got.subjects[1] != 1) {
						wrong++;
						printf("%zu octets beside base64, %zu a line, then \"%s\" and %s: %u, %u others, %u unreadable (%s)\n", n, width,
						    glues[g], dump_forms[i].name, got.subjects[1], got.others, got.unreadable, got.words);
					}
					out_free(&octets);
					out_free(&o);
				}
	assert_int_equal(wrong, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_lengths), cmocka_unit_test(test_damaged), cmocka_unit_test(test_values),
		cmocka_unit_test(test_numbers), cmocka_unit_test(test_dumps), cmocka_unit_test(test_behind_row),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
