/* SPDX-License-Identifier: Apache-2.0 */
/* CRLs and OCSP responses: how they are recognised, and what is told of a structure that is not theirs. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "der_build.h"
#include "made.h"
#include "x509/revocation/crl.h"
#include "x509/revocation/ocsp.h"

static struct arena arena;
static struct ocsp_view ocsp;
static struct crl_view crl;

static int
set_up(void **state)
{
	arena_init(&arena);
	return made_open(state);
}

static int
tear_down(void **state)
{
	arena_free(&arena);
	return made_close(state);
}

/* The octets of a sound response or CRL with these lines of a recipe behind it. */
static struct span
make(const char *base, const char *lines)
{
	char text[4096];

	assert_true((size_t)snprintf(text, sizeof text, "case it\n  base %s\n%s\n", base, lines) < sizeof text);
	return made(text, "it");
}

static void
read_response(const char *lines)
{
	assert_true(ocsp_view_read(&ocsp, make("ocsp", lines), &arena));
}

static bool
is_told(const struct artifact *a, const char *what)
{
	for (size_t i = 0; i < a->n_fault; i++)
		if (a->fault[i].what != NULL && strcmp(a->fault[i].what, what) == 0)
			return true;
	return false;
}

#define BYTES(of) "certificate = der: SEQUENCE { ENUM 0 [0] { " of " } }"
#define BASIC(of) BYTES("SEQUENCE { OID id-pkix-ocsp-basic OCTETS { " of " } }")
#define CERT_ID "SEQUENCE { SEQUENCE { OID id-sha1 } OCTETS 'aa' OCTETS 'bb' INTEGER 5 }"
#define SINGLE(of) "single = der: SEQUENCE { " of " }"
#define TIME "GENTIME \"20260302080000Z\""
#define GOOD CERT_ID " [0] '' " TIME
#define EXTENSIONS(of) SINGLE(GOOD " [1] { " of " }")

static void
faults_of_responses(void **state)
{
	static const struct {
		const char *lines, *what;
	} t[] = {
		{ BYTES("NULL"), "responseBytes is not a SEQUENCE" },
		{ BYTES("SEQUENCE { OID id-pkix-ocsp-basic NULL }"), "response is not an OCTET STRING" },
		{ BASIC("NULL"), "response is not a BasicOCSPResponse" },
		{ "tbs = der: SEQUENCE { [0] { NULL } $responderID $producedAt $responses }", "version is not an INTEGER" },
		{ "tbs = der: SEQUENCE { }", "tbsResponseData has no field" },
		{ "tbs = der: SEQUENCE { [3] '' }", "responderID is neither byName nor byKey" },
		{ "responderID = der: [1] { NULL }", "byName is not a Name" },
		{ "responderID = der: [2] { NULL }", "byKey is not an OCTET STRING" },
		{ "responderID = der: [3] { NULL }", "responderID is neither byName nor byKey" },
		{ "producedAt = der: GENTIME \"20261302080000Z\"", "time names no moment" },
		{ "certs = der: [0] { NULL }", "certs is not a SEQUENCE" },
		{ "certs = der: [0] { SEQUENCE { NULL } }", "an element of certs is no Certificate" },
		{ "single = der: NULL", "SingleResponse is not a SEQUENCE" },
		{ SINGLE(""), "SingleResponse has no field" },
		{ SINGLE("NULL"), "certID is not a SEQUENCE" },
		{ SINGLE("SEQUENCE { } [0] '' " TIME), "certID has no field" },
		{ SINGLE("SEQUENCE { NULL } [0] '' " TIME), "hashAlgorithm is not a SEQUENCE" },
		{ SINGLE("SEQUENCE { SEQUENCE { NULL } OCTETS 'aa' OCTETS 'bb' INTEGER 5 } [0] '' " TIME),
		    "hashAlgorithm is not an AlgorithmIdentifier" },
		{ SINGLE("SEQUENCE { SEQUENCE { OID id-sha1 } NULL OCTETS 'bb' INTEGER 5 } [0] '' " TIME),
		    "issuerNameHash is not an OCTET STRING" },
		{ SINGLE("SEQUENCE { SEQUENCE { OID id-sha1 } OCTETS 'aa' NULL INTEGER 5 } [0] '' " TIME),
		    "issuerKeyHash is not an OCTET STRING" },
		{ SINGLE("SEQUENCE { SEQUENCE { OID id-sha1 } OCTETS 'aa' OCTETS 'bb' NULL } [0] '' " TIME),
		    "serialNumber is not an INTEGER" },
		{ SINGLE(CERT_ID), "certStatus is missing" },
		{ SINGLE(CERT_ID " [3] '' " TIME), "certStatus is neither good, revoked nor unknown" },
		{ SINGLE(CERT_ID " [1] { NULL } " TIME), "revocationTime is not a GeneralizedTime" },
		{ SINGLE(CERT_ID " [1] { " TIME " [0] { NULL } } " TIME), "revocationReason is not an ENUMERATED" },
		{ SINGLE(CERT_ID " [0] '' NULL"), "thisUpdate is not a GeneralizedTime" },
		{ SINGLE(GOOD " [0] { NULL }"), "nextUpdate is not a GeneralizedTime" },
		{ EXTENSIONS("NULL"), "singleExtensions is not a SEQUENCE" },
		{ EXTENSIONS("SEQUENCE { }"), "singleExtensions has no extension" },
		{ EXTENSIONS("SEQUENCE { NULL }"), "a single extension is not an Extension" },
		{ EXTENSIONS("SEQUENCE { SEQUENCE { NULL } }"), "a single extension is not an Extension" },
		{ EXTENSIONS("SEQUENCE { SEQUENCE { OID 1.2.3 NULL } }"), "extnValue is not an OCTET STRING in primitive form" },
	};

	(void)state;
	read_response("");
	assert_true(ocsp.readable);
	assert_int_equal(ocsp.n_fault, 0);
	for (size_t i = 0; i < sizeof t / sizeof *t; i++) {
		read_response(t[i].lines);
		if (!is_told(&ocsp.artifact, t[i].what))
			fail_msg("not told of %s: %s", t[i].lines, t[i].what);
	}
}

