/* SPDX-License-Identifier: Apache-2.0 */
/* A result as JSON, where it comes from, and findings that are accepted. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>
#include <pthread.h>

#include <cjson/cJSON.h>

#include "smimelint.h"
#include "tests/context.h"
#include "tests/made.h"

#define RULE "sbr.key-usage.rsa-bits"
#define DAY_2026_06_01 20605

static const char cases[] =
    "base sv-strict\n"
    "case bad-usage\n  keyUsage = critical digitalSignature dataEncipherment\n";

static struct span der;		/* of a certificate with one finding */

static int
make(void **state)
{
	int ret = made_open(state);

	der = made(cases, "bad-usage");
	return ret;
}

static int
set_up(void **state)
{
	return context_open(state) == 0 && smimelint_ctx_set(ctx, "only", RULE) == SMIMELINT_OK ? 0 : -1;
}

/* A result with one finding. */
static void
lint(void)
{
	if (run == NULL)
		assert_int_equal(smimelint_run_new(&run, ctx), SMIMELINT_OK);
	assert_int_equal(smimelint_lint(run, der.p, der.n), SMIMELINT_OK);
	assert_int_equal(smimelint_finding_count(run), 1);
}

static smimelint_finding
finding(void)
{
	smimelint_finding f = { .size = sizeof f };
	char citation[64];

	assert_int_equal(smimelint_finding_get(run, 0, &f), SMIMELINT_OK);
	smimelint_rule_citation(f.rule, citation, sizeof citation);
	assert_string_equal(f.citation, citation);
	return f;
}

static void
from(const char *path)
{
	const smimelint_source source = { .size = sizeof source, .path = path };

	assert_int_equal(smimelint_result_source(run, &source), SMIMELINT_OK);
}

/* The last result, on one line. */
static cJSON *
json(unsigned with)
{
	size_t n = 0;
	const char *text = smimelint_result_json(run, with, &n);
	cJSON *tree;

	assert_non_null(text);
	assert_int_equal(strlen(text), n);
	assert_null(strpbrk(text, "\r\n"));
	tree = cJSON_ParseWithOpts(text, NULL, true);
	assert_non_null(tree);
	return tree;
}

static const cJSON *
at(const cJSON *tree, const char *object, const char *member)
{
	const cJSON *v = cJSON_GetObjectItem(cJSON_GetObjectItem(tree, object), member);

	assert_non_null(v);
	return v;
}

static void
test_source(void **state)
{
	smimelint_source source = { sizeof source, "a\\b\x1b[31m\xff", 7, "der", 12, NULL };
	cJSON *tree;

	(void)state;
	lint();
	tree = json(0);
	assert_true(cJSON_IsNull(at(tree, "source", "path")));
	assert_true(cJSON_IsNull(at(tree, "source", "line")));
	assert_int_equal(at(tree, "source", "index")->valueint, 0);
	assert_null(cJSON_GetObjectItem(tree, "outcomes"));
	assert_null(cJSON_GetObjectItem(tree, "der"));
	cJSON_Delete(tree);
	/* Its findings have their state by now. */
	assert_int_equal(smimelint_result_source(run, &source), SMIMELINT_ERR_ARG);

	lint();
	source.size--;
	assert_int_equal(smimelint_result_source(run, &source), SMIMELINT_ERR_ARG);
	source.size++;
	assert_int_equal(smimelint_result_source(run, &source), SMIMELINT_OK);
	tree = json(SMIMELINT_JSON_OUTCOMES | SMIMELINT_JSON_DER);
	assert_string_equal(at(tree, "source", "path")->valuestring, "a\\\\b\\x1b[31m\\xff");
	assert_int_equal(at(tree, "source", "index")->valueint, 7);
	assert_string_equal(at(tree, "source", "format")->valuestring, "der");
	assert_int_equal(at(tree, "source", "line")->valueint, 12);
	assert_int_equal(cJSON_GetArraySize(cJSON_GetObjectItem(tree, "outcomes")), smimelint_rule_count());
	assert_memory_equal(cJSON_GetObjectItem(tree, "der")->valuestring, "MII", 3);
	cJSON_Delete(tree);
}

/* What a reader found in the place of a certificate. */
static void
test_fault(void **state)
{
	const smimelint_source source = { .size = sizeof source, .path = "a.pem", .fault = "no certificate, but a key" };
	smimelint_finding f;
	cJSON *tree;

	(void)state;
	lint();
	assert_int_equal(smimelint_lint(run, NULL, 0), SMIMELINT_ERR_INPUT);
	assert_int_equal(smimelint_result_source(run, &source), SMIMELINT_OK);
	f = finding();
	assert_string_equal(f.value, source.fault);
	assert_null(f.path);
	tree = json(SMIMELINT_JSON_DER);
	assert_true(cJSON_IsNull(cJSON_GetObjectItem(tree, "certificate")));
	assert_true(cJSON_IsNull(cJSON_GetObjectItem(tree, "der")));
	cJSON_Delete(tree);
	/* Of a certificate that was read, nothing is a fault. */
	lint();
	assert_int_equal(smimelint_result_source(run, &source), SMIMELINT_OK);
	assert_string_equal(finding().value, "dataEncipherment");
}

