/* SPDX-License-Identifier: Apache-2.0 */
/* SARIF and GitLab reports over all certificates of testdata/, with cJSON as the judge; what is kept of too many lines. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <cjson/cJSON.h>

#include "command/batch/batch.h"
#include "option/opt.h"
#include "report/keep.h"

static cJSON *
report_of(const char *form, const char *path)
{
	struct report r = { .form = report_form_find(form), .fail_on = SMIMELINT_ERROR };
	struct input in = { .limit = 1024 * 1024, .fn = batch_item };
	FILE *file = tmpfile();
	struct sink sink = { .fd = fileno(file) };
	struct tally sum = { .wide = false };
	struct out text = { NULL, 0, 0, false };
	smimelint_ctx *ctx;
	struct batch *b;
	cJSON *tree;
	char buf[65536];
	size_t n;

	assert_int_equal(smimelint_ctx_new(&ctx), SMIMELINT_OK);
	assert_non_null(b = batch_new(ctx, &r, &sink, NULL, 2, 0));
	in.arg = b;
	r.form->begin(&r, &text);
	assert_true(sink_write(&sink, text.p, text.n));
	assert_int_equal(input_read(&in, path), 0);
	assert_true(batch_end(b, &sum));
	out_clear(&text);
	r.form->end(&r, &text, &sum);
	assert_true(sink_write(&sink, text.p, text.n));
	out_clear(&text);
	rewind(file);
	while ((n = fread(buf, 1, sizeof buf, file)) > 0)
		out_mem(&text, buf, n);
	out_char(&text, '\0');
	tree = cJSON_ParseWithOpts(text.p, NULL, true);
	assert_non_null(tree);
	fclose(file);
	out_free(&text);
	batch_free(b);
	tally_free(&sum);
	input_free(&in);
	smimelint_ctx_free(ctx);
	return tree;
}

/* The member at "a/b/0/c"; it exists. */
static const cJSON *
at(const cJSON *tree, const char *path)
{
	char name[64];

	while (*path != '\0') {
		size_t n = strcspn(path, "/");

		assert_true(n < sizeof name);
		memcpy(name, path, n);
		name[n] = '\0';
		tree = cJSON_IsArray(tree) ? cJSON_GetArrayItem(tree, name[0] - '0') : cJSON_GetObjectItemCaseSensitive(tree, name);
		assert_non_null(tree);
		path += n + (path[n] == '/');
	}
	return tree;
}

static const char *
text_at(const cJSON *tree, const char *path)
{
	const cJSON *m = at(tree, path);

	assert_true(cJSON_IsString(m));
	assert_true(*m->valuestring != '\0');
	return m->valuestring;
}

/* SARIF 2.1.0, and what GitHub asks of rules: ids once, descriptions of at most 1,024 letters, at most 20 tags. */
static void
test_sarif_rules(void **state)
{
	cJSON *tree = report_of("sarif", "testdata/demo/demo.pem");
	const cJSON *rules = at(tree, "runs/0/tool/driver/rules"), *rule;
	size_t i = 0;

	(void)state;
	assert_string_equal(text_at(tree, "version"), "2.1.0");
	assert_int_equal(cJSON_GetArraySize(at(tree, "runs")), 1);
	assert_string_equal(text_at(tree, "runs/0/tool/driver/name"), "smimelint");
	assert_int_equal(cJSON_GetArraySize(rules), smimelint_rule_count());
	cJSON_ArrayForEach(rule, rules) {
		assert_string_equal(text_at(rule, "id"), smimelint_rule_text(smimelint_rule_at(i++), "id"));
		assert_true(strlen(text_at(rule, "shortDescription/text")) <= 1024);
		assert_true(strlen(text_at(rule, "fullDescription/text")) <= 1024);
		text_at(rule, "help/text");
		text_at(rule, "help/markdown");
		text_at(rule, "defaultConfiguration/level");
		assert_true(cJSON_GetArraySize(at(rule, "properties/tags")) <= 20);
	}
	assert_int_equal(cJSON_GetArraySize(at(tree, "runs/0/invocations/0/toolExecutionNotifications")), 0);
	cJSON_Delete(tree);
}

static int
severity(const char *level)
{
	return strcmp(level, "error") == 0 ? 3 : strcmp(level, "warning") == 0 ? 2 : strcmp(level, "note") == 0 ? 1 : -1;
}

static void
test_sarif_results(void **state)
{
	cJSON *tree = report_of("sarif", "testdata");
	const cJSON *results = at(tree, "runs/0/results"), *r;
	int worst = 3;

	(void)state;
	assert_true(cJSON_GetArraySize(results) > 100);
	cJSON_ArrayForEach(r, results) {
		const char *uri = text_at(r, "locations/0/physicalLocation/artifactLocation/uri");
		const char *message = text_at(r, "message/text");
		int level = severity(text_at(r, "level"));

		assert_string_equal(text_at(r, "ruleId"),
		    smimelint_rule_text(smimelint_rule_at((size_t)at(r, "ruleIndex")->valueint), "id"));
		assert_in_range(level, 1, worst);
		worst = level;
		assert_null(strstr(message, "]("));
		assert_int_equal(strspn(uri, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/%"), strlen(uri));
		assert_true(at(r, "locations/0/physicalLocation/region/startLine")->valueint >= 1);
		assert_int_equal(strlen(text_at(r, "partialFingerprints/primaryLocationLineHash")), 48);
	}
	cJSON_Delete(tree);
}

static void
test_gitlab(void **state)
{
	cJSON *tree = report_of("gitlab", "testdata/hostile/names.pem");
	const cJSON *f, *g;

	(void)state;
	assert_true(cJSON_IsArray(tree));
	assert_true(cJSON_GetArraySize(tree) > 5);
	cJSON_ArrayForEach(f, tree) {
		text_at(f, "description");
		assert_non_null(smimelint_rule_find(text_at(f, "check_name")));
		text_at(f, "severity");
		assert_string_equal(text_at(f, "location/path"), "testdata/hostile/names.pem");
		assert_true(at(f, "location/lines/begin")->valueint >= 1);
		for (g = f->next; g != NULL; g = g->next)
			assert_string_not_equal(text_at(f, "fingerprint"), text_at(g, "fingerprint"));
	}
	cJSON_Delete(tree);
}

/* Past the limit the last of the least severe go. */
static void
test_keep(void **state)
{
	static const char text[] = "2n1\n4e1\n2n2\n3w1\n4e2\n";
	static const char *const kept[] = {
		"", "e1", "e1,\ne2", "e1,\ne2,\nw1", "e1,\ne2,\nw1,\nn1", "e1,\ne2,\nw1,\nn1,\nn2"
	};

	(void)state;
	for (size_t limit = 0; limit <= 5; limit++) {
		struct keep k = { .limit = limit };
		FILE *file = tmpfile();
		struct sink sink = { .fd = fileno(file) };
		char buf[64];

		assert_true(keep_lines(&k, text, 8) && keep_lines(&k, text + 8, sizeof text - 1 - 8));
		assert_true(keep_write(&k, &sink));
		rewind(file);
		buf[fread(buf, 1, sizeof buf - 1, file)] = '\0';
		assert_string_equal(buf, kept[limit]);
		assert_int_equal(k.dropped, 5 - limit);
		keep_free(&k);
		fclose(file);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_sarif_rules), cmocka_unit_test(test_sarif_results),
		cmocka_unit_test(test_gitlab), cmocka_unit_test(test_keep),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
