/* SPDX-License-Identifier: Apache-2.0 */
/* profile.c - what a certificate is taken for: in scope, kind, type and generation. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "smimelint.h"
#include "tests/made.h"

static const char cases[] =
    "base sv-strict\n"
    "case no-policy\n  remove certificatePolicies\n"
    "case own-policy\n  certificatePolicies = 1.3.6.1.4.1.99999.7.1\n"
    "case two-types\n  certificatePolicies = sv-strict iv-strict\n"
    "case same-twice\n  certificatePolicies = sv-strict sv-strict\n"
    "case with-own\n  certificatePolicies = 1.3.6.1.4.1.99999.7.1 ov-multi\n"
    "case cA\n  basicConstraints = critical CA\n"
    "case cA-without-usage\n  basicConstraints = critical CA\n  remove keyUsage\n"
    "case cert-sign\n  keyUsage = critical digitalSignature keyCertSign cRLSign\n"
    "case client\n  extKeyUsage = clientAuth\n  certificatePolicies = 1.3.6.1.4.1.99999.7.1\n"
    "case client-reserved\n  extKeyUsage = clientAuth\n"
    "case mailbox-without-eku\n  remove extKeyUsage certificatePolicies\n"
    "case nothing-of-mail\n  remove extKeyUsage certificatePolicies subjectAltName\n"
    "case san-unreadable\n  remove extKeyUsage certificatePolicies\n  subjectAltName = der: OCTETS '00'\n"
    "case eku-unreadable\n  extKeyUsage = der: OCTETS '00'\n  certificatePolicies = 1.2.3\n"
    "case precertificate\n  poison = critical\n"
    "case ca-no-bc\n  base subca\n  remove basicConstraints\n"
    "case ca-no-bc-no-crl-sign\n  base subca\n  remove basicConstraints\n  keyUsage = critical keyCertSign\n"
    "case ca-no-usage\n  base subca\n  remove keyUsage\n"
    "case ca-mailbox\n  base subca\n  subjectAltName = email:ca@nordlicht-trust.de\n"
    "case tls-ca\n  base subca\n  extKeyUsage = serverAuth\n  certificatePolicies = 2.23.140.1.2.2\n"
    "case root-no-bc\n  base root\n  remove basicConstraints\n"
    "case root-aki\n  base root\n  authorityKeyIdentifier = keyid:auto\n"
    "case root-other-aki\n  base root\n  authorityKeyIdentifier = keyid:0102\n"
    "case root-old-key\n  base root\n  spki = rsa4096\n"
    "case root-rollover\n  base root\n  signed-by root-old-key\n  authorityKeyIdentifier = keyid:auto\n"
    "case ca-extensions-unreadable\n  base subca\n  extensions = der: [3] { SET { } }\n"
    "case root-extensions-unreadable\n  base root\n  extensions = der: [3] { SET { } }\n"
    "case person-extensions-unreadable\n  extensions = der: [3] { SET { } }\n"
    "case ca-bc-unreadable\n  base subca\n  basicConstraints = critical der: NULL\n"
    "case ca-bc-and-usage-unreadable\n  base subca\n  basicConstraints = critical der: NULL\n  keyUsage = critical der: NULL\n"
    "case ocsp-eku-unreadable\n  base ocsp-signer\n  extKeyUsage = der: NULL\n"
    "case ocsp-email\n  base ocsp-signer\n  extKeyUsage = OCSPSigning emailProtection\n";

/* Options "name", "value", ... up to a NULL. */
static smimelint_run *
lint(smimelint_ctx **ctx, const char *name, const char *const *options)
{
	struct span der = made(cases, name);
	smimelint_run *run;

	assert_int_equal(smimelint_ctx_new(ctx), SMIMELINT_OK);
	for (; options != NULL && options[0] != NULL; options += 2) {
		if (strcmp(options[0], "issuer") == 0) {
			struct span ca = made(cases, options[1]);

			assert_int_equal(smimelint_ctx_add_issuer(*ctx, ca.p, ca.n), SMIMELINT_OK);
		} else {
			assert_int_equal(smimelint_ctx_set(*ctx, options[0], options[1]), SMIMELINT_OK);
		}
	}
	assert_int_equal(smimelint_run_new(&run, *ctx), SMIMELINT_OK);
	assert_int_equal(smimelint_lint(run, der.p, der.n), SMIMELINT_OK);
	return run;
}

