/* SPDX-License-Identifier: Apache-2.0 */
/* Octets as numbers of any radix, in the sources of programs and in dumps: what tools and languages write is read. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "input/written/dump_fields.h"
#include "input/written/number.h"
#include "subjects.h"

static void
test_number(void **state)
{
	static const struct {
		const char *text;
		int value;
		size_t n;
	} octal[] = {
		{ "060,", 060, 3 }, { ", 0202", 0202, 6 }, { " 0", 0, 2 }, { "0o60u8,", 060, 6 }, { "377", 0377, 3 }, { "\n\t/* 0010 */ 03", 3, 15 },
		{ "400", -1, 0 }, { "08", -1, 0 }, { "00060", -1, 0 }, { "06x", -1, 0 }, { "", -1, 0 }, { "0o", -1, 0 }, { "-1", -1, 0 },
	}, binary[] = {
		{ "00110000 ", 0x30, 8 }, { " 0b10000010", 0x82, 11 }, { "1", 1, 1 }, { "000110000", -1, 0 }, { "2", -1, 0 }, { "0b", -1, 0 },
	};
	static const struct {
		const char *text;
		int value;
		size_t n;
	} hex[] = {
		{ "30, 82", 0x30, 2 }, { ", 3,", 3, 3 }, { ",\n    A,", 10, 7 }, { "fF]", 0xff, 2 }, { "123", -1, 0 }, { "3x", -1, 0 }, { "", -1, 0 }, { ", ", -1, 0 },
	};
	size_t n;

	(void)state;
	for (size_t i = 0; i < sizeof hex / sizeof *hex; i++)
		if (number_hex(span_of(hex[i].text), &n) != hex[i].value || (hex[i].value >= 0 && n != hex[i].n))
			fail_msg("hexadecimal %zu", i);
	for (size_t i = 0; i < sizeof octal / sizeof *octal; i++) {
		if (number_octal(span_of(octal[i].text), &n) != octal[i].value || (octal[i].value >= 0 && n != octal[i].n))
			fail_msg("octal %zu", i);
	}
	for (size_t i = 0; i < sizeof binary / sizeof *binary; i++)
		if (number_binary(span_of(binary[i].text), &n) != binary[i].value || (binary[i].value >= 0 && n != binary[i].n))
			fail_msg("binary %zu", i);
}

static void
test_beside(void **state)
{
	char text[160];

	(void)state;
	assert_int_equal(number_comment(SPAN_LIT("/* 0000 */ 0x30")), 10);
	assert_int_equal(number_comment(SPAN_LIT("/**/")), 4);
	assert_int_equal(number_comment(SPAN_LIT("/*/ */")), 6);
	assert_int_equal(number_comment(SPAN_LIT("// 0*/\n0x30")), 6);
	assert_int_equal(number_comment(SPAN_LIT("// 0")), 0);
	assert_int_equal(number_comment(SPAN_LIT("/* 0\n */")), 0);
	assert_int_equal(number_comment(SPAN_LIT("/0")), 0);
	assert_int_equal(number_comment(SPAN_LIT("/")), 0);
	memset(text, ' ', sizeof text);
	memcpy(text, "/*", 2);
	memcpy(text + 118, "*/", 2);
	assert_int_equal(number_comment((struct span){ (uint8_t *)text, sizeof text }), 120);
	memcpy(text + 118, " */", 3);
	assert_int_equal(number_comment((struct span){ (uint8_t *)text, sizeof text }), 0);
	assert_int_equal(number_suffix(SPAN_LIT("u8,")), 2);
	assert_int_equal(number_suffix(SPAN_LIT("U}")), 1);
	assert_int_equal(number_suffix(SPAN_LIT("u")), 1);
	assert_int_equal(number_suffix(SPAN_LIT("u16")), 0);
	assert_int_equal(number_suffix(SPAN_LIT("uid")), 0);
	assert_int_equal(number_suffix(SPAN_LIT(",")), 0);
}

static unsigned wrong;

/* Is this text read as the first two subjects, once each, and nothing else? */
static void
expect(const char *what, struct out *o)
{
	struct read got = read_all(out_span(o));

	out_free(o);
	if (got.subjects[0] == 1 && got.subjects[1] == 1 && got.others == 0 && got.unreadable == 0)
		return;
	wrong++;
	printf("%s: %u %u of the subjects, %u others, %u unreadable (%s)\n", what, got.subjects[0], got.subjects[1], got.others,
	    got.unreadable, got.words);
}

