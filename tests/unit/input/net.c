/* SPDX-License-Identifier: Apache-2.0 */
/* Certificates deep inside octets that are not read, wherever a text has them: no place of them is passed over. */
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

/* Other octets, of which no form is known and in which no certificate begins. */
static void
others(struct out *o, size_t n)
{
	for (size_t i = 0; i < n; i++)
		out_char(o, (char)(1 + i * 37 % 250));
}

static void yaml(struct out *o, struct span octets) { out_str(o, "data:\n  truststore: "); base64_line(o, octets); }
static void element_of_xml(struct out *o, struct span octets) { out_str(o, "<a><b>"); base64_write(o, octets); out_str(o, "</b></a>\n"); }
static void bytea(struct out *o, struct span octets) { out_str(o, "VALUES (1, '\\x"); hex_of(o, octets, "", ""); }
static void blob(struct out *o, struct span octets) { out_str(o, "VALUES (1, X'"); hex_of(o, octets, "", ""); }
static void number(struct out *o, struct span octets) { out_str(o, "VALUES (1, 0x"); hex_of(o, octets, "", ""); }

static void
for_urls(struct out *o, struct span octets)
{
	size_t from = o->n;

	out_str(o, "token=");
	base64_write(o, octets);
	for (size_t i = from; i < o->n; i++)
		o->p[i] = (char)(o->p[i] == '+' ? '-' : o->p[i] == '/' ? '_' : o->p[i]);
	out_char(o, '\n');
}

static const struct {
	const char *name;
	carrier_fn *fn;
} words[] = {
	{ "yaml", yaml }, { "xml", element_of_xml }, { "bytea", bytea }, { "blob", blob }, { "number", number }, { "for URLs", for_urls },
	{ "lines of base64", base64_lines }, { "lines of hexadecimal", hex_lines }, { "dump", dump },
};

static void
both_are_met(const char *what, size_t n, const struct out *o)
{
	struct read got = read_all(out_span(o));

	if (got.subjects[0] == 1 && got.subjects[1] == 1)
		return;
	wrong++;
	printf("%s behind %zu: %u %u of the subjects, %u others, %u unreadable (%s)\n", what, n, got.subjects[0], got.subjects[1], got.others,
	    got.unreadable, got.words);
}

/* At each place of a word, and far behind its beginning. */
static void
test_places(void **state)
{
	(void)state;
	wrong = 0;
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		for (size_t n = 1; n < 4000; n += n < 300 ? 1 : 1231) {
			struct out octets = { NULL, 0, 0, false }, o = { NULL, 0, 0, false };

			others(&octets, n);
			out_mem(&octets, subject[0].p, subject[0].n);
			others(&octets, 41);
			out_mem(&octets, subject[1].p, subject[1].n);
			words[i].fn(&o, out_span(&octets));
			both_are_met(words[i].name, n, &o);
			out_free(&octets);
			out_free(&o);
		}
	assert_int_equal(wrong, 0);
}

/* A first one whose length is wrong, or that breaks off, takes none with it that stands behind it in the same text. */
static void
test_damaged_first(void **state)
{
	static const struct { size_t at, cut; int add; } damages[] = {
		{ 2, 0, 2 }, { 2, 0, 0x7d }, { 3, 0, 1 }, { 0, 1500, 0 }, { 0, 1000, 0 }, { 0, 10, 0 },
	};
	static carrier_fn *const forms[] = { plain, pem, base64_line, base64_lines, setting, yaml, hex, hex_colons, bytea, hex_source };

	(void)state;
	wrong = 0;
	for (size_t i = 0; i < sizeof damages / sizeof *damages; i++)
		for (size_t k = 0; k < sizeof forms / sizeof *forms; k++) {
			struct out octets = { NULL, 0, 0, false }, o = { NULL, 0, 0, false };
			struct read got;

			assert_true(subject[0].n > 1550);
			out_mem(&octets, subject[0].p, subject[0].n - damages[i].cut);
			octets.p[damages[i].at] = (char)(octets.p[damages[i].at] + damages[i].add);
			out_mem(&octets, subject[1].p, subject[1].n);
			forms[k](&o, out_span(&octets));
			got = read_all(out_span(&o));
			if (got.subjects[1] != 1 || got.unreadable + got.others != 1) {
				wrong++;
				printf("damage %zu, form %zu: %u of the second, %u others, %u unreadable (%s)\n", i, k, got.subjects[1], got.others,
				    got.unreadable, got.words);
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
		cmocka_unit_test(test_places),
		cmocka_unit_test(test_damaged_first),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
