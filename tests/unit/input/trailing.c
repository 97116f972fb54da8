/* SPDX-License-Identifier: Apache-2.0 */
/* Octets behind an element trail it, whatever comes before it and behind it: what is found in one certificate does not depend on its neighbour. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "input/der/wrapped.h"
#include "subjects.h"
#include "vessels.h"

static unsigned wrong;
static uint8_t zeros[1000];

/* Octets that no text has; blanks, which are none of other octets but may be the first of a text. */
static const struct {
	struct span octets;
	bool blank;
} trails[] = {
	{ { zeros, 1 }, false }, { { zeros, 2 }, false }, { { zeros, 3 }, false }, { { zeros, 16 }, false }, { { zeros, sizeof zeros }, false },
	{ SPAN_CONST("\5\0"), false }, { SPAN_CONST("\n\0"), false }, { SPAN_CONST("\r\n\0\0"), false }, { SPAN_CONST("\n\n"), true }, { SPAN_CONST(" "), true },
	{ SPAN_CONST("\r\n\r\n"), true },
};
#define TRAILS (sizeof trails / sizeof *trails)

/* One of the first, which those octets trail, and one of the second. */
static void
expect(const char *what, size_t i, const struct out *o)
{
	struct read got = read_as_file(out_span(o), trails[i].octets);

	if (got.subjects[0] == 1 && got.subjects[1] == 1 && got.trailed == 1 && got.others + got.unreadable == 0)
		return;
	wrong++;
	printf("%s, octets %zu: %u %u of the subjects, %u trailed, %u others, %u unreadable (%s)\n", what, i, got.subjects[0], got.subjects[1], got.trailed,
	    got.others, got.unreadable, got.words);
}

static void
trailed(struct out *o, size_t i)
{
	out_mem(o, subject[0].p, subject[0].n);
	out_mem(o, trails[i].octets.p, trails[i].octets.n);
}

/* In front of every carrier, and behind it where that is a text. */
static void
test_carriers(void **state)
{
	char what[128];

	(void)state;
	wrong = 0;
	for (size_t i = 0; i < TRAILS; i++)
		for (size_t k = 0; k < CARRIERS; k++) {
			struct out o = { NULL, 0, 0, false };
			bool wrapped;

			carriers[k].fn(&o, out_span(&subject[1]));
			wrapped = wrapped_in(out_span(&o)) != WRAPPED_NOT;
			out_clear(&o);
			/* The first octets of what is around a certificate go with others that stand before it. */
			if ((!trails[i].blank || !carriers[k].text) && !(trails[i].octets.p[0] == 5 && wrapped)) {
				trailed(&o, i);
				carriers[k].fn(&o, out_span(&subject[1]));
				snprintf(what, sizeof what, "in front of %s", carriers[k].name);
				expect(what, i, &o);
				out_clear(&o);
			}
			carriers[k].fn(&o, out_span(&subject[1]));
			trailed(&o, i);
			snprintf(what, sizeof what, "behind %s", carriers[k].name);
			if (carriers[k].text || carriers[k].fn == plain)
				expect(what, i, &o);
			out_free(&o);
		}
	assert_int_equal(wrong, 0);
}

static void in_cell(struct out *o, struct span octets) { out_str(o, "id,cert\n1,"); base64_line(o, octets); }
static void in_member(struct out *o, struct span octets) { out_str(o, "{\"cert\":\""); base64_write(o, octets); out_str(o, "\"}\n"); }

/* The same in texts that stand for octets, and in what is packed; one line end behind it is an editor's there as well. */
static void
test_texts(void **state)
{
	static const struct { const char *name; carrier_fn *fn; } texts[] = {
		{ "base64", base64_line }, { "lines of base64", base64_lines }, { "a word", setting }, { "hexadecimal", hex }, { "dump", dump },
		{ "cell", in_cell }, { "member", in_member }, { "gzip", gzip },
	};

	(void)state;
	wrong = 0;
	for (size_t i = 0; i < TRAILS; i++)
		for (size_t k = 0; k < sizeof texts / sizeof *texts; k++) {
			struct out octets = { NULL, 0, 0, false }, o = octets;

			/* Octets that are no element make lines of base64 none that are whole, which is told of. */
			if (trails[i].octets.p[0] == 5 && texts[k].fn == base64_lines)
				continue;
			trailed(&octets, i);
			plain(&octets, out_span(&subject[1]));
			texts[k].fn(&o, out_span(&octets));
			expect(texts[k].name, i, &o);
			out_free(&octets);
			out_free(&o);
		}
	assert_int_equal(wrong, 0);
}

