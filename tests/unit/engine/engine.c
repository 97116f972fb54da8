/* SPDX-License-Identifier: Apache-2.0 */
/* engine.c - contexts and runs: options, chosen rules, days, limits, outcomes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "smimelint.h"
#include "tests/context.h"
#include "tests/made.h"

#define RULE "sbr.key-usage.rsa-bits"

static const char cases[] =
    "base sv-strict\n"
    "case bad-usage\n  keyUsage = critical digitalSignature dataEncipherment\n"
    "case usage-unreadable\n  keyUsage = critical der: OCTETS '00'\n"
    "case san-and-usage-unreadable\n  keyUsage = critical der: OCTETS '00'\n  subjectAltName = der: OCTETS '00'\n"
    "case san-cut-short\n  subjectAltName = der: '300581'\n"
    "case before\n  notBefore = 2023-08-31\n"
    "case without-policies\n  remove certificatePolicies\n"
    "case ca-any-policy\n  base subca\n  certificatePolicies = any\n";

static void
set(const char *option, const char *value)
{
	assert_int_equal(smimelint_ctx_set(ctx, option, value), SMIMELINT_OK);
	assert_string_equal(smimelint_ctx_error(ctx), "");
}

static void
refused(const char *option, const char *value)
{
	assert_int_equal(smimelint_ctx_set(ctx, option, value), SMIMELINT_ERR_OPTION);
	assert_int_not_equal(smimelint_ctx_error(ctx)[0], '\0');
}

static void
lint(const char *name)
{
	struct span der = made(cases, name);

	if (run == NULL)
		assert_int_equal(smimelint_run_new(&run, ctx), SMIMELINT_OK);
	assert_int_equal(smimelint_lint(run, der.p, der.n), SMIMELINT_OK);
}

static size_t
index_of(const char *id)
{
	for (size_t i = 0; i < smimelint_rule_count(); i++)
		if (smimelint_rule_at(i) == smimelint_rule_find(id))
			return i;
	fail();
	return 0;
}

static smimelint_outcome
outcome(const char *id, const char **why)
{
	return smimelint_rule_outcome(run, index_of(id), why);
}

/* The one finding of this rule; false: there is none. */
static bool
finding(const char *id, smimelint_finding *f)
{
	for (size_t i = 0; i < smimelint_finding_count(run); i++) {
		*f = (smimelint_finding){ .size = sizeof *f };
		assert_int_equal(smimelint_finding_get(run, i, f), SMIMELINT_OK);
		if (f->rule == smimelint_rule_find(id))
			return true;
	}
	return false;
}

static void
options(void **state)
{
	(void)state;
	refused("no-such-option", "yes");
	refused("kind", "ocsp-responder");
	refused("profile", "sponsor-validated");
	refused("policy-map", "1.2.3");
	refused("policy-map", "1.2.3=root-ca");
	refused("policy-map", "3.2=sponsor-validated/strict");
	refused("policy-map", "1.2.=sponsor-validated/strict");
	refused("at", "2026-02-30");
	refused("at", "");
	refused("upcoming", "soon");
	refused("tbs", "true");
	refused("scope", "some");
	refused("only", "sbr.no-such-*");
	refused("only", "");
	refused("skip", "7.99");
	refused("programs", "mozilla,opera");
	refused("deep-keys", "1");
	refused("ca-affiliated", "auto");
	refused("max-certificate", "0");
	refused("max-certificate", "-1");
	refused("max-certificate", "12k");
	refused("max-certificate", "99999999999999999999999");
	assert_int_equal(smimelint_ctx_set(ctx, "at", NULL), SMIMELINT_ERR_ARG);
	assert_int_equal(smimelint_ctx_set(NULL, "at", "2026-01-01"), SMIMELINT_ERR_ARG);
	set("kind", "subscriber");
	set("kind", "auto");
	set("policy-map", "1.3.6.1.4.1.99999.7.1=sponsor-validated/strict");
	set("max-certificate", "65536");
	/* What was refused changed nothing. */
	lint("sv-strict");
	assert_int_equal(smimelint_result_status(run), SMIMELINT_PASS);
}

