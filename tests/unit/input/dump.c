/* SPDX-License-Identifier: Apache-2.0 */
/* Dumps of octets: every width and radix, what is none, and where one ends. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/out.h"
#include "input/form.h"
#include "input/written/dump.h"

#define OCTETS 300

/* A certificate as far as it is looked at. */
static void
fill(uint8_t octets[OCTETS])
{
	static const uint8_t head[] = { 0x30, 0x82, 0x01, 0x28, 0x30, 0x82, 0x01, 0x00, 0xa0, 0x03, 0x02, 0x01, 0x02, 0x02, 0x01, 0x01 };

	for (size_t i = 0; i < OCTETS; i++)
		octets[i] = i < sizeof head ? head[i] : (uint8_t)(i * 7);
}

/* So many octets a line, groups of so many, addresses in so many digits of this radix. */
struct style {
	size_t width, group;
	int digits;
	unsigned radix;
	const char *behind;		/* the address */
	bool swapped;
};

static void
write_dump(struct out *o, const uint8_t *octets, const struct style *y)
{
	for (size_t i = 0; i < OCTETS; i += y->width) {
		out_fmt(o, y->radix == 8 ? "%0*zo%s" : y->radix == 10 ? "%0*zu%s" : "%0*zx%s", y->digits, i, y->behind);
		for (size_t k = i; k < i + y->width && k < OCTETS; k++) {
			size_t in = (k - i) % y->group;

			out_fmt(o, "%s%02x", in == 0 ? " " : "", octets[y->swapped ? k - in + y->group - 1 - in : k]);
		}
		out_char(o, '\n');
	}
}

struct got {
	uint8_t octets[OCTETS + 1];
	size_t n, items, faults;
};

static int
hand(void *arg, const struct item *item)
{
	struct got *g = arg;

	g->n = item->der.n < sizeof g->octets ? item->der.n : sizeof g->octets;
	if (g->n > 0)
		memcpy(g->octets, item->der.p, g->n);
	g->items++;
	g->faults += item->fault != NULL;
	return 0;
}

static struct got
read_text(const struct out *o)
{
	static uint8_t buf[STREAM_SIZE];
	struct span text = { (const uint8_t *)o->p, o->n };
	struct got got = { .n = 0 };
	struct stream r = { .read = stream_memory, .arg = &text, .buf = buf };
	struct input in = { .limit = 1 << 20, .forms = input_forms, .path = "input", .fn = hand, .arg = &got };

	assert_int_equal(input_file(&in, &r), 0);
	input_free(&in);
	return got;
}

static bool
is_read(const struct style *y)
{
	struct out o = { NULL, 0, 0, false };
	uint8_t octets[OCTETS];
	struct got got;

	fill(octets);
	write_dump(&o, octets, y);
	got = read_text(&o);
	out_free(&o);
	/* It is read, or said to be unreadable. */
	assert_int_equal(got.items, 1);
	assert_true(got.faults == 1 || (got.n == OCTETS && memcmp(got.octets, octets, OCTETS) == 0));
	return got.faults == 0;
}

/* What is no dump is not taken for one. */
static bool
begins(const struct style *y)
{
	struct out o = { NULL, 0, 0, false };
	uint8_t octets[OCTETS];
	bool dump;

	fill(octets);
	write_dump(&o, octets, y);
	dump = dump_begins((struct span){ (const uint8_t *)o.p, o.n });
	out_free(&o);
	return dump;
}

static void
test_widths(void **state)
{
	(void)state;
	for (size_t width = 4; width <= 64; width += width < 16 ? 4 : 16)
		assert_true(is_read(&(struct style){ width, 1, 8, 16, ":", false }));
	assert_true(is_read(&(struct style){ 63, 1, 8, 16, ":", false }));
	assert_false(begins(&(struct style){ 65, 1, 8, 16, ":", false }));
}

static void
test_addresses(void **state)
{
	static const unsigned radixes[] = { 8, 10, 16 };
	static const char *const behinds[] = { "", ":", " -", "\t" };

	(void)state;
	for (size_t i = 0; i < 3; i++)
		for (size_t k = 0; k < 4; k++)
			assert_true(is_read(&(struct style){ 16, 1, 7, radixes[i], behinds[k], false }));
	assert_true(is_read(&(struct style){ 16, 1, 4, 16, "", false }));
	assert_true(is_read(&(struct style){ 16, 1, 15, 16, ":", false }));
	assert_true(is_read(&(struct style){ 16, 1, 16, 16, ":", false }));
	assert_false(begins(&(struct style){ 16, 1, 17, 16, ":", false }));
}

static void
test_groups(void **state)
{
	(void)state;
	for (size_t group = 1; group <= 4; group *= 2)
		for (unsigned swapped = 0; swapped < 2; swapped++)
			assert_true(is_read(&(struct style){ 20, group, 8, 16, "", swapped != 0 }));
}

static void
test_what_is_none(void **state)
{
	static const char *const texts[] = {
		"", "00000000:", "00000000: 3082\n", "00000000: 3082 0128\n00000010: 3082\n", "0000: 30 82 01 28\n0000: 30 82 01 28\n",
		"2026: 30 82\n2027: 31 82\n", "000000: 30 82 01 28 30 82 01\n000007: x\n"
	};

	(void)state;
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		assert_false(dump_begins(span_of(texts[i])));
}

/* A line whose address is not the next ends it; what stands behind is read as well. */
static void
test_end(void **state)
{
	struct style y = { 16, 1, 8, 16, ":", false };
	struct out o = { NULL, 0, 0, false };
	uint8_t octets[OCTETS];
	struct got got;

	(void)state;
	fill(octets);
	write_dump(&o, octets, &y);
	out_str(&o, "so it was\n");
	write_dump(&o, octets, &y);
	got = read_text(&o);
	assert_int_equal(got.items, 2);
	assert_int_equal(got.faults, 0);
	out_free(&o);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_widths), cmocka_unit_test(test_addresses), cmocka_unit_test(test_groups),
		cmocka_unit_test(test_what_is_none), cmocka_unit_test(test_end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
