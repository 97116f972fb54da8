/* SPDX-License-Identifier: Apache-2.0 */
/* vouch.c - who signed a response of before: how often it is asked, and what is given back of it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "engine/revocation/ocsp_cas.h"
#include "made.h"
#include "smimelint.h"

/* Linked with --wrap=vouch_for_response. */
bool __real_vouch_for_response(struct smimelint_run *, const struct past_one *, const struct ca *);
bool __wrap_vouch_for_response(struct smimelint_run *, const struct past_one *, const struct ca *);
static unsigned n_asked;

bool
__wrap_vouch_for_response(struct smimelint_run *run, const struct past_one *one, const struct ca *ca)
{
	n_asked++;
	return __real_vouch_for_response(run, one, ca);
}

/* … and with --wrap=key_verify. */
enum key_verdict __real_key_verify(struct key_work *, const struct key_issuer *, const struct artifact_algorithm *, struct span, struct span);
enum key_verdict __wrap_key_verify(struct key_work *, const struct key_issuer *, const struct artifact_algorithm *, struct span, struct span);
static unsigned n_tried;

enum key_verdict
__wrap_key_verify(struct key_work *work, const struct key_issuer *key, const struct artifact_algorithm *a, struct span tbs, struct span signature)
{
	n_tried++;
	return __real_key_verify(work, key, a, tbs, signature);
}

static smimelint_ctx *ctx;
static smimelint_run *run;

static int
set_up(void **state)
{
	n_asked = 0;
	assert_int_equal(smimelint_ctx_new(&ctx), SMIMELINT_OK);
	return made_open(state);
}

static int
tear_down(void **state)
{
	smimelint_run_free(run);
	smimelint_ctx_free(ctx);
	return made_close(state);
}

static void
add_issuer(struct span der)
{
	assert_int_equal(smimelint_ctx_add_issuer(ctx, der.p, der.n), SMIMELINT_OK);
}

static void
add_responder(struct span der)
{
	assert_int_equal(smimelint_ctx_add_responder(ctx, der.p, der.n), SMIMELINT_OK);
}

static void
add_previous(struct span der)
{
	assert_int_equal(smimelint_ctx_add_previous(ctx, der.p, der.n), SMIMELINT_OK);
}

/* ---- answers about certificates of two CAs by turns ---- */

#define OTHER " SEQUENCE { SEQUENCE { SEQUENCE { OID id-sha1 NULL } OCTETS 'a03754e03a61bcbc4d1084b82db567d66403e370'" \
	" OCTETS '02cc588f9b26f0dd12994c825e6fa6c7fd3856c8' INTEGER '5b10f35d0b7c1f7e92a4c08d11e35a70' }" \
	" [0] '' GENTIME \"202603%02u080000Z\" [0] { GENTIME \"202603%02u080000Z\" } }"

/* Two answers of each, from this day of March on for a day; the response is not signed by its responder where it is forged. */
static struct span
by_turns(unsigned day, bool forged)
{
	static char text[4096];

	snprintf(text, sizeof text, "base ocsp-alone\ncase r\n%s"
	    "  single = der: SEQUENCE { $certID [0] '' GENTIME \"202603%02u080000Z\" [0] { GENTIME \"202603%02u080000Z\" } }\n"
	    "  responses = der: SEQUENCE { $single" OTHER " $single" OTHER " }\n",
	    forged ? "  signed-by sv-multi\n" : "", day, day + 1, day, day + 1, day, day + 1);
	return made(text, "r");
}

/* Of three responses before, none of which was signed by who it says, each is asked about once for each CA. */
static void
each_once(void **state)
{
	struct span now;

	(void)state;
	add_issuer(made(NULL, "subca"));
	add_issuer(made("case ca\n  base root\n  keyUsage = critical digitalSignature keyCertSign cRLSign\n", "ca"));
	for (unsigned day = 1; day <= 3; day++)
		add_previous(by_turns(day, true));
	assert_int_equal(smimelint_run_new(&run, ctx), SMIMELINT_OK);
	now = by_turns(9, false);
	assert_int_equal(smimelint_lint(run, now.p, now.n), SMIMELINT_OK);
	assert_int_equal(n_asked, 6);
}

