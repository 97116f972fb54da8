/* SPDX-License-Identifier: Apache-2.0 */
/* subjects.h - certificates of testdata that are put into forms, and how many of each were read out of them. */
#ifndef TESTS_UNIT_INPUT_SUBJECTS_H
#define TESTS_UNIT_INPUT_SUBJECTS_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "input/form.h"
#include "input/pem/scan/pem_scan.h"

#define SUBJECTS 3

static struct out subject[SUBJECTS];	/* certificates, as DER */

/* Reads them out of a bundle of testdata, which OpenSSL reads as well (tests/unit/input/pem_scan.c). */
static int
setup(void **state)
{
	static uint8_t buf[STREAM_SIZE];
	FILE *f = fopen("testdata/demo/demo.pem", "r");
	struct stream r = { .buf = buf };
	struct pem_block b;
	struct pem pem;

	(void)state;
	assert_non_null(f);
	r.fd = fileno(f);
	pem_init(&pem, &r, 1 << 20);
	for (size_t i = 0; i < SUBJECTS; i++) {
		assert_true(pem_next(&pem, &b));
		out_mem(&subject[i], b.octets.p, b.octets.n);
	}
	pem_free(&pem);
	fclose(f);
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	for (size_t i = 0; i < SUBJECTS; i++)
		out_free(&subject[i]);
	return 0;
}

struct read {
	unsigned subjects[SUBJECTS], others, unreadable, skipped, trailed;
	struct span glue;	/* stands between them, and trails the first where that is DER; of no octets: nothing may */
	char words[256];
};

static int
hand(void *arg, const struct item *item)
{
	struct read *r = arg;
	bool found = false;

	if (item->fault != NULL) {
		r->unreadable++;
		snprintf(r->words, sizeof r->words, "%s", item->fault);
		return 0;
	}
	for (size_t i = 0; i < SUBJECTS; i++)
		if (span_eq(item->der, out_span(&subject[i])) ||
		    (span_starts(item->der, out_span(&subject[i])) && span_eq(span_from(item->der, subject[i].n), r->glue))) {
			r->subjects[i]++;
			r->trailed += item->der.n > subject[i].n;
			found = true;
		}
	r->others += !found;
	return 0;
}

/* Octets that come so many at a time. */
struct source {
	struct span rest;
	size_t piece;
};

static size_t
read_piece(struct stream *r, uint8_t *to, size_t n)
{
	struct source *s = r->arg;

	return stream_give(&s->rest, to, s->piece < n ? s->piece : n);
}

/* Reads all of it, so many octets at a time. */
static inline struct read
read_by(struct span octets, size_t piece)
{
	static uint8_t buf[STREAM_SIZE];
	struct read got = { .others = 0 };
	struct source from = { octets, piece };
	struct stream r = { .read = read_piece, .arg = &from, .buf = buf };
	struct input in = { .limit = 1 << 20, .forms = input_forms, .path = "input", .fn = hand, .arg = &got };

	assert_int_equal(input_file(&in, &r), 0);
	input_free(&in);
	got.skipped = (unsigned)in.skipped;
	return got;
}

static inline struct read
read_all(struct span octets)
{
	return read_by(octets, STREAM_SIZE);
}

/* As a file, whose line end behind DER is an editor's; `glue` is what stands in read.glue. */
static inline struct read
read_as_file(struct span octets, struct span glue)
{
	static uint8_t buf[STREAM_SIZE];
	struct read got = { .glue = glue };
	struct stream r = { .read = stream_memory, .arg = &octets, .buf = buf, .line_ends = 1 };
	struct input in = { .limit = 1 << 20, .forms = input_forms, .path = "input", .fn = hand, .arg = &got };

	assert_int_equal(input_file(&in, &r), 0);
	input_free(&in);
	got.skipped = (unsigned)in.skipped;
	return got;
}

#endif
