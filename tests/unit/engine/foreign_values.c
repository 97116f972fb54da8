/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Each value of the JSON documents that a context takes, with a value of
 * another type or size in its place: the document is taken, or refused with a
 * reason; what was refused leaves no trace, so that the sound one is taken after it.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "base/json.h"
#include "smimelint.h"

#define MOST 32768

static const char *const others[] = {
	"null", "true", "0", "-1", "1.5", "1e99", "4294967296", "9999999999999999999", "\"\"", "\"x\"", "\"2026-02-30\"", "\"\\ud800\"", "[]", "[[]]",
	"[null]", "[\"x\",\"x\"]", "{}", "{\"x\":1}", "{\"x\":1,\"x\":1}", "}", ""
};

typedef smimelint_status add_fn(smimelint_ctx *, const char *, size_t);

static smimelint_status
add_waivers(smimelint_ctx *ctx, const char *json, size_t n)
{
	return smimelint_ctx_add_waivers(ctx, json, n, 20000);
}

static smimelint_status
add_lines(smimelint_ctx *ctx, const char *json, size_t n)
{
	return smimelint_ctx_add_baseline_lines(ctx, json, n, 7);
}

static smimelint_status
add_evidence(smimelint_ctx *ctx, const char *json, size_t n)
{
	return smimelint_ctx_add_evidence(ctx, "record", json, n);
}

struct trial {
	add_fn *add;
	smimelint_ctx *ctx;
	const char *text;
	size_t n;
	unsigned refused, taken;
};

static void
try_text(struct trial *t, const char *text, size_t n)
{
	smimelint_status st = t->add(t->ctx, text, n);

	if (st == SMIMELINT_OK) {
		t->taken++;
		return;
	}
	t->refused++;
	if (st != SMIMELINT_ERR_OPTION && st != SMIMELINT_ERR_INPUT)
		fail_msg("%s: %.*s", smimelint_strerror(st), (int)n, text);
	if (smimelint_ctx_error(t->ctx)[0] == '\0')
		fail_msg("no reason: %.*s", (int)n, text);
}

/* The text with other octets instead of those of the value. */
static void
try_instead(struct trial *t, const struct json_value *v, const char *other)
{
	static char text[MOST + 64];
	size_t from = (size_t)((const char *)v->raw.p - t->text), to = from + v->raw.n, n = strlen(other);

	memcpy(text, t->text, from);
	memcpy(text + from, other, n);
	memcpy(text + from + n, t->text + to, t->n - to);
	try_text(t, text, from + n + t->n - to);
}

static void
try_values(struct trial *t, const struct json_value *v)
{
	for (size_t i = 0; i < sizeof others / sizeof *others; i++)
		try_instead(t, v, others[i]);
	for (const struct json_value *e = v->child; e != NULL; e = e->next)
		try_values(t, e);
}

static void
try_document(add_fn *add, const char *text, size_t n)
{
	struct trial t = { .add = add, .text = text, .n = n };
	const struct json_value *root;
	struct json_fault fault;
	struct arena a;

	arena_init(&a);
	assert_int_equal(smimelint_ctx_new(&t.ctx), SMIMELINT_OK);
	assert_non_null(root = json_read(&a, (struct span){ (const uint8_t *)text, n }, NULL, &fault));
	if (add(t.ctx, text, n) != SMIMELINT_OK)
		fail_msg("%s", smimelint_ctx_error(t.ctx));
	try_values(&t, root);
	assert_int_equal(add(t.ctx, text, n), SMIMELINT_OK);
	assert_string_equal(smimelint_ctx_error(t.ctx), "");
	assert_true(t.taken > 0);
	if (add != add_evidence)
		assert_true(t.refused > t.taken / 4);
	smimelint_ctx_free(t.ctx);
	arena_free(&a);
}

static void
try_file(add_fn *add, const char *path)
{
	static char text[MOST];
	FILE *f = fopen(path, "r");
	size_t n;

	assert_non_null(f);
	n = fread(text, 1, sizeof text, f);
	fclose(f);
	assert_true(n > 0 && n < sizeof text);
	try_document(add, text, n);
}

static void
test_ca_profiles(void **state)
{
	(void)state;
	try_file(smimelint_ctx_add_ca_profile, "man/examples/ca-profile-sv.json");
	try_file(smimelint_ctx_add_ca_profile, "man/examples/ca-profile-subca.json");
	try_file(smimelint_ctx_add_ca_profile, "testdata/cps/incidents.json");
	try_file(smimelint_ctx_add_ca_profile, "testdata/cps/subject.json");
	try_file(smimelint_ctx_add_ca_profile, "testdata/cps/logon.json");
}

static void
test_lists(void **state)
{
	static const char waivers[] = "[{\"rule\":\"sbr.*\",\"issuer\":\"*Nord*\",\"reason\":\"r\",\"expires\":\"9999-12-31\"},"
	    "{\"rule\":\"x690\",\"certificate\":{\"sha256\":\"0000000000000000000000000000000000000000000000000000000000000000\",\"subject\":\"CN=a\"},\"reason\":\"s\",\"expires\":\"2030-01-01\"},"
	    "{\"rule\":\"rfc5280.*\",\"certificate\":{\"serial\":\"01\",\"issuer\":\"CN=b\"},\"reason\":\"t\",\"expires\":\"2030-01-01\"}]";
	static const char result[] = "{\"schema\":\"smimelint/1\",\"source\":{\"path\":\"a\",\"index\":0},\"certificate\":null,\"findings\":"
	    "[{\"rule\":\"x\",\"path\":null,\"value\":null,\"state\":\"new\"},{\"rule\":\"y\",\"path\":\"p\",\"value\":\"v\",\"state\":\"new\"}]}";
	static const char places[] = "{\"a\":{\"rir\":\"RIPE NCC\",\"lat\":1.5,\"lon\":-2}}";

	(void)state;
	try_document(add_waivers, waivers, sizeof waivers - 1);
	try_document(smimelint_ctx_add_baseline, result, sizeof result - 1);
	try_document(add_lines, result, sizeof result - 1);
	try_document(smimelint_ctx_add_perspectives, places, sizeof places - 1);
}

static void
test_options(void **state)
{
	static const char options[] = "{\"skip\":[\"7.1.2.3\"],\"only\":\"sbr.*\",\"issuer-domain\":[\"ca.example\"],\"tbs\":false,\"at\":\"2026-01-01\","
	    "\"max-certificate\":100000,\"profile\":\"mailbox-validated/strict\",\"require-evidence\":\"full\",\"clock-skew\":5}";

	(void)state;
	try_document(smimelint_ctx_set_json, options, sizeof options - 1);
}

/* A record is no error of the call, whatever it holds: its entry says what it lacks. */
static void
test_records(void **state)
{
	(void)state;
	try_file(add_evidence, "man/examples/evidence-iv.json");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_ca_profiles),
		cmocka_unit_test(test_lists),
		cmocka_unit_test(test_options),
		cmocka_unit_test(test_records),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
