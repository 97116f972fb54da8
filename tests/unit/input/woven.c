/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Certificates among other octets, and others among theirs: what is judged is one of those that were put in, octet for octet, or the input
 * says that it was not read.
 */
#include "subjects.h"
#include "woven.h"

#include "base/base64.h"

static unsigned wrong;

static void
expect(const char *what, size_t n, const struct out *o, unsigned found, unsigned unreadable)
{
	struct read got = read_all(out_span(o));

	if (got.subjects[0] == found && got.subjects[1] + got.subjects[2] + got.others == 0 && (got.unreadable > 0) == (unreadable > 0))
		return;
	wrong++;
	printf("%s, %zu: %u %u %u of the subjects, %u others, %u unreadable (%s), %u skipped\n", what, n, got.subjects[0], got.subjects[1], got.subjects[2],
	    got.others, got.unreadable, got.words, got.skipped);
}

/* Octets of no form in front of what is put in. */
static void
put_front(struct out *o, uint32_t seed)
{
	out_mem(o, "\1\0\xffrow", 6);
	put_noise(o, seed, 24);
	out_mem(o, "\0\2", 2);
}

/* Whole ones are read, wherever they stand. */
static void
test_whole(void **state)
{
	(void)state;
	wrong = 0;
	for (uint32_t seed = 1; seed < 200; seed++) {
		struct out o = { NULL, 0, 0, false };

		put_front(&o, seed);
		out_mem(&o, subject[0].p, subject[0].n);
		put_noise(&o, seed + 1000, 100);
		expect("whole", seed, &o, 1, 0);
		out_free(&o);
	}
	assert_int_equal(wrong, 0);
}

/* Octets that are put in anywhere in front of the signature's own; of those behind their place as many are cut off. */
static void
test_inserted(void **state)
{
	static const size_t more[] = { 1, 4, 5, 54 };
	struct span der = out_span(&subject[0]);
	size_t end = signature_of(der);

	(void)state;
	wrong = 0;
	assert_true(end < der.n);
	for (size_t at = 1; at < end; at++)
		for (size_t m = 0; m < sizeof more / sizeof *more; m++) {
			struct out o = { NULL, 0, 0, false };

			put_front(&o, (uint32_t)at);
			put_woven(&o, der, at, (uint32_t)(at + m), more[m]);
			put_noise(&o, (uint32_t)at + 1, 100);
			expect("octets more", at, &o, 0, 1);
			out_free(&o);
		}
	assert_int_equal(wrong, 0);
}

/* What programs write in the place of octets that text has not, or that mean something in it. */
static const struct way {
	const char *name, *before, *behind;
	const char *octets;
	size_t n;
	const char *to[6];
} ways[] = {
	{ "mysql -t", "| 1 | ", " |\n", "\0", 1, { " " } }, { "mysql -X", "<field>", "</field>\n", "\0<>&\"", 5, { " ", "&lt;", "&gt;", "&amp;", "&quot;" } },
	{ "pickle", "(V", "\n", "\0\n\\", 3, { "\\u0000", "\\u000a", "\\u005c" } }, { "PDF", "/Cert (", ")\n", "()\\", 3, { "\\(", "\\)", "\\\\" } },
	{ "CR", "x ", "\n", "\n", 1, { "\r\n" } }, { "CSV", "1,\"", "\"\n", "\0\"", 2, { "\\0", "\"\"" } },
};

static void
put_way(struct out *o, const struct way *w, struct span der)
{
	out_str(o, w->before);
	for (size_t i = 0; i < der.n; i++) {
		const char *at = memchr(w->octets, der.p[i], w->n);

		if (at != NULL)
			out_str(o, w->to[at - w->octets]);
		else
			out_char(o, (char)der.p[i]);
	}
	out_str(o, w->behind);
}

static void
test_escaped(void **state)
{
	(void)state;
	wrong = 0;
	for (size_t i = 0; i < sizeof ways / sizeof *ways; i++)
		for (unsigned rows = 1; rows < 4; rows++) {
			struct out o = { NULL, 0, 0, false };

			for (unsigned k = 0; k < rows; k++)
				put_way(&o, &ways[i], out_span(&subject[0]));
			expect(ways[i].name, rows, &o, 0, 1);
			out_free(&o);
		}
	assert_int_equal(wrong, 0);
}

