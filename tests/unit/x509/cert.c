/* SPDX-License-Identifier: Apache-2.0 */
/* The view of a certificate: its fields, its extension table, and its faults. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "arena_tests.h"
#include "der_build.h"
#include "x509/cert.h"

static struct build b;
static struct cert_view cv;

static void
read_octets(enum cert_input input)
{
	arena_reset(&arena);
	assert_true(cert_view_read(&cv, build_span(&b), input, &arena));
}

static void
read_it(struct build_cert c)
{
	build_certificate(&b, &c);
	read_octets(CERT_INPUT_AUTO);
}
#define READ(...) read_it((struct build_cert){ __VA_ARGS__ })

static void
hex_input(const char *hex)
{
	b.n = 0;
	build_hex(&b, hex);
	read_octets(CERT_INPUT_AUTO);
}

/* The only fault is this one; where its octets lie is compared by their content. */
static void
only_fault(enum artifact_part part, uint32_t quirks, const char *what, const char *octets)
{
	static struct build expected;
	const struct artifact_fault *f = &cv.fault[0];

	assert_int_equal(cv.n_fault, 1);
	assert_int_equal(f->part, part);
	assert_int_equal(f->status, DER_OK);
	assert_int_equal(f->quirks, quirks);
	if (what == NULL)
		assert_null(f->what);
	else
		assert_true(f->what != NULL && strcmp(f->what, what) == 0);
	expected.n = 0;
	build_hex(&expected, octets);
	assert_true(span_eq(f->where, build_span(&expected)));
}

static void
a_sound_certificate(void **state)
{
	(void)state;
	READ(.version = NULL);
	assert_int_equal(cv.n_fault, 0);
	assert_int_equal(cv.bad_parts, 0);
	assert_true(cert_readable(&cv));
	assert_false(cv.bare_tbs);
	assert_int_equal(cv.version, 2);
	assert_true(span_eq(cv.serial, SPAN_LIT("\0\xf1\xf2\xf3\xf4\xf5\xf6\xf7\xf8")));
	assert_int_equal(cv.signature.id, OID_SHA256_RSA);
	assert_true(span_eq(cv.signature.params, SPAN_LIT("\x05\x00")));
	assert_true(span_eq(cv.signature.raw, cv.signature_algorithm.raw));
	assert_true(span_eq(cv.signature_bits, SPAN_LIT("\1\2\3\4")));
	assert_true(cv.not_before.ok && cv.not_after.ok);
	assert_int_equal(cv.not_after.seconds - cv.not_before.seconds, 365 * 86400);
	assert_int_equal(cv.subject.n_attr, 2);
	assert_int_equal(cv.spki.id, OID_RSA);
	assert_int_equal(cv.spki.curve, OID_UNKNOWN);
	assert_int_equal(cv.spki.modulus.n, 9);
	assert_true(span_eq(cv.spki.exponent, SPAN_LIT("\1\0\1")));
	assert_int_equal(cv.n_ext, 2);
	assert_true(cert_critical(&cv, PART_EXT_KU));
	assert_false(cert_critical(&cv, PART_EXT_SAN));
	assert_false(cert_critical(&cv, PART_EXT_BC));
	assert_true(cert_has(&cv, PART_EXT_SAN) && cert_ok(&cv, PART_EXT_SAN));
	assert_false(cert_has(&cv, PART_ISSUER_UID));
	assert_int_equal(cv.n_mailbox, 1);
	assert_true(span_is(cv.mailbox[0].text, "a@b.example"));
	assert_false(cert_self_issued(&cv));
	READ(.issuer = "30 00", .subject = "30 00");
	assert_true(cert_self_issued(&cv));
}

static void
an_elliptic_curve_key(void **state)
{
	(void)state;
	READ(.spki = "30 19 30 13 06 07 2a8648ce3d0201 06 08 2a8648ce3d030107 03 02 00 04");
	assert_int_equal(cv.n_fault, 0);
	assert_int_equal(cv.spki.id, OID_EC);
	assert_int_equal(cv.spki.curve, OID_P256);
	assert_true(span_eq(cv.spki.key, SPAN_LIT("\x04")));
	assert_null(cv.spki.modulus.p);
}

