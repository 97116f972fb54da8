/* SPDX-License-Identifier: Apache-2.0 */
/* large_crl.c - a large file that is one CRL is read where it lies; one of another kind, and one behind which there is more, is not. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "input/form.h"

#define SIZE ((uint32_t)9 << 20)

/* The beginning of a CRL whose list of entries goes on to its end; a certificate has its validity where thisUpdate stands. */
static const uint8_t crl_head[] = {
	0x30, 0x84, 0, 0, 0, 0, 0x30, 0x84, 0, 0, 0, 0, 0x02, 0x01, 0x01, 0x30, 0x03, 0x06, 0x01, 0x2a, 0x30, 0x00,
	0x17, 0x0d, '2', '6', '0', '1', '0', '1', '0', '0', '0', '0', '0', '0', 'Z', 0x30, 0x84, 0, 0, 0, 0
};

struct handed {
	const struct input *in;
	unsigned items, mapped;
	size_t n;
};

static int
hand(void *arg, const struct item *item)
{
	struct handed *h = arg;

	h->items++;
	h->mapped += h->in->mapped;
	h->n = item->der.n;
	return 0;
}

static void
put_length(uint8_t *to, uint32_t n)
{
	for (unsigned i = 0; i < 4; i++)
		to[i] = (uint8_t)(n >> (24 - 8 * i));
}

/* A file of so many octets that begins with a CRL of SIZE. */
static struct handed
read_file(uint32_t size, bool crls, uint8_t id_of_time)
{
	static uint8_t buf[STREAM_SIZE];
	uint8_t head[sizeof crl_head];
	char path[] = "/tmp/large.XXXXXX";
	struct stream r = { .buf = buf, .fd = mkstemp(path) };
	struct handed h = { .items = 0 };
	struct input in = { .limit = (size_t)16 << 20, .crls = crls, .forms = input_forms, .path = "input", .fn = hand, .arg = &h };

	assert_true(r.fd >= 0 && unlink(path) == 0);
	memcpy(head, crl_head, sizeof head);
	put_length(head + 2, SIZE - 6);
	put_length(head + 8, SIZE - 12);
	put_length(head + sizeof head - 4, SIZE - (uint32_t)sizeof head);
	head[22] = id_of_time;
	assert_int_equal(write(r.fd, head, sizeof head), sizeof head);
	assert_int_equal(ftruncate(r.fd, size), 0);
	assert_int_equal(lseek(r.fd, 0, SEEK_SET), 0);
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
	memcpy(crl, crl_head, sizeof crl_head);
	put_length(crl + 2, size - 6);
	put_length(crl + 8, size - 12);
	put_length(crl + sizeof crl_head - 4, size - (uint32_t)sizeof crl_head);
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
		cmocka_unit_test(test_value),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
