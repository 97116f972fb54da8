/* SPDX-License-Identifier: Apache-2.0 */
/* Digests: the examples of FIPS 180-4 (csrc.nist.gov, "abc") and of empty input. */
#include "unit/key/key.h"

static void
check(struct key_work *w, enum key_hash hash, struct span in, const char *want)
{
	struct octets expected = from_hex(want);
	uint8_t out[KEY_MAX_HASH];

	assert_int_equal(key_digest(w, hash, in, out), expected.n);
	assert_memory_equal(out, expected.p, expected.n);
}

static void
abc(void **state)
{
	struct key_work *w = key_work_new(test_lib());

	(void)state;
	assert_non_null(w);
	/* Twice: a context that was used gives the same again. */
	for (int i = 0; i < 2; i++) {
		check(w, KEY_SHA1, SPAN_LIT("abc"), "a9993e364706816aba3e25717850c26c9cd0d89d");
		check(w, KEY_SHA256, SPAN_LIT("abc"),
		    "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
		check(w, KEY_SHA384, SPAN_LIT("abc"),
		    "cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed"
		    "8086072ba1e7cc2358baeca134c825a7");
		check(w, KEY_SHA512, SPAN_LIT("abc"),
		    "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
		    "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f");
	}
	key_work_free(w);
}

static void
empty(void **state)
{
	static const char none[] = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
	struct key_work *w = key_work_new(test_lib());

	(void)state;
	assert_non_null(w);
	check(w, KEY_SHA256, SPAN_LIT(""), none);
	check(w, KEY_SHA256, SPAN_NONE, none);
	key_work_free(w);
	key_work_free(NULL);
}

int
main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(abc), cmocka_unit_test(empty) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