static void
only_and_skip(void **state)
{
	(void)state;
	set("only", "sbr.key-usage.*");
	set("only", "7.1.4.2.2");
	set("skip", "sbr.key-usage.missing");
	lint("bad-usage");
	assert_int_equal(outcome(RULE, NULL), SMIMELINT_RULE_FOUND);
	assert_int_equal(outcome("sbr.key-usage.missing", NULL), SMIMELINT_RULE_OFF);
	assert_int_equal(outcome("sbr.ext-key-usage.missing", NULL), SMIMELINT_RULE_OFF);
	for (size_t i = 0; i < smimelint_rule_count(); i++) {
		const char *section = smimelint_rule_text(smimelint_rule_at(i), "section");

		if (strncmp(section, "7.1.4.2.2", 9) == 0)
			assert_int_not_equal(smimelint_rule_outcome(run, i, NULL), SMIMELINT_RULE_OFF);
		if (strcmp(section, "7.1.4.2") == 0 || strncmp(section, "7.1.4.2.1", 9) == 0)
			assert_int_equal(smimelint_rule_outcome(run, i, NULL), SMIMELINT_RULE_OFF);
	}
	assert_int_equal(smimelint_finding_count(run), 1);
}

/* Whatever is linted without a rule looks clean. */
static void
no_rule_left(void **state)
{
	(void)state;
	set("only", "mozilla");
	assert_int_equal(smimelint_run_new(&run, ctx), SMIMELINT_ERR_OPTION);
	assert_null(run);
	assert_string_equal(smimelint_ctx_error(ctx), "only, skip: they leave no rule that is on");
	set("programs", "mozilla");
	assert_string_equal(smimelint_ctx_error(ctx), "");
	lint("sv-strict");
	smimelint_run_free(run);
	run = NULL;
	set("skip", "*");
	assert_int_equal(smimelint_run_new(&run, ctx), SMIMELINT_ERR_OPTION);
	assert_string_equal(smimelint_ctx_error(ctx), "only, skip: they leave no rule that is on");
	assert_int_equal(smimelint_ctx_set_json(ctx, "{}", 2), SMIMELINT_OK);
	assert_string_equal(smimelint_ctx_error(ctx), "");
	assert_int_equal(smimelint_run_new(&run, ctx), SMIMELINT_ERR_OPTION);
}

static void
skip_a_source(void **state)
{
	(void)state;
	set("skip", "sbr");
	lint("bad-usage");
	assert_int_equal(outcome(RULE, NULL), SMIMELINT_RULE_OFF);
	assert_int_equal(smimelint_result_status(run), SMIMELINT_PASS);
}

static void
day_judged_at(void **state)
{
	smimelint_finding f;

	(void)state;
	set("at", "2023-08-31");
	lint("bad-usage");
	assert_int_equal(outcome(RULE, NULL), SMIMELINT_RULE_NOT_EFFECTIVE);
	assert_true(finding("sbr.scope.before-effective", &f));
	assert_string_equal(smimelint_fact(run, "judged_at"), "2023-08-31");
}

static void
own_day(void **state)
{
	smimelint_finding f;

	(void)state;
	lint("bad-usage");
	assert_string_equal(smimelint_fact(run, "judged_at"), "2026-02-03");
	assert_true(finding(RULE, &f));
	assert_int_equal(f.severity, SMIMELINT_ERROR);
	assert_int_equal(f.since, DAY(2023, 9, 1));
	assert_string_equal(f.value, "dataEncipherment");
	assert_string_equal(f.path, "tbsCertificate.extensions[0].extnValue.keyUsage");
	assert_int_equal(smimelint_result_status(run), SMIMELINT_ERROR);
}

