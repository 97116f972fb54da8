/* SPDX-License-Identifier: Apache-2.0 */
/* in_front.c - octets in front of the one element that the rest of a file is: told of, unless they are of a known form or say how long it is. */
#include "subjects.h"

/* The first of the subjects behind these octets, and these behind it. */
static struct read
read_behind(struct span front, struct span behind)
{
	struct out o = { NULL, 0, 0, false };
	struct read got;

	out_mem(&o, front.p, front.n);
	out_mem(&o, subject[0].p, subject[0].n);
	out_mem(&o, behind.p, behind.n);
	got = read_as_file(out_span(&o), SPAN_NONE);
	out_free(&o);
	return got;
}

static void
expect(struct span front, struct span behind, const char *words)
{
	struct read got = read_behind(front, behind);

	if (got.subjects[0] != 1 || got.others + got.skipped > 0 || got.unreadable != (words != NULL) || (words != NULL && strcmp(got.words, words) != 0))
		fail_msg("behind %zu octets that begin with %02x: %u of the subject, %u others, %u skipped, %u unreadable (%s)", front.n,
		    front.n > 0 ? front.p[0] : 0u, got.subjects[0], got.others, got.skipped, got.unreadable, got.words);
}

/* Any octet, zeros, a byte order mark, an element of DER that is longer, text; whatever line end an editor has left behind. */
static void
test_told(void **state)
{
	static const struct span fronts[] = {
		SPAN_CONST("\0"), SPAN_CONST("\n"), SPAN_CONST("x"), SPAN_CONST("\xff"), SPAN_CONST("\x30"), SPAN_CONST("\5\1"), SPAN_CONST("\0\0"),
		SPAN_CONST("\xef\xbb\xbf"), SPAN_CONST("\x30\4\2\1\5"), SPAN_CONST("\5\0\5"), SPAN_CONST("\x42\0"), SPAN_CONST("Certificate:\n"), SPAN_CONST("\0\0\0\1\0\0\0\0"),
	};

	(void)state;
	for (size_t i = 0; i < sizeof fronts / sizeof *fronts; i++) {
		char words[64];

		snprintf(words, sizeof words, "%zu octet%s in front of the DER that is linted", fronts[i].n, fronts[i].n > 1 ? "s" : "");
		expect(fronts[i], SPAN_LIT(""), words);
		expect(fronts[i], SPAN_LIT("\n"), words);
		expect(fronts[i], SPAN_LIT("\r\n"), words);
	}
}

/* Up to as many as the element has, it is what the file is for; beyond, it stands in another. */
static void
test_larger(void **state)
{
	(void)state;
	for (size_t more = 0; more < 2; more++) {
		struct out o = { NULL, 0, 0, false };
		struct read got;

		while (o.n + 1 < subject[0].n + more)
			out_char(&o, (char)0xff);
		out_mem(&o, subject[0].p, subject[0].n);
		got = read_all(out_span(&o));
		assert_int_equal(got.subjects[0], 1);
		assert_int_equal(got.unreadable, more == 0);
		assert_int_equal(got.skipped, more > 0);
		out_free(&o);
	}
}

/* Nothing, a record that says how long it is, an answer of a web server, a form of which it is one thing among others. */
static void
test_none(void **state)
{
	size_t n = subject[0].n;
	uint8_t big[] = { 7, 0, 0, (uint8_t)(n >> 8), (uint8_t)n }, little[] = { 7, (uint8_t)n, (uint8_t)(n >> 8), 0, 0 };
	uint8_t two[] = { 7, (uint8_t)n, (uint8_t)(n >> 8) }, sevens[] = { 10, (uint8_t)(n | 0x80), (uint8_t)(n >> 7) };

	(void)state;
	expect(SPAN_LIT(""), SPAN_LIT("\n"), NULL);
	expect((struct span){ big, sizeof big }, SPAN_LIT(""), NULL);
	expect((struct span){ little, sizeof little }, SPAN_LIT(""), NULL);
	expect((struct span){ two, sizeof two }, SPAN_LIT(""), NULL);
	expect((struct span){ sevens, sizeof sevens }, SPAN_LIT(""), NULL);
	expect(SPAN_LIT("HTTP/1.1 200 OK\r\nContent-Type: application/pkix-cert\r\n\r\n"), SPAN_LIT(""), NULL);
	expect(SPAN_LIT("MAGIC\1\2"), SPAN_LIT("\0\1\0"), NULL);
	big[4]++;
	expect((struct span){ big, sizeof big }, SPAN_LIT(""), "5 octets in front of the DER that is linted");
}

