/* SPDX-License-Identifier: Apache-2.0 */
/* What is read of text does not depend on how its octets arrive, nor do lines come to be looked at again and again. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "carriers.h"
#include "input/written/run.h"
#include "subjects.h"

bool __real_run_certificate(struct span);
bool __wrap_run_certificate(struct span);

static unsigned n_looks;

bool
__wrap_run_certificate(struct span line)
{
	n_looks++;
	return __real_run_certificate(line);
}

/* Octets that come so many at a time. */
struct source {
	struct span rest;
	size_t piece;
};

static size_t
read_pieces(struct stream *r, uint8_t *to, size_t n)
{
	struct source *s = r->arg;
	struct stream from = { .arg = &s->rest };

	return stream_memory(&from, to, s->piece < n ? s->piece : n);
}

static struct read
read_by(struct span text, size_t piece)
{
	static uint8_t buf[STREAM_SIZE];
	struct source from = { text, piece };
	struct stream r = { .read = read_pieces, .arg = &from, .buf = buf };
	struct read got = { .others = 0 };
	struct input in = { .limit = 1 << 20, .forms = input_forms, .path = "input", .fn = hand, .arg = &got };

	assert_int_equal(input_file(&in, &r), 0);
	input_free(&in);
	return got;
}

/* So many of the first two subjects, and unreadable ones, in whatever pieces they come. */
static void
expect(const struct out *text, unsigned first, unsigned second, unsigned unreadable)
{
	static const size_t pieces[] = { STREAM_SIZE, 1, 7, 100, 255, 257, 1000, 1023, 1025, 1279, 1281 };

	for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
		struct read got = read_by(out_span(text), pieces[i]);

		if (got.subjects[0] != first || got.subjects[1] != second || got.others != 0 || got.unreadable != unreadable)
			fail_msg("in pieces of %zu: %u %u of the subjects, %u others, %u unreadable (%s)", pieces[i], got.subjects[0], got.subjects[1],
			    got.others, got.unreadable, got.words);
	}
}

/* Lines with this end, of which only the first `most` characters are there. */
static void
some_lines(struct out *o, struct span der, size_t most, const char *end)
{
	struct out text = { NULL, 0, 0, false };

	in_lines(&text, der, 64, "", end);
	out_mem(o, text.p, most < text.n ? most : text.n);
	out_free(&text);
}

/* A certificate is cut off where a line ends, wherever that is, and the next begins: told by its first line, after CR as after LF. */
static void
test_ends(void **state)
{
	static const char *const ends[] = { "\n", "\r\n", "\r" };

	(void)state;
	for (size_t e = 0; e < sizeof ends / sizeof *ends; e++)
		for (size_t lines = 6; lines < 20; lines++) {
			struct out text = { NULL, 0, 0, false };
			size_t line = 64 + strlen(ends[e]);

			out_str(&text, "the certificates of today\n\n");
			some_lines(&text, out_span(&subject[0]), lines * line, ends[e]);
			some_lines(&text, out_span(&subject[1]), SIZE_MAX, ends[e]);
			out_str(&text, "\nend\n");
			expect(&text, 0, 1, 1);
			out_free(&text);
		}
}

/* The same of armour whose END is gone. */
static void
test_armour(void **state)
{
	(void)state;
	for (size_t lines = 6; lines < 20; lines++) {
		struct out text = { NULL, 0, 0, false };

		out_str(&text, "the certificates of today\n\n" BEGIN "\r");
		some_lines(&text, out_span(&subject[0]), lines * 65 - 10, "\r");
		out_str(&text, "\r");
		some_lines(&text, out_span(&subject[1]), SIZE_MAX, "\r");
		out_str(&text, "\nend\n");
		expect(&text, 0, 1, 1);
		out_free(&text);
	}
}

/*
 * Base64 of a certificate with something between its characters that is passed over one by one, and lines ahead: each line is looked
 * at once, or twice where the scanner comes to it again.
 */
static void
test_looks(void **state)
{
	struct out base64 = { NULL, 0, 0, false }, text = base64;
	struct read got;

	(void)state;
	base64_write(&base64, out_span(&subject[0]));
	out_str(&text, "the certificates of today\n\n");
	out_mem(&text, base64.p, 64);
	for (size_t i = 64; i < base64.n; i++)
		out_fmt(&text, "%c\v\n", base64.p[i]);
	out_str(&text, "\nend\n");
	n_looks = 0;
	got = read_all(out_span(&text));
	assert_int_equal(got.subjects[0], 1);
	assert_in_range(n_looks, base64.n / 2, 2 * base64.n);
	out_free(&base64);
	out_free(&text);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_ends),
		cmocka_unit_test(test_armour),
		cmocka_unit_test(test_looks),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
