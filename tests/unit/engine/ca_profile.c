/* SPDX-License-Identifier: Apache-2.0 */
/* ca_profile.c - the CA's profiles: what is refused and where, what becomes of what is read, nothing by halves. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "engine/engine.h"
#include "tests/context.h"
#include "tests/made.h"

static void
refused(const char *json, const char *why)
{
	assert_int_equal(smimelint_ctx_add_ca_profile(ctx, json, strlen(json)), SMIMELINT_ERR_OPTION);
	assert_string_equal(smimelint_ctx_error(ctx), why);
	assert_int_equal(ctx->ca_profiles.n, 0);
}

#define HEAD "{\"schema\":\"smimelint-ca-profile/1\",\"profiles\":[\n{\"name\":\"p\",\"match\":{},\n"
#define PROFILE(member) HEAD member "}]}"

static void
test_documents(void **state)
{
	(void)state;
	refused("", "1: column 1: this is not JSON: the end where a value should be");
	refused("{\"schema\":\n1,}", "2: column 3: this is not JSON: no name where a member should be");
	refused("{\"schema\":\"x\",\"schema\":\"x\"}", "1: column 24: this is not JSON: a name that its object has twice");
	refused("[]", "1: /: an object is expected; this value is of type array");
	refused("{}", "1: /schema: is missing");
	refused("{\"schema\":\"smimelint-ca-profile/2\"}", "1: /schema: \"smimelint-ca-profile/1\" is expected");
	refused("{\"schema\":\"smimelint-ca-profile/1\"}", "1: /profiles: is missing");
	refused("{\"schema\":\"smimelint-ca-profile/1\",\n\"profiles\":[]}", "2: /profiles: the list is empty");
	refused("{\"profile\":[]}", "1: /profile: there is no such member");
	refused("{\"comment\":\"\"}", "1: /comment: the text is empty");
}

static bool
is_taken(const char *json)
{
	smimelint_ctx *own;
	bool taken;

	assert_int_equal(smimelint_ctx_new(&own), SMIMELINT_OK);
	taken = smimelint_ctx_add_ca_profile(own, json, strlen(json)) == SMIMELINT_OK;
	smimelint_ctx_free(own);
	return taken;
}

/* A number of a million, and an identifier of 64 octets; one more of each is refused. */
static void
test_limits(void **state)
{
	char text[512];

	(void)state;
	assert_true(is_taken(PROFILE("\"validity\":{\"max_days\":999999}")));
	assert_true(is_taken(PROFILE("\"validity\":{\"max_days\":1000000}")));
	assert_false(is_taken(PROFILE("\"validity\":{\"max_days\":1000001}")));
	for (unsigned n = 63; n <= 65; n++) {
		int at = snprintf(text, sizeof text, HEAD "\"ext_key_usage\":{\"allowed\":[\"1.2");

		/* One octet, twenty times three, and single ones: of no more than 32 arcs. */
		for (unsigned i = 0; i < 20; i++)
			at += snprintf(text + at, sizeof text - (size_t)at, ".16384");
		for (unsigned i = 61; i < n; i++)
			at += snprintf(text + at, sizeof text - (size_t)at, ".1");
		(void)snprintf(text + at, sizeof text - (size_t)at, "\"]}}]}");
		assert_int_equal(is_taken(text), n <= 64);
	}
}

static void
test_profiles(void **state)
{
	(void)state;
	refused("{\"schema\":\"smimelint-ca-profile/1\",\"profiles\":[{\"match\":{}}]}", "1: /profiles/0/name: is missing");
	refused("{\"schema\":\"smimelint-ca-profile/1\",\"profiles\":[{\"name\":\"p\"}]}", "1: /profiles/0/match: is missing");
	refused(PROFILE("\"valdity\":{}"), "3: /profiles/0/valdity: there is no such member");
	refused(HEAD "\"comment\":\"c\"},\n{\"name\":\"p\",\"match\":{}}]}", "4: /profiles/1/name: another profile has this name");
	refused(PROFILE("\"validity\":{\"max_days\":\"730\"}"),
	    "3: /profiles/0/validity/max_days: a whole number from 1 to 1000000 is expected");
	refused(PROFILE("\"validity\":{\"max_days\":0}"),
	    "3: /profiles/0/validity/max_days: a whole number from 1 to 1000000 is expected");
	refused(PROFILE("\"validity\":{\"max_days\":1.5}"),
	    "3: /profiles/0/validity/max_days: a whole number from 1 to 1000000 is expected");
	refused(PROFILE("\"technically_constrained\":\"yes\""), "3: /profiles/0/technically_constrained: true or false is expected; this value is of type string");
	refused(PROFILE("\"max_path_length\":-1"), "3: /profiles/0/max_path_length: a whole number from 0 to 1000000 is expected");
	refused(PROFILE("\"validity\":null"), "3: /profiles/0/validity: an object is expected; this value is of type null");
	refused(PROFILE("\"keys\":[]"), "3: /profiles/0/keys: the list is empty");
	refused(PROFILE("\"keys\":[{\"min_bits\":2048}]"), "3: /profiles/0/keys/0/type: is missing");
	refused(PROFILE("\"keys\":[{\"type\":\"P-255\"}]"),
	    "3: /profiles/0/keys/0/type: \"P-255\" is no type of key such as RSA, P-256 or ML-DSA-65");
	refused(PROFILE("\"keys\":[{\"type\":\"P-256\",\"min_bits\":256}]"),
	    "3: /profiles/0/keys/0: min_bits and max_bits are for RSA: other types have one size each");
	refused(PROFILE("\"keys\":[{\"type\":\"RSA\",\"min_bits\":4096,\"max_bits\":2048}]"),
	    "3: /profiles/0/keys/0: min_bits is more than max_bits");
}