/* ---- elements of DER ---- */

/* The value between the head of an element of this tag, which has these octets first, and nothing. */
static void
put_element(struct out *o, uint8_t tag, struct span first, struct span value)
{
	size_t n = first.n + value.n;

	out_char(o, (char)tag);
	if (n >= 0x80)
		out_mem(o, (const uint8_t[]){ 0x82, (uint8_t)(n >> 8), (uint8_t)n }, 3);
	else
		out_char(o, (char)n);
	out_mem(o, first.p, first.n);
	out_mem(o, value.p, value.n);
}

/* So many certificates behind these octets: each is linted, and so many things are skipped. */
static void
expect_skipped(const char *name, struct span front, unsigned certificates, unsigned skipped)
{
	struct out o = { NULL, 0, 0, false };
	struct read got;

	out_mem(&o, front.p, front.n);
	for (unsigned i = 0; i < certificates; i++)
		out_mem(&o, subject[i].p, subject[i].n);
	got = read_as_file(out_span(&o), SPAN_NONE);
	if (got.subjects[0] != 1 || got.subjects[1] != (certificates > 1) || got.others + got.unreadable > 0 || got.skipped != skipped)
		fail_msg("%s, %u certificates: %u and %u of the subjects, %u others, %u skipped, %u unreadable (%s)", name, certificates,
		    got.subjects[0], got.subjects[1], got.others, got.skipped, got.unreadable, got.words);
	out_free(&o);
}

/* Whole elements that are no certificates are skipped, each by its name, as a key in PEM is: of one octet of length (RFC 8410 10.3) and of more. */
static void
test_elements(void **state)
{
	static const uint8_t key[] = { 2, 1, 0, 0x30, 5, 6, 3, 0x2b, 0x65, 0x70, 4, 0x22, 4, 0x20 };
	static const uint8_t name[] = { 0x31, 12, 0x30, 10, 6, 3, 0x55, 4, 3, 12, 3, 'a', 'b', 'c' };
	static const struct { const char *name; uint8_t tag; struct span first; size_t more; } elements[] = {
		{ "NULL", 5, SPAN_CONST(""), 0 }, { "INTEGER", 2, SPAN_CONST("\5"), 0 }, { "a time", 0x17, SPAN_CONST("260101000000Z"), 0 },
		{ "OCTET STRING", 4, SPAN_CONST("\7"), 300 }, { "BIT STRING", 3, SPAN_CONST("\0"), 300 }, { "text", 12, SPAN_CONST("x"), 200 },
		{ "SEQUENCE", 0x30, SPAN_CONST("\2\1\5"), 0 }, { "[0]", 0xa0, SPAN_CONST("\2\1\5"), 0 },
		{ "a key", 0x30, { key, sizeof key }, 32 }, { "a name", 0x30, { name, sizeof name }, 0 },
		{ "a key of RSA", 0x30, SPAN_CONST("\2\1\0\2\x82\1\0"), 256 },
		{ "a request", 0x30, SPAN_CONST("\x30\x82\1\x18\2\1\0\x30\x0d\x31\x0b\x30\x09\6\3\x55\4\3\x0c\2ab\x30\x82\1\2\3\x81\xff"), 255 },
	};
	uint8_t fill[300];

	(void)state;
	memset(fill, 0x5a, sizeof fill);
	for (size_t i = 0; i < sizeof elements / sizeof *elements; i++)
		for (unsigned n = 1; n <= 2; n++) {
			struct out o = { NULL, 0, 0, false };

			put_element(&o, elements[i].tag, elements[i].first, (struct span){ fill, elements[i].more });
			expect_skipped(elements[i].name, out_span(&o), n, 1);
			/* Two of them, where a reader of DER does not begin with the first. */
			if (elements[i].tag != 0x30 || elements[i].more < 128) {
				out_mem(&o, "\5\0", 2);
				expect_skipped(elements[i].name, out_span(&o), n, 2);
			}
			out_free(&o);
		}
}

