/* SPDX-License-Identifier: Apache-2.0 */
/* The JSON writer and the JSON reports, with cJSON as the judge. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cjson/cJSON.h>

#include "base/json_out.h"
#include "command/batch/batch.h"
#include "command/lint/asked.h"

static cJSON *
parse(const struct out *o)
{
	const char *end = NULL;
	cJSON *tree = cJSON_ParseWithLengthOpts(o->p, o->n, &end, 0);

	assert_non_null(tree);
	while (end < o->p + o->n && *end == '\n')
		end++;
	assert_ptr_equal(end, o->p + o->n);
	return tree;
}

static void
test_values(void **state)
{
	static const char text[] = "quote \" backslash \\ slash / tab \t bell \a delete \x7f K\xc3\xb6ln";
	struct out o = { NULL, 0, 0, false };
	cJSON *tree;

	(void)state;
	for (int compact = 0; compact < 2; compact++) {
		struct json j = json_to(&o, compact);

		out_clear(&o);
		json_open(&j, '{');
		json_member(&j, "text", text);
		json_member(&j, "none", NULL);
		json_member_number(&j, "big", UINT64_C(9007199254740991));
		json_key(&j, "list");
		json_open(&j, '[');
		json_number(&j, 0);
		json_bool(&j, true);
		json_open(&j, '{');
		json_close(&j, '}');
		json_open(&j, '[');
		json_close(&j, ']');
		json_close(&j, ']');
		json_member(&j, "last", "");
		json_close(&j, '}');
		tree = parse(&o);
		assert_string_equal(cJSON_GetObjectItem(tree, "text")->valuestring, text);
		assert_true(cJSON_IsNull(cJSON_GetObjectItem(tree, "none")));
		assert_true(cJSON_GetObjectItem(tree, "big")->valuedouble == 9007199254740991.0);
		assert_int_equal(cJSON_GetArraySize(cJSON_GetObjectItem(tree, "list")), 4);
		assert_string_equal(cJSON_GetObjectItem(tree, "last")->valuestring, "");
		assert_int_equal(compact, memchr(o.p, '\n', o.n) == NULL);
		cJSON_Delete(tree);
	}
	out_free(&o);
}

/* What a report of these files looks like, read back from the sink. */
static void
report_of(struct out *o, const char *format, bool explain_run, const char *const *paths)
{
	char name[] = "/tmp/smimelint-test-XXXXXX";
	struct opt_line line = { NULL, 0, NULL, 0 };
	struct report r = { .form = report_form_find(format), .style = { .width = 100 }, .fail_on = SMIMELINT_ERROR,
		.summary = true, .explain_run = explain_run };
	struct sink sink = { .fd = mkstemp(name) };
	struct tally sum = { .wide = true };
	struct out text = { NULL, 0, 0, false }, asked = text;
	struct batch *b;
	struct input in = { .limit = 1 << 20, .fn = batch_item };
	smimelint_ctx *ctx;
	char buf[4096];
	ssize_t n;

	assert_true(sink.fd >= 0);
	unlink(name);
	assert_int_equal(smimelint_ctx_new(&ctx), SMIMELINT_OK);
	assert_non_null(b = batch_new(ctx, &r, &sink, NULL, 2, 0));
	in.arg = b;
	asked_json(&asked, &line);
	r.run = out_span(&asked);
	r.form->begin(&r, &text);
	for (; *paths != NULL; paths++)
		assert_int_equal(input_read(&in, *paths), 0);
	assert_true(batch_end(b, &sum));
	out_mem(o, text.p, text.n);
	assert_int_equal(lseek(sink.fd, 0, SEEK_SET), 0);
	while ((n = read(sink.fd, buf, sizeof buf)) > 0)
		out_mem(o, buf, (size_t)n);
	out_clear(&text);
	tally_sort(&sum);
	r.form->end(&r, &text, &sum);
	out_mem(o, text.p, text.n);
	assert_false(o->failed);
	close(sink.fd);
	out_free(&text);
	out_free(&asked);
	batch_free(b);
	tally_free(&sum);
	input_free(&in);
	smimelint_ctx_free(ctx);
}

