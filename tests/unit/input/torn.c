/* SPDX-License-Identifier: Apache-2.0 */
/* Texts in which what stands around a certificate is missing or in another place: it is read, or told of once. */
#include "either_end.h"
#include "vessels.h"

/* A part begins with its content at once, or has no empty line behind its fields. */
static void
test_parts(void **state)
{
	static const struct { const char *name; carrier_fn *fn; } contents[] = {
		{ "pem", pem }, { "quoted", pem_quoted }, { "base64", base64_lines }, { "hex", hex_lines }, { "dump", dump }, { "list", json_lines },
	};
	static const char *const heads[] = { "", "\n", "Content-Type: text/plain\n\n", "Content-Type: text/plain\n" };

	(void)state;
	wrong = 0;
	for (size_t i = 0; i < sizeof contents / sizeof *contents; i++)
		/* Without an empty line armour alone is told from fields. */
		for (size_t k = 0; k < sizeof heads / sizeof *heads - (i > 0); k++) {
			struct out o = { NULL, 0, 0, false };

			out_str(&o, "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n--b\n");
			out_str(&o, heads[k]);
			contents[i].fn(&o, out_span(&subject[0]));
			out_str(&o, "\n--b\nContent-Type: text/plain\n\n");
			pem(&o, out_span(&subject[1]));
			out_str(&o, "\n--b--\n");
			expect(contents[i].name, &o, 1, 1, 0);
		}
	assert_int_equal(wrong, 0);
}

/* A log among lines of base64, of which each is a certificate: a block on one line of it, its line ends written out. */
static void
test_log_behind_lines(void **state)
{
	static const char *const before[] = { "log: \"", "", "{\"pem\": \"", "x=\t'" };

	(void)state;
	wrong = 0;
	for (size_t i = 0; i < sizeof before / sizeof *before; i++)
		for (unsigned way = 0; way < 4; way++) {
			struct out o = { NULL, 0, 0, false };

			base64_line(&o, out_span(&subject[1]));
			base64_line(&o, out_span(&subject[1]));
			out_str(&o, before[i]);
			armoured(&o, out_span(&subject[0]), "", way & 1 ? "\\r\\n" : "\\n", BEGIN, END);
			out_str(&o, "\"\n");
			if (way & 2)
				base64_line(&o, out_span(&subject[1]));
			expect(before[i], &o, 1, way & 2 ? 3 : 2, 0);
		}
	assert_int_equal(wrong, 0);
}

/* What is said of a member that is damaged: once, by its name, and what of the archive. */
static void
one_member(const char *what, struct span octets)
{
	struct read got = read_all(octets);

	if (got.subjects[0] == 0 && got.others == 0 && got.unreadable > 0 && got.skipped == 0)
		return;
	wrong++;
	printf("%s: %u of the subject, %u others, %u unreadable (%s), %u skipped\n", what, got.subjects[0], got.others, got.unreadable, got.words,
	    got.skipped);
}

static void
test_members(void **state)
{
	static carrier_fn *const carried[] = { plain, pem, base64_line, hex, dump }, *const archives[] = { tar, zip };
	char what[80];

	(void)state;
	wrong = 0;
	for (size_t i = 0; i < sizeof carried / sizeof *carried; i++)
		for (unsigned way = 0; way < 4; way++)
			for (size_t cut = 1; cut < 5; cut++) {
				struct out text = { NULL, 0, 0, false }, packed = text, o = text;

				carried[i](&text, out_span(&subject[0]));
				if (way & 1)
					gzip(&packed, out_span(&text));
				else
					out_mem(&packed, text.p, text.n);
				archives[way / 2](&o, out_span(&packed));
				/* So many fifths of the member. */
				o.n = (way / 2 == 0 ? 512 : 38) + packed.n * cut / 5;
				snprintf(what, sizeof what, "carrier %zu, way %u, %zu fifths", i, way, cut);
				one_member(what, out_span(&o));
				out_free(&text);
				out_free(&packed);
				out_free(&o);
			}
	assert_int_equal(wrong, 0);
}