/* A certificate whose first octets are damaged is no element to skip, in front of one and of two. */
static void
test_damaged(void **state)
{
	unsigned wrong = 0;

	(void)state;
	for (size_t at = 0; at < 24; at++)
		for (unsigned bit = 0; bit < 8; bit++)
			for (unsigned n = 1; n <= 2; n++) {
				struct out o = { NULL, 0, 0, false };
				struct read got;

				out_mem(&o, subject[2].p, subject[2].n);
				o.p[at] = (char)(o.p[at] ^ 1 << bit);
				for (unsigned i = 0; i < n; i++)
					out_mem(&o, subject[i].p, subject[i].n);
				got = read_as_file(out_span(&o), SPAN_NONE);
				if (got.subjects[0] + got.subjects[1] + got.subjects[2] + got.others + got.unreadable <= n && ++wrong < 10)
					printf("bit %u of octet %zu, %u behind: %u unreadable, %u skipped\n", bit, at, n, got.unreadable, got.skipped);
				out_free(&o);
			}
	assert_int_equal(wrong, 0);
}

/* The heads of elements that end with the certificate are nothing beside it: each says how long it is. */
static void
test_wrapped(void **state)
{
	static const struct { uint8_t tag; struct span first; } heads[] = {
		{ 3, SPAN_CONST("\0") }, { 4, SPAN_CONST("") }, { 0x30, SPAN_CONST("") }, { 0x31, SPAN_CONST("") }, { 0xa0, SPAN_CONST("") }, { 0xa1, SPAN_CONST("") },
		{ 0x80, SPAN_CONST("") }, { 0x61, SPAN_CONST("") }, { 12, SPAN_CONST("") },
	};
	enum { N = sizeof heads / sizeof *heads };

	(void)state;
	for (size_t i = 0; i < N; i++)
		for (size_t k = 0; k <= N; k++) {
			struct out inner = { NULL, 0, 0, false }, outer = inner;
			struct read got;
			bool told;

			put_element(&inner, heads[i].tag, heads[i].first, out_span(&subject[0]));
			if (k < N)
				put_element(&outer, heads[k].tag, heads[k].first, out_span(&inner));
			got = read_as_file(out_span(k < N ? &outer : &inner), SPAN_NONE);
			/* Directly in a SEQUENCE or a SET it is taken for the fields of a certificate that they are not. */
			told = k < N && (heads[k].tag == 0x30 || heads[k].tag == 0x31) && got.subjects[0] == 0 && got.others + got.unreadable == 1;
			if (!told && (got.subjects[0] != 1 || got.others + got.unreadable + got.skipped > 0))
				fail_msg("%02x in %02x: %u of the subject, %u others, %u skipped, %u unreadable (%s)", heads[i].tag, k < N ? heads[k].tag : 0u,
				    got.subjects[0], got.others, got.skipped, got.unreadable, got.words);
			out_free(&inner);
			out_free(&outer);
		}
	/* Bits of no octet: it is told of. */
	{
		struct out o = { NULL, 0, 0, false };

		put_element(&o, 3, SPAN_LIT("\7"), out_span(&subject[0]));
		assert_int_equal(read_as_file(out_span(&o), SPAN_NONE).unreadable, 1);
		out_free(&o);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_told),
		cmocka_unit_test(test_larger),
		cmocka_unit_test(test_none),
		cmocka_unit_test(test_elements),
		cmocka_unit_test(test_damaged),
		cmocka_unit_test(test_wrapped),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
