/* SPDX-License-Identifier: Apache-2.0 */
/* Imports: what a log of many names costs, counted in comparisons of texts. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "command/import/import.h"

int __real_strcmp(const char *, const char *);
int __real_strcasecmp(const char *, const char *);
int __wrap_strcmp(const char *, const char *);
int __wrap_strcasecmp(const char *, const char *);

static uint64_t compared;

int
__wrap_strcmp(const char *a, const char *b)
{
	compared++;
	return __real_strcmp(a, b);
}

int
__wrap_strcasecmp(const char *a, const char *b)
{
	compared++;
	return __real_strcasecmp(a, b);
}

/* An authorization with a valid challenge and two others, of a mailbox or a domain. */
static void
take_one(struct events *e, unsigned i)
{
	char text[512];
	const char *end;
	int n = snprintf(text, sizeof text, "{\"identifier\": {\"type\": \"%s\", \"value\": \"%s%u.example\"}, \"challenges\": ["
	    "{\"type\": \"http-01\", \"url\": \"https://ca.example/a/%u\", \"token\": \"t\", \"status\": \"valid\", \"validated\": \"2026-06-20T08:15:31Z\"}, "
	    "{\"type\": \"dns-01\", \"url\": \"https://ca.example/b/%u\", \"token\": \"t\", \"status\": \"pending\"}, "
	    "{\"type\": \"tls-alpn-01\", \"url\": \"https://ca.example/c/%u\", \"token\": \"t\", \"status\": \"pending\"}]}",
	    i % 2 == 0 ? "dns" : "email", i % 2 == 0 ? "" : "anna@", i, i, i, i);
	cJSON *v = foreign_read(text, (size_t)n, &end);

	assert_non_null(v);
	assert_true(import_acme.take(e, v, text, ""));
	assert_true(import_acme.take(e, v, text, ""));
	foreign_free(v);
}

/* Comparisons for a log of n authorizations, each in it twice, and the records of their names. */
static uint64_t
cost(unsigned n)
{
	struct events e = { .failed = false };
	struct out records = { NULL, 0, 0, false };
	struct join join = { .events = &e, .out = &records };
	smimelint_ctx *ctx;

	arena_init(&e.arena);
	assert_int_equal(smimelint_ctx_new(&ctx), SMIMELINT_OK);
	assert_int_equal(smimelint_run_new(&e.run, ctx), SMIMELINT_OK);
	compared = 0;
	for (unsigned i = 0; i < n; i++)
		take_one(&e, i);
	assert_int_equal(e.n, n);
	join_begin(&join, &e.arena);
	join_names(&join);
	assert_int_equal(join.records, n);
	assert_false(join.failed);
	smimelint_run_free(e.run);
	smimelint_ctx_free(ctx);
	keyed_free(&e.offers);
	keyed_free(&e.taken);
	free(e.event);
	arena_free(&e.arena);
	out_free(&records);
	return compared;
}

/* Each line costs what it costs in a log of a sixteenth, and four steps more of each search in what stands before it. */
static void
grows_with_the_log(void **state)
{
	uint64_t few, many;

	(void)state;
	if (!foreign_open())
		skip();
	few = cost(64);
	many = cost(1024);
	assert_true(few > 0);
	assert_in_range(many, 16 * few, 40 * few);
}

int
main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(grows_with_the_log) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