/* What is to come is told, and does not count. */
static void
upcoming(void **state)
{
	smimelint_finding f;

	(void)state;
	set("at", "2023-08-31");
	set("upcoming", "2023-09-01");
	lint("bad-usage");
	assert_true(finding(RULE, &f));
	assert_int_equal(f.severity, SMIMELINT_UPCOMING);
	assert_int_equal(f.since, DAY(2023, 9, 1));
	assert_int_equal(smimelint_result_status(run), SMIMELINT_NOTICE);	/* before-effective */
}

static void
not_yet_upcoming(void **state)
{
	smimelint_finding f;

	(void)state;
	set("at", "2023-08-30");
	set("upcoming", "2023-08-31");
	lint("bad-usage");
	assert_false(finding(RULE, &f));
}

static void
outcomes(void **state)
{
	const char *why = "";

	(void)state;
	lint("sv-strict");
	assert_int_equal(outcome(RULE, &why), SMIMELINT_RULE_PASS);
	assert_null(why);
	assert_int_equal(outcome("sbr.issuer.not-found", &why), SMIMELINT_RULE_NOT_APPLICABLE);
	assert_string_equal(why, "no issuer given");
	assert_int_equal(outcome("sbr.key-usage.root-missing", NULL), SMIMELINT_RULE_NOT_APPLICABLE);
	lint("usage-unreadable");
	assert_int_equal(outcome(RULE, NULL), SMIMELINT_RULE_UNREADABLE);
	lint("without-policies");	/* the run forgets the certificate before */
	assert_int_equal(outcome("sbr.certificate-policies.missing", NULL), SMIMELINT_RULE_FOUND);
	lint("sv-strict");
	assert_int_equal(smimelint_finding_count(run), 0);
	assert_int_equal(smimelint_result_status(run), SMIMELINT_PASS);
}

/* What is found of the case under one filter: the ids, one after another. */
static const char *
found_under(const char *option, const char *pattern, const char *name)
{
	static char text[512];
	smimelint_finding f = { .size = sizeof f };

	context_close(NULL);
	assert_int_equal(context_open(NULL), 0);
	set(option, pattern);
	lint(name);
	text[0] = '\0';
	for (size_t i = 0; i < smimelint_finding_count(run); i++) {
		assert_int_equal(smimelint_finding_get(run, i, &f), SMIMELINT_OK);
		snprintf(text + strlen(text), sizeof text - strlen(text), "%s ", smimelint_rule_text(f.rule, "id"));
	}
	return text;
}

/* A filter never hides that a chosen rule could not look: the damage is told, that of the parts it needs and no other. */
static void
damage_under_filters(void **state)
{
	(void)state;
	assert_string_equal(found_under("only", RULE, "usage-unreadable"), "rfc5280.extension.malformed ");
	assert_string_equal(found_under("only", "sbr", "usage-unreadable"), "rfc5280.extension.malformed ");
	assert_string_equal(found_under("only", "SBR 7.1.2.3.e", "usage-unreadable"), "rfc5280.extension.malformed ");
	assert_string_equal(found_under("skip", "rfc5280", "usage-unreadable"), "rfc5280.extension.malformed ");
	assert_string_equal(found_under("only", "sbr.validity.*", "usage-unreadable"), "");
	assert_string_equal(found_under("only", "sbr.san.*", "usage-unreadable"), "");
	assert_string_equal(found_under("only", "sbr.san.*", "san-and-usage-unreadable"), "rfc5280.extension.malformed ");
	assert_string_equal(found_under("only", "sbr.san.*", "san-cut-short"), "x690.frame.broken ");
}

