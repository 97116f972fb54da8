/* SPDX-License-Identifier: Apache-2.0 */
/* The elements that octets are cut into do not depend on how the octets arrive. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "input/der/split.h"

#define LIMIT 4096
#define MOST 16

/* What was handed out, one after another. */
struct handed {
	struct out octets;
	size_t length[MOST];
	uint64_t line[MOST];
	unsigned n, over;
};

static int
hand(void *arg, struct span octets, uint64_t line, bool over)
{
	struct handed *h = arg;

	assert_true(h->n < MOST);
	out_mem(&h->octets, octets.p, octets.n);
	h->line[h->n] = line;
	h->length[h->n++] = octets.n;
	h->over += over;
	return 0;
}

/* The first piece has `first` octets, the others `piece`; the line is the number of a piece's first octet. */
static struct handed
split_by(struct span in, size_t first, size_t piece)
{
	struct handed h = { .n = 0 };
	struct split s = { .limit = LIMIT, .line_ends = 1, .fn = hand, .arg = &h };

	for (size_t at = 0, n = first; at < in.n; at += n, n = piece) {
		s.line = at;
		assert_int_equal(split_feed(&s, span_sub(in, at, in.n - at < n ? in.n - at : n)), 0);
	}
	assert_int_equal(split_end(&s), 0);
	assert_int_equal(s.n_ahead, 0);
	split_free(&s);
	return h;
}

static void
assert_same(const struct handed *a, const struct handed *b)
{
	assert_int_equal(a->n, b->n);
	assert_int_equal(a->over, b->over);
	assert_memory_equal(a->length, b->length, sizeof a->length);
	assert_int_equal(a->octets.n, b->octets.n);
	assert_memory_equal(a->octets.p, b->octets.p, a->octets.n);
}

/* In pieces of each size, and cut in two at each octet: as at once. */
static struct handed
split_each_way(struct span in)
{
	struct handed whole = split_by(in, in.n, in.n), other;

	for (size_t piece = 1; piece < in.n; piece++) {
		other = split_by(in, piece, piece);
		assert_same(&whole, &other);
		out_free(&other.octets);
		other = split_by(in, piece, in.n);
		assert_same(&whole, &other);
		out_free(&other.octets);
	}
	return whole;
}

static void
assert_lengths(struct span in, unsigned n, const size_t *length)
{
	struct handed h = split_each_way(in);

	assert_int_equal(h.n, n);
	for (unsigned i = 0; i < n; i++)
		assert_int_equal(h.length[i], length[i]);
	out_free(&h.octets);
}

/* ---- Inputs ---- */

enum { ELEMENT = 40, CERTIFICATE = 4 + 300, MOST_OCTETS = 4 * (ELEMENT + CERTIFICATE) };

/* What a certificate of 304 octets begins with (RFC 5280 4.1). */
static const uint8_t begins[AGAIN_OCTETS] = { 0x30, 0x82, 0x01, 0x2c, 0x30, 0x82, 0x01, 0x00, 0xa0, 0x03, 0x02, 0x01, 0x02 };

struct octets {
	uint8_t p[MOST_OCTETS];
	size_t n;
};

/* An element of so many octets, with nothing in it that begins a certificate. */
static void
add_element(struct octets *o, uint8_t n)
{
	o->p[o->n] = 0x30;
	o->p[o->n + 1] = n - 2;
	memset(o->p + o->n + 2, 0x55, n - 2u);
	o->n += n;
}

static void
add_certificate(struct octets *o)
{
	memcpy(o->p + o->n, begins, sizeof begins);
	memset(o->p + o->n + sizeof begins, 0x55, CERTIFICATE - sizeof begins);
	o->n += CERTIFICATE;
}

/* An element, then a certificate of which the element's length takes in so many octets. */
static struct octets
overlapping(size_t taken)
{
	struct octets o = { .n = 0 };

	add_element(&o, ELEMENT);
	o.n -= taken;
	add_certificate(&o);
	return o;
}

/* Octets of the response that follows, and of it up to the BasicOCSPResponse. */
#define RESPONSE 327
#define BASIC_AT 30

