/* SPDX-License-Identifier: Apache-2.0 */
/*
 * OpenSSL as the judge of our reader: what it refuses, or writes back
 * otherwise, must have a fault in our view as well.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>
#include <openssl/err.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>
/* Macros there, enumerators here. */
#undef KU_DIGITAL_SIGNATURE
#undef KU_NON_REPUDIATION
#undef KU_KEY_ENCIPHERMENT
#undef KU_DATA_ENCIPHERMENT
#undef KU_KEY_AGREEMENT
#undef KU_KEY_CERT_SIGN
#undef KU_CRL_SIGN
#undef KU_ENCIPHER_ONLY
#undef KU_DECIPHER_ONLY

#include "arena_tests.h"
#include "cert_rich.h"
#include "der_build.h"
#include "x509/cert.h"

static struct build sound, bent;

/*
 * Does OpenSSL read the certificate and write the same octets?  A decoded
 * X509 keeps its octets, so the fields are copied to one that has none.
 */
static bool
openssl_agrees(const struct build *b)
{
	const uint8_t *at = b->b;
	X509 *x = d2i_X509(NULL, &at, (long)b->n);
	uint8_t *out = NULL;
	int n = -1;

	if (x != NULL && at == b->b + b->n && i2d_re_X509_tbs(x, NULL) > 0)
		n = i2d_X509(x, &out);
	X509_free(x);
	ERR_clear_error();
	if (n < 0)
		return false;
	n = n == (int)b->n && memcmp(out, b->b, b->n) == 0;
	OPENSSL_free(out);
	return n != 0;
}

static struct cert_view *
view(const struct build *b)
{
	static struct cert_view cv;

	arena_reset(&arena);
	assert_true(cert_view_read(&cv, build_span(b), CERT_INPUT_AUTO, &arena));
	return &cv;
}

/* Every octet, bent in these ways. */
static uint8_t
bend(uint8_t octet, unsigned way)
{
	static const uint8_t flips[] = { 0x01, 0x02, 0x20, 0x40, 0x80, 0xff };

	switch (way) {
	case 0: return (uint8_t)(octet + 1);
	case 1: return (uint8_t)(octet - 1);
	case 2: return 0x00;
	default: return octet ^ flips[way - 3];
	}
}
#define WAYS 9

static void
compare_all(const struct build *b)
{
	for (size_t i = 0; i < b->n; i++)
		for (unsigned way = 0; way < WAYS; way++) {
			bent = *b;
			bent.b[i] = bend(b->b[i], way);
			if (!openssl_agrees(&bent) && view(&bent)->n_fault == 0)
				fail_msg("octet %zu: %02x for %02x", i, bent.b[i], b->b[i]);
		}
}

static void
small_certificate(void **state)
{
	struct build_cert c = { .version = NULL };

	(void)state;
	build_certificate(&sound, &c);
	assert_true(openssl_agrees(&sound));
	assert_int_equal(view(&sound)->n_fault, 0);
	compare_all(&sound);
}

static void
every_optional_field(void **state)
{
	struct build_cert c = {
		.subject = "30 1f 31 1d 30 0b 06 03 550403 1e 04 00410042 30 0e 06 03 550404 0c 07 c3a46162636465",
		.after_spki = "81 02 00 01 82 02 07 80",
	};

	(void)state;
	build_certificate(&sound, &c);
	assert_true(openssl_agrees(&sound));
	assert_int_equal(view(&sound)->n_fault, 0);
	compare_all(&sound);
}

/* One octet left out, or one put in. */
static void
octets_lost_and_found(void **state)
{
	struct build_cert c = { .version = NULL };

	(void)state;
	build_certificate(&sound, &c);
	for (size_t i = 0; i < sound.n; i++) {
		bent.n = 0;
		build_octets(&bent, sound.b, i);
		build_octets(&bent, sound.b + i + 1, sound.n - i - 1);
		assert_false(openssl_agrees(&bent));
		assert_true(view(&bent)->n_fault > 0);
		bent.n = 0;
		build_octets(&bent, sound.b, i);
		build_octet(&bent, 0);
		build_octets(&bent, sound.b + i, sound.n - i);
		assert_false(openssl_agrees(&bent));
		assert_true(view(&bent)->n_fault > 0);
	}
}