/* Are the members of an object these, in this order? */
static void
assert_keys(const cJSON *object, const char *const *keys)
{
	const cJSON *m;

	assert_true(cJSON_IsObject(object));
	cJSON_ArrayForEach(m, object) {
		assert_non_null(*keys);
		assert_string_equal(m->string, *keys++);
	}
	assert_null(*keys);
}

static const char *const inputs[] = { "testdata", "tests/cli/data/key.pem", "tests/cli/run.sh", NULL };

static void
assert_result(const cJSON *r)
{
	static const char *const result_keys[] = { "schema", "source", "certificate", "crl", "ocsp", "judged_at", "status",
		"findings", NULL };
	static const char *const source_keys[] = { "path", "index", "format", "line", NULL };
	static const char *const certificate_keys[] = { "sha256", "tbs_sha256", "kind", "profile", "profile_from",
		"serial", "subject", "issuer", "not_before", "not_after", "mailboxes", NULL };
	static const char *const finding_keys[] = { "rule", "severity", "state", "source", "section", "since",
		"message", "value", "path", "offset", "length", "reading", "record", "basis", NULL };
	static const char *const lacking_keys[] = { "schema", "source", "certificate", "crl", "ocsp", "judged_at", "status",
		"findings", "not_evaluated", "not_evaluated_rules", NULL };
	const cJSON *certificate = cJSON_GetObjectItem(r, "certificate"), *lacking = cJSON_GetObjectItem(r, "not_evaluated"), *f;
	const char *status = cJSON_GetObjectItem(r, "status")->valuestring;

	assert_keys(r, lacking != NULL ? lacking_keys : result_keys);
	assert_true(lacking == NULL || lacking->valueint > 0);
	assert_true(lacking == NULL || lacking->valueint == cJSON_GetArraySize(cJSON_GetObjectItem(r, "not_evaluated_rules")));
	assert_keys(cJSON_GetObjectItem(r, "source"), source_keys);
	assert_int_equal(cJSON_IsNull(certificate), strcmp(status, "unreadable") == 0);
	if (!cJSON_IsNull(certificate))
		assert_keys(certificate, certificate_keys);
	cJSON_ArrayForEach(f, cJSON_GetObjectItem(r, "findings"))
		assert_keys(f, finding_keys);
}

static void
test_document(void **state)
{
	static const char *const keys[] = { "schema", "tool", "run", "results", "summary", NULL };
	struct out o = { NULL, 0, 0, false };
	const cJSON *r;
	cJSON *tree;
	int n = 0;

	(void)state;
	report_of(&o, "json", false, inputs);
	tree = parse(&o);
	assert_keys(tree, keys);
	cJSON_ArrayForEach(r, cJSON_GetObjectItem(tree, "results")) {
		assert_result(r);
		n++;
	}
	assert_int_equal(cJSON_GetObjectItem(cJSON_GetObjectItem(tree, "summary"), "results")->valueint, n);
	assert_int_equal(cJSON_GetObjectItem(cJSON_GetObjectItem(
	    cJSON_GetObjectItem(tree, "summary"), "status"), "unreadable")->valueint >= 2, 1);
	cJSON_Delete(tree);
	out_free(&o);
}

/* Each line is an object; with the outcome of every rule when it is asked for. */
static void
test_stream(void **state)
{
	struct out o = { NULL, 0, 0, false };
	size_t rules = smimelint_rule_count();

	(void)state;
	report_of(&o, "ndjson", true, inputs);
	for (char *p = o.p, *end; p < o.p + o.n; p = end + 1) {
		cJSON *r, *outcomes;

		assert_non_null(end = memchr(p, '\n', (size_t)(o.p + o.n - p)));
		assert_non_null(r = cJSON_ParseWithLength(p, (size_t)(end - p)));
		outcomes = cJSON_GetObjectItem(r, "outcomes");
		if (strcmp(cJSON_GetObjectItem(r, "schema")->valuestring, "smimelint-summary/1") != 0)
			assert_int_equal(cJSON_GetArraySize(outcomes), rules);
		cJSON_Delete(r);
	}
	out_free(&o);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_values),
		cmocka_unit_test(test_document),
		cmocka_unit_test(test_stream),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
