/* SPDX-License-Identifier: Apache-2.0 */
/* What zlib and libzstd have packed: members and frames, damage and its place, limits. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "input/pack/unpack.h"

#define TEXT_SIZE ((size_t)300000)

/* Text that does not compress to nothing. */
static uint8_t *
make_text(size_t n)
{
	uint8_t *text = malloc(n);
	uint32_t x = 1;

	assert_non_null(text);
	for (size_t i = 0; i < n; i++) {
		x = x * 1664525 + 1013904223;
		text[i] = (uint8_t)("ABCDEFGHIJKLMNOP"[x >> 28]);
	}
	return text;
}

static size_t
pack(enum unpack_form form, uint8_t *to, size_t room, const uint8_t *p, size_t n)
{
	z_stream z = { .next_in = p, .avail_in = (uInt)n, .next_out = to, .avail_out = (uInt)room };
	size_t packed;

	if (form == UNPACK_ZSTD) {
		packed = ZSTD_compress(to, room, p, n, 1);
		assert_false(ZSTD_isError(packed));
		return packed;
	}
	assert_int_equal(deflateInit2(&z, 1, Z_DEFLATED, 16 + 15, 8, Z_DEFAULT_STRATEGY), Z_OK);
	assert_int_equal(deflate(&z, Z_FINISH), Z_STREAM_END);
	deflateEnd(&z);
	return room - z.avail_out;
}

struct result {
	size_t n;			/* octets */
	const char *fault;
	int error;
};

/* Unpacks all of it and compares it with the text as far as it goes. */
static struct result
unpack(struct unpack *u, enum unpack_form form, struct span packed, const uint8_t *text, size_t n, const char *below)
{
	static uint8_t buf[STREAM_SIZE], inner[STREAM_SIZE];
	struct stream from = { .read = stream_memory, .arg = &packed, .buf = buf, .fault = below };
	struct result r = { 0 };
	struct span some;

	u->stream.buf = inner;
	assert_true(unpack_open(u, form, &from));
	while ((some = stream_take(&u->stream)).n > 0) {
		for (size_t i = 0; i < some.n && text != NULL; i++)
			assert_int_equal(some.p[i], text[(r.n + i) % n]);
		r.n += some.n;
	}
	r.fault = u->stream.fault;
	r.error = u->stream.error;
	unpack_close(u);
	return r;
}

static void
check_form(enum unpack_form form, const char *too_early)
{
	uint8_t *text = make_text(TEXT_SIZE), *packed = malloc(3 * TEXT_SIZE);
	size_t n = pack(form, packed, TEXT_SIZE, text, TEXT_SIZE);
	struct unpack u = { .limit = UINT64_MAX };
	struct result r;

	/* One member, and three, of which one is empty. */
	r = unpack(&u, form, (struct span){ packed, n }, text, TEXT_SIZE, NULL);
	assert_true(r.n == TEXT_SIZE && r.fault == NULL);
	n += pack(form, packed + n, TEXT_SIZE, text, 0);
	n += pack(form, packed + n, TEXT_SIZE, text, TEXT_SIZE);
	u = (struct unpack){ .limit = UINT64_MAX };
	r = unpack(&u, form, (struct span){ packed, n }, text, TEXT_SIZE, NULL);
	assert_true(r.n == 2 * TEXT_SIZE && r.fault == NULL);
	/* Cut off at its last octet, and where another stream below broke, which then says so itself. */
	u = (struct unpack){ .limit = UINT64_MAX };
	r = unpack(&u, form, (struct span){ packed, n - 1 }, text, TEXT_SIZE, NULL);
	assert_true(r.n <= 2 * TEXT_SIZE && r.n > TEXT_SIZE);
	assert_non_null(strstr(r.fault, too_early));
	u = (struct unpack){ .limit = UINT64_MAX };
	r = unpack(&u, form, (struct span){ packed, n - 1 }, text, TEXT_SIZE, "below");
	assert_string_equal(r.fault, "below");
	/* The limit, alone and with a ratio that the data keep. */
	u = (struct unpack){ .limit = TEXT_SIZE };
	r = unpack(&u, form, (struct span){ packed, n }, text, TEXT_SIZE, NULL);
	assert_non_null(strstr(r.fault, "300000 octets of --max-container"));
	assert_true(r.n > TEXT_SIZE && r.n <= TEXT_SIZE + STREAM_SIZE);
	u = (struct unpack){ .limit = TEXT_SIZE, .ratio = 1000 };
	r = unpack(&u, form, (struct span){ packed, n }, text, TEXT_SIZE, NULL);
	assert_null(r.fault);
	/* Something else behind it is not taken. */
	memcpy(packed + n, "text", 4);
	u = (struct unpack){ .limit = UINT64_MAX };
	r = unpack(&u, form, (struct span){ packed, n + 4 }, text, TEXT_SIZE, NULL);
	assert_true(r.n == 2 * TEXT_SIZE && r.fault == NULL && u.followed);
	free(text);
	free(packed);
}

static void
test_gzip(void **state)
{
	(void)state;
	check_form(UNPACK_GZIP, "gzip data that end too early, at octet ");
}

static void
test_zstd(void **state)
{
	(void)state;
	check_form(UNPACK_ZSTD, "zstd data that end too early, at octet ");
}

/* 64 MiB of zeros in a few KiB. */
static void
test_bomb(void **state)
{
	const size_t n = (size_t)64 * 1024 * 1024;
	uint8_t *zeros = calloc(n, 1), *packed = malloc(n / 64);
	struct unpack u = { .limit = 1 << 20, .ratio = 1000 };
	struct result r;
	size_t size;

	(void)state;
	assert_non_null(zeros);
	size = pack(UNPACK_ZSTD, packed, n / 64, zeros, n);
	r = unpack(&u, UNPACK_ZSTD, (struct span){ packed, size }, NULL, 0, NULL);
	assert_non_null(r.fault);
	assert_true(r.n < (1 << 20) + 2 * STREAM_SIZE + 1000 * size);
	u = (struct unpack){ .limit = UINT64_MAX };
	r = unpack(&u, UNPACK_ZSTD, (struct span){ packed, size }, NULL, 0, NULL);
	assert_true(r.fault == NULL && r.n == n);
	free(zeros);
	free(packed);
}

/* Every octet changed in turn: never more than was packed, and a checksum finds what decoding does not. */
static void
test_damage(void **state)
{
	uint8_t *text = make_text(300), packed[1000];
	size_t n = pack(UNPACK_GZIP, packed, sizeof packed, text, 300);

	(void)state;
	/* The header's time, flags and system apart. */
	for (size_t i = 10; i < n; i++) {
		struct unpack u = { .limit = 4096 };
		struct result r;

		packed[i] ^= 0x55;
		r = unpack(&u, UNPACK_GZIP, (struct span){ packed, n }, NULL, 0, NULL);
		assert_non_null(r.fault);
		assert_int_equal(r.error, 0);
		packed[i] ^= 0x55;
	}
	free(text);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_gzip),
		cmocka_unit_test(test_zstd),
		cmocka_unit_test(test_bomb),
		cmocka_unit_test(test_damage),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
