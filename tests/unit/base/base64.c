/* SPDX-License-Identifier: Apache-2.0 */
/* base64.c - groups of base64 by every set of instructions that this processor has, against one group at a time. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/base64.h"
#include "base/base64_groups.h"

#define MOST 300

static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

static uint32_t seed = 1;

static uint32_t
chance(void)
{
	seed = seed * 1664525 + 1013904223;
	return seed >> 8;
}

/* All decode the same characters into the same octets, and write no further than they may. */
static void
compare(struct span text)
{
	uint8_t want[MOST / 4 * 3 + BASE64_SPILL], got[MOST / 4 * 3 + BASE64_SPILL + 1];
	size_t n = base64_groups_plain(text, want), room = text.n / 4 * 3 + BASE64_SPILL;

	for (size_t i = 0; base64_groups_all[i] != NULL; i++) {
		if (!base64_groups_runs(i))
			continue;
		got[room] = 0xa5;
		assert_int_equal(base64_groups_all[i](text, got), n);
		assert_memory_equal(got, want, n / 4 * 3);
		assert_int_equal(got[room], 0xa5);
	}
	assert_int_equal(base64_groups_best()(text, got), n);
	assert_memory_equal(got, want, n / 4 * 3);
}

/* As many octets as there may be, at the end of what may be read and written. */
static void
test_put(void **state)
{
	(void)state;
	for (size_t n = 0; n <= MOST; n += 3) {
		uint8_t *octets = malloc(n + 1), back[MOST + BASE64_SPILL];
		char *want = malloc(n / 3 * 4 + 1);

		assert_true(octets != NULL && want != NULL);
		for (size_t i = 0; i < n; i++)
			octets[i] = (uint8_t)chance();
		base64_put_groups_plain((struct span){ octets, n }, want);
		assert_int_equal(base64_groups_plain((struct span){ (const uint8_t *)want, n / 3 * 4 }, back), n / 3 * 4);
		assert_memory_equal(back, octets, n);
		for (size_t i = 0; base64_put_all[i] != NULL; i++) {
			char *got = malloc(n / 3 * 4 + 1);

			assert_non_null(got);
			got[n / 3 * 4] = '!';
			if (base64_groups_runs(i)) {
				base64_put_all[i]((struct span){ octets, n }, got);
				assert_memory_equal(got, want, n / 3 * 4);
			}
			assert_int_equal(got[n / 3 * 4], '!');
			free(got);
		}
		free(octets);
		free(want);
	}
}

static void
test_lengths(void **state)
{
	uint8_t text[MOST];

	(void)state;
	for (size_t n = 0; n <= MOST; n++) {
		/* At the end of what may be read, so that a tool sees a reader that goes further. */
		uint8_t *at = malloc(n + 1);

		assert_non_null(at);
		for (size_t i = 0; i < n; i++)
			at[i] = (uint8_t)alphabet[chance() % 64];
		compare((struct span){ at, n });
		memcpy(text, at, n);
		free(at);
		if (n > 0)
			text[chance() % n] = (uint8_t)chance();
		compare((struct span){ text, n });
	}
}

/* Each octet at each place of a vector. */
static void
test_octets(void **state)
{
	uint8_t text[192];

	(void)state;
	for (size_t i = 0; i < sizeof text; i++)
		text[i] = (uint8_t)alphabet[chance() % 64];
	for (size_t i = 0; i < 128; i++) {
		uint8_t was = text[i];

		for (unsigned octet = 0; octet < 256; octet++) {
			text[i] = (uint8_t)octet;
			compare((struct span){ text, sizeof text });
		}
		text[i] = was;
	}
}

/* What was written is read, in lines of any length and in pieces of any length. */
static void
test_lines(void **state)
{
	struct out text = { NULL, 0, 0, false }, lines = text, octets = text;
	uint8_t data[500];

	(void)state;
	for (unsigned turn = 0; turn < 2000; turn++) {
		size_t n = chance() % sizeof data, width = 1 + chance() % 100, piece = 1 + chance() % 300;
		struct base64 b = { 0 };

		for (size_t i = 0; i < n; i++)
			data[i] = (uint8_t)chance();
		out_clear(&text);
		out_clear(&lines);
		out_clear(&octets);
		base64_write(&text, (struct span){ data, n });
		for (size_t i = 0; i < text.n; i++) {
			out_char(&lines, text.p[i]);
			if (i % width == width - 1)
				out_char(&lines, '\n');
		}
		for (size_t i = 0; i < lines.n; i += piece)
			assert_null(base64_feed(&b, span_sub(out_span(&lines), i, lines.n - i < piece ? lines.n - i : piece), &octets));
		assert_true(base64_end(&b, &octets));
		assert_int_equal(octets.n, n);
		assert_memory_equal(n > 0 ? (const void *)octets.p : "", data, n);
	}
	out_free(&text);
	out_free(&lines);
	out_free(&octets);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_put),
		cmocka_unit_test(test_lengths),
		cmocka_unit_test(test_octets),
		cmocka_unit_test(test_lines),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