/* A number with so many digits at the least, filled up with zeros or with blanks. */
static void
put_number(struct out *o, uint64_t v, unsigned radix, unsigned width, char fill)
{
	char digits[72];
	size_t n = sizeof digits;

	do {
		digits[--n] = "0123456789abcdef"[v % radix];
		v /= radix;
	} while (v > 0);
	while (sizeof digits - n < width)
		digits[--n] = fill;
	out_mem(o, digits + n, sizeof digits - n);
}

/* How an octet or a number of more is written. */
struct form {
	const char *name, *front;
	unsigned radix, width;
	char fill;
	const char *behind;
};

static void
put(struct out *o, const struct form *f, uint64_t v)
{
	out_str(o, f->front);
	put_number(o, v, f->radix, f->width, f->fill);
	out_str(o, f->behind);
}

/* What stands before an octet; "@": its number. */
static void
before(struct out *o, const char *words, size_t n)
{
	for (; *words != '\0'; words++)
		if (*words == '@')
			out_fmt(o, "%04zx", n);
		else
			out_char(o, *words);
}

/* Arrays of the sources of programs, with a comment before each line or behind it, or on one line, or with a line for each octet. */
static void
test_arrays(void **state)
{
	static const struct form forms[] = {
		{ "hexadecimal", "0x", 16, 2, '0', "" }, { "of Rust", "0x", 16, 2, '0', "u8" }, { "unsigned", "0x", 16, 2, '0', "U" },
		{ "of Basic", "&H", 16, 2, '0', "" }, { "octal of C", "0", 8, 1, '0', "" }, { "octal", "", 8, 3, '0', "" },
		{ "octal of Python", "0o", 8, 1, '0', "" }, { "decimal", "", 10, 1, '0', "" }, { "decimal with blanks", "", 10, 3, ' ', "" },
		{ "decimal with zeros", "", 10, 3, '0', "" }, { "decimal of Rust", "", 10, 1, '0', "u8" }, { "characters", "'\\x", 16, 2, '0', "'" },
		{ "of Pascal", "$", 16, 2, '0', "" }, { "of assemblers", "0", 16, 2, '0', "h" }, { "binary", "", 2, 8, '0', "" },
		{ "binary with 0b", "0b", 2, 8, '0', "" },
	};
	static const struct {
		const char *head, *before, *between, *end, *tail;
		size_t width;
	} shapes[] = {
		{ "x = {\n", "  ", ", ", ",\n", "};\n", 16 }, { "x = {\n", "\t", ", ", ",\n", "};\n", 12 }, { "x = { ", "", ", ", ", ", " };\n", 16 },
		{ "x = {\n", "  /* @ */ ", ", ", ",\n", "};\n", 16 }, { "x = {\n", "  ", ", ", ", /* 0.e ab */\n", "};\n", 16 },
		{ "x = {\n", "  ", ", ", ", // 0010 0..ab\n", "};\n", 16 }, { "", "", "", "\n", "\n", 1 }, { "", "", " ", "\n", "\n", 16 },
	};

	(void)state;
	wrong = 0;
	for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
		for (size_t k = 0; k < sizeof shapes / sizeof *shapes; k++) {
			struct out o = { NULL, 0, 0, false };
			char what[64];

			for (size_t s = 0; s < 2; s++) {
				struct span der = out_span(&subject[s]);

				out_str(&o, shapes[k].head);
				for (size_t n = 0; n < der.n; n++) {
					before(&o, n % shapes[k].width == 0 ? shapes[k].before : shapes[k].between, n);
					put(&o, &forms[i], der.p[n]);
					out_str(&o, n + 1 == der.n ? "\n" : (n + 1) % shapes[k].width == 0 ? shapes[k].end : "");
				}
				out_str(&o, shapes[k].tail);
				out_str(&o, "Words between them.\n");
			}
			snprintf(what, sizeof what, "%s, shape %zu", forms[i].name, k);
			expect(what, &o);
		}
	assert_int_equal(wrong, 0);
}

