/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Lines of a certificate in every notation that are each closed by the same sign, as a list of a program and a text that goes on are, the last
 * with it or without it: the certificate is read, and of one that is cut a line behind it is no part.
 */
#include "lines.h"

static const char *const signs[] = { ";", " ;", " |", "|", " \\", "\\", " +", " &", " #", " //", " -", ".", " \\n", "\"", " \"" };
#define SIGNS (sizeof signs / sizeof *signs)

/* What stands behind: a count, a checksum, words. */
static const char *const behind[] = { "", "2\n", "0x0\n", "17\n", "deadbeef\n", "d14a028c2a3a2bc9476102bb288234c415a2b01f828ea62ac5b3e42f\n", "(1 row)\n", "hello\n", "\n2\n" };
#define BEHIND (sizeof behind / sizeof *behind)

/* A line ends with a word, and what closes it; `last`: the last of them has it as well. */
static void
put_closed(struct out *o, const struct notation *n, struct span der, const char *sign, bool last)
{
	for (size_t at = 0; at < der.n; at += n->width) {
		bool ends = der.n - at <= n->width;

		n->line(o, span_sub(der, at, ends ? der.n - at : n->width), at);
		out_fmt(o, "%s\n", ends && !last ? "" : sign);
	}
}

static bool
is_one_of(const char *sign, const char *const *of, size_t n)
{
	while (n > 0 && strcmp(sign, of[n - 1]) != 0)
		n--;
	return n > 0;
}

/* Armour has its END, and strings their quotes; octets in long groups or in halves are no column, and have what stands in lists between them. */
static bool
suits(const struct notation *n, const char *sign)
{
	static const char *const comments[] = { " #", " \\n" };

	if (*n->begin != '\0' || n->line == string || n->line == array)
		return false;
	return (n->line != words && n->line != halves) || !is_one_of(sign, comments, sizeof comments / sizeof *comments);
}

/* What stands at an octet, or may stand between two strings, is no column's edge: behind it a list may go on. */
static bool
tells_last(const struct notation *n, const char *sign)
{
	static const char *const joints[] = { "\\", "\"" };

	return n->line != words && n->line != halves && n->line != base64 && !is_one_of(sign, joints, sizeof joints / sizeof *joints);
}

static unsigned wrong;

static void
read_closed(const struct notation *n, struct span der, unsigned sign, bool last, unsigned words)
{
	struct out o = { NULL, 0, 0, false };
	bool whole = der.n == subject[0].n;
	struct read got;

	put_closed(&o, n, der, signs[sign], last);
	out_str(&o, behind[words]);
	got = read_as_file(out_span(&o), SPAN_NONE);
	if (got.subjects[0] != whole || got.others > 0 || (got.unreadable > 0) == whole) {
		wrong++;
		printf("%s closed by '%s', %s, %zu octets, '%s': %u of the subjects, %u others, %u unreadable (%s)\n", n->name, signs[sign],
		    last ? "all" : "all but the last", der.n, behind[words], got.subjects[0], got.others, got.unreadable, got.words);
	}
	out_free(&o);
}

static void
test_closed(void **state)
{
	(void)state;
	wrong = 0;
	for (size_t i = 0; i < NOTATIONS; i++)
		for (unsigned k = 0; k < SIGNS; k++)
			for (unsigned b = 0; suits(&notations[i], signs[k]) && b < BEHIND; b++) {
				read_closed(&notations[i], out_span(&subject[0]), k, false, b);
				read_closed(&notations[i], out_span(&subject[0]), k, true, b);
			}
	assert_int_equal(wrong, 0);
}

/* Without its last octets it is unreadable: a line closed before the column's edge is the last. */
static void
test_cut(void **state)
{
	static const size_t cuts[] = { 2, 4, 13, 20 };

	(void)state;
	wrong = 0;
	for (size_t i = 0; i < NOTATIONS; i++)
		for (unsigned k = 0; k < SIGNS; k++)
			for (unsigned b = 0; suits(&notations[i], signs[k]) && tells_last(&notations[i], signs[k]) && b < BEHIND; b++)
				for (size_t c = 0; c < sizeof cuts / sizeof *cuts; c++)
					read_closed(&notations[i], span_sub(out_span(&subject[0]), 0, subject[0].n - cuts[c]), k, true, b);
	assert_int_equal(wrong, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_closed), cmocka_unit_test(test_cut) };

	return cmocka_run_group_tests(tests, setup, teardown);
}
