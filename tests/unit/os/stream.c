/* SPDX-License-Identifier: Apache-2.0 */
/* Octets that are given back come again, each once and in their order, and the stream ends as it did. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "os/stream.h"

#define OCTETS (5 * STREAM_SIZE)

static uint8_t octets[OCTETS], taken[OCTETS], buf[STREAM_SIZE];

static uint32_t state = 1;

static size_t
any(size_t below)
{
	state = state * 1664525 + 1013904223;
	return (state >> 8) % below;
}

/* Pieces of any length, and then a fault. */
static size_t
read_pieces(struct stream *r, uint8_t *to, size_t n)
{
	size_t piece = 1 + any(STREAM_SIZE);
	size_t k = stream_give(r->arg, to, piece < n ? piece : n);

	if (k == 0)
		r->fault = "broken";
	return k;
}

/* Takes octets of what lies ahead, and gives back some of those that were taken last, many or few. */
static void
test_again(void **unused)
{
	struct span rest = { octets, OCTETS };
	struct stream r = { .read = read_pieces, .arg = &rest, .buf = buf };
	uint64_t at = 0;

	(void)unused;
	for (size_t i = 0; i < OCTETS; i++)
		octets[i] = (uint8_t)any(256);
	while (stream_await(&r)) {
		struct span ahead = any(4) == 0 ? stream_fill(&r) : stream_window(&r, any(300));
		size_t n = any(3) == 0 ? ahead.n : any(ahead.n + 1), back = 0;

		assert_int_equal(stream_at(&r), at);
		assert_false(at < OCTETS && ahead.n > 0 && stream_cuts_line(&r));
		memcpy(taken + at, ahead.p, n);
		stream_skip(&r, n);
		at += n;
		if (any(2) == 0)
			(void)stream_window(&r, any(STREAM_SIZE));
		if (at > 0 && any(3) > 0)
			back = any(any(8) == 0 ? at : at < 2000 ? at : 2000);
		at -= back / 2;
		assert_true(stream_give_back(&r, (struct span){ taken + at, back / 2 }));
	}
	assert_int_equal(at, OCTETS);
	assert_memory_equal(taken, octets, OCTETS);
	assert_true(stream_broken(&r));
	assert_string_equal(r.fault, "broken");
	assert_null(r.back.octets.p);
}

/* What is seen is seen once, whatever comes again. */
static void
count(void *arg, struct span s)
{
	*(size_t *)arg += s.n;
}

static void
test_seen_once(void **unused)
{
	struct span rest = { octets, OCTETS };
	size_t seen = 0;
	struct stream r = { .read = stream_memory, .arg = &rest, .buf = buf, .seen = count, .seen_arg = &seen };

	(void)unused;
	stream_skip(&r, stream_fill(&r).n);
	(void)stream_fill(&r);
	assert_true(stream_give_back(&r, (struct span){ octets, STREAM_SIZE }));
	while (stream_take(&r).n > 0)
		;
	assert_int_equal(seen, OCTETS);
	assert_int_equal(stream_at(&r), OCTETS);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_again),
		cmocka_unit_test(test_seen_once),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