/* Hexadecimal without a zero in front, as Rust prints octets with {:x?} and {:X?}, and with a # among them. */
static void
test_short_hex(void **state)
{
	static const struct { const char *front; bool upper; const char *between, *behind; } ways[] = {
		{ "[", false, ", ", "]\n" }, { "[", true, ", ", "]\n" }, { "der: [", false, ",", "] ok\n" }, { "Cert { raw: [", false, ", ", "], ok: true }\n" },
		{ "[\n    ", false, ",\n    ", ",\n]\n" }, { "{\"message\":\"got [", false, ", ", "]\"}\n" }, { "", true, ",", "\n" },
	};

	(void)state;
	wrong = 0;
	for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
		struct out o = { NULL, 0, 0, false };

		for (size_t s = 0; s < 2; s++) {
			struct span der = out_span(&subject[s]);
			char number[4];

			out_str(&o, ways[i].front);
			for (size_t n = 0; n < der.n; n++) {
				snprintf(number, sizeof number, ways[i].upper ? "%X" : "%x", der.p[n]);
				out_str(&o, n > 0 ? ways[i].between : "");
				out_str(&o, number);
			}
			out_str(&o, ways[i].behind);
		}
		expect(ways[i].front, &o);
	}
	assert_int_equal(wrong, 0);
}

/* ---- dumps ---- */

/* As od -c prints an octet. */
static void
put_character(struct out *o, uint8_t c)
{
	static const char escapes[] = "0______abtnvfr";

	if (c < sizeof escapes - 1 && escapes[c] != '_')
		out_fmt(o, "  \\%c", escapes[c]);
	else if (c >= ' ' && c < 0x7f)
		out_fmt(o, "   %c", c);
	else
		out_fmt(o, " %03o", c);
}

/* One field of od or hexdump, of so many octets in the order of a little-endian machine. */
static void
put_field(struct out *o, const struct form *f, struct span s, size_t size)
{
	uint64_t v = 0;

	for (size_t i = 0; i < size; i++)
		v |= (uint64_t)(i < s.n ? s.p[i] : 0) << (8 * i);
	if (f->radix == 0)
		put_character(o, (uint8_t)v);
	else if (strcmp(f->name, "signed") == 0)
		out_fmt(o, " %4d", (int)(v ^ 0x80) - 0x80);
	else
		put(o, f, v);
}

/* As od prints them: addresses in octal and one behind the last line; as hexdump does; and without addresses. */
static void
test_dumps(void **state)
{
	static const struct {
		struct form form;
		size_t size, width;
	} forms[] = {
		{ { "octal", " ", 8, 3, '0', "" }, 1, 16 }, { { "octal, 8", " ", 8, 3, '0', "" }, 1, 8 }, { { "octal, 2", " ", 8, 6, '0', "" }, 2, 16 },
		{ { "octal of hexdump", "  ", 8, 6, '0', "" }, 2, 16 }, { { "octal, 4", " ", 8, 11, '0', "" }, 4, 16 },
		{ { "decimal, 2", " ", 10, 5, ' ', "" }, 2, 16 }, { { "decimal of hexdump", "   ", 10, 5, '0', "" }, 2, 16 },
		{ { "decimal", " ", 10, 3, ' ', "" }, 1, 16 }, { { "signed", "", 10, 3, ' ', "" }, 1, 16 }, { { "decimal, 4", " ", 10, 10, ' ', "" }, 4, 16 },
		{ { "hexadecimal of hexdump", "    ", 16, 4, '0', "" }, 2, 16 }, { { "hexadecimal, 2", " ", 16, 4, '0', "" }, 2, 16 },
		{ { "hexadecimal, 4", " ", 16, 8, '0', "" }, 4, 16 }, { { "decimal, 8", " ", 10, 20, ' ', "" }, 8, 16 },
		{ { "hexadecimal, 8", " ", 16, 16, '0', "" }, 8, 16 }, { { "characters", "", 0, 0, ' ', "" }, 1, 16 },
		{ { "binary", " ", 2, 8, '0', "" }, 1, 6 },
	};
	/* In octal, hexadecimal, decimal, with a colon, and none. */
	static const struct form addresses[] = {
		{ "of od", "", 8, 7, '0', "" }, { "of hexdump", "", 16, 7, '0', "" }, { "hexadecimal", "", 16, 6, '0', "" },
		{ "of xxd", "", 16, 8, '0', ":" }, { "decimal", "", 10, 7, '0', "" }, { "none", "", 0, 0, '0', "" },
	};

	(void)state;
	wrong = 0;
	for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
		for (size_t k = 0; k < sizeof addresses / sizeof *addresses; k++) {
			struct out o = { NULL, 0, 0, false };
			char what[64];

			for (size_t s = 0; s < 2; s++) {
				struct span der = out_span(&subject[s]);

				out_str(&o, "Words before it:\n\n");
				for (size_t n = 0; n < der.n; n += forms[i].size) {
					if (n % forms[i].width == 0 && n > 0)
						out_char(&o, '\n');
					if (n % forms[i].width == 0 && addresses[k].radix > 0)
						put(&o, &addresses[k], n);
					put_field(&o, &forms[i].form, span_from(der, n), forms[i].size);
				}
				out_char(&o, '\n');
				if (k < 2) {
					put(&o, &addresses[k], der.n);
					out_char(&o, '\n');
				}
			}
			snprintf(what, sizeof what, "%s, addresses %s", forms[i].form.name, addresses[k].name);
			expect(what, &o);
		}
	assert_int_equal(wrong, 0);
}

