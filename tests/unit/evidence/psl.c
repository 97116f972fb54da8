/* SPDX-License-Identifier: Apache-2.0 */
/* psl.c - the Public Suffix List: its text, its rules, and the Base Domain Names they lead to. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "evidence/psl.h"
#include "smimelint.h"

static const char list[] =
    "// a comment\n"
    "// ===BEGIN ICANN DOMAINS===\r\n"
    "\n"
    "de\r\n"
    "co.uk   and what follows\n"
    "uk\n"
    "*.ck\n"
    "!www.ck\n"
    "\txx\n"
    "// ===END ICANN DOMAINS===\n"
    "// ===BEGIN PRIVATE DOMAINS===\n"
    "kunden.de\n"
    "// ===END PRIVATE DOMAINS===";

static void
read_list(struct ev_psl *psl, const char *text)
{
	struct ev_psl_reader r;
	struct span rule;

	ev_psl_begin(&r, span_of(text));
	while (ev_psl_next(&r, &rule))
		assert_true(ev_psl_add(psl, rule));
	ev_psl_close(psl);
}

static void
test_base_domain(void **state)
{
	static const struct {
		const char *domain, *base;
	} cases[] = {
		{ "de", NULL }, { "muster.de", "muster.de" }, { "a.b.muster.de", "muster.de" }, { "x.kunden.de", "kunden.de" },
		{ "co.uk", NULL }, { "muster.co.uk", "muster.co.uk" }, { "muster.uk", "muster.uk" },
		{ "ck", NULL }, { "b.ck", NULL }, { "a.b.ck", "a.b.ck" }, { "www.ck", "www.ck" }, { "x.www.ck", "www.ck" },
		{ "unlisted", NULL }, { "muster.unlisted", "muster.unlisted" }, { "a.muster.unlisted", "muster.unlisted" },
		{ "", NULL },
	};
	struct ev_psl psl = { .n = 0 };

	(void)state;
	read_list(&psl, list);
	assert_int_equal(psl.n, 5);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct span base = ev_psl_base_domain(&psl, span_of(cases[i].domain));

		assert_int_equal(base.p != NULL, cases[i].base != NULL);
		if (cases[i].base != NULL)
			assert_true(span_is(base, cases[i].base));
	}
	ev_psl_free(&psl);
}

/* A text without sections counts as a whole. */
static void
test_plain_text(void **state)
{
	struct ev_psl psl = { .n = 0 };

	(void)state;
	read_list(&psl, "de\nkunden.de\n// comment\n!\n*.\n*");
	assert_true(span_is(ev_psl_base_domain(&psl, span_of("a.x.kunden.de")), "x.kunden.de"));
	ev_psl_free(&psl);
}

static void
test_is_rule(void **state)
{
	static const char *const rules[] = { "de", "co.uk", "*.ck", "!www.ck", "*", "xn--p1ai", "\xe9\xa6\x99\xe6\xb8\xaf", "a-b.c", "4u.com" };
	static const char *const others[] = { "", "!", "*.", ".", "de.", ".de", "a..b", "-a", "a-", "a.*.b", "-----BEGIN", "a,b", "{", "\xff\xd8", "a_b",
		"a123456789012345678901234567890123456789012345678901234567890123" };

	(void)state;
	for (size_t i = 0; i < sizeof rules / sizeof *rules; i++)
		assert_true(ev_psl_is_rule(span_of(rules[i])));
	for (size_t i = 0; i < sizeof others / sizeof *others; i++)
		assert_false(ev_psl_is_rule(span_of(others[i])));
}

static void
test_call(void **state)
{
	smimelint_ctx *ctx = NULL;

	(void)state;
	assert_int_equal(smimelint_ctx_new(&ctx), SMIMELINT_OK);
	assert_int_equal(smimelint_ctx_add_psl(ctx, list, sizeof list - 1), SMIMELINT_OK);
	assert_int_equal(smimelint_ctx_add_psl(ctx, "// nothing\n", 11), SMIMELINT_ERR_INPUT);
	assert_string_equal(smimelint_ctx_error(ctx), "no rule of a Public Suffix List in it");
	assert_int_equal(smimelint_ctx_add_psl(ctx, "de\n\n<html>\n", 11), SMIMELINT_ERR_INPUT);
	assert_string_equal(smimelint_ctx_error(ctx), "line 3 is no rule of a Public Suffix List");
	assert_int_equal(smimelint_ctx_add_psl(ctx, "\xef\xbb\xbf// a\nde\n", 11), SMIMELINT_OK);
	assert_int_equal(smimelint_ctx_add_psl(ctx, NULL, 0), SMIMELINT_ERR_INPUT);
	assert_int_equal(smimelint_ctx_add_psl(ctx, NULL, 1), SMIMELINT_ERR_ARG);
	assert_int_equal(smimelint_ctx_add_psl(NULL, list, 1), SMIMELINT_ERR_ARG);
	smimelint_ctx_free(ctx);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_base_domain),
		cmocka_unit_test(test_plain_text),
		cmocka_unit_test(test_is_rule),
		cmocka_unit_test(test_call),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
