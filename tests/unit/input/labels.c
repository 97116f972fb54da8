/* SPDX-License-Identifier: Apache-2.0 */
/* PEM blocks whose label says one thing and whose content is another: the certificate in it is read, or the block is unreadable, whatever stands beside it. */
#include "layers.h"
#include "subjects.h"

static const char *const labels[] = {
	"CERTIFICATE", "X509 CERTIFICATE", "TRUSTED CERTIFICATE", "X509 CRL", "CRL", "OCSP RESPONSE", "OCSP REQUEST", "PKCS7", "CMS", "PKCS12",
	"CERTIFICATE CHAIN", "CERTIFICATE PAIR", "CERTIFICATE REQUEST", "NEW CERTIFICATE REQUEST", "PRIVATE KEY", "ENCRYPTED PRIVATE KEY", "RSA PRIVATE KEY",
	"EC PRIVATE KEY", "PUBLIC KEY", "RSA PUBLIC KEY", "DH PARAMETERS", "EC PARAMETERS", "PARAMETERS", "ATTRIBUTE CERTIFICATE", "TBSCERTIFICATE",
	"TIMESTAMP RESPONSE", "PGP MESSAGE", "OPENSSH PRIVATE KEY", "SAML", "FOO",
};
#define LABELS (sizeof labels / sizeof *labels)

/* RFC 5915: an elliptic key, as stands in front of its certificate; it is none. */
#define KEY "\x30\x31\2\1\1\4\x20" "0123456789abcdef0123456789abcdef" "\xa0\x0a\6\x08\x2a\x86\x48\xce\x3d\3\1\7"

static void
labelled(struct out *o, const char *label, struct span der)
{
	out_fmt(o, "-----BEGIN %s-----\n", label);
	base64_line(o, der);
	out_fmt(o, "\n-----END %s-----\n", label);
}

static unsigned wrong;

/* One of the first in such a block, beside a block with the second; `status`: CRLs and responses are linted as well. */
static void
expect(const char *label, const char *content, struct span der, bool status)
{
	static uint8_t buf[STREAM_SIZE];
	struct out o = { NULL, 0, 0, false };
	struct read got = { .others = 0 };
	struct stream r = { .read = stream_memory, .buf = buf };
	struct input in = { .limit = 1 << 20, .forms = input_forms, .path = "input", .fn = hand, .arg = &got, .crls = status };
	bool says_status = strstr(label, "CRL") != NULL || strstr(label, "RESPONSE") != NULL;
	struct span octets;

	pem(&o, out_span(&subject[1]));
	labelled(&o, label, der);
	octets = out_span(&o);
	r.arg = &octets;
	assert_int_equal(input_file(&in, &r), 0);
	input_free(&in);
	out_free(&o);
	if (got.subjects[1] == 1 && got.subjects[0] + got.unreadable > 0 && (!status || !says_status || strstr(label, "STAMP") != NULL || got.unreadable > 0))
		return;
	wrong++;
	printf("%s labelled %s, CRLs %u: %u %u of the subjects, %u others, %u skipped, %u unreadable (%s)\n", content, label, status, got.subjects[0],
	    got.subjects[1], got.others, (unsigned)in.skipped, got.unreadable, got.words);
}

static void
expect_each(const char *content, struct span der)
{
	for (size_t l = 0; l < LABELS; l++)
		for (unsigned status = 0; status < 2; status++)
			expect(labels[l], content, der, status);
}

static void
test_layers(void **state)
{
	(void)state;
	wrong = 0;
	expect_each("certificate", out_span(&subject[0]));
	for (size_t i = 0; i < LAYERS; i++) {
		struct out o = { NULL, 0, 0, false };

		layers[i].fn(&o, out_span(&subject[0]));
		expect_each(layers[i].name, out_span(&o));
		out_free(&o);
	}
	assert_int_equal(wrong, 0);
}

/* Something else stands in front of it in the block. */
static void
test_behind(void **state)
{
	static const struct { const char *name; struct span octets; } fronts[] = {
		{ "behind a key", SPAN_CONST(KEY) }, { "behind octets", SPAN_CONST("hello") }, { "behind an element", SPAN_CONST("\x30\3\2\1\7") },
	};

	(void)state;
	wrong = 0;
	for (size_t i = 0; i < sizeof fronts / sizeof *fronts; i++) {
		struct out o = { NULL, 0, 0, false };

		out_mem(&o, fronts[i].octets.p, fronts[i].octets.n);
		out_mem(&o, subject[0].p, subject[0].n);
		expect_each(fronts[i].name, out_span(&o));
		out_free(&o);
	}
	assert_int_equal(wrong, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_layers),
		cmocka_unit_test(test_behind),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