/* What is left of a block is its last line, which is short, and END; or its last two. */
static void
test_last_lines(void **state)
{
	static carrier_fn *const forms[] = { pem, json_log, pem_indented };
	struct span der = out_span(&subject[0]);
	char what[80];

	(void)state;
	wrong = 0;
	for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
		/* The last line has every length that it may have. */
		for (size_t cut = 0; cut < 48; cut++)
			for (unsigned way = 0; way < 4; way++) {
				struct out text = { NULL, 0, 0, false }, o = text;
				const char *at;
				unsigned lines = way & 1 ? 3 : 2;
				size_t last = (der.n - cut + 2) / 3 * 4 % 64;

				/* Eight letters may be a name, and a log behind other text is one more. */
				if ((last > 0 && last <= 8 && lines == 2) || (forms[i] == json_log && way == 2))
					continue;
				forms[i](&text, span_sub(der, 0, der.n - cut));
				for (at = text.p + text.n - 1; lines > 0; lines--)
					while (*--at != '\n')
						;
				if (way & 2)
					pem(&o, out_span(&subject[1]));
				out_mem(&o, at + 1, (size_t)(text.p + text.n - at - 1));
				if (!(way & 2))
					pem(&o, out_span(&subject[1]));
				snprintf(what, sizeof what, "form %zu, cut %zu, way %u", i, cut, way);
				expect(what, &o, 0, 1, 1);
				out_free(&text);
			}
	assert_int_equal(wrong, 0);
}

/* Words in front of END end no block. */
static void
test_words_before_end(void **state)
{
	static const char *const words[] = { "done", "2024", "THE1", "abcd", "Step 2", "it ends with", "" };

	(void)state;
	wrong = 0;
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		for (unsigned json = 0; json < 2; json++) {
			struct out o = { NULL, 0, 0, false };

			pem(&o, out_span(&subject[1]));
			out_fmt(&o, json ? "{\"log\":\"%s\"}\n{\"log\":\"%s\"}\n" : "%s\n%s\n", words[i], END);
			expect(words[i], &o, 0, 1, 0);
		}
	assert_int_equal(wrong, 0);
}

/* A line of base64 without armour stands twice: the certificate is unreadable, wherever it stands, and whether it ends with a line or inside one. */
static void
test_doubled_lines(void **state)
{
	char what[80];

	(void)state;
	wrong = 0;
	for (size_t width = 60; width <= 76; width += 4)
		for (unsigned way = 0; way < 16; way++) {
			struct out text = { NULL, 0, 0, false }, o = text;
			size_t line = width + 1, lines, twice;

			in_lines(&text, out_span(&subject[0]), width, "", "\n");
			lines = text.n / line;
			/* Neither its first line nor, where it is shorter, its last. */
			twice = 1 + way / 4 * (lines - 2) / 3;
			if (way % 4 == 1)
				pem(&o, out_span(&subject[1]));
			if (way % 4 == 2)
				in_lines(&o, out_span(&subject[1]), width, "", "\n");
			out_mem(&o, text.p, (twice + 1) * line);
			out_mem(&o, text.p + twice * line, text.n - twice * line);
			if (way % 4 == 0)
				pem(&o, out_span(&subject[1]));
			if (way % 4 == 3)
				in_lines(&o, out_span(&subject[1]), width, "", "\n");
			snprintf(what, sizeof what, "lines of %zu, line %zu of %zu twice, way %u", width, twice, lines, way);
			expect(what, &o, 0, 1, 1);
			out_free(&text);
		}
	assert_int_equal(wrong, 0);
}

