/* SPDX-License-Identifier: Apache-2.0 */
/* Values of tables over many lines, with a sign behind each that goes on, and base64 that is folded behind a word. */
#include "carriers.h"
#include "either_end.h"

/* A certificate in the second column, between words, as psql shows it. */
struct look {
	const char *name, *before, *blank, *sign, *none, *behind;
	unsigned wider;			/* blanks between the value and its sign */
};

static void
row(struct out *o, const struct look *l, struct span der, size_t width)
{
	struct out text = { NULL, 0, 0, false };

	base64_write(&text, der);
	for (size_t i = 0; i < text.n; i += width) {
		size_t n = text.n - i < width ? text.n - i : width;

		out_str(o, i == 0 ? l->before : l->blank);
		out_mem(o, text.p + i, n);
		out_fmt(o, "%*s%s%s\n", (int)(width - n + l->wider), "", i + n < text.n ? l->sign : l->none, l->behind);
	}
	out_free(&text);
}

static void
test_looks(void **state)
{
	static const struct look looks[] = {
		{ "ascii", "  1 | ", "    | ", "+", " ", "", 0 }, { "one column", " ", " ", "+", "", "", 0 }, { "bare", "", "", "+", "", "", 0 },
		{ "unicode", "  1 \xe2\x94\x82 ", "    \xe2\x94\x82 ", "\xe2\x86\xb5", " ", "", 0 },
		{ "border", "|  1 | ", "|    | ", "+", " ", "|", 0 }, { "expanded", "der | ", "    | ", "+", "", "", 0 },
		{ "words", " K\xc3\xb6ln | ", "      | ", "+", " ", "| x", 0 }, { "wider", "  1 | ", "    | ", "+", " ", "| x", 14 },
		{ "umlauts", " \xc3\xb6\xc3\xb6 \xe2\x94\x82 ", "    \xe2\x94\x82 ", "\xe2\x86\xb5", " ", "\xe2\x94\x82 x", 3 },
	};
	static const char *const heads[] = { "", " id |  encode\n----+-------\n" };

	(void)state;
	wrong = 0;
	for (size_t i = 0; i < sizeof looks / sizeof *looks; i++)
		for (size_t width = 64; width <= 76; width += 12)
			for (size_t k = 0; k < sizeof heads / sizeof *heads; k++)
				for (unsigned rows = 1; rows < 3; rows++) {
					struct out o = { NULL, 0, 0, false };

					out_str(&o, heads[k]);
					row(&o, &looks[i], out_span(&subject[0]), width);
					if (rows == 2)
						row(&o, &looks[i], out_span(&subject[1]), width);
					out_fmt(&o, "(%u rows)\n", rows);
					expect(looks[i].name, &o, 1, rows - 1, 0);
				}
	assert_int_equal(wrong, 0);
}

/* Its lines are cut off, or one of them has another character: no other octets are judged. */
static void
test_damaged(void **state)
{
	static const struct look ascii = { "ascii", "  1 | ", "    | ", "+", " ", "", 0 };

	(void)state;
	wrong = 0;
	for (unsigned line = 1; line < 6; line++)
		for (unsigned cut = 0; cut < 2; cut++) {
			struct out o = { NULL, 0, 0, false }, text = o;

			row(&text, &ascii, out_span(&subject[0]), 76);
			out_mem(&o, text.p, cut ? line * 84 : text.n);
			if (!cut)
				o.p[line * 84 + 30] = '!';
			row(&o, &ascii, out_span(&subject[1]), 76);
			out_free(&text);
			expect(cut ? "cut" : "another character", &o, 0, 1, 1);
		}
	assert_int_equal(wrong, 0);
}

/* ---- folded behind a word ---- */

static void
folded(struct out *o, const char *word, struct span der, size_t width, const char *indent)
{
	struct out text = { NULL, 0, 0, false };
	size_t at, n, room = width - strlen(word);

	base64_write(&text, der);
	out_str(o, word);
	for (at = 0; at < text.n; at += n, room = width - strlen(indent)) {
		n = text.n - at < room ? text.n - at : room;
		out_str(o, at > 0 ? indent : "");
		out_mem(o, text.p + at, n);
		out_char(o, '\n');
	}
	out_free(&text);
}

static void
test_folded(void **state)
{
	static const char *const words[] = {
		"userCertificate;binary:: ", "userSMIMECertificate;binary:: ", "userSMIMECertificate:: ", "KEY;ENCODING=B:", "X: ", "Cert: ",
	};
	static const char *const behind[] = { "", "\nRegards\n", "\nBest regards\n", "\nJohn Doe\n", "\n-- \nJohn\n", "\nRegards\n\nJohn\n", "cn: x\n" };
	static const char *const indents[] = { " ", "      " };

	(void)state;
	wrong = 0;
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		for (size_t k = 0; k < sizeof behind / sizeof *behind; k++)
			for (size_t width = 64; width < 100; width++)
				for (size_t n = 0; n < sizeof indents / sizeof *indents; n++) {
					struct out o = { NULL, 0, 0, false };

					out_str(&o, "Hello\n\n");
					folded(&o, words[i], out_span(&subject[0]), width, indents[n]);
					out_str(&o, behind[k]);
					expect(words[i], &o, 1, 0, 0);
				}
	assert_int_equal(wrong, 0);
}

