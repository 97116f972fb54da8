/* SPDX-License-Identifier: Apache-2.0 */
/* nulls.c - what callers of the library may get wrong: no context, no run, no octets, a NULL for what is wanted. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "smimelint.h"

#define ARG SMIMELINT_ERR_ARG

static const uint8_t octet[1] = { 0x30 };

static int64_t
fetch(void *arg, uint64_t at, uint8_t *buf, size_t n)
{
	(void)arg, (void)at, (void)buf, (void)n;
	return 0;
}

static int
row(void *arg, unsigned depth, const char *name, const char *value, uint32_t offset, uint32_t length)
{
	(void)arg, (void)depth, (void)name, (void)value, (void)offset, (void)length;
	return 0;
}

typedef smimelint_status octets_fn(smimelint_ctx *, const uint8_t *, size_t);
typedef smimelint_status text_fn(smimelint_ctx *, const char *, size_t);

static octets_fn *const octets_fns[] = {
	smimelint_ctx_add_issuer, smimelint_ctx_add_certificate, smimelint_ctx_add_previous, smimelint_ctx_add_responder
};
static text_fn *const text_fns[] = {
	smimelint_ctx_set_json, smimelint_ctx_add_ca_profile, smimelint_ctx_add_baseline, smimelint_ctx_add_psl,
	smimelint_ctx_add_weak_keys, smimelint_ctx_add_perspectives
};

static void
test_no_context(void **state)
{
	smimelint_run *run;

	(void)state;
	assert_int_equal(smimelint_ctx_new(NULL), ARG);
	assert_int_equal(smimelint_ctx_set(NULL, "tbs", "yes"), ARG);
	for (size_t i = 0; i < sizeof octets_fns / sizeof *octets_fns; i++)
		assert_int_equal(octets_fns[i](NULL, octet, 1), ARG);
	for (size_t i = 0; i < sizeof text_fns / sizeof *text_fns; i++)
		assert_int_equal(text_fns[i](NULL, "{}", 2), ARG);
	assert_int_equal(smimelint_ctx_offer_issuer(NULL, octet, 1), SMIMELINT_OK);
	assert_int_equal(smimelint_ctx_offer_other_issuer(NULL, octet, 1), ARG);
	assert_int_equal(smimelint_ctx_wants_issuer(NULL, octet, 1), 0);
	assert_int_equal(smimelint_ctx_add_waivers(NULL, "[]", 2, 0), ARG);
	assert_int_equal(smimelint_ctx_add_baseline_lines(NULL, "", 0, 1), ARG);
	assert_int_equal(smimelint_ctx_add_evidence(NULL, "a", "{}", 2), ARG);
	assert_int_equal(smimelint_ctx_add_evidence_source(NULL, "a", fetch, NULL), ARG);
	assert_string_equal(smimelint_ctx_error(NULL), "");
	assert_int_equal(smimelint_record_count(NULL), 0);
	assert_int_equal(smimelint_run_new(&run, NULL), ARG);
	smimelint_ctx_free(NULL);
}

static void
test_no_octets(void **state)
{
	smimelint_ctx *ctx;
	smimelint_run *run;

	(void)state;
	assert_int_equal(smimelint_ctx_new(&ctx), SMIMELINT_OK);
	for (size_t i = 0; i < sizeof octets_fns / sizeof *octets_fns; i++)
		assert_int_equal(octets_fns[i](ctx, NULL, 1), ARG);
	for (size_t i = 0; i < sizeof text_fns / sizeof *text_fns; i++)
		assert_int_equal(text_fns[i](ctx, NULL, 1), ARG);
	assert_int_equal(smimelint_ctx_wants_issuer(ctx, NULL, 0), 0);
	assert_int_equal(smimelint_ctx_add_waivers(ctx, NULL, 1, 0), ARG);
	assert_int_equal(smimelint_ctx_add_baseline_lines(ctx, NULL, 1, 1), ARG);
	assert_int_equal(smimelint_ctx_add_evidence(ctx, NULL, "{}", 2), ARG);
	assert_int_equal(smimelint_ctx_add_evidence(ctx, "a", NULL, 2), ARG);
	assert_int_equal(smimelint_ctx_add_evidence(ctx, "a", "{}", SIZE_MAX), ARG);
	assert_int_equal(smimelint_ctx_add_evidence_source(ctx, NULL, fetch, NULL), ARG);
	assert_int_equal(smimelint_ctx_add_evidence_source(ctx, "a", NULL, NULL), ARG);
	assert_int_equal(smimelint_run_new(NULL, ctx), ARG);
	assert_int_equal(smimelint_run_new(&run, ctx), SMIMELINT_OK);
	assert_int_equal(smimelint_lint(run, NULL, 1), ARG);
	assert_int_equal(smimelint_lint_mapped(run, NULL, 1, NULL, NULL), ARG);
	assert_int_equal(smimelint_lint_mapped(run, octet, 1, NULL, NULL), ARG);
	assert_int_equal(smimelint_lint_crl_stream(run, NULL, NULL), ARG);
	assert_int_equal(smimelint_finding_get(run, 0, NULL), ARG);
	assert_int_equal(smimelint_lint_record(run, 0), ARG);
	assert_int_equal(smimelint_report_record(run, 0), ARG);
	assert_null(smimelint_fact(run, NULL));
	/* A context with a run takes no more. */
	for (size_t i = 0; i < sizeof octets_fns / sizeof *octets_fns; i++)
		assert_int_equal(octets_fns[i](ctx, octet, 1), ARG);
	assert_int_equal(smimelint_ctx_add_evidence_source(ctx, "a", fetch, NULL), ARG);
	smimelint_run_free(run);
	smimelint_ctx_free(ctx);
}

