/* SPDX-License-Identifier: Apache-2.0 */
/* What stands for certificates in text: how it begins, one octet of it, and what stands between and says nothing. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "input/der/begins.h"
#include "input/sniff.h"
#include "input/written/filler.h"
#include "input/written/run.h"
#include "notation.h"

/* ---- filler_octets() ---- */

static const struct {
	struct span text;
	uint8_t before;
	bool blank;		/* is the line blank up to here? */
	size_t n;
	uint8_t c;
} filler_cases[] = {
	{ { NULL, 0 }, 'A', false, 0, 0 },
	{ SPAN_CONST("A"), 'A', false, 0, 0 },
	{ SPAN_CONST("\0A"), 'A', false, 1, 0 },
	{ SPAN_CONST("\xa0"), 'A', false, 1, 0 },
	{ SPAN_CONST("\v"), 'A', false, 1, 0 },
	{ SPAN_CONST("\f"), 'A', false, 1, 0 },
	/* U+00A0, U+200B, U+2028, U+FEFF in UTF-8, cut short, and others that begin as they do. */
	{ SPAN_CONST("\xc2\xa0"), 'A', false, 2, 0 },
	{ SPAN_CONST("\xc2"), 'A', false, 0, 0 },
	{ SPAN_CONST("\xc2\xa1"), 'A', false, 0, 0 },
	{ SPAN_CONST("\xe2\x80\x8b"), 'A', false, 3, 0 },
	{ SPAN_CONST("\xe2\x80\xa8"), 'A', false, 3, 0 },
	{ SPAN_CONST("\xe2\x80"), 'A', false, 0, 0 },
	{ SPAN_CONST("\xe2\x81\x8b"), 'A', false, 0, 0 },
	{ SPAN_CONST("\xe2\x80\x93"), 'A', false, 0, 0 },
	{ SPAN_CONST("\xef\xbb\xbf"), 'A', false, 3, 0 },
	{ SPAN_CONST("\xef\xbb"), 'A', false, 0, 0 },
	{ SPAN_CONST("\xef\xbc\xbf"), 'A', false, 0, 0 },
	{ SPAN_CONST("\xef\xbb\xbe"), 'A', false, 0, 0 },
	/* Escapes, once and more than once; those of base64 stand for themselves. */
	{ SPAN_CONST("\\n"), 'A', false, 2, 0 },
	{ SPAN_CONST("\\r\\n"), 'A', false, 2, 0 },
	{ SPAN_CONST("\\\\t"), 'A', false, 3, 0 },
	{ SPAN_CONST("\\"), 'A', false, 1, 0 },
	{ SPAN_CONST("\\\n"), 'A', false, 1, 0 },
	{ SPAN_CONST("\\\r"), 'A', false, 1, 0 },
	{ SPAN_CONST("\\\\\\\\\\\\\\\\\\n"), 'A', false, 0, 0 },
	{ SPAN_CONST("\\/"), 'A', false, 2, '/' },
	{ SPAN_CONST("\\\""), 'A', false, 2, 0 },
	{ SPAN_CONST("\\a"), 'A', false, 0, 0 },
	{ SPAN_CONST("\\u002b"), 'A', false, 6, '+' },
	{ SPAN_CONST("\\u002F"), 'A', false, 6, '/' },
	{ SPAN_CONST("\\u003d"), 'A', false, 6, '=' },
	{ SPAN_CONST("\\u000a"), 'A', false, 6, 0 },
	{ SPAN_CONST("\\u000D"), 'A', false, 6, 0 },
	{ SPAN_CONST("\\u0009"), 'A', false, 6, 0 },
	{ SPAN_CONST("\\u0020"), 'A', false, 6, 0 },
	{ SPAN_CONST("\\u0041"), 'A', false, 0, 0 },
	{ SPAN_CONST("\\u00g9"), 'A', false, 0, 0 },
	{ SPAN_CONST("\\u00"), 'A', false, 0, 0 },
	/* Strings that are put together. */
	{ SPAN_CONST("\""), 'A', false, 1, 0 },
	{ SPAN_CONST("\"A"), 'A', false, 1, 0 },
	{ SPAN_CONST("\" + \"A"), 'A', false, 5, 0 },
	{ SPAN_CONST("'+'A"), 'A', false, 3, 0 },
	{ SPAN_CONST("\" +A"), 'A', false, 1, 0 },
	{ SPAN_CONST("\" +"), 'A', false, 1, 0 },
	{ SPAN_CONST("\",\n  \"A"), 'A', false, 6, 0 },
	{ SPAN_CONST("\" +\n\t'A"), 'A', false, 6, 0 },
	{ SPAN_CONST("\"  "), 'A', false, 1, 0 },
	/* Signs at the end of a line, where what begins the next may be taken away; one bar is the edge of a table. */
	{ SPAN_CONST("\" +\nA"), 'A', false, 3, 0 },
	{ SPAN_CONST("'+\r\nA"), 'A', false, 2, 0 },
	{ SPAN_CONST("\" & _\nA"), 'A', false, 5, 0 },
	{ SPAN_CONST("\" || \nA"), 'A', false, 5, 0 },
	{ SPAN_CONST("\" & _\n\"A"), 'A', false, 7, 0 },
	{ SPAN_CONST("\" |\nA"), 'A', false, 1, 0 },
	{ SPAN_CONST("\"/>\nA"), 'A', false, 1, 0 },
	{ SPAN_CONST("\" +/A"), 'A', false, 1, 0 },
	{ SPAN_CONST("\" +"), 'A', false, 1, 0 },
	{ SPAN_CONST("\" \nA"), 'A', false, 1, 0 },
	/* A comma: behind a line end, or before a blank, a quote or the end. */
	{ SPAN_CONST(","), 'A', false, 1, 0 },
	{ SPAN_CONST(",A"), 'A', true, 1, 0 },
	{ SPAN_CONST(",A"), 'A', false, 0, 0 },
	{ SPAN_CONST(", A"), 'A', false, 1, 0 },
	{ SPAN_CONST(",'A"), 'A', false, 1, 0 },
	/* Marks of quoted mail and of comments. */
	{ SPAN_CONST(">A"), '\n', true, 1, 0 },
	{ SPAN_CONST(">A"), 0, true, 1, 0 },
	{ SPAN_CONST(">A"), 'A', true, 0, 0 },
	{ SPAN_CONST(">A"), '\n', false, 0, 0 },
	{ SPAN_CONST("# A"), '\n', true, 1, 0 },
	{ SPAN_CONST("#\tA"), '\n', true, 1, 0 },
	{ SPAN_CONST("#A"), '\n', true, 0, 0 },
	{ SPAN_CONST("#"), '\n', true, 1, 0 },
	{ SPAN_CONST("| A"), '>', true, 1, 0 },
	{ SPAN_CONST("* A"), '|', true, 1, 0 },
	{ SPAN_CONST("; A"), ';', true, 1, 0 },
	/* Markup. */
	{ SPAN_CONST("<BR/>A"), 'A', false, 5, 0 },
	{ SPAN_CONST("&#13;A"), 'A', false, 5, 0 },
	{ SPAN_CONST("&nbsp"), 'A', false, 0, 0 },
	{ SPAN_CONST("<b>A"), 'A', false, 0, 0 },
};