/* An OCSPResponse with ResponseData of this version (RFC 6960 4.2.1), and what stands behind that: both as long as those of certificates are. */
static void
add_response(struct octets *o, uint8_t version, uint8_t behind)
{
	const uint8_t heads[] = {
		0x30, 0x82, 0x01, 0x43, 0x0a, 1, 0, 0xa0, 0x82, 0x01, 0x3c, 0x30, 0x82, 0x01, 0x38,
		0x06, 9, 0x2b, 0x06, 0x01, 0x05, 0x05, 0x07, 0x30, 0x01, 0x01, 0x04, 0x82, 0x01, 0x29,
		0x30, 0x82, 0x01, 0x25, 0x30, 0x82, 0x01, 0x21, 0xa0, 3, 2, 1, version, behind, 0x16, 0x04, 20
	};

	memcpy(o->p + o->n, heads, sizeof heads);
	memcpy(o->p + o->n + sizeof heads + 20, (const uint8_t[]){ 0x04, 0x82, 0x01, 0x00 }, 4);
	o->n += sizeof heads + 20 + 4 + 256;
}

/* ---- Tests ---- */

static void
test_overlap(void **state)
{
	(void)state;
	for (size_t taken = 1; taken < AGAIN_OCTETS; taken++) {
		struct octets o = overlapping(taken);

		assert_lengths((struct span){ o.p, o.n }, 2, (const size_t[]){ ELEMENT - taken, CERTIFICATE });
		add_certificate(&o);
		assert_lengths((struct span){ o.p, o.n }, 3, (const size_t[]){ ELEMENT - taken, CERTIFICATE, CERTIFICATE });
	}
}

/* One octet is another: no certificate begins, and what follows the element trails it or is another element. */
static void
test_near_miss(void **state)
{
	struct handed h;

	(void)state;
	for (size_t taken = 1; taken < AGAIN_OCTETS; taken++)
		for (size_t i = 0; i < AGAIN_OCTETS; i++) {
			struct octets o = overlapping(taken);

			if ((i & 3) == 2 || (i & 3) == 3)
				continue;
			o.p[ELEMENT - taken + i] ^= 0x40;
			h = split_each_way((struct span){ o.p, o.n });
			assert_true(h.n == 1 || h.length[0] == ELEMENT);
			assert_int_equal(h.octets.n, o.n);
			out_free(&h.octets);
		}
}

/* The input ends while the octets do not tell yet. */
static void
test_end(void **state)
{
	struct handed h;

	(void)state;
	for (size_t taken = 1; taken < AGAIN_OCTETS; taken++)
		for (size_t n = ELEMENT; n < ELEMENT + AGAIN_OCTETS; n++) {
			struct octets o = overlapping(taken);

			h = split_each_way((struct span){ o.p, n });
			if (n - (ELEMENT - taken) >= AGAIN_OCTETS)
				assert_int_equal(h.length[0], ELEMENT - taken);
			else
				assert_true(h.n == 1 || h.length[0] == ELEMENT);
			assert_int_equal(h.octets.n, n);
			out_free(&h.octets);
		}
}

/* An element that ends as a certificate begins, and is followed by one: both are whole, and stand where they stand. */
static void
test_no_overlap(void **state)
{
	struct handed h;

	(void)state;
	for (size_t last = 1; last < 5; last++) {
		struct octets o = { .n = 0 };

		add_element(&o, ELEMENT);
		memcpy(o.p + ELEMENT - last, begins, last);
		add_certificate(&o);
		if (last == 4)
			o.p[ELEMENT + 8] = 0xa1;
		assert_lengths((struct span){ o.p, o.n }, 2, (const size_t[]){ ELEMENT, CERTIFICATE });
		h = split_by((struct span){ o.p, o.n }, 1, 1);
		assert_int_equal(h.line[0], 0);
		assert_int_equal(h.line[1], ELEMENT);
		out_free(&h.octets);
	}
}

/*
 * An element with a wrong length that takes in a certificate, and the beginning of the next: both are handed out by themselves.
 * What ends where the next begins may be something around a certificate.
 */
