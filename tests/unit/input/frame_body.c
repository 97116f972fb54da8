/* SPDX-License-Identifier: Apache-2.0 */
/* A block in a frame that its body tells, whatever stands beside BEGIN and END; text for a terminal; words about a block. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "frames.h"

static unsigned wrong;

static void
expect(const char *what, const struct out *o, unsigned second)
{
	struct read got = read_all(out_span(o));

	if (got.subjects[0] == 1 && got.subjects[1] == second && got.unreadable == 0)
		return;
	wrong++;
	printf("%s: %u %u of the subjects, %u unreadable (%s)\n", what, got.subjects[0], got.subjects[1], got.unreadable, got.words);
}

static void
test_beside(void **state)
{
	static const struct around firsts[] = { { "", "" }, { "got cert: ", "" }, { "export CERT=\"", "" }, { "<c>", "" }, { "", " (pem)" }, { "cert = ", "\\" } };
	static const struct around lasts[] = { { "", "" }, { "", "\"" }, { "", "</c>" }, { "\"", "\"" } };
	struct out text = { NULL, 0, 0, false }, second = { NULL, 0, 0, false };

	(void)state;
	wrong = 0;
	block_of(&text, 0);
	block_of(&second, 1);
	for (size_t i = 0; i < sizeof frames / sizeof *frames; i++)
		for (size_t k = 0; k < sizeof firsts / sizeof *firsts; k++) {
			struct out o = { NULL, 0, 0, false };
			char what[256];
			size_t last = (i + k) % (sizeof lasts / sizeof *lasts);

			around_lines(&o, &frames[i], text.p, &firsts[k], &lasts[last]);
			snprintf(what, sizeof what, "%s%s … %s, last %zu", frames[i].before, firsts[k].before, firsts[k].behind, last);
			expect(what, &o, 0);
			out_str(&o, second.p);
			expect(what, &o, 1);
			out_free(&o);
		}
	out_free(&text);
	out_free(&second);
	assert_int_equal(wrong, 0);
}

/* A body of one line, and in lines of other lengths. */
static void
test_widths(void **state)
{
	static const size_t widths[] = { 32, 48, 76, 10000 };
	static const struct around beside = { "got ", " it" };

	(void)state;
	wrong = 0;
	for (size_t i = 0; i < sizeof widths / sizeof *widths; i++) {
		struct out text = { NULL, 0, 0, false }, o = { NULL, 0, 0, false };

		out_str(&text, BEGIN "\n");
		in_lines(&text, out_span(&subject[0]), widths[i], "", "\n");
		out_str(&text, END "\n");
		out_mem(&text, "", 1);
		around_lines(&o, &frames[1], text.p, &beside, &frames[0]);
		expect("width", &o, 0);
		out_free(&text);
		out_free(&o);
	}
	assert_int_equal(wrong, 0);
}

/* A line that is missing, cut or of something else is never passed over as if it were none: no other certificate comes of it. */
static void
test_damaged(void **state)
{
	struct out text = { NULL, 0, 0, false };
	unsigned lines = 0;

	(void)state;
	block_of(&text, 0);
	for (const char *c = text.p; *c != '\0'; c++)
		lines += *c == '\n';
	for (size_t i = 0; i < sizeof frames / sizeof *frames; i++)
		for (unsigned way = 0; way < 3; way++) {
			struct out o = { NULL, 0, 0, false }, other = { NULL, 0, 0, false };
			struct read got;
			unsigned line = 0;

			for (const char *at = text.p, *lf; *at != '\0'; at = lf + 1, line++) {
				lf = strchr(at, '\n');
				if (line == 3 && way == 0)
					continue;
				if (line == 3 && way == 1)
					out_mem(&other, at, 20);
				else
					out_mem(&other, at, (size_t)(lf - at));
				out_str(&other, line == 3 && way == 2 ? " (and so on)\n" : "\n");
			}
			out_mem(&other, "", 1);
			around_lines(&o, &frames[i], other.p, &(struct around){ "got ", "" }, &frames[0]);
			block_of(&o, 1);
			o.n--;
			got = read_all(out_span(&o));
			/* Words behind a whole line of the body take nothing away from it. */
			assert_int_equal(got.others, 0);
			assert_int_equal(got.subjects[0] + (got.unreadable > 0), 1);
			assert_true(got.subjects[0] == 0 || way == 2);
			assert_int_equal(got.subjects[1], 1);
			out_free(&o);
			out_free(&other);
		}
	assert_true(lines > 8);
	out_free(&text);
}

