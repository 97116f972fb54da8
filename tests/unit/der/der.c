/* SPDX-License-Identifier: Apache-2.0 */
/* Framing of BER and the departures from DER that are recorded (X.690). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "der/der.h"
#include "der_build.h"

static enum der_status
frame(const char *hex, struct der_tlv *t)
{
	static struct build b;
	enum der_status st;
	struct span in;

	b.n = 0;
	build_hex(&b, hex);
	in = build_span(&b);
	st = der_next(&in, t);
	if (st != DER_OK) {
		assert_ptr_equal(in.p, b.b);
		assert_int_equal(in.n, b.n);
	} else {
		assert_ptr_equal(t->raw.p, b.b);
		assert_ptr_equal(in.p, b.b + t->raw.n);
		assert_int_equal(in.n + t->raw.n, b.n);
	}
	return st;
}

static void
frames_elements(void **state)
{
	static const struct {
		const char *hex;
		uint32_t num, quirks;
		size_t raw, val;
	} cases[] = {
		{ "02 01 05", 2, 0, 3, 1 },
		{ "05 00 ff", 5, 0, 2, 0 },			/* the next element's octets stay */
		{ "04 81 01 41", 4, DER_Q_LEN_LONG, 4, 1 },	/* one octet would do */
		{ "04 82 0001 41", 4, DER_Q_LEN_LONG, 5, 1 },
		{ "04 84 00000001 41", 4, DER_Q_LEN_LONG, 7, 1 },
		{ "9f 1f 00", 31, 0, 3, 0 },			/* least number of the long form */
		{ "9f 1e 00", 30, DER_Q_TAG_LONG, 3, 0 },
		{ "9f 81 00 00", 128, 0, 4, 0 },
		{ "9f 80 1f 00", 31, DER_Q_TAG_LONG, 4, 0 },	/* begins with a zero septet */
		{ "9f ff ff ff 7f 00", 0xfffffff, 0, 6, 0 },	/* largest number that is read */
		{ "30 80 00 00", 16, DER_Q_INDEFINITE, 4, 0 },
		{ "30 80 05 00 00 00 02", 16, DER_Q_INDEFINITE, 6, 2 },
		{ "30 80 30 80 05 00 00 00 00 00", 16, DER_Q_INDEFINITE, 10, 6 },
		{ "30 80 04 02 0000 00 00", 16, DER_Q_INDEFINITE, 8, 4 },	/* zeros inside a value do not end it */
	};
	struct der_tlv t;

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		assert_int_equal(frame(cases[i].hex, &t), DER_OK);
		assert_int_equal(t.num, cases[i].num);
		assert_int_equal(t.quirks, cases[i].quirks);
		assert_int_equal(t.raw.n, cases[i].raw);
		assert_int_equal(t.val.n, cases[i].val);
	}
}

static void
lengths_at_the_borders(void **state)
{
	static const size_t sizes[] = { 0x7f, 0x80, 0xff, 0x100 };
	static uint8_t zeros[0x100];
	struct build b;
	struct der_tlv t;
	struct span in;

	(void)state;
	for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
		b.n = 0;
		build_tlv(&b, 0x04, zeros, sizes[i]);
		in = build_span(&b);
		assert_int_equal(der_next(&in, &t), DER_OK);
		assert_int_equal(t.val.n, sizes[i]);
		assert_int_equal(t.quirks, 0);
		in = (struct span){ b.b, b.n - 1 };
		assert_int_equal(der_next(&in, &t), DER_ETRUNC);
	}
}

static void
says_why_it_cannot_frame(void **state)
{
	static const struct {
		const char *hex;
		enum der_status st;
	} cases[] = {
		{ "", DER_END },
		{ "9f", DER_ETAG },			/* tag number missing */
		{ "9f 81", DER_ETAG },			/* and cut short */
		{ "9f 81 80 80 80 00 00", DER_ETAG },	/* over 28 bits */
		{ "02", DER_ELEN },			/* length missing */
		{ "02 82 00", DER_ELEN },		/* and cut short */
		{ "02 85 0000000001 00", DER_ELEN },	/* length of five octets */
		{ "02 ff 00", DER_ELEN },		/* reserved */
		{ "02 80 00 00", DER_ELEN },		/* a primitive element of indefinite length */
		{ "02 01", DER_ETRUNC },
		{ "30 84 ffffffff 00", DER_ETRUNC },
		{ "30 80 05 00 00", DER_ELEN },		/* end-of-contents cut short */
		{ "30 80 05 00", DER_ETRUNC },		/* no end-of-contents */
	};
	struct der_tlv t;

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		assert_int_equal(frame(cases[i].hex, &t), cases[i].st);
}

