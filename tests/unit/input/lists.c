/* SPDX-License-Identifier: Apache-2.0 */
/* Lists of certificates in text, arrays of their octets, and what stands between or behind them: digests, zeros. */
#include "carriers.h"
#include "either_end.h"

/* Zeros behind certificates, in fewer lines of base64 or in more: two are read, and behind one they are octets that trail it. */
static void
test_padding(void **state)
{
	static const char *const before[] = { "", "the certificates of today\n\n", BEGIN "\n" }, *const behind[] = { "", "\nend\n", END "\n" };

	(void)state;
	wrong = 0;
	for (size_t zeros = 4; zeros < 200; zeros++)
		for (size_t i = 0; i < sizeof before / sizeof *before; i++)
			for (unsigned two = 0; two < 2; two++) {
				struct out der = { NULL, 0, 0, false }, o = der;
				struct read got;

				for (unsigned n = 0; n <= two; n++) {
					out_mem(&der, subject[n].p, subject[n].n);
					for (size_t k = 0; k < zeros; k++)
						out_char(&der, 0);
				}
				out_str(&o, before[i]);
				in_lines(&o, out_span(&der), 64, "", "\n");
				out_str(&o, behind[i]);
				got = read_all(out_span(&o));
				out_free(&der);
				out_free(&o);
				if (got.unreadable == 0 && got.subjects[0] + got.subjects[1] + got.others == 1 + two)
					continue;
				wrong++;
				printf("%zu zeros, place %zu, %u: %u %u of the subjects, %u others, %u unreadable (%s)\n", zeros, i, two + 1,
				    got.subjects[0], got.subjects[1], got.others, got.unreadable, got.words);
			}
	assert_int_equal(wrong, 0);
}

/* Digests of each length in front of one certificate and behind it, in a list or in lines: they are no octets of it. */
static void
test_digests_beside(void **state)
{
	static const size_t lengths[] = { 20, 28, 32, 48, 64 };
	static const char *const between[] = { ",", "\n", ";" };
	uint8_t octets[64];

	(void)state;
	wrong = 0;
	for (size_t i = 0; i < sizeof octets; i++)
		octets[i] = (uint8_t)(i * i * 7 + i * 41 + 200);
	for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++)
		for (size_t k = 0; k < sizeof between / sizeof *between; k++)
			for (unsigned way = 0; way < 6; way++) {
				struct span digest = { octets, lengths[i] };
				carrier_fn *fn = way < 3 ? hex : base64_write;
				struct out o = { NULL, 0, 0, false };

				for (unsigned n = 0; n < 3; n++) {
					if (n != way % 3 && way % 3 != 2)
						fn(&o, digest);
					else
						fn(&o, n == 1 || way % 3 != 2 ? out_span(&subject[0]) : digest);
					o.n -= o.n > 0 && o.p[o.n - 1] == '\n';
					out_str(&o, n < 2 ? between[k] : "\n");
				}
				expect(way < 3 ? "hexadecimal" : "base64", &o, 1, 0, 0);
			}
	assert_int_equal(wrong, 0);
}

static void list_hex(struct out *o, struct span der) { hex(o, der); o->n -= o->n > 0 && o->p[o->n - 1] == '\n'; }

static void
list_base64(struct out *o, struct span der)
{
	base64_write(o, der);
}

static void
list_wrapped(struct out *o, struct span der)
{
	in_lines(o, der, 64, "", "\n");
	o->n--;
}

/* Values with something between them and behind the last, or not, alone, behind words or in quotation marks. */
static void
test_lists(void **state)
{
	static const struct { const char *name; carrier_fn *fn; } values[] = {
		{ "base64", list_base64 }, { "wrapped base64", list_wrapped }, { "hexadecimal", list_hex }, { "colons", hex_colons },
	};
	static const char *const between[] = { ",", ";", ", ", "; ", ",\n", ";\n", ";\r\n", "|" };
	static const char *const before[] = { "", "these are they:\n", "certificates=", "a: 1\nlist: \"" };

	(void)state;
	wrong = 0;
	for (size_t i = 0; i < sizeof values / sizeof *values; i++)
		for (size_t k = 0; k < sizeof between / sizeof *between; k++)
			for (size_t m = 0; m < sizeof before / sizeof *before; m++)
				for (unsigned last = 0; last < 2; last++) {
					struct out o = { NULL, 0, 0, false };

					out_str(&o, before[m]);
					for (unsigned n = 0; n < 2; n++) {
						values[i].fn(&o, out_span(&subject[n]));
						o.n -= o.p[o.n - 1] == '\n';
						out_str(&o, n == 0 || last ? between[k] : "");
					}
					out_str(&o, m == 3 ? "\"\n" : "\n");
					expect(values[i].name, &o, 1, 1, 0);
				}
	assert_int_equal(wrong, 0);
}

