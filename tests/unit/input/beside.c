/* SPDX-License-Identifier: Apache-2.0 */
/* Blocks beside one another, as diff -y, paste, pr and tables print them: each is read, or told of, and none has octets of another. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "carriers.h"
#include "subjects.h"

/* What stands before the lines, between their columns and behind them; a column is padded to so many characters. */
static const struct way {
	const char *before, *between, *behind;
	size_t padded;
	bool marks;			/* what stands between tells whether both have the line, as diff -y does */
} ways[] = {
	{ "", "\t", "", 0, false }, { "", "    ", "", 66, false }, { "", " | ", "", 66, false }, { "", "|", "", 0, false }, { "", ",", "", 0, false },
	{ "", ";", "", 0, false }, { "", "", "", 66, true }, { "\u2502 ", " \u2502 ", " \u2502", 66, false }, { "| ", " | ", " |", 66, false },
	{ "ca_1  | ", "\t", "", 0, false }, { "# ", "   ", "", 66, false },
};

static unsigned wrong;

static size_t
line_of(const char **at)
{
	size_t n = strcspn(*at, "\n");

	*at += (*at)[n] == '\n' ? n + 1 : n;
	return n;
}

static void
padded_line(struct out *o, const char *line, size_t n, size_t width)
{
	out_mem(o, line, n);
	for (; n < width; n++)
		out_char(o, ' ');
}

/* The lines of one text beside those of others. */
static void
beside(struct out *o, const struct way *way, const char *texts[], unsigned n)
{
	const char *at[3];

	memcpy(at, texts, n * sizeof *at);
	for (bool any = true; any; ) {
		any = false;
		for (unsigned i = 0; i < n; i++)
			any |= *at[i] != '\0';
		out_str(o, any ? way->before : "");
		for (unsigned i = 0; any && i < n; i++) {
			const char *line = at[i], *next = i + 1 < n ? at[i + 1] : "";
			size_t k = line_of(&at[i]);

			padded_line(o, line, k, way->padded);
			if (way->marks && i + 1 < n)
				out_str(o, k == 0 ? ">\t" : *next == '\0' ? "<\t" : strncmp(line, next, k + 1) == 0 ? " \t" : "|\t");
			out_str(o, i + 1 < n ? way->between : way->behind);
		}
		out_str(o, any ? "\n" : "");
	}
}

static void
text_of(struct out *o, unsigned which)
{
	out_clear(o);
	pem(o, out_span(&subject[which]));
	out_mem(o, "", 1);
}

/* All are read, with whatever stands behind them. */
static void
test_read(void **state)
{
	struct out texts[SUBJECTS] = { { NULL, 0, 0, false } };

	(void)state;
	wrong = 0;
	for (unsigned i = 0; i < SUBJECTS; i++)
		text_of(&texts[i], i);
	for (size_t w = 0; w < sizeof ways / sizeof *ways; w++)
		for (unsigned k = 0; k < 3 * SUBJECTS; k++) {
			unsigned a = k % SUBJECTS, b = (a + 1 + k / SUBJECTS % 2) % SUBJECTS, c = SUBJECTS - a - b, n = k < 2 * SUBJECTS ? 2 : 3;
			const char *columns[] = { texts[a].p, texts[b].p, texts[c].p };
			struct out o = { NULL, 0, 0, false };
			struct read got;

			/* diff compares two. */
			if (n == 3 && ways[w].marks)
				continue;
			beside(&o, &ways[w], columns, n);
			if (n == 2)
				pem(&o, out_span(&subject[c]));
			got = read_all(out_span(&o));
			if (got.subjects[0] != 1 || got.subjects[1] != 1 || got.subjects[2] != 1 || got.others + got.unreadable > 0) {
				wrong++;
				printf("way %zu, %u, %u, %u: %u %u %u, %u others, %u unreadable (%s)\n", w, a, b, n, got.subjects[0], got.subjects[1],
				    got.subjects[2], got.others, got.unreadable, got.words);
			}
			out_free(&o);
		}
	for (unsigned i = 0; i < SUBJECTS; i++)
		out_free(&texts[i]);
	assert_int_equal(wrong, 0);
}

/* What may be wrong with one column: a line is missing, cut, of something else; BEGIN or END is missing; the columns are cut at the right. */
static void
damage(struct out *o, const char *text, unsigned way)
{
	unsigned line = 0;

	for (const char *at = text, *from; *at != '\0'; line++) {
		size_t n;

		from = at;
		n = line_of(&at);
		if ((way == 0 && line == 4) || (way == 1 && *at == '\0') || (way == 2 && line == 0) || (way == 3 && line == 1))
			continue;
		out_mem(o, from, way == 4 && line == 5 ? 20 : way == 5 && n > 60 ? 60 : n);
		out_str(o, way == 6 && line == 6 ? "\nabcdefgh" : way == 7 && line == 6 ? "\nother thread says hello" : "");
		out_str(o, way == 8 ? "\n\n" : "\n");
	}
	out_mem(o, "", 1);
}

static void
test_damaged(void **state)
{
	struct out left = { NULL, 0, 0, false }, right = left, cut = left;

	(void)state;
	wrong = 0;
	text_of(&left, 0);
	text_of(&right, 1);
	for (size_t w = 0; w < sizeof ways / sizeof *ways; w++)
		for (unsigned k = 0; k < 18; k++) {
			const char *columns[] = { left.p, right.p };
			struct out o = { NULL, 0, 0, false };
			struct read got;

			out_clear(&cut);
			damage(&cut, columns[k % 2], k / 2);
			columns[k % 2] = cut.p;
			beside(&o, &ways[w], columns, 2);
			pem(&o, out_span(&subject[2]));
			got = read_all(out_span(&o));
			if (got.others > 0 || got.subjects[0] > 1 || got.subjects[1] > 1 || got.subjects[2] != 1 ||
			    (got.unreadable == 0 && got.subjects[0] + got.subjects[1] < 2)) {
				wrong++;
				printf("way %zu, damage %u of %u: %u %u %u, %u others, %u unreadable (%s)\n", w, k / 2, k % 2, got.subjects[0],
				    got.subjects[1], got.subjects[2], got.others, got.unreadable, got.words);
			}
			out_free(&o);
		}
	out_free(&left);
	out_free(&right);
	out_free(&cut);
	assert_int_equal(wrong, 0);
}

/* One BEGIN alone, as diff -y --left-column leaves it of lines that both have: what stands beside the lines is none of the block. */
static void
test_one_begin(void **state)
{
	static const char *const between[] = { "  |\t", " | ", "\t", "   " };
	struct out left = { NULL, 0, 0, false }, right = left;

	(void)state;
	text_of(&left, 0);
	text_of(&right, 1);
	for (size_t w = 0; w < sizeof between / sizeof *between; w++)
		for (unsigned common = 1; common < 4; common++) {
			const char *at = left.p, *other = right.p;
			struct out o = { NULL, 0, 0, false };
			struct read got;

			for (unsigned line = 0; *at != '\0'; line++) {
				const char *from = at, *beside = other;
				size_t n = line_of(&at), k = line_of(&other);

				out_mem(&o, from, n);
				out_str(&o, line < common || *at == '\0' ? "" : between[w]);
				out_mem(&o, beside, line < common || *at == '\0' ? 0 : k);
				out_char(&o, '\n');
			}
			got = read_all(out_span(&o));
			assert_int_equal(got.others, 0);
			assert_true(got.unreadable > 0);
			out_free(&o);
		}
	out_free(&left);
	out_free(&right);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_read),
		cmocka_unit_test(test_damaged),
		cmocka_unit_test(test_one_begin),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
