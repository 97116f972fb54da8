/* SPDX-License-Identifier: Apache-2.0 */
/* Values of INTEGER, BIT STRING, UTCTime, GeneralizedTime and OBJECT IDENTIFIER. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/day.h"
#include "der/der.h"
#include "der_build.h"

static struct span
octets(const char *hex)
{
	static struct build b;

	b.n = 0;
	build_hex(&b, hex);
	return build_span(&b);
}

static void
small_integers(void **state)
{
	uint32_t n = 77;

	(void)state;
	assert_false(der_small(octets(""), &n));
	assert_false(der_small(octets("80"), &n));		/* -128 */
	assert_false(der_small(octets("0080000000"), &n));	/* 2^31 */
	assert_false(der_small(octets("0100000000"), &n));
	assert_int_equal(n, 77);
	assert_true(der_small(octets("7fffffff"), &n));
	assert_int_equal(n, INT32_MAX);
	assert_true(der_small(octets("00"), &n));
	assert_int_equal(n, 0);
	assert_true(der_small(octets("00000000000102"), &n));	/* padded, a quirk elsewhere */
	assert_int_equal(n, 0x102);
}

static void
signs_and_sizes(void **state)
{
	(void)state;
	assert_true(der_negative(octets("80")));
	assert_false(der_negative(octets("7f")));
	assert_false(der_negative(octets("0080")));
	assert_false(der_negative(octets("")));
	assert_int_equal(der_magnitude(octets("000080")).n, 1);
	assert_int_equal(der_magnitude(octets("0000")).n, 0);
	assert_int_equal(der_bit_length(octets("")), 0);
	assert_int_equal(der_bit_length(octets("00")), 0);
	assert_int_equal(der_bit_length(octets("01")), 1);
	assert_int_equal(der_bit_length(octets("0080")), 8);
	assert_int_equal(der_bit_length(octets("0100")), 9);
}

static void
bit_strings(void **state)
{
	uint16_t bits;
	size_t n;

	(void)state;
	assert_true(der_bits(octets("00"), &bits, &n));
	assert_int_equal(n, 0);
	assert_int_equal(bits, 0);
	assert_true(der_bits(octets("05a0"), &bits, &n));
	assert_int_equal(n, 3);
	assert_int_equal(bits, 1 << 0 | 1 << 2);
	assert_true(der_bits(octets("070080"), &bits, &n));	/* bit 8, decipherOnly in keyUsage */
	assert_int_equal(n, 9);
	assert_int_equal(bits, 1 << 8);
	assert_true(der_bits(octets("05ff"), &bits, &n));	/* unused bits do not count */
	assert_int_equal(bits, 7);
	assert_true(der_bits(octets("00000180"), &bits, &n));	/* bit 15, and 16, which is left out */
	assert_int_equal(n, 24);
	assert_int_equal(bits, 1 << 15);
	assert_false(der_bits(octets(""), &bits, &n));
	assert_false(der_bits(octets("0880"), &bits, &n));
	assert_false(der_bits(octets("01"), &bits, &n));
}

static bool
moment(uint8_t id, const char *text, const char *expected)
{
	struct span val = { (const uint8_t *)text, strlen(text) };
	int64_t seconds;
	char buf[32];

	if (!der_time(id, val, &seconds))
		return expected == NULL;
	return expected != NULL && strcmp(seconds_format(seconds, buf), expected) == 0;
}