/* The first value of a list is cut: the next is read. */
static void
test_cut_lists(void **state)
{
	static const char *const between[] = { ",", "; ", "|" };

	(void)state;
	wrong = 0;
	for (size_t k = 0; k < sizeof between / sizeof *between; k++)
		for (size_t cut = 4; cut < 200; cut++) {
			struct out o = { NULL, 0, 0, false };

			list_wrapped(&o, out_span(&subject[0]));
			o.n -= cut;
			out_str(&o, between[k]);
			list_wrapped(&o, out_span(&subject[1]));
			out_str(&o, "\n");
			expect("wrapped base64, cut", &o, 0, 1, 1);
		}
	assert_int_equal(wrong, 0);
}

/* Arrays of Java, C and C#, whose values have a type before them: each, or those above 127. */
static void
array(struct out *o, struct span der, const char *type, unsigned notation, bool each)
{
	out_str(o, "static final byte[] CERTIFICATE = {\n");
	for (size_t i = 0; i < der.n; i++) {
		out_str(o, i % 8 == 0 ? "    " : " ");
		out_str(o, each || der.p[i] > 127 ? type : "");
		if (notation == 2)
			out_fmt(o, "%u", der.p[i]);
		else
			out_fmt(o, notation == 0 ? "0x%02x" : "0x%02X", der.p[i]);
		out_str(o, i + 1 == der.n ? "\n};\n" : i % 8 == 7 ? ",\n" : ",");
	}
}

static void
test_arrays(void **state)
{
	static const char *const types[] = { "(byte) ", "(byte)", "(char) ", "(uint8_t)", "(BYTE) " };

	(void)state;
	wrong = 0;
	for (size_t i = 0; i < sizeof types / sizeof *types; i++)
		for (unsigned k = 0; k < 3; k++)
			for (unsigned each = 0; each < 2; each++) {
				struct out o = { NULL, 0, 0, false };

				array(&o, out_span(&subject[0]), types[i], k, each);
				array(&o, out_span(&subject[1]), types[i], k, each);
				expect(types[i], &o, 1, 1, 0);
			}
	assert_int_equal(wrong, 0);
}

/* ---- octets in front of a certificate, in the same hexadecimal ---- */

static uint32_t seed = 9;

static uint32_t
chance(uint32_t n)
{
	seed = seed * 1664525 + 1013904223;
	return (seed >> 8) % n;
}

/* Lines of so many octets; each may begin with its number. */
static void
lines_of_octets(struct out *o, struct span octets, const char *form, size_t width, const char *behind, bool numbered)
{
	unsigned line = 8;

	for (size_t i = 0; i < octets.n; i++) {
		if (i % width == 0)
			out_str(o, "  ");
		if (i % width == 0 && numbered)
			out_fmt(o, "%02u ", line++);
		for (const char *c = form; *c != '\0'; c++)
			if (*c == '@')
				put_hex(o, octets.p[i]);
			else
				out_char(o, *c);
		if (i % width == width - 1)
			out_str(o, behind);
	}
	out_char(o, '\n');
}

