/* SPDX-License-Identifier: Apache-2.0 */
/* json.c - what the strict reader of JSON takes and refuses; cJSON as oracle for the rest. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <cjson/cJSON.h>
#include <stdio.h>

#include "base/json.h"
#include "base/json_plain.h"
#include "tests/arena_tests.h"

static struct span
text_of(const char *s)
{
	return (struct span){ (const uint8_t *)s, strlen(s) };
}

static const struct json_value *
read_text(const char *s)
{
	struct json_fault fault;

	arena_reset(&arena);
	return json_read(&arena, text_of(s), NULL, &fault);
}

static void
test_refused(void **state)
{
	static const struct {
		const char *text, *what;
		size_t offset;
	} bad[] = {
		{ "", "the end where a value should be", 0 },
		{ "\xef\xbb\xbf{}", "a byte order mark", 0 },
		{ "{} x", "something after the value", 3 },
		{ "[1,]", "something that is no JSON value", 3 },
		{ "[1 2]", "no comma where one should be", 3 },
		{ "[1", "the end inside an array or object", 2 },
		{ "{\"a\":1,}", "no name where a member should be", 7 },
		{ "{\"a\" 1}", "no colon after a name", 5 },
		{ "{a:1}", "no name where a member should be", 1 },
		{ "{\"a\":1,\"b\":2,\"a\":3}", "a name that its object has twice", 17 },
		{ "{\"a\":1,\"\\u0061\":3}", "a name that its object has twice", 16 },
		{ "\"a", "a string without an end", 0 },
		{ "\"a\\", "a string without an end", 0 },
		{ "\"a\nb\"", "a control character in a string", 2 },
		{ "\"\\u0000\"", "an escape that stands for no character", 1 },
		{ "\"\\x41\"", "an escape that stands for no character", 1 },
		{ "\"\\ud800\"", "an escape that stands for no character", 1 },
		{ "\"\\udc00\"", "an escape that stands for no character", 1 },
		{ "\"\\ud800\\u0041\"", "an escape that stands for no character", 1 },
		{ "\"\\u12\"", "an escape that stands for no character", 1 },
		{ "\"a\xff\"", "octets that are not UTF-8", 2 },
		{ "\"\xed\xa0\x80\"", "octets that are not UTF-8", 1 },
		{ "01", "a number that is not written as JSON writes numbers", 0 },
		{ "-", "a number that is not written as JSON writes numbers", 0 },
		{ "1.", "a number that is not written as JSON writes numbers", 0 },
		{ "1e", "a number that is not written as JSON writes numbers", 0 },
		{ "+1", "something that is no JSON value", 0 },
		{ ".5", "something that is no JSON value", 0 },
		{ "NaN", "something that is no JSON value", 0 },
		{ "tru", "something that is no JSON value", 0 },
		{ "truex", "something after the value", 4 },
	};
	struct json_fault fault;

	(void)state;
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		arena_reset(&arena);
		assert_null(json_read(&arena, text_of(bad[i].text), NULL, &fault));
		assert_string_equal(fault.what, bad[i].what);
		assert_int_equal(fault.offset, bad[i].offset);
	}
	/* A NUL is no blank and stands in no string. */
	assert_null(json_read(&arena, (struct span){ (const uint8_t *)"{}\0", 3 }, NULL, &fault));
	assert_null(json_read(&arena, (struct span){ (const uint8_t *)"\"\0\"", 3 }, NULL, &fault));
}

static void
test_tree(void **state)
{
	const struct json_value *v = read_text(" {\"a\": [1, {\"b/c~\": \"x\\u00e4\\ud83d\\ude00\\n\"}, null], \"t\": true, \"f\": false } "), *s;

	(void)state;
	assert_non_null(v);
	assert_int_equal(v->type, JSON_OBJECT);
	assert_int_equal(v->n, 3);
	assert_int_equal(v->raw.p[0], '{');
	assert_int_equal(v->raw.p[v->raw.n - 1], '}');
	assert_true(json_find(v, "t")->yes);
	assert_false(json_find(v, "f")->yes);
	assert_null(json_find(v, "x"));
	assert_null(json_find(NULL, "x"));
	s = json_find(json_find(v, "a")->child->next, "b/c~");
	assert_true(json_is(s, "x\xc3\xa4\xf0\x9f\x98\x80\n"));
	assert_string_equal(json_pointer(&arena, s, NULL), "/a/1/b~1c~0");
	assert_string_equal(json_pointer(&arena, s->parent, "not there"), "/a/1/not there");
	assert_string_equal(json_pointer(&arena, v, NULL), "");
	assert_int_equal(json_find(v, "a")->child->next->next->type, JSON_NULL);
}

