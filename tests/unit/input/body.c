/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Blocks in a frame with lines between theirs that are none of them, and
 * bodies whose BEGIN is gone: no certificate comes of it that nobody made, and
 * none is lost in silence.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "frames.h"
#include "input/pem/line/body.h"

#define FRAMES (sizeof frames / sizeof *frames)

static const struct around none = { "", "" };
static unsigned wrong;

static void
check(const char *what, size_t frame, bool right, const struct read *got)
{
	if (right)
		return;
	wrong++;
	printf("%s, frame %zu: %u %u of the subjects, %u others, %u unreadable (%s)\n", what, frame, got->subjects[0], got->subjects[1], got->others,
	    got->unreadable, got->words);
}

/* The text with other line ends. */
static void
with_ends(struct out *o, struct span text, const char *end)
{
	for (size_t i = 0; i < text.n; i++)
		if (text.p[i] == '\n')
			out_str(o, end);
		else
			out_char(o, (char)text.p[i]);
}

/* An empty line behind each, as some mail programs and the text mode of Windows make them. */
static void
test_blank_lines(void **state)
{
	static const char *const ends[] = { "\n\n", "\r\r\n", "\r\n\r\n", "\n \n" };
	struct out text = { NULL, 0, 0, false };

	(void)state;
	wrong = 0;
	block_of(&text, 0);
	for (size_t i = 0; i < FRAMES; i++)
		for (size_t e = 0; e < sizeof ends / sizeof *ends; e++) {
			struct out lines = { NULL, 0, 0, false }, o = { NULL, 0, 0, false };
			struct read got;

			around_lines(&lines, &frames[i], text.p, &none, &none);
			with_ends(&o, out_span(&lines), ends[e]);
			got = read_all(out_span(&o));
			check("alone", i, got.subjects[0] == 1 && got.others + got.unreadable == 0, &got);
			pem(&o, out_span(&subject[1]));
			got = read_all(out_span(&o));
			check("beside another", i, got.subjects[0] == 1 && got.subjects[1] == 1 && got.others + got.unreadable == 0, &got);
			out_free(&lines);
			out_free(&o);
		}
	out_free(&text);
	assert_int_equal(wrong, 0);
}

/* Lines indented behind a header are the body, or go on with it where a body stands behind an empty line; wherever the text is cut into pieces. */
static void
test_headers(void **state)
{
	static const struct { const char *before, *ends, *behind; } ways[] = {
		{ "Name: x\n", "\n", "" }, { "Name: x\n", "\n", "\n" }, { "Name: x\n", "\n", "  \n" }, { "Name: x\n", "\n", "\n\n" },
		{ "Name: x\n", "\n\n", "" }, { "Name: x\n", "\n\n", "\n" }, { "Name: x\n  MIIBlTCCAScCAWUwDQYJKoZIhvcNAQECBQAwUTELMAkG\n\n", "\n", "" },
		{ "Key: x\n  MIIBlTCCAScCAWUwDQYJKoZIhvcNAQECBQAwUTELMAkG\nName: x\n", "\n", "" },
		{ "Key: x\n  I3rRIGXUGWAF8js5wCzRTkdhO34PTHdRZY9Tuvm03M+NM7fx6qc5\n\n", "\n", "" },
	};
	static const size_t pads[] = { 0, STREAM_SIZE - 20000, STREAM_SIZE - 16500, STREAM_SIZE - 16400, STREAM_SIZE - 1200, STREAM_SIZE - 400 };

	(void)state;
	wrong = 0;
	for (size_t i = 0; i < sizeof ways / sizeof *ways; i++)
		for (size_t k = 0; k < sizeof pads / sizeof *pads; k++) {
			struct out o = { NULL, 0, 0, false };
			struct read got;

			while (o.n < pads[k])
				out_str(&o, "some words of text\n");
			out_fmt(&o, BEGIN "\n%s", ways[i].before);
			in_lines(&o, out_span(&subject[0]), 64, "  ", ways[i].ends);
			out_fmt(&o, "%s" END "\n", ways[i].behind);
			for (size_t n = 0; n < 2000; n++)
				out_str(&o, "some words of text\n");
			got = read_all(out_span(&o));
			check(ways[i].before, i * 10 + k, got.subjects[0] == 1 && got.others + got.unreadable == 0, &got);
			out_free(&o);
		}
	assert_int_equal(wrong, 0);
}

/* The text with another line behind so many of its own. */
static void
with_line(struct out *o, const char *text, unsigned behind, const char *line)
{
	unsigned n = 0;

	for (; *text != '\0'; text++) {
		out_char(o, *text);
		n += *text == '\n';
		if (*text == '\n' && n == behind)
			out_fmt(o, "%s\n", line);
	}
	out_mem(o, "", 1);
}