/* A certificate begins inside a line, as in a value of a registry; numbers in front of lines are none of its octets. */
static void
test_inside_lines(void **state)
{
	static const struct { const char *form, *behind; } forms[] = {
		{ "@ ", "\n" }, { "@,", "\n" }, { "@:", "\n" }, { "0x@, ", "\n" }, { "@,", "\\\n" }, { "@,", "\\\r\n" }, { "0x@,", "\r\n" },
	};

	(void)state;
	wrong = 0;
	for (unsigned round = 0; round < 3000; round++) {
		size_t form = chance(7), width = 8 + chance(33), before = chance(50);
		bool numbered = chance(4) == 0;
		struct out octets = { NULL, 0, 0, false }, o = octets;
		struct read got;

		before = numbered ? 0 : before;
		form = numbered ? 0 : form;
		while (octets.n < before)
			out_char(&octets, (char)chance(256));
		out_mem(&octets, subject[0].p, subject[0].n);
		out_str(&o, chance(2) > 0 ? "\"Blob\"=hex:\\\n" : "");
		lines_of_octets(&o, out_span(&octets), forms[form].form, width, forms[form].behind, numbered);
		got = read_all(out_span(&o));
		if (got.subjects[0] != 1 || got.others > 0 || got.unreadable > 0) {
			wrong++;
			printf("%zu octets in front, %zu a line, form %zu, numbered %d: %u of the subject, %u others, %u unreadable (%s)\n%.*s\n", before,
			    width, form, numbered, got.subjects[0], got.others, got.unreadable, got.words, 300, o.p);
		}
		out_free(&octets);
		out_free(&o);
	}
	assert_int_equal(wrong, 0);
}

/* Octets at the end of a certificate that are all alike: a line of base64 may begin with two slashes, and have no letters of both kinds. */
static void
test_alike(void **state)
{
	static const uint8_t octets[] = { 0xff, 0, 0x6f };
	static const char *const before[] = { "", "Hello\n\nX: " };

	(void)state;
	wrong = 0;
	for (size_t i = 0; i < sizeof octets; i++)
		for (size_t k = 0; k < sizeof before / sizeof *before; k++)
			for (size_t alike = 1; alike < 150; alike++) {
				struct out der = { NULL, 0, 0, false }, o = der;
				struct read got;

				out_mem(&der, subject[0].p, subject[0].n);
				memset(der.p + der.n - alike, octets[i], alike);
				out_str(&o, before[k]);
				in_lines(&o, out_span(&der), 60, "", "\n");
				out_str(&o, k > 0 ? "\nRegards\n" : "");
				got = read_all(out_span(&o));
				out_free(&der);
				out_free(&o);
				if (got.unreadable == 0 && got.others == 1)
					continue;
				wrong++;
				printf("%zu octets %02x, %zu: %u others, %u unreadable (%s)\n", alike, octets[i], k, got.others, got.unreadable, got.words);
			}
	assert_int_equal(wrong, 0);
}

/* Lines in front of a list and behind it are not the place of a certificate; words among its lines are, and so is what begins as one. */
static void
test_around(void **state)
{
	static const struct { const char *before, *behind; } around[] = {
		{ "certs=(\n", ")\n" }, { "my @c = qw(\n", ");\n" }, { "cat <<EOF\n", "EOF\n" }, { "```\n", "```\n" }, { "[\n", "]\n" },
		{ " encode\n--------\n", "(2 rows)\n\n" }, { "certificate\n-----------\n", "\n2 rows selected.\n" },
		{ "Certificates:\n\n", "-- \nJohn\n" }, { "certs = \"\"\"\n", "\"\"\"\n" }, { "user@host$ cat list\n", "user@host$\n" },
	};
	static const struct { const char *before, *between, *behind; unsigned unreadable; } places[] = {
		{ "(\n", "N/A\n", ")\n", 1 }, { "(\n", "-\n", ")\n", 1 }, { "MII\n", "", ")\n", 1 }, { "(\n", "", "MIIB\n", 1 }, { "(\n", "", "M\n", 1 },
		{ "(\n", "", "MDAwDQYJKoZI\n", 1 }, { "(\n", ")\n\n(\n", ")\n", 0 },
	};

	(void)state;
	wrong = 0;
	for (size_t i = 0; i < sizeof around / sizeof *around; i++)
		for (unsigned blank = 0; blank < 2; blank++) {
			struct out o = { NULL, 0, 0, false };

			out_str(&o, around[i].before);
			base64_line(&o, out_span(&subject[0]));
			out_str(&o, blank ? "\n" : "");
			base64_line(&o, out_span(&subject[1]));
			out_str(&o, around[i].behind);
			expect(around[i].before, &o, 1, 1, 0);
		}
	for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
		struct out o = { NULL, 0, 0, false };

		out_str(&o, places[i].before);
		base64_line(&o, out_span(&subject[0]));
		out_str(&o, places[i].between);
		base64_line(&o, out_span(&subject[1]));
		out_str(&o, places[i].behind);
		expect(places[i].between, &o, 1, 1, places[i].unreadable);
	}
	assert_int_equal(wrong, 0);
}

