/* SPDX-License-Identifier: Apache-2.0 */
/* SignedData: the certificates of what OpenSSL writes, to the octet, with OpenSSL as the judge; and hostile containers. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <openssl/cms.h>
#include <openssl/pem.h>

#include "input/der/cms.h"
#include "input/der/split.h"

#define MOST 64

/* What was handed out. */
struct handed {
	struct out octets[MOST];
	unsigned certificates, over, damages, ends;
	uint64_t others, at;
	const char *format, *fault;
};

static int
hand(void *arg, const struct cms_part *p)
{
	struct handed *h = arg;

	h->format = p->format;
	switch (p->what) {
	case CMS_CERTIFICATE:
		assert_true(h->certificates < MOST);
		h->over += p->over;
		out_mem(&h->octets[h->certificates++], p->octets.p, p->octets.n);
		break;
	case CMS_DAMAGE:
		h->damages++;
		h->fault = p->fault;
		h->at = p->at;
		break;
	default:
		h->ends++;
		h->others = p->others;
		assert_int_equal(p->certificates, h->certificates);
		assert_int_equal(p->fault != NULL, h->damages > 0);
	}
	return 0;
}

static void
forget(struct handed *h)
{
	for (unsigned i = 0; i < MOST; i++)
		out_free(&h->octets[i]);
	*h = (struct handed){ .certificates = 0 };
}

/* Reads a container, so many octets at a time; what is left of the input is returned. */
static size_t
read_pieces(struct handed *h, struct span in, size_t piece, size_t limit)
{
	struct cms c = { .limit = 0 };

	forget(h);
	cms_init(&c, limit, 0, hand, h);
	while (in.n > 0 && !c.done) {
		struct span some = { in.p, in.n < piece ? in.n : piece };
		size_t n = some.n;

		assert_int_equal(cms_feed(&c, &some), 0);
		in = span_sub(in, n - some.n, in.n - (n - some.n));
	}
	assert_int_equal(cms_end(&c), 0);
	assert_int_equal(h->ends, 1);
	cms_free(&c);
	return in.n;
}

/* ---- OpenSSL as the judge ---- */

/* The certificates that a signer adds: those of testdata, each as it stands there. */
static STACK_OF(X509) *
certificates(const char *bundle)
{
	STACK_OF(X509) *all = sk_X509_new_null();
	FILE *f = fopen(bundle, "r");
	X509 *x;

	assert_non_null(f);
	while ((x = PEM_read_X509(f, NULL, NULL, NULL)) != NULL)
		assert_true(sk_X509_push(all, x) > 0);
	fclose(f);
	return all;
}

static X509 *
signer(EVP_PKEY *key)
{
	X509 *x = X509_new();
	X509_NAME *name = X509_get_subject_name(x);

	assert_true(X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, (const unsigned char *)"signer", -1, -1, 0));
	assert_true(X509_set_issuer_name(x, name) && X509_set_pubkey(x, key));
	assert_true(ASN1_INTEGER_set(X509_get_serialNumber(x), 7));
	assert_non_null(X509_gmtime_adj(X509_getm_notBefore(x), 0));
	assert_non_null(X509_gmtime_adj(X509_getm_notAfter(x), 3600));
	assert_true(X509_sign(x, key, EVP_sha256()) > 0);
	return x;
}

/* A signed text with those certificates; with CMS_STREAM in BER, with indefinite lengths. */
static struct span
signed_data(const STACK_OF(X509) *with, unsigned flags)
{
	EVP_PKEY *key = EVP_EC_gen("P-256");
	X509 *x = signer(key);
	BIO *text = BIO_new_mem_buf("a text that is signed, and signed again", -1), *to = BIO_new(BIO_s_mem());
	CMS_ContentInfo *cms = CMS_sign(x, key, NULL, text, flags | CMS_BINARY | CMS_PARTIAL | CMS_NOCERTS);
	char *p;
	long n;
	uint8_t *copy;

	assert_non_null(cms);
	for (int i = 0; i < sk_X509_num(with); i++)
		assert_true(CMS_add1_cert(cms, sk_X509_value(with, i)));
	if ((flags & CMS_STREAM) == 0)
		assert_true(CMS_final(cms, text, NULL, flags | CMS_BINARY));
	assert_true(i2d_CMS_bio_stream(to, cms, text, (int)(flags | CMS_BINARY)));
	n = BIO_get_mem_data(to, &p);
	copy = malloc((size_t)n);
	assert_non_null(copy);
	memcpy(copy, p, (size_t)n);
	BIO_free(to);
	BIO_free(text);
	CMS_ContentInfo_free(cms);
	X509_free(x);
	EVP_PKEY_free(key);
	return (struct span){ copy, (size_t)n };
}

