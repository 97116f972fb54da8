/* SPDX-License-Identifier: Apache-2.0 */
/* Uuencoded text glued to other text, in cells and members, without its end, damaged: it is read, or told of. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "carriers.h"
#include "subjects.h"
#include "uuencode.h"

static unsigned wrong;

/* Of the first subject so many, of the second one, and nothing else but what is told of. */
static void
expect(const char *what, struct out *o, unsigned first, unsigned unreadable)
{
	struct read got = read_all(out_span(o));

	if (got.subjects[0] != first || got.subjects[1] != 1 || got.others > 0 || got.unreadable != unreadable) {
		wrong++;
		printf("%s: %u %u of the subjects, %u others, %u unreadable (%s)\n", what, got.subjects[0], got.subjects[1], got.others,
		    got.unreadable, got.words);
	}
	out_free(o);
}

/* Of the second subject one, whatever is told of besides. */
static void
expect_told(const char *what, struct out *o)
{
	struct read got = read_all(out_span(o));

	if (got.subjects[1] != 1 || got.others > 0) {
		wrong++;
		printf("%s: %u of the second subject, %u others (%s)\n", what, got.subjects[1], got.others, got.words);
	}
	out_free(o);
}

/* The name of the file is as long as names may be. */
static void
test_names(void **state)
{
	static const size_t lengths[] = { 1, 60, 200, 240, 250, 255 };

	(void)state;
	wrong = 0;
	for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++)
		for (unsigned way = 0; way < 4; way++) {
			struct out o = { NULL, 0, 0, false }, text = { NULL, 0, 0, false };
			const char *lf;

			uuencode_with(&text, out_span(&subject[0]), '`');
			lf = memchr(text.p, '\n', text.n);
			pem(&o, out_span(&subject[1]));
			out_str(&o, way & 1 ? "text: begin 644 " : "begin 644 ");
			for (size_t k = 0; k < lengths[i]; k++)
				out_char(&o, 'a');
			out_mem(&o, lf, text.n - (size_t)(lf - text.p));
			for (unsigned k = 0; (way & 2) && k < 200; k++)
				out_str(&o, "some words\n");
			expect("a long name", &o, 1, 0);
			out_free(&text);
		}
	assert_int_equal(wrong, 0);
}

/* What stands before "begin" on its line, and behind "end". */
static void
test_glued(void **state)
{
	static const char *const before[] = { "", "text: ", "<pre>", "\"", "(", "end" }, *const behind[] = { "\n", "", " ", "\t\n" };

	(void)state;
	wrong = 0;
	for (size_t i = 0; i < sizeof before / sizeof *before; i++)
		for (size_t k = 0; k < sizeof behind / sizeof *behind; k++)
			for (unsigned way = 0; way < 4; way++) {
				struct out o = { NULL, 0, 0, false }, text = { NULL, 0, 0, false };

				uuencode_with(&text, out_span(&subject[0]), way & 1 ? ' ' : '`');
				if (way & 2) {
					pem(&o, out_span(&subject[1]));
					o.n -= i == 0;
				}
				out_str(&o, i < 5 ? before[i] : "");
				out_mem(&o, text.p, text.n - 1);
				out_str(&o, behind[k]);
				if (way & 2)
					out_char(&o, '\n');
				else
					pem(&o, out_span(&subject[1]));
				expect(before[i], &o, 1, 0);
				out_free(&text);
			}
	assert_int_equal(wrong, 0);
}

/* A line that is cut or missing, that something else follows, or that comes without the end. */
static void
test_damaged(void **state)
{
	static const struct { const char *cut, *more; unsigned first; } ways[] = {
		{ "20", "", 0 }, { "60", "", 0 }, { "0", "", 0 }, { "61", "hello world\n", 0 }, { "61", "* * *\n", 0 }, { "61", "", 1 },
	};

	(void)state;
	wrong = 0;
	for (size_t i = 0; i < sizeof ways / sizeof *ways; i++)
		for (unsigned way = 0; way < 4; way++) {
			struct out o = { NULL, 0, 0, false }, text = { NULL, 0, 0, false };
			char *line;
			size_t from, cut = (size_t)strtoul(ways[i].cut, NULL, 10);

			uuencode_with(&text, out_span(&subject[0]), way & 1 ? ' ' : '`');
			out_mem(&text, "", 1);
			line = strchr(text.p, '\n') + 1;
			line = strchr(line, '\n') + 1;
			from = (size_t)(line - text.p);
			if (way & 2)
				pem(&o, out_span(&subject[1]));
			out_mem(&o, text.p, from + cut);
			out_str(&o, cut > 0 ? "\n" : "");
			out_str(&o, ways[i].more);
			out_str(&o, text.p + from + 62);
			if (!(way & 2))
				pem(&o, out_span(&subject[1]));
			expect(ways[i].cut, &o, ways[i].first, !ways[i].first);
			out_free(&text);
		}
	assert_int_equal(wrong, 0);
}

