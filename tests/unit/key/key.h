/* SPDX-License-Identifier: Apache-2.0 */
/* key.h - what the tests of src/key share. */
#ifndef TESTS_UNIT_KEY_KEY_H
#define TESTS_UNIT_KEY_KEY_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <openssl/bn.h>
#include <stdio.h>

#include "key/key.h"
#include "tests/lib.h"

#define TEST_MAX 4096

struct octets {
	uint8_t p[TEST_MAX];
	size_t n;
};

static inline struct span
octets_span(const struct octets *o)
{
	return (struct span){ o->p, o->n };
}

/* From hexadecimal digits; spaces and colons are skipped. */
static inline struct octets
from_hex(const char *s)
{
	struct octets o = { .n = 0 };
	unsigned v;

	for (; *s != '\0'; s++) {
		if (*s == ' ' || *s == ':')
			continue;
		assert_int_equal(sscanf(s, "%2x", &v), 1);
		assert_true(o.n < sizeof o.p);
		o.p[o.n++] = (uint8_t)v;
		s++;
	}
	return o;
}

/* The content of a non-negative INTEGER. */
static inline struct octets
from_bn(const BIGNUM *b)
{
	struct octets o = { .n = 0 };

	assert_true((size_t)BN_num_bytes(b) < sizeof o.p);
	o.p[o.n++] = 0;
	o.n += (size_t)BN_bn2bin(b, o.p + 1);
	return o;
}

#endif