static void
test_filler(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof filler_cases / sizeof *filler_cases; i++) {
		uint8_t c = 'x';
		size_t n = filler_octets(filler_cases[i].text, filler_cases[i].before, filler_cases[i].blank, &c);

		if (n != filler_cases[i].n || c != filler_cases[i].c)
			fail_msg("case %zu: %zu octets, character %u", i, n, (unsigned)c);
	}
}

/* ---- one octet ---- */

static void
test_octet(void **state)
{
	static const struct {
		const char *text;
		int value;
		size_t n;
	} decimal[] = {
		{ "48,", 48, 2 }, { " ,\t48", 48, 5 }, { "-1 ", 255, 2 }, { "-128", 128, 4 }, { "0", 0, 1 }, { "255", 255, 3 },
		{ "-129", -1, 0 }, { "256", -1, 0 }, { "1000", -1, 0 }, { "-", -1, 0 }, { "", -1, 0 }, { "x", -1, 0 }, { "-0", 0, 2 },
		{ "                                 4", -1, 0 },
	}, hex[] = {
		{ "30", 0x30, 2 }, { ":82", 0x82, 3 }, { "0x30", 0x30, 4 }, { ", 0Xfe", 0xfe, 6 }, { "\\x1F", 0x1f, 4 }, { "x0a", 0x0a, 3 },
		{ "3", -1, 0 }, { "", -1, 0 }, { "0x", -1, 0 }, { "0x3", -1, 0 }, { "g0", -1, 0 }, { "0g", -1, 0 }, { "\\x", -1, 0 },
		{ "                                 30", -1, 0 }, { "  ", -1, 0 },
	};
	size_t n;

	(void)state;
	for (size_t i = 0; i < sizeof decimal / sizeof *decimal; i++) {
		assert_int_equal(run_decimal(span_of(decimal[i].text), &n), decimal[i].value);
		assert_true(decimal[i].value < 0 || n == decimal[i].n);
	}
	for (size_t i = 0; i < sizeof hex / sizeof *hex; i++) {
		assert_int_equal(run_hex(span_of(hex[i].text), &n), hex[i].value);
		assert_true(hex[i].value < 0 || n == hex[i].n);
	}
}