static void
test_waivers(void **state)
{
	static const char list[] = "[{\"rule\":\"" RULE "\",\"issuer\":\"*\",\"reason\":\"old profile\",\"expires\":\"2026-06-01\"}]";
	static const char wrong[] = "[\n{\"rule\":\"" RULE "\",\"issuer\":\"*\",\"reason\":\"r\",\"expires\":\"2030-06-01\"},\n{}]";

	(void)state;
	assert_int_equal(smimelint_ctx_add_waivers(ctx, wrong, sizeof wrong - 1, DAY_2026_06_01), SMIMELINT_ERR_OPTION);
	assert_string_equal(smimelint_ctx_error(ctx), "3: /1: rule is missing");
	assert_int_equal(smimelint_ctx_add_waivers(ctx, NULL, 1, 0), SMIMELINT_ERR_ARG);
	/* On the day after its last. */
	assert_int_equal(smimelint_ctx_add_waivers(ctx, list, sizeof list - 1, DAY_2026_06_01 + 1), SMIMELINT_OK);
	lint();
	assert_int_equal(finding().state, SMIMELINT_STATE_NEW);
	assert_string_equal(finding().waiver, "expired on 2026-06-01: old profile");
	context_close(NULL);

	assert_int_equal(set_up(NULL), 0);
	assert_int_equal(smimelint_ctx_add_waivers(ctx, list, sizeof list - 1, DAY_2026_06_01 + 1), SMIMELINT_OK);
	assert_int_equal(smimelint_ctx_add_waivers(ctx, list, sizeof list - 1, DAY_2026_06_01), SMIMELINT_OK);
	lint();
	assert_int_equal(finding().state, SMIMELINT_STATE_WAIVED);
	assert_string_equal(finding().waiver, "old profile");
	assert_int_equal(smimelint_result_status(run), SMIMELINT_ERROR);
}

/* A report of `n` results with the finding of this path, as the library writes them. */
static char *
report(const char *path, unsigned n)
{
	static char text[16384];
	size_t used = 0;

	for (unsigned i = 0; i < n; i++) {
		lint();
		from(path);
		used += (size_t)snprintf(text + used, sizeof text - used, "%s\n", smimelint_result_json(run, 0, NULL));
	}
	assert_true(used < sizeof text);
	smimelint_run_free(run);
	run = NULL;
	return text;
}

static void
test_baseline(void **state)
{
	char *text = report("./a.pem", 1), *end = text + strlen(text);
	static const char *const paths[] = { "b.pem", "a.pem", "a.pem" };
	static const smimelint_state states[] = { SMIMELINT_STATE_NEW, SMIMELINT_STATE_KNOWN, SMIMELINT_STATE_NEW };

	(void)state;
	/* A report that is none in its second line has no first line either. */
	memcpy(end, "{}\n", 4);
	assert_int_equal(smimelint_ctx_add_baseline(ctx, text, strlen(text)), SMIMELINT_ERR_OPTION);
	assert_string_equal(smimelint_ctx_error(ctx), "2: /schema: is missing");
	*end = '\0';
	assert_int_equal(smimelint_ctx_add_baseline(ctx, text, strlen(text)), SMIMELINT_OK);
	for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
		lint();
		from(paths[i]);
		assert_int_equal(finding().state, states[i]);
		/* Asking again takes nothing. */
		assert_int_equal(finding().state, states[i]);
	}
	/* Without a path there is one too: none. */
	text = report(NULL, 1);
	assert_int_equal(smimelint_ctx_add_baseline(ctx, text, strlen(text)), SMIMELINT_OK);
	lint();
	assert_int_equal(finding().state, SMIMELINT_STATE_KNOWN);
}

/* Lines of a report, as they come: each counts from the number of the first. */
static void
test_baseline_lines(void **state)
{
	char *text = report("a.pem", 2), *end = text + strlen(text), *second = strchr(text, '\n') + 1;

	(void)state;
	assert_int_equal(smimelint_ctx_add_baseline_lines(ctx, text, strlen(text), 0), SMIMELINT_ERR_ARG);
	/* A document over several lines is no line. */
	assert_int_equal(smimelint_ctx_add_baseline_lines(ctx, "{\n}", 3, 7), SMIMELINT_ERR_OPTION);
	assert_non_null(strstr(smimelint_ctx_error(ctx), "7: column 2: this is not JSON"));
	memcpy(end, "{}\n", 4);
	assert_int_equal(smimelint_ctx_add_baseline_lines(ctx, second, strlen(second), 1000000), SMIMELINT_ERR_OPTION);
	assert_string_equal(smimelint_ctx_error(ctx), "1000001: /schema: is missing");
	*end = '\0';
	assert_int_equal(smimelint_ctx_add_baseline_lines(ctx, text, (size_t)(second - text), 1), SMIMELINT_OK);
	assert_int_equal(smimelint_ctx_add_baseline_lines(ctx, second, strlen(second), 2), SMIMELINT_OK);
	for (unsigned i = 0; i < 3; i++) {
		lint();
		from("a.pem");
		assert_int_equal(finding().state, i < 2 ? SMIMELINT_STATE_KNOWN : SMIMELINT_STATE_NEW);
	}
}