/* A line of something else among those that are folded is told of still. */
static void
test_folded_with_others(void **state)
{
	(void)state;
	wrong = 0;
	for (size_t line = 2; line < 6; line++) {
		struct out o = { NULL, 0, 0, false }, text = o;

		folded(&text, "Cert: ", out_span(&subject[0]), 70, " ");
		out_mem(&o, text.p, line * 71);
		out_str(&o, " Wd5bXnTq2kLmZ0yYd7RrPp\n");
		out_mem(&o, text.p + line * 71, text.n - line * 71);
		out_free(&text);
		expect("a line among others", &o, 0, 0, 1);
	}
	assert_int_equal(wrong, 0);
}

/* Characters of a value are gone, and a blank or a line end is in their place: what stands behind the value is none of it. */
struct place {
	const char *name, *before, *behind;
};

static void
one_damaged(const struct place *p, struct span text, size_t at, size_t lost, char in_place)
{
	struct out o = { NULL, 0, 0, false };

	out_str(&o, p->before);
	out_mem(&o, text.p, at);
	out_char(&o, in_place);
	out_mem(&o, text.p + at + lost, text.n - at - lost);
	out_str(&o, p->behind);
	expect(p->name, &o, lost == 0, 0, lost > 0);
}

static void
test_value_ends(void **state)
{
	static const struct place places[] = {
		{ "JavaScript", "{cert:\"", "\", name:\"foo\"}\n" }, { "text", "Cert: ", "\n\nRegards\nBob\n" },
		{ "header", "X-SSL-Client-Cert: ", "\nHost: foo\n" }, { "SQL", "INSERT INTO t VALUES ('", "','foo');\n" },
		{ "log", "2026-11-30 INFO cert=", " user=bob\n" }, { "environment", "CERT=", "\nFOO=bar\n" },
		{ "ini", "[c0]\ndata=", "\nx=1\n" }, { "tab", "a\t", "\tfour\tfive\n" }, { "attribute", "<c a=\"", "\" name=\"foo\"/>\n" },
		{ "ssh", "x509v3-sign-rsa ", " user0@h\n" }, { "vCard", "BEGIN:VCARD\nKEY:", "\nEND:VCARD\n" },
		{ "words", "INFO got ", " from host1\n" },
	};
	struct out text = { NULL, 0, 0, false };

	(void)state;
	wrong = 0;
	base64_write(&text, out_span(&subject[0]));
	for (size_t i = 0; i < sizeof places / sizeof *places; i++)
		for (size_t at = 100; at + 100 < text.n; at += 37)
			for (size_t lost = 1; lost <= 4; lost++) {
				one_damaged(&places[i], out_span(&text), at, lost, ' ');
				one_damaged(&places[i], out_span(&text), at, lost, '\n');
			}
	/* Nothing is lost. */
	for (size_t at = 100; at + 100 < text.n; at += 37) {
		one_damaged(&places[5], out_span(&text), at, 0, ' ');
		one_damaged(&places[6], out_span(&text), at, 0, ' ');
		one_damaged(&places[11], out_span(&text), at, 0, ' ');
	}
	out_free(&text);
	assert_int_equal(wrong, 0);
}

/* A character of the first line of a block is escaped, as a page has it. */
static void
test_escaped_first_line(void **state)
{
	static const struct { const char *plus, *slash; } escapes[] = { { "&#x2B;", "&#x2F;" }, { "&#43;", "&#47;" }, { "%2B", "%2F" } };

	(void)state;
	wrong = 0;
	for (size_t i = 0; i < sizeof escapes / sizeof *escapes; i++)
		for (unsigned page = 0; page < 2; page++) {
			struct out o = { NULL, 0, 0, false }, text = o;

			pem(&text, out_span(&subject[0]));
			out_str(&o, page ? "<pre>" : "");
			for (size_t k = 0; k < text.n; k++)
				if (text.p[k] == '+' || text.p[k] == '/')
					out_str(&o, text.p[k] == '+' ? escapes[i].plus : escapes[i].slash);
				else
					out_char(&o, text.p[k]);
			out_str(&o, page ? "</pre>\n" : "");
			out_free(&text);
			expect(escapes[i].slash, &o, 1, 0, 0);
		}
	assert_int_equal(wrong, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_looks), cmocka_unit_test(test_damaged), cmocka_unit_test(test_folded), cmocka_unit_test(test_folded_with_others),
		cmocka_unit_test(test_value_ends), cmocka_unit_test(test_escaped_first_line),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
