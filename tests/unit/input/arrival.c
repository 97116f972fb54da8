/* SPDX-License-Identifier: Apache-2.0 */
/* What is read of text does not depend on how its octets arrive, nor do lines come to be looked at again and again. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
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

/* ---- where it stands ---- */

/* What is handed out, with its line, and the line with the damage, counted from that of the first block. */
struct traces {
	struct out text;
	uint64_t before;		/* lines in front of it */
};

static int
trace(void *arg, const struct item *item)
{
	struct traces *t = arg;
	const char *in_line = item->fault != NULL ? strstr(item->fault, ", in line ") : NULL;
	uint32_t digest = 0;

	for (size_t i = 0; i < item->der.n; i++)
		digest = digest * 31 + item->der.p[i];
	out_fmt(&t->text, "%llu: %zu octets, %x", (unsigned long long)(item->line - t->before), item->der.n, digest);
	if (in_line != NULL)
		out_fmt(&t->text, ", %.*s, %llu", (int)(in_line - item->fault), item->fault,
		    strtoull(in_line + strlen(", in line "), NULL, 10) - (unsigned long long)t->before);
	out_str(&t->text, "\n");
	return 0;
}

/* Lines of dots, so many octets. */
static uint64_t
dots(struct out *o, size_t n)
{
	uint64_t lines = 0;

	for (size_t i = 1; i <= n; i++) {
		bool ends = i % 70 == 0 || i == n;

		out_char(o, ends ? '\n' : '.');
		lines += ends;
	}
	return lines;
}

/* What is read of the text where so many octets stand before it, and as many as any window has behind it. */
static struct traces
read_at(struct span text, size_t shift, size_t piece)
{
	static uint8_t buf[STREAM_SIZE];
	struct out o = { NULL, 0, 0, false };
	struct traces got = { .text = o };
	struct source from = { .piece = piece };
	struct stream r = { .read = read_piece, .arg = &from, .buf = buf };
	struct input in = { .limit = 1 << 20, .forms = input_forms, .path = "input", .fn = trace, .arg = &got };

	got.before = dots(&o, shift);
	out_mem(&o, text.p, text.n);
	(void)dots(&o, STREAM_SIZE);
	from.rest = out_span(&o);
	assert_int_equal(input_file(&in, &r), 0);
	input_free(&in);
	out_free(&o);
	return got;
}

/* Ways in which a block is none of the regular ones that are read at a glance. */
enum way { TWO_IN_ONE, TAGS, EMPTY_LINES, DAMAGED, TRAILED, NO_END, WAYS };

/* A block with this label; another certificate begins in a line of its own, where it has two. */
static void
irregular(struct out *o, const char *label, enum way way, const char *end)
{
	struct out der = { NULL, 0, 0, false }, text = der;

	out_mem(&der, subject[0].p, subject[0].n);
	while (way != EMPTY_LINES && (way != TRAILED || der.n < subject[0].n + 7) && der.n % 48 > 0)
		out_char(&der, 0);
	if (way != TRAILED)
		out_mem(&der, subject[1].p, subject[1].n);
	in_lines(&text, out_span(&der), 64, "", way == TAGS ? "</td>\n<td>" : way == EMPTY_LINES ? "\n\n" : "\n");
	text.p[700] = way == DAMAGED ? '#' : text.p[700];
	out_fmt(o, "-----BEGIN %s-----%s", label, end);
	for (size_t i = 0; i < text.n; i++)
		if (text.p[i] == '\n')
			out_str(o, end);
		else
			out_char(o, text.p[i]);
	if (way == NO_END)
		out_str(o, end);
	else
		out_fmt(o, "-----END %s-----%s", label, end);
	out_free(&der);
	out_free(&text);
}

/* So many octets are looked through for END. */
#define AHEAD 32768

/* Behind damage all is the block's up to an END that is near enough, or is read.  Which of them does not depend on how the octets arrive. */
static void
test_end_ahead(void **state)
{
	static const size_t pieces[] = { STREAM_SIZE, 1, 8192 };

	(void)state;
	for (size_t at = AHEAD - 48; at < AHEAD + 2; at++) {
		struct out block = { NULL, 0, 0, false }, o = block;
		struct read got[sizeof pieces / sizeof *pieces];
		size_t from;

		pem(&block, out_span(&subject[0]));
		/* All that is looked at to tell the form has come. */
		(void)dots(&o, STREAM_SIZE);
		out_str(&o, BEGIN "\nMIIEvQIBADANBgkqhkiG9w0BAQEFAASC\n#");
		from = o.n;
		out_str(&o, "\n\n");
		base64_write(&o, out_span(&block));
		while (o.n < from + at)
			out_char(&o, '\n');
		out_str(&o, END "\n");
		(void)dots(&o, STREAM_SIZE);
		for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
			got[i] = read_by(out_span(&o), pieces[i]);
			assert_int_equal(got[i].unreadable, got[0].unreadable);
			assert_int_equal(got[i].subjects[0], got[0].subjects[0]);
		}
		/* It is the block's up to there, and no farther. */
		assert_int_equal(got[0].subjects[0], at >= AHEAD);
		out_free(&block);
		out_free(&o);
	}
}

/* Octets from one place to the next: they come to stand anywhere in a window, and in a line. */
#define STEP 997

/* Blocks that are looked at more than once are read alike wherever in the stream they stand, in whatever pieces it comes. */
static void
test_places(void **state)
{
	static const char *const labels[] = { "CERTIFICATE", "OCSP RESPONSE", "PKCS7", "PRIVATE KEY", "X" }, *const ends[] = { "\n", "\r\n" };
	static const size_t pieces[] = { STREAM_SIZE, 1000, 4097 };
	struct out o = { NULL, 0, 0, false };
	struct traces first;

	(void)state;
	for (size_t e = 0; e < sizeof ends / sizeof *ends; e++)
		for (size_t l = 0; l < sizeof labels / sizeof *labels; l++)
			for (enum way way = 0; way < WAYS; way++)
				irregular(&o, labels[l], way, ends[e]);
	first = read_at(out_span(&o), STEP, STREAM_SIZE);
	out_char(&first.text, 0);
	for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++)
		for (size_t shift = STEP; shift < STREAM_SIZE; shift += STEP) {
			struct traces got = read_at(out_span(&o), shift, pieces[i]);

			out_char(&got.text, 0);
			assert_string_equal(got.text.p, first.text.p);
			out_free(&got.text);
		}
	out_free(&first.text);
	out_free(&o);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_ends),
		cmocka_unit_test(test_armour),
		cmocka_unit_test(test_looks),
		cmocka_unit_test(test_places),
		cmocka_unit_test(test_end_ahead),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