/* What cannot be found is no response; nothing is read of it. */
static void
unreadable_responses(void **state)
{
	static const struct {
		const char *lines;
		bool readable;
	} t[] = {
		{ "certificate = der: SEQUENCE { ENUM 3 }", true },
		{ "certificate = der: SEQUENCE { ENUM 0 NULL }", true },
		{ "certificate = der: NULL", false },
		{ "certificate = der: SEQUENCE { NULL }", false },
		{ "certificate = der: SEQUENCE { }", false },
		{ BASIC("SEQUENCE { NULL }"), false },
		{ BASIC("SEQUENCE { }"), false },
		{ BASIC("SEQUENCE { $tbs NULL }"), true },
		{ "tbs-only", true },
		{ "tbs-only\n  tbs = der: SEQUENCE { [0] { INTEGER 0 } $responderID $producedAt $responses }", true },
	};

	(void)state;
	for (size_t i = 0; i < sizeof t / sizeof *t; i++) {
		read_response(t[i].lines);
		if (ocsp.readable != t[i].readable)
			fail_msg("%s: readable %d", t[i].lines, ocsp.readable);
	}
	assert_true(ocsp.bare_tbs);
	assert_int_equal(ocsp.n_single, 1);
	read_response("tbs = der: SEQUENCE { $responderID $producedAt $responses NULL }");
	assert_int_equal(ocsp.state[PART_EXTENSIONS], PART_IS_BAD);
}

