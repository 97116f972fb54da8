/* SPDX-License-Identifier: Apache-2.0 */
/* Base64 of both alphabets in one value, and line ends as spreadsheets write them: no other octets than were meant are handed on. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "carriers.h"
#include "subjects.h"

static uint32_t seed = 5;

static uint32_t
chance(uint32_t n)
{
	seed = seed * 1664525 + 1013904223;
	return (seed >> 8) % n;
}

/* Where the base64 stands, in lines or in one. */
static const struct place {
	const char *before, *behind;
	bool armour;			/* which has one alphabet, whatever stands in it */
} places[] = {
	{ "", "", false }, { "", "\n", false }, { "id,certificate\n1,\"", "\"\n", false }, { "id,x\n1,\"", "\"\n", false },
	{ "{\"certificate\": \"", "\"}\n", false }, { "<si><t>", "</t></si>\n", false }, { "<t xml:space=\"preserve\">", "</t>\n", false },
	{ "That is what was found: ", "\n", false }, { "a: b\ncert: ", "\n", false }, { BEGIN "\n", "\n" END "\n", true },
	{ BEGIN "_x000D_\n", "_x000D_\n" END "_x000D_\n", true },
};
#define PLACES (sizeof places / sizeof *places)

/* Base64 in lines, or in one line where their end is nothing. */
static void
put(struct out *o, const struct place *place, const struct out *text, size_t width, const char *end)
{
	out_str(o, place->before);
	for (size_t i = 0; i < text->n; i += width) {
		out_mem(o, text->p + i, text->n - i < width ? text->n - i : width);
		out_str(o, i + width < text->n ? end : "");
	}
	out_str(o, place->behind);
}

static void
says(const struct out *o, const struct read *got, const char *wrong)
{
	fail_msg("%s: %u %u of the subjects, %u others, %u unreadable (%s), %u skipped, of:\n%.*s", wrong, got->subjects[0], got->subjects[1],
	    got->others, got->unreadable, got->words, got->skipped, (int)o->n, o->p);
}

/* All in which + and / stand become - and _, or some do. */
static void
test_both(void **state)
{
	static const char *const ends[] = { "", "\n", "\r\n", "_x000D_\n" };

	(void)state;
	for (unsigned round = 0; round < 4000; round++) {
		const struct place *place = &places[chance(PLACES)];
		struct out text = { NULL, 0, 0, false }, o = { NULL, 0, 0, false };
		size_t width = 4 * (10 + chance(12)), n = 0, changed = 0;
		unsigned some = chance(4);
		const char *end = ends[chance(4)];
		struct read got;

		/* A value of JSON has no line ends. */
		end = strchr(place->before, '{') != NULL ? "" : end;
		if (chance(2) > 0 && place->armour) {
			pem(&o, out_span(&subject[1]));
			out_char(&o, '\n');
		}
		base64_write(&text, out_span(&subject[0]));
		for (size_t i = 0; i < text.n; i++) {
			if (text.p[i] != '+' && text.p[i] != '/')
				continue;
			n++;
			if (some < 3 && (some == 0 || chance(8) < (some == 1 ? 1 : 6)))
				changed++, text.p[i] = text.p[i] == '+' ? '-' : '_';
		}
		assert_true(n > 10);
		put(&o, place, &text, width, end);
		got = read_all(out_span(&o));
		if (got.others > 0)
			says(&o, &got, "other octets");
		if ((changed == 0 || (changed == n && !place->armour)) && got.subjects[0] != 1)
			says(&o, &got, "not read");
		if (changed > 0 && changed < n && (got.subjects[0] > 0 || got.unreadable == 0))
			says(&o, &got, "read, or lost");
		out_free(&text);
		out_free(&o);
	}
}

/* Line ends, in lines of whatever length and in front of others, and tabs. */
static void
test_escapes(void **state)
{
	static const char *const ends[] = { "_x000D_\n", "_x000d_\n", "_x000D__x000A_", "_x000A_", "_x000D_", "_x0009_", "_x000D_\r\n" };

	(void)state;
	for (unsigned round = 0; round < 4000; round++) {
		const struct place *place = &places[chance(PLACES)];
		struct out text = { NULL, 0, 0, false }, o = { NULL, 0, 0, false };
		const char *end = ends[chance(7)];
		bool url = !place->armour && chance(3) == 0;
		struct read got;

		end = strchr(place->before, '{') != NULL ? "_x000D__x000A_" : end;
		base64_write(&text, out_span(&subject[0]));
		for (size_t i = 0; url && i < text.n; i++)
			text.p[i] = text.p[i] == '+' ? '-' : text.p[i] == '/' ? '_' : text.p[i];
		put(&o, place, &text, 48 + chance(40), end);
		got = read_all(out_span(&o));
		if (got.subjects[0] != 1 || got.others > 0 || got.unreadable > 0)
			says(&o, &got, "not read");
		out_free(&text);
		out_free(&o);
	}
}

static void
put_escaped(struct out *o, char as, unsigned c)
{
	switch (as) {
	case 'x':
		out_fmt(o, "\\x%02x", c);
		break;
	case 'X':
		out_fmt(o, "\\x%02X", c);
		break;
	case 'u':
		out_fmt(o, "\\u%04X", c);
		break;
	default:
		out_fmt(o, "\\%03o", c);
	}
}

/* Some characters of a block, or of base64 alone, are escaped in a string as languages and templates do. */
static void
test_strings(void **state)
{
	static const struct { const char *which; char as; } escapes[] = {
		{ "\n", 'x' }, { "\n", 'X' }, { "\n", 'o' }, { "\n", 'u' }, { "/", 'x' }, { "+", 'X' }, { "=", 'x' }, { "/+=", 'o' }, { "/+=", 'u' },
		{ "/+=\n", 'x' }, { "-=\n", 'u' },
	};
	static const char *const before[] = { "v=\"", "<script>var c = \"", "c: \"" };

	(void)state;
	for (size_t i = 0; i < sizeof escapes / sizeof *escapes; i++)
		for (size_t k = 0; k < sizeof before / sizeof *before; k++)
			for (unsigned bare = 0; bare < 2; bare++) {
				struct out o = { NULL, 0, 0, false }, text = o;
				struct read got;

				if (bare)
					base64_write(&text, out_span(&subject[0]));
				else
					pem(&text, out_span(&subject[0]));
				out_str(&o, before[k]);
				for (size_t n = 0; n < text.n; n++) {
					if (strchr(escapes[i].which, text.p[n]) != NULL)
						put_escaped(&o, escapes[i].as, (unsigned char)text.p[n]);
					else if (text.p[n] == '\n')
						out_str(&o, "\\n");
					else
						out_char(&o, text.p[n]);
				}
				out_str(&o, "\";\n");
				got = read_all(out_span(&o));
				if (got.subjects[0] != 1 || got.others > 0 || got.unreadable > 0)
					says(&o, &got, escapes[i].which);
				out_free(&text);
				out_free(&o);
			}
}

int
main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_both), cmocka_unit_test(test_escapes), cmocka_unit_test(test_strings) };

	return cmocka_run_group_tests(tests, setup, teardown);
}
