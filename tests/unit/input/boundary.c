/* SPDX-License-Identifier: Apache-2.0 */
/* Where elements end in octets of DER; and containers behind words, with a certificate that begins a line of their base64. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "carriers.h"
#include "input/der/boundary.h"
#include "notation.h"
#include "subjects.h"

/* '1': one may begin behind so many octets. */
static void
expect(const char *der, const char *boundaries)
{
	struct octets o = notation(der);
	struct boundary kept = { .at = 0 };

	assert_int_equal(strlen(boundaries), o.n + 1);
	for (size_t n = 0; n <= o.n; n++) {
		struct span octets = { o.p, n };
		bool here = boundaries[n] == '1';

		if ((boundary_room(&(struct boundary){ .at = 0 }, octets) > 0) != here)
			fail_msg("%s: behind %zu octets", der, n);
		/* Asked where another SEQUENCE begins, it goes on from where it was. */
		if (n < o.n && o.p[n] == 0x30 && (boundary_room(&kept, octets) > 0) != here)
			fail_msg("%s: asked again behind %zu octets", der, n);
	}
}

static void
test_elements(void **state)
{
	struct octets o = notation("30(020101 30(0500) 0101ff)");

	(void)state;
	expect("30(020101 0404 30020500 0402 0101)", "1010010101010101");
	/* What is around it has an end. */
	assert_int_equal(boundary_room(&(struct boundary){ .at = 0 }, (struct span){ o.p, 5 }), 7);
	assert_int_equal(boundary_room(&(struct boundary){ .at = 0 }, (struct span){ o.p, 7 }), 2);
	assert_int_equal(boundary_room(&(struct boundary){ .at = 0 }, (struct span){ o.p, o.n }), SIZE_MAX);
}

/* So many elements are open around the place. */
static bool
at_depth(unsigned depth)
{
	struct out o = { NULL, 0, 0, false };
	size_t room;

	for (unsigned i = 0; i < depth; i++)
		out_mem(&o, "\x30\x80", 2);
	room = boundary_room(&(struct boundary){ .at = 0 }, out_span(&o));
	out_free(&o);
	return room > 0;
}

static void
test_depth(void **state)
{
	(void)state;
	assert_true(at_depth(BOUNDARY_DEPTH));
	assert_false(at_depth(BOUNDARY_DEPTH + 1));
}

/* SignedData of definite length with so many octets of content and these certificates. */
static void
container(struct out *o, size_t content, struct span certificates)
{
	static const char type[] = "\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02", data[] = "\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x01";
	struct out octets = { NULL, 0, 0, false }, string = octets, info = octets, inner = octets, signed_data = octets, outer = octets;

	for (size_t i = 0; i < content; i++)
		out_char(&octets, (char)(i * 37 + 11));
	element(&string, 0x04, out_span(&octets));
	out_mem(&info, data, sizeof data - 1);
	element(&info, 0xa0, out_span(&string));
	out_mem(&inner, "\x02\x01\x01\x31\0", 5);
	element(&inner, 0x30, out_span(&info));
	element(&inner, 0xa0, certificates);
	out_mem(&inner, "\x31\0", 2);
	element(&signed_data, 0x30, out_span(&inner));
	out_mem(&outer, type, sizeof type - 1);
	element(&outer, 0xa0, out_span(&signed_data));
	element(o, 0x30, out_span(&outer));
	out_free(&octets);
	out_free(&string);
	out_free(&info);
	out_free(&inner);
	out_free(&signed_data);
	out_free(&outer);
}

/* Whatever the certificates' places in the lines: the container is sound, and read. */
static void
test_places(void **state)
{
	struct out certificates = { NULL, 0, 0, false };

	(void)state;
	for (unsigned i = 0; i < SUBJECTS; i++)
		out_mem(&certificates, subject[i].p, subject[i].n);
	for (size_t content = 0; content < 48; content++) {
		struct out der = { NULL, 0, 0, false }, text = der;
		struct read got;

		container(&der, content, out_span(&certificates));
		out_str(&text, "the certificates of today\n\n");
		in_lines(&text, out_span(&der), 64, "", "\n");
		out_str(&text, "\nend\n");
		got = read_all(out_span(&text));
		if (got.subjects[0] != 1 || got.subjects[1] != 1 || got.subjects[2] != 1 || got.others + got.unreadable != 0)
			fail_msg("%zu octets of content: %u %u %u, %u unreadable (%s)", content, got.subjects[0], got.subjects[1], got.subjects[2],
			    got.unreadable, got.words);
		out_free(&der);
		out_free(&text);
	}
	out_free(&certificates);
}

/* One that has lost a line, and a certificate behind it that begins a line: it is read for itself, and the container told of. */
static void
test_torn(void **state)
{
	(void)state;
	for (size_t lost = 1; lost < 30; lost++) {
		struct out der = { NULL, 0, 0, false }, lines = der, text = der;
		struct read got;

		container(&der, 7, out_span(&subject[0]));
		in_lines(&lines, out_span(&der), 64, "", "\n");
		out_str(&text, "the certificates of today\n\n");
		out_mem(&text, lines.p, lost * 65);
		out_mem(&text, lines.p + (lost + 1) * 65, lines.n - (lost + 1) * 65);
		in_lines(&text, out_span(&subject[1]), 64, "", "\n");
		got = read_all(out_span(&text));
		if (got.subjects[1] != 1 || got.unreadable == 0)
			fail_msg("without line %zu: %u %u, %u unreadable (%s)", lost + 1, got.subjects[0], got.subjects[1], got.unreadable, got.words);
		out_free(&der);
		out_free(&lines);
		out_free(&text);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_elements), cmocka_unit_test(test_depth), cmocka_unit_test(test_places), cmocka_unit_test(test_torn),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
