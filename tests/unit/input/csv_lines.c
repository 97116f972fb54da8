/* SPDX-License-Identifier: Apache-2.0 */
/* Tables whose cells go over many lines without quotes, as psql -A prints them: PEM and wrapped base64, beside words and one another. */
#include "subjects.h"

#include "carriers.h"
#include "input/data/csv_lines.h"

/* PEM as a column has it, with the line end behind it or without, and base64 in lines. */
static void
put_pem(struct out *o, struct span der)
{
	pem(o, der);
	o->n--;
}

static void
put_lines(struct out *o, struct span der)
{
	in_lines(o, der, 76, "", "\n");
	o->n--;
}

static carrier_fn *const forms[] = { put_pem, pem, put_lines, base64_write };
#define FORMS (sizeof forms / sizeof *forms)

static struct read
expect(const char *what, struct out *o, unsigned each)
{
	struct read got = read_all(out_span(o));

	for (unsigned i = 0; i < SUBJECTS; i++)
		if (got.subjects[i] != each || got.others > 0 || got.unreadable > 0)
			fail_msg("%s: %u %u %u, %u others, %u unreadable (%s), of:\n%.*s", what, got.subjects[0], got.subjects[1], got.subjects[2],
			    got.others, got.unreadable, got.words, (int)o->n, o->p);
	out_clear(o);
	return got;
}

/* Every form in two columns, with words around them or none, whatever separates them and ends their lines. */
static void
test_side_by_side(void **state)
{
	static const char *const heads[][2] = { { "cert", "issuer" }, { "certificate", "ca" }, { "leaf", "pem" } };
	static const char separators[] = "|\t;";
	struct out o = { NULL, 0, 0, false };

	(void)state;
	for (size_t head = 0; head < sizeof heads / sizeof *heads; head++)
		for (size_t way = 0; way < FORMS * FORMS * 3; way++) {
			char s = separators[way % 3];

			/* A table of long lines is one by what they hold. */
			if (way / 3 == FORMS * FORMS - 1)
				continue;
			out_fmt(&o, "id%c%s%c%s\n", s, heads[head][0], s, heads[head][1]);
			for (unsigned i = 0; i < SUBJECTS; i++) {
				out_fmt(&o, "%u%c", i, s);
				forms[way / 3 % FORMS](&o, out_span(&subject[i]));
				out_char(&o, s);
				forms[way / 3 / FORMS](&o, out_span(&subject[(i + 1) % SUBJECTS]));
				out_char(&o, '\n');
			}
			out_str(&o, "(3 rows)\n");
			expect("two columns", &o, 2);
		}
	out_free(&o);
}

/* Notes of many lines beside PEM; what is the same in both columns counts once. */
static void
test_notes(void **state)
{
	struct out o = { NULL, 0, 0, false };

	(void)state;
	for (unsigned way = 0; way < 8; way++) {
		out_str(&o, "id|note|pem|copy|words\n");
		for (unsigned i = 0; i < SUBJECTS; i++) {
			out_fmt(&o, "%u|%s|", i, way & 1 ? "two\nlines" : "one");
			put_pem(&o, out_span(&subject[i]));
			out_char(&o, '|');
			put_pem(&o, out_span(&subject[i]));
			out_fmt(&o, "|%s\n", way & 2 ? "it has\nthree\nlines" : "");
		}
		out_str(&o, way & 4 ? "(3 rows)\n" : "");
		assert_int_equal(expect("notes", &o, 1).skipped, SUBJECTS);
	}
	out_free(&o);
}

