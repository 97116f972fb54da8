/* SPDX-License-Identifier: Apache-2.0 */
/* Hexadecimal whose first octets or lines are gone is told of, whatever stands between its octets and at the ends of its lines; what follows is read. */
#include "carriers.h"
#include "subjects.h"

static const char *const between[] = { " ", ":", "-", ".", ",", ", ", "|", "/", "_", "", " 0x", "\\x", ";" };
#define BETWEEN (sizeof between / sizeof *between)

static const char *const ends[] = { "", " \\", "\\", ":\\", " ;", " |", " #", "\"", " +", " ^", " _", "-", ",", "`" };
#define ENDS (sizeof ends / sizeof *ends)

static void
list(struct out *o, struct span s, const char *sign, const char *end, size_t width)
{
	for (size_t i = 0; i < s.n; i++) {
		out_str(o, i % width > 0 ? sign : "");
		put_hex(o, s.p[i]);
		if (i % width == width - 1 || i + 1 == s.n)
			out_fmt(o, "%s\n", i + 1 < s.n ? end : "");
	}
}

/* So many octets are gone; the width is one at which an element that is whole ends within a line, and with one. */
static unsigned
without(size_t gone, size_t width)
{
	unsigned wrong = 0;

	for (size_t b = 0; b < BETWEEN; b++)
		for (size_t e = 0; e < ENDS; e++) {
			struct out o = { NULL, 0, 0, false };
			struct read got;

			list(&o, span_from(out_span(&subject[0]), gone), between[b], ends[e], width);
			out_str(&o, "some words\n");
			pem(&o, out_span(&subject[1]));
			got = read_all(out_span(&o));
			if (got.unreadable == 0 || got.others > 0 || got.subjects[1] != 1) {
				wrong++;
				printf("%zu gone, \"%s\" between, %zu a line, \"%s\" at its end: %u unreadable, %u others, %u of what follows\n", gone,
				    between[b], width, ends[e], got.unreadable, got.others, got.subjects[1]);
			}
			out_free(&o);
		}
	return wrong;
}

static void
test_headless(void **state)
{
	static const size_t gone[] = { 1, 2, 3, 4, 5, 8, 16, 20, 40, 60 }, widths[] = { 15, 16, 20, 32, 1 << 20 };
	unsigned wrong = 0;

	(void)state;
	for (size_t g = 0; g < sizeof gone / sizeof *gone; g++)
		for (size_t w = 0; w < sizeof widths / sizeof *widths; w++)
			wrong += without(gone[g], widths[w]);
	assert_int_equal(wrong, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_headless),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
