/* SPDX-License-Identifier: Apache-2.0 */
/* style.c - text is wrapped in a time that grows with its length, whatever stands in it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>
#include <unistd.h>

#include "base/out.h"
#include "report/style.h"

#define LENGTH ((size_t)8 * 1024 * 1024)

/* One word of these, over and over: where each line looked at the rest of it, this took hours. */
static void
wrap_long(const char *part)
{
	const struct style s = { .width = 80 };
	struct out text = { NULL, 0, 0, false }, o = { NULL, 0, 0, false };
	size_t lines = 0;

	while (text.n < LENGTH)
		out_str(&text, part);
	out_char(&text, '\0');
	assert_false(text.failed);
	alarm(60);
	style_wrapped(&s, &o, 0, 12, text.p);
	alarm(0);
	assert_false(o.failed);
	for (const char *p = o.p; p < o.p + o.n; p++)
		lines += *p == '\n';
	assert_true(lines >= LENGTH / 2 / 68);
	out_free(&text);
	out_free(&o);
}

static void
long_words(void **state)
{
	static const char *const parts[] = { "x", "\xc3\xa9", "\\x01", "a.b/", "<" };

	(void)state;
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
		wrap_long(parts[i]);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(long_words),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