/* Rows in which escapes can be undone: as mysql writes them, and as SELECT INTO OUTFILE does. */
static void
test_rows(void **state)
{
	static const struct way rows[] = {
		{ "mysql -B", "1\t", "\tx\n", "\0\t\n\\", 4, { "\\0", "\\t", "\\n", "\\\\" } },
		{ "OUTFILE", "1\t", "\tx\n", "\0\t\n\\", 4, { "\\0", "\\\t", "\\\n", "\\\\" } },
		{ "OUTFILE in quotes", "1,\"", "\",\"x\"\n", "\0\"\\", 3, { "\\0", "\\\"", "\\\\" } },
		{ "first column", "", "\tx\n", "\0\t\n\\", 4, { "\\0", "\\t", "\\n", "\\\\" } },
		{ "last column", "1\t", "\n", "\0\t\n\\", 4, { "\\0", "\\t", "\\n", "\\\\" } },
	};

	(void)state;
	wrong = 0;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		for (int more = -1; more < 2; more++) {
			struct out o = { NULL, 0, 0, false }, der = o;

			out_mem(&der, subject[0].p, subject[0].n - (more < 0));
			out_str(&der, more > 0 ? "x" : "");
			out_str(&o, "id\tc\tname\n");
			put_way(&o, &rows[i], out_span(&der));
			expect(rows[i].name, (size_t)(more + 1), &o, more == 0, more != 0);
			out_free(&der);
			out_free(&o);
		}
	assert_int_equal(wrong, 0);
}

/* Forms that put their own among what they hold: not even what looks whole is judged; in text it is, and that there may be more is told of. */
static void
test_known(void **state)
{
	static const struct { const char *name; struct span head; bool der, text, beside; } heads[] = {
		{ "pcap", SPAN_CONST("\xd4\xc3\xb2\xa1\2\0\4\0\0\0\0\0\0\0\0\0\xff\xff\0\0\1\0\0\0"), true, false, false },
		{ "pcap of nanoseconds", SPAN_CONST("\xa1\xb2\x3c\x4d\0\2\0\4\0\0\0\0\0\0\0\0\0\0\xff\xff\0\0\0\1"), true, false, false },
		{ "pcapng", SPAN_CONST("\x0a\x0d\x0d\x0a\x1c\0\0\0\x4d\x3c\x2b\x1a\1\0\0\0\xff\xff\xff\xff\xff\xff\xff\xff\x1c\0\0\0"), true, false, false },
		{ "pg_dump -Fc of 14", SPAN_CONST("PGDMP\1\x0e\0\4\x08\1\1\1\0\0\0"), true, true, false },
		{ "pg_dump -Fc of 16", SPAN_CONST("PGDMP\1\x0f\0\4\x08\1\1\0\0\0"), true, true, false },
		{ "pg_dump -Fc -Z0 of 14", SPAN_CONST("PGDMP\1\x0e\0\4\x08\1\0\0\0\0\0"), false, false, false },
		{ "pg_dump -Fc -Z0 of 16", SPAN_CONST("PGDMP\1\x0f\0\4\x08\1\0\0\0\0"), false, false, false },
		{ "Parquet", SPAN_CONST("PAR1\x15\4\x15\x30\x15\x2c\x4c\x15\6\x15\0\x12\0\0"), true, true, false },
		{ "Parquet without compression", SPAN_CONST("PAR1\x15\4\x15\x80\1\x15\x80\1\x4c\x15\6\x15\0\x12\0\0"), false, false, false },
		{ "ORC", SPAN_CONST("ORC\x11\0\0\x0a\6\x12\4\x08\x08\x50\0\x2b\0"), true, true, false },
		{ "ORC without compression", SPAN_CONST("ORC\x0a\6\x12\4\x08\x08\x50\0\x0a\x12\x0a\2\0"), false, false, false },
		{ "Avro", SPAN_CONST("Obj\1\4\x14" "avro.codec\x0c" "snappy\x16" "avro.schema\0\0\1"), true, true, false },
		{ "Avro without compression", SPAN_CONST("Obj\1\4\x14" "avro.codec\x08null\x16" "avro.schema\0\0\1"), false, false, false },
		{ "Avro without a codec", SPAN_CONST("Obj\1\2\x16" "avro.schema\0\0\1"), false, false, false },
		{ "PDF", SPAN_CONST("%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<< /Filter /FlateDecode >>\nstream\n"), false, true, true },
		{ "PDF without compression", SPAN_CONST("%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<< /Length 9 >>\nstream\n"), false, false, false },
		{ "words", SPAN_CONST("ORCHESTRA, PAR1S, Objects: PGDMP\n"), false, false, false },
	};

	(void)state;
	wrong = 0;
	for (size_t i = 0; i < sizeof heads / sizeof *heads; i++)
		for (unsigned text = 0; text < 2; text++) {
			struct out o = { NULL, 0, 0, false };

			out_mem(&o, heads[i].head.p, heads[i].head.n);
			if (text > 0) {
				out_str(&o, "\n-----BEGIN CERTIFICATE-----\n");
				base64_write(&o, out_span(&subject[0]));
				out_str(&o, "\n-----END CERTIFICATE-----\n");
			} else {
				out_mem(&o, "\1\0\2", 3);
				out_mem(&o, subject[0].p, subject[0].n);
				out_mem(&o, "\1\0\2", 3);
			}
			expect(heads[i].name, text, &o, text > 0 || !heads[i].der, text > 0 ? heads[i].text : heads[i].der || heads[i].beside);
			out_free(&o);
		}
	assert_int_equal(wrong, 0);
}

