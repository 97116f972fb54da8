/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Without memory: the n-th allocation fails, for every n from the making of a
 * context to the last fact.  Nothing crashes, nothing leaks, and who is told
 * of a result has a whole one.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "memory.h"
#include "smimelint.h"

static unsigned char *certificate, *issuer;
static long certificate_size, issuer_size;

static int
set_up(void **state)
{
	FILE *f = fopen("testdata/base/bases.pem", "r");

	(void)state;
	if (f == NULL || !memory_next_certificate(f, &certificate, &certificate_size) ||
	    !memory_next_certificate(f, &issuer, &issuer_size))
		return -1;
	return fclose(f);
}

static int
tear_down(void **state)
{
	(void)state;
	OPENSSL_free(certificate);
	OPENSSL_free(issuer);
	return 0;
}

static int
ignore_row(void *arg, unsigned depth, const char *name, const char *value, uint32_t offset, uint32_t length)
{
	(void)arg, (void)depth, (void)value, (void)offset, (void)length;
	return name == NULL;
}

/* What a program asks; the arena may be out of memory, so that texts may be empty, but not missing. */
static void
ask(smimelint_run *run)
{
	for (size_t i = 0; i < smimelint_finding_count(run); i++) {
		smimelint_finding f = { .size = sizeof f };

		assert_int_equal(smimelint_finding_get(run, i, &f), SMIMELINT_OK);
		assert_non_null(f.path);
		assert_non_null(f.citation);
	}
	assert_non_null(smimelint_fact(run, "subject"));
	assert_int_equal(smimelint_walk(run, ignore_row, NULL), 0);
}

/* The whole way, with as few octets asked twice as may be. */
static smimelint_status
whole_way(void)
{
	static const char options[] = "{\"skip\":[\"7.1.2.3\"],\"issuer-domain\":[\"ca.example\",\"ca.example.com\"],\"tbs\":false}";
	smimelint_ctx *ctx = NULL;
	smimelint_run *run = NULL;
	smimelint_status st;

	if ((st = smimelint_ctx_new(&ctx)) == SMIMELINT_OK)
		st = smimelint_ctx_set(ctx, "upcoming", "all");
	if (st == SMIMELINT_OK)
		st = smimelint_ctx_set(ctx, "policy-map", "1.2.3=mailbox-validated/strict");
	if (st == SMIMELINT_OK)
		st = smimelint_ctx_set(ctx, "scope", "all");
	if (st == SMIMELINT_OK)
		st = smimelint_ctx_set_json(ctx, options, strlen(options));
	if (st == SMIMELINT_OK)
		st = smimelint_ctx_add_issuer(ctx, issuer, (size_t)issuer_size);
	if (st == SMIMELINT_OK)
		st = smimelint_run_new(&run, ctx);
	if (st == SMIMELINT_OK)
		st = smimelint_lint(run, certificate, (size_t)certificate_size);
	if (st == SMIMELINT_OK)
		ask(run);
	else if (run != NULL) {
		/* The same run again, with memory. */
		memory_fails_at = 0;
		assert_int_equal(smimelint_lint(run, certificate, (size_t)certificate_size), SMIMELINT_OK);
		ask(run);
	}
	smimelint_run_free(run);
	smimelint_ctx_free(ctx);
	return st;
}

static void
every_allocation(void **state)
{
	unsigned all;

	(void)state;
	memory_fails_at = memory_taken = 0;
	assert_int_equal(whole_way(), SMIMELINT_OK);
	all = memory_taken;
	assert_true(all > 10);
	for (unsigned n = 1; n <= all; n++) {
		smimelint_status st;

		memory_taken = 0;
		memory_fails_at = n;
		st = whole_way();
		memory_fails_at = 0;
		if (st != SMIMELINT_ERR_NOMEM)
			fail_msg("allocation %u of %u fails: %s", n, all, smimelint_strerror(st));
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(every_allocation) };

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