/* A name of 256 octets is shown, of a longer one the beginning; those that begin alike are told apart. */
static void
test_long_names(void **state)
{
	char text[320], name[300], shown[3][320];

	(void)state;
	for (size_t i = 0; i < 300; i++)
		name[i] = 'n';
	for (int n = 255; n <= 256; n++) {
		snprintf(text, sizeof text, "{\"%.*s\": 1}", n, name);
		assert_int_equal(strlen(json_pointer(&arena, read_text(text)->child, NULL)), n + 1);
	}
	for (size_t i = 0; i < 3; i++) {
		snprintf(text, sizeof text, "{\"%.256s%s\": 1}", name, (const char *const[]){ "n", "m", "nn" }[i]);
		snprintf(shown[i], sizeof shown[i], "%s", json_pointer(&arena, read_text(text)->child, NULL));
		assert_memory_equal(shown[i] + 1, name, 256);
		assert_int_equal(strlen(shown[i]), 1 + 256 + 3 + 16);
	}
	assert_string_not_equal(shown[0], shown[1]);
	assert_string_not_equal(shown[0], shown[2]);
}

static void
test_says_nothing(void **state)
{
	static const char *const nothing[] = { "null", "\"\"", "\"  \"", "[]", "{}", "[\"\", null]" };
	static const char *const something[] = { "0", "false", "\"a\"", "[0]", "{\"a\": null}", "[\"\", \"a\"]" };

	(void)state;
	assert_true(json_says_nothing(NULL));
	for (size_t i = 0; i < sizeof nothing / sizeof *nothing; i++)
		assert_true(json_says_nothing(read_text(nothing[i])));
	for (size_t i = 0; i < sizeof something / sizeof *something; i++)
		assert_false(json_says_nothing(read_text(something[i])));
}

static void
test_numbers(void **state)
{
	static const struct {
		const char *text;
		bool exact;
		int64_t n;
		double d;
	} good[] = {
		{ "0", true, 0, 0 }, { "-0", true, 0, 0 }, { "1781943332118204551", true, 1781943332118204551, 1781943332118204551.0 },
		{ "9223372036854775807", true, INT64_MAX, 9223372036854775807.0 },
		{ "-9223372036854775808", true, INT64_MIN, -9223372036854775808.0 },
		{ "9223372036854775808", false, 0, 9223372036854775808.0 },
		{ "1.0", true, 1, 1 }, { "1e3", true, 1000, 1000 }, { "-119.7", false, 0, -119.7 }, { "50.11", false, 0, 50.11 },
		{ "0.000001", false, 0, 0.000001 }, { "1E-2", false, 0, 0.01 }, { "2.5e+2", true, 250, 250 },
		{ "300.0", true, 300, 300 }, { "300.00e-2", true, 3, 3 }, { "3000e-2", true, 30, 30 }, { "3001e-2", false, 0, 30.01 },
		{ "-2.50E1", true, -25, -25 }, { "-0.0e99999999999999999999", true, 0, 0 }, { "0.00000000000000000000001e23", true, 1, 1 },
		{ "1.00000000000000000000000000000001", false, 0, 1 }, { "10.00000000000000000000000000000000", true, 10, 10 },
		{ "9223372036854775807.0", true, INT64_MAX, 9223372036854775807.0 }, { "9.223372036854775808e18", false, 0, 9223372036854775808.0 },
		{ "-9.223372036854775808e18", true, INT64_MIN, -9223372036854775808.0 }, { "1e18", true, 1000000000000000000, 1e18 }, { "1e19", false, 0, 1e19 },
		{ "100000000000000000000e-2", true, 1000000000000000000, 1e18 }, { "5e-99999999999999999999", false, 0, 0 },
		{ "1e-999999999", false, 0, 0 }, { "12345678901234567890123", false, 0, 12345678901234567890123.0 },
	};
	int64_t n;
	double d;

	(void)state;
	for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
		const struct json_value *v = read_text(good[i].text);

		assert_non_null(v);
		assert_int_equal(json_int64(v, &n), good[i].exact);
		if (good[i].exact)
			assert_true(n == good[i].n);
		assert_true(json_double(v, &d));
		assert_true(d >= good[i].d - 1e-14 * (good[i].d < 0 ? -good[i].d : good[i].d) &&
		    d <= good[i].d + 1e-14 * (good[i].d < 0 ? -good[i].d : good[i].d));
	}
	assert_false(json_double(read_text("1e999"), &d));
	assert_false(json_int64(read_text("1e99999999999999999999"), &n));
	assert_false(json_double(read_text("\"1\""), &d));
	assert_false(json_int64(read_text("true"), &n));
}

