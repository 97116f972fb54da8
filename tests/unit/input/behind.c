/* SPDX-License-Identifier: Apache-2.0 */
/* Words behind base64 on its line, and signs that put strings together: they are none of it, and the next line is read. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "either_end.h"
#include "input/data/json_shell.h"
#include "input/pem/scan/form_end.h"
#include "input/written/escaped.h"
#include "subjects.h"
#include "vessels.h"

/* What stands around two certificates in one line each. */
static const struct {
	const char *before, *behind;
} lines[] = {
	{ "2026-02-03 issued cert=", " serial=5\n" }, { "issued ", " ok\n" }, { "issued ", " AbCdEfGh\n" }, { "1 ", " Alice\n" },
	{ "1 ", " Leaf one\n" }, { "  cert: ", " # comment\n" }, { "  cert: ", "  # Note\n  b: x\n" }, { "\"7\",\"", "\",\"Alice B\"\n" },
	{ "\"7\"\t\"", "\"\t\"Alice\"\n" }, { "7\t", "\tAlice\n" }, { " 7 | ", " | Alice\n" }, { "<a>", " </a>\n<b>hello</b>\n" },
	{ "INSERT INTO c VALUES (7, '", "', 'DE', 5);\n" }, { "7,", ",\"n, \"\"q\"\"\"\n" }, { "7,", ",Alice\n" }, { "7,", ", Alice\n" },
	{ "cert='", "' name='Alice'\n" }, { "7 ", "\n" }, { "", " Alice\n" },
};

static void blank_lines(struct out *o, struct span der) { pem(o, der); for (size_t i = 0; i < der.n % 3; i++) out_char(o, '\n'); }
static void two_blank_lines(struct out *o, struct span der) { pem(o, der); out_str(o, "\n\n"); }
static void without_line_end(struct out *o, struct span der) { pem(o, der); o->n--; }

/* Octets that base64 stands for, in three lengths of which one needs no "=". */
static const struct {
	const char *name;
	carrier_fn *fn;
} contents[] = {
	{ "DER", plain }, { "PEM", pem }, { "PEM and an empty line", blank_lines }, { "PEM and two empty lines", two_blank_lines },
	{ "PEM without a line end", without_line_end }, { "gzip", gzip }, { "zip", zip },
};

static void
test_lines(void **state)
{
	(void)state;
	wrong = 0;
	for (size_t i = 0; i < sizeof contents / sizeof *contents; i++)
		for (size_t k = 0; k < sizeof lines / sizeof *lines; k++)
			for (size_t more = 0; more < 3; more++) {
				struct out o = { NULL, 0, 0, false };
				char what[128];

				for (size_t s = 0; s < 2; s++) {
					struct out octets = { NULL, 0, 0, false };

					/* What stands behind PEM makes any length of it. */
					contents[i].fn(&octets, out_span(&subject[s]));
					for (size_t n = 0; n < more && strncmp(contents[i].name, "PEM", 3) == 0; n++)
						out_char(&octets, '\n');
					out_str(&o, lines[k].before);
					base64_write(&o, out_span(&octets));
					out_str(&o, lines[k].behind);
					out_free(&octets);
				}
				snprintf(what, sizeof what, "%s and %zu octets, \"%s\" \"%s\"", contents[i].name, more, lines[k].before, lines[k].behind);
				expect(what, &o, 1, 1, 0);
			}
	assert_int_equal(wrong, 0);
}

/* Wrapped, and words on the line of the last, or behind it. */
static void
test_wrapped(void **state)
{
	static const char *const behind[] = { "\n", "\n\tEOF\n", "\nEOF\n", " # note\n", "\nname: Alice\n", "\nother LS0t\n" };

	(void)state;
	wrong = 0;
	for (size_t k = 0; k < sizeof behind / sizeof *behind; k++)
		for (size_t more = 0; more < 3; more++)
			for (size_t width = 60; width < 80; width += 8) {
				struct out o = { NULL, 0, 0, false };
				char what[128];

				for (size_t s = 0; s < 2; s++) {
					struct out octets = { NULL, 0, 0, false };

					pem(&octets, out_span(&subject[s]));
					for (size_t n = 0; n < more; n++)
						out_char(&octets, '\n');
					out_str(&o, "base64 -d > a.pem <<-EOF\n");
					in_lines(&o, out_span(&octets), width, "\t", "\n");
					o.n--;
					out_str(&o, behind[k]);
					out_free(&octets);
				}
				snprintf(what, sizeof what, "%zu characters, %zu octets, \"%s\"", width, more, behind[k]);
				expect(what, &o, 1, 1, 0);
			}
	assert_int_equal(wrong, 0);
}