static void
indefinite_lengths_nest_to_the_limit(void **state)
{
	struct der_tlv t;
	struct build b;
	struct span in;

	(void)state;
	for (unsigned depth = DER_MAX_DEPTH + 1; depth <= DER_MAX_DEPTH + 2; depth++) {
		b.n = 0;
		for (unsigned i = 0; i < depth; i++)
			build_hex(&b, "30 80");
		for (unsigned i = 0; i < depth; i++)
			build_hex(&b, "00 00");
		in = build_span(&b);
		assert_int_equal(der_next(&in, &t), depth <= DER_MAX_DEPTH + 1 ? DER_OK : DER_EDEPTH);
	}
}

static void
takes_only_what_is_asked_for(void **state)
{
	static const uint8_t octets[] = { 0x02, 0x01, 0x05, 0x05, 0x00, 0x02, 0x02, 0x00 };
	struct span in = { octets, sizeof octets };
	struct der_tlv t;

	(void)state;
	assert_int_equal(der_count(in), 2);		/* the third is cut short */
	assert_false(der_take(&in, DER_NULL, &t));
	assert_int_equal(in.n, sizeof octets);
	assert_true(der_take(&in, DER_INTEGER, &t));
	assert_true(der_peek(in, DER_NULL));
	assert_true(der_take(&in, DER_NULL, &t));
	assert_false(der_take(&in, DER_INTEGER, &t));
	assert_int_equal(in.n, 3);
	assert_false(der_peek(SPAN_NONE, 0));
	assert_int_equal(der_count(SPAN_NONE), 0);
}