/* Lines of base64 in a cell that ends on the line of the last, with padding or without. */
static void
test_cell_ends(void **state)
{
	static const struct { const char *before, *end; } cells[] = {
		{ "| 1 | ", " |\n" }, { "| ", " | x |\n" }, { "<td>", " </td>\n" }, { "<td>", "</td><td>x</td>\n" }, { "1 & ", " & x \\\\\n" },
		{ "\u2502 ", " \u2502\n" },
	};
	char what[80];

	(void)state;
	wrong = 0;
	for (size_t i = 0; i < sizeof cells / sizeof *cells; i++)
		for (unsigned way = 0; way < 4; way++)
			for (size_t width = 48; width <= 76; width += 4) {
				struct out text = { NULL, 0, 0, false }, o = text;

				in_lines(&text, out_span(&subject[way & 1]), width, "", "\n");
				for (text.n--; way & 2 && text.p[text.n - 1] == '='; text.n--)
					;
				out_str(&o, cells[i].before);
				out_mem(&o, text.p, text.n);
				out_str(&o, cells[i].end);
				snprintf(what, sizeof what, "cell %zu, way %u, lines of %zu", i, way, width);
				expect(what, &o, !(way & 1), way & 1, 0);
				out_free(&text);
			}
	assert_int_equal(wrong, 0);
}

static void
line_on(struct out *o, bool wanted, const char *text)
{
	if (wanted)
		out_fmt(o, "%s\n", text);
}

/* A list of lines has digests among its certificates, with padding or without: they are none.  What begins as one is, however long. */
static void
test_digests(void **state)
{
	static const struct { const char *text; unsigned unreadable; } lines[] = {
		{ "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=", 0 }, { "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU", 0 },
		{ "2jmj7l5rSw0yVb/vlWAYkK/YBwk=", 0 }, { "2jmj7l5rSw0yVb/vlWAYkK/YBwk", 0 }, { "0UoCjCo6K8lHYQK7KII0xBWisB+CjqYqxbPkLw", 0 },
		{ "z4PhNX7vuL3xVChQ1m2AB9Yg5AULVxXcg/SpIdNs6c5H0NE8XYXysP+DGNKHfuwvY7kxvUdBeoGlODJ6+SfaPg", 0 },
		{ "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", 0 },
		/* SHA-384, which needs no padding; in hexadecimal as well. */
		{ "OLBgp1GsljhM2TJ+sbHjaiH9txEUvgdDTAzHv2P24donTt6/529l+9Ua0vFImLlb", 0 },
		{ "38b060a751ac96384cd9327eb1b1e36a21fdb71114be07434c0cc7bf63f6e1da274edebfe76f65fbd51ad2f14898b95b", 0 },
		{ "MIIEfTCCA2WgAwIBAgIUJx8BSa+/TImW+5JCeuQeRkm", 1 }, { "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuF", 1 },
	};

	(void)state;
	wrong = 0;
	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
		for (unsigned way = 0; way < 3; way++) {
			struct out o = { NULL, 0, 0, false };

			line_on(&o, way == 0, lines[i].text);
			base64_line(&o, out_span(&subject[0]));
			line_on(&o, way == 1, lines[i].text);
			base64_line(&o, out_span(&subject[1]));
			line_on(&o, way == 2, lines[i].text);
			expect(lines[i].text, &o, 1, 1, lines[i].unreadable);
		}
	assert_int_equal(wrong, 0);
}

/* Lines as long as digests of SHA-384 that are what is left of a certificate are told of. */
static void
test_remains_among_lines(void **state)
{
	struct out o = { NULL, 0, 0, false }, body = o;

	(void)state;
	wrong = 0;
	in_lines(&body, out_span(&subject[2]), 64, "", "\n");
	base64_line(&o, out_span(&subject[0]));
	base64_line(&o, out_span(&subject[1]));
	/* Twelve lines behind the first have names and extensions; the digest behind them is none of it. */
	out_mem(&o, body.p + 65, (size_t)12 * 65);
	out_str(&o, "OLBgp1GsljhM2TJ+sbHjaiH9txEUvgdDTAzHv2P24donTt6/529l+9Ua0vFImLlb\n");
	out_free(&body);
	expect("lines of a body", &o, 1, 1, 1);
	assert_int_equal(wrong, 0);
}

/* ---- one torn, and another behind it ---- */

