/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A certificate in lines of every notation, with something in front of each, behind base64 in one line or in several, behind a list of such
 * lines, and behind LDIF: neither a comment nor an attribute holds it, so that it is read, or it is said that something was not.
 */
#include "lines.h"

/* ---- what stands in front ---- */

/* Base64 in lines of so many characters, of which those behind the first have `behind` in front. */
static void
put_base64(struct out *o, struct span der, size_t width, const char *before, const char *behind)
{
	struct out text = { NULL, 0, 0, false };

	base64_write(&text, der);
	for (size_t at = 0; at < text.n; at += width) {
		out_str(o, at > 0 ? behind : before);
		out_mem(o, text.p + at, text.n - at < width ? text.n - at : width);
		out_char(o, '\n');
	}
	out_free(&text);
}

static void one_line(struct out *o, struct span der) { put_base64(o, der, der.n * 2, "", ""); }
static void wrapped(struct out *o, struct span der) { put_base64(o, der, 64, "", ""); }
static void entry(struct out *o, struct span der) { put_base64(o, der, 75, "dn: cn=a\nuserCertificate;binary:: ", " "); }
static void two_lines(struct out *o, struct span der) { one_line(o, out_span(&subject[2])); one_line(o, der); }
static void ended(struct out *o, struct span der) { entry(o, der); out_char(o, '\n'); }

static void
searched(struct out *o, struct span der)
{
	out_str(o, "# extended LDIF\n#\n\n# a, b\n");
	ended(o, der);
	out_str(o, "# search result\nsearch: 2\nresult: 0 Success\n\n# numEntries: 1\n");
}

static const struct list {
	const char *name;
	void (*put)(struct out *, struct span);
	bool third;			/* another certificate stands in it */
} lists[] = {
	{ "base64 in one line", one_line, false }, { "base64", wrapped, false }, { "lines of base64", two_lines, true }, { "LDIF", ended, false },
	{ "LDIF without an empty line", entry, false }, { "LDIF as it was found", searched, false },
};
#define LISTS (sizeof lists / sizeof *lists)

static const char *const between[] = { "", "\n", "# next\n", "# next\n\n", "EOF\n" };
#define BETWEEN (sizeof between / sizeof *between)

static unsigned wrong;

static void
expect(const struct list *l, const char *words, const struct notation *n, enum front front, const struct out *o)
{
	struct read got = read_as_file(out_span(o), SPAN_NONE);

	if (got.subjects[0] == 1 && got.subjects[1] == 1 && got.subjects[2] == l->third && got.others == 0 && got.unreadable == 0)
		return;
	wrong++;
	printf("%s, '%s', %s behind front %d: %u %u %u of the subjects, %u others, %u unreadable (%s)\n", l->name, words, n->name, (int)front,
	    got.subjects[0], got.subjects[1], got.subjects[2], got.others, got.unreadable, got.words);
}

/* A list with a certificate in each line has other values in lines that could be such, and a word in the place of one. */
static bool
suits(const struct list *l, const char *words, const struct notation *n, enum front front)
{
	bool value = (n->line == base64 && *n->begin == '\0') || n->line == digits;

	return stands_behind(n, front) && !(l->third && ((value && front <= MARK) || strcmp(words, "EOF\n") == 0));
}

static void
test_lines(void **state)
{
	(void)state;
	wrong = 0;
	for (size_t l = 0; l < LISTS; l++)
		for (size_t b = 0; b < BETWEEN; b++)
			for (size_t i = 0; i < NOTATIONS; i++)
				for (enum front front = NOTHING; front < FRONTS; front++) {
					struct out o = { NULL, 0, 0, false };

					if (!suits(&lists[l], between[b], &notations[i], front))
						continue;
					lists[l].put(&o, out_span(&subject[0]));
					out_str(&o, between[b]);
					put_lines(&o, &notations[i], front, out_span(&subject[1]));
					expect(&lists[l], between[b], &notations[i], front, &o);
					out_free(&o);
				}
	assert_int_equal(wrong, 0);
}

/* A certificate in a comment among the lines of another, which goes on behind it, is told of, once. */
static void
test_among(void **state)
{
	static const size_t widths[] = { 64, 76, 4000 };

	(void)state;
	for (size_t i = 0; i < sizeof widths / sizeof *widths; i++)
		for (unsigned way = 0; way < 3; way++) {
			struct out text = { NULL, 0, 0, false }, o = text;
			size_t at = 5 * 64;
			struct read got;

			put_base64(&text, out_span(&subject[0]), 64, "", "");
			out_mem(&o, text.p, at + 5);
			if (way > 0)
				put_base64(&o, out_span(&subject[1]), widths[i], "# ", "# ");
			if (way > 1)
				put_base64(&o, out_span(&subject[2]), widths[i], "# ", "# ");
			out_mem(&o, text.p + at + 5, text.n - at - 5);
			got = read_as_file(out_span(&o), SPAN_NONE);
			if (got.subjects[0] != 1 || got.subjects[1] + got.subjects[2] + got.others > 0 || got.unreadable != (way > 0))
				fail_msg("lines of %zu, way %u: %u %u of the subjects, %u unreadable (%s)", widths[i], way, got.subjects[0], got.subjects[1],
				    got.unreadable, got.words);
			out_free(&text);
			out_free(&o);
		}
}

int
main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_lines), cmocka_unit_test(test_among) };

	return cmocka_run_group_tests(tests, setup, teardown);
}