/* The same certificates in the same order, by what OpenSSL reads out of the container. */
static void
check_judged(const struct handed *h, struct span in)
{
	const unsigned char *p = in.p;
	CMS_ContentInfo *cms = d2i_CMS_ContentInfo(NULL, &p, (long)in.n);
	STACK_OF(X509) *all = CMS_get1_certs(cms);

	assert_int_equal(sk_X509_num(all), h->certificates);
	for (int i = 0; i < sk_X509_num(all); i++) {
		unsigned char *der = NULL;
		int n = i2d_X509(sk_X509_value(all, i), &der);

		assert_int_equal(h->octets[i].n, n);
		assert_memory_equal(h->octets[i].p, der, (size_t)n);
		OPENSSL_free(der);
	}
	sk_X509_pop_free(all, X509_free);
	CMS_ContentInfo_free(cms);
}

static void
test_oracle(void **state)
{
	static const unsigned flags[] = { 0, CMS_DETACHED, CMS_STREAM, CMS_STREAM | CMS_DETACHED };
	static struct handed h;

	(void)state;
	for (size_t i = 0; i < sizeof flags / sizeof *flags; i++) {
		STACK_OF(X509) *with = certificates("testdata/demo/demo.pem");
		struct span in = signed_data(with, flags[i]);

		for (size_t piece = 1; piece < 70; piece += 34) {
			assert_int_equal(read_pieces(&h, in, piece, 1 << 20), 0);
			assert_int_equal(h.damages, 0);
			assert_string_equal(h.format, "cms");
			assert_int_equal(h.certificates, sk_X509_num(with));
			check_judged(&h, in);
		}
		assert_int_equal(cms_begins(in), 1);
		/* Cut off anywhere: one fault, at the end of what is there. */
		for (size_t n = 20; n < in.n; n += 97) {
			read_pieces(&h, (struct span){ in.p, n }, 4096, 1 << 20);
			assert_int_equal(h.damages, 1);
			assert_int_equal(h.at, n);
		}
		sk_X509_pop_free(with, X509_free);
		free((void *)(uintptr_t)in.p);
	}
	forget(&h);
}

/* ---- containers by hand ---- */

#define TYPE "\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02"
#define DATA "\x30\x0b\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x01"

struct expected {
	struct span in;
	const char *format;
	unsigned certificates, others, damages;
	uint64_t at;			/* of the damage */
	size_t left;			/* octets behind the container */
};

static void
test_forms(void **state)
{
	const struct expected cases[] = {
		/* Definite lengths; the certificates are 30 03 02 01 0n. */
		{ SPAN_LIT("\x30\x2b" TYPE "\xa0\x1e\x30\x1c\x02\x01\x01\x31\x00" DATA "\xa0\x08\x30\x03\x02\x01\x01\x30\x01\x05xy"),
		    "pkcs7", 2, 0, 0, 0, 2 },
		/* Indefinite lengths all the way, also of a certificate with another inside. */
		{ SPAN_LIT("\x30\x80" TYPE "\xa0\x80\x30\x80\x02\x01\x01\x31\x80\x00\x00" DATA
		    "\xa0\x80\x30\x80\x30\x80\x05\x00\x00\x00\x00\x00\x30\x00\x00\x00\x31\x00\x00\x00\x00\x00\x00\x00z"),
		    "pkcs7", 2, 0, 0, 0, 1 },
		/* Attribute certificates and other choices beside it; a signer. */
		{ SPAN_LIT("\x30\x35" TYPE "\xa0\x28\x30\x26\x02\x01\x01\x31\x02\x30\x00" DATA
		    "\xa0\x0e\xa2\x02\x05\x00\x30\x03\x02\x01\x01\xa3\x00\xa0\x01\x05\x31\x00"), "cms", 1, 3, 0, 0, 0 },
		/* Without certificates. */
		{ SPAN_LIT("\x30\x21" TYPE "\xa0\x14\x30\x12\x02\x01\x01\x31\x00" DATA), "pkcs7", 0, 0, 0, 0, 0 },
		/* A certificate that runs past the set; a stray end; a length of nine octets; no SignedData. */
		{ SPAN_LIT("\x30\x26" TYPE "\xa0\x19\x30\x17\x02\x01\x01\x31\x00" DATA "\xa0\x03\x30\x05\x02zz"), "pkcs7", 0, 0, 1, 37, 0 },
		{ SPAN_LIT("\x30\x25" TYPE "\xa0\x18\x30\x16\x02\x01\x01\x31\x00" DATA "\xa0\x02\x00\x00"), "pkcs7", 0, 0, 1, 37, 0 },
		{ SPAN_LIT("\x30\x80" TYPE "\xa0\x80\x30\x89\x01\x01\x01\x01\x01\x01\x01\x01\x01"), "cms", 0, 0, 1, 15, 0 },
		{ SPAN_LIT("\x30\x80" TYPE "\xa0\x80\x04\x80\x00"), "cms", 0, 0, 1, 15, 0 },
		{ SPAN_LIT("\x30\x80" TYPE "\xa0\x80\x31\x00"), "cms", 0, 0, 1, 15, 0 },
		/* Something else in the set. */
		{ SPAN_LIT("\x30\x80" TYPE "\xa0\x80\x30\x80\xa0\x80\x05\x00"), "cms", 0, 0, 1, 19, 0 },
	};
	static struct handed h;

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const struct expected *e = &cases[i];

		for (size_t piece = 1; piece < 9; piece += 7) {
			assert_int_equal(read_pieces(&h, e->in, piece, 100), e->left);
			assert_string_equal(h.format, e->format);
			assert_int_equal(h.certificates, e->certificates);
			assert_int_equal(h.others, e->others);
			assert_int_equal(h.damages, e->damages);
			if (e->damages > 0)
				assert_int_equal(h.at, e->at);
		}
	}
	forget(&h);
}