/* Words about a block are none; a place where one stood is told of. */
static void
test_words(void **state)
{
	static const struct { const char *text; unsigned unreadable; } texts[] = {
		{ BEGIN " is how it begins.\n\n", 0 }, { "# " BEGIN "\n# old one removed\n", 0 }, { "if (strcmp(l, \"" BEGIN "\") == 0)\n\tx = \"" END "\";\n", 0 },
		{ "# " BEGIN "\n# (your certificate here)\n# " END "\n", 0 }, { "It stands between " BEGIN " and\n" END " lines.\n", 0 },
		{ "# " BEGIN "\n# SHA-256 0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef\n", 0 },
		{ "{ echo '" BEGIN "'; base64 -w 0 a.der; echo '" END "'; }\ndone\n", 0 }, { "\"cert\": \"" BEGIN "\\n...\\n" END "\"\n", 0 },
		{ "pem = '" BEGIN "\\n' + Base64 + '\\n" END "'\n", 0 }, { "between " BEGIN " and " END " lines\n", 0 },
		{ "\techo '" BEGIN "'\n\tbase64 a.der\ndone\n\techo '" END "'\n", 0 },
		{ BEGIN "\n(your certificate here)\n" END "\n", 1 }, { BEGIN "\n", 1 }, { BEGIN "\n" END "\n", 1 }, { "x: " BEGIN "\n" END "\n", 1 },
		{ "x: " BEGIN "\nAAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8gISIjJCUmJygpKissLS4v\n"
		    "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8gISIjJCUmJygpKissLS4v\n", 1 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		struct out o = { NULL, 0, 0, false };
		struct read got;

		out_str(&o, texts[i].text);
		pem(&o, out_span(&subject[1]));
		got = read_all(out_span(&o));
		if (got.subjects[1] != 1 || got.unreadable != texts[i].unreadable)
			print_error("%s", texts[i].text);
		assert_int_equal(got.subjects[1], 1);
		assert_int_equal(got.unreadable, texts[i].unreadable);
		out_free(&o);
	}
	assert_int_equal(read_all(SPAN_LIT("cert: " BEGIN "\n")).unreadable, 1);
}

/*
 * Behind something beside BEGIN, base64 in groups, or in lines whose ends are written out: read, and told of where it is damaged,
 * which includes a first line that is gone.
 */
static void
test_groups(void **state)
{
	static const struct { const char *before, *begin, *group, *line, *end; unsigned groups; } forms[] = {
		{ "<cert>", "\n", " ", "\n", "", 8 }, { "k: ", "\n", " ", "\n", "", 4 }, { "<cert>", " ", " ", " ", "", 8 }, { "k=", "%0A", "%0A", "%0A", "", 1 },
		{ "\"", "\\n", "\\n", "\\n", "\"", 1 }, { "<cert>", "&#10;", "&#10;", "&#10;", "</cert>", 1 }, { "x \"", "\" \"", "\" \"", "\" \"", "\"", 1 },
		{ "", " (first)\n", " ", "\n", "", 16 }, { "", " first one\n", " ", "\n", "", 4 },
		{ "", " first one\n", "\n", "\n", "", 1 }, { "got ", "\n", "\n", "\n", "", 1 }, { "got ", "\n", "\n", " ", "", 2 },
	};
	static const size_t widths[] = { 3, 4, 5, 8, 12, 15, 16, 20 };

	(void)state;
	wrong = 0;
	for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
		for (size_t w = 0; w < sizeof widths / sizeof *widths; w++)
			for (unsigned way = 0; way < 4; way++) {
				struct out text = { NULL, 0, 0, false }, o = { NULL, 0, 0, false };
				struct read got;

				base64_write(&text, out_span(&subject[0]));
				out_fmt(&o, "hello words\n%s" BEGIN "%s", forms[i].before, forms[i].begin);
				for (size_t at = way == 1 ? widths[w] * 5 : way == 2 ? 3 : 0, n = 1; at < text.n; at += widths[w], n++) {
					size_t more = text.n - at < widths[w] ? text.n - at : widths[w];

					out_mem(&o, text.p + at, more);
					if (way == 3 && n == 1)
						o.p[o.n - 2] = '*';
					out_str(&o, n % forms[i].groups == 0 ? forms[i].line : forms[i].group);
				}
				out_fmt(&o, END "%s\n", forms[i].end);
				pem(&o, out_span(&subject[1]));
				got = read_all(out_span(&o));
				if (got.subjects[0] != (way == 0) || got.subjects[1] != 1 || got.unreadable != (way > 0)) {
					wrong++;
					printf("form %zu, width %zu, way %u: %u %u, %u unreadable (%s)\n", i, widths[w], way, got.subjects[0],
					    got.subjects[1], got.unreadable, got.words);
				}
				out_free(&text);
				out_free(&o);
			}
	assert_int_equal(wrong, 0);
}

/* The end of a block whose beginning is gone, behind a sound one or words. */
static void
test_lone_end(void **state)
{
	struct out text = { NULL, 0, 0, false };

	(void)state;
	block_of(&text, 0);
	for (unsigned line = 0; line < 3; line++) {
		struct out o = { NULL, 0, 0, false };
		struct read got;
		const char *rest = text.p;

		pem(&o, out_span(&subject[1]));
		out_str(&o, line == 2 ? "a b\n" : "");
		/* From the third line, and from the last of the body. */
		for (unsigned i = 0; i < 2; i++)
			rest = strchr(rest, '\n') + 1;
		out_str(&o, line == 1 ? END "\n" : rest);
		got = read_all(out_span(&o));
		assert_int_equal(got.subjects[1], 1);
		assert_int_equal(got.unreadable, line != 1);
		out_free(&o);
	}
	out_free(&text);
}

/* Behind colours at the front, with no text between them: octets that are no text are read, and nothing is told of the colours. */
static void
test_coloured_front(void **state)
{
	static carrier_fn *const forms[] = { plain, pem };

	(void)state;
	wrong = 0;
	for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
		for (unsigned n = 1; n < 40; n++) {
			struct out o = { NULL, 0, 0, false };

			for (unsigned k = 0; k < n; k++)
				out_str(&o, "\33[0m");
			forms[i](&o, out_span(&subject[0]));
			expect("colours, then the subject", &o, 0);
			out_free(&o);
		}
	assert_int_equal(wrong, 0);
	assert_int_equal(read_all(SPAN_LIT("\33[0m\33[0m")).unreadable, 1);
}

/* Colours around words, inside lines, in any form of text; they begin at the front or far behind it; octets that are no text keep theirs. */
static void
test_coloured(void **state)
{
	static const char *const behind[] = { "", "\33]0;title\a", "\33]8;;http://a.example/\33\\\33]8;;\33\\", "\33(B", "\33[1;38;5;40m\33[K" };
	static carrier_fn *const forms[] = { pem, base64_lines, hex, dump, log_entry, json_lines, cells };
	struct out text = { NULL, 0, 0, false };

	(void)state;
	wrong = 0;
	for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
		for (size_t k = 0; k < sizeof behind / sizeof *behind; k++)
			for (unsigned far = 0; far < 2; far++) {
				struct out o = { NULL, 0, 0, false };

				out_clear(&text);
				forms[i](&text, out_span(&subject[0]));
				for (unsigned n = 0; far > 0 && n < STREAM_SIZE / 4; n++)
					out_str(&o, "a b\n");
				for (size_t at = 0; at < text.n; at++)
					out_fmt(&o, at % 23 == 0 ? "\33[32m%s%c" : "%s%c", at % 16 == 0 ? behind[k] : "", text.p[at]);
				out_str(&o, "\33[0m\n");
				expect("coloured", &o, 0);
				plain(&o, out_span(&subject[1]));
				expect("coloured, then DER", &o, 1);
				out_free(&o);
			}
	out_free(&text);
	assert_int_equal(wrong, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_beside),
		cmocka_unit_test(test_widths),
		cmocka_unit_test(test_damaged),
		cmocka_unit_test(test_words),
		cmocka_unit_test(test_groups),
		cmocka_unit_test(test_lone_end),
		cmocka_unit_test(test_coloured_front),
		cmocka_unit_test(test_coloured),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
