/* SPDX-License-Identifier: Apache-2.0 */
/* json.c - objects and lists with more than a certificate: what stands beside one does not hide it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "base/base64.h"
#include "carriers.h"
#include "subjects.h"

static unsigned wrong;

/* PEM as the text of a member; a name, and the text of any. */
static void
member(struct out *o, const char *name, struct span der)
{
	out_fmt(o, "\"%s\": \"", name);
	pem_escaped(o, der);
	out_char(o, '"');
}

/* So many of the first two subjects, and of unreadable things no more. */
static void
expect_each(const char *what, struct out *o, unsigned first, unsigned second, unsigned unreadable)
{
	struct read got = read_all(out_span(o));

	if (got.subjects[0] != first || got.subjects[1] != second || got.others > 0 || got.unreadable != unreadable) {
		wrong++;
		printf("%s: %u %u of the subjects, %u other results, %u unreadable (%s)\n", what, got.subjects[0], got.subjects[1],
		    got.others, got.unreadable, got.words);
	}
	out_free(o);
}

/* What stands beside a certificate in each object of a log does not hide it: small blocks, and words about them. */
static void
test_members(void **state)
{
	static const char key[] = "-----BEGIN PUBLIC KEY-----\\nMCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=\\n"
	    "-----END PUBLIC KEY-----\\n";
	/* Of the first object, and of the others. */
	static const char *const texts[][2] = {
		{ key, key }, { "see", key }, { key, "done" }, { "it starts with " BEGIN, "it starts with " BEGIN },
		{ "it starts with " BEGIN, "done" }, { BEGIN " was there", "done" }, { "it starts with " BEGIN " they say", "" },
		{ "it starts with " BEGIN, "it ends" }, { END, END },
	};

	(void)state;
	wrong = 0;
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		for (unsigned behind = 0; behind < 2; behind++) {
			struct out o = { NULL, 0, 0, false };

			for (unsigned k = 0; k < 5; k++) {
				const char *text = texts[i][k > 0];

				out_fmt(&o, behind ? "{" : "{\"note\": \"%s\", ", text);
				member(&o, "cert", out_span(&subject[k % 2]));
				out_fmt(&o, behind ? ", \"note\": \"%s\"}\n" : "}\n", text);
			}
			expect_each(texts[i][0], &o, 3, 2, 0);
		}
	assert_int_equal(wrong, 0);
}

/* A block line by line, and a certificate in another member of each object; the same, cut off. */
static void
test_log_with_members(void **state)
{
	(void)state;
	wrong = 0;
	for (unsigned cut = 0; cut < 3; cut++)
		for (unsigned behind = 0; behind < 2; behind++) {
			struct out text = { NULL, 0, 0, false }, o = { NULL, 0, 0, false };
			unsigned lines = 0;

			pem(&text, out_span(&subject[0]));
			text.n -= cut * (sizeof END + 3);
			for (char *at = text.p, *lf; at < text.p + text.n && (lf = memchr(at, '\n', (size_t)(text.p + text.n - at))) != NULL; at = lf + 1) {
				out_str(&o, "{");
				if (!behind) {
					member(&o, "a", out_span(&subject[1]));
					out_str(&o, ", ");
				}
				out_fmt(&o, "\"log\": \"host a[1]: %.*s\\n\"", (int)(lf - at), at);
				if (behind) {
					out_str(&o, ", ");
					member(&o, "a", out_span(&subject[1]));
				}
				out_str(&o, "}\n");
				lines++;
			}
			expect_each(cut > 0 ? "a log with a block that is cut off" : "a log", &o, cut == 0, lines, cut > 0);
			out_free(&text);
		}
	assert_int_equal(wrong, 0);
}

/* Certificates in a list with words about armour are items each; lines of a block are one. */
static void
test_lists(void **state)
{
	static const char *const words[] = { BEGIN " was here", "it was " BEGIN, "see " BEGIN " here", "it ended with " END };
	char name[64];

	(void)state;
	wrong = 0;
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		for (unsigned at = 0; at < 3; at++) {
			struct out o = { NULL, 0, 0, false };

			out_char(&o, '[');
			for (unsigned k = 0; k < 3; k++) {
				out_fmt(&o, k > 0 ? ", \"" : "\"");
				if (k == at)
					out_str(&o, words[i]);
				else
					pem_escaped(&o, out_span(&subject[k - (k > at)]));
				out_char(&o, '"');
			}
			out_str(&o, "]\n");
			snprintf(name, sizeof name, "item %u: %s", at, words[i]);
			expect_each(name, &o, 1, 1, 0);
		}
	assert_int_equal(wrong, 0);
}

/* A good one beside it does not hide what stands in the place of a certificate and is none; names of files and addresses are none. */
static void
test_beside_good(void **state)
{
	/* "@" is a certificate. */
	static const struct { const char *text; unsigned good, unreadable; } texts[] = {
		{ "{\"certificate\": [\"@\", \"hello world\"]}", 1, 1 }, { "{\"x5c\": [\"@\", \"hello world\", \"x\"]}", 1, 2 },
		{ "{\"x5c\": [\"x\", \"@\"]}", 1, 1 }, { "{\"certificate\": \"@\", \"pem\": \"hello world\"}", 1, 1 },
		{ "{\"a\": \"@\", \"b\": {\"cert_pem\": \"none\"}}", 1, 1 }, { "{\"x5c\": [\"@\", \"\"]}", 1, 0 },
		{ "{\"certificate\": \"@\", \"pem\": \"server.pem\"}", 1, 0 }, { "{\"certificate\": \"@\", \"pem\": \"\"}", 1, 0 },
		{ "{\"pem\": \"@\", \"cert\": \"server\"}", 1, 0 }, { "{\"certificate\": \"@\", \"links\": {\"pem\": \"/c/12\"}}", 1, 0 },
		{ "{\"names\": [\"@\", \"hello world\"]}", 1, 0 },
	};

	(void)state;
	wrong = 0;
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		struct out o = { NULL, 0, 0, false };

		for (const char *c = texts[i].text; *c != '\0'; c++)
			if (*c == '@')
				base64_write(&o, out_span(&subject[0]));
			else
				out_char(&o, *c);
		out_char(&o, '\n');
		expect_each(texts[i].text, &o, texts[i].good, 0, texts[i].unreadable);
	}
	assert_int_equal(wrong, 0);
}

/*
 * The member of another name that holds certificates in the objects before: base64 that is none is damaged, and words are something else.
 * Base64 in another member is told of where it shows what remains of a certificate.
 */
static void
test_known_by_content(void **state)
{
	(void)state;
	wrong = 0;
	for (size_t cut = 0; cut < 9; cut++) {
		struct out o = { NULL, 0, 0, false }, text = { NULL, 0, 0, false };

		for (unsigned k = 0; k < 2; k++) {
			out_clear(&text);
			base64_write(&text, out_span(&subject[k]));
			out_fmt(&o, "{\"foo\": \"%.*s\", \"id\": %u}\n", (int)text.n, text.p, k);
		}
		out_fmt(&o, "{\"foo\": \"%.*s\"}\n{\"foo\": \"hello world\"}\n{\"bar\": \"%.*s\"}\n", (int)(text.n - 5 - cut), text.p + 5 + cut,
		    (int)(text.n - 5), text.p + 5);
		expect_each("foo", &o, 1, 1, 2);
		out_free(&text);
	}
	assert_int_equal(wrong, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_members),
		cmocka_unit_test(test_log_with_members),
		cmocka_unit_test(test_lists),
		cmocka_unit_test(test_beside_good),
		cmocka_unit_test(test_known_by_content),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
