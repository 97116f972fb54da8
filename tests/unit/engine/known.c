/* SPDX-License-Identifier: Apache-2.0 */
/* known.c - certificates beside a CRL: how many are looked at, and by whose key. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "base/text.h"
#include "engine/revocation/known.h"
#include "made.h"
#include "smimelint.h"
#include "tests/context.h"
#include "x509/revocation/crl_list.h"

#define ENGINE_LIMIT "x690.certificate.beyond-limit"
#define SERIAL "4a02f35d0b7c1f7e92a4c08d11e35a71"

static char text[262144];

static int
set_up(void **state)
{
	return context_open(state) != 0 ? -1 : made_open(state);
}

static int
tear_down(void **state)
{
	(void)context_close(state);
	return made_close(state);
}

static void
add_issuer(struct span der)
{
	assert_int_equal(smimelint_ctx_add_issuer(ctx, der.p, der.n), SMIMELINT_OK);
}

#define CERTIFICATE "base sv-strict\ncase c\n  signed-by subca\n  serial = 0x" SERIAL "\n  notBefore = 2025-06-01\n  notAfter = 2027-05-31\n"

static void
add_this(const char *recipe)
{
	struct span der = made(recipe, "c");

	assert_int_equal(smimelint_ctx_add_certificate(ctx, der.p, der.n), SMIMELINT_OK);
}

static void
add_certificate(void)
{
	add_this(CERTIFICATE);
}

/* One that names no key, so that each has to be tried. */
static void
add_certificate_of_any_key(void)
{
	add_this(CERTIFICATE "  remove authorityKeyIdentifier\n");
}

/* How often the rule speaks of a CRL. */
static unsigned
speaks(struct span crl, const char *rule)
{
	smimelint_finding f = { .size = sizeof f };
	smimelint_run *own;
	unsigned n = 0;

	assert_int_equal(smimelint_run_new(&own, ctx), SMIMELINT_OK);
	assert_int_equal(smimelint_lint(own, crl.p, crl.n), SMIMELINT_OK);
	for (size_t i = 0; smimelint_finding_get(own, i, &f) == SMIMELINT_OK; i++)
		n += strcmp(smimelint_rule_text(f.rule, "id"), rule) == 0;
	smimelint_run_free(own);
	return n;
}

/* ---- names of one id ---- */

static enum crl_class
of_no_class(const void *arg, const struct cert_view *cv)
{
	(void)arg, (void)cv;
	return CRL_CLASS_UNKNOWN;
}

/* Somebody wrote an issuer's name in an entry whose id is that of another: it is none of that one's. */
static void
another_name_of_the_id(void **state)
{
	struct known_certs known = { .n = 0 };
	struct known_asked asked = { .known = &known };
	struct crl_entry e = { .raw = SPAN_NONE };
	const struct known_cert *k = NULL;
	uint8_t copy[512];

	(void)state;
	arena_init(&known.arena);
	assert_int_equal(known_add(&known, made(NULL, "sv-strict"), of_no_class, NULL), KNOWN_OK);
	for (size_t i = 0; i < known.n_bucket; i++)
		k = known.bucket[i] != NULL ? known.bucket[i] : k;
	if (k == NULL) {
		fail();
		return;
	}
	e.serial = k->serial;
	e.issuer_id = k->of->id;
	e.issuer = k->subject;
	assert_null(known_of_entry(&asked, &e, NULL));
	assert_null(known_of_entry(&asked, &e, NULL));
	assert_in_range(k->issuer.n, 1, sizeof copy);
	memcpy(copy, k->issuer.p, k->issuer.n);
	e.issuer = (struct span){ copy, k->issuer.n };
	assert_ptr_equal(known_of_entry(&asked, &e, NULL), k);
	e.issuer = k->subject;
	assert_null(known_of_entry(&asked, &e, NULL));
	known_free(&known);
}

/* ---- CA certificates of one name ---- */