static void
checks_primitive_content(void **state)
{
	static const struct {
		uint8_t id;
		const char *hex;
		uint32_t quirks;
	} cases[] = {
		{ DER_BOOLEAN, "00", 0 }, { DER_BOOLEAN, "ff", 0 },
		{ DER_BOOLEAN, "01", DER_Q_BOOL }, { DER_BOOLEAN, "", DER_Q_BOOL }, { DER_BOOLEAN, "ffff", DER_Q_BOOL },
		{ DER_INTEGER, "", DER_Q_INT_EMPTY },
		{ DER_INTEGER, "00", 0 }, { DER_INTEGER, "0080", 0 }, { DER_INTEGER, "007f", DER_Q_INT_LONG },
		{ DER_INTEGER, "ff7f", 0 }, { DER_INTEGER, "ff80", DER_Q_INT_LONG }, { DER_INTEGER, "ff", 0 },
		{ DER_ENUMERATED, "0001", DER_Q_INT_LONG },
		{ DER_BIT_STRING, "00", 0 }, { DER_BIT_STRING, "", DER_Q_BIT_UNUSED },
		{ DER_BIT_STRING, "01", DER_Q_BIT_UNUSED },		/* unused bits of no octet */
		{ DER_BIT_STRING, "0780", 0 }, { DER_BIT_STRING, "0880", DER_Q_BIT_UNUSED },
		{ DER_BIT_STRING, "07c0", DER_Q_BIT_UNUSED },		/* an unused bit is set */
		{ DER_NULL, "", 0 }, { DER_NULL, "00", DER_Q_NULL },
		{ DER_OID, "550403", 0 }, { DER_OID, "", DER_Q_OID }, { DER_OID, "5584", DER_Q_OID },
		{ DER_OID, "558003", DER_Q_OID }, { DER_OID, "80", DER_Q_OID }, { DER_OID, "558100", 0 },
		{ DER_UTF8, "c3a4", 0 }, { DER_UTF8, "e4", DER_Q_CHARSET },
		{ DER_NUMERIC, "2030313839", 0 }, { DER_NUMERIC, "2f", DER_Q_CHARSET }, { DER_NUMERIC, "3a", DER_Q_CHARSET },
		{ DER_PRINTABLE, "20272829 2b2c2d2e2f 3039 3a3d3f 41 5a 61 7a", 0 },
		{ DER_PRINTABLE, "26", DER_Q_CHARSET }, { DER_PRINTABLE, "2a", DER_Q_CHARSET },
		{ DER_PRINTABLE, "40", DER_Q_CHARSET }, { DER_PRINTABLE, "5f", DER_Q_CHARSET },
		{ DER_PRINTABLE, "3b", DER_Q_CHARSET }, { DER_PRINTABLE, "5b", DER_Q_CHARSET },
		{ DER_PRINTABLE, "60", DER_Q_CHARSET }, { DER_PRINTABLE, "7b", DER_Q_CHARSET },
		{ DER_PRINTABLE, "c1", DER_Q_CHARSET }, { DER_PRINTABLE, "22", DER_Q_CHARSET },
		{ DER_VISIBLE, "207e", 0 }, { DER_VISIBLE, "1f", DER_Q_CHARSET }, { DER_VISIBLE, "7f", DER_Q_CHARSET },
		{ DER_IA5, "007f", 0 }, { DER_IA5, "80", DER_Q_CHARSET },
		{ DER_BMP, "0041", 0 }, { DER_BMP, "004100", DER_Q_CHARSET }, { DER_BMP, "d800", DER_Q_CHARSET },
		{ DER_BMP, "d7ffe000", 0 },
		{ DER_UNIVERSALSTR, "0010ffff", 0 }, { DER_UNIVERSALSTR, "00110000", DER_Q_CHARSET },
		{ DER_UNIVERSALSTR, "0041", DER_Q_CHARSET },
		{ DER_UTCTIME, "3236303130323033303430355a", 0 },
		{ DER_UTCTIME, "323630313032303330345a", DER_Q_TIME },		/* no seconds */
		{ DER_UTCTIME, "3236303130323033303430352b30313030", DER_Q_TIME },
		{ DER_UTCTIME, "3236303130323033303430357a", DER_Q_TIME },	/* "z" */
		{ DER_GENTIME, "32303236303130323033303430355a", 0 },
		{ DER_GENTIME, "32303236303130323033303430352e355a", DER_Q_TIME },	/* RFC 5280 4.1.2.5.2 */
		/* Month 13, day 0, 30 February, 29 February of 2026 and of 2100, hour 24, minute 60, second 60; and those next to them. */
		{ DER_UTCTIME, "3236313330323033303430355a", DER_Q_TIME }, { DER_UTCTIME, "3236313230323033303430355a", 0 },
		{ DER_UTCTIME, "3236303030323033303430355a", DER_Q_TIME }, { DER_UTCTIME, "3236303130303033303430355a", DER_Q_TIME },
		{ DER_UTCTIME, "3236303233303033303430355a", DER_Q_TIME }, { DER_UTCTIME, "3236303232393033303430355a", DER_Q_TIME },
		{ DER_UTCTIME, "3234303232393033303430355a", 0 }, { DER_UTCTIME, "3539303232393033303430355a", DER_Q_TIME },
		{ DER_UTCTIME, "3536303232393033303430355a", 0 },
		{ DER_UTCTIME, "3236303130323234303430355a", DER_Q_TIME }, { DER_UTCTIME, "3236303130323233363030355a", DER_Q_TIME },
		{ DER_UTCTIME, "3236303130323233353936305a", DER_Q_TIME }, { DER_UTCTIME, "3236303130323233353935395a", 0 },
		{ DER_GENTIME, "32313030303232393033303430355a", DER_Q_TIME }, { DER_GENTIME, "32303030303232393033303430355a", 0 },
		{ DER_GENTIME, "32303530313330323033303430355a", DER_Q_TIME }, { DER_GENTIME, "32303530313233323033303430355a", DER_Q_TIME },
		{ DER_OCTET_STRING, "ff", 0 },
	};
	struct build b;

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		b.n = 0;
		build_hex(&b, cases[i].hex);
		if (der_check_primitive(cases[i].id, build_span(&b)) != cases[i].quirks)
			fail_msg("%02x: %s", cases[i].id, cases[i].hex);
	}
}

/* ---- der_check() ---- */

struct seen {
	const uint8_t *base;
	unsigned n;
	struct {
		size_t at, n;
		enum der_status st;
		uint32_t quirks;
	} fault[8];
};

static void
see(void *arg, struct span where, enum der_status st, uint32_t quirks)
{
	struct seen *s = arg;

	assert_true(s->n < 8);
	s->fault[s->n].at = (size_t)(where.p - s->base);
	s->fault[s->n].n = where.n;
	s->fault[s->n].st = st;
	s->fault[s->n++].quirks = quirks;
}