/* The names of characters are said not to be read. */
static void
test_names(void **state)
{
	static const char *const texts[] = {
		"0000000   0 stx stx  bel   0 stx\n0000020   - nul\n", "words\n   0 soh   d   0\n", "words\n\n0000000   0 etx soh\n"
	};

	(void)state;
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		struct read got = read_all(span_of(texts[i]));

		assert_int_equal(got.unreadable, 1);
		assert_non_null(strstr(got.words, "od -a"));
	}
}

/* What a line has behind its address. */
static void
test_fields(void **state)
{
	static const struct fields words = { 8, 2, true }, signed_words = { 10, 2, true }, characters = { FIELDS_CHARACTERS, 1, false };
	uint8_t to[16];

	(void)state;
	assert_int_equal(fields_count(SPAN_LIT(" 101060 013003 x"), 8), 2);
	assert_int_equal(fields_count(SPAN_LIT(" 108060"), 8), 0);
	assert_int_equal(fields_count(SPAN_LIT(" 99999999999999999999999"), 10), 0);
	assert_int_equal(fields_count(SPAN_LIT("   0 202  \\n"), FIELDS_CHARACTERS), 3);
	assert_int_equal(fields_count(SPAN_LIT("   0 402"), FIELDS_CHARACTERS), 1);
	assert_int_equal(fields_octets(SPAN_LIT(" 101060 013003"), &words, to, sizeof to), 4);
	assert_memory_equal(to, "\x30\x82\x03\x16", 4);
	/* No more than there is room for, and none that does not fit. */
	assert_int_equal(fields_octets(SPAN_LIT(" 101060 013003"), &words, to, 3), 2);
	assert_int_equal(fields_octets(SPAN_LIT(" 200000"), &words, to, sizeof to), 0);
	assert_int_equal(fields_octets(SPAN_LIT(" 01060"), &words, to, sizeof to), 0);
	assert_int_equal(fields_octets(SPAN_LIT(" -32208 -32768 -32769"), &signed_words, to, sizeof to), 4);
	assert_memory_equal(to, "\x30\x82\x00\x80", 4);
	assert_int_equal(fields_octets(SPAN_LIT("0 202  \\0"), &characters, to, sizeof to), 3);
	assert_memory_equal(to, "0\202\0", 3);
	assert_true(fields_alone(SPAN_LIT(" 101060 013003 "), &words));
	assert_false(fields_alone(SPAN_LIT(" 101060 x"), &words));
	assert_true(fields_may_begin(SPAN_LIT(" 101060 013003"), &words));
	assert_false(fields_may_begin(SPAN_LIT(" 101061 013003"), &words));
	assert_false(fields_may_begin(SPAN_LIT(" 102460 013003"), &words));
	assert_false(fields_may_begin(SPAN_LIT(""), &words));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_number),
		cmocka_unit_test(test_beside),
		cmocka_unit_test(test_arrays), cmocka_unit_test(test_short_hex),
		cmocka_unit_test(test_dumps),
		cmocka_unit_test(test_names),
		cmocka_unit_test(test_fields),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