static void
test_lists(void **state)
{
	(void)state;
	refused(PROFILE("\"extensions\":{\"required\":[\"keyUsge\"]}"),
	    "3: /profiles/0/extensions/required/0: \"keyUsge\" is neither a dotted object identifier nor the name of an extension");
	refused(PROFILE("\"extensions\":{\"required\":[\"commonName\"]}"),
	    "3: /profiles/0/extensions/required/0: \"commonName\" is neither a dotted object identifier nor the name of an extension");
	refused(PROFILE("\"policies\":{\"allowed\":[\"1.2.\"]}"),
	    "3: /profiles/0/policies/allowed/0: \"1.2.\" is neither a dotted object identifier nor the name of a policy");
	refused(PROFILE("\"policies\":{\"allowed\":[7]}"), "3: /profiles/0/policies/allowed/0: a text is expected; this value is of type number");
	refused(PROFILE("\"policies\":{\"allowed\":\"1.2.3\"}"), "3: /profiles/0/policies/allowed: a list is expected; this value is of type string");
	refused(PROFILE("\"policies\":{\"required\":[\"1.2.3\"],\"forbidden\":[\"1.2.3\"]}"),
	    "2: /profiles/0: 1.2.3 is required and forbidden");
	refused(PROFILE("\"key_usage\":{\"allowed\":[\"digitalsignature\"]}"),
	    "3: /profiles/0/key_usage/allowed/0: \"digitalsignature\" is none of those that may stand here");
	refused(PROFILE("\"signatures\":[]"), "3: /profiles/0/signatures: the list is empty");
	refused(PROFILE("\"subject\":{\"common_name\":[]}"), "3: /profiles/0/subject/common_name: the list is empty");
	refused(PROFILE("\"subject\":{\"values\":{\"commonName\":[]}}"),
	    "3: /profiles/0/subject/values/commonName: the list is empty");
	refused(PROFILE("\"subject\":{\"values\":{\"commonName\":[\"a\"],\"2.5.4.3\":[\"b\"]}}"),
	    "3: /profiles/0/subject/values/2.5.4.3: this attribute stands here under another name already");
	refused(PROFILE("\"crl_urls\":{\"forbidden\":[\"a\"]}"), "3: /profiles/0/crl_urls/forbidden: there is no such member");
}

#define MATCH(member) "{\"schema\":\"smimelint-ca-profile/1\",\"profiles\":[{\"name\":\"p\",\"match\":{" member "}}]}"

static void
test_matches(void **state)
{
	(void)state;
	refused(MATCH("\"kinds\":[\"leaf\"]"), "1: /profiles/0/match/kinds/0: \"leaf\" is none of those that may stand here");
	refused(MATCH("\"kinds\":[]"), "1: /profiles/0/match/kinds: the list is empty");
	refused(MATCH("\"profiles\":[\"sponsor\"]"),
	    "1: /profiles/0/match/profiles/0: \"sponsor\" is no profile such as sponsor-validated/strict");
	refused(MATCH("\"profiles\":[\"autodetect\"]"),
	    "1: /profiles/0/match/profiles/0: \"autodetect\" is no profile such as sponsor-validated/strict");
	refused(MATCH("\"policies\":[]"), "1: /profiles/0/match/policies: the list is empty");
	refused(MATCH("\"from\":\"2026-02-30\""), "1: /profiles/0/match/from: \"2026-02-30\" is no date YYYY-MM-DD");
	refused(MATCH("\"from\":\"2026-02-03\",\"until\":\"2026-02-02\""), "1: /profiles/0/match: from is after until");
}

static const char *
severity_of(const char *recipe, const char *rule)
{
	struct span der = made(recipe, "leaf");
	const char *found = "none";
	smimelint_run *own;

	assert_int_equal(smimelint_run_new(&own, ctx), SMIMELINT_OK);
	assert_int_equal(smimelint_lint(own, der.p, der.n), SMIMELINT_OK);
	for (size_t i = 0; i < smimelint_finding_count(own); i++) {
		smimelint_finding f = { .size = sizeof f };

		assert_int_equal(smimelint_finding_get(own, i, &f), SMIMELINT_OK);
		if (strcmp(smimelint_rule_text(f.rule, "id"), rule) == 0)
			found = smimelint_level_name(f.severity);
	}
	smimelint_run_free(own);
	return found;
}