/* The one that signed is given before the last, and so is met last. */
static void
among_keys(unsigned others, unsigned finds)
{
	for (unsigned i = 0; i < others; i++) {
		if (i + 1 == others)
			add_issuer(made(NULL, "subca"));
		snprintf(text, sizeof text, "base subca\ncase ca\n"
		    "  spki = der: SEQUENCE { SEQUENCE { OID id-Ed25519 } BITS '00d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707%04x' }\n", 0x5100 + i);
		add_issuer(made(text, "ca"));
	}
	add_certificate_of_any_key();
	assert_int_equal(speaks(made(NULL, "crl"), "rfc5280.crl.certificate-not-the-cas"), finds);
}

static void
keys_at(void **state)
{
	(void)state;
	among_keys(63, 0);
}

static void
keys_behind(void **state)
{
	(void)state;
	among_keys(64, 1);
}

static void
among_cas(unsigned others, unsigned finds)
{
	for (unsigned i = 0; i < others; i++) {
		if (i + 1 == others)
			add_issuer(made(NULL, "subca"));
		snprintf(text, sizeof text, "base subca\ncase ca\n  spki = rsa2048\n  serial = %u\n", 1000 + i);
		add_issuer(made(text, "ca"));
	}
	add_certificate_of_any_key();
	assert_int_equal(speaks(made(NULL, "crl"), "rfc5280.crl.certificate-not-the-cas"), finds);
}

static void
cas_at(void **state)
{
	(void)state;
	among_cas(511, 0);
}

static void
cas_behind(void **state)
{
	(void)state;
	among_cas(512, 1);
}

/* What was found out is asked again once there are more CA certificates: another has the key identifier, too. */
static void
more_cas(void **state)
{
	(void)state;
	add_issuer(made("base subca\ncase ca\n  spki = rsa2048\n  subjectKeyIdentifier = 58d62c8841eec91a36a4dd3b466bf328ac4ad2d2\n", "ca"));
	add_certificate();
	assert_int_equal(speaks(made(NULL, "crl"), "rfc5280.crl.certificate-not-the-cas"), 1);
	assert_int_equal(speaks(made(NULL, "crl"), "rfc5280.crl.certificate-not-the-cas"), 1);
	add_issuer(made(NULL, "subca"));
	assert_int_equal(speaks(made(NULL, "crl"), "rfc5280.crl.certificate-not-the-cas"), 0);
}

/* ---- entries that repeat a serial number ---- */

static struct span
repeated(unsigned n)
{
	size_t at = (size_t)snprintf(text, sizeof text, "base crl\ncase c\n  no-entries\n");

	for (unsigned i = 0; i < n; i++)
		at += (size_t)snprintf(text + at, sizeof text - at, "  entry = " SERIAL " 2026-01-13 reason=6\n");
	assert_true(at < sizeof text);
	return made(text, "c");
}

/* One for the certificate, and 1,024 more. */
static void
pairs_at(void **state)
{
	(void)state;
	add_certificate();
	assert_int_equal(speaks(repeated(1025), "rfc5280.crl.certificates-left-out"), 0);
}

/* Of what the others are is judged all the same. */
static void
pairs_behind(void **state)
{
	struct span crl;

	(void)state;
	add_certificate();
	crl = repeated(1026);
	assert_int_equal(speaks(crl, "rfc5280.crl.certificates-left-out"), 1);
	assert_int_equal(speaks(crl, "sbr.crl-entry.strict-hold"), 11);
}

/* ---- more of one issuer and serial number than are kept ---- */

#define MANY 20

/* The i-th of them, of which the first is of another kind. */
static struct span
one_of_many(const char *kind, const char *first, unsigned i)
{
	snprintf(text, sizeof text, "base %s\ncase c\n  signed-by subca\n  serial = 0x" SERIAL "\n  notBefore = 2025-06-01T00:00:%02u\n"
	    "  notAfter = 2027-05-31\n  issuer = CN=Nordlicht Trust S/MIME CA 3, O=Nordlicht Trust GmbH, C=DE\n", i == 0 ? first : kind, 7 * i % MANY);
	return made(text, "c");
}