static void
test_limits(void **state)
{
	static char deep[200001];
	const struct json_limits foreign = { 0, 0, true, false };
	const struct json_value *v;
	const struct json_limits four = { 4, 4, false, false };
	struct json_fault fault;

	(void)state;
	memset(deep, '[', sizeof deep - 1);
	assert_null(json_read(&arena, text_of(deep), NULL, &fault));
	assert_string_equal(fault.what, "nested too deep");
	assert_int_equal(fault.offset, 32);
	assert_non_null(json_read(&arena, text_of("[[[[]]]]"), &four, &fault));
	assert_null(json_read(&arena, text_of("[[[[[]]]]]"), &four, &fault));
	assert_non_null(json_read(&arena, text_of("[1,2,3]"), &four, &fault));
	assert_null(json_read(&arena, text_of("[1,2,3,4]"), &four, &fault));
	assert_string_equal(fault.what, "more values than are read");
	/* What others write is read, what is no escape is not. */
	assert_null(json_read(&arena, text_of("\"a\\u0000b\""), NULL, &fault));
	v = json_read(&arena, text_of("[\"a\\u0000b\\ud800\\u0041\\udc00\"]"), &foreign, &fault);
	assert_non_null(v);
	assert_true(span_eq(v->child->text, SPAN_LIT("a\0b\xef\xbf\xbd" "A\xef\xbf\xbd")));
	assert_null(json_read(&arena, text_of("\"\\q\""), &foreign, &fault));
	assert_null(json_read(&arena, text_of("\"\\u00\""), &foreign, &fault));
	arena_reset(&arena);
}

static void
test_lines(void **state)
{
	struct span rest = text_of("{}\r\n\n  \n[1]\n\n2"), line;
	uint64_t number = 0, l, column;

	(void)state;
	assert_true(json_next_line(&rest, &line, &number));
	assert_true(span_is(line, "{}"));
	assert_int_equal(number, 1);
	assert_true(json_next_line(&rest, &line, &number));
	assert_true(span_is(line, "[1]"));
	assert_int_equal(number, 4);
	assert_true(json_next_line(&rest, &line, &number));
	assert_true(span_is(line, "2"));
	assert_int_equal(number, 6);
	assert_false(json_next_line(&rest, &line, &number));
	json_place(text_of("{\n \"a\""), 3, &l, &column);
	assert_int_equal(l, 2);
	assert_int_equal(column, 2);
}

/* What we take, cJSON takes, with the same members and strings. */
static void
same(const struct json_value *v, const cJSON *c)
{
	const cJSON *child;

	switch (v->type) {
	case JSON_NULL:
		assert_true(cJSON_IsNull(c));
		break;
	case JSON_BOOL:
		assert_int_equal(cJSON_IsTrue(c), v->yes);
		break;
	case JSON_NUMBER:
		assert_true(cJSON_IsNumber(c));
		break;
	case JSON_STRING:
		assert_true(cJSON_IsString(c) && json_is(v, c->valuestring));
		break;
	default:
		assert_true(v->type == JSON_ARRAY ? cJSON_IsArray(c) : cJSON_IsObject(c));
		child = c->child;
		for (v = v->child; v != NULL; v = v->next, child = child->next) {
			assert_non_null(child);
			same(v, child);
		}
		assert_null(child);
	}
}

static void
test_oracle(void **state)
{
	static const char alphabet[] = "{}[]:,\"\\u1aeE+-.0 tfn\"\"{}[]::,,true false null \"a\" \"b\":1 ";
	uint32_t seed = 1;
	char text[24];
	unsigned taken = 0;

	(void)state;
	for (unsigned i = 0; i < 300000; i++) {
		const struct json_value *v;
		size_t n = 1 + i % (sizeof text - 1);

		for (size_t k = 0; k < n; k++) {
			seed = seed * 1664525u + 1013904223u;
			text[k] = alphabet[(seed >> 8) % (sizeof alphabet - 1)];
		}
		text[n] = '\0';
		if ((v = read_text(text)) != NULL) {
			cJSON *c = cJSON_ParseWithOpts(text, NULL, 1);

			assert_non_null(c);
			same(v, c);
			cJSON_Delete(c);
			taken++;
		}
	}
	assert_true(taken > 1000);
}

