/* SPDX-License-Identifier: Apache-2.0 */
/* options.c - the list of options, and options as one JSON object: all of them or none. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>
#include <malloc.h>

#include "engine/option.h"
#include "tests/context.h"

/* The octets of a context, without what may change though no option does. */
struct image {
	smimelint_ctx octets;
	uint8_t selected[4096];
};

static void
take(struct image *i, const smimelint_ctx *from)
{
	memset(i, 0, sizeof *i);
	memcpy(&i->octets, from, sizeof i->octets);
	memset(i->octets.error, 0, sizeof i->octets.error);
	memset(&i->octets.evidence_arena, 0, sizeof i->octets.evidence_arena);
	i->octets.maps.v = NULL;
	i->octets.maps.last = NULL;
	i->octets.maps.cap = 0;
	i->octets.selected = i->octets.program = NULL;
	i->octets.calendar = NULL;
	i->octets.lib = NULL;
	i->octets.issuers.lib = NULL;
	assert_true(rules_count() < sizeof i->selected);
	memcpy(i->selected, from->selected, rules_count());
}

/* A value that a context does not have from the start. */
static const char *
example(const smimelint_option *o)
{
	static const struct {
		const char *value, *example;
	} others[] = {
		{ "day", "2026-03-15" }, { "time", "2026-07-01T09:30:00Z" }, { "number", "17" },
		{ "oid=profile", "1.3.6.1.4.1.99999.7.1=sponsor-validated/strict" }, { "pattern", "7.1.2.3" },
		{ "domain-name", "ca.example" },
	};

	if (smimelint_option_word(o, 1) != NULL)
		return smimelint_option_text(o, "default") == NULL || strcmp(smimelint_option_text(o, "default"),
		    smimelint_option_word(o, 0)) != 0 ? smimelint_option_word(o, 0) : smimelint_option_word(o, 1);
	for (size_t i = 0; i < sizeof others / sizeof *others; i++)
		if (strcmp(smimelint_option_text(o, "value"), others[i].value) == 0)
			return others[i].example;
	return smimelint_option_word(o, 0);
}

static void
list(void **state)
{
	size_t n = smimelint_option_count();

	(void)state;
	assert_true(n > 20);
	assert_null(smimelint_option_at(n));
	assert_null(smimelint_option_find("no-such-option"));
	assert_null(smimelint_option_find(NULL));
	assert_null(smimelint_option_text(NULL, "name"));
	assert_null(smimelint_option_word(NULL, 0));
	for (size_t i = 0; i < n; i++) {
		const smimelint_option *o = smimelint_option_at(i);
		const char *repeats = smimelint_option_text(o, "repeats");

		assert_ptr_equal(smimelint_option_find(smimelint_option_text(o, "name")), o);
		assert_non_null(smimelint_option_text(o, "value"));
		assert_non_null(smimelint_option_text(o, "text"));
		assert_true(strcmp(repeats, "yes") == 0 || strcmp(repeats, "no") == 0);
		assert_null(smimelint_option_text(o, "colour"));
		assert_null(smimelint_option_text(o, NULL));
	}
}

/* What the list says of values is what smimelint_ctx_set() does. */
static void
values(void **state)
{
	(void)state;
	for (size_t i = 0; i < smimelint_option_count(); i++) {
		const smimelint_option *o = smimelint_option_at(i);
		const char *name = smimelint_option_text(o, "name"), *value = smimelint_option_text(o, "value"), *word;

		for (size_t k = 0; (word = smimelint_option_word(o, k)) != NULL; k++)
			assert_int_equal(smimelint_ctx_set(ctx, name, word), SMIMELINT_OK);
		assert_int_equal(smimelint_ctx_set(ctx, name, example(o)), SMIMELINT_OK);
		assert_int_equal(smimelint_ctx_set(ctx, name, "no such/value"), SMIMELINT_ERR_OPTION);
		assert_memory_equal(smimelint_ctx_error(ctx), name, strlen(name));
		if (strcmp(value, "yes-no") == 0)
			assert_null(smimelint_option_word(o, 2));
		if (strncmp(value, "word", 4) == 0)
			assert_non_null(smimelint_option_word(o, 0));
	}
}

/* A default is what a context has; any other value makes another context. */
static void
defaults(void **state)
{
	static struct image before, after;

	(void)state;
	take(&before, ctx);
	for (size_t i = 0; i < smimelint_option_count(); i++) {
		const smimelint_option *o = smimelint_option_at(i);

		if (smimelint_option_text(o, "default") == NULL)
			continue;
		assert_int_equal(smimelint_ctx_set(ctx, smimelint_option_text(o, "name"), smimelint_option_text(o, "default")), SMIMELINT_OK);
		take(&after, ctx);
		assert_memory_equal(&before, &after, sizeof before);
	}
	for (size_t i = 0; i < smimelint_option_count(); i++) {
		const smimelint_option *o = smimelint_option_at(i);

		take(&before, ctx);
		assert_int_equal(smimelint_ctx_set(ctx, smimelint_option_text(o, "name"), example(o)), SMIMELINT_OK);
		take(&after, ctx);
		assert_memory_not_equal(&before, &after, sizeof before);
	}
}