/* Does OpenSSL decode this known extension and write the same octets? */
static bool
openssl_agrees_on_value(struct span oid, struct span val)
{
	const uint8_t *at = oid.p;
	uint8_t header[2] = { 0x06, (uint8_t)oid.n }, id[64], *out = NULL;
	ASN1_OBJECT *object;
	ASN1_OCTET_STRING *octets = ASN1_OCTET_STRING_new();
	X509_EXTENSION *ext;
	void *value;
	int n = -1, nid;

	memcpy(id, header, 2);
	memcpy(id + 2, oid.p, oid.n);
	at = id;
	object = d2i_ASN1_OBJECT(NULL, &at, (long)oid.n + 2);
	assert_non_null(object);
	nid = OBJ_obj2nid(object);
	ASN1_OCTET_STRING_set(octets, val.p, (int)val.n);
	ext = X509_EXTENSION_create_by_OBJ(NULL, object, 0, octets);
	if ((value = X509V3_EXT_d2i(ext)) != NULL) {
		const X509V3_EXT_METHOD *method = X509V3_EXT_get_nid(nid);

		n = ASN1_item_i2d(value, &out, ASN1_ITEM_ptr(method->it));
		ASN1_item_free(value, ASN1_ITEM_ptr(method->it));
	}
	n = n >= 0 && (size_t)n == val.n && memcmp(out, val.p, val.n) == 0;
	OPENSSL_free(out);
	X509_EXTENSION_free(ext);
	ASN1_OCTET_STRING_free(octets);
	ASN1_OBJECT_free(object);
	ERR_clear_error();
	return n != 0;
}

static bool
compared(enum artifact_part part)
{
	switch (part) {
	case PART_EXT_SAN: case PART_EXT_IAN: case PART_EXT_KU: case PART_EXT_EKU: case PART_EXT_BC:
	case PART_EXT_CP: case PART_EXT_CRLDP: case PART_EXT_FRESHEST: case PART_EXT_AIA: case PART_EXT_SIA:
	case PART_EXT_AKI: case PART_EXT_SKI: case PART_EXT_NC: case PART_EXT_PM: case PART_EXT_PC:
	case PART_EXT_IAP: case PART_EXT_PKUP: case PART_EXT_OCSP_NOCHECK:
		return true;
	default:
		return false;
	}
}

static void
values_of_extensions(void **state)
{
	struct build_cert c = { .extension = cert_rich_extensions };
	static struct artifact_ext ext[64];
	unsigned n, tried = 0;

	(void)state;
	build_certificate(&sound, &c);
	n = view(&sound)->n_ext;
	assert_int_equal(view(&sound)->n_fault, 0);
	memcpy(ext, view(&sound)->ext, n * sizeof *ext);
	for (unsigned i = 0; i < n; i++) {
		size_t from = (size_t)(ext[i].val.p - sound.b);

		if (!compared((enum artifact_part)ext[i].part))
			continue;
		assert_true(openssl_agrees_on_value(ext[i].oid, ext[i].val));
		for (size_t k = from; k < from + ext[i].val.n; k++)
			for (unsigned way = 0; way < WAYS; way++, tried++) {
				bent = sound;
				bent.b[k] = bend(sound.b[k], way);
				if (!openssl_agrees_on_value(ext[i].oid, (struct span){ bent.b + from, ext[i].val.n }) &&
				    view(&bent)->n_fault == 0)
					fail_msg("extension %u, octet %zu: %02x for %02x", i, k - from, bent.b[k], sound.b[k]);
			}
	}
	assert_true(tried > 1000);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(small_certificate),
		cmocka_unit_test(every_optional_field),
		cmocka_unit_test(octets_lost_and_found),
		cmocka_unit_test(values_of_extensions),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