static bool
check(struct seen *s, const char *hex)
{
	static struct build b;

	b.n = 0;
	build_hex(&b, hex);
	*s = (struct seen){ .base = b.b };
	return der_check(build_span(&b), 0, see, s);
}

static void
one_fault(const char *hex, size_t at, size_t n, enum der_status st, uint32_t quirks)
{
	struct seen s;

	check(&s, hex);
	assert_int_equal(s.n, 1);
	assert_int_equal(s.fault[0].at, at);
	assert_int_equal(s.fault[0].n, n);
	assert_int_equal(s.fault[0].st, st);
	assert_int_equal(s.fault[0].quirks, quirks);
}

static void
reports_the_innermost_element(void **state)
{
	struct seen s;

	(void)state;
	check(&s, "30 0b 02 01 05 31 06 02 01 01 02 01 02");
	assert_int_equal(s.n, 0);
	one_fault("30 06 30 04 02 02 0001", 4, 4, DER_OK, DER_Q_INT_LONG);
	one_fault("30 03 a4 01 00", 4, 1, DER_ELEN, 0);
}

/* Of octets that were not met, see() is told without a fault. */
static void
a_frame_that_fails_inside_leaves_what_is_in_step(void **state)
{
	struct seen s;

	(void)state;
	/* Three SEQUENCEs: the second holds a truncated element, the others a bad BOOLEAN. */
	assert_false(check(&s, "30 03 01 01 01 30 02 02 01 30 03 01 01 01"));
	assert_int_equal(s.n, 3);
	assert_int_equal(s.fault[0].quirks, DER_Q_BOOL);
	assert_int_equal(s.fault[0].at, 2);
	assert_int_equal(s.fault[1].st, DER_ETRUNC);
	assert_int_equal(s.fault[1].at, 7);
	assert_int_equal(s.fault[2].quirks, DER_Q_BOOL);
	assert_int_equal(s.fault[2].at, 11);
	/* The same, and the third runs past the end: what follows the fault is not met. */
	assert_false(check(&s, "30 03 01 01 01 30 02 02 01 30 04 01 01 01"));
	assert_int_equal(s.n, 3);
	assert_int_equal(s.fault[1].st, DER_ETRUNC);
	assert_int_equal(s.fault[2].st, DER_OK);
	assert_int_equal(s.fault[2].quirks, 0);
	assert_int_equal(s.fault[2].at, 9);
	/* Nested: the inner container stops, the outer one goes on. */
	assert_false(check(&s, "30 07 30 02 02 01 30 01 01" "01 01 01"));
	assert_int_equal(s.n, 3);
	assert_int_equal(s.fault[1].quirks, 0);
	assert_int_equal(s.fault[2].quirks, DER_Q_BOOL);
	assert_true(check(&s, "30 03 01 01 01 30 03 01 01 01"));
	assert_int_equal(s.n, 2);
}

static void
forms_and_tags(void **state)
{
	(void)state;
	one_fault("24 03 04 01 41", 0, 5, DER_OK, DER_Q_CONSTRUCTED);
	one_fault("10 00", 0, 2, DER_OK, DER_Q_PRIMITIVE);
	one_fault("11 00", 0, 2, DER_OK, DER_Q_PRIMITIVE);
	one_fault("00 00", 0, 2, DER_OK, DER_Q_EOC);
	one_fault("00 01 00", 0, 3, DER_OK, DER_Q_TAG_RESERVED);
	one_fault("0f 00", 0, 2, DER_OK, DER_Q_TAG_RESERVED);
	one_fault("1f 25 00", 0, 3, DER_OK, DER_Q_TAG_RESERVED);		/* 37 */
	one_fault("1f 04 00", 0, 3, DER_OK, DER_Q_TAG_LONG);
	/* Other classes are somebody else's business. */
	{
		struct seen s;

		check(&s, "80 00 a1 00 5f 25 00 1f 24 00");
		assert_int_equal(s.n, 0);
	}
}

static void
order_of_a_set(void **state)
{
	struct seen s;

	(void)state;
	one_fault("31 06 02 01 02 02 01 01", 0, 8, DER_OK, DER_Q_SET_ORDER);
	one_fault("31 05 05 00 02 01 01", 0, 7, DER_OK, DER_Q_SET_ORDER);
	check(&s, "31 06 02 01 01 02 01 01");		/* equal ones are in order */
	assert_int_equal(s.n, 0);
	check(&s, "30 06 02 01 02 02 01 01");		/* a SEQUENCE has no order of its own */
	assert_int_equal(s.n, 0);
}