/* No octet at all is no wrong call; it is no input. */
static void
test_nothing(void **state)
{
	smimelint_ctx *ctx;

	(void)state;
	assert_int_equal(smimelint_ctx_new(&ctx), SMIMELINT_OK);
	for (size_t i = 0; i < sizeof octets_fns / sizeof *octets_fns; i++)
		assert_int_equal(octets_fns[i](ctx, NULL, 0), SMIMELINT_ERR_INPUT);
	assert_int_equal(smimelint_ctx_add_perspectives(ctx, NULL, 0), SMIMELINT_ERR_INPUT);
	assert_int_equal(smimelint_ctx_add_weak_keys(ctx, NULL, 0), SMIMELINT_ERR_INPUT);
	assert_int_equal(smimelint_ctx_add_evidence(ctx, "empty", NULL, 0), SMIMELINT_ERR_INPUT);
	assert_int_equal(smimelint_record_count(ctx), 0);
	assert_int_equal(smimelint_ctx_set(ctx, NULL, "yes"), ARG);
	assert_int_equal(smimelint_ctx_set(ctx, "tbs", NULL), ARG);
	assert_int_equal(smimelint_ctx_offer_issuer(ctx, NULL, 0), SMIMELINT_OK);
	assert_int_equal(smimelint_ctx_offer_other_issuer(ctx, NULL, 0), SMIMELINT_ERR_INPUT);
	assert_int_equal(smimelint_ctx_offer_other_issuer(ctx, NULL, 1), ARG);
	smimelint_ctx_free(ctx);
}

/* The first text that is no record is named by its source and line; records that are, are no fault. */
static void
test_records_that_are_none(void **state)
{
	static const char sound[] = "{\"evidence_format\":\"smime-issuance-evidence\",\"evidence_version\":\"1.0\","
	    "\"subject_certificate\":{\"sha256\":\"000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f\"}}\n";
	static const char wrong[] = "{}\n{\n";
	const char *name = NULL;
	uint64_t line = 0;
	smimelint_ctx *ctx;

	(void)state;
	assert_int_equal(smimelint_ctx_check_evidence(NULL), ARG);
	assert_int_equal(smimelint_record_state(NULL, 0, &name, &line), SMIMELINT_RECORD_UNUSABLE);
	assert_int_equal(smimelint_ctx_new(&ctx), SMIMELINT_OK);
	assert_int_equal(smimelint_ctx_check_evidence(ctx), SMIMELINT_OK);
	assert_int_equal(smimelint_ctx_add_evidence(ctx, "sound", sound, strlen(sound)), SMIMELINT_OK);
	assert_int_equal(smimelint_ctx_check_evidence(ctx), SMIMELINT_OK);
	assert_int_equal(smimelint_ctx_add_evidence(ctx, "wrong", wrong, strlen(wrong)), SMIMELINT_OK);
	assert_int_equal(smimelint_ctx_check_evidence(ctx), SMIMELINT_ERR_INPUT);
	assert_ptr_equal(strstr(smimelint_ctx_error(ctx), "wrong:1: no validation evidence record: "), smimelint_ctx_error(ctx));
	assert_int_equal(smimelint_record_state(ctx, 1, &name, &line), SMIMELINT_RECORD_UNUSABLE);
	assert_string_equal(name, "wrong");
	assert_int_equal(line, 1);
	assert_int_equal(smimelint_record_state(ctx, 1, NULL, NULL), SMIMELINT_RECORD_UNUSABLE);
	assert_int_not_equal(smimelint_record_state(ctx, 0, NULL, NULL), SMIMELINT_RECORD_UNUSABLE);
	assert_int_equal(smimelint_record_state(ctx, smimelint_record_count(ctx), NULL, NULL), SMIMELINT_RECORD_UNUSABLE);
	smimelint_ctx_free(ctx);
}

