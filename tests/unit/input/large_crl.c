/* SPDX-License-Identifier: Apache-2.0 */
/* large_crl.c - a large file that is one CRL is read where it lies; one of another kind, and one behind which there is more, is not. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "input/form.h"
#include "large_crl.h"
#include "os/mapping.h"

#define SIZE ((uint32_t)9 << 20)
/* From so many octets on a file is mapped. */
#define LEAST ((uint32_t)8 << 20)

struct handed {
	const struct input *in;
	unsigned items, mapped;
	size_t n;
	struct span last;
};

/* Who takes the items keeps the mappings of whole ones. */
static bool keeps;

static int
hand(void *arg, const struct item *item)
{
	struct handed *h = arg;

	h->items++;
	h->mapped += h->in->mapped;
	h->n = item->der.n;
	h->last = item->der;
	return 0;
}

/* A file of so many octets that begins with a CRL of SIZE. */
static struct handed
read_file(uint32_t size, bool crls, uint8_t id_of_time)
{
	static uint8_t buf[STREAM_SIZE];
	char path[] = "/tmp/large.XXXXXX";
	struct stream r = { .buf = buf, .fd = mkstemp(path) };
	struct handed h = { .items = 0 };
	struct input in = { .limit = (size_t)16 << 20, .crls = crls, .keeps_mappings = keeps, .forms = input_forms, .path = "input", .fn = hand, .arg = &h };

	assert_true(r.fd >= 0 && unlink(path) == 0);
	large_crl_put(r.fd, SIZE, size, id_of_time);
	h.in = &in;
	assert_int_equal(input_file(&in, &r), 0);
	input_free(&in);
	close(r.fd);
	return h;
}

static void
test_in_place(void **state)
{
	static const uint32_t behind[] = { 0, 1, 60 };
	struct handed h;

	(void)state;
	keeps = false;
	for (size_t i = 0; i < sizeof behind / sizeof *behind; i++) {
		h = read_file(SIZE + behind[i], true, 0x17);
		assert_true(h.items >= 1 && h.mapped >= 1);
	}
	/* Cut short: what there is of it. */
	h = read_file(SIZE - 1000, true, 0x17);
	assert_int_equal(h.mapped, h.items);
	assert_int_equal(h.items, 1);
	assert_int_equal(h.n, SIZE - 1000);
}

static void
test_otherwise(void **state)
{
	(void)state;
	assert_int_equal(read_file(SIZE, false, 0x17).mapped, 0);
	assert_int_equal(read_file(SIZE, true, 0x30).mapped, 0);
	assert_int_equal(read_file(SIZE + 4096, true, 0x17).mapped, 0);
	assert_int_equal(read_file((uint32_t)1 << 20, true, 0x17).mapped, 0);
}

/* Is the page that begins here mapped? */
static bool
is_mapped(struct span octets)
{
	return msync((void *)(uintptr_t)octets.p, 1, MS_ASYNC) == 0;
}

/*
 * The mapping of a whole one is left to who takes it, that of any other ends when
 * all has been read: its octets are looked through once more behind the item.
 */
static void
test_kept(void **state)
{
	static const uint32_t less[] = { 1, 2, 3, 4095, 4096, 4097, 100000, SIZE - LEAST - 1, SIZE - LEAST };
	struct handed h;

	(void)state;
	keeps = true;
	h = read_file(SIZE, true, 0x17);
	assert_true(h.mapped == 1 && is_mapped(h.last));
	mapping_close(h.last);
	assert_false(is_mapped(h.last));
	for (size_t i = 0; i < sizeof less / sizeof *less; i++) {
		h = read_file(SIZE - less[i], true, 0x17);
		assert_true(h.mapped == 1 && h.n == SIZE - less[i]);
		assert_false(is_mapped(h.last));
	}
	keeps = false;
}

/* A CRL of more than 16 MiB, whose lengths have four octets, as a member and in a cell. */
static void
test_value(void **state)
{
	static const char *const around[][2] = { { "{\"crl\":\"", "\"}\n" }, { "name,crl\nx,", "\n" }, { "", "\n" } };
	static uint8_t buf[STREAM_SIZE];
	const uint32_t size = (uint32_t)17 << 20;
	uint8_t *crl = calloc(1, size);

	(void)state;
	assert_non_null(crl);
	large_crl_head(crl, size, 0x17);
	for (size_t i = 0; i < sizeof around / sizeof *around; i++) {
		struct handed h = { .items = 0 };
		struct input in = { .limit = (size_t)16 << 20, .crls = true, .forms = input_forms, .path = "input", .fn = hand, .arg = &h };
		struct out text = { NULL, 0, 0, false };
		struct stream r = { .read = stream_memory, .buf = buf };
		struct span octets;

		out_str(&text, around[i][0]);
		base64_write(&text, (struct span){ crl, size });
		out_str(&text, around[i][1]);
		octets = out_span(&text);
		r.arg = &octets;
		h.in = &in;
		assert_int_equal(input_file(&in, &r), 0);
		assert_int_equal(h.items, 1);
		assert_int_equal(in.faults, 0);
		assert_int_equal(h.n, size);
		input_free(&in);
		out_free(&text);
	}
	free(crl);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_in_place),
		cmocka_unit_test(test_otherwise),
		cmocka_unit_test(test_kept),
		cmocka_unit_test(test_value),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
