/* SPDX-License-Identifier: Apache-2.0 */
/* PKCS #12 (RFC 7292 4): each part of it damaged, left out or of another kind is said. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "input/form.h"
#include "notation.h"

#define LIMIT 32

/* What was said, and how many certificates were handed on. */
struct said {
	char words[200];
	unsigned things, certificates;
};

static int
hand(void *arg, const struct item *item)
{
	struct said *s = arg;

	s->certificates += item->fault == NULL;
	s->things++;
	assert_string_equal(item->format, "pkcs12");
	snprintf(s->words, sizeof s->words, "%s", item->fault != NULL ? item->fault : "");
	return 0;
}

static int
skip_one(void *arg, const struct skip *skip)
{
	struct said *s = arg;

	s->things++;
	snprintf(s->words, sizeof s->words, "skipped: %s", skip->reason);
	return 0;
}

static struct said
read_pfx(const char *pfx, struct span passphrase)
{
	struct said s = { .things = 0 };
	struct octets der = notation(pfx);
	struct input in = { .limit = LIMIT, .forms = input_forms, .path = "input", .others = true, .fn = hand, .arg = &s,
		.skip = skip_one, .skip_arg = &s };

	in.passphrase = passphrase;
	assert_int_equal(input_pkcs12(&in, 0, (struct span){ der.p, der.n }), 0);
	assert_false(in.no_memory);
	input_free(&in);
	return s;
}

#define DATA "06(2a864886f70d010701)"
#define ENCRYPTED "06(2a864886f70d010706)"
#define X509 "06(2a864886f70d01091601)"
#define PFX(list) "30(020103 30(" DATA "a0(04(" list "))))"
#define SAFE(contents) PFX("30(30(" DATA "a0(04(" contents "))))")
#define BAG(last, value) "30(06(2a864886f70d010c0a01" last ") a0(" value "))"
#define IN_BAG(value) SAFE("30(" BAG("03", value) ")")
#define SAFE_BAG(bags) BAG("06", "30(" bags ")")
#define IN_ENCRYPTED(value) PFX("30(30(" ENCRYPTED "a0(" value ")))")

#define NO_LIST "a damaged PKCS #12 file: no list of contents"
#define NO_CONTENTS "a damaged PKCS #12 file: contents that cannot be read"
#define NO_SAFE "a damaged PKCS #12 file: safe contents that cannot be read"
#define NO_BAG "a damaged PKCS #12 file: a bag that cannot be read"
#define NO_CERTIFICATE "a damaged PKCS #12 file: a certificate bag"
#define NO_ENCRYPTED "a damaged PKCS #12 file: encrypted contents that cannot be read"

static const struct {
	const char *pfx, *said;
} damaged_cases[] = {
	/* PFX: its version, and a ContentInfo of id-data with an OCTET STRING around a list. */
	{ "30", NO_LIST },
	{ "30(0500)", NO_LIST },
	{ "30(020103)", NO_LIST },
	{ "30(020103 0500)", NO_LIST },
	{ "30(020103 30(0500))", NO_LIST },
	{ "30(020103 30(" DATA "))", NO_LIST },
	{ "30(020103 30(" ENCRYPTED "a0(04(3000))))", NO_LIST },
	{ "30(020103 30(06(2a864886f70d0107) a0(04(3000))))", NO_LIST },
	{ "30(020103 30(06(2a864886f70d010901) a0(04(3000))))", NO_LIST },
	{ "30(020103 30(06(2a864886f70d010781) a0(04(3000))))", NO_LIST },
	{ "30(020103 30(" DATA "a0()))", NO_LIST },
	{ "30(020103 30(" DATA "a0(0500)))", NO_LIST },
	{ "30(020103 30(" DATA "a0(24(0500))))", NO_LIST },
	{ "30(020103 30(" DATA "a0(24(0401 ff 04))))", NO_LIST },
	{ PFX(""), NO_LIST },
	{ PFX("30"), NO_LIST },
	/* The list: of ContentInfo. */
	{ PFX("30(0500)"), NO_CONTENTS },
	{ PFX("30(30)"), NO_CONTENTS },
	{ PFX("30(30(0500))"), NO_CONTENTS },
	{ PFX("30(30(" DATA "0500))"), NO_CONTENTS },
	{ PFX("30(30(" DATA "a0(0500)))"), "a damaged PKCS #12 file: contents that are no OCTET STRING" },
	{ PFX("30(30(06(2a864886f70d010703) a0(0500)))"), "contents of a PKCS #12 file that are encrypted to a public key" },
	/* SafeContents, and the bags in it. */
	{ SAFE(""), NO_SAFE },
	{ SAFE("0500"), NO_SAFE },
	{ SAFE("30(0500)"), NO_BAG },
	{ SAFE("30(30(06(2a) 0500))"), NO_BAG },
	{ SAFE("30(" SAFE_BAG(SAFE_BAG(SAFE_BAG(SAFE_BAG("")))) ")"), "a damaged PKCS #12 file: safe contents nested too deep" },
	/* CertBag. */
	{ IN_BAG("0500"), NO_CERTIFICATE },
	{ IN_BAG("30(" X509 ")"), NO_CERTIFICATE },
	{ IN_BAG("30(" X509 "a0(0500))"), NO_CERTIFICATE },
	{ IN_BAG("30(06(2a864886f70d01091602) a0(0401ff))"),
	    "skipped: a certificate of another kind than X.509 in a PKCS #12 file" },
	{ IN_BAG("30(" X509 "a0(04(000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f20)))"),
	    "longer than the limit of 32 octets (--max-certificate)" },
	{ IN_BAG("30(" X509 "a0(04(0500)))"), "no SEQUENCE: the first octet is 05" },
	{ IN_BAG("30(" X509 "a0(04(300a0500)))"), "cut short: it needs 12 octets and has 4" },
	{ IN_BAG("30(" X509 "a0(04(30(020100 020100))))"), "a private key" },
	/* EncryptedData. */
	{ IN_ENCRYPTED(""), NO_ENCRYPTED },
	{ IN_ENCRYPTED("30(0500)"), NO_ENCRYPTED },
	{ IN_ENCRYPTED("30(020100 0500)"), NO_ENCRYPTED },
	{ IN_ENCRYPTED("30(020100 30(0500))"), NO_ENCRYPTED },
	{ IN_ENCRYPTED("30(020100 30(" DATA "0500))"), NO_ENCRYPTED },
	{ IN_ENCRYPTED("30(020100 30(" DATA "3000))"), NO_ENCRYPTED },
	{ IN_ENCRYPTED("30(020100 30(" DATA "3000 8101ff))"), NO_ENCRYPTED },
	{ IN_ENCRYPTED("30(020100 30(" DATA "3000 8001ff))"),
	    "encrypted contents of a PKCS #12 file: --passphrase-file opens them" },
};