/* What is found, as JSON; each of them is given in the order that `step` makes. */
static char *
told_of_many(const char *kind, const char *first, unsigned step)
{
	struct span der;
	smimelint_run *own;
	char *json;

	smimelint_ctx_free(ctx);
	assert_int_equal(smimelint_ctx_new(&ctx), SMIMELINT_OK);
	for (unsigned i = 0; i < MANY; i++) {
		der = one_of_many(kind, first, i * step % MANY);
		assert_int_equal(smimelint_ctx_add_certificate(ctx, der.p, der.n), SMIMELINT_OK);
	}
	der = made("base crl\ncase c\n  no-entries\n  entry = " SERIAL " 2026-01-13 reason=6\n", "c");
	assert_int_equal(smimelint_run_new(&own, ctx), SMIMELINT_OK);
	assert_int_equal(smimelint_lint(own, der.p, der.n), SMIMELINT_OK);
	json = strdup(smimelint_result_json(own, 0, NULL));
	assert_non_null(json);
	smimelint_run_free(own);
	return json;
}

/* The order in which they are given decides nothing, and the result is an error. */
static void
order_of_many(void **state)
{
	static const char *const kinds[][2] = { { "sv-multi", "sv-strict" }, { "sv-strict", "sv-multi" }, { "sv-strict", "subca" }, { "subca", "sv-strict" } };
	static const unsigned steps[] = { 1, 3, 7, 19 };

	(void)state;
	for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++) {
		char *first = told_of_many(kinds[k][0], kinds[k][1], steps[0]);

		assert_non_null(strstr(first, "x690.certificate.beyond-limit"));
		for (size_t i = 1; i < sizeof steps / sizeof *steps; i++) {
			char *other = told_of_many(kinds[k][0], kinds[k][1], steps[i]);

			assert_string_equal(first, other);
			free(other);
		}
		free(first);
	}
}

/* One that is signed with SHA-1 may be what is not kept. */
static void
sha1_ca_among_many(void **state)
{
	struct span der;

	(void)state;
	for (unsigned i = 0; i < 17; i++) {
		snprintf(text, sizeof text, "base subca\ncase c\n  serial = 0x" SERIAL "\n  signature = sha1WithRSAEncryption\n"
		    "  signatureAlgorithm = sha1WithRSAEncryption\n  notBefore = 2025-06-01T00:00:%02u\n", 5 * i % 17);
		der = made(text, "c");
		assert_int_equal(smimelint_ctx_add_certificate(ctx, der.p, der.n), SMIMELINT_OK);
		if (i == 15)
			assert_int_equal(speaks(made("base arl\ncase c\n  no-entries\n  thisUpdate = 2026-09-20\n  nextUpdate = +7d\n", "c"), ENGINE_LIMIT), 0);
	}
	assert_int_equal(speaks(made("base arl\ncase c\n  no-entries\n  thisUpdate = 2026-09-20\n  nextUpdate = +7d\n", "c"), ENGINE_LIMIT), 1);
}

/* ---- those that name no OCSP responder ---- */

#define NOT_THE_CAS "rfc5280.crl.certificate-not-the-cas"
#define NO_PUBLISH "microsoft.crl.no-next-publish"
#define CRL_OF_JUNE "base crl\ncase c\n  thisUpdate = 2026-06-01\n  nextUpdate = +7d\n"

static void
add_without_responder(unsigned serial, const char *more)
{
	struct span der;

	snprintf(text, sizeof text, "base sv-multi\ncase c\n  signed-by subca\n  serial = %u\n  notBefore = 2025-06-01\n  notAfter = 2027-05-31\n"
	    "  authorityInfoAccess = caIssuers:http://cert.example/ca.cer\n%s", serial, more);
	der = made(text, "c");
	assert_int_equal(smimelint_ctx_add_certificate(ctx, der.p, der.n), SMIMELINT_OK);
}