static void
versions(void **state)
{
	(void)state;
	READ(.version = "");
	assert_int_equal(cv.version, 0);
	assert_false(cert_has(&cv, PART_VERSION));
	assert_int_equal(cv.n_fault, 0);
	READ(.version = "a0 03 02 01 00");		/* DEFAULT v1 */
	assert_int_equal(cv.version, 0);
	only_fault(PART_VERSION, DER_Q_DEFAULT, NULL, "02 01 00");
	assert_true(cert_ok(&cv, PART_VERSION));
	READ(.version = "a0 06 02 04 7fffffff");
	assert_int_equal(cv.version, INT32_MAX);
	READ(.version = "a0 03 02 01 ff");
	assert_int_equal(cv.version, UINT32_MAX);
	READ(.version = "a0 03 04 01 02");
	only_fault(PART_VERSION, 0, "version is not an INTEGER", "04 01 02");
	assert_false(cert_ok(&cv, PART_VERSION));
	READ(.version = "80 01 02");			/* [0] in primitive form */
	only_fault(PART_VERSION, 0, "version is not tagged [0] EXPLICIT", "80 01 02");
	READ(.version = "a0 05 02 01 02 05 00");
	only_fault(PART_VERSION, DER_Q_TRAILING, NULL, "05 00");
}

/* A damaged field leaves the others readable. */
static void
damage_stays_in_its_field(void **state)
{
	(void)state;
	READ(.serial = "04 01 05");
	only_fault(PART_SERIAL, 0, "serialNumber is not an INTEGER", "04 01 05");
	assert_int_equal(cv.bad_parts, PARTS1(PART_SERIAL));
	READ(.issuer = "31 00");
	only_fault(PART_ISSUER, 0, "issuer is not a SEQUENCE", "31 00");
	assert_int_equal(cv.bad_parts, PARTS1(PART_ISSUER));
	READ(.issuer = "30 09 31 07 30 05 06 03 550403");	/* a type without a value hides nothing else */
	assert_int_equal(cv.bad_parts, 0);
	assert_int_equal(cv.typed_parts, PARTS1(PART_ISSUER));
	READ(.issuer = "30 06 31 04 30 02 05 00");
	assert_int_equal(cv.bad_parts, PARTS1(PART_ISSUER));
	assert_int_equal(cv.subject.n_attr, 2);
	READ(.validity = "30 11 02 00 17 0d 3237303130323033303430355a");
	assert_int_equal(cv.bad_parts, PARTS1(PART_NOT_BEFORE));
	assert_true(cv.not_after.ok);
	READ(.validity = "30 0f 17 0d 3237303130323033303430355a");
	assert_int_equal(cv.bad_parts, PARTS1(PART_NOT_AFTER));
	READ(.spki = "30 0f 30 0d 06 09 2a864886f70d010101 05 00");
	assert_int_equal(cv.bad_parts, PARTS1(PART_SPKI));
	assert_int_equal(cv.spki.id, OID_RSA);
	READ(.signature = "30 04 30 02 05 00");
	assert_int_equal(cv.bad_parts, PARTS1(PART_SIGNATURE));
	READ(.signature_value = "04 01 00");
	only_fault(PART_SIGNATURE_VALUE, 0, "signatureValue is not a BIT STRING", "04 01 00");
}

static void
a_field_that_is_missing(void **state)
{
	(void)state;
	READ(.serial = "");
	assert_int_equal(cv.bad_parts, PARTS1(PART_SERIAL));
	assert_string_equal(cv.fault[0].what, "serialNumber is missing");
	assert_int_equal(cv.signature.id, OID_SHA256_RSA);
	assert_int_equal(cv.spki.id, OID_RSA);
	assert_int_equal(cv.n_ext, 2);
	READ(.signature_value = "");
	assert_int_equal(cv.bad_parts, PARTS1(PART_SIGNATURE_VALUE));
	READ(.extensions = "");
	assert_int_equal(cv.n_fault, 0);
	assert_false(cert_has(&cv, PART_EXTENSIONS));
}