enum { NO_BEGIN, NO_FIRST, NEITHER, CHARACTER, LENGTH, SHORT, LONG, ODD_SHORT, BEGINNINGS };

/* The beginning of the text, behind which the third line stands. */
static void
beginning(struct out *o, const char *begin, const char *first, unsigned way)
{
	char line[64];

	memcpy(line, first, sizeof line);
	line[20] = way == CHARACTER ? '~' : line[20];
	line[0] = way == LENGTH ? 'W' : line[0];
	if (way != NO_BEGIN && way != NEITHER)
		out_mem(o, begin, (size_t)(first - begin));
	if (way != NO_FIRST && way != NEITHER)
		out_mem(o, line, way == SHORT ? 40 : way == ODD_SHORT ? 7 : 61);
	out_str(o, way == LONG ? "ABCDE" : "");
	out_str(o, way != NO_FIRST && way != NEITHER ? "\n" : "");
}

/* The same text with other line ends, and a line before. */
static void
with_ends(struct out *o, const struct out *text, bool crlf, bool line)
{
	out_str(o, line ? "a line before" : "");
	out_str(o, line && crlf ? "\r\n" : line ? "\n" : "");
	for (size_t i = 0; i < text->n; i++) {
		out_str(o, crlf && text->p[i] == '\n' ? "\r" : "");
		out_char(o, text->p[i]);
	}
}

/* Its first lines are gone, or damaged: without "begin" alone nothing is lost; else it is told of once, as other uuencoded text is read. */
static void
test_beginnings(void **state)
{
	char what[80];

	(void)state;
	wrong = 0;
	for (unsigned way = 0; way < BEGINNINGS * 16; way++) {
		struct out o = { NULL, 0, 0, false }, text = { NULL, 0, 0, false }, ends = { NULL, 0, 0, false };
		unsigned damage = way / 16;
		char *first;

		uuencode_with(&text, out_span(&subject[0]), way & 1 ? ' ' : '`');
		first = memchr(text.p, '\n', text.n);
		if (way & 2)
			pem(&o, out_span(&subject[1]));
		beginning(&o, text.p, first + 1, damage);
		out_mem(&o, first + 63, text.n - (size_t)(first + 63 - text.p));
		if (!(way & 2))
			pem(&o, out_span(&subject[1]));
		with_ends(&ends, &o, way & 4, way & 8);
		snprintf(what, sizeof what, "beginning %u, way %u", damage, way % 16);
		expect(what, &ends, damage == NO_BEGIN, damage != NO_BEGIN);
		out_free(&text);
		out_free(&o);
	}
	assert_int_equal(wrong, 0);
}

/* Capital letters in lines as long are words. */
static void
test_capitals(void **state)
{
	(void)state;
	wrong = 0;
	for (unsigned behind = 0; behind < 2; behind++) {
		struct out o = { NULL, 0, 0, false };

		if (behind)
			pem(&o, out_span(&subject[1]));
		for (unsigned i = 0; i < 3; i++)
			out_fmt(&o, "%s WORDS ARE WRITTEN HERE IN CAPITAL LETTERS, ALL OF ONE SI\n", i == 0 ? "MANY" : i == 1 ? "MORE" : "MOST");
		if (!behind)
			pem(&o, out_span(&subject[1]));
		expect("capitals", &o, 0, 0);
	}
	assert_int_equal(wrong, 0);
}