/* Those that are forged are told of only where none that the CA signed decides: whichever is met first. */
static void
forged_without_responder(void **state)
{
	(void)state;
	assert_int_equal(smimelint_ctx_set(ctx, "programs", "microsoft"), SMIMELINT_OK);
	add_issuer(made(NULL, "subca"));
	for (unsigned i = 0; i < 8; i++)
		add_without_responder(1000 + i, "  signatureValue = dummy\n");
	assert_int_equal(speaks(made(CRL_OF_JUNE, "c"), NO_PUBLISH), 0);
	assert_int_equal(speaks(made(CRL_OF_JUNE, "c"), NOT_THE_CAS), 1);
	add_without_responder(1008, "");
	assert_int_equal(speaks(made(CRL_OF_JUNE, "c"), NO_PUBLISH), 1);
	assert_int_equal(speaks(made(CRL_OF_JUNE, "c"), NOT_THE_CAS), 0);
}

/* By their distribution points, of which each may have several and the CRL as well. */
static void
points_without_responder(void **state)
{
	static const struct {
		const char *points;
		unsigned finds;
	} crls[] = {
		{ "", 1 },
		{ "  issuingDistributionPoint = critical http://crl.example/1.crl\n", 1 },
		{ "  issuingDistributionPoint = critical http://crl.example/2.crl\n", 1 },
		{ "  issuingDistributionPoint = critical http://crl.example/3.crl\n", 0 },
		{ "  issuingDistributionPoint = critical user http://crl.example/2.crl\n", 1 },
		{ "  issuingDistributionPoint = critical ca http://crl.example/2.crl\n", 0 },
		{ "  issuingDistributionPoint = critical user\n", 1 },
		{ "  issuingDistributionPoint = critical ca\n", 0 },
	};
	char crl[512];

	(void)state;
	assert_int_equal(smimelint_ctx_set(ctx, "programs", "microsoft"), SMIMELINT_OK);
	add_without_responder(1000, "  cRLDistributionPoints = http://crl.example/1.crl\n");
	add_without_responder(1001, "  cRLDistributionPoints = http://crl.example/2.crl http://crl.example/1.crl\n");
	add_without_responder(1002, "  cRLDistributionPoints = http://crl.example/3.crl\n  notAfter = 2026-05-31T23:59:59\n");
	for (size_t i = 0; i < sizeof crls / sizeof *crls; i++) {
		snprintf(crl, sizeof crl, "%s%s", CRL_OF_JUNE, crls[i].points);
		assert_int_equal(speaks(made(crl, "c"), NO_PUBLISH), crls[i].finds);
	}
	/* One more is given once those of before were looked for. */
	add_without_responder(1003, "  cRLDistributionPoints = http://crl.example/3.crl\n");
	snprintf(crl, sizeof crl, "%s%s", CRL_OF_JUNE, crls[3].points);
	assert_int_equal(speaks(made(crl, "c"), NO_PUBLISH), 1);
}

/* ---- distribution points ---- */

#define ANOTHER_POINT "rfc5280.crl.idp-not-in-certificate"

/* directoryNames of one RDN of more attributes than are compared in any order: each has the same ones, in another order. */
static size_t
put_names_of_one_id(size_t at, unsigned first, unsigned n)
{
	for (unsigned i = first; i < first + n; i++) {
		at += (size_t)snprintf(text + at, sizeof text - at, " [4] { SEQUENCE { SET {");
		for (unsigned k = 0; k < 65; k++)
			at += (size_t)snprintf(text + at, sizeof text - at, " SEQUENCE { OID 2.5.4.3 UTF8 \"%02u\" }", (i + k) % 65);
		at += (size_t)snprintf(text + at, sizeof text - at, " } } }");
	}
	return at;
}