/* A document in the shell has its certificate in lines that begin with a tab: not one on each line. */
static void
test_document(void **state)
{
	(void)state;
	wrong = 0;
	for (size_t s = 0; s < SUBJECTS; s++) {
		struct out o = { NULL, 0, 0, false };
		struct read got;

		out_str(&o, "base64 -d > a.der <<-EOF\n");
		in_lines(&o, out_span(&subject[s]), 76, "\t", "\n");
		out_str(&o, "\tEOF\n");
		got = read_all(out_span(&o));
		wrong += got.subjects[s] != 1 || got.unreadable != 0;
		out_free(&o);
	}
	assert_int_equal(wrong, 0);
}

static void digits(struct out *o, struct span der) { for (size_t i = 0; i < der.n; i++) put_hex(o, der.p[i]); }

/* Base64 of PEM that is shortened right behind its BEGIN line, as a report has a secret: it is told of, and the next one is read. */
static void
test_shortened(void **state)
{
	static const char *const values[] = {
		"LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0tCk1J...VElGSUNBVEUtLS0tLQo=", "LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0tCk1J[...]",
		"LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0tCg==", "LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0t",
	};
	/* Around the value, and behind the whole. */
	static const char *const texts[][2] = {
		{ "data:\n  tls.crt: ", "\n" }, { "{\"data\": {\"tls.crt\": \"", "\"}}\n" }, { "{\n\"data\": {\"a\": [\"", "\"]}}\n" },
	};

	(void)state;
	wrong = 0;
	for (size_t i = 0; i < sizeof values / sizeof *values; i++)
		for (size_t k = 0; k < sizeof texts / sizeof *texts; k++) {
			struct out o = { NULL, 0, 0, false };

			out_fmt(&o, "%s%s%s", texts[k][0], values[i], texts[k][1]);
			pem(&o, out_span(&subject[0]));
			expect(values[i], &o, 1, 0, 1);
		}
	assert_int_equal(wrong, 0);
}

/* What begins with a brace and a string, and is no JSON: a hash of Ruby, a list of PostgreSQL. */
static void
test_braces(void **state)
{
	static const char *const texts[][3] = {
		{ "{\"id\"=>1, \"cert\"=>\"", "\"}\n{\"id\"=>2, \"cert\"=>\"", "\"}\n" }, { "[{\"a\\\"b\" => \"", "\"}, {\"cert\" => \"", "\"}]\n" },
		{ "{\"", "\",\"", "\"}\n" },
	};

	(void)state;
	wrong = 0;
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		struct out o = { NULL, 0, 0, false };

		for (size_t s = 0; s < 2; s++) {
			out_str(&o, texts[i][s]);
			base64_write(&o, out_span(&subject[s]));
		}
		out_str(&o, texts[i][2]);
		expect(texts[i][0], &o, 1, 1, 0);
	}
	assert_int_equal(wrong, 0);
}

/* Data of SMIMEA in a record of a type that is not known (RFC 3597 5): octets stand before the certificate, however short that is. */
static void
test_record_data(void **state)
{
	(void)state;
	wrong = 0;
	for (char usage = '0'; usage < '4'; usage++) {
		struct out o = { NULL, 0, 0, false };

		for (size_t s = 0; s < 2; s++) {
			out_fmt(&o, "x. 3600 IN TYPE53 \\# %zu 0%c0000", subject[s].n + 3, usage);
			digits(&o, out_span(&subject[s]));
			out_char(&o, '\n');
		}
		expect("data of SMIMEA", &o, 1, 1, 0);
	}
	assert_int_equal(wrong, 0);
}

