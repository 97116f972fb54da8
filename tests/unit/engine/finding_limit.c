/* finding_limit.c - however many findings a certificate has, the severe ones are kept. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "der_build.h"
#include "smimelint.h"

#define LIMIT 256

static struct build b;
static char extensions[16384];

/*
 * keyUsage, and a subjectAltName with the address a@b.example n times, 20 at
 * least: a notice for each but the first.
 */
static const char *
repeated_address(unsigned n)
{
	static const char address[] = "810b6140622e6578616d706c65";
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
errors_before_notices(void **state)
{
	struct build_cert c = { .extension = repeated_address(20) };
	smimelint_ctx *ctx;
	smimelint_run *run;
	unsigned errors, notices;

	(void)state;
	assert_int_equal(smimelint_ctx_new(&ctx), SMIMELINT_OK);
	assert_int_equal(smimelint_ctx_set(ctx, "scope", "all"), SMIMELINT_OK);
	/* What gives way in the end has a place until then. */
	assert_int_equal(smimelint_ctx_set(ctx, "skip", "rfc5280"), SMIMELINT_OK);
	assert_int_equal(smimelint_run_new(&run, ctx), SMIMELINT_OK);

	build_certificate(&b, &c);
	assert_int_equal(smimelint_lint(run, b.b, b.n), SMIMELINT_OK);
	errors = count(run, SMIMELINT_ERROR);
	notices = count(run, SMIMELINT_NOTICE);
	assert_true(errors > 0);

	c.extension = repeated_address(100);
	build_certificate(&b, &c);
	assert_int_equal(smimelint_lint(run, b.b, b.n), SMIMELINT_OK);
	assert_int_equal(count(run, SMIMELINT_ERROR), errors);
	assert_int_equal(count(run, SMIMELINT_NOTICE), notices + 80);

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

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(errors_before_notices),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
