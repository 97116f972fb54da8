/* SPDX-License-Identifier: Apache-2.0 */
/* Entries of a CRL: the commonest forms, which are read without a look at each element, say what any other reading says of them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "base/arena.h"
#include "x509/revocation/crl_entry.h"

static struct arena arena;
static struct crl_view view;

static int
set_up(void **state)
{
	(void)state;
	arena_init(&arena);
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	arena_free(&arena);
	return 0;
}

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

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_octet_in_every_place),
		cmocka_unit_test(every_day),
		cmocka_unit_test(every_second),
		cmocka_unit_test(an_end_that_is_missing),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