/* Where the form itself does not tell its end, what stands beside it does. */
static void
test_ends(void **state)
{
	static const struct {
		struct span octets;
		uint64_t word;
		struct span behind;
		bool all;
	} cases[] = {
		{ SPAN_CONST("-----BEGIN A-----\n-----END A-----\n"), 200, SPAN_CONST("\nAAAA\n"), true },
		{ SPAN_CONST("-----BEGIN A-----\n-----END A-----"), 200, SPAN_CONST(" a"), true },
		{ SPAN_CONST("-----BEGIN A-----\n-----END A-----"), 128, SPAN_CONST(" a"), false },
		{ SPAN_CONST("-----BEGIN A-----\n-----END A"), 200, SPAN_CONST(" a"), false },
		{ SPAN_CONST("-----BEGIN A-----\n-----END A-----b"), 200, SPAN_CONST(" a"), false },
		{ SPAN_CONST("PK\3\4PK\5\6----------------\1\0c"), 200, SPAN_CONST("\nAAAA\n"), true },
		{ SPAN_CONST("PK\3\4PK\5\6----------------\2\0c"), 200, SPAN_CONST("\nAAAA\n"), false },
		{ SPAN_CONST("PK\3\4PK\5\6---------------"), 200, SPAN_CONST("\nAAAA\n"), false },
		/* Of others: a line that is a word alone goes on with them, and a string that is put together. */
		{ SPAN_CONST("\x1f\x8b"), 200, SPAN_CONST("\nAAAA\n"), false },
		{ SPAN_CONST("\x1f\x8b"), 200, SPAN_CONST("\r\n AA==\r\n"), false },
		{ SPAN_CONST("\x1f\x8b"), 200, SPAN_CONST("\n2 AAAA\n"), true },
		{ SPAN_CONST("\x1f\x8b"), 200, SPAN_CONST("\n\n"), true },
		{ SPAN_CONST("\x1f\x8b"), 200, SPAN_CONST(" \nAAAA"), false },
		{ SPAN_CONST("\x1f\x8b"), 200, SPAN_CONST(" AAAA\n"), true },
		{ SPAN_CONST("\x1f\x8b"), 200, SPAN_CONST("\" +\n\"AAAA\""), false },
		{ SPAN_CONST("\x1f\x8b"), 200, SPAN_CONST("\",\n\"AAAA\""), true },
		{ SPAN_CONST("\x1f\x8b"), 200, SPAN_CONST("\";"), true },
		{ SPAN_CONST("\x1f\x8b"), 200, SPAN_CONST(", A"), true },
		{ SPAN_CONST("\x1f\x8b"), 200, SPAN_CONST(", \n"), false },
		{ SPAN_CONST("\x1f\x8b"), 200, SPAN_CONST("\\nAAAA"), false },
		{ SPAN_CONST("\x1f\x8b"), 200, SPAN_CONST(""), false },
		{ SPAN_CONST(""), 0, SPAN_CONST(" A"), false },
	};
	struct base64 one = { .n = 1 }, padded = { .padding = 1 }, whole = { .n = 0 };
	char wide[160];

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		if (form_is_all(cases[i].octets, whole, cases[i].word, cases[i].behind) != cases[i].all)
			fail_msg("case %zu", i);
		/* Base64 that stops inside an octet, or has its "=", is another matter. */
		assert_false(form_is_all(cases[i].octets, one, cases[i].word, cases[i].behind));
		assert_false(form_is_all(cases[i].octets, padded, cases[i].word, cases[i].behind));
	}
	/* A word as long as the first goes on with it. */
	memset(wide, 'A', sizeof wide);
	wide[0] = wide[150] = ' ';
	assert_false(form_is_all(SPAN_LIT("\x1f\x8b"), whole, 149, (struct span){ (uint8_t *)wide, sizeof wide }));
	assert_true(form_is_all(SPAN_LIT("\x1f\x8b"), whole, 148, (struct span){ (uint8_t *)wide, sizeof wide }));
	assert_true(form_ends(SPAN_LIT("-----END A-----\n"), whole, SPAN_LIT(" a")));
	assert_true(form_ends(SPAN_LIT("-----END A-----\n"), whole, SPAN_LIT("\na b")));
	assert_false(form_ends(SPAN_LIT("-----END A-----\n"), whole, SPAN_LIT("\nAAAA")));
	assert_false(form_ends(SPAN_LIT("-----END A----- b"), whole, SPAN_LIT(" a")));
	assert_false(form_ends(SPAN_LIT("\n\n"), whole, SPAN_LIT(" a")));
	assert_false(form_ends(SPAN_LIT("-"), whole, SPAN_LIT(" a")));
}

/* ---- strings that a program puts together ---- */

