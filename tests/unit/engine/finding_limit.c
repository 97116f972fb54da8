/* SPDX-License-Identifier: Apache-2.0 */
/* finding_limit.c - however many findings a certificate has, the severe ones are kept. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "der_build.h"
#include "smimelint.h"

#define LIMIT 256

static struct build b;
static char extensions[16384];

/*
 * keyUsage, and a subjectAltName with the address a@bcdefghij n times, 20 at
 * least: a warning for each, and these are not folded as notices are.
 */
static const char *
repeated_address(unsigned n)
{
	static const char address[] = "810b614062636465666768696a";
	unsigned names = n * 13, octets = names + 4;
	char *at = extensions;

	at += sprintf(at, "%s", BUILD_EXT_KU);
	at += sprintf(at, "3082%04x 0603551d11 0482%04x 3082%04x", octets + 9, octets, names);
	for (unsigned i = 0; i < n; i++)
		at += sprintf(at, "%s", address);
	return extensions;
}

/* Findings of this severity; all of them for SMIMELINT_PASS. */
static unsigned
count(smimelint_run *run, smimelint_level severity)
{
	smimelint_finding f = { .size = sizeof f };
	unsigned n = 0;

	for (size_t i = 0; i < smimelint_finding_count(run); i++) {
		assert_int_equal(smimelint_finding_get(run, i, &f), SMIMELINT_OK);
		n += severity == SMIMELINT_PASS || f.severity == severity;
	}
	return n;
}

static void
errors_before_warnings(void **state)
{
	struct build_cert c = { .extension = repeated_address(20) };
	smimelint_ctx *ctx;
	smimelint_run *run;
	unsigned errors, warnings;

	(void)state;
	assert_int_equal(smimelint_ctx_new(&ctx), SMIMELINT_OK);
	assert_int_equal(smimelint_ctx_set(ctx, "scope", "all"), SMIMELINT_OK);
	/* What gives way in the end has a place until then. */
	assert_int_equal(smimelint_ctx_set(ctx, "skip", "rfc5280"), SMIMELINT_OK);
	assert_int_equal(smimelint_run_new(&run, ctx), SMIMELINT_OK);

	build_certificate(&b, &c);
	assert_int_equal(smimelint_lint(run, b.b, b.n), SMIMELINT_OK);
	errors = count(run, SMIMELINT_ERROR);
	warnings = count(run, SMIMELINT_WARNING);
	assert_true(errors > 0);

	c.extension = repeated_address(100);
	build_certificate(&b, &c);
	assert_int_equal(smimelint_lint(run, b.b, b.n), SMIMELINT_OK);
	assert_int_equal(count(run, SMIMELINT_ERROR), errors);
	assert_int_equal(count(run, SMIMELINT_WARNING), warnings + 80);

	c.extension = repeated_address(400);
	build_certificate(&b, &c);
	assert_int_equal(smimelint_lint(run, b.b, b.n), SMIMELINT_OK);
	assert_int_equal(count(run, SMIMELINT_ERROR), errors);
	assert_int_equal(smimelint_result_status(run), SMIMELINT_ERROR);
	/* One more says how many were left out. */
	assert_int_equal(count(run, SMIMELINT_PASS), LIMIT + 1);

	smimelint_run_free(run);
	smimelint_ctx_free(ctx);
}

/* ---- findings that are accepted make room for new ones ---- */

#define WAIVED "[{\"rule\":\"x690.boolean.value\",\"issuer\":\"*\",\"reason\":\"old\",\"expires\":\"2999-01-01\"}]"

/* n extensions with a BOOLEAN that is neither 00 nor FF, and behind them what else is wrong. */
static void
build_faulty(unsigned n, const char *last)
{
	struct build_cert c = { .extension = extensions };
	char *at = extensions;

	at += sprintf(at, "%s", BUILD_EXT_KU);
	for (unsigned i = 0; i < n; i++)
		at += sprintf(at, "300b 0604 2a03%02x%02x 010101 0400", 1 + i / 100, 1 + i % 100);
	sprintf(at, "%s", last);
	build_certificate(&b, &c);
}