/* What a PDF has behind its certificate, wherever it stands and in any pieces: names that say that more of it is hidden, and others (ISO 32000-1 7.4, 7.6). */
static void
test_pdf_names(void **state)
{
	static const struct { const char *text; bool hides; } names[] = {
		{ "<< /Filter /FlateDecode >>", true }, { "<</Filter/FlateDecode/Length 9>>", true }, { "<</Filter[/ASCII85Decode/LZWDecode]>>", true },
		{ "<< /Filter /Fl#61teDecode >>", true }, { "<< /Filter /#46lateDecod#65 >>", true }, { "<< /Filter [ /RunLengthDecode ] >>", true },
		{ "trailer << /Encrypt 5 0 R >>", true }, { "<</Filter/Crypt>>", true }, { "<</Filter/DCTDecode>>", false },
		{ "<< /Filter /Adobe.PPKLite /SubFilter /adbe.pkcs7.detached >>", false }, { "<< /FlateDecoder /FlateDecod /XFlateDecode >>", false },
		{ "<< /Fl#6teDecode /Encrypted (FlateDecode) >>", false }, { "<< /Length 9 >>", false },
		/* Of a cross-reference stream the numbers alone are hidden; it may be that of an encrypted document. */
		{ "<</Type/XRef/W[1 2 1]/Filter/FlateDecode>>stream\nx\nendstream", false }, { "<< /Filter /FlateDecode /W [1 2 1] /Type /XRef >>", false },
		{ "<</ID[<AB><CD>]/P<</W 1>>/W[1 2 1]/Type/XRef/Filter/FlateDecode>>", false }, { "<</ID[<AB><CD>]/Q<AB>>>\nendobj", false },
		/* Not what says so in a dictionary inside, or beside, or has no widths, or the number of its objects as an object stream. */
		{ "<</Type/XRef/Filter/FlateDecode>>", true }, { "<</P<</Type/XRef/W[1 2 1]>>/Filter/FlateDecode>>", true },
		{ "<</Type/ObjStm/N 3/First 9/P<</Type/XRef>>/W[1]/Filter/FlateDecode>>", true }, { "<</Type/XRef/W[1 2 1]/N 3/Filter/FlateDecode>>", true },
		{ "<</Type/XRef/W[1 2 1]>><</Filter/FlateDecode>>", true }, { "<</P<</Q<AB>>>/Type/XRef/W[1]/Filter/FlateDecode>>", false },
		{ "<</P<</Q<AB>/Type/XRef/W[1]>>/Filter/FlateDecode>>", true }, { "<</P(<<)/Type/XRef/W[1]/Filter/FlateDecode>>", false },
		{ "<</Type/XRef/W[1 2 1]/Filter/FlateDecode/Encrypt 5 0 R>>", true }, { "<</Type/XObject/Filter/FlateDecode>>", true },
		{ "<</Type/XRef/W[1 2 1]/Filter/FlateDecode>>\nendobj\n3 0 obj <</Filter/FlateDecode>>", true }, { "<</Kind/XRef/W[1 2 1]/Filter/FlateDecode>>", true },
		/* The filter stands in another object. */
		{ "<< /Filter 9 0 R >>", true }, { "<</Filter[9 0 R]>>", true }, { "<</Filter[/ASCIIHexDecode 9 0 R]>>", true },
		{ "<< /Filter /DCTDecode /Length 9 0 R >>", false }, { "<</Filter[/DCTDecode]/Length 9 0 R>>", false }, { "<< /Filter null /Length 9 >>", false },
		{ "<</Filter/Fl>>", true }, { "<</Filter[/A85/RL]>>", true }, { "<</Name/Fl/LZW 9>>", false },
		/* Strings, comments and streams are no objects; where one does not end, that is not known. */
		{ "(the /Filter /FlateDecode in words)", false }, { "(a (b) /FlateDecode \\( \\) )", false }, { "(\\\\) <</Filter/FlateDecode>>", true },
		{ "% /Filter /FlateDecode", false }, { "<< /Filter % why\n/FlateDecode >>", true }, { "(it has no end <</Filter/FlateDecode>>", true },
		{ "<< >>\nstream\r\n(/Filter /FlateDecode \nendstream", false },
		{ "<< >>\nstream\n%PDF-1.4\n3 0 obj\n<</Filter/FlateDecode>>\nstream\nx\nendstream", true },
	};
	static const size_t pieces[] = { 1, 2, 7, STREAM_SIZE }, behind[] = { 0, 5, STREAM_SIZE - 2000, 2 * STREAM_SIZE + 1 };

	(void)state;
	wrong = 0;
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		for (size_t at = 0; at < sizeof behind / sizeof *behind; at++)
			for (size_t p = 0; p < sizeof pieces / sizeof *pieces; p++) {
				struct out o = { NULL, 0, 0, false };
				struct read got;

				out_str(&o, "%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\nstream\n");
				out_mem(&o, subject[0].p, subject[0].n);
				out_str(&o, "\nendstream\n");
				for (size_t k = 0; k < behind[at]; k++)
					out_char(&o, k % 70 == 69 ? '\n' : ' ');
				out_str(&o, names[i].text);
				out_str(&o, "\nendobj\n");
				got = read_by(out_span(&o), pieces[p]);
				if (got.subjects[0] != 1 || got.others > 0 || got.unreadable != names[i].hides) {
					wrong++;
					printf("%s behind %zu, pieces of %zu: %u, %u unreadable (%s)\n", names[i].text, behind[at], pieces[p], got.subjects[0],
					    got.unreadable, got.words);
				}
				out_free(&o);
			}
	assert_int_equal(wrong, 0);
}