static void
what_stands_behind_the_end(void **state)
{
	(void)state;
	build_certificate(&b, &(struct build_cert){ .version = NULL });
	build_hex(&b, "00");
	read_octets(CERT_INPUT_AUTO);
	only_fault(PART_WHOLE, DER_Q_TRAILING, NULL, "00");
	READ(.signature_value = "03 05 00 01020304 05 00");
	only_fault(PART_WHOLE, DER_Q_TRAILING, NULL, "05 00");
	READ(.extensions = "05 00");
	only_fault(PART_TBS, DER_Q_TRAILING, NULL, "05 00");
	READ(.signature_algorithm = "30 0f 06 09 2a864886f70d01010b 05 00 05 00");
	only_fault(PART_SIGNATURE_ALGORITHM, DER_Q_TRAILING, NULL, "05 00");
	READ(.validity = "30 20 17 0d 3236303130323033303430355a 17 0d 3237303130323033303430355a 05 00");
	only_fault(PART_VALIDITY, DER_Q_TRAILING, NULL, "05 00");
}

/* Departures from DER are noted in the field they stand in; the field is read. */
static void
quirks_of_fields(void **state)
{
	(void)state;
	READ(.serial = "02 02 0001");
	only_fault(PART_SERIAL, DER_Q_INT_LONG, NULL, "02 02 0001");
	assert_true(cert_ok(&cv, PART_SERIAL));
	READ(.validity = "30 1d 17 0b 323630313032303330345a 18 0e 323032373031303230333034355a");
	assert_true(cert_ok(&cv, PART_NOT_BEFORE));
	assert_int_equal(cv.fault[0].part, PART_NOT_BEFORE);
	assert_int_equal(cv.fault[0].quirks, DER_Q_TIME);
	READ(.validity = "30 1e 17 0d 3236303133323033303430355a 17 0d 3237303130323033303430355a");
	only_fault(PART_NOT_BEFORE, DER_Q_TIME, "time names no moment", "17 0d 3236303133323033303430355a");
	READ(.subject = "30 81 00");
	only_fault(PART_SUBJECT, DER_Q_LEN_LONG, NULL, "30 81 00");
	READ(.spki = "30 25 30 0d 06 09 2a864886f70d010101 05 00 03 14 00"
	    "30 11 02 0a 0000c1c2c3c4c5c6c7c9 02 03 010001");
	only_fault(PART_SPKI, DER_Q_INT_LONG, NULL, "02 0a 0000c1c2c3c4c5c6c7c9");
	assert_true(cert_ok(&cv, PART_SPKI));
	READ(.after_spki = "81 02 01 01");
	only_fault(PART_ISSUER_UID, DER_Q_BIT_UNUSED, NULL, "81 02 01 01");
}

/* trailerField 1 and saltLength 20 are what RFC 4055 has as DEFAULT; 32 is not. */
static void
defaults_of_rsa_pss(void **state)
{
	(void)state;
	READ(.signature = "30 12 06 09 2a864886f70d01010a 30 05 a3 03 02 01 01");
	only_fault(PART_SIGNATURE, DER_Q_DEFAULT, NULL, "a3 03 02 01 01");
	READ(.signature_algorithm = "30 12 06 09 2a864886f70d01010a 30 05 a2 03 02 01 14");
	only_fault(PART_SIGNATURE_ALGORITHM, DER_Q_DEFAULT, NULL, "a2 03 02 01 14");
	READ(.signature = "30 12 06 09 2a864886f70d01010a 30 05 a2 03 02 01 20");
	assert_int_equal(cv.n_fault, 0);
}

static void
inside_the_rsa_key(void **state)
{
	(void)state;
	READ(.spki = "30 14 30 0d 06 09 2a864886f70d010101 05 00 03 03 00 3005");
	assert_int_equal(cv.bad_parts, PARTS1(PART_SPKI));
	assert_int_equal(cv.n_fault, 1);
	assert_int_equal(cv.fault[0].status, DER_ETRUNC);
	assert_null(cv.spki.modulus.p);
	READ(.spki = "30 18 30 0d 06 09 2a864886f70d010101 05 00 03 07 00 30 03 020105 05");
	assert_int_equal(cv.bad_parts, PARTS1(PART_SPKI));
	assert_true(span_eq(cv.spki.modulus, SPAN_LIT("\x05")));
}

