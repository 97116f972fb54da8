/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Rules that are not called where a certificate lacks what they are only about
 * (only_of) would have said nothing: tried with every artifact of testdata,
 * whether in scope or not, with the rules of the programs.  Nobody looks for such
 * things in CRLs and OCSP responses: their rules are all called.
 */
#include <glob.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <openssl/pem.h>

#include "engine/engine.h"
#include "tests/context.h"

static unsigned long tried, not_certificates, cas;

static int
set_up(void **state)
{
	assert_int_equal(context_open(state), 0);
	assert_int_equal(smimelint_ctx_set(ctx, "scope", "all"), SMIMELINT_OK);
	assert_int_equal(smimelint_ctx_set(ctx, "programs", "ccadb,mozilla,apple,microsoft"), SMIMELINT_OK);
	assert_int_equal(smimelint_run_new(&run, ctx), SMIMELINT_OK);
	return 0;
}

/* Were it called all the same, would it find something, or say of itself what its row does not? */
static void
try_rule(const struct smimelint_rule *r)
{
	size_t before = run->n_finding, said = run->n_why;

	if (r->only_of == 0 || (r->only_of & run->sights) != 0 || !rule_covers(&r->scope, &run->profile) ||
	    (r->when & ~run->artifact->present_parts) != 0)
		return;
	tried++;
	run_alone(run, r, SMIMELINT_ERROR);
	if (run->n_finding != before)
		fail_msg("%s has something to say", r->id);
	if (run->n_why != said && (r->lacking == NULL || strcmp(run->why[said].text, r->lacking) != 0))
		fail_msg("%s is not applicable for another reason: %s", r->id, run->why[said].text);
}

static void
try_artifact(const uint8_t *der, size_t n)
{
	if (smimelint_lint(run, der, n) != SMIMELINT_OK)
		return;
	assert_int_not_equal(run->status, SMIMELINT_OUT_OF_SCOPE);
	if (run->artifact == &run->cert.artifact) {
		assert_int_equal(run->sights, cert_shows(&run->cert));
		cas += (run->profile.kind & KIND_ANY_CA) != 0;
	} else {
		assert_int_equal(run->sights, UINT32_MAX);
		not_certificates++;
	}
	for (size_t i = 0; i < run->n_rules; i++)
		try_rule(run->rules[i]);
}

static void
try_bundle(const char *path)
{
	BIO *in = BIO_new_file(path, "r");
	char *name, *header;
	unsigned char *der;
	long n;

	assert_non_null(in);
	while (PEM_read_bio(in, &name, &header, &der, &n) == 1) {
		try_artifact(der, (size_t)n);
		OPENSSL_free(name);
		OPENSSL_free(header);
		OPENSSL_free(der);
	}
	BIO_free(in);
}

static void
test_nothing_to_say(void **state)
{
	glob_t found;

	(void)state;
	assert_int_equal(glob("testdata/*/*.pem", 0, NULL, &found), 0);
	for (size_t i = 0; i < found.gl_pathc; i++)
		try_bundle(found.gl_pathv[i]);
	globfree(&found);
	assert_true(tried > 10000);
	assert_true(cas > 300);
	assert_true(not_certificates > 300);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_nothing_to_say, set_up, context_close),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