/* Half a million open lengths inside one another: no recursion, and one fault. */
static void
test_deep(void **state)
{
	static uint8_t octets[1 << 20];
	static const char start[] = "\x30\x80" TYPE "\xa0\x80\x30\x80";
	static struct handed h;

	(void)state;
	for (size_t i = 0; i + 1 < sizeof octets; i += 2)
		memcpy(octets + i, "\x30\x80", 2);
	memcpy(octets, start, sizeof start - 1);
	read_pieces(&h, (struct span){ octets, sizeof octets }, 4096, 100);
	assert_int_equal(h.certificates, 0);
	assert_int_equal(h.damages, 1);
	forget(&h);
}

static void
test_limit(void **state)
{
	const struct span in = SPAN_LIT("\x30\x80" TYPE "\xa0\x80\x30\x80\xa0\x80\x30\x05\x04\x03\x01\x02\x03\x30\x03\x04\x01\x01\x00\x00\x00\x00"
	    "\x00\x00\x00\x00");
	static struct handed h;

	(void)state;
	read_pieces(&h, in, 3, 6);
	assert_int_equal(h.certificates, 2);
	assert_int_equal(h.over, 1);
	assert_int_equal(h.octets[0].n, 7);
	assert_int_equal(h.octets[1].n, 5);
	assert_int_equal(h.damages, 0);
	forget(&h);
}

static void
test_begins(void **state)
{
	(void)state;
	assert_int_equal(cms_begins(SPAN_LIT("\x30\x80" TYPE)), 1);
	assert_int_equal(cms_begins(SPAN_LIT("\x30\x84\x00\x00\x01\x00" TYPE)), 1);
	assert_int_equal(cms_begins(SPAN_LIT("\x30\x84\x00\x00\x01\x00\x06")), -1);
	assert_int_equal(cms_begins(SPAN_LIT("\x30\x84\x00")), -1);
	assert_int_equal(cms_begins(SPAN_LIT("\x30")), -1);
	assert_int_equal(cms_begins(SPAN_LIT("\x31\x80" TYPE)), 0);
	assert_int_equal(cms_begins(SPAN_LIT("\x30\x82\x01\x00\x30")), 0);
	assert_int_equal(cms_begins(SPAN_LIT("\x30\xff\x01\x00\x30")), 0);
	/* Enveloped data. */
	assert_int_equal(cms_begins(SPAN_LIT("\x30\x80\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x03")), 0);
}

/* ---- reading on after damage ---- */

#define LENGTHS "\x30\x82\x01\x00\x30\x82\x00\x20\xa0\x03\x02\x01\x02"

static void
test_again(void **state)
{
	static const uint8_t octets[] = "x" LENGTHS "\x30\x82\x01\x00\x30\x82\x00\x20\xa0\x03\x02\x01\x00\x03";
	struct again a = { 0, 0 };
	uint8_t found[AGAIN_OCTETS];

	(void)state;
	for (size_t i = 0; i < sizeof octets - 1; i++) {
		bool begins = again_octet(&a, octets[i]);

		assert_int_equal(begins, i == AGAIN_OCTETS);
		if (begins) {
			again_octets(&a, found);
			assert_memory_equal(found, octets + 1, sizeof found);
		}
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_oracle),
		cmocka_unit_test(test_forms),
		cmocka_unit_test(test_deep),
		cmocka_unit_test(test_limit),
		cmocka_unit_test(test_begins),
		cmocka_unit_test(test_again),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