static void
test_taken_in(void **state)
{
	(void)state;
	for (size_t taken = 0; taken < AGAIN_OCTETS; taken++) {
		struct octets o = { .n = 0 };
		size_t long_one;

		add_element(&o, 10);
		add_certificate(&o);
		long_one = o.n;
		add_certificate(&o);
		/* 30 82 and the length of all up to there. */
		o.p[1] = 0x82;
		o.p[2] = (uint8_t)((long_one + taken - 4) >> 8);
		o.p[3] = (uint8_t)(long_one + taken - 4);
		if (taken == 0)
			assert_lengths((struct span){ o.p, o.n }, 2, (const size_t[]){ long_one, CERTIFICATE });
		else
			assert_lengths((struct span){ o.p, o.n }, 3, (const size_t[]){ long_one - CERTIFICATE, CERTIFICATE, CERTIFICATE });
	}
}

/* The length of the first is wrong, and takes in the second and octets behind it: they are none of the third and the fourth. */
static void
test_stray_octets(void **state)
{
	static const struct { const char *octets; size_t n; } strays[] = {
		{ "\xff", 1 }, { "\0", 1 }, { "\x30", 1 }, { "\n", 1 }, { "\xff\x30", 2 }, { "\n\n", 2 }, { "\r\n", 2 }, { " ", 1 }, { "\x55\x55\x55", 3 }
	};

	(void)state;
	for (size_t i = 0; i < sizeof strays / sizeof *strays; i++) {
		struct octets o = { .n = 0 };
		/* One line end alone is an editor's. */
		size_t n = strays[i].n, second = CERTIFICATE + (strcmp(strays[i].octets, "\n") == 0 || strcmp(strays[i].octets, "\r\n") == 0 ? 0 : n);

		add_certificate(&o);
		add_certificate(&o);
		memcpy(o.p + o.n, strays[i].octets, n);
		o.n += n;
		o.p[2] = (uint8_t)((o.n - 4) >> 8);
		o.p[3] = (uint8_t)(o.n - 4);
		add_certificate(&o);
		add_certificate(&o);
		assert_lengths((struct span){ o.p, o.n }, 4, (const size_t[]){ CERTIFICATE, second, CERTIFICATE, CERTIFICATE });
	}
}

/* Small elements lie in the octets that are kept. */
static void
test_small_elements(void **state)
{
	(void)state;
	for (size_t small = 1; small < 8; small++) {
		struct octets o = { .n = 0 };
		size_t length[MOST] = { ELEMENT };

		add_element(&o, ELEMENT);
		memcpy(o.p + ELEMENT - 4, begins, 4);
		for (size_t i = 1; i <= small; i++, o.n += 4) {
			memcpy(o.p + o.n, (const uint8_t[]){ 0x30, 0x82, 0, 0 }, 4);
			length[i] = 4;
		}
		assert_lengths((struct span){ o.p, o.n }, (unsigned)small + 1, length);
		o.p[o.n++] = 0x55;
		length[small]++;
		assert_lengths((struct span){ o.p, o.n }, (unsigned)small + 1, length);
	}
}

/* ResponseData begins as a tbsCertificate of v2 or v3 does: it is taken for one where a serial number follows, and not a responderID. */
static void
test_responses(void **state)
{
	(void)state;
	for (uint8_t version = 0; version < 4; version++)
		for (uint8_t behind = 0xa1; behind <= 0xa2; behind++) {
			struct octets o = { .n = 0 };
			size_t length[MOST] = { RESPONSE, RESPONSE };

			add_response(&o, version, behind);
			assert_lengths((struct span){ o.p, o.n }, 1, length);
			add_response(&o, version, behind);
			assert_lengths((struct span){ o.p, o.n }, 2, length);
		}
	for (uint8_t version = 1; version < 3; version++) {
		struct octets o = { .n = 0 };

		add_response(&o, version, 0x02);
		assert_lengths((struct span){ o.p, o.n }, 2, (const size_t[]){ BASIC_AT, RESPONSE - BASIC_AT });
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_overlap),
		cmocka_unit_test(test_near_miss),
		cmocka_unit_test(test_end),
		cmocka_unit_test(test_no_overlap),
		cmocka_unit_test(test_taken_in),
		cmocka_unit_test(test_stray_octets),
		cmocka_unit_test(test_small_elements),
		cmocka_unit_test(test_responses),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
