/* SPDX-License-Identifier: Apache-2.0 */
/* Elements of DER around a certificate, one or two deep: it is read, and octets that stand behind it or them are told of. */
#include "carriers.h"
#include "subjects.h"

/* An element with octets in front of what it holds. */
static void
put(struct out *o, uint8_t tag, struct span first, struct span der)
{
	struct out in = { NULL, 0, 0, false };

	out_mem(&in, first.p, first.n);
	out_mem(&in, der.p, der.n);
	element(o, tag, out_span(&in));
	out_free(&in);
}

/* The same twice around it. */
static void
put_twice(struct out *o, uint8_t tag, struct span first, uint8_t inner, struct span der)
{
	struct out in = { NULL, 0, 0, false };

	element(&in, inner, der);
	put(o, tag, first, out_span(&in));
	out_free(&in);
}

static void tagged_0(struct out *o, struct span der) { element(o, 0xa0, der); }
static void tagged_3(struct out *o, struct span der) { element(o, 0xa3, der); }
static void bit_string(struct out *o, struct span der) { put(o, 0x03, SPAN_LIT("\0"), der); }
static void attribute(struct out *o, struct span der) { put_twice(o, 0x30, SPAN_LIT("\6\3\x55\4\x24"), 0x31, der); }
static void behind_a_number(struct out *o, struct span der) { put(o, 0x30, SPAN_LIT("\2\1\7\x0c\3abc"), der); }
static void netscape(struct out *o, struct span der) { put_twice(o, 0x30, SPAN_LIT("\6\x09\x60\x86\x48\1\x86\xf8\x42\2\5"), 0xa0, der); }

static void
pieces(struct out *o, struct span der)
{
	struct out in = { NULL, 0, 0, false };

	for (size_t i = 0; i < der.n; i += 100)
		element(&in, 0x04, span_sub(der, i, der.n - i < 100 ? der.n - i : 100));
	element(o, 0x24, out_span(&in));
	out_free(&in);
}

static void
sequence_of_netscape(struct out *o, struct span der)
{
	struct out in = { NULL, 0, 0, false };

	path(&in, der);
	netscape(o, out_span(&in));
	out_free(&in);
}

/* whole: what it holds is looked at as what it is; one of certificates alone holds nothing else. */
static const struct layer {
	const char *name;
	carrier_fn *fn;
	bool certificates;
} layers[] = {
	{ "[0]", tagged_0, false }, { "[3]", tagged_3, false }, { "OCTET STRING", octet_string, false }, { "BIT STRING", bit_string, false },
	{ "pieces", pieces, false }, { "attribute", attribute, false }, { "behind a number", behind_a_number, false },
	{ "path", path, true }, { "set", set, true }, { "pair", pair, true }, { "bag", bag, true },
	{ "Netscape", sequence_of_netscape, true },
};
#define LAYERS (sizeof layers / sizeof *layers)

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

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_one),
		cmocka_unit_test(test_two),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