/* Nor that the rules did not bind yet, whatever it leaves. */
static void
before_under_filters(void **state)
{
	(void)state;
	assert_string_equal(found_under("only", "7.1.2.3", "before"), "sbr.scope.before-effective ");
	assert_string_equal(found_under("skip", "sbr.scope.*", "before"), "sbr.scope.before-effective ");
	assert_string_equal(found_under("only", "rfc5280", "before"), "sbr.scope.before-effective ");
	assert_string_equal(found_under("only", "rfc5280.serial-number.zero", "before"), "sbr.scope.before-effective ");
	assert_string_equal(found_under("skip", "sbr", "before"), "sbr.scope.before-effective ");
}

/* Sections as reports print them, of every source or of one, each of several. */
static void
section_patterns(void **state)
{
	static const struct {
		const char *rule, *pattern;
		bool matches;
	} cases_of[] = {
		{ RULE, "7.1.2.3.e", true }, { RULE, "7.1.2.3", true }, { RULE, "7.1.2", true }, { RULE, "7.1.2.3.ex", false },
		{ RULE, "SBR 7.1.2.3.e", true }, { RULE, "sbr 7.1.2.3", true }, { RULE, "7.1.2.", false }, { RULE, "7.1.2.30", false },
		{ RULE, "TLS BR 7.1.2.3", false }, { RULE, "SBR7.1.2.3.e", false }, { RULE, "SBR", true }, { RULE, "", false },
		{ "evidence.mpic.caa-corroboration-reuse", "TLS BR 3.2.2.9", true }, { "evidence.mpic.caa-corroboration-reuse", "3.2.2.9", true },
		{ "evidence.mpic.caa-corroboration-reuse", "SBR 3.2.2.9", false },
		{ "evidence.method.validated-name-covers-mailbox", "3.2.2.1", true },
		{ "evidence.method.validated-name-covers-mailbox", "3.2.2.3", true },
		{ "evidence.method.validated-name-covers-mailbox", "SBR 3.2.2.3", true },
		{ "evidence.method.validated-name-covers-mailbox", "sbr", false },
		{ "rfc5280.key-usage.no-bits", "RFC 5280 4.2.1", true }, { "rfc5280.key-usage.no-bits", "4.2.1.3", true },
		{ "sbr.issuer.not-compliant", "Appendix B", true }, { "sbr.issuer.not-compliant", "SBR Appendix B", true },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases_of / sizeof *cases_of; i++)
		if ((smimelint_rule_matches(smimelint_rule_find(cases_of[i].rule), cases_of[i].pattern) != 0) != cases_of[i].matches)
			fail_msg("%s by \"%s\"", cases_of[i].rule, cases_of[i].pattern);
}

static void
unaffiliated(void **state)
{
	const char *why = NULL;
	size_t lacking;

	(void)state;
	lint("subca");
	assert_int_equal(outcome("sbr.certificate-policies.sub-ca-unaffiliated-any", &why), SMIMELINT_RULE_PASS);
	assert_int_equal(smimelint_not_evaluated_count(run), 0);
	lint("ca-any-policy");
	assert_int_equal(outcome("sbr.certificate-policies.sub-ca-unaffiliated-any", &why), SMIMELINT_RULE_NOT_EVALUATED);
	assert_string_equal(why, "whether the CA is an Affiliate of its issuer is not known (--ca-affiliated)");
	assert_int_equal(smimelint_not_evaluated_count(run), 1);
	lacking = smimelint_not_evaluated_next(run, 0);
	assert_string_equal(smimelint_rule_text(smimelint_rule_at(lacking), "id"), "sbr.certificate-policies.sub-ca-unaffiliated-any");
	assert_int_equal(smimelint_not_evaluated_next(run, lacking), lacking);
	assert_true(smimelint_not_evaluated_next(run, lacking + 1) >= smimelint_rule_count());
}