static void
inputs_that_are_no_certificate(void **state)
{
	static const char *const inputs[] = {
		"", "30", "30 05 30", "31 00", "02 01 05", "30 84 ffffffff 00",
		"30 00",			/* nothing inside */
		"30 04 31 02 05 00",		/* tbsCertificate is a SET */
		"30 03 30 05 00",		/* tbsCertificate is cut short */
		"30 0b 06 09 2a864886f70d010702"	/* PKCS #7 */
	};

	(void)state;
	for (size_t i = 0; i < sizeof inputs / sizeof *inputs; i++) {
		hex_input(inputs[i]);
		assert_false(cert_readable(&cv));
		assert_true((cv.bad_parts & PARTS1(PART_TBS)) != 0);
		assert_int_equal(cv.n_fault, 1);
		assert_true(cv.fault[0].what != NULL || cv.fault[0].status != DER_OK);
	}
	arena_reset(&arena);
	assert_true(cert_view_read(&cv, SPAN_NONE, CERT_INPUT_AUTO, &arena));
	assert_false(cert_readable(&cv));
}

static void
a_tbs_certificate_alone(void **state)
{
	(void)state;
	READ(.bare_tbs = true);
	assert_true(cv.bare_tbs);
	assert_true(cert_readable(&cv));
	assert_int_equal(cv.n_fault, 0);
	assert_false(cert_has(&cv, PART_WHOLE));
	assert_false(cert_has(&cv, PART_SIGNATURE_ALGORITHM));
	assert_false(cert_has(&cv, PART_SIGNATURE_VALUE));
	assert_true(span_eq(cv.field[PART_TBS].raw, cv.der));
	assert_int_equal(cv.n_ext, 2);
	READ(.bare_tbs = true, .version = "");		/* begins with the serial number */
	assert_true(cv.bare_tbs);
	assert_int_equal(cv.n_fault, 0);
	/* Without version and serial number only the caller can know. */
	READ(.bare_tbs = true, .version = "", .serial = "");
	assert_false(cv.bare_tbs);
	read_octets(CERT_INPUT_TBS);
	assert_true(cv.bare_tbs);
	assert_int_equal(cv.bad_parts, PARTS1(PART_SERIAL));
}

static void
spans_of_parts(void **state)
{
	(void)state;
	READ(.issuer = "31 00");
	assert_ptr_equal(artifact_part_span(&cv.artifact, PART_SUBJECT).p, cv.field[PART_SUBJECT].raw.p);
	assert_true(span_eq(artifact_part_span(&cv.artifact, PART_ISSUER), SPAN_LIT("\x31\x00")));
	assert_true(span_eq(artifact_part_span(&cv.artifact, PART_EXT_KU), SPAN_LIT("\x03\x02\x05\xa0")));
	assert_ptr_equal(artifact_part_span(&cv.artifact, PART_EXT_BC).p, cv.field[PART_EXTENSIONS].raw.p);
	assert_ptr_equal(artifact_part_span(&cv.artifact, PART_ISSUER_UID).p, cv.field[PART_TBS].raw.p);
	hex_input("30 05");
	assert_ptr_equal(artifact_part_span(&cv.artifact, PART_NOT_AFTER).p, b.b);
	assert_string_equal(artifact_part_path(ARTIFACT_CERTIFICATE, PART_EXT_SAN), "extnValue.subjectAltName");
	assert_string_equal(artifact_part_path(ARTIFACT_CERTIFICATE, PART_EXT_PKUP), "extnValue.privateKeyUsagePeriod");
}

/* ---- the extension table ---- */

static void
critical_fields(void **state)
{
	(void)state;
	READ(.extension = "30 0c 06 03 551d0f 04 05 03 03 07 0080");
	assert_false(cv.ext[0].critical || cv.ext[0].critical_encoded);
	READ(.extension = "30 0e 06 03 551d0f 01 01 00 04 04 03 02 05 a0");
	assert_true(cv.ext[0].critical_encoded && !cv.ext[0].critical);
	only_fault(PART_EXT_KU, DER_Q_DEFAULT, NULL, "01 01 00");
	READ(.extension = "30 0e 06 03 551d0f 01 01 01 04 04 03 02 05 a0");
	assert_true(cv.ext[0].critical);
	only_fault(PART_EXT_KU, DER_Q_BOOL, NULL, "01 01 01");
	READ(.extension = "30 08 06 02 2a03 01 01 00 04 00" "30 07 06 02 2a04 04 01 00");
	assert_int_equal(cv.fault[0].part, PART_EXTENSIONS);
	READ(.extension = "30 08 06 02 2a03 01 00 04 00" "30 08 06 02 2a04 05 00 04 00");
	assert_true(cv.ext[0].critical_unread && !cv.ext[0].critical && cv.ext[1].critical_unread);
}