/* Two lists in one text have titles of their own; a line that tells of an error, or of nothing, is in the place of a certificate. */
static void
test_two_lists(void **state)
{
	static const struct { const char *between, *behind; unsigned unreadable; } texts[] = {
		{ "\nRevoked\n", "", 0 }, { "Revoked:\n", "", 0 }, { ")\nb=(\n", ")\n", 0 }, { "}\nmore <<EOF\n", "EOF\n", 0 },
		{ "\n\nRevoked\n-------\n", "(2 rows)\n", 0 }, { "```\nMore\n```\n", "```\n", 0 }, { "\nno errors\n", "0 errors\n", 1 },
		{ "see below\n", "", 1 }, { "\nsee below\n", "", 1 }, { "\nN/A\n", "", 1 }, { "\nnot found\n", "", 1 }, { "", "ERROR\n", 1 }, { "", "error: timeout\n", 1 },
		{ "", "\nTraceback: KeyError Exception\n", 1 }, { "\nfailed: 5\n", "10 errors\n", 2 }, { "", "-- \nJohn\n", 0 },
		{ "\nInvalid\n", "", 0 }, { "\nLost keys\n", "", 0 }, { "Invalid\n", "", 1 }, { "", "\nInvalid\n", 1 }, { "\nError\n", "", 1 },
		{ "\nInvalid error\n", "", 1 }, { "", "Fetch failed\nnull\n", 2 }, { "(null)\n", "", 1 },
	};

	(void)state;
	wrong = 0;
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		for (unsigned crlf = 0; crlf < 2; crlf++) {
			struct out o = { NULL, 0, 0, false }, text = o;

			for (unsigned k = 0; k < 2; k++) {
				base64_line(&text, out_span(&subject[0]));
				base64_line(&text, out_span(&subject[1]));
				out_str(&text, k == 0 ? texts[i].between : texts[i].behind);
			}
			for (size_t n = 0; n < text.n; n++) {
				out_str(&o, crlf && text.p[n] == '\n' ? "\r" : "");
				out_char(&o, text.p[n]);
			}
			out_free(&text);
			expect(texts[i].between, &o, 2, 2, texts[i].unreadable);
		}
	assert_int_equal(wrong, 0);
}

/* A line behind a list that counts what is missing and finds none, or has such a word as part of another, is none of its places. */
static void
test_summary(void **state)
{
	static const struct { const char *line; unsigned unreadable; } lines[] = {
		{ "Errors: 0", 0 }, { "2 ok, failed: 0", 0 }, { "passed: 2, errors: 0", 0 }, { "failures=0", 0 }, { "errors=0 ok=2", 0 },
		{ "Failures: 0, Errors: 0, Skipped: 0", 0 }, { "Invalid certificates:  0", 0 }, { "zero errors", 0 }, { "completed, errors: none", 0 },
		{ "-- none --", 0 }, { "without error", 0 }, { "Done, nothing lost", 0 }, { "not invalid", 0 }, { "None missing", 0 },
		{ "Nonetheless fine", 0 }, { "nullable", 0 }, { "Timeout: 30s", 0 }, { "Error count: 0", 0 }, { "0 failed, 0 invalid", 0 },
		{ "Errors: 1", 1 }, { "Errors: 0, failed: 1", 1 }, { "errors=10", 1 }, { "error: 0x1f", 1 }, { "error: 0 bytes were read", 1 },
		{ "ok=0 failed=2", 1 }, { "200 errors", 1 }, { "None", 1 }, { "(none)", 1 }, { "--- ERROR ---", 1 }, { "fetch: timed out", 1 }, { "Timeout", 1 },
		{ "failure", 1 }, { "Aborted", 1 }, { "no data: error", 1 }, { "error 404", 1 }, { "casino failed", 1 }, { "3: none", 1 }, { "Result: 0 errors", 0 },
	};

	(void)state;
	wrong = 0;
	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
		for (unsigned blank = 0; blank < 2; blank++) {
			struct out o = { NULL, 0, 0, false };

			base64_line(&o, out_span(&subject[0]));
			base64_line(&o, out_span(&subject[1]));
			out_fmt(&o, "%s%s\n", blank ? "\n" : "", lines[i].line);
			expect(lines[i].line, &o, 1, 1, lines[i].unreadable);
		}
	assert_int_equal(wrong, 0);
}

