/* SPDX-License-Identifier: Apache-2.0 */
/* What an element of DER is by its first fields, where it is no certificate; and what holds certificates. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "input/der/wrapped.h"
#include "input/sniff.h"
#include "notation.h"

#define TIME "170d 3236303130313030303030305a"
#define NO_FIELDS "a SEQUENCE without the fields of a certificate"
#define CRL "a certificate revocation list"

static void
is_other(const char *der, bool tbs, const char *what)
{
	struct octets o = notation(der);
	const char *other = sniff_other((struct span){ o.p, o.n }, tbs);

	if (other == NULL || what == NULL) {
		if (other != what)
			fail_msg("%s: %s", der, other != NULL ? other : "nothing");
	} else
		assert_string_equal(other, what);
}

static void
test_other(void **state)
{
	static const struct {
		const char *der, *what, *of_tbs;
	} cases[] = {
		{ "0500", NULL, NULL },
		{ "30()", NULL, NULL },
		{ "30(0500)", NULL, NULL },
		/* TBSCertList of version 1 and 2, as long as the time of update stands where it does. */
		{ "30(30(3000 3000 " TIME "))", CRL, CRL },
		{ "30(30(3000 3000 18(323032363031303130303030305a)))", CRL, CRL },
		{ "30(30(3000 3000))", NO_FIELDS, NO_FIELDS },
		{ "30(30(3000 3000 3000))", NULL, NULL },
		{ "30(30(020101 3000 3000 " TIME "))", CRL, CRL },
		{ "30(30(020101 3000 3000 18(323032363031303130303030305a)))", CRL, CRL },
		/* CertificationRequestInfo: a subject and a key, and no validity. */
		{ "30(30(020100 3000 3000 a000))", "a certificate request", "a certificate request" },
		{ "30(30(020100 30(3100) 3000 a000))", "a certificate request", "a certificate request" },
		{ "30(30(020100 30(0500) 3000 a000))", NULL, NULL },
		{ "30(30(020100 3000 3000 3000))", NULL, NULL },
		{ "30(30(020100 3000 0500))", NULL, NULL },
		{ "30(30(020100 0500 3000))", NULL, NULL },
		{ "30(30(0500))", NO_FIELDS, NO_FIELDS },
		{ "30(30(a000))", NULL, NULL },
		{ "30(30(020100))", NULL, NULL },
		/* SubjectPublicKeyInfo. */
		{ "30(30(06012a) 030100)", "a public key", "a public key" },
		{ "30(30(06012a) 040100)", NO_FIELDS, NO_FIELDS },
		/* Private keys: PKCS #1, SEC 1, PKCS #8. */
		{ "30(020100 020101)", "a private key", "a private key" },
		{ "30(02040a0b0c0d 020103)", "a public key", "a public key" },
		{ "30(02040a0b0c0d 020401020304)", "the two numbers of a signature", "the two numbers of a signature" },
		{ "30(020101 040100)", "a private key", "a private key" },
		{ "30(020100 30(06012a) 040100)", "a private key", "a private key" },
		/* PKCS #12, which as the beginning of a tbsCertificate of version 1 may be one. */
		{ "30(020103 30(06012a) 3000)", "a PKCS #12 file", NULL },
		{ "30(020102 30(06012a) 3000)", NO_FIELDS, NULL },
		{ "30(020103 30(0500) 3000)", NO_FIELDS, NULL },
		{ "30(020103 0500 3000)", NO_FIELDS, NULL },
		/* TimeStampReq; a tbsCertificate has more SEQUENCEs. */
		{ "30(020101 30(3000) 020101)", NO_FIELDS, NO_FIELDS },
		{ "30(020101 30(3000) 0500 3000)", NO_FIELDS, NULL },
		{ "30(020101 30(3000) 3000)", NO_FIELDS, NULL },
		/* TBSCertificate. */
		{ "30(a0(020102) 020101)", "a TBSCertificate, which needs --tbs", NULL },
		{ "30(a0(020102) 0500)", NULL, NULL },
		/* PKCS #7 of other content. */
		{ "30(06(2a864886f70d010703) a000)", "a PKCS #7 or CMS container that is not signed",
		    "a PKCS #7 or CMS container that is not signed" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		is_other(cases[i].der, false, cases[i].what);
		is_other(cases[i].der, true, cases[i].of_tbs);
	}
}