static void
test_damaged(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof damaged_cases / sizeof *damaged_cases; i++) {
		struct said s = read_pfx(damaged_cases[i].pfx, SPAN_NONE);

		assert_string_equal(s.words, damaged_cases[i].said);
		assert_int_equal(s.things, 1);
		assert_int_equal(s.certificates, 0);
	}
}

/* What is no certificate is skipped by its name, and the certificate behind it is read. */
static void
test_bags(void **state)
{
	static const struct {
		const char *pfx, *said;
	} cases[] = {
		{ SAFE("30(" BAG("01", "3000") ")"), "skipped: a private key in a PKCS #12 file" },
		{ SAFE("30(" BAG("02", "3000") ")"), "skipped: an encrypted private key in a PKCS #12 file" },
		{ SAFE("30(" BAG("04", "3000") ")"), "skipped: a certificate revocation list in a PKCS #12 file" },
		{ SAFE("30(" BAG("05", "3000") ")"), "skipped: a secret in a PKCS #12 file" },
		{ SAFE("30(" BAG("07", "3000") ")"), "skipped: a bag of an unknown type in a PKCS #12 file" },
		{ SAFE("30(" BAG("8101", "3000") ")"), "skipped: a bag of an unknown type in a PKCS #12 file" },
	};
	struct said s;

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		s = read_pfx(cases[i].pfx, SPAN_NONE);
		assert_string_equal(s.words, cases[i].said);
		assert_int_equal(s.things, 1);
	}
	s = read_pfx(SAFE("30(" BAG("01", "3000") SAFE_BAG(BAG("03", "30(" X509 "a0(24(04023004 0404 02010102)))")) ")"), SPAN_NONE);
	assert_int_equal(s.things, 2);
}

static void
test_passphrase(void **state)
{
	(void)state;
	assert_string_equal(read_pfx(IN_ENCRYPTED("30(020100 30(" DATA "3000 8001ff))"), SPAN_LIT("secret")).words,
	    "encrypted contents of a PKCS #12 file: an algorithm that cannot be read");
	assert_string_equal(read_pfx(IN_ENCRYPTED("30(020100 30(" DATA "30(06012a) 8001ff))"), SPAN_LIT("secret")).words,
	    "encrypted contents of a PKCS #12 file: the passphrase does not open them, or OpenSSL lacks their algorithm");
}

/* What OpenSSL does not know is tried once more by another, which is made once. */
static void
test_one_openssl(void **state)
{
	struct octets der = notation(IN_ENCRYPTED("30(020100 30(" DATA "30(06012a) 8001ff))"));
	struct said s = { .things = 0 };
	struct input in = { .limit = LIMIT, .forms = input_forms, .path = "input", .others = true, .fn = hand, .arg = &s, .passphrase = SPAN_CONST("secret") };
	const void *first;

	(void)state;
	assert_int_equal(input_pkcs12(&in, 0, (struct span){ der.p, der.n }), 0);
	first = in.openssl;
	assert_non_null(first);
	assert_int_equal(input_pkcs12(&in, 0, (struct span){ der.p, der.n }), 0);
	assert_ptr_equal(in.openssl, first);
	assert_int_equal(s.things, 2);
	input_free(&in);
	assert_null(in.openssl);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_damaged),
		cmocka_unit_test(test_bags),
		cmocka_unit_test(test_passphrase),
		cmocka_unit_test(test_one_openssl),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
