/* SPDX-License-Identifier: Apache-2.0 */
/* Entries of a CRL: the commonest forms, which are read without a look at each element, say what any other reading says of them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "arena_tests.h"
#include "der_build.h"
#include "x509/revocation/crl_entry.h"
#include "x509/revocation/crl_walk.h"

static struct crl_view view;

/* Element by element; false: there is something to be seen in it. */
static bool
read_whole(struct span octets, struct crl_entry *e)
{
	struct reader r = { .artifact = &view.artifact, .crl = &view, .a = &arena };
	struct der_tlv t;

	arena_reset(&arena);
	memset(&view, 0, sizeof view);
	if (der_next(&octets, &t) != DER_OK || octets.n != 0)
		return false;
	r.whole = t.raw;
	crl_entry_read(&r, &view, &t, e);
	for (unsigned i = 0; i < CRL_SIGHTS; i++)
		if (view.tally[i].n > 0 && i != CRL_SEES_EXTENSIONS)
			return false;
	return view.n_fault == 0 && e->serial.p != NULL && e->revoked.ok;
}

static void
assert_same(struct span a, struct span b)
{
	assert_ptr_equal(a.p, b.p);
	assert_int_equal(a.n, b.n);
}

/* What is plain reads alike either way.  True: it is plain. */
static bool
compare(const uint8_t *octets, size_t n)
{
	struct span in = { octets, n };
	struct crl_entry plain, whole;

	if (!crl_entry_plain(&in, &plain))
		return false;
	assert_int_equal(plain.raw.n + in.n, n);
	assert_true(read_whole(plain.raw, &whole));
	assert_same(plain.raw, whole.raw);
	assert_same(plain.serial, whole.serial);
	assert_same(plain.date, whole.date);
	assert_same(plain.reason_at, whole.reason_at);
	assert_same(plain.issuer, whole.issuer);
	assert_int_equal(plain.reason, whole.reason);
	assert_int_equal(plain.revoked.seconds, whole.revoked.seconds);
	return true;
}

static const uint8_t entry[] = {
	0x30, 0x22, 0x02, 0x03, 0x4a, 0x01, 0x02, 0x17, 0x0d, '2', '6', '0', '1', '1', '2', '0', '9', '3', '0', '0', '0', 'Z',
	0x30, 0x0c, 0x30, 0x0a, 0x06, 0x03, 0x55, 0x1d, 0x15, 0x04, 0x03, 0x0a, 0x01, 0x01
};
static const uint8_t bare[] = {
	0x30, 0x13, 0x02, 0x02, 0x00, 0x80, 0x17, 0x0d, '2', '6', '0', '1', '1', '2', '0', '9', '3', '0', '0', '0', 'Z'
};

static void
every_octet_in_every_place(void **state)
{
	uint8_t octets[sizeof entry];
	unsigned plain = 0;

	(void)state;
	for (size_t i = 0; i < sizeof entry; i++)
		for (unsigned value = 0; value < 256; value++) {
			memcpy(octets, entry, sizeof entry);
			octets[i] = (uint8_t)value;
			plain += compare(octets, sizeof octets);
		}
	for (size_t i = 0; i < sizeof bare; i++)
		for (unsigned value = 0; value < 256; value++) {
			memcpy(octets, bare, sizeof bare);
			octets[i] = (uint8_t)value;
			plain += compare(octets, sizeof bare);
		}
	assert_true(plain > 1000);
}

/* Every day of a hundred years is plain, and no other date is. */
static void
every_day(void **state)
{
	uint8_t octets[sizeof bare];
	unsigned plain = 0;
	char text[32];

	(void)state;
	memcpy(octets, bare, sizeof bare);
	for (unsigned y = 0; y < 100; y++)
		for (unsigned m = 0; m < 20; m++)
			for (unsigned d = 0; d < 40; d++) {
				(void)snprintf(text, sizeof text, "%02u%02u%02u", y, m, d);
				memcpy(octets + 8, text, 6);
				plain += compare(octets, sizeof octets);
			}
	assert_int_equal(plain, 36525);
}

