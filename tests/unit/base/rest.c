/* SPDX-License-Identifier: Apache-2.0 */
/* Things that are only counted: any other things have another digest, whatever their lengths. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <openssl/sha.h>
#include <stdlib.h>

#include "base/rest.h"

static bool
digest(void *arg, struct span in, uint8_t out[REST_DIGEST])
{
	unsigned *left = arg;

	if (left != NULL && (*left)-- == 0)
		return false;
	return SHA256(in.p, in.n, out) != NULL;
}

/* The digest of some things; n octets each, but the last, which has `last`. */
static void
of_things(size_t things, size_t n, size_t last, uint8_t fill, uint8_t out[REST_DIGEST])
{
	const struct rest_by by = { digest, NULL };
	struct rest r = { .n = 0 };
	uint8_t *octets = calloc(1, n + last + 1);

	assert_non_null(octets);
	memset(octets, fill, n + last + 1);
	for (size_t i = 0; i < things; i++)
		rest_add(&r, &by, (struct span){ octets, i + 1 < things ? n : last });
	assert_true(r.n <= sizeof r.octets);
	digest(NULL, (struct span){ r.octets, r.n }, out);
	free(octets);
}

/* As many as fill a block, one more, and many blocks: never the same twice. */
static void
no_two_are_equal(void **state)
{
	static uint8_t seen[4096][REST_DIGEST];
	size_t n = 0;

	(void)state;
	for (size_t things = 1; things < 120; things += things < 8 ? 1 : 7)
		for (size_t length = 0; length < 1100; length = length * 2 + 1)
			for (int last = 0; last < 3; last++) {
				of_things(things, length, length + (size_t)last, 0, seen[n]);
				for (size_t i = 0; i < n; i++)
					assert_memory_not_equal(seen[i], seen[n], REST_DIGEST);
				/* One octet in one place. */
				of_things(things, length, length + (size_t)last, 1, seen[n + 1]);
				if (length > 0 || last > 0)
					assert_memory_not_equal(seen[n], seen[n + 1], REST_DIGEST);
				if (things > 1)
					n++;
			}
	assert_true(n > 500);
}

/* 30 serial numbers of 16 octets and their reasons do not fit one block; the first of them still counts. */
static void
the_first_counts(void **state)
{
	const struct rest_by by = { digest, NULL };
	struct rest a = { .n = 0 }, b = { .n = 0 };
	uint8_t serial[16] = { 0 };

	(void)state;
	for (uint8_t i = 0; i < 200; i++) {
		serial[15] = i;
		rest_add(&a, &by, (struct span){ serial, sizeof serial });
		serial[0] = i == 0;
		rest_add(&b, &by, (struct span){ serial, sizeof serial });
		serial[0] = 0;
	}
	assert_int_equal(a.n, b.n);
	assert_memory_not_equal(a.octets, b.octets, a.n);
}

/* Where OpenSSL gives no digest nothing is written beyond the block. */
static void
without_a_digest(void **state)
{
	static const uint8_t octets[2000];

	(void)state;
	for (unsigned most = 0; most < 5; most++) {
		unsigned left = most;
		struct rest r = { .n = 0 };

		for (int i = 0; i < 4; i++) {
			rest_add(&r, &(struct rest_by){ digest, &left }, (struct span){ octets, sizeof octets });
			assert_true(r.n <= sizeof r.octets);
			if (left > most)
				break;
		}
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(no_two_are_equal), cmocka_unit_test(the_first_counts), cmocka_unit_test(without_a_digest),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