/* Numbers of one octet are numbers, with padding too; other ones are known to be none of those that are defined. */
static void
numbers_in_responses(void **state)
{
	static const struct {
		const char *octets;
		uint32_t status, reason;
	} t[] = {
		{ "'00'", 0, 0 }, { "'7f'", 0x7f, 0x7f }, { "'80'", OCSP_UNDEFINED, OCSP_UNDEFINED },
		{ "'0100'", OCSP_UNDEFINED, OCSP_UNDEFINED }, { "'ff06'", OCSP_UNDEFINED, OCSP_UNDEFINED },
		{ "''", UINT32_MAX, OCSP_REASON_UNREADABLE }, { "'0006'", 6, 6 }, { "'000000'", 0, 0 }, { "'0080'", 0x80, 0x80 },
	};
	char lines[512];

	(void)state;
	for (size_t i = 0; i < sizeof t / sizeof *t; i++) {
		(void)snprintf(lines, sizeof lines, "certificate = der: SEQUENCE { ENUM %s }", t[i].octets);
		read_response(lines);
		assert_int_equal(ocsp.status, t[i].status);
		(void)snprintf(lines, sizeof lines, SINGLE(CERT_ID " [1] { " TIME " [0] { ENUM %s } } " TIME), t[i].octets);
		read_response(lines);
		assert_int_equal(ocsp.n_single, 1);
		assert_int_equal(ocsp.single[0].status, OCSP_REVOKED);
		assert_int_equal(ocsp.single[0].reason, t[i].reason);
	}
	read_response("tbs = der: SEQUENCE { [0] { INTEGER '0102030405' } $responderID $producedAt $responses }");
	assert_int_equal(ocsp.version, UINT32_MAX);
	read_response("tbs = der: SEQUENCE { [0] { INTEGER 0 } $responderID $producedAt $responses }");
	assert_int_equal(ocsp.version, 0);
	assert_int_equal(ocsp.fault[0].quirks, DER_Q_DEFAULT);
}

static void
single_extensions(void **state)
{
	static const struct {
		const char *critical;
		bool is;
		uint32_t quirks;
	} t[] = {
		{ "", false, 0 }, { "BOOLEAN 'ff'", true, 0 }, { "BOOLEAN '00'", false, DER_Q_DEFAULT },
		{ "BOOLEAN ''", false, 0 }, { "BOOLEAN '0000'", false, 0 }, { "BOOLEAN '0100'", true, 0 },
	};
	char lines[512];

	(void)state;
	for (size_t i = 0; i < sizeof t / sizeof *t; i++) {
		bool is_default = false;

		(void)snprintf(lines, sizeof lines, EXTENSIONS("SEQUENCE { SEQUENCE { OID 1.2.3 %s OCTETS '0500' } }"), t[i].critical);
		read_response(lines);
		assert_int_equal(ocsp.single[0].n_ext, 1);
		assert_int_equal(ocsp.single[0].ext[0].critical, t[i].is);
		assert_int_equal(ocsp.single[0].ext[0].val.n, 2);
		for (size_t k = 0; k < ocsp.n_fault; k++)
			is_default = is_default || (ocsp.fault[k].quirks & DER_Q_DEFAULT) != 0;
		assert_int_equal(is_default, (t[i].quirks & DER_Q_DEFAULT) != 0);
	}
}

/* So many certificates are read, and the others counted. */
static void
many_certificates(void **state)
{
	char lines[1024] = "certs = der: [0] { SEQUENCE {";

	(void)state;
	for (unsigned i = 0; i < OCSP_MAX_CERTS + 2; i++)
		strcat(lines, " $case:ocsp-signer");
	strcat(lines, " } }");
	read_response(lines);
	assert_int_equal(ocsp.n_cert, OCSP_MAX_CERTS);
	assert_int_equal(ocsp.n_cert_more, 2);
	assert_true(cert_readable(&ocsp.cert[OCSP_MAX_CERTS - 1]));
	read_response("certs = der: [0] { SEQUENCE { } }");
	assert_int_equal(ocsp.n_cert, 0);
	assert_int_equal(ocsp.n_fault, 0);
}

static void
recognised(void **state)
{
	static const struct {
		const char *hex;
		bool ocsp, crl;
	} t[] = {
		{ "05 00", false, false }, { "30 00", false, false }, { "30 03 0a 01 00", true, false },
		{ "30 05 0a 01 00 a0 00", true, false }, { "30 05 0a 01 00 05 00", false, false },
		/* a ResponseData: byName and byKey, with a version and one that is cut short */
		{ "30 04 a1 00 18 00", true, false }, { "30 04 a2 00 18 00", true, false }, { "30 06 a0 00 a2 00 18 00", true, false },
		{ "30 02 a0 05", false, false }, { "30 04 a2 00 17 00", false, false }, { "30 02 a1 00", false, false },
		{ "30 04 a3 00 18 00", false, false },
		/* a TBSCertList: v2 and v1, with each kind of thisUpdate and with none; a CertificateList */
		{ "30 0b 02 01 01 30 02 06 00 30 00 17 00", false, true }, { "30 08 30 02 06 00 30 00 17 00", false, true },
		{ "30 08 30 02 06 00 30 00 18 00", false, true }, { "30 0a 30 08 30 02 06 00 30 00 17 00", false, true },
		{ "30 08 30 02 06 00 30 00 05 00", false, true },
		/* what is of a certificate; no algorithm; no issuer */
		{ "30 0b 02 01 02 30 02 06 00 30 00 30 00", false, false }, { "30 0b 02 01 02 30 02 06 00 30 00 05 00", false, false },
		{ "30 06 30 00 30 00 17 00", false, false }, { "30 08 30 02 06 00 05 00 17 00", false, false },
		{ "30 03 02 01 01", false, false }, { "30 02 02 05", false, false }, { "30 02 30 00", false, false },
	};
	static struct build b;

	(void)state;
	for (size_t i = 0; i < sizeof t / sizeof *t; i++) {
		b.n = 0;
		build_hex(&b, t[i].hex);
		if (ocsp_recognise(build_span(&b)) != t[i].ocsp || crl_recognise(build_span(&b)) != t[i].crl)
			fail_msg("%s", t[i].hex);
	}
}

