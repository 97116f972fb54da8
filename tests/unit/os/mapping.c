/* SPDX-License-Identifier: Apache-2.0 */
/* mapping.c - a file in memory: its octets, also after they were given back; what cannot be mapped. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "os/mapping.h"

#define SIZE 100000

static void
test_mapping(void **state)
{
	static uint8_t octets[SIZE];
	char path[] = "/tmp/mapping.XXXXXX";
	int fd = mkstemp(path);
	struct span m;

	(void)state;
	assert_true(fd >= 0 && unlink(path) == 0);
	for (size_t i = 0; i < SIZE; i++)
		octets[i] = (uint8_t)(i * 7 + i / 256);
	assert_int_equal(write(fd, octets, SIZE), SIZE);
	m = mapping_open(fd, SIZE);
	assert_int_equal(m.n, SIZE);
	assert_memory_equal(m.p, octets, SIZE);
	/* Less than a page, some pages from within one, and all. */
	mapping_release(NULL, m.p + 10, 100);
	mapping_release(NULL, m.p + 10, SIZE - 20);
	mapping_release(NULL, m.p, SIZE);
	assert_memory_equal(m.p, octets, SIZE);
	mapping_close(m);
	mapping_close(SPAN_NONE);
	assert_null(mapping_open(fd, 0).p);
	close(fd);
	assert_null(mapping_open(fd, SIZE).p);
}

/* What a file loses while it is mapped reads as zeros, and that is known: also where the rest of its last page is all that is gone. */
static void
test_loss(void **state)
{
	static const off_t left[] = { SIZE, SIZE - 1, 5000, 0 };

	(void)state;
	for (size_t i = 0; i < sizeof left / sizeof *left; i++) {
		char path[] = "/tmp/mapping.XXXXXX";
		int fd = mkstemp(path);
		struct span m, first;
		size_t sum = 0;

		assert_true(fd >= 0 && unlink(path) == 0);
		assert_int_equal(ftruncate(fd, SIZE), 0);
		assert_int_equal(pwrite(fd, "a", 1, SIZE - 1), 1);
		m = mapping_open(fd, SIZE);
		first = mapping_open(fd, 1);
		assert_true(m.p != NULL && first.p != NULL);
		assert_false(mapping_lost(m));
		assert_int_equal(ftruncate(fd, left[i]), 0);
		close(fd);
		for (size_t k = 0; k < m.n; k++)
			sum += m.p[k];
		assert_int_equal(sum, left[i] == SIZE ? 'a' : 0);
		assert_int_equal(mapping_lost((struct span){ m.p + SIZE / 2, 10 }), left[i] < SIZE);
		assert_int_equal(mapping_lost(first), left[i] < 1);
		mapping_close(first);
		mapping_close(m);
		assert_false(mapping_lost(m));
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_mapping), cmocka_unit_test(test_loss) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
