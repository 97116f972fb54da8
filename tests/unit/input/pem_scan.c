/* SPDX-License-Identifier: Apache-2.0 */
/* The PEM scanner: the bundles of testdata with OpenSSL as the judge, and what OpenSSL refuses. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <openssl/pem.h>

#include "input/pem/scan/pem_scan.h"
#include "input/sniff.h"

static const char *const bundles[] = {
	"testdata/base/bases.pem", "testdata/demo/demo.pem", "testdata/hostile/names.pem", "testdata/keys/p256.pem",
	"tests/cli/data/crl.pem"
};

/* Opens what a test reads: a file, or text that goes through a pipe. */
static int
pipe_of(const char *text)
{
	int fd[2];

	assert_int_equal(pipe(fd), 0);
	assert_int_equal(write(fd[1], text, strlen(text)), strlen(text));
	close(fd[1]);
	return fd[0];
}

static void
test_oracle(void **state)
{
	static uint8_t buf[STREAM_SIZE];

	(void)state;
	for (size_t i = 0; i < sizeof bundles / sizeof *bundles; i++) {
		FILE *f = fopen(bundles[i], "r"), *again = fopen(bundles[i], "r");
		struct stream r = { .buf = buf };
		struct pem_block b;
		struct pem pem;
		char *name, *header;
		unsigned char *data;
		long n;
		unsigned blocks = 0;

		assert_non_null(f);
		assert_non_null(again);
		r.fd = fileno(again);
		pem_init(&pem, &r, 1 << 20);
		while (PEM_read(f, &name, &header, &data, &n)) {
			assert_true(pem_next(&pem, &b));
			assert_null(b.fault);
			assert_string_equal(b.label, name);
			assert_int_equal(b.octets.n, n);
			assert_memory_equal(b.octets.p, data, (size_t)n);
			OPENSSL_free(name);
			OPENSSL_free(header);
			OPENSSL_free(data);
			blocks++;
		}
		assert_false(pem_next(&pem, &b));
		assert_true(blocks > 0);
		pem_free(&pem);
		fclose(f);
		fclose(again);
	}
}

struct expected {
	const char *text;
	const char *label;		/* of the first block; NULL: there is none */
	const char *octets;		/* where it is sound */
	bool sound;
	unsigned line, fault_line;
};

static void
check_first(const struct expected *e)
{
	static uint8_t buf[STREAM_SIZE];
	struct stream r = { .fd = pipe_of(e->text), .buf = buf };
	struct pem_block b;
	struct pem pem;

	pem_init(&pem, &r, 16);
	assert_int_equal(pem_next(&pem, &b), e->label != NULL);
	if (e->label != NULL) {
		assert_string_equal(b.label, e->label);
		assert_int_equal(b.line, e->line);
		assert_int_equal(b.fault == NULL, e->sound);
		if (e->sound)
			assert_true(span_is(b.octets, e->octets));
		else
			assert_int_equal(b.fault_line, e->fault_line);
	}
	pem_free(&pem);
	close(r.fd);
}