#define WORDS "TWF5IHRoZSBsaW5lIGJlIGFzIGxvbmcgYXMgaXQgbWF5IGJlLCBpdCBpcyBub25l\n"

/* The text without so many of its lines from this one on, which another stands for; with more than there are, its last is the one. */
static void
without_lines(struct out *o, const struct out *text, size_t from, size_t gone, const char *other)
{
	size_t lines = 0, n = 0;

	for (size_t i = 0; i < text->n; i++)
		lines += text->p[i] == '\n';
	from = from < lines ? from : lines - 1;
	for (size_t i = 0; i < text->n; i++) {
		if (n == from && (i == 0 || text->p[i - 1] == '\n'))
			out_str(o, other);
		if (n < from || n >= from + gone)
			out_char(o, text->p[i]);
		n += text->p[i] == '\n';
	}
}

static void decimal(struct out *o, struct span s) { for (size_t i = 0; i < s.n; i++) out_fmt(o, "%u,%s", s.p[i], i % 16 == 15 || i + 1 == s.n ? "\n" : " "); }

static void
listed(struct out *o, struct span s)
{
	out_str(o, "  \"");
	base64_write(o, s);
	out_str(o, "\",\n");
}

/* A line of it is gone or stands for something else; the other is found in whatever comes behind. */
static void
test_neighbours(void **state)
{
	static const struct { const char *name; carrier_fn *fn; size_t from, gone; const char *other; } cases[] = {
		/* Two digits of armour are no octet, and its element no part of the next. */
		{ "last line of hexadecimal", hex_lines, 1000, 1, "" }, { "line of hexadecimal", hex_lines, 20, 1, "" },
		{ "last line of base64", base64_lines, 1000, 1, "" }, { "line of base64", base64_lines, 5, 1, "" },
		{ "words for the first line of base64", base64_lines, 0, 1, WORDS }, { "words for the first lines of a list", decimal, 0, 1, WORDS },
		{ "words for a line of a list", decimal, 40, 1, WORDS }, { "words in a listing", base64_listing, 10, 1, WORDS },
		{ "words for a line in assembler", assembler, 1, 1, WORDS }, { "first line in octal", certdata, 0, 1, "" },
		{ "line in octal", certdata, 30, 1, "" }, { "first line of a dump", dump, 0, 1, "" }, { "comment", base64_comment, 8, 1, "// MGcw\n" },
	};
	static carrier_fn *const behind[] = { NULL, pem, base64_lines, hex_lines, dump, listed };
	char what[120];

	(void)state;
	wrong = 0;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		for (size_t k = 0; k < sizeof behind / sizeof *behind; k++)
			for (unsigned before = 0; before < 2; before++) {
				struct out text = { NULL, 0, 0, false }, o = text;
				struct read got;

				cases[i].fn(&text, out_span(&subject[0]));
				out_str(&o, before ? "a line before\n" : "");
				without_lines(&o, &text, cases[i].from, cases[i].gone, cases[i].other);
				(behind[k] != NULL ? behind[k] : cases[i].fn)(&o, out_span(&subject[1]));
				got = read_all(out_span(&o));
				snprintf(what, sizeof what, "%s, %zu behind, %u", cases[i].name, k, before);
				if (got.subjects[1] != 1 || got.subjects[0] + got.unreadable == 0 || got.others > 0) {
					wrong++;
					printf("%s: %u %u of the subjects, %u others, %u unreadable (%s)\n", what, got.subjects[0], got.subjects[1],
					    got.others, got.unreadable, got.words);
				}
				out_free(&text);
				out_free(&o);
			}
	assert_int_equal(wrong, 0);
}

/* The first line of a dump stands twice: its addresses are no octets, and the dump is read. */
static void
test_dump_twice(void **state)
{
	struct out text = { NULL, 0, 0, false }, o = text;

	(void)state;
	wrong = 0;
	dump(&text, out_span(&subject[0]));
	out_mem(&o, text.p, (size_t)((char *)memchr(text.p, '\n', text.n) + 1 - text.p));
	out_mem(&o, text.p, text.n);
	pem(&o, out_span(&subject[1]));
	expect("a dump", &o, 1, 1, 1);
	out_free(&text);
	assert_int_equal(wrong, 0);
}