/* A number is no tbsCertificate, whatever follows it: nothing that begins with one is linted as a certificate, but where the tag is what is damaged. */
static void
test_numbers(void **state)
{
	static const char *const fields[] = { "", "3000", "30(06012a)", "30(06012a 0500)", "30(3000)", "0500", "020101", "030100", "040100", "3100", "a000", "0c0178", TIME };
	enum { N = sizeof fields / sizeof *fields };
	char der[256];

	(void)state;
	for (size_t i = 0; i < (size_t)N * N * N; i++) {
		struct octets o;

		snprintf(der, sizeof der, "30(020102 %s %s %s)", fields[i % N], fields[i / N % N], fields[i / N / N]);
		o = notation(der);
		if (sniff_other((struct span){ o.p, o.n }, false) == NULL)
			fail_msg("%s may be a certificate", der);
	}
	is_other("30(0220ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff 30(06012a) 030100)", false, NO_FIELDS);
	is_other("30(0221ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff 30(06012a) 030100)", false, NULL);
	is_other("30(0222ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff 30(06012a) 030100)", false, NULL);
}

static void
test_frame(void **state)
{
	static const struct {
		const char *der, *why;
	} cases[] = {
		{ "", NULL },
		{ "3000", NULL },
		{ "3100", "no SEQUENCE: the first octet is 31" },
		{ "300500", "cut short: it needs 7 octets and has 3" },
		{ "30820100", "cut short: it needs 260 octets and has 4" },
	};
	struct arena a = { 0 };

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct octets o = notation(cases[i].der);
		const char *why = sniff_frame(&a, (struct span){ o.p, o.n });

		if (cases[i].why == NULL)
			assert_null(why);
		else
			assert_string_equal(why, cases[i].why);
	}
	/* A length that is not said yet tells no number of octets. */
	assert_null(strstr(sniff_frame(&a, SPAN_LIT("\x30")), "it needs"));
	arena_free(&a);
}

#define CERT "30(30(a0(020102)))"

static void
test_wrapped(void **state)
{
	static const struct {
		const char *der;
		enum wrapped what;
	} cases[] = {
		{ "", WRAPPED_NOT },
		{ "30", WRAPPED_NOT },
		{ "30()", WRAPPED_NOT },
		{ "0500", WRAPPED_NOT },
		{ "05(" CERT ")", WRAPPED_NOT },
		{ "30(" CERT ")", WRAPPED_PATH },
		{ "31(" CERT CERT ")", WRAPPED_PATH },
		{ "30(" CERT "0500)", WRAPPED_NOT },
		{ "30(" CERT "05)", WRAPPED_NOT },
		{ "30(30(30(a0(0500))))", WRAPPED_NOT },
		{ "30(30(30(a1(020102))))", WRAPPED_NOT },
		{ "30(30(30()))", WRAPPED_NOT },
		{ "30(30(31(a0(020102))))", WRAPPED_NOT },
		/* CertificatePair. */
		{ "30(a0(" CERT "))", WRAPPED_PAIR },
		{ "30(a1(" CERT "))", WRAPPED_PAIR },
		{ "30(a0(" CERT ") a1(" CERT "))", WRAPPED_PAIR },
		{ "30(a0(" CERT ") a2(" CERT "))", WRAPPED_NOT },
		{ "30(a0(" CERT ") a1(0500))", WRAPPED_NOT },
		{ "30(a0(0500) a1(" CERT "))", WRAPPED_NOT },
		/* SignedData: bare, and in [0]. */
		{ "30(020101 3100)", WRAPPED_SIGNED },
		{ "a0(30(020101 3100))", WRAPPED_SIGNED },
		{ "a0(30(020101 3000))", WRAPPED_NOT },
		{ "a0(30(0500 3100))", WRAPPED_NOT },
		{ "a0(30())", WRAPPED_NOT },
		{ "a0(31(020101 3100))", WRAPPED_NOT },
		{ "a0()", WRAPPED_NOT },
		/* PKCS #12. */
		{ "30(020103 30(06012a))", WRAPPED_PFX },
		{ "30(020102 30(06012a))", WRAPPED_NOT },
		{ "30(020103)", WRAPPED_NOT },
		{ "30(020103 04(06012a))", WRAPPED_NOT },
		{ "30(020103 30(0500))", WRAPPED_NOT },
		/* Netscape's sequence. */
		{ "30(06(60864801 86f8420205) a0(3000))", WRAPPED_NETSCAPE },
		{ "30(06(60864801 86f8420206) a0(3000))", WRAPPED_NOT },
		/* An OCTET STRING around something as long as a certificate is. */
		{ "04(308180)", WRAPPED_OCTETS },
		{ "04(3000)", WRAPPED_NOT },
		{ "04(30)", WRAPPED_NOT },
		{ "04(318180)", WRAPPED_NOT },
		{ "04()", WRAPPED_NOT },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct octets o = notation(cases[i].der);

		if (wrapped_in((struct span){ o.p, o.n }) != cases[i].what)
			fail_msg("%s", cases[i].der);
	}
}