/* In lines of 64 characters; what escapes an octet stays with it. */
static void
in_strings(struct out *o, struct span text, size_t width, char quote, const char *joint)
{
	out_str(o, "x = ");
	for (size_t i = 0; i < text.n; i += width) {
		out_char(o, quote);
		out_mem(o, text.p + i, text.n - i < width ? text.n - i : width);
		out_char(o, quote);
		out_str(o, i + width < text.n ? joint : ";\n");
	}
}

static void
base64_of_pem(struct out *o, struct span der)
{
	struct out text = { NULL, 0, 0, false };

	pem(&text, der);
	base64_write(o, out_span(&text));
	out_free(&text);
}

static void escapes(struct out *o, struct span der) { for (size_t i = 0; i < der.n; i++) { out_str(o, "\\x"); put_hex(o, der.p[i]); } }

/* Signs between them at the end of a line, or at the beginning of the next. */
static void
test_strings(void **state)
{
	static const char *const joints[] = {
		" +\n", "+\n", "\n + ", "\n+", " .\n", " & _\n", " || \n", " \\\n", "\n", ",\n", " +\n    ", " .\n\t", " & _\n  ", " ||\n    "
	};
	static const struct { const char *name; carrier_fn *fn; size_t width; } texts[] = {
		{ "base64", base64_write, 72 }, { "base64, odd", base64_write, 65 }, { "base64, long", base64_write, 1000 },
		{ "base64 of PEM", base64_of_pem, 76 }, { "hexadecimal", digits, 64 }, { "escapes", escapes, 64 },
	};

	(void)state;
	wrong = 0;
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		for (size_t k = 0; k < sizeof joints / sizeof *joints; k++)
			for (unsigned single = 0; single < 2; single++) {
				struct out o = { NULL, 0, 0, false };
				char what[128];

				for (size_t s = 0; s < 2; s++) {
					struct out text = { NULL, 0, 0, false };

					texts[i].fn(&text, out_span(&subject[s]));
					in_strings(&o, out_span(&text), texts[i].width, single ? '\'' : '"', joints[k]);
					out_free(&text);
				}
				snprintf(what, sizeof what, "%s, \"%s\"", texts[i].name, joints[k]);
				expect(what, &o, 1, 1, 0);
			}
	assert_int_equal(wrong, 0);
}

/* Lines of hexadecimal and of a dump are none of the base64 of a text in front of them, though they have no other characters. */
static void
test_hex_behind_words(void **state)
{
	static carrier_fn *const fns[] = { hex_lines, hex_comment, hex_prefixed, dump };

	(void)state;
	wrong = 0;
	for (size_t i = 0; i < sizeof fns / sizeof *fns; i++) {
		struct out o = { NULL, 0, 0, false };

		for (size_t s = 0; s < 2; s++) {
			out_str(&o, "TWF5IHRoZSBsaW5lIGJlIGFzIGxvbmcgYXMgaXQgbWF5IGJlLCBpdCBpcyBub25l\n");
			fns[i](&o, out_span(&subject[s]));
		}
		expect("hexadecimal behind base64 of words", &o, 1, 1, 0);
	}
	assert_int_equal(wrong, 0);
}

/* ---- tags and marks within a block ---- */

/* A page has each line of a block in an element of its own, and no line ends; a message of OpenPGP marks the lines with dashes. */
static void
test_tags(void **state)
{
	static const char *const tags[][2] = {
		{ "<div>", "</div>" }, { "<div class=\"a\" style=\"font-family: monospace\">", "</div>" }, { "<li>", "</li>" },
		{ "<tr><td id=\"L1\" data-line-number=\"1\"></td><td class=\"blob-code\">", "</td></tr>" }, { "<span>", "</span><br/>" },
	};

	(void)state;
	wrong = 0;
	for (size_t i = 0; i < sizeof tags / sizeof *tags; i++)
		for (unsigned apart = 0; apart < 2; apart++) {
			struct out o = { NULL, 0, 0, false };

			for (size_t s = 0; s < 2; s++) {
				out_str(&o, "<div dir=\"ltr\">Hi,");
				framed(&o, out_span(&subject[s]), tags[i][0], tags[i][1]);
				out_str(&o, apart ? "</div>\n" : "</div><p>and the next: </p>");
			}
			expect(tags[i][0], &o, 1, 1, 0);
		}
	assert_int_equal(wrong, 0);
}