static smimelint_outcome
outcome_of(const char *recipe, const char *rule, const char **why)
{
	struct span der = made(recipe, "leaf");
	smimelint_outcome outcome = SMIMELINT_RULE_PASS;
	smimelint_run *own;

	assert_int_equal(smimelint_run_new(&own, ctx), SMIMELINT_OK);
	assert_int_equal(smimelint_lint(own, der.p, der.n), SMIMELINT_OK);
	for (size_t i = 0; i < smimelint_rule_count(); i++)
		if (strcmp(smimelint_rule_text(smimelint_rule_at(i), "id"), rule) == 0)
			outcome = smimelint_rule_outcome(own, i, why);
	smimelint_run_free(own);
	return outcome;
}

static const char leaf[] = "base sv-strict\ncase leaf\n";

static void
test_outcomes(void **state)
{
	static const char profiles[] = "{\"schema\":\"smimelint-ca-profile/1\",\"profiles\":["
	    "{\"name\":\"ca\",\"match\":{\"kinds\":[\"root-ca\"]}},"
	    "{\"name\":\"open\",\"match\":{\"until\":\"2026-02-03\"}}]}";
	const char *why = NULL;

	(void)state;
	/* Without profiles the rules are off, also for --only. */
	assert_int_equal(smimelint_ctx_set(ctx, "only", "cps"), SMIMELINT_OK);
	assert_int_equal(smimelint_ctx_set(ctx, "only", "x690"), SMIMELINT_OK);
	assert_int_equal(outcome_of(leaf, "cps.profile.no-match", &why), SMIMELINT_RULE_OFF);
	assert_string_equal(why, "needs --ca-profile");
	assert_int_equal(smimelint_ctx_add_ca_profile(ctx, profiles, sizeof profiles - 1), SMIMELINT_OK);
	assert_int_equal(outcome_of(leaf, "cps.profile.no-match", &why), SMIMELINT_RULE_PASS);
	assert_int_equal(outcome_of(leaf, "cps.key.size", &why), SMIMELINT_RULE_NOT_APPLICABLE);
	assert_string_equal(why, "the CA's profile sets no such limit");
	/* The day after the profile's last. */
	assert_int_equal(smimelint_ctx_set(ctx, "at", "2026-02-04"), SMIMELINT_OK);
	assert_string_equal(severity_of(leaf, "cps.profile.no-match"), "error");
	assert_int_equal(outcome_of(leaf, "cps.key.size", &why), SMIMELINT_RULE_NOT_APPLICABLE);
	assert_string_equal(why, "no profile of the CA matches the certificate");
}

/* Profiles of a second call come after the first; one that is refused leaves those. */
static void
test_more(void **state)
{
	static const char first[] = MATCH("\"kinds\":[\"subscriber\"]"), bad[] = MATCH("\"kind\":1"),
	    second[] = PROFILE("\"validity\":{\"max_days\":1}");

	(void)state;
	assert_int_equal(smimelint_ctx_add_ca_profile(NULL, first, sizeof first - 1), SMIMELINT_ERR_ARG);
	assert_int_equal(smimelint_ctx_add_ca_profile(ctx, NULL, 0), SMIMELINT_ERR_ARG);
	assert_int_equal(smimelint_ctx_add_ca_profile(ctx, first, sizeof first - 1), SMIMELINT_OK);
	assert_int_equal(smimelint_ctx_add_ca_profile(ctx, bad, sizeof bad - 1), SMIMELINT_ERR_OPTION);
	assert_int_equal(smimelint_ctx_add_ca_profile(ctx, second, sizeof second - 1), SMIMELINT_OK);
	assert_int_equal(ctx->ca_profiles.n, 2);
	assert_string_equal(severity_of(leaf, "cps.validity.too-long"), "none");
	assert_string_equal(severity_of("base subca\ncase leaf\n", "cps.validity.too-long"), "error");
}

#define BACKDATING PROFILE("\"validity\":{\"max_backdating_days\":0}")

/* Only with --tbs and --at together is the day of issuance known. */
static void
test_backdating(void **state)
{
	const char *why = NULL;

	(void)state;
	assert_int_equal(smimelint_ctx_add_ca_profile(ctx, BACKDATING, sizeof BACKDATING - 1), SMIMELINT_OK);
	assert_int_equal(smimelint_ctx_set(ctx, "at", "2026-02-04"), SMIMELINT_OK);
	assert_int_equal(outcome_of(leaf, "cps.validity.backdated", &why), SMIMELINT_RULE_NOT_EVALUATED);
	assert_string_equal(why, "the day of issuance is not known (--tbs with --at)");
	assert_int_equal(smimelint_ctx_set(ctx, "tbs", "yes"), SMIMELINT_OK);
	assert_string_equal(severity_of(leaf, "cps.validity.backdated"), "error");
}

#define cases(fn) cmocka_unit_test_setup_teardown(fn, context_open, context_close)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cases(test_documents), cases(test_limits), cases(test_profiles), cases(test_lists), cases(test_matches), cases(test_outcomes),
		cases(test_more), cases(test_backdating),
	};

	return cmocka_run_group_tests(tests, made_open, made_close);
}
