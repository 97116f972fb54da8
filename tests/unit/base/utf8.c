/* SPDX-License-Identifier: Apache-2.0 */
/* UTF-8 (RFC 3629) and the encodings of BMPString, UniversalString and TeletexString. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/utf8.h"

static void
reads_code_points(void **state)
{
	static const struct {
		const char *text;
		uint32_t code;
	} sound[] = {
		{ "A", 0x41 },
		{ "\x7f", 0x7f },
		{ "\xc2\x80", 0x80 },			/* least of two octets */
		{ "\xdf\xbf", 0x7ff },
		{ "\xe0\xa0\x80", 0x800 },		/* least of three */
		{ "\xed\x9f\xbf", 0xd7ff },		/* last before the surrogates */
		{ "\xee\x80\x80", 0xe000 },		/* first after them */
		{ "\xef\xbf\xbf", 0xffff },
		{ "\xf0\x90\x80\x80", 0x10000 },	/* least of four */
		{ "\xf4\x8f\xbf\xbf", 0x10ffff },	/* the last of all */
	};

	(void)state;
	for (size_t i = 0; i < sizeof sound / sizeof *sound; i++) {
		struct span in = { (const uint8_t *)sound[i].text, strlen(sound[i].text) };
		uint8_t out[4];
		uint32_t code;

		assert_true(utf8_valid(in));
		assert_int_equal(utf8_length(in), 1);
		assert_int_equal(utf8_put(out, sound[i].code), in.n);
		assert_memory_equal(out, in.p, in.n);
		assert_true(utf8_next(&in, &code));
		assert_int_equal(code, sound[i].code);
		assert_int_equal(in.n, 0);
		assert_false(utf8_next(&in, &code));
	}
}

static void
refuses_what_is_not_utf8(void **state)
{
	static const char *const unsound[] = {
		"\x80",			/* a following octet comes first */
		"\xbf",
		"\xc0\x80",		/* U+0000 in two octets */
		"\xc1\xbf",		/* U+007F in two */
		"\xe0\x9f\xbf",		/* U+07FF in three */
		"\xf0\x8f\xbf\xbf",	/* U+FFFF in four */
		"\xed\xa0\x80",		/* first surrogate */
		"\xed\xbf\xbf",		/* last surrogate */
		"\xf4\x90\x80\x80",	/* U+110000 */
		"\xf5\x80\x80\x80",
		"\xf8\x88\x80\x80\x80",	/* five octets, as RFC 2279 had them */
		"\xfe", "\xff",
		"\xc2",			/* cut short */
		"\xe2\x82",
		"\xf0\x9f\x98",
		"\xc2\x41",		/* not followed by a following octet */
		"\xe2\x41\x80",
		"\xe2\x82\x41",
	};

	(void)state;
	for (size_t i = 0; i < sizeof unsound / sizeof *unsound; i++) {
		struct span in = { (const uint8_t *)unsound[i], strlen(unsound[i]) }, before = in;
		uint32_t code;

		assert_false(utf8_valid(in));
		assert_false(utf8_next(&in, &code));
		assert_ptr_equal(in.p, before.p);
		assert_int_equal(in.n, before.n);
	}
}

static void
counts_code_points(void **state)
{
	(void)state;
	assert_int_equal(utf8_length(SPAN_LIT("")), 0);
	assert_int_equal(utf8_length(SPAN_NONE), 0);
	assert_true(utf8_valid(SPAN_NONE));
	assert_int_equal(utf8_length(SPAN_LIT("a\xc3\xa4\xe2\x82\xac\xf0\x9f\x98\x80")), 4);
	assert_int_equal(utf8_length(SPAN_LIT("a\0b")), 3);
	/* One character, then three octets from the fault on. */
	assert_int_equal(utf8_length(SPAN_LIT("\xc3\xa4\xff\xc3\xa4")), 4);
}

static void
reads_older_encodings(void **state)
{
	struct span out = SPAN_NONE;
	struct arena a;

	(void)state;
	arena_init(&a);
	assert_true(utf8_from_bmp(&a, SPAN_LIT("\0A\0\xe4\x20\xac"), &out));
	assert_true(span_is(out, "A\xc3\xa4\xe2\x82\xac"));
	assert_true(utf8_from_bmp(&a, SPAN_LIT(""), &out));
	assert_true(out.p != NULL && out.n == 0);
	assert_true(utf8_from_bmp(&a, SPAN_LIT("\xff\xff"), &out));
	assert_true(span_is(out, "\xef\xbf\xbf"));
	assert_false(utf8_from_bmp(&a, SPAN_LIT("\0A\0"), &out));		/* half a character */
	assert_false(utf8_from_bmp(&a, SPAN_LIT("\xd8\x3d\xde\x00"), &out));	/* UTF-16, not UCS-2 */
	assert_true(utf8_from_universal(&a, SPAN_LIT("\0\0\0A\0\x01\xf6\x00"), &out));
	assert_true(span_is(out, "A\xf0\x9f\x98\x80"));
	assert_true(utf8_from_universal(&a, SPAN_LIT("\0\x10\xff\xff"), &out));
	assert_false(utf8_from_universal(&a, SPAN_LIT("\0\x11\0\0"), &out));
	assert_false(utf8_from_universal(&a, SPAN_LIT("\0\0\xd8\0"), &out));
	assert_false(utf8_from_universal(&a, SPAN_LIT("\0\0A"), &out));
	assert_true(utf8_from_latin1(&a, SPAN_LIT("A\xe4\xff"), &out));
	assert_true(span_is(out, "A\xc3\xa4\xc3\xbf"));
	arena_free(&a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_code_points),
		cmocka_unit_test(refuses_what_is_not_utf8),
		cmocka_unit_test(counts_code_points),
		cmocka_unit_test(reads_older_encodings),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