/* Logs whose lines are counted, each of them from a number with a digit less: the first lacks its BEGIN line; the next is read. */
static void
test_counted_lines(void **state)
{
	static const struct { const char *name; carrier_fn *fn; bool whole; } logs[] = {
		{ "syslog", syslog, true }, { "listing", listing, true }, { "grep", grep_listing, true },
		/* Each line is a string of its own, and one string alone is cut short. */
		{ "log", logged, false },
	};

	(void)state;
	wrong = 0;
	for (size_t i = 0; i < sizeof logs / sizeof *logs; i++) {
		struct out text = { NULL, 0, 0, false }, o = text;
		const char *body;

		logs[i].fn(&text, out_span(&subject[0]));
		body = (const char *)memchr(text.p, '\n', text.n) + 1;
		out_mem(&o, body, text.n - (size_t)(body - text.p));
		logs[i].fn(&o, out_span(&subject[1]));
		expect(logs[i].name, &o, logs[i].whole, 1, !logs[i].whole);
		out_free(&text);
	}
	assert_int_equal(wrong, 0);
}

/*
 * A value is cut, and the next begins: it is read, whatever stands where the first has its end by its own length.  `behind`: as the
 * first value has its end.
 */
static void
test_cut_values(void **state)
{
	static const struct { const char *name; carrier_fn *fn, *next; const char *behind; } values[] = {
		{ "colons", hex_colons, hex_colons, "\n" }, { "0x", hex_prefixed, hex_prefixed, "\n" },
		{ "an entry of a log, hexadecimal", log_entry, hex_prefixed, "\n\n" }, { "an entry of a log, base64", log_entry, base64_lines, "\n\n" },
	};

	(void)state;
	wrong = 0;
	for (size_t i = 0; i < sizeof values / sizeof *values; i++)
		for (size_t cut = 200; cut < 800; cut++) {
			struct out o = { NULL, 0, 0, false };
			struct read got;

			values[i].fn(&o, out_span(&subject[0]));
			o.n -= values[i].fn == log_entry ? cut : cut * 3;
			out_str(&o, values[i].behind);
			values[i].next(&o, out_span(&subject[1]));
			got = read_all(out_span(&o));
			out_free(&o);
			if (got.subjects[1] == 1 && got.unreadable + got.others > 0)
				continue;
			wrong++;
			printf("%s, cut %zu: %u %u of the subjects, %u others, %u unreadable (%s)\n", values[i].name, cut, got.subjects[0],
			    got.subjects[1], got.others, got.unreadable, got.words);
		}
	assert_int_equal(wrong, 0);
}

/* Elements that are cut and take in PEM, which has such an element behind it, and so on: too deep is told of. */
static void
test_deep(void **state)
{
	struct out o = { NULL, 0, 0, false };
	struct read got;

	(void)state;
	for (unsigned i = 0; i < INPUT_DEPTH + 6; i++) {
		out_mem(&o, subject[0].p, 700);
		pem(&o, out_span(&subject[1]));
	}
	got = read_all(out_span(&o));
	out_free(&o);
	assert_in_range(got.subjects[1], INPUT_DEPTH - 2, INPUT_DEPTH + 6);
	assert_true(got.subjects[1] + got.unreadable >= 2 * (INPUT_DEPTH + 6));
}