static void
one_broken_extension(void **state)
{
	static const struct {
		const char *hex, *what;
	} broken[] = {
		{ "30 0a 06 03 551d0e 24 03 04 01 00", "extnValue is not an OCTET STRING in primitive form" },
		{ "30 05 06 03 551d0e", "extnValue is not an OCTET STRING in primitive form" },
		{ "30 0a 06 03 551d0e 05 00 04 01 00", "critical is not a BOOLEAN" },
		{ "30 0d 06 03 551d0e 01 01 ff 05 00 04 01 00", "an element stands between critical and extnValue" },
		{ "30 09 06 03 551d0e 04 02 04 05", NULL },		/* value cut short */
		{ "30 09 06 03 551d0e 04 02 05 00", "subjectKeyIdentifier is not an OCTET STRING" },
		{ "30 07 06 03 551d0e 04 00", "subjectKeyIdentifier is not an OCTET STRING" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof broken / sizeof *broken; i++) {
		struct build_cert c = { .version = NULL };
		char hex[512];

		strcpy(hex, broken[i].hex);
		strcat(hex, BUILD_EXT_KU);
		c.extension = hex;
		read_it(c);
		assert_int_equal(cv.bad_parts, PARTS1(PART_EXT_SKI));
		assert_int_equal(cv.n_ext, 2);
		assert_true(cv.n_fault >= 1);
		assert_int_equal(cv.fault[0].part, PART_EXT_SKI);
		if (broken[i].what != NULL)
			assert_string_equal(cv.fault[0].what, broken[i].what);
		else
			assert_int_equal(cv.fault[0].status, DER_ETRUNC);
		assert_true(cert_ok(&cv, PART_EXT_KU));
	}
	/* One whose identifier cannot be read might be any. */
	READ(.extension = "30 04 02 00 04 00" BUILD_EXT_KU);
	assert_int_equal(cv.bad_parts, PARTS1(PART_EXTENSIONS) | (EXTENSION_PARTS & ~PARTS1(PART_EXT_KU)));
	assert_true(cert_ok(&cv, PART_EXT_KU));
	READ(.extensions = "a3 02 31 00");
	assert_int_equal(cv.bad_parts, PARTS1(PART_EXTENSIONS) | EXTENSION_PARTS);
	READ(.extension = BUILD_EXT_KU "30 20 06");
	assert_int_equal(cv.bad_parts, PARTS1(PART_EXTENSIONS) | (EXTENSION_PARTS & ~PARTS1(PART_EXT_KU)));
	assert_int_equal(cv.n_ext, 1);
	READ(.extension = "");
	assert_int_equal(cv.n_fault + cv.n_ext, 0);		/* SIZE is for a rule */
}

static void
octets_after_values(void **state)
{
	(void)state;
	READ(.extension = "30 0d 06 03 551d0f 04 06 03 02 05 a0 05 00");
	only_fault(PART_EXT_KU, DER_Q_TRAILING, NULL, "05 00");
	assert_int_equal(cv.ku.bits, KU_DIGITAL_SIGNATURE | KU_KEY_ENCIPHERMENT);
	READ(.extension = "30 0d 06 03 551d0f 04 04 03 02 05 a0 05 00");
	only_fault(PART_EXT_KU, DER_Q_TRAILING, NULL, "05 00");
	READ(.extension = "30 08 06 02 2a03 04 02 0500");	/* unknown: one element, whichever */
	assert_int_equal(cv.n_fault, 0);
	READ(.extension = "30 0a 06 02 2a03 04 04 0500 0500");
	only_fault(PART_EXTENSIONS, DER_Q_TRAILING, NULL, "05 00");
}

static void
repeated_extensions(void **state)
{
	(void)state;
	READ(.extension = "30 0b 06 03 551d0f 04 04 03 02 07 80" BUILD_EXT_KU BUILD_EXT_SAN BUILD_EXT_KU);
	assert_int_equal(cv.n_ext, 4);
	assert_false(cv.ext[0].repeated || cv.ext[2].repeated);
	assert_true(cv.ext[1].repeated && cv.ext[3].repeated);
	assert_ptr_equal(cv.by_part[PART_EXT_KU], &cv.ext[0]);
	assert_int_equal(cv.ku.bits, KU_DIGITAL_SIGNATURE);
	/* The value of a repeated one is checked, but not kept. */
	READ(.extension = BUILD_EXT_KU "30 0d 06 03 551d0f 04 06 03 02 07 80 05 00");
	only_fault(PART_EXT_KU, DER_Q_TRAILING, NULL, "05 00");
	assert_int_equal(cv.ku.bits, KU_DIGITAL_SIGNATURE | KU_KEY_ENCIPHERMENT);
	/* Unknown ones, between others. */
	READ(.extension = "30 06 06 02 2a03 04 00" "30 06 06 02 2a04 04 00" "30 06 06 02 2a03 04 00"
	    BUILD_EXT_KU "30 06 06 02 2a03 04 00" "30 07 06 03 2a0300 04 00");
	assert_int_equal(cv.n_ext, 6);
	for (unsigned i = 0; i < cv.n_ext; i++)
		assert_int_equal(cv.ext[i].repeated, i == 2 || i == 4);
}

static void
a_thousand_extensions(void **state)
{
	struct build list = { .n = 0 };
	size_t wrap, seq;

	(void)state;
	wrap = build_open(&list, 0xa3);
	seq = build_open(&list, 0x30);
	for (unsigned i = 0; i < 1000; i++) {
		build_hex(&list, "30 0a 06 04 2a03");
		build_octet(&list, i / 100);
		build_octet(&list, i % 100);
		build_hex(&list, "04 02 05 00");
	}
	build_hex(&list, "30 0a 06 04 2a030000 04 02 05 00");
	build_close(&list, seq);
	build_close(&list, wrap);
	b.n = 0;
	seq = build_open(&b, 0x30);
	build_hex(&b, "02 01 05 " BUILD_SHA256_RSA "30 00"
	    "30 1e 17 0d 3236303130323033303430355a 17 0d 3237303130323033303430355a 30 00" BUILD_SPKI);
	build_octets(&b, list.b, list.n);
	build_close(&b, seq);
	read_octets(CERT_INPUT_AUTO);
	assert_int_equal(cv.n_fault, 0);
	assert_int_equal(cv.n_ext, 1001);
	for (unsigned i = 0; i < 1001; i++)
		assert_int_equal(cv.ext[i].repeated, i == 1000);
}

static void
every_fault_is_kept(void **state)
{
	static char hex[40000];
	struct build_cert c = { .version = NULL };

	(void)state;
	for (unsigned n = 15; n <= 1001; n = n < 66 ? n + 1 : 1001) {
		hex[0] = '\0';
		for (unsigned i = 0; i < n; i++)
			strcat(hex, "30 0b 06 02 2a03 01 01 00 04 02 05 00");
		c.extension = hex;
		read_it(c);
		assert_int_equal(cv.n_fault, n);
		if (n == 1001)
			break;
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_sound_certificate),
		cmocka_unit_test(an_elliptic_curve_key),
		cmocka_unit_test(versions),
		cmocka_unit_test(damage_stays_in_its_field),
		cmocka_unit_test(a_field_that_is_missing),
		cmocka_unit_test(what_stands_behind_the_end),
		cmocka_unit_test(quirks_of_fields),
		cmocka_unit_test(defaults_of_rsa_pss),
		cmocka_unit_test(inside_the_rsa_key),
		cmocka_unit_test(inputs_that_are_no_certificate),
		cmocka_unit_test(a_tbs_certificate_alone),
		cmocka_unit_test(spans_of_parts),
		cmocka_unit_test(critical_fields),
		cmocka_unit_test(one_broken_extension),
		cmocka_unit_test(octets_after_values),
		cmocka_unit_test(repeated_extensions),
		cmocka_unit_test(a_thousand_extensions),
		cmocka_unit_test(every_fault_is_kept),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