/* Octets in brackets on one line or many, as programs print them and JSON does not: two lists, and nothing else is told of. */
static void
test_octets_in_brackets(void **state)
{
	static const struct { enum { SIGNED, DECIMAL, HEX, C_HEX } octet; const char *between, *end; } prints[] = {
		{ SIGNED, ", ", "]\n" }, { DECIMAL, ", ", "]\n" }, { HEX, ", ", "]\n" }, { C_HEX, ", ", "]\n" }, { DECIMAL, " ", "]\n" },
		{ DECIMAL, ",\n    ", ",\n]\n" }, { HEX, ",\n    ", ",\n]\n" },
	};
	char what[40];

	(void)state;
	wrong = 0;
	for (size_t i = 0; i < sizeof prints / sizeof *prints; i++)
		for (unsigned blank = 0; blank < 2; blank++) {
			struct out o = { NULL, 0, 0, false };

			for (unsigned k = 0; k < 2; k++) {
				struct span der = out_span(&subject[k]);

				out_str(&o, prints[i].between[1] == '\n' ? "[\n    " : "[");
				for (size_t n = 0; n < der.n; n++) {
					if (prints[i].octet < HEX)
						out_fmt(&o, "%d", prints[i].octet == SIGNED ? (int8_t)der.p[n] : der.p[n]);
					else
						out_fmt(&o, "%s%02x", prints[i].octet == C_HEX ? "0x" : "", der.p[n]);
					out_str(&o, n + 1 < der.n ? prints[i].between : prints[i].end);
				}
				out_str(&o, blank ? "\n" : "");
			}
			snprintf(what, sizeof what, "print %zu, blank %u", i, blank);
			expect(what, &o, 1, 1, 0);
		}
	assert_int_equal(wrong, 0);
}

/* As many lines of words behind a list as there may be: it takes time in proportion to them. */
static void
test_many_behind(void **state)
{
	struct out o = { NULL, 0, 0, false };
	struct read got;

	(void)state;
	base64_line(&o, out_span(&subject[0]));
	base64_line(&o, out_span(&subject[1]));
	for (unsigned i = 0; i < 100000; i++)
		out_str(&o, "and so on\n");
	got = read_all(out_span(&o));
	assert_int_equal(got.subjects[0] + got.subjects[1], 2);
	assert_int_equal(got.unreadable, 0);
	out_free(&o);
}

/* Base64 in lines of any length, those that begin by chance as an element does too: no line of it is a value of a list. */
static void
test_wide_lines(void **state)
{
	static const size_t widths[] = { 76, 77, 80, 88, 96, 100, 120, 128, 132, 160, 200, 240, 256, 300, 512, 800, 1000, 1200, 1400 };
	static const char *const between[] = { "", "\n", "\n\n" };

	(void)state;
	wrong = 0;
	for (size_t w = 0; w < sizeof widths / sizeof *widths; w++)
		for (unsigned first = 0; first < SUBJECTS; first++)
			for (unsigned n = 1; n <= SUBJECTS; n++)
				for (size_t k = 0; k < sizeof between / sizeof *between; k++) {
					struct out o = { NULL, 0, 0, false };
					struct read got;

					for (unsigned i = 0; i < n; i++) {
						in_lines(&o, out_span(&subject[(first + i) % SUBJECTS]), widths[w], "", "\n");
						out_str(&o, between[k]);
					}
					got = read_all(out_span(&o));
					out_free(&o);
					if (got.subjects[0] + got.subjects[1] + got.subjects[2] == n && got.others + got.unreadable + got.skipped == 0)
						continue;
					wrong++;
					printf("%zu characters, %u from %u, %zu: %u %u %u of the subjects, %u others, %u unreadable (%s)\n", widths[w], n, first, k,
					    got.subjects[0], got.subjects[1], got.subjects[2], got.others, got.unreadable, got.words);
				}
	assert_int_equal(wrong, 0);
}

