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

/* Any octet, zeros, a byte order mark, elements of DER that are short, text; whatever line end an editor has left behind. */
static void
test_told(void **state)
{
	static const struct span fronts[] = {
		SPAN_CONST("\0"), SPAN_CONST("\n"), SPAN_CONST("x"), SPAN_CONST("\xff"), SPAN_CONST("\x30"), SPAN_CONST("\5\0"), SPAN_CONST("\0\0"),
		SPAN_CONST("\xef\xbb\xbf"), SPAN_CONST("\x30\3\2\1\5"), SPAN_CONST("Certificate:\n"), SPAN_CONST("\0\0\0\1\0\0\0\0"),
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

/* A key, of Ed25519 (RFC 8410 10.3), is skipped by its name, as one in PEM is. */
static void
test_key(void **state)
{
	uint8_t key[48] = { 0x30, 0x2e, 2, 1, 0, 0x30, 5, 6, 3, 0x2b, 0x65, 0x70, 4, 0x22, 4, 0x20 };
	struct read got = read_behind((struct span){ key, sizeof key }, SPAN_LIT(""));

	(void)state;
	assert_int_equal(got.subjects[0], 1);
	assert_int_equal(got.skipped, 1);
	assert_int_equal(got.others + got.unreadable, 0);
	key[11] = 0;
	key[2] = 4;
	expect((struct span){ key, sizeof key }, SPAN_LIT(""), "48 octets in front of the DER that is linted");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_told),
		cmocka_unit_test(test_larger),
		cmocka_unit_test(test_none),
		cmocka_unit_test(test_key),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