static smimelint_status
json(const char *text)
{
	return smimelint_ctx_set_json(ctx, text, strlen(text));
}

static void
taken(const char *text)
{
	assert_int_equal(json(text), SMIMELINT_OK);
	assert_string_equal(smimelint_ctx_error(ctx), "");
}

static void
refused(const char *text, const char *why)
{
	assert_int_equal(json(text), SMIMELINT_ERR_OPTION);
	assert_string_equal(smimelint_ctx_error(ctx), why);
}

/* What is wrong is said in words that are safe to show. */
static void
shown(void **state)
{
	static char much[4096];

	(void)state;
	assert_int_equal(smimelint_ctx_set(ctx, "at", "a\x1b[31m\xff\xe2\x80\xae\xc3\xa4"), SMIMELINT_ERR_OPTION);
	assert_string_equal(smimelint_ctx_error(ctx), "at: \"a?[31m????\xc3\xa4\" is no date YYYY-MM-DD");
	refused("{\"at\":\"\\u001b\\u0085\"}", "1: /at: \"???\" is no date YYYY-MM-DD");
	memset(much, 0xc3, sizeof much - 1);
	assert_int_equal(smimelint_ctx_set(ctx, "at", much), SMIMELINT_ERR_OPTION);
	assert_true(utf8_valid(span_of(smimelint_ctx_error(ctx))));
	for (size_t i = 1; i < sizeof much - 1; i += 2)
		much[i] = (char)0xa4;
	for (size_t room = 0; room < 2; room++) {
		assert_int_equal(smimelint_ctx_set(ctx, "at", much + 2 * room), SMIMELINT_ERR_OPTION);
		assert_true(utf8_valid(span_of(smimelint_ctx_error(ctx))));
	}
	assert_int_equal(smimelint_ctx_set(ctx, much, "x"), SMIMELINT_ERR_OPTION);
	assert_true(utf8_valid(span_of(smimelint_ctx_error(ctx))));
}

/* Each option is set by JSON as by itself, and taken back where a later member is refused. */
static void
all_or_none(void **state)
{
	static struct image before, after, alone;
	char text[256];

	(void)state;
	for (size_t i = 0; i < smimelint_option_count(); i++) {
		const smimelint_option *o = smimelint_option_at(i);
		const char *name = smimelint_option_text(o, "name"), *value = example(o);

		context_close(NULL);
		assert_int_equal(context_open(NULL), 0);
		take(&before, ctx);
		snprintf(text, sizeof text, "{\"%s\":\"%s\",\n\"colour\":\"red\"}", name, value);
		refused(text, "2: /colour: there is no such option");
		take(&after, ctx);
		assert_memory_equal(&before, &after, sizeof before);
		snprintf(text, sizeof text, "{\"%s\":\"%s\"}", name, value);
		taken(text);
		take(&after, ctx);
		assert_memory_not_equal(&before, &after, sizeof before);
		if (strcmp(name, "issuer-domain") == 0)
			continue;	/* its list lies elsewhere each time */
		context_close(NULL);
		assert_int_equal(context_open(NULL), 0);
		assert_int_equal(smimelint_ctx_set(ctx, name, value), SMIMELINT_OK);
		take(&alone, ctx);
		assert_memory_equal(&after, &alone, sizeof after);
	}
}

static void
json_values(void **state)
{
	(void)state;
	taken("{}");
	taken(" {\"at\":\"2026-03-15\",\"only\":[\"7.1.2.3\",\"x690\"],\"skip\":\"7.1.2.3.e\",\"deep-keys\":true,\"tbs\":false}\n");
	assert_int_equal(ctx->at, DAY(2026, 3, 15));
	assert_true(ctx->has_only && ctx->options.deep_keys && !ctx->tbs);
	taken("{\"max-certificate\":4096,\"clock-skew\":\"9\",\"at\":null,\"ca-affiliated\":\"no\",\"ca-dedicated\":true}");
	assert_int_equal(ctx->max_certificate, 4096);
	assert_int_equal(ctx->evidence.clock_skew, 9);
	assert_int_equal(ctx->at, DAY(2026, 3, 15));
	assert_int_equal(ctx->options.ca_affiliated, ANSWER_NO);
	assert_int_equal(ctx->options.ca_dedicated, ANSWER_YES);
	taken("{\"require-evidence\":\"full\",\"\\u0073cope\":\"all\",\"programs\":[]}");
	assert_true(ctx->evidence.require_full && ctx->scope_all);
	taken("{\"require-evidence\":false}");
	assert_false(ctx->evidence.require || ctx->evidence.require_full);
}

