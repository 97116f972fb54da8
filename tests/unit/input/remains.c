/* SPDX-License-Identifier: Apache-2.0 */
/* What remains in DER of certificates, CRLs, OCSP responses and containers whose beginning is damaged or gone is told of, and as what it is. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "carriers.h"
#include "der/der.h"
#include "kinds.h"

static unsigned wrong;

/* What was read: the things, and unreadable ones by what their place says. */
struct met {
	struct got got;
	unsigned unreadable[3], skipped;
};

static int
hand_by_place(void *arg, const struct item *item)
{
	struct met *m = arg;

	m->unreadable[item->place] += item->fault != NULL;
	return hand(&m->got, item);
}

static struct met
read_octets(struct span octets, bool crls)
{
	static uint8_t buf[STREAM_SIZE];
	struct met met = { .skipped = 0 };
	struct span rest = octets;
	struct stream r = { .read = stream_memory, .arg = &rest, .buf = buf };
	struct input in = { .limit = 1 << 20, .forms = input_forms, .path = "input", .fn = hand_by_place, .arg = &met, .crls = crls };

	assert_int_equal(input_file(&in, &r), 0);
	met.skipped = (unsigned)in.skipped;
	input_free(&in);
	return met;
}

/* One unreadable thing in this place, and so many certificates. */
static void
expect(const char *what, size_t n, const struct out *o, enum item_place place, unsigned certificates)
{
	struct met m = read_octets(out_span(o), true);
	unsigned found = m.got.parts[CERTIFICATE_OF][0] + m.got.parts[CERTIFICATE_OF][1] + m.got.others;

	if (m.unreadable[place] == 1 && m.got.unreadable == 1 && found == certificates)
		return;
	wrong++;
	printf("%s, %zu: %u of %u certificates, %u unreadable, %u of them in its place (%s)\n", what, n, found, certificates, m.got.unreadable,
	    m.unreadable[place], m.got.words);
}

/* A certificate in PEM, then another in DER that lacks its first octets, or that has others there. */
static void
test_behind_pem(void **state)
{
	struct span der = out_span(&thing[CERTIFICATE_OF][1]);

	(void)state;
	wrong = 0;
	for (unsigned way = 0; way < 4; way++)
		for (size_t n = 1; n < 300; n += n < 24 ? 1 : 67) {
			struct out o = { NULL, 0, 0, false };
			size_t from;

			pem(&o, out_span(&thing[CERTIFICATE_OF][0]));
			from = o.n;
			out_mem(&o, way & 1 ? der.p : der.p + n, way & 1 ? der.n : der.n - n);
			if (way & 1)
				memset(o.p + from, 0, n);
			/* Armour goes on behind it. */
			if (way & 2)
				pem(&o, der);
			expect("certificate", n, &o, PLACE_OF_CERTIFICATE, way & 2 ? 2 : 1);
			out_free(&o);
		}
	assert_int_equal(wrong, 0);
}

/* Where id-pkix-ocsp-basic begins in a response that has its length in four octets. */
#define BASIC 17

/* A response alone: the certificate in it is read, and that it was one is told of. */
static void
test_responses(void **state)
{
	struct span der = out_span(&thing[RESPONSE_OF][0]);

	(void)state;
	wrong = 0;
	for (size_t n = 1; n < 100; n++) {
		struct out o = { NULL, 0, 0, false };

		/* Elements in it are linted as what they are not; a zero is padding. */
		if (der.p[n + 1] < 0x80 || memchr("\x30\x04\xa0", der.p[n], 4) == NULL) {
			out_mem(&o, der.p + n, der.n - n);
			expect("response without octets", n, &o, PLACE_OF_RESPONSE, 1);
			out_clear(&o);
		}
		if (n < BASIC) {
			out_mem(&o, der.p, der.n);
			memset(o.p, 0x31, n);
			expect("response with other octets", n, &o, PLACE_OF_RESPONSE, 1);
		}
		out_free(&o);
	}
	assert_int_equal(wrong, 0);
}

static void
test_crls(void **state)
{
	struct span der = out_span(&thing[CRL_OF][0]);

	(void)state;
	wrong = 0;
	for (size_t n = 1; n < 150; n++) {
		struct out o = { NULL, 0, 0, false };

		pem(&o, out_span(&thing[CERTIFICATE_OF][0]));
		out_mem(&o, der.p + n, der.n - n);
		expect("CRL without octets", n, &o, PLACE_OF_CRL, 1);
		out_free(&o);
	}
	assert_int_equal(wrong, 0);
}

