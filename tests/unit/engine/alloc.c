/* SPDX-License-Identifier: Apache-2.0 */
/* A worker that has seen its largest certificate allocates nothing more. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "memory.h"
#include "smimelint.h"

/* Lints every base certificate and returns how many there are. */
static unsigned
pass(smimelint_run *run, unsigned *dearest)
{
	FILE *f = fopen("testdata/base/bases.pem", "r");
	unsigned char *der;
	unsigned count = 0;
	long n;

	assert_non_null(f);
	*dearest = 0;
	while (memory_next_certificate(f, &der, &n)) {
		unsigned before = memory_taken;

		assert_int_equal(smimelint_lint(run, der, (size_t)n), SMIMELINT_OK);
		if (memory_taken - before > *dearest)
			*dearest = memory_taken - before;
		OPENSSL_free(der);
		count++;
	}
	fclose(f);
	return count;
}

static void
second_pass(void **state)
{
	unsigned first, second;
	smimelint_ctx *ctx;
	smimelint_run *run;

	(void)state;
	assert_int_equal(smimelint_ctx_new(&ctx), SMIMELINT_OK);
	assert_int_equal(smimelint_run_new(&run, ctx), SMIMELINT_OK);
	assert_true(pass(run, &first) > 10);
	assert_true(first > 0);		/* the counting works */
	pass(run, &second);
	assert_int_equal(second, 0);
	smimelint_run_free(run);
	smimelint_ctx_free(ctx);
}

int
main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(second_pass) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