/* Without a neighbour they trail it as well. */
static void
test_alone(void **state)
{
	(void)state;
	for (size_t i = 0; i < TRAILS; i++) {
		struct out o = { NULL, 0, 0, false };
		struct read got;

		trailed(&o, i);
		got = read_all(out_span(&o));
		assert_int_equal(got.subjects[0], 0);
		assert_int_equal(got.others, 1);
		out_free(&o);
	}
}

/* A row of a table in a file of a database: its certificate as text, as octets, and the head of the next row. */
static void
put_row(struct out *o, const char *between)
{
	out_mem(o, "\7\3\6\x8a", 4);
	pem(o, out_span(&subject[1]));
	out_str(o, between);
	plain(o, out_span(&subject[0]));
	out_mem(o, "\1", 1);
}

/* What stands among octets of no form stands there behind a text as well. */
static void
test_among_text(void **state)
{
	static const struct { struct span before; const char *between; unsigned rows; } files[] = {
		{ SPAN_CONST("SQLite format 3\0\x10\0\1\1\0\x40\x20\x20"), "", 1 },
		{ SPAN_CONST("SQLite format 3\0\x10\0\1\1\0\x40\x20\x20"), "", 3 },
		{ SPAN_CONST("\0\0MAGIC"), "", 3 }, { SPAN_CONST("MAGIC\1\2"), "", 3 }, { SPAN_CONST(""), "1\t", 1 }, { SPAN_CONST(""), "1\t", 3 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
		struct out o = { NULL, 0, 0, false };
		struct read got;

		out_mem(&o, files[i].before.p, files[i].before.n);
		for (unsigned k = 0; k < files[i].rows; k++)
			put_row(&o, files[i].between);
		got = read_all(out_span(&o));
		out_free(&o);
		if (got.subjects[0] != files[i].rows || got.subjects[1] != files[i].rows || got.others + got.unreadable > 0)
			fail_msg("file %zu: %u %u of the subjects, %u others, %u unreadable (%s)", i, got.subjects[0], got.subjects[1], got.others,
			    got.unreadable, got.words);
	}
}

/* Nor does a certificate of which a row was written over change that. */
static void
test_written_over(void **state)
{
	struct out o = { NULL, 0, 0, false };
	struct read got;

	(void)state;
	out_mem(&o, "SQLite format 3\0\x10\0\1\1\0\x40\x20\x20", 24);
	pem(&o, out_span(&subject[1]));
	out_mem(&o, subject[0].p, subject[0].n / 2);
	put_row(&o, "");
	out_mem(&o, "\r\0\0\0\3", 5);
	put_row(&o, "");
	got = read_all(out_span(&o));
	out_free(&o);
	if (got.subjects[0] != 2 || got.subjects[1] != 3 || got.others > 0 || got.unreadable != 1)
		fail_msg("%u %u of the subjects, %u others, %u unreadable (%s)", got.subjects[0], got.subjects[1], got.others, got.unreadable, got.words);
}

/* One line end behind DER is an editor's, and what stands among octets of no form has none of its own behind it. */
static void
test_none(void **state)
{
	static const struct { struct span before, behind; bool neighbour; } cases[] = {
		{ SPAN_CONST(""), SPAN_CONST("\n"), true }, { SPAN_CONST(""), SPAN_CONST("\r\n"), true }, { SPAN_CONST(""), SPAN_CONST("\n"), false },
		{ SPAN_CONST("MAGIC\1\2"), SPAN_CONST("\0\0\0"), true }, { SPAN_CONST("MAGIC\1\2"), SPAN_CONST("\0\0\0"), false },
		{ SPAN_CONST("\0\0MAGIC"), SPAN_CONST("\5\0"), true }, { SPAN_CONST("some words\n"), SPAN_CONST("\0\0"), true },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct out o = { NULL, 0, 0, false };
		struct read got;

		out_mem(&o, cases[i].before.p, cases[i].before.n);
		out_mem(&o, subject[0].p, subject[0].n);
		out_mem(&o, cases[i].behind.p, cases[i].behind.n);
		out_mem(&o, subject[1].p, cases[i].neighbour ? subject[1].n : 0);
		got = read_as_file(out_span(&o), SPAN_NONE);
		out_free(&o);
		if (got.subjects[0] != 1 || got.subjects[1] != cases[i].neighbour || got.others + got.unreadable > 0)
			fail_msg("case %zu: %u %u of the subjects, %u others, %u unreadable (%s)", i, got.subjects[0], got.subjects[1], got.others, got.unreadable,
			    got.words);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_carriers),
		cmocka_unit_test(test_texts),
		cmocka_unit_test(test_alone),
		cmocka_unit_test(test_none),
		cmocka_unit_test(test_among_text),
		cmocka_unit_test(test_written_over),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