static void
fact_is(const char *name, const char *const *options, const char *fact, const char *expected)
{
	smimelint_ctx *ctx;
	smimelint_run *run = lint(&ctx, name, options);
	const char *got = smimelint_fact(run, fact);

	if (expected == NULL) {
		assert_null(got);
	} else {
		if (got == NULL || strcmp(got, expected) != 0)
			print_error("%s: %s\n", name, fact);
		assert_non_null(got);
		assert_string_equal(got, expected);
	}
	smimelint_run_free(run);
	smimelint_ctx_free(ctx);
}

static void
scope_is(const char *name, const char *const *options, bool in)
{
	smimelint_ctx *ctx;
	smimelint_run *run = lint(&ctx, name, options);
	bool out = smimelint_result_status(run) == SMIMELINT_OUT_OF_SCOPE;

	if (out == in)
		print_error("%s\n", name);
	assert_int_equal(out, !in);
	if (out)
		assert_int_equal(smimelint_finding_count(run), 0);
	smimelint_run_free(run);
	smimelint_ctx_free(ctx);
}

#define OPTIONS(...) ((const char *const[]){ __VA_ARGS__, NULL })
#define ALL OPTIONS("scope", "all")

static void
kinds(void **state)
{
	static const struct {
		const char *name, *kind;
	} sure[] = {
		{ "sv-strict", "subscriber" }, { "no-policy", "subscriber" }, { "cA", "subscriber" },
		{ "cert-sign", "subscriber" }, { "nothing-of-mail", "subscriber" },
		{ "cA-without-usage", "subscriber" },
		{ "subca", "subordinate-ca" }, { "ca-no-bc", "subordinate-ca" }, { "ca-no-usage", "subordinate-ca" },
		{ "ca-mailbox", "subordinate-ca" }, { "ca-no-bc-no-crl-sign", "subordinate-ca" },
		{ "cross", "subordinate-ca" }, { "tls-ca", "subordinate-ca" },
		{ "root", "root-ca" }, { "root-no-bc", "root-ca" }, { "root-aki", "root-ca" },
		{ "root-other-aki", "root-ca" }, { "root-rollover", "subordinate-ca" },
		{ "ocsp-signer", "ocsp-signer" }, { "ocsp-email", "subscriber" },
	};

	(void)state;
	/* Where what tells it cannot be read, and nothing else does. */
	fact_is("ca-extensions-unreadable", ALL, "kind", "unknown");
	fact_is("ca-extensions-unreadable", OPTIONS("kind", "subordinate-ca"), "kind", "subordinate-ca");
	fact_is("root-extensions-unreadable", ALL, "kind", "unknown");
	fact_is("person-extensions-unreadable", ALL, "kind", "subscriber");
	fact_is("ca-bc-unreadable", ALL, "kind", "subordinate-ca");
	fact_is("ca-bc-and-usage-unreadable", ALL, "kind", "unknown");
	fact_is("ocsp-eku-unreadable", ALL, "kind", "unknown");
	for (size_t i = 0; i < sizeof sure / sizeof *sure; i++)
		fact_is(sure[i].name, ALL, "kind", sure[i].kind);
}

static void
cross_certificates(void **state)
{
	(void)state;
	fact_is("cross", OPTIONS("kind", "cross-certificate"), "kind", "cross-certificate");
	fact_is("cross", OPTIONS("issuer", "old-root"), "kind", "subordinate-ca");
	fact_is("cross", OPTIONS("issuer", "old-root", "issuer", "root"), "kind", "cross-certificate");
	fact_is("root", OPTIONS("issuer", "root"), "kind", "root-ca");
	fact_is("cross", OPTIONS("issuer", "root", "kind", "subordinate-ca"), "kind", "subordinate-ca");
	fact_is("sv-strict", OPTIONS("kind", "root-ca"), "kind", "root-ca");
}

static void
self_signed(void **state)
{
	(void)state;
	fact_is("root", NULL, "self_signed", "yes");
	fact_is("root-aki", NULL, "self_signed", "yes");
	fact_is("root-other-aki", ALL, "self_signed", "yes");
	fact_is("root-rollover", ALL, "self_signed", "no");
	fact_is("subca", NULL, "self_signed", "no");
	fact_is("precertificate", NULL, "precertificate", "yes");
	fact_is("sv-strict", NULL, "precertificate", "no");
}