/* Many octets at a time find what one at a time finds. */
static void
test_plain(void **state)
{
	static const uint8_t octets[] = { 'a', ' ', 0x20, 0x7f, 0x80, 0xff, 0x21, '#', '[', ']', '"', '\\', 0x1f, 0x00, '\n' };
	uint32_t seed = 7;
	uint8_t text[64];

	(void)state;
	for (unsigned i = 0; i < 60000; i++) {
		bool high = false, each_high = false;
		const uint8_t *ends, *usual;
		/* Mostly plain ones, so that the others are met everywhere. */
		unsigned n = i % sizeof text, kinds = i % 3 == 0 ? 10 : sizeof octets;

		for (unsigned k = 0; k < n; k++) {
			seed = seed * 1664525 + 1013904223;
			text[k] = (seed >> 8) % 8 != 0 ? 'x' : octets[(seed >> 16) % kinds];
		}
		assert_ptr_equal(json_plain(text, text + n, i % 2, &high), json_plain_each(text, text + n, i % 2, &each_high));
		assert_int_equal(high, each_high);
		high = false;
		assert_ptr_equal(json_plain_words(text, text + n, i % 2, &high), json_plain_each(text, text + n, i % 2, &each_high));
		assert_int_equal(high, each_high);
		/* The usual end is the end octet by octet, too. */
		each_high = false;
		ends = json_plain_each(text, text + n, false, &each_high);
		usual = json_usual_end(text, json_last_sixteen((struct span){ text, n }));
		assert_true(usual == NULL || (usual == ends && *ends == '"' && !each_high));
	}
}

/* Blanks anywhere, and as many as there may be, change nothing; what stands after them is met in its place. */
static void
test_blanks(void **state)
{
	static const char blanks[] = "                  \n \r\n \t                      \t";
	static const char *const part[] = { "{", "\"a\"", ":", "[", "1", ",", "true", "]", ",", "\"b\"", ":", "{", "}", "}" };
	const size_t parts = sizeof part / sizeof *part;
	struct json_fault fault;
	char text[1024];

	(void)state;
	for (size_t before = 0; before <= parts; before++)
		for (size_t n = 0; n < sizeof blanks; n++) {
			size_t to = 0, stray = 0;

			for (size_t i = 0; i <= parts; i++) {
				if (i == before || (i > 0 && n % 3 == 0))
					to += (size_t)sprintf(text + to, "%s", blanks + sizeof blanks - 1 - n);
				stray = i == before ? to : stray;
				to += i < parts ? (size_t)sprintf(text + to, "%s", part[i]) : 0;
			}
			assert_non_null(read_text(text));
			memmove(text + stray + 1, text + stray, to - stray + 1);
			text[stray] = '\v';
			arena_reset(&arena);
			assert_null(json_read(&arena, text_of(text), NULL, &fault));
			assert_int_equal(fault.offset, stray);
		}
}

/* One to three letters of few: often the same ones again. */
static struct span
some_name(uint32_t *seed, char *to)
{
	size_t n = 1 + (*seed = *seed * 1664525u + 1013904223u) / 7 % 3;

	for (size_t i = 0; i < n; i++)
		to[i] = (char)('a' + ((*seed = *seed * 1664525u + 1013904223u) >> 9) % 7);
	return (struct span){ (const uint8_t *)to, n };
}

/* A name twice is found wherever it stands, in small and large objects, and members are found as by a walk over all. */
static void
test_names(void **state)
{
	uint32_t seed = 11;
	unsigned refused = 0, taken = 0;

	(void)state;
	for (unsigned i = 0; i < 20000; i++) {
		static char names[64][4];
		struct span name[64], wanted;
		char text[1024], extra[4];
		size_t n = 1 + i % (i % 5 == 0 ? 60 : 9), to = 0;
		bool twice = false;
		const struct json_value *v, *member = NULL;

		for (size_t k = 0; k < n; k++) {
			name[k] = some_name(&seed, names[k]);
			for (size_t m = 0; m < k; m++)
				twice |= span_eq(name[m], name[k]);
			to += (size_t)sprintf(text + to, "%s\"%.*s\":%zu", k == 0 ? "{" : ",", (int)name[k].n, names[k], k);
		}
		sprintf(text + to, "}");
		v = read_text(text);
		assert_true((v == NULL) == twice);
		refused += twice;
		if (v == NULL)
			continue;
		taken++;
		wanted = some_name(&seed, extra);
		for (const struct json_value *e = v->child; e != NULL; e = e->next) {
			assert_ptr_equal(json_look_up(v, e->key, json_name_mark(e->key)), e);
			member = span_eq(e->key, wanted) ? e : member;
		}
		assert_ptr_equal(json_look_up(v, wanted, json_name_mark(wanted)), member);
	}
	assert_true(refused > 1000 && taken > 1000);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_refused),
		cmocka_unit_test(test_tree),
		cmocka_unit_test(test_long_names),
		cmocka_unit_test(test_says_nothing),
		cmocka_unit_test(test_numbers),
		cmocka_unit_test(test_limits),
		cmocka_unit_test(test_lines),
		cmocka_unit_test(test_oracle),
		cmocka_unit_test(test_plain),
		cmocka_unit_test(test_blanks),
		cmocka_unit_test(test_names),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
