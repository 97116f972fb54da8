/* SPDX-License-Identifier: Apache-2.0 */
/* The number of all results of a report: a sum with all carries, whatever stands between them and in whatever order. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "report/lines.h"

static void
carries(void **state)
{
	struct lines all = { { UINT64_MAX, UINT64_MAX, UINT64_MAX, UINT64_MAX } }, one = { { 1 } };
	struct lines low = { { UINT64_MAX, UINT64_MAX } };
	char text[LINES_TEXT];

	(void)state;
	lines_add(&all, &one);
	assert_string_equal(lines_text(&all, text), "0000000000000000000000000000000000000000000000000000000000000000");
	lines_add(&low, &one);
	assert_string_equal(lines_text(&low, text), "0000000000000000000000000000000100000000000000000000000000000000");
	/* A carry into a digit that the other one fills. */
	low = (struct lines){ { UINT64_MAX, 0 } };
	one = (struct lines){ { 1, UINT64_MAX } };
	lines_add(&low, &one);
	assert_string_equal(lines_text(&low, text), "0000000000000000000000000000000100000000000000000000000000000000");
}

static void
of_texts(void **state)
{
	/* SHA-256 of "abc" (FIPS 180-4), highest octet first. */
	static const char abc[] = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
	static const char *const same[] = { "abc", "abc\n", ",\nabc", "\nabc" };
	struct lines one, there, back = { { 0 } };
	smimelint_ctx *ctx = NULL;
	smimelint_run *run = NULL;
	char text[LINES_TEXT];

	(void)state;
	assert_int_equal(smimelint_ctx_new(&ctx), SMIMELINT_OK);
	assert_int_equal(smimelint_run_new(&run, ctx), SMIMELINT_OK);
	for (size_t i = 0; i < sizeof same / sizeof *same; i++) {
		assert_true(lines_of(&one, run, same[i], strlen(same[i])));
		assert_string_equal(lines_text(&one, text), abc);
	}
	assert_true(lines_of(&there, run, "another", 7));
	lines_add(&back, &there);
	lines_add(&back, &one);
	lines_add(&there, &one);
	lines_add(&one, &one);
	assert_memory_equal(&there, &back, sizeof there);
	assert_memory_not_equal(&there, &one, sizeof there);
	smimelint_run_free(run);
	smimelint_ctx_free(ctx);
}

int
main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(carries), cmocka_unit_test(of_texts) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