/* Findings of a rule in this state. */
static unsigned
count_of(smimelint_run *run, const char *rule, smimelint_state state)
{
	smimelint_finding f = { .size = sizeof f };
	unsigned n = 0;

	for (size_t i = 0; i < smimelint_finding_count(run); i++) {
		assert_int_equal(smimelint_finding_get(run, i, &f), SMIMELINT_OK);
		n += strcmp(smimelint_rule_text(f.rule, "id"), rule) == 0 && f.state == state;
	}
	return n;
}

static void
only_encoding(smimelint_ctx **ctx)
{
	assert_int_equal(smimelint_ctx_new(ctx), SMIMELINT_OK);
	assert_int_equal(smimelint_ctx_set(*ctx, "scope", "all"), SMIMELINT_OK);
	assert_int_equal(smimelint_ctx_set(*ctx, "only", "x690.*"), SMIMELINT_OK);
}

static void
waived_ones_give_way(void **state)
{
	smimelint_ctx *ctx;
	smimelint_run *run;

	(void)state;
	only_encoding(&ctx);
	assert_int_equal(smimelint_ctx_add_waivers(ctx, WAIVED, strlen(WAIVED), 20000), SMIMELINT_OK);
	assert_int_equal(smimelint_run_new(&run, ctx), SMIMELINT_OK);
	for (unsigned n = LIMIT - 2; n <= LIMIT + 60; n += n < LIMIT + 2 ? 1 : 58) {
		build_faulty(n, "300a 0603 2a0501 048102 0500");
		assert_int_equal(smimelint_lint(run, b.b, b.n), SMIMELINT_OK);
		assert_int_equal(smimelint_finding_count(run), n + 1 <= LIMIT ? n + 1 : LIMIT + 1);
		assert_int_equal(count_of(run, "x690.length.padded", SMIMELINT_STATE_NEW), 1);
		assert_int_equal(count_of(run, "x690.boolean.value", SMIMELINT_STATE_NEW), 0);
	}
	smimelint_run_free(run);
	smimelint_ctx_free(ctx);
}

static void
lint_as(smimelint_run *run, const char *path)
{
	const smimelint_source from = { .size = sizeof from, .path = path, .format = "der" };

	assert_int_equal(smimelint_lint(run, b.b, b.n), SMIMELINT_OK);
	assert_int_equal(smimelint_result_source(run, &from), SMIMELINT_OK);
}

/* The baseline of a certificate whose findings are not all shown accepts all of them, and none that is new. */
static void
known_ones_give_way(void **state)
{
	smimelint_ctx *ctx;
	smimelint_run *run;
	char *report;

	(void)state;
	for (unsigned n = LIMIT - 1; n <= LIMIT + 60; n += n < LIMIT + 2 ? 1 : 58) {
		only_encoding(&ctx);
		assert_int_equal(smimelint_run_new(&run, ctx), SMIMELINT_OK);
		build_faulty(n, "");
		lint_as(run, "a.der");
		report = strdup(smimelint_result_json(run, 0, NULL));
		smimelint_run_free(run);
		smimelint_ctx_free(ctx);

		only_encoding(&ctx);
		assert_int_equal(smimelint_ctx_add_baseline(ctx, report, strlen(report)), SMIMELINT_OK);
		assert_int_equal(smimelint_run_new(&run, ctx), SMIMELINT_OK);
		lint_as(run, "a.der");
		assert_int_equal(count_of(run, "x690.boolean.value", SMIMELINT_STATE_NEW), 0);
		assert_int_equal(count_of(run, "sbr.scope.more-findings", SMIMELINT_STATE_NEW), 0);
		smimelint_run_free(run);
		smimelint_ctx_free(ctx);

		only_encoding(&ctx);
		assert_int_equal(smimelint_ctx_add_baseline(ctx, report, strlen(report)), SMIMELINT_OK);
		assert_int_equal(smimelint_run_new(&run, ctx), SMIMELINT_OK);
		build_faulty(n, "300b 0604 2a050101 010102 0400");
		lint_as(run, "a.der");
		assert_true(count_of(run, "x690.boolean.value", SMIMELINT_STATE_NEW) > 0);
		smimelint_run_free(run);
		smimelint_ctx_free(ctx);
		free(report);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(errors_before_warnings),
		cmocka_unit_test(waived_ones_give_way),
		cmocka_unit_test(known_ones_give_way),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
