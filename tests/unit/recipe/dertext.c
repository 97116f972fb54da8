/* SPDX-License-Identifier: Apache-2.0 */
/* dertext.c - the text-to-DER language of the test data, octet by octet. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

#include <cmocka.h>

#include "tests/arena_tests.h"
#include "tests/recipe/dertext.h"
#include "tests/recipe/names.h"

static bool
answer(void *arg, const char *name, struct octets *out)
{
	(void)arg;
	if (strcmp(name, "two") != 0)
		return false;
	octets_put(out, "\x02\x01\x02", 3);
	return true;
}

/* The text gives these octets, written in hexadecimal. */
static void
gives(const char *text, const char *hex)
{
	struct tool t = { .arena = &arena };
	struct octets o = OCTETS(&t), want = OCTETS(&t);

	dertext_put(&o, text, answer, NULL);
	if (!tool_ok(&t))
		print_error("%s: %s\n", text, t.error);
	assert_true(tool_ok(&t));
	lex_hex(&want, hex);
	assert_true(tool_ok(&t));
	if (!span_eq(octets_as_span(&o), octets_as_span(&want)))
		print_error("%s: not %s\n", text, hex);
	assert_true(span_eq(octets_as_span(&o), octets_as_span(&want)));
}

static void
is_refused(const char *text)
{
	struct tool t = { .arena = &arena };
	struct octets o = OCTETS(&t);

	dertext_put(&o, text, answer, NULL);
	if (tool_ok(&t))
		print_error("not refused: %s\n", text);
	assert_false(tool_ok(&t));
}

static void
test_integers(void **state)
{
	(void)state;
	gives("INTEGER 0", "020100");
	gives("INTEGER 127", "02017f");
	gives("INTEGER 128", "02020080");
	gives("INTEGER -1", "0201ff");
	gives("INTEGER -128", "020180");
	gives("INTEGER -129", "0202ff7f");
	gives("INTEGER 65537", "0203010001");
	gives("INTEGER 0x80", "02020080");
	gives("INTEGER 0x123456789abcdef001", "0209 123456789abcdef001");
	gives("INTEGER '0005'", "02020005");
	gives("INTEGER ''", "0200");
	gives("ENUM 5", "0a0105");
	is_refused("INTEGER");
	is_refused("INTEGER x");
	is_refused("INTEGER '5'");
}

static void
test_primitive_types(void **state)
{
	(void)state;
	gives("BOOLEAN TRUE BOOLEAN FALSE BOOLEAN '01'", "0101ff 010100 010101");
	gives("NULL NULL '00'", "0500 050100");
	gives("OID 1.2.840.113549", "06062a864886f70d");
	gives("OID 2.999.3", "0603883703");
	gives("OID keyUsage", "0603551d0f");
	gives("BITS 'ff' BITS \"a\" BITS { NULL }", "0301ff 03020061 0303000500");
	gives("OCTETS { NULL } OCTETS 'abcd'", "04020500 0402abcd");
	gives("UTCTIME \"260203000000Z\"", "170d3236303230333030303030305a");
	is_refused("OID no-such-name");
	is_refused("OID 3.1");
	is_refused("OCTETS 5");
}

static void
test_strings(void **state)
{
	(void)state;
	gives("UTF8 \"\xc3\xa4\"", "0c02c3a4");
	gives("PRINTABLE \"a b\"", "1303612062");
	gives("IA5 \"a\\x00\\\"\\\\\"", "160461 00 22 5c");
	gives("BMP \"A\\u20ac\"", "1e04004120ac");
	gives("BMP \"\\u{1f600}\"", "1e04d83dde00");
	gives("UNIVERSAL \"A\"", "1c0400000041");
	gives("T61 \"\xc3\xa4\"", "1401e4");
	is_refused("UTF8 \"a");
	is_refused("UTF8 \"\\u12\"");
	is_refused("UTF8");
}

static void
test_structures(void **state)
{
	(void)state;
	gives("SEQUENCE { INTEGER 5 SET { } }", "3005 020105 3100");
	gives("SEQUENCE", "3000");
	gives("[0] { NULL } [1] '04ff' [A2] { } [P3] ''", "a0020500 810204ff 6200 c300");
	gives("[31] '' [1000] { NULL }", "9f1f00 bf87680 20500");
	gives("TAG:1f8101 { NULL }", "1f81010 20500");
	gives("'3003' $two 'ff'", "3003 020102 ff");
	is_refused("SEQUENCE {");
	is_refused("}");
	is_refused("SEQUENCE { } }");
	is_refused("$three");
	is_refused("[x] ''");
	is_refused("frog");
}

