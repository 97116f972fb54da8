/* SPDX-License-Identifier: Apache-2.0 */
/* Octets in strings as programs show them: whatever stands behind, in whatever text, and a damaged certificate beside sound ones. */
#include "one_damaged.h"

#include "spelt_forms.h"

static void lines_of_pem(struct out *o, struct span s);

static const struct {
	const char *name;
	carrier_fn *fn;
	bool json;
} forms[] = {
	{ "python", python, false }, { "members of Python", python_members, false }, { "lines of Python", python_lines, false }, { "cells of Python", python_cell, false },
	{ "objects of Python's", python_object, true }, { "BLOBs", blob_escaped, true }, { "Latin-1", latin_text, false }, { "Latin-1 in JSON", json_octets, true },
	{ "strings of Go", go_quoted, false }, { "strings of Go in ASCII", go_ascii, false }, { "strings of C", c_string, false }, { "strings of C in lines", c_lines, false },
	{ "PEM of Python in lines", lines_of_pem, false }, { "strings of Lua", lua_string, false }, { "strings of Haskell", haskell_string, false },
	{ "binaries of Erlang", erlang_binary, false },
};
#define FORMS (sizeof forms / sizeof *forms)

/* PEM as Python shows it, in strings of one line each. */
static void
lines_of_pem(struct out *o, struct span s)
{
	framed(o, s, "b'", "\\n'\n");
}

/* Behind one another, between words, and behind each other form. */
static void
test_sound(void **state)
{
	char what[96];

	(void)state;
	wrong = 0;
	for (size_t f = 0; f < FORMS; f++)
		for (size_t k = 0; k < FORMS; k++)
			/* Lines of JSON go on with what begins as JSON does. */
			for (unsigned words = forms[f].json ? 1 : 0; words < 2; words++) {
				struct out o = { NULL, 0, 0, false };

				out_str(&o, words ? "these are two:\n" : "");
				forms[f].fn(&o, out_span(&subject[0]));
				out_str(&o, words ? "and \"more\" of 'them'\n" : "");
				forms[k].fn(&o, out_span(&subject[1]));
				snprintf(what, sizeof what, "%s before %s, %u words", forms[f].name, forms[k].name, words);
				expect(what, &o, 1, 1, 0, false);
			}
	assert_int_equal(wrong, 0);
}

/* The tag of the tbsCertificate, its length, the tag of the version, and the length of all of it are others. */
static void
test_damaged(void **state)
{
	static const size_t places[] = { 2, 4, 6, 8 };

	(void)state;
	wrong = 0;
	for (size_t f = 0; f + 1 < FORMS; f++)
		for (size_t i = 0; i < sizeof places / sizeof *places; i++)
			expect_one_damaged(forms[f].name, forms[f].fn, places[i], 1);
	assert_int_equal(wrong, 0);
}

/* Values of JSON whose names say nothing, or that a certificate stands there; one in a list, and a text alone. */
static void
test_members(void **state)
{
	static const char *const names[] = { "x", "certificate", "log" };
	static const struct { carrier_fn *fn; size_t front, behind; } ways[] = {
		{ json_octets, 11, 3 }, { python_object, 11, 16 }, { blob_escaped, 16, 3 },
	};
	char what[64];

	(void)state;
	wrong = 0;
	for (size_t w = 0; w < sizeof ways / sizeof *ways; w++) {
		struct out value = { NULL, 0, 0, false }, o = value;

		/* From the quote in front of the value to the one behind it. */
		ways[w].fn(&value, out_span(&subject[0]));
		for (size_t i = 0; i < 2 + sizeof names / sizeof *names; i++) {
			int n = (int)(value.n - ways[w].front - ways[w].behind + 2);
			const char *from = value.p + ways[w].front - 1;

			if (i < 2)
				out_fmt(&o, i == 0 ? "%.*s\n" : "[%.*s]\n", n, from);
			else
				out_fmt(&o, "{\"%s\": %.*s, \"n\": null}\n", names[i - 2], n, from);
			snprintf(what, sizeof what, "way %zu, member %zu", w, i);
			expect(what, &o, 1, 0, 0, false);
		}
		out_free(&value);
	}
	assert_int_equal(wrong, 0);
}

/* PEM as pprint of Python breaks it, at any character: in END, too.  Its lines are no shorter. */
static void
test_broken_pem(void **state)
{
	char what[64];

	(void)state;
	wrong = 0;
	for (size_t width = 60; width < 140; width++)
		for (unsigned way = 0; way < 3; way++) {
			struct out text = { NULL, 0, 0, false }, o = text;

			pem(&text, out_span(&subject[0]));
			out_str(&o, way == 0 ? "[b'" : "{'a': b'");
			for (size_t i = 0, n = 0; i < text.n; i++, n++) {
				if (n >= width) {
					out_str(&o, way == 2 ? "'\n      b'" : "'\n b'");
					n = 0;
				}
				out_fmt(&o, text.p[i] == '\n' ? "\\n" : "%c", text.p[i]);
			}
			out_str(&o, way == 0 ? "']\n" : "'}\n");
			pem(&o, out_span(&subject[1]));
			snprintf(what, sizeof what, "%zu characters, way %u", width, way);
			expect(what, &o, 1, 1, 0, false);
			out_free(&text);
		}
	assert_int_equal(wrong, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_sound), cmocka_unit_test(test_damaged), cmocka_unit_test(test_members),
		cmocka_unit_test(test_broken_pem),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
