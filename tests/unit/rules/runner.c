/* SPDX-License-Identifier: Apache-2.0 */
/*
 * runner.c - the rule runner: it notices every kind of difference between
 * a recipe and what the linter says, and rebase writes what was found.  Runs
 * in the top folder of the tree.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

#include "tests/rules/run.h"

static struct runner runner;
static char dir[] = "/tmp/runner-XXXXXX";
static char path[64], bundle[64];
static char said[4096];		/* what complain() was told, one line each */

void
complain(struct runner *r, const struct recipe *recipe, const struct recipe_case *c, unsigned line,
    const char *fmt, ...)
{
	size_t n = strlen(said);
	va_list ap;

	(void)recipe;
	n += (size_t)snprintf(said + n, sizeof said - n, "%u %s: ", line, c->name);
	assert_true(n < sizeof said);
	va_start(ap, fmt);
	n += (size_t)vsnprintf(said + n, sizeof said - n, fmt, ap);
	va_end(ap);
	assert_true(n + 1 < sizeof said);
	strcpy(said + n, "\n");
	r->failed++;
}

static int
make_dir(void **state)
{
	(void)state;
	if (mkdtemp(dir) == NULL)
		return -1;
	snprintf(path, sizeof path, "%s/try.recipe", dir);
	snprintf(bundle, sizeof bundle, "%s/try.pem", dir);
	return 0;
}

static int
remove_dir(void **state)
{
	(void)state;
	unlink(path);
	unlink(bundle);
	return rmdir(dir);
}

static int
setup(void **state)
{
	(void)state;
	memset(&runner, 0, sizeof runner);
	runner.last = &runner.first;
	said[0] = '\0';
	return world_open(&runner.world, "testdata") ? 0 : -1;
}

static int
teardown(void **state)
{
	(void)state;
	world_close(&runner.world);
	return 0;
}

static void
write_text(const char *to, const char *text)
{
	assert_true(file_write(&runner.world.tool, to, (struct span){ (const uint8_t *)text, strlen(text) }));
}

/* Writes the recipe and the bundle that belongs to it. */
static struct recipe *
write_recipe(const char *text)
{
	struct octets out = OCTETS(&runner.world.tool);
	struct recipe *r;
	struct built b;

	write_text(path, text);
	r = recipe_read(&runner.world.tool, path);
	assert_non_null(r);
	bundle_put_head(&out, r);
	for (const struct recipe_case *c = r->first; c != NULL; c = c->next) {
		assert_true(build_case(&runner.world, r, c, SPAN_NONE, &b));
		bundle_put(&out, c->name, &b);
	}
	assert_true(file_write(&runner.world.tool, bundle, octets_as_span(&out)));
	return r;
}

#define BAD_USAGE "keyUsage = critical digitalSignature dataEncipherment\n"
#define BAD_USAGE_RULE "sbr.key-usage.rsa-bits"

static void
test_all_as_expected(void **state)
{
	(void)state;
	judge_recipe(&runner, write_recipe("base sv-strict\ncase clean\n  near " BAD_USAGE_RULE "\n"
	    "case value\n  " BAD_USAGE "  expect error " BAD_USAGE_RULE " dataEncipherment\n"
	    "case any-value\n  " BAD_USAGE "  expect error " BAD_USAGE_RULE "\n"));
	assert_string_equal(said, "");
	assert_int_equal(runner.passed, 3);
	assert_int_equal(runner.failed, 0);
}

static void
test_wrong_expectations(void **state)
{
	(void)state;
	judge_recipe(&runner, write_recipe("base sv-strict\n"
	    "case missing\n  expect error " BAD_USAGE_RULE "\n"
	    "case extra\n  " BAD_USAGE
	    "case severity\n  " BAD_USAGE "  expect warning " BAD_USAGE_RULE "\n"
	    "case value\n  " BAD_USAGE "  expect error " BAD_USAGE_RULE " keyAgreement\n"
	    "case twice\n  " BAD_USAGE "  expect error " BAD_USAGE_RULE "\n  expect error " BAD_USAGE_RULE "\n"));
	assert_string_equal(said,
	    "3 missing: - expect error " BAD_USAGE_RULE "\n"
	    "4 extra: + expect error " BAD_USAGE_RULE " dataEncipherment\n"
	    "8 severity: - expect warning " BAD_USAGE_RULE "\n"
	    "6 severity: + expect error " BAD_USAGE_RULE " dataEncipherment\n"
	    "11 value: - expect error " BAD_USAGE_RULE " keyAgreement\n"
	    "9 value: + expect error " BAD_USAGE_RULE " dataEncipherment\n"
	    "15 twice: - expect error " BAD_USAGE_RULE "\n");
	assert_int_equal(runner.passed, 0);
}