static void
json_refused(void **state)
{
	smimelint_run *own;

	(void)state;
	refused("", "1: column 1: this is not JSON: the end where a value should be");
	refused("{\"at\":\"2026-03-15\"", "1: column 19: this is not JSON: the end inside an array or object");
	refused("{\"at\":\"2026-03-15\",\"at\":\"2026-03-16\"}", "1: column 25: this is not JSON: a name that its object has twice");
	refused("[]", "1: /: an object is expected");
	refused("{\"--at\":\"2026-03-15\"}", "1: /--at: there is no such option");
	refused("{\"at\":20260315}", "1: /at: a text is expected");
	refused("{\"at\":[\"2026-03-15\"]}", "1: /at: a text is expected");
	refused("{\"at\":\"2026-02-30\"}", "1: /at: \"2026-02-30\" is no date YYYY-MM-DD");
	refused("{\"at\":\"\"}", "1: /at: \"\" is no date YYYY-MM-DD");
	refused("{\"tbs\":1}", "1: /tbs: true, false or a text is expected");
	refused("{\"tbs\":\"true\"}", "1: /tbs: \"true\" is neither yes nor no");
	refused("{\"kind\":true}", "1: /kind: a text is expected");
	refused("{\"max-certificate\":0}", "1: /max-certificate: \"0\" is no number of octets from 1 to 1073741824");
	refused("{\"max-certificate\":1.5}", "1: /max-certificate: \"1.5\" is no number of octets from 1 to 1073741824");
	refused("{\"max-certificate\":{}}", "1: /max-certificate: a number is expected");
	refused("{\"only\":[\"x690\",\n7]}", "2: /only/1: a text or a list of texts is expected");
	refused("{\"only\":[\"x690\",[\"x690\"]]}", "1: /only/1: a text or a list of texts is expected");
	refused("{\"only\":[\"x690\",\"sbr.no-such\"]}", "1: /only/1: no rule, section or source is named \"sbr.no-such\"");
	refused("{\"programs\":\"mozilla,opera\"}", "1: /programs: \"opera\" is none of ccadb, mozilla, apple, microsoft");
	assert_false(ctx->has_only);
	assert_int_equal(smimelint_ctx_set_json(ctx, NULL, 2), SMIMELINT_ERR_ARG);
	assert_int_equal(smimelint_ctx_set_json(NULL, "{}", 2), SMIMELINT_ERR_ARG);
	assert_int_equal(smimelint_run_new(&own, ctx), SMIMELINT_OK);
	assert_int_equal(json("{}"), SMIMELINT_ERR_ARG);
	smimelint_run_free(own);
	taken("{}");
}

/* Octets that the allocator has given out; blocks that were left for longer ones count, if they are kept. */
static size_t
given_out(void)
{
	struct mallinfo2 m = mallinfo2();

	return m.uordblks + m.hblkhd;
}

/* How much a context takes of which an option that may be repeated was set so often. */
static size_t
size_of_repeated(const smimelint_option *o, unsigned times)
{
	const char *name = smimelint_option_text(o, "name"), *value = smimelint_option_text(o, "value");
	size_t before = given_out(), after;
	smimelint_ctx *repeated;
	char text[64];

	assert_int_equal(smimelint_ctx_new(&repeated), SMIMELINT_OK);
	for (unsigned i = 0; i < times; i++) {
		if (strcmp(value, "oid=profile") == 0)
			snprintf(text, sizeof text, "1.2.3.%u=sponsor-validated/strict", i);
		else if (strcmp(value, "domain-name") == 0)
			snprintf(text, sizeof text, "ca-%u.example", i);
		else
			snprintf(text, sizeof text, "%s", example(o));
		assert_int_equal(smimelint_ctx_set(repeated, name, text), SMIMELINT_OK);
	}
	after = given_out();
	smimelint_ctx_free(repeated);
	return after - before;
}

/* An option that was set four times as often takes four times the room, and not sixteen. */
static void
repeated(void **state)
{
	unsigned tried = 0;

	(void)state;
	for (size_t i = 0; i < smimelint_option_count(); i++) {
		const smimelint_option *o = smimelint_option_at(i);
		size_t few, many;

		if (strcmp(smimelint_option_text(o, "repeats"), "yes") != 0)
			continue;
		few = size_of_repeated(o, 500);
		many = size_of_repeated(o, 2000);
		if (many > 5 * few)
			fail_msg("%s: %zu octets for 500, %zu for 2000", smimelint_option_text(o, "name"), few, many);
		tried++;
	}
	assert_true(tried >= 4);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(list),
		cmocka_unit_test(repeated),
		cmocka_unit_test_setup_teardown(values, context_open, context_close),
		cmocka_unit_test_setup_teardown(defaults, context_open, context_close),
		cmocka_unit_test_setup_teardown(all_or_none, context_open, context_close),
		cmocka_unit_test_setup_teardown(json_values, context_open, context_close),
		cmocka_unit_test_setup_teardown(shown, context_open, context_close),
		cmocka_unit_test_setup_teardown(json_refused, context_open, context_close),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