static void
size_limit(void **state)
{
	struct span der = made(cases, "sv-strict");
	smimelint_finding f;
	char limit[32];

	(void)state;
	snprintf(limit, sizeof limit, "%zu", der.n - 1);
	set("max-certificate", limit);
	assert_int_equal(smimelint_ctx_add_issuer(ctx, der.p, der.n), SMIMELINT_ERR_LIMIT);
	assert_int_equal(smimelint_run_new(&run, ctx), SMIMELINT_OK);
	assert_int_equal(smimelint_lint(run, der.p, der.n), SMIMELINT_ERR_LIMIT);
	assert_int_equal(smimelint_result_status(run), SMIMELINT_UNREADABLE);
	assert_int_equal(smimelint_finding_count(run), 1);
	assert_true(finding("x690.certificate.unreadable", &f));
	assert_null(smimelint_fact(run, "sha256"));
}

static void
size_at_the_limit(void **state)
{
	struct span der = made(cases, "sv-strict");
	char limit[32];

	(void)state;
	snprintf(limit, sizeof limit, "%zu", der.n);
	set("max-certificate", limit);
	lint("sv-strict");
	assert_int_equal(smimelint_result_status(run), SMIMELINT_PASS);
}

static void
unreadable(void **state)
{
	static const uint8_t wrong[][4] = { { 0 }, { 0x30, 0x02, 0x05, 0x00 }, { 0x30, 0x82, 0xff, 0xff }, { 'M', 'I', 'I', 'B' } };
	smimelint_finding f;

	(void)state;
	assert_int_equal(smimelint_ctx_add_issuer(ctx, wrong[1], 4), SMIMELINT_ERR_INPUT);
	assert_int_equal(smimelint_run_new(&run, ctx), SMIMELINT_OK);
	assert_int_equal(smimelint_lint(run, NULL, 4), SMIMELINT_ERR_ARG);
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		assert_int_equal(smimelint_lint(run, wrong[i], i == 0 ? 0 : 4), SMIMELINT_ERR_INPUT);
		assert_int_equal(smimelint_result_status(run), SMIMELINT_UNREADABLE);
		assert_int_equal(smimelint_finding_count(run), 1);
		assert_true(finding("x690.certificate.unreadable", &f));
		assert_int_equal(outcome(RULE, NULL), SMIMELINT_RULE_UNREADABLE);
	}
	assert_int_equal(smimelint_lint(run, NULL, 0), SMIMELINT_ERR_INPUT);
	assert_int_equal(smimelint_finding_get(run, 1, &f), SMIMELINT_ERR_ARG);
	lint("sv-strict");
	assert_int_equal(smimelint_result_status(run), SMIMELINT_PASS);
}

static void
not_released(void *arg, const uint8_t *octets, size_t n)
{
	(void)arg;
	(void)octets;
	(void)n;
	fail();
}

static int64_t
not_fetched(void *arg, uint64_t at, uint8_t *buf, size_t n)
{
	(void)arg;
	(void)at;
	(void)buf;
	(void)n;
	fail();
	return -1;
}