/* ---- the beginning ---- */

/* Sixteen octets or more; the lengths say how much would follow. */
static const struct {
	const char *der;
	bool plausible;
} plausible_cases[] = {
	/* Certificate: its version, or the serial number of version 1; and what is none of it. */
	{ "30820300 308202e8 a003020102 020101 00", true },
	{ "30820300 308202e8 020101 0000000000", true },
	{ "308190 308180 a003020102 020101 0000", true },
	{ "30820300 308202e8 a004020102 020101 00", false },
	{ "30820300 308202e8 0200 000000000000", false },
	{ "30820300 308202e8 024001 0000000000", false },
	{ "30820300 308202e8 040101 0000000000", false },
	{ "30820300 308203e8 a003020102 020101 00", false },
	{ "30820300 318202e8 a003020102 020101 00", true },
	{ "30820300 318202e8 020101 0000000000", false },
	{ "30820300 328202e8 a003020102 020101 00", false },
	{ "30820300 300d0609 a003020102 020101 00", false },
	{ "30848200 308202e8 a003020102 020101 00", false },
	{ "300e 308202e8 a003020102 020101 000000", false },
	{ "30820300 308202e8 a003", false },
	{ "3083030000 30830202e8 a003020102 0201", true },
	/* An OCSPResponse with responseBytes, whatever its status. */
	{ "30820300 0a0100 a08202f6 308202f2 0000", true },
	{ "30820300 0a0100 a07f 308202f2 00000000", false },
	{ "30820300 0a0106 a08202f6 308202f2 0000", true },
	{ "30820300 0a0106 a18202f6 308202f2 0000", false },
	{ "30820300 020106 a08202f6 308202f2 0000", false },
	{ "30820300 0a0206 a08202f6 308202f2 0000", false },
	/* A CRL of version 2, of version 1, without a length, or with an issuer that is empty; and what is none. */
	{ "308190 3050 020101 300d 0609 000000000000", true },
	{ "30820300 308202e8 3006 060431323334 300f 310d", true },
	{ "30820300 3050 3006 060431323334 300f 310d", true },
	{ "30820300 308202e8 3006 060431323334 30820100 3182", true },
	{ "3080 3080 020101 3006 060431323334 300f 310d", true },
	{ "3080 3080 3006 060431323334 300f 310d", true },
	{ "04820300 3080 3080 3006 060431323334 300f 310d", true },
	{ "30820300 308202e8 3006 060431323334 3000 170d", true },
	{ "30820300 308202e8 3006 060431323334 3000 180f", true },
	{ "30820300 308202e8 3006 060431323334 3000 300f", false },
	{ "30820300 308202e8 3006 060431323334 300f 300d", false },
	{ "30820300 308202e8 3006 060431323334 040f 310d", false },
	{ "30820300 308202e8 3006 020431323334 300f 310d", false },
	/* A version of other octets, or encoded in another way, and lengths that are not there (X.690 8.1.3.6): each is what is wrong with it. */
	{ "30820300 308202e8 a0050203010001 0201", true },
	{ "30820300 308202e8 800102 020101 000000", true },
	{ "30820300 308202e8 800102 040101 000000", false },
	{ "30820300 308202e8 a000 020101 00000000", true },
	{ "30820300 308202e8 a000 030101 00000000", false },
	{ "30820300 308202e8 a0150213010000000000", false },
	{ "30820300 308202e8 a103020102 020101 00", true }, { "30820300 308202e8 a103020102 040101 00", false },
	{ "30820300 3080 a003020102 020101 000000", true },
	{ "30820300 3080 020101 300a 0608000000000000", true },
	{ "30820300 3080 020101 300a 0508000000000000", false },
	{ "3080 308202e8 a003020102 020101 0000", true },
	{ "3080 308202e8 020101 0000000000000000", false },
	{ "3080 3006 060431323334 300f 310d 0000", false },
	/* Around a certificate: an OCTET STRING, a set, a pair. */
	{ "04820300 308202f8 308202e8 a003020102 00", true },
	{ "31820300 308202f8 308202e8 020101 000000", true },
	{ "04820300 300202f8 308202e8 a003020102 00", false },
	{ "30820300 a08202fc 308202f8 308202e8 a003020102", true },
	{ "30820300 a18202fc 308202f8 308202e8 a003020102", true },
	{ "30820300 a28202fc 308202f8 308202e8 a003020102", false },
	{ "30820300 308202f8 308202e8 a003020102 00", true },
	/* SignedData without its ContentInfo; PKCS #12 with a length and without one; Netscape's sequence. */
	{ "30820300 020101 310b 300906052b0e03021a", true },
	{ "30820300 020100 310b 300906052b0e03021a", false },
	{ "30820300 020106 310b 300906052b0e03021a", false },
	{ "30820300 020103 308202f0 06092a864886f70d010701", true },
	{ "30820300 020103 3080 06092a864886f70d010701", true },
	{ "30820300 020103 308202f0 06092a864886f80d010701", false },
	{ "30820300 020103 3020 06092a864886f70d010701", false },
	{ "30820300 020103 048202f0 06092a864886f70d010701", false },
	{ "30820300 060960864801 86f8420205 a08202f0", true },
	{ "30820300 060960864801 86f8420206 a08202f0", false },
	{ "05820300 308202e8 a003020102 020101 00", false },
};

