/* SPDX-License-Identifier: Apache-2.0 */
/* What stands before each line of wrapped text, and what only looks like it: the last column of a log. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "input/pem/line/frame.h"

#define LINES 20
#define WIDTH 128

static const struct {
	const char *first, *other;	/* what the first line says, and each behind it */
	bool begins;
} cases[] = {
	/* Wrapped base64 and hexadecimal of certificates, and of text. */
	{ "MIIGDTCCA/WgAwIBAgIQSunUe7D9jkLELSds8lbivjANBgkqhkiG9w0BAQsFADBS", "MSQwIgYDVQQDDBtOb3JkbGljaHQgVHJ1c3QgUy9NSU1FIENBIDMxHTAbBgNVBAoM", true },
	{ "3082060d308203f5a00302010202104a", "e9d47bb0fd8e42c42d276cf256e2be30", true },
	{ "30 82 06 0d 30 82 03 f5 a0 03 02 01 02 02 10 4a", "e9 d4 7b b0 fd 8e 42 c4 2d 27 6c f2 56 e2 be 30", true },
	{ "48, 130, 6, 13, 48, 130, 3, 245, 160, 3, 2, 1, 2, 2", "16, 74, 233, 212, 123, 176, 253, 142, 66, 196, 45", true },
	{ "Q29udGVudC1UeXBlOiB0ZXh0L3BsYWluCkNvbnRlbnQtVHlwZTogdGV4dC9wbGFp", "Q29udGVudC1UeXBlOiB0ZXh0L3BsYWluCkNvbnRlbnQtVHlwZTogdGV4dC9wbGFp", true },
	/* Each line begins its own. */
	{ "MIIGDTCCA/WgAwIBAgIQSunUe7D9jkLELSds8lbivjANBgkqhkiG9w0BAQsFADBS", "MIIGDTCCA/WgAwIBAgIQSunUe7D9jkLELSds8lbivjANBgkqhkiG9w0BAQsFADBS", false },
	/* Words and numbers that stand for text by chance. */
	{ "a99925", "a99925", false },
	{ "303132", "303132", false },
	{ "Q29udGVu", "Q29udGVu", false },
	{ "45 67 89", "45 67 89", false },
	{ "done", "done", false },
};

static void
test_begins(void **state)
{
	/* "@" is the number of the line. */
	static const char *const before[] = { "Nov 29 02:10:@ host1 app[77]: ", "  @\t", " * ", "a.pem:@:" };
	unsigned wrong = 0;

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		for (size_t k = 0; k < sizeof before / sizeof *before; k++) {
			char text[LINES * WIDTH];
			struct frame f;
			size_t n = 0;

			for (unsigned line = 0; line < LINES; line++) {
				for (const char *c = before[k]; *c != '\0'; c++)
					n += (size_t)snprintf(text + n, sizeof text - n, *c == '@' ? "%u" : "%c", *c == '@' ? 10 + line : (unsigned)*c);
				n += (size_t)snprintf(text + n, sizeof text - n, "%s\n", line > 0 ? cases[i].other : cases[i].first);
			}
			if (frame_begins(&f, (struct span){ (const uint8_t *)text, n }) == cases[i].begins)
				continue;
			wrong++;
			printf("%s behind %s\n", cases[i].first, before[k]);
		}
	assert_int_equal(wrong, 0);
}

/* Eight places are tried: the first of these words begins the line, and is none. */
static void
test_places(void **state)
{
	(void)state;
	for (unsigned n = 0; n < 12; n++) {
		char text[LINES * WIDTH];
		struct frame f;
		size_t to = 0;

		for (unsigned line = 0; line < 4; line++) {
			for (unsigned i = 0; i < n; i++)
				to += (size_t)snprintf(text + to, sizeof text - to, "30 ");
			to += (size_t)snprintf(text + to, sizeof text - to, "| %s\n", line > 0 ? cases[0].other : cases[0].first);
		}
		assert_int_equal(frame_begins(&f, (struct span){ (const uint8_t *)text, to }), n <= 8);
	}
}

/* The next line goes on with what begins in the first: words behind the same words do not. */
static void
test_goes_on(void **state)
{
	struct frame f;
	char text[LINES * WIDTH];
	size_t n = (size_t)snprintf(text, sizeof text, "a a a %s\na a a a a %s\n", cases[0].first, cases[0].first);
	bool own;

	(void)state;
	assert_false(frame_begins(&f, (struct span){ (const uint8_t *)text, n }));
	assert_false(frame_ends(&f, (struct span){ (const uint8_t *)text, n }, 6, &own));
	assert_false(own);
	n = (size_t)snprintf(text, sizeof text, "a a a %s\na a a %s\n", cases[0].first, cases[0].first);
	assert_false(frame_ends(&f, (struct span){ (const uint8_t *)text, n }, 6, &own));
	assert_true(own);
	n = (size_t)snprintf(text, sizeof text, "a a a %s\na a a %s\n", cases[0].first, cases[0].other);
	assert_true(frame_ends(&f, (struct span){ (const uint8_t *)text, n }, 6, &own));
}

/* The end of a line is LF, CR or both; *n is where the next begins. */
static void
test_line(void **state)
{
	static const struct {
		struct span text;
		size_t line, next;
	} lines[] = {
		{ SPAN_CONST("ab\ncd\r"), 2, 3 }, { SPAN_CONST("ab\rcd\n"), 2, 3 }, { SPAN_CONST("ab\r\ncd"), 2, 4 },
		{ SPAN_CONST("ab\n\rcd"), 2, 3 }, { SPAN_CONST("ab\r"), 2, 3 }, { SPAN_CONST("ab"), 2, 0 }, { SPAN_CONST("\n"), 0, 1 },
		{ { NULL, 0 }, 0, 0 },
	};
	size_t n;

	(void)state;
	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
		assert_int_equal(frame_line(lines[i].text, &n).n, lines[i].line);
		assert_int_equal(n, lines[i].next);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_begins),
		cmocka_unit_test(test_line),
		cmocka_unit_test(test_places),
		cmocka_unit_test(test_goes_on),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