static void
every_second(void **state)
{
	uint8_t octets[sizeof bare];
	unsigned plain = 0;
	char text[32];

	(void)state;
	memcpy(octets, bare, sizeof bare);
	for (unsigned h = 0; h < 30; h++)
		for (unsigned n = 0; n < 10000; n += h == 23 ? 1 : 77) {
			(void)snprintf(text, sizeof text, "%02u%04u", h, n);
			memcpy(octets + 14, text, 6);
			plain += compare(octets, sizeof octets);
		}
	assert_true(plain > 3600);
}

static void
an_end_that_is_missing(void **state)
{
	uint8_t octets[sizeof entry];

	(void)state;
	for (size_t n = 0; n < sizeof entry; n++) {
		struct span in = { octets, n };
		struct crl_entry e;

		memcpy(octets, entry, sizeof entry);
		assert_false(crl_entry_plain(&in, &e));
		assert_int_equal(in.n, n);
	}
}

/* ---- every other entry, and what is seen in it ---- */

#define SERIAL "02 01 05"
#define DATE_2026 "17 0d 3236303131323039333030305a"
#define REASON_1 "04 03 0a 01 01"
#define SEES(sight) (UINT64_C(1) << (sight))

/* The entry of these fields and, unless NULL, of these extensions; the same sights each time. */
static struct crl_entry
read_fields(const char *fields, const char *extensions)
{
	static struct build b;
	struct reader r = { .artifact = &view.artifact, .crl = &view, .a = &arena };
	struct span in;
	struct crl_entry e;
	struct der_tlv t;
	size_t entry_at, list;

	b.n = 0;
	entry_at = build_open(&b, DER_SEQUENCE);
	build_hex(&b, fields);
	if (extensions != NULL) {
		list = build_open(&b, DER_SEQUENCE);
		build_hex(&b, extensions);
		build_close(&b, list);
	}
	build_close(&b, entry_at);
	in = build_span(&b);
	assert_int_equal(der_next(&in, &t), DER_OK);
	r.whole = t.raw;
	crl_entry_read(&r, &view, &t, &e);
	return e;
}

static uint64_t
seen(void)
{
	uint64_t set = 0;

	for (unsigned i = 0; i < CRL_SIGHTS; i++)
		if (view.tally[i].n > 0 && i != CRL_SEES_EXTENSIONS)
			set |= SEES(i);
	return set;
}

static void
forget(void)
{
	arena_reset(&arena);
	memset(&view, 0, sizeof view);
}

