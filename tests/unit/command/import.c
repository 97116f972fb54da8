/* SPDX-License-Identifier: Apache-2.0 */
/* Imports: what a log of many names costs, counted in comparisons of texts, and a line of many values, in octets searched and taken. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "command/command.h"
#include "command/import/perspective.h"
#include "command/import/pick.h"

int __real_strcmp(const char *, const char *);
int __real_strcasecmp(const char *, const char *);
int __wrap_strcmp(const char *, const char *);
int __wrap_strcasecmp(const char *, const char *);
void *__real_memchr(const void *, int, size_t);
void *__wrap_memchr(const void *, int, size_t);
void *__real_arena_take(struct arena *, size_t);
void *__wrap_arena_take(struct arena *, size_t);

static uint64_t compared, searched, taken;

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

void *
__wrap_memchr(const void *text, int c, size_t n)
{
	const uint8_t *at = __real_memchr(text, c, n);

	searched += at != NULL ? (size_t)(at - (const uint8_t *)text) + 1 : n;
	return (void *)(uintptr_t)at;
}

void *
__wrap_arena_take(struct arena *a, size_t n)
{
	taken += n;
	return __real_arena_take(a, n);
}

/* An authorization with a valid challenge and two others, of a mailbox or a domain. */
static void
take_one(struct events *e, unsigned i)
{
	char text[512];
	const char *end;
	int n = snprintf(text, sizeof text, "{\"identifier\": {\"type\": \"%s\", \"value\": \"%s%u.example\"}, \"status\": \"valid\", \"challenges\": ["
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

/* A line of boulder about CAA of a domain, at a second of an hour: with the answer, or with what the perspectives found. */
static void
take_caa(struct events *e, unsigned second, const char *rest)
{
	char text[256], line[128];
	const char *end;
	int n = snprintf(text, sizeof text, "{\"identifier\": \"a.example\", \"valid\": true, %s}", rest);
	cJSON *v = foreign_read(text, (size_t)n, &end);

	snprintf(line, sizeof line, "2026-06-20T08:%02u:%02uZ va1 boulder-va: [AUDIT] %s JSON=", second / 60, second % 60,
	    strstr(rest, "Summary") != NULL ? "CAA check result" : "Checked CAA records");
	assert_non_null(v);
	assert_true(import_boulder.take(e, v, text, line));
	foreign_free(v);
}

/* Comparisons for a log of n answers and n checks of one domain, the newest first. */
static uint64_t
answers_cost(unsigned n)
{
	struct events e = { .failed = false };
	smimelint_ctx *ctx;

	arena_init(&e.arena);
	assert_int_equal(smimelint_ctx_new(&ctx), SMIMELINT_OK);
	assert_int_equal(smimelint_run_new(&e.run, ctx), SMIMELINT_OK);
	/* The last that is no later, and no more than ten minutes before. */
	take_caa(&e, 2 * n + 601, "\"Summary\": {}");
	take_caa(&e, 2 * n + 600, "\"Summary\": {}");
	compared = 0;
	for (unsigned i = n; i > 0; i--) {
		take_caa(&e, 2 * i + 1, "\"Summary\": {}");
		take_caa(&e, 2 * i, "\"present\": false");
	}
	take_caa(&e, 1, "\"Summary\": {}");
	perspectives_settle(&e);
	for (size_t i = 0; i < e.n; i++)
		if (e.event[i].response != NULL)
			assert_int_equal(event_has(&e.event[i], "records"), i > 0 && i + 1 < e.n);
		else
			assert_true(e.event[i].aside && e.event[i].given);
	assert_int_equal(e.beside, 0);
	smimelint_run_free(e.run);
	smimelint_ctx_free(ctx);
	free(e.event);
	arena_free(&e.arena);
	return compared;
}

static void
grows_with_the_answers(void **state)
{
	uint64_t few, many;

	(void)state;
	if (!foreign_open())
		skip();
	few = answers_cost(64);
	many = answers_cost(1024);
	assert_in_range(many, 16 * few, 32 * few);
}

/* An event of a domain and an account, at a second. */
static void
add_of_account(struct events *e, enum event_kind kind, unsigned account, int64_t at, bool failed)
{
	struct event *v = event_add(e, kind);

	v->domain = "a.example";
	v->applicant = arena_printf(&e->arena, "account-%u", account);
	v->at = at;
	v->failed = failed;
}

/* Comparisons for one mailbox of a domain that n accounts were refused, and one was permitted before all of them. */
static uint64_t
accounts_cost(unsigned n)
{
	struct events e = { .failed = false };
	struct join join = { .events = &e };
	struct part p = { .mailbox = "anna@a.example" };

	arena_init(&e.arena);
	add_of_account(&e, EVENT_VALIDATION, 0, 1, false);
	add_of_account(&e, EVENT_CAA, 0, 1, false);
	for (unsigned i = 1; i <= n; i++)
		add_of_account(&e, EVENT_CAA, i, i + 1, true);
	join_begin(&join, &e.arena);
	compared = 0;
	pick_events(&join, p.mailbox, (struct reach){ 2 * n, 4 * n }, &p);
	assert_non_null(p.check);
	assert_false(p.check->failed);
	free(e.event);
	arena_free(&e.arena);
	return compared;
}

/* However many they are, a mailbox costs the steps of the searches more. */
static void
grows_with_no_account(void **state)
{
	uint64_t few, many;

	(void)state;
	(void)accounts_cost(63);
	few = accounts_cost(64);
	many = accounts_cost(4096);
	assert_in_range(many, few, 3 * few);
}

/* A log of one line, which has the value n times. */
static FILE *
log_of(const char *value, unsigned n)
{
	FILE *log = tmpfile();

	assert_non_null(log);
	for (unsigned i = 0; i < n; i++)
		assert_true(fputs(value, log) >= 0);
	rewind(log);
	return log;
}

/* Octets that were searched or taken for it. */
static uint64_t
line_cost(const char *value, unsigned n)
{
	char words[][32] = { "import", "--from", "acme", "-o", "/dev/null", "" };
	char *argv[sizeof words / sizeof *words];
	struct opt_line line;
	FILE *log = log_of(value, n);

	snprintf(words[5], sizeof words[5], "/dev/fd/%d", fileno(log));
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		argv[i] = words[i];
	assert_true(opt_read(&line, CMD_EVIDENCE, sizeof words / sizeof *words, argv));
	searched = taken = 0;
	assert_int_equal(cmd_evidence_import(&line), EXIT_UNREADABLE);
	opt_free(&line);
	fclose(log);
	return searched + taken;
}

/* Each value of a line costs what it costs on a line of a sixteenth. */
static void
grows_with_the_line(void **state)
{
	static const char *const values[] = {
		"x=\"{\\\"a\\\": 1}\" ", "\"{\\\"a\\\": 1} ", "[1] ", "{\"a\": 1} ", "[1] {level:0} ", "[{\"a\": [1]}] ", "{ ", "[ ", "\"{\\ ",
		"{\"message\": \"x\"} ", "{\"a\": {\"log\": \"{}\"}} ", "[{\"msg\": \"{\"}] ",
	};

	(void)state;
	if (!foreign_open())
		skip();
	for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
		uint64_t few = line_cost(values[i], 256), many = line_cost(values[i], 4096);

		assert_true(few > 0);
		assert_in_range(many, few, 20 * few);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(grows_with_the_log), cmocka_unit_test(grows_with_the_answers),
		cmocka_unit_test(grows_with_the_line), cmocka_unit_test(grows_with_no_account) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