/* A dump whose first line is damaged, behind a line of hexadecimal: its addresses are no octets of that, whatever ends the lines. */
static void
test_dump_behind_hex(void **state)
{
	static const char *const names[] = { "xxd", "hexdump", "od" };

	(void)state;
	wrong = 0;
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		for (size_t at = 0; at < 12; at++) {
			struct out o = { NULL, 0, 0, false };
			size_t from;

			hex(&o, out_span(&subject[0]));
			from = o.n;
			for (size_t k = 0; k < subject[1].n; k++) {
				if (k % 16 == 0)
					out_str(&o, k > 0 ? "\n" : "");
				if (k % 16 == 0 && i == 2)
					out_fmt(&o, "%07zo ", k);
				else if (k % 16 == 0)
					out_fmt(&o, "%08zx%c", k, i == 0 ? ':' : ' ');
				out_str(&o, k % 2 == 0 ? " " : "");
				put_hex(&o, (uint8_t)subject[1].p[k]);
			}
			out_char(&o, '\n');
			o.p[from + 10 + at] = 'z';
			expect(names[i], &o, 1, 0, 1);
		}
	assert_int_equal(wrong, 0);
}

/* Lines of base64 of which one is damaged, behind marks of comments, and another certificate right behind; an assembler's octets behind hexadecimal. */
static void
test_next_begins(void **state)
{
	static const char *const marks[] = { "// ", "", "> ", "//\t" };

	(void)state;
	wrong = 0;
	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
		struct out o = { NULL, 0, 0, false };

		out_str(&o, "see below\n");
		in_lines(&o, span_sub(out_span(&subject[1]), 0, 48), 64, marks[i], "\n2f9a11\n");
		in_lines(&o, span_from(out_span(&subject[1]), 96), 64, marks[i], "\n");
		in_lines(&o, out_span(&subject[0]), 64, marks[i], "\n");
		expect(marks[i], &o, 1, 0, 1);
	}
	for (unsigned blank = 0; blank < 3; blank++) {
		struct out o = { NULL, 0, 0, false };

		for (unsigned k = 0; k < 2; k++) {
			hex(&o, out_span(&subject[1]));
			o.n -= o.p[o.n - 1] == '\n';
			out_str(&o, k == 0 || blank > 0 ? "\n" : "");
		}
		out_str(&o, blank == 2 ? "\n" : "");
		assembler(&o, out_span(&subject[0]));
		expect("assembler", &o, 1, 2, 0);
	}
	assert_int_equal(wrong, 0);
}

/* Base64 without its last lines, then a line of hexadecimal: its digits and the sign before them are characters of base64, too. */
static void
test_hex_behind_cut(void **state)
{
	static const char *const signs[] = { "", "0x", "0X", " 0x", "\"0x", "> 0x", "x: 0x" }, *const behind[] = { "", "\n", "\n{\"id\": 2}\n", "\n\nwords\n" };
	static const size_t cuts[] = { 1, 30, 48, 49, 130, 900 };

	(void)state;
	wrong = 0;
	for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
		for (size_t k = 0; k < sizeof cuts / sizeof *cuts; k++)
			for (size_t b = 0; b < sizeof behind / sizeof *behind; b++) {
				struct out o = { NULL, 0, 0, false };

				in_lines(&o, span_sub(out_span(&subject[0]), 0, subject[0].n - cuts[k]), 64, "", "\n");
				out_str(&o, signs[i]);
				hex(&o, out_span(&subject[1]));
				o.n -= o.p[o.n - 1] == '\n';
				out_str(&o, behind[b]);
				expect(signs[i], &o, 0, 1, 1);
			}
	assert_int_equal(wrong, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_parts),
		cmocka_unit_test(test_log_behind_lines),
		cmocka_unit_test(test_members),
		cmocka_unit_test(test_last_lines),
		cmocka_unit_test(test_words_before_end),
		cmocka_unit_test(test_doubled_lines),
		cmocka_unit_test(test_cell_ends),
		cmocka_unit_test(test_digests),
		cmocka_unit_test(test_remains_among_lines),
		cmocka_unit_test(test_neighbours),
		cmocka_unit_test(test_dump_twice),
		cmocka_unit_test(test_counted_lines),
		cmocka_unit_test(test_cut_values),
		cmocka_unit_test(test_deep),
		cmocka_unit_test(test_dump_behind_hex), cmocka_unit_test(test_hex_behind_cut), cmocka_unit_test(test_next_begins),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