static void
test_dashes_of_openpgp(void **state)
{
	struct out o = { NULL, 0, 0, false };

	(void)state;
	wrong = 0;
	out_str(&o, "-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\n");
	for (size_t s = 0; s < 2; s++)
		armoured(&o, out_span(&subject[s]), "", "\n", "- " BEGIN, "- " END);
	out_str(&o, "-----BEGIN PGP SIGNATURE-----\n\nhQEMA\n=abcd\n-----END PGP SIGNATURE-----\n");
	expect("a signed message of OpenPGP", &o, 1, 1, 0);
	assert_int_equal(wrong, 0);
}

/* Lines of base64 of which some stand for DER and others for PEM; a list of the lines of PEM in a member for certificates. */
static void
test_lists(void **state)
{
	struct out o = { NULL, 0, 0, false };

	(void)state;
	wrong = 0;
	for (size_t s = 0; s < 2; s++) {
		base64_of_pem(&o, out_span(&subject[s]));
		out_str(&o, "\n");
		/* Two lines begin certificates: they are a list of them. */
		base64_line(&o, out_span(&subject[2]));
	}
	expect("lines of base64", &o, 1, 1, 0);
	for (size_t s = 0; s < 2; s++) {
		out_str(&o, s > 0 ? ", \"crt\": [" : "{\"rc\": 0, \"cert\": [");
		framed(&o, out_span(&subject[s]), "\"", "\",");
		o.n--;
		out_str(&o, "]");
	}
	out_str(&o, "}\n");
	expect("lists of lines", &o, 1, 1, 0);
	assert_int_equal(wrong, 0);
}

/* A field of a protocol buffer, whose tag is a line feed: its length stands before the octets, and another field behind them. */
static void
field(struct out *o, struct span der)
{
	out_char(o, '\n');
	out_char(o, (char)((der.n & 127) | 128));
	out_char(o, (char)(der.n >> 7));
	out_mem(o, der.p, der.n);
	out_str(o, "\x10\x01");
}

/* Octets behind lines of any text: a line in which an element begins, at whatever place, is none of the text. */
static void
test_octets(void **state)
{
	static const char *const gaps[] = { "", "\n", "\r\n\r\n" };

	(void)state;
	wrong = 0;
	for (size_t i = 0; i < CARRIERS; i++)
		for (size_t k = 0; k < sizeof gaps / sizeof *gaps; k++) {
			struct out o = { NULL, 0, 0, false };
			struct read got;

			if (!carriers[i].text)
				continue;
			carriers[i].fn(&o, out_span(&subject[0]));
			out_str(&o, gaps[k]);
			field(&o, out_span(&subject[1]));
			got = read_all(out_span(&o));
			if (got.subjects[0] != 1 || got.subjects[1] != 1 || got.others + got.unreadable > 0) {
				wrong++;
				printf("octets behind %s\n", carriers[i].name);
			}
			out_free(&o);
		}
	assert_int_equal(wrong, 0);
}

/* ---- what databases write ---- */

static void
put_sql(struct out *o, struct span s)
{
	static const char octets[] = "\0\n\r\x1a\"'\\", letters[] = "0nrZ\"'\\";

	for (size_t i = 0; i < s.n; i++) {
		const char *at = memchr(octets, s.p[i], sizeof octets - 1);

		if (at != NULL)
			out_fmt(o, "\\%c", letters[at - octets]);
		else
			out_char(o, (char)s.p[i]);
	}
}

/* Octets in strings of SQL have escapes: they are undone, and where octets are gone or too many, none of what is left is a certificate. */
static void
test_sql(void **state)
{
	(void)state;
	wrong = 0;
	for (int more = -1; more < 2; more++)
		for (unsigned introducer = 0; introducer < 2; introducer++) {
			struct out o = { NULL, 0, 0, false };
			struct read got;

			out_str(&o, "INSERT INTO c VALUES ");
			for (size_t s = 0; s < 2; s++) {
				struct span der = out_span(&subject[s]);

				out_str(&o, s > 0 ? "," : "");
				out_str(&o, introducer ? "(7,_binary '" : "(7,'");
				put_sql(&o, span_sub(der, 0, der.n - (s == 0 && more < 0)));
				out_str(&o, s == 0 && more > 0 ? "x',20)" : "',20)");
			}
			out_str(&o, ";\n");
			got = read_all(out_span(&o));
			wrong += got.subjects[0] != (more == 0) || got.subjects[1] != 1 || got.others != 0 || got.unreadable != (more != 0);
			out_free(&o);
		}
	assert_int_equal(wrong, 0);
}