/* Without its end, before a block: both are read, and it is told of. */
static void
test_without_end(void **state)
{
	(void)state;
	wrong = 0;
	for (unsigned lines = 1; lines < 3; lines++) {
		struct out o = { NULL, 0, 0, false };

		uuencode_with(&o, out_span(&subject[0]), '`');
		for (unsigned i = 0; i < lines; i++)
			while (o.p[--o.n - 1] != '\n')
				;
		pem(&o, out_span(&subject[1]));
		expect("without its end", &o, 1, 1);
	}
	assert_int_equal(wrong, 0);
}

/* Words about it are none. */
static void
test_words(void **state)
{
	static const char *const words[] = { "it says begin 644 a.der\nand so on, which is no such line at all\n", "begin 644 a.der\n\nIt begins so.\n" };

	(void)state;
	wrong = 0;
	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		struct out o = { NULL, 0, 0, false };

		out_str(&o, words[i]);
		pem(&o, out_span(&subject[1]));
		expect(words[i], &o, 0, 0);
	}
	assert_int_equal(wrong, 0);
}

/* Words that speak of uuencode in the middle of a line begin none, whatever the next line begins with. */
static void
test_prose(void **state)
{
	static const char *const words[] = {
		"we run chmod: begin 644 x\n1. do this thing and that other thing\n", "see: begin 644 x\nALL OF THIS IS WRITTEN IN LARGE LETTERS, WHICHISNOCODEATALL\n",
		"see: begin 644 x\n#begin 644 x\n#begin 644 x\n"
	};

	(void)state;
	wrong = 0;
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		for (unsigned way = 0; way < 2; way++) {
			struct out o = { NULL, 0, 0, false };

			out_str(&o, words[i]);
			if (way == 0)
				pem(&o, out_span(&subject[1]));
			else
				base64_lines(&o, out_span(&subject[1]));
			out_str(&o, "\n");
			expect(words[i], &o, 0, 0);
		}
	assert_int_equal(wrong, 0);
}

/* A part of a message that says it is uuencoded, and is other text behind its "begin": that is read, but for the first line, which is damage. */
static void
test_other_text(void **state)
{
	static const char *const begins[] = { "begin 644 b.cer\n{\"cert\":null}\n", "begin 644 b.cer\nM,(lower case\n" };
	char what[80];

	(void)state;
	wrong = 0;
	for (unsigned way = 0; way < sizeof begins / sizeof *begins * 3; way++) {
		unsigned others = way % 3;
		struct out o = { NULL, 0, 0, false };

		out_str(&o, "Content-Type: application/pkix-cert\nContent-Transfer-Encoding: x-uuencode\n\n");
		out_str(&o, begins[way / 3]);
		for (unsigned i = 0; i < others; i++)
			out_str(&o, "{\"cert\":null}\n");
		out_str(&o, "{\"cert\":\"");
		base64_write(&o, out_span(&subject[1]));
		out_str(&o, "\"}\n");
		snprintf(what, sizeof what, "other text, begun in way %u, behind %u lines", way / 3, others);
		expect_told(what, &o);
	}
	assert_int_equal(wrong, 0);
}

/* Lines alone, as PHP writes them: the one of no octets ends them, and none is missing behind it. */
static void
test_lines_alone(void **state)
{
	(void)state;
	wrong = 0;
	for (unsigned cut = 0; cut < 2; cut++) {
		struct out o = { NULL, 0, 0, false }, text = o;

		for (unsigned i = 0; i < 2; i++) {
			const char *lf, *end;

			out_clear(&text);
			uuencode_with(&text, out_span(&subject[i]), '`');
			out_char(&text, '\0');
			lf = strchr(text.p, '\n') + 1;
			end = strstr(lf, "\nend\n");
			assert_non_null(end);
			out_mem(&o, lf, (size_t)(end - lf) + 1);
		}
		out_free(&text);
		/* Without it, the last line may have been one of many. */
		o.n -= cut ? 2 : 0;
		expect(cut ? "lines that are cut off" : "lines alone", &o, 1, cut);
	}
	assert_int_equal(wrong, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_names),
		cmocka_unit_test(test_glued),
		cmocka_unit_test(test_damaged),
		cmocka_unit_test(test_without_end),
		cmocka_unit_test(test_beginnings),
		cmocka_unit_test(test_capitals),
		cmocka_unit_test(test_words),
		cmocka_unit_test(test_prose),
		cmocka_unit_test(test_other_text),
		cmocka_unit_test(test_lines_alone),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
