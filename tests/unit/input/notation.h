/* SPDX-License-Identifier: Apache-2.0 */
/* notation.h - DER as hexadecimal digits, with parentheses around the content of an element: its length is found. */
#ifndef TESTS_UNIT_INPUT_NOTATION_H
#define TESTS_UNIT_INPUT_NOTATION_H

#include <stdio.h>
#include <string.h>

#include "base/span.h"

#define NOTATION_MAX 1024

struct octets {
	uint8_t p[NOTATION_MAX];
	size_t n;
};

/* Puts the length of the content that begins at `from` before it, in as few octets as it takes (X.690 10.1). */
static inline void
notation_close(struct octets *o, size_t from)
{
	size_t n = o->n - from, head = n < 0x80 ? 1 : n < 0x100 ? 2 : 3;

	assert_true(o->n + head <= sizeof o->p);
	memmove(o->p + from + head, o->p + from, n);
	o->n += head;
	if (head > 1)
		o->p[from++] = (uint8_t)(0x7f + head);
	if (head > 2)
		o->p[from++] = (uint8_t)(n >> 8);
	o->p[from] = (uint8_t)n;
}

/* "30(020103 0500)"; blanks are skipped. */
static inline struct octets
notation(const char *s)
{
	struct octets o = { .n = 0 };
	size_t open[64], depth = 0;
	unsigned v;

	for (; *s != '\0'; s++) {
		if (*s == '(') {
			assert_true(depth < sizeof open / sizeof *open);
			open[depth++] = o.n;
		} else if (*s == ')') {
			assert_true(depth > 0);
			notation_close(&o, open[--depth]);
		} else if (*s != ' ') {
			assert_int_equal(sscanf(s, "%2x", &v), 1);
			assert_true(o.n < sizeof o.p);
			o.p[o.n++] = (uint8_t)v;
			s++;
		}
	}
	assert_int_equal(depth, 0);
	return o;
}

#endif