/* A line of a cell is cut, gone, or words: its certificate is told of, and the others are read. */
static void
test_torn(void **state)
{
	struct out o = { NULL, 0, 0, false }, one = o;
	unsigned torn = 0;

	(void)state;
	for (size_t at = 1; at < 28; at++)
		for (unsigned way = 0; way < 6; way++) {
			struct read got;

			out_str(&o, "id|cert|issuer\n");
			for (unsigned i = 0; i < SUBJECTS; i++) {
				out_fmt(&o, "%u|", i);
				out_clear(&one);
				put_pem(&one, out_span(&subject[way % 2 == 0 ? (i + 2) % SUBJECTS : i]));
				for (size_t k = 0, line = 0; k < one.n; k++) {
					line += one.p[k] == '\n';
					if (i == 1 && line == at && (way / 2 != 0 || one.p[k] == '\n')) {
						out_str(&o, one.p[k] != '\n' ? "" : way / 2 == 1 ? "" : way / 2 == 0 ? "\nTm9u" : "\nsome words");
						torn++;
						continue;
					}
					out_char(&o, one.p[k]);
				}
				out_str(&o, "|none\n");
			}
			got = read_all(out_span(&o));
			assert_int_equal(got.subjects[0] + got.subjects[1] + got.subjects[2] + got.others + got.unreadable >= 3, true);
			assert_int_equal(got.subjects[way % 2 == 0 ? 2 : 0], 1);
			assert_int_equal(got.subjects[way % 2 == 0 ? 1 : 2], 1);
			out_clear(&o);
		}
	assert_true(torn > 0);
	out_free(&one);
	out_free(&o);
}

/* A line among rows that is none of them is told of, unless a note goes on there; of a cell without its first lines, once. */
static void
test_between(void **state)
{
	static const struct { const char *note, *line; unsigned unreadable; } lines[] = {
		{ "ok", "ERROR: could not read", 1 }, { "ok", "2", 1 }, { "ok", "anna", 1 }, { "", "see below", 1 }, { "", "(3 rows)", 0 },
		{ "it was read", "ERROR: could not read", 1 }, { "it was read", "2", 1 }, { "it was read", "and linted", 0 }, { "it was read", "twice\nand more", 0 },
		{ "it was read", "twice\nerror: timeout", 1 },
		{ "it was read", "0 errors", 0 }, { "ok", "2|", 1 }, { "ok", "2|see below", 1 }, { "ok", "2|\nERROR", 1 }, { "ok", "2|two\nERROR|none", 1 },
		{ "ok", "id|cert|note", 0 },
	};
	struct out o = { NULL, 0, 0, false }, one = o;
	struct read got;

	(void)state;
	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
		out_str(&o, "id|cert|note\n");
		for (unsigned k = 0; k < 2; k++) {
			out_fmt(&o, "%u|", k);
			put_pem(&o, out_span(&subject[k]));
			out_fmt(&o, "|%s\n%s\n", lines[i].note, k == 0 ? lines[i].line : "(2 rows)");
		}
		got = read_all(out_span(&o));
		if (got.subjects[0] != 1 || got.subjects[1] != 1 || got.others > 0 || got.unreadable != lines[i].unreadable)
			fail_msg("%s behind %s: %u %u, %u others, %u unreadable (%s)", lines[i].line, lines[i].note, got.subjects[0], got.subjects[1],
			    got.others, got.unreadable, got.words);
		out_clear(&o);
	}
	put_pem(&one, out_span(&subject[2]));
	for (size_t cut = 130; cut + 40 < one.n; cut += 65) {
		out_str(&o, "id|cert|note\n0|");
		put_pem(&o, out_span(&subject[0]));
		out_str(&o, "|ok\n");
		while (one.p[cut - 1] != '\n')
			cut++;
		out_mem(&o, one.p + cut, one.n - cut);
		out_str(&o, "|ok\n1|");
		put_pem(&o, out_span(&subject[1]));
		out_str(&o, "|ok\n");
		got = read_all(out_span(&o));
		if (got.subjects[0] != 1 || got.subjects[1] != 1 || got.others > 0 || got.unreadable != 1)
			fail_msg("cut at %zu: %u %u, %u others, %u unreadable (%s)", cut, got.subjects[0], got.subjects[1], got.others, got.unreadable, got.words);
		out_clear(&o);
	}
	out_free(&one);
	out_free(&o);
}

static void
test_count(void **state)
{
	(void)state;
	assert_true(csv_is_count(SPAN_LIT("(1 row)\n")));
	assert_true(csv_is_count(SPAN_LIT("(15 rows)\r\n")));
	assert_false(csv_is_count(SPAN_LIT("( rows)\n")));
	assert_false(csv_is_count(SPAN_LIT("(15 rows")));
	assert_false(csv_is_count(SPAN_LIT("(")));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_side_by_side),
		cmocka_unit_test(test_notes),
		cmocka_unit_test(test_torn),
		cmocka_unit_test(test_between),
		cmocka_unit_test(test_count),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