static void
sights_of_entries(void **state)
{
	static const struct {
		const char *fields, *extensions;
		uint64_t sights;
		unsigned reason;
		size_t n_fault;
		const char *what;		/* CRL_SEES_MALFORMED */
	} t[] = {
		{ SERIAL DATE_2026, NULL, 0, CRL_NO_REASON, 0, NULL },
		{ SERIAL DATE_2026, "", SEES(CRL_SEES_NO_EXTENSION), CRL_NO_REASON, 0, NULL },
		{ "05 00" DATE_2026, NULL, SEES(CRL_SEES_MALFORMED), CRL_NO_REASON, 0, "userCertificate is not an INTEGER" },
		{ SERIAL "05 00", NULL, SEES(CRL_SEES_MALFORMED), CRL_NO_REASON, 0,
		    "revocationDate is not a UTCTime or GeneralizedTime" },
		/* What cannot be read hides no reason behind it. */
		{ "05 00" DATE_2026, "30 0a 06 03 551d15" REASON_1, SEES(CRL_SEES_MALFORMED), CRL_KEY_COMPROMISE, 0,
		    "userCertificate is not an INTEGER" },
		{ DATE_2026, "30 0a 06 03 551d15" REASON_1, SEES(CRL_SEES_MALFORMED), CRL_KEY_COMPROMISE, 0, "userCertificate is not an INTEGER" },
		{ SERIAL "05 00", "30 0a 06 03 551d15" REASON_1, SEES(CRL_SEES_MALFORMED), CRL_KEY_COMPROMISE, 0,
		    "revocationDate is not a UTCTime or GeneralizedTime" },
		{ SERIAL, "30 0a 06 03 551d15" REASON_1, SEES(CRL_SEES_MALFORMED), CRL_KEY_COMPROMISE, 0,
		    "revocationDate is not a UTCTime or GeneralizedTime" },
		/* 2049 and 2050 */
		{ SERIAL "18 0f 32303439313233313233353935395a", NULL, SEES(CRL_SEES_TIME_TYPE), CRL_NO_REASON, 0, NULL },
		{ SERIAL "18 0f 32303530303130313030303030305a", NULL, 0, CRL_NO_REASON, 0, NULL },
		/* critical: FALSE written, of no octet, of two, TRUE */
		{ SERIAL DATE_2026, "30 0d 06 03 551d15 01 01 00" REASON_1, 0, CRL_KEY_COMPROMISE, 1, NULL },
		{ SERIAL DATE_2026, "30 0c 06 03 551d15 01 00" REASON_1, 0, CRL_KEY_COMPROMISE, 1, NULL },
		{ SERIAL DATE_2026, "30 0e 06 03 551d15 01 02 0000" REASON_1, 0, CRL_KEY_COMPROMISE, 1, NULL },
		{ SERIAL DATE_2026, "30 0d 06 03 551d15 01 01 ff" REASON_1, SEES(CRL_SEES_REASON_CRITICAL), CRL_KEY_COMPROMISE, 0, NULL },
		/* reasons that are not defined */
		{ SERIAL DATE_2026, "30 0a 06 03 551d15 04 03 0a 01 07", SEES(CRL_SEES_REASON_UNDEFINED), CRL_REASON_7, 0, NULL },
		{ SERIAL DATE_2026, "30 0a 06 03 551d15 04 03 0a 01 0b", SEES(CRL_SEES_REASON_UNDEFINED), CRL_REASON_OTHER, 0, NULL },
		{ SERIAL DATE_2026, "30 0a 06 03 551d15 04 03 02 01 01", SEES(CRL_SEES_MALFORMED), CRL_REASON_OTHER, 0,
		    "reasonCode is not an ENUMERATED" },
		/* the same extension twice; an Extension that is none, of no identifier, of no value */
		{ SERIAL DATE_2026, "30 0a 06 03 551d15" REASON_1 "30 0a 06 03 551d15" REASON_1, SEES(CRL_SEES_REPEATED_EXTENSION),
		    CRL_KEY_COMPROMISE, 0, NULL },
		/* … with another reason; unspecified in one that is critical */
		{ SERIAL DATE_2026, "30 0a 06 03 551d15" REASON_1 "30 0a 06 03 551d15 04 03 0a 01 06", SEES(CRL_SEES_REPEATED_EXTENSION),
		    CRL_REASON_OTHER, 0, NULL },
		{ SERIAL DATE_2026, "30 0a 06 03 551d15" REASON_1 "30 0d 06 03 551d15 01 01 ff 04 03 0a 01 00",
		    SEES(CRL_SEES_REPEATED_EXTENSION) | SEES(CRL_SEES_REASON_CRITICAL), CRL_REASON_OTHER, 0, NULL },
		{ SERIAL DATE_2026, "05 00", SEES(CRL_SEES_MALFORMED), CRL_REASON_OTHER, 0, "an entry's Extension is not a SEQUENCE" },
		{ SERIAL DATE_2026, "30 02 05 00", SEES(CRL_SEES_MALFORMED), CRL_REASON_OTHER, 0, "extnID is not an OBJECT IDENTIFIER" },
		{ SERIAL DATE_2026, "30 05 06 03 551d15", SEES(CRL_SEES_MALFORMED), CRL_REASON_OTHER, 0,
		    "extnValue is not an OCTET STRING in primitive form" },
		/* invalidityDate: the moment of revocation, a day later, a day later than no moment, no GeneralizedTime */
		{ SERIAL DATE_2026, "30 18 06 03 551d18 04 11 18 0f 32303236303131323039333030305a", 0, CRL_NO_REASON, 0, NULL },
		{ SERIAL DATE_2026, "30 18 06 03 551d18 04 11 18 0f 32303236303131333039333030305a", SEES(CRL_SEES_INVALIDITY_LATE),
		    CRL_NO_REASON, 0, NULL },
		{ SERIAL "17 0d 3236313331323039333030305a", "30 18 06 03 551d18 04 11 18 0f 32303236303131333039333030305a", 0,
		    CRL_NO_REASON, 1, NULL },
		{ SERIAL DATE_2026, "30 16 06 03 551d18 04 0f 17 0d 3236303131323039333030305a", SEES(CRL_SEES_INVALIDITY_FORM),
		    CRL_NO_REASON, 0, NULL },
		/* certificateIssuer of no name, and no SEQUENCE */
		{ SERIAL DATE_2026, "30 0c 06 03 551d1d 01 01 ff 04 02 30 00", SEES(CRL_SEES_CERTIFICATE_ISSUER) | SEES(CRL_SEES_MALFORMED),
		    CRL_NO_REASON, 0, "certificateIssuer is not a SEQUENCE of GeneralNames" },
		{ SERIAL DATE_2026, "30 0c 06 03 551d1d 01 01 ff 04 02 05 00", SEES(CRL_SEES_CERTIFICATE_ISSUER) | SEES(CRL_SEES_MALFORMED),
		    CRL_NO_REASON, 0, "certificateIssuer is not a SEQUENCE of GeneralNames" },
		/* unknown extensions, one of them critical */
		{ SERIAL DATE_2026, "30 07 06 01 2a 04 02 05 00" "30 0a 06 01 2b 01 01 ff 04 02 05 00", SEES(CRL_SEES_UNKNOWN_CRITICAL),
		    CRL_NO_REASON, 0, NULL },
	};

	(void)state;
	for (size_t i = 0; i < sizeof t / sizeof *t; i++) {
		struct crl_entry e;

		forget();
		e = read_fields(t[i].fields, t[i].extensions);
		if (seen() != t[i].sights || e.reason != t[i].reason || view.n_fault != t[i].n_fault)
			fail_msg("%s %s: sights %llx, reason %u, %zu faults", t[i].fields, t[i].extensions, (unsigned long long)seen(), e.reason, view.n_fault);
		if (t[i].what != NULL)
			assert_string_equal(view.tally[CRL_SEES_MALFORMED].spot[0].what, t[i].what);
	}
}

