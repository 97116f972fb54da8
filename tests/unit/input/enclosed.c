/* SPDX-License-Identifier: Apache-2.0 */
/* Elements of DER around a certificate, one or two deep: it is read, and octets that stand behind it or them are told of. */
#include "layers.h"
#include "subjects.h"

/* Octets that are no element. */
static const struct span trails[] = { SPAN_CONST("hello"), SPAN_CONST("\0"), SPAN_CONST("\xff"), SPAN_CONST("\x30\x05\2"), SPAN_CONST("\x04\x40\1\1\1") };
#define TRAILS (sizeof trails / sizeof *trails)

static unsigned wrong;

/* The certificate of a file, and so many unreadable; a certificate that others trail is one of its findings. */
static void
expect(const char *what, const char *outer, const char *inner, size_t trail, const struct out *o, bool told)
{
	struct read got = read_as_file(out_span(o), trail < TRAILS ? trails[trail] : SPAN_NONE);

	if (got.subjects[0] == 1 && got.others + got.skipped == 0 && (told ? got.unreadable + got.trailed > 0 : got.unreadable + got.trailed == 0))
		return;
	wrong++;
	printf("%s in %s, octets %zu %s: %u of the subject, %u trailed, %u others, %u skipped, %u unreadable (%s)\n", inner, outer, trail, what,
	    got.subjects[0], got.trailed, got.others, got.skipped, got.unreadable, got.words);
}

/* In both of them (inner NULL: in one), with octets behind the certificate or behind all. */
static void
try(const struct layer *outer, const struct layer *inner)
{
	for (size_t i = 0; i <= TRAILS; i++)
		for (unsigned inside = 0; inside < (i < TRAILS ? 2 : 1); inside++) {
			struct span trail = i < TRAILS ? trails[i] : SPAN_LIT("\n");
			struct out der = { NULL, 0, 0, false }, middle = der, o = der;

			out_mem(&der, subject[0].p, subject[0].n);
			out_mem(&der, trail.p, inside ? trail.n : 0);
			if (inner != NULL)
				inner->fn(&middle, out_span(&der));
			outer->fn(&o, out_span(inner != NULL ? &middle : &der));
			out_mem(&o, trail.p, inside ? 0 : trail.n);
			expect(inside ? "behind the certificate" : "behind all", outer->name, inner != NULL ? inner->name : "certificate", i, &o, i < TRAILS);
			out_free(&der);
			out_free(&middle);
			out_free(&o);
		}
}

static void
test_one(void **state)
{
	(void)state;
	wrong = 0;
	for (size_t i = 0; i < LAYERS; i++)
		try(&layers[i], NULL);
	assert_int_equal(wrong, 0);
}

static void
test_two(void **state)
{
	(void)state;
	wrong = 0;
	for (size_t i = 0; i < LAYERS; i++)
		for (size_t k = 0; !layers[i].certificates && k < LAYERS; k++)
			try(&layers[i], &layers[k]);
	assert_int_equal(wrong, 0);
}

/* However deep, it is read or told of. */
static void
test_depth(void **state)
{
	struct out o = { NULL, 0, 0, false };

	(void)state;
	out_mem(&o, subject[0].p, subject[0].n);
	for (unsigned depth = 1; depth <= 40; depth++) {
		struct out around = { NULL, 0, 0, false };
		struct read got;

		tagged_0(&around, out_span(&o));
		out_free(&o);
		o = around;
		got = read_all(out_span(&o));
		assert_int_equal(got.others + got.skipped, 0);
		assert_true(depth <= 20 ? got.subjects[0] == 1 && got.unreadable == 0 : got.subjects[0] + got.unreadable > 0);
	}
	out_free(&o);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_one),
		cmocka_unit_test(test_two),
		cmocka_unit_test(test_depth),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