/* EncapsulatedContentInfo and OCTET STRINGs in pieces: what is in them, or that they are none. */
static void
test_content(void **state)
{
	static const struct {
		const char *info, *content;
	} cases[] = {
		{ "30(06012a a0(04(0102)))", "0102" },
		{ "30(06012a a0(24(040101 24(040102) 0400)))", "0102" },
		{ "30(06012a a0(30(0500)))", "30(0500)" },
		{ "30(06012a a0(24(040101 0500)))", NULL },
		{ "30(06012a a0(24(040101 24(0500))))", NULL },
		{ "30(06012a a0(24(040101 04)))", NULL },
		{ "30(06012a a0(24(24(24(24(24(24(24(24(24(0400)))))))))))", NULL },
		{ "30(06012a a0())", NULL },
		{ "30(06012a a1(0400))", NULL },
		{ "30(06012a)", NULL },
		{ "30(0500 a0(0400))", NULL },
		{ "30()", NULL },
		{ "31(06012a a0(0400))", NULL },
		{ "30", NULL },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct octets o = notation(cases[i].info), wanted = notation(cases[i].content != NULL ? cases[i].content : "");
		struct out content = { NULL, 0, 0, false };
		bool is = wrapped_content((struct span){ o.p, o.n }, &content);

		if (is != (cases[i].content != NULL))
			fail_msg("%s", cases[i].info);
		if (is)
			assert_true(span_eq(out_span(&content), (struct span){ wanted.p, wanted.n }));
		out_free(&content);
	}
}

/* Netscape's sequence holds its certificates in [0]; a damaged one holds none. */
static void
test_start(void **state)
{
	static const struct {
		const char *der;
		size_t n;
	} cases[] = {
		{ "30(06(60864801 86f8420205) a0(30(0500)))", 2 },
		{ "30(06(60864801 86f8420205) a0())", 0 },
		{ "30(06(60864801 86f8420205) a1(30(0500)))", 0 },
		{ "30()", 0 },
		{ "30", 0 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct octets o = notation(cases[i].der);

		assert_int_equal(wrapped_start(WRAPPED_NETSCAPE, (struct span){ o.p, o.n }).n, cases[i].n);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_other),
		cmocka_unit_test(test_numbers),
		cmocka_unit_test(test_frame),
		cmocka_unit_test(test_wrapped),
		cmocka_unit_test(test_content),
		cmocka_unit_test(test_start),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