/* Of names among which there is one directoryName, the Name in it; all else as it stands. */
static void
certificate_issuers(void **state)
{
	static const struct {
		const char *extension;
		uint8_t first;
		size_t n;
		const char *fault;
		enum crl_sight is;		/* … of this sort */
	} t[] = {
		{ "30 1d 06 03 551d1d 01 01 ff 04 13 30 11 a4 0f 30 0d 31 0b 30 09 06 03 550406 13 02 4445", DER_SEQUENCE, 15, NULL, CRL_SEES_MALFORMED },
		{ "30 1f 06 03 551d1d 01 01 ff 04 15 30 13 a4 0f 30 0d 31 0b 30 09 06 03 550406 13 02 4445 82 00", DER_SEQUENCE, 15, "a dNSName is not in the preferred name syntax", CRL_SEES_ISSUER_NAME },
		{ "30 20 06 03 551d1d 01 01 ff 04 16 30 14 82 01 61 a4 0f 30 0d 31 0b 30 09 06 03 550406 13 02 4445", DER_SEQUENCE, 15, NULL, CRL_SEES_MALFORMED },
		{ "30 2e 06 03 551d1d 01 01 ff 04 24 30 22 a4 0f 30 0d 31 0b 30 09 06 03 550406 13 02 4445 a4 0f 30 0d 31 0b 30 09 06 03 550406 13 02 4445", DER_CTX_CONS(4), 34, NULL, CRL_SEES_MALFORMED },
		{ "30 10 06 03 551d1d 01 01 ff 04 06 30 04 a4 02 05 00", DER_CTX_CONS(4), 4, "directoryName is not a SEQUENCE", CRL_SEES_MALFORMED },
		{ "30 12 06 03 551d1d 01 01 ff 04 08 30 06 a4 04 30 00 05 00", DER_CTX_CONS(4), 6, "an element of a name has more than its fields", CRL_SEES_MALFORMED },
		{ "30 0f 06 03 551d1d 01 01 ff 04 05 30 03 82 01 61", DER_CTX(2), 3, NULL, CRL_SEES_MALFORMED },
		{ "30 10 06 03 551d1d 01 01 ff 04 06 30 04 a4 02 30 00", DER_SEQUENCE, 2, "directoryName has no attribute", CRL_SEES_ISSUER_NAME },
		{ "30 0e 06 03 551d1d 01 01 ff 04 04 30 02 82 00", DER_CTX(2), 2, "a dNSName is not in the preferred name syntax", CRL_SEES_ISSUER_NAME },
	};

	(void)state;
	for (size_t i = 0; i < sizeof t / sizeof *t; i++) {
		bool no_dn = strstr(t[i].extension, " a4 ") == NULL && (t[i].fault == NULL || t[i].is == CRL_SEES_ISSUER_NAME);
		struct crl_entry e;

		forget();
		e = read_fields(SERIAL DATE_2026, t[i].extension);
		assert_int_equal(seen(), SEES(CRL_SEES_CERTIFICATE_ISSUER) | (t[i].fault != NULL ? SEES(t[i].is) : 0) |
		    (no_dn ? SEES(CRL_SEES_ISSUER_NO_DN) : 0));
		if (t[i].fault != NULL)
			assert_string_equal(view.tally[t[i].is].spot[0].what, t[i].fault);
		assert_int_equal(e.issuer.n, t[i].n);
		assert_int_equal(e.issuer.p[0], t[i].first);
	}
}