static void
scope(void **state)
{
	(void)state;
	scope_is("sv-strict", NULL, true);
	scope_is("client", NULL, false);
	scope_is("client", ALL, true);
	scope_is("client", OPTIONS("kind", "subscriber"), true);
	scope_is("client", OPTIONS("profile", "sponsor-validated/strict"), true);
	scope_is("client", OPTIONS("tbs", "yes"), true);
	scope_is("client-reserved", NULL, true);
	scope_is("mailbox-without-eku", NULL, true);
	scope_is("nothing-of-mail", NULL, false);
	scope_is("tls-ca", NULL, false);
	scope_is("subca", NULL, true);
	scope_is("root", NULL, true);
	/* What cannot be read must not make a certificate disappear. */
	scope_is("san-unreadable", NULL, true);
	scope_is("eku-unreadable", NULL, true);
}

static void
profiles(void **state)
{
	const char *const *map = OPTIONS("policy-map", "1.3.6.1.4.1.99999.7.1=individual-validated/legacy");

	(void)state;
	fact_is("sv-strict", NULL, "profile", "sponsor-validated/strict");
	fact_is("sv-strict", NULL, "profile_from", "policy");
	fact_is("mv-legacy", NULL, "profile", "mailbox-validated/legacy");
	fact_is("with-own", NULL, "profile", "organization-validated/multipurpose");
	fact_is("same-twice", NULL, "profile", "sponsor-validated/strict");
	fact_is("two-types", NULL, "profile", NULL);
	fact_is("no-policy", NULL, "profile", NULL);
	fact_is("no-policy", NULL, "profile_from", "none");
	fact_is("own-policy", NULL, "profile", NULL);
	fact_is("own-policy", map, "profile", "individual-validated/legacy");
	fact_is("own-policy", map, "profile_from", "policy-map");
	fact_is("with-own", map, "profile", "organization-validated/multipurpose");	/* a reserved one counts first */
	fact_is("sv-strict", OPTIONS("profile", "sbr_leaf_smime_mv_multipurpose"), "profile",
	    "mailbox-validated/multipurpose");
	fact_is("sv-strict", OPTIONS("profile", "sbr_leaf_smime_mv_multipurpose"), "profile_from", "option");
	fact_is("sv-strict", OPTIONS("profile", "mailbox-validated/strict", "profile", "autodetect"), "profile",
	    "sponsor-validated/strict");
	fact_is("root", OPTIONS("profile", "sbr_subordinate_smime"), "kind", "subordinate-ca");
	fact_is("subca", OPTIONS("profile", "sbr_root_smime"), "kind", "root-ca");
	fact_is("subca", NULL, "profile", NULL);
}

/* Rules bound to a type do not run where the type is open; those of the generation do. */
static void
open_profiles(void **state)
{
	smimelint_ctx *ctx;
	smimelint_run *run = lint(&ctx, "two-types", NULL);
	smimelint_finding f = { .size = sizeof f };
	bool told = false;

	(void)state;
	for (size_t i = 0; i < smimelint_finding_count(run); i++) {
		assert_int_equal(smimelint_finding_get(run, i, &f), SMIMELINT_OK);
		if (strcmp(smimelint_rule_text(f.rule, "id"), "sbr.scope.profile-unknown") == 0) {
			unsigned left_out = 0;

			told = true;
			assert_int_equal(f.severity, SMIMELINT_NOTICE);
			assert_int_equal(sscanf(f.value, "several reserved policy OIDs; %u rules left out", &left_out), 1);
			assert_true(left_out > 0);
		}
	}
	assert_true(told);
	for (size_t i = 0; i < smimelint_rule_count(); i++) {
		const smimelint_rule *r = smimelint_rule_at(i);
		smimelint_outcome o = smimelint_rule_outcome(run, i, NULL);

		/* sponsor- and individual-validated are open: rules on one of them alone stay out. */
		if (smimelint_rule_item(r, "types", 0) != NULL && smimelint_rule_item(r, "types", 1) == NULL)
			assert_int_equal(o, SMIMELINT_RULE_NOT_APPLICABLE);
	}
	smimelint_run_free(run);
	smimelint_ctx_free(ctx);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(kinds),
		cmocka_unit_test(cross_certificates),
		cmocka_unit_test(self_signed),
		cmocka_unit_test(scope),
		cmocka_unit_test(profiles),
		cmocka_unit_test(open_profiles),
	};

	return cmocka_run_group_tests(tests, made_open, made_close);
}
