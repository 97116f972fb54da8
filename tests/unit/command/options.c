/* SPDX-License-Identifier: Apache-2.0 */
/* options.c - the options of the command that are the library's: both lists say the same. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "option/opt.h"
#include "smimelint.h"

/* The library's option behind one of lint; NULL: it is the command's own. */
static const smimelint_option *
library_option(const struct opt *o)
{
	return (o->commands & CMD_LINT) == 0 ? NULL : smimelint_option_find(o->name);
}

static void
names(void **state)
{
	(void)state;
	for (const struct opt *o = opt_table; o->name != NULL; o++)
		if (o->id == OPT_LIBRARY && smimelint_option_find(o->name) == NULL)
			fail_msg("--%s: the library has no such option", o->name);
	/* The clock is the library's: the command has one. */
	for (size_t i = 0; i < smimelint_option_count(); i++) {
		const char *name = smimelint_option_text(smimelint_option_at(i), "name");

		if (strcmp(name, "clock") != 0 && opt_find(CMD_LINT, name) == NULL)
			fail_msg("%s: lint has no such option", name);
	}
}

/* What help says names each word of a value and its default. */
static void
help(void **state)
{
	(void)state;
	for (const struct opt *o = opt_table; o->name != NULL; o++) {
		const smimelint_option *lib = library_option(o);
		const char *value = smimelint_option_text(lib, "value"), *word;

		if (lib == NULL || o->id != OPT_LIBRARY)
			continue;
		assert_int_equal(o->repeats, strcmp(smimelint_option_text(lib, "repeats"), "yes") == 0);
		assert_int_equal(o->takes == TAKES_NOTHING, strcmp(value, "yes-no") == 0 && smimelint_option_text(lib, "default") != NULL);
		for (size_t i = 0; strncmp(value, "word", 4) == 0 && (word = smimelint_option_word(lib, i)) != NULL; i++)
			if (o->takes == TAKES_VALUE && strstr(o->help, word) == NULL)
				fail_msg("--%s: help does not say \"%s\"", o->name, word);
		word = smimelint_option_text(lib, "default");
		if (o->takes == TAKES_VALUE && word != NULL && strcmp(value, "profile") != 0 && strstr(o->help, word) == NULL)
			fail_msg("--%s: help does not say the default \"%s\"", o->name, word);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(names), cmocka_unit_test(help) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