/* ---- a large one, beside an input in a mapping ---- */

/* What is given back has to lie in the input. */
static void
give_back(void *arg, const uint8_t *octets, size_t n)
{
	const struct span *mapping = arg;

	assert_true(octets >= mapping->p && (size_t)(octets - mapping->p) <= mapping->n && n <= mapping->n - (size_t)(octets - mapping->p));
}

#define LARGE (5u << 20)

static void
in_no_mapping(void **state)
{
	static const char head[] = "base ocsp-alone\ncase r\n  tbs = der: SEQUENCE { $responderID $producedAt $responses $extensions }\n"
	    "  single = der: SEQUENCE { $certID [0] '' GENTIME \"20260301080000Z\" [0] { GENTIME \"20260305080000Z\" } }\n"
	    "  extensions = der: [1] { SEQUENCE { SEQUENCE { OID 1.2.3.4 OCTETS '", tail[] = "' } } }\n";
	char *text = malloc(sizeof head + sizeof tail + 2 * LARGE);
	struct span now, before;

	(void)state;
	assert_non_null(text);
	memcpy(text, head, sizeof head - 1);
	memset(text + sizeof head - 1, '0', 2 * LARGE);
	memcpy(text + sizeof head - 1 + 2 * LARGE, tail, sizeof tail);
	add_issuer(made(NULL, "subca"));
	before = made(text, "r");
	assert_true(before.n > LARGE);
	add_previous(before);
	free(text);
	now = made(NULL, "ocsp");
	assert_int_equal(smimelint_run_new(&run, ctx), SMIMELINT_OK);
	assert_int_equal(smimelint_lint_mapped(run, now.p, now.n, give_back, &now), SMIMELINT_OK);
	assert_int_equal(n_asked, 1);
}

/* ---- many responders ---- */

enum { RESPONDERS = 12 };

#define WITHOUT_CERTS "  certificate = der: SEQUENCE { ENUM 0 [0] { SEQUENCE { OID id-pkix-ocsp-basic OCTETS { SEQUENCE { $tbs $signatureAlgorithm $signatureValue } } } } }\n"

/* Keys of the others are not tried where the one that responderID names by its key has signed, wherever it stands. */
static void
few_keys_tried(void **state)
{
	struct span before = made("base ocsp\ncase r\n" WITHOUT_CERTS "  producedAt = der: GENTIME \"20260301080000Z\"\n"
	    "  single = der: SEQUENCE { $certID [0] '' GENTIME \"20260301080000Z\" [0] { GENTIME \"20260305080000Z\" } }\n", "r"), now = made(NULL, "ocsp");
	char text[256];

	(void)state;
	add_issuer(made(NULL, "subca"));
	add_responder(made(NULL, "ocsp-signer"));
	for (unsigned i = 0; i < RESPONDERS; i++) {
		snprintf(text, sizeof text, "case o\n  base ocsp-signer\n  serial = %u\n  spki = rsa4096\n", 100 + i);
		add_responder(made(text, "o"));
	}
	add_previous(before);
	assert_int_equal(smimelint_run_new(&run, ctx), SMIMELINT_OK);
	n_tried = 0;
	assert_int_equal(smimelint_lint(run, now.p, now.n), SMIMELINT_OK);
	assert_int_equal(n_asked, 1);
	assert_in_range(n_tried, 2, RESPONDERS - 1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test_setup_teardown(each_once, set_up, tear_down),
		cmocka_unit_test_setup_teardown(in_no_mapping, set_up, tear_down), cmocka_unit_test_setup_teardown(few_keys_tried, set_up, tear_down) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