static void
test_no_run(void **state)
{
	smimelint_finding f = { .size = sizeof f };
	smimelint_source source = { .size = sizeof source };
	uint8_t digest[32];

	(void)state;
	assert_int_equal(smimelint_lint(NULL, octet, 1), ARG);
	assert_int_equal(smimelint_ctx_add_previous_mapped(NULL, octet, 1, NULL, NULL), ARG);
	assert_int_equal(smimelint_lint_mapped(NULL, octet, 1, NULL, NULL), ARG);
	assert_int_equal(smimelint_lint_crl_stream(NULL, NULL, NULL), ARG);
	assert_int_equal(smimelint_result_status(NULL), SMIMELINT_UNREADABLE);
	assert_int_equal(smimelint_finding_count(NULL), 0);
	assert_int_equal(smimelint_finding_get(NULL, 0, &f), ARG);
	assert_int_equal(smimelint_result_source(NULL, &source), ARG);
	assert_null(smimelint_result_json(NULL, 0, NULL));
	assert_null(smimelint_fact(NULL, "kind"));
	assert_int_equal(smimelint_run_error(NULL), ARG);
	assert_int_equal(smimelint_lint_record(NULL, 0), ARG);
	assert_int_equal(smimelint_report_record(NULL, 0), ARG);
	assert_int_equal(smimelint_mailbox_count(NULL), 0);
	assert_null(smimelint_mailbox(NULL, 0));
	smimelint_named_mailboxes(NULL, NULL, NULL);
	assert_null(smimelint_plain_name(NULL, "x"));
	assert_int_equal(smimelint_fingerprint(NULL, octet, 1, digest), ARG);
	assert_int_equal(smimelint_not_evaluated_count(NULL), 0);
	assert_true(smimelint_not_evaluated_next(NULL, 0) >= smimelint_rule_count());
	assert_int_equal(smimelint_walk(NULL, row, NULL), 0);
	smimelint_run_free(NULL);
}

static void
test_no_rule(void **state)
{
	const char *level;
	smimelint_level severity;
	int32_t from;

	(void)state;
	assert_null(smimelint_rule_find(NULL));
	assert_null(smimelint_rule_find("no.such.rule"));
	assert_null(smimelint_rule_at(smimelint_rule_count()));
	assert_null(smimelint_rule_text(NULL, "id"));
	assert_null(smimelint_rule_text(smimelint_rule_at(0), NULL));
	assert_null(smimelint_rule_text(smimelint_rule_at(0), "colour"));
	assert_null(smimelint_rule_item(NULL, "yields-to", 0));
	assert_null(smimelint_rule_item(smimelint_rule_at(0), NULL, 0));
	assert_int_equal(smimelint_rule_schedule(NULL, 0, &from, &level, &severity), 0);
	assert_int_equal(smimelint_rule_matches(NULL, "*"), 0);
	assert_int_equal(smimelint_rule_matches(smimelint_rule_at(0), NULL), 0);
	assert_int_equal(smimelint_rule_index(NULL), smimelint_rule_count());
	assert_null(smimelint_option_at(smimelint_option_count()));
	assert_null(smimelint_option_find("no-such-option"));
	assert_null(smimelint_ruleset("colour"));
}

/* Numbers that are no member of their enumeration have a word all the same. */
static void
test_no_member(void **state)
{
	(void)state;
	assert_non_null(smimelint_strerror((smimelint_status)99));
	assert_non_null(smimelint_level_name((smimelint_level)99));
	assert_non_null(smimelint_outcome_name((smimelint_outcome)99));
	assert_non_null(smimelint_state_name((smimelint_state)99));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_no_context),
		cmocka_unit_test(test_no_octets),
		cmocka_unit_test(test_nothing),
		cmocka_unit_test(test_records_that_are_none), cmocka_unit_test(test_no_run),
		cmocka_unit_test(test_no_rule),
		cmocka_unit_test(test_no_member),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