/* ---- CRLs ---- */

static void
read_crl(const char *lines, size_t held)
{
	assert_true(crl_view_read(&crl, make("crl", lines), held, NULL, NULL, &arena));
}

#define ENTRY(serial, reason) "  entry = " serial " 2026-01-12T09:30:00 reason=" reason "\n"

/* An entry that comes again, in a list that is in order and in one that is not, says the same or otherwise. */
static void
repeated_entries(void **state)
{
	static const struct {
		const char *entries;
		unsigned same, contradictions;
	} t[] = {
		{ ENTRY("4b10", "1") ENTRY("4b20", "1") ENTRY("4b30", "1"), 0, 0 },
		{ ENTRY("4b30", "1") ENTRY("4b20", "1") ENTRY("4b10", "1"), 0, 0 },
		{ ENTRY("4b10", "1") ENTRY("4b10", "1") ENTRY("4b30", "1"), 1, 0 },
		{ ENTRY("4b10", "1") ENTRY("4b10", "4") ENTRY("4b30", "1"), 0, 1 },
		{ ENTRY("4b30", "1") ENTRY("4b10", "1") ENTRY("4b30", "1"), 1, 0 },
		{ ENTRY("4b30", "1") ENTRY("4b10", "1") ENTRY("4b30", "1") ENTRY("4b30", "1"), 2, 0 },
		{ ENTRY("4b30", "1") ENTRY("4b10", "1") ENTRY("4b30", "4") ENTRY("4b10", "1"), 1, 1 },
		{ ENTRY("4b30", "1") ENTRY("4b10", "1") "  entry = der: NULL\n" ENTRY("4b30", "4"), 0, 1 },
		{ ENTRY("4b30", "1") ENTRY("4b10", "1") "  entry = 4b30 2026-01-13T09:30:00 reason=1\n", 0, 1 },
	};
	char lines[1024];

	(void)state;
	for (size_t i = 0; i < sizeof t / sizeof *t; i++) {
		(void)snprintf(lines, sizeof lines, "  no-entries\n%s", t[i].entries);
		read_crl(lines, CRL_ENTRIES_HELD);
		assert_int_equal(crl.repeats, CRL_REPEATS_KNOWN);
		if (crl.tally[CRL_SEES_SAME_SERIAL].n != t[i].same || crl.tally[CRL_SEES_CONTRADICTION].n != t[i].contradictions)
			fail_msg("%s", t[i].entries);
	}
}

/* More entries than are held are not compared, unless they are in order. */
static void
more_than_are_held(void **state)
{
	(void)state;
	read_crl("  no-entries\n" ENTRY("4b10", "1") ENTRY("4b20", "1") ENTRY("4b30", "1"), 2);
	assert_true(crl.ascending);
	assert_int_equal(crl.repeats, CRL_REPEATS_KNOWN);
	read_crl("  no-entries\n" ENTRY("4b30", "1") ENTRY("4b20", "1") ENTRY("4b30", "1"), 2);
	assert_false(crl.ascending);
	assert_int_equal(crl.repeats, CRL_REPEATS_TOO_MANY);
}

#define EACH(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		EACH(faults_of_responses), EACH(unreadable_responses), EACH(numbers_in_responses), EACH(single_extensions),
		EACH(many_certificates), EACH(recognised), EACH(repeated_entries), EACH(more_than_are_held),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