static void
test_forms(void **state)
{
	static const struct expected cases[] = {
		{ "-----BEGIN A-----\nTWFu\n-----END A-----\n", "A", "Man", true, 1, 0 },
		{ "x\r\n\r\n-----BEGIN A B-----\r\nTW\r\nE=\r\n-----END A B-----", "A B", "Ma", true, 3, 0 },
		{ "a\rb\r-----BEGIN A-----\rTQ\r-----END A-----\r", "A", "M", true, 3, 0 },
		{ "\t -----BEGIN A-----\n\tTWFu\n\t-----END A-----\n", "A", "Man", true, 1, 0 },
		{ "\xef\xbb\xbf-----BEGIN A-----\nTWFu\n-----END A-----\n", "A", "Man", true, 1, 0 },
		{ "-----BEGIN A-----\nProc-Type: 4,ENCRYPTED\n\nTWFu\n-----END A-----\n", "A", "Man", true, 1, 0 },
		{ "-----BEGIN A-----\nX: 4\nOriginator-Certificate:\n MIIB\n  ZZ\nY: z\n\nTWFu\n-----END A-----\n", "A", "Man", true, 1, 0 },
		{ "-----BEGIN A-----\r\nX:\r\n\tMIIB\r\n\r\n TWFu\r\n-----END A-----\r\n", "A", "Man", true, 1, 0 },
		{ "  -----BEGIN A-----\n  X: 4\n  TWFu\n  -----END A-----\n", "A", "Man", true, 1, 0 },
		{ "-----BEGIN A-----\nX: 4\n  TWFu\n  MDAw\n-----END A-----\n", "A", "Man000", true, 1, 0 },
		{ "-----BEGIN A-----\nX: 4\n  TWFu\n  -----END A-----\n-----BEGIN B-----\nMDAw\n-----END B-----\n", "A", "Man", true, 1, 0 },
		{ "  -----BEGIN A-----\n  X: 4\n    TWFu\n  -----END A-----\n\n", "A", "Man", true, 1, 0 },
		{ "-----BEGIN A-----\nX: 4,\n ENCRYPTED,x\n\nTWFu\n-----END A-----\n", "A", "Man", true, 1, 0 },
		{ "-----BEGIN A-----\nX: 4\n  -----END A-----\n-----BEGIN B-----\nMDAw\n-----END B-----\n", "A", "", true, 1, 0 },
		{ "-----BEGIN A-----\nTWFu\n-----END B-----\n", "A", "Man", true, 1, 0 },
		{ "-----BEGIN A-----\n-----END A-----\n", "A", "", true, 1, 0 },
		{ "-----BEGIN -----\nTWFu\n-----END -----\n", "", "Man", true, 1, 0 },
		{ "-----BEGIN \033[1m-----\nTWFu\n-----END\n-----END X-----\n", "??1M", NULL, false, 1, 3 },
		{ "-----BEGIN A-----\nTW?u\n-----END A-----\n", "A", NULL, false, 1, 2 },
		{ "-----BEGIN A-----\nTWFu\nT\n-----END A-----\n", "A", NULL, false, 1, 4 },
		{ "-----BEGIN A-----\nTQ==\nTQ==\n-----END A-----\n", "A", NULL, false, 1, 3 },
		{ "-----BEGIN A-----\nTWFu\n", "A", NULL, false, 1, 2 },
		{ "-----BEGIN A-----\nTWFu\n-----BEGIN B-----\nTWFu\n-----END B-----\n", "A", NULL, false, 1, 3 },
		{ "----BEGIN A----\nTWFu\n------END A------\n", "A", "Man", true, 1, 0 },
		{ "---BEGIN A---\nTWFu\n---END A---\n", NULL, NULL, false, 0, 0 },
		{ "x-----BEGIN A-----\nMDA=\n-----END A-----\n", "A", "00", true, 1, 0 },
		{ "-----BEGIN A-----TWFu-----END A-----", "A", "Man", true, 1, 0 },
		{ "-----Begin  a\tB -----\nTWFu\n-----End a\xc2\xa0" "b-----\n", "A B", "Man", true, 1, 0 },
		{ "\xe2\x80\x94\xe2\x80\x94-BEGIN A\xe2\x80\x94\xe2\x80\x94\nTWFu\n-----END A-----", "A", "Man", true, 1, 0 },
		{ "\"-----BEGIN A-----\\nTWFu\\r\\n-----END A-----\"", "A", "Man", true, 1, 0 },
		{ "s = \"-----BEGIN A-----\\n\" +\n  \"MDAw\\n\" +\n  \"MDA=\" + \"-----END A-----\"", "A", "00000", true, 1, 0 },
		{ "> -----BEGIN A-----\n> TWFu\n>> TWFu\n> -----END A-----\n", "A", "ManMan", true, 1, 0 },
		{ "-----BEGIN A-----\nTW&#13;\nFu<br>\n-----END A-----\n", "A", "Man", true, 1, 0 },
		{ "-----END X----------BEGIN A-----\nTWFu\n-----END A-----\n", "A", "Man", true, 1, 0 },
		{ "-----END X-----BEGIN A-----\nTWFu\n-----END A-----\n", "A", "Man", true, 1, 0 },
		{ "+-----BEGIN A-----\n+MDAw\n+MDA=\n+-----END A-----\n", "A", "00000", true, 1, 0 },
		{ "------BEGIN A-----\n-MDAw\n-MDA=\n------END A-----\n", "A", "00000", true, 1, 0 },
		{ "+-----BEGIN A-----\n+MDAw\nMDA=\n+-----END A-----\n", "A", NULL, false, 1, 3 },
		{ "x: +-----BEGIN A-----\n+MDAw\n\n+-----END A-----\n", "A", "000", true, 1, 0 },
		{ " 9\t-----BEGIN A-----\n10\tMDAw\n11\tMDA=\n12\t-----END A-----\n", "A", "00000", true, 1, 0 },
		{ "1 9:03 a: -----BEGIN A-----\n1 9:04 a: MDAw\n1 9:04 b: MDA=\n1 9:05 a: -----END A-----\n", "A", NULL, false, 1, 3 },
		{ "a:1:-----BEGIN A-----\na-2-MDAw\na-3-MDA=\na:4:-----END A-----\n", "A", "00000", true, 1, 0 },
		{ "7 | -----BEGIN A-----+\n  | MDAw             +\n  | -----END A-----\n", "A", "000", true, 1, 0 },
		{ "<i>-----BEGIN A-----</i>\n<i>MDAw</i>\n<i>MDA=</b>\n<i>-----END A-----</i>\n", "A", NULL, false, 1, 3 },
		{ "-----BEGIN A-----;MDAw;MDA=;-----END A-----\n", "A", "00000", true, 1, 0 },
		{ "-----BEGIN A-----;MDAw|MDA=;-----END A-----\n", "A", NULL, false, 1, 1 },
		{ "-----BEGIN\nCERTIFICATE-----\nTWFu\n-----END\r\n  CERTIFICATE-----\n", "CERTIFICATE", "Man", true, 1, 0 },
		{ "-----BEGIN A-----\nTWFu\n-----END\nA-----\n", "A", NULL, false, 1, 3 },
		{ "-----BEGIN CRL-----\nTWFu\n-----END\n\nCRL-----\n", "CRL", NULL, false, 1, 3 },
		{ "", NULL, NULL, false, 0, 0 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		check_first(&cases[i]);
}

/* YAML folds a text in quotes at its blanks; those of BEGIN and END are such. */
static void
test_folded(void **state)
{
	static const char *const folds[] = { "\n    ", "\r\n\t", "\\\n  \\ " };
	static const char body[] = "TWFuTWFuTWFuTWFuTWFuTWFuTWFuTWFuTWFuTWFuTWFuTWFuTWFuTWFuTWFuTWFu";
	static uint8_t buf[STREAM_SIZE];

	(void)state;
	for (size_t i = 0; i < sizeof folds / sizeof *folds; i++) {
		char text[256];
		struct stream r = { .buf = buf };
		struct pem_block b;
		struct pem pem;

		snprintf(text, sizeof text, "a: \"-----BEGIN%sCERTIFICATE-----\\n%s\\n-----END%sCERTIFICATE-----\\n\"\n", folds[i], body, folds[i]);
		r.fd = pipe_of(text);
		pem_init(&pem, &r, 1 << 10);
		assert_true(pem_next(&pem, &b));
		assert_null(b.fault);
		assert_string_equal(b.label, "CERTIFICATE");
		assert_int_equal(b.octets.n, (sizeof body - 1) / 4 * 3);
		assert_false(pem_next(&pem, &b));
		pem_free(&pem);
		close(r.fd);
	}
}

/* A block over the limit is told, and the next one is still found. */
static void
test_limit(void **state)
{
	static uint8_t buf[STREAM_SIZE];
	struct stream r = { .buf = buf };
	struct pem_block b;
	struct pem pem;

	(void)state;
	r.fd = pipe_of("-----BEGIN A-----\nTWFuTWFuTWFu\nTWFuTWFuTWFu\n-----END A-----\n"
	    "-----BEGIN A-----\nTWFuTWFuTWFuTWFuTWFuTQ==\n-----END A-----\n");
	pem_init(&pem, &r, 16);
	assert_true(pem_next(&pem, &b));
	assert_true(b.over_limit);
	assert_true(pem_next(&pem, &b));
	assert_false(b.over_limit);
	assert_int_equal(b.octets.n, 16);
	assert_false(pem_next(&pem, &b));
	pem_free(&pem);
	close(r.fd);
}

static void
test_sniff(void **state)
{
	(void)state;
	assert_int_equal(sniff_form(SPAN_LIT(""), NULL), SNIFF_EMPTY);
	assert_int_equal(sniff_form(SPAN_LIT("\x30\x82\x01\x00"), NULL), SNIFF_DER);
	assert_int_equal(sniff_form(SPAN_LIT("\x30\x80"), NULL), SNIFF_DER);
	assert_int_equal(sniff_form(SPAN_LIT("\x30\x03\x02\x01\x01"), NULL), SNIFF_DER);
	assert_int_equal(sniff_form(SPAN_LIT("0 a line\n-----BEGIN CERTIFICATE-----\n"), NULL), SNIFF_PEM);
	assert_int_equal(sniff_form(SPAN_LIT("0123\n"), NULL), SNIFF_TEXT);
	assert_int_equal(sniff_form(SPAN_LIT("\n  MIIFfjCCA2agAwIBAgI\n"), NULL), SNIFF_BASE64);
	assert_int_equal(sniff_form(SPAN_LIT("Makefile\n"), NULL), SNIFF_TEXT);
	assert_int_equal(sniff_form(SPAN_LIT("MII\n"), NULL), SNIFF_TEXT);
	assert_int_equal(sniff_form(SPAN_LIT("Many words\n"), NULL), SNIFF_TEXT);
	assert_int_equal(sniff_form(SPAN_LIT("\0\0\0\0"), NULL), SNIFF_BINARY);
	assert_int_equal(sniff_form(SPAN_LIT("\x1f\x8b\x08\0"), NULL), SNIFF_GZIP);
	assert_int_equal(sniff_form(SPAN_LIT("\x1f\x8b\x08\x2d\0\0\0\0\0\3\x4b"), NULL), SNIFF_GZIP);
	assert_int_not_equal(sniff_form(SPAN_LIT("\x1f\x8b\x08-----BEGIN CERTIFICATE-----\nMIIB"), NULL), SNIFF_GZIP);
	assert_int_equal(sniff_form(SPAN_LIT("\x28\xb5\x2f\xfd\0"), NULL), SNIFF_ZSTD);
	assert_int_equal(sniff_form(SPAN_LIT("\x5a\x2a\x4d\x18\0"), NULL), SNIFF_ZSTD);
	assert_int_equal(sniff_form(SPAN_LIT("From a@b Tue Feb  3 10:11:12 2026\nTo: b\n"), NULL), SNIFF_MBOX);
	assert_int_equal(sniff_form(SPAN_LIT("From what I know: much\nand more\n"), NULL), SNIFF_TEXT);
	assert_int_equal(sniff_form(SPAN_LIT("To: b\n c\nmime-version: 1.0\n\ntext"), NULL), SNIFF_MAIL);
	assert_int_equal(sniff_form(SPAN_LIT("To: b\n\nMIME-Version: 1.0\n"), NULL), SNIFF_TEXT);
	assert_int_equal(sniff_form(SPAN_LIT("# x\n\nversion: 1\nDN: cn=a\n"), NULL), SNIFF_LDIF);
	assert_int_equal(sniff_form(SPAN_LIT("\n{ \"cert\": 1}"), NULL), SNIFF_NDJSON);
	assert_int_equal(sniff_form(SPAN_LIT("{\n\"cert\": 1}"), NULL), SNIFF_JSON);
	assert_int_equal(sniff_form(SPAN_LIT("{\"a\":1}\n{\"a\":2}\n"), NULL), SNIFF_NDJSON);
	assert_int_equal(sniff_form(SPAN_LIT("[{\"a\":1}]"), NULL), SNIFF_JSON);
	assert_int_equal(sniff_form(SPAN_LIT("[section]\n"), NULL), SNIFF_TEXT);
	assert_int_equal(sniff_form(SPAN_LIT("{\"schema\":\"smimelint/1\",\"tool\""), NULL), SNIFF_REPORT);
	assert_int_equal(sniff_form(SPAN_LIT("sep=;\nid;cert\n1;2\n"), NULL), SNIFF_CSV);
	assert_int_equal(sniff_form(SPAN_LIT("3287\nTo: b\nMIME-Version: 1.0\n\nx"), NULL), SNIFF_MAIL);
	assert_int_equal(sniff_form(SPAN_LIT("begin 644 c.cer\nM,((\n"), NULL), SNIFF_UU);
	assert_int_equal(sniff_form(SPAN_LIT("a\nbegin 644 c.cer\nM,((\n"), NULL), SNIFF_TEXT);
	assert_int_equal(sniff_form(SPAN_LIT("id,cert\r1,2\r"), NULL), SNIFF_CR);
	assert_int_equal(sniff_form(SPAN_LIT("a\rb\nc\nd\n"), NULL), SNIFF_TEXT);
	assert_int_equal(sniff_form(SPAN_LIT("id,cert\r\n1,2\r\n"), NULL), SNIFF_CSV);
	assert_int_equal(sniff_form(SPAN_LIT("{\"a\":1,\"b\":2}\nFrom: a\nMIME-Version: 1.0\n"), NULL), SNIFF_NDJSON);
	assert_int_equal(sniff_form(SPAN_LIT("\xff\xfe-\0-\0"), NULL), SNIFF_WIDE);
	assert_int_equal(sniff_form(SPAN_LIT("\0-\0-\0-\0-"), NULL), SNIFF_WIDE);
	assert_int_equal(sniff_form(SPAN_LIT("PK\3\4"), NULL), SNIFF_ARCHIVE);
	assert_int_equal(sniff_form(SPAN_LIT("\x04\x82\1\0\x30\x82"), NULL), SNIFF_DER);
	assert_int_equal(sniff_form(SPAN_LIT("id,Cert\n1,2\n"), NULL), SNIFF_CSV);
	assert_int_equal(sniff_form(SPAN_LIT("id,leaf\n1,2\n"), NULL), SNIFF_TEXT);
	assert_int_equal(sniff_form(SPAN_LIT("id,leaf\n1,2\n"), "leaf"), SNIFF_CSV);
	assert_int_equal(sniff_form(SPAN_LIT("cert\n-----BEGIN A-----\n"), NULL), SNIFF_PEM);
}

/* Any number of dashes may stand before BEGIN. */
static void
test_dashes(void **state)
{
	static const unsigned numbers[] = { 4, 63, 64, 65, 66, 128, 129, 191, 192, 193, 200, 255, 256, 257, 320, 321, 1024, 5000 };
	static uint8_t buf[STREAM_SIZE];
	char text[6000];

	(void)state;
	for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
		struct stream r = { .buf = buf };
		struct pem_block b;
		struct pem pem;

		memset(text, '-', numbers[i]);
		strcpy(text + numbers[i], "BEGIN A-----\nMAA=\n-----END A-----\n");
		assert_true(pem_begins((struct span){ (const uint8_t *)text, strlen(text) }));
		r.fd = pipe_of(text);
		pem_init(&pem, &r, 1 << 20);
		assert_true(pem_next(&pem, &b));
		assert_null(b.fault);
		assert_int_equal(b.octets.n, 2);
		assert_false(pem_next(&pem, &b));
		pem_free(&pem);
		close(r.fd);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_oracle),
		cmocka_unit_test(test_forms), cmocka_unit_test(test_folded),
		cmocka_unit_test(test_limit),
		cmocka_unit_test(test_dashes),
		cmocka_unit_test(test_sniff),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
