/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Every form that is read as a stream takes no more memory for ten times the
 * octets.  What zlib and libzstd hold is theirs, and of fixed size.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "input/form.h"

void *__real_malloc(size_t);
void *__real_calloc(size_t, size_t);
void *__real_realloc(void *, size_t);
void __real_free(void *);
void *__wrap_malloc(size_t);
void *__wrap_calloc(size_t, size_t);
void *__wrap_realloc(void *, size_t);
void __wrap_free(void *);

static size_t held, most;

static void *
count(void *p)
{
	held += malloc_usable_size(p);
	most = held > most ? held : most;
	return p;
}

void *
__wrap_malloc(size_t n)
{
	return count(__real_malloc(n));
}

void *
__wrap_calloc(size_t n, size_t size)
{
	return count(__real_calloc(n, size));
}

void *
__wrap_realloc(void *p, size_t n)
{
	held -= malloc_usable_size(p);
	return count(__real_realloc(p, n));
}

void
__wrap_free(void *p)
{
	held -= malloc_usable_size(p);
	__real_free(p);
}

/* Octets that come again and again, behind others that come once. */
struct repeated {
	struct span head, body, rest;
	unsigned times;
};

static size_t
read_repeated(struct stream *r, uint8_t *to, size_t n)
{
	struct repeated *s = r->arg;

	while (s->rest.n == 0 && s->times > 0) {
		s->rest = s->body;
		s->times--;
	}
	n = n < s->rest.n ? n : s->rest.n;
	if (n > 0)
		memcpy(to, s->rest.p, n);
	s->rest = span_sub(s->rest, n, s->rest.n - n);
	return n;
}

static int
hand(void *arg, const struct item *item)
{
	(void)item;
	++*(unsigned *)arg;
	return 0;
}

/* The octets held at most while so many repetitions are read; *items counts what they give. */
static size_t
read_times(struct span head, struct span body, unsigned times, unsigned *items)
{
	static uint8_t buf[STREAM_SIZE];
	struct repeated from = { head, body, head, times };
	struct stream r = { .read = read_repeated, .arg = &from, .buf = buf };
	struct input in = { .limit = 1 << 20, .forms = input_forms, .path = "input", .fn = hand, .arg = items };
	size_t before = held;

	most = held;
	*items = 0;
	assert_int_equal(input_stream(&in, &r), 0);
	assert_true(from.times == 0 && r.eof);
	input_free(&in);
	assert_int_equal(held, before);
	return most - before;
}

/* The seeds of the fuzz target are small files of every form, damaged ones among them. */
static void
check(const char *name, bool has_head)
{
	static uint8_t octets[8192];
	char path[128];
	struct span head, body = { octets, 0 };
	unsigned few, many;
	size_t once, often;
	FILE *f;

	snprintf(path, sizeof path, "tests/fuzz/corpus/container/%s", name);
	f = fopen(path, "rb");
	assert_non_null(f);
	body.n = fread(octets, 1, sizeof octets, f);
	fclose(f);
	head = span_sub(body, 0, 0);
	if (has_head) {
		head.n = (size_t)((uint8_t *)memchr(octets, '\n', body.n) - octets) + 1;
		body = span_sub(body, head.n, body.n - head.n);
	}
	once = read_times(head, body, 100, &few);
	often = read_times(head, body, 1000, &many);
	assert_true(few >= 100 && many >= 9 * few);
	/* The allocator may round the same block to pages or not. */
	assert_true(often <= once + 2 * 4096);
	assert_true(often < 8 * STREAM_SIZE);
}

static void
test_memory(void **state)
{
	static const char *const names[] = {
		"again", "bag", "bag-pem", "lines", "ldif", "ndjson", "mbox", "gzip", "zstd"
	};

	(void)state;
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		check(names[i], false);
	check("csv", true);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_memory),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