/* A context that has runs stays as it is; tests/tree/abi.sh sees that no call which changes one is missing here. */
static void
sealed(void **state)
{
	static const char list[] = "[]", psl[] = "de\n";
	smimelint_run *other = NULL;

	(void)state;
	assert_int_equal(smimelint_run_new(&run, ctx), SMIMELINT_OK);
	assert_int_equal(smimelint_run_new(&other, ctx), SMIMELINT_OK);
	smimelint_run_free(other);
	assert_int_equal(smimelint_ctx_set(ctx, "at", "2026-03-15"), SMIMELINT_ERR_ARG);
	assert_int_equal(smimelint_ctx_add_issuer(ctx, (const uint8_t *)list, 2), SMIMELINT_ERR_ARG);
	assert_int_equal(smimelint_ctx_add_ca_profile(ctx, list, 2), SMIMELINT_ERR_ARG);
	assert_int_equal(smimelint_ctx_add_evidence(ctx, "a", list, 2), SMIMELINT_ERR_ARG);
	assert_int_equal(smimelint_ctx_add_perspectives(ctx, list, 2), SMIMELINT_ERR_ARG);
	assert_int_equal(smimelint_ctx_add_psl(ctx, psl, sizeof psl - 1), SMIMELINT_ERR_ARG);
	assert_int_equal(smimelint_ctx_add_waivers(ctx, list, 2, 0), SMIMELINT_ERR_ARG);
	assert_int_equal(smimelint_ctx_add_baseline(ctx, list, 2), SMIMELINT_ERR_ARG);
	assert_int_equal(smimelint_ctx_add_baseline_lines(ctx, "{}\n", 3, 1), SMIMELINT_ERR_ARG);
	assert_int_equal(smimelint_ctx_set_json(ctx, "{}", 2), SMIMELINT_ERR_ARG);
	assert_int_equal(smimelint_ctx_add_weak_keys(ctx, "#\n", 2), SMIMELINT_ERR_ARG);
	assert_int_equal(smimelint_ctx_add_certificate(ctx, (const uint8_t *)list, 2), SMIMELINT_ERR_ARG);
	assert_int_equal(smimelint_ctx_add_previous(ctx, (const uint8_t *)list, 2), SMIMELINT_ERR_ARG);
	assert_int_equal(smimelint_ctx_add_previous_mapped(ctx, (const uint8_t *)list, 2, not_released, NULL), SMIMELINT_ERR_ARG);
	assert_int_equal(smimelint_ctx_add_evidence_source(ctx, "a", not_fetched, NULL), SMIMELINT_ERR_ARG);
	assert_int_equal(smimelint_ctx_add_responder(ctx, (const uint8_t *)list, 2), SMIMELINT_ERR_ARG);
	smimelint_run_free(run);
	run = NULL;
	set("at", "2026-03-15");
	assert_int_equal(smimelint_ctx_set_json(ctx, "{}", 2), SMIMELINT_OK);
}

/* A disputed reading is a warning, unless readings are to be strict. */
static void
readings(void **state)
{
	static const char text[] = "case both\n  base sv-strict-p256\n"
	    "  keyUsage = critical keyAgreement encipherOnly decipherOnly\n";
	struct span der = made(text, "both");

	(void)state;
	assert_int_equal(smimelint_run_new(&run, ctx), SMIMELINT_OK);
	assert_int_equal(smimelint_lint(run, der.p, der.n), SMIMELINT_OK);
	assert_int_equal(smimelint_result_status(run), SMIMELINT_WARNING);
	smimelint_run_free(run);
	set("strict-readings", "yes");
	assert_int_equal(smimelint_run_new(&run, ctx), SMIMELINT_OK);
	assert_int_equal(smimelint_lint(run, der.p, der.n), SMIMELINT_OK);
	assert_int_equal(smimelint_result_status(run), SMIMELINT_ERROR);
}

/* Each status has words of its own; what is none has words that say so. */
static void
statuses_in_words(void **state)
{
	(void)state;
	for (int i = SMIMELINT_OK; i <= SMIMELINT_ERR_LIMIT; i++)
		for (int k = i + 1; k <= SMIMELINT_ERR_LIMIT + 1; k++)
			assert_string_not_equal(smimelint_strerror((smimelint_status)i), smimelint_strerror((smimelint_status)k));
	assert_string_equal(smimelint_strerror(SMIMELINT_ERR_NOMEM), "out of memory");
	assert_string_equal(smimelint_strerror((smimelint_status)-1), "unknown error");
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, context_open, context_close)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(options), TEST(only_and_skip), TEST(no_rule_left), TEST(skip_a_source), TEST(day_judged_at), TEST(own_day),
		TEST(upcoming), TEST(not_yet_upcoming), TEST(outcomes), TEST(unaffiliated), TEST(size_limit),
		TEST(size_at_the_limit), TEST(unreadable), TEST(sealed), TEST(readings), TEST(damage_under_filters), TEST(before_under_filters),
		TEST(section_patterns), TEST(statuses_in_words),
	};

	return cmocka_run_group_tests(tests, made_open, made_close);
}