/* Sixteen different extensions of one entry are compared, and the seventeenth says that it was not. */
static void
many_extensions(void **state)
{
	char text[32 * 17] = "";

	(void)state;
	for (unsigned i = 0; i < 17; i++) {
		(void)snprintf(text + strlen(text), 32, "30 05 06 01 %02x 04 00", 0x30 + i);
		forget();
		(void)read_fields(SERIAL DATE_2026, text);
		assert_int_equal(seen(), i < 16 ? 0 : SEES(CRL_SEES_MALFORMED));
	}
	assert_string_equal(view.tally[CRL_SEES_MALFORMED].spot[0].what, "an entry has more extensions than are compared");
}

/* All are counted, and the first are remembered. */
static void
many_sights(void **state)
{
	(void)state;
	forget();
	for (view.at = 0; view.at < CRL_SPOTS + 3; view.at++)
		(void)read_fields("05 00" DATE_2026, NULL);
	assert_int_equal(view.tally[CRL_SEES_MALFORMED].n, CRL_SPOTS + 3);
	assert_int_equal(view.tally[CRL_SEES_MALFORMED].spot[CRL_SPOTS - 1].index, CRL_SPOTS - 1);
}

/* After so many faults those of an entry are one sight; an entry without a fault is none. */
static void
more_faults_than_are_kept(void **state)
{
	static const struct {
		const char *fields;
		bool clean;
	} t[] = {
		{ SERIAL DATE_2026, true },
		{ "02 02 00 05" DATE_2026, false },				/* a zero octet too many */
		{ "02 81 01 05" DATE_2026, false },				/* a length of two octets */
		{ SERIAL "17 0b 323630313132303933305a", false },		/* a UTCTime without seconds */
		{ SERIAL DATE_2026 "30 02 06 03", false },			/* a list that is cut short */
	};

	(void)state;
	for (size_t i = 0; i < sizeof t / sizeof *t; i++) {
		forget();
		view.n_fault = 4096;
		(void)read_fields(t[i].fields, NULL);
		assert_int_equal((seen() & SEES(CRL_SEES_MALFORMED)) == 0, t[i].clean);
		if (!t[i].clean)
			assert_string_equal(view.tally[CRL_SEES_MALFORMED].spot[0].what, "an entry is not encoded in DER");
	}
}