/* Of a CRL with so many of them, beside a certificate with so many others: each is compared with each. */
static unsigned
speaks_of_names(unsigned crls, unsigned certificates)
{
	size_t at = (size_t)snprintf(text, sizeof text, CERTIFICATE "  crlDistributionPoints = der: SEQUENCE { SEQUENCE { [0] { [0] {");

	at = put_names_of_one_id(at, crls, certificates);
	snprintf(text + at, sizeof text - at, " } } } }\n");
	add_this(text);
	at = (size_t)snprintf(text, sizeof text, "base crl\ncase c\n  issuingDistributionPoint = critical der: SEQUENCE { [0] { [0] {");
	at = put_names_of_one_id(at, 0, crls);
	snprintf(text + at, sizeof text - at, " } } }\n");
	return speaks(made(text, "c"), ANOTHER_POINT);
}

static void
names_of_one_id_at(void **state)
{
	(void)state;
	assert_int_equal(speaks_of_names(4, 16), 1);
}

static void
names_of_one_id_behind(void **state)
{
	(void)state;
	assert_int_equal(speaks_of_names(5, 13), 0);
}

/* Names that are relative to a long one take no more room than the certificate that has them. */
static unsigned
speaks_of_relative(unsigned n)
{
	size_t at = (size_t)snprintf(text, sizeof text, CERTIFICATE "  crlDistributionPoints = der: SEQUENCE {");

	for (unsigned i = 0; i < n; i++)
		at += (size_t)snprintf(text + at, sizeof text - at, " SEQUENCE { [0] { [1] { SEQUENCE { OID 2.5.4.3 UTF8 \"a\" } } } }");
	snprintf(text + at, sizeof text - at, " }\n");
	add_this(text);
	return speaks(made("base crl\ncase c\n  issuingDistributionPoint = critical http://crl.example/1.crl\n", "c"), ANOTHER_POINT);
}

static void
few_relative_names(void **state)
{
	(void)state;
	assert_int_equal(speaks_of_relative(2), 1);
}

static void
many_relative_names(void **state)
{
	(void)state;
	assert_int_equal(speaks_of_relative(100), 0);
}

#define MANY_URIS 20000
#define URI_OCTETS 8

/* URIs of their own on either side, as many as a certificate has room for; compared each with each they took seconds. */
static void
many_uris(void **state)
{
	static char octets[2 * MANY_URIS][URI_OCTETS], points[MANY_URIS * URI_OCTETS];
	static struct general_name name[MANY_URIS];
	struct crl_view crl = { .idp.point.full = { .v = name, .n = MANY_URIS } };
	struct known_cert cert = { .points = { (const uint8_t *)points, sizeof points } };
	struct arena arena;
	clock_t begun;

	(void)state;
	arena_init(&arena);
	for (unsigned i = 0; i < 2 * MANY_URIS; i++)
		snprintf(octets[i], URI_OCTETS, "x:%05u", i * 7 % (2 * MANY_URIS));
	for (unsigned i = 0; i < MANY_URIS; i++) {
		memcpy(points + i * URI_OCTETS, octets[i], URI_OCTETS);
		name[i] = (struct general_name){ .form = GN_URI, .tlv.val = { (const uint8_t *)octets[MANY_URIS + i], URI_OCTETS - 1 } };
	}
	begun = clock();
	crl_points_sort(&crl, &arena);
	assert_int_equal(known_point(&cert, &crl), OTHER_POINT);
	name[0].tlv.val.p = (const uint8_t *)octets[MANY_URIS - 1];
	crl_points_sort(&crl, &arena);
	assert_int_equal(known_point(&cert, &crl), SAME_POINT);
	assert_true(clock() - begun < CLOCKS_PER_SEC);
	arena_free(&arena);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(order_of_many),
		TEST(sha1_ca_among_many),
		TEST(another_name_of_the_id),
		TEST(keys_at),
		TEST(keys_behind),
		TEST(cas_at),
		TEST(cas_behind),
		TEST(more_cas),
		TEST(pairs_at),
		TEST(pairs_behind),
		TEST(forged_without_responder),
		TEST(points_without_responder),
		TEST(names_of_one_id_at),
		TEST(names_of_one_id_behind),
		TEST(few_relative_names),
		TEST(many_relative_names),
		TEST(many_uris),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