/* A list whose lines were cut off at one length has one damaged certificate in each. */
static void
test_cut_columns(void **state)
{
	static const size_t widths[] = { 80, 100, 132, 200, 400 };

	(void)state;
	for (size_t w = 0; w < sizeof widths / sizeof *widths; w++) {
		struct out o = { NULL, 0, 0, false }, text = o;
		struct read got;

		for (unsigned i = 0; i < SUBJECTS; i++) {
			out_clear(&text);
			base64_write(&text, out_span(&subject[i]));
			out_mem(&o, text.p, widths[w]);
			out_char(&o, '\n');
		}
		got = read_all(out_span(&o));
		out_free(&text);
		out_free(&o);
		assert_int_equal(got.unreadable, SUBJECTS);
		assert_int_equal(got.subjects[0] + got.subjects[1] + got.subjects[2] + got.others, 0);
	}
}

/* As bash declares an array of the lines. */
static void
pem_array(struct out *o, struct span der)
{
	struct out text = { NULL, 0, 0, false };
	unsigned n = 0;

	pem(&text, der);
	out_str(o, "declare -a x=([0]=\"");
	for (size_t i = 0; i + 1 < text.n; i++)
		if (text.p[i] == '\n')
			out_fmt(o, "\" [%u]=\"", ++n);
		else
			out_char(o, text.p[i]);
	out_str(o, "\")\n");
	out_free(&text);
}

static void
test_declared(void **state)
{
	(void)state;
	for (unsigned damaged = 0; damaged < 2; damaged++) {
		struct out o = { NULL, 0, 0, false };
		struct read got;

		pem_array(&o, out_span(&subject[0]));
		if (damaged)
			o.p[200] = '!';
		pem_array(&o, out_span(&subject[1]));
		got = read_all(out_span(&o));
		assert_int_equal(got.subjects[0], !damaged);
		assert_int_equal(got.subjects[1], 1);
		assert_int_equal(got.unreadable, damaged);
		assert_int_equal(got.others, 0);
		out_free(&o);
	}
}

/* Rows of a table that is known by what it holds; another form stands in the first of them, in the second, or in the last. */
static void
test_other_form_in_row(void **state)
{
	static const char *const others[] = { "a\0b", "-----BEGIN X-----\\nAAAA\\n-----END X-----\\n", ("\xff\xfe" "a\0") };
	static const size_t lengths[] = { 3, 43, 4 };

	(void)state;
	for (size_t i = 0; i < sizeof others / sizeof *others; i++)
		for (unsigned title = 0; title < 2; title++)
			for (unsigned at = 0; at < SUBJECTS; at++) {
				struct out o = { NULL, 0, 0, false };
				struct read got;

				out_str(&o, title > 0 ? "name\tb64\n" : "");
				for (unsigned k = 0; k < SUBJECTS; k++) {
					out_mem(&o, k == at ? others[i] : "name", k == at ? lengths[i] : 4);
					out_char(&o, '\t');
					base64_write(&o, out_span(&subject[k]));
					out_char(&o, '\n');
				}
				got = read_all(out_span(&o));
				/* Nothing is nested in a row; what begins as UTF-16 may be. */
				assert_null(strstr(got.words, "nested"));
				assert_int_equal(got.others, 0);
				assert_true(got.subjects[0] + got.subjects[1] + got.subjects[2] + got.unreadable >= SUBJECTS);
				assert_true(i == 2 || got.unreadable == 0);
				out_free(&o);
			}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_padding), cmocka_unit_test(test_digests_beside), cmocka_unit_test(test_lists), cmocka_unit_test(test_cut_lists),
		cmocka_unit_test(test_arrays), cmocka_unit_test(test_inside_lines),
		cmocka_unit_test(test_alike), cmocka_unit_test(test_around), cmocka_unit_test(test_many_behind),
		cmocka_unit_test(test_two_lists), cmocka_unit_test(test_summary), cmocka_unit_test(test_octets_in_brackets),
		cmocka_unit_test(test_wide_lines), cmocka_unit_test(test_cut_columns), cmocka_unit_test(test_declared),
		cmocka_unit_test(test_other_form_in_row),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