static void
test_plausible(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof plausible_cases / sizeof *plausible_cases; i++) {
		struct octets o = notation(plausible_cases[i].der);

		if (element_begins((struct span){ o.p, o.n }) != plausible_cases[i].plausible)
			fail_msg("case %zu: %s", i, plausible_cases[i].der);
	}
}

/* Forms that are no text. */
static void
test_binary(void **state)
{
	static const struct {
		const char *octets;
		bool binary;
	} cases[] = {
		{ "1f8b08", false }, { "1f8b0800", true }, { "1f8b0820", false }, { "28b52ffd", true },
		/* lzip: a dictionary of 2^12 to 2^29; compress: 9 to 16 bits. */
		{ "4c5a4950 01 0c", true }, { "4c5a4950 01 1d", true }, { "4c5a4950 01 0b", false }, { "4c5a4950 01 1e", false },
		{ "1f9d 90 000000", true }, { "1f9d 89 000000", true }, { "1f9d 88 000000", false }, { "1f9d 91 000000", false },
		{ "1f9d f0 000000", false }, { "1f9d 90", false },
		/* lzma: a dictionary of 2^n or 3*2^n, and its length. */
		{ "5d 00008000 ffffffffffffffff", true }, { "5d 00000003 0010000000000000", true },
		{ "5d 00008000 0000000000000001", false }, { "5d 00050000 ffffffffffffffff", false },
		{ "5d 00020000 ffffffffffffffff", false }, { "5d 00008000 ffff", false }, { "5e 00008000 ffffffffffffffff", false },
		/* bzip2, with a block or empty. */
		{ "425a68 39 314159265359", true }, { "425a68 31 177245385090", true }, { "425a68 30 314159265359", false },
		{ "425a68 3a 314159265359", false }, { "425a68 39 314159265358", false }, { "425a68 39 3141592653", false },
		/* [0] around SignedData. */
		{ "a0820300 308202fc 020101 310b 3009060000", true }, { "a0820300 308202fc 020106 310b 3009060000", false },
		{ "a0820300 308202fc 020201 310b 3009060000", false }, { "a0820300 308202fc 020101 300b 3009060000", false },
		{ "a0820300 300602fc 020101 310b 3009060000", false }, { "a2820300 308202fc 020101 310b 3009060000", false },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct octets o = notation(cases[i].octets);

		if (binary_begins((struct span){ o.p, o.n }) != cases[i].binary)
			fail_msg("case %zu: %s", i, cases[i].octets);
	}
}

/* Headers of cpio: octal or hexadecimal digits all the way. */
static void
test_cpio(void **state)
{
	char header[112];

	(void)state;
	for (char kind = '0'; kind <= '8'; kind++) {
		bool is = kind == '1' || kind == '2' || kind == '7';

		memset(header, '0', sizeof header);
		memcpy(header, "07070", 5);
		header[5] = kind;
		assert_int_equal(sniff_archive_inside((struct span){ (uint8_t *)header, 110 }), is);
		assert_int_equal(sniff_archive_inside((struct span){ (uint8_t *)header, 60 }), is);
		assert_false(sniff_archive_inside((struct span){ (uint8_t *)header, 59 }));
		header[40] = '9';
		assert_int_equal(sniff_archive_inside((struct span){ (uint8_t *)header, 110 }), is && kind != '7');
		header[40] = 'F';
		assert_int_equal(sniff_archive_inside((struct span){ (uint8_t *)header, 110 }), is && kind != '7');
		header[40] = 'g';
		assert_false(sniff_archive_inside((struct span){ (uint8_t *)header, 110 }));
		header[40] = '/';
		assert_false(sniff_archive_inside((struct span){ (uint8_t *)header, 110 }));
		header[40] = '0';
		header[4] = '1';
		assert_false(sniff_archive_inside((struct span){ (uint8_t *)header, 110 }));
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_filler),
		cmocka_unit_test(test_octet),
		cmocka_unit_test(test_plausible),
		cmocka_unit_test(test_binary),
		cmocka_unit_test(test_cpio),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