/* The certificates of a container are read. */
static void
test_containers(void **state)
{
	(void)state;
	wrong = 0;
	for (size_t n = 1; n < 5; n++) {
		struct out o = { NULL, 0, 0, false };

		bag(&o, out_span(&thing[CERTIFICATE_OF][0]));
		memset(o.p, 0x55, n);
		expect("container", n, &o, PLACE_OF_CERTIFICATE, 1);
		out_free(&o);
	}
	assert_int_equal(wrong, 0);
}

/* Where no CRLs and responses are read they are skipped. */
static void
test_not_wanted(void **state)
{
	struct out o = { NULL, 0, 0, false };
	struct met m;

	(void)state;
	pem(&o, out_span(&thing[CERTIFICATE_OF][0]));
	out_mem(&o, thing[CRL_OF][0].p + 9, thing[CRL_OF][0].n - 9);
	m = read_octets(out_span(&o), false);
	assert_int_equal(m.got.parts[CERTIFICATE_OF][0], 1);
	assert_int_equal(m.got.unreadable, 0);
	assert_int_equal(m.skipped, 1);
	out_free(&o);
}

/* Names alone are no remains: lists of them stand in much that has no certificate. */
static void
test_names(void **state)
{
	static const uint8_t name[] = { 0x30, 13, 0x31, 11, 0x30, 9, 6, 3, 0x55, 4, 3, 12, 2, 'c', 'a' };
	struct out o = { NULL, 0, 0, false };
	struct met m;

	(void)state;
	pem(&o, out_span(&thing[CERTIFICATE_OF][0]));
	for (unsigned i = 0; i < 100; i++)
		out_mem(&o, name, sizeof name);
	m = read_octets(out_span(&o), true);
	assert_int_equal(m.got.parts[CERTIFICATE_OF][0], 1);
	assert_int_equal(m.got.unreadable, 0);
	out_free(&o);
}

static void
head(struct out *o, size_t n)
{
	out_mem(o, (char[]){ 0x30, (char)0x82, (char)(n >> 8), (char)(n & 0xff) }, 4);
}

/* The certificate with these octets at the end of what is signed, where its extensions are. */
static void
holding(struct out *o, struct span der, struct span inside)
{
	struct der_tlv outer, tbs;
	struct span rest;

	assert_int_equal(der_next(&der, &outer), DER_OK);
	rest = outer.val;
	assert_int_equal(der_next(&rest, &tbs), DER_OK);
	head(o, 4 + tbs.val.n + 4 + inside.n + rest.n);
	head(o, tbs.val.n + 4 + inside.n);
	out_mem(o, tbs.val.p, tbs.val.n);
	head(o, inside.n);
	o->p[o->n - 4] = 0x04;
	out_mem(o, inside.p, inside.n);
	out_mem(o, rest.p, rest.n);
}

/* An extension may hold text and certificates: neither is what a wrong length has taken in, whatever trails the certificate. */
static void
test_extensions(void **state)
{
	static const char *const trails[] = { "", "\n", "\r\n" };
	struct out inside[2] = { { NULL, 0, 0, false }, { NULL, 0, 0, false } };

	(void)state;
	pem(&inside[0], out_span(&thing[CERTIFICATE_OF][1]));
	out_mem(&inside[1], thing[CERTIFICATE_OF][1].p, thing[CERTIFICATE_OF][1].n);
	for (unsigned i = 0; i < 2; i++)
		for (size_t k = 0; k < sizeof trails / sizeof *trails; k++) {
			struct out o = { NULL, 0, 0, false };
			struct met m;

			holding(&o, out_span(&thing[CERTIFICATE_OF][0]), out_span(&inside[i]));
			out_str(&o, trails[k]);
			m = read_octets(out_span(&o), true);
			assert_int_equal(m.got.others, 1);
			assert_int_equal(m.got.unreadable, 0);
			assert_int_equal(m.got.parts[CERTIFICATE_OF][1], 0);
			out_free(&o);
		}
	out_free(&inside[0]);
	out_free(&inside[1]);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_behind_pem), cmocka_unit_test(test_responses), cmocka_unit_test(test_crls), cmocka_unit_test(test_containers),
		cmocka_unit_test(test_not_wanted), cmocka_unit_test(test_names), cmocka_unit_test(test_extensions),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