/* One octet of such a string, and what shows that it has escapes. */
static void
test_escapes(void **state)
{
	static const struct {
		struct span text;
		int c;
		size_t n;
	} cases[] = {
		{ SPAN_CONST("0a"), '0', 1 }, { SPAN_CONST("\\0"), 0, 2 }, { SPAN_CONST("\\Z"), 0x1a, 2 }, { SPAN_CONST("\\'"), '\'', 2 },
		{ SPAN_CONST("\\x"), 'x', 2 }, { SPAN_CONST("''a"), '\'', 2 }, { SPAN_CONST("',"), -1, 1 }, { SPAN_CONST("\""), '"', 1 },
		{ SPAN_CONST(""), -1, 1 }, { SPAN_CONST("\\"), '\\', 1 },
	};
	size_t n;

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		if (escaped_sql(cases[i].text, '\'', &n) != cases[i].c || n != cases[i].n)
			fail_msg("case %zu", i);
	assert_true(escaped_sql_shows(SPAN_LIT("0\x82" "0\\r\x06\x09*\x86H"), '\''));
	assert_true(escaped_sql_shows(SPAN_LIT("0\\n\x06\x08*\x86H"), '\''));
	assert_true(escaped_sql_shows(SPAN_LIT("*\x86H\x86\xf7\\r"), '\''));
	assert_true(escaped_sql_shows(SPAN_LIT("0\x82\1\1\\n\x01\\0\xa0"), '\''));
	assert_false(escaped_sql_shows(SPAN_LIT("0\r\x06\x09*\x86H\x86\xf7\r"), '\''));
}

/* Lines of the shell of MongoDB are read as JSON, and nothing is told of them. */
static void
test_shell(void **state)
{
	static const struct { const char *before, *behind; } forms[] = {
		{ "{ \"_id\" : 0, \"cert\" : BinData(0,\"", "\") }\n" },
		{ "{ \"_id\" : ObjectId(\"65c0\"), \"n\" : NumberLong(-5), \"at\" : ISODate(\"2026-02-03T00:00:00Z\"), \"cert\" : BinData(0, \"", "\") }\n" },
		{ "{ \"cert\": Binary.createFromBase64(\"", "\", 0), \"x\": \"a(b) \\\" f(1)\" }\n" },
	};
	static const char *const texts[] = {
		"{}", "{\"a\": f(", "{\"a\": f(\"b\"", "{\"a\": f(g(1))}", "{\"a\": f(true)}", "\"a", "{\"a\": true}"
	};
	struct out o = { NULL, 0, 0, false };

	(void)state;
	wrong = 0;
	for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
		for (size_t s = 0; s < 2; s++) {
			out_str(&o, forms[i].before);
			base64_write(&o, out_span(&subject[s]));
			out_str(&o, forms[i].behind);
		}
		expect(forms[i].before, &o, 1, 1, 0);
	}
	assert_int_equal(wrong, 0);
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		if (json_shell(span_of(texts[i]), &o))
			fail_msg("text %zu", i);
	assert_true(json_shell(SPAN_LIT("{\"a\": f(2, \"b\\\"\", \"c\"), \"d\": g(), \"e\": h(-7, 8)}"), &o));
	assert_true(span_is(out_span(&o), "{\"a\": \"b\\\"\", \"d\": null, \"e\": -7}"));
	out_free(&o);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_lines),
		cmocka_unit_test(test_wrapped),
		cmocka_unit_test(test_document),
		cmocka_unit_test(test_ends),
		cmocka_unit_test(test_strings),
		cmocka_unit_test(test_hex_behind_words),
		cmocka_unit_test(test_tags),
		cmocka_unit_test(test_dashes_of_openpgp),
		cmocka_unit_test(test_lists),
		cmocka_unit_test(test_octets),
		cmocka_unit_test(test_shortened),
		cmocka_unit_test(test_braces),
		cmocka_unit_test(test_record_data),
		cmocka_unit_test(test_sql),
		cmocka_unit_test(test_escapes),
		cmocka_unit_test(test_shell),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