static void
test_broken_frames(void **state)
{
	(void)state;
	gives("SEQUENCE/long1 { NULL }", "308102 0500");
	gives("SEQUENCE/long4 { }", "308400000000");
	gives("INTEGER/long9 1", "0289000000000000000001 01");
	gives("SEQUENCE/indef { NULL }", "3080 0500 0000");
	gives("SEQUENCE/indef-open { NULL }", "3080 0500");
	gives("INTEGER/len=9 5", "020905");
	gives("[0]/prim { NULL }", "80020500");
	gives("UTF8/cons '0c0161'", "2c030c0161");
	gives("OCTETS/cons/indef { OCTETS '01' }", "2480 040101 0000");
	is_refused("SEQUENCE/long { }");
	is_refused("SEQUENCE/frog { }");
}

static void
test_long_lengths(void **state)
{
	struct tool t = { .arena = &arena };
	struct octets o = OCTETS(&t), content = OCTETS(&t);

	(void)state;
	for (int i = 0; i < 300; i++)
		octets_byte(&content, 0x61);
	octets_tlv(&o, 0x04, (struct span){ content.p, 127 });
	assert_int_equal(o.n, 129);
	octets_tlv(&o, 0x04, (struct span){ content.p, 128 });
	assert_memory_equal(o.p + 129, "\x04\x81\x80", 3);
	octets_tlv(&o, 0x04, octets_as_span(&content));
	assert_memory_equal(o.p + 129 + 131, "\x04\x82\x01\x2c", 4);
}

static void
test_nesting_is_bounded(void **state)
{
	char text[4096] = "";

	(void)state;
	for (int i = 0; i < 200; i++)
		memcpy(text + 11 * i, "SEQUENCE { ", 12);
	is_refused(text);
}

/* RFC 4519 types, X.680 string types, order as written. */
static void
test_names(void **state)
{
	(void)state;
	gives("name \"\"", "3000");
	gives("name \"CN=a, C=DE\"", "3019 310a30080603550403 0c0161 310b30090603550406 13024445");
	gives("name \"CN=a + L=b\"", "3016 3114 30080603550403 0c0161 30080603550407 0c0162");
	gives("name \"CN:bmp=a\"", "300d 310b30090603550403 1e020061");
	gives("name \"CN:printable:hex=c3\"", "300c 310a30080603550403 1301c3");
	gives("name \"CN=a\\, b+c\"", "3011 310f300d0603550403 0c06612c20622b63");
	gives("name \"1.2.3=x\"", "300b 3109300706022a03 0c0178");
	is_refused("name \"CN\"");
	is_refused("name \"frog=x\"");
	is_refused("name \"CN:frog=x\"");
}

static void
test_name_edits(void **state)
{
	struct tool t = { .arena = &arena };
	const char *name = "CN=a\\, b, O=c, OU=d, O:ia5=e";

	(void)state;
	assert_string_equal(name_without(&t, name, "organizationName"), "CN=a\\, b, OU=d");
	assert_string_equal(name_with(&t, name, "O", "x"), "CN=a\\, b, O=x, OU=d");
	assert_string_equal(name_with(&t, name, "CN:bmp", "p, q"), "CN:bmp=p\\, q, O=c, OU=d, O:ia5=e");
	assert_string_equal(name_with(&t, "", "CN", "x"), "CN=x");
	assert_true(tool_ok(&t));
}

/* RFC 5280 4.2.1.6, RFC 9598. */
static void
test_general_names(void **state)
{
	(void)state;
	gives("gn \"email:a@b\"", "8103614062");
	gives("gn \"dns:a.b\"", "8203612e62");
	gives("gn \"uri:x:y\"", "8603783a79");
	gives("gn \"ip:192.0.2.1\"", "8704c0000201");
	gives("gn \"ip:192.0.2.0/255.255.255.0\"", "8708c0000200ffffff00");
	gives("gn \"ip:::1\"", "871000000000000000000000000000000001");
	gives("gn \"ip:hex:01\"", "870101");
	gives("gn \"rid:1.2.3\"", "88022a03");
	gives("gn \"dirname:CN=a\"", "a40e 300c310a30080603550403 0c0161");
	gives("gn \"smtputf8:a\"", "a00f 06082b06010505070809 a003 0c0161");
	gives("gn \"othername:1.2.3:NULL\"", "a008 06022a03 a0020500");
	is_refused("gn \"mail:a@b\"");
	is_refused("gn \"ip:1.2.3\"");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_integers, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_primitive_types, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_strings, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_structures, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_broken_frames, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_long_lengths, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_nesting_is_bounded, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_names, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_name_edits, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_general_names, set_up, tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