static void
utc_times(void **state)
{
	(void)state;
	assert_true(moment(DER_UTCTIME, "260102030405Z", "2026-01-02T03:04:05Z"));
	assert_true(moment(DER_UTCTIME, "491231235959Z", "2049-12-31T23:59:59Z"));	/* last of 20xx */
	assert_true(moment(DER_UTCTIME, "500101000000Z", "1950-01-01T00:00:00Z"));	/* first of 19xx */
	assert_true(moment(DER_UTCTIME, "2601020304Z", "2026-01-02T03:04:00Z"));
	assert_true(moment(DER_UTCTIME, "260102003000+0100", "2026-01-01T23:30:00Z"));
	assert_true(moment(DER_UTCTIME, "260102030405-0130", "2026-01-02T04:34:05Z"));
	assert_true(moment(DER_UTCTIME, "260229000000Z", NULL));	/* no leap year */
	assert_true(moment(DER_UTCTIME, "240229000000Z", "2024-02-29T00:00:00Z"));
	assert_true(moment(DER_UTCTIME, "261301000000Z", NULL));
	assert_true(moment(DER_UTCTIME, "260102240000Z", NULL));
	assert_true(moment(DER_UTCTIME, "260102006000Z", NULL));
	assert_true(moment(DER_UTCTIME, "260102000060Z", NULL));
	assert_true(moment(DER_UTCTIME, "260102030405", NULL));		/* which zone? */
	assert_true(moment(DER_UTCTIME, "260102030405Zx", NULL));
	assert_true(moment(DER_UTCTIME, "260102030405+01", NULL));
	assert_true(moment(DER_UTCTIME, "260102030405.5Z", NULL));
	assert_true(moment(DER_UTCTIME, "26010203Z", NULL));
	assert_true(moment(DER_UTCTIME, "", NULL));
}

static void
generalized_times(void **state)
{
	(void)state;
	assert_true(moment(DER_GENTIME, "20260102030405Z", "2026-01-02T03:04:05Z"));
	assert_true(moment(DER_GENTIME, "99991231235959Z", "9999-12-31T23:59:59Z"));
	assert_true(moment(DER_GENTIME, "00000101000000Z", "0000-01-01T00:00:00Z"));
	assert_true(moment(DER_GENTIME, "2026010203Z", "2026-01-02T03:00:00Z"));
	assert_true(moment(DER_GENTIME, "202601020304Z", "2026-01-02T03:04:00Z"));
	assert_true(moment(DER_GENTIME, "20260102030405.999Z", "2026-01-02T03:04:05Z"));
	assert_true(moment(DER_GENTIME, "20260102030405,9+01", "2026-01-02T02:04:05Z"));
	assert_true(moment(DER_GENTIME, "20260102030405.Z", NULL));
	assert_true(moment(DER_GENTIME, "20260102030405", NULL));	/* local time of nobody knows where */
	assert_true(moment(DER_GENTIME, "20260102030405+2400", NULL));
	assert_true(moment(DER_PRINTABLE, "20260102030405Z", NULL));
}

static void
object_identifiers_as_text(void **state)
{
	static const struct {
		const char *hex, *text;
	} cases[] = {
		{ "550403", "2.5.4.3" },
		{ "2a864886f70d010101", "1.2.840.113549.1.1.1" },
		{ "00", "0.0" }, { "27", "0.39" }, { "28", "1.0" }, { "4f", "1.39" }, { "50", "2.0" },
		{ "883703", "2.999.3" },
		{ "2a 81ffffffffffffffff7f", "1.2.18446744073709551615" },		/* 2^64 - 1 */
		{ "2a 82808080808080808000", "1.2.0x10000000000000000" },		/* 2^64 */
		{ "2a 8003", "1.2.0x3" },			/* padded: no other is taken for it */
		{ "2a 84", "1.2(cut short)" },
		{ "", "(cut short)" }, { "80", "(cut short)" },
	};
	struct arena a;

	(void)state;
	arena_init(&a);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		assert_string_equal(der_oid_text(&a, octets(cases[i].hex)), cases[i].text);
	arena_free(&a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(small_integers),
		cmocka_unit_test(signs_and_sizes),
		cmocka_unit_test(bit_strings),
		cmocka_unit_test(utc_times),
		cmocka_unit_test(generalized_times),
		cmocka_unit_test(object_identifiers_as_text),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
