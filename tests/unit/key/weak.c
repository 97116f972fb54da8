/* SPDX-License-Identifier: Apache-2.0 */
/* Lists of weak keys: each form, any order, what is refused; found is what openssl and sha1sum give for a key. */
#include "unit/key/key.h"

#include <stdlib.h>

#include "key/weak.h"

static struct key_work *work;

static int
set_up(void **state)
{
	(void)state;
	work = key_work_new(test_lib());
	return work != NULL ? 0 : -1;
}

static int
tear_down(void **state)
{
	(void)state;
	key_work_free(work);
	return 0;
}

/* An RSA key with the modulus 00c0ffee: printf 'Modulus=C0FFEE\n' | sha1sum, printf '\xc0\xff\xee' | sha256sum. */
static const uint8_t modulus[] = { 0x00, 0xc0, 0xff, 0xee };
#define END_OF_SHA1 "6149ed99475722f13e18"
#define BEGIN_OF_SHA256 "c47a10dc272b1221f0380a2ae0f7d7"

static struct weak_match
find(const struct weak_keys *w)
{
	struct cert_spki key = { .id = OID_RSA, .modulus = { modulus, sizeof modulus } };

	return weak_keys_find(w, work, &key, SPAN_LIT("abc"));
}

static void
finds(const char *list, enum weak_form form, uint8_t number)
{
	struct weak_keys w = { .table[0].n = 0 };
	struct weak_match m;
	char error[200];

	assert_int_equal(weak_keys_add(&w, span_of(list), error, sizeof error), WEAK_OK);
	assert_true(weak_keys_given(&w));
	m = find(&w);
	assert_true(m.found && !m.untried);
	assert_int_equal(m.form, form);
	assert_int_equal(m.list, number);
	weak_keys_free(&w);
}

static void
test_forms(void **state)
{
	(void)state;
	finds("# openssl-blacklist\n" END_OF_SHA1 "\n", WEAK_MODULUS, 0);
	finds("0123456789abcdef0123" END_OF_SHA1, WEAK_MODULUS, 0);
	finds(BEGIN_OF_SHA256 "\r\n", WEAK_NUMBER, 0);
	finds("\n  " BEGIN_OF_SHA256 "0c \n", WEAK_NUMBER, 12);
	/* SHA-256 of "abc" (FIPS 180-4), which stands for a SubjectPublicKeyInfo here. */
	finds("BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD", WEAK_SPKI, 0);
	/* The order of the lines does not matter. */
	finds("ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff\n"
	    "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad\n"
	    "0000000000000000000000000000000000000000000000000000000000000000\n", WEAK_SPKI, 0);
	finds("ffffffffffffffffffff\n" END_OF_SHA1 "\n00000000000000000000\n", WEAK_MODULUS, 0);
}

static void
refused(struct span list, const char *why)
{
	struct weak_keys w = { .table[0].n = 0 };
	char error[200];

	assert_int_equal(weak_keys_add(&w, list, error, sizeof error), WEAK_REFUSED);
	assert_string_equal(error, why);
	assert_false(weak_keys_given(&w));
	assert_false(find(&w).found);
	weak_keys_free(&w);
}

static void
test_refused(void **state)
{
	static const char wrong[] = "neither 20, 30, 32, 40 nor 64 hexadecimal digits";
	char line[80];

	(void)state;
	refused(SPAN_LIT(""), "no hash of a key in it");
	refused(SPAN_LIT("# nothing\n\n"), "no hash of a key in it");
	snprintf(line, sizeof line, "2: %s", wrong);
	refused(SPAN_LIT(END_OF_SHA1 "\nab\n"), line);
	refused(SPAN_LIT(END_OF_SHA1 "\n0123456789abcdefghij\n"), line);
	refused(SPAN_LIT("\xfd" "7zXZ\0"), "neither text nor entries of 16 octets (a compressed list has to be unpacked)");
}

/* A million entries of badkeys' blocklist.dat in descending order, the wanted one in their midst. */
static void
test_many(void **state)
{
	const size_t n = 1000000;
	struct octets wanted = from_hex(BEGIN_OF_SHA256 "07");
	struct weak_keys w = { .table[0].n = 0 };
	uint8_t *list = malloc(n * 16);
	char error[200];

	(void)state;
	assert_non_null(list);
	for (size_t i = 0; i < n; i++) {
		memset(list + i * 16, 0xa5, 16);
		for (int k = 0; k < 4; k++)
			list[i * 16 + (size_t)k] = (uint8_t)((n - i) * 4000 >> (24 - 8 * k));
	}
	memcpy(list + n / 2 * 16, wanted.p, 16);
	assert_int_equal(weak_keys_add(&w, (struct span){ list, n * 16 }, error, sizeof error), WEAK_OK);
	assert_int_equal(w.table[WEAK_NUMBER].n, n);
	assert_true(find(&w).found);
	assert_int_equal(find(&w).list, 7);
	free(list);
	weak_keys_free(&w);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_forms),
		cmocka_unit_test(test_refused),
		cmocka_unit_test(test_many),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
