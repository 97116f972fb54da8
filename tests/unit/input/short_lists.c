/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Hexadecimal whose last octets are gone takes none from the line behind it: no other certificate is made so, and what follows is read.  A
 * list whose last line has few octets is read all the same.
 */
#include "carriers.h"
#include "subjects.h"

/* What stands before each octet, and so many on a line; 0: all on one. */
static void
list(struct out *o, struct span s, const char *before, const char *between, size_t width)
{
	for (size_t i = 0; i < s.n; i++) {
		bool first = width > 0 ? i % width == 0 : i == 0;

		out_str(o, i > 0 && first ? "\n" : "");
		out_str(o, first ? before : between);
		put_hex(o, s.p[i]);
	}
	out_char(o, '\n');
}

static const struct {
	const char *before, *between;
} ways[] = { { "", " " }, { "", ":" }, { "", "-" }, { "", "" }, { "0x", " 0x" }, { "\\x", "\\x" }, { "  ", " " } };
#define WAYS (sizeof ways / sizeof *ways)

static const size_t widths[] = { 0, 8, 15, 16, 20, 32 };
#define WIDTHS (sizeof widths / sizeof *widths)

/* Lines that begin with what could be octets. */
static const char *const lines[] = {
	"12 more words", "00 Note", "de facto nothing", "ab is there", "7 certificates", "2026-11-29 was the day", "20 of 30 are here",
	"1. the next", "12:30:05 begun", "45, and more", "10|x", "ad=3"
};
#define LINES (sizeof lines / sizeof *lines)

/* A word is behind such a list, whatever it has between its octets. */
static bool
tells(size_t way, size_t line)
{
	const char *sign = strpbrk(lines[line], " :-,.|=");

	return sign[0] == ' ' || ways[way].between[0] != sign[0];
}

static void
test_short(void **state)
{
	unsigned wrong = 0;

	(void)state;
	for (size_t w = 0; w < WAYS; w++)
		for (size_t k = 0; k < WIDTHS; k++)
			for (size_t l = 0; l < LINES; l++)
				for (size_t gone = 1; gone < 4; gone++) {
					struct span s = out_span(&subject[0]);
					struct out o = { NULL, 0, 0, false };
					struct read got;

					if (!tells(w, l))
						continue;
					list(&o, span_sub(s, 0, s.n - gone), ways[w].before, ways[w].between, widths[k]);
					out_fmt(&o, "%s\n", lines[l]);
					pem(&o, out_span(&subject[1]));
					got = read_all(out_span(&o));
					if (got.others > 0 || got.subjects[1] != 1 || got.unreadable == 0) {
						wrong++;
						printf("%zu gone of \"%s\", %zu a line, then \"%s\": %u others, %u of what follows, %u unreadable (%s)\n", gone,
						    ways[w].between, widths[k], lines[l], got.others, got.subjects[1], got.unreadable, got.words);
					}
					out_free(&o);
				}
	assert_int_equal(wrong, 0);
}

/* The last line may have one octet, or two, as any number. */
static void
test_whole(void **state)
{
	static const char *const behind[] = { "", "\n", "12 more words\n", "the end\n", "10\n" };
	unsigned wrong = 0;

	(void)state;
	for (size_t w = 0; w < WAYS; w++)
		for (size_t width = 5; width < 70; width++)
			for (size_t l = 0; l < sizeof behind / sizeof *behind; l++) {
				struct span s = out_span(&subject[0]);
				struct out o = { NULL, 0, 0, false };
				struct read got;

				list(&o, s, ways[w].before, ways[w].between, width);
				out_str(&o, behind[l]);
				pem(&o, out_span(&subject[1]));
				got = read_all(out_span(&o));
				/* Behind a full line a number may be one octet more. */
				if (got.subjects[0] + (s.n % width == 0) < 1 || got.subjects[1] != 1) {
					wrong++;
					printf("\"%s\", %zu a line, then \"%s\": %u, %u others, %u of what follows (%s)\n", ways[w].between, width, behind[l],
					    got.subjects[0], got.others, got.subjects[1], got.words);
				}
				out_free(&o);
			}
	assert_int_equal(wrong, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_short),
		cmocka_unit_test(test_whole),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