static void
test_wrong_near_misses(void **state)
{
	(void)state;
	judge_recipe(&runner, write_recipe("base sv-strict\n"
	    "case found\n  " BAD_USAGE "  expect error " BAD_USAGE_RULE "\n  near " BAD_USAGE_RULE "\n"
	    "case not-asked\n  spki = p256\n  keyUsage = critical digitalSignature\n  near " BAD_USAGE_RULE "\n"
	    "case no-such-rule\n  near a.b.c\n"));
	assert_string_equal(said,
	    "5 found: near " BAD_USAGE_RULE ": outcome found\n"
	    "9 not-asked: near " BAD_USAGE_RULE ": outcome not applicable\n"
	    "11 no-such-rule: near a.b.c: there is no such rule\n");
}

static void
test_wrong_bundles(void **state)
{
	struct recipe *r;
	char *text;
	size_t n = 0;

	(void)state;
	/* The certificate of another recipe. */
	write_recipe("base sv-strict\ncase a\n  serial = 0x105f2ac188d3401b9be0774d6a21c3f5\n");
	text = file_read(&runner.world.tool, bundle, &n);
	r = write_recipe("base sv-strict\ncase a\n");
	write_text(bundle, text);
	judge_recipe(&runner, r);
	assert_string_equal(said, "2 a: its certificate is not in the bundle: make testdata\n");
	/* One block too many. */
	said[0] = '\0';
	write_recipe("base sv-strict\ncase a\ncase b\n");
	text = file_read(&runner.world.tool, bundle, &n);
	r = write_recipe("base sv-strict\ncase a\n");
	write_text(bundle, text);
	judge_recipe(&runner, r);
	assert_non_null(strstr(said, "differs from what make testdata writes"));
}

static void
test_settings(void **state)
{
	(void)state;
	judge_recipe(&runner, write_recipe("base sv-strict\n"
	    "case at\n  " BAD_USAGE "  options at=2023-08-31\n  expect notice sbr.scope.before-effective\n"
	    "case refused\n  options frog=1\n  expect error a.b.c\n"
	    "case no-issuer\n  issuer nobody\n"));
	assert_non_null(strstr(said, "6 refused: "));
	assert_non_null(strstr(said, "frog"));
	assert_non_null(strstr(said, "no-issuer: "));
	assert_null(strstr(said, " at: "));
	assert_int_equal(runner.passed, 1);
}

static void
test_rebase(void **state)
{
	size_t n = 0;

	(void)state;
	judge_recipe(&runner, write_recipe("base sv-strict\n\n"
	    "# why\ncase one\n  " BAD_USAGE "  expect warning a.b.c\n\n"
	    "case two\n  " BAD_USAGE "  on 2023-08-31 expect error x.y.z\n  on 2024-01-01\n"
	    "case right\n  " BAD_USAGE "  expect error " BAD_USAGE_RULE "\n"));
	rebase(&runner);
	assert_string_equal(file_read(&runner.world.tool, path, &n), "base sv-strict\n\n"
	    "# why\ncase one\n  " BAD_USAGE "  expect error " BAD_USAGE_RULE " dataEncipherment\n\n"
	    "case two\n  " BAD_USAGE "  expect error " BAD_USAGE_RULE " dataEncipherment\n"
	    "  on 2023-08-31\n    expect notice sbr.scope.before-effective\n  on 2024-01-01\n"
	    "    expect error " BAD_USAGE_RULE " dataEncipherment\n"
	    "case right\n  " BAD_USAGE "  expect error " BAD_USAGE_RULE "\n");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_all_as_expected, setup, teardown),
		cmocka_unit_test_setup_teardown(test_wrong_expectations, setup, teardown),
		cmocka_unit_test_setup_teardown(test_wrong_near_misses, setup, teardown),
		cmocka_unit_test_setup_teardown(test_wrong_bundles, setup, teardown),
		cmocka_unit_test_setup_teardown(test_settings, setup, teardown),
		cmocka_unit_test_setup_teardown(test_rebase, setup, teardown),
	};

	return cmocka_run_group_tests(tests, make_dir, remove_dir);
}