static void
depth_is_limited(void **state)
{
	struct seen s;
	struct build b;

	(void)state;
	for (size_t n = DER_MAX_DEPTH + 1; n <= DER_MAX_DEPTH + 2; n++) {
		b.n = 0;
		for (size_t i = n; i-- > 0; ) {
			build_octet(&b, 0x30);
			build_octet(&b, (unsigned)(2 * i));
		}
		s = (struct seen){ .base = b.b };
		der_check(build_span(&b), 0, see, &s);
		assert_int_equal(s.n, n == DER_MAX_DEPTH + 2);
		if (s.n > 0)
			assert_int_equal(s.fault[0].st, DER_EDEPTH);
	}
}

static void
count_faults(void *arg, struct span where, enum der_status st, uint32_t quirks)
{
	unsigned *n = arg;

	(void)where, (void)st, (void)quirks;
	++*n;
}

/* What is quickly taken for sound has no fault; what has none is taken for sound, but where it is rare. */
static void
sound_at_a_glance(void **state)
{
	static const char sample[] = "30 81a0 30 0f a0 03 02 01 02 02 08 0102030405060708 30 0d 06 09 2a864886f70d01010b 05 00"
	    "31 0b 30 09 06 03 550406 13 02 4445 31 10 30 06 06 03 550403 05 00 30 06 06 03 550404 05 00"
	    "30 1e 17 0d 3236303730313030303030305a 18 0d 32303236303730313030305a"
	    "03 03 07 80 80 01 01 ff 0a 01 05 0c 03 c3a961 16 02 4040 1e 02 0041 1c 04 00000041 12 02 3120 1a 02 4120"
	    "04 03 00ff00 80 02 ffff a3 04 82 02 0101 30 00 31 00 1f 24 00 3f 25 00 30 04 30 02 05 00";
	static struct build whole, b;
	unsigned clean = 0, quiet = 0;
	uint32_t seed = 3;

	(void)state;
	build_hex(&whole, sample);
	for (unsigned i = 0; i < 200000; i++) {
		unsigned faults = 0;
		struct span in;
		bool sound, good;

		b = whole;
		for (unsigned k = 0; k < i % 3 + 1; k++) {
			seed = seed * 1664525 + 1013904223;
			b.b[(seed >> 8) % 168] = (uint8_t)(seed >> 24 & 1 ? seed >> 16 : whole.b[(seed >> 4) % 168]);
		}
		seed = seed * 1664525 + 1013904223;
		/* From any element of the sample on, as long as you like. */
		in = span_sub(build_span(&b), (seed >> 8) % 150, (seed >> 20) % 19);
		good = der_check_each(in, i % 30, count_faults, &faults) && faults == 0;
		sound = der_clean(in, i % 30);
		if (sound && !good)
			fail_msg("turn %u", i);
		clean += sound;
		quiet += good;
	}
	assert_true(clean > 1000);
	assert_true(quiet - clean < quiet / 10);
}

static void
has_words_for_everything(void **state)
{
	(void)state;
	assert_string_equal(der_status_words(DER_OK), "no fault");
	assert_string_equal(der_status_words((enum der_status)99), "unknown");
	assert_string_equal(der_quirk_words(DER_QB_LEN_LONG), "length not in the fewest octets");
	assert_string_equal(der_quirk_words(DER_QUIRKS), "unknown");
	assert_int_equal(DER_Q_TAG_RESERVED, 1u << (DER_QUIRKS - 1));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(frames_elements),
		cmocka_unit_test(lengths_at_the_borders),
		cmocka_unit_test(says_why_it_cannot_frame),
		cmocka_unit_test(indefinite_lengths_nest_to_the_limit),
		cmocka_unit_test(takes_only_what_is_asked_for),
		cmocka_unit_test(checks_primitive_content),
		cmocka_unit_test(reports_the_innermost_element),
		cmocka_unit_test(a_frame_that_fails_inside_leaves_what_is_in_step),
		cmocka_unit_test(forms_and_tags),
		cmocka_unit_test(order_of_a_set),
		cmocka_unit_test(depth_is_limited),
		cmocka_unit_test(sound_at_a_glance),
		cmocka_unit_test(has_words_for_everything),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