/* What something else wrote between the lines, be it of base64's characters. */
static void
test_foreign_lines(void **state)
{
	static const char *const lines[] = {
		"other thread says hello", "2026 other thread says hello", "more/words/of/base64+alphabet", "abcd", "done", "(and so on)",
		"QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVphYmNkZWZnaGlqa2xtbm9wcXJzdHV2d3h5ejAx",
		"0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
		"/opt/app/releases/2026/current/lib/organisation/certificate/new",
	};
	struct out text = { NULL, 0, 0, false };
	char what[160];

	(void)state;
	wrong = 0;
	block_of(&text, 0);
	for (size_t i = 0; i < FRAMES; i++)
		for (size_t l = 0; l < sizeof lines / sizeof *lines; l++)
			for (unsigned behind = 1; behind < 6; behind += 2)
				for (unsigned framed = 0; framed < 2; framed++) {
					struct out more = { NULL, 0, 0, false }, in = more, o = more;
					struct read got;

					if (framed > 0) {
						with_line(&more, text.p, behind, lines[l]);
						around_lines(&o, &frames[i], more.p, &none, &none);
					} else {
						around_lines(&in, &frames[i], text.p, &none, &none);
						out_mem(&in, "", 1);
						with_line(&o, in.p, behind, lines[l]);
						o.n--;
					}
					pem(&o, out_span(&subject[1]));
					got = read_all(out_span(&o));
					snprintf(what, sizeof what, "%s behind line %u, framed %u", lines[l], behind, framed);
					/* Behind BEGIN, where each line has letters at its end or other ones before it: told, beside what is read. */
					check(what, i, (got.others == 0 || (behind == 1 && got.unreadable > 0)) && got.subjects[1] == 1 &&
					    got.subjects[0] + got.unreadable > 0, &got);
					out_free(&more);
					out_free(&in);
					out_free(&o);
				}
	out_free(&text);
	assert_int_equal(wrong, 0);
}

/* Octets behind an element are another, or what OpenSSL adds: the last three of a certificate are one by chance. */
static void
test_exact(void **state)
{
	(void)state;
	assert_true(body_is_exact(SPAN_LIT("\x30\1\0")));
	assert_true(body_is_exact(SPAN_LIT("\x30\1\0\x30\2\5\0")));
	assert_true(body_is_exact(SPAN_LIT("\x30\x80\0\0")));
	assert_false(body_is_exact(SPAN_LIT("\x30\1\0\5\1\0")));
	assert_false(body_is_exact(SPAN_LIT("\x30\1\0\x30\2\0")));
	assert_false(body_is_exact(SPAN_LIT("\x30\2\0")));
	/* Padding, of four zeros or more. */
	assert_true(body_is_exact(SPAN_LIT("\x30\1\0\0\0\0\0")));
	assert_true(body_is_exact(SPAN_LIT("\x30\1\0\0\0\0\0\x30\1\0")));
	assert_false(body_is_exact(SPAN_LIT("\x30\1\0\0\0\0")));
	assert_false(body_is_exact(SPAN_LIT("\x30\1\0\0\0\0\0\5\1\0")));
}

/* The lines of a block from this one on: a log, or a file, whose head is gone. */
static const char *
from_line(const char *text, unsigned line)
{
	for (; line > 0; line--)
		text = strchr(text, '\n') + 1;
	return text;
}

/* END behind a body without BEGIN is the place of a certificate; words about END are none. */
static void
test_without_begin(void **state)
{
	static const char *const words[] = {
		"It ends with " END ".\n", END "\n", "sed -e '/" END "/q' /usr/share/ca-certificates/local/organisation/certificate\n",
		"/usr/share/ca-certificates/local/organisation/certificate\nends with " END "\n",
		"0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef\n" END "\n"
	};
	struct out text = { NULL, 0, 0, false };

	(void)state;
	wrong = 0;
	block_of(&text, 0);
	for (size_t i = 0; i < FRAMES; i++)
		for (unsigned line = 2; line < 8; line++)
			for (unsigned order = 0; order < 2; order++) {
				struct out o = { NULL, 0, 0, false };
				struct read got;

				if (order > 0)
					pem(&o, out_span(&subject[1]));
				around_lines(&o, &frames[i], from_line(text.p, line), &none, &none);
				if (order == 0)
					pem(&o, out_span(&subject[1]));
				got = read_all(out_span(&o));
				check("without BEGIN", i, got.others == 0 && got.subjects[1] == 1 && got.unreadable == 1, &got);
				out_free(&o);
			}
	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		struct out o = { NULL, 0, 0, false };
		struct read got;

		out_str(&o, words[i]);
		pem(&o, out_span(&subject[1]));
		got = read_all(out_span(&o));
		check(words[i], 0, got.others + got.unreadable == 0 && got.subjects[1] == 1, &got);
		out_free(&o);
	}
	out_free(&text);
	assert_int_equal(wrong, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_blank_lines),
		cmocka_unit_test(test_headers),
		cmocka_unit_test(test_foreign_lines),
		cmocka_unit_test(test_exact),
		cmocka_unit_test(test_without_begin),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