/* Text in units of two octets or four, as many as `width` says, in this order. */
static void
put_units(struct out *o, const char *text, size_t n, size_t width, bool little)
{
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < width; k++)
			out_char(o, k == (little ? 0 : width - 1) ? text[i] : 0);
}

/* DER behind text in UTF-16 or UTF-32, or behind what looks like its mark, however many octets stand between. */
static void
test_behind_wide(void **state)
{
	static const struct span marks[] = { SPAN_CONST("\xff\xfe"), SPAN_CONST("\xfe\xff"), SPAN_CONST("\xff\xfe\0\0"), SPAN_CONST("\0\0\xfe\xff") };

	(void)state;
	wrong = 0;
	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
		for (size_t n = 0; n < 10; n++)
			for (unsigned way = 0; way < 4; way++) {
				struct out o = { NULL, 0, 0, false }, block = o;

				out_str(&block, "-----BEGIN CERTIFICATE-----\n");
				base64_write(&block, out_span(&subject[0]));
				out_str(&block, "\n-----END CERTIFICATE-----\n");
				if (way == 0)
					out_mem(&o, block.p, block.n);
				out_mem(&o, marks[i].p, marks[i].n);
				if (way > 0)
					put_units(&o, block.p, block.n, marks[i].n, i % 2 == 0);
				out_free(&block);
				for (size_t k = 0; k < n; k++)
					out_char(&o, way == 1 ? 0 : way == 2 ? 'x' : (char)(k + 1));
				out_mem(&o, subject[0].p, subject[0].n);
				expect("behind a mark", i * 100 + n * 10 + way, &o, 2, 0);
				out_free(&o);
			}
	assert_int_equal(wrong, 0);
}

/* ---- records of TLS ---- */

static void
put_record(struct out *o, uint8_t type, struct span s)
{
	out_char(o, (char)type);
	out_mem(o, "\3\3", 2);
	out_char(o, (char)(s.n >> 8));
	out_char(o, (char)s.n);
	out_mem(o, s.p, s.n);
}

static void
put_length(struct out *o, size_t n)
{
	out_char(o, (char)(n >> 16));
	out_char(o, (char)(n >> 8));
	out_char(o, (char)n);
}

/* A Certificate of one (RFC 5246 7.4.2) in records of so many octets, with an alert between two of them. */
static void
test_records(void **state)
{
	(void)state;
	wrong = 0;
	for (size_t size = 20; size < 2000; size += 7)
		for (unsigned alert = 0; alert < 2; alert++) {
			struct out message = { NULL, 0, 0, false }, o = message;
			struct span rest;

			out_char(&message, 11);
			put_length(&message, subject[0].n + 6);
			put_length(&message, subject[0].n + 3);
			put_length(&message, subject[0].n);
			out_mem(&message, subject[0].p, subject[0].n);
			for (rest = out_span(&message); rest.n > 0; rest = span_from(rest, rest.n < size ? rest.n : size)) {
				put_record(&o, 22, span_sub(rest, 0, rest.n < size ? rest.n : size));
				if (alert > 0)
					put_record(&o, 21, SPAN_LIT("\1\x5a"));
			}
			expect("records", size, &o, 1, 0);
			/* The last one is cut. */
			o.n -= alert > 0 ? 20 : 1;
			expect("records that are cut", size, &o, 0, 1);
			out_free(&message);
			out_free(&o);
		}
	assert_int_equal(wrong, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_whole), cmocka_unit_test(test_inserted), cmocka_unit_test(test_escaped), cmocka_unit_test(test_rows),
		cmocka_unit_test(test_known), cmocka_unit_test(test_pdf_names), cmocka_unit_test(test_records), cmocka_unit_test(test_behind_wide),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