/* Whatever the type is that nobody knows: the elements of a SET may stand in the order of their tags. */
static void
more_unknown_extensions_than_are_kept(void **state)
{
	static const struct {
		const char *extension;
		bool clean;
	} t[] = {
		{ "30 09 06 02 2a 03 04 03 02 01 05", true },
		{ "30 0e 06 02 2a 03 04 08 31 06 02 01 05 01 01 ff", true },
		{ "30 09 06 02 2a 03 04 03 05 01 aa", false },			/* NULL with content */
		{ "30 0a 06 02 2a 03 04 04 05 00 05 00", false },		/* two elements */
		{ "30 06 06 02 2a 03 04 00", false },				/* none */
	};

	(void)state;
	for (size_t i = 0; i < sizeof t / sizeof *t; i++) {
		forget();
		view.n_fault = 4096;
		(void)read_fields(SERIAL DATE_2026, t[i].extension);
		assert_int_equal((seen() & SEES(CRL_SEES_MALFORMED)) == 0, t[i].clean);
		if (!t[i].clean)
			assert_string_equal(view.tally[CRL_SEES_MALFORMED].spot[0].what, "an extension's value is not encoded in DER");
	}
}

static int
sign_of(int n)
{
	return (n > 0) - (n < 0);
}

/* Of every length, with one octet more or less in every place, as memcmp() has it; a longer one comes behind. */
static void
order_of_serials(void **state)
{
	(void)state;
	for (size_t n = 0; n <= 24; n++) {
		uint8_t *a = malloc(n + 1), *b = malloc(n + 1);
		const struct span x = { a, n }, y = { b, n };

		assert_true(a != NULL && b != NULL);
		for (size_t i = 0; i <= n; i++)
			a[i] = b[i] = (uint8_t)(i * 37 + 0x80);
		assert_int_equal(crl_serial_order(x, y), 0);
		for (size_t i = 0; i < n; i++) {
			for (unsigned change = 1; change <= 0xff; change++) {
				b[i] = (uint8_t)(a[i] + change);
				assert_int_equal(sign_of(crl_serial_order(x, y)), sign_of(memcmp(a, b, n)));
				assert_int_equal(sign_of(crl_serial_order(y, x)), sign_of(memcmp(b, a, n)));
			}
			b[i] = 0;
			assert_int_equal(sign_of(crl_serial_order((struct span){ a, i }, y)), -1);
			b[i] = a[i];
		}
		free(a);
		free(b);
	}
}

/* Somebody wrote two names of one id: entries of theirs with one serial number are of two certificates, however one of them is written. */
static void
issuers_of_one_id(void **state)
{
	static const uint8_t name[][15] = {
		{ 0x30, 13, 0x31, 11, 0x30, 9, 6, 3, 0x55, 4, 3, 0x0c, 2, 'a', 'b' }, { 0x30, 13, 0x31, 11, 0x30, 9, 6, 3, 0x55, 4, 3, 0x13, 2, 'A', 'B' },
		{ 0x30, 13, 0x31, 11, 0x30, 9, 6, 3, 0x55, 4, 3, 0x0c, 2, 'a', 'c' },
	};
	static const uint8_t serial[] = { 1, 2 };
	struct crl_entry e[4] = { { .issuer = SPAN_NONE } };

	(void)state;
	for (size_t i = 0; i < 4; i++) {
		e[i].serial = (struct span){ serial, sizeof serial };
		if (i > 0)
			e[i].issuer = (struct span){ name[i - 1], sizeof *name };
	}
	assert_int_equal(crl_entry_order(&e[0], &e[0]), 0);
	assert_int_equal(crl_entry_order(&e[1], &e[2]), 0);
	for (size_t i = 0; i < 3; i++) {
		assert_int_not_equal(crl_entry_order(&e[i], &e[3]), 0);
		assert_int_equal(crl_entry_order(&e[i], &e[3]), -crl_entry_order(&e[3], &e[i]));
	}
	assert_true(crl_entry_order(&e[0], &e[1]) < 0);
	assert_true(crl_entry_order(&e[1], &e[0]) > 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_octet_in_every_place),
		cmocka_unit_test(every_day),
		cmocka_unit_test(every_second),
		cmocka_unit_test(an_end_that_is_missing),
		cmocka_unit_test(sights_of_entries),
		cmocka_unit_test(certificate_issuers),
		cmocka_unit_test(many_extensions),
		cmocka_unit_test(many_sights),
		cmocka_unit_test(more_faults_than_are_kept),
		cmocka_unit_test(more_unknown_extensions_than_are_kept),
		cmocka_unit_test(order_of_serials),
		cmocka_unit_test(issuers_of_one_id),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