/* Of those that name the certificate and those that patterns name it by, the first in the list is told. */
static void
test_waivers_in_order(void **state)
{
	static const char form[] = "[{\"rule\":\"6.3.2\",\"issuer\":\"*\",\"reason\":\"another rule\",\"expires\":\"2030-01-01\"},"
	    "{\"rule\":\"" RULE "\",\"certificate\":{\"sha256\":\"%064d\"},\"reason\":\"another one\",\"expires\":\"2030-01-01\"},"
	    "{\"rule\":\"" RULE "\",%s,\"reason\":\"first\",\"expires\":\"2030-01-01\"},"
	    "{\"rule\":\"" RULE "\",%s,\"reason\":\"second\",\"expires\":\"2030-01-01\"},"
	    "{\"rule\":\"" RULE "\",%s,\"reason\":\"third\",\"expires\":\"2030-01-01\"}]";
	char named[3][1024], list[4096];

	(void)state;
	lint();
	snprintf(named[0], sizeof *named, "\"certificate\":{\"sha256\":\"%s\"}", smimelint_fact(run, "sha256"));
	snprintf(named[1], sizeof *named, "\"certificate\":{\"serial\":\"%s\",\"issuer\":\"%s\"}", smimelint_fact(run, "serial"),
	    smimelint_fact(run, "issuer"));
	snprintf(named[2], sizeof *named, "\"issuer\":\"*\"");
	for (unsigned i = 0; i < 6; i++) {
		unsigned first = i % 3, second = (first + 1 + i / 3) % 3, third = 3 - first - second;

		context_close(NULL);
		assert_int_equal(set_up(NULL), 0);
		snprintf(list, sizeof list, form, 0, named[first], named[second], named[third]);
		assert_int_equal(smimelint_ctx_add_waivers(ctx, list, strlen(list), DAY_2026_06_01), SMIMELINT_OK);
		lint();
		assert_int_equal(finding().state, SMIMELINT_STATE_WAIVED);
		assert_string_equal(finding().waiver, "first");
	}
}

#define THREADS 4
#define EACH 5
#define KNOWN 7

static void *
ask(void *known)
{
	const smimelint_source source = { .size = sizeof source, .path = "a.pem" };
	smimelint_finding f = { .size = sizeof f };
	smimelint_run *own = NULL;

	if (smimelint_run_new(&own, ctx) != SMIMELINT_OK)
		return NULL;
	for (unsigned i = 0; i < EACH; i++)
		if (smimelint_lint(own, der.p, der.n) == SMIMELINT_OK && smimelint_result_source(own, &source) == SMIMELINT_OK &&
		    smimelint_finding_get(own, 0, &f) == SMIMELINT_OK)
			*(unsigned *)known += f.state == SMIMELINT_STATE_KNOWN;
	smimelint_run_free(own);
	return NULL;
}

/* The runs of a context share the entries: no more findings are known than there were. */
static void
test_threads(void **state)
{
	char *text = report("a.pem", KNOWN);
	unsigned known[THREADS] = { 0 }, sum = 0;
	pthread_t thread[THREADS];

	(void)state;
	assert_int_equal(smimelint_ctx_add_baseline(ctx, text, strlen(text)), SMIMELINT_OK);
	for (unsigned i = 0; i < THREADS; i++)
		assert_int_equal(pthread_create(&thread[i], NULL, ask, &known[i]), 0);
	for (unsigned i = 0; i < THREADS; i++) {
		pthread_join(thread[i], NULL);
		sum += known[i];
	}
	assert_int_equal(sum, KNOWN);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_source, set_up, context_close),
		cmocka_unit_test_setup_teardown(test_fault, set_up, context_close),
		cmocka_unit_test_setup_teardown(test_waivers, set_up, context_close),
		cmocka_unit_test_setup_teardown(test_baseline, set_up, context_close),
		cmocka_unit_test_setup_teardown(test_baseline_lines, set_up, context_close),
		cmocka_unit_test_setup_teardown(test_waivers_in_order, set_up, context_close),
		cmocka_unit_test_setup_teardown(test_threads, set_up, context_close),
	};

	return cmocka_run_group_tests(tests, make, made_close);
}
